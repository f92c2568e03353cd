"""The integrity of the manifest of a pack: every file once, in its place, and every retired id once."""

from typing import Any, Final

from care_standards.documents.integrity.references import (
    Findings,
    inner,
    judge_dates,
    judge_sources,
    judge_unique,
    objects,
    records,
    text,
)
from care_standards.identifiers import edition_of, is_edition_id, is_item_id, is_pack_path, is_provision_id
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import PackKind

FOLDERS: Final[dict[PackKind, str]] = {
    "publication": "publications",
    "edition": "editions",
    "crosswalk": "crosswalks",
    "concordance": "concordances",
}
"""The folder of each kind of document in a pack."""


def path_of(kind: PackKind, id: str) -> str:
    """Give the path of a document in a pack."""
    return f"{FOLDERS[kind]}/{id}.json"


def judge_pack(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """No document twice, each file named after what it holds, and only ids of its editions retired, each once."""
    findings = Findings()
    judge_unique(findings, document, "files", "id")
    judge_unique(findings, document, "retired", "id")
    _judge_paths(findings, document)
    _judge_retired(findings, document)
    reason = text(inner(document, "accepted_differences"), "reason")
    if reason is not None and not reason.strip():
        findings.add(Code.BLANK_REASON, ("accepted_differences", "reason"), "Say why the differences were accepted.")
    for place, source in objects(document, "bibliography"):
        judge_dates(findings, source, ("bibliography", place))
    judge_sources(findings, document, catalogue)
    findings.records = len(records(document, "files"))
    return findings


def _judge_paths(findings: Findings, document: dict[str, Any]) -> None:
    for place, file in objects(document, "files"):
        path, kind, id = text(file, "path"), text(file, "kind"), text(file, "id")
        if path is None or id is None or not is_pack_path(path) or not is_item_id(id):
            continue
        if kind in FOLDERS and path != path_of(kind, id):
            hint = f"The path of a file of this kind is {FOLDERS[kind]}/, its id and .json."
            findings.add(Code.FILE_MISNAMED, ("files", place, "path"), hint)


def _judge_retired(findings: Findings, document: dict[str, Any]) -> None:
    held = {id for _, file in objects(document, "files") if (id := text(file, "id")) is not None and is_edition_id(id)}
    retired = {id for _, entry in objects(document, "retired") if (id := text(entry, "id")) is not None}
    for place, entry in objects(document, "retired"):
        id = text(entry, "id")
        if id is None or not is_provision_id(id):
            continue
        if edition_of(id) not in held:
            hint = "A pack retires ids of the editions it holds, and of no other."
            findings.add(Code.WRONG_EDITION, ("retired", place, "id"), hint)
        for number, successor in enumerate(records(entry, "successors")):
            if isinstance(successor, str) and successor in retired:
                hint = "This successor is retired as well. Name what is there now, or nothing."
                findings.add(Code.RETIRED_ID, ("retired", place, "successors", number), hint)
