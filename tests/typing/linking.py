"""A stranger's program that asks what crosswalks say. Never run: mypy and pyright must accept it as it stands."""

from typing import Literal, assert_type

import care_standards as cs
from care_standards import mapping
from care_standards.documents.staleness import stale_mappings
from care_standards.errors import OutsideNationError, UnknownIdError, UnknownWordError
from care_standards.mapping import (
    Composition,
    Conflict,
    Coverage,
    Explanation,
    Gaps,
    Link,
    LookedIn,
    MatchingAnswer,
    Merge,
    Path,
    SideCoverage,
    SideGaps,
    Undetermined,
)
from care_standards.model import Crosswalk, Mapping
from care_standards.vocabularies import Confidence, Matching, Relation

scs, ecat = cs.load("scs-2018"), cs.load("ecat-2005")
crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
other = cs.crosswalk("ecat-2005", "msa-2015")
assert_type(crosswalk.invert(), Crosswalk)
assert_type(crosswalk.mappings[0].invert(), Mapping)

word: str = "subset-of"
assert_type(mapping.compose_relations(word, "equal"), frozenset[Relation])
assert_type(mapping.inverse_relation(word), Relation)

found = cs.compose(crosswalk, other, "msa-2015--nba-2022", catalogue=cs.catalogue())
assert_type(found, Composition)
assert_type(found.crosswalk, Crosswalk)
assert_type(found.undetermined, tuple[Undetermined, ...])
assert_type(found.conflicts, tuple[Conflict, ...])
for pair in found.undetermined:
    assert_type(pair.possible, tuple[Relation, ...])
    assert_type(pair.matching, Matching | None)
    assert_type(pair.paths, tuple[Path, ...])
for row in found.to_rows():
    assert_type(row["possible"], str | int | float | None)

assert_type(mapping.invert(crosswalk), Crosswalk)
assert_type(mapping.identity(scs, "semantic"), Crosswalk)
assert_type(mapping.compose(crosswalk, other), Composition)
assert_type(mapping.targets_of(crosswalk, "scs-2018.1.1", below=scs), tuple[Mapping, ...])
assert_type(mapping.sources_of(crosswalk, "ecat-2005.12"), tuple[Mapping, ...])
assert_type(mapping.conflicts(crosswalk, crosswalk.invert()), tuple[Conflict, ...])
merged = mapping.merge(crosswalk, crosswalk)
assert_type(merged, Merge)
assert_type(merged.set_aside, tuple[Mapping, ...])
narrowed = mapping.restrict(
    crosswalk,
    sources=["scs-2018.1.1.5"],
    relations="intersects",
    basis=("stated", "derived"),
    origin="source",
    confidence="medium",
    matching=None,
)
assert_type(narrowed, Crosswalk)

explained = mapping.explain("scs-2018.1.1.5", "ecat-2005.12.7", cs.crosswalks(), most_links=2, most_paths=10)
assert_type(explained, Explanation)
assert_type(explained.answer, Relation | Literal["undetermined", "conflict"])
assert_type(explained.by_matching, tuple[MatchingAnswer, ...])
assert_type(explained.looked_in, tuple[LookedIn, ...])
for path in explained.paths:
    assert_type(path.confidence, Confidence)
    assert_type(path.links, tuple[Link, ...])
    assert_type(path.links[0].mapping, Mapping)
    assert_type(path.editorial, bool)

covered = cs.coverage("scs-2018--ecat-2005")
assert_type(covered, Coverage)
assert_type(covered.source, SideCoverage)
assert_type(covered.source.counts, dict[str, int])
assert_type(covered.target.not_reviewed, tuple[str, ...])
assert_type(cs.gaps(crosswalk), Gaps)
assert_type(cs.gaps(crosswalk).source, SideGaps)
assert_type(mapping.coverage(crosswalk, scs, ecat), Coverage)
assert_type(mapping.gaps(crosswalk, scs, ecat), Gaps)
assert_type(stale_mappings(crosswalk, scs, ecat), tuple[Mapping, ...])

try:
    mapping.refuse_other_nation(cs.load("cqcsh-2021"), "scotland")
    cs.crosswalk("ecat-2005", "scs-2018")
    mapping.compose_relations("equals", "equal")
except OutsideNationError as refused:
    print(refused)
except UnknownIdError as unknown:
    assert_type(unknown.near_misses, tuple[str, ...])
except UnknownWordError as misspelt:
    assert_type(misspelt.near_misses, tuple[str, ...])
