"""The words of SSSOM that crosswalks are written with, and what may be concluded from them when they are read.

SSSOM has no word for the relations of set theory, so each relation is written as the strongest SKOS relation that is
still true of it, and kept whole in an extension slot. Reading concludes no more than SKOS says: an exact match is
equivalent, not equal; a close or a related match, or the denial of one, says too little for any relation, and is
unknown.
"""

from typing import Final

from care_standards.vocabularies import Confidence, Origin, Relation

BASE: Final = "https://care-standards.invalid"
ID_PREFIX: Final = "care_standards"
TERM_PREFIX: Final = "care_standards_terms"
IDS: Final = f"{BASE}/id/"
TERMS: Final = f"{BASE}/terms/"
LICENSE_NOT_STATED: Final = "https://w3id.org/sssom/license/unspecified"

# Prefixes that need no declaration, and may not be declared otherwise.
BUILT_IN: Final = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
NO_TERM_FOUND: Final = f"{BUILT_IN['sssom']}NoTermFound"

# Relation to predicate and modifier. The predicate is never stronger than the relation. In "A broadMatch B" it is B
# that is the broader. For unknown there is no predicate that claims nothing, so it has one of our own.
WRITTEN: Final[dict[Relation, tuple[str, str]]] = {
    "equal": ("skos:exactMatch", ""),
    "equivalent": ("skos:closeMatch", ""),
    "subset-of": ("skos:broadMatch", ""),
    "superset-of": ("skos:narrowMatch", ""),
    "intersects": ("skos:relatedMatch", ""),
    "no-relationship": ("skos:relatedMatch", "Not"),
    "unknown": (f"{TERM_PREFIX}:unknown", ""),
}
# The same with the whole name of the predicate, whatever prefix a file has for it.
MEANT: Final = {
    relation: (predicate.replace(f"{TERM_PREFIX}:", TERMS).replace("skos:", BUILT_IN["skos"]), modifier)
    for relation, (predicate, modifier) in WRITTEN.items()
}
SAYS_LESS: Final[dict[Relation, str]] = {
    "equal": "skos:exactMatch says that the two can stand for each other, not that they are the same",
    "equivalent": "skos:closeMatch says less than equivalent",
    "intersects": "skos:relatedMatch does not say that the two share something",
    "no-relationship": "a negated skos:relatedMatch does not say that the two were compared and share nothing",
    "unknown": "SSSOM has no predicate that claims nothing; one of our own is used",
}

# What follows from a predicate of which no extension says more.
FOLLOWS: Final[dict[tuple[str, str], Relation]] = {
    (f"{BUILT_IN['skos']}exactMatch", ""): "equivalent",
    (f"{BUILT_IN['skos']}broadMatch", ""): "subset-of",
    (f"{BUILT_IN['skos']}narrowMatch", ""): "superset-of",
}

# A convention of ours and no measurement. Leaving the number out would be read as certainty: SSSOM takes 1.0 for it.
NUMBERS: Final[dict[Confidence, float]] = {"high": 0.9, "medium": 0.6, "low": 0.3}

JUSTIFICATIONS: Final[dict[Origin, str]] = {
    "editorial": "semapv:ManualMappingCuration",
    "source": "semapv:UnspecifiedMatching",
}
MADE_BY: Final[dict[Origin, str]] = {
    "editorial": "Editorial: the makers of this mapping set made the link; no document that was read makes it.",
    "source": "A document that was read makes the link.",
}
RELEVANT_ONLY: Final = (
    "A mapping says that two provisions are relevant to each other. "
    "It never says that meeting one is meeting the other."
)
# Extension slots, by name: the type of their value. All properties are under TERMS, with the name behind "ext_".
OF_SET: Final = {
    "ext_bibliography": "xsd:string",
    "ext_extensions": "xsd:string",
    "ext_library_version": "xsd:string",
    "ext_mapping_count": "xsd:integer",
    "ext_object_data_revision": "xsd:integer",
    "ext_object_reviewed": "xsd:string",
    "ext_schema_version": "xsd:string",
    "ext_subject_data_revision": "xsd:integer",
    "ext_subject_reviewed": "xsd:string",
}
OF_ROW: Final = {
    "ext_basis": "xsd:string",
    "ext_confidence": "xsd:string",
    "ext_matching": "xsd:string",
    "ext_object_digest": "xsd:string",
    "ext_origin": "xsd:string",
    "ext_relation": "xsd:string",
    "ext_sources": "xsd:string",
    "ext_subject_digest": "xsd:string",
}
EXTENSIONS: Final = {**OF_SET, **OF_ROW}

# The slots of SSSOM 1.1 that a file may have beside those read here; any other name is somebody's own.
_KNOWN_SLOTS: Final = """
author_id author_label cardinality_scope comment confidence creator_id creator_label curation_rule curation_rule_text
curie_map extension_definitions issue_tracker issue_tracker_item license mapping_cardinality mapping_date
mapping_justification mapping_provider mapping_set_confidence mapping_set_description mapping_set_id mapping_set_source
mapping_set_title mapping_set_version mapping_source mapping_tool mapping_tool_id mapping_tool_version mappings
match_string object_category object_id object_label object_match_field object_preprocessing object_source
object_source_version object_type other predicate_id predicate_label predicate_modifier predicate_type publication_date
record_id review_date reviewer_agreement reviewer_id reviewer_label see_also similarity_measure similarity_score
sssom_version subject_category subject_id subject_label subject_match_field subject_preprocessing subject_source
subject_source_version subject_type
"""
KNOWN_SLOTS: Final = frozenset(_KNOWN_SLOTS.split())

# Where the members of our mapping, and the note of the crosswalk, stand.
SLOT_OF: Final = {
    "source": "subject_id", "target": "object_id", "rationale": "comment", "relation": "ext_relation",
    "matching": "ext_matching", "basis": "ext_basis", "confidence": "ext_confidence", "sources": "ext_sources",
    "origin": "ext_origin", "source_digest": "ext_subject_digest", "target_digest": "ext_object_digest",
    "note": "mapping_set_description",
}  # fmt: skip
