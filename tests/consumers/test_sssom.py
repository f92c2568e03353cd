"""What we write as SSSOM, judged offline by the JSON Schema of SSSOM itself; planted faults show that it sees.

A table is taken apart by PyYAML and the csv module of Python, not by our own reader, and put into the JSON form.
"""

import copy
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from jsonschema import Draft201909Validator
from referencing import Registry

import care_standards as cs
from care_standards.exports import sssom
from care_standards.exports.sssom_words import KNOWN_SLOTS, RELEVANT_ONLY
from care_standards.model import Crosswalk
from care_standards.testing import crosswalks
from care_standards.vocabularies import VOCABULARIES

yaml = pytest.importorskip("yaml", reason="PyYAML reads the metadata block: python -m pip install pyyaml")

Json = dict[str, Any]
LISTS = {"curation_rule_text"}
NUMBERS = {"confidence"}


@pytest.fixture(scope="session")
def schema(judges_dir: Path) -> Json:
    loaded: Json = json.loads((judges_dir / "sssom_schema.schema.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def judge(schema: Json) -> Callable[[Json], list[str]]:
    """Give a function that lists where a mapping set breaks the schema; nothing is fetched."""
    Draft201909Validator.check_schema(schema)
    # The top of the schema lets any object pass: what is to be judged is the class of mapping sets.
    root = {"$schema": schema["$schema"], "$ref": "#/$defs/MappingSet", "$defs": schema["$defs"]}
    validator = Draft201909Validator(root, registry=Registry())
    return lambda document: [error.json_path for error in validator.iter_errors(document)]


def as_json(table: str) -> Json:
    """Take a table apart as a stranger would: standard slots, and the extensions that the set declares left out."""
    lines = table.split("\n")
    above = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    document: Json = yaml.safe_load("\n".join(line[1:] for line in lines[:above]))
    declared = {each["slot_name"] for each in document["extension_definitions"]}
    document = {name: value for name, value in document.items() if name not in declared}
    body = io.StringIO("\n".join(lines[above:]), newline="")
    document["mappings"] = []
    for row in csv.DictReader(body, delimiter="\t", strict=True):
        cells = {name: cell for name, cell in row.items() if cell and name not in declared}
        document["mappings"].append(
            {
                name: cell.split("|") if name in LISTS else float(cell) if name in NUMBERS else cell
                for name, cell in cells.items()
            }
        )
    return document


def test_the_slots_we_know_are_those_of_the_schema(schema: Json) -> None:
    of_schema = {name for kind in ("Mapping", "MappingSet") for name in schema["$defs"][kind]["properties"]}
    assert of_schema == KNOWN_SLOTS


@pytest.mark.parametrize("crosswalk", cs.crosswalks(), ids=lambda crosswalk: crosswalk.id)
def test_shipped_crosswalks_are_mapping_sets(crosswalk: Crosswalk, judge: Callable[[Json], list[str]]) -> None:
    source, target = cs.load(crosswalk.source.edition), cs.load(crosswalk.target.edition)
    for written in (sssom.to_json(crosswalk), sssom.to_json(crosswalk, source=source, target=target)):
        assert judge(json.loads(written.content)) == []
    table = as_json(sssom.to_tsv(crosswalk, source=source, target=target).text)
    assert judge(table) == []
    assert [row["subject_id"] for row in table["mappings"]] == [
        f"care_standards:{row.source}" for row in crosswalk.mappings
    ]


def test_a_crosswalk_with_everything_is_a_mapping_set(judge: Callable[[Json], list[str]]) -> None:
    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    words = VOCABULARIES["relation"]
    rows = tuple(
        attrs.evolve(row, relation=words[place % len(words)], rationale='"\t|\\= #\n\x85\u2028é🙂')
        for place, row in enumerate(crosswalk.mappings)
    )
    crosswalk = attrs.evolve(crosswalk, mappings=rows, note="# note: \t\x00\x7f\x85")
    assert judge(json.loads(sssom.to_json(crosswalk).content)) == []
    table = as_json(sssom.to_tsv(crosswalk).text)
    assert judge(table) == []
    assert table["mappings"][0]["comment"] == f"'{rows[0].rationale}"  # a spreadsheet may look behind the mark
    assert sssom.from_tsv(sssom.to_tsv(crosswalk).content) == crosswalk
    assert table["mapping_set_description"] == crosswalk.note


@settings(max_examples=25)
@given(crosswalk=crosswalks())
def test_any_crosswalk_is_a_mapping_set(crosswalk: Crosswalk, judge: Callable[[Json], list[str]]) -> None:
    assert judge(json.loads(sssom.to_json(crosswalk).content)) == []
    assert judge(as_json(sssom.to_tsv(crosswalk).text)) == []


FAULTS: dict[str, Callable[[Json], object]] = {
    "no licence": lambda document: document.pop("license"),
    "no id of the set": lambda document: document.pop("mapping_set_id"),
    "a slot of nobody's": lambda document: document.update(ext_basis="stated"),
    "a slot of nobody's in a row": lambda document: document["mappings"][0].update(ext_basis="stated"),
    "no predicate": lambda document: document["mappings"][0].pop("predicate_id"),
    "no justification": lambda document: document["mappings"][0].pop("mapping_justification"),
    "a justification of nobody's": lambda document: document["mappings"][0].update(mapping_justification="because"),
    "more than certain": lambda document: document["mappings"][0].update(confidence=1.5),
    "a confidence in words": lambda document: document["mappings"][0].update(confidence="high"),
    "another modifier": lambda document: document["mappings"][0].update(predicate_modifier="not"),
    "a text for a list": lambda document: document["mappings"][0].update(curation_rule_text="Editorial."),
    "mappings that are none": lambda document: document.update(mappings=["scs-2018"]),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("form", ["json", "tsv"])
def test_the_judge_sees_planted_faults(fault: str, form: str, judge: Callable[[Json], list[str]]) -> None:
    crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
    good = json.loads(sssom.to_json(crosswalk).content) if form == "json" else as_json(sssom.to_tsv(crosswalk).text)
    assert judge(good) == []
    bad = copy.deepcopy(good)
    FAULTS[fault](bad)
    assert judge(bad) != []


def test_the_judge_sees_an_extension_that_is_not_declared(judge: Callable[[Json], list[str]]) -> None:
    table = sssom.to_tsv(cs.crosswalk("scs-2018", "ecat-2005")).text
    assert judge(as_json(table.replace('slot_name: "ext_basis"', 'slot_name: "ext_other"'))) != []


@pytest.mark.parametrize("crosswalk", cs.crosswalks(), ids=lambda crosswalk: crosswalk.id)
def test_every_editorial_row_says_so_in_a_slot_of_sssom(crosswalk: Crosswalk) -> None:
    for document in (json.loads(sssom.to_json(crosswalk).content), as_json(sssom.to_tsv(crosswalk).text)):
        editorial = [row.origin == "editorial" for row in crosswalk.mappings]
        said = [row["curation_rule_text"][0].startswith("Editorial:") for row in document["mappings"]]
        assert said == editorial
        assert document["comment"] == f"{RELEVANT_ONLY} Editorial: {sum(editorial)} of {len(crosswalk)} mappings."
