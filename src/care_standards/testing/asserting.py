"""The judgement of a document as an assertion, with a message that holds no value of it."""

from typing import TYPE_CHECKING

from care_standards.api import check
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.model.report import Issue, Report, summary

if TYPE_CHECKING:
    from care_standards.documents.pipeline import AnyKind, Source
    from care_standards.model.catalogue import Catalogue

_MOST_SHOWN = 20


def assert_valid(
    source: "Source",
    *,
    kind: "AnyKind" = "auto",
    strict: bool = False,
    catalogue: "Catalogue | None" = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Fail a test unless a document is in order, and give its report.

    ``source`` is what ``care_standards.check`` takes: a path, bytes or a mapping. Ids that partial data cannot verify
    pass, but not where ``strict`` is set. The message of the AssertionError has a line for each of the first twenty
    problems, with code, place and hint, and no value of the document. Raises what ``check`` raises.
    """
    report = check(source, kind=kind, catalogue=catalogue, limits=limits)
    if not report.ok or (strict and report.verdict == "unverified"):
        raise AssertionError("\n".join([summary(report), *_lines(report.issues)]))
    return report


def _lines(issues: tuple[Issue, ...]) -> list[str]:
    lines = [f"  {i.code.value} at {i.pointer or 'the top'}: {i.hint}" for i in issues[:_MOST_SHOWN]]
    more = len(issues) - len(lines)
    return [*lines, f"  and {more} more"] if more else lines
