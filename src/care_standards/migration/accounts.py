"""Ledgers of migrations: two that follow on each other made one, and what a ledger says in one line."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from care_standards.errors import InvalidValueError
from care_standards.migration.fates import followed
from care_standards.model.ledger import Ledger, LedgerEntry, LedgerStep
from care_standards.vocabularies import LedgerSubject, LedgerVerdict

_RECORDS: Final[dict[LedgerSubject, tuple[str, str]]] = {
    "assessment": ("finding", "findings"),
    "references": ("reference", "references"),
    "crosswalk": ("row", "rows"),
}


def compose_ledgers(first: Ledger, second: Ledger) -> Ledger:
    """Make one ledger of two that follow on each other, as if both migrations of an assessment had been one.

    Every record of the first has one entry again, in its order, then what was added on the way, in order. What was
    carried has the strictest verdict of the two; what was to be reassessed still is where any part of it arrived;
    what was unknown has the outcome of the second migration. What was added stays added, without a target where it
    was withdrawn again. Where something is unknown after it had moved, the targets are the ids it waits under; so
    they are of a part that was left behind. Linear in entries and their targets. Both must be whole, and the
    assessment must not have been changed between the two.

    Raises InvalidValueError where one of them is not about an assessment, the second does not begin where the first
    ends, or does not say what became of a record the first one left.
    """
    for name, ledger in (("first", first), ("second", second)):
        if ledger.subject != "assessment":
            raise InvalidValueError("compose_ledgers", name, "must be the ledger of an assessment")
    if first.new != second.old:
        raise InvalidValueError("compose_ledgers", "second", "must begin at the edition the first one ends at")
    onward = _Onward(second, Counter([e.source for e in first.entries if e.verdict == "unknown" and not e.targets]))
    entries = [_composed(entry, onward) for entry in first.entries]
    entries.extend(entry for entry in second.entries if entry.source is None)
    return Ledger(
        subject="assessment",
        old=first.old,
        new=second.new,
        # Each once, where it came last: so every step leads to where a later one begins, or to the end.
        steps=tuple(reversed(dict.fromkeys(reversed((*first.steps, *second.steps))))),
        records_in=first.records_in,
        entries=tuple(entries),
        input_digest=first.input_digest,
        output_digest=second.output_digest,
    )


class _Onward:
    """The entries of a ledger by their sources.

    Of several with one source, those of records that waited are the last, as the unresolved follow the findings; each
    of them is given once, in order.
    """

    def __init__(self, ledger: Ledger, waited: Counter[str | None]) -> None:
        self._of: dict[str, LedgerEntry] = {}
        self._others: dict[str, list[LedgerEntry]] = {}
        for entry in ledger.entries:
            if entry.source is not None and self._of.setdefault(entry.source, entry) is not entry:
                self._others.setdefault(entry.source, []).append(entry)
        self._repeated = {
            id: iter([self._of[id], *others][-waited[id] :]) for id, others in self._others.items() if waited[id]
        }

    def of(self, id: str, *, waits: bool) -> LedgerEntry:
        # Several records may wait under one id, where the assessment has two findings on one provision.
        repeated = self._repeated.get(id) if waits else None
        found = self._of.get(id) if repeated is None else next(repeated, None)
        if found is None:
            raise InvalidValueError("compose_ledgers", "second", "must say what became of all that the first one left")
        return found


def _composed(entry: LedgerEntry, onward: _Onward) -> LedgerEntry:
    if entry.verdict == "retired" or (entry.verdict == "added" and not entry.targets):
        return entry
    here = entry.targets
    waits = entry.verdict == "unknown" and not here
    if waits and entry.source is not None:
        here = (entry.source,)
    fate = followed(entry, [(id, onward.of(id, waits=waits)) for id in here])
    return LedgerEntry(
        source=entry.source,
        targets=fate.targets,
        verdict="added" if entry.source is None else fate.verdict,
        reason=fate.reason,
        changes=fate.changes,
        was=entry.was,
    )


def headline(ledger: Ledger) -> str:
    """Say in one line from where to where, how many records stay unknown, and how far the comparison was reviewed.

    It holds ids of editions and concordances, and numbers; nothing of the records.
    """
    old, new = ledger.old, ledger.new
    verdicts: Counter[LedgerVerdict] = Counter([entry.verdict for entry in ledger.entries if entry.source is not None])
    if ledger.subject == "document":
        dropped = verdicts["dropped"]
        return f"{old} to {new}: {f'{dropped} dropped' if dropped else 'nothing dropped'}."
    records, unknown = ledger.records_in, verdicts["unknown"]
    one, many = _RECORDS[ledger.subject]
    if not records:
        stay = f"no {many} to bring over"
    elif unknown == records:
        stay = f"the only {one} stays unknown" if records == 1 else f"all {records} {many} stay unknown"
    else:
        of = f"of {records} {one if records == 1 else many}"
        stay = f"{unknown or 'none'} {of} {'stay' if unknown > 1 else 'stays'} unknown"
    reviewed = "; ".join([_reviewed(step) for step in ledger.steps])
    if not reviewed and (unknown or old != new):  # no step names an edition that nobody knows
        reviewed = f"no concordance from {old} to {new} is at hand" if old != new else "no concordance is at hand"
    return f"{old} to {new}: {stay}; {reviewed or 'no concordance was needed'}."


def _reviewed(step: LedgerStep) -> str:
    if step.concordance is None:
        return f"no concordance from {step.old} to {step.new} is at hand"
    return f"{step.concordance} ({', '.join(_figures(step))})"


def _figures(step: LedgerStep) -> Iterator[str]:
    yield f"{step.completeness}"
    coverage = step.coverage
    if coverage.old_listed is not None and coverage.old_reviewed is not None:
        yield f"{coverage.old_reviewed} of {coverage.old_listed} old items compared"
    yield f"{step.agreed} of {step.rows} row{'' if step.rows == 1 else 's'} agreed by a person"
    if step.list_is_known_incomplete:
        yield "known to be incomplete"
