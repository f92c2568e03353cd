"""Editions as the command line lists them: each with the record its publication keeps of it, and its origin."""

from typing import Any, Final

import attrs

from care_standards.cli.holdings import held, origin
from care_standards.documents.codec import to_plain
from care_standards.model.edition import Edition
from care_standards.model.publication import EditionRecord, Publication

NOT_RECORDED: Final = "not recorded"


@attrs.frozen
class Listed:
    """An edition with the record its publication keeps of it, which says what its status is.

    An edition of a pack may belong to a publication that nobody registered, or be missing from its records; ``pack``
    is the id of the pack it comes from, None where it is shipped.
    """

    edition: Edition
    publication: Publication | None = None
    record: EditionRecord | None = None
    pack: str | None = None

    @property
    def status(self) -> str:
        """What its publication says of it."""
        return NOT_RECORDED if self.record is None else self.record.status

    @property
    def origin(self) -> str:
        """Where it comes from, in a few words; nothing where it is shipped."""
        return origin(self.edition, self.pack)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        plain: dict[str, Any] = {
            "id": self.edition.id,
            "publication": self.edition.publication,
            "title": self.edition.title,
        }
        if self.record is not None:
            plain["date"] = str(self.record.date)
        plain |= {
            "status": self.status,
            "completeness": to_plain(self.edition.completeness),
            "data_revision": self.edition.data_revision,
        }
        return plain | self.plain_pack()

    def plain_pack(self) -> dict[str, Any]:
        """Give as plain data which pack it comes from and whether it may be shared; nothing where it is shipped."""
        return {} if self.pack is None else {"pack": self.pack, "sharing": self.edition.rights.sharing}


def listed(edition: str) -> Listed:
    """Find an edition at hand and its record; raises UnknownEditionError."""
    return _listed(held().catalogue.edition(edition))


def _listed(edition: Edition) -> Listed:
    here = held()
    publication = here.catalogue.get(edition.publication)
    if not isinstance(publication, Publication):
        return Listed(edition, pack=here.pack_of.get(edition.id))
    record = next((record for record in publication.editions if record.id == edition.id), None)
    return Listed(edition, publication, record, here.pack_of.get(edition.id))


def all_listed(publication: str | None = None) -> list[Listed]:
    """Give every edition at hand, or those of one publication, of which an edition is enough.

    Those of registered publications come first, in the order of the catalogue; raises UnknownIdError.
    """
    catalogue = held().catalogue
    if publication is not None and all(edition.publication != publication for edition in catalogue.editions):
        catalogue.publication(publication)
    order = {known.id: number for number, known in enumerate(catalogue.publications)}
    last = len(order)
    found = [edition for edition in catalogue.editions if publication in (None, edition.publication)]
    places_of = {id: number for number, id in enumerate(dict.fromkeys(edition.publication for edition in found))}
    found.sort(key=lambda edition: (order.get(edition.publication, last), places_of[edition.publication]))
    return [_listed(edition) for edition in found]
