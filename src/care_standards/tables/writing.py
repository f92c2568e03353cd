"""Link rows as files: CSV, workbooks, JSON, NDJSON and Parquet, row by row, each so that it reads back the same."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO, Final, cast

from care_standards.documents.atomic import fill_file
from care_standards.errors import InvalidValueError, MissingExtraError
from care_standards.model.link_row import LinkRow
from care_standards.tables.converting import cells_of
from care_standards.tables.formulas import guarded
from care_standards.tables.opening import ENDINGS
from care_standards.vocabularies import LINK_COLUMNS, TableFormat

_LISTS: Final[tuple[str, ...]] = ("evidence", "populations")
_DAYS: Final[tuple[str, ...]] = ("assessed_on", "period_start", "period_end")
_AT_ONCE: Final = 10_000
# What no reader of CSV stumbles over. All else is between quotation marks, a guarded cell too.
_NEEDS_NO_QUOTES: Final = re.compile(r"(?:[A-Za-z0-9._:](?:[A-Za-z0-9._: -]*[A-Za-z0-9._:-])?)?", re.ASCII)


def write_rows(rows: Iterable[LinkRow], path: str | os.PathLike[str], *, format: TableFormat | None = None) -> int:
    """Write link rows into a file and tell how many they were; the columns are in the order of the link row.

    The format is that of the ending of the name where none is said: csv, xlsx, json, ndjson or parquet; ``.gz`` behind
    it packs CSV, JSON and NDJSON. Lists are joined by semicolons in CSV and workbooks. In CSV a cell that a spreadsheet
    would run as a formula has an apostrophe before it, which reading takes away; in a workbook all texts are typed as
    texts, and days are days. The file is the old one or the new one, never half of either. JSON is read whole, within
    the limits of a document: many rows are better off in NDJSON.

    Raises InvalidValueError for another format, for what is no LinkRow, and for what a workbook cannot hold;
    MissingExtraError where the extra ``xlsx`` or ``frames`` is not installed; UnwritableTargetError.
    """
    kind, is_packed = _target(path, format)
    write = _WRITERS[kind]
    extra = _EXTRAS.get(kind)
    if extra is not None and find_spec(extra[0]) is None:
        raise MissingExtraError(extra[1])
    counted = _Counted(rows)

    def fill(file: BinaryIO) -> None:
        if not is_packed:
            write(counted, file, os.path.dirname(os.fsdecode(path)) or os.curdir)
            return
        from gzip import GzipFile

        # Neither the name nor the moment stands in the file.
        with GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            write(counted, cast("BinaryIO", packed), "")

    fill_file(path, fill)
    return counted.number


def plain_row(row: LinkRow) -> dict[str, Any]:
    """Give a link row as plain data: lists of text, days as ISO 8601 text, and nothing for what is not said."""
    plain: dict[str, Any] = {}
    for column in LINK_COLUMNS:
        value = getattr(row, column)
        if isinstance(value, tuple):
            value = list(cast("tuple[str, ...]", value)) or None
        if value is not None:
            plain[column] = value.isoformat() if isinstance(value, date) else value
    return plain


class _Counted:
    """Rows on their way into a file, counted, each of which is one."""

    def __init__(self, rows: Iterable[object]) -> None:
        self.number = 0
        self._rows = rows

    def __iter__(self) -> Iterator[LinkRow]:
        for row in self._rows:
            if not isinstance(row, LinkRow):
                raise InvalidValueError("write_rows", "rows", "must be objects of class LinkRow")
            self.number += 1
            yield row


def _target(path: str | os.PathLike[str], format: str | None) -> tuple[TableFormat, bool]:
    name = ""
    with suppress(Exception):  # whoever opens the file says what is wrong with its name
        name = os.fsdecode(path).lower()
    whole, ending = os.path.splitext(name)
    is_packed = ending == ".gz"
    if is_packed:
        ending = os.path.splitext(whole)[1]
    kind = ENDINGS.get(ending) if format is None else format
    if kind not in _WRITERS or (is_packed and kind not in _MAY_BE_PACKED):
        rule = f"must be one of: {', '.join(_WRITERS)}; say it, or let the name of the file end in it"
        raise InvalidValueError("write_rows", "format", rule)
    return cast("TableFormat", kind), is_packed


def _write_csv(rows: Iterable[LinkRow], file: BinaryIO, _: str) -> None:
    file.write(f"{','.join(LINK_COLUMNS)}\r\n".encode())
    file.writelines(f"{','.join(map(_quoted, cells_of(row).values()))}\r\n".encode() for row in rows)


def _quoted(cell: str) -> str:
    if _NEEDS_NO_QUOTES.fullmatch(cell):
        return cell
    return '"' + guarded(cell).replace('"', '""') + '"'


def _write_json(rows: Iterable[LinkRow], file: BinaryIO, _: str) -> None:
    before = b"[\n"
    for row in rows:
        file.write(before + _json(row))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _write_lines(rows: Iterable[LinkRow], file: BinaryIO, _: str) -> None:
    file.writelines(_json(row) + b"\n" for row in rows)


def _json(row: LinkRow) -> bytes:
    return json.dumps(plain_row(row), ensure_ascii=False, separators=(",", ":")).encode()


def _write_parquet(rows: Iterable[LinkRow], file: BinaryIO, _: str) -> None:
    pa: Any = import_module("pyarrow")
    kinds = [pa.list_(pa.string()) if c in _LISTS else pa.date32() if c in _DAYS else pa.string() for c in LINK_COLUMNS]
    schema = pa.schema(list(zip(LINK_COLUMNS, kinds, strict=True)))
    waiting = iter(rows)
    with import_module("pyarrow.parquet").ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(waiting, _AT_ONCE)):
            columns = [[_held(getattr(row, column)) for row in some] for column in LINK_COLUMNS]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def _held(value: Any) -> Any:
    return (list(cast("tuple[str, ...]", value)) or None) if isinstance(value, tuple) else value


def _write_workbook(rows: Iterable[LinkRow], file: BinaryIO, folder: str) -> None:
    from care_standards.tables.xlsx_writing import write_workbook

    write_workbook(rows, file, folder)


# Each is given the folder of the file too, in which something may wait for a while.
_WRITERS: Final[dict[str, Callable[[Iterable[LinkRow], BinaryIO, str], None]]] = {
    "csv": _write_csv, "xlsx": _write_workbook, "json": _write_json, "ndjson": _write_lines, "parquet": _write_parquet,
}  # fmt: skip
_MAY_BE_PACKED: Final = ("csv", "json", "ndjson")
_EXTRAS: Final = {"xlsx": ("xlsxwriter", "xlsx"), "parquet": ("pyarrow", "frames")}
