"""Small invented editions to ask questions of; no word of any publication is in them."""

from collections.abc import Callable
from typing import Any

import pytest

from care_standards import model

New = Callable[..., Any]

CLASSES = {"standard": model.Standard, "principle": model.Principle, "recommendation": model.Recommendation}


def provision(id: str, kind: str = "clause", **members: Any) -> Any:
    """Give a provision of the class that stands for its kind, with nothing stated beyond what must be."""
    needed = {"notation_status": "none", "heading_status": "none", "text_status": "gist", "force": "should"}
    last = {"sources": (), "confidence": "low"}
    return CLASSES.get(kind, model.Provision)(id=id, kind=kind, **{**needed, **last, **members})


def edition(*provisions: Any, id: str = "demo-2020", **members: Any) -> Any:
    """Give a partial edition that holds these provisions."""
    own = {
        "publication": id[:-5],
        "title": "An invented book",
        "data_revision": 1,
        "rights": model.Rights(sharing="shareable", statement="Invented."),
        "completeness": model.Completeness(level="partial", provisions=len(provisions), coverage="Invented."),
    }
    return model.Edition(id=id, **{**own, **members}, provisions=provisions)


def book(id: str = "demo-2020") -> Any:
    """Give an edition of two parts, in which every facet has something to tell apart."""
    return edition(
        provision(f"{id}.1", "part", notation="1", heading="Support", heading_status="literal", sources=("guide",)),
        provision(f"{id}.1.1", "standard", parent=f"{id}.1", notation="1.1", force="must", settings=("outreach",),
                  heading="Consent to support", heading_status="literal", sources=("guide", "manual")),
        provision(f"{id}.1.1.p1", "principle", parent=f"{id}.1.1", settings=("safehouse", "outreach"),
                  heading="Informed CONSENT", heading_status="own-label", addressees=("support-provider",)),
        provision(f"{id}.1.1.r1", "recommendation", parent=f"{id}.1.1", force="must-not", nations=("scotland",),
                  stages=("move-on",), populations=("children",)),
        provision(f"{id}.2", "part", notation="2", heading="Caf\u00e9s", heading_status="reported"),
        provision(f"{id}.2.1", "recommendation", parent=f"{id}.2", notation="Twice", text_status="inferred"),
        provision(f"{id}.2.2", "recommendation", parent=f"{id}.2", notation="Twice", nations=("england", "wales")),
        id=id,
        bibliography=(model.Source(key="unused", title="Invented", what_was_read="Nothing."),),
    )  # fmt: skip


def mapping(source: str, target: str, basis: str = "stated") -> Any:
    """Give a row of a crosswalk."""
    return model.Mapping(
        source=source, relation="intersects", target=target, basis=basis, confidence="low", rationale="Invented.",
        sources=(), origin="editorial",
    )  # fmt: skip


def crosswalk(*mappings: Any, source: str = "demo-2020", target: str = "far-2010") -> Any:
    """Give a crosswalk of these rows."""
    ends = (model.CrosswalkEnd(edition=source, data_revision=1), model.CrosswalkEnd(edition=target, data_revision=1))
    return model.Crosswalk(source=ends[0], target=ends[1], mappings=mappings)


@pytest.fixture
def new_provision() -> New:
    """A maker of a provision."""
    return provision


@pytest.fixture
def new_edition() -> New:
    """A maker of an edition from provisions."""
    return edition


@pytest.fixture
def new_book() -> New:
    """A maker of an edition in which every facet has something to tell apart."""
    return book


@pytest.fixture
def new_crosswalk() -> New:
    """A maker of a crosswalk from rows."""
    return crosswalk


@pytest.fixture
def new_mapping() -> New:
    """A maker of a row."""
    return mapping
