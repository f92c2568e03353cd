from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from care_standards.assessing import stale_evidence
from care_standards.errors import InvalidValueError
from care_standards.model import Evidence

Make = Callable[..., Any]
DAY = date(2026, 3, 1)


def ids(findings: Any) -> list[str]:
    return [finding.provision for finding in findings]


@pytest.fixture
def aged(new_assessment_of: Make, finding: Make) -> Any:
    evidence = (Evidence(ref="doc-1"), Evidence(ref="doc-2"))
    return new_assessment_of(
        finding("demo-2020.1", "met", evidence=evidence, assessed_on=DAY - timedelta(days=366)),
        finding("demo-2020.2", "not-met", evidence=evidence, assessed_on=DAY - timedelta(days=365)),
        finding("demo-2020.3", "met", evidence=evidence, assessed_on=DAY + timedelta(days=1)),
        finding("demo-2020.4", "not-assessed", evidence=evidence),
        finding("demo-2020.5", "met", assessed_on=DAY - timedelta(days=4000)),
    )


def test_without_an_age_everything_is_unknown_and_says_so(aged: Any) -> None:
    result = stale_evidence(aged, on=DAY)
    assert result.judged_by == (None,) * 5
    assert result.to_plain()["judged_by"] == []
    assert result.counts == {"stale": 0, "fresh": 0, "unknown": 4, "without_evidence": 1}


def test_with_an_age_the_day_of_the_finding_stands_for_that_of_the_evidence(aged: Any) -> None:
    result = stale_evidence(aged, on=DAY, older_than=timedelta(days=365))
    assert result.judged_by == ("assessed-on", "assessed-on", None, None, None)
    assert ids(result.stale) == ["demo-2020.1"]
    assert ids(result.fresh) == ["demo-2020.2"]
    assert ids(result.unknown) == ["demo-2020.3", "demo-2020.4"]
    assert ids(result.without_evidence) == ["demo-2020.5"]
    assert result.stale[0] is aged.findings[0]  # met it was and met it stays
    assert result.to_rows()[0] == {
        "age": "stale", "provision": "demo-2020.1", "status": "met", "assessed_on": "2025-02-28", "evidence": 2,
        "judged_by": "assessed-on",
    }  # fmt: skip
    assert result.to_plain()["counts"] == {"stale": 1, "fresh": 1, "unknown": 2, "without_evidence": 1}


def test_a_day_or_an_age_that_is_none_is_refused(aged: Any) -> None:
    for on in (datetime(2026, 3, 1), "2026-03-01", None):  # noqa: DTZ001
        with pytest.raises(InvalidValueError, match="on"):
            stale_evidence(aged, on=on)  # type: ignore[arg-type]
    for age in (timedelta(days=-1), 365):
        with pytest.raises(InvalidValueError, match="older_than"):
            stale_evidence(aged, on=DAY, older_than=age)  # type: ignore[arg-type]


def piece(**members: Any) -> Any:
    return Evidence(ref="doc", **members)


BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
OLD, YEAR = DAY - timedelta(days=400), timedelta(days=365)


@pytest.mark.parametrize(
    ("evidence", "age", "expected"),
    [
        # What says when it expires needs no age.
        ([piece(expires=BEFORE)], None, ("stale", "expires")),
        ([piece(expires=DAY)], None, ("fresh", "expires")),
        ([piece(expires=AFTER, collected=OLD)], YEAR, ("fresh", "expires")),
        # Some of it holds still.
        ([piece(expires=BEFORE), piece(expires=AFTER)], None, ("fresh", "expires")),
        # Of one piece it is not known: then it is not known of the finding.
        ([piece(expires=BEFORE), piece()], None, ("unknown", None)),
        ([piece(expires=BEFORE), piece(collected=OLD)], None, ("unknown", None)),
        # All is stale, by one thing and another: the weaker reason is told.
        ([piece(expires=BEFORE), piece(collected=OLD)], YEAR, ("stale", "collected")),
        ([piece(expires=BEFORE), piece()], timedelta(), ("stale", "assessed-on")),
        # Where one piece is fresh, the stronger reason is told.
        ([piece(), piece(collected=DAY)], YEAR, ("fresh", "collected")),
        ([piece(collected=OLD)], YEAR, ("stale", "collected")),
        ([piece(collected=OLD, recorded=BEFORE)], YEAR, ("stale", "collected")),
        ([piece(recorded=OLD)], YEAR, ("stale", "recorded")),
        ([piece(recorded=BEFORE)], YEAR, ("fresh", "recorded")),
        # It was not there yet on the day asked about.
        ([piece(collected=AFTER)], YEAR, ("unknown", None)),
        ([piece(collected=AFTER, expires=AFTER)], None, ("unknown", None)),
        # What speaks against a finding does not keep it fresh, nor make it stale.
        ([piece(expires=BEFORE), piece(bearing="counters", collected=DAY)], YEAR, ("stale", "expires")),
        ([piece(bearing="counters", expires=BEFORE)], YEAR, ("without_evidence", None)),
    ],
)
def test_evidence_ages_by_what_says_most_about_it(
    new_assessment_of: Make, finding: Make, evidence: Any, age: Any, expected: Any
) -> None:
    made = finding("demo-2020.1", "met", evidence=tuple(evidence), assessed_on=BEFORE)
    result = stale_evidence(new_assessment_of(made), on=DAY, older_than=age)
    assert (result.to_rows()[0]["age"], result.to_rows()[0]["judged_by"]) == expected
    assert sum(result.counts.values()) == 1


def test_a_met_whose_evidence_has_all_expired_is_stale_and_stays_met(new_assessment_of: Make, finding: Make) -> None:
    made = new_assessment_of(
        finding("demo-2020.1", "met", evidence=(piece(expires=BEFORE), piece(expires=OLD))),
        finding("demo-2020.2", "met", evidence=(piece(expires=BEFORE),)),
        unresolved=(finding("demo-2010.1", "met", evidence=(piece(expires=BEFORE),)),),
        archive=(finding("demo-2010.2", "met", evidence=(piece(expires=BEFORE),)),),
    )
    result = stale_evidence(made, on=DAY)
    assert ids(result.stale) == ["demo-2020.1", "demo-2020.2", "demo-2010.1"]
    assert {found.status for found in result.stale} == {"met"}
    assert result.to_plain()["judged_by"] == ["expires"]
    assert ids(stale_evidence(made, on=BEFORE).fresh) == ["demo-2020.1", "demo-2020.2", "demo-2010.1"]
