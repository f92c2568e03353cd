"""Laws of ids: one grammar, matched whole and in ASCII, the same in the model and in the published schemas."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_standards import identifiers
from care_standards.documents.schema_registry import published
from care_standards.identifiers import (
    is_edition_id,
    is_key,
    is_language_tag,
    is_provision_id,
    is_publication_id,
    is_ref,
)
from care_standards.testing import edition_ids, provision_ids, refs

FORMS: dict[str, Callable[[object], bool]] = {
    "publication_id": is_publication_id,
    "edition_id": is_edition_id,
    "provision_id": is_provision_id,
    "end_id": lambda value: is_provision_id(value) or is_edition_id(value),
    "key": is_key,
    "ref": is_ref,
    "language": is_language_tag,
}
DEFINITIONS = json.loads(published("common", "split"))["$defs"]
# Each looks like, or folds to, something an id may hold.
STRANGERS = "０１２３٠١٢٣аеорсѕіјһ‐‑–—․。．\u200b\u200d\u202e\u0301İKſ\n\r\t \x00/~%#{}()_A"
alphabet = "ab1-.-.Z_" + STRANGERS
nearly = st.text(alphabet, max_size=45) | provision_ids() | edition_ids() | refs()


def _by_schema(name: str, value: str) -> bool:
    schema: dict[str, Any] = DEFINITIONS[name]
    return (
        len(value) <= schema.get("maxLength", len(value)) and re.search(schema["pattern"], value, re.ASCII) is not None
    )


@pytest.mark.parametrize("name", FORMS)
@given(value=nearly | st.text(max_size=8))
def test_model_and_schema_draw_the_same_line(name: str, value: str) -> None:
    """Law: the published pattern and length accept a text if and only if the library does."""
    assert FORMS[name](value) == _by_schema(name, value)


@given(provision_ids(), st.integers(0, 40), st.sampled_from(STRANGERS))
def test_no_other_character_gets_into_an_id(id: str, place: int, stranger: str) -> None:
    """Law: an id with any character beside a-z, 0-9, dot and hyphen is refused, wherever it stands."""
    assert is_provision_id(id) == (len(id) <= identifiers.MAX_ID_LENGTH)
    assert not is_provision_id(id[:place] + stranger + id[place:])
    assert not is_edition_id(id.partition(".")[0][:place] + stranger + id.partition(".")[0][place:])


@given(provision_ids())
def test_an_id_is_matched_whole(id: str) -> None:
    """Law: nothing is trimmed, folded or cut: no newline at the end, no space before, no capital, no 41st character."""
    for other in (f"{id}\n", f" {id}", f"{id} ", id.upper(), id.capitalize(), f"{id}.", f".{id}", f"{id}-", f"{id}..a"):
        assert not is_provision_id(other)
    longer = id + "." + "1" * (identifiers.MAX_ID_LENGTH - len(id))
    assert len(longer) == identifiers.MAX_ID_LENGTH + 1
    assert not is_provision_id(longer)
    assert is_provision_id(longer[:-1]) or len(longer[:-1].rpartition(".")[2]) == 0


@given(st.none() | st.booleans() | st.integers() | st.binary() | st.lists(st.text()))
def test_what_is_no_text_is_no_id(value: object) -> None:
    """Law: every test of a form answers no to anything but text, and never raises."""
    assert not any(test(value) for test in FORMS.values())


@given(refs(), st.text(max_size=3))
def test_a_reference_is_at_most_64_plain_characters(ref: str, more: str) -> None:
    """Law: a reference is 1 to 64 characters of a fixed set of 66; anything more is refused."""
    assert is_ref(ref)
    longer = (ref + more) if more else ref * 65
    assert is_ref(longer) == bool(re.fullmatch("[A-Za-z0-9._:-]{1,64}", longer, re.ASCII))
