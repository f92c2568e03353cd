"""What was found of the lines of a file, worded as the report that a table has."""

from care_standards.bulk.verdicts import GRAVITY, BatchVerdict, RowIssue
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, schema_id
from care_standards.documents.sources import Refusal
from care_standards.issue_codes import Code
from care_standards.model.report import Counts, Issue, JudgedBy, Report, TableRead
from care_standards.version import __version__


def report_of(verdict: BatchVerdict, refusal: Refusal | None) -> Report:
    """Word a verdict as a report; ``refusal`` is why the file could not be read to its end, if so."""
    if refusal is None and not verdict.rows:
        refusal = Refusal(Code.EMPTY, "There is nothing in it. Export it again.")
    found = [_issue(note, "") for note in verdict.notes]
    if refusal is not None:
        rule = refusal.code.name.lower().replace("_", "-")
        found.append(Issue(code=refusal.code, severity="error", pointer="", rule=rule, hint=refusal.hint))
    found += [_issue(issue, f"/{issue.row}{issue.pointer}") for issue in verdict.issues]
    # As for any table: of each severity what is said of the file as a whole is taken first, and stands where it begins.
    taken = sorted(found, key=lambda issue: (GRAVITY[issue.severity], bool(issue.pointer)))[: verdict.max_issues]
    issues = sorted(taken, key=lambda issue: issue.row or 0)
    errors = verdict.errors + (refusal is not None)
    return Report(
        verdict="invalid" if errors else verdict.verdict,
        counts=Counts(
            records_in=verdict.rows,
            records_judged=verdict.rows,
            errors=errors,
            unverified=verdict.unverifiable,
            warnings=verdict.warnings + len(verdict.notes),
            shown=len(issues),
        ),
        judged_by=JudgedBy(
            library_version=__version__,
            schema=schema_id(LINK_ROW, CURRENT),
            editions=verdict.editions,
            engine=verdict.engine,
        ),
        issues=issues,
        table=TableRead(
            format="ndjson",
            rows=verdict.rows,
            blank=verdict.blank,
            invalid=verdict.invalid,
            unverified=verdict.unverified,
        ),
    )


def _issue(issue: RowIssue, pointer: str) -> Issue:
    return Issue(
        code=issue.code,
        severity=issue.severity,
        pointer=pointer,
        line=issue.line,
        row=issue.row + 1,
        rule=issue.rule,
        hint=issue.hint,
    )
