"""Laws of reading and writing, over objects made from the model and documents made from the schemas."""

import copy
import importlib.util
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents.codec import HEADER, MODELS, NotAsDescribed, from_plain, to_bytes, to_plain
from care_standards.documents.schema_registry import CURRENT, VERSIONS, flat_schema, kinds_of
from care_standards.documents.validation import schema_problems
from care_standards.model.extensions import Extensions
from care_standards.testing import objects, plain_documents
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind

REPOSITORY = Path(__file__).resolve().parents[2]
CASES = REPOSITORY / "tests" / "conformance"
RECORDS = {
    "publication": ["editions"], "edition": ["provisions"], "crosswalk": ["mappings"], "concordance": ["changes"],
    "assessment": ["findings", "unresolved", "archive"], "report": ["issues"], "pack": ["files"], "ledger": ["entries"],
    "column-profile": ["columns"],
}  # fmt: skip
kinds = pytest.mark.parametrize("kind", DOCUMENT_KINDS)
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("mutations_tool", REPOSITORY / "tools" / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mutations = _tool()


def _document(path: Path) -> Any:
    found = json.loads(path.read_bytes())
    return found.get("document", found)


GOOD = {
    kind: tuple(
        _document(path) for version in VERSIONS for path in sorted(CASES.glob(f"{version}/valid/{kind}/*.json"))
    )
    for kind in DOCUMENT_KINDS
}


def _damaged(kind: DocumentKind) -> st.SearchStrategy[Any]:
    randoms = st.integers(0, 2**32).map(Random)
    return st.builds(
        lambda good, random: mutations.mutated(good, random, GOOD[kind]), st.sampled_from(GOOD[kind]), randoms
    )


@kinds
@slow
@given(st.data())
def test_round_trip(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: read(write(x)) == x, and write(read(b)) == b for the bytes b that were written."""
    value = data.draw(objects(kind))
    content = cs.write(value)
    read = cs.read(content)
    assert read == value
    assert type(read) is type(value)
    assert hash(read) == hash(value)
    assert cs.write(read) == content


@kinds
@slow
@given(st.data())
def test_an_object_and_its_bytes_and_its_plain_data_are_read_alike(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: read(to_plain(x)) == read(write(x)), whatever the layout of the bytes."""
    value = data.draw(objects(kind))
    plain = to_plain(value)
    assert cs.read(plain) == value
    assert cs.read(json.dumps(plain).encode()) == value
    assert cs.read(json.dumps(plain, ensure_ascii=False, indent="\t").encode()) == value


@kinds
@slow
@given(st.data())
def test_pickling(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: pickling and copying give an equal object, which is written to the same bytes."""
    value = data.draw(objects(kind))
    for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value), attrs.evolve(value)):
        assert twin == value
        assert hash(twin) == hash(value)
        assert to_bytes(to_plain(twin)) == to_bytes(to_plain(value))


def _objects_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, member in value.items():
            if name != "extensions":
                yield from _objects_in(member)
    elif isinstance(value, list):
        for member in value:
            yield from _objects_in(member)


@kinds
@slow
@given(st.data())
def test_nothing_is_written_that_need_not_be(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: outside extensions, no member is null, and none that may be left out has its default value."""
    plain = to_plain(data.draw(objects(kind)))
    assert list(plain)[:3] == list(HEADER)
    for found in _objects_in(plain):
        assert None not in found.values()
    schema = flat_schema(kind, plain["schema_version"])
    _no_empty_optional(plain, schema, schema["$defs"])


def _no_empty_optional(value: Any, schema: Any, defs: Any) -> None:
    schema = defs[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, list):
        for item in value:
            _no_empty_optional(item, schema["items"], defs)
    elif isinstance(value, dict) and "properties" in schema:
        names = list(schema["properties"])
        assert list(value) == [name for name in names if name in value]  # in the order of the schema
        for name, member in value.items():
            if name not in schema.get("required", ()):
                assert member not in ([], {}, None), name
            _no_empty_optional(member, schema["properties"][name], defs)


@kinds
@slow
@given(st.data())
def test_the_schema_lets_pass_only_what_the_model_takes(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: whatever is right by its schema can be built, and only partial dates may be no day of the calendar."""
    version = data.draw(st.sampled_from([version for version in VERSIONS if kind in kinds_of(version)]))
    plain = data.draw(plain_documents(kind, version))
    assert schema_problems(plain, kind, version) == []
    assert type(from_plain(plain, MODELS[kind])) is MODELS[kind]


@kinds
@slow
@given(st.data())
def test_what_is_judged_readable_is_read(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: check says ok if and only if read reads, on damaged documents too; and what was read can be written."""
    content = json.dumps(data.draw(_damaged(kind))).encode()
    report = cs.check(content)
    if report.ok:
        read = cs.read(content)
        assert cs.read(cs.write(read)) == read
    else:
        with pytest.raises(cs.CareStandardsError):
            cs.read(content)


@kinds
@slow
@given(st.data())
def test_the_model_refuses_what_the_schema_refuses(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: the model refuses what the schema does, but for three things that the schema alone forbids.

    They are null where a member may be left out, the header, and the names of extensions.
    """
    document = json.loads(json.dumps(data.draw(_damaged(kind))))
    problems = [p for p in schema_problems(document, kind, CURRENT) if p.path[:1] != ("extensions",) and p.path]
    # At the top, a member may be missing from the header.
    at_top = [
        p for p in schema_problems(document, kind, CURRENT) if not p.path and not any(n in p.hint for n in HEADER)
    ]
    refused = [p for p in problems if not _is_null(document, p.path) and p.path[0] not in HEADER] + at_top
    if refused:
        with pytest.raises(NotAsDescribed) as caught:
            from_plain(document, MODELS[kind])
        assert caught.value.args == ()
        assert caught.value.__context__ is None


def _is_null(document: Any, path: tuple[str | int, ...]) -> bool:
    for step in path:
        document = document[step]
    return document is None


@kinds
@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=8), data=st.data())
def test_an_unknown_member_is_refused_everywhere(kind: DocumentKind, name: str, data: st.DataObject) -> None:
    """Law: no object outside extensions takes a member the model does not name; it is never dropped in silence."""
    plain = copy.deepcopy(GOOD[kind][-1])
    found = data.draw(st.sampled_from(list(_objects_in(plain))))
    if name in found or any(
        name in defined.get("properties", ()) for defined in flat_schema(kind, CURRENT)["$defs"].values()
    ):
        return
    found[name] = "added"
    with pytest.raises(NotAsDescribed):
        from_plain(plain, MODELS[kind])
    report = cs.check(plain)
    assert [issue.code for issue in report.issues if issue.severity == "error"].count("CS302") == 1


@kinds
@slow
@given(st.data())
def test_every_record_is_judged(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: records in == records judged == the number of records, whatever is wrong with them."""
    document = data.draw(_damaged(kind))
    report = cs.check(json.dumps(document).encode())
    assert report.counts.records_in == report.counts.records_judged
    if report.document_kind is not None:
        lists = [document.get(name) for name in RECORDS[report.document_kind]]
        assert report.counts.records_in == sum(len(found) for found in lists if isinstance(found, list))


@kinds
@slow
@given(st.data())
def test_the_argument_is_not_changed(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: judging an object leaves it as it was, and a later change to it changes nothing that was read."""
    document = data.draw(_damaged(kind))
    before = copy.deepcopy(document)
    report = cs.check(document)
    assert repr(document) == repr(before)
    if report.ok:
        read = cs.read(document)
        twin = cs.read(before)
        document.clear()
        assert read == twin


@given(
    members=st.dictionaries(
        st.text("ab", min_size=1),
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53) + 1, 2**53 - 1),
    )
)
def test_extensions_survive_untouched(members: dict[str, Any]) -> None:
    """Law: extensions that were read and written compare equal member by member, numbers included."""
    plain = {
        **_document(CASES / "1.0" / "valid" / "assessment" / "minimal.json"),
        "extensions": {"org.example.x": members},
    }
    read = cs.read(plain)
    again = cs.read(cs.write(read))
    assert isinstance(again, cs.Assessment)
    assert again.extensions["org.example.x"] == members
    assert again == read


@given(st.data())
def test_extensions_compare_by_content(data: st.DataObject) -> None:
    """Law: extensions are equal if and only if their canonical bytes are; the order of members does not count."""
    names = st.text("ab", min_size=1, max_size=2)
    values = st.recursive(
        st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab"),
        lambda v: st.lists(v) | st.dictionaries(names, v),
    )
    members = data.draw(st.dictionaries(names, values))
    other = data.draw(st.dictionaries(names, values))
    assert Extensions.of(members) == Extensions.of(dict(reversed(members.items())))
    assert (Extensions.of(members) == Extensions.of(other)) == (
        json.dumps(members, sort_keys=True) == json.dumps(other, sort_keys=True)
    )
    assert dict(Extensions.of(members)) == members
    changed = Extensions.of({"a": [1]})
    changed["a"].append(2)
    assert changed["a"] == [1]
