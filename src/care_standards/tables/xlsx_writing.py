"""Link rows as a workbook: the names of the columns in a hidden row, headers for people below them, then the rows."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from care_standards.errors import InvalidValueError, UnwritableTargetError
from care_standards.model.link_row import LinkRow
from care_standards.tables.converting import cells_of
from care_standards.tables.profiles import OWN, profile
from care_standards.vocabularies import LINK_COLUMNS

_SHEET: Final = "Link rows"
_MOST_ROWS: Final = 2**20 - 2  # of a sheet, without the two of the header
_MOST_CHARACTERS: Final = 32_767  # of a cell
_FIRST_DAY: Final = date(1900, 3, 1)  # workbooks believe that 1900 was a leap year, and know no day before it
# What stands for a character in a workbook. The package writes the first of two that share a sign as a text, and the
# second would be read as a character.
_TWO_ESCAPES: Final = re.compile("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_WIDTHS: Final = {"provision": 34, "evidence": 34, "reason": 44, "note": 60}
_WIDTH: Final = 20
# The same rows give the same bytes, whenever they are written.
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook knows no time zones


def write_workbook(rows: Iterable[LinkRow], file: BinaryIO, beside: str) -> None:
    """Write link rows into a workbook; the rows wait for its end within the folder ``beside``, never in memory.

    Raises InvalidValueError for more rows than a sheet has, and for what no cell holds: a list that is longer, a text
    that would come back as another; UnwritableTargetError.
    """
    with TemporaryDirectory(prefix=".care-standards-", dir=beside, ignore_cleanup_errors=True) as folder:
        options = {
            "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        }  # fmt: skip
        book: Any = import_module("xlsxwriter").Workbook(file, options)
        is_closed = False
        try:
            _write(book, rows)
        finally:  # what it holds open must be closed, even if nobody will read it
            is_closed = _closed(book)
        if not is_closed:
            raise UnwritableTargetError("the workbook could not be finished")


def _closed(book: Any) -> bool:
    try:
        book.close()
    except Exception:  # which names files
        return False
    return True


def _write(book: Any, rows: Iterable[LinkRow]) -> None:
    book.use_zip64()
    book.set_properties({"created": _MADE})
    sheet: Any = book.add_worksheet(_SHEET)
    heading, text, day = (
        book.add_format(wanted) for wanted in ({"bold": True}, {"num_format": "@"}, {"num_format": "yyyy-mm-dd"})
    )
    labels = {column.to: column.label or column.name for column in profile(OWN).columns}
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(2, 0)
    for place, column in enumerate(LINK_COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH), text)
    for place, column in enumerate(LINK_COLUMNS):
        sheet.write_string(0, place, column, text)
    for place, column in enumerate(LINK_COLUMNS):
        sheet.write_string(1, place, labels[column], heading)
    for number, row in enumerate(rows):
        if number == _MOST_ROWS:
            raise InvalidValueError("write_rows", "rows", f"must be at most {_MOST_ROWS} in a workbook")
        for place, (column, cell) in enumerate(cells_of(row).items()):
            value = getattr(row, column)
            if isinstance(value, date) and value >= _FIRST_DAY:
                sheet.write_datetime(number + 2, place, value, day)
            elif len(cell) > _MOST_CHARACTERS:
                raise InvalidValueError("write_rows", column, f"must have at most {_MOST_CHARACTERS} characters")
            elif _TWO_ESCAPES.search(cell):
                raise InvalidValueError("write_rows", column, "must hold no two escapes of a workbook that overlap")
            elif cell:
                sheet.write_string(number + 2, place, cell, text)
