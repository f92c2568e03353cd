"""The integrity of an edition: a tree in printed order whose figures agree."""

from typing import Any, Final

from care_standards.documents.digests import plain_edition_digest
from care_standards.documents.integrity.references import (
    Findings,
    first_of,
    inner,
    judge_dates,
    judge_sources,
    judge_unique,
    objects,
    records,
    rings,
    text,
    whole,
)
from care_standards.identifiers import edition_of, is_edition_id, is_provision_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue

_STATUSES: Final = (("notation", "notation_status"), ("heading", "heading_status"))


def judge_edition(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Every id once and of this edition, every parent before its children, no wording where none may be."""
    findings = Findings()
    _judge_names(findings, document)
    judge_unique(findings, document, "provisions", "id")
    _judge_ids(findings, document, catalogue)
    _judge_parents(findings, document)
    for place, source in objects(document, "bibliography"):
        judge_dates(findings, source, ("bibliography", place))
    judge_sources(findings, document, catalogue)
    stated = whole(inner(document, "completeness"), "provisions")
    held = len(records(document, "provisions"))
    if stated is not None and stated != held:
        hint = f"The document holds {held}. Correct the figure."
        findings.add(Code.COUNT_DISAGREES, ("completeness", "provisions"), hint)
    elif held == 0 and inner(document, "completeness").get("level") == "complete":
        hint = "The document holds nothing, so it is not complete. Say register-only, or add the provisions."
        findings.add(Code.COUNT_DISAGREES, ("completeness", "level"), hint)
    if held and inner(document, "completeness").get("level") == "register-only":
        hint = "The document holds provisions, so it is more than a register. Say partial, or the level that is right."
        findings.add(Code.COUNT_DISAGREES, ("completeness", "level"), hint)
    _judge_digest(findings, document)
    findings.records = held
    return findings


def _judge_names(findings: Findings, document: dict[str, Any]) -> None:
    id, publication = text(document, "id"), text(document, "publication")
    if id is not None and publication is not None and is_edition_id(id) and id[:-5] != publication:
        findings.add(
            Code.WRONG_EDITION, ("publication",), "An edition id is its publication's id, a hyphen and a year."
        )


def _judge_ids(findings: Findings, document: dict[str, Any], catalogue: Catalogue) -> None:
    id = text(document, "id")
    private = inner(document, "rights").get("sharing") == "private"
    whole_book = inner(document, "completeness").get("level") == "complete"
    for place, provision in objects(document, "provisions"):
        _judge_statuses(findings, provision, place)
        own = text(provision, "id")
        if own is not None and is_provision_id(own):
            if id is not None and is_edition_id(id) and edition_of(own) != id:
                hint = "Every id here begins with the id of the edition and a dot."
                findings.add(Code.WRONG_EDITION, ("provisions", place, "id"), hint)
            entry = catalogue.registry.get(own)
            if entry is not None and entry.status == "retired":
                hint = f"Retired ids are not used again. It was followed by {first_of(entry.successors)}."
                findings.add(Code.RETIRED_ID, ("provisions", place, "id"), hint)
            elif entry is not None and entry.provisional and (whole_book or is_read(provision)):
                hint = "This id was given to a guess. Give the item an id of its own, usually with -2 at the end."
                findings.add(Code.PROVISIONAL_ID_TAKEN, ("provisions", place, "id"), hint)
        if "text" in provision and not private:
            hint = "Leave the wording out, or mark the rights of this copy private."
            findings.add(Code.WORDING_NOT_PRIVATE, ("provisions", place, "text"), hint)


def _judge_statuses(findings: Findings, provision: dict[str, Any], place: int) -> None:
    for name, status in _STATUSES:
        if (word := text(provision, status)) is not None and (word == "none") == (name in provision):
            hint = (
                f"There is a {name}. Say what is known of it, or leave it out."
                if word == "none"
                else f"There is no {name}. Add it, or say none."
            )
            findings.add(Code.STATUS_DISAGREES, ("provisions", place, status), hint)


def is_read(provision: dict[str, Any]) -> bool:
    """Tell whether an item rests on its own print: such an item never stands under a provisional id."""
    read = "text" in provision or provision.get("text_status") in ("verified", "private")
    return read or provision.get("notation_status") == "confirmed"


def _judge_parents(findings: Findings, document: dict[str, Any]) -> None:
    first_at: dict[str, int] = {}
    parents: dict[str, str] = {}
    for place, provision in objects(document, "provisions"):
        if (id := text(provision, "id")) is not None and id not in first_at:
            first_at[id] = place
            if (parent := text(provision, "parent")) is not None:
                parents[id] = parent
    on_ring = rings(parents)
    for place, provision in objects(document, "provisions"):
        id, parent = text(provision, "id"), text(provision, "parent")
        path = ("provisions", place, "parent")
        if parent is None or not is_provision_id(parent):
            continue
        if parent not in first_at:
            hint = "No provision of this document has that id. Add it before this one, or correct the id."
            findings.add(Code.DANGLING_REFERENCE, path, hint)  # no near misses: those would be of the document
        elif id in on_ring:
            findings.add(Code.RING, path, "Going up from here comes back here. Name the real parent.")
        elif first_at[parent] > place:
            findings.add(Code.OUT_OF_ORDER, path, "Move the parent before this provision.")


def _judge_digest(findings: Findings, document: dict[str, Any]) -> None:
    stated = text(document, "digest")
    provisions = records(document, "provisions")
    if stated is None or not all(isinstance(provision, dict) for provision in provisions):
        return
    if isinstance(document.get("provisions"), list) and plain_edition_digest(document) != stated:
        hint = "Read the changes through; then take the digest again, with a new data revision."
        findings.add(Code.WRONG_DIGEST, ("digest",), hint)
