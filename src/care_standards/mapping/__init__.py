"""Crosswalks as a calculus: what follows from them, what they cover, and why two items are linked.

A mapping says that two items are relevant to each other, never that meeting one is meeting the other: nothing here
takes a finding, an assessment or a status, and nothing carries one over a mapping. What is not known stays unknown.
"""

from care_standards.mapping.composing import Composition, Undetermined, compose
from care_standards.mapping.conflicting import conflicts
from care_standards.mapping.covering import Coverage, Gaps, SideCoverage, SideGaps, coverage, gaps
from care_standards.mapping.explaining import Explanation, LookedIn, MatchingAnswer, explain
from care_standards.mapping.joining import Merge, identity, invert, merge, restrict, sources_of, targets_of
from care_standards.mapping.nations import refuse_other_nation
from care_standards.mapping.paths import Conflict, Link, Path
from care_standards.mapping.relations import compose_relations, inverse_relation

__all__ = [
    "Composition", "Conflict", "Coverage", "Explanation", "Gaps", "Link", "LookedIn", "MatchingAnswer", "Merge", "Path",
    "SideCoverage", "SideGaps", "Undetermined", "compose", "compose_relations", "conflicts", "coverage", "explain",
    "gaps", "identity", "inverse_relation", "invert", "merge", "refuse_other_nation", "restrict", "sources_of",
    "targets_of",
]  # fmt: skip
