"""Edges of the answers, and what a refusal says: where, of what, and what to do; never the value itself."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

import care_standards as cs
from care_standards import mapping
from care_standards.errors import InvalidValueError, OutsideNationError, UnknownWordError
from care_standards.mapping import composing, explaining
from care_standards.model import Extensions, Source

ANY = ("equal", "subset-of", "superset-of", "intersects", "no-relationship")
OLD, NEW = (f"sha256:{digit * 64}" for digit in "01")


# ---- refusals

ON_THAT_SIDE = "must be of the edition on that side of the crosswalk"
EDITION_ON_THAT_SIDE = "must be the edition on that side of the crosswalk"
MEETING = "must begin with the edition in which the crosswalk before it ends; perhaps invert one of them"
REVISION = "must be of the data revision that the crosswalk before it ends with: read both against one revision"
NUMBER = "must be a whole number of 1 or more"
REFUSED: dict[tuple[str, str, str], Callable[[Any, Any, Any], object]] = {
    ("compose", "source", MEETING): lambda walk, back, own: mapping.compose(walk, walk),
    ("compose", "data_revision", REVISION): lambda walk, back, own: mapping.compose(back, walk),
    ("merge", "others", "must be of the same two editions; perhaps invert one of them"):
        lambda walk, back, own: mapping.merge(walk, back),
    ("merge", "others", "must be of the same revisions of the data of both editions"):
        lambda walk, back, own: mapping.merge(walk, back.invert()),
    ("conflicts", "others", "must be crosswalks of the same two editions"):
        lambda walk, back, own: mapping.conflicts(back, mapping.identity(own)),
    ("coverage", "source", EDITION_ON_THAT_SIDE): lambda walk, back, own: mapping.coverage(back, own, own),
    ("coverage", "target", EDITION_ON_THAT_SIDE): lambda walk, back, own: mapping.gaps(walk, own, own),
    ("explain", "most_links", NUMBER): lambda walk, back, own: mapping.explain("a", "b", (), most_links=0),
    ("explain", "most_paths", NUMBER): lambda walk, back, own: mapping.explain("a", "b", (), most_paths=0),
    ("restrict", "sources", ON_THAT_SIDE): lambda walk, back, own: mapping.restrict(walk, sources="b-2020.1"),
    ("restrict", "targets", ON_THAT_SIDE): lambda walk, back, own: mapping.restrict(walk, targets="a-2020.1"),
    ("targets_of", "id", ON_THAT_SIDE): lambda walk, back, own: mapping.targets_of(walk, "b-2020.1"),
    ("sources_of", "id", ON_THAT_SIDE): lambda walk, back, own: mapping.sources_of(walk, "a-2020.1"),
    ("targets_of", "below", EDITION_ON_THAT_SIDE):
        lambda walk, back, own: mapping.targets_of(back, "b-2020.1", below=own),
    ("sources_of", "below", EDITION_ON_THAT_SIDE):
        lambda walk, back, own: mapping.sources_of(walk, "b-2020.1", below=own),
}  # fmt: skip


@pytest.mark.parametrize("told", REFUSED, ids=[f"{owner}-{field}" for owner, field, _ in REFUSED])
def test_a_refusal_names_the_call_the_argument_and_the_rule(
    told: tuple[str, str, str], new_crosswalk: Any, new_edition: Any
) -> None:
    walk = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1")
    back = new_crosswalk("b-2020", "a-2020", revisions=(2, 3))
    with pytest.raises(InvalidValueError) as caught:
        REFUSED[told](walk, back, new_edition("a-2020", "1"))
    assert (caught.value.owner, caught.value.field, caught.value.rule) == told


def test_what_cannot_be_joined_is_named(new_crosswalk: Any) -> None:
    def walk(title: str, content: int) -> Any:
        return new_crosswalk(
            "a-2020", "b-2020", extensions=Extensions.of({"org.a.x": content}),
            bibliography=(Source(key="own", title=title, what_was_read="All of it."),),
        )  # fmt: skip

    with pytest.raises(InvalidValueError) as caught:
        mapping.merge(walk("A book", 1), walk("Another", 1))
    assert caught.value.args == (
        "Crosswalk", "bibliography", "must not name different sources by one key: give one of them another key",
    )  # fmt: skip
    with pytest.raises(InvalidValueError) as caught:
        mapping.merge(walk("A book", 1), walk("A book", 2))
    assert caught.value.args == ("Crosswalk", "extensions", "must not have different content under one name")
    assert mapping.merge(walk("A book", 1), walk("A book", 1)).crosswalk.bibliography[0].title == "A book"


@pytest.mark.parametrize(
    ("ask", "what", "near", "known"),
    [
        (lambda walk: mapping.inverse_relation("intersect"), "relation", "intersects", "unknown"),
        (lambda walk: mapping.restrict(walk, matching="sematic"), "matching", "semantic", "functional"),
        (lambda walk: mapping.restrict(walk, confidence="hihg"), "confidence", "high", "low"),
    ],
)
def test_an_unknown_word_names_its_list_and_what_is_near(
    ask: Any, what: str, near: str, known: str, new_crosswalk: Any
) -> None:
    with pytest.raises(UnknownWordError) as caught:
        ask(new_crosswalk("a-2020", "b-2020"))
    assert caught.value.what == what
    assert caught.value.near_misses[0] == near
    assert known in caught.value.known


def test_the_name_of_a_list_is_told_in_words() -> None:
    with pytest.raises(UnknownWordError) as caught:
        mapping.relations.known_word("no-such-thing", "text_status")
    assert caught.value.what == "text status"


def test_a_nation_out_of_reach_is_kept_with_the_refusal() -> None:
    with pytest.raises(OutsideNationError) as caught:
        mapping.refuse_other_nation(cs.load("cqcsh-2021"), "scotland")
    assert (caught.value.edition, caught.value.nations, caught.value.nation) == (
        "cqcsh-2021", ("england", "wales"), "scotland",
    )  # fmt: skip


# ---- digests: which state of a provision each row speaks of


@pytest.mark.parametrize(("pinned", "answer"), [(OLD, "equal"), (None, "equal"), (NEW, "unknown")])
def test_states_are_told_apart_when_rows_are_read_from_their_other_end(
    pinned: Any, answer: str, new_crosswalk: Any, new_row: Any
) -> None:
    """The provision between stands at the source of one row and at the target of the other, read backwards or not."""
    first = new_crosswalk("a-2020", "b-2020", new_row("a-2020.1 equal b-2020.1", source_digest=NEW, target_digest=OLD))
    second = new_crosswalk("b-2020", "c-2020", new_row("b-2020.1 equal c-2020.1", source_digest=pinned))
    for walks in (
        (first, second),
        (first.invert(), second),
        (first, second.invert()),
        (first.invert(), second.invert()),
    ):
        assert mapping.explain("a-2020.1", "c-2020.1", walks).answer == answer
        assert mapping.explain("c-2020.1", "a-2020.1", walks).answer == answer


def test_ways_that_pin_different_states_of_the_last_end_do_not_narrow_each_other_down(
    new_crosswalk: Any, new_row: Any
) -> None:
    there = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", "a-2020.1 equal b-2020.2")

    def found(*relations: str) -> mapping.Composition:
        rows = [
            new_row(f"b-2020.{place} {word} c-2020.1", target_digest=pin)
            for place, (word, pin) in enumerate(zip(relations, (OLD, NEW), strict=True), 1)
        ]
        return mapping.compose(there, new_crosswalk("b-2020", "c-2020", *rows))

    (pair,) = found("subset-of", "intersects").undetermined
    assert pair.possible == ("subset-of", "intersects")
    assert [row.relation for row in found("equal", "equal").crosswalk.mappings] == ["equal"]
    assert [row.relation for row in found("equal", "equivalent").crosswalk.mappings] == ["equivalent"]
    (pair,) = found("equal", "intersects").undetermined
    assert pair.possible == ("equal", "intersects")


def test_pins_of_the_outer_ends_are_kept_through_three_crosswalks(new_crosswalk: Any, new_row: Any) -> None:
    found = mapping.compose(
        new_crosswalk("a-2020", "b-2020", new_row("a-2020.1 equal b-2020.1", source_digest=OLD, matching="semantic")),
        new_crosswalk("b-2020", "c-2020", new_row("b-2020.1 equal c-2020.1", target_digest=OLD, matching="semantic")),
        new_crosswalk("c-2020", "d-2020", new_row("c-2020.1 equal d-2020.1", target_digest=NEW, matching="semantic")),
    )
    (row,) = found.crosswalk.mappings
    assert (row.target, row.matching, row.source_digest, row.target_digest) == ("d-2020.1", "semantic", OLD, NEW)
    assert (found.crosswalk.target.edition, found.crosswalk.id) == ("d-2020", "a-2020--d-2020")


# ---- equal and equivalent


def test_a_path_is_equal_only_where_all_of_its_links_are(new_crosswalk: Any) -> None:
    there = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", "a-2020.2 equivalent b-2020.2")
    onward = new_crosswalk("b-2020", "c-2020", "b-2020.1 equal c-2020.1", "b-2020.2 equal c-2020.2",
                           "b-2020.1 subset-of c-2020.3")  # fmt: skip
    for number, word in ((1, "equal"), (2, "equivalent")):
        found = mapping.explain(f"a-2020.{number}", f"c-2020.{number}", [there, onward])
        assert (found.paths[0].possible, found.possible, found.answer) == ((word,), (word,), word)
    assert mapping.explain("a-2020.1", "c-2020.3", [there, onward]).paths[0].possible == ("subset-of",)
    itself = mapping.explain("a-2020.1", "a-2020.1", [there])
    assert (itself.source, itself.target, itself.possible, itself.cut) == ("a-2020.1", "a-2020.1", ("equal",), False)


def test_what_several_ways_leave_open_may_include_equal(new_crosswalk: Any, new_row: Any) -> None:
    """A way that is exactly equal and one of another state that is not: both may be the present one."""
    there = new_crosswalk(
        "a-2020", "b-2020", new_row("a-2020.1 equal b-2020.1", source_digest=OLD),
        new_row("a-2020.1 subset-of b-2020.1", source_digest=NEW),
    )  # fmt: skip
    found = mapping.explain("a-2020.1", "b-2020.1", [there])
    assert (found.answer, found.possible) == ("undetermined", ("equal", "subset-of"))


# ---- explanations: limits


@pytest.fixture
def chain(new_crosswalk: Any) -> Any:
    """Crosswalks that lead from a through b, c and d to e, one row each."""
    editions = [f"{letter}-2020" for letter in "abcde"]
    return [new_crosswalk(a, b, f"{a}.1 equal {b}.1") for a, b in pairwise(editions)]


def test_three_links_are_followed_and_four_only_if_asked(chain: Any) -> None:
    assert mapping.explain("a-2020.1", "d-2020.1", chain).answer == "equal"
    assert mapping.explain("a-2020.1", "e-2020.1", chain).answer == "unknown"
    assert mapping.explain("a-2020.1", "e-2020.1", chain, most_links=4).answer == "equal"
    assert mapping.explain("a-2020.1", "e-2020.1", chain, most_links=100).answer == "equal"


def test_a_search_that_leads_astray_is_given_up_and_says_so(new_crosswalk: Any, monkeypatch: Any) -> None:
    """What is counted are the steps, on the way and at the end; the one too many gives up."""
    ways = range(1, 9)
    there = new_crosswalk("a-2020", "b-2020", *[f"a-2020.1 equal b-2020.{n}" for n in ways])
    onward = new_crosswalk("b-2020", "c-2020", *[f"b-2020.{n} equal c-2020.1" for n in ways])
    steps = 8 + 8 * 2 + 8  # the rows of the first end, those of each item between, and the whole ways
    for most, paths, cut in ((steps, 8, False), (steps - 1, 8, True), (8, 0, True)):
        monkeypatch.setattr(explaining, "_MOST_STEPS", most)
        found = mapping.explain("a-2020.1", "c-2020.1", [there, onward])
        assert (len(found.paths), found.cut, found.answer) == (paths, cut, "equal" if paths else "unknown")


def test_ways_of_matching_that_agree_give_their_answer_whichever_comes_first(new_crosswalk: Any, new_row: Any) -> None:
    rows = [
        new_row(f"a-2020.1 {word} b-2020.1", matching=matching)
        for matching, word in ((None, "unknown"), ("semantic", "equal"), ("functional", "unknown"))
    ]
    answers = [
        mapping.explain("a-2020.1", "b-2020.1", [new_crosswalk("a-2020", "b-2020", *given)]).answer
        for given in (rows[:2], rows[1::-1], rows[::2])
    ]
    assert answers == ["unknown", "unknown", "unknown"]
    assert mapping.explain("a-2020.2", "b-2020.1", []).possible == ANY


# ---- texts that have to fit


def test_a_rationale_counts_the_ways_that_do_not_fit(new_crosswalk: Any) -> None:
    ways = 900
    found = mapping.compose(
        new_crosswalk("a-2020", "b-2020", *[f"a-2020.1 equal b-2020.{n:03}" for n in range(ways)]),
        new_crosswalk("b-2020", "c-2020", *[f"b-2020.{n:03} equal c-2020.1" for n in range(ways)]),
    )
    one = len("a-2020.1 equal b-2020.000, b-2020.000 equal c-2020.1; and ")
    said = 10_000 // one
    rationale = found.crosswalk.mappings[0].rationale
    assert rationale.count("; and ") == said
    assert rationale.endswith(f"b-2020.{said - 1:03} equal c-2020.1; and {ways - said} more ways.")


def test_ways_that_fill_a_rationale_to_the_last_letter_are_all_said(new_crosswalk: Any) -> None:
    way = 80
    longer = "x" * (way - len("a-2020.1 equal b-2020.000, b-2020.000 equal c-2020.1; and "))
    middle = [f"b-2020.{n:03}" for n in range(10_000 // way)]
    ends = f"a-2020.1{longer}", "c-2020.1"

    def rationale(*more: str) -> str:
        between = (*middle, *more)
        found = mapping.compose(
            new_crosswalk("a-2020", "b-2020", *[f"{ends[0]} equal {id}" for id in between]),
            new_crosswalk("b-2020", "c-2020", *[f"{id} equal {ends[1]}" for id in between]),
        )
        return found.crosswalk.mappings[0].rationale

    assert rationale().endswith(f"{middle[-1]} equal c-2020.1.")
    assert rationale("b-2020.more").endswith(f"{middle[-1]} equal c-2020.1; and 1 more ways.")


@pytest.mark.parametrize(("length", "kept"), [(11_000, 11_000), (11_001, 10_002)])
def test_a_text_is_clipped_only_where_it_is_much_too_long(length: int, kept: int) -> None:
    assert len(composing._clipped("x" * length)) == kept


def test_a_note_of_very_many_crosswalks_is_clipped(new_crosswalk: Any) -> None:
    there = new_crosswalk("a-2020", "b-2020")
    short = mapping.compose(*[there, there.invert()] * 250).crosswalk.note or ""
    assert (short[-7:], len(short)) == ("a-2020.", len("Composed of .") + 500 * 14 + 499 * 5)
    long = mapping.compose(*[there, there.invert()] * 300).crosswalk.note or ""
    assert (long[-2:], len(long)) == (" …", 10_002)


# ---- merging and looking up


def test_of_three_rows_of_one_pair_the_most_informative_stays(new_crosswalk: Any, new_row: Any) -> None:
    rows = [new_row(f"a-2020.1 {word} b-2020.1") for word in ("unknown", "equivalent", "equal")]
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)):
        found = mapping.merge(new_crosswalk("a-2020", "b-2020", *[rows[place] for place in order]))
        assert found.crosswalk.mappings == (rows[2],)
        two = mapping.merge(new_crosswalk("a-2020", "b-2020", *[rows[place] for place in order if place != 2]))
        assert (two.crosswalk.mappings, two.set_aside) == ((rows[1],), (rows[0],))


def test_a_merge_keeps_the_sources(new_crosswalk: Any) -> None:
    books = [Source(key=key, title="A book", what_was_read="All of it.") for key in ("one", "two")]
    walks = [new_crosswalk("a-2020", "b-2020", bibliography=(book,)) for book in books]
    assert mapping.merge(*walks).crosswalk.bibliography == tuple(books)


def test_the_rows_that_end_below_an_item(new_crosswalk: Any, new_edition: Any) -> None:
    walk = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", "a-2020.2 equal b-2020.1.1",
                         "a-2020.3 equal b-2020.2", "a-2020.4 equal b-2020.9")  # fmt: skip
    target = new_edition("b-2020", "1", "1.1", "2")

    def sources(id: str, **named: Any) -> list[str]:
        return [row.source[-1] for row in mapping.sources_of(walk, id, **named)]

    assert sources("b-2020.1") == ["1"]
    assert sources("b-2020.1", below=target) == ["1", "2"]
    assert sources("b-2020", below=target) == ["1", "2", "3", "4"]
    assert sources("b-2020.9", below=target) == ["4"]


def test_rows_that_lead_nowhere_near_are_not_walked(new_crosswalk: Any) -> None:
    """Very many rows of one item that have nothing to do with the question do not use up the search."""
    astray = new_crosswalk(
        "a-2020", "b-2020", "a-2020.1 equal b-2020.1", *[f"a-2020.{n} equal b-2020.1" for n in range(2, 90)]
    )
    onward = new_crosswalk("b-2020", "c-2020", *[f"b-2020.{n} equal c-2020.{n}" for n in range(1, 90)])
    edges = explaining._edges([astray, onward], {"a-2020.1", "b-2020.1", "c-2020.1"})
    assert {id: [leads for leads, _, _ in found] for id, found in edges.items()} == {
        "a-2020.1": ["b-2020.1"], "b-2020.1": ["a-2020.1", "c-2020.1"], "c-2020.1": ["b-2020.1"],
    }  # fmt: skip


def test_a_whole_edition_is_counted_only_where_rows_end_at_it(new_crosswalk: Any, new_edition: Any) -> None:
    walk = new_crosswalk("a-2020", "b-2020", "a-2020.1 intersects b-2020", "a-2020.2 intersects b-2020")
    found = mapping.coverage(walk, new_edition("a-2020", "1", "2"), new_edition("b-2020", "1"))
    assert (found.source.whole_edition_rows, found.target.whole_edition_rows) == (0, 2)
    assert found.target.not_held == ()
