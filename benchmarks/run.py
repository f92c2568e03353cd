"""Every promise about speed and weight, measured in one run: ``python benchmarks/run.py``, or ``--quick``.

Everything is a ratio of CPU times taken in turn in the same run, so that another machine, or a busy one, gives the same
answer. The full run installs the library into an environment of its own, which needs pip and a source of packages.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import bulk_checking
import compiling
import drafting
import exports_in
import growth
import made
import migrating
import packing
import proposing
import reasoning
import rival
import timing
import typed_columns
import weight
import workbooks

import care_standards as cs
from care_standards.documents.decode import decode


@dataclass(frozen=True)
class Row:
    """One thing measured: its value, the most it may be (None where nothing is promised), and the particulars."""

    what: str
    value: float
    limit: float | None
    unit: str
    detail: str

    @property
    def verdict(self) -> str:
        """Tell whether the promise is kept."""
        return "" if self.limit is None else "PASS" if self.value <= self.limit else "MISS"


def compared(what: str, found: timing.Ratio, limit: float | None) -> Row:
    """Make the row of a comparison."""
    detail = f"{found.least:.2f} to {found.most:.2f}; {found.ours_ms:.1f} ms to {found.theirs_ms:.1f} ms"
    return Row(what, found.median, limit, "times", detail)


def cold(python: Path, command: Sequence[str], env: Mapping[str, str], cwd: Path, rounds: int) -> list[Row]:
    """Measure what a fresh process costs."""
    programs = {
        "pass": "pass",
        "import": "import care_standards",
        "load": "import care_standards as cs\ncs.load('scs-2018')['1.1.5']",
        "attrs": "import attrs",
        "click": "import click",
    }
    commands: dict[str, Sequence[str]] = {name: [str(python), "-c", program] for name, program in programs.items()}
    times = timing.race_cold({**commands, "version": [*command, "--version"]}, rounds, env, cwd)
    rows = [
        ("`import care_standards` / `python -c pass`", "import", "pass", 1.3),
        ('cold `load("scs-2018")["1.1.5"]` / `import attrs`', "load", "attrs", 1.7),
        ("`care-standards --version` / `import click`", "version", "click", 1.5),
    ]
    return [compared(what, timing.ratio(times, ours, theirs), limit) for what, ours, theirs, limit in rows]


def reading(size: int, rounds: int) -> list[Row]:
    """Measure the validated read against its rival, and the door against the parser inside it."""
    content = made.assessment_bytes(size)
    theirs = rival.make_reader()
    if len(theirs(content).findings) != len(cs.read_assessment(content).findings):
        raise SystemExit("The two readers do not read the same document.")
    times = timing.race(
        {
            "ours": lambda: cs.read_assessment(content), "rival": lambda: theirs(content),
            "check": lambda: cs.check(content), "decode": lambda: decode(content), "json": lambda: json.loads(content),
        },
        rounds,
        warm_up=2,
    )  # fmt: skip
    size_of = f"{len(content) / 1000:.0f} kB"
    return [
        compared(
            f"validated read of {size_of} / json + jsonschema + cattrs", timing.ratio(times, "ours", "rival"), 1.1
        ),
        compared(f"check of {size_of}, with its report / the same", timing.ratio(times, "check", "rival"), None),
        compared(f"decode of {size_of} / `json.loads`", timing.ratio(times, "decode", "json"), None),
    ]


def weighing(python: Path, env: Mapping[str, str], cwd: Path, rounds: int) -> list[Row]:
    """Measure memory."""
    found = weight.memory(python, env, cwd, rounds)
    if found is None:
        return []
    ours, theirs = found
    detail = f"{ours:.1f} MB to {theirs:.1f} MB, peaks"
    return [Row("all shipped editions loaded, memory above `import attrs`", ours - theirs, 8, "MB", detail)]


def installing(python: Path, folder: Path) -> list[Row]:
    """Measure what is installed."""
    found = weight.installed(python, folder)
    names = ", ".join(found.distributions)
    code = f"and {found.byte_code / weight.MEGABYTE:.1f} MB of byte code"
    return [
        Row("installed size of core with dependencies", found.bytes / weight.MEGABYTE, 8, "MB", code),
        Row("distributions of core with dependencies", len(found.distributions), 9, "", names),
    ]


def own_copies(rounds: int) -> list[Row]:
    """Measure drafting, compiling, packs and proposals."""
    compiled, doubled = compiling.measure(rounds)
    rows = [
        compared("`compile` of 600 provisions / bare markdown-it-py parse", compiled, compiling.LIMIT),
        compared("`compile` of 1,200 provisions / of 600", doubled, growth.LIMIT),
        *(compared(row.what, row.found, row.limit) for row in packing.measure(rounds)),
    ]
    speed = proposing.measure_speed()
    sizes = ", ".join(f"{s:.2f} s at {n}" for n, s in zip(speed.sizes, speed.seconds, strict=True))
    rows.append(Row("`propose` on two editions of 600 provisions", speed.seconds[0], 20, "s", sizes))
    rows.append(Row("`propose`, twice as many provisions", max(speed.ratios), growth.LIMIT, "times", sizes))
    draft = drafting.measure()
    if draft is None:
        print("no document to draft from: its rows are left out", file=sys.stderr, flush=True)
        return rows
    peaks = ", ".join(f"{p.reading:.0f} and {p.drafting:.0f} MB at {p.pages} pages" for p in draft.peaks)
    return [
        compared(f"`draft` of {draft.pages} pages / bare pdfplumber words of them", draft.time, drafting.LIMIT),
        Row("peak memory of reading, all pages / the first 40", draft.growth, drafting.FLAT, "times", peaks),
        *rows,
    ]


def answers(rounds: int) -> list[Row]:
    """Measure what questions cost beyond asking by hand."""
    return [compared(row.what, row.found, row.limit) for row in reasoning.measure(rounds)]


def migrations(rounds: int, quick: bool) -> list[Row]:
    """Measure what it costs to migrate; the quick run leaves folders out, which take minutes."""
    found = [*migrating.measure(rounds), *([] if quick else [migrating.folders()])]
    return [compared(row.what, row.found, row.limit) for row in found]


def exports(command: Sequence[str], env: Mapping[str, str], rounds: int, quick: bool) -> list[Row]:
    """Measure what it costs to judge documents and tables as they come out of case systems, with the extra ``fast``."""
    found = [*exports_in.measure(rounds), *bulk_checking.measure(7 if quick else rounds)]
    found += typed_columns.measure(7 if quick else rounds)
    rival = Path(sys.executable).with_name("check-jsonschema")
    if rival.exists():
        found.append(exports_in.cold(command, [str(rival)], env, 7 if quick else 15))
    rows = [compared(row.what, row.found, row.limit) for row in found]
    if quick:
        return rows
    for each in workbooks.measure():
        rows += [compared(row.what, row.found, row.limit) for row in each.compared]
        what = f"{each.kind}: peak memory above start-up"
        rows.append(Row(what, each.megabytes, workbooks.MEMORY_LIMIT, "MB", f"{each.rows_a_second:.0f} rows a second"))
    peak = bulk_checking.memory()
    rows.append(Row(f"{bulk_checking.MANY} rows of NDJSON: peak memory", peak, bulk_checking.MEMORY_LIMIT, "MB", ""))
    return rows


def growing(doublings: int, largest: int, most_runs: int) -> list[Row]:
    """Measure how cost grows."""
    found = growth.measure(doublings, largest, lambda what: print(what, file=sys.stderr, flush=True), most_runs)
    return [
        Row(
            g.what, g.worst, None if g.what in growth.COMPARISONS else growth.LIMIT, "times",
            ", ".join(f"{1000 * s:.1f} ms at {n}" for n, s in _pairs(g)),
        )
        for g in found
    ]  # fmt: skip


def _pairs(found: growth.Growth) -> list[tuple[int, float]]:
    return list(zip(found.sizes, found.seconds, strict=True))


def table(rows: list[Row]) -> str:
    """Write rows as a Markdown table."""
    lines = ["| | what | measured | limit | particulars |", "|---|---|---:|---:|---|"]
    for row in rows:
        value = f"{row.value:.2f} {row.unit}" if row.unit else f"{row.value:.0f}"
        limit = "" if row.limit is None else f"≤ {row.limit:g}"
        lines.append(f"| {row.verdict} | {row.what} | {value.strip()} | {limit} | {row.detail} |")
    return "\n".join(lines)


def versions() -> str:
    """Name what was measured, and nothing of the machine but its kind."""
    names = [
        "attrs", "cattrs", "click", "jsonschema", "jsonschema-rs", "markdown-it-py", "orjson", "pdfplumber",
        "rapidfuzz", "referencing", "rfc8785", "rich", "rpds-py",
    ]  # fmt: skip
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"care_standards {cs.__version__}; {python}; {system}; {', '.join(found)}"


def environment() -> dict[str, str]:
    """Give the environment without what steers Python, so that a fresh process starts as a user's does."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def measure(quick: bool) -> dict[str, list[Row]]:
    """Run everything; the quick run uses this interpreter, small sizes and few rounds, and installs nothing."""
    env = environment()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        if quick:
            python, command = Path(sys.executable), [sys.executable, "-m", "care_standards"]
            env["PYTHONPATH"] = str(Path(cs.__file__).resolve().parent.parent)
        else:
            print("installing", file=sys.stderr, flush=True)
            python = weight.environment(work / "venv")
            command = [str(python.with_name("care-standards"))]
        promised = cold(python, command, env, work, 7 if quick else 31)
        promised += reading(100_000, 5 if quick else 21)
        promised += weighing(python, env, work, 3 if quick else 7)
        if not quick:
            promised += installing(python, work / "core")
        print("exports", file=sys.stderr, flush=True)
        taken = exports(command, env, 7 if quick else 31, quick)
        print("own copies", file=sys.stderr, flush=True)
        own = own_copies(5 if quick else 15)
    print("migrations", file=sys.stderr, flush=True)
    migrated = migrations(7 if quick else 31, quick)
    print("answers", file=sys.stderr, flush=True)
    return {
        "promised": promised,
        "exports": taken,
        "own copies": own,
        "migrations": migrated,
        "answers": answers(7 if quick else 31),
        "growth": growing(1, 4_000, growth.QUICK_RUNS) if quick else growing(2, growth.LARGEST, growth.MOST_RUNS),
    }


def main() -> int:
    """Print the tables, and fail if a promise is not kept."""
    parser = argparse.ArgumentParser(description="Measure every promise about speed and weight in one run.")
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds, nothing installed")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    asked = parser.parse_args()
    found = measure(asked.quick)
    if asked.json:
        plain = {name: [{**asdict(row), "verdict": row.verdict} for row in rows] for name, rows in found.items()}
        print(json.dumps({"versions": versions(), **plain}, ensure_ascii=False, indent=2))
    else:
        print(versions())
        for name, rows in found.items():
            print(f"\n{name}\n\n{table(rows)}")
    return int(any(row.verdict == "MISS" for rows in found.values() for row in rows))


if __name__ == "__main__":
    sys.exit(main())
