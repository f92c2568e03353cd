"""A draft of a real document of 167 pages, held against what is known of it without its words.

Numbers and pages are those of pdftotext, a program of other people; bullets were counted by eye on forty drawn pages,
with the number that each group of them hangs from; headings are those of the shipped data. The document itself is not
part of the project: without it these tests are skipped.
"""

import hashlib
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import attrs
import pytest
from tests.documents import scoring

import care_standards as cs
from care_standards import packs
from care_standards.authoring.compiling import compile as compile_draft
from care_standards.authoring.drafting import Draft, draft_of
from care_standards.authoring.pdf.lines import Reading
from care_standards.authoring.pdf.reading import read_pdf
from care_standards.authoring.structure.recognise import recognise
from care_standards.authoring.structure.recognised import Recognised
from care_standards.errors import PackRefusedError
from care_standards.model import Edition

NAME = "documents/home-office-s49-guidance-2020-03.pdf"


@dataclass(frozen=True)
class Work:
    """What became of the document."""

    path: Path
    reading: Reading
    recognised: Recognised
    draft: Draft


@pytest.fixture(scope="module")
def work(samples_dir: Path) -> Work:
    path = samples_dir / NAME
    if not path.exists():
        pytest.skip("the real document is not among the samples")
    reading = read_pdf(path)
    recognised = recognise(reading)
    return Work(path, reading, recognised, draft_of(recognised, "sg49-2020", "sg49", catalogue=cs.catalogue()))


@pytest.fixture(scope="module")
def edition(work: Work) -> Edition:
    return compile_draft(work.draft.markdown)


def test_the_document_is_the_one_that_was_counted(work: Work) -> None:
    assert hashlib.sha256(work.path.read_bytes()).hexdigest() == scoring.known().sha256


def test_numbered_paragraphs_are_found_with_their_pages(work: Work) -> None:
    """Recall and precision of (number, printed page) are at least 99.5 %."""
    marks = scoring.marks(scoring.found_in(work.recognised), scoring.known())
    assert marks.recall >= 0.995, marks.missed
    assert marks.precision >= 0.995, marks.extra


def test_chapters_and_annexes_are_found_with_their_pages(work: Work) -> None:
    assert scoring.marks(scoring.found_in(work.recognised), scoring.known()).headings_missed == ()


def test_bullets_hang_from_their_paragraphs(work: Work) -> None:
    """At least 99 % of the bullets on the forty pages hang from the number they are printed under, nested ones too."""
    marks = scoring.marks(scoring.found_in(work.recognised), scoring.known())
    assert marks.bullets_right >= 0.99 * marks.bullets_wanted, (marks.bullets_right, marks.pages_wrong)


def test_no_character_is_unaccounted_for(work: Work) -> None:
    assert sum(line.characters for line in work.reading.lines) == work.reading.characters
    assert work.draft.review.account.unaccounted == 0


def test_little_is_unplaced(work: Work) -> None:
    """What goes nowhere is a handful of signs, and is listed with its place."""
    passages = work.recognised.unplaced
    assert sum(passage.characters for passage in passages) <= 20
    assert all(passage.sheet and passage.why for passage in passages)


def test_every_number_of_the_shipped_data_is_found(edition: Edition) -> None:
    """The 88 items that the shipped data know: number, page, and the heading where it is the printed one."""
    shipped = [each for each in cs.load("sg49-2020").provisions if each.notation]
    found = {each.notation: each for each in edition.provisions if each.notation}
    assert len(shipped) >= 80
    wrong = [
        each.notation
        for each in shipped
        if each.notation not in found
        or each.page != found[each.notation].page
        or (each.heading_status == "literal" and each.heading != found[each.notation].heading)
    ]
    assert wrong == []


def test_the_draft_compiles_to_a_tree_of_its_numbers(edition: Edition) -> None:
    """A paragraph 13.4 is below what is numbered 13 or below the annex of that number; never below another number."""
    notation = {each.id: each.notation for each in edition.provisions}
    parent = {each.id: each.parent for each in edition.provisions}
    for each in edition.provisions:
        if each.notation is None or not re.fullmatch(r"[0-9]+\.[0-9]+", each.notation):
            continue
        above = each.parent
        while above is not None and notation[above] is None:
            above = parent[above]
        assert above is not None
        top = notation[above]
        assert top == each.notation.split(".")[0] or str(top).startswith("Annex"), each.notation


def _bare(text: str) -> str:
    return "".join(text.split())


def test_words_are_with_their_numbers(work: Work) -> None:
    """The letters that pdftotext prints after a number begin the paragraph of that number."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (package poppler-utils)")
    ran = subprocess.run(["pdftotext", "-layout", work.path, "-"], capture_output=True, check=True, timeout=60)
    wanted = dict(re.findall(r"^ *([0-9]{1,2}\.[0-9]{1,3})\. +(\S.{12,})$", ran.stdout.decode(), re.MULTILINE))
    words = {
        item.notation: _bare(f"{item.label or ''}{item.text}")
        for item in work.recognised.items
        if item.notation and item.role != "bullet"
    }
    # Only numbers are shown if it fails: the words are the publisher's.
    wrong = [number for number, begin in wanted.items() if not words[number].startswith(_bare(begin)[:12])]
    assert len(wanted) > 850
    assert len(wrong) <= 0.005 * len(wanted), wrong


def test_a_planted_fault_is_seen(work: Work) -> None:
    """The instrument itself: a number lost, a page shifted, a bullet moved."""
    truth = scoring.known()
    found = scoring.found_in(work.recognised)
    first = next(place for place, each in enumerate(found) if each.notation == "13.4")
    assert scoring.marks(found[:first] + found[first + 1 :], truth).missed == (("13.4", 87),)
    moved = [*found[:first], scoring.Found("13.4", 88, 0, ()), *found[first + 1 :]]
    assert ("13.4", 88) in scoring.marks(moved, truth).extra
    bullet = next(place for place, each in enumerate(found) if each.depth and each.page == 6)
    stray = scoring.Found(None, 6, 1, ("1.9",))
    good = scoring.marks(found, truth)
    bad = scoring.marks([*found[:bullet], stray, *found[bullet + 1 :]], truth)
    assert bad.bullets_right < good.bullets_right
    assert 6 in bad.pages_wrong


def test_the_draft_agrees_with_every_item_that_is_established_and_becomes_a_pack(edition: Edition) -> None:
    """All 88 items that the shipped data hold of this document are its anchors: none of them is refused."""
    shipped = cs.load("sg49-2020")
    pack = packs.make(id="guidance", version="1", editions=[edition])
    report = packs.check(pack)
    assert report.ok, [issue.hint for issue in report.issues if issue.severity == "error"]
    full = cs.load("sg49-2020", catalogue=cs.catalogue(packs=[pack]))
    assert {item.id for item in shipped} <= {item.id for item in full}
    assert len(full) > 1_500
    wrong = attrs.evolve(edition, provisions=[attrs.evolve(p, page=1) if p.notation == "8.2" else p for p in edition])
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="guidance", version="1", editions=[wrong])
    assert [(d.provision, d.what, d.found) for d in caught.value.differences] == [("sg49-2020.8.2", "page", 1)]
