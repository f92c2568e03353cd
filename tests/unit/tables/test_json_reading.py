"""JSON is read as a list of records, wherever an envelope holds it; what is no record says so."""

import gzip
import json
from typing import Any

import pytest
from tests.unit.tables.reading import read

from care_standards.documents.limits import Limits

ROWS = [{"provision": "scs-2018.1", "status": "met"}, {"provision": "scs-2018.2"}]


def _read(value: Any, **how: Any) -> Any:
    return read(json.dumps(value).encode(), format="json", **how)


@pytest.mark.parametrize(
    "envelope",
    [
        ROWS,
        {"records": ROWS, "done": True},
        {"count": 2, "next": None, "results": ROWS},
        {"@odata.context": "x", "value": ROWS},
        {"data": ROWS, "meta": {"page": 1}},
        {"data": {"records": ROWS}},
        {"value": {"data": ROWS}},
    ],
)
def test_records_are_found_in_the_usual_envelopes(envelope: Any) -> None:
    table = _read(envelope)
    assert (table.codes, table.rows) == ([], ROWS)
    assert [each.place.row for each in table.records] == [1, 2]


def test_pointers_come_first_and_in_their_order() -> None:
    envelope: Any = {"records": [], "a/b": {"c~d": ROWS}}
    assert _read(envelope, unwrap=["/nowhere", "/a~1b/c~0d"]).rows == ROWS
    assert _read(envelope, unwrap=["/records", "/a~1b/c~0d"]).rows == []
    assert _read({"results": ROWS}, unwrap=["/nowhere", "/results/0"]).rows == ROWS
    assert _read(ROWS, unwrap=[""]).rows == ROWS


def test_one_row_alone_is_a_table_of_one_row() -> None:
    assert _read(ROWS[0]).rows == [ROWS[0]]


@pytest.mark.parametrize(
    "value",
    [{"page": 1}, {"records": ROWS, "data": ROWS}, {"data": {"records": ROWS, "value": ROWS}}, 5, "zorblax", None],
)
def test_where_no_one_list_can_be_meant_nothing_is_taken(value: Any) -> None:
    table = _read(value)
    assert (table.codes, table.records) == (["CS914"], [])
    assert "zorblax" not in repr(table.faults) + table.faults[0].hint


def test_a_document_is_no_table_and_is_told_so() -> None:
    table = _read({"kind": "assessment", "data": ROWS, "provision": "scs-2018.1"})
    assert table.codes == ["CS914"]
    assert "kind assessment" in table.faults[0].hint
    assert "zorblax" not in _read({"kind": "zorblax"}).faults[0].hint


def test_what_is_no_object_costs_itself_alone() -> None:
    table = _read([*ROWS, 4, None, [], "x"])
    assert table.row_codes == [None, None, "CS303", "CS303", "CS303", "CS303"]


def test_objects_inside_are_taken_apart_and_nothing_vanishes() -> None:
    record: Any = {"a": {"b": {"c": 1, "d": []}, "e": {}}, "f/g": None, "h": [{"i": 1}, "j"], "k": False}
    table = _read([record])
    assert table.records[0].header.names == ("a/b/c", "a/b/d", "a/e", "f/g", "h", "k")
    assert table.records[0].values == (1, [], {}, None, [{"i": 1}, "j"], False)
    whole = _read([record], flatten=False)
    assert (whole.records[0].header.names, whole.records[0].values) == (tuple(record), tuple(record.values()))


def test_records_of_the_same_members_share_a_header() -> None:
    records = _read([{"a": 1}, {"b": 1}, {"a": 2}]).records
    assert records[0].header is records[2].header is not records[1].header


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'[{"a": 1,\n "a": 2}]', "CS105", 2),
        (b'[{"a": 1}\n', "CS104", 2),
        (b"[\n\n{'a': 1}]", "CS103", 3),
        (b'[{"a":\nNaN}]', "CS106", 2),
        (b"", "CS101", None),
        (b'[{"a": "\xff"}]', "CS102", None),
    ],
)
def test_what_is_no_json_gives_no_record(content: bytes, code: str, line: int | None) -> None:
    table = read(content, format="json")
    assert (table.codes, table.records) == ([code], [])
    assert table.faults[0].place.line == line


def test_limits_hold_for_what_is_read_whole() -> None:
    content = json.dumps(ROWS * 100).encode()
    assert read(content, limits=Limits(max_bytes=len(content))).codes == []
    assert read(content, limits=Limits(max_bytes=len(content) - 1)).codes == ["CS112"]
    packed = gzip.compress(content)
    assert read(packed, limits=Limits(max_unpacked=len(content), max_bytes=10)).codes == []
    assert read(packed, limits=Limits(max_unpacked=len(content) - 1)).codes == ["CS112"]
