"""A report in words for people: the verdict, what it was judged against, and the issues where they are."""

from itertools import groupby
from typing import Final

from care_standards.cli.holdings import held, origin
from care_standards.cli.outcome import Outcome
from care_standards.cli.output import counted, safe_name
from care_standards.cli.page import Page
from care_standards.cli.table_places import cell_in_words, row_in_words
from care_standards.model.edition import Edition
from care_standards.model.report import EditionUsed, Issue, Report, TableRead, summary

_STYLES: Final = {"valid": "bold green", "unverified": "bold yellow", "invalid": "bold red"}
_WHOLE: Final = "the document as a whole"


def report_page(outcome: Outcome, strict: bool, show_names: bool) -> Page:
    """Lay out what became of one input."""
    page = Page()
    report = outcome.report
    if show_names:
        page.line(f"{outcome.label}{safe_name(outcome.path)}", hang=2)
    if report is None:
        page.line(f"not read: {outcome.words}", style="bold red", hang=2)
        return page
    label = "" if show_names else outcome.label
    fails = " (a finding under --strict)" if strict and report.verdict == "unverified" else ""
    page.line(f"{label}{summary(report)}{fails}", style=_STYLES[report.verdict], hang=2)
    page.line(_judged_by(report), hang=2)
    for used in report.judged_by.editions:
        page.line(f"edition {used.edition}: {_completeness(used)}, data revision {used.data_revision}", hang=2)
    if report.table is not None:
        page.line(_table_in_words(report.table), hang=2)
    is_table = report.table is not None
    for place, issues in groupby(report.issues, key=row_in_words if is_table else _place):
        page.blank()
        page.line(place, style="bold", hang=2)
        for issue in issues:
            _add(page, issue, cell_in_words(issue) if is_table else _where(issue))
    counts = report.counts
    more = counts.errors + counts.warnings + counts.unverified - counts.shown
    if more > 0:
        page.blank()
        page.line(f"and {more} more; --max-issues shows more of them", hang=2)
    if outcome.of > 1 and outcome.number < outcome.of:
        page.blank()
    return page


def _judged_by(report: Report) -> str:
    by = report.judged_by
    if by.schema is None:
        return f"judged by care_standards {by.library_version}; refused before a schema could be chosen"
    version = by.schema.rsplit("/", 2)[1]
    engine = f" and {by.engine}" if by.engine else ""
    return f"judged by care_standards {by.library_version} with schema version {version}{engine}"


def _table_in_words(table: TableRead) -> str:
    read = f" by the profile {table.profile}" if table.profile else ""
    valid = table.rows - table.invalid - table.unverified
    return f"a table ({table.format}) read{read}: {counted(valid, 'row')} valid, {table.unverified} unverified"


def _completeness(used: EditionUsed) -> str:
    """Give the level the report states, with the figures where the edition at hand is the one that was used."""
    edition = held().catalogue.get(used.edition)
    if not isinstance(edition, Edition):
        return used.completeness
    if (edition.data_revision, edition.completeness.level) != (used.data_revision, used.completeness):
        return used.completeness
    whence = origin(edition, held().pack_of.get(edition.id))
    return str(edition.completeness) + (f", {whence}" if whence else "")


def _place(issue: Issue) -> str:
    """Give the top member an issue is in, with the record if the member is a list of them."""
    steps = issue.pointer.split("/")[1:]
    if not steps:
        return _WHOLE
    is_record = len(steps) > 1 and steps[1].isascii() and steps[1].isdigit()
    return "/" + "/".join(steps[: 2 if is_record else 1])


def _where(issue: Issue) -> str:
    where = [] if issue.pointer in ("", _place(issue)) else [issue.pointer]
    if issue.line is not None:
        where.append(f"line {issue.line}" + (f", column {issue.column}" if issue.column is not None else ""))
    return ", ".join(where)


def _add(page: Page, issue: Issue, where: str) -> None:
    severity = "" if issue.severity == "error" else f" ({issue.severity})"
    page.line(f"{issue.code.value} {issue.code.title}{severity}", indent=2, hang=2)
    if where:
        page.line(where, style="dim", indent=4, hang=2)
    page.line(issue.hint, indent=4, hang=2)
