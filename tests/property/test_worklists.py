"""Laws of the worklist and of what is said of migrated assessments: nothing open is left out, and nothing twice."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards import model
from care_standards.assessing import gaps, set_finding
from care_standards.migration.worklists import last_known, worklist
from care_standards.vocabularies import FINDING_STATUSES, MIGRATION_VERDICTS

DAY, LATER = date(2025, 3, 1), date(2999, 12, 31)
EDITION = cs.load("scs-2018")
IDS = [provision.id for provision in EDITION][:6]


def _made(id: str, status: Any, earlier: Any) -> model.Finding:
    return model.Finding(
        provision=id, status=status, assessed_on=None if status == "not-assessed" else DAY, evidence=(),
        reason="Invented." if status == "not-applicable" else None, earlier=earlier,
    )  # fmt: skip


statuses = st.sampled_from(FINDING_STATUSES)
links = st.builds(
    lambda edition, local, status, verdict: model.EarlierFinding(
        provision=f"{edition}.{local}", status=status, assessed_on=None if status == "not-assessed" else DAY,
        verdict=verdict,
    ),
    st.sampled_from(["old-2001", "old-2002"]), st.sampled_from("ab"), statuses,
    st.none() | st.sampled_from(MIGRATION_VERDICTS),
)  # fmt: skip


@st.composite
def migrated(draw: st.DrawFn) -> model.Assessment:
    """Make an assessment such as migrations leave behind, in every state of being worked on."""

    def findings(ids: list[str]) -> list[model.Finding]:
        chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=4))
        return [_made(id, draw(statuses), draw(st.lists(links, max_size=4))) for id in chosen]

    return model.Assessment(
        subject=model.Subject(kind="service", ref="s"), edition="scs-2018", findings=findings(IDS),
        unresolved=findings(["old-2001.a", "old-2002.b"]), archive=findings(["old-2001.c"]),
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"),
    )  # fmt: skip


@given(migrated())
def test_what_is_open_is_on_the_list_once(assessment: model.Assessment) -> None:
    """Law: every unresolved finding and every one not assessed is on the worklist, and no provision of a list twice."""
    items = worklist(assessment)
    places = [(item.where, item.provision) for item in items]
    assert len(set(places)) == len(places)
    assert {id for where, id in places if where == "unresolved"} == {f.provision for f in assessment.unresolved}
    listed = {id for where, id in places if where == "findings"}
    assert {f.provision for f in assessment.findings if f.status == "not-assessed"} <= listed
    assert listed <= {f.provision for f in assessment.findings}
    assert items == worklist(assessment)


@given(migrated())
def test_gaps_are_on_the_list_or_made_here(assessment: model.Assessment) -> None:
    """Law: of every gap a finding of this edition says so itself, or it heads the worklist before what was met."""
    found = gaps(assessment, EDITION)
    own = {f.provision for f in assessment.findings if f.status in ("not-met", "partly-met")}
    to_do = [item.provision for item in worklist(assessment)]
    others = [f.provision for f in found.gaps if f.provision not in own]
    assert {f.provision for f in assessment.unresolved if f.status in ("not-met", "partly-met")} <= set(others)
    assert sorted(to_do[: len(others)]) == sorted(others)
    assert [f for f in assessment.unresolved if f not in found.unresolved] == []


@settings(max_examples=50)
@given(migrated())
def test_the_list_gets_shorter_as_it_is_worked_off(assessment: model.Assessment) -> None:
    """Law: with a status and a day of its own a finding leaves the worklist, and nothing else enters or leaves it."""
    for item in worklist(assessment):
        if item.where == "findings":
            before = [one for one in worklist(assessment) if one.provision != item.provision]
            assessment = set_finding(assessment, item.provision, "not-met", assessed_on=LATER)
            assert list(worklist(assessment)) == before
    assert {item.task for item in worklist(assessment)} <= {"compare"}


@given(migrated())
def test_what_was_last_known_is_one_of_the_links(assessment: model.Assessment) -> None:
    """Law: what a finding was last found with stands in its links; nothing is known only where there are none."""
    for finding in assessment.findings:
        known = last_known(finding)
        assert set(known) <= {link.status for link in finding.earlier}
        assert bool(known) is bool(finding.earlier)
        if any(link.status != "not-assessed" for link in finding.earlier):
            assert "not-assessed" not in known
