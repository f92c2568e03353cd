"""What may be asked about, and how much of it is held."""

import copy
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards import model
from care_standards.errors import InvalidValueError
from care_standards.query import Holding, editions_of, holdings, provisions_of, settled

New = Callable[..., Any]


def ids(provisions: Any) -> list[str]:
    return [provision.id for provision in provisions]


def test_an_edition_a_catalogue_and_a_list(new_book: New) -> None:
    demo, far = new_book(), new_book("far-2010")
    assert provisions_of(demo) is demo.provisions
    catalogue = model.Catalogue(editions=(far, demo))
    assert provisions_of(catalogue) == provisions_of([far, demo]) == (*far, *demo)
    assert editions_of(catalogue) == editions_of((far, demo)) == (far, demo)
    assert editions_of(demo) == (demo,)
    assert provisions_of([]) == editions_of([]) == holdings([]) == ()


def test_each_provision_once_in_the_order_given(new_book: New) -> None:
    demo = new_book()
    first, last = demo["1"], demo["demo-2020.2.1"]
    assert ids(provisions_of([last, first, last])) == [last.id, first.id]
    assert ids(provisions_of([last, demo])) == [last.id, *(p.id for p in demo if p is not last)]
    assert provisions_of([demo, copy.deepcopy(demo), *copy.deepcopy(demo)]) == demo.provisions


def test_two_that_share_an_id_but_say_different_things_are_two(new_book: New) -> None:
    demo = new_book()
    own = attrs.evolve(demo, provisions=[attrs.evolve(p, page=7) for p in demo])
    assert len(provisions_of([demo, own])) == 2 * len(demo)
    assert editions_of([demo, own, copy.deepcopy(demo)]) == (demo, own)


def test_loose_provisions_bring_their_edition(new_book: New, new_provision: New) -> None:
    demo, far = new_book(), new_book("far-2010")
    assert editions_of([far["1"], demo["1"], far["2"]]) == (far, demo)
    assert editions_of([new_provision("alone-2020.1")]) == ()


def test_how_much_is_held_is_of_the_edition_not_of_what_was_asked_about(new_book: New, new_provision: New) -> None:
    demo = new_book()
    assert holdings(demo) == holdings([demo["1"]]) == (Holding(edition="demo-2020", level="partial", held=7),)
    alone = [new_provision("alone-2020.1"), new_provision("alone-2020.2")]
    assert [h.to_plain() for h in holdings([*alone, demo, *alone])] == [
        {"edition": "demo-2020", "level": "partial", "held": 7},
        {"edition": "alone-2020", "level": "partial", "held": 2},
    ]
    assert holdings([demo, new_provision("demo-2020.8")]) == holdings(demo)
    assert holdings([alone[0]])[0].to_rows() == [{"edition": "alone-2020", "level": "partial", "held": 1}]


def test_an_iterator_is_settled_once(new_book: New) -> None:
    demo = new_book()
    scope = settled(iter(demo))
    assert provisions_of(scope) == provisions_of(scope) == demo.provisions
    assert holdings(iter([demo])) == holdings(demo)
    assert settled(demo) is demo


@pytest.mark.parametrize("scope", ["demo-2020", ["demo-2020"], b"demo", None, 7, [None], [["x"]], {"demo-2020": 1}])
def test_what_is_no_scope_is_refused_without_showing_it(scope: Any) -> None:
    for ask in (settled, provisions_of, editions_of, holdings):
        with pytest.raises(InvalidValueError) as caught:
            ask(scope)
        assert "demo" not in str(caught.value)
        assert caught.value.__context__ is None


def test_a_provision_by_itself_or_a_catalogue_in_a_list_is_no_scope(new_book: New) -> None:
    for scope in (new_book()["1"], [model.Catalogue()]):
        with pytest.raises(InvalidValueError):
            provisions_of(scope)
