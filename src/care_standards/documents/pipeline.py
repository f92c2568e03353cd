"""The whole road of a document: decode, identify, validate, judge, and only then build the object.

One function serves files, bytes and objects alike. All problems come out at once; nothing is dropped to make the rest
pass; and an issue never shows a value.
"""

from collections.abc import Mapping
from os import PathLike
from typing import Any, Literal

import attrs

from care_standards.documents import integrity
from care_standards.documents.codec import (
    MODELS,
    Document,
    NotAsDescribed,
    from_plain,
    kind_of,
    no_document,
    to_bytes,
    to_plain,
)
from care_standards.documents.decode import Decoded, decode
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.plain import as_object
from care_standards.documents.problems import Path, Problem, beyond_schema, like
from care_standards.documents.reporting import Identity, Judged, report_of
from care_standards.documents.schema_registry import VERSIONS, kind_since, kinds_of, schema_id
from care_standards.documents.sources import too_large
from care_standards.documents.upgrades import downgrade, upgrade
from care_standards.documents.validation import schema_problems
from care_standards.errors import InternalError, InvalidDocumentError, InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.model.catalogue import Catalogue
from care_standards.model.ledger import Ledger
from care_standards.model.report import Report
from care_standards.version import __version__
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind

Source = str | PathLike[str] | bytes | Mapping[str, object]
AnyKind = DocumentKind | Literal["auto"]

_MOST_DIGITS = 6
_NOTHING = Decoded(None, None, (), readable=False)

# These say that an object lacks a member, at the path of the object, and nothing against its value.
_ABOUT_MEMBERS = (Code.MEMBER_MISSING, Code.REASON_MISSING, Code.ASSESSED_ON_MISSING, Code.VOICES_MISSING)


@attrs.frozen(kw_only=True)
class Reading:
    """A document that was read: the object, the version of the schemas it came in, and the account of raising it."""

    document: Document = attrs.field(repr=must.hidden)
    version: str
    ledger: Ledger


def judge(source: Source, *, catalogue: Catalogue, kind: AnyKind = "auto", limits: Limits = DEFAULT_LIMITS) -> Report:
    """Judge a document; a text or a path is a file, bytes or a mapping are the document itself.

    Raises UnreadableSourceError where the file cannot be opened. Whatever the content, the answer is a report.
    """
    return report_of(_judged(source, catalogue, kind, limits), limits)


def _judged(source: Source, catalogue: Catalogue, kind: AnyKind, limits: Limits) -> Judged:
    _refuse_nonsense(catalogue, kind, limits)
    decoded = decode(source, limits)
    problems = [Problem(f.code, f.path or (), f.hint, _rule(f.code), offset=f.offset) for f in decoded.faults]
    if not decoded.readable:
        return Judged(decoded, problems)
    document = decoded.value
    identity = _identify(document, kind, problems)
    if identity is None:
        return Judged(decoded, problems)
    try:
        refused = schema_problems(document, identity.kind, identity.version)
        found = integrity.judge(document, identity.kind, catalogue)
    except RecursionError:  # a caller deep in its own calls has left no room
        return Judged(decoded, [*problems, _no_room()])
    problems += refused + _not_refused_yet(found.problems, refused)
    return Judged(decoded, problems, identity, found, document)


def _no_room() -> Problem:
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


def read(source: Source, *, catalogue: Catalogue, kind: AnyKind = "auto", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document as an object of the model, whichever known version of the schemas it is of.

    Raises UnreadableSourceError where the file cannot be opened, and InvalidDocumentError, with the report, where the
    verdict is invalid. An unverified document is read.
    """
    return _reading(source, catalogue, kind, limits)[0]


def read_with_account(
    source: Source, *, catalogue: Catalogue, kind: AnyKind = "auto", limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Read a document as ``read`` does, and remember what version it was and how it was raised to the current one.

    It is judged by the schema of its own version; then a copy of it is raised. The ledger has every record of it.
    """
    document, version, ledger = _reading(source, catalogue, kind, limits)
    return Reading(document=document, version=version, ledger=ledger)


def _reading(source: Source, catalogue: Catalogue, kind: AnyKind, limits: Limits) -> tuple[Document, str, Ledger]:
    judged = _judged(source, catalogue, kind, limits)
    if judged.plain is None or judged.identity is None or not judged.readable():
        raise InvalidDocumentError(report_of(judged, limits))  # only now: near misses and lines cost time
    built = _built(judged.plain)
    if built is None:
        raise InvalidDocumentError(report_of(Judged(_NOTHING, [_no_room()]), limits))
    return built[0], judged.identity.version, built[1]


def write(
    value: Document,
    *,
    catalogue: Catalogue,
    version: str | None = None,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Give the canonical bytes of a document, of the lowest version of the schemas that holds all of it.

    Or of the ``version`` asked for. Raises InvalidDocumentError, with the report, where what would be written could
    not be read again; LossRefusedError, with the ledger, where the version cannot hold all of it, unless
    ``allow_loss`` is set; and InvalidValueError where the value is no document of the model, or the version none that
    knows documents of its kind.
    """
    kind = kind_of(value)
    if kind is None:
        raise no_document("write")
    if version is not None and (version not in VERSIONS or kind not in kinds_of(version)):
        known = ", ".join(VERSIONS[VERSIONS.index(kind_since(kind)) :])
        raise InvalidValueError("write", "version", f"must be one of: {known}")
    judged, content = _written(value, catalogue, version, allow_loss, limits)
    if content is None:
        raise InvalidDocumentError(report_of(judged, limits))
    return content


def _written(
    value: Document, catalogue: Catalogue, version: str | None, allow_loss: bool, limits: Limits
) -> tuple[Judged, bytes | None]:
    try:
        plain = _of_version(to_plain(value), version, allow_loss)
        content = to_bytes(plain)
    except (RecursionError, InvalidValueError):  # the version was judged before: only the depth is left
        return Judged(_NOTHING, [_no_room()]), None
    judged = _judged(plain, catalogue, "auto", limits)
    if len(content) > limits.max_bytes:
        refusal = too_large(limits)
        judged = Judged(_NOTHING, [beyond_schema(refusal.code, (), refusal.hint)])
    return judged, content if judged.readable() else None


def _of_version(plain: dict[str, Any], version: str | None, allow_loss: bool) -> dict[str, Any]:
    lowest: str = plain["schema_version"]
    if version is None or version == lowest:
        return plain
    if VERSIONS.index(version) > VERSIONS.index(lowest):
        return upgrade(plain, to=version)[0]
    return downgrade(plain, to=version, allow_loss=allow_loss)[0]


def _built(plain: dict[str, Any]) -> tuple[Document, Ledger] | None:
    try:
        raised, ledger = upgrade(plain)
        return from_plain(raised, MODELS[raised["kind"]]), ledger
    except (RecursionError, InvalidValueError):  # a document that was judged right can only be too deep to be raised
        return None
    except NotAsDescribed:
        pass
    raise InternalError("the schema let pass what the model refuses")


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
