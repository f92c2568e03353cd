"""``care-standards new-edition``: make the skeleton of an edition in Markdown."""

from typing import Any, Final

import click

from care_standards.cli import exits
from care_standards.cli.output import emit_json, words
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.titles import title_option
from care_standards.cli.verb import Misuse, verb
from care_standards.identifiers import is_edition_id

_SHAPES: Final = ("standards", "paragraphs")


@verb("new-edition")
@click.argument("id", type=click.UNPROCESSED, metavar="ID")
@output_option("Write it in a file (- prints it, as it does without this option).", required=False)
@title_option
@click.option(
    "--shape",
    type=click.Choice(_SHAPES),
    default="standards",
    show_default=True,
    help="standards: chapters, sections and standards with bullets; paragraphs: numbered paragraphs.",
)
@click.option("--shareable", is_flag=True, help="The words will be summaries of yours, not the publisher's.")
@force_option
def new_edition_verb(
    id: str, output: str | None, title: str | None, shape: Any, shareable: bool, force: bool, as_json: bool
) -> int:
    """Make the skeleton of an edition in Markdown, to be filled in and compiled.

    ID is a short name of the publication in lower case, a hyphen and the year, such as oak-2026.
    """
    if not is_edition_id(id):
        raise Misuse("ID is a short name in lower case, a hyphen and a year: at most 16 characters, like oak-2026.")
    refuse_loss(force, output)
    from care_standards.authoring.templates import new_edition

    text = new_edition(id, title=title, shape=shape, sharing="shareable" if shareable else "private")
    target = output or STDOUT
    if target != STDOUT:
        save(target, text.encode("utf-8"))
        if not as_json:
            words("Written. Fill it in, then run: care-standards compile FILE")
    elif not as_json:
        save(STDOUT, text.encode("utf-8"))
    if as_json:
        emit_json({"edition": id} | ({"markdown": text} if target == STDOUT else {}))
    return exits.GOOD
