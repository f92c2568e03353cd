"""Small invented editions for tests of proposing: nothing in them is anybody's wording."""

from collections.abc import Mapping
from typing import Any

from care_standards import model
from care_standards.model import Edition, Provision, Recommendation, Standard
from care_standards.vocabularies import CompletenessLevel

SAYS: Mapping[str, str] = {
    "1": "",
    "1.1": "The gardener waters every seedling in the greenhouse before the sun is high.",
    "1.2": "Ladders are inspected by two volunteers after each delivery of apples.",
    "1.3": "A visitor who borrows tools writes the borrowed number into the diary. "
    "Whoever returns broken implements tells the warden without being blamed for it.",
    "2": "",
    "2.1": "Compost is turned with a long fork in the month of the harvest fair.",
    "2.2": "Gloves that fit small hands lie ready beside the heavy gate.",
    "2.3": "Nobody climbs onto the glass roof while rain or frost is forecast.",
}
HEADINGS = {"1": "Work among plants", "2": "Ground and weather"}


def book(
    year: int,
    says: Mapping[str, str] = SAYS,
    *,
    level: CompletenessLevel = "complete",
    wording: bool = True,
    headings: Mapping[str, str] = HEADINGS,
    parents: Mapping[str, str] | None = None,
    revision: int = 1,
    publication: str = "plot",
) -> Edition:
    """Give an edition of what is said under each number; an empty text is a heading alone."""
    id = f"{publication}-{year}"
    held: list[Provision] = []
    for number, text in says.items():
        above = (parents or {}).get(number, number.rpartition(".")[0])
        heading = headings.get(number)
        plain: dict[str, Any] = {
            "id": f"{id}.{number}", "parent": f"{id}.{above}" if above else None, "notation": number,
            "notation_status": "confirmed", "heading": heading,
            "heading_status": "literal" if heading else "none", "force": "unknown", "sources": (), "confidence": "high",
        }  # fmt: skip
        if text and wording:
            plain |= {"text": model.Wording(language="en", value=text), "text_status": "private"}
        elif text:
            plain |= {"summary": text, "text_status": "verified"}
        else:
            plain["text_status"] = "heading-only"
        held.append((Recommendation if text else Standard)(**plain))
    return Edition(
        id=id, publication=publication, title="An invented book", data_revision=revision,
        rights=model.Rights(sharing="private" if wording else "shareable", statement="Invented."),
        completeness=model.Completeness(level=level, provisions=len(held), coverage="Invented."), provisions=held,
    )  # fmt: skip
