"""Boxes in the margin and labels above columns: what interrupts the text, and where it belongs."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from care_standards.authoring.pdf.lines import Line
from care_standards.authoring.structure.blocks import Block
from care_standards.authoring.structure.headings import label_of

_STEP: Final = 10.0  # points: how finely the widths of sheets are looked at
_SELDOM: Final = 0.02  # the share of lines that may run into a margin, as wide headings and tables do


def apart(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines of the text from those of boxes where no text runs, both in their order.

    Left-hand and right-hand sheets may have their margins on different sides, so they are looked at apart.
    """
    covered: dict[int, Counter[int]] = {0: Counter(), 1: Counter()}
    counts = [0, 0]
    for line in lines:
        if not line.boxed:
            side = line.sheet % 2
            counts[side] += 1
            covered[side].update(range(int(line.x0 / _STEP), int(min(line.x1, line.x0 + 5000) / _STEP) + 1))
    main: list[Line] = []
    beside: list[Line] = []
    for line in lines:
        side = line.sheet % 2
        middle = int((line.left + line.right) / 2 / _STEP)
        margin = line.boxed and counts[side] > 0 and covered[side][middle] < _SELDOM * counts[side]
        (beside if margin else main).append(line)
    return main, beside


def put_back(blocks: Sequence[Block], beside: Sequence[Block], order: Sequence[Line]) -> list[Block]:
    """Put the blocks of margins at the end of the section in which the reading met them."""
    places = {id(line): place for place, line in enumerate(order)}
    waiting = sorted(beside, key=lambda block: places[id(block.first.line)])
    result: list[Block] = []
    for block in blocks:
        if block.role == "heading" and label_of(block.parts[0]) is None:
            begins = places[id(block.first.line)]
            while waiting and places[id(waiting[0].first.line)] < begins:
                result.append(waiting.pop(0))
        result.append(block)
    return [*result, *waiting]


def labels_over_columns(blocks: Sequence[Block]) -> list[Block]:
    """Put the second of two labels that stand side by side above what stands below it, where a page parts them.

    Two such labels head two columns. When these begin on the next page only, both labels come before either column.
    """
    ordered = list(blocks)
    for at in range(len(ordered) - 2):
        first, second, below = ordered[at], ordered[at + 1], ordered[at + 2]
        if not _side_by_side(first, second) or _under(below, second):
            continue
        for place in range(at + 2, len(ordered)):
            block = ordered[place]
            if block.role == "heading":
                break
            if _under(block, second):
                ordered[at + 1 : place] = [*ordered[at + 2 : place], second]
                break
    return ordered


def _side_by_side(first: Block, second: Block) -> bool:
    """Tell whether two blocks are labels at one height, the second of them right of the first."""
    if any(block.role != "heading" or label_of(block.parts[0]) is None for block in (first, second)):
        return False
    left, right = first.first.line, second.first.line
    return left.sheet == right.sheet and abs(left.bottom - right.bottom) < 0.5 * left.size and right.x0 > left.x1


def _under(block: Block, label: Block) -> bool:
    return block.first.line.x0 > label.first.line.x0 - _STEP
