"""Holds what was made of a document against what is known of it: an invented book, or the counts of a real one."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tests.documents.book import Book
from tests.documents.printing import IMPRINT, Printed

from care_standards.authoring.structure.recognised import Recognised
from care_standards.model import Edition

TRUTH = Path(__file__).parent / "truth" / "home-office-s49-2020.json"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One item, as it should be or as it was found; ``parent`` is the place of its parent among the rows."""

    words: str = field(repr=False)
    notation: str | None = None
    role: str | None = None
    level: int = 0
    kind: str | None = None
    force: str | None = None
    page: int | None = None
    parent: int | None = None


@dataclass(frozen=True)
class Score:
    """How many rows were wanted and found, how many are missing or too many, and how many differ in which field."""

    wanted: int
    found: int
    missing: tuple[int, ...]
    extra: tuple[int, ...]
    differ: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def perfect(self) -> bool:
        """Say whether everything was found, and nothing else."""
        return not self.missing and not self.extra and not any(self.differ.values())

    @property
    def right(self) -> float:
        """Give the share of rows that were wanted and are right in every field; one too many counts as one wrong."""
        wrong = {ours for places in self.differ.values() for ours, _ in places} | set(self.missing)
        return 1 - max(len(wrong), len(self.extra)) / self.wanted

    def summary(self) -> str:
        """Say it in one line of numbers."""
        wrong = ", ".join(f"{name} {len(places)}" for name, places in self.differ.items() if places)
        return f"{self.wanted} wanted, {len(self.missing)} missing, {len(self.extra)} extra; differ: {wrong or 'none'}"


def plain(words: str) -> str:
    """Fold spaces, so that only the words are compared."""
    return " ".join(words.split())


def of_book(book: Book, print_: Printed) -> list[Row]:
    """Give the rows that a draft of the book should have: without labels, footnotes after what refers to them.

    The imprint is one of them, before the book begins; no folio is printed on its page.
    """
    rows = [Row(words=IMPRINT, role="paragraph", kind="statement", force="statement", page=None)]
    place: dict[int, int] = {}
    notes = 0
    for number, (entry, page) in enumerate(zip(book.entries, print_.pages, strict=True)):
        if entry.role == "label":
            continue
        place[number] = len(rows)
        parent = None if entry.parent is None else place[entry.parent]
        rows.append(
            Row(
                words=plain(entry.words), notation=entry.notation, role=entry.role, level=entry.level, kind=entry.kind,
                force=entry.force, page=page, parent=parent,
            )
        )  # fmt: skip
        if entry.footnote:
            notes += 1
            words = plain(f"Footnote {notes} {entry.footnote}")
            rows.append(
                Row(
                    words=words,
                    role="paragraph",
                    kind="statement",
                    force="statement",
                    page=print_.notes[notes - 1],
                    parent=parent,
                )
            )
    return rows


def of_recognised(recognised: Recognised) -> list[Row]:
    """Give the items that were recognised, with no parents: those are found when a draft is compiled."""
    return [
        Row(
            words=plain(" ".join(filter(None, [item.label, item.text]))), notation=item.notation, role=item.role,
            level=item.level, kind=item.kind, page=item.page,
        )
        for item in recognised.items
        if item.sets_kind is None
    ]  # fmt: skip


def of_edition(edition: Edition) -> list[Row]:
    """Give the provisions of a compiled draft."""
    place = {provision.id: number for number, provision in enumerate(edition.provisions)}
    rows: list[Row] = []
    for each in edition.provisions:
        parts = (each.heading, each.text.value if each.text else None)
        rows.append(
            Row(
                words=plain(" ".join(part for part in parts if part)), notation=each.notation, kind=str(each.kind),
                force=str(each.force), page=each.page, parent=None if each.parent is None else place[each.parent],
            )
        )  # fmt: skip
    return rows


def compare(want: Sequence[Row], got: Sequence[Row], fields: Iterable[str]) -> Score:
    """Put the rows side by side by their words, in order; say what is missing, what is extra, and what differs."""
    matcher = SequenceMatcher(None, [row.words for row in want], [row.words for row in got], autojunk=False)
    pair: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        pair |= {block.a + step: block.b + step for step in range(block.size)}
    differ: dict[str, list[tuple[int, int]]] = {name: [] for name in fields}
    for ours, theirs in pair.items():
        for name, places in differ.items():
            wanted, found = getattr(want[ours], name), getattr(got[theirs], name)
            if name == "parent" and wanted is not None:
                wanted = pair.get(wanted, -1)
            if name == "page" and want[ours].words == IMPRINT:
                wanted = found  # no folio is printed there: 2 can be told from its neighbours, or left open
            if wanted != found:
                places.append((ours, theirs))
    found_places = set(pair.values())
    return Score(
        len(want), len(got), tuple(n for n in range(len(want)) if n not in pair),
        tuple(n for n in range(len(got)) if n not in found_places),
        {name: tuple(places) for name, places in differ.items()},
    )  # fmt: skip


# The real document


@dataclass(frozen=True)
class Known:
    """What is known of the real document."""

    paragraphs: frozenset[tuple[str, int]]
    headings: frozenset[tuple[str, int]]
    bullets: Mapping[int, Sequence[Mapping[str, Any]]]
    sha256: str


def known() -> Known:
    """Read the truth that is kept: numbers and pages, and bullets counted by eye."""
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    return Known(
        frozenset(
            (f"{chapter}.{number}", page)
            for chapter, pages in truth["paragraph_pages"].items()
            for number, page in enumerate(pages, 1)
        ),
        frozenset(truth["heading_pages"].items()),
        {int(page): groups for page, groups in truth["bullets"].items()},
        truth["sha256"],
    )


@dataclass(frozen=True)
class Found:
    """A numbered paragraph or bullet of a draft, with the printed numbers that it stands under, nearest first."""

    notation: str | None
    page: int | None
    depth: int  # of a bullet below the first thing that is no bullet; 0 for what is none
    under: tuple[str, ...]


def found_in(recognised: Recognised) -> list[Found]:
    """Find what each item stands under, by the law of the Markdown form: the last number or heading above."""
    found: list[Found] = []
    headings: list[tuple[int, str | None]] = []
    holder: tuple[str, ...] = ()
    for item in recognised.items:
        if item.sets_kind is not None:
            continue
        if item.role == "heading":
            while headings and headings[-1][0] >= item.level:
                headings.pop()
            headings.append((item.level, item.notation))
            holder = tuple(notation for _, notation in reversed(headings) if notation)
            found.append(Found(item.notation, item.page, 0, holder[1:] if item.notation else holder))
        elif item.role == "paragraph":
            above = tuple(notation for _, notation in reversed(headings) if notation)
            found.append(Found(item.notation, item.page, 0, above))
            if item.notation:
                holder = (item.notation, *above)
        else:
            found.append(Found(item.notation, item.page, item.level, holder))
    return found


_NUMBERED = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True)
class Marks:
    """Recall and precision of numbered paragraphs with their page, and of bullets with what they hang from."""

    recall: float
    precision: float
    headings_missed: tuple[tuple[str, int], ...]
    bullets_wanted: int
    bullets_right: int
    pages_wrong: tuple[int, ...]
    missed: tuple[tuple[str, int], ...]
    extra: tuple[tuple[str | None, int | None], ...]


def marks(found: Sequence[Found], truth: Known) -> Marks:
    """Hold a draft of the real document against what is known of it."""
    seen = Counter((each.notation, each.page) for each in found if each.notation and not each.depth)
    numbered = {key: count for key, count in seen.items() if key[0] and _NUMBERED.fullmatch(key[0])}
    right = truth.paragraphs & set(numbered)
    by_page: dict[int | None, list[Found]] = defaultdict(list)
    for each in found:
        if each.depth:
            by_page[each.page].append(each)
    wanted = good = 0
    wrong = []
    for page, groups in truth.bullets.items():
        bullets = list(by_page[page])
        hits = 0
        for group in groups:
            for depth, count in ((1, group["bullets"]), (2, group["nested"])):
                fit = [b for b in bullets if (b.depth > 1) == (depth > 1) and b.under and b.under[0] in group["under"]]
                for bullet in fit[:count]:
                    bullets.remove(bullet)
                hits += min(count, len(fit))
        asked = sum(group["bullets"] + group["nested"] for group in groups)
        wanted += asked
        # A bullet too many is as wrong as one that is missing.
        good += max(0, hits - len(bullets))
        if hits < asked or bullets:
            wrong.append(page)
    return Marks(
        len(right) / len(truth.paragraphs), len(right) / max(1, sum(numbered.values())),
        tuple(sorted(truth.headings - set(seen))), wanted, good, tuple(wrong),
        tuple(sorted(truth.paragraphs - right)), tuple(key for key in numbered if key not in truth.paragraphs),
    )  # fmt: skip
