"""Choosing provisions: filters combine, several values mean any of them, and what is misspelt is an error."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import (
    AmbiguousNotationError,
    DetachedProvisionError,
    InvalidValueError,
    UnknownIdError,
    UnknownProvisionError,
    UnknownWordError,
)
from care_standards.query import FACETS, NOT_STATED, Filters, select, selecting

New = Callable[..., Any]

ALL = ["1", "1.1", "1.1.p1", "1.1.r1", "2", "2.1", "2.2"]


def ids(provisions: Any) -> list[str]:
    return [provision.id.partition(".")[2] for provision in provisions]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ALL),
        ({"kind": "recommendation"}, ["1.1.r1", "2.1", "2.2"]),
        ({"kind": ("principle", "part")}, ["1", "1.1.p1", "2"]),
        ({"kind": {"principle"}}, ["1.1.p1"]),
        ({"kind": []}, []),
        ({"kind": None}, ALL),
        ({"kind": "question"}, []),  # a known word that nobody uses
        ({"force": "must-not"}, ["1.1.r1"]),
        ({"force": ["must", "must-not"], "kind": "standard"}, ["1.1"]),
        ({"addressee": "support-provider"}, ["1.1.p1"]),
        ({"stage": "move-on"}, ["1.1.r1"]),
        ({"setting": "outreach"}, ["1.1", "1.1.p1"]),
        ({"setting": ["safehouse", "reach-in"]}, ["1.1.p1"]),
        ({"setting": []}, []),
        ({"setting": NOT_STATED}, ["1", "1.1.r1", "2", "2.1", "2.2"]),
        ({"setting": ["not-stated", "safehouse"]}, ["1", "1.1.p1", "1.1.r1", "2", "2.1", "2.2"]),
        ({"nation": {"wales", "scotland"}}, ["1.1.r1", "2.2"]),
        ({"population": "children"}, ["1.1.r1"]),
        ({"text_status": "inferred"}, ["2.1"]),
        ({"source": "manual"}, ["1.1"]),
        ({"source": "unused"}, []),  # it stands in the bibliography
        ({"source": iter(["guide"])}, ["1", "1.1"]),
        ({"source": ["manual", NOT_STATED], "kind": ("standard", "part")}, ["1.1", "2"]),
        ({"under": "1"}, ["1.1", "1.1.p1", "1.1.r1"]),
        ({"under": "demo-2020.1.1"}, ["1.1.p1", "1.1.r1"]),
        ({"under": ["1.1", "2"]}, ["1.1.p1", "1.1.r1", "2.1", "2.2"]),
        ({"under": ["1", "1.1"]}, ["1.1", "1.1.p1", "1.1.r1"]),
        ({"under": "demo-2020.2.1"}, []),
        ({"under": "1", "force": "should"}, ["1.1.p1"]),
        ({"heading": "consent"}, ["1.1", "1.1.p1"]),
        ({"heading": "CAFE\u0301"}, ["2"]),
        ({"heading": ["informed", "support"]}, ["1", "1.1", "1.1.p1"]),
        ({"heading": NOT_STATED}, ["1.1.r1", "2.1", "2.2"]),
        ({"heading": "cafe"}, []),
        ({"where": lambda p: p.page is None, "kind": "part"}, ["1", "2"]),
        ({"where": lambda p: ""}, []),
    ],
)
def test_what_is_chosen(asked: Any, found: list[str], new_book: New) -> None:
    chosen = select(new_book(), **asked)
    assert type(chosen) is tuple
    assert ids(chosen) == found


def test_over_lists_and_catalogues_it_chooses_the_same(new_book: New) -> None:
    demo, far = new_book(), new_book("far-2010")
    catalogue = model.Catalogue(editions=(demo, far))
    asked: Filters = {"kind": "recommendation", "nation": NOT_STATED}
    alone = select(demo, **asked)
    assert ids(alone) == ["2.1"]
    for scope in ([demo], demo.provisions, list(demo), iter(demo), [demo, *demo], (*demo, demo["1"]), [*demo, demo]):
        assert select(scope, **asked) == alone
    assert select(catalogue, **asked) == select([demo, far], **asked) == (*alone, *select(far, **asked))
    assert select([*demo, *demo], kind="part") == select(demo, kind="part")
    assert select(demo.provisions[::-1], kind="part") == (demo["2"], demo["1"])  # in the order given


def test_a_place_is_looked_up_in_the_editions_of_the_scope(new_book: New, new_provision: New) -> None:
    demo, far = new_book(), new_book("far-2010")
    assert select([demo, far], under="far-2010.2") == (far["far-2010.2.1"], far["far-2010.2.2"])
    assert select([demo, far], under=demo["2"]) == select(demo, under="2")
    assert ids(select(select(demo, kind="recommendation"), under="1")) == ["1.1.r1"]  # though 1 itself is not in it
    assert select((), under="1") == ()
    with pytest.raises(InvalidValueError, match="several editions"):
        select([demo, far], under="1")
    with pytest.raises(UnknownProvisionError) as caught:
        select(demo, under=far["1"])
    assert caught.value.near_misses == ()
    with pytest.raises(DetachedProvisionError):  # where it belongs is not known, so neither is what it is below
        select([new_provision("demo-2020.1.1", parent="demo-2020.1"), demo], under="demo-2020.1")
    with pytest.raises(AmbiguousNotationError):
        select(demo, under="Twice")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("demo-2020.1.1.r2", ("demo-2020.1.1.r1", "demo-2020.1.1.p1", "demo-2020.1.1")),
        ("demo-2021.1.1", ("demo-2020.1.1",)),
        ("other-1999.7", ()),
        ("1.2", None),
    ],
)
def test_a_place_that_is_not_there_is_an_error_with_near_misses(asked: str, near: Any, new_book: New) -> None:
    with pytest.raises(UnknownProvisionError) as caught:
        select(new_book(), under=asked)
    if near is not None:
        assert caught.value.near_misses == near
    assert asked not in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ({"settings": "outreach"}, ("setting",)),
        ({"knd": "part"}, ("kind",)),
        ({"undr": "1"}, ("under",)),
        ({"kind": "recomendation"}, ("recommendation", "section")),
        ({"kind": ["part", "standrad"]}, ("standard",)),
        ({"force": "mustnot"}, ("must-not", "must")),
        ({"setting": "Outreach "}, ("outreach",)),
        ({"nation": ["scotland", "walse"]}, ("wales",)),
        ({"text_status": "verifed"}, ("verified",)),
        ({"population": "notstated"}, ("not-stated",)),
        ({"source": "manuel"}, ("manual",)),
        ({"source": ["guide", "unsed"]}, ("unused",)),
    ],
)
def test_what_is_misspelt_is_an_error_with_near_misses(asked: Any, near: tuple[str, ...], new_book: New) -> None:
    book = new_book()
    for scope in (book, book.provisions, [book], []):
        if "source" in asked and not scope:
            continue
        with pytest.raises(UnknownWordError) as caught:
            select(scope, **asked)
        assert caught.value.near_misses == near
        assert caught.value.__context__ is None


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("words", [7, [7], [None], [["part"]], True, b"part", "", "\x00", "x" * 10**6])
def test_what_is_no_word_is_an_error(facet: str, words: Any, new_book: New) -> None:
    with pytest.raises(UnknownWordError) as caught:
        select(new_book(), **{facet: words})
    assert caught.value.__context__ is None
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("facet", ["kind", "force", "text_status"])
def test_what_every_provision_states_cannot_be_not_stated(facet: Any, new_book: New) -> None:
    with pytest.raises(UnknownWordError) as caught:
        select(new_book(), **{facet: NOT_STATED})
    assert "unknown" in caught.value.known or facet != "force"


@pytest.mark.parametrize(
    "asked",
    [{"where": 3}, {"where": "kind"}, {"heading": ""}, {"heading": 3}, {"heading": ["a", ""]}, {"under": 3},
     {"under": ["1", None]}, {"cites": 3}, {"cites": "far-2010"}, {"cites": "far-2010", "crosswalks": ()},
     {"cites": "far-2010", "crosswalks": ["demo-2020--far-2010"]}, {"cites": "far-2010", "crosswalks": 3},
     {"source": "manual", "catalogue": "shipped"}],
)  # fmt: skip
def test_an_argument_of_another_kind_is_refused(asked: Any, new_book: New) -> None:
    with pytest.raises(InvalidValueError):
        select(new_book(), **asked)


def test_a_list_of_something_else_is_no_scope_though_it_has_kinds_too() -> None:
    with pytest.raises(InvalidValueError, match="scope"):
        select([cs.Subject(kind="service", ref="svc-17")], kind="standard")  # type: ignore[list-item]


def test_words_may_be_members_of_an_enumeration(new_book: New) -> None:
    class Setting(StrEnum):
        OUTREACH = "outreach"
        SAFEHOUSE = "safehouse"

    asked: Any = Setting.OUTREACH
    assert select(new_book(), setting=asked) == select(new_book(), setting="outreach")
    both: Any = Setting
    assert select(new_book(), setting=both) == select(new_book(), setting=("outreach", "safehouse"))


def test_the_predicate_is_asked_last_and_its_errors_are_its_own(new_book: New) -> None:
    asked: list[str] = []

    def where(provision: Any) -> bool:
        asked.append(provision.id)
        if provision.id == "demo-2020.2.2":
            raise AttributeError("mine")
        return True

    assert ids(select(new_book().provisions, kind="part", where=where)) == ["1", "2"]
    assert asked == ["demo-2020.1", "demo-2020.2"]
    with pytest.raises(AttributeError, match="mine"):
        select(new_book().provisions, kind="recommendation", where=where)


def test_headings_not_stated_are_those_that_are_not_there(new_edition: New, new_provision: New) -> None:
    book = new_edition(
        new_provision("demo-2020.1", heading="What is not-stated", heading_status="literal"),
        new_provision("demo-2020.2"),
    )
    assert ids(select(book, heading=NOT_STATED)) == ["2"]
    assert ids(select(book, heading="Not-Stated")) == ["1"]


def test_below_several_places_of_a_ring(new_edition: New, new_provision: New) -> None:
    above = {"1": "3", "2": "1", "3": "2", "4": "3"}  # possible until the edition was checked
    book = new_edition(*(new_provision(f"demo-2020.{id}", parent=f"demo-2020.{up}") for id, up in above.items()))
    assert ids(select(book, under="demo-2020.1")) == ["2", "3", "4"]
    assert ids(select(book, under=["demo-2020.4", "demo-2020.2"])) == ["1", "2", "3", "4"]


def test_what_cites_is_what_a_stated_row_links_in_either_direction(
    new_book: New, new_crosswalk: New, new_mapping: New
) -> None:
    rows = [
        new_mapping("demo-2020.1.1", "far-2010.1"),
        new_mapping("demo-2020.2.1", "far-2010.1.1", basis="inferred"),
        new_mapping("demo-2020.2", "far-2010"),
        new_mapping("demo-2020", "far-2010.2"),
    ]
    demo, far = new_book(), new_book("far-2010")
    walk = new_crosswalk(*rows)
    catalogue = model.Catalogue(editions=(demo, far), crosswalks=(walk,))
    for scope, more in ((catalogue, {}), ([demo, far], {"crosswalks": [walk]}), (demo, {"crosswalks": (walk,)})):
        assert ids(select(scope, cites="far-2010", **more)) == ["1.1", "2"]
        assert ids(select(scope, cites="far", **more)) == ["1.1", "2"]
        assert ids(select(scope, cites="far-2010.1", **more)) == ["1.1"]
        assert ids(select(scope, cites=["far-2010.1", "far-2010.2"], **more)) == ["1.1"]
        assert select(scope, cites="far-2010.1.1", **more) == ()  # linked, but nobody states it
        assert select(scope, cites="demo-2020.2.2", **more) == ()  # held, and linked to nothing
    assert ids(select(demo, cites="far", crosswalks=iter([walk]))) == ["1.1", "2"]
    assert [p.id for p in select(catalogue, cites="demo")] == ["far-2010.1", "far-2010.2"]
    assert [p.id for p in select(catalogue, cites="demo-2020.2.1")] == []
    assert ids(select(catalogue, cites="far", kind="standard")) == ["1.1"]
    with pytest.raises(InvalidValueError):
        select(model.Catalogue(editions=(demo,)), cites="far-2010")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("far-2011", ("far-2010",)), ("far-2010.11", ("far-2010.1.1", "far-2010.1")), ("fr", ("far",)), (["x"], ())],
)
def test_what_nothing_knows_cannot_be_cited(
    asked: Any, near: tuple[str, ...], new_book: New, new_crosswalk: New, new_mapping: New
) -> None:
    walk = new_crosswalk(new_mapping("demo-2020.1", "far-2010.1"), new_mapping("demo-2020.2", "far-2010.1.1"))
    with pytest.raises(UnknownIdError) as caught:
        select(new_book(), cites=asked, crosswalks=[walk])
    assert caught.value.near_misses == near


def test_what_a_narrower_scope_has_left_out_is_known_all_the_same(new_book: New) -> None:
    parts = select(new_book(), kind="part")
    assert select(parts, source="manual") == ()
    assert select((), source="manual") == ()


def test_what_only_the_catalogue_knows_is_known_all_the_same() -> None:
    catalogue, outcomes = cs.catalogue(), cs.load("mscos-2023")
    assert select(outcomes, source="wmasn-practice", catalogue=catalogue) == ()
    assert select(outcomes, cites="chs-2014.1", catalogue=catalogue) == ()
    assert select(catalogue.edition("scs-2014"), source="wmasn-practice", catalogue=catalogue) == ()
    scs = catalogue.edition("scs-2018")
    assert select(scs, cites="ecat-2005", catalogue=catalogue) == tuple(select(catalogue, cites="ecat-2005"))[:1]


@pytest.mark.parametrize(("facet", "word"), [("source", "wmasn-practise"), ("under", "1.1.5")])
def test_an_edition_without_provisions_answers_for_no_slip(facet: str, word: str) -> None:
    """Misspelt values are errors, never an empty answer; of a register-only edition too."""
    empty: dict[str, Any] = {facet: word}
    with pytest.raises((UnknownWordError, UnknownProvisionError)):
        select(cs.load("scs-2014"), catalogue=cs.catalogue(), **empty)


def test_the_facets_are_arguments_and_the_filters_are_all_of_them() -> None:
    parameters = inspect.signature(select).parameters
    named = [name for name, parameter in parameters.items() if parameter.kind is inspect.Parameter.KEYWORD_ONLY]
    assert set(FACETS) < set(named)
    assert list(Filters.__annotations__) == [name for name in named if name != "catalogue"]


def test_on_the_shipped_data() -> None:
    catalogue = cs.catalogue()
    assert [p.id for p in select(cs.load("scs-2018"), under="1.1.5", force="must-not")] == ["scs-2018.1.1.5.p3"]
    assert select(catalogue, cites="ecat-2005")
    assert select(catalogue, source="heal-2019")
    assert select(catalogue, nation="scotland")


def test_a_list_of_provisions_in_which_nothing_is_found_is_looked_at_once(
    monkeypatch: pytest.MonkeyPatch, new_book: New
) -> None:
    provisions = new_book().provisions
    monkeypatch.setattr(selecting, "settled", lambda scope: pytest.fail("looked at again"))
    assert select(provisions, kind="question") == select(list(provisions), kind="question", force="may") == ()
    assert select((), kind="question") == ()
