"""Laws of crosswalks: what composition may conclude, what coverage counts, and which rows are stale.

Crosswalks that are true by construction are made of items that stand for sets: the relation of a row is that of the
sets of its two ends. All of it is invented.
"""

import random
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise, product
from typing import Any, Final, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards import mapping, testing
from care_standards.documents.staleness import stale_mappings
from care_standards.issue_codes import Code
from care_standards.mapping.relations import SET_RELATIONS, SETS, chained
from care_standards.model import Completeness, Crosswalk, CrosswalkEnd, Edition, Mapping, Provision, Rights
from care_standards.vocabularies import VOCABULARIES, Confidence, Matching, Relation

UNIVERSE: Final = range(4)
SUBSETS: Final = [frozenset(found) for size in (1, 2, 3, 4) for found in combinations(UNIVERSE, size)]
EDITIONS: Final = ("aa-2020", "bb-2020", "cc-2020", "dd-2020")
MATCHINGS: Final[tuple[Matching | None, ...]] = (None, "semantic")
CONFIDENCES: Final = cast("tuple[Confidence, ...]", VOCABULARIES["confidence"])
RELATIONS: Final = cast("tuple[Relation, ...]", VOCABULARIES["relation"])
MEMBERS: Final = 2

Truth = dict[tuple[str, Matching | None], frozenset[int]]


def true_relation(a: frozenset[int], b: frozenset[int]) -> Relation:
    """Give the one relation that holds between two non-empty sets."""
    if a == b:
        return "equal"
    if a < b:
        return "subset-of"
    if a > b:
        return "superset-of"
    return "intersects" if a & b else "no-relationship"


def items(edition: str) -> list[str]:
    """Give the items of an edition: some provisions, and the edition as a whole."""
    return [edition, *(f"{edition}.{number}" for number in range(MEMBERS))]


def end(edition: str, reviewed: Sequence[str] = ()) -> CrosswalkEnd:
    return CrosswalkEnd(edition=edition, data_revision=1, reviewed=tuple(reviewed))


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """Say what every item asks, for each way of matching: few different things, so that many are the same."""
    chance = chances(draw)
    asked = chance.sample(SUBSETS, 4)
    every = [(item, matching) for edition in EDITIONS for item in items(edition) for matching in MATCHINGS]
    return {item: chance.choice(asked) for item in every}


def chances(draw: st.DrawFn) -> random.Random:
    """Give chance that a seed decides: what hypothesis draws item by item is too thin for rows to meet."""
    return random.Random(draw(st.integers(0, 2**32)))


@st.composite
def crosswalks_between(draw: st.DrawFn, source: str, target: str, truth: Truth | None) -> Crosswalk:
    """Make a crosswalk of any rows, each pair and matching once; true ones where there is a truth."""
    chance = chances(draw)
    density = draw(st.sampled_from((0.2, 0.4, 0.7)))
    rows: list[Mapping] = []
    for a, b, matching in product(items(source), items(target), MATCHINGS):
        if chance.random() > density:
            continue
        if truth is None:
            relation = chance.choice(RELATIONS)
        else:
            relation = true_relation(truth[a, matching], truth[b, matching])
            relation = "unknown" if chance.random() < 0.1 else relation
            relation = chance.choice(("equal", "equivalent")) if relation == "equal" else relation
        rows.append(
            Mapping(
                source=a, relation=relation, target=b, matching=matching,
                basis=chance.choice(("stated", "derived", "inferred")), confidence=chance.choice(CONFIDENCES),
                rationale="Invented.", sources=chance.choice(((), ("one",), ("one", "two"))),
                origin=chance.choice(("source", "editorial")),
            )
        )  # fmt: skip
    reviewed = [[item for item in items(side)[1:] if chance.random() < 0.5] for side in (source, target)]
    chance.shuffle(rows)
    return Crosswalk(source=end(source, reviewed[0]), target=end(target, reviewed[1]), mappings=tuple(rows))


@st.composite
def chains(draw: st.DrawFn, length: int, true: bool = True) -> tuple[Truth, tuple[Crosswalk, ...]]:
    """Make crosswalks that follow on each other, and the truth behind them."""
    truth = draw(truths())
    walk = [
        draw(crosswalks_between(EDITIONS[place], EDITIONS[place + 1], truth if true else None))
        for place in range(length)
    ]
    return truth, tuple(walk)


def edition_like(id: str) -> Edition:
    """Give an invented edition that holds the items of these tests."""
    return Edition(
        id=id, publication=id[:-5], title="Invented", data_revision=1,
        rights=Rights(sharing="shareable", statement="Invented."),
        completeness=Completeness(level="partial", provisions=MEMBERS, coverage="Invented."),
        provisions=tuple(
            Provision(
                id=item, kind="clause", notation_status="none", heading_status="none", text_status="gist",
                force="must", sources=(), confidence="high",
            )
            for item in items(id)[1:]
        ),
    )  # fmt: skip


Said = dict[tuple[str, str, Matching | None], Any]


def determined(found: mapping.Composition) -> Said:
    return {(row.source, row.target, row.matching): (row.relation, row.confidence) for row in found.crosswalk.mappings}


def undetermined(found: mapping.Composition) -> Said:
    return {(pair.source, pair.target, pair.matching): pair.possible for pair in found.undetermined}


def conflicting(found: mapping.Composition) -> set[tuple[str, str, Matching | None]]:
    return {(pair.source, pair.target, pair.matching) for pair in found.conflicts}


# ---- relations


def brute_force() -> dict[tuple[Relation, Relation], set[Relation]]:
    found: dict[tuple[Relation, Relation], set[Relation]] = {}
    for a, b, c in product(SUBSETS, repeat=3):
        found.setdefault((true_relation(a, b), true_relation(b, c)), set()).add(true_relation(a, c))
    return found


def test_composed_relations_are_those_that_sets_can_have() -> None:
    """Law: for every two set relations, the result is what occurs among the non-empty subsets of a small universe."""
    found = brute_force()
    assert set(found) == set(product(SET_RELATIONS, repeat=2))
    assert {pair: mapping.compose_relations(*pair) for pair in found} == found


@pytest.mark.parametrize("relation", RELATIONS)
def test_unknown_gives_any_and_equivalent_gives_no_equal(relation: Relation) -> None:
    """Law: unknown on either side leaves everything possible; equivalent composes as equal, and its equal is none."""
    for pair in ((relation, "unknown"), ("unknown", relation)):
        assert mapping.compose_relations(*pair) == frozenset(SET_RELATIONS)
    if relation not in ("unknown", "equal", "equivalent"):
        for pair in ((relation, "equivalent"), ("equivalent", relation)):
            assert mapping.compose_relations(*pair) == {relation}


def test_sets_of_relations_compose_in_any_order() -> None:
    """Law: chaining sets of relations is associative, and goes with inversion."""
    every = range(32)
    assert all(chained(chained(a, b), c) == chained(a, chained(b, c)) for a, b, c in product(every, repeat=3))
    turned = {
        a: sum(SETS[mapping.inverse_relation(word)] for place, word in enumerate(SET_RELATIONS) if a & 1 << place)
        for a in every
    }
    assert all(turned[chained(a, b)] == chained(turned[b], turned[a]) for a, b in product(every, repeat=2))


# ---- inversion and identity


@given(testing.crosswalks())
def test_inverting_twice_changes_nothing(crosswalk: Crosswalk) -> None:
    """Law: inversion is an involution, on the whole document."""
    there = mapping.invert(crosswalk)
    assert there.invert() == crosswalk
    assert (there.source, there.target, len(there)) == (crosswalk.target, crosswalk.source, len(crosswalk))


@pytest.mark.parametrize("length", [2, 3])
@given(data=st.data(), true=st.booleans())
def test_inversion_commutes_with_composition(length: int, data: st.DataObject, true: bool) -> None:
    """Law: composing and turning round is turning round and composing, also where crosswalks contradict each other."""
    _, walk = data.draw(chains(length, true))
    there = mapping.compose(*walk)
    back = mapping.compose(*[crosswalk.invert() for crosswalk in reversed(walk)])
    assert set(back.crosswalk.invert().mappings) == {
        attrs.evolve(row, rationale=again.rationale)
        for row in there.crosswalk.mappings
        for again in back.crosswalk.mappings
        if (row.source, row.target, row.matching) == (again.target, again.source, again.matching)
    }
    assert len(back.crosswalk) == len(there.crosswalk)
    turned = {
        (b, a, m): {mapping.inverse_relation(word) for word in found}
        for (a, b, m), found in undetermined(there).items()
    }
    assert {pair: set(found) for pair, found in undetermined(back).items()} == turned
    assert conflicting(back) == {(b, a, m) for a, b, m in conflicting(there)}


@given(chains(1, true=False))
def test_the_identity_changes_nothing(made: tuple[Truth, tuple[Crosswalk, ...]]) -> None:
    """Law: composed with the identity on either side, rows keep ends, relation, matching and confidence."""
    _, (crosswalk,) = made
    for found in (
        mapping.compose(mapping.identity(edition_like(crosswalk.source.edition), MATCHINGS), crosswalk),
        mapping.compose(crosswalk, mapping.identity(edition_like(crosswalk.target.edition), MATCHINGS)),
    ):
        said = {(row.source, row.target, row.matching): row for row in crosswalk.mappings}
        known = {pair: (row.relation, row.confidence) for pair, row in said.items() if row.relation != "unknown"}
        assert determined(found) == known
        assert undetermined(found) == {pair: SET_RELATIONS for pair in said if pair not in known}
        assert not found.conflicts


# ---- composition


@pytest.mark.parametrize("length", [2, 3])
@given(data=st.data())
def test_composition_never_excludes_the_truth(length: int, data: st.DataObject) -> None:
    """Law: where every row is true, what holds is among what is said to be possible, and nothing is in conflict."""
    truth, walk = data.draw(chains(length))
    found = mapping.compose(*walk)
    assert not found.conflicts
    for (a, b, matching), (relation, _) in determined(found).items():
        holds = true_relation(truth[a, matching], truth[b, matching])
        assert holds == ("equal" if relation == "equivalent" else relation)
    for (a, b, matching), possible in undetermined(found).items():
        assert true_relation(truth[a, matching], truth[b, matching]) in possible
        assert 2 <= len(possible) <= 5
        assert list(possible) == [word for word in RELATIONS if word in possible]


@given(chains(3))
def test_composition_is_associative_on_what_is_determined(made: tuple[Truth, tuple[Crosswalk, ...]]) -> None:
    """Law: what both orders determine is the same, and composing all at once determines all that either does."""
    _, (x, y, z) = made
    at_once = mapping.compose(x, y, z)
    orders = (
        mapping.compose(mapping.compose(x, y).crosswalk, z),
        mapping.compose(x, mapping.compose(y, z).crosswalk),
    )
    left, right = ({pair: relation for pair, (relation, _) in determined(order).items()} for order in orders)
    all_of_it = {pair: relation for pair, (relation, _) in determined(at_once).items()}
    for one in (left, right):
        shared = {pair: "equal" if all_of_it[pair] == "equivalent" else all_of_it[pair] for pair in one}
        assert {pair: "equal" if said == "equivalent" else said for pair, said in one.items()} == shared
    assert all(SETS[left[pair]] == SETS[right[pair]] for pair in left.keys() & right.keys())


@pytest.mark.parametrize("length", [2, 3])
@given(data=st.data(), true=st.booleans())
def test_no_conclusion_is_surer_than_its_premises(length: int, data: st.DataObject, true: bool) -> None:
    """Law: a composed row is an inferred editorial one, at most as confident as the weakest link of any telling way."""
    _, walk = data.draw(chains(length, true))
    confidence = {(row.source, row.target, row.matching): row.confidence for one in walk for row in one.mappings}
    found = mapping.compose(*walk)
    rank = CONFIDENCES.index
    for row in found.crosswalk.mappings:
        assert (row.basis, row.origin) == ("inferred", "editorial")
        ways = [
            [confidence[(*step, row.matching)] for step in pairwise(way)]
            for way in product([row.source], *[items(one.target.edition) for one in walk[:-1]], [row.target])
            if all((*step, row.matching) in confidence for step in pairwise(way))
        ]
        assert ways
        assert rank(row.confidence) >= min(max(rank(link) for link in way) for way in ways)
    for pair in found.undetermined:
        for path in pair.paths:
            assert rank(path.confidence) == max(rank(link.mapping.confidence) for link in path.links)


@given(chains(3))
def test_an_explanation_says_what_composition_says(made: tuple[Truth, tuple[Crosswalk, ...]]) -> None:
    """Law: between two items linked through one chain of editions only, the paths say together what composing says."""
    _, walk = made
    found = mapping.compose(*walk)
    pairs = {(a, b) for a, b, _ in (*determined(found), *undetermined(found))}
    for a, b in product(items(EDITIONS[0]), items(EDITIONS[3])):
        explained = mapping.explain(a, b, walk)
        assert bool(explained.paths) == ((a, b) in pairs)
        for one in explained.by_matching:
            said = determined(found).get((a, b, one.matching))
            expected = undetermined(found)[a, b, one.matching] if said is None else (said[0],)
            assert one.possible == expected


@given(truths(), st.data())
def test_an_explanation_never_excludes_the_truth(truth: Truth, data: st.DataObject) -> None:
    """Law: the same through a triangle of crosswalks, read in either direction; no path meets an edition twice."""
    at_hand = [
        data.draw(crosswalks_between(EDITIONS[a], EDITIONS[b], truth)) for a, b in ((0, 1), (2, 1), (0, 2), (2, 3))
    ]
    for a, b in product(items(EDITIONS[0])[:3], items(EDITIONS[2])[:3]):
        found = mapping.explain(a, b, at_hand)
        assert [len(path.links) for path in found.paths] == sorted(len(path.links) for path in found.paths)
        for path in found.paths:
            met = [link.source.partition(".")[0] for link in path.links] + [path.target.partition(".")[0]]
            assert len(met) == len(set(met))
            assert (path.source, path.target) == (a, b)
        for one in found.by_matching:
            holds = true_relation(truth[a, one.matching], truth[b, one.matching])
            assert holds in {"equal" if word == "equivalent" else word for word in one.possible}


# ---- merging, restricting, coverage


@given(st.data())
def test_merging_loses_no_row(data: st.DataObject) -> None:
    """Law: every row that went in is merged, in conflict or set aside, and merging the result again changes nothing."""
    several = [data.draw(crosswalks_between(*EDITIONS[:2], None)) for _ in range(3)]
    found = mapping.merge(*several)
    went_in = {row for one in several for row in one.mappings}
    conflicting = {row for conflict in found.conflicts for row in conflict.mappings}
    parts = [set(found.crosswalk.mappings), conflicting, set(found.set_aside)]
    assert set().union(*parts) == went_in
    assert sum(map(len, parts)) == len(went_in) == len(found.to_rows())
    assert mapping.merge(found.crosswalk).crosswalk == found.crosswalk
    assert mapping.merge(found.crosswalk, found.crosswalk).crosswalk == found.crosswalk
    assert not mapping.conflicts(found.crosswalk)
    pairs = {(one.source, one.target, one.matching) for one in found.conflicts}
    assert {(one.source, one.target, one.matching) for one in mapping.conflicts(*several)} == pairs
    turned = mapping.conflicts(several[0], *[one.invert() for one in several[1:]])
    assert {(one.source, one.target, one.matching) for one in turned} == pairs


def no_matches(crosswalk: Crosswalk) -> set[str]:
    found = mapping.coverage(crosswalk, *[edition_like(side) for side in EDITIONS[:2]])
    return {*found.source.no_match, *found.target.no_match}


CUTS: Final[list[Callable[[Crosswalk], Crosswalk]]] = [
    lambda one: mapping.restrict(one, confidence="medium"),
    lambda one: mapping.restrict(one, origin="source"),
    lambda one: mapping.restrict(one, matching=None),
    lambda one: mapping.restrict(one, relations=("equal", "unknown")),
    lambda one: mapping.restrict(one, sources=one.source.edition),
    lambda one: mapping.restrict(one, targets=items(one.target.edition)[1:2]),
]


@given(crosswalks_between(*EDITIONS[:2], None), st.sampled_from(CUTS))
def test_leaving_rows_out_makes_no_gaps(crosswalk: Crosswalk, cut: Callable[[Crosswalk], Crosswalk]) -> None:
    """Law: no provision becomes "reviewed, without a match" because rows were taken away, or set against each other."""
    assert no_matches(cut(crosswalk)) <= no_matches(crosswalk)
    kept = set(cut(crosswalk).mappings)
    assert kept <= set(crosswalk.mappings)


@given(crosswalks_between(*EDITIONS[:2], None), crosswalks_between(*EDITIONS[:2], None))
def test_a_dispute_is_no_gap(first: Crosswalk, second: Crosswalk) -> None:
    """Law: what a merged crosswalk calls a gap has only no-relationship rows, and unknown ones which these settle."""
    merged = mapping.merge(first, second).crosswalk
    rows = (*first.mappings, *second.mappings)
    settled = {(row.source, row.target, row.matching) for row in rows if row.relation == "no-relationship"}
    said = {
        id
        for row in rows
        if row.relation != "no-relationship"
        and not (row.relation == "unknown" and (row.source, row.target, row.matching) in settled)
        for id in (row.source, row.target)
    }
    assert not no_matches(merged) & said


@given(testing.crosswalks())
def test_coverage_is_a_partition(crosswalk: Crosswalk) -> None:
    """Law: mapped, without a match and not reviewed are always the provisions held, each once, in printed order."""
    editions = [cs.load(side.edition) for side in (crosswalk.source, crosswalk.target)]
    found = mapping.coverage(crosswalk, *editions)
    gaps = mapping.gaps(crosswalk, *editions)
    for edition, side, open_ in zip(editions, (found.source, found.target), (gaps.source, gaps.target), strict=True):
        ids = [provision.id for provision in edition]
        assert sorted((*side.mapped, *side.no_match, *side.not_reviewed)) == sorted(ids)
        for part in (side.mapped, side.no_match, side.not_reviewed):
            assert [id for id in ids if id in part] == list(part)
        counts = side.counts
        assert counts["mapped"] + counts["no_match"] + counts["not_reviewed"] == counts["held"] == len(ids)
        assert set(side.compared) <= set(side.not_reviewed)
        assert set(side.editorial) <= set(side.mapped)
        assert (open_.no_match, open_.not_reviewed) == (side.no_match, side.not_reviewed)
        assert len(side.to_rows()) == len(ids) + len(side.not_held)


# ---- staleness


@settings(deadline=None, max_examples=40)
@given(testing.crosswalks(), st.data())
def test_check_names_exactly_the_rows_whose_ends_changed(crosswalk: Crosswalk, data: st.DataObject) -> None:
    """Law: after any provisions changed, ``check`` finds CS416 at every pinned end among them, and nowhere else."""
    sides = {side.edition: cs.load(side.edition) for side in (crosswalk.source, crosswalk.target)}
    ids = sorted({id for row in crosswalk.mappings for id in (row.source, row.target) if "." in id})
    changed = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set[str]()
    now = {
        id: attrs.evolve(
            edition,
            provisions=tuple(attrs.evolve(p, note="Read again.") if p.id in changed else p for p in edition),
        )
        for id, edition in sides.items()
    }
    catalogue = attrs.evolve(cs.catalogue(), editions=tuple(now.get(e.id, e) for e in cs.editions()))
    report = cs.check(cs.write(crosswalk), catalogue=catalogue)
    expected = [
        f"/mappings/{place}/{side}_digest"
        for place, row in enumerate(crosswalk.mappings)
        for side in ("source", "target")
        if getattr(row, side) in changed and getattr(row, f"{side}_digest") is not None
    ]
    assert sorted(issue.pointer for issue in report.issues if issue.code is Code.STALE_ROW) == sorted(expected)
    stale = stale_mappings(crosswalk, now[crosswalk.source.edition], now[crosswalk.target.edition])
    places = sorted({int(pointer.split("/")[2]) for pointer in expected})
    assert stale == tuple(crosswalk.mappings[place] for place in places)
