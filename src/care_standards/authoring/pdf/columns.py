"""Columns: where the lines of a page begin, and in which order its parts are read."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.segments import MARK, rows_of
from care_standards.authoring.pdf.words import Box, Word

# A gap in a row as wide as this many sizes of type parts it, for the search for columns.
_GAP: Final = 0.9
# After a bullet or a number, which stands apart from its text, the gap may be this wide.
_AFTER_MARK: Final = 4.5
# A column is at least this wide, in sizes of type.
_NARROWEST: Final = 7.0
# Lines begin at one place when they differ by less than this, in points.
_SAME_START: Final = 3.0
# A doubtful gutter must have this share of all rows of the file beside it.
_SHARE_OF_FILE: Final = 0.15
# So many rows must stand beside a place to make it the beginning of a column, or of the cells of a table.
_LEAST_ROWS: Final = 6
# A white band through all of a stretch is as high as this share of the size of type.
_BAND: Final = 0.5
# A box stands out of its column by less than this, in points.
_PADDING: Final = 15.0
# No printed page has more pieces of rows than this; such a page is not looked at for columns.
_MOST_ATOMS: Final = 3000
# Prose fills its column by at least this share.
_FULL: Final = 0.5


@attrs.frozen
class Atom:
    """A piece of a row, or a whole box: what is never parted when columns are told."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    words: tuple[Word, ...] = attrs.field(repr=False)
    frame: Box | None = None  # the box whose words these are

    def moved(self, by: float) -> "Atom":
        """Give the same piece so far to the right."""
        frame = attrs.evolve(self.frame, x0=self.frame.x0 + by, x1=self.frame.x1 + by) if self.frame else None
        return attrs.evolve(self, x0=self.x0 + by, x1=self.x1 + by, frame=frame)


@attrs.frozen
class Region:
    """A part of a page that is read from top to bottom.

    ``columns`` tells the first and last of the columns it takes, and their number; ``cell`` that it is the cell of
    a table.
    """

    atoms: tuple[Atom, ...]
    columns: tuple[int, int, int]
    cell: bool = False


def atoms_of(words: Iterable[Word]) -> list[Atom]:
    """Part the rows of a page at wide gaps, but not between a bullet or number and its text."""
    atoms: list[Atom] = []
    for row in rows_of(words):
        piece: list[Word] = []
        end = before = 0.0
        for word in row:
            gap = word.x0 - end
            # A number that stands near the words before it is one of them.
            widest = _AFTER_MARK if _is_mark(piece) and before > 2 * _GAP * word.size else _GAP
            if piece and gap > widest * max(word.size, 6.0):
                atoms.append(_atom(piece))
                piece = []
                before = gap
            elif not piece:
                before = math.inf
            end = max(end, word.x1) if piece else word.x1
            piece.append(word)
        atoms.append(_atom(piece))
    return atoms


def parted_at(atoms: Iterable[Atom], starts: Sequence[float]) -> list[Atom]:
    """Part those pieces after all that have a wide gap where a column begins."""
    result: list[Atom] = []
    for atom in atoms:
        rest = list(atom.words)
        for start in starts if atom.frame is None else ():
            for place in range(1, len(rest)):
                last, word = rest[place - 1], rest[place]
                if last.x1 < start <= word.x0 + _SAME_START and word.x0 - last.x1 > _GAP * word.size:
                    result.append(_atom(rest[:place]))
                    rest = rest[place:]
                    break
        result.append(atom if len(rest) == len(atom.words) else _atom(rest))
    return result


def _is_mark(piece: Sequence[Word]) -> bool:
    """Say whether a piece is a bullet or a number, whose text belongs to it across a gap."""
    return len(piece) == 1 and (piece[0].pictorial or bool(MARK.fullmatch(piece[0].text)))


def _atom(words: Sequence[Word]) -> Atom:
    return Atom(
        words[0].x0,
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        max(word.size for word in words),
        tuple(words),
    )


@attrs.frozen
class Gutters:
    """Where second and further columns begin: ``through`` all of a page, ``within`` it only the cells of a table."""

    through: tuple[float, ...] = ()
    within: tuple[float, ...] = ()

    def moved(self, by: float) -> "Gutters":
        """Give the same places measured from elsewhere."""
        return Gutters(tuple(start + by for start in self.through), tuple(start + by for start in self.within))


def gutters_of(pages: Sequence[Sequence[Atom]]) -> list[Gutters]:
    """Give the gutters of each page.

    A place where lines begin is that of a column when it has text beside it on much of the file. Where only some
    pages have it, a table or a list in two halves stands there, and it counts for those lines alone.
    """
    found = [_candidates(atoms) for atoms in pages]
    total = sum(len(atoms) for atoms in pages)
    strength: dict[int, int] = {}
    for candidates in found:
        for start, rows in candidates.items():
            strength[round(start)] = strength.get(round(start), 0) + rows
    shared = {start for start in strength if _near(strength, start) >= _SHARE_OF_FILE * total}
    on_page = [
        _apart((at for at in candidates if round(at) in shared), candidates, atoms)
        for candidates, atoms in zip(found, pages, strict=True)
    ]
    usual = _usual(on_page)
    result: list[Gutters] = []
    for candidates, atoms in zip(found, pages, strict=True):
        through = max(usual, key=lambda starts: _begins(atoms, starts), default=())
        # A page that most lines run over has no columns, whatever the others have.
        if any(2 * sum(_crosses(atom, start) for atom in atoms) > len(atoms) for start in through):
            through = ()
        others = (at for at in candidates if round(at) not in shared)
        result.append(Gutters(through, _apart(others, candidates, atoms, through)))
    return result


def _near(strength: Mapping[int, int], start: int) -> int:
    return sum(strength.get(start + step, 0) for step in range(-4, 5))


def _apart(
    starts: Iterable[float], candidates: Mapping[float, int], atoms: Sequence[Atom], taken: Sequence[float] = ()
) -> tuple[float, ...]:
    """Choose the strongest of places that are too near to each other for a column between them."""
    least = _NARROWEST * _common_size(atoms)
    chosen: list[float] = []
    for start in sorted(starts, key=lambda start: (-candidates[start], start)):
        if all(abs(start - other) > least for other in (*chosen, *taken)):
            chosen.append(start)
    return tuple(sorted(chosen))


def _usual(pages: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Give the sets of gutters that come again on many pages; left and right pages may each have their own."""
    counts: dict[tuple[int, ...], list[tuple[float, ...]]] = {}
    for starts in pages:
        if starts:
            counts.setdefault(tuple(round(start / 4) for start in starts), []).append(starts)
    often = max(1, 0.2 * sum(map(len, counts.values())))
    return [same[0] for same in sorted(counts.values(), key=len, reverse=True) if len(same) >= often]


def _begins(atoms: Sequence[Atom], starts: Sequence[float]) -> int:
    """Count the pieces of rows that begin where the columns do."""
    return sum(abs(atom.x0 - start) < _SAME_START for start in starts for atom in atoms)


def _common_size(atoms: Sequence[Atom]) -> float:
    sizes = sorted(atom.size for atom in atoms)
    return sizes[len(sizes) // 2] if sizes else 10.0


def _crosses(atom: Atom, start: float) -> bool:
    if atom.frame is not None:
        # The edge of a box stands out of its column by the padding.
        return atom.frame.x1 - start > _PADDING < start - atom.frame.x0 and not atom.x0 >= start - _SAME_START
    return atom.x0 < start - _SAME_START and atom.x1 > start - 0.4 * atom.size


def _candidates(atoms: Sequence[Atom]) -> dict[float, int]:
    """Give the places where columns may begin, and how many rows in prose stand on both sides of each."""
    if len(atoms) > _MOST_ATOMS:
        return {}
    starts: dict[int, list[float]] = {}
    for atom in atoms:
        starts.setdefault(round(atom.x0 / 2), []).append(atom.x0)
    clusters: set[float] = set()
    for key, members in starts.items():
        if len(members) + len(starts.get(key - 1, ())) + len(starts.get(key + 1, ())) >= 4:
            clusters.add(min(members))
    result: dict[float, int] = {}
    for start in clusters:
        rows = _evidence(atoms, start)
        if rows >= _LEAST_ROWS:
            result[start] = rows
    return result


def _evidence(atoms: Sequence[Atom], start: float) -> int:
    rows = 0
    for crossing, stretch in _stretches(atoms, start):
        if not crossing and _is_beside(stretch, start):
            rows += 2 * min(map(_rows, _sides(stretch, start)))
    return rows


def _is_beside(atoms: Sequence[Atom], start: float) -> bool:
    """Say whether prose stands on both sides of a place."""
    left, right = _sides(atoms, start)
    return min(_rows(left), _rows(right)) >= 3 and min(_fill(left), _fill(right)) >= _FULL


def _rows(atoms: Iterable[Atom]) -> int:
    """Count the rows; one that is stretched to the full width of its column may be in several pieces."""
    return len({round(_middle(atom) / 3) for atom in atoms})


def _sides(atoms: Iterable[Atom], start: float) -> tuple[list[Atom], list[Atom]]:
    left: list[Atom] = []
    right: list[Atom] = []
    for atom in atoms:
        (left if atom.x0 < start - _SAME_START else right).append(atom)
    return left, right


def _blocks(stretch: Sequence[Atom]) -> list[list[Atom]]:
    """Part a stretch at the white bands that run through all of it, as between the rows of a table."""
    blocks: list[list[Atom]] = []
    end = 0.0
    for atom in sorted(stretch, key=lambda atom: atom.top):
        if not blocks or atom.top - end > _BAND * atom.size:
            blocks.append([])
        blocks[-1].append(atom)
        end = max(end, atom.bottom)
    return blocks


def _fill(atoms: Sequence[Atom]) -> float:
    """Say how full of text a column is: 1 when all lines are as long as the longest, 0 when it is no prose."""
    if not atoms:
        return 0.0
    # Bullets and numbers that stand apart from their text are no lines.
    lines = [atom for atom in atoms if atom.x1 - atom.x0 > 3 * atom.size]
    if len(lines) < 0.5 * len(atoms):
        return 0.0
    left, right = min(atom.x0 for atom in lines), max(atom.x1 for atom in lines)
    if right - left < _NARROWEST * _common_size(lines):
        return 0.0
    return sum(atom.x1 - left for atom in lines) / (len(lines) * (right - left))


def _stretches(atoms: Sequence[Atom], start: float) -> list[tuple[bool, list[Atom]]]:
    """Part a page into stretches from top to bottom, which do or do not cross the place where a column begins."""
    crossing = sorted((atom for atom in atoms if _crosses(atom, start)), key=lambda atom: atom.top)
    beside = sorted((atom for atom in atoms if not _crosses(atom, start)), key=_middle)
    result: list[tuple[bool, list[Atom]]] = []
    at = 0
    for bar in crossing:
        stretch: list[Atom] = []
        limit = bar.top if bar.frame else _middle(bar)
        while at < len(beside) and _middle(beside[at]) < limit:
            stretch.append(beside[at])
            at += 1
        if stretch:
            result.append((False, stretch))
        if result and result[-1][0]:
            result[-1][1].append(bar)
        else:
            result.append((True, [bar]))
    if at < len(beside):
        result.append((False, beside[at:]))
    return result


def _middle(atom: Atom) -> float:
    return (atom.top + atom.bottom) / 2


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
    found = {start: _evidence(atoms, start) for start in starts}
    start = max(found, key=lambda place: (found[place], -place), default=0.0)
    if not found or not found[start]:
        return [(atoms, False)] if atoms else []
    before = tuple(place for place in starts if place < start)
    after = tuple(place for place in starts if place > start)
    parts: list[tuple[list[Atom], bool]] = []
    rest: list[Atom] = []
    for crossing, stretch in _stretches(atoms, start):
        if crossing or not _is_beside(stretch, start):
            rest += stretch
            continue
        for block in _blocks(stretch):
            cells, tail = _without_tail(block, start)
            left, right = _sides(cells, start)
            if min(_fill(left), _fill(right)) < _FULL:
                rest += block
                continue
            if rest:
                parts.append((rest, False))
            parts += [(cell, True) for cell, _ in (*_cells(left, before), *_cells(right, after))]
            rest = tail
    return [*parts, (rest, False)] if rest else parts


def _without_tail(block: list[Atom], start: float) -> tuple[list[Atom], list[Atom]]:
    """Part from a block what stands below one of its sides and apart from the other: it follows both."""
    sides = _sides(block, start)
    for side, other in (sides, sides[::-1]):
        end = max((atom.bottom for atom in other), default=0.0)
        last = 0.0
        for atom in sorted(side, key=lambda atom: atom.top):
            if last and atom.top >= end - 0.2 * atom.size and atom.top - last > _BAND * atom.size:
                cut = atom.top
                return [one for one in block if one.top < cut], [one for one in block if one.top >= cut]
            last = atom.bottom
    return block, []


def _columns(part: Sequence[Atom], starts: Sequence[float]) -> tuple[int, int, int]:
    first = min(sum(start - _SAME_START <= atom.x0 for start in starts) for atom in part)
    last = max(sum(start < atom.x1 for start in starts) for atom in part)
    return first, max(first, last), len(starts) + 1


def _parted(atoms: list[Atom], starts: tuple[float, ...], size: float) -> list[list[Atom]]:
    if not atoms or not starts:
        return [atoms] if atoms else []
    # The gutter that fewest rows cross comes first, so that of three columns none is cut in two.
    start = min(starts, key=lambda place: (sum(_crosses(atom, place) for atom in atoms), place))
    before = tuple(place for place in starts if place < start)
    after = tuple(place for place in starts if place > start)
    parts: list[list[Atom]] = []
    full: list[Atom] = []
    for crossing, stretch in _stretches(atoms, start):
        if crossing:
            full += stretch
            continue
        parts += _parted(full, tuple(place for place in starts if place != start), size)
        full = []
        for part in _at_headings(stretch, start, size):
            left, right = _sides(part, start)
            parts += _parted(left, before, size) + _parted(right, after, size)
    return parts + _parted(full, tuple(place for place in starts if place != start), size)


def _at_headings(stretch: list[Atom], start: float, size: float) -> list[list[Atom]]:
    """Part a stretch where a heading of all columns is too short to cross their gutter: large, with white beside it."""
    left, right = _sides(stretch, start)
    cuts: list[float] = []
    for atom in left:
        if atom.frame or atom.size < size + 1.5:
            continue
        low, high = atom.top - 0.4 * atom.size, atom.bottom + 0.4 * atom.size
        if any(other.top < high and other.bottom > low for other in right):
            continue
        above = any(other.bottom <= low for other in right)
        below = any(other.top >= high for other in right)
        if above and below:
            cuts.append(atom.top)
    parts: list[list[Atom]] = []
    rest = stretch
    for cut in sorted(cuts):
        parts.append([atom for atom in rest if _middle(atom) < cut])
        rest = [atom for atom in rest if _middle(atom) >= cut]
    parts.append(rest)
    return [part for part in parts if part]
