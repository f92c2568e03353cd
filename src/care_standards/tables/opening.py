"""Opening a table of whatever format: by what the caller says, by the first bytes, by the ending of the name."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

import attrs

from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.sources import UTF8_MARK, foreign_format
from care_standards.errors import InvalidValueError, UnreadableSourceError
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.tables import arrow_reading
from care_standards.tables.records import OpenTable, Place, Record, TableFault
from care_standards.tables.unpacking import ByteStream, open_file
from care_standards.vocabularies import TABLE_FORMATS, TableFormat

if TYPE_CHECKING:
    from care_standards.tables.headers import HeaderFinder

PACKED: Final = (".gz", ".zst", ".zstd")
ENDINGS: Final[dict[str, TableFormat]] = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv", ".json": "json", ".ndjson": "ndjson",
    ".jsonl": "ndjson", ".jsonlines": "ndjson", ".parquet": "parquet", ".pq": "parquet", ".arrow": "arrow",
    ".arrows": "arrow", ".feather": "arrow", ".ipc": "arrow", ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods",
}  # fmt: skip
"""The endings of file names, in lower case, and the formats they promise."""

_BEGINNINGS: Final[tuple[tuple[bytes, TableFormat], ...]] = (
    (b"PK\x03\x04", "xlsx"), (b"PK\x05\x06", "xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),  # an old or an encrypted workbook, which the reader tells apart
    (arrow_reading.PARQUET, "parquet"), (arrow_reading.ARROW, "arrow"), (arrow_reading.ARROW_STREAM, "arrow"),
)  # fmt: skip
_HEAD: Final = 64 * 1024
_LINE_OF_DASHES: Final = b"---"  # begins YAML, but a table may have one above its header


@attrs.define(eq=False)
class _Table:
    """A table whose records are made by one of the readers."""

    format: TableFormat
    faults: list[TableFault] = attrs.field(repr=must.hidden)
    made: Iterator[Record] = attrs.field(repr=False)
    leave: ExitStack = attrs.field(repr=False)

    def records(self) -> Iterator[Record]:
        return self.made

    def __enter__(self) -> OpenTable:
        return self

    def __exit__(self, *details: object) -> None:
        self.leave.close()


@attrs.frozen(kw_only=True)
class _Way:
    """How a table is to be read."""

    finds_header: "Callable[[], HeaderFinder]" = attrs.field(repr=False)
    limits: Limits
    unwrap: Sequence[str] = attrs.field(repr=False)
    sheet: int | None
    flatten: bool


def open_table(
    source: Any,
    *,
    finds_header: "Callable[[], HeaderFinder]",
    format: TableFormat | None = None,
    limits: Limits = DEFAULT_LIMITS,
    unwrap: Sequence[str] = (),
    sheet: int | None = None,
    flatten: bool = True,
) -> OpenTable:
    """Open a table for reading it once.

    ``source`` is a path (a ``str`` always is one), bytes, a binary file object, which need not seek, or an object that
    gives Arrow. Where no ``format`` is said, the first bytes of a workbook, of Parquet and of Arrow decide, then the
    ending of the name; JSON and NDJSON are told apart by the text. Text formats may be packed by gzip or Zstandard.
    ``finds_header`` makes what finds the header of a sheet; ``unwrap`` are JSON Pointers to the list of records;
    ``sheet`` picks one of a workbook, from 1; with ``flatten`` objects inside records are taken apart.

    What is wrong with the content is in the faults of the table. Raises UnreadableSourceError for a source that cannot
    be opened, also while it is read; MissingExtraError; InvalidValueError for a format that is none.
    """
    if format is not None and format not in TABLE_FORMATS:
        raise InvalidValueError("open_table", "format", f"must be one of: {', '.join(TABLE_FORMATS)}")
    way = _Way(finds_header=finds_header, limits=limits, unwrap=unwrap, sheet=sheet, flatten=flatten)
    if arrow_reading.is_arrow(source):
        faults: list[TableFault] = []
        return _Table("arrow", faults, arrow_reading.read_arrow_object(source, faults), ExitStack())
    with ExitStack() as leave:
        file, ending = _opened(source, leave)
        stream = ByteStream(file, limits)
        leave.callback(stream.close)
        kind = _kind(stream.peek(_HEAD), format, ending)
        table = _table(kind, file, stream, way, leave)
        return attrs.evolve(table, leave=leave.pop_all())


def _opened(source: Any, leave: ExitStack) -> tuple[BinaryIO, str]:
    """Give what the bytes are read from, and the ending of the name, without that of a packer."""
    if isinstance(source, (str, os.PathLike)):
        path = cast("os.PathLike[str]", source)
        file = leave.enter_context(open_file(path))
        whole, ending = os.path.splitext(os.fsdecode(path).lower())
        return file, os.path.splitext(whole)[1] if ending in PACKED else ending
    if isinstance(source, (bytes, bytearray, memoryview)):
        with suppress(Exception):  # a view may have been released
            return BytesIO(bytes(cast("bytes", source))), ""
    elif callable(getattr(source, "read", None)):
        return source, ""
    raise UnreadableSourceError("it is neither a path, nor bytes, nor a binary file object")


def _kind(head: bytes, said: TableFormat | None, ending: str) -> TableFormat:
    if said is not None:
        return said
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    named = ENDINGS.get(ending)
    if named is not None and named != "json":
        return named
    text = head.removeprefix(UTF8_MARK).lstrip()
    if named is None and not text.startswith((b"{", b"[")):
        return "csv"
    # What ends an object, and the next line begins one with no comma between: that is no JSON text.
    first, _, rest = text.partition(b"\n")
    is_lines = first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
    return "ndjson" if is_lines else "json"


def _table(kind: TableFormat, file: BinaryIO, stream: ByteStream, way: _Way, leave: ExitStack) -> _Table:
    faults: list[TableFault] = []
    if kind in ("csv", "json", "ndjson"):
        return _Table(kind, faults, _read_text(kind, stream, way, faults), leave)
    seekable = _seekable(file, stream, way.limits, faults)
    if seekable is None:
        return _Table(kind, faults, iter(()), leave)
    if kind == "parquet":
        return _Table(kind, faults, arrow_reading.read_parquet(seekable, way.limits, faults), leave)
    if kind == "arrow":
        return _Table(kind, faults, arrow_reading.read_arrow(seekable, faults), leave)
    from care_standards.tables.workbook_reading import open_workbook

    workbook = open_workbook(seekable, finds_header=way.finds_header, limits=way.limits, sheet=way.sheet)
    leave.push(workbook.__exit__)
    return _Table(workbook.format, workbook.faults, workbook.records(), leave)


def _read_text(kind: TableFormat, stream: ByteStream, way: _Way, faults: list[TableFault]) -> Iterator[Record]:
    head = stream.peek(_HEAD)
    other = None if kind == "csv" and head.startswith(_LINE_OF_DASHES) else other_format(head)
    if other is not None:
        faults.append(TableFault(Code.ANOTHER_FORMAT, Place(), other))
        return iter(())
    if kind == "csv":
        from care_standards.tables.csv_reading import read_csv

        return read_csv(stream, way.finds_header, way.limits, faults)
    if kind == "json":
        from care_standards.tables.json_reading import read_json

        return read_json(stream, way.unwrap, way.flatten, way.limits, faults)
    from care_standards.tables.lines_reading import read_lines

    return read_lines(stream, way.flatten, way.limits, faults)


def other_format(head: bytes) -> str | None:
    """Say of what format that is no table of text these first bytes are, and what to do about it; None if of none."""
    other = foreign_format(head)
    if other is None:
        return None
    # What to do about it depends on what was wanted: for a document that is another export.
    what, _, advice = other.partition(":")
    advice = advice if "JSON" not in advice else " export it as CSV, XLSX or NDJSON"
    return f"This looks like {what}{advice and ':'}{advice}."


def _seekable(file: Any, stream: ByteStream, limits: Limits, faults: list[TableFault]) -> BinaryIO | None:
    """Give the bytes from their beginning as something that can seek, or None with a fault.

    Only what cannot seek, stands elsewhere or is packed is read into memory, up to the limit.
    """
    if not stream.packed:
        with suppress(Exception):  # what a caller's object does is not ours to know
            if file.seekable() and file.tell() == stream.taken:
                file.seek(0)
                return cast("BinaryIO", file)
    most = limits.max_unpacked if stream.packed else limits.max_bytes
    content = stream.read_whole(most)
    if stream.refusal is not None:
        faults.append(TableFault(stream.refusal.code, Place(), stream.refusal.hint))
        return None
    if content is None:
        hint = f"More than {most} bytes that cannot be gone through twice. Name the file by its path."
        faults.append(TableFault(Code.TOO_LARGE, Place(), hint))
        return None
    return BytesIO(content)
