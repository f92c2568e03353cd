"""Opening a PDF and drawing its pages on our device, in the child process."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

from care_standards.authoring.pdf.device import SheetDevice, TooMuchOnPageError
from care_standards.authoring.pdf.frames import frames_of
from care_standards.authoring.pdf.glyphs import words_of
from care_standards.authoring.pdf.marks import with_marks
from care_standards.authoring.pdf.words import Sheet, sheet_to_record
from care_standards.authoring.refusals import SourceCode


def sheets_of(source: BinaryIO, most_pages: int, most_characters: int) -> Iterator[dict[str, object] | SourceCode]:
    """Give the record of each sheet, and at the end the reason for a refusal if there is one."""
    document: PDFDocument | None = None
    try:
        document = PDFDocument(PDFParser(source))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        pass
    if document is None:
        yield SourceCode.ENCRYPTED
        return
    claimed = _claimed_pages(document)
    if claimed > most_pages:
        yield SourceCode.TOO_MANY_PAGES
        return
    resources = PDFResourceManager()
    device = SheetDevice(resources, most_characters)
    interpreter = PDFPageInterpreter(resources, device)
    number = 0
    too_much = False
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > most_pages:
            yield SourceCode.TOO_MANY_PAGES
            return
        try:
            interpreter.process_page(page)
        except TooMuchOnPageError:
            too_much = True
        if too_much:
            yield SourceCode.TOO_LARGE
            return
        words, characters, unmapped = words_of(device.glyphs, device.height)
        words = with_marks(words, device.marks)
        sheet = Sheet(
            number,
            device.width,
            device.height,
            tuple(words),
            tuple(dict.fromkeys([*device.boxes, *frames_of(device.lines)])),
            characters,
            unmapped,
            device.pictures,
        )
        yield sheet_to_record(sheet)
        _forget_streams(document)
    if not number:
        yield SourceCode.NO_PAGES if not claimed else SourceCode.DAMAGED
    elif number < claimed:
        # What is missing was lost with the rest of the file, or runs in a circle.
        yield SourceCode.DAMAGED


def _claimed_pages(document: PDFDocument) -> int:
    pages: Any = resolve1(document.catalog.get("Pages"))
    count: Any = resolve1(cast("dict[str, Any]", pages).get("Count")) if isinstance(pages, dict) else 0
    return count if isinstance(count, int) else 0


def _forget_streams(document: PDFDocument) -> None:
    """Let the contents of drawn pages go, which the document would keep; fonts stay with the resources."""
    kept: dict[int, Any] = document._cached_objs
    for number in [number for number, (value, _) in kept.items() if isinstance(value, PDFStream)]:
        del kept[number]
