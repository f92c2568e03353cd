"""Judging a document against its own schema, with the reference engine and keywords on which all engines agree.

The engine gets no registry and our schemas refer only to themselves, so nothing can be fetched. Messages are made here
from the keyword, the place and the schema's own constraint; the engine's messages would show the value.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from jsonschema import validators
from jsonschema.exceptions import ValidationError
from referencing import Registry

from care_standards.documents.plain import as_list
from care_standards.documents.problems import Path, Problem, like
from care_standards.documents.schema_registry import flat_schema, member_names, member_since
from care_standards.issue_codes import Code
from care_standards.vocabularies import DocumentKind

_CODES = {
    "type": Code.WRONG_TYPE,
    "enum": Code.WORD_NOT_IN_LIST,
    "const": Code.WORD_NOT_IN_LIST,
    "pattern": Code.WRONG_FORM,
    "format": Code.NO_SUCH_DAY,
    "minLength": Code.TEXT_LENGTH,
    "maxLength": Code.TEXT_LENGTH,
    "minimum": Code.NUMBER_SIZE,
    "maximum": Code.NUMBER_SIZE,
    "minItems": Code.LIST_LENGTH,
    "maxItems": Code.LIST_LENGTH,
    "uniqueItems": Code.ITEM_REPEATED,
}
_CONDITIONS = {
    "reason": Code.REASON_MISSING, "assessed_on": Code.ASSESSED_ON_MISSING, "voices": Code.VOICES_MISSING,
}  # fmt: skip
# Members whose value another member asks for, where that one is given: what to write, and what else could be done.
_ASKED_FOR = {
    "kind": "It must be survivor-voice where voices are given; else leave voices out.",
    "bearing": "It must be counters where an answer is given; else leave the answer out.",
}
_TYPES = {
    "object": "an object", "array": "a list", "string": "text", "integer": "a whole number",
    "number": "a number", "boolean": "true or false",
}  # fmt: skip


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield ValidationError("")


def _format(_: Any, name: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    # Only dates have a format here; text that does not even look like one is left to the pattern beside it.
    if name == "date" and isinstance(instance, str) and _compiled(schema["pattern"]).search(instance):
        try:
            date.fromisoformat(instance)
        except ValueError:
            yield ValidationError("")


def _unique(_: Any, wanted: bool, instance: Any, __: Any) -> Iterator[ValidationError]:
    # The engine's own is quadratic on objects. Our schemas ask this of lists of texts only.
    items = as_list(instance)
    if wanted and items is not None:
        texts = [item for item in items if isinstance(item, str)]
        if len(set(texts)) != len(texts):
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


@cache
def _validator(kind: DocumentKind, version: str) -> Any:
    schema = flat_schema(kind, version)
    parts = {f"#/$defs/{name}": part for name, part in schema.get("$defs", {}).items()}

    def refer(validator: Any, reference: str, instance: Any, _: Any) -> Iterator[ValidationError]:
        # A flat schema refers to its own $defs and to nothing else; the engine's search for them, made anew for every
        # value, takes a quarter of its time.
        yield from validator.descend(instance, parts[reference])

    return _extended(_Validator, {"$ref": refer})(schema, registry=_NOTHING_TO_FETCH)


def schema_problems(document: dict[str, Any], kind: DocumentKind, version: str) -> list[Problem]:
    """Give every way in which a document breaks the schema of its kind and version."""
    found: dict[tuple[Path, str, Code], Problem] = {}
    for error in _validator(kind, version).iter_errors(document):
        for problem in _problems(error, kind, version):
            found.setdefault((problem.path, problem.rule, problem.code), problem)
    return list(found.values())


def _problems(error: ValidationError, kind: DocumentKind, version: str) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    if path == ("$schema",):  # compared when the document was identified, and reported there under its own code
        return
    keyword = str(error.validator)
    rule = f"{kind} {version} /{'/'.join(str(step) for step in error.absolute_schema_path)}"
    constraint: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    if keyword in ("enum", "const") and not isinstance(instance, str):  # our words are texts: its type is reported
        return
    conditional = "then" in error.absolute_schema_path
    if keyword == "required":
        for name in constraint:
            if name not in instance:
                code = _CONDITIONS.get(name, Code.MEMBER_MISSING) if conditional else Code.MEMBER_MISSING
                asked = f" {_ASKED_FOR[name]}" if conditional and name in _ASKED_FOR else ""
                yield Problem(code, path, f"Add the member {name}.{asked}", f"{rule}/{constraint.index(name)}")
    elif keyword == "const" and conditional:
        yield Problem(_CODES[keyword], path, _ASKED_FOR[str(path[-1])], rule)
    elif keyword == "additionalProperties":
        known = schema.get("properties", {})
        for position, name in enumerate(instance):
            if name not in known and not _matches_any(name, schema):
                since = member_since(kind, schema.get("title", ""), name, version)
                hint = _unknown_member_hint(schema, since)
                suggest = None if since else like(name, lambda: member_names(kind, version) & set(known))
                yield Problem(Code.MEMBER_UNKNOWN, (*path, name), hint, f"{rule} {position}", suggest)
    else:
        yield Problem(_CODES[keyword], path, _hint(keyword, constraint, schema), rule)


def _matches_any(name: str, schema: Any) -> bool:
    return any(_compiled(pattern).search(name) for pattern in schema.get("patternProperties", ()))


def _unknown_member_hint(schema: Any, since: str | None) -> str:
    if since is not None:  # to take it away would be to lose it
        known = f"Documents have this member since version {since} of the schemas."
        return f"{known} State that in schema_version and $schema."
    if "patternProperties" in schema:
        return "Names of additions have a dot and begin with a domain of your own, backwards: org.example.case."
    return "Remove the member, or move it into extensions."


def _hint(keyword: str, constraint: Any, schema: Any) -> str:
    title = str(schema.get("title", "This value"))
    if keyword == "type":
        return f"Must be {_TYPES.get(str(constraint), str(constraint))}."
    if keyword == "enum":
        return f"Use one of: {', '.join(str(word) for word in constraint)}."
    if keyword == "const":
        return f"Must be {constraint}."
    if keyword == "pattern":
        examples: list[Any] = schema.get("examples", [])
        such_as = f", such as {examples[0]}" if examples else f": {constraint}"
        return f"Must have the form of: {title.lower()}{such_as}"
    if keyword == "format":
        return "Give a day of the calendar as YYYY-MM-DD."
    if keyword == "uniqueItems":
        return "Keep one of the items that are the same."
    if constraint == 1 and keyword in ("minLength", "minItems"):
        return "Must not be empty."
    noun = "characters" if keyword.endswith("Length") else "items" if keyword.endswith("Items") else ""
    least = "at least" if keyword.startswith("min") else "at most"
    return f"Must have {least} {constraint} {noun}." if noun else f"Must be {least} {constraint}."
