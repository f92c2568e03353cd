"""Searching a scope for a string."""

from typing import Final

from care_standards.errors import InvalidValueError
from care_standards.model.catalogue import Catalogue
from care_standards.model.provisions import Provision
from care_standards.query.scopes import Scope
from care_standards.searching.index import Index
from care_standards.searching.keeping import index_of
from care_standards.searching.queries import MAX_LENGTH, understood
from care_standards.searching.results import Hit, Match, SearchResult
from care_standards.searching.widening import widened

_MOST: Final = 2**31


def search(
    text: str, scope: Scope, *, limit: int = 20, catalogue: Catalogue | None = None, with_wording: bool = False
) -> SearchResult:
    """Search headings, summaries, printed numbers and the glossary for words, best first.

    Every word must occur, in any of its forms (``interpreters`` finds ``interpreter``). ``"marks around words"`` ask
    for exactly these in a row, ``begin*`` for what begins so, ``-word`` and ``-"phrase"`` for passages without them;
    everything else in the string merely separates, so any string is a good question. One that is a printed number or an
    id finds that provision first. ``limit`` is the most hits to give, 0 or more.

    The glossary is that of ``catalogue``, or of the scope where this is a catalogue: an abbreviation also finds its
    term, and the other way round. A word that occurs nowhere is replaced by one that looks like it. The result tells
    of both. ``with_wording`` also searches the publisher's words that private copies in the scope hold.

    Ranks are those of BM25 as SQLite's FTS5 computes it; numbers and headings weigh more than the rest. The first
    search of a scope builds its index, which is kept while the objects of the scope live.

    Raises InvalidValueError where text, limit or scope are of a wrong type, SearchUnavailableError where this Python's
    SQLite came without FTS5.
    """
    if not _is_text(text):
        raise InvalidValueError("search", "text", "must be text")
    if type(limit) is not int or not 0 <= limit < _MOST:
        raise InvalidValueError("search", "limit", "must be a whole number of 0 or more")
    index = index_of(scope, catalogue, with_wording)
    query = understood(text)
    looked_for = widened(query, index, text[:MAX_LENGTH])
    named = index.numbered(text) if len(text) <= MAX_LENGTH else []
    total = len(named)
    hits = [_by_name(index, row, text) for row in named[:limit]]
    if looked_for.expression:
        # Whoever was found by number is found again by its tokens, and shown once.
        found, matching = index.ranked(looked_for.expression, len(index) if named else limit)
        if named:
            known = set(named)
            found = [(row, rank) for row, rank in found if row not in known]
            matching = len(found)
        total += matching
        match = Match(looked_for.needles, with_wording)
        at = index.at
        hits += [
            Hit(hit, None, -rank, match) if isinstance(hit := at(row), Provision) else Hit(None, hit, -rank, match)
            for row, rank in found[: limit - len(hits)]
        ]
    return SearchResult(
        hits=tuple(hits),
        total=total,
        corrections=looked_for.corrections,
        expansions=looked_for.expansions,
        ignored=query.ignored,
        holdings=index.holdings,
    )


def _is_text(text: object) -> bool:
    return isinstance(text, str)


def _by_name(index: Index, row: int, text: str) -> Hit:
    found = index.at(row)
    assert isinstance(found, Provision)
    by_id = found.notation is None or text.strip().lower() == found.id
    return Hit(found, None, None, Match(named="id" if by_id else "number"))
