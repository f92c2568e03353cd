"""A digest is of what is said: not of the publisher's wording, the layout, or the version of the schema."""

import hashlib
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
import rfc8785

import care_standards as cs
from care_standards.documents.codec import from_plain, to_plain
from care_standards.documents.digests import (
    edition_digest,
    plain_edition_digest,
    plain_provision_digest,
    provision_digest,
)
from care_standards.model.edition import Edition, without_wording

VALID = Path(__file__).resolve().parents[2] / "conformance" / "1.0" / "valid"


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VALID / "edition" / "full.json").read_bytes())
    return found


def test_a_digest_is_the_sha_256_of_the_canonical_form() -> None:
    provision = plain()["provisions"][1]
    assert plain_provision_digest(provision) == f"sha256:{hashlib.sha256(rfc8785.dumps(provision)).hexdigest()}"


def test_a_known_digest() -> None:
    assert plain_provision_digest({}) == f"sha256:{hashlib.sha256(b'{}').hexdigest()}"
    canonical = '{"a":"é","b":1}'.encode()
    assert plain_provision_digest({"b": 1, "a": "é"}) == f"sha256:{hashlib.sha256(canonical).hexdigest()}"


def test_objects_and_plain_data_have_the_same_digest() -> None:
    edition = from_plain(plain(), Edition)
    assert edition_digest(edition) == plain_edition_digest(plain()) == plain()["digest"]
    for provision, member in zip(edition, plain()["provisions"], strict=True):
        assert (
            provision_digest(provision) == plain_provision_digest(member) == plain_provision_digest(to_plain(provision))
        )


def test_wording_layout_and_schema_version_do_not_count() -> None:
    before = plain()
    after = dict(reversed(plain().items()))
    after |= {"$schema": "https://care-standards.invalid/schemas/9.0/edition.schema.json", "schema_version": "9.0"}
    after["provisions"] = [
        {**dict(reversed(p.items())), "text": {"language": "en", "value": "As printed."}} for p in plain()["provisions"]
    ]
    del after["digest"]
    assert plain_edition_digest(after) == plain_edition_digest(before)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), "Another"), (("data_revision",), 4), (("id",), "inv-2025"), (("rights", "statement"), "Changed."),
        (("provisions", 0, "force"), "may"), (("provisions", 1, "note"), "Changed."), (("provisions", 1, "page"), 13),
        (("completeness", "coverage"), "Changed."), (("extensions", "org.example.empty"), [0]),
        (("kind",), "publication"),
    ],
)  # fmt: skip
def test_everything_else_counts(path: tuple[Any, ...], value: Any) -> None:
    changed: Any = plain()
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    assert holder[path[-1]] != value
    holder[path[-1]] = value
    assert plain_edition_digest(changed) != plain()["digest"]


def test_the_order_of_provisions_counts() -> None:
    changed = plain()
    changed["provisions"].reverse()
    assert plain_edition_digest(changed) != plain()["digest"]


def test_a_private_copy_has_the_digest_that_a_mapping_pins() -> None:
    edition = from_plain(json.loads((VALID / "edition" / "private-wording.json").read_bytes()), Edition)
    for provision in edition:
        assert provision.text is not None
        assert provision_digest(provision) == provision_digest(attrs.evolve(provision, text=None))


def test_a_private_copy_has_the_digest_of_the_shareable_one() -> None:
    edition = from_plain(json.loads((VALID / "edition" / "private-wording.json").read_bytes()), Edition)
    shareable = without_wording(edition)
    assert (edition.rights.sharing, shareable.rights.sharing) == ("private", "shareable")
    assert all(provision.text is None for provision in shareable)
    assert edition_digest(shareable) == edition_digest(edition)


@pytest.mark.parametrize("edition", cs.editions(), ids=lambda edition: edition.id)
def test_shipped_editions_have_the_digest_they_state(edition: Edition) -> None:
    assert edition_digest(edition) == edition.digest
