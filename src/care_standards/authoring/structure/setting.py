"""How a document is set: its usual size and leading, and what each line looks like beside its neighbours."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line

_LAST: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\s*(?:[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡])?$")


_MOST_BESIDE: Final = 100  # lines looked at for each; no honest page has more at one height


@attrs.frozen(kw_only=True)
class Setting:
    """The usual size of type of the running text, and the usual distance from line to line by size (in points)."""

    size: float
    pitches: dict[float, float]

    def pitch(self, size: float) -> float:
        """Give the usual distance between two lines of this size."""
        near = self.pitches.get(_half(size))
        return near if near is not None else 1.25 * size


@attrs.frozen(kw_only=True)
class Look:
    """One line beside its neighbours.

    ``edge`` is where text of its column really ends: a page that is not full does not show its second column.
    ``gap`` is its distance from the line above in its column, in lines of the usual distance, None at the head of a
    column. ``indent`` counts from the edge of the column. ``full`` tells that it is one of the full lines of
    text set to one width. ``fresh`` tells that something new begins here; ``early``
    that the line ends before its column does, although the next word would have fitted. ``closed`` tells that it ends
    as a sentence does. ``beside`` tells that another line of its column stands at the same height, as in a table.
    ``large`` is set larger than the running text.
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
    return Setting(size=size, pitches={size: _densest(found) for size, found in steps.items()})


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
    justified = _justified(lines, edges, setting)
    found: list[Look] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        gap = None
        if before is not None and same_column(before, line):
            gap = (line.bottom - before.bottom) / setting.pitch(min(line.size, before.size))
        found.append(
            Look(
                place=place,
                line=line,
                edge=edges[place],
                gap=gap,
                indent=line.x0 - line.left,
                fresh=_fresh(found[-1] if found else None, line, gap),
                early=_early(line, after, edges[place])
                or (justified and not line.boxed and edges[place] - line.x1 > _UNEVEN),
                full=justified and edges[place] - line.x1 <= _UNEVEN,
                closed=bool(_LAST.search(line.text)),
                beside=beside[place],
                large=line.size >= 1.08 * setting.size + 0.2,
            )
        )
    return found


def _edges(lines: Sequence[Line], setting: Setting) -> list[float]:
    """Give the right edge of the text around each line: of its column on this page, and in the whole document."""
    here: dict[tuple[int, int | None, bool, int], float] = {}
    everywhere: dict[int, list[float]] = defaultdict(list)
    keys = [(line.sheet, line.page, line.boxed, round(line.left / 6)) for line in lines]
    for line, key in zip(lines, keys, strict=True):
        if line.size < 1.08 * setting.size + 0.2:
            here[key] = max(here.get(key, 0.0), line.x1)
            if not line.boxed:
                everywhere[key[3]].append(line.x1)
    usual = {left: sorted(ends)[int(0.97 * (len(ends) - 1))] for left, ends in everywhere.items() if len(ends) >= 12}
    return [
        min(line.right, max(here.get(key, line.right), 0.0 if line.boxed else usual.get(key[3], line.right), line.x1))
        for line, key in zip(lines, keys, strict=True)
    ]


_UNEVEN: Final = 3.0  # points by which lines set to one width may still differ


def _justified(lines: Sequence[Line], edges: Sequence[float], setting: Setting) -> bool:
    """Tell whether the running text is set to one width: then only the last line of a paragraph is shorter."""
    long = [
        edge - line.x1
        for line, edge in zip(lines, edges, strict=True)
        if abs(line.size - setting.size) < 0.6 and not line.boxed and line.x1 - line.left > 0.7 * (edge - line.left)
    ]
    return len(long) >= 20 and sum(room <= _UNEVEN for room in long) >= 0.75 * len(long)


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
        return before.closed or before.early
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
