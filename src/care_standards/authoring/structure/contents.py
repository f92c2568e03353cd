"""Tables of contents: found, kept apart, and used to check headings and pages against."""

import re
from collections.abc import Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line
from care_standards.authoring.structure.numbering import read_letter, read_number
from care_standards.authoring.structure.recognised import ContentsEntry, RecognisedItem

TITLE: Final = re.compile(r"(?:table of )?contents(?: page)?:?", re.IGNORECASE)
_LEADER: Final = re.compile(
    r"\s*(?:(?:\.\s?){3,}|…+\s*(?:[.…]\s?)*|(?:·\s?){3,}|_{3,})\s*(?P<page>[0-9]{1,4}|[ivxl]{1,6})?$"
)
_PAGE: Final = re.compile(r"(?:^|\s)(?P<page>[0-9]{1,4}|[ivxl]{1,6})$")
_MOST_WRAPPED: Final = 4
_UNEVEN: Final = 4.0  # points by which page numbers set in one line may still differ


@attrs.frozen(kw_only=True)
class Contents:
    """The entries of all tables of contents, and the places of the lines that they take up, with the title line."""

    entries: tuple[ContentsEntry, ...] = attrs.field(repr=False)
    places: frozenset[int]


def find_contents(lines: Sequence[Line]) -> Contents:
    """Find the tables of contents among the lines of the body.

    Lines with leaders of dots are what tells one; a title "Contents" followed by lines most of which end in a page
    number does too. Entries over several lines are put together.
    """
    ends = {place for place, line in enumerate(lines) if _is_end(line.text)}
    places: set[int] = set()
    entries: list[ContentsEntry] = []
    for start, stop in [*_runs(lines, ends), *_untitled(lines, ends)]:
        if places.intersection(range(start, stop)):
            continue
        first = start
        while first > 0 and start - first < 3 and TITLE.fullmatch(lines[first - 1].text.strip()):
            first -= 1
        entries.extend(_entries(lines, start, stop))
        places.update(range(start, stop))
        if first < start:
            # The title is no entry; its characters go with the first one, so that they stay with the contents.
            title = sum(line.characters for line in lines[first:start])
            at = next((i for i, e in enumerate(entries) if e.sheet == lines[start].sheet), None)
            if at is not None:
                entries[at] = attrs.evolve(entries[at], characters=entries[at].characters + title)
                places.update(range(first, start))
    return Contents(entries=tuple(with_letters(entries)), places=frozenset(places))


def with_letters(entries: Sequence[ContentsEntry]) -> list[ContentsEntry]:
    """Read a letter without a mark as the number of an entry, where entries such as A.1 belong to it."""
    letters = {entry.notation[0] for entry in entries if entry.notation and entry.notation[1:2] == "."}
    result: list[ContentsEntry] = []
    for entry in entries:
        letter = read_letter(entry.text) if entry.notation is None and entry.text[:1] in letters else None
        result.append(attrs.evolve(entry, notation=letter.notation, text=letter.rest) if letter else entry)
    return result


def _is_end(text: str) -> bool:
    found = _LEADER.search(text)
    return found is not None and len(found[0].strip()) >= 3


def _runs(lines: Sequence[Line], ends: set[int]) -> list[tuple[int, int]]:
    """Give the stretches in which lines with leaders follow each other closely, three or more of them."""
    runs: list[tuple[int, int]] = []
    ordered = sorted(ends)
    at = 0
    while at < len(ordered):
        last = at
        while last + 1 < len(ordered) and ordered[last + 1] - ordered[last] <= _MOST_WRAPPED + 1:
            last += 1
        if last - at >= 2:
            start, stop = ordered[at], ordered[last] + 1
            # The first entry may be wrapped, and then its first lines have no leader.
            while start > 0 and _belongs(lines, start - 1, start):
                start -= 1
            table = _Table(lines)
            for place in range(start, stop):
                table.takes(place)
            while stop < len(lines) and _tail_of_contents(lines, stop) and not table.ends_before(stop):
                table.takes(stop)
                stop += 1
            runs.append((start, stop))
        at = last + 1
    return runs


def _belongs(lines: Sequence[Line], place: int, start: int) -> bool:
    line, after = lines[place], lines[place + 1]
    return (
        start - place <= 2
        and line.sheet == after.sheet
        and abs(line.size - after.size) < 0.6
        and not TITLE.fullmatch(line.text.strip())
        and 0 < after.top - line.top < 1.7 * line.size
        and line.x1 > line.left + 0.6 * (line.right - line.left)
    )


def _tail_of_contents(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line after the last leader still ends in a page number, as one too long for leaders does."""
    line, before = lines[place], lines[place - 1]
    return (
        abs(line.size - before.size) < 0.6
        and _PAGE.search(line.text) is not None
        and line.x1 > line.right - 0.05 * (line.right - line.left)
        and line.sheet - before.sheet <= 1
    )


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line is the end of the last entry, whose page stands on its first line, and the last of a page."""
    line, before = lines[place], lines[place - 1]
    after = lines[place + 1] if place + 1 < len(lines) else None
    return (
        (line.sheet, line.page) == (before.sheet, before.page)
        and (after is None or (after.sheet, after.page) != (line.sheet, line.page))
        and abs(line.size - before.size) < 0.3
        and abs(line.left - before.left) < 3
        and line.x0 >= before.x0 - 1
        and line.x0 > line.left + 1
        and 0 < line.top - before.top < 1.5 * line.size
        and _PAGE.search(line.text) is None
        and read_number(line.text) is None
    )


class _Table:
    """A table of contents while its lines are gone through: what tells where it ends, and the text begins.

    The first page of the text may end a line in a number too. But it repeats what the contents announced, its headings
    are set larger, and its numbers stand where the words happen to end.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._last_page = max((line.page for line in lines if line.page is not None), default=0)
        self._said: set[str] = set()
        self._held = ""
        self._highest = 0
        self._size = 0.0
        self._rooms: list[float] = []
        self._last: Line | None = None

    def takes(self, place: int) -> bool:
        """Go on to a line; tell whether it ends an entry, as the page number that it ends in goes on."""
        line = self._lines[place]
        text = line.text.strip()
        found = _LEADER.search(text) or _PAGE.search(text)
        page = int(found["page"]) if found and found["page"] and found["page"].isdigit() else None
        self._held += folded(text[: found.start()] if found and page is not None else text)
        if page is None or page < self._highest or not self._in_line(line):
            return False
        self._highest, self._last = page, line
        self._size = max(self._size, line.size)
        self._rooms.append(line.right - line.x1)
        self._said.add(self._held)
        self._held = ""
        return True

    def ends_before(self, place: int) -> bool:
        """Tell whether the table has ended before this line."""
        line, last = self._lines[place], self._last
        if last is None or len(self._rooms) < 3:
            return False
        text = line.text.strip()
        turned = (line.sheet, line.page) != (last.sheet, last.page)
        if line.sheet - last.sheet > 1:
            return True
        if folded(text) in self._said and (turned or read_number(text) is not None):
            return True  # the first of the headings it lists
        page = _PAGE.search(text)
        beyond = page is not None and page["page"].isdigit() and int(page["page"]) > self._last_page >= self._highest
        return turned and (line.size > 1.25 * self._size or beyond)

    def _in_line(self, line: Line) -> bool:
        """Tell whether a line ends where the page numbers above do, where those stand in one line."""
        rooms = self._rooms
        if len(rooms) < 4 or max(rooms[:8]) - min(rooms[:8]) > _UNEVEN:
            return True
        return abs(line.right - line.x1 - rooms[0]) <= 2 * _UNEVEN


def _untitled(lines: Sequence[Line], ends: set[int]) -> list[tuple[int, int]]:
    """Give the stretches below a title "Contents" that have page numbers but no leaders."""
    found: list[tuple[int, int]] = []
    seen = 0
    for place, line in enumerate(lines):
        if place < seen or not TITLE.fullmatch(line.text.strip()) or place + 1 in ends:
            continue
        stop, last, pages = place + 1, place + 1, 0
        table = _Table(lines)
        while stop < len(lines) and stop - last <= _MOST_WRAPPED and not table.ends_before(stop):
            if table.takes(stop):
                pages, last = pages + 1, stop
            stop += 1
        while last + 1 < len(lines) and _goes_on(lines, last + 1):
            last += 1
        seen = last
        if pages >= 3 and pages >= 0.4 * (last + 1 - place):
            found.append((place + 1, last + 1))
    return found


def _entries(lines: Sequence[Line], start: int, stop: int) -> list[ContentsEntry]:
    entries: list[ContentsEntry] = []
    held: list[Line] = []
    edges: list[float] = []
    for line in lines[start:stop]:
        text = line.text.strip()
        number = read_number(text)
        if held and entries and number is not None and number.rest and read_number(held[0].text.strip()) is None:
            # Words without a page, and a new number: the page of an entry over two lines stood on its first.
            entries[-1] = _longer(entries[-1], held)
            held = []
        held.append(line)
        if _is_end(text) or _PAGE.search(text):
            entries.append(_entry(held, edges))
            held = []
    if held and entries and read_number(held[0].text.strip()) is None:
        entries[-1] = _longer(entries[-1], held)
    elif held:
        entries.append(_entry(held, edges))
    return entries


def _longer(entry: ContentsEntry, held: Sequence[Line]) -> ContentsEntry:
    more = " ".join(member.text.strip() for member in held)
    count = entry.characters + sum(member.characters for member in held)
    return attrs.evolve(entry, text=f"{entry.text} {more}", characters=count)


def _entry(held: Sequence[Line], edges: list[float]) -> ContentsEntry:
    text = " ".join(line.text.strip() for line in held)
    found = _LEADER.search(text) or _PAGE.search(text)
    page = None
    if found:
        text = text[: found.start()].strip()
        page = int(found["page"]) if found["page"] and found["page"].isdigit() else None
    number = read_number(text)
    indent = held[0].x0 - held[0].left
    level = next((at for at, edge in enumerate(edges, 1) if abs(edge - indent) <= 4), None)
    if level is None:
        edges.append(indent)
        edges.sort()
        level = edges.index(indent) + 1
    return ContentsEntry(
        notation=number.notation if number else None,
        text=number.rest if number else text,
        page=page,
        level=level,
        sheet=held[0].sheet,
        characters=sum(line.characters for line in held),
    )


def folded(text: str) -> str:
    """Give the letters and digits of a text in lower case: what two printings of one heading have in common."""
    return "".join(character for character in text.casefold() if character.isalnum())


@attrs.frozen(kw_only=True)
class Agreement:
    """How the contents and the headings agree; entries and items by their place, counted from 0.

    ``missing`` are entries without a heading, ``other_page`` pairs of an entry and its heading on another page,
    ``extra`` headings, of levels that the contents list, without an entry.
    """

    agreed: int
    missing: tuple[int, ...]
    other_page: tuple[tuple[int, int], ...]
    extra: tuple[int, ...]


def compare(entries: Sequence[ContentsEntry], items: Sequence[RecognisedItem]) -> Agreement:
    """Hold a table of contents against the headings found: by number, else by words; in order."""
    headings = [place for place, item in enumerate(items) if item.role == "heading" and item.sets_kind is None]
    keys: dict[str, list[int]] = {}
    for place in headings:
        keys.setdefault(folded(items[place].text), []).append(place)
        if items[place].notation:
            keys.setdefault("#" + folded(items[place].notation or ""), []).append(place)
            keys.setdefault(folded(f"{items[place].notation}{items[place].text}"), []).append(place)
    agreed = 0
    missing: list[int] = []
    other_page: list[tuple[int, int]] = []
    taken: set[int] = set()
    for at, entry in enumerate(entries):
        if TITLE.fullmatch(entry.text):
            agreed += 1  # a table that lists itself
            continue
        wanted = [*keys.get("#" + folded(entry.notation), [])] if entry.notation else []
        wanted += keys.get(folded(entry.text), []) + keys.get(folded(f"{entry.notation or ''}{entry.text}"), [])
        free = [place for place in wanted if place not in taken]
        if not free:
            missing.append(at)
            continue
        best = min(free, key=lambda place: items[place].page != entry.page)
        taken.add(best)
        if entry.page is not None and items[best].page is not None and items[best].page != entry.page:
            other_page.append((at, best))
        else:
            agreed += 1
    levels = {items[place].level for place in taken}
    numbered = {items[place].notation is not None for place in taken}
    extra = [
        place
        for place in headings
        if place not in taken and items[place].level in levels and (items[place].notation is not None) in numbered
    ]
    return Agreement(agreed=agreed, missing=tuple(missing), other_page=tuple(other_page), extra=tuple(extra))
