"""What is proposed for each kind of change, and what is never proposed."""

import sys

import attrs
import pytest
from tests.unit.authoring.books import HEADINGS, SAYS, book

import care_standards as cs
from care_standards.authoring.proposing import CAPS, ProposedChange, proposal_to_csv, propose
from care_standards.errors import InvalidValueError, MissingExtraError
from care_standards.model import Edition
from care_standards.vocabularies import Force

OLD = book(2020)


def row_of(number: str, new: Edition, old: Edition = OLD, side: str = "old") -> ProposedChange:
    edition = old if side == "old" else new
    wanted = f"{edition.id}.{number}"
    (row,) = [row for row in propose(old, new).rows if wanted in (row.old if side == "old" else row.new)]
    return row


def numbers(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id.partition(".")[2] for id in ids)


def test_the_same_again_is_unchanged() -> None:
    rows = propose(OLD, book(2024)).rows
    assert {row.kinds for row in rows} == {("unchanged",)}
    assert [numbers(row.old) for row in rows] == [numbers(row.new) for row in rows] == [(number,) for number in SAYS]


def test_capitals_spaces_and_kinds_of_dash_do_not_reword() -> None:
    says = {**SAYS, "1.1": "  The  GARDENER waters every seedling in the greenhouse before the sun is high. "}
    assert row_of("1.1", book(2024, says)).kinds == ("unchanged",)


@pytest.mark.parametrize(("sign", "kinds"), [("", ("unchanged",)), ("not ", ("reworded",))])
def test_one_word_more_rewords(sign: str, kinds: tuple[str, ...]) -> None:
    says = {**SAYS, "2.3": SAYS["2.3"].replace("Nobody climbs", f"Nobody {sign}climbs")}
    assert row_of("2.3", book(2024, says)).kinds == kinds


def test_a_new_number_is_found_by_what_is_said() -> None:
    says = {"1": "", "1.1": "Each plot has a painted sign of its own by the path.", "1.2": SAYS["1.1"],
            "1.3": SAYS["1.2"], "1.4": SAYS["1.3"], **{n: t for n, t in SAYS.items() if n[0] == "2"}}  # fmt: skip
    new = book(2024, says)
    for number, later in (("1.1", "1.2"), ("1.2", "1.3"), ("1.3", "1.4")):
        row = row_of(number, new)
        assert (row.kinds, numbers(row.new)) == (("renumbered",), (later,))
    assert row_of("1.1", new, side="new").kinds == ("added",)


def test_the_same_number_does_not_make_the_same_thing() -> None:
    says = {**SAYS, "2.1": "Invoices of the office are kept for seven years in a locked cupboard."}
    new = book(2024, says)
    assert row_of("2.1", new).kinds == ("withdrawn",)
    assert row_of("2.1", new, side="new").kinds == ("added",)


def test_renumbered_and_reworded() -> None:
    reworded = "Ladders are checked by a pair of volunteers following each delivery of apples."
    says = {number: text for number, text in SAYS.items() if number not in ("1.1", "1.2", "1.3")}
    new = book(2024, dict(sorted({**says, "1.1": reworded, "1.2": SAYS["1.3"]}.items())))
    row = row_of("1.2", new)
    assert (row.kinds, numbers(row.new)) == (("renumbered", "reworded"), ("1.1",))


def test_moved_under_another_heading() -> None:
    says = {number: text for number, text in SAYS.items() if number != "1.2"} | {"2.4": SAYS["1.2"]}
    row = row_of("1.2", book(2024, says))
    assert (row.kinds, numbers(row.new)) == (("moved", "renumbered"), ("2.4",))


def test_split_and_seen_from_the_other_side_merged() -> None:
    one, other = (f"{part.rstrip('.')}." for part in SAYS["1.3"].split(". "))
    new = book(2024, dict(sorted({**SAYS, "1.3": one, "1.4": other}.items())))
    row = row_of("1.3", new)
    assert (row.kinds, numbers(row.old), numbers(row.new)) == (("split",), ("1.3",), ("1.3", "1.4"))
    back = propose(new, OLD).rows
    (merged,) = [row for row in back if row.kind == "merged"]
    assert (numbers(merged.old), numbers(merged.new)) == (("1.3", "1.4"), ("1.3",))


def test_headings_are_paired_by_what_stands_below_them() -> None:
    new = book(2024, headings={"1": "Living things", "2": HEADINGS["2"]})
    row = row_of("1", new)
    assert (row.kinds, numbers(row.new)) == (("reworded",), ("1",))


@pytest.mark.parametrize("level", ["partial", "headings-only"])
def test_nothing_is_added_or_withdrawn_where_an_edition_is_not_whole(level: str) -> None:
    fewer = {number: text for number, text in SAYS.items() if number != "2.3"}
    whole, part = book(2020), book(2024, fewer, level=level)  # type: ignore[arg-type]
    assert row_of("2.3", part, whole).kinds == ("unknown",)
    assert row_of("2.3", part, whole).score == 0
    assert {row.kind for row in propose(part, whole).rows} == {"unchanged", "unknown"}
    # Planted: with the same provisions and an edition that is whole, it is withdrawn.
    assert row_of("2.3", book(2024, fewer), whole).kinds == ("withdrawn",)


def test_without_a_known_place_nothing_is_moved() -> None:
    loose = book(2024, parents={"1.2": ""}, level="partial")
    assert row_of("1.2", loose).kinds == ("unchanged",)
    assert row_of("1.2", book(2024, parents={"1.2": ""})).kinds == ("moved",)


def test_the_score_is_capped_by_what_could_be_compared() -> None:
    assert row_of("1.1", book(2024)).score > CAPS["summary"]
    summaries = book(2020, wording=False), book(2024, wording=False)
    assert row_of("1.1", summaries[1], summaries[0]).score == CAPS["summary"]
    assert row_of("1", book(2024)).score == CAPS["heading"]
    mixed = row_of("1.1", summaries[1])
    assert mixed.kinds == ("unchanged",)
    assert dict(mixed.evidence)["compared"] == "mixed"
    assert mixed.score == CAPS["mixed"]


def test_evidence_holds_figures_and_no_wording() -> None:
    words = {word.strip(".").lower() for text in SAYS.values() for word in text.split() if len(word) > 6}
    for row in propose(OLD, book(2024, {**SAYS, "1.1": SAYS["1.1"].replace("high", "up")})).rows:
        assert not words.intersection(" ".join(map(" ".join, row.evidence)).lower().split())


def test_the_table_shows_wording_only_if_asked() -> None:
    proposal = propose(OLD, book(2024))
    assert SAYS["2.2"] not in proposal_to_csv(proposal)
    assert HEADINGS["2"] in proposal_to_csv(proposal)
    assert SAYS["2.2"] in proposal_to_csv(proposal, with_wording=True)
    assert SAYS["2.2"] not in repr(proposal)


def test_rows_stand_in_printed_order() -> None:
    says = dict(sorted({**SAYS, "1.0": "Each plot has a painted sign of its own by the path."}.items()))
    rows = propose(OLD, book(2024, says)).rows
    assert [numbers(row.new) for row in rows] == [(number,) for number in says]


def test_only_editions_of_one_publication_are_compared() -> None:
    with pytest.raises(InvalidValueError, match="same publication"):
        propose(OLD, book(2024, publication="other"))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(MissingExtraError, match="authoring"):
        propose(OLD, book(2024))
    monkeypatch.setitem(sys.modules, "tomli_w", None)
    monkeypatch.delitem(sys.modules, "rapidfuzz")
    with pytest.raises(MissingExtraError, match="authoring"):
        proposal_to_csv(propose(OLD, book(2024)))


def test_what_a_later_contract_brought_is_found_in_shipped_data() -> None:
    """The facts know one paragraph that became another, found by reading; its number belongs to a third by then."""
    known = cs.concordance("sg49-2020", "sg49-2022").changes[0]
    (row,) = [row for row in propose(cs.load("sg49-2020"), cs.load("sg49-2022")).rows if row.old == known.old]
    assert (row.new, set(row.kinds)) == (known.new, {known.kind, *known.also})


def test_partial_shipped_editions_give_nothing_but_unknown_for_what_stands_alone() -> None:
    rows = propose(cs.load("scs-2018"), cs.load("scs-2025")).rows
    assert {row.kind for row in rows if not (row.old and row.new)} == {"unknown"}


def test_another_force_rewords_even_where_the_summary_stayed() -> None:
    def with_force(force: Force) -> Edition:
        plain = book(2020 if force == "must" else 2024, wording=False)
        return attrs.evolve(plain, provisions=[attrs.evolve(one, force=force) for one in plain])

    assert row_of("1.1", with_force("should"), with_force("must")).kinds == ("reworded",)
    # What is not known of one side says nothing.
    assert row_of("1.1", with_force("unknown"), with_force("must")).kinds == ("unchanged",)


def test_a_sentence_that_recurs_is_not_taken_for_one_that_moved() -> None:
    recurring = "The warden is told at once if this cannot be done."
    old = book(2020, dict(sorted({**SAYS, "1.4": recurring, "2.2": recurring}.items())))
    new = book(2024, dict(sorted({**SAYS, "2.2": recurring, "2.4": recurring}.items())))
    assert row_of("1.4", new, old).kinds == ("withdrawn",)
    assert row_of("2.2", new, old).kinds == ("unchanged",)
    assert row_of("2.4", new, old, side="new").kinds == ("added",)
    once = book(2024, dict(sorted({**{n: t for n, t in SAYS.items() if n != "2.2"}, "2.4": recurring}.items())))
    alone = book(2020, dict(sorted({**{n: t for n, t in SAYS.items() if n != "2.2"}, "1.4": recurring}.items())))
    assert row_of("1.4", once, alone).kinds == ("moved", "renumbered")


def test_short_summaries_that_stand_out_are_paired_by_their_number() -> None:
    """Of nine commitments that were read side by side, six are found from a dozen words each, none wrongly."""
    known = cs.concordance("chs-2014", "chs-2024").changes
    rows = propose(cs.load("chs-2014"), cs.load("chs-2024")).rows
    pairs = [(row.old[0], row.new[0]) for row in rows if row.old and row.new]
    assert len(pairs) == 6
    assert all(any(old in change.old and new in change.new for change in known) for old, new in pairs)
    assert ("chs-2014.8", "chs-2024.8") in pairs
