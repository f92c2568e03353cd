"""Random editions, concordances and assessments, the same for the same seed: what the judge of migrations is fed with.

Nothing here asks the library what it would do. An assessment is always one that ``check`` takes; a concordance as a
rule is, and now and then contradicts itself, names an item that is not there, or is missing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final

import attrs

from care_standards.model import (
    Action,
    Assessment,
    Catalogue,
    Change,
    ChangeReview,
    Completeness,
    Concordance,
    ConcordanceEnd,
    DefaultChange,
    EarlierFinding,
    Edition,
    EditionRecord,
    Evidence,
    Extensions,
    Finding,
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

_LOCALS: Final = (
    "1",
    "1.1",
    "1.2",
    "1.3",
    "1.1.r1",
    "1.1.r2",
    "2",
    "2.1",
    "2.2",
    "2.1.p1",
    "3",
    "3.1",
    "3.2",
    "a",
    "b",
)
_RIGHTS: Final = Rights(sharing="shareable", statement="Invented.")
_SOURCE: Final = Source(key="invented", title="Invented", what_was_read="Nothing.")
_PERIOD: Final = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
_MARKED: Final = Extensions.of({"org.example.sample": {"invented": True, "kept": [1, 2, {"as": "it is"}]}})
_STEADY: Final = ("unchanged", "renumbered")
_REVIEWED: Final = ("reworded", "moved", "clarified", "emphasised")
_STATUSES: Final = ("met", "met", "partly-met", "not-met", "not-applicable", "not-assessed")


@attrs.frozen
class Case:
    """One question: an assessment, where it should go, by way of which editions, and all there is to know."""

    seed: int
    assessment: Assessment
    to: str
    ways: tuple[str, ...]  # the editions in their order, from that of the assessment to the one wanted
    catalogue: Catalogue


def case(seed: int) -> Case:
    """Give the case of a seed: a chain of one to three concordances, and an assessment at its beginning."""
    dice = Random(seed)
    count = dice.choice((2, 2, 2, 3, 3, 4))
    years = [2001 + place for place in range(count + 1)]  # one edition before that of the assessment
    editions = [_edition(dice, f"rnd-{year}") for year in years]
    concordances = [_concordance(dice, old, new) for old, new in pairwise(editions) if dice.random() < 0.94]
    if count > 2 and dice.random() < 0.15:  # a way that leaves one edition out
        concordances.append(_concordance(dice, editions[1], editions[3]))
    if count == 4 and dice.random() < 0.2:  # and another one, so that two ways may be as short
        concordances.append(_concordance(dice, editions[2], editions[4]))
    if dice.random() < 0.1:  # the other way round: never to be followed
        concordances.append(_concordance(dice, editions[2], editions[1]))
    dice.shuffle(concordances)
    is_registered = dice.random() < 0.9  # else the years of the ids tell what came first
    catalogue = Catalogue(
        publications=[_publication(editions)] if is_registered else [],
        editions=editions,
        concordances=concordances,
        sources=[_SOURCE],
    )
    return Case(
        seed=seed,
        assessment=_assessment(dice, editions[1], editions[0]),
        to=editions[-1].id,
        ways=tuple(edition.id for edition in editions[1:]),
        catalogue=catalogue,
    )


def _edition(dice: Random, id: str) -> Edition:
    locals = dice.sample(_LOCALS, dice.randint(1, 12))
    level: Any = "complete" if dice.random() < 0.7 else "partial"
    return Edition(
        id=id,
        publication="rnd",
        title="Invented",
        data_revision=1,
        rights=_RIGHTS,
        completeness=Completeness(level=level, provisions=len(locals), coverage="Invented."),
        provisions=[
            provision_class("section")(
                id=f"{id}.{local}",
                kind="section",
                notation_status="none",
                heading_status="none",
                text_status="verified",
                force="unknown",
                sources=["invented"],
                confidence="high",
            )
            for local in locals
        ],
    )


def _publication(editions: list[Edition]) -> Publication:
    ids: list[str | None] = [None, *(edition.id for edition in editions), None]
    return Publication(
        id="rnd",
        category="code",
        title="Invented",
        publisher="Nobody",
        summary="Invented.",
        sources=["invented"],
        editions=[
            EditionRecord(
                id=edition.id,
                title="Invented",
                label="Invented",
                date=UncertainDate(earliest=edition.id[-4:], latest=edition.id[-4:], precision="year"),
                publisher="Nobody",
                status="superseded" if ids[place + 1] else "current",
                supersedes=ids[place - 1],
                superseded_by=ids[place + 1],
                rights=_RIGHTS,
                completeness=edition.completeness,
                sources=["invented"],
                confidence="high",
            )
            for place, edition in enumerate(editions, 1)
        ],
    )


def _ids(edition: Edition) -> list[str]:
    """Give the ids that may be spoken of: those held, and where the edition is partial some that are not."""
    ids = [provision.id for provision in edition]
    if edition.completeness.level != "complete":
        ids += [id for local in ("9.1", "9.2", "9.3") if (id := f"{edition.id}.{local}") not in ids]
    return ids


def _concordance(dice: Random, old: Edition, new: Edition) -> Concordance:
    before, after = _ids(old), _ids(new)
    dice.shuffle(before)
    free = list(after)
    dice.shuffle(free)
    rows: list[dict[str, Any]] = []
    styles = dice.choices(_STYLES, weights=_WEIGHTS, k=len(before) + 1)
    while before and styles:
        styles.pop()(dice, before, free, after, rows)
    _add_what_is_left(dice, free, rows)
    if dice.random() < 0.15:
        _spoil(dice, _ids(old), after, rows)
    dice.shuffle(rows)
    changes = [_change(dice, place, row, _ids(old)) for place, row in enumerate(rows)]
    reviewed = {id for change in changes for id in change.old} & {provision.id for provision in old}
    return Concordance(
        old=ConcordanceEnd(edition=old.id, data_revision=1),
        new=ConcordanceEnd(edition=new.id, data_revision=1),
        completeness="partial",
        method="Thrown with dice.",
        list_is_known_incomplete=dice.random() < 0.5,
        default=DefaultChange(
            kind=dice.choice(("unknown", "unchanged")), applies_to="all others", rule="Thrown with dice."
        ),
        coverage=ComparisonCoverage(old_listed=len(old), old_reviewed=len(reviewed), changes_reported=len(changes)),
        changes=changes,
    )


# Each takes what it needs off the old items and the free new ones, and adds rows. ``after`` are all new ids there are.
Style = Callable[[Random, list[str], list[str], list[str], list[dict[str, Any]]], None]


def _one_to_one(kinds: tuple[str, ...]) -> Style:
    def style(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
        if free:
            rows.append({"kind": dice.choice(kinds), "old": [before.pop()], "new": [free.pop()]})

    return style


def _same_number(
    dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]
) -> None:
    """Carry an item to the one with the same number, where it is still free: what most of a real concordance is."""
    old = before.pop()
    new = next((id for id in free if id.partition(".")[2] == old.partition(".")[2]), None)
    if new is not None:
        free.remove(new)
        rows.append({"kind": "unchanged", "old": [old], "new": [new]})


def _ring(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    """Let two or three items change numbers among themselves."""
    numbers = {id.partition(".")[2]: id for id in free}
    there = [id for id in before if id.partition(".")[2] in numbers][: dice.choice((2, 3))]
    for place, old in enumerate(there):
        new = numbers[there[place - 1].partition(".")[2]]
        free.remove(new)
        before.remove(old)
        rows.append({"kind": "renumbered", "old": [old], "new": [new]})


def _split(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    number = min(dice.choice((2, 2, 3)), len(free))
    if number > 1:
        parts = [free.pop() for _ in range(number)]
        if dice.random() < 0.8:
            rows.append({"kind": "split", "old": [before.pop()], "new": parts})
        else:  # told as something harmless, a row for each part
            old = before.pop()
            rows.extend(
                {"kind": dice.choice((*_STEADY, *_REVIEWED[:2])), "old": [old], "new": [part]} for part in parts
            )


def _merge(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    number = min(dice.choice((2, 2, 3)), len(before))
    if number > 1 and free:
        parts, new = [before.pop() for _ in range(number)], free.pop()
        if dice.random() < 0.8:
            rows.append({"kind": "merged", "old": parts, "new": [new]})
        else:
            rows.extend(
                {"kind": dice.choice((*_STEADY, *_REVIEWED[:2])), "old": [part], "new": [new]} for part in parts
            )


def _withdrawn(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    rows.append({"kind": "withdrawn", "old": [before.pop()], "new": []})


def _widened(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    if free:
        rows.append({"kind": "scope-widened", "old": [before.pop()], "new": [free.pop()]})


def _unknown(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    new = [free.pop()] if free and dice.random() < 0.4 else []
    rows.append({"kind": "unknown", "old": [before.pop()], "new": new})


def _not_compared(
    dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]
) -> None:
    before.pop()


def _twice(dice: Random, before: list[str], free: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    """Say two things of one item."""
    if free:
        old, new = before.pop(), free.pop()
        rows.append({"kind": dice.choice(_STEADY), "old": [old], "new": [new]})
        kind = dice.choice((*_STEADY, *_REVIEWED, "withdrawn", "unknown"))
        rows.append({"kind": kind, "old": [old], "new": [] if kind == "withdrawn" else [new]})


_STYLES: Final[tuple[Style, ...]] = (
    _one_to_one(_STEADY), _same_number, _one_to_one(_REVIEWED), _ring, _split, _merge, _withdrawn, _widened, _unknown,
    _not_compared, _twice,
)  # fmt: skip
_WEIGHTS: Final = (5, 5, 4, 3, 3, 3, 2, 1, 1, 2, 1)


def _add_what_is_left(dice: Random, free: list[str], rows: list[dict[str, Any]]) -> None:
    """Call some of the free new items added, among them numbers of items that were withdrawn before."""
    while free and dice.random() < 0.6:
        new = [free.pop() for _ in range(min(len(free), dice.choice((1, 1, 2))))]
        rows.append({"kind": "added", "old": [], "new": new})
    if dice.random() < 0.2:
        rows.append({"kind": "scope-widened", "old": [], "new": []})


def _spoil(dice: Random, before: list[str], after: list[str], rows: list[dict[str, Any]]) -> None:
    """Add a row that no careful person would write; most of these do not pass ``check``."""
    old, new = dice.choice(before), dice.choice(after)
    edition = new.partition(".")[0]
    rows.append(
        dice.choice(
            (
                {"kind": "added", "old": [old], "new": [new]},
                {"kind": "unchanged", "old": [old], "new": []},
                {"kind": "renumbered", "old": [old], "new": [f"{edition}.404"]},
                {"kind": "renumbered", "old": [old], "new": ["rnd-1999.1"]},
                {"kind": "moved", "old": [old], "new": [old]},
                {"kind": "added", "old": [], "new": [new]},
                {"kind": "added", "old": [], "new": [f"{edition}.405"]},
                {"kind": "split", "old": [old], "new": [new]},
                {"kind": "merged", "old": [old], "new": [new]},
                {"kind": "emphasised", "old": [old], "new": after[:3]},
            )
        )
    )


def _change(dice: Random, place: int, row: dict[str, Any], before: list[str]) -> Change:
    also: tuple[str, ...] = ()
    if dice.random() < 0.12:
        also = (dice.choice((*_STEADY, *_REVIEWED, "split", "merged", "scope-widened", "unknown", "added")),)
    review = None
    if dice.random() < 0.4:
        review = ChangeReview(state=dice.choice(("agreed", "agreed", "agreed", "to-review", "disputed")))
    affected: list[Possibility] = []
    # What is said of a row's own items, or by a row that is disputed, is left open by the rules: not thrown.
    if dice.random() < 0.12 and (review is None or review.state != "disputed"):
        others = [id for id in before if id not in row["old"]]
        affected = [
            Possibility(provision=id, basis="inferred", confidence="low", reason="Thrown with dice.")
            for id in dice.sample(others, min(len(others), dice.choice((1, 2))))
        ]
    return Change(
        id=f"row-{place}",
        also=also,  # type: ignore[arg-type]
        scope="location-unknown" if not row["old"] and not row["new"] else None,
        affected=affected,
        basis=dice.choice(("stated", "derived", "derived", "derived", "derived", "inferred")),
        confidence="medium",
        sources=["invented"],
        review=review,
        **row,
    )


def _assessment(dice: Random, edition: Edition, before: Edition) -> Assessment:
    ids = _ids(edition)
    dice.shuffle(ids)
    findings = [_finding(dice, id) for id in ids if dice.random() < 0.8]
    unresolved: list[Finding] = []
    archive: list[Finding] = []
    if dice.random() < 0.25:  # it has been migrated before
        others = _ids(before)
        dice.shuffle(others)
        unresolved = [_finding(dice, id) for id in others[: dice.randint(0, 3)]]
        archive = [_finding(dice, id) for id in others[3 : dice.randint(3, 6)]]
    return Assessment(
        subject=Subject(kind="service", ref="invented-1"),
        edition=edition.id,
        period=_PERIOD,
        assessor_role="quality-lead",
        produced_by=Producer(name="invented", version="1"),
        findings=findings,
        unresolved=unresolved,
        archive=archive,
        extensions=_MARKED,
    )


def _day(dice: Random) -> date:
    return _PERIOD.start + timedelta(days=dice.randrange(365))


def _finding(dice: Random, id: str) -> Finding:
    status = dice.choice(_STATUSES)
    return Finding(
        provision=id,
        status=status,  # type: ignore[arg-type]
        reason=f"Reason {dice.randrange(1000)}." if status == "not-applicable" else None,
        assessed_on=None if status == "not-assessed" else _day(dice),
        evidence=[_evidence(dice) for _ in range(dice.choice((0, 0, 1, 2)))],
        note=f"Note {dice.randrange(10**6)}." if dice.random() < 0.4 else None,
        confidence=dice.choice((None, None, "high", "medium", "low")),  # type: ignore[arg-type]
        actions=[_action(dice) for _ in range(dice.choice((0, 0, 0, 1, 2)))],
        earlier=[_link(dice) for _ in range(dice.choice((0, 0, 0, 1)))],
    )


def _evidence(dice: Random) -> Evidence:
    kind: Any = dice.choice((None, "document", "observation", "survivor-voice"))
    against = dice.random() < 0.2
    return Evidence(
        ref=f"ref-{dice.randrange(10**6)}",
        kind=kind,
        bearing="counters" if against else "supports",
        collected=_day(dice) if dice.random() < 0.5 else None,
        expires=_PERIOD.end + timedelta(days=dice.randrange(400)) if dice.random() < 0.3 else None,
        voices=Voices(number="11-or-more", consent="anonymous") if kind == "survivor-voice" else None,
        answer="It was looked into." if against and dice.random() < 0.5 else None,
    )


def _action(dice: Random) -> Action:
    return Action(
        summary=f"Do {dice.randrange(1000)}.",
        owner_role="service-manager",
        due=_day(dice) if dice.random() < 0.5 else None,
        state=dice.choice(("open", "in-progress", "done", "dropped")),
    )


def _link(dice: Random) -> EarlierFinding:
    return EarlierFinding(provision=f"rnd-1990.{dice.randrange(1, 9)}", status="not-met", assessment="invented-0")
