"""Words that were meant: what the index holds that looks like a word it does not hold."""

from collections.abc import Mapping
from typing import Final

SHORTEST: Final = 4
LONGEST: Final = 30
_CLOSE: Final = 0.8
_MOST_COMPARED: Final = 2_000
_MOST_KEPT: Final = 1_000


class Spelling:
    """The words of an index, by how often they occur."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self._by_first: dict[str, list[str]] | None = None
        self._nearest: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Give the known word that looks most like one that is not known, or None.

        Only words of about the same length with the same first letter are compared, the commonest first where they are
        very many: a slip in the first letter is rare, and a word that merely rhymes means something else.
        """
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        found = self._nearest.get(word, "")
        if found == "":  # not asked before; None is an answer
            if len(self._nearest) >= _MOST_KEPT:
                self._nearest.clear()
            self._nearest[word] = found = self._compared(word)
        return found

    def _compared(self, word: str) -> str | None:
        from difflib import get_close_matches

        if self._by_first is None:
            by_first: dict[str, list[str]] = {}
            for known in sorted(self.counts, key=lambda known: (-self.counts[known], known)):
                by_first.setdefault(known[0], []).append(known)
            self._by_first = by_first
        alike = [known for known in self._by_first.get(word[0], ()) if abs(len(known) - len(word)) <= 2]
        return next(iter(get_close_matches(word, alike[:_MOST_COMPARED], n=1, cutoff=_CLOSE)), None)
