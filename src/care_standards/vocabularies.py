"""The closed lists of words: what a kind, a force, a status … may be.

Each list is a ``Literal`` type for type checkers and a tuple of the same words for programs. ``VOCABULARIES`` names
them as the published schemas do; a test holds the two together.
"""

from typing import Final, Literal, get_args

Kind = Literal[
    "part", "section", "standard", "principle", "recommendation", "statement", "clause",
    "right", "outcome", "question", "pillar", "commitment", "subject",
]  # fmt: skip
Force = Literal["must", "should", "may", "must-not", "statement", "unknown"]
TextStatus = Literal["verified", "gist", "heading-only", "inferred", "private"]
NotationStatus = Literal["confirmed", "inferred", "inferred-weak", "none"]
HeadingStatus = Literal["literal", "reported", "own-label", "none"]
Confidence = Literal["high", "medium", "low"]
Addressee = Literal[
    "all-professionals", "support-provider", "first-responder", "commissioner", "prime-contractor", "interviewer",
    "interpreter-user", "clinician", "decision-maker", "competent-authority", "local-authority", "public-authority",
    "police", "prosecutor", "court", "court-service", "school", "inspector", "organisation", "state",
    "secretary-of-state", "scottish-ministers", "department-ni", "department-health-ni", "health-board",
    "health-and-social-care-board", "lord-advocate", "child-advocate",
]  # fmt: skip
Stage = Literal[
    "first-contact", "referral", "before-recovery-period", "recovery-period", "after-recovery-period", "move-on",
    "interview", "criminal-proceedings",
]  # fmt: skip
Setting = Literal[
    "safehouse", "outreach", "emergency-accommodation", "asylum-accommodation", "reach-in", "local-authority", "other"
]
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
Population = Literal["adults", "children", "dependants", "pregnant-people", "disabled-people", "lawfully-resident"]
Jurisdiction = Literal["england", "wales", "scotland", "northern-ireland", "international", "eu"]
JurisdictionsBasis = Literal["stated", "inferred", "partial"]
CompletenessLevel = Literal["complete", "partial", "headings-only", "register-only"]
EditionStatus = Literal["current", "current-not-checked", "superseded", "in-force", "historical-uk"]
PublicationCategory = Literal[
    "care-standard", "code-of-conduct", "code", "treaty", "directive", "act", "guidance", "contract",
    "inspection-framework", "outcome-set", "training-framework", "handbook", "quality-standard",
]  # fmt: skip
EventKind = Literal[
    "working-group-formed", "published", "launched", "endorsed", "commitment", "referenced", "recommended", "aligned",
    "awarded", "announced", "in-force", "inspection-pilot", "inspection-announced", "inspection-report", "review",
    "update-started", "updated",
]  # fmt: skip
DatePrecision = Literal["day", "month", "year", "range"]
Sharing = Literal["shareable", "private"]
Relation = Literal["equal", "equivalent", "subset-of", "superset-of", "intersects", "no-relationship", "unknown"]
Matching = Literal["syntactic", "semantic", "functional"]
Basis = Literal["stated", "derived", "inferred"]
Origin = Literal["source", "editorial"]
ChangeKind = Literal[
    "unchanged", "renumbered", "reworded", "split", "merged", "moved", "added", "withdrawn", "unknown",
    "scope-widened", "clarified", "emphasised",
]  # fmt: skip
ChangeScope = Literal["part", "edition", "cross-cutting", "location-unknown"]
DimensionSetting = Literal[
    "safehouse", "outreach", "emergency-accommodation", "asylum-accommodation", "emergency-housing"
]
ReferralStatus = Literal["outside-nrm"]
SubjectKind = Literal["organisation", "service", "case", "support-plan", "referral"]
FindingStatus = Literal["met", "partly-met", "not-met", "not-applicable", "not-assessed"]
AssessorRole = Literal[
    "support-worker", "service-manager", "quality-lead", "peer-reviewer", "commissioner", "inspector", "other"
]
Verdict = Literal["valid", "unverified", "invalid"]
Severity = Literal["error", "unverified", "warning"]
DocumentKind = Literal[
    "publication", "edition", "crosswalk", "concordance", "assessment", "report", "pack", "ledger", "column-profile"
]
PackKind = Literal["publication", "edition", "crosswalk", "concordance"]
DifferenceKind = Literal["missing", "page", "notation", "heading", "principles", "recommendations"]
IdStatus = Literal["current", "retired"]
EvidenceKind = Literal[
    "document", "record-sample", "observation", "training-record", "policy", "survivor-voice", "staff-account",
    "external-inspection", "other",
]  # fmt: skip
Bearing = Literal["supports", "counters"]
VoiceCount = Literal["fewer-than-11", "11-or-more"]
ConsentBasis = Literal["explicit-consent", "service-agreement", "anonymous", "not-recorded"]
OwnerRole = Literal[
    "support-worker", "service-manager", "quality-lead", "safeguarding-lead", "training-lead", "senior-manager",
    "trustee", "commissioner", "other",
]  # fmt: skip
ActionState = Literal["open", "in-progress", "done", "dropped"]
MigrationVerdict = Literal["carried", "carried-for-review", "reassess", "retired", "unknown"]
LedgerVerdict = Literal[
    "carried", "carried-for-review", "reassess", "retired", "unknown", "added", "changed", "defaulted", "dropped"
]
LedgerSubject = Literal["assessment", "references", "crosswalk", "document"]
ReviewState = Literal["to-review", "agreed", "disputed"]
Engine = Literal["jsonschema", "jsonschema-rs"]
TableFormat = Literal["csv", "xlsx", "ods", "json", "ndjson", "parquet", "arrow"]
LinkColumn = Literal[
    "edition", "subject_kind", "subject_ref", "nation", "setting", "provision", "status", "assessed_on", "evidence",
    "reason", "note", "stage", "populations", "period_start", "period_end", "assessor_role", "tool", "tool_version",
]  # fmt: skip
NameMatching = Literal["exact", "loose", "last-part"]
DateOrder = Literal["iso", "day-first", "month-first"]
Confirmation = Literal["confirmed-by-a-user", "not-confirmed"]

DOCUMENT_KINDS: Final[tuple[DocumentKind, ...]] = get_args(DocumentKind)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
POPULATIONS: Final[tuple[Population, ...]] = get_args(Population)
FINDING_STATUSES: Final[tuple[FindingStatus, ...]] = get_args(FindingStatus)
MIGRATION_VERDICTS: Final[tuple[MigrationVerdict, ...]] = get_args(MigrationVerdict)
LEDGER_VERDICTS: Final[tuple[LedgerVerdict, ...]] = get_args(LedgerVerdict)
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
TABLE_FORMATS: Final[tuple[TableFormat, ...]] = get_args(TableFormat)
LINK_COLUMNS: Final[tuple[LinkColumn, ...]] = get_args(LinkColumn)

VOCABULARIES: Final[dict[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "force": get_args(Force),
    "text_status": get_args(TextStatus),
    "notation_status": get_args(NotationStatus),
    "heading_status": get_args(HeadingStatus),
    "confidence": get_args(Confidence),
    "addressee": get_args(Addressee),
    "stage": get_args(Stage),
    "setting": get_args(Setting),
    "nation": get_args(Nation),
    "population": POPULATIONS,
    "jurisdiction": get_args(Jurisdiction),
    "jurisdictions_basis": get_args(JurisdictionsBasis),
    "completeness_level": get_args(CompletenessLevel),
    "edition_status": get_args(EditionStatus),
    "publication_category": get_args(PublicationCategory),
    "event_kind": get_args(EventKind),
    "date_precision": get_args(DatePrecision),
    "sharing": get_args(Sharing),
    "relation": get_args(Relation),
    "matching": get_args(Matching),
    "basis": get_args(Basis),
    "origin": get_args(Origin),
    "change_kind": get_args(ChangeKind),
    "change_scope": get_args(ChangeScope),
    "dimension_setting": get_args(DimensionSetting),
    "referral_status": get_args(ReferralStatus),
    "subject_kind": get_args(SubjectKind),
    "finding_status": FINDING_STATUSES,
    "assessor_role": get_args(AssessorRole),
    "verdict": get_args(Verdict),
    "severity": get_args(Severity),
    "document_kind": DOCUMENT_KINDS,
    "pack_kind": get_args(PackKind),
    "difference_kind": get_args(DifferenceKind),
    "evidence_kind": get_args(EvidenceKind),
    "bearing": get_args(Bearing),
    "voice_count": get_args(VoiceCount),
    "consent_basis": get_args(ConsentBasis),
    "owner_role": get_args(OwnerRole),
    "action_state": get_args(ActionState),
    "migration_verdict": MIGRATION_VERDICTS,
    "ledger_verdict": LEDGER_VERDICTS,
    "ledger_subject": get_args(LedgerSubject),
    "review_state": get_args(ReviewState),
    "engine": ENGINES,
    "table_format": TABLE_FORMATS,
    "link_column": LINK_COLUMNS,
    "name_matching": get_args(NameMatching),
    "date_order": get_args(DateOrder),
    "confirmation": get_args(Confirmation),
}

# Lists, and words of older lists, that documents know only since a version of the schemas; all others since the first.
LISTS_SINCE: Final[dict[str, str]] = dict.fromkeys(
    (
        "evidence_kind", "bearing", "voice_count", "consent_basis", "owner_role", "action_state", "migration_verdict",
        "ledger_verdict", "ledger_subject", "review_state", "engine", "table_format", "link_column", "name_matching",
        "date_order", "confirmation",
    ),
    "1.1",
)  # fmt: skip
WORDS_SINCE: Final[dict[str, dict[str, str]]] = {"document_kind": {"ledger": "1.1", "column-profile": "1.1"}}
