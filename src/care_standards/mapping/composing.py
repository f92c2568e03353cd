"""Composition: what follows for the two ends of a chain of crosswalks, no more and no less.

Little follows. Nearly all shipped rows are ``intersects``, and a chain of two of those leaves everything possible.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import attrs

from care_standards.errors import InvalidValueError
from care_standards.mapping.carried_along import joined_bibliography
from care_standards.mapping.paths import (
    Chain,
    Conflict,
    Link,
    Path,
    Plain,
    Row,
    combined,
    extended,
    link_of,
    path_of,
    plain_mapping,
    telling,
    weakest,
)
from care_standards.mapping.relations import SETS, words
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.vocabularies import Matching, Relation

_MOST_WORDS: Final = 10_000  # of the 20,000 characters that a rationale may have


@attrs.frozen(kw_only=True)
class Undetermined:
    """Two items that a chain links without saying how: ``possible`` are the relations that can hold, two or more.

    They are in the order of the vocabulary; all five mean that nothing follows. ``paths`` are all the ways there are.
    """

    source: str
    target: str
    matching: Matching | None
    possible: tuple[Relation, ...]
    paths: tuple[Path, ...]

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two ends, what is possible, and the paths."""
        return {
            "source": self.source, "target": self.target, "matching": self.matching, "possible": list(self.possible),
            "paths": [path.to_plain() for path in self.paths],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give one flat row with the keys of ``Composition.to_rows``."""
        return [_row(self.source, self.target, self.matching, "undetermined", self.possible, self.paths)]


@attrs.frozen(kw_only=True)
class Composition:
    """What follows from a chain of crosswalks, every linked pair in one of three places.

    ``crosswalk`` holds the pairs with one answer, as inferred editorial rows of which the rationale is the chain;
    ``undetermined`` those with several; ``conflicts`` those of which the ways contradict each other. A pair in none of
    them is not linked by the chain, of which nothing follows either.
    """

    crosswalk: Crosswalk
    undetermined: tuple[Undetermined, ...]
    conflicts: tuple[Conflict, ...]

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two editions, then ``mappings``, ``undetermined`` and ``conflicts``."""
        return {
            "source": self.crosswalk.source.edition, "target": self.crosswalk.target.edition,
            "mappings": [plain_mapping(row) for row in self.crosswalk.mappings],
            "undetermined": [pair.to_plain() for pair in self.undetermined],
            "conflicts": [pair.to_plain() for pair in self.conflicts],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each linked pair: the determined first, then the undetermined, then the conflicts.

        The keys are ``source``, ``target``, ``matching``, ``state``, ``possible`` (one word where determined, none in
        a conflict), ``paths`` by number, ``confidence``, ``basis``, ``origin`` and ``rationale``. What only a
        determined pair has is None elsewhere; ``origin`` is editorial wherever any link is.
        """
        rows = [
            {
                **_row(row.source, row.target, row.matching, "determined", (row.relation,)),
                "confidence": row.confidence, "basis": row.basis, "origin": row.origin, "rationale": row.rationale,
            }
            for row in self.crosswalk.mappings
        ]  # fmt: skip
        for pair in self.undetermined:
            rows += pair.to_rows()
        for conflict in self.conflicts:
            rows.append(_row(conflict.source, conflict.target, conflict.matching, "conflict", (), conflict.paths))
        return rows


def compose(first: Crosswalk, second: Crosswalk, *more: Crosswalk) -> Composition:
    """Give what follows from a to c where one crosswalk goes from a to b and the next from b to c, and so on.

    Rows are chained where one ends at the very item, provision or whole edition, at which the next begins, and both
    have the same ``matching``; one that states none chains only with others that state none. Several ways between two
    items narrow each other down. What can hold is kept as a set along the whole chain, so that composing three
    crosswalks at once may say more than composing twice, where what was undetermined after the first step is gone.
    A row that does not say how its ends relate, and two rows that pin different states of the provision between them,
    say nothing of what lies beyond.

    The rows of the result are of basis ``inferred`` and origin ``editorial``, no more confident than the weakest link
    of the ways that say anything, with the digests of the two outer ends. Nothing counts as reviewed in it. The result
    is in memory only where it maps an edition to itself, as a crosswalk with its own inverse does.

    An item with n rows on either side of the middle gives n * n pairs: that many are linked by it.

    Raises InvalidValueError where a crosswalk does not begin with the edition, and the revision of its data, in which
    the one before it ends, and where two of them name different sources by one key.
    """
    crosswalks = (first, second, *more)
    _refuse_broken(crosswalks)
    mappings: list[Mapping] = []
    undetermined: list[Undetermined] = []
    conflicts: list[Conflict] = []
    for (source, target, matching), chains in _pairs(crosswalks).items():
        possible, exact = combined(chains)
        if possible & (possible - 1):
            undetermined.append(
                Undetermined(
                    source=source,
                    target=target,
                    matching=matching,
                    possible=words(possible, exactly=exact),
                    paths=tuple([path_of(links, found) for links, found in chains]),
                )
            )
        elif possible:
            mappings.append(_mapping(source, words(possible, exactly=exact)[0], target, matching, chains))
        else:
            paths = tuple([path_of(links, found) for links, found in telling(chains)])
            conflicts.append(Conflict(source=source, target=target, matching=matching, paths=paths))
    begins, ends = first.source, crosswalks[-1].target
    crosswalk = Crosswalk(
        source=CrosswalkEnd(edition=begins.edition, data_revision=begins.data_revision),
        target=CrosswalkEnd(edition=ends.edition, data_revision=ends.data_revision),
        note=_clipped(f"Composed of {' and '.join(one.id for one in crosswalks)}."),
        mappings=tuple(mappings),
        bibliography=joined_bibliography(crosswalks),
    )
    return Composition(crosswalk=crosswalk, undetermined=tuple(undetermined), conflicts=tuple(conflicts))


def _refuse_broken(crosswalks: Sequence[Crosswalk]) -> None:
    for before, after in pairwise(crosswalks):
        if before.target.edition != after.source.edition:
            rule = "must begin with the edition in which the crosswalk before it ends; perhaps invert one of them"
            raise InvalidValueError("compose", "source", rule)
        if before.target.data_revision != after.source.data_revision:
            rule = "must be of the data revision that the crosswalk before it ends with: read both against one revision"
            raise InvalidValueError("compose", "data_revision", rule)


def _pairs(crosswalks: Sequence[Crosswalk]) -> dict[tuple[str, str, Matching | None], list[Chain]]:
    """Give the chains between each two items, in the order in which the rows first lead there."""
    chains: list[Chain] = [((link_of(row),), SETS[row.relation]) for row in crosswalks[0].mappings]
    for crosswalk in crosswalks[1:]:
        onward: dict[tuple[str, Matching | None], list[Link]] = {}
        for row in crosswalk.mappings:
            onward.setdefault((row.source, row.matching), []).append(link_of(row))
        chains = [
            ((*links, link), extended(possible, links[-1], link))
            for links, possible in chains
            for link in onward.get((links[-1].target, links[0].mapping.matching), ())
        ]
    pairs: dict[tuple[str, str, Matching | None], list[Chain]] = {}
    for chain in chains:
        links = chain[0]
        pairs.setdefault((links[0].source, links[-1].target, links[0].mapping.matching), []).append(chain)
    return pairs


def _mapping(
    source: str, relation: Relation, target: str, matching: Matching | None, chains: Sequence[Chain]
) -> Mapping:
    found = telling(chains)
    links = found[0][0] if len(found) == 1 else tuple([link for chain, _ in found for link in chain])
    return Mapping(
        source=source,
        relation=relation,
        target=target,
        matching=matching,
        basis="inferred",
        confidence=weakest(links),
        rationale=_rationale([chain for chain, _ in found]),
        sources=tuple(sorted({key for link in links for key in link.mapping.sources})),
        origin="editorial",
        source_digest=next((pin for chain, _ in found if (pin := chain[0].mapping.source_digest)), None),
        target_digest=next((pin for chain, _ in found if (pin := chain[-1].mapping.target_digest)), None),
    )


def _rationale(chains: Sequence[Sequence[Link]]) -> str:
    """Say the ways in ids and relations; ways beyond what a rationale can hold are counted."""
    said: list[str] = []
    room = _MOST_WORDS
    for chain in chains:
        way = ", ".join([f"{link.source} {link.relation} {link.target}" for link in chain])
        room -= len(way) + len("; and ")
        if said and room < 0:
            break
        said.append(way)
    more = len(chains) - len(said)
    return _clipped(f"By composition: {'; and '.join(said)}{f'; and {more} more ways' if more else ''}.")


def _clipped(text: str) -> str:
    return text if len(text) <= _MOST_WORDS + 1_000 else f"{text[:_MOST_WORDS]} …"


def _row(
    source: str, target: str, matching: str | None, state: str, possible: Sequence[str], paths: Sequence[Path] = ()
) -> Row:
    return {
        "source": source, "target": target, "matching": matching, "state": state, "possible": ";".join(possible),
        "paths": len(paths) or None, "confidence": None, "basis": None,
        "origin": "editorial" if any(path.editorial for path in paths) else "source", "rationale": None,
    }  # fmt: skip
