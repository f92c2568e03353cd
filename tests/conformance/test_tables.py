"""Every case of a table is judged as it says, row by row and by either engine; drop a file in, and a test appears."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents import engines
from care_standards.issue_codes import Code
from care_standards.tables.checking import check_table
from care_standards.vocabularies import ENGINES, TABLE_FORMATS

HERE = Path(__file__).resolve().parent / "tables"
SUFFIX = ".expect.json"
NAMES = sorted(path.name.removesuffix(SUFFIX) for path in HERE.glob(f"*{SUFFIX}"))
ASKABLE = {"profile", "values", "format", "guard", "sheet"}
over_cases = pytest.mark.parametrize("name", NAMES)


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / f"{name}{SUFFIX}").read_bytes())
    return found


def table_of(name: str) -> Path:
    (path,) = (path for path in HERE.glob(f"{name}.*") if not path.name.endswith(SUFFIX))
    return path


def judged(name: str, source: Any, engine: str | None = None) -> cs.Report:
    asked = dict(case(name).get("ask", {}))
    own = HERE / "profiles" / f"{asked.get('profile')}.json"
    if own.exists():
        asked["profile"] = own
    return check_table(source, catalogue=cs.catalogue(), engine=engine, **asked)


def told(report: cs.Report) -> list[dict[str, Any]]:
    """Give the issues as cases write them; the line of a text goes with its row."""
    places = ("sheet", "row", "column")
    return [
        {"code": issue.code.value, "pointer": issue.pointer}
        | {name: getattr(issue, name) for name in places if getattr(issue, name) is not None}
        for issue in report.issues
    ]


def _in_any_order(issues: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(issue, sort_keys=True) for issue in issues)


@over_cases
def test_a_table_is_judged_as_its_case_says(name: str) -> None:
    wanted = case(name)["expect"]
    report = judged(name, table_of(name))
    assert report.table is not None
    assert _in_any_order(told(report)) == _in_any_order(wanted["issues"])
    assert report.verdict == wanted["verdict"]
    table = report.table
    assert (table.format, table.profile) == (wanted["format"], wanted.get("profile"))
    numbers = {name: getattr(table, name) for name in ("rows", "blank", "invalid", "unverified")}
    assert numbers == {name: wanted[name] for name in numbers}


@over_cases
def test_the_report_is_a_document_that_is_valid(name: str) -> None:
    report = judged(name, table_of(name))
    assert cs.check(cs.write(report)).verdict == "valid"
    assert cs.read(cs.write(report)) == report


@pytest.mark.skipif(engines.why_not() is not None, reason="the fast engine is not installed: there is one engine")
@over_cases
def test_both_engines_say_the_same(name: str) -> None:
    found = [judged(name, table_of(name), engine) for engine in ENGINES]
    assert [report.judged_by.engine for report in found] == list(ENGINES)
    assert found[0].issues == found[1].issues
    assert (found[0].verdict, found[0].counts, found[0].table) == (found[1].verdict, found[1].counts, found[1].table)


@over_cases
def test_bytes_are_judged_as_the_file_is(name: str) -> None:
    assert judged(name, table_of(name).read_bytes()) == judged(name, table_of(name))


@over_cases
def test_the_name_of_the_file_says_nothing(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "export"
    shutil.copyfile(table_of(name), copy)
    assert judged(name, copy) == judged(name, table_of(name))


def test_the_files_of_the_cases_follow_their_rules() -> None:
    known = {f"{name}{SUFFIX}" for name in NAMES} | {table_of(name).name for name in NAMES}
    assert {path.name for path in HERE.iterdir() if path.is_file()} == known
    for name in NAMES:
        found = case(name)
        assert found.keys() - {"ask", "sheets"} == {"description", "expect"}, name
        assert set(found.get("ask", {})) <= ASKABLE, name
        assert ("sheets" in found) == (table_of(name).suffix == ".xlsx"), name
        begins = name.partition("-")[0].upper()
        codes = {issue["code"] for issue in found["expect"]["issues"]}
        assert found["expect"]["format"] in TABLE_FORMATS
        assert not codes or begins in codes or not begins.startswith("CS"), name
    for path in (HERE / "profiles").iterdir():
        assert cs.check(path, kind="column-profile").verdict == "valid"


def test_every_code_of_tables_has_a_case() -> None:
    covered = {issue["code"] for name in NAMES for issue in case(name)["expect"]["issues"]}
    assert {code.value for code in Code if code.value.startswith("CS9")} <= covered
