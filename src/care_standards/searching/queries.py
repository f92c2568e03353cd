"""What a search string asks for: words, phrases, beginnings of words, and what must not occur.

Only runs of letters and digits ever leave this module, so nothing of a string can reach SQLite as syntax.
"""

import re
from typing import Final

import attrs

from care_standards.model.constraints import hidden
from care_standards.searching.words import fold, tokens

MAX_LENGTH: Final = 1_000
MAX_TERMS: Final = 32

TOO_LONG: Final = f"what stands after {MAX_LENGTH:,} characters"
TOO_MANY: Final = f"what stands after {MAX_TERMS} words or phrases"
NO_WORD: Final = "all of it, as there is no word or number in it"
ONLY_EXCLUDED: Final = "all of it, as it only says what to leave out"

# A phrase in quotation marks, or whatever stands between spaces; a mark without a partner is passed over.
_PIECE: Final = re.compile(r'(-?)"([^"]*)"|(-?)([^\s"]+)')
_QUOTES: Final = str.maketrans("\u201c\u201d\u201e", '"""')
_POSSESSIVE: Final = re.compile("['\u2019]s$")


@attrs.frozen
class Term:
    """One thing to look for: tokens that stand next to each other, the last perhaps only begun."""

    tokens: tuple[str, ...] = attrs.field(repr=hidden)
    excluded: bool = False
    begun: bool = False
    quoted: bool = False

    @property
    def is_word(self) -> bool:
        """Whether this is a word by itself, which stands for its plural too and may be corrected."""
        return len(self.tokens) == 1 and not self.begun and not self.quoted


@attrs.frozen
class Query:
    """A search string, understood: its terms in their order, each once, and what was not looked at, in words."""

    terms: tuple[Term, ...]
    ignored: tuple[str, ...]


def understood(text: str) -> Query:
    """Take a search string apart; any string will do.

    Words, ``"phrases"``, ``begin*``, ``-word`` and ``-"phrase"`` mean something; all else only separates. A word with
    marks within, such as ``co-operation`` or ``12(1)(a)``, is the phrase of its parts.
    """
    ignored = [TOO_LONG] if len(text) > MAX_LENGTH else []
    terms: dict[Term, None] = {}
    for found in _PIECE.finditer(fold(_composed(text[:MAX_LENGTH])).translate(_QUOTES)):
        term = _term(*found.groups())
        if term is not None and term not in terms:
            if len(terms) == MAX_TERMS:
                ignored.append(TOO_MANY)
                break
            terms[term] = None
    if all(term.excluded for term in terms):
        ignored.append(ONLY_EXCLUDED if terms else NO_WORD)
    return Query(tuple(terms), tuple(ignored))


def _term(minus_before_phrase: str | None, phrase: str | None, minus: str | None, piece: str | None) -> Term | None:
    if piece is None:
        parts = tuple(tokens(phrase or ""))
        return Term(parts, excluded=bool(minus_before_phrase), quoted=True) if parts else None
    parts = tuple(tokens(_POSSESSIVE.sub("", piece)))
    return Term(parts, excluded=bool(minus), begun=piece[-1] == "*") if parts else None


def _composed(text: str) -> str:
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)
