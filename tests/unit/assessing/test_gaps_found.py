from collections.abc import Callable
from typing import Any

import pytest

import care_standards as cs
from care_standards.assessing import View, gaps
from care_standards.errors import OutsideNationError, UnknownWordError

Make = Callable[..., Any]


def ids(findings: Any) -> list[str]:
    return [finding.provision for finding in findings]


def test_gaps_stand_in_printed_order_apart_from_what_is_not_known(demo_edition: Any, mixed_assessment: Make) -> None:
    result = gaps(mixed_assessment(), demo_edition)
    assert ids(result.not_met) == ["demo-2020.1.1.1", "demo-2020.1.1.2"]
    assert ids(result.partly_met) == ["demo-2020.2.1"]
    assert ids(result.not_assessed) == ["demo-2020.stray"]
    assert [provision.id for provision in result.no_finding] == ["demo-2020.1", "demo-2020.3"]
    assert ids(result.unknown) == ["demo-2020.9.9", "demo-2020.9.8"]
    assert (result.by, result.groups, result.holding.held) == (None, (), 8)


def test_no_gap_is_lost_because_our_data_do_not_hold_its_provision(demo_edition: Any, mixed_assessment: Make) -> None:
    assert ids(gaps(mixed_assessment(), demo_edition).gaps) == [
        "demo-2020.1.1.1", "demo-2020.1.1.2", "demo-2020.2.1", "demo-2020.9.9"
    ]  # fmt: skip


def test_gaps_by_the_other_end_of_a_crosswalk(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, mixed_assessment: Make
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    result = gaps(mixed_assessment(), demo_edition, by=view)
    assert result.by == "ask-2021"
    safe = result["ask-2021.safe"]
    assert ids(safe.gaps) == ["demo-2020.1.1.1", "demo-2020.9.9"]
    assert (safe.label.heading, safe.label.rows, safe.label.editorial) == ("Safe", 3, 2)
    assert ids(result["ask-2021.kind"].gaps) == ["demo-2020.1.1.1", "demo-2020.1.1.2"]
    assert result["ask-2021.quick"].gaps == ()
    assert [provision.id for provision in result["no-match"].no_finding] == ["demo-2020.1"]
    assert ids(result["not-reviewed"].not_assessed) == ["demo-2020.stray"]
    with pytest.raises(UnknownWordError, match=r"ask-2021\.safe"):
        result["ask-2021.saef"]


def test_gaps_by_a_word(demo_edition: Any, mixed_assessment: Make) -> None:
    result = gaps(mixed_assessment(), demo_edition, by="force")
    assert ids(result["must"].not_met) == ["demo-2020.1.1.2"]
    assert ids(result["unknown"].unknown) == ["demo-2020.9.9", "demo-2020.9.8"]
    with pytest.raises(UnknownWordError):
        gaps(mixed_assessment(), demo_edition, by="forces")


def test_gaps_by_a_view_that_does_not_reach_the_nation_are_refused(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, mixed_assessment: Make
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    with pytest.raises(OutsideNationError):
        gaps(mixed_assessment(context=cs.Context(nation="scotland")), demo_edition, by=view)


def test_rows_have_the_same_members_with_and_without_groups(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, mixed_assessment: Make
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    plain, grouped = gaps(mixed_assessment(), demo_edition), gaps(mixed_assessment(), demo_edition, by=view)
    members = (
        "key", "heading", "heading_status", "rows", "editorial", "list", "provision", "status", "assessed_on"
    )  # fmt: skip
    assert {tuple(row) for row in (*plain.to_rows(), *grouped.to_rows())} == {members}
    assert [tuple(row.values())[5:] for row in plain.to_rows()] == [
        ("not_met", "demo-2020.1.1.1", "not-met", "2026-03-01"),
        ("not_met", "demo-2020.1.1.2", "not-met", "2026-03-01"),
        ("partly_met", "demo-2020.2.1", "partly-met", "2026-03-01"),
        ("not_assessed", "demo-2020.stray", "not-assessed", None),
        ("no_finding", "demo-2020.1", None, None),
        ("no_finding", "demo-2020.3", None, None),
        ("unknown", "demo-2020.9.9", "not-met", "2026-03-01"),
        ("unknown", "demo-2020.9.8", "met", "2026-03-01"),
    ]
    found = grouped.to_plain()
    assert list(found) == ["holdings", "not_met", "partly_met", "not_assessed", "no_finding", "unknown", "by", "groups"]
    assert found["holdings"] == [grouped.holding.to_plain()]
    assert list(found["groups"][0])[:6] == ["key", "heading", "heading_status", "rows", "editorial", "not_met"]
