"""Which provision of one edition stands for which of another: pairs first, then what was split and what was merged.

Whole subtrees lead: once two headings are paired, what stands below them is compared first. What is left is compared
with what shares its rarest words and pairs of words, wherever it stands, so that the cost grows with the number of
provisions and hardly faster. Both directions give the same answer: nothing asks which edition is the older.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.blocking import near_each_other
from care_standards.authoring.dividing import Division, divisions, settled
from care_standards.authoring.likeness import Likeness, Saying, hold_text, sayings
from care_standards.model.edition import Edition

Places = tuple[int, int]

# From sure to doubtful: what is paired in one round helps to judge what stands around it in the next.
ROUNDS: Final = (0.9, 0.8, 0.7, 0.62, 0.57, 0.53)
# No support from around makes a pair of two provisions that say different things.
FLOOR: Final = 0.35
# So many comparisons of the children of two headings are made one with each; of more, only the likely ones.
MOST_CROSSED: Final = 1_600
# What is left is paired from this likeness on, if nothing else comes so near it.
OUTSTANDING: Final = 0.3
APART: Final = 1.3
UNCOMPARED: Final = 0.5


@attrs.frozen(eq=False)
class Alignment:
    """Two editions side by side: pairs of places, one place and the places it was divided into, and likenesses."""

    old: tuple[Saying, ...]
    new: tuple[Saying, ...]
    old_whole: bool
    new_whole: bool
    likeness: Likeness
    pairs: Mapping[int, int]
    splits: tuple[Division, ...]
    merges: tuple[Division, ...]
    likest_old: Mapping[int, tuple[tuple[float, int], ...]]
    likest_new: Mapping[int, tuple[tuple[float, int], ...]]

    def other_likeness(self, old: int | None, new: int | None) -> float:
        """Give the likeness of the likest provision other than the one a provision is paired with."""
        offers: list[float] = []
        if old is not None:
            offers += [likeness for likeness, other in self.likest_old.get(old, ()) if other != new]
        if new is not None:
            offers += [likeness for likeness, other in self.likest_new.get(new, ()) if other != old]
        return max(offers, default=0.0)

    def parents_agree(self, old: int, new: int) -> bool:
        """Tell whether two provisions hang from a pair, from parts of one division, or both from nothing."""
        above, beyond = self.old[old].parent, self.new[new].parent
        if above < 0 or beyond < 0:
            return above == beyond
        if self.pairs.get(above) == beyond:
            return True
        return any(d.whole == above and beyond in d.parts for d in self.splits) or any(
            d.whole == beyond and above in d.parts for d in self.merges
        )


class _Matching:
    """The pairs found so far, with the likenesses that were computed on the way."""

    def __init__(self, old: tuple[Saying, ...], new: tuple[Saying, ...], likeness: Likeness) -> None:
        self.old, self.new, self.likeness = old, new, likeness
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.alike: dict[Places, float | None] = {}
        self.recurring = tuple(Counter(saying.exactly for saying in side) for side in (old, new))

    def compare(self, pairs: Iterable[Places]) -> None:
        for pair in pairs:
            if pair not in self.alike:
                self.alike[pair] = self.likeness.of(self.old[pair[0]], self.new[pair[1]])

    def join(self, old: int, new: int) -> None:
        self.forth[old], self.back[new] = new, old

    def free(self, old: int, new: int) -> bool:
        return old not in self.forth and new not in self.back

    def parents_agree(self, old: int, new: int) -> bool | None:
        """Tell whether two provisions hang from a pair, or None where that is not known yet."""
        above, beyond = self.old[old].parent, self.new[new].parent
        if above < 0 or beyond < 0:
            return above == beyond
        if above not in self.forth and beyond not in self.back:
            return None
        return self.forth.get(above) == beyond

    def stand_alike(self, old: int, new: int) -> bool:
        """Tell whether two provisions have the same number and hang from a pair."""
        return self.old[old].local == self.new[new].local and self.parents_agree(old, new) is True

    def children_shared(self, old: int, new: int) -> float | None:
        """Tell how many of the children of two provisions are paired with each other, from 0 to 1."""
        below, under = self.old[old].children, self.new[new].children
        if not below or not under:
            return None
        partners = (self.forth.get(child) for child in below)
        shared = sum(partner is not None and self.new[partner].parent == new for partner in partners)
        return 2 * shared / (len(below) + len(under))

    def neighbours_agree(self, old: int, new: int) -> int:
        """Count on how many sides two provisions stand next to a pair, or at the end of their own rows."""
        agreed = 0
        for step in (-1, 1):
            beside, by = _beside(self.old, old, step), _beside(self.new, new, step)
            agreed += by is None if beside is None else self.forth.get(beside, -1) == by
        return agreed

    def recurs(self, old: int, new: int) -> bool:
        """Tell whether one of two provisions says word for word what others of its side say too."""
        before, after = self.recurring
        return before[self.old[old].exactly] > 1 or after[self.new[new].exactly] > 1

    def support(self, old: int, new: int) -> float:
        """Judge a pair by what stands around it."""
        around = 0.02 * self.neighbours_agree(old, new)
        agree = self.parents_agree(old, new)
        around += {True: 0.1, False: -0.05, None: 0.0}[agree]
        if self.old[old].local == self.new[new].local:
            around += 0.01
        return around

    def judged(self, old: int, new: int) -> float:
        """Give the standing of a pair: what is said, then what stands around and below."""
        alike, shared = self.alike[old, new], self.children_shared(old, new)
        if self.parents_agree(old, new) is False and self.recurs(old, new):
            return 0.0
        if alike is None:
            said = max(UNCOMPARED if self.stand_alike(old, new) else 0.0, shared or 0.0)
        elif alike < FLOOR and (shared or 0.0) < 0.5:
            return 0.0
        else:
            said = alike if shared is None else max(0.6 * alike + 0.4 * shared, 0.9 * shared, alike - 0.15)
        return round(said + self.support(old, new), 6)


def _beside(side: Sequence[Saying], place: int, step: int) -> int | None:
    """Give the provision next to one below the same heading, or None at an end."""
    beside = place + step
    found = side[beside].parent == side[place].parent if 0 <= beside < len(side) else False
    return beside if found else None


def align(old: Edition, new: Edition) -> Alignment:
    """Pair the provisions of two editions, and find what was split and what was merged."""
    both = hold_text(old) and hold_text(new)
    before, after = sayings(old, both), sayings(new, both)
    likeness = Likeness(before, after)
    matching = _Matching(before, after, likeness)
    matching.compare(near_each_other(before, after))
    for pair in _said_once(before, after):
        matching.compare((pair,))
        matching.join(*pair)
    for least in ROUNDS:
        for _ in range(2):
            matching.compare(_structural(matching))
            _take_best(matching, least)
    _take_outstanding(matching)
    _part_what_is_alone(matching)
    matching.compare(_beside_pairs(matching))
    free_old = [p for p in range(len(before)) if p not in matching.forth]
    free_new = [p for p in range(len(after)) if p not in matching.back]
    compared = sorted(matching.alike)
    splits = divisions(before, after, matching.forth, free_new, compared, likeness)
    merges = divisions(after, before, matching.back, free_old, sorted((b, a) for a, b in compared), likeness)
    splits, merges = settled(splits, merges)
    return Alignment(
        old=before, new=after, old_whole=is_whole(old), new_whole=is_whole(new), likeness=likeness,
        pairs=dict(matching.forth), splits=splits, merges=merges,
        likest_old=_likest(matching.alike, 0), likest_new=_likest(matching.alike, 1),
    )  # fmt: skip


def is_whole(edition: Edition) -> bool:
    """Tell whether an edition is held whole, so that what it lacks is not in the book either."""
    return edition.completeness.level == "complete"


def _said_once(old: Sequence[Saying], new: Sequence[Saying]) -> Iterator[Places]:
    """Give the pairs that say exactly the same, and that nothing else does on either side."""
    sides: list[dict[tuple[str, str], list[int]]] = []
    for side in (old, new):
        held: dict[tuple[str, str], list[int]] = {}
        for saying in side:
            if len(saying.run) > 2:
                held.setdefault(saying.exactly, []).append(saying.place)
        sides.append(held)
    for said, places in sides[0].items():
        others = sides[1].get(said, [])
        if len(places) == len(others) == 1:
            yield places[0], others[0]


def _structural(matching: _Matching) -> Iterator[Places]:
    """Give the pairs that structure suggests: parents of pairs, and what hangs from a pair and has no partner yet."""
    for one, other in sorted(matching.forth.items()):
        above, beyond = matching.old[one].parent, matching.new[other].parent
        if above >= 0 and beyond >= 0 and matching.free(above, beyond):
            yield above, beyond
    roots = tuple(tuple(s.place for s in side if s.parent < 0) for side in (matching.old, matching.new))
    below = [(matching.old[a].children, matching.new[b].children) for a, b in sorted(matching.forth.items())]
    for children, others in [(roots[0], roots[1]), *below]:
        left = [child for child in children if child not in matching.forth]
        right = [child for child in others if child not in matching.back]
        if len(left) * len(right) <= MOST_CROSSED:
            yield from ((a, b) for a in left for b in right)
        else:
            by_local = {matching.new[b].local: b for b in right}
            yield from ((a, by_local[matching.old[a].local]) for a in left if matching.old[a].local in by_local)


def _take_best(matching: _Matching, least: float) -> None:
    """Pair what is free, best first, down to a least standing.

    The order of pairs that have an end in common never depends on the direction, so neither does what is paired.
    """
    standing = {pair: matching.judged(*pair) for pair in matching.alike if matching.free(*pair)}
    for old, new in sorted((p for p, s in standing.items() if s >= least), key=lambda p: _rank(p, standing[p])):
        if matching.free(old, new):
            matching.join(old, new)


def _take_outstanding(matching: _Matching) -> None:
    """Pair what has the same number under a pair, and is far liker to each other than to anything else left there.

    Short texts in other words have little in common with anything; that they stand out is what tells.
    """
    offers = {
        pair: alike
        for pair, alike in matching.alike.items()
        if alike is not None and matching.free(*pair) and matching.parents_agree(*pair) is True
    }
    likest = (_likest(offers, 0), _likest(offers, 1))
    for pair in sorted(offers):
        rivals = [alike for side in (0, 1) for alike, other in likest[side][pair[side]] if other != pair[1 - side]]
        if (
            matching.stand_alike(*pair)
            and offers[pair] >= OUTSTANDING
            and offers[pair] >= APART * max(rivals, default=0.0)
        ):
            matching.join(*pair)


def _rank(pair: Places, standing: float) -> tuple[float, int, int, int]:
    return -standing, abs(pair[0] - pair[1]), min(pair), max(pair)


def _beside_pairs(matching: _Matching) -> Iterator[Places]:
    """Give what has no partner with the partners of its neighbours, of which it may have become a part."""
    for side, partners in ((matching.old, matching.forth), (matching.new, matching.back)):
        for place in range(len(side)):
            for step in (-1, 1):
                beside = _beside(side, place, step)
                if place not in partners and beside in partners:
                    yield (place, partners[beside]) if side is matching.old else (partners[beside], place)


def _part_what_is_alone(matching: _Matching) -> None:
    """Part pairs of headings that turned out to have nothing below in common and little above."""
    lost: list[Places] = []
    for old, new in matching.forth.items():
        alike, shared = matching.alike[old, new], matching.children_shared(old, new)
        few = min(len(matching.old[old].children), len(matching.new[new].children)) < 3
        if shared == 0.0 and (alike or 0.0) < 0.6 and not few:
            lost.append((old, new))
    for old, new in lost:
        del matching.forth[old], matching.back[new]


def _likest(alike: Mapping[Places, float | None], side: int) -> dict[int, tuple[tuple[float, int], ...]]:
    """Give for each place of one side the two places of the other that are likest to it, likest first."""
    found: dict[int, list[tuple[float, int]]] = {}
    for pair, likeness in alike.items():
        if likeness is not None:
            found.setdefault(pair[side], []).append((likeness, pair[1 - side]))
    return {place: tuple(sorted(others, key=lambda o: (-o[0], o[1]))[:2]) for place, others in found.items()}
