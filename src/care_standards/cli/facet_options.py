"""The options that narrow a list of provisions down: one for each facet that ``care_standards.query.select`` knows."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

from care_standards.cli.verb import Misuse
from care_standards.cli.words_asked import NOT_STATED, item_ids, source_keys, word

F = TypeVar("F", bound=Callable[..., Any])

# Facets whose words are a published list; of the others, what the option takes and how it is completed.
_LISTED: Final = ("kind", "force", "addressee", "stage", "setting", "nation", "population", "text_status")
_ALWAYS_STATED: Final = ("kind", "force", "text_status")
_HELP: Final = {
    "kind": "Only of this kind: standard, recommendation, clause, right...",
    "under": "Only what stands below this id, or below this printed number of the one edition asked about.",
    "force": "Only of this force: must, should, may, must-not...",
    "addressee": "Only what speaks to these.",
    "stage": "Only what names this stage.",
    "setting": "Only what names this setting.",
    "nation": "Only what names this nation itself.",
    "population": "Only what names these people.",
    "text_status": "Only what is known this well: verified, gist, heading-only...",
    "source": "Only what rests on the source with this key.",
    "cites": "Only what a stated row of a crosswalk links to this edition or provision.",
    "heading": "Only what has this text in its heading.",
}
FACETS: Final = tuple(_HELP)
CITED_BY_STATED_ROWS: Final = (
    "Of what is cited only rows that a source states are looked at. Others, and which were not reviewed, map shows."
)


def _option(facet: str) -> Callable[[F], F]:
    name = f"--{facet.replace('_', '-')}"
    help = _HELP[facet]
    if facet in _LISTED:
        words = word(facet, *(() if facet in _ALWAYS_STATED else (NOT_STATED,)))
        return click.option(name, facet, type=words, metavar="WORD", multiple=True, help=help)
    if facet == "heading":
        return click.option(name, facet, type=click.UNPROCESSED, metavar="TEXT", help=help)
    return click.option(
        name, facet, type=click.UNPROCESSED, multiple=True, help=help,
        metavar="KEY" if facet == "source" else "ID",
        shell_complete=source_keys if facet == "source" else item_ids,
    )  # fmt: skip


def facet_options(*facets: str) -> Callable[[F], F]:
    """Give a verb the options of these facets; each can be given several times and means any of them."""

    def given(function: F) -> F:
        for facet in reversed(facets):
            function = _option(facet)(function)
        return function

    return given


def asked(options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the facets that were asked for, as ``select`` takes them, from the options of a verb."""
    return {facet: value for facet in FACETS if (value := options.get(facet)) not in (None, ())}


def refuse_facets(options: Mapping[str, Any]) -> None:
    """Refuse facets where no provisions are listed; raises Misuse, naming the options."""
    if given := asked(options):
        named = ", ".join(f"--{facet.replace('_', '-')}" for facet in given)
        raise Misuse(f"{named}: only with provisions.")
