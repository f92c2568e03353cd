"""``care-standards propose`` and ``accept``: from two editions to a table, and from a reviewed table to data."""

from collections import Counter
from collections.abc import Mapping
from typing import cast

import click

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.inputs import STDIN
from care_standards.cli.output import emit_json, words
from care_standards.cli.progress import Waiting
from care_standards.cli.show import complete_editions
from care_standards.cli.sources import content_of, edition_named, with_documents
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.errors import UnknownEditionError
from care_standards.model.edition import Edition


@verb("propose")
@click.argument("old", type=click.UNPROCESSED, metavar="OLD", shell_complete=complete_editions)
@click.argument("new", type=click.UNPROCESSED, metavar="NEW", shell_complete=complete_editions)
@output_option("Write the table, as CSV, in this file (- prints it).")
@click.option(
    "--with-wording", is_flag=True, help="Put what the provisions say into the table; then it is private too."
)
@force_option
@packs_option
def propose_verb(old: str, new: str, output: str, with_wording: bool, force: bool, as_json: bool) -> int:
    """Propose what became of each provision of OLD in NEW, as a table to be reviewed.

    OLD and NEW are ids of editions held here, or files of JSON or Markdown. Nothing that is proposed is data: decide on
    each row, then run accept.
    """
    _refuse_both_on_stdout(output, as_json)
    if old == new == STDIN:
        raise Misuse("The standard input can be read only once.")
    refuse_loss(force, output, sources=[old, new])
    first, second = edition_named(old), edition_named(new)
    _refuse_strangers(first, second)
    from care_standards.authoring.proposing import proposal_to_csv, propose

    with Waiting("comparing"):
        proposal = propose(first, second)
    save(output, proposal_to_csv(proposal, with_wording=with_wording).encode("utf-8"))
    if as_json:
        kinds = Counter(row.kind for row in proposal.rows)
        emit_json({"old": first.id, "new": second.id, "rows": len(proposal), "kinds": dict(sorted(kinds.items()))})
    else:
        words(
            f"{len(proposal)} rows proposed. Decide on each, in the column decision, and then run: "
            "care-standards accept FILE"
        )
    return exits.GOOD


def _refuse_both_on_stdout(output: str, as_json: bool) -> None:
    if output == STDOUT and as_json:
        raise Misuse("--json and --output - exclude each other: both print on the standard output.")


def _refuse_strangers(old: Edition, new: Edition) -> None:
    if old.publication != new.publication or old.id == new.id:
        raise Misuse("The old and the new edition must be two different editions of one publication.")


@verb("accept")
@click.argument("file", type=click.UNPROCESSED, metavar="FILE")
@output_option("Write the concordance, as JSON, in this file (- prints it).")
@click.option(
    "--old",
    type=click.UNPROCESSED,
    metavar="EDITION",
    shell_complete=complete_editions,
    help="The old edition, if it is not held here: a file of JSON or Markdown.",
)
@click.option(
    "--new",
    type=click.UNPROCESSED,
    metavar="EDITION",
    shell_complete=complete_editions,
    help="The new edition, likewise.",
)
@force_option
@packs_option
def accept_verb(file: str, output: str, old: str | None, new: str | None, force: bool, as_json: bool) -> int:
    """Make a concordance of the rows of FILE, a reviewed proposal, that somebody decided on.

    Rows without a decision are not data. A change is inferred unless its row says that both texts were read.

    Exit code: 0 done; 1 something is wrong with FILE, told by row and column; 4 an edition is not held here.
    """
    _refuse_both_on_stdout(output, as_json)
    if [file, old, new].count(STDIN) > 1:
        raise Misuse("The standard input can be read only once.")
    refuse_loss(force, output, sources=[file, old, new])
    from care_standards.api import write
    from care_standards.authoring.accepting import accept

    content = content_of(file)
    first, second = _ends(content, old, new)
    _refuse_strangers(first, second)
    concordance = accept(content, first, second)
    save(output, write(concordance, catalogue=with_documents(held().catalogue, [first, second])))
    if as_json:
        emit_json(
            {
                "concordance": concordance.id,
                "changes": len(concordance),
                "completeness": concordance.completeness,
                "basis": dict(sorted(Counter(change.basis for change in concordance.changes).items())),
            }
        )
    else:
        words(f"{concordance.id}: {len(concordance)} changes accepted, {concordance.completeness}.")
        if not len(concordance):
            words("No row was accepted. Write accept, reject or another kind into the column decision.")
    return exits.GOOD


def _ends(content: bytes, old: str | None, new: str | None) -> tuple[Edition, Edition]:
    """Give the editions a proposal is about: those given, or those it names if they are held here."""
    named: Mapping[str, object] = {}
    if old is None or new is None:
        from care_standards.authoring import csv_form, proposing

        known = (*proposing.COLUMNS, *proposing.WORDING, "sources", "summary", "rationale")
        named = csv_form.read(content, known, ()).front
    first, second = (
        _held(named.get(side)) if given is None else edition_named(given)
        for side, given in (("old", old), ("new", new))
    )
    return first, second


def _held(end: object) -> Edition:
    id = cast("dict[str, object]", end).get("edition") if isinstance(end, dict) else None
    found = held().catalogue.get(id) if isinstance(id, str) else None
    if not isinstance(found, Edition):
        raise UnknownEditionError("your packs or the shipped data; --old and --new take files")
    return found
