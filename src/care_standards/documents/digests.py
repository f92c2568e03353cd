"""Digests of what a provision or an edition says: SHA-256 over the canonical form of RFC 8785.

The publisher's wording is left out, so that a private copy and a shareable one have the same digest, and so are the
schema's name and version, so that a later schema does not change what was said.
"""

from hashlib import sha256
from typing import Any

import rfc8785

from care_standards.documents.codec import to_plain
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision

_NOT_CONTENT = frozenset({"$schema", "schema_version", "digest"})


def provision_digest(provision: Provision) -> str:
    """Give the digest that a mapping pins for a provision."""
    return plain_provision_digest(to_plain(provision))


def edition_digest(edition: Edition) -> str:
    """Give the digest of an edition."""
    return plain_edition_digest(to_plain(edition))


def plain_provision_digest(provision: dict[str, Any]) -> str:
    """Give the digest of a provision as it stands in a document."""
    return _digest(_without_wording(provision))


def plain_edition_digest(document: dict[str, Any]) -> str:
    """Give the digest of an edition document; its provisions must be objects."""
    content = {name: value for name, value in document.items() if name not in _NOT_CONTENT}
    if isinstance(content.get("rights"), dict):  # a private copy says so, and says the same
        content["rights"] = {**content["rights"], "sharing": "shareable"}
    content["provisions"] = [_without_wording(provision) for provision in document["provisions"]]
    return _digest(content)


def _without_wording(provision: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in provision.items() if name != "text"}


def _digest(content: dict[str, Any]) -> str:
    return f"sha256:{sha256(rfc8785.dumps(content)).hexdigest()}"
