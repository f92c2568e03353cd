"""Finding the header of a sheet: title rows may stand above it, and a header for people may stand below the names."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import attrs

from care_standards.model.column_profile import ColumnProfile
from care_standards.tables.matching import Names

MOST_ROWS: Final = 30
"""How many of the first rows are looked at for a header."""


@attrs.frozen
class FoundHeader:
    """Where the header of a sheet is: the row of the names, of the labels for people if any, and the first of data.

    Rows count from 1, as those of the sheet that were looked at.
    """

    row: int
    label_row: int | None
    first_data_row: int


class HeaderFinder(Protocol):
    """What a reader of sheets asks where the header is: it is fed the first rows, at most ``most``, each in turn."""

    most: int

    def feed(self, row_number: int, cells: Sequence[Any]) -> None:
        """Look at a row; rows come in order, and blank ones too."""
        ...

    def found(self) -> FoundHeader | None:
        """Tell where the header is, or None where none of the rows was one."""
        ...


class ProfileHeaderFinder:
    """Finds the row in which most names are known to a profile.

    A row counts if it names the column of the provision, or two known columns; of rows that know as many, the first
    does. The row below holds labels if it is all text and half of it or more are labels that the profile knows.
    """

    def __init__(self, names: Names, most: int = MOST_ROWS) -> None:
        """Look for the names of a profile among the first rows."""
        self.most = most
        self._names = names
        self._best: tuple[int, int] | None = None
        self._labels: set[int] = set()

    def feed(self, row_number: int, cells: Sequence[Any]) -> None:
        """Look at a row; rows come in order, and blank ones too."""
        filled = [cell for cell in cells if cell is not None and cell != ""]
        texts = [cell for cell in filled if isinstance(cell, str)]
        matches = [match for match in map(self._names.match, texts) if match is not None]
        known = len({match.column.name for match in matches})
        decisive = known > 1 or any(match.column.to == "provision" for match in matches)
        if decisive and (self._best is None or known > self._best[1]):
            self._best = (row_number, known)
        labels = sum(self._names.labelled(text) is not None for text in texts)
        if texts and len(texts) == len(filled) and labels * 2 >= len(texts):
            self._labels.add(row_number)

    def found(self) -> FoundHeader | None:
        """Tell where the header is, or None where none of the rows was one."""
        if self._best is None:
            return None
        row = self._best[0]
        label_row = row + 1 if row + 1 in self._labels else None
        return FoundHeader(row, label_row, (label_row or row) + 1)


def header_finder(profile: ColumnProfile) -> HeaderFinder:
    """Give a finder of the header by the names a profile knows; it serves one sheet."""
    return ProfileHeaderFinder(Names(profile))
