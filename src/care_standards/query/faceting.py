"""Counting provisions by facet, for filter panels."""

from collections import Counter
from operator import attrgetter
from typing import Any

from care_standards.query.scopes import Scope, provisions_of
from care_standards.query.words import ATTRIBUTES, FACETS, NOT_STATED, ONE_WORD
from care_standards.vocabularies import VOCABULARIES


def facets(scope: Scope) -> dict[str, dict[str, int]]:
    """Count the provisions of a scope by each word of each facet.

    The facets are those of ``FACETS``, which are arguments of ``select``; the words those in use, in the order of
    their closed list, sources by key, with ``NOT_STATED`` last. The count is that of what ``select`` gives for the
    word: a provision with two settings counts in both, so the counts of a facet may come to more than there are.

    They count what is held: ``holdings(scope)`` says how much that is. Raises InvalidValueError where the scope is
    none.
    """
    fields = attrgetter(*ATTRIBUTES.values())
    # Many provisions are alike in all of it: those are counted together.
    alike: Counter[tuple[Any, ...]] = Counter(map(fields, provisions_of(scope)))
    counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for found, count in alike.items():
        for facet, value in zip(FACETS, found, strict=True):
            held = counts[facet]
            for word in (value,) if facet in ONE_WORD else value or (NOT_STATED,):
                held[word] = held.get(word, 0) + count
    return {facet: _in_order(facet, held) for facet, held in counts.items()}


def _in_order(facet: str, counts: dict[str, int]) -> dict[str, int]:
    order = VOCABULARIES.get(facet) or sorted(word for word in counts if word != NOT_STATED)
    return {word: counts[word] for word in (*order, NOT_STATED) if word in counts}
