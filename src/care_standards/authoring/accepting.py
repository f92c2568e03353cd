"""Turning a reviewed proposal into a concordance: only the rows that a person decided, and only as they decided.

A change that was accepted as the machine proposed it rests on likeness, so its basis is ``inferred``; it is ``derived``
only where the person says, with the word ``read``, that the texts of both sides were read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from care_standards.authoring import csv_form
from care_standards.authoring.csv_form import Row, Table, fault
from care_standards.authoring.faults import AuthoringCode, AuthoringFault
from care_standards.authoring.link_tables import problems_of
from care_standards.authoring.proposing import COLUMNS, METHOD, WORDING
from care_standards.documents.codec import from_plain
from care_standards.documents.integrity.links import _ARITY
from care_standards.documents.schema_registry import CURRENT, schema_id
from care_standards.errors import InvalidValueError
from care_standards.identifiers import near_misses
from care_standards.model.concordance import Concordance
from care_standards.model.edition import Edition
from care_standards.vocabularies import VOCABULARIES

NEEDED: Final = ("old", "new", "kind", "decision")

# What a person may decide on: a row as it stands, no row at all, or the row with another kind.
PLACED_KINDS: Final = (
    "unchanged",
    "renumbered",
    "reworded",
    "moved",
    "split",
    "merged",
    "added",
    "withdrawn",
    "unknown",
)
# Nothing else is true of what is one of these.
ALONE: Final = ("unchanged", "added", "withdrawn", "unknown")
ACCEPT: Final = "accept"
REJECT: Final = "reject"
READ: Final = "read"
BASES: Final = {"": "inferred", READ: "derived", "derived": "derived", "inferred": "inferred", "stated": "stated"}
TOP: Final = frozenset({"kind", "method", "old", "new", "bibliography", "extensions"})
UNKNOWN_RULE: Final = "What no change names was not decided on: it is unknown, neither unchanged nor withdrawn."
LIKELY: Final = 0.8


def accept(content: str | bytes, old: Edition, new: Edition) -> Concordance:
    """Make a concordance of the rows of a proposal that a person decided on.

    ``decision`` is ``accept``, ``reject``, or a kind of change that holds instead of the proposed one; a row without
    decision is not data. ``basis`` is ``read`` where the texts of both sides were read; otherwise the change is
    inferred. A row may name other ids than were proposed. Coverage counts the provisions of rows that became changes.

    Raises InvalidAuthoringError with everything that is wrong, by row and column, and InvalidValueError where the two
    editions are one, or of different publications.
    """
    if old.publication != new.publication or old.id == new.id:
        raise InvalidValueError("accept", "new", "must be another edition of the same publication")
    table = csv_form.read(content, (*COLUMNS, *WORDING, "sources", "summary", "rationale"), NEEDED)
    faults = list(_of_other_editions(table, old, new))
    changes: list[tuple[Row, dict[str, Any]]] = []
    used: dict[str, int] = {}
    for row in table.rows:
        if len(faults) >= csv_form.MOST_FAULTS:
            break
        found = list(_undecidable(table, row, old, new))
        if not found and row.cells.get("decision", "").strip() not in ("", REJECT):
            change = _change(row, len(changes) + 1)
            found += _used_already(table, row, change, used)
            changes.append((row, change))
        faults += found
    document = _document(table.front, [change for _, change in changes], old, new)
    faults += _misshapen(table, document, [row for row, _ in changes])
    csv_form.refuse(faults)
    return from_plain(document, Concordance)


def _misshapen(table: Table, document: dict[str, Any], rows: Sequence[Row]) -> Iterator[AuthoringFault]:
    """Give what the schema refuses: texts too long, keys that are none, facts at the top that are not as described."""
    header = {"$schema": schema_id("concordance"), "schema_version": CURRENT, "kind": "concordance"}
    for path, code, hint, _ in problems_of({**header, **document}, "concordance", None):
        if path[:1] == ("changes",) and len(path) > 2:
            row, name = rows[int(path[1])], str(path[2])
            what = f"In the column {name}: {code.title}."
            yield fault(AuthoringCode.TABLE_CELL, row.line, table.column(name), what, hint)
        else:
            what = f"Above the table: {code.title}."
            yield fault(AuthoringCode.TABLE_MEMBER, table.line_of(path), 1, what, hint)


def _of_other_editions(table: Table, old: Edition, new: Edition) -> Iterator[AuthoringFault]:
    if table.front.get("kind") != "proposal":
        yield _above(table, "kind", "The table is no proposal.", 'Write kind = "proposal" above a table of proposals.')
    for side, edition in (("old", old), ("new", new)):
        wanted = {"edition": edition.id, "data_revision": edition.data_revision}
        if table.front.get(side) != wanted:
            what = f"The proposal was made for another {side} edition, or another revision of its data."
            instead = "Give the editions it was made for, or propose again."
            yield fault(AuthoringCode.ANOTHER_PROPOSAL, table.line_of((side,)), 1, what, instead)

    for name in table.front.keys() - TOP:
        yield _above(table, name, "There is no such fact of a proposal.", f"Keep to: {', '.join(sorted(TOP))}.")


def _above(table: Table, name: str, what: str, instead: str) -> AuthoringFault:
    return fault(AuthoringCode.TABLE_MEMBER, table.line_of((name,)), 1, what, instead)


def _ids(row: Row, side: str) -> list[str]:
    return [id.strip() for id in csv_form.split(row.cells.get(side, "")) if id.strip()]


def _kinds(row: Row) -> tuple[str, list[str]]:
    """Give the kind a row was given, and the further kinds: none of those proposed stays where it was corrected."""
    decided, kind = row.cells.get("decision", "").strip(), row.cells.get("kind", "").strip()
    also = [word.strip() for word in csv_form.split(row.cells.get("also", "")) if word.strip()]
    if decided == ACCEPT:
        return kind, also
    return decided, [] if decided in ALONE else [word for word in also if word != decided]


def _undecidable(table: Table, row: Row, old: Edition, new: Edition) -> Iterator[AuthoringFault]:
    """Give what is wrong with a row; with one that nobody decided on, nothing is."""
    decided = row.cells.get("decision", "").strip()
    if decided in ("", REJECT):
        return

    def wrong(column: str, what: str, instead: str, near: tuple[str, ...] = ()) -> AuthoringFault:
        return fault(AuthoringCode.DECISION, row.line, table.column(column), what, instead, near)

    words = (ACCEPT, REJECT, *PLACED_KINDS)
    if decided not in words:
        yield wrong(
            "decision", "This is no decision.", f"Write one of: {', '.join(words)}.", near_misses(decided, words)
        )
        return
    kind, also = _kinds(row)
    changes = VOCABULARIES["change_kind"]
    for column, word in [("kind", kind), *(("also", word) for word in also)]:
        if word not in changes:
            yield wrong(column, "This is no kind of change.", f"Use: {', '.join(changes)}.", near_misses(word, changes))
    if len({kind, *also}) != len(also) + 1:
        yield wrong("also", "A kind is given twice.", "Keep one of the two.")
    if also and kind in ALONE:
        yield wrong("also", f"What is {kind} is nothing else besides.", "Empty this cell, or decide on another kind.")
    for side, edition in (("old", old), ("new", new)):
        ids = _ids(row, side)
        for id in ids:
            if edition.held(id) is None:
                near = near_misses(id, tuple(provision.id for provision in edition))
                yield wrong(side, f"The edition {edition.id} holds no such provision.", "Name one it holds.", near)
        if len(set(ids)) != len(ids):
            yield wrong(side, "An id stands there twice.", "Keep one of the two.")
        least, most = _ends(kind, side)
        if len(set(ids)) == len(ids) and not least <= len(ids) <= (len(ids) if most is None else most):
            wanted = f"{least} or more" if most is None else str(least)
            yield wrong(side, f"A change of this kind has {wanted} here.", "Mend the ids, or decide on another kind.")
    if not _ids(row, "old") and not _ids(row, "new"):
        yield wrong("old", "The row names no provision.", "Name what the change is about.")
    if row.cells.get("basis", "").strip() not in BASES:
        yield wrong("basis", "This is no basis.", f"Write {READ} where both texts were read; else leave it empty.")
    confidences = ("", *VOCABULARIES["confidence"])
    if row.cells.get("confidence", "").strip() not in confidences:
        yield wrong("confidence", "This is no confidence.", "Write high, medium or low, or leave it empty.")


def _ends(kind: str, side: str) -> tuple[int, int | None]:
    ends = _ARITY.get(kind, ((0, None), (0, None)))[0 if side == "old" else 1]
    return (1, None) if (kind, side) == ("added", "new") else ends


def _used_already(table: Table, row: Row, change: Mapping[str, Any], used: dict[str, int]) -> Iterator[AuthoringFault]:
    """Refuse two decisions about one provision: what became of it is said once."""
    for side in ("old", "new"):
        for id in change[side]:
            if used.setdefault(id, row.line) != row.line:
                what = f"An earlier row, in line {used[id]}, was accepted for the same provision."
                instead = "Put them into one row, or reject one."
                yield fault(AuthoringCode.DECISION, row.line, table.column(side), what, instead)


def _change(row: Row, number: int) -> dict[str, Any]:
    kind, also = _kinds(row)
    basis = BASES[row.cells.get("basis", "").strip()]
    texts = {name: row.cells.get(name, "") for name in ("summary", "rationale", "note")}
    return {
        "id": f"row-{number}", "kind": kind, **({"also": also} if also else {}),
        "old": _ids(row, "old"), "new": _ids(row, "new"),
        **{name: text for name, text in texts.items() if text},
        "basis": basis, "confidence": row.cells.get("confidence", "").strip() or _confidence(row, basis),
        "sources": [key.strip() for key in csv_form.split(row.cells.get("sources", "")) if key.strip()],
    }  # fmt: skip


def _confidence(row: Row, basis: str) -> str:
    """Give the confidence of a row that names none: what was not read is never sure."""
    if basis != "inferred":
        return "high"
    try:
        score = float(row.cells.get("score", ""))
    except ValueError:
        score = 0.0
    return "medium" if LIKELY <= score <= 1 and row.cells["decision"].strip() == ACCEPT else "low"


def _document(
    front: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], old: Edition, new: Edition
) -> dict[str, Any]:
    counted = {side: len(set(_every(changes, side))) for side in ("old", "new")}
    listed = {"old": len(old), "new": len(new)}
    whole = counted == listed and all(edition.completeness.level == "complete" for edition in (old, new))
    return {
        "old": {"edition": old.id, "data_revision": old.data_revision},
        "new": {"edition": new.id, "data_revision": new.data_revision},
        "completeness": "complete" if whole else "partial",
        "method": front.get("method", METHOD),
        "list_is_known_incomplete": not whole,
        "default": {
            "kind": "unknown",
            "applies_to": "every provision that no change names",
            "rule": UNKNOWN_RULE,
        },
        "coverage": {
            "old_listed": listed["old"], "old_reviewed": counted["old"], "new_listed": listed["new"],
            "new_reviewed": counted["new"], "changes_reported": len(changes),
        },
        "changes": list(changes),
        **{name: front[name] for name in ("bibliography", "extensions") if name in front},
    }  # fmt: skip


def _every(changes: Iterable[Mapping[str, Any]], side: str) -> Iterator[str]:
    for change in changes:
        yield from change[side]
