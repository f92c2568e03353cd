"""OSCAL mapping collections: what is deterministic, what is said of gaps, and what is refused or said to be lost."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from tests.unit.exports.test_sssom_writing import CANARY, crosswalk, edition

import care_standards as cs
from care_standards import model
from care_standards.errors import InvalidValueError
from care_standards.exports import oscal_mapping

DAY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def written(given: model.Crosswalk, **arguments: Any) -> dict[str, Any]:
    content = oscal_mapping.to_json(given, **{"last_modified": DAY, **arguments}).content
    collection: dict[str, Any] = json.loads(content)["mapping-collection"]
    return collection


def props(of: dict[str, Any], name: str) -> list[str]:
    return [each["value"] for each in of.get("props", ()) if each["name"] == name]


def test_the_same_crosswalk_gives_the_same_document() -> None:
    shipped = cs.crosswalk("scs-2018", "ecat-2005")
    first = oscal_mapping.to_json(shipped, last_modified=DAY)
    assert oscal_mapping.to_json(shipped, last_modified=DAY.astimezone(timezone(timedelta(hours=2)))) == first
    assert json.loads(first.content)["mapping-collection"]["metadata"]["last-modified"] == "2026-03-01T09:30:00Z"


def test_ids_stay_while_the_document_changes() -> None:
    before, after = written(crosswalk("equal", "unknown")), written(crosswalk("intersects", "unknown"))
    assert before["uuid"] != after["uuid"]
    assert written(crosswalk("equal", "unknown"), last_modified=DAY + timedelta(days=1))["uuid"] != before["uuid"]
    assert before["mappings"][0]["uuid"] == after["mappings"][0]["uuid"]
    ids = [[each["uuid"] for each in document["mappings"][0]["maps"]] for document in (before, after)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_rows_of_one_pair_have_ids_of_their_own() -> None:
    row = crosswalk("equal").mappings[0]
    rows = (row, attrs.evolve(row, matching="semantic"), attrs.evolve(row, relation="unknown"))
    maps = written(crosswalk(mappings=rows))["mappings"][0]["maps"]
    assert len({each["uuid"] for each in maps}) == 3
    assert [each.get("matching-rationale") for each in maps] == [None, "semantic", None]
    assert [props(each, "matching") for each in maps] == [["not-stated"], [], ["not-stated"]]


def test_only_what_was_reviewed_and_has_no_match_is_a_gap() -> None:
    reviewed = ("demo-2020.0", "demo-2020.1", "demo-2020.2", "demo-2020.9")
    end = model.CrosswalkEnd(edition="demo-2020", data_revision=3, reviewed=reviewed)
    mapping = written(crosswalk("intersects", "no-relationship", "unknown", source=end))["mappings"][0]
    assert mapping["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["demo-2020.1", "demo-2020.9"]}]
    assert "target-gap-summary" not in mapping
    assert props(mapping["source-resource"], "reviewed") == list(reviewed)


def test_a_whole_edition_is_marked() -> None:
    row = attrs.evolve(crosswalk("intersects").mappings[0], target="other-2021")
    (entry,) = written(crosswalk(mappings=(row,)))["mappings"][0]["maps"]
    assert props(entry["targets"][0], "whole-edition") == ["yes"]
    assert props(entry["sources"][0], "whole-edition") == []


def test_titles_come_from_the_editions_and_wording_never_does() -> None:
    document = written(crosswalk("equal"), source=edition())
    assert document["metadata"]["title"] == "An invented book to other-2021"
    assert CANARY not in json.dumps(document)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"last_modified": datetime(2026, 3, 1)}, "last_modified"),  # noqa: DTZ001 - that is the fault
        ({"last_modified": datetime(1899, 3, 1, tzinfo=UTC)}, "last_modified"),
        ({"last_modified": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))}, "last_modified"),
        ({"last_modified": datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=5)))}, "last_modified"),
        ({"last_modified": "canary"}, "last_modified"),
        ({"last_modified": None}, "last_modified"),
        ({"target": edition()}, "target"),
        ({"method": "canary"}, "method"),
        ({"status": "canary"}, "status"),
        ({"matching": "canary"}, "matching"),
    ],
)
def test_an_argument_that_does_not_fit_is_refused(arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        written(crosswalk("equal"), **arguments)
    assert refused.value.field == field
    assert "canary" not in str(refused.value)


def test_a_crosswalk_without_rows_is_refused_rather_than_written_wrong() -> None:
    with pytest.raises(InvalidValueError, match="OSCAL has no empty list"):
        written(crosswalk())


def test_losses_name_what_oscal_cannot_say() -> None:
    extended = crosswalk("unknown", "equal", extensions=model.Extensions.of({"org.example.own": CANARY}))
    exported = oscal_mapping.to_json(extended, last_modified=DAY)
    counts = {(loss.where, loss.kept_in): loss.count for loss in exported.losses}
    assert counts["mappings/relation", "ns"] == 1
    assert counts["extensions", None] == 1
    assert counts["mappings/basis", "props basis"] == 2
    assert ("method, status", None) in counts
    assert CANARY not in exported.text
    assert CANARY not in str(exported.losses)
