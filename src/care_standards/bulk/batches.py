"""Judging rows batch by batch, as data platforms hand them over: pure, in order, with counts that can be added up."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, cast

from care_standards import packaged
from care_standards.bulk.columnar import ColumnJudge, has_no_fault, limits_are_wide
from care_standards.bulk.columns import ArrowBatch, columns_of, rows_of
from care_standards.bulk.lines import UNREAD, Line, is_lost, needs_no_care, read_quickly, read_with_care
from care_standards.bulk.verdicts import BatchVerdict, Tally
from care_standards.documents import engines
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.plain import Json
from care_standards.documents.problems import Problem
from care_standards.errors import InvalidValueError
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import Engine

Batch = Sequence[Line] | ArrowBatch
"""Rows of JSON, or of Arrow."""

MAX_ISSUES: Final = 50
_TOGETHER: Final = 32
"""So many rows are read and judged at once: few calls into the engine, and the rows die young."""
_MOST_AT_ONCE: Final = 2**18
"""So many bytes together at most: each two of them may be something wrong."""


def check_batches(
    batches: Iterable[Batch],
    *,
    catalogue: Catalogue | None = None,
    engine: str | None = None,
    guard: bool = False,
    max_issues: int = MAX_ISSUES,
    key: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[BatchVerdict]:
    """Judge batches of link rows and give one verdict for each, in order, as they are asked for.

    A batch is a list whose items are each a row, as JSON (bytes, or text) or as a mapping; or a ``RecordBatch`` of
    Arrow with one column of JSON, which is named ``json`` or the only one, or with the columns of the link row, where
    null says nothing. A row that cannot be read, or has a member twice, is one invalid row; an empty line is a row
    that cannot be read. Nothing of one row depends on another, so any division into batches finds the same.

    References are resolved in ``catalogue``, by default the shipped data; ``engine`` is as for ``check``. With
    ``guard``, what has the shape of personal data is an error. Each verdict shows at most ``max_issues`` issues and
    counts them all. ``key`` names a column of an Arrow batch, whose value is then put beside each issue: the one thing
    of the rows that is shown, and only if asked for.

    Raises InvalidValueError for arguments, or for a batch, of another kind; MissingExtraError where the engine asked
    for is not installed. Whatever the rows hold, nothing is raised.
    """
    judge = BatchJudge(packaged.at_hand(catalogue), engine=engine, guard=guard, max_issues=max_issues, limits=limits)
    return (judge.judge(batch, key) for batch in batches)


class BatchJudge:
    """Judges batches; what it remembers from one to the next are ids and what they name, and it changes no answer."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        engine: str | None = None,
        guard: bool = False,
        max_issues: int = MAX_ISSUES,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Begin; the arguments are those of ``check_batches``, which raises as this does."""
        if not isinstance(catalogue, Catalogue):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidValueError("check_batches", "catalogue", "must be a Catalogue object")
        if type(max_issues) is not int or max_issues < 0:
            raise InvalidValueError("check_batches", "max_issues", "must be a whole number, 0 or more")
        if not isinstance(limits, Limits):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidValueError("check_batches", "limits", "must be a Limits object")
        self.engine: Engine = engines.choose(engine)
        self.max_issues = max_issues
        self.limits = limits
        self._judge = RowJudge(catalogue, engine=self.engine, guard=guard)
        by_column = self.engine == engines.FAST and not guard and limits_are_wide(limits)
        self._columns = ColumnJudge(catalogue, self.engine) if by_column else None

    def __repr__(self) -> str:
        return f"BatchJudge(engine={self.engine!r})"

    def judge(self, batch: Batch, key: str | None = None) -> BatchVerdict:
        """Judge one batch; raises InvalidValueError where it is none, or has no column named by the key."""
        if isinstance(batch, (list, tuple)):
            if key is not None:
                raise InvalidValueError("check_batches", "key", "needs batches of Arrow, which have columns")
            return self._verdict(cast("Sequence[Line]", batch), None, Tally(len(batch), self.max_issues))
        table = cast("ArrowBatch", batch)
        doubtful = self._doubtful(table, key)
        if doubtful is not None:
            return self._verdict_of_some(*doubtful, key, Tally(table.num_rows, self.max_issues))
        rows, keys = rows_of(table, key)
        return self._verdict(rows, keys, Tally(len(rows), self.max_issues))

    def _doubtful(self, table: ArrowBatch, key: str | None) -> tuple[Sequence[int], ArrowBatch] | None:
        """Give the rows of typed columns that columns alone cannot judge; None where that is true of all."""
        names, _ = columns_of(table, key)
        if not names or self._columns is None:
            return None
        return self._columns.doubtful(table, names, self._judge.editions)

    def _verdict_of_some(self, places: Sequence[int], table: ArrowBatch, key: str | None, tally: Tally) -> BatchVerdict:
        """Judge the rows that stand at these places, and take all others for right."""
        rows, keys = rows_of(table, key)
        for start in range(0, len(rows), _TOGETHER):
            some = zip(places[start : start + _TOGETHER], rows[start : start + _TOGETHER], strict=True)
            for sound, run in groupby(some, lambda one: has_no_fault(cast("Json", one[1]))):
                held = list(run)
                judged = self._judge.judge([row for _, row in held]) if sound else ()
                for (place, row), problems in zip(held, judged, strict=sound):
                    tally.add(place, problems, row)
                for place, row in () if sound else held:
                    self._add_with_care(row, place, tally)
        return tally.verdict(
            self._judge.editions, self.engine, None if keys is None else dict(zip(places, keys, strict=True))
        )

    def judge_lines(self, lines: Sequence[bytes | None], max_issues: int) -> BatchVerdict:
        """Judge lines of a file, of which blank ones are passed over; None is a line that is too long to be read."""
        return self._verdict(lines, None, Tally(len(lines), max_issues, lined=True))

    def _verdict(self, lines: Sequence[Line | None], keys: Sequence[Any] | None, tally: Tally) -> BatchVerdict:
        start = 0
        while start < len(lines):
            some = lines[start : start + _TOGETHER]
            if _are_long(some):
                some = some[:1]
            self._add(some, start, tally)
            start += len(some)
        return tally.verdict(self._judge.editions, self.engine, keys)

    def _add(self, lines: Sequence[Line | None], first: int, tally: Tally) -> None:
        quick = self.engine == engines.FAST  # the reference engine is the reference for the whole road
        rows = read_quickly(lines, self.limits) if quick else None
        if rows is None:
            for place, line in enumerate(lines, first):
                self._add_with_care(line, place, tally)
            return
        read = [row for row in rows if row is not UNREAD]
        judged = self._judge.judge(read)
        if len(read) == len(rows):
            if any(judged):
                for place, problems in enumerate(judged):
                    if problems:
                        self._add_judged(lines[place], rows[place], first + place, problems, tally)
            return
        found = iter(judged)
        for place, (line, row) in enumerate(zip(lines, rows, strict=True), first):
            if row is UNREAD:
                self._add_with_care(line, place, tally)
            elif problems := next(found):
                self._add_judged(line, row, place, problems, tally)

    def _add_judged(self, line: Line | None, row: Any, place: int, problems: Sequence[Problem], tally: Tally) -> None:
        """Add a row that was read quickly; one with an error is read again where it may have more faults."""
        if not needs_no_care(row) and any(problem.code.severity == "error" for problem in problems):
            decoded, faults = read_with_care(line, self.limits)
            tally.add_read(place, decoded, faults, problems)
        else:
            tally.add(place, problems, row)

    def _add_with_care(self, line: Line | None, place: int, tally: Tally) -> None:
        if tally.counts_alone and is_lost(line):
            tally.add_lost(place)
            return
        if isinstance(line, bytes) and (not line or line.isspace()) and tally.pass_over(place):
            return
        decoded, faults = read_with_care(line, self.limits)
        found = self._judge.judge([decoded.value])[0] if decoded.readable else ()
        tally.add_read(place, decoded, faults, found)


def _are_long(lines: Sequence[Any]) -> bool:
    # An object of the caller's may raise anything when it is asked for its length: all such are read one by one.
    return {*map(type, lines)} <= {bytes, str} and sum(map(len, lines)) > _MOST_AT_ONCE
