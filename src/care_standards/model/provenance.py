"""Where a fact comes from, how much of an edition is held, and what may be shared."""

import attrs

from care_standards.model import constraints as must
from care_standards.vocabularies import CompletenessLevel, Sharing


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
