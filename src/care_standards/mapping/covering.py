"""Coverage: of each side of a crosswalk, what is mapped, what was reviewed without a match, and what nobody reviewed.

The three always make up the provisions that our data hold. They are figures about known items, never about the book.
"""

from collections.abc import Sequence
from typing import Literal

import attrs

from care_standards.errors import InvalidValueError
from care_standards.mapping.paths import Plain, Row, yes_or_no
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.vocabularies import CompletenessLevel

Side = Literal["source", "target"]
_RELATED, _BY_A_SOURCE, _ASKED, _REVIEWED, _HELD = 1, 2, 4, 8, 16  # what a crosswalk says of an item


@attrs.frozen(kw_only=True)
class SideCoverage:
    """One side of a crosswalk, in ids of provisions in printed order.

    ``mapped``, ``no_match`` and ``not_reviewed`` partition the provisions of the edition that our data hold, ``held``
    in number, of an edition known to this ``level``. ``mapped`` have a row that says something of the other side;
    ``no_match`` are listed as reviewed, and have none; of ``not_reviewed`` nothing follows. ``compared`` are those of
    ``not_reviewed`` that have a row of relation unknown; ``editorial`` those of ``mapped`` whose rows are all
    editorial. ``not_held`` are ids of the crosswalk that our data do not hold, in its order; they count nowhere else.
    ``whole_edition_rows`` end on this side at the edition as a whole, and cover no provision of it.
    ``data_revision`` is that of the edition, ``mapped_revision`` that which the crosswalk was made with: where they
    differ, look at the rows again.
    """

    edition: str
    level: CompletenessLevel
    held: int
    mapped: tuple[str, ...]
    no_match: tuple[str, ...]
    not_reviewed: tuple[str, ...]
    not_held: tuple[str, ...]
    compared: tuple[str, ...]
    editorial: tuple[str, ...]
    whole_edition_rows: int
    data_revision: int
    mapped_revision: int

    @property
    def counts(self) -> dict[str, int]:
        """The numbers: held, mapped, no_match and not_reviewed, which make up held, and the others."""
        return {
            "held": self.held, "mapped": len(self.mapped), "no_match": len(self.no_match),
            "not_reviewed": len(self.not_reviewed), "compared": len(self.compared), "editorial": len(self.editorial),
            "not_held": len(self.not_held), "whole_edition_rows": self.whole_edition_rows,
        }  # fmt: skip

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the members, with their counts."""
        return {
            "edition": self.edition, "level": self.level, "data_revision": self.data_revision,
            "mapped_revision": self.mapped_revision, "counts": self.counts, "mapped": list(self.mapped),
            "no_match": list(self.no_match), "not_reviewed": list(self.not_reviewed), "compared": list(self.compared),
            "editorial": list(self.editorial), "not_held": list(self.not_held),
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each provision, by state and then in printed order; then the ids that are not held.

        The keys are ``edition``, ``level``, ``held``, ``provision``, ``state`` (mapped, no-match, not-reviewed,
        not-held), ``editorial`` (for mapped: whether only editorial rows map it) and ``compared`` (for not-reviewed).
        """
        editorial, compared = frozenset(self.editorial), frozenset(self.compared)
        states = (
            ("mapped", self.mapped), ("no-match", self.no_match), ("not-reviewed", self.not_reviewed),
            ("not-held", self.not_held),
        )  # fmt: skip
        return [
            {
                "edition": self.edition, "level": self.level, "held": self.held, "provision": id, "state": state,
                "editorial": yes_or_no(id in editorial) if state == "mapped" else None,
                "compared": yes_or_no(id in compared) if state == "not-reviewed" else None,
            }
            for state, ids in states
            for id in ids
        ]  # fmt: skip


@attrs.frozen(kw_only=True)
class Coverage:
    """The coverage of both sides of a crosswalk."""

    source: SideCoverage
    target: SideCoverage

    @property
    def counts(self) -> dict[Side, dict[str, int]]:
        """The numbers of each side."""
        return {"source": self.source.counts, "target": self.target.counts}

    def _repr_html_(self) -> str:
        """Show the numbers of both sides as a table, for notebooks."""
        from care_standards.model.html import table

        sides = [(side.edition, side.level, *side.counts.values()) for side in (self.source, self.target)]
        names = ("edition", "level", *(name.replace("_", " ") for name in self.source.counts))
        caption = "Of what is held of each edition. What is not reviewed is no gap: nothing follows."
        return table(caption, names, sides)

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two sides."""
        return {"source": self.source.to_plain(), "target": self.target.to_plain()}

    def to_rows(self) -> list[Row]:
        """Give the flat rows of the source side, then of the target side; ``side`` comes first."""
        sides: tuple[tuple[Side, SideCoverage], ...] = (("source", self.source), ("target", self.target))
        return [{"side": name, **row} for name, side in sides for row in side.to_rows()]


@attrs.frozen(kw_only=True)
class SideGaps:
    """What one side of a crosswalk has no row for, in ids of provisions in printed order.

    ``no_match`` are real gaps: reviewed, without a match. ``not_reviewed`` are unknown, and no gaps.
    """

    edition: str
    level: CompletenessLevel
    held: int
    no_match: tuple[str, ...]
    not_reviewed: tuple[str, ...]

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the members."""
        return {**attrs.asdict(self), "no_match": list(self.no_match), "not_reviewed": list(self.not_reviewed)}

    def to_rows(self) -> list[Row]:
        """Give a flat row for each provision: ``edition``, ``level``, ``held``, ``provision``, ``state``."""
        states = (("no-match", self.no_match), ("not-reviewed", self.not_reviewed))
        return [
            {"edition": self.edition, "level": self.level, "held": self.held, "provision": id, "state": state}
            for state, ids in states
            for id in ids
        ]


@attrs.frozen(kw_only=True)
class Gaps:
    """The gaps of both sides of a crosswalk, real ones apart from what nobody reviewed."""

    source: SideGaps
    target: SideGaps

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two sides."""
        return {"source": self.source.to_plain(), "target": self.target.to_plain()}

    def to_rows(self) -> list[Row]:
        """Give the flat rows of the source side, then of the target side; ``side`` comes first."""
        sides: tuple[tuple[Side, SideGaps], ...] = (("source", self.source), ("target", self.target))
        return [{"side": name, **row} for name, side in sides for row in side.to_rows()]


def coverage(crosswalk: Crosswalk, source: Edition, target: Edition) -> Coverage:
    """Give what a crosswalk says of each provision of its two editions, as held here.

    A provision has no match only where the crosswalk lists it as reviewed and no row but no-relationship says anything
    of it. A row whose end on a side is the whole edition covers no provision of that side.

    Raises InvalidValueError where an edition is not the one on its side of the crosswalk.
    """
    rows = crosswalk.mappings
    return Coverage(
        source=_side(crosswalk.source, source, [row.source for row in rows], rows, "source"),
        target=_side(crosswalk.target, target, [row.target for row in rows], rows, "target"),
    )


def gaps(crosswalk: Crosswalk, source: Edition, target: Edition) -> Gaps:
    """Give the provisions of each side without a row that says something: real gaps apart from what is unknown.

    Raises InvalidValueError where an edition is not the one on its side of the crosswalk.
    """
    found = coverage(crosswalk, source, target)
    return Gaps(source=_gaps_of(found.source), target=_gaps_of(found.target))


def _gaps_of(side: SideCoverage) -> SideGaps:
    return SideGaps(
        edition=side.edition,
        level=side.level,
        held=side.held,
        no_match=side.no_match,
        not_reviewed=side.not_reviewed,
    )


def _side(end: CrosswalkEnd, edition: Edition, ids: list[str], rows: Sequence[Mapping], name: Side) -> SideCoverage:
    if edition.id != end.edition:
        raise InvalidValueError("coverage", name, "must be the edition on that side of the crosswalk")
    known: dict[str, int] = {}  # one look-up for each provision: editions and crosswalks may be very large
    for id, row in zip(ids, rows, strict=True):
        says = _ASKED if row.relation == "unknown" else 0 if row.relation == "no-relationship" else _RELATED
        if says == _RELATED and row.origin != "editorial":
            says |= _BY_A_SOURCE
        known[id] = known.get(id, 0) | says
    for id in end.reviewed:
        known[id] = known.get(id, 0) | _REVIEWED
    mapped: list[str] = []
    no_match: list[str] = []
    not_reviewed: list[str] = []
    compared: list[str] = []
    editorial: list[str] = []
    for provision in edition.provisions:
        id = provision.id
        is_known = known.get(id)
        if is_known is None:
            not_reviewed.append(id)
            continue
        known[id] = is_known | _HELD
        if is_known & _RELATED:
            mapped.append(id)
            if not is_known & _BY_A_SOURCE:
                editorial.append(id)
        elif is_known & (_REVIEWED | _ASKED) == _REVIEWED:
            no_match.append(id)
        else:
            not_reviewed.append(id)
            if is_known & _ASKED:
                compared.append(id)
    return SideCoverage(
        edition=edition.id,
        level=edition.completeness.level,
        held=len(edition),
        mapped=tuple(mapped),
        no_match=tuple(no_match),
        not_reviewed=tuple(not_reviewed),
        not_held=tuple([id for id, says in known.items() if not says & _HELD and id != edition.id]),
        compared=tuple(compared),
        editorial=tuple(editorial),
        whole_edition_rows=ids.count(edition.id) if edition.id in known else 0,
        data_revision=edition.data_revision,
        mapped_revision=end.data_revision,
    )
