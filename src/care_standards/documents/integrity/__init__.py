"""What no schema can see: whether ids are unique, resolve and stand in order, and whether figures and dates agree.

These rules read plain data, so that they run beside the schema and all problems come out at once. What the schema has
already refused (a text where a list belongs) is passed over here, never guessed at.
"""

from collections.abc import Collection
from typing import Any, Final

from care_standards.documents.integrity.assessments import judge_usual_assessment
from care_standards.documents.integrity.references import Findings
from care_standards.documents.problems import Path
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import DocumentKind

# Where the judge of each kind of document is: most documents are assessments, and need no other.
_JUDGES: Final[dict[DocumentKind, tuple[str, str]]] = {
    "assessment": ("assessments", "judge_assessment"),
    "edition": ("editions", "judge_edition"),
    "publication": ("publications", "judge_publication"),
    "crosswalk": ("links", "judge_crosswalk"),
    "concordance": ("links", "judge_concordance"),
    "report": ("reports", "judge_report"),
    "pack": ("packs", "judge_pack"),
    "ledger": ("ledgers", "judge_ledger"),
    "column-profile": ("profiles", "judge_profile"),
}


def judge(
    document: dict[str, Any], kind: DocumentKind, catalogue: Catalogue, refused: Collection[Path] | None = None
) -> Findings:
    """Judge every record of a document against the others and against the data at hand.

    ``refused`` are the paths of all at which its schema found fault. To know them saves time, and changes no answer.
    """
    if refused is not None and kind == "assessment":
        usual = judge_usual_assessment(document, catalogue, refused)
        if usual is not None:
            return usual
    from importlib import import_module

    module, name = _JUDGES[kind]
    found: Findings = getattr(import_module(f"{__name__}.{module}"), name)(document, catalogue)
    return found
