"""What every reader of tables gives, whatever the format: records with their places, and faults that show no value."""

from collections.abc import Iterator
from typing import Any, Protocol

import attrs

from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.vocabularies import TableFormat


@attrs.frozen
class Place:
    """Where something stands: sheet, row and column count from 1, as a person counts them; ``line`` is of the text.

    ``row`` counts the header too. What does not apply is None.
    """

    row: int | None = None
    column: int | None = None
    line: int | None = None
    sheet: int | None = None


NOWHERE = Place()


@attrs.frozen(repr=False)
class TableFault:
    """Something wrong with a table, with one of its rows, or with one cell; the hint holds nothing of the table.

    ``row`` says that a row could not be read at all and is invalid for it.
    """

    code: Code
    place: Place
    hint: str

    def __repr__(self) -> str:
        return f"TableFault({self.code.value})"


@attrs.frozen(eq=False)
class Header:
    """The names of the columns of some records, as written; None where a column has none.

    ``labels`` are the headers for people that stand beside the names, empty where there are none. One header object
    serves all records that have it, so that what follows from it is worked out once. ``columns`` are the places of the
    columns in the file, from 1; empty where records have members and no columns.
    """

    names: tuple[str | None, ...] = attrs.field(repr=must.hidden)
    labels: tuple[str | None, ...] = attrs.field(default=(), repr=must.hidden)
    columns: tuple[int, ...] = attrs.field(default=(), repr=must.hidden)
    place: Place = NOWHERE


@attrs.frozen(eq=False)
class Record:
    """One record: a value for each name of its header, or the fault for which it cannot be read.

    Values are text, numbers, booleans, None, dates or moments (of a workbook, or of Parquet), and lists of these; an
    object inside a record has been taken apart: its members have names with the path, joined by a slash.
    """

    header: Header
    values: tuple[Any, ...] = attrs.field(repr=must.hidden)
    place: Place
    fault: TableFault | None = None


class OpenTable(Protocol):
    """A table that is being read, once, from its beginning; use it in a ``with`` statement.

    ``faults`` are those of the table as a whole and of cells that no record can tell of; it is complete when the
    records have been gone through.
    """

    format: TableFormat
    faults: list[TableFault]

    def records(self) -> Iterator[Record]:
        """Give the records in the order of the table; blank rows of a sheet are given with values that are all None."""
        ...

    def __enter__(self) -> "OpenTable": ...

    def __exit__(self, *details: object) -> None: ...
