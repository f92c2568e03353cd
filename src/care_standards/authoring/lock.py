"""What remembers the ids of a Markdown file: fingerprints of its items, and every id ever given; no text of it.

Fingerprints are of normalised words, cut short; sketches tell how alike two texts are, by a byte of each of sixteen
marks. Neither gives the words back. But whoever guesses a whole text can try the guess against them, and that is easy
for a short one: keep a lock beside the file it belongs to, and as private as that.
"""

import json
import re
import unicodedata
from hashlib import blake2b, sha256
from itertools import pairwise
from typing import Any, Final

import attrs

from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.authoring.outline import Item
from care_standards.authoring.placing import Placed
from care_standards.identifiers import is_edition_id, is_provision_id

VERSION: Final = 1
SKETCH: Final = 16
_FINGERPRINT: Final = 16
_WIDTH: Final = 4  # bytes of a mark that are compared, of which one is kept
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]*", re.ASCII)
_LETTERS: Final = ("", "h", "p", "r", "s")


@attrs.frozen(kw_only=True)
class Remembered:
    """One item: its id and its parent's, its fingerprint and its sketch.

    ``letter`` is what its id counts (p, r or s), h for a heading without a number, and empty where the id follows from
    a number or was written out: such an item needs no remembering, only its id does.
    """

    id: str
    parent: str | None
    letter: str
    fingerprint: str = attrs.field(repr=False)
    sketch: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of the ids since the lock before: those kept, new, gone, and back after being gone, in order.

    ``reused`` are new ones that somebody wrote out although other words had them once.
    """

    kept: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    back: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()

    def __str__(self) -> str:
        back = f", {len(self.back)} back" if self.back else ""
        return f"{len(self.kept)} ids kept, {len(self.new)} new, {len(self.gone)} gone{back}"


@attrs.frozen(kw_only=True)
class Lock:
    """The ids of one edition in the order of its file, and what was there once and is gone.

    What is gone is remembered as it was: the same words below the same parent get their id back, and nothing else does.
    """

    edition: str
    items: tuple[Remembered, ...] = attrs.field(default=(), repr=lambda items: f"<{len(items)}>")
    gone: tuple[Remembered, ...] = attrs.field(default=(), repr=lambda items: f"<{len(items)}>")

    @classmethod
    def of(cls, edition: str, items: tuple[Item, ...], placed: list[Placed], earlier: "Lock | None") -> "Lock":
        """Remember the items of a file as they were placed; ids that an earlier lock held and these lack are gone."""
        held = tuple(_remember(item, place) for item, place in zip(items, placed, strict=True) if not place.label)
        now = {one.id for one in held}
        before = (*earlier.gone, *earlier.items) if earlier is not None else ()
        gone = {one.id: one for one in before if one.id not in now}
        return cls(edition=edition, items=held, gone=tuple(gone.values()))

    def to_bytes(self) -> bytes:
        """Write the lock: UTF-8 JSON, an item on a line, so that a change of one is a change of one line."""
        head = f'{{"lock": {VERSION}, "edition": {json.dumps(self.edition)}'
        items, gone = (
            ",\n".join(
                json.dumps([one.id, one.parent, one.letter, one.fingerprint, one.sketch], separators=(",", ":"))
                for one in rows
            )
            for rows in (self.items, self.gone)
        )
        return f'{head}, "items": [\n{items}\n], "gone": [\n{gone}\n]}}\n'.encode()

    @classmethod
    def read(cls, content: bytes) -> "Lock":
        """Read a lock. Raises InvalidAuthoringError where the bytes are none, or one of a later version."""
        found: Lock | None = None
        try:
            found = _read(json.loads(content.decode("utf-8")))
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
        if found is None:
            raise unreadable("The lock file is none that this version reads.")
        return found


def unreadable(what: str) -> InvalidAuthoringError:
    """Make the error of a lock that cannot serve."""
    instead = "Restore it from a copy; without it, ids of items that have no number are counted afresh."
    code = AuthoringCode.LOCK_UNREADABLE
    return InvalidAuthoringError((AuthoringFault(code=code, line=1, column=1, what=what, instead=instead),))


def _read(plain: Any) -> Lock | None:
    if plain["lock"] != VERSION or not is_edition_id(plain["edition"]):
        return None
    items, gone = [_row(row) for row in plain["items"]], [_row(row) for row in plain["gone"]]
    held, lost = [one for one in items if one is not None], [one for one in gone if one is not None]
    if len(held) < len(items) or len(lost) < len(gone):
        return None
    return Lock(edition=plain["edition"], items=tuple(held), gone=tuple(lost))


def _row(row: Any) -> Remembered | None:
    id, parent, letter, fingerprint, sketch = (row, None, "", "", "") if isinstance(row, str) else row
    fine = is_provision_id(id) and (parent is None or is_provision_id(parent)) and letter in _LETTERS
    if not (fine and _is_hex(fingerprint, _FINGERPRINT) and _is_hex(sketch, SKETCH * 2)):
        return None
    return Remembered(id=id, parent=parent, letter=letter, fingerprint=fingerprint, sketch=sketch)


def _is_hex(text: object, length: int) -> bool:
    return isinstance(text, str) and len(text) in (0, length) and _HEXADECIMAL.fullmatch(text) is not None


def _remember(item: Item, place: Placed) -> Remembered:
    letter = "" if "id" in item.attributes or item.notation is not None else place.letter or "h"
    fingerprint, sketch = prints(item) if letter else ("", "")
    parent = place.parent.id if place.parent is not None else None
    return Remembered(id=place.id, parent=parent, letter=letter, fingerprint=fingerprint, sketch=sketch)


def prints(item: Item) -> tuple[str, str]:
    """Give the fingerprint and the sketch of an item's words."""
    words = _words(item)
    fingerprint = sha256(" ".join(words).encode("utf-8")).hexdigest()[:_FINGERPRINT]
    # Of each mark the least among all words and pairs, and of that one byte: too little to go back to any word.
    marks = [
        blake2b(word.encode("utf-8"), person=b"sketch").digest() for word in {*words, *map(" ".join, pairwise(words))}
    ]
    least = (
        min((mark[n : n + _WIDTH] for mark in marks), default=bytes(_WIDTH)) for n in range(0, SKETCH * _WIDTH, _WIDTH)
    )
    return fingerprint, "".join(f"{value[-1]:02x}" for value in least)


def _words(item: Item) -> list[str]:
    said = " ".join(word for word in (item.label, item.text) if word) or " ".join(item.quotes.values())
    return re.findall(r"\w+", unicodedata.normalize("NFKC", said).casefold())


def likeness(one: str, other: str) -> float:
    """Tell how alike two sketches are, from 0 to 1."""
    return sum(one[n : n + 2] == other[n : n + 2] for n in range(0, SKETCH * 2, 2)) / SKETCH


def outcome_of(earlier: Lock | None, newer: Lock) -> Outcome:
    """Tell what became of the ids from one lock to the next."""
    before = dict.fromkeys(one.id for one in earlier.items) if earlier is not None else {}
    lost = {one.id: one.letter for one in earlier.gone} if earlier is not None else dict[str, str]()
    now = {one.id: one.letter for one in newer.items}
    return Outcome(
        kept=tuple(id for id in now if id in before),
        new=tuple(id for id in now if id not in before and lost.get(id) != now[id]),
        gone=tuple(id for id in before if id not in now),
        back=tuple(id for id in now if id not in before and lost.get(id) == now[id]),
        reused=tuple(id for id in now if id not in before and id in lost and lost[id] != now[id]),
    )
