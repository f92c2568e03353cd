"""Mappings between editions of different publications."""

from typing import Final

import attrs

from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Source
from care_standards.vocabularies import Basis, Confidence, Matching, Origin, Relation

INVERSES: Final[dict[str, Relation]] = {
    "equal": "equal",
    "equivalent": "equivalent",
    "subset-of": "superset-of",
    "superset-of": "subset-of",
    "intersects": "intersects",
    "no-relationship": "no-relationship",
    "unknown": "unknown",
}
"""What each relation is called when it is read from its other end."""


@attrs.frozen(kw_only=True)
class CrosswalkEnd:
    """One side of a crosswalk: the edition, the revision of its data, and the provisions reviewed as a whole.

    A provision listed in ``reviewed`` was held against the whole other edition, so that having no row means no match.
    One that is not listed and has no row is not reviewed, and nothing follows.
    """

    edition: str = attrs.field(validator=must.edition_id)
    data_revision: int = attrs.field(validator=must.count(1))
    reviewed: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.provision_id), repr=lambda v: f"<{len(v)}>"
    )


@attrs.frozen(kw_only=True)
class Mapping:
    """One row, read "source relation target": the two are relevant to each other, never more.

    Either end may be a whole edition. The digests pin what each end said when the row was made; they are None where
    the end is an edition, or a provision our data do not hold.
    """

    source: str = attrs.field(validator=must.end_id)
    relation: Relation = attrs.field(validator=must.word("relation"))
    target: str = attrs.field(validator=must.end_id)
    matching: Matching | None = attrs.field(default=None, validator=must.optional(must.word("matching")))
    basis: Basis = attrs.field(validator=must.word("basis"))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    rationale: str = attrs.field(validator=must.text(), repr=must.hidden)
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    origin: Origin = attrs.field(validator=must.word("origin"))
    source_digest: str | None = attrs.field(default=None, validator=must.optional(must.digest), repr=False)
    target_digest: str | None = attrs.field(default=None, validator=must.optional(must.digest), repr=False)

    def invert(self) -> "Mapping":
        """Give the same row read from its other end; twice gives the row as it was.

        The rationale stays as it was written, and may speak of the two ends in their old order.
        """
        return Mapping(
            source=self.target,
            relation=INVERSES[self.relation],
            target=self.source,
            matching=self.matching,
            basis=self.basis,
            confidence=self.confidence,
            rationale=self.rationale,
            sources=self.sources,
            origin=self.origin,
            source_digest=self.target_digest,
            target_digest=self.source_digest,
        )


@attrs.frozen(kw_only=True)
class Crosswalk:
    """Mappings from provisions of one edition to provisions of an edition of another publication."""

    source: CrosswalkEnd = attrs.field(validator=must.instance_of(CrosswalkEnd))
    target: CrosswalkEnd = attrs.field(validator=must.instance_of(CrosswalkEnd))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    mappings: tuple[Mapping, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(Mapping), repr=lambda value: f"<{len(value)}>"
    )
    bibliography: tuple[Source, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Source), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    @property
    def id(self) -> str:
        """The two edition ids, source first, joined by two hyphens."""
        return f"{self.source.edition}--{self.target.edition}"

    def __len__(self) -> int:
        return len(self.mappings)

    def invert(self) -> "Crosswalk":
        """Give the same crosswalk read from its other side, rows in the same order; twice gives it as it was.

        What was reviewed on each side, the note, the bibliography and the extensions go along unchanged.
        """
        return Crosswalk(
            source=self.target,
            target=self.source,
            note=self.note,
            mappings=tuple([row.invert() for row in self.mappings]),
            bibliography=self.bibliography,
            extensions=self.extensions,
        )
