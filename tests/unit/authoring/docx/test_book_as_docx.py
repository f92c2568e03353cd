"""A whole invented book as a Word document: what comes back is what it was made of, item by item."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.documents import book, scoring
from tests.documents.printing import IMPRINT, Printed

from care_standards.authoring.compiling import compile
from care_standards.authoring.drafting import draft


def typed(made: book.Book, path: Path) -> None:
    """Write the book with the styles of Word: numbers typed, bullets by style, labels in bold, boxes as tables."""
    document = docx.Document()
    document.add_paragraph(made.title, style="Title")
    document.add_paragraph(IMPRINT)
    boxes: dict[Any, Any] = {}
    for entry in made.entries:
        if entry.boxed is not None:
            fresh = entry.boxed not in boxes
            cell = boxes.setdefault(entry.boxed, document.add_table(1, 1).cell(0, 0) if fresh else None)
            paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
        elif entry.role == "heading":
            between = " \u2013 " if (entry.notation or "").startswith("Annex") else "\t"
            document.add_heading((entry.notation + between if entry.notation else "") + entry.text, entry.level)
            continue
        elif entry.role == "label":
            document.add_paragraph().add_run(entry.text).bold = True
            continue
        elif entry.role == "bullet":
            paragraph = document.add_paragraph(style="List Bullet" if entry.level == 1 else "List Bullet 2")
        else:
            paragraph = document.add_paragraph()
        if entry.lead and entry.boxed is not None:
            paragraph.add_run(entry.lead + ".").bold = True
            paragraph.add_run(" ")
        paragraph.add_run(entry.text)
    document.save(str(path))


@pytest.mark.parametrize("seed", [2, 7])
def test_every_item_comes_back(tmp_path: Path, seed: int) -> None:
    """Every item of a book is found once, with its number, kind, force and parent, and no other is."""
    made = book.invented(seed)
    made = book.Book(made.title, tuple(replace(entry, footnote=None) for entry in made.entries))
    path = tmp_path / "book.docx"
    typed(made, path)
    drafted = draft(path, publication="oak", edition=2026)
    assert drafted.review.account.unaccounted == 0
    assert drafted.review.account.unplaced == ()
    wanted = scoring.of_book(made, Printed(b"", tuple(0 for _ in made.entries), ()))
    found = scoring.of_edition(compile(drafted.markdown))
    score = scoring.compare(wanted, found, ("notation", "kind", "force", "parent"))
    assert len(wanted) > 500
    assert not score.missing, score.summary()
    assert not score.extra, score.summary()
    assert not any(score.differ.values()), score.summary()
