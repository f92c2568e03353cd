"""Printed lines: what the reading of a PDF gives to the recognition of its structure."""

from collections.abc import Iterator
from typing import Literal

import attrs

LineRole = Literal["body", "running"]


@attrs.frozen(kw_only=True)
class Line:
    """One printed line of one column, in reading order among its like.

    ``text`` has its ligatures taken apart and single spaces between words; a hyphen at its end is still there, a
    bullet at its beginning too. Raised figures are written as such (``¹²``). ``sheet`` is the page of the file, from
    1; ``page`` the printed page number, None where none could be told. On a spread, one sheet has two of them.
    Lengths are in points from the top left corner of the sheet. ``left`` and ``right`` are the edges of the column
    (or box) that the line stands in. ``size`` and ``bold`` are those of most of its characters; ``bold_lead`` counts
    the words in bold at its beginning. ``small_start`` is a raised number at its beginning, as footnotes have.
    ``characters`` counts the characters of the page that are in this line and are not white: over all lines of a
    reading they add up to those of the file.
    """

    text: str = attrs.field(repr=False)
    sheet: int
    page: int | None
    x0: float
    x1: float
    top: float
    bottom: float
    left: float
    right: float
    size: float
    bold: bool = False
    italic: bool = False
    bold_lead: int = 0
    small_start: str | None = attrs.field(default=None, repr=False)
    boxed: bool = False
    role: LineRole = "body"
    characters: int


@attrs.frozen(kw_only=True)
class Reading:
    """The lines of a whole file in reading order, with what is needed to account for every character of it."""

    lines: tuple[Line, ...] = attrs.field(repr=lambda lines: f"<{len(lines)}>")
    sheets: int
    characters: int
    spreads: int  # how many sheets hold two printed pages
    pages_known_by: Literal["folios", "sheets"]  # printed numbers were found, or pages are counted by sheet
    pictures: tuple[int, ...] = ()  # the sheets that show a picture and hardly any text, as scanned pages do
    unmapped: int = 0  # how many characters have a shape and no meaning; they are U+FFFD in the text

    def body(self) -> Iterator[Line]:
        """Give the lines that are not running heads or feet."""
        return (line for line in self.lines if line.role == "body")
