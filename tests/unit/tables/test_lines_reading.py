"""NDJSON is read line by line: a line that is broken is one invalid row, and costs no other."""

import gzip
import io
from itertools import repeat

import pytest
from tests.unit.tables.reading import finds_header, read

from care_standards.documents.limits import Limits
from care_standards.tables.opening import open_table
from care_standards.tables.unpacking import PIECE


def test_each_line_is_a_record_with_its_place() -> None:
    table = read(b'{"provision": "a"}\r\n\n  \n{"provision": "b"}', format="ndjson")
    assert table.rows == [{"provision": "a"}, {}, {}, {"provision": "b"}]
    assert [(each.place.row, each.place.line) for each in table.records] == [(1, 1), (None, 2), (None, 3), (2, 4)]


def test_a_blank_line_and_an_empty_object_are_told_apart() -> None:
    blank, empty = read(b"\n{}\n", format="ndjson").records
    assert (blank.header.names, blank.values) == ((None,), (None,))
    assert (empty.header.names, empty.values) == ((), ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"a": 1, "a": 1}', "CS105"), (b'{"a": 1, "\\u0061": 2}', "CS105"), (b'{"a": 1', "CS104"),
        (b"{'a': 1}", "CS103"), (b'{"a": 1} {"b": 2}', "CS103"), (b'{"a": NaN}', "CS106"), (b"[1]", "CS303"),
        (b"null", "CS303"), (b'"zorblax"', "CS303"), (b'{"a": "\xe9"}', "CS102"), (b'{"a": "\\ud800"}', "CS108"),
        (b'{"a": 1e400}', "CS107"), (b"\x1f\x8b", "CS117"), (b'{"a": "\0"}', "CS110"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", [b"", b"\n", b'\n{"b": 2}\n'])
def test_a_line_that_cannot_be_read_is_one_invalid_row(line: bytes, code: str, end: bytes) -> None:
    table = read(b'{"b": 1}\n' + line + end, format="ndjson")
    assert table.row_codes == [None, code] + [None] * end.count(b"b")
    assert table.records[1].fault is not None
    assert (table.records[1].fault.place.line, table.records[1].values) == (2, ())
    assert table.codes == []


def test_warnings_are_given_once_each() -> None:
    table = read(b'\xef\xbb\xbf{"a": "\\u0000"}\n' + b'{"a": "\\u0000"}\n' * 5, format="ndjson")
    assert table.codes == ["CS109", "CS111"]
    assert len(table.rows) == 6


def test_a_line_that_is_too_long_costs_itself_alone() -> None:
    long = b'{"a": "' + b"x" * 200_000 + b'"}\n'
    table = read(b'{"a": 1}\n' + long + b'{"a": 2}\n' + long, format="ndjson", limits=Limits(max_bytes=1_000))
    assert table.row_codes == [None, "CS112", None, "CS112"]
    edge = b'{"a": "xx"}'
    assert read(edge, format="ndjson", limits=Limits(max_bytes=len(edge))).row_codes == [None]
    assert read(edge, format="ndjson", limits=Limits(max_bytes=len(edge) - 1)).row_codes == ["CS112"]


@pytest.mark.parametrize("length", range(PIECE - 3, PIECE + 3))
def test_lines_that_end_where_a_piece_ends_are_whole(length: int) -> None:
    line = b'{"a": "' + b"x" * (length - 10) + b'"}\n'
    table = read(line * 3, format="ndjson")
    assert [len(row["a"]) for row in table.rows] == [length - 10] * 3


def test_objects_inside_are_taken_apart_unless_rows_are_to_be_as_they_are() -> None:
    content = b'{"a": {"b": 1}}'
    assert read(content, format="ndjson").rows == [{"a/b": 1}]
    assert read(content, format="ndjson", flatten=False).rows == [{"a": {"b": 1}}]


def test_a_packed_file_that_was_cut_gives_the_lines_that_came_whole() -> None:
    packed = gzip.compress(b"".join(b'{"a": %d}\n' % number for number in range(20_000)))
    table = read(packed[:-500])
    assert table.codes == ["CS104"]
    assert 1_000 < len(table.rows) < 20_000
    assert table.rows == [{"a": number} for number in range(len(table.rows))]


def test_nothing_at_all_is_no_row() -> None:
    assert read(b"", format="ndjson").records == []


def test_memory_does_not_grow_with_the_file() -> None:
    import tracemalloc

    class Endless(io.RawIOBase):
        """Gives the same row, over and over."""

        def __init__(self, rows: int) -> None:
            self._pieces = repeat(b'{"provision": "scs-2018.1"}\n' * 1_000, rows // 1_000)

        def read(self, size: int = -1) -> bytes:
            return next(self._pieces, b"")

    def peak(rows: int) -> int:
        tracemalloc.start()
        with open_table(Endless(rows), finds_header=finds_header, format="ndjson") as table:
            assert sum(1 for _ in table.records()) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1_000)
    assert peak(9_000) < peak(3_000) * 1.2 + 2**16
