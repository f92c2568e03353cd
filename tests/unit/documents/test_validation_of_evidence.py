"""The schema step on what evidence asks for: which code, where, and a hint that says what to do and no value."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry

from care_standards.documents.schema_registry import flat_schema
from care_standards.documents.validation import schema_problems

DOCUMENT = json.loads(
    (Path(__file__).resolve().parents[2] / "conformance" / "1.1" / "valid" / "assessment" / "minimal.json").read_bytes()
)
VOICES = {"number": "11-or-more", "consent": "explicit-consent"}
SECRET = "Ravensworth"  # an invented word that no hint may repeat
_CONST_OF_KIND = "properties/findings/items/properties/evidence/items/allOf/1/then/properties/kind/const"
KIND = "It must be survivor-voice where voices are given; else leave voices out."
BEARING = "It must be counters where an answer is given; else leave the answer out."


def problems(evidence: dict[str, Any], version: str = "1.1") -> list[tuple[str, tuple[Any, ...], str]]:
    """Give code, place within the evidence, and hint of each problem of one piece of evidence."""
    document = copy.deepcopy(DOCUMENT)
    document["findings"] = [{"provision": "scs-2018.1.1.5", "status": "not-assessed", "evidence": [evidence]}]
    document["schema_version"] = version
    document["$schema"] = document["$schema"].replace("1.1", version)
    found = schema_problems(document, "assessment", version)
    at = ("findings", 0, "evidence", 0)
    assert all(problem.path[:4] == at for problem in found)
    return [(problem.code.value, problem.path[4:], problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"kind": "survivor-voice"}, ("CS313", (), "Add the member voices.")),
        ({"voices": VOICES}, ("CS301", (), f"Add the member kind. {KIND}")),
        ({"kind": "staff-account", "voices": VOICES}, ("CS304", ("kind",), KIND)),
        ({"answer": SECRET}, ("CS301", (), f"Add the member bearing. {BEARING}")),
        ({"answer": SECRET, "bearing": "supports"}, ("CS304", ("bearing",), BEARING)),
        ({"voices": {"number": "11-or-more"}, "kind": "survivor-voice"},
         ("CS301", ("voices",), "Add the member consent.")),
        ({"voices": {**VOICES, "number": SECRET}, "kind": "survivor-voice"},
         ("CS304", ("voices", "number"), "Use one of: fewer-than-11, 11-or-more.")),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_a_hint_that_can_be_followed(
    evidence: dict[str, Any], expected: tuple[str, tuple[Any, ...], str]
) -> None:
    assert problems({"ref": "doc-1", **evidence}) == [expected]


@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {"kind": "document", "bearing": "supports"},
        {"kind": "survivor-voice", "voices": VOICES},
        {"bearing": "counters"},
        {"bearing": "counters", "answer": "It was put right."},
        {"kind": "survivor-voice", "voices": VOICES, "bearing": "counters", "answer": "It was put right."},
    ],
)
def test_evidence_that_says_what_it_has_to_is_right(evidence: dict[str, Any]) -> None:
    assert problems({"ref": "doc-1", **evidence}) == []


def test_no_hint_repeats_what_stands_in_the_evidence() -> None:
    faulty = [
        {"ref": "doc-1", name: value}
        for name in ("kind", "bearing", "collected", "recorded", "expires", "voices", "answer", SECRET)
        for value in (SECRET, {SECRET: SECRET}, [SECRET], f"{SECRET}\n")
    ]
    found = [hint for evidence in faulty for _, _, hint in problems(evidence)]
    assert len(found) >= len(faulty)
    assert [hint for hint in found if SECRET in hint] == []


def test_an_older_version_knows_none_of_it() -> None:
    found = problems({"ref": "doc-1", "kind": "survivor-voice", "voices": VOICES}, "1.0")
    assert [(code, at) for code, at, _ in found] == [("CS302", ("kind",)), ("CS302", ("voices",))]


@pytest.mark.parametrize("value", [None, 1, True, [], {}, ["survivor-voice"], {"const": "survivor-voice"}, ""])
def test_what_is_no_word_at_all_asks_for_nothing_more(value: object) -> None:
    """As in the engine that the conditions are judged without: no value but the word itself opens one."""
    assert [code for code, _, _ in problems({"ref": "doc-1", "kind": value})] in (["CS303"], ["CS304"])


@pytest.mark.parametrize("case", ["status", "kind"])
def test_conditions_are_judged_as_the_engine_judges_them(case: str) -> None:
    schema = flat_schema("assessment", "1.1")
    engine = jsonschema.Draft202012Validator(schema, registry=Registry())
    words: list[Any] = [
        None,
        True,
        0,
        1.0,
        "",
        "met",
        "not-applicable",
        "not-assessed",
        "survivor-voice",
        "policy",
        [],
        {},
    ]
    for value in words:
        for more in ({}, {"voices": VOICES}, {"answer": "Yes."}, {"reason": "No."}, {"assessed_on": "2026-03-01"}):
            document = copy.deepcopy(DOCUMENT)
            finding = {"provision": "scs-2018.1.1.5", "status": "not-assessed", "evidence": [{"ref": "doc-1"}]}
            document["findings"] = [finding]
            place: Any = finding if case == "status" else finding["evidence"][0]
            place |= {case: value, **more}
            found = {problem.rule.partition(" /")[2] for problem in schema_problems(document, "assessment", "1.1")}
            expected = {
                "/".join(map(str, error.absolute_schema_path))
                for error in engine.iter_errors(document)
                if error.validator in ("required", "const") and "then" in error.absolute_schema_path
            }
            assert {rule.rpartition("/")[0] if rule[-1].isdigit() else rule for rule in found if "/then/" in rule} == (
                expected if isinstance(value, str) or case == "status" else expected - {_CONST_OF_KIND}
            )
