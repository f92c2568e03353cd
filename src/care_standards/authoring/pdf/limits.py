"""How much time, memory and text the reading of a file may take."""

from typing import Final

import attrs

MEBIBYTE: Final = 1024 * 1024


@attrs.frozen(kw_only=True)
class DraftLimits:
    """The most that a file may cost before it is refused.

    ``seconds`` is what the first page may take by the clock, ``seconds_a_page`` what each page that was read adds.
    ``memory`` (bytes) is the address space of the process that opens the file, where the system can bound it.
    ``answer`` (bytes) is the most that this process may send back.
    """

    seconds: float = 30.0
    seconds_a_page: float = 1.0
    memory: int = 1024 * MEBIBYTE
    file_bytes: int = 200 * MEBIBYTE
    pages: int = 2000
    characters_a_page: int = 200_000
    answer: int = 128 * MEBIBYTE

    def time_for(self, pages: int) -> float:
        """Give the seconds that may have passed when so many pages are read and the next one is not."""
        return self.seconds + self.seconds_a_page * pages
