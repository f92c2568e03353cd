"""The published schemas by kind and version, as shipped: read from the package, never fetched."""

import json
from functools import cache
from hashlib import sha256
from typing import Any, Final

from care_standards.errors import DamagedDataError
from care_standards.resources import shipped
from care_standards.vocabularies import DOCUMENT_KINDS, WORDS_SINCE, DocumentKind

BASE: Final = "https://care-standards.invalid/schemas"
VERSIONS: Final = ("1.0", "1.1")
OLDEST: Final = VERSIONS[0]
CURRENT: Final = VERSIONS[-1]
FORMS: Final = ("split", "flat", "draft-07")
RECORDS: Final[dict[DocumentKind, tuple[str, ...]]] = {
    "publication": ("editions",), "edition": ("provisions",), "crosswalk": ("mappings",), "concordance": ("changes",),
    "assessment": ("findings", "unresolved", "archive"), "report": ("issues",), "pack": ("files",),
    "ledger": ("entries",),
}  # fmt: skip
"""The lists of a document whose items are its records, in order."""


@cache
def kinds_of(version: str) -> tuple[DocumentKind, ...]:
    """Give the kinds of document that a version of the schemas knows, in the order of the vocabulary.

    Raises ValueError where the version is not one of VERSIONS.
    """
    place = VERSIONS.index(version)
    return tuple(kind for kind in DOCUMENT_KINDS if VERSIONS.index(kind_since(kind)) <= place)


def kind_since(kind: DocumentKind) -> str:
    """Give the first version of the schemas that knows a kind of document."""
    return WORDS_SINCE["document_kind"].get(kind, OLDEST)


def schema_id(kind: DocumentKind, version: str = CURRENT) -> str:
    """Give the identifier of the schema of a kind: what documents state in ``$schema``."""
    return f"{BASE}/{version}/{kind}.schema.json"


def published(kind: str, form: str = "flat", version: str = CURRENT) -> bytes:
    """Give the bytes of a published schema; ``split`` also knows the kind ``common``."""
    folders = {"split": (), "flat": ("bundle",), "draft-07": ("bundle", "draft-07")}[form]
    return shipped("_schemas", version, *folders, f"{kind}.schema.json")


@cache
def flat_schema(kind: DocumentKind, version: str) -> dict[str, Any]:
    """Give the single-file schema of a kind and version; raises DamagedDataError where it is not as published."""
    try:
        content = published(kind, "flat", version)
        listed = json.loads(shipped("_schemas", version, "bundle", "index.json"))["files"][f"{kind}.schema.json"]
        if sha256(content).hexdigest() == listed["sha256"]:
            schema: dict[str, Any] = json.loads(content)
            return schema
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise DamagedDataError(f"_schemas/{version}/bundle/{kind}.schema.json")


@cache
def member_names(kind: DocumentKind, version: str) -> frozenset[str]:
    """Give every member name the schema of a kind knows, at any level."""
    schema = flat_schema(kind, version)
    objects = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for found in objects for name in found.get("properties", ()))


def member_since(kind: DocumentKind, title: str, name: str, version: str) -> str | None:
    """Give the first version after a given one in which an object, found by its title, has a member; None for none."""
    for later in VERSIONS[VERSIONS.index(version) + 1 :]:
        schema = flat_schema(kind, later)
        objects = [schema, *schema.get("$defs", {}).values()]
        if any(found.get("title") == title and name in found.get("properties", ()) for found in objects):
            return later
    return None
