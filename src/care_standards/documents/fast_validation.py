"""The one adapter over jsonschema-rs, over the same flat schemas: it finds what the reference engine finds, faster.

Of the engine's errors only two things are taken, the path of the value and the path of evaluation; everything else is
looked up in the document and in the schema, and worded as for the reference. Where the engine fails at a value, or says
what is not understood here, the reference is asked instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Final, cast

import attrs

from care_standards.documents.limits import MAX_FAULTS_COUNTED
from care_standards.documents.plain import as_list, as_object
from care_standards.documents.problems import Path, Problem
from care_standards.documents.schema_registry import LINK_ROW, RECORDS, SchemaName, flat_schema
from care_standards.documents.wording import (
    KEYWORDS,
    Broken,
    breaks_format,
    breaks_pattern,
    breaks_uniqueness,
    problems_of,
)
from care_standards.vocabularies import DocumentKind

TESTED: Final = ((0, 60), (0, 70))
"""The releases of jsonschema-rs that are known to agree: from the first, below the second."""

_MOST_PLACES: Final = 4096
_MANY_VALUES: Final = 100_000  # of a part; each may be wrong in a way or two

# Ours end so that $ means the same to every engine, which to this one it does by itself. And some begin with the form
# of a part of the text, looked at before the whole. Either sends the engine on the slow road through a pattern.
_END: Final = r"$(?!\n)"
_LOOK_AHEAD: Final = re.compile(r"\^\(\?=((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)")


@attrs.frozen(eq=False, repr=False)
class _Spot:
    """Where an error stands in a schema: the keyword, the schema that holds it, and the way there."""

    keyword: str
    schema: Any
    place: tuple[str | int, ...]


def validator_of(schema: dict[str, Any]) -> Any:
    """Make the validator of a flat schema; formats are held to, and nothing is ever fetched."""
    return _compiled(eased(schema))


def _compiled(schema: dict[str, Any]) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)


def eased(schema: Any) -> Any:
    """Give a schema of the same language with patterns that the engine takes no detour for, at twice the speed.

    A pattern that looks ahead becomes two: the second in an ``allOf`` beside it, in a schema that has none.
    """
    if (items := as_list(schema)) is not None:
        return [eased(item) for item in items]
    if (members := as_object(schema)) is None:
        return schema
    same = {name: eased(value) for name, value in members.items()}
    if "patternProperties" in same:
        same["patternProperties"] = {_ending_plainly(name): value for name, value in same["patternProperties"].items()}
    if isinstance(same.get("pattern"), str):
        same["pattern"] = plain = _ending_plainly(same["pattern"])
        ahead = _LOOK_AHEAD.match(plain)
        if ahead is not None and "|" not in plain[ahead.end() :] and "allOf" not in same:
            same |= {"pattern": f"^{plain[ahead.end() :]}", "allOf": [{"pattern": f"^{ahead[1]}"}]}
    return same


def _ending_plainly(pattern: str) -> str:
    return f"{pattern.removesuffix(_END)}$" if pattern.endswith(_END) else pattern


@cache
def _validator(kind: SchemaName, version: str) -> Any:
    return validator_of(flat_schema(kind, version))


def schema_problems(document: Any, kind: SchemaName, version: str, most: int = MAX_FAULTS_COUNTED) -> list[Problem]:
    """Give every way in which a document, or a link row, breaks the schema of its kind and version.

    One problem alone says that there are more than ``most``.
    """
    try:
        validator = _validator(kind, version)
        if validator.is_valid(document):
            return []
        if _is_large(document):
            broken = _broken_in_parts(document, kind, version)
        else:
            broken = _broken(validator, document, document, kind, version)
        return problems_of(broken, kind, version, most)
    except Exception:  # whatever it is, it holds the data
        pass
    from care_standards.documents import validation

    return validation.schema_problems(document, kind, version, most)


def _broken(
    validator: Any, part: Any, document: Any, kind: SchemaName, version: str, path: Path = (), place: Path = ()
) -> Iterator[Broken]:
    for error in validator.iter_errors(part):
        broken = _facts((*path, *error.instance_path), (*place, *error.evaluation_path), document, kind, version)
        if broken is not None:
            yield broken


def _broken_in_parts(document: Any, kind: SchemaName, version: str) -> Iterator[Broken]:
    """Give the broken keywords of a large document: what is around its records, then one record after the other.

    The engine makes all errors of what it is given before it gives the first, two KB each. A part that is large by
    itself is given to the reference, which makes them one by one.
    """
    from care_standards.documents import validation

    around, each = _parts(kind, version)
    records = {name: as_list(document.get(name)) or [] for name in each}
    bare = {name: value for name, value in document.items() if name not in records}
    if holds_more_than(_MANY_VALUES, bare):
        yield from validation.broken_by(validation.validator_of(around), document)
    else:
        yield from _broken(_compiled(eased(around)), document, document, kind, version)
    for name, schema in each.items():
        quick = _compiled(eased(schema))
        for number, record in enumerate(records[name]):
            if quick.is_valid(record):
                continue
            path, place = (name, number), ("properties", name, "items")
            if holds_more_than(_MANY_VALUES, record):
                yield from validation.broken_by(validation.validator_of(schema), record, path, place)
            else:
                yield from _broken(quick, record, document, kind, version, path, place)


@cache
def _parts(kind: SchemaName, version: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Take a schema apart: what it asks around the records of a document, and what of each, by the name of the list."""
    whole = flat_schema(kind, version)
    names = RECORDS.get(cast("DocumentKind", kind), ())
    members = dict(whole.get("properties", {}))
    each: dict[str, dict[str, Any]] = {}
    for name in names:
        if name in members:
            each[name] = {"$schema": whole["$schema"], "$defs": whole.get("$defs", {}), **members[name]["items"]}
            members[name] = {**members[name], "items": True}
    return {**whole, "properties": members}, each


def _is_large(document: Any) -> bool:
    """Tell whether a document may hold many values: what is written in few bytes cannot, and writing it is quick."""
    try:
        from orjson import dumps

        if len(dumps(document)) <= 2 * _MANY_VALUES:  # each takes a byte, and one to part it from the next
            return False
    except (ImportError, TypeError):
        pass
    return holds_more_than(_MANY_VALUES, document)


def holds_more_than(most: int, value: Any) -> bool:
    """Tell whether there are more than so many values in one, without counting further than that."""
    waiting = [value]
    seen = 0
    while waiting and seen <= most:
        part = waiting.pop()
        seen += 1
        if (items := as_list(part)) is not None:
            waiting += items[: most + 1]
        elif (members := as_object(part)) is not None:
            waiting += islice(members.values(), most + 1)
    return seen + len(waiting) > most


def row_problems(rows: Sequence[Any], version: str) -> dict[int, list[Problem]]:
    """Give every way in which link rows break their schema, by the position of the row; rows without are left out.

    The engine is called once for all rows, and where all are right nothing is done for a single one.
    """
    suspects = suspicious_rows(rows, version, trusts_ids=False)
    alone = ((number, schema_problems(rows[number], LINK_ROW, version)) for number in suspects)
    return {number: problems for number, problems in alone if problems}


def suspicious_rows(rows: Sequence[Any], version: str, *, trusts_ids: bool) -> Iterable[int]:
    """Give the positions of all rows that break their schema, and perhaps of some that do not, in order.

    Where ids are trusted, the form of ``edition`` and ``provision`` is left to whoever asks: an export names the same
    ones over and over, and their patterns are the dearest thing in the schema.
    """
    # The engine is not asked for its errors here: of one row there may be as many as there are values, two KB each.
    many, one = _gate(version, trusts_ids)
    try:
        if many.is_valid(list(rows)):
            return ()
        keeps = one.is_valid
        return [number for number, row in enumerate(rows) if not keeps(row)]
    except Exception:  # what the engine fails at is not known to be right, and it does not say which row it was
        return range(len(rows))


@cache
def _gate(version: str, trusts_ids: bool) -> tuple[Any, Any]:
    """Make the validators, of a list of rows and of one, that accept what the schema accepts and are quicker to say so.

    References are put in place; and what a status asks for is asked the other way round, so that most rows are done
    with it at the first look. A test holds the two to the same answer.
    """
    row = flat_schema(LINK_ROW, version)
    quick: dict[str, Any] = _in_place(eased(row), row.get("$defs", {}))
    if trusts_ids:
        quick["properties"] = {**quick["properties"], "edition": {"type": "string"}, "provision": {"type": "string"}}
    statuses = _words(quick["properties"]["status"])
    asked = [(_words(each["if"]["properties"]["status"]), each["then"]["required"]) for each in quick.pop("allOf")]
    free = [[name for words, names in asked if status in words for name in names] for status in statuses]
    ways = {tuple(sorted(names)): [s for s, n in zip(statuses, free, strict=True) if n == names] for names in free}
    quick["anyOf"] = [
        {"properties": {"status": {"enum": words}}, "required": list(names)} for names, words in ways.items()
    ]
    return _compiled({"$schema": row["$schema"], "type": "array", "items": quick}), _compiled(quick)


def _words(schema: dict[str, Any]) -> list[str]:
    words: list[str] = schema["enum"] if "enum" in schema else [schema["const"]]
    return words


def _in_place(schema: Any, parts: dict[str, Any]) -> Any:
    if (items := as_list(schema)) is not None:
        return [_in_place(item, parts) for item in items]
    if (members := as_object(schema)) is None:
        return schema
    if "$ref" in members:
        return _in_place(eased(parts[members["$ref"].removeprefix("#/$defs/")]), parts)
    return {name: _in_place(value, parts) for name, value in members.items() if name != "$defs"}


def _facts(path: Path, steps: Path, document: Any, kind: SchemaName, version: str) -> Broken | None:
    """Give the plain facts of an error, or None where the value keeps the keyword as it is meant here."""
    spot = _spot(kind, version, steps)
    instance = document
    for step in path:
        instance = instance[step]
    keyword, schema = spot.keyword, spot.schema
    # The engine gives up on long texts, takes a text that is no day at all for a wrong one, and compares all items.
    if (
        (keyword == "pattern" and not breaks_pattern(schema[keyword], instance))
        or (keyword == "format" and not breaks_format(schema[keyword], instance, schema))
        or (keyword == "uniqueItems" and not breaks_uniqueness(schema[keyword], instance))
    ):
        return None
    return Broken(keyword=keyword, schema=schema, place=spot.place, path=path, instance=instance)


@lru_cache(_MOST_PLACES)
def _spot(kind: SchemaName, version: str, steps: tuple[str | int, ...]) -> _Spot:
    """Follow a path of evaluation through a schema; raises LookupError or ValueError where it leads nowhere known."""
    root: Any = flat_schema(kind, version)
    here = root
    place: list[str | int] = []
    for step in steps[:-1]:
        if step == "$ref":
            here = root["$defs"][here["$ref"].removeprefix("#/$defs/")]
        elif step == "allOf" and "allOf" not in here and steps[-1] == "pattern":
            break  # one of the two that a pattern became
        else:
            here = here[step]
            place.append(step)
    keyword = str(steps[-1])
    if keyword not in KEYWORDS or keyword not in here:
        raise ValueError
    return _Spot(keyword, here, (*place, keyword))
