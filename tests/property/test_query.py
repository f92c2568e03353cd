"""Laws of choosing, counting and outlining, over editions of every shape."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from care_standards.model import Edition
from care_standards.query import (
    FACETS,
    NOT_STATED,
    choices,
    facets,
    holdings,
    outline,
    provisions_of,
    select,
)
from care_standards.query.words import ATTRIBUTES, ONE_WORD
from care_standards.testing import editions
from care_standards.vocabularies import VOCABULARIES

closed = st.sampled_from([facet for facet in FACETS if facet != "source"])


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Make what ``select`` may be asked of facets with closed lists."""
    asked: dict[str, Any] = {}
    for facet in draw(st.lists(closed, unique=True, max_size=3)):
        words = st.sampled_from((*VOCABULARIES[facet], *(() if facet in ONE_WORD else (NOT_STATED,))))
        asked[facet] = draw(words | st.sets(words, max_size=4) | st.lists(words, max_size=3))
    return asked


def fits(provision: Any, asked: dict[str, Any]) -> bool:
    """Tell by hand whether a provision is what was asked for."""
    for facet, words in asked.items():
        wanted = {words} if isinstance(words, str) else set(words)
        found = getattr(provision, ATTRIBUTES[facet])
        if not wanted & ({found} if facet in ONE_WORD else set(found) or {NOT_STATED}):
            return False
    return True


@given(editions())
def test_each_count_is_of_what_select_gives(edition: Edition) -> None:
    """Law: for every facet f and word w, facets(s)[f][w] = |select(s, f=w)|, and words not counted choose nothing."""
    counted = facets(edition)
    assert tuple(counted) == FACETS
    for facet, counts in counted.items():
        for word in {*VOCABULARIES.get(facet, ()), *counts}:
            assert len(select(edition, **{facet: word})) == counts.get(word, 0)


@given(editions(), questions())
def test_select_is_the_comprehension(edition: Edition, asked: dict[str, Any]) -> None:
    """Law: select gives what a filter written by hand gives, in the same order, over whatever form of scope."""
    by_hand = tuple(provision for provision in edition if fits(provision, asked))
    for scope in (edition, [edition], edition.provisions, list(edition), iter(edition), [*edition, edition]):
        assert select(scope, **asked) == by_hand


@given(editions(), questions(), questions())
def test_filters_combine(edition: Edition, first: dict[str, Any], second: dict[str, Any]) -> None:
    """Law: select(select(s, A), B) = select(select(s, B), A) = select(s, A and B)."""
    stepwise = select(select(edition, **first), **second)
    assert stepwise == select(select(edition, **second), **first)
    if not first.keys() & second.keys():
        assert stepwise == select(edition, **first, **second)


@given(editions(), st.data())
def test_several_words_are_any_of_them(edition: Edition, data: st.DataObject) -> None:
    """Law: select(s, f=A u B) is what select(s, f=A) or select(s, f=B) gives."""
    facet = data.draw(closed)
    words = st.sets(st.sampled_from(VOCABULARIES[facet]))
    first, second = data.draw(words), data.draw(words)
    either = {p.id for asked in (first, second) for p in select(edition, **{facet: asked})}
    assert {p.id for p in select(edition, **{facet: first | second})} == either


@given(editions())
def test_under_is_below(edition: Edition) -> None:
    """Law: select(s, under=p) = the descendants of p."""
    for provision in edition:
        assert select(edition, under=provision.id) == edition.descendants(provision)
        assert select(edition, under=provision) == provision.descendants
    tops = [provision.id for provision in edition.top]
    assert select(edition, under=tops) == tuple(p for p in edition if p.parent is not None)


@given(editions())
def test_an_outline_holds_everything_once_in_its_place(edition: Edition) -> None:
    """Law: walking the outline gives every provision once, each directly below its parent, as deep as its ancestors."""
    branches = [branch for top in outline(edition) for branch in top.walk()]
    assert sorted(branch.provision.id for branch in branches) == sorted(provision.id for provision in edition)
    for branch in branches:
        assert branch.depth == len(branch.provision.ancestors)
        assert tuple(below.provision for below in branch.branches) == branch.provision.children
    assert tuple(top.provision for top in outline(edition)) == edition.top


@given(editions(), st.data())
def test_an_outline_of_some_hangs_each_below_the_nearest(edition: Edition, data: st.DataObject) -> None:
    """Law: in the outline of a selection, what is above a provision is its nearest ancestor that was selected."""
    some = data.draw(st.lists(st.sampled_from(edition.provisions), unique_by=id)) if edition.provisions else []
    chosen = {provision.id for provision in some}
    branches = [branch for top in outline(some) for branch in top.walk()]
    above = {below.provision.id: branch.provision.id for branch in branches for below in branch.branches}
    assert {branch.provision.id for branch in branches} == chosen
    for provision in some:
        nearest = next((up.id for up in provision.ancestors if up.id in chosen), None)
        assert above.get(provision.id) == nearest


@given(editions(), st.booleans())
def test_choices_differ_and_fit(edition: Edition, is_twice: bool) -> None:
    """Law: of every provision there is one choice; labels differ, are not empty, and have at most 255 characters."""
    found = choices([edition, *edition] if is_twice else edition)
    assert [id for id, _ in found] == [provision.id for provision in edition]
    assert len({label.casefold() for _, label in found}) == len(found)
    assert all(0 < len(label) <= 255 for _, label in found)
    groups = choices(edition, grouped=True)
    assert len({name.casefold() for name, _ in groups}) == len(groups) == len(edition.top)
    assert sorted(choice for _, held in groups for choice in held) == sorted(found)


@given(editions(), editions())
def test_scopes_add_up(first: Edition, second: Edition) -> None:
    """Law: of a list of editions everything is held that is held of each, and it is said how much of each that is."""
    if first.id == second.id:
        return
    assert provisions_of([first, second]) == (*first, *second)
    assert [(h.edition, h.held) for h in holdings([first, second])] == [(e.id, len(e)) for e in (first, second)]


@given(editions())
def test_siblings_and_neighbours_in_print(edition: Edition) -> None:
    """Law: next and previous walk the printed order; siblings are the other children of the parent."""
    assert [edition.next(p) for p in edition] == [*edition.provisions[1:], None][: len(edition)]
    assert [edition.previous(p) for p in edition] == [None, *edition.provisions[:-1]][: len(edition)]
    for provision in edition:
        assert (provision.next, provision.previous) == (edition.next(provision), edition.previous(provision))
        around = edition.top if (parent := edition.parent(provision)) is None else parent.children
        assert edition.siblings(provision) == provision.siblings == tuple(p for p in around if p != provision)
