"""Tables in CSV: RFC 4180, parted by commas, semicolons, tabs or bars, whichever gives a header that is known.

A file whose names are our columns in our order is one that ``write_rows`` makes, or that is made to be the same: there
an apostrophe before what a spreadsheet would run as a formula is taken away. In all others it belongs to the text.

A last row without an end of the line is whole, as RFC 4180 has it: where a file was cut behind a cell, or within the
last one, nothing can tell. Packed files can.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from care_standards.documents.limits import Limits
from care_standards.issue_codes import Code
from care_standards.tables.formulas import unguarded
from care_standards.tables.records import Header, Place, Record, TableFault
from care_standards.tables.text_decoding import text_pieces
from care_standards.tables.unpacking import ByteStream
from care_standards.vocabularies import LINK_COLUMNS

if TYPE_CHECKING:
    from care_standards.tables.headers import HeaderFinder

_DELIMITERS: Final = ",;\t|"
_HEAD: Final = 2**18  # characters in which a header is looked for
_MOST_COLUMNS: Final = 20_000
_MOST_CELLS: Final = 2**20  # of one row: each takes many times the memory of the comma before it
_HINTS: Final = {
    Code.CELLS_DISAGREE: "A quotation mark opens or closes in the wrong place, so the cells of the row cannot be told "
    'apart. Put double quotes round the whole cell, and write "" for one that belongs to the text.',
    Code.CUT_SHORT: "A quotation mark opens here and never closes; what stands below it was taken for its text. Export "
    "or fetch the table again.",
    Code.TEXT_TOO_LONG: "A cell is longer than a cell of CSV may be. Look for a quotation mark that never closes.",
}


@attrs.frozen(eq=False)
class _Row:
    line: int
    length: int
    cells: list[str] = attrs.field(repr=False)
    failed: Code | None = None


@attrs.frozen(eq=False)
class _Layout:
    """How the cells are parted, and where the header is."""

    delimiter: str
    header: Header
    first_row: int


def read_csv(
    stream: ByteStream, finds_header: "Callable[[], HeaderFinder]", limits: Limits, faults: list[TableFault]
) -> Iterator[Record]:
    """Give the records below the header; a record with more or fewer cells than the header has its fault.

    ``row`` counts the records of the file, titles and blank ones too; ``line`` is where a record begins.
    """
    text = _Text(text_pieces(stream, faults), limits.max_bytes, faults)
    head = list(_first(text.lines(), _HEAD))
    layout = _layout(head, finds_header, limits)
    if layout is None:
        if text.is_sound():
            faults[:] = [fault for fault in faults if fault.code is not Code.NUL_CHARACTER] + [_no_header(head)]
        return
    text.put_back(head)
    del head
    header = layout.header
    is_ours = header.names == LINK_COLUMNS
    for number, row in enumerate(_rows(text, layout.delimiter), 1):
        if number >= layout.first_row:
            yield _record(header, row, Place(row=number, line=row.line), limits, is_ours)
    if text.is_too_long and text.is_sound():
        hint = (
            f"More than {limits.max_bytes} characters, or {_MOST_CELLS} cells, without the end of a row. Nothing from "
            "there on was read."
        )
        faults.append(TableFault(Code.TOO_LARGE, Place(line=text.line + 1), hint))


def _record(header: Header, row: _Row, place: Place, limits: Limits, is_ours: bool) -> Record:
    if row.failed is not None:
        return Record(header, (), place, TableFault(row.failed, place, _HINTS[row.failed]))
    cells = row.cells
    if len(cells) != len(header.names):
        if any(cells):
            hint = f"The row has {len(cells)} cells, and the header {len(header.names)}."
            return Record(header, (), place, TableFault(Code.CELLS_DISAGREE, place, hint))
        cells = [""] * len(header.names)
    values: list[Any] = [(unguarded(cell) if is_ours else cell) or None for cell in cells]
    if row.length > limits.max_text:
        for column, cell in enumerate(cells):
            if len(cell) > limits.max_text:
                hint = f"More than {limits.max_text} characters. Shorten it, or raise Limits.max_text on purpose."
                at = attrs.evolve(place, column=column + 1)
                values[column] = TableFault(Code.TEXT_TOO_LONG, at, hint)
    return Record(header, tuple(values), place)


class _Text:
    """The lines of a text, with their ends, for one csv reader; counts them, and stops where a row is too long."""

    def __init__(self, pieces: Iterator[str], most: int, faults: list[TableFault]) -> None:
        self.line = 0
        self.delimiter = ","
        self.length = self._cells = 0  # of the row that is being read
        self.is_too_long = False
        self._most = most
        self._faults = faults
        self._lines = _parted(pieces, most, faults)

    def is_sound(self) -> bool:
        """Tell whether nothing ended the text before its end."""
        return _is_sound(self._faults)

    def lines(self) -> Iterator[str]:
        return self._lines

    def begin_row(self) -> None:
        self.length = self._cells = 0

    def put_back(self, lines: list[str]) -> None:
        self._lines = chain(lines, self._lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.length += len(line)
        self._cells += line.count(self.delimiter)
        if self.length > self._most or self._cells > _MOST_CELLS:
            self.is_too_long = True
            raise StopIteration
        self.line += 1
        return line


def _parted(pieces: Iterator[str], most: int, faults: list[TableFault]) -> Iterator[str]:
    from io import StringIO

    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        # A CR that ends the piece may be half of CR LF.
        end = max(piece.rfind("\n"), piece.rfind("\r", 0, -1))
        if end >= 0 or (len(waiting) > 1 and waiting[-2].endswith("\r")):
            whole = "".join(waiting)
            cut = size - len(piece) + end + 1 if end >= 0 else size - len(piece)
            yield from StringIO(whole[:cut], newline="")
            waiting, size = [whole[cut:]], len(whole) - cut
        if size > most:
            break  # a line without an end: whoever reads it will say that it is too long
    if _is_sound(faults):  # else the last line is not whole
        yield from StringIO("".join(waiting), newline="")


def _is_sound(faults: list[TableFault]) -> bool:
    return all(fault.code.severity != "error" for fault in faults)


def _first(lines: Iterator[str], most: int) -> Iterator[str]:
    size = 0
    while size < most and (line := next(lines, None)) is not None:
        size += len(line)
        yield line


def _rows(text: _Text, delimiter: str) -> Iterator[_Row]:
    """Part the lines into rows; one whose quotation marks are wrong has a code, and the next line begins another."""
    import csv

    text.delimiter = delimiter
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        line = text.line + 1
        text.begin_row()
        cells: list[str] | None = None
        failed: Code | None = None
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # Its words are Python's own. The limit of a cell is one for the whole process, and not ours to set.
            failed = _why(str(error))
        if text.is_too_long or (cells is None and failed is None):
            return
        if failed is Code.CUT_SHORT and not text.is_sound():
            return  # cut by what was found before
        yield _Row(line, text.length, cells or [], failed)


def _why(said: str) -> Code:
    if "end of data" in said:
        return Code.CUT_SHORT
    return Code.TEXT_TOO_LONG if "limit" in said else Code.CELLS_DISAGREE


def _layout(head: list[str], finds_header: "Callable[[], HeaderFinder]", limits: Limits) -> _Layout | None:
    """Try the delimiters, and take the one by which the row of names is known and has the most cells."""
    best: _Layout | None = None
    for delimiter in _DELIMITERS:
        finder = finds_header()
        text = _Text(iter(()), limits.max_bytes, [])
        text.put_back(head)
        rows = list(islice(_rows(text, delimiter), finder.most))
        for number, row in enumerate(rows, 1):
            finder.feed(number, _cells(row.cells[:_MOST_COLUMNS]))
        found = finder.found()
        if found is None or len(rows[found.row - 1].cells) > _MOST_COLUMNS:
            continue
        names = _cells(rows[found.row - 1].cells)
        if best is None or len(names) > len(best.header.names):
            labels = rows[found.label_row - 1].cells[: len(names)] if found.label_row else []
            labels += [""] * (len(names) - len(labels)) if labels else []
            place = Place(row=found.row, line=rows[found.row - 1].line)
            columns = tuple(range(1, len(names) + 1))
            best = _Layout(delimiter, Header(names, tuple(labels), columns, place), found.first_data_row)
    return best


def _cells(cells: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(cell or None for cell in cells)


def _no_header(head: list[str]) -> TableFault:
    if not any(line.strip() for line in head):
        return TableFault(Code.EMPTY, Place(), "There is nothing in it. Export it again.")
    if any("\0" in line for line in head):
        return TableFault(Code.NUL_BYTE, Place(), "It holds NUL bytes and is no text. Save it as CSV in UTF-8.")
    hint = (
        "None of the first rows names the columns that are known. Write the names of the columns into one row, or read "
        "it by a column profile that knows them."
    )
    return TableFault(Code.HEADER_NOT_FOUND, Place(), hint)
