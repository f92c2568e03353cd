"""Adding up what is found of a table, row by row, and wording it as a report, in memory that does not grow with it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from care_standards.documents.plain import as_list
from care_standards.documents.pointers import pointer, positions_in_data
from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import CURRENT, LINK_ROW, flat_schema, schema_id
from care_standards.model import constraints as must
from care_standards.model.edition import Edition
from care_standards.model.report import Counts, EditionUsed, Issue, JudgedBy, Report, TableRead
from care_standards.tables.records import Place, TableFault
from care_standards.version import __version__
from care_standards.vocabularies import LINK_COLUMNS, Engine, Severity, TableFormat, Verdict

_NAMES: Final = frozenset[str](LINK_COLUMNS)
_MOST_SUGGESTIONS: Final = 100
_PRECEDENCE: Final[tuple[Severity, ...]] = ("error", "warning", "unverified")


@attrs.frozen(eq=False)
class _Told:
    """An issue that may be shown: what is wrong, where, and of which link row, by its number and its content."""

    what: Problem | TableFault
    place: Place
    number: int | None
    column: str | None
    row: Any = attrs.field(repr=must.hidden)


class Tally:
    """Counts rows and issues; of the issues it keeps the first of each severity, as many as a report may show."""

    def __init__(self, most: int) -> None:
        """Begin with nothing found."""
        self.rows = 0
        self.blank = 0
        self.invalid = 0
        self.unverified = 0
        self.links = 0
        self._most = most
        self._counts: dict[Severity, int] = dict.fromkeys(_PRECEDENCE, 0)
        # What is said of the table as a whole goes first of its severity, and is often found last.
        self._kept: dict[tuple[Severity, bool], list[_Told]] = {
            (severity, of_row): [] for severity in _PRECEDENCE for of_row in (False, True)
        }

    def add_fault(self, fault: TableFault, *, number: int | None = None, column: str | None = None) -> None:
        """Add a fault of the table, of a row by the number of its first link row, or of the cell for one column."""
        self._add(fault, fault.place, number, column, None)

    def add_row(self, problems: Sequence[Problem], row: Any, place: Place, columns: Mapping[str, int]) -> None:
        """Add what is wrong with the link row that comes next; ``columns`` tells where its columns stand."""
        for problem in problems:
            about = _about(problem)
            column = columns.get(about) if about is not None else None
            at = Place(place.row, column, place.line, place.sheet) if column is not None else place
            self._add(problem, at, self.links, None, row)

    def _add(self, what: Problem | TableFault, place: Place, number: int | None, column: str | None, row: Any) -> None:
        severity = what.code.severity
        self._counts[severity] += 1
        kept = self._kept[severity, number is not None]
        if len(kept) < self._most:
            kept.append(_Told(what, place, number, column, row))

    def report(
        self, *, format: TableFormat, profile: str | None, editions: Mapping[str, Edition], engine: Engine | None
    ) -> Report:
        """Word what was found: errors are taken first, and those that are shown stand in the order of the table."""
        taken = [told for kept in self._kept.values() for told in kept][: self._most]
        taken.sort(key=lambda told: _in_order(told.place))
        counts = self._counts
        verdict: Verdict = "invalid" if counts["error"] else "unverified" if counts["unverified"] else "valid"
        return Report(
            verdict=verdict,
            counts=Counts(
                records_in=self.links,
                records_judged=self.links,
                errors=counts["error"],
                unverified=counts["unverified"],
                warnings=counts["warning"],
                shown=len(taken),
            ),
            judged_by=JudgedBy(
                library_version=__version__,
                schema=schema_id(LINK_ROW, CURRENT),
                editions=tuple(
                    EditionUsed(edition=e.id, data_revision=e.data_revision, completeness=e.completeness.level)
                    for e in editions.values()
                ),
                engine=engine,
            ),
            issues=tuple(_issue(told, shown) for shown, told in enumerate(taken)),
            table=TableRead(
                format=format,
                profile=profile,
                rows=self.rows,
                blank=self.blank,
                invalid=self.invalid,
                unverified=self.unverified,
            ),
        )


def _in_order(place: Place) -> tuple[int, int]:
    # What is said of the table as a whole comes first.
    return (0, 0) if place.row is None else (place.sheet or 0, place.row)


def _issue(told: _Told, shown: int) -> Issue:
    what, place = told.what, told.place
    if isinstance(what, Problem):
        # Near misses are dear, and nobody reads the thousandth.
        near = what.suggest() if what.suggest and shown < _MOST_SUGGESTIONS else ()
        hint = f"{what.hint} Did you mean {' or '.join(near)}?" if near else what.hint
        rule, inside = what.rule, pointer(what.path, _NAMES, positions_in_data(told.row, [what.path]))
    else:
        hint, rule = what.hint, what.code.name.lower().replace("_", "-")
        inside = "" if told.column is None else f"/{told.column}"
    return Issue(
        code=what.code,
        severity=what.code.severity,
        pointer="" if told.number is None else f"/{told.number}{inside}",
        line=place.line,
        column=place.column,
        rule=rule,
        hint=hint,
        sheet=place.sheet,
        row=place.row,
    )


def asked_for(problem: Problem) -> str | None:
    """Give the column of the link row that a problem says is missing, or None."""
    schema, _, place = problem.rule.partition(" /")
    name, *steps = schema.split(" ", 1)[0], *place.split("/")
    if name != LINK_ROW or len(steps) < 2 or steps[-2] != "required":
        return None
    found: Any = flat_schema(LINK_ROW, CURRENT)
    for step in steps:
        items = as_list(found)
        found = found[step] if items is None else items[int(step)]
    return str(found)


def _about(problem: Problem) -> str | None:
    if problem.path:
        column = problem.path[0]
        return column if isinstance(column, str) else None
    return asked_for(problem)
