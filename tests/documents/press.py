"""A press on reportlab: pages, spreads, columns, rows of letters, footnotes, running heads and feet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.documents.book import CONTENTS_PAGE, Entry
from tests.documents.layouts import Layout

_VERA = Path(reportlab.__file__).parent / "fonts"


@dataclass(frozen=True)
class Run:
    """Some letters in one font, so far right of the beginning of their row, and so far above its line."""

    x: float
    text: str
    font: str
    size: float
    rise: float = 0.0


@dataclass(frozen=True)
class Row:
    """One printed line of a column; ``note`` is the footnote that it refers to."""

    runs: tuple[Run, ...]
    height: float
    note: str | None = None


@dataclass
class Press:
    layout: Layout
    title: str
    contents: Sequence[tuple[Entry, int]]
    page: int = 1
    column: int = 0
    ceiling: float = 0.0  # where columns begin on this page, below a heading over all of them
    y: float = 0.0
    side_y: float = 0.0
    chapter: str = ""
    notes: list[Row] = field(default_factory=list)
    note_count: int = 0
    note_pages: list[int] = field(default_factory=list)
    stream: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        for name in ("Vera", "VeraBd", "VeraIt"):
            registerFont(TTFont(name, str(_VERA / f"{name}.ttf")))
        sheet = self.layout.width * (2 if self.layout.pairs else 1), self.layout.height
        self.canvas = Canvas(self.stream, pagesize=sheet, invariant=1, pageCompression=1)
        self.canvas.setTitle(self.title)
        self.open_page()

    # Pages and columns

    def right_hand(self) -> bool:
        """Say whether the page is the right one of an open book."""
        return self.page % 2 == (0 if self.layout.pairs else 1)

    def origin(self) -> float:
        two = self.layout.pairs or (self.layout.spread and self.page > 1)
        return self.layout.width if two and self.right_hand() else 0.0

    def left(self) -> float:
        return self.origin() + (self.layout.inner if self.right_hand() or not self.mirrored() else self.layout.outer)

    def mirrored(self) -> bool:
        return self.layout.spread or self.layout.pairs

    def measure(self) -> float:
        """Give the width of the printed area."""
        return self.layout.width - self.layout.inner - self.layout.outer

    def column_width(self) -> float:
        n = self.layout.columns
        return (self.measure() - self.layout.gutter * (n - 1)) / n

    def column_left(self) -> float:
        return self.left() + self.column * (self.column_width() + self.layout.gutter)

    def floor(self) -> float:
        return self.layout.bottom + sum(row.height for row in self.notes) + (6 if self.notes else 0)

    def open_page(self) -> None:
        self.column = 0
        self.ceiling = self.y = self.side_y = self.layout.height - self.layout.top

    def close_column(self) -> None:
        if self.notes:
            y = self.floor() - 6
            self.canvas.line(self.column_left(), y + 3, self.column_left() + 60, y + 3)
            for row in self.notes:
                y -= row.height
                self.draw(row, self.column_left(), y)
            self.notes = []

    def next_column(self) -> None:
        if self.column + 1 < self.layout.columns:
            self.close_column()
            self.column += 1
            self.y = self.ceiling
        else:
            self.next_page()

    def next_page(self) -> None:
        self.close_column()
        self.running()
        self.page += 1
        if not (self.mirrored() and self.right_hand()):
            self.canvas.showPage()
            wide = self.layout.pairs or (self.layout.spread and self.page > 1)
            self.canvas.setPageSize((self.layout.width * (2 if wide else 1), self.layout.height))
        self.open_page()

    def running(self) -> None:
        """Print the head and the foot of the page; the first two pages have none."""
        if self.page < CONTENTS_PAGE:
            return
        roman, _, italic = self.layout.fonts
        left, right = self.left(), self.left() + self.measure()
        folio = str(self.page)
        if self.layout.roman and self.page < CONTENTS_PAGE + 4:
            folio = ("iii", "iv", "v", "vi")[self.page - CONTENTS_PAGE]
        head, foot = self.layout.height - self.layout.top * 0.55, self.layout.bottom * 0.5
        self.canvas.setFont(italic, 8)
        if self.right_hand():
            self.canvas.drawRightString(right, head, self.chapter)
        else:
            self.canvas.drawString(left, head, self.title)
        self.canvas.setFont(roman, 9)
        if self.layout.folio == "centre":
            self.canvas.drawCentredString((left + right) / 2, foot, folio)
        elif self.layout.folio == "page":
            self.canvas.drawString(left, foot, "An invented sample")
            self.canvas.drawRightString(right, foot, f"Page {folio}")
        elif self.right_hand():
            self.canvas.drawRightString(right, foot, folio)
        else:
            self.canvas.drawString(left, foot, folio)

    # Rows

    def draw(self, row: Row, x: float, y: float) -> None:
        for run in row.runs:
            self.canvas.setFont(run.font, run.size)
            self.canvas.drawString(x + run.x, y + row.height * 0.25 + run.rise, run.text)

    def place(self, rows: Sequence[Row], *, keep: float = 0.0) -> int:
        """Set rows into the column, going on in the next one; give the first page. ``keep`` is for what follows."""
        need = sum(row.height for row in rows) if keep else 0.0
        if keep and self.y - need - keep < self.floor():
            self.next_column()
        first = 0
        for row in rows:
            note = self._note_rows(row.note) if row.note else []
            if self.y - row.height < self.floor() + sum(each.height for each in note) + (6 if note else 0):
                self.next_column()
            first = first or self.page
            if note:
                self.notes += note
                self.note_pages.append(self.page)
            self.y -= row.height
            self.draw(row, self.column_left(), self.y)
        return first

    def _note_rows(self, text: str) -> list[Row]:
        self.note_count += 1
        size = self.layout.size * 0.75
        sign = Run(0, str(self.note_count), self.layout.fonts[0], size * 0.7, size * 0.35)
        rows = self.wrap(text, self.layout.fonts[0], size, self.column_width(), size * 1.2, hanging=(6, 6))
        return [replace(rows[0], runs=(sign, *rows[0].runs)), *rows[1:]]

    def space(self, height: float) -> None:
        if self.y < self.ceiling:
            self.y -= height

    def wrap(
        self, text: str, font: str, size: float, width: float, leading: float, *,
        hanging: tuple[float, float] = (0.0, 0.0), lead: str | None = None,
    ) -> list[Row]:  # fmt: skip
        """Break a text into rows; ``hanging`` is the indent of the first row and of the others; ``lead`` is in bold."""
        bold = self.layout.fonts[1]
        words = [(word, bold) for word in (lead or "").split()] + [(word, font) for word in text.split()]
        rows: list[Row] = []
        line: list[tuple[str, str]] = []
        used = 0.0
        while words:
            word, face = words.pop(0)
            shown = self._shown(word, face)
            room = width - hanging[1 if rows else 0] - used
            blank = stringWidth(" ", face, size) if line else 0.0
            wide = stringWidth(shown, face, size)
            if blank + wide <= room:
                line.append((shown, face))
                used += blank + wide
                continue
            if self.layout.hyphenate and font != bold:
                for head, tail in _breaks(word):
                    begun = self._shown(head, face)
                    if blank + stringWidth(begun, face, size) <= room:
                        line.append((begun, face))
                        word = tail
                        break
            rows.append(self._row(line, size, leading, hanging[1 if rows else 0], width, justify=font != bold))
            line, used = [], 0.0
            words.insert(0, (word, face))
        rows.append(self._row(line, size, leading, hanging[1 if rows else 0], width, justify=False))
        return rows

    def _shown(self, word: str, face: str) -> str:
        if self.layout.ligatures and face.startswith("Vera"):
            return word.replace("fi", "ﬁ").replace("fl", "ﬂ")
        return word

    def _row(
        self, line: list[tuple[str, str]], size: float, leading: float, x: float, width: float, *, justify: bool
    ) -> Row:
        if self.layout.justify and justify and len(line) > 2:
            letters = sum(stringWidth(word, face, size) for word, face in line)
            blank = (width - x - letters) / (len(line) - 1)
            runs = []
            for word, face in line:
                runs.append(Run(x, word, face, size))
                x += stringWidth(word, face, size) + blank
            return Row(tuple(runs), leading)
        runs = []
        for face in dict.fromkeys(face for _, face in line):
            part = " ".join(word for word, own in line if own == face)
            runs.append(Run(x, part, face, size))
            x += stringWidth(part + " ", face, size)
        return Row(tuple(runs), leading)


def _breaks(word: str) -> list[tuple[str, str]]:
    """Give the ways to divide a word, the longest beginning first; a hyphen of its own is one of them."""
    found = []
    for at in range(len(word) - 3, 2, -1):
        head, tail = word[:at], word[at:]
        if head.endswith("-"):
            found.append((head, tail))
        elif (
            len(word) > 7 and word.isalpha() and head[-1] in "aeiou" and tail[0] not in "aeiouy" and tail[1] in "aeiou"
        ):
            found.append((head + "-", tail))
    return found
