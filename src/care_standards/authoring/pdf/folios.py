"""The numbers printed on the pages: found near their edges, believed where they advance with the pages."""

import re
from collections.abc import Sequence
from typing import Final

import attrs

_ROMAN: Final = re.compile("(?=[ivxl])x{0,3}(ix|iv|v?i{0,3}|xl|l)x{0,3}(ix|iv|v?i{0,3})")
# Numbers this far apart, counted in pages, support each other.
_REACH: Final = 6


def is_roman(text: str) -> bool:
    """Say whether a word is a small roman number, as front matter is counted by."""
    return bool(_ROMAN.fullmatch(text.lower()))


@attrs.frozen
class Numbering:
    """The printed numbers of all pages, None for a page without one; ``seen`` counts those that stand on their page."""

    pages: tuple[int | None, ...]
    seen: int


def numbering_of(candidates: Sequence[frozenset[int]], roman: Sequence[bool]) -> Numbering | None:
    """Give the printed number of each page; None where no numbers advance.

    ``candidates`` are the numbers found near the edges of each page, ``roman`` says which pages have a roman number
    there. A number is believed when it advances in step with that of another page near it. A page between two
    believed ones of the same step is counted; before the first and after the last believed one the counting goes on,
    down to 1.
    """
    shifts = [frozenset(number - place for number in found) for place, found in enumerate(candidates)]
    support: dict[int, int] = {}
    for found in shifts:
        for shift in found:
            support[shift] = support.get(shift, 0) + 1
    believed: list[int | None] = []
    for place, found in enumerate(shifts):
        best: tuple[int, int, int] | None = None
        for shift in found:
            near = sum(shift in other for other in shifts[max(0, place - _REACH) : place + _REACH + 1]) - 1
            if near and support[shift] >= max(2, min(3, len(candidates) // 2)):
                best = max(best or (0, 0, 0), (support[shift], near, shift))
        believed.append(best[2] if best else None)
    _drop_stragglers(believed, support)
    if not any(shift is not None for shift in believed):
        return None
    pages = tuple(_number(place, believed, roman) for place in range(len(believed)))
    return Numbering(pages, sum(shift is not None for shift in believed))


def _drop_stragglers(believed: list[int | None], support: dict[int, int]) -> None:
    """Forget a shift that would make page numbers go backwards against a better supported one."""
    for place, shift in enumerate(believed):
        if shift is None:
            continue
        for other in believed[place + 1 :]:
            if other is not None and other < shift and support[other] > support[shift]:
                believed[place] = None
                break
    highest: int | None = None
    for place, shift in enumerate(believed):
        if shift is None:
            continue
        if highest is not None and shift < highest:
            believed[place] = None
        else:
            highest = shift


def _number(place: int, believed: Sequence[int | None], roman: Sequence[bool]) -> int | None:
    shift = believed[place]
    if shift is not None:
        return place + shift
    if roman[place]:
        return None
    before = next((believed[at] for at in range(place - 1, -1, -1) if believed[at] is not None), None)
    after = next((believed[at] for at in range(place + 1, len(believed)) if believed[at] is not None), None)
    if before is not None and after is not None:
        return place + before if before == after else None
    if before is not None:
        return place + before
    assert after is not None
    if any(roman[place : next(at for at in range(place, len(believed)) if believed[at] is not None)]):
        return None
    return place + after if place + after >= 1 else None
