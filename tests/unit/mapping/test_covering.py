"""Coverage in three states, gaps, and rows whose ends have changed."""

from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import mapping
from care_standards.documents.digests import provision_digest
from care_standards.documents.staleness import stale_mappings
from care_standards.errors import InvalidValueError


@pytest.fixture
def covered(new_crosswalk: Any, new_row: Any, new_edition: Any) -> mapping.Coverage:
    """The coverage of a crosswalk in which every state occurs."""
    crosswalk = new_crosswalk(
        "a-2020", "b-2020",
        new_row("a-2020.1 equal b-2020.1", origin="editorial"),
        new_row("a-2020.2 intersects b-2020", origin="editorial"),
        new_row("a-2020.2 intersects b-2020.1"),
        new_row("a-2020.3 no-relationship b-2020.2"),
        new_row("a-2020.4 no-relationship b-2020.2"),
        new_row("a-2020.5 unknown b-2020.3"),
        new_row("a-2020 intersects b-2020.4"),
        new_row("a-2020.9 equal b-2020.9"),
        reviewed=("a-2020.1", "a-2020.3", "a-2020.5", "a-2020.6", "a-2020.8", "b-2020.2"),
        revisions=(1, 3),
    )  # fmt: skip
    source = new_edition("a-2020", "7", *"123456")
    return mapping.coverage(crosswalk, source, new_edition("b-2020", *"12345", data_revision=4))


def test_every_provision_is_in_one_of_three_states(covered: mapping.Coverage) -> None:
    side = covered.source
    assert side.mapped == ("a-2020.1", "a-2020.2")
    assert side.no_match == ("a-2020.3", "a-2020.6")  # 4 has the same row, but nobody says it was reviewed
    assert side.not_reviewed == ("a-2020.7", "a-2020.4", "a-2020.5")
    assert side.compared == ("a-2020.5",)
    assert side.editorial == ("a-2020.1",)
    assert side.not_held == ("a-2020.9", "a-2020.8")
    assert side.whole_edition_rows == 1
    assert side.counts == {
        "held": 7, "mapped": 2, "no_match": 2, "not_reviewed": 3, "compared": 1, "editorial": 1, "not_held": 2,
        "whole_edition_rows": 1,
    }  # fmt: skip


def test_the_other_side_is_counted_for_itself(covered: mapping.Coverage) -> None:
    side = covered.target
    # The row on the whole edition covers no provision of it; a row from a whole edition covers the one it ends at.
    assert side.mapped == ("b-2020.1", "b-2020.4")
    assert side.no_match == ("b-2020.2",)
    assert side.not_reviewed == ("b-2020.3", "b-2020.5")
    assert (side.level, side.held, side.data_revision, side.mapped_revision) == ("partial", 5, 4, 3)
    assert covered.counts["target"] == side.counts


def test_coverage_is_shown_with_its_side_and_how_much_is_held(covered: mapping.Coverage) -> None:
    rows = covered.to_rows()
    assert len(rows) == 7 + 2 + 5 + 1
    assert len({tuple(row) for row in rows}) == 1
    assert rows[0] == {
        "side": "source", "edition": "a-2020", "level": "partial", "held": 7, "provision": "a-2020.1",
        "state": "mapped", "editorial": "yes", "compared": None,
    }  # fmt: skip
    assert [row["compared"] for row in rows if row["state"] == "not-reviewed"] == ["no", "no", "yes", "yes", "no"]
    assert covered.to_plain()["source"]["counts"] == covered.source.counts


def test_real_gaps_are_told_apart_from_what_nobody_reviewed(
    new_crosswalk: Any, new_edition: Any, covered: mapping.Coverage
) -> None:
    crosswalk = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", reviewed=("a-2020.2",))
    gaps = mapping.gaps(crosswalk, new_edition("a-2020", *"123"), new_edition("b-2020", "1"))
    assert (gaps.source.no_match, gaps.source.not_reviewed) == (("a-2020.2",), ("a-2020.3",))
    assert (gaps.target.no_match, gaps.target.not_reviewed) == ((), ())
    assert [(row["side"], row["state"], row["held"]) for row in gaps.to_rows()] == [
        ("source", "no-match", 3), ("source", "not-reviewed", 3),
    ]  # fmt: skip
    assert gaps.to_plain()["source"]["level"] == "partial"


def test_other_editions_are_refused(new_crosswalk: Any, new_edition: Any) -> None:
    crosswalk = new_crosswalk("a-2020", "b-2020")
    right = new_edition("a-2020", "1"), new_edition("b-2020", "1")
    for ask in (mapping.coverage, mapping.gaps, stale_mappings):
        with pytest.raises(InvalidValueError):
            ask(crosswalk, *reversed(right))
        ask(crosswalk, *right)


def test_shipped_data_claim_no_gap() -> None:
    """Nothing shipped was reviewed as a whole, so no shipped crosswalk says of anything that it has no match."""
    for crosswalk in cs.catalogue().crosswalks:
        gaps = mapping.gaps(crosswalk, cs.load(crosswalk.source.edition), cs.load(crosswalk.target.edition))
        assert gaps.source.no_match == gaps.target.no_match == ()


# ---- staleness


def test_rows_of_which_an_end_changed_are_stale(new_crosswalk: Any, new_row: Any, new_edition: Any) -> None:
    source, target = new_edition("a-2020", *"12"), new_edition("b-2020", *"12")
    pins = {p.id: provision_digest(p) for p in (*source, *target)}
    rows = [
        new_row(f"a-2020.{a} equal b-2020.{b}", source_digest=pins[f"a-2020.{a}"], target_digest=pins[f"b-2020.{b}"])
        for a, b in ("11", "12", "21", "22")
    ]
    unpinned = [new_row("a-2020.1 equal b-2020"), new_row("a-2020.7 equal b-2020.1", source_digest=pins["a-2020.1"])]
    crosswalk = new_crosswalk("a-2020", "b-2020", *rows, *unpinned)
    assert stale_mappings(crosswalk, source, target) == ()
    changed = attrs.evolve(
        target, provisions=tuple(attrs.evolve(p, force="may") if p.id == "b-2020.2" else p for p in target)
    )
    assert stale_mappings(crosswalk, source, changed) == (rows[1], rows[3])
    assert stale_mappings(crosswalk.invert(), changed, source) == (rows[1].invert(), rows[3].invert())


def test_no_shipped_row_is_stale() -> None:
    for crosswalk in cs.catalogue().crosswalks:
        editions = cs.load(crosswalk.source.edition), cs.load(crosswalk.target.edition)
        assert stale_mappings(crosswalk, *editions) == ()
