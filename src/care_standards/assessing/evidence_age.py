"""How old the evidence of an assessment is, as far as it can be known."""

from datetime import date, timedelta
from typing import Any, Literal

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, Finding


@attrs.frozen(kw_only=True)
class StaleEvidence:
    """The findings that have evidence, by its age on one day, each list in the order sent.

    ``judged_by`` is ``assessed-on`` where an age was given: evidence in documents of version 1.0 bears no date, so
    the day of the finding stands for it. It is None where no age was given, and then every finding is ``unknown``.
    ``unknown`` are also those without a day and those made after the day asked about. ``without_evidence`` have none.
    Nothing here changes a status: old evidence makes a finding due for another look, not wrong.
    """

    judged_by: Literal["assessed-on"] | None
    stale: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    fresh: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    unknown: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    without_evidence: tuple[Finding, ...] = attrs.field(repr=must.hidden)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are in each list; together all findings of the assessment."""
        return {name: len(getattr(self, name)) for name in _LISTS}

    def to_plain(self) -> dict[str, Any]:
        """Give judged_by, counts and the rows, in this order."""
        return {"judged_by": self.judged_by, "counts": self.counts, "findings": self.to_rows()}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each finding: age, provision, status, assessed_on, evidence.

        ``age`` is the name of the list it is in, ``evidence`` how many pieces there are.
        """
        rows: list[dict[str, str | int | float | None]] = []
        for name in _LISTS:
            findings: tuple[Finding, ...] = getattr(self, name)
            for finding in findings:
                day = None if finding.assessed_on is None else finding.assessed_on.isoformat()
                rows.append({"age": name, "provision": finding.provision, "status": finding.status,
                             "assessed_on": day, "evidence": len(finding.evidence)})  # fmt: skip
        return rows


_LISTS = ("stale", "fresh", "unknown", "without_evidence")


def stale_evidence(assessment: Assessment, *, on: date, older_than: timedelta | None = None) -> StaleEvidence:
    """Tell which findings rest on evidence that is older on a day than it should be, and of which that is not known.

    ``older_than`` is an age in whole days: evidence of exactly that age is fresh. Without it everything is unknown.
    No clock is read. Linear in findings. Raises InvalidValueError where ``on`` is no date or the age is negative.
    """
    if type(on) is not date:
        raise InvalidValueError("stale_evidence", "on", "must be a datetime.date")
    if older_than is not None and not _is_age(older_than):
        raise InvalidValueError("stale_evidence", "older_than", "must be a datetime.timedelta of nought or more")
    lists: dict[str, list[Finding]] = {name: [] for name in _LISTS}
    for finding in assessment.findings:
        lists[_age(finding, on, older_than)].append(finding)
    return StaleEvidence(
        judged_by=None if older_than is None else "assessed-on",
        stale=tuple(lists["stale"]),
        fresh=tuple(lists["fresh"]),
        unknown=tuple(lists["unknown"]),
        without_evidence=tuple(lists["without_evidence"]),
    )


def _is_age(value: object) -> bool:
    return isinstance(value, timedelta) and value >= timedelta()


def _age(finding: Finding, on: date, older_than: timedelta | None) -> str:
    if not finding.evidence:
        return "without_evidence"
    if older_than is None or finding.assessed_on is None or finding.assessed_on > on:
        return "unknown"
    return "stale" if on - finding.assessed_on > older_than else "fresh"
