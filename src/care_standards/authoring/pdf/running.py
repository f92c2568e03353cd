"""Running heads and feet: what stands near the edges of page after page."""

import re
from collections.abc import Iterable, Sequence, Set
from typing import Final

import attrs

from care_standards.authoring.pdf.folios import Numbering, is_roman, numbering_of
from care_standards.authoring.pdf.leaves import Leaf
from care_standards.authoring.pdf.segments import rows_of, size_of
from care_standards.authoring.pdf.words import Word

# A head stands in the upper, a foot in the lower part of a page of this share of its height, among the outermost
# rows.
_BAND: Final = 0.15
_ROWS: Final = 3
# The place of a head or foot is taken on this share of all pages; or on the smaller share, if nearly without a gap.
_SHARE_OF_FILE: Final = 0.4
_SHARE_OF_PART: Final = 0.15
_DENSE: Final = 0.75
_FEW_WORDS: Final = 5
# Lines of one running head follow each other within so many sizes of type.
_LEADING: Final = 1.6
# A running head that is told by its place alone stands so many sizes of type above the text.
_WELL_ABOVE: Final = 2.0
# What stands within this share of the width from the edge of a page may be an index for thumbs.
_EDGE: Final = 0.1
# Baselines this near to each other (points) are one place.
_SAME_PLACE: Final = 1.5
_FIGURES: Final = re.compile("[0-9]{1,4}")
_AROUND_NUMBER: Final = re.compile(r"(page|p\.|of|[-\u2013\u2014|/\[\]()•·#]|[0-9]{1,4}|[ivxl]{1,6})*", re.IGNORECASE)


@attrs.frozen
class Row:
    """A row near the edge of a page; ``at`` is its distance from that edge in points."""

    leaf: int
    words: tuple[Word, ...]
    key: str
    at: float
    head: bool
    gap: float  # to the baseline of the row further in

    @property
    def alone(self) -> bool:
        """Say whether it holds a number and nothing but what may stand around one."""
        return bool(_AROUND_NUMBER.fullmatch("".join(word.text for word in self.words)))

    @property
    def is_roman(self) -> bool:
        """Say whether it is a small roman number alone."""
        return len(self.words) == 1 and is_roman(self.words[0].text)

    @property
    def size(self) -> int:
        """Give the size of type in whole points."""
        return round(max(word.size for word in self.words))

    @property
    def exact(self) -> str:
        """Give its text with its figures."""
        return " ".join(word.text for word in self.words)

    def numbers(self) -> frozenset[int]:
        """Give the numbers that begin or end the row, or stand anywhere in a short one."""
        words = self.words if len(self.words) <= _FEW_WORDS else (self.words[0], self.words[-1])
        return frozenset(int(word.text) for word in words if _FIGURES.fullmatch(word.text) and word.text != "0")


@attrs.frozen
class Furniture:
    """What belongs to the pages and not to the text: per page its running heads and feet, and its number."""

    heads: tuple[tuple[tuple[Word, ...], ...], ...]
    feet: tuple[tuple[tuple[Word, ...], ...], ...]
    pages: tuple[int | None, ...]
    numbered: bool


def furniture_of(leaves: Sequence[Leaf]) -> Furniture:
    """Tell running heads, feet and page numbers from the text of all pages.

    A row near the edge is running when its place on the page is taken on many pages, mostly by words that come again
    (figures aside), so that the first line of the text, which stands at one place too, is none. A number near the
    edge is running when it is the number of its page.
    """
    rows = [row for place, leaf in enumerate(leaves) for row in _edge_rows(place, leaf)]
    roman = [False] * len(leaves)
    for row in rows:
        roman[row.leaf] |= row.is_roman
    numbering = _numbering_of(rows, roman)
    if numbering:
        # Roman numbers with words beside them are told by these words, which stand beside other numbers as well.
        keys = {row.key for row in rows if numbering.pages[row.leaf] in row.numbers()}
        for row in rows:
            roman[row.leaf] |= row.key in keys and (is_roman(row.words[0].text) or is_roman(row.words[-1].text))
        numbering = _numbering_of(rows, roman)
    pages = numbering.pages if numbering else None
    body = size_of(word for leaf in leaves for word in leaf.words)
    running = _outermost(rows, _repeated(rows, len(leaves), pages) | _small_heads(rows, len(leaves), body))
    running |= _second_lines(rows, running, body)
    for row in rows:
        is_number = pages is not None and pages[row.leaf] in row.numbers()
        if row.alone and (is_number or (roman[row.leaf] and row.is_roman)):
            running.add(id(row))
    heads: list[list[tuple[Word, ...]]] = [[] for _ in leaves]
    feet: list[list[tuple[Word, ...]]] = [[] for _ in leaves]
    for row in rows:
        if id(row) in running:
            (heads if row.head else feet)[row.leaf].append(row.words)
    return Furniture(
        tuple(map(tuple, heads)),
        tuple(map(tuple, feet)),
        pages or tuple(range(1, len(leaves) + 1)),
        pages is not None,
    )


def _edge_rows(leaf_place: int, leaf: Leaf) -> list[Row]:
    rows = rows_of([word for word in leaf.words if not word.angle and -word.size < word.top < leaf.height])
    found: list[Row] = []
    for number, words in enumerate(rows):
        base = words[0].base
        further = rows[number + 1 : number + 2] if number < _ROWS else rows[number - 1 : number]
        gap = abs(further[0][0].base - base) if further else leaf.height
        head = number < _ROWS and base < _BAND * leaf.height
        foot = number >= len(rows) - _ROWS and base > (1 - _BAND) * leaf.height
        if head or foot:
            key = " ".join(_key_of(word.text, place in (0, len(words) - 1)) for place, word in enumerate(words))
            found.append(Row(leaf_place, tuple(words), key, base if head else leaf.height - base, head, gap))
    return found


def _numbering_of(rows: Sequence[Row], roman: Sequence[bool]) -> Numbering | None:
    numbering = numbering_of(_numbers_of(rows, len(roman), alone=False), roman)
    alone = numbering_of(_numbers_of(rows, len(roman), alone=True), roman)
    # A number that stands alone is more likely that of the page than one with words beside it.
    return alone if numbering and alone and alone.seen >= 0.4 * numbering.seen else numbering


def _key_of(text: str, at_end: bool) -> str:
    """Give a word with its figures left out, and for a roman number at an end of its row a figure."""
    return "#" if at_end and is_roman(text) else re.sub("[0-9]+", "#", text.casefold())


def _numbers_of(rows: Sequence[Row], leaves: int, *, alone: bool) -> list[frozenset[int]]:
    numbers: list[frozenset[int]] = [frozenset() for _ in range(leaves)]
    for row in rows:
        if row.alone or not alone:
            numbers[row.leaf] |= row.numbers()
    return numbers


def _repeated(rows: Sequence[Row], leaves: int, pages: Sequence[int | None] | None) -> set[int]:
    """Give the rows (by identity) whose place is that of a running head or foot, or whose words are those of one."""
    running: set[int] = set()
    known: set[tuple[str, int]] = set()
    outside = _outside(rows, pages)
    for head in (True, False):
        places: list[list[Row]] = []
        for row in sorted((row for row in rows if row.head is head), key=lambda row: row.at):
            if places and row.at - places[-1][-1].at <= _SAME_PLACE:
                places[-1].append(row)
            else:
                places.append([row])
        for place in places:
            counts = _again(place, pages, outside)
            again = [row for row in place if counts[row.key] > 1 and _has_letters(row.key)]
            if _is_steady({row.leaf for row in place}, leaves) and len(again) >= 0.6 * len(place):
                sizes = {row.size for row in again}
                running.update(id(row) for row in place if row.size in sizes)
                known.update((row.key, row.size) for row in again)
    # The heading of a chapter may have the words of its running heads; it is set in another size.
    running.update(id(row) for row in rows if (row.key, row.size) in known)
    return running


def _is_steady(taken: Set[int], leaves: int) -> bool:
    """Say whether a place is taken on many pages, or in part of the file on nearly all, or all left or right ones."""
    if len(taken) < max(2 if leaves <= 4 else 3, _SHARE_OF_PART * leaves):
        return False
    span = max(taken) - min(taken) + 1
    of_side = max(sum(leaf % 2 == side for leaf in taken) for side in (0, 1))
    dense = len(taken) >= _DENSE * span or 2 * of_side >= _DENSE * span
    return dense or len(taken) >= _SHARE_OF_FILE * leaves


def _outside(rows: Iterable[Row], pages: Sequence[int | None] | None) -> set[int]:
    """Give the rows (by identity) that stand nearer to the edge than the number of their page: they are no text."""
    folios = {
        (row.leaf, row.head): row.at
        for row in rows
        if pages is not None and row.alone and pages[row.leaf] in row.numbers()
    }
    return {id(row) for row in rows if row.at < folios.get((row.leaf, row.head), 0.0) - _SAME_PLACE}


def _again(place: Sequence[Row], pages: Sequence[int | None] | None, outside: Set[int]) -> dict[str, int]:
    """Count the rows of each text, figures aside.

    Rows whose figures are other ones each time and are not the number of the page are counted once, unless they stand
    outside of that: they are headings that happen to stand at the top of their pages.
    """
    of_key: dict[str, list[Row]] = {}
    for row in place:
        of_key.setdefault(row.key, []).append(row)
    counts: dict[str, int] = {}
    for key, same in of_key.items():
        with_page = sum(pages is not None and pages[row.leaf] in row.numbers() for row in same)
        distinct = len({row.exact for row in same})
        sure = max(with_page, sum(id(row) in outside for row in same)) >= 0.5 * len(same)
        counts[key] = len(same) if distinct <= 0.8 * len(same) or sure else 1
    return counts


def _outermost(rows: Sequence[Row], repeated: set[int]) -> set[int]:
    """Keep those that no text stands above, or for feet below: labels below a heading are text."""
    kept: set[int] = set()
    ended: set[tuple[int, bool]] = set()
    for row in sorted(rows, key=lambda row: row.at):
        if id(row) not in repeated and not row.alone:
            ended.add((row.leaf, row.head))
        elif id(row) in repeated and (row.leaf, row.head) not in ended:
            kept.add(id(row))
    return kept


def _small_heads(rows: Sequence[Row], leaves: int, body: float) -> set[int]:
    """Give the running heads that name sections of a page or two: their words hardly come again, but their place does.

    They are smaller than the text and stand well above it. One that needs two lines begins a little higher.
    """
    small = [row for row in rows if row.head and _is_small(row, body)]
    places: dict[int, list[Row]] = {}
    for row in small:
        if row.gap >= _WELL_ABOVE * body:
            places.setdefault(round(row.at / 2), []).append(row)
    lowest = max(
        (row.at for place in places.values() for row in place if _is_steady({row.leaf for row in place}, leaves)),
        default=0.0,
    )
    return {id(row) for row in small if row.at <= lowest + _SAME_PLACE}


def _is_small(row: Row, body: float) -> bool:
    return max(word.size for word in row.words) < body - 0.6


def _second_lines(rows: Sequence[Row], running: Set[int], body: float) -> set[int]:
    """Give the rows that go on with a running one: next to it, in its size, which is smaller than that of the text."""
    found: set[int] = set()
    last: Row | None = None
    for row in sorted(rows, key=lambda row: (row.leaf, row.head, row.at)):
        goes_on = (
            last is not None
            and (last.leaf, last.head, last.size) == (row.leaf, row.head, row.size)
            and row.at - last.at < _LEADING * row.size
            and _is_small(row, body)
        )
        if id(row) in running or goes_on:
            found.add(id(row))
            last = row
        else:
            last = None
    return found


def _has_letters(key: str) -> bool:
    return any(character.isalpha() for character in key)


def tabs_of(turned: Sequence[Sequence[Word]], leaves: Sequence[Leaf]) -> set[int]:
    """Give (by identity) the turned words that come again: names of chapters along the edges, an index for thumbs.

    They are told by their place, on many pages, or by their words, on some.
    """
    by_place: dict[tuple[int, int], list[tuple[int, Word]]] = {}
    by_text: dict[tuple[str, int], list[tuple[int, Word]]] = {}
    for page, (words, leaf) in enumerate(zip(turned, leaves, strict=True)):
        for word in words:
            if not word.angle:
                continue
            near_edge = min(word.middle - leaf.x0, leaf.x1 - word.middle) < _EDGE * leaf.width
            if near_edge:
                by_place.setdefault((word.angle, round((word.middle - leaf.x0) / 6)), []).append((page, word))
            by_text.setdefault((word.text, word.angle), []).append((page, word))
    tabs: set[int] = set()
    for groups, least in ((by_place, max(3, 0.2 * len(leaves))), (by_text, max(3, 0.1 * len(leaves)))):
        for members in groups.values():
            if len({page for page, _ in members}) >= least:
                tabs.update(id(word) for _, word in members)
    return tabs
