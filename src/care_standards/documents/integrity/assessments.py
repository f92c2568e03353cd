"""The integrity of an assessment."""

from typing import Any

from care_standards.documents.integrity.references import (
    Findings,
    edition_at_hand,
    inner,
    judge_dates,
    judge_id,
    objects,
    records,
    text,
)
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue


def judge_assessment(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """One finding for each provision, of the edition named, that exists as far as anybody can tell."""
    findings = Findings()
    judge_dates(findings, inner(document, "period"), ("period",))
    edition = edition_at_hand(findings, text(document, "edition"), ("edition",), catalogue)
    seen: set[str] = set()
    for place, finding in objects(document, "findings"):
        provision = text(finding, "provision")
        path = ("findings", place, "provision")
        judge_id(findings, provision, path, edition, catalogue)
        if provision is not None and provision in seen:
            findings.add(Code.DUPLICATE_FINDING, path, "An earlier finding is about this provision. Keep one.")
        elif provision is not None:
            seen.add(provision)
    findings.records = len(records(document, "findings"))
    return findings
