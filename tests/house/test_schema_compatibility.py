"""Within a major version, a newer schema accepts every document of each earlier minor one.

The proof is made by the engine of jsonschema-rs, of the flat schemas, with ``$schema`` and ``schema_version`` set
aside: they differ from version to version by design. A part that the engine cannot decide on needs a witness in
``schema_witnesses.json``: a person's reason, bound to what the part was and is; all else is proved. Changes that would
break a document are planted at every place of every schema, and each must be seen.
"""

import copy
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_standards.documents.schema_registry import VERSIONS, kinds_of

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: the proof cannot be made")

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
WITNESSES = Path(__file__).resolve().with_name("schema_witnesses.json")
SET_ASIDE: Final = ("$schema", "schema_version")
Schema = dict[str, Any]


def _major(version: str) -> str:
    return version.partition(".")[0]


PAIRS = [(old, new) for old, new in itertools.combinations(VERSIONS, 2) if _major(old) == _major(new)]
CASES = [(old, new, kind) for old, new in PAIRS for kind in kinds_of(old)]
over_cases = pytest.mark.parametrize(("old", "new", "kind"), CASES)


def content(version: str, kind: str) -> bytes:
    return (SCHEMAS / version / "bundle" / f"{kind}.schema.json").read_bytes()


def comparable(version: str, kind: str) -> Schema:
    """Give a flat schema without its name, and with what names the version set aside."""
    schema: Schema = json.loads(content(version, kind))
    del schema["$id"]
    for name in SET_ASIDE:
        schema["properties"][name] = True
    return schema


def witnessed(old: str, new: str, kind: str) -> Schema:
    """Give the newer schema as it is compared: with the older form of each part for which a witness stands."""
    before, after = comparable(old, kind), comparable(new, kind)
    for witness in witnesses():
        name = witness["part"]
        if (witness["old"], witness["new"]) == (old, new) and name in before["$defs"].keys() & after["$defs"].keys():
            assert ruling(after["$defs"][name]) == witness["after"], "the part has changed since: review it again"
            assert ruling(before["$defs"][name]) == witness["before"]
            after["$defs"][name] = before["$defs"][name]
    return after


def ruling(part: Schema) -> Schema:
    """Give what a part rules, without what it tells people."""
    return {keyword: value for keyword, value in part.items() if keyword not in ("title", "description", "examples")}


def verdict(new: Schema, old: Schema) -> str:
    """Say whether the newer schema accepts all that the older one does: yes, no or unknown."""
    answer = jsonschema_rs.canonicalize(new).covers(jsonschema_rs.canonicalize(old))
    return str(answer).rpartition(".")[2].lower()


def undecided_parts(new: Schema, old: Schema) -> list[str]:
    """Name the definitions of which nothing is proved, for whoever has to look."""

    def part(schema: Schema, name: str) -> Schema:
        return {"$schema": schema["$schema"], **schema["$defs"][name], "$defs": schema["$defs"]}

    return [
        name for name in old["$defs"] if name not in new["$defs"] or verdict(part(new, name), part(old, name)) != "yes"
    ]


def witnesses() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(WITNESSES.read_bytes())["witnesses"]
    return found


def test_there_is_an_earlier_minor_version_to_compare_with() -> None:
    assert ("1.0", "1.1") in PAIRS


@over_cases
def test_the_newer_schema_accepts_every_document_of_the_earlier_minor_version(old: str, new: str, kind: str) -> None:
    assert kind in kinds_of(new)
    before, after = comparable(old, kind), witnessed(old, new, kind)
    answer = verdict(after, before)
    assert answer == "yes", f"{kind} {new} may refuse what was right in {old}: {undecided_parts(after, before)}"


@pytest.mark.parametrize("witness", witnesses(), ids=lambda witness: witness["part"])
def test_a_witness_is_needed_gives_its_reason_and_speaks_of_a_form_of_text(witness: dict[str, Any]) -> None:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    assert verdict({**draft, **witness["after"]}, {**draft, **witness["before"]}) == "unknown"
    assert {k: v for k, v in witness["before"].items() if k != "pattern"} == {
        k: v for k, v in witness["after"].items() if k != "pattern"
    }
    assert len(witness["reason"]) > 40
    assert witness["reviewed_on"]
    holders = [kind for old, new, kind in CASES if witness["part"] in comparable(old, kind)["$defs"]]
    assert holders, "no schema has the part"


@pytest.mark.parametrize("witness", witnesses(), ids=lambda witness: witness["part"])
@given(data=st.data())
def test_what_a_witness_says_is_so(witness: dict[str, Any], data: st.DataObject) -> None:
    """For any text: what the older form takes, the newer one takes too."""
    text = data.draw(st.from_regex(witness["before"]["pattern"]))
    if jsonschema_rs.is_valid(witness["before"], text):
        assert jsonschema_rs.is_valid(witness["after"], text)


# ---- the gate closes


def places(schema: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Schema]]:
    """Give every schema inside a schema that holds for all documents, with the way to it; conditions are left out."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    for keyword in ("properties", "patternProperties", "$defs"):
        for name, child in schema.get(keyword, {}).items():
            yield from places(child, (*at, keyword, name))
    yield from places(schema.get("items"), (*at, "items"))


def _put(keyword: str, value: Any) -> Callable[[Schema], None]:
    def change(schema: Schema) -> None:
        schema[keyword] = value

    return change


def _without(name: str) -> Callable[[Schema], None]:
    def change(schema: Schema) -> None:
        schema["properties"] = {other: inner for other, inner in schema["properties"].items() if other != name}
        schema["required"] = [other for other in schema.get("required", ()) if other != name]

    return change


def breaking(at: tuple[Any, ...], schema: Schema) -> Iterator[tuple[str, Callable[[Schema], None]]]:
    """Give changes of one schema each of which refuses something it accepted."""
    members = [name for name in schema.get("properties", ()) if at or name not in SET_ASIDE]
    required = schema.get("required", [])
    for name in members:
        yield "property removed", _without(name)
        if name not in required:
            yield "required added", _put("required", [*required, name])
    if "enum" in schema:
        yield "word removed", _put("enum", schema["enum"][1:])
    for keyword, step in (("maxLength", -1), ("minLength", 1), ("maximum", -1), ("minimum", 1)):
        if keyword in schema:
            yield f"{keyword} tightened", _put(keyword, schema[keyword] + step)
    if "pattern" in schema:
        yield "pattern narrowed", _put("pattern", f"^a{schema['pattern'][1:]}")
    if schema.get("type") == "array":
        yield "minItems added", _put("minItems", schema.get("minItems", 0) + 1)
        if not schema.get("uniqueItems"):
            yield "uniqueItems added", _put("uniqueItems", True)
    if isinstance(schema.get("type"), str):
        yield "type changed", _put("type", "null")


def planted(schema: Schema, known: Schema) -> Iterator[tuple[str, tuple[Any, ...], Schema]]:
    """Give copies of a newer schema with one breaking change each, at a place the older one has too."""
    older = dict(places(known))
    for at, inner in places(schema):
        if at not in older:
            continue
        for what, change in breaking(at, inner):
            changed = dict(inner)
            change(changed)
            gone = older[at].get("properties", {}).keys() - changed.get("properties", {}).keys()
            if what != "property removed" or gone:  # a new member is not yet in any document
                yield what, at, with_in_place(schema, at, changed)


def with_in_place(schema: Any, at: tuple[Any, ...], inner: Schema) -> Any:
    """Give a copy of a schema with another one at a place inside it; all that is not on the way is shared."""
    if not at:
        return inner
    return {**schema, at[0]: with_in_place(schema[at[0]], at[1:], inner)}


def test_a_breaking_change_is_seen_wherever_it_is_planted() -> None:
    seen: Counter[str] = Counter()
    for old, new, kind in CASES:
        before = comparable(old, kind)
        judge = jsonschema_rs.canonicalize(before)
        for what, at, changed in planted(witnessed(old, new, kind), before):
            answer = jsonschema_rs.canonicalize(changed).covers(judge)
            assert str(answer).rpartition(".")[2].lower() != "yes", f"{kind} {new}: {what} at /{'/'.join(map(str, at))}"
            seen[what] += 1
    assert len(seen) == 11
    assert min(seen.values()) >= 5
    assert seen.total() > 500


def test_a_condition_that_bites_older_documents_is_seen() -> None:
    before = comparable("1.0", "assessment")
    after = comparable("1.1", "assessment")
    when = {"type": "object", "properties": {"status": {"const": "met"}}, "required": ["status"]}
    then = {"type": "object", "properties": {"confidence": True}, "required": ["confidence"]}
    after["$defs"]["Finding"]["allOf"].append({"if": when, "then": then})
    assert verdict(after, before) != "yes"
    assert undecided_parts(after, before) == ["Finding"]


def test_what_only_adds_is_let_through() -> None:
    before = comparable("1.0", "assessment")
    after = copy.deepcopy(before)
    after["properties"]["weather"] = {"type": "string", "maxLength": 9}
    after["$defs"]["finding_status"]["enum"].append("to-be-met")
    after["$defs"]["Finding"]["properties"]["note"]["maxLength"] += 1
    after["required"].remove("findings")
    assert verdict(after, before) == "yes"
    assert verdict(before, after) != "yes"
