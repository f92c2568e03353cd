"""An invented book of standards, of which everything is known before it is printed.

It has the shape of the real one: forewords, a lettered opening part, chapters, sections, standards, each standard with
principles in prose and recommendations in bullets, some nested, some in boxes, some with footnotes, and annexes. Its
sentences are made from a list of common words by a seeded generator and mean nothing. Only numbers, headings and the
page of what this library ships as an anchor are those of the shipped data, so that a draft of this book can extend it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["heading", "paragraph", "bullet", "label"]
Kind = Literal["part", "section", "standard", "principle", "recommendation", "statement"]

PRINCIPLES = "Guiding principles"
RECOMMENDATIONS = "Practical recommendations"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that the book prints. A label is printed and is no provision. ``boxed`` numbers the box it is in."""

    role: Role
    level: int
    text: str
    kind: Kind
    notation: str | None = None
    force: str = "unknown"
    lead: str | None = None
    footnote: str | None = None
    boxed: int | None = None
    page: int | None = None  # the printed page it has to be on, for all layouts
    parent: int | None = None  # the place of its parent among the entries

    @property
    def words(self) -> str:
        """What is printed of it, without its number, its bullet and the sign of a footnote."""
        return f"{self.lead} {self.text}" if self.lead else self.text


@dataclass(frozen=True)
class Book:
    """The whole book in printed order."""

    title: str
    entries: tuple[Entry, ...]

    def provisions(self) -> Iterator[Entry]:
        """Give what should become a provision: all but the labels."""
        return (entry for entry in self.entries if entry.role != "label")


_SUBJECTS = (
    "Every worker in this invented service",
    "The manager of an invented safe place",
    "Staff who offer the made-up help",
    "Each imagined organisation",
    "A first-contact officer of the story",
    "Volunteers in the fictional team",
    "The invented affiliate office",
    "Trustees of the made-up fund",
    "An interpreter in this example",
    "Those who plan fictitious outreach",
)
_MODALS = (
    ("must", "must"), ("should", "should"), ("may", "may"), ("must not", "must-not"), ("should", "should"),
    ("should", "should"), ("must", "must"),
)  # fmt: skip
_VERBS = (
    "keep", "offer", "review", "explain", "record", "refresh", "plan", "describe", "measure", "define", "simplify",
    "share", "confirm", "check", "repeat", "arrange", "discuss", "reflect on", "confine", "clarify",
)  # fmt: skip
_ADJECTIVES = (
    "clear", "efficient", "suitable", "first", "well-kept", "regular", "official", "flexible", "careful", "specific",
    "calm", "day-to-day", "sufficient", "culturally familiar", "confidential", "long-term", "unhurried", "different",
)  # fmt: skip
_NOUNS = (
    "accommodation", "information", "arrangements", "reflection", "conversations", "opportunities", "affiliation",
    "responsibilities", "transportation", "interpretation", "documentation", "self-care", "follow-up", "supervision",
    "coordination", "activities", "communication", "benefits", "recommendations", "participation", "notebooks", "tea",
    "windows", "gardens", "timetables", "fittings", "staffing", "offices", "shuffleboards", "waffles",
)  # fmt: skip
_TAILS = (
    "before the first meeting", "in a language of choice", "without any delay", "within 45 invented days",
    "where a person asks for it", "at every stage of the imagined journey", "as section 12 of this invented book says",
    "for as long as the fictional need lasts", "(see the invented annex)", "with the agreement of the person",
    "so that nothing is told twice", "and writes down why", "in the morning, at noon and in the evening",
)  # fmt: skip
_PLAIN = (
    "This invented sentence gives a reason for it",
    "The example is made up from common words",
    "It refers to a fictional place with 1.5 million imagined windows",
    "Nothing here describes a real service",
    "In the story this takes 3.5 days, or a little more",
    "People in the example are “often offered” tea first",
)


@dataclass
class _Maker:
    """Writes entries one after the other, each below the heading or bullet that it belongs to."""

    rng: random.Random
    headings: dict[str, str]
    pages: dict[str, int]
    entries: list[Entry] = field(default_factory=list)
    boxes: int = 0

    def _phrase(self) -> str:
        pick = self.rng.choice
        return f"{pick(_ADJECTIVES)} {pick(_NOUNS)} and {pick(_ADJECTIVES)} {pick(_NOUNS)}"

    def sentence(self, force: str | None = None) -> tuple[str, str]:
        """Give a sentence with one modal verb, and its force."""
        pick = self.rng.choice
        modal, force = pick([pair for pair in _MODALS if force in (None, pair[1])])
        return f"{pick(_SUBJECTS)} {modal} {pick(_VERBS)} {self._phrase()} {pick(_TAILS)}.", force

    def statement(self) -> str:
        """Give a sentence that asks nothing."""
        return f"{self.rng.choice(_PLAIN)} {self.rng.choice(_TAILS)}."

    def prose(self, force: str | None = None) -> tuple[str, str]:
        first, force = self.sentence(force)
        return " ".join([first, *(self.statement() for _ in range(self.rng.choice((0, 1, 1, 2))))]), force

    def title(self, words: int = 3) -> str:
        pick = self.rng.choice
        parts = [pick(_ADJECTIVES), pick(_NOUNS)]
        while len(parts) < words:
            parts += ["and", pick(_ADJECTIVES), pick(_NOUNS)]
        return " ".join(parts).capitalize()

    def add(self, entry: Entry) -> int:
        self.entries.append(entry)
        return len(self.entries) - 1

    def heading(self, notation: str | None, level: int, parent: int | None, *, words: int = 3) -> int:
        kind: Kind = ("part", "section", "standard")[level - 1]
        text = self.headings.get(notation or "") or self.title(words)
        page = self.pages.get(notation or "")
        return self.add(
            Entry(role="heading", level=level, text=text, kind=kind, notation=notation, page=page, parent=parent)
        )

    def named(self, text: str, level: int, page: int | None = None) -> int:
        return self.add(Entry(role="heading", level=level, text=text, kind="part", page=page))

    def label(self, text: str, level: int, parent: int) -> None:
        kind: Kind = "principle" if text == PRINCIPLES else "recommendation"
        self.add(Entry(role="label", level=level, text=text, kind=kind, parent=parent))

    def statements(self, parent: int, count: int) -> None:
        for _ in range(count):
            text = f"{self.statement()} {self.statement()}"
            self.add(Entry(role="paragraph", level=0, text=text, kind="statement", force="statement", parent=parent))

    def principles(self, parent: int, count: int, forces: tuple[str, ...] = (), *, notes: bool = True) -> None:
        for number in range(count):
            text, force = self.prose(forces[number] if forces else None)
            note = self.statement() if notes and self.rng.random() < 0.08 else None
            self.add(
                Entry(role="paragraph", level=0, text=text, kind="principle", force=force, footnote=note, parent=parent)
            )

    def recommendations(self, parent: int, count: int, *, nested: bool = True, force: str | None = None) -> None:
        for _ in range(count):
            text, found = self.prose(force)
            at = self.add(Entry(role="bullet", level=1, text=text, kind="recommendation", force=found, parent=parent))
            if nested and self.rng.random() < 0.12:
                for _ in range(self.rng.choice((2, 3))):
                    inner, found = self.sentence()
                    self.add(Entry(role="bullet", level=2, text=inner, kind="recommendation", force=found, parent=at))

    def box(self, parent: int) -> None:
        self.boxes += 1
        for number in range(self.rng.choice((1, 2))):
            lead = f"Invented example {self.boxes}" if number == 0 else None
            text = f"{self.statement()} {self.statement()}"
            self.add(
                Entry(
                    role="paragraph", level=0, text=text, kind="statement", force="statement", lead=lead,
                    boxed=self.boxes, parent=parent,
                )
            )  # fmt: skip


# Where standards of the opening pages begin, so that every layout comes to 1.1.5 on the page of the shipped anchor.
_PAGES = {
    "A": 10, "A.1.2": 11, "A.1.3": 12, "1": 15, "1.1.1": 16, "1.1.2": 17, "1.1.3": 18, "1.1.4": 19, "1.1.5": 21,
}  # fmt: skip
FOREWORDS_PAGE = 7
CONTENTS_PAGE = 3


def invented(seed: int = 2018, *, chapters: int = 10, headings: dict[str, str] | None = None) -> Book:
    """Make the book; about 600 entries with ten chapters. ``headings`` gives the headings of numbers that have one."""
    make = _Maker(random.Random(seed), headings or {}, _PAGES)
    for name in ("Foreword by an invented patron", "Foreword by an imagined survivor group"):
        make.statements(make.named(name, 1, FOREWORDS_PAGE if name.endswith("patron") else None), 3)
    _opening(make)
    for chapter in range(1, chapters + 1):
        _chapter(make, chapter)
    for letter in "AB":
        annex = make.heading(f"Annex {letter}", 1, None)
        make.statements(annex, 2)
        make.recommendations(annex, 4, nested=False)
    return Book("Invented Standards of Made-up Care 2018", tuple(make.entries))


def _opening(make: _Maker) -> None:
    part = make.heading("A", 1, None)
    section = make.heading("A.1", 2, part)
    for number, count in ((1, 2), (2, 4), (3, 5)):
        make.statements(make.heading(f"A.1.{number}", 3, section), count)


def _chapter(make: _Maker, number: int) -> None:
    chapter = make.heading(str(number), 1, None, words=3 if number % 3 else 9)
    make.statements(chapter, 1)
    for place in range(1, 4 if number > 1 else 3):
        section = make.heading(f"{number}.{place}", 2, chapter)
        make.statements(section, make.rng.choice((0, 1)))
        count = 10 if (number, place) == (1, 1) else 3 if place == 1 else 2
        for standard in range(1, count + 1):
            _standard(make, f"{number}.{place}.{standard}", section)


def _standard(make: _Maker, notation: str, section: int) -> None:
    long = make.rng.random() < 0.15
    at = make.heading(notation, 3, section, words=12 if long else 3)
    if notation == "1.1.5":  # the shipped anchor: three principles, four recommendations, all on its page
        make.label(PRINCIPLES, 4, at)
        make.principles(at, 3, ("should", "should", "must-not"), notes=False)
        make.label(RECOMMENDATIONS, 4, at)
        make.recommendations(at, 4, nested=False, force="should")
        return
    make.label(PRINCIPLES, 4, at)
    make.principles(at, make.rng.choice((1, 2, 2, 3)))
    make.label(RECOMMENDATIONS, 4, at)
    make.recommendations(at, make.rng.choice((2, 3, 4)))
    if make.rng.random() < 0.2:
        make.box(at)
