"""Indexes are built once for a scope, go with it, and may be asked by several threads and by children."""

import gc
import os
import sqlite3
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from care_standards.errors import CareStandardsError, SearchUnavailableError
from care_standards.searching import keeping, search
from care_standards.searching.index import Index


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of rows of each index that is built from now on."""
    sizes: list[int] = []

    def counted(*arguments: Any) -> Index:
        index = Index(*arguments)
        sizes.append(len(index))
        return index

    monkeypatch.setattr(keeping, "Index", counted)
    return sizes


def test_an_index_is_built_once_for_a_scope(book: Any, terms: Any, built: list[int]) -> None:
    demo, other, catalogue = book("Food."), book("Food."), terms(("food", None, "Eaten."))
    for _ in range(3):
        search("food", demo)
        search("food", demo.provisions)
        search("food", demo, catalogue=catalogue)
        search("food", demo, with_wording=True)
    assert built == [1, 1, 2, 1]
    search("food", other)  # equal, but another
    assert len(built) == 5


def test_an_edition_beside_a_catalogue_is_not_taken_for_a_list_of_both(book: Any, built: list[int]) -> None:
    from care_standards.model.catalogue import Catalogue

    demo = book("Food.")
    catalogue = Catalogue(editions=[demo])
    for _ in range(2):
        assert search("food", catalogue).total == 1
        assert search("food", [], catalogue=catalogue).total == 0
        assert search("food", demo, catalogue=catalogue).total == 1
        assert search("food", [demo]).total == 1
    assert built == [1, 0, 1, 1]


def test_an_index_goes_with_its_scope(book: Any) -> None:
    demo = book("Food.")
    search("food", demo)
    watch = weakref.ref(demo)
    index = weakref.ref(keeping.index_of(demo, None, False))
    assert index() is not None
    del demo
    gc.collect()
    assert watch() is None
    assert index() is None


def test_only_the_last_few_are_kept(book: Any, built: list[int]) -> None:
    books = [book(f"Food {n}.") for n in range(keeping.MOST_KEPT + 1)]
    for demo in books:
        search("food", demo)
    assert len(keeping._kept) == keeping.MOST_KEPT
    search("food", books[1])
    assert len(built) == len(books)
    search("food", books[0])
    assert len(built) == len(books) + 1
    search("food", books[1])  # asked for last but one, so it was not the one that had to go
    assert len(built) == len(books) + 1


def test_an_address_that_is_used_again_is_no_index(book: Any) -> None:
    for n in range(50):  # CPython gives the place of what is gone to what comes next
        assert search(f"word{n}", book(f"This has word{n}.")).total == 1


def test_several_threads_ask_at_once(book: Any) -> None:
    demo = book(*[f"Food {n} for groups {n % 7} and {n % 3}." for n in range(300)])
    asked = [f"food {n % 7}" for n in range(200)] + ["gruops", "food -3", "foood 4"] * 20
    expected = [search(text, book(*[p.summary for p in demo])) for text in asked[:7]]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: search(text, demo), asked))
    assert [(r.total, [h.id for h in r]) for r in found[:7]] == [(r.total, [h.id for h in r]) for r in expected]
    assert all(found[place] == found[asked.index(text)] for place, text in enumerate(asked))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="newer Pythons warn of every fork beside threads")
def test_a_child_builds_its_own(book: Any) -> None:
    demo = book("Food.")
    search("food", demo)
    with keeping._lock:  # as another thread might at that moment
        child = os.fork()
        if child == 0:
            fresh = len(keeping._kept) == 0
            os._exit(0 if fresh and search("food", demo).total == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert search("food", demo).total == 1


def test_a_sqlite_without_fts5_is_told_plainly(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    class Without(sqlite3.Connection):
        def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
            if "fts5" in sql:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(sql, *arguments)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Without))
    with pytest.raises(SearchUnavailableError, match="FTS5") as refused:
        search("food", book("Food."))
    assert isinstance(refused.value, CareStandardsError)
    assert refused.value.__context__ is None
