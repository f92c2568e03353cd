"""Batches: every line is one row, whatever it is, and a verdict counts what is in it."""

import datetime
import json
import time
from collections.abc import Sequence
from typing import Any

import attrs
import pyarrow as pa
import pytest
from tests.unit.bulk.rows import MARKED, PLANTED, UNSURE, WRONG, line, row

import care_standards as cs
from care_standards import bulk
from care_standards.bulk import batches, lines
from care_standards.documents.link_rows import RowJudge
from care_standards.errors import InvalidValueError
from care_standards.issue_codes import Code

ENGINES = ("jsonschema", "jsonschema-rs")


def judged(batch: Any, **options: Any) -> bulk.BatchVerdict:
    (verdict,) = bulk.check_batches([batch], **options)
    return verdict


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_line_is_one_invalid_row_among_right_ones(what: str, engine: str) -> None:
    batch = [*[line(place) for place in range(70)], WRONG[what], line(99)]
    verdict = judged(batch, engine=engine)
    assert (verdict.rows, verdict.invalid, verdict.unverified) == (72, 1, 0)
    assert verdict.verdicts == ("valid",) * 70 + ("invalid", "valid")
    assert {issue.row for issue in verdict.issues} == {70}
    assert verdict.issues_in_all == len(verdict.issues) >= 1
    assert PLANTED not in repr(verdict)


def test_a_right_row_a_row_to_verify_and_a_warning() -> None:
    verdict = judged([line(0), UNSURE, MARKED])
    assert verdict.verdicts == ("valid", "unverified", "valid")
    assert (verdict.invalid, verdict.unverified, verdict.valid) == (0, 1, 2)
    assert (verdict.errors, verdict.unverifiable, verdict.warnings) == (0, 1, 1)
    assert [(i.row, i.severity, i.column) for i in verdict.issues] == [
        (1, "unverified", "provision"),
        (2, "warning", "note"),
    ]
    assert [used.edition for used in verdict.editions] == ["scs-2018"]
    assert verdict.verdict == "unverified"


def test_both_engines_say_the_same_of_every_line() -> None:
    batch = [line(0), UNSURE, MARKED, *WRONG.values(), b"", b"  \n"]
    fast, slow = (judged(batch, engine=engine, max_issues=1_000) for engine in ("jsonschema-rs", "jsonschema"))
    assert (fast.engine, slow.engine) == ("jsonschema-rs", "jsonschema")
    assert attrs.evolve(fast, engine="jsonschema") == slow


@pytest.mark.parametrize("blank", [b"", b"   ", b"\n", "", "\t"])
def test_a_blank_line_of_a_list_is_a_row_that_cannot_be_read(blank: bytes | str) -> None:
    verdict = judged([line(0), blank, line(2)])
    assert verdict.verdicts == ("valid", "invalid", "valid")
    assert [issue.code for issue in verdict.issues] == [Code.EMPTY]


def test_bytes_text_and_mappings_are_rows_alike() -> None:
    for made in (line, lambda n: line(n).decode(), row, lambda n: bytearray(line(n)), lambda n: memoryview(line(n))):
        verdict = judged([made(place) for place in range(3)])
        assert (verdict.rows, verdict.invalid) == (3, 0)
    mixed = judged([line(0), line(1).decode(), row(2)])
    assert (mixed.rows, mixed.invalid) == (3, 0)


@pytest.mark.parametrize("thing", [None, 7, "/etc/hostname", object(), float("nan"), "\ud800"])
def test_whatever_else_stands_in_a_list_is_an_invalid_row_and_never_opened(thing: object) -> None:
    verdict = judged([line(0), thing])
    assert verdict.verdicts == ("valid", "invalid")


def test_a_path_in_a_list_is_not_opened(tmp_path: Any) -> None:
    held = tmp_path / "row.json"
    held.write_bytes(line(0))
    assert judged([held]).verdicts == ("invalid",)
    assert judged([str(held)]).verdicts == ("invalid",)


def test_a_quotation_mark_in_a_text_is_no_member_given_twice() -> None:
    odd = line(1, note='She said "yes", and {"a": "b"} \\ \u00e9 \u2028')
    spaced = json.dumps(row(2, note='"')).encode()
    escaped = line(3, note="x").replace(b'"x"', b'"\\u0022"')
    assert judged([odd, spaced, escaped, b" " + line(4) + b" \r\n"]).verdicts == ("valid",) * 4


def test_the_quick_road_leaves_what_may_have_a_fault() -> None:
    limits = cs.Limits()
    assert lines.read_quickly([line(0), line(1)], limits) == [row(0), row(1)]
    for what in ("cut", "twice", "twice the same", "twice, escaped", "twice, hidden by an escaped mark", "not UTF-8"):
        assert lines.read_quickly([line(0), WRONG[what], line(2)], limits) == [row(0), lines.UNREAD, row(2)], what
    assert lines.read_quickly([MARKED, line(1)], limits) == [lines.UNREAD, row(1)]
    assert lines.read_quickly([line(0)], cs.Limits(max_text=20)) is None
    assert lines.read_quickly([line(0)], cs.Limits(max_depth=1)) is None


def test_limits_hold_for_each_line() -> None:
    assert judged([line(0, note="x" * 5_000)], limits=cs.Limits(max_text=4_000)).errors == 1
    assert judged([line(0)], limits=cs.Limits(max_bytes=50)).issues[0].code is Code.TOO_LARGE
    assert judged([line(0), line(1)], limits=cs.Limits(max_bytes=len(line(0)))).invalid == 0


def test_without_the_quick_parser_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = [line(0), UNSURE, MARKED, *WRONG.values()]
    before = judged(batch)
    monkeypatch.setattr(lines, "_parser", lambda: None)
    assert judged(batch) == before


def test_issues_are_limited_errors_first_and_all_are_counted() -> None:
    batch = [UNSURE, UNSURE, MARKED, WRONG["word"], WRONG["type"], WRONG["cut"]]
    shown = judged(batch, max_issues=4)
    assert [issue.row for issue in shown.issues] == [2, 3, 4, 5]
    assert shown.issues_in_all == 6
    assert judged(batch, max_issues=0).issues == ()
    assert judged(batch, max_issues=0).invalid == 3


def test_a_hint_names_near_words() -> None:
    (issue,) = judged([line(0, status="partly-mett")]).issues
    assert issue.hint.endswith("Did you mean partly-met or not-met or met?") or "partly-met" in issue.hint
    assert (issue.column, issue.pointer, issue.code) == ("status", "/status", Code.WORD_NOT_IN_LIST)


def test_the_guard_is_asked_only_if_wanted() -> None:
    batch = [line(0, note="Ring 07700 900123.")]
    assert judged(batch).invalid == 0
    (issue,) = judged(batch, guard=True).issues
    assert issue.code is Code.LOOKS_PERSONAL
    assert "07700" not in repr(issue)


# ---- Arrow


def arrow(rows: Sequence[dict[str, Any]], **more: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{**found, **{k: v[n] for k, v in more.items()}} for n, found in enumerate(rows)])


def test_a_column_of_json_named_so_or_alone() -> None:
    found = [line(0), WRONG["cut"], UNSURE]
    expected = judged(found)
    for array in (
        pa.array(found, pa.binary()),
        pa.array([f.decode() for f in found]),
        pa.array(found, pa.large_binary()),
    ):
        assert judged(pa.RecordBatch.from_arrays([array], ["payload"])) == expected
        both = pa.RecordBatch.from_arrays([array, pa.array(["a", "b", "c"])], ["json", "site"])
        assert judged(both) == expected
        keyed = judged(both, key="site")
        assert [issue.key for issue in keyed.issues] == ["b", "c"]
        assert "'b'" not in repr(keyed)


def test_a_null_of_a_column_of_json_is_a_row_that_cannot_be_read() -> None:
    verdict = judged(pa.RecordBatch.from_arrays([pa.array([line(0), None], pa.binary())], ["json"]))
    assert verdict.verdicts == ("valid", "invalid")


def test_the_columns_of_the_link_row_are_a_row() -> None:
    rows = [row(0), row(1, evidence=None, note=None, nation=None), row(2, status="fine")]
    typed = [{**found, "assessed_on": datetime.date.fromisoformat(found["assessed_on"])} for found in rows]
    for batch in (arrow(rows), arrow(typed)):
        verdict = judged(batch)
        assert verdict.verdicts == ("valid", "valid", "invalid")
        assert [(issue.row, issue.column) for issue in verdict.issues] == [(2, "status")]


def test_a_column_that_is_none_of_the_link_row_makes_its_rows_invalid() -> None:
    verdict = judged(arrow([row(0), row(1)], **{PLANTED: ["x", None]}))
    assert verdict.verdicts == ("invalid", "valid")
    assert PLANTED not in repr(verdict)
    keyed = judged(arrow([row(0), row(1)], site=["x", None]), key="site")
    assert keyed.invalid == 0


def test_a_key_that_is_a_column_of_the_link_row_stays_in_the_row() -> None:
    verdict = judged(arrow([row(0, status="fine")]), key="subject_ref")
    assert [(issue.key, issue.column) for issue in verdict.issues] == [("case-000000", "status")]


def test_values_that_json_has_no_word_for_are_invalid_rows() -> None:
    for value in (
        datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
        b"met",
        1.5,
        float("nan"),
        [[1]],
        datetime.time(1),
        True,
    ):
        assert judged(arrow([row(0, reason=value)])).verdicts == ("invalid",), value


def test_a_batch_without_rows_or_columns() -> None:
    assert judged([]) == attrs.evolve(bulk.NO_ROWS, max_issues=50, engine="jsonschema-rs")
    assert judged(pa.RecordBatch.from_arrays([pa.array([], pa.string())], ["json"])).rows == 0


@pytest.mark.parametrize("batch", ["text", b"bytes", {"a": 1}, None, 7, {1, 2}])
def test_what_is_no_batch_is_said(batch: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"check_batches\.batches"):
        judged(batch)


def test_arguments_that_cannot_be_asked() -> None:
    for options, field in (
        ({"engine": "fastest"}, "engine"),
        ({"max_issues": -1}, "max_issues"),
        ({"max_issues": True}, "max_issues"),
        ({"catalogue": "x"}, "catalogue"),
        ({"limits": 1}, "limits"),
    ):
        with pytest.raises(InvalidValueError, match=field):
            bulk.check_batches([], **options)  # type: ignore[arg-type]  # at once, not with the first batch
    with pytest.raises(InvalidValueError, match="key"):
        judged([line(0)], key="site")
    with pytest.raises(InvalidValueError, match="key"):
        judged(arrow([row(0)]), key="site")
    twice = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["b"])], ["x", "x"])
    with pytest.raises(InvalidValueError, match="one name"):
        judged(twice)


def test_batches_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def source() -> Any:
        for place in range(3):
            taken.append(place)
            yield [line(place)]

    found = bulk.check_batches(source())
    assert taken == []
    assert next(found).rows == 1
    assert taken == [0]


def test_long_lines_are_not_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each two bytes of a line may be something wrong, and problems are far larger than two bytes."""
    sizes: list[int] = []
    judge = RowJudge.judge

    def watched(self: RowJudge, rows: Sequence[Any]) -> Any:
        sizes.append(len(rows))
        return judge(self, rows)

    monkeypatch.setattr(RowJudge, "judge", watched)
    long = [line(place, evidence=["x" * 60] * 1_000) for place in range(70)]
    usual = [line(place) for place in range(70)]
    (verdict,) = bulk.check_batches([[*long, *usual]], catalogue=cs.catalogue(), engine="jsonschema-rs")
    assert (verdict.rows, sum(sizes)) == (140, 140)
    assert set(sizes[:60]) == {1}
    assert max(sizes) == batches._TOGETHER


def test_a_line_in_many_small_pieces_is_put_together_once() -> None:
    """How the cost grows is measured in benchmarks; here it only has to end, and by far: a square would not."""
    start = time.process_time()
    assert list(lines.lines_of([b"a"] * 1_000_000, 1_000_000)) == [[b"a" * 1_000_000]]
    assert time.process_time() - start < 10
    assert list(lines.lines_of([b"a", b"a", b"a", b"\nb", b"\n"], 2)) == [[None], [b"b"]]
