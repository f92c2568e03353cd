"""The map that the bare command prints, and ``care-standards list``."""

from typing import Any

import click

from care_standards.cli import exits
from care_standards.cli.holdings import Listed, all_listed, held, listed
from care_standards.cli.output import emit_json
from care_standards.cli.verb import Misuse, packs_option, verb
from care_standards.documents.codec import to_plain
from care_standards.identifiers import edition_of
from care_standards.model.edition import Edition
from care_standards.model.publication import Publication
from care_standards.version import __version__


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


@verb("list")
@packs_option
@click.argument(
    "what",
    required=False,
    default="editions",
    metavar="[WHAT]",
    type=click.Choice(["editions", "publications", "crosswalks", "concordances"]),
)
@click.option("--publication", metavar="ID", type=click.UNPROCESSED, help="Only what belongs to this publication.")
def list_verb(what: str, publication: str | None, as_json: bool) -> int:
    """List editions, publications, crosswalks or concordances, as WHAT says; editions if it is left out.

    The completeness says how much of the printed edition the data hold.
    """
    if publication is not None and what == "publications":
        raise Misuse("--publication goes with editions, crosswalks and concordances.")
    catalogue = held().catalogue
    editions = all_listed(publication)
    plain: list[dict[str, Any]]
    if what == "editions":
        plain = [each.plain() for each in editions]
    elif what == "publications":
        plain = [_publication(p) for p in catalogue.publications]
    elif what == "crosswalks":
        plain = [
            {"id": x.id, "source": _end(x.source.edition), "target": _end(x.target.edition), "mappings": len(x)}
            for x in catalogue.crosswalks
            if _touches(publication, x.source.edition, x.target.edition)
        ]
    else:
        plain = [
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
    if as_json:
        emit_json(plain)
        return exits.GOOD
    from care_standards.cli.browse_text import list_page

    list_page(what, plain).emit()
    return exits.GOOD


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
