from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from care_standards.assessing import COURSES, compare
from care_standards.errors import InvalidValueError
from care_standards.model import Period

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [
        ("met", "met", "unchanged"),
        ("not-applicable", "not-applicable", "unchanged"),
        ("not-met", "partly-met", "better"),
        ("not-met", "met", "better"),
        ("partly-met", "met", "better"),
        ("met", "partly-met", "worse"),
        ("met", "not-met", "worse"),
        ("partly-met", "not-met", "worse"),
        ("not-assessed", "met", "changed"),
        ("not-assessed", "not-met", "changed"),
        ("met", "not-assessed", "changed"),
        ("not-met", "not-applicable", "changed"),
        ("not-applicable", "met", "changed"),
        ("not-assessed", "not-applicable", "changed"),
    ],
)
def test_only_met_partly_met_and_not_met_are_better_or_worse(
    new_assessment_of: Make, finding: Make, before: str, after: str, course: str
) -> None:
    earlier = new_assessment_of(finding("demo-2020.1", before))
    (step,) = compare(earlier, new_assessment_of(finding("demo-2020.1", after))).steps
    assert (step.course, step.before, step.after) == (course, before, after)


def test_new_and_gone_findings_are_told(new_assessment_of: Make, finding: Make) -> None:
    earlier = new_assessment_of(finding("demo-2020.2", "met"), finding("demo-2020.1", "met"))
    later = new_assessment_of(finding("demo-2020.9", "not-met"), finding("demo-2020.1", "met"))
    result = compare(earlier, later)
    assert [(s.provision, s.course, s.before, s.after) for s in result.steps] == [
        ("demo-2020.2", "gone", "met", None),
        ("demo-2020.1", "unchanged", "met", "met"),
        ("demo-2020.9", "new", None, "not-met"),
    ]
    assert result.counts == {"unchanged": 1, "better": 0, "worse": 0, "changed": 0, "new": 1, "gone": 1}
    assert tuple(result.counts) == COURSES
    assert result.of("gone") == (result.steps[0],)
    assert result.to_plain()["counts"] == result.counts
    assert result.to_rows()[2] == {"provision": "demo-2020.9", "course": "new", "before": None, "after": "not-met"}


def test_what_cannot_be_compared_is_refused(new_assessment_of: Make, finding: Make) -> None:
    one = new_assessment_of(finding("demo-2020.1", "met"))
    with pytest.raises(InvalidValueError, match="migrate the earlier one first"):
        compare(one, new_assessment_of(edition="demo-2021"))
    other = new_assessment_of(finding("demo-2020.1", "not-met"), ref="another-one")
    with pytest.raises(InvalidValueError, match="same subject"):
        compare(one, other)
    assert compare(one, other, any_subject=True).counts["worse"] == 1
    twice = new_assessment_of(finding("demo-2020.1", "met"), finding("demo-2020.1", "met"))
    with pytest.raises(InvalidValueError, match="each provision once"):
        compare(one, twice)


def test_two_assessments_the_wrong_way_round_are_refused(new_assessment_of: Make) -> None:
    first = new_assessment_of(period=Period(start=date(2025, 1, 1), end=date(2025, 3, 31)))
    second = new_assessment_of(period=Period(start=date(2025, 3, 31), end=date(2025, 6, 30)))
    third = new_assessment_of(period=Period(start=date(2025, 4, 1), end=date(2025, 6, 30)))
    compare(first, third)
    compare(second, first)  # they share a day, so either may be meant
    with pytest.raises(InvalidValueError, match="swap the two"):
        compare(third, first)
    compare(third, first, any_subject=True)


def test_what_either_keeps_of_other_editions_is_counted_and_not_compared(
    new_assessment_of: Make, finding: Make
) -> None:
    earlier = new_assessment_of(finding("demo-2020.1", "met"), unresolved=(finding("demo-2010.1", "met"),))
    later = new_assessment_of(
        finding("demo-2020.1", "met"), archive=(finding("demo-2010.1", "met"), finding("demo-2010.2", "met"))
    )
    result = compare(earlier, later)
    assert (result.unresolved, result.archived) == ((1, 0), (0, 2))
    assert [step.provision for step in result.steps] == ["demo-2020.1"]
    plain = result.to_plain()
    assert list(plain) == ["edition", "counts", "unresolved", "archived", "steps"]
    assert (plain["unresolved"], plain["archived"]) == ([1, 0], [0, 2])
