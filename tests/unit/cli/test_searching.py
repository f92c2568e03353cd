"""``search``: hits with what matched, what was done to the question, and wording only when it is asked for."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards import searching
from care_standards.cli.searching import _COLUMNS
from care_standards.errors import SearchUnavailableError

Run = Callable[..., Any]
CANARY = "Quaxlworth"
HELD = "What is not held may well be in the book."


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def _words(text: str) -> str:
    return " ".join(text.split())


def test_the_hits_are_those_of_the_library(run: Run) -> None:
    expected = searching.search("consent", cs.catalogue(), catalogue=cs.catalogue())
    plain = json.loads(run("search", "consent", "--json").out)
    assert plain == json.loads(json.dumps(expected.to_plain()))
    assert plain["hits"]
    out = run("search", "consent").out
    places = [out.index(hit.provision.id) for hit in expected.hits if hit.provision is not None]
    assert places == sorted(places)
    assert f"{expected.total} found." in out
    assert HELD in _words(out)


def test_what_matched_stands_out_with_and_without_colour(start: Run, run: Run) -> None:
    assert re.search(r"\*[Cc]onsent\w*\*", run("search", "consent").out)
    coloured = start("search", "consent", FORCE_COLOR="1", COLUMNS="110").out
    assert re.search(r"\x1b\[1m[Cc]onsent\w*\x1b\[0m", coloured)
    assert "*" not in coloured
    assert "\x1b" not in start("search", "consent", FORCE_COLOR="1", NO_COLOR="1").out


def test_own_labels_and_terms_are_told_apart(run: Run) -> None:
    out = run("search", "consent").out
    hits = json.loads(run("search", "consent", "--json").out)["hits"]
    own = [hit for hit in hits if hit["heading_status"] == "own-label"]
    assert own
    assert _words(out).count("our own label]") == len(own)
    assert out.count("glossary: ") == sum(hit["kind"] == "term" for hit in hits) > 0


def test_a_misspelling_and_an_abbreviation_are_said(run: Run) -> None:
    ran = run("search", "interpretor")
    assert "Looked for instead: interpreter." in ran.out
    assert "interpretor" not in ran.out
    assert "Looked for too: National Referral Mechanism." in run("search", "NRM").out
    ran = run("search", "NRM", "--csv")
    assert "Looked for too: National Referral Mechanism." in ran.err
    assert re.search(r"\d+ found", ran.err)


def test_only_in_some_editions(run: Run) -> None:
    plain = json.loads(
        run("search", "support", "--in", "scs-2018", "--in", "ecat-2005", "--limit", "100", "--json").out
    )
    assert {hit["edition"] for hit in plain["hits"] if hit["kind"] == "provision"} == {"scs-2018", "ecat-2005"}
    assert [each["edition"] for each in plain["holdings"]] == ["scs-2018", "ecat-2005"]


def test_a_limit_is_told(run: Run) -> None:
    every = json.loads(run("search", "support", "--limit", "1000", "--json").out)["total"]
    ran = run("search", "support", "--limit", "2")
    assert f"{every} found, of which the best 2 are shown." in ran.out
    assert len(json.loads(run("search", "support", "--limit", "2", "--json").out)["hits"]) == 2


def test_a_printed_number_comes_first(run: Run) -> None:
    assert run("search", "1.1.5").out.startswith("scs-2018.1.1.5  standard: ")


@pytest.mark.parametrize("arguments", [("recovery", "period"), ("recovery period",), ('"recovery period"',)])
def test_several_words(run: Run, arguments: tuple[str, ...]) -> None:
    out = run("search", *arguments).out.lower()
    assert "recovery" in out
    assert "period" in out


def test_nothing_found_is_nothing_held_and_no_more(run: Run) -> None:
    ran = run("search", CANARY)
    assert ran.code == 0
    assert ran.out.startswith("Nothing was found in what is held.")
    assert HELD in _words(ran.out)
    assert CANARY not in ran.out
    ran = run("search", CANARY, "--csv")
    assert ran.out == ",".join(_COLUMNS) + "\r\n" or ran.out == ",".join(_COLUMNS) + "\n"
    assert HELD in ran.err
    assert run("search", "consent", "--csv").out.splitlines()[0] == ",".join(_COLUMNS)


@pytest.mark.parametrize(
    "text", ["", " ", '"', "-", "--x", "AND OR NOT", "heading:x*^()", "a" * 10_000, "\x00\x1b[31m"]
)
def test_any_text_is_a_question(run: Run, text: str) -> None:
    for form in ((), ("--json",), ("--csv",)):
        ran = run("search", *form, "--", text)
        assert ran.code == 0
        assert "\x1b" not in ran.out + ran.err


def test_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "consent", "--csv").out, newline="")))
    hits = json.loads(run("search", "consent", "--json").out)["hits"]
    assert [row["id"] or None for row in rows] == [hit["id"] for hit in hits]
    assert [row["snippet"] for row in rows] == [hit["snippet"]["text"] for hit in hits]


def test_wording_is_searched_and_shown_only_when_asked_for(
    run: Run, fuller: Callable[..., bytes], tmp_path: Path
) -> None:
    (tmp_path / "full.json").write_bytes(fuller())
    assert run("packs", "add", str(tmp_path / "full.json"), "--id", "full").code == 0
    everything = ("--with-wording", "--limit", "100")
    found = json.loads(run("search", "invented", "words", *everything, "--json").out)["total"]
    assert found > 5
    for form in ((), ("--json",), ("--csv",)):
        hidden = run("search", "invented", "words", *form)
        assert CANARY not in hidden.out + hidden.err
        asked = run("search", "invented", "words", *everything, *form)
        assert asked.out.count(CANARY) == found
        assert CANARY not in asked.err
    assert "wording: " in run("search", "invented", "--with-wording").out


@pytest.mark.parametrize(
    "arguments",
    [("search",), ("search", "x", f"--{CANARY}"), ("search", "x", "--limit", "0"), ("search", "x", "--limit", CANARY)],
)
def test_2_a_wrong_call(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert CANARY not in ran.err


def test_what_is_found_only_elsewhere_is_told(run: Run) -> None:
    out = run("search", "interpreter", "--in", "scs-2018").out
    assert "Nothing was found in what is held. Without --in there are " in out
    assert "Without --in" not in run("search", "consent", "--in", "scs-2018").out
    assert "Without --in" not in run("search", CANARY, "--in", "scs-2018").out


def test_4_an_unknown_edition(run: Run) -> None:
    ran = run("search", "consent", "--in", CANARY)
    assert (ran.code, ran.out) == (4, "")
    assert CANARY not in ran.err


def test_3_without_full_text_search(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*arguments: object, **named: object) -> object:
        raise SearchUnavailableError()

    monkeypatch.setattr(searching, "search", without)
    ran = run("search", "consent")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"{SearchUnavailableError()}\n"


@pytest.mark.parametrize("columns", ["40", "110"])
def test_lines_fit(run: Run, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("search", "consent", "interpreters").out.splitlines() + run("search", "support").out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not [line for line in lines if line != line.rstrip()]
