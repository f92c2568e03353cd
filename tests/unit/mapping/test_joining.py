"""Turning round, putting together, cutting down, and the rows of one item."""

import inspect
from typing import Any

import pytest

import care_standards as cs
from care_standards import mapping, model
from care_standards.errors import InvalidValueError, OutsideNationError, UnknownWordError

# ---- inversion and identity


def test_inversion_reads_every_row_from_its_other_end(new_crosswalk: Any, new_row: Any) -> None:
    one = new_row("a-2020.1 subset-of b-2020.2", source_digest=f"sha256:{'0' * 64}", matching="semantic")
    there = new_crosswalk("a-2020", "b-2020", one, reviewed=("a-2020.7",), note="Invented.", revisions=(3, 4))
    back = mapping.invert(there)
    assert back == there.invert()
    assert back.id == "b-2020--a-2020"
    assert (back.source.data_revision, back.target.reviewed, back.note) == (4, ("a-2020.7",), "Invented.")
    (row,) = back.mappings
    assert (row.source, row.relation, row.target) == ("b-2020.2", "superset-of", "a-2020.1")
    assert (row.source_digest, row.target_digest, row.matching) == (None, f"sha256:{'0' * 64}", "semantic")


def test_the_identity_has_a_row_for_each_item_and_way_of_matching(new_edition: Any) -> None:
    edition = new_edition("a-2020", "1", "2", data_revision=5)
    same = mapping.identity(edition, (None, "semantic"))
    assert len(same) == 6
    assert {row.source for row in same.mappings} == {"a-2020", "a-2020.1", "a-2020.2"}
    assert all(row.source == row.target and row.relation == "equal" for row in same.mappings)
    assert same.source == same.target
    assert same.source.data_revision == 5
    assert len(mapping.identity(edition)) == 3
    assert [row.matching for row in mapping.identity(edition, "functional").mappings] == ["functional"] * 3


# ---- merging


def test_of_rows_that_can_all_hold_the_most_informative_stays(new_crosswalk: Any, new_row: Any) -> None:
    cases = [
        (new_row("a-2020.1 unknown b-2020.1"), new_row("a-2020.1 intersects b-2020.1", confidence="low")),
        (new_row("a-2020.2 equivalent b-2020.2"), new_row("a-2020.2 equal b-2020.2", confidence="low")),
        (new_row("a-2020.3 equal b-2020.3", confidence="low"), new_row("a-2020.3 equal b-2020.3")),
        (new_row("a-2020.4 equal b-2020.4"), new_row("a-2020.4 equal b-2020.4", basis="stated")),
        (new_row("a-2020.5 equal b-2020.5", origin="editorial"), new_row("a-2020.5 equal b-2020.5")),
    ]
    less, more = ([pair[place] for pair in cases] for place in (0, 1))
    for first, second in ((less, more), (more, less)):
        found = mapping.merge(new_crosswalk("a-2020", "b-2020", *first), new_crosswalk("a-2020", "b-2020", *second))
        assert list(found.crosswalk.mappings) == more
        assert list(found.set_aside) == less
        assert found.conflicts == ()


def test_equal_rows_stay_once_and_the_earlier_of_two_alike(new_crosswalk: Any, new_row: Any) -> None:
    one, other = (new_row("a-2020.1 equal b-2020.1", rationale=text) for text in ("Invented.", "Also invented."))
    found = mapping.merge(new_crosswalk("a-2020", "b-2020", one, one), new_crosswalk("a-2020", "b-2020", one, other))
    assert (found.crosswalk.mappings, found.set_aside) == ((one,), (other,))


def test_rows_that_cannot_both_hold_are_returned_and_are_no_gap(new_crosswalk: Any, new_edition: Any) -> None:
    first = new_crosswalk("a-2020", "b-2020", "a-2020.1 equal b-2020.1", reviewed=("a-2020.1", "a-2020.2"))
    second = new_crosswalk("a-2020", "b-2020", "a-2020.1 intersects b-2020.1", "a-2020.1 unknown b-2020.1",
                           reviewed=("b-2020.1",))  # fmt: skip
    found = mapping.merge(first, second)
    assert found.crosswalk.mappings == ()
    (conflict,) = found.conflicts
    assert [row.relation for row in conflict.mappings] == ["equal", "intersects"]
    assert [row.relation for row in found.set_aside] == ["unknown"]
    assert (found.crosswalk.source.reviewed, found.crosswalk.target.reviewed) == (("a-2020.2",), ())
    gaps = mapping.gaps(found.crosswalk, new_edition("a-2020", "1", "2"), new_edition("b-2020", "1"))
    assert (gaps.source.no_match, gaps.source.not_reviewed) == (("a-2020.2",), ("a-2020.1",))
    assert gaps.target.not_reviewed == ("b-2020.1",)
    assert [row["state"] for row in found.to_rows()] == ["conflict", "conflict", "set-aside"]
    assert list(found.to_plain()) == ["source", "target", "mappings", "conflicts", "set_aside"]


def test_rows_of_different_matching_are_about_different_things(new_crosswalk: Any, new_row: Any) -> None:
    rows = [
        new_row("a-2020.1 equal b-2020.1", matching="semantic"),
        new_row("a-2020.1 no-relationship b-2020.1", matching="syntactic"),
        new_row("a-2020.1 intersects b-2020.1"),
    ]
    found = mapping.merge(*[new_crosswalk("a-2020", "b-2020", one) for one in rows])
    assert list(found.crosswalk.mappings) == rows
    assert mapping.conflicts(found.crosswalk) == ()


def test_what_goes_with_the_rows_is_joined(new_crosswalk: Any) -> None:
    of = model.Extensions.of
    made = [
        new_crosswalk("a-2020", "b-2020", reviewed=("a-2020.2",), note="First.", extensions=of({"org.a.x": 1})),
        new_crosswalk("a-2020", "b-2020", reviewed=("a-2020.1", "a-2020.2"), note="Second.",
                      extensions=of({"org.b.x": [2], "org.a.x": 1})),
        new_crosswalk("a-2020", "b-2020", note="First."),
    ]  # fmt: skip
    found = mapping.merge(*made).crosswalk
    assert found.source.reviewed == ("a-2020.2", "a-2020.1")
    assert found.note == "First.\n\nSecond."
    assert found.extensions == of({"org.a.x": 1, "org.b.x": [2]})
    assert mapping.merge(made[0]).crosswalk == made[0]
    assert mapping.merge(made[2], made[0]).crosswalk.extensions == of({"org.a.x": 1})
    clash = new_crosswalk("a-2020", "b-2020", extensions=of({"org.a.x": 2}))
    with pytest.raises(InvalidValueError, match="different content under one name"):
        mapping.merge(made[0], clash)


def test_only_crosswalks_of_the_same_editions_and_revisions_are_merged(new_crosswalk: Any) -> None:
    first = new_crosswalk("a-2020", "b-2020")
    with pytest.raises(InvalidValueError, match="invert"):
        mapping.merge(first, new_crosswalk("b-2020", "a-2020"))
    with pytest.raises(InvalidValueError, match="revisions"):
        mapping.merge(first, new_crosswalk("a-2020", "b-2020", revisions=(1, 2)))


# ---- conflicts


def test_conflicts_are_found_in_one_crosswalk_and_between_several_of_any_direction(new_crosswalk: Any) -> None:
    one = new_crosswalk("a-2020", "b-2020", "a-2020.1 subset-of b-2020.1", "a-2020.2 equal b-2020.2")
    back = new_crosswalk("b-2020", "a-2020", "b-2020.1 subset-of a-2020.1", "b-2020.2 equivalent a-2020.2")
    (conflict,) = mapping.conflicts(one, back)
    assert (conflict.source, conflict.target) == ("a-2020.1", "b-2020.1")
    assert [row.relation for row in conflict.mappings] == ["subset-of", "superset-of"]
    assert mapping.conflicts(one) == ()
    assert len(mapping.conflicts(new_crosswalk("a-2020", "b-2020", *one.mappings, *back.invert().mappings))) == 1
    assert list(conflict.to_plain()) == ["source", "target", "matching", "paths"]
    with pytest.raises(InvalidValueError, match="same two editions"):
        mapping.conflicts(one, new_crosswalk("a-2020", "c-2020"))


def test_no_shipped_crosswalks_contradict_each_other() -> None:
    for crosswalk in cs.catalogue().crosswalks:
        assert mapping.conflicts(crosswalk) == ()


# ---- restricting


@pytest.fixture
def mixed(new_crosswalk: Any, new_row: Any) -> Any:
    """A crosswalk in which every row differs in one thing."""
    return new_crosswalk(
        "a-2020", "b-2020",
        new_row("a-2020.1 equal b-2020.1"),
        new_row("a-2020.2 intersects b-2020.1", confidence="medium"),
        new_row("a-2020.3 intersects b-2020.2", confidence="low", origin="editorial"),
        new_row("a-2020.4 intersects b-2020.3", basis="stated", matching="semantic"),
        new_row("a-2020.5 no-relationship b-2020.4"),
        reviewed=[f"{side}.{n}" for side in ("a-2020", "b-2020") for n in range(1, 7)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [
        ({}, "12345"),
        ({"sources": "a-2020.1"}, "1"),
        ({"sources": ["a-2020.1", "a-2020.3", "a-2020.9"]}, "13"),
        ({"sources": []}, ""),
        ({"targets": ("b-2020.1",)}, "12"),
        ({"relations": "intersects"}, "234"),
        ({"relations": {"equal", "no-relationship"}}, "15"),
        ({"basis": "stated"}, "4"),
        ({"origin": "editorial"}, "3"),
        ({"confidence": "medium"}, "1245"),
        ({"confidence": "low"}, "12345"),
        ({"matching": None}, "1235"),
        ({"matching": "semantic"}, "4"),
        ({"targets": "b-2020.1", "relations": "intersects"}, "2"),
    ],
)
def test_every_condition_keeps_the_rows_that_meet_it(mixed: Any, conditions: Any, kept: str) -> None:
    found = mapping.restrict(mixed, **conditions)
    assert "".join(row.source[-1] for row in found.mappings) == kept
    # The ends of the rows taken away are no longer reviewed, but for those of which no relationship was said.
    gone = [row for row in mixed.mappings if row not in found.mappings and row.relation != "no-relationship"]
    assert {*mixed.source.reviewed} - {*found.source.reviewed} == {row.source for row in gone}
    assert {*mixed.target.reviewed} - {*found.target.reviewed} == {row.target for row in gone}


@pytest.mark.parametrize(
    "conditions",
    [{"relations": "equals"}, {"basis": "guessed"}, {"origin": "own"}, {"confidence": "hihg"}, {"matching": "sematic"}],
)
def test_a_misspelt_word_is_no_empty_answer(mixed: Any, conditions: Any) -> None:
    with pytest.raises(UnknownWordError) as caught:
        mapping.restrict(mixed, **conditions)
    (word,) = conditions.values()
    assert repr(word) not in str(caught.value)


def test_an_id_of_the_other_side_is_no_empty_answer(mixed: Any) -> None:
    for refused in (
        lambda: mapping.restrict(mixed, sources="b-2020.1"),
        lambda: mapping.restrict(mixed, targets=["b-2020.1", "a-2020.1"]),
        lambda: mapping.targets_of(mixed, "b-2020.1"),
        lambda: mapping.sources_of(mixed, "a-2020.1"),
    ):
        with pytest.raises(InvalidValueError, match="edition on that side"):
            refused()


# ---- the rows of one item


def test_rows_of_an_item_and_of_what_is_below_it(new_crosswalk: Any, new_edition: Any) -> None:
    crosswalk = new_crosswalk(
        "a-2020", "b-2020", "a-2020.1 equal b-2020.1", "a-2020.1.1 equal b-2020.2", "a-2020.2 equal b-2020.2",
        "a-2020 intersects b-2020",
    )  # fmt: skip
    source = new_edition("a-2020", "1", "1.1", "1.1.1", "2")

    def targets(id: str, **named: Any) -> list[str]:
        return [row.target for row in mapping.targets_of(crosswalk, id, **named)]

    assert targets("a-2020.1") == ["b-2020.1"]
    assert targets("a-2020.1", below=source) == ["b-2020.1", "b-2020.2"]
    assert targets("a-2020") == ["b-2020"]
    assert len(targets("a-2020", below=source)) == 4
    assert targets("a-2020.9", below=source) == []
    assert [row.source for row in mapping.sources_of(crosswalk, "b-2020.2")] == ["a-2020.1.1", "a-2020.2"]
    with pytest.raises(InvalidValueError, match="edition on that side"):
        mapping.targets_of(crosswalk, "a-2020.1", below=new_edition("b-2020", "1"))


# ---- nations, and what there is no call for


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
def test_a_view_by_an_inspectorate_of_another_nation_is_refused_with_the_reason(nation: Any) -> None:
    with pytest.raises(OutsideNationError) as caught:
        mapping.refuse_other_nation(cs.load("cqcsh-2021"), nation)
    assert "cqcsh-2021 is of england and wales" in str(caught.value)


def test_a_view_is_refused_only_where_the_reach_is_stated(new_edition: Any) -> None:
    for nation in ("england", "wales", None):
        mapping.refuse_other_nation(cs.load("cqcsh-2021"), nation)  # type: ignore[arg-type]
    for jurisdictions, basis in (
        (("england",), "inferred"), (("england",), "partial"), (("england",), None), ((), "stated"),
        (("international",), "stated"), (("eu",), "stated"),
    ):  # fmt: skip
        edition = new_edition("a-2020", "1", jurisdictions=jurisdictions, jurisdictions_basis=basis)
        mapping.refuse_other_nation(edition, "scotland")
    with pytest.raises(UnknownWordError):
        mapping.refuse_other_nation(cs.load("cqcsh-2021"), "scottland")  # type: ignore[arg-type]


def test_no_call_carries_a_status_over_a_mapping() -> None:
    """No public function or method of the room takes or gives a finding, an assessment or a status."""
    public = [getattr(mapping, name) for name in mapping.__all__]
    functions = [one for one in public if inspect.isfunction(one)]
    for one in public:
        if inspect.isclass(one):
            functions += [member for name, member in inspect.getmembers(one, inspect.isfunction) if name[0] != "_"]
    assert len(functions) > 15
    for function in functions:
        said = str(inspect.signature(function)).lower()
        assert not any(word in said for word in ("assessment", "finding", "status"))
        for kind in (model.Assessment, model.Finding):
            assert kind not in function.__globals__.values()
