"""Searching a document for what may give a person away: in free texts, references and whatever else the sender adds.

Which members hold a sender's own words is not listed here: it follows from the schema, which says what is free, and
from the table of sensitivities beside it, which says what is public.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Literal

from care_standards.documents.plain import Json, as_list, as_object
from care_standards.documents.problems import Path, Problem, beyond_schema
from care_standards.documents.schema_registry import SchemaName, flat_schema
from care_standards.guard import hint, kinds_in, names_a_person
from care_standards.issue_codes import Code
from care_standards.resources import shipped

_NAMED_SO: Final = "The name says that it holds what is about a person. Leave it out of what you send."
_LEAST_NUMBER: Final = 10**6  # the shapes written in digits alone have seven or more

# What becomes of a member: it is searched whatever it holds, or is an object (or a list of them) of this name.
_Way = Literal["search"] | tuple[str]
_SEARCH: Final = "search"


def guard_problems(document: object, kind: SchemaName, version: str) -> list[Problem]:
    """Give what of a document looks like personal data, in the order of the document: one problem for each text.

    Searched are free texts and references that are not public, the values of extensions, members the schema does not
    know, and the names of both. Hints tell the kind and never the text. That there are none proves nothing.
    """
    return list(_in_object(document, (), _name_of(kind), _ways(kind, version)))


def _in_object(value: object, path: Path, name: str, ways: dict[str, dict[str, _Way | None]]) -> Iterator[Problem]:
    members = as_object(value)
    if members is None:
        yield from _in_any(value, path)
        return
    known = ways[name]
    for member, inner in members.items():
        inside = (*path, member)
        if member not in known:
            yield from _in_any({member: inner}, path)
            continue
        way = known[member]
        if way is None:
            continue
        if way == _SEARCH:
            yield from _in_any(inner, inside)
            continue
        items = as_list(inner)
        if items is None:
            yield from _in_object(inner, inside, way[0], ways)
        else:
            for place, item in enumerate(items):
                yield from _in_object(item, (*inside, place), way[0], ways)


def _in_any(value: object, path: Path) -> Iterator[Problem]:
    """Search content of any form, and the names in it; without recursion, since its depth is the sender's."""
    waiting: list[tuple[object, Path]] = [(value, path)]
    while waiting:
        value, path = waiting.pop()
        members, items = as_object(value), as_list(value)
        if members is not None:
            waiting += [(_Named(name, inner), (*path, name)) for name, inner in reversed(members.items())]
        elif items is not None:
            waiting += [(item, (*path, place)) for place, item in reversed(list(enumerate(items)))]
        elif isinstance(value, _Named):
            if names_a_person(value.name):
                yield beyond_schema(Code.LOOKS_LIKE_A_PERSON, path, _NAMED_SO)
            yield from _in_text(value.name, path)
            waiting.append((value.value, path))
        elif isinstance(value, str):
            yield from _in_text(value, path)
        elif isinstance(value, int) and value >= _LEAST_NUMBER:
            yield from _in_text(_written(value), path)


class _Named:
    """A member on its way to be searched: first its name, then its value."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: object) -> None:
        self.name = name
        self.value = value


def _in_text(text: str, path: Path) -> Iterator[Problem]:
    if kinds := kinds_in(text):
        yield beyond_schema(Code.LOOKS_PERSONAL, path, hint(kinds))


_MOST_WRITTEN: Final = 10**30


def _written(number: int) -> str:
    return str(number) if number < _MOST_WRITTEN else ""


def _name_of(kind: SchemaName) -> str:
    """Give the name by which the table of sensitivities knows the whole document."""
    return kind.title().replace("-", "")


@cache
def _ways(kind: SchemaName, version: str) -> dict[str, dict[str, _Way | None]]:
    """Give for each object of a schema, by name, what becomes of its members."""
    schema = flat_schema(kind, version)
    table: Json = json.loads(shipped("_schemas", version, "sensitivity.json"))["properties"]
    parts: dict[str, Json] = schema.get("$defs", {})
    objects = {_name_of(kind): schema, **{name: part for name, part in parts.items() if "properties" in part}}
    return {
        name: {
            member: _way(inner, parts, _is_public(table, kind, name, member))
            for member, inner in part["properties"].items()
        }
        for name, part in objects.items()
    }


def _is_public(table: Json, kind: str, name: str, member: str) -> bool:
    told = table.get(f"{kind}#{name}.{member}") or table.get(f"common#{name}.{member}")
    return told is not None and told["sensitivity"] == "public"


def _way(schema: Any, parts: dict[str, Json], public: bool) -> _Way | None:
    """Say what becomes of a member: descend into objects, search what is free and not public, pass over the rest."""
    schema = schema.get("items", schema)
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    part: Any = parts.get(name, schema)
    if "properties" in part:
        return (name,)
    if public or "enum" in part or "const" in part or "format" in part:
        return None
    if name in ("ref", "extensions") or (part.get("type") == "string" and "pattern" not in part):
        return _SEARCH
    return None
