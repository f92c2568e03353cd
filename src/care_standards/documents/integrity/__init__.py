"""What no schema can see: whether ids are unique, resolve and stand in order, and whether figures and dates agree.

These rules read plain data, so that they run beside the schema and all problems come out at once. What the schema has
already refused (a text where a list belongs) is passed over here, never guessed at.
"""

from collections.abc import Callable
from typing import Any

from care_standards.documents.integrity.assessments import judge_assessment
from care_standards.documents.integrity.editions import judge_edition
from care_standards.documents.integrity.ledgers import judge_ledger
from care_standards.documents.integrity.links import judge_concordance, judge_crosswalk
from care_standards.documents.integrity.packs import judge_pack
from care_standards.documents.integrity.publications import judge_publication
from care_standards.documents.integrity.references import Findings
from care_standards.documents.integrity.reports import judge_report
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import DocumentKind

_JUDGES: dict[DocumentKind, Callable[[dict[str, Any], Catalogue], Findings]] = {
    "assessment": judge_assessment,
    "edition": judge_edition,
    "publication": judge_publication,
    "crosswalk": judge_crosswalk,
    "concordance": judge_concordance,
    "report": judge_report,
    "pack": judge_pack,
    "ledger": judge_ledger,
}


def judge(document: dict[str, Any], kind: DocumentKind, catalogue: Catalogue) -> Findings:
    """Judge every record of a document against the others and against the data at hand."""
    return _JUDGES[kind](document, catalogue)
