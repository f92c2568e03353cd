"""How much time, memory and text the reading of a file may take."""

from typing import Final

import attrs

from care_standards.model import constraints as must

MEBIBYTE: Final = 1024 * 1024


def _seconds(instance: object, attribute: "attrs.Attribute[float]", value: object) -> None:
    if type(value) not in (int, float) or not 0 <= value < float("inf"):  # type: ignore[operator]
        raise must.refuse(instance, attribute, "must be a number of seconds, 0 or more")


_count = must.count(1)


@attrs.frozen(kw_only=True)
class DraftLimits:
    """The most that a file may cost before it is refused.

    ``seconds`` is what the first page may take by the clock, ``seconds_a_page`` what each page that was read adds.
    ``memory`` (bytes) is the address space of the process that opens the file, where the system can bound it.
    ``answer`` (bytes) is the most that this process may send back.
    """

    seconds: float = attrs.field(default=30.0, validator=_seconds)
    seconds_a_page: float = attrs.field(default=1.0, validator=_seconds)
    memory: int = attrs.field(default=1024 * MEBIBYTE, validator=_count)
    file_bytes: int = attrs.field(default=200 * MEBIBYTE, validator=_count)
    pages: int = attrs.field(default=2000, validator=_count)
    characters_a_page: int = attrs.field(default=200_000, validator=_count)
    answer: int = attrs.field(default=128 * MEBIBYTE, validator=_count)

    def time_for(self, pages: int) -> float:
        """Give the seconds that may have passed when so many pages are read and the next one is not."""
        return self.seconds + self.seconds_a_page * pages
