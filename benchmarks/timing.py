"""How time is taken: CPU time, contenders in turn within each round, ratios round by round, then the median."""

import gc
import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Times = dict[str, list[float]]


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of all rounds, the smallest and the largest, and both medians in milliseconds."""

    median: float
    least: float
    most: float
    ours_ms: float
    theirs_ms: float


@dataclass(frozen=True)
class Compared:
    """One comparison: what was compared, the ratio, and the most it may be (None where nothing is promised)."""

    what: str
    found: Ratio
    limit: float | None


def tell(rows: Sequence[Compared]) -> int:
    """Print comparisons, and give the exit code: 1 if a promise is not kept."""
    for row in rows:
        limit = "" if row.limit is None else f" (≤ {row.limit})"
        print(f"{row.what}: {row.found.median:.2f}{limit}; {row.found.ours_ms:.2f} ms to {row.found.theirs_ms:.2f} ms")
    return int(any(row.limit is not None and row.found.median > row.limit for row in rows))


def in_turn(contenders: Mapping[str, Callable[[], float]], rounds: int, warm_up: int) -> Times:
    """Run each contender once in every round, where each gives the seconds it took.

    The order changes from round to round, the same way on every run, as who comes after a light one finds warmer
    caches than who comes after a heavy one. The rounds of the warm-up are thrown away.
    """
    names = list(contenders)
    order = random.Random(0)
    taken: Times = {name: [] for name in names}
    for turn in range(-warm_up, rounds):
        for name in order.sample(names, len(names)):
            spent = contenders[name]()
            if turn >= 0:
                taken[name].append(spent)
    return taken


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU seconds that a function takes in this process."""
    gc.collect()
    begun = time.process_time_ns()
    work()
    return (time.process_time_ns() - begun) / 1e9


def race(contenders: Mapping[str, Callable[[], object]], rounds: int, warm_up: int = 1) -> Times:
    """Let functions run against each other in this process."""
    return in_turn({name: lambda work=work: cpu(work) for name, work in contenders.items()}, rounds, warm_up)


def race_cold(commands: Mapping[str, Sequence[str]], rounds: int, environment: Mapping[str, str], cwd: Path) -> Times:
    """Let fresh processes run against each other: CPU seconds, user and system, as the system counted them.

    Two rounds are thrown away, as they write byte code and fill the caches of the system.
    """

    def spend(command: Sequence[str]) -> float:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=dict(environment), cwd=cwd)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"A process of the benchmark failed with exit code {process.returncode}: {command}")
        return used.ru_utime + used.ru_stime

    return in_turn({name: lambda command=command: spend(command) for name, command in commands.items()}, rounds, 2)


def ratio(times: Times, ours: str, theirs: str) -> Ratio:
    """Compare two contenders of one race."""
    ratios = [a / b for a, b in zip(times[ours], times[theirs], strict=True)]
    return Ratio(
        statistics.median(ratios), min(ratios), max(ratios),
        1000 * statistics.median(times[ours]), 1000 * statistics.median(times[theirs]),
    )  # fmt: skip
