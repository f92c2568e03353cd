"""Tables in NDJSON: one record a line, each read by itself, so that one that is broken costs no other."""

from collections.abc import Iterator
from typing import Final

from care_standards.documents.decode import decode
from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_object
from care_standards.issue_codes import Code
from care_standards.tables.flattening import Flattener
from care_standards.tables.json_reading import NO_OBJECT
from care_standards.tables.records import Header, Place, Record, TableFault
from care_standards.tables.unpacking import ByteStream

_NO_MEMBERS: Final = Header(())
_BLANK: Final = Header((None,))  # no name and no value: what a blank line is to whoever counts
_BLANK_VALUES: Final = (None,)


def read_lines(stream: ByteStream, flatten: bool, limits: Limits, faults: list[TableFault]) -> Iterator[Record]:
    """Give a record for each line; a line that cannot be read, or has a member twice, has its fault.

    ``row`` counts the lines that are not blank, ``line`` all of them. A blank line is a record whose only value is
    None, and has no row. Each kind of warning is given once, at its first line. A last line that a damaged archive cut
    is not given: the fault of the table tells of it.
    """
    flattener = Flattener(flatten)
    noted: set[Code] = set()
    row = 0
    for number, line in enumerate(lines(stream, limits.max_bytes), 1):
        if line is not None and (not line or line.isspace()):
            yield Record(_BLANK, _BLANK_VALUES, Place(line=number))
            continue
        row += 1
        place = Place(row=row, line=number)
        if line is None:
            hint = f"The line has more than {limits.max_bytes} bytes. Raise Limits.max_bytes on purpose."
            yield Record(_NO_MEMBERS, (), place, TableFault(Code.TOO_LARGE, place, hint))
            continue
        decoded = decode(line, limits)
        for fault in decoded.faults:
            if fault.code.severity != "error" and fault.code not in noted:
                noted.add(fault.code)
                faults.append(TableFault(fault.code, place, fault.hint))
        members = as_object(decoded.value)
        if members is not None:
            yield Record(*flattener.taken_apart(members), place)
            continue
        wrong = next((fault for fault in decoded.faults if fault.code.severity == "error"), None)
        told = TableFault(wrong.code, place, wrong.hint) if wrong else TableFault(Code.WRONG_TYPE, place, NO_OBJECT)
        yield Record(_NO_MEMBERS, (), place, told)
    if stream.refusal is not None:
        faults.append(TableFault(stream.refusal.code, Place(), stream.refusal.hint))


def lines(stream: ByteStream, most: int) -> Iterator[bytes | None]:
    """Give the lines of a stream without the LF that ends them, or None for one of more bytes than allowed.

    The last line may lack its end, unless the stream was cut: then it is not given.
    """
    waiting: list[bytes] = []
    size = 0
    for piece in stream.pieces():
        first, *others = piece.split(b"\n")
        size += len(first)
        if size <= most:
            waiting.append(first)
        else:
            waiting.clear()
        if not others:
            continue
        yield b"".join(waiting) if size <= most else None
        for line in others[:-1]:
            yield line if len(line) <= most else None
        waiting, size = [others[-1]], len(others[-1])
    if stream.refusal is None and size:
        yield b"".join(waiting) if size <= most else None
