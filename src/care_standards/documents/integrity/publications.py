"""The integrity of a publication: its editions follow one another, and its events are about them."""

from typing import Any, Final

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
from care_standards.model.edition import Edition

_LATEST: Final = ("current", "current-not-checked")
_BACK: Final = {"supersedes": "superseded_by", "superseded_by": "supersedes"}


def judge_publication(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Every id once, every reference to an edition of this publication, no edition before itself."""
    findings = Findings()
    judge_unique(findings, document, "editions", "id")
    judge_unique(findings, document, "events", "id")
    own = frozenset(id for _, record in objects(document, "editions") if (id := text(record, "id")) is not None)
    _judge_editions(findings, document, own)
    _judge_rings(findings, document)
    _judge_succession(findings, document)
    _judge_completeness(findings, document, catalogue)
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


def _judge_reference(
    findings: Findings, item: dict[str, Any], name: str, path: tuple[str | int, ...], own: frozenset[str]
) -> None:
    id = text(item, name)
    if id is not None and is_edition_id(id) and id not in own:
        hint = "This publication lists no edition of that id."
        findings.add(Code.DANGLING_REFERENCE, (*path, name), hint)  # no near misses: those would be of the document


def _judge_rings(findings: Findings, document: dict[str, Any]) -> None:
    """Report editions that come before themselves, each once, in whichever direction the names lead."""
    told: set[str] = set()
    for name in ("superseded_by", "supersedes"):
        named: dict[str, str] = {}
        for _, record in objects(document, "editions"):
            if (id := text(record, "id")) is not None and (other := text(record, name)) is not None:
                named.setdefault(id, other)
        on_ring = rings(named) - told
        for place, record in objects(document, "editions"):
            if text(record, "id") in on_ring:
                hint = "Going from edition to edition comes back here. One of them was not superseded."
                findings.add(Code.RING, ("editions", place, name), hint)
        told |= on_ring


def _judge_succession(findings: Findings, document: dict[str, Any]) -> None:
    """Report editions that name another which does not name them, and latest editions that were superseded."""
    by_id: dict[str, dict[str, Any]] = {}
    for _, record in objects(document, "editions"):
        by_id.setdefault(text(record, "id") or "", record)
    for place, record in objects(document, "editions"):
        id = text(record, "id") or ""
        for name, back in _BACK.items():
            other = text(record, name)
            if other in by_id and other != id and not _is_told_back(by_id, id, by_id[other], name, back):
                hint = f"Say so there too, with {back}; or leave it out here."
                findings.add(Code.ONE_SIDED_SUCCESSION, ("editions", place, name), hint)
        if record.get("status") in _LATEST and "superseded_by" in record:
            hint = "An edition whose place was taken is not the latest known. Say superseded."
            findings.add(Code.STATUS_DISAGREES, ("editions", place, "status"), hint)


def _is_told_back(by_id: dict[str, dict[str, Any]], id: str, other: dict[str, Any], name: str, back: str) -> bool:
    """Tell whether the other edition names this one, or one that stands to it just as this one does.

    There is room for one name: of two editions that became one, or of one that became two, one is left unnamed. A
    name that is at fault itself is reported where it stands.
    """
    named = text(other, back)
    if named is None or named == id:
        return named == id
    return named not in by_id or named == text(other, "id") or text(by_id[named], name) == text(other, "id")


def _judge_completeness(findings: Findings, document: dict[str, Any], catalogue: Catalogue) -> None:
    """Report records that say of an edition at hand that more or less of it is held than it holds."""
    for place, record in objects(document, "editions"):
        edition = catalogue.get(text(record, "id") or "")
        if isinstance(edition, Edition):
            stated, own = inner(record, "completeness"), edition.completeness
            for name, held in (("level", own.level), ("provisions", own.provisions)):
                if name in stated and stated[name] != held:
                    hint = f"The data of {edition.id} at hand are {own}. Say the same of them here."
                    findings.add(Code.RECORD_DISAGREES, ("editions", place, "completeness", name), hint)
