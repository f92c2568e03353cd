"""Cells as values of the link row, as a profile says they are written; what is written otherwise is left as it is.

Nothing is guessed: a number stays a number, a word of another case stays as it is, and the schema refuses both. What is
to be said of a cell besides is told by its code alone, to whoever knows where the cell stands.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from care_standards.documents.plain import as_list, as_object
from care_standards.issue_codes import Code
from care_standards.model.column_profile import ColumnProfile
from care_standards.vocabularies import DateOrder

Found = list[Code]
"""What was found of a cell while it was read."""
Reader = Callable[[Any, Found], Any]

LISTS: Final[frozenset[str]] = frozenset(("evidence", "populations"))
SEVERAL: Final[frozenset[str]] = LISTS | {"provision"}
"""The columns whose cells may hold several values: lists, and provisions, each of which is a row of its own."""
DAYS: Final[frozenset[str]] = frozenset(("assessed_on", "period_start", "period_end"))
_TEXTS: Final[frozenset[str]] = frozenset(("reason", "note"))

_NO_VALUE: Final[dict[str, Any]] = {}
"""Stands for what a link row has no word for, such as a time of day: no column takes it."""
_CHOSEN: Final[dict[object, bool]] = {
    "1": True, "true": True, "TRUE": True, "True": True, "0": False, "false": False, "FALSE": False, "False": False,
    "": False, None: False, 1: True, 0: False,
}  # fmt: skip


class CellReaders:
    """Reads the cells of each column as one profile says they are written."""

    def __init__(self, profile: ColumnProfile) -> None:
        """Take what a profile says of codes, of several values in one cell, and of dates."""
        self._separators = profile.separators
        self._dates: DateOrder = profile.dates
        self._codes: dict[str, dict[str, str]] = {}
        for alias in profile.codes:
            known = self._codes.setdefault(alias.column, {})
            for text in alias.also:
                known.setdefault(text, alias.code)

    def of(self, column: str) -> Reader:
        """Give what reads a cell of a column; a reader of several values gives a list, or what is none as it is."""
        if column in _TEXTS:
            return _as_it_is
        if column in DAYS:
            return lambda value, found: _day(value, self._dates, found)
        codes = self._codes.get(column, {})
        if column in SEVERAL:
            return lambda value, found: self._several(value, codes, found)
        return lambda value, found: _word(value, codes, found)

    def choice(self, column: str, choice: str) -> Reader:
        """Give what reads a column that stands for one choice: the choice in a list where it was made, or nothing."""
        code = self._codes.get(column, {}).get(choice, choice)

        def read(value: Any, found: Found) -> Any:
            made = _CHOSEN.get(value) if isinstance(value, (str, int, float)) or value is None else None
            if made is None:
                found.append(Code.CHOICE_UNCLEAR)
            return [code] if made else []

        return read

    def parts(self, text: str) -> list[str]:
        """Part a text at the first separator that it holds; spaces about the parts stay, parts of nothing go."""
        for separator in self._separators:
            if separator in text:
                return text.split() if separator.isspace() else [part for part in text.split(separator) if part.strip()]
        return [text]

    def _several(self, value: Any, codes: dict[str, str], found: Found) -> Any:
        if isinstance(value, str):
            if value in codes:
                return [codes[value]]
            return [word for word in (_word(part, codes, found) for part in self.parts(value)) if word != ""]
        items = as_list(value)
        if items is not None:
            return [codes.get(item, item) if isinstance(item, str) else _plain(item) for item in items]
        return [_word(value, codes, found)]


def has_stray_space(text: str, parts: Sequence[str] = ()) -> bool:
    """Tell whether a space stands before or after a text, or after one of its parts: sentences have some before."""
    return text.strip() not in ("", text) or any(part.rstrip() != part for part in parts)


def _as_it_is(value: Any, found: Found) -> Any:
    return _plain(value)


def _word(value: Any, codes: dict[str, str], found: Found) -> Any:
    if isinstance(value, str):
        if value in codes:
            return codes[value]
        bare = value.strip()
        if bare != value and bare:
            found.append(Code.STRAY_SPACE)
        return codes.get(bare, bare)
    if codes and isinstance(value, (bool, int, float)):
        return codes.get(_written(value), value)
    return _plain(value)


def _written(value: float) -> str:
    """Write a code that came as a number, or as true or false, as a profile would name it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if value == value // 1 else str(value)


def _plain(value: Any) -> Any:
    # The engines know the values of JSON and no others.
    items = as_list(value)
    if items is not None:
        return [_plain(item) for item in items]
    return value if isinstance(value, (str, bool, int, float)) or as_object(value) is not None else _NO_VALUE


def _day(value: Any, order: DateOrder, found: Found) -> Any:
    if isinstance(value, date):  # a moment of a workbook is one too: its day counts, as it is written there
        return value.isoformat()[:10]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found.append(Code.WRONG_TYPE)
    if not isinstance(value, str):
        return _plain(value)
    text = value.strip()
    if text != value and text:
        found.append(Code.STRAY_SPACE)
    if len(text) > 10 and text[10] in "T " and _is_moment(text):
        return text[:10]
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if not _is_other_order(parts):
        return text
    if order == "iso":
        found.append(Code.DATE_AMBIGUOUS)
        return text
    first, second, year = parts
    day, month = (first, second) if order == "day-first" else (second, first)
    return f"{year}-{month:>02}-{day:>02}"


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


def _is_other_order(parts: list[str]) -> bool:
    """Tell whether these are two numbers of one or two digits and a year."""
    return (
        len(parts) == 3
        and all(part.isascii() and part.isdigit() for part in parts)
        and len(parts[0]) <= 2
        and len(parts[1]) <= 2
        and len(parts[2]) in (2, 4)
    )
