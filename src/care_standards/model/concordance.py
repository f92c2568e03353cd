"""What became of each provision from one edition to the next of the same publication."""

from datetime import date

import attrs

from care_standards.model import constraints as must
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Source
from care_standards.vocabularies import (
    AssessorRole,
    Basis,
    ChangeKind,
    ChangeScope,
    CompletenessLevel,
    Confidence,
    DimensionSetting,
    Nation,
    Population,
    ReferralStatus,
    ReviewState,
)


@attrs.frozen(kw_only=True)
class Possibility:
    """A provision that a change may touch, with the reason for thinking so."""

    provision: str = attrs.field(validator=must.provision_id)
    basis: Basis = attrs.field(validator=must.word("basis"))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    reason: str = attrs.field(validator=must.text(), repr=must.hidden)


@attrs.frozen(kw_only=True)
class ConcordanceEnd:
    """One side of a concordance: the edition and the revision of its data."""

    edition: str = attrs.field(validator=must.edition_id)
    data_revision: int = attrs.field(validator=must.count(1))


@attrs.frozen(kw_only=True)
class DefaultChange:
    """What holds for every provision that no change names."""

    kind: ChangeKind = attrs.field(validator=must.word("change_kind"))
    applies_to: str = attrs.field(validator=must.text(), repr=must.hidden)
    rule: str = attrs.field(validator=must.text(), repr=must.hidden)


@attrs.frozen(kw_only=True)
class ComparisonCoverage:
    """How many provisions of each side are listed and were compared; None where nobody counted."""

    old_listed: int | None = attrs.field(default=None, validator=must.optional(must.count()))
    old_reviewed: int | None = attrs.field(default=None, validator=must.optional(must.count()))
    new_listed: int | None = attrs.field(default=None, validator=must.optional(must.count()))
    new_reviewed: int | None = attrs.field(default=None, validator=must.optional(must.count()))
    changes_reported: int | None = attrs.field(default=None, validator=must.optional(must.count()))


NO_COVERAGE = ComparisonCoverage()


@attrs.frozen(kw_only=True)
class Dimensions:
    """What a change touches, in the words of whoever reported it; empty where nobody said."""

    settings: tuple[DimensionSetting, ...] = attrs.field(
        default=(), converter=must.as_dimension_settings, validator=must.each(must.word("dimension_setting"))
    )
    nations: tuple[Nation, ...] = attrs.field(
        default=(), converter=must.as_nations, validator=must.each(must.word("nation"))
    )
    populations: tuple[Population, ...] = attrs.field(
        default=(), converter=must.as_populations, validator=must.each(must.word("population"))
    )
    referral_statuses: tuple[ReferralStatus, ...] = attrs.field(
        default=(), converter=must.as_referral_statuses, validator=must.each(must.word("referral_status"))
    )


NO_DIMENSIONS = Dimensions()


@attrs.frozen(kw_only=True)
class ChangeReview:
    """What a person who read both editions says of a change: whether it is right, in what role, and when."""

    state: ReviewState = attrs.field(validator=must.word("review_state"))
    role: AssessorRole | None = attrs.field(default=None, validator=must.optional(must.word("assessor_role")))
    on: date | None = attrs.field(default=None, validator=must.optional(must.day))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text(2_000)), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Change:
    """One change between the editions.

    ``old`` and ``new`` are provision ids; both may be empty where a change is reported without its place. ``also``
    holds further kinds that are true of the same change. ``affected`` names old provisions that may be touched.
    """

    id: str = attrs.field(validator=must.key)
    kind: ChangeKind = attrs.field(validator=must.word("change_kind"))
    also: tuple[ChangeKind, ...] = attrs.field(
        default=(), converter=must.as_change_kinds, validator=must.each(must.word("change_kind"))
    )
    old: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.provision_id))
    new: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.provision_id))
    summary: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    rationale: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    scope: ChangeScope | None = attrs.field(default=None, validator=must.optional(must.word("change_scope")))
    affected: tuple[Possibility, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Possibility)
    )
    dimensions: Dimensions = attrs.field(default=NO_DIMENSIONS, validator=must.instance_of(Dimensions))
    basis: Basis = attrs.field(validator=must.word("basis"))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)
    review: ChangeReview | None = attrs.field(
        default=None, validator=must.optional(must.instance_of(ChangeReview)), metadata=must.SINCE_1_1
    )


@attrs.frozen(kw_only=True)
class Concordance:
    """What is known of the change from one edition to the next; ``default`` holds for everything not named."""

    old: ConcordanceEnd = attrs.field(validator=must.instance_of(ConcordanceEnd))
    new: ConcordanceEnd = attrs.field(validator=must.instance_of(ConcordanceEnd))
    completeness: CompletenessLevel = attrs.field(validator=must.word("completeness_level"))
    method: str = attrs.field(validator=must.text(), repr=must.hidden)
    list_is_known_incomplete: bool = attrs.field(validator=must.boolean)
    default: DefaultChange = attrs.field(validator=must.instance_of(DefaultChange))
    coverage: ComparisonCoverage = attrs.field(validator=must.instance_of(ComparisonCoverage))
    not_supported: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.text()), repr=must.hidden
    )
    changes: tuple[Change, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(Change), repr=lambda value: f"<{len(value)}>"
    )
    bibliography: tuple[Source, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Source), repr=must.hidden
    )
    extensions: Extensions = attrs.field(default=NO_EXTENSIONS, validator=must.instance_of(Extensions))

    @property
    def id(self) -> str:
        """The two edition ids, older first, joined by two hyphens."""
        return f"{self.old.edition}--{self.new.edition}"

    def __len__(self) -> int:
        return len(self.changes)
