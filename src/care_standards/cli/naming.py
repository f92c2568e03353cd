"""What an id names: its type, its standing in the registry, and the edition it belongs to."""

from typing import Any

from care_standards.cli.holdings import held
from care_standards.cli.listed import listed
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


def standing_of(id: str) -> RegistryEntry:
    """Give what the registry says of an id; one that only a pack knows is current."""
    return held().catalogue.registry.get(id) or RegistryEntry(id=id)


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
        return plain | {"editions": [edition_in_short(end) for end in ends_of(found)]}
    entry = found if isinstance(found, RegistryEntry) else standing_of(found.id)
    plain |= {"id_status": entry.status, "provisional": entry.provisional, "successors": list(entry.successors)}
    if isinstance(found, Publication):
        return plain | {"editions": [edition_in_short(record.id) for record in found.editions]}
    edition = edition_of(found.id)
    return plain | ({"edition": edition_in_short(edition)} if edition in held().catalogue else {})


def ends_of(link: Crosswalk | Concordance) -> tuple[str, str]:
    """Give the ids of the two editions, in the order of the link."""
    if isinstance(link, Crosswalk):
        return link.source.edition, link.target.edition
    return link.old.edition, link.new.edition


def edition_in_short(id: str) -> dict[str, Any]:
    """Give as plain data what an edition is called, its status and how complete it is; its id where it is not here."""
    if id not in held().catalogue:
        return {"id": id}
    found = listed(id)
    completeness = to_plain(found.edition.completeness)
    plain = {"id": id, "title": found.edition.title, "status": found.status, "completeness": completeness}
    return plain | found.plain_pack()
