"""The door: bytes, a file or an object become plain data, or a list of coded faults. Nothing raises for content.

Every step costs time in proportion to the size of the source, whatever is in it. The common case is one pass of the
standard library's parser and a few searches; only where those see something suspicious does a second pass over the
text find every fault with its place.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, cast

import attrs

from care_standards.documents.faults import (
    MAX_FAULTS,
    MAX_SAFE_DIGITS,
    Fault,
    given_twice,
    is_number_in_range,
    judge_text,
    not_finite,
    not_plain,
    out_of_range,
    syntax_hint,
    too_deep,
    too_many,
)
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.objects import copy_plain
from care_standards.documents.positions import Path, text_at, walk
from care_standards.documents.quick_decode import NOT_TAKEN, decode_quickly
from care_standards.documents.sources import (
    UTF8_MARK,
    UTF16_MARKS,
    Refusal,
    foreign_format,
    read_file,
    too_large,
)
from care_standards.issue_codes import Code

__all__ = ["Decoded", "Fault", "Path", "decode"]

_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")

# Python 3.11 bounds its parser only by a limit that programs may raise past what the stack of the system holds.
_STACK_IS_SAFE_TO: Final = 5_000


def _show_text(text: str | None) -> str:
    return "None" if text is None else f"<{len(text)} characters>"


@attrs.frozen(eq=False, repr=False)
class Decoded:
    """What came through the door.

    ``value`` is plain data: dicts with text keys, lists, text, whole numbers, floats, True, False, None. ``readable``
    is False, and ``value`` None, where any fault is an error; warnings leave the document readable. ``text`` is the
    text the offsets count in, without a byte order mark; None where the source was an object or is no text.
    """

    value: Any
    _text: str | bytes | None
    faults: tuple[Fault, ...]
    readable: bool

    @property
    def text(self) -> str | None:
        """Give the text, which is made when it is asked for, as most documents have no fault to be placed in it."""
        return self._text.decode("utf-8") if isinstance(self._text, bytes) else self._text

    def __repr__(self) -> str:
        return f"Decoded(text={_show_text(self.text)}, faults={self.faults!r}, readable={self.readable})"


def decode(
    source: "str | os.PathLike[str] | bytes | bytearray | memoryview | Mapping[str, object]",
    limits: Limits = DEFAULT_LIMITS,
    *,
    quick: bool = False,
) -> Decoded:
    """Read a document from a path, from bytes or from a mapping, within limits.

    A ``str`` is always a path, never a document. An object is copied, never changed. Faults come in the order of the
    document, all that one pass can see; at most 10,000. ``quick`` takes orjson where it is installed, and changes
    nothing of the answer. Raises ``UnreadableSourceError`` for a path that cannot be opened or is no ordinary file,
    and nothing else.
    """
    sort = _sort_of(source)
    if sort == "path":
        found = read_file(cast("os.PathLike[str]", source), limits)
        return _refuse(found) if isinstance(found, Refusal) else _decode_bytes(found, limits, quick)
    if sort == "bytes":
        content = _bytes_of(cast("bytes", source), limits.max_bytes)
        if content is not None:
            if len(content) > limits.max_bytes:
                return _refuse(too_large(limits))
            return _decode_bytes(content, limits, quick)
    elif sort == "mapping":
        value, faults = copy_plain(cast("Mapping[object, object]", source), limits)
        return _finish(value, None, faults)
    return _finish(None, None, [not_plain((), "Pass a path, bytes or a mapping (a dict).")])


def _sort_of(source: object) -> Literal["path", "bytes", "mapping", "other"]:
    try:
        if isinstance(source, (str, os.PathLike)):
            return "path"
        if isinstance(source, (bytes, bytearray, memoryview)):
            return "bytes"
        if isinstance(source, Mapping):
            return "mapping"
    except Exception:
        pass  # an object may fail even when asked for its class
    return "other"


def _bytes_of(source: "bytes | bytearray | memoryview", cap: int) -> bytes | None:
    if type(source) is bytes:
        return source
    try:
        with memoryview(source) as view:
            return bytes(cap + 1) if view.nbytes > cap else view.tobytes()
    except Exception:
        return None  # a view that was released


def _finish(value: Any, text: str | None, faults: list[Fault]) -> Decoded:
    readable = not any(fault.code.severity == "error" for fault in faults)
    return Decoded(value if readable else None, text, tuple(faults), readable)


def _refuse(refusal: Refusal) -> Decoded:
    return _finish(None, None, [Fault(refusal.code, None, None, refusal.hint)])


# ---- bytes


def _decode_bytes(content: bytes, limits: Limits, quick: bool) -> Decoded:
    if quick and (taken := decode_quickly(content, limits)) is not NOT_TAKEN:
        return Decoded(taken, content, (), readable=True)

    def refuse(code: Code, hint: str, offset: int | None = None) -> Decoded:
        return _finish(None, None, [*faults, Fault(code, None, offset, hint)])

    faults: list[Fault] = []
    other = foreign_format(content)
    if other is not None:
        return refuse(Code.ANOTHER_FORMAT, f"This looks like {other}.")
    if (nul := content.find(b"\x00")) >= 0:
        wide = content.startswith(UTF16_MARKS) or content[:2].count(0) == 1 or content[:4].count(0) == 3
        what = "It looks like UTF-16 or UTF-32: save it as UTF-8." if wide else "Save it as plain UTF-8 text."
        return refuse(Code.NUL_BYTE, f"Byte {nul} (counted from 0) is NUL. {what}", nul)
    skipped = 0
    if content.startswith(UTF8_MARK):
        skipped = len(UTF8_MARK)
        content = content[skipped:]
        faults.append(Fault(Code.BYTE_ORDER_MARK, None, 0, "Save the file as UTF-8 without a byte order mark."))
    if not content or content.isspace():
        return refuse(Code.EMPTY, "There is nothing in it. Export it again.")
    text, bad = _to_text(content)
    if text is None:
        what = "It looks like UTF-16." if content.startswith(UTF16_MARKS) else "Save the file again as UTF-8."
        bad += skipped
        return refuse(Code.NOT_UTF8, f"Byte {bad} (counted from 0) begins no character of UTF-8. {what}", bad)
    value, found = _decode_text(text, limits)
    return _finish(value, text, [*faults, *found])


def _to_text(content: bytes) -> tuple[str | None, int]:
    try:
        return content.decode("utf-8", "strict"), 0
    except UnicodeDecodeError as error:
        return None, error.start  # the error itself holds all of the document


# ---- text


def _decode_text(text: str, limits: Limits) -> tuple[Any, list[Fault]]:
    faults: list[Fault] | None = None
    brackets = text.count("[") + text.count("{")
    # Every value is the outermost, or follows an opening bracket or a comma: a cheap upper bound.
    if brackets + text.count(",") + 1 > limits.max_nodes or (
        brackets > _STACK_IS_SAFE_TO and sys.getrecursionlimit() > _STACK_IS_SAFE_TO
    ):
        faults = _find_faults(text, limits)
        if any(fault.code.severity == "error" for fault in faults):
            return None, faults
    value, failed = _parse(text, limits)
    if faults is None:
        faults = _find_faults(text, limits) if failed or _is_suspicious(text, value, limits) else []
    if failed and not any(fault.code.severity == "error" for fault in faults):
        # The text is sound and within the limits: what ran out is Python's own room for nesting.
        faults.append(too_deep((), None, limits))
    return value, faults


def _parse(text: str, limits: Limits) -> tuple[Any, bool]:
    """Parse with the standard library; tell whether that failed, or a hook saw a fault."""
    failed = False
    short = min(MAX_SAFE_DIGITS - 1, limits.max_integer_digits)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal failed
        found = dict(pairs)
        if len(found) != len(pairs):
            failed = True
        return found

    def whole_number(written: str) -> int:
        nonlocal failed
        if len(written) <= short or is_number_in_range(written, limits):
            return int(written)
        failed = True
        return 0

    def fraction(written: str) -> float:
        nonlocal failed
        if is_number_in_range(written, limits):
            return float(written)
        failed = True
        return 0.0

    def word(written: str) -> None:
        nonlocal failed
        failed = True

    decoder = json.JSONDecoder(
        object_pairs_hook=members, parse_int=whole_number, parse_float=fraction, parse_constant=word
    )
    try:
        value = decoder.decode(text)
    except (ValueError, RecursionError):
        return None, True  # the error holds all of the document, so nothing of it is kept
    return value, failed


def _is_suspicious(text: str, value: Any, limits: Limits) -> bool:
    """Tell whether a second look at the text is needed. May say yes for nothing, never no for something."""
    if "\\u0000" in text or _is_deeper(value, limits.max_depth):
        return True
    if len(text) > limits.max_text:
        # An escaped quote does not end a text. Taking it away may join two texts into one, never cut one in two.
        joined = text.replace('\\"', "..") if '\\"' in text else text
        if re.search(f'"[^"]{{{limits.max_text + 1}}}', joined):
            return True
    return _SURROGATE_ESCAPE.search(text) is not None and not _is_writable(value)


def _is_deeper(value: Any, limit: int) -> bool:
    level: list[Any] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent) if isinstance(child, (dict, list))]
        if not level:
            return False
    return bool(level)


def _children(parent: Any) -> Iterable[Any]:
    return cast("Iterable[Any]", parent.values() if isinstance(parent, dict) else parent)


def _is_writable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        return False
    return True


def _find_faults(text: str, limits: Limits) -> list[Fault]:
    """Go through the text once more and find every fault with its place."""
    faults: list[Fault] = []
    steps: list[str | int] = []
    open_names: list[set[str | int]] = []
    nodes = 0
    for event, start, end in walk(text, steps):
        if event == "end":
            open_names.pop()
        elif event == "cut":
            faults.append(Fault(Code.CUT_SHORT, None, start, "The text ends too early. Export or fetch it again."))
        elif event == "broken":
            faults.append(Fault(Code.NOT_JSON_SYNTAX, None, start, syntax_hint(text, start)))
        elif event == "name":
            names = open_names[-1]
            name = cast("str", steps[-1])
            if name in names:
                faults.append(given_twice(tuple(steps), start))
            names.add(name)
            judge_text(name, steps, start, limits, faults)
        else:
            nodes += 1
            if nodes > limits.max_nodes:
                faults.append(too_many(start, limits))
                break
            if event == "object" or event == "list":
                if len(steps) >= limits.max_depth:
                    faults.append(too_deep(tuple(steps), start, limits))
                    break
                open_names.append(set())
            elif event == "text":
                if end - start - 2 > limits.max_text or "\\" in text[start:end]:
                    judge_text(text_at(text, start, end), steps, start, limits, faults)
            elif event == "number":
                if not is_number_in_range(text[start:end], limits):
                    faults.append(out_of_range(tuple(steps), start, limits))
            elif event == "not-finite":
                faults.append(not_finite(tuple(steps), start))
        if len(faults) >= MAX_FAULTS:
            break
    return faults
