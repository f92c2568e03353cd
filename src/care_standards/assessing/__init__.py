"""What recorded findings say of one subject or of many: summaries, gaps, comparison, and how to start an assessment.

A status says something of the provision it was found on and of nothing else: no call carries it over a mapping, and
what is not assessed or not known is counted apart everywhere. No clock is read.
"""

from care_standards.assessing.comparing import COURSES, Comparison, Course, Step, compare
from care_standards.assessing.countering import countered
from care_standards.assessing.evidence_age import AGE_BASES, AgeBasis, StaleEvidence, stale_evidence
from care_standards.assessing.gaps_found import AssessmentGaps, GapGroup, GapList, gaps
from care_standards.assessing.grouping import GROUPINGS, NO_MATCH, NOT_REVIEWED, UNKNOWN, By, Label, View
from care_standards.assessing.pooling import STANDINGS, K, Pooled, PooledProvision, Shareable, pool
from care_standards.assessing.starting import new_assessment, set_finding
from care_standards.assessing.summarising import Group, Grouping, Summary, summarise
from care_standards.assessing.tallies import Tally

__all__ = [
    "AGE_BASES", "COURSES", "GROUPINGS", "NOT_REVIEWED", "NO_MATCH", "STANDINGS", "UNKNOWN", "AgeBasis",
    "AssessmentGaps", "By", "Comparison", "Course", "GapGroup", "GapList", "Group", "Grouping", "K", "Label", "Pooled",
    "PooledProvision", "Shareable", "StaleEvidence", "Step", "Summary", "Tally", "View", "compare", "countered", "gaps",
    "new_assessment", "pool", "set_finding", "stale_evidence", "summarise",
]  # fmt: skip
