"""Bullets that are drawn as shapes and not printed as characters, as browsers do."""

import math
from collections.abc import Sequence
from typing import Final

from care_standards.authoring.pdf.words import Box, Word

# A mark is at most this large, in points, and about as wide as high.
LARGEST: Final = 8.0
_LEAST: Final = 1.0
# It stands left of its text by at most this many sizes of type.
_REACH: Final = 3.0
# Text left of it is as far away, or so far when the mark is in line (within so many points) with others.
_APART: Final = 0.6
_ALIGNED: Final = 1.0
# Pages with more pairs of marks and words than this are drawings.
_MOST: Final = 5_000_000

Mark = tuple[Box, str]


def is_mark(width: float, height: float) -> bool:
    """Say whether a drawn shape has the size of a bullet."""
    return (
        min(width, height) >= _LEAST
        and max(width, height) <= LARGEST
        and max(width, height) <= 1.7 * min(width, height)
    )


def glyph_of(curved: bool, filled: bool) -> str:
    """Give the character that looks like a shape."""
    if not curved:
        return "▪"
    return "•" if filled else "◦"


def with_marks(words: list[Word], marks: Sequence[Mark]) -> list[Word]:
    """Add a word for each shape that stands alone just left of a line, at the height of its small letters.

    Text of another column may end near it, when another such shape stands right above or below it.
    Such a word has no characters of the file, so that these still add up.
    """
    if not marks or len(marks) * len(words) > _MOST:
        return words
    found: dict[tuple[int, int], tuple[Word, float]] = {}
    upright = [word for word in words if not word.angle]
    for box, glyph in marks:
        middle, centre = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        row = [word for word in upright if word.top < centre < word.bottom]
        right = min((word for word in row if word.x0 >= middle), key=lambda word: word.x0, default=None)
        if right is None or right.x0 - box.x1 > _REACH * right.size:
            continue
        white = min((box.x0 - word.x1 for word in row if word.x0 < middle), default=math.inf) / right.size
        at_height = right.base - 0.75 * right.size < centre < right.base + 0.1 * right.size
        if at_height and box.bottom - box.top < 0.75 * right.size:
            word = Word(glyph, box.x0, box.x1, right.top, right.bottom, right.base, right.size, 0)
            found.setdefault((round(middle), round(centre)), (word, white))
    apart = [word for word, white in found.values() if white > _APART]
    added = [
        word
        for word, white in found.values()
        if white >= _REACH or (white > _APART and sum(abs(word.x0 - other.x0) < _ALIGNED for other in apart) > 1)
    ]
    return words + added
