"""One provision of an edition that became several of the other: what was split, and seen from the other side merged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.likeness import Likeness, Saying

# Of a part so much must be in the whole …
WITHIN: Final = 0.6
# … or so much, if it stands beside the partner of the whole …
WITHIN_BESIDE: Final = 0.45
# … most of that in what the other parts leave of the whole …
NEWS: Final = 0.6
# … and it must make up so much of the whole.
SHARE: Final = 0.12


@attrs.frozen(eq=False)
class Division:
    """One place of one side, and the places of the other that share what it says, in their order.

    ``gain`` tells from 0 to 1 how much of the whole the parts give back.
    """

    whole: int
    parts: tuple[int, ...]
    gain: float


def divisions(
    wholes: Sequence[Saying],
    parts: Sequence[Saying],
    paired: Mapping[int, int],
    free: Iterable[int],
    near: Iterable[tuple[int, int]],
    likeness: Likeness,
) -> tuple[Division, ...]:
    """Find the wholes that free parts, and the partner the whole already has, make up together."""
    waiting = set(free)
    offered: dict[int, list[tuple[float, int]]] = {}
    for whole, part in near:
        if part in waiting and wholes[whole].held != "none" and parts[part].held == wholes[whole].held:
            within = likeness.within(parts[part].bag, wholes[whole].bag)
            if within >= (WITHIN_BESIDE if _beside(parts, part, paired.get(whole)) else WITHIN):
                offered.setdefault(whole, []).append((within, part))
    found: list[Division] = []
    for whole, offers in offered.items():
        division = _divided(wholes[whole], parts, paired.get(whole), offers, likeness)
        if division is not None:
            found.append(division)
    taken: set[int] = set()
    kept: list[Division] = []
    for division in sorted(found, key=lambda d: (-d.gain, d.whole)):
        if not taken.intersection(division.parts):
            taken.update(division.parts)
            kept.append(division)
    return tuple(sorted(kept, key=lambda d: d.whole))


def _beside(parts: Sequence[Saying], part: int, partner: int | None) -> bool:
    return partner is not None and abs(part - partner) == 1 and parts[part].parent == parts[partner].parent


def _divided(
    whole: Saying, parts: Sequence[Saying], partner: int | None, offers: list[tuple[float, int]], likeness: Likeness
) -> Division | None:
    mass = likeness.mass(whole.bag)
    chosen: list[int] = []
    left = Counter(whole.bag)
    if partner is not None:
        if likeness.within(parts[partner].bag, whole.bag) < WITHIN_BESIDE:
            return None
        chosen.append(partner)
        left -= Counter(parts[partner].bag)
    # Neighbours of the partner first, then whatever makes up more of the whole.
    offers.sort(
        key=lambda o: (not _beside(parts, o[1], partner), -round(o[0] * likeness.mass(parts[o[1]].bag), 9), o[1])
    )
    for within, part in offers:
        news, own = likeness.shared(parts[part].bag, left), likeness.mass(parts[part].bag)
        if news >= NEWS * within * own and news >= SHARE * mass:
            chosen.append(part)
            left -= Counter(parts[part].bag)
    if len(chosen) < 2:
        return None
    return Division(whole.place, tuple(sorted(chosen)), round(1 - likeness.mass(left) / mass, 6))


def settled(
    splits: tuple[Division, ...], merges: tuple[Division, ...]
) -> tuple[tuple[Division, ...], tuple[Division, ...]]:
    """Keep of a split and a merger that have a provision in common the one that gives back more, of equals neither."""
    return _not_outdone(splits, merges), _not_outdone(merges, splits)


def _not_outdone(these: tuple[Division, ...], others: tuple[Division, ...]) -> tuple[Division, ...]:
    as_whole = {other.whole: other.gain for other in others}
    as_part = {part: other.gain for other in others for part in other.parts}
    return tuple(
        division
        for division in these
        if max([as_part.get(division.whole, -1.0), *(as_whole.get(part, -1.0) for part in division.parts)])
        < division.gain
    )
