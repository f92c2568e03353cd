"""The invented book as a word processor writes it: a DOCX with styles, typed numbers, lists, and tables of one cell."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from tests.documents.book import Book
from tests.documents.printing import IMPRINT

SECONDS = 300


def written(book: Book, target: Path, *, columns: int = 1) -> None:
    """Write the book; footnotes are left out."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    document.add_paragraph(book.title, style="Title")
    document.add_paragraph(IMPRINT)
    section = document.sections[0]
    section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), str(columns))
    foot = section.footer.paragraphs[0]
    foot.text = "Invented Standards   "
    for kind, name in (("begin", "fldChar"), ("", "instrText"), ("end", "fldChar")):
        element = OxmlElement(f"w:{name}")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        foot.add_run()._r.append(element)
    boxes: set[int] = set()
    for entry in book.entries:
        if entry.boxed is not None:
            if entry.boxed not in boxes:
                boxes.add(entry.boxed)
                _box(document, book, entry.boxed)
        elif entry.role == "heading":
            dash = " – " if str(entry.notation).startswith("Annex") else "\t"
            text = f"{entry.notation}{dash}{entry.text}" if entry.notation else entry.text
            made = document.add_heading(text, entry.level)
            made.paragraph_format.page_break_before = entry.level == 1
        elif entry.role == "label":
            document.add_paragraph().add_run(entry.text).bold = True
        elif entry.role == "bullet":
            document.add_paragraph(entry.text, style="List Bullet" if entry.level == 1 else "List Bullet 2")
        else:
            document.add_paragraph(entry.text)
    document.save(str(target))


def _box(document: Any, book: Book, number: int) -> None:
    table = document.add_table(1, 1)
    table.style = "Table Grid"
    cell = table.cell(0, 0)
    for place, entry in enumerate(each for each in book.entries if each.boxed == number):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        if entry.lead:
            paragraph.add_run(f"{entry.lead}.").bold = True
            paragraph.add_run(" ")
        paragraph.add_run(entry.text)
    document.add_paragraph()


def exported(source: Path) -> bytes:
    """Let LibreOffice make a PDF of a document."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}",
                "--convert-to", "pdf", "--outdir", scratch, str(source),
            ],
            check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
        return Path(scratch, source.stem + ".pdf").read_bytes()
