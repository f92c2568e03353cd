"""What was recognised in somebody's document, with an account of every character of it.

The reading of a PDF (``authoring.structure.recognise``) and of a DOCX (``authoring.docx_reading``) both end here; the
draft and its review are made from nothing else.
"""

from typing import Literal

import attrs

from care_standards.authoring.outline import Role
from care_standards.vocabularies import Kind

PagesKnownBy = Literal["folios", "sheets", "nothing"]


@attrs.frozen(kw_only=True)
class RecognisedItem:
    """One heading, paragraph or bullet of the document.

    ``level`` is the depth of a heading from 1, of a bullet from 1, and 0 for a paragraph. ``notation`` is the printed
    number without a final full stop or colon; that of a list is in brackets, ``(a)`` or ``(1)``, however it is printed.
    ``text`` is the rest in one line, ``label`` its bold lead-in, which ``text`` then does not repeat. ``kind`` is given
    only where the structure says it. ``sets_kind`` is given to an unnumbered heading such as "Guiding principles",
    which is no provision itself but says what the items below it are. ``footnote`` is the number by which a footnote
    is referred to.

    ``page`` is the printed page on which the item begins, ``sheet`` that of the file (0 where the file has none, as
    DOCX), ``top`` its distance in points from the upper edge. ``confidence`` says from 0 to 1 how sure it is that this
    is one item, of this role and with this number; ``doubts`` why it is not surer, in words that hold no text of the
    document. ``characters`` counts the characters of the source, without white space, that went into the item: its
    number, its mark and a hyphen undone at a line end included.
    """

    role: Role
    level: int
    notation: str | None = attrs.field(default=None, repr=False)
    text: str = attrs.field(repr=False)
    label: str | None = attrs.field(default=None, repr=False)
    kind: Kind | None = None
    sets_kind: Kind | None = None
    footnote: str | None = attrs.field(default=None, repr=False)
    page: int | None = None
    sheet: int = 0
    top: float | None = None
    boxed: bool = False
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    characters: int


@attrs.frozen(kw_only=True)
class Passage:
    """Text of the source that is no item: a running head or foot, the title, or what went nowhere.

    ``why`` says in words of ours why it stands where it does. ``text`` is for the person who asks to see it.
    """

    sheet: int
    page: int | None = None
    top: float | None = None
    text: str = attrs.field(repr=False)
    why: str = ""
    characters: int


@attrs.frozen(kw_only=True)
class ContentsEntry:
    """One line of a table of contents: what it says stands where. ``level`` is its depth by indentation, from 1."""

    notation: str | None = attrs.field(default=None, repr=False)
    text: str = attrs.field(repr=False)
    page: int | None
    level: int = 1
    sheet: int = 0
    characters: int


@attrs.frozen(kw_only=True)
class Recognised:
    """A whole document, in reading order: its items, and everything that is none.

    The law of this class: the characters of items, title, running, contents and unplaced add up to ``characters``,
    which is counted on the source itself. ``sheets`` counts the pages of the file, ``spreads`` those that hold two
    printed pages, ``columns`` those set in columns; all are 0 for a DOCX.
    """

    items: tuple[RecognisedItem, ...] = attrs.field(repr=lambda items: f"<{len(items)}>")
    title: tuple[Passage, ...] = attrs.field(default=(), repr=False)
    running: tuple[Passage, ...] = attrs.field(default=(), repr=False)
    contents: tuple[ContentsEntry, ...] = attrs.field(default=(), repr=False)
    unplaced: tuple[Passage, ...] = attrs.field(default=(), repr=False)
    characters: int
    sheets: int = 0
    spreads: int = 0
    columns: int = 0
    pages_known_by: PagesKnownBy = "nothing"

    @property
    def accounted(self) -> int:
        """How many characters are in an item, the title, a running line, the contents, or listed as unplaced."""
        parts = (self.items, self.title, self.running, self.contents, self.unplaced)
        return sum(member.characters for part in parts for member in part)
