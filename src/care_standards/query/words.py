"""The facets provisions are chosen and counted by, and the words that may stand in each."""

from typing import Final, Literal

from care_standards.errors import UnknownWordError
from care_standards.identifiers import near_misses
from care_standards.vocabularies import VOCABULARIES

NotStated = Literal["not-stated"]
NOT_STATED: Final[NotStated] = "not-stated"
"""What stands for an empty list: the source does not limit the provision, or does not say."""

ATTRIBUTES: Final[dict[str, str]] = {
    "kind": "kind",
    "force": "force",
    "addressee": "addressees",
    "stage": "stages",
    "setting": "settings",
    "nation": "nations",
    "population": "populations",
    "text_status": "text_status",
    "source": "sources",
}
"""The field of a provision that each facet looks at."""

FACETS: Final[tuple[str, ...]] = tuple(ATTRIBUTES)
"""The facets that take words, by the names ``select`` and ``facets`` use."""

ONE_WORD: Final[frozenset[str]] = frozenset(("kind", "force", "text_status"))
"""The facets of which every provision has exactly one word; the others are lists and may be empty."""

KNOWN: Final[dict[str, frozenset[str]]] = {
    facet: frozenset(VOCABULARIES[facet]).union(() if facet in ONE_WORD else (NOT_STATED,))
    for facet in FACETS
    if facet in VOCABULARIES
}


def refuse_facet(name: object, known: tuple[str, ...] = FACETS) -> UnknownWordError:
    """Make the error for a name that is no facet."""
    return UnknownWordError("facet", near_misses(name, known), known)


def refuse_word(facet: str, word: object) -> UnknownWordError:
    """Make the error for a word that a facet with a closed list does not have."""
    known = (*VOCABULARIES[facet], *(() if facet in ONE_WORD else (NOT_STATED,)))
    return UnknownWordError(facet.replace("_", " "), near_misses(word, known), known)
