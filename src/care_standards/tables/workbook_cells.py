"""What the cells of workbooks hold: numbers, days and moments as spreadsheet programs count them, escaped texts."""

import datetime
import math
import re
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from care_standards.issue_codes import Code
from care_standards.tables.records import Place, TableFault

Sort = Literal["number", "day", "moment", "time"]
Value = str | int | float | bool | datetime.date | datetime.datetime | TableFault | None

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

_EXACT: Final = 2**53
_LAST_DAY: Final = 2_958_465  # 9999-12-31
_MILLISECONDS: Final = 86_400_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")

# The built-in formats of ECMA-376, 18.8.30; 27 to 36 and 50 to 58 are dates in East Asian versions.
_BUILT_IN: Final[dict[int, Sort]] = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)), "day"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "time"),
    22: "moment",
}

NOT_SAVED: Final = "The cell holds a formula whose result was not saved. Open the workbook, let it calculate, save it."
IN_ERROR: Final = "The cell holds an error of the spreadsheet instead of a value. Mend its formula."
NO_TEXT: Final = "The cell refers to a text that the workbook does not hold."
NO_VALUE: Final = "What the cell holds is not of the type it is said to have."


@attrs.frozen
class Row:
    """A row of a sheet with the values that stand in it, each with its column; blank cells are not among them."""

    sheet: int
    number: int
    cells: list[tuple[int, Value]] = attrs.field(repr=False)


def faulty(hint: str, sheet: int, row: int, column: int) -> TableFault:
    """Make the fault that stands for the value of a cell."""
    return TableFault(Code.CELL_FAULTY, Place(row=row, column=column, sheet=sheet), hint)


def too_long(most: int, sheet: int, row: int, column: int) -> TableFault:
    """Make the fault that stands for a text longer than the limit."""
    return TableFault(
        Code.TEXT_TOO_LONG, Place(row=row, column=column, sheet=sheet), f"The cell holds more than {most} characters."
    )


def sort_of(number_format: int, code: str | None) -> Sort:
    """Tell from the number of a format, or its code where the workbook has its own, what a number in it means."""
    if code is None:
        return _BUILT_IN.get(number_format, "number")
    return sort_of_code(code)


def sort_of_code(code: str) -> Sort:
    """Tell from the code of a number format whether it shows a day, a time, both, or a number."""
    days = times = False
    minutes = False
    for sign in _signs(code.partition(";")[0].lower()):
        if sign in "yd":
            days = True
        elif sign in "hs":
            times = True
        elif sign == "m":  # months, unless hours or seconds stand beside them
            minutes = True
    if days:
        return "moment" if times else "day"
    if times:
        return "time"
    return "day" if minutes else "number"


def _signs(code: str) -> Iterator[str]:
    # The letters of a format that count: none within quotes or brackets, after a backslash, an underscore or a star.
    # Brackets with nothing but h, m or s are hours, minutes or seconds that do not begin anew.
    at = 0
    while at < len(code):
        sign = code[at]
        if sign in "\\_*":
            at += 2
        elif sign in '"[':
            end = code.find('"' if sign == '"' else "]", at + 1)
            end = len(code) if end < 0 else end
            inside = code[at + 1 : end]
            if sign == "[" and inside and not inside.strip("hms"):
                yield "s"
            at = end + 1
        elif code.startswith("general", at):
            at += len("general")
        elif code.startswith(("am/pm", "a/p"), at):
            yield "h"
            at += 5 if code.startswith("am/pm", at) else 3
        else:
            yield sign
            at += 1


def number(text: str) -> int | float | None:
    """Read a number as it is saved: a whole one is an int; None where it is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value) or "_" in text:
        return None
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def day_of(serial: int | float, sort: Sort, since_1904: bool) -> Value:
    """Give the day, moment or time that a number stands for; the number itself where there is no such day.

    Days count from 1900-01-01, which is 1, or from 1904-01-01, which is 0. The first count has a 29 February 1900 that
    never was: it and the days that are no days stay numbers.
    """
    whole = math.floor(serial)
    milliseconds = round((serial - whole) * _MILLISECONDS)
    if milliseconds == _MILLISECONDS:
        whole, milliseconds = whole + 1, 0
    if sort == "time" and 0 <= serial < 1:
        return clock(milliseconds // 1000)
    if since_1904:
        first, least = datetime.date(1904, 1, 1), 0
    elif whole < 60:
        first, least = datetime.date(1899, 12, 31), 1
    else:
        first, least = datetime.date(1899, 12, 30), 61
    if not least <= whole <= _LAST_DAY - (1462 if since_1904 else 0):
        return serial
    day = first + datetime.timedelta(days=whole)
    if sort == "day" and not milliseconds:
        return day
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(milliseconds=milliseconds)


def clock(seconds: int) -> str:
    """Write a time of the day, or a duration, as hours, minutes and seconds."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def moment_of(text: str) -> datetime.date | datetime.datetime | None:
    """Read a day or a moment written by ISO 8601; None where it is neither."""
    try:
        return datetime.date.fromisoformat(text) if len(text) <= 10 else datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def unescaped(text: str) -> str:
    """Give a text of an XLSX file as it was meant: ``_x000D_`` and the like stand for characters XML cannot hold."""
    if "_x" not in text:
        return text

    def meant(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)

    return _ESCAPED.sub(meant, text)
