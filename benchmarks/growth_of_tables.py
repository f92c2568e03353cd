"""How the cost of tables, batches and the guard grows with the rows, or with the text."""

import gzip
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import bulk_checking
import made

import care_standards as cs
from care_standards import bulk, guard, tables
from care_standards.bulk.lines import lines_of
from care_standards.tables.writing import plain_row

Work = Callable[[], object]
Make = Callable[[int], Work]

_FOLDER = tempfile.TemporaryDirectory()


def _held() -> cs.model.Catalogue:
    return cs.model.Catalogue(editions=[made.edition(made.provisions(1000, "tree"))])


def _lines(n: int) -> list[bytes]:
    return list(bulk_checking.rows(n))


def _rows(n: int) -> tuple[cs.model.LinkRow, ...]:
    return tables.assessment_to_rows(made.assessment(n, "big-2020"))


def _table(ending: str) -> Callable[[int], str]:
    def write(n: int) -> str:
        path = Path(_FOLDER.name, f"{n}.{ending}")
        tables.write_rows(_rows(n), path)
        return str(path)

    return write


def _checked(ending: str) -> Make:
    def make(n: int) -> Work:
        path, catalogue = _table(ending)(n), _held()
        return lambda: tables.check_table(path, catalogue=catalogue, limits=made.WIDE_OPEN)

    return make


def _wholly_wrong(n: int) -> Work:
    lines = [line.replace(b'"status":', b'"Status":') for line in _lines(n)]
    return lambda: list(bulk.check_batches([lines], catalogue=cs.catalogue()))


def _batches(n: int) -> Work:
    lines = _lines(n)
    return lambda: list(bulk.check_batches([lines], catalogue=cs.catalogue()))


def _file(n: int) -> Work:
    path = Path(_FOLDER.name, f"{n}.lines.ndjson")
    path.write_bytes(b"".join(line + b"\n" for line in _lines(n)))
    return lambda: bulk.check_lines(path)


def _read(n: int) -> Work:
    path, catalogue = _table("csv")(n), _held()
    return lambda: sum(1 for _ in tables.read_rows(path, catalogue=catalogue))


def _written(ending: str) -> Make:
    def make(n: int) -> Work:
        rows, path = _rows(n), Path(_FOLDER.name, f"out.{ending}")
        return lambda: tables.write_rows(rows, path)

    return make


def _to_rows(n: int) -> Work:
    value = made.assessment(n, "big-2020")
    return lambda: tables.assessment_to_rows(value)


def _to_assessments(n: int) -> Work:
    rows = _rows(n)
    return lambda: tables.rows_to_assessments(rows)


def _projected(n: int) -> Work:
    value = made.assessment(n, "big-2020")
    return lambda: tables.project(value)


def _plain(n: int) -> Work:
    rows = _rows(n)
    return lambda: [plain_row(row) for row in rows]


def _guarded(n: int) -> Work:
    text = "Seen on 2026-03-01 in room 12 of 40; 07700 90012 and SW1A are cut short. " * (n // 50)
    return lambda: guard.find(text)


def _hard(n: int) -> Work:
    seeds = ("0", "12 ", "AB12 ", "a@", "nhs no no 9 ", "GB12 ABCD ", "live at 1 aa aa aa ", "[at]")
    texts = [(seed * n)[: n - 2] + " 1" for seed in seeds]
    return lambda: [guard.find(text) for text in texts]


def _choices(n: int) -> Work:
    row = {"evidence": {f"a{place}": 1 for place in range(n)}, "provision": "big-2020.1.1.1", "status": "not-assessed"}
    content, catalogue = json.dumps([row]).encode(), _held()
    return lambda: tables.check_table(content, catalogue=catalogue, profile="kobo", limits=made.WIDE_OPEN)


def _pieces(n: int) -> Work:
    pieces = [b"a"] * n
    return lambda: list(lines_of(pieces, n))


def _archives(n: int) -> Work:
    content, catalogue = gzip.compress(b"a", mtime=0) * n, _held()
    return lambda: tables.check_table(content, catalogue=catalogue, format="csv", limits=made.WIDE_OPEN)


def growing() -> dict[str, Make]:
    """Give what is measured of these rooms, by what it is called."""
    return {
        "tables.check_table, CSV": _checked("csv"),
        "tables.check_table, NDJSON": _checked("ndjson"),
        "tables.check_table, Parquet": _checked("parquet"),
        "tables.read_rows": _read,
        "tables.write_rows, CSV": _written("csv"),
        "tables.write_rows, NDJSON": _written("ndjson"),
        "tables.assessment_to_rows": _to_rows,
        "tables.rows_to_assessments": _to_assessments,
        "tables.project": _projected,
        "tables, rows as plain data": _plain,
        "bulk.check_batches": _batches,
        "bulk.check_batches, every row wrong": _wholly_wrong,
        "bulk.check_lines": _file,
        "guard.find, 1.5 characters a step": _guarded,
        "bulk, one line in tiny pieces": _pieces,
        "tables.check_table, tiny archives in one file": _archives,
        "guard.find, eight texts of beginnings": _hard,
        "tables.check_table, choices in one row": _choices,
    }
