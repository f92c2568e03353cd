"""Items, rows and how much is held, each in a line for people. The publisher's wording is never among them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from care_standards.cli.output import counted
from care_standards.model.crosswalk import Mapping
from care_standards.model.provisions import Provision
from care_standards.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from care_standards.cli.page import Page
    from care_standards.query import Holding

_NUMBER_INFERRED: Final = ("inferred", "inferred-weak")
_NAMED_ONE_BY_ONE: Final = 4
MORE_MAY_BE_IN_THE_BOOK: Final = "What is not held may well be in the book."
RELEVANT_ONLY: Final = "The two ends of a row are relevant to each other; neither fulfils the other."
OUR_JUDGEMENT: Final = "our judgement"


def described(provision: Provision, *, with_summary: bool = True) -> str:
    """Say what kind of item it is, what it is called or else says in short, and how well that is known."""
    what = provision.heading or (provision.summary if with_summary else None) or ""
    marks: list[str] = [] if provision.text_status == "verified" else [provision.text_status]
    marks += ["our own label"] if provision.heading_status == "own-label" else []
    marks += ["number inferred"] if provision.notation_status in _NUMBER_INFERRED else []
    status = f" [{', '.join(marks)}]" if marks else ""
    return f"{provision.kind}{': ' if what else ''}{what}{status}"


def row_in_a_line(row: Mapping) -> str:
    """Say what a row of a crosswalk says, what it rests on, and whether it is our own judgement."""
    matching = f", {row.matching}" if row.matching else ""
    ours = f", {OUR_JUDGEMENT}" if row.origin == "editorial" else ""
    return f"{row.source} {row.relation} {row.target} ({row.basis}, {row.confidence}{matching}{ours})"


def held_in_a_line(holdings: Sequence["Holding"]) -> str:
    """Say how much is held of the editions that were asked about, and what follows where that is not all."""
    if not holdings:
        return "No edition was asked about."
    if len(holdings) <= _NAMED_ONE_BY_ONE:
        said = "; ".join(f"{each.edition} {each.level}, {counted(each.held, 'provision')}" for each in holdings)
    else:
        levels = Counter[str](each.level for each in holdings)
        parts = [f"{levels[word]} {word}" for word in VOCABULARIES["completeness_level"] if word in levels]
        every = sum(each.held for each in holdings)
        said = f"{len(holdings)} editions ({', '.join(parts)}), {counted(every, 'provision')}"
    whole = all(each.level == "complete" for each in holdings)
    return f"Held: {said}.{'' if whole else f' {MORE_MAY_BE_IN_THE_BOOK}'}"


def plain_holdings(holdings: Iterable["Holding"]) -> list[dict[str, Any]]:
    """Give how much is held of each edition as plain data."""
    return [each.to_plain() for each in holdings]


def add_holdings(page: "Page", holdings: Sequence["Holding"]) -> None:
    """Close a page with how much is held."""
    page.blank()
    page.line(held_in_a_line(holdings))
