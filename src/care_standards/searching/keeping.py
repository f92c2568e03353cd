"""Which indexes are kept: the last few, for as long as all they were built from is alive."""

import os
import sys
import weakref
from collections import OrderedDict
from threading import RLock
from typing import Final

from care_standards.model.catalogue import Catalogue
from care_standards.query.scopes import Scope, holdings, provisions_of, settled
from care_standards.searching.index import Index

MOST_KEPT: Final = 8

_Key = tuple[bool, tuple[int, ...]]


class _Kept:
    """An index with weak references to what it was built from; it is forgotten as soon as one of those goes.

    That happens before an address can be used again, so a key of addresses always means the very objects.
    """

    __slots__ = ("__weakref__", "index", "made_from")

    def __init__(self, index: Index, made_from: tuple[object, ...], key: _Key) -> None:
        def forget(_: object) -> None:
            with _lock:
                _kept.pop(key, None)

        self.index = index
        self.made_from = [weakref.ref(item, forget) for item in made_from]


_kept: OrderedDict[_Key, _Kept] = OrderedDict()
_lock = RLock()  # taken again by the same thread when the collector frees something in the midst of it


def _begin_anew() -> None:
    """Leave a child process without its parent's connections: SQLite's must not be carried across a fork."""
    global _kept, _lock
    _abandoned.append(_kept)  # alive, as closing them is not allowed either
    _kept = OrderedDict[_Key, _Kept]()
    _lock = RLock()


_abandoned: list[OrderedDict[_Key, _Kept]] = []
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_begin_anew)


def index_of(scope: Scope, catalogue: Catalogue | None, with_wording: bool) -> Index:
    """Give the index of a scope, built on first use.

    Raises InvalidValueError where the scope is none, SearchUnavailableError where SQLite came without FTS5.
    """
    settled_scope = settled(scope)
    if catalogue is None and isinstance(settled_scope, Catalogue):
        catalogue = settled_scope
    items: tuple[object, ...] = settled_scope if isinstance(settled_scope, tuple) else (settled_scope,)
    if catalogue is not None:
        items = (*items, catalogue)
    key = with_wording, tuple(map(id, items))
    with _lock:
        kept = _kept.get(key)
        if kept is not None:
            _kept.move_to_end(key)
            return kept.index
    entries = () if catalogue is None else catalogue.glossary
    index = Index(provisions_of(settled_scope), entries, holdings(settled_scope), with_wording)
    with _lock:
        _kept[key] = _Kept(index, items, key)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return index
