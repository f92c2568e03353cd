"""How much a document may cost before it is refused. Limits are passed or the default; a document never widens them."""

from typing import Final

import attrs

from care_standards.model import constraints as must

_MEBIBYTE: Final = 1024 * 1024
MAX_FAULTS_COUNTED: Final = 50_000


_DEEPEST: Final = 200  # what every step of the road can go down, with Python's own limit as it comes


def _depth(instance: object, attribute: "attrs.Attribute[int]", value: object) -> None:
    must.count(1)(instance, attribute, value)
    if isinstance(value, int) and value > _DEEPEST:
        raise must.refuse(instance, attribute, f"must be at most {_DEEPEST}")


@attrs.frozen(kw_only=True)
class Limits:
    """What one document may hold; each limit is the largest size that still passes, and each has an issue code.

    ``max_bytes``: bytes of the file or of the bytes given. ``max_unpacked``: bytes that a ``.gz`` file unpacks to.
    ``max_depth``: objects and lists within each other, the outermost counting 1; at most 200, as Python's own stack
    sets a bound. ``max_nodes``: values, that is objects, lists, texts, numbers, true, false and null.
    ``max_text``: characters (code points) of one text or member name. ``max_integer_digits``: digits of a whole
    number, which must besides lie within ±(2^53 - 1). ``max_number_chars``: characters of any other number.
    ``max_faults``: ways in which a document, or a row of a table, may break its schema and all of them be counted.
    ``max_issues``: issues that a report shows; the rest are counted.
    """

    max_bytes: int = attrs.field(default=20 * _MEBIBYTE, validator=must.count(1))
    max_unpacked: int = attrs.field(default=20 * _MEBIBYTE, validator=must.count(1))
    max_depth: int = attrs.field(default=64, validator=_depth)
    max_nodes: int = attrs.field(default=500_000, validator=must.count(1))
    max_text: int = attrs.field(default=100_000, validator=must.count(1))
    max_integer_digits: int = attrs.field(default=20, validator=must.count(1))
    max_number_chars: int = attrs.field(default=400, validator=must.count(1))
    max_faults: int = attrs.field(default=MAX_FAULTS_COUNTED, validator=must.count(1))
    max_issues: int = attrs.field(default=50, validator=must.count(1))


DEFAULT_LIMITS: Final = Limits()
"""The limits in force where none are passed."""
