"""What a careful user would write without this library: json, jsonschema and cattrs, each used well.

The validator is made once, with a format checker; the classes are frozen and slotted and have the same fields. Nothing
here checks duplicate members, limits, references or integrity. The schema is the same, in one of three spellings:
``flat`` is the single file that is published for users, ``split`` the files it is made of, and ``nested`` the way such
schemas are written by hand, each object a base joined by ``allOf`` and closed with ``unevaluatedProperties``.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import attrs
import cattrs
import jsonschema
from referencing import Registry, Resource

from care_standards.documents.schema_registry import published
from care_standards.vocabularies import AssessorRole, FindingStatus, Nation, Population, Setting, Stage, SubjectKind


@attrs.frozen
class Subject:
    kind: SubjectKind
    ref: str


@attrs.frozen
class Context:
    nation: Nation | None = None
    setting: Setting | None = None
    stage: Stage | None = None
    populations: frozenset[Population] = frozenset()


@attrs.frozen
class Period:
    start: date
    end: date


@attrs.frozen
class Producer:
    name: str
    version: str


@attrs.frozen
class Evidence:
    ref: str


@attrs.frozen
class Finding:
    provision: str
    status: FindingStatus
    evidence: tuple[Evidence, ...]
    reason: str | None = None
    assessed_on: date | None = None
    note: str | None = None


@attrs.frozen
class Assessment:
    subject: Subject
    edition: str
    period: Period
    assessor_role: AssessorRole
    produced_by: Producer
    findings: tuple[Finding, ...]
    context: Context = Context()
    extensions: dict[str, Any] = attrs.Factory(dict)


Spelling = Literal["flat", "split", "nested"]
VERSION = "1.0"  # which the documents to be read state


def make_reader(spelling: Spelling = "flat") -> Callable[[bytes], Assessment]:
    """Make the rival's reader: parse, validate with all errors, structure."""
    draft = jsonschema.Draft202012Validator
    schema = json.loads(published("assessment", "split" if spelling == "split" else "flat", VERSION))
    common = json.loads(published("common", "split", VERSION))
    files = Registry().with_resources((file["$id"], Resource.from_contents(file)) for file in (schema, common))
    if spelling == "nested":
        schema = nested(schema)
    validator = draft(schema, registry=files, format_checker=draft.FORMAT_CHECKER)
    converter = cattrs.Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))

    def read(content: bytes) -> Assessment:
        document = json.loads(content)
        if errors := list(validator.iter_errors(document)):
            raise ValueError(f"{len(errors)} errors")
        return converter.structure(document, Assessment)

    return read


def nested(schema: dict[str, Any]) -> dict[str, Any]:
    """Spell a flat schema by hand: each closed object becomes a base, and what is joined to it and closes the two."""
    parts: dict[str, Any] = {}
    for name, part in schema["$defs"].items():
        if part.get("additionalProperties") is False and "properties" in part:
            base = {key: part[key] for key in ("type", "properties", "required") if key in part}
            rest = {key: part[key] for key in part if key not in (*base, "additionalProperties", "allOf")}
            joined = [{"$ref": f"#/$defs/{name}Base"}, *part.get("allOf", [])]
            parts |= {f"{name}Base": base, name: {**rest, "allOf": joined, "unevaluatedProperties": False}}
        else:
            parts[name] = part
    return {**schema, "$defs": parts}
