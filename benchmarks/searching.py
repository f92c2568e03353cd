"""What a search costs beyond the FTS5 query inside it, and an index beyond the FTS5 table inside it.

``python benchmarks/searching.py`` prints the rows; ``measure`` gives them to the run of all benchmarks.
"""

import random
import sqlite3
import sys
from collections.abc import Callable

import made
import timing

import care_standards as cs
from care_standards import model, packaged
from care_standards.query import holdings
from care_standards.searching import search
from care_standards.searching.index import Index

PASSAGES = 2_500
LIMIT = 1.5
REPEATS = 5

# As typed, and as somebody who writes FTS5 by hand would ask for the same: rare words and common ones, one and several.
QUESTIONS = {
    "interpreter": "interpreter OR interpreters",
    "consent": "consent OR consents",
    "potential victim": "(potential AND (victim OR victims)) OR pv",
    "support": "support OR supported OR supports OR supporting",
    '"modern slavery"': '"modern slavery"',
    "traffick*": "traffick*",
    "safe accommodation -child": "safe AND accommodation NOT (child OR children)",
    "detention": "detention",
}


def book(count: int = PASSAGES) -> cs.Edition:
    """Give an invented edition whose summaries are words of the shipped ones, drawn at random."""
    drawn = random.Random(0)
    words = [word for edition in packaged.editions() for p in edition for word in (p.summary or "").split()]
    return made.edition(
        [
            model.Provision(
                id=id, kind="clause", notation=id.partition(".")[2], notation_status="confirmed",
                heading=" ".join(drawn.choices(words, k=5)), heading_status="literal",
                summary=" ".join(drawn.choices(words, k=30)), text_status="gist", force="should",
                sources=("own-copy",), confidence="high",
            )
            for id in made.ids("big-2020", count)
        ]
    )  # fmt: skip


def raw(edition: cs.Edition, glossary: tuple[model.GlossaryEntry, ...]) -> sqlite3.Connection:
    """Build the FTS5 table that one would write by hand, over the same texts and with the same tokenizer."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(number, heading, summary, tokenize='unicode61 remove_diacritics 2')"
    )
    rows = [(p.notation, p.heading, p.summary) for p in edition]
    rows += [(entry.abbreviation, entry.term, entry.meaning) for entry in glossary]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t(number, heading, summary) VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection


PLAIN = "SELECT rowid, rank FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20"
SHOWN = "SELECT rowid, rank, snippet(t, -1, '[', ']', '…', 32) FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20"


def measure(rounds: int = 31, count: int = PASSAGES) -> list[timing.Compared]:
    """Build the index both ways; ask each question both ways, with and without the snippets."""
    edition, catalogue = book(count), packaged.catalogue()
    glossary, held = catalogue.glossary, holdings(edition)
    table = raw(edition, glossary)
    building = timing.race(
        {
            "ours": lambda: Index(edition.provisions, glossary, held, False),
            "raw": lambda: raw(edition, glossary),
        },
        rounds,
        warm_up=3,
    )
    size = f"{count:,} passages"
    found = [timing.Compared(f"index build / raw FTS5 build, {size}", timing.ratio(building, "ours", "raw"), LIMIT)]
    contenders: dict[str, Callable[[], object]] = {
        "ours": lambda: [search(q, edition, catalogue=catalogue) for q in QUESTIONS],
        "raw": lambda: [table.execute(PLAIN, (q,)).fetchall() for q in QUESTIONS.values()],
        "ours, shown": lambda: [[h.snippet for h in search(q, edition, catalogue=catalogue)] for q in QUESTIONS],
        "raw, shown": lambda: [table.execute(SHOWN, (q,)).fetchall() for q in QUESTIONS.values()],
    }
    times = timing.race({name: _repeated(work) for name, work in contenders.items()}, rounds, warm_up=3)
    both = f"{len(QUESTIONS)} questions, {size}"
    found.append(timing.Compared(f"`search` / the raw FTS5 query, {both}", timing.ratio(times, "ours", "raw"), LIMIT))
    shown = timing.ratio(times, "ours, shown", "raw, shown")
    found.append(timing.Compared(f"`search` with its snippets / raw with FTS5's, {both}", shown, LIMIT))
    return found


def _repeated(work: Callable[[], object]) -> Callable[[], object]:
    def repeated() -> None:
        for _ in range(REPEATS):
            work()

    return repeated


def each_question(rounds: int = 31, count: int = PASSAGES) -> dict[str, timing.Ratio]:
    """Compare question by question, without snippets, to see where the time goes."""
    edition, catalogue = book(count), packaged.catalogue()
    table = raw(edition, catalogue.glossary)
    found: dict[str, timing.Ratio] = {}
    for ours, theirs in QUESTIONS.items():
        times = timing.race(
            {
                "ours": _repeated(lambda q=ours: search(q, edition, catalogue=catalogue)),
                "raw": _repeated(lambda q=theirs: table.execute(PLAIN, (q,)).fetchall()),
            },
            rounds,
            warm_up=3,
        )
        found[ours] = timing.ratio(times, "ours", "raw")
    return found


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    code = timing.tell(measure())
    for question, ratio in each_question().items():
        ours, theirs = ratio.ours_ms / REPEATS, ratio.theirs_ms / REPEATS
        print(f"  {question}: {ratio.median:.2f}; {ours:.3f} ms to {theirs:.3f} ms")
    return code


if __name__ == "__main__":
    sys.exit(main())
