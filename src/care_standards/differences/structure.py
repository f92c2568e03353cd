"""What every comparison of two things gives: one structure, fixed categories, counts that add up."""

from typing import Any, Final, Literal, cast, get_args

import attrs

from care_standards.assessing import Course
from care_standards.model.assessment import Period
from care_standards.model.concordance import Change
from care_standards.model.constraints import hidden
from care_standards.query.scopes import Holding
from care_standards.vocabularies import ChangeKind, Matching

DiffKind = Literal["editions", "revisions", "crosswalks", "assessments", "releases"]
ItemKind = Literal["provision", "mapping", "finding", "publication", "edition", "crosswalk", "concordance", "id"]
EntryBasis = Literal["concordance", "default", "not-compared", "same-id", "proposed"]

_SAME_ID: Final = ("added", "removed", "changed", "same")
CATEGORIES: Final[dict[DiffKind, tuple[str, ...]]] = {
    "editions": get_args(ChangeKind),
    "revisions": _SAME_ID,
    "crosswalks": ("added", "removed", "relation-changed", "other-changed", "same"),
    "assessments": ("added", "removed", "status-changed", "other-changed", "same"),
    "releases": ("added", "removed", "retired", "changed", "same"),
}
"""The categories of each kind of comparison, in the order they are counted and shown in."""

ROW_KEYS: Final = (
    "item", "category", "basis", "score", "old", "new", "fields", "before", "after", "course", "matching", "editorial",
    "change", "also", "change_basis", "confidence", "scope", "affected", "dimensions", "summary", "rationale", "note",
    "sources", "touched_by",
)  # fmt: skip
"""The keys of an entry as plain data and as a row, in their order."""

COURSES: Final[tuple[Course, ...]] = ("better", "worse", "changed")
"""What can become of a status that changed, in the order it is counted in."""


@attrs.frozen(kw_only=True)
class Entry:
    """What became of one item, or of several that one change names together.

    ``old`` and ``new`` are ids: of provisions, of items of a release, of the provision of a finding; of a row of a
    crosswalk its source and its target. One of them is empty where that side has nothing, both for a change that was
    reported without its place. ``fields`` names what differs. ``before`` and ``after`` hold the one value that was
    asked about: the relation of a row, the status of a finding, the data revision of an edition, the standing of an id.
    ``course`` says of a status that changed whether it became ``better`` or ``worse``, by steps between met, partly
    met and not met, or is ``changed``: neither. It is None elsewhere, and where two assessments cannot be judged so.

    ``basis`` says why the entry says what it says: ``concordance`` (a change names it), ``default`` (no change does),
    ``not-compared`` (there is no concordance), ``same-id`` (items of one id were compared field by field),
    ``proposed`` (headings look alike, by ``score`` from 0 to 1; this is a guess and no finding).

    ``change`` is the change of the concordance; ``touched_by`` names changes that may touch an item of unknown fate.
    ``editorial`` is true where a row is somebody's own judgement, on either side.
    """

    category: str
    item: ItemKind
    old: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    new: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    basis: EntryBasis
    fields: tuple[str, ...] = ()
    before: str | None = attrs.field(default=None, repr=hidden)
    after: str | None = attrs.field(default=None, repr=hidden)
    course: Course | None = attrs.field(default=None, repr=False)  # its length alone would tell
    matching: Matching | None = None
    editorial: bool = False
    change: Change | None = attrs.field(default=None, repr=hidden)
    touched_by: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    score: float | None = None

    @property
    def proposed(self) -> bool:
        """True where this is a guess by headings, to be looked at by a person."""
        return self.basis == "proposed"

    @property
    def confidence(self) -> str | None:
        """How sure the concordance is of its change; None where no change names the item."""
        return None if self.change is None else self.change.confidence

    def to_plain(self) -> dict[str, Any]:
        """Give the entry as JSON data: always the keys of ``ROW_KEYS``, in that order; lists stay lists."""
        return {
            "item": self.item, "category": self.category, "basis": self.basis, "score": self.score,
            "old": list(self.old), "new": list(self.new), "fields": list(self.fields),
            "before": self.before, "after": self.after, "course": self.course, "matching": self.matching,
            "editorial": self.editorial,
            **_of_change(self.change),
            "touched_by": list(self.touched_by),
        }  # fmt: skip

    def to_row(self) -> dict[str, str | int | float | None]:
        """Give the entry as one flat row: lists joined by a semicolon, ``editorial`` as 1 or 0."""
        return {name: _cell(value) for name, value in self.to_plain().items()}


def _of_change(change: Change | None) -> dict[str, Any]:
    if change is None:
        return {
            "change": None, "also": [], "change_basis": None, "confidence": None, "scope": None, "affected": [],
            "dimensions": [], "summary": None, "rationale": None, "note": None, "sources": [],
        }  # fmt: skip
    return {
        "change": change.id, "also": list(change.also), "change_basis": change.basis, "confidence": change.confidence,
        "scope": change.scope, "affected": [possible.provision for possible in change.affected],
        "dimensions": list(dimensions_of(change)), "summary": change.summary, "rationale": change.rationale,
        "note": change.note, "sources": list(change.sources),
    }  # fmt: skip


def dimensions_of(change: Change) -> tuple[str, ...]:
    """Give the words for what a change touches: settings, nations, populations, standing outside the mechanism."""
    found = change.dimensions
    return (*found.settings, *found.nations, *found.populations, *found.referral_statuses)


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, list):
        return ";".join(cast("list[str]", value))
    return int(value) if isinstance(value, bool) else cast("str | int | float | None", value)


@attrs.frozen(kw_only=True)
class Side:
    """One of the two things compared, and where each of its items is counted.

    ``items`` is how many it holds. ``totals`` counts each of them once, by category in the order of the kind's
    categories, so that they add up to ``items``. An item that several changes name is counted under the first of them;
    ``repeated`` is how often one is named again, and ``not_held`` how many ids are named that our data do not hold.

    ``id`` is an edition id or the id of a crosswalk, None for a release; ``data_revision`` is that of an edition, and
    ``period`` the time that an assessment is about.
    """

    id: str | None = attrs.field(repr=hidden)
    data_revision: int | None = None
    period: Period | None = None
    items: int
    not_held: int = 0
    repeated: int = 0
    totals: tuple[int, ...] = attrs.field(repr=hidden)


@attrs.frozen(kw_only=True)
class Diff:
    """How two things differ, item by item.

    ``entries`` holds what is known, and what is not, of every item of both sides. ``counts`` counts the entries of each
    category, with those that have none. ``proposals`` stand apart: guesses by headings, counted nowhere. ``head`` names
    what differs besides the items: members of the documents themselves, and ``order`` where items that both hold
    stand in another order.

    ``holdings`` says how much of each edition our data hold, ``notes`` what must not be concluded. ``without_entry``
    says of each of these how many provisions held no entry names: those of which neither of two crosswalks has a row,
    or neither of two assessments a finding. Both are empty where no edition of these was at hand. ``concordance`` is
    the id of the concordance that was read, None where there was none.

    ``ordered`` is false where the first cannot be called the older one: the two are editions of two publications, or
    assessments whose periods do not tell. ``course_totals`` counts the courses of the entries in the order of
    ``COURSES``; it is None where none is judged.
    """

    kind: DiffKind
    old: Side
    new: Side
    entries: tuple[Entry, ...] = attrs.field(repr=hidden)
    proposals: tuple[Entry, ...] = attrs.field(default=(), repr=hidden)
    head: tuple[str, ...] = ()
    concordance: str | None = attrs.field(default=None, repr=hidden)
    holdings: tuple[Holding, ...] = attrs.field(default=(), repr=hidden)
    without_entry: tuple[int, ...] = attrs.field(default=(), repr=hidden)
    ordered: bool = True
    course_totals: tuple[int, ...] | None = attrs.field(default=None, repr=hidden)
    notes: tuple[str, ...] = attrs.field(default=(), repr=hidden)
    totals: tuple[int, ...] = attrs.field(repr=hidden)

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category of this kind of comparison, whether or not anything is in it."""
        return CATEGORIES[self.kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries there are of each category; proposals are not counted."""
        return dict(zip(self.categories, self.totals, strict=True))

    @property
    def courses(self) -> dict[Course, int] | None:
        """How many statuses became better, worse, or changed and are neither; None where that is not judged."""
        return None if self.course_totals is None else dict(zip(COURSES, self.course_totals, strict=True))

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called in words: older and newer, or first and second where nobody can tell."""
        return ("older", "newer") if self.ordered else ("first", "second")

    def items(self, side: Literal["old", "new"]) -> dict[str, int]:
        """Give how many items of one side are in each category; they add up to the items that side holds."""
        return dict(zip(self.categories, (self.old if side == "old" else self.new).totals, strict=True))

    def to_plain(self) -> dict[str, Any]:
        """Give all of it as JSON data.

        The keys are kind, concordance, ordered, old, new, counts, courses, head, holdings, without_entry (a number by
        edition), notes, entries, proposals.

        A status that changed is shown: it is what was asked about. Notes, reasons and evidence of findings never are,
        nor any wording of a publisher's.
        """
        return {
            "kind": self.kind, "concordance": self.concordance, "ordered": self.ordered,
            "old": self._side("old"), "new": self._side("new"),
            "counts": self.counts, "courses": self.courses, "head": list(self.head),
            "holdings": [holding.to_plain() for holding in self.holdings],
            "without_entry": {h.edition: count for h, count in zip(self.holdings, self.without_entry, strict=False)},
            "notes": list(self.notes),
            "entries": [entry.to_plain() for entry in self.entries],
            "proposals": [entry.to_plain() for entry in self.proposals],
        }  # fmt: skip

    def _side(self, which: Literal["old", "new"]) -> dict[str, Any]:
        side = self.old if which == "old" else self.new
        period = side.period
        days = None if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()}
        return {
            "id": side.id, "data_revision": side.data_revision, "period": days, "items": side.items,
            "not_held": side.not_held, "repeated": side.repeated, "counts": self.items(which),
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give one flat row for each entry, then for each proposal; the keys are ``ROW_KEYS``, in that order."""
        return [entry.to_row() for entry in (*self.entries, *self.proposals)]

    def _repr_html_(self) -> str | None:
        """Show the counts and what must not be concluded as a table, for notebooks; of assessments show nothing.

        What somebody recorded is shown where it is asked for, as by ``to_rows``.
        """
        if self.kind == "assessments":
            return None
        from care_standards.model.html import table

        sides = " and ".join(dict.fromkeys(side.id for side in (self.old, self.new) if side.id)) or "two releases"
        proposals = f"{len(self.proposals)} proposal{'' if len(self.proposals) == 1 else 's'}"
        guesses = f" {proposals} by headings, not counted." if self.proposals else ""
        rows = zip(self.categories, self.totals, self.old.totals, self.new.totals, strict=True)
        caption = f"{self.kind.capitalize()} compared: {sides}. {' '.join(self.notes)}{guesses}"
        return table(caption, ("category", "entries", *(f"items of the {name}" for name in self.names)), rows)
