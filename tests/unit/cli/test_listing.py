"""Lists that are narrowed down: provisions by facet, mappings by origin, and the edition in force."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

import care_standards as cs
from care_standards.cli.facet_options import FACETS
from care_standards.cli.words_asked import NOT_STATED

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def _ids(ran: Any) -> list[str]:
    return [item["id"] for item in json.loads(ran.out)["provisions"]]


def _words(text: str) -> str:
    return " ".join(text.split())


def test_what_a_standard_forbids(run: Run) -> None:
    arguments = ("list", "provisions", "--edition", "scs-2018", "--under", "1.1.5", "--force", "must-not")
    expected = [p.id for p in cs.load("scs-2018")["1.1.5"].descendants if p.force == "must-not"]
    assert expected
    assert _ids(run(*arguments, "--json")) == expected
    out = run(*arguments).out
    assert all(id in out for id in expected)
    assert "Held: scs-2018 partial, 44 provisions. What is not held may well be in the book." in out


def test_facets_combine_and_repeated_ones_mean_any(run: Run) -> None:
    both = _ids(run("list", "provisions", "--force", "must", "--force", "may", "--kind", "clause", "--json"))
    one, other = (_ids(run("list", "provisions", "--force", f, "--kind", "clause", "--json")) for f in ("must", "may"))
    assert one
    assert set(both) == {*one, *other}


def test_a_facet_for_each_that_select_knows(run: Run) -> None:
    from care_standards import query

    assert set(query.FACETS) <= set(FACETS)
    assert query.NOT_STATED == NOT_STATED
    assert "--text-status" in run("list", "--help").out


@pytest.mark.parametrize("facet", ["kind", "force", "text_status"])
def test_what_is_always_stated_cannot_be_asked_for_as_not_stated(run: Run, complete: Complete, facet: str) -> None:
    option = f"--{facet.replace('_', '-')}"
    ran = run("list", "provisions", option, NOT_STATED)
    assert (ran.code, option in ran.err) == (2, True)
    assert NOT_STATED not in complete(f"care-standards list provisions {option} not")


def test_an_empty_text_is_no_heading_to_look_for(run: Run) -> None:
    ran = run("list", "provisions", "--heading", "")
    assert (ran.code, ran.out) == (2, "")
    assert "heading" in ran.err


def test_a_source_that_another_edition_rests_on_is_no_slip(run: Run) -> None:
    assert _ids(run("list", "provisions", "--edition", "scs-2014", "--source", "wmasn-practice", "--json")) == []
    assert run("list", "provisions", "--edition", "scs-2014", "--source", "wmasn-practise").code == 2


def test_an_empty_answer_says_how_much_is_held(run: Run) -> None:
    ran = run("list", "provisions", "--edition", "scs-2014")
    assert ran.out.startswith("None of what is held.")
    assert "Held: scs-2014 register-only, 0 provisions. What is not held may well be in the book." in ran.out
    ran = run("list", "provisions", "--edition", "scs-2014", "--csv")
    assert ran.out == "".join(run("list", "provisions", "--csv").out.splitlines(keepends=True)[:1])
    assert "scs-2014 register-only" in ran.err
    plain = json.loads(run("list", "provisions", "--edition", "scs-2014", "--json").out)
    assert plain["holdings"] == [{"edition": "scs-2014", "level": "register-only", "held": 0}]


def test_what_cites_something_is_no_answer_about_rows_that_nobody_states(run: Run) -> None:
    # Rows on what stands below article 12 are our own judgement: none of them is a citation.
    for verb in (("list", "provisions"), ("applies",)):
        out = _words(run(*verb, "--cites", "ecat-2005.12").out)
        assert "None of what is held." in out
        assert "only rows that a source states are looked at" in out
        assert "source states" in _words(run(*verb, "--cites", "ecat-2005.12", "--csv").err)
        assert "source states" not in run(*verb, "--force", "must-not").out


def test_own_labels_and_unread_text_are_marked(run: Run) -> None:
    lines = run("list", "provisions", "--edition", "scs-2018").out.splitlines()
    own = [p for p in cs.load("scs-2018") if p.heading_status == "own-label"]
    assert own
    assert sum("our own label" in line for line in lines) == len(own)


def test_wording_is_never_listed(run: Run, oak: str) -> None:
    assert run("packs", "add", oak).code == 0
    plain = json.loads(run("list", "provisions", "--publication", "oak", "--json").out)
    assert len(plain["provisions"]) == 6
    assert not [item for item in plain["provisions"] if "text" in item]


def test_mappings_that_are_our_own_judgement(run: Run) -> None:
    plain = json.loads(run("list", "mappings", "--origin", "editorial", "--json").out)
    expected = [row for x in cs.crosswalks() for row in x.mappings if row.origin == "editorial"]
    assert [(m["source"], m["target"]) for m in plain["mappings"]] == [(r.source, r.target) for r in expected]
    out = " ".join(run("list", "mappings", "--origin", "editorial").out.split())
    assert out.count("our judgement)") == len(expected)
    assert "neither fulfils the other" in out
    assert "our judgement" not in run("list", "mappings", "--origin", "source").out


def test_mappings_of_an_edition(run: Run) -> None:
    plain = json.loads(run("list", "mappings", "--edition", "ticc-2018", "--json").out)
    assert {m["crosswalk"] for m in plain["mappings"]} == {"scs-2018--ticc-2018", "sg49-2020--ticc-2018"}
    assert {"scs-2018", "sg49-2020", "ticc-2018"} == {h["edition"] for h in plain["holdings"]}


def test_the_edition_in_force(run: Run) -> None:
    arguments = ("list", "--publication", "scs", "--on")
    assert run(*arguments, "2016-03").out.startswith("scs: scs-2015. ")
    assert run(*arguments, "2015-06").out.startswith("scs: unknown (scs-2014, scs-2015). ")
    assert run(*arguments, "2013").out.startswith("scs: none. ")
    ((plain),) = json.loads(run(*arguments, "2016-03-31", "--json").out)
    assert (plain["answer"], plain["edition"]) == ("yes", "scs-2015")
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "2016", "--csv").out)))
    assert [(row["edition"], row["in_force"]) for row in rows] == [
        ("scs-2014", "no"), ("scs-2015", "yes"), ("scs-2018", "no"), ("scs-2025", "no"),
    ]  # fmt: skip
    every = json.loads(run("list", "--on", "2016-03", "--json").out)
    assert [each["publication"] for each in every] == [p.id for p in cs.publications()]


def test_the_edition_in_force_of_what_nobody_registered_is_unknown(run: Run, oak: str) -> None:
    assert run("packs", "add", oak).code == 0
    ran = run("list", "--publication", "oak", "--on", "2026-03")
    assert ran.code == 0
    assert ran.out.startswith("oak: unknown (oak-2026). ")
    assert run("list", "--publication", CANARY, "--on", "2026-03").code == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "provisions", "--force", "must-nt"), "Did you mean must-not"),
        (("list", "provisions", "--nation", CANARY), "Choose from: england, wales, scotland, northern-ireland"),
        (("list", "provisions", "--addressee", CANARY), "--addressee does not take this value."),
        (("list", "provisions", "--origin", "editorial"), "--origin: only with mappings."),
        (("list", "mappings", "--force", "must"), "--force: only with provisions."),
        (("list", "--text-status", "gist"), "--text-status: only with provisions."),
        (("list", "--edition", CANARY), "--edition: only with provisions and mappings."),
        (("list", "provisions", "--on", "2016"), "--on: only with editions."),
        (("list", "--on", "2016-02-30"), "--on takes a day, a month or a year"),
        (("list", "provisions", "--source", CANARY), "No such source"),
        (("list", "provisions", "--under", "1.1.5"), "a printed number goes with one edition"),
        (("list", "provisions", "--under", CANARY), "a printed number goes with one edition"),
        (("list", "mappings", "--relation", "equals"), "Did you mean equal"),
    ],
)
def test_2_a_wrong_word(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "provisions", "--edition", CANARY),
        ("list", "provisions", "--edition", "scs-2018", "--under", CANARY),
        ("list", "provisions", "--under", f"scs-2018.{CANARY.lower()}"),
        ("list", "provisions", "--cites", CANARY),
        ("list", "provisions", "--publication", CANARY),
    ],
)
def test_4_an_unknown_id(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (4, "")
    assert CANARY.lower() not in ran.err.lower()


def test_4_names_near_misses(run: Run) -> None:
    assert "scs-2018" in run("list", "provisions", "--edition", "scs-2017").err


@pytest.mark.parametrize("columns", ["40", "110"])
@pytest.mark.parametrize("what", [("provisions",), ("mappings",), ("--on", "2016-03")])
def test_lines_fit(run: Run, what: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("list", *what).out.splitlines()
    assert lines
    assert max(map(len, lines)) <= int(columns)


def test_the_shell_completes_editions_words_and_keys(complete: Complete) -> None:
    assert complete("care-standards list provisions --force must-") == ["must-not"]
    assert complete("care-standards list provisions --setting not") == [NOT_STATED]
    assert complete("care-standards list provisions --edition scs-201") == ["scs-2014", "scs-2015", "scs-2018"]
    assert complete("care-standards list --publication sc") == ["scs"]
    assert complete("care-standards list provisions --under scs-2018.1.1.5.r1") == ["scs-2018.1.1.5.r1"]
    assert complete("care-standards list provisions --source none-")[0] == ""
