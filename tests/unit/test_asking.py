"""The front door's questions: what stands for what, and what is said where nothing fits."""

from datetime import date
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import asking, model
from care_standards.errors import (
    InvalidValueError,
    OutsideNationError,
    UnknownEditionError,
    UnknownIdError,
    UnknownWordError,
)

CANARY = "canary-4711"


@pytest.fixture(scope="module")
def assessment() -> cs.Assessment:
    return cs.read_assessment("examples/outreach-self-assessment.json")


@pytest.mark.parametrize(
    ("by", "near"), [("cqcsh-2012", "cqcsh-2021"), ("cqcsh", "cqcsh-2021"), ("ecat-2006", "ecat-2005"),
                     ("forse", "force"), ("mscos-2032", "mscos-2023")],
)  # fmt: skip
def test_a_misspelt_way_to_group_has_near_misses_among_words_and_editions(
    assessment: cs.Assessment, by: str, near: str
) -> None:
    for ask in (lambda: cs.summarise(assessment, by=by), lambda: cs.summarise(assessment, by=["part", by]),
                lambda: cs.gaps(assessment, by=by)):  # fmt: skip
        with pytest.raises(UnknownWordError) as caught:
            ask()
        assert near in caught.value.near_misses
        assert f"Did you mean {near}" in str(caught.value)


@pytest.mark.parametrize("by", ["scs-2018", "scs-2025", "scs-2018--cqcsh-2021", "cqcsh-2021.safe", CANARY, 5, None])
def test_what_is_no_way_to_group_is_told_all_there_are(assessment: cs.Assessment, by: Any) -> None:
    with pytest.raises(UnknownWordError) as caught:
        cs.summarise(assessment, by=by)
    assert caught.value.known[:4] == ("part", "kind", "force", "setting")
    assert "cqcsh-2021" in caught.value.known
    assert all(way in cs.catalogue() for way in caught.value.known[4:])
    assert CANARY not in str(caught.value) + repr(caught.value)


def test_an_edition_stands_for_the_view_by_it(assessment: cs.Assessment) -> None:
    framework = cs.load("cqcsh-2021")
    by_id = cs.summarise(assessment, by=("cqcsh-2021", "force"))
    assert cs.summarise(assessment, by=(framework, "force")) == by_id
    assert cs.summarise(assessment, by=framework).groups == {"cqcsh-2021": by_id.groups["cqcsh-2021"]}
    assert cs.gaps(assessment, by=framework) == cs.gaps(assessment, by="cqcsh-2021")


def test_an_edition_of_ones_own_need_not_be_in_the_catalogue(assessment: cs.Assessment) -> None:
    own = attrs.evolve(cs.load("cqcsh-2021"), title="Invented", data_revision=7)
    shipped = cs.catalogue()
    without = model.Catalogue(editions=[e for e in shipped.editions if e.id != own.id], crosswalks=shipped.crosswalks,
                              sources=shipped.sources)  # fmt: skip
    assert cs.gaps(assessment, by=own, catalogue=without).by == own.id
    with pytest.raises(UnknownWordError) as caught:
        cs.gaps(assessment, by=own.id, catalogue=without)
    assert own.id not in caught.value.near_misses + caught.value.known


def test_a_crosswalk_may_be_held_in_either_direction(assessment: cs.Assessment) -> None:
    shipped = cs.catalogue()
    turned = [x.invert() if x.target.edition == "cqcsh-2021" else x for x in shipped.crosswalks]
    other = model.Catalogue(editions=shipped.editions, crosswalks=turned, sources=shipped.sources)
    assert "scs-2018--cqcsh-2021" not in other
    assert cs.summarise(assessment, by="cqcsh-2021", catalogue=other) == cs.summarise(assessment, by="cqcsh-2021")


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
def test_a_view_by_the_key_questions_is_refused_elsewhere(assessment: cs.Assessment, nation: Any) -> None:
    moved = attrs.evolve(assessment, context=cs.Context(nation=nation))
    for by in ("cqcsh-2021", cs.load("cqcsh-2021"), asking.way_of("cqcsh-2021", cs.load("scs-2018"))):
        with pytest.raises(OutsideNationError, match="england and wales"):
            cs.summarise(moved, by=["force", by])
        with pytest.raises(OutsideNationError, match="england and wales"):
            cs.gaps(moved, by=by)


def test_what_is_no_assessment_or_crosswalk_is_named() -> None:
    ask: Any = cs
    given: Any
    for given in ("export.json", cs.load("scs-2018"), None):
        with pytest.raises(InvalidValueError, match="must be an Assessment"):
            ask.summarise(given)
    for given in (cs.load("scs-2018"), None, 5):
        for question in (ask.gaps, ask.coverage):
            with pytest.raises(InvalidValueError, match="must be a Crosswalk"):
                question(given)
    with pytest.raises(UnknownIdError) as caught:
        cs.gaps("scs-2018--ecat-2006")
    assert caught.value.near_misses[0] == "scs-2018--ecat-2005"
    for given in ("q2.json", "q2--final.json", "folder/q--2", "scs-2018"):
        with pytest.raises(InvalidValueError, match="or an Assessment, which read_assessment gives") as refused:
            cs.gaps(given)
        assert given not in str(refused.value).replace("scs-2018--ecat-2005", "")
    with pytest.raises(InvalidValueError, match="is for assessments"):
        ask.gaps("scs-2018--ecat-2005", by="force")


def test_a_difference_is_asked_for_by_ids() -> None:
    assert cs.diff("scs-2018", "scs-2025") == cs.diff(cs.load("scs-2018"), cs.load("scs-2025"))
    assert cs.diff("scs-2018", "scs-2025").concordance == "scs-2018--scs-2025"
    assert cs.diff("scs-2018", "ecat-2005").concordance is None
    found = cs.diff("ecat-2005--scs-2018", "ecat-2005--scs-2018")
    assert found.counts["same"] == 14
    assert [holding.edition for holding in found.holdings] == ["ecat-2005", "scs-2018"]
    with pytest.raises(InvalidValueError, match="must be the older edition"):
        cs.diff("scs-2025", "scs-2018")
    with pytest.raises(UnknownEditionError) as caught:
        cs.diff("scs-2018", "scs-2026")
    assert "scs-2025" in caught.value.near_misses


def test_a_difference_of_assessments_says_how_much_of_their_edition_is_held() -> None:
    context, period = cs.Context(nation="wales"), model.Period(start=date(2026, 1, 1), end=date(2026, 3, 31))
    started = cs.assessing.new_assessment(
        cs.load("scs-2018"), context, subject=cs.Subject(kind="service", ref="s"), period=period,
        assessor_role="quality-lead",
    )  # fmt: skip
    found = cs.diff(started, started)
    assert [(each.edition, each.held) for each in found.holdings] == [("scs-2018", 44)]
    assert found.without_entry == (44 - len(started),)
    assert cs.diff(started, started, catalogue=model.Catalogue()).holdings == ()  # it holds no edition


def test_a_catalogue_that_is_the_scope_answers_for_itself() -> None:
    shipped = cs.catalogue()
    bare = model.Catalogue(editions=shipped.editions)
    context = cs.Context(nation="scotland", on=date(2019, 1, 1))
    assert cs.applicable(shipped, context)["scs-2018.1.1.5"].answer == "yes"
    assert cs.applicable(bare, context)["scs-2018.1.1.5"].answer == "unknown"  # it has no record of the edition
    assert cs.search("NRM", shipped).expansions
    assert not cs.search("NRM", bare).expansions
    with pytest.raises(cs.CareStandardsError):
        cs.select(bare, cites="ecat-2005")  # it has no crosswalk


@pytest.mark.parametrize("scope", [5, cs.load("scs-2018")["1.1.5"], cs.crosswalk("scs-2018", "ecat-2005")])
def test_what_is_no_scope_is_refused_in_words(scope: Any) -> None:
    for ask in (lambda: cs.select(scope), lambda: cs.search("consent", scope)):
        with pytest.raises(cs.CareStandardsError, match="must be an Edition"):
            ask()


def test_ids_and_objects_may_stand_in_one_scope() -> None:
    scs = cs.load("scs-2018")
    assert cs.select(["scs-2018"]) == scs.provisions
    assert cs.select([scs["1.1.5"], "scs-2018.1.1.5.p3", "ecat-2005"])[:2] == (scs["1.1.5"], scs["scs-2018.1.1.5.p3"])
    with pytest.raises(cs.CareStandardsError, match=r"scs-2018\.1\.1\.5"):
        cs.select(["scs-2018.1.1.55"])


def test_a_source_of_the_register_that_an_edition_does_not_use_gives_nothing() -> None:
    assert cs.select("ecat-2005", source="wmasn-practice") == ()
    with pytest.raises(cs.CareStandardsError, match="wmasn-practice"):
        cs.select("ecat-2005", source="wmasn-practise")


def test_a_notebook_shows_answers_as_tables_with_what_is_ours_marked() -> None:
    applies = cs.applicable("scs-2018", cs.Context(nation="scotland"))._repr_html_()
    assert "scs-2018: partial, 44 held" in applies
    assert "No proselytising (our own label)" in applies
    assert applies.count("<tr>") == 1 + 44
    found = cs.search("consent")._repr_html_()
    assert "*Consent*" in found
    assert "<td>glossary</td>" in found
    covered = cs.coverage("scs-2018--ecat-2005")._repr_html_()
    assert "not reviewed is no gap" in covered
    assert covered.count("<tr>") == 3
    hostile = cs.search("<script>")
    assert "<script>" not in hostile._repr_html_()
