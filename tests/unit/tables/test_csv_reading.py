"""CSV is read as RFC 4180 has it, in the encodings and with the delimiters that spreadsheets write."""

import csv
import io
import sys
import tracemalloc
from itertools import repeat
from typing import Any

import pytest
from tests.unit.tables.reading import finds_header, read

from care_standards.documents.limits import Limits
from care_standards.tables.opening import open_table
from care_standards.tables.records import TableFault
from care_standards.vocabularies import LINK_COLUMNS


def test_a_table_has_its_header_and_its_rows() -> None:
    table = read(b"provision,status\r\nscs-2018.1,met\r\nscs-2018.2,not-met\r\n")
    assert (table.format, table.codes) == ("csv", [])
    assert table.rows == [
        {"provision": "scs-2018.1", "status": "met"}, {"provision": "scs-2018.2", "status": "not-met"},
    ]  # fmt: skip
    header = table.records[0].header
    assert (header.names, header.columns, header.labels) == (("provision", "status"), (1, 2), ())
    assert (header.place.row, header.place.line) == (1, 1)
    assert table.records[1].header is header


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_ends_of_lines_are_found(delimiter: str, end: str) -> None:
    lines = [["provision", "status", "note"], ["a", "met", f"one{delimiter}two{end}three"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(lines)
    assert read(out.getvalue().encode()).rows == [dict(zip(*lines, strict=True))]


def test_the_header_decides_about_the_delimiter_and_not_the_texts() -> None:
    table = read(b"provision;status;note\na;met;one, two, three, four, five, six, seven\n")
    assert table.rows == [{"provision": "a", "status": "met", "note": "one, two, three, four, five, six, seven"}]


def test_titles_above_and_labels_below_the_names_are_no_rows() -> None:
    table = read(b"An export\n\nsep=,\nprovision,status\nProvision,Status\na,met\n")
    assert table.rows == [{"provision": "a", "status": "met"}]
    assert table.records[0].header.labels == ("Provision", "Status")
    assert (table.records[0].place.row, table.records[0].place.line) == (6, 6)


def test_rows_and_lines_are_counted_apart() -> None:
    table = read(b'provision,note\n"a\nb",x\n\nc,d\n')
    assert [(each.place.row, each.place.line) for each in table.records] == [(2, 2), (3, 4), (4, 5)]
    assert [each.values for each in table.records] == [("a\nb", "x"), (None, None), ("c", "d")]


def test_blank_rows_are_given_whatever_their_length() -> None:
    table = read(b"provision,status\n\n,\n,,,,\na,met\n")
    assert [each.values for each in table.records] == [(None, None)] * 3 + [("a", "met")]
    assert table.row_codes == [None] * 4


def test_more_or_fewer_cells_than_columns_cost_the_row_and_no_other() -> None:
    table = read(b"provision,status\na,met,zorblax\nb\nc,met\n")
    assert table.row_codes == ["CS909", "CS909", None]
    assert table.records[0].values == ()
    assert "zorblax" not in str(table.records[0].fault and table.records[0].fault.hint)


def test_a_column_without_a_name_has_none() -> None:
    table = read(b"provision,,status\na,x,met\n")
    assert table.records[0].header.names == ("provision", None, "status")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'"a"x,met\nb,met\n', ["CS909", None]),
        (b'a,met\n"b,met\nc,met\n', [None, "CS104"]),
        (b'"a,met\n' + b"c,met\n" * 50_000, ["CS116"]),
    ],
)
def test_quotation_marks_in_wrong_places_cost_a_row_each(content: bytes, rows: list[str | None]) -> None:
    table = read(b"provision,status\n" + content)
    assert table.row_codes[: len(rows)] == rows
    assert all(each.values == () for each in table.records if each.fault)


def test_quotation_marks_within_a_cell_belong_to_the_text() -> None:
    assert read(b'provision,note\na,5" pipe\nb,"say ""so"""\n').rows == [
        {"provision": "a", "note": '5" pipe'}, {"provision": "b", "note": 'say "so"'},
    ]  # fmt: skip


# ---- encodings


def test_utf8_with_a_mark_is_as_excel_writes_it() -> None:
    table = read("\ufeffprovision,note\na,é\n".encode())
    assert (table.codes, table.rows) == ([], [{"provision": "a", "note": "é"}])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_is_read_and_noted(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    table = read(f"{mark}provision\tnote\r\na\té\r\n".encode(encoding))
    assert (table.codes, table.rows) == (["CS109"], [{"provision": "a", "note": "é"}])


def test_utf16_without_a_mark_is_no_text() -> None:
    assert read("provision,note\na,b\n".encode("utf-16-le"), format="csv").codes == ["CS110"]


@pytest.mark.parametrize("before", [0, 65_000, 65_536, 200_000])
def test_what_is_not_utf8_is_read_as_windows_1252_with_a_warning(before: int) -> None:
    table = read(b"provision,note\n" + b"a,b\n" * (before // 4) + "c,caf\xe9 \u20ac\n".encode("cp1252"))
    assert table.codes == ["CS908"]
    assert table.faults[0].place.line == before // 4 + 2
    assert table.rows[-1] == {"provision": "c", "note": "café €"}
    assert len(table.rows) == before // 4 + 1


@pytest.mark.parametrize("bad", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_bytes_that_are_nothing_in_either_end_the_reading(bad: bytes) -> None:
    table = read(b"provision,note\na,b\nc,\xe9" + bad + b"\nd,e\n")
    assert table.codes == ["CS908", "CS102"]
    assert table.rows == [{"provision": "a", "note": "b"}]


def test_a_bad_byte_behind_letters_of_utf8_is_no_windows_1252() -> None:
    table = read("provision,note\na,é\nb,".encode() + b"\xe9\nc,d\n")
    assert table.codes == ["CS102"]
    assert table.faults[0].place.line == 3
    assert table.rows == [{"provision": "a", "note": "é"}]


def test_a_character_cut_by_the_end_is_not_taken_for_another() -> None:
    table = read("provision,note\na,é\nb,é".encode()[:-1])
    assert table.codes == ["CS102"]
    assert len(table.rows) == 1


def test_nul_within_a_text_is_kept_and_noted_once() -> None:
    table = read(b"provision,note\na,x\0y\nb,\0\n")
    assert (table.codes, table.rows[0]["note"]) == (["CS111"], "x\0y")


# ---- nothing there


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "CS101"), (b" \r\n\n", "CS101"), (b"colour,shape\n1,2\n", "CS913")]
)
def test_a_table_without_a_header_gives_no_rows(content: bytes, code: str) -> None:
    table = read(content, format="csv")
    assert (table.codes, table.records) == ([code], [])


def test_a_header_alone_is_nothing_wrong() -> None:
    table = read(b"provision,status\n")
    assert (table.codes, table.records) == ([], [])


# ---- limits


def test_a_cell_over_the_limit_is_a_fault_in_its_place() -> None:
    table = read(b"provision,note\na,12345\nb,1234567\n", limits=Limits(max_text=10))
    assert table.row_codes == [None, None]
    table = read(b"provision,note\na,1234567890\nb,12345678901\n", limits=Limits(max_text=10))
    wrong = table.records[1].values[1]
    assert isinstance(wrong, TableFault)
    assert (wrong.code.value, wrong.place.row, wrong.place.column) == ("CS116", 3, 2)
    assert table.records[0].values == ("a", "1234567890")


@pytest.mark.parametrize("endless", [b"a" * 3_000, b'"' + b"a\n" * 3_000, b'"' + b'a","' * 1_000])
def test_a_row_without_an_end_is_bounded(endless: bytes) -> None:
    table = read(b"provision,note\na,b\n" + endless, limits=Limits(max_bytes=1_000))
    assert table.codes == ["CS112"]
    assert table.rows == [{"provision": "a", "note": "b"}]


def test_the_limit_of_cells_that_belongs_to_the_whole_process_is_left_alone() -> None:
    before = csv.field_size_limit()
    read(b"provision,note\na," + b"x" * 200_000, limits=Limits(max_text=500_000))
    assert csv.field_size_limit() == before


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        """Gives a header, and then the same row, over and over."""

        def __init__(self, rows: int) -> None:
            self._pieces = iter(
                [b"provision,note\n", *repeat(b"scs-2018.1,%s\n" % (b"x" * 190) * 1_000, rows // 1_000)]
            )

        def read(self, size: int = -1) -> bytes:
            return next(self._pieces, b"")

    def peak(rows: int) -> int:
        tracemalloc.start()
        with open_table(Endless(rows), finds_header=finds_header) as table:
            assert sum(1 for _ in table.records()) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1_000)
    assert peak(12_000) < peak(4_000) * 1.2 + 2**16


# ---- the guard against formulas


def test_the_apostrophe_is_taken_away_only_in_files_of_our_own_form() -> None:
    ours = f"{','.join(LINK_COLUMNS)}\n" + "x," * 10 + "'=1+1" + "," * 7
    assert read(ours.encode()).rows[0]["note"] == "=1+1"
    assert read(b"provision,note\na,'=1+1\n").rows[0]["note"] == "'=1+1"
    told = ours.replace("'=1+1", "'tis")
    assert read(told.encode()).rows[0]["note"] == "'tis"


def test_nothing_of_the_file_is_shown() -> None:
    table = read(b"provision,zorblax\nzorblax,zorblax,zorblax\nzorblax,zorblax\n")
    shown: list[Any] = [*table.faults, *table.records, *(each.fault for each in table.records), table.records[0].header]
    assert "zorblax" not in repr(shown)
    assert sys.exc_info() == (None, None, None)
