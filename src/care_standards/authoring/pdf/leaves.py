"""Printed pages: a sheet of the file is one of them, or on a spread two."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.segments import rows_of
from care_standards.authoring.pdf.words import Box, Sheet, Word

# A sheet may be a spread only when it is this much wider than high.
_LANDSCAPE: Final = 1.15
# Without two numbers on a sheet, the white between its halves must be this share of its width: two inner margins.
_INNER_MARGINS: Final = 0.045
_FIGURES: Final = re.compile("[0-9]{1,4}")


@attrs.frozen
class Leaf:
    """One printed page: its words, and from where to where on the sheet it lies (in points)."""

    sheet: int
    x0: float
    x1: float
    height: float
    words: tuple[Word, ...] = attrs.field(repr=lambda words: f"<{len(words)}>")
    boxes: tuple[Box, ...] = ()
    half: str = ""  # "left" or "right" on a spread

    @property
    def width(self) -> float:
        """Give the width of the printed page."""
        return self.x1 - self.x0


def leaves_of(sheets: Sequence[Sheet]) -> list[Leaf]:
    """Give the printed pages of all sheets in order.

    Whether landscape sheets are spreads is decided for all sheets of one size together: hardly any line crosses the
    middle, and they carry two following page numbers, or no numbers and two inner margins.
    """
    of_size: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        if sheet.width > _LANDSCAPE * sheet.height:
            of_size.setdefault((round(sheet.width / 10), round(sheet.height / 10)), []).append(sheet)
    spreads = {sheet.number for group in of_size.values() if _are_spreads(group) for sheet in group}
    return [leaf for sheet in sheets for leaf in (_halves(sheet) if sheet.number in spreads else [_whole(sheet)])]


def _whole(sheet: Sheet) -> Leaf:
    return Leaf(sheet.number, 0.0, sheet.width, sheet.height, sheet.words, sheet.boxes)


def _halves(sheet: Sheet) -> list[Leaf]:
    middle = sheet.width / 2
    left: list[Word] = []
    right: list[Word] = []
    for row in rows_of([word for word in sheet.words if not word.angle]):
        if _crosses(row, middle):
            left.extend(row)
        else:
            for word in row:
                (left if word.middle < middle else right).append(word)
    for word in sheet.words:
        if word.angle:
            (left if word.middle < middle else right).append(word)
    boxes = [box for box in sheet.boxes if box.x1 - box.x0 < 0.9 * middle]
    return [
        Leaf(
            sheet.number,
            0.0,
            middle,
            sheet.height,
            tuple(left),
            tuple(box for box in boxes if box.x0 + box.x1 < sheet.width),
            "left",
        ),
        Leaf(
            sheet.number,
            middle,
            sheet.width,
            sheet.height,
            tuple(right),
            tuple(box for box in boxes if box.x0 + box.x1 >= sheet.width),
            "right",
        ),
    ]


def _crosses(row: Sequence[Word], middle: float) -> bool:
    """Say whether text runs through the middle: a word stands on it, or the words beside it are near each other."""
    left = [word.x1 for word in row if word.middle < middle]
    right = [word.x0 for word in row if word.middle >= middle]
    if not left or not right:
        return any(word.x0 < middle - 2 and word.x1 > middle + 2 for word in row)
    return min(right) - max(left) < 1.2 * row[0].size


def _are_spreads(sheets: Sequence[Sheet]) -> bool:
    rows = crossing = pairs = singles = 0
    whites: list[float] = []
    for sheet in sheets:
        middle = sheet.width / 2
        found = rows_of([word for word in sheet.words if not word.angle])
        rows += len(found)
        crossing += sum(_crosses(row, middle) for row in found)
        left, right = (_numbers(sheet, found, side) for side in (-1, 1))
        if any(number + 1 in right for number in left):
            pairs += 1
        elif left or right:
            singles += 1
        ends = [word.x1 for word in sheet.words if word.middle < middle]
        starts = [word.x0 for word in sheet.words if word.middle >= middle]
        if ends and starts:
            whites.append(min(starts) - max(ends))
    if not rows or crossing > 0.05 * rows:
        return False
    if pairs >= 2 or (pairs and len(sheets) <= 3):
        return pairs >= 0.3 * (pairs + singles)
    whites.sort()
    width = sheets[0].width
    return not singles and bool(whites) and whites[len(whites) // 2] >= _INNER_MARGINS * width


def _numbers(sheet: Sheet, rows: Iterable[Sequence[Word]], side: int) -> set[int]:
    """Give the numbers that stand alone or at an end near the upper or lower edge of one half."""
    middle = sheet.width / 2
    found: set[int] = set()
    for row in rows:
        half = [word for word in row if (word.middle - middle) * side > 0]
        if half and not 0.12 * sheet.height < half[0].bottom < 0.88 * sheet.height:
            found.update(int(word.text) for word in (half[0], half[-1]) if _FIGURES.fullmatch(word.text))
    return found
