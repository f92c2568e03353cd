"""From what was asked to what is looked for: plurals, abbreviations and their terms, slips of the pen."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from care_standards.searching.index import Index
from care_standards.searching.marking import Needles
from care_standards.searching.queries import Query, Term
from care_standards.searching.results import Correction, Expansion
from care_standards.searching.words import stem

_MOST_CORRECTED: Final = 8
_LONGEST_PARTED: Final = 30


@attrs.frozen
class Widened:
    """What is looked for: an expression for FTS5, what to mark, and what was changed or added.

    The expression is empty where there is nothing to look for.
    """

    expression: str
    needles: Needles
    corrections: tuple[Correction, ...]
    expansions: tuple[Expansion, ...]


def widened(query: Query, index: Index, written: str) -> Widened:
    """Give what to look for in an index: all the terms, each in any of its forms, and none of those excluded.

    ``written`` is the string as it was typed, whose capitals tell an abbreviation from a common word.
    """
    work = _Widening(index, written)
    wanted = [work.meant(term) for term in query.terms if not term.excluded]
    groups: list[str] = []
    while wanted:
        taken, others = work.others_for(wanted)
        own = " AND ".join([work.expression(term) for term in wanted[:taken]])
        groups.append(f"(({own}) OR {' OR '.join(others)})" if others else own)
        wanted = wanted[taken:]
    expression = " AND ".join(groups)
    unwanted = [work.expression(term) for term in query.terms if term.excluded]
    if unwanted and groups:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    needles = Needles(tuple(work.words), tuple(work.beginnings), tuple(work.rows))
    return Widened(expression, needles, tuple(work.corrections), tuple(work.expansions))


class _Widening:
    """One query on its way to an expression, in which every token is letters and digits in quotation marks."""

    def __init__(self, index: Index, written: str) -> None:
        self.index = index
        self.written = written
        self.corrections: list[Correction] = []
        self.expansions: list[Expansion] = []
        self.words: dict[str, None] = {}
        self.beginnings: dict[str, None] = {}
        self.rows: dict[tuple[tuple[str, ...], bool], None] = {}

    def expression(self, term: Term) -> str:
        """Give the expression of one term by itself."""
        if not term.is_word:
            return self._row(term.tokens, term.begun)
        (word,) = term.tokens
        return self._any_of(self.index.families.get(stem(word)) or (word,))

    def _any_of(self, words: Sequence[str]) -> str:
        self.words.update(dict.fromkeys(words))
        quoted = " OR ".join([f'"{word}"' for word in words])
        return quoted if len(words) == 1 else f"({quoted})"

    def _row(self, row: tuple[str, ...], begun: bool = False) -> str:
        if len(row) == 1:
            (self.beginnings if begun else self.words)[row[0]] = None
        else:
            self.rows[row, begun] = None
        return f'"{" ".join(row)}"{" *" if begun else ""}'

    def meant(self, term: Term) -> Term:
        """Give the term, or what was probably meant by a word that occurs nowhere."""
        if not term.is_word or stem(term.tokens[0]) in self.index.families or self.index.abbreviated(term.tokens):
            return term
        (word,) = term.tokens
        if len(self.corrections) == _MOST_CORRECTED or not word.isalpha():
            return term
        found = self._apart(word)
        if not found and (nearest := self.index.spelling.nearest(word)) is not None:
            found = (nearest,)
        if not found:
            return term
        self.corrections.append(Correction(word=word, meant=" ".join(found)))
        return Term(found)

    def _apart(self, word: str) -> tuple[str, ...]:
        """Give the two words that a text has next to each other where one was asked for: ``cooperation``."""
        known = self.index.spelling.counts
        if len(word) <= _LONGEST_PARTED:
            for place in range(2, len(word) - 1):
                parts = word[:place], word[place:]
                if parts[0] in known and parts[1] in known and self.index.some(f'"{" ".join(parts)}"'):
                    return parts
        return ()

    def others_for(self, terms: Sequence[Term]) -> tuple[int, list[str]]:
        """Give how many of the terms, from the first on, something else also stands for, and its expressions."""
        first = terms[0]
        if first.begun:
            return 1, []
        others = [*self._terms_of(first)]
        if others:
            return 1, others
        for both in self.index.terms.get(stem(first.tokens[0]), ()):
            taken = _spelt(both.stems, terms)
            if taken and self.index.is_in_capitals(both.written):
                self.expansions.append(Expansion(word=both.term, added=both.written))
                return taken, [self._row(short) for short in self._with_plural(both.short, (both.short[-1] + "s",))]
        return self._joined(terms)

    def _terms_of(self, first: Term) -> Iterable[str]:
        """Give the expressions of the terms that an abbreviation stands for."""
        for both in self.index.abbreviated(first.tokens):
            if self._is_typed(both.written) or self.index.is_in_capitals(both.written):
                self.expansions.append(Expansion(word=both.written, added=both.term))
                plurals = self.index.families.get(both.stems[-1], ())
                yield from [self._row(full) for full in self._with_plural(both.full, plurals)]

    def _is_typed(self, abbreviation: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(abbreviation)}s?(?!\w)", self.written) is not None

    def _with_plural(self, row: tuple[str, ...], lasts: Iterable[str]) -> list[tuple[str, ...]]:
        others = [last for last in lasts if last != row[-1] and last in self.index.spelling.counts]
        return [row, *((*row[:-1], last) for last in others)]

    def _joined(self, terms: Sequence[Term]) -> tuple[int, list[str]]:
        """Give the word that two others make when written as one, if there is one: ``safe house``, ``co-operation``."""
        first = terms[0]
        pair = first.tokens
        taken = 1
        if first.is_word and len(terms) > 1 and terms[1].is_word:
            pair = (*pair, *terms[1].tokens)
            taken = 2
        # Of numbers none is another's: 1.1 is not 11.
        is_pair = len(pair) == 2 and not first.quoted and all(map(str.isalpha, pair))
        alike = self.index.families.get(stem("".join(pair))) if is_pair else None
        if not alike:
            return 1, []
        self.expansions.append(Expansion(word=" ".join(pair), added="".join(pair)))
        return taken, [self._any_of(alike)]


def _spelt(stems: tuple[str, ...], terms: Sequence[Term]) -> int:
    """Give how many of the terms, from the first on, spell all of these stems: words in a row, or one phrase."""
    if not terms[0].is_word:
        return int(tuple(map(stem, terms[0].tokens)) == stems)
    asked = terms[: len(stems)]
    fits = all(term.is_word and stem(term.tokens[0]) == wanted for term, wanted in zip(asked, stems, strict=False))
    return len(stems) if fits and len(asked) == len(stems) else 0
