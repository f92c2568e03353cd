"""A small invented publication with three editions, made afresh by keyword; free texts hold a canary."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from care_standards import model

NOTE = "CANARY note"
IDS = ("fable-2001", "fable-2005", "fable-2009")
DAY = date(2004, 5, 6)


def edition(id: str, *local: str, level: str = "partial") -> Any:
    """Give an edition with clauses of these local ids."""
    clauses = [
        model.Provision(
            id=f"{id}.{one}", kind="clause", notation_status="none", heading_status="none", text_status="gist",
            force="should", sources=("own",), confidence="low",
        )
        for one in local
    ]  # fmt: skip
    return model.Edition(
        id=id, publication=id[:-5], title=f"Title of {id}", data_revision=1, provisions=clauses,
        rights=model.Rights(sharing="private", statement="Invented."),
        completeness=model.Completeness(level=level, provisions=len(clauses), coverage="Invented."),
    )  # fmt: skip


def change(id: str, kind: str, old: str = "", new: str = "", *, ends: str = "15", **members: Any) -> Any:
    """Give a change between local ids, put down with spaces; ``ends`` are the last digits of the two editions."""
    own = {"basis": "stated", "confidence": "high", "sources": ("own",)}
    affected = [
        model.Possibility(provision=f"fable-200{ends[0]}.{one}", basis="stated", confidence="low", reason="Invented.")
        for one in members.pop("affected", ())
    ]
    review = members.pop("review", None)
    own["review"] = None if review is None else model.ChangeReview(state=review)
    return model.Change(
        **{**own, **members}, id=id, kind=kind, affected=affected, old=[f"fable-200{ends[0]}.{n}" for n in old.split()],
        new=[n if "-" in n else f"fable-200{ends[1]}.{n}" for n in new.split()],
    )  # fmt: skip


def concordance(*changes: Any, ends: str = "15", **members: Any) -> Any:
    """Give a concordance of these changes."""
    own = {"completeness": "partial", "method": "Invented.", "list_is_known_incomplete": False}
    own["default"] = model.DefaultChange(kind="unknown", applies_to="Everything.", rule="Never guess.")
    own["coverage"] = model.ComparisonCoverage()
    for side, digit in zip(("old", "new"), ends, strict=True):
        own[side] = model.ConcordanceEnd(edition=f"fable-200{digit}", data_revision=1)
    return model.Concordance(**{**own, **members}, changes=changes)


def finding(local: str, status: str = "met", *, of: str = "1", **members: Any) -> Any:
    """Give a finding with everything in it that one can hold."""
    own: dict[str, Any] = {"evidence": (model.Evidence(ref="canary-ref"),), "note": NOTE, "confidence": "low"}
    own["actions"] = (model.Action(summary=NOTE, owner_role="trustee", state="open"),)
    own |= {"reason": NOTE, "assessed_on": None if status == "not-assessed" else DAY}
    return model.Finding(**{**own, **members}, provision=f"fable-200{of}.{local}", status=status)


def assessment(*findings: Any, of: str = "1", **members: Any) -> Any:
    """Give an assessment of these findings; text stands for a finding on this local id that is met."""
    own: dict[str, Any] = {"subject": model.Subject(kind="case", ref="canary-case"), "edition": f"fable-200{of}"}
    own |= {"period": model.Period(start=DAY, end=DAY), "assessor_role": "inspector"}
    own |= {"produced_by": model.Producer(name="canary-program", version="1")}
    held = [finding(one, of=of) if isinstance(one, str) else one for one in findings]
    return model.Assessment(**{**own, **members}, findings=held)


def catalogue(*concordances: Any, editions: Any = ()) -> Any:
    """Give a catalogue with these concordances, and the three editions, given or empty."""
    held = {one.id: one for one in editions}
    return model.Catalogue(concordances=concordances, editions=[held[id] if id in held else edition(id) for id in IDS])


@pytest.fixture
def make() -> SimpleNamespace:
    """All the makers above, by name."""
    makers = (edition, change, concordance, finding, assessment, catalogue)
    return SimpleNamespace(**{maker.__name__: maker for maker in makers}, day=DAY, note=NOTE)
