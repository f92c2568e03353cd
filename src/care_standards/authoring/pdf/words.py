"""Words of one sheet: what the child process gives to the parent, and how it travels between them."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

import attrs

BOLD = 1
ITALIC = 2
SPACED = 4
PICTORIAL = 8
# No length is larger than this (points): paper ends well before.
FARTHEST: Final = 1_000_000.0
# A page that shows a picture and has fewer characters than this is a picture, perhaps with a stamp.
FEW_CHARACTERS: Final = 60


@attrs.frozen
class Word:
    """Characters of one font and size that stand together on one baseline.

    Lengths are in points from the top left corner of the sheet; ``base`` is the baseline in the frame of the text,
    which ``angle`` (in degrees, 0 for upright text) has turned. ``count`` is the number of characters of the file in
    it, doubled ones included. ``spaced`` says that white space stood before it in the file; ``pictorial`` that its
    font has pictures for letters.
    """

    text: str = attrs.field(repr=False)
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    count: int
    angle: int = 0
    bold: bool = False
    italic: bool = False
    spaced: bool = True
    pictorial: bool = False
    raised: bool = False

    @property
    def middle(self) -> float:
        """Give the middle of the word from left to right."""
        return (self.x0 + self.x1) / 2


@attrs.frozen
class Box:
    """A drawn rectangle that may hold text, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Say whether the middle of a word is inside."""
        return self.x0 <= word.middle <= self.x1 and self.top <= (word.top + word.bottom) / 2 <= self.bottom


@attrs.frozen
class Sheet:
    """All words and boxes of one page of a file; ``characters`` counts those that are not white."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = attrs.field(repr=lambda words: f"<{len(words)}>")
    boxes: tuple[Box, ...] = ()
    characters: int = 0
    unmapped: int = 0
    pictures: int = 0

    @property
    def is_picture(self) -> bool:
        """Say whether the page shows a picture and hardly any text, as scanned pages do."""
        return bool(self.pictures) and self.characters < FEW_CHARACTERS


def sheet_to_record(sheet: Sheet) -> dict[str, object]:
    """Give what stands for a sheet in a line of JSON."""
    return {
        "n": sheet.number,
        "size": [_length(sheet.width), _length(sheet.height)],
        "words": [
            [
                word.text,
                *map(_length, (word.x0, word.x1, word.top, word.bottom, word.base, word.size)),
                word.count,
                word.angle,
                BOLD * word.bold + ITALIC * word.italic + SPACED * word.spaced + PICTORIAL * word.pictorial,
            ]
            for word in sheet.words
        ],
        "boxes": [list(map(_length, (box.x0, box.top, box.x1, box.bottom))) for box in sheet.boxes],
        "counts": [sheet.characters, sheet.unmapped, sheet.pictures],
    }


def _length(points: float) -> float:
    """Round to what matters, and bring what lies beyond all paper, or is no number, to its edge."""
    return round(points, 2) if -FARTHEST < points < FARTHEST else (FARTHEST if points > 0 else -FARTHEST)


def sheet_from_record(record: Mapping[str, object]) -> Sheet:
    """Build the sheet again from its record; the record is trusted, because the child process is ours."""
    width, height = cast("Sequence[float]", record["size"])
    characters, unmapped, pictures = cast("Sequence[int]", record["counts"])
    rows = cast("Sequence[tuple[str, float, float, float, float, float, float, int, int, int]]", record["words"])
    return Sheet(
        number=cast(int, record["n"]),
        width=width,
        height=height,
        words=tuple(
            Word(
                text,
                x0,
                x1,
                top,
                bottom,
                base,
                size,
                count,
                angle,
                bool(flags & BOLD),
                bool(flags & ITALIC),
                bool(flags & SPACED),
                bool(flags & PICTORIAL),
            )
            for text, x0, x1, top, bottom, base, size, count, angle, flags in rows
        ),
        boxes=tuple(Box(*corners) for corners in cast("Sequence[Sequence[float]]", record["boxes"])),
        characters=characters,
        unmapped=unmapped,
        pictures=pictures,
    )
