"""Assessments as link rows and back, and rows as the cells of a flat table: what is kept, what is listed as lost."""

from datetime import date
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents.codec import from_plain, to_plain
from care_standards.errors import InvalidValueError
from care_standards.model import (
    Action,
    Assessment,
    Context,
    EarlierFinding,
    Evidence,
    Extensions,
    Finding,
    LinkRow,
    Period,
    Producer,
    Subject,
    Voices,
)
from care_standards.tables.converting import assessment_to_rows, cells_of, project, row_of_cells, rows_to_assessments
from care_standards.vocabularies import LINK_COLUMNS

CANARY = "Quaxlworth"
DAY, LATER = date(2026, 3, 1), date(2026, 3, 31)
PERIOD, TOOL = Period(start=DAY, end=LATER), Producer(name="example", version="4.2.0")
PLAIN = Assessment(
    subject=Subject(kind="case", ref="case-1"), edition="scs-2018",
    context=Context(nation="wales", setting="outreach", stage="referral", populations={"dependants", "adults"}),
    period=PERIOD, assessor_role="other", produced_by=TOOL,
    findings=[
        Finding(provision="scs-2018.1.1.5", status="met", assessed_on=DAY, note="To be seen again.",
                evidence=[Evidence(ref="one"), Evidence(ref="two"), Evidence(ref="one")]),
        Finding(provision="scs-2018.9.9", status="not-assessed", evidence=()),
        Finding(provision="scs-2018.9.8", status="not-applicable", reason="None here.", assessed_on=DAY, evidence=()),
    ],
)  # fmt: skip
ROW = LinkRow(
    edition="scs-2018", subject_kind="case", subject_ref="case-1", provision="scs-2018.1.1.5", status="not-assessed"
)
VOICES = Voices(number="11-or-more", consent="anonymous")


def test_a_row_says_what_the_finding_and_its_assessment_say() -> None:
    first, second, third = assessment_to_rows(PLAIN)
    assert first == LinkRow(
        edition="scs-2018", subject_kind="case", subject_ref="case-1", nation="wales", setting="outreach",
        provision="scs-2018.1.1.5", status="met", assessed_on=DAY, evidence=("one", "two", "one"),
        note="To be seen again.", stage="referral", populations=("adults", "dependants"), period_start=DAY,
        period_end=LATER, assessor_role="other", tool="example", tool_version="4.2.0",
    )  # fmt: skip
    assert (second.status, second.evidence, second.assessed_on) == ("not-assessed", (), None)
    assert third.reason == "None here."
    assert rows_to_assessments([first, second, third]) == (PLAIN,)
    assert project(PLAIN).assessments == (PLAIN,)
    assert project(PLAIN).lost == ()


def test_what_rows_cannot_say_is_listed_in_the_order_of_the_document() -> None:
    full = attrs.evolve(
        PLAIN,
        findings=[
            Finding(
                provision="scs-2018.1.1.5", status="met", assessed_on=DAY, confidence="low",
                evidence=[
                    Evidence(ref="against", bearing="counters", answer="It was put right."),
                    Evidence(ref="said", kind="survivor-voice", voices=VOICES, recorded=LATER, collected=DAY),
                    Evidence(ref="bare"),
                    Evidence(ref="old", expires=DAY),
                ],
                actions=[Action(summary="Write it down.", owner_role="trustee", state="open")],
                earlier=[EarlierFinding(provision="scs-2015.s1", status="met")],
            ),
        ],
        unresolved=[Finding(provision="scs-2015.s2", status="not-assessed", evidence=())],
        archive=[Finding(provision=f"scs-2015.s{n}", status="not-assessed", evidence=()) for n in (3, 4)],
        extensions=Extensions.of({"org.example.case": 1}),
    )  # fmt: skip
    assert project(full).lost == (
        "/findings/0/evidence/0", "/findings/0/evidence/1/kind", "/findings/0/evidence/1/collected",
        "/findings/0/evidence/1/recorded", "/findings/0/evidence/1/voices", "/findings/0/evidence/3/expires",
        "/findings/0/confidence", "/findings/0/actions", "/findings/0/earlier", "/unresolved/0", "/archive/0",
        "/archive/1", "/extensions",
    )  # fmt: skip
    assert rows_to_assessments(assessment_to_rows(full)) == project(full).assessments
    (row,) = assessment_to_rows(full)
    assert row.evidence == ("said", "bare", "old")


def test_evidence_against_a_finding_never_comes_to_support_it() -> None:
    against = attrs.evolve(PLAIN.findings[0], evidence=[Evidence(ref="against", bearing="counters")])
    assert "against" not in repr([cells_of(row) for row in assessment_to_rows(attrs.evolve(PLAIN, findings=[against]))])


def test_an_assessment_without_findings_has_no_row_and_is_lost_whole() -> None:
    empty = attrs.evolve(PLAIN, findings=())
    assert assessment_to_rows(empty) == ()
    assert project(empty).assessments == rows_to_assessments(()) == ()
    assert project(empty).lost == (
        "/subject", "/edition", "/context", "/period", "/assessor_role", "/produced_by", "/findings",
    )  # fmt: skip
    assert "/context" not in project(attrs.evolve(empty, context=Context())).lost


def test_rows_that_agree_in_everything_but_the_finding_are_one_assessment() -> None:
    said: dict[str, Any] = {"period": PERIOD, "assessor_role": "inspector", "produced_by": TOOL}
    other = attrs.evolve(ROW, subject_ref="case-2")
    rows = [ROW, other, attrs.evolve(ROW, provision="scs-2018.9.9"), attrs.evolve(other, nation="wales"), ROW]
    found = rows_to_assessments(iter(rows), **said)
    assert [(a.subject.ref, a.context.nation, len(a)) for a in found] == [
        ("case-1", None, 3), ("case-2", None, 1), ("case-2", "wales", 1),
    ]  # fmt: skip
    assert [f.provision for f in found[0].findings] == ["scs-2018.1.1.5", "scs-2018.9.9", "scs-2018.1.1.5"]
    assert [issue.code for issue in cs.check(to_plain(found[0])).issues if issue.severity == "error"] == ["CS402"]
    assert (found[0].period, found[0].assessor_role, found[0].produced_by) == (PERIOD, "inspector", TOOL)
    unordered = [attrs.evolve(ROW, populations=words) for words in (("adults", "children"), ("children", "adults"))]
    assert len(rows_to_assessments(unordered, **said)) == 1


@pytest.mark.parametrize(
    ("row", "options", "fact"),
    [
        ({}, {"assessor_role": "other", "produced_by": TOOL}, "period_start"),
        ({}, {"period": PERIOD, "produced_by": TOOL}, "assessor_role"),
        ({}, {"period": PERIOD, "assessor_role": "other"}, "tool"),
        ({"tool": "example"}, {"period": PERIOD, "assessor_role": "other"}, "tool_version"),
        ({"tool": "another"}, {"period": PERIOD, "assessor_role": "other", "produced_by": TOOL}, "tool_version"),
        ({"period_end": DAY}, {"period": PERIOD, "assessor_role": "other", "produced_by": TOOL}, "period_start"),
        ({}, {"period": CANARY}, "period"),
        ({}, {"produced_by": CANARY}, "produced_by"),
    ],
)
def test_a_fact_that_nobody_gives_is_named_and_none_is_made_up(
    row: dict[str, Any], options: dict[str, Any], fact: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        rows_to_assessments([attrs.evolve(ROW, **row)], **options)
    assert caught.value.field == fact
    assert CANARY not in str(caught.value)


def test_what_a_row_says_counts_and_is_completed_by_what_agrees_with_it() -> None:
    said: dict[str, Any] = {"period": PERIOD, "assessor_role": "inspector", "produced_by": TOOL}
    whole = attrs.evolve(ROW, assessor_role="other", period_start=LATER, period_end=LATER, tool="a", tool_version="b")
    (found,) = rows_to_assessments([whole], **said)
    assert (found.assessor_role, found.period.start, found.produced_by.name) == ("other", LATER, "a")
    (found,) = rows_to_assessments([attrs.evolve(ROW, period_start=DAY, tool="example")], **said)
    assert (found.period, found.produced_by) == (PERIOD, TOOL)


# ---- cells


def test_cells_are_texts_in_the_order_of_the_columns() -> None:
    cells = cells_of(assessment_to_rows(PLAIN)[0])
    assert tuple(cells) == LINK_COLUMNS
    assert (cells["evidence"], cells["assessed_on"], cells["reason"]) == ("one;two;one", "2026-03-01", "")
    assert row_of_cells(cells) == assessment_to_rows(PLAIN)[0]
    assert row_of_cells({name: cell for name, cell in cells_of(ROW).items() if cell}) == ROW


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"edition": ""}, "edition"),
        ({"status": "fully-met"}, "status"),
        ({"assessed_on": "01/03/2026"}, "assessed_on"),
        ({"assessed_on": "20260301"}, "assessed_on"),
        ({"period_end": "2026-02-30"}, "period_end"),
        ({"evidence": "one; two"}, "evidence"),
        ({"evidence": "one;"}, "evidence"),
        ({"populations": "adults;adults"}, "populations"),
        ({"status": "met"}, "assessed_on"),
        ({"note": None}, "note"),
        ({CANARY: CANARY}, "cells"),
    ],
)
def test_a_cell_that_its_column_cannot_hold_is_refused_and_not_repeated(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        row_of_cells({**cells_of(ROW), **changes})
    assert caught.value.field == field
    assert caught.value.__context__ is None
    assert not any(value and value in str(caught.value) for value in ("fully", "01/03", CANARY))


def test_a_row_is_plain_data_with_nothing_that_is_absent() -> None:
    assert to_plain(ROW) == {
        "edition": "scs-2018", "subject_kind": "case", "subject_ref": "case-1", "provision": "scs-2018.1.1.5",
        "status": "not-assessed",
    }  # fmt: skip
    whole = assessment_to_rows(PLAIN)[0]
    plain = to_plain(whole)
    assert (plain["evidence"], plain["populations"]) == (["one", "two", "one"], ["adults", "dependants"])
    assert list(plain) == [name for name in LINK_COLUMNS if name != "reason"]
    assert from_plain(plain, LinkRow) == whole


def test_no_repr_shows_a_value() -> None:
    marked = attrs.evolve(PLAIN, subject=Subject(kind="case", ref=CANARY))
    assert CANARY not in repr((assessment_to_rows(marked), project(marked)))
