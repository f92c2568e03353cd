"""The shipped data: what they hold, and that they agree with themselves."""

import importlib.util
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs
import pytest
import rfc8785

from care_standards.model import Concordance, Crosswalk, Edition, GlossaryEntry, Publication, RegistryEntry, Source

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "care_standards" / "data"
LOCK = ROOT / "tests" / "house" / "registry.lock"

# Provisional because the place in the book is unknown, or because the item itself is in doubt.
PLACE_UNKNOWN = {
    "scs-2015.s1",
    "scs-2015.s2",
    "scs-2018.1.1.10",
    "scs-2018.annex.1",
    "scs-2018.health.s1",
    "scs-2018.health.s2",
    "scs-2018.health.s3",
    "scs-2025.childrens-annex",
    "scs-2025.work-skills-education",
}


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("data_tool", ROOT / "tools" / "data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def _load(name: str) -> Any:
    return json.loads((DATA / name).read_bytes())


def _folder(kind: str) -> dict[str, Any]:
    return {path.stem: json.loads(path.read_bytes()) for path in sorted((DATA / kind).glob("*.json"))}


tool = _tool()
PUBLICATIONS = _folder("publications")
EDITIONS = _folder("editions")
CROSSWALKS = _folder("crosswalks")
CONCORDANCES = _folder("concordances")
SOURCES = _load("sources.json")["sources"]
GLOSSARY = _load("glossary.json")["glossary"]
REGISTRY = _load("registry.json")["entries"]
RECORDS = {record["id"]: record for publication in PUBLICATIONS.values() for record in publication["editions"]}
PROVISIONS = {p["id"]: p for edition in EDITIONS.values() for p in edition["provisions"]}


def _digest(value: Any) -> str:
    return f"sha256:{sha256(rfc8785.dumps(value)).hexdigest()}"


def _named(value: Any, name: str) -> list[Any]:
    """Every value that stands under a member name, at any depth."""
    if isinstance(value, list):
        return [found for item in value for found in _named(item, name)]
    if not isinstance(value, dict):
        return []
    here = [value[name]] if name in value else []
    return here + [found for item in value.values() for found in _named(item, name)]


# ---- how much there is


def test_everything_is_there() -> None:
    assert len(PUBLICATIONS) == 17
    assert len(EDITIONS) == 26
    assert sum(len(edition["provisions"]) for edition in EDITIONS.values()) == len(PROVISIONS) == 377
    assert len(CROSSWALKS) == 25
    assert sum(len(crosswalk["mappings"]) for crosswalk in CROSSWALKS.values()) == 188
    assert [concordance["completeness"] for concordance in CONCORDANCES.values()] == ["partial"] * 3
    assert sum(len(publication.get("events", ())) for publication in PUBLICATIONS.values()) == 26
    assert len(GLOSSARY) == 59
    assert len(SOURCES) == 94


def test_the_edition_of_2018_is_honestly_partial() -> None:
    completeness = EDITIONS["scs-2018"]["completeness"]
    assert (completeness["level"], completeness["provisions"]) == ("partial", 44)
    assert completeness["known_gaps"]


def test_no_edition_claims_to_be_complete() -> None:
    levels = {id: edition["completeness"]["level"] for id, edition in EDITIONS.items()}
    assert "complete" not in levels.values()
    empty = {id for id, edition in EDITIONS.items() if not edition["provisions"]}
    assert {id for id, level in levels.items() if level == "register-only"} == empty


def test_every_concordance_answers_unknown_by_default() -> None:
    assert {concordance["default"]["kind"] for concordance in CONCORDANCES.values()} == {"unknown"}


def test_no_crosswalk_claims_a_review_as_a_whole() -> None:
    assert not [id for id, crosswalk in CROSSWALKS.items() if _named(crosswalk, "reviewed")]


# ---- agreement


def test_the_tool_finds_nothing() -> None:
    assert tool.problems(DATA, LOCK) == []


def test_every_source_key_is_registered_and_every_fact_has_a_source() -> None:
    keys = [source["key"] for source in SOURCES]
    assert len(set(keys)) == len(keys)
    everything = [PUBLICATIONS, EDITIONS, CROSSWALKS, CONCORDANCES, GLOSSARY]
    lists = _named(everything, "sources")
    assert all(lists)
    used = {key for named in (*lists, *_named(everything, "linked_from")) for key in named}
    assert used <= set(keys)


def test_the_registry_lists_every_id_once() -> None:
    registered = [entry["id"] for entry in REGISTRY]
    assert len(set(registered)) == len(registered) == 420
    current = {entry["id"] for entry in REGISTRY if entry.get("status") != "retired"}
    assert current == {*PUBLICATIONS, *EDITIONS, *PROVISIONS}
    assert set(RECORDS) == set(EDITIONS)


def test_provisional_ids_follow_from_the_rule() -> None:
    """An id is provisional if its number was guessed, or counted in a text that was not read whole, or listed."""
    expected = set(PLACE_UNKNOWN)
    for edition in EDITIONS.values():
        confirmed = [p["id"].split(".") for p in edition["provisions"] if p["notation_status"] == "confirmed"]
        for p in edition["provisions"]:
            path = p["id"].split(".")
            borne_out = any(other != path and other[: len(path)] == path for other in confirmed)
            if p["notation_status"].startswith("inferred") and not borne_out:
                expected.add(p["id"])
            above = PROVISIONS.get(p.get("parent", ""))
            counted = re.fullmatch("[prs][0-9]+", path[-1]) and "notation" not in p
            if counted and (above is None or above["text_status"] != "verified"):
                expected.add(p["id"])
    current = [entry for entry in REGISTRY if entry.get("status") != "retired"]
    assert {entry["id"] for entry in current if entry.get("provisional")} == expected
    assert len(expected) == 36


def test_parents_exist_and_come_first() -> None:
    for edition in EDITIONS.values():
        seen: set[str] = set()
        for provision in edition["provisions"]:
            assert provision.get("parent") is None or provision["parent"] in seen, provision["id"]
            assert provision["id"].startswith(f"{edition['id']}.")
            seen.add(provision["id"])


def test_every_end_exists() -> None:
    for crosswalk in CROSSWALKS.values():
        for row in crosswalk["mappings"]:
            for side in ("source", "target"):
                assert row[side] in PROVISIONS or row[side] == crosswalk[side]["edition"]
                assert row[side].split(".")[0] == crosswalk[side]["edition"]
    for concordance in CONCORDANCES.values():
        for side in ("old", "new"):
            ends = [id for change in concordance["changes"] for id in change[side]]
            assert all(id in PROVISIONS and id.split(".")[0] == concordance[side]["edition"] for id in ends)
        touched = [a["provision"] for change in concordance["changes"] for a in change.get("affected", ())]
        assert all(id in PROVISIONS for id in touched)


def test_records_repeat_the_completeness_title_and_rights_of_their_edition() -> None:
    for id, record in RECORDS.items():
        for name in ("completeness", "title", "rights"):
            assert record[name] == EDITIONS[id][name], id


def test_successions_point_both_ways() -> None:
    for id, record in RECORDS.items():
        if "superseded_by" in record:
            assert RECORDS[record["superseded_by"]]["supersedes"] == id
        if "supersedes" in record:
            assert RECORDS[record["supersedes"]]["superseded_by"] == id


def test_nothing_holds_the_publishers_wording() -> None:
    everything = [PUBLICATIONS, EDITIONS, CROSSWALKS, CONCORDANCES, SOURCES, GLOSSARY]
    assert _named(everything, "text") == []
    assert set(_named(everything, "sharing")) == {"shareable"}


def test_nothing_is_null_or_empty_where_it_could_be_left_out() -> None:
    required = {"provisions", "old", "new", "changes", "mappings", "sources"}

    def walk(value: Any, name: str) -> None:
        assert value not in (None, "", {}), name
        assert value != [] or name in required, name
        for member, below in value.items() if isinstance(value, dict) else ():
            walk(below, member)
        for below in value if isinstance(value, list) else ():
            walk(below, "item")

    for everything in (PUBLICATIONS, EDITIONS, CROSSWALKS, CONCORDANCES):
        walk(everything, "")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Publication, PUBLICATIONS.values()),
        (Edition, EDITIONS.values()),
        (Crosswalk, CROSSWALKS.values()),
        (Concordance, CONCORDANCES.values()),
        (Source, SOURCES),
        (GlossaryEntry, GLOSSARY),
        (RegistryEntry, REGISTRY),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_members_are_those_of_the_model_in_its_order(model: type, values: Any) -> None:
    fields = [field for field in attrs.fields(model) if field.init]
    order = ["$schema", "schema_version", "kind", *(field.name for field in fields)]
    required = {field.name for field in fields if field.default is attrs.NOTHING}
    for value in values:
        assert list(value) == [name for name in order if name in value]
        assert required <= set(value)


def test_digests_hold() -> None:
    """A digest is the SHA-256 of the canonical form, without wording; rows pin every end that is a provision."""
    for edition in EDITIONS.values():
        content = {n: v for n, v in edition.items() if n not in ("$schema", "schema_version", "digest")}
        assert edition["digest"] == _digest(content)
    pins = 0
    for crosswalk in CROSSWALKS.values():
        for row in crosswalk["mappings"]:
            for side in ("source", "target"):
                end = PROVISIONS.get(row[side])
                assert row.get(f"{side}_digest") == (end and _digest(end))
                pins += end is not None
    assert pins == 358
