"""Lines of plain ASCII text, broken as rich breaks them, whose import would cost a run more than the text does."""

import re
from typing import Final

_WORD: Final = re.compile(r"\s*\S+\s*")


def wrapped(text: str, width: int) -> list[str]:
    """Break text of one line into lines of at most ``width`` characters; without spaces at their ends.

    ``text`` is printable ASCII, of which each character takes one column. A word longer than a line is cut. At least
    one line is given. Linear.
    """
    breaks: list[int] = []
    taken = 0  # columns of the line that is being filled
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        needed = len(word.rstrip())
        if needed <= width - taken:
            taken += len(word)
        elif needed > width:  # it fits on no line
            breaks += [place for place in range(start, found.end(), width) if place]
            taken = (len(word) - 1) % width + 1
        elif taken and start:
            breaks.append(start)
            taken = len(word)
    return [text[a:b].rstrip() for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]
