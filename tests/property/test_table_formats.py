"""Laws of tables in files: what is written reads back, whatever pieces it comes in; no bytes are too bad to read."""

import csv
import gzip
import io
import json
import os
import tempfile
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.unit.tables.reading import Table, read

from care_standards.documents.decode import decode
from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_object
from care_standards.model.link_row import LinkRow
from care_standards.tables.formulas import guarded, unguarded
from care_standards.tables.writing import plain_row, write_rows
from care_standards.testing import link_rows
from care_standards.vocabularies import TABLE_FORMATS

pytest.importorskip("pyarrow")
pytest.importorskip("xlsxwriter")
zstandard: Any = pytest.importorskip("zstandard")

AWKWARD = st.text("'=+-@\t\r\n,;|\\\" ＝xé\0\u2028_x000D_", max_size=8)
TEXTS = AWKWARD | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def _plain(row: Any) -> dict[str, Any]:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    for name in ("evidence", "populations"):
        if isinstance(plain.get(name), str):
            plain[name] = plain[name].split(";")
    return plain


def _said(table: Table) -> Any:
    """Give all that a table says, to be compared."""
    return (
        table.format,
        [(fault.code, fault.place, fault.hint) for fault in table.faults],
        [
            (each.header.names, repr(each.values), each.place, each.fault and (each.fault.code, each.fault.hint))
            for each in table.records
        ],
    )


class InPieces(io.RawIOBase):
    """Gives its bytes so many at a time, and cannot seek."""

    def __init__(self, content: bytes, size: int) -> None:
        self._content = io.BytesIO(content)
        self._size = size

    def read(self, size: int = -1) -> bytes:
        return self._content.read(self._size)


@settings(max_examples=40)
@given(st.lists(link_rows(), max_size=4), st.sampled_from(["csv", "xlsx", "json", "ndjson", "parquet", "csv.gz"]))
def test_rows_read_back_the_same_in_each_format(rows: list[LinkRow], ending: str) -> None:
    """Law: reading what was written of rows gives the same rows, in each of the formats."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, f"rows.{ending}")
        assert write_rows(rows, path) == len(rows)
        table = read(path)
    assert all(fault.code.severity != "error" for fault in table.faults)
    assert [_plain(row) for row in table.rows] == [plain_row(row) for row in rows]


@settings(max_examples=150)
@given(TEXTS)
def test_the_guard_against_formulas_can_be_taken_back(text: str) -> None:
    """Law: taking the guard away gives the text, and a guarded text begins with no sign of a formula."""
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n＝＋－＠"}


@settings(max_examples=100)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_texts_come_through_csv(
    rows: list[tuple[str, str, str]], delimiter: str, end: str, quoting: Any, encoding: str
) -> None:
    """Law: any texts written by Python's csv module come back, cell by cell, whatever delimiter and encoding it has."""
    if quoting == csv.QUOTE_MINIMAL:  # it leaves lone ends of lines bare, as nobody else reads them
        assume(not any({"\r", "\n"} & {*cell} for row in rows for cell in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([("provision", "status", "a name"), *rows])
    table = read(out.getvalue().encode(encoding), format="csv")
    assert [each.values for each in table.records] == [tuple(cell or None for cell in row) for row in rows]


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["a,b", "é,€", '"x\ny",z', "", "1,2,3", '"', 'q"q,r', "\0,b", "\r", "caf\xe9"]), max_size=12
    ),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
    st.sampled_from([bytes, gzip.compress, zstandard.compress]),
    st.integers(1, 9),
)
def test_the_size_of_the_pieces_makes_no_difference(lines: list[str], encoding: str, pack: Any, size: int) -> None:
    """Law: the same bytes say the same, in whatever pieces they come."""
    content = pack("\n".join(["provision,status", *lines]).encode(encoding, "replace"))
    whole = read(content, format="csv")
    assert _said(read(InPieces(content, size), format="csv")) == _said(whole)


@settings(max_examples=100)
@given(st.lists(JSONS, max_size=5), st.data())
def test_each_line_of_ndjson_is_what_it_is_alone(values: list[Any], data: st.DataObject) -> None:
    """Law: a line is read as a document of its own would be; what is no object, or broken, is a row with a fault."""
    lines = [json.dumps(value).encode() for value in values]
    lines = [line[: data.draw(st.integers(1, len(line)))] for line in lines]
    records = read(b"\n".join(lines), format="ndjson", flatten=False).records
    for record, line in zip(records, (line for line in lines if line.strip()), strict=True):
        alone = decode(line)
        value = as_object(alone.value)
        if value is not None:
            assert record.fault is None
            assert json.dumps(dict(zip(record.header.names, record.values, strict=True))) == json.dumps(value)
        else:
            assert record.fault is not None
            assert record.fault.code.severity == "error"


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 9), min_size=1), min_size=1), st.data())
def test_what_was_cut_gives_rows_that_were_there_and_no_others(rows: list[Any], data: st.DataObject) -> None:
    """Law: of packed NDJSON that was cut anywhere only whole rows come, the first ones, and a fault besides."""
    pack = data.draw(st.sampled_from([gzip.compress, zstandard.compress]))
    packed = pack("".join(f"{json.dumps(row)}\n" for row in rows).encode())
    cut = data.draw(st.integers(5, len(packed) - 1))
    table = read(packed[:cut], format="ndjson")
    assert table.codes == ["CS104"]
    assert table.rows == rows[: len(table.rows)]


@settings(max_examples=150)
@given(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"provision,status\n", b"[", b"{", b"PAR1", b"ARROW1\0\0", b"\xff" * 4, b"\x1f\x8b\x08", b"PK\x03\x04"]
    ),
    st.sampled_from([None, *TABLE_FORMATS]),
)
def test_no_bytes_are_too_bad_to_read(content: bytes, beginning: bytes, format_: Any) -> None:
    """Law: any bytes in any format give records and faults, and the same twice; nothing is raised."""
    content = beginning + content
    table = read(content, format=format_)
    assert _said(read(content, format=format_)) == _said(table)
    assert table.records or table.faults or format_ in ("ndjson", "json", None, "csv")


@settings(max_examples=60)
@given(st.sampled_from(["parquet", "xlsx", "csv.gz"]), st.data())
def test_damage_anywhere_is_told_or_does_no_harm(ending: str, data: st.DataObject) -> None:
    """Law: a file of ours in which a few bytes were changed or cut gives records and faults; nothing is raised."""
    content = bytearray(_written(ending))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(len(content) // 2, len(content))) :]
    read(bytes(content), limits=Limits(max_unpacked=10_000_000))


def _written(ending: str, kept: dict[str, bytes] = {}) -> bytes:  # noqa: B006  # written once
    if ending not in kept:
        row = LinkRow(
            edition="scs-2018", subject_kind="case", subject_ref="c1", provision="scs-2018.2", status="not-assessed"
        )
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, f"rows.{ending}")
            write_rows([row] * 20, path)
            with open(path, "rb") as file:
                kept[ending] = file.read()
    return kept[ending]
