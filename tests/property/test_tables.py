"""Laws of tables: the same rows give the same verdicts in every format, and every row that comes in is judged."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents.codec import to_plain
from care_standards.documents.limits import Limits
from care_standards.errors import InvalidDocumentError
from care_standards.model import LinkRow, Report
from care_standards.tables import check_table, draft_profile, read_rows, write_rows
from care_standards.tables.converting import cells_of
from care_standards.testing import column_profiles, link_rows
from care_standards.vocabularies import LINK_COLUMNS, TableFormat

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
ALL = Limits(max_issues=100_000)
EXTRA = "colour"
NAMES = (*LINK_COLUMNS, EXTRA)
Cells = dict[str, str]

# What a workbook, CSV and JSON all can hold; what some of them cannot is theirs to test.
plain_texts = st.text(st.sampled_from("abcXYZ019 .,;:|-/'é€\u00a0"), max_size=12)
spoilt = st.one_of(
    plain_texts,
    st.sampled_from(
        (
            "met ", " scs-2018", "scs-2018.1.1.5;scs-2018.9.9", "scs-2018.9.9", "01/02/2026", "2026-02-30", "true",
            "2026-03-01T00:00:00Z", "scs-1066", "not-applicable", "adults;adults", "doc-1; doc-2", ";",
        )
    ),
)  # fmt: skip


@st.composite
def tables_of_cells(draw: st.DrawFn) -> list[Cells]:
    """Make rows of cells, most of them right, some spoilt in one cell or two; none is blank."""
    rows: list[Cells] = []
    for row in draw(st.lists(link_rows(), min_size=1, max_size=5)):
        cells: Cells = {name: cell for name, cell in cells_of(row).items() if cell and cell.isprintable()}
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)):
            cells[name] = draw(spoilt)
        cells.setdefault("subject_ref", "c-1")
        rows.append(cells | ({"subject_ref": "c-1"} if not cells["subject_ref"].strip() else {}))
    return rows


def as_csv(rows: Iterable[Cells], names: Sequence[str] = NAMES) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode()


def as_xlsx(rows: Iterable[Cells]) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "A title above the header")
        for column, name in enumerate(NAMES):
            sheet.write_string(2, column, name)
        for number, row in enumerate(rows, 3):
            for column, name in enumerate(NAMES):
                if row.get(name):
                    sheet.write_string(number, column, row[name])
    return out.getvalue()


def as_json(rows: Iterable[Cells]) -> bytes:
    return json.dumps({"records": [{name: row.get(name, "") for name in NAMES} for row in rows]}).encode()


def as_ndjson(rows: Iterable[Cells]) -> bytes:
    return "".join(json.dumps({name: row.get(name) for name in NAMES}) + "\n" for row in rows).encode()


def as_parquet(rows: Iterable[Cells]) -> bytes:
    arrow = pytest.importorskip("pyarrow", reason="the extra frames is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    listed = list(rows)
    out = io.BytesIO()
    parquet.write_table(arrow.table({n: arrow.array([r.get(n) for r in listed], arrow.string()) for n in NAMES}), out)
    return out.getvalue()


FORMATS: dict[TableFormat, Callable[[Iterable[Cells]], bytes]] = {
    "csv": as_csv, "xlsx": as_xlsx, "json": as_json, "ndjson": as_ndjson, "parquet": as_parquet,
}  # fmt: skip


def told(report: Report) -> list[tuple[str, str, str, str]]:
    return sorted((i.code.value, i.pointer, i.rule, i.hint) for i in report.issues)


def rows_of(report: Report) -> tuple[object, ...]:
    assert report.table is not None
    table = report.table
    return report.verdict, table.rows, table.blank, table.invalid, table.unverified, report.counts


@slow
@given(tables_of_cells())
def test_five_formats_of_the_same_cells_give_the_same_verdicts(rows: list[Cells]) -> None:
    """Law: the same cells, read by the same profile, give the same issues at the same rows, whatever the format."""
    reports = {
        name: check_table(make(rows), catalogue=cs.catalogue(), profile="csv", format=name, limits=ALL)
        for name, make in FORMATS.items()
    }
    first = reports["csv"]
    assert first.table is not None
    assert first.table.rows == len(rows)
    for name, report in reports.items():
        assert report.table is not None
        assert report.table.format == name
        assert (told(report), rows_of(report)) == (told(first), rows_of(first))


# Faults that no reader of flat cells is asked to look past.
wrong = st.sampled_from(
    (None, "no-such-word", "scs-2018.9.9", "scs-1066", "2026-02-30", "1.1.5", "ecat-2005.12.6", "é")
)


@slow
@given(st.lists(link_rows(), min_size=1, max_size=5), st.data())
def test_without_a_profile_flat_and_typed_rows_give_the_same_verdicts(rows: list[LinkRow], data: st.DataObject) -> None:
    """Law: the same rows give the same issues as flat cells by the own profile, and as JSON rows as they stand."""
    flat: list[Cells] = [
        {name: cell for name, cell in cells_of(row).items() if cell and cell.isprintable()} for row in rows
    ]
    for cells in flat:
        for name in data.draw(st.lists(st.sampled_from(LINK_COLUMNS), max_size=2)):
            cells[name] = data.draw(wrong) or ""
        cells["tool"] = "example"  # so that none is blank
    typed = [
        {name: cell.split(";") if name in ("evidence", "populations") else cell for name, cell in cells.items() if cell}
        for cells in flat
    ]
    sources: dict[TableFormat, bytes] = {
        "csv": as_csv(flat, LINK_COLUMNS),
        "json": json.dumps(typed).encode(),
        "ndjson": "\n".join(map(json.dumps, typed)).encode(),
    }
    first, *others = (
        check_table(source, catalogue=cs.catalogue(), format=format, limits=ALL) for format, source in sources.items()
    )
    for report in others:
        assert (told(report), rows_of(report)) == (told(first), rows_of(first))


@slow
@given(st.lists(link_rows(), max_size=5))
def test_rows_as_they_are_written_are_valid_and_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[LinkRow]
) -> None:
    """Law: what write_rows writes in any format is read without an error, without a profile, as the same rows."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    pytest.importorskip("pyarrow", reason="the extra frames is not installed")
    folder = tmp_path_factory.mktemp("rows")
    for ending in ("csv", "xlsx", "json", "ndjson", "parquet", "csv.gz"):
        path = folder / f"rows.{ending}"
        write_rows(rows, path)
        if not rows:
            assert check_table(path, catalogue=cs.catalogue()).counts.records_in == 0
            continue
        reading = read_rows(path, catalogue=cs.catalogue())
        assert list(reading) == rows
        assert reading.report.counts.records_judged == len(rows)


@slow
@given(tables_of_cells())
def test_a_row_is_judged_by_itself(rows: list[Cells]) -> None:
    """Law: the counts of a table are the sums of those of its rows, each judged as a table of its own."""
    whole = check_table(as_csv(rows), catalogue=cs.catalogue(), limits=ALL)
    alone = [check_table(as_csv([row]), catalogue=cs.catalogue(), limits=ALL) for row in rows]
    assert whole.table is not None
    parts = [report.table for report in alone if report.table is not None]
    for name in ("rows", "blank", "invalid", "unverified"):
        assert getattr(whole.table, name) == sum(getattr(part, name) for part in parts)
    for severity in ("errors", "unverified"):
        assert getattr(whole.counts, severity) == sum(getattr(report.counts, severity) for report in alone)
    invalid = {issue.row for issue in whole.issues if issue.severity == "error"}
    assert invalid == {n for n, report in enumerate(alone, 2) if report.verdict == "invalid"}


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.text(max_size=5))
)


@slow
@given(column_profiles(), st.lists(st.dictionaries(st.text(max_size=12), cells, max_size=6), max_size=4), st.booleans())
def test_any_records_under_any_profile_are_judged_each(
    profile: Any, records: list[dict[str, Any]], guard: bool
) -> None:
    """Law: whatever records and profile, nothing is raised, and as many records are counted as there are."""
    names = [column.name for column in profile.columns]
    for number, record in enumerate(records):
        record |= dict(zip(names[number::2], list(record.values()), strict=False))
    content = json.dumps(records).encode()
    report = check_table(content, catalogue=cs.catalogue(), profile=profile, guard=guard, format="json")
    if profile.unwrap and not any(issue.code.value == "CS914" for issue in report.issues):
        return
    assert report.table is not None
    if not any(issue.pointer == "" and issue.severity == "error" for issue in report.issues):
        assert report.table.rows + report.table.blank == len(records)
    assert report.table.invalid <= report.table.rows
    assert report.counts.records_in == report.counts.records_judged


@slow
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=8))
def test_any_header_is_drafted_as_a_right_document_or_refused(names: list[str]) -> None:
    """Law: a draft is valid by its schema and beyond; below a header that is half filled, it shows no text of a row."""
    out = io.StringIO()
    csv.writer(out).writerows([names, ["Quaxlworth"] * len(names)])
    try:
        draft = draft_profile(out.getvalue().encode(), id="ours", format="csv")
    except InvalidDocumentError:
        return
    assert cs.check(to_plain(draft)).verdict == "valid"
    filled = len([name for name in names if name])
    if filled > 1 and 2 * filled >= len(names):
        assert "Quaxlworth" not in json.dumps(to_plain(draft))
