"""Laws of the steps between versions of the schemas, over documents made from the schemas and from the model."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents.codec import MODELS, from_plain, lowest_version, to_bytes, to_plain
from care_standards.documents.pipeline import read_with_account, write
from care_standards.documents.schema_registry import CURRENT, OLDEST, RECORDS, VERSIONS, kinds_of
from care_standards.documents.upgrades import downgrade, dropped_values, upgrade
from care_standards.documents.validation import schema_problems
from care_standards.errors import InvalidValueError, LossRefusedError
from care_standards.model import Ledger
from care_standards.testing import objects, plain_documents
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind

Json = dict[str, Any]
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
old_kinds = pytest.mark.parametrize("kind", kinds_of(OLDEST))
kinds = pytest.mark.parametrize("kind", DOCUMENT_KINDS)


def _bytes(document: Json) -> bytes:
    """Every member in its place, every number in its form: what equality of dicts would not see."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _down(document: Json) -> tuple[Json, Ledger]:
    return downgrade(document, to=OLDEST, allow_loss=True)


def _without(document: Json, places: list[str]) -> Json:
    """Take places out of a document, the last first, so that those before keep their numbers; each must be there."""
    left = copy.deepcopy(document)
    for place in reversed(places):
        *steps, last = place.split("/")[1:]
        holder: Any = left
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        if isinstance(holder, list):
            holder.pop(int(last))
        else:
            del holder[last]
    return left


@old_kinds
@slow
@given(st.data())
def test_up_and_down_again_is_the_same_document(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: down(up(d)) == d, byte for byte, and nothing is dropped on the way."""
    document = data.draw(plain_documents(kind, OLDEST))
    raised, up = upgrade(document)
    lowered, down = downgrade(raised, to=OLDEST)
    assert _bytes(lowered) == _bytes(document)
    assert up.counts["dropped"] == down.counts["dropped"] == 0


@old_kinds
@slow
@given(st.data())
def test_down_and_up_again_loses_what_the_ledger_lists(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: up(down(d)) is d without the places that have no target, each of which was there; all else is as it was."""
    document = data.draw(plain_documents(kind, CURRENT))
    lowered, ledger = _down(document)
    gone = [str(entry.source) for entry in ledger.entries if not entry.targets]
    left = _without(document, gone)
    recounted = [entry for entry in ledger.entries if entry.source == "/coverage/changes_reported"]
    if recounted:
        left["coverage"]["changes_reported"] = len(left["changes"])
    assert _bytes(upgrade(lowered)[0]) == _bytes(left)
    lost = [str(entry.source) for entry in ledger.entries if entry.verdict == "dropped"]
    assert list(dropped_values(document, ledger)) == lost


@kinds
@slow
@given(st.data())
def test_what_would_be_lost_is_refused(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: without leave, downgrade raises if and only if something would be dropped, with the ledger it would give."""
    document = data.draw(plain_documents(kind, CURRENT))
    if kind not in kinds_of(OLDEST):
        with pytest.raises(InvalidValueError):
            _down(document)
        return
    _, ledger = _down(document)
    if ledger.counts["dropped"]:
        with pytest.raises(LossRefusedError) as caught:
            downgrade(document, to=OLDEST)
        assert caught.value.ledger == ledger
    else:
        assert downgrade(document, to=OLDEST) == _down(document)


@old_kinds
@slow
@given(st.data())
def test_doing_it_twice_changes_nothing(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: up(up(d)) == up(d), down(down(d)) == down(d); the second account says that everything was carried."""
    raised, _ = upgrade(data.draw(plain_documents(kind, OLDEST)))
    again, ledger = upgrade(raised)
    assert _bytes(again) == _bytes(raised)
    assert ledger.counts["carried"] == len(ledger)
    lowered, _ = _down(data.draw(plain_documents(kind, CURRENT)))
    again, ledger = downgrade(lowered, to=OLDEST)
    assert _bytes(again) == _bytes(lowered)
    assert ledger.counts["carried"] == len(ledger)


@old_kinds
@slow
@given(st.data())
def test_the_same_document_gives_the_same_answer_and_is_not_touched(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: up and down are functions of the document; they leave it, and share no list or object with it."""
    for document, step in (
        (data.draw(plain_documents(kind, OLDEST)), upgrade),
        (data.draw(plain_documents(kind, CURRENT)), _down),
    ):
        before = _bytes(document)
        first, ledger = step(document)
        second, other = step(copy.deepcopy(document))
        assert (_bytes(first), ledger) == (_bytes(second), other)
        assert _bytes(document) == before
        _spoil(first)
        assert _bytes(document) == before


def _spoil(value: Any) -> None:
    """Empty every list and object, from within."""
    if isinstance(value, (dict, list)):
        for inner in list(value.values() if isinstance(value, dict) else value):
            _spoil(inner)
        value.clear()


@old_kinds
@slow
@given(st.data())
def test_extensions_survive(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: extensions come out byte for byte as they went in, both ways."""
    for document, step in (
        (data.draw(plain_documents(kind, OLDEST)), upgrade),
        (data.draw(plain_documents(kind, CURRENT)), _down),
    ):
        made, _ = step(document)
        assert ("extensions" in made) == ("extensions" in document)
        assert json.dumps(made.get("extensions")) == json.dumps(document.get("extensions"))


@kinds
@slow
@given(st.data())
def test_every_record_is_accounted_for(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: each record is the source of one entry, carried or dropped; a carried one stands where the entry says."""
    if kind in kinds_of(OLDEST):
        _accounted(data.draw(plain_documents(kind, OLDEST)), upgrade)
        _accounted(data.draw(plain_documents(kind, CURRENT)), _down)
    _accounted(data.draw(plain_documents(kind, CURRENT)), upgrade)


def _accounted(document: Json, step: Any) -> None:
    made, ledger = step(document)
    sources = [entry.source for entry in ledger.entries if entry.source is not None]
    assert len(set(sources)) == len(sources) == ledger.records_in
    by_source = {entry.source: entry for entry in ledger.entries}
    names = RECORDS[document["kind"]]
    targets: list[str] = []
    for name in names:
        for place in range(len(document.get(name, ()))):
            entry = by_source[f"/{name}/{place}"]
            assert entry.verdict == ("carried" if entry.targets else "dropped")
            targets += entry.targets
    assert targets == [f"/{name}/{place}" for name in names for place in range(len(made.get(name, ())))]


@old_kinds
@slow
@given(st.data())
def test_a_document_right_by_its_schema_stays_so(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: what is right by the schema of one version is right by that of the other once it is brought there."""
    raised, _ = upgrade(data.draw(plain_documents(kind, OLDEST)))
    assert schema_problems(raised, kind, CURRENT) == []
    lowered, _ = _down(data.draw(plain_documents(kind, CURRENT)))
    assert schema_problems(lowered, kind, OLDEST) == []


@kinds
@slow
@given(st.data())
def test_a_valid_document_stays_valid(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: what check calls ok it calls ok after any step, and the ledger of the step is itself a document in order."""
    value = data.draw(objects(kind))
    for version in VERSIONS:
        if kind not in kinds_of(version):
            continue
        content = write(value, catalogue=cs.catalogue(), version=version, allow_loss=True)
        assert json.loads(content)["schema_version"] == version
        assert cs.check(content).ok
        reading = read_with_account(content, catalogue=cs.catalogue())
        assert (reading.version, reading.ledger.new) == (version, CURRENT)
        assert reading.document == cs.read(content)
        assert cs.check(to_plain(reading.ledger)).ok


@kinds
@slow
@given(st.data())
def test_the_lowest_version_is_the_first_that_loses_nothing(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: an object is written in the first version whose document of it reads back equal, and in no earlier one."""
    value = data.draw(objects(kind))
    lowest = lowest_version(value)
    written = to_plain(value)
    assert written["schema_version"] == lowest
    for version in VERSIONS:
        if kind not in kinds_of(version):
            assert version < lowest
            continue
        fits = not schema_problems({**written, **_header(kind, version)}, kind, version)
        assert fits == (VERSIONS.index(version) >= VERSIONS.index(lowest))
        if fits:
            assert from_plain(json.loads(to_bytes(to_plain(value, version))), MODELS[kind]) == value
        else:
            with pytest.raises(LossRefusedError):
                write(value, catalogue=cs.catalogue(), version=version)


def _header(kind: DocumentKind, version: str) -> Json:
    return {
        "$schema": f"https://care-standards.invalid/schemas/{version}/{kind}.schema.json",
        "schema_version": version,
    }


NAMES = ["findings", "evidence", "changes", "review", "state", "bearing", "archive", "unresolved", "x"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(("disputed", "counters")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(kinds_of(OLDEST)), st.dictionaries(st.sampled_from(NAMES), anything, max_size=5))
def test_a_document_that_is_not_right_is_brought_along_as_it_is(kind: DocumentKind, members: Json) -> None:
    """Law: whatever follows a header, up changes nothing but the header, and down drops what it lists."""
    document = {**members, "kind": kind, "schema_version": OLDEST}
    raised, _ = upgrade(document)
    assert raised == {**document, "schema_version": CURRENT}
    document = {**members, "kind": kind, "schema_version": CURRENT}
    lowered, ledger = _down(document)
    gone = [str(entry.source) for entry in ledger.entries if not entry.targets]
    assert {**lowered, "schema_version": CURRENT} == _without(document, gone)
