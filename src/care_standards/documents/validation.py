"""Judging a document against its own schema, with the reference engine and keywords on which all engines agree.

The engine gets no registry and our schemas refer only to themselves, so nothing can be fetched.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from jsonschema import validators
from jsonschema.exceptions import ValidationError
from referencing import Registry

from care_standards.documents.limits import MAX_FAULTS_COUNTED
from care_standards.documents.problems import Path, Problem
from care_standards.documents.schema_registry import SchemaName, flat_schema
from care_standards.documents.wording import Broken, breaks_format, breaks_pattern, breaks_uniqueness, problems_of


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if breaks_pattern(pattern, instance):
        yield ValidationError("")


def _format(_: Any, name: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if breaks_format(name, instance, schema):
        yield ValidationError("")


def _unique(_: Any, wanted: bool, instance: Any, __: Any) -> Iterator[ValidationError]:
    if breaks_uniqueness(wanted, instance):  # the engine's own is quadratic on objects
        yield ValidationError("")


def _if(validator: Any, condition: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    # The engine's own builds a validator anew for every value, which takes most of the time of a finding. Our schemas
    # ask nothing here but whether members are there and have one of some words; a test holds them to that.
    if isinstance(instance, dict) and all(
        name in instance and _fits(cast("dict[str, Any]", instance)[name], condition["properties"][name])
        for name in condition["required"]
    ):
        yield from validator.descend(instance, schema["then"], schema_path="then")


def _fits(value: Any, words: Any) -> bool:
    return words is True or value in (words["enum"] if "enum" in words else (words["const"],))


# The engine's types are loose here.
_extended: Any = cast("Any", validators).extend
_Validator: Any = _extended(
    validators.Draft202012Validator, {"pattern": _pattern, "format": _format, "uniqueItems": _unique, "if": _if}
)

# The engine's default registry fetches what it does not hold; this one holds nothing and fetches nothing.
_NOTHING_TO_FETCH: Any = cast("Any", Registry)()


def validator_of(schema: dict[str, Any]) -> Any:
    """Make the validator of a flat schema, which refers to its own ``$defs`` and to nothing else."""
    parts = {f"#/$defs/{name}": part for name, part in schema.get("$defs", {}).items()}

    def refer(validator: Any, reference: str, instance: Any, _: Any) -> Iterator[ValidationError]:
        # The engine's search for references, made anew for every value, takes a quarter of its time.
        yield from validator.descend(instance, parts[reference])

    return _extended(_Validator, {"$ref": refer})(schema, registry=_NOTHING_TO_FETCH)


@cache
def _validator(kind: SchemaName, version: str) -> Any:
    return validator_of(flat_schema(kind, version))


def schema_problems(document: Any, kind: SchemaName, version: str, most: int = MAX_FAULTS_COUNTED) -> list[Problem]:
    """Give every way in which a document, or a link row, breaks the schema of its kind and version.

    One problem alone says that there are more than ``most``.
    """
    return problems_of(broken_by(_validator(kind, version), document), kind, version, most)


def broken_by(validator: Any, part: Any, path: Path = (), place: Path = ()) -> Iterator[Broken]:
    """Give the keywords that a document breaks, or a part of one that stands at a path, one after the other."""
    for error in validator.iter_errors(part):
        yield Broken(
            keyword=str(error.validator),
            schema=error.schema,
            place=(*place, *error.absolute_schema_path),
            path=(*path, *error.absolute_path),
            instance=error.instance,
        )
