"""From blocks to items: text, label, level and doubts; and footnotes to what refers to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import attrs

from care_standards.authoring.pdf.lines import Line
from care_standards.authoring.structure.blocks import Block
from care_standards.authoring.structure.footnotes import Footnote, refers, without_reference, without_sign
from care_standards.authoring.structure.headings import Found, label_of, levels
from care_standards.authoring.structure.joining import Words, joined
from care_standards.authoring.structure.recognised import RecognisedItem

# How sure an item is when there is one doubt about it; several multiply.
CONFIDENCE: Final[Mapping[str, float]] = {
    "out-of-order": 0.5,
    "printed-twice": 0.5,
    "jump": 0.7,
    "joined-over-break": 0.85,
    "split-at-break": 0.85,
    "may-be-two": 0.85,
    "table-cell": 0.8,
    "heading-by-bold": 0.85,
    "heading-by-contents": 0.8,
    "unclear-mark": 0.8,
    "footnote-without-reference": 0.7,
    "single-numbers": 0.7,
}
_MOST_LABEL_WORDS: Final = 14


def items_of(blocks: Sequence[Block], words: Words) -> list[RecognisedItem]:
    """Make one item of each block, in their order."""
    headings = [block for block in blocks if block.role == "heading"]
    # The title tells the style: the number of a chapter may stand above it, set larger still.
    found = [Found(size=block.last.line.size, bold=block.last.line.bold, number=block.number) for block in headings]
    by_block = dict(zip(map(id, headings), levels(found), strict=True))
    numbered = [by_block[id(block)] for block in headings if block.number is not None]
    items: list[RecognisedItem] = []
    above = 0
    for block in blocks:
        text = joined(block.parts, words)
        level = by_block.get(id(block), block.level)
        sets_kind = label_of(text) if block.role == "heading" and block.number is None else None
        if sets_kind is not None and (not numbered or above == 0 or _chapter(block, headings)):
            sets_kind = None
        if sets_kind is not None:
            level = min(above + 1, 6)
        elif block.role == "heading":
            above = level
        label, text = _label(block, text) if block.role != "heading" else (None, text)
        doubts = list(dict.fromkeys([*block.doubts, *_heading_doubts(block, sets_kind is not None)]))
        items.append(
            RecognisedItem(
                role=block.role,
                level=level,
                notation=block.number.notation if block.number else block.mark.notation if block.mark else None,
                text=text,
                label=label,
                sets_kind=sets_kind,
                page=block.first.line.page,
                sheet=block.first.line.sheet,
                top=round(block.first.line.top, 1),
                boxed=block.first.line.boxed,
                confidence=confidence(doubts),
                doubts=tuple(doubts),
                characters=sum(look.line.characters for look in block.looks),
            )
        )
    return items


def confidence(doubts: Iterable[str]) -> float:
    """Give how sure an item is with these doubts about it, from 0 to 1."""
    sure = 1.0
    for doubt in doubts:
        sure *= CONFIDENCE.get(doubt, 0.8)
    return round(sure, 3)


def _chapter(block: Block, headings: Sequence[Block]) -> bool:
    """Tell whether a heading is set as large as the numbered ones of the first level, and so is no mere label."""
    sizes = [other.first.line.size for other in headings if other.number is not None and other.number.depth == 1]
    return bool(sizes) and block.first.line.size >= max(sizes) - 0.5


def _heading_doubts(block: Block, label: bool) -> list[str]:
    if block.run is None or label or block.number is not None or block.run.why == "large":
        return []
    return ["heading-by-bold" if block.run.why == "bold" else "heading-by-contents"]


def _label(block: Block, text: str) -> tuple[str | None, str]:
    """Take the bold words at the beginning as the label, where a colon, a dash or a full stop ends them."""
    lead = _bold_words(block)
    every = text.split()
    if not 0 < lead < len(every) or lead > _MOST_LABEL_WORDS:
        return None, text
    label, rest = " ".join(every[:lead]), " ".join(every[lead:])
    if label[-1] in ":.–—-":
        label = label.rstrip(":.–—- ")
    elif rest[:1] in ":–—-":
        rest = rest.lstrip(":–—- ")
    else:
        return None, text
    return (label, rest) if label and rest and any(c.isalpha() for c in label) else (None, text)


def _bold_words(block: Block) -> int:
    """Count the bold words at the beginning of a block, over several lines; a number or mark is not counted."""
    count = 0
    for at, look in enumerate(block.looks):
        words = len(look.line.text.split())
        lead = look.line.bold_lead
        skipped = 0
        if at == 0:
            skipped = words - len(block.parts[0].split())
            # A bold mark is counted as a word of its own, one of another weight is not.
            if lead + skipped > words or (skipped and look.line.bold and lead >= skipped + 1):
                lead -= skipped
        count += max(lead, 0)
        if lead + skipped < words:
            break
    return count


def with_footnotes(
    items: Sequence[RecognisedItem],
    blocks: Sequence[Block],
    footnotes: Sequence[Footnote],
    lines: Sequence[Line],
    words: Words,
) -> list[RecognisedItem]:
    """Put each footnote after the item that refers to it, or else after the last one on its sheet."""
    items = list(items)
    after: dict[int, list[RecognisedItem]] = defaultdict(list)
    by_page: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for key in dict.fromkeys((look.line.sheet, look.line.page) for look in block.looks):
            by_page[key].append(at)
    turned = {after: before for before, after in pairwise(by_page)}
    used: set[tuple[int, str]] = set()
    for note in footnotes:
        first = lines[note.places[0]]
        here = by_page.get((first.sheet, first.page), [])
        referring = [
            at
            for raised in (True, False)
            for at in here
            if any(
                refers(look.line.text, note.sign, raised=raised)
                for look in blocks[at].looks
                if look.line.sheet == first.sheet
            )
        ]
        if not referring and (before := turned.get((first.sheet, first.page))) is not None:
            # A page that is full sends a note to the next one.
            referring = [
                at
                for at in reversed(by_page[before])
                if (at, note.sign) not in used
                and any(refers(look.line.text, note.sign, raised=True) for look in blocks[at].looks)
            ]
        place = referring[0] if referring else here[-1] if here else -1
        used.add((place, note.sign))
        if referring:
            items[place] = attrs.evolve(items[place], text=without_reference(items[place].text, note.sign))
        doubts = () if referring else ("footnote-without-reference",)
        texts = [lines[place].text for place in note.places]
        texts[0] = without_sign(texts[0], note.sign)
        after[_after_list(blocks, place)].append(
            RecognisedItem(
                role="paragraph",
                level=0,
                text=joined(texts, words),
                label=f"Footnote {note.sign}",
                kind="statement",
                footnote=note.sign,
                page=first.page,
                sheet=first.sheet,
                top=round(first.top, 1),
                confidence=confidence(doubts),
                doubts=doubts,
                characters=sum(lines[place].characters for place in note.places),
            )
        )
    result = list(after[-1])
    for at, item in enumerate(items):
        result.append(item)
        result.extend(after[at])
    return result


def _after_list(blocks: Sequence[Block], place: int) -> int:
    """Give the last place before which no nested bullet follows: a paragraph may not stand within a list."""
    while place >= 0 and place + 1 < len(blocks) and blocks[place + 1].role == "bullet" and blocks[place + 1].level > 1:
        place += 1
    return place
