"""Crosswalks and concordances as tables that people can read and write in a spreadsheet.

One row is one mapping or one change; what is true of the whole document stands in TOML above the rows. Whatever the
object holds is in the table, and comes back equal. The form is described in ``csv_form``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar, cast

import attrs

from care_standards.authoring import csv_form
from care_standards.authoring.csv_form import Row, Table, fault
from care_standards.authoring.faults import AuthoringCode, AuthoringFault
from care_standards.documents.codec import NotAsDescribed, from_plain, to_plain
from care_standards.documents.limits import DEFAULT_LIMITS
from care_standards.documents.objects import copy_plain
from care_standards.documents.pipeline import judge
from care_standards.documents.problems import Path
from care_standards.documents.schema_registry import CURRENT, schema_id
from care_standards.documents.validation import schema_problems
from care_standards.errors import InternalError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.extensions import Extensions

Json = dict[str, Any]
T = TypeVar("T", Crosswalk, Concordance)
Form = Literal["text", "list", "each"]
Kind = Literal["crosswalk", "concordance"]

_ROWS: Final[dict[Kind, str]] = {"crosswalk": "mappings", "concordance": "changes"}


@attrs.frozen
class Column:
    """One column: its name, the way to its value in a row, and how the value is written.

    ``text`` is one text; ``list`` a list of words or ids; ``each`` one text of each of a list of objects. A needed
    column must be in the table, a needed text must not be empty, a needed list is written even if it is empty. A column
    ``to_fill_in`` is written even where no row uses it: a person will.
    """

    name: str
    path: tuple[str, ...]
    form: Form = "text"
    needed: bool = False
    to_fill_in: bool = False


MAPPING: Final = (
    Column("source_id", ("source",), needed=True),
    Column("relation", ("relation",), needed=True),
    Column("target_id", ("target",), needed=True),
    Column("basis", ("basis",), needed=True),
    Column("confidence", ("confidence",), needed=True),
    Column("rationale", ("rationale",), needed=True),
    Column("sources", ("sources",), "list", needed=True),
    Column("origin", ("origin",), needed=True),
    Column("matching", ("matching",)),
    Column("source_digest", ("source_digest",)),
    Column("target_digest", ("target_digest",)),
)
CHANGE: Final = (
    Column("id", ("id",), needed=True),
    Column("kind", ("kind",), needed=True),
    Column("also", ("also",), "list"),
    Column("old", ("old",), "list", needed=True),
    Column("new", ("new",), "list", needed=True),
    Column("basis", ("basis",), needed=True),
    Column("confidence", ("confidence",), needed=True),
    Column("sources", ("sources",), "list", needed=True),
    Column("summary", ("summary",)),
    Column("rationale", ("rationale",)),
    Column("scope", ("scope",)),
    Column("settings", ("dimensions", "settings"), "list"),
    Column("nations", ("dimensions", "nations"), "list"),
    Column("populations", ("dimensions", "populations"), "list"),
    Column("referral_statuses", ("dimensions", "referral_statuses"), "list"),
    Column("affected", ("affected", "provision"), "each"),
    Column("affected_basis", ("affected", "basis"), "each"),
    Column("affected_confidence", ("affected", "confidence"), "each"),
    Column("affected_reason", ("affected", "reason"), "each"),
    Column("note", ("note",)),
    Column("review_state", ("review", "state"), to_fill_in=True),
    Column("review_role", ("review", "role"), to_fill_in=True),
    Column("review_on", ("review", "on"), to_fill_in=True),
    Column("review_note", ("review", "note"), to_fill_in=True),
)


def crosswalk_to_csv(crosswalk: Crosswalk) -> str:
    """Write a crosswalk as a table; ``crosswalk_from_csv`` gives the same crosswalk again.

    Columns that no row uses are left out, unless the form needs them. Raises MissingExtraError where the extra
    ``authoring`` is not installed.
    """
    return _to_csv(to_plain(crosswalk), "mappings", MAPPING, crosswalk.extensions)


def crosswalk_from_csv(content: str | bytes, *, catalogue: Catalogue | None = None) -> Crosswalk:
    """Read a crosswalk from a table, text or the bytes of a file.

    With a catalogue it is judged like any document: its ids must exist, its digests be those of today, and so on.
    Raises InvalidAuthoringError, which names the row and the column of everything that is wrong.
    """
    return _from_csv(content, "crosswalk", MAPPING, Crosswalk, catalogue)


def concordance_to_csv(concordance: Concordance) -> str:
    """Write a concordance as a table; ``concordance_from_csv`` gives the same concordance again.

    Columns that no row uses are left out, unless the form needs them, or they are those in which a person who reviews
    the rows says what they found: ``review_state``, ``review_role``, ``review_on`` and ``review_note``. Raises
    MissingExtraError where the extra ``authoring`` is not installed.
    """
    return _to_csv(to_plain(concordance), "changes", CHANGE, concordance.extensions)


def concordance_from_csv(content: str | bytes, *, catalogue: Catalogue | None = None) -> Concordance:
    """Read a concordance from a table, text or the bytes of a file.

    With a catalogue it is judged like any document: its ids must exist, each kind of change have the ends it takes. A
    row whose review columns are empty, or a table without them, has no review. Raises InvalidAuthoringError, which
    names the row and the column of everything that is wrong.
    """
    return _from_csv(content, "concordance", CHANGE, Concordance, catalogue)


def _to_csv(document: Json, rows: str, columns: Sequence[Column], extensions: Extensions) -> str:
    front = {name: value for name, value in document.items() if name not in ("$schema", "schema_version", rows)}
    if "extensions" in front and not _survives_toml(extensions):
        # TOML has no null, and its numbers are not those of JSON.
        front["extensions_json"] = extensions.content.decode("utf-8")
        del front["extensions"]
    cells = [{column.name: _cell(row, column) for column in columns} for row in document[rows]]
    used = [c.name for c in columns if c.needed or c.to_fill_in or any(row[c.name] for row in cells)]
    return csv_form.write(_simple_first(front), used, cells)


def _simple_first(front: Json) -> Json:
    """Put the facts that are no tables first, as TOML wants them."""
    return dict(sorted(front.items(), key=lambda fact: isinstance(fact[1], dict) or fact[0] == "bibliography"))


def _survives_toml(extensions: Extensions) -> bool:
    try:
        if not all(_has_bare_names(value) for value in extensions.values()):
            return False
        table = csv_form.read(csv_form.write({"x": dict(extensions.items())}, ("a",), ()), ("a",), ())
        return Extensions.of(table.front["x"]) == extensions
    except Exception:  # whatever cannot be written goes as JSON
        return False


def _has_bare_names(value: object) -> bool:
    """Tell whether no name needs quotes in TOML, which a spreadsheet would take for those of a cell."""
    if isinstance(value, list):
        return all(map(_has_bare_names, cast("list[object]", value)))
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in members) and all(
            map(_has_bare_names, members.values())
        )
    return True


def _cell(row: Mapping[str, Any], column: Column) -> str:
    if column.form == "each":
        return csv_form.join(one[column.path[1]] for one in row.get(column.path[0], ()))
    value: Any = row
    for name in column.path:
        value = value.get(name)
        if value is None:
            return ""
    return csv_form.join(value) if column.form == "list" else str(value)


def _from_csv(
    content: str | bytes, kind: Kind, columns: Sequence[Column], model: type[T], catalogue: Catalogue | None
) -> T:
    table = csv_form.read(content, [c.name for c in columns], [c.name for c in columns if c.needed])
    faults: list[AuthoringFault] = []
    front = _front(table, kind, faults)
    rows = _ROWS[kind]
    header = {"$schema": schema_id(kind), "schema_version": CURRENT, "kind": kind}
    plain: list[Json] = []
    for row in table.rows:
        plain.append(_plain_row(table, row, columns, faults))
        if len(faults) >= csv_form.MOST_FAULTS:
            csv_form.refuse(faults)
    document = {**header, **front, rows: plain}
    seen = {(one.line, one.column) for one in faults}
    for path, code, hint, form in problems_of(document, kind, catalogue):
        if len(faults) >= csv_form.MOST_FAULTS:
            break
        placed = _placed(table, rows, columns, path, code, hint, form)
        # What a row lacks was said of its empty cell.
        lacks = code is Code.MEMBER_MISSING and path[:1] == (rows,)
        if not lacks and (placed.line, placed.column) not in seen:
            faults.append(placed)
    csv_form.refuse(faults)
    try:
        return from_plain(document, model)
    except (NotAsDescribed, RecursionError):
        pass
    raise InternalError("a table that was found right cannot be built")


def _front(table: Table, wanted: Kind, faults: list[AuthoringFault]) -> Json:
    """Give the facts at the top as members of the document; what was written as JSON is read."""
    front = dict(table.front)
    written = front.pop("extensions_json", None)
    if written is not None and "extensions" not in front:
        try:
            front["extensions"] = dict(Extensions(written.encode("utf-8")).items())
        except Exception:  # whatever is raised may hold the text
            what, instead = "extensions_json is not the text of a JSON object.", "Write one, or leave it out."
            faults.append(fault(AuthoringCode.TABLE_MEMBER, table.line_of(("extensions_json",)), 1, what, instead))
    kind = front.pop("kind", None)
    if kind not in (None, wanted):
        what, instead = "The table is of another kind.", f'For this reader, write kind = "{wanted}".'
        faults.append(fault(AuthoringCode.TABLE_MEMBER, table.line_of(("kind",)), 1, what, instead))
    for name in ("$schema", "schema_version", "mappings", "changes"):
        if front.pop(name, None) is not None:
            what, instead = f"{name} has no place above the table.", "Remove it."
            faults.append(fault(AuthoringCode.TABLE_MEMBER, table.line_of((name,)), 1, what, instead))
    return front


def _plain_row(table: Table, row: Row, columns: Sequence[Column], faults: list[AuthoringFault]) -> Json:
    plain: Json = {}
    several: dict[str, list[str]] = {}
    for column in columns:
        cell = row.cells.get(column.name, "")
        if column.form == "each":
            several[column.name] = csv_form.split(cell)
        elif column.form == "list":
            items = [item.strip() for item in csv_form.split(cell) if item.strip()]
            if items or column.needed:
                _put(plain, column.path, items)
        elif cell:
            _put(plain, column.path, cell)
        elif column.needed and column.name in table.columns:
            what, instead = f"The cell of the column {column.name} is empty.", "Fill it in."
            faults.append(fault(AuthoringCode.TABLE_CELL, row.line, table.column(column.name), what, instead))
    if "state" not in plain.get("review", ("state",)):
        what = "The row is reviewed, and its cell of the column review_state is empty."
        instead = "Write to-review, agreed or disputed; or empty the other cells of the review."
        faults.append(fault(AuthoringCode.TABLE_CELL, row.line, table.column("review_state"), what, instead))
    if any(several.values()):
        _put_several(plain, table, row, several, columns, faults)
    return plain


def _put(plain: Json, path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        plain = plain.setdefault(name, {})
    plain[path[-1]] = value


def _put_several(
    plain: Json, table: Table, row: Row, several: dict[str, list[str]], columns: Sequence[Column],
    faults: list[AuthoringFault],
) -> None:  # fmt: skip
    """Put columns side by side whose nth items are about the same thing."""
    first = next(iter(several))
    count = len(several[first])
    for name, items in several.items():
        if len(items) != count:
            what = f"The columns {first} and {name} list different numbers of things."
            faults.append(fault(AuthoringCode.TABLE_CELL, row.line, table.column(name), what, "Give one for each."))
            return
    paths = {column.name: column.path for column in columns}
    plain[paths[first][0]] = [
        {paths[name][1]: items[place].strip() if name != "affected_reason" else items[place]
         for name, items in several.items()}
        for place in range(count)
    ]  # fmt: skip


def problems_of(document: Json, kind: Kind, catalogue: Catalogue | None) -> Iterator[tuple[Path, Code, str, bool]]:
    """Give what is wrong with the document: where, the code, what to do, and whether its form alone is at fault."""
    if catalogue is None:
        _, found = copy_plain(cast("dict[object, object]", document), DEFAULT_LIMITS)
        refused = [one for one in found if one.code.severity == "error"]
        for one in refused:
            yield one.path or (), one.code, one.hint, True
        if not refused:
            for problem in schema_problems(document, kind, CURRENT):
                yield problem.path, problem.code, problem.hint, True
        return
    limits = attrs.evolve(DEFAULT_LIMITS, max_issues=csv_form.MOST_FAULTS)
    for issue in judge(document, catalogue=catalogue, kind=kind, limits=limits).issues:
        if issue.severity == "error":
            path = tuple(int(step) if step.isdecimal() else step for step in issue.pointer.split("/")[1:])
            yield path, issue.code, issue.hint, issue.code.value < "CS400"


def _placed(
    table: Table, rows: str, columns: Sequence[Column], path: Path, code: Code, hint: str, form: bool
) -> AuthoringFault:
    """Say where in the table a problem of the document stands."""
    refused = AuthoringCode.TABLE_REFUSED
    broken = f"{code.value}: {code.title}."
    if len(path) > 1 and path[0] == rows and isinstance(path[1], int) and path[1] < len(table.rows):
        row = table.rows[path[1]]
        names = tuple(step for step in path[2:] if isinstance(step, str))
        column = next((c for c in columns if names and c.path[: len(names)] == names), None)
        what = f"In the column {column.name}: {broken}" if column else broken
        place = table.column(column.name) if column else 1
        return fault(AuthoringCode.TABLE_CELL if form else refused, row.line, place, what, hint)
    # Names above the table may be anybody's: the line tells which is meant.
    return fault(
        AuthoringCode.TABLE_MEMBER if form else refused, table.line_of(path), 1, f"Above the table: {broken}", hint
    )
