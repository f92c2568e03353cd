"""What stands on the two sides of a place where a column may begin."""

from collections.abc import Iterable, Sequence
from typing import Final

from care_standards.authoring.pdf.atoms import SAME_START, Atom

# A column is at least this wide, in sizes of type.
NARROWEST: Final = 7.0
# A white band through all of a stretch is as high as this share of the size of type.
BAND: Final = 0.5
# A box stands out of its column by less than this, in points.
_PADDING: Final = 15.0
# Prose fills its column by at least this share.
FULL: Final = 0.5


def common_size_of(atoms: Sequence[Atom]) -> float:
    """Give the size of type in the middle of those of all pieces."""
    sizes = sorted(atom.size for atom in atoms)
    return sizes[len(sizes) // 2] if sizes else 10.0


def middle_of(atom: Atom) -> float:
    """Give the middle of a piece from top to bottom."""
    return (atom.top + atom.bottom) / 2


def crosses(atom: Atom, start: float) -> bool:
    """Say whether a piece runs over the place where a column begins."""
    if atom.frame is not None:
        # The edge of a box stands out of its column by the padding.
        return atom.frame.x1 - start > _PADDING < start - atom.frame.x0 and not atom.x0 >= start - SAME_START
    return atom.x0 < start - SAME_START and atom.x1 > start - 0.4 * atom.size


def sides_of(atoms: Iterable[Atom], start: float) -> tuple[list[Atom], list[Atom]]:
    """Give the pieces left of a place, and those that begin there or right of it."""
    left: list[Atom] = []
    right: list[Atom] = []
    for atom in atoms:
        (left if atom.x0 < start - SAME_START else right).append(atom)
    return left, right


def stretches_of(atoms: Sequence[Atom], start: float) -> list[tuple[bool, list[Atom]]]:
    """Part a page into stretches from top to bottom, which do or do not cross the place where a column begins."""
    crossing = sorted((atom for atom in atoms if crosses(atom, start)), key=lambda atom: atom.top)
    beside = sorted((atom for atom in atoms if not crosses(atom, start)), key=middle_of)
    result: list[tuple[bool, list[Atom]]] = []
    at = 0
    for bar in crossing:
        stretch: list[Atom] = []
        limit = bar.top if bar.frame else middle_of(bar)
        while at < len(beside) and middle_of(beside[at]) < limit:
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


def blocks_of(stretch: Sequence[Atom]) -> list[list[Atom]]:
    """Part a stretch at the white bands that run through all of it, as between the rows of a table."""
    blocks: list[list[Atom]] = []
    end = 0.0
    for atom in sorted(stretch, key=lambda atom: atom.top):
        if not blocks or atom.top - end > BAND * atom.size:
            blocks.append([])
        blocks[-1].append(atom)
        end = max(end, atom.bottom)
    return blocks


def rows_in(atoms: Iterable[Atom]) -> int:
    """Count the rows; one that is stretched to the full width of its column may be in several pieces."""
    return len({round(middle_of(atom) / 3) for atom in atoms})


def fill_of(atoms: Sequence[Atom]) -> float:
    """Say how full of text a column is: 1 when all lines are as long as the longest, 0 when it is no prose."""
    if not atoms:
        return 0.0
    # Bullets and numbers that stand apart from their text are no lines.
    lines = [atom for atom in atoms if atom.x1 - atom.x0 > 3 * atom.size]
    if len(lines) < 0.5 * len(atoms):
        return 0.0
    left, right = min(atom.x0 for atom in lines), max(atom.x1 for atom in lines)
    if right - left < NARROWEST * common_size_of(lines):
        return 0.0
    return sum(atom.x1 - left for atom in lines) / (len(lines) * (right - left))


def is_beside(atoms: Sequence[Atom], start: float) -> bool:
    """Say whether prose stands on both sides of a place."""
    left, right = sides_of(atoms, start)
    return min(rows_in(left), rows_in(right)) >= 3 and min(fill_of(left), fill_of(right)) >= FULL


def rows_beside(atoms: Sequence[Atom], start: float) -> int:
    """Count the rows on both sides of a place, where prose stands on both."""
    rows = 0
    for crossing, stretch in stretches_of(atoms, start):
        if not crossing and is_beside(stretch, start):
            rows += 2 * min(map(rows_in, sides_of(stretch, start)))
    return rows
