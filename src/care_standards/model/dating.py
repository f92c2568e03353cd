"""Which edition was in force on a day, as far as the dates recorded of a publication tell.

A date known to a year, a month or as a range stands for every day it may be: what holds on each of them is answered
with yes or no, anything else with unknown. No clock is read.
"""

from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from typing import Any, Final, Literal

import attrs

from care_standards.errors import InvalidValueError, UnknownEditionError
from care_standards.identifiers import near_misses
from care_standards.model import constraints as must
from care_standards.model.publication import EditionRecord, InForce, Publication

Answer = Literal["yes", "no", "unknown"]
On = date | str

STANDING_WORDS: Final[Mapping[str, str]] = {
    "in-force": "It is recorded as in force then.",
    "latest-known": "It had appeared, and no later edition is known.",
    "next-not-yet-published": "It had appeared, and the edition after it had not.",
    "not-yet-published": "It had not yet appeared.",
    "not-yet-in-force": "It had appeared, but the time for which it is recorded as in force had not begun.",
    "not-in-force": "No time for which it is recorded as in force reaches to that day.",
    "superseded": "A later edition had taken its place.",
    "publication-day-not-known": "It may or may not have appeared by then: its date is not known to the day.",
    "next-not-certain": "The edition after it may or may not have taken its place by then.",
    "force-not-certain": "Its recorded time in force may or may not reach that day, or does so for a part only.",
    "commencement-not-recorded": "It had been made, but when which part of it came into force is not recorded.",
    "historical-uk": "It is no longer a source of rights in the UK as far as it clashes with a later Act.",
    "others-may-lie-between": "It had appeared, but editions that are not registered here may have followed it.",
    "succession-not-stated": "A later edition had appeared, but whether it took the place of this one is not recorded.",
    "later-not-checked": "It had appeared, but whether a later edition had is not known.",
    "changes-within": "The answer is not the same on every day asked about.",
    "no-record": "No record of its publication is at hand.",
}
"""Every word that says why an edition was in force or was not, and what it means."""

IN_FORCE_WORDS: Final[Mapping[str, str]] = {
    "one-edition": "One edition was in force on every day asked about.",
    "before-the-first": "The first edition had not yet appeared, or was not yet in force.",
    "several-possible": "More than one edition may have been in force.",
    "not-certain": "It may have been this edition, another that is not registered here, or none.",
    "earlier-not-known": "Whether there was an earlier edition is not known.",
    "later-not-known": "The last edition known had ended; whether another followed is not known.",
    "no-editions": "No edition of this publication is registered.",
}
"""Every word that says why an edition could be named or could not, and what it means."""

_LAW = frozenset({"act", "directive", "treaty"})
_NOT_YET = frozenset({"not-yet-published", "not-yet-in-force"})
_NEVER = date(MAXYEAR, 12, 31)  # after every day that can be asked about


@attrs.frozen(kw_only=True)
class Standing:
    """Whether an edition was in force on the day asked about, and why one must say so.

    ``why`` is a key of ``STANDING_WORDS``.
    """

    edition: str
    answer: Answer
    why: str

    @property
    def sentence(self) -> str:
        """The reason in plain words."""
        return STANDING_WORDS[self.why]


@attrs.frozen(kw_only=True)
class InForceAnswer:
    """Which edition of a publication was in force.

    With ``yes`` the ``edition`` is named; with ``unknown`` the ``candidates`` are those registered that may have been,
    in the order of the publication; ``no`` means that none was yet. ``why`` is a key of ``IN_FORCE_WORDS``;
    ``standings`` has the answer for each edition registered.
    """

    publication: str
    answer: Answer
    edition: str | None
    candidates: tuple[str, ...]
    why: str
    standings: tuple[Standing, ...] = attrs.field(repr=lambda value: f"<{len(value)}>")

    @property
    def sentence(self) -> str:
        """The reason in plain words."""
        return IN_FORCE_WORDS[self.why]

    def to_plain(self) -> dict[str, Any]:
        """Give the answer as plain JSON data: publication, answer, edition, candidates, why, sentence, standings."""
        return {
            "publication": self.publication,
            "answer": self.answer,
            "edition": self.edition,
            "candidates": list(self.candidates),
            "why": self.why,
            "sentence": self.sentence,
            "standings": [
                {"edition": s.edition, "answer": s.answer, "why": s.why, "sentence": s.sentence} for s in self.standings
            ],
        }

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give one row for each edition registered: publication, edition, in_force, why, sentence."""
        return [
            {
                "publication": self.publication,
                "edition": standing.edition,
                "in_force": standing.answer,
                "why": standing.why,
                "sentence": standing.sentence,
            }
            for standing in self.standings
        ]


def days_of(on: On) -> tuple[date, date]:
    """Give the first and the last day that a date, a month or a year may stand for.

    Raises InvalidValueError where it is neither a ``datetime.date`` nor such text (``2016``, ``2016-03``,
    ``2016-03-01``) of the years 1000 to 2999.
    """
    if isinstance(on, str):
        if must.is_partial_date(on):
            return _possible(on)
    elif type(on) is date and 1000 <= on.year <= 2999:
        return on, on
    raise InvalidValueError("query", "on", "must be a datetime.date, or a year, a month or a day as text")


def has_ended(last: str, on: On) -> bool:
    """Tell whether every day asked about is certainly after the last day, a year, a month or a day as text."""
    return days_of(on)[0] > _possible(last)[1]


def _possible(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


@attrs.frozen
class _Between:
    """When something came about: not before ``first``, and certainly by the end of ``last``."""

    first: date
    last: date


@attrs.frozen
class _Span:
    """One time in force: when it begins, from when it may have ended, and from when it certainly has."""

    begins: _Between
    may_end: date
    ended: date


@attrs.frozen
class _Life:
    """What the standing of one edition depends on: its own dates, and when the one after it takes its place."""

    record: EditionRecord
    is_law: bool
    published: _Between
    spans: tuple[_Span, ...]
    replaced: _Between | None
    is_replaced: bool  # there is a later edition, and it is known to follow this one
    is_replaced_at_once: bool  # and no other lies between

    def on(self, day: date) -> tuple[Answer, str]:
        """Give the answer for one day."""
        if day < self.published.first:
            return "no", "not-yet-published"
        if day < self.published.last:
            return "unknown", "publication-day-not-known"
        if all(day < span.begins.first for span in self.spans) and self.spans:
            return "no", "not-yet-in-force"
        if all(day < span.begins.first or day >= span.ended for span in self.spans) and self.spans:
            return "no", "not-in-force"
        if not all(span.begins.last <= day < span.may_end for span in self.spans):
            return "unknown", "force-not-certain"
        if self.record.status == "historical-uk":
            return "unknown", "historical-uk"
        if self.spans and all(span.ended < _NEVER for span in self.spans):
            return "yes", "in-force"
        if self.is_law and not self.spans:
            return "unknown", "commencement-not-recorded"
        return self._in_succession(day)

    def _in_succession(self, day: date) -> tuple[Answer, str]:
        if self.replaced is None:
            if self.record.superseded_by is None and self.record.status == "current":
                return "yes", "latest-known"
            if self.spans and self.record.status == "in-force":
                return "yes", "in-force"
            return "unknown", "later-not-checked"
        if day >= self.replaced.last and self.is_replaced:
            return "no", "superseded"
        if day >= self.replaced.first:
            return "unknown", "next-not-certain" if self.is_replaced else "succession-not-stated"
        return ("yes", "next-not-yet-published") if self.is_replaced_at_once else ("unknown", "others-may-lie-between")

    def over(self, first: date, last: date) -> tuple[Answer, str]:
        """Give the answer that holds on every day from the first to the last."""
        answer, why = self.on(first)
        if first == last or all(self.on(day)[0] == answer for day in self._turns() if first < day <= last):
            return answer, why
        return "unknown", "changes-within"

    def _turns(self) -> list[date]:
        """Give the days on which the answer may change."""
        found = [self.published.first, self.published.last]
        for span in self.spans:
            found += [span.begins.first, span.begins.last, span.may_end, span.ended]
        return found if self.replaced is None else [*found, self.replaced.first, self.replaced.last]


def _span(entry: InForce) -> _Span:
    begins = _Between(*_possible(entry.start))
    if entry.end is None:
        return _Span(begins, _NEVER, _NEVER)
    first, last = _possible(entry.end)
    after = last + timedelta(days=1)
    # The end is the last day in force. Of a month or a year it may be any day, or the whole of it may be meant.
    return _Span(begins, after if first == last else first, after)


def _replacing(published: _Between, spans: tuple[_Span, ...], is_law: bool) -> _Between:
    """Tell when an edition takes the place of the one before it: when it appears or, if that is later, has force."""
    if is_law and not spans:
        return _Between(published.first, _NEVER)  # its commencement is not recorded
    return _Between(published.first, max((published.last, *(span.begins.last for span in spans))))


def _lives(publication: Publication) -> list[_Life]:
    """Bring each record together with the one after it, in one pass."""
    records = publication.editions
    is_law = publication.category in _LAW
    places = {record.id: place for place, record in enumerate(records)}
    after = {record.supersedes: record.id for record in records if record.supersedes is not None}
    published = [_Between(_possible(r.date.earliest)[0], _possible(r.date.latest)[1]) for r in records]
    spans = [tuple(_span(entry) for entry in record.in_force) for record in records]
    lives: list[_Life] = []
    for place, record in enumerate(records):
        following = places.get(record.superseded_by or after.get(record.id, ""))
        is_stated = following is not None
        if following is None and place + 1 < len(records):
            following = place + 1
        is_adjacent = following is not None and _is_next(record.ordinal, records[following].ordinal)
        lives.append(
            _Life(
                record,
                is_law,
                published[place],
                spans[place],
                None if following is None else _replacing(published[following], spans[following], is_law),
                is_stated or is_adjacent,
                is_adjacent,
            )
        )
    return lives


def _is_next(ordinal: int | None, following: int | None) -> bool:
    return ordinal is not None and following == ordinal + 1


def standings(publication: Publication, on: On) -> dict[str, Standing]:
    """Tell of every edition of a publication whether it was in force, by its id, in the order of the publication.

    ``on`` is a day, or a month or a year as text; an answer other than unknown holds on every day of it. Linear in the
    number of editions. Raises InvalidValueError where ``on`` is no date or the publication none.
    """
    if not isinstance(publication, Publication):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidValueError("query", "publication", "must be of class Publication: an id has no dates")
    first, last = days_of(on)
    found: dict[str, Standing] = {}
    for life in _lives(publication):
        answer, why = life.over(first, last)
        found[life.record.id] = Standing(edition=life.record.id, answer=answer, why=why)
    return found


def standing(publication: Publication, edition: str, on: On) -> Standing:
    """Tell whether one edition of a publication was in force on a day, or throughout a month or a year.

    Raises UnknownEditionError where the publication has no such edition, and InvalidValueError as ``standings`` does.
    """
    found = standings(publication, on)
    if edition not in found:
        raise UnknownEditionError(publication.id, near_misses(edition, tuple(found)))
    return found[edition]


def edition_in_force(publication: Publication, on: On) -> InForceAnswer:
    """Tell which edition of a publication was in force on a day, or throughout a month or a year.

    Raises InvalidValueError where ``on`` is no date or the publication none, as an id is. Linear in the number of
    editions.
    """
    found = tuple(standings(publication, on).values())
    possible = tuple(one.edition for one in found if one.answer != "no")
    certain = tuple(one.edition for one in found if one.answer == "yes")
    if possible:
        if len(possible) == 1 and certain:
            return _in_force(publication, found, "yes", "one-edition", certain)
        return _in_force(
            publication, found, "unknown", "several-possible" if len(possible) > 1 else "not-certain", possible
        )
    if not found:
        return _in_force(publication, found, "unknown", "no-editions")
    if all(one.why in _NOT_YET for one in found):
        if _is_first(publication):
            return _in_force(publication, found, "no", "before-the-first")
        return _in_force(publication, found, "unknown", "earlier-not-known")
    return _in_force(publication, found, "unknown", "later-not-known")


def _is_first(publication: Publication) -> bool:
    # A law is made once; of other works the first one registered need not be the first.
    first = publication.editions[0]
    return first.ordinal == 1 or publication.category in _LAW


def _in_force(
    publication: Publication, found: tuple[Standing, ...], answer: Answer, why: str, possible: tuple[str, ...] = ()
) -> InForceAnswer:
    return InForceAnswer(
        publication=publication.id,
        answer=answer,
        edition=possible[0] if answer == "yes" else None,
        candidates=possible,
        why=why,
        standings=found,
    )
