"""Which provisions of two editions are worth comparing at all: those that share their rarest words."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from care_standards.authoring.likeness import Saying

Places = tuple[int, int]
Mark = str | tuple[str, str]

# Of each provision so many of its rarest words and pairs of neighbouring words are looked up …
MARKS: Final = 32
# … except those that more provisions than this have: they tell little and would cost much.
MOST_SPREAD: Final = 40
# So many of those that share most are compared.
KEPT: Final = 8


def near_each_other(old: Sequence[Saying], new: Sequence[Saying]) -> list[Places]:
    """Give the pairs of places that share rare words, the best few of each place, in the order of places."""
    spread: dict[Mark, int] = defaultdict(int)
    every: list[list[set[Mark]]] = []
    for side in (old, new):
        marked = [_marks(saying) for saying in side]
        every.append(marked)
        for marks in marked:
            for mark in marks:
                spread[mark] += 1
    chosen = [[_rarest(marks, spread) for marks in side] for side in every]
    holders: dict[Mark, list[int]] = defaultdict(list)
    for place, rarest in enumerate(chosen[1]):
        for mark in rarest:
            holders[mark].append(place)
    shared: dict[Places, float] = defaultdict(float)
    for place, rarest in enumerate(chosen[0]):
        for mark in rarest:
            for other in holders.get(mark, ()):
                shared[place, other] += 1 / spread[mark]
    return sorted({*_best(shared, 0), *_best(shared, 1)})


def _marks(saying: Saying) -> set[Mark]:
    return {*saying.bag, *zip(saying.run, saying.run[1:], strict=False)}


def _mark_key(mark: Mark) -> tuple[str, ...]:
    return (mark,) if isinstance(mark, str) else mark


def _rarest(marks: set[Mark], spread: dict[Mark, int]) -> list[Mark]:
    telling = [mark for mark in marks if spread[mark] <= MOST_SPREAD]
    return sorted(telling, key=lambda mark: (spread[mark], _mark_key(mark)))[:MARKS]


def _best(shared: dict[Places, float], side: int) -> list[Places]:
    """Keep for each place of one side the few places of the other that share most with it."""
    by_place: dict[int, list[Places]] = defaultdict(list)
    for pair in shared:
        by_place[pair[side]].append(pair)
    kept: list[Places] = []
    for pairs in by_place.values():
        # Of those that share as much, the ones that stand nearest; the last key makes the order whole.
        pairs.sort(key=lambda pair: (-round(shared[pair], 9), abs(pair[0] - pair[1]), pair[1 - side]))
        kept += pairs[:KEPT]
    return kept
