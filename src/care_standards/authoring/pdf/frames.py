"""Frames: boxes that are drawn as four lines, or as four rectangles as thin as lines."""

from collections.abc import Iterable
from typing import Final

from care_standards.authoring.pdf.words import Box

# What is thinner than this (points) is a line.
THIN: Final = 3.0
# Ends that are this near to each other (points) meet.
_MEET: Final = 3.5


def is_line(box: Box) -> bool:
    """Say whether a rectangle is as thin as a line, and long enough for the side of a box."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    return min(width, height) <= THIN and max(width, height) > 2 * THIN


def frames_of(lines: Iterable[Box]) -> list[Box]:
    """Give the boxes that lines make: two of the same length, one below the other, whose ends two others join.

    A line across, as between the rows of a table, ends one box and begins the next.
    """
    across: list[Box] = []
    down: list[Box] = []
    for line in lines:
        (across if line.x1 - line.x0 > line.bottom - line.top else down).append(line)
    across = sorted(_joined(across), key=lambda line: line.top)
    down = [_turned(line) for line in _joined(map(_turned, down))]
    frames: list[Box] = []
    cells: list[Box] = []
    for place, upper in enumerate(across):
        for lower in across[place + 1 :]:
            if abs(upper.x0 - lower.x0) > _MEET or abs(upper.x1 - lower.x1) > _MEET:
                continue
            sides = all(_has_side(down, x, upper, lower) for x in (upper.x0, upper.x1))
            if sides and lower.top - upper.top > 2 * _MEET:
                frame = Box(upper.x0, upper.top, upper.x1, lower.bottom)
                (cells if any(_is_inside(line, frame) for line in down) else frames).append(frame)
                break
    return [frame for frame in frames if not _belongs(frame, cells)]


def _is_inside(line: Box, frame: Box) -> bool:
    """Say whether a line down parts a frame into cells."""
    overlap = min(line.bottom, frame.bottom) - max(line.top, frame.top)
    return frame.x0 + 2 * _MEET < line.x0 < frame.x1 - 2 * _MEET and overlap > 0.5 * (frame.bottom - frame.top)


def _belongs(frame: Box, cells: list[Box]) -> bool:
    """Say whether a frame stands on a row of cells, or these on it: it is a row of their table."""
    touching = [
        cell
        for cell in cells
        if abs(cell.x0 - frame.x0) <= _MEET
        and abs(cell.x1 - frame.x1) <= _MEET
        and (abs(cell.top - frame.bottom) <= _MEET or abs(cell.bottom - frame.top) <= _MEET)
    ]
    if touching:
        cells.append(frame)
    return bool(touching)


def _has_side(down: Iterable[Box], x: float, upper: Box, lower: Box) -> bool:
    return any(
        line.x0 - _MEET <= x <= line.x1 + _MEET
        and line.top <= upper.bottom + _MEET
        and line.bottom >= lower.top - _MEET
        for line in down
    )


def _turned(line: Box) -> Box:
    return Box(line.top, line.x0, line.bottom, line.x1)


def _joined(lines: Iterable[Box]) -> list[Box]:
    """Join pieces of a line across that follow each other."""
    joined: list[Box] = []
    for line in sorted(lines, key=lambda line: (round(line.top), line.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.top - line.top) <= 1.5 and line.x0 <= last.x1 + _MEET:
            joined[-1] = Box(last.x0, last.top, max(last.x1, line.x1), max(last.bottom, line.bottom))
        else:
            joined.append(line)
    return joined
