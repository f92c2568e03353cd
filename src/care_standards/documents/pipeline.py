"""The whole road of a document: decode, identify, validate, judge, and only then build the object.

One function serves files, bytes and objects alike. All problems come out at once; nothing is dropped to make the rest
pass; and an issue never shows a value.
"""

from collections.abc import Mapping
from os import PathLike
from typing import Any, Literal

import attrs

from care_standards.documents import integrity
from care_standards.documents.codec import MODELS, Document, NotAsDescribed, from_plain, to_bytes, to_plain
from care_standards.documents.decode import Decoded, decode
from care_standards.documents.integrity.references import Findings
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.plain import as_list, as_object
from care_standards.documents.pointers import pointer, positions_in_data, positions_in_text
from care_standards.documents.positions import line_and_column, locate
from care_standards.documents.problems import Path, Problem, beyond_schema, like
from care_standards.documents.schema_registry import CURRENT, VERSIONS, member_names, schema_id
from care_standards.documents.validation import schema_problems
from care_standards.errors import InternalError, InvalidDocumentError, InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.report import Counts, EditionUsed, Issue, JudgedBy, Report
from care_standards.version import __version__
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind, Verdict

Source = str | PathLike[str] | bytes | Mapping[str, object]
AnyKind = DocumentKind | Literal["auto"]

_MOST_DIGITS = 6

# These say that an object lacks a member, at the path of the object, and nothing against its value.
_ABOUT_MEMBERS = (Code.MEMBER_MISSING, Code.REASON_MISSING, Code.ASSESSED_ON_MISSING)


@attrs.frozen
class _Identity:
    kind: DocumentKind
    version: str


@attrs.frozen(repr=False)
class Judgement:
    """A report, and the document it is about as plain data where one could be read at all."""

    report: Report
    plain: dict[str, Any] | None


def judge(
    source: Source, *, catalogue: Catalogue, kind: AnyKind = "auto", limits: Limits = DEFAULT_LIMITS
) -> Judgement:
    """Judge a document; a text or a path is a file, bytes or a mapping are the document itself.

    Raises UnreadableSourceError where the file cannot be opened. Whatever the content, the answer is a report.
    """
    judged = _judged(source, catalogue, kind, limits)
    return Judgement(_report(judged, limits), judged.plain)


@attrs.frozen(repr=False)
class _Judged:
    """All that was found of a document, before anything of it is worded or given a line."""

    decoded: Decoded
    problems: list[Problem]
    identity: _Identity | None = None
    found: Findings | None = None
    plain: dict[str, Any] | None = None

    def readable(self) -> bool:
        return self.plain is not None and not any(problem.code.severity == "error" for problem in self.problems)


def _judged(source: Source, catalogue: Catalogue, kind: AnyKind, limits: Limits) -> _Judged:
    _refuse_nonsense(catalogue, kind, limits)
    decoded = decode(source, limits)
    problems = [Problem(f.code, f.path or (), f.hint, _rule(f.code), offset=f.offset) for f in decoded.faults]
    if not decoded.readable:
        return _Judged(decoded, problems)
    document = decoded.value
    identity = _identify(document, kind, problems)
    if identity is None:
        return _Judged(decoded, problems)
    refused = schema_problems(document, identity.kind, identity.version)
    found = integrity.judge(document, identity.kind, catalogue)
    problems += refused + _not_refused_yet(found.problems, refused)
    return _Judged(decoded, problems, identity, found, document)


def _refuse_nonsense(catalogue: object, kind: object, limits: object) -> None:
    """Refuse a question that cannot be asked, before the document is blamed for it."""
    if not isinstance(kind, str) or kind not in ("auto", *DOCUMENT_KINDS):
        raise InvalidValueError("check", "kind", f"must be one of: auto, {', '.join(DOCUMENT_KINDS)}")
    if not isinstance(limits, Limits):
        raise InvalidValueError("check", "limits", "must be a Limits object")
    if not isinstance(catalogue, Catalogue):
        raise InvalidValueError("check", "catalogue", "must be a Catalogue object")


def _not_refused_yet(problems: list[Problem], refused: list[Problem]) -> list[Problem]:
    """Leave out what the schema has said of the same value: a text without the form of a day is no wrong day too."""
    values = {problem.path for problem in refused if problem.code not in _ABOUT_MEMBERS}
    return [problem for problem in problems if problem.path not in values]


def read(source: Source, *, catalogue: Catalogue, kind: AnyKind = "auto", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document as an object of the model.

    Raises UnreadableSourceError where the file cannot be opened, and InvalidDocumentError, with the report, where the
    verdict is invalid. An unverified document is read.
    """
    judged = _judged(source, catalogue, kind, limits)
    if judged.plain is None or not judged.readable():
        raise InvalidDocumentError(_report(judged, limits))  # only now: near misses and lines cost time
    return _built(judged.plain)


def write(value: Document, *, catalogue: Catalogue, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give the canonical bytes of a document.

    Raises InvalidDocumentError, with the report, where what would be written could not be read again.
    """
    plain = to_plain(value)
    judged = _judged(plain, catalogue, "auto", limits)
    if not judged.readable():
        raise InvalidDocumentError(_report(judged, limits))
    return to_bytes(plain)


def _built(plain: dict[str, Any]) -> Document:
    try:
        return from_plain(plain, MODELS[plain["kind"]])
    except NotAsDescribed:
        pass
    raise InternalError("the schema let pass what the model refuses")


def _identify(document: Any, wanted: AnyKind, problems: list[Problem]) -> _Identity | None:
    """Find the kind and the version a document states; its ``$schema`` is compared and never followed."""
    before = len(problems)

    def add(code: Code, path: Path, hint: str, near: Any = None, known: Any = ()) -> None:
        problems.append(beyond_schema(code, path, hint, like(near, lambda: known) if known else None))

    members = as_object(document)
    if members is None:
        add(Code.NOT_AN_OBJECT, (), "Put the document in an object with the member kind.")
        return None
    kind, version = members.get("kind"), members.get("schema_version")
    if kind not in DOCUMENT_KINDS:
        hint = f"Set kind to one of: {', '.join(DOCUMENT_KINDS)}."
        add(Code.UNKNOWN_KIND, ("kind",) if "kind" in members else (), hint, kind, DOCUMENT_KINDS)
    elif wanted not in ("auto", kind):
        add(Code.KIND_NOT_ASKED_FOR, ("kind",), f"This reader takes a document of kind {wanted}.")
    if version not in VERSIONS:
        at: Path = ("schema_version",) if "schema_version" in members else ()
        known = f"This library ({__version__}) knows {', '.join(VERSIONS)}."
        if _is_newer(version):
            add(Code.NEWER_SCHEMA_VERSION, at, f"{known} Upgrade care_standards to read it.")
        else:
            add(Code.UNKNOWN_SCHEMA_VERSION, at, f"{known} Write the version as text.")
    if len(problems) > before:
        return None
    identity = _Identity(kind, version)  # type: ignore[arg-type]  # both were just found in the closed lists
    expected = schema_id(identity.kind, identity.version)
    if "$schema" in members and members["$schema"] != expected:
        add(Code.WRONG_SCHEMA_NAME, ("$schema",), f"Set $schema to {expected}.")
    return identity


def _is_newer(version: object) -> bool:
    if not isinstance(version, str):
        return False
    parts = version.split(".")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= _MOST_DIGITS for p in parts):
        return False
    return (int(parts[0]), int(parts[1])) > tuple(int(part) for part in VERSIONS[-1].split("."))


def _report(judged: _Judged, limits: Limits) -> Report:
    decoded, identity, found = judged.decoded, judged.identity, judged.found
    problems = _once(judged.problems)
    by_severity = dict.fromkeys(("error", "unverified", "warning"), 0)
    for problem in problems:
        by_severity[problem.code.severity] += 1
    shown = _in_order(sorted(problems, key=_gravity)[: limits.max_issues], decoded)
    kinds = (identity.kind,) if identity else DOCUMENT_KINDS
    names = frozenset[str]().union(*(member_names(kind, identity.version if identity else CURRENT) for kind in kinds))
    positions = _positions(decoded, [problem.path for problem, _ in shown])
    records = found.records if found else 0
    verdict: Verdict = "invalid" if by_severity["error"] else "unverified" if by_severity["unverified"] else "valid"
    return Report(
        verdict=verdict,
        document_kind=identity.kind if identity else None,
        counts=Counts(
            records_in=_records_in(decoded.value, identity),
            records_judged=records,
            errors=by_severity["error"],
            unverified=by_severity["unverified"],
            warnings=by_severity["warning"],
            shown=len(shown),
        ),
        judged_by=JudgedBy(
            library_version=__version__,
            schema=schema_id(identity.kind, identity.version) if identity else None,
            editions=_editions_used(found.editions if found else {}),
        ),
        issues=tuple(_issue(problem, offset, decoded, names, positions) for problem, offset in shown),
    )


_RECORDS: dict[DocumentKind, str] = {
    "publication": "editions", "edition": "provisions", "crosswalk": "mappings", "concordance": "changes",
    "assessment": "findings", "report": "issues",
}  # fmt: skip
_GRAVITY = {"error": 0, "warning": 1, "unverified": 2}


def _records_in(document: Any, identity: _Identity | None) -> int:
    members = as_object(document)
    return len(as_list(members.get(_RECORDS[identity.kind])) or ()) if members and identity else 0


def _gravity(problem: Problem) -> int:
    return _GRAVITY[problem.code.severity]


def _once(problems: list[Problem]) -> list[Problem]:
    """Keep the first of several problems with the same code at the same place."""
    return list({(p.code, p.path, p.offset, p.rule): p for p in reversed(problems)}.values())[::-1]


def _editions_used(editions: Mapping[str, Edition]) -> tuple[EditionUsed, ...]:
    return tuple(
        EditionUsed(edition=e.id, data_revision=e.data_revision, completeness=e.completeness.level)
        for e in editions.values()
    )


def _in_order(problems: list[Problem], decoded: Decoded) -> list[tuple[Problem, int | None]]:
    if decoded.text is None:
        positions = positions_in_data(decoded.value, [problem.path for problem in problems])
        return [(p, p.offset) for p in sorted(problems, key=lambda problem: _place(problem.path, positions))]
    places = locate(decoded.text, {problem.path for problem in problems if problem.offset is None})
    placed = [(p, places.get(p.path) if p.offset is None else p.offset) for p in problems]
    return sorted(placed, key=lambda pair: -1 if pair[1] is None else pair[1])


def _place(path: Path, positions: Mapping[Path, int]) -> tuple[int, ...]:
    """Give the place of every step among its siblings, by which paths sort in the order of the document."""
    return tuple(s if isinstance(s, int) else positions.get(path[: n + 1], 0) for n, s in enumerate(path))


def _positions(decoded: Decoded, paths: list[Path]) -> dict[Path, int]:
    if decoded.value is None and decoded.text is not None:
        return positions_in_text(decoded.text, paths)
    return positions_in_data(decoded.value, paths)


def _issue(
    problem: Problem, offset: int | None, decoded: Decoded, names: frozenset[str], positions: dict[Path, int]
) -> Issue:
    line, column = (None, None)
    if decoded.text is not None and offset is not None:
        line, column = line_and_column(decoded.text, offset)
    near = problem.suggest() if problem.suggest else ()
    return Issue(
        code=problem.code,
        severity=problem.code.severity,
        pointer=pointer(problem.path, names, positions),
        line=line,
        column=column,
        rule=problem.rule,
        hint=f"{problem.hint} Did you mean {' or '.join(near)}?" if near else problem.hint,
    )


def _rule(code: Code) -> str:
    return code.name.lower().replace("_", "-")
