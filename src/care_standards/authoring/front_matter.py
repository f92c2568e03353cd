"""The facts of an edition at the head of its file: TOML between two lines of three plus signs."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, cast

from care_standards.authoring.faults import AuthoringCode, AuthoringFault
from care_standards.errors import MissingExtraError

FENCE: Final = "+++"
_PLACE: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)$")
_TABLE: Final = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_MEMBER: Final = re.compile(r"\s*(?:([A-Za-z0-9_-]+)|\"([^\"\\]*)\")\s*(?:\.[^=]*)?=")
_ARRAY: Final = re.compile(r"^([^\n=]+ = )\[\n((?:    .*,\n)+)\]$", re.MULTILINE)
_WIDEST: Final = 110
_CURLY: Final = re.compile("[\u201c\u201d\u201e\u2018\u2019]")


def split(text: str) -> tuple[str | None, str, int]:
    """Split a file into the TOML, the body, and the number of the body's first line.

    Without front matter there is no TOML, and the body is the whole file, or a fence alone where that is never closed.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, FENCE, 1


def _missing(body: str) -> AuthoringFault:
    first = body.lstrip().partition("\n")[0].rstrip()
    what = "There is no front matter."
    instead = "Begin the file with a line +++, the facts of the edition in TOML, and a second line +++."
    if body == FENCE:
        what, instead = "The front matter does not end.", "Write a second line +++ after the facts of the edition."
    elif first == FENCE:
        instead = "Delete what stands before the first line +++: the file begins with it."
    elif first == "---":
        what = "The front matter stands between lines ---."
        instead = 'Write +++ instead of each of them, and the facts in TOML: edition = "oak-2026".'
    elif first.startswith("{"):
        what = "This is JSON, and no edition in its Markdown form."
        instead = (
            "An edition in JSON is compiled already: care-standards packs add FILE. render FILE makes Markdown of it."
        )
    elif "\n" not in body.strip() and first.endswith((".md", ".markdown", ".txt")):
        what, instead = "This looks like the name of a file.", "Pass the text of the file, not its name."
    return _fault(AuthoringCode.NO_FRONT_MATTER, 1, 1, what, instead)


def read(toml: str | None, body: str = " ") -> tuple[dict[str, Any], list[AuthoringFault]]:
    """Read the TOML as plain data: texts, numbers, booleans, lists and tables; dates become text."""
    import tomllib

    if toml is None:
        return {}, [_missing(body)]
    message = ""
    try:
        front = _plain(tomllib.loads(toml))
    except RecursionError:
        message = "deep"
    except ValueError as error:  # what it says may quote the file: only the place is taken
        message = str(error)
    else:
        return _with_extensions(front)
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place else (toml.count("\n") + 1, 1)
    instead = "Write name = value on a line; put texts into double quotes, lists into square brackets."
    lines = toml.split("\n")
    if line <= len(lines) and _CURLY.search(lines[line - 1]):
        instead = 'Write straight quotation marks, ", instead of curly ones; word processors change them.'
    return {}, [_fault(AuthoringCode.NOT_TOML, line + 1, column, "The front matter is not TOML.", instead)]


def _with_extensions(front: dict[str, Any]) -> tuple[dict[str, Any], list[AuthoringFault]]:
    """Read extensions that are given as the text of a JSON object, because TOML has no null."""
    given = front.get("extensions")
    if not isinstance(given, str):
        return front, []
    found: Any = None
    try:
        found = json.loads(given)
    except (ValueError, RecursionError):
        pass
    front["extensions"] = found if isinstance(found, dict) else {}
    if isinstance(found, dict):
        return front, []
    instead = "Write a table [extensions], or the text of a JSON object."
    return front, [_fault(AuthoringCode.FRONT_MEMBER, 0, 0, "The extensions cannot be read.", instead)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_plain(member) for member in cast("tuple[Any, ...]", value)]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _fault(code: AuthoringCode, line: int, column: int, what: str, instead: str) -> AuthoringFault:
    return AuthoringFault(code=code, line=line, column=column, what=what, instead=instead)


def locate(toml: str, table: str | None, member: str | None, place: int = 0) -> tuple[int, int]:
    """Find a member, or the nth table of that name, in the file: line and column from 1; the fence if it is not there.

    The place is of the file, not of the TOML. Members of tables within lists are found by their table alone.
    """
    here: str | None = None
    seen = -1
    fallback = (1, 1)
    for number, line in enumerate(toml.split("\n"), start=2):
        if (opening := _TABLE.match(line)) is not None:
            here = opening[1]
            if here == table:
                seen += 1
                fallback = (number, 1) if seen == place else fallback
        elif here == table and (table is None or seen == place) and member is not None:
            found = _MEMBER.match(line)
            if found is not None and member in (found[1], found[2]):
                return number, len(line) - len(line.lstrip()) + 1
    return fallback


def write(front: Mapping[str, Any]) -> str:
    """Write the front matter with its fences: plain members first, then tables, in the order given."""
    plain = {name: value for name, value in front.items() if name != "extensions"}
    extensions = front.get("extensions")
    if extensions:
        plain["extensions"] = _writable(extensions)
    try:
        import tomli_w
    except ImportError:
        tomli_w = None  # type: ignore[assignment]
    if tomli_w is None:
        raise MissingExtraError("authoring")
    # A list of tables is written as such: the writer would put a short one on a single line.
    listed = {name: plain.pop(name) for name in ("bibliography",) if _is_list_of_tables(plain.get(name))}
    last = {name: plain.pop(name) for name in ("extensions",) if isinstance(plain.get(name), dict)}
    parts = [tomli_w.dumps(plain)]
    parts += [f"[[{name}]]\n{tomli_w.dumps(table)}" for name, tables in listed.items() for table in tables]
    parts += [tomli_w.dumps(last)] if last else []
    toml = _ARRAY.sub(_on_one_line, "\n".join(parts))
    return f"{FENCE}\n{toml}{FENCE}\n"


def _is_list_of_tables(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    members = cast("tuple[Any, ...]", value)
    # A table within such a table would need its name in full.
    return bool(members) and all(isinstance(one, dict) and not _nested(cast("dict[str, Any]", one)) for one in members)


def _nested(table: dict[str, Any]) -> bool:
    return any(isinstance(member, (dict, list)) for member in table.values())


def _writable(extensions: Any) -> Any:
    """Give the extensions as a table, or as the text of a JSON object where TOML cannot hold them."""
    import tomllib

    import tomli_w

    try:
        if tomllib.loads(tomli_w.dumps(extensions)) == extensions:
            return extensions
    except (TypeError, ValueError):  # null, or a key that is no text
        pass
    return json.dumps(extensions, ensure_ascii=False)


def _on_one_line(found: "re.Match[str]") -> str:
    members = [line[4:].removesuffix(",") for line in found[2].rstrip("\n").split("\n")]
    short = f"{found[1]}[{', '.join(members)}]"
    return short if len(short) <= _WIDEST else found[0]
