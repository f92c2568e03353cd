"""From the printed lines of a document to its items: headings, numbered paragraphs, bullets, footnotes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from care_standards.authoring.pdf.lines import Line, Reading
from care_standards.authoring.structure.blocks import Block, Starts, blocks_of
from care_standards.authoring.structure.bullets import Lists, Mark, Marked, choose_marks, read_mark
from care_standards.authoring.structure.contents import find_contents, folded
from care_standards.authoring.structure.footnotes import (
    find_footnotes,
)
from care_standards.authoring.structure.headings import HeadingRun, heading_runs, stretch, with_labels_told
from care_standards.authoring.structure.items import confidence as confidence
from care_standards.authoring.structure.items import items_of, with_footnotes
from care_standards.authoring.structure.joining import words_of
from care_standards.authoring.structure.margins import apart, labels_over_columns, put_back
from care_standards.authoring.structure.numbering import (
    Candidate,
    Number,
    choose,
    leading_lines,
    read_letter,
    read_number,
)
from care_standards.authoring.structure.recognised import Passage, Recognised
from care_standards.authoring.structure.setting import Look, Setting, looks, same_column, setting_of


def recognise(reading: Reading) -> Recognised:
    """Recognise the items of a document, and account for every character that is none.

    Every line goes to exactly one place: an item, the title, the running heads and feet, or the contents; what cannot
    be placed is listed. Nothing is left out and nothing is added.
    """
    body = list(reading.body())
    contents = find_contents(body)
    rest = with_labels_told([line for place, line in enumerate(body) if place not in contents.places])
    setting = setting_of(rest)
    footnotes = find_footnotes(rest, setting)
    noted = {place for note in footnotes for place in note.places}
    flow, strays = _words_and_strays([line for place, line in enumerate(rest) if place not in noted])
    known = frozenset(folded(entry.text) for entry in contents.entries if len(folded(entry.text)) > 3)
    main, beside = apart(flow)
    blocks = labels_over_columns(_blocks(main, setting, known))
    if beside:
        blocks = put_back(blocks, _blocks(beside, setting, known), flow)
    title, blocks = _title(blocks, reading)
    blocks, bare = _without_words(blocks)
    strays += bare
    words = words_of([*flow, *(body[place] for place in sorted(contents.places))])
    items = items_of(blocks, words)
    items = with_footnotes(items, blocks, footnotes, rest, words)
    return Recognised(
        items=tuple(items),
        title=tuple(_passage(look.line, "title") for block in title for look in block.looks),
        running=tuple(_passage(line, "running head or foot") for line in reading.lines if line.role == "running"),
        contents=contents.entries,
        unplaced=tuple(_passage(line, "no words in it") for line in strays),
        characters=reading.characters,
        sheets=reading.sheets,
        spreads=reading.spreads,
        columns=_sheets_in_columns(body),
        pages_known_by=reading.pages_known_by,
    )


def _blocks(lines: Sequence[Line], setting: Setting, known: frozenset[str]) -> list[Block]:
    seen = looks(lines, setting)
    return blocks_of(seen, _starts(seen, setting, known), setting)


def _without_words(blocks: Sequence[Block]) -> tuple[list[Block], list[Line]]:
    """Part the blocks from marks that stand alone: what is no number and has no words is no item."""
    kept: list[Block] = []
    bare: list[Line] = []
    for block in blocks:
        said = block.number is not None or (block.mark is not None and block.mark.notation is not None)
        if said or any(character.isprintable() and not character.isspace() for p in block.parts for character in p):
            kept.append(block)
        else:
            bare += [look.line for look in block.looks]
    return kept, bare


def _words_and_strays(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines with words from those of marks alone, which have no place unless they end a sentence above."""
    flow: list[Line] = []
    strays: list[Line] = []
    for line in lines:
        words = any(character.isalnum() for character in line.text)
        above = flow[-1] if flow else None
        goes_on = (
            above is not None
            and same_column(above, line)
            and line.bottom - above.bottom < 1.5 * line.size
            and abs(line.size - above.size) < 0.6
            and above.text[-1:].isalnum()
        )
        (flow if words or goes_on else strays).append(line)
    return flow, strays


def _passage(line: Line, why: str) -> Passage:
    return Passage(sheet=line.sheet, page=line.page, top=line.top, text=line.text, why=why, characters=line.characters)


def _sheets_in_columns(lines: Iterable[Line]) -> int:
    edges: dict[tuple[int, int | None], Counter[int]] = defaultdict(Counter)
    for line in lines:
        if not line.boxed:
            edges[line.sheet, line.page][round(line.left / 8)] += line.characters
    columned = {sheet for (sheet, _), found in edges.items() if sum(n > 150 for n in found.values()) > 1}
    return len(columned)


def _starts(seen: Sequence[Look], setting: Setting, known: frozenset[str]) -> Starts:
    """Decide which lines begin something: by their type, by their number and by their mark."""
    runs = heading_runs(seen, setting, known)
    inside = {place for run in runs.values() for place in range(run.start + 1, run.stop)}
    candidates: list[Candidate] = []
    marked: list[Marked] = []
    lettered = {
        number.prefix
        for number in (read_number(look.line.text) for look in seen if look.place in runs)
        if number is not None and number.form == "dotted" and number.prefix.isalpha()
    }
    for look in seen:
        if look.place in inside:
            continue
        number = read_number(look.line.text)
        heading = look.place in runs
        if number is None and heading and look.line.text[:1] in lettered:
            number = read_letter(look.line.text)
        if number is not None and _may_number(number, look, heading):
            candidates.append(
                Candidate(line=look.place, number=number, fresh=look.fresh, heading=heading, indent=look.indent)
            )
        mark = read_mark(look.line.text)
        if mark is not None:
            before = seen[look.place - 1] if look.place else None
            marked.append(
                Marked(
                    line=look.place,
                    mark=mark,
                    fresh=look.fresh,
                    closed=before is not None and before.closed,
                    outdented=before is not None and _outdented(before, look, mark),
                    indent=look.indent,
                )
            )
    chosen = choose(candidates)
    lists = choose_marks([m for m in marked if m.line not in runs])
    numbers = {place: found.candidate.number for place, found in chosen.items()}
    leading = leading_lines(candidates)
    for place in [place for place, number in numbers.items() if _is_article(number) and place not in leading]:
        del numbers[place]
    _leave_to_lists(numbers, leading, lists, runs, seen)
    kept = _settle_headings(runs, numbers, seen, setting)
    marks: dict[int, Mark] = {}
    doubts = {place: found.doubt for place, found in chosen.items() if found.doubt and place in numbers}
    for found in marked:
        if found.line in lists.places and found.line not in numbers and found.line not in kept:
            marks[found.line] = found.mark
            if found.line in lists.doubtful:
                doubts[found.line] = "unclear-mark"
    return Starts(headings=kept, numbers=numbers, marks=marks, doubts=doubts)


def _outdented(before: Look, look: Look, mark: Mark) -> bool:
    """Tell whether a mark stands left of the line above, or below the same mark."""
    if look.gap is None or look.line.x0 < before.line.x0 - 3:
        return look.gap is not None
    above = read_mark(before.line.text)
    near = 8 if mark.values else 1  # i, ii and iii may be set to end in one line
    return above is not None and above.shape == mark.shape and abs(look.line.x0 - before.line.x0) < near


def _is_article(number: Number) -> bool:
    """Tell whether a letter without a mark may be the first word of a title instead of a number."""
    return number.form == "single" and not number.end and number.notation.isalpha()


def _may_number(number: Number, look: Look, heading: bool) -> bool:
    """Tell whether a number may be one at all, from its form and its line alone."""
    if number.form == "word":
        return heading or (look.line.bold and look.fresh)
    if number.form == "single" and not number.end:
        return heading
    return True


def _leave_to_lists(
    numbers: dict[int, Number],
    leading: frozenset[int],
    lists: Lists,
    runs: Mapping[int, HeadingRun],
    seen: Sequence[Look],
) -> None:
    """Take single numbers that are those of a list away from the numbered paragraphs.

    A number without dots counts a paragraph only where other numbers stand below it (10 and 10.1), or where such
    numbers run through the whole document; else it counts a list.
    """
    single = [place for place, number in numbers.items() if number.form == "single" and place not in runs]
    alone = [place for place in single if place not in leading]
    sheets = {seen[place].line.sheet for place in alone}
    between = sum(1 for start in runs if alone and alone[0] < start < alone[-1])
    values = [numbers[place].value for place in alone]
    throughout = len(alone) >= 8 and len(sheets) >= 3 and between >= 2 and len(set(values)) == len(values)
    if throughout:
        return
    for place in alone:
        if numbers[place].end:
            del numbers[place]
            lists.places.add(place)


def _settle_headings(
    runs: Mapping[int, HeadingRun], numbers: Mapping[int, Number], seen: Sequence[Look], setting: Setting
) -> dict[int, HeadingRun]:
    """Let numbers of one sequence be all headings or all paragraphs, where only bold type speaks against it.

    What is set as the headings with numbers of its depth are is one too, unless the running text is set so.
    """
    by_prefix: dict[str, list[int]] = defaultdict(list)
    by_set: dict[tuple[int, int, bool, bool], list[int]] = defaultdict(list)
    for place, number in numbers.items():
        if number.form == "dotted":
            by_prefix[f"{number.prefix}"].append(place)
            line = seen[place].line
            if line.bold or line.italic or abs(line.size - setting.size) >= _OTHER_SIZE:
                by_set[number.depth, round(line.size * 4), line.bold, line.italic].append(place)
    kept = dict(runs)
    for places in by_prefix.values():
        headings = [place for place in places if place in runs]
        if len(places) > 2 and 0 < len(headings) < 0.4 * len(places):
            for place in headings:
                if runs[place].why != "large":
                    del kept[place]
    for places in by_set.values():
        headings = [place for place in places if place in kept]
        if len(headings) >= max(3, 0.6 * len(places)):
            for place in places:
                if place not in runs and seen[place].fresh:
                    kept[place] = HeadingRun(start=place, stop=stretch(seen, place), why=runs[headings[0]].why)
    return kept


_OTHER_SIZE: Final = 0.3  # points


def _title(blocks: list[Block], reading: Reading) -> tuple[list[Block], list[Block]]:
    """Take the title apart: what is set largest on the first sheet, before anything else with a heading."""
    if _opens_the_book(blocks):
        return blocks[:1], blocks[1:]
    first = [block for block in blocks if block.first.line.sheet == 1]
    if not first or reading.sheets < 2:
        return [], blocks
    heads = [block for block in first if block.role == "heading" and block.number is None]
    if not heads or any(block.number is not None for block in first):
        return [], blocks
    largest = max(block.first.line.size for block in heads)
    title = [block for block in heads if block.first.line.size > largest - 0.6]
    if not title[0].first.large or sum(look.line.characters for block in first for look in block.looks) > 900:
        return [], blocks
    for block in heads:
        if block.run is not None and block.run.why == "bold":
            block.role, block.run = "paragraph", None  # a date or a version on the title page heads nothing
    return title[:1], [block for block in blocks if block is not title[0]]


_SUBTITLE: Final = 150  # characters that may stand between a title and the first heading


def _opens_the_book(blocks: Sequence[Block]) -> bool:
    """Tell whether the first block is a title without a page of its own.

    It is by far the largest heading and has no number as others have, and the first of those follows it directly.
    """
    heads = [block for block in blocks if block.role == "heading"]
    if not heads or heads[0] is not blocks[0] or len(heads) < 3 or heads[0].number is not None:
        return False
    rest = [block.first.line.size for block in heads[1:]]
    below = blocks[1 : blocks.index(heads[1])]
    return (
        heads[1].number is not None
        and heads[0].first.line.size >= 1.25 * max(rest)
        and heads[0].first.line.sheet == heads[1].first.line.sheet
        and sum(look.line.characters for block in below for look in block.looks) <= _SUBTITLE
    )
