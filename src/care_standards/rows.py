"""Flat rows, for data frames, spreadsheets and databases: one dict per record, every value text, a number or None.

The columns and their order are fixed for each kind of record. A list is one text, joined by semicolons and empty where
the list is; a date is ISO 8601 text. The publisher's wording is never in a row.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, Protocol, cast, runtime_checkable

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.model.assessment import Assessment, Finding
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Change, Concordance
from care_standards.model.crosswalk import Crosswalk, Mapping
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger, LedgerEntry
from care_standards.model.provisions import Provision
from care_standards.model.report import Issue, Report

Cell = str | int | float | None
Row = dict[str, Cell]

JOINED_BY: Final = ";"


@runtime_checkable
class Tabular(Protocol):
    """A result that gives its own rows, such as a summary, a coverage or a difference."""

    def to_rows(self) -> list[Row]:
        """Give the rows of the result."""
        ...


Source = (
    Edition | Catalogue | Crosswalk | Concordance | Assessment | Ledger | Report | Tabular
    | Iterable[Edition] | Iterable[Provision] | Iterable[Mapping] | Iterable[Change] | Iterable[Issue]
)  # fmt: skip


def to_rows(value: Source, *, with_notes: bool = False) -> list[Row]:
    """Give the flat rows of a record of the model, of a list of provisions or the like, or of a result.

    Of an edition or a catalogue there is one row for each provision; of a crosswalk for each mapping; of a concordance
    for each change; of a ledger for each entry, with what it is an account of on each; of a report for each issue. All
    are in the order of the record. Lists of editions, provisions, mappings, changes or issues do as well, each of one
    class.

    Of an assessment it is one row for each finding, with what the findings share repeated on each, for data frames and
    spreadsheets. Its columns have the names of the link row and go on beyond it; as a link row it must not be sent:
    its ``evidence`` has what counters a finding too. ``assessment_to_rows`` gives link rows. ``list`` says
    whether it is among the ``findings``, which are about the edition of the assessment, ``unresolved`` or in the
    ``archive``; ``edition`` is that of its provision. What is told of evidence is in the order of ``evidence``, its
    references, and empty where no piece has it. ``unanswered`` counts the pieces that speak against it and have no
    answer, ``actions_open`` the actions that are open or in progress, of which ``next_due`` is the first day;
    ``earlier`` and what follows are its links.

    The free texts of findings, besides the reason, are left out: their notes unless asked for, the answers to evidence
    and what actions are about always. Raises InvalidValueError for anything else.
    """
    if isinstance(value, Assessment):
        return _links(value, with_notes)
    if isinstance(value, Ledger):
        shared: Row = {"subject": value.subject, "old": value.old, "new": value.new}
        return [shared | _entry(entry) for entry in value.entries]
    if isinstance(value, Crosswalk):
        return [_mapping(mapping) for mapping in value.mappings]
    if isinstance(value, Concordance):
        return [_change(change) for change in value.changes]
    if isinstance(value, Report):
        return [_issue(issue) for issue in value.issues]
    if isinstance(value, Edition):
        return [_provision(provision) for provision in value.provisions]
    if isinstance(value, Catalogue):
        return [_provision(provision) for edition in value.editions for provision in edition.provisions]
    if isinstance(value, Tabular):
        return value.to_rows()
    is_list = isinstance(cast(object, value), Iterable) and not isinstance(cast(object, value), (str, bytes))
    members: list[object] = list(value) if is_list else []
    for kind, rows_of in _OF_EACH if is_list else ():
        if all(isinstance(member, kind) for member in members):
            return [row for member in members for row in rows_of(member)]
    raise InvalidValueError("to_rows", "value", "must be a record of the model, a result, or a list of records; no id")


_joined: Final[Callable[[Iterable[str]], str]] = JOINED_BY.join


def _provision(provision: Provision) -> Row:
    return {
        "edition": provision.edition_id,
        "id": provision.id,
        "kind": provision.kind,
        "parent": provision.parent,
        "notation": provision.notation,
        "notation_status": provision.notation_status,
        "heading": provision.heading,
        "heading_status": provision.heading_status,
        "summary": provision.summary,
        "text_status": provision.text_status,
        "force": provision.force,
        "addressees": _joined(provision.addressees),
        "stages": _joined(provision.stages),
        "settings": _joined(provision.settings),
        "nations": _joined(provision.nations),
        "populations": _joined(provision.populations),
        "page": provision.page,
        "sources": _joined(provision.sources),
        "confidence": provision.confidence,
        "note": provision.note,
    }


def _mapping(mapping: Mapping) -> Row:
    return {
        "source": mapping.source,
        "relation": mapping.relation,
        "target": mapping.target,
        "matching": mapping.matching,
        "basis": mapping.basis,
        "confidence": mapping.confidence,
        "rationale": mapping.rationale,
        "sources": _joined(mapping.sources),
        "origin": mapping.origin,
    }


def _change(change: Change) -> Row:
    return {
        "id": change.id,
        "kind": change.kind,
        "also": _joined(change.also),
        "old": _joined(change.old),
        "new": _joined(change.new),
        "affected": _joined(possible.provision for possible in change.affected),
        "scope": change.scope,
        "summary": change.summary,
        "rationale": change.rationale,
        "basis": change.basis,
        "confidence": change.confidence,
        "sources": _joined(change.sources),
        "note": change.note,
        "review_state": None if change.review is None else change.review.state,
        "review_role": None if change.review is None else change.review.role,
        "review_on": None if change.review is None else _day(change.review.on),
    }


def _issue(issue: Issue) -> Row:
    return {
        "code": issue.code.value,
        "severity": issue.severity,
        "pointer": issue.pointer,
        "line": issue.line,
        "column": issue.column,
        "rule": issue.rule,
        "hint": issue.hint,
    }


_OF_EACH: Final[tuple[tuple[type, Callable[[Any], list[Row]]], ...]] = (
    (Provision, lambda provision: [_provision(provision)]),
    (Mapping, lambda mapping: [_mapping(mapping)]),
    (Change, lambda change: [_change(change)]),
    (Issue, lambda issue: [_issue(issue)]),
    (Edition, to_rows),
)


def _links(assessment: Assessment, with_notes: bool) -> list[Row]:
    context = assessment.context
    shared: Row = {
        "subject_kind": assessment.subject.kind,
        "subject_ref": assessment.subject.ref,
        "nation": context.nation,
        "setting": context.setting,
        "stage": context.stage,
        "populations": _joined(sorted(context.populations)),
        "period_start": assessment.period.start.isoformat(),
        "period_end": assessment.period.end.isoformat(),
        "assessor_role": assessment.assessor_role,
        "tool": assessment.produced_by.name,
        "tool_version": assessment.produced_by.version,
    }
    lists = (("findings", assessment.findings), ("unresolved", assessment.unresolved), ("archive", assessment.archive))
    rows: list[Row] = []
    for name, findings in lists:
        for finding in findings:
            row: Row = {
                "edition": assessment.edition if name == "findings" else edition_of(finding.provision),
                "provision": finding.provision,
                "status": finding.status,
                "reason": finding.reason,
                "assessed_on": _day(finding.assessed_on),
                "evidence": _joined([evidence.ref for evidence in finding.evidence]),
            }
            if with_notes:
                row["note"] = finding.note
            row |= shared
            row["list"] = name
            rows.append(row | _since_1_1(finding))
    return rows


def _since_1_1(finding: Finding) -> Row:
    evidence, open_actions = finding.evidence, [a for a in finding.actions if a.state in ("open", "in-progress")]
    return {
        "confidence": finding.confidence,
        "evidence_kinds": _aligned([piece.kind for piece in evidence]),
        "evidence_bearings": _joined([piece.bearing for piece in evidence]),
        "evidence_collected": _aligned([_day(piece.collected) for piece in evidence]),
        "evidence_recorded": _aligned([_day(piece.recorded) for piece in evidence]),
        "evidence_expires": _aligned([_day(piece.expires) for piece in evidence]),
        "evidence_voices": _aligned([None if piece.voices is None else piece.voices.number for piece in evidence]),
        "unanswered": sum([piece.bearing == "counters" and piece.answer is None for piece in evidence]),
        "actions": len(finding.actions),
        "actions_open": len(open_actions),
        "next_due": min([action.due.isoformat() for action in open_actions if action.due is not None], default=None),
        "earlier": _joined([link.provision for link in finding.earlier]),
        "earlier_statuses": _joined([link.status for link in finding.earlier]),
        "earlier_verdicts": _aligned([link.verdict for link in finding.earlier]),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _aligned(values: list[Any]) -> str:
    """Join values with gaps where there is none, so that the places agree with those of another list."""
    return _joined([value or "" for value in values]) if any(values) else ""


def _entry(entry: LedgerEntry) -> Row:
    return {
        "source": entry.source,
        "targets": _joined(entry.targets),
        "verdict": entry.verdict,
        "was": entry.was,
        "reason": entry.reason,
        "changes": _joined(entry.changes),
    }
