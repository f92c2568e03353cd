"""What a page about differences says, in words: the same for every form it is printed in.

Everything here is plain text, not yet escaped for any form. Of provisions the heading, the number and the summary are
shown where an edition was given to take them from; the publisher's wording never is.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from care_standards.differences import Diff, DiffKind, Entry
from care_standards.differences.structure import dimensions_of
from care_standards.identifiers import edition_of
from care_standards.model.edition import Edition
from care_standards.model.provisions import HEADING_MARKS, Provision
from care_standards.query.scopes import Holding, Scope, editions_of, holdings

Which = Literal["old", "new"]

SIGNS: Final = {
    "added": "+", "removed": "\N{MINUS SIGN}", "withdrawn": "\N{MINUS SIGN}", "retired": "\N{MULTIPLICATION SIGN}",
    "same": "=", "unchanged": "=", "unknown": "?", "split": "<", "merged": ">", "renumbered": "#",
}  # fmt: skip
"""A sign for each category; those without one share the sign of a change."""
CHANGED_SIGN: Final = "~"

_MEANINGS: Final = {
    "unchanged": "Said to be as it was.",
    "renumbered": "Said to have another number.",
    "reworded": "Said to be put in other words.",
    "split": "One is said to have become several.",
    "merged": "Several are said to have become one.",
    "moved": "Said to stand elsewhere.",
    "added": "Said to be new.",
    "withdrawn": "Said to be gone.",
    "unknown": "What became of these is not known. Do not read it as unchanged, nor as withdrawn.",
    "scope-widened": "Said to reach further than before.",
    "clarified": "Said to be clearer than before.",
    "emphasised": "Said to have more weight than before.",
}
_MEANINGS_BY_ID: Final = {
    "added": "Recorded in the newer one only.",
    "removed": "Recorded in the older one only.",
    "retired": "No longer in use; an id is never given to anything else.",
    "changed": "Recorded in both, with differences in what is named.",
    "relation-changed": "The same two ends are now said to be related in another way.",
    "status-changed": "The status recorded is another one.",
    "other-changed": "Recorded in both, with differences in what is named.",
    "same": "Recorded in both, the same in all.",
}
PROPOSED: Final = "Proposals by headings"
PROPOSED_MEANING: Final = (
    "These are guesses: the headings look alike. Nobody compared the provisions, and none of these is counted above."
)
_TITLES: Final[dict[DiffKind, str]] = {
    "editions": "What is known to differ",
    "revisions": "Two revisions of our data",
    "crosswalks": "Two states of a crosswalk",
    "assessments": "Two assessments",
    "releases": "Two releases of the data",
}
_VALUES: Final = {"mapping": "relation", "finding": "status", "edition": "data revision", "id": "standing"}


@attrs.frozen
class Shown:
    """One thing on one side: its id, and what else can be said of it."""

    id: str
    label: str = ""
    summary: str = ""


@attrs.frozen
class Line:
    """One entry as it is printed: what is told of it, and what stands on each side.

    ``old_value`` and ``new_value`` are such as ``status: met``, or why a side is empty.
    """

    told: tuple[str, ...]
    old: tuple[Shown, ...]
    new: tuple[Shown, ...]
    old_value: str
    new_value: str


@attrs.frozen
class Section:
    """The entries of one category, or the proposals; ``key`` is the category."""

    key: str
    sign: str
    title: str
    meaning: str
    count: int
    lines: tuple[Line, ...]


@attrs.frozen
class Known:
    """One of the two sides in the table at the top: what it is, and how much of it is known."""

    side: str
    name: str
    items: int
    level: str


@attrs.frozen
class Contents:
    """All that a page says, in its order."""

    title: str
    known: tuple[Known, ...]
    notes: tuple[str, ...]
    counted: tuple[tuple[str, str, int, int, int], ...]
    sections: tuple[Section, ...]
    columns: tuple[str, str]


def contents(diff: Diff, old: Scope, new: Scope, every: bool) -> Contents:
    """Put together what a page about a comparison says; entries that are the same only where ``every`` is true."""
    names = _Names(diff, old, new)
    by_category: dict[str, list[Entry]] = {}
    for entry in diff.entries:
        by_category.setdefault(entry.category, []).append(entry)
    listed = [c for c in diff.categories if c in by_category and (every or c != "same")]
    sections = [_section(diff, category, by_category[category], names) for category in listed]
    if diff.proposals:
        lines = tuple(_line(diff, entry, names) for entry in diff.proposals)
        sections.append(Section("proposals", "?", PROPOSED, PROPOSED_MEANING, len(lines), lines))
    olds, news = diff.items("old"), diff.items("new")
    counted = tuple((words(c), sign(c), n, olds[c], news[c]) for c, n in diff.counts.items())
    columns = names.column("old"), names.column("new")
    return Contents(
        title=_title(diff),
        known=tuple(_known(diff, names)),
        notes=tuple(_notes(diff, every)),
        counted=counted,
        sections=tuple(sections),
        columns=columns,
    )


def words(category: str) -> str:
    """Give a category as words, such as scope widened."""
    return category.replace("-", " ")


def sign(category: str) -> str:
    """Give the sign that stands before a category."""
    return SIGNS.get(category, CHANGED_SIGN)


def printable(text: str) -> str:
    """Give text on one line, without characters that are not seen or that turn the text around them about."""
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(" " if c.isspace() else c if _is_seen(c) else "\N{REPLACEMENT CHARACTER}" for c in text)
    return " ".join(plain.split())


def _is_seen(character: str) -> bool:
    # The two joiners are needed to spell several languages, and move nothing.
    return character in "\u200c\u200d" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


class _Names:
    """What the ids of both sides stand for, taken from the editions that were given."""

    def __init__(self, diff: Diff, old: Scope, new: Scope) -> None:
        self.diff = diff
        held = {"old": {e.id: e for e in editions_of(old)}, "new": {e.id: e for e in editions_of(new)}}
        # Of two revisions of one edition each speaks for itself; elsewhere an id means the same on both sides.
        both: dict[str, Edition] = {} if diff.kind == "revisions" else {**held["new"], **held["old"]}
        self._editions = {side: {**both, **editions} for side, editions in held.items()}

    def shown(self, side: Which, id: str) -> Shown:
        edition = self._editions[side].get(edition_of(id))
        if edition is None:
            return Shown(id)
        if id == edition.id:
            return Shown(id, edition.title)
        provision = edition.held(id)
        return Shown(id) if provision is None else Shown(id, _label(provision), provision.summary or "")

    def column(self, side: Which) -> str:
        which = self.diff.old if side == "old" else self.diff.new
        if self.diff.kind == "editions":
            return which.id or ""
        if self.diff.kind == "revisions":
            return f"{which.id}, data revision {which.data_revision}"
        return "Older" if side == "old" else "Newer"

    def title(self, side: Which, id: str) -> str:
        edition = self._editions[side].get(id)
        return id if edition is None else f"{edition.title} ({id})"

    def holdings(self, side: Which, ids: list[str]) -> tuple[Holding, ...]:
        return holdings([self._editions[side][id] for id in ids if id in self._editions[side]])


def _label(provision: Provision) -> str:
    mark = HEADING_MARKS.get(provision.heading_status, "") if provision.heading else ""
    return " ".join(part for part in (provision.notation, provision.heading) if part) + mark


def _title(diff: Diff) -> str:
    title, old, new = _TITLES[diff.kind], diff.old.id, diff.new.id
    if old is None or new is None:
        return title
    return f"{title}: {old} and {new}" if old != new else f"{title}: {old}"


def _known(diff: Diff, names: _Names) -> Iterator[Known]:
    held = dict(zip(("old", "new"), diff.holdings, strict=False))
    sides: tuple[tuple[Which, str], ...] = (("old", "Older"), ("new", "Newer"))
    for which, name in sides:
        side = diff.old if which == "old" else diff.new
        ids = (side.id or "").split("--")
        title = " to ".join(names.title(which, id) for id in ids) if side.id else "everything in the release"
        revision = "" if side.data_revision is None else f", data revision {side.data_revision}"
        holdings = [held[which]] if which in held else names.holdings(which, ids)
        level = "; ".join(f"{h.edition} {words(h.level)}, {h.held} provisions held" for h in holdings)
        yield Known(name, f"{title}{revision}", side.items, level or "not said here")


def _notes(diff: Diff, every: bool) -> Iterator[str]:
    yield from diff.notes
    if diff.head:
        yield f"The documents themselves differ in: {', '.join(name.replace('_', ' ') for name in diff.head)}."
    if not every and diff.counts.get("same"):
        yield f"{diff.counts['same']} that are the same on both sides are counted and not listed."
    for name, side in (("older", diff.old), ("newer", diff.new)):
        if side.not_held:
            yield f"{side.not_held} provisions of the {name} one are named here that our data do not hold."
        if side.repeated:
            times = "once" if side.repeated == 1 else f"{side.repeated} times"
            yield f"Changes name provisions of the {name} one again {times}; each provision is counted once."


def _section(diff: Diff, category: str, entries: list[Entry], names: _Names) -> Section:
    meanings = _MEANINGS if diff.kind == "editions" else _MEANINGS_BY_ID
    title = words(category).capitalize()
    lines = tuple(_line(diff, entry, names) for entry in entries)
    return Section(category, sign(category), title, meanings[category], len(lines), lines)


def _line(diff: Diff, entry: Entry, names: _Names) -> Line:
    return Line(
        told=tuple(_told(entry)),
        old=tuple(names.shown("old", id) for id in entry.old),
        new=tuple(names.shown("new", id) for id in entry.new),
        old_value=_value(diff, entry, "old"),
        new_value=_value(diff, entry, "new"),
    )


def _value(diff: Diff, entry: Entry, side: Which) -> str:
    ids, value = (entry.old, entry.before) if side == "old" else (entry.new, entry.after)
    if ids:
        return "" if value is None else f"{_VALUES.get(entry.item, 'value')}: {value}"
    if diff.kind != "editions":
        return "no finding" if entry.item == "finding" else "not recorded"
    if entry.category == "unknown":
        return "not known"
    if (entry.category, side) in (("added", "old"), ("withdrawn", "new")):
        return f"none: {entry.category}"
    return "its place is not told"


def _told(entry: Entry) -> Iterator[str]:
    change = entry.change
    if change is not None:
        yield from (text for text in (change.summary, change.rationale, change.note) if text)
        if change.also:
            yield f"Also: {', '.join(words(kind) for kind in change.also)}"
        if change.scope:
            yield f"Scope: {words(change.scope)}"
        if dimensions := dimensions_of(change):
            yield f"About: {', '.join(words(word) for word in dimensions)}"
        if change.affected:
            yield f"May touch: {', '.join(possible.provision for possible in change.affected)}"
        sources = f"; sources: {', '.join(change.sources)}" if change.sources else ""
        yield f"Change {change.id}; basis: {change.basis}; confidence: {change.confidence}{sources}"
    if entry.touched_by:
        yield f"May be touched by: {', '.join(entry.touched_by)}"
    if entry.fields:
        yield f"Differs in: {', '.join(name.replace('_', ' ') for name in entry.fields)}"
    if entry.matching:
        yield f"Matching: {entry.matching}"
    if entry.editorial:
        yield "Editorial: a judgement of whoever made the crosswalk, which no source makes"
    if entry.score is not None:
        yield f"Proposed, not found: likeness of the headings {entry.score:.2f} of 1"
