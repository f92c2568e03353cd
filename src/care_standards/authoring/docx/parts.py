"""The XML of a DOCX as a tree with short names: ``w:p`` whichever of the two namespaces of Word stands behind it.

A document type or an entity is refused as soon as it is declared, so nothing can be expanded or fetched.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as Tree

import attrs

from care_standards.authoring.refusals import RefusedSourceError, SourceCode

Element = Tree.Element

MAX_DEPTH: Final = 200
MAX_ELEMENTS: Final = 1_500_000  # of all parts together; a book of 1,000 pages has some 400,000

_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",  # the same words in a "strict" file
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


class _DeclaresError(Exception):
    pass


class _TooDeepError(Exception):
    pass


class _TooManyError(Exception):
    pass


@attrs.define
class Budget:
    """How many more elements may be read of one document; each takes far more memory than its bytes."""

    elements: int = MAX_ELEMENTS


class _Builder(Tree.TreeBuilder):
    """Builds the tree with short names; anything of another namespace loses its name and keeps its content."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._short: dict[str, str] = {}
        self._depth = 0
        self._budget = budget

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError
        self._budget.elements -= 1
        if self._budget.elements < 0:
            raise _TooManyError
        return super().start(self._of(tag), {self._of(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(self._of(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None, /) -> None:
        raise _DeclaresError

    def _of(self, name: str) -> str:
        short = self._short.get(name)
        if short is None:
            space, _, local = name.rpartition("}")
            short = local if not space else f"{_PREFIXES.get(space[1:], 'other:')}{local}"
            self._short[name] = short
        return short


def parsed(content: bytes, budget: Budget | None = None) -> Element:
    """Parse one part; raises RefusedSourceError, DAMAGED, TOO_LARGE or UNSAFE_XML."""
    parser = Tree.XMLParser(target=_Builder(budget or Budget()))  # noqa: S314  # the builder refuses what makes it unsafe
    code = SourceCode.DAMAGED
    try:
        parser.feed(content)
        root: Element = parser.close()
    except _DeclaresError:
        code = SourceCode.UNSAFE_XML
    except _TooManyError:
        code = SourceCode.TOO_LARGE
    except (Tree.ParseError, _TooDeepError, ValueError, LookupError):
        pass
    else:
        return root
    raise RefusedSourceError(code)


def kept(element: Element) -> Iterator[Element]:
    """Give the children of an element, of two forms of the same content the newer one only."""
    if element.tag == "mc:AlternateContent" and element.find("mc:Choice") is not None:
        return (child for child in element if child.tag == "mc:Choice")
    return iter(element)


def value(element: Element | None, name: str) -> str | None:
    """Give the value of a property such as ``w:pStyle``, a child of the element, or None."""
    found = None if element is None else element.find(name)
    return None if found is None else found.get("w:val")


def number(element: Element | None, name: str) -> int | None:
    """Give the value of a property that is a whole number, or None."""
    text = value(element, name)
    return int(text) if text is not None and text.isascii() and text.lstrip("-").isdigit() and len(text) < 10 else None


def switched(element: Element | None, name: str) -> bool | None:
    """Give the value of a property that is on or off (there without a value: on), or None where it is not said."""
    found = None if element is None else element.find(name)
    return None if found is None else found.get("w:val", "true") not in ("0", "false", "off")


def characters(root: Element) -> int:
    """Count the characters of a part that are not white, deleted ones included.

    This is the count everything is held against, so it is made by itself: over the tree, not over what was read.
    """
    total = 0
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in ("w:t", "m:t", "w:delText"):
            total += visible(element.text or "")
        elif element.tag in ("w:sym", "w:noBreakHyphen"):
            total += 1
        waiting.extend(kept(element))
    return total


def visible(text: str) -> int:
    """Count the characters of a text that are not white."""
    return sum(1 for character in text if not character.isspace())
