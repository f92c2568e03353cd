"""``applies``: what applies, what does not, what is unknown, with the reasons, under any filter."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import care_standards as cs
from care_standards.model.assessment import Context
from care_standards.query import applicable

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"
QUESTION = ("--nation", "scotland", "--setting", "outreach", "--with", "children")
CONTEXT = Context(nation="scotland", setting="outreach", populations=frozenset({"children"}))


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def _words(text: str) -> str:
    return " ".join(text.split())


def _answers(ran: Any) -> dict[str, str]:
    return {one["provision"]: one["answer"] for one in json.loads(ran.out)["answers"]}


def test_the_answers_are_those_of_the_library(run: Run) -> None:
    expected = applicable(cs.catalogue(), CONTEXT)
    plain = json.loads(run("applies", *QUESTION, "--json").out)
    assert plain == json.loads(json.dumps(expected.to_plain()))
    assert plain["counts"] == dict(expected.counts)
    assert len(plain["holdings"]) == len(cs.editions())


def test_every_context_option_reaches_the_question(run: Run) -> None:
    arguments = ("--nation", "wales", "--setting", "reach-in", "--stage", "referral", "--with", "adults", "--with")
    plain = json.loads(run("applies", "ecat-2005", *arguments, "children", "--on", "2016-03-31", "--json").out)
    assert plain["context"] == {
        "nation": "wales", "setting": "reach-in", "stage": "referral", "populations": ["adults", "children"],
        "on": "2016-03-31",
    }  # fmt: skip
    context = Context(
        nation="wales", setting="reach-in", stage="referral", populations=frozenset({"adults", "children"}),
        on=date(2016, 3, 31),
    )  # fmt: skip
    expected = applicable(cs.load("ecat-2005"), context, catalogue=cs.catalogue())
    assert plain["answers"] == json.loads(json.dumps(expected.to_plain()))["answers"]


def test_the_page_groups_by_answer_and_says_why(run: Run) -> None:
    out = run("applies", "htea-ni-2015", "scs-2018", *QUESTION).out
    counts = Counter(_answers(run("applies", "htea-ni-2015", "scs-2018", *QUESTION, "--json")).values())
    assert set(counts) == {"yes", "no", "unknown"}
    assert f"Applies ({counts['yes']})" in out
    assert f"Does not apply ({counts['no']})" in out
    assert f"leaves it open ({counts['unknown']})" in out
    assert re.search(r"nation: no\. .* names another nation than the one asked about\.", out)
    assert "text: unknown. What it says was not read" in out
    assert "setting: yes" not in out
    assert "Held: htea-ni-2015 partial, 29 provisions; scs-2018 partial, 44 provisions." in _words(out)


def test_explain_gives_every_reason(run: Run) -> None:
    out = run("applies", "scs-2018", *QUESTION, "--explain").out
    assert out.count("  setting: ") == out.count("  text: ") == out.count("  nation: ") == len(cs.load("scs-2018"))


def test_unknown_stays_unknown_under_any_filter(run: Run) -> None:
    every = _answers(run("applies", *QUESTION, "--json"))
    for filters in (("--kind", "clause"), ("--force", "must", "--force", "may"), ("--heading", "consent"),
                    ("--text-status", "heading-only"), ("--answer", "unknown")):  # fmt: skip
        some = _answers(run("applies", *QUESTION, *filters, "--json"))
        assert some
        assert some.items() <= every.items()


def test_only_one_answer(run: Run) -> None:
    plain = json.loads(run("applies", "scs-2018", *QUESTION, "--answer", "unknown", "--json").out)
    assert {one["answer"] for one in plain["answers"]} == {"unknown"}
    assert sum(plain["counts"].values()) == 44  # of all that was asked about
    ran = run("applies", "scs-2018", "--nation", "scotland", "--answer", "no")
    assert ran.out.startswith("None of what is held.")
    assert "0 no" in ran.out
    assert "What is not held may well be in the book." in _words(ran.out)


def test_a_filter_that_lets_nothing_through_still_tells_how_much_is_held(run: Run) -> None:
    plain = json.loads(run("applies", "scs-2018", "--kind", "pillar", "--json").out)
    assert plain["answers"] == []
    assert plain["holdings"] == [{"edition": "scs-2018", "level": "partial", "held": 44}]


def test_as_csv(run: Run) -> None:
    ran = run("applies", "scs-2018", *QUESTION, "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert {row["provision"]: row["answer"] for row in rows} == _answers(
        run("applies", "scs-2018", *QUESTION, "--json")
    )
    assert {row["edition_held"] for row in rows} == {"partial"}
    assert "Held: scs-2018 partial, 44 provisions." in ran.err
    empty = run("applies", "scs-2014", "--csv")
    assert empty.out == ran.out.partition("\n")[0] + "\n"


def test_own_labels_are_marked(run: Run) -> None:
    own = sum(p.heading_status == "own-label" for p in cs.load("scs-2018"))
    assert _words(run("applies", "scs-2018").out).count("our own label]") == own > 0


def test_nothing_stated_leaves_open_what_depends_on_it(run: Run) -> None:
    answers = set(_answers(run("applies", "htea-scot-2015", "--json")).values())
    assert answers == {"unknown"}
    assert "It depends on the nation, which was not stated." in run("applies", "htea-scot-2015").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nation", "scotlan"), "Did you mean scotland"),
        (("--nation", CANARY), "Choose from: england"),
        (("--with", "child"), "Did you mean children"),
        (("--setting", CANARY), "Choose from: safehouse"),
        (("--answer", "maybe"), "Choose from: yes, unknown, no"),
        (("--on", "2016"), "--on takes a day: 2016-03-31."),
        (("--on", CANARY), "--on takes a day"),
        (("--force", "shall"), "Choose from: must"),
        (("--nation", "not-stated"), "--nation does not take this value."),
    ],
)
def test_2_a_wrong_word(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("applies", "scs-2018", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


def test_2_what_is_no_edition_but_known_is_told_what_to_ask_instead(run: Run) -> None:
    for verb in (("applies",), ("search", "consent", "--in"), ("list", "provisions", "--edition")):
        ran = run(*verb, "scs")
        assert (ran.code, ran.out) == (2, "")
        assert "Name an edition of it: scs-2014, scs-2015, scs-2018, scs-2025." in ran.err
        ran = run(*verb, "scs-2018.1.1.5")
        assert (ran.code, ran.out) == (2, "")
        assert "--under" in ran.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("applies", "--population", "children"), "--with"),
        (("new", "scs-2018", "--population", "children"), "--with"),
        (("list", "provisions", "--with", "children"), "--population"),
        (("search", "consent", "--edition", "scs-2018"), "--in"),
        (("list", "provisions", "--in", "scs-2018"), "--edition"),
        (("gaps", "a.json", "--group", "force"), "--by"),
        (("applies", "--settings", "outreach"), "--heading or --setting"),  # spelt alike
    ],
)
def test_2_an_option_by_its_name_in_another_verb(run: Run, arguments: tuple[str, ...], meant: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert f"No such option. Did you mean {meant}?" in ran.err


def test_what_stands_below_something_for_others_says_so(run: Run) -> None:
    # Section 18 is for adults; its clauses name no population themselves, and so are not limited.
    question = ("applies", "htea-ni-2015", "--nation", "northern-ireland", "--with", "children")
    answers = _answers(run(*question, "--json"))
    assert (answers["htea-ni-2015.18"], answers["htea-ni-2015.18.7.a"]) == ("no", "yes")
    warning = "It stands below htea-ni-2015.18, which does not apply: read it with that."
    for more in ((), ("--under", "htea-ni-2015.18.7")):  # also where the item above is not asked about itself
        out = _words(run(*question, *more).out)
        assert f"htea-ni-2015.18.7.a clause: Safe accommodation [our own label] {warning}" in out
        below = {one["provision"]: one["below"] for one in json.loads(run(*question, *more, "--json").out)["answers"]}
        assert below["htea-ni-2015.18.7.a"] == "htea-ni-2015.18"
        rows = csv.DictReader(io.StringIO(run(*question, *more, "--csv").out))
        assert {row["provision"]: row["below"] or None for row in rows} == below
    assert "stands below" not in run("applies", "htea-ni-2015", "--nation", "northern-ireland", "--with", "adults").out


def test_4_an_unknown_edition(run: Run) -> None:
    ran = run("applies", CANARY)
    assert (ran.code, ran.out) == (4, "")
    assert CANARY not in ran.err


@pytest.mark.parametrize("columns", ["40", "110"])
def test_lines_fit(run: Run, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("applies", "htea-ni-2015", *QUESTION, "--explain").out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not [line for line in lines if line != line.rstrip()]


def test_the_shell_completes_words(complete: Complete) -> None:
    assert complete("care-standards applies htea") == ["htea-ni-2015", "htea-scot-2015"]
    assert complete("care-standards applies --with chi") == ["children"]
    assert complete("care-standards applies --answer u") == ["unknown"]
