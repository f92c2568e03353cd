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
    assert result.judged_by is None
    assert result.counts == {"stale": 0, "fresh": 0, "unknown": 4, "without_evidence": 1}


def test_with_an_age_the_day_of_the_finding_stands_for_that_of_the_evidence(aged: Any) -> None:
    result = stale_evidence(aged, on=DAY, older_than=timedelta(days=365))
    assert result.judged_by == "assessed-on"
    assert ids(result.stale) == ["demo-2020.1"]
    assert ids(result.fresh) == ["demo-2020.2"]
    assert ids(result.unknown) == ["demo-2020.3", "demo-2020.4"]
    assert ids(result.without_evidence) == ["demo-2020.5"]
    assert result.stale[0] is aged.findings[0]  # met it was and met it stays
    assert result.to_rows()[0] == {
        "age": "stale", "provision": "demo-2020.1", "status": "met", "assessed_on": "2025-02-28", "evidence": 2
    }  # fmt: skip
    assert result.to_plain()["counts"] == {"stale": 1, "fresh": 1, "unknown": 2, "without_evidence": 1}


def test_a_day_or_an_age_that_is_none_is_refused(aged: Any) -> None:
    for on in (datetime(2026, 3, 1), "2026-03-01", None):  # noqa: DTZ001
        with pytest.raises(InvalidValueError, match="on"):
            stale_evidence(aged, on=on)  # type: ignore[arg-type]
    for age in (timedelta(days=-1), 365):
        with pytest.raises(InvalidValueError, match="older_than"):
            stale_evidence(aged, on=DAY, older_than=age)  # type: ignore[arg-type]
