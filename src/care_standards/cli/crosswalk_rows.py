"""Rows of crosswalks: the options that narrow them down, and the same rows as data and as tables."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from care_standards.cli.holdings import held
from care_standards.cli.item_text import row_in_a_line
from care_standards.cli.verb import Misuse
from care_standards.cli.words_asked import word_option
from care_standards.documents.codec import to_plain
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.rows import to_rows

if TYPE_CHECKING:
    from care_standards.cli.page import Page

F = TypeVar("F", bound=Callable[..., Any])

_HELP: Final = {
    "relation": "Only rows of this relation.",
    "basis": "Only rows on this basis: stated, derived or inferred.",
    "origin": "Only rows of this origin: source, or editorial, which is our own judgement.",
}


def row_options(function: F) -> F:
    """Give a verb the options that narrow rows of crosswalks down; each repeated means any of them."""
    for name in reversed(_HELP):
        function = word_option(f"--{name}", name, _HELP[name])(function)
    return function


def refuse_row_options(options: Mapping[str, Any]) -> None:
    """Refuse these options where no rows are listed; raises Misuse."""
    if given := [name for name in _HELP if options.get(name)]:
        raise Misuse(f"{', '.join(f'--{name}' for name in given)}: only with mappings.")


def narrowed(crosswalk: Crosswalk, options: Mapping[str, Any]) -> Crosswalk:
    """Give a crosswalk with only the rows that the options let through."""
    wanted = [(name, options[name]) for name in _HELP if options.get(name)]
    if not wanted:
        return crosswalk
    kept = [row for row in crosswalk.mappings if all(getattr(row, name) in words for name, words in wanted)]
    return attrs.evolve(crosswalk, mappings=kept)


def plain_rows(crosswalks: Iterable[Crosswalk]) -> list[dict[str, Any]]:
    """Give every row as plain data, with the id of its crosswalk."""
    return [{"crosswalk": x.id, **to_plain(row)} for x in crosswalks for row in x.mappings]


def table_rows(crosswalks: Iterable[Crosswalk]) -> list[dict[str, Any]]:
    """Give every row flat, with the id of its crosswalk."""
    return [{"crosswalk": x.id, **row} for x in crosswalks for row in to_rows(x)]


def table_columns() -> tuple[str, ...]:
    """Give the columns of these rows, which are the same where there is no row."""
    some = next(x for x in held().catalogue.crosswalks if x.mappings)
    return tuple(table_rows([attrs.evolve(some, mappings=some.mappings[:1])])[0])


def editions_of(crosswalks: Iterable[Crosswalk]) -> list[Edition]:
    """Give the editions at both ends that are held here, each once."""
    catalogue = held().catalogue
    ids = dict.fromkeys(end.edition for x in crosswalks for end in (x.source, x.target))
    return [edition for id in ids if isinstance(edition := catalogue.get(id), Edition)]


def add_rows(page: "Page", crosswalk: Crosswalk, *, with_rationale: bool = True) -> None:
    """Add the rows of a crosswalk to a page."""
    for row in crosswalk.mappings:
        page.line(row_in_a_line(row), indent=2, hang=4)
        if with_rationale:
            page.line(row.rationale, indent=6)
