"""The rows of a nightly export on Spark and on Dask, for real: the verdicts of one process, and no row lost.

Spark runs here as it does on one machine (``local``), with Java; ``CARE_STANDARDS_BULK_ROWS`` says how many rows.
"""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

PROGRAMS: Final = Path(__file__).with_name("programs")
SOURCE: Final = PROGRAMS.parents[2] / "src"
ROWS: Final = int(os.environ.get("CARE_STANDARDS_BULK_ROWS", "1000000"))
FILES: Final = 8
IS_ALL_INSTALLED: Final = bool(os.environ.get("CARE_STANDARDS_AJV"))
PLANTED: Final = "Zanzibar-Quine"

LINE: Final = (
    '{"edition":"scs-2018","subject_kind":"case","subject_ref":"case-%d","nation":"england","setting":"outreach",'
    '"provision":"%s","status":"%s","assessed_on":"2026-03-01","evidence":["doc-%d-1"],'
    '"note":"Two of five files had no signed copy."%s}'
)


def needs(*names: str, java: bool = False) -> pytest.MarkDecorator:
    lacking = [name for name in names if find_spec(name) is None]
    lacking += ["java"] if java and shutil.which("java") is None else []
    return pytest.mark.skipif(
        bool(lacking) and not IS_ALL_INSTALLED,
        reason=f"not installed: {', '.join(lacking)} (`nox -s consumers` installs them)",
    )


def row(place: int) -> str:
    """Give an invented row: of each hundred one cut, one with a member twice, one word wrong, and one to verify."""
    which = place % 100
    provision = "scs-2018.9.9.9" if which == 13 else "scs-2018.1.1.5"
    status = PLANTED if which == 26 else "met"
    line = LINE % (place, provision, status, place, ',"status":"not-met"' if which == 39 else "")
    return line[:-7] if which == 52 else line


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Parquet: one column of JSON, and a column of the sender's own to find rows again by."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("export")
    each = ROWS // FILES
    for file in range(FILES):
        places = range(file * each, (file + 1) * each)
        table = pa.table({"json": [row(place) for place in places], "row_id": list(places)})
        parquet.write_table(table, folder / f"part-{file}.parquet", row_group_size=25_000)
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> tuple[int, int, int, list[tuple[str, str]]]:
    """What one process says: the counts, and every issue with its key and code."""
    from pyarrow import parquet

    from care_standards import bulk

    total = bulk.NO_ROWS
    issues: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()):
        batches = parquet.ParquetFile(path).iter_batches(5_000)
        for verdict in bulk.check_batches(batches, key="row_id", max_issues=5_000):
            issues += [(issue.key or "", issue.code.value) for issue in verdict.issues]
            total += verdict
    return total.rows, total.invalid, total.unverified, sorted(issues)


def ran(*command: str, cwd: Path) -> str:
    path = os.pathsep.join([str(PROGRAMS), str(SOURCE)])
    env = {
        **os.environ, "PYTHONPATH": path, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, encoding="utf-8", env=env, check=False, cwd=cwd,
        timeout=600,
    )  # fmt: skip
    assert PLANTED not in done.stdout + done.stderr
    assert done.returncode in (0, 1), done.stderr[-4_000:]
    assert done.stdout, done.stderr[-4_000:]
    return done.stdout.splitlines()[-1]


def test_one_process_finds_what_was_planted(alone: tuple[int, int, int, list[Any]]) -> None:
    rows, invalid, unverified, issues = alone
    assert (rows, invalid, unverified) == (ROWS, 3 * ROWS // 100, ROWS // 100)
    assert len(issues) == 4 * ROWS // 100


JOB: Final = """
import json, os, signal, sys
from pyspark.sql import SparkSession
from care_standards.bulk.spark import verdicts

source, flag = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20000")
    .config("spark.sql.files.maxPartitionBytes", "2m").config("spark.sql.files.openCostInBytes", "0")
    .config("spark.ui.showConsoleProgress", "false").getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
df = spark.read.parquet(source)

def killed_once(batches):
    for place, batch in enumerate(batches):
        if place:  # in the middle of a task, with a batch already given
            try:
                os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        yield batch

if flag != "-":
    df = df.mapInArrow(killed_once, df.schema)
found = verdicts(df, key="row_id", max_issues=5_000).collect()
issues = sorted([i.key, i.code] for f in found for i in f.issues)
counts = [sum(f[name] for f in found) for name in ("rows", "invalid", "unverified", "issues_in_all")]
print(json.dumps([*counts, issues]))
spark.stop()
"""


@needs("pyspark", "pyarrow", java=True)
@pytest.mark.parametrize("killed", [False, True])
def test_spark_says_the_same_even_if_a_process_is_killed(
    folder: Path, alone: tuple[int, int, int, list[Any]], tmp_path: Path, killed: bool
) -> None:
    flag = tmp_path / "killed"
    told = ran("-c", textwrap.dedent(JOB), str(folder), str(flag) if killed else "-", cwd=tmp_path)
    rows, invalid, unverified, in_all, issues = json.loads(told)
    assert flag.exists() == killed
    assert (rows, invalid, unverified, [tuple(issue) for issue in issues]) == alone
    assert in_all == len(issues)


@needs("pyspark", "pyarrow", java=True)
def test_the_nightly_job_of_the_how_to(folder: Path, alone: tuple[int, int, int, list[Any]], tmp_path: Path) -> None:
    from pyarrow import parquet

    target = tmp_path / "issues"
    told = json.loads(ran(str(PROGRAMS / "spark_nightly.py"), str(folder), str(target), "row_id", cwd=tmp_path))
    assert (told["rows"], told["invalid"], told["unverified"]) == alone[:3]
    issues = parquet.read_table(target).to_pylist()
    assert {(issue["key"], issue["code"]) for issue in issues} <= set(alone[3])
    assert issues
    assert set(issues[0]) == {"row", "key", "column", "code", "severity", "rule", "hint"}


@needs("dask", "pyarrow")
def test_the_recipe_for_dask(folder: Path, alone: tuple[int, int, int, list[Any]], tmp_path: Path) -> None:
    files = sorted(map(str, folder.iterdir()))
    assert ran(str(PROGRAMS / "dask_nightly.py"), *files, cwd=tmp_path).split() == [str(n) for n in alone[:3]]
