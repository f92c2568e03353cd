"""What a concordance says became of one old item: a verdict, the items it leads to, and why.

The rules stand in ``docs/explanation/what-becomes-of-recorded-work.md``. All doubt goes one way: towards *unknown*.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from care_standards.model.concordance import Change, Concordance
from care_standards.model.edition import Edition
from care_standards.model.ledger import LedgerEntry
from care_standards.vocabularies import MIGRATION_VERDICTS, ChangeKind, LedgerVerdict, MigrationVerdict

MOST_REASON: Final = 2_000
_NAMED: Final = 5

_RANKS: Final[dict[LedgerVerdict, int]] = {verdict: rank for rank, verdict in enumerate(MIGRATION_VERDICTS)}
_CARRIED, _FOR_REVIEW, _REASSESS, _RETIRED, _UNKNOWN = range(5)
_OF_KIND: Final[dict[ChangeKind, int]] = {
    "unchanged": _CARRIED, "renumbered": _CARRIED,
    "reworded": _FOR_REVIEW, "moved": _FOR_REVIEW, "clarified": _FOR_REVIEW, "emphasised": _FOR_REVIEW,
    "split": _REASSESS, "merged": _REASSESS, "scope-widened": _REASSESS,
    "withdrawn": _RETIRED,
    # What was added has no predecessor: a row that names one contradicts itself.
    "unknown": _UNKNOWN, "added": _UNKNOWN,
}  # fmt: skip

_NO_ROW: Final = "No change names it: nobody has compared it."
_DISPUTED: Final = "The change that names it is disputed: it is as if nobody had compared it."
_DEFAULT: Final = "What is said of all that no change names has its limits in words: it moves nothing."
_NO_TARGET: Final = "Nothing is named that took its place."
_STRANGER: Final = "What it leads to is not of the new edition."
_IMPOSSIBLE: Final = "What it leads to is not in the new edition, which is held whole."
_RETIRED_ID: Final = "What it leads to is an id that is in use no more."
_SEVERAL: Final = "Several items take its place."
_CLAIMED: Final = "Something else leads to the same item."
_INFERRED: Final = "This was inferred."
_TO_REVIEW: Final = "A person has yet to review this."


@attrs.frozen(kw_only=True)
class Fate:
    """What became of one old item, whoever looks at it.

    ``targets`` are the items it leads to; where the verdict is ``unknown``, those it had come to when the trace was
    lost, none if it had not moved. Over several editions those of a split item may be of different ones: a part of
    which nothing more is known is named by its id then. ``changes`` name the rows this rests on.
    """

    verdict: MigrationVerdict
    targets: tuple[str, ...] = ()
    reason: str
    changes: tuple[str, ...] = ()


def told(reasons: Iterable[str]) -> str:
    """Join reasons, each sentence once, to at most as much as a reason may hold."""
    sentences = dict.fromkeys([one for reason in reasons for one in reason.removesuffix(".").split(". ")])
    joined = f"{'. '.join(sentences)}."
    return joined if len(joined) <= MOST_REASON else f"{joined[: MOST_REASON - 1]}…"


class Fates:
    """What one concordance says of every old item: its rows are read once, each answer is made when asked for.

    ``new`` is the edition the rows lead to, where it is at hand: what a complete one does not have, nothing leads to,
    and nothing to an id that the registry has retired.
    ``added`` are the new items reported as added, in the order of the rows, each with the first row that says so.
    """

    def __init__(self, concordance: Concordance, new: Edition | None, retired: frozenset[str] = frozenset()) -> None:
        self._id = concordance.id
        # Every id of an edition begins with it and a dot.
        self._old = f"{concordance.old.edition}."
        self._new = f"{concordance.new.edition}."
        self._held = new if new is not None and new.completeness.level == "complete" else None
        self._retired = retired
        self._rows: dict[str, list[Change]] = {}
        # Which old item leads to a new one; None where several do, or where a row calls it added.
        self._claims: dict[str, str | None] = {}
        self._touched: dict[str, list[Change]] = {}
        self._disputed: dict[str, list[Change]] = {}
        self._known: dict[str, Fate] = {}
        self._said: dict[tuple[ChangeKind, tuple[ChangeKind, ...]], tuple[int, str]] = {}
        unnamed = _NO_ROW if concordance.default.kind == "unknown" else f"{_NO_ROW} {_DEFAULT}"
        self._unnamed = Fate(verdict="unknown", reason=unnamed)
        self.added: dict[str, str] = {}
        for change in concordance.changes:
            review = change.review
            if review is None or review.state != "disputed":
                self._read(change)
            else:
                for old in change.old:
                    self._disputed.setdefault(old, []).append(change)

    def _read(self, change: Change) -> None:
        rows, claims, olds = self._rows, self._claims, change.old
        for old in olds:
            if old in rows:
                rows[old].append(change)
            else:
                rows[old] = [change]
        if change.kind == "added":
            claims.update(dict.fromkeys(change.new))
            for id in change.new:
                if self._is_possible(id):
                    self.added.setdefault(id, f"{self._id}/{change.id}")
        elif len(olds) == 1:
            for id in change.new:
                if claims.setdefault(id, olds[0]) != olds[0]:
                    claims[id] = None
        elif olds:
            claims.update(dict.fromkeys(change.new))
        if change.affected:
            for touched in dict.fromkeys([possible.provision for possible in change.affected]):
                self._touched.setdefault(touched, []).append(change)

    def _is_possible(self, id: str) -> bool:
        is_there = self._held is None or self._held.held(id) is not None
        return id.startswith(self._new) and is_there and id not in self._retired

    def of(self, id: str) -> Fate:
        """Give what became of one item of the old edition."""
        found = self._known.get(id)
        if found is None:
            # An id of another edition is no item of the old one, whatever a faulty row may say of it.
            rows = self._rows.get(id) if id.startswith(self._old) else None
            self._known[id] = found = self._no_row(id) if rows is None else self._judged(id, rows)
        return found

    def _no_row(self, id: str) -> Fate:
        touching, disputed = self._touched.get(id, ()), self._disputed.get(id, ())
        if not id.startswith(self._old) or not (touching or disputed):
            return self._unnamed
        reasons = [_DISPUTED if disputed else self._unnamed.reason]
        if touching:
            reasons.append(_touched_by(touching))
        return Fate(verdict="unknown", reason=told(reasons), changes=self._references([*disputed, *touching]))

    def _judged(self, id: str, rows: list[Change]) -> Fate:
        first = rows[0]
        if len(rows) == 1:
            rank, reason = self._reported(first.kind, first.also)
            targets = first.new
        else:
            kinds: list[ChangeKind] = [kind for row in rows for kind in (row.kind, *row.also)]
            rank = max([self._reported(row.kind, row.also)[0] for row in rows])
            reason = _as_reported(kinds)
            targets = tuple(dict.fromkeys([new for row in rows for new in row.new]))
        doubts: list[str] = []
        if rank <= _REASSESS and (flaw := self._flaw(targets)) is not None:
            rank = _UNKNOWN
            doubts.append(flaw)
        elif rank <= _FOR_REVIEW and (doubled := self._doubled(*targets)) is not None:
            rank = _REASSESS
            doubts.append(doubled)
        for row in rows:
            if row.basis == "inferred":
                doubts.append(_INFERRED)
            if row.review is not None and row.review.state == "to-review":
                doubts.append(_TO_REVIEW)
        touching = self._touching(id, rows) if id in self._touched else ()
        if touching:
            doubts.append(_touched_by(touching))
        if doubts:
            rank = max(rank, _FOR_REVIEW)
            reason = told([reason, *doubts])
        return Fate(
            verdict=MIGRATION_VERDICTS[rank],
            targets=targets if rank <= _REASSESS else (),
            reason=reason,
            changes=self._references([*rows, *touching]) if touching or len(rows) > 1 else (f"{self._id}/{first.id}",),
        )

    def _reported(self, kind: ChangeKind, also: tuple[ChangeKind, ...]) -> tuple[int, str]:
        found = self._said.get((kind, also))
        if found is None:
            # `added` among further kinds is about the new side: it says nothing of the old item.
            rank = max([_OF_KIND[kind], *[_OF_KIND[more] for more in also if more != "added"]])
            self._said[kind, also] = found = rank, _as_reported([kind, *also])
        return found

    def _flaw(self, targets: tuple[str, ...]) -> str | None:
        if not targets:
            return _NO_TARGET
        for target in targets:
            if not self._is_possible(target):
                if not target.startswith(self._new):
                    return _STRANGER
                return _RETIRED_ID if target in self._retired else _IMPOSSIBLE
        return None

    def _doubled(self, target: str, *others: str) -> str | None:
        if others:
            return _SEVERAL
        return _CLAIMED if self._claims[target] is None else None

    def _touching(self, old: str, rows: list[Change]) -> list[Change]:
        own = {id(row) for row in rows}  # of ids of its own a faulty concordance may have two alike
        return [change for change in self._touched[old] if id(change) not in own]

    def _references(self, changes: Iterable[Change]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([f"{self._id}/{change.id}" for change in changes]))


def _as_reported(kinds: Sequence[ChangeKind]) -> str:
    return f"Reported as {', '.join(dict.fromkeys(kinds))}."


def _touched_by(changes: Sequence[Change]) -> str:
    more = f" and {len(changes) - _NAMED} more" if len(changes) > _NAMED else ""
    return f"It may be touched by {', '.join([change.id for change in changes[:_NAMED]])}{more}."


def followed(first: Fate | LedgerEntry, then: Sequence[tuple[str, Fate | LedgerEntry]]) -> Fate:
    """Give what became of an item over two steps: each of its targets, or what it waits under, became what is given.

    What was carried has the strictest verdict of the way. Of what was to be reassessed, any part that arrives is still
    to be, and the targets name the parts left behind as well. What was unknown and had not moved has the outcome of
    the second step, which tried it again from the start; had it moved, it is at least for review.
    """
    if first.verdict == "unknown" and not first.targets and len(then) == 1:
        first, verdict = then[0][1], then[0][1].verdict
        return Fate(verdict=_of_migration(verdict), targets=first.targets, reason=first.reason, changes=first.changes)
    targets: dict[str, None] = {}
    arrived = False
    rank = _REASSESS if len(then) > 1 else _FOR_REVIEW if first.verdict == "unknown" else _RANKS.get(first.verdict, 0)
    reasons, changes = [first.reason], dict.fromkeys(first.changes)
    for id, outcome in then:
        if outcome.targets != (id,):  # else it stayed where it was, which is no news
            reasons.append(outcome.reason)
            changes.update(dict.fromkeys(outcome.changes))
        if outcome.verdict == "unknown":
            targets.update(dict.fromkeys(outcome.targets or (id,)))
        elif outcome.verdict != "retired":
            arrived = True
            targets.update(dict.fromkeys(outcome.targets))
            rank = max(rank, _RANKS[outcome.verdict])
    if not arrived:
        rank = _UNKNOWN if targets else _RETIRED
    return Fate(
        verdict=MIGRATION_VERDICTS[rank],
        targets=tuple(targets),
        reason=told(reasons),
        changes=tuple(changes),
    )


def _of_migration(verdict: LedgerVerdict) -> MigrationVerdict:
    return MIGRATION_VERDICTS[_RANKS[verdict]]
