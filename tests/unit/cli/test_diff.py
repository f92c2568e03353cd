"""``diff``: two editions, crosswalks or assessments, as text, as data and as pages, the unknown in the first line."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.differences import ROW_KEYS

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"
EDITIONS = ("scs-2018", "scs-2025")
UNKNOWN = "Unknown what became of: 44 of the 44 items held of scs-2018; 0 of the 2 items held of scs-2025."


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def two(tmp_path: Path, assessment: dict[str, Any]) -> tuple[str, str]:
    """Two assessments of one subject: one finding became worse, one is gone, one is new, and one is another note."""
    day = {"assessed_on": "2026-03-02", "evidence": []}
    assessment["findings"].append({"provision": "scs-2018.1.1.1", "status": "met", **day, "note": CANARY})
    assessment["findings"].append({"provision": "scs-2018.1.1.2", "status": "met", **day})
    first = tmp_path / "spring.json"
    first.write_text(json.dumps(assessment), encoding="utf-8")
    assessment["period"] = {"start": "2026-04-01", "end": "2026-06-30"}
    assessment["findings"][0]["status"] = "partly-met"
    assessment["findings"][2]["note"] = f"another {CANARY}"
    assessment["findings"][3]["provision"] = "scs-2018.1.1.3"
    second = tmp_path / "summer.json"
    second.write_text(json.dumps(assessment), encoding="utf-8")
    return str(first), str(second)


def _words(text: str) -> str:
    return " ".join(text.split())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---- editions


def test_the_first_line_says_how_much_is_unknown(run: Run) -> None:
    ran = run("diff", *EDITIONS)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == UNKNOWN
    assert ran.out.splitlines()[1] == "Entries: added 4, scope-widened 2, clarified 1, emphasised 1."
    out = _words(ran.out)
    assert "Do not read it as unchanged, nor as withdrawn." in out
    assert "none: added -> scs-2025.childrens-annex Children's Annex (as reported by others)" in out
    assert "scs-2018.1.1.5 1.1.5 Freedom of thought, religion and belief -> not known" in out
    assert "Held: scs-2018 partial, 44 provisions; scs-2025 partial, 2 provisions." in out


def test_as_data(run: Run) -> None:
    plain = json.loads(run("diff", *EDITIONS, "--json").out)
    assert plain == cs.diff(*EDITIONS).to_plain()
    ran = run("diff", *EDITIONS, "--csv")
    rows = _rows(ran.out)
    assert list(rows[0]) == list(ROW_KEYS)
    assert len(rows) == len(plain["entries"])
    assert ran.err.splitlines()[0] == UNKNOWN
    assert "Held: scs-2018 partial" in ran.err


def test_without_a_concordance_all_is_unknown_and_likeness_is_a_guess(run: Run) -> None:
    out = _words(run("diff", "sg49-2020", "sg49-2021").out)
    assert out.startswith("Unknown what became of: 88 of the 88 items held of sg49-2020; 8 of the 8 items")
    assert "proposals, which are guesses and not counted." in out
    assert "? Proposals by headings" in out
    assert "Entries: none;" in out


def test_two_that_are_the_same(run: Run) -> None:
    out = run("diff", "scs-2018", "scs-2018").out
    assert out.startswith("Unknown: what neither revision of our data holds.")
    assert "Nothing differs in what is listed here." in out
    assert "= Same (44)" in run("diff", "scs-2018", "scs-2018", "--every").out


def test_2_the_older_edition_comes_first(run: Run) -> None:
    # The second pair has no concordance in either direction: the publication says which edition is the older.
    for editions in (EDITIONS, ("scs-2015", "scs-2018")):
        ran = run("diff", *reversed(editions))
        assert (ran.code, ran.out) == (2, "")
        assert "B is the older edition: give it first." in ran.err
        assert run("diff", *editions).code == 0


def test_a_fuller_edition_of_ones_own(run: Run, tmp_path: Path, fuller: Callable[..., bytes]) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(fuller(page=99))
    for form in ((), ("--json",), ("--csv",), ("--format", "markdown"), ("--format", "html")):
        ran = run("diff", "scs-2018", str(file), *form)
        assert ran.code == 0
        assert CANARY not in ran.out + ran.err
        assert "scs-2018.1.1.5" in ran.out
    plain = json.loads(run("diff", "scs-2018", str(file), "--json").out)
    assert plain["kind"] == "revisions"
    (changed,) = [each for each in plain["entries"] if each["old"] == ["scs-2018.1.1.5"]]
    assert "page" in changed["fields"]
    assert "text" in changed["fields"]


def test_an_edition_in_its_markdown_form(run: Run, tmp_path: Path, oak: str) -> None:
    markdown = str(tmp_path / "oak.md")
    assert run("packs", "add", oak).code == 0
    assert run("render", "oak-2026", "--with-wording", "-o", markdown).code == 0
    ran = run("diff", "oak-2026", markdown)
    assert (ran.code, ran.out.splitlines()[1].startswith("Entries: ")) == (0, True)


# ---- crosswalks


def test_crosswalks_by_id_and_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    cs.readers.write_crosswalk(cs.crosswalk("scs-2018", "ecat-2005"), file)
    plain = json.loads(file.read_bytes())
    plain["mappings"][0]["relation"] = "equal"
    plain["mappings"].pop()
    file.write_text(json.dumps(plain), encoding="utf-8")
    ran = run("diff", "scs-2018--ecat-2005", str(file))
    assert ran.code == 0
    out = _words(ran.out)
    assert "have no row in either. Entries: removed 1, relation-changed 1, same 12." in out
    assert "(relation: equal)" in out
    assert "Editorial: a judgement" in out
    assert run("diff", "ecat-2005--scs-2018", str(file)).code == 2


# ---- assessments


def test_two_assessments(run: Run, two: tuple[str, str]) -> None:
    ran = run("diff", *two)
    assert (ran.code, ran.err) == (0, "")
    out = _words(ran.out)
    assert out.startswith("Unknown: 39 of the 44 items held of scs-2018 have no finding in either.")
    assert "Entries: added 1, removed 1, status-changed 1, other-changed 1, same 1." in out
    assert "Of the statuses that changed: 1 worse." in out
    assert "(status: met) -> scs-2018.1.1.5 1.1.5 Freedom of thought, religion and belief (status: partly-met)" in out
    assert "Differs in: note" in out
    for form in ((), ("--json",), ("--csv",), ("--format", "html"), ("--format", "markdown"), ("--every",)):
        ran = run("diff", *two, *form)
        assert ran.code == 0
        for secret in (CANARY, "svc-017", "No such activities", "ev-1", "b-1"):
            assert secret not in ran.out + ran.err


def test_two_assessments_as_data_say_what_is_held_and_what_got_worse(run: Run, two: tuple[str, str]) -> None:
    ran = run("diff", *two, "--json")
    plain = json.loads(ran.out)
    assert plain["holdings"] == [{"edition": "scs-2018", "level": "partial", "held": 44}]
    assert plain["without_entry"] == {"scs-2018": 39}
    assert plain["courses"] == {"better": 0, "worse": 1, "changed": 0}
    assert [entry["course"] for entry in plain["entries"] if entry["category"] == "status-changed"] == ["worse"]
    assert plain["new"]["period"] == {"start": "2026-04-01", "end": "2026-06-30"}
    assert plain == cs.diff(*map(cs.read_assessment, two)).to_plain()
    ran = run("diff", *two, "--csv")
    assert [row["course"] for row in _rows(ran.out) if row["course"]] == ["worse"]
    assert "Held: scs-2018 partial, 44 provisions." in ran.err


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_every_page_of_two_assessments_says_when_how_much_and_what_got_worse(
    run: Run, two: tuple[str, str], form: str
) -> None:
    out = _words(run("diff", *two, "--format", form).out).replace("\\", "")
    assert out.count("Unknown: 39 of the 44 items held of scs-2018 have no finding in either.") == 1
    assert out.count("Of the statuses that changed: 1 worse.") == 1
    assert out.count("Worse") == 1  # of the one finding
    assert "What became worse stands first." in out
    assert "2026-04-01 to 2026-06-30" in out
    assert "1 that is the same on both sides is counted and not listed." in out


def test_two_publications_are_not_called_older_and_newer(run: Run) -> None:
    for form in ("text", "html", "markdown"):
        ran = run("diff", "eudir-2011", "ecat-2005", "--format", form)
        out = _words(ran.out).lower()
        assert ran.code == 0
        assert "first" in out
        assert "of the second" in out
        for word in ("older", "newer", "became of"):
            assert word not in out
    assert json.loads(run("diff", "eudir-2011", "ecat-2005", "--json").out)["ordered"] is False


def test_assessments_the_wrong_way_round_are_told(run: Run, two: tuple[str, str]) -> None:
    assert "The second assessment is of a time before the first one" in run("diff", *reversed(two)).err


def test_of_two_subjects_nothing_is_better_or_worse(run: Run, two: tuple[str, str]) -> None:
    file = Path(two[1])
    file.write_text(file.read_text(encoding="utf-8").replace("svc-017", "svc-018"), encoding="utf-8")
    out = _words(run("diff", *two).out)
    assert "The two are of different subjects: no status is called better or worse." in out
    assert out.count("orse") == 1
    assert "The documents themselves differ in: subject, period." in out
    assert "svc-01" not in out
    plain = json.loads(run("diff", *two, "--json").out)
    assert plain["courses"] is None
    assert {entry["course"] for entry in plain["entries"]} == {None}


def test_one_of_them_on_the_standard_input(run: Run, two: tuple[str, str]) -> None:
    ran = run("diff", two[0], "-", stdin=Path(two[1]).read_bytes())
    assert (ran.code, ran.out) == (0, run("diff", *two).out)


# ---- pages


@pytest.mark.parametrize(
    ("name", "form", "begins"),
    [
        ("d.html", None, "<!DOCTYPE html>"),
        ("d.HTM", None, "<!DOCTYPE html>"),
        ("d.md", None, "# What is known to differ"),
        ("d.txt", "text", "Unknown what became of"),
        ("d.txt", "html", "<!DOCTYPE html>"),
    ],
)
def test_a_page_in_a_file(run: Run, tmp_path: Path, name: str, form: str | None, begins: str) -> None:
    file = tmp_path / name
    given = () if form is None else ("--format", form)
    ran = run("diff", *EDITIONS, "-o", str(file), *given)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0] == UNKNOWN
    written = file.read_text(encoding="utf-8")
    assert written.startswith(begins)
    assert run("diff", *EDITIONS, "-o", str(file), *given).code == 2
    assert file.read_text(encoding="utf-8") == written
    assert run("diff", *EDITIONS, "-o", str(file), *given, "--force").code == 0
    printed = run("diff", *EDITIONS, "--format", form or ("markdown" if name == "d.md" else "html"))
    assert printed.out == written
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_page_and_data_at_once(run: Run, tmp_path: Path) -> None:
    ran = run("diff", *EDITIONS, "-o", str(tmp_path / "d.md"), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("diff", *EDITIONS, "--json").out
    assert (tmp_path / "d.md").exists()


def test_a_file_that_is_read_is_never_written(run: Run, two: tuple[str, str]) -> None:
    before = Path(two[0]).read_bytes()
    assert run("diff", *two, "-o", two[0], "--format", "html", "--force").code == 2
    assert Path(two[0]).read_bytes() == before


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_1_where_a_page_was_awaited_a_report_goes_to_stderr(run: Run, two: tuple[str, str], form: str) -> None:
    file = Path(two[1])
    file.write_text(file.read_text(encoding="utf-8").replace('"partly-met"', f'"{CANARY}"'), encoding="utf-8")
    ran = run("diff", *two, "--format", form)
    assert (ran.code, ran.out) == (1, "")
    assert "CS304" in ran.err
    assert CANARY not in ran.err
    assert run("diff", *two, "-o", str(file.with_name("d.html"))).code == 1
    assert not file.with_name("d.html").exists()


# ---- wrong calls


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scs-2018", "scs-2018--ecat-2005"), "must be of one kind"),
        (("scs-2018--ecat-2005", "scs-2018--cqcsh-2021"), "must be between the same editions"),
        (("scs-2018", "scs-2018.1.1.5"), "An item of an edition cannot be compared"),
        (("-", "-"), "only once"),
        ((*EDITIONS, "--format", CANARY), "Choose from: text, markdown, html"),
        ((*EDITIONS, "--format", "html", "--json"), "exclude each other"),
        ((*EDITIONS, "-o", "-", "--csv"), "exclude each other"),
        ((*EDITIONS, "-o", f"{CANARY}.txt"), "ends in one of: .md"),
        ((*EDITIONS, "--json", "--csv"), "exclude each other"),
        (("scs-2018",), "B is missing"),
    ],
)
def test_2_a_wrong_call(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


def test_3_and_4_what_is_not_there(run: Run) -> None:
    for code, argument in ((3, f"{CANARY}.json"), (4, "quaxlworth-2018"), (4, "quaxlworth"), (4, "scs-2018--quaxl-1")):
        ran = run("diff", "scs-2018", argument)
        assert (ran.code, ran.out) == (code, "")
        assert "quaxl" not in ran.err.lower()


def test_2_a_document_of_another_kind(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    cs.readers.write_publication(cs.publication("scs"), file)
    assert run("diff", "scs-2018", str(file)).code == 2


@pytest.mark.parametrize("columns", ["40", "60", "110"])
def test_lines_fit(run: Run, two: tuple[str, str], columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (EDITIONS, two, ("scs-2018--ecat-2005", "scs-2018--ecat-2005"), ("sg49-2020", "sg49-2021")):
        lines = run("diff", *arguments, "--every").out.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert not [line for line in lines if line != line.rstrip()]


def test_no_colour_says_the_same(start: Run) -> None:
    assert "\x1b" not in start("diff", *EDITIONS, NO_COLOR="1", FORCE_COLOR="1").out
    assert "\x1b[1m" in start("diff", *EDITIONS, FORCE_COLOR="1").out


def test_a_page_never_has_colour(start: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.txt"
    assert start("diff", *EDITIONS, "--format", "text", "-o", str(file), FORCE_COLOR="1").code == 0
    assert "\x1b" not in file.read_text(encoding="utf-8")


def test_the_shell_completes(complete: Complete) -> None:
    assert complete("care-standards diff scs-2018 scs-202") == ["scs-2025"]
    assert complete("care-standards diff scs-2018 scs-2025 --format m") == ["markdown"]


def test_the_examples_of_the_help_work(
    run: Run, two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("autumn.json").write_bytes(Path(two[1]).read_bytes())
    examples = [line.split()[1:] for line in run("diff", "--help").out.partition("Examples:\n")[2].splitlines()]
    assert len(examples) == 3
    for example in examples:
        for form in ((), ("--json", "--force")) if "-o" in example else ((), ("--json",), ("--csv",)):
            assert run(*example, *form).code == 0
