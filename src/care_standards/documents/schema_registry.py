"""The published schemas by kind and version, as shipped: read from the package, never fetched."""

import json
from functools import cache
from hashlib import sha256
from typing import Any, Final, Literal

from care_standards.errors import DamagedDataError
from care_standards.resources import shipped
from care_standards.vocabularies import DOCUMENT_KINDS, WORDS_SINCE, DocumentKind

BASE: Final = "https://care-standards.invalid/schemas"
VERSIONS: Final = ("1.0", "1.1")
OLDEST: Final = VERSIONS[0]
CURRENT: Final = VERSIONS[-1]
SchemaName = DocumentKind | Literal["link-row"]
FORMS: Final = ("split", "flat", "draft-07")
RECORDS: Final[dict[DocumentKind, tuple[str, ...]]] = {
    "publication": ("editions",), "edition": ("provisions",), "crosswalk": ("mappings",), "concordance": ("changes",),
    "assessment": ("findings", "unresolved", "archive"), "report": ("issues",), "pack": ("files",),
    "ledger": ("entries",), "column-profile": ("columns",),
}  # fmt: skip
"""The lists of a document whose items are its records, in order."""
LINK_ROW: Final = "link-row"
"""The schema of a row of a table. A row has no header, so it is no kind of document; it came with version 1.1."""
_LINK_ROW_SINCE: Final = "1.1"


@cache
def kinds_of(version: str) -> tuple[DocumentKind, ...]:
    """Give the kinds of document that a version of the schemas knows, in the order of the vocabulary.

    Raises ValueError where the version is not one of VERSIONS.
    """
    place = VERSIONS.index(version)
    return tuple(kind for kind in DOCUMENT_KINDS if VERSIONS.index(kind_since(kind)) <= place)


@cache
def names_of(version: str) -> tuple[SchemaName, ...]:
    """Give the names of the schemas of a version: its kinds of document, and then the link row where it has one.

    Raises ValueError where the version is not one of VERSIONS.
    """
    has_rows = VERSIONS.index(version) >= VERSIONS.index(name_since(LINK_ROW))
    return (*kinds_of(version), *((LINK_ROW,) if has_rows else ()))


def name_since(name: SchemaName) -> str:
    """Give the first version of the schemas that has one of this name."""
    return _LINK_ROW_SINCE if name == LINK_ROW else kind_since(name)


def kind_since(kind: DocumentKind) -> str:
    """Give the first version of the schemas that knows a kind of document."""
    return WORDS_SINCE["document_kind"].get(kind, OLDEST)


def schema_id(kind: SchemaName, version: str = CURRENT) -> str:
    """Give the identifier of the schema of a kind: what documents state in ``$schema``."""
    return f"{BASE}/{version}/{kind}.schema.json"


def published(kind: str, form: str = "flat", version: str = CURRENT) -> bytes:
    """Give the bytes of a published schema; ``split`` also knows the kind ``common``."""
    folders = {"split": (), "flat": ("bundle",), "draft-07": ("bundle", "draft-07")}[form]
    return shipped("_schemas", version, *folders, f"{kind}.schema.json")


@cache
def flat_schema(kind: SchemaName, version: str) -> dict[str, Any]:
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
def member_names(kind: SchemaName, version: str) -> frozenset[str]:
    """Give every member name the schema of a kind knows, at any level."""
    schema = flat_schema(kind, version)
    objects = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for found in objects for name in found.get("properties", ()))


def member_since(kind: SchemaName, title: str, name: str, version: str) -> str | None:
    """Give the first version after a given one in which an object, found by its title, has a member; None for none."""
    for later in VERSIONS[VERSIONS.index(version) + 1 :]:
        schema = flat_schema(kind, later)
        objects = [schema, *schema.get("$defs", {}).values()]
        if any(found.get("title") == title and name in found.get("properties", ()) for found in objects):
            return later
    return None
