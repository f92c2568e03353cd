"""From an outline to a file of the Markdown form that reads as exactly this outline."""

import re
from typing import Final

from care_standards.authoring import front_matter
from care_standards.authoring.grammar import attribute, quoted, split_notation
from care_standards.authoring.inline import escaped
from care_standards.authoring.outline import Item, Outline, is_private

_QUOTED_WORDS: Final = ("summary", "text", "note")
_KEYWORD: Final = re.compile(r"(Summary|Text|Note):", re.IGNORECASE)
_MARKS: Final = re.compile(r"[.:()]")
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


def write(outline: Outline) -> str:
    """Write an outline as a file of the Markdown form; ``parse`` gives the same outline again.

    Words that no Markdown holds exactly, such as those with control characters, are written as attributes. Levels of
    bullets that skip one are closed up, and the white space of remarks is folded, as remarks are for the reader alone.
    """
    return written(outline)[0]


def written(outline: Outline) -> tuple[str, tuple[int, ...]]:
    """Write an outline as ``write`` does, and give the line of each of its items too, counted from 1."""
    parts = [front_matter.write(outline.front)]
    line = parts[0].count("\n") + 1
    places: list[int] = []
    depth = 0
    tight = False
    for item in outline.items:
        depth = min(item.level, depth + 1) if item.role == "bullet" else 0
        block, quotes = _block(item, "text" if is_private(outline.front) else "summary", depth)
        remark = _remark(item.remark)
        close = tight and item.role == "bullet" and not remark
        outer, inner = "  " * max(depth - 1, 0), "  " * depth
        lines = [] if close else [""]
        if remark:
            lines += [f"{outer}{remark}", ""] if item.role != "bullet" else [f"{outer}{remark}"]
        own = len(lines)
        lines.append(f"{outer}{block}" if item.role != "bullet" else _indented(f"- {block}", outer, inner))
        for quote in quotes:
            lines += ["", *(f"{inner}{words}" for words in quote)]
        parts.append("\n".join(lines) + "\n")
        places.append(line + own)
        line += parts[-1].count("\n")
        tight = item.role == "bullet" and not quotes
    return "".join(parts), tuple(places)


def _indented(block: str, first: str, others: str) -> str:
    head, *tail = block.split("\n")
    return "\n".join((f"{first}{head}", *(f"{others}{line}" for line in tail)))


def _remark(words: str | None) -> str:
    folded = " ".join((words or "").replace("-->", "-- >").split())
    return f"<!-- {folded} -->" if folded else ""


def _block(item: Item, body_word: str, depth: int) -> tuple[str, list[list[str]]]:
    """Give the lines of a block, and those of each quotation below it."""
    attributes: dict[str, str] = {}
    heading = item.role == "heading"
    words = escaped(item.text, one_line=heading) if item.text else ""
    if words is None:
        attributes["heading" if heading else body_word] = quoted(item.text or "")
        words = ""
    if item.label and not heading:
        label = escaped(item.label, one_line=True)
        if label is None:
            attributes["label"] = quoted(item.label)
        else:
            words = f"**{label}** {words}".rstrip(" ")
    words = _numbered(item, words, attributes, depth)
    quotes: list[list[str]] = []
    for name in _QUOTED_WORDS:
        value = item.quotes.get(name)
        if value:
            quote = _quotation(name, value)
            if quote is None:
                attributes[name] = quoted(value)
            else:
                quotes.append(quote)
    if quotes and not heading and item.text is None and body_word in item.quotes:
        quotes = [quote for quote in quotes if quote]
    written = [f"{name}={value}" for name, value in attributes.items()]
    written[:0] = [attribute(name, value) for name, value in item.attributes.items()]
    if written:
        words = f"{words} {{{' '.join(written)}}}".lstrip(" ")
    return (f"{'#' * min(max(item.level, 1), 6)} {words}".rstrip(" ") if heading else words), quotes


def _numbered(item: Item, words: str, attributes: dict[str, str], depth: int) -> str:
    """Put the number before the words in the first way that reads back as it, or say it in an attribute."""
    heading = item.role == "heading"
    if item.notation is None:
        return words if "notation" in item.attributes else _unnumbered(words, heading, attributes)
    number = item.notation
    if not heading and not depth and _WHOLE.fullmatch(number) and words:
        return _indented(f"{number}. {words}", "", " " * (len(number) + 2))
    if not (_WHOLE.fullmatch(number) and depth):
        for mark in ("", ".", ":"):
            line = f"{number}{mark} {words}".rstrip(" ")
            if split_notation(line, heading=heading) == (number, words):
                return line
    attributes["notation"] = quoted(number) if number == "none" else attribute("", number)[1:]
    return words


def _unnumbered(words: str, heading: bool, attributes: dict[str, str]) -> str:
    """Keep words that look numbered from being read so: with an escape where one helps, or else an attribute."""
    number, rest = split_notation(words, heading=heading)
    if number is None:
        return words
    for mark in _MARKS.finditer(words, 0, len(words) - len(rest)):
        line = f"{words[: mark.start()]}\\{words[mark.start() :]}"
        if split_notation(line, heading=heading)[0] is None:
            return line
    attributes["notation"] = "none"
    return words


def _quotation(name: str, value: str) -> list[str] | None:
    """Give the lines of a quotation, a paragraph for each part between empty lines."""
    parts = value.split("\n\n")
    if not all(part and part.strip("\n") == part for part in parts):
        parts = [value]
    lines: list[str] = []
    for number, part in enumerate(parts):
        words = escaped(part)
        if words is None:
            return None
        if number:
            if (keyword := _KEYWORD.match(words)) is not None:
                words = f"{keyword[1]}\\{words[keyword.end() - 1 :]}"
            lines.append(">")
        else:
            words = f"{name.capitalize()}: {words}"
        lines += [f"> {line}".rstrip(" ") for line in words.split("\n")]
    return lines
