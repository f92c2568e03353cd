"""The loops that sift provisions: one for each facet, so that asking costs hardly more than asking by hand."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final

from care_standards.model.provisions import Provision
from care_standards.query.words import ATTRIBUTES, NOT_STATED

Loop = Callable[[Sequence[Provision], Any], list[Provision]]
"""Keeps the provisions that have what is wanted, in their order."""
Step = tuple[Loop, object]
Wanted = str | frozenset[str]

_IS_ANY: Final[dict[str, Loop]] = {
    "kind": lambda ps, words: [p for p in ps if p.kind in words],
    "force": lambda ps, words: [p for p in ps if p.force in words],
    "text_status": lambda ps, words: [p for p in ps if p.text_status in words],
}
"""For a facet of which every provision has one word: those whose word is one of the wanted."""

_HAS: Final[dict[str, Loop]] = {
    "addressee": lambda ps, word: [p for p in ps if word in p.addressees],
    "stage": lambda ps, word: [p for p in ps if word in p.stages],
    "setting": lambda ps, word: [p for p in ps if word in p.settings],
    "nation": lambda ps, word: [p for p in ps if word in p.nations],
    "population": lambda ps, word: [p for p in ps if word in p.populations],
    "source": lambda ps, word: [p for p in ps if word in p.sources],
}
"""For a facet that is a list: those whose list has the wanted word."""

_HAS_ANY: Final[dict[str, Loop]] = {
    "addressee": lambda ps, words: [p for p in ps if not words.isdisjoint(p.addressees)],
    "stage": lambda ps, words: [p for p in ps if not words.isdisjoint(p.stages)],
    "setting": lambda ps, words: [p for p in ps if not words.isdisjoint(p.settings)],
    "nation": lambda ps, words: [p for p in ps if not words.isdisjoint(p.nations)],
    "population": lambda ps, words: [p for p in ps if not words.isdisjoint(p.populations)],
    "source": lambda ps, words: [p for p in ps if not words.isdisjoint(p.sources)],
}
"""The same: those whose list has any of the wanted words."""


def step_of(facet: str, wanted: Wanted) -> Step:
    """Give the loop for a facet, and what it is to look for."""
    words = frozenset((wanted,)) if isinstance(wanted, str) else wanted
    if facet in _IS_ANY:
        return _IS_ANY[facet], words
    if NOT_STATED in words:
        return _silent_or_any(ATTRIBUTES[facet]), words
    return (_HAS[facet], wanted) if isinstance(wanted, str) else (_HAS_ANY[facet], words)


def _silent_or_any(attribute: str) -> Loop:
    read: Callable[[Provision], tuple[str, ...]] = attrgetter(attribute)
    return lambda ps, words: [p for p in ps if not (found := read(p)) or not words.isdisjoint(found)]


def by_id(provisions: Sequence[Provision], ids: Any) -> list[Provision]:
    """Keep those whose id is wanted."""
    return [p for p in provisions if p.id in ids]


def by_heading(provisions: Sequence[Provision], fits: Any) -> list[Provision]:
    """Keep those whose heading fits."""
    return [p for p in provisions if fits(p.heading)]


def by_test(provisions: Sequence[Provision], test: Any) -> list[Provision]:
    """Keep those that a test of the caller's holds true of."""
    return [p for p in provisions if test(p)]
