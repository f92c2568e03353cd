"""``care-standards new``: starts an assessment with everything that applies or may apply, all of it not assessed."""

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from care_standards.cli import exits
from care_standards.cli.given import answered
from care_standards.cli.holdings import held
from care_standards.cli.item_text import held_in_a_line, plain_holdings
from care_standards.cli.output import counted, emit_json, words
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import Day, edition_ids, word_option
from care_standards.model.assessment import Assessment, Context, Period, Subject
from care_standards.model.edition import Edition
from care_standards.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from datetime import date

    from care_standards.query import Applicable

# What an assessment cannot be without, as it is called on the command line, and what to give there.
_NEEDED: Final = {
    "edition": ("EDITION", "such as scs-2018"),
    "subject_kind": ("--subject-kind", f"one of {', '.join(VOCABULARIES['subject_kind'])}"),
    "ref": ("--ref", "your own reference, never a name"),
    "start": ("--start", "the first day it is about"),
    "end": ("--end", "the last day it is about"),
    "assessor_role": ("--role", f"one of {', '.join(VOCABULARIES['assessor_role'])}"),
    "output": ("--output", "the file to write, or - to print it"),
}


@attrs.frozen(kw_only=True)
class Started:
    """How many items are in a new assessment and why; and why the others are not."""

    yes: int
    unknown: int
    unknown_by: dict[str, int]
    no: int
    no_by: dict[str, int]


@verb(
    "new",
    examples=(
        "new scs-2018 --nation scotland --setting outreach --subject-kind service --ref svc-017 --start 2026-01-01 "
        "--end 2026-03-31 --role quality-lead -o assessment.json",
    ),
)
@packs_option
@click.argument("edition", required=False, type=click.UNPROCESSED, metavar="EDITION", shell_complete=edition_ids)
@word_option("--nation", "nation", "Where the service is.", is_many=False)
@word_option("--setting", "setting", "The setting of support.", is_many=False)
@word_option("--stage", "stage", "How far the client has come.", is_many=False)
@word_option("--with", "population", "Who is concerned, such as children; repeated, any of them.")
@click.option("--on", type=Day(), metavar="DATE", help="The day by which the dates of the edition are judged.")
@word_option("--subject-kind", "subject_kind", "What is assessed: a service, a case...", is_many=False)
@click.option("--ref", type=click.UNPROCESSED, metavar="REF", help="Your own reference of it, never a name.")
@click.option("--start", type=Day(), metavar="DATE", help="The first day it is about.")
@click.option("--end", type=Day(), metavar="DATE", help="The last day it is about.")
@word_option("--role", "assessor_role", "Who assesses, by role.", is_many=False)
@output_option("Write the assessment in this file (- prints it).", required=False)
@force_option
def new_verb(output: str | None, force: bool, as_json: bool, **given: Any) -> int:
    """Start an assessment against EDITION: everything that applies, or of which that is unknown, as not assessed.

    What is not stated of the context limits nothing, and only items that certainly do not apply are left out. The file
    passes check; fill in the findings, and add those on items of the book that are not held here.

    Exit code: 0 written; 2 something that is needed is missing, all of it named; 4 the edition is not held here.
    """
    missing = [f"{name} ({what})" for key, (name, what) in _NEEDED.items() if {**given, "output": output}[key] is None]
    if missing or output is None:
        raise Misuse(f"Missing: {'; '.join(missing)}.")
    if output == STDOUT and as_json:
        raise Misuse("--json and --output - exclude each other: both print on the standard output.")
    start, end = given["start"], given["end"]
    if end < start:
        raise Misuse("--end lies before --start.")
    refuse_loss(force, output)
    period = answered(lambda: Period(start=start, end=end), "--start and --end")
    subject = answered(lambda: Subject(kind=given["subject_kind"], ref=given["ref"]), "--ref")
    context = _context(**{name: given[name] for name in ("nation", "setting", "stage", "population", "on")})
    edition = held().catalogue.edition(given["edition"])
    from care_standards.api import write
    from care_standards.assessing import new_assessment
    from care_standards.query import applicable

    catalogue = held().catalogue
    answers = applicable(edition, context, catalogue=catalogue)
    made = new_assessment(
        edition, context, subject=subject, period=period, assessor_role=given["assessor_role"],
        catalogue=catalogue,
    )  # fmt: skip
    started = _started(answers)
    save(output, write(made, catalogue=catalogue))
    if as_json:
        plain = {"edition": edition.id, "findings": len(made), **attrs.asdict(started)}
        emit_json({**plain, "holdings": plain_holdings(answers.holdings)})
    else:
        _tell(edition, made, started, answers)
    return exits.GOOD


def _context(*, nation: Any, setting: Any, stage: Any, population: tuple[Any, ...], on: "date | None") -> Context:
    return Context(nation=nation, setting=setting, stage=stage, populations=frozenset(population), on=on)


def _started(answers: "Applicable") -> Started:
    """Count what is in the assessment and what is not; an item decided by several facets counts under each."""
    from care_standards.query.reasons import REASON_FACETS

    by: dict[str, Counter[str]] = {"yes": Counter(), "unknown": Counter(), "no": Counter()}
    for each in answers:
        by[each.answer].update(each.decided_by)
    facets: tuple[str, ...] = REASON_FACETS
    listed = {answer: {facet: found[facet] for facet in facets if found[facet]} for answer, found in by.items()}
    counts = answers.counts
    return Started(
        yes=counts["yes"], unknown=counts["unknown"], unknown_by=listed["unknown"], no=counts["no"],
        no_by=listed["no"],
    )  # fmt: skip


def _tell(edition: Edition, made: Assessment, started: Started, answers: "Applicable") -> None:
    words(
        f"{edition.id}: {counted(len(made), 'finding')} to make: {started.yes} on items that apply, {started.unknown} "
        f"on items that may apply, of which that is not known{_by(started.unknown_by)}."
    )
    words(
        f"Left out: {counted(started.no, 'item')} that certainly {'does' if started.no == 1 else 'do'} not apply"
        f"{_by(started.no_by)}."
    )
    words(held_in_a_line(answers.holdings))
    if not len(edition):
        words("Nothing of this edition is held that could be listed. Add findings on what the book says.")
    elif not len(made):
        words("So nothing is left to assess. Is this the edition for that day and nation?")


def _by(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{count} by {facet}' for facet, count in counts.items())})" if counts else ""
