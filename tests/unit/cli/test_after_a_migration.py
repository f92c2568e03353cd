"""What the verbs about assessments say of one that was carried over: what is left to decide is never good news."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def carried(run: Run, repository: Path, tmp_path: Path) -> list[str]:
    """The invented assessment carried over, as a file, and the pack it needs."""
    invented = repository / "tests" / "invented"
    named = [str(tmp_path / "new.json"), "--pack", str(invented / "lantern")]
    ran = run(
        "migrate", str(invented / "lantern-self-assessment.json"), "--to", "lantern-2022",
        "--ledger", str(tmp_path / "ledger.json"), "-o", *named,
    )  # fmt: skip
    assert ran.code == 0
    return named


def _lists(carried: list[str]) -> tuple[list[str], list[str]]:
    """Give the ids to assess again that were wanting, and those that are unresolved."""
    plain = json.loads(Path(carried[0]).read_bytes())
    again = [
        finding["provision"]
        for finding in plain["findings"]
        if finding["status"] == "not-assessed"
        and {link["status"] for link in finding.get("earlier", [])} & {"not-met", "partly-met"}
    ]
    return again, [finding["provision"] for finding in plain["unresolved"]]


def test_gaps_stay_gaps(run: Run, carried: list[str]) -> None:
    again, unresolved = _lists(carried)
    assert again
    assert unresolved
    out = " ".join(run("gaps", *carried).out.split())
    assert f"{len(again)} to be assessed again, and {len(unresolved)} unresolved under ids" in out
    for id in (*again, *unresolved):
        assert f" {id} " in out
    assert "(was not-met" in out
    grouped = " ".join(run("gaps", *carried, "--by", "part").out.split())
    for id in (*again, *unresolved):
        assert f" {id} " in grouped


def test_gaps_of_one_part_say_what_may_belong_there(run: Run, carried: list[str]) -> None:
    out = " ".join(run("gaps", *carried, "--by", "part", "--only", "3").out.split())
    assert "2 findings unresolved since the edition changed may belong here as well." in out
    assert "2 findings unresolved" in run("gaps", *carried, "--by", "part", "--only", "3", "--csv").err


def test_a_summary_says_what_it_leaves_out(run: Run, carried: list[str]) -> None:
    out = " ".join(run("summary", *carried).out.split())
    assert "2 findings under ids of an earlier edition, in no figure here, recorded as: " in out
    assert "4 findings kept, in no figure here" in out


def test_a_summary_of_several_says_so_too(run: Run, carried: list[str], tmp_path: Path) -> None:
    plain = json.loads(Path(carried[0]).read_bytes())
    plain["subject"]["ref"] = "invented-service-8"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(plain), encoding="utf-8")
    out = " ".join(run("summary", *carried, str(other)).out.split())
    assert "Findings of 2 subjects are unresolved since the edition changed" in out
    shared = " ".join(run("summary", *carried, str(other), "--shareable").out.split())
    assert "Of how many subjects findings are unresolved, where the edition changed, is hidden." in shared
