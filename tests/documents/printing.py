"""Prints the invented book; the same bytes on every run.

The printing says on which printed page each entry begins: that is the truth that a draft of the PDF is held against.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfbase.pdfmetrics import stringWidth
from tests.documents.book import Book, Entry
from tests.documents.layouts import Layout
from tests.documents.press import Press, Row, Run

IMPRINT = "This book is invented from the first word to the last. It is printed to test a program."


@dataclass(frozen=True)
class Printed:
    """A printed book: the file, the page on which each entry begins, and the page of each footnote."""

    pdf: bytes = field(repr=False)
    pages: tuple[int, ...]
    notes: tuple[int, ...]


def _heading_rows(press: Press, entry: Entry, width: float) -> list[Row]:
    layout = press.layout
    bold = layout.fonts[1]
    size = layout.size * (1.8, 1.4, 1.15)[entry.level - 1]
    leading = size * 1.2
    if entry.notation is None:
        return press.wrap(entry.text, bold, size, width, leading)
    if entry.notation.startswith("Annex"):
        return press.wrap(f"{entry.notation}{layout.dash}{entry.text}", bold, size, width, leading)
    number = entry.notation + layout.stop
    if layout.number_above and entry.level == 1:
        above = Row((Run(0, number, bold, size * 1.5),), size * 1.8)
        return [above, *press.wrap(entry.text, bold, size, width, leading)]
    hang = stringWidth(number + "  ", bold, size)
    rows = press.wrap(entry.text, bold, size, width, leading, hanging=(hang, hang))
    return [replace(rows[0], runs=(Run(0, number, bold, size), *rows[0].runs)), *rows[1:]]


def _body_rows(press: Press, entry: Entry, width: float, size: float, leading: float) -> list[Row]:
    layout = press.layout
    if entry.role == "bullet":
        glyph, font = layout.bullets[entry.level - 1]
        at = (entry.level - 1) * 14.0
        rows = press.wrap(entry.text, layout.fonts[0], size, width, leading, hanging=(at + 14, at + 14))
        rows[0] = replace(rows[0], runs=(Run(at, _dingbat(glyph, font), font, size), *rows[0].runs))
    else:
        first = 0.0 if entry.boxed else layout.indent
        rows = press.wrap(
            entry.text,
            layout.fonts[0],
            size,
            width,
            leading,
            hanging=(first, 0),
            lead=f"{entry.lead}." if entry.lead else None,
        )
    if entry.footnote:
        last = rows[-1].runs[-1]
        x = last.x + stringWidth(last.text, last.font, last.size)
        sign = Run(x, str(press.note_count + 1), last.font, size * 0.6, size * 0.4)
        rows[-1] = replace(rows[-1], runs=(*rows[-1].runs, sign), note=entry.footnote)
    return rows


def _dingbat(glyph: str, font: str) -> str:
    """Say how to ask a font of signs for the sign: by its own code, as the fonts of office programs do."""
    return {("•", "Symbol"): "\u2022", ("✓", "ZapfDingbats"): "\u2713"}.get((glyph, font), glyph)


def _box(press: Press, entries: Sequence[Entry]) -> list[int]:
    layout = press.layout
    size, leading, pad = (8.0, 10.0, 5.0) if layout.side else (layout.size * 0.95, layout.leading, 7.0)
    width = (layout.side or press.column_width()) - 2 * pad
    rows = [row for entry in entries for row in (*_body_rows(press, entry, width, size, leading), Row((), 4))][:-1]
    height = sum(row.height for row in rows) + 2 * pad
    if layout.side:
        top = min(press.side_y, max(press.y + 60, layout.bottom + height))
        if top - height < layout.bottom:
            press.next_page()
            top = press.side_y
        x = press.left() + press.measure() + 20
        press.side_y = top - height - 10
    else:
        press.space(6)
        if press.y - height < press.floor():
            press.next_column()
        top, x = press.y, press.column_left()
        press.y = top - height - 8
    press.canvas.rect(x, top - height, width + 2 * pad, height, stroke=1, fill=0)
    y = top - pad
    for row in rows:
        y -= row.height
        press.draw(row, x + pad, y)
    return [press.page] * len(entries)


def _cover(press: Press) -> None:
    bold = press.layout.fonts[1]
    press.y -= 120
    press.place(press.wrap(press.title, bold, 26, press.column_width(), 32))
    press.next_page()
    press.place(press.wrap(IMPRINT, press.layout.fonts[0], 9, press.column_width(), 12))
    press.next_page()


def _contents(press: Press) -> None:
    roman, bold, _ = press.layout.fonts
    size, leading, width = 8.0, 10.2, press.measure()
    columns, press.layout = press.layout.columns, replace(press.layout, columns=1, justify=False, hyphenate=False)
    press.place(press.wrap("Contents", bold, 16, width, 26))
    for entry, page in press.contents:
        font = bold if entry.level == 1 else roman
        number = f"{entry.notation}{press.layout.stop}  " if entry.notation else ""
        at = 10.0 * (entry.level - 1)
        hang = at + stringWidth(number, font, size)
        rows = press.wrap(entry.text, font, size, width - 40, leading, hanging=(hang, hang))
        rows[0] = replace(
            rows[0], runs=(Run(at, number.rstrip(), font, size), *rows[0].runs) if number else rows[0].runs
        )
        last = rows[-1].runs[-1]
        end = last.x + stringWidth(last.text, last.font, size)
        folio = str(page)
        right = width - stringWidth(folio, roman, size)
        dots = "." * int((right - end - 8) / stringWidth(".", roman, size))
        leader = Run(right - 3 - stringWidth(dots, roman, size), dots, roman, size)
        rows[-1] = replace(rows[-1], runs=(*rows[-1].runs, leader, Run(right, folio, roman, size)))
        press.place(rows)
    press.layout = replace(press.layout, columns=columns)


def printed(book: Book, layout: Layout) -> Printed:
    """Print the book twice: to know the pages, and with the pages in its table of contents."""
    headings = [entry for entry in book.entries if entry.role == "heading"]
    first = _print(book, layout, [(entry, 0) for entry in headings])
    known = [(entry, page) for entry, page in zip(book.entries, first.pages, strict=True) if entry.role == "heading"]
    again = _print(book, layout, known)
    if again.pages != first.pages:
        raise AssertionError("the contents moved the pages")
    return again


def _print(book: Book, layout: Layout, contents: Sequence[tuple[Entry, int]]) -> Printed:
    press = Press(layout, book.title, contents)
    _cover(press)
    _contents(press)
    press.layout = layout
    pages: list[int] = []
    entries = book.entries
    while len(pages) < len(entries):
        entry = entries[len(pages)]
        if entry.boxed is not None:
            pages += _box(press, [each for each in entries if each.boxed == entry.boxed])
        elif entry.role == "heading":
            pages.append(_heading(press, entry))
        elif entry.role == "label":
            pages.append(_label(press, entry))
        else:
            rows = _body_rows(press, entry, press.column_width(), layout.size, layout.leading)
            pages.append(press.place(rows))
            press.space(layout.gap)
    press.close_column()
    press.running()
    press.canvas.save()
    return Printed(press.stream.getvalue(), tuple(pages), tuple(press.note_pages))


def _heading(press: Press, entry: Entry) -> int:
    if entry.page is not None and press.page > entry.page:
        raise AssertionError(f"{press.layout.name}: {entry.notation} comes too late for its page")
    if entry.level == 1:
        press.next_page()
    while entry.page is not None and press.page < entry.page:
        press.next_page()
    if entry.level == 1:
        press.chapter = entry.text
        rows = _heading_rows(press, entry, press.measure())
        page = press.place(rows)
        press.y -= 10
        press.ceiling = press.side_y = press.y
        return page
    press.space(press.layout.leading)
    rows = _heading_rows(press, entry, press.column_width())
    page = press.place(rows, keep=4 * press.layout.leading)
    press.space(4)
    return page


def _label(press: Press, entry: Entry) -> int:
    if not press.layout.labels:
        return press.page
    text = entry.text.upper() if press.layout.shout else entry.text
    press.space(4)
    font = press.layout.fonts[0 if press.layout.twice else 1]
    rows = press.wrap(text, font, press.layout.size, press.column_width(), press.layout.leading)
    if press.layout.twice:
        rows = [replace(row, runs=(*row.runs, *(replace(run, x=run.x + 0.3) for run in row.runs))) for row in rows]
    page = press.place(rows, keep=2 * press.layout.leading)
    press.space(3)
    return page
