"""Laws of assessing: everything is counted once, nothing unknown becomes a status, and nothing hidden can be found."""

from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards import mapping, model
from care_standards.assessing import (
    COURSES,
    View,
    compare,
    gaps,
    new_assessment,
    pool,
    set_finding,
    stale_evidence,
    summarise,
)
from care_standards.assessing.suppression import hidden_columns
from care_standards.assessing.tallies import TALLY_FIELDS
from care_standards.errors import CareStandardsError, OutsideNationError
from care_standards.migration.worklists import GAP_STATUSES, wants_another_look
from care_standards.query import applicable
from care_standards.testing import assessments, crosswalks, editions
from care_standards.vocabularies import FINDING_STATUSES, POPULATIONS, Nation, Setting, Stage

WORDS = ("part", "kind", "force", "setting")
DAY = date(2026, 3, 1)
COUNTS = TALLY_FIELDS[: TALLY_FIELDS.index("assessed")]

contexts = st.builds(
    model.Context,
    nation=st.none() | st.sampled_from(get_args(Nation)),
    setting=st.none() | st.sampled_from(get_args(Setting)),
    stage=st.none() | st.sampled_from(get_args(Stage)),
    populations=st.sets(st.sampled_from(POPULATIONS), max_size=2),
)


@st.composite
def against(draw: st.DrawFn) -> tuple[model.Edition, model.Assessment]:
    """Make an edition of any shape and an assessment against it."""
    edition = draw(editions())
    return edition, draw(assessments(edition))


@st.composite
def viewed(draw: st.DrawFn) -> tuple[model.Edition, model.Assessment, View]:
    """Make an assessment against either end of a crosswalk, and the view of it by the other end."""
    crosswalk = draw(crosswalks())
    ends = [cs.load(crosswalk.source.edition), cs.load(crosswalk.target.edition)]
    if draw(st.booleans()):
        ends.reverse()
    near, far = ends
    return near, draw(assessments(near)), View(crosswalk=crosswalk, edition=far)


@given(against())
def test_totals_add_up(made: tuple[model.Edition, model.Assessment]) -> None:
    """Law: a summary counts every provision held and every finding once; groups that do not overlap add up to it."""
    edition, assessment = made
    summary = summarise(assessment, edition)
    held = {provision.id for provision in edition}
    named = {finding.provision for finding in assessment.findings}
    assert summary.overall.total == len(held | named)
    assert summary.overall.no_finding == len(held - named)
    assert summary.overall.unknown == len(named - held)
    assert summary.unresolved.total == summary.unresolved.unknown == len(assessment.unresolved)
    assert summary.archived.total == summary.archived.unknown == len(assessment.archive)
    for status in FINDING_STATUSES:
        name = status.replace("-", "_")
        of_status = {finding.provision for finding in assessment.findings if finding.status == status}
        assert getattr(summary.overall, name) == len(of_status & held)
        assert getattr(summary.overall, f"unknown_{name}") == len(of_status - held)
    for grouping in summary.groups.values():
        for name in COUNTS:
            added = sum(getattr(group.tally, name) for group in grouping)
            whole = getattr(summary.overall, name)
            assert added == whole or (grouping.overlapping and added > whole)


@given(against())
def test_shares_are_of_what_was_assessed(made: tuple[model.Edition, model.Assessment]) -> None:
    """Law: the three shares add up to one where anything was assessed and are None otherwise."""
    edition, assessment = made
    summary = summarise(assessment, edition)
    for tally in (summary.overall, *(group.tally for grouping in summary.groups.values() for group in grouping)):
        shares = (tally.met_share, tally.partly_met_share, tally.not_met_share)
        if tally.assessed:
            assert sum(share or 0 for share in shares) == pytest.approx(1)
        else:
            assert shares == (None, None, None)
        assert tally.assessed_share is None or 0 <= tally.assessed_share <= 1


@given(viewed())
def test_a_view_puts_everything_somewhere(made: tuple[model.Edition, model.Assessment, View]) -> None:
    """Law: under a view, a provision is in each group that its rows lead to or below, or else in one of two others.

    These are no-match and not-reviewed; which of the two is what the coverage of the crosswalk says.
    """
    edition, assessment, view = made
    try:
        summary = summarise(assessment, edition, by=(view,))
    except OutsideNationError:
        assert assessment.context.nation not in view.edition.jurisdictions
        return
    grouping = summary.groups[view.edition.id]
    forward = view.crosswalk.source.edition == edition.id
    rows = [
        ((m.source, m.target) if forward else (m.target, m.source))
        for m in view.crosswalk.mappings
        if m.relation not in ("no-relationship", "unknown")
    ]
    ids = {provision.id for provision in edition} | {finding.provision for finding in assessment.findings}
    for group in grouping:
        if group.key not in ("no-match", "not-reviewed"):
            below = {group.key}
            if group.key in view.edition:
                below |= {provision.id for provision in view.edition.descendants(group.key)}
            assert group.tally.total == len({a for a, b in rows if b in below} & ids)
    mapped = {a for a, _ in rows} & ids
    assert grouping["no-match"].tally.total + grouping["not-reviewed"].tally.total == len(ids - mapped)
    covered = mapping.coverage(view.crosswalk, *((edition, view.edition) if forward else (view.edition, edition)))
    side = covered.source if forward else covered.target
    alone = attrs.evolve(assessment, findings=())
    states = summarise(alone, edition, by=view).groups[view.edition.id]
    assert states["no-match"].tally.no_finding == len(side.no_match)
    assert states["not-reviewed"].tally.no_finding == len(side.not_reviewed)


@given(viewed())
def test_gaps_are_what_the_summary_counts(made: tuple[model.Edition, model.Assessment, View]) -> None:
    """Law: the lists of gaps are as long as the summary's counts, overall and in each group; no gap is lost.

    What is to be looked at afresh is a list of its own, taken from what is not assessed or not held.
    """
    edition, assessment, view = made
    try:
        summary = summarise(assessment, edition, by=(*WORDS, view))
    except OutsideNationError:
        with pytest.raises(OutsideNationError):
            gaps(assessment, edition, by=view)
        return
    for by in (*WORDS, view):
        result = gaps(assessment, edition, by=by)
        grouping = summary.groups[by if isinstance(by, str) else by.edition.id]
        pairs: list[tuple[Any, Any]] = [(result, summary.overall)]
        pairs += [(result[group.key], group.tally) for group in grouping]
        for found, tally in pairs:
            for name in ("not_met", "partly_met", "no_finding"):
                assert len(getattr(found, name)) == getattr(tally, name)
            open_ones = len(found.not_assessed) + len(found.unknown) + len(found.reassess)
            assert open_ones == tally.not_assessed + tally.unknown
            assert len(found.not_assessed) <= tally.not_assessed
        again = {f.provision for f in assessment.findings if wants_another_look(f)}
        wanting = {f.provision for f in assessment.findings if f.status in GAP_STATUSES} | again
        waiting = {f.provision for f in assessment.unresolved if f.status in GAP_STATUSES or wants_another_look(f)}
        assert {finding.provision for finding in result.gaps} == wanting | waiting
        assert {finding.provision for finding in result.reassess} == again
        assert {f.provision for group in result.groups for f in group.gaps} == wanting
        assert sorted(map(id, result.unresolved)) == sorted(map(id, assessment.unresolved))


@given(st.data())
def test_a_comparison_has_each_provision_once(data: st.DataObject) -> None:
    """Law: the counts of a comparison add up to the union, and the other way round better is worse and new is gone."""
    edition = data.draw(editions())
    earlier, later = data.draw(assessments(edition)), data.draw(assessments(edition))
    result = compare(earlier, later, any_subject=True)
    named = {finding.provision for finding in (*earlier.findings, *later.findings)}
    assert sum(result.counts.values()) == len(result.steps) == len(named)
    assert {step.provision for step in result.steps} == named
    back = compare(later, earlier, any_subject=True).counts
    mirror = {"better": "worse", "worse": "better", "new": "gone", "gone": "new"}
    assert {course: back[course] for course in COURSES} == {c: result.counts[mirror.get(c, c)] for c in COURSES}  # type: ignore[index]
    assert compare(earlier, earlier).counts["unchanged"] == len(earlier.findings)


@given(editions(), contexts)
def test_a_new_assessment_leaves_out_only_what_does_not_apply(edition: model.Edition, context: model.Context) -> None:
    """Law: a new assessment has every provision that applies or may apply, in printed order, as not assessed."""
    assessment = new_assessment(
        edition, context, subject=model.Subject(kind="service", ref="svc-1"),
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
    )  # fmt: skip
    answers = {one.provision.id: one.answer for one in applicable(edition, context)}
    wanted = [provision.id for provision in edition if answers[provision.id] != "no"]
    assert [finding.provision for finding in assessment.findings] == wanted
    assert all(finding.status == "not-assessed" for finding in assessment.findings)
    assert summarise(assessment, edition).overall.assessed == 0


@given(against(), st.data())
def test_setting_a_finding_changes_that_one_alone(
    made: tuple[model.Edition, model.Assessment], data: st.DataObject
) -> None:
    """Law: after set_finding the provision has the finding that was set, and all others are as they were, in order."""
    edition, assessment = made
    known = [*(p.id for p in edition), *(f.provision for f in assessment.findings), f"{edition.id}.q1"]
    id = data.draw(st.sampled_from(known))
    after = set_finding(assessment, id, "not-met", assessed_on=DAY)
    others = [finding for finding in assessment.findings if finding.provision != id]
    assert [finding for finding in after.findings if finding.provision != id] == others
    assert [f.status for f in after.findings if f.provision == id] == ["not-met"]
    assert set_finding(after, id, "not-met", assessed_on=DAY) == after
    places = [finding.provision for finding in assessment.findings]
    assert [finding.provision for finding in after.findings] == (places if id in places else [*places, id])


@given(
    against(), st.none() | st.integers(0, 500_000).map(lambda days: timedelta(days=days)), st.dates(date(1000, 1, 1))
)
def test_each_finding_is_of_one_age(
    made: tuple[model.Edition, model.Assessment], age: timedelta | None, on: date
) -> None:
    """Law: each finding is in one list; without an age only what expires tells; a greater age adds no stale one."""
    _, assessment = made
    result = stale_evidence(assessment, on=on, older_than=age)
    lists = (*result.stale, *result.fresh, *result.unknown, *result.without_evidence)
    assert sorted(map(id, lists)) == sorted(map(id, (*assessment.findings, *assessment.unresolved)))
    assert len(result.judged_by) == len(lists)
    if age is None:
        assert set(result.judged_by) <= {"expires", None}
    else:
        more = stale_evidence(assessment, on=on, older_than=age + timedelta(days=1))
        assert set(map(id, more.stale)) <= set(map(id, result.stale))


@cache
def _rows_of(width: int, total: int) -> list[tuple[int, ...]]:
    return [row for row in product(range(total + 1), repeat=width) if sum(row) == total]


# Tables small enough to try every other table that would look the same.
tables = st.tuples(st.integers(2, 3), st.integers(1, 3), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.sampled_from(_rows_of(shape[0], shape[2])), min_size=shape[1], max_size=shape[1]
    )
)  # fmt: skip


def _lookalikes(rows: list[tuple[int, ...]], masks: list[int], columns: bool) -> list[tuple[tuple[int, ...], ...]]:
    """Give every table with the same counts shown, the same sums of rows, and if asked of columns."""
    width, total = len(rows[0]), sum(rows[0])
    each = [
        [o for o in _rows_of(width, total) if all(mask >> c & 1 or o[c] == row[c] for c in range(width))]
        for row, mask in zip(rows, masks, strict=True)
    ]
    found = list(product(*each))
    if columns:
        sums = [sum(column) for column in zip(*rows, strict=True)]
        found = [table for table in found if [sum(column) for column in zip(*table, strict=True)] == sums]
    return found


def _known(rows: list[tuple[int, ...]], masks: list[int], columns: bool) -> set[tuple[int, int]]:
    """Give the hidden counts that are alike in every table that looks the same."""
    others = _lookalikes(rows, masks, columns)
    return {
        (place, c)
        for place, mask in enumerate(masks)
        for c in range(len(rows[0]))
        if mask >> c & 1 and len({table[place][c] for table in others}) == 1
    }


@given(tables, st.integers(2, 4))
@settings(max_examples=300)
def test_nothing_hidden_can_be_worked_out(rows: list[tuple[int, ...]], k: int) -> None:
    """Law: every count under k is hidden, and no hidden count follows from what is shown and the sums of the rows.

    Nor does one follow where the sums of the columns are known too, except what these say even if all is hidden. This
    is for tables of k or more subjects, and tries every table that would look the same.
    """
    if sum(rows[0]) < k:
        return
    masks = hidden_columns(rows, k)
    for row, mask in zip(rows, masks, strict=True):
        assert all(mask >> c & 1 for c, count in enumerate(row) if count < k)
    assert _known(rows, masks, columns=False) == set()
    everything = [(1 << len(rows[0])) - 1] * len(rows)
    assert _known(rows, masks, columns=True) <= _known(rows, everything, columns=True)


@given(tables, st.integers(2, 4))
@settings(max_examples=100)
def test_nothing_is_hidden_where_nothing_is_small(rows: list[tuple[int, ...]], k: int) -> None:
    """Law: where every count is k or more, every count is shown."""
    large = [tuple(count + k for count in row) for row in rows]
    assert hidden_columns(large, k) == [0] * len(rows)


def test_the_judge_sees_a_count_that_can_be_worked_out() -> None:
    """The judge of the law above finds what naive hiding gives away by the sums of rows and of columns."""
    naive = [sum(1 << c for c, count in enumerate(row) if count < 3) for row in [(5, 1), (3, 3)]]
    assert _known([(5, 1), (3, 3)], naive, columns=False) == {(0, 1)}
    assert _known([(3, 1, 2), (3, 3, 0)], [0b110, 0], columns=False) == set()
    assert _known([(3, 1, 2), (3, 3, 0)], [0b110, 0], columns=True) == {(0, 1), (0, 2)}


@given(
    st.lists(st.sampled_from((*FINDING_STATUSES, None)), min_size=2, max_size=2).flatmap(
        lambda usual: st.lists(st.just(usual), max_size=30)
    ),
    st.lists(st.lists(st.sampled_from((*FINDING_STATUSES, None)), min_size=2, max_size=2), max_size=8),
    st.integers(11, 14),
)
def test_a_pool_counts_each_subject_once_on_each_provision(usual: list[Any], rest: list[Any], k: int) -> None:
    """Law: the counts of each pooled provision add up to the subjects; what is shared is exact and never under k."""
    found: list[list[Any]] = [*usual, *rest]
    edition = cs.load("scs-2018")
    ids = ("scs-2018.1.1.5", "scs-2018.99")
    pooled = pool([_assessment(place, dict(zip(ids, one, strict=True))) for place, one in enumerate(found)], edition)
    assert all(sum(c or 0 for c in provision.counts) == len(found) for provision in pooled.provisions)
    shared = pooled.shareable(k)
    exact = {provision.provision: provision.counts for provision in pooled.provisions}
    for provision in shared.provisions:
        for count, true in zip(provision.counts, exact[provision.provision], strict=True):
            assert count is None or (count == true and count >= k)
    assert len(shared.provisions) + shared.left_out == len(pooled.provisions)


def _assessment(place: int, statuses: dict[str, Any]) -> model.Assessment:
    return model.Assessment(
        subject=model.Subject(kind="case", ref=f"case-{place}"), edition="scs-2018",
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"),
        findings=[
            model.Finding(provision=id, status=status, reason="Invented.", assessed_on=DAY, evidence=())
            for id, status in statuses.items() if status is not None
        ],
    )  # fmt: skip


CANARY = "canary-4711"


def _canary(data: st.DataObject, edition: model.Edition) -> model.Assessment:
    """Give an assessment in which everything that a user writes is or holds a canary."""
    known = [*(p.id for p in edition), f"{edition.id}.{CANARY}.1", f"{edition.id}.{CANARY}.2"]
    return model.Assessment(
        subject=model.Subject(kind="case", ref=CANARY), edition=edition.id,
        context=data.draw(contexts), period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name=CANARY, version=CANARY),
        findings=[
            model.Finding(
                provision=id, status=data.draw(st.sampled_from(FINDING_STATUSES)), reason=CANARY, assessed_on=DAY,
                evidence=(model.Evidence(ref=CANARY),), note=CANARY,
            )
            for id in known
        ],
    )  # fmt: skip


@given(st.data())
def test_no_repr_shows_a_value(data: st.DataObject) -> None:
    """Law: the repr of no result shows an id, a reference, a status or a text of the assessment it is about."""
    edition = cs.load("scs-2018")
    one = _canary(data, edition)
    results: list[Any] = [
        summarise(one, edition), *summarise(one, edition).groups.values(), gaps(one, edition, by="force"),
        compare(one, one), *compare(one, one).steps, stale_evidence(one, on=DAY), pool([one], edition),
        pool([one], edition).shareable(), set_finding(one, f"{edition.id}.{CANARY}.1", "not-assessed"),
        *gaps(one, edition, by="part").groups, *summarise(one, edition).groups["part"],
        *pool([one], edition).provisions,
    ]  # fmt: skip
    shown = "".join(map(repr, results))
    assert CANARY not in shown
    assert not any(f"'{status}'" in shown for status in FINDING_STATUSES)
    assert "scs-2018.1" not in shown
    # Nor is what is free text in anything that is given out when the results are asked for.
    for result in results:
        if hasattr(result, "to_plain"):
            assert f"'{CANARY}'" not in repr(result.to_plain()) + (
                repr(result.to_rows()) if hasattr(result, "to_rows") else ""
            )


@given(st.data())
def test_no_refusal_shows_a_value(data: st.DataObject) -> None:
    """Law: no exception of assessing shows what it refuses."""
    edition = cs.load("scs-2018")
    one = _canary(data, edition)
    twice = model.Assessment(
        subject=one.subject, edition=one.edition, period=one.period, assessor_role="other",
        produced_by=one.produced_by, findings=[one.findings[-1], one.findings[-1]],
    )  # fmt: skip
    refused: list[Any] = [
        lambda: summarise(twice, edition),
        lambda: summarise(one, cs.load("ecat-2005")),
        lambda: summarise(one, edition, by=(CANARY,)),
        lambda: gaps(one, edition, by=CANARY),
        lambda: gaps(one, edition)[CANARY],
        lambda: summarise(one, edition).groups["kind"][CANARY],
        lambda: compare(one, twice),
        lambda: set_finding(twice, twice.findings[0].provision, "not-assessed"),
        lambda: set_finding(one, f"ecat-2005.{CANARY}", "not-assessed"),
        lambda: set_finding(one, CANARY, "not-assessed"),
        lambda: pool([one, one], edition),
        lambda: stale_evidence(one, on=CANARY),  # type: ignore[arg-type]
    ]
    for ask in refused:
        with pytest.raises(CareStandardsError) as caught:
            ask()
        assert CANARY not in str(caught.value) + repr(caught.value)
