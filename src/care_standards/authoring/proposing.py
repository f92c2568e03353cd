"""Proposing what became of each provision from one edition to the next: rows for a person to decide, never data.

What a row says follows from figures: how alike the words, the headings, the numbers and the places are. What cannot be
known is proposed as unknown: in a partial edition nothing is ever proposed as added or withdrawn, because what is not
held may well be printed.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

import attrs

from care_standards.authoring import csv_form
from care_standards.authoring.aligning import Alignment, align, is_whole
from care_standards.authoring.arguments import must_be_edition
from care_standards.authoring.dividing import Division
from care_standards.authoring.likeness import Saying, in_order
from care_standards.errors import InvalidValueError, MissingExtraError
from care_standards.model import constraints as must
from care_standards.model.edition import Edition
from care_standards.vocabularies import ChangeKind

# What a row can count on at most, by what could be compared: the publisher's words, our summaries of them, a text on
# one side and a summary on the other, or headings alone.
CAPS: Final = {"text": 1.0, "summary": 0.85, "mixed": 0.7, "heading": 0.6, "nothing": 0.4}

COLUMNS: Final = (
    "old", "old_number", "old_heading", "new", "new_number", "new_heading", "kind", "also", "score", "evidence",
    "decision", "basis", "confidence", "note",
)  # fmt: skip
WORDING: Final = ("old_wording", "new_wording")
METHOD: Final = "Likenesses of two editions proposed by a program, decided row by row by a person."

# From the most telling: the first that is true of a pair is its kind, the others are further kinds.
_TELLING: tuple[ChangeKind, ...] = ("moved", "renumbered", "reworded")


@attrs.frozen(kw_only=True)
class ProposedChange:
    """One row of a proposal.

    ``old`` and ``new`` are provision ids, each in printed order. ``score`` is from 0 (a guess) to 1; what it rests on
    stands in ``evidence``, as names and figures, without any wording.
    """

    kind: ChangeKind = attrs.field(validator=must.word("change_kind"))
    also: tuple[ChangeKind, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    score: float = 0.0
    evidence: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """The kind and the further kinds."""
        return (self.kind, *self.also)


@attrs.frozen(kw_only=True)
class Proposal:
    """What may have become of the provisions of one edition: every provision of either side is in exactly one row.

    The rows stand in the printed order of the old edition; one that has no old provision stands after what comes before
    it in the new edition. Nothing of this is data until a person has accepted it.
    """

    old: Edition = attrs.field(repr=lambda edition: edition.id)
    new: Edition = attrs.field(repr=lambda edition: edition.id)
    rows: tuple[ProposedChange, ...] = attrs.field(repr=lambda rows: f"<{len(rows)}>")

    def __len__(self) -> int:
        return len(self.rows)


def propose(old: Edition, new: Edition) -> Proposal:
    """Propose what became of each provision of an edition in a later one of the same publication.

    Needs the extra ``authoring``. Raises MissingExtraError without it, and InvalidValueError where the two are not two
    editions of one publication. The same editions always give the same rows.
    """
    must_be_edition(old, "propose", "old")
    must_be_edition(new, "propose", "new")
    if old.publication != new.publication or old.id == new.id:
        raise InvalidValueError("propose", "new", "must be another edition of the same publication")
    if find_spec("rapidfuzz") is None:
        raise MissingExtraError("authoring")
    alignment = align(old, new)
    rows = [
        *_divided(alignment),
        *_paired(alignment),
        *_alone(alignment, old, new),
    ]
    return Proposal(old=old, new=new, rows=_in_order(rows, alignment))


def proposal_to_csv(proposal: Proposal, *, with_wording: bool = False) -> str:
    """Write a proposal as a table to be decided on, in the form of our other tables.

    Each row shows ids, numbers and headings of both sides, the kinds of change, score and evidence; the columns
    decision, basis, confidence and note are empty. What the provisions say is shown only if asked for: the words of a
    private edition must not leave the machine. Raises MissingExtraError where the extra ``authoring`` is not installed.
    """
    sides = (("old", proposal.old), ("new", proposal.new))
    front = {
        "kind": "proposal",
        "method": METHOD,
        **{side: {"edition": edition.id, "data_revision": edition.data_revision} for side, edition in sides},
    }
    rows: list[dict[str, str]] = []
    for row in proposal.rows:
        cells = {
            "kind": row.kind, "also": csv_form.join(row.also), "score": f"{row.score:.2f}",
            "evidence": ", ".join(f"{name} {figure}" for name, figure in row.evidence),
        }  # fmt: skip
        for side, edition in sides:
            held = [edition.held(id) for id in (row.old if side == "old" else row.new)]
            found = [provision for provision in held if provision is not None]
            cells |= {
                side: csv_form.join(provision.id for provision in found),
                f"{side}_number": csv_form.join(provision.notation or "" for provision in found).strip(";"),
                f"{side}_heading": " / ".join(provision.heading for provision in found if provision.heading),
                f"{side}_wording": " / ".join(
                    (provision.text.value if provision.text else None) or provision.summary or "" for provision in found
                ),
            }
        rows.append(cells)
    return csv_form.write(front, (*COLUMNS, *WORDING) if with_wording else COLUMNS, rows)


def _paired(found: Alignment) -> Iterator[ProposedChange]:
    divided_old = {d.whole for d in found.splits} | {p for d in found.merges for p in d.parts}
    for old, new in found.pairs.items():
        if old not in divided_old:
            yield _pair(found, found.old[old], found.new[new])


def _pair(found: Alignment, old: Saying, new: Saying) -> ProposedChange:
    agree = found.parents_agree(old.place, new.place)
    words, headings = found.likeness.of_words(old, new), found.likeness.of_headings(old, new)
    true_of_it: dict[ChangeKind, bool] = {
        "moved": not agree and _place_is_known(found, old, new),
        "renumbered": old.local != new.local,
        "reworded": _reworded(old, new),
    }
    kinds: list[ChangeKind] = [kind for kind in _TELLING if true_of_it[kind]]
    said = found.likeness.of(old, new)
    other = found.other_likeness(old.place, new.place)
    basis = _compared(old, new)
    score = 0.0 if said is None else 0.75 * said + 0.25 * max(said - other, 0.0) / max(said, 0.01)
    score += 0.1 * agree + 0.05 * (old.local == new.local)
    evidence = [
        ("compared", basis),
        ("words", _figure(words)),
        ("order", _figure(None if words is None else in_order(old.words, new.words))),
        ("heading", _figure(headings)),
        ("number", "same" if old.local == new.local else "other"),
        ("parent", "same" if agree else "other"),
        ("runner-up", _figure(other)),
    ]
    return ProposedChange(
        kind=kinds[0] if kinds else "unchanged", also=tuple(kinds[1:]), old=(old.provision.id,),
        new=(new.provision.id,), score=_score(score, basis), evidence=tuple(evidence),
    )  # fmt: skip


def _place_is_known(found: Alignment, old: Saying, new: Saying) -> bool:
    """Tell whether both provisions have a place: in a partial edition, one without a parent may hang from anything."""
    return all(
        saying.provision.parent is not None or level
        for saying, level in ((old, found.old_whole), (new, found.new_whole))
    )


def _reworded(old: Saying, new: Saying) -> bool:
    if _compared(old, new) == "mixed":
        return False
    forces = {old.provision.force, new.provision.force} - {"unknown"}
    return old.exactly != new.exactly or len(forces) == 2


def _compared(old: Saying, new: Saying) -> str:
    if old.held == new.held:
        return old.held if old.held != "none" else "heading" if old.heading and new.heading else "nothing"
    if "none" in (old.held, new.held):
        return "heading" if old.heading and new.heading else "nothing"
    return "mixed"


def _score(score: float, basis: str) -> float:
    return round(max(0.0, min(score, CAPS[basis])), 2)


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def _divided(found: Alignment) -> Iterator[ProposedChange]:
    for division in found.splits:
        yield _division(found, "split", division, found.old, found.new)
    for division in found.merges:
        yield _division(found, "merged", division, found.new, found.old)


def _division(
    found: Alignment, kind: ChangeKind, division: Division, wholes: tuple[Saying, ...], parts: tuple[Saying, ...]
) -> ProposedChange:
    whole, of = wholes[division.whole], [parts[place] for place in division.parts]
    within = [found.likeness.within(part.bag, whole.bag) for part in of]
    ids = (whole.provision.id,), tuple(part.provision.id for part in of)
    old, new = ids if kind == "split" else ids[::-1]
    exact = sorted(whole.words.split()) == sorted(word for part in of for word in part.words.split())
    evidence = (
        ("compared", whole.held),
        ("given back", _figure(division.gain)),
        ("parts within", _figure(min(within))),
    )
    return ProposedChange(
        kind=kind, also=() if exact else ("reworded",), old=old, new=new,
        score=_score(0.5 * division.gain + 0.5 * min(within), whole.held), evidence=evidence,
    )  # fmt: skip


def _alone(found: Alignment, old: Edition, new: Edition) -> Iterator[ProposedChange]:
    used_old = {*found.pairs, *(d.whole for d in found.splits), *(p for d in found.merges for p in d.parts)}
    used_new = {*found.pairs.values(), *(p for d in found.splits for p in d.parts), *(d.whole for d in found.merges)}
    for saying in found.old:
        if saying.place not in used_old:
            other = found.other_likeness(saying.place, None)
            yield _without(saying, "withdrawn" if is_whole(new) else "unknown", other, old=True)
    for saying in found.new:
        if saying.place not in used_new:
            other = found.other_likeness(None, saying.place)
            yield _without(saying, "added" if is_whole(old) else "unknown", other, old=False)


def _without(saying: Saying, kind: ChangeKind, other: float, *, old: bool) -> ProposedChange:
    basis = "heading" if saying.held == "none" else saying.held
    ids = (saying.provision.id,)
    return ProposedChange(
        kind=kind, old=ids if old else (), new=() if old else ids,
        score=0.0 if kind == "unknown" else _score(1 - other, basis),
        evidence=(("compared", basis), ("runner-up", _figure(other))),
    )  # fmt: skip


def _in_order(rows: list[ProposedChange], found: Alignment) -> tuple[ProposedChange, ...]:
    old = {saying.provision.id: saying.place for saying in found.old}
    new = {saying.provision.id: saying.place for saying in found.new}
    ahead: dict[int, int] = {}
    for row in rows:
        if row.old:
            ahead |= {new[id]: min(old[one] for one in row.old) for id in row.new}
    after: dict[int, int] = {}
    before = -1
    for place in range(len(new)):
        before = after[place] = ahead.get(place, before)

    def rank(row: ProposedChange) -> tuple[int, int, int]:
        if row.old:
            return min(old[id] for id in row.old), 0, 0
        return after[new[row.new[0]]], 1, new[row.new[0]]

    return tuple(sorted(rows, key=rank))
