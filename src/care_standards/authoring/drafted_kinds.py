"""Kind and force of every item of a draft, and the rules for its kinds that its front matter states."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from care_standards.authoring.structure.recognised import Recognised, RecognisedItem
from care_standards.authoring.wording import ForceProposal, KindProposal, force_of, kind_of
from care_standards.vocabularies import Kind

_HEADINGS: Final[tuple[Kind, ...]] = ("part", "section", "standard")


@attrs.frozen(kw_only=True)
class Proposed:
    """What is proposed for one item: its kind, whether the draft has to say it, its force, and the place of its parent.

    ``parent`` is the place of the heading, numbered paragraph or bullet it stands under, as the grammar sees it for
    what has no number; None at the top.
    """

    kind: Kind
    kind_given: bool
    kind_confidence: float
    force: ForceProposal | None
    parent: int | None


@attrs.frozen(kw_only=True)
class Proposals:
    """The proposals for all items, by their place, and the table [kinds] of the front matter."""

    proposals: tuple[Proposed, ...]
    kinds: Mapping[str, Any]
    clauses: bool


def propose_kinds(recognised: Recognised) -> Proposals:
    """Propose kinds and forces for everything that was recognised, in its order."""
    items = recognised.items
    headings = [item for item in items if item.role == "heading" and item.sets_kind is None]
    numbered = sum(1 for item in items if item.role == "paragraph" and item.notation and "(" not in item.notation[:1])
    labelled = any(item.sets_kind for item in items)
    clauses = numbered > len([h for h in headings if h.notation]) and not labelled
    deepest = max((item.level for item in headings), default=1)
    if clauses:
        names: Sequence[Kind] = ("part", "section")
        kinds: dict[str, Any] = {
            "headings": list(names), "numbered": "clause", "paragraph": "statement", "bullet": "statement",
        }  # fmt: skip
    else:
        names = _HEADINGS if deepest >= 3 or labelled else ("part", "standard") if deepest == 2 else ("standard",)
        kinds = {
            "headings": list(names), "numbered": "clause", "paragraph": "principle", "bullet": "recommendation",
        }  # fmt: skip
    walk = _Walk(items, names, clauses, labelled)
    return Proposals(proposals=tuple(walk.all()), kinds=kinds, clauses=clauses)


class _Walk:
    """Goes through the items once, remembering what each stands under."""

    def __init__(self, items: Sequence[RecognisedItem], names: Sequence[Kind], clauses: bool, labelled: bool) -> None:
        self._items = items
        self._names = names
        self._clauses = clauses
        self._labelled = labelled
        self._listed = _with_lists(items)
        self._heading: int | None = None
        self._holder: int | None = None  # the heading or numbered paragraph that unnumbered items hang from
        self._bullets: list[int] = []
        self._announced: Kind | None = None
        self._label_in_box = False  # what stands in one box with its label is what the label says
        self._lead_in: str | None = None

    def all(self) -> list[Proposed]:
        """Give the proposals in order."""
        return [self._one(place, item) for place, item in enumerate(self._items)]

    def _one(self, place: int, item: RecognisedItem) -> Proposed:
        if not item.boxed and not item.footnote:
            self._label_in_box = False
        if item.sets_kind is not None:
            self._announced, self._bullets, self._lead_in = item.sets_kind, [], None
            self._label_in_box = item.boxed
            self._holder = self._heading
            return Proposed(
                kind=item.sets_kind, kind_given=False, kind_confidence=0.95, force=None, parent=self._heading
            )
        if item.role == "heading":
            return self._at_heading(place, item)
        if item.role == "bullet":
            return self._at_bullet(place, item)
        return self._at_paragraph(place, item)

    def _at_heading(self, place: int, item: RecognisedItem) -> Proposed:
        self._heading = self._holder = place
        self._bullets, self._announced, self._lead_in = [], None, None
        kind = self._names[min(item.level, len(self._names)) - 1]
        sure = 0.9 if item.notation else 0.7
        return Proposed(kind=kind, kind_given=False, kind_confidence=sure, force=None, parent=None)

    def _at_bullet(self, place: int, item: RecognisedItem) -> Proposed:
        del self._bullets[max(item.level - 1, 0) :]
        parent = self._bullets[-1] if self._bullets else self._holder
        above = self._items[parent] if parent is not None else None
        lead_in = above.text if self._bullets and above is not None else self._lead_in
        force = force_of(item.text, lead_in=lead_in, bullet=True)
        found = self._kind("bullet", item, force)
        self._bullets.append(place)
        return self._proposed(
            found, self._announced or ("statement" if self._clauses else "recommendation"), force, parent
        )

    def _at_paragraph(self, place: int, item: RecognisedItem) -> Proposed:
        words = f"{item.label}: {item.text}" if item.label and not item.footnote else item.text
        advice = self._announced == "recommendation" and item.notation is None and not item.footnote
        force = force_of(words, bullet=advice)
        parent = self._holder
        if not item.footnote:
            self._bullets = []
        if item.notation is not None and not item.notation.startswith("("):
            self._holder, self._lead_in = place, item.text
            kind = KindProposal(kind="clause", confidence=0.95, rule="numbered paragraph")
            return self._proposed(kind, "clause", force, parent)
        if not item.footnote and not item.boxed:
            self._lead_in = item.text
        found = KindProposal(kind="statement", confidence=0.95, rule="footnote")
        if item.kind is None:
            found = self._kind("paragraph", item, force)
        elif item.kind != "statement":
            found = KindProposal(kind=item.kind, confidence=0.95, rule="structure")
        said: Kind = self._announced or ("principle" if self._in_standard() and not self._clauses else "statement")
        return self._proposed(found, said, force, parent)

    def _kind(self, role: str, item: RecognisedItem, force: ForceProposal) -> KindProposal:
        listed = self._heading is not None and self._heading in self._listed and not self._labelled
        return kind_of(
            role,
            announced=self._announced,
            force=force.force,
            in_standard=self._in_standard() and not (self._labelled and self._announced is None),
            listed=listed,
            boxed=item.boxed and role == "paragraph" and not self._label_in_box,
            clauses=self._clauses,
        )

    def _in_standard(self) -> bool:
        if self._holder is None or self._holder != self._heading:
            return False
        heading = self._items[self._holder]
        return self._names[min(heading.level, len(self._names)) - 1] == "standard"

    @staticmethod
    def _proposed(found: KindProposal, said: Kind, force: ForceProposal, parent: int | None) -> Proposed:
        return Proposed(
            kind=found.kind,
            kind_given=found.kind != said,
            kind_confidence=found.confidence,
            force=force,
            parent=parent,
        )


def _with_lists(items: Sequence[RecognisedItem]) -> frozenset[int]:
    """Give the places of the headings that have bullets directly under them."""
    found: set[int] = set()
    heading: int | None = None
    for place, item in enumerate(items):
        if item.role == "heading" and item.sets_kind is None:
            heading = place
        elif item.role == "bullet" and heading is not None:
            found.add(heading)
        elif item.role == "paragraph" and item.notation is not None:
            heading = None
    return frozenset(found)
