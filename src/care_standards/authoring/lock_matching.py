"""Which item of a lock each item of an edited file is: ids stay with the words, wherever these went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.grammar import is_bracketed, local_of, slug_of, without_suffix
from care_standards.authoring.lock import Lock, Remembered, likeness, prints
from care_standards.authoring.outline import Item
from care_standards.authoring.placing import Grammar, Placed, Placer
from care_standards.identifiers import MAX_ID_LENGTH
from care_standards.model.registry import Registry

_ALIKE: Final = 0.5
_ALIKE_IN_PLACE: Final = 0.375  # between the same neighbours less likeness is enough
_MOST_COMPARED: Final = 40_000


def remembered(items: Sequence[Item], grammar: Grammar, registry: Registry, lock: Lock) -> dict[int, str]:
    """Give the local ids that items without a number keep or newly get, by their place in the file.

    Items are matched per parent and letter. One that is gone and comes back, with the same words below the same parent,
    is the same item. What matches nothing gets the next free ordinal, or a slug of its words, never given before.
    """
    placer = Placer(grammar, registry)
    placed: list[Placed] = []
    for item in items:
        found = placer.derive(item)
        placer.commit(item, found)
        placed.append(found)
    return _Assigner(items, placed, grammar, placer, lock).assigned()


@attrs.frozen
class _Old:
    local: str
    fingerprint: str
    sketch: str


class _Assigner:
    def __init__(
        self, items: Sequence[Item], placed: list[Placed], grammar: Grammar, placer: Placer, lock: Lock
    ) -> None:
        self.items = items
        self.placed = placed
        self.placer = placer
        self.prefix = f"{grammar.edition}."
        self.lock = lock
        self.place_of = {id(found): number for number, found in enumerate(placed)}
        self.locals: dict[int, str] = {}
        self.explicit = {found.id for item, found in zip(items, placed, strict=True) if "id" in item.attributes}
        self.in_use = set(self.explicit)
        self.taken = {one.id for one in lock.items} | {one.id for one in lock.gone} | self.explicit

    def assigned(self) -> dict[int, str]:
        groups: dict[tuple[int, str], list[int]] = {}
        for number, (item, found) in enumerate(zip(self.items, self.placed, strict=True)):
            if not found.label and item.notation is None and "id" not in item.attributes:
                groups.setdefault((self._above(number), found.letter or "h"), []).append(number)
            elif not found.label and item.notation is not None:
                self.taken.add(found.id)
                self.in_use.add(found.id)
        before, gone = self._by_place(self.lock.items), self._by_place(self.lock.gone)
        for (above, letter), numbers in sorted(groups.items()):
            place = (self._id(above) if above >= 0 else None, letter)
            self._assign(numbers, letter, before.get(place, []), gone.get(place, []), above)
        return self.locals

    def _by_place(self, items: Sequence[Remembered]) -> dict[tuple[str | None, str], list[_Old]]:
        found: dict[tuple[str | None, str], list[_Old]] = {}
        for one in items:
            if one.letter and one.id not in self.in_use:
                old = _Old(one.id.partition(".")[2], one.fingerprint, one.sketch)
                found.setdefault((one.parent, one.letter), []).append(old)
        return found

    def _above(self, number: int) -> int:
        parent = self.placed[number].parent
        return -1 if parent is None else self.place_of[id(parent)]

    def _base(self, number: int) -> str:
        """Give the local id that the children of an item build on."""
        item = self.items[number]
        if number in self.locals:
            return without_suffix(self.locals[number])
        if "id" not in item.attributes and item.notation is not None and is_bracketed(item.notation):
            above = self._above(number)
            local = local_of(item.notation)
            return f"{self._base(above)}.{local}" if above >= 0 else local
        return self.placed[number].base

    def _id(self, number: int) -> str:
        if number in self.locals:
            return f"{self.prefix}{self.locals[number]}"
        found = self.placed[number]
        base = self._base(number)
        return found.id if base == found.base else self.placer.fresh(f"{self.prefix}{base}")

    def _assign(self, numbers: list[int], letter: str, old: list[_Old], gone: list[_Old], above: int) -> None:
        new = [prints(self.items[number]) for number in numbers]
        back = _back(old, new, gone)
        rest = [place for place in range(len(numbers)) if place not in back]
        kept = {rest[n]: old[m].local for n, m in matched(old, [new[place] for place in rest]).items()} | back
        for place, number in enumerate(numbers):
            if place in kept:
                self.locals[number] = kept[place]
        ordinal = 0
        for place, number in enumerate(numbers):
            if place in kept:
                continue
            if letter == "h":
                self.locals[number] = self._heading(number)
                continue
            base = f"{self._base(above)}.{letter}" if above >= 0 else letter
            while True:
                ordinal += 1
                id = self.placer.fresh(f"{self.prefix}{base}{ordinal}")
                if id not in self.taken:
                    break
            self.taken.add(id)
            self.locals[number] = id.partition(".")[2]

    def _heading(self, number: int) -> str:
        slug = slug_of(self.items[number].text or "", MAX_ID_LENGTH - len(self.prefix) - 3)
        count, id = 1, self.placer.fresh(f"{self.prefix}{slug}")
        while id in self.taken:
            count += 1
            id = self.placer.fresh(f"{self.prefix}{slug}-{count}")
        self.taken.add(id)
        return id.partition(".")[2]


def _back(old: Sequence[_Old], new: Sequence[tuple[str, str]], gone: Sequence[_Old]) -> dict[int, str]:
    """Give the local ids of items that were gone and are back: the same words, which nothing that is there has."""
    if not gone:
        return {}
    there = Counter(one.fingerprint for one in old)
    waiting: dict[str, list[str]] = {}
    for one in reversed(gone):
        waiting.setdefault(one.fingerprint, []).append(one.local)
    found: dict[int, str] = {}
    for place, (fingerprint, _) in enumerate(new):
        if there[fingerprint] > 0:
            there[fingerprint] -= 1
        elif waiting.get(fingerprint):
            found[place] = waiting[fingerprint].pop()
    return found


def matched(old: Sequence[_Old], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Match new items to old ones, each to one at most: by place in the new list, the place in the old.

    The same beginning and the same end first, so that equal texts keep their order; then equal fingerprints; then,
    between matched neighbours, the most alike in order; then the most alike anywhere; and at last a single one left
    over on both sides between the same two neighbours, which was written anew.
    """
    found: dict[int, int] = {}
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n].fingerprint != new[n][0]), least)
    last = next((n for n in range(least - first) if old[-1 - n].fingerprint != new[-1 - n][0]), least - first)
    found.update((n, n) for n in range(first))
    found.update((len(new) - 1 - n, len(old) - 1 - n) for n in range(last))
    _by_fingerprint(old, new, found)
    for olds, news in _gaps(len(old), len(new), found):
        _in_order(old, new, olds, news, found)
    _anywhere(old, new, found)
    for olds, news in _gaps(len(old), len(new), found):
        if len(olds) == len(news) == 1:
            found[news[0]] = olds[0]
    return found


def _left(count: int, used: Mapping[int, int] | set[int]) -> list[int]:
    return [n for n in range(count) if n not in used]


def _by_fingerprint(old: Sequence[_Old], new: Sequence[tuple[str, str]], found: dict[int, int]) -> None:
    waiting: dict[str, list[int]] = {}
    for n in reversed(_left(len(old), set(found.values()))):
        waiting.setdefault(old[n].fingerprint, []).append(n)
    for n in _left(len(new), found):
        same = waiting.get(new[n][0])
        if same:
            found[n] = same.pop()


def _gaps(olds: int, news: int, found: dict[int, int]) -> list[tuple[list[int], list[int]]]:
    """Give what is left between neighbours that are matched on both sides, as places in the old and the new list."""
    used = set(found.values())
    gaps: list[tuple[list[int], list[int]]] = []
    waiting: list[int] = []
    before = -1
    for n in range(news + 1):
        after = olds if n == news else found.get(n)
        if after is None:
            waiting.append(n)
            continue
        if waiting and after > before:
            gaps.append(([m for m in range(before + 1, after) if m not in used], waiting))
        waiting = []
        before = after
    return [gap for gap in gaps if gap[0]]


def _in_order(
    old: Sequence[_Old], new: Sequence[tuple[str, str]], olds: list[int], news: list[int], found: dict[int, int]
) -> None:
    """Match the most alike of a gap without crossing (the heaviest common subsequence)."""
    if len(olds) * len(news) > _MOST_COMPARED:  # too many to compare each with each: each with its opposite
        pairs = zip(olds, news, strict=False)
        found.update((n, m) for m, n in pairs if likeness(old[m].sketch, new[n][1]) >= _ALIKE_IN_PLACE)
        return
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    alike = [[likeness(old[m].sketch, new[n][1]) for n in news] for m in olds]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            pair = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE_IN_PLACE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(olds) and j < len(news):
        if alike[i][j] >= _ALIKE_IN_PLACE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found[news[j]] = olds[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _anywhere(old: Sequence[_Old], new: Sequence[tuple[str, str]], found: dict[int, int]) -> None:
    olds, news = _left(len(old), set(found.values())), _left(len(new), found)
    if len(olds) * len(news) > _MOST_COMPARED:
        return
    pairs = [(-likeness(old[m].sketch, new[n][1]), n, m) for n in news for m in olds]
    used: set[int] = set()
    for _, n, m in sorted(pair for pair in pairs if pair[0] <= -_ALIKE):
        if n not in found and m not in used:
            found[n] = m
            used.add(m)
