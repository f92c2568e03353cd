"""A stranger's program that builds an assessment and writes it. Never run: mypy and pyright must accept it."""

from datetime import date
from pathlib import Path
from typing import assert_type

import care_standards as cs
from care_standards.model import Evidence, Period, Producer
from care_standards.vocabularies import FindingStatus, Population

met = cs.Finding(
    provision="scs-2018.1.1.5",
    status="met",
    assessed_on=date(2026, 3, 2),
    evidence=[Evidence(ref="file-17")],
)
elsewhere = cs.Finding(
    provision="scs-2018.1.1.6", status="not-applicable", reason="No residential service", assessed_on=date(2026, 3, 2),
    evidence=(),
)  # fmt: skip
assert_type(met.status, FindingStatus)
assert_type(met.evidence, tuple[Evidence, ...])
assert_type(met.note, str | None)

assessment = cs.Assessment(
    subject=cs.Subject(kind="service", ref="svc-17"),
    edition="scs-2018",
    context=cs.Context(nation="wales", setting="outreach", populations={"adults", "dependants"}),
    period=Period(start=date(2026, 1, 1), end=date(2026, 3, 31)),
    assessor_role="quality-lead",
    produced_by=Producer(name="case-system", version="4.2"),
    findings=[met, elsewhere],
)
assert_type(assessment.findings, tuple[cs.Finding, ...])
assert_type(assessment.context.populations, frozenset[Population])
assert_type(assessment.period.start, date)

assert_type(cs.write(assessment), bytes)
assert_type(cs.write_assessment(assessment, Path("export.json")), bytes)
assert_type(cs.write_assessment(assessment, "export.json"), bytes)
