"""Lines that look like items of their own and would be lost in the words of another: told, never taken in silence.

Markdown joins the lines of a block. Who types a number or a mark at the beginning of a line means a new item.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from care_standards.authoring.grammar import split_notation

# The marks that word processors and books set before the items of a list, some of them of private use.
_PRINTED: Final = "•◦▪▫‣⁃∙·●○■□◆◇➢➤►▶✓✔–—\uf0b7\uf0a7\uf0d8\uf0fc"
PRINTED_MARK: Final = re.compile(rf"(?:[{_PRINTED}](?=\s)|[•◦▪‣●■\uf0b7\uf0a7])")
_TYPED_MARK: Final = re.compile(r"[-*+](?=[^\S\n])|o(?=\t|\xa0| {2})")
MARK_BEFORE_NO_SPACE: Final = re.compile(r"[-*+](?=[\xa0\u2000-\u200b\u202f\u3000])|o(?=\t|\xa0| {2})")
_NO_SPACE: Final = re.compile(r"[-+](?=[^\W\d_])|\*(?=[^\W\d_])(?![^\n]*\*)")
_LETTER: Final = re.compile(r"(?:[0-9]{1,3}|[a-z]|[ivxl]{1,5})[.)](?=\s)")
_HARD_BREAK: Final = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_MOST: Final = 50

RUNS_INTO_A_BULLET: Final = (
    "A line below a bullet begins at the left of its words.",
    "Indent it by two spaces if it belongs to the bullet; if not, put an empty line before it.",
)
_HEADING = "Write a space after the signs #, and an empty line before them; write \\# for the sign itself."
_SPACE = (
    "Write a space after the mark, and the bullet on a line of its own; write \\- for a sign that belongs to the words."
)
_NUMBER = (
    "Put an empty line before it if it is an item; if it goes on with the words above, join the lines, or write a "
    "backslash before its full stop or bracket."
)
_INNER_BULLET = (
    "Indent it by two spaces more than the bullet above, or not at all, if it is one; if it goes on with the words "
    "above, join the lines."
)


@attrs.frozen
class Lost:
    """A line that would be lost in a block: the offset of its first character, what it is, what to write instead."""

    offset: int
    what: str
    instead: str


def lost_lines(raw: str, *, is_heading: bool) -> Iterator[Lost]:
    """Find the lines of a block that look like items of their own, and a beginning that looks like another mark.

    A line after one that ends in a backslash was broken there on purpose. At most 50 of them are given.
    """
    if not is_heading and (begun := _at_the_beginning(raw)) is not None:
        yield Lost(0, *begun)
    if "\n" not in raw:
        return
    offset, meant, given = 0, True, 0
    for line in raw.split("\n"):
        words = line.lstrip()
        if not meant and given < _MOST and (found := _within(words)) is not None:
            given += 1
            yield Lost(offset + len(line) - len(words), *found)
        meant = _HARD_BREAK.search(line) is not None
        offset += len(line) + 1


def _at_the_beginning(raw: str) -> tuple[str, str] | None:
    if raw.startswith("#"):
        return "A heading has no space after its signs, or too many of them.", _HEADING
    if PRINTED_MARK.match(raw) or MARK_BEFORE_NO_SPACE.match(raw):
        return "Words begin with the mark of a bullet that is none here.", _instead(raw)
    if _NO_SPACE.match(raw):
        return "A bullet has no space after its mark.", _SPACE
    return None


def _instead(line: str) -> str:
    return (
        "Begin a bullet with - and a space, on a line of its own. If the sign belongs to the words, join the line to "
        f"the one above, or write &#{ord(line[0])}; for it."
    )


def _within(line: str) -> tuple[str, str] | None:
    if line.startswith("#"):
        return "A line within an item begins as a heading does.", _HEADING
    if PRINTED_MARK.match(line) or MARK_BEFORE_NO_SPACE.match(line):
        return "A line within an item begins with the mark of a bullet.", _instead(line)
    if _NO_SPACE.match(line):
        return "A bullet has no space after its mark.", _SPACE
    if _TYPED_MARK.match(line):
        return "A bullet stands within an item.", _INNER_BULLET
    if split_notation(line, heading=False)[0] is not None or _LETTER.match(line):
        return "A line within an item begins with a number.", _NUMBER
    return None
