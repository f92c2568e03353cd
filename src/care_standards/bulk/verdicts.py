"""What was found of a batch of rows: counts that can be added up, a mark for each row, and the first issues."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Final

import attrs

from care_standards.documents.decode import Decoded
from care_standards.documents.plain import as_object
from care_standards.documents.pointers import pointer, positions_in_data, positions_in_text
from care_standards.documents.problems import Path, Problem, beyond_schema
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, member_names
from care_standards.issue_codes import Code
from care_standards.model import constraints as must
from care_standards.model.edition import Edition
from care_standards.model.report import EditionUsed
from care_standards.tables.json_reading import NO_OBJECT
from care_standards.vocabularies import LINK_COLUMNS, Engine, Severity, Verdict

GRAVITY: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "unverified": 2}
"""In which order issues are taken where not all can be shown."""

_WORDS: Final[tuple[Verdict, ...]] = ("valid", "unverified", "invalid")
_UNVERIFIED: Final = 1
_INVALID: Final = 2
_BLANK: Final = 3


@attrs.frozen(kw_only=True)
class RowIssue:
    """One problem of one row; it shows no value of the row, unless a key was asked for.

    ``row`` counts the rows from 0. ``column`` is the column of the link row, None where the row as a whole, or a member
    the schema does not know, is at fault; ``pointer`` is the place in the row, as in reports. ``key`` is the value of
    the column that the caller named. ``line`` is the line of the file, from 1, where the rows were read from one.
    """

    row: int = attrs.field(validator=must.count())
    column: str | None
    pointer: str
    code: Code
    severity: Severity
    rule: str
    hint: str
    key: str | None = attrs.field(default=None, repr=must.hidden)
    line: int | None = None

    def shifted(self, rows: int, lines: int) -> "RowIssue":
        """Give the same issue where so many rows, and lines, come before."""
        return attrs.evolve(self, row=self.row + rows, line=None if self.line is None else self.line + lines)


@attrs.frozen(kw_only=True)
class BatchVerdict:
    """What was found of the rows of a batch, or of several together.

    ``rows`` were judged, beside ``blank`` lines of a file, which hold none. Each row is ``invalid``, ``unverified`` or,
    the rest, valid. ``errors``, ``unverifiable`` and ``warnings`` count issues; ``issues`` holds the first of them in
    the order of the rows, at most ``max_issues``, errors taken first. ``marks`` has a byte for each row: 0 is valid, 1
    unverified, 2 invalid. ``notes`` are of a file alone: warnings about how its lines are written, each kind once, at
    its first line, and counted nowhere else. ``editions`` are those that rows were judged against, in this batch or
    before. Two verdicts are added with ``+``, the rows of the second after those of the first;
    ``sum(verdicts, NO_ROWS)`` adds up many.
    """

    rows: int = 0
    blank: int = 0
    invalid: int = 0
    unverified: int = 0
    errors: int = 0
    unverifiable: int = 0
    warnings: int = 0
    issues: tuple[RowIssue, ...] = ()
    notes: tuple[RowIssue, ...] = ()
    max_issues: int = 0
    marks: bytes = attrs.field(default=b"", repr=False)
    editions: tuple[EditionUsed, ...] = ()
    engine: Engine | None = None

    @property
    def valid(self) -> int:
        """The number of rows that are neither invalid nor unverified."""
        return self.rows - self.invalid - self.unverified

    @property
    def issues_in_all(self) -> int:
        """The number of issues, those that are not shown among them."""
        return self.errors + self.unverifiable + self.warnings

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of each row, in order."""
        return tuple(_WORDS[mark] for mark in self.marks)

    @property
    def verdict(self) -> Verdict:
        """The verdict of all rows together: that of the worst."""
        return "invalid" if self.invalid else "unverified" if self.unverified else "valid"

    def __add__(self, other: "BatchVerdict") -> "BatchVerdict":
        """Give the verdict of the rows of both, as if they had been one batch."""
        most = max(self.max_issues, other.max_issues)
        lines = self.rows + self.blank
        shifted = (issue.shifted(self.rows, lines) for issue in other.issues)
        return BatchVerdict(
            rows=self.rows + other.rows,
            blank=self.blank + other.blank,
            invalid=self.invalid + other.invalid,
            unverified=self.unverified + other.unverified,
            errors=self.errors + other.errors,
            unverifiable=self.unverifiable + other.unverifiable,
            warnings=self.warnings + other.warnings,
            issues=gravest((*self.issues, *shifted), most),
            notes=first_of_each((*self.notes, *(note.shifted(self.rows, lines) for note in other.notes))),
            max_issues=most,
            marks=self.marks + other.marks,
            editions=tuple({e.edition: e for e in (*self.editions, *other.editions)}.values()),
            engine=self.engine or other.engine,
        )

    @staticmethod
    def merged(*verdicts: "BatchVerdict") -> "BatchVerdict":
        """Give the verdict of the rows of all these, in this order; of none, that of no rows."""
        return reduce(BatchVerdict.__add__, verdicts, NO_ROWS)


NO_ROWS: Final = BatchVerdict()
"""The verdict of no rows, which added to another changes nothing."""


def gravest(issues: Sequence[RowIssue], most: int) -> tuple[RowIssue, ...]:
    """Give as many issues as are wanted, errors taken first, in the order of the rows."""
    taken = sorted(issues, key=lambda issue: GRAVITY[issue.severity])[:most]
    return tuple(sorted(taken, key=lambda issue: issue.row))


def first_of_each(notes: Sequence[RowIssue]) -> tuple[RowIssue, ...]:
    """Give the first of the notes with each code."""
    return tuple({note.code: note for note in reversed(notes)}.values())[::-1]


class Tally:
    """Adds up what is found of one batch, row by row.

    With ``lined`` the rows are lines of a file: issues tell the line, and blank lines are counted and are no rows.
    """

    def __init__(self, lines: int, max_issues: int, lined: bool = False) -> None:
        """Begin with so many rows, all valid until something is found."""
        self._marks = bytearray(lines)
        self._max_issues = max_issues
        self._lined = lined
        self._notes: dict[Code, tuple[int, Problem, Any]] = {}
        self._counts: dict[Severity, int] = dict.fromkeys(GRAVITY, 0)
        self._kept: dict[Severity, list[tuple[int, Problem, Any]]] = {severity: [] for severity in GRAVITY}

    def add(self, row: int, problems: Sequence[Problem], value: Any) -> None:
        """Add what is wrong with a row; ``value`` is the row itself, or what came of reading it."""
        mark = 0
        for problem in problems if len(problems) == 1 else _once(problems):
            severity = problem.code.severity
            self._counts[severity] += 1
            kept = self._kept[severity]
            if len(kept) < self._max_issues:
                kept.append((row, problem, value))
            if severity != "warning":
                mark = max(mark, _INVALID if severity == "error" else _UNVERIFIED)
        self._marks[row] = mark

    def add_read(self, row: int, decoded: Decoded, faults: Sequence[Problem], problems: Sequence[Problem]) -> None:
        """Add a row that was read with care: its faults, and where it could be read the problems of what it says.

        Of a line of a file that cannot be read, the first fault is told, as the readers of tables do.
        """
        if self._lined:
            for fault in faults:
                if fault.code.severity == "warning":
                    self._notes.setdefault(fault.code, (row, fault, decoded))
            faults = [Problem(f.code, (), f.hint, f.rule) for f in faults if f.code.severity == "error"][:1]
            if decoded.readable and as_object(decoded.value) is None:
                problems = [beyond_schema(Code.WRONG_TYPE, (), NO_OBJECT)]
        self.add(row, [*faults, *problems] if decoded.readable else faults, decoded)

    @property
    def counts_alone(self) -> bool:
        """Whether another error would only be counted, and each line that cannot be read has just one."""
        return self._lined and len(self._kept["error"]) >= self._max_issues

    def add_lost(self, row: int) -> None:
        """Add a line that cannot be read, where ``counts_alone`` says that nobody will be told why."""
        self._counts["error"] += 1
        self._marks[row] = _INVALID

    def pass_over(self, row: int) -> bool:
        """Count a line that is blank; tell whether blank lines are passed over here."""
        if self._lined:
            self._marks[row] = _BLANK
        return self._lined

    def verdict(
        self, editions: dict[str, Edition], engine: Engine, keys: Sequence[Any] | Mapping[int, Any] | None = None
    ) -> BatchVerdict:
        """Give what was found; ``keys`` are the values to put beside the issues of each row."""
        every = [found for kept in self._kept.values() for found in kept][: self._max_issues]
        every.sort(key=lambda found: found[0])
        marks = bytes(self._marks).replace(bytes([_BLANK]), b"")
        return BatchVerdict(
            rows=len(marks),
            blank=len(self._marks) - len(marks),
            invalid=marks.count(_INVALID),
            unverified=marks.count(_UNVERIFIED),
            errors=self._counts["error"],
            unverifiable=self._counts["unverified"],
            warnings=self._counts["warning"],
            issues=tuple(self._issue(*found, keys) for found in every),
            notes=tuple(self._issue(*found, keys) for found in self._notes.values()),
            max_issues=self._max_issues,
            marks=marks,
            editions=tuple(
                EditionUsed(edition=e.id, data_revision=e.data_revision, completeness=e.completeness.level)
                for e in editions.values()
            ),
            engine=engine,
        )

    def _issue(
        self, row: int, problem: Problem, value: Any, keys: Sequence[Any] | Mapping[int, Any] | None
    ) -> RowIssue:
        near = problem.suggest() if problem.suggest else ()
        column = problem.path[0] if problem.path else None
        key = None if keys is None else keys[row]
        return RowIssue(
            row=row - self._marks[:row].count(_BLANK) if self._lined else row,
            column=column if isinstance(column, str) and column in LINK_COLUMNS else None,
            pointer=pointer(problem.path, member_names(LINK_ROW, CURRENT), _positions(problem, value)),
            code=problem.code,
            severity=problem.code.severity,
            rule=problem.rule,
            hint=f"{problem.hint} Did you mean {' or '.join(near)}?" if near else problem.hint,
            key=None if key is None else str(key),
            line=row + 1 if self._lined else None,
        )


def _positions(problem: Problem, value: Any) -> dict[Path, int]:
    if not isinstance(value, Decoded):
        return positions_in_data(value, [problem.path])
    if value.value is None and value.text is not None:
        return positions_in_text(value.text, [problem.path])
    return positions_in_data(value.value, [problem.path])


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """Keep the first of several problems with the same code at the same place."""
    return list({(p.code, p.path, p.offset, p.rule): p for p in reversed(problems)}.values())[::-1]
