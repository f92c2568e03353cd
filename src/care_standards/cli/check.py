"""``care-standards check``: judge documents, say what was found, and give one exit code for all of them."""

import sys
import time
from collections.abc import Callable
from typing import Any, Final

import click

from care_standards import api
from care_standards.cli import exits
from care_standards.cli.faults import fault
from care_standards.cli.inputs import STDIN, Input, expand
from care_standards.cli.outcome import OUR_FAULT, UNREADABLE, Outcome
from care_standards.cli.output import emit_json, is_terminal, words
from care_standards.cli.verb import Misuse, verb
from care_standards.documents.codec import to_plain
from care_standards.documents.limits import Limits
from care_standards.errors import UnreadableSourceError
from care_standards.vocabularies import DOCUMENT_KINDS

_QUIET_SECONDS: Final = 1.0


class _Progress:
    """How far it is, on a terminal and after a second; wiped away before anything else is written."""

    def __init__(self, of: int) -> None:
        self._of = of
        self._begun = time.monotonic()
        self._wanted = of > 1 and is_terminal(sys.stderr)
        self._shown = 0

    def at(self, number: int) -> None:
        if self._wanted and time.monotonic() - self._begun > _QUIET_SECONDS:
            self._write(f"checking {number} of {self._of}")

    def wipe(self) -> None:
        if self._shown:
            self._write("")
            self._shown = 0

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._shown) + ("" if text else "\r"))
        sys.stderr.flush()
        self._shown = len(text)


@verb("check")
@click.argument("files", nargs=-1, required=True, type=click.UNPROCESSED, metavar="FILE...")
@click.option(
    "--kind",
    type=click.Choice(["auto", *DOCUMENT_KINDS]),
    default="auto",
    show_default=True,
    help="The kind of document that is expected.",
)
@click.option("--strict", is_flag=True, help="Let ids that cannot be verified count as findings.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default=None,
    help="text for people (default), json for programs, github for annotations of a workflow, which name the files.",
)
@click.option(
    "--max-issues",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="How many issues to show of each input; the rest are counted.",
)
@click.option("--show-names", is_flag=True, help="Name the files, which are otherwise only counted.")
def check_verb(
    files: tuple[str, ...],
    kind: Any,
    strict: bool,
    form: str | None,
    max_issues: int,
    show_names: bool,
    as_json: bool,
) -> int:
    """Check documents against the published schemas and the standards.

    FILE is a file (also .json.gz), a folder, which stands for the .json and .json.gz files in it at any depth, sorted,
    or - for the standard input. Inputs are named by their position, because a file name can give a person away. No
    value of a document is ever shown.

    Exit code: 0 valid, or unverified without --strict; 1 something was found; 3 an input cannot be opened.
    """
    if files.count(STDIN) > 1:
        raise Misuse("The standard input can be checked only once.")
    if as_json and form not in (None, "json"):
        raise Misuse("--json and another --format exclude each other.")
    form = "json" if as_json else form or "text"
    inputs = expand(files)
    limits = Limits(max_issues=max_issues)
    tell = {"text": _tell_text, "json": _tell_json, "github": _tell_github}[form]
    told = tell(len(files) == 1 and len(inputs) == 1 and inputs[0].path == files[0], strict, show_names)
    progress = _Progress(len(inputs))
    codes: list[int] = []
    for number, held in enumerate(inputs, start=1):
        progress.at(number)
        outcome = _judge(held, number, len(inputs), kind, limits)
        progress.wipe()
        if outcome.report is None:
            words(outcome.label + outcome.words)
        told(outcome)
        codes.append(outcome.exit_code(strict))
    told(None)
    if form == "text" and len(inputs) > 1 and not show_names:
        words("Inputs are counted as given, the files of a folder in sorted order. --show-names prints their names.")
    return exits.worst(codes)


def _judge(held: Input, number: int, of: int, kind: Any, limits: Limits) -> Outcome:
    # A fault of ours with one input must not keep the others from being judged.
    try:
        source = held.content(limits.max_bytes)
        return Outcome(number, of, held.path, api.check(source, kind=kind, limits=limits))
    except UnreadableSourceError as error:
        return Outcome(number, of, held.path, trouble=UNREADABLE, words=str(error))
    except Exception as error:
        return Outcome(number, of, held.path, trouble=OUR_FAULT, words=fault(error))


Told = Callable[[Outcome | None], None]


def _tell_text(alone: bool, strict: bool, show_names: bool) -> Told:
    from care_standards.cli.report_text import report_page

    def tell(outcome: Outcome | None) -> None:
        if outcome is not None and (outcome.report is not None or show_names):
            report_page(outcome, strict, show_names).emit()

    return tell


def _tell_json(alone: bool, strict: bool, show_names: bool) -> Told:
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
