"""Ids of a draft: only where the grammar would give none, the same twice, or one too long to stand above others."""

import string
from typing import Final

import attrs

from care_standards.authoring.grammar import is_bracketed, local_of, slug_of
from care_standards.authoring.structure.recognised import RecognisedItem
from care_standards.identifiers import MAX_ID_LENGTH, is_provision_id

# What may follow below a heading: .s12.r3, or the -2 of an id that takes the place of a provisional one.
_ROOM_BELOW: Final = 10


@attrs.frozen(kw_only=True)
class Name:
    """What a draft says of an id.

    ``id`` is the local part, where it has to be said; with ``keep_mark`` the mark of a list stays in the words.
    """

    id: str | None = None
    keep_mark: bool = False


class Names:
    """Gives the items of one draft their names, in printed order; ``renamed`` counts the numbers printed twice."""

    def __init__(self, edition_id: str) -> None:
        self._edition = edition_id
        self._used: set[str] = set()
        self._marks: set[tuple[str, str]] = set()
        self._tried: dict[str, int] = {}
        self._above: list[str] = [""]
        self.renamed = 0

    def label(self) -> None:
        """Begin below a label: bullets that follow belong to what stands above it."""
        del self._above[1:]

    def name(self, item: RecognisedItem) -> Name:
        """Name one item."""
        if item.notation is not None and is_bracketed(item.notation):
            return self._mark(item, item.notation)
        if item.notation is not None:
            return self._numbered(item, item.notation)
        if item.role == "heading":
            return self._heading(item)
        if item.role == "bullet":
            self._below(item, f"{self._above[0]}/{id(item)}")
        return Name()

    def _numbered(self, item: RecognisedItem, notation: str) -> Name:
        local = local_of(notation)
        fits = is_provision_id(f"{self._edition}.{local}") and len(self._edition) + 1 + len(local) <= MAX_ID_LENGTH - 6
        given = local if fits else self._slug(local or item.text)
        if given in self._used:
            self.renamed += 1
            given = self._another(given)
        self._used.add(given)
        if item.role == "bullet":
            self._below(item, given)
        else:
            self._above = [given]
        return Name(id=None if given == local else given)

    def _heading(self, item: RecognisedItem) -> Name:
        whole = slug_of(item.text, MAX_ID_LENGTH - len(self._edition) - 1)
        given = self._slug(item.text)
        if given in self._used:
            given = self._another(given)
        self._used.add(given)
        self._above = [given]
        return Name(id=None if given == whole else given)

    def _mark(self, item: RecognisedItem, notation: str) -> Name:
        """Take a mark in brackets as the number of its list; a second list with the same marks keeps them in words."""
        depth = min(max(item.level, 1), len(self._above)) if item.role == "bullet" else 1
        above = self._above[depth - 1]
        key = (above, notation.lower())
        local = f"{above}{local_of(notation)}"
        taken = key in self._marks or f"{above}.{local_of(notation)}" in self._used
        self._marks.add(key)
        self._below(item, f"{above}/{local}/{id(item)}")
        return Name(keep_mark=taken or not above)

    def _below(self, item: RecognisedItem, key: str) -> None:
        depth = min(max(item.level, 1), len(self._above))
        self._above[depth:] = [key]

    def _slug(self, words: str) -> str:
        most = MAX_ID_LENGTH - len(self._edition) - 1 - _ROOM_BELOW
        return slug_of(words, most) or slug_of("heading", most)

    def _another(self, given: str) -> str:
        """Give an id like this one that is not used yet: with b, c, … behind it."""
        count = self._tried.get(given, 1)
        while True:
            letters = ""
            rest = count
            while rest:
                rest, at = divmod(rest, 26)
                letters = string.ascii_lowercase[at] + letters
            candidate = f"{given[: MAX_ID_LENGTH - len(self._edition) - _ROOM_BELOW]}-{letters}"
            count += 1
            if candidate not in self._used:
                self._tried[given] = count
                return candidate
