"""Automatic numbers: what Word prints before a paragraph of a list, computed as Word counts.

The rules are those of ECMA-376, part 1, 17.9: a list has up to nine levels, each with a form (``%1.%2.``), a kind of
digit and a start; a level starts again after every item of a level above it, unless it says otherwise; lists that
share a definition go on counting where the other stopped, unless a list starts it anew.
"""

import re
from typing import Final

import attrs

from care_standards.authoring.docx.parts import Element, number, switched, value

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST: Final = 32_767  # what Word counts to


@attrs.frozen(kw_only=True)
class Level:
    """One level of a list: its form, its kind of digits, where it starts, after which level it starts again."""

    form: str = attrs.field(default="", repr=False)
    digits: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Printed:
    """What is printed before a paragraph: a bullet, or a number.

    ``text`` is the number as printed, None for a bullet. ``alone`` tells that it is made of one level only, as ``3.``
    or ``(b)`` is; ``digits`` is the kind of its last part. ``list`` names the definition, ``first`` tells that the
    count began here.
    """

    text: str | None = attrs.field(default=None, repr=False)
    depth: int
    alone: bool = True
    digits: str = "bullet"
    list: str = attrs.field(default="", repr=False)
    first: bool = False


class Numbering:
    """The lists of one document, counted in the order in which their paragraphs come."""

    def __init__(self, part: Element | None, style_lists: dict[str, str] | None = None) -> None:
        self._definitions: dict[str, dict[int, Level]] = {}
        self._of: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._anew: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._waiting: dict[str, dict[int, int]] = {}  # where a list that has begun will start a level anew
        links: dict[str, str] = {}
        for element in () if part is None else part.findall("w:abstractNum"):
            id = element.get("w:abstractNumId", "")
            self._definitions[id] = dict(_level(found) for found in element.findall("w:lvl"))
            if (link := value(element, "w:numStyleLink")) is not None:
                links[id] = link
        for element in () if part is None else part.findall("w:num"):
            self._add(element)
        for id, link in links.items():  # a definition that stands in a style
            num = (style_lists or {}).get(link)
            if num is not None and (target := self._of.get(num)) is not None and not self._definitions[id]:
                self._definitions[id] = self._definitions.get(target, {})

    def _add(self, element: Element) -> None:
        id = element.get("w:numId", "")
        self._of[id] = value(element, "w:abstractNumId") or ""
        for override in element.findall("w:lvlOverride"):
            depth = int(text) if (text := override.get("w:ilvl", "")) in "012345678" and text else 0
            start = number(override, "w:startOverride")
            if start is not None:
                self._anew.setdefault(id, {})[depth] = start
            if (own := override.find("w:lvl")) is not None:
                self._own.setdefault(id, {})[depth] = _level(own)[1]

    def depth_of_style(self, num: str, style: str | None) -> int:
        """Give the level from 0 of a list that is bound to a style, 0 where none is."""
        levels = self._definitions.get(self._of.get(num, ""), {})
        return next((depth for depth, level in levels.items() if style is not None and level.style == style), 0)

    def next(self, num: str, depth: int) -> Printed | None:
        """Count one paragraph of a list, and give what is printed before it; None where nothing is."""
        definition = self._of.get(num)
        if definition is None or num == "0" or not 0 <= depth <= 8:
            return None
        levels = {**self._definitions.get(definition, {}), **self._own.get(num, {})}
        level = levels.get(depth, Level(digits="none"))
        counts = self._counts.setdefault(definition, {})
        if num not in self._begun:
            self._begun.add(num)
            self._waiting.setdefault(definition, {}).update(self._anew.get(num, {}))
        first = self._step(counts, levels, depth, self._waiting.setdefault(definition, {}))
        if level.digits == "bullet":
            return Printed(depth=depth, list=definition, first=first)
        text = _PLACE.sub(lambda found: self._shown(int(found[1]) - 1, level, levels, counts), level.form)
        text = " ".join(text.split())
        if not text:
            return None
        alone = len(set(_PLACE.findall(level.form))) < 2
        return Printed(text=text, depth=depth, alone=alone, digits=level.digits, list=definition, first=first)

    def _step(self, counts: dict[int, int], levels: dict[int, Level], depth: int, waiting: dict[int, int]) -> bool:
        for above in range(depth):
            counts.setdefault(above, waiting.get(above, levels.get(above, Level()).start))
        first = depth not in counts or depth in waiting
        start = waiting.pop(depth, levels.get(depth, Level()).start)
        counts[depth] = start if first else counts[depth] + 1
        for below in [at for at in counts if at > depth]:
            after = levels.get(below, Level()).restart
            if after is None or (after > 0 and depth < after):
                del counts[below]
        return first

    def _shown(self, at: int, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        of = levels.get(at, Level())
        digits = "decimal" if level.legal else of.digits
        return printed(counts.get(at, of.start), digits)


def _level(element: Element) -> tuple[int, Level]:
    text = element.get("w:ilvl", "0")
    start = number(element, "w:start")
    return int(text) if text in "012345678" and text else 0, Level(
        form=value(element, "w:lvlText") or "",
        digits=value(element, "w:numFmt") or "decimal",
        start=1 if start is None else start,
        restart=number(element, "w:lvlRestart"),
        legal=bool(switched(element, "w:isLgl")),
        style=value(element, "w:pStyle"),
    )


def printed(count: int, digits: str) -> str:
    """Write a count in one kind of digits, as decimal where the kind is none of the usual ones."""
    if digits in ("none", "bullet"):
        return ""
    if not 0 < count <= _MOST:
        return str(count)
    letters = digits in ("lowerLetter", "upperLetter")
    if letters:  # a … z, then aa, bb, cc …
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
    elif digits in ("lowerRoman", "upperRoman"):
        text = ""
        for amount, letter in _ROMAN:
            while count >= amount:
                text += letter
                count -= amount
    elif digits == "decimalZero":
        text = f"{count:02}"
    else:
        text = str(count)
    return text.upper() if digits.startswith("upper") else text
