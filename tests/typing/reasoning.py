"""A stranger's program that asks questions. Never run: mypy and pyright must accept it as it stands."""

from datetime import date, timedelta
from typing import Any, assert_type

import care_standards as cs
from care_standards.assessing import AssessmentGaps, Comparison, Group, Pooled, Shareable, StaleEvidence, Step, Summary
from care_standards.differences import Diff, Entry
from care_standards.mapping import Composition, Coverage, Gaps
from care_standards.model import Period, Producer
from care_standards.query import Answer, Applicability, Applicable
from care_standards.searching import SearchResult
from care_standards.testing import assert_valid, assessments
from care_standards.typed_ids import EditionId, ProvisionId
from care_standards.vocabularies import FindingStatus

Rows = list[dict[str, str | int | float | None]]

scs = cs.load("scs-2018")
assert_type(cs.select(scs, kind={"standard", "principle"}, force="must-not"), tuple[cs.Provision, ...])
assert_type(cs.select(["scs-2018", scs["1.1.5"], scs], under="1.1.5"), tuple[cs.Provision, ...])
assert_type(cs.select(heading="consent"), tuple[cs.Provision, ...])

context = cs.Context(nation="scotland", setting="outreach", populations={"children"}, on=date(2026, 3, 1))
applying = cs.applicable("scs-2018", context)
assert_type(applying, Applicable)
for one in applying:
    assert_type(one, Applicability)
    assert_type(one.answer, Answer)
assert_type(cs.search("consent", scs, limit=5), SearchResult)

assert_type(cs.compose("scs-2018--ecat-2005", cs.crosswalk("ecat-2005", "nba-2022")), Composition)
assert_type(cs.coverage("scs-2018--ecat-2005"), Coverage)
assert_type(cs.gaps("scs-2018--ecat-2005"), Gaps)

assessment = cs.read_assessment("export.json")
summary = cs.summarise(assessment, by=("force", "cqcsh-2021", cs.load("mscos-2023")))
assert_type(summary, Summary)
assert_type(cs.summarise(assessment, by="cqcsh-2021"), Summary)
assert_type(cs.assessing.summarise(assessment, scs, by="force"), Summary)
assert_type(summary.overall.met, int)
assert_type(summary.overall.met_share, float | None)
for group in summary.groups["cqcsh-2021"]:
    assert_type(group, Group)
    assert_type(group.heading, str | None)
    assert_type(group.tally.unknown, int)

found = cs.gaps(assessment, by="cqcsh-2021")
assert_type(found, AssessmentGaps)
assert_type(found["cqcsh-2021.safe"].not_met, tuple[cs.Finding, ...])
assert_type(found.gaps[0].status, FindingStatus)
assert_type(found.no_finding, tuple[cs.Provision, ...])

compared = cs.assessing.compare(assessment, assessment)
assert_type(compared, Comparison)
assert_type(compared.of("worse"), tuple[Step, ...])
assert_type(cs.assessing.stale_evidence(assessment, on=date(2026, 3, 1), older_than=timedelta(90)), StaleEvidence)
pooled = cs.assessing.pool([assessment], scs)
assert_type(pooled, Pooled)
assert_type(pooled.shareable(), Shareable)
assert_type(pooled.shareable(k=20).subjects, int | None)

started = cs.assessing.new_assessment(
    scs,
    context,
    subject=cs.Subject(kind="service", ref="svc-1"),
    period=Period(start=date(2026, 1, 1), end=date(2026, 3, 31)),
    assessor_role="quality-lead",
    produced_by=Producer(name="invented", version="1"),
)
assert_type(cs.assessing.set_finding(started, "scs-2018.1.1.5", "met", assessed_on=date(2026, 3, 1)), cs.Assessment)

changes = cs.diff("scs-2018", "scs-2025")
assert_type(changes, Diff)
assert_type(changes.counts, dict[str, int])
for entry in (*changes.entries, *changes.proposals):
    assert_type(entry, Entry)
    if entry.change is not None:
        assert_type(entry.change.summary, str | None)
assert_type(cs.diff(assessment, started), Diff)
assert_type(cs.diff(cs.catalogue(), cs.catalogue()), Diff)

assert_type(summary.to_plain(), dict[str, Any])
for result in (summary, found, compared, pooled, changes, applying, cs.coverage("scs-2018--ecat-2005")):
    rows: Rows = result.to_rows()
    rows = cs.to_rows(result)
assert_type(cs.to_rows(scs), Rows)
assert_type(cs.to_rows(cs.select(scs)), Rows)
assert_type(cs.to_rows(cs.mapping.targets_of(cs.crosswalk("scs-2018", "ecat-2005"), "scs-2018.1.1.5")), Rows)
assert_type(cs.to_rows(cs.editions()), Rows)
assert_type(cs.to_rows(assessment, with_notes=True), Rows)

id = ProvisionId("scs-2018.1.1.5")
assert_type(id, ProvisionId)
as_text: str = id
assert_type(cs.load(EditionId("scs-2018")).get(id), cs.Provision | None)

assert_valid("export.json", kind="assessment", strict=True)
assert_type(assessments(scs).example(), cs.Assessment)
