"""An invented edition, an invented inspection framework with a crosswalk to it, and assessments against it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from care_standards import model

DAY = date(2026, 3, 1)
CANARY_REF = "canary-4711"


def provision(id: str, kind: str = "clause", **members: Any) -> Any:
    classes = {"standard": model.Standard, "recommendation": model.Recommendation}
    usual = {
        "notation_status": "none", "heading_status": "none", "text_status": "gist", "force": "should",
        "sources": ("invented",), "confidence": "low",
    }  # fmt: skip
    return classes.get(kind, model.Provision)(id=id, kind=kind, **{**usual, **members})


def edition(id: str, *provisions: Any, **members: Any) -> Any:
    usual = {
        "publication": id[:-5], "title": "An invented book", "data_revision": 1,
        "rights": model.Rights(sharing="shareable", statement="Invented."),
        "completeness": model.Completeness(level="partial", provisions=len(provisions), coverage="Invented."),
    }  # fmt: skip
    return model.Edition(id=id, **{**usual, **members}, provisions=provisions)


def demo() -> Any:
    bare = {"force": "unknown", "text_status": "heading-only"}
    return edition(
        "demo-2020",
        provision("demo-2020.1", "part", **bare),
        provision("demo-2020.1.1", "section", parent="demo-2020.1", force="must"),
        provision("demo-2020.1.1.1", "standard", parent="demo-2020.1.1", settings=("safehouse", "outreach")),
        provision("demo-2020.1.1.2", "standard", parent="demo-2020.1.1", settings=("outreach",), force="must"),
        provision("demo-2020.2", "part", **bare),
        provision("demo-2020.2.1", "standard", parent="demo-2020.2", nations=("scotland",)),
        provision("demo-2020.3", "part", **bare),
        provision("demo-2020.stray", "statement", force="unknown"),
        jurisdictions=("england", "wales", "scotland", "northern-ireland"), jurisdictions_basis="stated",
    )  # fmt: skip


def questions() -> Any:
    return edition(
        "ask-2021",
        provision("ask-2021.safe", "question", heading="Safe", heading_status="literal"),
        provision("ask-2021.kind", "question", heading="Kind", heading_status="own-label"),
        provision("ask-2021.quick", "question"),
        jurisdictions=("england", "wales"), jurisdictions_basis="stated",
    )  # fmt: skip


def row(source: str, target: str, relation: Any = "intersects", origin: Any = "editorial", **members: Any) -> Any:
    return model.Mapping(source=source, relation=relation, target=target, basis="inferred", confidence="low",
                         rationale="Invented.", sources=("invented",), origin=origin, **members)  # fmt: skip


def crosswalk() -> Any:
    return model.Crosswalk(
        source=model.CrosswalkEnd(
            edition="demo-2020", data_revision=1, reviewed=("demo-2020.1", "demo-2020.2", "demo-2020.3")
        ),
        target=model.CrosswalkEnd(edition="ask-2021", data_revision=1, reviewed=("ask-2021.quick",)),
        mappings=(
            row("demo-2020.1.1.1", "ask-2021.safe"),
            row("demo-2020.1.1.1", "ask-2021.safe", "subset-of", "source", matching="semantic"),
            row("demo-2020.1.1.1", "ask-2021.kind"),
            row("demo-2020.1.1.2", "ask-2021.kind", origin="source"),
            row("demo-2020.2.1", "ask-2021"),
            row("demo-2020.9.9", "ask-2021.safe"),
            row("demo-2020.2", "ask-2021.quick", "no-relationship"),
            row("demo-2020.3", "ask-2021.quick", "unknown"),
            row("demo-2020", "ask-2021.quick", "intersects"),
        ),
    )


def turned(given: Any) -> Any:
    """Give the same crosswalk held in the other direction, written out here and not by the library."""
    back = {"subset-of": "superset-of", "superset-of": "subset-of"}
    return model.Crosswalk(
        source=given.target,
        target=given.source,
        mappings=tuple(
            row(m.target, m.source, back.get(m.relation, m.relation), m.origin, matching=m.matching)
            for m in given.mappings
        ),
    )


def found(provision: str, status: Any, **members: Any) -> Any:
    usual = {
        "evidence": (),
        "assessed_on": None if status == "not-assessed" else DAY,
        "reason": "Invented." if status == "not-applicable" else None,
    }
    return model.Finding(provision=provision, status=status, **{**usual, **members})


def assessment(*findings: Any, ref: str = CANARY_REF, kind: Any = "service", **members: Any) -> Any:
    usual = {
        "subject": model.Subject(kind=kind, ref=ref), "edition": "demo-2020",
        "context": model.Context(nation="england"), "period": model.Period(start=DAY, end=DAY),
        "assessor_role": "quality-lead", "produced_by": model.Producer(name="invented", version="1"),
    }  # fmt: skip
    return model.Assessment(**{**usual, **members}, findings=findings)


def mixed(**members: Any) -> Any:
    """Give an assessment with a finding of every status, and two on provisions that the edition does not hold."""
    return assessment(
        found("demo-2020.9.8", "met"),
        found("demo-2020.2.1", "partly-met"),
        found("demo-2020.1.1", "met"),
        found("demo-2020.1.1.2", "not-met"),
        found("demo-2020.1.1.1", "not-met"),
        found("demo-2020.9.9", "not-met"),
        found("demo-2020.2", "not-applicable"),
        found("demo-2020.stray", "not-assessed"),
        **members,
    )


Make = Callable[..., Any]


@pytest.fixture
def new_edition() -> Make:
    return edition


@pytest.fixture
def new_provision() -> Make:
    return provision


@pytest.fixture
def demo_edition() -> Any:
    return demo()


@pytest.fixture
def questions_edition() -> Any:
    return questions()


@pytest.fixture
def demo_crosswalk() -> Any:
    return crosswalk()


@pytest.fixture
def turn() -> Make:
    return turned


@pytest.fixture
def finding() -> Make:
    return found


@pytest.fixture
def new_assessment_of() -> Make:
    return assessment


@pytest.fixture
def mixed_assessment() -> Make:
    return mixed
