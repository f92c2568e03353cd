"""Laws of reading workbooks: values come back as written, and no bytes provoke more than faults with codes."""

import datetime
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.tables.workbooks import HEADER, codes, ods, ods_row, read, xlsx, xlsx_parts, zipped

from care_standards.issue_codes import BY_CODE

openpyxl = pytest.importorskip("openpyxl")

ILLEGAL = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)]
# openpyxl does not write "_x0041_" as ECMA-376 has it: as the six signs, and not as the letter they stand for.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[*ILLEGAL, "\r"]), min_size=1, max_size=40
).filter(lambda text: "_x" not in text)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15).map(lambda value: float(f"{value:.12g}"))
DAYS = st.dates(datetime.date(1900, 3, 1))
MOMENTS = st.datetimes(datetime.datetime.fromisoformat("1900-03-01")).map(lambda at: at.replace(microsecond=0))
VALUES = st.none() | TEXTS | NUMBERS | st.booleans() | DAYS | MOMENTS
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=6)
WORKBOOKS = (
    xlsx(
        HEADER + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>1</f><v>2</v></c></row>',
        texts="<si><t>Quillfeather</t></si>",
    ),
    ods(ods_row("provision", "status") + ods_row("Quillfeather", "met", repeated=2)),
)


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


@given(ROWS, st.booleans())
def test_what_openpyxl_writes_is_read_as_written(rows: list[tuple[Any, ...]], since_1904: bool) -> None:
    """Law: the rows that have values come back with the same values of the same types, each in its row."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        rows = [tuple(None if isinstance(v, datetime.date) and v.year < 1904 else v for v in row) for row in rows]
    for column, name in enumerate(("provision", "b", "c"), 1):
        book.active.cell(1, column, name)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins like a formula stays a text
    stream = io.BytesIO()
    book.save(stream)
    records, faults = read(stream.getvalue())
    found = {record.place.row: record.values for record in records if any(v is not None for v in record.values)}
    told = [tuple(map(_number, row)) for row in rows]
    assert found == {number: row for number, row in enumerate(told, 2) if any(v is not None for v in row)}
    assert [list(map(type, found[number])) for number in found] == [list(map(type, told[n - 2])) for n in found]
    assert faults == []


@given(
    st.sampled_from(WORKBOOKS), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4), st.data()
)
def test_damaged_bytes_give_faults_and_nothing_else(
    content: bytes, changes: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Law: whatever bytes are changed or cut off, nothing is raised, the answer is the same twice and shows nothing."""
    damaged = bytearray(content)
    for at, byte in changes:
        damaged[at % len(damaged)] = byte
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))] if data.draw(st.booleans()) else damaged)
    records, faults = read(cut)
    assert set(codes(faults)) <= BY_CODE.keys()
    assert "Quillfeather" not in repr((records, faults)) + "".join(fault.hint for fault in faults)
    again, others = read(cut)
    assert [(record.place, record.values) for record in again] == [(record.place, record.values) for record in records]
    assert others == faults


PARTS = xlsx_parts(
    HEADER + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><f>1</f><v>2</v></c></row>',
    texts="<si><t>Quillfeather</t></si>",
    styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
)
PIECES = st.sampled_from(
    ["<", ">", "/", '"', "&", "&#0;", "&amp;", "-1", "99999999999", "1e999", "É", " ", "<row>", "</row>", "<c>", "</c>",
     "<v>", "</v>", "<f>", "<si>", "</si>", 'r="A2"', 't="s"', 't="e"', "<!--", "<![CDATA[", "]]>", "<!DOCTYPE x>"]
)  # fmt: skip


@given(
    st.sampled_from([name for name in PARTS if name.endswith((".xml", ".rels"))]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 30), PIECES | st.just("")), min_size=1, max_size=4),
)
def test_damaged_parts_give_faults_and_nothing_else(name: str, changes: list[tuple[int, int, str]]) -> None:
    """Law: whatever is written into a part in an archive that is whole, nothing is raised and nothing is shown."""
    part = str(PARTS[name])
    for at, length, piece in changes:
        begin = at % (len(part) + 1)
        part = part[:begin] + piece + part[begin + length :]
    records, faults = read(zipped({**PARTS, name: part}))
    assert set(codes(faults)) <= BY_CODE.keys()
    assert "Quillfeather" not in repr((records, faults)) + "".join(fault.hint for fault in faults)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_give_one_fault(content: bytes) -> None:
    """Law: bytes that are no workbook give no record and one fault that is an error."""
    records, faults = read(content)
    assert records == []
    assert [fault.code.severity for fault in faults] == ["error"]
