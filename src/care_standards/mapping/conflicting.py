"""Rows of one pair that cannot all hold."""

from collections.abc import Iterable

from care_standards.errors import InvalidValueError
from care_standards.mapping.paths import Conflict, link_of, path_of
from care_standards.mapping.relations import ANY, SETS
from care_standards.model.crosswalk import Crosswalk, Mapping
from care_standards.vocabularies import Matching

Pair = tuple[str, str, Matching | None]


def conflicts(crosswalk: Crosswalk, *others: Crosswalk) -> tuple[Conflict, ...]:
    """Give the pairs of which two rows cannot both hold, in order of first mention.

    Rows of one pair are compared where they have the same ``matching``. The five set relations exclude each other;
    ``equal`` and ``equivalent`` go together, and ``unknown`` goes with anything. Crosswalks of the other direction are
    inverted first, and their rows are then shown so. What the crosswalks do not mention is not in agreement: nothing
    is said of it.

    Raises InvalidValueError for a crosswalk of other editions.
    """
    sides = (crosswalk.source.edition, crosswalk.target.edition)
    every = [crosswalk]
    for other in others:
        if (other.source.edition, other.target.edition) == sides:
            every.append(other)
        elif (other.target.edition, other.source.edition) == sides:
            every.append(other.invert())
        else:
            raise InvalidValueError("conflicts", "others", "must be crosswalks of the same two editions")
    found = ((pair, conflict_of(pair, rows)) for pair, rows in rows_by_pair(every).items() if len(rows) > 1)
    return tuple([conflict for _, conflict in found if conflict is not None])


def rows_by_pair(crosswalks: Iterable[Crosswalk]) -> dict[Pair, list[Mapping]]:
    """Give the rows of each pair and matching, in order of first mention."""
    pairs: dict[Pair, list[Mapping]] = {}
    for crosswalk in crosswalks:
        for row in crosswalk.mappings:
            pairs.setdefault((row.source, row.target, row.matching), []).append(row)
    return pairs


def conflict_of(pair: Pair, rows: Iterable[Mapping]) -> Conflict | None:
    """Give the conflict of the rows of one pair, or None where all of them can hold; equal rows count once."""
    telling = [row for row in dict.fromkeys(rows) if SETS[row.relation] != ANY]
    if len({SETS[row.relation] for row in telling}) < 2:
        return None
    source, target, matching = pair
    paths = tuple([path_of((link_of(row),), SETS[row.relation]) for row in telling])
    return Conflict(source=source, target=target, matching=matching, paths=paths)
