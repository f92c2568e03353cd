"""Judging a document: decode, identify, validate, look into what no schema can see, and word it as a report.

One function serves files, bytes and objects alike. All problems come out at once; nothing is dropped to make the rest
pass; and an issue never shows a value. No object of the document is built, and nothing is imported that would be needed
to build one: most documents are only judged, and quickly at that.
"""

from collections.abc import Mapping
from os import PathLike
from typing import Any, Literal

from care_standards.documents import integrity
from care_standards.documents.decode import decode
from care_standards.documents.engines import FAST, choose, schema_problems
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.plain import as_object
from care_standards.documents.problems import Path, Problem, beyond_schema, like
from care_standards.documents.reporting import Identity, Judged, report_of
from care_standards.documents.schema_registry import VERSIONS, kind_since, kinds_of, schema_id
from care_standards.errors import InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.report import Report
from care_standards.version import __version__
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind, Engine

Source = str | PathLike[str] | bytes | Mapping[str, object]
AnyKind = DocumentKind | Literal["auto"]

_MOST_DIGITS = 6

# These say that an object lacks a member, at the path of the object, and nothing against its value.
_ABOUT_MEMBERS = (Code.MEMBER_MISSING, Code.REASON_MISSING, Code.ASSESSED_ON_MISSING, Code.VOICES_MISSING)


def judge(
    source: Source,
    *,
    catalogue: Catalogue,
    kind: AnyKind = "auto",
    limits: Limits = DEFAULT_LIMITS,
    engine: str | None = None,
    guard: bool = False,
) -> Report:
    """Judge a document; a text or a path is a file, bytes or a mapping are the document itself.

    ``engine`` is as for ``engines.choose``; with ``guard`` the document is searched for what may give a person away.
    Raises UnreadableSourceError where the file cannot be opened. Whatever the content, the answer is a report.
    """
    return report_of(find_all(source, catalogue, kind, limits, choose(engine), guard), limits)


def find_all(
    source: Source, catalogue: Catalogue, kind: AnyKind, limits: Limits, engine: Engine, guard: bool = False
) -> Judged:
    """Give all that is found of a document, before it is worded; raises as ``judge`` does."""
    _refuse_nonsense(catalogue, kind, limits)
    decoded = decode(source, limits, quick=engine == FAST)
    problems = [Problem(f.code, f.path or (), f.hint, _rule(f.code), offset=f.offset) for f in decoded.faults]
    if not decoded.readable:
        return Judged(decoded, problems, engine)
    document = decoded.value
    identity = _identify(document, kind, problems)
    if identity is None:
        return Judged(decoded, problems, engine)
    try:
        refused = schema_problems(document, identity.kind, identity.version, engine, limits.max_faults)
        if refused and refused[0].code is Code.TOO_MANY_FAULTS:
            return Judged(decoded, [*problems, *refused], engine, identity)
        known = [problem.path for problem in refused] if engine == FAST else None
        found = integrity.judge(document, identity.kind, catalogue, known)
        personal = _personal(document, identity) if guard else []
    except RecursionError:  # a caller deep in its own calls has left no room
        return Judged(decoded, [*problems, lacks_room()], engine)
    problems += refused + _not_refused_yet(found.problems, refused) + personal
    return Judged(decoded, problems, engine, identity, found, document)


def _personal(document: dict[str, Any], identity: Identity) -> list[Problem]:
    from care_standards.documents.guarding import guard_problems  # few ask for it

    return guard_problems(document, identity.kind, identity.version)


def lacks_room() -> Problem:
    """Say that the caller has left no room for calls of ours."""
    return beyond_schema(Code.TOO_DEEP, (), "The program is too deep in calls of its own. Call from nearer its top.")


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


def _identify(document: Any, wanted: AnyKind, problems: list[Problem]) -> Identity | None:
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
            as_text = "Write one of these." if isinstance(version, str) else "Write the version as text."
            add(Code.UNKNOWN_SCHEMA_VERSION, at, f"{known} {as_text}")
    elif kind in DOCUMENT_KINDS and kind not in kinds_of(version):
        hint = (
            f"Documents of kind {kind} are known since version {kind_since(kind)} of the schemas. Set schema_version."
        )
        add(Code.UNKNOWN_KIND, ("kind",), hint)
    if len(problems) > before:
        return None
    identity = Identity(kind, version)  # type: ignore[arg-type]  # both were just found in the closed lists
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


def _rule(code: Code) -> str:
    return code.name.lower().replace("_", "-")
