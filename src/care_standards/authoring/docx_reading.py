"""From a Word document (.docx) to what is recognised in it, by the names of its styles and its numbering.

Nothing has to be guessed from the look of a page here: a heading is what has the style of a heading, and an automatic
number is computed as Word prints it. Numbers and marks that were typed are read as those of a PDF are. Printed pages
are not known: a Word file has none until it is printed. Where the file remembers the layout last saved, its pages
are told as sheets, for finding a place again, and never as printed pages.

The file is read here, not by another process: only its text parts are unpacked, up to a limit, and every step takes
time in proportion to them.
"""

import os
from collections.abc import Iterator
from typing import Final

import attrs

from care_standards.authoring.docx.container import Parts, opened
from care_standards.authoring.docx.numbering import Numbering
from care_standards.authoring.docx.paragraphs import Paragraph, Walk, saved_pages
from care_standards.authoring.docx.parts import Element, characters, value, visible
from care_standards.authoring.docx.recognising import Recognising
from care_standards.authoring.docx.styles import Styles
from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.authoring.structure.recognised import Passage, Recognised
from care_standards.documents.limits import Limits
from care_standards.documents.sources import Refusal, read_file

_STORIES: Final = ("header", "footer")
_NOTES: Final = ("footnotes", "endnotes")


def read_docx(path: str | os.PathLike[str], limits: DraftLimits | None = None) -> Recognised:
    """Read a Word document and recognise its headings, numbered paragraphs, bullets and notes, in their order.

    Every character of the text parts that is not white is in an item, the title, a running head or foot, the contents,
    or listed as unplaced: what a tracked change took out, hidden text, reviewers' comments, notes nobody refers to.
    Characters that Word computes (automatic numbers and bullets) are none of the file and not counted.

    Raises RefusedSourceError, with a code and what to do instead, for a file that is no DOCX, is encrypted, damaged,
    too large or without text, and UnreadableSourceError where the file cannot be opened.
    """
    allowed = limits or DraftLimits()
    content = read_file(path, Limits(max_bytes=allowed.file_bytes))
    if isinstance(content, Refusal):
        raise RefusedSourceError(SourceCode.TOO_LARGE)
    parts = opened(content)
    recognised = _Document(parts).recognised()
    if not recognised.items and not recognised.title:
        raise RefusedSourceError(SourceCode.NO_TEXT_LAYER if parts.pictures else SourceCode.NO_PAGES)
    return recognised


class _Document:
    """One document while it is read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.one("styles"))
        self._numbering = Numbering(parts.one("numbering"), _lists_of_styles(parts.one("styles")))
        self._unplaced: list[Passage] = []

    def recognised(self) -> Recognised:
        """Read the whole document."""
        main = self._parts.main
        sheets = saved_pages(main)
        walk = Walk(self._styles, layout=sheets > 0)
        notes = {name: dict(self._notes(name)) for name in _NOTES}
        recognising = Recognising(self._numbering, notes["footnotes"], notes["endnotes"])
        found = recognising.document(self._left_out(walk.paragraphs(main)))
        for kind in _NOTES:
            for id, paragraphs in notes[kind].items():
                if (kind, id) not in recognising.used:
                    self._unplaced += _passages(paragraphs, "a note that nothing refers to")
        running = [passage for name in _STORIES for passage in self._story(name, f"a {name}")]
        self._unplaced += self._story("comments", "a reviewer's comment")
        total = sum(characters(part) for part in (main, *self._others()))
        found = attrs.evolve(
            found,
            running=(*running, *found.running),
            unplaced=tuple(self._unplaced),
            characters=total,
            sheets=sheets,
        )
        rest = total - found.accounted
        if rest or self._parts.unread:
            why = "characters outside any paragraph" if rest else ""
            unread = f"{self._parts.unread} diagrams, charts or embedded files, not read" if self._parts.unread else ""
            passage = Passage(sheet=0, text="", why="; ".join(filter(None, (why, unread))), characters=rest)
            found = attrs.evolve(found, unplaced=(*found.unplaced, passage))
        return found

    def _others(self) -> Iterator[Element]:
        for name in (*_NOTES, *_STORIES, "comments"):
            yield from self._parts.others.get(name, ())

    def _left_out(self, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
        """Pass paragraphs on, and list what of them no reader of the printed document would see."""
        for paragraph in paragraphs:
            for fate, why in (("deleted", "taken out by a tracked change"), ("hidden", "hidden text")):
                text = " ".join("".join(p.text for p in paragraph.pieces if p.fate == fate).split())
                if count := visible(text):
                    sheet = paragraph.saved_page or 0
                    self._unplaced.append(Passage(sheet=sheet, text=text, why=why, characters=count))
            yield paragraph

    def _notes(self, name: str) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        for part in self._parts.others.get(name, ())[:1]:
            walk = Walk(self._styles, layout=False)
            for note in part.findall(f"w:{name.removesuffix('s')}"):
                yield note.get("w:id", ""), tuple(self._left_out(walk.paragraphs(note)))

    def _story(self, name: str, why: str) -> list[Passage]:
        found: list[Passage] = []
        for part in self._parts.others.get(name, ()):
            found += _passages(self._left_out(Walk(self._styles, layout=False).paragraphs(part)), why)
        return found


def _passages(paragraphs: "Iterator[Paragraph] | tuple[Paragraph, ...]", why: str) -> list[Passage]:
    return [
        Passage(sheet=0, text=" ".join(paragraph.text.split()), why=why, characters=count)
        for paragraph in paragraphs
        if (count := paragraph.characters("kept"))
    ]


def _lists_of_styles(part: Element | None) -> dict[str, str]:
    """Give the list that each style of the kind "numbering" stands for."""
    found: dict[str, str] = {}
    for element in () if part is None else part.findall("w:style"):
        properties = element.find("w:pPr")
        listed = None if properties is None else properties.find("w:numPr")
        if (num := value(listed, "w:numId")) is not None:
            found[element.get("w:styleId", "")] = num
    return found
