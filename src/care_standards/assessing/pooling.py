"""Assessments of many subjects together: how many stand where, and the form of it that may be shared."""

from collections.abc import Iterable
from typing import Any, Final, cast

import attrs

from care_standards.assessing.findings_at_hand import findings_of, same_edition
from care_standards.assessing.suppression import hidden_columns
from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, Subject
from care_standards.model.edition import Edition
from care_standards.query import Holding, holdings
from care_standards.vocabularies import FINDING_STATUSES

K: Final = 11
"""Under how many subjects a count is hidden (the figure that the Counter Trafficking Data Collaborative uses)."""

STANDINGS: Final = (*(status.replace("-", "_") for status in FINDING_STATUSES), "no_finding")
"""The columns of a pool: each status, and no finding."""


@attrs.frozen(kw_only=True)
class PooledProvision:
    """How many subjects stand where on one provision; the counts add up to the number of subjects.

    ``counts`` are in the order of ``STANDINGS``: met, partly_met, not_met, not_applicable, not_assessed, no_finding.
    In the shareable form a count that is hidden is None. ``held`` says whether our data hold the provision.
    """

    provision: str = attrs.field(repr=must.hidden)
    held: bool = attrs.field(repr=must.hidden)
    counts: tuple[int | None, ...] = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give provision, held and the six counts by name, in this order."""
        return {"provision": self.provision, "held": self.held, **dict(zip(STANDINGS, self.counts, strict=True))}


@attrs.frozen(kw_only=True)
class Shareable:
    """A pool without any count from which a few subjects could be known.

    Every count shown is ``k`` or more. A hidden one is None, which says nothing of its size: larger counts are hidden
    beside small ones, so that none can be worked out. ``subjects`` is their number, or None where that is under ``k``.
    ``left_out`` is the number of provisions left out because our data do not hold them and fewer than ``k`` subjects
    name them. ``unresolved`` and ``archived`` are as in ``Pooled``, and None where they, or the rest of the subjects,
    are fewer than ``k``. Sharing two pools whose subjects differ by a few, or one pool hidden under two values of
    ``k``, can still give these away: share one.
    """

    holding: Holding = attrs.field(repr=must.hidden)
    k: int
    subjects: int | None = attrs.field(repr=must.hidden)
    provisions: tuple[PooledProvision, ...] = attrs.field(repr=must.hidden)
    left_out: int = attrs.field(repr=must.hidden)
    unresolved: int | None = attrs.field(default=None, repr=must.hidden)
    archived: int | None = attrs.field(default=None, repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give holdings (a list of one), k, subjects, unresolved, archived, left_out and provisions, in this order."""
        return {
            "holdings": [self.holding.to_plain()], "k": self.k, "subjects": self.subjects,
            "unresolved": self.unresolved, "archived": self.archived, "left_out": self.left_out,
            "provisions": [provision.to_plain() for provision in self.provisions],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each provision: provision, held (1 or 0) and the six counts."""
        return _rows(self.provisions)


@attrs.frozen(kw_only=True)
class Pooled:
    """How many subjects stand where, provision by provision: those held in printed order, then the others.

    The counts are exact, so this is not for sharing; ``shareable`` gives what is.

    ``unresolved`` is how many subjects have findings that wait under ids of an earlier edition: where they stand on
    some provision of this one is not known, whatever is counted here. ``archived`` is how many have findings in the
    archive.
    """

    holding: Holding = attrs.field(repr=must.hidden)
    subjects: int = attrs.field(repr=must.hidden)
    provisions: tuple[PooledProvision, ...] = attrs.field(repr=must.hidden)
    unresolved: int = attrs.field(default=0, repr=must.hidden)
    archived: int = attrs.field(default=0, repr=must.hidden)

    def shareable(self, k: int = K) -> Shareable:
        """Give the form in which no count of fewer than ``k`` subjects can be seen or worked out.

        Neither the sum of a row, which is the number of subjects, nor the sums of the columns help, except for a
        status whose sum gives it away by itself. Linear in provisions. Raises InvalidValueError where ``k`` is under
        ``K``, 11: more may be hidden than the rule asks for, never less.
        """
        if type(k) is not int or k < K:
            raise InvalidValueError("shareable", "k", f"must be a whole number of {K} or more")
        # An id of somebody's own, which only a few subjects name, would give these away.
        kept = [p for p in self.provisions if p.held or self.subjects - (p.counts[-1] or 0) >= k]
        rows = [cast("tuple[int, ...]", provision.counts) for provision in kept]
        masks = hidden_columns(rows, k)
        return Shareable(
            holding=self.holding,
            k=k,
            subjects=None if self.subjects < k else self.subjects,
            provisions=tuple([_masked(provision, mask) for provision, mask in zip(kept, masks, strict=True)]),
            left_out=len(self.provisions) - len(kept),
            unresolved=self._if_many(self.unresolved, k),
            archived=self._if_many(self.archived, k),
        )

    def _if_many(self, count: int, k: int) -> int | None:
        return None if min(count, self.subjects - count) < k else count

    def to_plain(self) -> dict[str, Any]:
        """Give holdings (a list of one), subjects, unresolved, archived and provisions, in this order."""
        return {
            "holdings": [self.holding.to_plain()], "subjects": self.subjects, "unresolved": self.unresolved,
            "archived": self.archived,
            "provisions": [provision.to_plain() for provision in self.provisions],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each provision: provision, held (1 or 0) and the six counts."""
        return _rows(self.provisions)


def pool(assessments: Iterable[Assessment], edition: Edition) -> Pooled:
    """Count over many subjects how many stand where on each provision.

    Linear in findings and provisions. Raises InvalidValueError where an assessment is against another edition or has
    two findings of one provision, where the subjects are not of one kind, and where one subject has two assessments:
    which of them counts is for the caller to choose, as either would be an answer and nobody would see the other.
    """
    pooled = tuple(assessments)
    subjects: set[Subject] = {assessment.subject for assessment in pooled}
    if len(subjects) != len(pooled):
        raise InvalidValueError("pool", "assessments", "must hold each subject once; choose one assessment of each")
    if len({subject.kind for subject in subjects}) > 1:
        raise InvalidValueError("pool", "assessments", "must be of one kind of subject")
    held: dict[str, None] = dict.fromkeys(provision.id for provision in edition)
    counts: dict[str, list[int]] = {id: [0] * len(STANDINGS) for id in held}
    for assessment in pooled:
        same_edition(assessment, edition)
        for id, finding in findings_of(assessment).items():
            counts.setdefault(id, [0] * len(STANDINGS))[_COLUMN[finding.status]] += 1
    for found in counts.values():
        found[-1] = len(pooled) - sum(found)
    return Pooled(
        holding=holdings(edition)[0],
        subjects=len(pooled),
        provisions=tuple(
            [PooledProvision(provision=id, held=id in held, counts=tuple(found)) for id, found in counts.items()]
        ),
        unresolved=sum([bool(assessment.unresolved) for assessment in pooled]),
        archived=sum([bool(assessment.archive) for assessment in pooled]),
    )


_COLUMN: Final[dict[str, int]] = {status: column for column, status in enumerate(FINDING_STATUSES)}


def _masked(provision: PooledProvision, mask: int) -> PooledProvision:
    if not mask:
        return provision
    shown = tuple([None if mask >> column & 1 else count for column, count in enumerate(provision.counts)])
    return PooledProvision(provision=provision.provision, held=provision.held, counts=shown)


def _rows(provisions: Iterable[PooledProvision]) -> list[dict[str, str | int | float | None]]:
    return [{**provision.to_plain(), "held": int(provision.held)} for provision in provisions]
