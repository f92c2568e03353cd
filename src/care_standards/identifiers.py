"""The grammar of ids: what an id looks like and how to read its edition off it.

Ids match whole strings, in ASCII, exactly: nothing is trimmed, folded or normalised. The same patterns stand in the
published schemas, so a program in another language draws the same line.
"""

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final

MAX_ID_LENGTH: Final = 40
MAX_EDITION_ID_LENGTH: Final = 16
MAX_PUBLICATION_ID_LENGTH: Final = 11
MAX_REF_LENGTH: Final = 64

# Each ends in `$(?!\n)`: a bare `$` would let a final newline through in Python, and `\Z` is not known everywhere.
PUBLICATION_PATTERN: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$(?!\n)"
EDITION_PATTERN: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*-[0-9]{4}$(?!\n)"
# What stands before the first dot is an edition id, with its length.
PROVISION_PATTERN: Final = (
    r"^(?=[a-z0-9-]{1,16}\.)[a-z][a-z0-9]*(-[a-z0-9]+)*-[0-9]{4}(\.[a-z0-9]+(-[a-z0-9]+)*)+$(?!\n)"
)
KEY_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
REF_PATTERN: Final = r"^[A-Za-z0-9._:-]{1,64}$(?!\n)"
LANGUAGE_PATTERN: Final = (
    r"^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?$(?!\n)"
)
MAX_LANGUAGE_LENGTH: Final = 35
ITEM_PATTERN: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(--[a-z][a-z0-9]*(-[a-z0-9]+)*)?$(?!\n)"
MAX_ITEM_LENGTH: Final = 2 * MAX_EDITION_ID_LENGTH + 2
PACK_PATH_PATTERN: Final = (
    r"^(publications|editions|crosswalks|concordances)/"
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*(--[a-z][a-z0-9]*(-[a-z0-9]+)*)?\.json$(?!\n)"
)
MAX_PACK_PATH_LENGTH: Final = 60
PACK_VERSION_PATTERN: Final = r"^[0-9]+([.-][0-9a-z]+)*$(?!\n)"
POINTER_PATTERN: Final = r"^(/([ -.0-}]|~[01])*)*$(?!\n)"
MAX_POINTER_LENGTH: Final = 1_000
RULE_PATTERN: Final = r"^[a-z][ -~]*$(?!\n)"
MAX_RULE_LENGTH: Final = 500
SCHEMA_ID_PATTERN: Final = (
    r"^https://care-standards\.invalid/schemas/[0-9]+\.[0-9]+/[a-z]+(-[a-z]+)*\.schema\.json$(?!\n)"
)
MAX_SCHEMA_ID_LENGTH: Final = 200
SCHEMA_VERSION_PATTERN: Final = r"^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})$(?!\n)"
CHANGE_REF_PATTERN: Final = (
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*-[0-9]{4}--[a-z][a-z0-9]*(-[a-z0-9]+)*-[0-9]{4}/[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
)
MAX_CHANGE_REF_LENGTH: Final = MAX_ITEM_LENGTH + 1 + MAX_ID_LENGTH


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # On first use: a start that reads one edition needs two of the six.
    return re.compile(pattern, re.ASCII)


def matches(pattern: str, text: str) -> bool:
    """Tell whether a text has the form of a published pattern, read in ASCII."""
    return _compiled(pattern).search(text) is not None


def is_publication_id(text: object) -> bool:
    """Tell whether this is shaped like a publication id, such as ``scs``."""
    return isinstance(text, str) and len(text) <= MAX_PUBLICATION_ID_LENGTH and matches(PUBLICATION_PATTERN, text)


def is_edition_id(text: object) -> bool:
    """Tell whether this is shaped like an edition id, such as ``scs-2018``."""
    return isinstance(text, str) and len(text) <= MAX_EDITION_ID_LENGTH and matches(EDITION_PATTERN, text)


def is_provision_id(text: object) -> bool:
    """Tell whether this is shaped like a provision id, such as ``scs-2018.1.1.5.r2``."""
    return isinstance(text, str) and len(text) <= MAX_ID_LENGTH and matches(PROVISION_PATTERN, text)


def is_key(text: object) -> bool:
    """Tell whether this is shaped like a local key: of a source, an event or a change."""
    return isinstance(text, str) and len(text) <= MAX_ID_LENGTH and matches(KEY_PATTERN, text)


def is_ref(text: object) -> bool:
    """Tell whether this is shaped like an opaque reference into somebody else's system."""
    return isinstance(text, str) and matches(REF_PATTERN, text)


def is_item_id(text: object) -> bool:
    """Tell whether this is shaped like the id of a publication, an edition, a crosswalk or a concordance."""
    return isinstance(text, str) and len(text) <= MAX_ITEM_LENGTH and matches(ITEM_PATTERN, text)


def is_pack_path(text: object) -> bool:
    """Tell whether this is shaped like the path of a document in a pack, such as ``editions/scs-2018.json``."""
    return isinstance(text, str) and len(text) <= MAX_PACK_PATH_LENGTH and matches(PACK_PATH_PATTERN, text)


def is_pack_version(text: object) -> bool:
    """Tell whether this is shaped like the version of a pack, such as ``1.0.0`` or ``2026-03-01``."""
    return isinstance(text, str) and len(text) <= MAX_ID_LENGTH and matches(PACK_VERSION_PATTERN, text)


def is_language_tag(text: object) -> bool:
    """Tell whether this is a well-formed language tag (BCP 47, the ``langtag`` production of RFC 5646)."""
    return isinstance(text, str) and len(text) <= MAX_LANGUAGE_LENGTH and matches(LANGUAGE_PATTERN, text)


def is_pointer(text: object) -> bool:
    """Tell whether this is a JSON Pointer (RFC 6901) in ASCII, as issues carry it."""
    if not isinstance(text, str) or len(text) > MAX_POINTER_LENGTH:
        return False
    if text[:1] == "/" and "~" not in text:  # the same, at a fifth of the price: ledgers are full of them
        return text.isascii() and text.isprintable()
    return matches(POINTER_PATTERN, text)


def is_rule(text: object) -> bool:
    """Tell whether this is shaped like a place in a published schema, or like the name of a rule beyond it."""
    return isinstance(text, str) and len(text) <= MAX_RULE_LENGTH and matches(RULE_PATTERN, text)


def is_schema_id(text: object) -> bool:
    """Tell whether this is shaped like the identifier of a published schema."""
    return isinstance(text, str) and len(text) <= MAX_SCHEMA_ID_LENGTH and matches(SCHEMA_ID_PATTERN, text)


def is_schema_version(text: object) -> bool:
    """Tell whether this is shaped like a version of the schemas, such as ``1.1``."""
    return isinstance(text, str) and matches(SCHEMA_VERSION_PATTERN, text)


def is_change_ref(text: object) -> bool:
    """Tell whether this names a change of a concordance, such as ``scs-2018--scs-2025/chg-1``."""
    return isinstance(text, str) and len(text) <= MAX_CHANGE_REF_LENGTH and matches(CHANGE_REF_PATTERN, text)


def edition_of(provision_id: str) -> str:
    """Give the edition id at the front of a provision id; an edition id gives itself."""
    return provision_id.partition(".")[0]


def near_misses(wanted: object, known: Collection[str], closeness: float = 0.6) -> tuple[str, ...]:
    """Give up to three known words that look most like the wanted one, best first.

    Provision ids are compared by what follows the edition, which they would otherwise all have in common; an edition id
    is compared with those of its own publication, where there are any. Only known words are ever returned, never the
    wanted one. Among very many words, only those that begin alike are compared.
    ``closeness`` is between 0 (anything) and 1 (the same).
    """
    if not isinstance(wanted, str) or not 0 < len(wanted) <= 2 * MAX_ID_LENGTH:
        return ()
    from difflib import get_close_matches  # only an unhappy caller pays for it

    wanted = wanted.lower()
    if is_edition_id(wanted):
        publication = wanted.rpartition("-")[0]
        siblings = [word for word in known if word.rpartition("-")[0] == publication and is_edition_id(word)]
        known, closeness = (siblings, closeness) if siblings else (known, max(closeness, 0.8))
    if len(known) > _MOST_COMPARED:
        known = _begin_alike(wanted, known)[:_MOST_COMPARED]
    by_tail = _by_tail(tuple(known))
    tail, letters = _after_edition(wanted), frozenset(_after_edition(wanted))

    def may_be_close(other: str, others: frozenset[str]) -> bool:
        # What only one of the two has in it can be part of no match: most words need no closer look.
        shared = min(len(tail) - len(letters - others), len(other) - len(others - letters))
        return 2.0 * shared / ((len(tail) + len(other)) or 1) >= closeness

    worth_it = [other for other, (_, others) in by_tail.items() if may_be_close(other, others)]
    return tuple(by_tail[found][0] for found in get_close_matches(tail, worth_it, n=3, cutoff=closeness))


_MOST_COMPARED: Final = 500


@lru_cache(4)
def _by_tail(known: tuple[str, ...]) -> dict[str, tuple[str, frozenset[str]]]:
    """Give the first of the known words, and all that is in its tail, by that tail: what follows the edition.

    One report asks it of the same words many times.
    """
    by_tail: dict[str, tuple[str, frozenset[str]]] = {}
    for word in known:
        tail = _after_edition(word)
        by_tail.setdefault(tail, (word, frozenset(tail)))
    return by_tail


def _begin_alike(wanted: str, known: Collection[str]) -> list[str]:
    """Give the known words that share the longest beginning with the wanted one, three or more of them."""

    def beginning(length: int) -> list[str]:
        return [word for word in known if word.startswith(wanted[:length])]

    # The longer the beginning, the fewer words share it: six looks find the longest that three still do.
    longest = bisect_left(range(1, len(wanted) + 1), True, key=lambda length: len(beginning(length)) < 3)
    return beginning(longest) if longest else []


def _after_edition(word: str) -> str:
    return word.partition(".")[2] if is_provision_id(word) else word
