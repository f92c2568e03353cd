"""The full-text index of a scope: SQLite's FTS5 in memory, with the words it holds and the numbers that are printed.

It keeps no text, only what FTS5 needs to find and rank it, and no object alive: rows are weak references, so that
nobody's private copy outlives its owner's last use of it.
"""

import re
import weakref
from collections import defaultdict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from care_standards.errors import InternalError, SearchUnavailableError
from care_standards.model.glossary import GlossaryEntry
from care_standards.model.provisions import Provision
from care_standards.query.scopes import Holding
from care_standards.searching.spelling import Spelling
from care_standards.searching.words import fold, stem, tokens

if TYPE_CHECKING:
    from sqlite3 import Connection

Found = list[tuple[int, float]]

# A number or an abbreviation is what was asked for; a heading says what all of a provision is about.
_WEIGHTS: Final = "bm25(8.0, 4.0, 1.0, 1.0)"
_CREATE: Final = (
    "CREATE VIRTUAL TABLE passages USING fts5"
    "(number, heading, summary, wording, content='', tokenize='unicode61 remove_diacritics 2')"
)
_INSERT: Final = "INSERT INTO passages(rowid, number, heading, summary, wording) VALUES (?, ?, ?, ?, ?)"
_RANKED: Final = "SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank, rowid LIMIT ?"
_COUNT: Final = "SELECT count(*) FROM passages WHERE passages MATCH ?"
_SOME: Final = "SELECT rowid FROM passages WHERE passages MATCH ? LIMIT ?"
_LOOKED_AT: Final = 50  # passages, to tell how an abbreviation is written


class Abbreviated(NamedTuple):
    """An abbreviation and its term, both as written, the tokens of both, and the stems of the term's tokens."""

    written: str
    term: str
    short: tuple[str, ...]
    full: tuple[str, ...]
    stems: tuple[str, ...]


class Index:
    """What can be found in some provisions and glossary entries.

    Row numbers count the provisions, in the order given, and after them the entries. Several threads may ask at once.
    """

    def __init__(
        self,
        provisions: Sequence[Provision],
        entries: Sequence[GlossaryEntry],
        holdings: tuple[Holding, ...],
        with_wording: bool,
    ) -> None:
        rows = [
            (n, p.notation, p.heading, p.summary, p.text.value if with_wording and p.text is not None else None)
            for n, p in enumerate(provisions)
        ]
        rows += [(len(rows) + n, e.abbreviation, e.term, e.meaning, None) for n, e in enumerate(entries)]
        self.holdings = holdings
        self.with_wording = with_wording
        self._connection = connection = _filled(rows)
        # A connection that is merely forgotten is complained of by Python 3.13.
        weakref.finalize(self, connection.close)
        self._lock = Lock()
        self._rows: list[weakref.ref[Provision] | weakref.ref[GlossaryEntry]]
        self._rows = [*map(weakref.ref, provisions), *map(weakref.ref, entries)]
        self._numbers: dict[str, list[int]] | None = None
        self._capitals: dict[str, bool] = {}
        self._abbreviations, self.terms = _by_abbreviation(entries)
        counts: dict[str, int] = dict(connection.execute("SELECT term, doc FROM words"))
        self.families: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            self.families[stem(word)].append(word)
        self.spelling = Spelling(counts)

    def ranked(self, expression: str, limit: int) -> tuple[Found, int]:
        """Give the best rows with their ranks, lowest first, in printed order among equals, and how many match."""
        with self._lock:
            found: Found = self._connection.execute(_RANKED, (expression, limit)).fetchall()
            if len(found) < limit:
                return found, len(found)
            total: int = self._connection.execute(_COUNT, (expression,)).fetchone()[0]
            return found, total

    def some(self, expression: str, most: int = 1) -> list[int]:
        """Give a few of the rows that match, in order."""
        with self._lock:
            return [row for (row,) in self._connection.execute(_SOME, (expression, most))]

    def at(self, row: int) -> Provision | GlossaryEntry:
        """Give what stands in a row; whoever asks holds the scope, so it is still there."""
        found = self._rows[row]()
        if found is None:
            raise InternalError("an index was asked after its scope was gone")
        return found

    def __len__(self) -> int:
        return len(self._rows)

    def abbreviated(self, short: tuple[str, ...]) -> list[Abbreviated]:
        """Give what an abbreviation stands for, by its folded tokens; ``PVs`` is read as ``PV``."""
        singular = (*short[:-1], short[-1].removesuffix("s"))
        return self._abbreviations.get(short) or self._abbreviations.get(singular) or []

    def numbered(self, text: str) -> list[int]:
        """Give the rows of the provisions whose id, id within the edition, or printed number the whole text is.

        Case and spaces do not matter, nor does what the number is of: ``section 45`` and ``s.45`` find a provision
        numbered 45.
        """
        if self._numbers is None:
            self._numbers = self._numbers_of()
        plain = _UNIT.sub("", fold(text.strip()))
        return self._numbers.get(_SPACE.sub("", fold(text)), []) or (
            self._numbers.get(_SPACE.sub("", plain), []) if _DIGIT.search(plain) else []
        )

    def _numbers_of(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for row, ref in enumerate(self._rows):
            found = ref()
            if isinstance(found, Provision):
                local = found.id.partition(".")[2]
                names = {found.id, local, local if found.notation is None else _SPACE.sub("", fold(found.notation))}
                for name in names:
                    numbers[name].append(row)
        return dict(numbers)

    def is_in_capitals(self, abbreviation: str) -> bool:
        """Tell whether texts have these letters mostly as the abbreviation is written.

        FTS5 knows no case: where an abbreviation is also a common word, such as IT, it must not stand for its term.
        """
        if (known := self._capitals.get(abbreviation)) is None:
            rows = self.some(f'"{fold(abbreviation)}"', _LOOKED_AT)
            written = re.compile(rf"(?<!\w){re.escape(abbreviation)}s?(?!\w)")
            texts = [_texts(self.at(row), self.with_wording) for row in rows]
            known = 2 * sum(written.search(text) is not None for text in texts) >= len(rows)
            self._capitals[abbreviation] = known
        return known


_UNIT: Final = re.compile(
    r"^(?:(?:annex|appendix|article|chapter|clause|paragraph|part|principle|recommendation|rule|schedule|section"
    r"|standard)\s+|(?:app|art|ch|cl|para|pt|rec|s|sch|sec)(?:\.\s*|\s+))"
)
_SPACE: Final = re.compile(r"\s+")
_DIGIT: Final = re.compile("[0-9]")


def _texts(found: Provision | GlossaryEntry, with_wording: bool) -> str:
    if isinstance(found, GlossaryEntry):
        return f"{found.abbreviation or ''} {found.term} {found.meaning}"
    wording = found.text.value if with_wording and found.text is not None else ""
    return f"{found.notation or ''} {found.heading or ''} {found.summary or ''} {wording}"


def _filled(rows: list[tuple[int, str | None, str | None, str | None, str | None]]) -> "Connection":
    """Give a database that holds the rows; raises SearchUnavailableError where SQLite came without FTS5."""
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.execute(_CREATE)
    except sqlite3.OperationalError:
        connection.close()
    else:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(passages, row)")
        connection.execute("INSERT INTO passages(passages, rank) VALUES ('rank', ?)", (_WEIGHTS,))
        connection.execute("BEGIN")
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")
        return connection
    raise SearchUnavailableError()


def _by_abbreviation(
    entries: Sequence[GlossaryEntry],
) -> tuple[dict[tuple[str, ...], list[Abbreviated]], dict[str, list[Abbreviated]]]:
    """Give the abbreviations by what is typed for them, and by the stem of the first word of their terms."""
    by_abbreviation: dict[tuple[str, ...], list[Abbreviated]] = defaultdict(list)
    by_first: dict[str, list[Abbreviated]] = defaultdict(list)
    for entry in entries:
        if entry.abbreviation is not None:
            short = tuple(tokens(fold(entry.abbreviation)))
            term = _BRACKETED.sub("", entry.term)
            full = tuple(tokens(fold(term)))
            if short and full:
                both = Abbreviated(entry.abbreviation, term, short, full, tuple(map(stem, full)))
                by_abbreviation[short].append(both)
                by_first[both.stems[0]].append(both)
    for found in by_first.values():
        found.sort(key=lambda both: -len(both.full))
    return dict(by_abbreviation), dict(by_first)


_BRACKETED: Final = re.compile(r"\s*\([^()]*\)$")
