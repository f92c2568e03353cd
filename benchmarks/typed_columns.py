"""What it costs to judge typed columns: against the parser alone, which is given the same records as lines.

``python benchmarks/typed_columns.py`` prints the rows. The limit is promised for judging columns that lie in memory and
are right; a wrong row takes the road of rows, and costs what it costs there. CPU time, one thread; rows are invented.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

import timing
from bulk_checking import COMPACT, ROWS, rows

from care_standards import bulk

LIMIT = 0.7
FEW_VALUES: Final = ("edition", "subject_kind", "nation", "setting", "provision", "status")


def typed_rows(count: int, wrong_ones: bool) -> list[dict[str, Any]]:
    """Give so many invented link rows, of which one in a hundred is wrong if wanted, as typed columns let it be."""
    held = []
    for place, line in enumerate(rows(count)):
        row = json.loads(line if place % 100 != 99 else next(rows(1)))
        wrong = place // 100 % 8 if wrong_ones and place % 100 == 99 else -1
        changes: list[dict[str, Any]] = [
            {"status": "fine"}, {"provision": None}, {"assessed_on": None}, {"subject_ref": "case 1"},
            {"evidence": ["file-audit", None]}, {"edition": "oak-2026"}, {"note": ""}, {"nation": "England"},
        ]  # fmt: skip
        held.append(row | changes[wrong] if wrong >= 0 else row)
    return held


def write_typed(path: Path, found: list[dict[str, Any]]) -> Path:
    """Write rows as Parquet with a typed column for each of their columns."""
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[str, Any] = {"evidence": pa.list_(pa.string()), "assessed_on": pa.date32()}
    arrays = {
        name: pa.array([row[name] for row in found], pa.string()).cast(types.get(name, pa.string()))
        if name != "evidence"
        else pa.array([row[name] for row in found], types[name])
        for name in found[0]
    }
    parquet.write_table(pa.table(arrays), path, compression="zstd", row_group_size=25_000)
    return path


def typed_batches(path: Path, few_values: Iterable[str] = ()) -> list[Any]:
    """Read typed columns, those of few distinct values as dictionaries if they are named."""
    from pyarrow import parquet

    file = parquet.ParquetFile(path, read_dictionary=list(few_values))
    return list(file.iter_batches(batch_size=20_000, use_threads=False))


def judged(batches: Callable[[], list[Any]], expected: int) -> None:
    """Judge typed columns, and hold the count against what was planted."""
    if sum(verdict.invalid for verdict in bulk.check_batches(batches())) != expected:
        raise SystemExit("The columns are not judged as they were made.")


def parsed_lines(lines: list[bytes]) -> None:
    """Parse each line, and keep nothing: the floor of typed columns, whose rows lie in memory too."""
    import orjson

    loads = orjson.loads
    for line in lines:
        loads(line)


def measure(rounds: int, count: int = ROWS) -> list[timing.Compared]:
    """Give the comparisons: columns plain or as dictionaries, right or one row in a hundred wrong, read or at hand."""
    work: dict[str, Callable[[], object]] = {}
    limits: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        for wrong, sort in ((0, "all right"), (count // 100, "one in a hundred wrong")):
            found = typed_rows(count, bool(wrong))
            path = write_typed(Path(folder, f"{wrong}.parquet"), found)
            for few, how in (((), "plain columns"), (FEW_VALUES, "words read as dictionaries")):
                held = typed_batches(path, few)
                name = f"typed Parquet by column, {count} rows / `orjson.loads` of them, {sort}, {how}"
                work[name] = partial(judged, lambda held=held: held, wrong)
                work[f"{name}, reading included"] = partial(judged, partial(typed_batches, path, few), wrong)
                limits |= {name: None if wrong else LIMIT, f"{name}, reading included": None}
        plain = [{name: value for name, value in row.items() if value is not None} for row in typed_rows(count, False)]
        lines = [json.dumps(row, separators=COMPACT).encode() for row in plain]
        times = timing.race({**work, "floor": partial(parsed_lines, lines)}, rounds)
    return [timing.Compared(name, timing.ratio(times, name, "floor"), limits[name]) for name in work]


if __name__ == "__main__":
    sys.exit(timing.tell(measure(int(sys.argv[1]) if sys.argv[1:] else 7)))
