"""The real document printed again by other programs gives the same numbers, pages and tree each time.

How each reprint is made, and what it keeps, is told in ``reprints.py``. The programs are large and the work takes a
minute or two, so this runs only where CARE_STANDARDS_DOCUMENTS is set, as the nox session ``documents`` does.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents import reprints, scoring

from care_standards.authoring.compiling import compile as compile_draft
from care_standards.authoring.drafting import draft_of
from care_standards.authoring.pdf.reading import read_pdf
from care_standards.authoring.structure.recognise import recognise
from care_standards.authoring.structure.recognised import Recognised
from care_standards.model import Edition

THOROUGH = "CARE_STANDARDS_DOCUMENTS"
NAME = "documents/home-office-s49-guidance-2020-03.pdf"


def _two_up_as_bound(source: Path, target: Path) -> None:
    reprints.two_up(source, target, first_on_the_right=True)


WAYS: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...]]] = {
    "two-up": (reprints.two_up, ()),
    "two-up as books are bound": (_two_up_as_bound, ()),
    "LibreOffice": (reprints.libreoffice, ("soffice",)),
    "Chromium": (reprints.chromium, ("chromium", "pdftohtml")),
}


@pytest.fixture(scope="module")
def source(samples_dir: Path) -> Path:
    if not os.environ.get(THOROUGH):
        pytest.skip(f"prints 167 pages four times: set {THOROUGH}=1, as the nox session `documents` does")
    path = samples_dir / NAME
    if not path.exists():
        pytest.skip("the real document is not among the samples")
    return path


@pytest.fixture(scope="module")
def original(source: Path) -> Recognised:
    return recognise(read_pdf(source))


@pytest.fixture(scope="module", params=WAYS)
def reprint(request: pytest.FixtureRequest, source: Path, tmp_path_factory: pytest.TempPathFactory) -> Recognised:
    way, programs = WAYS[request.param]
    if missing := reprints.missing(*programs):
        pytest.skip(f"not installed: {', '.join(missing)}")
    target = tmp_path_factory.mktemp("reprint") / "reprint.pdf"
    way(source, target)
    reading = read_pdf(target)
    assert sum(line.characters for line in reading.lines) == reading.characters
    if "two-up" in request.param:
        assert reading.spreads == reading.sheets == 84
    return recognise(reading)


def test_numbers_and_pages_are_the_same(original: Recognised, reprint: Recognised) -> None:
    def numbers(recognised: Recognised) -> list[tuple[str | None, int | None]]:
        return [(item.notation, item.page) for item in recognised.items if item.notation]

    assert numbers(reprint) == numbers(original)


def test_it_is_as_good_as_the_original_by_the_truth(reprint: Recognised) -> None:
    marks = scoring.marks(scoring.found_in(reprint), scoring.known())
    assert marks.recall >= 0.995, marks.missed
    assert marks.precision >= 0.995, marks.extra
    assert marks.headings_missed == ()
    assert marks.bullets_right >= 0.99 * marks.bullets_wanted, marks.pages_wrong


def _numbered_tree(recognised: Recognised) -> dict[str, str | None]:
    """Give each number of the compiled draft with the nearest number above it."""
    edition: Edition = compile_draft(draft_of(recognised, "sg49-2020", "sg49").markdown)
    known = {each.id: each for each in edition.provisions}
    tree: dict[str, str | None] = {}
    for each in edition.provisions:
        if each.notation is not None:
            above = each.parent
            while above is not None and known[above].notation is None:
                above = known[above].parent
            tree[each.id] = None if above is None else known[above].id
    return tree


def test_the_tree_of_numbers_is_the_same(original: Recognised, reprint: Recognised) -> None:
    assert _numbered_tree(reprint) == _numbered_tree(original)


def test_the_words_are_the_same(original: Recognised, reprint: Recognised) -> None:
    """All but a few items have the same letters; tables, whose rules a reprint loses, may be parted otherwise."""

    def letters(recognised: Recognised) -> set[tuple[str | None, str]]:
        return {(item.notation, "".join(item.text.split())) for item in recognised.items}

    ours, theirs = letters(original), letters(reprint)
    # Only how many: the words are the publisher's.
    assert len(ours ^ theirs) <= 0.02 * len(ours)
