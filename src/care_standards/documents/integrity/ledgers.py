"""The integrity of a ledger: every record that came in is accounted for, and no entry says two things at once."""

from typing import Any, Final

from care_standards.documents.integrity.references import (
    Findings,
    edition_at_hand,
    objects,
    publication_of,
    records,
    text,
    texts,
    whole,
)
from care_standards.documents.plain import Json
from care_standards.identifiers import edition_of, is_edition_id, is_provision_id, is_schema_version
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import MIGRATION_VERDICTS

_OF_DOCUMENTS: Final = frozenset({"carried", "changed", "defaulted", "dropped"})
_OF_EDITIONS: Final = frozenset({*MIGRATION_VERDICTS, "added"})


def judge_ledger(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """As many entries with a source as records came in, each verdict with the ends it takes, and steps that lead on."""
    findings = Findings()
    subject = text(document, "subject")
    _judge_ends(findings, document, subject, catalogue)
    _judge_steps(findings, document, catalogue)
    new = text(document, "new")
    publication = publication_of(new, catalogue) if new is not None and is_edition_id(new) else None
    for place, entry in objects(document, "entries"):
        _judge_verdict(findings, entry, place, subject)
        for number, id in texts(entry, "targets"):
            if publication and is_provision_id(id) and publication_of(edition_of(id), catalogue) != publication:
                hint = "A record goes to an edition of the publication the ledger leads to, or nowhere."
                findings.add(Code.WRONG_EDITION, ("entries", place, "targets", number), hint)
    if subject == "assessment":
        _judge_once(findings, document)
    came = whole(document, "records_in")
    sources = [entry.get("source") for _, entry in objects(document, "entries") if "source" in entry]
    with_source = len(sources)
    # What the schema refuses (no list of entries, a source that is no text) it reports by itself.
    counted = isinstance(document.get("entries"), list) and all(isinstance(source, str) for source in sources)
    if came is not None and came != with_source and counted:
        hint = f"{with_source} entries have a source. Every record that came in has one entry."
        findings.add(Code.COUNT_DISAGREES, ("records_in",), hint)
    findings.records = len(records(document, "entries"))
    return findings


def _judge_ends(findings: Findings, document: Json, subject: str | None, catalogue: Catalogue) -> None:
    for side in ("old", "new"):
        end = text(document, side)
        if end is None or subject is None:
            continue
        if subject == "document" and is_edition_id(end):
            hint = "A ledger of a document is from one version of the schemas to another. Name that."
            findings.add(Code.LEDGER_DISAGREES, (side,), hint)
        elif subject != "document" and is_schema_version(end):
            hint = "Only a ledger of a document is from version to version. Name the edition."
            findings.add(Code.LEDGER_DISAGREES, (side,), hint)
        else:
            edition_at_hand(findings, end, (side,), catalogue)


def _judge_steps(findings: Findings, document: Json, catalogue: Catalogue) -> None:
    """Report steps that no later one and not the end takes up, and those that name another concordance."""
    led_to = {text(document, "new")}
    for place, step in reversed(list(objects(document, "steps"))):
        old, new = text(step, "old"), text(step, "new")
        for side, id in (("old", old), ("new", new)):
            edition_at_hand(findings, id, ("steps", place, side), catalogue)
        concordance = text(step, "concordance")
        named = is_edition_id(old) and is_edition_id(new)
        if named and concordance is not None and concordance != f"{old}--{new}":
            hint = "The concordance of a step is the one from its old edition to its new one."
            findings.add(Code.LEDGER_DISAGREES, ("steps", place, "concordance"), hint)
        if new is not None and None not in led_to and new not in led_to:
            hint = "No later step begins there, and the ledger does not end there. Put the steps in order."
            findings.add(Code.LEDGER_DISAGREES, ("steps", place, "new"), hint)
        led_to.add(old)
        agreed, rows = whole(step, "agreed"), whole(step, "rows") if "rows" in step else 0
        if agreed is not None and rows is not None and agreed > rows:
            hint = "No more can have been agreed to than there are rows."
            findings.add(Code.COUNT_DISAGREES, ("steps", place, "agreed"), hint)


def _judge_verdict(findings: Findings, entry: Json, place: int, subject: str | None) -> None:
    verdict = text(entry, "verdict")
    path = ("entries", place, "verdict")
    # A verdict that is no word of the list is the schema's to report.
    if subject == "document" and verdict in _OF_EDITIONS - _OF_DOCUMENTS:
        findings.add(Code.LEDGER_DISAGREES, path, "Of a document, members are carried, changed, defaulted or dropped.")
    elif subject not in (None, "document") and verdict in _OF_DOCUMENTS - _OF_EDITIONS:
        findings.add(Code.LEDGER_DISAGREES, path, "Only members of a document are changed, defaulted or dropped.")
    elif verdict == "added" and "source" in entry:
        hint = "What was added came from nowhere. Leave the source out, or say what became of it."
        findings.add(Code.LEDGER_DISAGREES, ("entries", place, "source"), hint)
    elif verdict == "retired" and records(entry, "targets"):
        hint = "What is retired went nowhere. Leave the targets out, or say that it was carried."
        findings.add(Code.LEDGER_DISAGREES, ("entries", place, "targets"), hint)


def _judge_once(findings: Findings, document: Json) -> None:
    seen: set[str] = set()
    for place, entry in objects(document, "entries"):
        source = text(entry, "source")
        if source is not None and source in seen:
            hint = "An earlier entry is about this finding. Keep the one that is right."
            findings.add(Code.RECORD_TWICE, ("entries", place, "source"), hint)
        elif source is not None:
            seen.add(source)
