"""The Lantern House Code: a publication that does not exist, in three complete editions, made by this program.

There is no Lantern House. Every sentence, number, date and reference here is invented. The folder ``lantern`` beside
this file is the pack it makes, and ``lantern-*.json`` are two records against its first edition; a test holds that what
is stored is what is made. Its two concordances have every kind of change and every corner that migration has to get
right. To make the files again: ``python tests/invented/lantern_house.py``.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import care_standards as cs
from care_standards import packs
from care_standards.model import (
    Action,
    Assessment,
    Change,
    ChangeReview,
    Completeness,
    Concordance,
    ConcordanceEnd,
    Context,
    DefaultChange,
    Edition,
    EditionRecord,
    Evidence,
    Extensions,
    Finding,
    Pack,
    Period,
    Possibility,
    Producer,
    Publication,
    Rights,
    Source,
    Subject,
    UncertainDate,
    Voices,
)
from care_standards.model.concordance import ComparisonCoverage
from care_standards.model.provisions import provision_class

HERE: Final = Path(__file__).resolve().parent
PACK: Final = HERE / "lantern"

_SAMPLE: Final = Extensions.of(
    {"org.example.sample": {"invented": True, "why": "For tests and for the documentation."}}
)
_RIGHTS: Final = Rights(sharing="shareable", statement="Invented: nobody's words.")
_TITLE: Final = "The Lantern House Code (invented)"
_PUBLISHER: Final = "The Lantern House (invented)"


def _source(year: str) -> Source:
    return Source(
        key=f"lantern-{year}",
        title=f"The Lantern House Code, {year} (invented)",
        what_was_read="All of it: it was invented for this purpose.",
        publisher=_PUBLISHER,
        date=year,
    )


# Of each item: the local id, its kind, its heading or None, its force, what it says. What is above it is its parent.
_ITEMS: Final[dict[str, list[tuple[str, str, str | None, str, str]]]] = {
    "2019": [
        ("1", "part", "Arriving", "statement", "About the first day of a guest."),
        ("1.1", "standard", "The first evening", "should", "A guest who has just come is let rest."),
        ("1.1.r1", "recommendation", None, "should", "Offer a warm meal before any form is filled in."),
        ("1.1.r2", "recommendation", None, "should", "Show the guest the room and how its door locks."),
        ("1.2", "standard", "The first conversation", "should", "A guest decides when to talk, and with whom."),
        ("1.2.r1", "recommendation", None, "must", "Ask which language the guest would like to speak."),
        ("2", "part", "Living in the house", "statement", "About the days between the first and the last."),
        ("2.1", "standard", "A key of one's own", "must", "Every guest has a key to the room and to the house."),
        ("2.1.r1", "recommendation", None, "must-not", "Staff do not enter a room without knocking."),
        ("2.2", "standard", "Meals", "should", "Guests can cook, and can eat with others if they like."),
        ("2.2.r1", "recommendation", None, "should", "Keep a shelf for each guest in the larder."),
        ("2.2.r2", "recommendation", None, "should", "Label every shelf in the larder."),
        ("2.3", "standard", "The telephone in the hall", "may", "Guests may use the telephone in the hall."),
        ("3", "part", "Moving on", "statement", "About leaving, and what comes after."),
        ("3.1", "standard", "Plans", "should", "Every guest has a plan that is their own."),
        ("3.1.r1", "recommendation", None, "should", "Look at the plan together once a month."),
        ("3.2", "standard", "Saying goodbye", "should", "Nobody leaves without a day having been named."),
        ("3.3", "standard", "Letters", "should", "Letters that come later are sent on."),
    ],
    "2022": [
        ("1", "part", "Arriving", "statement", "About the first day of a guest."),
        ("1.1", "standard", "The first conversation", "should", "A guest decides when to talk, and with whom."),
        ("1.1.r1", "recommendation", None, "must", "Ask which language the guest would like to speak."),
        ("1.2", "standard", "The first evening", "should", "A guest who has just come is let rest."),
        ("1.2.r1", "recommendation", None, "should", "Offer a warm meal before any form is filled in."),
        ("1.2.r2", "recommendation", None, "should", "Show the guest the room, its lock and its window."),
        ("2", "part", "Living in the house", "statement", "About the days between the first and the last."),
        ("2.1", "standard", "A key of one's own", "must", "Every guest has a key that no other guest has."),
        ("2.1.r1", "recommendation", None, "must-not", "Staff do not enter a room without knocking."),
        ("2.2", "standard", "Cooking", "should", "Guests can cook for themselves at any hour."),
        ("2.2.r1", "recommendation", None, "should", "Keep a labelled shelf for each guest in the larder."),
        ("2.3", "standard", "Eating together", "should", "Guests can eat with others if they like."),
        ("2.4", "standard", "Plans", "should", "Every guest has a plan that is their own."),
        ("2.4.r1", "recommendation", None, "should", "Look at the plan together once a month."),
        ("2.5", "standard", "Quiet hours", "should", "The house is quiet between ten and six."),
        ("3", "part", "Moving on", "statement", "About leaving, and what comes after."),
        ("3.1", "standard", "The first month elsewhere", "should", "Somebody calls in the first month elsewhere."),
        ("3.2", "standard", "Saying goodbye", "must", "Nobody leaves without a day and a place having been named."),
        ("3.3", "standard", "Letters", "should", "Letters that come within a year are sent on."),
    ],
    "2026": [
        ("1", "part", "Arriving", "statement", "About the first day of a guest."),
        ("1.1", "standard", "The first day", "should", "A guest is let rest, and decides when to talk."),
        ("1.1.r1", "recommendation", None, "must", "Ask which language the guest would like to speak."),
        ("1.1.r2", "recommendation", None, "should", "Offer a warm meal before anything is asked or signed."),
        ("1.2", "standard", "Interpreting", "must", "A guest can refuse an interpreter and have another."),
        ("2", "part", "Living in the house", "statement", "About the days between the first and the last."),
        ("2.1", "standard", "A key of one's own", "must", "Every guest has a key that no other guest has."),
        ("2.1.r1", "recommendation", None, "must-not", "Staff do not enter a room without knocking."),
        ("2.1.r2", "recommendation", None, "must", "Staff wait for an answer after knocking."),
        ("2.2", "standard", "Plans", "should", "Every guest has a plan that is their own."),
        ("2.2.r1", "recommendation", None, "should", "Look at the plan together once a month."),
        ("2.3", "standard", "Cooking", "should", "Guests can cook for themselves at any hour."),
        ("2.3.r1", "recommendation", None, "should", "Keep a labelled shelf for each guest in the larder."),
        ("2.4", "standard", "Eating together", "should", "Guests can eat with others if they like."),
        ("2.5", "standard", "Quiet hours", "should", "The house and its garden are quiet from ten to six."),
        ("2.6", "standard", "The telephone in the hall", "may", "Guests may use the telephone in the hall."),
        ("3", "part", "Moving on", "statement", "About leaving, and what comes after."),
        ("3.1", "standard", "The first month elsewhere", "should", "Somebody calls in the first month elsewhere."),
        ("3.2", "standard", "Saying goodbye", "must", "Nobody leaves without a day and a place having been named."),
        ("3.3", "standard", "Letters", "should", "Letters that come within a year are sent on."),
    ],
}  # fmt: skip

# Of each change: kind, further kinds, old, new, basis, how it was reviewed or None, what it says.
_CHANGES: Final[dict[tuple[str, str], list[tuple[str, str, str, str, str, str | None, str]]]] = {
    ("2019", "2022"): [
        ("unchanged", "", "1", "1", "derived", "agreed", "The same part."),
        ("renumbered", "", "1.1", "1.2", "derived", "agreed", "The first evening now comes second."),
        ("renumbered", "", "1.1.r1", "1.2.r1", "derived", "agreed", "It goes where its standard goes."),
        ("renumbered", "reworded", "1.1.r2", "1.2.r2", "derived", "agreed", "The window is new."),
        ("renumbered", "", "1.2", "1.1", "derived", "agreed", "The first conversation now comes first."),
        ("renumbered", "", "1.2.r1", "1.1.r1", "derived", "agreed", "It goes where its standard goes."),
        ("unchanged", "", "2", "2", "derived", "agreed", "The same part."),
        ("reworded", "", "2.1", "2.1", "derived", "agreed", "No two guests share a key now."),
        ("unchanged", "", "2.1.r1", "2.1.r1", "inferred", None, "It looked the same; nobody compared it word by word."),
        ("split", "", "2.2", "2.2 2.3", "derived", "agreed", "Cooking and eating together became two."),
        ("merged", "", "2.2.r1 2.2.r2", "2.2.r1", "derived", "agreed", "The two about the larder became one."),
        ("withdrawn", "", "2.3", "", "stated", "agreed", "The foreword says that the telephone was taken away."),
        ("unchanged", "", "3", "3", "derived", "to-review", "Somebody should look at this one."),
        ("moved", "", "3.1", "2.4", "derived", "agreed", "Plans are part of living in the house now."),
        ("moved", "", "3.1.r1", "2.4.r1", "derived", "agreed", "It goes where its standard goes."),
        ("unchanged", "", "3.2", "3.2", "derived", "disputed", "It is not the same: a place has to be named now."),
        ("added", "", "", "2.5", "stated", "agreed", "The foreword names the quiet hours as new."),
        ("added", "", "", "3.1", "stated", None, "New, under a number that was another item's before."),
    ],
    ("2022", "2026"): [
        ("unchanged", "", "1", "1", "derived", "agreed", "The same part."),
        ("merged", "", "1.1 1.2", "1.1", "derived", "agreed", "Evening and conversation became the first day."),
        ("unchanged", "", "1.1.r1", "1.1.r1", "derived", "agreed", "The same words under the same number."),
        ("renumbered", "reworded", "1.2.r1", "1.1.r2", "derived", "agreed", "Nothing is asked or signed first."),
        ("withdrawn", "", "1.2.r2", "", "derived", "agreed", "It is in the house rules now, and no longer here."),
        ("unchanged", "", "2", "2", "derived", "agreed", "The same part."),
        ("unchanged", "", "2.1", "2.1", "derived", "agreed", "The same words under the same number."),
        ("split", "", "2.1.r1", "2.1.r1 2.1.r2", "derived", "agreed", "Waiting for an answer is asked for now."),
        ("renumbered", "", "2.2", "2.3", "derived", "agreed", "The first of three that changed places."),
        ("renumbered", "", "2.2.r1", "2.3.r1", "derived", "agreed", "It goes where its standard goes."),
        ("renumbered", "", "2.3", "2.4", "derived", "agreed", "The second of three that changed places."),
        ("renumbered", "", "2.4", "2.2", "derived", "agreed", "The third of three that changed places."),
        ("renumbered", "", "2.4.r1", "2.2.r1", "derived", "agreed", "It goes where its standard goes."),
        ("scope-widened", "", "2.5", "2.5", "derived", "agreed", "The garden is quiet too."),
        ("unchanged", "", "3", "3", "derived", "agreed", "The same part."),
        ("emphasised", "", "3.1", "3.1", "stated", None, "The foreword says that it matters more than before."),
        ("clarified", "", "3.2", "3.2", "derived", "agreed", "The foreword explains what a place is."),
        ("unknown", "", "3.3", "", "stated", None, "The foreword says that something changed, and not what."),
        ("added", "", "", "1.2", "stated", "agreed", "New, under a number that was another item's before."),
        ("added", "", "", "2.6", "derived", "agreed", "It was there in 2019, and not in 2022."),
    ],
}  # fmt: skip

# Old items that a change without a place of its own may touch.
_AFFECTED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "2019": (
        ("1.2.r1", "It already speaks of the language of a guest."),
        ("3.3", "Letters may be what was meant."),
    ),
    "2022": (),
}


def _ids(year: str, locals: str) -> list[str]:
    return [f"lantern-{year}.{local}" for local in locals.split()]


def edition(year: str) -> Edition:
    """Give one of the three editions: 2019, 2022 or 2026."""
    items = _ITEMS[year]
    return Edition(
        id=f"lantern-{year}",
        publication="lantern",
        title=_TITLE,
        data_revision=1,
        rights=_RIGHTS,
        jurisdictions=("england", "wales", "scotland", "northern-ireland"),
        jurisdictions_basis="stated",
        completeness=Completeness(
            level="complete", provisions=len(items), coverage="Every item: the book was invented with its data."
        ),
        provisions=[_provision(year, place, *item) for place, item in enumerate(items)],
        bibliography=[_source(year)],
        extensions=_SAMPLE,
    )


def _provision(year: str, place: int, local: str, kind: str, heading: str | None, force: str, summary: str) -> Any:
    above = local.rpartition(".")[0]
    numbered = kind != "recommendation"
    return provision_class(kind)(
        id=f"lantern-{year}.{local}",
        kind=kind,  # type: ignore[arg-type]
        parent=f"lantern-{year}.{above}" if above else None,
        notation=local if numbered else None,
        notation_status="confirmed" if numbered else "none",
        heading=heading,
        heading_status="literal" if heading else "none",
        summary=summary,
        text_status="verified",
        force=force,  # type: ignore[arg-type]
        page=3 + place // 3,
        sources=[f"lantern-{year}"],
        confidence="high",
    )


def publication() -> Publication:
    """Give the publication with the records of its three editions."""
    years = tuple(_ITEMS)
    return Publication(
        id="lantern",
        category="code",
        title=_TITLE,
        publisher=_PUBLISHER,
        summary="An invented code of an invented house, in three editions that follow one another.",
        sources=[f"lantern-{years[0]}"],
        editions=[
            EditionRecord(
                id=f"lantern-{year}",
                title=_TITLE,
                label=f"{place + 1}",
                ordinal=place + 1,
                date=UncertainDate(earliest=f"{year}-05", latest=f"{year}-05", precision="month"),
                publisher=_PUBLISHER,
                status="current" if year == years[-1] else "superseded",
                supersedes=f"lantern-{years[place - 1]}" if place else None,
                superseded_by=f"lantern-{years[place + 1]}" if year != years[-1] else None,
                rights=_RIGHTS,
                completeness=edition(year).completeness,
                sources=[f"lantern-{year}"],
                confidence="high",
            )
            for place, year in enumerate(years)
        ],
        bibliography=[_source(year) for year in years],
        extensions=_SAMPLE,
    )


def concordance(old: str, new: str) -> Concordance:
    """Give the concordance from one edition to the next: from 2019 to 2022, or from 2022 to 2026."""
    changes = [_change(old, new, place, *row) for place, row in enumerate(_CHANGES[old, new], 1)]
    if _AFFECTED[old]:
        changes.append(
            Change(
                id=f"ch-{len(changes) + 1}",
                kind="clarified",
                old=(),
                new=(),
                summary="The foreword says that several places were made clearer, and not which.",
                scope="location-unknown",
                affected=[
                    Possibility(provision=f"lantern-{old}.{local}", basis="inferred", confidence="low", reason=reason)
                    for local, reason in _AFFECTED[old]
                ],
                basis="stated",
                confidence="high",
                sources=[f"lantern-{new}"],
            )
        )
    named = {id for change in changes for id in change.old}
    return Concordance(
        old=ConcordanceEnd(edition=f"lantern-{old}", data_revision=1),
        new=ConcordanceEnd(edition=f"lantern-{new}", data_revision=1),
        completeness="partial",
        method="The two invented editions were laid side by side, but for the items said to be unknown.",
        list_is_known_incomplete=len(named) < len(_ITEMS[old]),
        default=DefaultChange(
            kind="unknown",
            applies_to="every item that no change names",
            rule="Nobody compared it with the new edition.",
        ),
        coverage=ComparisonCoverage(
            old_listed=len(_ITEMS[old]),
            old_reviewed=len(named),
            new_listed=len(_ITEMS[new]),
            changes_reported=len(changes),
        ),
        changes=changes,
        bibliography=[_source(old), _source(new)],
        extensions=_SAMPLE,
    )


def _change(
    old: str,
    new: str,
    place: int,
    kind: str,
    also: str,
    before: str,
    after: str,
    basis: str,
    state: str | None,
    said: str,
) -> Change:
    review = None
    if state is not None:
        role = None if state == "to-review" else "quality-lead"
        review = ChangeReview(state=state, role=role, on=None if role is None else date(2026, 6, 1))  # type: ignore[arg-type]
    return Change(
        id=f"ch-{place}",
        kind=kind,  # type: ignore[arg-type]
        also=tuple(also.split()),  # type: ignore[arg-type]
        old=_ids(old, before),
        new=_ids(new, after),
        summary=said,
        basis=basis,  # type: ignore[arg-type]
        confidence="low" if basis == "inferred" else "high",
        sources=[f"lantern-{old}", f"lantern-{new}"],
        review=review,
    )


def pack() -> Pack:
    """Give the pack of all of it."""
    return packs.make(
        id="lantern",
        version="1",
        title=_TITLE,
        publications=[publication()],
        editions=[edition(year) for year in _ITEMS],
        concordances=[concordance(old, new) for old, new in _CHANGES],
        rights=_RIGHTS,
        note="There is no Lantern House. All of this is invented, for tests and for the documentation.",
        extensions=_SAMPLE,
    )


_DAY: Final = date(2021, 3, 2)


def _found(local: str, status: str, *evidence: Evidence, **more: Any) -> Finding:
    if status != "not-assessed":
        more.setdefault("assessed_on", _DAY)
    return Finding(provision=f"lantern-2019.{local}", status=status, evidence=evidence, **more)  # type: ignore[arg-type]


def self_assessment() -> Assessment:
    """Give a self-assessment against the first edition: every item, every status, and all that evidence can say."""
    walk = Evidence(ref="walk-2021-03", kind="observation", collected=_DAY, recorded=date(2021, 3, 5))
    files = Evidence(ref="files-2021-02", kind="record-sample", collected=date(2021, 2, 10), expires=date(2022, 2, 10))
    training = Evidence(ref="training-88", kind="training-record", collected=date(2020, 9, 1), expires=date(2023, 9, 1))
    complaint = Evidence(ref="complaint-4", kind="document", bearing="counters", recorded=date(2021, 1, 8))
    answered = Evidence(
        ref="complaint-2",
        kind="document",
        bearing="counters",
        recorded=date(2020, 7, 1),
        answer="That door was repaired in August 2020. The walk of March found all doors in order.",
    )
    voices = Evidence(
        ref="evening-2021-01",
        kind="survivor-voice",
        collected=date(2021, 1, 20),
        voices=Voices(number="fewer-than-11", consent="anonymous"),
    )
    shelves = Action(
        summary="Buy shelves for the larder.", owner_role="service-manager", due=date(2021, 6, 30), state="open"
    )
    keys = Action(summary="Have two more keys cut.", owner_role="support-worker", due=date(2021, 4, 1), state="done")
    return Assessment(
        subject=Subject(kind="service", ref="invented-service-7"),
        edition="lantern-2019",
        context=Context(nation="england", setting="safehouse"),
        period=Period(start=date(2021, 1, 1), end=date(2021, 3, 31)),
        assessor_role="quality-lead",
        produced_by=Producer(name="invented-sample", version="1.0"),
        findings=[
            _found("1", "not-assessed"),
            _found("1.1", "met", walk, voices, confidence="high"),
            _found("1.1.r1", "met", walk),
            _found("1.1.r2", "met", walk, answered, confidence="medium"),
            _found("1.2", "partly-met", voices, note="Two guests were asked on their first evening."),
            _found("1.2.r1", "met", training),
            _found("2", "not-assessed", note="Parts are not assessed by themselves."),
            _found("2.1", "partly-met", walk, complaint, actions=[keys]),
            _found("2.1.r1", "met", training, complaint),
            _found("2.2", "met", walk),
            _found("2.2.r1", "not-met", walk, actions=[shelves], note="There is one shelf for everybody."),
            _found("2.2.r2", "met", walk),
            _found("2.3", "not-met", walk, note="The telephone has been out of order since January."),
            _found("3", "not-assessed"),
            _found("3.1", "met", files, confidence="low"),
            _found("3.1.r1", "not-applicable", reason="Nobody stayed for a whole month in this period."),
            _found("3.2", "not-met", files, note="Three of ten files name no day."),
            _found("3.3", "partly-met", files),
        ],
        extensions=_SAMPLE,
    )


def file_audit() -> Assessment:
    """Give an audit of one file against the first edition, as an older program wrote it: few items, out of order."""
    return Assessment(
        subject=Subject(kind="case", ref="invented-case-31"),
        edition="lantern-2019",
        period=Period(start=date(2020, 10, 1), end=date(2020, 12, 31)),
        assessor_role="peer-reviewer",
        produced_by=Producer(name="invented-sample", version="0.9"),
        findings=[
            _found("3.2", "met", Evidence(ref="file-31"), assessed_on=date(2020, 11, 12)),
            _found("2.2.r2", "met", Evidence(ref="file-31"), assessed_on=date(2020, 11, 12)),
            _found("2.2", "not-applicable", assessed_on=date(2020, 11, 12), reason="The guest ate elsewhere."),
            _found(
                "1.2", "met", Evidence(ref="file-31"), assessed_on=date(2020, 11, 12), note="In writing, and dated."
            ),
            _found("2.3", "not-assessed"),
        ],
        extensions=_SAMPLE,
    )


RECORDS: Final = {
    "lantern-self-assessment.json": self_assessment,
    "lantern-file-audit.json": file_audit,
}


def main() -> None:
    """Write the pack and the records beside this file."""
    made = pack()
    packs.save(made, PACK)
    mine = cs.catalogue(packs=[made])
    for name, record in RECORDS.items():
        (HERE / name).write_bytes(cs.readers.write(record(), catalogue=mine))


if __name__ == "__main__":
    sys.exit(main())
