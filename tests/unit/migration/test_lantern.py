"""The invented publication: stored as it is made, in order, and with every corner that migration has to get right."""

from pathlib import Path

import pytest
from tests.invented import lantern_house

import care_standards as cs
from care_standards import packs
from care_standards.model import Assessment, Catalogue, Concordance
from care_standards.vocabularies import FINDING_STATUSES, VOCABULARIES


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return cs.catalogue(packs=[lantern_house.PACK])


def test_what_is_stored_is_what_is_made(catalogue: Catalogue, tmp_path: Path) -> None:
    packs.save(lantern_house.pack(), tmp_path / "lantern")
    made = {
        path.relative_to(tmp_path / "lantern"): path.read_bytes() for path in (tmp_path / "lantern").rglob("*.json")
    }
    stored = {path.relative_to(lantern_house.PACK): path.read_bytes() for path in lantern_house.PACK.rglob("*.json")}
    assert made == stored
    for name, record in lantern_house.RECORDS.items():
        assert cs.readers.write(record(), catalogue=catalogue) == (lantern_house.HERE / name).read_bytes()


def test_everything_of_it_passes_check(catalogue: Catalogue) -> None:
    assert packs.check(lantern_house.PACK).verdict == "valid"
    for name in lantern_house.RECORDS:
        report = cs.check(lantern_house.HERE / name, catalogue=catalogue)
        assert report.verdict == "valid"
        assert [issue.code.value for issue in report.issues] == ["CS433"] * (name == "lantern-self-assessment.json")


def test_every_file_of_it_says_that_it_is_invented() -> None:
    for path in (*lantern_house.PACK.rglob("*.json"), *(lantern_house.HERE / name for name in lantern_house.RECORDS)):
        assert '"invented": true' in path.read_text(encoding="utf-8"), path.name


def concordances(catalogue: Catalogue) -> tuple[Concordance, Concordance]:
    return catalogue.concordance("lantern-2019", "lantern-2022"), catalogue.concordance("lantern-2022", "lantern-2026")


def test_its_concordances_have_every_kind_of_change_and_of_review(catalogue: Catalogue) -> None:
    changes = [change for concordance in concordances(catalogue) for change in concordance.changes]
    assert {change.kind for change in changes} == set(VOCABULARIES["change_kind"])
    assert {change.review.state for change in changes if change.review} == set(VOCABULARIES["review_state"])
    assert any(change.also for change in changes)
    assert any(change.basis == "inferred" for change in changes)
    assert any(change.affected for change in changes)


def test_its_concordances_have_rings_of_two_and_of_three(catalogue: Catalogue) -> None:
    for concordance, ring in zip(concordances(catalogue), (("1.1", "1.2"), ("2.2", "2.3", "2.4")), strict=True):
        went = {
            change.old[0].partition(".")[2]: change.new[0].partition(".")[2]
            for change in concordance.changes
            if change.kind == "renumbered"
        }
        here, path = ring[0], []
        for _ in ring:
            path.append(here)
            here = went[here]
        assert sorted(path) == sorted(ring)
        assert here == ring[0]


def test_an_item_goes_and_comes_back_and_a_number_is_given_to_another_item(catalogue: Catalogue) -> None:
    first, second = concordances(catalogue)
    heading = "The telephone in the hall"
    assert [any(p.heading == heading for p in catalogue.edition(f"lantern-{y}")) for y in (2019, 2022, 2026)] == [
        True, False, True,
    ]  # fmt: skip
    assert "lantern-2019.2.3" in {id for change in first.changes if change.kind == "withdrawn" for id in change.old}
    added = {id for change in second.changes if change.kind == "added" for id in change.new}
    assert added == {"lantern-2026.1.2", "lantern-2026.2.6"}
    assert catalogue.edition("lantern-2022").held("lantern-2022.1.2") is not None


def test_some_items_are_unknown_for_each_reason(catalogue: Catalogue) -> None:
    first, second = concordances(catalogue)
    named = {id for change in first.changes for id in change.old}
    assert {p.id for p in catalogue.edition("lantern-2019")} - named == {"lantern-2019.3.3"}
    assert [c.old for c in first.changes if c.review and c.review.state == "disputed"] == [("lantern-2019.3.2",)]
    assert [c.old for c in second.changes if c.kind == "unknown"] == [("lantern-2022.3.3",)]


def test_its_self_assessment_has_every_status_and_every_side_of_evidence() -> None:
    record: Assessment = lantern_house.self_assessment()
    assert {finding.status for finding in record.findings} == set(FINDING_STATUSES)
    evidence = [each for finding in record.findings for each in finding.evidence]
    assert any(each.bearing == "counters" and each.answer is None for each in evidence)
    assert any(each.bearing == "counters" and each.answer is not None for each in evidence)
    assert any(each.expires for each in evidence)
    assert any(each.voices for each in evidence)
    assert {action.state for finding in record.findings for action in finding.actions} == {"open", "done"}
