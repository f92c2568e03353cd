"""What an assessment found wanting, and, apart from it, what nobody has looked at."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from care_standards.assessing.findings_at_hand import Pair, lay
from care_standards.assessing.grouping import NO_LABEL, By, Division, Label, divide, named
from care_standards.migration.worklists import GAP_STATUSES, last_known, wants_another_look
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, Finding
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query import Holding, holdings
from care_standards.vocabularies import FindingStatus

_WORST_FIRST: Final[tuple[FindingStatus, ...]] = ("not-met", "partly-met", "not-assessed", "not-applicable", "met")


_LISTS: Final = ("not_met", "partly_met", "reassess", "not_assessed", "no_finding", "unknown")


@attrs.frozen(kw_only=True)
class GapList:
    """Gaps, and what is no gap but not known either; each list is in printed order.

    ``not_met`` and ``partly_met`` are the gaps among provisions our data hold. ``reassess`` are findings that nobody
    has made again, after a change of edition as a rule, and that were not met or partly met when somebody last looked:
    they count as gaps until somebody looks, whether or not our data hold the provision (those held come first).
    ``not_assessed`` are the other findings that say nobody looked, ``no_finding`` the provisions held that no finding
    names. ``unknown`` are all other findings on provisions our data do not hold, worst first and then in the order
    sent: some of them may be gaps too, and ``gaps`` has these. Each finding is in one list.
    """

    not_met: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    partly_met: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    reassess: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    not_assessed: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    no_finding: tuple[Provision, ...] = attrs.field(repr=must.hidden)
    unknown: tuple[Finding, ...] = attrs.field(repr=must.hidden)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """Every finding that is not met or partly met, or was until the edition changed, once.

        Held before not held, in each the not met ones first; then those to look at afresh.
        """
        return (*self.not_met, *self.partly_met, *_wanting(self.unknown), *self.reassess)

    def to_plain(self) -> dict[str, Any]:
        """Give the lists by name in their order: objects of provision and status; of ``no_finding`` ids alone.

        Those of ``reassess`` have ``was`` besides: the statuses last found.
        """
        return {
            "not_met": _plain(self.not_met),
            "partly_met": _plain(self.partly_met),
            "reassess": [{**_id_and_status(finding), "was": list(last_known(finding))} for finding in self.reassess],
            "not_assessed": _plain(self.not_assessed),
            "no_finding": [provision.id for provision in self.no_finding],
            "unknown": _plain(self.unknown),
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each provision: list (its name above), provision, status, assessed_on, was.

        ``status`` and ``assessed_on`` are None where there is no finding. ``was`` has the statuses last found, joined
        by a semicolon, of what is to be looked at afresh, and is empty elsewhere.
        """
        rows: list[dict[str, str | int | float | None]] = []
        for name in _LISTS:
            rows += [_row(name, item) for item in getattr(self, name)]
        return rows


def _wanting(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.status in GAP_STATUSES or wants_another_look(finding)]


def _plain(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [_id_and_status(finding) for finding in findings]


def _id_and_status(finding: Finding) -> dict[str, str]:
    return {"provision": finding.provision, "status": finding.status}


def _row(name: str, item: Finding | Provision) -> dict[str, str | int | float | None]:
    if isinstance(item, Provision):
        return {"list": name, "provision": item.id, "status": None, "assessed_on": None, "was": ""}
    day = None if item.assessed_on is None else item.assessed_on.isoformat()
    was = ";".join(last_known(item)) if name == "reassess" else ""
    return {"list": name, "provision": item.provision, "status": item.status, "assessed_on": day, "was": was}


@attrs.frozen(kw_only=True)
class GapGroup(GapList):
    """The gaps of one group.

    Where its ``label`` names a provision of another edition, the findings bear on that provision; whether it is
    complied with, nobody can tell from them.
    """

    label: Label = attrs.field(repr=must.hidden)

    @property
    def key(self) -> str:
        """The key of the label, by which the group is looked up."""
        return self.label.key

    def to_plain(self) -> dict[str, Any]:
        """Give the members of the label and then the lists, flat."""
        return {**self.label.to_plain(), **super().to_plain()}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the rows of the lists, each beginning with the members of the label."""
        label = self.label.to_plain()
        return [{**label, **row} for row in super().to_rows()]


@attrs.frozen(kw_only=True)
class AssessmentGaps(GapList):
    """The gaps of an assessment, and by group where a way to group was given.

    Look a group up by its key: ``gaps["cqcsh-2021.safe"]``. Without a way to group, ``by`` is None and there are no
    ``groups``. ``holding`` says how much of the edition our data hold.

    ``unresolved`` are the findings that wait under ids of earlier editions, worst first and then in the order sent.
    Nobody knows what this edition asks in their place, so they are in no group; ``gaps`` has those of them that are not
    met or partly met, or were when somebody last looked.
    """

    holding: Holding = attrs.field(repr=must.hidden)
    by: str | None = attrs.field(repr=must.hidden)
    groups: tuple[GapGroup, ...] = attrs.field(repr=must.hidden)
    unresolved: tuple[Finding, ...] = attrs.field(default=(), repr=must.hidden)
    _by_key: dict[str, GapGroup] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {group.label.key: group for group in self.groups})

    def __getitem__(self, key: str) -> GapGroup:
        """Give the gaps of one group; raises UnknownWordError, naming near misses."""
        return named(self._by_key, key)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """Every gap once: those of this edition as in ``GapList``, then the unresolved ones under their old ids."""
        return (*super().gaps, *_wanting(self.unresolved))

    def to_plain(self) -> dict[str, Any]:
        """Give holdings (a list of one), the lists, unresolved, by and groups, in this order."""
        return {
            "holdings": [self.holding.to_plain()],
            **super().to_plain(),
            "unresolved": _plain(self.unresolved),
            "by": self.by,
            "groups": [group.to_plain() for group in self.groups],
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the rows of all groups; without groups, rows of the same members whose label is None throughout.

        A provision in several groups has a row in each. What is unresolved comes last, without a label.
        """
        waiting = [_row("unresolved", finding) for finding in self.unresolved]
        if self.by is None:
            return [{**NO_LABEL, **row} for row in (*super().to_rows(), *waiting)]
        grouped = [row for group in self.groups for row in group.to_rows()]
        return [*grouped, *({**NO_LABEL, **row} for row in waiting)]


def gaps(assessment: Assessment, edition: Edition, *, by: By | None = None) -> AssessmentGaps:
    """Find what an assessment found not met or partly met, and apart from it what is not assessed or not known.

    What a change of edition left to be looked at afresh, and what it left unresolved, stays a gap where it was one.

    ``by`` is a way to group as ``summarise`` takes them: a word, or a View for the gaps that bear on the provisions
    of another edition. Linear in findings, provisions and rows. Raises what ``summarise`` raises.
    """
    laid = lay(assessment, edition)
    pairs = laid.pairs
    way = None if by is None else divide(laid, edition, by, assessment.context.nation)
    return AssessmentGaps(
        **_lists(pairs),
        holding=holdings(edition)[0],
        by=None if way is None else way.by,
        groups=() if way is None else _groups(pairs, way),
        unresolved=tuple(sorted(assessment.unresolved, key=_badness)),
    )


def _badness(finding: Finding) -> int:
    return _WORST_FIRST.index("not-met" if wants_another_look(finding) else finding.status)


def _groups(pairs: list[Pair], way: Division) -> tuple[GapGroup, ...]:
    groups: dict[str, list[Pair]] = {key: [] for key in way.keys}
    for pair, keys in zip(pairs, way.members, strict=True):
        for key in keys:
            groups[key].append(pair)
    return tuple([GapGroup(label=label, **_lists(groups[label.key])) for label in way.labels()])


def _lists(pairs: list[Pair]) -> dict[str, Any]:
    by_status: dict[FindingStatus, list[Finding]] = {status: [] for status in _WORST_FIRST}
    not_held: dict[FindingStatus, list[Finding]] = {status: [] for status in _WORST_FIRST}
    no_finding: list[Provision] = []
    reassess: list[Finding] = []
    for provision, finding in pairs:
        if finding is None:
            if provision is not None:
                no_finding.append(provision)
        elif wants_another_look(finding):
            reassess.append(finding)
        else:
            (not_held if provision is None else by_status)[finding.status].append(finding)
    return {
        "not_met": tuple(by_status["not-met"]),
        "partly_met": tuple(by_status["partly-met"]),
        "reassess": tuple(reassess),
        "not_assessed": tuple(by_status["not-assessed"]),
        "no_finding": tuple(no_finding),
        "unknown": tuple([finding for findings in not_held.values() for finding in findings]),
    }
