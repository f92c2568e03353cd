"""From single characters to words, in the order in which a page draws them."""

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import attrs

from care_standards.authoring.pdf.words import Word

# A gap between two characters that is wider than this share of the size of type is a space between words.
SPACE_SHARE: Final = 0.16
# Two drawings of one character that are nearer than this share of its width are one character drawn twice, to look
# bold.
TWICE_SHARE: Final = 0.4
UNKNOWN: Final = "\ufffd"

_LIGATURES: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_TO_CLEAN: Final = re.compile("[\ufb00-\ufb06\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\ud800-\udfff\xad]")
_BOLD: Final = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_ITALIC: Final = re.compile("italic|oblique|slanted", re.IGNORECASE)
_PICTORIAL: Final = re.compile("symbol|dingbat|wingding|webding|bullet", re.IGNORECASE)


@attrs.frozen
class Face:
    """What the words need to know of a font."""

    descent: float
    bold: bool
    italic: bool
    pictorial: bool

    @staticmethod
    def named(name: str, descent: float, weight: float = 0) -> "Face":
        """Tell the face from the name of its font, and its weight where the file says one."""
        descent = descent if -1 < descent < 0 else -0.21
        return Face(
            descent,
            bool(_BOLD.search(name)) or 600 <= weight <= 1000,
            bool(_ITALIC.search(name)),
            bool(_PICTORIAL.search(name)),
        )


def cleaned(text: str) -> str:
    """Take ligatures apart and take out what cannot be seen, but for soft hyphens, which matter where a line ends."""
    if text.isascii() and text.isprintable():
        return text
    return _TO_CLEAN.sub(_clean_one, text)


def _clean_one(found: re.Match[str]) -> str:
    character = found[0]
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character == "\xad":
        return character
    if "\u200b" <= character <= "\u200f" or character in "\u2060\ufeff":
        return ""
    return UNKNOWN


# text, along the baseline from and to, baseline, size of type, font, angle in degrees
Glyph = tuple[str, float, float, float, float, Face, int]


def words_of(glyphs: Iterable[Glyph], height: float) -> tuple[list[Word], int, int]:
    """Join characters to words; give the words, and how many characters are not white, and how many are unknown.

    Characters are taken in the order of the file: those that follow each other on one baseline in one font, without a
    gap, are a word. ``height`` of the sheet turns lengths from its lower edge into lengths from its upper one.
    """
    words: list[Word] = []
    total = unknown = 0
    parts: list[str] = []
    start = end = base = size = last_start = limit = 0.0
    face: Face | None = None
    angle = count = 0
    spaced = True
    twice = False
    for text, from_, to, at, points, font, turn in glyphs:
        if not text.strip():
            if parts and face is not None:
                words.append(_word(parts, start, end, base, size, face, angle, count, spaced, twice, height))
                parts = []
            spaced = True
            continue
        total += 1
        if text == UNKNOWN:
            unknown += 1
        if parts:
            if font is face and points == size and turn == angle and -0.2 < at - base < 0.2:
                gap = from_ - end
                if -limit < gap < limit:
                    parts.append(text)
                    last_start = from_
                    if to > end:
                        end = to
                    count += 1
                    continue
                if text == parts[-1] and abs(from_ - last_start) < TWICE_SHARE * (to - from_):
                    count += 1
                    twice = True
                    continue
            assert face is not None
            words.append(_word(parts, start, end, base, size, face, angle, count, spaced, twice, height))
            spaced = False
        parts = [text]
        start = last_start = from_
        end, base, size, face, angle, count, twice = to, at, points, font, turn, 1, False
        limit = SPACE_SHARE * points
    if parts and face is not None:
        words.append(_word(parts, start, end, base, size, face, angle, count, spaced, twice, height))
    return words, total, unknown


def _word(
    parts: list[str],
    start: float,
    end: float,
    base: float,
    size: float,
    face: Face,
    angle: int,
    count: int,
    spaced: bool,
    twice: bool,
    height: float,
) -> Word:
    text = cleaned("".join(parts))
    bold = face.bold or twice
    if not angle:
        bottom = height - (base + face.descent * size)
        return Word(
            text,
            start,
            end,
            bottom - size,
            bottom,
            height - base,
            size,
            count,
            0,
            bold,
            face.italic,
            spaced,
            face.pictorial,
        )
    # The corners of the word are turned back from the frame of its text into that of the sheet.
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    low, high = base + face.descent * size, base + (1 + face.descent) * size
    corners = [(u * cosine - v * sine, u * sine + v * cosine) for u in (start, end) for v in (low, high)]
    across = [x for x, _ in corners]
    up = [y for _, y in corners]
    return Word(
        text,
        min(across),
        max(across),
        height - max(up),
        height - min(up),
        -base,
        size,
        count,
        angle,
        bold,
        face.italic,
        spaced,
        face.pictorial,
    )
