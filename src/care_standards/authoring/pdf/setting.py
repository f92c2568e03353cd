"""From the words of all sheets to lines in reading order, with the numbers that are printed on the pages."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

import attrs

from care_standards.authoring.pdf.atoms import Atom, atoms_of
from care_standards.authoring.pdf.boxes import boxes_of
from care_standards.authoring.pdf.columns import gutters_of
from care_standards.authoring.pdf.leaves import Leaf, leaves_of
from care_standards.authoring.pdf.lines import Line, LineRole, Reading
from care_standards.authoring.pdf.order import Region, regions_of
from care_standards.authoring.pdf.running import furniture_of, tabs_of
from care_standards.authoring.pdf.segments import MARK, Segment, rows_of, segments_of, size_of, spaces_of, text_of
from care_standards.authoring.pdf.side_labels import SideLabel, side_labels_of
from care_standards.authoring.pdf.words import Box, Sheet, Word

# Edges of left and right pages that differ by less than this are one edge (points).
_SAME_EDGE: Final = 4.0
# A word that stands nearer to the one before than this many sizes of type goes on in its line.
_RUNS_ON: Final = 1.5


@attrs.frozen
class _Column:
    """Columns that have the same edges: where among how many, on pages of which width, on left or right ones.

    ``pages`` is 0 or 1 for these; the cells of a table have the place of their page instead.
    """

    place: tuple[int, int, int]
    width: int
    pages: int
    cell: bool


@attrs.frozen
class _Placed:
    """A line on its way: what it will be, and of which column of which kind of page it is."""

    segment: Segment
    leaf: int
    role: LineRole = "body"
    column: _Column | None = None
    box: Box | None = None


def reading_of(sheets: Sequence[Sheet]) -> Reading:
    """Set the words of all sheets in lines: page by page, column by column, each box in one piece, feet last."""
    leaves = leaves_of(sheets)
    furniture = furniture_of(leaves)
    bodies: list[list[Atom]] = []
    apart: list[list[Word]] = []
    for place, leaf in enumerate(leaves):
        taken = {id(word) for row in (*furniture.heads[place], *furniture.feet[place]) for word in row}
        rest = [word for word in leaf.words if id(word) not in taken]
        body, off = _body_and_rest(leaf, rest)
        bodies.append(body)
        apart.append(off)
    shifted = _relative(bodies, leaves)
    gutters = gutters_of(shifted)
    common_size = size_of(word for atoms in bodies for atom in atoms for word in atom.words)
    tabs = tabs_of(apart, leaves)
    labels = side_labels_of(bodies)
    placed: list[_Placed] = []
    for place, leaf in enumerate(leaves):
        here = gutters[place].moved(leaf.x0)
        placed += [_Placed(segment, place, "running") for row in furniture.heads[place] for segment in segments_of(row)]
        for region in regions_of(bodies[place], here, common_size):
            placed += _lines_of(region, place, leaf, labels[place])
        text, tab = _parted(apart[place], tabs)
        placed += [_Placed(segment, place) for segment in _turned_segments(text)]
        placed += [_Placed(segment, place, "running") for segment in _turned_segments(tab)]
        placed += [_Placed(segment, place, "running") for row in furniture.feet[place] for segment in segments_of(row)]
    edges = _edges(placed, leaves, common_size)
    return Reading(
        lines=tuple(_line(one, leaves[one.leaf], furniture.pages[one.leaf], edges) for one in placed),
        sheets=len(sheets),
        characters=sum(sheet.characters for sheet in sheets),
        spreads=sum(leaf.half == "left" for leaf in leaves),
        pages_known_by="folios" if furniture.numbered else "sheets",
        pictures=tuple(sheet.number for sheet in sheets if sheet.is_picture),
        unmapped=sum(sheet.unmapped for sheet in sheets),
    )


def _body_and_rest(leaf: Leaf, words: Sequence[Word]) -> tuple[list[Atom], list[Word]]:
    """Give the pieces of rows of a page, its boxes as a piece each; and the words that are turned or off the page."""
    boxes = boxes_of(leaf.boxes, words, leaf.width, leaf.height)
    inside: list[list[Word]] = [[] for _ in boxes]
    outside: list[Word] = []
    rest = [word for word in words if word.angle]
    for row in rows_of([word for word in words if not word.angle]):
        home = rest
        last: Word | None = None
        for word in row:
            # What runs on over the edge of the page, as the lines of a box that is too wide do, stays with its line.
            runs_on = last is not None and word.x1 > leaf.x1 and word.x0 - last.x1 < _RUNS_ON * word.size
            if not runs_on:
                number = next((number for number, box in enumerate(boxes) if box.holds(word)), None)
                home = inside[number] if number is not None else outside if _is_on(word, leaf) else rest
            home.append(word)
            last = word
    atoms = atoms_of(outside)
    for box, held in zip(boxes, inside, strict=True):
        if held:
            left, right = min(word.x0 for word in held), max(word.x1 for word in held)
            atoms.append(Atom(left, right, box.top, box.bottom, size_of(held), tuple(held), box))
    return atoms, rest


def _is_on(word: Word, leaf: Leaf) -> bool:
    """Say whether a word stands on the page."""
    return leaf.x0 - 2 < word.middle < leaf.x1 + 2 and word.bottom > 0 and word.top < leaf.height


def _relative(bodies: Sequence[Sequence[Atom]], leaves: Sequence[Leaf]) -> list[list[Atom]]:
    """Measure from the left edge of the printed page, so that pages can be compared."""
    return [
        [atom.moved(-leaf.x0) for atom in atoms] if leaf.x0 else list(atoms)
        for atoms, leaf in zip(bodies, leaves, strict=True)
    ]


def _lines_of(region: Region, place: int, leaf: Leaf, labels: Sequence[SideLabel]) -> Iterable[_Placed]:
    first, last, count = region.columns
    # What runs over all columns has the edges of a page without columns; left and right pages may have different
    # margins.
    whole = last - first + 1 == count
    pages = place if region.cell else place % 2
    column = _Column((0, 0, 1) if whole else region.columns, round(leaf.width), pages, region.cell)
    words = {id(word): word for atom in region.atoms if not atom.frame for word in atom.words}
    here = [label for label in labels if all(id(word) in words for word in label.words)]
    for word in (word for label in here for word in label.words):
        del words[id(word)]
    lines = [_Placed(segment, place, "body", column) for segment in segments_of(words.values())]
    for segment in (label.segment() for label in here):
        beside = (at for at, one in enumerate(lines) if one.segment.base > segment.base - 0.5 * segment.size)
        at = next(beside, len(lines))
        lines[at:at] = [_Placed(segment, place, "body", column)]
    boxes = sorted((atom for atom in region.atoms if atom.frame), key=lambda atom: atom.top)
    for atom in boxes:
        inner = [_Placed(segment, place, "body", None, atom.frame) for segment in segments_of(atom.words)]
        at = next((at for at, one in enumerate(lines) if one.box is None and one.segment.top >= atom.top), len(lines))
        lines[at:at] = inner
    return lines


def _parted(words: Iterable[Word], tabs: Set[int]) -> tuple[list[Word], list[Word]]:
    text: list[Word] = []
    tab: list[Word] = []
    for word in words:
        (tab if id(word) in tabs else text).append(word)
    return text, tab


def _turned_segments(words: Iterable[Word]) -> list[Segment]:
    """Make lines of words that are turned or outside the page, each angle for itself."""
    by_angle: dict[int, list[Word]] = {}
    for word in words:
        by_angle.setdefault(word.angle, []).append(word)
    return [segment for angle in sorted(by_angle) for segment in segments_of(by_angle[angle])]


def _edges(placed: Sequence[_Placed], leaves: Sequence[Leaf], common_size: float) -> dict[_Column, tuple[float, float]]:
    """Give the usual left and right edge of each column of each kind of page, from the edge of the printed page."""
    lines: dict[_Column, list[_Placed]] = {}
    for one in placed:
        if one.column:
            lines.setdefault(one.column, []).append(one)
    result: dict[_Column, tuple[float, float]] = {}
    for column, ones in lines.items():
        # The few lines that stick out are left out; and headings may run over a wider measure than the text.
        plain = [one for one in ones if one.segment.size < common_size + 0.75] or ones
        # Footnotes may begin further left than the text.
        tall = [one for one in ones if one.segment.size > common_size - 0.75]
        lefts = sorted(one.segment.x0 - leaves[one.leaf].x0 for one in (tall if 2 * len(tall) > len(ones) else ones))
        rights = sorted(one.segment.x1 - leaves[one.leaf].x0 for one in plain)
        result[column] = (lefts[len(lefts) // 40], rights[-1 - len(rights) // 40])
    return {column: _with_facing(column, result) for column in result}


def _with_facing(column: _Column, edges: Mapping[_Column, tuple[float, float]]) -> tuple[float, float]:
    """Give the edges of a column, the same on left and right pages unless these have margins of their own."""
    left, right = edges[column]
    facing = edges.get(attrs.evolve(column, pages=1 - column.pages)) if not column.cell else None
    if facing is None or abs(facing[0] - left) > _SAME_EDGE or abs(facing[1] - right) > 4 * _SAME_EDGE:
        return left, right
    return min(left, facing[0]), max(right, facing[1])


def _line(one: _Placed, leaf: Leaf, page: int | None, edges: dict[_Column, tuple[float, float]]) -> Line:
    segment = one.segment
    text, small_start = text_of(segment)
    left, right = segment.x0, segment.x1
    if one.box is not None:
        left, right = one.box.x0, one.box.x1
    elif one.column:
        left, right = (edge + leaf.x0 for edge in edges[one.column])
    count = segment.count
    return Line(
        text=text,
        sheet=leaf.sheet,
        page=page,
        x0=segment.x0,
        x1=segment.x1,
        top=segment.top,
        bottom=segment.bottom,
        left=left,
        right=right,
        size=segment.size,
        bold=2 * sum(word.count for word in segment.words if word.bold) > count,
        italic=2 * sum(word.count for word in segment.words if word.italic) > count,
        bold_lead=_bold_lead(segment.words),
        small_start=small_start,
        boxed=one.box is not None,
        role=one.role,
        characters=count,
    )


def _bold_lead(words: Sequence[Word]) -> int:
    """Count the bold words at the beginning; a bullet or number before them that is not bold does not count."""
    lead = 0
    for place, (word, space) in enumerate(zip(words, spaces_of(words), strict=True)):
        if word.bold:
            lead += space or not lead
        elif place or not MARK.fullmatch(word.text):
            break
    return lead
