"""A report as annotations of a GitHub workflow: one command a line, which no file name and no hint can forge."""

import os
from typing import Final

from care_standards.cli.inputs import STDIN
from care_standards.cli.outcome import Outcome
from care_standards.cli.output import emit, safe, words
from care_standards.cli.table_places import place_in_words
from care_standards.model.report import Issue, summary

_COMMANDS: Final = {"error": "error", "warning": "warning", "unverified": "notice"}


def annotate(outcome: Outcome, strict: bool) -> None:
    """Write the annotations of one input to stdout, and its verdict to stderr."""
    name = "" if outcome.path == STDIN else f"file={_value(outcome.path.replace(os.sep, '/'))}"
    report = outcome.report
    if report is None:
        emit(_command("error", [name, "title=Not read"], outcome.words))
        return
    is_table = report.table is not None
    lines = [_of_issue(issue, name, strict, is_table) for issue in report.issues]
    counts = report.counts
    more = counts.errors + counts.warnings + counts.unverified - counts.shown
    if more > 0:
        lines.append(_command("notice", [name], f"and {more} more issues"))
    emit("".join(lines))
    words(outcome.label + summary(report))


def _of_issue(issue: Issue, name: str, strict: bool, is_table: bool) -> str:
    kind = "error" if strict and issue.severity == "unverified" else _COMMANDS[issue.severity]
    place = [] if issue.line is None else [f"line={issue.line}"]
    # A column of a table is none of the characters that a workflow counts.
    place += [] if issue.column is None or is_table else [f"col={issue.column}"]
    title = f"title={_value(f'{issue.code.value} {issue.code.title}')}"
    where = place_in_words(issue) if is_table else issue.pointer or "the document"
    return _command(kind, [name, *place, title], f"{where}: {issue.hint}")


def _command(kind: str, properties: list[str], message: str) -> str:
    given = ",".join(part for part in properties if part)
    return f"::{kind}{' ' if given else ''}{given}::{_message(message)}\n"


def _message(text: str) -> str:
    # Line ends are written as the runner reads them; what else a terminal would act on, as escapes.
    return safe(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _value(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
