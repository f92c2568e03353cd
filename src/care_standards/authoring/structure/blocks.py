"""From lines to blocks: where a heading, a paragraph or a bullet begins, and which lines go on with it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import attrs

from care_standards.authoring.outline import Role
from care_standards.authoring.structure.bullets import Mark
from care_standards.authoring.structure.headings import HeadingRun, label_at_the_side, label_of
from care_standards.authoring.structure.numbering import Number
from care_standards.authoring.structure.setting import Look, Setting

_NEAR: Final = 7.0  # indentations that differ by less are the same


@attrs.define(kw_only=True)
class Block:
    """Lines that are one item: while it grows, the lists grow with it.

    ``level`` is that of a bullet. ``doubts`` are the names of what is doubtful, as ``recognised`` explains them.
    """

    role: Role
    looks: list[Look]
    number: Number | None = None
    mark: Mark | None = None
    level: int = 0
    run: HeadingRun | None = None
    doubts: list[str] = attrs.Factory(list[str])

    @property
    def first(self) -> Look:
        """The line it begins with."""
        return self.looks[0]

    @property
    def last(self) -> Look:
        """The line it ends with, so far."""
        return self.looks[-1]

    @property
    def bare(self) -> bool:
        """Whether it is a number or a mark alone on its line, so far without words."""
        return len(self.looks) == 1 and not self.parts[0]

    @property
    def parts(self) -> list[str]:
        """The words line by line, without the number and the mark at the beginning."""
        first = self.first.line.text
        if self.number is not None:
            first = self.number.rest
        elif self.mark is not None:
            first = self.mark.rest
        return [first, *(look.line.text for look in self.looks[1:])]


@attrs.frozen(kw_only=True)
class Starts:
    """What is known of the beginnings before the lines are put together, by the place of the line."""

    headings: Mapping[int, HeadingRun]
    numbers: Mapping[int, Number]
    marks: Mapping[int, Mark]
    doubts: Mapping[int, str] = attrs.Factory(dict[int, str])


def blocks_of(looks: Sequence[Look], starts: Starts, setting: Setting) -> list[Block]:
    """Put lines together to blocks, in reading order.

    What stands in a box is apart from what runs around it: a paragraph that a box interrupts goes on after it.
    """
    blocks: list[Block] = []
    waiting: dict[bool, Block | None] = {False: None, True: None}
    places = {look.place: at for at, look in enumerate(looks)}
    at = 0
    while at < len(looks):
        look = looks[at]
        boxed = look.line.boxed
        run = starts.headings.get(look.place)
        number = starts.numbers.get(look.place)
        mark = starts.marks.get(look.place)
        held = waiting[boxed]
        block: Block | None = None
        if run is not None:
            stop = places.get(run.stop - 1, at) + 1
            block = Block(role="heading", looks=list(looks[at:stop]), number=number, run=run)
            at = stop
        elif number is not None:
            block = Block(role="paragraph", looks=[look], number=number)
            at += 1
        elif mark is not None:
            block = Block(role="bullet", looks=[look], mark=mark)
            at += 1
        elif (
            label_of(look.line.text) and look.fresh and look.early and (not look.beside or label_at_the_side(looks, at))
        ):
            block = Block(role="heading", looks=[look])
            at += 1
        else:
            doubt = continuation(held, look, setting) if held is not None else None
            if held is not None and doubt is not None:
                if doubt:
                    held.doubts.append(doubt)
                held.looks.append(look)
            else:
                block = Block(role="paragraph", looks=[look])
                if look.beside and not (at and label_at_the_side(looks, at - 1)):
                    block.doubts.append("table-cell")
                elif held is not None and _may_go_on(held, look):
                    block.doubts.append("split-at-break")
            at += 1
        if block is not None:
            doubted = starts.doubts.get(block.first.place)
            if doubted:
                block.doubts.append(doubted)
            blocks.append(block)
            waiting[boxed] = block
            if not boxed:
                waiting[True] = None  # the next box is another one
    _doubt_full_lines(blocks)
    blocks = _after_lists(blocks)
    _nest(blocks)
    return blocks


def _doubt_full_lines(blocks: Sequence[Block]) -> None:
    """Doubt paragraphs that may be two, where nothing but a short last line parts paragraphs in this document.

    There, a paragraph whose last line is full cannot be told from one that goes on after a full stop.
    """
    close, apart = 0, 0
    for before, block in pairwise(blocks):
        if _plain(before) and _plain(block) and block.first.gap is not None and before.last.closed:
            close += block.first.gap <= _CLOSE
            apart += block.first.gap > _CLOSE
    if close < _OFTEN or apart > _SELDOM * close:
        return
    for block in blocks:
        if _plain(block) and any(
            before.closed and look.gap is not None and not look.line.text[:1].islower()
            for before, look in pairwise(block.looks)
        ):
            block.doubts.append("may-be-two")


def _plain(block: Block) -> bool:
    """Tell whether it is a paragraph of running text, without a number, and no cell of a table."""
    beside = any(look.beside for look in block.looks)
    return block.role == "paragraph" and block.number is None and not beside and not block.first.line.boxed


_CLOSE: Final = 1.1  # in lines of the usual distance
_OFTEN: Final = 3
_SELDOM: Final = 0.1


def _after_lists(blocks: Sequence[Block]) -> list[Block]:
    """Put a box that stands beside the middle of a list behind the list."""
    ordered: list[Block] = []
    boxes: list[Block] = []
    following: list[Block | None] = []
    after: Block | None = None
    for block in reversed(blocks):
        following.append(after)
        after = after if block.first.line.boxed else block
    for block, after in zip(blocks, reversed(following), strict=True):
        if block.first.line.boxed:
            inside = bool(ordered) and ordered[-1].role == "bullet" and not ordered[-1].first.line.boxed
            if boxes or (inside and after is not None and after.role == "bullet"):
                boxes.append(block)
                continue
        elif block.role != "bullet":
            ordered += boxes
            boxes = []
        ordered.append(block)
    return ordered + boxes


def continuation(block: Block, look: Look, setting: Setting) -> str | None:
    """Tell whether a line goes on with a block: None if not, else the name of a doubt, or "" for none."""
    last = block.last
    if block.role == "heading":
        return "" if block.bare and look.gap is not None and look.gap < 2.5 else None
    if abs(look.line.size - last.line.size) > 0.6 and look.line.size >= 0.93 * setting.size:
        return None
    if look.place != last.place + 1 or look.gap is None:
        return _over_break(block, look)
    if block.bare:
        return "" if look.gap < 2.0 else None  # a number or mark alone on its line
    if look.gap < 0.3 or (look.beside != last.beside and look.line.x0 > last.line.x1):
        return None  # another cell of the same row
    if look.gap > 1.25 or (look.parted and look.gap > 1.05 * max((m.gap or 0.0 for m in block.looks[1:]), default=0.0)):
        return None
    hang = _hang(block)
    shift = look.indent - hang
    if len(block.looks) > 1 and abs(shift) > _NEAR:
        # An indented first line begins a paragraph; an outdented one ends what hung.
        return None if last.closed or last.early or shift < -_NEAR else ""
    if len(block.looks) == 1 and block.role == "paragraph" and block.number is None and shift > 2 * _NEAR:
        return None if last.early else ""
    if len(block.looks) == 1 and block.role != "paragraph" and look.indent < block.first.indent - _NEAR:
        return None
    if last.early and (last.closed or _roomy(last)) and not look.line.text[:1].islower():
        return None
    bold = 0 < look.line.bold_lead < len(look.line.text.split())
    if bold and last.closed and block.role == "paragraph" and block.number is None and block.first.line.bold_lead:
        return None  # a list of terms, each in bold
    return ""


def _hang(block: Block) -> float:
    """Give the indentation of the lines after the first."""
    return block.looks[1].indent if len(block.looks) > 1 else block.first.indent


def _roomy(look: Look) -> bool:
    return look.edge - look.line.x1 > 0.3 * (look.edge - look.line.left)


def _over_break(block: Block, look: Look) -> str | None:
    """Judge a line that does not stand below the block: after a page, a column or a box."""
    last = block.last
    small = look.line.text[:1].islower()
    if abs(look.line.size - last.line.size) > 0.6:
        return None
    if block.first.beside or look.beside:
        return "" if small and abs(look.line.x0 - last.line.x0) < _NEAR else None
    level = abs(look.indent - _hang(block)) <= 1.5 * _NEAR or (
        len(block.looks) == 1 and look.indent > block.first.indent
    )
    if not last.closed:
        if small or (level and not last.early):
            return "" if level else "joined-over-break"
        runs_on = level and look.gap is None and last.line.text[-1:] not in ",;:"
        # At the end of a page, a line of its own that leaves a third of its width empty would have held the next word.
        alone = len(block.looks) == 1 and block.role == "paragraph" and block.number is None
        turned = look.line.sheet != last.line.sheet
        return "joined-over-break" if runs_on and not (turned and alone and _roomy(last)) else None
    if small and level:
        return "joined-over-break"
    bold = 0 < look.line.bold_lead < len(look.line.text.split())
    if last.early or not level or bold or (len(block.looks) > 1 and abs(look.indent - _hang(block)) > 0.6 * _NEAR):
        return None
    # A full line that ends a sentence ends a paragraph too, as often as not; one with a number or a mark would have
    # been followed by another number or mark.
    # Of text set to one width, the last line of a paragraph is not full.
    return "joined-over-break" if last.full or block.number is not None or block.mark is not None else None


def _may_go_on(block: Block, look: Look) -> bool:
    """Tell whether a paragraph that was begun after a break may go on with the one before the break."""
    last = block.last
    return (
        block.role == "paragraph"
        and look.gap is None
        and last.closed
        and not last.early
        and look.line.boxed == last.line.boxed
        and abs(look.line.size - last.line.size) <= 0.6
        and abs(look.indent - _hang(block)) <= _NEAR
    )


def _nest(blocks: Sequence[Block]) -> None:
    """Give bullets their level by indentation; a list ends with a heading or a numbered paragraph."""
    edges: list[float] = []
    for block in blocks:
        if block.role != "bullet":
            edges = []
            continue
        indent = block.first.indent
        while edges and indent < edges[-1] - 4:
            edges.pop()
        if not edges or indent > edges[-1] + 4:
            edges.append(indent)
        block.level = len(edges)
