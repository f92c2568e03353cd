"""What is built without asking again is the very object that asking again builds."""

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from care_standards.documents.codec import MODELS, from_plain, to_plain
from care_standards.documents.schema_registry import VERSIONS
from care_standards.documents.trusted import _ALIKE, build_trusted
from care_standards.documents.upgrades import upgrade
from care_standards.documents.versions import contents_since
from care_standards.model.assessment import Assessment, Evidence, Finding

FILES = sorted((Path(__file__).resolve().parents[2] / "conformance").glob("*/valid/*/*.json"))
HEADER = {
    "subject": {"kind": "service", "ref": "service-0042"},
    "edition": "scs-2018",
    "period": {"start": "2024-01-01", "end": "2024-03-31"},
    "assessor_role": "quality-lead",
    "produced_by": {"name": "case-system", "version": "4.2"},
}
PLAIN: dict[str, Any] = {"provision": "scs-2018.1.1.5", "status": "met", "assessed_on": "2024-02-29", "evidence": []}
RICH: dict[str, Any] = {
    **PLAIN,
    "provision": "scs-2018.1.1",
    "note": "Invented.",
    "confidence": "high",
    "evidence": [
        {"ref": "audit:1"},
        {
            "ref": "audit:2",
            "bearing": "counters",
            "answer": "Invented.",
            "collected": "2024-02-01",
            "recorded": "2024-02-02",
            "expires": "2025-02-01",
        },
        {
            "ref": "audit:3",
            "kind": "survivor-voice",
            "voices": {"number": "11-or-more", "consent": "anonymous"},
        },
    ],
    "actions": [{"summary": "Invented.", "owner_role": "service-manager", "state": "open", "due": "2024-05-01"}],
    "earlier": [{"provision": "scs-2018.1.1", "status": "not-met", "assessed_on": "2023-01-01"}],
}


def document(version: str = "1.1", **members: Any) -> dict[str, Any]:
    plain = {**HEADER, "findings": [], **members, "kind": "assessment", "schema_version": version}
    return {"$schema": f"https://care-standards.invalid/schemas/{version}/assessment.schema.json", **plain}


def ordinary(plain: dict[str, Any]) -> Any:
    raised, _ = upgrade(plain)
    return from_plain(raised, MODELS[raised["kind"]])


def classes(value: Any) -> set[type]:
    """Give the class of every object of the model in a value."""
    found = {type(value)}
    if isinstance(value, tuple):
        return found.union(*map(classes, value))
    if attrs.has(type(value)):
        return found.union(*(classes(getattr(value, a.name)) for a in attrs.fields(type(value))))
    return found


def same(plain: dict[str, Any]) -> Any:
    """Build both ways from a document that must stay as it is, and give the one that was not asked again."""
    before = copy.deepcopy(plain)
    built, expected = build_trusted(plain), ordinary(plain)
    assert plain == before
    assert built == expected
    assert repr(built) == repr(expected)
    assert hash(built) == hash(expected)
    assert classes(built) == classes(expected)
    assert to_plain(built) == to_plain(expected)
    assert contents_since(built) == contents_since(expected)
    return built


@pytest.mark.parametrize(
    "plain",
    [
        document("1.0"),
        document("1.0", findings=[PLAIN, {"provision": "scs-2018.1", "status": "not-assessed", "evidence": []}]),
        document("1.0", findings=[PLAIN | {"status": "not-applicable", "reason": "Invented.", "note": "Invented."}]),
        document("1.0", context={"nation": "wales", "populations": ["adults", "children"]}),
        document("1.0", extensions={"org.example.case": {"a": [1, 2.5, None]}}, findings=[PLAIN]),
        document(findings=[PLAIN, PLAIN | {"provision": "scs-2018.1.1.6", "confidence": "low"}]),
        document(findings=[PLAIN | {"evidence": [{"ref": "a"}, {"ref": "b"}]}], unresolved=[], archive=[]),
        document(unresolved=[PLAIN | {"provision": "scs-2025.1"}], archive=[PLAIN | {"provision": "scs-2015.1"}]),
    ],
)
def test_both_ways_build_the_same(plain: dict[str, Any]) -> None:
    same(plain)


def test_every_member_of_a_finding_is_built() -> None:
    built = same(document(findings=[RICH], archive=[RICH]))
    assert built.findings[0].evidence[2].voices is not None
    assert {a.name for a in attrs.fields(Finding)} == {*RICH, "reason"}
    assert {a.name for a in attrs.fields(Evidence)} == {name for item in RICH["evidence"] for name in item}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-4]}-{file.parts[-2]}-{file.stem}")
def test_every_valid_document_of_the_conformance_suite(file: Path) -> None:
    case = json.loads(file.read_bytes())
    same(case.get("document") or case)


def test_what_was_built_is_as_frozen_as_any_other() -> None:
    built = build_trusted(document(findings=[PLAIN | {"evidence": [{"ref": "a"}]}]))
    assert isinstance(built, Assessment)
    for part in (built, built.findings[0], built.findings[0].evidence[0]):
        with pytest.raises(FrozenInstanceError):
            part.status = "met"  # type: ignore[misc, union-attr]
        with pytest.raises(FrozenInstanceError):
            del part.ref  # type: ignore[misc, union-attr]
        with pytest.raises(AttributeError):
            object.__setattr__(part, "another", 1)
    assert pickle.loads(pickle.dumps(built)) == built
    assert attrs.evolve(built.findings[0], status="not-met").status == "not-met"


def test_it_holds_no_list_of_the_document() -> None:
    plain = document(findings=[copy.deepcopy(PLAIN)])
    built = build_trusted(plain)
    plain["findings"][0]["evidence"].append({"ref": "later"})
    plain["findings"].append({})
    assert isinstance(built, Assessment)
    assert len(built.findings) == 1
    assert built.findings[0].evidence == ()


def test_a_new_version_of_the_schemas_is_thought_of() -> None:
    assert _ALIKE == VERSIONS, "see whether the new version changed more of an assessment than to add members"
