"""Which provisions of two editions have headings that look alike: guesses, and never more.

Only headings as they are printed or reported are looked at. Labels of our own are alike because we made them so.
"""

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from typing import Final

from care_standards.differences.structure import Entry
from care_standards.model.edition import Edition

LEAST_ALIKE: Final = 0.75
"""Headings that are less alike than this, from 0 to 1, are not proposed."""

# A word that more headings of an edition have than this tells little, and would cost much.
_MOST_SPREAD: Final = 8
# Of each heading so many of its rarest words are looked up, and so many headings that share most of them compared.
_MARKS: Final = 4
_COMPARED: Final = 3
_MOST_CHARACTERS: Final = 120  # the cost of comparing grows with the square of the length


def proposals(old: Edition, new: Edition) -> tuple[tuple[Entry, ...], bool]:
    """Propose pairs of provisions whose headings are alike, best first; each provision is in one pair at most.

    Also tells whether headings were passed over because they stand more than once in their edition.
    """
    (before, repeated_before), (after, repeated_after) = _headings(old), _headings(new)
    found = [(1.0, id, after[heading]) for heading, id in before.items() if heading in after]
    alike = _alike(
        {heading: id for heading, id in before.items() if heading not in after},
        {heading: id for heading, id in after.items() if heading not in before},
    )
    entries = tuple(
        Entry(category="unknown", item="provision", old=(one,), new=(other,), basis="proposed", score=score)
        for score, one, other in (*found, *alike)
    )
    return entries, repeated_before or repeated_after


def _headings(edition: Edition) -> tuple[dict[str, str], bool]:
    """Give the provision of each heading, as headings are compared, without those that several provisions have."""
    found: dict[str, str] = {}
    repeated: set[str] = set()
    for provision in edition:
        if provision.heading is None or provision.heading_status not in ("literal", "reported"):
            continue
        heading = normalised(provision.heading)
        if heading and found.setdefault(heading, provision.id) != provision.id:
            repeated.add(heading)
    return {heading: id for heading, id in found.items() if heading not in repeated}, bool(repeated)


def normalised(heading: str) -> str:
    """Give a heading as it is compared: its words and numbers, without capitals and signs."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", heading).casefold())
    return " ".join(words)


def _alike(before: dict[str, str], after: dict[str, str]) -> list[tuple[float, str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for heading in after:
        for word in dict.fromkeys(heading.split()):
            holders[word].append(heading)
    judged: list[tuple[float, str, str]] = []
    for heading in before:
        judged += [(score, heading, other) for other in _near(heading, holders) if (score := _likeness(heading, other))]
    places = {heading: place for place, heading in enumerate((*before, *after))}
    judged.sort(key=lambda pair: (-pair[0], places[pair[1]], places[pair[2]]))
    taken: set[str] = set()
    found: list[tuple[float, str, str]] = []
    for score, heading, other in judged:
        if heading not in taken and other not in taken:
            taken |= {heading, other}
            found.append((score, before[heading], after[other]))
    return found


def _near(heading: str, holders: dict[str, list[str]]) -> list[str]:
    """Give the few headings that share most rare words with one."""
    telling = [word for word in dict.fromkeys(heading.split()) if 0 < len(holders.get(word, ())) <= _MOST_SPREAD]
    telling.sort(key=lambda word: len(holders[word]))
    shared: dict[str, float] = defaultdict(float)
    for word in telling[:_MARKS]:
        for other in holders[word]:
            shared[other] += 1 / len(holders[word])
    return sorted(shared, key=lambda other: -shared[other])[:_COMPARED]


def _likeness(one: str, other: str) -> float:
    """Give how alike two headings are, 0 where that is too little; it is the same whichever comes first.

    It is the mean of how far the words and how far the letters agree: by letters alone, identification of victims is
    much like compensation to victims. Headings that differ in a number, as Tier 1 and Tier 2 do, are of two things.
    """
    if _numbers(one) != _numbers(other):
        return 0.0
    first, second = sorted((one[:_MOST_CHARACTERS], other[:_MOST_CHARACTERS]))
    words = SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()
    letters = SequenceMatcher(None, first, second, autojunk=False)
    if words + letters.quick_ratio() < 2 * LEAST_ALIKE:
        return 0.0
    score = (words + letters.ratio()) / 2
    return round(min(score, 0.999), 3) if score >= LEAST_ALIKE else 0.0


def _numbers(heading: str) -> list[str]:
    return re.findall("[0-9]+", heading)
