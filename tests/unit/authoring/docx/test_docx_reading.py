"""What is recognised in a DOCX, and that every character of it is accounted for. Every sentence here is made up."""

from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care_standards.authoring.docx_reading import read_docx
from care_standards.authoring.structure.recognised import Recognised, RecognisedItem

Row = tuple[str, int, str | None, str]


def rows(found: Recognised) -> list[Row]:
    return [(item.role, item.level, item.notation, item.text) for item in found.items]


def accounted(found: Recognised) -> None:
    assert found.accounted == found.characters
    assert all(item.characters > 0 for item in found.items)


def saved(document: Any, tmp_path: Path) -> Recognised:
    path = tmp_path / "made.docx"
    document.save(str(path))
    found = read_docx(path)
    accounted(found)
    return found


# ---- made with python-docx, as a word processor would


def test_styles_with_typed_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Oak handbook", 0)
    document.add_heading("1 First chapter", 1)
    document.add_heading("1.1 First section", 2)
    document.add_heading("1.1.1 A standard of oaks", 3)
    document.add_paragraph("Guiding principles", style="Heading 4")
    document.add_paragraph("Oaks are given room.")
    document.add_paragraph("Practical recommendations:", style="Heading 4")
    document.add_paragraph("Plant them far apart.", style="List Bullet")
    document.add_paragraph("Ten paces will do.", style="List Bullet 2")
    document.add_paragraph("Water them.", style="List Bullet")
    document.add_paragraph("1.2 A numbered paragraph of the section.")
    document.add_paragraph("1.3\tAnother one.")
    document.add_paragraph("1.5 million acorns fell.")
    document.add_paragraph("First of a list.", style="List Number")
    document.add_paragraph("Second of it.", style="List Number")
    found = saved(document, tmp_path)
    assert rows(found) == [
        ("heading", 1, "1", "First chapter"),
        ("heading", 2, "1.1", "First section"),
        ("heading", 3, "1.1.1", "A standard of oaks"),
        ("heading", 4, None, "Guiding principles"),
        ("paragraph", 0, None, "Oaks are given room."),
        ("heading", 4, None, "Practical recommendations:"),
        ("bullet", 1, None, "Plant them far apart."),
        ("bullet", 2, None, "Ten paces will do."),
        ("bullet", 1, None, "Water them."),
        ("paragraph", 0, "1.2", "A numbered paragraph of the section."),
        ("paragraph", 0, "1.3", "Another one."),
        ("paragraph", 0, None, "1.5 million acorns fell."),
        ("bullet", 1, "(1)", "First of a list."),
        ("bullet", 1, "(2)", "Second of it."),
    ]
    assert [item.sets_kind for item in found.items if item.level == 4] == ["principle", "recommendation"]
    assert [passage.text for passage in found.title] == ["Oak handbook"]
    assert found.unplaced == ()
    assert (found.sheets, found.pages_known_by) == (0, "nothing")


def test_typed_marks_nest_by_indent(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("2 Care", 1)
    for text, indent in (
        ("• one", 18),
        ("– two", 36),
        ("– three", 36),
        ("• four", 18),
        ("(a) five", 18),
        ("(b) six", 18),
    ):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.left_indent = docx.shared.Pt(indent)
    assert rows(saved(document, tmp_path))[1:] == [
        ("bullet", 1, None, "one"),
        ("bullet", 2, None, "two"),
        ("bullet", 2, None, "three"),
        ("bullet", 1, None, "four"),
        ("bullet", 1, "(a)", "five"),
        ("bullet", 1, "(b)", "six"),
    ]


def test_a_bold_lead_in_is_a_label_and_bold_in_a_sentence_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("3 Leaves", 1)
    for lead, rest in (
        ("Shade. ", "Give some."),
        ("Rain", " Catch it."),
        ("Never", " cut in spring."),
        ("Soil:", " deep"),
    ):
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(lead).bold = True
        paragraph.add_run(rest)
    document.add_paragraph().add_run("All of it is bold.").bold = True
    found = [(item.label, item.text) for item in saved(document, tmp_path).items[1:]]
    assert found == [
        ("Shade", "Give some."),
        ("Rain", "Catch it."),
        (None, "Never cut in spring."),
        ("Soil", "deep"),
        (None, "All of it is bold."),
    ]


def test_tables_are_read_cell_by_cell_and_say_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("4 Roots", 1)
    table = document.add_table(rows=2, cols=2)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {at}."
    document.add_paragraph("After the table.")
    found = saved(document, tmp_path)
    assert [item.text for item in found.items] == [
        "Roots",
        "Cell 0.",
        "Cell 1.",
        "Cell 2.",
        "Cell 3.",
        "After the table.",
    ]
    assert [bool(item.doubts) for item in found.items] == [False, True, True, True, True, False]


def test_headers_and_footers_are_running(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("5 Bark", 1)
    document.sections[0].header.paragraphs[0].text = "Oak handbook"
    document.sections[0].footer.paragraphs[0].text = "A made-up press"
    found = saved(document, tmp_path)
    assert sorted((p.text, p.why) for p in found.running) == [
        ("A made-up press", "a footer"),
        ("Oak handbook", "a header"),
    ]


def test_without_styles_short_bold_paragraphs_are_headings_and_doubtful(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("1 Seeds", "1.1 Acorns", "An acorn is a seed."):
        document.add_paragraph().add_run(text).bold = not text.endswith(".")
    found = saved(document, tmp_path)
    assert rows(found)[:2] == [("heading", 1, "1", "Seeds"), ("heading", 2, "1.1", "Acorns")]
    assert all(item.doubts == ("heading-by-bold",) and item.confidence < 1 for item in found.items[:2])
    assert found.items[2].confidence == 1.0


def test_a_long_bold_paragraph_with_a_number_of_several_parts_is_a_heading(tmp_path: Path) -> None:
    document = docx.Document()
    long = "The made-up code of conduct for all people who work in made-up houses and gardens, or anywhere near to them"
    for text in (f"1.2\t{long}", long, "An acorn is a seed."):
        document.add_paragraph().add_run(text).bold = not text.endswith(".")
    found = saved(document, tmp_path)
    assert rows(found)[:2] == [("heading", 2, "1.2", long), ("paragraph", 0, None, long)]


@pytest.mark.parametrize("title", [True, False])
def test_typed_contents_are_no_items(tmp_path: Path, title: bool) -> None:
    document = docx.Document()
    if title:
        document.add_paragraph("Contents")
    names = ("A Seeds", "A.1 Acorns", "A.2 Beech mast")
    for page, name in enumerate(names, 3):
        document.add_paragraph(f"{name}\t{page}")
    for level, name in zip((1, 2, 2), names, strict=True):
        document.add_heading(name, level)
    found = saved(document, tmp_path)
    assert rows(found) == [
        ("heading", 1, "A", "Seeds"),
        ("heading", 2, "A.1", "Acorns"),
        ("heading", 2, "A.2", "Beech mast"),
    ]
    assert [(e.notation, e.text, e.page) for e in found.contents] == [
        ("A", "Seeds", 3), ("A.1", "Acorns", 4), ("A.2", "Beech mast", 5),
    ]  # fmt: skip
    accounted(found)


def test_a_list_of_counts_behind_tabs_is_no_contents(tmp_path: Path) -> None:
    document = docx.Document()
    for count, name in enumerate(("Oaks", "Beeches", "Limes"), 3):
        document.add_paragraph(f"{name}\t{count}")
    document.add_paragraph("Nothing of this is announced.")
    found = saved(document, tmp_path)
    assert found.contents == ()
    assert len(found.items) == 4


def test_a_letter_before_a_heading_is_its_number_where_its_sections_say_so(tmp_path: Path) -> None:
    document = docx.Document()
    for level, text in ((1, "A Seeds"), (2, "A.1 Acorns"), (1, "A made-up story"), (2, "B.1 Roots")):
        document.add_heading(text, level)
    assert rows(saved(document, tmp_path)) == [
        ("heading", 1, "A", "Seeds"), ("heading", 2, "A.1", "Acorns"), ("heading", 1, None, "A made-up story"),
        ("heading", 2, "B.1", "Roots"),
    ]  # fmt: skip


def test_pages_of_the_saved_layout_are_sheets_and_no_printed_pages(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("6 Before", 1)
    paragraph = document.add_heading("", 1)
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.runs[0]._r.append(docx.oxml.OxmlElement("w:lastRenderedPageBreak"))
    paragraph.add_run("7 After")
    found = saved(document, tmp_path)
    assert [item.page for item in found.items] == [None, None]
    assert [item.sheet for item in found.items] == [1, 2]
    assert found.sheets == 2
    assert found.pages_known_by == "nothing"


# ---- made part by part, for what python-docx does not make


def test_automatic_numbers_of_headings_and_paragraphs(kit: Any) -> None:
    levels = [kit.level(0, "%1"), kit.level(1, "%1.%2"), kit.level(2, "%1.%2.%3."), kit.level(3, "(%4)", "lowerLetter")]
    part = kit.numbering({0: levels}, {1: (0, {})})
    body = "".join(
        kit.para(text, style, kit.listed(1, depth))
        for text, style, depth in [
            ("Chapter", "H1", 0),
            ("Section", "H2", 1),
            ("Standard", "H3", 2),
            ("Said first.", None, 3),
            ("Said second.", None, 3),
            ("Another standard", "H3", 2),
            ("Said again.", None, 3),
            ("Next section", "Own", 1),
            ("A paragraph with three parts.", None, 2),
        ]
    )
    found = read_docx(kit.made(body, numbering=part))
    accounted(found)
    assert rows(found) == [
        ("heading", 1, "1", "Chapter"),
        ("heading", 2, "1.1", "Section"),
        ("heading", 3, "1.1.1", "Standard"),
        ("bullet", 1, "(a)", "Said first."),
        ("bullet", 1, "(b)", "Said second."),
        ("heading", 3, "1.1.2", "Another standard"),
        ("bullet", 1, "(a)", "Said again."),
        ("heading", 2, "1.2", "Next section"),
        ("paragraph", 0, "1.2.1", "A paragraph with three parts."),
    ]


def test_the_level_of_a_numbered_style_is_the_one_bound_to_it(kit: Any) -> None:
    styles = (
        f'<w:styles {kit.W}><w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B">'
        '<w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    levels = [
        kit.level(0, "Part %1 \u2013", "upperRoman", more='<w:pStyle w:val="A"/>'),
        kit.level(1, "%1.%2", more='<w:isLgl/><w:pStyle w:val="B"/>'),
    ]
    part = kit.numbering({0: levels}, {1: (0, {})})
    body = kit.para("One", "A") + kit.para("Two", "A") + kit.para("Below", "B")
    assert rows(read_docx(kit.made(body, numbering=part, styles=styles))) == [
        ("heading", 1, "Part I", "One"),
        ("heading", 1, "Part II", "Two"),
        ("heading", 2, "2.1", "Below"),
    ]


@pytest.mark.parametrize(("count", "role"), [(9, "paragraph"), (4, "bullet")])
def test_single_numbers_are_a_list_unless_they_go_through_the_document(kit: Any, count: int, role: str) -> None:
    part = kit.numbering({0: [kit.level(0, "%1.")]}, {1: (0, {})})
    body = kit.para("Head", "H1") + "".join(kit.para(f"Said {n}.", None, kit.listed(1)) for n in range(count))
    found = read_docx(kit.made(body, numbering=part))
    assert {item.role for item in found.items[1:]} == {role}
    assert found.items[1].notation == ("1" if role == "paragraph" else "(1)")
    assert found.items[1].doubts == (("single-numbers",) if role == "paragraph" else ())


def test_insertions_stay_and_deletions_are_listed(kit: Any) -> None:
    body = kit.para(
        kit.run("Oaks ")
        + f"<w:ins>{kit.run('always ')}</w:ins>"
        + '<w:del><w:r><w:delText xml:space="preserve">never </w:delText></w:r></w:del>'
        + f"<w:moveFrom>{kit.run('moved ')}</w:moveFrom>"
        + f"<w:hyperlink>{kit.run('grow')}</w:hyperlink>"
        + f"<w:sdt><w:sdtContent>{kit.run(' tall.')}</w:sdtContent></w:sdt>"
    )
    found = read_docx(kit.made(body))
    accounted(found)
    assert [item.text for item in found.items] == ["Oaks always grow tall."]
    assert [(p.text, p.characters) for p in found.unplaced] == [("never moved", 10)]


def test_paragraphs_whose_mark_was_deleted_are_one(kit: Any) -> None:
    body = kit.para("Oaks grow", None, "<w:rPr><w:del/></w:rPr>") + kit.para(kit.run(" tall."))
    found = read_docx(kit.made(body))
    accounted(found)
    assert [item.text for item in found.items] == ["Oaks grow tall."]


def test_hidden_text_and_comments_are_listed_and_not_placed(kit: Any) -> None:
    comments = f'<w:comments {kit.W}><w:comment w:id="1">{kit.para("Really?")}</w:comment></w:comments>'
    body = kit.para(
        kit.run("Seen.") + kit.run("unseen", "<w:vanish/>") + kit.run("gone", '<w:rStyle w:val="Gone"/>')
        + kit.run("back", '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')
    )  # fmt: skip
    found = read_docx(kit.made(body, comments=comments))
    accounted(found)
    assert [item.text for item in found.items] == ["Seen.back"]
    assert [(p.text, p.why) for p in found.unplaced] == [
        ("unseengone", "hidden text"),
        ("Really?", "a reviewer's comment"),
    ]


def test_text_boxes_follow_their_paragraph_once(kit: Any) -> None:
    box = f"<w:txbxContent>{kit.para('In the box.')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    found = read_docx(kit.made(kit.para(kit.run("Anchor.") + f"<w:r>{twice}</w:r>") + kit.para("Next.")))
    accounted(found)
    assert [(item.text, item.boxed) for item in found.items] == [
        ("Anchor.", False),
        ("In the box.", True),
        ("Next.", False),
    ]


def test_notes_stand_after_what_refers_to_them(kit: Any) -> None:
    note = "".join(f'<w:footnote w:id="{n}">{kit.para(f"Note {n}.")}</w:footnote>' for n in (1, 2, 3))
    end = f'<w:endnote w:id="1">{kit.para("At the end.")}</w:endnote>'
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = kit.para(kit.run("One.") + refer.format(2) + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    body += kit.para(kit.run("Two.") + refer.format(1))
    found = read_docx(
        kit.made(
            body,
            footnotes=f"<w:footnotes {kit.W}>{note}</w:footnotes>",
            endnotes=f"<w:endnotes {kit.W}>{end}</w:endnotes>",
        )
    )
    accounted(found)
    assert [(item.text, item.footnote) for item in found.items] == [
        ("One.", None),
        ("Note 2.", "1"),
        ("At the end.", "i"),
        ("Two.", None),
        ("Note 1.", "2"),
    ]
    assert [(p.text, p.why) for p in found.unplaced] == [("Note 3.", "a note that nothing refers to")]


def test_a_note_waits_for_the_end_of_a_list(kit: Any) -> None:
    note = f'<w:footnotes {kit.W}><w:footnote w:id="1">{kit.para("Note.")}</w:footnote></w:footnotes>'
    body = kit.para(kit.run("One.") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "LB")
    body += kit.para("Nested.", "LB2") + kit.para("After.")
    found = read_docx(kit.made(body, footnotes=note))
    accounted(found)
    texts = [(item.text, item.level) for item in found.items]
    assert texts == [("One.", 1), ("Nested.", 2), ("Note.", 0), ("After.", 0)]


def test_a_table_of_contents_is_no_item(kit: Any) -> None:
    body = kit.para(
        kit.run("1") + "<w:r><w:tab/></w:r>" + kit.run("Seeds") + "<w:r><w:tab/></w:r>" + kit.run("7"), "C1"
    )
    body += kit.para("Acorns ........ 9", "C2") + kit.para("Preface", "C1") + kit.para("1 Seeds", "H1")
    found = read_docx(kit.made(body))
    accounted(found)
    assert [(e.notation, e.text, e.page, e.level) for e in found.contents] == [
        ("1", "Seeds", 7, 1),
        (None, "Acorns", 9, 2),
        (None, "Preface", None, 1),
    ]
    assert len(found.items) == 1


def test_a_table_of_one_column_is_a_box(kit: Any) -> None:
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    box = f"<w:tbl>{row.format(kit.para('Boxed.'))}{row.format(kit.para('Boxed too.'))}</w:tbl>"
    found = read_docx(kit.made(kit.para("Before.") + box + kit.para("After.")))
    accounted(found)
    assert [item.boxed for item in found.items] == [False, True, True, False]
    assert not any(item.doubts for item in found.items)


def test_a_tab_sets_a_letter_off_from_its_heading(kit: Any) -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = kit.para(kit.run("A") + tab + kit.run("Seeds"), "H1") + kit.para("A.1 Acorns", "H2")
    body += kit.para("A tree grows", "H2") + kit.para(kit.run("B") + tab + kit.run("Not a heading."))
    found = read_docx(kit.made(body))
    accounted(found)
    notations = [(item.notation, item.text) for item in found.items]
    assert notations == [("A", "Seeds"), ("A.1", "Acorns"), (None, "A tree grows"), (None, "B Not a heading.")]


def test_symbols_and_hyphens_count_as_characters(kit: Any) -> None:
    body = kit.para(
        '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + kit.run(" well") + "<w:r><w:noBreakHyphen/></w:r>"
        + kit.run("kept") + "<w:r><w:softHyphen/></w:r>"
    )  # fmt: skip
    found = read_docx(kit.made(body))
    accounted(found)
    assert rows(found) == [("bullet", 1, None, "well-kept")]
    assert found.characters == 10


def test_what_is_not_read_is_said(kit: Any) -> None:
    found = read_docx(kit.made(kit.para("Text."), diagramData="<x>words</x>"))
    assert [(p.characters, "not read" in p.why) for p in found.unplaced] == [(0, True)]


def test_characters_outside_any_paragraph_are_not_lost(kit: Any) -> None:
    found = read_docx(kit.made(kit.para("Text.") + "<w:r><w:t>stray</w:t></w:r>"))
    accounted(found)
    assert [p.characters for p in found.unplaced] == [5]


def test_the_law_sees_a_lost_character(kit: Any) -> None:
    found = read_docx(kit.made(kit.para("Text.")))
    with pytest.raises(AssertionError):
        accounted(attrs.evolve(found, items=()))


def test_nothing_of_the_document_is_in_a_repr(kit: Any) -> None:
    found = read_docx(kit.made(kit.para("1.1 Canary text.") + kit.para(kit.run("canary", "<w:vanish/>"))))
    shown = repr(found) + "".join(map(repr, (*found.items, *found.unplaced)))
    assert "anary" not in shown
    assert isinstance(found.items[0], RecognisedItem)


WRAPS = (
    "{}",
    "<w:ins>{}</w:ins>",
    "<w:del>{}</w:del>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:unknown>{}</w:unknown>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:r><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing></w:r>",
)
PROPERTIES = ("", "<w:b/>", "<w:vanish/>", '<w:rStyle w:val="Gone"/>')
BLOCKS = (
    "{}",
    "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:odd>{}</w:odd>",
)
words = st.text(alphabet="ab1.() \u2022-\u00ad\u200b\tx", max_size=8)
runs = st.tuples(words, st.sampled_from(PROPERTIES), st.sampled_from(WRAPS))
blocks = st.lists(
    st.tuples(
        st.lists(runs, max_size=4),
        st.sampled_from((None, "H1", "H2", "LB", "LB2", "T", "C1", "Own")),
        st.sampled_from(("", "<w:rPr><w:del/></w:rPr>")),
        st.sampled_from(BLOCKS),
    ),
    max_size=6,
)


@given(blocks)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_character_is_accounted_for(kit: Any, made: list[Any]) -> None:
    """Whatever a document is made of, its characters are those of items, title, running, contents and unplaced."""
    body = kit.para("Made up.")
    for pieces, style, properties, block in made:
        inner = "".join(wrap.format(kit.run(text, look)) for text, look, wrap in pieces)
        body += block.format(kit.para(inner or "<w:r/>", style, properties))
    accounted(read_docx(kit.made(body)))
