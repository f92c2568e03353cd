"""From a PDF to its lines, in a process of its own that cannot harm this one."""

import os
from collections.abc import Sequence
from typing import Final

from care_standards.authoring.pdf.child import sheets_from
from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.pdf.lines import Reading
from care_standards.authoring.pdf.setting import reading_of
from care_standards.authoring.pdf.words import Sheet
from care_standards.authoring.refusals import RefusedSourceError, SourceCode

# A file is refused when this share of its pages are pictures, or of its characters without a meaning.
_TOO_MANY_PICTURES: Final = 0.8
_TOO_MANY_UNMAPPED: Final = 0.3


def read_pdf(path: str | os.PathLike[str], limits: DraftLimits | None = None) -> Reading:
    """Read the printed lines of a PDF in reading order.

    Every character of the file that is not white is in exactly one line. The file is opened by another process, under
    the limits given; the network is not used. Raises UnreadableSourceError for what is no ordinary file;
    RefusedSourceError, with a code and what to do instead, for a file that is no PDF, is encrypted, damaged, without
    text or beyond the limits; and MissingExtraError where pdfplumber is not installed.
    """
    sheets = list(sheets_from(path, limits or DraftLimits()))
    _refuse_without_text(sheets)
    return reading_of(sheets)


def _refuse_without_text(sheets: Sequence[Sheet]) -> None:
    pictures = sum(sheet.is_picture for sheet in sheets)
    characters = sum(sheet.characters for sheet in sheets)
    unmapped = sum(sheet.unmapped for sheet in sheets)
    with_something = sum(bool(sheet.pictures or sheet.characters) for sheet in sheets)
    if pictures and pictures >= _TOO_MANY_PICTURES * with_something:
        raise RefusedSourceError(
            SourceCode.NO_TEXT_LAYER,
            f"{pictures} of {len(sheets)} pages are pictures without text, as a scanner makes them.",
        )
    if not characters:
        raise RefusedSourceError(SourceCode.NO_PAGES)
    if unmapped > _TOO_MANY_UNMAPPED * characters:
        raise RefusedSourceError(
            SourceCode.UNMAPPED_FONT, f"{unmapped} of {characters} characters have a shape and no meaning in this file."
        )
