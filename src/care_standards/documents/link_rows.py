"""Judging link rows, one by one: the schema, then what no schema sees. Nothing of one row depends on another."""

from collections.abc import Sequence
from typing import Any, Final, cast

from care_standards.documents.engines import schema_problems, suspicious_rows
from care_standards.documents.integrity.references import Findings, edition_at_hand, judge_id, text
from care_standards.documents.plain import Json, as_list, as_object
from care_standards.documents.problems import Path, Problem, beyond_schema
from care_standards.documents.schema_registry import CURRENT, LINK_ROW
from care_standards.identifiers import MAX_ID_LENGTH
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.constraints import is_moment
from care_standards.model.edition import Edition
from care_standards.vocabularies import Engine

NOTHING_WRONG: Final[tuple[Problem, ...]] = ()
"""What a row without a problem is answered with: one object for all."""

OWN_WORDS: Final = ("subject_ref", "evidence", "reason", "note", "tool", "tool_version")
"""The columns in which a sender writes what is in no list; the guard looks at these."""

# An export names few editions and provisions, over and over. What names many shall not fill the memory.
_MOST_KEPT: Final = 20_000
_IDS: Final[frozenset[Path]] = frozenset({("edition",), ("provision",)})
_LENGTH_OF_A_DAY: Final = len("2018-05-17")


class RowJudge:
    """Judges rows against the schema of the link row and the data at hand; it may be used for any number of rows.

    ``editions`` are those that rows were judged against so far. With ``guard`` it also reports what has the shape of
    personal data, by kind and never by text.
    """

    def __init__(self, catalogue: Catalogue, *, engine: Engine, version: str = CURRENT, guard: bool = False) -> None:
        """Begin; ``engine`` holds rows against the schema of ``version``."""
        self.editions: dict[str, Edition] = {}
        self._catalogue = catalogue
        self._engine: Engine = engine
        self._version = version
        self._of_ids: dict[tuple[str | None, str | None], tuple[Problem, ...]] = {}
        self._guard = guard

    def __repr__(self) -> str:
        return f"RowJudge(engine={self._engine!r}, guard={self._guard})"

    def judge(self, rows: Sequence[Any]) -> list[Sequence[Problem]]:
        """Give the problems of each row, in the order of the rows: those of the schema, then those beyond it.

        Paths begin at the row. A row that is no object has one problem.
        """
        suspects = set(suspicious_rows(rows, self._version, self._engine))
        if not suspects and not self._guard:  # mostly, and then nothing more than this is asked of a row
            known = [self._of_ids.get((row["edition"], row["provision"])) for row in rows]
            if None not in known and not any(map(_may_look_wrong, rows)):
                return cast("list[Sequence[Problem]]", known)
        judged: list[Sequence[Problem]] = []
        for place, row in enumerate(rows):
            # Of a row that is not suspected it is certain that it is an object, and that these are texts.
            found = None if place in suspects else self._of_ids.get((row["edition"], row["provision"]))
            if found is None:  # a pair of ids is held against the whole schema where it is met first
                if refused := schema_problems(row, LINK_ROW, self._version, self._engine):
                    judged.append(self._judge_refused(row, refused))
                    continue
                ids = row["edition"], row["provision"]
                found = self._of_ids.get(ids) or self._judge_ids(*ids)
            if _may_look_wrong(row):
                found = (*found, *_of_columns(row)) if _looks_wrong(row) else found
            if self._guard:
                found = (*found, *_given_away(row))
            judged.append(found)
        return judged

    def _judge_refused(self, row: Any, refused: list[Problem]) -> Sequence[Problem]:
        """Judge what else is wrong with a row; what the schema has said of a value is not said again."""
        known = as_object(row)
        if known is None:
            return refused
        ids = _id(known, "edition"), _id(known, "provision")
        before = self._of_ids.get(ids)
        values = {problem.path for problem in refused}
        if before is None:  # ids that do not have the form of one must not be met again as a pair that has
            before = self._judge_ids(*ids, keep=values.isdisjoint(_IDS))
        found = [*before, *_of_columns(known)]
        if self._guard:  # what it looks like is another matter than its form
            found += _given_away(known)
        return [*refused, *(p for p in found if p.path not in values or p.code is Code.LOOKS_PERSONAL)]

    def _judge_ids(self, edition: str | None, provision: str | None, *, keep: bool = True) -> tuple[Problem, ...]:
        findings = Findings()
        at_hand = edition_at_hand(findings, edition, ("edition",), self._catalogue)
        judge_id(findings, provision, ("provision",), at_hand, self._catalogue)
        self.editions |= findings.editions
        found = tuple(findings.problems)
        if keep:
            if len(self._of_ids) >= _MOST_KEPT:
                self._of_ids.clear()
            self._of_ids[edition, provision] = found
        return found


def _id(row: Json, name: str) -> str | None:
    """Give a text that may be an id; a longer one is none, and shall not be kept."""
    found = text(row, name)
    return found if found is not None and len(found) <= MAX_ID_LENGTH else None


def _may_look_wrong(row: Json) -> bool:
    return "period_start" in row or row["status"] == "not-applicable"


def _looks_wrong(row: Json) -> bool:
    """Tell in no time whether a row that the schema accepts may break a rule about its reason or its days."""
    start: str = row.get("period_start", "")  # a day of the calendar: as text it compares as it does as a day
    return (
        row.get("period_end", start) < start
        or row.get("assessed_on", start) < start
        or (row["status"] == "not-applicable" and not row["reason"].strip())
    )


def _of_columns(row: Json) -> list[Problem]:
    """Give what is wrong with the reason and the days of a row, each rule as in assessments."""
    found: list[Problem] = []
    if start := _day(row, "period_start"):  # no rule is about the other days alone
        end, assessed_on = _day(row, "period_end"), _day(row, "assessed_on")
        if end and end < start:
            hint = "The period_end comes before the period_start."
            found.append(beyond_schema(Code.DATES_OUT_OF_ORDER, ("period_end",), hint))
        elif assessed_on and assessed_on < start:
            hint = "Correct the date, or the period; or leave both, if the finding was carried over."
            found.append(beyond_schema(Code.FOUND_BEFORE_PERIOD, ("assessed_on",), hint))
    reason = text(row, "reason")
    if reason is not None and text(row, "status") == "not-applicable" and not reason.strip():
        found.append(beyond_schema(Code.BLANK_REASON, ("reason",), "Say why it does not apply."))
    return found


def _day(row: Json, name: str) -> str:
    """Give a day of the calendar as text, or an empty text."""
    day = text(row, name)
    return day if day is not None and len(day) == _LENGTH_OF_A_DAY and is_moment(day) else ""


def _given_away(row: Json) -> list[Problem]:
    """Give what looks personal in the columns of a sender's own words: the kinds, in one problem for each text."""
    from care_standards.guard import hint, kinds_in

    found: list[Problem] = []
    for name in OWN_WORDS:
        value = row.get(name)
        items: list[tuple[Path, Any]] = [((name, place), item) for place, item in enumerate(as_list(value) or ())]
        for path, item in items or [((name,), value)]:
            if isinstance(item, str) and (kinds := kinds_in(item)):
                found.append(beyond_schema(Code.LOOKS_PERSONAL, path, hint(kinds)))
    return found
