"""``map``, ``explain`` and ``coverage``: rows in both directions, every way, three states, and refused views."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.cli import holdings
from care_standards.cli.holdings import Held
from care_standards.model import Registry, RegistryEntry

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"
STANDARD = "scs-2018.1.1.5"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def _words(text: str) -> str:
    return " ".join(text.split())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped data, but 1.1.5 was held against the whole of the Convention and nothing was found."""
    shipped = cs.catalogue()
    old = shipped.crosswalk("scs-2018", "ecat-2005")
    new = attrs.evolve(old, source=attrs.evolve(old.source, reviewed=(STANDARD,)))
    others = [new if crosswalk is old else crosswalk for crosswalk in shipped.crosswalks]
    changed = Held(attrs.evolve(shipped, crosswalks=others))
    monkeypatch.setattr(holdings, "_gathered", lambda at: changed)


# ---- map


def test_map_two_editions(run: Run) -> None:
    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    plain = json.loads(run("map", "scs-2018", "ecat-2005", "--json").out)
    assert [(m["source"], m["relation"], m["target"]) for m in plain["mappings"]] == [
        (m.source, m.relation, m.target) for m in crosswalk.mappings
    ]
    assert (plain["source"], plain["target"], plain["without_rows"]) == ("scs-2018", "ecat-2005", [])
    assert [each["edition"] for each in plain["holdings"]] == ["scs-2018", "ecat-2005"]
    out = _words(run("map", "scs-2018", "ecat-2005").out)
    assert all(_words(mapping.rationale) in out for mapping in crosswalk.mappings)
    assert "neither fulfils the other" in out
    assert "Held: scs-2018 partial, 44 provisions; ecat-2005 partial, 33 provisions." in out


def test_map_reads_a_crosswalk_from_either_end(run: Run) -> None:
    there = json.loads(run("map", "scs-2018", "ecat-2005", "--json").out)["mappings"]
    back = json.loads(run("map", "ecat-2005", "scs-2018", "--json").out)["mappings"]
    assert [(m["target"], m["source"]) for m in back] == [(m["source"], m["target"]) for m in there]
    assert {m["crosswalk"] for m in back} == {"scs-2018--ecat-2005"}
    assert {m["inverted"] for m in back} == {True}
    opposite = {"subset-of": "superset-of", "superset-of": "subset-of"}
    assert [m["relation"] for m in back] == [opposite.get(m["relation"], m["relation"]) for m in there]
    assert "scs-2018--ecat-2005 (read from its other end)" in run("map", "ecat-2005", "scs-2018").out


def test_map_a_provision_shows_rows_of_both_directions_and_what_was_not_reviewed(run: Run) -> None:
    article = "ecat-2005.12.7"
    plain = json.loads(run("map", article, "--json").out)
    expected = {
        frozenset((m.source, m.target)) for x in cs.crosswalks() for m in x.mappings if article in (m.source, m.target)
    }
    assert {frozenset((m["source"], m["target"])) for m in plain["mappings"]} == expected
    assert {m["source"] for m in plain["mappings"]} == {article}
    assert len({m["inverted"] for m in plain["mappings"]}) == 2
    touching = [x.id for x in cs.crosswalks() if "ecat-2005" in (x.source.edition, x.target.edition)]
    with_rows = {m["crosswalk"] for m in plain["mappings"]}
    assert [each["crosswalk"] for each in plain["without_rows"]] == [id for id in touching if id not in with_rows]
    assert {each["state"] for each in plain["without_rows"]} == {"not reviewed"}
    assert "no row; not reviewed" in run("map", article).out


def test_map_tells_reviewed_without_a_match_from_not_reviewed(run: Run, reviewed: None) -> None:
    out = run("map", STANDARD).out
    assert "ecat-2005: no row; reviewed and no match" in out
    assert "sg49-2020: no row; not reviewed" in out


def test_map_says_what_is_our_own_judgement(run: Run) -> None:
    out = _words(run("map", STANDARD).out)
    rows = [m for x in cs.crosswalks() for m in x.mappings if m.source == STANDARD]
    assert {m.origin for m in rows} == {"editorial"}
    assert out.count("our judgement)") == len(rows)
    assert f"{len(rows)} rows, {len(rows)} of them our judgement." in out


def test_map_without_ends_and_with_filters(run: Run) -> None:
    every = [m for x in cs.crosswalks() for m in x.mappings]
    assert len(json.loads(run("map", "--json").out)["mappings"]) == len(every)
    stated = json.loads(run("map", "--basis", "stated", "--json").out)["mappings"]
    assert len(stated) == sum(m.basis == "stated" for m in every) > 0
    some = json.loads(run("map", "--origin", "source", "--relation", "intersects", "--json").out)["mappings"]
    assert len(some) == sum(m.origin == "source" and m.relation == "intersects" for m in every)


def test_map_editions_that_nobody_compared_is_unknown(run: Run) -> None:
    ran = run("map", "scs-2018", "chs-2014")
    assert ran.code == 0
    assert ran.out.startswith("No crosswalk between these is held:")
    assert "unknown, not nothing" in ran.out
    names = run("map", "scs-2018", "chs-2014", "--csv").out
    assert names == run("map", "--csv").out.partition("\n")[0] + "\n"


def test_a_view_that_says_nothing_of_a_nation_is_refused_with_the_reason(run: Run) -> None:
    for nation in ("scotland", "northern-ireland"):
        for arguments in (
            ("map", "scs-2018", "cqcsh-2021"),
            ("map", STANDARD, "cqcsh-2021.responsive"),
            ("coverage", "scs-2018", "cqcsh-2021"),
        ):
            ran = run(*arguments, "--nation", nation)
            assert (ran.code, ran.out) == (2, "")
            assert "cqcsh-2021 is of england and wales: nothing can be said by it" in ran.err
    for nation in ("england", "wales"):
        assert run("map", "scs-2018", "cqcsh-2021", "--nation", nation).code == 0


def test_where_it_was_not_asked_for_it_is_left_out_with_the_reason(run: Run) -> None:
    arguments = ("map", STANDARD, "--nation", "scotland")
    ran = run(*arguments)
    assert ran.code == 0
    assert "cqcsh-2021 is left out. The edition cqcsh-2021 is of england and wales" in _words(ran.out)
    assert "cqcsh-2021.responsive" not in ran.out
    plain = json.loads(run(*arguments, "--json").out)
    assert "cqcsh-2021" in [each["edition"] for each in plain["left_out"]]
    assert not [m for m in plain["mappings"] if m["target"].startswith("cqcsh-2021")]
    ran = run(*arguments, "--csv")
    assert "cqcsh-2021 is left out." in ran.err
    assert "cqcsh-2021" not in ran.out


def test_map_as_csv(run: Run) -> None:
    rows = _rows(run("map", "ecat-2005", "scs-2018", "--csv").out)
    plain = json.loads(run("map", "ecat-2005", "scs-2018", "--json").out)["mappings"]
    for row, item in zip(rows, plain, strict=True):
        assert row["inverted"] == "yes"
        assert [row[name] for name in ("source", "relation", "target", "origin")] == [
            item[name] for name in ("source", "relation", "target", "origin")
        ]


# ---- explain


def test_explain_a_row(run: Run) -> None:
    arguments = ("explain", STANDARD, "cqcsh-2021.responsive")
    out = _words(run(*arguments).out)
    assert f"{STANDARD} and cqcsh-2021.responsive: intersects" in out
    assert "1. directly: only intersects is possible (confidence low at most; with our judgement in it)" in out
    assert "The framework's own lines were not read." in out
    assert "Freedom of thought, religion and belief" in out
    plain = json.loads(run(*arguments, "--json").out)
    assert (plain["answer"], plain["editorial"]) == ("intersects", True)
    assert len(plain["holdings"]) == 2
    rows = _rows(run(*arguments, "--csv").out)
    assert len(rows) == sum(len(path["links"]) for path in plain["paths"])
    assert "origin" in rows[0]


def test_explain_reads_rows_from_their_other_end(run: Run) -> None:
    out = run("explain", "cqcsh-2021.responsive", STANDARD).out
    assert "the row stands the other way round" in _words(out)


def test_explain_what_nothing_links_is_unknown(run: Run) -> None:
    arguments = ("explain", STANDARD, "chs-2014")
    ran = run(*arguments)
    assert ran.code == 0
    assert f"{STANDARD} and chs-2014: unknown" in ran.out
    assert "No row links them, directly or through others: unknown, not nothing." in ran.out
    assert "which list 0 items as reviewed as a whole" in _words(ran.out)
    assert json.loads(run(*arguments, "--json").out)["answer"] == "unknown"
    ((row,),) = [_rows(run(*arguments, "--csv").out)]
    assert row["answer"] == "unknown"


def test_explain_an_item_and_itself_does_not_say_unknown(run: Run) -> None:
    out = run("explain", STANDARD, STANDARD).out
    assert f"{STANDARD} and {STANDARD}: equal" in out
    assert "unknown" not in out
    assert out.count("standard: ") == 1


def test_rows_of_what_stands_below_are_told_where_the_items_themselves_have_none(run: Run) -> None:
    assert not cs.mapping.targets_of(cs.crosswalk("ecat-2005", "htea-ni-2015"), "ecat-2005.12")
    for arguments in (("explain", "ecat-2005.12", "htea-ni-2015.18"), ("map", "ecat-2005.12", "htea-ni-2015")):
        assert "15 rows link what stands in or below them." in _words(run(*arguments).out)
        assert json.loads(run(*arguments, "--json").out)["rows_below"] == 15
    # The rows of a crosswalk are not nothing between its editions, though none is about the editions themselves.
    rows = len(cs.crosswalk("scs-2018", "ecat-2005"))
    out = _words(run("explain", "scs-2018", "ecat-2005").out)
    assert f"{rows} rows link what stands in or below them." in out
    for ends in ("scs-2018 ecat-2005", f"{STANDARD}.p3", ""):  # which show all there are
        assert "in or below" not in run("map", *ends.split()).out


def test_explain_marks_own_labels(run: Run) -> None:
    assert "our own label" in run("explain", "scs-2018.1.1.5", "ecat-2005.12.7").out


# ---- coverage


def test_coverage_in_three_states_that_sum_to_what_is_held(run: Run) -> None:
    for arguments in (("scs-2018", "ecat-2005"), ("ecat-2005", "scs-2018")):
        plain = json.loads(run("coverage", *arguments, "--json").out)
        for side, id in zip(("source", "target"), arguments, strict=True):
            counts = plain[side]["counts"]
            assert plain[side]["edition"] == id
            assert counts["mapped"] + counts["no_match"] + counts["not_reviewed"] == counts["held"] == len(cs.load(id))
        rows = _rows(run("coverage", *arguments, "--csv").out)
        assert len(rows) == sum(len(cs.load(id)) for id in arguments)
    out = _words(run("coverage", "scs-2018", "ecat-2005").out)
    assert "of them by our judgement alone" in out
    assert "0: reviewed against the whole other edition" in out
    assert "nothing follows" in out
    assert "Figures are of what is held, never of the book." in out


def test_a_pair_may_be_named_by_the_id_of_its_crosswalk(run: Run) -> None:
    for verb in ("map", "coverage"):
        assert run(verb, "ecat-2005--scs-2018") == run(verb, "ecat-2005", "scs-2018")
    assert run("map", "scs-2018--quaxl-2020").code == run("coverage", "scs-2018--quaxl-2020").code == 4


def test_coverage_of_what_nobody_compared_is_unknown(run: Run) -> None:
    ran = run("coverage", "msa-2015", "chs-2024")
    assert (ran.code, ran.out) == (4, "")
    assert "unknown, not nothing" in ran.err


def test_coverage_tells_reviewed_from_not_reviewed(run: Run, reviewed: None) -> None:
    plain = json.loads(run("coverage", "scs-2018", "ecat-2005", "--json").out)
    assert plain["source"]["no_match"] == [STANDARD]


def test_coverage_names_the_columns_where_there_is_no_row(run: Run) -> None:
    from care_standards.cli.crosswalks import _COVERAGE_COLUMNS

    assert run("coverage", "scs-2018", "ecat-2005", "--csv").out.splitlines()[0] == ",".join(_COVERAGE_COLUMNS)


# ---- wrong calls


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", CANARY),
        ("map", "scs-2018", f"ecat-2005.{CANARY.lower()}"),
        ("map", f"scs-2018.{CANARY.lower()}"),
        ("explain", CANARY, "scs-2018"),
        ("explain", "scs-2018.1.1.5", CANARY),
        ("coverage", CANARY, "scs-2018"),
        ("coverage", "scs-2018", CANARY),
        ("coverage", "scs-2018", "chs-2014"),
    ],
)
@pytest.mark.parametrize("flags", [(), ("--json",), ("--csv",)])
def test_4_an_unknown_id_is_not_repeated(run: Run, arguments: tuple[str, ...], flags: tuple[str, ...]) -> None:
    ran = run(*arguments, *flags)
    assert (ran.code, ran.out) == (4, "")
    assert CANARY.lower() not in ran.err.lower()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("map", "scs"), "Name an edition or an item of one"),
        (("map", "scs-2018", "scs-2018.1.1.5"), "two ends must be of two editions"),
        (("map", "scs-2018", "--nation", CANARY), "Choose from: england"),
        (("map", "--relation", "intersect"), "Did you mean intersects"),
        (("map", "a", "b", CANARY), "more arguments"),
        (("explain", "scs-2018"), "Y is missing."),
        (("coverage",), "A is missing."),
        (("coverage", "scs-2018"), "Give two editions, or the id of a crosswalk"),
        (("map", "scs-2018--"), "Give two editions, or the id of a crosswalk"),
    ],
)
def test_2_a_wrong_call(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


def test_a_retired_id_is_answered_with_its_successors(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = cs.catalogue()
    retired = RegistryEntry(id="scs-2018.9.9", status="retired", successors=(STANDARD,))
    changed = Held(attrs.evolve(shipped, registry=Registry((*shipped.registry.values(), retired))))
    monkeypatch.setattr(holdings, "_gathered", lambda at: changed)
    for arguments in (("map", retired.id), ("explain", STANDARD, retired.id)):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (4, "")
        assert f"it is retired. Did you mean {STANDARD}?" in ran.err


@pytest.mark.parametrize("columns", ["40", "60", "110"])
@pytest.mark.parametrize(
    "arguments",
    [("map", STANDARD), ("explain", STANDARD, "cqcsh-2021.responsive"), ("coverage", "scs-2018", "ecat-2005")],
)
def test_lines_fit(run: Run, arguments: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*arguments).out.splitlines()
    assert lines
    assert max(map(len, lines)) <= int(columns)
    assert not [line for line in lines if line != line.rstrip()]


def test_the_shell_completes_ids(complete: Complete) -> None:
    assert "cqcsh-2021.responsive" in complete("care-standards map scs-2018 cqcsh-2021.")
    assert complete("care-standards explain scs-2018.1.1.5.r1") == ["scs-2018.1.1.5.r1"]
    assert complete("care-standards coverage cqcsh") == ["cqcsh-2021"]
    assert complete("care-standards map --nation wal") == ["wales"]
