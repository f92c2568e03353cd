"""What ``care-standards map`` finds: the rows from one end to the other, and what is known where there is none."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from care_standards.cli.crosswalk_rows import editions_of, narrowed, table_columns
from care_standards.cli.holdings import held
from care_standards.cli.verb import Misuse
from care_standards.documents.codec import to_plain
from care_standards.errors import OutsideNationError, UnknownIdError
from care_standards.identifiers import edition_of
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.model.registry import RegistryEntry
from care_standards.rows import to_rows
from care_standards.vocabularies import Nation

REVIEWED: Final = "reviewed and no match"
NOT_REVIEWED: Final = "not reviewed"


@attrs.frozen(kw_only=True)
class Read:
    """A crosswalk as it is read here: its rows that were asked for, the end that was asked about first."""

    crosswalk: Crosswalk
    id: str
    is_inverted: bool
    state: str | None  # of the one provision asked about, where no row of it is here


@attrs.frozen(kw_only=True)
class Mapped:
    """Every crosswalk between two ends, either of which may be left open, and those left out with the reason."""

    read: tuple[Read, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum(len(each.crosswalk) for each in self.read)

    @property
    def editorial(self) -> int:
        """The number of rows that are our own judgement."""
        return sum(row.origin == "editorial" for each in self.read for row in each.crosswalk.mappings)

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain data: the rows, the crosswalks without one of the item, and the editions left out."""
        return {
            "mappings": [
                {"crosswalk": each.id, "inverted": each.is_inverted, **to_plain(row)}
                for each in self.read
                for row in each.crosswalk.mappings
            ],
            "without_rows": [
                {"crosswalk": each.id, "state": each.state} for each in self.read if each.state is not None
            ],
            "left_out": [{"edition": edition, "reason": reason} for edition, reason in self.left_out],
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """Give one flat row for each row of a crosswalk."""
        return [
            {"crosswalk": each.id, "inverted": "yes" if each.is_inverted else "no", **row}
            for each in self.read
            for row in to_rows(each.crosswalk)
        ]


def columns() -> tuple[str, ...]:
    """Give the columns of ``Mapped.to_rows``, which are the same where there is no row."""
    first, *rest = table_columns()
    return (first, "inverted", *rest)


def end_named(id: str) -> str:
    """Give the id of an edition or of an item of one that a row can name.

    A row may name an item that is not held here. Raises UnknownIdError; Misuse for an id of another kind.
    """
    catalogue = held().catalogue
    if any(id in (row.source, row.target) for crosswalk in catalogue.crosswalks for row in crosswalk.mappings):
        return id
    found = catalogue.resolve(id)
    if isinstance(found, RegistryEntry):
        raise UnknownIdError("what is current: it is retired", found.successors)
    if not isinstance(found, (Edition, Provision)):
        raise Misuse("Name an edition or an item of one: an id such as scs-2018 or scs-2018.1.1.5.")
    return id


def mapped(source: str | None, target: str | None, options: Mapping[str, Any], nation: Nation | None) -> Mapped:
    """Find the rows from one end to the other, read in this direction; an end that is None is open.

    An edition that says nothing of the nation is left out, and refused where it was asked about: OutsideNationError.
    """
    read: list[Read] = []
    left_out: dict[str, str] = {}
    ends = [None if end is None else edition_held(end) for end in (source, target)]
    refuse_outside([end for end in ends if end is not None], nation)
    for crosswalk, is_inverted in _between(source, target):
        reasons = _reasons_against(crosswalk, nation)
        left_out |= reasons
        if not reasons:
            rows = narrowed(_of_ends(crosswalk, source, target), options)
            id = f"{crosswalk.target.edition}--{crosswalk.source.edition}" if is_inverted else crosswalk.id
            read.append(Read(crosswalk=rows, id=id, is_inverted=is_inverted, state=_state(crosswalk, source)))
    return Mapped(read=tuple(read), left_out=tuple(left_out.items()))


def refuse_outside(editions: Iterable[Edition], nation: Nation | None) -> None:
    """Refuse editions that say nothing of a service in a nation; raises OutsideNationError."""
    from care_standards.mapping import refuse_other_nation

    for edition in editions:
        refuse_other_nation(edition, nation)


def _reasons_against(crosswalk: Crosswalk, nation: Nation | None) -> dict[str, str]:
    """Give each edition of a crosswalk that says nothing of a service in a nation, with the reason."""
    reasons: dict[str, str] = {}
    for edition in editions_of([crosswalk]):
        try:
            refuse_outside([edition], nation)
        except OutsideNationError as error:
            reasons[edition.id] = str(error)
    return reasons


def edition_held(id: str) -> Edition | None:
    """Give the edition that an id is or belongs to if it is held here."""
    found = held().catalogue.get(edition_of(id))
    return found if isinstance(found, Edition) else None


def provision_held(id: str) -> Provision | None:
    """Give the item with this id if it is held here; None for an edition too."""
    edition = edition_held(id)
    return None if edition is None else edition.held(id)


def _between(source: str | None, target: str | None) -> Iterable[tuple[Crosswalk, bool]]:
    """Give every crosswalk between the editions of two ends, read from the first, and whether it was turned round."""
    first, last = (None if end is None else edition_of(end) for end in (source, target))
    for crosswalk in held().catalogue.crosswalks:
        ends = (crosswalk.source.edition, crosswalk.target.edition)
        if first in (None, ends[0]) and last in (None, ends[1]):
            yield crosswalk, False
        elif first in (None, ends[1]) and last in (None, ends[0]):
            yield crosswalk.invert(), True


def _of_ends(crosswalk: Crosswalk, source: str | None, target: str | None) -> Crosswalk:
    """Keep the rows of one item where an item was asked about, and every row where an edition was."""
    wanted = [end if end is not None and edition_of(end) != end else None for end in (source, target)]
    if wanted == [None, None]:
        return crosswalk
    kept = [row for row in crosswalk.mappings if wanted[0] in (None, row.source) and wanted[1] in (None, row.target)]
    return attrs.evolve(crosswalk, mappings=kept)


def _state(crosswalk: Crosswalk, source: str | None) -> str | None:
    """Say of the one item asked about whether it was held against the whole other edition."""
    if source is None or edition_of(source) == source:
        return None
    if any(row.source == source for row in crosswalk.mappings):
        return None
    return REVIEWED if source in crosswalk.source.reviewed else NOT_REVIEWED
