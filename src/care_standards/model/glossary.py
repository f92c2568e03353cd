"""What the words of the field mean."""

import attrs

from care_standards.model import constraints as must


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
