"""Text in which the many ways to write a digit, a letter, a space or a dash are one, with the place of each character.

Numbers are written with spaces that do not break, with dashes of every length, in full-width forms, in the digits of
other scripts, and with characters between them that nobody sees.
"""

from typing import Final

_MARKS: Final = {
    "\u2212": "-",
    "\u00b7": ".",
    "\u2024": ".",
    "\u2019": "'",
    "\u2032": "'",
    "\u2033": '"',
    "\u201d": '"',
}
_KEPT: Final = "\u00ba\u00aa"  # ordinals, of which the first is written for a degree


def made_plain(text: str) -> tuple[str, list[int] | None]:
    """Give text made plain, and for each character its place in what was given; None where no place has changed."""
    if text.isascii():
        return text, None
    plain = text.translate(_Plain())
    if len(plain) == len(text):
        return plain, None
    import unicodedata

    return plain, [place for place, character in enumerate(text) if unicodedata.category(character) != "Cf"]


class _Plain(dict[int, str | None]):
    """A table for ``str.translate`` that is filled with the characters it is asked for."""

    def __missing__(self, code: int) -> str | None:
        self[code] = found = _plain(chr(code))
        return found


def _plain(character: str) -> str | None:
    """Give the one plain character that stands for another; None for one that is not seen."""
    import unicodedata

    if character.isascii() or character in _KEPT:
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return None
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    return _MARKS.get(character) or (folded if len(folded) == 1 and folded.isascii() else character)
