"""Laws of link rows: what they keep of an assessment, and that judging them depends on nothing but the row."""

import copy
import csv
import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents import engines
from care_standards.documents.codec import from_plain, to_plain
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.schema_registry import schema_id
from care_standards.model import LinkRow, Period, Producer
from care_standards.tables.converting import assessment_to_rows, cells_of, project, row_of_cells, rows_to_assessments
from care_standards.testing import assessments, column_profiles, link_rows, plain_rows
from care_standards.vocabularies import ENGINES, LINK_COLUMNS

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slow
@given(assessments())
def test_rows_keep_of_an_assessment_what_its_projection_keeps(assessment: cs.Assessment) -> None:
    """Law: rows_to_assessments(assessment_to_rows(a)) == project(a).assessments."""
    assert rows_to_assessments(assessment_to_rows(assessment)) == project(assessment).assessments


@slow
@given(assessments())
def test_a_projection_has_nothing_more_to_lose_and_what_is_lost_is_in_the_document(assessment: cs.Assessment) -> None:
    """Law: project(project(a)) loses nothing; each place that is lost is one of the document, told once, in order."""
    projection = project(assessment)
    assert all(project(kept) == type(projection)(assessments=(kept,)) for kept in projection.assessments)
    plain = to_plain(assessment)
    assert len(set(projection.lost)) == len(projection.lost)
    for pointer in projection.lost:
        holder: Any = plain
        for step in pointer.split("/")[1:]:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    assert bool(projection.lost) == (projection.assessments != (assessment,))


@slow
@given(assessments())
def test_nothing_that_counters_a_finding_is_in_a_row(assessment: cs.Assessment) -> None:
    """Law: the evidence of a row is, in order, what supports its finding."""
    for row, finding in zip(assessment_to_rows(assessment), assessment.findings, strict=True):
        assert list(row.evidence) == [piece.ref for piece in finding.evidence if piece.bearing == "supports"]


@slow
@given(st.lists(assessments(), max_size=3))
def test_rows_of_several_assessments_come_apart_again(several: list[cs.Assessment]) -> None:
    """Law: no finding is lost or added, whatever is mixed; and grouping again changes nothing."""
    rows = [row for assessment in several for row in assessment_to_rows(assessment)]
    found = rows_to_assessments(rows)
    assert sum(len(assessment) for assessment in found) == len(rows)
    again = [row for assessment in found for row in assessment_to_rows(assessment)]
    assert sorted(map(cells_key, again)) == sorted(map(cells_key, rows))
    assert rows_to_assessments(again) == found


def cells_key(row: LinkRow) -> tuple[str, ...]:
    return tuple(cells_of(row).values())


@slow
@given(st.lists(link_rows(), max_size=4))
def test_a_row_is_the_same_as_json_as_a_line_and_as_cells(rows: list[LinkRow]) -> None:
    """Law: to plain data, through JSON, NDJSON or CSV, and back is the same row, white space and line ends and all."""
    plain = [to_plain(row) for row in rows]
    assert [from_plain(each, LinkRow) for each in json.loads(json.dumps(plain))] == rows
    lines = [json.dumps(each, ensure_ascii=True) for each in plain]
    assert [from_plain(json.loads(line), LinkRow) for line in lines] == rows
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, LINK_COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(cells_of(row) for row in rows if "\0" not in f"{row.note}{row.reason}")
    kept = [row for row in rows if "\0" not in f"{row.note}{row.reason}"]
    read = csv.DictReader(io.StringIO(text.getvalue(), newline=""))
    assert [row_of_cells(cells) for cells in read] == kept


@slow
@given(link_rows())
def test_a_row_of_the_model_is_no_invalid_row(row: LinkRow) -> None:
    """Law: what a LinkRow holds about a shipped edition is at worst unverified, and warned of."""
    (problems,) = RowJudge(cs.catalogue(), engine="jsonschema").judge([to_plain(row)])
    assert [problem.code for problem in problems if problem.code.severity == "error"] == []


_VALUES = st.none() | st.integers() | st.text(max_size=4) | st.just([]) | st.just({}) | st.just(["a", "a", 1])


@st.composite
def damaged_rows(draw: st.DrawFn) -> Any:
    """Make rows of any sort: right ones, ones with a member changed, and what is no row."""
    row = draw(plain_rows())
    for name in draw(st.lists(st.sampled_from([*LINK_COLUMNS, "zorblax"]), max_size=3)):
        if draw(st.booleans()):
            row.pop(name, None)
        else:
            row[name] = draw(_VALUES | st.sampled_from(("scs-2018", "scs-2018.1.1.5", "2026-02-30", " ", "met")))
    return draw(st.just(row) | _VALUES)


def told(problems: Any) -> list[Any]:
    return [(problem.code, problem.path, problem.hint, problem.rule) for problem in problems]


@slow
@given(st.lists(damaged_rows(), max_size=5), st.randoms())
def test_judging_is_of_each_row_alone(rows: list[Any], random: Any) -> None:
    """Law: a row has the same problems alone, among others, and in any order; judging changes nothing of it."""
    before = copy.deepcopy(rows)
    together = [told(problems) for problems in RowJudge(cs.catalogue(), engine="jsonschema").judge(rows)]
    alone = [told(RowJudge(cs.catalogue(), engine="jsonschema").judge([row])[0]) for row in rows]
    assert together == alone
    places = list(range(len(rows)))
    random.shuffle(places)
    mixed = RowJudge(cs.catalogue(), engine="jsonschema").judge([rows[place] for place in places])
    assert [told(problems) for problems in mixed] == [together[place] for place in places]
    assert rows == before


@slow
@given(damaged_rows())
def test_a_row_is_told_of_a_value_once(row: Any) -> None:
    """Law: what the schema has refused, no rule beyond it speaks of; and whatever the row, there is an answer."""
    (problems,) = RowJudge(cs.catalogue(), engine="jsonschema").judge([row])
    about_members = ("CS301", "CS302", "CS311", "CS312")
    by_schema = {p.path for p in problems if p.code.startswith("CS3") and p.code not in about_members}
    assert not by_schema & {p.path for p in problems if not p.code.startswith("CS3")}


@pytest.mark.skipif(engines.why_not() is not None, reason="the fast engine is not installed: there is one engine")
@slow
@given(st.lists(damaged_rows(), max_size=5))
def test_a_row_has_the_same_problems_by_either_engine(rows: list[Any]) -> None:
    """Law: which engine held it against the schema is not to be seen from what was found."""
    found = [RowJudge(cs.catalogue(), engine=engine, guard=True).judge(rows) for engine in ENGINES]
    assert [told(problems) for problems in found[0]] == [told(problems) for problems in found[1]]


@slow
@given(column_profiles())
def test_a_profile_that_is_made_is_right(profile: Any) -> None:
    """Law: profiles that the strategy makes are valid and are read again as they were."""
    content = cs.write(profile)
    assert cs.check(content).verdict == "valid"
    assert cs.read(content) == profile


# ---- cost


def _calls(work: Callable[[], object]) -> int:
    """Count the calls of functions that a work makes: a measure of its cost that no other load disturbs."""
    counted = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def _row(number: int) -> dict[str, Any]:
    same = {"edition": "scs-2018", "subject_kind": "case", "assessed_on": "2026-03-01", "status": "met"}
    return {**same, "subject_ref": f"c-{number}", "provision": "scs-2018.1.1.5"}


def _judging(rows: list[Any]) -> Callable[[], object]:
    return lambda: RowJudge(cs.catalogue(), engine="jsonschema").judge(rows)


def _converting(size: int, subjects: int) -> Callable[[], object]:
    rows = [from_plain(_row(n % subjects), LinkRow) for n in range(size)]
    said: dict[str, Any] = {
        "period": Period(start=rows[0].assessed_on, end=rows[0].assessed_on), "assessor_role": "other",
        "produced_by": Producer(name="invented", version="1"),
    }  # fmt: skip
    return lambda: [assessment_to_rows(found) for found in rows_to_assessments(rows, **said)]


def _profile(size: int) -> Callable[[], object]:
    columns = [{"name": f"Column {n}", "also": [f"c{n}"]} for n in range(size)]
    codes = [{"column": "status", "code": "met", "also": [f"y{n}"]} for n in range(size)]
    document = {
        "$schema": schema_id("column-profile"), "schema_version": "1.1", "kind": "column-profile", "id": "invented",
        "title": "Invented", "confirmation": "not-confirmed", "columns": columns, "codes": codes,
    }  # fmt: skip
    return lambda: cs.check(document)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: _judging([_row(n) for n in range(size)]),
        lambda size: _judging([{**_row(n), "provision": f"scs-2018.z.{n}"} for n in range(size)]),
        lambda size: _judging([{**_row(n), "status": n, "edition": f"scs-{n}"} for n in range(size)]),
        lambda size: _converting(size, 1),
        lambda size: _converting(size, size),
        _profile,
    ],
    ids=["valid", "unverified", "refused", "one-subject", "as-many-subjects", "profile"],
)
def test_cost_grows_with_the_number_and_no_faster(make: Callable[[int], Callable[[], object]]) -> None:
    """Law: twice as many rows, or columns, cost at most 2.3 times as much."""
    make(10)()
    few, many = _calls(make(200)), _calls(make(400))
    assert few > 200
    assert many <= 2.3 * few


def test_a_row_in_order_costs_next_to_nothing_beyond_its_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: of a pair of ids that was judged before, a row costs four calls at most."""
    monkeypatch.setattr("care_standards.documents.link_rows.suspicious_rows", lambda *_: ())
    judged = RowJudge(cs.catalogue(), engine="jsonschema")
    rows = [_row(number) for number in range(1_000)]
    judged.judge(rows)
    assert _calls(lambda: judged.judge(rows)) <= 4_100
