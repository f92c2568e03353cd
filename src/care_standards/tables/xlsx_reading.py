"""The rows of the sheets of an XLSX workbook (ECMA-376), streamed: values as last saved, never calculated anew."""

import sys
from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import XMLParserType

import attrs

from care_standards.issue_codes import Code
from care_standards.tables import workbook_cells as cells
from care_standards.tables.workbook_cells import Row, Sort, Value
from care_standards.tables.workbook_package import Depth, Package, Refused, beside, damaged

_MOST_SHEETS: Final = 1_000
_MOST_TEXTS: Final = 256 * 1024 * 1024  # bytes in memory of the texts that cells share
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATIONS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_DIGITS: Final = "0123456789"


@attrs.frozen
class Relation:
    """What a part says of another: of what type it is, and where."""

    type: str
    part: str


@attrs.define(eq=False, repr=False)
class Xlsx:
    """An XLSX workbook that is being read.

    ``sheets`` are the parts of its sheets in order, None for a sheet without cells, as of a chart. ``passed_over`` is
    the number of a sheet whose further rows nobody wants. ``formulas`` are the places, sheet and column, where cells
    hold formulas.
    """

    package: Package
    most_text: int
    sheets: list[str | None] = attrs.field(factory=list[str | None])
    formulas: set[tuple[int, int]] = attrs.field(factory=set[tuple[int, int]])
    passed_over: int = 0
    since_1904: bool = False
    texts: list[Value] = attrs.field(factory=list[Value])
    sorts: list[Sort] = attrs.field(factory=list[Sort])

    def rows(self, only: int | None = None) -> Iterator[Row]:
        """Give the rows that hold something, sheet by sheet; raises ``Refused``."""
        for number, part in enumerate(self.sheets, 1):
            if part is not None and only in (None, number):
                yield from _SheetRows(self, number).read(part)


def open_xlsx(package: Package, most_text: int) -> Xlsx:
    """Read what a workbook says of itself, its formats and its shared texts; raises ``Refused``."""
    workbook = _workbook_part(package)
    relations = _relations(package, workbook)
    opened = Xlsx(package, most_text)

    def start(name: str, about: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "sheet":
                id = about.get(_RELATIONS) or about.get(_STRICT_RELATIONS)
                relation = relations.get(id or "")
                if relation is None:
                    raise damaged()
                opened.sheets.append(relation.part if relation.type == "worksheet" else None)
            case "workbookPr":
                opened.since_1904 = about.get("date1904") in ("1", "true", "on")
            case _:
                pass

    package.read_through(workbook, start)
    if len(opened.sheets) > _MOST_SHEETS:
        raise Refused(Code.TOO_MANY_NODES, f"The workbook has more than {_MOST_SHEETS} sheets.")
    for relation in relations.values():
        if relation.type == "styles" and relation.part in package:
            opened.sorts = _sorts(package, relation.part)
        elif relation.type == "sharedStrings" and relation.part in package:
            opened.texts = _shared_texts(package, relation.part, most_text)
    return opened


def _workbook_part(package: Package) -> str:
    for relation in _relations(package, "").values():
        if relation.type == "officeDocument":
            return relation.part
    return "xl/workbook.xml"


def _relations(package: Package, part: str) -> dict[str, Relation]:
    folder, _, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, Relation] = {}

    def start(name: str, about: dict[str, str]) -> None:
        if name.endswith(" Relationship") and about.get("TargetMode") != "External":
            type = about.get("Type", "").rpartition("/")[2]
            found[about.get("Id", "")] = Relation(type, beside(part, about.get("Target", "")))

    if where in package:
        package.read_through(where, start)
    return found


def _sorts(package: Package, part: str) -> list[Sort]:
    codes: dict[int, str] = {}
    sorts: list[Sort] = []
    within = ""

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal within
        match name.rpartition(" ")[2]:
            case "numFmt":
                codes[_whole(about.get("numFmtId"))] = about.get("formatCode", "")
            case "cellStyleXfs" | "cellXfs" | "dxfs" | "cellStyles" as list_of:
                within = list_of
            case "xf" if within == "cellXfs":
                number_format = _whole(about.get("numFmtId"))
                sorts.append(cells.sort_of(number_format, codes.get(number_format)))
            case _:
                pass

    package.read_through(part, start)
    return sorts


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _shared_texts(package: Package, part: str, most: int) -> list[Value]:
    texts: list[Value] = []
    reading = _Text(most)
    held = 0
    depth = Depth()
    aside = 0  # how deep a reading aid begins (the pronunciation of a text), which is no part of the text

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal aside
        depth.enter()
        if name.endswith(" si"):
            reading.begin()
        elif name.endswith(" rPh") and not aside:
            aside = depth.now
        elif name.endswith(" t") and not aside:
            reading.on = True

    def end(name: str) -> None:
        nonlocal aside, held
        reading.on = False
        if depth.now == aside:
            aside = 0
        if name.endswith(" si"):
            text = reading.whole()
            # The fault of a text too long has no place yet: the cell that shows it makes one.
            texts.append(cells.too_long(most, 1, 1, 1) if text is None else cells.unescaped(text) or None)
            held += sys.getsizeof(text) + 8
            if held > _MOST_TEXTS:
                raise Refused(Code.TOO_LARGE, "The texts of the workbook do not fit into memory. Save it as CSV.")
        depth.leave(name)

    def handlers(parser: XMLParserType) -> None:
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = reading.take

    for _ in package.parsed(part, handlers):
        pass
    return texts


class _Text:
    """A text that comes in pieces, of which no more is kept than may be."""

    def __init__(self, most: int) -> None:
        self.on = False
        self._most = most
        self._size = 0
        self._pieces: list[str] = []

    def begin(self) -> None:
        self._size = 0
        self._pieces.clear()

    def take(self, piece: str) -> None:
        if self.on:
            self._size += len(piece)
            if self._size <= self._most:
                self._pieces.append(piece)

    def whole(self) -> str | None:
        return "".join(self._pieces) if self._size <= self._most else None


class _SheetRows:
    """Reads the rows of one sheet: what the parser tells of cells becomes values, row by row."""

    def __init__(self, book: Xlsx, sheet: int) -> None:
        self._book = book
        self._sheet = sheet
        self._columns: dict[str, int] = {}
        self._row = 0
        self._made: list[Row] = []

    def read(self, part: str) -> Iterator[Row]:
        """Give the rows of the sheet, as long as somebody wants them; raises ``Refused``."""
        for _ in self._book.package.parsed(part, self._handlers):
            for row in self._made:
                if self._book.passed_over == self._sheet:
                    return
                yield row
            self._made.clear()

    def _handlers(self, parser: XMLParserType) -> None:
        reading = _Text(self._book.most_text)
        depth = Depth()
        found: list[tuple[int, Value]] = []
        column = aside = 0
        about: dict[str, str] = {}
        formula = saved = False
        names: dict[str, str] = {}  # full name to own name, so that a name is taken apart once; "" to the namespace

        # This is called for every element of a sheet: it does no more than it must.
        def start(full: str, attributes: dict[str, str]) -> None:
            nonlocal column, about, formula, saved, aside
            depth.enter()
            name = names.get(full)
            if name is None:
                space, _, name = full.rpartition(" ")
                names.setdefault("", space)  # of the outermost element: what has another is no cell of ours
                name = names[full] = name if space == names[""] else ""
            if name == "c":
                about, formula, saved = attributes, False, False
                column = self._column(attributes.get("r"), column)
                reading.begin()
            elif name == "v":
                saved = reading.on = True
            elif name == "row":
                self._row = self._number(attributes.get("r"))
                column = 0
            elif name == "f":
                formula = True
            elif name == "rPh" and not aside:
                aside = depth.now
            elif name == "t" and not aside:
                saved = reading.on = True

        def end(full: str) -> None:
            nonlocal found, aside
            name = names[full]
            reading.on = False
            if name == "c":
                value: Value = None
                text = reading.whole()
                # A formula with an empty result has a value that is an empty text; one never calculated has none.
                if formula and not (saved and (text != "" or about.get("t") == "str")):
                    value = cells.faulty(cells.NOT_SAVED, self._sheet, self._row, column)
                elif saved and text != "":
                    value = self._value(about, text, column)
                    if formula:
                        self._book.formulas.add((self._sheet, column))
                if value is not None:
                    found.append((column, value))
            elif name == "row":
                if found:
                    self._made.append(Row(self._sheet, self._row, found))
                    found = []
            elif depth.now == aside:
                aside = 0
            depth.leave(full)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = reading.take

    def _number(self, reference: str | None) -> int:
        number = self._row + 1 if reference is None else _whole(reference)
        if not self._row < number <= cells.MOST_ROWS:  # a row that comes again would hide the first
            raise damaged()
        return number

    def _column(self, reference: str | None, before: int) -> int:
        if reference is None:
            number = before + 1
        else:
            letters = reference.rstrip(_DIGITS)
            number = self._columns.get(letters) or self._columns.setdefault(letters, _column_number(letters))
        if not before < number <= cells.MOST_COLUMNS:
            raise damaged()
        return number

    def _value(self, about: dict[str, str], text: str | None, column: int) -> Value:
        at = (self._sheet, self._row, column)
        if text is None:
            return cells.too_long(self._book.most_text, *at)
        type = about.get("t", "n")
        if type == "s":
            return self._shared(text, at)
        if type == "n":
            return self._counted(text, about.get("s"), at)
        if type in ("str", "inlineStr"):
            return cells.unescaped(text) or None
        if type == "b" and text in ("0", "1"):
            return text == "1"
        if type == "d":
            return cells.moment_of(text) or text or None
        return cells.faulty(cells.IN_ERROR if type == "e" else cells.NO_VALUE, *at)

    def _shared(self, text: str, at: tuple[int, int, int]) -> Value:
        texts, index = self._book.texts, _whole(text)
        if not 0 <= index < len(texts):
            return cells.faulty(cells.NO_TEXT, *at)
        value = texts[index]
        return value if value is None or isinstance(value, str) else cells.too_long(self._book.most_text, *at)

    def _counted(self, text: str, style: str | None, at: tuple[int, int, int]) -> Value:
        value = cells.number(text)
        if value is None:
            return cells.faulty(cells.NO_VALUE, *at)
        sorts, index = self._book.sorts, _whole(style)
        sort = sorts[index] if 0 <= index < len(sorts) else "number"
        return value if sort == "number" else cells.day_of(value, sort, self._book.since_1904)


def _column_number(letters: str) -> int:
    number = 0
    if not 1 <= len(letters) <= 3:
        return 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number
