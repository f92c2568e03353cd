"""Every exit code, and what is said with it: never an argument, never a value."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import care_standards.cli as cli
from care_standards import api
from care_standards.cli import exits
from care_standards.cli.program import VERBS, program
from care_standards.errors import DamagedDataError

Run = Callable[..., Any]
CANARY = "Quaxlworth"


def test_0_good(run: Run, assessment: dict[str, Any]) -> None:
    assert run("check", "-", stdin=json.dumps(assessment).encode()).code == 0


def test_1_findings(run: Run, assessment: dict[str, Any]) -> None:
    del assessment["edition"]
    assert run("check", "-", stdin=json.dumps(assessment).encode()).code == 1


def test_unverified_fails_only_when_strict(run: Run, unverified: dict[str, Any]) -> None:
    content = json.dumps(unverified).encode()
    assert run("check", "-", stdin=content).code == 0
    strict = run("check", "--strict", "-", stdin=content)
    assert strict.code == 1
    assert strict.out.startswith("unverified: ")


@pytest.mark.parametrize(
    "arguments",
    [
        (CANARY,),
        (f"--{CANARY}",),
        (f"--version={CANARY}",),
        ("check",),
        ("check", f"--{CANARY}", "x"),
        ("check", "--kind", CANARY, "x"),
        ("check", "--format", CANARY, "x"),
        ("check", "--max-issues", CANARY, "x"),
        ("check", "--max-issues", "0", CANARY),
        ("check", f"--json={CANARY}", "x"),
        ("check", "--json", "--format", "text", CANARY),
        ("check", "-", CANARY, "-"),
        ("list", CANARY),
        ("list", "editions", CANARY),
        ("list", "publications", "--publication", CANARY),
        ("schema", CANARY),
        ("schema", "assessment", "--form", CANARY),
        ("schema", "common", "--form", "flat", "-o", CANARY),
        ("schema", "index", "--form", "flat", "-o", CANARY),
        ("schema", "-o", CANARY),
        ("schema", "assessment", "--all", CANARY),
        ("show", f"-{CANARY}"),
        ("resolve",),
    ],
)
def test_2_usage_without_the_argument(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err
    assert CANARY.lower() not in ran.err.lower()


def test_a_slip_gets_a_suggestion(run: Run) -> None:
    assert "check" in run("chek").err
    assert "Did you mean --json?" in run("show", "--jsn", "scs").err
    assert "split, flat, draft-07" in run("schema", "--form", "x").err
    assert "--max-issues" in run("check", "--max-issues").err


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_3_a_file_that_cannot_be_opened(run: Run, form: str, tmp_path: Path) -> None:
    ran = run("check", "--format", form, str(tmp_path / f"{CANARY}.txt"))
    assert ran.code == 3
    assert "there is no such file" in ran.err
    assert CANARY not in ran.err
    if form == "json":
        assert ran.out == ""


def test_3_a_target_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for arguments in (
        ("assessment", "-o", str(tmp_path / CANARY / "x.json")),
        ("--all", str(tmp_path / "file" / CANARY)),
    ):
        ran = run("schema", *arguments)
        assert ran.code == 3
        assert ran.err.startswith("Nothing was written: ")
        assert CANARY not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", CANARY),
        ("resolve", f"scs-2018.{CANARY.lower()}"),
        ("resolve", f"{CANARY.lower()}-2018"),
        ("list", "--publication", CANARY),
        ("show", "\x1b[31m" + CANARY),
    ],
)
@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_4_an_unknown_id_is_not_repeated(run: Run, arguments: tuple[str, ...], flags: tuple[str, ...]) -> None:
    ran = run(*arguments, *flags)
    assert (ran.code, ran.out) == (4, "")
    assert CANARY.lower() not in ran.err.lower()
    assert "\x1b" not in ran.err


def test_4_names_near_misses_and_partial_data(run: Run) -> None:
    ran = run("show", "scs-2018.1.1.55")
    assert ran.code == 4
    assert "scs-2018.1.1.5" in ran.err
    assert "partial" in ran.err


def _broken(*arguments: object, **named: object) -> object:
    raise KeyError(CANARY)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_70_our_fault_tells_its_type_and_line(run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(api, "check", _broken)
    ran = run("check", "--format", form, "-", stdin=b"{}")
    assert ran.code == 70
    assert "KeyError at cli/check.py, line " in ran.err
    assert CANARY not in ran.err + ran.out
    assert "Traceback" not in ran.err


def test_70_outside_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("care_standards.cli.show._find", _broken)
    ran = run("show", "scs")
    assert ran.code == 70
    assert "KeyError" in ran.err
    assert CANARY not in ran.err


def test_70_damaged_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*arguments: object, **named: object) -> object:
        raise DamagedDataError("data/editions/scs-2018.json")

    monkeypatch.setattr(api, "check", damaged)
    ran = run("check", "-", stdin=b"{}")
    assert ran.code == 70
    assert "Install care_standards again" in ran.err


def test_of_several_the_worst_counts(
    run: Run, tmp_path: Path, assessment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(assessment), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    assert run("check", str(good), str(good)).code == 0
    assert run("check", str(bad), str(good)).code == 1
    assert run("check", str(bad), str(tmp_path / "none"), str(good)).code == 3
    monkeypatch.setattr(api, "check", _broken)
    assert run("check", str(bad), str(tmp_path / "none"), str(good)).code == 70


def test_worst() -> None:
    assert exits.worst([]) == 0
    assert [exits.worst(codes) for codes in ([0, 1], [1, 3, 0], [3, 70, 1], [0, 4])] == [1, 3, 70, 4]


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object, **named: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check", stopped)
    ran = run("check", "-", stdin=b"{}")
    assert (ran.code, ran.err) == (130, "")


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_its_extra_it_says_how_to_get_it(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = cli.find_spec
    monkeypatch.setattr(cli, "find_spec", lambda name: None if name == missing else found(name))
    assert cli.main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert 'python -m pip install "care_standards[cli]"' in said.err


def test_as_an_ordinary_click_command() -> None:
    done = CliRunner().invoke(program, ["resolve", "scs-2018.1.1.5"])
    assert done.exit_code == 0
    assert done.output.startswith("scs-2018.1.1.5: standard")
    assert CliRunner().invoke(program, ["resolve", "nothing"]).exit_code == 4


@pytest.mark.parametrize("verb", [(), *((verb,) for verb in VERBS)])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help(run: Run, verb: tuple[str, ...], flag: str) -> None:
    ran = run(*verb, flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: care-standards")
    assert "--json" in ran.out
    assert ran.out.isascii()


def test_help_and_version_load_nothing_heavy(repository: Path) -> None:
    watch = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from care_standards.cli import main; code = main();"
        "heavy = {'attr', 'cattrs', 'jsonschema', 'rich', 'rfc8785', 'json'} & set(sys.modules);"
        "sys.exit(f'loaded {sorted(heavy)}' if heavy else code)"
    )
    for flag in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", watch, str(repository / "src"), flag], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["check", "--json", "-"], ["show", "--json", "scs"], ["list", "--json"]])
def test_json_is_written_without_the_layout_engine(repository: Path, arguments: list[str]) -> None:
    watch = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from care_standards.cli import main; main();"
        "sys.exit('rich' in sys.modules)"
    )
    command = [sys.executable, "-c", watch, str(repository / "src"), *arguments]
    done = subprocess.run(command, input="{}", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
