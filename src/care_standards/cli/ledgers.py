"""``care-standards ledger``: what a migration did, and what a person has to decide, first."""

from typing import TYPE_CHECKING, Any, Final, cast

import click

from care_standards.cli import exits
from care_standards.cli.answering import answer
from care_standards.cli.given import answered, assessment_given, document_given
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN, Input
from care_standards.cli.ledger_text import ledger_page, plain_ledger
from care_standards.cli.targets import STDOUT, force_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.migration import headline
from care_standards.model.ledger import Ledger

if TYPE_CHECKING:
    from care_standards.cli.page import Page

# Of a ledger without an entry, which has none to take them from.
_COLUMNS: Final = ("subject", "old", "new", "source", "targets", "verdict", "was", "reason", "changes")


@verb("ledger", has_csv=True, examples=("ledger ledger.json", "ledger ledger.json --html review.html"))
@click.argument("source", type=click.UNPROCESSED, metavar="LEDGER")
@click.option("--every", is_flag=True, help="List also what needs no decision.")
@click.option("--html", "page", type=click.UNPROCESSED, metavar="PAGE",
              help="Write a page to review and to print in this file (- prints it).")  # fmt: skip
@click.option("--before", type=click.UNPROCESSED, metavar="FILE", help="For the page: the assessment that went in.")
@click.option("--after", type=click.UNPROCESSED, metavar="FILE",
              help="For the page: the assessment that came out, with what was done to it since.")  # fmt: skip
@click.option("--with-notes", is_flag=True,
              help="On the page: notes, reasons, evidence and actions too, which are private.")  # fmt: skip
@force_option
@packs_option
def ledger_verb(
    source: str,
    every: bool,
    page: str | None,
    before: str | None,
    after: str | None,
    with_notes: bool,
    force: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Show what a migration did: where from and where to, how it came out, and what a person has to decide, first.

    LEDGER is the account that a migration wrote, or - for the standard input. What is to be assessed again comes
    first, and of that what was not met; then what was found wanting and nobody has compared; then what was carried
    over and has to be looked at. The rest is counted.

    Exit code: 0 answered; 1 a file is invalid, which is told as check tells it; 3 one cannot be opened.
    """
    if page is None and (before or after or with_notes):
        raise Misuse("--before, --after and --with-notes: only with --html.")
    if page == STDOUT and (as_json or as_csv):
        raise Misuse("--html - and --json or --csv exclude each other: both print on the standard output.")
    if [source, before, after].count(STDIN) > 1:
        raise Misuse("The standard input can be read only once.")
    refuse_loss(force, page, sources=[source, before, after])
    ledger = cast(Ledger, document_given(Input(source), "ledger"))
    catalogue = held().catalogue
    if page is not None:
        from care_standards.exports.ledger_pages import ledger_page as review_page

        sides = {name: assessment_given(file) for name, file in (("before", before), ("after", after)) if file}
        wanted: dict[str, Any] = {**sides, "editions": catalogue, "with_notes": with_notes}
        content = answered(lambda: review_page(ledger, **wanted), "--before and --after")
        save(page, content.encode("utf-8"))
        if page == STDOUT:
            return exits.GOOD

    def shown() -> "Page":
        return ledger_page(ledger, catalogue, every=every)

    def rows() -> list[dict[str, Any]]:
        from care_standards.rows import to_rows

        return to_rows(ledger)

    return answer(shown, lambda: plain_ledger(ledger), rows, _COLUMNS, [headline(ledger)])
