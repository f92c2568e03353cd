"""The typed values: frozen, slotted, keyword-only, without any knowledge of files or JSON."""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.model.assessment import (
        Action,
        Assessment,
        Context,
        EarlierFinding,
        Evidence,
        Finding,
        Period,
        Producer,
        Subject,
        Voices,
    )
    from care_standards.model.catalogue import Catalogue
    from care_standards.model.column_profile import CodeAlias, ColumnProfile, FixedValue, KnownColumn
    from care_standards.model.concordance import (
        Change,
        ChangeReview,
        ComparisonCoverage,
        Concordance,
        ConcordanceEnd,
        DefaultChange,
        Dimensions,
        Possibility,
    )
    from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
    from care_standards.model.edition import Edition
    from care_standards.model.extensions import Extensions
    from care_standards.model.glossary import GlossaryEntry
    from care_standards.model.ledger import Ledger, LedgerEntry, LedgerStep
    from care_standards.model.link_row import LinkRow
    from care_standards.model.pack import (
        AcceptedDifferences,
        Difference,
        Pack,
        PackCompleteness,
        PackFile,
        RetiredId,
    )
    from care_standards.model.provenance import (
        Completeness,
        Rights,
        Source,
        Wording,
    )
    from care_standards.model.provisions import Principle, Provision, Recommendation, Standard
    from care_standards.model.publication import (
        Bodies,
        EditionRecord,
        Event,
        InForce,
        Publication,
        ScopeStatement,
        Upload,
    )
    from care_standards.model.registry import Registry, RegistryEntry
    from care_standards.model.report import Counts, EditionUsed, Issue, JudgedBy, Report, TableRead
    from care_standards.model.uncertain_date import UncertainDate

__all__ = [
    "AcceptedDifferences", "Action", "Assessment", "Bodies", "Catalogue", "Change", "ChangeReview", "CodeAlias",
    "ColumnProfile", "ComparisonCoverage", "Completeness", "Concordance", "ConcordanceEnd", "Context", "Counts",
    "Crosswalk", "CrosswalkEnd", "DefaultChange", "Difference", "Dimensions", "EarlierFinding", "Edition",
    "EditionRecord", "EditionUsed", "Event", "Evidence", "Extensions", "Finding", "FixedValue", "GlossaryEntry",
    "InForce", "Issue", "JudgedBy", "KnownColumn", "Ledger", "LedgerEntry", "LedgerStep", "LinkRow", "Mapping",
    "Pack", "PackCompleteness", "PackFile", "Period", "Possibility", "Principle", "Producer", "Provision",
    "Publication", "Recommendation", "Registry", "RegistryEntry", "Report", "RetiredId", "Rights", "ScopeStatement",
    "Source", "Standard", "Subject", "TableRead", "UncertainDate", "Upload", "Voices", "Wording",
]  # fmt: skip

_HOMES = {
    "assessment": "Action Assessment Context EarlierFinding Evidence Finding Period Producer Subject Voices",
    "catalogue": "Catalogue",
    "column_profile": "CodeAlias ColumnProfile FixedValue KnownColumn",
    "concordance": (
        "Change ChangeReview ComparisonCoverage Concordance ConcordanceEnd DefaultChange Dimensions Possibility"
    ),
    "crosswalk": "Crosswalk CrosswalkEnd Mapping",
    "edition": "Edition",
    "extensions": "Extensions",
    "ledger": "Ledger LedgerEntry LedgerStep",
    "link_row": "LinkRow",
    "pack": "AcceptedDifferences Difference Pack PackCompleteness PackFile RetiredId",
    "glossary": "GlossaryEntry",
    "provenance": "Completeness Rights Source Wording",
    "provisions": "Principle Provision Recommendation Standard",
    "publication": "Bodies EditionRecord Event InForce Publication ScopeStatement Upload",
    "registry": "Registry RegistryEntry",
    "report": "Counts EditionUsed Issue JudgedBy Report TableRead",
    "uncertain_date": "UncertainDate",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import the module of a class when the class is first asked for: building classes is what costs at start."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
