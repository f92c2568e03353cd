"""How a document is set: its usual size and leading, and what each line looks like beside its neighbours."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line

_LAST: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\s*(?:[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡])?$")


_MOST_BESIDE: Final = 100  # lines looked at for each; no honest page has more at one height


@attrs.frozen(kw_only=True)
class Setting:
    """The usual size of type of the running text, and the usual distance from line to line by size (in points).

    ``loosest`` is the widest distance, by size, between lines that surely are of one paragraph, where enough are seen;
    ``breaks`` are the distances, in half points, that paragraphs stand apart again and again.
    """

    size: float
    pitches: dict[float, float]
    loosest: dict[float, float] = attrs.Factory(dict[float, float])
    breaks: dict[float, frozenset[int]] = attrs.Factory(dict[float, frozenset[int]])

    def pitch(self, size: float) -> float:
        """Give the usual distance between two lines of this size."""
        near = self.pitches.get(_half(size))
        return max(near if near is not None else 1.25 * size, 0.01)  # text may have no size at all

    def parts(self, before: Line, after: Line) -> bool:
        """Tell whether a line stands as far below another one as paragraphs do, and no lines within a paragraph."""
        size = _half(after.size)
        loosest = self.loosest.get(size)
        if loosest is None or _half(before.size) != size:
            return False
        step = after.bottom - before.bottom
        usual = self.breaks.get(size, frozenset())
        return step > max(loosest + 0.8, 1.07 * self.pitch(size)) and round(2 * step) in usual


@attrs.frozen(kw_only=True)
class Look:
    """One line beside its neighbours.

    ``edge`` is where text of its column really ends: a page that is not full does not show its second column.
    ``gap`` is its distance from the line above in its column, in lines of the usual distance, None at the head of a
    column. ``indent`` counts from the edge of the column. ``full`` tells that it is one of the full lines of
    text set to one width. ``fresh`` tells that something new begins here; ``early``
    that the line ends before its column does, although the next word would have fitted. ``closed`` tells that it ends
    as a sentence does. ``beside`` tells that another line of its column stands at the same height, as in a table.
    ``large`` is set larger than the running text. ``parted`` tells that it begins a sentence, and stands further below
    the end of another one than lines of one paragraph do in this document.
    """

    place: int
    line: Line
    edge: float
    gap: float | None
    indent: float
    fresh: bool
    early: bool
    full: bool
    closed: bool
    beside: bool
    large: bool
    parted: bool

    @property
    def head(self) -> bool:
        """Whether it is the first of its column."""
        return self.gap is None


def _half(size: float) -> float:
    return round(size * 2) / 2


def setting_of(lines: Sequence[Line]) -> Setting:
    """Find the usual size and leading of a document."""
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for before, line in zip([None, *lines], lines, strict=False):
        sizes[_half(line.size)] += line.characters
        if before is not None and same_column(before, line) and _half(before.size) == _half(line.size):
            step = line.bottom - before.bottom
            if 0.8 * line.size < step < 2.2 * line.size:
                steps[_half(line.size)][round(step, 1)] += 1
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    pitches = {size: _densest(found) for size, found in steps.items()}
    return Setting(size=size, pitches=pitches, loosest=_loosest(lines), breaks=_breaks(lines))


_ENOUGH: Final = 40  # so many lines must be seen to know how far apart those of one paragraph stand


def _loosest(lines: Sequence[Line]) -> dict[float, float]:
    """Give how far below each other lines stand that surely go on, by size: a few that a raised sign parts set aside.

    A line surely goes on that begins with a small letter, after one that ends no sentence.
    """
    steps: dict[float, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        if line.text[:1].islower() and before.text[-1:].isalpha() and same_column(before, line):
            step = line.bottom - before.bottom
            if _half(before.size) == _half(line.size) and 0.8 * line.size < step < 2.2 * line.size:
                steps[_half(line.size)].append(step)
    return {size: sorted(found)[int(0.99 * len(found))] for size, found in steps.items() if len(found) >= _ENOUGH}


def _breaks(lines: Sequence[Line]) -> dict[float, frozenset[int]]:
    """Give how far below each other paragraphs stand, by size, as lines show that end well before their column does."""
    steps: dict[float, Counter[int]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        if _LAST.search(before.text) and not line.text[:1].islower() and same_column(before, line):
            short = before.right - before.x1 > 0.25 * (before.right - before.left)
            if short and _half(before.size) == _half(line.size):
                steps[_half(line.size)][round(2 * (line.bottom - before.bottom))] += 1
    usual = {size: {step for step, count in found.items() if count >= _AGAIN} for size, found in steps.items()}
    return {size: frozenset(step + near for step in found for near in (-1, 0, 1)) for size, found in usual.items()}


_AGAIN: Final = 4


def _densest(steps: Counter[float]) -> float:
    """Give the most usual step; of two about as usual ones the smaller, which is the one within paragraphs."""
    grouped: Counter[float] = Counter()
    for step, count in steps.items():
        for near in (-0.2, -0.1, 0.0, 0.1, 0.2):
            grouped[round(step + near, 1)] += count
    most = grouped.most_common(1)[0][1]
    return min(step for step, count in grouped.items() if count >= 0.6 * most) + 0.2


def same_column(before: Line, after: Line) -> bool:
    """Tell whether a line stands below another one in the same column of the same sheet, or box."""
    return (
        before.sheet == after.sheet
        and before.boxed == after.boxed
        and abs(before.left - after.left) < 3
        # A heading may go over all columns, and the text below it stand in the first of them.
        and (abs(before.right - after.right) < 3 or after.bottom - before.bottom < 3 * after.size)
        and after.bottom > before.bottom - 1
    )


def looks(lines: Sequence[Line], setting: Setting) -> list[Look]:
    """Look at each line beside its neighbours, in reading order."""
    beside = _beside(lines)
    edges = _edges(lines, setting)
    uneven = _justified(lines, edges, setting)
    found: list[Look] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        gap = None
        parted = False
        if before is not None and same_column(before, line):
            gap = (line.bottom - before.bottom) / setting.pitch(min(line.size, before.size))
            parted = found[-1].closed and not line.text[:1].islower() and setting.parts(before, line)
        found.append(
            Look(
                place=place,
                line=line,
                edge=edges[place],
                gap=gap,
                indent=line.x0 - line.left,
                fresh=parted or _fresh(found[-1] if found else None, line, gap),
                early=_early(line, after, edges[place])
                or (uneven is not None and not line.boxed and edges[place] - line.x1 > uneven),
                full=uneven is not None and edges[place] - line.x1 <= uneven,
                closed=bool(_LAST.search(line.text)),
                beside=beside[place],
                large=line.size >= 1.08 * setting.size + 0.2,
                parted=parted,
            )
        )
    return found


def _edges(lines: Sequence[Line], setting: Setting) -> list[float]:
    """Give the right edge of the text around each line: of its column on this page, and in the whole document."""
    here: dict[tuple[int, int | None, bool, int], list[float]] = defaultdict(list)
    everywhere: dict[int, list[float]] = defaultdict(list)
    keys = [(line.sheet, line.page, line.boxed, round(line.left / 6)) for line in lines]
    for line, key in zip(lines, keys, strict=True):
        if line.size < 1.08 * setting.size + 0.2:
            here[key].append(line.x1)
            if not line.boxed:
                everywhere[key[3]].append(line.x1)
    usual = {left: _dense_end(ends, 6 * left) for left, ends in everywhere.items() if len(ends) >= 12}
    near = {key: _dense_end(ends, 6 * key[3]) for key, ends in here.items()}
    found: list[float] = []
    for line, key in zip(lines, keys, strict=True):
        everywhere_ends = 0.0 if line.boxed else usual.get(key[3], line.right)
        found.append(min(line.right, max(near.get(key, line.right), everywhere_ends, line.x1)))
    return found


def _dense_end(ends: list[float], left: float) -> float:
    """Give the furthest place where lines end in some number: a few that run further are none of the column's."""
    ordered = sorted(ends, reverse=True)
    if len(ordered) < 8:
        return ordered[0]
    needed = max(2, int(0.08 * len(ordered)))
    for at, end in enumerate(ordered):
        reach = end - max(0.04 * (end - left), 6.0)
        last = at + needed - 1
        if last < len(ordered) and ordered[last] >= reach:
            return end
    return ordered[0]


_UNEVEN: Final = 3.0  # points by which lines set to one width may differ at most


def _justified(lines: Sequence[Line], edges: Sequence[float], setting: Setting) -> float | None:
    """Give by how much the lines of running text differ that is set to one width; None where it is not.

    In such text only the last line of a paragraph is shorter.
    """
    long = [
        edge - line.x1
        for line, edge in zip(lines, edges, strict=True)
        if abs(line.size - setting.size) < 0.6 and not line.boxed and line.x1 - line.left > 0.7 * (edge - line.left)
    ]
    full = sorted(room for room in long if room <= _UNEVEN)
    if len(long) < 20 or len(full) < 0.75 * len(long):
        return None
    return min(_UNEVEN, 1.5 * full[int(0.9 * len(full))] + 0.3)


def _early(line: Line, after: Line | None, edge: float) -> bool:
    """Tell whether the first word of the next line would still have fitted."""
    room = edge - line.x1
    if after is None:
        return room > 0.1 * (edge - line.left)
    text = after.text
    first = text.split(" ", 1)[0] if text else ""
    width = (after.x1 - after.x0) * (len(first) + 1) / max(len(text), 1)
    return room > 1.1 * width * (line.size / max(after.size, 1.0)) + 0.015 * (edge - line.left)


def _fresh(before: Look | None, line: Line, gap: float | None) -> bool:
    if before is None:
        return True
    if gap is None:
        otherwise_set = abs(before.line.size - line.size) > 0.4 or (line.bold and not before.line.bold)
        return before.closed or before.early or otherwise_set
    if gap > 1.25 or abs(before.line.size - line.size) > 0.6:
        return True
    return before.early or line.x0 < before.line.x0 - 3


def _beside(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether another one of the same column stands at its height."""
    found = [False] * len(lines)
    by_sheet: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        by_sheet[line.sheet, round(line.left / 8)].append(place)
    for places in by_sheet.values():
        places.sort(key=lambda place: lines[place].top)
        for at, place in enumerate(places):
            here = lines[place]
            for other in places[at + 1 : at + 1 + _MOST_BESIDE]:
                there = lines[other]
                if there.top > here.bottom - 0.5 * min(here.size, there.size):
                    break
                if there.x0 >= here.x1 or here.x0 >= there.x1:
                    found[place] = found[other] = True
    return found
