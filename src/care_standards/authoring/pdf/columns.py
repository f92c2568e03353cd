"""Columns: where on a page they begin, told from all pages of a file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.atoms import SAME_START, Atom
from care_standards.authoring.pdf.beside import NARROWEST, common_size_of, crosses, rows_beside, sides_of
from care_standards.authoring.pdf.folios import is_roman

# A doubtful gutter must have this share of all rows of the file beside it.
_SHARE_OF_FILE: Final = 0.15
# So many rows must stand beside a place to make it the beginning of a column, or of the cells of a table.
_LEAST_ROWS: Final = 6
# The text of a bullet is indented by less than this, in points.
_INDENT: Final = 30.0
# So many numbers make a column of numbers, when they are this share of what stands there and all of it is narrower than
# so many sizes of type.
_LEAST_NUMBERS: Final = 3
_NEARLY_ALL: Final = 0.8
_NUMBER_WIDTH: Final = 4.0
_FIGURES: Final = re.compile("[0-9]{1,4}")
# No printed page has more pieces of rows than this; such a page is not looked at for columns.
_MOST_ATOMS: Final = 3000


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
        through = max(
            (_best_of(family, atoms) for family in usual), key=lambda starts: _speak_for(starts, atoms), default=()
        )
        # A page that most lines run over has no columns, whatever the others have.
        if any(2 * sum(crosses(atom, start) for atom in atoms) > len(atoms) for start in through):
            through = ()
        through = tuple(start for start in through if not _only_numbers(atoms, start))
        others = (at for at in candidates if round(at) not in shared)
        result.append(Gutters(through, _apart(others, candidates, atoms, through)))
    return result


def _only_numbers(atoms: Sequence[Atom], start: float) -> bool:
    """Say whether numbers, and hardly anything else, stand right of a place: the pages that contents refer to."""
    right = sides_of(atoms, start)[1]
    numbers = sum(len(atom.words) == 1 and _is_page(atom.words[0].text) for atom in right)
    narrow = all(atom.frame is None and atom.x1 - atom.x0 < _NUMBER_WIDTH * atom.size for atom in right)
    return numbers >= _LEAST_NUMBERS and narrow and numbers >= _NEARLY_ALL * len(right)


def _is_page(text: str) -> bool:
    return bool(_FIGURES.fullmatch(text)) or is_roman(text)


def _near(strength: Mapping[int, int], start: int) -> int:
    return sum(strength.get(start + step, 0) for step in range(-4, 5))


def _apart(
    starts: Iterable[float], candidates: Mapping[float, int], atoms: Sequence[Atom], taken: Sequence[float] = ()
) -> tuple[float, ...]:
    """Choose the strongest of places that are too near to each other for a column between them."""
    least = NARROWEST * common_size_of(atoms)
    chosen: list[float] = []
    for start in sorted(starts, key=lambda start: (-candidates[start], start)):
        if all(abs(start - other) > least for other in (*chosen, *taken)):
            chosen.append(start)
    return tuple(sorted(chosen))


def _usual(pages: Sequence[tuple[float, ...]]) -> list[list[tuple[float, ...]]]:
    """Give the sets of gutters that come again on many pages, in families of those that are nearly the same.

    Left and right pages may have margins of their own; and where a column is mostly bullets, their text begins at one
    place as well.
    """
    counts: dict[tuple[int, ...], list[tuple[float, ...]]] = {}
    for starts in pages:
        if starts:
            counts.setdefault(tuple(round(start / 4) for start in starts), []).append(starts)
    often = max(1, _SHARE_OF_FILE * sum(map(len, counts.values())))
    families: list[list[tuple[float, ...]]] = []
    for same in sorted(counts.values(), key=len, reverse=True):
        home = next((family for family in families if _are_variants(family[0], same[0])), None)
        if home is not None:
            home.append(same[0])
        elif len(same) >= often:
            families.append([same[0]])
    return families


def _are_variants(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < _INDENT for a, b in zip(one, other, strict=True))


def _best_of(family: Sequence[tuple[float, ...]], atoms: Sequence[Atom]) -> tuple[float, ...]:
    """Choose of nearly the same gutters those that fewest lines of a page run over, and the left ones of these."""
    return min(family, key=lambda starts: (sum(crosses(atom, start) for start in starts for atom in atoms), starts))


def _speak_for(starts: Sequence[float], atoms: Sequence[Atom]) -> int:
    """Weigh a set of gutters on a page: lines that begin there or are indented, against those that run over them."""
    begin = sum(-SAME_START < atom.x0 - start < _INDENT for start in starts for atom in atoms)
    return begin - 2 * sum(crosses(atom, start) for start in starts for atom in atoms)


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
        rows = rows_beside(atoms, start)
        if rows >= _LEAST_ROWS:
            result[start] = rows
    return result
