"""Finding what became of ids that a fuller edition does not keep.

An answer that is not sure is no answer: where two items would do equally well, nothing is named.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from care_standards.model.edition import Edition
from care_standards.model.pack import RetiredId
from care_standards.model.provisions import Provision
from care_standards.packs.anchors import normal_heading

_CLOSE: Final = 0.9  # of headings at the same place
_SHARED: Final = 0.6  # of the words of our summary that the wording must hold
_AHEAD: Final = 0.2  # of the next best
_FEWEST_WORDS: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_PRINTED: Final = ("literal", "reported")


def retirements(shipped: Edition, fuller: Edition, ids: Iterable[str]) -> tuple[RetiredId, ...]:
    """Give an entry for each of these ids of the shipped edition, with its successor in the fuller one if it is found.

    An item with a printed heading is sought by it: the same heading anywhere, or one very like it at the same place. An
    item without one is sought by its words, among the items below what took the place of its parent.
    """
    finder = _Finder(fuller)
    found: dict[str, str | None] = {}
    for held in shipped:
        found[held.id] = held.id if fuller.held(held.id) is not None else finder.successor(held, found)
    return tuple(RetiredId(id=id, successors=(next_one,) if (next_one := found.get(id)) else ()) for id in ids)


def _local(id: str) -> str:
    """Give an id without its edition, and without the ending of one that made room for a provisional id."""
    return id.partition(".")[2].removesuffix("-2")


class _Finder:
    """The look-ups of the fuller edition."""

    def __init__(self, fuller: Edition) -> None:
        self._fuller = fuller
        self._by_heading: dict[str, list[Provision]] = {}
        for own in fuller:
            if own.heading is not None and own.heading_status in _PRINTED:
                self._by_heading.setdefault(normal_heading(own.heading), []).append(own)

    def successor(self, held: Provision, found: dict[str, str | None]) -> str | None:
        """Give the id of the item that took the place of another, or None."""
        if held.heading is not None and held.heading_status in _PRINTED:
            return self._by_its_heading(held, normal_heading(held.heading))
        return self._by_its_words(held, found)

    def _by_its_heading(self, held: Provision, heading: str) -> str | None:
        same = self._by_heading.get(heading, [])
        place = _local(held.id)
        for narrower in (same, [own for own in same if _local(own.id) == place]):
            if len(narrower) == 1:
                return narrower[0].id
        if same:
            return None
        above = place.rpartition(".")[0]
        near = [
            own.id
            for title, owns in self._by_heading.items()
            for own in owns
            if _local(own.id).rpartition(".")[0] == above and SequenceMatcher(None, heading, title).ratio() >= _CLOSE
        ]
        return near[0] if len(near) == 1 else None

    def _by_its_words(self, held: Provision, found: dict[str, str | None]) -> str | None:
        ours = _words(held.summary)
        above = None if held.parent is None else found.get(held.parent)
        if len(ours) < _FEWEST_WORDS or above is None:
            return None
        scores = sorted(
            ((len(ours & _said(own)) / len(ours), own.id) for own in self._fuller.descendants(above)), reverse=True
        )
        if not scores or scores[0][0] < _SHARED:
            return None
        return scores[0][1] if len(scores) == 1 or scores[0][0] - scores[1][0] >= _AHEAD else None


def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((text or "").casefold()))


def _said(own: Provision) -> frozenset[str]:
    return _words(own.text.value if own.text is not None else own.summary)
