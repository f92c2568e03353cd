"""The real workbooks of the IOM toolkit, filled by LibreOffice with invented cases, are judged row by row.

The names and codes are those of the Human Trafficking Case Data Standard (HTCDS) by IOM, CC BY 4.0, read from its own
files; IOM does not endorse this. Every value of a person is a canary, and none may come out.
"""

import datetime
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.consumers.htcds_filling import CLOSED, Cell, Task, cell, fill, hide, locked, opened, saved

import care_standards as cs
from care_standards import tables
from care_standards.documents.limits import Limits

CANARY = "Quillfeather"
ROWS = 200
EXCEL = "HTCDS_Excel_Spreadsheet_"
MULTI = f"{EXCEL}multi_select_with_validation_v2.0.xlsm"
SINGLE = f"{EXCEL}single_select_with_validation_v2.0.xlsx"
PLAIN = f"{EXCEL}v2.0.xlsx"
FORM = "htcds_xlsform.xlsx"
OURS = ("care_standard_recommendations", "case_ref", "care_standard_status", "care_standard_assessed_on")
DRIFT = {
    "vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg",
    "prs_First_Name": "prs_FirstName",
    "prs_Second_Name": "prs_SecondName",
    "vic_Methods_of_Control": "vic_MethodsOfControl",
}
DAY = datetime.date(2026, 3, 1)
KNOWN = ("scs-2018.1.1.5.r1", "scs-2018.1.1.5.r2", "scs-2018.1.1.4.s1")

# What stands in our four columns, and the codes of what is wrong with each link row of it, warnings left out.
CASES: tuple[tuple[tuple[Cell | None, ...], tuple[str, ...], int], ...] = (
    ((KNOWN[0], "case-{}", "met", DAY), (), 1),
    ((";".join(KNOWN), "case-{}", "not-met", DAY), (), 3),
    ((KNOWN[1] + " ", "case-{}", "partly-met", DAY), (), 1),
    (("scs-2018.3.4.5.r9", "case-{}", "met", DAY), ("CS409",), 1),
    (("no such id", "case-{}", "met", DAY), ("CS305",), 1),
    ((KNOWN[0], "case-{}", "Yes", DAY), ("CS304",), 1),
    ((KNOWN[0], "case-{}", "met", None), ("CS312",), 1),
    ((KNOWN[0], "case-{}", "met", "03/04/2026"), ("CS910",), 1),
    ((KNOWN[0], 17, "met", DAY), ("CS303",), 1),
    ((KNOWN[0], "case-{}", "=1/0", DAY), ("CS911",), 1),
    ((None, "case-{}", "met", DAY), ("CS301",), 1),
    ((KNOWN[2], "case-{}", '="m"&"et"', DAY), (), 1),
)


@attrs.frozen
class Filled:
    """A workbook that LibreOffice filled, and what its original says: the names in order, and where the rows begin."""

    xlsx: Path
    ods: Path
    names: tuple[str | None, ...]
    first: int


def _grid(path: Path, sheet: int | str = 0) -> list[list[Any]]:
    calamine = pytest.importorskip("python_calamine")
    book = calamine.load_workbook(path)
    return list(
        (book.get_sheet_by_name(sheet) if isinstance(sheet, str) else book.get_sheet_by_index(sheet)).to_python()
    )


def _lists(folder: Path, name: str) -> dict[str, list[str]]:
    """Give the choices that a workbook offers for its columns, by their labels; where it has none, the form's codes."""
    if name == PLAIN:
        return {}
    grid = _grid(folder / name, "validation")
    columns = zip(*[row[1:] for row in grid[2:]], strict=True)
    return {label: [value for value in values if isinstance(value, str) and value] for label, *values in columns}


def _choices(folder: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for list_name, choice, *_ in _grid(folder / FORM, "choices")[1:]:
        lists.setdefault(str(list_name), []).append(str(choice))
    return lists


def _fields(folder: Path) -> dict[str, str]:
    """Give the names of the standard with their labels, from its own list."""
    grid = _grid(folder / "HTCDS_Field_Standards_2.0.ods")
    return {row[6]: row[5] for row in grid[1:] if row[6] not in ("", "N/A")}


def _case(
    names: Sequence[str | None], labels: Sequence[str], choices: dict[str, list[str]], sheet: int, row: int, n: int
) -> Iterator[Task]:
    for column, name in enumerate(names, 1):
        offered = choices.get(labels[column - 1])
        if offered:
            yield cell(sheet, row, column, offered[n % len(offered)])
        elif name is not None and name.endswith(("Date", "Birthdate")):
            yield cell(sheet, row, column, DAY)
        elif name is not None or labels[column - 1]:
            yield cell(sheet, row, column, f"{CANARY} {n}-{column}")
    for offset, value in enumerate(CASES[n % len(CASES)][0], 1):
        if value is not None:
            told = value.format(n) if isinstance(value, str) else value
            yield cell(sheet, row, len(names) + offset, told)


def _fill_workbook(folder: Path, name: str, target: Path) -> Filled:
    grid = _grid(folder / name)
    names = tuple(str(value) or None for value in grid[0])
    labels = [str(value) for value in grid[1]]
    tasks = [opened(folder / name)]
    for offset, ours in enumerate(OURS, 1):
        tasks += [cell(1, 1, len(names) + offset, ours), cell(1, 2, len(names) + offset, ours.replace("_", " "))]
    lists = _lists(folder, name)
    for n in range(ROWS):
        tasks += _case(names, labels, lists, 1, 3 + n, n)
    return _save(tasks, target, names, 3)


def _fill_form(folder: Path, target: Path) -> Filled:
    """Make an export of the form: its names as a header, and cases below."""
    survey = [row[:3] for row in _grid(folder / FORM, "survey")[1:]]
    names = tuple(str(name) for _, name, _ in survey)
    choices = _choices(folder)
    lists = {name: choices[type.split()[1]] for type, name, _ in survey if str(type).startswith("select")}
    tasks = [opened(None)]
    tasks += [cell(1, 1, column, name) for column, name in enumerate((*names, *OURS), 1)]
    for n in range(ROWS):
        tasks += _case(names, names, lists, 1, 2 + n, n)
    return _save(tasks, target, names, 2)


def _save(tasks: list[Task], target: Path, names: tuple[str | None, ...], first: int) -> Filled:
    filled = Filled(target.with_suffix(".xlsx"), target.with_suffix(".ods"), names, first)
    fill([*tasks, saved(filled.xlsx), saved(filled.ods), CLOSED])
    return filled


@pytest.fixture(scope="module")
def folder(samples_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toolkit: LibreOffice leaves a lock beside what it opens, and will not open it twice."""
    if shutil.which("soffice") is None:
        pytest.skip("not installed: soffice")
    if "CARE_STANDARDS_OFFICE" not in os.environ:
        pytest.skip("starts LibreOffice for a minute: set CARE_STANDARDS_OFFICE=1, as the nox session `consumers` does")
    if not (samples_dir / "htcds" / MULTI).is_file():
        pytest.skip("not there: the files of the HTCDS toolkit")
    copy = tmp_path_factory.mktemp("toolkit")
    for path in (samples_dir / "htcds").glob("[!.]*"):
        shutil.copyfile(path, copy / path.name)
    return copy


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    """All files of the toolkit, filled."""
    scratch = tmp_path_factory.mktemp("htcds")
    made = {
        name: _fill_workbook(folder, name, scratch / f"{CANARY}-{number}")
        for number, name in enumerate((MULTI, SINGLE, PLAIN))
    }
    return {**made, FORM: _fill_form(folder, scratch / f"{CANARY}-form")}


def _judged(path: Path) -> cs.Report:
    return tables.check_table(path, catalogue=cs.catalogue(), profile="htcds-2", limits=Limits(max_issues=100_000))


every_file = pytest.mark.parametrize("name", [MULTI, SINGLE, PLAIN, FORM])
every_format = pytest.mark.parametrize("format", ["xlsx", "ods"])


@every_file
@every_format
def test_each_row_gets_its_verdict(filled: dict[str, Filled], name: str, format: str) -> None:
    book = filled[name]
    report = _judged(getattr(book, format))
    found: dict[int, list[str]] = {}
    for issue in report.issues:
        if issue.severity != "warning":
            assert issue.row is not None, issue
            found.setdefault(issue.row, []).append(issue.code.value)
    expected = {book.first + n: list(CASES[n % len(CASES)][1]) for n in range(ROWS)}
    assert found == {row: codes for row, codes in expected.items() if codes}
    table = report.table
    assert table is not None
    bad = sum(bool(codes) and codes != ["CS409"] for codes in expected.values())
    unverified = sum(codes == ["CS409"] for codes in expected.values())
    blank = 0 if name == FORM else 1000 - ROWS
    assert (table.format, table.profile) == (format, "htcds-2")
    assert (table.rows, table.blank, table.invalid, table.unverified) == (ROWS, blank, bad, unverified)
    assert report.counts.records_in == sum(CASES[n % len(CASES)][2] for n in range(ROWS))
    assert report.verdict == "invalid"


@every_file
@every_format
def test_the_known_drift_is_noted(folder: Path, filled: dict[str, Filled], name: str, format: str) -> None:
    book, fields = filled[name], _fields(folder)
    report = _judged(getattr(book, format))
    noted: dict[str, set[int | None]] = {}
    for issue in report.issues:
        if issue.severity == "warning":
            noted.setdefault(issue.code.value, set()).add(issue.column)
    at = {known: column for column, known in enumerate(book.names, 1)}
    if name == FORM:
        assert set(book.names) - fields.keys() == {
            "prs_First_Name", "prs_Second_Name", "vic_Methods_of_Control", "start", "end", "__version__"
        }  # fmt: skip
        assert noted["CS905"] == {at["prs_First_Name"], at["prs_Second_Name"], at["vic_Methods_of_Control"]}
        assert "CS906" not in noted
    else:
        assert set(book.names) - fields.keys() - {None} == {"vic_TraffickinStatusDecisionMakingOrg"}
        assert noted["CS905"] == {at["vic_TraffickinStatusDecisionMakingOrg"]}
        shifted = ("prs_MailingCity", "prs_MailingCountry", "prs_MailingStreet", "prs_MailingPostalCode")
        assert noted["CS906"] == {at[each] for each in shifted}
        assert noted["CS902"] == {at["cas_ReferredPrimaryCaseWorker"] + 1}  # a label, and no name
    status = len(book.names) + 1 + OURS.index("care_standard_status")
    assert noted["CS917"] == {status}
    stray = {len(book.names) + 1}
    if name in (SINGLE, FORM):
        stray.add(at["vic_Methods_of_Control" if name == FORM else "vic_MethodsOfControl"])
    assert noted["CS907"] == stray
    others = [issue.sheet for issue in report.issues if issue.code.value == "CS916"]
    assert others == ([2, 3] if name in (MULTI, SINGLE) else [])


@every_file
@every_format
def test_columns_about_persons_are_refused_by_name_and_no_value_comes_out(
    filled: dict[str, Filled], name: str, format: str, tmp_path: Path
) -> None:
    book = filled[name]
    report = _judged(getattr(book, format))
    cs.write(report, tmp_path / "report.json")
    refused = {issue.column: issue.hint for issue in report.issues if issue.code.value == "CS904"}
    for column, known in enumerate(book.names, 1):
        if known is not None and known.startswith(("prs_", "vic_", "con_")):
            assert DRIFT.get(known, known) in refused[column]
    shown = repr(report) + repr(report.issues) + report._repr_html_() + (tmp_path / "report.json").read_text("utf-8")
    assert CANARY not in shown
    assert "Case Sheet" not in shown


@every_file
def test_both_formats_say_the_same(filled: dict[str, Filled], name: str) -> None:
    said = [
        Counter((issue.code, issue.pointer, issue.row, issue.column) for issue in _judged(path).issues)
        for path in (filled[name].xlsx, filled[name].ods)
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("name", [MULTI, SINGLE, PLAIN])
def test_the_blank_templates_have_no_rows(folder: Path, name: str) -> None:
    report = tables.check_table(
        folder / name, catalogue=cs.catalogue(), profile="htcds-2", values={"provision": KNOWN[0], "subject_ref": "x"}
    )
    assert report.table is not None
    assert (report.table.rows, report.table.blank) == (0, 1000)
    assert "CS912" in {issue.code.value for issue in report.issues}
    assert report.verdict == "valid"


def test_nothing_is_written_to_the_workbook(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    shutil.copyfile(folder / PLAIN, copy)
    before, stamp = copy.read_bytes(), copy.stat().st_mtime_ns
    copy.chmod(0o400)
    _judged(copy)
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == (before, stamp)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.xlsx"]


def test_a_password_and_an_old_format_are_told_apart(folder: Path, tmp_path: Path) -> None:
    secret, old = tmp_path / "secret.ods", tmp_path / "old.xls"
    fill([opened(folder / PLAIN), locked(secret, CANARY), saved(old), CLOSED])
    assert "password" in _only_hint(_judged(secret))
    assert "XLS" in _only_hint(_judged(old))


def _only_hint(report: cs.Report) -> str:
    (issue,) = (issue for issue in report.issues if issue.severity == "error")
    assert issue.code.value == "CS117"
    assert report.verdict == "invalid"
    return issue.hint


def test_hidden_rows_are_read_like_others(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "hidden.xlsx"
    tasks = [opened(None)]
    for column, name in enumerate(OURS, 1):
        tasks += [cell(1, 1, column, name), cell(1, 2, column, (KNOWN[0], "case-1", "met", DAY)[column - 1])]
    fill([*tasks, hide(1, 1), hide(1, 2), saved(target), CLOSED])
    report = _judged(target)
    assert report.table is not None
    assert (report.table.rows, report.verdict) == (1, "valid")
