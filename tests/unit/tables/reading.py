"""Reading a table whole, for tests: what it is, what came of it, and what was wrong."""

from collections.abc import Mapping
from typing import Any

import attrs

from care_standards.tables.headers import HeaderFinder, header_finder
from care_standards.tables.opening import open_table
from care_standards.tables.profiles import profile
from care_standards.tables.records import Record, TableFault


def finds_header() -> HeaderFinder:
    """Make a finder of the header by the names of our own columns."""
    return header_finder(profile("csv"))


def is_not_there(name: str) -> None:
    """Answer for a package that is not installed, as ``find_spec`` does."""


@attrs.frozen
class Table:
    """All of a table that was read."""

    format: str
    faults: list[TableFault]
    records: list[Record]

    @property
    def codes(self) -> list[str]:
        """The codes of what is wrong with the table as a whole."""
        return [fault.code.value for fault in self.faults]

    @property
    def rows(self) -> list[Mapping[str | None, Any]]:
        """The records that could be read, by the names of their columns, without what is not there."""
        return [
            {name: value for name, value in zip(each.header.names, each.values, strict=True) if value is not None}
            for each in self.records
            if each.fault is None
        ]

    @property
    def row_codes(self) -> list[str | None]:
        """For each record the code for which it could not be read, or None."""
        return [None if each.fault is None else each.fault.code.value for each in self.records]


def read(source: Any, **how: Any) -> Table:
    """Open a table and read it to its end."""
    with open_table(source, finds_header=finds_header, **how) as opened:
        records = list(opened.records())
        return Table(opened.format, opened.faults, records)
