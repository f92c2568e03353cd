"""What it costs to judge very many link rows: against the parser alone, Ajv, two processes, and Spark.

``python benchmarks/bulk_checking.py`` prints the rows; ``measure`` gives the ratios of CPU time to the run of all
benchmarks. ``--wall`` adds two processes against one, and ``--spark`` (which needs pyspark and Java) Spark against a
bare pool of processes: both take the time on the clock, so nothing else may run beside them. ``--memory`` adds the
peak. ``--ajv FOLDER`` names a folder with ``node_modules`` that hold Ajv and ajv-formats: two fresh processes then read
the same file. Rows are invented; one in a hundred is wrong, in eight ways.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import timing

import care_standards as cs
from care_standards import bulk

LIMIT = 3.0
AJV_AT_LEAST = 1.5
AT_LEAST = 1.75
SPARK_LIMIT = 2.0
MEMORY_LIMIT = 20.0
ROWS = 50_000
MANY = 1_000_000
COMPACT: Final = (",", ":")
NOTES = (
    "Seen in the file audit of this quarter; the worker on duty explained how it is done and showed the form in use.",
    "Two of five files had no signed copy. The form was changed afterwards, and the change was discussed in the team.",
)


HEADER: Final = {
    "period_start": "2026-01-01", "period_end": "2026-12-31", "assessor_role": "quality-lead",
    "tool": "example-case-system",
}  # fmt: skip
"""What an assessment says once, and rows may repeat."""


def rows(count: int, separators: tuple[str, str] = COMPACT, header: bool = False) -> Iterator[bytes]:
    """Give so many invented link rows as lines, of about 400 bytes each, with or without the facts of a header."""
    held = [provision.id for provision in cs.load("scs-2018")]
    for place in range(count):
        row: dict[str, Any] = {
            "edition": "scs-2018",
            "subject_kind": "case",
            "subject_ref": f"case-{place:08}",
            "nation": "england",
            "setting": "outreach",
            "provision": held[place % len(held)],
            "status": ("met", "partly-met", "not-met")[place % 3],
            "assessed_on": f"2026-0{place % 9 + 1}-1{place % 7}",
            "evidence": [f"file-audit:{place:08}-1", f"file-audit:{place:08}-2"],
            "note": NOTES[place % 2],
            **(HEADER if header else {}),
        }
        wrong = place // 100 % 8 if place % 100 == 99 else -1
        if wrong == 0:
            row["status"] = "fine"
        elif wrong == 1:
            del row["provision"]
        elif wrong == 2:
            row["assessed_on"] = "2026-02-30"
        elif wrong == 3:
            row["colour"] = "green"
        elif wrong == 4:
            row["evidence"] = "file-audit"
        elif wrong == 5:
            row["edition"] = "oak-2026"
        line = json.dumps(row, separators=separators).encode()
        if wrong == 6:
            line = line[:-20]
        elif wrong == 7:
            line = line[:-1] + b',"status":"met"}'
        yield line


def write(path: Path, count: int, separators: tuple[str, str] = COMPACT, header: bool = False) -> Path:
    """Write so many rows as a file."""
    with path.open("wb") as file:
        lines = rows(count, separators, header)
        while piece := list(islice(lines, 10_000)):
            file.write(b"\n".join(piece) + b"\n")
    return path


def parsed(path: Path) -> int:
    """Parse each line of a file, and count those that no parser takes: the floor."""
    import orjson

    loads = orjson.loads
    bad = 0
    with path.open("rb") as file:
        for line in file:
            try:
                loads(line)
            except ValueError:
                bad += 1
    return bad


def checked(path: Path, processes: int = 1, engine: str | None = None) -> cs.Report:
    """Judge a file, and hold the report against what was planted."""
    report = bulk.check_lines(path, processes=processes, engine=engine)
    table = report.table
    if table is None or table.invalid != table.rows // 100:
        raise SystemExit("The rows are not judged as they were made.")
    return report


def measure(rounds: int, count: int = ROWS) -> list[timing.Compared]:
    """Give the comparisons with the parser alone; the promise is for rows as JavaScript, Java and Spark write them."""
    ways: dict[str, tuple[tuple[str, str], bool]] = {
        f"{count} rows of NDJSON, all errors / `orjson.loads` per line": (COMPACT, False),
        "… with a blank after each comma and colon": ((", ", ": "), False),
        "… with the facts of a header on each": (COMPACT, True),
    }
    contenders: dict[str, Callable[[], object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for place, (what, (separators, header)) in enumerate(ways.items()):
            path = write(Path(folder, f"{place}.ndjson"), count, separators, header)
            contenders |= {f"ours {what}": partial(checked, path), f"floor {what}": partial(parsed, path)}
        times = timing.race(contenders, rounds)
    return [
        timing.Compared(what, timing.ratio(times, f"ours {what}", f"floor {what}"), None if place else LIMIT)
        for place, what in enumerate(ways)
    ]


AJV = """
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
const require = createRequire(process.argv[2] + "/");
const Ajv = require("ajv/dist/2020.js").default, addFormats = require("ajv-formats").default;
const ajv = new Ajv({ strict: true, allErrors: true });
addFormats(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(process.argv[3], "utf8")));
let bad = 0;
const lines = createInterface({ input: createReadStream(process.argv[4], { highWaterMark: 1 << 20 }) });
lines.on("line", (line) => {
  try { if (!valid(JSON.parse(line))) bad += 1; } catch { bad += 1; }
});
lines.on("close", () => { if (!bad) process.exit(3); });
"""
OURS = """
import sys
from care_standards import bulk
sys.exit(0 if bulk.check_lines(sys.argv[1]).table.invalid else 3)
"""


def against_ajv(modules: Path, count: int, rounds: int) -> timing.Compared:
    """Compare with a program over Ajv, which judges no reference and lets members be given twice; starts among it."""
    root = Path(__file__).resolve().parent.parent
    schema = root / "schemas/1.1/bundle/link-row.schema.json"
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder, "rows.ndjson"), count)
        program = Path(folder, "judge.mjs")
        program.write_text(AJV)
        commands = {
            "ours": [sys.executable, "-c", OURS, str(path)],
            "ajv": ["node", str(program), str(modules), str(schema), str(path)],
        }
        environment = {**os.environ, "PYTHONPATH": str(root / "src")}
        times = timing.race_cold(commands, rounds, environment, Path(folder))
    what = f"{count} rows in a fresh process / Ajv line by line"
    return timing.Compared(what, timing.ratio(times, "ours", "ajv"), 1 / AJV_AT_LEAST)


MEMORY = """
import sys
from care_standards import bulk
import care_standards as cs
def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
if __name__ == "__main__":
    bulk.check_lines(sys.argv[2])
    before = peak()
    bulk.check_lines(sys.argv[1])
    print((peak() - before) / 1024)
"""


def memory(count: int = MANY) -> float:
    """Give the MB that a large file takes above what a file of a hundred rows does, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = write(Path(folder, "many.ndjson"), count), write(Path(folder, "few.ndjson"), 100)
        found = subprocess.run(
            [sys.executable, "-c", MEMORY, str(many), str(few)], check=True, capture_output=True, text=True
        )
    return float(found.stdout)


def clock(work: Callable[[], object]) -> float:
    """Give the seconds on the clock that a function takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def scaling(path: Path, rounds: int) -> timing.Ratio:
    """Compare one process with two, by the clock, their start among it."""
    times = timing.in_turn(
        {"one": lambda: clock(lambda: checked(path)), "two": lambda: clock(lambda: checked(path, 2))}, rounds, 1
    )
    return timing.ratio(times, "one", "two")


# ---- Spark and the bare pool


def write_parquet(path: Path, folder: Path) -> None:
    """Write the lines of a file as Parquet: one column of JSON, eight files."""
    import pyarrow as pa
    from pyarrow import parquet

    lines = path.read_bytes().splitlines()
    piece = -(-len(lines) // 8)
    folder.mkdir()
    for place in range(8):
        column = pa.array(lines[place * piece : (place + 1) * piece], pa.binary())
        parquet.write_table(
            pa.table({"json": column}), folder / f"part-{place}.parquet", compression="zstd", row_group_size=25_000
        )


def judge_file(path: str) -> int:
    """Judge one file of Parquet, and count what is invalid: what each process of the bare pool does."""
    from pyarrow import parquet

    batches = parquet.ParquetFile(path).iter_batches(batch_size=20_000, use_threads=False)
    return sum(verdict.invalid for verdict in bulk.check_batches(batches))


def spark_and_pool(path: Path, rounds: int) -> timing.Ratio:
    """Compare a second and later job of a Spark session with a pool that is running, on two cores each."""
    from multiprocessing import get_context

    from pyspark.sql import SparkSession

    from care_standards.bulk.spark import verdicts

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(cs.__file__).parent.parent), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    )
    folder = path.parent / "parquet"
    write_parquet(path, folder)
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20000")
        .config("spark.sql.files.maxPartitionBytes", "16m").config("spark.sql.files.openCostInBytes", "0")
        .config("spark.ui.showConsoleProgress", "false").config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    )  # fmt: skip
    session.sparkContext.setLogLevel("ERROR")
    files = sorted(map(str, folder.glob("*.parquet")))
    expected = len(path.read_bytes().splitlines()) // 100
    try:
        with get_context("spawn").Pool(2) as pool:

            def spark() -> None:
                found = verdicts(session.read.parquet(str(folder))).agg({"invalid": "sum"}).collect()[0][0]
                if found != expected:
                    raise SystemExit("Spark finds something else.")

            def bare() -> None:
                if sum(pool.map(judge_file, files, chunksize=1)) != expected:
                    raise SystemExit("The pool finds something else.")

            times = timing.in_turn({"spark": lambda: clock(spark), "pool": lambda: clock(bare)}, rounds, 1)
    finally:
        session.stop()
    return timing.ratio(times, "spark", "pool")


def main() -> int:
    """Measure what was asked for; the exit code is 1 if a promise is not kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--many", type=int, default=MANY)
    asked.add_argument("--ajv", type=Path)
    asked.add_argument("--memory", action="store_true")
    asked.add_argument("--wall", action="store_true")
    asked.add_argument("--spark", action="store_true")
    given = asked.parse_args()
    found = measure(given.rounds, given.rows)
    if given.ajv:
        found.append(against_ajv(given.ajv, 4 * given.rows, max(1, given.rounds // 2)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.ndjson")
        if given.wall or given.spark:
            write(path, given.many)
        if given.wall:
            ratio = scaling(path, max(1, given.rounds // 2))
            print(
                f"{given.many} rows, one process / two, by the clock: {ratio.median:.2f} (≥ {AT_LEAST}), "
                f"{ratio.least:.2f} to {ratio.most:.2f}; {ratio.ours_ms / 1000:.2f} s to {ratio.theirs_ms / 1000:.2f} s"
            )
        if given.spark:
            ratio = spark_and_pool(path, max(1, given.rounds // 2))
            what = f"{given.many} rows on Spark, steady / a bare pool, by the clock"
            found.append(timing.Compared(what, ratio, SPARK_LIMIT))
    if given.memory:
        print(f"{given.many} rows, peak memory above start-up: {memory(given.many):.1f} MB (≤ {MEMORY_LIMIT})")
    return timing.tell(found)


if __name__ == "__main__":
    sys.exit(main())
