"""Looking provisions up in an edition, and walking from one to another."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards.errors import AmbiguousNotationError, DetachedProvisionError, UnknownProvisionError
from care_standards.model import Principle, Provision, Recommendation, Standard

New = Callable[..., Any]

CANARY = "canary-4711"


def ids(provisions: Any) -> list[str]:
    return [provision.id.removeprefix("demo-2020.") for provision in provisions]


def test_by_id_and_by_printed_number(new_tree: New) -> None:
    edition = new_tree()
    assert edition["demo-2020.1.1"] is edition["1.1"]
    assert edition["1.1"].id == "demo-2020.1.1"
    assert edition.get("1.1") is edition["1.1"]
    assert edition["demo-2020.1.1.p1"].notation is None


def test_get_gives_the_default(new_tree: New) -> None:
    edition = new_tree()
    default = object()
    assert edition.get("9.9") is None
    assert edition.get("9.9", default) is default
    assert edition.get("1.1", default) is edition["1.1"]


@pytest.mark.parametrize("key", ["1.1 ", "\uff11", "1.1\n", "DEMO-2020.1.1", "", 11, 1.1, None, (), b"1.1"])
def test_nothing_is_folded_or_trimmed(key: Any, new_tree: New) -> None:
    edition = new_tree()
    assert edition.get(key) is None
    assert key not in edition
    with pytest.raises(UnknownProvisionError):
        edition[key]


def test_a_number_printed_twice_names_the_ids(new_tree: New) -> None:
    edition = new_tree()
    for ask in (edition.__getitem__, edition.get, edition.children):
        with pytest.raises(AmbiguousNotationError) as caught:
            ask("Twice")
        assert caught.value.ids == ("demo-2020.2.1", "demo-2020.2.2")
        assert "demo-2020.2.1, demo-2020.2.2" in str(caught.value)
    assert "Twice" in edition


def test_an_id_comes_before_a_number(new_edition: New, new_provision: New) -> None:
    edition = new_edition(
        new_provision("demo-2020.1", notation="demo-2020.2"), new_provision("demo-2020.2", notation="demo-2020.1")
    )
    assert edition["demo-2020.1"].id == "demo-2020.1"


def test_in(new_tree: New, new_provision: New) -> None:
    edition = new_tree()
    assert "demo-2020.1.1" in edition
    assert "1.1" in edition
    assert edition["1.1"] in edition
    assert new_provision("demo-2020.1", "part", notation="1") in edition  # an equal one
    assert new_provision("demo-2020.1", "part", notation="1", page=3) not in edition
    assert new_provision("demo-2020.7") not in edition


def test_iteration_and_length_are_in_printed_order(new_tree: New) -> None:
    edition = new_tree()
    order = ["1", "1.1", "1.1.p1", "1.1.r1", "1.1.r2", "2", "2.1", "2.2"]
    assert ids(edition) == ids(edition.provisions) == order
    assert len(edition) == 8
    assert ids(reversed(edition.provisions)) == order[::-1]


def test_printed_order_is_not_the_order_of_the_ids(new_edition: New, new_provision: New) -> None:
    edition = new_edition(*(new_provision(f"demo-2020.{n}") for n in ("9", "10", "1")))
    assert ids(edition) == ["9", "10", "1"]


def test_neighbours(new_tree: New) -> None:
    edition = new_tree()
    assert ids(edition.top) == ["1", "2"]
    assert ids(edition.children("1.1")) == ["1.1.p1", "1.1.r1", "1.1.r2"]
    assert ids(edition.children("demo-2020.2")) == ["2.1", "2.2"]
    assert edition.children(edition["demo-2020.1.1.p1"]) == ()
    assert edition.parent("1.1") is edition["1"]
    assert edition.parent("1") is None
    assert ids(edition.ancestors("demo-2020.1.1.r2")) == ["1.1", "1"]
    assert edition.ancestors("1") == ()
    assert ids(edition.descendants("1")) == ["1.1", "1.1.p1", "1.1.r1", "1.1.r2"]


def test_a_provision_answers_for_its_own_neighbours(new_tree: New) -> None:
    edition = new_tree()
    part = edition["1"]
    assert ids(part.children) == ["1.1"]
    assert ids(part.descendants) == ["1.1", "1.1.p1", "1.1.r1", "1.1.r2"]
    assert ids(part.standards) == ["1.1"]
    assert ids(part.principles) == ["1.1.p1"]
    assert ids(part.recommendations) == ["1.1.r1", "1.1.r2"]
    assert ids(edition["demo-2020.1.1.r1"].ancestors) == ["1.1", "1"]


def test_filters_give_the_classes(new_tree: New) -> None:
    edition = new_tree()
    assert ids(edition.standards) == ["1.1", "2.1", "2.2"]
    assert ids(edition.principles) == ["1.1.p1"]
    assert ids(edition.recommendations) == ["1.1.r1", "1.1.r2"]
    assert {type(p) for p in edition.standards} == {Standard}
    assert {type(p) for p in edition.principles} == {Principle}
    assert {type(p) for p in edition.recommendations} == {Recommendation}
    assert type(edition["1"]) is Provision


def test_a_missing_parent_is_none(new_edition: New, new_provision: New) -> None:
    edition = new_edition(new_provision("demo-2020.1.1", parent="demo-2020.1"))
    assert edition.parent("demo-2020.1.1") is None
    assert edition.ancestors("demo-2020.1.1") == ()
    assert edition.top == ()


def test_a_ring_ends(new_edition: New, new_provision: New) -> None:
    edition = new_edition(
        new_provision("demo-2020.1", parent="demo-2020.3"),
        new_provision("demo-2020.2", parent="demo-2020.1"),
        new_provision("demo-2020.3", parent="demo-2020.2"),
        new_provision("demo-2020.4", parent="demo-2020.4"),
    )
    assert ids(edition.ancestors("demo-2020.1")) == ["3", "2", "1"]
    assert ids(edition.descendants("demo-2020.1")) == ["2", "3"]
    assert ids(edition.ancestors("demo-2020.4")) == ["4"]
    assert edition.descendants("demo-2020.4") == ()


def test_a_miss_names_up_to_three_near_ones(new_edition: New, new_provision: New) -> None:
    edition = new_edition(*(new_provision(f"demo-2020.1.{n}", notation=f"1.{n}") for n in range(1, 9)))
    for key in ("demo-2020.1.9", "1.9", "DEMO-2020.1.1"):
        with pytest.raises(UnknownProvisionError) as caught:
            edition[key]
        error = caught.value
        assert isinstance(error, LookupError)
        assert 1 <= len(error.near_misses) <= 3
        assert all(miss in edition for miss in error.near_misses)
        assert error.near_misses[0] in str(error)
        assert key not in str(error)


@pytest.mark.parametrize("ask", ["__getitem__", "children", "parent", "ancestors", "descendants"])
def test_what_was_asked_for_is_not_repeated(ask: str, new_tree: New) -> None:
    with pytest.raises(UnknownProvisionError) as caught:
        getattr(new_tree(), ask)(CANARY)
    error = caught.value
    assert error.where == "demo-2020"
    assert CANARY not in f"{error} {error!r} {error.args} {vars(error)}"
    assert error.__cause__ is None
    assert error.__context__ is None


def test_a_miss_says_whether_the_edition_is_partial(new_tree: New) -> None:
    partial = new_tree()
    complete = attrs.evolve(partial, completeness=attrs.evolve(partial.completeness, level="complete"))
    for edition, says in ((partial, True), (complete, False)):
        with pytest.raises(UnknownProvisionError) as caught:
            edition["9.9"]
        assert caught.value.complete is not says
        assert ("the book may well have it" in str(caught.value)) is says


def test_evolve_starts_the_look_ups_afresh(new_tree: New, new_provision: New) -> None:
    before = new_tree()
    assert before["1.1"].id == "demo-2020.1.1"  # the index is built now
    after = attrs.evolve(before, provisions=(*before.provisions, new_provision("demo-2020.3", notation="3")))
    assert after["3"].id == "demo-2020.3"
    assert "3" not in before
    assert ids(after.top) == ["1", "2", "3"]
    fewer = attrs.evolve(before, provisions=before.provisions[:1])
    assert "1.1" not in fewer
    assert fewer.children("1") == ()
    assert ids(before.children("1")) == ["1.1"]


def test_a_provision_belongs_to_its_edition(new_tree: New) -> None:
    first = new_tree()
    second = attrs.evolve(first, provisions=first.provisions[:2])
    assert first["1"] == second["1"]
    assert first["1"] is not second["1"]
    assert ids(first["1.1"].children) == ["1.1.p1", "1.1.r1", "1.1.r2"]
    assert second["1.1"].children == ()
    assert type(second["1.1"]) is Standard
    assert hash(first["1"]) == hash(second["1"])


def test_the_first_edition_takes_the_provision_itself(new_edition: New, new_provision: New) -> None:
    lone = new_provision("demo-2020.1")
    first = new_edition(lone)
    second = new_edition(lone)
    assert first["demo-2020.1"] is lone
    assert second["demo-2020.1"] == lone
    assert second["demo-2020.1"] is not lone


@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.deepcopy])
def test_a_copy_answers_for_itself(again: Callable[[Any], Any], new_tree: New) -> None:
    edition = new_tree()
    assert edition["1.1"] is edition["1.1"]
    twin = again(edition)
    assert twin == edition
    assert twin["1.1"] is not edition["1.1"]
    assert twin["1.1"].ancestors[0] is twin["1"]
    assert twin.top == edition.top


def test_a_provision_pickles_alone(new_tree: New) -> None:
    provision = new_tree(title="canary")["1.1"]
    again = pickle.loads(pickle.dumps(provision))
    assert again == provision
    assert b"canary" not in pickle.dumps(provision)  # its edition may hold wording that must not travel
    with pytest.raises(DetachedProvisionError):
        _ = again.children


def test_plain_data_of_an_edition_are_its_fields(new_tree: New) -> None:
    edition = new_tree()
    assert list(edition)
    assert edition["1.1"].children
    plain = attrs.asdict(edition)
    assert set(plain) == {field.name for field in attrs.fields(type(edition))}
    assert not [name for name in plain["provisions"][0] if name.startswith("_")]


def test_an_empty_edition(new_edition: New) -> None:
    edition = new_edition()
    assert len(edition) == 0
    assert list(edition) == []
    assert edition.top == edition.standards == ()
    with pytest.raises(UnknownProvisionError) as caught:
        edition["1"]
    assert caught.value.near_misses == ()


def test_ids_given_twice_keep_the_first_and_both_are_listed(new_edition: New, new_provision: New) -> None:
    edition = new_edition(new_provision("demo-2020.1", page=1), new_provision("demo-2020.1", page=2))
    assert edition["demo-2020.1"].page == 1
    assert [p.page for p in edition] == [1, 2]


def test_ids_given_twice_on_every_level_do_not_multiply(new_edition: New, new_provision: New) -> None:
    levels = [new_provision("demo-2020.0")]
    for level in range(1, 40):  # two on each level: 2 ** 39 ways down
        levels += [new_provision(f"demo-2020.{level}", parent=f"demo-2020.{level - 1}", page=page) for page in (1, 2)]
    found = new_edition(*levels).descendants("demo-2020.0")
    assert [p.id for p in found] == [f"demo-2020.{level}" for level in range(1, 40)]


def test_the_table_for_notebooks(new_tree: New, new_provision: New) -> None:
    edition = new_tree(title="<script>alert('t')</script> & \"more\"")
    shown = edition._repr_html_()
    assert shown.startswith("<table><caption>")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "&amp; &quot;more&quot; (demo-2020): partial, 8 held</caption>" in shown
    assert shown.count("<tr>") == 9
    assert all(f"<td>{provision.id}</td>" in shown for provision in edition)
    fewer = attrs.evolve(edition, provisions=edition.provisions[:2])
    assert "(demo-2020): partial, 2 held</caption>" in fewer._repr_html_()  # what is held is counted, not believed
    assert "(of demo-2020: partial, 8 held)</caption>" in edition.provisions[0]._repr_html_()


def test_descendants_are_in_printed_order_even_where_branches_are_not_in_one_piece(
    new_edition: New, new_provision: New
) -> None:
    ids = {"demo-2020.r": None, "demo-2020.a": "r", "demo-2020.b": "r", "demo-2020.a.c": "a"}
    edition = new_edition(*(new_provision(id, parent=above and f"demo-2020.{above}") for id, above in ids.items()))
    assert [p.id for p in edition.descendants("demo-2020.r")] == ["demo-2020.a", "demo-2020.b", "demo-2020.a.c"]


def test_those_having_any_of_the_words_of_each_field_in_printed_order(new_edition: New, new_provision: New) -> None:
    edition = new_edition(
        new_provision("demo-2020.1", kind="clause", force="must", settings=("outreach",)),
        new_provision("demo-2020.2", kind="clause", force="may"),
        new_provision("demo-2020.3", kind="part", force="must", settings=("outreach", "safehouse")),
    )
    assert ids(edition.having({"force": ["must"]})) == ["1", "3"]
    assert ids(edition.having({"settings": {"", "safehouse"}})) == ["2", "3"]
    assert ids(edition.having({"settings": ["safehouse", "outreach"], "kind": ("part", "section")})) == ["3"]
    assert edition.having({"force": []}) == edition.having({"force": ["no such word"]}) == ()
    assert edition.having({}) == edition.provisions
    assert new_edition().having({"force": ["must"]}) == ()


def test_siblings_are_the_others_with_the_same_parent(new_tree: New) -> None:
    edition = new_tree()
    assert ids(edition.siblings("demo-2020.1.1.r1")) == ["1.1.p1", "1.1.r2"]
    assert ids(edition["demo-2020.1.1.p1"].siblings) == ["1.1.r1", "1.1.r2"]
    assert ids(edition.siblings(edition["1"])) == ["2"]
    assert edition.siblings("1.1") == ()


def test_next_and_previous_in_print(new_tree: New) -> None:
    edition = new_tree()
    order = list(edition)
    assert edition.next("demo-2020.1.1.r2") is edition["2"]  # whatever the depth
    assert edition["2"].previous is edition["demo-2020.1.1.r2"]
    assert edition.previous("1") is None
    assert edition.next(order[-1]) is None
    assert [p.next for p in order] == [*order[1:], None]
    assert [p.previous for p in order] == [None, *order[:-1]]


def test_neighbours_where_ids_are_given_twice_or_parents_are_not_held(new_edition: New, new_provision: New) -> None:
    edition = new_edition(
        new_provision("demo-2020.1.1", parent="demo-2020.1"),
        new_provision("demo-2020.2", page=1),
        new_provision("demo-2020.2", page=2),
        new_provision("demo-2020.1.2", parent="demo-2020.1"),
    )
    assert ids(edition.siblings("demo-2020.1.1")) == ["1.2"]
    assert edition.siblings("demo-2020.2") == ()
    assert ids(filter(None, map(edition.next, edition))) == ["2", "1.2", "1.2"]
    assert ids(filter(None, map(edition.previous, edition))) == ["1.1", "1.1", "2"]


@pytest.mark.parametrize("ask", ["siblings", "next", "previous"])
def test_neighbours_of_what_is_not_there(ask: str, new_tree: New, new_provision: New) -> None:
    edition = new_tree()
    with pytest.raises(UnknownProvisionError):
        getattr(edition, ask)("9.9")
    with pytest.raises(AmbiguousNotationError):
        getattr(edition, ask)("Twice")
    with pytest.raises(DetachedProvisionError):
        getattr(new_provision("demo-2020.1"), ask)
