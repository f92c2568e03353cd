"""``gaps``: what was found wanting, what is not known apart from it, by group, and between two editions."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.cli import holdings
from care_standards.cli.holdings import Held

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"
VIEW = "cqcsh-2021"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def sample(repository: Path) -> str:
    return str(repository / "examples" / "outreach-self-assessment.json")


def _words(text: str) -> str:
    return " ".join(text.split())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _written(path: Path, plain: Any) -> str:
    path.write_text(json.dumps(plain), encoding="utf-8")
    return str(path)


def test_gaps_are_told_first_and_the_unknown_apart(run: Run, sample: str) -> None:
    ran = run("gaps", sample)
    assert (ran.code, ran.err) == (0, "")
    plain = json.loads(run("gaps", sample, "--json").out)
    assert plain == cs.gaps(cs.read_assessment(sample)).to_plain()
    first, second = ran.out.splitlines()[:2]
    assert first == "11 gaps found: 2 not met, 7 partly met, and 2 on items that our data do not hold."
    assert second.startswith("Not known: 2 not assessed, 16 without a finding, 4 findings on items")
    for title, name in (
        ("Not met", "not_met"),
        ("Partly met", "partly_met"),
        ("Not known: findings on items that our data do not hold", "unknown"),
        ("Not known: not assessed", "not_assessed"),
        ("Not known: no finding", "no_finding"),
    ):
        part = ran.out.partition(f"{title} ({len(plain[name])})\n")[2].partition("\n\n")[0]
        ids = [line.split()[0] for line in part.splitlines() if line.startswith("  scs-2018")]
        assert ids == [each if isinstance(each, str) else each["provision"] for each in plain[name]]
    assert "scs-2018.3.1.2  not-met" in ran.out
    assert "Support ordered by need [gist, our own label]" in ran.out
    assert "Held: scs-2018 partial, 44 provisions. What is not held may well be in the book." in ran.out


def test_gaps_without_one(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    file = _written(tmp_path / "a.json", assessment)
    ran = run("gaps", file)
    assert ran.code == 0
    assert ran.out.startswith("0 gaps found: 0 not met, 0 partly met.\nNot known: 0 not assessed, 42 without a finding")


def test_gaps_under_a_key_question(run: Run, sample: str) -> None:
    out = _words(run("gaps", sample, "--by", VIEW).out)
    assert "cqcsh-2021.safe Safe (3 rows, 3 of them our judgement) Not met (1) scs-2018.1.1.7" in out
    assert "cqcsh-2021.effective Effective (4 rows, 4 of them our judgement) No gap found in what was assessed." in out
    assert "not-reviewed no row, and not reviewed: nothing follows" in out
    assert "Whether that is complied with, nobody can tell from it." in out
    for key in ("safe", "cqcsh-2021.safe"):
        ran = run("gaps", sample, "--by", VIEW, "--only", key)
        assert ran.out.startswith("2 gaps found: 1 not met, 1 partly met.\n")
        plain = json.loads(run("gaps", sample, "--by", VIEW, "--only", key, "--json").out)
        (group,) = plain["groups"]
        assert group["key"] == "cqcsh-2021.safe"
        assert plain["not_met"] == group["not_met"] == [{"provision": "scs-2018.1.1.7", "status": "not-met"}]
        rows = _rows(run("gaps", sample, "--by", VIEW, "--only", key, "--csv").out)
        assert [(row["list"], row["provision"]) for row in rows] == [
            ("not_met", "scs-2018.1.1.7"),
            ("partly_met", "scs-2018.1.1.8"),
        ]
        assert {row["editorial"] for row in rows} == {"3"}


def test_no_gap_is_claimed_where_nothing_was_looked_at(run: Run, sample: str) -> None:
    # No row leads to the outcome of education; of the one item that a row links to that of support nothing is found.
    out = run("gaps", sample, "--by", "mscos-2023").out
    groups = {group.split()[0]: _words(group) for group in out.split("\n\n")}
    assert groups["mscos-2023.education"].endswith("Access to education (no row: nothing follows)")
    assert "Nothing here was assessed." in groups["mscos-2023.support"]
    assert "No gap found in what was assessed." in groups["mscos-2023.purpose"]
    only = run("gaps", sample, "--by", "mscos-2023", "--only", "education").out
    assert only.startswith("No row leads from an item to this: whether there is a gap is not known.\n")
    assert "0 gaps" not in only
    summary = _words(run("summary", sample, "--by", "mscos-2023").out)
    assert "Access to education (no row: nothing follows)" in summary


def test_gaps_by_a_word_and_one_of_its_groups(run: Run, sample: str) -> None:
    plain = json.loads(run("gaps", sample, "--by", "force", "--only", "must", "--json").out)
    assert [group["key"] for group in plain["groups"]] == ["must"]
    out = run("gaps", sample, "--by", "part").out
    assert "crosswalk" not in out
    assert "nobody can tell" not in out


def test_what_is_not_held_may_belong_to_the_group_that_was_asked_about(run: Run, sample: str) -> None:
    said = "4 findings on items that our data do not hold may belong here as well: nobody can tell."
    arguments = ("gaps", sample, "--by", VIEW, "--only", "safe")
    assert said in _words(run(*arguments).out)
    assert said in run(*arguments, "--csv").err
    assert "may belong here" not in run("gaps", sample, "--by", VIEW).out


def test_gaps_as_csv_says_on_stderr_what_a_table_cannot(run: Run, sample: str) -> None:
    ran = run("gaps", sample, "--csv")
    assert "11 gaps found" in ran.err
    assert "Not known: 2 not assessed" in ran.err
    assert "Held: scs-2018 partial" in ran.err
    rows = _rows(ran.out)
    assert len(rows) == 2 + 7 + 2 + 16 + 4
    some = run("gaps", sample, "--by", "force", "--only", "must-not", "--csv")
    assert some.out.splitlines() == [ran.out.splitlines()[0]]


def test_the_standard_input(run: Run, sample: str) -> None:
    ran = run("gaps", "-", stdin=Path(sample).read_bytes())
    assert (ran.code, ran.out) == (0, run("gaps", sample).out)


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_1_an_invalid_assessment_is_told_as_check_tells_it(
    run: Run, tmp_path: Path, assessment: dict[str, Any], form: tuple[str, ...]
) -> None:
    assessment["findings"][0]["status"] = CANARY
    file = _written(tmp_path / f"{CANARY}.json", assessment)
    ran = run("gaps", file, *form)
    assert ran.code == 1
    assert CANARY not in ran.out + ran.err
    assert "CS304" in ran.out + ran.err
    if form == ("--csv",):
        assert ran.out == ""
    else:
        assert ran.out == run("check", file, *form).out


def test_1_a_document_of_another_kind(run: Run, oak: str) -> None:
    assert run("gaps", oak).code == 1


def test_3_a_file_that_is_not_there(run: Run) -> None:
    ran = run("gaps", f"{CANARY}.json")
    assert (ran.code, ran.out) == (3, "")
    assert CANARY not in ran.err


def test_4_editions_that_are_not_here(run: Run) -> None:
    for arguments in (("scs-2018", "quaxl-2020"), ("quaxl-2020", "scs-2018"), ("scs-2018", "chs-2014")):
        ran = run("gaps", *arguments)
        assert (ran.code, ran.out) == (4, "")
        assert "quaxl" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "cqcsh-2020"), "Did you mean cqcsh-2021"),
        (("--by", CANARY), "No such way of grouping. Known: part, kind, force, setting, "),
        (("--by", "chs-2014"), "No such way of grouping."),
        (("--by", "scs"), "No such way of grouping."),
        (("--by", "force", "--only", "mst"), "Did you mean must"),
        (("--by", "force", "--only", CANARY), "No such group."),
        (("--only", "must"), "--only: only with --by."),
        (("--nation", "wales"), "only with two editions"),
    ],
)
def test_2_a_wrong_call(run: Run, sample: str, arguments: tuple[str, ...], said: str) -> None:
    ran = run("gaps", sample, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


def test_2_one_edition_is_not_enough(run: Run) -> None:
    assert "Give two editions, or the file of an assessment." in run("gaps", "scs-2018").err
    assert run("gaps", "scs-2018", "ecat-2005", "--by", "part").code == 2


def test_2_a_view_that_says_nothing_of_the_nation(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    assessment["context"]["nation"] = "scotland"
    ran = run("gaps", _written(tmp_path / "a.json", assessment), "--by", VIEW)
    assert (ran.code, ran.out) == (2, "")
    assert "cqcsh-2021 is of england and wales" in ran.err
    ran = run("gaps", "scs-2018", VIEW, "--nation", "scotland")
    assert (ran.code, ran.out) == (2, "")


# ---- two editions


def test_two_editions_by_the_id_of_their_crosswalk(run: Run) -> None:
    assert run("gaps", "scs-2018--ecat-2005") == run("gaps", "scs-2018", "ecat-2005")


def test_4_without_a_crosswalk_nothing_is_known(run: Run) -> None:
    ran = run("gaps", "msa-2015", "chs-2024")
    assert (ran.code, ran.out) == (4, "")
    assert "unknown, not nothing" in ran.err


def test_between_editions_what_is_not_reviewed_is_no_gap(run: Run) -> None:
    ran = run("gaps", "scs-2018", "ecat-2005")
    assert ran.code == 0
    assert ran.out.startswith("Gaps, which were reviewed and have no match: 0 of scs-2018 and 0 of ecat-2005.\n")
    plain = json.loads(run("gaps", "scs-2018", "ecat-2005", "--json").out)
    assert plain["source"]["no_match"] == []
    count = len(plain["source"]["not_reviewed"])
    assert f"Not reviewed, so that it is not known whether they have one: {count} of scs-2018" in ran.out
    assert f"scs-2018: not reviewed ({count})" in ran.out
    assert [each["edition"] for each in plain["holdings"]] == ["scs-2018", "ecat-2005"]
    rows = _rows(run("gaps", "ecat-2005", "scs-2018", "--csv").out)
    assert {row["state"] for row in rows} == {"not-reviewed"}
    assert [row["edition"] for row in rows if row["side"] == "target"] == ["scs-2018"] * count


def test_between_editions_what_was_reviewed_is_a_gap(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = cs.catalogue()
    old = shipped.crosswalk("scs-2018", "ecat-2005")
    new = attrs.evolve(old, source=attrs.evolve(old.source, reviewed=("scs-2018.1.1.5",)))
    changed = Held(attrs.evolve(shipped, crosswalks=[new if x is old else x for x in shipped.crosswalks]))
    monkeypatch.setattr(holdings, "_gathered", lambda at: changed)
    out = run("gaps", "scs-2018", "ecat-2005").out
    assert out.startswith("Gaps, which were reviewed and have no match: 1 of scs-2018 and 0 of ecat-2005.")
    assert "scs-2018: reviewed and no match (1)\n  scs-2018.1.1.5  standard:" in out


# ---- the page


@pytest.mark.parametrize("columns", ["40", "60", "110"])
@pytest.mark.parametrize("form", [(), ("--by", VIEW), ("--by", VIEW, "--only", "safe")])
def test_lines_fit(run: Run, sample: str, form: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in ((sample, *form), ("scs-2018", "ecat-2005")):
        lines = run("gaps", *arguments).out.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert not [line for line in lines if line != line.rstrip()]


def test_colour_is_never_the_only_sign(start: Run, sample: str) -> None:
    coloured = start("gaps", sample, FORCE_COLOR="1").out
    assert "\x1b[1m" in coloured
    plain = start("gaps", sample, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b" not in plain
    assert plain == start("gaps", sample).out


def test_the_shell_completes_ways_and_editions(complete: Complete) -> None:
    assert complete("care-standards gaps x.json --by cqc") == ["cqcsh-2021"]
    assert complete("care-standards gaps x.json --by par") == ["part"]
    assert complete("care-standards gaps scs-2018 ecat") == ["ecat-2005"]


def test_the_examples_of_the_help_work(run: Run, sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assessment.json").write_bytes(Path(sample).read_bytes())
    monkeypatch.chdir(tmp_path)
    shown = run("gaps", "--help").out
    examples = [line.split()[1:] for line in shown.partition("Examples:\n")[2].splitlines()]
    assert len(examples) == 2
    for example in examples:
        for form in ((), ("--json",), ("--csv",)):
            assert run(*example, *form).code == 0
