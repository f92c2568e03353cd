"""Batches of Arrow as rows: one column of JSON, or the columns of the link row, where null says nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final, Protocol, cast

from care_standards.bulk.lines import Line
from care_standards.errors import InvalidValueError
from care_standards.vocabularies import LINK_COLUMNS


class ArrowBatch(Protocol):
    """A ``RecordBatch`` of Arrow, as far as it is used here."""

    @property
    def num_rows(self) -> int:
        """The number of rows."""
        ...

    @property
    def schema(self) -> Any:
        """What knows the names of the columns."""
        ...

    def column(self, i: Any, /) -> Any:
        """Give a column by its place or its name."""
        ...


JSON: Final = "json"
"""The name of a column of JSON beside others."""
UNREADABLE: Final = object()
"""Stands for a value that cannot be read, and is refused as no plain data."""


def rows_of(batch: ArrowBatch, key: str | None) -> tuple[Sequence[Line], Sequence[Any] | None]:
    """Give the rows of a batch, and the values of the column named by the key, if one is named.

    Raises InvalidValueError where it is no batch of Arrow, or has no such column or several.
    """
    wanted, json = columns_of(batch, key)
    keys = None if key is None else _values(batch.column(key))
    if json is not None:
        return cast("Sequence[Line]", ["" if line is None else line for line in _values(batch.column(json))]), keys
    columns = [plain_values(batch.column(name)) for name in wanted]
    rows: list[Mapping[str, object]] = [
        {name: value for name, value in zip(wanted, values, strict=True) if value is not None}
        for values in zip(*columns, strict=True)
    ]
    return rows if wanted else [{} for _ in range(batch.num_rows)], keys


def columns_of(batch: ArrowBatch, key: str | None) -> tuple[list[str], str | None]:
    """Give the names of the columns that make a row, and None; or none, and the name of the column of JSON.

    Raises InvalidValueError where it is no batch of Arrow, or has no column named by the key or several.
    """
    names = _names(batch)
    if key is not None and names.count(key) != 1:
        raise InvalidValueError("check_batches", "key", "must be the name of one column of each batch")
    if len(set(names)) != len(names):
        raise InvalidValueError("check_batches", "batches", "must not have two columns of one name")
    others = [name for name in names if name != key]
    json = JSON if JSON in names else others[0] if len(others) == 1 and others[0] not in LINK_COLUMNS else None
    return [] if json is not None else [name for name in names if name != key or name in LINK_COLUMNS], json


def _names(batch: Any) -> list[str]:
    try:
        known = isinstance(batch, import_module("pyarrow").RecordBatch)
    except ImportError:
        known = False
    if not known:
        raise InvalidValueError("check_batches", "batches", "must each be a list of rows, or a RecordBatch of Arrow")
    names: list[str] = batch.schema.names
    return names


def _values(column: Any) -> list[Any]:
    """Give the values of a column; what Python cannot hold, as a day far away or torn text, as ``UNREADABLE``."""
    try:
        values: list[Any] = column.to_pylist()
        return values
    except (ValueError, OverflowError):  # which may hold a value: each is looked at by itself
        pass
    return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return UNREADABLE


def plain_values(column: Any) -> list[Any]:
    """Give the values of a column; days as the text that a row writes."""
    values = _values(column)
    if import_module("pyarrow").types.is_date(column.type):
        return [value.isoformat() if isinstance(value, date) else value for value in values]
    return values
