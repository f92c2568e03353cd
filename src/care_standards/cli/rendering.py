"""``care-standards render``: write an edition in its Markdown form."""

from typing import Any

import attrs
import click

from care_standards.cli import exits
from care_standards.cli.holdings import held
from care_standards.cli.output import emit_json, words
from care_standards.cli.sharing import tell_what_is_bare
from care_standards.cli.show import complete_editions
from care_standards.cli.sources import edition_named
from care_standards.cli.targets import STDOUT, force_option, output_option, refuse_loss, save
from care_standards.cli.verb import packs_option, verb
from care_standards.model.edition import without_wording


@verb("render")
@click.argument("edition", type=click.UNPROCESSED, metavar="EDITION", shell_complete=complete_editions)
@output_option("Write it in a file (- prints it, as it does without this option).", required=False)
@click.option("--with-wording", is_flag=True, help="Write the publisher's wording too, where it is held.")
@click.option(
    "--private",
    is_flag=True,
    help="Begin a private copy: the words that are held as summaries are written as such, and yours go beside them.",
)
@force_option
@packs_option
def render_verb(edition: str, output: str | None, with_wording: bool, private: bool, force: bool, as_json: bool) -> int:
    """Write EDITION in its Markdown form: an id that is held here, or a file of JSON or Markdown.

    The wording of a private edition is left out unless it is asked for: what is written then is yours to share.
    """
    refuse_loss(force, output, sources=[edition])
    found = edition_named(edition)
    from care_standards.authoring.drafting import STATEMENT
    from care_standards.authoring.rendering import render

    if private and found.rights.sharing != "private":
        rights = attrs.evolve(found.rights, sharing="private", statement=STATEMENT)
        found = attrs.evolve(found, rights=rights, digest=None)
    is_left_out = not with_wording and any(provision.text is not None for provision in found)
    text = render(without_wording(found) if is_left_out else found, catalogue=held().catalogue)
    if output not in (None, STDOUT):
        save(str(output), text.encode("utf-8"))
    if as_json:
        plain: dict[str, Any] = {"edition": found.id, "provisions": len(found), "wording_left_out": is_left_out}
        emit_json(plain if output not in (None, STDOUT) else {**plain, "markdown": text})
    elif output in (None, STDOUT):
        save(STDOUT, text.encode("utf-8"))
    if is_left_out:
        words("The publisher's wording is left out. --with-wording writes it too.")
        tell_what_is_bare([found])
    return exits.GOOD
