"""The quick way through the door, with orjson: it takes what has no fault, and leaves everything else to ``decode``.

orjson refuses by itself what is no UTF-8 or no JSON, a byte order mark, NaN, half a character and whatever no double
holds. It lets pass what ``decode`` refuses or warns of: members given twice, numbers that not every reader holds, NUL
in a text, and whatever is too deep, too long or too many. Those are told from what orjson writes of the value, or from
single bytes, without looking at one value after another. Every test may say yes for nothing, never no for something.
"""

from functools import cache
from typing import Any, Final

from care_standards.documents.faults import MAX_SAFE_DIGITS
from care_standards.documents.limits import DEFAULT_LIMITS, Limits

NOT_TAKEN: Final = object()
"""The answer where the ordinary way has to look."""

_STRIDE: Final = 4
_AS_ZEROS: Final = bytes(ord("0") if chr(byte) in "0123456789" else byte for byte in range(256))
_LONG_RUN: Final = b"0" * MAX_SAFE_DIGITS
# Of any number of so many characters, point, sign and exponent part no fewer digits than this from the others.
_ENDLESS_RUN: Final = b"0" * (DEFAULT_LIMITS.max_number_chars // 4)


@cache
def _orjson() -> Any:
    """Give the module orjson, or None where it is not installed. It is imported on first use, as it is dear."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson


def decode_quickly(content: bytes, limits: Limits) -> Any:
    """Give the value that bytes stand for, if they have no fault at all; NOT_TAKEN otherwise, or without orjson.

    The value is the one ``decode`` gives. Time grows with the length of the bytes. Raises nothing.
    """
    orjson = _orjson()
    if orjson is None or _is_unusual(limits) or _may_hold_too_many(content, limits):
        return NOT_TAKEN
    value: Any = None
    written = b""
    try:
        value = orjson.loads(content)
        written = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except (ValueError, TypeError, RecursionError):
        pass  # the error holds all of the document
    if not written or _may_be_too_deep(written, limits) or _has_strange_numbers(content, written):
        return NOT_TAKEN
    if b"\\" in content and (b"\\u0000" in content or b"\\u0022" in content):
        return NOT_TAKEN
    # A member given twice is written once. A text has two quotes and one for each it holds, however it is laid out.
    if not content.startswith(written) and content.count(b'"') != written.count(b'"'):
        return NOT_TAKEN
    return value


def _is_unusual(limits: Limits) -> bool:
    return limits.max_integer_digits < MAX_SAFE_DIGITS or limits.max_number_chars < DEFAULT_LIMITS.max_number_chars


def _may_hold_too_many(content: bytes, limits: Limits) -> bool:
    """Tell whether there may be more values than allowed, or more characters in one text."""
    if len(content) > limits.max_nodes and sum(map(content.count, (b"[", b"{", b","))) + 1 > limits.max_nodes:
        return True
    if len(content) <= limits.max_text:
        return False
    # An escaped quote does not end a text. Taking it away may join two texts into one, never cut one in two.
    joined = content.replace(b'\\"', b"..") if b'\\"' in content else content
    # A text that is too long has no quote anywhere, so none in a stretch of half the length that lies in it.
    half = max(1, limits.max_text // 2)
    return any(joined.find(b'"', start, start + half) < 0 for start in range(0, len(joined) - half + 1, half))


def _may_be_too_deep(written: bytes, limits: Limits) -> bool:
    """Tell by the indent. What stands so far in may be no object or list, which costs the ordinary way only."""
    return b"\n" + b"  " * limits.max_depth in written


def _has_strange_numbers(content: bytes, written: bytes) -> bool:
    """Tell whether a whole number may have 16 digits or more, or any number hundreds of characters.

    A run of digits that long has a digit at four places in a row of every fourth. Where there may be one, what orjson
    wrote shows whether it is a number: a space stands before it there, or it is all there is. Where a whole number is
    beyond 64 bits, it has become a float, and is written with an exponent, whose plus older releases leave out.
    """
    if b"0" * (MAX_SAFE_DIGITS // _STRIDE) not in content[::_STRIDE].translate(_AS_ZEROS):
        return False
    digits = written.translate(_AS_ZEROS)
    return (
        b" " + _LONG_RUN in digits
        or b" -" + _LONG_RUN in digits
        or digits.startswith((_LONG_RUN, b"-" + _LONG_RUN))
        or digits.count(b"0e") > digits.count(b"0e-")
        or _ENDLESS_RUN in content.translate(_AS_ZEROS)
    )
