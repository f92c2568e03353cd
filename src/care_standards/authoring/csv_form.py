"""The form of our tables: facts in TOML between two lines ``+++``, then rows as RFC 4180 has them, in UTF-8.

A file that a spreadsheet has opened and saved again is read as well: it puts commas behind the lines at the top, and
quotation marks round some. A cell that a spreadsheet would take for a formula has an apostrophe before it; reading
takes that away, so that every text comes back as it was.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any, Final, cast

import attrs

from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.errors import MissingExtraError
from care_standards.identifiers import near_misses
from care_standards.tables.formulas import guarded, unguarded

FENCE: Final = "+++"
MOST_CHARACTERS: Final = 20 * 2**20
MOST_FAULTS: Final = 200
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 100

_FRONT: Final = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# If a spreadsheet opened the file, a comma would end the cell, and what follows would begin one.
_WOULD_BEGIN_A_CELL: Final = re.compile('(^"|[,;] *"?)([=+\\-@\t\uff1d\uff0b\uff0d\uff20])', re.MULTILINE)
# A line that is one item of a list over several lines.
_ITEM: Final = re.compile(r'\s*("([^"\\]|\\.)*"|[-+]?[0-9][-+0-9.e]*|true|false|\{.*\})\Z|\s+\]\Z')
_BREAK: Final = "\n    "
_LIST: Final = re.compile(r"^([^\n=]+ = )\[((?:\n    .*,)+)\n\]$", re.MULTILINE)
_PLACE_IN_TOML: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)$")


_NO_FACTS: Final = (
    "The facts about the table do not stand between two lines +++ at its top.",
    "Write a line +++, the facts in TOML, and a line +++.",
)


@attrs.frozen
class Row:
    """One row of a table: the line it begins on, counted from 1, and its cells by the name of their column."""

    line: int
    cells: Mapping[str, str] = attrs.field(repr=False)


@attrs.frozen
class Table:
    """A file taken apart: the facts at the top, the names of the columns in their order, and the rows."""

    front: Mapping[str, Any] = attrs.field(repr=False)
    top: tuple[str, ...] = attrs.field(repr=False)  # the lines of the facts as they stand, to tell the line of one
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = attrs.field(repr=lambda rows: f"<{len(rows)}>")

    def column(self, name: str) -> int:
        """Give the place of a column, counted from 1; 1 where there is none of this name."""
        return self.columns.index(name) + 1 if name in self.columns else 1

    def line_of(self, path: Sequence[str | int]) -> int:
        """Give the line of a fact at the top, as near as the names on the way to it tell."""
        found = 0
        for name in path:
            pattern = re.compile(rf'\s*\[*\s*"?{re.escape(str(name))}"?\s*(=|\])')
            after = (place for place in range(found, len(self.top)) if pattern.match(self.top[place]))
            found = next(after, found)
        return found + 2 if self.top else 1


def join(items: Iterable[str]) -> str:
    """Write a list into one cell: semicolons between, and a backslash before one that belongs to an item."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split(cell: str) -> list[str]:
    """Read a list from one cell; an empty cell is an empty list."""
    if not cell:
        return []
    items: list[list[str]] = [[]]
    escaped = False
    for sign in cell:
        if escaped or sign not in "\\;":
            items[-1].append(sign)
            escaped = False
        elif sign == "\\":
            escaped = True
        else:
            items.append([])
    return ["".join(item) for item in items]


def write(front: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a table. Raises MissingExtraError where the extra ``authoring`` is not installed."""
    out = io.StringIO()
    facts = _WOULD_BEGIN_A_CELL.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04X}", _toml(front))
    for line in (FENCE, *facts.rstrip("\n").split("\n"), FENCE):
        out.write(f"{line}\r\n")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue()


def _toml(front: Mapping[str, Any]) -> str:
    if find_spec("tomli_w") is None:
        raise MissingExtraError("authoring")
    from tomli_w import dumps

    # A list on one line: a spreadsheet would take a line that begins with a quotation mark for a cell that has ended.
    return _LIST.sub(lambda found: f"{found[1]}[{' '.join(found[2].split(_BREAK)).strip().rstrip(',')}]", dumps(front))


def read(content: str | bytes, known: Sequence[str], needed: Iterable[str]) -> Table:
    """Take a table apart; ``known`` are the names its columns may have, ``needed`` those it must have.

    Raises InvalidAuthoringError with everything that is wrong with the form; of cells nothing is judged yet.
    """
    text = _text(content)
    top, body, skipped = _parted(text)
    faults: list[AuthoringFault] = []
    front = _facts(top, faults)
    rows = _cells(body, skipped, faults)
    columns: tuple[str, ...] = ()
    found: list[Row] = []
    if rows:
        columns = _columns(*rows[0], known, needed, faults)
        found = [_row(line, cells, columns, faults) for line, cells in rows[1:] if any(cells)]
    elif not faults:
        what, instead = "There is no row with the names of the columns.", f"Write the columns {', '.join(needed)}."
        faults.append(fault(AuthoringCode.TABLE_COLUMN, skipped + 1, 1, what, instead))
    refuse(faults)
    return Table(front, tuple(top.split("\n")), columns, tuple(found))


def fault(
    code: AuthoringCode, line: int, column: int, what: str, instead: str, near: tuple[str, ...] = ()
) -> AuthoringFault:
    """Make a fault."""
    return AuthoringFault(code=code, line=line, column=column, what=what, instead=instead, near=near)


def refuse(faults: Iterable[AuthoringFault]) -> None:
    """Raise InvalidAuthoringError if there is a fault, with all of them in the order of the file."""
    found = sorted(faults, key=lambda one: (one.line, one.column))
    if found:
        raise InvalidAuthoringError(tuple(found[:MOST_FAULTS]))


def _text(content: str | bytes) -> str:
    text, what = "", ""
    instead = "Save it as CSV in UTF-8, of at most 20 MB."
    if len(content) > MOST_CHARACTERS:
        what = "The file is too large."
    elif isinstance(content, bytes) and content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        what, instead = "This is a spreadsheet, and no CSV.", "Open it, and save the sheet as CSV in UTF-8 with commas."
    else:
        try:
            text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
            text.encode()
        except UnicodeError:
            what = "The file is not in UTF-8."
    if what:
        refuse([fault(AuthoringCode.NOT_CSV, 1, 1, what, instead)])
    return text


def _parted(text: str) -> tuple[str, str, int]:
    """Give the facts, the table below them, and how many lines stand above the table."""
    found = _FRONT.match(text)
    if found is not None:
        return found[1].replace("\r\n", "\n").removesuffix("\n"), text[found.end() :], _lines(text[: found.end()])
    return _as_a_spreadsheet_saved_it(text)


def _lines(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))


def _as_a_spreadsheet_saved_it(text: str) -> tuple[str, str, int]:
    lines = re.split(r"\r\n|\r|\n", text)
    facts: list[str] = []
    for place, line in enumerate(lines):
        said = _joined(line)
        if said == FENCE and place:
            return "\n".join(facts), "\n".join(lines[place + 1 :]), place + 1
        if not place and said != FENCE:
            break
        if place:
            facts.append(said)
    what, instead = _NO_FACTS
    if (parted := re.match(r'"?\+\+\+"?([;\t])', text)) is not None:
        what = f"The cells are parted by {'semicolons' if parted[1] == ';' else 'tabs'}, not by commas."
        instead = "Save it as CSV with commas between the cells; most programs ask for the separator under Save as."
    refuse([fault(AuthoringCode.TABLE_FRONT, 1, 1, what, instead)])
    return "", "", 0


def _joined(line: str) -> str:
    """Put a line together again that a spreadsheet took for cells."""
    try:
        cells = next(csv.reader([line]), list[str]())
    except csv.Error:
        return line
    while cells and not cells[-1].strip():
        cells.pop()
    joined = ",".join(cells)
    if _ITEM.match(joined):  # its own comma went with those of the empty cells
        joined += ","
    return joined[1:] if joined.startswith(f"'{FENCE}") else joined


def _facts(top: str, faults: list[AuthoringFault]) -> dict[str, Any]:
    import tomllib

    place: tuple[int, int] | None = None
    try:
        return cast("dict[str, Any]", _plain(tomllib.loads(top)))
    except tomllib.TOMLDecodeError as error:  # its message may quote the file: only the place is taken from it
        found = _PLACE_IN_TOML.search(str(error))
        place = (int(found[1]) + 1, int(found[2])) if found else (top.count("\n") + 2, 1)
    except (ValueError, RecursionError):
        place = (2, 1)
    instead = "Write each fact as name = value on a line of its own, with text in double quotes."
    faults.append(fault(AuthoringCode.TABLE_FRONT, *place, "The facts at the top are not TOML.", instead))
    return {}


def _plain(value: Any) -> Any:
    """Turn what TOML holds into what JSON holds: a date is its text."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in cast("list[Any]", value)]  # type: ignore[redundant-cast]  # to mypy
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError
    return value


def _cells(body: str, skipped: int, faults: list[AuthoringFault]) -> list[tuple[int, list[str]]]:
    """Give the rows that are not empty, each with the line it begins on."""
    rows: list[tuple[int, list[str]]] = []
    # The reader refuses cells of more than 128 KiB unless told otherwise, and can be told for the whole process only.
    before = csv.field_size_limit(MOST_CHARACTERS)
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [unguarded(cell) for cell in cells]))
            if len(rows) > MOST_ROWS + 1:
                what, instead = "The table is too long.", f"Part it: {MOST_ROWS} rows are the most."
                faults.append(fault(AuthoringCode.NOT_CSV, line, 1, what, instead))
                break
            line = skipped + reader.line_num + 1
    except csv.Error:
        what = "A quotation mark opens or closes in the wrong place."
        instead = 'Put double quotes round the whole cell, and write "" for one that belongs to the text.'
        faults.append(fault(AuthoringCode.NOT_CSV, line, 1, what, instead))
    finally:
        csv.field_size_limit(before)
    return rows


def _columns(
    line: int, names: list[str], known: Sequence[str], needed: Iterable[str], faults: list[AuthoringFault]
) -> tuple[str, ...]:
    found = [name.strip() for name in names]
    while found and not found[-1]:
        found.pop()
    if len(found) > MOST_COLUMNS:
        what, instead = "The table has too many columns.", f"The columns are {', '.join(known)}."
        faults.append(fault(AuthoringCode.TABLE_COLUMN, line, 1, what, instead))
        return tuple(found)
    for place, name in enumerate(found):
        if name not in known:
            what, near = f"Column {place + 1} has the name of no column.", near_misses(name, known)
            instead = f"The columns are {', '.join(known)}."
            if len(found) == 1 and ";" in name:
                what, instead, near = "The cells are not parted by commas.", "Save the file with commas.", ()
            faults.append(fault(AuthoringCode.TABLE_COLUMN, line, place + 1, what, instead, near))
        elif name in found[:place]:
            what = f"The column {name} stands there twice."
            faults.append(fault(AuthoringCode.TABLE_COLUMN, line, place + 1, what, "Keep one of them."))
    for name in needed:
        if name not in found:
            what = f"The column {name} is missing."
            faults.append(fault(AuthoringCode.TABLE_COLUMN, line, len(found) + 1, what, "Add it."))
    return tuple(found)


def _row(line: int, cells: list[str], columns: tuple[str, ...], faults: list[AuthoringFault]) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        what = f"The row has more cells than the {len(columns)} columns."
        instead = "Put double quotes round a cell that holds a comma."
        faults.append(fault(AuthoringCode.TABLE_ROW, line, len(columns) + 1, what, instead))
    return Row(line, dict(zip(columns, cells, strict=False)))
