from collections.abc import Callable
from typing import Any

import pytest

from care_standards.assessing import STANDINGS, Tally, pool
from care_standards.errors import InvalidValueError

Make = Callable[..., Any]


@pytest.fixture
def many(new_assessment_of: Make, finding: Make) -> Callable[..., list[Any]]:
    """A maker of assessments: of each provision, how many subjects are at each status, one status after the other."""

    def make(subjects: int, **by_provision: list[tuple[str, int]]) -> list[Any]:
        findings: list[list[Any]] = [[] for _ in range(subjects)]
        for name, counts in by_provision.items():
            statuses = [status for status, number in counts for _ in range(number)]
            for held, status in zip(findings, statuses, strict=False):
                held.append(finding(f"demo-2020.{name.strip('_').replace('_', '.')}", status))
        return [new_assessment_of(*held, ref=f"svc-{place}") for place, held in enumerate(findings)]

    return make


def of(result: Any, provision: str) -> tuple[int | None, ...]:
    counts: tuple[int | None, ...] = next(p.counts for p in result.provisions if p.provision == provision)
    return counts


def test_subjects_are_counted_on_each_provision(demo_edition: Any, many: Make) -> None:
    pooled = pool(many(5, _1_1=[("met", 3), ("not-met", 1)], _9_9=[("not-assessed", 2)]), demo_edition)
    assert STANDINGS == ("met", "partly_met", "not_met", "not_applicable", "not_assessed", "no_finding")
    assert pooled.subjects == 5
    assert of(pooled, "demo-2020.1.1") == (3, 0, 1, 0, 0, 1)
    assert of(pooled, "demo-2020.2") == (0, 0, 0, 0, 0, 5)
    assert of(pooled, "demo-2020.9.9") == (0, 0, 0, 0, 2, 3)
    assert [p.provision for p in pooled.provisions] == [*(p.id for p in demo_edition), "demo-2020.9.9"]
    assert [p.held for p in pooled.provisions] == [True] * 8 + [False]
    assert pooled.to_rows()[1] == {
        "provision": "demo-2020.1.1", "held": 1, "met": 3, "partly_met": 0, "not_met": 1, "not_applicable": 0,
        "not_assessed": 0, "no_finding": 1,
    }  # fmt: skip
    assert pooled.to_plain()["provisions"][1]["held"] is True
    assert pooled.to_plain()["holdings"] == [pooled.holding.to_plain()]


def test_counts_under_k_are_hidden_with_enough_beside_them(demo_edition: Any, many: Make) -> None:
    varied = {
        f"_{n}": [("met", 12 + n), ("partly-met", 11), ("not-met", n), ("not-applicable", 1), ("not-assessed", 2)]
        for n in (1, 3)
    }
    shared = pool(
        many(
            60,
            _1_1=[("met", 25), ("partly-met", 20), ("not-met", 15)],
            _2_1=[("met", 20), ("partly-met", 3), ("not-met", 5)],
            **varied,
        ),
        demo_edition,
    ).shareable()
    assert (shared.k, shared.subjects) == (11, 60)
    # The noughts alone would add up to nought and so be known: the 15 goes with them.
    assert of(shared, "demo-2020.1.1") == (25, 20, None, None, None, None)
    assert of(shared, "demo-2020.2.1") == (20, None, None, None, None, 32)
    assert of(shared, "demo-2020.2") == (None,) * 6  # all 60 are at one place: showing that would say it of each
    assert all(c is None or c >= 11 for p in shared.provisions for c in p.counts)


def test_too_few_subjects_leave_nothing_to_share(demo_edition: Any, many: Make) -> None:
    shared = pool(many(10, _1_1=[("met", 10)]), demo_edition).shareable()
    assert shared.subjects is None
    assert {count for provision in shared.provisions for count in provision.counts} == {None}
    assert pool(many(11, _1_1=[("met", 11)]), demo_edition).shareable().subjects == 11
    assert pool([], demo_edition).shareable().subjects is None


def test_an_id_that_few_name_is_left_out_and_counted(demo_edition: Any, many: Make) -> None:
    pooled = pool(many(30, _8_1=[("met", 10)], _8_2=[("met", 11)]), demo_edition)
    shared = pooled.shareable()
    assert [p.provision for p in shared.provisions if not p.held] == ["demo-2020.8.2"]
    assert shared.left_out == 1
    assert shared.to_plain()["left_out"] == 1
    assert shared.to_plain()["holdings"] == [shared.holding.to_plain()]
    assert {tuple(row) for row in shared.to_rows()} == {("provision", "held", *STANDINGS)}


def test_what_cannot_be_pooled_is_refused(
    demo_edition: Any, questions_edition: Any, new_assessment_of: Make, finding: Make
) -> None:
    with pytest.raises(InvalidValueError, match="each subject once") as caught:
        pool([new_assessment_of(ref="canary-1"), new_assessment_of(ref="canary-1")], demo_edition)
    assert "canary" not in str(caught.value)
    with pytest.raises(InvalidValueError, match="one kind of subject"):
        pool([new_assessment_of(ref="a"), new_assessment_of(ref="b", kind="case")], demo_edition)
    with pytest.raises(InvalidValueError, match="ask-2021"):
        pool([new_assessment_of()], questions_edition)
    with pytest.raises(InvalidValueError, match="each provision once"):
        pool([new_assessment_of(finding("demo-2020.1", "met"), finding("demo-2020.1", "met"))], demo_edition)
    for k in (10, 2, 0, -1, True, 11.0, None):
        with pytest.raises(InvalidValueError, match="whole number"):
            pool([], demo_edition).shareable(k)  # type: ignore[arg-type]


def test_no_repr_shows_a_count(demo_edition: Any, many: Make) -> None:
    pooled = pool(many(97, _1_1=[("met", 86)]), demo_edition)
    for result in (pooled, pooled.shareable(12), pooled.provisions[1]):
        assert "97" not in repr(result)
        assert "86" not in repr(result)
    assert "4711" not in repr(Tally(met=4711, unknown_met=4711))


@pytest.mark.parametrize(
    ("subjects", "waiting", "shown"),
    [(40, 20, 20), (40, 11, 11), (40, 10, None), (40, 30, None), (40, 0, None), (12, 12, None)],
)
def test_how_many_subjects_have_something_unresolved_is_told_and_hidden_where_few_do(
    demo_edition: Any, new_assessment_of: Make, finding: Make, subjects: int, waiting: int, shown: int | None
) -> None:
    left = (finding("demo-2010.1", "met"), finding("demo-2010.2", "met"))
    pooled = pool(
        [
            new_assessment_of(
                finding("demo-2020.1", "met"), ref=f"svc-{n}", unresolved=left if n < waiting else (),
                archive=left if n >= subjects - 1 else (),
            )
            for n in range(subjects)
        ],
        demo_edition,
    )  # fmt: skip
    assert (pooled.unresolved, pooled.archived) == (waiting, 1)
    assert pooled.to_plain()["unresolved"] == waiting
    shared = pooled.shareable()
    assert (shared.unresolved, shared.archived) == (shown, None)
    assert shared.to_plain()["unresolved"] == shown
    assert "demo-2010.1" not in {each.provision for each in pooled.provisions}
