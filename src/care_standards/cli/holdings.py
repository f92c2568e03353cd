"""The shipped editions beside the records their publications keep of them, which say what their status is."""

from typing import Any

import attrs

from care_standards import packaged
from care_standards.documents.codec import to_plain
from care_standards.model.edition import Edition
from care_standards.model.publication import EditionRecord, Publication


@attrs.frozen
class Listed:
    """An edition with the record its publication keeps of it, which says what its status is."""

    publication: Publication
    record: EditionRecord
    edition: Edition

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "id": self.edition.id,
            "publication": self.publication.id,
            "title": self.edition.title,
            "date": str(self.record.date),
            "status": self.record.status,
            "completeness": to_plain(self.edition.completeness),
            "data_revision": self.edition.data_revision,
        }


def listed(edition: str) -> Listed:
    """Find a shipped edition and its record; raises UnknownEditionError."""
    held = packaged.edition(edition)
    publication = packaged.catalogue().publication(held.publication)
    record = next(record for record in publication.editions if record.id == edition)
    return Listed(publication, record, held)


def all_listed(publication: str | None = None) -> list[Listed]:
    """Give every shipped edition, or those of one publication; raises UnknownIdError."""
    if publication is not None:
        packaged.catalogue().publication(publication)
    found = [listed(id) for id in packaged.edition_ids()]
    return [held for held in found if publication in (None, held.publication.id)]
