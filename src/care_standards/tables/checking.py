"""Judging a table: every row that comes in is judged as the link rows it gives, and told by its place in the table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import attrs

from care_standards import packaged
from care_standards.documents import engines
from care_standards.documents.codec import from_plain
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.plain import as_list
from care_standards.documents.problems import Problem
from care_standards.errors import InvalidDocumentError, InvalidValueError, UnreadableSourceError
from care_standards.guard.names import names_a_person
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.model.catalogue import Catalogue
from care_standards.model.column_profile import ColumnProfile
from care_standards.model.link_row import LinkRow
from care_standards.model.report import Report
from care_standards.tables.headers import ProfileHeaderFinder
from care_standards.tables.mapping import Mapped, Row, RowMapper, checked_values
from care_standards.tables.matching import Names
from care_standards.tables.opening import open_table
from care_standards.tables.profiles import OWN, ProfileSource
from care_standards.tables.profiles import profile as find_profile
from care_standards.tables.records import NOWHERE, OpenTable, Record, TableFault
from care_standards.tables.tallying import Tally, asked_for
from care_standards.vocabularies import Engine, LinkColumn, TableFormat

# What is judged in one go: enough for the engine, few enough for the memory, however much a single cell holds.
_TOGETHER: Final = 1_000  # records
_MOST_VALUES: Final = 20_000
_UNREAD: Final = Mapped(())


@attrs.frozen(kw_only=True)
class _Asked:
    """How a table is to be read and judged, as the caller asked."""

    catalogue: Catalogue = attrs.field(repr=False)
    profile: ColumnProfile | None
    values: Mapping[str, str] = attrs.field(repr=must.hidden)
    format: TableFormat | None
    engine: Engine
    guard: bool
    limits: Limits
    sheet: int | None


def check_table(
    source: Any,
    *,
    catalogue: Catalogue | None = None,
    profile: ProfileSource | None = None,
    values: Mapping[LinkColumn, str] | None = None,
    format: TableFormat | None = None,
    engine: str | None = None,
    guard: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    sheet: int | None = None,
) -> Report:
    """Judge a table of link rows and give the report; whatever its content, nothing is raised.

    ``source`` is a path, bytes, a binary file object or an object that gives Arrow. ``profile`` says how the table is
    to be read: the id of a shipped profile, the path of one of your own, or the profile itself. Without one, sheets,
    Parquet and Arrow are read by the profile ``csv``, and JSON and NDJSON must hold link rows as they are. ``values``
    hold what no row says, by the columns of the link row. ``sheet`` picks one of a workbook, counted from 1. With
    ``guard`` what looks like personal data is reported, by kind and place. References are resolved in ``catalogue``,
    by default the shipped data, whose files are held against their digests once.

    Each row is judged, in the order of the table; ``report.table`` counts them, and an issue has the row, the column
    and the sheet where it stands. Memory does not grow with the number of rows, where the format allows.

    Raises UnreadableSourceError where the source cannot be opened, MissingExtraError where its format or the engine
    needs packages that are not installed; UnknownIdError, InvalidDocumentError or UnreadableSourceError for a profile
    that is none; and InvalidValueError for an option that is none.
    """
    asked = _asked(catalogue, profile, values, format, engine, guard, limits, sheet)
    judging = _Judging(source, asked)
    for _ in judging.pieces():
        pass
    return judging.report()


@attrs.frozen(eq=False)
class TableReading:
    """The link rows of a table that was judged, and the ``report`` about it; going through them reads it once more."""

    report: Report
    _source: Any = attrs.field(repr=False)
    _asked: _Asked = attrs.field(repr=False)

    def __iter__(self) -> Iterator[LinkRow]:
        """Give the link rows in the order of the table; raises InvalidDocumentError where it has changed for worse."""
        judging = _Judging(self._source, self._asked)
        for rows in judging.pieces():
            if judging.tally.invalid:
                break
            yield from (from_plain(row, LinkRow) for row in rows)
        report = judging.report()
        if not report.ok:
            raise InvalidDocumentError(report)


def read_rows(
    source: Any,
    *,
    catalogue: Catalogue | None = None,
    profile: ProfileSource | None = None,
    values: Mapping[LinkColumn, str] | None = None,
    format: TableFormat | None = None,
    engine: str | None = None,
    guard: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    sheet: int | None = None,
) -> TableReading:
    """Read a table as link rows, in its order: all of them, or none.

    Takes what ``check_table`` takes. The table is judged at once; the rows are made while you go through them, so that
    memory does not grow with their number. A file object, or a stream of Arrow, is first read whole. Raises as
    ``check_table`` does, and InvalidDocumentError, with the report, where a row is invalid. Rows that cannot be
    verified, because an edition is partial, are read.
    """
    asked = _asked(catalogue, profile, values, format, engine, guard, limits, sheet)
    lasting = _lasting(source)
    judging = _Judging(lasting, asked)
    for _ in judging.pieces():
        pass
    report = judging.report()
    if not report.ok:
        raise InvalidDocumentError(report)
    return TableReading(report, lasting, asked)


def _asked(
    catalogue: Catalogue | None,
    profile: ProfileSource | None,
    values: Mapping[LinkColumn, str] | None,
    format: TableFormat | None,
    engine: str | None,
    guard: bool,
    limits: Limits,
    sheet: int | None,
) -> _Asked:
    held = packaged.at_hand(catalogue)
    given: Any = held, limits
    if not isinstance(given[0], Catalogue):
        raise InvalidValueError("check_table", "catalogue", "must be a Catalogue object")
    if not isinstance(given[1], Limits):
        raise InvalidValueError("check_table", "limits", "must be a Limits object")
    if sheet is not None and (type(sheet) is not int or sheet < 1):
        raise InvalidValueError("check_table", "sheet", "must be a whole number of 1 or more")
    return _Asked(
        catalogue=held,
        profile=None if profile is None else find_profile(profile),
        values=checked_values(values or {}),
        format=format,
        engine=engines.choose(engine),
        guard=guard,
        limits=limits,
        sheet=sheet,
    )


def _lasting(source: Any) -> Any:
    """Give what can be read twice: what is read only once is taken into memory, whole.

    Raises UnreadableSourceError where that fails, or gives text.
    """
    read = getattr(source, "read_all", None) or getattr(source, "read", None)  # of a stream of Arrow, or of a file
    if not callable(read):
        return source
    content: Any = None
    with suppress(Exception):  # what a caller's object does is not ours to know, and its exceptions quote what it holds
        content = read()
    if content is None or isinstance(content, str):
        raise UnreadableSourceError("it is no binary file object that can be read")
    return content


class _Judging:
    """One going through a table: what was found so far, and the report at the end."""

    def __init__(self, source: Any, asked: _Asked) -> None:
        own = find_profile(OWN)
        names = Names(asked.profile or own)
        self._asked = asked
        self._table: OpenTable = open_table(
            source,
            finds_header=lambda: ProfileHeaderFinder(names),
            format=asked.format,
            limits=asked.limits,
            unwrap=asked.profile.unwrap if asked.profile is not None else (),
            sheet=asked.sheet,
            flatten=asked.profile is not None,
        )
        as_they_are = asked.profile is None and self._table.format in ("json", "ndjson")
        self._profile = None if as_they_are else asked.profile or own
        self._mapper = RowMapper(self._profile, asked.values, names_a_person=names_a_person, guard=asked.guard)
        self._judge = RowJudge(asked.catalogue, engine=asked.engine, guard=asked.guard)
        self.tally = Tally(asked.limits.max_issues)

    def pieces(self) -> Iterator[list[Row]]:
        """Judge the table, and give the link rows of one piece after the other, right or wrong."""
        with self._table as table:
            piece: list[tuple[Record, Mapped]] = []
            values = 0
            for record in table.records():
                mapped = _UNREAD if record.fault is not None else self._mapper.map(record)
                piece.append((record, mapped))
                values += sum(map(_values_of, mapped.rows))
                if len(piece) >= _TOGETHER or values >= _MOST_VALUES:
                    yield self._judged(piece)
                    piece, values = [], 0
            yield self._judged(piece)
        failed = False
        for fault in table.faults:
            self.tally.add_fault(fault)
            failed = failed or fault.code.severity == "error"
        if not self.tally.rows and not failed:
            self.tally.add_fault(_nothing(table.format))

    def report(self) -> Report:
        """Word what was found."""
        return self.tally.report(
            format=self._table.format,
            profile=self._profile.id if self._profile is not None else None,
            editions=self._judge.editions,
            engine=self._asked.engine,
        )

    def _judged(self, piece: list[tuple[Record, Mapped]]) -> list[Row]:
        for note in self._mapper.notes:
            self.tally.add_fault(note)
        self._mapper.notes.clear()
        rows = [row for _, mapped in piece for row in mapped.rows]
        found = iter(self._judge.judge(rows))
        for record, mapped in piece:
            self._count(record, mapped, [next(found) for _ in mapped.rows])
        return rows

    def _count(self, record: Record, mapped: Mapped, found: list[Sequence[Problem]]) -> None:
        tally = self.tally
        if record.fault is not None:
            tally.rows += 1
            tally.invalid += 1
            tally.add_fault(record.fault, number=tally.links)
            tally.links += 1
            return
        if not mapped.rows:
            tally.blank += 1
            return
        tally.rows += 1
        for column, fault in mapped.faults:
            tally.add_fault(fault, number=tally.links, column=column)
        severities = {"error"} if mapped.faults or mapped.blocked else set[str]()
        for row, problems in zip(mapped.rows, found, strict=True):
            if problems:
                told = _not_said_yet(problems, mapped)
                tally.add_row(told, row, record.place, mapped.places)
                severities.update(problem.code.severity for problem in told)
            tally.links += 1
        tally.invalid += "error" in severities
        tally.unverified += "unverified" in severities and "error" not in severities


def _values_of(row: Row) -> int:
    return len(row) + sum(len(items) for value in row.values() if (items := as_list(value)))


def _not_said_yet(problems: Sequence[Problem], mapped: Mapped) -> list[Problem]:
    """Leave out what has been said of the header or of the cell already, and what is said twice."""
    columns = {column for column, _ in mapped.faults}
    once = {(p.code, p.path, p.offset, p.rule): p for p in reversed(problems)}
    return [
        problem
        for problem in reversed(once.values())
        if not (problem.path and problem.path[0] in columns)
        and not (mapped.missing and problem.code is Code.MEMBER_MISSING and asked_for(problem) in mapped.missing)
    ]


def _nothing(format: TableFormat) -> TableFault:
    if format == "ndjson":  # nothing at all; the others have a header at least, or an envelope
        return TableFault(Code.EMPTY, NOWHERE, "There is nothing in it. Export it again.")
    return TableFault(Code.NO_ROWS, NOWHERE, "Nothing was judged. Look whether the export was meant to be empty.")
