"""Proposing a column profile from the names of the columns of one file; its rows are not looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final

from care_standards.documents.column_names import last_part, loosely
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.errors import InvalidDocumentError
from care_standards.guard import kinds_in, names_a_person
from care_standards.identifiers import is_provision_id, near_misses
from care_standards.issue_codes import Code
from care_standards.model.column_profile import ColumnProfile, KnownColumn
from care_standards.tables.headers import MOST_ROWS, FoundHeader
from care_standards.tables.matching import Names
from care_standards.tables.opening import open_table
from care_standards.tables.planning import REQUIRED
from care_standards.tables.profiles import OWN, shipped_profiles
from care_standards.tables.profiles import profile as find_profile
from care_standards.tables.records import NOWHERE, TableFault
from care_standards.tables.tallying import Tally
from care_standards.vocabularies import LINK_COLUMNS, LinkColumn, TableFormat

_LOOKED_AT: Final = 100  # records, each of which may have members of its own
_MOST_NAME: Final = 200  # characters of the name of a column; what is longer is a text
_MOST_LISTED: Final = 1_500  # characters of names in the description
_CLOSE: Final = 0.8

Way = Callable[[str], LinkColumn | None]


class LikelyHeader:
    """Takes for the header the first row that fills half as many cells as the widest, two or more, if all are names.

    If they are not, none is: a row further down could be of values, and a draft shows none.
    """

    def __init__(self) -> None:
        """Look at the first rows of a sheet."""
        self.most = MOST_ROWS
        self._rows: list[tuple[int, tuple[Any, ...]]] = []

    def feed(self, row_number: int, cells: Sequence[Any]) -> None:
        """Look at a row; rows come in order, and blank ones too."""
        self._rows.append((row_number, tuple(cell for cell in cells if cell is not None and cell != "")))

    def found(self) -> FoundHeader | None:
        """Tell where the header is, or None where none of the rows was one."""
        row = self._found()
        return None if row is None else FoundHeader(row[0], None, row[0] + 1)

    def names(self) -> tuple[str, ...]:
        """Give the names in the header, in the order of the columns."""
        row = self._found()
        return () if row is None else row[1]

    @property
    def widest(self) -> int:
        """The number of cells that the fullest row fills."""
        return max((len(cells) for _, cells in self._rows), default=0)

    def _found(self) -> tuple[int, tuple[Any, ...]] | None:
        widest = self.widest
        least = max((widest + 1) // 2, min(widest, 2))
        first = next(((number, cells) for number, cells in self._rows if cells and len(cells) >= least), None)
        return first if first is not None and all(map(_may_be_name, first[1])) else None


def _may_be_name(cell: object) -> bool:
    """Tell whether a text may be the name of a column: it has a letter, and is nothing that rows hold."""
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and not is_provision_id(cell) and not kinds_in(cell)


def draft_profile(
    source: Any,
    *,
    id: str,
    format: TableFormat | None = None,
    limits: Limits = DEFAULT_LIMITS,
    sheet: int | None = None,
) -> ColumnProfile:
    """Propose a column profile for tables like this one, from the names of its columns alone.

    ``source`` is what ``check_table`` takes. A column is proposed for one of the link row where it bears its name, is
    known to a shipped profile, or is much like it, each at most once; one whose name says that it is about a person
    is marked as that. The others are named in the description and left out, so that reading tells of them. The draft
    shows the names that the file has for its columns, is not confirmed, and leaves dates to ISO 8601: read it before
    it is used.

    Raises UnreadableSourceError and MissingExtraError as ``check_table`` does; InvalidValueError where ``id`` is no
    key; and InvalidDocumentError, with a report, where no names of columns are found.
    """
    names = list(dict.fromkeys(_names(source, format, limits, sheet)))
    distinct: dict[str, str] = {}
    for name in names:
        if len(name) <= _MOST_NAME:
            distinct.setdefault(loosely(name), name)
    proposed = _proposed(list(distinct.values()))
    columns = [
        KnownColumn(name=name, to=proposed.get(name), personal=name not in proposed)
        for name in distinct.values()
        if name in proposed or _is_personal(name)
    ]
    chosen = {column.name for column in columns}
    given = set(proposed.values())
    return ColumnProfile(
        id=id,
        title="Draft of a profile",
        confirmation="not-confirmed",
        description=_description([name for name in names if name not in chosen], given),
        columns=columns,
        edition_from_provision="provision" in given and "edition" not in given,
    )


def _names(source: Any, format: TableFormat | None, limits: Limits, sheet: int | None) -> tuple[str, ...]:
    finders: list[LikelyHeader] = []

    def finder() -> LikelyHeader:
        finders.append(LikelyHeader())
        return finders[-1]

    with open_table(source, finds_header=finder, format=format, limits=limits, sheet=sheet) as table:
        members = [name for record in islice(table.records(), _LOOKED_AT) for name in record.header.names]
    if table.format == "csv":  # each delimiter was tried with a finder of its own: the right one makes most cells
        finders = sorted(finders, key=lambda each: each.widest, reverse=True)[:1]
    found = next((each.names() for each in finders if each.names()), ())
    names = found if finders else tuple(name for name in members if name)
    if not names:
        tally = Tally(limits.max_issues)
        for fault in table.faults or [TableFault(Code.HEADER_NOT_FOUND, NOWHERE, "Name the columns in a first row.")]:
            tally.add_fault(fault)
        raise InvalidDocumentError(tally.report(format=table.format, profile=None, editions={}, engine=None))
    return names


def _proposed(names: Sequence[str]) -> dict[str, LinkColumn]:
    """Propose a column of the link row for the names that are like one, the surest first, and each column once."""
    proposed: dict[str, LinkColumn] = {}
    for way in _ways():
        for name in names:
            column = way(name) if name not in proposed else None
            if column is not None and column not in proposed.values() and not _is_personal(name):
                proposed[name] = column
    return proposed


def _ways() -> Iterator[Way]:
    own, *others = _shipped_names()  # that of the link row itself is the first
    yield lambda name: _to(own, name)
    yield lambda name: _first(_to(names, name) for names in others)
    yield lambda name: _to(own, last_part(name))
    known: dict[str, LinkColumn] = {
        loosely(text): column for column in LINK_COLUMNS for text in (column, _label(column))
    }
    yield lambda name: _first(known[near] for near in near_misses(loosely(last_part(name)), known, _CLOSE))


def _first(columns: Iterable[LinkColumn | None]) -> LinkColumn | None:
    for column in columns:
        if column is not None:
            return column
    return None


def _to(names: Names, name: str) -> LinkColumn | None:
    match = names.match(name)
    return None if match is None or match.choice is not None else match.column.to


def _label(column: LinkColumn) -> str:
    return next((known.label or column for known in find_profile(OWN).columns if known.to == column), column)


def _is_personal(name: str) -> bool:
    matches = (names.match(name) for names in _shipped_names())
    return names_a_person(name) or any(match is not None and match.column.personal for match in matches)


@cache
def _shipped_names() -> tuple[Names, ...]:
    return tuple(map(Names, shipped_profiles()))


def _description(others: Sequence[str], given: set[LinkColumn]) -> str:
    """Say what the draft is made from, what no column gives, and which columns nothing is proposed for."""
    # The id of a provision names its edition.
    implied = {"edition"} if "provision" in given else set[str]()
    lacking = [column for column in REQUIRED if column not in given | implied]
    told = ["Drafted from the names of the columns of one file. Read it before it is used."]
    if lacking:
        told.append(f"Nothing is proposed for: {', '.join(lacking)}.")
    listed = ""
    for place, name in enumerate(others):
        if len(listed) + len(name) > _MOST_LISTED:
            listed += f", and {len(others) - place} more"
            break
        listed += f", {name}" if listed else name
    if listed:
        told.append(f"Columns of the file that were left out: {listed}.")
    return " ".join(told)
