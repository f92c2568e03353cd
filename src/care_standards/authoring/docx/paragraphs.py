"""The paragraphs of a DOCX in the order of the file, with what became of every character of them.

Elements that are not known here are gone through, not passed over: whatever holds a character is met.
"""

from collections.abc import Iterator
from typing import Final, Literal

import attrs

from care_standards.authoring.docx.parts import Element, kept, number, switched, value, visible
from care_standards.authoring.docx.styles import Style, Styles

Fate = Literal["kept", "deleted", "hidden"]

_PRIVATE_USE: Final = range(0xE000, 0xF900)  # where the symbol fonts of Word put their bullets
_SKIPPED: Final = frozenset(("w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr", "w:instrText"))
_DELETED: Final = frozenset(("w:del", "w:moveFrom"))


@attrs.frozen(kw_only=True)
class Piece:
    """Characters of one look and one fate."""

    text: str = attrs.field(repr=False)
    bold: bool = False
    fate: Fate = "kept"


@attrs.frozen(kw_only=True)
class Paragraph:
    """One paragraph: its pieces, its style, the list it belongs to, and the notes it refers to.

    ``numbers`` is the list, None where it belongs to none; ``depth`` the level there from 0. ``outline`` is the level
    of a heading from 1. ``indent`` is in points. ``notes`` are the footnotes and endnotes referred to, by kind and
    id. ``saved_page`` is the page on which it begins in the layout last saved, None where none was saved.
    """

    pieces: tuple[Piece, ...] = attrs.field(repr=False)
    style: Style
    numbers: str | None = None
    depth: int | None = None
    outline: int | None = None
    indent: float = 0.0
    notes: tuple[tuple[str, str], ...] = ()
    saved_page: int | None = None
    in_table: bool = False
    boxed: bool = False
    style_id: str | None = attrs.field(default=None, repr=False)

    @property
    def text(self) -> str:
        """What a reader sees of it, in one line; a tab is a tab."""
        return "".join(piece.text for piece in self.pieces if piece.fate == "kept")

    def characters(self, fate: Fate) -> int:
        """Count the characters of one fate that are not white."""
        return sum(visible(piece.text) for piece in self.pieces if piece.fate == fate)


@attrs.define
class _Open:
    """A paragraph that is being read."""

    page: int | None
    pieces: list[Piece] = attrs.field(factory=list[Piece])
    notes: list[tuple[str, str]] = attrs.field(factory=list[tuple[str, str]])
    boxes: list[Paragraph] = attrs.field(factory=list[Paragraph])


class Walk:
    """Goes through parts of one document; remembers on which page of the saved layout it is."""

    def __init__(self, styles: Styles, layout: bool) -> None:
        self._styles = styles
        self._page: int | None = 1 if layout else None

    def paragraphs(
        self, root: Element, fate: Fate = "kept", in_table: bool = False, boxed: bool = False
    ) -> Iterator[Paragraph]:
        """Give the paragraphs below an element; those of a text box follow the paragraph that it is anchored in."""
        carried: list[Piece] = []
        for element in kept(root):
            if element.tag == "w:p":
                found, boxes, joined = self._paragraph(element, fate, in_table, boxed)
                found = attrs.evolve(found, pieces=(*carried, *found.pieces))
                carried = list(found.pieces) if joined else []
                if not joined:
                    yield found
                yield from boxes
            elif element.tag not in _SKIPPED:
                there = "deleted" if element.tag in _DELETED else fate
                box = element.tag == "w:tbl" and _is_box(element)
                cells = in_table or (element.tag == "w:tbl" and not box)
                yield from self.paragraphs(element, there, cells, boxed or box)
        if carried:  # its mark was deleted, and nothing follows that it could be joined to
            yield Paragraph(pieces=tuple(carried), style=self._styles.default)

    def _paragraph(
        self, element: Element, fate: Fate, in_table: bool, boxed: bool
    ) -> tuple[Paragraph, list[Paragraph], bool]:
        properties = element.find("w:pPr")
        style_id = value(properties, "w:pStyle")
        style = self._styles.of(style_id)
        listed = None if properties is None else properties.find("w:numPr")
        indents = None if properties is None else properties.find("w:ind")
        twips = "" if indents is None else indents.get("w:left", indents.get("w:start", ""))
        said = number(properties, "w:outlineLvl")
        reading = _Open(page=self._page)
        self._read(element, style, style.bold or False, "hidden" if style.hidden and fate == "kept" else fate, reading)
        mark = None if properties is None else properties.find("w:rPr")
        joined = mark is not None and (mark.find("w:del") is not None or mark.find("w:moveFrom") is not None)
        paragraph = Paragraph(
            pieces=tuple(piece for piece in reading.pieces if piece.text),
            style=style,
            numbers=value(listed, "w:numId") or style.numbers,
            depth=style.depth if (depth := number(listed, "w:ilvl")) is None else depth,
            outline=style.outline if said is None else (said + 1 if 0 <= said < 9 else None),
            indent=int(twips) / 20 if twips.isascii() and twips.isdigit() and len(twips) < 7 else 0.0,
            notes=tuple(reading.notes),
            saved_page=reading.page,
            in_table=in_table,
            boxed=boxed,
            style_id=style_id,
        )
        return paragraph, reading.boxes, joined

    def _read(self, element: Element, style: Style, bold: bool, fate: Fate, into: _Open) -> None:
        for child in kept(element):
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == "w:r":
                run, here = self._look(child.find("w:rPr"), bold, fate)
                self._read(child, style, run, here, into)
            elif tag == "w:txbxContent":
                into.boxes.extend(self.paragraphs(child, fate, boxed=True))
            elif tag == "w:lastRenderedPageBreak":
                self._break(into)
            elif tag in ("w:footnoteReference", "w:endnoteReference"):
                if fate == "kept":
                    into.notes.append((tag[2:].removesuffix("Reference"), child.get("w:id", "")))
            elif (text := _text(child)) is not None:
                into.pieces.append(Piece(text=text, bold=bold, fate="deleted" if tag == "w:delText" else fate))
            else:
                self._read(child, style, bold, "deleted" if tag in _DELETED else fate, into)

    def _look(self, properties: Element | None, bold: bool, fate: Fate) -> tuple[bool, Fate]:
        """Give whether a run is bold, and what becomes of it."""
        id = value(properties, "w:rStyle")
        character = self._styles.of(id) if id is not None else None
        for said in (character.bold if character else None, switched(properties, "w:b")):
            bold = bold if said is None else said
        hidden = switched(properties, "w:vanish")
        if hidden is None and character is not None:
            hidden = character.hidden
        return bold, "hidden" if hidden and fate == "kept" else fate

    def _break(self, into: _Open) -> None:
        if self._page is not None:
            self._page += 1
            if not any(visible(piece.text) for piece in into.pieces):
                into.page = self._page


def _text(element: Element) -> str | None:
    """Give the characters that an element stands for, None where it is none of those that do."""
    tag = element.tag
    if tag in ("w:t", "w:delText", "m:t"):
        text = element.text or ""
        return text if element.get("xml:space") == "preserve" or tag == "m:t" else text.strip()
    if tag in ("w:tab", "w:ptab"):
        return "\t"
    if tag in ("w:br", "w:cr"):
        return " "
    if tag == "w:noBreakHyphen":
        return "-"
    if tag == "w:sym":
        return _symbol(element.get("w:char", ""))
    return None


def _symbol(code: str) -> str:
    # What a symbol font shows at a place of its own is not known here; nearly always it is a bullet or a tick.
    figure = int(code, 16) if code and len(code) < 6 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
    plain = figure > 0x20 and figure not in _PRIVATE_USE and not 0xD800 <= figure < 0xE000
    return chr(figure) if plain and not chr(figure).isspace() else "•"


def _is_box(table: Element) -> bool:
    """Tell whether a table has one column only, as it has where it is there for its frame."""
    rows = table.findall("w:tr")
    return bool(rows) and all(len(row.findall("w:tc")) == 1 for row in rows)


def saved_pages(root: Element) -> int:
    """Count the pages of the layout last saved, 0 where the file says nothing of it."""
    breaks = sum(1 for _ in root.iter("w:lastRenderedPageBreak"))
    return breaks + 1 if breaks else 0
