"""Tables of contents in a DOCX: by the styles that Word gives their lines, or typed, with a tab before each page."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.docx.paragraphs import Paragraph
from care_standards.authoring.structure.contents import TITLE, folded, with_letters
from care_standards.authoring.structure.numbering import read_number
from care_standards.authoring.structure.recognised import ContentsEntry

_LEADERS: Final = " \t.\u2026\u00b7_"
_PAGE: Final = re.compile(r"(?:[0-9]{1,4}|[ivxl]{1,6})$")
_FEWEST: Final = 3


def typed_contents(paragraphs: Sequence[Paragraph]) -> Mapping[int, ContentsEntry]:
    """Find lines of contents that no style tells, by the place of their paragraph.

    Three or more paragraphs that follow each other end in a tab or leaders and a page, and the pages do not go back.
    A title "Contents" stands above them, or most of them announce a paragraph that follows. The title is no entry: its
    characters go with the first one.
    """
    found: dict[int, ContentsEntry] = {}
    texts: frozenset[str] | None = None
    held: list[int] = []
    title: int | None = None
    highest = 0
    for place, paragraph in enumerate([*paragraphs, None]):
        text = "" if paragraph is None else paragraph.text.strip()
        if paragraph is not None and not text:
            continue
        parts = None if paragraph is None or paragraph.style.contents_level is not None else _parted(text)
        page = int(parts[1]) if parts is not None and parts[1].isdigit() else highest
        if parts is not None and page >= highest:
            held.append(place)
            highest = page
            continue
        if len(held) >= _FEWEST:
            if texts is None:
                texts = frozenset(_words(paragraph.text) for paragraph in paragraphs)
            announced = sum(_words((_parted(paragraphs[at].text.strip()) or ("", ""))[0]) in texts for at in held)
            if title is not None or announced > len(held) / 2:
                found |= _entries(paragraphs, held, title)
        title = place if text and TITLE.fullmatch(text) else None
        held, highest = [], 0
    return dict(zip(found, with_letters(list(found.values())), strict=True))


def contents_entry(text: str, level: int, count: int) -> ContentsEntry:
    """Read one line of contents; ``count`` is the number of its characters that are not white."""
    whole = text.strip()
    words = whole.rstrip("0123456789")
    digits = whole[len(words) :]
    page = int(digits) if 0 < len(digits) < 5 and words[-1:] in tuple(_LEADERS) and words.strip(_LEADERS) else None
    said = _clean(whole if page is None else words.rstrip(_LEADERS))
    number = read_number(said)
    return ContentsEntry(
        notation=None if number is None else number.notation,
        text=said if number is None else _clean(number.rest),
        page=page,
        level=level,
        characters=count,
    )


def _entries(paragraphs: Sequence[Paragraph], held: Sequence[int], title: int | None) -> dict[int, ContentsEntry]:
    entries: dict[int, ContentsEntry] = {}
    for at in held:
        number = read_number(_clean(paragraphs[at].text))
        level = number.depth if number is not None and number.form == "dotted" else 1
        entries[at] = contents_entry(paragraphs[at].text, level, paragraphs[at].characters("kept"))
    if title is not None:
        more = entries[held[0]].characters + paragraphs[title].characters("kept")
        entries[held[0]] = attrs.evolve(entries[held[0]], characters=more)
    return entries


def title_places(paragraphs: Sequence[Paragraph], entries: Mapping[int, ContentsEntry]) -> frozenset[int]:
    """Give the places of the titles whose characters went with the first of these entries."""
    found: set[int] = set()
    last: int | None = None
    for place, paragraph in enumerate(paragraphs):
        if place in entries:
            if last is not None and last not in entries and TITLE.fullmatch(paragraphs[last].text.strip()):
                found.add(last)
            last = place
        elif paragraph.text.strip():
            last = place
    return frozenset(found)


def _parted(text: str) -> tuple[str, str] | None:
    """Part the words of a line from the page behind a tab or leaders; None where it has none."""
    page = _PAGE.search(text[-6:])
    if page is None:
        return None
    before = text[: len(text) - len(page[0])]
    words = before.rstrip(_LEADERS)
    gap = before[len(words) :]
    leads = "\t" in gap or "\u2026" in gap or gap.count(".") >= 3
    return (words, page[0]) if words and leads else None


def _words(text: str) -> str:
    """Give what a heading and its line of contents have in common: letters and digits, without a number before them."""
    clean = _clean(text)
    number = read_number(clean)
    return folded(number.rest if number is not None and number.rest else clean)


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
