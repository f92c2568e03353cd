"""The rules no schema can state: where they meet each other, and where they must keep silent."""

import copy
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.registry import Registry, RegistryEntry

VALID = Path(__file__).resolve().parents[2] / "conformance" / "1.0" / "valid"


def good(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VALID / f"{name}.json").read_bytes())
    return copy.deepcopy(found.get("document", found))


def found(document: Any, **named: Any) -> list[tuple[str, str]]:
    return [(issue.code.value, issue.pointer) for issue in cs.check(document, **named).issues]


def hints(document: Any, **named: Any) -> list[str]:
    return [issue.hint for issue in cs.check(document, **named).issues]


def edition_of_parents(*parents: int | None) -> dict[str, Any]:
    """Give an edition whose nth provision is below the one at that place."""
    document = good("edition/every-kind")
    shape = document["provisions"][0]
    document["provisions"] = [
        {**shape, "id": f"inv-2024.{n}", **({} if parent is None else {"parent": f"inv-2024.{parent}"})}
        for n, parent in enumerate(parents)
    ]
    document["completeness"]["provisions"] = len(parents)
    return document


# ---- trees


def test_a_ring_is_reported_at_each_of_its_members_and_nowhere_else() -> None:
    # 1, 2 and 3 go round; 4 hangs below them, and 0 stands alone.
    document = edition_of_parents(None, 3, 1, 2, 3)
    assert found(document) == [("CS405", f"/provisions/{n}/parent") for n in (1, 2, 3)]


def test_two_rings_are_both_found() -> None:
    assert len(found(edition_of_parents(1, 0, 3, 2, None, 5))) == 5


def test_a_chain_of_thousands_is_walked_without_recursion() -> None:
    chain = edition_of_parents(None, *range(4_999))
    assert cs.check(chain).verdict == "valid"
    ring = edition_of_parents(4_999, *range(4_999))
    assert cs.check(ring).counts.errors == 5_000


def test_out_of_order_and_dangling_are_told_apart() -> None:
    assert found(edition_of_parents(1, None, 9)) == [
        ("CS404", "/provisions/0/parent"), ("CS403", "/provisions/2/parent"),
    ]  # fmt: skip


def test_every_further_item_with_an_id_is_reported() -> None:
    document = edition_of_parents(None, None, None)
    for provision in document["provisions"]:
        provision["id"] = "inv-2024.1"
    assert found(document) == [("CS401", "/provisions/1/id"), ("CS401", "/provisions/2/id")]


def test_an_edition_that_was_built_with_a_ring_can_still_be_asked() -> None:
    shape = next(iter(cs.load("scs-2018")))
    a, b = (attrs.evolve(shape, id=f"scs-2018.{x}", parent=f"scs-2018.{y}") for x, y in (("x", "y"), ("y", "x")))
    edition = attrs.evolve(cs.load("scs-2018"), provisions=(a, b))
    assert [p.id for p in edition.ancestors("scs-2018.x")] == ["scs-2018.y", "scs-2018.x"]
    assert [p.id for p in edition.descendants("scs-2018.x")] == ["scs-2018.y"]


# ---- ids


def with_registry(*entries: RegistryEntry) -> Catalogue:
    return attrs.evolve(cs.catalogue(), registry=Registry((*cs.catalogue().registry.entries, *entries)))


def test_a_retired_id_names_its_successors() -> None:
    document = good("assessment/one-day")
    document["findings"][0]["provision"] = "scs-2018.1.1.99"
    assert found(document) == [("CS409", "/findings/0/provision")]
    entry = RegistryEntry(id="scs-2018.1.1.99", status="retired", successors=("scs-2018.1.1.5", "scs-2018.1.1.6"))
    (hint,) = hints(document, catalogue=with_registry(entry))
    assert "scs-2018.1.1.5, scs-2018.1.1.6" in hint
    alone = RegistryEntry(id="scs-2018.1.1.99", status="retired")
    assert found(document, catalogue=with_registry(alone)) == [("CS406", "/findings/0/provision")]
    assert hints(document, catalogue=with_registry(alone)) == ["It was followed by nothing that was found."]
    many = RegistryEntry(id="scs-2018.1.1.99", status="retired", successors=tuple(f"scs-2018.2.{n}" for n in range(80)))
    (hint,) = hints(document, catalogue=with_registry(many))
    assert hint.endswith("scs-2018.2.4 and 75 more.")


def complete(*ids: str) -> Catalogue:
    """Give a catalogue in which the data of the Care Standards of 2018 are these provisions, and complete."""
    edition = cs.load("scs-2018")
    held: Edition = attrs.evolve(
        edition,
        completeness=attrs.evolve(edition.completeness, level="complete"),
        provisions=tuple(p for p in edition if p.id in ids),
    )
    others = tuple(e for e in cs.editions() if e.id != "scs-2018")
    return attrs.evolve(cs.catalogue(), editions=(*others, held))


def test_what_is_unverified_in_a_partial_edition_is_impossible_in_a_complete_one() -> None:
    document = good("assessment/one-day")
    document["findings"][0]["provision"] = "scs-2018.1.1.5"
    assert cs.check(document, catalogue=complete("scs-2018.1.1.5")).verdict == "valid"
    document["findings"][0]["provision"] = "scs-2018.1.1.55"
    assert cs.check(document).verdict == "unverified"
    assert found(document, catalogue=complete("scs-2018.1.1.5")) == [("CS407", "/findings/0/provision")]
    assert "Did you mean scs-2018.1.1.5?" in hints(document, catalogue=complete("scs-2018.1.1.5"))[0]


def test_a_printed_number_is_no_id() -> None:
    document = good("assessment/one-day")
    document["findings"][0]["provision"] = "1.1.5"
    assert [code for code, _ in found(document)] == ["CS305"]


def test_an_unknown_edition_says_nothing_about_its_findings() -> None:
    document = {**good("assessment/full"), "edition": "scs-2081"}
    assert found(document) == [("CS408", "/edition")]
    assert "Did you mean scs-20" in hints(document)[0]


def test_both_sides_of_a_row_are_judged() -> None:
    document = good("crosswalk/every-matching")
    document["mappings"][0] |= {"source": "ecat-2005.12", "target": "scs-2018.1"}
    document["mappings"][1] |= {"target": "ecat-2005.12.99"}
    assert found(document) == [
        ("CS410", "/mappings/0/source"), ("CS410", "/mappings/0/target"), ("CS409", "/mappings/1/target"),
    ]  # fmt: skip


def test_a_digest_of_an_end_that_is_not_held_is_neither_right_nor_stale() -> None:
    document = good("crosswalk/unverified")
    assert [code for code, _ in found(document)] == ["CS409", "CS409"]


def test_a_crosswalk_names_an_edition_of_its_own_pack() -> None:
    document = {**good("crosswalk/minimal"), "target": {"edition": "inv-2024", "data_revision": 1}}
    assert found(document) == [("CS408", "/target/edition")]
    own = cs.readers.read_edition(good("edition/full"))
    pack = attrs.evolve(cs.catalogue(), editions=(*cs.editions(), own))
    report = cs.check(document, catalogue=pack)
    assert report.verdict == "valid"
    assert {used.edition: used.data_revision for used in report.judged_by.editions} == {"scs-2018": 1, "inv-2024": 3}


# ---- dates


@pytest.mark.parametrize(
    ("earliest", "latest", "right"),
    [
        ("2018", "2018", True), ("2018", "2018-05", True), ("2018-05", "2018", True), ("2018-05-17", "2018-05", True),
        ("2018-05-17", "2018-05-17", True), ("2018-05", "2018-05-01", True), ("2018-05-17", "2018-05-16", False),
        ("2018-06", "2018-05-30", False), ("2018-06-01", "2018-05", False), ("2019", "2018-12-31", False),
        ("2018-12-31", "2019", True),
    ],
)  # fmt: skip
def test_dates_of_different_precision_are_compared_as_far_as_both_go(earliest: str, latest: str, right: bool) -> None:
    document = good("publication/full")
    word = {4: "year", 7: "month", 10: "day"}[len(earliest)] if earliest == latest else "range"
    document["events"][0]["date"] |= {"earliest": earliest, "latest": latest, "precision": word}
    assert found(document) == ([] if right else [("CS411", "/events/0/date/latest")])


@pytest.mark.parametrize("name", ["earliest", "latest"])
@pytest.mark.parametrize("day", ["2025-02-29", "2023-11-31", "1900-02-29"])
def test_a_partial_date_that_is_a_day_is_one_of_the_calendar(name: str, day: str) -> None:
    document = good("publication/full")
    document["events"][0]["date"][name] = day
    assert ("CS306", f"/events/0/date/{name}") in found(document)


# ---- figures


@pytest.mark.parametrize(
    ("errors", "unverified", "verdict"),
    [(0, 0, "valid"), (0, 1, "unverified"), (1, 0, "invalid"), (1, 1, "invalid")],
)
def test_a_verdict_follows_from_the_counts(errors: int, unverified: int, verdict: str) -> None:
    document = good("report/minimal")
    document["counts"] |= {"errors": errors, "unverified": unverified, "warnings": 3}
    for word in ("valid", "unverified", "invalid"):
        expected = [] if word == verdict else [("CS420", "/verdict")]
        assert found({**document, "verdict": word}) == expected


@pytest.mark.parametrize(
    ("kind", "old", "new", "wrong"),
    [
        ("unchanged", 1, 1, ""), ("unchanged", 0, 1, "old"), ("unchanged", 1, 2, "new"), ("split", 1, 3, ""),
        ("split", 2, 2, "old"),
        ("merged", 3, 1, ""), ("merged", 2, 2, "new"), ("added", 0, 0, ""), ("added", 0, 2, ""),
        ("withdrawn", 2, 0, ""),
        ("withdrawn", 0, 0, "old"), ("moved", 1, 0, "new"), ("unknown", 3, 3, ""), ("clarified", 0, 0, ""),
    ],
)  # fmt: skip
def test_kinds_of_change_have_their_numbers_of_ends(kind: str, old: int, new: int, wrong: str) -> None:
    document = good("concordance/minimal")
    ends = {"old": [f"scs-2018.z.{n}" for n in range(old)], "new": [f"scs-2025.z.{n}" for n in range(new)]}
    change = {"id": "c", "kind": kind, **ends, "basis": "stated", "confidence": "low", "sources": []}
    document["changes"] = [change]
    errors = [(code, pointer) for code, pointer in found(document) if code != "CS409"]
    assert errors == ([("CS418", f"/changes/0/{wrong}")] if wrong else [])


# ---- beside the schema


@pytest.mark.parametrize("name", ["assessment", "edition", "publication", "crosswalk", "concordance", "report"])
@pytest.mark.parametrize(
    "value", [None, 7, "x", True, [], {}, [None, 7, "x", [], {}], {"edition": 7, "provisions": []}]
)
def test_what_the_schema_refuses_never_stops_the_rules_beyond_it(name: str, value: Any) -> None:
    document = good(f"{name}/full")
    for member in document:
        if member in ("$schema", "schema_version", "kind"):
            continue
        report = cs.check({**document, member: value})
        assert report.counts.records_in == report.counts.records_judged


def test_a_value_that_the_schema_refused_is_not_refused_again() -> None:
    document = good("assessment/full")
    document["findings"][0] |= {"assessed_on": "2026-02-30"}
    document["period"] |= {"end": "2026-02-30"}
    assert found(document) == [("CS306", "/period/end"), ("CS306", "/findings/0/assessed_on")]


def test_sources_inside_extensions_are_nobodys_business() -> None:
    document = good("edition/minimal")
    document["extensions"] = {"org.example.x": {"sources": ["nowhere"], "provisions": [{"id": "x"}]}}
    assert found(document) == []


@pytest.mark.parametrize(("id", "suggests"), [("scs-2025.1.1.5", False), ("scs-2019.1.1.5", True)])
def test_the_same_number_of_another_edition_is_not_suggested(id: str, suggests: bool) -> None:
    document = good("assessment/minimal")
    document["findings"] = [{"provision": id, "status": "not-assessed", "evidence": []}]
    (issue,) = cs.check(document).issues
    assert issue.code == "CS410"
    assert ("scs-2018.1.1.5" in issue.hint) is suggests


def test_a_report_cannot_be_talked_out_of_the_issues_it_lists() -> None:
    document = good("assessment/minimal")
    document["findings"] = [{"provision": "scs-2018.1.1.5", "status": "perhaps", "evidence": []}]
    report = json.loads(cs.write(cs.check(document)))
    assert cs.check(report).verdict == "valid"
    acquitted = {**report, "verdict": "valid", "counts": {**report["counts"], "errors": 0}}
    assert found(acquitted) == [("CS419", "/counts/errors")]
    softened = copy.deepcopy(acquitted)
    softened["counts"]["warnings"] = len(report["issues"])
    for issue in softened["issues"]:
        issue["severity"] = "warning"
    assert {code for code, _ in found(softened)} == {"CS420"}
