"""Tables of counts with a picture beside them: one sign for each kind of count, in the table and in the picture alike.

The signs are ASCII, so that the picture says the same without colour and on every terminal. Where columns side by side
would not be readable, each row is a sentence.
"""

from collections.abc import Sequence
from typing import Final

import attrs

from care_standards.cli.page import Page

_INDENT: Final = 2
_GAP: Final = 2
_LEAST_COLUMN: Final = 3
_LEAST_PICTURE: Final = 12

Counts = Sequence[int | None]


@attrs.frozen
class Column:
    """A kind of count: the sign that stands for it, and what it is called."""

    sign: str
    name: str


@attrs.frozen
class CountRow:
    """A row of counts, one for each column in their order; None is a count that is hidden. ``note`` stands below it."""

    key: str
    counts: Counts
    note: str = ""


def key_to(columns: Sequence[Column]) -> str:
    """Say in a line what the signs stand for."""
    return ", ".join(f"{column.sign} {column.name}" for column in columns)


def add_counts(page: Page, columns: Sequence[Column], rows: Sequence[CountRow]) -> None:
    """Add a table of counts; pictures are drawn to one scale, and every count above nought has a sign in them."""
    room = _room(page, columns, rows)
    if page.is_narrow or room < 0:
        for row in rows:
            page.line(f"{row.key}: {in_words(columns, row.counts)}", indent=_INDENT, hang=2)
            _add_note(page, row)
        return
    widths = _widths(columns, rows)
    first = max((len(row.key) for row in rows), default=0)
    head = "".join(column.sign.rjust(width) for column, width in zip(columns, widths, strict=True))
    page.line(f"{'':{first}}{head}", style="bold", indent=_INDENT)
    scale = _scale(rows, columns, room)
    is_drawn = room >= _LEAST_PICTURE and not any(None in row.counts for row in rows)
    for row in rows:
        cells = "".join(_cell(count).rjust(width) for count, width in zip(row.counts, widths, strict=True))
        picture = _picture(columns, row.counts, scale) if is_drawn else ""
        page.line(f"{row.key:{first}}{cells}{' ' * _GAP}{picture}".rstrip(), indent=_INDENT)
        _add_note(page, row)
    if is_drawn and scale < 1:
        page.line(f"One sign of a picture stands for about {1 / scale:.1f}; the least is one sign.", indent=_INDENT)


def in_words(columns: Sequence[Column], counts: Counts) -> str:
    """Say every count that is not nought, and every one that is hidden."""
    said = [f"{column.name} {_cell(count)}" for column, count in zip(columns, counts, strict=True) if count != 0]
    return ", ".join(said) or "nothing"


def _add_note(page: Page, row: CountRow) -> None:
    if row.note:
        page.line(row.note, indent=_INDENT + 2, hang=2)


def _cell(count: int | None) -> str:
    return "hidden" if count is None else str(count)


def _widths(columns: Sequence[Column], rows: Sequence[CountRow]) -> list[int]:
    cells = [[len(_cell(row.counts[place])) for row in rows] for place in range(len(columns))]
    return [max([_LEAST_COLUMN, *(length + 1 for length in column)]) for column in cells]


def _room(page: Page, columns: Sequence[Column], rows: Sequence[CountRow]) -> int:
    """Give how wide a picture may be; less than nothing where not even the counts have room."""
    first = max((len(row.key) for row in rows), default=0)
    return page.width - _INDENT - first - sum(_widths(columns, rows)) - _GAP


def _scale(rows: Sequence[CountRow], columns: Sequence[Column], room: int) -> float:
    """Give how many signs one item gets: one, or fewer where the longest picture would not fit."""
    most = max((sum(count or 0 for count in row.counts) for row in rows), default=0)
    # Counts above nought that round to nothing get a sign all the same: there may be one in each column.
    return 1.0 if most <= room else (room - len(columns)) / most


def _picture(columns: Sequence[Column], counts: Counts, scale: float) -> str:
    return "".join(
        column.sign * max(1, int(count * scale)) for column, count in zip(columns, counts, strict=True) if count
    )
