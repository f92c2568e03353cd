"""Found by reading as an enemy: rows that vanished, wrong places, steps that cost more than their share."""

import gzip
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.unit.tables.workbooks import ods

import care_standards as cs
from care_standards.documents.link_rows import RowJudge
from care_standards.errors import InvalidValueError
from care_standards.model import Report
from care_standards.model.column_profile import FixedValue
from care_standards.model.link_row import LinkRow
from care_standards.tables import check_table, profile, write_rows
from care_standards.tables.mapping import checked_values
from care_standards.vocabularies import LINK_COLUMNS

HEAD = "edition,subject_kind,subject_ref,provision,status,assessed_on,evidence"
WHOLE = {
    "edition": "scs-2018", "subject_kind": "case", "subject_ref": "c-1", "provision": "scs-2018.1.1.5",
    "status": "met", "assessed_on": "2026-03-01",
}  # fmt: skip
GOOD = ",".join(WHOLE.values())


def check(source: Any, **options: Any) -> Report:
    return check_table(source, catalogue=cs.catalogue(), **options)


def places(report: Report) -> list[tuple[str, str, int | None, int | None]]:
    return [(issue.code.value, issue.pointer, issue.row, issue.column) for issue in report.issues]


def counted(report: Report) -> tuple[int, int, int, int]:
    assert report.table is not None
    return report.table.rows, report.table.blank, report.table.invalid, report.table.unverified


def test_a_fixed_provision_that_names_none_loses_no_row() -> None:
    rows = b"edition,subject_kind,subject_ref,status,assessed_on\nscs-2018,case,c-1,met,2026-03-01\n"
    report = check(rows, values={"provision": ";"})
    assert (counted(report), places(report)) == ((1, 0, 1, 0), [("CS901", "", 1, None)])
    fixing = attrs.evolve(profile("csv"), values=[FixedValue(column="provision", value=" ; ")])
    assert counted(check(rows, profile=fixing)) == (1, 0, 1, 0)


@pytest.mark.parametrize("value", ["", " ", "\t\n"])
def test_a_value_of_nothing_is_none(value: str) -> None:
    with pytest.raises(InvalidValueError):
        checked_values({"status": value})


def test_spaces_about_a_value_of_the_caller_are_told_as_those_of_a_cell() -> None:
    rows = b"edition,subject_kind,subject_ref,provision,assessed_on\nscs-2018,case,c-1,scs-2018.1.1.5,2026-03-01\n"
    assert places(check(rows, values={"status": " met"})) == [("CS907", "", None, None)]


def test_cells_below_no_name_are_told_once_for_each_column() -> None:
    rows = f"No,{HEAD},,,\n1,{GOOD},,x,,\n2,{GOOD},,y,z,\n".replace("No,", ",", 1)
    report = check(rows.encode())
    # Before the first name there may be a count of the rows, and the last column is as empty as its name.
    assert (report.verdict, places(report)) == ("valid", [("CS902", "", 1, 9), ("CS902", "", 1, 10)])


def test_the_place_of_a_member_does_not_count_what_the_caller_gave() -> None:
    row = {"surname": "x", **WHOLE}
    del row["edition"]
    report = check(json.dumps(row).encode(), format="ndjson", values={"edition": "scs-2018"})
    assert places(report) == [("CS302", "/0/{member 0}", 1, None)]


def test_each_repeat_of_a_faulty_row_has_its_own_place() -> None:
    def cell(text: str) -> str:
        return f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"

    broken = (
        "<table:table-cell table:formula='of:=1/0' office:value-type='float'><text:p>#REF!</text:p></table:table-cell>"
    )
    names = "".join(map(cell, WHOLE))
    values = "".join(broken if name == "status" else cell(value) for name, value in WHOLE.items())
    row = f"<table:table-row>{names}</table:table-row>"
    book = ods(f"{row}<table:table-row table:number-rows-repeated='3'>{values}</table:table-row>")
    found = [(issue.row, issue.column) for issue in check(book).issues if issue.severity == "error"]
    assert found == [(2, 5), (3, 5), (4, 5)]


def test_a_workbook_holds_no_text_that_would_come_back_as_another(tmp_path: Path) -> None:
    fields: dict[str, Any] = {**WHOLE, "assessed_on": date(2026, 3, 1)}
    for note in ("_x0041_", "_x0041_ _x0042_"):
        write_rows([LinkRow(**fields, note=note)], tmp_path / "rows.xlsx")
        rows = cs.tables.read_rows(tmp_path / "rows.xlsx", catalogue=cs.catalogue())
        assert [row.note for row in rows] == [note]
    with pytest.raises(InvalidValueError):
        write_rows([LinkRow(**fields, note="_x0041_x0042_")], tmp_path / "rows.xlsx")


def rows_of_choices(number: int) -> bytes:
    return json.dumps([{"evidence": {f"a{n}": 1 for n in range(number)}, **WHOLE}]).encode()


def columns_beside_choices(number: int) -> bytes:
    groups = {f"g{n}": {"status": "met"} for n in range(number)}
    return json.dumps([{"evidence": {f"a{n}": 0 for n in range(number)}, **groups}]).encode()


def tiny_archives(number: int) -> bytes:
    return gzip.compress(b"a", mtime=0) * number


@pytest.mark.parametrize(
    ("make", "number", "options"),
    [
        (rows_of_choices, 64_000, {"profile": "kobo"}),
        (columns_beside_choices, 64_000, {"profile": "kobo"}),
        (tiny_archives, 200_000, {"format": "csv"}),
    ],
)
def test_much_of_one_thing_ends_soon(make: Callable[[int], bytes], number: int, options: dict[str, Any]) -> None:
    """How the cost grows is measured in benchmarks; here it only has to end, and by far: a square would not."""
    start = time.process_time()
    assert check(make(number), **options)
    assert time.process_time() - start < 10


def test_the_paths_of_members_do_not_fill_the_memory() -> None:
    from care_standards.tables.flattening import Flattener

    record = {"k" * 90_000: {"status": "met", **{f"a{n}": 1 for n in range(3)}}, "short": {"status": "met"}}
    header, values = Flattener(flatten=True).taken_apart(record)
    assert [len(name or "") for name in header.names] == [301, 301, 301, 301, 12]
    assert [name for name in header.names if name and name.endswith("/status")] == [header.names[0], "short/status"]
    assert values == ("met", 1, 1, 1, "met")
    # The end of a long path is no short one.
    cut = Flattener(flatten=True).taken_apart({"x" * 300: {"status": "met"}, "": {}})[0].names[0]
    assert cut is not None
    assert cut.startswith("~x")


def test_few_records_are_judged_together_where_they_hold_much(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    judge = RowJudge.judge

    def watched(self: RowJudge, rows: Any) -> Any:
        sizes.append(len(rows))
        return judge(self, rows)

    monkeypatch.setattr(RowJudge, "judge", watched)
    many = ";".join(["scs-2018.1.1.5"] * 2_000)
    full = f"{HEAD}\n" + "".join(f"scs-2018,case,c-1,{many},met,2026-03-01,\n" for _ in range(6))
    report = check(full.encode())
    assert (report.verdict, report.counts.records_in, counted(report)) == ("valid", 12_000, (6, 0, 0, 0))
    assert sum(sizes) == 12_000
    assert max(sizes) <= 4_000
    assert tuple(HEAD.split(",")) != LINK_COLUMNS
