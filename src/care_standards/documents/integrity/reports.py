"""The integrity of a report: its figures and its verdict follow from its issues."""

from typing import Any

from care_standards.documents.integrity.references import Findings, inner, objects, records, text, whole
from care_standards.issue_codes import BY_CODE, Code
from care_standards.model.catalogue import Catalogue
from care_standards.version import __version__


def judge_report(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """As many issues as are said to be shown, no record left out, and the verdict that the counts give."""
    findings = Findings()
    counts = inner(document, "counts")
    shown, held = whole(counts, "shown"), len(records(document, "issues"))
    if shown is not None and shown != held:
        findings.add(Code.COUNT_DISAGREES, ("counts", "shown"), f"The document holds {held} issues.")
    came, judged = whole(counts, "records_in"), whole(counts, "records_judged")
    if came is not None and judged is not None and came != judged:
        findings.add(Code.COUNT_DISAGREES, ("counts", "records_judged"), "Every record that came in is judged.")
    errors, unverified = whole(counts, "errors"), whole(counts, "unverified")
    verdict = text(document, "verdict")
    if errors is not None and unverified is not None and verdict in ("valid", "unverified", "invalid"):
        follows = "invalid" if errors else "unverified" if unverified else "valid"
        if verdict != follows:
            findings.add(Code.VERDICT_DISAGREES, ("verdict",), f"The counts make it {follows}.")
    _judge_counts(findings, document, counts)
    _judge_table(findings, inner(document, "table"))
    for place, issue in objects(document, "issues"):
        code = text(issue, "code")
        if code in BY_CODE and text(issue, "severity") not in (None, BY_CODE[code].severity):
            hint = f"{code} is always of severity {BY_CODE[code].severity}."
            findings.add(Code.VERDICT_DISAGREES, ("issues", place, "severity"), hint)
        if code is not None and code not in BY_CODE:
            hint = f"No code of that name is known to this library ({__version__}). A later one may know it: upgrade."
            findings.add(Code.DANGLING_REFERENCE, ("issues", place, "code"), hint)
    findings.records = held
    return findings


def _judge_counts(findings: Findings, document: dict[str, Any], counts: dict[str, Any]) -> None:
    """Report a count smaller than what is listed; a larger one is of issues that are not shown."""
    for name, severity in (("errors", "error"), ("unverified", "unverified"), ("warnings", "warning")):
        counted = whole(counts, name)
        listed = sum(1 for _, issue in objects(document, "issues") if text(issue, "severity") == severity)
        if counted is not None and counted < listed:
            hint = f"The document lists {listed} of this severity."
            findings.add(Code.COUNT_DISAGREES, ("counts", name), hint)


def _judge_table(findings: Findings, table: dict[str, Any]) -> None:
    """Report more rows of one sort, or of two that exclude each other, than there are rows."""
    rows, invalid, unverified = (whole(table, name) for name in ("rows", "invalid", "unverified"))
    if rows is None or invalid is None:
        return
    hint = f"The table has {rows} rows."
    if invalid > rows:
        findings.add(Code.COUNT_DISAGREES, ("table", "invalid"), hint)
    elif unverified is not None and invalid + unverified > rows:
        findings.add(Code.COUNT_DISAGREES, ("table", "unverified"), f"{hint} None is both invalid and unverified.")
