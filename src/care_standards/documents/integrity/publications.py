"""The integrity of a publication: its editions follow one another, and its events are about them."""

from typing import Any

from care_standards.documents.integrity.references import (
    Findings,
    inner,
    judge_dates,
    judge_sources,
    judge_unique,
    objects,
    records,
    rings,
    text,
)
from care_standards.identifiers import is_edition_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue


def judge_publication(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Every id once, every reference to an edition of this publication, no edition before itself."""
    findings = Findings()
    judge_unique(findings, document, "editions", "id")
    judge_unique(findings, document, "events", "id")
    own = frozenset(id for _, record in objects(document, "editions") if (id := text(record, "id")) is not None)
    _judge_editions(findings, document, own)
    for place, event in objects(document, "events"):
        judge_dates(findings, inner(event, "date"), ("events", place, "date"))
        _judge_reference(findings, event, "edition", ("events", place), own)
    for place, source in objects(document, "bibliography"):
        judge_dates(findings, source, ("bibliography", place))
    judge_sources(findings, document, catalogue)
    findings.records = len(records(document, "editions"))
    return findings


def _judge_editions(findings: Findings, document: dict[str, Any], own: frozenset[str]) -> None:
    publication = text(document, "id")
    later: dict[str, str] = {}
    for place, record in objects(document, "editions"):
        path = ("editions", place)
        id = text(record, "id")
        if publication is not None and id is not None and is_edition_id(id) and id[:-5] != publication:
            findings.add(
                Code.WRONG_EDITION, (*path, "id"), "An edition id is its publication's id, a hyphen and a year."
            )
        judge_dates(findings, inner(record, "date"), (*path, "date"))
        for name in ("in_force", "uploads"):
            for number, dated in objects(record, name):
                judge_dates(findings, dated, (*path, name, number))
        judge_unique(findings, record, "uploads", "id", path)
        for name in ("supersedes", "superseded_by"):
            _judge_reference(findings, record, name, path, own)
        if id is not None and (next_one := text(record, "superseded_by")) is not None:
            later.setdefault(id, next_one)
    on_ring = rings(later)
    for place, record in objects(document, "editions"):
        if text(record, "id") in on_ring:
            hint = "Going from edition to edition comes back here. One of them was not superseded."
            findings.add(Code.RING, ("editions", place, "superseded_by"), hint)


def _judge_reference(
    findings: Findings, item: dict[str, Any], name: str, path: tuple[str | int, ...], own: frozenset[str]
) -> None:
    id = text(item, name)
    if id is not None and is_edition_id(id) and id not in own:
        hint = "This publication lists no edition of that id."
        findings.add(Code.DANGLING_REFERENCE, (*path, name), hint)  # no near misses: those would be of the document
