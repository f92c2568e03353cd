"""Several processes at a folder: the same comes of it; and however a run is ended, the next one goes on."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.folder_tree import Tree

Run = Callable[..., Any]
MANY, FEW = 300, 20


@pytest.fixture
def tree(repository: Path, tmp_path: Path) -> Tree:
    return Tree(repository, tmp_path)


def test_several_processes_do_the_same_in_the_same_order(start: Run, tree: Tree) -> None:
    for number in range(20):
        tree.put(f"c/{number}.json", **({"assessor_role": "splendid"} if number % 7 == 3 else {}))
    one = start(*tree.call("--json"))
    made = tree.made()
    shutil.rmtree(tree.output)
    shutil.rmtree(tree.ledgers)
    assert start(*tree.call("--json", "--jobs", "3")) == one
    assert tree.made() == made
    assert one.code == 1


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interruption_ends_it_cleanly_and_the_next_run_goes_on(
    start: Run, tree: Tree, repository: Path, heeding: list[str], jobs: str
) -> None:
    tree.fill(MANY)
    command = [*heeding, *tree.call("--jobs", jobs)]
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        end = time.monotonic() + 30
        while not (tree.ledgers / "a.json").exists() and time.monotonic() < end:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process of it
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == b""
    assert re.fullmatch(rb"Ended after [0-9]+ of 303 files\. The same call goes on where this one ended\.\s*", err)
    assert not [path for path in tree.output.rglob("*") if path.name.endswith(".part")]
    tree.keep(FEW)
    ran = start(*tree.call("--json"))
    assert ran.code == 0
    states = json.loads(ran.out)["states"]
    assert "done" in states
    assert set(states) <= {"written", "done"}
    assert sum(states.values()) == FEW + 3


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_no_process_outlives_the_first_one(start: Run, tree: Tree, repository: Path) -> None:
    tree.fill(MANY)
    command = [sys.executable, "-m", "care_standards", *tree.call("--jobs", "2")]
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        end = time.monotonic() + 30
        while not (tree.ledgers / "a.json").exists() and time.monotonic() < end:
            time.sleep(0.01)
        running.kill()
        running.communicate(timeout=20)  # the others hold these pipes too: they close when the last of them ends
    tree.keep(FEW)
    ran = start(*tree.call("--json", "--jobs", "2"))
    assert ran.code == 0
    assert sum(json.loads(ran.out)["states"].values()) == FEW + 3
    assert not [path for path in tree.output.rglob("*") if path.name.endswith(".part")]
