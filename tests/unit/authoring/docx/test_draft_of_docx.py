"""From a Word document to an edition: the draft compiles as it stands. Every sentence here is made up."""

from pathlib import Path
from typing import Any

import docx
import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile
from care_standards.authoring.drafting import draft
from care_standards.authoring.refusals import RefusedSourceError, SourceCode


def handbook(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("Oak handbook", 0)
    for chapter in (1, 2):
        document.add_heading(f"{chapter} Chapter {chapter}", 1)
        document.add_heading(f"{chapter}.1 Section", 2)
        for number in (1, 2, 3):
            document.add_heading(f"{chapter}.1.{number} A standard of oaks", 3)
            document.add_paragraph("Guiding principles", style="Heading 4")
            document.add_paragraph(f"Oaks are given room {number}.")
            document.add_paragraph("Practical recommendations", style="Heading 4")
            document.add_paragraph("They must be planted far apart.", style="List Bullet")
            document.add_paragraph("Ten paces should do.", style="List Bullet 2")
            document.add_paragraph("They must not be cut in spring.", style="List Bullet")
    path = folder / "handbook.docx"
    document.save(str(path))
    return path


def test_the_draft_of_a_word_document_compiles_to_its_tree(tmp_path: Path) -> None:
    made = draft(handbook(tmp_path), publication="oak", edition=2026)
    assert made.review.account.unaccounted == 0
    assert made.review.pages_known_by == "nothing"
    edition = compile(made.markdown)
    assert edition.title == "Oak handbook"
    assert (edition.rights.sharing, edition.completeness.level) == ("private", "partial")  # a draft is not checked
    expected = []
    for chapter in (1, 2):
        expected += [f"oak-2026.{chapter}", f"oak-2026.{chapter}.1"]
        for number in (1, 2, 3):
            standard = f"oak-2026.{chapter}.1.{number}"
            expected += [standard, f"{standard}.p1", f"{standard}.r1", f"{standard}.r1.r1", f"{standard}.r2"]
    assert [p.id for p in edition] == expected
    assert [p.force for p in edition["1.1.1"].recommendations] == ["must", "should", "must-not"]
    assert {p.page for p in edition} == {None}
    assert cs.check(cs.write(edition)).verdict == "valid"


def test_the_review_shows_no_word_of_it(tmp_path: Path) -> None:
    review = draft(handbook(tmp_path), publication="oak", edition=2026).review
    assert "planted" not in review.markdown() + str(review.plain()) + repr(review)


def test_a_word_document_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = handbook(tmp_path)
    other = path.rename(path.with_suffix(".pdf"))
    assert draft(other, publication="oak", edition=2026).outline.items
    old = tmp_path / "old.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    with pytest.raises(RefusedSourceError) as caught:
        draft(old, publication="oak", edition=2026)
    assert caught.value.code is SourceCode.NOT_THIS_FORMAT


def test_notes_tables_and_boxes_compile_too(tmp_path: Path, kit: Any) -> None:
    note = f'<w:footnotes {kit.W}><w:footnote w:id="1">{kit.para("See the {other} book.")}</w:footnote></w:footnotes>'
    levels = [kit.level(0, "%1"), kit.level(1, "%1.%2"), kit.level(2, "(%3)", "lowerLetter")]
    body = (
        kit.para("Chapter", "H1", kit.listed(1, 0))
        + kit.para(
            kit.run("A numbered paragraph.") + '<w:r><w:footnoteReference w:id="1"/></w:r>', None, kit.listed(1, 1)
        )
        + kit.para("First.", None, kit.listed(1, 2))
        + kit.para("Second.", None, kit.listed(1, 2))
        + f"<w:tbl><w:tr><w:tc>{kit.para('| A cell | # with marks *')}</w:tc></w:tr></w:tbl>"
        + kit.para("Another paragraph.", None, kit.listed(1, 1))
    )
    path = kit.made(body, footnotes=note, numbering=kit.numbering({0: levels}, {1: (0, {})}))
    made = draft(path, publication="oak", edition=2026)
    assert made.review.account.unaccounted == 0
    edition = compile(made.markdown)
    assert [p.notation for p in edition if p.notation] == ["1", "1.1", "(a)", "(b)", "1.2"]
    texts = [p.text.value for p in edition if p.text is not None]
    assert "See the {other} book." in texts
    assert "| A cell | # with marks *" in texts
