"""The option that gives an edition its title, judged before any work is done."""

import click

from care_standards.cli.verb import Misuse
from care_standards.model.constraints import MAX_TITLE


def _judged(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None or ctx.resilient_parsing:
        return value
    lone = any(0xD800 <= ord(character) < 0xE000 for character in value)
    if lone or not 0 < len(value) <= MAX_TITLE:
        raise Misuse(f"--title is text of 1 to {MAX_TITLE} characters.", ctx)
    return value


title_option = click.option(
    "--title", type=click.UNPROCESSED, metavar="TEXT", callback=_judged, help="The title of the edition."
)
