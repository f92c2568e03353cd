"""How alike two provisions are in what they say: words weighed by how rare they are, and the order they come in.

Nothing here depends on which edition is the older one: of two provisions, each is as like the other as the other is to
it. Everything is computed from what the editions hold; no list of words of any language is used.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import Final, Literal

import attrs

from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision

Held = Literal["text", "summary", "none"]
Bag = Mapping[str, int]

# Long enough to tell words apart, short enough to take provide, provides and provided for one.
STEM: Final = 6
# The order of words is looked at in this many characters at most: its cost grows with the square of the length.
MOST_ORDERED: Final = 4_000
# Curly quotation marks and the several hyphens and dashes, by their code points.
_SIGNS: Final = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', **dict.fromkeys(range(0x2010, 0x2015), "-")}


def plain(text: str | None) -> str:
    """Give a text as it is compared: one kind of dash, quotation mark and space, and no capitals."""
    if not text:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold().split())


def stems(text: str) -> list[str]:
    """Give the beginnings of the words of a compared text, in order."""
    return [word[:STEM] for word in re.findall(r"\w+", text)]


@attrs.frozen(eq=False)
class Saying:
    """What one provision says, ready to be compared.

    ``place`` is its place among the provisions of its edition, ``parent`` the place of the one above it or -1.
    ``held`` tells which of its wordings is compared; ``exactly`` is what must agree for nothing to be reworded.
    """

    place: int
    provision: Provision = attrs.field(repr=False)
    local: str
    parent: int
    children: tuple[int, ...]
    held: Held
    words: str = attrs.field(repr=False)
    heading: str = attrs.field(repr=False)
    bag: Bag = attrs.field(repr=False)
    run: tuple[str, ...] = attrs.field(repr=False)

    @property
    def exactly(self) -> tuple[str, str]:
        """The heading and the words as they are compared."""
        return self.heading, self.words


def sayings(edition: Edition, prefer_text: bool) -> tuple[Saying, ...]:
    """Give what each provision of an edition says, in printed order; of two with one id, the first.

    The publisher's words are compared where both editions hold some, summaries elsewhere.
    """
    provisions: dict[str, Provision] = {}
    for provision in edition:
        provisions.setdefault(provision.id, provision)
    places = {id: place for place, id in enumerate(provisions)}
    children: dict[int, list[int]] = {}
    for place, provision in enumerate(provisions.values()):
        children.setdefault(places.get(provision.parent or "", -1), []).append(place)
    found: list[Saying] = []
    for place, provision in enumerate(provisions.values()):
        held, wording = _wording(provision, prefer_text)
        words, heading = plain(wording), plain(provision.heading)
        run = tuple(stems(words or heading))
        found.append(
            Saying(
                place=place, provision=provision, local=provision.id.partition(".")[2],
                parent=places.get(provision.parent or "", -1), children=tuple(children.get(place, ())),
                held=held, words=words, heading=heading, bag=Counter(run), run=run,
            )
        )  # fmt: skip
    return tuple(found)


def _wording(provision: Provision, prefer_text: bool) -> tuple[Held, str | None]:
    text = None if provision.text is None else provision.text.value
    wordings: list[tuple[Held, str | None]] = [("text", text), ("summary", provision.summary)]
    for held, wording in wordings if prefer_text else reversed(wordings):
        if plain(wording):
            return held, wording
    return "none", None


def hold_text(edition: Edition) -> bool:
    """Tell whether an edition holds any of the publisher's words."""
    return any(provision.text is not None for provision in edition)


class Likeness:
    """The weights of words in two editions, and the likeness of any two provisions by them."""

    def __init__(self, old: Iterable[Saying], new: Iterable[Saying]) -> None:
        every = [*old, *new]
        self._spread = Counter(stem for saying in every for stem in saying.bag)
        self._count = len(every)

    def weight(self, stem: str) -> float:
        """Give the weight of a word: the rarer, the heavier."""
        return log(1 + self._count / self._spread[stem]) if stem in self._spread else 0.0

    def mass(self, bag: Bag) -> float:
        """Give the weight of a bag of words."""
        return sum(self.weight(stem) * bag[stem] for stem in sorted(bag))

    def shared(self, one: Bag, other: Bag) -> float:
        """Give the weight of what two bags have in common."""
        return sum(self.weight(stem) * min(one[stem], other[stem]) for stem in sorted(one.keys() & other.keys()))

    def within(self, part: Bag, whole: Bag) -> float:
        """Tell how much of one bag is in another, from 0 to 1."""
        mass = self.mass(part)
        return self.shared(part, whole) / mass if mass else 0.0

    def of_bags(self, one: Bag, other: Bag) -> float:
        """Tell how much two bags have in common, from 0 to 1, whatever the order of the words."""
        mass = self.mass(one) + self.mass(other)
        return 2 * self.shared(one, other) / mass if mass else 0.0

    def of_words(self, one: Saying, other: Saying) -> float | None:
        """Give the likeness of two wordings from 0 to 1, or None where one of them has none."""
        if one.held == "none" or other.held == "none":
            return None
        if one.words == other.words:
            return 1.0
        return round(min(0.8 * self.of_bags(one.bag, other.bag) + 0.2 * in_order(one.words, other.words), 0.999), 6)

    def of_headings(self, one: Saying, other: Saying) -> float | None:
        """Give the likeness of two headings from 0 to 1, or None where one of them has none."""
        if not one.heading or not other.heading:
            return None
        if one.heading == other.heading:
            return 1.0
        return round(min(in_order(one.heading, other.heading), 0.999), 6)

    def of(self, one: Saying, other: Saying) -> float | None:
        """Give the likeness of what two provisions say, or None where they hold nothing that can be compared."""
        words, headings = self.of_words(one, other), self.of_headings(one, other)
        if words is None or headings is None:
            return headings if words is None else words
        return round(0.75 * words + 0.25 * headings, 6)


def in_order(one: str, other: str) -> float:
    """Give the likeness of two texts from 0 to 1 with regard to order."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one[:MOST_ORDERED], other[:MOST_ORDERED]) / 100
