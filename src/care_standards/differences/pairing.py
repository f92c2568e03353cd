"""Comparing two lists whose items have ids: each item of one with the item of the same id of the other."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any, TypeVar, cast

import attrs

from care_standards.differences.structure import CATEGORIES, Diff, DiffKind, Entry, Side
from care_standards.errors import InvalidValueError
from care_standards.model.assessment import Period
from care_standards.query.scopes import Scope, editions_of, holdings

T = TypeVar("T")


@attrs.frozen
class Pairs:
    """The items of two lists side by side.

    ``rows`` has every item once: those of the old list in its order, each with its equal of the new one or None, then
    what only the new list has. ``reordered`` is true where items of both stand in another order.
    """

    rows: tuple[tuple[Any, Any], ...]
    reordered: bool


def paired(old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]) -> Pairs:
    """Put items of the same key side by side; of several with one key the first goes with the first, and so on."""
    places: dict[Hashable, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        places.setdefault(key(new[place]), []).append(place)
    taken = bytearray(len(new))
    rows: list[tuple[T | None, T | None]] = []
    last, reordered = -1, False
    for item in old:
        waiting = places.get(key(item))
        if not waiting:
            rows.append((item, None))
            continue
        place = waiting.pop()
        taken[place] = 1
        rows.append((item, new[place]))
        reordered = reordered or place < last
        last = place
    rows += [(None, item) for item, gone in zip(new, taken, strict=True) if not gone]
    return Pairs(tuple(rows), reordered)


def differing(old: Any, new: Any, left_out: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Name the members that differ between two objects of the model, in the order of the class."""
    if not left_out and old == new:
        return ()
    of = cast("type[attrs.AttrsInstance]", type(old))
    names: list[str] = [field.name for field in attrs.fields(of) if field.eq and field.name not in left_out]
    return tuple([name for name in names if getattr(old, name) != getattr(new, name)])


def compared(
    kind: DiffKind,
    entries: Iterable[Entry],
    old: str | None,
    new: str | None,
    revisions: tuple[int | None, int | None],
    head: tuple[str, ...],
    periods: tuple[Period | None, Period | None] = (None, None),
    **rest: Any,
) -> Diff:
    """Put a comparison by ids together: every entry stands for one item of each side it names."""
    found = tuple(entries)
    places = {category: place for place, category in enumerate(CATEGORIES[kind])}
    every, olds, news = ([0] * len(places) for _ in range(3))
    for entry in found:
        place = places[entry.category]
        every[place] += 1
        olds[place] += bool(entry.old)
        news[place] += bool(entry.new)
    return Diff(
        kind=kind, entries=found, head=head, totals=tuple(every),
        old=Side(id=old, data_revision=revisions[0], period=periods[0], items=sum(olds), totals=tuple(olds)),
        new=Side(id=new, data_revision=revisions[1], period=periods[1], items=sum(news), totals=tuple(news)),
        **rest,
    )  # fmt: skip


def presence(old: object | None, new: object | None) -> str | None:
    """Tell whether an item was added or removed; None where both sides have it."""
    return "added" if old is None else "removed" if new is None else None


def held_beside(editions: Scope, about: Collection[str], entries: Iterable[Entry]) -> dict[str, Any]:
    """Give the holdings of the editions that two records are about, and how many provisions of each no entry names.

    Raises InvalidValueError where these are no editions, one is not of those the records are about, or is there twice.
    """
    found = editions_of(editions)
    ids = [edition.id for edition in found]
    if len(set(ids)) != len(ids) or not set(ids) <= set(about):
        raise InvalidValueError("diff", "editions", "must be those that the two are about, each once")
    named = {id for entry in entries for id in (*entry.old, *entry.new)}
    return {
        "holdings": holdings(found),
        "without_entry": tuple([sum(provision.id not in named for provision in edition) for edition in found]),
    }
