"""What the columns of a table mean, worked out once for each header: which of them fill what."""

from collections.abc import Callable
from itertools import islice
from typing import Final

import attrs

from care_standards.model import constraints as must
from care_standards.tables.cell_values import CellReaders, Reader
from care_standards.tables.header_notes import Note, header_notes
from care_standards.tables.matching import Names
from care_standards.tables.records import Header
from care_standards.vocabularies import LinkColumn

MOST_TOLD: Final = 1_000
"""How many notes there are of one table at most, so that memory is bounded."""
REQUIRED: Final[tuple[LinkColumn, ...]] = ("edition", "subject_kind", "subject_ref", "provision", "status")
"""The columns without which no row can be judged, in the order of the link row."""


@attrs.frozen(eq=False)
class Fill:
    """One column of the table that fills a column of the link row.

    ``name`` is that of the profile. ``choice`` says that it stands for one choice of several, which other columns have.
    """

    position: int
    column: LinkColumn
    name: str
    read: Reader
    choice: bool


@attrs.frozen(eq=False)
class Plan:
    """How the records under one header are read.

    ``fills`` are the columns that fill something, those of choices last. ``watched`` are those that are known and fill
    nothing, by their positions and names: nothing is taken of them, and only spaces about their codes are told.
    ``nameless`` are the positions of those without a name; before the first name there may be a count of the rows.
    ``missing`` are the required columns that nothing gives, ``twice`` those that
    two columns give; every row is invalid for either. ``places`` are the columns of the file that fill what.
    """

    fills: tuple[Fill, ...]
    watched: tuple[tuple[int, str], ...]
    nameless: tuple[int, ...]
    notes: tuple[Note, ...] = attrs.field(repr=must.hidden)
    missing: tuple[LinkColumn, ...]
    twice: tuple[tuple[int, LinkColumn], ...]
    places: dict[str, int]


def plan(
    header: Header,
    names: Names,
    readers: CellReaders,
    given: frozenset[str],
    names_a_person: Callable[[str], bool],
    guard: bool = False,
) -> Plan:
    """Work out what the columns under a header mean; ``given`` are those of the link row that have a value anyway."""
    matches = tuple(None if name is None else names.match(name) for name in header.names)
    fills: list[Fill] = []
    alone: set[LinkColumn] = set()  # what one column fills by itself
    watched: list[tuple[int, str]] = []
    twice: list[tuple[int, LinkColumn]] = []
    for position, match in enumerate(matches):
        if match is None:
            continue
        column, name, choice = match.column.to, match.column.name, match.choice
        if column is None or match.column.personal:
            watched.append((position, name))
        elif choice is not None:
            fills.append(Fill(position, column, name, readers.choice(column, choice), choice=True))
        elif column in alone:
            twice.append((position, column))
        else:
            alone.add(column)
            fills.append(Fill(position, column, name, readers.of(column), choice=False))
    named = [position for position, name in enumerate(header.names) if name is not None]
    filled = given.union(fill.column for fill in fills)
    return Plan(
        fills=tuple(sorted(fills, key=lambda fill: fill.choice)),
        watched=tuple(watched),
        nameless=tuple(p for p, name in enumerate(header.names) if name is None and named and p > named[0]),
        # More than that nobody is told; errors, which only the guard makes of a name, are counted all the same.
        notes=tuple(islice(header_notes(header, names, matches, names_a_person, guard), None if guard else MOST_TOLD)),
        missing=tuple(column for column in REQUIRED if column not in filled) if header.columns else (),
        twice=tuple(twice),
        places={fill.column: header.columns[fill.position] for fill in reversed(fills)} if header.columns else {},
    )
