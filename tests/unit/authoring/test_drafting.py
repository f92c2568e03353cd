"""Drafts and their reviews, made from what was recognised."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.authoring.accounting import account_of
from care_standards.authoring.compiling import compile as compile_draft
from care_standards.authoring.drafting import NOT_COMPARED, Draft, draft, draft_of
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.authoring.structure.recognised import ContentsEntry, Passage, Recognised, RecognisedItem
from care_standards.errors import InvalidValueError, UnreadableSourceError

SECRET = "zebrawort"  # an invented word that stands in every text of the planted documents


def item(role: str, level: int, notation: str | None, text: str, **more: Any) -> RecognisedItem:
    more.setdefault("page", 21)
    return RecognisedItem(role=role, level=level, notation=notation, text=text, characters=len(text), **more)  # type: ignore[arg-type]


def recognised(*items: RecognisedItem, **more: Any) -> Recognised:
    total = sum(i.characters for i in items) + sum(
        member.characters for part in ("title", "running", "contents", "unplaced") for member in more.get(part, ())
    )
    return Recognised(items=items, characters=total, sheets=3, pages_known_by="folios", **more)


def standard(principles: int = 3, recommendations: int = 4, page: int = 21) -> list[RecognisedItem]:
    return [
        item("heading", 1, "1", f"Invented {SECRET} chapter", page=15),
        item("heading", 2, "1.1", "Minimum professional standards", page=15),
        item("heading", 3, "1.1.5", "Freedom of thought, religion and belief", page=page),
        item("heading", 4, None, "Guiding principles", sets_kind="principle", page=page),
        *(item("paragraph", 0, None, f"The {SECRET} {n} should be kept.", page=page) for n in range(principles)),
        item("heading", 4, None, "Practical recommendations", sets_kind="recommendation", page=page),
        *(item("bullet", 1, None, f"Staff must offer {SECRET} {n}.", page=page) for n in range(recommendations)),
    ]


def drafted(found: Recognised, edition: str = "scs-2018", **more: Any) -> Draft:
    return draft_of(found, edition, edition.rpartition("-")[0], **more)


def test_a_draft_compiles_to_what_was_recognised() -> None:
    made = drafted(recognised(*standard()))
    edition = compile_draft(made.markdown)
    assert [p.id for p in edition] == [
        "scs-2018.1", "scs-2018.1.1", "scs-2018.1.1.5",
        "scs-2018.1.1.5.p1", "scs-2018.1.1.5.p2", "scs-2018.1.1.5.p3",
        "scs-2018.1.1.5.r1", "scs-2018.1.1.5.r2", "scs-2018.1.1.5.r3", "scs-2018.1.1.5.r4",
    ]  # fmt: skip
    assert [p.kind for p in edition][:4] == ["part", "section", "standard", "principle"]
    assert edition["1.1.5"].page == 21
    assert {p.force for p in edition["1.1.5"].recommendations} == {"must"}
    assert edition.rights.sharing == "private"
    assert edition.completeness.level == "partial"  # 1.1.1 to 1.1.4 are missing


def test_gaps_and_unplaced_text_make_it_partial() -> None:
    lost = Passage(sheet=2, text=f"{SECRET} !", why="no words in it", characters=10)
    with_gap = drafted(recognised(*standard(), item("heading", 3, "1.1.7", "Invented")))
    assert with_gap.outline.front["completeness"]["level"] == "partial"
    assert "1.1.6" in with_gap.outline.front["completeness"]["known_gaps"][1]
    whole = [
        item("heading", 1, "1", "One"),
        item("paragraph", 0, "1.1", "Words."),
        item("paragraph", 0, "1.2", "More."),
    ]
    assert drafted(recognised(*whole)).outline.front["completeness"]["known_gaps"] == [NOT_COMPARED]
    assert len(drafted(recognised(*whole, unplaced=(lost,))).outline.front["completeness"]["known_gaps"]) == 2


def test_no_draft_calls_itself_complete_before_a_person_has_compared_it() -> None:
    whole = compile_draft(
        drafted(recognised(item("heading", 1, "1", "One"), item("paragraph", 0, "1.1", "A."))).markdown
    )
    assert whole.completeness.level == "partial"
    assert "not yet compared" in whole.completeness.known_gaps[0]
    assert drafted(recognised()).outline.front["completeness"]["level"] == "register-only"


@pytest.mark.parametrize("title", ["", "x" * 501])
def test_a_title_that_no_edition_can_have(title: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="1 to 500"):
        draft(tmp_path / "none.pdf", publication="oak", edition=2026, title=title)


def test_the_review_ends_with_the_steps_of_the_tutorial() -> None:
    steps = drafted(recognised(*standard())).review.markdown().partition("## Next")[2]
    for step in ("compile DRAFT -o scs-2018.json", "packs add scs-2018.json", 'level = "complete"', "known_gaps = []"):
        assert step in steps
    assert "my-pack" not in steps


def test_the_review_says_where_in_the_draft_a_doubt_is() -> None:
    numbered = item("heading", 3, "1.1.9", f"Invented {SECRET}.", doubts=("out-of-order",), confidence=0.5)
    bullet = item("bullet", 1, None, f"Invented {SECRET} cell.", doubts=("unclear-mark",), confidence=0.8)
    made = drafted(recognised(*standard(), numbered, bullet))
    lines = made.markdown.splitlines()
    first, second = (next(d for d in made.review.doubts if d.item == number) for number in (13, 14))
    assert (first.notation, first.below, second.notation, second.below) == ("1.1.9", None, None, "1.1.9")
    assert [lines[d.line - 1].split()[0] for d in (first, second) if d.line] == ["###", "-"]
    assert all(SECRET in lines[d.line - 1] for d in (first, second) if d.line)
    assert f"| {second.line} | below 1.1.9 | 21 |" in made.review.markdown()


def test_numbered_paragraphs_are_clauses() -> None:
    made = drafted(
        recognised(
            item("heading", 1, "2", "Invented roles"),
            item("paragraph", 0, "2.1", "Staff must keep a list:"),
            item("bullet", 1, "(a)", "of tea;"),
            item("bullet", 1, "(b)", "of cups."),
            item("paragraph", 0, "2.2", "The list is kept."),
        ),
        "oak-2026",
    )
    edition = compile_draft(made.markdown)
    assert [(p.id, p.kind, p.parent) for p in edition] == [
        ("oak-2026.2", "part", None),
        ("oak-2026.2.1", "clause", "oak-2026.2"),
        ("oak-2026.2.1.a", "statement", "oak-2026.2.1"),
        ("oak-2026.2.1.b", "statement", "oak-2026.2.1"),
        ("oak-2026.2.2", "clause", "oak-2026.2"),
    ]
    assert edition["(a)"].force == "must"  # of the sentence that introduces the list


def test_each_numbered_item_opens_its_line_and_says_its_page() -> None:
    made = drafted(recognised(*standard(), item("paragraph", 0, "1.1.6", "An invented paragraph.", page=None)))
    lines = made.markdown.splitlines()
    assert any(line.startswith("### 1.1.5 ") and "page=21" in line for line in lines)
    assert any(line.startswith("1.1.6 ") and "page=none" in line for line in lines)


def test_what_has_the_same_number_or_words_twice_gets_an_id_of_its_own() -> None:
    made = drafted(
        recognised(
            item("heading", 1, "1", "One"),
            item("paragraph", 0, "1.1", "First."),
            item("paragraph", 0, "1.1", "Second.", doubts=("printed-twice",), confidence=0.5),
            item("heading", 2, None, "Key points"),
            item("heading", 2, None, "Key points"),
            item("paragraph", 0, "1.2", "With lists:"),
            item("bullet", 1, "(1)", "one"),
            item("paragraph", 0, None, "and another:"),
            item("bullet", 1, "(1)", "one again"),
        ),
        "oak-2026",
    )
    edition = compile_draft(made.markdown)
    assert len({p.id for p in edition}) == len(edition) == 9
    assert edition.held("oak-2026.1.1") is not None
    assert edition.held("oak-2026.key-points") is not None
    assert made.review.renamed == 1
    assert "check: is this number printed twice" in made.markdown


def test_headings_without_numbers_leave_room_for_ids_below() -> None:
    words = "A long invented heading of many words that goes on for ever and ever"
    made = drafted(
        recognised(
            item("heading", 1, None, words), item("paragraph", 0, None, "Words."), item("bullet", 1, None, "one")
        ),
        "scs-2018",
    )
    assert len(compile_draft(made.markdown)) == 3


def test_anchors_agree_or_differences_are_shown() -> None:
    catalogue = cs.catalogue()
    right = {a.notation: a for a in drafted(recognised(*standard()), catalogue=catalogue).review.anchors}
    assert right["1.1.5"].found
    assert right["1.1.5"].differences == ()
    assert not right["A.1.2"].found
    wrong = {a.notation: a for a in drafted(recognised(*standard(2, 5, 22)), catalogue=catalogue).review.anchors}
    assert wrong["1.1.5"].differences == (
        "on printed page 22, not 21", "2 of kind principle, not 3", "5 of kind recommendation, not 4",
    )  # fmt: skip
    assert drafted(recognised(*standard()), "oak-2026", catalogue=catalogue).review.anchors == ()


def test_the_review_counts_and_ranks() -> None:
    found = recognised(
        *standard(),
        item("heading", 3, "1.1.9", "Invented.", doubts=("out-of-order",), confidence=0.5),
        item("paragraph", 0, None, "Invented cell.", doubts=("table-cell",), confidence=0.8),
        item("paragraph", 0, None, "A note.", footnote="1", label="Footnote 1", kind="statement"),
        contents=(
            ContentsEntry(notation="1.1.5", text="x", page=20, sheet=1, characters=4),
            ContentsEntry(notation="9", text="Lost", page=90, sheet=1, characters=4),
        ),
    )
    review = drafted(found).review
    assert review.counts["roles"]["label"] == 2
    assert review.counts["roles"]["footnote"] == 1
    assert review.counts["kinds"]["recommendation"] == 4
    assert review.counts["pages"]["15"] == 2
    assert review.gaps == ("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.6", "1.1.7", "1.1.8")
    assert [d.reason for d in review.doubts][:2] == ["other-page", "out-of-order"]
    assert review.contents.missing[0]["notation"] == "9"
    assert review.contents.other_page[0]["found_on"] == 21
    assert review.account.unaccounted == 0


def test_the_account_shows_what_is_unaccounted_for() -> None:
    found = recognised(*standard())
    assert account_of(found).unaccounted == 0
    assert account_of(attrs.evolve(found, characters=found.characters + 7)).unaccounted == 7


def test_no_word_of_the_document_is_in_the_review() -> None:
    lost = Passage(sheet=2, page=3, top=1.0, text=f"{SECRET} ###", why="no words in it", characters=12)
    title = Passage(sheet=1, text=f"The {SECRET} standards", why="title", characters=20)
    found = recognised(
        *standard(), item("paragraph", 0, "1.1.9", f"{SECRET}.", doubts=("out-of-order",)), unplaced=(lost,),
        title=(title,), contents=(ContentsEntry(notation=None, text=SECRET, page=2, characters=9),),
    )  # fmt: skip
    made = drafted(found, catalogue=cs.catalogue())
    assert SECRET in made.markdown
    assert made.outline.front["title"] == f"The {SECRET} standards"
    shown = (json.dumps(made.review.plain()), made.review.markdown(), repr(made), repr(made.review), repr(found))
    assert not any(SECRET in text for text in shown)
    asked = (json.dumps(made.review.plain(show_values=True)), made.review.markdown(show_values=True))
    assert all(SECRET in text for text in asked)


def test_remarks_hold_no_word_of_the_document() -> None:
    made = drafted(recognised(*standard(), item("bullet", 1, None, f"{SECRET} needs to.", doubts=("unclear-mark",))))
    remarks = [line for line in made.markdown.splitlines() if "<!--" in line]
    assert remarks
    assert not any(SECRET in line for line in remarks)


@pytest.mark.parametrize(
    ("publication", "edition"), [("SCS", 2018), ("scs", "2018a"), ("scs", ""), ("scs", "20 18"), ("", 2018)]
)
def test_names_that_are_no_ids(tmp_path: Path, publication: str, edition: str) -> None:
    with pytest.raises(InvalidValueError):
        draft(tmp_path / "none.pdf", publication=publication, edition=edition)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        draft(tmp_path / SECRET, publication="oak", edition=2026)
    assert SECRET not in str(caught.value)
    with pytest.raises(UnreadableSourceError):
        draft(tmp_path, publication="oak", edition=2026)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableSourceError):
            draft(tmp_path / "pipe", publication="oak", edition=2026)


def test_other_formats_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_text(f"{SECRET} is no PDF")
    with pytest.raises(RefusedSourceError) as caught:
        draft(tmp_path / "text.pdf", publication="oak", edition=2026)
    assert caught.value.code is SourceCode.NOT_THIS_FORMAT
    assert SECRET not in str(caught.value)


NOTATIONS = st.one_of(
    st.none(),
    st.sampled_from(
        ["1", "1.1", "1.1.5", "13.4", "A", "A.1", "(a)", "(1)", "Annex F", "Part 5", "12(1)(a)", "50A(2)"]
    ),
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40).filter(str.strip),
    st.sampled_from(
        ["1.5 million", "- dash", "# hash", "{force=must}", "+++", "> Summary: x", "**bold**", "1. one", "Key points"]
    ),
)  # fmt: skip
ITEMS = st.builds(
    lambda role, level, notation, text, **more: item(
        role, level if role != "paragraph" else 0, notation, " ".join(text.split()), **more
    ),
    st.sampled_from(["heading", "paragraph", "bullet"]), st.integers(1, 6), NOTATIONS, TEXTS,
    page=st.one_of(st.none(), st.integers(1, 9)), boxed=st.booleans(),
    label=st.one_of(st.none(), st.just("Own label")),
)  # fmt: skip


def whole(front: Mapping[str, Any]) -> bool:
    return front["completeness"]["level"] == "complete"


@settings(max_examples=150, deadline=None)
@given(st.lists(ITEMS, max_size=15))
def test_law_every_draft_compiles(items: list[RecognisedItem]) -> None:
    """Whatever was recognised, the draft compiles, and holds one provision for each item."""
    made = drafted(recognised(*items), "oak-2026")
    edition = compile_draft(made.markdown)
    assert len(edition) == len(items)
    assert [p.page for p in edition] == [i.page for i in items]
    assert whole(made.outline.front) == (edition.completeness.level == "complete")
