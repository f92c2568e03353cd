"""What can be wrong with a source before it is a document, each with its place and a hint that holds none of it."""

import math
import re
from typing import Final

import attrs

from care_standards.documents.limits import Limits
from care_standards.documents.positions import Path
from care_standards.issue_codes import Code

MAX_FAULTS: Final = 10_000
_MAX_WARNINGS: Final = 1_000  # well below, so that warnings never crowd out an error
MAX_SAFE_INTEGER: Final = 2**53 - 1  # the largest whole number every reader of JSON holds exactly (RFC 7493)
MAX_SAFE_DIGITS: Final = 16

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _show_path(path: Path | None) -> str:
    return "None" if path is None else f"<{len(path)} steps>"


@attrs.frozen
class Fault:
    """One thing wrong with a source.

    ``path`` holds the member names as they are in the document, so the repr shows only its length; it is None where
    no value can be named. ``offset`` counts characters of the text from 0, but bytes of the source where there is no
    text (``NOT_UTF8``, ``NUL_BYTE``); None where the source was an object, or where no one place is at fault.
    ``hint`` says what to do and holds nothing of the document.
    """

    code: Code
    path: Path | None = attrs.field(repr=_show_path)
    offset: int | None
    hint: str


def is_number_in_range(written: str, limits: Limits) -> bool:
    """Tell whether every reader holds the number written here; it must have the form JSON gives numbers."""
    digits = written.removeprefix("-")
    if digits.isdigit():
        most = min(limits.max_integer_digits, MAX_SAFE_DIGITS)
        return len(digits) <= most and int(digits) <= MAX_SAFE_INTEGER
    return len(written) <= limits.max_number_chars and math.isfinite(float(written))


def judge_text(text: str, steps: list[str | int], offset: int | None, limits: Limits, faults: list[Fault]) -> None:
    """Add the faults of one text or member name: too long, half a character, NUL."""
    if len(text) > limits.max_text:
        hint = f"More than {limits.max_text} characters. Shorten it, or raise Limits.max_text on purpose."
        faults.append(Fault(Code.TEXT_TOO_LONG, tuple(steps), offset, hint))
    if not text.isascii() and _SURROGATE.search(text):
        hint = "Write the whole character, or both halves of its escape."
        faults.append(Fault(Code.LONE_SURROGATE, tuple(steps), offset, hint))
    if "\0" in text and len(faults) < _MAX_WARNINGS:
        faults.append(Fault(Code.NUL_CHARACTER, tuple(steps), offset, "Take the character U+0000 out of the text."))


def given_twice(path: Path, offset: int | None) -> Fault:
    """Make the fault of a member whose name the object already has."""
    return Fault(Code.DUPLICATE_MEMBER, path, offset, "Keep one of the two members of this name.")


def not_finite(path: Path, offset: int | None) -> Fault:
    """Make the fault of NaN and the infinities."""
    return Fault(Code.NOT_FINITE, path, offset, "Write a number of JSON, or leave the member out.")


def out_of_range(path: Path, offset: int | None, limits: Limits) -> Fault:
    """Make the fault of a number that not every reader holds."""
    hint = (
        f"Whole numbers lie within 2^53 - 1 either way and have at most {limits.max_integer_digits} digits; other "
        f"numbers fit a double and have at most {limits.max_number_chars} characters."
    )
    return Fault(Code.NUMBER_OUT_OF_RANGE, path, offset, hint)


def too_deep(path: Path, offset: int | None, limits: Limits) -> Fault:
    """Make the fault of the first object or list that lies too deep."""
    hint = f"Objects and lists may lie {limits.max_depth} deep, and never deeper than Python's own stack allows."
    return Fault(Code.TOO_DEEP, path, offset, hint)


def too_many(offset: int | None, limits: Limits) -> Fault:
    """Make the fault of a document with too many values."""
    hint = f"More than {limits.max_nodes} values. Split it, or raise Limits.max_nodes on purpose."
    return Fault(Code.TOO_MANY_NODES, (), offset, hint)


def not_plain(path: Path, hint: str) -> Fault:
    """Make the fault of an object that JSON has no word for."""
    return Fault(Code.NOT_PLAIN_DATA, path, None, hint)


def syntax_hint(text: str, offset: int) -> str:
    """Say what may be wrong at a break of the grammar, from a closed list of sentences."""
    found = _SYNTAX_HINTS.get(text[offset], "Something here is not JSON.")
    return f"{found} Export it again, or mend it by hand at the place named."


_SYNTAX_HINTS: Final = {
    "\ufeff": "A second byte order mark stands here.",
    "'": "JSON quotes with double quotes only.",
    "/": "JSON has no comments.",
    "#": "JSON has no comments.",
    ",": "A value or a member is missing before this comma.",
    "]": "A comma with nothing after it, or a bracket too many.",
    "}": "A comma with nothing after it, or a bracket too many.",
    "{": "A comma is missing, or a second document begins here.",
    "[": "A comma is missing, or a second document begins here.",
    "\n": "A text runs over the end of the line; write a line break as \\n.",
    "\t": "A text holds a tab; write it as \\t.",
    "\\": "JSON has no such escape.",
}
