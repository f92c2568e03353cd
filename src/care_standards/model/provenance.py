"""Where a fact comes from, when it happened as far as anybody knows, and what may be shared."""

import attrs

from care_standards.model import constraints as must
from care_standards.vocabularies import Basis, CompletenessLevel, Confidence, DatePrecision, Sharing


@attrs.frozen(kw_only=True)
class UncertainDate:
    """A date known to a day, a month or a year, or only to lie between two of those.

    ``earliest`` and ``latest`` are ISO 8601 text of the precision that is known (``2018``, ``2018-10``,
    ``2018-10-15``); they differ only where the precision is ``range``.
    """

    earliest: str = attrs.field(validator=must.partial_date)
    latest: str = attrs.field(validator=must.partial_date)
    precision: DatePrecision = attrs.field(validator=must.word("date_precision"))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)

    def __str__(self) -> str:
        return self.earliest if self.earliest == self.latest else f"{self.earliest} to {self.latest}"


@attrs.frozen(kw_only=True)
class Source:
    """One thing that was read: what it is, and how much of it was read."""

    key: str = attrs.field(validator=must.key)
    title: str = attrs.field(validator=must.text(must.MAX_TITLE), repr=must.hidden)
    what_was_read: str = attrs.field(validator=must.text(), repr=must.hidden)
    publisher: str | None = attrs.field(
        default=None, validator=must.optional(must.text(must.MAX_TITLE)), repr=must.hidden
    )
    date: str | None = attrs.field(default=None, validator=must.optional(must.partial_date))
    url: str | None = attrs.field(default=None, validator=must.optional(must.url), repr=must.hidden)
    rights_note: str | None = attrs.field(default=None, validator=must.optional(must.text()), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Rights:
    """What may be done with an edition's data.

    ``sharing`` is ``private`` where the data hold the publisher's wording, which must not leave the machine;
    ``shareable`` where they hold only facts and summaries in other words. ``statement`` says what is known of the
    licence.
    """

    sharing: Sharing = attrs.field(validator=must.word("sharing"))
    statement: str = attrs.field(validator=must.text(), repr=must.hidden)


@attrs.frozen(kw_only=True)
class Completeness:
    """How much of the printed edition the data hold: a level, the number of provisions, and the rest in words."""

    level: CompletenessLevel = attrs.field(validator=must.word("completeness_level"))
    provisions: int = attrs.field(validator=must.count())
    coverage: str = attrs.field(validator=must.text(), repr=must.hidden)
    known_gaps: tuple[str, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.each(must.text()), repr=must.hidden
    )

    def __str__(self) -> str:
        noun = "provision" if self.provisions == 1 else "provisions"
        return f"{self.level}, {self.provisions} {noun}"


@attrs.frozen(kw_only=True)
class Wording:
    """The publisher's own words of a provision, with their language; only in an edition whose rights are private."""

    language: str = attrs.field(validator=must.language)
    value: str = attrs.field(validator=must.text(100_000), repr=must.hidden)


@attrs.frozen(kw_only=True)
class GlossaryEntry:
    """A term of the field: what it means, since when, and who says so.

    ``valid_from`` and ``valid_to`` are a year, a month or a day; None means not established, or not limited.
    """

    term: str = attrs.field(validator=must.text(must.MAX_TITLE))
    meaning: str = attrs.field(validator=must.text())
    sources: tuple[str, ...] = attrs.field(converter=must.as_tuple, validator=must.each(must.key))
    abbreviation: str | None = attrs.field(default=None, validator=must.optional(must.text(must.MAX_TITLE)))
    valid_from: str | None = attrs.field(default=None, validator=must.optional(must.partial_date))
    valid_to: str | None = attrs.field(default=None, validator=must.optional(must.partial_date))
    note: str | None = attrs.field(default=None, validator=must.optional(must.text()))


@attrs.frozen(kw_only=True)
class Possibility:
    """A provision that a change may touch, with the reason for thinking so."""

    provision: str = attrs.field(validator=must.provision_id)
    basis: Basis = attrs.field(validator=must.word("basis"))
    confidence: Confidence = attrs.field(validator=must.word("confidence"))
    reason: str = attrs.field(validator=must.text(), repr=must.hidden)
