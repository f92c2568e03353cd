"""Records of a table as link rows, by a column profile: one record gives a row for each provision that it names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from care_standards import identifiers
from care_standards.documents.plain import as_list
from care_standards.errors import InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.model.column_profile import ColumnProfile
from care_standards.tables.cell_values import CellReaders, Found, has_stray_space
from care_standards.tables.header_notes import place_of
from care_standards.tables.matching import Names
from care_standards.tables.planning import MOST_TOLD, Fill, Plan, plan
from care_standards.tables.records import NOWHERE, Header, Place, Record, TableFault
from care_standards.vocabularies import LINK_COLUMNS, LinkColumn

Row = dict[str, Any]
CellFault = tuple[str, TableFault]
"""A fault of one cell, with the column of the link row that it was to fill."""

_BLANK_LINE: Final = (None,)  # the names of the record that stands for one
_MOST_HEADERS: Final = 256  # of JSON each record may have other members
_FAULTY: Final[dict[str, Any]] = {}  # in place of a cell without a value: no column takes it, and its fault is told
_NAMELESS: Final = "Cells stand in this column, and it has no name. They were left out."
_NO_PLACES: Final[Mapping[str, int]] = {}
_NO_VALUES: Final[Mapping[str, str]] = {}
_HINTS: Final = {
    Code.STRAY_SPACE: "Take the spaces away before and after the values of {}.",
    Code.WRONG_TYPE: "Write {} as YYYY-MM-DD; in a workbook, give the cell the format of a date. A number is none.",
    Code.DATE_AMBIGUOUS: "Write {} as YYYY-MM-DD, or use a profile that says in which order its dates are.",
    Code.CHOICE_UNCLEAR: "Write 1 or 0 where a column stands for one choice of {}, or leave the cell empty.",
}


@attrs.frozen(eq=False)
class Mapped:
    """The link rows of one record, and what is wrong with its cells; a blank record gives no row.

    ``blocked`` says that the header alone makes every row invalid. ``places`` tells in which column of the file stands
    what fills a column of the link row. That the columns of ``missing`` are not there has been said of the header, or
    follows from what else is wrong with the row.
    """

    rows: tuple[Row, ...] = attrs.field(repr=must.hidden)
    faults: tuple[CellFault, ...] = ()
    places: Mapping[str, int] = _NO_PLACES
    missing: Sequence[str] = ()
    blocked: bool = False


class RowMapper:
    """Turns the records of one table into link rows; ``notes`` gathers what concerns more than one row."""

    def __init__(
        self,
        profile: ColumnProfile | None,
        values: Mapping[str, str] = _NO_VALUES,
        *,
        names_a_person: Callable[[str], bool],
        guard: bool = False,
    ) -> None:
        """Take a profile, or None where records are link rows as they stand, and values for what no row says."""
        self.notes: list[TableFault] = []
        self._told: set[tuple[Code, int | None, str | int]] = set()
        self._plans: dict[Header, Plan] = {}
        self._names_a_person = names_a_person
        self._guard = guard
        self._profile = profile
        self._implies_edition = profile is not None and profile.edition_from_provision
        fixed: dict[str, str] = {value.column: value.value for value in profile.values} if profile is not None else {}
        fixed |= values
        if profile is None:
            self._fixed: Row = {c: v.split(";") if c in ("evidence", "populations") else v for c, v in fixed.items()}
            return
        self._names = Names(profile)
        self._readers = CellReaders(profile)
        self._fixed = {}
        for column, value in fixed.items():
            found: Found = []
            read = self._readers.of(column)(value, found)
            for code in found:
                self._note(code, column, NOWHERE)
            if read != "" and read != []:  # a value that says nothing is none, and loses no row
                self._fixed[column] = read
        self._given = frozenset((*self._fixed, "edition") if self._implies_edition else self._fixed)

    def map(self, record: Record) -> Mapped:
        """Give the link rows of a record that could be read."""
        if self._profile is None:
            if _is_blank(record):
                return Mapped(())
            as_it_is: Row = dict(zip(_members(record), record.values, strict=True))
            for column, value in self._fixed.items():  # behind the others, whose places are told
                as_it_is.setdefault(column, value)
            return Mapped((as_it_is,))
        planned = self._plan(record.header)
        faults: list[CellFault] = []
        row = self._filled(planned, record, faults)
        for position, name in planned.watched:
            value = record.values[position]
            if isinstance(value, str) and has_stray_space(value, self._readers.parts(value)):
                self._note(Code.STRAY_SPACE, name, place_in(record, position))
        for position in planned.nameless:
            if record.values[position] not in (None, ""):
                place = place_of(record.header, position)
                self._tell(TableFault(Code.COLUMN_UNKNOWN, place, _NAMELESS), place.column or 0)
        if "provision" not in row and _is_blank(record):
            return Mapped(())
        self._refuse(planned, record.header)
        for column, value in self._fixed.items():
            row.setdefault(column, value)
        rows = [self._with_edition(each) for each in _by_provision(row)]
        implied = ("edition",) if self._implies_edition and any("edition" not in each for each in rows) else ()
        blocked = bool(planned.missing or planned.twice)
        return Mapped(tuple(rows), tuple(faults), planned.places, (*planned.missing, *implied), blocked)

    def _filled(self, planned: Plan, record: Record, faults: list[CellFault]) -> Row:
        """Give what the cells of a record say, without what they do not."""
        row: Row = {}
        found: Found = []
        chosen: dict[str, list[str]] = {}
        for fill in planned.fills:
            value = record.values[fill.position]
            if value is None or value == "":
                continue
            column = fill.column
            if isinstance(value, TableFault):
                # The same cell may stand in several rows, if the file says so: each has its own place.
                faults.append((column, attrs.evolve(value, place=place_in(record, fill.position))))
                row[column] = _FAULTY
                continue
            read = fill.read(value, found)
            if found:
                self._say(found, fill, place_in(record, fill.position), faults)
                found.clear()
            if fill.choice:
                chosen.setdefault(column, []).extend(read)
            elif read != "" and read != []:
                row[column] = read
        for several, choices in chosen.items():
            _add(row, several, choices)
        return row

    def _say(self, found: Found, fill: Fill, place: Place, faults: list[CellFault]) -> None:
        for code in dict.fromkeys(found):
            if code.severity == "error":
                faults.append((fill.column, TableFault(code, place, _HINTS[code].format(fill.name))))
            else:
                self._note(code, fill.name, place)

    def _with_edition(self, row: Row) -> Row:
        if self._implies_edition and "edition" not in row:
            provision = row.get("provision")
            if identifiers.is_provision_id(provision):
                return {"edition": str(provision).partition(".")[0], **row}
        return row

    def _plan(self, header: Header) -> Plan:
        planned = self._plans.get(header)
        if planned is None:
            if len(self._plans) >= _MOST_HEADERS:
                self._plans.clear()
            planned = plan(header, self._names, self._readers, self._given, self._names_a_person, self._guard)
            self._plans[header] = planned
            for name, fault in planned.notes:
                self._tell(fault, name if fault.place.column is None else fault.place.column)
        return planned

    def _refuse(self, planned: Plan, header: Header) -> None:
        """Say what of the header makes every row invalid; of a header without rows it is not said."""
        for column in planned.missing:
            hint = f"Add the column {column}, or give its value with the profile or as an option."
            self._tell(TableFault(Code.COLUMN_MISSING, header.place, hint), column)
        for position, column in planned.twice:
            hint = f"Keep one of the columns that fill {column}."
            self._tell(TableFault(Code.COLUMN_TWICE, place_of(header, position), hint), column)

    def _note(self, code: Code, name: str, place: Place) -> None:
        self._tell(TableFault(code, place, _HINTS[code].format(name)), name)

    def _tell(self, fault: TableFault, about: str | int) -> None:
        what = fault.code, fault.place.sheet, about
        if what not in self._told and (fault.code.severity == "error" or len(self._told) < MOST_TOLD):
            self._told.add(what)
            self.notes.append(fault)


def place_in(record: Record, position: int) -> Place:
    """Give the place of a cell of a record."""
    columns, place = record.header.columns, record.place
    return Place(place.row, columns[position] if columns else None, place.line, place.sheet)


def checked_values(values: Mapping[LinkColumn, str]) -> dict[str, str]:
    """Give the values that a caller has for what no row says.

    Raises InvalidValueError where one is for no column of the link row, or is no text.
    """
    given = cast("Mapping[str, object]", values)
    for column, value in given.items():
        if column not in LINK_COLUMNS:
            known = ", ".join(LINK_COLUMNS)
            raise InvalidValueError("check_table", "values", f"must name columns of the link row: {known}")
        if not isinstance(value, str) or not value.strip():
            raise InvalidValueError("check_table", "values", "must hold texts that are not empty")
    return {column: str(value) for column, value in given.items()}


def _members(record: Record) -> tuple[str, ...]:
    return cast("tuple[str, ...]", record.header.names)


def _add(row: Row, column: str, chosen: list[str]) -> None:
    """Add a choice that was made to what is there; the same system may give the list beside the choices."""
    held = as_list(row.get(column, []))
    if held is None:
        return
    there = {item for item in held if isinstance(item, str)}
    if added := [choice for choice in dict.fromkeys(chosen) if choice not in there]:
        row[column] = [*held, *added]


def _is_blank(record: Record) -> bool:
    """Tell whether there is nothing in the named columns of a row; of records with members only no record is blank."""
    names = record.header.names
    if not record.header.columns:
        return names == _BLANK_LINE
    return all(
        value is None or (isinstance(value, str) and not value.strip())
        for name, value in zip(names, record.values, strict=True)
        if name is not None
    )


def _by_provision(row: Row) -> list[Row]:
    provisions = as_list(row.get("provision"))
    return [row] if provisions is None else [{**row, "provision": provision} for provision in provisions]
