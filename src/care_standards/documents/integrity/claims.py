"""What a person who reviews a concordance should look at twice: items without a row, double claims, parts, rings.

Nothing here is wrong by itself, so all of it are warnings. Rows that somebody disputes are passed over, as they are
when records are carried over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from care_standards.documents.integrity.references import Findings, first_of, inner, objects, rings, text, texts
from care_standards.documents.plain import Json
from care_standards.issue_codes import Code
from care_standards.model.edition import Edition


@attrs.frozen
class _Row:
    """One change that nobody disputes: where it stands, its kinds, and each id of either side with its place there.

    ``sources`` is a number that is the same for rows with the same old ids.
    """

    place: int
    kind: str | None
    also: Mapping[str, int]
    sides: Mapping[str, Mapping[str, int]]
    sources: int

    def is_a(self, kind: str) -> bool:
        return kind == self.kind or kind in self.also


Claims = Mapping[str, list[_Row]]


def judge_claims(findings: Findings, document: dict[str, Any], old: Edition | None, new: Edition | None) -> None:
    """Report what the rows of a concordance leave out, claim twice, or turn round.

    ``old`` and ``new`` are its editions, where they are at hand.
    """
    rows = _rows(document)
    claims = {side: _claims(rows, side) for side in ("old", "new")}
    if text(inner(document, "default"), "kind") == "unknown" and isinstance(document.get("changes"), list):
        whole = text(document, "completeness") == "complete"
        sides = [(old, claims["old"]), *([(new, claims["new"])] if whole else [])]
        _judge_left_out(findings, sides, whole)
    for side, other, kind in (("old", "new", "split"), ("new", "old", "merged")):
        _judge_claimed_twice(findings, claims[side], side, kind)
        _judge_parts(findings, rows, claims[side], (side, other), kind)
    _judge_rings(findings, rows)


def _rows(document: Json) -> list[_Row]:
    numbers: dict[frozenset[str], int] = {}
    rows: list[_Row] = []
    for place, change in objects(document, "changes"):
        if text(inner(change, "review"), "state") != "disputed":
            sides = {side: _places(change, side) for side in ("old", "new")}
            sources = numbers.setdefault(frozenset(sides["old"]), len(numbers))
            rows.append(_Row(place, text(change, "kind"), _places(change, "also"), sides, sources))
    return rows


def _places(change: Json, name: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, item in texts(change, name):
        places.setdefault(item, place)
    return places


def _claims(rows: Iterable[_Row], side: str) -> Claims:
    claims: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for id in row.sides[side]:
            claims[id].append(row)
    return claims


def _judge_left_out(findings: Findings, sides: Iterable[tuple[Edition | None, Claims]], whole: bool) -> None:
    """Report, once, the items held that are in no row: the old ones, and the new ones where all is said to be known.

    Where no row names any of them nobody has begun to compare, and the document says so with its default.
    """
    said: list[str] = []
    for edition, claims in sides:
        without = tuple(p.id for p in edition if p.id not in claims) if edition else ()
        if edition and without and (whole or len(without) < len(edition)):
            said.append(
                f"{len(without)} of the {len(edition)} held of {edition.id} are in no row: {first_of(without)}."
            )
    if said:
        hint = f"{' '.join(said)} Compare them, or leave it at that: they stay unknown."
        findings.add(Code.ITEM_WITHOUT_ROW, ("changes",), hint)


def _judge_claimed_twice(findings: Findings, claims: Claims, side: str, kind: str) -> None:
    """Report every further row that names an id, unless all that name it tell of one split, or of one merger.

    Two rows about the same old items are told of on the old side, and not again on the new one.
    """
    for id, claiming in claims.items():
        if len(claiming) == 1 or all(row.is_a(kind) for row in claiming):
            continue
        first = claiming[0]
        for row in claiming[1:]:
            if side == "old" or row.sources != first.sources or not row.sides["old"]:
                hint = (
                    f"An earlier row, /changes/{first.place}, names this provision too. Put the two into one, say "
                    f"{kind} in both, or dispute the wrong one in its review."
                )
                findings.add(Code.CLAIMED_TWICE, ("changes", row.place, side, row.sides[side][id]), hint)


def _judge_parts(findings: Findings, rows: Iterable[_Row], claims: Claims, ends: tuple[str, str], kind: str) -> None:
    """Report a further kind split whose rows name one part, or merged whose rows name one origin.

    Where it is the kind of a row itself, the row alone must have its ends, and that is another rule.
    """
    side, other = ends
    alone: dict[str, bool] = {}  # of each id once: many rows may name it
    for row in rows:
        if kind not in row.also:
            continue
        for id in row.sides[side]:
            if id not in alone:
                alone[id] = _is_one(part.sides[other] for part in claims[id])
        if any(alone[id] for id in row.sides[side]):
            hint = f"All rows together name one {'part of it' if kind == 'split' else 'origin'}. Add the others, "
            findings.add(
                Code.PART_ALONE, ("changes", row.place, "also", row.also[kind]), f"{hint}or take the word away."
            )


def _is_one(several: Iterable[Mapping[str, int]]) -> bool:
    """Tell whether all of them together hold exactly one id, looking no further than at a second."""
    found: set[str] = set()
    for ids in several:
        for id in ids:
            found.add(id)
            if len(found) > 1:
                return False
    return len(found) == 1


def _judge_rings(findings: Findings, rows: Iterable[_Row]) -> None:
    """Report each ring of numbers once, at its first row. Which number an item has is told by its id."""
    became: dict[str, str] = {}
    places: dict[str, int] = {}
    for row in rows:
        if len(row.sides["old"]) == len(row.sides["new"]) == 1:
            old, new = (next(iter(row.sides[side])).partition(".")[2] for side in ("old", "new"))
            if old and new and old != new and old not in became:
                became[old], places[old] = new, row.place
    left = rings(became)
    for number, place in places.items():
        if number in left:
            ring: list[str] = []
            while number in left:
                left.discard(number)
                ring.append(f"/changes/{places[number]}")
                number = became[number]
            hint = f"The numbers go round in {len(ring)} rows: {first_of(tuple(ring))}. Read both texts of each again."
            findings.add(Code.RENUMBERED_IN_A_RING, ("changes", place, "new"), hint)
