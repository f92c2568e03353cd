"""Explanation: everything that links two items, link by link, and what all of it leaves possible."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, Literal

import attrs

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.mapping.paths import Chain, Path, Plain, Row, combined, followed, link_of, path_of
from care_standards.mapping.relations import ANY, EQUAL, RELATIONS, SET_RELATIONS, words
from care_standards.model.crosswalk import Crosswalk, Mapping
from care_standards.vocabularies import Matching, Relation

Verdict = Relation | Literal["undetermined", "conflict"]

_MOST_STEPS: Final = 1_000_000  # looked at before giving up, where very many rows lead astray

_Edge = tuple[str, Mapping, bool]  # where it leads, the row, and whether the row is read from its other end
_Trail = tuple[_Edge, ...]


@attrs.frozen(kw_only=True)
class LookedIn:
    """One crosswalk in which links were looked for: its rows, and how many provisions of each side were reviewed.

    Only what was reviewed can be said to have no match; of all else nothing is known.
    """

    crosswalk: str
    rows: int
    source_reviewed: int
    target_reviewed: int

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the id of the crosswalk and the three figures."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class MatchingAnswer:
    """What the paths of one way of matching say together; paths of another way speak of something else.

    ``possible`` is in the order of the vocabulary, empty where the paths contradict each other. ``answer`` is the one
    relation that can hold, ``undetermined`` where several can, ``unknown`` where all can, or ``conflict``.
    """

    matching: Matching | None
    possible: tuple[Relation, ...]
    answer: Verdict

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the members."""
        return {"matching": self.matching, "answer": self.answer, "possible": list(self.possible)}


@attrs.frozen(kw_only=True)
class Explanation:
    """All that links two items.

    ``paths`` are in order, shorter first; ``cut`` tells that there are more, or that the search was given up.
    ``by_matching`` has one answer for each way of matching that occurs. ``possible`` and ``answer`` sum it up: over
    several ways of matching, all that any of them leaves possible, and the answer only where all give the same.
    Where nothing links the two, the answer is ``unknown`` and everything is possible: ``looked_in`` says how much of
    each crosswalk was reviewed.
    """

    source: str
    target: str
    paths: tuple[Path, ...]
    by_matching: tuple[MatchingAnswer, ...]
    possible: tuple[Relation, ...]
    answer: Verdict
    looked_in: tuple[LookedIn, ...]
    cut: bool = False

    @property
    def editorial(self) -> bool:
        """Whether any link of any path is editorial: a judgement, and not made by a document that was read."""
        return any(path.editorial for path in self.paths)

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the question, the answer, the paths, and where they were looked for."""
        return {
            "source": self.source, "target": self.target, "answer": self.answer, "possible": list(self.possible),
            "editorial": self.editorial, "cut": self.cut,
            "by_matching": [one.to_plain() for one in self.by_matching],
            "paths": [path.to_plain() for path in self.paths],
            "looked_in": [one.to_plain() for one in self.looked_in],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each link of each path, or one without a link where there is no path.

        The keys are ``from``, ``to`` and ``answer`` of the whole, ``path`` and ``link`` by number, the members of the
        link, and ``possible`` of its path.
        """
        whole: Row = {"from": self.source, "to": self.target, "answer": self.answer}
        rows: list[Row] = [
            {**whole, "path": number, **row} for number, path in enumerate(self.paths, 1) for row in path.to_rows()
        ]
        return rows or [{**whole, **dict.fromkeys(_LINK_KEYS), "possible": ";".join(self.possible)}]


_LINK_KEYS: Final = (
    "path", "link", "source", "relation", "target", "inverted", "matching", "basis", "confidence", "origin",
    "rationale", "sources",
)  # fmt: skip


def explain(
    source: str, target: str, crosswalks: Iterable[Crosswalk], *, most_links: int = 3, most_paths: int = 100
) -> Explanation:
    """Give every path from one item to another through some crosswalks, and what the paths say together.

    A path is a row, read in either direction, or a chain of up to ``most_links`` rows through other editions: no
    edition twice, and all links of one ``matching``. At most ``most_paths`` are given, shorter first; leaving some out
    leaves more possible, never less. Ids that no row has are linked by nothing, which is answered with ``unknown``; an
    item is equal to itself.

    Raises InvalidValueError where one of the limits is no whole number of 1 or more.
    """
    for limit, name in ((most_links, "most_links"), (most_paths, "most_paths")):
        if type(limit) is not int or limit < 1:
            raise InvalidValueError("explain", name, "must be a whole number of 1 or more")
    at_hand = tuple(crosswalks)
    chains, cut = _chains(source, target, at_hand, most_links, most_paths)
    by_matching: dict[Matching | None, list[Chain]] = {}
    for chain in chains:
        by_matching.setdefault(chain[0][0].mapping.matching, []).append(chain)
    answers: list[MatchingAnswer] = []
    for matching, found in by_matching.items():
        holds, exact = combined(found)
        possible = words(holds, exactly=exact)
        answers.append(MatchingAnswer(matching=matching, possible=possible, answer=_verdict(possible)))
    whole, answer = _summed_up(answers) if source != target else (words(EQUAL, exactly=True), "equal")
    return Explanation(
        source=source,
        target=target,
        paths=tuple([path_of(links, possible) for links, possible in chains]),
        by_matching=tuple(answers),
        possible=whole,
        answer=answer,
        looked_in=tuple([_looked_in(crosswalk) for crosswalk in at_hand]),
        cut=cut,
    )


def _verdict(possible: Sequence[Relation]) -> Verdict:
    if len(possible) == 1:
        return possible[0]
    if not possible:
        return "conflict"
    return "unknown" if len(possible) == len(SET_RELATIONS) else "undetermined"


def _summed_up(answers: Sequence[MatchingAnswer]) -> tuple[tuple[Relation, ...], Verdict]:
    if not answers:
        return words(ANY, exactly=False), "unknown"
    if len(answers) == 1:
        return answers[0].possible, answers[0].answer
    every: set[Relation] = {word for one in answers for word in one.possible}
    possible: tuple[Relation, ...] = tuple([word for word in RELATIONS if word in every])
    verdicts = {one.answer for one in answers}
    if len(verdicts) == 1:
        return possible, answers[0].answer
    return possible, "unknown" if "unknown" in verdicts else "undetermined"


def _looked_in(crosswalk: Crosswalk) -> LookedIn:
    return LookedIn(
        crosswalk=crosswalk.id,
        rows=len(crosswalk),
        source_reviewed=len(crosswalk.source.reviewed),
        target_reviewed=len(crosswalk.target.reviewed),
    )


def _chains(
    source: str, target: str, crosswalks: Sequence[Crosswalk], most_links: int, most_paths: int
) -> tuple[list[Chain], bool]:
    """Give the chains, shorter first, and whether there are more."""
    if source == target:
        return [], False
    editions = {side.edition for crosswalk in crosswalks for side in (crosswalk.source, crosswalk.target)}
    longest = min(most_links, len(editions) - 1)
    # A way is looked for from both ends, as one item may lead to very many others: what stands on it is within half of
    # its links of the target, or within the rest of them of the source.
    reach = _reach(target, crosswalks, longest // 2)
    begun = _reach(source, crosswalks, longest - 1 - longest // 2)
    edges = _edges(crosswalks, frozenset[str]().union(*reach, *begun))
    found: list[Chain] = []
    steps = _MOST_STEPS
    for length in range(1, longest + 1):
        for trail in _trails(source, edges, reach, length):
            steps -= 1
            if trail is not None:
                if len(found) == most_paths:
                    return found, True
                links = tuple([link_of(row, inverted) for _, row, inverted in trail])
                found.append((links, followed(links)))
            if steps < 0:
                return found, True
    return found, False


def _reach(end: str, crosswalks: Sequence[Crosswalk], most_links: int) -> list[set[str]]:
    """Give the items that each number of links can lead from or to an end: none, one, two and so on."""
    reach: list[set[str]] = [{end}]
    for _ in range(most_links):
        last, nearer = reach[-1], set[str]()
        for crosswalk in crosswalks:
            for row in crosswalk.mappings:
                if row.target in last:
                    nearer.add(row.source)
                if row.source in last:
                    nearer.add(row.target)
        reach.append(nearer)
    return reach


def _trails(
    source: str, edges: dict[str, list[_Edge]], reach: Sequence[set[str]], length: int
) -> Iterator[_Trail | None]:
    """Give every way of exactly this length, and None for each step on the way, so that somebody can count them."""
    if length < len(reach) and source not in reach[length]:
        return
    waiting: list[tuple[_Trail, frozenset[str]]] = [((), frozenset((edition_of(source),)))]
    while waiting:
        trail, visited = waiting.pop()
        left = length - len(trail) - 1
        if left < 0:
            yield trail
            continue
        onward: list[tuple[_Trail, frozenset[str]]] = []
        for edge in edges.get(trail[-1][0] if trail else source, ()):
            yield None
            leads, row, _ = edge
            edition = edition_of(leads)
            alike = not trail or trail[0][1].matching == row.matching
            is_near = left >= len(reach) or leads in reach[left]
            if alike and is_near and edition not in visited:
                onward.append(((*trail, edge), visited | {edition}))
        waiting += reversed(onward)


def _edges(crosswalks: Iterable[Crosswalk], items: Collection[str]) -> dict[str, list[_Edge]]:
    """Give where each of some items leads: only the rows between those, as most rows are about others."""
    edges: dict[str, list[_Edge]] = {}
    for crosswalk in crosswalks:
        for row in crosswalk.mappings:
            if row.source in items and row.target in items:
                edges.setdefault(row.source, []).append((row.target, row, False))
                edges.setdefault(row.target, []).append((row.source, row, True))
    return edges
