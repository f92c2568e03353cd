"""``summary``: counts of one assessment with what they are shares of, and of many subjects, the small ones hidden."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.assessing import pool
from care_standards.cli.count_tables import Column, CountRow, add_counts
from care_standards.cli.page import Page

Run = Callable[..., Any]
CANARY = "Quaxlworth"
SIGNS = "MPNa.-?"
TALLY = ("met", "partly_met", "not_met", "not_applicable", "not_assessed", "no_finding", "unknown")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def sample(repository: Path) -> str:
    return str(repository / "examples" / "outreach-self-assessment.json")


@pytest.fixture
def many(tmp_path: Path, assessment: dict[str, Any]) -> Path:
    """A folder of 30 assessments of as many subjects; 24 of them met 1.1.5, 6 did not."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        assessment["subject"]["ref"] = f"svc-{number}"
        assessment["findings"][0]["status"] = "not-met" if number < 6 else "met"
        (folder / f"{number:02}.json").write_text(json.dumps(assessment), encoding="utf-8")
    return folder


def _written(file: Path, plain: dict[str, Any]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(plain), encoding="utf-8")


def _words(text: str) -> str:
    return " ".join(text.split())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---- one assessment


def test_the_whole_is_told_with_what_it_is_a_share_of(run: Run, sample: str) -> None:
    ran = run("summary", sample)
    assert (ran.code, ran.err) == (0, "")
    out = _words(ran.out)
    assert out.startswith("scs-2018: 24 of 42 provisions assessed (57%), of those held and not called not applicable")
    assert "not met 2 of 24 assessed (8%)" in out
    assert "not assessed 2, and 16 without a finding" in out
    assert "unknown 4 findings on items that our data do not hold, recorded as: met 1, partly met 1, not met 1" in out
    assert "what is unknown is none of the rest" in out
    assert "Held: scs-2018 partial, 44 provisions." in out


def test_every_group_has_its_counts_and_a_picture_that_adds_up(run: Run, sample: str) -> None:
    found = cs.summarise(cs.read_assessment(sample), by=("force", "cqcsh-2021"))
    out = run("summary", sample, "--by", "force", "--by", "cqcsh-2021").out
    tables = {title: part for title, _, part in (p.partition("\n") for p in out.split("\n\n"))}
    for grouping in found.groups.values():
        lines = [line.split() for line in tables[f"By {grouping.by}"].splitlines()]
        shown = {line[0]: line[1:] for line in lines if len(line) >= 8 and line[1].isdigit()}
        assert list(shown) == [group.key for group in grouping]
        for group in grouping:
            counts = [getattr(group.tally, name) for name in TALLY]
            numbers, picture = shown[group.key][:7], "".join(shown[group.key][7:])
            assert [int(number) for number in numbers] == counts
            assert picture == "".join(sign * count for sign, count in zip(SIGNS, counts, strict=True))
    assert "Safe (3 rows, 3 of them our judgement)" in out
    assert "Some items are in several of these groups, and are counted in each." in out
    assert "nobody can tell from it" in _words(out)


def test_by_default_the_four_ways(run: Run, sample: str) -> None:
    plain = json.loads(run("summary", sample, "--json").out)
    assert [grouping["by"] for grouping in plain["groups"]] == ["part", "kind", "force", "setting"]
    assert plain == cs.summarise(cs.read_assessment(sample)).to_plain()
    ran = run("summary", sample, "--csv")
    rows = _rows(ran.out)
    assert [row["key"] for row in rows[:2]] == ["overall", "scs-2018.a"]
    assert len(rows) == 1 + sum(len(grouping["groups"]) for grouping in plain["groups"])
    assert "Held: scs-2018 partial" in ran.err


def test_an_assessment_without_findings_has_no_share(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**assessment, "findings": []}), encoding="utf-8")
    out = _words(run("summary", str(file)).out)
    assert out.startswith("scs-2018: 0 of 44 provisions assessed (0%)")
    assert "met 0 of 0 assessed partly met" in out


def test_a_share_is_never_rounded_to_all_or_nothing(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    file = tmp_path / "a.json"
    # 1.1.5.r2 is not applicable here.
    ids = [p.id for p in cs.load("scs-2018") if p.id != "scs-2018.1.1.5.r2"]
    day = {"assessed_on": "2026-03-02", "evidence": []}
    for status, said in (("met", "100%"), ("not-met", "98%")):
        found = [{"provision": id, "status": "met" if id != ids[0] else status, **day} for id in ids]
        file.write_text(json.dumps({**assessment, "findings": found}), encoding="utf-8")
        assert f"assessed ({said})" in run("summary", str(file)).out


# ---- several


def test_many_subjects_are_counted_on_each_item(run: Run, many: Path) -> None:
    ran = run("summary", str(many))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("scs-2018: 30 subjects, each counted once on every item.\nNot for sharing:")
    (line,) = [line for line in ran.out.splitlines() if line.startswith("  scs-2018.1.1.5 ")]
    assert line.split()[1:] == ["24", "0", "6", "0", "0", "0", "M" * 24 + "N" * 6]
    plain = json.loads(run("summary", str(many), "--json").out)
    read = [cs.read_assessment(file) for file in sorted(many.iterdir())]
    assert plain == pool(read, cs.load("scs-2018")).to_plain()
    ran = run("summary", *map(str, sorted(many.iterdir())), "--csv")
    assert ran.out == run("summary", str(many), "--csv").out
    assert "30 subjects" in ran.err
    assert "Not for sharing" in ran.err


def test_shareable_shows_no_small_count(
    run: Run, tmp_path: Path, assessment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of 60 subjects: 30, 20, 5 and 5 where 1.1.5 is concerned, and 40 and 20 of its second recommendation.
    for number in range(60):
        statuses = ("met" if number < 30 else "not-met" if number < 50 else "partly-met" if number < 55 else None,
                    "met" if number < 40 else "not-met")  # fmt: skip
        assessment["subject"]["ref"] = f"svc-{number}"
        assessment["findings"] = [
            {"provision": id, "status": status, "assessed_on": "2026-03-02", "evidence": []}
            for id, status in zip(("scs-2018.1.1.5", "scs-2018.1.1.5.r2"), statuses, strict=True)
            if status is not None
        ]
        _written(tmp_path / "many" / f"{number:02}.json", assessment)
    folder = str(tmp_path / "many")
    out = run("summary", folder, "--shareable").out
    cells = [cell for line in out.splitlines() if line.startswith("  scs-2018") for cell in line.split()[1:]]
    assert len(cells) == 6 * len(cs.load("scs-2018"))
    shown = {int(cell) for cell in cells if cell != "hidden"}
    assert shown
    assert min(shown) >= 11
    monkeypatch.setenv("COLUMNS", "40")
    narrow = _words(run("summary", folder, "--shareable").out)
    names = "met|applicable|assessed|finding"
    assert {int(count) for count in re.findall(rf"(?:{names}) ([0-9]+)\b", narrow)} == shown
    assert "partly met hidden" in narrow
    assert "Not for sharing" not in out
    assert "Counts under 11 are hidden" in _words(out)
    plain = json.loads(run("summary", folder, "--shareable", "--json").out)
    assert plain["k"] == 11
    rows = {row["provision"]: row for row in _rows(run("summary", folder, "--shareable", "--csv").out)}
    (one,) = [each for each in plain["provisions"] if each["provision"] == "scs-2018.1.1.5"]
    assert one["partly_met"] is None
    assert rows["scs-2018.1.1.5"]["partly_met"] == ""


def test_where_every_count_is_hidden_one_line_says_so(run: Run, many: Path) -> None:
    ran = run("summary", str(many), "--shareable")
    assert ran.code == 0
    assert "Every count of the 44 items listed is hidden." in ran.out
    assert "scs-2018.1.1.5" not in ran.out
    assert "Counts under 11 are hidden" in _words(ran.out)


def test_shareable_of_few_does_not_tell_how_few(run: Run, many: Path) -> None:
    files = [str(file) for file in sorted(many.iterdir())[:5]]
    for form in ((), ("--json",), ("--csv",)):
        ran = run("summary", "--shareable", *files, *form)
        assert ran.code == 0
        without_ids = re.sub(r"[a-z0-9-]+(\.[a-z0-9]+)+", "", ran.out + ran.err)
        assert not re.search(r"\b5\b", without_ids)
    assert "fewer than 11 subjects" in run("summary", "--shareable", *files).out.lower()


def test_1_of_several_every_one_that_is_not_in_order_is_told_by_its_place(run: Run, many: Path) -> None:
    files = sorted(many.iterdir())[:4]
    for file in files[1:3]:
        file.write_text(file.read_text(encoding="utf-8").replace('"met"', f'"{CANARY}"', 1), encoding="utf-8")
    files[1].write_text("{", encoding="utf-8")
    named = [str(file) for file in files]
    for form in ((), ("--json",), ("--csv",)):
        ran = run("summary", *named, *form)
        # Only the second is wrong: nothing was "met" in the third.
        assert ran.code == 1
        assert CANARY not in ran.out + ran.err
        assert "Nothing was counted" in ran.err
        said = ran.out if form == ("--json",) else ran.out + ran.err
        assert ('"input": 2' if form == ("--json",) else "input 2 of 4") in said
        assert "input 3 of 4" not in said
        assert form != ("--csv",) or ran.out == ""
    ran = run("summary", *named, "nowhere.json")
    assert (ran.code, "input 5 of 5" in ran.err, "nowhere" in ran.err) == (3, True, False)


def test_2_what_cannot_be_put_together(run: Run, many: Path, tmp_path: Path, assessment: dict[str, Any]) -> None:
    first, second, *_ = sorted(many.iterdir())
    other = tmp_path / "other.json"
    for change, said in (
        ({"subject": {"kind": "case", "ref": "c-1"}}, "must be of one kind of subject"),
        ({"edition": "scs-2015", "findings": []}, "not all against one edition"),
    ):
        other.write_text(json.dumps({**assessment, **change}), encoding="utf-8")
        ran = run("summary", str(first), str(other))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert "must hold each subject once; choose one" in run("summary", str(first), str(first)).err
    assert run("summary", str(first), str(second), "--by", "part").code == 2
    assert "never hidden" in run("summary", str(first), "--shareable").err
    assert run("summary", "-", "-").code == 2
    assert run("summary").code == 2


def test_1_an_invalid_assessment_is_told_as_check_tells_it(
    run: Run, tmp_path: Path, assessment: dict[str, Any]
) -> None:
    assessment["findings"][0]["note"] = {CANARY: CANARY}
    file = tmp_path / f"{CANARY}.json"
    file.write_text(json.dumps(assessment), encoding="utf-8")
    ran = run("summary", str(file))
    assert (ran.code, ran.out) == (1, run("check", str(file)).out)
    assert CANARY not in ran.out + ran.err


def test_2_a_wrong_way_to_group(run: Run, sample: str, tmp_path: Path, assessment: dict[str, Any]) -> None:
    assert "Did you mean setting" in run("summary", sample, "--by", "settings").err
    assessment["context"]["nation"] = "northern-ireland"
    file = tmp_path / "a.json"
    file.write_text(json.dumps(assessment), encoding="utf-8")
    ran = run("summary", str(file), "--by", "cqcsh-2021")
    assert (ran.code, ran.out) == (2, "")
    assert "cqcsh-2021 is of england and wales" in ran.err


# ---- the page


@pytest.mark.parametrize("columns", ["40", "60", "80", "110"])
def test_lines_fit(run: Run, sample: str, many: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in ((sample, "--by", "cqcsh-2021"), (sample,), (str(many),), (str(many), "--shareable")):
        lines = run("summary", *arguments).out.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert not [line for line in lines if line != line.rstrip()]


def test_on_a_narrow_page_every_count_is_a_word(run: Run, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = _words(run("summary", sample, "--by", "force").out)
    assert "must: met 1, not met 1 should:" in out
    assert "Signs" not in out


def test_the_page_is_ascii(run: Run, sample: str, many: Path) -> None:
    for arguments in ((sample,), (str(many),), (str(many), "--shareable")):
        assert run("summary", *arguments).out.isascii()


def test_no_colour_says_the_same(start: Run, sample: str) -> None:
    coloured = start("summary", sample, FORCE_COLOR="1").out
    plain = start("summary", sample, NO_COLOR="1").out
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_picture_shows_the_smallest_count_and_its_scale() -> None:
    columns = (Column("M", "met"), Column("N", "not met"))
    page = Page(width=60, colour=False)
    add_counts(page, columns, [CountRow("all", (900, 1)), CountRow("half", (450, 0))])
    lines = str(page).splitlines()
    pictures = [line.split()[-1] for line in lines[1:3]]
    assert pictures[0].endswith("MN")
    assert 0.49 < pictures[1].count("M") / pictures[0].count("M") < 0.52
    assert "One sign of a picture stands for about 21.0; the least is one sign." in _words(" ".join(lines))
    assert max(map(len, lines)) <= 60


def test_a_table_with_a_hidden_count_has_no_picture() -> None:
    page = Page(width=100, colour=False)
    add_counts(page, (Column("M", "met"), Column("N", "not met")), [CountRow("a", (None, 20)), CountRow("b", (20, 11))])
    assert [line.split() for line in str(page).splitlines()] == [["M", "N"], ["a", "hidden", "20"], ["b", "20", "11"]]


def test_the_examples_of_the_help_work(
    run: Run, sample: str, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assessment.json").write_bytes(Path(sample).read_bytes())
    many.rename(tmp_path / "assessments")
    monkeypatch.chdir(tmp_path)
    examples = [line.split()[1:] for line in run("summary", "--help").out.partition("Examples:\n")[2].splitlines()]
    assert len(examples) == 2
    for example in examples:
        for form in ((), ("--json",), ("--csv",)):
            assert run(*example, *form).code == 0
