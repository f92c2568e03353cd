"""A small press for tests: sets invented text into printed lines, as the reading of a PDF gives them."""

from dataclasses import dataclass, field

from care_standards.authoring.pdf.lines import Line, LineRole, Reading


@dataclass
class Press:
    """Sets lines below each other in one column; a letter is half its size wide, and a line 1.25 of it high."""

    left: float = 72.0
    right: float = 522.0
    size: float = 10.0
    sheet: int = 1
    page: int | None = 1
    y: float = 72.0
    lines: list[Line] = field(default_factory=list)

    def line(
        self,
        text: str,
        *,
        x: float = 0.0,
        size: float | None = None,
        bold: bool = False,
        lead: int = 0,
        small: str | None = None,
        boxed: bool = False,
        role: LineRole = "body",
        gap: float = 0.0,
    ) -> Line:
        """Print one line as it is, so far right of the column's edge and with so much room above."""
        size = size or self.size
        self.y += gap
        x0 = self.left + x
        made = Line(
            text=text, sheet=self.sheet, page=self.page, x0=x0, x1=x0 + len(text) * size / 2, top=self.y,
            bottom=self.y + size, left=self.left, right=self.right, size=size, bold=bold,
            bold_lead=len(text.split()) if bold else lead, small_start=small, boxed=boxed, role=role,
            characters=len("".join(text.split())),
        )  # fmt: skip
        self.lines.append(made)
        self.y += size * 1.25
        return made

    def text(self, text: str, *, x: float = 0.0, hang: float | None = None, gap: float = 6.0, lead: int = 0) -> None:
        """Print a paragraph: its first line at ``x``, the others at ``hang``."""
        words, first = text.split(), True
        while words:
            at = x if first or hang is None else hang
            room = int((self.right - self.left - at) / (self.size / 2))
            row = [words.pop(0)]
            while words and len(" ".join([*row, words[0]])) <= room:
                row.append(words.pop(0))
            self.line(" ".join(row), x=at, gap=gap if first else 0.0, lead=lead if first else 0)
            first = False

    def heading(self, text: str, size: float = 14.0) -> None:
        """Print a heading in large bold type."""
        self.line(text, size=size, bold=True, gap=12.0)

    def bullet(self, text: str, mark: str = "•", depth: int = 1) -> None:
        """Print an item of a list."""
        at = 18.0 * depth
        self.text(f"{mark} {text}", x=at, hang=at + 12, gap=2.0)

    def turn(self, page: int | None = None) -> None:
        """Go on on the next sheet."""
        self.sheet += 1
        self.page = page if page is not None else (self.page or 0) + 1
        self.y = 72.0

    def reading(self) -> Reading:
        """Give all that was printed."""
        return Reading(
            lines=tuple(self.lines), sheets=self.sheet, characters=sum(line.characters for line in self.lines),
            spreads=0, pages_known_by="folios",
        )  # fmt: skip


SENTENCE = "This invented sentence is long enough to fill more than a single line of the column and says nothing at all"
"""Words for paragraphs of about a line and a third; without a full stop, so that tests choose how it ends."""
