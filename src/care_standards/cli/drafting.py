"""``care-standards draft``: make a Markdown draft, and a review of it, from somebody's PDF or DOCX."""

import os
from typing import TYPE_CHECKING, Final

import click

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.output import emit_json, words
from care_standards.cli.progress import Waiting
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.titles import title_option
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.identifiers import is_edition_id, is_publication_id

if TYPE_CHECKING:
    from care_standards.authoring.drafting import Draft
    from care_standards.authoring.pdf.limits import DraftLimits

_REVIEW_ENDING: Final = ".review.md"


@verb("draft")
@click.argument("file", type=click.UNPROCESSED, metavar="FILE")
@click.option(
    "--publication",
    required=True,
    type=click.UNPROCESSED,
    metavar="ID",
    help="The publication it is an edition of, such as scs; one of your own if it is not registered.",
)
@click.option("--edition", required=True, type=click.UNPROCESSED, metavar="YEAR", help="The year, or the edition id.")
@title_option
@output_option("Write the draft in this file (- prints it).")
@click.option(
    "--review",
    type=click.UNPROCESSED,
    metavar="FILE",
    help="Write the review in this file; by default beside the draft, ending in .review.md.",
)
@click.option("--max-seconds", type=click.IntRange(min=1), metavar="N", help="Seconds that reading may take.")
@click.option("--max-memory", type=click.IntRange(min=64), metavar="MIB", help="Memory that reading may take, in MiB.")
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Pages that the file may have.")
@click.option("--show-values", is_flag=True, help="Let the review quote the document; then it is private too.")
@force_option
@packs_option
def draft_verb(
    file: str,
    publication: str,
    edition: str,
    title: str | None,
    output: str,
    review: str | None,
    max_seconds: int | None,
    max_memory: int | None,
    max_pages: int | None,
    show_values: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Make a Markdown draft of FILE, a PDF or DOCX that you hold, and a review of what was recognised.

    Read the review first: it ranks what is doubtful and lists what went nowhere. Then correct the draft and compile
    it. The draft holds the publisher's wording: keep it to yourself.

    Exit code: 0 done; 3 FILE cannot be opened or read, or the extra for its format is not installed.
    """
    if output == STDOUT and as_json:
        raise Misuse("--json and --output - exclude each other: both print on the standard output.")
    id = _edition_id(publication, edition)
    if review is None and output != STDOUT:
        review = os.path.splitext(output)[0] + _REVIEW_ENDING
    refuse_loss(force, output, review, sources=[file])
    from care_standards.authoring.drafting import draft

    limits = _limits(max_seconds, max_memory, max_pages)
    catalogue = held().catalogue
    with Waiting("reading"):
        made = draft(file, publication=publication, edition=id, title=title, catalogue=catalogue, limits=limits)
    save(output, made.markdown.encode("utf-8"))
    if review not in (None, STDOUT):
        save(str(review), made.review.markdown(show_values=show_values).encode("utf-8"))
    if as_json:
        emit_json(made.review.plain(show_values=show_values))
    else:
        _tell(made, output, review, show_values)
    return exits.GOOD


def _edition_id(publication: str, edition: str) -> str:
    if not is_publication_id(publication):
        raise Misuse("--publication is a short name in lower case, at most 11 characters, such as scs.")
    id = edition if is_edition_id(edition) else f"{publication}-{edition}"
    if not is_edition_id(id) or id.rpartition("-")[0] != publication:
        raise Misuse("--edition is a year of four digits, or the publication, a hyphen and such a year.")
    return id


def _limits(seconds: int | None, memory: int | None, pages: int | None) -> "DraftLimits":
    from care_standards.authoring.pdf.limits import MEBIBYTE, DraftLimits

    usual = DraftLimits()
    return DraftLimits(
        seconds=usual.seconds if seconds is None else float(seconds),
        seconds_a_page=usual.seconds_a_page if seconds is None else 0.0,
        memory=usual.memory if memory is None else memory * MEBIBYTE,
        pages=usual.pages if pages is None else pages,
    )


def _tell(made: "Draft", output: str, review: str | None, show_values: bool) -> None:
    if review == STDOUT:
        save(STDOUT, made.review.markdown(show_values=show_values).encode("utf-8"))
    elif output == STDOUT:
        words("Drafted. --review FILE writes the review.")
    else:
        words("Drafted. Read the review beside the draft first, correct the draft, then run: care-standards compile")
