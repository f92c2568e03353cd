"""Marks of lists: bullets of all shapes, letters and numbers that begin again."""

import re
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from care_standards.authoring.structure.numbering import roman_value

# Unmistakable marks; then those that also are letters, dashes or signs of their own.
CLEAR: Final = "•▪◦‣●○■□◆◇►▶➢➤❖·∙⁃⦁✓✔☑☐➔→"
_UNCLEAR: Final = "–—-*§o»>¾"
# A mark whose font says not which sign it is: a letter of private use, or the sign for an unknown one.
_CLEAR_MARK = re.compile(rf"(?P<mark>[{CLEAR}\ue000-\uf8ff]|\ufffd(?=\s))\s*")
_UNCLEAR_MARK = re.compile(rf"(?P<mark>[{re.escape(_UNCLEAR)}])\s+(?=\S)")
_ENUMERATED = re.compile(
    r"(?:\((?P<bracketed>[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2}|[A-Z])\)|(?P<half>[a-z]|[ivxl]{1,6}|[0-9]{1,2}|[A-Z])\)"
    r"|(?P<dotted>[a-z]|[ivxl]{1,6}|[0-9]{1,2})\.(?=\s))(?:\s+|(?=[A-Za-z‘“]))"
)


@attrs.frozen(kw_only=True)
class Mark:
    """A mark at the beginning of a line: its shape, and what follows it.

    ``shape`` is the glyph of a bullet, or the style of a number such as ``(a)``, ``a)``, ``1.``. ``values`` are the
    places in its list that an enumerating mark can stand for: the letter i is the ninth, or the Roman first.
    ``notation`` is that mark in brackets. ``clear`` tells that nothing else can be meant.
    """

    shape: str
    rest: str = attrs.field(repr=False)
    clear: bool
    values: tuple[tuple[str, int], ...] = ()
    notation: str | None = None


def read_mark(text: str) -> Mark | None:
    """Read the mark at the beginning of a line, or None where there is none."""
    found = _CLEAR_MARK.match(text)
    if found:
        return Mark(shape=found["mark"], rest=text[found.end() :], clear=True)
    found = _ENUMERATED.match(text)
    if found:
        word = found["bracketed"] or found["half"] or found["dotted"]
        style = "({})" if found["bracketed"] else "{})" if found["half"] else "{}."
        values = _values(word)
        if values:
            return Mark(
                shape=style,
                rest=text[found.end() :].strip(),
                clear=False,
                values=tuple((f"{style} {kind}", value) for kind, value in values),
                notation=f"({word})",
            )
    found = _UNCLEAR_MARK.match(text)
    if found:
        return Mark(shape=found["mark"], rest=text[found.end() :], clear=False)
    return None


def _values(word: str) -> list[tuple[str, int]]:
    if word.isdigit():
        return [("digit", int(word))]
    found: list[tuple[str, int]] = []
    if len(word) == 1:
        found.append(("upper" if word.isupper() else "lower", ord(word.lower()) - 96))
    elif len(set(word)) == 1 and len(word) == 2 and word[0] not in "ixv":
        found.append(("lower", 26 + ord(word[0]) - 96))
    if word.islower() and set(word) <= set("ivxl"):
        found.append(("roman", roman_value(word)))
    return found


@attrs.frozen(kw_only=True)
class Marked:
    """A line with a mark, and what speaks for it: see ``numbering.Candidate``.

    ``closed`` tells that the line before ends as a sentence does; ``outdented`` that it stands further right, or begins
    with the same mark at the same place.
    """

    line: int
    mark: Mark
    fresh: bool
    indent: float
    closed: bool = False
    outdented: bool = False
    column: float = 0.0

    @property
    def begins(self) -> bool:
        """Whether an item may begin here: by what stands above, or by where the line stands."""
        return self.fresh or self.closed or self.outdented


_REACH: Final = 120  # lines between two items of one list
_NEAR_LINES: Final = 12  # lines that two items of one list may stand apart where nothing else tells them apart


@attrs.define(kw_only=True)
class Lists:
    """The places of the lines whose mark is one, and of those among them where that is doubtful."""

    places: set[int]
    doubtful: set[int]


def choose_marks(candidates: Sequence[Marked]) -> Lists:
    """Choose the lines whose mark is one, by their place.

    A clear bullet always is. A dash, a star or the letter o is where something new begins, without doubt if it is one
    of several at the same indentation; and where it stands exactly below another one, left of the lines that go on. A
    letter or number is where the one before it or after it stands at the same
    indentation.
    """
    chosen = {candidate.line for candidate in candidates if candidate.mark.clear}
    doubtful: set[int] = set()
    unclear = [c for c in candidates if not c.mark.clear and not c.mark.values]
    unclear = [
        c for at, c in enumerate(unclear) if c.fresh or c.closed or _below_another(c, unclear[max(0, at - 12) : at])
    ]
    for place, candidate in enumerate(unclear):
        near = [*unclear[max(0, place - 3) : place], *unclear[place + 1 : place + 4]]
        alike = any(
            other.mark.shape == candidate.mark.shape
            and abs(other.line - candidate.line) <= _REACH
            and abs(other.indent - candidate.indent) <= 3
            and (candidate.fresh or other.fresh or candidate.outdented)
            for other in near
        )
        if candidate.fresh or alike:
            chosen.add(candidate.line)
        if not alike:
            doubtful.add(candidate.line)
    chosen |= _enumerated([c for c in candidates if c.mark.values])
    return Lists(places=chosen, doubtful=doubtful)


def _below_another(candidate: Marked, others: Sequence[Marked]) -> bool:
    """Tell whether a mark stands exactly below the same mark of a line shortly before, where something new began."""
    return candidate.outdented and any(
        other.mark.shape == candidate.mark.shape
        and 0 < candidate.line - other.line <= _NEAR_LINES
        and abs(other.indent - candidate.indent) <= 1
        and (other.fresh or other.closed)
        for other in others
    )


def _enumerated(candidates: Sequence[Marked]) -> set[int]:
    chosen: set[int] = set()
    for place, candidate in enumerate(candidates):
        if not candidate.begins:
            continue
        if _neighbour(candidates, place, 1, lambda a, b: b == a + 1) or _neighbour(
            candidates, place, -1, lambda a, b: b == a - 1
        ):
            chosen.add(candidate.line)
    return chosen


def _neighbour(candidates: Sequence[Marked], place: int, way: int, follows: Callable[[int, int], bool]) -> bool:
    here = candidates[place]
    other = place + way
    while 0 <= other < len(candidates) and abs(candidates[other].line - here.line) <= _REACH:
        there = candidates[other]
        if there.begins and abs(there.indent - here.indent) <= 8:
            for kind, value in here.mark.values:
                if any(kind == other_kind and follows(value, v) for other_kind, v in there.mark.values):
                    return True
        other += way
    return False
