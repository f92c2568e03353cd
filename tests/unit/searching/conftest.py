"""Small invented editions to search, and a glossary of invented terms beside terms of the field."""

from collections.abc import Callable
from typing import Any

import pytest

from care_standards import model

MakeBook = Callable[..., model.Edition]


def provision(place: int, **members: Any) -> model.Provision:
    """Give a clause with these texts; its number is its place."""
    required = {"notation_status": "none", "heading_status": "literal", "text_status": "gist", "force": "should"}
    if "heading" not in members:
        required["heading_status"] = "none"
    id = members.pop("id", f"demo-2020.{place}")
    return model.Provision(**{**required, "id": id, "kind": "clause", "sources": (), "confidence": "low", **members})


def edition(*texts: Any, **members: Any) -> model.Edition:
    """Give an edition with a provision for each summary, or for each dictionary of members."""
    held = [
        provision(place, **(text if isinstance(text, dict) else {"summary": text}))
        for place, text in enumerate(texts, 1)
    ]
    private = any(p.text is not None for p in held)
    own: dict[str, Any] = {
        "id": "demo-2020", "publication": "demo", "title": "An invented book", "data_revision": 1,
        "rights": model.Rights(sharing="private" if private else "shareable", statement="Invented."),
        "completeness": model.Completeness(level="partial", provisions=len(held), coverage="Invented."),
    }  # fmt: skip
    return model.Edition(**{**own, **members}, provisions=held)


def glossary(*entries: tuple[str, str | None, str]) -> model.Catalogue:
    """Give a catalogue of nothing but a glossary: term, abbreviation, meaning."""
    return model.Catalogue(
        glossary=[model.GlossaryEntry(term=t, abbreviation=a, meaning=m, sources=()) for t, a, m in entries]
    )


@pytest.fixture
def book() -> MakeBook:
    """A maker of editions from summaries."""
    return edition


@pytest.fixture
def terms() -> Callable[..., model.Catalogue]:
    """A maker of glossaries."""
    return glossary
