"""The rows of the sheets of an ODS workbook (OpenDocument 1.3), streamed: values as last saved."""

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import XMLParserType

import attrs

from care_standards.tables import workbook_cells as cells
from care_standards.tables.workbook_cells import Row, Value
from care_standards.tables.workbook_package import Depth, Package, encrypted, unpacks_too_large

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_SHEET_DEPTH: Final = 4  # document, body, spreadsheet, table: tables further in are no sheets
_CELLS: Final = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_ASIDE: Final = (
    _OFFICE + "annotation", _TEXT + "note", _TEXT + "ruby-text", _TEXT + "tracked-changes",
    _TABLE + "shapes", _TABLE + "table",
)  # fmt: skip
# As a duration of XML Schema, PT09H30M00S; fractions of seconds are nobody's finding.
_DURATION: Final = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,12})?S", re.ASCII)
_MOST_REPEATS: Final = 1_000_000
"""How many cells repeats may stand for; 16 million columns and rows can be written in a line."""


@attrs.define(eq=False, repr=False)
class Ods:
    """An ODS workbook that is being read; see ``xlsx_reading.Xlsx`` for what its members mean."""

    package: Package
    most_text: int
    formulas: set[tuple[int, int]] = attrs.field(factory=set[tuple[int, int]])
    passed_over: int = 0

    def rows(self, only: int | None = None) -> Iterator[Row]:
        """Give the rows that hold something, sheet by sheet; raises ``Refused``."""
        reading = _Content(self)
        for _ in self.package.parsed("content.xml", reading.handlers):
            for row in reading.made:
                if row.sheet != self.passed_over and only in (None, row.sheet):
                    yield row
            reading.made.clear()
            if only is not None and reading.sheet > only:
                return


def open_ods(package: Package, most_text: int) -> Ods:
    """Begin to read an ODS workbook; raises ``Refused`` where it has a password."""
    if "META-INF/manifest.xml" in package:
        package.read_through("META-INF/manifest.xml", _refuse_encrypted)
    return Ods(package, most_text)


def _refuse_encrypted(name: str, _: dict[str, str]) -> None:
    if name.endswith(" encryption-data"):
        raise encrypted()


class _Content:
    """What the parser tells of ``content.xml`` becomes rows; all sheets lie in this one part."""

    def __init__(self, book: Ods) -> None:
        self.sheet = 0
        self.made: list[Row] = []
        self._book = book
        self._row = self._column = 0
        self._row_repeats = 1
        self._found: list[tuple[int, Value]] = []
        self._about: dict[str, str] = {}
        self._in_cell = self._aside = self._in_text = 0  # how deep each begins; 0 outside
        self._paragraphs = 0
        self._pieces: list[str] = []
        self._size = 0
        self._spare = _MOST_REPEATS
        self._depth = Depth()

    def handlers(self, parser: XMLParserType) -> None:
        """Listen to a parser."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take

    def _start(self, name: str, about: dict[str, str]) -> None:
        depth = self._depth
        depth.enter()
        if self._aside:
            return
        if self._in_cell:
            self._within_cell(name, about)
        elif name in _CELLS:
            self._about = about
            self._in_cell = depth.now
            self._paragraphs = self._size = 0
            self._pieces.clear()
        elif name == _TABLE + "table-row":
            self._row += 1
            self._column = 0
            self._row_repeats = _repeats(about.get(_TABLE + "number-rows-repeated"))
        elif name == _TABLE + "table" and depth.now == _SHEET_DEPTH:
            self.sheet += 1
            self._row = 0
        elif name in _ASIDE:
            self._aside = depth.now

    def _within_cell(self, name: str, about: dict[str, str]) -> None:
        now = self._depth.now
        if name in _ASIDE:
            self._aside = now
        elif name == _TEXT + "p" and now == self._in_cell + 1:
            if self._paragraphs:
                self._keep("\n")
            self._paragraphs += 1
            self._in_text = now
        elif self._in_text:
            if name == _TEXT + "s":
                count = _repeats(about.get(_TEXT + "c"))
                self._keep(" " * min(count, max(1, self._book.most_text + 1 - self._size)))
            elif name == _TEXT + "tab":
                self._keep("\t")
            elif name == _TEXT + "line-break":
                self._keep("\n")

    def _take(self, piece: str) -> None:
        if self._in_text and not self._aside:
            # Spaces and line breaks in a row are one space; more of them are written as elements.
            if piece.isspace() or "  " in piece or "\n" in piece or "\t" in piece or "\r" in piece:
                lead = " " if piece[0].isspace() else ""
                tail = " " if piece[-1].isspace() and not piece.isspace() else ""
                piece = lead + " ".join(piece.split()) + tail
            self._keep(piece)

    def _keep(self, piece: str) -> None:
        self._size += len(piece)
        if self._size <= self._book.most_text:
            self._pieces.append(piece)

    def _end(self, name: str) -> None:
        now = self._depth.now
        self._depth.leave(name)
        if self._aside:
            if self._aside == now:
                self._aside = 0
        elif self._in_text == now:
            self._in_text = 0
        elif self._in_cell == now:
            self._in_cell = 0
            self._end_of_cell()
        elif name == _TABLE + "table-row":
            self._end_of_row()

    def _end_of_cell(self) -> None:
        column = self._column + 1
        repeats = _repeats(self._about.get(_TABLE + "number-columns-repeated"))
        self._column += repeats
        if self._column > cells.MOST_COLUMNS:
            repeats -= self._column - cells.MOST_COLUMNS
        if self._book.passed_over == self.sheet:
            return
        value = self._value(column)
        if value is None:
            return
        self._spend(repeats - 1)
        self._found += [(each, value) for each in range(column, column + repeats)]

    def _end_of_row(self) -> None:
        first, self._row = self._row, self._row + self._row_repeats - 1
        if not self._found:
            return
        self._spend((self._row_repeats - 1) * len(self._found))
        self.made += [Row(self.sheet, number, self._found) for number in range(first, self._row + 1)]
        self._found = []

    def _spend(self, cells_more: int) -> None:
        self._spare -= cells_more
        if self._spare < 0:
            raise unpacks_too_large()

    def _value(self, column: int) -> Value:
        about, at = self._about, (self.sheet, self._row, column)
        type = about.get(_OFFICE + "value-type")
        formula = _TABLE + "formula" in about
        if self._size > self._book.most_text:
            return cells.too_long(self._book.most_text, *at)
        text = "".join(self._pieces)
        if about.get(_CALC + "value-type") == "error" or (
            formula and type == "float" and text.startswith(("#", "Err:"))
        ):
            return cells.faulty(cells.IN_ERROR, *at)
        if formula:
            # A formula with an empty result has an empty paragraph; one never calculated has none.
            if type is None and not self._paragraphs:
                return cells.faulty(cells.NOT_SAVED, *at)
            self._book.formulas.add((self.sheet, column))
        if type is None:
            return text or None
        if type == "string":
            return about.get(_OFFICE + "string-value", text) or None
        value = _typed(type, about)
        return cells.faulty(cells.NO_VALUE, *at) if value is None else value


def _typed(type: str, about: dict[str, str]) -> Value:
    if type in ("float", "percentage", "currency"):
        return cells.number(about.get(_OFFICE + "value", ""))
    if type == "boolean":
        return {"true": True, "false": False}.get(about.get(_OFFICE + "boolean-value", ""))
    if type == "date":
        return cells.moment_of(about.get(_OFFICE + "date-value", ""))
    if type == "time":
        return _clock(about.get(_OFFICE + "time-value", ""))
    return None


def _clock(duration: str) -> str | None:
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    hours, minutes, seconds = map(int, match.groups())
    return cells.clock(hours * 3600 + minutes * 60 + seconds)


def _repeats(text: str | None) -> int:
    if text is None:
        return 1
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
