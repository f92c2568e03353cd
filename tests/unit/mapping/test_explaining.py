"""Explanation: every path between two items, and what all of them leave possible."""

from typing import Any

import pytest

import care_standards as cs
from care_standards import mapping
from care_standards.errors import InvalidValueError

ANY = ("equal", "subset-of", "superset-of", "intersects", "no-relationship")


def ids(path: mapping.Path) -> list[str]:
    return [path.source, *[link.target for link in path.links]]


@pytest.fixture
def square(new_crosswalk: Any, new_row: Any) -> Any:
    """Crosswalks round a square of four editions, one of them against the direction of the others."""
    return (
        new_crosswalk("a-2020", "b-2020", new_row("a-2020.1 equal b-2020.1", origin="editorial")),
        new_crosswalk("c-2020", "b-2020", new_row("c-2020.1 subset-of b-2020.1", confidence="low")),
        new_crosswalk("a-2020", "d-2020", "a-2020.1 subset-of d-2020.1", reviewed=("a-2020.1", "a-2020.2")),
        new_crosswalk("d-2020", "c-2020", "d-2020.1 intersects c-2020.1"),
    )


def test_every_path_is_found_shorter_first_and_both_ways(square: Any, new_crosswalk: Any) -> None:
    direct = new_crosswalk("c-2020", "a-2020", "c-2020.1 subset-of a-2020.1")
    found = mapping.explain("a-2020.1", "c-2020.1", (*square, direct))
    assert [ids(path) for path in found.paths] == [
        ["a-2020.1", "c-2020.1"],
        ["a-2020.1", "b-2020.1", "c-2020.1"],
        ["a-2020.1", "d-2020.1", "c-2020.1"],
    ]
    assert [path.possible for path in found.paths] == [
        ("superset-of",), ("superset-of",), ("subset-of", "intersects", "no-relationship"),
    ]  # fmt: skip
    (link,) = found.paths[0].links
    assert (link.relation, link.inverted, link.mapping.relation) == ("superset-of", True, "subset-of")
    assert found.answer == "conflict"
    assert found.possible == ()


def test_paths_narrow_each_other_down(square: Any) -> None:
    found = mapping.explain("a-2020.1", "c-2020.1", square[:2])
    assert (found.answer, found.possible) == ("superset-of", ("superset-of",))
    assert found.paths[0].confidence == "low"
    assert found.paths[0].editorial
    assert found.editorial
    there = mapping.explain("a-2020.1", "c-2020.1", square[2:])
    assert (there.answer, there.editorial) == ("undetermined", False)


def test_nothing_that_links_two_items_is_unknown_and_not_no_relationship(square: Any) -> None:
    found = mapping.explain("a-2020.2", "c-2020.1", square)
    assert (found.answer, found.possible, found.paths) == ("unknown", ANY, ())
    assert [(one.crosswalk, one.rows, one.source_reviewed, one.target_reviewed) for one in found.looked_in] == [
        ("a-2020--b-2020", 1, 0, 0), ("c-2020--b-2020", 1, 0, 0), ("a-2020--d-2020", 1, 2, 0),
        ("d-2020--c-2020", 1, 0, 0),
    ]  # fmt: skip
    (row,) = found.to_rows()
    linked = mapping.explain("a-2020.1", "b-2020.1", square).to_rows()
    assert list(row) == list(linked[0])
    assert (row["answer"], row["path"]) == ("unknown", None)


def test_unknown_rows_are_shown_and_answer_nothing(new_crosswalk: Any) -> None:
    one = new_crosswalk("a-2020", "b-2020", "a-2020.1 unknown b-2020.1")
    found = mapping.explain("a-2020.1", "b-2020.1", [one])
    assert (found.answer, len(found.paths), found.possible) == ("unknown", 1, ANY)


def test_an_item_is_equal_to_itself(square: Any) -> None:
    found = mapping.explain("a-2020.1", "a-2020.1", square)
    assert (found.answer, found.paths) == ("equal", ())


def test_no_path_meets_an_edition_twice(new_crosswalk: Any) -> None:
    rows = ["a-2020.1 equal b-2020.1", "a-2020.2 equal b-2020.1", "a-2020.2 equal b-2020.2"]
    found = mapping.explain("a-2020.1", "b-2020.2", [new_crosswalk("a-2020", "b-2020", *rows)])
    assert (found.paths, found.answer) == ((), "unknown")


def test_ways_of_matching_are_answered_apart(new_crosswalk: Any, new_row: Any) -> None:
    rows = [
        new_row("a-2020.1 equal b-2020.1", matching="semantic"),
        new_row("a-2020.1 intersects b-2020.1", matching="syntactic"),
    ]
    onward = new_crosswalk("b-2020", "c-2020", new_row("b-2020.1 equal c-2020.1", matching="functional"))
    at_hand = [new_crosswalk("a-2020", "b-2020", *rows), onward]
    found = mapping.explain("a-2020.1", "b-2020.1", at_hand)
    assert [(one.matching, one.answer) for one in found.by_matching] == [
        ("semantic", "equal"), ("syntactic", "intersects"),
    ]  # fmt: skip
    assert (found.answer, found.possible) == ("undetermined", ("equal", "intersects"))
    assert mapping.explain("a-2020.1", "c-2020.1", at_hand).paths == ()
    alike = [new_row("a-2020.1 equal b-2020.1", matching=one) for one in ("semantic", None)]
    assert mapping.explain("a-2020.1", "b-2020.1", [new_crosswalk("a-2020", "b-2020", *alike)]).answer == "equal"
    partly = [rows[0], new_row("a-2020.1 unknown b-2020.1")]
    assert mapping.explain("a-2020.1", "b-2020.1", [new_crosswalk("a-2020", "b-2020", *partly)]).answer == "unknown"


def test_the_length_and_the_number_of_paths_are_limited_and_it_is_said(square: Any, new_crosswalk: Any) -> None:
    assert mapping.explain("a-2020.1", "c-2020.1", square, most_links=1).paths == ()
    round_the_square = mapping.explain("a-2020.1", "b-2020.1", square, most_links=9)
    assert [len(path.links) for path in round_the_square.paths] == [1, 3]
    assert [len(path.links) for path in mapping.explain("a-2020.1", "b-2020.1", square, most_links=2).paths] == [1]
    first = new_crosswalk("a-2020", "b-2020", *[f"a-2020.1 equal b-2020.{n}" for n in range(300)])
    second = new_crosswalk("b-2020", "c-2020", *[f"b-2020.{n} equal c-2020.1" for n in range(300)])
    found = mapping.explain("a-2020.1", "c-2020.1", [first, second])
    assert (len(found.paths), found.cut, found.answer) == (100, True, "equal")
    every = mapping.explain("a-2020.1", "c-2020.1", [first, second], most_paths=300)
    assert (len(every.paths), every.cut) == (300, False)


@pytest.mark.parametrize("limits", [{"most_links": 0}, {"most_paths": 0}, {"most_links": True}, {"most_links": "3"}])
def test_limits_are_whole_numbers(limits: Any) -> None:
    with pytest.raises(InvalidValueError):
        mapping.explain("a-2020.1", "b-2020.1", [], **limits)


def test_a_shipped_link_is_shown_with_all_that_is_known_of_it() -> None:
    crosswalks = cs.catalogue().crosswalks
    rows = cs.catalogue().crosswalk("scs-2018", "ecat-2005").mappings
    row = next(row for row in rows if row.origin == "editorial")
    found = mapping.explain(row.source, row.target, crosswalks)
    plain = found.to_plain()
    assert plain["paths"][0]["links"][0]["rationale"] == row.rationale
    assert plain["editorial"] is True
    assert len(plain["looked_in"]) == len(crosswalks)
    assert [tuple(one) for one in found.to_rows()] == [tuple(found.to_rows()[0])] * len(found.to_rows())
    back = mapping.explain(row.target, row.source, crosswalks)
    assert [len(path.links) for path in back.paths] == [len(path.links) for path in found.paths]
    assert row.rationale not in repr(found)
