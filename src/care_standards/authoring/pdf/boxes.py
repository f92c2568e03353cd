"""Boxes: drawn rectangles that set a piece of text apart."""

from collections.abc import Iterable, Sequence
from typing import Final

from care_standards.authoring.pdf.words import Box, Word

# Edges that are this near (points) are one edge.
_NEAR: Final = 2.5
_PADDING: Final = 14.0
_LEAST_HEIGHT: Final = 18.0
_LEAST_WIDTH: Final = 60.0


def boxes_of(boxes: Iterable[Box], words: Sequence[Word], width: float, height: float) -> list[Box]:
    """Give the boxes of a page that set text apart, from top to bottom.

    Rectangles that stand on each other, as the shading of line after line does, are one box. Rectangles side by side
    are cells of a table and no boxes; nor is one that holds no text, a heading alone, or nearly the whole page.
    """
    joined = _stacked(sorted(set(boxes), key=lambda box: (box.top, box.x0)))
    kept: list[Box] = []
    for box in sorted(joined, key=lambda box: (box.x0 - box.x1) * (box.bottom - box.top)):
        if box.bottom - box.top < _LEAST_HEIGHT or box.x1 - box.x0 < _LEAST_WIDTH:
            continue
        if (box.x1 - box.x0) * (box.bottom - box.top) > 0.7 * width * height:
            continue
        if any(_is_beside(box, other) for other in joined) or any(_overlaps(box, other) for other in kept):
            continue
        held = [word for word in words if not word.angle and box.holds(word)]
        if held and not _is_band(held, words) and not any(_is_cut(box, word, width) for word in words):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.top, box.x0))


def _stacked(boxes: Sequence[Box]) -> list[Box]:
    joined: list[Box] = []
    for box in boxes:
        for place, other in enumerate(joined):
            same_sides = abs(box.x0 - other.x0) <= _NEAR and abs(box.x1 - other.x1) <= _NEAR
            if same_sides and box.top <= other.bottom + _NEAR and box.bottom >= other.top - _NEAR:
                joined[place] = Box(
                    min(box.x0, other.x0), min(box.top, other.top), max(box.x1, other.x1), max(box.bottom, other.bottom)
                )
                break
        else:
            joined.append(box)
    return joined


def _is_beside(box: Box, other: Box) -> bool:
    """Say whether another one stands next to the box, with no more between them than the padding of two cells."""
    gap = max(box.x0, other.x0) - min(box.x1, other.x1)
    return -_NEAR <= gap <= _PADDING and box.top < other.bottom - _NEAR and other.top < box.bottom - _NEAR


def _is_band(held: Sequence[Word], words: Sequence[Word]) -> bool:
    """Say whether a rectangle is the colour behind a heading: one line in it, bold or larger than most of the page."""
    if max(word.base for word in held) - min(word.base for word in held) > 0.5 * held[0].size:
        return False
    sizes = sorted(word.size for word in words)
    return all(word.bold or word.size > sizes[len(sizes) // 2] + 0.5 for word in held)


def _overlaps(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom


def _is_cut(box: Box, word: Word, width: float) -> bool:
    """Say whether an edge of the box runs through a word: then it is a mark on the page and no box around text."""
    if not box.top < (word.top + word.bottom) / 2 < box.bottom:
        return False
    return any(word.x0 + word.size < edge < word.x1 - word.size for edge in (box.x0, box.x1) if edge < width - 5)
