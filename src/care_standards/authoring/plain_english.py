"""Hints for plain English: long sentences, abbreviations that nobody explained, long headings.

A hint is never an error, and says nothing about right or wrong. It names a provision, a place in one of its fields and
a figure; it does not quote.

Where the rules come from:

- 25 words a sentence is the rule our own summaries keep, and a common one of UK public bodies.
- An abbreviation is spelt out where it is first used: "National Referral Mechanism (NRM)" or "NRM (National Referral
  Mechanism)". Those of the glossary count as explained, and so do a few that GOV.UK's style guide calls well known.
- 12 words a heading is our own figure: longer ones do not fit on a line of a table of contents.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import attrs

from care_standards.authoring.arguments import must_be_edition
from care_standards.model.edition import Edition
from care_standards.model.glossary import GlossaryEntry
from care_standards.model.provisions import Provision

Rule = Literal["sentence-length", "abbreviation", "heading-length"]
Field = Literal["heading", "summary", "note", "text"]

SENTENCE_WORDS: Final = 25
HEADING_WORDS: Final = 12
WELL_KNOWN: Final = frozenset(("UK", "EU", "US", "UN", "VAT", "MP", "DVLA", "NHS", "GP"))

# The end of a sentence: a mark, perhaps a bracket or quotation mark, white space, and something a sentence begins with.
_END: Final = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]*\s+(?=[\"'\u2018\u201c(\[]*[A-Z0-9\u00c0-\u00de])|\n+")
_NO_END: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|[Nn]o|[Nn]os|[Pp]p?|[Ss]s?|[Aa]rt|[Ss]t|Mr|Mrs|Ms|Dr|[A-Z])|(?:^|\s)[0-9]{1,3})\.$"
)
# Two capitals or more, perhaps with small letters or figures between: NRM, TiCC, MSVCC, NRMs. No part of a longer word.
_SHORT: Final = re.compile(r"(?<![\w.'\u2019-])(?=[A-Za-z0-9]*[A-Z][a-z0-9]?[A-Z])[A-Z][A-Za-z0-9]{1,9}(?![\w-])")
_ROMAN: Final = re.compile(r"[IVXLC]+$(?!\n)")


@attrs.frozen(kw_only=True)
class Hint:
    """One place that may be hard to read.

    ``figure`` is what was counted: the words of the sentence or heading, or how often an abbreviation is used in the
    edition; ``limit`` is what the rule allows. ``start`` and ``end`` are code points in the field, for a program that
    shows the place to the person whose text it is.
    """

    provision: str
    field: Field
    rule: Rule
    figure: int
    limit: int
    start: int = attrs.field(repr=False)
    end: int = attrs.field(repr=False)

    @property
    def words(self) -> str:
        """What the hint says, in one sentence without a word of the text."""
        if self.rule == "sentence-length":
            return f"a sentence of the {self.field} has {self.figure} words; {self.limit} or fewer read more easily."
        if self.rule == "heading-length":
            return f"the heading has {self.figure} words; {self.limit} or fewer fit on a line."
        times = "once" if self.figure == 1 else f"{self.figure} times"
        return f"the {self.field} uses an abbreviation ({times} in all) that is neither spelt out nor in the glossary."


def hints(
    edition: Edition, *, glossary: Iterable[GlossaryEntry] | None = None, wording: bool = False
) -> tuple[Hint, ...]:
    """Give hints on how plainly an edition is written, in printed order.

    Looked at is what its author can change: summaries, notes, and headings of one's own; the headings as printed too
    where the edition may be shared, because whoever shares it wrote them. The publisher's wording and printed headings
    of a private edition are looked at only with ``wording``. ``glossary`` is the shipped one by default.
    """
    must_be_edition(edition, "hints", "edition")
    if glossary is None:
        from care_standards import packaged

        glossary = packaged.glossary()
    known = {*WELL_KNOWN, *(entry.abbreviation for entry in glossary if entry.abbreviation)}
    parts = [part for provision in edition for part in _parts(provision, edition, wording)]
    found: list[tuple[int, Hint]] = []
    for place, (provision, field, text) in enumerate(parts):
        if field == "heading":
            found += ((place, hint) for hint in _long_heading(provision, text))
        else:
            found += ((place, hint) for hint in _long_sentences(provision, field, text))
    found += _unexplained(parts, known)
    return tuple(hint for _, hint in sorted(found, key=lambda one: (one[0], one[1].start, one[1].rule)))


_Part = tuple[Provision, Field, str]


def _parts(provision: Provision, edition: Edition, wording: bool) -> Iterator[_Part]:
    ours = provision.heading_status == "own-label" or edition.rights.sharing == "shareable"
    if provision.heading and (ours or wording):
        yield provision, "heading", provision.heading
    if provision.summary:
        yield provision, "summary", provision.summary
    if provision.note:
        yield provision, "note", provision.note
    if provision.text is not None and wording:
        yield provision, "text", provision.text.value


def _long_heading(provision: Provision, text: str) -> Iterator[Hint]:
    count = len(_words(text))
    if count > HEADING_WORDS:
        yield Hint(
            provision=provision.id, field="heading", rule="heading-length", figure=count, limit=HEADING_WORDS,
            start=0, end=len(text),
        )  # fmt: skip


def _long_sentences(provision: Provision, field: Field, text: str) -> Iterator[Hint]:
    for start, end in sentences(text):
        count = len(_words(text[start:end]))
        if count > SENTENCE_WORDS:
            yield Hint(
                provision=provision.id, field=field, rule="sentence-length", figure=count, limit=SENTENCE_WORDS,
                start=start, end=end,
            )  # fmt: skip


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a text begins and ends, in code points.

    A full stop ends one only before something a sentence can begin with, and not after a number of one part, a single
    capital letter or the usual abbreviations. A line break ends one too.
    """
    start = 0
    for mark in _END.finditer(text):
        if mark[0].isspace() or not _NO_END.search(text, max(start, mark.start() - 12), mark.start() + 1):
            if text[start : mark.start()].strip():
                yield start, mark.end()
            start = mark.end()
    if text[start:].strip():
        yield start, len(text)


def _unexplained(parts: list[_Part], known: set[str]) -> Iterator[tuple[int, Hint]]:
    """Give each abbreviation once, where it is first used, unless it is explained there."""
    first: dict[str, tuple[int, int, int]] = {}
    uses: dict[str, int] = {}
    for place, (_, _, text) in enumerate(parts):
        if text.isupper() and len(text.split()) > 3:  # set in capitals: nothing in it can be told from a word
            continue
        for match in _SHORT.finditer(text):
            short = match[0].removesuffix("s") if match[0][-2:-1].isupper() else match[0]
            if short not in known and match[0] not in known and not _ROMAN.match(short):
                uses[short] = uses.get(short, 0) + 1
                first.setdefault(short, (place, match.start(), match.end()))
    for short, (place, start, end) in first.items():
        provision, field, text = parts[place]
        if not _explained(text, short, start, end):
            yield (
                place,
                Hint(
                    provision=provision.id, field=field, rule="abbreviation", figure=uses[short], limit=0,
                    start=start, end=end,
                ),
            )  # fmt: skip


def _explained(text: str, short: str, start: int, end: int) -> bool:
    """Tell whether an abbreviation is spelt out where it stands: in brackets after its words, or before them."""
    before, after = text[max(0, start - 500) : start].rstrip(), text[end : end + 500].lstrip()
    words: list[str] = []
    if before.endswith("("):
        words = _words(before[:-1])[-2 * len(short) :]
    elif after.startswith("("):
        words = _words(after[1:].partition(")")[0])
    return _spells(short.lower(), words)


def _words(text: str) -> list[str]:
    """Give the words of a text: what stands between white space and holds a letter or a figure."""
    return [word for word in text.split() if any(character.isalnum() for character in word)]


def _spells(short: str, words: list[str]) -> bool:
    """Tell whether the letters begin words in their order; small words between them may be left out."""
    left = iter(short)
    letter = next(left, None)
    for word in words:
        bare = word.lstrip("(\"'\u2018\u201c").lower()
        for part in bare.split("-"):
            if letter is not None and part.startswith(letter):
                letter = next(left, None)
    return letter is None
