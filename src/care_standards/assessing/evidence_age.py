"""How old the evidence of an assessment is, as far as it can be known."""

from datetime import date, timedelta
from typing import Any, Final, Literal, get_args

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment, Evidence, Finding

AgeBasis = Literal["expires", "collected", "recorded", "assessed-on"]
AGE_BASES: Final[tuple[AgeBasis, ...]] = get_args(AgeBasis)
"""What the age of evidence can be judged by, what says most about it first."""

_List = Literal["stale", "fresh", "unknown", "without_evidence"]
_LISTS: Final[tuple[_List, ...]] = get_args(_List)
_Aged = tuple[_List, AgeBasis | None]


@attrs.frozen(kw_only=True)
class StaleEvidence:
    """The findings of an assessment by the age of the evidence for them on one day.

    Each list has those of the edition first and then the unresolved ones, in the order sent. ``stale`` are findings
    all of whose evidence is stale, ``fresh`` those of which some is fresh, ``unknown`` all others that have evidence.
    ``without_evidence`` have none that speaks for them. Nothing here changes a status: old evidence makes a finding due
    for another look, not wrong.

    ``judged_by`` says of each finding, in the order of these four lists, what its evidence was judged by: of several
    pieces what says least where all are stale, and what says most where one is fresh. It is None for the last two.
    """

    judged_by: tuple[AgeBasis | None, ...] = attrs.field(repr=must.hidden)
    stale: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    fresh: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    unknown: tuple[Finding, ...] = attrs.field(repr=must.hidden)
    without_evidence: tuple[Finding, ...] = attrs.field(repr=must.hidden)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are in each list; together all findings of the assessment, and the unresolved ones."""
        return {name: len(getattr(self, name)) for name in _LISTS}

    def to_plain(self) -> dict[str, Any]:
        """Give judged_by (each basis that was used, once), counts and the rows, in this order."""
        used = [basis for basis in AGE_BASES if basis in self.judged_by]
        return {"judged_by": used, "counts": self.counts, "findings": self.to_rows()}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each finding: age, provision, status, assessed_on, evidence, judged_by.

        ``age`` is the name of the list it is in, ``evidence`` how many pieces there are, for it and against it.
        """
        rows: list[dict[str, str | int | float | None]] = []
        bases = iter(self.judged_by)
        for name in _LISTS:
            findings: tuple[Finding, ...] = getattr(self, name)
            for finding in findings:
                day = None if finding.assessed_on is None else finding.assessed_on.isoformat()
                rows.append({"age": name, "provision": finding.provision, "status": finding.status, "assessed_on": day,
                             "evidence": len(finding.evidence), "judged_by": next(bases)})  # fmt: skip
        return rows


def stale_evidence(assessment: Assessment, *, on: date, older_than: timedelta | None = None) -> StaleEvidence:
    """Tell which findings rest on evidence that is older on a day than it should be, and of which that is not known.

    Evidence that says when it expires is stale after that day, and fresh until then. Other evidence is stale where it
    is older than ``older_than``, an age in whole days (of exactly that age it is fresh): by the day it was collected,
    else the day it was recorded, else the day of the finding. Without an age, and without a day to judge by or with
    one that is still to come on the day asked about, it is unknown. Evidence against a finding is left aside.

    A finding is fresh where any evidence for it is fresh, stale where all of it is stale, and otherwise unknown. No
    clock is read. Linear in evidence. Raises InvalidValueError where ``on`` is no date or the age is negative.
    """
    if type(on) is not date:
        raise InvalidValueError("stale_evidence", "on", "must be a datetime.date")
    if older_than is not None and not _is_age(older_than):
        raise InvalidValueError("stale_evidence", "older_than", "must be a datetime.timedelta of nought or more")
    lists: dict[_List, list[Finding]] = {name: [] for name in _LISTS}
    bases: dict[_List, list[AgeBasis | None]] = {name: [] for name in _LISTS}
    for finding in (*assessment.findings, *assessment.unresolved):
        age, basis = _age(finding, on, older_than)
        lists[age].append(finding)
        bases[age].append(basis)
    return StaleEvidence(
        judged_by=tuple([basis for name in _LISTS for basis in bases[name]]),
        stale=tuple(lists["stale"]),
        fresh=tuple(lists["fresh"]),
        unknown=tuple(lists["unknown"]),
        without_evidence=tuple(lists["without_evidence"]),
    )


def _is_age(value: object) -> bool:
    return isinstance(value, timedelta) and value >= timedelta()


def _age(finding: Finding, on: date, older_than: timedelta | None) -> _Aged:
    pieces = [_age_of(e, finding, on, older_than) for e in finding.evidence if e.bearing == "supports"]
    if not pieces:
        return "without_evidence", None
    for basis in AGE_BASES:
        if ("fresh", basis) in pieces:
            return "fresh", basis
    if ("unknown", None) in pieces:
        return "unknown", None
    return "stale", next(basis for basis in reversed(AGE_BASES) if ("stale", basis) in pieces)


def _age_of(evidence: Evidence, finding: Finding, on: date, older_than: timedelta | None) -> _Aged:
    expires, gathered = evidence.expires, evidence.collected or evidence.recorded
    if expires is not None and expires < on:
        return "stale", "expires"
    if gathered is not None and gathered > on:
        return "unknown", None
    if expires is not None:
        return "fresh", "expires"
    day = gathered or finding.assessed_on
    if older_than is None or day is None or day > on:
        return "unknown", None
    basis: AgeBasis = "collected" if evidence.collected else "recorded" if evidence.recorded else "assessed-on"
    return "stale" if on - day > older_than else "fresh", basis
