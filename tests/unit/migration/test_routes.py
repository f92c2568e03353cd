"""Which concordances are followed, in what order, and what they say together."""

from typing import Any

import attrs
import pytest

from care_standards import model
from care_standards.migration.routes import Routes

LAST = "fable-2009"


def between(make: Any, *ends: str) -> Any:
    return make.catalogue(*[make.concordance(ends=one) for one in ends])


def passed(catalogue: Any, old: str, new: str = LAST) -> Any:
    way = Routes(catalogue.edition(new), catalogue).way(old, new)
    return None if way.concordances is None else [one.id[8:10] + one.id[-2:] for one in way.concordances]


def test_the_fewest_concordances_are_taken(make: Any) -> None:
    assert passed(between(make, "15", "59"), "fable-2001") == ["0105", "0509"]
    assert passed(between(make, "59", "19", "15"), "fable-2001") == ["0109"]
    assert passed(between(make, "15"), "fable-2001") is None
    assert passed(between(make), LAST) == []


def test_of_ways_of_one_length_the_first_by_id_is_taken(make: Any) -> None:
    ends = ["18", "89", "15", "59", "13", "37", "79"]
    assert passed(between(make, *ends), "fable-2001") == ["0105", "0509"]
    assert passed(between(make, *ends[::-1]), "fable-2001") == ["0105", "0509"]


def test_nothing_goes_back_in_time(make: Any) -> None:
    catalogue = between(make, "91", "51")
    assert passed(catalogue, "fable-2001") is None
    assert passed(between(make, "19", "91", "15", "51"), "fable-2005") is None
    assert passed(catalogue, LAST, "fable-2001") is None


def records(*ids: str) -> Any:
    day = model.UncertainDate(earliest="2001", latest="2009", precision="range")
    rights = model.Rights(sharing="private", statement="Invented.")
    completeness = model.Completeness(level="partial", provisions=0, coverage="Invented.")
    made = [
        model.EditionRecord(
            id=id, title="Invented", label="Invented", date=day, publisher="Nobody", status="superseded",
            rights=rights, completeness=completeness, sources=(), confidence="low",
        )
        for id in ids
    ]  # fmt: skip
    return model.Publication(
        id="fable", category="code", title="Invented", publisher="Nobody", summary="Invented.", sources=(),
        editions=made,
    )  # fmt: skip


def test_the_list_of_the_publication_goes_before_the_years(make: Any) -> None:
    turned = attrs.evolve(between(make, "91"), publications=(records(LAST, "fable-2005", "fable-2001"),))
    routes = Routes(turned.edition("fable-2001"), turned)
    assert routes.is_earlier(LAST, "fable-2001")
    assert not routes.is_earlier("fable-2001", LAST)
    assert routes.way(LAST, "fable-2001").concordances == turned.concordances
    assert routes.is_earlier("fable-2001", "fable-2002")  # not on the list


def test_an_edition_is_of_a_publication_by_the_catalogue_or_by_its_id(make: Any) -> None:
    catalogue = attrs.evolve(between(make), publications=(records("story-1999", LAST),))
    routes = Routes(catalogue.edition(LAST), catalogue)
    assert routes.has("story-1999")
    assert routes.has("fable-2001")
    assert routes.has("fable-1066")
    assert not routes.has("story-2001")
    moved = attrs.evolve(make.edition("fable-2001"), publication="other")
    catalogue = make.catalogue(make.concordance(ends="19"), editions=[moved])
    assert not Routes(catalogue.edition(LAST), catalogue).has("fable-2001")
    assert passed(catalogue, "fable-2001") is None


def test_a_concordance_of_another_publication_leads_nowhere(make: Any) -> None:
    stranger = make.concordance(ends="15")
    stranger = attrs.evolve(stranger, new=model.ConcordanceEnd(edition="other-2005", data_revision=1))
    back = attrs.evolve(make.concordance(ends="59"), old=model.ConcordanceEnd(edition="other-2005", data_revision=1))
    assert passed(make.catalogue(stranger, back), "fable-2001") is None


def chain(make: Any) -> Any:
    first = make.concordance(
        make.change("same", "unchanged", "a", "b"),
        make.change("cut", "split", "s", "s1 s2"),
        make.change("gone", "withdrawn", "w"),
        make.change("half", "split", "h", "h1 h2"),
    )
    second = make.concordance(
        make.change("word", "reworded", "b", "c", ends="59"),
        make.change("s1", "renumbered", "s1", "t1", ends="59"),
        make.change("s2", "withdrawn", "s2", ends="59"),
        make.change("h1", "unchanged", "h1", "h1", ends="59"),
        ends="59",
    )
    return make.catalogue(first, second)


@pytest.mark.parametrize(
    ("id", "verdict", "targets"),
    [
        ("fable-2001.a", "carried-for-review", ("fable-2009.c",)),
        ("fable-2001.s", "reassess", ("fable-2009.t1",)),
        ("fable-2001.h", "reassess", ("fable-2009.h1", "fable-2005.h2")),
        ("fable-2001.w", "retired", ()),
        ("fable-2001.none", "unknown", ()),
        ("fable-2005.b", "unknown", ()),
        ("other-2001.a", "unknown", ()),
    ],
)
def test_what_became_of_an_item_over_two_editions(make: Any, id: str, verdict: str, targets: Any) -> None:
    catalogue = chain(make)
    way = Routes(catalogue.edition(LAST), catalogue).way("fable-2001", LAST)
    found = way.fate(id)
    assert (found.verdict, found.targets) == (verdict, targets)
    assert way.fate(id) is found


def test_no_way_is_unknown_and_no_way_to_go_is_carried(make: Any) -> None:
    catalogue = make.catalogue()
    routes = Routes(catalogue.edition(LAST), catalogue)
    found = routes.way("fable-2001", LAST).fate("fable-2001.a")
    assert (found.verdict, found.reason) == ("unknown", "No concordance leads from fable-2001 to fable-2009.")
    assert routes.way("fable-2001", LAST) is routes.way("fable-2001", LAST)
    there = routes.way(LAST, LAST).fate(f"{LAST}.a")
    assert (there.verdict, there.targets) == ("carried", (f"{LAST}.a",))


def test_what_the_edition_in_between_lacks_is_unknown(make: Any) -> None:
    catalogue = chain(make)
    whole = make.edition("fable-2005", "s1", "s2", level="complete")
    catalogue = attrs.evolve(catalogue, editions=(whole, make.edition(LAST)))
    fate = Routes(catalogue.edition(LAST), catalogue).way("fable-2001", LAST).fate
    assert fate("fable-2001.a").verdict == "unknown"
    assert fate("fable-2001.s").verdict == "reassess"


def test_the_edition_to_go_to_is_the_one_given(make: Any) -> None:
    catalogue = chain(make)
    whole = make.edition(LAST, "t1", level="complete")
    fate = Routes(whole, catalogue).way("fable-2005", LAST).fate
    assert [fate(f"fable-2005.{one}").verdict for one in ("b", "s1")] == ["unknown", "carried"]


def test_a_step_says_how_far_the_comparison_was_reviewed(make: Any) -> None:
    rows = [
        make.change("one", "unchanged", "a", "a", review="agreed", sources=("b", "a")),
        make.change("two", "unchanged", "b", "b", review="to-review", sources=("a", "c")),
        make.change("three", "unchanged", "c", "c", sources=()),
    ]
    coverage = model.ComparisonCoverage(old_listed=5, old_reviewed=3)
    catalogue = make.catalogue(make.concordance(*rows, coverage=coverage, list_is_known_incomplete=True))
    (step,) = Routes(catalogue.edition("fable-2005"), catalogue).way("fable-2001", "fable-2005").steps
    assert step == model.LedgerStep(
        old="fable-2001", new="fable-2005", concordance="fable-2001--fable-2005", old_revision=1, new_revision=1,
        completeness="partial", list_is_known_incomplete=True, coverage=coverage, rows=3, agreed=1,
        sources=("b", "a", "c"),
    )  # fmt: skip


def test_steps_lead_on_to_the_end(make: Any) -> None:
    catalogue = make.catalogue(*[make.concordance(ends=ends) for ends in ("13", "35", "59", "19")])
    routes = Routes(catalogue.edition(LAST), catalogue)
    ways = [routes.way(old, LAST) for old in ("fable-2005", "fable-2001", "fable-2003", "fable-1999")]
    steps = [(step.old[-2:], step.new[-2:]) for step in routes.steps(ways)]
    # 1999 is no edition that anybody knows, and the way of 2003 leads through 2005.
    assert steps == [("03", "05"), ("01", "09"), ("05", "09")]
    alone = make.catalogue()
    ways = [Routes(alone.edition(LAST), alone).way(old, LAST) for old in ("fable-2005", "fable-1999", "fable-2001")]
    assert [step.old for step in routes.steps(ways)] == ["fable-2001", "fable-2005"]
