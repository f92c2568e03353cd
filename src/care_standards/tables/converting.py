"""Between assessments and link rows, and between link rows and the cells of a flat table."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.assessment import (
    NO_CONTEXT,
    Assessment,
    Context,
    Evidence,
    Finding,
    Period,
    Producer,
    Subject,
)
from care_standards.model.extensions import NO_EXTENSIONS
from care_standards.model.link_row import LinkRow
from care_standards.vocabularies import LINK_COLUMNS, POPULATIONS, AssessorRole, LinkColumn

JOINED_BY: Final = ";"
"""What stands between the items of a list in one cell; no reference and no word has it."""

_LISTS: Final[frozenset[LinkColumn]] = frozenset({"evidence", "populations"})
_DAYS: Final[frozenset[LinkColumn]] = frozenset({"assessed_on", "period_start", "period_end"})
_NEEDED: Final = tuple(a.name for a in attrs.fields(LinkRow) if a.default is attrs.NOTHING)


@attrs.frozen(kw_only=True)
class Projection:
    """What link rows can say of an assessment: itself without the rest, or nothing where it has no finding.

    ``lost`` are JSON Pointers to what they cannot say, in the order of the document.
    """

    assessments: tuple[Assessment, ...] = attrs.field(repr=must.hidden)
    lost: tuple[str, ...] = ()


def assessment_to_rows(assessment: Assessment) -> tuple[LinkRow, ...]:
    """Give one link row for each finding, in order, with what the findings share repeated on each.

    Only ``findings`` become rows. Of evidence a row has the references, and only those of evidence that supports the
    finding: among them, what counters it would seem to support it. ``project`` lists what is left out.
    """
    context = assessment.context
    return tuple(
        LinkRow(
            edition=assessment.edition,
            subject_kind=assessment.subject.kind,
            subject_ref=assessment.subject.ref,
            nation=context.nation,
            setting=context.setting,
            provision=finding.provision,
            status=finding.status,
            assessed_on=finding.assessed_on,
            evidence=tuple(piece.ref for piece in finding.evidence if piece.bearing == "supports"),
            reason=finding.reason,
            note=finding.note,
            stage=context.stage,
            populations=tuple(word for word in POPULATIONS if word in context.populations),
            period_start=assessment.period.start,
            period_end=assessment.period.end,
            assessor_role=assessment.assessor_role,
            tool=assessment.produced_by.name,
            tool_version=assessment.produced_by.version,
        )
        for finding in assessment.findings
    )


def rows_to_assessments(
    rows: Iterable[LinkRow],
    *,
    period: Period | None = None,
    assessor_role: AssessorRole | None = None,
    produced_by: Producer | None = None,
) -> tuple[Assessment, ...]:
    """Give one assessment for all rows that agree in everything but their finding, in the order of the first of each.

    Findings are in the order of the rows, and none is left out: two rows about one provision are two findings, which
    ``check`` reports. The options say what rows do not; what a row says counts for it. Where a row says one end of the
    period, or one of tool and version, the other is taken from an option only if that agrees with it. Raises
    InvalidValueError, which names the fact, where neither a row nor an option gives one that an assessment needs.
    """
    said: list[tuple[str, object, type[Any]]] = [("period", period, Period), ("produced_by", produced_by, Producer)]
    for name, value, model in said:
        if value is not None and not isinstance(value, model):
            raise InvalidValueError("rows_to_assessments", name, f"must be a {model.__name__} object")
    ends = (None, None) if period is None else (period.start, period.end)
    tools = (None, None) if produced_by is None else (produced_by.name, produced_by.version)
    groups: dict[tuple[Any, ...], list[LinkRow]] = {}
    for row in rows:
        facts = (
            *_paired((row.period_start, row.period_end), ends, ("period_start", "period_end")),
            _given(row.assessor_role or assessor_role, "assessor_role"),
            *_paired((row.tool, row.tool_version), tools, ("tool", "tool_version")),
        )
        told = (row.edition, row.subject_kind, row.subject_ref, row.nation, row.setting, row.stage)
        groups.setdefault((*told, frozenset(row.populations), *facts), []).append(row)
    return tuple(_assessment(key, group) for key, group in groups.items())


def _paired(said: tuple[Any, Any], otherwise: tuple[Any, Any], names: tuple[str, str]) -> tuple[Any, Any]:
    """Give two facts that belong together: those of the row, completed only by what agrees with it."""
    agree = all(mine is None or mine == other for mine, other in zip(said, otherwise, strict=True))
    first, second = otherwise if agree and None in said else said
    return _given(first, names[0]), _given(second, names[1])


def _given(value: Any, name: str) -> Any:
    if value is None:
        rule = "must be given, by every row or as an option that agrees with what the rows say"
        raise InvalidValueError("rows_to_assessments", name, rule)
    return value


def _assessment(key: tuple[Any, ...], rows: list[LinkRow]) -> Assessment:
    edition, kind, ref, nation, setting, stage, populations, start, end, role, tool, version = key
    return Assessment(
        subject=Subject(kind=kind, ref=ref),
        edition=edition,
        context=Context(nation=nation, setting=setting, stage=stage, populations=populations),
        period=Period(start=start, end=end),
        assessor_role=role,
        produced_by=Producer(name=tool, version=version),
        findings=tuple(
            Finding(
                provision=row.provision,
                status=row.status,
                reason=row.reason,
                assessed_on=row.assessed_on,
                evidence=tuple(Evidence(ref=ref) for ref in row.evidence),
                note=row.note,
            )
            for row in rows
        ),
    )


def project(assessment: Assessment) -> Projection:
    """Give what link rows can say of an assessment, and list what they cannot.

    Law: ``rows_to_assessments(assessment_to_rows(a)) == project(a).assessments``. Rows cannot say of what kind evidence
    is and how old; they leave out, whole, what counters a finding. Nor can they say how sure the assessor is, actions,
    earlier findings, those unresolved or in the archive, and additions.
    """
    lost: list[str] = []
    if not assessment.findings:
        always = ("subject", "edition", "context", "period", "assessor_role", "produced_by", "findings")
        lost += [f"/{name}" for name in always if name != "context" or assessment.context != NO_CONTEXT]
    findings = tuple(_projected(finding, f"/findings/{n}", lost) for n, finding in enumerate(assessment.findings))
    for name, others in (("unresolved", assessment.unresolved), ("archive", assessment.archive)):
        lost += [f"/{name}/{place}" for place, _ in enumerate(others)]
    lost += ["/extensions"] if assessment.extensions else []
    kept = attrs.evolve(assessment, findings=findings, unresolved=(), archive=(), extensions=NO_EXTENSIONS)
    return Projection(assessments=(kept,) if findings else (), lost=tuple(lost))


def _projected(finding: Finding, at: str, lost: list[str]) -> Finding:
    evidence: list[Evidence] = []
    for place, piece in enumerate(finding.evidence):
        if piece.bearing != "supports":
            lost.append(f"{at}/evidence/{place}")
            continue
        ref = Evidence(ref=piece.ref)
        lost += [f"{at}/evidence/{place}/{name}" for name in _members(piece, ref)]
        evidence.append(ref)
    kept = attrs.evolve(finding, evidence=tuple(evidence), confidence=None, actions=(), earlier=())
    lost += [f"{at}/{name}" for name in _members(finding, kept) if name != "evidence"]
    return kept


def _members(whole: Finding | Evidence, kept: Finding | Evidence) -> list[str]:
    """Name the fields in which two objects of one class differ, in order."""
    return [a.name for a in attrs.fields(type(whole)) if getattr(whole, a.name) != getattr(kept, a.name)]


def cells_of(row: LinkRow) -> dict[LinkColumn, str]:
    """Give a link row as the cells of a flat table: a text for each column, in their order, empty where none is.

    The items of a list are joined by semicolons; a day is ISO 8601 text. Texts are as they are: whoever writes a
    spreadsheet guards it against formulas.
    """
    return {column: _cell(getattr(row, column)) for column in LINK_COLUMNS}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return JOINED_BY.join(cast("tuple[str, ...]", value))
    return value.isoformat() if isinstance(value, date) else str(value)


def row_of_cells(cells: Mapping[LinkColumn, str]) -> LinkRow:
    """Give the link row of the cells of a flat table, as ``cells_of`` writes them; a column may be left out.

    Nothing is trimmed or guessed: a table of somebody else's is read with ``check_table`` and a profile. Raises
    InvalidValueError where a cell is of no column of the link row, is no text, or does not hold what its column asks.
    """
    found: dict[str, Any] = {}
    for column, cell in cast("Mapping[object, object]", cells).items():
        if column not in LINK_COLUMNS:
            raise InvalidValueError("row_of_cells", "cells", f"must be of the columns: {', '.join(LINK_COLUMNS)}")
        if not isinstance(cell, str):
            raise InvalidValueError("row_of_cells", str(column), "must be text, empty where nothing is said")
        if cell:
            name = column
            found[name] = (
                tuple(cell.split(JOINED_BY)) if name in _LISTS else _day(name, cell) if name in _DAYS else cell
            )
    for needed in _NEEDED:
        if needed not in found:
            raise InvalidValueError("row_of_cells", needed, "must not be empty")
    return LinkRow(**found)


def _day(name: str, cell: str) -> date:
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        found = None
    if found is None or found.isoformat() != cell:  # it also reads 20260301 and 2026-W09-7
        raise InvalidValueError("row_of_cells", name, "must be a day as YYYY-MM-DD")
    return found
