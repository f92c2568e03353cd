"""How two states of one crosswalk differ, row by row."""

from care_standards.differences.pairing import compared, differing, held_beside, paired, presence
from care_standards.differences.structure import Diff, Entry
from care_standards.errors import InvalidValueError
from care_standards.model.crosswalk import Crosswalk, Mapping
from care_standards.query.scopes import Scope

_ROWS = frozenset({"mappings"})
_NOTE = (
    "A row that is gone, or new, says what was written down and no more: no row means nothing about the two provisions."
)


def diff_crosswalks(old: Crosswalk, new: Crosswalk, editions: Scope = ()) -> Diff:
    """Compare two states of one crosswalk; a row is known by its source, its target and its matching.

    ``editions`` are those at hand of the two it is between. Raises InvalidValueError where the two are not between the
    same editions in the same direction, or ``editions`` holds another one.
    """
    if old.id != new.id:
        rule = "must be between the same editions, in the same direction; invert one of the two if need be"
        raise InvalidValueError("diff", "crosswalks", rule)
    pairs = paired(old.mappings, new.mappings, lambda row: (row.source, row.target, row.matching))
    head = differing(old, new, _ROWS) + (("order",) if pairs.reordered else ())
    entries = [_entry(before, after) for before, after in pairs.rows]
    held = held_beside(editions, (old.source.edition, old.target.edition), entries)
    return compared("crosswalks", entries, old.id, new.id, (None, None), head, notes=(_NOTE,), **held)


def _entry(old: Mapping | None, new: Mapping | None) -> Entry:
    category = presence(old, new)
    fields: tuple[str, ...] = ()
    held = [row for row in (old, new) if row is not None]
    if old is not None and new is not None:
        fields = differing(old, new)
        category = "relation-changed" if "relation" in fields else "other-changed" if fields else "same"
    return Entry(
        category=category or "same",
        item="mapping",
        old=() if old is None else (old.source, old.target),
        new=() if new is None else (new.source, new.target),
        basis="same-id",
        fields=fields,
        before=None if old is None else old.relation,
        after=None if new is None else new.relation,
        matching=held[0].matching,
        editorial=any(row.origin == "editorial" for row in held),
    )
