"""The rules by which the schemas are written, so that every validator in every language reads them alike."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
AUTHORED = sorted(SCHEMAS.glob("*/*.schema.json"))
FLAT = sorted(SCHEMAS.glob("*/bundle/*.schema.json"))
DRAFT_07 = sorted(SCHEMAS.glob("*/bundle/draft-07/*.schema.json"))
EVERY = [*AUTHORED, *FLAT, *DRAFT_07]

ANNOTATIONS = {"title", "description", "examples"}
KEYWORDS = ANNOTATIONS | {
    "$schema", "$id", "$ref", "$defs", "definitions", "type", "properties", "patternProperties", "additionalProperties",
    "required", "items", "minItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "format",
    "enum", "const", "allOf", "if", "then",
}  # fmt: skip
PATTERN_END = r"$(?!\n)"


def _name(path: Path) -> str:
    return path.relative_to(SCHEMAS).as_posix().removesuffix(".schema.json")


def over(paths: list[Path]) -> Any:
    return pytest.mark.parametrize("path", paths, ids=_name)


def read(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_bytes())
    return schema


def walk(schema: Any, at: str = "#", condition: bool = False) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Give every schema inside a schema with its place, and whether it is part of a condition."""
    if not isinstance(schema, dict):
        assert schema in (True, False), at
        return
    yield at, schema, condition
    for keyword, value in schema.items():
        if keyword in ("properties", "patternProperties", "$defs", "definitions"):
            for name, child in value.items():
                yield from walk(child, f"{at}/{keyword}/{name}", condition)
        elif keyword in ("items", "additionalProperties"):
            yield from walk(value, f"{at}/{keyword}", condition)
        elif keyword in ("if", "then"):
            yield from walk(value, f"{at}/{keyword}", True)
        elif keyword == "allOf":
            for number, child in enumerate(value):
                yield from walk(child, f"{at}/{keyword}/{number}", True)


def registry(version: str) -> Registry[Any]:
    found = (read(path) for path in AUTHORED if path.parent.name == version)
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in found)


def test_there_is_something_to_check() -> None:
    assert (len(AUTHORED), len(FLAT), len(DRAFT_07)) == (8 + 11, 7 + 10, 7 + 10)  # of 1.0 and of 1.1


@over([*AUTHORED, *FLAT])
def test_the_metaschema_of_2020_12_accepts_it(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(read(path))
    assert read(path)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@over(DRAFT_07)
def test_the_metaschema_of_draft_07_accepts_it(path: Path) -> None:
    jsonschema.Draft7Validator.check_schema(read(path))
    assert read(path)["$schema"] == "http://json-schema.org/draft-07/schema#"


@over(EVERY)
def test_it_uses_only_keywords_on_which_validators_agree(path: Path) -> None:
    for at, schema, _ in walk(read(path)):
        assert schema.keys() <= KEYWORDS, at
        assert ("$defs" in schema or "definitions" in schema) <= (at == "#"), at
        assert not ("$id" in schema and at != "#"), at


@over(EVERY)
def test_only_findings_evidence_and_link_rows_have_conditions(path: Path) -> None:
    for at, schema, condition in walk(read(path)):
        if "allOf" in schema:
            assert at.endswith(("/Finding", "/Evidence")) or (at == "#" and path.name == "link-row.schema.json")
            assert all(set(part) == {"if", "then"} for part in schema["allOf"])
        assert ("if" in schema or "then" in schema) <= condition, at


@over(EVERY)
def test_a_condition_asks_for_nothing_but_members_and_their_words(path: Path) -> None:
    """The library judges conditions by itself, for speed, and knows no others."""
    for at, schema, _ in walk(read(path)):
        for part in schema.get("allOf", ()):
            asked = part["if"]
            assert asked.keys() == {"type", "properties", "required"}, at
            assert asked["type"] == "object", at
            assert asked["required"] == list(asked["properties"]), at
            for words in asked["properties"].values():
                assert words is True or words.keys() in ({"const"}, {"enum"}), at
                assert words is True or all(isinstance(w, str) for w in words.get("enum", [words.get("const", "")])), at


@over(EVERY)
def test_every_object_is_closed_and_extensions_alone_are_open(path: Path) -> None:
    for at, schema, condition in walk(read(path)):
        if condition:
            continue
        described = {"properties", "patternProperties", "additionalProperties", "required"} & schema.keys()
        assert bool(described) <= (schema.get("type") == "object" or path.stem == "common.schema"), at
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, at
            assert ("patternProperties" in schema) == at.endswith("/extensions"), at
            assert set(schema.get("required", ())) <= set(schema.get("properties", ())), at
            assert [n for n in schema.get("properties", ()) if n in schema.get("required", ())] == schema.get(
                "required", []
            ), at


@over(EVERY)
def test_beside_a_reference_there_are_annotations_only(path: Path) -> None:
    """Draft-07 ignores what stands beside a reference; so nothing may stand there that a verdict depends on."""
    for at, schema, _ in walk(read(path)):
        if "$ref" in schema:
            assert schema.keys() <= ANNOTATIONS | {"$ref"}, at


@over([*FLAT, *DRAFT_07])
def test_a_bundle_refers_to_itself_only_and_holds_nothing_it_does_not_use(path: Path) -> None:
    schema = read(path)
    holder = "definitions" if path in DRAFT_07 else "$defs"
    targets = {inner["$ref"] for _, inner, _ in walk(schema) if "$ref" in inner}
    assert targets == {f"#/{holder}/{name}" for name in schema[holder]}
    assert ("$defs" if path in DRAFT_07 else "definitions") not in schema


@over(AUTHORED)
def test_an_authored_reference_resolves_to_the_file_itself_or_the_common_one(path: Path) -> None:
    schema, common = read(path), read(path.with_name("common.schema.json"))
    for at, inner, _ in walk(schema):
        if "$ref" in inner:
            file, _, name = inner["$ref"].partition("#/$defs/")
            assert file in ("", "common.schema.json"), at
            assert name in (common if file else schema)["$defs"], at


def test_every_common_definition_is_used() -> None:
    for path in SCHEMAS.glob("*/common.schema.json"):
        used = {
            inner["$ref"].rpartition("/")[2]
            for other in AUTHORED
            if other.parent == path.parent
            for _, inner, _ in walk(read(other))
            if "$ref" in inner
        }
        assert set(read(path)["$defs"]) <= used


@over(EVERY)
def test_every_property_has_a_title_a_description_and_an_example(path: Path) -> None:
    for at, schema, condition in walk(read(path)):
        if condition:
            continue
        if at.rpartition("/")[0].endswith(("/properties", "/$defs", "/definitions")):
            assert re.fullmatch(r"[A-Z][^.]*", schema["title"]), at
            assert re.fullmatch(r"[A-Z].{8,}\.", schema["description"]), at
        for name, member in schema.get("properties", {}).items():
            assert len(member["examples"]) >= 1, f"{at}/{name}"


@over(AUTHORED)
def test_every_example_is_valid_where_it_stands(path: Path) -> None:
    schema = read(path)
    known = registry(path.parent.name)
    dates = jsonschema.FormatChecker(["date"])
    for at, inner, _ in walk(schema):
        if "examples" not in inner:
            continue
        target = {"$ref": f"{schema['$id']}{at.replace('~', '~0')}"}
        validator = jsonschema.Draft202012Validator(target, registry=known, format_checker=dates)
        for example in inner["examples"]:
            assert [error.message for error in validator.iter_errors(example)] == [], at


@over(EVERY)
def test_every_pattern_means_the_same_in_python_javascript_and_rust(path: Path) -> None:
    for at, schema, _ in walk(read(path)):
        patterns = [*schema.get("patternProperties", ()), *([schema["pattern"]] if "pattern" in schema else ())]
        for pattern in patterns:
            assert pattern.startswith("^"), at
            assert pattern.endswith(PATTERN_END), at
            assert pattern.isascii(), at
            body = pattern.removesuffix(PATTERN_END)
            assert set(re.findall(r"\\(.)", body)) <= {"."}, f"{at}: an escape that languages read in different ways"
            assert not re.search(r"\(\?(?!=|!|:)", body), f"{at}: a group that languages write in different ways"
            re.compile(pattern, re.ASCII)


@over(EVERY)
def test_every_format_has_a_pattern_beside_it(path: Path) -> None:
    for at, schema, _ in walk(read(path)):
        if "format" in schema:
            assert schema["format"] == "date", at
            assert "pattern" in schema, at


@over(EVERY)
def test_text_and_numbers_are_bounded(path: Path) -> None:
    for at, schema, _ in walk(read(path)):
        if schema.get("type") == "string":
            bounded = {"enum", "const", "maxLength", "pattern"} & schema.keys()
            assert bounded, at
            assert bounded != {"maxLength"} or schema.get("minLength") == 1 or at.endswith("/pointer"), at
        if schema.get("type") in ("integer", "number"):
            assert schema["type"] == "integer", at
            assert schema["minimum"] in (0, 1), at
            assert schema["maximum"] == 2**53 - 1, at


@over(AUTHORED)
def test_a_closed_list_explains_each_of_its_words(path: Path) -> None:
    for at, schema, condition in walk(read(path)):
        if "enum" in schema and not condition:
            explained = re.findall(r"(?:^|[.;] )([a-z0-9]+(?:[-_][a-z0-9]+)*): ", schema["description"])
            assert explained == schema["enum"], at


@over([path for path in EVERY if path.name.startswith(("assessment", "link-row"))])
def test_an_assessment_and_a_link_row_have_no_member_for_a_person(path: Path) -> None:
    words = re.compile(
        r"surname|forename|first_name|birth|dob|gender|e?mail|phone|nationality|address|postcode|location"
    )
    names = {name for _, schema, _ in walk(read(path)) for name in schema.get("properties", ())}
    assert names
    assert [name for name in names if words.search(name)] == []
    holders = [at for at, schema, _ in walk(read(path)) if "name" in schema.get("properties", ())]
    wanted = ["Producer"] if path.name.startswith("assessment") else []  # the name of a program
    assert [at.rpartition("/")[2] for at in holders] == wanted
