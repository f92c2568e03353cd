"""What the paragraphs of a DOCX are: headings, numbered paragraphs, items of lists, notes, lines of contents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from care_standards.authoring.docx.contents import contents_entry, title_places, typed_contents
from care_standards.authoring.docx.numbering import Numbering, Printed, printed
from care_standards.authoring.docx.paragraphs import Paragraph
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.authoring.structure.bullets import Mark, Marked, choose_marks, read_mark
from care_standards.authoring.structure.headings import label_of
from care_standards.authoring.structure.numbering import Candidate, Number, choose, read_letter, read_number
from care_standards.authoring.structure.recognise import confidence
from care_standards.authoring.structure.recognised import ContentsEntry, Passage, Recognised, RecognisedItem

_NEVER_ITEMS: Final = frozenset(("toc heading", "table of figures", "header", "footer"))
_THROUGH: Final = 8  # so many single numbers in one run are the paragraphs of a document, not a list in it
_LONG_LABEL: Final = 100
_NEAR_BELOW: Final = 200  # so many paragraphs after a chapter's heading its first section is looked for
_LONG_HEADING: Final = 250  # of one with a number of several parts, which says that it is one
_DASHES: Final = "\u2013\u2014-"  # of any length
_CLOSING: Final = f" \t.:{_DASHES}"
_MOST_PARAGRAPHS: Final = 100_000  # a book of 2,000 pages has some 40,000

Notes = Mapping[str, tuple[Paragraph, ...]]


@attrs.frozen(kw_only=True)
class _Entry:
    """A paragraph that holds an item, with the number or mark before it, printed by Word or typed."""

    paragraph: Paragraph
    text: str = attrs.field(repr=False)
    heading: int | None
    printed: Printed | None
    number: Number | None = None
    mark: Mark | None = None
    doubts: tuple[str, ...] = ()


class Recognising:
    """One document while its paragraphs are told apart; ``used`` are the notes that something refers to."""

    def __init__(self, numbering: Numbering, footnotes: Notes, endnotes: Notes) -> None:
        self._numbering = numbering
        self._of_kind = {"footnote": footnotes, "endnote": endnotes}
        self.used: set[tuple[str, str]] = set()
        self._noted: Counter[str] = Counter()
        self._lists: list[tuple[str, float]] = []
        self._heads: set[int] = set()

    def document(self, paragraphs: Iterable[Paragraph]) -> Recognised:
        """Tell what each paragraph is; ``characters`` and ``unplaced`` are left to the caller."""
        title: list[Passage] = []
        running: list[Passage] = []
        contents: list[ContentsEntry] = []
        entries: list[_Entry] = []
        kept: list[Paragraph] = []
        for place, paragraph in enumerate(paragraphs):
            if place >= _MOST_PARAGRAPHS:
                raise RefusedSourceError(SourceCode.TOO_LARGE)
            kept.append(paragraph)
        typed = typed_contents(kept)
        titles = title_places(kept, typed)
        for place, paragraph in enumerate(kept):
            if place in titles:
                continue
            if place in typed:
                contents.append(typed[place])
                continue
            count = paragraph.characters("kept")
            text = _clean(paragraph.text)
            if (level := paragraph.style.contents_level) is not None:
                if count:
                    contents.append(contents_entry(paragraph.text, level, count))
            elif paragraph.style.name in ("title", "subtitle"):
                if count:
                    title.append(
                        Passage(
                            sheet=paragraph.saved_page or 0,
                            text=text,
                            why=f"the {paragraph.style.name}",
                            characters=count,
                        )
                    )
            elif paragraph.style.name in _NEVER_ITEMS:
                if count:
                    running.append(Passage(sheet=0, text=text, why="by the name of its style", characters=count))
            else:
                before = self._printed(paragraph) if paragraph.pieces or paragraph.numbers else None
                if count or paragraph.notes:
                    entries.append(_Entry(paragraph=paragraph, text=text, heading=paragraph.outline, printed=before))
        entries = _with_headings(entries)
        entries = _with_typed(entries)
        through = _numbered_through(entries)
        items: list[RecognisedItem] = []
        notes: list[RecognisedItem] = []
        for entry in entries:
            found = self._item(entry, through)
            if found is not None and found.role != "bullet":  # notes wait for the end of a list, not to break it
                items += notes
                notes.clear()
            items += () if found is None else (found,)
            notes += self._notes(entry.paragraph)
        items += notes
        return Recognised(
            items=tuple(items), title=tuple(title), running=tuple(running), contents=tuple(contents), characters=0
        )

    def _printed(self, paragraph: Paragraph) -> Printed | None:
        if paragraph.numbers is None or (not paragraph.characters("kept") and paragraph.characters("deleted")):
            return None
        depth = paragraph.depth
        if depth is None:
            depth = self._numbering.depth_of_style(paragraph.numbers, paragraph.style_id)
        return self._numbering.next(paragraph.numbers, depth)

    def _item(self, entry: _Entry, through: frozenset[str]) -> RecognisedItem | None:
        if not entry.paragraph.characters("kept"):
            return None
        if entry.heading is None:
            return self._block(entry, through)
        self._lists.clear()
        inside = any(level < entry.heading for level in self._heads)
        self._heads.add(entry.heading)
        return _heading(entry, entry.heading, inside)

    def _notes(self, paragraph: Paragraph) -> list[RecognisedItem]:
        """Give the notes that a paragraph refers to, each where it is first referred to."""
        found: list[RecognisedItem] = []
        for kind, id in paragraph.notes:
            if (kind + "s", id) not in self.used and (note := self._of_kind[kind].get(id)) is not None:
                self.used.add((kind + "s", id))
                self._noted[kind] += 1
                mark = printed(self._noted[kind], "decimal" if kind == "footnote" else "lowerRoman")
                found += _note(note, mark, paragraph.saved_page or 0)
        return found

    def _block(self, entry: _Entry, through: frozenset[str]) -> RecognisedItem:
        """Make a numbered paragraph, an item of a list, or a paragraph without either."""
        paragraph = entry.paragraph
        style = paragraph.style
        notation: str | None = None
        listed: tuple[str, float] | None = None
        doubts = [*entry.doubts, *(("table-cell",) if paragraph.in_table else ())]
        if entry.printed is not None:
            before = entry.printed
            depth = float(before.depth + (style.list_level or 1))
            if before.text is None:
                listed = ("word", depth)
            elif not before.alone or before.list in through or before.digits == "none":
                notation = _notation(before.text)
            else:
                notation, listed = f"({_core(before.text)})", ("word", depth)
            if before.list in through:
                doubts.append("single-numbers")
        elif entry.number is not None and (entry.number.form == "dotted" or "typed" in through):
            notation = entry.number.notation
            if entry.number.form == "single":
                doubts.append("single-numbers")
        elif entry.mark is not None:
            notation, listed = entry.mark.notation, ("typed", paragraph.indent)
        elif style.list_kind in ("bullet", "number"):
            listed = ("word", float(style.list_level or 1))
        level = self._level(listed)
        text = entry.text
        if entry.number is not None and notation is not None and listed is None:
            text = entry.number.rest
        elif entry.mark is not None and listed is not None:
            text = entry.mark.rest
        label, text = _labelled(paragraph, text)
        return RecognisedItem(
            role="bullet" if listed is not None else "paragraph",
            level=level,
            notation=notation,
            text=_clean(text),
            label=label,
            boxed=paragraph.boxed,
            sheet=paragraph.saved_page or 0,
            confidence=confidence(doubts),
            doubts=tuple(doubts),
            characters=paragraph.characters("kept"),
        )

    def _level(self, listed: tuple[str, float] | None) -> int:
        """Give the depth of an item of a list from 1, without a step that is not there; 0 for what is in no list."""
        if listed is None:
            self._lists.clear()
            return 0
        while self._lists and (self._lists[-1][0] != listed[0] or self._lists[-1][1] >= listed[1]):
            self._lists.pop()
        self._lists.append(listed)
        return len(self._lists)


def _heading(entry: _Entry, level: int, inside: bool) -> RecognisedItem:
    """Make a heading; one such as "Principles" says what follows only inside something."""
    paragraph = entry.paragraph
    notation, text = None, entry.text
    if entry.printed is not None and entry.printed.text is not None:
        notation = _notation(entry.printed.text)
    elif entry.number is not None:
        notation, text = entry.number.notation, entry.number.rest
    return RecognisedItem(
        role="heading",
        level=level,
        notation=notation,
        text=_clean(text),
        sets_kind=label_of(text) if inside and notation is None else None,
        boxed=paragraph.boxed,
        sheet=paragraph.saved_page or 0,
        confidence=confidence(entry.doubts),
        doubts=entry.doubts,
        characters=paragraph.characters("kept"),
    )


def _note(paragraphs: tuple[Paragraph, ...], mark: str, sheet: int) -> list[RecognisedItem]:
    count = sum(paragraph.characters("kept") for paragraph in paragraphs)
    text = " ".join(_clean(paragraph.text) for paragraph in paragraphs).strip()
    if not count:
        return []
    note = RecognisedItem(
        role="paragraph",
        level=0,
        text=text,
        label=f"Footnote {mark}",
        kind="statement",
        footnote=mark,
        sheet=sheet,
        characters=count,
    )
    return [note]


def _with_headings(entries: list[_Entry]) -> list[_Entry]:
    """Take short bold paragraphs for headings where they say what follows, or where no style of a heading is used."""
    styled = any(entry.heading is not None for entry in entries)
    found: list[_Entry] = []
    level = 0
    for entry in entries:
        if entry.heading is not None:
            level = entry.heading
        elif _all_bold(entry.paragraph) and (entry.printed is None or entry.printed.text is not None):
            if label_of(entry.text) is not None and entry.printed is None:
                entry = attrs.evolve(entry, heading=min(level + 1, 6))
            elif not styled and not entry.text.endswith((".", ";", ",")):
                number = read_number(entry.printed.text + " " if entry.printed and entry.printed.text else entry.text)
                dotted = number is not None and number.form == "dotted"
                if len(entry.text) > (_LONG_HEADING if dotted else _LONG_LABEL):
                    found.append(entry)
                    continue
                level = min(number.depth if number is not None else max(level, 1), 6)
                entry = attrs.evolve(entry, heading=level, doubts=("heading-by-bold",))
        found.append(entry)
    return found


def _with_typed(entries: list[_Entry]) -> list[_Entry]:
    """Read the numbers and marks that were typed, where Word prints none, and keep those that count."""
    numbers: list[Candidate] = []
    marks: list[Marked] = []
    for line, entry in enumerate(entries):
        if entry.printed is not None:
            continue
        heading = entry.heading is not None
        number = read_number(entry.text)
        if number is None and heading:
            number = _letter(entry.paragraph.text) or _letter_above(entries, line)
        indent = entry.paragraph.indent
        if number is not None and (heading or number.form != "word"):
            fresh = heading or not number.rest[:1].islower()  # "1.5 million people" says how many
            numbers.append(Candidate(line=line, number=number, fresh=fresh, heading=heading, indent=indent))
        mark = None if heading else read_mark(entry.text)
        # A style of a list has its own mark; a text in it that begins with a dash is a text that begins with a dash.
        if mark is not None and entry.paragraph.style.list_kind != "bullet":
            marks.append(Marked(line=line, mark=mark, fresh=True, indent=indent, column=0.0))
    chosen = choose(numbers)
    listed = choose_marks(marks)
    found = list(entries)
    for candidate in numbers:
        line, number = candidate.line, candidate.number
        # A heading says by its style that something begins here, so its number need not be one of a chain.
        if line in chosen or candidate.heading:
            doubt = chosen[line].doubt if line in chosen else None
            doubts = (doubt,) if doubt is not None and not candidate.heading else ()
            found[line] = attrs.evolve(found[line], number=number, doubts=(*found[line].doubts, *doubts))
    for marked in marks:
        if marked.line in listed.places:
            entry = found[marked.line]
            doubts = ("unclear-mark",) if marked.line in listed.doubtful else ()
            found[marked.line] = attrs.evolve(entry, mark=marked.mark, doubts=(*entry.doubts, *doubts))
    return found


def _letter(text: str) -> Number | None:
    """Read a single capital letter that a tab sets off from its heading, as a full stop would."""
    letter, tab, rest = text.strip().partition("\t")
    return read_number(f"{letter}. {_clean(rest)}") if tab and len(letter) == 1 and rest.strip() else None


def _letter_above(entries: Sequence[_Entry], place: int) -> Number | None:
    """Read a single capital letter before a heading where the next number below it is the first of that letter."""
    letter = read_letter(entries[place].text)
    below = entries[place + 1 : place + 1 + _NEAR_BELOW] if letter is not None and letter.rest else ()
    for entry in below:
        if entry.heading is not None:
            text = entry.printed.text if entry.printed is not None and entry.printed.text else entry.text
            number = read_number(f"{text} ")
            if number is not None:
                return letter if letter is not None and number.notation == f"{letter.notation}.1" else None
    return None


def _numbered_through(entries: list[_Entry]) -> frozenset[str]:
    """Give the lists whose single numbers are those of the paragraphs of the whole document.

    A number of one part (``3.``) is that of a list, unless nothing in the document has a number of several parts and
    one run of them goes through it.
    """
    if any(
        (e.printed is not None and not e.printed.alone and e.printed.text) or (e.number and e.number.form == "dotted")
        for e in entries
    ):
        return frozenset()
    runs: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for entry in entries:
        if entry.heading is not None:
            continue
        if entry.printed is not None and entry.printed.digits == "decimal" and entry.paragraph.style.list_kind is None:
            runs[entry.printed.list] += entry.printed.first
            counts[entry.printed.list] += 1
        elif entry.number is not None and entry.number.form == "single" and entry.number.value[0] > 0:
            runs["typed"] += entry.number.value == (1, "")
            counts["typed"] += 1
    through = [name for name, count in counts.items() if count >= _THROUGH and runs[name] == 1]
    return frozenset(through if len(through) == 1 else ())


def _all_bold(paragraph: Paragraph) -> bool:
    seen = [piece for piece in paragraph.pieces if piece.fate == "kept" and piece.text.strip()]
    return bool(seen) and all(piece.bold for piece in seen)


def _labelled(paragraph: Paragraph, text: str) -> tuple[str | None, str]:
    """Take the bold lead-in off a text: bold at its beginning, closed by a mark or followed by a new sentence."""
    kept = [piece for piece in paragraph.pieces if piece.fate == "kept"]
    lead = ""
    for piece in kept:
        if not piece.bold and piece.text.strip():
            break
        lead += piece.text
    # What was taken off the front as number or mark was the first of it.
    whole, lead = _clean("".join(piece.text for piece in kept)), _clean(lead)
    gone = len(whole) - len(text)
    label = lead[gone:].strip() if whole.endswith(text) else ""
    rest = text[len(label) :].strip()
    if not label or not text.startswith(label) or len(label) > _LONG_LABEL or not _has_word(rest):
        return None, text
    begins_anew = rest[:1].isupper() or rest[:1] in f":{_DASHES}"
    if not (label[-1] in f".:?!{_DASHES}" or begins_anew):
        return None, text
    return label.rstrip(_CLOSING) or None, rest.lstrip(f": {_DASHES}")


def _has_word(text: str) -> bool:
    """Tell whether a text holds a letter or a digit."""
    return any(character.isalnum() for character in text)


def _notation(text: str) -> str | None:
    return text.rstrip(_CLOSING) or None


def _core(text: str) -> str:
    return text.strip(f"().:[] {_DASHES}")


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
