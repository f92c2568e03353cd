"""Small invented crosswalks and editions, in one line each."""

from collections.abc import Callable
from typing import Any

import pytest

from care_standards import model

Make = Callable[..., Any]


def row(text: str, **members: Any) -> Any:
    """Give the row that "a-2020.1 equal b-2020.1" says."""
    source, relation, target = text.split()
    given = {"basis": "derived", "confidence": "high", "rationale": "Invented.", "sources": (), "origin": "source"}
    return model.Mapping(source=source, relation=relation, target=target, **{**given, **members})  # type: ignore[arg-type]


def crosswalk(source: str, target: str, *rows: Any, **members: Any) -> Any:
    """Give a crosswalk of rows, which may be texts; ``reviewed`` is of both sides, split by edition."""
    reviewed = members.pop("reviewed", ())
    revisions = members.pop("revisions", (1, 1))
    ends = {
        name: model.CrosswalkEnd(
            edition=edition, data_revision=revision, reviewed=[id for id in reviewed if id.startswith(f"{edition}.")]
        )
        for name, edition, revision in (("source", source, revisions[0]), ("target", target, revisions[1]))
    }
    made = [row(one) if isinstance(one, str) else one for one in rows]
    return model.Crosswalk(**ends, mappings=made, **members)


def edition(id: str, *locals_: str, **members: Any) -> Any:
    """Give an edition with these provisions; "1.1" stands below "1"."""
    provisions = [
        model.Provision(
            id=f"{id}.{local}", kind="clause", notation_status="none", heading_status="none", text_status="gist",
            parent=f"{id}.{local.rpartition('.')[0]}" if "." in local else None, force="must", sources=(),
            confidence="high",
        )
        for local in locals_
    ]  # fmt: skip
    given = {
        "publication": id[:-5], "title": "Invented", "data_revision": 1,
        "rights": model.Rights(sharing="shareable", statement="Invented."),
        "completeness": model.Completeness(level="partial", provisions=len(provisions), coverage="Invented."),
    }  # fmt: skip
    return model.Edition(**{"id": id, **given, **members, "provisions": provisions})


@pytest.fixture
def new_row() -> Make:
    """A maker of rows from "source relation target"."""
    return row


@pytest.fixture
def new_crosswalk() -> Make:
    """A maker of crosswalks from two edition ids and rows."""
    return crosswalk


@pytest.fixture
def new_edition() -> Make:
    """A maker of editions from an id and local ids."""
    return edition
