"""The assertion for tests of other programs: it fails where it should, and repeats nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.testing import assert_valid

CANARY = "Quaxlworth"


@pytest.fixture
def document(repository: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((repository / "examples" / "outreach-self-assessment.json").read_bytes())
    return content


def test_a_document_in_order_gives_its_report(document: dict[str, Any]) -> None:
    assert assert_valid(document).verdict == "unverified"
    assert assert_valid(json.dumps(document).encode(), kind="assessment").counts.records_judged == 32


def test_what_cannot_be_verified_fails_where_that_is_asked(document: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match=r"^unverified: assessment, 32 of 32.*\n  CS4"):
        assert_valid(document, strict=True)


def test_a_wrong_document_fails_with_places_and_hints_and_no_value(document: dict[str, Any]) -> None:
    for finding in document["findings"]:
        finding["status"] = CANARY
        finding[CANARY] = CANARY
    with pytest.raises(AssertionError) as caught:
        assert_valid(document)
    told = str(caught.value)
    assert "CS304 at /findings/0/status" in told
    assert len(told.splitlines()) == 22
    assert told.splitlines()[-1].startswith("  and ")
    assert CANARY not in told


def test_another_kind_than_asked_for_fails(document: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="/kind"):
        assert_valid(document, kind="edition")


def test_a_file_that_is_not_there_is_no_wrong_document(tmp_path: Path) -> None:
    with pytest.raises(cs.CareStandardsError):
        assert_valid(tmp_path / "none.json")
