"""One assessment carried over from the shell: what is written, what is said first, and what is refused."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards import readers
from care_standards.cli import migrating
from care_standards.migration import headline

Run = Callable[..., Any]


class Files:
    """The invented assessment, and where the new one and its ledger go."""

    def __init__(self, repository: Path, folder: Path) -> None:
        self.pack = str(repository / "tests" / "invented" / "lantern")
        self.source = folder / "old.json"
        self.source.write_bytes((repository / "tests" / "invented" / "lantern-self-assessment.json").read_bytes())
        self.output, self.ledger, self.page = (folder / name for name in ("new.json", "ledger.json", "page.html"))

    @property
    def call(self) -> list[str]:
        """The arguments of an ordinary call."""
        return [
            "migrate", str(self.source), "--to", "lantern-2022", "--pack", self.pack,
            "-o", str(self.output), "--ledger", str(self.ledger),
        ]  # fmt: skip


@pytest.fixture
def files(repository: Path, tmp_path: Path) -> Files:
    return Files(repository, tmp_path)


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_both_files_are_what_the_library_makes(run: Run, files: Files) -> None:
    ran = run(*files.call)
    assert (ran.code, ran.err) == (0, "")
    catalogue = cs.catalogue(packs=[files.pack])
    before = readers.read_assessment(files.source, catalogue=catalogue)
    after, ledger = migrating.migrate(before, catalogue.edition("lantern-2022"), catalogue=catalogue)
    assert readers.read_assessment(files.output, catalogue=catalogue) == after
    written = cs.read(files.ledger, catalogue=catalogue)
    assert (written.entries, written.steps) == (ledger.entries, ledger.steps)
    assert (written.input_digest, written.output_digest) == (_sha(files.source), _sha(files.output))


def test_what_people_see_begins_with_the_headline(run: Run, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    ran = run(*files.call)
    ledger = cs.read(files.ledger, catalogue=cs.catalogue(packs=[files.pack]))
    assert " ".join(ran.out.split()).startswith(headline(ledger))
    counts = ledger.counts
    assert f"{counts['carried']} carried over;" in ran.out
    titles = [line for line in ran.out.splitlines() if line.endswith(")") and not line.startswith(" ")]
    assert [title.partition(" (")[0] for title in titles] == [
        "To assess again",
        "Found wanting, on items that nobody has compared",
        "Carried over, to be looked at by a person",
    ]
    first = ran.out.partition("To assess again")[2].splitlines()[1]
    assert "(was not-met)" in first


def test_every_lists_the_rest_too(run: Run, files: Files) -> None:
    short, long = run(*files.call).out, run(*files.call, "--every").out
    assert "--every lists" in short
    assert "--every" not in long
    ids = [e.source for e in cs.read(files.ledger, catalogue=cs.catalogue(packs=[files.pack])).entries if e.source]
    assert all(f"  {id}  " in long for id in ids)
    assert not all(f"  {id}  " in short for id in ids)


def test_as_json_the_ledger_and_what_is_to_decide(run: Run, files: Files) -> None:
    plain = json.loads(run(*files.call, "--json").out)
    assert plain["ledger"] == json.loads(files.ledger.read_bytes())
    assert plain["headline"].startswith("lantern-2019 to lantern-2022: ")
    assert sum(plain["counts"].values()) == len(plain["ledger"]["entries"])
    assert plain["to_decide"][0]["verdict"] == "reassess"
    assert plain["to_decide"][0]["was"] == "not-met"
    verdicts = {entry["verdict"] for entry in plain["to_decide"]}
    assert verdicts == {"reassess", "unknown", "carried-for-review"}


def test_without_a_concordance_everything_is_unknown_and_the_first_line_says_so(
    run: Run, files: Files, assessment: dict[str, Any]
) -> None:
    files.source.write_text(json.dumps(assessment), encoding="utf-8")
    ran = run("migrate", str(files.source), "--to", "scs-2025", "-o", str(files.output), "--ledger", str(files.ledger))
    assert ran.code == 0
    assert ran.out.startswith("scs-2018 to scs-2025: all 2 findings stay unknown;")
    new = json.loads(files.output.read_bytes())
    assert [finding["provision"] for finding in new["unresolved"]] == ["scs-2018.1.1.5", "scs-2018.1.1.5.r2"]
    assert new["unresolved"] == assessment["findings"]


def test_the_same_call_again_is_no_loss(run: Run, files: Files) -> None:
    first = run(*files.call)
    stamps = [path.stat().st_mtime_ns for path in (files.output, files.ledger)]
    assert run(*files.call) == first
    assert [path.stat().st_mtime_ns for path in (files.output, files.ledger)] == stamps


def test_a_run_that_was_ended_between_the_two_files_is_completed(run: Run, files: Files) -> None:
    run(*files.call)
    whole = files.ledger.read_bytes()
    files.ledger.unlink()
    assert run(*files.call).code == 0
    assert files.ledger.read_bytes() == whole


@pytest.mark.parametrize("which", ["output", "ledger"])
def test_what_is_there_is_not_written_over_unasked(run: Run, files: Files, which: str) -> None:
    path: Path = getattr(files, which)
    path.write_text("mine", encoding="utf-8")
    ran = run(*files.call)
    assert (ran.code, ran.out) == (2, "")
    assert "--force" in ran.err
    assert path.read_text(encoding="utf-8") == "mine"
    other = files.ledger if which == "output" else files.output
    assert not other.exists()
    assert run(*files.call, "--force").code == 0
    assert path.read_bytes() != b"mine"


def test_the_file_itself_is_never_written_over(run: Run, files: Files) -> None:
    before = files.source.read_bytes()
    for call in (
        [*files.call, "--force", "-o", str(files.source)],
        [*files.call, "--force", "--ledger", str(files.source)],
        [*files.call, "--force", "--ledger", str(files.output)],
        [*files.call, "--force", "--html", str(files.source)],
    ):
        assert run(*call).code == 2
    assert files.source.read_bytes() == before
    assert not files.output.exists()


def test_from_the_standard_input_to_the_standard_output(run: Run, files: Files) -> None:
    whole = run(*files.call)
    call = files.call
    call[1], call[call.index("-o") + 1] = "-", "-"
    ran = run(*call, stdin=files.source.read_bytes())
    assert ran.code == 0
    assert ran.out.encode("utf-8") == files.output.read_bytes()
    assert ran.err == whole.out
    assert run(*call, "--json", stdin=files.source.read_bytes()).code == 2


def test_the_version_of_the_schemas_may_be_asked_for(run: Run, files: Files) -> None:
    ran = run(*files.call, "--schema", "1.0")
    assert ran.code == 1
    assert "/findings/0/earlier" in ran.err
    assert "Leave --schema out" in ran.err
    assert not files.output.exists()
    assert run(*files.call, "--schema", "1.1").code == 0
    assert json.loads(files.output.read_bytes())["schema_version"] == "1.1"


@pytest.mark.parametrize("option", ["-o", "--ledger", "--html"])
def test_an_empty_name_is_refused(run: Run, files: Files, option: str) -> None:
    ran = run(*files.call, option, "")
    assert (ran.code, ran.out) == (2, "")
    assert "empty" in ran.err
    assert not files.output.exists()


def test_what_was_written_is_not_denied(run: Run, files: Files) -> None:
    ran = run(*files.call, "--ledger", str(files.source / "ledger.json"))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("The new document was written; what goes with it was not: ")
    assert files.output.exists()
    assert run(*files.call).code == 0


def test_a_page_to_review(run: Run, files: Files) -> None:
    assert run(*files.call, "--html", str(files.page)).code == 0
    page = files.page.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "lantern-2019 to lantern-2022" in page
    assert "invented-service-7" not in page


def test_wrong_calls(run: Run, files: Files) -> None:
    for code, change in (
        (4, ["--to", "lantern-2030"]),
        (2, ["--to", "scs-2025"]),
        (2, ["--jobs", "2"]),
        (2, ["--again"]),
        (2, ["--schema", "7"]),
        (3, ["--pack", str(files.page)]),
    ):
        ran = run(*files.call, *change)
        assert (change, ran.code) == (change, code)
        assert ran.out == ""
    assert not files.output.exists()
    run(*files.call)
    back = run("migrate", str(files.output), "--to", "lantern-2019", "--pack", files.pack, "-o", "-", "--ledger", "x")
    assert (back.code, back.out) == (2, "")


def test_an_invalid_file_is_told_as_check_tells_it(run: Run, files: Files) -> None:
    plain = json.loads(files.source.read_bytes())
    plain["findings"][1]["status"] = "splendid"
    files.source.write_text(json.dumps(plain), encoding="utf-8")
    ran = run(*files.call)
    assert ran.code == 1
    assert ran.out == run("check", str(files.source), "--pack", files.pack).out
    assert "splendid" not in ran.out + ran.err
    assert not files.output.exists()
