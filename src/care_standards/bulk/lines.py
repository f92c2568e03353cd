"""Lines of JSON, one row each: read many at a time, and one by one where anything is unusual about them.

What the quick road reads is exactly what ``documents.decode`` would read of the same line without a fault, as far as a
row can keep to the schema of the link row. A row that breaks the schema is read again, with care, by whoever judges it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, cast

from care_standards.documents.decode import Decoded, decode
from care_standards.documents.faults import Fault
from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_list, as_object
from care_standards.documents.problems import Problem
from care_standards.documents.sources import UTF8_MARK
from care_standards.issue_codes import Code

Line = bytes | str | Mapping[str, object]
"""One row: as JSON in UTF-8, as the text of it, or as the object itself."""

_DEPTH_OF_A_ROW: Final = 2
_ESCAPED_NUL: Final = b"\\u0000"  # a fault that the quick parser does not report
_ESCAPED_MARK: Final = b"\\u0022"  # a quotation mark that the counting would not see


UNREAD: Final = object()
"""Stands for a line that was not read quickly: it may have a fault, or be no bytes of JSON at all."""


def read_quickly(lines: Sequence[Line | None], limits: Limits) -> list[Any] | None:
    """Read some lines at once, each or as ``UNREAD``; None where none can be read so.

    Of two members with one name the parser keeps one, so the rows are written again. Where they come out as they went
    in, nothing was lost. Else the quotation marks are counted: every text has two, and an escaped one stays as it is,
    so that fewer come out than went in exactly where a member was lost.
    """
    parser = _parser()
    if parser is None or limits.max_depth < _DEPTH_OF_A_ROW:
        return None
    loads, dumps = parser
    rows: list[Any] = []
    try:
        given = cast("Sequence[bytes]", lines)
        if isinstance(lines[0], str):
            given = [line.encode() for line in cast("Sequence[str]", lines)]
        together = b",".join(given)  # what is neither text nor bytes ends here
    except (ValueError, TypeError, AttributeError):
        return None
    least = min(limits.max_bytes, limits.max_nodes, limits.max_text)
    if len(together) >= least and max(map(len, given)) >= least:
        return None  # one that may keep no limit is not even parsed before it is held against them
    rest = map(loads, given)
    read = rows
    while len(rows) < len(given):
        try:
            rows.extend(rest)
        except ValueError:  # the error of the parser holds the line: nothing of it is kept
            rows.append(UNREAD)
            read = []
    if read is not rows:
        read = [row for row in rows if row is not UNREAD]
        together = b",".join([line for line, row in zip(given, rows, strict=True) if row is not UNREAD])
    if len(together) < least:
        written = b"" if _has_escapes(together) else _written(dumps, read)
        if written and (written[1:-1] == together or written.count(b'"') == together.count(b'"')):
            return rows
    return [
        # Every value takes a byte, and so does every character: a line this short keeps every limit on its size.
        row
        if row is not UNREAD
        and len(line) < least
        and not _has_escapes(line)
        and (written := _written(dumps, row))
        and written.count(b'"') == line.count(b'"')
        else UNREAD
        for row, line in zip(rows, map(bytes, given), strict=True)
    ]


def _written(dumps: Callable[[Any], bytes], value: Any) -> bytes:
    """Write again what was read; nothing where it lies deeper than the parser, which reads it, can write."""
    try:
        return dumps(value)
    except TypeError:
        return b""


def _has_escapes(content: bytes) -> bool:
    return b"\\" in content and (_ESCAPED_NUL in content or _ESCAPED_MARK in content)


@cache
def _parser() -> tuple[Callable[[Any], Any], Callable[[Any], bytes]] | None:
    try:
        import orjson
    except ImportError:
        return None
    return orjson.loads, orjson.dumps


def needs_no_care(row: Any) -> bool:
    """Tell whether a row that was read quickly can have no fault beside those that were looked for.

    What is left are numbers that not every reader holds, and what lies too deep.
    """
    members = as_object(row)
    return members is not None and all(
        isinstance(value, str) or all(isinstance(item, str) for item in as_list(value) or (None,))
        for value in members.values()
    )


def is_lost(line: Line | None) -> bool:
    """Tell whether a line that could not be read quickly has an error for certain, and no warning beside."""
    parser = _parser()
    if parser is None or not isinstance(line, bytes) or line.startswith(UTF8_MARK) or _ESCAPED_NUL in line:
        return False
    try:
        again = parser[1](parser[0](line))
    except (ValueError, TypeError):
        return bool(line) and not line.isspace()
    return _ESCAPED_MARK not in line and again.count(b'"') < line.count(b'"')


def read_with_care(line: Line | None, limits: Limits) -> tuple[Decoded, list[Problem]]:
    """Read one row as any document is read; give what came of it, and its faults as problems."""
    content: Any = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    if content is None:
        hint = f"The line has more than {limits.max_bytes} bytes. Raise Limits.max_bytes on purpose."
        decoded = _refused(Code.TOO_LARGE, hint)
    elif isinstance(content, (bytes, bytearray, memoryview, Mapping)):
        decoded = decode(cast("bytes", content), limits)
    else:  # anything else might be taken for a path, and opened
        decoded = _refused(Code.NOT_PLAIN_DATA, "Pass each row as bytes or text of JSON, or as a mapping (a dict).")
    return decoded, [
        Problem(f.code, f.path or (), f.hint, f.code.name.lower().replace("_", "-"), offset=f.offset)
        for f in decoded.faults
    ]


def _refused(code: Code, hint: str) -> Decoded:
    return Decoded(None, None, (Fault(code, None, None, hint),), readable=False)


def lines_of(
    pieces: Iterable[bytes], most: int, is_whole: Callable[[], bool] = lambda: True
) -> Iterator[list[bytes | None]]:
    """Divide the bytes of a file into lines, some at a time, without their ends; None for one of more bytes than that.

    The last line may lack its end, unless the bytes turn out not to be whole.
    """
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        lines: list[bytes | None] = [*piece.split(b"\n")]
        first, last = cast("bytes", lines[0]), cast("bytes", lines.pop())
        if not lines:
            size += len(last)
            waiting.append(last)
            if size > most:
                waiting = []
            continue
        size += len(first)
        lines[0] = b"".join((*waiting, first)) if size <= most else None
        if most < len(piece):
            lines = [line if line is None or len(line) <= most else None for line in lines]
        yield lines
        waiting, size = [last], len(last)
    if size and is_whole():
        yield [b"".join(waiting) if size <= most else None]
