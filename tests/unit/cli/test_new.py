"""``new``: an assessment to fill in, what is in it, what is left out and why, and what has to be said to make one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.vocabularies import VOCABULARIES

Run = Callable[..., Any]
Complete = Callable[[str], list[str]]
CANARY = "Quaxlworth"
SUBJECT = ("--subject-kind", "service", "--ref", "svc-017", "--role", "quality-lead")
NEEDED = (*SUBJECT, "--start", "2026-01-01", "--end", "2026-03-31")
CONTEXT = ("--nation", "scotland", "--setting", "outreach", "--with", "children", "--stage", "referral")


def test_what_is_made_passes_check_and_is_what_the_library_makes(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    ran = run("new", "scs-2018", *CONTEXT, *NEEDED, "--on", "2020-02-01", "-o", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert run("check", "--strict", str(file)).code == 0
    made = cs.read_assessment(file)
    assert (made.subject.kind, made.subject.ref, made.assessor_role) == ("service", "svc-017", "quality-lead")
    assert (str(made.period.start), str(made.period.end)) == ("2026-01-01", "2026-03-31")
    context = made.context
    assert (context.nation, context.setting, context.stage) == ("scotland", "outreach", "referral")
    assert context == cs.Context(nation="scotland", setting="outreach", stage="referral", populations={"children"})
    assert {finding.status for finding in made.findings} == {"not-assessed"}
    answers = cs.applicable("scs-2018", context)
    wanted = {p.id for p in (*answers.yes, *answers.unknown)}
    assert {finding.provision for finding in made.findings} <= wanted
    assert not {finding.provision for finding in made.findings} & {p.id for p in answers.no}


def test_it_says_how_many_of_each_and_why_the_rest_is_left_out(run: Run, tmp_path: Path) -> None:
    arguments = ("new", "msa-2015", "--nation", "scotland", *NEEDED, "-o")
    ran = run(*arguments, str(tmp_path / "a.json"))
    plain = json.loads(run(*arguments, str(tmp_path / "b.json"), "--json").out)
    made = cs.read_assessment(tmp_path / "b.json")
    edition = cs.load("msa-2015")
    assert plain["yes"] + plain["unknown"] == plain["findings"] == len(made)
    assert plain["findings"] + plain["no"] == len(edition)
    assert plain["no"] == plain["no_by"]["nation"] > 0
    assert plain["holdings"] == [{"edition": "msa-2015", "level": "partial", "held": len(edition)}]
    assert f"{len(made)} findings to make: {plain['yes']} on items that apply, {plain['unknown']} on items" in ran.err
    assert f"Left out: {plain['no']} items that certainly do not apply ({plain['no']} by nation)" in ran.err
    assert "Held: msa-2015 partial" in ran.err
    assert "svc-017" not in ran.err
    answers = cs.applicable("msa-2015", made.context)
    assert len(answers.no) == plain["no"]


def test_of_an_edition_of_which_nothing_is_held(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "a.json")
    ran = run("new", "scs-2014", *NEEDED, "-o", file)
    assert ran.code == 0
    assert "0 findings to make" in ran.err
    assert "Nothing of this edition is held that could be listed." in ran.err
    assert "Held: scs-2014 register-only, 0 provisions." in ran.err
    assert run("check", file).code == 0


def test_of_an_edition_that_was_superseded_nothing_is_left(run: Run, tmp_path: Path) -> None:
    ran = run("new", "scs-2018", *NEEDED, "--on", "2026-02-01", "-o", str(tmp_path / "a.json"))
    assert ran.code == 0
    held = len(cs.load("scs-2018"))
    assert f"Left out: {held} items that certainly do not apply ({held} by date)" in ran.err
    assert "So nothing is left to assess. Is this the edition for that day and nation?" in ran.err


def test_printed_it_is_the_document_and_nothing_else(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert run("new", "scs-2018", *NEEDED, "-o", str(file)).code == 0
    ran = run("new", "scs-2018", *NEEDED, "-o", "-")
    assert ran.out.encode() == file.read_bytes()
    assert "findings to make" in ran.err
    assert run("gaps", "-", stdin=ran.out.encode()).code == 0


def test_2_everything_that_is_missing_is_named_at_once(run: Run) -> None:
    ran = run("new", "--nation", "wales")
    assert (ran.code, ran.out) == (2, "")
    for name in ("EDITION", "--subject-kind", "--ref", "--start", "--end", "--role", "--output"):
        assert f"{name} (" in ran.err
    for word in (*VOCABULARIES["subject_kind"], *VOCABULARIES["assessor_role"]):
        assert word in ran.err
    ran = run("new", "scs-2018", *SUBJECT, "--start", "2026-01-01", "-o", "-")
    assert "Missing: --end (the last day it is about)." in ran.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--ref", f"{CANARY} the person"), "--ref must be 1 to 64 of"),
        (("--ref", ""), "--ref must be 1 to 64 of"),
        (("--end", "2025-12-31"), "--end lies before --start."),
        (("--end", "2026-03"), "--end takes a day"),
        (("--start", "0026-01-01"), "--start takes a day"),
        (("--nation", CANARY), "Choose from: england"),
        (("--role", "quality-led"), "Did you mean quality-lead"),
        (("--with", CANARY), "--with does not take this value."),
        (("--json",), "exclude each other"),
        (("--csv",), "No such option"),
    ],
)
def test_2_a_wrong_call(run: Run, more: tuple[str, ...], said: str) -> None:
    ran = run("new", "scs-2018", *NEEDED, "-o", "-", *more)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert CANARY not in ran.err


def test_2_a_file_that_is_there_is_kept(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("kept", encoding="utf-8")
    ran = run("new", "scs-2018", *NEEDED, "-o", str(file))
    assert (ran.code, file.read_text(encoding="utf-8")) == (2, "kept")
    assert run("new", "scs-2018", *NEEDED, "-o", str(file), "--force").code == 0
    assert cs.read_assessment(file).edition == "scs-2018"


def test_3_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    assert run("new", "scs-2018", *NEEDED, "-o", str(tmp_path / "none" / "a.json")).code == 3


def test_4_an_edition_that_is_not_here(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    ran = run("new", "quaxl-2020", *NEEDED, "-o", str(file))
    assert (ran.code, ran.out) == (4, "")
    assert "quaxl" not in ran.err
    assert not file.exists()


def test_twice_the_same_is_made(run: Run) -> None:
    """No clock is read, and nothing is drawn."""
    arguments = ("new", "scs-2018", *CONTEXT, *NEEDED, "-o", "-")
    assert run(*arguments).out == run(*arguments).out


def test_an_edition_of_a_pack(run: Run, oak: str, tmp_path: Path) -> None:
    assert run("packs", "add", oak).code == 0
    file = tmp_path / "a.json"
    assert run("new", "oak-2026", *NEEDED, "-o", str(file)).code == 0
    for verb in ("gaps", "summary", "check"):
        assert run(verb, str(file)).code == 0
    assert run("new", "oak-2026", *NEEDED, "--no-packs", "-o", "-").code == 4


def test_the_shell_completes(complete: Complete) -> None:
    assert complete("care-standards new scs-201") == ["scs-2014", "scs-2015", "scs-2018"]
    assert complete("care-standards new scs-2018 --role qual") == ["quality-lead"]
    assert complete("care-standards new scs-2018 --subject-kind s") == ["service", "support-plan"]


def test_the_example_of_the_help_works(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = run("new", "--help").out.partition("Examples:\n")[2].split()[1:]
    assert run(*example).code == 0
    assert run("check", "--strict", "assessment.json").code == 0
