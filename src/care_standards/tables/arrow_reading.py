"""Tables in Parquet and Arrow: batches of columns, turned into records some rows at a time.

What JSON has no word for (bytes, times of day, maps, what is not finite) becomes an empty object, which fits no column
of a link row: it is refused like any value of a wrong type, and never taken for another.
"""

import math
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, BinaryIO, Final, cast

from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_list
from care_standards.errors import MissingExtraError
from care_standards.issue_codes import Code
from care_standards.tables.records import Header, Place, Record, TableFault
from care_standards.tables.unpacking import MOST_RATIO

PARQUET: Final = b"PAR1"
ARROW: Final = b"ARROW1"
ARROW_STREAM: Final = b"\xff\xff\xff\xff"

_AT_ONCE: Final = 1_000
_MOST_COLUMNS: Final = 20_000
# A column of one value costs nothing, however long it is.
_MOST_ROWS: Final = 100_000
_MOST_ROWS_OF_A_BYTE: Final = 100
_NO_WORD_FOR_IT: Final[dict[str, Any]] = {}

# pyarrow comes without types.
_Batches = Iterator[Any]
_Part = tuple[tuple[str | None, ...], list[list[Any]]]


def is_arrow(source: object) -> bool:
    """Tell whether an object is a table or a stream of Arrow, or can give one."""
    return hasattr(type(source), "__arrow_c_stream__") or _is_one_batch(source)


def _is_one_batch(source: object) -> bool:
    return hasattr(type(source), "__arrow_c_array__")


def read_arrow_object(source: Any, faults: list[TableFault]) -> Iterator[Record]:
    """Give the records of an object that can give Arrow: a Table, a RecordBatch, a RecordBatchReader, a data frame."""
    pa = _pyarrow()

    def batches() -> _Batches:
        yield from [pa.record_batch(source)] if _is_one_batch(source) else pa.RecordBatchReader.from_stream(source)

    return _read(batches(), "Arrow", faults)


def read_arrow(file: BinaryIO, faults: list[TableFault]) -> Iterator[Record]:
    """Give the records of an Arrow file (also Feather), or of a stream of Arrow in a file."""
    pa = _pyarrow()
    size = file.seek(0, 2)
    file.seek(0)

    def batches() -> _Batches:
        head = file.read(len(ARROW))
        file.seek(0)
        rows = 0
        if head == ARROW:
            opened = pa.ipc.open_file(file)
            found: _Batches = (opened.get_batch(number) for number in range(opened.num_record_batches))
        else:
            found = iter(pa.ipc.open_stream(file))
        for batch in found:
            rows += batch.num_rows
            if _is_too_much(batch.num_columns, rows, size):
                faults.append(_too_much())
                return
            batch.validate(full=True)  # offsets that lie would be followed out of the memory
            yield batch

    return _read(batches(), "Arrow", faults)


def read_parquet(file: BinaryIO, limits: Limits, faults: list[TableFault]) -> Iterator[Record]:
    """Give the records of a Parquet file; of a row group no more than buffers are held."""
    _pyarrow()
    size = file.seek(0, 2)
    file.seek(max(0, size - len(PARQUET)))
    is_whole = size >= 3 * len(PARQUET) and file.read(len(PARQUET)) == PARQUET
    file.seek(0)
    if not is_whole:
        faults.append(TableFault(Code.CUT_SHORT, Place(), "The Parquet file ends before its content does."))
        return iter(())

    def batches() -> _Batches:
        opened = import_module("pyarrow.parquet").ParquetFile(
            file, pre_buffer=False, buffer_size=2**20, page_checksum_verification=True
        )
        told = opened.metadata
        groups = (told.row_group(number).total_byte_size for number in range(told.num_row_groups))
        most = max(limits.max_unpacked, MOST_RATIO * size)
        if _is_too_much(told.num_columns, told.num_rows, size) or any(held > most for held in groups):
            faults.append(_too_much())
            return
        yield from opened.iter_batches(batch_size=_AT_ONCE, use_threads=False)

    return _read(batches(), "Parquet", faults)


def _pyarrow() -> Any:
    if find_spec("pyarrow") is None:
        raise MissingExtraError("frames")
    import_module("pyarrow.ipc")
    return import_module("pyarrow")


def _is_too_much(columns: int, rows: int, size: int) -> bool:
    return columns > _MOST_COLUMNS or rows > max(_MOST_ROWS, _MOST_ROWS_OF_A_BYTE * size)


def _too_much() -> TableFault:
    hint = "It says that it holds far more than a file of its size does. Write it again, in smaller parts."
    return TableFault(Code.UNPACKS_TOO_LARGE, Place(), hint)


def _read(batches: _Batches, name: str, faults: list[TableFault]) -> Iterator[Record]:
    header = Header(())
    row = 0
    parts = _parts(batches)
    while True:
        part = _next(parts)
        if part is None:
            return
        names, columns = part
        if not names:
            what = f"It begins like {name} and cannot be read further. Fetch or export it again."
            faults.append(TableFault(Code.ANOTHER_FORMAT, Place(), what))
            return
        if header.names != names:
            header = Header(names, columns=tuple(range(1, len(names) + 1)))
        for values in zip(*columns, strict=True):
            row += 1
            yield Record(header, values, Place(row=row))


def _next(parts: Iterator[_Part]) -> _Part | None:
    """Give the next part, None at the end, and one without columns where it cannot be read."""
    try:
        return next(parts, None)
    except Exception:  # of pyarrow, or of who gives the batches: what it says may hold anything
        return (), []


def _parts(batches: _Batches) -> Iterator[_Part]:
    for batch in batches:
        for start in range(0, batch.num_rows, _AT_ONCE):
            yield _columns(batch.slice(start, _AT_ONCE))


def _columns(batch: Any) -> _Part:
    names: list[str | None] = []
    columns: list[list[Any]] = []
    is_struct = _pyarrow().types.is_struct
    waiting = list(zip(batch.schema.names, batch.columns, strict=True))[::-1]
    while waiting:
        name, column = waiting.pop()
        kind = column.type
        fields = [kind.field(number).name for number in range(kind.num_fields)] if is_struct(kind) else []
        if fields:
            inner = zip(fields, column.flatten(), strict=True)
            waiting.extend([(f"{name}/{field}", below) for field, below in inner][::-1])
        else:
            names.append(name or None)
            columns.append(_values(column))
    return tuple(names), columns


def _values(column: Any) -> list[Any]:
    found = _converted(column)
    if found is not None:
        return found
    # One by one, so that what cannot be read costs no other.
    each = (_converted(column.slice(number, 1)) for number in range(len(column)))
    return [_NO_WORD_FOR_IT if one is None else one[0] for one in each]


def _converted(column: Any) -> list[Any] | None:
    pa = _pyarrow()
    try:
        kind = column.type
        if pa.types.is_timestamp(kind) and kind.unit == "ns":  # what Python holds, and only if it is the same
            column = column.cast(pa.timestamp("us", kind.tz))
        elif pa.types.is_decimal(kind):
            column = column.cast(pa.float64())
        values = cast("list[Any]", column.to_pylist())
        return values if pa.types.is_string(kind) or pa.types.is_date32(kind) else [_plain(value) for value in values]
    except Exception:
        return None


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int, date)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _NO_WORD_FOR_IT
    items = as_list(value)
    return _NO_WORD_FOR_IT if items is None else [_plain(item) for item in items]
