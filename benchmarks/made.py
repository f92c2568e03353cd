"""Documents and editions of any size, invented, and the same on every run: no clock and no chance."""

from datetime import date, timedelta
from typing import Any

import care_standards as cs
from care_standards import model
from care_standards.documents.codec import to_bytes, to_plain

STATUSES = ("met", "partly-met", "not-met", "met", "not-applicable", "met", "not-assessed")
NOTES = (
    "Seen in the file audit of this quarter; the worker on duty explained how it is done and showed the form in use.",
    "Two of five files had no signed copy. The form was changed afterwards, and the change was discussed in the team.",
    "Interpreters are booked through the agency; nobody is asked to interpret for a member of the family.",
)
WORDS = (
    "advice", "care", "consent", "court", "food", "health", "housing", "interpreter", "law", "money", "move", "needs",
    "plan", "police", "record", "referral", "safety", "staff", "travel",
)  # fmt: skip
WIDE_OPEN = cs.Limits(max_bytes=2**40, max_unpacked=2**40, max_nodes=2**40, max_faults=2**40)
"""What lets very large documents through the door, so that their cost can be measured."""


def ids(edition: str, count: int) -> list[str]:
    """Give distinct ids of three numbers, each number below 50."""
    return [f"{edition}.{n // 2500 + 1}.{n // 50 % 50 + 1}.{n % 50 + 1}" for n in range(count)]


def finding(provision: str, place: int) -> model.Finding:
    """Give one finding; every seventh is of another status, every third has a note."""
    status = STATUSES[place % len(STATUSES)]
    return model.Finding(
        provision=provision,
        status=status,
        reason="The service does not offer this." if status == "not-applicable" else None,
        assessed_on=None if status == "not-assessed" else date(2024, 1, 1) + timedelta(days=place % 90),
        evidence=tuple(model.Evidence(ref=f"file-audit:{place:06}-{n}") for n in range(place % 3)),
        note=NOTES[place // 3 % len(NOTES)] if place % 3 == 0 else None,
    )


def assessment(findings: int, edition: str = "scs-2018") -> cs.Assessment:
    """Give an assessment against an edition; what our data do not hold of it will be unverified."""
    held = [provision.id for provision in cs.load(edition)] if edition == "scs-2018" else []
    others = [id for id in ids(edition, findings + len(held)) if id not in set(held)]
    provisions = (held + others)[:findings]
    return model.Assessment(
        subject=model.Subject(kind="service", ref="service-0042"),
        edition=edition,
        context=model.Context(nation="england", setting="outreach", populations=frozenset({"adults"})),
        period=model.Period(start=date(2024, 1, 1), end=date(2024, 3, 31)),
        assessor_role="quality-lead",
        produced_by=model.Producer(name="case-system", version="4.2"),
        findings=tuple(finding(provision, place) for place, provision in enumerate(provisions)),
    )


def assessment_bytes(size: int) -> bytes:
    """Give the canonical bytes of an assessment of about this size."""
    findings = size // 300
    content = b""
    while len(content) < size:
        findings += 1
        content = to_bytes(to_plain(assessment(findings)))
    return content


def provisions(count: int, shape: str, edition: str = "big-2020") -> list[cs.Provision]:
    """Give provisions: ``tree`` has ten below each, ``flat`` all below the first, ``chain`` each below the last."""
    numbered = ids(edition, count)
    above = {
        "tree": lambda n: (n - 1) // 10,
        "flat": lambda _: 0,
        "chain": lambda n: n - 1,
    }[shape]
    return [
        model.Standard(
            id=id, parent=numbered[above(n)] if n else None, notation=id.partition(".")[2],
            notation_status="confirmed", heading=f"Standard {n}", heading_status="literal",
            summary=NOTES[n % len(NOTES)], text_status="gist", force="should", nations=("england", "wales"),
            page=n // 20 + 1, sources=("own-copy",), confidence="high",
        )
        for n, id in enumerate(numbered)
    ]  # fmt: skip


def varied(count: int, shape: str = "tree", edition: str = "big-2020") -> list[cs.Provision]:
    """Give provisions that differ in every facet, some of which say nothing of one; ``shape`` as in ``provisions``."""
    stands_for = (model.Standard, model.Principle, model.Recommendation)
    settings = ("safehouse", "outreach", "emergency-accommodation")
    stages = ("first-contact", "referral", "move-on")
    return [
        stands_for[n % 3](
            id=p.id, parent=p.parent, notation=p.notation, notation_status="confirmed", heading=f"{heading(n)} {n}",
            heading_status="own-label" if n % 4 == 0 else "literal", summary=p.summary,
            text_status=("verified", "gist", "heading-only")[n % 5 % 3],
            force=("must", "should", "may", "unknown")[n // 3 % 4],
            addressees=() if n % 5 == 0 else ("first-responder", "interpreter-user")[n % 2 : n % 2 + 1],
            settings=(settings[n % 3], settings[(n + 1) % 3])[: n % 4 % 3], stages=stages[n % 3 : n % 3 + n % 2],
            nations=(("england", "wales"), ("scotland",), ())[n % 7 % 3],
            populations=("children",) if n % 5 == 0 else (), page=n // 20 + 1, sources=("own-copy",),
            confidence="high",
        )
        for n, p in enumerate(provisions(count, shape, edition))
    ]  # fmt: skip


def heading(place: int) -> str:
    """Give a few words for a place; a thousand places and more have different ones."""
    return " ".join((WORDS[place % 11], WORDS[place // 11 % 13], WORDS[place // 143 % 17], WORDS[place % 19]))


def edition(held: list[cs.Provision], id: str = "big-2020") -> cs.Edition:
    """Give an edition that holds these provisions."""
    return model.Edition(
        id=id, publication=id[:-5], title="A large invented book", data_revision=1,
        rights=model.Rights(sharing="private", statement="Invented."),
        completeness=model.Completeness(level="partial", provisions=len(held), coverage="Invented."),
        provisions=held,
        bibliography=[model.Source(key="own-copy", title="A large invented book", what_was_read="Nothing.")],
    )  # fmt: skip


def crosswalk(rows: int) -> model.Crosswalk:
    """Give a crosswalk from one invented edition to another."""
    return model.Crosswalk(
        source=model.CrosswalkEnd(edition="big-2020", data_revision=1),
        target=model.CrosswalkEnd(edition="far-2020", data_revision=1),
        mappings=[
            model.Mapping(
                source=a, relation="intersects", target=b, basis="inferred", confidence="low", rationale="Invented.",
                sources=("own-copy",), origin="editorial",
            )
            for a, b in zip(ids("big-2020", rows), ids("far-2020", rows), strict=True)
        ],
        bibliography=[model.Source(key="own-copy", title="A large invented book", what_was_read="Nothing.")],
    )  # fmt: skip


def plain(value: Any) -> dict[str, Any]:
    """Give the document as plain data."""
    return to_plain(value)


def as_bytes(document: dict[str, Any]) -> bytes:
    """Give the canonical bytes of plain data."""
    return to_bytes(document)


def written(value: Any) -> bytes:
    """Give the canonical bytes without judging them first."""
    return to_bytes(to_plain(value))
