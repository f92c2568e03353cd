"""Judging several inputs one after the other, and telling of each: in text, as JSON, or to a workflow."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from care_standards.cli import exits
from care_standards.cli.faults import fault
from care_standards.cli.inputs import Input
from care_standards.cli.outcome import OUR_FAULT, UNREADABLE, Outcome
from care_standards.cli.output import emit_json, words
from care_standards.cli.progress import Progress
from care_standards.cli.verb import F, Misuse
from care_standards.errors import MissingExtraError, UnreadableSourceError, UnwritableTargetError
from care_standards.model.report import Report

Judge = Callable[[Input], Report]
_FORMS: Final = ("text", "json", "github")


def judging_options(function: F) -> F:
    """Give a verb that judges its options: --strict, --format, --max-issues and --show-names."""
    for option in (
        click.option("--show-names", is_flag=True, help="Name the files, which are otherwise only counted."),
        click.option(
            "--max-issues",
            type=click.IntRange(min=1),
            default=50,
            show_default=True,
            metavar="N",
            help="How many issues to show of each input; the rest are counted.",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(_FORMS),
            default=None,
            help="text for people (default), json for programs, github for annotations of a workflow, which name the "
            "files.",
        ),
        click.option("--strict", is_flag=True, help="Let ids that cannot be verified count as findings."),
    ):
        function = option(function)
    return function


def form_of(form: str | None, as_json: bool) -> str:
    """Give the one format that is wanted."""
    if as_json and form not in (None, "json"):
        raise Misuse("--json and another --format exclude each other.")
    return "json" if as_json else form or "text"


def judge_all(
    inputs: Sequence[Input], judge: Judge, *, form: str, strict: bool, show_names: bool, is_alone: bool
) -> int:
    """Judge every input, tell of each, and give one exit code for all of them.

    ``is_alone`` says that one thing was asked about, whose report is the answer rather than a list of one.
    """
    tell = {"text": _tell_text, "json": _tell_json, "github": _tell_github}[form]
    told = tell(is_alone, strict, show_names)
    progress = Progress(wanted=len(inputs) > 1)
    codes: list[int] = []
    for number, held in enumerate(inputs, start=1):
        progress.say(f"checking {number} of {len(inputs)}")
        outcome = _judged(held, number, len(inputs), judge)
        progress.wipe()
        if outcome.report is None:
            words(outcome.label + outcome.words)
        told(outcome)
        codes.append(outcome.exit_code(strict))
    told(None)
    if form == "text" and len(inputs) > 1 and not show_names:
        words("Inputs are counted as given, the files of a folder in sorted order. --show-names prints their names.")
    return exits.worst(codes)


def _judged(held: Input, number: int, of: int, judge: Judge) -> Outcome:
    # A fault of ours with one input must not keep the others from being judged.
    try:
        return Outcome(number, of, held.path, judge(held))
    except click.UsageError as error:
        wrong = error  # the call was wrong, which the input alone could tell
    except (UnreadableSourceError, UnwritableTargetError, MissingExtraError) as error:
        return Outcome(number, of, held.path, trouble=UNREADABLE, words=str(error))
    except Exception as error:
        return Outcome(number, of, held.path, trouble=OUR_FAULT, words=fault(error))
    raise wrong


Told = Callable[[Outcome | None], None]


def _tell_text(alone: bool, strict: bool, show_names: bool) -> Told:
    from care_standards.cli.report_text import report_page

    def tell(outcome: Outcome | None) -> None:
        if outcome is not None and (outcome.report is not None or show_names):
            report_page(outcome, strict, show_names).emit()

    return tell


def _tell_json(alone: bool, strict: bool, show_names: bool) -> Told:
    from care_standards.documents.codec import to_plain

    entries: list[dict[str, Any]] = []

    def tell(outcome: Outcome | None) -> None:
        if outcome is None:
            if not alone:
                emit_json(entries)
        elif not alone:
            entries.append(_entry(outcome, show_names))
        elif outcome.report is not None:
            emit_json(to_plain(outcome.report))

    return tell


def _entry(outcome: Outcome, show_names: bool) -> dict[str, Any]:
    from care_standards.documents.codec import to_plain

    entry: dict[str, Any] = {"input": outcome.number}
    if show_names:
        entry["name"] = outcome.path
    if outcome.report is None:
        return {**entry, "error": outcome.trouble, "reason": outcome.words}
    return {**entry, "report": to_plain(outcome.report)}


def _tell_github(alone: bool, strict: bool, show_names: bool) -> Told:
    from care_standards.cli.annotations import annotate

    def tell(outcome: Outcome | None) -> None:
        if outcome is not None:
            annotate(outcome, strict)

    return tell
