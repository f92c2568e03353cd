"""What we write as an OSCAL mapping collection, judged offline by NIST's schema; planted faults show that it sees.

The pattern of OSCAL's tokens has classes that Python's ``re`` does not know, so that jsonschema-rs judges here. The
schema does not hold anybody to the list of relationships, nor to references that lead somewhere: that is done below.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.exports import oscal_mapping
from care_standards.model import Crosswalk
from care_standards.testing import crosswalks
from care_standards.vocabularies import VOCABULARIES

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="NIST's schema needs it: pip install jsonschema-rs")

Json = dict[str, Any]
OSCAL = "http://csrc.nist.gov/ns/oscal"
OURS = "https://care-standards.invalid/terms/"
# The allowed values of OSCAL's metaschema, release 1.2.1, for relationships in OSCAL's own namespace.
RELATIONSHIPS = {"equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "no-relationship"}
DAY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def judge(judges_dir: Path) -> Callable[[Json], list[str]]:
    """Give a function that lists what NIST's schema has against a document; nothing is fetched."""
    schema = json.loads((judges_dir / "oscal_mapping_schema.json").read_text(encoding="utf-8"))
    assert schema["$id"].endswith("/1.2.1/oscal-mapping-schema.json")
    validator = jsonschema_rs.Draft7Validator(schema, validate_formats=True, offline=True)
    return lambda document: [error.message for error in validator.iter_errors(document)]


def maps(document: Json) -> Iterator[Json]:
    return (each for mapping in document["mapping-collection"]["mappings"] for each in mapping["maps"])


def misnamed(document: Json) -> list[str]:
    """List the relationships that OSCAL does not have, unless they are the one of ours, in our namespace."""
    return [
        each.get("relationship", "none") for each in maps(document)
        if not (each.get("ns", OSCAL) == OSCAL and each.get("relationship") in RELATIONSHIPS)
        and not (each.get("ns") == OURS and each.get("relationship") == "unknown")
    ]  # fmt: skip


def leading_nowhere(document: Json) -> list[str]:
    """List the references within the document that no resource answers."""
    collection = document["mapping-collection"]
    held = {f"#{resource['uuid']}" for resource in collection["back-matter"]["resources"]}
    used = {mapping[f"{side}-resource"]["href"] for mapping in collection["mappings"] for side in ("source", "target")}
    return sorted(used - held)


def uuids(value: Any) -> Iterator[str]:
    for name, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if name == "uuid":
            yield inner
        yield from uuids(inner)


def written(crosswalk: Crosswalk, **arguments: Any) -> Json:
    document: Json = json.loads(oscal_mapping.to_json(crosswalk, **{"last_modified": DAY, **arguments}).content)
    return document


def refused(document: Json, judge: Callable[[Json], list[str]]) -> list[str]:
    found = list(uuids(document))
    twice = [] if len(set(found)) == len(found) else ["a UUID stands there twice"]
    return [*judge(document), *misnamed(document), *leading_nowhere(document), *twice]


@pytest.mark.parametrize("crosswalk", cs.crosswalks(), ids=lambda crosswalk: crosswalk.id)
def test_shipped_crosswalks_are_mapping_collections(crosswalk: Crosswalk, judge: Callable[[Json], list[str]]) -> None:
    source, target = cs.load(crosswalk.source.edition), cs.load(crosswalk.target.edition)
    document = written(crosswalk, source=source, target=target)
    assert refused(document, judge) == []
    assert len(list(maps(document))) == len(crosswalk)
    said = [each["remarks"].startswith("Editorial:") for each in maps(document)]
    assert said == [row.origin == "editorial" for row in crosswalk.mappings]


@settings(max_examples=60)
@given(crosswalk=crosswalks().filter(len), words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_crosswalk_is_a_mapping_collection(
    crosswalk: Crosswalk, words: str, judge: Callable[[Json], list[str]]
) -> None:
    bibliography = tuple(
        attrs.evolve(each, title=words, url='https://example.org/"<>[%#a#b') for each in crosswalk.bibliography
    )
    crosswalk = attrs.evolve(crosswalk, note=words, bibliography=bibliography)
    assert refused(written(crosswalk), judge) == []


def everything() -> Crosswalk:
    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    words = VOCABULARIES["relation"]
    rows = tuple(
        attrs.evolve(row, relation=words[place % len(words)], matching=(None, "semantic", "functional")[place % 3])
        for place, row in enumerate(crosswalk.mappings)
    )
    reviewed = tuple(provision.id for provision in cs.load("scs-2018"))
    return attrs.evolve(crosswalk, mappings=rows, source=attrs.evolve(crosswalk.source, reviewed=reviewed))


def test_every_relation_has_its_word(judge: Callable[[Json], list[str]]) -> None:
    document = written(everything())
    assert refused(document, judge) == []
    assert {each["relationship"] for each in maps(document)} == RELATIONSHIPS | {"unknown"}
    assert all((each["relationship"] == "unknown") == ("ns" in each) for each in maps(document))
    assert set(oscal_mapping.RELATIONSHIPS.values()) == RELATIONSHIPS


def _first_map(document: Json) -> Json:
    return next(maps(document))


def _collection(document: Json) -> Json:
    collection: Json = document["mapping-collection"]
    return collection


FAULTS: dict[str, Callable[[Json], object]] = {
    "a relationship of nobody's": lambda document: _first_map(document).update(relationship="satisfies"),
    "our word in OSCAL's namespace": lambda document: _first_map(document).update(relationship="unknown", ns=OSCAL),
    "no relationship": lambda document: _first_map(document).pop("relationship"),
    "a relationship that is no token": lambda document: _first_map(document).update(relationship="equal to"),
    "a UUID of another version": lambda document: _first_map(document).update(
        uuid="0" * 8 + "-0000-1000-8000-" + "0" * 12
    ),
    "a UUID twice": lambda document: _first_map(document).update(uuid=_collection(document)["uuid"]),
    "no maps": lambda document: _collection(document)["mappings"][0].update(maps=[]),
    "no time zone": lambda document: _collection(document)["metadata"].update({"last-modified": "2026-03-01T09:30:00"}),
    "another method": lambda document: _collection(document)["provenance"].update(method="by hand"),
    "an end that leads nowhere": lambda document: _collection(document)["back-matter"]["resources"].pop(0),
    "a member of nobody's": lambda document: _collection(document).update(extra=1),
    "a prop with a break": lambda document: _first_map(document)["props"][0].update(value="a\nb"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_judges_see_planted_faults(fault: str, judge: Callable[[Json], list[str]]) -> None:
    good = written(everything())
    assert refused(good, judge) == []
    bad = copy.deepcopy(good)
    FAULTS[fault](bad)
    assert refused(bad, judge) != []


def test_text_is_shown_and_not_taken_for_markup(judge: Callable[[Json], list[str]]) -> None:
    from markdown_it import MarkdownIt

    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    hostile = "# *a* _b_ `c` <b>d</b> [e](f) &amp; 1. g\n- h\n2) i {{ insert: param, j }} ~k~ ^l^ \\m > n\n=== "
    row = attrs.evolve(crosswalk.mappings[0], rationale=hostile)
    document = written(attrs.evolve(crosswalk, mappings=(row,)))
    assert refused(document, judge) == []
    shown = MarkdownIt().render(_first_map(document)["remarks"])
    assert re.findall(r"<(?!/?p>)[^>]*>", shown) == []
    assert [tag for tag in ("<h1", "<em", "<code", "<li", "<a ", "<b>") if tag in shown] == []
