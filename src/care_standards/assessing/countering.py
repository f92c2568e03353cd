"""Findings that something speaks against, without anybody having said why they stand."""

from care_standards.model.assessment import Assessment, Finding


def countered(assessment: Assessment) -> tuple[Finding, ...]:
    """Give the findings of ``met`` that have evidence against them which nobody answered.

    Those of the edition come first and then the unresolved ones, each in the order sent; nothing rests on the archive.
    A finding stays what it is: whether it stands is for whoever made it to say. Linear in evidence.
    """
    return tuple([f for f in (*assessment.findings, *assessment.unresolved) if f.status == "met" and _is_open(f)])


def _is_open(finding: Finding) -> bool:
    return any(evidence.bearing == "counters" and evidence.answer is None for evidence in finding.evidence)
