"""What a page about differences says, in words: the same for every form it is printed in.

Everything here is plain text, not yet escaped for any form. Of provisions the heading, the number and the summary are
shown where an edition was given to take them from; the publisher's wording never is.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from care_standards.assessing import Course
from care_standards.differences import Diff, DiffKind, Entry
from care_standards.differences.structure import dimensions_of
from care_standards.identifiers import edition_of
from care_standards.model.assessment import Period
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
    "added": "Recorded in the {new} one only.",
    "removed": "Recorded in the {old} one only.",
    "retired": "No longer in use; an id is never given to anything else.",
    "changed": "Recorded in both, with differences in what is named.",
    "relation-changed": "The same two ends are now said to be related in another way.",
    "status-changed": "The status recorded is another one.",
    "other-changed": "Recorded in both, with differences in what is named.",
    "same": "Recorded in both, the same in all.",
}
_OF_TWO_PUBLICATIONS: Final = (
    "What these have to do with the other publication cannot be known from here: "
    "a crosswalk says what is relevant to what."
)
_WORSE_FIRST: Final = "What became worse stands first."
_WORST_FIRST: Final[tuple[Course | None, ...]] = ("worse", "better", "changed", None)
_COURSES: Final[dict[Course, str]] = {"better": "better", "worse": "worse", "changed": "neither better nor worse"}
_NAMED_BY: Final[dict[DiffKind, str]] = {"crosswalks": "row", "assessments": "finding"}
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
    """All that a page says, in its order.

    ``sides`` are what the two are called, ``columns`` what stands over each; ``unnamed`` says how many items held are
    in no entry, and ``courses`` how many statuses became better or worse. Both are empty where that is not asked.
    """

    title: str
    sides: tuple[str, str]
    known: tuple[Known, ...]
    unnamed: str
    notes: tuple[str, ...]
    counted: tuple[tuple[str, str, int, int, int], ...]
    courses: str
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
    counted_by = tuple((words(c), sign(c), n, olds[c], news[c]) for c, n in diff.counts.items())
    columns = names.column("old"), names.column("new")
    return Contents(
        title=_title(diff),
        sides=diff.names,
        known=tuple(_known(diff, names)),
        unnamed=unnamed(diff),
        notes=tuple(_notes(diff, every)),
        counted=counted_by,
        courses=courses(diff),
        sections=tuple(sections),
        columns=columns,
    )


def unnamed(diff: Diff) -> str:
    """Say how many items held neither of two crosswalks, or of two assessments, names; empty of anything else."""
    what = _NAMED_BY.get(diff.kind)
    if what is None:
        return ""
    if not diff.without_entry:
        return f"Unknown: how many items have no {what} in either. No edition of these is held here."
    left = [
        f"{count} of the {counted(holding.held, 'item')} held of {holding.edition}"
        for holding, count in zip(diff.holdings, diff.without_entry, strict=True)
    ]
    verb = "has" if diff.without_entry == (1,) else "have"
    return f"Unknown: {'; '.join(left)} {verb} no {what} in either."


def courses(diff: Diff) -> str:
    """Say how many statuses became better and how many worse; empty where none changed, or none is judged."""
    told = [f"{count} {_COURSES[course]}" for course, count in (diff.courses or {}).items() if count]
    return f"Of the statuses that changed: {', '.join(told)}." if told else ""


def counted(count: int, word: str) -> str:
    """Give a number and what is counted, in the plural where there is not one of it."""
    return f"{count} {word}{'' if count == 1 else 's'}"


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
        name = self.diff.names[side == "new"].capitalize()
        return f"{name}, {_days(which.period)}" if which.period else name

    def title(self, side: Which, id: str) -> str:
        edition = self._editions[side].get(id)
        return id if edition is None else f"{edition.title} ({id})"

    def holdings(self, side: Which, ids: list[str]) -> tuple[Holding, ...]:
        return holdings([self._editions[side][id] for id in ids if id in self._editions[side]])


def _days(period: Period) -> str:
    return f"{period.start.isoformat()} to {period.end.isoformat()}"


def _label(provision: Provision) -> str:
    mark = HEADING_MARKS.get(provision.heading_status, "") if provision.heading else ""
    return " ".join(part for part in (provision.notation, provision.heading) if part) + mark


def _title(diff: Diff) -> str:
    title, old, new = _TITLES[diff.kind], diff.old.id, diff.new.id
    if old is None or new is None:
        return title
    return f"{title}: {old} and {new}" if old != new else f"{title}: {old}"


def _known(diff: Diff, names: _Names) -> Iterator[Known]:
    is_by_side = diff.kind in ("editions", "revisions")
    held = dict(zip(("old", "new"), diff.holdings, strict=False)) if is_by_side else {}
    by_id = {holding.edition: holding for holding in diff.holdings}
    sides: tuple[Which, Which] = ("old", "new")
    for which, name in zip(sides, diff.names, strict=True):
        side = diff.old if which == "old" else diff.new
        ids = (side.id or "").split("--")
        title = " to ".join(names.title(which, id) for id in ids) if side.id else "everything in the release"
        revision = "" if side.data_revision is None else f", data revision {side.data_revision}"
        period = f"{_days(side.period)}, " if side.period else ""
        given = [by_id[id] for id in ids if id in by_id] or names.holdings(which, ids)
        holdings = [held[which]] if which in held else given
        level = "; ".join(f"{h.edition} {words(h.level)}, {counted(h.held, 'provision')} held" for h in holdings)
        yield Known(name.capitalize(), f"{period}{title}{revision}", side.items, level or "not said here")


def _notes(diff: Diff, every: bool) -> Iterator[str]:
    yield from diff.notes
    if diff.head:
        yield f"The documents themselves differ in: {', '.join(name.replace('_', ' ') for name in diff.head)}."
    if not every and diff.counts.get("same"):
        same = diff.counts["same"]
        verb = "is" if same == 1 else "are"
        yield f"{same} that {verb} the same on both sides {verb} counted and not listed."
    for name, side in zip(diff.names, (diff.old, diff.new), strict=True):
        if side.not_held:
            said = "that our data do not hold"
            verb = "is" if side.not_held == 1 else "are"
            yield f"{counted(side.not_held, 'provision')} of the {name} one {verb} named here {said}."
        if side.repeated:
            times = "once" if side.repeated == 1 else f"{side.repeated} times"
            yield f"Changes name provisions of the {name} one again {times}; each provision is counted once."


def _section(diff: Diff, category: str, entries: list[Entry], names: _Names) -> Section:
    title = words(category).capitalize()
    listed = sorted(entries, key=_worse_first) if category == "status-changed" else entries
    lines = tuple(_line(diff, entry, names) for entry in listed)
    return Section(category, sign(category), title, _meaning(diff, category), len(lines), lines)


def _worse_first(entry: Entry) -> int:
    return _WORST_FIRST.index(entry.course)


def _meaning(diff: Diff, category: str) -> str:
    if diff.kind != "editions":
        old, new = diff.names
        meaning = _MEANINGS_BY_ID[category].format(old=old, new=new)
        return f"{meaning} {_WORSE_FIRST}" if category == "status-changed" and diff.courses else meaning
    return _MEANINGS[category] if diff.ordered else _OF_TWO_PUBLICATIONS


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
    if entry.course:
        yield _COURSES[entry.course].capitalize()
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
