"""The map that the bare command prints, and ``care-standards list``."""

from typing import TYPE_CHECKING, Any, Final

import click

from care_standards.cli.answering import answer
from care_standards.cli.crosswalk_rows import refuse_row_options, row_options
from care_standards.cli.facet_options import FACETS, facet_options, refuse_facets
from care_standards.cli.holdings import held
from care_standards.cli.listed import Listed, all_listed, listed
from care_standards.cli.listing import editions_asked, list_in_force, list_mappings, list_provisions
from care_standards.cli.output import emit_json
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.cli.words_asked import Day, edition_ids, publication_ids
from care_standards.documents.codec import to_plain
from care_standards.identifiers import edition_of
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication
from care_standards.version import __version__

if TYPE_CHECKING:
    from datetime import date

    from care_standards.cli.page import Page


def show_map(as_json: bool) -> None:
    """Print what this is, what is here, and what to do next."""
    found = all_listed()
    if as_json:
        emit_json({"library_version": __version__, "publications": _by_publication(found)})
        return
    from care_standards.cli.browse_text import map_page

    map_page(found).emit()


def _by_publication(found: list[Listed]) -> list[dict[str, Any]]:
    titles = {known.id: known.title for known in held().catalogue.publications}
    ids = dict.fromkeys((*titles, *(each.edition.publication for each in found)))
    return [
        {"id": id}
        | ({"title": titles[id]} if id in titles else {})
        | {"editions": [each.plain() for each in found if each.edition.publication == id]}
        for id in ids
    ]


_LISTS: Final = ("editions", "publications", "crosswalks", "concordances", "provisions", "mappings")
_OF_EDITIONS: Final = ("provisions", "mappings")  # these can be asked of some editions alone


@verb(
    "list",
    has_csv=True,
    examples=(
        "list provisions --edition scs-2018 --under 1.1.5 --force must-not",
        "list --publication scs --on 2016-03",
        "list mappings --origin editorial",
    ),
)
@packs_option
@click.argument("what", required=False, default="editions", metavar="[WHAT]", type=click.Choice(_LISTS))
@click.option(
    "--publication",
    metavar="ID",
    type=click.UNPROCESSED,
    shell_complete=publication_ids,
    help="Only what belongs to this publication.",
)
@click.option(
    "--edition", metavar="ID", type=click.UNPROCESSED, multiple=True, shell_complete=edition_ids,
    help="Of provisions and mappings: only those of this edition.",
)  # fmt: skip
@click.option(
    "--on", metavar="DATE", type=Day(is_partial=True),
    help="Of editions: which one was in force on this day, or throughout this month or year.",
)  # fmt: skip
@facet_options(*FACETS)
@row_options
def list_verb(
    what: str,
    publication: str | None,
    edition: tuple[str, ...],
    on: "date | str | None",
    as_json: bool,
    as_csv: bool,
    **options: Any,
) -> int:
    """List what is held: editions, publications, crosswalks, concordances, provisions or mappings, as WHAT says.

    If it is left out, editions. The completeness says how much of the printed edition the data hold. Options about the
    same thing, repeated, mean any of them; different ones all have to hold. The word not-stated finds what says
    nothing of the matter.
    """
    _refuse_strays(what, publication, edition, on, options)
    if on is not None:
        return list_in_force(publication, on)
    if what == "provisions":
        return list_provisions(_editions(publication, edition), options)
    if what == "mappings":
        return list_mappings(_crosswalks(publication, edition), options)
    plain = _plain(what, publication)

    def page() -> "Page":
        from care_standards.cli.browse_text import list_page

        return list_page(what, plain)

    return answer(page, lambda: plain, lambda: [_flat(what, item) for item in plain], _COLUMNS[what])


def _refuse_strays(
    what: str, publication: str | None, edition: tuple[str, ...], on: object, options: dict[str, Any]
) -> None:
    if publication is not None and what == "publications":
        raise Misuse("--publication goes with editions, provisions, mappings, crosswalks and concordances.")
    if edition and what not in _OF_EDITIONS:
        raise Misuse("--edition: only with provisions and mappings.")
    if on is not None and what != "editions":
        raise Misuse("--on: only with editions.")
    if what != "provisions":
        refuse_facets(options)
    if what != "mappings":
        refuse_row_options(options)


def _editions(publication: str | None, ids: tuple[str, ...]) -> tuple[Edition, ...]:
    found = editions_asked(ids)
    if publication is None:
        return found
    known = {each.edition.id for each in all_listed(publication)}
    return tuple(edition for edition in found if edition.id in known)


def _crosswalks(publication: str | None, ids: tuple[str, ...]) -> list[Crosswalk]:
    wanted = {edition.id for edition in _editions(publication, ids)}
    return [x for x in held().catalogue.crosswalks if wanted.intersection((x.source.edition, x.target.edition))]


def _plain(what: str, publication: str | None) -> list[dict[str, Any]]:
    catalogue = held().catalogue
    editions = all_listed(publication)
    if what == "editions":
        return [each.plain() for each in editions]
    if what == "publications":
        return [_publication(p) for p in catalogue.publications]
    if what == "crosswalks":
        return [
            {"id": x.id, "source": _end(x.source.edition), "target": _end(x.target.edition), "mappings": len(x)}
            for x in catalogue.crosswalks
            if _touches(publication, x.source.edition, x.target.edition)
        ]
    return [
        {
            "id": c.id,
            "old": _end(c.old.edition),
            "new": _end(c.new.edition),
            "changes": len(c),
            "completeness": c.completeness,
        }
        for c in catalogue.concordances
        if _touches(publication, c.old.edition, c.new.edition)
    ]


_COLUMNS: Final = {
    "editions": (
        "id", "publication", "title", "date", "status", "level", "provisions", "data_revision", "pack", "sharing",
    ),
    "publications": ("id", "category", "title", "publisher", "editions"),
    "crosswalks": ("id", "source", "target", "mappings"),
    "concordances": ("id", "old", "new", "changes", "completeness"),
}  # fmt: skip


def _flat(what: str, item: dict[str, Any]) -> dict[str, Any]:
    """Give what is listed as one row: an edition within it is its id."""
    flat = dict(item)
    if what == "editions":
        flat |= item["completeness"]
    elif what == "publications":
        flat["editions"] = ";".join(edition["id"] for edition in item["editions"])
    else:
        flat |= {name: end["id"] for name, end in item.items() if isinstance(end, dict)}
    return {name: flat.get(name) for name in _COLUMNS[what]}


def _publication(publication: Publication) -> dict[str, Any]:
    return {
        "id": publication.id,
        "category": publication.category,
        "title": publication.title,
        "publisher": publication.publisher,
        "editions": [_end(record.id) | {"status": record.status} for record in publication.editions],
    }


def _end(id: str) -> dict[str, Any]:
    id = edition_of(id)
    if id not in held().catalogue:
        return {"id": id}
    found = listed(id)
    return {"id": id, "completeness": to_plain(found.edition.completeness)} | found.plain_pack()


def _touches(publication: str | None, *ends: str) -> bool:
    editions = [held().catalogue.get(edition_of(end)) for end in ends]
    return publication is None or any(isinstance(e, Edition) and e.publication == publication for e in editions)
