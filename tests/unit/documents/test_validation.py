"""The schema step: engines agree where their defaults differ, nothing is fetched, and nothing of the value is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import (
    CURRENT,
    FORMS,
    VERSIONS,
    flat_schema,
    kinds_of,
    member_names,
    published,
    schema_id,
)
from care_standards.documents.validation import schema_problems
from care_standards.vocabularies import DOCUMENT_KINDS, VOCABULARIES

VALID = Path(__file__).resolve().parents[2] / "conformance" / "1.0" / "valid"


def problems(kind: Any, path: tuple[Any, ...], value: Any) -> list[Problem]:
    document = json.loads((VALID / kind / "full.json").read_bytes())
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return schema_problems(document, kind, "1.0")


def codes(kind: Any, path: tuple[Any, ...], value: Any) -> list[str]:
    return [problem.code.value for problem in problems(kind, path, value)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2024-02-29", None), ("2025-02-29", "CS306"), ("1900-02-29", "CS306"), ("2000-02-29", None),
        ("2026-04-31", "CS306"),
        ("2026-02-29\n", "CS305"), ("20260228", "CS305"), ("2026-W05-2", "CS305"), ("２０２６-02-28", "CS305"),
        ("2026-02-32", "CS305"),
        ("", "CS305"), ("0000-01-01", "CS305"), ("3000-01-01", "CS305"), ("2026-02-28T00:00:00Z", "CS305"),
        (20260228, "CS303"),
    ],
)  # fmt: skip
def test_days(value: Any, code: str | None) -> None:
    assert codes("assessment", ("findings", 0, "assessed_on"), value) == ([] if code is None else [code])


@pytest.mark.parametrize("most", [500])
def test_lengths_are_counted_in_code_points(most: int) -> None:
    for character in ("x", "é", "🙂", "e\u0301"):
        fits = (character * most)[:most]
        assert codes("edition", ("title",), fits) == []
        assert codes("edition", ("title",), f"{fits}x") == ["CS307"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1, None),
        (1.0, None),
        (2**53 - 1, None),
        (0, "CS308"),
        (-1, "CS308"),
        (2**53, "CS308"),
        (1.5, "CS303"),
        (True, "CS303"),
    ],
)
def test_whole_numbers(value: Any, code: str | None) -> None:
    assert codes("edition", ("data_revision",), value) == ([] if code is None else [code])


def test_a_value_of_the_wrong_type_is_reported_once() -> None:
    for value in (None, True, 1, 1.5, [], {}, ["met"]):
        assert codes("assessment", ("findings", 0, "status"), value) == ["CS303"]


@pytest.mark.parametrize("items", [["adults", "adults"], ["adults", "children", "adults"]])
def test_a_repeated_item_is_reported_at_its_list(items: list[str]) -> None:
    (problem,) = problems("assessment", ("context", "populations"), items)
    assert (problem.code.value, problem.path) == ("CS310", ("context", "populations"))


def test_items_that_only_look_alike_are_different() -> None:
    assert codes("concordance", ("not_supported",), ["é", "e\u0301", "É"]) == []
    assert codes("concordance", ("not_supported",), [1, True, 1.0]) == ["CS303"] * 3


def test_every_missing_and_every_unknown_member_is_reported() -> None:
    document = json.loads((VALID / "assessment" / "full.json").read_bytes())
    document["subject"] = {"a": 1, "b": 2, "reff": "x"}
    found = schema_problems(document, "assessment", "1.0")
    assert sorted((p.code.value, p.path) for p in found) == [
        ("CS301", ("subject",)), ("CS301", ("subject",)), ("CS302", ("subject", "a")), ("CS302", ("subject", "b")),
        ("CS302", ("subject", "reff")),
    ]  # fmt: skip
    assert {p.hint for p in found if p.code == "CS301"} == {"Add the member kind.", "Add the member ref."}
    suggested = {p.path[-1]: p.suggest() for p in found if p.suggest}
    assert suggested["reff"] == ("ref",)


@pytest.mark.parametrize(("value", "code"), [("not-applicable", "CS311"), ("met", "CS312"), ("not-assessed", None)])
def test_what_a_finding_needs_depends_on_its_status(value: str, code: str | None) -> None:
    finding = {"provision": "scs-2018.1", "status": value, "evidence": []}
    finding |= {} if code == "CS312" else {"assessed_on": "2026-03-01"}
    assert codes("assessment", ("findings", 0), finding) == ([] if code is None else [code])


def test_both_needs_of_a_finding_are_reported_together() -> None:
    finding = {"provision": "scs-2018.1", "status": "not-applicable", "evidence": []}
    assert sorted(codes("assessment", ("findings", 0), finding)) == ["CS311", "CS312"]


@pytest.mark.parametrize("name", ["org.example", "a.b.c-d", "x1.y2"])
def test_an_extension_has_a_name_in_a_namespace(name: str) -> None:
    assert codes("assessment", ("extensions",), {name: None}) == []


@pytest.mark.parametrize(
    "name", ["", "x", ".x", "x.", "x..y", "Org.x", "org.x\n", "org.x y", "org_x.y", "__proto__", "１.x"]
)
def test_an_extension_of_another_name_is_refused(name: str) -> None:
    assert codes("assessment", ("extensions",), {name: None}) == ["CS302"]


def test_hints_never_hold_the_value() -> None:
    for path in (("subject", "ref"), ("edition",), ("findings", 0, "status"), ("findings", 0), ("period", "end")):
        for problem in problems("assessment", path, "zorblax Quill"):
            assert "zorblax" not in problem.hint
            assert "zorblax" not in repr(problem)


# ---- the schemas that judge


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [ref for member in value.values() for ref in _references(member)]
    return [ref for member in value for ref in _references(member)] if isinstance(value, list) else []


@pytest.mark.parametrize(("kind", "version"), [(kind, version) for version in VERSIONS for kind in kinds_of(version)])
def test_the_schema_in_use_refers_to_nothing_outside_itself(kind: Any, version: str) -> None:
    schema = flat_schema(kind, version)
    found = {name: inner for name, inner in schema.items() if name != "examples"}
    assert all(ref.startswith("#/$defs/") for ref in _references(found))
    assert {ref.rpartition("/")[2] for ref in _references(found)} == set(schema["$defs"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_every_published_form_is_at_hand(kind: str, form: str) -> None:
    assert json.loads(published(kind, form))["title"]


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_names_of_members_are_those_of_every_level(kind: Any) -> None:
    names = member_names(kind, CURRENT)
    assert {"$schema", "schema_version", "kind", "extensions"} <= names
    assert set(flat_schema(kind, CURRENT)["properties"]) <= names


@pytest.mark.parametrize("word", VOCABULARIES["finding_status"])
def test_every_status_is_taken(word: str) -> None:
    finding = {"provision": "scs-2018.1", "status": word, "reason": "x", "assessed_on": "2026-03-01", "evidence": []}
    assert codes("assessment", ("findings", 0), finding) == []


def test_the_identifier_of_a_schema_is_one_that_no_host_can_have() -> None:
    assert schema_id("edition", "1.0") == "https://care-standards.invalid/schemas/1.0/edition.schema.json"
    assert schema_id("edition") == "https://care-standards.invalid/schemas/1.1/edition.schema.json"


def test_a_member_of_a_later_version_is_not_to_be_removed() -> None:
    later = {"findings": [{"provision": "scs-2018.1", "status": "met", "assessed_on": "2026-03-01",
                           "evidence": [{"ref": "d-1", "kind": "policy"}], "actions": [], "zorblax": 1}],
             "archive": [], "kind": "assessment", "schema_version": "1.0"}  # fmt: skip
    hints = {p.path: p.hint for p in schema_problems(later, "assessment", "1.0") if p.code == "CS302"}
    newer = "Documents have this member since version 1.1 of the schemas. State that in schema_version and $schema."
    assert hints == {
        ("archive",): newer,
        ("findings", 0, "actions"): newer,
        ("findings", 0, "evidence", 0, "kind"): newer,
        ("findings", 0, "zorblax"): "Remove the member, or move it into extensions.",
    }
