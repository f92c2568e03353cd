"""Atoms: the pieces of rows that are never parted when the order of a page is told."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.segments import MARK, rows_of
from care_standards.authoring.pdf.words import Box, Word

# A gap in a row as wide as this many sizes of type parts it, for the search for columns.
_GAP: Final = 0.9
# After a bullet or a number, which stands apart from its text, the gap may be this wide.
_AFTER_MARK: Final = 4.5
# A bullet that stands where a column begins parts its row at a smaller one.
_BEFORE_MARK: Final = 0.5
# Lines begin at one place when they differ by less than this, in points.
SAME_START: Final = 3.0


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
                atoms.append(atom_of(piece))
                piece = []
                before = gap
            elif not piece:
                before = math.inf
            end = max(end, word.x1) if piece else word.x1
            piece.append(word)
        atoms.append(atom_of(piece))
    return atoms


def parted_at(atoms: Iterable[Atom], starts: Sequence[float]) -> list[Atom]:
    """Part those pieces after all that have a wide gap where a column begins."""
    result: list[Atom] = []
    for atom in atoms:
        rest = list(atom.words)
        for start in starts if atom.frame is None else ():
            for place in range(1, len(rest)):
                last, word = rest[place - 1], rest[place]
                least = _BEFORE_MARK if _is_mark([word]) and word.x0 < start + SAME_START else _GAP
                if last.x1 < start <= word.x0 + SAME_START and word.x0 - last.x1 > least * word.size:
                    result.append(atom_of(rest[:place]))
                    rest = rest[place:]
                    break
        result.append(atom if len(rest) == len(atom.words) else atom_of(rest))
    return result


def _is_mark(piece: Sequence[Word]) -> bool:
    """Say whether a piece is a bullet or a number, whose text belongs to it across a gap."""
    return len(piece) == 1 and (piece[0].pictorial or bool(MARK.fullmatch(piece[0].text)))


def atom_of(words: Sequence[Word]) -> Atom:
    """Make one piece of words of one row."""
    return Atom(
        words[0].x0,
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        max(word.size for word in words),
        tuple(words),
    )
