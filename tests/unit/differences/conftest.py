"""Small invented things to compare, made afresh by keyword; texts that must never be shown hold a canary."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from care_standards import model

WORDING = "Canary wording"
NOTE = "Canary note"


def provision(id: str, **members: Any) -> Any:
    """Give a clause; it holds wording of a publisher's unless told otherwise."""
    own = {"kind": "clause", "notation_status": "none", "heading_status": "none", "text_status": "gist"}
    own |= {"force": "should", "sources": ("own",), "confidence": "low"}
    own |= {"text": model.Wording(language="en", value=WORDING)}
    if members.get("heading") and "heading_status" not in members:
        own["heading_status"] = "literal"
    return model.Provision(**{**own, **members, "id": id})


def edition(id: str, *provisions: Any, **members: Any) -> Any:
    """Give a private, partial edition of these provisions; text stands for a provision of this local id."""
    held = [provision(f"{id}.{p}") if isinstance(p, str) else p for p in provisions]
    own = {"publication": id[:-5], "title": f"Title of {id}", "data_revision": 1}
    own["rights"] = model.Rights(sharing="private", statement="Invented.")
    own["completeness"] = model.Completeness(level="partial", provisions=len(held), coverage="Invented.")
    return model.Edition(**{**own, **members}, id=id, provisions=held)


def change(id: str, kind: str, old: Any = (), new: Any = (), **members: Any) -> Any:
    """Give a change between the provisions of demo-2020 and demo-2021 with these local ids."""
    own = {"basis": "stated", "confidence": "high", "sources": ("own",)}
    return model.Change(
        **{**own, **members}, id=id, kind=kind, old=tuple(f"demo-2020.{n}" for n in old),
        new=tuple(f"demo-2021.{n}" for n in new),
    )  # fmt: skip


def concordance(*changes: Any, **members: Any) -> Any:
    """Give a concordance from demo-2020 to demo-2021 with these changes."""
    own = {"completeness": "partial", "method": "Invented.", "list_is_known_incomplete": True}
    own["default"] = model.DefaultChange(kind="unknown", applies_to="Everything.", rule="Never guess.")
    own["coverage"] = model.ComparisonCoverage()
    own["old"] = model.ConcordanceEnd(edition="demo-2020", data_revision=1)
    own["new"] = model.ConcordanceEnd(edition="demo-2021", data_revision=1)
    return model.Concordance(**{**own, **members}, changes=changes)


def row(source: str, target: str, relation: str = "intersects", **members: Any) -> Any:
    """Give a row of a crosswalk from demo-2020 to other-2019."""
    own = {"basis": "derived", "confidence": "low", "rationale": "Invented.", "sources": ("own",), "origin": "source"}
    ends = {"source": f"demo-2020.{source}", "target": f"other-2019.{target}"}
    return model.Mapping(**{**own, **members}, **ends, relation=relation)


def crosswalk(*rows: Any, source: str = "demo-2020", target: str = "other-2019", **members: Any) -> Any:
    """Give a crosswalk of these rows."""
    ends = [model.CrosswalkEnd(edition=e, data_revision=1) for e in (source, target)]
    return model.Crosswalk(source=ends[0], target=ends[1], mappings=rows, **members)


def finding(local: str, status: str = "met", **members: Any) -> Any:
    """Give a finding on a provision of demo-2020, with a note, a reason and evidence."""
    own = {"assessed_on": date(2024, 1, 1), "evidence": (model.Evidence(ref="canary-ref"),), "note": NOTE}
    return model.Finding(**{**own, "reason": NOTE, **members}, provision=f"demo-2020.{local}", status=status)


def assessment(*findings: Any, **members: Any) -> Any:
    """Give an assessment of these findings."""
    day = date(2024, 1, 1)
    own = {"edition": "demo-2020", "subject": model.Subject(kind="case", ref="canary-case"), "findings": findings}
    own |= {"period": model.Period(start=day, end=day), "assessor_role": "inspector"}
    own |= {"produced_by": model.Producer(name="canary-program", version="1")}
    return model.Assessment(**{**own, **members})


@pytest.fixture
def make() -> SimpleNamespace:
    """All the makers above, by name."""
    makers = (provision, edition, change, concordance, row, crosswalk, finding, assessment)
    return SimpleNamespace(**{maker.__name__: maker for maker in makers})
