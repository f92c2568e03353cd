"""The order in which the parts of a page are read: columns, headings over them, and the cells of tables."""

from collections.abc import Sequence

import attrs

from care_standards.authoring.pdf.atoms import SAME_START, Atom, parted_at
from care_standards.authoring.pdf.beside import (
    BAND,
    FULL,
    blocks_of,
    crosses,
    fill_of,
    is_beside,
    middle_of,
    rows_beside,
    sides_of,
    stretches_of,
)
from care_standards.authoring.pdf.columns import Gutters


@attrs.frozen
class Region:
    """A part of a page that is read from top to bottom.

    ``columns`` tells the first and last of the columns it takes, and their number; ``cell`` that it is the cell of
    a table.
    """

    atoms: tuple[Atom, ...]
    columns: tuple[int, int, int]
    cell: bool = False


def regions_of(atoms: Sequence[Atom], gutters: Gutters, common_size: float) -> list[Region]:
    """Give the parts of a page in reading order: what runs over all columns parts those above from those below."""
    starts = gutters.through
    regions: list[Region] = []
    for part in _parted(parted_at(atoms, starts), starts, common_size):
        columns = _columns(part, starts)
        for cells, is_cell in _cells(part, gutters.within):
            regions.append(Region(tuple(cells), _columns(cells, gutters.within) if is_cell else columns, is_cell))
    return regions


def _cells(atoms: list[Atom], starts: tuple[float, ...]) -> list[tuple[list[Atom], bool]]:
    """Take out of a column the cells that stand side by side in it, each as a part of its own."""
    # The place with most lines beside it comes first.
    found = {start: rows_beside(atoms, start) for start in starts}
    start = max(found, key=lambda place: (found[place], -place), default=0.0)
    if not found or not found[start]:
        return [(atoms, False)] if atoms else []
    before = tuple(place for place in starts if place < start)
    after = tuple(place for place in starts if place > start)
    parts: list[tuple[list[Atom], bool]] = []
    rest: list[Atom] = []
    for crossing, stretch in stretches_of(atoms, start):
        if crossing or not is_beside(stretch, start):
            rest += stretch
            continue
        for block in blocks_of(stretch):
            cells, tail = _without_tail(block, start)
            left, right = sides_of(cells, start)
            if min(fill_of(left), fill_of(right)) < FULL:
                rest += block
                continue
            if rest:
                parts.append((rest, False))
            parts += [(cell, True) for cell, _ in (*_cells(left, before), *_cells(right, after))]
            rest = tail
    return [*parts, (rest, False)] if rest else parts


def _without_tail(block: list[Atom], start: float) -> tuple[list[Atom], list[Atom]]:
    """Part from a block what stands below one of its sides and apart from the other: it follows both."""
    sides = sides_of(block, start)
    for side, other in (sides, sides[::-1]):
        end = max((atom.bottom for atom in other), default=0.0)
        last = 0.0
        for atom in sorted(side, key=lambda atom: atom.top):
            if last and atom.top >= end - 0.2 * atom.size and atom.top - last > BAND * atom.size:
                cut = atom.top
                return [one for one in block if one.top < cut], [one for one in block if one.top >= cut]
            last = atom.bottom
    return block, []


def _columns(part: Sequence[Atom], starts: Sequence[float]) -> tuple[int, int, int]:
    first = min(sum(start - SAME_START <= atom.x0 for start in starts) for atom in part)
    last = max(sum(start < atom.x1 for start in starts) for atom in part)
    return first, max(first, last), len(starts) + 1


def _parted(atoms: list[Atom], starts: tuple[float, ...], size: float) -> list[list[Atom]]:
    if not atoms or not starts:
        return [atoms] if atoms else []
    # The gutter that fewest rows cross comes first, so that of three columns none is cut in two.
    start = min(starts, key=lambda place: (sum(crosses(atom, place) for atom in atoms), place))
    before = tuple(place for place in starts if place < start)
    after = tuple(place for place in starts if place > start)
    parts: list[list[Atom]] = []
    full: list[Atom] = []
    for crossing, stretch in stretches_of(atoms, start):
        if crossing:
            full += stretch
            continue
        parts += _parted(full, tuple(place for place in starts if place != start), size)
        full = []
        for part in _at_headings(stretch, start, size):
            left, right = sides_of(part, start)
            parts += _parted(left, before, size) + _parted(right, after, size)
    return parts + _parted(full, tuple(place for place in starts if place != start), size)


def _begin_again(left: list[Atom], right: list[Atom], high: float, size: float, near: float) -> bool:
    """Say whether text smaller than a size begins on both sides below a place, at about the same height."""
    tops = [[one.top for one in side if one.top >= high and one.size < size] for side in (left, right)]
    return all(tops) and abs(min(tops[0]) - min(tops[1])) < near


def _at_headings(stretch: list[Atom], start: float, size: float) -> list[list[Atom]]:
    """Part a stretch where a heading of all columns is too short to cross their gutter: large, with white beside it."""
    left, right = sides_of(stretch, start)
    cuts: list[float] = []
    for atom in left:
        if atom.frame or atom.size < size + 1.5:
            continue
        low, high = atom.top - 0.4 * atom.size, atom.bottom + 0.4 * atom.size
        if any(other.top < high and other.bottom > low for other in right):
            continue
        above = any(other.bottom <= low for other in right)
        # Both columns begin again below it, or below a smaller heading that follows it; a column that ends early, with
        # a footnote far below, does not.
        if above and any(_begin_again(left, right, high, below, 2 * atom.size) for below in (atom.size, size + 1.5)):
            cuts.append(atom.top)
    parts: list[list[Atom]] = []
    rest = stretch
    for cut in sorted(cuts):
        parts.append([atom for atom in rest if middle_of(atom) < cut])
        rest = [atom for atom in rest if middle_of(atom) >= cut]
    parts.append(rest)
    return [part for part in parts if part]
