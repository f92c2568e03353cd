"""Bringing plain documents from one version of the schemas to another, with an account of every record.

A module per step between two versions holds its ``up`` and its ``down``: the raw document in, a new document and its
ledger out, the input never touched. Steps are chained here. Nothing is validated: a document that was not right is
not right afterwards either, and ``check`` says why.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from care_standards.documents.plain import Json, as_list, as_object
from care_standards.documents.schema_registry import CURRENT, VERSIONS, kind_since, kinds_of
from care_standards.documents.upgrades import from_1_0_to_1_1
from care_standards.documents.upgrades.accounts import Account, carry_records
from care_standards.documents.upgrades.chaining import followed
from care_standards.documents.upgrades.copying import NotPlain, copied
from care_standards.errors import InvalidValueError, LossRefusedError
from care_standards.model.ledger import Ledger

__all__ = ["downgrade", "dropped_values", "upgrade"]

Step = Callable[[Json], tuple[Json, Ledger]]

_UP: Final[dict[str, Step]] = {from_1_0_to_1_1.OLD: from_1_0_to_1_1.up}
_DOWN: Final[dict[str, Step]] = {from_1_0_to_1_1.NEW: from_1_0_to_1_1.down}


def upgrade(document: Mapping[str, object], *, to: str = CURRENT) -> tuple[dict[str, Any], Ledger]:
    """Give a document as a later version of the schemas has it, and the ledger of it.

    The document is plain JSON data with its ``kind`` and ``schema_version``, and is not touched. One that is of the
    version already comes out equal, everything in it carried. The ledger has subject ``document``, the two versions,
    and entries with JSON Pointers in the order of the document: each record as ``carried``, each member that changed.
    Raises InvalidValueError where it is no document of a known version, or of a later one than asked for.
    """
    plain, version = _known("upgrade", document, to)
    if VERSIONS.index(version) > VERSIONS.index(to):
        raise InvalidValueError("upgrade", "to", f"must be {version}, the version of the document, or later")
    return _taken("upgrade", plain, version, to, _UP)


def downgrade(document: Mapping[str, object], *, to: str, allow_loss: bool = False) -> tuple[dict[str, Any], Ledger]:
    """Give a document as an earlier version of the schemas has it, and the ledger of it.

    As ``upgrade``, the other way. What the earlier version cannot hold is ``dropped``, with the place it had; an item
    that would say the opposite without its newer members is dropped whole. Raises LossRefusedError, with the ledger,
    where anything would be dropped and the loss is not allowed; InvalidValueError as ``upgrade`` does, and where the
    earlier version knows no documents of the kind.
    """
    plain, version = _known("downgrade", document, to)
    if VERSIONS.index(version) < VERSIONS.index(to):
        raise InvalidValueError("downgrade", "to", f"must be {version}, the version of the document, or earlier")
    kind = plain["kind"]
    if kind not in kinds_of(to):
        since = kind_since(kind)
        raise InvalidValueError("downgrade", "to", f"must be {since} or later: there was no kind {kind} before")
    lowered, ledger = _taken("downgrade", plain, version, to, _DOWN)
    if not allow_loss and any(entry.verdict == "dropped" for entry in ledger.entries):
        raise LossRefusedError(ledger)
    return lowered, ledger


def dropped_values(document: Mapping[str, object], ledger: Ledger) -> dict[str, Any]:
    """Give what a ledger lists as dropped, by its place, out of the document that came in: for whoever asks.

    A ledger itself never holds a value. A place the document does not have is left out.
    """
    found: dict[str, Any] = {}
    for entry in ledger.entries:
        if entry.verdict == "dropped" and entry.source is not None:
            value: Any = dict(document)
            for step in entry.source.split("/")[1:]:  # no name in a ledger has a character that pointers escape
                members, items = as_object(value), as_list(value)
                if members is not None and step in members:
                    value = members[step]
                elif items is not None and step.isdecimal() and int(step) < len(items):
                    value = items[int(step)]
                else:
                    break
            else:
                found[entry.source] = value
    return found


def _known(caller: str, document: object, to: object) -> tuple[Json, str]:
    """Take a document of a known kind and version, or refuse it without repeating anything of it."""
    if not isinstance(to, str) or to not in VERSIONS:
        raise InvalidValueError(caller, "to", f"must be one of: {', '.join(VERSIONS)}")
    if not isinstance(document, Mapping):
        raise InvalidValueError(caller, "document", "must be a mapping: a document as plain JSON data")
    plain = _members_of(cast("Mapping[str, Any]", document))
    if plain is None:
        raise InvalidValueError(caller, "document", "must be a mapping that can be read: pass a dict")
    version, kind = plain.get("schema_version"), plain.get("kind")
    if type(version) is not str or version not in VERSIONS:  # what is no text may fail when it is compared
        raise InvalidValueError(caller, "document", f"must state a schema_version of: {', '.join(VERSIONS)}")
    if type(kind) is not str or kind not in kinds_of(version):
        raise InvalidValueError(caller, "document", f"must state a kind of: {', '.join(kinds_of(version))}")
    return plain, version


def _members_of(document: Mapping[str, Any]) -> Json | None:
    try:
        return dict(document)
    except Exception:
        return None  # the object is not ours, and what it raises may hold anything


def _taken(caller: str, plain: Json, version: str, to: str, steps: dict[str, Step]) -> tuple[Json, Ledger]:
    rule = "must be plain JSON data: dicts, lists, texts, numbers, True, False and None"
    try:
        return _walked(plain, version, to, steps)
    except NotPlain:
        pass
    except RecursionError:
        rule = "must not be so deep, or the program must call from nearer its top"
    raise InvalidValueError(caller, "document", rule)


def _walked(plain: Json, version: str, to: str, steps: dict[str, Step]) -> tuple[Json, Ledger]:
    if version == to:
        account = Account(version, to)
        carry_records(plain, account)
        return copied(plain), account.ledger()
    plain, ledger = steps[version](plain)
    while ledger.new != to:
        plain, after = steps[ledger.new](plain)
        ledger = followed(ledger, after)
    return plain, ledger
