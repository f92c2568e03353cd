"""What one concordance says of one old item, kind by kind and doubt by doubt."""

from typing import Any

import pytest

from care_standards.migration.fates import MOST_REASON, Fate, Fates, followed, told
from care_standards.vocabularies import VOCABULARIES

OF_KINDS = {
    "unchanged": "carried", "renumbered": "carried",
    "reworded": "carried-for-review", "moved": "carried-for-review", "clarified": "carried-for-review",
    "emphasised": "carried-for-review",
    "split": "reassess", "merged": "reassess", "scope-widened": "reassess",
    "withdrawn": "retired", "unknown": "unknown", "added": "unknown",
}  # fmt: skip


def of(concordance: Any, local: str = "a", new: Any = None) -> Fate:
    return Fates(concordance, new).of(f"fable-2001.{local}")


@pytest.mark.parametrize("kind", VOCABULARIES["change_kind"])
def test_each_kind_has_its_verdict(make: Any, kind: str) -> None:
    found = of(make.concordance(make.change("one", kind, "a", "x")))
    assert found.verdict == OF_KINDS[kind]
    assert found.targets == (
        ("fable-2005.x",) if found.verdict in ("carried", "carried-for-review", "reassess") else ()
    )
    assert found.reason == f"Reported as {kind}."
    assert found.changes == ("fable-2001--fable-2005/one",)


@pytest.mark.parametrize(
    ("kind", "also", "verdict"),
    [
        ("renumbered", ("reworded",), "carried-for-review"),
        ("reworded", ("renumbered",), "carried-for-review"),
        ("moved", ("unchanged", "scope-widened"), "reassess"),
        ("merged", ("withdrawn",), "retired"),
        ("withdrawn", ("unknown",), "unknown"),
        ("renumbered", ("added",), "carried"),
    ],
)
def test_the_strictest_of_kind_and_also_wins(make: Any, kind: str, also: Any, verdict: str) -> None:
    assert of(make.concordance(make.change("one", kind, "a", "x", also=also))).verdict == verdict


def test_the_strictest_of_all_rows_wins_and_all_targets_count(make: Any) -> None:
    rows = make.change("one", "renumbered", "a", "x"), make.change("two", "clarified", "a", "x")
    found = of(make.concordance(*rows))
    assert (found.verdict, found.targets) == ("carried-for-review", ("fable-2005.x",))
    assert found.reason == "Reported as renumbered, clarified."
    assert found.changes == ("fable-2001--fable-2005/one", "fable-2001--fable-2005/two")
    rows = make.change("one", "split", "a", "x y"), make.change("two", "merged", "a b", "y z")
    assert of(make.concordance(*rows)).targets == ("fable-2005.x", "fable-2005.y", "fable-2005.z")
    rows = make.change("one", "renumbered", "a", "x"), make.change("two", "withdrawn", "a")
    assert of(make.concordance(*rows)).verdict == "retired"


def test_without_a_row_it_is_unknown(make: Any) -> None:
    found = of(make.concordance(make.change("one", "unchanged", "b", "x")))
    assert found == Fate(verdict="unknown", reason="No change names it: nobody has compared it.")


def test_the_default_of_a_concordance_moves_nothing(make: Any) -> None:
    from care_standards.model import DefaultChange

    default = DefaultChange(kind="unchanged", applies_to="All the rest.", rule="Invented.")
    found = of(make.concordance(default=default, completeness="complete"))
    assert found.verdict == "unknown"
    assert "limits in words" in found.reason


def test_what_may_be_touched_stays_unknown_and_the_reason_names_the_change(make: Any) -> None:
    found = of(make.concordance(make.change("wide", "scope-widened", affected=("a", "a"))))
    assert (found.verdict, found.changes) == ("unknown", ("fable-2001--fable-2005/wide",))
    assert found.reason.endswith("It may be touched by wide.")
    many = [make.change(f"c{n}", "clarified", affected=("a",)) for n in range(7)]
    assert of(make.concordance(*many)).reason.endswith("It may be touched by c0, c1, c2, c3, c4 and 2 more.")


def test_a_disputed_row_is_as_if_not_there(make: Any) -> None:
    disputed = make.change("one", "withdrawn", "a", review="disputed")
    found = of(make.concordance(disputed))
    assert (found.verdict, found.changes) == ("unknown", ("fable-2001--fable-2005/one",))
    assert found.reason == "The change that names it is disputed: it is as if nobody had compared it."
    claim = make.change("two", "renumbered", "b", "x", review="disputed", affected=("a",))
    added = make.change("new", "added", "", "x", review="disputed")
    fates = Fates(make.concordance(disputed, claim, added, make.change("three", "unchanged", "a", "x")), None)
    assert fates.of("fable-2001.a").verdict == "carried"
    assert fates.added == {}


@pytest.mark.parametrize("members", [{"basis": "inferred"}, {"review": "to-review"}])
def test_what_is_doubtful_is_for_review_and_no_less(make: Any, members: Any) -> None:
    assert of(make.concordance(make.change("one", "unchanged", "a", "x", **members))).verdict == "carried-for-review"
    assert of(make.concordance(make.change("one", "split", "a", "x y", **members))).verdict == "reassess"
    assert of(make.concordance(make.change("one", "unknown", "a", "x", **members))).verdict == "unknown"
    sure = make.change("one", "unchanged", "a", "x"), make.change("two", "renumbered", "a", "x", **members)
    assert of(make.concordance(*sure)).verdict == "carried-for-review"


def test_a_row_that_was_agreed_to_is_carried(make: Any) -> None:
    for basis in ("stated", "derived"):
        row = make.change("one", "unchanged", "a", "x", review="agreed", basis=basis)
        assert of(make.concordance(row)).verdict == "carried"


def test_what_another_change_may_touch_is_for_review(make: Any) -> None:
    row, wide = make.change("one", "unchanged", "a", "x"), make.change("wide", "scope-widened", affected=("a",))
    found = of(make.concordance(row, wide))
    assert found.verdict == "carried-for-review"
    assert found.changes == ("fable-2001--fable-2005/one", "fable-2001--fable-2005/wide")
    twin = make.change("one", "clarified", affected=("a",))
    assert of(make.concordance(row, twin)).verdict == "carried-for-review"
    # What a row says of its own item is said by its kind.
    assert of(make.concordance(make.change("one", "unchanged", "a", "x", affected=("a",)))).verdict == "carried"


def test_two_targets_are_a_split_whatever_it_is_called(make: Any) -> None:
    found = of(make.concordance(make.change("one", "renumbered", "a", "x y")))
    assert (found.verdict, found.targets) == ("reassess", ("fable-2005.x", "fable-2005.y"))
    rows = make.change("one", "renumbered", "a", "x"), make.change("two", "moved", "a", "y")
    assert of(make.concordance(*rows)).verdict == "reassess"


@pytest.mark.parametrize(
    ("kind", "old"), [("renumbered", "b"), ("unknown", "b"), ("added", ""), ("added", "c"), ("merged", "b c")]
)
def test_half_of_a_merge_is_a_merge(make: Any, kind: str, old: str) -> None:
    rows = make.change("one", "unchanged", "a", "x"), make.change("two", kind, old, "x")
    for order in (rows, rows[::-1]):
        found = of(make.concordance(*order))
        assert (found.verdict, found.targets) == ("reassess", ("fable-2005.x",))
        assert found.reason == "Reported as unchanged. Something else leads to the same item."


def test_the_same_claim_twice_or_by_nobody_is_no_merge(make: Any) -> None:
    rows = make.change("one", "unchanged", "a", "x"), make.change("two", "unchanged", "a", "x")
    assert of(make.concordance(*rows)).verdict == "carried"
    rows = make.change("one", "unchanged", "a", "x"), make.change("two", "scope-widened", "", "x")
    assert of(make.concordance(*rows)).verdict == "carried"


def test_one_row_of_two_old_items_is_a_merge_for_both(make: Any) -> None:
    fates = Fates(make.concordance(make.change("one", "unchanged", "a b", "x")), None)
    assert [fates.of(f"fable-2001.{one}").verdict for one in "ab"] == ["reassess", "reassess"]


def test_a_ring_of_renumbering_is_no_merge(make: Any) -> None:
    fates = Fates(
        make.concordance(make.change("one", "renumbered", "1", "2"), make.change("two", "renumbered", "2", "1")), None
    )
    assert [fates.of(f"fable-2001.{n}").targets for n in "12"] == [("fable-2005.2",), ("fable-2005.1",)]
    assert [fates.of(f"fable-2001.{n}").verdict for n in "12"] == ["carried", "carried"]


@pytest.mark.parametrize("kind", ["unchanged", "reworded", "scope-widened"])
def test_what_leads_nowhere_is_unknown(make: Any, kind: str) -> None:
    assert of(make.concordance(make.change("one", kind, "a"))).verdict == "unknown"
    stranger = of(make.concordance(make.change("one", kind, "a", "x other-2005.x")))
    assert (stranger.verdict, stranger.targets) == ("unknown", ())
    assert of(make.concordance(make.change("one", kind, "a", "fable-2001.x"))).verdict == "unknown"


def test_an_id_that_a_complete_edition_lacks_is_no_target(make: Any) -> None:
    rows = make.concordance(
        make.change("one", "split", "a", "x y"), make.change("two", "added", "", "x y z other-2005.n")
    )
    whole, part = make.edition("fable-2005", "x", level="complete"), make.edition("fable-2005", "x")
    assert of(rows, new=whole).verdict == "unknown"
    assert of(rows, new=part).verdict == of(rows).verdict == "reassess"
    assert list(Fates(rows, whole).added) == ["fable-2005.x"]
    assert list(Fates(rows, part).added) == ["fable-2005.x", "fable-2005.y", "fable-2005.z"]
    held = make.concordance(make.change("one", "unchanged", "a", "x"))
    assert of(held, new=whole).verdict == "carried"


def test_an_id_of_another_edition_is_unknown_even_if_a_row_names_it(make: Any) -> None:
    row = make.change("one", "unchanged", "a", "x", ends="55", affected=("a",))
    found = Fates(make.concordance(row), None).of("fable-2005.a")
    assert (found.verdict, found.changes) == ("unknown", ())


def test_every_answer_is_made_once(make: Any) -> None:
    fates = Fates(make.concordance(make.change("one", "merged", "a b", "x")), None)
    assert fates.of("fable-2001.a") is fates.of("fable-2001.a")
    assert fates.of("fable-2001.a").reason is fates.of("fable-2001.b").reason


def test_reasons_are_told_once_and_no_longer_than_may_be() -> None:
    assert told(["One.", "Two.", "One."]) == "One. Two."
    assert (
        told(["One. It may be touched by c1.", "It may be touched by c1. Two."]) == "One. It may be touched by c1. Two."
    )
    longest = "x" * (MOST_REASON - 1) + "."
    assert told([longest]) == longest
    cut = told([longest, "Two."])
    assert cut == "x" * (MOST_REASON - 1) + "…"
    assert told([cut, "Two."]) == cut


def fate(verdict: Any, *targets: str, reason: str = "") -> Fate:
    return Fate(verdict=verdict, targets=targets, reason=reason or f"Is {verdict}.", changes=(f"c/{verdict}",))


@pytest.mark.parametrize(
    ("first", "then", "verdict", "targets"),
    [
        (fate("carried", "b"), [("b", fate("carried", "c"))], "carried", ("c",)),
        (fate("carried", "b"), [("b", fate("carried-for-review", "c"))], "carried-for-review", ("c",)),
        (fate("carried-for-review", "b"), [("b", fate("carried", "c"))], "carried-for-review", ("c",)),
        (fate("carried", "b"), [("b", fate("reassess", "c", "d"))], "reassess", ("c", "d")),
        (fate("carried", "b"), [("b", fate("retired"))], "retired", ()),
        (fate("carried", "b"), [("b", fate("unknown"))], "unknown", ("b",)),
        (fate("carried", "b"), [("b", fate("unknown", "z"))], "unknown", ("z",)),
        (fate("reassess", "b"), [("b", fate("carried", "c"))], "reassess", ("c",)),
        (fate("reassess", "b", "d"), [("b", fate("carried", "c")), ("d", fate("retired"))], "reassess", ("c",)),
        (fate("reassess", "b", "d"), [("b", fate("unknown")), ("d", fate("carried", "e"))], "reassess", ("b", "e")),
        (fate("reassess", "b", "d"), [("b", fate("unknown")), ("d", fate("retired"))], "unknown", ("b",)),
        (fate("reassess", "b", "d"), [("b", fate("retired")), ("d", fate("retired"))], "retired", ()),
        (fate("unknown"), [("a", fate("unknown"))], "unknown", ()),
        (fate("unknown"), [("a", fate("carried", "c"))], "carried", ("c",)),
        (fate("unknown", "b"), [("b", fate("carried", "c"))], "carried-for-review", ("c",)),
        (fate("unknown", "b"), [("b", fate("retired"))], "retired", ()),
        (fate("unknown", "b", "d"), [("b", fate("unknown")), ("d", fate("carried", "e"))], "reassess", ("b", "e")),
        (fate("retired"), [], "retired", ()),
    ],
)
def test_two_steps_make_one(first: Fate, then: Any, verdict: str, targets: Any) -> None:
    found = followed(first, then)
    assert (found.verdict, found.targets) == (verdict, targets)


def test_the_reasons_and_rows_of_both_steps_are_told() -> None:
    found = followed(fate("reassess", "b", "d"), [("b", fate("carried", "c")), ("d", fate("carried", "e"))])
    assert found.reason == "Is reassess. Is carried."
    assert found.changes == ("c/reassess", "c/carried")
    # What stayed where it was is no news, and what was tried again from the start rests on that alone.
    assert followed(fate("reassess", "b"), [("b", fate("carried", "b"))]).reason == "Is reassess."
    assert followed(fate("unknown"), [("a", fate("carried", "c"))]) == fate("carried", "c")


def test_steps_compose_whichever_two_are_taken_first() -> None:
    one, x, y = fate("reassess", "x", "y"), fate("carried", "x2"), fate("unknown")
    x2, y_then = fate("retired"), fate("unknown")
    left = followed(followed(one, [("x", x), ("y", y)]), [("x2", x2), ("y", y_then)])
    right = followed(one, [("x", followed(x, [("x2", x2)])), ("y", followed(y, [("y", y_then)]))])
    assert (left.verdict, left.targets) == (right.verdict, right.targets) == ("unknown", ("y",))
