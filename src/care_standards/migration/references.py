"""Bare ids from one edition to a later one: of lists, and of a column of a table that other programs keep."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cmp_to_key
from typing import Any, Final, cast

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of, is_provision_id
from care_standards.migration.fates import Fate
from care_standards.migration.routes import Routes, wanted
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger, LedgerEntry, LedgerStep

ADDED_COLUMNS: Final = ("was", "verdict", "targets")
"""What ``carry_rows`` adds to a row, each behind the name of the column and an underscore."""

MOVES: Final = ("carried", "carried-for-review")
"""The verdicts by which an id is replaced."""

_MOST_KEPT: Final = 65_536

_ELSEWHERE: Final = Fate(verdict="unknown", reason="It is of another publication.")
_RETIRED_ID: Final = Fate(verdict="unknown", reason="It is of this edition, and an id that is in use no more.")
_NOT_THERE: Final = Fate(verdict="unknown", reason="It is of this edition, which is held whole and does not have it.")


class Carrier:
    """What becomes of each id on its way to one edition; whatever edition of the publication it is of.

    Every answer is kept for the next time it is asked for, up to so many that memory does not grow with a table.
    """

    def __init__(self, to: Edition | str, catalogue: Catalogue, asker: str) -> None:
        self.to = wanted(to, catalogue, asker)
        self._catalogue = catalogue
        self.routes = Routes(self.to, catalogue)
        self._entries: dict[str, LedgerEntry] = {}

    def fate(self, id: str) -> Fate:
        """Give what became of a provision id by the time of the edition everything is to come to."""
        edition, to = edition_of(id), self.to
        if not self.routes.has(edition):
            return _ELSEWHERE
        if edition == to.id and to.completeness.level == "complete" and to.held(id) is None:
            return _NOT_THERE
        if edition == to.id and id in self.routes.retired:
            return _RETIRED_ID
        return self.routes.way(edition, to.id).fate(id)

    def entry(self, id: str) -> LedgerEntry:
        """Give the entry of a ledger for a provision id: the same object each time."""
        found = self._entries.get(id)
        if found is None:
            if len(self._entries) >= _MOST_KEPT:
                self._entries.clear()
                self.routes = Routes(self.to, self._catalogue)
            fate = self.fate(id)
            found = LedgerEntry(
                source=id, targets=fate.targets, verdict=fate.verdict, reason=fate.reason, changes=fate.changes
            )
            self._entries[id] = found
        return found

    def editions(self, named: Iterable[str]) -> list[str]:
        """Give those of the editions named that lie before the one to come to and are at hand, earliest first."""
        known = [
            id
            for id in dict.fromkeys(named)
            if isinstance(self._catalogue.get(id), Edition)
            and self.routes.has(id)
            and self.routes.is_earlier(id, self.to.id)
        ]
        return sorted(known, key=cmp_to_key(self._order))

    def _order(self, one: str, other: str) -> int:
        return self.routes.is_earlier(other, one) - self.routes.is_earlier(one, other)

    def steps(self, editions: Iterable[str]) -> tuple[LedgerStep, ...]:
        """Give the concordances on the ways from these editions, each once and before those it leads to."""
        return self.routes.steps([self.routes.way(old, self.to.id) for old in editions])


def carry_refs(ids: Iterable[str], to: Edition | str, *, catalogue: Catalogue) -> Ledger:
    """Tell what became of each of a list of provision ids by the time of an edition.

    The ledger has one entry for each id, in order; an id that recurs has the same entry again. Its ``old`` is the
    earliest edition that an id is of, its ``steps`` the concordances on the ways from all of them. An id of another
    publication, of a later edition or of no edition anybody knows is ``unknown``; one of the edition itself is carried
    to itself. A part that was lost on the way has as target the id it had last. Linear in ids and rows.

    ``to`` is an edition or the id of one in the catalogue. Raises UnknownEditionError, naming near misses, and
    InvalidValueError where a member of the list is no provision id, naming its number from 1.
    """
    if isinstance(ids, str):
        raise InvalidValueError("carry_refs", "ids", "must be a list of provision ids, not one text")
    carrier = Carrier(to, catalogue, "carry_refs")
    entries: list[LedgerEntry] = []
    named: dict[str, None] = {}
    for number, id in enumerate(ids, 1):
        if not is_provision_id(id):
            raise InvalidValueError("carry_refs", "ids", f"must be provision ids; number {number} is none")
        named[edition_of(id)] = None
        entries.append(carrier.entry(id))
    editions = carrier.editions(named)
    return Ledger(
        subject="references",
        old=editions[0] if editions else carrier.to.id,
        new=carrier.to.id,
        steps=carrier.steps(editions),
        records_in=len(entries),
        entries=entries,
    )


def carry_rows(
    rows: Iterable[Mapping[str, Any]], to: Edition | str, *, catalogue: Catalogue, column: str = "provision"
) -> Iterator[dict[str, Any]]:
    """Bring one column of a table, which holds provision ids, over to an edition, row by row.

    Each row comes out as a new dict, in order and one at a time, so that a table of any length can go through. It has
    all its columns, and three more whose names begin with that of the column: ``_was``, what it held; ``_verdict``;
    and ``_targets``, the ids this leads to, joined by semicolons. The column itself changes only where the verdict is
    ``carried`` or ``carried-for-review``. What is no provision id, nothing at all among it, is ``unknown`` and stays.
    A column that names the edition is not touched.

    ``to`` is an edition or the id of one in the catalogue. Raises UnknownEditionError, naming near misses, and
    InvalidValueError, naming the row by its number from 1, where a row is no mapping, lacks the column or has one of
    the three already.
    """
    if not isinstance(cast(object, column), str):
        raise InvalidValueError("carry_rows", "column", "must be text")
    if isinstance(rows, (str, bytes, Mapping)):
        raise InvalidValueError("carry_rows", "rows", "must be rows, each a mapping from column to value")
    return _carried(rows, Carrier(to, catalogue, "carry_rows"), column)


def _carried(rows: Iterable[Mapping[str, Any]], carrier: Carrier, column: str) -> Iterator[dict[str, Any]]:
    was, verdict, targets = (f"{column}_{name}" for name in ADDED_COLUMNS)
    for number, row in enumerate(rows, 1):
        if not isinstance(cast(object, row), Mapping):
            raise InvalidValueError("carry_rows", "rows", f"must be mappings; row {number} is none")
        if column not in row:
            raise InvalidValueError("carry_rows", "rows", f"must have the column; row {number} has not")
        if was in row or verdict in row or targets in row:
            rule = f"must not have the columns that are added; row {number} has: was it carried before?"
            raise InvalidValueError("carry_rows", "rows", rule)
        carried = dict(row)
        value: object = carried[column]
        carried[was] = value
        if isinstance(value, str) and is_provision_id(value):
            entry = carrier.entry(value)
            if entry.verdict in MOVES:
                carried[column] = entry.targets[0]
            carried[verdict] = entry.verdict
            carried[targets] = ";".join(entry.targets)
        else:
            carried[verdict] = "unknown"
            carried[targets] = ""
        yield carried
