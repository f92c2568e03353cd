"""Headings: lines set larger or in bold type, over one or several lines, and how deep they stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, Literal

import attrs

from care_standards.authoring.pdf.lines import Line
from care_standards.authoring.structure.bullets import CLEAR, read_mark
from care_standards.authoring.structure.contents import folded
from care_standards.authoring.structure.numbering import Number, read_number
from care_standards.authoring.structure.setting import Look, Setting
from care_standards.vocabularies import Kind

Why = Literal["large", "bold", "contents"]

_MOST_LINES: Final = 12  # in a narrow column each holds two or three words
_MOST_CHARACTERS: Final = 300
DEEPEST: Final = 6
_LONGEST_LABEL: Final = 60

# The number of a chapter alone on its line.
_LONE: Final = re.compile(
    r"(?:(?:Chapter|Part|Section|Annex|Appendix)\s+)?(?:[0-9]{1,3}|[A-Z]|[IVX]{1,5})[.:]?", re.IGNORECASE
)

# A heading such as these is no provision: it says what the items below it are.
_LABELS: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile(r"(?:(?:the|our|guiding|key|core|general|underlying)\s+)*principles?", re.IGNORECASE), "principle"),
    (
        re.compile(
            r"(?:(?:practical|key|our|good[- ]practice)\s+)*recommendations?(?:\s+for\s+(?:good\s+)?practice)?"
            r"|good[- ]practice(?:\s+(?:points|recommendations))?",
            re.IGNORECASE,
        ),
        "recommendation",
    ),
)


def label_of(text: str) -> Kind | None:
    """Give the kind that a label such as "Guiding principles" announces, or None where it is no label."""
    bare = text.strip().rstrip(":.").strip()
    if not bare[:1].isupper():
        return None  # the last word of a heading over two lines
    return next((kind for pattern, kind in _LABELS if pattern.fullmatch(bare)), None)


def with_labels_told(lines: Sequence[Line]) -> list[Line]:
    """Give lines of small capitals that are labels as they are meant: some fonts give their letters in lower case.

    Only what stands alone in a type of its own and does so again is taken for one: else the words may be the last of a
    heading over two lines.
    """
    found: dict[tuple[str, int, bool], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        text = line.text.strip().lower()
        if len(text) > _LONGEST_LABEL or line.text == line.text.upper() or label_of(text.capitalize()) is None:
            continue
        near = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
        if all(abs(other.size - line.size) > 0.6 or other.bold != line.bold for other in near):
            found[text, round(line.size * 2), line.bold].append(place)
    told = list(lines)
    for (text, _, _), places in found.items():
        for place in places if len(places) > 1 else ():
            told[place] = attrs.evolve(lines[place], text=text.capitalize())
    return told


@attrs.frozen(kw_only=True)
class HeadingRun:
    """Lines that are one heading: the places from ``start`` up to ``stop``, and why they are taken for one."""

    start: int
    stop: int
    why: Why


def heading_runs(looks: Sequence[Look], setting: Setting, known: frozenset[str] = frozenset()) -> dict[int, HeadingRun]:
    """Find the lines that are set as headings, by the place of their first line.

    ``known`` are the folded texts of a table of contents: a line that is one of them is a heading in any type.
    """
    runs: dict[int, HeadingRun] = {}
    at = 0
    while at < len(looks):
        run = _run_at(looks, at, setting, known)
        if run is None:
            at += 1
        else:
            runs[at] = run
            at = run.stop
    return runs


def _run_at(looks: Sequence[Look], at: int, setting: Setting, known: frozenset[str]) -> HeadingRun | None:
    look = looks[at]
    if look.line.text[:1] in CLEAR:
        return None
    if look.large and not _small_letter(look):
        stop = _stretch(looks, at, bold=False)
        if stop == at + 1 and _LONE.fullmatch(look.line.text.strip()) and _goes_with(looks, stop):
            stop = _stretch(looks, stop, bold=False)  # the number of a chapter, above its title
        text = " ".join(member.line.text for member in looks[at:stop])
        if len(text) <= _MOST_CHARACTERS and stop - at <= _MOST_LINES and not _sentences(text):
            return HeadingRun(start=at, stop=stop, why="large")
        return None
    fresh = look.fresh or label_of(look.line.text) is not None
    apart = not look.beside or label_at_the_side(looks, at)
    if look.line.bold and fresh and apart and look.line.size >= 0.8 * setting.size:
        stop = _stretch(looks, at, bold=True)
        usual = look.line.size >= setting.size - 0.6
        if _stands_alone(looks, at, stop) and (usual or _heads_a_list(looks, at, stop, setting)):
            return HeadingRun(start=at, stop=stop, why="bold")
    if look.fresh and known:
        for stop in range(at + 1, min(at + 4, len(looks) + 1)):
            text = " ".join(member.line.text for member in looks[at:stop])
            number = read_number(text)
            if folded(text) in known or (
                number is not None and number.form != "single" and folded(number.rest) in known
            ):
                ends = stop == len(looks) or looks[stop].fresh
                return HeadingRun(start=at, stop=stop, why="contents") if ends and len(text) > 3 else None
            if stop < len(looks) and looks[stop].fresh and not _same_set(looks, stop):
                break
    return None


def label_at_the_side(looks: Sequence[Look], place: int) -> bool:
    """Tell whether a line is a label whose words stand to the right of it at the same height, and are no label."""
    if place + 1 >= len(looks) or label_of(looks[place].line.text) is None:
        return False
    line, after = looks[place].line, looks[place + 1].line
    level = line.sheet == after.sheet and abs(line.bottom - after.bottom) < 0.5 * line.size
    return level and after.x0 >= line.x1 - 1 and label_of(after.text) is None


def _same_set(looks: Sequence[Look], place: int) -> bool:
    """Tell whether a line stands at the usual distance below one set as it is, as the next one of a heading does."""
    look, before = looks[place], looks[place - 1]
    near = look.gap is not None and look.gap <= 1.25 and abs(look.indent - before.indent) < 3
    return near and abs(look.line.size - before.line.size) < 0.3 and look.line.bold == before.line.bold


def _heads_a_list(looks: Sequence[Look], at: int, stop: int, setting: Setting) -> bool:
    """Tell whether bold lines smaller than the text stand apart from what is above, with a list of the text below."""
    gap = looks[at].gap
    if stop >= len(looks) or gap is None or gap < 1.3 or not looks[stop - 1].early:
        return False
    below = looks[stop]
    mark = read_mark(below.line.text)
    return mark is not None and below.gap is not None and below.line.size >= setting.size - 0.6


def _goes_with(looks: Sequence[Look], place: int) -> bool:
    """Tell whether a heading in large type follows directly below a number that stands alone."""
    if place >= len(looks):
        return False
    look = looks[place]
    step = look.line.bottom - looks[place - 1].line.bottom
    near = look.gap is not None and step < 3 * look.line.size
    return near and look.large and not _starts_anew(look.line.text)


def _small_letter(look: Look) -> bool:
    return look.line.text[:1].islower() and not look.head


def _sentences(text: str) -> bool:
    """Tell whether a text is running text in large type (a quotation, an introduction) and no heading."""
    words = text.split()
    return (len(words) > 14 and text.rstrip().endswith((".", ";", ".’", ".”"))) or len(words) > 45


def _stretch(looks: Sequence[Look], at: int, bold: bool) -> int:
    first = looks[at].line
    lone = read_number(first.text)
    stop = at + 1
    while stop < len(looks):
        look = looks[stop]
        line = look.line
        if label_of(look.line.text) or label_of(looks[stop - 1].line.text):
            break  # a label is a line of its own, however it is set
        if look.gap is None or look.beside or abs(line.size - first.size) > 0.6 or line.bold != first.bold:
            break
        if look.gap * 1.0 > (1.3 if bold else _reach(looks, stop)):
            break
        if _starts_anew(line.text) and not (stop == at + 1 and lone is not None and not lone.rest):
            break
        stop += 1
    return stop


def stretch(looks: Sequence[Look], at: int) -> int:
    """Give the place behind the last line of a heading that begins here: of those that are set as its first is."""
    return _stretch(looks, at, bold=True)


def _reach(looks: Sequence[Look], place: int) -> float:
    """Give how far below each other, in usual distances, two lines of one heading in large type may stand."""
    before, line = looks[place - 1].line, looks[place].line
    step = line.bottom - before.bottom
    gap = looks[place].gap or 0.0
    return gap + 1.0 if step <= 1.6 * line.size else gap - 1.0


def _starts_anew(text: str) -> bool:
    number = read_number(text)
    if number is not None and (number.form != "single" or number.end == "."):
        return number.form != "word" or bool(number.end)
    mark = read_mark(text)
    return mark is not None and mark.clear


def _stands_alone(looks: Sequence[Look], at: int, stop: int) -> bool:
    """Tell whether bold lines of the usual size are a heading, and not the first words of a paragraph in bold."""
    text = " ".join(member.line.text for member in looks[at:stop])
    if stop - at > 3 or len(text) > 200 or text.rstrip()[-1:] in ".;," or len(text) < 3:
        return False
    if (
        looks[at].line.text[:1].islower()
        or looks[at].line.text[:1] in "“‘\"'"
        or not any(character.isalpha() for character in text)
    ):
        return False
    if stop == len(looks):
        return True
    after = looks[stop]
    if after.gap is None or after.gap > 1.25 or abs(after.line.size - looks[at].line.size) > 0.6:
        return True
    if label_of(after.line.text):
        return True
    return looks[stop - 1].early and not after.line.text[:1].islower() and after.line.bold_lead == 0


@attrs.frozen(kw_only=True)
class Found:
    """A heading with what its level is told by: size and weight of its type, and its number."""

    size: float
    bold: bool
    number: Number | None


def levels(headings: Sequence[Found]) -> list[int]:
    """Give each heading its level, from 1 to 6.

    Numbers say it themselves: 1.1.5 is of the third level. Headings without one, and those with a word such as Annex,
    stand beside the numbers that are set as they are, or one below the headings that are set larger.
    """
    styles = sorted({_style(found) for found in headings}, reverse=True)
    depths: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)
    for found in headings:
        if found.number is not None and found.number.form != "word":
            depths[_style(found)][found.number.depth] += 1
    shift = _shift(headings, depths)
    by_style: dict[tuple[float, bool], int] = {}
    above = 0
    for style in styles:
        own = depths.get(style)
        # Set as a number of some depth is, it stands on that level; but below what is set larger.
        level = min(own) + shift if own else above + 1
        by_style[style] = level
        above = max(above, max(own) + shift if own else level)
    result: list[int] = []
    for found in headings:
        numbered = found.number is not None and found.number.form != "word"
        level = found.number.depth + shift if numbered and found.number is not None else by_style[_style(found)]
        result.append(max(1, min(level, DEEPEST)))
    return result


def _style(found: Found) -> tuple[float, bool]:
    return round(found.size * 2) / 2, found.bold


def _shift(headings: Sequence[Found], depths: dict[tuple[float, bool], Counter[int]]) -> int:
    """Give 1 where chapters are numbered below parts that are set larger and have no such number."""
    first = [style for style, counts in depths.items() if counts[1]]
    if not first:
        return 0
    top = max(first)
    larger = [found for found in headings if _style(found)[0] > top[0] + 0.4]
    return 1 if len(larger) >= 2 and len({found.number is not None for found in larger}) == 1 else 0
