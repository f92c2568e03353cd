"""When something happened, as far as anybody knows."""

import attrs

from care_standards.model import constraints as must
from care_standards.vocabularies import DatePrecision


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
