"""Rows laid end to end: the links of a path, what a path leaves possible, and paths that contradict each other."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any, Final, cast

import attrs

from care_standards.mapping.relations import ANY, EQUAL, SETS, chained, words
from care_standards.model.crosswalk import INVERSES, Mapping
from care_standards.vocabularies import VOCABULARIES, Confidence, Matching, Relation

Plain = dict[str, Any]
Row = dict[str, str | int | float | None]
_CONFIDENCES: Final = cast("tuple[Confidence, ...]", VOCABULARIES["confidence"])
_RANKS: Final[dict[str, int]] = {word: rank for rank, word in enumerate(_CONFIDENCES)}


@attrs.frozen(kw_only=True)
class Link:
    """One row as it is walked: ``source relation target`` in the direction of the path.

    ``mapping`` is the row as it stands in its crosswalk; ``inverted`` tells that the path reads it from its other end.
    """

    source: str
    relation: Relation
    target: str
    mapping: Mapping
    inverted: bool = False

    @property
    def editorial(self) -> bool:
        """Whether the link is this library's or a user's own judgement, and not made by a document that was read."""
        return self.mapping.origin == "editorial"

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the link as walked, then how it is known."""
        row = self.mapping
        return {
            "source": self.source, "relation": self.relation, "target": self.target, "inverted": self.inverted,
            "matching": row.matching, "basis": row.basis, "confidence": row.confidence, "origin": row.origin,
            "rationale": row.rationale, "sources": list(row.sources),
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give one flat row: the link as walked, then how it is known."""
        return [{**self.to_plain(), "inverted": yes_or_no(self.inverted), "sources": ";".join(self.mapping.sources)}]


@attrs.frozen(kw_only=True)
class Path:
    """One way from one provision to another: its links in order, and the relations it leaves possible between its ends.

    ``possible`` is in the order of the vocabulary; all five set relations mean that the path says nothing. In a set of
    several, ``equal`` speaks of what is asked, not of the wording.
    """

    links: tuple[Link, ...]
    possible: tuple[Relation, ...]

    @property
    def source(self) -> str:
        """The id the path begins at."""
        return self.links[0].source

    @property
    def target(self) -> str:
        """The id the path ends at."""
        return self.links[-1].target

    @property
    def matching(self) -> Matching | None:
        """What was compared, the same for every link; None where nobody said."""
        return self.links[0].mapping.matching

    @property
    def confidence(self) -> Confidence:
        """The confidence of the weakest link."""
        return weakest(self.links)

    @property
    def editorial(self) -> bool:
        """Whether any of the links is editorial."""
        return any(link.editorial for link in self.links)

    @property
    def says_nothing(self) -> bool:
        """Whether every relation can still hold."""
        return len(self.possible) == 5

    def to_plain(self) -> Plain:
        """Give JSON-ready data: what is possible, confidence, whether editorial, and the links in order."""
        return {
            "possible": list(self.possible), "matching": self.matching, "confidence": self.confidence,
            "editorial": self.editorial, "links": [link.to_plain() for link in self.links],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each link, in order: its number, the link, and what the whole path leaves possible."""
        possible = ";".join(self.possible)
        return [
            {"link": number, **link.to_rows()[0], "possible": possible} for number, link in enumerate(self.links, 1)
        ]


@attrs.frozen(kw_only=True)
class Conflict:
    """Two provisions of which crosswalks say what cannot all hold; ``paths`` are those that say something.

    Between two rows of one pair each path is a single link.
    """

    source: str
    target: str
    matching: Matching | None
    paths: tuple[Path, ...]

    @property
    def mappings(self) -> tuple[Mapping, ...]:
        """The rows behind it, as they stand in their crosswalks, each once."""
        return tuple({id(link.mapping): link.mapping for path in self.paths for link in path.links}.values())

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two ends, and the paths that contradict each other."""
        return {
            "source": self.source, "target": self.target, "matching": self.matching,
            "paths": [path.to_plain() for path in self.paths],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each link of each path: the number of the path, and the link."""
        return [{"path": number, **row} for number, path in enumerate(self.paths, 1) for row in path.to_rows()]


Chain = tuple[tuple[Link, ...], int]
"""The links of a path, and what it leaves possible as a set of relations: a Path in the making."""


def link_of(mapping: Mapping, inverted: bool = False) -> Link:
    """Give a row as a link, in its own direction or read from its other end."""
    if inverted:
        source, relation, target = mapping.target, INVERSES[mapping.relation], mapping.source
        return Link(source=source, relation=relation, target=target, mapping=mapping, inverted=True)
    return Link(source=mapping.source, relation=mapping.relation, target=mapping.target, mapping=mapping)


def _arrives_at(link: Link) -> str | None:
    return link.mapping.source_digest if link.inverted else link.mapping.target_digest


def _leaves_from(link: Link) -> str | None:
    return link.mapping.target_digest if link.inverted else link.mapping.source_digest


def extended(possible: int, last: Link, link: Link) -> int:
    """Give what can hold at the end of one more link, from what could hold at the end of the last one.

    Where the two rows pin different states of the provision between them, one of them is stale, and nothing follows.
    """
    before, after = _arrives_at(last), _leaves_from(link)
    if before != after and before is not None and after is not None:
        return ANY
    return chained(possible, SETS[link.relation])


def followed(links: Sequence[Link]) -> int:
    """Give what can hold between the two ends of some links, as a set of relations."""
    possible = SETS[links[0].relation]
    for last, link in pairwise(links):
        possible = extended(possible, last, link)
    return possible


def combined(chains: Sequence[Chain]) -> tuple[int, bool]:
    """Give what several ways from one item to another leave possible together, and whether it holds exactly.

    What all of them leave possible; equal exactly if one of them says so. Ways whose rows pin different states of an
    end speak of different things: then whatever any of them leaves possible, as one of the states is the present one.
    """
    if len(chains) == 1:
        links, possible = chains[0]
        return possible, possible == EQUAL and is_exact(links)
    found = telling(chains)
    exact = [is_exact(links) for links, possible in found if possible == EQUAL]
    leaving = {digest for links, _ in found if (digest := _leaves_from(links[0])) is not None}
    arriving = {digest for links, _ in found if (digest := _arrives_at(links[-1])) is not None}
    if len(leaving) < 2 and len(arriving) < 2:
        return reduce(int.__and__, [possible for _, possible in found], ANY), any(exact)
    return reduce(int.__or__, [possible for _, possible in found]), len(exact) == len(found) and all(exact)


def telling(chains: Sequence[Chain]) -> list[Chain]:
    """Give the ways that say something, in order."""
    return [chain for chain in chains if chain[1] != ANY]


def path_of(links: tuple[Link, ...], possible: int) -> Path:
    """Give the path of some links that leave this possible."""
    return Path(links=links, possible=words(possible, exactly=possible == EQUAL and is_exact(links)))


def is_exact(links: Iterable[Link]) -> bool:
    """Tell whether every link says equal, and none only equivalent."""
    return all(link.relation == "equal" for link in links)


def weakest(links: Iterable[Link]) -> Confidence:
    """Give the confidence of the weakest of some links."""
    return _CONFIDENCES[max([_RANKS[link.mapping.confidence] for link in links])]


def rank_of(confidence: str) -> int:
    """Give the place of a confidence: 0 is the highest."""
    return _RANKS[confidence]


def plain_mapping(mapping: Mapping) -> Plain:
    """Give a row as JSON-ready data, every member of it, absent ones as None."""
    return {
        "source": mapping.source, "relation": mapping.relation, "target": mapping.target,
        "matching": mapping.matching, "basis": mapping.basis, "confidence": mapping.confidence,
        "rationale": mapping.rationale, "sources": list(mapping.sources), "origin": mapping.origin,
        "source_digest": mapping.source_digest, "target_digest": mapping.target_digest,
    }  # fmt: skip


def yes_or_no(value: bool) -> str:
    """Give the word that stands in a table for a truth value."""
    return "yes" if value else "no"
