"""``care-standards search``: full text over headings, summaries, numbers and terms."""

from typing import TYPE_CHECKING, Final

import click

from care_standards.cli.answering import answer
from care_standards.cli.holdings import held
from care_standards.cli.item_text import add_holdings, described, held_in_a_line
from care_standards.cli.listing import editions_asked
from care_standards.cli.verb import packs_option, verb
from care_standards.cli.words_asked import edition_ids

if TYPE_CHECKING:
    from care_standards.cli.page import Page
    from care_standards.searching import Hit, SearchResult

_DEFAULT: Final = 20
_MOST: Final = 1_000_000
_COLUMNS: Final = (
    "kind", "id", "edition", "number", "heading", "heading_status", "text_status", "field", "own_words", "snippet",
    "marks", "score",
)  # fmt: skip
_SHOWN_ANYWAY: Final = ("id", "number")


@verb("search", has_csv=True, examples=("search consent", "search --in scs-2018 'needs -children'"))
@packs_option
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED, metavar="TEXT...")
@click.option(
    "--in", "editions", metavar="EDITION", type=click.UNPROCESSED, multiple=True, shell_complete=edition_ids,
    help="Only in this edition.",
)  # fmt: skip
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=_DEFAULT,
    metavar="N",
    help=f"Show at most so many; {_DEFAULT} if left out.",
)
@click.option(
    "--with-wording", is_flag=True, help="Search and show the publisher's wording too, where a pack of yours holds it."
)
def search_verb(
    text: tuple[str, ...], editions: tuple[str, ...], limit: int, with_wording: bool, as_json: bool, as_csv: bool
) -> int:
    """Find TEXT in headings, summaries, printed numbers and terms, the best first.

    Every word has to occur. "Several words" in double quotation marks are a phrase, word* is a beginning, and -word
    leaves out: put such a TEXT as a whole in the quotation marks of your shell. An abbreviation also finds what it
    stands for, and a word that occurs nowhere is replaced by one like it: both are said.
    """
    from care_standards.searching import search

    catalogue = held().catalogue
    scope = editions_asked(editions) if editions else catalogue
    found = search(" ".join(text), scope, limit=limit, catalogue=catalogue, with_wording=with_wording)

    elsewhere: list[str] = []
    if editions and not found.total and (more := search(" ".join(text), catalogue, catalogue=catalogue).total):
        elsewhere.append(f"Without --in there are {more}." if more > 1 else "Without --in there is 1.")

    def page() -> "Page":
        return _page(found, elsewhere)

    beside = [*_said(found), _counted(found), *elsewhere, held_in_a_line(found.holdings)]
    return answer(page, found.to_plain, found.to_rows, _COLUMNS, beside)


def _said(found: "SearchResult") -> list[str]:
    """Say what was done to the question, in words that are known here: it is not repeated itself."""
    said = [f"A word occurs nowhere as it stands. Looked for instead: {each.meant}." for each in found.corrections]
    if more := dict.fromkeys(each.added for each in found.expansions):
        said.append(f"Looked for too: {', '.join(more)}.")
    return [*said, *(f"Not looked for: {what}." for what in found.ignored)]


def _counted(found: "SearchResult") -> str:
    if not found.total:
        return "Nothing was found in what is held."
    shown = "" if found.total == len(found) else f", of which the best {len(found)} are shown"
    return f"{found.total} found{shown}."


def _page(found: "SearchResult", elsewhere: list[str]) -> "Page":
    from care_standards.cli.page import Page

    page = Page()
    for line in _said(found):
        page.line(line, hang=2)
    for hit in found.hits:
        _add(page, hit)
    page.line(" ".join([_counted(found), *elsewhere]))
    add_holdings(page, found.holdings)
    return page


def _add(page: "Page", hit: "Hit") -> None:
    if hit.provision is not None:
        page.line(f"{hit.provision.id}  {described(hit.provision, with_summary=False)}", hang=2)
    elif hit.entry is not None:
        short = f" ({hit.entry.abbreviation})" if hit.entry.abbreviation else ""
        page.line(f"glossary: {hit.entry.term}{short}", hang=2)
    if hit.field not in _SHOWN_ANYWAY:
        snippet = hit.snippet
        page.marked(f"{hit.field}: ", snippet.text, snippet.marks, indent=4, hang=2)
