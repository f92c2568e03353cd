"""Other invented books, and the same book printed by another program: what is read well is not fitted to one file.

The books of other seeds have other sentences, other headings and other page breaks. They are printed in every layout
only where CARE_STANDARDS_DOCUMENTS is set, as the nox session ``documents`` does.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.documents import scoring
from tests.documents.book import Book, invented
from tests.documents.flowing import FLOWS, Flow, flowed
from tests.documents.layouts import LAYOUTS, Layout
from tests.documents.printing import Printed, printed
from tests.documents.reprints import missing
from tests.documents.word import exported, written

from care_standards.authoring.compiling import compile as compile_draft
from care_standards.authoring.drafting import draft

THOROUGH = "CARE_STANDARDS_DOCUMENTS"
ENOUGH = 0.99  # of all items have their number, page, words and parent right


def _without_footnotes(book: Book) -> Book:
    return Book(book.title, tuple(replace(entry, footnote=None) for entry in book.entries))


def judged(book: Book, print_: Printed, path: Path, fields: tuple[str, ...]) -> scoring.Score:
    if print_.pdf:
        path.write_bytes(print_.pdf)
    made = draft(path, publication="oak", edition="2026")
    assert made.review.account.unaccounted == 0
    edition = compile_draft(made.markdown)
    return scoring.compare(scoring.of_book(book, print_), scoring.of_edition(edition), fields)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_book_printed_by_another_program_is_read_as_well(flow: Flow, tmp_path: Path) -> None:
    book = _without_footnotes(invented(7))
    score = judged(book, flowed(book, flow), tmp_path / "book.pdf", ("notation", "page", "parent"))
    assert score.right >= ENOUGH, score.summary()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_other_books_are_read_as_well(seed: int, layout: Layout, tmp_path: Path) -> None:
    if not os.environ.get(THOROUGH):
        pytest.skip(f"prints and reads many books: set {THOROUGH}=1, as the nox session `documents` does")
    book = invented(seed)
    fields = ("notation", "page") if layout.side else ("notation", "page", "parent")
    score = judged(book, printed(book, layout), tmp_path / "book.pdf", fields)
    assert score.right >= ENOUGH, score.summary()


@pytest.mark.parametrize("columns", [1, 2])
def test_a_book_of_a_word_processor_is_read_as_well(columns: int, tmp_path: Path) -> None:
    """As DOCX, exactly: styles say what everything is. It has no pages."""
    book = _without_footnotes(invented(7))
    path = tmp_path / "book.docx"
    written(book, path, columns=columns)
    no_pages = Printed(b"", tuple(0 for _ in book.entries), ())
    score = judged(book, no_pages, path, ("notation", "kind", "parent"))
    assert score.perfect, score.summary()


# In two columns, headings of the size of the text and tables of one cell that run on over a column are still mistaken:
# 94 % were right when this was written. Raise the figure when that is mended.
@pytest.mark.parametrize(("columns", "enough"), [(1, ENOUGH), (2, 0.9)])
def test_a_book_exported_by_a_word_processor_is_read_nearly_as_well(
    columns: int, enough: float, tmp_path: Path
) -> None:
    """As the PDF that LibreOffice makes of the DOCX; its page breaks are its own, so that pages are not compared."""
    if not os.environ.get(THOROUGH):
        pytest.skip(f"starts LibreOffice: set {THOROUGH}=1, as the nox session `documents` does")
    if missing("soffice"):
        pytest.skip("not installed: soffice")
    book = _without_footnotes(invented(7))
    path = tmp_path / "book.docx"
    written(book, path, columns=columns)
    print_ = Printed(exported(path), tuple(0 for _ in book.entries), ())
    score = judged(book, print_, tmp_path / "book.pdf", ("notation", "parent"))
    assert score.right >= enough, score.summary()
