"""A document that is wrong everywhere is told so, quickly, in little memory, and alike by both engines."""

from typing import Any

import pytest

import care_standards as cs
from care_standards.documents import fast_validation
from care_standards.documents.engines import schema_problems
from care_standards.documents.fast_validation import holds_more_than
from care_standards.documents.limits import MAX_FAULTS_COUNTED
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.schema_registry import LINK_ROW
from care_standards.issue_codes import Code
from care_standards.vocabularies import ENGINES, Engine

BOTH = pytest.mark.parametrize("engine", ENGINES)
CANARY = "Quaxlworth"


def document(findings: list[Any], **members: Any) -> dict[str, Any]:
    return {
        "$schema": "https://care-standards.invalid/schemas/1.1/assessment.schema.json",
        "schema_version": "1.1",
        "kind": "assessment",
        "subject": {"kind": "service", "ref": "svc-1"},
        "edition": "scs-2018",
        "period": {"start": "2026-01-01", "end": "2026-03-31"},
        "assessor_role": "quality-lead",
        "produced_by": {"name": "example", "version": "1"},
        "findings": findings,
        **members,
    }


def finding(**members: Any) -> dict[str, Any]:
    return {"provision": "scs-2018.1.1.5", "status": "not-assessed", "evidence": [], **members}


@BOTH
def test_the_limit_is_the_most_that_is_still_counted(engine: Engine) -> None:
    wrong = document([finding(status=CANARY) for _ in range(40)])
    enough = cs.check(wrong, engine=engine, limits=cs.Limits(max_faults=40))
    assert enough.counts.errors >= 40
    assert enough.issues[0].code is Code.WORD_NOT_IN_LIST
    report = cs.check(wrong, engine=engine, limits=cs.Limits(max_faults=39))
    assert [(issue.code, issue.pointer) for issue in report.issues] == [(Code.TOO_MANY_FAULTS, "")]
    assert (report.verdict, report.counts.errors, report.counts.records_in) == ("invalid", 1, 40)
    assert "39" in report.issues[0].hint
    assert CANARY not in repr(report)


@BOTH
def test_unknown_members_of_one_object_count_each(engine: Engine) -> None:
    wrong = document([], **{f"{CANARY}{place}": 1 for place in range(30)})
    assert cs.check(wrong, engine=engine, limits=cs.Limits(max_faults=30)).counts.errors == 30
    report = cs.check(wrong, engine=engine, limits=cs.Limits(max_faults=29))
    assert [issue.code for issue in report.issues] == [Code.TOO_MANY_FAULTS]


LARGE = {
    "many records": document([finding(status="fine") if n % 400 == 0 else finding() for n in range(8_000)]),
    "one large record": document([finding(), finding(evidence=[{"ref": "a"}] * 12_000 + [{"ref": 1}, {}] * 50)]),
    "something large around": document(
        [finding(status=1)], extensions={"org.example.x": [0] * 30_000}, context={"populations": ["adults", "adults"]}
    ),
    "large around and wrong": document([finding(), {}], context={"populations": [1] * 25_000}),
    "lists that are none": {**document([]), "findings": {"a": [0] * 30_000}, "unresolved": 3, "archive": [[]]},
    "a record of another type": document([finding(), "text", None, [1] * 25_000]),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_document_is_taken_apart_and_the_same_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = LARGE[name]
    monkeypatch.setattr(fast_validation, "_MANY_VALUES", 20_000)
    assert fast_validation._is_large(wrong)
    reference, fast = (
        [(p.code, p.path, p.rule, p.hint) for p in schema_problems(wrong, "assessment", "1.1", engine)]
        for engine in ENGINES
    )
    assert fast == reference != []


@BOTH
def test_a_row_with_too_many_faults_has_one(engine: Engine) -> None:
    row = {"evidence": [1] * (MAX_FAULTS_COUNTED + 1)}
    assert [p.code for p in schema_problems(row, LINK_ROW, "1.1", engine)] == [Code.TOO_MANY_FAULTS]
    (judged,) = RowJudge(cs.catalogue(), engine=engine).judge([row])
    assert [p.code for p in judged] == [Code.TOO_MANY_FAULTS]


@pytest.mark.parametrize(
    ("value", "count"), [(None, 1), ("text", 1), ([], 1), ({"a": 1, "b": [1, 2]}, 5), ([[[[]]]], 4), ([0] * 99, 100)]
)
def test_values_are_counted_no_further_than_asked(value: Any, count: int) -> None:
    assert holds_more_than(count - 1, value)
    assert not holds_more_than(count, value)
