"""Make the invented book of the tutorial, ``examples/own-copy/elm-house-standards.pdf``.

Every sentence of it is made up. It is set as the real kind of book is: two printed pages on a sheet, a table of
contents, running heads, numbered headings, prose principles and bulleted recommendations.

    python tools/example_book.py            writes the file again
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "examples" / "own-copy" / "elm-house-standards.pdf"
TITLE = "The Elm House Standards"
PAGE = (421.0, 595.0)
EDGE, TOP, FOOT = 48.0, 70.0, 540.0

# What a line is, and its words. Labels and bullets say what they are; everything else is a heading or a paragraph.
BOOK = """\
1 Arriving
1.1 The first day
1.1.1 A room that is ready
P Every guest finds a clean room, a working lock and a light by the bed. Nobody waits in a corridor.
P A guest is told on the first day what the house offers and what it does not, in a language that the guest understands.
R Staff must check the room on the morning before a guest arrives, and write down what was mended.
R Staff should offer a drink and something to eat before any form is filled in.
R Where a guest arrives at night, the form should wait until the next day.
1.1.2 Being listened to
P Guests decide what they tell, to whom and when.
R Staff should ask how a guest would like to be called, and use that name.
R Staff should offer:
- a member of staff of the guest's own choice
- an interpreter who is not a relative, a neighbour or another guest of the house
R Staff must not ask a guest to repeat an account that is already on file.
1.2 Safety
1.2.1 Who may come in
P The address of the house is known to those who need it, and to nobody else.
R Staff must see a proof of identity before a visitor passes the door.
R Visitors may be met in the garden room instead.
R A photograph of the house must not be put on any website.
1.2.2 Lost keys
P A lost key is a small matter on the day it is told.
R Staff should thank the guest who tells, and change the lock on the same day.
2 Living here
2.1 Food
2.1.1 Meals that fit
P Food suits the health, the belief and the habits of those who eat it.
R The kitchen should ask each guest once, and keep the answer where the cook can see it.
R Guests may cook for themselves whenever the kitchen is free.
R No guest is made to eat in company.
2.1.2 A shelf of one's own
P What a guest buys belongs to the guest.
R Each guest should have a shelf in the larder and a box that can be locked.
2.2 Moving on
2.2.1 Planning together
P A plan to move on begins when the guest wishes it to, and the guest holds the pen.
P It is important that a plan names one person who can be telephoned after the move.
R Staff should go through the plan with the guest every fortnight.
R Staff may visit the new home with the guest, if the guest asks for that.
2.2.2 Staying in touch
P The door stays open after the move.
R The house should telephone in the first week, unless the guest would rather not be called.
"""


@dataclass
class Line:
    """Words at a place of a printed page."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float


def parts() -> Iterator[tuple[str, str]]:
    """Give what each line of the book is, with labels put in before the first principle and recommendation."""
    last = ""
    for line in BOOK.splitlines():
        mark, _, rest = line.partition(" ")
        kind = {"P": "principle", "R": "bullet", "-": "nested"}.get(mark, f"heading {mark.count('.') + 1}")
        if kind == "principle" and last.startswith("heading"):
            yield "label", "Guiding principles"
        if kind == "bullet" and last == "principle":
            yield "label", "Practical recommendations"
        yield kind, line if kind.startswith("heading") else rest
        last = kind


LOOKS = {  # font, size, indent, space above, space between lines
    "heading 1": ("Helvetica-Bold", 17, 0, 24, 21),
    "heading 2": ("Helvetica-Bold", 14, 0, 18, 18),
    "heading 3": ("Helvetica-Bold", 12, 0, 15, 15),
    "label": ("Helvetica-BoldOblique", 10, 0, 8, 13),
    "principle": ("Helvetica", 10, 0, 7, 13),
    "bullet": ("Helvetica", 10, 14, 5, 13),
    "nested": ("Helvetica", 10, 28, 3, 13),
}
MARKS = {"bullet": "\u2022", "nested": "\u2013"}


def lines() -> tuple[list[Line], list[tuple[str, int]]]:
    """Set the book: its lines from page 4 on, and the headings with their pages."""
    from reportlab.lib.utils import simpleSplit

    set_lines: list[Line] = []
    headings: list[tuple[str, int]] = []
    page, y = 4, TOP
    for kind, text in parts():
        font, size, indent, above, leading = LOOKS[kind]
        rows = simpleSplit(text, font, size, PAGE[0] - 2 * EDGE - indent)
        keep = {"label": 45, "heading 1": 150, "heading 2": 110, "heading 3": 80}.get(kind, 0)
        y += above if y > TOP else 0
        if y + leading * min(len(rows), 2) + keep > FOOT or (kind == "heading 1" and set_lines):
            page, y = page + 1, TOP
        if kind.startswith("heading"):
            headings.append((text, page))
        if kind in MARKS:
            set_lines.append(Line(page, EDGE + indent - 11, y, MARKS[kind], font, size))
        for row in rows:
            if y + leading > FOOT + leading:
                page, y = page + 1, TOP
            set_lines.append(Line(page, EDGE + indent, y, row, font, size))
            y += leading
    return set_lines, headings


def contents(headings: list[tuple[str, int]]) -> Iterator[Line]:
    """Set the table of contents on page 3, with dots up to the page numbers."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    yield Line(3, EDGE, TOP, "Contents", "Helvetica-Bold", 17)
    y = TOP + 34
    for text, page in headings:
        left = EDGE + 12 * (text.partition(" ")[0].count("."))
        room = PAGE[0] - EDGE - left - stringWidth(f"{text}  {page}", "Helvetica", 10)
        dots = "." * max(3, int(room / stringWidth(".", "Helvetica", 10)))
        yield Line(3, left, y, f"{text} {dots} {page}", "Helvetica", 10)
        y += 17


def write(target: Path) -> None:
    """Write the book, two printed pages on a sheet; the same bytes each time with the same reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    canvas: Any = Canvas(str(target), pagesize=(2 * PAGE[0], PAGE[1]), invariant=1, pageCompression=1)
    canvas.setTitle(f"{TITLE} (invented)")
    body, headings = lines()
    cover = [
        Line(1, EDGE, 200, TITLE, "Helvetica-Bold", 24),
        Line(1, EDGE, 235, "An invented book: no such house, no such standards", "Helvetica", 12),
        Line(2, EDGE, 500, "Everything in this book was made up for a tutorial.", "Helvetica", 9),
    ]
    placed = [*cover, *contents(headings), *body]
    last = max(line.page for line in placed)
    for page in range(3, last + 1):
        placed.append(Line(page, EDGE, 38, TITLE, "Helvetica-Oblique", 8))
        placed.append(Line(page, PAGE[0] / 2 - 4, 570, str(page), "Helvetica", 9))
    for sheet in range(last // 2 + 1):  # the cover is a right-hand page, with nothing on its left
        for line in placed:
            if line.page // 2 == sheet:
                canvas.setFont(line.font, line.size)
                canvas.drawString(line.x + PAGE[0] * (line.page % 2), PAGE[1] - line.y, line.text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    write(TARGET)
