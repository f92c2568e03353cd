"""The official suite of JSON Schema, cut down to the keywords our schemas use: both engines, as they are used here.

Three judges take it: the general validator of the reference engine, that validator as it is narrowed for our schemas,
and the fast engine with its eased patterns. What one of them is not asked is left out by a rule with a reason, and a
rule that leaves out nothing the judge would get wrong fails too.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from care_standards.documents import fast_validation, validation
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, VERSIONS, flat_schema, kinds_of
from care_standards.documents.wording import KEYWORDS

pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: there is one engine only")

Judge = Callable[[dict[str, Any]], Any]

MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
DATA = ("const", "enum", "examples", "default", "required")
NOT_JUDGED = {"$schema", "$id", "$defs", "title", "description", "examples"}
A_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)"


class Case(NamedTuple):
    """One question of the suite, and where it stands."""

    file: str
    group: str
    schema: dict[str, Any]
    instance: Any
    valid: bool


def schemas_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Give every schema inside a schema that is an object."""
    if isinstance(schema, dict):
        yield schema
        for keyword, value in schema.items():
            inner = value.values() if keyword in MAPS else () if keyword in DATA else (value,)
            for each in inner:
                yield from schemas_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from schemas_in(each)


def keywords_of(schema: Any) -> set[str]:
    return {keyword for inner in schemas_in(schema) for keyword in inner}


OURS = frozenset(
    keyword
    for kind, version in [*((k, v) for v in VERSIONS for k in kinds_of(v)), (LINK_ROW, CURRENT)]
    for keyword in keywords_of(flat_schema(kind, version))
)


@pytest.fixture(scope="module")
def suite(judges_dir: Path) -> list[Case]:
    folder = judges_dir / "json-schema-test-suite" / "tests" / "draft2020-12"
    return [
        Case(path.stem, group["description"], group["schema"], test["data"], test["valid"])
        for path in [*sorted(folder.glob("*.json")), folder / "optional" / "format" / "date.json"]
        for group in json.loads(path.read_bytes())
        if isinstance(group["schema"], dict) and keywords_of(group["schema"]) <= OURS
        for test in group["tests"]
    ]


# ---- the judges


def general(schema: dict[str, Any]) -> Any:
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]), registry=Registry())


def narrowed(schema: dict[str, Any]) -> Any:
    """The validator of our documents; beside the format of a day it always finds a pattern."""
    return validation.validator_of(_with_the_pattern_of_a_day(schema))


def _with_the_pattern_of_a_day(schema: dict[str, Any]) -> dict[str, Any]:
    return {"pattern": A_DAY, **schema} if schema.get("format") == "date" else schema


JUDGES: dict[str, Judge] = {"general": general, "narrowed": narrowed, "fast": fast_validation.validator_of}


def says(judge: Judge, case: Case) -> bool | None:
    """Give what a judge says of a case; None where it cannot say anything."""
    try:
        return bool(judge(case.schema).is_valid(case.instance))
    except Exception:
        return None


# ---- what they are not asked


def needs_fetching(case: Case) -> bool:
    """Nothing is ever fetched, and no schema of ours is in several files."""
    if case.file == "refRemote":
        return True
    detached = "$ref to $dynamicRef finds detached $dynamicAnchor"
    return (case.file, case.group) == ("dynamicRef", detached) or case.file == "vocabulary"


def asserts_no_format(case: Case) -> bool:
    """Days are held to, and no other format is known: by default the suite takes all of them for notes."""
    formats = {inner["format"] for inner in schemas_in(case.schema) if "format" in inner}
    return bool(formats - {"date"}) or (case.file == "format" and bool(formats))


def has_another_reference(case: Case) -> bool:
    """Our schemas refer to their own $defs, whose names need no escape, and to nothing else."""
    references = [inner["$ref"] for inner in schemas_in(case.schema) if isinstance(inner.get("$ref"), str)]
    return not all(re.fullmatch(r"#/\$defs/[A-Za-z_]+", reference) for reference in references)


def has_a_condition_of_another_shape(case: Case) -> bool:
    """Our conditions ask whether members are there and what word they have."""
    asked = [inner["if"] for inner in schemas_in(case.schema) if "if" in inner]
    return any(not isinstance(words, dict) or "required" not in words for words in asked)


def compares_more_than_texts(case: Case) -> bool:
    """Our lists without repetition are lists of texts; a value of another type in them is reported as such."""
    unique = any("uniqueItems" in inner for inner in schemas_in(case.schema))
    return unique and not (isinstance(case.instance, list) and all(isinstance(item, str) for item in case.instance))


def has_a_pattern_that_python_cannot_read(case: Case) -> bool:
    r"""The rules of our schemas forbid \p and every other escape but that of the full stop."""
    return any(r"\p" in pattern for inner in schemas_in(case.schema) for pattern in _patterns(inner))


def _patterns(schema: dict[str, Any]) -> list[str]:
    found = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    return [*found, *schema.get("patternProperties", ())]


NOT_ASKED: dict[str, tuple[Callable[[Case], bool], ...]] = {
    "general": (needs_fetching, asserts_no_format, has_a_pattern_that_python_cannot_read),
    "narrowed": (
        needs_fetching, asserts_no_format, has_another_reference, has_a_condition_of_another_shape,
        compares_more_than_texts, has_a_pattern_that_python_cannot_read,
    ),
    "fast": (needs_fetching, asserts_no_format),
}  # fmt: skip
AT_LEAST = {"general": 500, "narrowed": 420, "fast": 500}
every_judge = pytest.mark.parametrize("name", JUDGES)


def asked(name: str, suite: list[Case]) -> list[Case]:
    return [case for case in suite if not any(rule(case) for rule in NOT_ASKED[name])]


@every_judge
def test_every_answer_is_the_official_one(name: str, suite: list[Case]) -> None:
    cases = asked(name, suite)
    wrong = [(case.file, case.group, case.instance) for case in cases if says(JUDGES[name], case) != case.valid]
    assert wrong == []
    assert len(cases) >= AT_LEAST[name]
    assert {case.valid for case in cases} == {True, False}


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, rules in NOT_ASKED.items() for rule in rules])
def test_nothing_is_left_out_that_would_be_answered(name: str, rule: Callable[[Case], bool], suite: list[Case]) -> None:
    """A rule stands only as long as, by itself, it keeps wrong answers away."""
    others = [other for other in NOT_ASKED[name] if other is not rule]
    left_out = [case for case in suite if rule(case) and not any(other(case) for other in others)]
    assert any(says(JUDGES[name], case) != case.valid for case in left_out)


@pytest.mark.parametrize("keyword", sorted(KEYWORDS - {"maxItems"}))
def test_every_keyword_that_can_be_broken_is_asked_of_every_judge(keyword: str, suite: list[Case]) -> None:
    for name in JUDGES:
        cases = [case for case in asked(name, suite) if keyword in keywords_of(case.schema)]
        assert {case.valid for case in cases} == {True, False}, name


def _without(keyword: str, schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without(keyword, item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for name, value in schema.items():
        if name in MAPS:
            kept[name] = {each: _without(keyword, inner) for each, inner in value.items()}
        elif name in DATA:
            kept[name] = value
        else:
            kept[name] = _without(keyword, value)
    kept.pop(keyword, None)
    return kept


@pytest.mark.parametrize(
    ("name", "keyword"),
    # The suite has no condition of the shape of ours; for those see below.
    [(n, k) for n in JUDGES for k in sorted(OURS - NOT_JUDGED - ({"if", "then"} if n == "narrowed" else set()))],
)
def test_a_judge_that_does_not_know_a_keyword_is_found_out(name: str, keyword: str, suite: list[Case]) -> None:
    def spoilt(schema: dict[str, Any]) -> Any:
        return JUDGES[name](_without(keyword, _with_the_pattern_of_a_day(schema)))

    cases = [case for case in asked(name, suite) if keyword in keywords_of(case.schema)]
    assert any(says(spoilt, case) != case.valid for case in cases)


def has_the_schema_false(case: Case) -> bool:
    """Ours forbid by ``additionalProperties`` alone, and of other ways engines tell in different ways."""
    values = [
        value
        for schema in schemas_in(case.schema)
        for keyword, held in schema.items()
        if keyword not in (*DATA, "additionalProperties", "uniqueItems")
        for value in (held.values() if keyword in MAPS else held if isinstance(held, list) else (held,))
    ]
    return any(value is False for value in values)


def test_both_engines_find_the_same_places(suite: list[Case]) -> None:
    """Not only the verdict: the paths of the values are equal too, of every case that both are asked."""
    cases = [case for case in asked("narrowed", suite) if not has_the_schema_false(case)]
    for case in cases:
        schema = _with_the_pattern_of_a_day(case.schema)
        reference = {tuple(error.absolute_path) for error in narrowed(schema).iter_errors(case.instance)}
        fast = {tuple(error.instance_path) for error in JUDGES["fast"](schema).iter_errors(case.instance)}
        assert reference == fast, (case.file, case.group, case.instance)
    assert len(cases) >= 400


# ---- conditions, of which the suite has none of our shape


def _conditions() -> Iterator[dict[str, Any]]:
    for words in (True, {"const": "x"}, {"enum": ["x", "y"]}):
        for name in ("a", "b"):
            condition = {"type": "object", "properties": {"a": words}, "required": ["a"]}
            then = {"type": "object", "properties": {name: {"const": "z"} if name == "b" else True}, "required": ["b"]}
            yield {"allOf": [{"if": condition, "then": then}]}


INSTANCES = [
    None, "x", [], {}, *({"a": a} for a in ("x", "y", "z", None, ["x"], {}, 1, True)),
    *({"a": a, "b": b} for a in ("x", "z", 1) for b in ("z", "x", None, 0)), {"b": "z"},
]  # fmt: skip


def test_conditions_of_our_shape_are_judged_alike() -> None:
    answers: list[bool] = []
    for schema in _conditions():
        for instance in INSTANCES:
            case = Case("", "", schema, instance, bool(says(general, Case("", "", schema, instance, True))))
            assert [says(judge, case) for judge in JUDGES.values()] == [case.valid] * len(JUDGES), case
            answers.append(case.valid)
    assert min(answers.count(True), answers.count(False)) > 30
