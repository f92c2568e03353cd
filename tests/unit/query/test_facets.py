"""Counts for filter panels, and choices for picklists."""

from collections.abc import Callable
from typing import Any

import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import DetachedProvisionError, InvalidValueError, UnknownWordError
from care_standards.query import FACETS, choices, facets, select
from care_standards.vocabularies import VOCABULARIES

New = Callable[..., Any]


def test_counts_of_every_facet(new_book: New) -> None:
    assert facets(new_book()) == {
        "kind": {"part": 2, "standard": 1, "principle": 1, "recommendation": 3},
        "force": {"must": 1, "should": 5, "must-not": 1},
        "addressee": {"support-provider": 1, "not-stated": 6},
        "stage": {"move-on": 1, "not-stated": 6},
        "setting": {"safehouse": 1, "outreach": 2, "not-stated": 5},
        "nation": {"england": 1, "wales": 1, "scotland": 1, "not-stated": 5},
        "population": {"children": 1, "not-stated": 6},
        "text_status": {"gist": 6, "inferred": 1},
        "source": {"guide": 2, "manual": 1, "not-stated": 5},
    }


def test_words_are_in_the_order_of_their_list(new_book: New) -> None:
    found = facets(new_book())
    assert tuple(found) == FACETS
    assert list(found["force"]) == ["must", "should", "must-not"]
    assert list(found["setting"]) == ["safehouse", "outreach", "not-stated"]
    assert list(found["source"]) == ["guide", "manual", "not-stated"]


def test_of_nothing_the_panel_is_empty() -> None:
    assert facets([]) == {facet: {} for facet in FACETS}


@pytest.mark.parametrize("scope", [cs.catalogue(), cs.load("scs-2018"), list(cs.load("ecat-2005"))], ids=repr)
def test_on_the_shipped_data_each_count_is_of_what_select_gives(scope: Any) -> None:
    for facet, counts in facets(scope).items():
        for word, count in counts.items():
            asked: Any = {facet: word}
            assert len(select(scope, **asked)) == count


def test_choices_are_called_by_number_and_heading(new_book: New) -> None:
    assert choices(new_book()) == (
        ("demo-2020.1", "1 Support"),
        ("demo-2020.1.1", "1.1 Consent to support"),
        ("demo-2020.1.1.p1", "[Informed CONSENT]"),
        ("demo-2020.1.1.r1", "demo-2020.1.1.r1"),
        ("demo-2020.2", "2 Caf\u00e9s"),
        ("demo-2020.2.1", "Twice (demo-2020.2.1)"),
        ("demo-2020.2.2", "Twice (demo-2020.2.2)"),
    )
    assert choices([]) == ()


def test_choices_in_groups(new_book: New) -> None:
    book = new_book()
    first, second = choices(book, grouped=True)
    assert first[0] == "1 Support"
    assert second[0] == "2 Caf\u00e9s"
    assert first[1] + second[1] == choices(book)
    assert [id for id, _ in second[1]] == ["demo-2020.2", "demo-2020.2.1", "demo-2020.2.2"]
    some = [book["demo-2020.2.2"], book["demo-2020.1.1.p1"], book["demo-2020.2.1"]]  # the tops are not among them
    assert [(name, [id for id, _ in held]) for name, held in choices(some, grouped=True)] == [
        ("2 Caf\u00e9s", ["demo-2020.2.2", "demo-2020.2.1"]),
        ("1 Support", ["demo-2020.1.1.p1"]),
    ]
    assert choices([], grouped=True) == ()


def test_groups_of_several_editions_are_told_apart(new_book: New) -> None:
    scope = [new_book(), new_book("far-2010")]
    names = [name for name, _ in choices(scope, grouped=True)]
    assert names == [f"{label} ({edition}.{label[0]})" for edition in ("demo-2020", "far-2010")
                     for label in ("1 Support", "2 Caf\u00e9s")]  # fmt: skip


def test_no_label_is_too_long_or_there_twice(new_edition: New, new_provision: New) -> None:
    headings = ["x" * 400, "x" * 400, "X" * 400, "y" * 255, "y" * 256, "demo-2020.9", "Same", "same (demo-2020.7)",
                "same", None, "two\nlines \t of it", "  "]  # fmt: skip
    provisions = [
        new_provision(f"demo-2020.{n}", heading=heading, heading_status=status if heading else "none")
        for n, (heading, status) in enumerate(zip(headings, ["literal", "own-label"] * 6, strict=True), 1)
    ]
    found = dict(choices(new_edition(*provisions)))
    labels = list(found.values())
    assert max(map(len, labels)) == 255
    assert len({label.casefold() for label in labels}) == len(labels) == 12
    assert found["demo-2020.1"].endswith("xxx... (demo-2020.1)")
    assert found["demo-2020.2"].startswith("[xxx")
    assert found["demo-2020.2"].endswith("xxx...]")  # cut, but still marked as ours
    assert "two lines of it" in found["demo-2020.11"]


def test_a_heading_that_reads_like_a_label_with_an_id(new_edition: New, new_provision: New) -> None:
    headings = ["Same", "Same", "Same (demo-2020.1)"]
    provisions = [
        new_provision(f"demo-2020.{n}", heading=heading, heading_status="literal")
        for n, heading in enumerate(headings, 1)
    ]
    labels = [label for _, label in choices(new_edition(*provisions))]
    assert labels == ["Same (demo-2020.1)", "Same (demo-2020.2)", "Same (demo-2020.1) (demo-2020.3)"]


def test_a_top_that_is_not_held_or_a_ring_is_no_end(new_edition: New, new_provision: New) -> None:
    book = new_edition(
        new_provision("demo-2020.1.1", parent="demo-2020.1"),
        new_provision("demo-2020.1.1.1", parent="demo-2020.1.1"),
        new_provision("demo-2020.a", parent="demo-2020.b"),
        new_provision("demo-2020.b", parent="demo-2020.a"),
    )
    groups = choices(book, grouped=True)
    assert groups[0] == ("demo-2020.1.1", tuple((id, id) for id in ("demo-2020.1.1", "demo-2020.1.1.1")))
    assert sorted(id for _, held in groups[1:] for id, _ in held) == ["demo-2020.a", "demo-2020.b"]


def test_what_stands_alone_has_no_group(new_provision: New) -> None:
    with pytest.raises(DetachedProvisionError):
        choices([new_provision("demo-2020.1.1", parent="demo-2020.1")], grouped=True)


def test_choices_of_words() -> None:
    assert choices("nation") == (
        ("england", "England"), ("wales", "Wales"), ("scotland", "Scotland"), ("northern-ireland", "Northern Ireland"),
    )  # fmt: skip
    assert ("not-applicable", "Not applicable") in choices("finding_status")
    for name, words in VOCABULARIES.items():
        found = choices(name)
        assert tuple(word for word, _ in found) == words
        assert len({label.casefold() for _, label in found}) == len(words)


def test_choices_of_a_list_that_does_not_exist() -> None:
    with pytest.raises(UnknownWordError) as caught:
        choices("settings")
    assert "setting" in caught.value.near_misses
    wrong: Any = True
    with pytest.raises(InvalidValueError):
        choices("setting", grouped=wrong)


@pytest.mark.parametrize("id", ["scs-2018", "nobody-2099", "scs-2018.1.1.5"])
def test_choices_of_an_id_say_to_give_the_edition(id: str) -> None:
    for grouped in (False, True):
        with pytest.raises(InvalidValueError) as caught:
            choices(id, grouped=grouped)  # type: ignore[call-overload]
        assert "must be the edition itself, which care_standards.load gives" in str(caught.value)
        assert id not in str(caught.value)


def test_labels_of_everything_shipped() -> None:
    found = choices(cs.catalogue())
    assert len(found) == len(dict(found)) == len({label.casefold() for _, label in found}) == sum(
        len(edition) for edition in cs.catalogue().editions
    )  # fmt: skip
    assert dict(choices(cs.load("scs-2018")))["scs-2018.1.1.5"].startswith("1.1.5 ")
    assert sum(
        len(held) for _, held in choices(model.Catalogue(editions=cs.catalogue().editions), grouped=True)
    ) == len(found)
