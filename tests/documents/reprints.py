"""The same document printed again by other programs: imposed two-up, through LibreOffice Draw, and through Chromium.

What each way keeps and loses:

- *Two-up* (pypdf): the content of two pages is put side by side on one sheet, as a printer imposes it. Characters and
  fonts are those of the source; only their places move.
- *LibreOffice*: its Draw imports a PDF as text boxes and prints them to a new PDF with its own fonts (Liberation for
  Arial), its own order of drawing and its own grouping into runs. Nothing else is needed: the import keeps all text.
- *Chromium*: it shows a PDF in a viewer that cannot be printed without a window, and a page drawn as SVG by pdftocairo
  has shapes in place of letters. So pdftohtml gives each run of text with its place, size and style; they become
  an HTML page per sheet with each run at its place, and Chromium prints that. Lines, boxes and pictures are lost; text,
  places (to a third of a point), sizes, bold and italic stay.
"""

import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree  # the input is made by pdftohtml on this machine

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

SECONDS = 600
ZOOM = 3  # the most that pdftohtml takes; it gives whole numbers, so places are right to a third of a point


def missing(*programs: str) -> list[str]:
    """Name the programs that are not installed, of those given."""
    return [name for name in programs if shutil.which(name) is None]


def two_up(source: Path, target: Path, *, first_on_the_right: bool = False) -> None:
    """Put two pages on each sheet, side by side; or the first alone on the right, as books are bound."""
    pages: list[PageObject | None] = [None] if first_on_the_right else []
    pages.extend(PdfReader(source).pages)
    if len(pages) % 2:
        pages.append(None)
    writer = PdfWriter()
    for first in range(0, len(pages), 2):
        pair = pages[first : first + 2]
        box = next(page for page in pair if page is not None).mediabox
        sheet = writer.add_blank_page(2 * float(box.width), float(box.height))
        for side, page in enumerate(pair):
            if page is not None:
                move = Transformation().translate(
                    side * float(box.width) - float(page.mediabox.left), -float(page.mediabox.bottom)
                )
                sheet.merge_transformed_page(page, move)
    for sheet in writer.pages:
        sheet.compress_content_streams()
    writer.compress_identical_objects()
    writer.write(target)


def libreoffice(source: Path, target: Path) -> None:
    """Open the document in LibreOffice Draw and export it as a PDF; a profile of its own keeps runs apart."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}",
                "--infilter=draw_pdf_import", "--convert-to", "pdf:draw_pdf_Export", "--outdir", scratch, str(source),
            ],
            check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
        shutil.move(Path(scratch, source.stem + ".pdf"), target)


def chromium(source: Path, target: Path) -> None:
    """Set every run of text at its place in an HTML page per sheet, and let Chromium print the pages."""
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch, "document.html")
        page.write_text(positioned_html(source), encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
                f"--user-data-dir={Path(scratch, 'profile')}", "--no-pdf-header-footer", f"--print-to-pdf={target}",
                page.as_uri(),
            ],
            check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip


def positioned_html(source: Path) -> str:
    """Give the document as HTML: one page of print per sheet, each run of text at its place."""
    ran = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-hidden", "-fontfullname", "-zoom", str(ZOOM), "-stdout", str(source)],
        check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True,
    )  # fmt: skip
    # Control characters are no XML, and pdftohtml lets some through.
    book = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", ran.stdout))
    fonts: dict[str, str] = {}
    sheets: list[str] = []
    size = ("595.32", "841.92")
    for page in book.iter("page"):
        size = (_points(page, "width"), _points(page, "height"))
        for font in page.iter("fontspec"):
            fonts[font.attrib["id"]] = _style(font.attrib["family"], float(font.attrib["size"]) / ZOOM)
        runs = [_run(text, fonts[text.attrib["font"]]) for text in page.iter("text")]
        sheets.append(f'<div class="sheet">{"".join(runs)}</div>')
    return (
        '<!doctype html><meta charset="utf-8"><style>'
        f"@page{{size:{size[0]}pt {size[1]}pt;margin:0}}body{{margin:0}}"
        f".sheet{{position:relative;width:{size[0]}pt;height:{float(size[1]) - 0.1:.2f}pt;overflow:hidden;"
        "break-after:page}.sheet:last-child{break-after:auto}"
        "span{position:absolute;white-space:pre;font-kerning:none;font-variant-ligatures:none}"
        f"</style>{''.join(sheets)}"
    )


def _points(element: ElementTree.Element, name: str) -> str:
    return f"{float(element.attrib[name]) / ZOOM:.2f}"


def _style(family: str, size: float) -> str:
    name = family.split("+")[-1]
    serif = "Liberation Serif" if "Times" in name else "Liberation Mono" if "Courier" in name else "Liberation Sans"
    weight = ";font-weight:bold" if "Bold" in name else ""
    slant = ";font-style:italic" if "Italic" in name or "Oblique" in name else ""
    return f"font:{size:.2f}pt '{serif}'{weight}{slant}"


def _run(text: ElementTree.Element, style: str) -> str:
    words = html.escape("".join(text.itertext()))
    if not words.strip():
        return ""
    place = f"left:{_points(text, 'left')}pt;top:{_points(text, 'top')}pt;line-height:{_points(text, 'height')}pt"
    return f'<span style="{style};{place}">{words}</span>'
