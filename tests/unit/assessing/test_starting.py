from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import care_standards as cs
from care_standards.assessing import new_assessment, set_finding
from care_standards.errors import InvalidValueError
from care_standards.model import Action, EarlierFinding, Evidence, Period, Producer, Subject
from care_standards.version import __version__

Make = Callable[..., Any]
DAY = date(2026, 3, 1)


def started(edition: Any, context: Any, **members: Any) -> cs.Assessment:
    return new_assessment(
        edition, context, subject=Subject(kind="service", ref="svc-1"), period=Period(start=DAY, end=DAY),
        assessor_role="quality-lead", **members,
    )  # fmt: skip


def test_everything_that_applies_or_may_apply_is_not_assessed(demo_edition: Any) -> None:
    assessment = started(demo_edition, cs.Context(nation="england", setting="safehouse"))
    # Left out: 1.1.2 for its setting, 2.1 for its nation. Of the parts only headings were read: they may ask something.
    assert [finding.provision for finding in assessment.findings] == [
        "demo-2020.1", "demo-2020.1.1", "demo-2020.1.1.1", "demo-2020.2", "demo-2020.3", "demo-2020.stray"
    ]  # fmt: skip
    assert {finding.status for finding in assessment.findings} == {"not-assessed"}
    assert assessment.edition == "demo-2020"
    assert assessment.produced_by == Producer(name="care_standards", version=__version__)


def test_what_is_not_stated_leaves_nothing_out(demo_edition: Any) -> None:
    assessment = started(demo_edition, cs.Context())
    assert [finding.provision for finding in assessment.findings] == [provision.id for provision in demo_edition]


def test_the_day_is_asked_about_and_not_kept() -> None:
    scs = cs.load("scs-2018")
    context = cs.Context(nation="wales", on=date(2020, 1, 1))
    assessment = started(scs, context, catalogue=cs.catalogue())
    assert assessment.context == cs.Context(nation="wales")
    assert len(assessment.findings) == len(scs) == 44
    before = started(scs, cs.Context(nation="wales", on=date(2015, 1, 1)), catalogue=cs.catalogue())
    assert before.findings == ()


def test_a_started_assessment_is_a_right_document(tmp_path: Any) -> None:
    assessment = started(cs.load("scs-2018"), cs.Context(nation="wales", on=date(2020, 1, 1)))
    cs.write_assessment(assessment, tmp_path / "started.json")
    assert cs.check(tmp_path / "started.json").verdict == "valid"


def test_a_finding_is_replaced_where_it_stands_as_a_whole(new_assessment_of: Make, finding: Make) -> None:
    before = new_assessment_of(
        finding("demo-2020.1", "met"),
        finding("demo-2020.2", "met", note="Invented.", evidence=(Evidence(ref="doc-1"),)),
        finding("demo-2020.3", "met"),
    )
    after = set_finding(before, "demo-2020.2", "not-met", assessed_on=DAY, evidence=[Evidence(ref="doc-2")])
    assert [f.provision for f in after.findings] == ["demo-2020.1", "demo-2020.2", "demo-2020.3"]
    assert after.findings[1] == finding("demo-2020.2", "not-met", evidence=(Evidence(ref="doc-2"),))
    assert (after.findings[0], after.findings[2]) == (before.findings[0], before.findings[2])
    assert before.findings[1].status == "met"


def test_a_new_finding_is_the_last_and_may_be_of_a_provision_not_held(
    demo_edition: Any, new_assessment_of: Make, finding: Make
) -> None:
    first = set_finding(new_assessment_of(finding("demo-2020.2", "met")), demo_edition["demo-2020.1"], "not-assessed")
    assert [f.provision for f in first.findings] == ["demo-2020.2", "demo-2020.1"]
    second = set_finding(first, "demo-2020.77.1", "not-applicable", reason="Invented.", assessed_on=DAY)
    assert [f.provision for f in second.findings] == ["demo-2020.2", "demo-2020.1", "demo-2020.77.1"]


def test_what_makes_no_finding_is_refused(new_assessment_of: Make, finding: Make) -> None:
    empty = new_assessment_of()
    with pytest.raises(InvalidValueError, match="edition of the assessment") as caught:
        set_finding(empty, "other-2020.1", "not-assessed")
    assert "other-2020" not in str(caught.value)
    with pytest.raises(InvalidValueError, match="assessed_on"):
        set_finding(empty, "demo-2020.1", "met")
    with pytest.raises(InvalidValueError, match="reason"):
        set_finding(empty, "demo-2020.1", "not-applicable", assessed_on=DAY)
    with pytest.raises(InvalidValueError, match="provision"):
        set_finding(empty, "1.1", "not-assessed")
    with pytest.raises(InvalidValueError, match="provision"):
        set_finding(empty, None, "not-assessed")  # type: ignore[arg-type]
    twice = new_assessment_of(finding("demo-2020.1", "met"), finding("demo-2020.1", "met"))
    with pytest.raises(InvalidValueError, match="each provision once"):
        set_finding(twice, "demo-2020.1", "not-assessed")


def test_a_finding_made_again_keeps_its_links_and_nothing_else(new_assessment_of: Make, finding: Make) -> None:
    link = EarlierFinding(provision="demo-2010.7", status="not-met", assessed_on=DAY, verdict="reassess")
    action = Action(summary="Invented.", owner_role="training-lead", state="open")
    before = new_assessment_of(
        finding("demo-2020.1", "not-assessed", earlier=(link,), note="Invented.", confidence="low", actions=(action,)),
        unresolved=(finding("demo-2010.1", "met"),),
        archive=(finding("demo-2010.7", "not-met"),),
    )
    after = set_finding(before, "demo-2020.1", "met", assessed_on=DAY)
    assert after.findings == (finding("demo-2020.1", "met", earlier=(link,)),)
    assert (after.unresolved, after.archive) == (before.unresolved, before.archive)
    sure = set_finding(after, "demo-2020.1", "not-met", assessed_on=DAY, confidence="high", actions=[action])
    assert sure.findings == (finding("demo-2020.1", "not-met", earlier=(link,), confidence="high", actions=(action,)),)
    # What waits under an id of an earlier edition cannot be made again here: nobody knows what took its place.
    with pytest.raises(InvalidValueError, match="edition of the assessment"):
        set_finding(before, "demo-2010.1", "not-met", assessed_on=DAY)
