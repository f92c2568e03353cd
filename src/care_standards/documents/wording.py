"""Wording a broken keyword of a schema as problems, from plain facts that every engine can tell.

Messages are made here from the keyword, the place and the schema's own constraint; the engines' messages would show the
value. Here are also the three keywords of which engines think differently, as all of them are held to here.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final

import attrs

from care_standards.documents.plain import as_list
from care_standards.documents.problems import Path, Problem, beyond_schema, like
from care_standards.documents.schema_registry import LINK_ROW, SchemaName, member_names, member_since
from care_standards.issue_codes import Code
from care_standards.model import constraints as must

_CODES: Final = {
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
KEYWORDS: Final = frozenset((*_CODES, "required", "additionalProperties"))
"""The keywords that can be broken; the others of our schemas only say where these hold."""

_CONDITIONS: Final = {
    "reason": Code.REASON_MISSING, "assessed_on": Code.ASSESSED_ON_MISSING, "voices": Code.VOICES_MISSING,
}  # fmt: skip
# Members whose value another member asks for, where that one is given: what to write, and what else could be done.
_ASKED_FOR: Final = {
    "kind": "It must be survivor-voice where voices are given; else leave voices out.",
    "bearing": "It must be counters where an answer is given; else leave the answer out.",
}
_TYPES: Final = {
    "object": "an object", "array": "a list", "string": "text", "integer": "a whole number",
    "number": "a number", "boolean": "true or false",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Broken:
    """One broken keyword: which, where in the document, and where in the flat schema.

    ``path`` leads to the value, ``place`` to the keyword, with the way through a reference left out. ``schema`` is the
    one the keyword stands in. A member that is missing or unknown is at the path of its object.
    """

    keyword: str
    schema: Any
    place: tuple[str | int, ...]
    path: Path = attrs.field(repr=must.hidden)
    instance: Any = attrs.field(repr=must.hidden)


def breaks_pattern(pattern: str, instance: Any) -> bool:
    """Tell whether a value is text without the form of a pattern."""
    return isinstance(instance, str) and not _compiled(pattern).search(instance)


def breaks_format(name: str, instance: Any, schema: Any) -> bool:
    """Tell whether a value looks like a day and is none; what does not even look like one is left to the pattern."""
    if name == "date" and isinstance(instance, str) and not breaks_pattern(schema["pattern"], instance):
        try:
            date.fromisoformat(instance)
        except ValueError:
            return True
    return False


def breaks_uniqueness(wanted: bool, instance: Any) -> bool:
    """Tell whether a list has a text twice. Our schemas ask this of lists of texts only."""
    texts = [item for item in as_list(instance) or () if isinstance(item, str)] if wanted else []
    return len(set(texts)) != len(texts)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def problems_of(broken: Iterable[Broken], kind: SchemaName, version: str, most: int) -> list[Problem]:
    """Word broken keywords, each once, in an order that no engine has a say in: by path, then by place.

    Where there are more than ``most``, that is the one problem: which of them an engine finds first is its own matter.
    """
    found: dict[Any, Broken] = {}
    for each in broken:
        found[_order(each)] = each
        if len(found) > most:
            return [_too_many(most)]
    worded = (problem for key in sorted(found) for problem in _worded(found[key], kind, version))
    problems = list(islice(worded, most + 1))
    return problems if len(problems) <= most else [_too_many(most)]


def _too_many(most: int) -> Problem:
    hint = f"More than {most} faults. See that it is of the kind and version it states, or raise Limits.max_faults."
    return beyond_schema(Code.TOO_MANY_FAULTS, (), hint)


def _order(broken: Broken) -> tuple[tuple[tuple[bool, Any], ...], tuple[str, ...]]:
    # Names are never compared with positions in lists: their kind decides first.
    return tuple((isinstance(step, str), step) for step in broken.path), tuple(map(str, broken.place))


def _worded(broken: Broken, kind: SchemaName, version: str) -> Iterator[Problem]:
    path, schema, instance, keyword = broken.path, broken.schema, broken.instance, broken.keyword
    if path == ("$schema",):  # compared when the document was identified, and reported there under its own code
        return
    rule = f"{kind} {version} /{'/'.join(map(str, broken.place))}"
    constraint = schema[keyword]
    if keyword in ("enum", "const") and not isinstance(instance, str):  # our words are texts: its type is reported
        return
    conditional = "then" in broken.place
    if keyword == "required":
        add = "Fill the column" if kind == LINK_ROW else "Add the member"
        for position, name in enumerate(constraint):
            if name not in instance:
                code = _CONDITIONS.get(name, Code.MEMBER_MISSING) if conditional else Code.MEMBER_MISSING
                asked = f" {_ASKED_FOR[name]}" if conditional and name in _ASKED_FOR else ""
                yield Problem(code, path, f"{add} {name}.{asked}", f"{rule}/{position}")
    elif keyword == "const" and conditional:
        yield Problem(_CODES[keyword], path, _ASKED_FOR[str(path[-1])], rule)
    elif keyword == "additionalProperties":
        known = schema.get("properties", {})
        for position, name in enumerate(instance):
            if name not in known and not _matches_any(name, schema):
                since = member_since(kind, schema.get("title", ""), name, version)
                hint = _unknown_member_hint(schema, since, kind)
                suggest = None if since else like(name, lambda: member_names(kind, version) & set(known))
                yield Problem(Code.MEMBER_UNKNOWN, (*path, name), hint, f"{rule} {position}", suggest)
    else:
        yield Problem(_CODES[keyword], path, _hint(keyword, constraint, schema), rule)


def _matches_any(name: str, schema: Any) -> bool:
    return any(_compiled(pattern).search(name) for pattern in schema.get("patternProperties", ()))


def _unknown_member_hint(schema: Any, since: str | None, kind: SchemaName) -> str:
    if since is not None:  # to take it away would be to lose it
        known = f"Documents have this member since version {since} of the schemas."
        return f"{known} State that in schema_version and $schema."
    if "patternProperties" in schema:
        return "Names of additions have a dot and begin with a domain of your own, backwards: org.example.case."
    if kind == LINK_ROW:
        return "Remove it: a link row has no such column."
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
