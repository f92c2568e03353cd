from collections.abc import Callable
from typing import Any

import pytest

import care_standards as cs
from care_standards.assessing import Tally, View, summarise
from care_standards.errors import InvalidValueError, OutsideNationError, UnknownWordError

Make = Callable[..., Any]


def test_the_whole_is_counted_with_what_is_unknown_apart(demo_edition: Any, mixed_assessment: Make) -> None:
    summary = summarise(mixed_assessment(), demo_edition)
    assert summary.overall == Tally(
        met=1, partly_met=1, not_met=2, not_applicable=1, not_assessed=1, no_finding=2, unknown_met=1, unknown_not_met=1
    )
    assert (summary.overall.unknown, summary.overall.assessed, summary.overall.total) == (2, 4, 10)
    assert (summary.holding.edition, summary.holding.level, summary.holding.held) == ("demo-2020", "partial", 8)


def test_shares_are_of_what_was_assessed_and_never_of_the_rest() -> None:
    tally = Tally(met=3, partly_met=1, not_assessed=4, no_finding=8, unknown_not_met=50, not_applicable=7)
    assert (tally.met_share, tally.partly_met_share, tally.not_met_share) == (0.75, 0.25, 0.0)
    assert tally.assessed_share == 0.25
    nothing = Tally(not_assessed=4, unknown_met=2)
    assert (nothing.met_share, nothing.partly_met_share, nothing.not_met_share) == (None, None, None)
    assert nothing.assessed_share == 0.0
    assert Tally(not_applicable=1).assessed_share is None


def test_by_part_is_by_what_stands_at_the_top(demo_edition: Any, mixed_assessment: Make) -> None:
    groups = summarise(mixed_assessment(), demo_edition).groups["part"]
    assert [group.key for group in groups] == [
        "demo-2020.1", "demo-2020.2", "demo-2020.3", "not-stated", "unknown"
    ]  # fmt: skip
    assert groups["demo-2020.1"].tally == Tally(met=1, not_met=2, no_finding=1)
    assert groups["demo-2020.2"].tally == Tally(partly_met=1, not_applicable=1)
    assert groups["demo-2020.3"].tally == Tally(no_finding=1)
    assert groups["not-stated"].tally == Tally(not_assessed=1)
    assert groups["unknown"].tally == Tally(unknown_met=1, unknown_not_met=1)
    assert not groups.overlapping


def test_by_kind_and_force_follows_the_vocabulary(demo_edition: Any, mixed_assessment: Make) -> None:
    summary = summarise(mixed_assessment(), demo_edition, by=("kind", "force"))
    assert list(summary.groups) == ["kind", "force"]
    assert [group.key for group in summary.groups["kind"]] == ["part", "section", "standard", "statement", "unknown"]
    force = summary.groups["force"]
    assert [group.key for group in force] == ["must", "should", "unknown"]
    assert force["must"].tally == Tally(met=1, not_met=1)
    # A force that the edition does not say and one that our data do not hold: one group, and still told apart.
    assert force["unknown"].tally == Tally(
        not_applicable=1, not_assessed=1, no_finding=2, unknown_met=1, unknown_not_met=1
    )


def test_a_provision_of_two_settings_counts_in_both(demo_edition: Any, mixed_assessment: Make) -> None:
    groups = summarise(mixed_assessment(), demo_edition, by=["setting"]).groups["setting"]
    assert groups.overlapping
    assert [(group.key, group.tally.not_met) for group in groups] == [
        ("safehouse", 1), ("outreach", 2), ("not-stated", 0), ("unknown", 0)
    ]  # fmt: skip
    assert groups["unknown"].tally.unknown == 2


def test_one_way_to_group_needs_no_list(demo_edition: Any, mixed_assessment: Make) -> None:
    assert list(summarise(mixed_assessment(), demo_edition, by="kind").groups) == ["kind"]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_view_groups_by_the_other_end_of_a_crosswalk(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, turn: Make, mixed_assessment: Make, backwards: bool
) -> None:
    crosswalk = turn(demo_crosswalk) if backwards else demo_crosswalk
    view = View(crosswalk=crosswalk, edition=questions_edition)
    groups = summarise(mixed_assessment(), demo_edition, by=(view,)).groups["ask-2021"]
    assert groups.overlapping
    assert [(g.key, g.heading, g.heading_status, g.rows, g.editorial) for g in groups] == [
        ("ask-2021.safe", "Safe", "literal", 3, 2),
        ("ask-2021.kind", "Kind", "own-label", 2, 1),
        ("ask-2021.quick", None, "none", 0, 0),
        ("ask-2021", None, None, 1, 1),
        ("no-match", None, None, 0, 0),
        ("not-reviewed", None, None, 0, 0),
    ]
    # A provision with two rows to one end counts once; an id our data do not hold may be mapped all the same.
    assert groups["ask-2021.safe"].tally == Tally(not_met=1, unknown_not_met=1)
    assert groups["ask-2021.kind"].tally == Tally(not_met=2)
    assert groups["ask-2021"].tally == Tally(partly_met=1)
    assert groups["ask-2021.quick"].tally == Tally()
    # Reviewed: parts 1, 2 and 3; but of part 3 a row says that it is not known.
    assert groups["no-match"].tally == Tally(no_finding=1, not_applicable=1)
    assert groups["not-reviewed"].tally == Tally(met=1, not_assessed=1, no_finding=1, unknown_met=1)


def test_a_view_of_a_whole_edition_covers_no_provision(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, new_assessment_of: Make
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=demo_edition)
    groups = summarise(new_assessment_of(edition="ask-2021"), questions_edition, by=(view,)).groups["demo-2020"]
    assert "demo-2020" in [group.key for group in groups]
    assert groups["demo-2020"].tally == Tally(no_finding=1)  # ask-2021.quick, to which the whole of demo-2020 is mapped
    assert groups["demo-2020.2.1"].tally == Tally()  # it is mapped to the whole of ask-2021, so to no provision of it
    assert groups["demo-2020.9.9"].tally == Tally(no_finding=1)


def test_what_bears_on_a_paragraph_bears_on_its_article() -> None:
    """Where nothing is mapped to an article itself, no findings on its paragraphs would read as no gaps."""
    assessment = cs.read_assessment("examples/outreach-self-assessment.json")
    crosswalk, treaty = cs.crosswalk("scs-2018", "ecat-2005"), cs.load("ecat-2005")
    below = {provision.id for provision in treaty.descendants("12")}
    mapped = {m.source for m in crosswalk.mappings if m.target in below}
    assert "ecat-2005.12" not in {m.target for m in crosswalk.mappings}
    groups = cs.summarise(assessment, by="ecat-2005").groups["ecat-2005"]
    article, gaps = groups["ecat-2005.12"], cs.gaps(assessment, by="ecat-2005")["ecat-2005.12"]
    wanting = {f.provision for f in assessment.findings if f.status in ("not-met", "partly-met")}
    assert {finding.provision for finding in gaps.gaps} == mapped & wanting != set()
    assert article.tally.total == len(mapped)
    assert article.rows == sum(m.target in below for m in crosswalk.mappings)
    assert groups.overlapping
    # It goes upwards only: what bears on an article is not said to bear on each paragraph.
    assert [groups[f"ecat-2005.28.{n}"].tally.total for n in range(1, 6)] == [0] * 5
    assert groups["ecat-2005.28"].tally.total == 1


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
def test_a_view_that_does_not_reach_the_nation_is_refused(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, mixed_assessment: Make, nation: Any
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    elsewhere = mixed_assessment(context=cs.Context(nation=nation))
    with pytest.raises(OutsideNationError, match=r"ask-2021 is of england and wales"):
        summarise(elsewhere, demo_edition, by=(view,))
    assert summarise(elsewhere, demo_edition).overall.total == 10
    nowhere = mixed_assessment(context=cs.Context())
    assert "ask-2021" in summarise(nowhere, demo_edition, by=(view,)).groups


def test_a_crosswalk_of_other_editions_is_refused(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, new_edition: Make, new_assessment_of: Make
) -> None:
    with pytest.raises(InvalidValueError, match="one end of the crosswalk"):
        View(crosswalk=demo_crosswalk, edition=new_edition("other-2020"))
    third = new_edition("third-2020")
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    with pytest.raises(InvalidValueError, match="must lead from the edition of the assessment"):
        summarise(new_assessment_of(edition="third-2020"), third, by=(view,))


def test_a_misspelt_way_to_group_is_an_error_with_near_misses(demo_edition: Any, mixed_assessment: Make) -> None:
    with pytest.raises(UnknownWordError) as caught:
        summarise(mixed_assessment(), demo_edition, by=("kimd",))
    assert caught.value.near_misses == ("kind",)
    assert "kimd" not in str(caught.value)
    with pytest.raises(UnknownWordError, match="Known: part, kind, force, setting"):
        summarise(mixed_assessment(), demo_edition, by=("zzzz",))
    for by in (None, ["kind"], 1):
        with pytest.raises(UnknownWordError):
            summarise(mixed_assessment(), demo_edition, by=(by,))  # type: ignore[arg-type]
    with pytest.raises(UnknownWordError, match="must"):
        summarise(mixed_assessment(), demo_edition).groups["force"]["musd"]


def test_an_assessment_against_another_edition_is_refused(questions_edition: Any, mixed_assessment: Make) -> None:
    with pytest.raises(InvalidValueError, match="ask-2021") as caught:
        summarise(mixed_assessment(), questions_edition)
    assert "demo-2020" not in str(caught.value)


def test_two_findings_of_one_provision_are_refused(demo_edition: Any, new_assessment_of: Make, finding: Make) -> None:
    twice = new_assessment_of(finding("demo-2020.1", "met"), finding("demo-2020.1", "not-met"))
    with pytest.raises(InvalidValueError, match="each provision once"):
        summarise(twice, demo_edition)


def test_rows_are_flat_and_alike(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, mixed_assessment: Make
) -> None:
    view = View(crosswalk=demo_crosswalk, edition=questions_edition)
    summary = summarise(mixed_assessment(), demo_edition, by=("part", view))
    rows = summary.to_rows()
    assert {tuple(row) for row in rows} == {(
        "by", "key", "heading", "heading_status", "rows", "editorial", "met", "partly_met", "not_met",
        "not_applicable", "not_assessed", "no_finding", "unknown", "unknown_met", "unknown_partly_met",
        "unknown_not_met", "unknown_not_applicable", "unknown_not_assessed", "assessed", "total", "met_share",
        "partly_met_share", "not_met_share", "assessed_share",
    )}  # fmt: skip
    assert [row["by"] for row in rows] == ["overall", *["part"] * 5, *["ask-2021"] * 6]
    assert list(summary.to_plain()) == ["holdings", "overall", "unresolved", "archived", "groups"]
    assert summary.to_plain()["holdings"] == [summary.holding.to_plain()]
    assert summary.to_plain()["groups"][1]["groups"][0]["editorial"] == 2


def test_a_ring_of_parents_ends(new_edition: Make, new_provision: Make, new_assessment_of: Make) -> None:
    ring = new_edition(
        "demo-2020",
        new_provision("demo-2020.1", parent="demo-2020.2"),
        new_provision("demo-2020.2", parent="demo-2020.1"),
        new_provision("demo-2020.3", parent="demo-2020.1"),
    )
    assert summarise(new_assessment_of(), ring).overall.no_finding == 3


def test_the_shipped_key_questions_are_summarised_and_refused_outside_england_and_wales(
    new_assessment_of: Make, finding: Make
) -> None:
    scs = cs.load("scs-2018")
    view = View(crosswalk=cs.crosswalk("scs-2018", "cqcsh-2021"), edition=cs.load("cqcsh-2021"))
    wanting = new_assessment_of(finding("scs-2018.1.1.7", "not-met"), edition="scs-2018")
    safe = summarise(wanting, scs, by=view).groups["cqcsh-2021"]["cqcsh-2021.safe"]
    assert (safe.tally.not_met, safe.rows, safe.editorial) == (1, 3, 3)
    abroad = new_assessment_of(edition="scs-2018", context=cs.Context(nation="northern-ireland"))
    with pytest.raises(OutsideNationError):
        summarise(abroad, scs, by=view)


def test_an_edition_of_which_nothing_is_held_answers_unknown(new_assessment_of: Make, finding: Make) -> None:
    nothing = cs.load("scs-2014")
    summary = summarise(new_assessment_of(finding("scs-2014.1", "not-met"), edition="scs-2014"), nothing)
    assert summary.overall == Tally(unknown_not_met=1)
    assert summary.overall.not_met_share is None
    assert (summary.holding.level, summary.holding.held) == ("register-only", 0)
    assert [[group.key for group in grouping] for grouping in summary.groups.values()] == [["unknown"]] * 4


def test_two_views_by_one_edition_are_refused_and_one_given_twice_is_not(
    demo_edition: Any, questions_edition: Any, demo_crosswalk: Any, turn: Make, mixed_assessment: Make
) -> None:
    one = View(crosswalk=demo_crosswalk, edition=questions_edition)
    other = View(crosswalk=turn(demo_crosswalk), edition=questions_edition)
    assert list(summarise(mixed_assessment(), demo_edition, by=(one, "kind", one)).groups) == ["ask-2021", "kind"]
    with pytest.raises(InvalidValueError, match="two views by one edition"):
        summarise(mixed_assessment(), demo_edition, by=(one, other))


def test_what_is_equal_is_one_in_a_set(demo_edition: Any, mixed_assessment: Make) -> None:
    one, other = (summarise(mixed_assessment(), demo_edition) for _ in range(2))
    assert {one, other} == {one}


def test_what_a_migration_left_aside_is_counted_apart_and_the_totals_add_up(
    demo_edition: Any, mixed_assessment: Make, finding: Make
) -> None:
    made = mixed_assessment(
        unresolved=(finding("demo-2010.1", "met"), finding("demo-2010.2", "not-met")),
        archive=(finding("demo-2010.3", "partly-met"),),
    )
    summary, plain = summarise(made, demo_edition), summarise(mixed_assessment(), demo_edition)
    assert summary.overall == plain.overall
    assert summary.unresolved == Tally(unknown_met=1, unknown_not_met=1)
    assert summary.archived == Tally(unknown_partly_met=1)
    assert summary.unresolved.met_share is None
    named = len(made.findings) + len(made.unresolved) + len(made.archive)
    totals = summary.overall.total + summary.unresolved.total + summary.archived.total
    assert totals == named + summary.overall.no_finding
    assert [row["by"] for row in summary.to_rows()[-2:]] == ["unresolved", "archived"]
    assert [row["unknown"] for row in summary.to_rows()[-2:]] == [2, 1]
    assert {tuple(row) for row in summary.to_rows()} == {tuple(row) for row in plain.to_rows()}
    assert plain.to_rows()[-1]["by"] not in ("unresolved", "archived")
    assert plain.to_plain()["unresolved"]["total"] == 0
