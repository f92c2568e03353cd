"""What a fuller edition takes from the shipped one, what it keeps, and what becomes of ids it does not hold."""

from types import SimpleNamespace

import attrs
import pytest

import care_standards as cs
from care_standards import model, packs
from care_standards.documents.codec import to_plain
from care_standards.documents.digests import provision_digest
from care_standards.errors import PackRefusedError
from care_standards.packs.extending import extended
from care_standards.packs.retiring import retirements

SHIPPED = cs.load("scs-2018")
VERIFIED = [p.id for p in SHIPPED if p.text_status == "verified"]


def test_verified_items_keep_every_fact_and_gain_the_wording(made: SimpleNamespace) -> None:
    fuller = extended(made.book(), SHIPPED)
    for id in VERIFIED:
        own, held = fuller[id], SHIPPED[id]
        assert attrs.evolve(own, text=None) == attrs.evolve(held)
        assert (own.text is not None) is (own.kind != "standard")
        assert provision_digest(own) == provision_digest(held)


def test_a_parent_that_is_not_held_is_not_taken(made: SimpleNamespace) -> None:
    held = [p for p in made.items() if p.id.startswith("scs-2018.1.1.5")]
    fuller = extended(
        made.book([attrs.evolve(p, parent=None) if p.parent == "scs-2018.1.1" else p for p in held]), SHIPPED
    )
    assert fuller["1.1.5"].parent is None


def test_other_shared_items_keep_the_facts_of_the_pack_and_take_what_it_does_not_say(made: SimpleNamespace) -> None:
    fuller = extended(made.book(), SHIPPED)
    own, held = fuller["scs-2018.a.1.2"], SHIPPED["scs-2018.a.1.2"]
    assert (own.page, own.text_status, own.notation_status) == (11, "private", "confirmed")
    assert (own.summary, own.addressees, own.force) == (held.summary, held.addressees, held.force)
    assert set(own.sources) == {"own", *held.sources}
    named = fuller["scs-2018.1.1"]
    assert (named.heading, named.summary) == (f"{made.CANARY} 1.1", SHIPPED["scs-2018.1.1"].summary)


def test_an_item_that_needs_nothing_is_left_as_it_is(made: SimpleNamespace) -> None:
    book = made.book()
    assert extended(book, SHIPPED)["scs-2018.1.1.1.p1"] == book["scs-2018.1.1.1.p1"]


def test_extending_twice_changes_nothing_more(made: SimpleNamespace) -> None:
    once = extended(made.book(), SHIPPED)
    assert extended(once, SHIPPED) == once


# ---- successors


def successors(book: cs.Edition) -> dict[str, tuple[str, ...]]:
    """Give what is found for every shipped id that the book does not hold."""
    missing = [p.id for p in SHIPPED if book.held(p.id) is None]
    found = retirements(SHIPPED, book, missing)
    assert [entry.id for entry in found] == missing
    return {entry.id: entry.successors for entry in found}


def test_a_number_that_was_guessed_is_followed_by_the_item_with_its_heading(made: SimpleNamespace) -> None:
    found = successors(made.book())
    for n in (1, 2, 3, 4, 6, 7, 8, 9, 10):
        assert found[f"scs-2018.1.1.{n}"] == (f"scs-2018.1.1.{n}-2",)
    assert found["scs-2018.annex.1"] == found["scs-2018.health.s1"] == found["scs-2018.1.1.1.s1"] == ()


def test_a_heading_that_stands_elsewhere_is_found(made: SimpleNamespace) -> None:
    heading = SHIPPED["scs-2018.1.1.7"].heading
    items = [p for p in made.items() if not p.id.startswith("scs-2018.1.1.7-2")]
    items.append(made.item("4.2", "standard", notation="4.2", heading=heading.upper()))
    assert successors(made.book(items))["scs-2018.1.1.7"] == ("scs-2018.4.2",)


def test_a_heading_that_stands_twice_is_no_answer_unless_one_has_the_number(made: SimpleNamespace) -> None:
    heading = SHIPPED["scs-2018.1.1.7"].heading
    again = made.item("4.2", "standard", notation="4.2", heading=heading)
    assert successors(made.book([*made.items(), again]))["scs-2018.1.1.7"] == ("scs-2018.1.1.7-2",)
    without = [p for p in made.items() if not p.id.startswith("scs-2018.1.1.7-2")]
    third = made.item("4.3", "standard", notation="4.3", heading=heading)
    assert successors(made.book([*without, again, third]))["scs-2018.1.1.7"] == ()


def test_a_heading_very_like_it_counts_only_at_the_same_place(made: SimpleNamespace) -> None:
    nearly = SHIPPED["scs-2018.1.1.8"].heading + "es"

    def with_heading(id: str) -> cs.Edition:
        items = [p for p in made.items() if not p.id.startswith("scs-2018.1.1.8-2")]
        return made.book([*items, made.item(id, "standard", notation="x", heading=nearly)])  # type: ignore[no-any-return]

    assert successors(with_heading("1.1.8-2"))["scs-2018.1.1.8"] == ("scs-2018.1.1.8-2",)
    assert successors(with_heading("4.8"))["scs-2018.1.1.8"] == ()


def test_an_item_without_a_heading_is_found_by_its_words_below_its_parent(made: SimpleNamespace) -> None:
    summary = SHIPPED["scs-2018.1.1.2.s1"].summary

    def said(parent: str, *texts: str) -> cs.Edition:
        found = [
            made.item(f"1.1.99.s{n}", "statement", parent=parent, text=model.Wording(language="en", value=text))
            for n, text in enumerate(texts)
        ]
        return made.book([*made.items(), *found])  # type: ignore[no-any-return]

    assert summary is not None
    assert successors(said("scs-2018.1.1.2-2", summary))["scs-2018.1.1.2.s1"] == ("scs-2018.1.1.99.s0",)
    assert successors(said("scs-2018.1.1.3-2", summary))["scs-2018.1.1.2.s1"] == ()
    assert successors(said("scs-2018.1.1.2-2", summary, summary))["scs-2018.1.1.2.s1"] == ()
    assert successors(said("scs-2018.1.1.2-2", summary[: len(summary) // 3]))["scs-2018.1.1.2.s1"] == ()


# ---- provisional ids


@pytest.mark.parametrize(
    ("level", "members"),
    [
        ("complete", {"notation_status": "inferred", "text_status": "gist"}),
        ("partial", {"notation_status": "confirmed", "text_status": "gist"}),
        ("partial", {"notation_status": "inferred", "text_status": "private"}),
        ("partial", {"notation_status": "inferred", "text_status": "verified"}),
    ],
)
def test_a_provisional_id_is_never_taken_over(level: str, members: dict[str, str], made: SimpleNamespace) -> None:
    held = [
        *SHIPPED.provisions[:-1],
        attrs.evolve(SHIPPED["scs-2018.annex.1"], **members),  # type: ignore[arg-type]
    ]
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="own", version="1", editions=[made.book(held, level)])
    issues = {(i.code.value, i.pointer) for i in caught.value.report.issues}
    assert ("CS421", "/files/0/provisions/43/id") in issues
    if level == "partial":
        assert len(issues) == 1
        report = cs.check(to_plain(made.book(held, level)))
        assert [i.code.value for i in report.issues] == ["CS421"]


@pytest.mark.parametrize("edition", cs.editions(), ids=lambda edition: edition.id)
def test_shipped_editions_take_no_provisional_id_over(edition: cs.Edition) -> None:
    assert cs.check(to_plain(edition)).verdict == "valid"
