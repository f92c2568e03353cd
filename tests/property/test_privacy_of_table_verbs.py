"""No verb that reads tables shows a value, a name of a column, a sheet or a file, on a terminal or in a pipe.

The tables and the canaries in them are those of ``test_privacy_of_tables``; the files, too, are named by a canary. What
the verbs write is also searched for characters that a terminal would act on. All samples are invented.
"""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.invented.leak_search import leaks_in_text, watching
from tests.property.test_privacy_of_tables import CANARY, COLUMNS, GOOD, READERS, _csv, _lines, _planted, _torn

from care_standards.cli import progress
from care_standards.cli.program import program

Run = Callable[..., str]
FILES = [name for name in READERS if name != "arrow"]  # what is in memory has no file
WAYS: tuple[tuple[str, ...], ...] = (
    ("check",), ("check", "--json", "--guard"), ("check", "--format", "github", "--guard", "--max-issues", "5000"),
    ("check", "--strict", "--guard", "--engine", "jsonschema"), ("check", "--profile", "htcds-2"),
    ("check", "--profile", "csv", "--guard"), ("check", "--set", f"edition={CANARY}"),
    ("check", "--set", f"{CANARY}={CANARY}"),
    ("check", "--set", CANARY), ("check", "--profile", CANARY), ("check", "--profile", f"./{CANARY}.json"),
    ("check", "--as", CANARY), ("check", "--sheet", CANARY), ("check", "--engine", CANARY), ("check", "--sheet", "9"),
    ("check", "--resume", f"{CANARY}.state"), ("check", "--jobs", CANARY), ("check", f"--{CANARY}"),
    ("rows", "-o", f"out-{CANARY}"), ("rows", "-o", f"out-{CANARY}.json", "--json"),
    ("rows", "-o", f"{CANARY}/{CANARY}/x.json"),
    ("profile", "draft", "-o", f"drafted-{CANARY}.json", "--id", "our-system", "--force"), ("profile", "show"),
    ("profile", CANARY),
    ("profile", "draft", "-o", f"{CANARY}/none.json", "--id", CANARY),
)  # fmt: skip


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(progress, "_QUIET_SECONDS", -1.0)  # every line about the progress is written

    def made(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        watcher = _Terminal()
        with monkeypatch.context() as patch, watching(CANARY) as watched:
            if terminal:
                patch.setattr(sys, "stderr", watcher)
                patch.setenv("NO_COLOR", "1")
            program.answer(list(arguments))
            watched.look("stdout", sys.stdout.getvalue())  # type: ignore[attr-defined]  # it is kept while we watch
            shown = sys.stdout.getvalue() + ("" if terminal else sys.stderr.getvalue())  # type: ignore[attr-defined]
        assert watched.leaks == [], arguments
        return shown + watcher.getvalue()

    return made


def _acted_on(text: str) -> list[str]:
    """Give every character of the output that a terminal would act on; a progress line goes back to its begin."""
    return [
        sign
        for sign in text
        if sign not in "\n\r\u200c\u200d" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl")
    ]


def _files(reader: str, seeds: range) -> list[str]:
    """Write planted tables, some torn, as files whose names hold a canary unless they are named on purpose."""
    ending, make = READERS[reader]
    written: list[str] = []
    for seed in seeds:
        random = Random(f"{reader} {seed}")
        content = make(_planted(random, (0.05, 0.3, 1.0)[seed % 3]))
        path = Path(f"{CANARY}-{seed}.{ending}")
        path.write_bytes(_torn(random, content) if seed % 4 == 3 else content)
        written.append(str(path))
    return written


@pytest.mark.parametrize("reader", FILES)
def test_no_verb_shows_anything_of_a_table(reader: str, run: Run) -> None:
    for number, path in enumerate(_files(reader, range(4))):
        for way in WAYS[number::4] if number else WAYS:
            if "github" in way:  # which names the files, since it is asked to
                plain = Path(f"table.{READERS[reader][0]}")
                plain.write_bytes(Path(path).read_bytes())
                shown = run(*way, str(plain))
            else:
                shown = run(*way, path)
            assert _acted_on(shown) == [], way


def test_nothing_is_shown_of_the_standard_input_nor_of_many_files(run: Run) -> None:
    files = [path for reader in ("csv", "json", "ndjson") for path in _files(reader, range(3))]
    for way in WAYS[:6]:
        if "github" not in way:
            run(*way, *files)
        run(*way, "-", stdin=Path(files[0]).read_bytes())
        run(*way, "--as", "csv", "-", stdin=Path(files[0]).read_bytes())
    os.mkdir(f"{CANARY}-folder")
    run("check", f"{CANARY}-folder", f"{CANARY}-none.csv", f"{CANARY}\0.csv")


def test_the_line_about_the_progress_shows_nothing(run: Run) -> None:
    random = Random(7)
    lines = b"".join(_lines(_planted(random, 0.3)) for _ in range(200))
    Path(f"{CANARY}.ndjson").write_bytes(lines)
    shown = run("check", f"{CANARY}.ndjson", "--guard", terminal=True)
    assert "checking" in shown
    assert _acted_on(shown) == []
    assert leaks_in_text(shown, CANARY) == []


def test_what_is_noted_to_go_on_from_holds_no_value(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.bulk.resuming import Progress

    Path("table.ndjson").write_bytes(b"".join(_lines(_planted(Random(3), 0.5)) for _ in range(100)))
    monkeypatch.setattr(Progress, "finish", Progress.save)  # it would be taken away at the end
    run("check", "table.ndjson", "--resume", "run.state", "--guard")
    content = Path("run.state").read_bytes()
    assert b'"issues"' in content
    assert leaks_in_text(content, CANARY) == []


def test_a_profile_of_your_own_that_is_wrong_is_not_shown(run: Run) -> None:
    Path("table.csv").write_bytes(_csv((COLUMNS, [GOOD])))
    profile: dict[str, Any] = {
        "$schema": "https://care-standards.invalid/schemas/1.1/column-profile.schema.json", "schema_version": "1.1",
        "kind": "column-profile", "id": CANARY, "title": CANARY, "confirmation": CANARY, "matching": CANARY,
        "columns": [{"name": CANARY, "to": CANARY}, {"name": CANARY, CANARY: CANARY}], CANARY: CANARY,
    }  # fmt: skip
    for content in (json.dumps(profile).encode(), json.dumps(profile).encode()[:-9], CANARY.encode(), b"[]"):
        Path(f"{CANARY}.json").write_bytes(content)
        for way in (("check", "--profile", f"{CANARY}.json", "table.csv"), ("profile", "show", f"{CANARY}.json")):
            run(*way)
            run(*way, *(("--json",) if way[0] == "check" else ()))


def test_turning_a_table_into_assessments_shows_nothing_of_it(run: Run) -> None:
    Path(f"{CANARY}.csv").write_bytes(_csv((COLUMNS, [[*GOOD[:2], f"{CANARY}-1", *GOOD[3:-1], f"={CANARY}"]])))
    period = (
        "--set",
        "period_start=2026-01-01",
        "--set",
        "period_end=2026-03-31",
        "--set",
        "assessor_role=quality-lead",
    )
    for way in ((), ("--json",)):
        run("rows", f"{CANARY}.csv", *period, "-o", f"{CANARY}.json", "--force", *way)
        assert CANARY in Path(f"{CANARY}.json").read_text(encoding="utf-8")
        run("rows", f"{CANARY}.json", "-o", f"{CANARY}-back.csv", "--force", *way)
        assert f"'={CANARY}" in Path(f"{CANARY}-back.csv").read_text(encoding="utf-8")


def test_the_test_sees_a_leak(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.cli import report_text

    Path("table.csv").write_bytes(_csv((COLUMNS, [[*GOOD[:6], "no such status", *GOOD[7:]]])))
    run("check", "table.csv")
    monkeypatch.setattr(report_text, "_judged_by", lambda report: CANARY)
    with pytest.raises(AssertionError):
        run("check", "table.csv")
