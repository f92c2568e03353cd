"""Provisions as a tree."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from care_standards.query import Branch, outline, select

New = Callable[..., Any]


def shape(branches: Any) -> list[tuple[str, int]]:
    return [(b.provision.id.partition(".")[2], b.depth) for top in branches for b in top.walk()]


def chain(new_edition: New, new_provision: New, length: int) -> Any:
    return new_edition(
        *(new_provision(f"demo-2020.{n}", parent=f"demo-2020.{n - 1}" if n else None) for n in range(length))
    )


def test_an_edition_as_a_tree(new_book: New) -> None:
    found = outline(new_book())
    assert shape(found) == [("1", 0), ("1.1", 1), ("1.1.p1", 2), ("1.1.r1", 2), ("2", 0), ("2.1", 1), ("2.2", 1)]
    assert [b.provision.id for b in found] == ["demo-2020.1", "demo-2020.2"]
    assert found[0].branches[0].branches[1].provision.force == "must-not"
    assert outline([]) == ()


def test_of_a_selection_each_is_below_the_nearest_that_was_selected(new_book: New) -> None:
    book = new_book()
    assert shape(outline(select(book, kind=("part", "recommendation")))) == [
        ("1", 0), ("1.1.r1", 1), ("2", 0), ("2.1", 1), ("2.2", 1),
    ]  # fmt: skip
    assert shape(outline(select(book, kind="recommendation"))) == [("1.1.r1", 0), ("2.1", 0), ("2.2", 0)]
    assert shape(outline([new_book("far-2010"), book]))[7:] == shape(outline(book))


def test_what_stands_alone_hangs_together_as_far_as_it_says(new_provision: New) -> None:
    alone = [new_provision("demo-2020.1"), new_provision("demo-2020.1.1", parent="demo-2020.1"),
             new_provision("demo-2020.2.1", parent="demo-2020.2")]  # fmt: skip
    assert shape(outline(alone)) == [("1", 0), ("1.1", 1), ("2.1", 0)]


def test_a_parent_that_stands_later_or_not_at_all(new_edition: New, new_provision: New) -> None:
    book = new_edition(
        new_provision("demo-2020.1.1", parent="demo-2020.1"),
        new_provision("demo-2020.3.1", parent="demo-2020.3"),
        new_provision("demo-2020.1"),
    )
    assert shape(outline(book)) == [("3.1", 0), ("1", 0), ("1.1", 1)]


def test_of_a_ring_nothing_is_lost(new_edition: New, new_provision: New) -> None:
    above = {"1": "3", "2": "1", "3": "2", "4": "3", "5": "5", "6": None}
    book = new_edition(*(new_provision(f"demo-2020.{id}", parent=up and f"demo-2020.{up}") for id, up in above.items()))
    assert shape(outline(book)) == [("1", 0), ("2", 1), ("3", 2), ("4", 3), ("5", 0), ("6", 0)]
    assert shape(outline([book["demo-2020.2"], book["demo-2020.4"]])) == [("2", 0), ("4", 1)]
    assert shape(outline([book["demo-2020.4"]])) == [("4", 0)]


def test_ids_given_twice_are_both_there(new_edition: New, new_provision: New) -> None:
    book = new_edition(
        new_provision("demo-2020.1", page=1), new_provision("demo-2020.1", page=2),
        new_provision("demo-2020.1.1", parent="demo-2020.1"),
    )  # fmt: skip
    assert shape(outline(book)) == [("1", 0), ("1.1", 1), ("1", 0)]


def test_a_very_deep_tree(new_edition: New, new_provision: New) -> None:
    book = chain(new_edition, new_provision, 20_000)
    (top,) = outline(book)
    assert len(repr(top)) < 200
    assert "branches=<1>" in repr(top)
    walked = list(top.walk())
    assert [b.depth for b in walked] == list(range(20_000))
    (again,) = outline(book)
    assert top == again
    assert hash(top) == hash(again)
    (shorter,) = outline(book.provisions[:-1])
    assert top != shorter
    assert len(top.to_rows()) == 20_000
    plain = top.to_plain()
    for _ in range(19_999):
        (plain,) = plain["branches"]
    assert plain["depth"] == 19_999
    # of a selection, each is found though all but the first and the last were left out
    assert shape(outline([book["demo-2020.0"], book["demo-2020.19999"]])) == [("0", 0), ("19999", 1)]


def test_two_trees_are_equal_where_all_they_hold_is(new_edition: New, new_provision: New) -> None:
    book = chain(new_edition, new_provision, 3)
    assert outline(book) == outline(copy.deepcopy(book))
    flat = new_edition(
        new_provision("demo-2020.0"), *(new_provision(f"demo-2020.{n}", parent="demo-2020.0") for n in (1, 2))
    )
    assert outline(book) != outline(flat)
    assert outline(book)[0] != "a branch"


def test_plain_data_and_rows(new_book: New) -> None:
    (_, second) = outline(new_book())
    row = {"id": "demo-2020.2", "kind": "part", "notation": "2", "heading": "Caf\u00e9s", "heading_status": "reported",
           "depth": 0}  # fmt: skip
    assert second.to_rows()[0] == row
    plain = second.to_plain()
    assert {name: value for name, value in plain.items() if name != "branches"} == row
    assert [below["id"] for below in plain["branches"]] == ["demo-2020.2.1", "demo-2020.2.2"]
    assert list(plain)[-1] == "branches"
    with pytest.raises(AttributeError):
        second.depth = 3


def test_the_repr_shows_no_words(new_book: New) -> None:
    assert repr(outline(new_book())[1]) == "Branch(provision=demo-2020.2, depth=0, branches=<2>)"
    assert isinstance(outline(new_book())[1], Branch)
