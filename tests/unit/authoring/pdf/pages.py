"""Invented pages for these tests, set word by word as the child process would give them."""

from collections.abc import Iterable, Sequence

from care_standards.authoring.pdf.words import Box, Sheet, Word

# Wide enough for a word of so many letters, in the size of type.
LETTER = 0.5


def word(text: str, x: float, base: float, *, size: float = 10.0, bold: bool = False, spaced: bool = True) -> Word:
    """Set one word with its left end on a baseline, which is measured from the upper edge."""
    width = LETTER * size * len(text)
    return Word(text, x, x + width, base - 0.8 * size, base + 0.2 * size, base, size, len(text), 0, bold, False, spaced)


def line(text: str, x: float, base: float, *, size: float = 10.0, bold: bool = False) -> list[Word]:
    """Set a line of words from left to right, a space apart."""
    words: list[Word] = []
    for part in text.split():
        words.append(word(part, x, base, size=size, bold=bold))
        x = words[-1].x1 + 0.3 * size
    return words


def prose(x: float, width: float, top: float, count: int, *, size: float = 10.0, start: int = 0) -> list[Word]:
    """Set so many lines of invented words; the first word of each tells which line it is."""
    words: list[Word] = []
    for number in range(count):
        base = top + size + 1.2 * size * number
        fits = int((width - LETTER * size * 6) / (size * (LETTER * 5 + 0.3)))
        words += line(" ".join([f"l{start + number:04}", *["words"] * max(1, fits - number % 2)]), x, base, size=size)
    return words


def sheet(
    words: Iterable[Word], number: int = 1, *, width: float = 595, height: float = 842, boxes: Sequence[Box] = ()
) -> Sheet:
    """Make a sheet of words, and count their characters."""
    words = tuple(words)
    return Sheet(number, width, height, words, tuple(boxes), sum(one.count for one in words))
