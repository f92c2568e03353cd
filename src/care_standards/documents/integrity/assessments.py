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
from care_standards.model.constraints import is_moment


def judge_assessment(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """One finding for each provision, of the edition named, that exists as far as anybody can tell."""
    findings = Findings()
    judge_dates(findings, inner(document, "period"), ("period",))
    start = _start(document)
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
        day = text(finding, "assessed_on")
        if day is not None and day < start and is_moment(day):
            hint = "Correct the date, or the period; or leave both, if the finding was carried over."
            findings.add(Code.FOUND_BEFORE_PERIOD, ("findings", place, "assessed_on"), hint)
        reason = text(finding, "reason")
        if reason is not None and text(finding, "status") == "not-applicable" and not reason.strip():
            findings.add(Code.BLANK_REASON, ("findings", place, "reason"), "Say why it does not apply.")
    findings.records = len(records(document, "findings"))
    return findings


def _start(document: dict[str, Any]) -> str:
    """Give the first day of the period, or a text before any day where the period itself is at fault."""
    start, end = (text(inner(document, "period"), name) for name in ("start", "end"))
    return start if start and end and is_moment(start) and is_moment(end) and start <= end else ""
