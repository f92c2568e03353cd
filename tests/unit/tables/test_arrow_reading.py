"""Parquet and Arrow are read batch by batch; what JSON has no word for fits no column; damage ends it with a code."""

import io
import struct
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from tests.unit.tables.reading import is_not_there, read

from care_standards.documents.limits import Limits
from care_standards.tables import arrow_reading

pa: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")

TABLE = pa.table({"provision": ["scs-2018.1", None], "evidence": [["doc-1", "doc-2"], None]})
ROWS = [{"provision": "scs-2018.1", "evidence": ["doc-1", "doc-2"]}, {}]


def _parquet(table: Any, **how: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(table, out, **how)
    return out.getvalue()


def _arrow(table: Any, *, stream: bool = False) -> bytes:
    out = io.BytesIO()
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "format_"),
    [
        (_parquet(TABLE), "parquet"), (_arrow(TABLE), "arrow"), (_arrow(TABLE, stream=True), "arrow"), (TABLE, "arrow"),
        (TABLE.to_batches()[0], "arrow"),
    ],
)  # fmt: skip
def test_all_forms_of_a_table_give_the_same_records(source: Any, format_: str) -> None:
    table = read(source)
    assert (table.format, table.codes, table.rows) == (format_, [], ROWS)
    assert table.records[0].header.columns == (1, 2)
    assert [each.place.row for each in table.records] == [1, 2]


def test_a_stream_of_batches_is_gone_through_once() -> None:
    assert read(TABLE.to_reader(max_chunksize=1)).rows == ROWS


def test_values_come_as_they_are() -> None:
    moment = datetime(2026, 3, 1, 10, 30)  # noqa: DTZ001  # a file need not say
    table = pa.table(
        {
            "text": ["é"], "number": [5], "fraction": [0.5], "yes": [True], "day": [date(2026, 3, 1)],
            "moment": pa.array([moment], pa.timestamp("ns")), "money": [Decimal("1.5")],
            "word": pa.array(["a"]).dictionary_encode(), "list": [[["a"], None]],
        }
    )  # fmt: skip
    for source in (table, _parquet(table)):
        assert list(read(source).rows[0].values()) == [
            "é", 5, 0.5, True, date(2026, 3, 1), moment, 1.5, "a", [["a"], None],
        ]  # fmt: skip


def test_what_json_has_no_word_for_is_an_empty_object() -> None:
    table = pa.table(
        {
            "bytes": [b"x"], "nan": [float("nan")], "time": [time(10, 30)], "map": pa.array([[("a", 1)]],
            pa.map_(pa.string(), pa.int64())), "late": pa.array([2**62], pa.timestamp("s")),
            "fine": pa.array([1], pa.timestamp("ns")), "list": [[float("inf"), 1.0]],
        }
    )  # fmt: skip
    assert list(read(table).rows[0].values()) == [{}, {}, {}, [{}], {}, {}, [{}, 1.0]]


def test_one_value_that_cannot_be_read_costs_no_other() -> None:
    table = pa.table({"late": pa.array([0, 2**62, None], pa.timestamp("s"))})
    assert [each.values[0] for each in read(table).records] == [datetime(1970, 1, 1), {}, None]  # noqa: DTZ001


def test_structures_are_taken_apart() -> None:
    table = pa.table({"a": [{"b": {"c": 1}, "d": "x"}, None], "e": [1, 2]})
    records = read(table).records
    assert records[0].header.names == ("a/b/c", "a/d", "e")
    assert [each.values for each in records] == [(1, "x", 1), (None, None, 2)]


def test_a_name_may_stand_twice() -> None:
    table = pa.table([[1], [2]], names=["a", "a"])
    assert (read(table).records[0].header.names, read(table).records[0].values) == (("a", "a"), (1, 2))


def test_rows_of_many_batches_and_groups_are_counted_on() -> None:
    table = pa.table({"n": list(range(5_000))})
    for source in (_parquet(table, row_group_size=700), _arrow(table), table):
        records = read(source).records
        assert [each.values[0] for each in records] == list(range(5_000))
        assert [each.place.row for each in records] == list(range(1, 5_001))


@pytest.mark.parametrize("keep", [0, 4, 8, 11, 100, -1, -4])
def test_a_file_that_was_cut_gives_no_record(keep: int) -> None:
    table = read(_parquet(TABLE)[:keep], format="parquet")
    assert (table.codes, table.records) == (["CS104"], [])


def test_a_file_that_is_damaged_ends_with_a_code() -> None:
    content = _parquet(pa.table({"provision": [f"scs-2018.{n}" for n in range(3_000)]}), compression="none")
    middle = len(content) // 2
    for damaged in (b"PAR1" + b"x" * 500 + b"PAR1", content[:4] + b"\xff" * middle + content[4 + middle :]):
        assert read(damaged).codes == ["CS117"]


@pytest.mark.parametrize("stream", [True, False])
def test_arrow_that_is_damaged_ends_with_a_code(stream: bool) -> None:
    content = _arrow(pa.table({"provision": ["zorblax"] * 1_000}), stream=stream)
    table = read(content[: len(content) // 2])
    assert table.codes == ["CS117"]
    assert "zorblax" not in repr(table.faults) + table.faults[0].hint


def test_offsets_that_lie_are_not_followed() -> None:
    right = struct.pack("<3i", 0, 4, 6)
    content = _arrow(pa.table({"provision": ["abcd", "ef"]}), stream=True)
    assert content.count(right) == 1
    for lie in ((0, 2**30, 6), (0, 4, 2**30), (0, -4, 6)):
        table = read(content.replace(right, struct.pack("<3i", *lie)))
        assert (table.codes, table.records) == (["CS117"], [])


def test_a_file_that_says_it_holds_far_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_reading, "_MOST_ROWS", 10)
    monkeypatch.setattr(arrow_reading, "_MOST_ROWS_OF_A_BYTE", 1)
    table = pa.table({"provision": ["a"] * 100_000})
    assert read(_parquet(table)).codes == ["CS113"]
    assert read(_arrow(pa.table({"n": pa.nulls(100_000)}))).codes == ["CS113"]


def test_a_row_group_far_beyond_its_file_is_refused() -> None:
    table = pa.table({"provision": ["a" * 1_000] * 50_000})
    content = _parquet(table, use_dictionary=False, write_statistics=False, compression="zstd")
    assert len(content) < 20_000
    assert read(content).codes == ["CS113"]
    assert read(content, limits=Limits(max_unpacked=60_000_000)).codes == []


def test_an_iterator_that_fails_says_nothing_of_why() -> None:
    def batches() -> Any:
        yield TABLE.to_batches()[0]
        raise ValueError("zorblax")

    table = read(pa.RecordBatchReader.from_batches(TABLE.schema, batches()))
    assert (table.codes, table.rows) == (["CS117"], ROWS)
    assert "zorblax" not in repr(table.faults) + table.faults[0].hint


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.errors import MissingExtraError

    content = _parquet(TABLE)
    monkeypatch.setattr(arrow_reading, "find_spec", is_not_there)
    with pytest.raises(MissingExtraError, match="frames"):
        read(content)
