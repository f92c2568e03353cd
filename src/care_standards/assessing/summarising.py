"""How an assessment stands, in counts, over the whole and by group."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from care_standards.assessing.findings_at_hand import lay
from care_standards.assessing.grouping import NO_LABEL, By, Division, Label, divisions, named
from care_standards.assessing.tallies import NO_FINDING_SLOT, NOTHING, SLOTS, Tally, slot_of, tally_apart, tally_of
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment
from care_standards.model.edition import Edition
from care_standards.query import Holding, holdings


@attrs.frozen(kw_only=True)
class Group(Label):
    """The counts of one group: it has a label and a ``tally``, and never a status."""

    tally: Tally

    def to_plain(self) -> dict[str, Any]:
        """Give key, heading, heading_status, rows, editorial and the members of the tally, flat, in this order."""
        return {**super().to_plain(), **self.tally.to_plain()}


@attrs.frozen(kw_only=True)
class Grouping:
    """The groups of one way to group, in order: printed order, or that of the vocabulary, with what is unknown last.

    ``overlapping`` says that some provision counts in several groups, so that they add up to more than the whole.
    Look a group up by its key, ``grouping["must"]``; iterate over the groups.
    """

    by: str = attrs.field(repr=must.hidden)
    overlapping: bool
    groups: tuple[Group, ...] = attrs.field(repr=must.hidden)
    _by_key: dict[str, Group] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {group.key: group for group in self.groups})

    def __getitem__(self, key: str) -> Group:
        """Give the group with this key; raises UnknownWordError, naming near misses."""
        return named(self._by_key, key)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def to_plain(self) -> dict[str, Any]:
        """Give by, overlapping and groups, in this order."""
        return {"by": self.by, "overlapping": self.overlapping, "groups": [group.to_plain() for group in self.groups]}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each group: by, and the members of the group."""
        return [{"by": self.by, **group.to_plain()} for group in self.groups]


@attrs.frozen(kw_only=True)
class Summary:
    """How an assessment stands: ``overall``, and by each way to group that was asked for, in ``groups``.

    ``holding`` says how much of the edition our data hold; every figure is about that and never about the book.

    ``unresolved`` and ``archived`` count the findings that a migration left under ids of earlier editions, each as
    unknown by the status that was recorded. They are in no group and not in ``overall``, which is about this edition:
    the three totals add up to all there is. While anything is unresolved, ``overall`` is not the whole picture.
    """

    holding: Holding = attrs.field(repr=must.hidden)
    overall: Tally
    groups: dict[str, Grouping] = attrs.field(repr=must.hidden, hash=False)  # a dict has none
    unresolved: Tally = NOTHING
    archived: Tally = NOTHING

    def to_plain(self) -> dict[str, Any]:
        """Give holdings (a list of one), overall, unresolved, archived and groups (a list of groupings), in order."""
        return {
            "holdings": [self.holding.to_plain()],
            "overall": self.overall.to_plain(),
            "unresolved": self.unresolved.to_plain(),
            "archived": self.archived.to_plain(),
            "groups": [grouping.to_plain() for grouping in self.groups.values()],
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for the whole, whose ``by`` and ``key`` are ``overall``, and one for each group.

        Where anything is unresolved, or in the archive, a last row of this name counts it.
        """
        rows = [
            _row("overall", self.overall),
            *(row for grouping in self.groups.values() for row in grouping.to_rows()),
        ]
        apart = (("unresolved", self.unresolved), ("archived", self.archived))
        return [*rows, *(_row(name, tally) for name, tally in apart if tally.total)]


def _row(name: str, tally: Tally) -> dict[str, str | int | float | None]:
    return {"by": name, **NO_LABEL, "key": name, **tally.to_plain()}


def summarise(
    assessment: Assessment, edition: Edition, *, by: By | Iterable[By] = ("part", "kind", "force", "setting")
) -> Summary:
    """Count how an assessment stands, over the whole and by group.

    ``by`` names the ways to group: ``part`` (what stands at the top above a provision), ``kind``, ``force``,
    ``setting``, and Views, which group by the other end of a crosswalk under the id of its edition. A provision of
    two settings counts in both, and one that is mapped to two things too; such a grouping says that it overlaps.
    What no setting or part is known of is in ``not-stated``. Under a view, what is mapped to a paragraph counts in the
    article above it too, as the one is part of the other. Provisions that map nowhere are in
    ``no-match`` if they were reviewed and otherwise in ``not-reviewed``, from which nothing follows; what is said of
    a standard is not taken to hold of the items below it.

    Findings on provisions our data do not hold are kept apart everywhere, as ``unknown``: their part, kind, force and
    setting are not known. Not-assessed and unknown are never counted as not met. Groups have no status of their own:
    a mapping says what is relevant, not what is complied with (design rule 2).

    Linear in findings, provisions and rows. Raises InvalidValueError where the assessment is against another
    edition, has two findings of one provision, a view does not start from its edition, or two views lead to one
    edition; UnknownWordError for a way to group that is none; OutsideNationError for a view by an edition that does
    not reach the nation in the context.
    """
    laid = lay(assessment, edition)
    slots = [
        NO_FINDING_SLOT if finding is None else slot_of(finding.status, provision is not None)
        for provision, finding in laid.pairs
    ]
    ways = divisions(laid, edition, by, assessment.context.nation)
    overall = [0] * SLOTS
    for slot in slots:
        overall[slot] += 1
    return Summary(
        holding=holdings(edition)[0],
        overall=tally_of(overall),
        groups={way.by: _grouping(way, slots) for way in ways},
        unresolved=tally_apart(assessment.unresolved),
        archived=tally_apart(assessment.archive),
    )


def _grouping(way: Division, slots: list[int]) -> Grouping:
    counts = {key: [0] * SLOTS for key in way.keys}
    overlapping = False
    for slot, keys in zip(slots, way.members, strict=True):
        overlapping = overlapping or len(keys) > 1
        for key in keys:
            counts[key][slot] += 1
    return Grouping(
        by=way.by,
        overlapping=overlapping,
        groups=tuple([_group(label, tally_of(counts[label.key])) for label in way.labels()]),
    )


def _group(label: Label, tally: Tally) -> Group:
    return Group(key=label.key, heading=label.heading, heading_status=label.heading_status, rows=label.rows,
                 editorial=label.editorial, tally=tally)  # fmt: skip
