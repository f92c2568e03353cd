"""Staleness of mappings: each row pins what its ends said when it was made, and the ends may have changed since."""

from care_standards.documents.digests import provision_digest
from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.model.crosswalk import Crosswalk, Mapping
from care_standards.model.edition import Edition


def stale_mappings(crosswalk: Crosswalk, source: Edition, target: Edition) -> tuple[Mapping, ...]:
    """Give the rows of which an end has changed since they were made, in the order of the crosswalk.

    A row is stale where the digest it pins for an end differs from that of the provision as ``source`` or ``target``
    holds it. An end without a digest, a whole edition, or a provision not held says nothing either way. ``check``
    names the same rows, as CS416, at each end that changed.

    Raises InvalidValueError where an edition is not the one on its side of the crosswalk.
    """
    for end, edition, name in ((crosswalk.source, source, "source"), (crosswalk.target, target, "target")):
        if edition.id != end.edition:
            raise InvalidValueError("stale_mappings", name, "must be the edition on that side of the crosswalk")
    digests: dict[str, str] = {}

    def changed(id: str, pinned: str | None, edition: Edition) -> bool:
        if pinned is None or edition_of(id) != edition.id or (held := edition.held(id)) is None:
            return False
        if id not in digests:  # each provision once, however many rows it has
            digests[id] = provision_digest(held)
        return digests[id] != pinned

    return tuple(
        [
            row
            for row in crosswalk.mappings
            if changed(row.source, row.source_digest, source) or changed(row.target, row.target_digest, target)
        ]
    )
