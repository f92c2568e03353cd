"""Composition: which rows chain, what a chain says, and what its result is made of."""

from typing import Any

import pytest

import care_standards as cs
from care_standards import mapping
from care_standards.errors import InvalidValueError, UnknownWordError
from care_standards.model import Source

ANY = ("equal", "subset-of", "superset-of", "intersects", "no-relationship")
OLD, NEW = (f"sha256:{digit * 64}" for digit in "01")


def said(found: mapping.Composition) -> list[tuple[str, str, str]]:
    return [(row.source, row.relation, row.target) for row in found.crosswalk.mappings]


@pytest.fixture
def walk(new_crosswalk: Any) -> Any:
    """A maker of what follows from rows from a to b and rows from b to c."""

    def compose(first: list[Any], second: list[Any], **members: Any) -> mapping.Composition:
        return mapping.compose(
            new_crosswalk("a-2020", "b-2020", *first, **members), new_crosswalk("b-2020", "c-2020", *second)
        )

    return compose


# ---- the table


def test_relation_words_compose() -> None:
    assert mapping.compose_relations("subset-of", "equal") == {"subset-of"}
    assert mapping.compose_relations("superset-of", "subset-of") == {
        "equal", "subset-of", "superset-of", "intersects",
    }  # fmt: skip
    assert mapping.compose_relations("intersects", "intersects") == set(ANY)
    assert mapping.compose_relations("equal", "equivalent") == {"equivalent"}
    assert isinstance(mapping.compose_relations("equal", "equal"), frozenset)


@pytest.mark.parametrize("pair", [("equals", "equal"), ("equal", "equals")])
def test_a_word_that_is_no_relation_is_refused_with_near_misses_and_not_repeated(pair: tuple[str, str]) -> None:
    with pytest.raises(UnknownWordError) as caught:
        mapping.compose_relations(*pair)
    assert caught.value.near_misses[0] == "equal"
    assert "equals" not in str(caught.value)


@pytest.mark.parametrize("word", ["Equal", "", None, ["equal"], 1])
def test_no_relation_is_folded_or_guessed(word: Any) -> None:
    with pytest.raises(UnknownWordError):
        mapping.inverse_relation(word)


def test_relations_are_read_from_the_other_end() -> None:
    assert mapping.inverse_relation("subset-of") == "superset-of"
    assert mapping.inverse_relation("superset-of") == "subset-of"
    assert mapping.inverse_relation("equivalent") == "equivalent"


# ---- which rows chain


def test_one_answer_is_a_row_and_several_are_kept_apart(walk: Any) -> None:
    found = walk(
        ["a-2020.1 equal b-2020.1", "a-2020.2 intersects b-2020.2"],
        ["b-2020.1 subset-of c-2020.1", "b-2020.2 subset-of c-2020.2"],
    )
    assert said(found) == [("a-2020.1", "subset-of", "c-2020.1")]
    (pair,) = found.undetermined
    assert (pair.source, pair.target, pair.possible) == ("a-2020.2", "c-2020.2", ("subset-of", "intersects"))
    assert [link.relation for link in pair.paths[0].links] == ["intersects", "subset-of"]
    assert found.conflicts == ()


def test_rows_chain_at_the_very_same_item_only(walk: Any) -> None:
    found = walk(
        ["a-2020.1 equal b-2020.1", "a-2020.1 equal b-2020"], ["b-2020.1.a equal c-2020.1", "b-2020 equal c-2020"]
    )
    assert said(found) == [("a-2020.1", "equal", "c-2020")]
    assert found.undetermined == ()


@pytest.mark.parametrize("second", [None, "functional"])
def test_no_chain_crosses_what_was_compared(walk: Any, new_row: Any, second: Any) -> None:
    first = new_row("a-2020.1 equal b-2020.1", matching="semantic")
    onward = new_row("b-2020.1 equal c-2020.1", matching=second)
    found = walk([first], [onward])
    assert (found.crosswalk.mappings, found.undetermined, found.conflicts) == ((), (), ())
    again = walk([first], [new_row("b-2020.1 equal c-2020.1", matching="semantic")])
    assert [row.matching for row in again.crosswalk.mappings] == ["semantic"]


def test_unknown_leaves_everything_possible(walk: Any) -> None:
    found = walk(["a-2020.1 equal b-2020.1"], ["b-2020.1 unknown c-2020.1"])
    assert [pair.possible for pair in found.undetermined] == [ANY]
    assert found.undetermined[0].paths[0].says_nothing


def test_equivalent_never_becomes_equal(walk: Any) -> None:
    assert said(walk(["a-2020.1 equivalent b-2020.1"], ["b-2020.1 equal c-2020.1"])) == [
        ("a-2020.1", "equivalent", "c-2020.1")
    ]


# ---- several ways


def test_several_ways_narrow_each_other_down(walk: Any) -> None:
    found = walk(
        ["a-2020.1 intersects b-2020.1", "a-2020.1 superset-of b-2020.2"],
        ["b-2020.1 subset-of c-2020.1", "b-2020.2 intersects c-2020.1"],
    )
    assert said(found) == [("a-2020.1", "intersects", "c-2020.1")]
    rationale = found.crosswalk.mappings[0].rationale
    assert rationale == (
        "By composition: a-2020.1 intersects b-2020.1, b-2020.1 subset-of c-2020.1;"
        " and a-2020.1 superset-of b-2020.2, b-2020.2 intersects c-2020.1."
    )


def test_equal_by_one_way_and_equivalent_by_another_is_equal(walk: Any) -> None:
    found = walk(
        ["a-2020.1 equivalent b-2020.1", "a-2020.1 equal b-2020.2"],
        ["b-2020.1 equal c-2020.1", "b-2020.2 equal c-2020.1"],
    )
    assert said(found) == [("a-2020.1", "equal", "c-2020.1")]


def test_ways_that_contradict_each_other_are_a_conflict(walk: Any) -> None:
    found = walk(
        ["a-2020.1 equal b-2020.1", "a-2020.1 equal b-2020.2", "a-2020.1 unknown b-2020.3"],
        ["b-2020.1 subset-of c-2020.1", "b-2020.2 no-relationship c-2020.1", "b-2020.3 equal c-2020.1"],
    )
    assert (said(found), found.undetermined) == ([], ())
    (conflict,) = found.conflicts
    assert [path.possible for path in conflict.paths] == [("subset-of",), ("no-relationship",)]
    assert len(conflict.mappings) == 4
    assert [row["path"] for row in conflict.to_rows()] == [1, 1, 2, 2]


def test_what_is_undetermined_half_way_may_be_settled_in_the_end(new_crosswalk: Any) -> None:
    walk = (
        new_crosswalk("a-2020", "b-2020", "a-2020.1 superset-of b-2020.1", "a-2020.1 intersects b-2020.2"),
        new_crosswalk("b-2020", "c-2020", "b-2020.1 intersects c-2020.1", "b-2020.2 equal c-2020.2"),
        new_crosswalk("c-2020", "d-2020", "c-2020.1 equal d-2020.1", "c-2020.2 subset-of d-2020.1"),
    )
    assert said(mapping.compose(*walk)) == [("a-2020.1", "intersects", "d-2020.1")]
    twice = mapping.compose(mapping.compose(*walk[:2]).crosswalk, walk[2])
    assert said(twice) == []


# ---- what the result is made of


def test_a_composed_row_says_whose_it_is_and_no_more_than_its_links(walk: Any, new_row: Any) -> None:
    found = walk(
        [new_row("a-2020.1 equal b-2020.1", sources=("two", "one"), source_digest=OLD, confidence="medium")],
        [new_row("b-2020.1 subset-of c-2020.1", sources=("three", "one"), target_digest=NEW, basis="stated")],
    )
    (row,) = found.crosswalk.mappings
    assert (row.basis, row.origin, row.confidence) == ("inferred", "editorial", "medium")
    assert row.sources == ("one", "three", "two")
    assert (row.source_digest, row.target_digest) == (OLD, NEW)


def test_a_way_that_says_nothing_does_not_weaken_the_others(walk: Any, new_row: Any) -> None:
    found = walk(
        ["a-2020.1 equal b-2020.1", new_row("a-2020.1 unknown b-2020.2", confidence="low")],
        ["b-2020.1 equal c-2020.1", "b-2020.2 equal c-2020.1"],
    )
    assert [(row.relation, row.confidence) for row in found.crosswalk.mappings] == [("equal", "high")]


def test_nothing_follows_across_two_states_of_the_provision_between(walk: Any, new_row: Any) -> None:
    first = new_row("a-2020.1 equal b-2020.1", target_digest=OLD)
    for pinned, expected in ((OLD, 1), (None, 1), (NEW, 0)):
        found = walk([first], [new_row("b-2020.1 equal c-2020.1", source_digest=pinned)])
        assert (len(found.crosswalk), len(found.undetermined)) == (expected, 1 - expected)
    back = walk([first], [new_row("b-2020.1 equal c-2020.1", source_digest=NEW)])
    assert back.undetermined[0].possible == ANY


def test_ways_that_pin_different_states_of_an_end_do_not_narrow_each_other_down(walk: Any, new_row: Any) -> None:
    first = [
        new_row("a-2020.1 intersects b-2020.1", source_digest=OLD),
        new_row("a-2020.1 superset-of b-2020.2", source_digest=NEW),
    ]
    found = walk(first, ["b-2020.1 subset-of c-2020.1", "b-2020.2 intersects c-2020.1"])
    assert [pair.possible for pair in found.undetermined] == [("subset-of", "superset-of", "intersects")]
    same = walk(
        [new_row("a-2020.1 equal b-2020.1", source_digest=OLD), new_row("a-2020.1 equal b-2020.2", source_digest=NEW)],
        ["b-2020.1 equal c-2020.1", "b-2020.2 equivalent c-2020.1"],
    )
    assert said(same) == [("a-2020.1", "equivalent", "c-2020.1")]


def test_nothing_is_reviewed_in_a_composition(walk: Any) -> None:
    found = walk(["a-2020.1 equal b-2020.1"], ["b-2020.1 equal c-2020.1"], reviewed=("a-2020.1", "b-2020.1"))
    crosswalk = found.crosswalk
    assert (crosswalk.source.reviewed, crosswalk.target.reviewed) == ((), ())
    assert (crosswalk.id, crosswalk.note) == ("a-2020--c-2020", "Composed of a-2020--b-2020 and b-2020--c-2020.")


def test_a_crosswalk_and_its_inverse_lead_back_to_the_edition(new_crosswalk: Any) -> None:
    there = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", "a-2020.2 subset-of b-2020.1")
    found = mapping.compose(there, there.invert())
    assert found.crosswalk.id == "a-2020--a-2020"
    assert said(found) == [
        ("a-2020.1", "equal", "a-2020.1"), ("a-2020.1", "superset-of", "a-2020.2"),
        ("a-2020.2", "subset-of", "a-2020.1"),
    ]  # fmt: skip
    assert [(pair.source, pair.target) for pair in found.undetermined] == [("a-2020.2", "a-2020.2")]


def test_hundreds_of_links_and_ways_still_fit_into_a_rationale(new_crosswalk: Any, new_row: Any) -> None:
    there = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1")
    long = mapping.compose(*[there, there.invert()] * 300)
    assert len(long.crosswalk.mappings[0].rationale) <= 20_000
    assert len(long.crosswalk.note or "") <= 20_000
    wide = [f"a-2020.1 equal b-2020.{n}" for n in range(900)], [f"b-2020.{n} equal c-2020.1" for n in range(900)]
    found = mapping.compose(new_crosswalk("a-2020", "b-2020", *wide[0]), new_crosswalk("b-2020", "c-2020", *wide[1]))
    (row,) = found.crosswalk.mappings
    assert "more ways." in row.rationale[-20:]
    assert 5_000 < len(row.rationale) <= 20_000


# ---- refusals


def test_crosswalks_that_do_not_meet_are_refused(new_crosswalk: Any) -> None:
    there = new_crosswalk("a-2020", "b-2020")
    with pytest.raises(InvalidValueError, match="begin with the edition"):
        mapping.compose(there, new_crosswalk("c-2020", "d-2020"))
    with pytest.raises(InvalidValueError, match="data revision"):
        mapping.compose(there, new_crosswalk("b-2020", "c-2020", revisions=(2, 1)))


def test_sources_are_joined_by_key_and_never_mixed_up(new_crosswalk: Any) -> None:
    book, other = (Source(key="own", title=title, what_was_read="All of it.") for title in ("A book", "Another"))
    more = Source(key="more", title="A book", what_was_read="All of it.")
    there = new_crosswalk("a-2020", "b-2020", bibliography=(book,))
    found = mapping.compose(there, new_crosswalk("b-2020", "c-2020", bibliography=(more, book)))
    assert found.crosswalk.bibliography == (book, more)
    with pytest.raises(InvalidValueError, match="different sources by one key"):
        mapping.compose(there, new_crosswalk("b-2020", "c-2020", bibliography=(other,)))


# ---- showing


def test_rows_and_plain_data_have_fixed_members(walk: Any) -> None:
    found = walk(
        ["a-2020.1 equal b-2020.1", "a-2020.2 intersects b-2020.2", "a-2020.3 equal b-2020.3",
         "a-2020.3 equal b-2020.4"],
        ["b-2020.1 equal c-2020.1", "b-2020.2 subset-of c-2020.2", "b-2020.3 equal c-2020.3",
         "b-2020.4 intersects c-2020.3"],
    )  # fmt: skip
    rows = found.to_rows()
    assert [(row["state"], row["possible"]) for row in rows] == [
        ("determined", "equal"), ("undetermined", "subset-of;intersects"), ("conflict", ""),
    ]  # fmt: skip
    assert len({tuple(row) for row in rows}) == 1
    assert [row["origin"] for row in rows] == ["editorial", "source", "source"]
    plain = found.to_plain()
    assert list(plain) == ["source", "target", "mappings", "undetermined", "conflicts"]
    assert plain["undetermined"][0]["paths"][0]["links"][0]["origin"] == "source"
    assert plain["conflicts"][0]["paths"][1]["possible"] == ["intersects"]


def test_what_editorial_rows_leave_open_says_so_too() -> None:
    found = mapping.compose(cs.crosswalk("scs-2018", "ecat-2005"), cs.crosswalk("ecat-2005", "htea-scot-2015"))
    rows = [row for pair in found.undetermined for row in pair.to_rows()]
    editorial = [any(path.editorial for path in pair.paths) for pair in found.undetermined]
    assert any(editorial)
    assert [row["origin"] for row in rows] == ["editorial" if ours else "source" for ours in editorial]


def test_shipped_crosswalks_chain_to_almost_nothing() -> None:
    """What the documentation says: nearly all rows say that two items share something, and that does not chain."""
    crosswalks = cs.catalogue().crosswalks
    chained = [
        mapping.compose(first, second)
        for first in crosswalks
        for second in crosswalks
        if first.target.edition == second.source.edition
    ]
    assert sum(len(found.crosswalk) for found in chained) <= 3
    assert sum(len(found.undetermined) for found in chained) > 20
    assert not any(found.conflicts for found in chained)
