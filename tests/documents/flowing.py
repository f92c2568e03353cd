"""The invented book printed another way: by the flowing layout of reportlab's own platypus, with its styles and frames.

``printing`` sets every line itself. Here the breaking of lines and pages, the bullets and the boxes are those of a
common program, so that what reads the one well is not fitted to it.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table
from tests.documents.book import Book, Entry
from tests.documents.printing import IMPRINT, Printed


@dataclass(frozen=True, kw_only=True)
class Flow:
    """How the book flows. Two printed pages on a sheet are two frames of one page, or four with two columns each."""

    name: str
    size: tuple[float, float] = (595, 842)  # of a printed page
    spread: bool = False
    columns: int = 1
    font: str = "Helvetica"
    points: float = 10
    justify: bool = False
    bullets: tuple[str, str] = ("•", "–")
    foot: str = "{}"  # with the folio in it
    head: str | None = None
    labels: bool = True
    margin: float = 60


FLOWS = (
    Flow(name="flowing", foot="{} | Invented Standards", head=None),
    Flow(name="flowing-spreads", spread=True, font="Times-Roman", points=11, head="Invented Standards of Made-up Care"),
    Flow(name="flowing-columns", columns=2, justify=True, bullets=("»", "·"), points=9, foot="- {} -"),
    Flow(
        name="flowing-spreads-in-columns", spread=True, columns=2, size=(480, 680), points=8.5, justify=True, margin=45,
        font="Times-Roman", bullets=("–", "•"), labels=False,
    ),
)  # fmt: skip
_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}


class _Noted(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that writes down on which printed page it begins."""

    key: int | None = None
    seen: dict[int, int]
    flow: Flow

    def draw(self) -> None:
        if self.key is not None:
            sheet = self.canv.getPageNumber()
            right = self.canv.absolutePosition(0, 0)[0] > self.flow.size[0]
            page = 2 * sheet - (0 if right else 1) if self.flow.spread else sheet
            self.seen.setdefault(self.key, page)
        super().draw()

    def split(self, *room: float) -> list[Any]:
        parts = super().split(*room)
        for part in parts:
            part.__class__, part.key, part.seen, part.flow = type(self), self.key, self.seen, self.flow
        return list(parts)


def _styles(flow: Flow) -> dict[str, ParagraphStyle]:
    bold, roman = _BOLD[flow.font], flow.font
    align = TA_JUSTIFY if flow.justify else TA_LEFT
    size, leading = flow.points, flow.points * 1.25
    body = ParagraphStyle(
        "body", fontName=roman, fontSize=size, leading=leading, alignment=align, spaceAfter=size * 0.6
    )
    found = {"body": body}
    for level, scale in ((1, 2.0), (2, 1.5), (3, 1.2)):
        found[f"heading{level}"] = ParagraphStyle(
            f"heading{level}", fontName=bold, fontSize=size * scale, leading=size * scale * 1.2, spaceBefore=size,
            spaceAfter=size * 0.5, keepWithNext=1,
        )  # fmt: skip
    found["label"] = ParagraphStyle("label", parent=body, fontName=bold, alignment=TA_LEFT, keepWithNext=1)
    for level in (1, 2):
        found[f"bullet{level}"] = ParagraphStyle(
            f"bullet{level}", parent=body, leftIndent=14 * level, bulletIndent=14 * (level - 1), bulletFontName=roman,
            bulletFontSize=size, spaceAfter=size * 0.3,
        )  # fmt: skip
    return found


def flowed(book: Book, flow: Flow) -> Printed:
    """Print the book; what has a page of its own in the book begins a new page, wherever that falls. No footnotes."""
    styles, seen = _styles(flow), dict[int, int]()
    width, height = flow.size
    inner = (width - 2 * flow.margin - 18 * (flow.columns - 1)) / flow.columns

    def noted(text: str, style: str, key: int | None, **more: Any) -> _Noted:
        made = _Noted(text, styles[style], **more)
        made.key, made.seen, made.flow = key, seen, flow
        return made

    def flowable(number: int, entry: Entry, boxed: Sequence[Entry]) -> list[Any]:
        text = escape(entry.text)
        if entry.role == "label":
            return [noted(text, "label", number)] if flow.labels else []
        if entry.role == "heading":
            parts = (
                [entry.notation, " – " if str(entry.notation).startswith("Annex") else " "] if entry.notation else []
            )
            made = [noted("".join([*(part or "" for part in parts), text]), f"heading{entry.level}", number)]
            return [PageBreak(), *made] if entry.level == 1 else [CondPageBreak(60), *made]
        if entry.role == "bullet":
            return [noted(text, f"bullet{entry.level}", number, bulletText=flow.bullets[entry.level - 1])]
        if entry.boxed is None:
            return [noted(text, "body", number)]
        cell = [
            noted(f"<b>{each.lead}.</b> {escape(each.text)}" if each.lead else escape(each.text), "body", number + step)
            for step, each in enumerate(boxed)
        ]
        box = Table([[cell]], colWidths=[inner], style=[("BOX", (0, 0), (-1, -1), 1, "black")])
        return [Spacer(1, 4), box, Spacer(1, 6)]

    story: list[Any] = [noted(escape(book.title), "heading1", None), noted(IMPRINT, "body", None)]
    done: set[int] = set()
    for number, entry in enumerate(book.entries):
        if entry.boxed in done and entry.boxed is not None:
            continue
        boxed = [each for each in book.entries if entry.boxed is not None and each.boxed == entry.boxed]
        done |= {entry.boxed} if entry.boxed is not None else set()
        story += flowable(number, entry, boxed)

    def dress(canvas: Any, _: object) -> None:
        canvas.setFont(flow.font, 8)
        for side in range(2 if flow.spread else 1):
            page = 2 * canvas.getPageNumber() - 1 + side if flow.spread else canvas.getPageNumber()
            canvas.drawCentredString(width * (side + 0.5), flow.margin * 0.5, flow.foot.format(page))
            if flow.head:
                canvas.drawString(width * side + flow.margin, height - flow.margin * 0.6, flow.head)

    frames = [
        Frame(
            width * side + flow.margin + column * (inner + 18), flow.margin, inner, height - 2 * flow.margin,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )
        for side in range(2 if flow.spread else 1)
        for column in range(flow.columns)
    ]  # fmt: skip
    out = io.BytesIO()
    sheet = (width * (2 if flow.spread else 1), height)
    template = BaseDocTemplate(out, pagesize=sheet, title=book.title, invariant=1)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=dress)])
    template.build(story)
    pages = [seen.get(number, 0) for number in range(len(book.entries))]
    return Printed(out.getvalue(), tuple(pages), ())
