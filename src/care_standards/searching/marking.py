"""Where the words that were looked for stand in a text, and the part of it worth showing."""

import re
from typing import Final

import attrs

from care_standards.model.constraints import hidden
from care_standards.searching.words import fold

Marks = tuple[tuple[int, int], ...]

SHOWN: Final = 200
_GAP: Final = r"[\W_]+"


@attrs.frozen
class Needles:
    """What to mark: whole words, beginnings of words, and tokens in a row (the last of them begun, or not)."""

    words: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    beginnings: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    rows: tuple[tuple[tuple[str, ...], bool], ...] = attrs.field(default=(), repr=hidden)

    def marks_in(self, text: str) -> tuple[Marks, int]:
        """Give the places to mark, in order and apart from each other, and how many different needles were found."""
        folded = fold(text)
        spots: list[tuple[int, int]] = []
        found = 0
        for words, begun in ((self.words, False), (self.beginnings, True)):
            for word in words:
                if word in folded:  # most words are not, and this is much cheaper than looking where
                    before = len(spots)
                    _stand(word, folded, begun, spots)
                    found += len(spots) > before
        for row, begun in self.rows:
            pattern = rf"(?<![^\W_]){_GAP.join(row)}" + (r"[^\W_]*" if begun else r"(?![^\W_])")
            places = [match.span() for match in re.finditer(pattern, folded)]
            spots += places
            found += bool(places)
        return (tuple(spots) if len(spots) < 2 else _joined(spots)), found


def _stand(word: str, folded: str, begun: bool, spots: list[tuple[int, int]]) -> None:
    """Add each place where a word stands by itself, or begins a word."""
    at, length = folded.find(word), len(folded)
    while at >= 0:
        end = at + len(word)
        if at == 0 or not folded[at - 1].isalnum():
            while begun and end < length and folded[end].isalnum():
                end += 1
            if end == length or not folded[end].isalnum():
                spots.append((at, end))
        at = folded.find(word, end)


def _joined(spots: list[tuple[int, int]]) -> Marks:
    spots.sort()
    kept = [spots[0]]
    for begin, end in spots[1:]:
        if begin < kept[-1][1]:
            kept[-1] = kept[-1][0], max(kept[-1][1], end)
        else:
            kept.append((begin, end))
    return tuple(kept)


def excerpt(text: str, marks: Marks, most: int = SHOWN) -> tuple[str, Marks]:
    """Give the part of a text that holds most of the marks, about ``most`` characters long, with the marks in it.

    An ellipsis shows where something was left out. Words are not cut, unless one alone is longer than that.
    """
    if len(text) <= most:
        return text, marks
    begin, end = _window(text, marks, most)
    lead, tail = "…" if begin else "", "…" if end < len(text) else ""
    shift = len(lead) - begin
    inside = ((max(a, begin), min(b, end)) for a, b in marks if a < end and b > begin)
    return lead + text[begin:end] + tail, tuple((a + shift, b + shift) for a, b in inside)


def _window(text: str, marks: Marks, most: int) -> tuple[int, int]:
    lead = most // 4  # of what is shown, this much stands before the first mark
    best, best_count, last = 0, 0, 0
    for first, (begin, _) in enumerate(marks):
        while last < len(marks) and marks[last][1] <= begin - lead + most:
            last += 1
        if last - first > best_count:
            best, best_count = begin, last - first
    begin = min(max(best - lead, 0), len(text) - most)
    if begin:
        space = text.find(" ", begin, best + 1)
        begin = space + 1 if space >= 0 else begin
    end = min(begin + most, len(text))
    if end < len(text):
        space = text.rfind(" ", begin + lead, end)
        end = space if space >= 0 else end
    return begin, end
