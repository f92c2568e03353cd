"""Where in the text a value stands: a second pass over JSON text that keeps places instead of building values.

The pass is one loop: it goes through the text once, does not recurse, and stops at the first break of the grammar
(RFC 8259), which it places itself, so that the answer is the same under every version of Python.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, Literal, cast

Path = tuple[str | int, ...]
"""The way from the top of a document to a value: member names and list indexes."""

Event = Literal["name", "object", "list", "end", "text", "number", "not-finite", "word", "cut", "broken"]

Token = tuple[Event, int, int]
"""What was met, where it starts, and where it ends (for an object or list: just past the opening bracket)."""

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_COMMA: Final = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")
_PLAIN_TEXT: Final = re.compile(r'"[^"\\\x00-\x1f]*"')
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CUT_NUMBER: Final = re.compile(r"-|-?(?:0|[1-9][0-9]*)(?:\.|(?:\.[0-9]+)?[eE][+-]?)")
_CUT_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?")
_WORDS: Final[tuple[tuple[dict[str, str], Event], ...]] = (
    ({"t": "true", "f": "false", "n": "null"}, "word"),
    ({"N": "NaN", "I": "Infinity", "-": "-Infinity"}, "not-finite"),
)
# Counted repeats keep the stack of the regular expression engine small, whatever the text.
_TEXT_RUN: Final = re.compile(r'(?:[^"\\\x00-\x1f]{1,1000}|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}){1,500}')

# What the grammar lets come next. Compared by identity.
_VALUE: Final = "a value"
_FIRST_VALUE: Final = "a value or the end of the list"
_NAME: Final = "a name"
_FIRST_NAME: Final = "a name or the end of the object"
_NEXT: Final = "a comma or the end"

_read_value: Final = json.JSONDecoder().raw_decode
# What JSONDecoder is made of; the types of the standard library leave it out.
_pass_over: Final[Any] = cast("Any", json.JSONDecoder()).scan_once
_read_name: Final[Any] = cast("Any", json.decoder).scanstring


def walk(text: str, steps: list[str | int]) -> Iterator[Token]:
    """Go through JSON text once, keeping in ``steps`` the path of what was just met.

    Values come in the order of the text; each member's ``name`` comes just before its value, under the same path.
    ``end`` closes the innermost object or list, whose path ``steps`` then is. A break of the grammar comes last:
    ``cut`` where the text so far could still become a document, else ``broken``, with the place of the first character,
    word or escape that fits nothing.
    """
    size = len(text)
    closers: list[str] = []  # the bracket that ends each open object or list
    expected = _VALUE
    here = _skip(text, 0)
    while here < size:
        char = text[here]
        if expected is _NEXT:
            if not closers:
                break
            if char == ",":
                last = steps[-1]
                if isinstance(last, int):
                    steps[-1] = last + 1
                    expected = _VALUE
                else:
                    expected = _NAME
                here = _skip(text, here + 1)
                continue
            if char != closers[-1]:
                break
            token: Token = ("end", here, here + 1)
        elif expected is _NAME or expected is _FIRST_NAME:
            if char == '"':
                token = _text(text, here)
                if token[0] == "text":
                    end = token[2]
                    steps[-1] = text_at(text, here, end)
                    yield "name", here, end
                    here = _skip(text, end)
                    if here < size and text[here] != ":":
                        break
                    here = _skip(text, here + 1)
                    expected = _VALUE
                    continue
            elif char == "}" and expected is _FIRST_NAME:
                token = ("end", here, here + 1)
            else:
                break
        elif char == '"':
            token = _text(text, here)
        elif char == "{" or char == "[":
            yield ("object" if char == "{" else "list"), here, here + 1
            closers.append("}" if char == "{" else "]")
            steps.append("" if char == "{" else 0)
            expected = _FIRST_NAME if char == "{" else _FIRST_VALUE
            here = _skip(text, here + 1)
            continue
        elif char == "]" and expected is _FIRST_VALUE:
            token = ("end", here, here + 1)
        else:
            token = _scalar(text, here)

        if token[0] == "end":
            closers.pop()
            steps.pop()
        yield token
        if token[0] == "cut" or token[0] == "broken":
            return
        expected = _NEXT
        here = _skip(text, token[2])
    if here < size:
        yield "broken", here, here
    elif closers or expected is not _NEXT:
        yield "cut", size, size


def _skip(text: str, here: int) -> int:
    found = _SPACE.match(text, here)
    return here if found is None else found.end()


def _text(text: str, start: int) -> Token:
    """Read the text whose opening quote stands at ``start``."""
    found = _PLAIN_TEXT.match(text, start)
    if found is not None:
        return "text", start, found.end()
    here = start + 1
    size = len(text)
    while (found := _TEXT_RUN.match(text, here)) is not None:
        here = found.end()
    if here == size or _CUT_ESCAPE.fullmatch(text, here):
        return "cut", size, size
    if text[here] == '"':
        return "text", start, here + 1
    return "broken", here, here


def _scalar(text: str, here: int) -> Token:
    """Read a number, true, false, null, or one of the three words that are not JSON but that Python would read."""
    size = len(text)
    found = _NUMBER.match(text, here)
    if found is not None:
        end = found.end()
        if text[end : end + 1] in (".", "e", "E") and _CUT_NUMBER.fullmatch(text, here):
            return "cut", size, size
        return "number", here, end
    char = text[here]
    for words, event in _WORDS:
        word = words.get(char, "")
        if word and text.startswith(word, here):
            return event, here, here + len(word)
    rest = text[here : here + 5]
    if here + len(rest) == size and (rest == "-" or _WORDS[0][0].get(char, "").startswith(rest)):
        return "cut", size, size
    return "broken", here, here


def text_at(text: str, start: int, end: int) -> str:
    """Give the text whose quotes stand at ``start`` and just before ``end``, escapes read."""
    if "\\" not in text[start:end]:
        return text[start + 1 : end - 1]
    value: str = _read_value(text, start)[0]
    return value


def locate(text: str, wanted: Collection[Path]) -> dict[Path, int]:
    """Find where the values at these paths stand: the offset, in characters, of the first character of each.

    A path that leads nowhere gets the offset of its deepest ancestor that exists, in the end that of the whole
    document. Where a member is given twice, the first counts.
    """
    top = _skip(text, 0)
    if not any(wanted):  # what is refused as a whole may be large
        return dict.fromkeys(wanted, top)
    tree = _tree(wanted)
    # Beside each branch of the tree, where its value stands: filled in as the values are met.
    places: dict[int, int] = {id(tree): top}
    steps: list[str | int] = []
    open_branches: list[dict[str | int, Any] | None] = []
    for event, start, _ in walk(text, steps):
        if event == "end":
            open_branches.pop()
            continue
        if event == "name":
            continue
        here: dict[str | int, Any] | None = tree
        if steps:
            above = open_branches[-1] if open_branches else None
            here = None if above is None else above.get(steps[-1])
        if here is not None:
            if id(here) in places and here is not tree:
                here = None
            else:
                places[id(here)] = start
        if event == "object" or event == "list":
            open_branches.append(here)
    return {path: _deepest(tree, path, places) for path in wanted}


def locate_in_sound(text: str, wanted: Collection[Path]) -> dict[Path, int]:
    """Find the same in a text that is known to be JSON, without any member twice: faster, as it looks at less.

    What holds nothing that is wanted is passed over by the parser, and nothing after the last that is wanted is read.
    """
    if max(map(len, wanted), default=0) > _DEEPEST:
        return locate(text, wanted)
    tree = _tree(wanted)
    places: dict[int, int] = {}
    _locate_below(text, _skip(text, 0), tree, places, is_last=True)
    return {path: _deepest(tree, path, places) for path in wanted}


_DEEPEST: Final = 50  # further down than any problem of a document but in extensions, and far from Python's own limit


def _locate_below(text: str, here: int, branch: dict[str | int, Any], places: dict[int, int], is_last: bool) -> int:
    """Note where a value stands, and all that is wanted below it; give where it ends, unless nothing comes after."""
    places[id(branch)] = here
    opening, left = text[here], len(branch)
    if not left or opening not in "{[":
        return here if is_last else _pass_over(text, here)[1]
    number = -1
    here = _skip(text, here + 1)
    while text[here] not in "]}":
        if opening == "{":
            step, here = _read_name(text, here + 1)
            here = _skip(text, _skip(text, here) + 1)
        else:
            step = number = number + 1
        inner = branch.get(step)
        if inner is None:
            here = _pass_over(text, here)[1]
        else:
            left -= 1
            here = _locate_below(text, here, inner, places, is_last and not left)
            if is_last and not left:
                return here
        between = _COMMA.match(text, here)
        here = here if between is None else between.end()
    return here + 1


def _tree(wanted: Collection[Path]) -> dict[str | int, Any]:
    """Give the wanted paths, and all that lead to them, as a tree."""
    tree: dict[str | int, Any] = {}
    for path in wanted:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
    return tree


def _deepest(tree: dict[str | int, Any], path: Path, places: dict[int, int]) -> int:
    place = places[id(tree)]
    branch = tree
    for step in path:
        branch = branch[step]
        if id(branch) not in places:
            break
        place = places[id(branch)]
    return place


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Give the line and the column of an offset, both from 1, columns in characters; lines end at LF, CR LF or CR."""
    return lines_and_columns(text, [offset])[offset]


def lines_and_columns(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Give the same for many offsets, looking for the line breaks once."""
    if "\r" not in text:
        return _lines_and_columns(text, offsets)
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    lines: dict[int, tuple[int, int]] = {}
    for offset in offsets:
        here = max(0, min(offset, len(text)))
        line = bisect_right(starts, here)
        lines[offset] = line, here - starts[line - 1] + 1
    return lines


def _lines_and_columns(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Give them where only LF ends a line: what lies between two offsets is counted once."""
    lines: dict[int, tuple[int, int]] = {}
    line, before = 1, 0
    for offset in sorted(offsets):
        here = max(0, min(offset, len(text)))
        line += text.count("\n", before, here)
        before = here
        lines[offset] = line, here - text.rfind("\n", 0, here)
    return lines
