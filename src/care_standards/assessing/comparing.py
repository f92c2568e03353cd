"""Two assessments of one subject against one edition: what became better, what worse, what is new."""

from typing import Any, Final, Literal, get_args

import attrs

from care_standards.assessing.findings_at_hand import findings_of
from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import Assessment
from care_standards.vocabularies import FindingStatus

Course = Literal["unchanged", "better", "worse", "changed", "new", "gone"]
COURSES: Final[tuple[Course, ...]] = get_args(Course)
_RANKS: Final[dict[FindingStatus, int]] = {"not-met": 0, "partly-met": 1, "met": 2}


@attrs.frozen(kw_only=True)
class Step:
    """What became of the finding on one provision; ``before`` is None where it is new, ``after`` where it is gone.

    ``better`` and ``worse`` are steps between met, partly met and not met. Any other change of status is ``changed``:
    what was not assessed, or did not apply, is neither better nor worse than anything.
    """

    provision: str = attrs.field(repr=must.hidden)
    course: Course = attrs.field(repr=must.hidden)
    before: FindingStatus | None = attrs.field(repr=must.hidden)
    after: FindingStatus | None = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give provision, course, before and after, in this order."""
        return {"provision": self.provision, "course": self.course, "before": self.before, "after": self.after}


@attrs.frozen(kw_only=True)
class Comparison:
    """What became of each finding: one step for each provision that either assessment names.

    ``steps`` are in the order of the earlier assessment, followed by what only the later one has in the order of that.
    ``gone`` says that the later assessment has no finding on it, and nothing about whether it is met.

    ``unresolved`` and ``archived`` are how many findings the earlier and the later one keep under ids of other
    editions; nothing is compared of these.
    """

    edition: str = attrs.field(repr=must.hidden)
    steps: tuple[Step, ...] = attrs.field(repr=must.hidden)
    unresolved: tuple[int, int] = attrs.field(default=(0, 0), repr=must.hidden)
    archived: tuple[int, int] = attrs.field(default=(0, 0), repr=must.hidden)

    @property
    def counts(self) -> dict[Course, int]:
        """How many steps there are of each course: unchanged, better, worse, changed, new, gone, always all six."""
        counts = dict.fromkeys(COURSES, 0)
        for step in self.steps:
            counts[step.course] += 1
        return counts

    def of(self, course: Course) -> tuple[Step, ...]:
        """Give the steps of one course, in order."""
        return tuple(step for step in self.steps if step.course == course)

    def to_plain(self) -> dict[str, Any]:
        """Give edition, counts, unresolved, archived (numbers, earlier before later) and steps, in this order."""
        return {
            "edition": self.edition, "counts": self.counts, "unresolved": list(self.unresolved),
            "archived": list(self.archived), "steps": [step.to_plain() for step in self.steps],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give a flat row for each step: provision, course, before, after."""
        return [step.to_plain() for step in self.steps]


def compare(earlier: Assessment, later: Assessment, *, any_subject: bool = False) -> Comparison:
    """Compare two assessments of one subject against one edition, provision by provision.

    Linear in findings. Raises InvalidValueError where they are against different editions (carry the earlier one over
    first), of different subjects unless ``any_subject`` says that this is meant, where the whole period of the later
    one lies before the earlier one's, or where one of them has two findings of one provision.
    """
    if earlier.edition != later.edition:
        raise InvalidValueError("compare", "later", "must be against the same edition; migrate the earlier one first")
    if not any_subject and earlier.subject != later.subject:
        raise InvalidValueError("compare", "later", "must be of the same subject, unless any_subject is True")
    if not any_subject and later.period.end < earlier.period.start:
        raise InvalidValueError("compare", "later", "must not be of a time before the earlier one; swap the two")
    before, after = findings_of(earlier), findings_of(later)
    ids = (*before, *(id for id in after if id not in before))
    steps = [
        _step(id, before[id].status if id in before else None, after[id].status if id in after else None) for id in ids
    ]
    return Comparison(
        edition=earlier.edition, steps=tuple(steps), unresolved=(len(earlier.unresolved), len(later.unresolved)),
        archived=(len(earlier.archive), len(later.archive)),
    )  # fmt: skip


def _step(provision: str, before: FindingStatus | None, after: FindingStatus | None) -> Step:
    return Step(provision=provision, course=course_of(before, after), before=before, after=after)


def course_of(before: FindingStatus | None, after: FindingStatus | None) -> Course:
    """Tell what became of a status: the rule of ``Step``; None stands for no finding."""
    if before is None:
        return "new"
    if after is None:
        return "gone"
    if before == after:
        return "unchanged"
    if before in _RANKS and after in _RANKS:
        return "better" if _RANKS[after] > _RANKS[before] else "worse"
    return "changed"
