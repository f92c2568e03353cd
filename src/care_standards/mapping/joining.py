"""Crosswalks turned round, put together and cut down, and the rows of one item."""

from collections.abc import Callable, Collection, Iterable, Sequence
from types import EllipsisType
from typing import cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.identifiers import edition_of
from care_standards.mapping.carried_along import joined_bibliography, joined_extensions, joined_notes
from care_standards.mapping.conflicting import conflict_of, rows_by_pair
from care_standards.mapping.paths import Conflict, Plain, Row, plain_mapping, rank_of
from care_standards.mapping.relations import known_word
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.vocabularies import VOCABULARIES, Matching

Words = str | Iterable[str]
_BASES = {word: rank for rank, word in enumerate(VOCABULARIES["basis"])}


@attrs.frozen(kw_only=True)
class Merge:
    """Several crosswalks of one pair of editions as one.

    ``conflicts`` are the pairs whose rows cannot all hold: none of these rows is in ``crosswalk``, and the two ends
    are no longer in its lists of reviewed provisions. ``set_aside`` are rows that say no more than another row of the
    same pair, which is in ``crosswalk``. Every row that went in is in one of the three, equal ones once.
    """

    crosswalk: Crosswalk
    conflicts: tuple[Conflict, ...]
    set_aside: tuple[Mapping, ...]

    def to_plain(self) -> Plain:
        """Give JSON-ready data: the two editions, then ``mappings``, ``conflicts`` and ``set_aside``."""
        return {
            "source": self.crosswalk.source.edition, "target": self.crosswalk.target.edition,
            "mappings": [plain_mapping(row) for row in self.crosswalk.mappings],
            "conflicts": [conflict.to_plain() for conflict in self.conflicts],
            "set_aside": [plain_mapping(row) for row in self.set_aside],
        }  # fmt: skip

    def to_rows(self) -> list[Row]:
        """Give a flat row for each row that went in: ``state`` (merged, conflict, set-aside), then its members."""
        conflicting = [row for conflict in self.conflicts for row in conflict.mappings]
        states = (("merged", self.crosswalk.mappings), ("conflict", conflicting), ("set-aside", self.set_aside))
        return [
            {"state": state, **plain_mapping(row), "sources": ";".join(row.sources)}
            for state, rows in states
            for row in rows
        ]


def invert(crosswalk: Crosswalk) -> Crosswalk:
    """Give the same crosswalk read from its other side, rows in the same order; twice gives it as it was."""
    return crosswalk.invert()


def identity(edition: Edition, matchings: Matching | Iterable[Matching | None] | None = None) -> Crosswalk:
    """Give the crosswalk of an edition to itself: every item held, and the edition as a whole, equal to itself.

    Composing a crosswalk with it changes no relation, end, matching or confidence of the rows whose ends are held and
    whose ``matching`` is among ``matchings``, one word or several. It is for use in memory: a document has two
    publications.

    Raises UnknownWordError, with near misses, where a single word is no way of matching.
    """
    end = CrosswalkEnd(edition=edition.id, data_revision=edition.data_revision)
    ids = (edition.id, *[provision.id for provision in edition])
    every: tuple[Matching | None, ...] = (None,)
    if isinstance(matchings, str):
        every = (cast("Matching", known_word(matchings, "matching")),)
    elif matchings is not None:
        every = tuple(dict.fromkeys(matchings))
    rows = [
        Mapping(
            source=id, relation="equal", target=id, matching=matching, basis="derived", confidence="high",
            rationale="It is the same item.", sources=(), origin="editorial",
        )
        for id in ids
        for matching in every
    ]  # fmt: skip
    return Crosswalk(source=end, target=end, mappings=tuple(rows))


def merge(first: Crosswalk, *others: Crosswalk) -> Merge:
    """Give one crosswalk with the rows of several of the same two editions, in the order of first mention.

    Equal rows stay once. Of different rows of one pair and matching that can all hold, the most informative stays: the
    one that says how the ends relate, ``equal`` over ``equivalent``, then the more confident, then by basis and
    origin, then the earlier; the others are returned as set aside. Rows that cannot all hold are returned as
    conflicts. The lists of reviewed provisions and the sources are joined, and so are notes and extensions.

    Raises InvalidValueError for a crosswalk of other editions, of the other direction or of other revisions of the
    data, and where two have different sources under one key or different extensions under one name.
    """
    crosswalks = (first, *others)
    for other in others:
        if (other.source.edition, other.target.edition) != (first.source.edition, first.target.edition):
            raise InvalidValueError("merge", "others", "must be of the same two editions; perhaps invert one of them")
        if _revisions(other) != _revisions(first):
            raise InvalidValueError("merge", "others", "must be of the same revisions of the data of both editions")
    mappings: list[Mapping] = []
    set_aside: list[Mapping] = []
    conflicts: list[Conflict] = []
    for pair, rows in rows_by_pair(crosswalks).items():
        different = list(dict.fromkeys(rows)) if len(rows) > 1 else rows
        found = conflict_of(pair, different) if len(different) > 1 else None
        if found is not None:
            conflicts.append(found)
            set_aside += [row for row in different if row.relation == "unknown"]
        else:
            best = different[0] if len(different) == 1 else min(different, key=_informative)
            mappings.append(best)
            set_aside += [row for row in different if row is not best]
    disputed = {id for conflict in conflicts for id in (conflict.source, conflict.target)}
    crosswalk = Crosswalk(
        source=_reviewed([one.source for one in crosswalks], disputed),
        target=_reviewed([one.target for one in crosswalks], disputed),
        note=joined_notes(crosswalks),
        mappings=tuple(mappings),
        bibliography=joined_bibliography(crosswalks),
        extensions=joined_extensions(crosswalks),
    )
    return Merge(crosswalk=crosswalk, conflicts=tuple(conflicts), set_aside=tuple(set_aside))


def restrict(
    crosswalk: Crosswalk,
    *,
    sources: Words | None = None,
    targets: Words | None = None,
    relations: Words | None = None,
    basis: Words | None = None,
    origin: Words | None = None,
    confidence: str | None = None,
    matching: Words | EllipsisType | None = ...,
) -> Crosswalk:
    """Give the crosswalk with only the rows that meet every condition given.

    ``sources`` and ``targets`` are ids; these and ``relations``, ``basis``, ``origin`` and ``matching`` take one value
    or several, of which any will do. ``confidence`` is the least that is kept. ``matching=None`` keeps the rows that
    state none. Nothing is read into what is left out: the ends of a row that was taken away are no longer among the
    reviewed provisions, unless the row said no-relationship.

    Raises UnknownWordError, with near misses, for a word that is none of its vocabulary, and InvalidValueError for an
    id that is not of the edition on its side.
    """
    tests: list[Callable[[Mapping], bool]] = []
    if sources is not None:
        kept_sources = _ids(sources, crosswalk.source.edition, "restrict", "sources")
        tests.append(lambda row: row.source in kept_sources)
    if targets is not None:
        kept_targets = _ids(targets, crosswalk.target.edition, "restrict", "targets")
        tests.append(lambda row: row.target in kept_targets)
    if relations is not None:
        kept_relations = _words(relations, "relation")
        tests.append(lambda row: row.relation in kept_relations)
    if basis is not None:
        kept_bases = _words(basis, "basis")
        tests.append(lambda row: row.basis in kept_bases)
    if origin is not None:
        kept_origins = _words(origin, "origin")
        tests.append(lambda row: row.origin in kept_origins)
    if confidence is not None:
        least = rank_of(known_word(confidence, "confidence"))
        tests.append(lambda row: rank_of(row.confidence) <= least)
    if not isinstance(matching, EllipsisType):
        kept_matchings: Collection[str | None] = {None} if matching is None else _words(matching, "matching")
        tests.append(lambda row: row.matching in kept_matchings)
    mappings: list[Mapping] = []
    unsettled: set[str] = set()
    for row in crosswalk.mappings:
        if all(test(row) for test in tests):
            mappings.append(row)
        elif row.relation != "no-relationship":
            unsettled |= {row.source, row.target}
    return attrs.evolve(
        crosswalk,
        source=_reviewed([crosswalk.source], unsettled),
        target=_reviewed([crosswalk.target], unsettled),
        mappings=tuple(mappings),
    )


def targets_of(crosswalk: Crosswalk, id: str, *, below: Edition | None = None) -> tuple[Mapping, ...]:
    """Give the rows that begin at an item, in their order; with its edition as ``below``, also at what is below it.

    No row means that nobody recorded one; ``coverage`` tells whether anybody looked. With ``below``, the id of the
    edition stands for all of it.

    Raises InvalidValueError where the id, or the edition, is not of the source side.
    """
    wanted = _items(id, crosswalk.source.edition, below, "targets_of")
    return crosswalk.mappings if wanted is None else tuple([r for r in crosswalk.mappings if r.source in wanted])


def sources_of(crosswalk: Crosswalk, id: str, *, below: Edition | None = None) -> tuple[Mapping, ...]:
    """Give the rows that end at an item, in their order; with its edition as ``below``, also at what is below it.

    No row means that nobody recorded one; ``coverage`` tells whether anybody looked. With ``below``, the id of the
    edition stands for all of it.

    Raises InvalidValueError where the id, or the edition, is not of the target side.
    """
    wanted = _items(id, crosswalk.target.edition, below, "sources_of")
    return crosswalk.mappings if wanted is None else tuple([r for r in crosswalk.mappings if r.target in wanted])


def _items(id: str, edition: str, below: Edition | None, asked: str) -> frozenset[str] | None:
    """Give the ids asked for, or None for all of the edition, with what our data do not hold of it."""
    items = _ids(id, edition, asked, "id")
    if below is None:
        return items
    if below.id != edition:
        raise InvalidValueError(asked, "below", "must be the edition on that side of the crosswalk")
    if id == edition:
        return None
    return items.union([p.id for p in below.descendants(id)]) if below.held(id) is not None else items


def _ids(given: Words, edition: str, asked: str, field: str) -> frozenset[str]:
    ids = frozenset((given,) if isinstance(given, str) else given)
    if any(edition_of(id) != edition for id in ids):
        raise InvalidValueError(asked, field, "must be of the edition on that side of the crosswalk")
    return ids


def _words(given: Words, vocabulary: str) -> frozenset[str]:
    return frozenset([known_word(word, vocabulary) for word in ((given,) if isinstance(given, str) else given)])


def _revisions(crosswalk: Crosswalk) -> tuple[int, int]:
    return crosswalk.source.data_revision, crosswalk.target.data_revision


def _informative(row: Mapping) -> tuple[int, int, int, bool]:
    says = {"unknown": 2, "equivalent": 1}.get(row.relation, 0)
    return says, rank_of(row.confidence), _BASES[row.basis], row.origin == "editorial"


def _reviewed(ends: Sequence[CrosswalkEnd], without: Collection[str]) -> CrosswalkEnd:
    """Give one side with all that was reviewed, but for some."""
    ids = dict.fromkeys([id for end in ends for id in end.reviewed if id not in without])
    return CrosswalkEnd(edition=ends[0].edition, data_revision=ends[0].data_revision, reviewed=tuple(ids))
