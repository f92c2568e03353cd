"""Drafts of an invented book whose every item is known, printed in five layouts.

The book, its layouts and the comparison are in ``tests/documents``. The whole book is read in every layout: columns,
spreads and running heads are told from how they repeat, and a short book would show little of that.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.documents import scoring
from tests.documents.book import Book, Entry, invented
from tests.documents.layouts import LAYOUTS, SPREADS, Layout
from tests.documents.printing import Printed, printed

import care_standards as cs
from care_standards import model, packs
from care_standards.authoring.compiling import compile as compile_draft
from care_standards.authoring.drafting import Draft, draft_of
from care_standards.authoring.pdf.lines import Reading
from care_standards.authoring.pdf.reading import read_pdf
from care_standards.authoring.structure.recognise import recognise
from care_standards.authoring.structure.recognised import Recognised
from care_standards.model import Edition


@cache
def the_book() -> Book:
    """The book, with the headings of the shipped 2018 edition where it has one for a number."""
    shipped = cs.load("scs-2018").provisions
    return invented(headings={each.notation: each.heading for each in shipped if each.notation and each.heading})


@dataclass(frozen=True)
class Work:
    """What became of the book in one layout."""

    layout: Layout
    print_: Printed
    reading: Reading
    recognised: Recognised
    draft: Draft
    edition: Edition


@pytest.fixture(scope="module", params=LAYOUTS, ids=lambda layout: layout.name)
def work(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Work:
    layout: Layout = request.param
    print_ = printed(the_book(), layout)
    path: Path = tmp_path_factory.mktemp("book") / "book.pdf"
    path.write_bytes(print_.pdf)
    reading = read_pdf(path)
    recognised = recognise(reading)
    draft = draft_of(recognised, "scs-2018", "scs", catalogue=cs.catalogue())
    return Work(layout, print_, reading, recognised, draft, compile_draft(draft.markdown))


def test_every_character_is_in_one_line_and_every_line_in_one_place(work: Work) -> None:
    """The lines add up to the characters of the file; so do items, running heads, contents, title and the rest."""
    assert sum(line.characters for line in work.reading.lines) == work.reading.characters
    account = work.draft.review.account
    assert account.source == work.reading.characters
    assert account.unaccounted == 0


def test_nothing_of_the_book_is_left_unplaced(work: Work) -> None:
    assert sum(passage.characters for passage in work.recognised.unplaced) == 0


def test_every_item_is_recognised_with_its_number_role_level_and_page(work: Work) -> None:
    wanted, found = scoring.of_book(the_book(), work.print_), scoring.of_recognised(work.recognised)
    score = scoring.compare(wanted, found, ("role", "level", "notation", "page"))
    assert score.perfect, score.summary()


def test_the_compiled_draft_has_the_tree_of_the_book(work: Work) -> None:
    wanted, found = scoring.of_book(the_book(), work.print_), scoring.of_edition(work.edition)
    # A box in the margin stands beside several items: which of them it belongs to is for a person to say.
    fields = ("notation", "page") if work.layout.side else ("notation", "page", "parent")
    score = scoring.compare(wanted, found, fields)
    assert score.perfect, score.summary()


def test_kinds_and_forces_are_proposed_rightly(work: Work) -> None:
    """Numbers, prose and bullets say what nearly everything is; wording says the rest, and may be wrong at times."""
    wanted, found = scoring.of_book(the_book(), work.print_), scoring.of_edition(work.edition)
    score = scoring.compare(wanted, found, ("kind", "force"))
    bodies = [number for number, row in enumerate(wanted) if row.role != "heading"]
    forces = [place for place in score.differ["force"] if place[0] in set(bodies)]
    assert len(score.differ["kind"]) <= 0.02 * len(wanted), score.summary()
    assert len(forces) <= 0.02 * len(bodies), score.summary()


def test_the_shipped_anchor_comes_out(work: Work) -> None:
    provisions = {each.id: each for each in work.edition.provisions}
    anchor = provisions["scs-2018.1.1.5"]
    assert anchor.heading == cs.load("scs-2018")["1.1.5"].heading
    assert anchor.page == 21
    below = [each for each in work.edition.provisions if each.parent == anchor.id]
    assert [(each.id.removeprefix(anchor.id), str(each.kind), each.page) for each in below] == [
        *((f".p{number}", "principle", 21) for number in (1, 2, 3)),
        *((f".r{number}", "recommendation", 21) for number in (1, 2, 3, 4)),
    ]
    assert provisions["scs-2018.a.1.3"].page == 12


def test_the_table_of_contents_agrees_with_the_headings(work: Work) -> None:
    headings = [entry for entry in the_book().entries if entry.role == "heading"]
    pages = [page for entry, page in zip(the_book().entries, work.print_.pages, strict=True) if entry.role == "heading"]
    found = [(entry.notation, entry.page) for entry in work.recognised.contents]
    assert found == [(entry.notation, page) for entry, page in zip(headings, pages, strict=True)]


def test_spreads_are_told_from_single_pages(work: Work) -> None:
    sheets = max(work.print_.pages)
    spreads = sheets // 2 if work.layout.spread else (sheets + 1) // 2 if work.layout.pairs else 0
    assert work.reading.spreads == spreads
    assert work.reading.pages_known_by == "folios"


# The instruments themselves


def test_the_same_bytes_are_printed_each_time() -> None:
    assert printed(the_book(), SPREADS) == printed(the_book(), SPREADS)


def test_the_book_has_the_size_and_shape_it_promises() -> None:
    entries = list(the_book().provisions())
    assert 600 <= len(entries) <= 700
    assert {entry.role for entry in entries} == {"heading", "paragraph", "bullet"}
    assert sum(entry.level == 2 for entry in entries if entry.role == "bullet") > 50
    assert sum(entry.boxed is not None for entry in entries) > 10
    assert sum(entry.footnote is not None for entry in entries) > 5


def _spoilt(rows: list[scoring.Row], place: int, **change: object) -> list[scoring.Row]:
    return [*rows[:place], replace(rows[place], **change), *rows[place + 1 :]]  # type: ignore[arg-type]


def test_the_comparison_sees_what_is_missing_extra_or_different() -> None:
    entries = tuple(
        Entry(role="paragraph", level=0, text=f"An invented text number {number}.", kind="statement")
        for number in range(5)
    )
    rows = scoring.of_book(Book("Invented", entries), Printed(b"", (1, 2, 3, 4, 5), ()))
    fields = ("page", "notation", "role", "parent")
    assert scoring.compare(rows, rows, fields).perfect
    assert scoring.compare(rows, rows[:2] + rows[3:], fields).missing == (2,)
    assert scoring.compare(rows[:2] + rows[3:], rows, fields).extra == (2,)
    assert scoring.compare(rows, _spoilt(rows, 3, page=9), fields).differ["page"] == ((3, 3),)
    assert scoring.compare(rows, _spoilt(rows, 3, parent=1), fields).differ["parent"] == ((3, 3),)
    assert not scoring.compare(rows, [rows[1], rows[0], *rows[2:]], fields).perfect


# ---- the whole journey: the draft becomes a pack, and what was unverified before is valid then


def test_the_draft_becomes_a_pack_and_unverified_records_become_valid(work: Work) -> None:
    pack = packs.make(id="own", version="1", editions=[work.edition])
    assert packs.check(pack).ok
    catalogue = cs.catalogue(packs=[pack])
    full = cs.load("scs-2018", catalogue=catalogue)
    standard = full["1.1.5"]
    assert (standard.page, len(standard.principles), len(standard.recommendations)) == (21, 3, 4)
    assert standard.recommendations[1].summary == cs.load("scs-2018")["scs-2018.1.1.5.r2"].summary
    assert standard.recommendations[1].text is not None
    shipped = cs.load("scs-2018")
    recorded = [
        cs.Finding(provision=item.id, status="met", assessed_on=date(2026, 3, 1), evidence=())
        for item in full
        if item.kind == "recommendation" and shipped.held(item.id) is None
    ]
    assert len(recorded) > 200
    assessment = cs.Assessment(
        subject=cs.Subject(kind="service", ref="svc-1"), edition="scs-2018", findings=recorded,
        period=model.Period(start=date(2026, 1, 1), end=date(2026, 3, 31)), assessor_role="quality-lead",
        produced_by=model.Producer(name="hand", version="1"),
    )  # fmt: skip
    export = cs.write(assessment)
    before, after = cs.check(export), cs.check(export, catalogue=catalogue)
    assert (before.verdict, before.counts.unverified) == ("unverified", len(recorded))
    assert (after.verdict, after.counts.records_judged) == ("valid", len(recorded))


def test_every_id_that_was_ever_released_is_still_answered(work: Work) -> None:
    catalogue = cs.catalogue(packs=[packs.make(id="own", version="1", editions=[work.edition])])
    for id, entry in cs.catalogue().registry.items():
        found = catalogue.resolve(id)
        if entry.provisional and id.startswith("scs-2018."):
            assert isinstance(found, model.RegistryEntry)
            assert found.status == "retired"
        else:
            assert found.id == id
