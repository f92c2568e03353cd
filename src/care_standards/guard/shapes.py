"""What in a text has the shape of something that gives people or places away: kinds and places, never the text.

Names of people have no shape; that nothing is found proves nothing.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import attrs

from care_standards.guard.judgements import Judgement
from care_standards.guard.kinds import SHAPE_KINDS, ShapeKind
from care_standards.guard.patterns import PATTERNS
from care_standards.guard.plain_text import made_plain


@attrs.frozen
class Found:
    """Something with a shape: what kind, and from where to where in the text, counted in characters from 0."""

    kind: ShapeKind
    start: int
    end: int


def find(text: str) -> tuple[Found, ...]:
    """Find all that looks like personal data in a text, in the order of the text.

    One stretch may have the shape of several kinds. Names are not found.
    """
    plain, places = made_plain(text)
    found = [Found(kind, start, end) for kind, start, end in _stretches(plain)]
    if places is not None:
        found = [Found(one.kind, places[one.start], places[one.end - 1] + 1) for one in found]
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end, SHAPE_KINDS.index(one.kind))))


def kinds_in(text: str) -> tuple[ShapeKind, ...]:
    """Give the kinds of personal data that a text seems to hold, each once, in the order of SHAPE_KINDS."""
    found = {kind for kind, _, _ in _stretches(made_plain(text)[0])}
    return tuple(kind for kind in SHAPE_KINDS if kind in found) if found else ()


def _stretches(plain: str) -> Iterator[tuple[ShapeKind, int, int]]:
    lowered = plain.lower()
    has_digit = any(map(lowered.__contains__, "0123456789"))
    for shape in _shapes():
        if shape.digit and not has_digit:
            continue
        if shape.cues and not any(map(lowered.__contains__, shape.cues)):
            continue
        at = 0
        while (met := shape.search(plain, at)) is not None:
            start, end = met.span(1)
            if shape.check is None or shape.check(plain, start, end):
                yield shape.kind, start, end
                at = end
            else:
                at = start + 1


@attrs.frozen
class _Shape:
    """A pattern that is ready to search with, and what it needs."""

    kind: ShapeKind
    search: Callable[[str, int], re.Match[str] | None]
    digit: bool
    cues: tuple[str, ...]
    check: Judgement | None


@cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(
        _Shape(one.kind, re.compile(one.pattern, re.ASCII).search, one.digit, one.cues, one.check) for one in PATTERNS
    )
