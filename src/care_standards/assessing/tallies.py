"""Counts of findings by status, with what is not known beside them and never among them."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from care_standards.model import constraints as must
from care_standards.model.assessment import Finding
from care_standards.vocabularies import FINDING_STATUSES, FindingStatus

SLOTS: Final = 2 * len(FINDING_STATUSES) + 1
"""How many counts a tally has: each status, no finding, and each status of provisions our data do not hold."""

NO_FINDING_SLOT: Final = len(FINDING_STATUSES)
_UNKNOWN_SLOT: Final = NO_FINDING_SLOT + 1
_SLOT_OF: Final[dict[str, int]] = {status: slot for slot, status in enumerate(FINDING_STATUSES)}


def slot_of(status: FindingStatus, held: bool) -> int:
    """Give the place of a finding's count, by its status and by whether our data hold its provision."""
    return _SLOT_OF[status] + (0 if held else _UNKNOWN_SLOT)


@attrs.frozen(kw_only=True)
class Tally:
    """How many provisions stand where: those held by the status found, or without a finding, and those not held apart.

    ``met``, ``partly_met``, ``not_met``, ``not_applicable`` and ``not_assessed`` count findings on provisions our data
    hold; ``no_finding`` the provisions held that no finding names. Findings on provisions our data do not hold are
    in none of these: ``unknown`` counts them all, and ``unknown_met`` to ``unknown_not_assessed`` by the status that
    was recorded. ``total`` is the sum of everything, each provision once.
    """

    met: int = attrs.field(default=0, repr=must.hidden)
    partly_met: int = attrs.field(default=0, repr=must.hidden)
    not_met: int = attrs.field(default=0, repr=must.hidden)
    not_applicable: int = attrs.field(default=0, repr=must.hidden)
    not_assessed: int = attrs.field(default=0, repr=must.hidden)
    no_finding: int = attrs.field(default=0, repr=must.hidden)
    unknown_met: int = attrs.field(default=0, repr=must.hidden)
    unknown_partly_met: int = attrs.field(default=0, repr=must.hidden)
    unknown_not_met: int = attrs.field(default=0, repr=must.hidden)
    unknown_not_applicable: int = attrs.field(default=0, repr=must.hidden)
    unknown_not_assessed: int = attrs.field(default=0, repr=must.hidden)

    @property
    def unknown(self) -> int:
        """The findings on provisions our data do not hold, whatever their status."""
        return (
            self.unknown_met + self.unknown_partly_met + self.unknown_not_met + self.unknown_not_applicable
            + self.unknown_not_assessed
        )  # fmt: skip

    @property
    def assessed(self) -> int:
        """The provisions held that were judged: met, partly met and not met together."""
        return self.met + self.partly_met + self.not_met

    @property
    def total(self) -> int:
        """Every provision counted here, held or not, found on or not."""
        return self.assessed + self.not_applicable + self.not_assessed + self.no_finding + self.unknown

    @property
    def met_share(self) -> float | None:
        """The part of ``assessed`` that is met, from 0 to 1; None where nothing was assessed."""
        return _share(self.met, self.assessed)

    @property
    def partly_met_share(self) -> float | None:
        """The part of ``assessed`` that is partly met, from 0 to 1; None where nothing was assessed."""
        return _share(self.partly_met, self.assessed)

    @property
    def not_met_share(self) -> float | None:
        """The part of ``assessed`` that is not met, from 0 to 1; None where nothing was assessed."""
        return _share(self.not_met, self.assessed)

    @property
    def assessed_share(self) -> float | None:
        """The part assessed of the provisions held that are not ``not-applicable``; None where there are none.

        What it is a part of is ``assessed``, ``not_assessed`` and ``no_finding`` together: a share of what our data
        hold, never of the book.
        """
        return _share(self.assessed, self.assessed + self.not_assessed + self.no_finding)

    def to_plain(self) -> dict[str, Any]:
        """Give the counts, ``unknown``, ``assessed``, ``total`` and the four shares, by these names, in this order."""
        return {name: getattr(self, name) for name in TALLY_FIELDS}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the tally as one flat row, with the members of ``to_plain``."""
        return [self.to_plain()]


NOTHING: Final = Tally()
_COUNTS: Final = tuple(a.name for a in attrs.fields(Tally))
TALLY_FIELDS: Final = (
    *_COUNTS[:_UNKNOWN_SLOT], "unknown", *_COUNTS[_UNKNOWN_SLOT:], "assessed", "total",
    "met_share", "partly_met_share", "not_met_share", "assessed_share",
)  # fmt: skip
"""What a tally shows, in its order."""


def tally_of(counts: list[int]) -> Tally:
    """Make a tally of the counts by slot."""
    return Tally(**dict(zip(_COUNTS, counts, strict=True)))


def tally_apart(findings: Iterable[Finding]) -> Tally:
    """Count findings that are about another edition: each is ``unknown`` here, by the status that was recorded."""
    counts = [0] * SLOTS
    for finding in findings:
        counts[slot_of(finding.status, held=False)] += 1
    return tally_of(counts)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
