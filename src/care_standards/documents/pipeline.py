"""The whole road of a document into an object and back: judged as ``judging`` does it, and only then built."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from care_standards.documents.codec import MODELS, NotAsDescribed, from_plain, kind_of, no_document, to_bytes, to_plain
from care_standards.documents.decode import Decoded
from care_standards.documents.engines import FAST, choose
from care_standards.documents.judging import AnyKind, Source, find_all, judge, lacks_room
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.problems import beyond_schema
from care_standards.documents.reporting import Judged, report_of
from care_standards.documents.schema_registry import VERSIONS, kind_since, kinds_of
from care_standards.documents.sources import too_large
from care_standards.documents.trusted import build_trusted
from care_standards.documents.upgrades import downgrade, upgrade
from care_standards.errors import InternalError, InvalidDocumentError, InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.catalogue import Catalogue
from care_standards.model.ledger import Ledger
from care_standards.vocabularies import Engine

if TYPE_CHECKING:
    from care_standards.documents.codec import Document

__all__ = ["AnyKind", "Reading", "Source", "judge", "read", "read_with_account", "write"]

T = TypeVar("T")

_NOTHING = Decoded(None, None, (), readable=False)


@attrs.frozen(kw_only=True)
class Reading:
    """A document that was read: the object, the version of the schemas it came in, and the account of raising it."""

    document: "Document" = attrs.field(repr=must.hidden)
    version: str
    ledger: Ledger


def read(
    source: Source,
    *,
    catalogue: Catalogue,
    kind: AnyKind = "auto",
    limits: Limits = DEFAULT_LIMITS,
    engine: str | None = None,
) -> "Document":
    """Read a document as an object of the model, whichever known version of the schemas it is of.

    Raises UnreadableSourceError where the file cannot be opened, and InvalidDocumentError, with the report, where the
    verdict is invalid. An unverified document is read.
    """
    chosen = choose(engine)
    plain, _ = _readable(source, catalogue, kind, limits, chosen)
    # The reference is the slower road in whole, so that what the faster one builds is compared with it too.
    return _built(build_trusted if chosen == FAST else _build, plain, limits, chosen)


def read_with_account(
    source: Source,
    *,
    catalogue: Catalogue,
    kind: AnyKind = "auto",
    limits: Limits = DEFAULT_LIMITS,
    engine: str | None = None,
) -> Reading:
    """Read a document as ``read`` does, and remember what version it was and how it was raised to the current one.

    It is judged by the schema of its own version; then a copy of it is raised. The ledger has every record of it.
    """
    chosen = choose(engine)
    plain, version = _readable(source, catalogue, kind, limits, chosen)
    document, ledger = _built(_build_with_account, plain, limits, chosen)
    return Reading(document=document, version=version, ledger=ledger)


def _readable(
    source: Source, catalogue: Catalogue, kind: AnyKind, limits: Limits, engine: Engine
) -> tuple[dict[str, Any], str]:
    """Give the plain data of a document that may be built, and the version they are of."""
    judged = find_all(source, catalogue, kind, limits, engine)
    if judged.plain is None or judged.identity is None or not judged.readable():
        raise InvalidDocumentError(report_of(judged, limits))  # only now: near misses and lines cost time
    return judged.plain, judged.identity.version


def write(
    value: "Document",
    *,
    catalogue: Catalogue,
    version: str | None = None,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    engine: str | None = None,
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
    judged, content = _written(value, catalogue, version, allow_loss, limits, choose(engine))
    if content is None:
        raise InvalidDocumentError(report_of(judged, limits))
    return content


def _written(
    value: "Document", catalogue: Catalogue, version: str | None, allow_loss: bool, limits: Limits, engine: Engine
) -> tuple[Judged, bytes | None]:
    try:
        plain = _of_version(to_plain(value), version, allow_loss)
        content = to_bytes(plain)
    except (RecursionError, InvalidValueError):  # the version was judged before: only the depth is left
        return Judged(_NOTHING, [lacks_room()], engine), None
    judged = find_all(plain, catalogue, "auto", limits, engine)
    if len(content) > limits.max_bytes:
        refusal = too_large(limits)
        judged = Judged(_NOTHING, [beyond_schema(refusal.code, (), refusal.hint)], engine)
    return judged, content if judged.readable() else None


def _of_version(plain: dict[str, Any], version: str | None, allow_loss: bool) -> dict[str, Any]:
    lowest: str = plain["schema_version"]
    if version is None or version == lowest:
        return plain
    if VERSIONS.index(version) > VERSIONS.index(lowest):
        return upgrade(plain, to=version)[0]
    return downgrade(plain, to=version, allow_loss=allow_loss)[0]


def _built(build: Callable[[dict[str, Any]], T], plain: dict[str, Any], limits: Limits, engine: Engine) -> T:
    """Build what was judged right, which can only be too deep to be raised; anything else is a fault of ours."""
    try:
        return build(plain)
    except (RecursionError, InvalidValueError):
        no_room = True
    except NotAsDescribed:
        no_room = False
    if no_room:
        raise InvalidDocumentError(report_of(Judged(_NOTHING, [lacks_room()], engine), limits))
    raise InternalError("the schema let pass what the model refuses")


def _build(plain: dict[str, Any]) -> "Document":
    return _build_with_account(plain)[0]


def _build_with_account(plain: dict[str, Any]) -> "tuple[Document, Ledger]":
    raised, ledger = upgrade(plain)
    return from_plain(raised, MODELS[raised["kind"]]), ledger
