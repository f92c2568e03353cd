"""The metadata block of an SSSOM table: a small part of YAML, which every reader of YAML reads alike.

Written: names, texts in double quotes as JSON has them, whole numbers, and lists and maps of those. Read: the same, and
texts in single quotes or without, which may go on over several lines, as other programs break long ones. What stands
without quotes is text, whatever it looks like: ``no`` is a word here. Anchors, tags, comments, blocks of text and maps
in braces are refused.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NoReturn, cast

import attrs

from care_standards.exports.faults import ExchangeCode, refuse

Scalar = str | None
Value = Scalar | list[Scalar] | list[dict[str, Scalar]] | dict[str, Scalar]
Line = tuple[int, str]

_MEMBER: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*):(?: +(.*))?", re.DOTALL)
_BEGINNING: Final = re.compile(r"( *(?:- +)?)(?:([A-Za-z_][A-Za-z0-9_.-]*):(?: +|$))?")
_SINGLE: Final = re.compile(r"'((?:[^']|'')*)'")
_DOUBLE: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_NOT_PLAIN: Final = re.compile(r"[!&*|>%@`{}\[\],?#\"']|[-?:](?: |$)|.*(?: #|: |:$)", re.DOTALL)
_SPACE: Final = " \t"
_NULL: Final = ("", "~", "null", "Null", "NULL")


@attrs.frozen
class Block:
    """A metadata block taken apart: the slots in their order, and the line of each."""

    slots: dict[str, Value] = attrs.field(repr=False)
    lines: dict[str, int] = attrs.field(repr=False)


# ---- writing


def quoted(text: str) -> str:
    r"""Write a text in double quotes, in a form that JSON, YAML 1.1 and YAML 1.2 read alike.

    What is not printable is written as ``\uXXXX``; beyond the first plane YAML and JSON have no such form in common,
    and everything there stands as it is.
    """
    written = json.dumps(text, ensure_ascii=False)
    if written.isascii() and "\x7f" not in written:
        return written
    return "".join(
        sign if sign.isprintable() or ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}" for sign in written
    )  # fmt: skip


def write_block(slots: Mapping[str, Any]) -> str:
    """Write slots as the lines of a metadata block, each with its ``#``: texts, whole numbers, maps, lists of maps."""
    lines: list[str] = []
    for name, value in slots.items():
        if isinstance(value, dict):
            members = cast("dict[str, str]", value)
            lines += [f"{name}:", *(f"  {key}: {_written(text)}" for key, text in members.items())]
        elif isinstance(value, list):
            lines.append(f"{name}:")
            for item in cast("list[dict[str, str]]", value):
                texts = [f"{key}: {_written(text)}" for key, text in item.items()]
                lines += [f"  - {texts[0]}", *(f"    {text}" for text in texts[1:])]
        else:
            lines.append(f"{name}: {_written(value)}")
    return "".join(f"#{line}\n" for line in lines)


def _written(value: Any) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


# ---- reading


def uncommented(lines: Iterable[Line]) -> list[Line]:
    """Take the ``#`` from the lines of a block, and as many spaces as the first line has behind it."""
    found: list[Line] = []
    spaces = ""
    for number, line in lines:
        text = line[1:]
        if not found:
            spaces = " " * (len(text) - len(text.lstrip(" ")))
        if text.strip(_SPACE) and not text.startswith(spaces):
            _refuse(number, "Lines have different numbers of spaces behind #.", "Put as many behind each.")
        found.append((number, text.removeprefix(spaces)))
    return found


def read_block(lines: Sequence[Line]) -> Block:
    """Read the lines of a block, without their ``#``; raises InvalidExchangeError at the first that cannot be."""
    block = Block({}, {})
    waiting = _folded([(number, line.rstrip(_SPACE)) for number, line in lines])
    place = 0
    while place < len(waiting):
        number, line = waiting[place]
        member = _MEMBER.fullmatch(line)
        if member is None:
            _refuse(number, "The line does not begin with the name of a slot and a colon.", "Write name: value.")
        name, text = member[1], member[2] or ""
        if name in block.slots:
            refuse(ExchangeCode.SLOT_VALUE, number, "", "A slot is given twice.", "Keep one of the two.")
        end = place + 1
        while end < len(waiting) and waiting[end][1].startswith((" ", "- ")):
            end += 1
        below = waiting[place + 1 : end]
        if below and text:
            _refuse(below[0][0], "The slot has a text and, below it, a list or a map.", "Write one or the other.")
        block.slots[name] = _below(below) if below else _value(text, number)
        block.lines[name] = number
        place = end
    return block


def _folded(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of each text that goes on below it: a break is a space, an empty line a break."""
    found: list[Line] = []
    place = 0
    while place < len(lines):
        number, line = lines[place]
        place += 1
        if not line:
            continue
        begins = cast("re.Match[str]", _BEGINNING.match(line))
        text = line[begins.end() :]
        if text:
            # What is indented further than the name, or than the dash of an item, goes on with the text.
            indent = len(begins[1]) if begins[2] else _indent(line)
            pieces: list[str] = []
            end = place
            while end < len(lines) and (not lines[end][1] or _indent(lines[end][1]) > indent):
                pieces.append(lines[end][1].strip(_SPACE))
                end += 1
            while pieces and not pieces[-1]:
                pieces.pop()
            place = end if pieces else place
            line = line[: begins.end()] + _joined(text, pieces)
        found.append((number, line))
    return found


def _joined(text: str, pieces: Sequence[str]) -> str:
    parts = [text]
    empty = 0
    for piece in pieces:
        if not piece:
            empty += 1
            continue
        last = parts[-1]
        if text.startswith('"') and not empty and (len(last) - len(last.rstrip("\\"))) % 2:
            parts[-1] = last[:-1]  # a backslash at the end of a line: the text goes on without a space
        else:
            parts.append("\n" * empty or " ")
        parts.append(piece)
        empty = 0
    return "".join(parts)


def _refuse(number: int, what: str, instead: str) -> NoReturn:
    refuse(ExchangeCode.BLOCK_FORM, number, "", what, instead)


def _below(lines: Sequence[Line]) -> Value:
    if not lines[0][1].lstrip().startswith("- "):
        return _map([(number, line) for number, line in lines])
    indent = _indent(lines[0][1])
    items: list[list[Line]] = []
    for number, line in lines:
        if _indent(line) == indent and line.lstrip(" ").startswith("- "):
            items.append([(number, line.replace("-", " ", 1))])
        elif _indent(line) > indent:
            items[-1].append((number, line))
        else:
            _refuse(number, "The line stands neither below an item nor beside one.", "Indent items of a list alike.")
    texts: list[Scalar] = []
    maps: list[dict[str, Scalar]] = []
    for item in items:
        number, line = item[0]
        if _MEMBER.fullmatch(line.strip(_SPACE)) is not None:
            maps.append(_map(item))
        elif len(item) == 1:
            texts.append(_scalar(line.strip(_SPACE), number))
        else:
            _refuse(item[1][0], "A list holds a list.", "Write texts, or maps.")
    if maps and texts:
        _refuse(lines[0][0], "A list holds texts and maps.", "Write one or the other.")
    return maps or texts


def _map(lines: Sequence[Line]) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    indent = _indent(lines[0][1])
    for number, line in lines:
        member = _MEMBER.fullmatch(line.strip(_SPACE))
        if member is None or _indent(line) != indent:
            _refuse(number, "The line is no member of the map it stands in.", "Write name: value, indented alike.")
        if member[1] in found:
            refuse(ExchangeCode.SLOT_VALUE, number, "", "A name is given twice.", "Keep one of the two.")
        found[member[1]] = _scalar(member[2] or "", number)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _value(text: str, number: int) -> Value:
    if not text.startswith("["):
        return _scalar(text, number)
    found = _json(text)
    items = cast("list[object]", found) if isinstance(found, list) else [None]
    texts: list[Scalar] = [item for item in items if isinstance(item, str)]
    if len(texts) < len(items):
        _refuse(number, "What stands in brackets is no list of texts in double quotes.", "Write one item on a line.")
    return texts


def _scalar(text: str, number: int) -> Scalar:
    if text in _NULL:
        return None
    if text.startswith('"'):
        found = _unescaped(text)
        if found is None:
            _refuse(
                number, "What stands in double quotes is no text as YAML has it.", "Close it, and escape as in JSON."
            )
        return found
    single = _SINGLE.fullmatch(text)
    if single is not None:
        return single[1].replace("''", "'")
    if _NOT_PLAIN.match(text):
        _refuse(number, "The value needs quotes, or uses more of YAML than is read here.", "Put it in double quotes.")
    return text


def _unescaped(text: str) -> str | None:
    """Read a text in double quotes, or give None; a pair of escapes for one character, as JSON has it, is one."""
    quoted = _DOUBLE.fullmatch(text)
    if quoted is None:
        return None
    try:
        plain = _ESCAPE.sub(_sign, quoted[1])
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except (LookupError, ValueError):  # they hold the text
        return None


def _sign(found: re.Match[str]) -> str:
    written = found[1]
    return chr(int(written[1:], 16)) if len(written) > 1 else _ESCAPED[written]


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # it holds the text
        return None
