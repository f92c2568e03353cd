"""The lists of ``care-standards list`` that are narrowed down: provisions, mappings, and editions in force."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from care_standards.cli.answering import answer
from care_standards.cli.crosswalk_rows import add_rows, editions_of, narrowed, plain_rows, table_columns, table_rows
from care_standards.cli.facet_options import CITED_BY_STATED_ROWS, asked
from care_standards.cli.holdings import held
from care_standards.cli.item_text import (
    RELEVANT_ONLY,
    add_holdings,
    described,
    held_in_a_line,
    plain_holdings,
)
from care_standards.cli.listed import all_listed
from care_standards.cli.output import counted
from care_standards.cli.verb import Misuse
from care_standards.documents.codec import to_plain
from care_standards.identifiers import is_provision_id
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication
from care_standards.rows import to_rows

if TYPE_CHECKING:
    from datetime import date

    from care_standards.cli.page import Page
    from care_standards.model.crosswalk import Crosswalk
    from care_standards.model.dating import InForceAnswer
    from care_standards.model.provisions import Provision

_IN_FORCE_COLUMNS: Final = ("publication", "edition", "in_force", "why", "sentence")


def editions_asked(ids: Sequence[str]) -> tuple[Edition, ...]:
    """Give the editions with these ids, each once, or every edition at hand; raises UnknownEditionError and Misuse."""
    catalogue = held().catalogue
    for id in ids:
        known = catalogue.get(id)
        if isinstance(known, Publication):
            raise Misuse(f"Name an edition of it: {', '.join(record.id for record in known.editions)}.")
        if is_provision_id(id):
            raise Misuse("Name the edition of it; --under asks about what stands below an item.")
    return tuple(catalogue.edition(id) for id in dict.fromkeys(ids)) if ids else catalogue.editions


def selected(editions: tuple[Edition, ...], options: Mapping[str, Any]) -> "tuple[Provision, ...]":
    """Give the provisions of some editions that the facets let through, in printed order.

    Raises UnknownWordError and UnknownIdError; Misuse where a printed number is asked for in several editions.
    """
    from care_standards.query import select

    facets = asked(options)
    if len(editions) != 1 and not all(is_provision_id(id) for id in facets.get("under", ())):
        raise Misuse("--under: a printed number goes with one edition; of several, give an id.")
    if facets.get("heading") == "":
        raise Misuse("--heading takes a text to look for.")
    scope = editions[0] if len(editions) == 1 else editions
    return select(scope, catalogue=held().catalogue, **facets)


def list_provisions(editions: tuple[Edition, ...], options: Mapping[str, Any]) -> int:
    """List the provisions of some editions that the facets let through, in printed order."""
    from care_standards.query import holdings

    found = selected(editions, options)
    holding = holdings(editions)
    beside = [*([CITED_BY_STATED_ROWS] if "cites" in asked(options) else []), held_in_a_line(holding)]

    def page() -> "Page":
        from care_standards.cli.page import Page

        page = Page()
        for provision in found:
            page.line(f"{provision.id}  {described(provision)} (force {provision.force})", hang=2)
        if not found:
            page.line("None of what is held.")
        for line in beside[:-1]:
            page.blank()
            page.line(line)
        add_holdings(page, holding)
        return page

    def plain() -> dict[str, Any]:
        items = [to_plain(provision) for provision in found]
        for item in items:
            item.pop("text", None)
        return {"holdings": plain_holdings(holding), "provisions": items}

    return answer(page, plain, lambda: to_rows(found), _columns(), beside)


def _columns() -> tuple[str, ...]:
    """Give the columns of a table of provisions, which are the same where there is none."""
    some = next(provision for edition in held().catalogue.editions for provision in edition)
    return tuple(to_rows([some])[0])


def list_mappings(crosswalks: "Sequence[Crosswalk]", options: Mapping[str, Any]) -> int:
    """List the rows of crosswalks that the options let through."""
    from care_standards.query import holdings

    found = [narrowed(crosswalk, options) for crosswalk in crosswalks]
    holding = holdings(editions_of(crosswalks))
    count = sum(len(crosswalk) for crosswalk in found)

    def page() -> "Page":
        from care_standards.cli.page import Page

        page = Page()
        for crosswalk in found:
            add_rows(page, crosswalk, with_rationale=False)
        page.line(f"{counted(count, 'mapping')}. {RELEVANT_ONLY}")
        add_holdings(page, holding)
        return page

    return answer(
        page,
        lambda: {"holdings": plain_holdings(holding), "mappings": plain_rows(found)},
        lambda: table_rows(found),
        table_columns(),
        [held_in_a_line(holding)],
    )


def list_in_force(publication: str | None, on: "date | str") -> int:
    """List which edition of each publication, or of one, was in force on a day or throughout a month or a year."""
    from care_standards.model.dating import edition_in_force

    catalogue = held().catalogue
    ids = [known.id for known in catalogue.publications] if publication is None else [publication]
    found: list[InForceAnswer] = []
    for id in ids:
        known = catalogue.get(id)
        found.append(edition_in_force(known, on) if isinstance(known, Publication) else _unrecorded(id))

    def page() -> "Page":
        from care_standards.cli.page import Page

        page = Page()
        for each in found:
            page.line(f"{each.publication}: {_in_force(each)}", hang=2)
            for standing in each.standings if publication is not None else ():
                page.line(f"{standing.edition}: {standing.answer}. {standing.sentence}", indent=2, hang=2)
        return page

    def rows() -> list[dict[str, Any]]:
        return [row for each in found for row in each.to_rows()]

    return answer(page, lambda: [each.to_plain() for each in found], rows, _IN_FORCE_COLUMNS)


def _unrecorded(publication: str) -> "InForceAnswer":
    """Answer of a publication that only a copy of the reader's own belongs to; raises UnknownIdError for none."""
    from care_standards.model.dating import InForceAnswer, Standing

    ids = tuple(each.edition.id for each in all_listed(publication))
    standings = tuple(Standing(edition=id, answer="unknown", why="no-record") for id in ids)
    return InForceAnswer(
        publication=publication, answer="unknown", edition=None, candidates=ids, why="no-editions", standings=standings
    )


def _in_force(found: "InForceAnswer") -> str:
    if found.answer == "yes":
        return f"{found.edition}. {found.sentence}"
    if found.answer == "no":
        return f"none. {found.sentence}"
    candidates = f" ({', '.join(found.candidates)})" if found.candidates else ""
    return f"unknown{candidates}. {found.sentence}"
