"""Workbooks, XLSX and ODS, read as tables: where the header is, which sheets have one, every row below it a record.

The standard library reads them. The quick packages build the whole grid of a sheet first, so that a file of 5 kB with
two cells far apart ends the process, and show a formula without a result, or an error, as a blank cell.
"""

import io
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, Final, Literal

from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.issue_codes import Code
from care_standards.tables.headers import HeaderFinder
from care_standards.tables.ods_reading import Ods, open_ods
from care_standards.tables.records import NOWHERE, Header, OpenTable, Place, Record, TableFault
from care_standards.tables.workbook_cells import Row, Value
from care_standards.tables.workbook_package import Package, Refused, damaged, open_package, unpacks_too_large
from care_standards.tables.xlsx_reading import Xlsx, open_xlsx
from care_standards.vocabularies import TableFormat

WorkbookFormat = Literal["xlsx", "ods"]

_MOST_GAPS: Final = 100_000  # rows that are not in the file between others that are; further ones are passed over
_MOST_VALUES: Final = 200_000_000  # rows times columns: a million rows of two hundred columns
_CONTENTS: Final = "[Content_Types].xml"
_NO_WORKBOOK: Final = (
    ("xl/workbook.bin", "This is a binary workbook (XLSB). Open it and save it as XLSX or ODS."),
    ("word/document.xml", "This is a text document (DOCX), not a workbook."),
    ("index/document.iwa", "This is a workbook of Numbers. Export it as XLSX or CSV."),
)


def open_workbook(
    source: bytes | BinaryIO,
    *,
    finds_header: Callable[[], HeaderFinder],
    limits: Limits = DEFAULT_LIMITS,
    sheet: int | None = None,
) -> OpenTable:
    """Open a workbook to read the rows of every sheet that has a header, or of one sheet.

    ``source`` is the bytes of the file, or the file opened for reading bytes, which can seek and stays open.
    ``finds_header`` makes a finder for each sheet. ``sheet`` counts from 1, hidden sheets too. Nothing is raised for
    what the workbook holds: it is among the faults of the table.
    """
    file: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source
    return _Workbook(file, finds_header, limits, sheet)


def workbook_format(source: bytes | BinaryIO) -> WorkbookFormat | None:
    """Tell of which format a workbook is by what its archive holds; None where it is none that is read here."""
    file: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source
    before = file.tell()
    found: WorkbookFormat | None = None
    try:
        package = open_package(file)
        found = "ods" if "content.xml" in package else "xlsx" if _is_xlsx(package) else None
    except Exception:  # no archive, or one that is refused: whatever is raised may hold names out of it
        pass
    file.seek(before)
    return found


def _is_xlsx(package: Package) -> bool:
    return _CONTENTS in package and not any(name in package for name, _ in _NO_WORKBOOK)


class _Workbook:
    """A workbook as an open table."""

    def __init__(
        self, file: IO[bytes], finds_header: Callable[[], HeaderFinder], limits: Limits, sheet: int | None
    ) -> None:
        self.format: TableFormat = "xlsx"
        self.faults: list[TableFault] = []
        self._finds_header = finds_header
        self._only = sheet
        self._package: Package | None = None
        self._book: Xlsx | Ods | None = None
        try:
            self._package = open_package(file)
            self._book = self._opened(self._package, limits.max_text)
        except Exception as failure:  # whatever is raised may hold what the file holds
            self.faults.append(_fault_of(failure))

    def __enter__(self) -> "_Workbook":
        return self

    def __exit__(self, *details: object) -> None:
        if self._package is not None:
            self._package.close()

    def records(self) -> Iterator[Record]:
        """Give the records of all sheets with a header, in order, and the blank rows between them."""
        if self._book is None:
            return
        damage: list[TableFault] = []
        sheets: list[_Sheet] = []
        budget = _Budget()
        for row in _until_damage(self._book.rows(self._only), damage):
            if not sheets or sheets[-1].number != row.sheet:
                if sheets:
                    yield from sheets[-1].end()
                sheets.append(_Sheet(row.sheet, self._finds_header(), self._book, budget))
            yield from sheets[-1].take(row)
            if budget.spent():
                damage.append(_fault_of(unpacks_too_large()))
                break
        else:
            if sheets:
                yield from sheets[-1].end()
        self._tell(sheets, damage)

    def _opened(self, package: Package, most_text: int) -> Xlsx | Ods:
        for name, hint in _NO_WORKBOOK:
            if name in package:
                raise Refused(Code.ANOTHER_FORMAT, hint)
        if "content.xml" in package:
            self.format = "ods"
            return open_ods(package, most_text)
        if _CONTENTS not in package:
            raise Refused(Code.ANOTHER_FORMAT, "This is a ZIP archive, but no workbook. Unpack it first.")
        return open_xlsx(package, most_text)

    def _tell(self, sheets: list["_Sheet"], damage: list[TableFault]) -> None:
        self.faults += damage
        if any(sheet.header is not None for sheet in sheets):
            for sheet in sheets:
                self.faults += sheet.notes()
        elif not damage:
            only = f"Sheet {self._only}" if self._only is not None else "The workbook"
            hint = f"{only} has no row, among the first ones, with names of columns that the profile knows."
            if self._only is not None and not sheets:
                hint = f"The workbook has no sheet {self._only}, or nothing stands in it. Sheets count from 1."
            self.faults.append(TableFault(Code.HEADER_NOT_FOUND, Place(sheet=self._only), hint))


class _Budget:
    """What little a file may make of itself by leaving things out: rows in gaps, and cells that are not there."""

    def __init__(self) -> None:
        self.gaps = _MOST_GAPS
        self.values = _MOST_VALUES

    def spent(self) -> bool:
        return self.values < 0


class _Sheet:
    """A sheet that is being read: its first rows until its header is found, then how its rows become records."""

    def __init__(self, number: int, finder: HeaderFinder, book: Xlsx | Ods, budget: _Budget) -> None:
        self.number = number
        self.header: Header | None = None
        self._finder: HeaderFinder | None = finder
        self._book = book
        self._budget = budget
        self._first: list[Row] = []
        self._named: list[bool] = []
        self._blank: tuple[None, ...] = ()
        self._first_named = 0
        self._left_out: int | None = None
        self._last = 0

    def take(self, row: Row) -> Iterator[Record]:
        """Take one more row, and give the records that are known by it."""
        if self._finder is not None and row.number <= self._finder.most:
            self._first.append(row)
            return
        yield from self.end()
        if self.header is not None:
            yield from self._records(self.header, row)

    def end(self) -> Iterator[Record]:
        """Give the records of the first rows, once: no more rows come among which the header could be."""
        if self._finder is None:
            return
        finder, self._finder = self._finder, None
        rows = {row.number: row for row in self._first}
        for number in range(1, max(rows, default=0) + 1):
            finder.feed(number, _laid_out(rows.get(number)))
        found = finder.found()
        if found is None:
            self._book.passed_over = self.number
            return
        names = [cell if isinstance(cell, str) and cell else None for cell in _laid_out(rows.get(found.row))]
        labels = [] if found.label_row is None else _laid_out(rows.get(found.label_row))
        width = max(len(names), len(labels))
        names += [None] * (width - len(names))
        self.header = Header(
            tuple(names),
            tuple(label if isinstance(label, str) else "" for label in [*labels, *[None] * (width - len(labels))])
            if labels
            else (),
            tuple(range(1, width + 1)),
            Place(row=found.row, sheet=self.number),
        )
        self._named = [name is not None for name in names]
        self._first_named = self._named.index(True) + 1 if True in self._named else width
        self._blank = (None,) * width
        self._last = found.first_data_row - 1
        for row in self._first:
            if row.number >= found.first_data_row:
                yield from self._records(self.header, row)

    def notes(self) -> list[TableFault]:
        """Tell what was left out, and what was read from formulas."""
        if self.header is None:
            hint = f"Sheet {self.number} has cells, but no header that the profile knows. It was not read."
            return [TableFault(Code.SHEET_LEFT_OUT, Place(sheet=self.number), hint)]
        columns = sorted(column for sheet, column in self._book.formulas if sheet == self.number)
        hint = "Cells of this column hold formulas. What was read are the results they had when the file was saved."
        notes = [
            TableFault(Code.FORMULA_READ, Place(sheet=self.number, column=column), hint)
            for column in columns
            if column <= len(self._named) and self._named[column - 1]
        ]
        if self._left_out is not None:
            hint = (
                "Cells stand in this column, and it has no name. They were left out, as in all columns without a name."
            )
            notes.append(TableFault(Code.COLUMN_UNKNOWN, Place(sheet=self.number, column=self._left_out), hint))
        return notes

    def _records(self, header: Header, row: Row) -> Iterator[Record]:
        budget, width = self._budget, len(self._named)
        for missing in range(self._last + 1, min(row.number, self._last + 1 + budget.gaps)):
            budget.gaps -= 1
            yield Record(header, self._blank, Place(row=missing, sheet=self.number))
        self._last = row.number
        budget.values -= width
        values: list[Value] = [*self._blank]
        for column, value in row.cells:
            if column <= width and self._named[column - 1]:
                values[column - 1] = value
            elif self._left_out is None and self._is_nameless(header, column):
                self._left_out = column
        yield Record(header, tuple(values), Place(row=row.number, sheet=self.number))

    def _is_nameless(self, header: Header, column: int) -> bool:
        # Before the first name there may be a count of rows. A label without a name is told of with the header.
        labelled = column <= len(header.labels) and header.labels[column - 1] != ""
        return not labelled and column > self._first_named


def _laid_out(row: Row | None) -> list[Value]:
    if row is None:
        return []
    cells: list[Value] = [None] * max(column for column, _ in row.cells)
    for column, value in row.cells:
        cells[column - 1] = None if isinstance(value, TableFault) else value
    return cells


def _until_damage(rows: Iterator[Row], damage: list[TableFault]) -> Iterator[Row]:
    # The row is given outside of the ``try``: what those who use it raise is theirs.
    while True:
        row: Row | None = None
        try:
            row = next(rows, None)
        except Exception as failure:  # whatever is raised may hold what the file holds
            damage.append(_fault_of(failure))
        if row is None:
            return
        yield row


def _fault_of(failure: Exception) -> TableFault:
    refused = failure if isinstance(failure, Refused) else damaged()
    return TableFault(refused.code, NOWHERE, refused.hint)
