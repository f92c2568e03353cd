"""What an id names: its type, its standing in the registry, and the edition it belongs to."""

from typing import Any

from care_standards import packaged
from care_standards.cli.holdings import listed
from care_standards.documents.codec import to_plain
from care_standards.identifiers import edition_of
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.model.publication import Publication
from care_standards.model.registry import RegistryEntry

Named = Publication | Edition | Provision | RegistryEntry | Crosswalk | Concordance


def type_of(found: Named) -> str:
    """Give the word for what was found; a retired id has only its entry in the registry."""
    if isinstance(found, Provision):
        return "provision"
    return "retired id" if isinstance(found, RegistryEntry) else type(found).__name__.lower()


def in_short(found: Named) -> dict[str, Any]:
    """Give as plain data what an id names, its standing in the registry, and the edition it belongs to."""
    plain: dict[str, Any] = {"id": found.id, "type": type_of(found)}
    if isinstance(found, (Publication, Edition)):
        plain["title"] = found.title
    elif isinstance(found, Provision):
        plain["kind"] = found.kind
        if found.heading is not None:
            plain |= {"heading": found.heading, "heading_status": found.heading_status}
    if isinstance(found, (Crosswalk, Concordance)):
        first, second = ends_of(found)
        return plain | {"editions": [_edition(first), _edition(second)]}
    entry = packaged.registry()[found.id]
    plain |= {"id_status": entry.status, "provisional": entry.provisional, "successors": list(entry.successors)}
    if isinstance(found, Publication):
        return plain | {"editions": [_edition(record.id) for record in found.editions]}
    edition = edition_of(found.id)
    return plain | ({"edition": _edition(edition)} if edition in packaged.edition_ids() else {})


def ends_of(link: Crosswalk | Concordance) -> tuple[str, str]:
    """Give the ids of the two editions, in the order of the link."""
    if isinstance(link, Crosswalk):
        return link.source.edition, link.target.edition
    return link.old.edition, link.new.edition


def _edition(id: str) -> dict[str, Any]:
    held = listed(id)
    completeness = to_plain(held.edition.completeness)
    return {"id": id, "title": held.edition.title, "status": held.record.status, "completeness": completeness}
