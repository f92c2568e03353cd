"""An invented book that has the outline of the shipped edition of 2018; every sentence in it is made up."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import model, packs

CANARY = "Zorblax Quintessa"
STANDARDS = range(1, 11)


def item(id: str, kind: str, **members: Any) -> cs.Provision:
    """Give an item of the invented book."""
    classes = {"standard": model.Standard, "principle": model.Principle, "recommendation": model.Recommendation}
    numbered = "notation" in members
    plain = {
        "notation_status": "confirmed" if numbered else "none",
        "heading_status": "literal" if "heading" in members else "none",
        "text_status": "private",
        "force": "unknown",
        "sources": ("own",),
        "confidence": "high",
    }
    return classes.get(kind, model.Provision)(id=f"scs-2018.{id}", kind=kind, **{**plain, **members})


def wording(text: str = CANARY) -> model.Wording:
    """Give made-up wording."""
    return model.Wording(language="en-GB", value=f"Made up: {text}.")


def items(page: int = 21, principles: int = 3, recommendations: int = 4) -> list[cs.Provision]:
    """Give the items of the book: the shipped outline, and much that the shipped data do not hold."""
    shipped = cs.load("scs-2018")
    heading = {p.id: p.heading for p in shipped if p.heading_status in ("literal", "reported")}
    found = [
        item("a", "part", notation="A", heading=f"{CANARY} A"),
        item("a.1", "section", parent="scs-2018.a", notation="A.1", heading=f"{CANARY} A.1"),
    ]
    for number, at in (("2", 11), ("3", 12)):
        found.append(
            item(
                f"a.1.{number}", "section", parent="scs-2018.a.1", notation=f"A.1.{number}", page=at,
                heading=heading[f"scs-2018.a.1.{number}"],
            )
        )  # fmt: skip
    found += [
        item("1", "part", notation="1", heading=f"{CANARY} 1"),
        item("1.1", "section", parent="scs-2018.1", notation="1.1", heading=f"{CANARY} 1.1"),
    ]
    for n in STANDARDS:
        local = "1.1.5" if n == 5 else f"1.1.{n}-2"
        above = f"scs-2018.{local}"
        found.append(
            item(
                local, "standard", parent="scs-2018.1.1", notation=f"1.1.{n}", page=page if n == 5 else 15 + n,
                heading=heading[f"scs-2018.1.1.{n}"],
            )
        )  # fmt: skip
        at = page if n == 5 else None
        start = f"1.1.{n}"
        found += [
            item(f"{start}.p{m}", "principle", parent=above, text=wording(), page=at) for m in range(1, principles + 1)
        ]
        found += [
            item(f"{start}.r{m}", "recommendation", parent=above, text=wording(), page=at, force="should")
            for m in range(1, recommendations + 1)
        ]
    return found


def book(held: list[cs.Provision] | None = None, level: str = "complete", **members: Any) -> cs.Edition:
    """Give the invented book as an edition of a shipped id."""
    held = items() if held is None else held
    plain: dict[str, Any] = {
        "id": "scs-2018",
        "publication": "scs",
        "title": "An invented book",
        "data_revision": 1,
        "rights": model.Rights(sharing="private", statement="Made up."),
        "completeness": model.Completeness(level=level, provisions=len(held), coverage="Made up."),  # type: ignore[arg-type]
        "bibliography": (model.Source(key="own", title="An invented book", what_was_read="All of it."),),
    }
    return model.Edition(**{**plain, **members}, provisions=held)


def oak(text: str = CANARY) -> cs.Edition:
    """Give an edition of no shipped id."""
    held = [
        attrs.evolve(item("x", "standard", notation="1"), id="oak-2026.1", text=wording(text)),
        attrs.evolve(item("x", "recommendation", text=wording(text)), id="oak-2026.1.r1", parent="oak-2026.1"),
    ]
    return book(held, id="oak-2026", publication="oak")


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The makers above, by name."""
    return SimpleNamespace(CANARY=CANARY, item=item, wording=wording, items=items, book=book, oak=oak)


@pytest.fixture(scope="session")
def full_pack() -> packs.Pack:
    """A pack with the whole of the invented book."""
    return packs.make(id="own", version="1.0.0", editions=[book()])


@pytest.fixture(scope="session")
def oak_pack() -> packs.Pack:
    """A pack with an edition of no shipped id."""
    return packs.make(id="oak", version="1", editions=[oak()])


@pytest.fixture(scope="session")
def codes() -> Callable[[Any], list[tuple[str, str]]]:
    """What a report says: code and pointer of each issue."""
    return lambda report: [(issue.code.value, issue.pointer) for issue in report.issues]
