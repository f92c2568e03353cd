"""Footnotes: small lines at the foot of a page that begin with a raised number or a sign."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line
from care_standards.authoring.structure.setting import Setting

_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TO_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGN: Final = re.compile(r"(?P<sign>[0-9]{1,3}|[*†‡§]{1,3}|[a-z](?=\s))[.)]?\s*(?=\S)")


@attrs.frozen(kw_only=True)
class Footnote:
    """One footnote: the number or sign it is referred to by, and the places of its lines."""

    sign: str
    places: tuple[int, ...]


def find_footnotes(lines: Sequence[Line], setting: Setting) -> tuple[Footnote, ...]:
    """Find the footnotes of all pages, in reading order.

    The last lines of a column that are smaller than the running text are one or more footnotes if the first of them
    begins with a raised number, or with a number that goes on from the footnote before. Small lines at the foot of the
    next column without a number of their own go on with the last footnote.
    """
    columns: dict[tuple[int, int, int | None], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.boxed:
            columns[line.sheet, round(line.left / 8), line.page].append(place)
    found: list[Footnote] = []
    expected = 1
    for places in columns.values():
        places.sort(key=lambda place: lines[place].top)
        at = len(places)
        while at > 0 and lines[places[at - 1]].size <= 0.93 * setting.size:
            at -= 1
        small = places[at:]
        if not small or at == 0:
            continue
        held: list[int] = []
        sign: str | None = None
        begun = False
        for place in small:
            start = _sign(lines[place], expected, begun)
            if start is not None:
                if sign is not None:
                    found.append(Footnote(sign=sign, places=tuple(held)))
                sign, held, begun = start, [place], True
                expected = int(start) + 1 if start.isdigit() else expected
            elif sign is not None:
                held.append(place)
        if sign is not None:
            found.append(Footnote(sign=sign, places=tuple(held)))
    return tuple(found)


def _sign(line: Line, expected: int, begun: bool) -> str | None:
    if line.small_start:
        return line.small_start.strip().translate(_RAISED).rstrip(".)")
    found = _SIGN.match(line.text)
    if found is None:
        return None
    sign = found["sign"]
    if sign.isdigit():
        # Each page may begin again at 1.
        return sign if int(sign) == expected or (not begun and sign == "1") else None
    return sign if sign[0] in "*†‡§" else None


def without_sign(text: str, sign: str) -> str:
    """Give the words of a footnote without the number or sign they begin with."""
    stripped = text.lstrip()
    for begun in (sign, sign.translate(_TO_RAISED)):
        if stripped.startswith(begun):
            return stripped[len(begun) :].lstrip(" .)")
    return stripped


def without_reference(text: str, sign: str) -> str:
    """Give a text without the raised sign of a footnote that it refers to; a sign that is not raised stays."""
    if not sign.isdigit():
        return text
    raised = sign.translate(_TO_RAISED)
    return re.sub(rf"(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])\s?{raised}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", "", text, count=1)


def refers(text: str, sign: str, *, raised: bool) -> bool:
    """Tell whether a text has the sign of a footnote in it: ``raised``, or set plainly behind a word or its stop."""
    if not sign.isdigit():
        return raised and sign in text
    if raised:
        figure = sign.translate(_TO_RAISED)
        return re.search(rf"(?<![⁰¹²³⁴⁵⁶⁷⁸⁹]){figure}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", text) is not None
    return re.search(rf"(?:[^\W\d]|(?<![0-9])[.,;:!?)”’\"'])\s?{sign}(?![0-9.%,]|\s\w)", text) is not None
