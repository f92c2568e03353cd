"""The relations between two provisions as sets of what they ask, and what follows from a chain of them.

The five set relations exclude each other, and between two non-empty sets exactly one of them holds. So what is known
of a pair is the set of those that can still hold: one is an answer, all five are nothing known, none is a
contradiction. Sets of relations are kept as small whole numbers here, one bit for each of the five. The table is that
of the relation algebra RCC-5, in the words of NIST IR 8477; a property test holds it against brute force over finite
sets.
"""

from functools import cache
from typing import Final, cast

from care_standards.errors import UnknownWordError
from care_standards.identifiers import near_misses
from care_standards.model.crosswalk import INVERSES
from care_standards.vocabularies import VOCABULARIES, Relation

RELATIONS: Final = cast("tuple[Relation, ...]", VOCABULARIES["relation"])
SET_RELATIONS: Final[tuple[Relation, ...]] = ("equal", "subset-of", "superset-of", "intersects", "no-relationship")
EQUAL, SUBSET, SUPERSET, INTERSECTS, NOTHING = (1 << place for place in range(5))
ANY: Final = 31
"""Every set relation can hold: nothing is known."""

SETS: Final[dict[str, int]] = {
    **{word: 1 << place for place, word in enumerate(SET_RELATIONS)},
    "equivalent": EQUAL,
    "unknown": ANY,
}
"""What each relation word leaves possible."""

_TABLE: Final = (
    (EQUAL, SUBSET, SUPERSET, INTERSECTS, NOTHING),
    (SUBSET, SUBSET, ANY, SUBSET | INTERSECTS | NOTHING, NOTHING),
    (SUPERSET, ANY ^ NOTHING, SUPERSET, SUPERSET | INTERSECTS, SUPERSET | INTERSECTS | NOTHING),
    (INTERSECTS, SUBSET | INTERSECTS, SUPERSET | INTERSECTS | NOTHING, ANY, SUPERSET | INTERSECTS | NOTHING),
    (NOTHING, SUBSET | INTERSECTS | NOTHING, NOTHING, SUBSET | INTERSECTS | NOTHING, ANY),
)


@cache
def chained(first: int, second: int) -> int:
    """Give what can hold between the ends of two steps, of each of which a set of relations can hold."""
    found = 0
    for row, cells in enumerate(_TABLE):
        if first & 1 << row:
            for column, cell in enumerate(cells):
                if second & 1 << column:
                    found |= cell
    return found


@cache
def words(possible: int, *, exactly: bool) -> tuple[Relation, ...]:
    """Give the words of a set of relations, in the order of the vocabulary.

    Where sets are the same and nothing else is possible, the word is ``equal`` if it is so ``exactly``, in wording and
    effect, and ``equivalent`` if it is so in effect.
    """
    if possible == EQUAL and not exactly:
        return ("equivalent",)
    return tuple(word for place, word in enumerate(SET_RELATIONS) if possible & 1 << place)


def compose_relations(first: str, second: str) -> frozenset[Relation]:
    """Give the relations that can hold between a and c where ``first`` holds from a to b and ``second`` from b to c.

    Takes and gives relation words. One word in the result is an answer; several are all that can be said. The five set
    words follow the table over non-empty sets. ``unknown`` on either side gives all five of them. ``equivalent``
    composes as ``equal`` does, and where it took part the same sets are ``equivalent``, never ``equal``.

    Raises UnknownWordError, with near misses, for a word that is no relation.
    """
    possible = chained(SETS[known_relation(first)], SETS[known_relation(second)])
    return frozenset(words(possible, exactly="equivalent" not in (first, second)))


def inverse_relation(relation: str) -> Relation:
    """Give the relation as read from its other end: ``subset-of`` and ``superset-of`` change places, the others stay.

    Raises UnknownWordError, with near misses, for a word that is no relation.
    """
    return INVERSES[known_relation(relation)]


def known_relation(relation: str) -> Relation:
    """Give the word if it is a relation; raises UnknownWordError, with near misses, if it is none."""
    return cast("Relation", known_word(relation, "relation"))


def known_word(word: object, vocabulary: str) -> str:
    """Give the word if it is one of a vocabulary; raises UnknownWordError, with near misses, if it is none."""
    known = VOCABULARIES[vocabulary]
    if isinstance(word, str) and word in known:
        return word
    raise UnknownWordError(vocabulary.replace("_", " "), near_misses(word, known), known)
