"""What applies, does not, or may: a truth table written by hand, and every rule that leads to it."""

import copy
import csv
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import InvalidValueError, UnknownProvisionError
from care_standards.model.dating import STANDING_WORDS
from care_standards.query import REASON_WORDS, Applicability, Reason, applicable
from care_standards.query.reasons import REASON_FACETS, reason
from care_standards.vocabularies import VOCABULARIES, Nation, Setting

TRUTH = Path(__file__).parent / "truth" / "spine.csv"
SPINE = (
    "ecat-2005", "eudir-2011", "msa-2015", "htea-scot-2015", "htea-ni-2015", "nba-2022", "sg49-2020", "vcode-2020",
    "scs-2018", "msvcc-2021", "cqcsh-2021",
)  # fmt: skip
NATIONS: tuple[Nation, ...] = get_args(Nation)
SETTINGS: tuple[Setting, ...] = get_args(Setting)
NOWHERE = cs.Context()


def demo(*provisions: Any, **members: Any) -> Any:
    """Give an invented edition; its jurisdictions are England and Wales, stated, unless said otherwise."""
    own: dict[str, Any] = {"jurisdictions": ("england", "wales"), "jurisdictions_basis": "stated", **members}
    return model.Edition(
        id="demo-2020", publication="demo", title="Invented", data_revision=1,
        rights=model.Rights(sharing="shareable", statement="Invented."),
        completeness=model.Completeness(level="partial", provisions=len(provisions), coverage="Invented."),
        provisions=provisions, **own,
    )  # fmt: skip


def item(local: str, **members: Any) -> Any:
    """Give an invented provision whose text was read."""
    own: dict[str, Any] = {"kind": "clause", "notation_status": "none", "heading_status": "none", "force": "must"}
    own |= {"text_status": "verified", "confidence": "high", "sources": ("invented",), **members}
    return model.Provision(id=f"demo-2020.{local}", **own)


def one(provision: Any, context: cs.Context, **members: Any) -> Applicability:
    """Give the answer for the one provision of an edition."""
    return applicable(demo(provision, **members), context)[0]


def why(answer: Applicability, facet: str) -> tuple[str, str]:
    """Give the answer and the word of one facet."""
    return next((r.answer, r.why) for r in answer.reasons if r.facet == facet)


# ---- the truth table: four nations, seven settings, every way in which the legal spine limits itself


def rows() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def together(*answers: str) -> str:
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


def misses(table: list[dict[str, str]], answers: Callable[[cs.Context], dict[str, str]]) -> list[tuple[str, str, str]]:
    """Give every cell in which the answers are not those of the table: provision, nation, setting."""
    found: list[tuple[str, str, str]] = []
    for nation in NATIONS:
        for setting in SETTINGS:
            given = answers(cs.Context(nation=nation, setting=setting))
            for row in table:
                expected = together(row[nation], row[setting], row["stage"], row["population"], row["text"])
                if given[row["provision"]] != expected:
                    found.append((row["provision"], nation, setting))
    return found


def spine(context: cs.Context) -> dict[str, str]:
    found = applicable([cs.load(id) for id in SPINE], context)
    return {answer.provision.id: answer.answer for answer in found}


def test_every_cell_of_the_truth_table() -> None:
    table = rows()
    assert {row[n] for row in table for n in (*NATIONS, *SETTINGS)} == {"yes", "no", "unknown"}
    assert misses(table, spine) == []


@pytest.mark.parametrize(
    ("provision", "column", "planted"),
    [("htea-scot-2015.8", "scotland", "no"), ("msa-2015.45", "scotland", "no"), ("sg49-2020.15.9", "reach-in", "yes")],
)
def test_a_planted_fault_is_seen(provision: str, column: str, planted: str) -> None:
    table = rows()
    row = next(row for row in table if row["provision"] == provision)
    row[column] = planted
    found = misses(table, spine)
    assert found
    assert all(miss[0] == provision and column in miss for miss in found)


def test_why_a_nation_is_in_or_out_is_that_of_the_table() -> None:
    """All but one word per row: an answer for every nation keeps who said it."""
    for nation in NATIONS:
        found = applicable([cs.load(id) for id in SPINE], cs.Context(nation=nation))
        for row in rows():
            assert why(found[row["provision"]], "nation") == (row[nation], row["nation_why"]), row["provision"]


def _ways(edition: cs.Edition) -> Iterator[tuple[str, tuple[object, ...]]]:
    for p in edition:
        by = p.nations or next((a.nations for a in p.ancestors if a.nations), None)
        yield p.id, (edition.id, by, not p.nations, p.settings, p.stages, p.populations, p.text_status)


def test_every_way_in_which_the_spine_limits_itself_has_a_row() -> None:
    ways = {id: way for edition in SPINE for id, way in _ways(cs.load(edition))}
    listed = {row["provision"] for row in rows()}
    assert {ways[id] for id in listed} == set(ways.values())


def test_instruments_of_england_and_wales_say_no_to_scotland_and_northern_ireland_and_the_reverse() -> None:
    for nation, out in [
        ("scotland", ("sg49-2020", "vcode-2020", "msvcc-2021", "cqcsh-2021", "htea-ni-2015")),
        ("northern-ireland", ("sg49-2020", "vcode-2020", "msvcc-2021", "cqcsh-2021", "htea-scot-2015")),
        ("england", ("htea-scot-2015", "htea-ni-2015")),
        ("wales", ("htea-scot-2015", "htea-ni-2015")),
    ]:  # fmt: skip
        context = cs.Context(nation=nation, setting="outreach")  # type: ignore[arg-type]
        for id in out:
            found = applicable(cs.load(id), context)
            assert found.counts == {"yes": 0, "no": len(cs.load(id)), "unknown": 0}, id


# ---- nation


@pytest.mark.parametrize(
    ("listed", "nation", "expected"),
    [
        (("england",), "england", ("yes", "edition-says")),
        (("england",), "scotland", ("no", "edition-says")),
        (("international",), "scotland", ("yes", "international")),
        (("international",), None, ("yes", "international")),
        (("eu",), "scotland", ("unknown", "eu-only")),
        (("eu",), None, ("unknown", "eu-only")),
        (("eu", "england"), None, ("unknown", "not-stated-in-context")),
        (("eu", "england"), "england", ("yes", "edition-says")),
        (("eu", "england"), "wales", ("unknown", "eu-only")),
        (("eu", "international"), "wales", ("yes", "international")),
        (NATIONS, None, ("yes", "every-nation")),
        (NATIONS[:3], None, ("unknown", "not-stated-in-context")),
        ((), "england", ("unknown", "not-known")),
    ],
)
def test_what_an_edition_states(listed: Any, nation: Any, expected: tuple[str, str]) -> None:
    assert why(one(item("1"), cs.Context(nation=nation), jurisdictions=listed), "nation") == expected


@pytest.mark.parametrize("basis", ["inferred", "partial", None])
def test_what_is_not_stated_of_an_edition_is_not_known(basis: Any) -> None:
    found = one(item("1"), cs.Context(nation="scotland"), jurisdictions_basis=basis)
    assert (found.answer, why(found, "nation")) == ("unknown", ("unknown", "not-known"))


def test_the_nearest_that_names_a_nation_decides() -> None:
    edition = demo(
        item("1", nations=("scotland",)),
        item("1.1", parent="demo-2020.1"),
        item("1.1.1", parent="demo-2020.1.1", nations=("wales",)),
        item("1.1.1.1", parent="demo-2020.1.1.1"),
        item("2"),
        item("2.1", parent="demo-2020.2"),
    )
    found = applicable(edition, cs.Context(nation="wales"))
    assert [(a.answer, *why(a, "nation")) for a in found] == [
        ("no", "no", "item-says"),
        ("no", "no", "ancestor-says"),
        ("yes", "yes", "item-says"),
        ("yes", "yes", "ancestor-says"),
        ("yes", "yes", "edition-says"),
        ("yes", "yes", "edition-says"),
    ]
    backwards = applicable(tuple(reversed(edition.provisions)), cs.Context(nation="wales"))
    assert list(reversed(backwards)) == list(found)


def test_an_ancestor_that_is_not_held_leaves_it_unknown() -> None:
    found = applicable(demo(item("1.1", parent="demo-2020.1"), item("2")), cs.Context(nation="wales"))
    assert [why(a, "nation") for a in found] == [("unknown", "not-known"), ("yes", "edition-says")]


def test_a_ring_comes_to_an_end() -> None:
    ring = (item("1", parent="demo-2020.2"), item("2", parent="demo-2020.1"), item("3", parent="demo-2020.2"))
    assert [a.answer for a in applicable(demo(*ring), cs.Context(nation="wales"))] == ["unknown"] * 3


def test_a_provision_without_its_edition() -> None:
    alone = [item("1", nations=("wales",)), item("2"), item("2.1", parent="demo-2020.2")]
    found = applicable(alone, cs.Context(nation="wales"))
    assert [why(a, "nation") for a in found] == [
        ("yes", "item-says"),
        ("unknown", "edition-not-at-hand"),
        ("unknown", "edition-not-at-hand"),
    ]


# ---- setting, stage, populations, text


@pytest.mark.parametrize(
    ("limits", "stated", "facet"),
    [
        ({"settings": ("safehouse", "outreach")}, {"setting": "outreach"}, "setting"),
        ({"stages": ("referral",)}, {"stage": "referral"}, "stage"),
        ({"populations": ("adults", "dependants")}, {"populations": {"children", "dependants"}}, "population"),
    ],
)
def test_a_limit_is_of_the_item_itself(limits: dict[str, Any], stated: dict[str, Any], facet: str) -> None:
    others = {"setting": "other", "stage": "interview", "populations": {"children"}}
    edition = demo(item("1", **limits), item("1.1", parent="demo-2020.1"))
    context = cs.Context(nation="wales", **stated)
    assert [(a.answer, why(a, facet)) for a in applicable(edition, context)] == [
        ("yes", ("yes", "item-says")),
        ("yes", ("yes", "not-limited")),
    ]
    context = cs.Context(nation="wales", **{name: others[name] for name in stated})
    assert [(a.answer, a.decided_by) for a in applicable(edition, context)] == [
        ("no", (facet,)),
        ("yes", ("nation", "setting", "stage", "population", "text")),
    ]
    found = applicable(edition, cs.Context(nation="wales"))
    assert [(a.answer, a.decided_by, a.not_stated) for a in found] == [
        ("unknown", (facet,), (facet,)),
        ("yes", ("nation", "setting", "stage", "population", "text"), ()),
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("verified", "yes"), ("gist", "yes"), ("private", "yes"), ("heading-only", "unknown"), ("inferred", "unknown")],
)
def test_text_that_was_not_read_is_never_more_than_unknown(status: Any, expected: str) -> None:
    found = one(item("1", text_status=status), cs.Context(nation="wales"))
    assert (found.answer, found.decided_by[-1]) == (expected, "text")
    assert one(item("1", text_status=status), cs.Context(nation="scotland")).answer == "no"


# ---- below what does not apply


def test_what_stands_below_something_for_others_names_it_and_keeps_its_answer() -> None:
    edition = demo(
        item("1", populations=("adults",)),
        item("1.1", parent="demo-2020.1"),
        item("1.1.1", parent="demo-2020.1.1", settings=("safehouse",)),
        item("1.1.1.1", parent="demo-2020.1.1.1"),
        item("2", text_status="inferred"),
        item("2.1", parent="demo-2020.2"),
    )
    context = cs.Context(nation="wales", setting="outreach", populations={"children"})
    found = applicable(edition, context)
    assert [(a.answer, a.below) for a in found] == [
        ("no", None),
        ("yes", "demo-2020.1"),
        ("no", "demo-2020.1"),
        ("yes", "demo-2020.1.1.1"),  # the nearest
        ("unknown", None),
        ("yes", None),  # unknown above bars nothing
    ]
    # Whatever is asked over, and in whatever order, whether or not what stands above is asked about.
    whole = {a.provision.id: a for a in found}
    backwards = tuple(reversed(edition.provisions))
    for scope in (model.Catalogue(editions=[edition]), backwards, [edition["demo-2020.1.1.1.1"]], [edition], edition):
        assert all(a == whole[a.provision.id] for a in applicable(scope, context))
    assert [a["below"] for a in found.to_plain()["answers"]] == [a["below"] for a in found.to_rows()]
    assert found.to_rows()[3]["below"] == "demo-2020.1.1.1"
    assert "<td>demo-2020.1.1.1</td>" in found._repr_html_()


def test_a_clause_below_a_section_for_adults_in_shipped_data() -> None:
    found = applicable(cs.load("htea-ni-2015"), cs.Context(nation="northern-ireland", populations={"children"}))
    assert found["htea-ni-2015.18"].answer == "no"
    assert (found["htea-ni-2015.18.7.a"].answer, found["htea-ni-2015.18.7.a"].below) == ("yes", "htea-ni-2015.18")


def test_nothing_is_known_of_what_stands_above_where_it_is_not_held() -> None:
    apart = demo(item("1.1", parent="demo-2020.1"), item("1.1.1", parent="demo-2020.1.1"))
    assert [a.below for a in applicable(apart, cs.Context(nation="wales"))] == [None, None]
    alone = [item("1", nations=("scotland",)), item("1.1", parent="demo-2020.1", nations=("wales",))]
    assert [(a.answer, a.below) for a in applicable(alone, cs.Context(nation="wales"))] == [("no", None), ("yes", None)]


def test_what_is_above_in_a_ring_does_not_depend_on_where_one_begins() -> None:
    members: list[Any] = [
        item("1", parent="demo-2020.2"),
        item("2", parent="demo-2020.1"),
        item("3", parent="demo-2020.2"),
    ]
    context = cs.Context(nation="wales", setting="outreach")
    assert [a.below for a in applicable(demo(*members), context)] == [None] * 3
    members[0] = item("1", parent="demo-2020.2", settings=("safehouse",))
    edition = demo(*members)
    for scope in (edition, edition.provisions[::-1], edition.provisions[1:]):
        assert {a.below for a in applicable(scope, context)} == {"demo-2020.1"}


@pytest.mark.parametrize("step", [1, -1])
def test_a_chain_as_deep_as_a_book_is_long(step: int) -> None:
    chain = [item("n0", settings=("safehouse",))]
    chain += [item(f"n{n}", parent=f"demo-2020.n{n - 1}") for n in range(1, 20_000)]
    found = applicable(demo(*chain).provisions[::step], cs.Context(nation="wales", setting="outreach"))
    assert {a.below for a in found} == {None, "demo-2020.n0"}
    assert [a.below for a in found].count(None) == 1


def test_two_copies_of_one_edition_that_differ_only_in_where_they_hold() -> None:
    here, there = demo(item("1")), demo(item("1"), jurisdictions=("scotland",))
    for scope in ([here, there], [here, there, *here, copy.deepcopy(there)], [*here, *there]):
        assert [a.answer for a in applicable(scope, cs.Context(nation="wales"))] == ["yes", "no"]
    assert len(applicable([here, copy.deepcopy(here), *here], cs.Context(nation="wales"))) == 1


# ---- the day


def test_a_day_is_judged_by_the_record_of_the_publication() -> None:
    shipped = cs.catalogue()
    then = cs.Context(nation="wales", on=date(2016, 3, 1))
    now = cs.Context(nation="wales", on=date(2019, 3, 1))
    book = shipped.edition("scs-2018")
    assert why(applicable(book, then)["scs-2018.1.1.5"], "date") == ("unknown", "no-record")
    assert why(applicable(book, then, catalogue=shipped)["scs-2018.1.1.5"], "date") == ("no", "not-yet-published")
    assert applicable(shipped, then)["scs-2018.1.1.5"].decided_by == ("date",)
    assert applicable(shipped, now)["scs-2018.1.1.5"].answer == "yes"
    assert applicable(shipped, now)["scs-2015.s1"].answer == "no"
    assert why(applicable(shipped, now)["scs-2015.s1"], "date") == ("no", "superseded")
    assert [r.facet for r in applicable(shipped, now)[0].reasons] == list(REASON_FACETS)
    assert "date" not in [r.facet for r in applicable(shipped, NOWHERE)[0].reasons]


def test_provisions_without_their_edition_are_judged_each_by_its_own() -> None:
    members: dict[str, Any] = {
        "kind": "clause", "notation_status": "none", "heading_status": "none", "text_status": "gist", "force": "must",
        "sources": ("invented",), "confidence": "low", "nations": ("wales",),
    }  # fmt: skip
    alone = [model.Provision(id=id, **members) for id in ("scs-2015.y", "scs-2018.y", "scs-2015.z")]
    context = cs.Context(nation="wales", on=date(2016, 3, 1))
    assert [a.answer for a in applicable(alone, context, catalogue=cs.catalogue())] == ["yes", "no", "yes"]


def test_the_editions_of_a_day_judge_a_case_of_that_day() -> None:
    context = cs.Context(nation="wales", on=date(2016, 3, 1))
    found = applicable(cs.catalogue().as_of(date(2016, 3, 1)), context)
    assert {p.edition_id for p in found.yes if p.edition_id.startswith("scs")} == {"scs-2015"}
    assert all(answer.answer != "no" or answer.decided_by != ("date",) for answer in found)


# ---- the answer as a whole


def test_it_is_a_sequence_that_also_knows_ids() -> None:
    book = cs.load("scs-2018")
    found = applicable(book, cs.Context(nation="scotland"))
    assert len(found) == len(book)
    assert [a.provision for a in found] == list(book)
    assert found["scs-2018.1.1.5"] == found[list(book).index(book["1.1.5"])]
    assert found[:2] == (found[0], found[1])
    assert "scs-2018.1.1.5" in found
    assert found[0] in found
    assert "scs-2018.9.9" not in found
    assert 5 not in found
    assert sorted(p.id for p in (*found.yes, *found.unknown, *found.no)) == sorted(p.id for p in book)
    assert found.counts == {"yes": len(found.yes), "no": len(found.no), "unknown": len(found.unknown)}
    assert [(h.edition, h.level, h.held) for h in found.holdings] == [("scs-2018", "partial", len(book))]
    with pytest.raises(UnknownProvisionError) as caught:
        found["scs-2018.1.1.55"]
    assert "scs-2018.1.1.5" in caught.value.near_misses
    assert "1.1.55" not in str(caught.value)
    assert len(applicable([], NOWHERE)) == 0


def test_it_is_a_value() -> None:
    found = applicable(cs.load("scs-2018"), cs.Context(nation="scotland"))
    assert found["scs-2018.1.1.5"].answer == "yes"  # what was looked up before makes no difference
    again = pickle.loads(pickle.dumps(found))
    assert again == found == applicable(cs.load("scs-2018"), cs.Context(nation="scotland"))
    assert hash(again) == hash(found)
    assert found != applicable(cs.load("scs-2018"), cs.Context(nation="wales"))


def test_reasons_are_whole_sentences_of_our_own_words() -> None:
    facets = ("nation", "setting", "stage", "population")
    for word in REASON_WORDS:
        for facet in facets:
            for answer in ("yes", "no", "unknown"):
                text = Reason(facet=facet, answer=answer, why=word).sentence  # type: ignore[arg-type]
                assert text[0].isupper()
                assert text.endswith(".")
                assert "{" not in text
    assert set(STANDING_WORDS) < set(REASON_WORDS)
    assert reason("setting", "no", "item-says").sentence == (
        "The provision itself names another setting than the one asked about."
    )
    assert reason("setting", "unknown", "not-stated-in-context").sentence == (
        "It depends on the setting, which was not stated."
    )


def test_plain_data_and_rows() -> None:
    found = applicable(cs.load("sg49-2020"), cs.Context(nation="wales", populations={"dependants", "adults"}))
    plain = found.to_plain()
    assert list(plain) == ["context", "counts", "holdings", "answers"]
    assert plain["context"] == {
        "nation": "wales", "setting": None, "stage": None, "populations": ["adults", "dependants"], "on": None,
    }  # fmt: skip
    first = next(a for a in plain["answers"] if a["provision"] == "sg49-2020.15.9")
    assert (first["answer"], first["decided_by"], first["not_stated"]) == ("unknown", ["setting"], ["setting"])
    assert first["reasons"][0] == {
        "facet": "nation", "answer": "yes", "why": "item-says",
        "sentence": "The provision itself names the nation asked about.",
    }  # fmt: skip
    rows = found.to_rows()
    assert len(rows) == len(found)
    facets = [name for facet in REASON_FACETS for name in (facet, f"{facet}_why")]
    of_provision = [
        "provision",
        "heading",
        "heading_status",
        "text_status",
        "answer",
        "below",
        "decided_by",
        "not_stated",
    ]
    assert {tuple(row) for row in rows} == {("edition", "edition_held", *of_provision, *facets)}
    row = next(row for row in rows if row["provision"] == "sg49-2020.15.9")
    assert (row["edition_held"], row["setting"], row["setting_why"], row["date"]) == (
        "partial", "unknown", "not-stated-in-context", None,
    )  # fmt: skip
    dated = applicable(cs.catalogue(), cs.Context(on=date(2020, 1, 1))).to_rows()
    assert {row["date"] for row in dated} == {"yes", "no", "unknown"}


def test_no_repr_shows_the_question_or_a_text() -> None:
    canary = "Canary Wharf Road"
    edition = demo(item("1", heading=canary, heading_status="literal", summary=canary, settings=("reach-in",)))
    found = applicable(edition, cs.Context(nation="scotland", setting="reach-in", on=date(2016, 3, 1)))
    shown = f"{found!r} {found} {found.context!r} {found[0].reasons!r} {found.yes!r} {found[0].answer!r}"
    assert not any(word in shown for word in (canary, "scotland", "2016", "reach-in"))


@pytest.mark.parametrize("context", [None, "scotland", {"nation": "scotland"}])
def test_what_is_no_context_is_refused(context: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        applicable(cs.load("scs-2018"), context)
    assert "scotland" not in str(caught.value)


def test_an_id_is_no_scope() -> None:
    with pytest.raises(InvalidValueError):
        applicable("scs-2018", NOWHERE)  # type: ignore[arg-type]


def test_an_iterator_is_asked_about_once() -> None:
    found = applicable(iter(cs.load("scs-2018")), cs.Context(nation="wales"))
    assert len(found) == len(cs.load("scs-2018"))
    assert found.holdings[0].edition == "scs-2018"


def test_words_of_the_truth_table_are_known() -> None:
    assert set(SETTINGS) == set(VOCABULARIES["setting"])
    assert {row["nation_why"] for row in rows()} <= set(REASON_WORDS)
