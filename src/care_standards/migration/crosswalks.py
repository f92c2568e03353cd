"""A crosswalk brought to a later edition of one of its sides; what cannot be stays a crosswalk of the old editions."""

from typing import Any, Final, Literal, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.identifiers import is_edition_id
from care_standards.migration.fates import Fate, told
from care_standards.migration.references import MOVES, Carrier
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger, LedgerEntry

Side = Literal["source", "target"]

_WHOLE: Final = Fate(verdict="unknown", reason="It is about the whole edition, which is another one now.")
_NAMED: Final = 20


@attrs.frozen(kw_only=True)
class MigratedCrosswalk:
    """What came of a crosswalk: the rows that were carried, those that were left, and the account.

    ``crosswalk`` is between the new edition and the other side. ``left`` is between the old ones and holds, as they
    were, the rows that somebody has to look at; it has no rows where all were carried. Together they have as many rows
    as came in. ``ledger`` has an entry for each, in order.
    """

    crosswalk: Crosswalk
    left: Crosswalk
    ledger: Ledger

    def to_plain(self) -> dict[str, Any]:
        """Give JSON-ready data: crosswalk and left (ids), rows (how many each holds), counts, entries."""
        return {
            "crosswalk": self.crosswalk.id, "left": self.left.id,
            "rows": {"crosswalk": len(self.crosswalk), "left": len(self.left)},
            "counts": dict(self.ledger.counts),
            "entries": [_plain(entry) for entry in self.ledger.entries],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give one flat row for each entry of the ledger: source, targets, verdict, reason, changes.

        Sources are pointers into the crosswalk that came in, targets into the one that came out.
        """
        return [
            {
                "source": entry.source, "targets": ";".join(entry.targets), "verdict": entry.verdict,
                "reason": entry.reason, "changes": ";".join(entry.changes),
            }
            for entry in self.ledger.entries
        ]  # fmt: skip


def _plain(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "source": entry.source, "targets": list(entry.targets), "verdict": entry.verdict, "reason": entry.reason,
        "changes": list(entry.changes),
    }  # fmt: skip


def migrate_crosswalk(crosswalk: Crosswalk, to: Edition | str, *, catalogue: Catalogue) -> MigratedCrosswalk:
    """Bring a crosswalk to a later edition of one of its two publications, row by row.

    A row whose item is carried gets the new id; the digest of that end is dropped, as it pinned the old wording. One
    whose item is carried for review has the confidence ``low`` as well. Nothing else of a row changes, so that no
    relation gets stronger. Every other row stays as it is in ``left``: a relation to an item that was split, merged or
    withdrawn says nothing of what took its place, one to a whole edition nothing of the next.

    What was reviewed as a whole stays so only for items that are carried. Of the other side nothing was held against
    the new edition: none of it is reviewed in the new crosswalk, and in ``left`` that whose rows are all there. A place
    in such a list has an entry in the ledger too, after the rows. Note, bibliography and extensions go with both.

    ``to`` is an edition or the id of one in the catalogue. Linear in rows. Raises UnknownEditionError, naming near
    misses, and InvalidValueError where the edition is of neither publication, or earlier than the one it would take
    the place of.
    """
    if not isinstance(cast(object, crosswalk), Crosswalk):
        raise InvalidValueError("migrate_crosswalk", "crosswalk", "must be a Crosswalk")
    carrier = Carrier(to, catalogue, "migrate_crosswalk")
    to = carrier.to
    side: Side | None = next((s for s in _SIDES if carrier.routes.has(_end(crosswalk, s).edition)), None)
    if side is None:
        raise InvalidValueError("migrate_crosswalk", "to", "must be an edition of a publication of the crosswalk")
    old = _end(crosswalk, side).edition
    if carrier.routes.is_earlier(to.id, old):
        raise InvalidValueError("migrate_crosswalk", "to", "must not be earlier than the edition of the crosswalk")
    return _Migration(crosswalk, side, to, carrier).done()


_SIDES: Final[tuple[Side, Side]] = ("source", "target")


def _end(crosswalk: Crosswalk, side: Side) -> CrosswalkEnd:
    return crosswalk.source if side == "source" else crosswalk.target


class _Migration:
    """One crosswalk on its way, by one of its sides."""

    def __init__(self, crosswalk: Crosswalk, side: Side, to: Edition, carrier: Carrier) -> None:
        self._crosswalk = crosswalk
        self._side: Side = side
        self._other: Side = "target" if side == "source" else "source"
        self._to = to
        self._carrier = carrier
        self._stays = to.id == _end(crosswalk, side).edition
        self._fates: dict[str, Fate] = {}
        self._moved: set[str] = set()  # ids, of either side, of which a row has gone to the new crosswalk

    def done(self) -> MigratedCrosswalk:
        carried: list[Mapping] = []
        left: list[Mapping] = []
        entries: list[LedgerEntry] = []
        for place, row in enumerate(self._crosswalk.mappings):
            id = row.source if self._side == "source" else row.target
            fate = self._fate(id)
            targets: tuple[str, ...] = ()
            if fate.verdict in MOVES:
                targets = (f"/mappings/{len(carried)}",)
                self._moved.update((row.source, row.target))
                carried.append(row if self._stays else _moved(row, self._side, fate))
            else:
                left.append(row)
            entries.append(_entry(f"/mappings/{place}", targets, fate))
        own, of_old, told_of_own = self._reviewed()
        other, of_other, told_of_other = self._reviewed_of_the_other()
        entries += [*told_of_own, *told_of_other]
        end = _end(self._crosswalk, self._side)
        old_other = _end(self._crosswalk, self._other)
        new_end = CrosswalkEnd(edition=self._to.id, data_revision=self._revision(end), reviewed=own)
        ledger = Ledger(
            subject="crosswalk",
            old=end.edition,
            new=self._to.id,
            steps=() if self._stays else self._carrier.steps([end.edition]),
            records_in=len(entries),
            entries=entries,
        )
        return MigratedCrosswalk(
            crosswalk=self._between(new_end, attrs.evolve(old_other, reviewed=other), carried),
            left=self._between(attrs.evolve(end, reviewed=of_old), attrs.evolve(old_other, reviewed=of_other), left),
            ledger=ledger,
        )

    def _revision(self, end: CrosswalkEnd) -> int:
        return end.data_revision if self._stays else self._to.data_revision

    def _between(self, end: CrosswalkEnd, other: CrosswalkEnd, rows: list[Mapping]) -> Crosswalk:
        source, target = (end, other) if self._side == "source" else (other, end)
        return attrs.evolve(self._crosswalk, source=source, target=target, mappings=rows)

    def _fate(self, id: str) -> Fate:
        found = self._fates.get(id)
        if found is None:
            if self._stays:
                found = _HERE
            elif is_edition_id(id):
                found = _WHOLE
            else:
                found = _named(self._carrier.fate(id))
            self._fates[id] = found
        return found

    def _reviewed(self) -> "_Lists":
        """Divide what was reviewed of the side that moves: what goes along, what stays, and the account."""
        along: list[str] = []
        stay: list[str] = []
        entries: list[LedgerEntry] = []
        for place, id in enumerate(_end(self._crosswalk, self._side).reviewed):
            fate = self._fate(id)
            targets: tuple[str, ...] = ()
            if fate.verdict == "carried":
                targets = (f"/{self._side}/reviewed/{len(along)}",)
                along.append(id if self._stays else fate.targets[0])
            elif id not in self._moved:
                stay.append(id)
            if fate.verdict == "carried-for-review":
                fate = _CHANGED
            entries.append(_entry(f"/{self._side}/reviewed/{place}", targets, fate))
        return tuple(along), tuple(stay), entries

    def _reviewed_of_the_other(self) -> "_Lists":
        """Do the same for the other side, which was held against the old edition and never against the new one."""
        reviewed = _end(self._crosswalk, self._other).reviewed
        places = [f"/{self._other}/reviewed/{place}" for place in range(len(reviewed))]
        if self._stays:
            return reviewed, (), [_entry(place, (place,), _HERE) for place in places]
        stay = tuple([id for id in reviewed if id not in self._moved])
        return (), stay, [_entry(place, (), _NOT_HELD_AGAINST) for place in places]


_Lists = tuple[tuple[str, ...], tuple[str, ...], list[LedgerEntry]]

_HERE: Final = Fate(verdict="carried", reason="It is of this edition already.")
_CHANGED: Final = Fate(
    verdict="unknown", reason="It may ask something else now: nobody has held that against the other side."
)
_NOT_HELD_AGAINST: Final = Fate(verdict="unknown", reason="Nobody has held it against the whole of the new edition.")


def _named(fate: Fate) -> Fate:
    """Add to the reason where to look, as the targets of an entry are places in the new crosswalk."""
    if fate.verdict in MOVES or not fate.targets:
        return fate
    more = f" and {len(fate.targets) - _NAMED} more" if len(fate.targets) > _NAMED else ""
    reasons = (fate.reason, f"It leads to {', '.join(fate.targets[:_NAMED])}{more}.")
    return attrs.evolve(fate, reason=told(reasons))


def _entry(source: str, targets: tuple[str, ...], fate: Fate) -> LedgerEntry:
    return LedgerEntry(source=source, targets=targets, verdict=fate.verdict, reason=fate.reason, changes=fate.changes)


def _moved(row: Mapping, side: Side, fate: Fate) -> Mapping:
    """Put one end of a row on the new item."""
    source, target = (fate.targets[0], row.target) if side == "source" else (row.source, fate.targets[0])
    return Mapping(
        source=source,
        relation=row.relation,
        target=target,
        matching=row.matching,
        basis=row.basis,
        confidence="low" if fate.verdict == "carried-for-review" else row.confidence,
        rationale=row.rationale,
        sources=row.sources,
        origin=row.origin,
        source_digest=None if side == "source" else row.source_digest,
        target_digest=None if side == "target" else row.target_digest,
    )
