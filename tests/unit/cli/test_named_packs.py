"""``--pack``: a pack that is named for one run is answered from, comes first, and is never left out in silence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def lantern(repository: Path) -> str:
    return str(repository / "tests" / "invented" / "lantern")


def _held(ran: Any) -> list[str]:
    return [edition["id"] for edition in json.loads(ran.out)]


def test_before_or_after_the_verb(run: Run, lantern: str) -> None:
    for call in (("--pack", lantern, "list"), ("list", "--pack", lantern)):
        ran = run(*call, "--publication", "lantern", "--json")
        assert (ran.code, _held(ran)) == (0, ["lantern-2019", "lantern-2022", "lantern-2026"])
    assert run("list", "--publication", "lantern").code == 4


def test_only_the_named_one_without_the_others(run: Run, lantern: str, oak: str) -> None:
    assert run("packs", "add", oak).code == 0
    both = _held(run("list", "--pack", lantern, "--json"))
    assert {"oak-2026", "lantern-2019"} <= set(both)
    alone = _held(run("list", "--no-packs", "--pack", lantern, "--json"))
    assert set(both) - set(alone) == {"oak-2026"}


def test_the_named_one_wins_over_one_that_is_there(run: Run, lantern: str) -> None:
    assert run("packs", "add", lantern).code == 0
    ran = run("packs", "list", "--pack", lantern, "--json")
    named, added = json.loads(ran.out)
    assert (named["where"], "left_out" in named) == ("given", False)
    assert (added["where"], "left_out" in added) == ("home", True)
    assert "is left out" in run("list", "--pack", lantern).err
    assert "named for this run" in run("packs", "list", "--pack", lantern).out


def test_one_that_cannot_be_taken_ends_the_run(run: Run, lantern: str, tmp_path: Path) -> None:
    missing = run("list", "--pack", str(tmp_path / "none.zip"))
    assert (missing.code, missing.out) == (3, "")
    damaged = tmp_path / "damaged"
    shutil.copytree(lantern, damaged)
    (damaged / "editions" / "lantern-2019.json").write_text("{}", encoding="utf-8")
    ran = run("list", "--pack", str(damaged))
    assert ran.code == 1
    assert str(tmp_path) not in ran.out + ran.err
    sample = tmp_path / "empty.json"
    sample.write_text("{}", encoding="utf-8")
    assert run("check", str(sample), str(sample), "--pack", str(damaged)).out == ran.out
    twice = run("list", "--pack", lantern, "--pack", lantern)
    assert twice.code == 1
    assert run("--pack", str(damaged), "--version").code == 0
