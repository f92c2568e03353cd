"""Answers as CSV: RFC 4180 in UTF-8 without a byte order mark, a row of column names first.

A list is one cell, joined by semicolons, and what is not there is an empty cell. A cell that a spreadsheet would take
for a formula has an apostrophe before it; a character that a terminal would act on is written as an escape.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from care_standards.cli.output import emit_bytes, safe
from care_standards.tables.formulas import guarded


def emit_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows to stdout; ``columns`` are the keys of every row, in order, and written where there is no row too."""
    emit_bytes(as_csv(columns, rows).encode("utf-8"))


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Give rows as CSV text; raises KeyError where a row lacks a column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    value = guarded(value)
    return (
        value
        if value.isascii() and value.isprintable()
        else "\n".join(map(safe, value.replace("\r\n", "\n").split("\n")))
    )
