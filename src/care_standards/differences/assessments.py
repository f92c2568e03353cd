"""How two assessments against one edition differ, finding by finding."""

from collections.abc import Iterator
from typing import Final

from care_standards.assessing.comparing import course_of
from care_standards.differences.pairing import compared, differing, held_beside, paired, presence
from care_standards.differences.structure import COURSES, Diff, Entry
from care_standards.errors import InvalidValueError
from care_standards.model.assessment import Assessment, Finding, Period
from care_standards.query.scopes import Scope

_FINDINGS: Final = frozenset({"findings"})
_NOTE: Final = "A provision without a finding was not recorded here: it is neither met nor not met."
_TWO_SUBJECTS: Final = "The two are of different subjects: no status is called better or worse."
_TURNED: Final = "The second is of a time before the first: no status is called better or worse."


def diff_assessments(old: Assessment, new: Assessment, edition: Scope = ()) -> Diff:
    """Compare two assessments against one edition; a finding is known by its provision.

    Statuses are told, as they are what is asked about, and of a status that changed whether it became better or worse,
    by the rule of ``care_standards.assessing.compare``: not where the two are of different subjects, nor where the
    whole period of the second lies before that of the first. Of notes, reasons and evidence only that they differ.
    Another subject, period or context is named in ``head``; of periods the days are told. What either keeps under ids
    of earlier editions, unresolved or in the archive, is compared with nothing, and counted in a note. ``edition`` is
    the edition, where it is at hand. Raises InvalidValueError where the editions differ.
    """
    if old.edition != new.edition:
        rule = "must be against one edition; migrate the earlier one first"
        raise InvalidValueError("diff", "assessments", rule)
    pairs = paired(old.findings, new.findings, lambda finding: finding.provision)
    head = differing(old, new, _FINDINGS) + (("order",) if pairs.reordered else ())
    why_not = tuple(_not_judged(old, new))
    entries = [_entry(before, after, is_judged=not why_not) for before, after in pairs.rows]
    return compared(
        "assessments", entries, old.edition, new.edition, (None, None), head, periods=(old.period, new.period),
        notes=(_NOTE, *why_not, *_apart(old, new)), ordered=_is_ordered(old.period, new.period),
        course_totals=None if why_not else _totals(entries), **held_beside(edition, (old.edition,), entries),
    )  # fmt: skip


def _not_judged(old: Assessment, new: Assessment) -> Iterator[str]:
    if old.subject != new.subject:
        yield _TWO_SUBJECTS
    if new.period.end < old.period.start:
        yield _TURNED


def _apart(old: Assessment, new: Assessment) -> Iterator[str]:
    """Say how many findings of earlier editions the two keep, of which nothing is told here."""
    if old.unresolved or new.unresolved:
        yield (
            f"Unresolved under ids of earlier editions: {len(old.unresolved)} findings of the first, "
            f"{len(new.unresolved)} of the second. What this edition asks in their place is unknown."
        )
    if old.archive or new.archive:
        yield f"In the archive: {len(old.archive)} findings of the first, {len(new.archive)} of the second."


def _is_ordered(old: Period, new: Period) -> bool:
    """Tell whether the one period can be called the older: it neither begins nor ends later, and is not the same."""
    return old != new and old.start <= new.start and old.end <= new.end


def _totals(entries: list[Entry]) -> tuple[int, ...]:
    found = dict.fromkeys(COURSES, 0)
    for entry in entries:
        if entry.course is not None:
            found[entry.course] += 1
    return tuple(found.values())


def _entry(old: Finding | None, new: Finding | None, is_judged: bool) -> Entry:
    category = presence(old, new)
    fields: tuple[str, ...] = ()
    course = None
    if old is not None and new is not None:
        fields = differing(old, new)
        category = "status-changed" if "status" in fields else "other-changed" if fields else "same"
        course = course_of(old.status, new.status) if is_judged and category == "status-changed" else None
    return Entry(
        category=category or "same",
        item="finding",
        old=() if old is None else (old.provision,),
        new=() if new is None else (new.provision,),
        basis="same-id",
        fields=fields,
        before=None if old is None else old.status,
        after=None if new is None else new.status,
        course=course,
    )
