"""Laws of looking things up in an edition, over editions of every shape."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import care_standards as cs
from care_standards.errors import AmbiguousNotationError, UnknownProvisionError
from care_standards.identifiers import edition_of, near_misses
from care_standards.model.edition import Edition
from care_standards.testing import editions, provision_ids

asked_words = provision_ids() | st.text(max_size=50) | st.text("12.abr", max_size=5)


@given(editions())
def test_iteration_gives_the_printed_order(edition: Edition) -> None:
    """Law: iterating gives the provisions as they stand, len counts them, and parents come before children."""
    assert tuple(edition) == edition.provisions
    assert len(edition) == len(edition.provisions) == edition.completeness.provisions
    place = {provision.id: number for number, provision in enumerate(edition)}
    assert all(p.parent is None or place[p.parent] < place[p.id] for p in edition)


@given(editions())
def test_parents_and_children_are_inverse(edition: Edition) -> None:
    """Law: a provision is among the children of its parent and of nothing else; top has those without a parent."""
    for provision in edition:
        parent = edition.parent(provision)
        for other in edition:
            assert (provision in edition.children(other)) == (parent is not None and other == parent)
        assert (provision in edition.top) == (provision.parent is None)
        assert provision.children == edition.children(provision.id)
        assert (parent is None) == (provision.ancestors == ())
        assert provision.ancestors == () or provision.ancestors[0] == parent


@given(editions())
def test_descendants_are_what_has_the_provision_above_it(edition: Edition) -> None:
    """Law: the descendants of p are the provisions that have p among their ancestors, in printed order."""
    for provision in edition:
        assert list(edition.descendants(provision)) == [d for d in edition if provision in edition.ancestors(d)]


@given(editions())
def test_children_and_the_top_are_in_printed_order(edition: Edition) -> None:
    """Law: the children of p are the provisions whose parent is p, in printed order; the top has no parent."""
    for provision in edition:
        assert list(edition.children(provision)) == [c for c in edition if c.parent == provision.id]
    assert list(edition.top) == [c for c in edition if c.parent is None]


@given(editions())
def test_the_named_kinds_are_told_apart(edition: Edition) -> None:
    """Law: standards, principles and recommendations are those of that kind, in printed order, and have that class."""
    for found, kind, model in (
        (edition.standards, "standard", cs.Standard),
        (edition.principles, "principle", cs.Principle),
        (edition.recommendations, "recommendation", cs.Recommendation),
    ):
        assert found == tuple(p for p in edition if p.kind == kind)
        assert all(type(p) is model for p in found)
        assert all(isinstance(p, model) == (p.kind == kind) for p in edition)


@given(editions(), asked_words)
def test_asking_in_three_ways_agrees(edition: Edition, word: str) -> None:
    """Law: get, in and [] agree; [] raises where get gives the default; the word asked for is never repeated."""
    nothing = object()
    for asked in (word, *(p.id for p in edition), *(p.notation for p in edition if p.notation)):
        numbered = [p.id for p in edition if p.notation == asked]
        if asked not in {p.id for p in edition} and len(numbered) > 1:
            assert asked in edition
            with pytest.raises(AmbiguousNotationError) as ambiguous:
                edition.get(asked, nothing)
            assert list(ambiguous.value.ids) == numbered
            continue
        found = edition.get(asked, nothing)
        assert (asked in edition) == (found is not nothing)
        if found is not nothing:
            assert edition[asked] is found
            continue
        with pytest.raises(UnknownProvisionError) as unknown:
            edition[asked]
        assert len(unknown.value.near_misses) <= 3
        assert asked not in unknown.value.near_misses
        assert all(near in edition for near in unknown.value.near_misses)
        assert unknown.value.complete == (edition.completeness.level == "complete")
        assert unknown.value.__context__ is None
        assert unknown.value.__cause__ is None


@given(editions())
def test_a_provision_answers_for_its_own_edition(edition: Edition) -> None:
    """Law: a provision is found by its id and numbered in its edition; an evolved edition holds equal copies."""
    other = attrs.evolve(edition, data_revision=edition.data_revision % 9 + 1)
    for provision in edition:
        assert edition[provision.id] is provision
        assert provision in edition
        assert provision.edition_id == edition.id == edition_of(provision.id)
        assert other[provision.id] == provision
        assert other[provision.id].children == provision.children


@given(st.lists(provision_ids(), max_size=30, unique=True), provision_ids() | st.text(max_size=90))
def test_near_misses_are_few_and_known(known: list[str], wanted: str) -> None:
    """Law: near misses are at most three different known words."""
    near = near_misses(wanted, known)
    assert len(near) <= 3
    assert len(set(near)) == len(near)
    assert set(near) <= set(known)
