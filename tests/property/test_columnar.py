"""Laws of judging typed columns: whatever a batch holds, by column and row by row the same is found."""

import datetime
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.bulk.rows import row

import care_standards as cs
from care_standards.bulk.batches import BatchJudge
from care_standards.bulk.columnar import REQUIRED
from care_standards.vocabularies import LINK_COLUMNS

CATALOGUE = cs.catalogue()
DAY = datetime.date
WORDS: dict[str, list[Any]] = {
    "edition": ["scs-2018", "ecat-2005", "oak-2026", "SCS-2018", "scs-2018\n", ""],
    "subject_kind": ["case", "service", "person", "case\n"],
    "subject_ref": ["case-1", "a" * 64, "a" * 65, "", "a b", "a\n", "é", "a\0"],
    "nation": ["england", "wales", "England"],
    "setting": ["outreach", "other", "tent"],
    "provision": ["scs-2018.1.1.5", "scs-2018.1.1.6", "scs-2018.9.9.9", "ecat-2005.12.1.a", "scs-2018", "x"],
    "status": ["met", "not-met", "not-applicable", "not-assessed", "fine"],
    "assessed_on": ["2026-03-01", "2026-02-30", "2026-3-1", "0999-01-01", "2025-12-31", "20260301"],
    "reason": ["It does not concern them.", " ", "\u2003", "\x1f", "é", "\u200b", "", "x\0", "x" * 2_000, "é" * 2_001],
    "note": ["Seen.", "", " ", "\0", "é" * 10_000, "x" * 10_001, "\U0001f600"],
    "stage": ["recovery-period", "later"],
    "period_start": ["2026-01-01", "2026-02-01", "2026-13-01"],
    "period_end": ["2026-03-31", "2026-01-01", "1999-01-01"],
    "assessor_role": ["quality-lead", "inspector", "nobody"],
    "tool": ["example", "an example"],
    "tool_version": ["4.2.0", "4.2\n"],
}
LISTS: dict[str, list[Any]] = {
    "evidence": ["doc-1", "doc-2", "a b", "", None, "x" * 65, "a\n"],
    "populations": ["adults", "children", "dependants", "Adults", None],
}
DAYS = [DAY(2026, 3, 1), DAY(2026, 1, 1), DAY(2025, 12, 31), DAY(999, 1, 1), DAY(3000, 1, 1)]
MOMENT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
RIGHT: dict[str, Any] = {
    **row(1),
    "period_start": "2026-01-01",
    "period_end": "2026-03-31",
    "stage": "recovery-period",
    "populations": ["adults"],
    "assessor_role": "quality-lead",
    "tool": "example",
    "tool_version": "4.2.0",
    "reason": "It does not concern them.",
}


def maybe(draw: st.DrawFn, right: Any, values: list[Any], odds: int) -> Any:
    """Mostly the right value, else null or any other."""
    return right if draw(st.integers(0, odds)) < odds else draw(st.sampled_from([None, None, right, *values]))


def texts(draw: st.DrawFn, values: list[Any], odd: bool) -> Any:
    """Texts as one of the kinds of Arrow, dictionaries with a null, unused and repeated entries among them."""
    kinds = ["plain", "large", "dictionary", "large dictionary", *(["odd dictionary", "view"] if odd else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "odd dictionary":
        entries = [None, *values, "unused", *values]
        places = [None if value is None and place % 2 else entries.index(value) for place, value in enumerate(values)]
        return pa.DictionaryArray.from_arrays(pa.array(places, pa.int8()), pa.array(entries, pa.string()))
    array = pa.array(values, {"l": pa.large_string(), "v": pa.string_view()}.get(kind[0], pa.string()))
    return array.dictionary_encode() if kind.endswith("dictionary") else array


@st.composite
def columns(draw: st.DrawFn, name: str, count: int, odds: int, odd: bool) -> Any:
    """A column of the link row, mostly right unless it is an odd one, of one of the types that it may come in."""
    if name in LISTS:
        length = st.one_of(st.integers(0, 3), st.integers(0, 3), st.just(101))
        rows = [
            maybe(
                draw,
                RIGHT[name],
                [[draw(st.sampled_from(LISTS[name]))] * draw(length), ["adults", "children"], []],
                odds,
            )
            for _ in range(count)
        ]
        item = draw(
            st.sampled_from(
                [pa.string(), pa.string(), pa.large_string(), *([pa.dictionary(pa.int8(), pa.string())] if odd else [])]
            )
        )
        return pa.array(rows, draw(st.sampled_from([pa.list_, pa.list_, pa.large_list]))(item))
    values = [maybe(draw, RIGHT[name], WORDS[name], odds) for _ in range(count)]
    if odd and not draw(st.integers(0, 2)):
        wrong = [1, 1.5, True, MOMENT, b"met", {"a": 1}, [["a"]], datetime.time(1), DAY(2026, 3, 1)]
        one = draw(st.sampled_from(wrong))
        return pa.array([one if draw(st.booleans()) else None for _ in range(count)])
    if name.endswith("_on") or name.startswith("period"):
        kind = draw(
            st.sampled_from(["text", "date32", "date64", *(["far", "dictionary of days", "timestamp"] if odd else [])])
        )
        if kind != "text":
            days = [maybe(draw, DAY.fromisoformat(RIGHT[name]), DAYS, odds) for _ in range(count)]
            if kind == "far":
                numbers = [draw(st.sampled_from([None, 20_513, 10_000_000, -1_000_000])) for _ in range(count)]
                return pa.array(numbers, pa.int32()).cast(pa.date32())
            found = pa.array(days, pa.date64() if kind == "date64" else pa.date32())
            if kind == "dictionary of days":
                return found.dictionary_encode()
            return found.cast(pa.timestamp("us")) if kind == "timestamp" else found
    return texts(draw, values, odd)


@st.composite
def batches(draw: st.DrawFn) -> Any:
    """A batch of typed columns, some left out, some unknown, cut out of a longer one."""
    count = draw(st.integers(1, 7) if draw(st.integers(0, 9)) else st.just(0))
    odds = draw(st.sampled_from([3, 15, 100, 100]))
    optional = [name for name in LINK_COLUMNS if name not in REQUIRED]
    dropped = set(draw(st.lists(st.sampled_from(optional), max_size=9)))
    if not draw(st.integers(0, 15)):
        dropped |= {draw(st.sampled_from(LINK_COLUMNS))}
    names = [name for name in draw(st.permutations(LINK_COLUMNS)) if name not in dropped]
    odd = draw(st.sets(st.sampled_from(names), max_size=2))
    arrays = {name: draw(columns(name, count, 2 if name in odd else odds, name in odd)) for name in names}
    if not draw(st.integers(0, 4)):
        arrays["colour"] = pa.array([draw(st.sampled_from([None, "green"])) for _ in range(count)], pa.string())
    batch = pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays))
    start = draw(st.integers(0, count))
    return batch.slice(start) if draw(st.booleans()) else batch


def by_rows(judge: BatchJudge) -> BatchJudge:
    """Make a judge take the road of rows alone."""
    judge._columns = None  # pyright: ignore[reportPrivateUsage]
    return judge


@given(st.lists(batches(), min_size=1, max_size=3), st.integers(0, 8), st.booleans(), st.booleans())
def test_by_column_and_row_by_row_the_same_is_found(found: list[Any], most: int, guard: bool, keyed: bool) -> None:
    """Verdicts, issues, counts, keys, editions and their order are those of the road of rows, batch after batch."""
    quick, slow = (BatchJudge(CATALOGUE, max_issues=most, guard=guard) for _ in range(2))
    by_rows(slow)
    for batch in found:
        key = "subject_ref" if keyed and "subject_ref" in batch.schema.names else None
        assert quick.judge(batch, key) == slow.judge(batch, key)


@given(batches())
def test_the_reference_engine_finds_the_same_of_typed_columns(batch: Any) -> None:
    """The engine that judges no column finds what the fast one does, which judges by column where it can."""
    fast, slow = (BatchJudge(CATALOGUE, engine=engine).judge(batch) for engine in ("jsonschema-rs", "jsonschema"))
    assert (fast.marks, fast.issues, fast.editions) == (slow.marks, slow.issues, slow.editions)
