"""Runs cases in workers: twice, in two processes whose hash seed, time zone and language differ, and compares."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).resolve().parents[3]
WORLDS: Final = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
)
_ALIKE: Final = ("raised", "said", "exit", "given", "verdict", "codes", "same", "shown", "wrote")


def faults_in(ids: Sequence[str], folder: Path, seconds: float = 40) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Give what is wrong, by case, and the answers of the first run; every case is run in both worlds."""
    first, second = (_answers(ids, folder / str(n), world, seconds) for n, world in enumerate(WORLDS))
    faults: dict[str, list[str]] = {}
    for id in ids:
        one, other = first[id], second[id]
        found = [*dict.fromkeys([*one["faults"], *other["faults"]])]
        found += [f"{name} differs" for name in _ALIKE if one.get(name) != other.get(name)]
        if found:
            faults[id] = [*found, json.dumps({k: v for k, v in one.items() if k != "faults"})[:300]]
    return faults, first


def _answers(ids: Sequence[str], folder: Path, world: dict[str, str], seconds: float) -> dict[str, Any]:
    """Run cases in one world; where a worker dies, the next goes on behind the case that killed it."""
    answers: dict[str, Any] = {}
    left = list(ids)
    while left:
        folder.mkdir(parents=True, exist_ok=True)
        out = folder / "told"
        out.unlink(missing_ok=True)
        died = _run(left, out, folder, world, seconds)
        told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
        answers.update({line["id"]: line for line in told if "id" in line})
        killer = next((line["begun"] for line in told if "begun" in line and line["begun"] not in answers), None)
        if killer is not None:
            answers[killer] = {"faults": [f"the process ended: {died}"]}
        assert killer is not None or all(id in answers for id in left), f"the worker does not run: {died}"
        left = [id for id in left if id not in answers]
    return answers


def _run(ids: Iterable[str], out: Path, folder: Path, world: dict[str, str], seconds: float) -> str:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)]),
        **world,
    }
    ended = subprocess.run(
        [sys.executable, "-m", "tests.conformance.hostile.worker", str(out), str(folder), str(seconds)],
        input="\n".join(ids),
        text=True,
        capture_output=True,
        env=environment,
        cwd=REPOSITORY,
        check=False,
    )
    return f"{ended.returncode} {ended.stderr[-500:]}"
