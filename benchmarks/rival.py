"""What a careful user would write without this library: json, jsonschema and cattrs, each used well.

The validator is made once, from the same flat schema, with a format checker; the classes are frozen and slotted and
have the same fields. Nothing here checks duplicate members, limits, references or integrity.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import cattrs
import jsonschema

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


def make_reader() -> Callable[[bytes], Assessment]:
    """Make the rival's reader: parse, validate with all errors, structure."""
    draft = jsonschema.Draft202012Validator
    schema = json.loads(published("assessment", "flat", "1.0"))  # the documents to be read state this version
    validator = draft(schema, format_checker=draft.FORMAT_CHECKER)
    converter = cattrs.Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))

    def read(content: bytes) -> Assessment:
        document = json.loads(content)
        if errors := list(validator.iter_errors(document)):
            raise ValueError(f"{len(errors)} errors")
        return converter.structure(document, Assessment)

    return read
