from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import care_standards as cs
from care_standards.assessing import View, countered, gaps, set_finding
from care_standards.errors import OutsideNationError, UnknownWordError
from care_standards.model import EarlierFinding, Evidence

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
        "key", "heading", "heading_status", "rows", "editorial", "list", "provision", "status", "assessed_on",
        "was",
    )  # fmt: skip
    assert {tuple(row) for row in (*plain.to_rows(), *grouped.to_rows())} == {members}
    assert [tuple(row.values())[5:-1] for row in plain.to_rows()] == [
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
    assert list(found) == [
        "holdings", "not_met", "partly_met", "reassess", "not_assessed", "no_finding", "unknown", "unresolved", "by",
        "groups",
    ]  # fmt: skip
    assert found["holdings"] == [grouped.holding.to_plain()]
    assert list(found["groups"][0])[:6] == ["key", "heading", "heading_status", "rows", "editorial", "not_met"]


@pytest.fixture
def migrated(new_assessment_of: Make, finding: Make) -> Any:
    """What a migration leaves: things to look at afresh, held and not, some unresolved, some in the archive."""

    def link(local: str, status: str) -> Any:
        day = None if status == "not-assessed" else date(2019, 1, 1)
        return EarlierFinding(provision=f"demo-2010.{local}", status=status, assessed_on=day, verdict="reassess")  # type: ignore[arg-type]

    return new_assessment_of(
        finding("demo-2020.9.9", "not-assessed", earlier=(link("9", "partly-met"),)),
        finding("demo-2020.1.1.1", "not-assessed", earlier=(link("1", "met"), link("2", "not-met"))),
        finding("demo-2020.1.1.2", "not-assessed", earlier=(link("3", "met"),)),
        finding("demo-2020.2.1", "not-met"),
        unresolved=(
            finding("demo-2010.5", "met"), finding("demo-2010.6", "partly-met"), finding("demo-2010.7", "not-met"),
        ),
        archive=(finding("demo-2010.2", "not-met"), finding("demo-2010.8", "not-met")),
    )  # fmt: skip


def test_what_a_migration_left_open_stays_a_gap_and_is_counted_once(demo_edition: Any, migrated: Any) -> None:
    result = gaps(migrated, demo_edition)
    assert ids(result.reassess) == ["demo-2020.1.1.1", "demo-2020.9.9"]
    assert ids(result.not_assessed) == ["demo-2020.1.1.2"]
    assert ids(result.unknown) == []
    assert ids(result.unresolved) == ["demo-2010.7", "demo-2010.6", "demo-2010.5"]
    assert ids(result.gaps) == [
        "demo-2020.2.1", "demo-2020.1.1.1", "demo-2020.9.9", "demo-2010.7", "demo-2010.6"
    ]  # fmt: skip
    assert result.to_plain()["reassess"][0] == {
        "provision": "demo-2020.1.1.1", "status": "not-assessed", "was": ["met", "not-met"]
    }  # fmt: skip
    assert result.to_plain()["unresolved"][0] == {"provision": "demo-2010.7", "status": "not-met"}
    rows = result.to_rows()
    assert [(row["list"], row["provision"], row["was"]) for row in rows if row["was"]] == [
        ("reassess", "demo-2020.1.1.1", "met;not-met"), ("reassess", "demo-2020.9.9", "partly-met"),
    ]  # fmt: skip
    assert [row["provision"] for row in rows if row["list"] == "unresolved"] == ids(result.unresolved)


def test_by_group_what_is_unresolved_is_in_no_group_and_still_a_gap(demo_edition: Any, migrated: Any) -> None:
    result = gaps(migrated, demo_edition, by="force")
    assert {finding.provision for group in result.groups for finding in group.gaps} == {
        "demo-2020.2.1", "demo-2020.1.1.1", "demo-2020.9.9"
    }  # fmt: skip
    assert ids(result["unknown"].reassess) == ["demo-2020.9.9"]
    assert ids(result.gaps)[-2:] == ["demo-2010.7", "demo-2010.6"]
    last = result.to_rows()[-3:]
    assert [(row["key"], row["list"]) for row in last] == [(None, "unresolved")] * 3


def test_a_finding_made_again_is_what_it_was_found_to_be(demo_edition: Any, migrated: Any) -> None:
    after = set_finding(migrated, "demo-2020.1.1.1", "met", assessed_on=date(2026, 1, 1))
    assert ids(gaps(after, demo_edition).reassess) == ["demo-2020.9.9"]
    assert after.findings[1].earlier == migrated.findings[1].earlier


def test_met_with_something_against_it_that_nobody_answered_is_told(new_assessment_of: Make, finding: Make) -> None:
    against, answered = Evidence(ref="a", bearing="counters"), Evidence(ref="b", bearing="counters", answer="Invented.")
    made = new_assessment_of(
        finding("demo-2020.1", "met", evidence=(Evidence(ref="c"), answered)),
        finding("demo-2020.2", "met", evidence=(answered, against)),
        finding("demo-2020.3", "partly-met", evidence=(against,)),
        finding("demo-2020.4", "met"),
        unresolved=(finding("demo-2010.2", "met", evidence=(against,)),),
        archive=(finding("demo-2010.3", "met", evidence=(against,)),),
    )
    assert ids(countered(made)) == ["demo-2020.2", "demo-2010.2"]


def test_a_part_left_behind_that_nobody_looked_at_since_it_was_not_met_is_a_gap(
    demo_edition: Any, new_assessment_of: Make, finding: Make
) -> None:
    link = EarlierFinding(provision="demo-2005.1", status="not-met", assessed_on=date(2004, 1, 1), verdict="reassess")
    waiting = finding("demo-2010.1", "not-assessed", earlier=(link,))
    others = (finding("demo-2010.2", "partly-met"), finding("demo-2010.3", "not-assessed"))
    result = gaps(new_assessment_of(unresolved=(*others, waiting)), demo_edition)
    assert ids(result.unresolved) == ["demo-2010.1", "demo-2010.2", "demo-2010.3"]
    assert ids(result.gaps) == ["demo-2010.1", "demo-2010.2"]
