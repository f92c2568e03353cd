"""The device on which the pages of a PDF are drawn: it keeps characters and boxes, and nothing else.

Only the child process imports this module, because it needs the packages of the extra ``pdf``.
"""

import math
from collections.abc import Sequence
from typing import Any, Final, TypeVar, cast

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from care_standards.authoring.pdf.frames import is_line
from care_standards.authoring.pdf.glyphs import UNKNOWN, Face, Glyph
from care_standards.authoring.pdf.marks import Mark, glyph_of, is_mark
from care_standards.authoring.pdf.words import Box

# A rectangle smaller than this is a rule, the border of a cell or a mark, and no box for text (in points).
_LEAST_WIDTH: Final = 60.0
_LEAST_HEIGHT: Final = 8.0
# A page with more shapes of a kind is a drawing or a large table.
_MOST_SHAPES: Final = 400
# A rectangle with round corners, drawn with its inner side as well, has fewer steps than this.
_LONGEST_PATH: Final = 48
# So many fonts are remembered; files that describe their fonts anew on every page have more.
_MOST_FONTS: Final = 256
_NO_SIZE: Final = 0.01  # text of no size is there to be searched and not to be seen; nothing may divide by it
_UNUSED: Final = frozenset((127, 129, 141, 143, 144, 157))


_Shape = TypeVar("_Shape")


class TooMuchOnPageError(Exception):
    """More characters on one page than the limits allow; it never leaves the child process."""


class SheetDevice(PDFTextDevice):
    """Collects what is drawn on one page at a time."""

    def __init__(self, resources: PDFResourceManager, most_characters: int) -> None:
        super().__init__(resources)
        self._most = most_characters
        self._faces: dict[int, tuple[PDFFont, Face, dict[int, tuple[str, float]]]] = {}
        self.start(0, 0)

    def start(self, width: float, height: float) -> None:
        """Forget the page before."""
        self.glyphs: list[Glyph] = []
        self.boxes: list[Box] = []
        self.lines: list[Box] = []
        self.marks: list[Mark] = []
        self.pictures = 0
        self.width = width
        self.height = height

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Take the size of the page as it is turned for reading."""
        (x0, y0, x1, y1) = page.mediabox
        a, b, c, d, _, _ = ctm
        self.start(abs((x1 - x0) * a + (y1 - y0) * c), abs((x1 - x0) * b + (y1 - y0) * d))

    def render_image(self, name: str, stream: Any) -> None:
        """Count a picture, or keep a small one that may be a bullet."""
        a, b, c, d, e, f = self.ctm or (0, 0, 0, 0, 0, 0)
        across, up = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        if is_mark(max(across) - min(across), max(up) - min(up)):
            _add(self.marks, (Box(min(across), self.height - max(up), max(across), self.height - min(up)), "•"))
        else:
            self.pictures += 1

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep rectangles that can hold text and be seen, lines that may make one, and shapes that may be bullets."""
        if not 2 <= len(path) <= _LONGEST_PATH or not (stroke or (fill and not _is_white(graphicstate.ncolor))):
            return
        assert self.ctm is not None
        a, b, c, d, e, f = self.ctm
        points = [(x * a + y * c + e, x * b + y * d + f) for step in path if len(step) > 2 for x, y in [step[-2:]]]
        if len(points) < 2:
            return
        across, up = [x for x, _ in points], [y for _, y in points]
        drawn = Box(min(across), self.height - max(up), max(across), self.height - min(up))
        width, height = drawn.x1 - drawn.x0, drawn.bottom - drawn.top
        if is_line(drawn):
            _add(self.lines, drawn)
        elif len(points) >= 4 and is_mark(width, height):
            _add(self.marks, (drawn, glyph_of(any(step[0] in "cvy" for step in path), fill)))
        elif (
            len(points) >= 4
            and _LEAST_WIDTH <= width <= 0.97 * self.width
            and _LEAST_HEIGHT <= height <= 0.97 * self.height
        ):
            _add(self.boxes, drawn)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Keep one character; give how far the next one is."""
        known = self._faces.get(id(font))
        if known is None:
            if len(self._faces) >= _MOST_FONTS:
                self._faces.clear()
            known = self._faces[id(font)] = (font, _face_of(font), {})
        seen = known[2].get(cid)
        if seen is None:
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                # ISO 32000, Annex D: the unused codes of WinAnsiEncoding mean the bullet.
                text = "•" if cid in _UNUSED and not font.is_multibyte() else UNKNOWN
            seen = known[2][cid] = (text, font.char_width(cid))
        advance = seen[1] * fontsize * scaling
        a, b, c, d, e, f = matrix
        if b == 0 and a > 0:
            size = round(fontsize * (d if d >= 0 else -d), 2) or _NO_SIZE
            self.glyphs.append((seen[0], e, e + advance * a, f + rise * d, size, known[1], 0))
        else:
            angle = round(math.degrees(math.atan2(b, a))) if (a or b) else 0
            cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            along, up = e * cosine + f * sine, f * cosine - e * sine
            scale, tall = math.hypot(a, b), math.hypot(c, d)
            size = round(fontsize * tall, 2) or _NO_SIZE
            self.glyphs.append((seen[0], along, along + advance * scale, up + rise * tall, size, known[1], angle))
        if len(self.glyphs) > self._most:
            raise TooMuchOnPageError
        return advance


def _add(shapes: list[_Shape], shape: _Shape) -> None:
    if len(shapes) < _MOST_SHAPES:
        shapes.append(shape)


def _is_white(colour: Any) -> bool:
    parts = cast("Sequence[object]", colour if isinstance(colour, tuple | list) else (colour,))
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) in (1, 3):
        return all(part >= 0.99 for part in numbers)
    return len(numbers) == 4 and all(part <= 0.01 for part in numbers)


def _face_of(font: PDFFont) -> Face:
    name = font.fontname
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    weight = font.descriptor.get("FontWeight", 0)
    return Face.named(text, float(font.get_descent()), weight if isinstance(weight, int | float) else 0)
