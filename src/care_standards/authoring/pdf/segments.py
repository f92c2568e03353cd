"""From words to printed lines: what stands on one baseline in one column, read from left to right."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from care_standards.authoring.pdf.glyphs import SPACE_SHARE, TWICE_SHARE
from care_standards.authoring.pdf.words import Word

# Baselines that differ by less than this share of the size of type are one baseline.
_BASE_SHARE: Final = 0.25
# A character is raised when it is smaller than this share of its neighbours and stands higher.
_RAISED_SIZE: Final = 0.8
_MARKS: Final = frozenset("•▪■□◦●○‣\u2043∙·\u2013\u2014-*✓✔➢➤►▶❖§o")
# Letters are set apart when a line has so many that stand alone, in this share of its words, with gaps of this many
# sizes of type at most; a gap this many times as wide is one between words.
_FEW_LETTERS: Final = 4
_MOSTLY: Final = 0.7
_SET_APART: Final = 0.6
_WIDER: Final = 1.8
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A word that may open a line without being part of its text: a bullet, a number, a letter with a bracket.
MARK: Final = re.compile(r"[^\w]|o|[A-Za-z]?[0-9.()]+[A-Za-z]?[0-9.():]*|\(?[A-Za-z]{1,4}[.)]")
# Bullets of fonts that do not say what their letters mean.
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\ufffd]")


@attrs.frozen
class Segment:
    """One printed line: its words from left to right, raised ones included."""

    words: tuple[Word, ...] = attrs.field(repr=lambda words: f"<{len(words)}>")
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float

    @property
    def count(self) -> int:
        """Give how many characters of the file stand in it."""
        return sum(word.count for word in self.words)

    @property
    def angle(self) -> int:
        """Give the angle of its text in degrees."""
        return self.words[0].angle


def segment_of(words: Iterable[Word]) -> Segment:
    """Make one line of words of one baseline, in any order."""
    upright = _once(sorted(words, key=lambda word: word.x0))
    size = size_of(upright)
    full = [word for word in upright if not word.raised] or upright
    bases = sorted(word.base for word in full)
    return Segment(
        tuple(upright),
        upright[0].x0,
        max(word.x1 for word in upright),
        min(word.top for word in full),
        max(word.bottom for word in full),
        bases[len(bases) // 2],
        size,
    )


def _once(words: Sequence[Word]) -> list[Word]:
    """Make of words that are drawn twice, to look bold, bold words that have the characters of both."""
    kept: list[Word] = []
    for word in words:
        last = kept[-1] if kept else None
        if last is not None and word.text == last.text:
            width = (last.x1 - last.x0) / max(1, len(last.text))
            if abs(word.x0 - last.x0) < TWICE_SHARE * width:
                kept[-1] = attrs.evolve(last, x1=max(last.x1, word.x1), count=last.count + word.count, bold=True)
                continue
        kept.append(word)
    return kept


def size_of(words: Iterable[Word]) -> float:
    """Give the size of type of most characters, and 10 where there are none."""
    weights: dict[float, int] = {}
    for word in words:
        size = round(word.size * 2) / 2
        weights[size] = weights.get(size, 0) + word.count
    return max(weights, key=lambda size: (weights[size], size), default=10.0)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Gather words that share a baseline, from top to bottom and from left to right."""
    rows: list[list[Word]] = []
    bases: list[float] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        # The last rows are looked at, because a raised or lowered word may have come between.
        for back in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if abs(bases[back] - word.base) <= _BASE_SHARE * min(word.size, rows[back][0].size * 1.5):
                rows[back].append(word)
                break
        else:
            rows.append([word])
            bases.append(word.base)
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return rows


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Gather words of one column to lines, from top to bottom.

    A raised word that is smaller than its neighbour, as the mark of a footnote is, belongs to the line of that
    neighbour.
    """
    return [segment_of(row) for row in _with_raised(rows_of(words))]


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Put the words that are raised into the rows that they are raised from."""
    starts = [[word.x0 for word in row] for row in rows]
    raised: list[list[Word]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        left: list[Word] = []
        for word in row:
            below = range(number + 1, min(number + 4, len(rows)))
            home = next((at for at in below if _is_raised(word, rows[at], starts[at])), None)
            if home is None:
                left.append(word)
            else:
                raised[home].append(attrs.evolve(word, raised=True))
        row[:] = left
        starts[number] = [word.x0 for word in left]
    return [row + above for row, above in zip(rows, raised, strict=True) if row or above]


def _is_raised(word: Word, row: Sequence[Word], starts: Sequence[float]) -> bool:
    if len(word.text) > 4:
        return False
    # Only the words next to it can be those that it is raised from.
    place = bisect_left(starts, word.x0)
    return any(_is_raised_from(word, other) for other in row[max(0, place - 2) : place + 2])


def _is_raised_from(word: Word, other: Word) -> bool:
    size = other.size
    smaller = word.size < _RAISED_SIZE * size
    higher = 0.1 * size < other.base - word.base < 0.7 * size
    after = -0.3 * size < word.x0 - other.x1 < 0.5 * size
    before = -0.1 * size < other.x0 - word.x1 < size
    return smaller and higher and (after or before)


def text_of(segment: Segment) -> tuple[str, str | None]:
    """Give the text of a line, and the raised number at its beginning if it has one.

    Raised figures are written as such (¹²³); a picture from a font of pictures that opens the line is a bullet.
    """
    parts: list[str] = []
    small_start: str | None = None
    raised_start = True
    for word, space in zip(segment.words, spaces_of(segment.words), strict=True):
        text = word.text
        if word.raised and text.isdecimal() and text.isascii():
            if raised_start:
                small_start = (small_start or "") + text
            text = text.translate(_SUPERSCRIPTS)
        else:
            raised_start = False
        if not parts and (word.pictorial or _PRIVATE.match(text)) and len(text) == 1:
            text = text if text in _MARKS and not (word.pictorial and text in "§o·-") else "•"
        if space:
            parts.append(" ")
        parts.append(text)
    joined = "".join(parts).replace("\u00a0", " ")
    # A soft hyphen is seen only where the line ends on it.
    joined = joined[:-1].replace("\xad", "") + ("-" if joined.endswith("\xad") else joined[-1:])
    return " ".join(joined.split()), small_start


def spaces_of(words: Sequence[Word]) -> list[bool]:
    """Say of each word of a line whether a space stands before it.

    Where the letters of a heading are set apart, each is a word of its own, and the wide gaps are those between words.
    """
    gaps = [word.x0 - last.x1 for last, word in pairwise(words)]
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    between = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    if letters >= _FEW_LETTERS and letters >= _MOSTLY * len(words) and between < _SET_APART * words[0].size:
        return [False, *(word.spaced or gap > _WIDER * between for gap, word in zip(gaps, words[1:], strict=True))]
    sizes = [(max if word.raised else min)(last.size, word.size) for last, word in pairwise(words)]
    spaces = [word.spaced or gap > SPACE_SHARE * size for gap, size, word in zip(gaps, sizes, words[1:], strict=True)]
    return [False, *spaces]
