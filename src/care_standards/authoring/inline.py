"""The words of one block: from Markdown to plain text and back, exactly."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from care_standards.authoring.swallowed import MARK_BEFORE_NO_SPACE, PRINTED_MARK
from care_standards.errors import MissingExtraError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING: Final = 64
# Rules that this form has no use for; without them hostile text costs no more than any other. What they would have
# found is refused by name.
_NOT_USED: Final = ("backticks", "link", "image", "autolink", "html_inline", "reference", "code")


@cache
def parser() -> "MarkdownIt":
    """Give the parser of Markdown; raises MissingExtraError where it is not installed."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        pass
    else:
        return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).disable(list(_NOT_USED))
    raise MissingExtraError("authoring")


# ---- reading

_SPECIAL: Final = re.compile(r"[\\*_&\n]")
_REFUSED: Final = re.compile(
    r"\\.|(?P<code>`+(?:[^`]*`+)?)|(?P<address><[A-Za-z][A-Za-z0-9+.-]*(?::|@)[^\s<>]*>)|(?P<html><[A-Za-z/!?])"
    r"|(?P<link>\]\()",
    re.DOTALL,
)
_TABLE: Final = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_MOST: Final = 50  # of what is wrong in one block
_SPACES_AT_END: Final = re.compile(r" +(?=\\?\n)")
_WHAT: Final = {
    "code": ("Code has no place in an edition.", "Write the words; write \\` for the mark itself."),
    "html": ("HTML has no place in an edition.", "Write the words; write \\< for the mark itself."),
    "address": ("Links have no place in an edition.", "Write \\< before an address; or put it into the bibliography."),
    "image": ("Images have no place in an edition.", "Leave it out, or write what it says as words."),
    "link": ("Links have no place in an edition.", "Write the words; put the address into the bibliography or a note."),
}


NOT_HERE: Final = {
    "hr": ("A rule has no place in an edition.", "Leave the line out; headings divide an edition."),
    "fence": ("Code has no place in an edition.", "Write the words as a paragraph."),
    "code_block": ("Code has no place in an edition.", "Write the words as a paragraph, without the indentation."),
}


def refused(raw: str) -> list[tuple[int, str, str]]:
    """Find what a block holds that this form does not have: the offset of each, what it is, what to write instead."""
    wrong: list[tuple[int, str, str]] = []
    if "`" in raw or "<" in raw or "](" in raw:
        after = 0
        for found in _REFUSED.finditer(raw):
            if found.lastgroup and len(wrong) < _MOST:
                start, name = found.start(), found.lastgroup
                if name == "link" and (opening := raw.rfind("[", after, start)) >= 0:
                    is_image = raw[max(after, opening - 1) : opening] == "!"
                    start, name = (opening - 1, "image") if is_image else (opening, name)
                wrong.append((start, *_WHAT[name]))
            after = found.end()
    if "\n" in raw and "|" in raw:
        for found in _TABLE.finditer(raw, raw.index("\n") + 1):
            if "|" in found[0]:
                return [
                    (0, "A table has no place in an edition.", "Write each row as a bullet or a paragraph."),
                    *wrong,
                ]
    return wrong


def words_of(raw: str, *, labelled: bool = True) -> tuple[str | None, str | None]:
    """Give the bold label that a block begins with, or None, and its words as plain text, or None.

    Emphasis is dropped, a line break is a space, and a line that ends in a backslash is broken there.
    """
    if _SPECIAL.search(raw) is None:
        return None, raw or None
    tokens = _tokens(raw)
    label, place = _label(tokens) if labelled and raw.startswith(("**", "__")) else (None, 0)
    return label, _plain(tokens[place:]) or None


def _tokens(raw: str) -> list[Any]:
    found: list[Any] = []
    markdown = parser()
    markdown.inline.parse(_SPACES_AT_END.sub("", raw), markdown, {}, found)
    return [token for token in found if token.type != "text" or token.content]


def _plain(tokens: list[Any]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type) or token.content for token in tokens)


def _label(tokens: list[Any]) -> tuple[str | None, int]:
    """Find the label and where the words after it begin; bold words that run on into the text are no label."""
    if not tokens or tokens[0].type != "strong_open":
        return None, 0
    end = next(n for n, token in enumerate(tokens) if token.type == "strong_close" and token.level == tokens[0].level)
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    label = _plain(tokens[1:end])
    if following is None or following.type == "hardbreak":
        return label, end + 1
    if following.type == "softbreak":
        return label, end + 2
    if following.type == "text" and following.content[0] in " \t:":
        rest = following.content.removeprefix(":")
        if rest == following.content or not rest or rest[0] in " \t":
            following.content = rest.lstrip(" \t")
            after_break = not following.content and end + 2 < len(tokens) and tokens[end + 2].type == "softbreak"
            return label, end + 3 if after_break else end + 1
    return None, 0


# ---- writing

_CANNOT_STAND: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_AS_NUMBER: Final = re.compile("[\t\x0c\r\u2028\u2029]")
_ESCAPED: Final = re.compile(
    r"[\\`*{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]{1,31};)|\](?=\()"
)
_LINE_START: Final = re.compile(r"(?:#|>|[-+](?=\s|$|[^\W\d_])|--|=|~~~|(?=[|:-])[|: -]+$)")
_LIST_NUMBER: Final = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))", re.ASCII)
_CLOSING: Final = re.compile(r"(?:^|(?<=\s))(#*)#$")


def escaped(text: str, *, one_line: bool = False) -> str | None:
    """Write plain text as Markdown that reads as exactly this text, or None where no Markdown does.

    ``one_line`` is for headings and labels. Otherwise a line break is a backslash at the end of a line, and the result
    may have several lines.
    """
    if not text or _CANNOT_STAND.search(text):
        return None
    safe = _ESCAPED.sub(r"\\\g<0>", text)
    safe = _AS_NUMBER.sub(lambda found: f"&#{ord(found[0])};", safe)
    if one_line:
        line = _edges(safe.replace("\n", "&#10;"))
        return _CLOSING.sub(r"\1\#", line)
    if safe.endswith("\n"):
        safe = f"{safe[:-1]}&#10;"
    return "\\\n".join(_start(_edges(line)) for line in safe.split("\n"))


def _edges(line: str) -> str:
    """Write white space at either edge of a line by its number, as Markdown drops it there."""
    if line and line[0].isspace():
        line = f"&#{ord(line[0])};{line[1:]}"
    if line and line[-1].isspace():
        line = f"{line[:-1]}&#{ord(line[-1])};"
    return line


def _start(line: str) -> str:
    if _LINE_START.match(line):
        return f"\\{line}"
    if (mark := PRINTED_MARK.match(line) or MARK_BEFORE_NO_SPACE.match(line)) is not None:
        return f"&#{ord(mark[0])};{line[1:]}"
    if (number := _LIST_NUMBER.match(line)) is not None:
        return f"{number[0]}\\{line[number.end() :]}"
    return line
