"""The styles of a DOCX: what a paragraph is by the name of its style, and what it takes over from it."""

import re
from typing import Final

import attrs

from care_standards.authoring.docx.parts import Element, number, switched, value

_HEADING: Final = re.compile(r"heading ([1-9])$(?!\n)")
_TOC: Final = re.compile(r"toc ([1-9])$(?!\n)")
_LIST: Final = re.compile(r"list (bullet|number|continue)(?: ([2-9]))?$(?!\n)")


@attrs.frozen(kw_only=True)
class Style:
    """One style with everything it takes over from the styles it is based on.

    ``name`` is Word's own name in small letters, which is English in every language of Word. ``outline`` is the level
    of a heading from 1. ``numbers`` and ``depth`` are the list its paragraphs belong to and their level there from 0.
    """

    name: str = attrs.field(default="normal", repr=False)
    outline: int | None = None
    numbers: str | None = None
    depth: int | None = None
    bold: bool | None = None
    hidden: bool | None = None

    @property
    def contents_level(self) -> int | None:
        """The level of a line of a table of contents from 1, None for anything else."""
        found = _TOC.match(self.name)
        return int(found[1]) if found else None

    @property
    def list_level(self) -> int | None:
        """The level that the name of a list style says, from 1; None for anything else."""
        found = _LIST.match(self.name)
        return int(found[2] or 1) if found else None

    @property
    def list_kind(self) -> str | None:
        """``bullet``, ``number`` or ``continue`` for the styles of lists, None for anything else."""
        found = _LIST.match(self.name)
        return found[1] if found else None


class Styles:
    """The styles of one document by id."""

    def __init__(self, part: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._made: dict[str, Style] = {}
        self.default = Style()
        for element in () if part is None else part.findall("w:style"):
            id = element.get("w:styleId")
            if id is not None:
                self._elements.setdefault(id, element)
                if element.get("w:type") == "paragraph" and element.get("w:default") in ("1", "true", "on"):
                    self.default = self.of(id)

    def of(self, id: str | None) -> Style:
        """Give the style with this id, the default one where there is none."""
        if id is None or id not in self._elements:
            return self.default
        if id not in self._made:
            chain: list[Element] = []
            seen: set[str] = set()
            at: str | None = id
            while at is not None and at in self._elements and at not in seen:  # a ring ends where it began
                seen.add(at)
                chain.append(self._elements[at])
                at = value(chain[-1], "w:basedOn")
            self._made[id] = _made(chain)
        return self._made[id]


def _made(chain: list[Element]) -> Style:
    """Make a style of its own element and those it is based on, nearest first."""
    style = Style(name=" ".join((value(chain[0], "w:name") or "").lower().split()))
    found = [_HEADING.match(" ".join((value(element, "w:name") or "").lower().split())) for element in chain]
    outline = next((int(match[1]) for match in found if match), None)
    for element in reversed(chain):  # the nearest has the last word
        paragraph, run = element.find("w:pPr"), element.find("w:rPr")
        listed = None if paragraph is None else paragraph.find("w:numPr")
        said = number(paragraph, "w:outlineLvl")
        bold, hidden = switched(run, "w:b"), switched(run, "w:vanish")
        style = attrs.evolve(
            style,
            outline=style.outline if said is None else (said + 1 if 0 <= said < 9 else None),
            numbers=value(listed, "w:numId") or style.numbers,
            depth=style.depth if (depth := number(listed, "w:ilvl")) is None else depth,
            bold=style.bold if bold is None else bold,
            hidden=style.hidden if hidden is None else hidden,
        )
    return attrs.evolve(style, outline=outline or style.outline)
