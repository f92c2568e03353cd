"""Where each item of an outline belongs and what its id is: the grammar of the Markdown form, item by item."""

from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from care_standards.authoring.grammar import is_bracketed, local_of, slug_of, without_suffix
from care_standards.authoring.outline import Item
from care_standards.identifiers import MAX_ID_LENGTH, edition_of, is_provision_id
from care_standards.model.registry import Registry

_LETTERS: Final = {"principle": "p", "recommendation": "r"}


@attrs.frozen
class Grammar:
    """What the front matter says of the whole file: the edition, and which kind each form of item is."""

    edition: str
    private: bool = False
    language: str = "en"
    headings: tuple[str, ...] = ("part", "section", "standard")
    numbered: str = "clause"
    paragraph: str = "principle"
    bullet: str = "recommendation"

    @classmethod
    def of(cls, front: Mapping[str, Any]) -> "Grammar":
        """Take it from a front matter in which these members are as they should be."""
        known = ("headings", "numbered", "paragraph", "bullet")
        kinds = cast("Mapping[str, Any]", front.get("kinds", {}))
        given = {name: kinds[name] for name in known if name in kinds}
        if "headings" in given:
            given["headings"] = tuple(given["headings"])
        private = front.get("rights", {}).get("sharing") == "private"
        return cls(front["edition"], private, front.get("language", "en"), **given)

    def of_heading(self, level: int) -> str:
        """Give the kind of a heading of this level; levels beyond the list are as the last."""
        return self.headings[min(level, len(self.headings)) - 1]


@attrs.frozen
class Placed:
    """What became of one item: its kind, its parent and its id; ``problem`` says why there is none.

    ``base`` is the local id that children build on, which never carries a ``-2``. ``letter`` is p, r or s where the id
    counts items of that letter. ``label`` stands for a heading that is no provision.
    """

    kind: str = ""
    parent: "Placed | None" = None
    id: str = ""
    base: str = ""
    letter: str = ""
    page: int | None = None
    label: bool = False
    problem: tuple[str, str, str] | None = None


class Placer:
    """Places the items of one outline in their order: ``derive`` looks, ``commit`` goes on."""

    def __init__(self, grammar: Grammar, registry: Registry, *, paged: bool = True) -> None:
        self.grammar = grammar
        self.registry = registry
        self.paged = paged
        self._prefix = f"{grammar.edition}."
        self._headings: list[tuple[int, bool, Placed]] = []
        self._hang: Placed | None = None
        self._hang_plain: Placed | None = None
        self._bullets: list[Placed] = []
        self._numbered: dict[str, Placed] = {}
        self._by_id: dict[str, Placed] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._label_kind: str | None = None
        self._page: int | None = None

    def derive(self, item: Item, local: str | None = None) -> Placed:
        """Give what the grammar makes of an item at this place; ``local`` is an id that was given to it before."""
        given = item.attributes
        page = self._page_of(given.get("page"))
        if item.role == "heading" and "label" in given:
            return Placed(kind=given["label"], page=page, label=True)
        parent, problem = self._parent(item)
        kind = given.get("kind") or self._kind(item, parent)
        letter = ""
        if item.notation is not None:
            base = self._numbered_base(item.notation, parent)
        elif item.role == "heading":
            base = slug_of(item.text or "", MAX_ID_LENGTH - len(self._prefix))
        else:
            letter = _LETTERS.get(kind, "s")
            above = f"{parent.base}." if parent else ""
            base = f"{above}{letter}{self._counts.get((parent.id if parent else '', letter), 0) + 1}"
        if "id" in given:
            id, base = self._explicit(given["id"], base)
        elif local is not None:
            id, base = f"{self._prefix}{local}", without_suffix(local)
        else:
            id = self.fresh(f"{self._prefix}{base}")
        if problem is None and not (is_provision_id(id) and edition_of(id) == self.grammar.edition):
            problem = self._impossible("id" in given)
        return Placed(kind, parent, id, base, letter, page, False, problem)

    def commit(self, item: Item, placed: Placed) -> None:
        """Take an item as placed, so that those after it find it."""
        if self.paged:
            self._page = placed.page
        if placed.label:
            self._label_kind = placed.kind
            return
        self._by_id.setdefault(placed.id, placed)
        numbered = item.notation is not None
        if numbered:
            self._numbered[placed.base] = placed
        if placed.letter:
            key = (placed.parent.id if placed.parent else "", placed.letter)
            self._counts[key] = self._counts.get(key, 0) + 1
        if item.role == "heading":
            while self._headings and self._headings[-1][0] >= item.level:
                self._headings.pop()
            self._headings.append((item.level, numbered, placed))
            self._label_kind = None
        if item.role == "bullet":
            self._bullets[max(item.level, 1) - 1 :] = [placed]
        else:
            self._bullets.clear()
        if item.role == "heading" or numbered:
            self._hang = placed
            if item.notation is None or not is_bracketed(item.notation):
                self._hang_plain = placed

    def _page_of(self, given: str | None) -> int | None:
        if given is None:
            return self._page if self.paged else None
        return None if given == "none" else int(given)

    def _parent(self, item: Item) -> tuple[Placed | None, tuple[str, str, str] | None]:
        given = item.attributes.get("parent")
        if given == "none":
            return None, None
        if given is not None:
            full = given if is_provision_id(given) else f"{self._prefix}{given}"
            found = self._by_id.get(full) or self._by_id.get(f"{self._prefix}{given}") or self._numbered.get(given)
            instead = "Write the id, or the part of it after the edition, of an item that stands above this one."
            return found, None if found else ("parent", "No earlier item has the id named as the parent.", instead)
        if item.notation is not None and not is_bracketed(item.notation):
            steps = local_of(item.notation).split(".")
            for length in range(len(steps) - 1, 0, -1):
                if (above := self._numbered.get(".".join(steps[:length]))) is not None:
                    return above, None
        return self._without_prefix(item), None

    def _without_prefix(self, item: Item) -> Placed | None:
        """Find the parent of an item that no number above leads to."""
        if item.role == "bullet" and item.level > 1 and self._bullets:
            return self._bullets[min(item.level - 1, len(self._bullets)) - 1]
        if item.role != "heading" and item.notation is None:
            return self._hang
        if item.role != "heading" and is_bracketed(item.notation or ""):
            return self._hang_plain
        above = [
            (numbered, placed)
            for level, numbered, placed in self._headings
            if item.role != "heading" or level < item.level
        ]
        if item.notation is not None:
            for numbered, placed in reversed(above):
                if numbered:
                    return placed
        return above[-1][1] if above else None

    def _kind(self, item: Item, parent: Placed | None) -> str:
        grammar = self.grammar
        if item.role == "heading":
            return grammar.of_heading(item.level)
        if item.role == "paragraph" and item.notation is not None:
            return grammar.numbered
        if self._label_kind is not None and item.notation is None:
            return self._label_kind
        if item.role == "bullet":
            return grammar.bullet
        return grammar.paragraph if parent is not None and parent.kind == "standard" else "statement"

    def _numbered_base(self, notation: str, parent: Placed | None) -> str:
        local = local_of(notation)
        return f"{parent.base}.{local}" if parent is not None and is_bracketed(notation) else local

    def _explicit(self, given: str, base: str) -> tuple[str, str]:
        id = given if is_provision_id(given) else f"{self._prefix}{given}"
        local = id.partition(".")[2]
        return id, base if base and local == f"{base}-2" else local

    def fresh(self, id: str) -> str:
        """Give an id that was not released as provisional or retired: such ids are never taken over."""
        number, found = 1, id
        while (entry := self.registry.get(found)) is not None and (entry.provisional or entry.status == "retired"):
            number += 1
            found = f"{id}-{number}"
        return found

    def _impossible(self, explicit: bool) -> tuple[str, str, str]:
        if explicit:
            instead = (
                "Write lower-case letters, digits, dots and hyphens, at most "
                f"{MAX_ID_LENGTH - len(self._prefix)} of them after the id of this edition."
            )
            return "id", "The id given cannot be one of this edition.", instead
        return "id", "No id follows from the number or the words of this item.", "Write one: {id=…}."
