"""Typed columns: what is right is told by column, and whatever is not is found as row by row."""

import datetime
from typing import Any

import pyarrow as pa
import pytest
from tests.unit.bulk.rows import PLANTED, row

import care_standards as cs
from care_standards.bulk import columnar
from care_standards.bulk.batches import BatchJudge
from care_standards.bulk.columnar import ColumnJudge
from care_standards.documents.engines import row_problems
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, flat_schema
from care_standards.vocabularies import LINK_COLUMNS

CATALOGUE = cs.catalogue()
TEXT = pa.string()
FULL = {
    "stage": "recovery-period", "populations": ["adults", "children"], "period_start": "2026-01-01",
    "period_end": "2026-03-31", "assessor_role": "quality-lead", "tool": "example", "tool_version": "4.2.0",
    "reason": "The service runs no group activities.",
}  # fmt: skip


def full(place: int, **changed: Any) -> dict[str, Any]:
    return {**row(place), **FULL, **changed}


def table(rows: list[dict[str, Any]], kind: str = "text") -> Any:
    """Give rows as a batch of typed columns of one kind."""
    text = {"text": TEXT, "large": pa.large_string(), "dictionary": pa.dictionary(pa.int32(), TEXT)}
    arrays: dict[str, Any] = {}
    for name in {name: None for found in rows for name in found}:
        values = [found.get(name) for found in rows]
        if name in columnar.LISTS:
            arrays[name] = pa.array(values, pa.large_list(pa.large_string()) if kind == "large" else pa.list_(TEXT))
        elif kind in ("date32", "date64") and (name == "assessed_on" or name.startswith("period")):
            days = [None if value is None else datetime.date.fromisoformat(value) for value in values]
            arrays[name] = pa.array(days, pa.date32() if kind == "date32" else pa.date64())
        else:
            arrays[name] = pa.array(values, text.get(kind, TEXT))
    return pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays))


def doubtful(batch: Any) -> list[int] | None:
    found = ColumnJudge(CATALOGUE, "jsonschema-rs").doubtful(batch, batch.schema.names, ["scs-2018", "ecat-2005"])
    return None if found is None else list(found[0])


def same_by_rows(batch: Any) -> Any:
    """Judge both ways, hold one against the other, and give the verdict."""
    quick, slow = BatchJudge(CATALOGUE), BatchJudge(CATALOGUE)
    slow._columns = None
    found = quick.judge(batch)
    assert found == slow.judge(batch)
    return found


def test_every_column_is_judged_in_one_way_as_the_schema_has_it() -> None:
    schema = flat_schema(LINK_ROW, CURRENT)
    ways = (columnar.IDS, columnar.WORDS, columnar.REFS, columnar.LISTS, tuple(columnar.TEXTS))
    assert sorted(name for names in ways for name in names) == sorted(LINK_COLUMNS)
    assert sorted(schema["required"]) == sorted(columnar.REQUIRED)
    assert schema["$defs"]["ref"]["pattern"] == r"^[A-Za-z0-9._:-]{1,64}$(?!\n)"
    for name in columnar.REFS:
        assert schema["properties"][name]["$ref"] == "#/$defs/ref"
    for name, most in columnar.TEXTS.items():
        assert (schema["properties"][name]["minLength"], schema["properties"][name]["maxLength"]) == (1, most)
    assert row_problems([columnar.RIGHT], CURRENT, "jsonschema") == {}


@pytest.mark.parametrize("kind", ["text", "large", "dictionary", "date32", "date64"])
def test_of_right_rows_none_is_doubtful(kind: str) -> None:
    rows = [
        full(0),
        row(1, evidence=[]),
        row(2, evidence=None, note=None),
        row(3, status="not-assessed", assessed_on=None),
        full(4, status="not-applicable", populations=["adults"], note="é" * 10_000, reason="é" * 2_000),
        full(5, subject_ref="a" * 64, period_start="2026-03-01", period_end="2026-03-01"),
        row(6, nation=None, setting=None),
    ]
    batch = table(rows, kind)
    assert doubtful(batch) == []
    assert doubtful(batch.slice(2, 3)) == []
    assert same_by_rows(batch).valid == len(rows)


WRONG: list[dict[str, Any]] = [
    {"status": "fine"}, {"status": None}, {"edition": None}, {"provision": None}, {"subject_kind": None},
    {"subject_ref": None}, {"subject_ref": ""}, {"subject_ref": "a\n"}, {"subject_ref": "a" * 65}, {"tool": "a b"},
    {"tool_version": "é"}, {"nation": "England"}, {"setting": "outreach\n"}, {"stage": ""}, {"assessor_role": "me"},
    {"assessed_on": "2026-02-30"}, {"assessed_on": "0999-01-01"}, {"assessed_on": None}, {"assessed_on": "2025-12-31"},
    {"period_end": "2025-12-31"}, {"period_start": "2026-04-01"}, {"edition": "oak-2026"}, {"edition": "SCS-2018"},
    {"provision": "ecat-2005.12.1.a"}, {"provision": "scs-2018.1.1.5\n"}, {"reason": ""}, {"reason": "x" * 2_001},
    {"note": ""}, {"note": "x" * 10_001}, {"evidence": ["a", None]}, {"evidence": ["a", ""]}, {"evidence": ["a\n"]},
    {"populations": ["adults", "adults"]}, {"populations": ["adults", "children", "adults"]},
    {"populations": [None]}, {"populations": [PLANTED]}, {"status": "not-applicable", "reason": None},
    {"status": "not-applicable", "reason": " \u2003"}, {"status": "not-applicable", "reason": "\x1f"},
]  # fmt: skip


@pytest.mark.parametrize("changed", WRONG, ids=lambda changed: "-".join(changed))
@pytest.mark.parametrize("kind", ["text", "large", "dictionary"])
def test_one_wrong_row_is_found_among_right_ones(changed: dict[str, Any], kind: str) -> None:
    batch = table([full(0), full(1, **changed), full(2)], kind)
    assert doubtful(batch) == [1]
    found = same_by_rows(batch)
    assert {issue.row for issue in found.issues} == {1}
    assert PLANTED not in repr(found)


@pytest.mark.parametrize(
    "changed",
    [
        {"provision": "scs-2018.9.9.9"},
        {"note": "x\0"},
        {"reason": "\u200b"},
        {"evidence": ["a"] * 101},
        {"populations": ["adults", "children", "dependants"]},
    ],
)
def test_what_is_rare_is_left_to_the_road_of_rows(changed: dict[str, Any]) -> None:
    batch = table([full(0), full(1, **changed), full(2)])
    assert doubtful(batch) == [1]
    assert same_by_rows(batch).invalid == 0


def test_editions_are_met_in_the_order_of_the_rows() -> None:
    other = {"edition": "ecat-2005", "provision": "ecat-2005.12.1.a"}
    for rows in (
        [full(0), full(1, **other)],
        [full(0, **other), full(1)],
        [full(0, status="fine", **other), full(1), full(2, **other)],
        [full(0), full(1, status="fine", **other)],
    ):
        assert len(same_by_rows(table(rows)).editions) == 2


def test_torn_text_and_unknown_types_are_left_to_the_road_of_rows() -> None:
    batch = table([full(0), full(1)])
    torn = pa.Array.from_buffers(TEXT, 2, pa.array([b"ok", b"\xed\xa0\x80"]).buffers())
    place = batch.schema.names.index("note")
    assert doubtful(batch.set_column(place, "note", torn)) is None
    assert same_by_rows(batch.set_column(place, "note", torn)).verdicts == ("valid", "invalid")
    for strange in (pa.array([1, None]), pa.array([b"x", None]), pa.array([{"a": 1}, None]), pa.array([1.5, None])):
        assert doubtful(batch.set_column(place, "note", strange)) == [0]
        assert same_by_rows(batch.set_column(place, "note", strange)).verdicts == ("invalid", "valid")
    assert doubtful(batch.append_column(PLANTED, pa.array(["x", None]))) == [0]
    assert doubtful(batch.drop_columns(["status"])) is None
    assert doubtful(batch.slice(2)) is None
    far = batch.set_column(
        batch.schema.names.index("assessed_on"),
        "assessed_on",
        pa.array([20_600, 10**7]).cast("int32").cast(pa.date32()),
    )
    assert same_by_rows(far).verdicts == ("valid", "invalid")


def test_columns_are_asked_only_where_they_can_answer_for_rows() -> None:
    assert BatchJudge(CATALOGUE)._columns is not None
    assert BatchJudge(CATALOGUE, guard=True)._columns is None
    assert BatchJudge(CATALOGUE, engine="jsonschema")._columns is None
    assert BatchJudge(CATALOGUE, limits=cs.Limits(max_text=9_999))._columns is None
    assert BatchJudge(CATALOGUE, limits=cs.Limits(max_depth=2))._columns is None
    assert BatchJudge(CATALOGUE, limits=cs.Limits(max_nodes=999))._columns is None


def test_a_judge_shows_nothing_that_it_remembers() -> None:
    judge = BatchJudge(CATALOGUE)
    judge.judge(table([full(0, nation=PLANTED), full(1)]))
    assert PLANTED not in repr(vars(judge)) + repr(judge._columns)
