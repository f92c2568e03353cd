"""Labels at the side: a few words in bold in a narrow column of their own, which begin on the first row of a text."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.atoms import SAME_START, Atom
from care_standards.authoring.pdf.beside import middle_of
from care_standards.authoring.pdf.segments import MARK, Segment, segment_of
from care_standards.authoring.pdf.words import Word

# A label stands in so many rows at most, with such a pitch in sizes of type.
_MOST_ROWS: Final = 4
_PITCH: Final = 1.6
# The same words stand at the side so often in a file; of these, so many have rows of their text below them. That the
# lines of a list of names and numbers do not have: there one name follows the other.
_LEAST: Final = 3
_WITH_WHITE: Final = 1 / 3
# Pieces stand on one row when their middles differ by less than this share of the size of type.
_SAME_ROW: Final = 0.4

# A page with more pieces of rows is no page of a book, nor is a row with more.
_MOST_ATOMS: Final = 3000
_MOST_BESIDE: Final = 20


@attrs.frozen
class SideLabel:
    """The rows of a label at the side, from top to bottom."""

    rows: tuple[Atom, ...]
    white: bool  # whether its text goes on below it

    @property
    def key(self) -> str:
        """Give its words, for comparison."""
        return " ".join(word.text for word in self.words).casefold()

    @property
    def words(self) -> list[Word]:
        """Give its words in their order."""
        return [word for row in self.rows for word in row.words]

    def segment(self) -> Segment:
        """Make one line of it that stands on its first row."""
        first = segment_of(self.rows[0].words)
        rest = [word for row in self.rows[1:] for word in (attrs.evolve(row.words[0], spaced=True), *row.words[1:])]
        return attrs.evolve(first, words=(*first.words, *rest), x1=max(row.x1 for row in self.rows))


def side_labels_of(pages: Sequence[Sequence[Atom]]) -> list[list[SideLabel]]:
    """Give the labels at the side of each page: the same words in bold beside texts, again and again in a file.

    Their text stands apart from them, is not bold where it begins, and has white below the label.
    """
    found = [_found_on(atoms) for atoms in pages]
    whites: dict[str, list[bool]] = {}
    for labels in found:
        for label in labels:
            whites.setdefault(label.key, []).append(label.white)
    known = {key for key, white in whites.items() if len(white) >= _LEAST and sum(white) >= _WITH_WHITE * len(white)}
    return [[label for label in labels if label.key in known] for labels in found]


def _found_on(atoms: Sequence[Atom]) -> list[SideLabel]:
    if len(atoms) > _MOST_ATOMS:
        return []
    every = sorted(atoms, key=middle_of)
    middles = [middle_of(atom) for atom in every]
    bold = [atom for atom in every if _may_be_label(atom)]
    found: list[SideLabel] = []
    taken: set[int] = set()
    for number, atom in enumerate(bold):
        if id(atom) in taken:
            continue
        near = _SAME_ROW * atom.size
        row = every[bisect_left(middles, middle_of(atom) - near) : bisect_left(middles, middle_of(atom) + near)]
        text = _beside(atom, row)
        if text is None or not _begins_plain(text.words):
            continue
        rows = [atom]
        for below in bold[number + 1 :]:
            step = below.top - rows[-1].top
            if step > _PITCH * atom.size or len(rows) == _MOST_ROWS:
                break
            if step > 0.5 * atom.size and abs(below.x0 - atom.x0) < SAME_START and below.x1 < text.x0:
                rows.append(below)
        taken.update(map(id, rows))
        after = every[bisect_left(middles, middle_of(rows[-1]) + near) :][:_MOST_BESIDE]
        first = [one.x0 for one in after if middle_of(one) - middle_of(after[0]) < near]
        found.append(SideLabel(tuple(rows), bool(first) and min(first) > text.x0 - SAME_START))
    return found


def _may_be_label(atom: Atom) -> bool:
    letters = any(character.isalpha() for word in atom.words for character in word.text)
    return (
        atom.frame is None
        and letters
        and all(word.bold for word in atom.words)
        and not MARK.fullmatch(atom.words[0].text)
        and not atom.words[-1].text.endswith(":")
    )


def _beside(atom: Atom, row: Sequence[Atom]) -> Atom | None:
    """Give the next piece right of a label on its row, if nothing stands left of the label there."""
    if any(one.x0 < atom.x0 for one in row):
        return None
    return min((one for one in row if one.x0 > atom.x1), key=lambda one: one.x0, default=None)


def _begins_plain(words: Sequence[Word]) -> bool:
    first = next((word for word in words if not MARK.fullmatch(word.text)), None)
    return first is not None and not first.bold
