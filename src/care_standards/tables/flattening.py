"""Objects of JSON as records: each member a value, and an object inside taken apart."""

from typing import Any, Final

from care_standards.documents.plain import Json, as_object
from care_standards.tables.records import Header

_MOST_PATH: Final = 300
_CUT: Final = "~"  # stays, however names are compared: what was cut is no other name
_MOST_HEADERS: Final = 256
"""Headers kept for use again: files have few, and one that has many shall not fill the memory."""


class Flattener:
    """Makes headers and values of objects; objects of the same members share one header.

    Without ``flatten`` members are taken as they are. With it a member of an object inside is named by its path, joined
    by slashes; an empty object stays a value, so that nothing vanishes, and lists stay lists, whatever they hold.
    """

    def __init__(self, flatten: bool) -> None:
        """Begin; it may be used for any number of objects."""
        self._flatten = flatten
        self._headers: dict[tuple[str, ...], Header] = {}

    def taken_apart(self, members: Json) -> tuple[Header, tuple[Any, ...]]:
        """Give the header and the values of one object, in the order of its members."""
        if self._flatten and any(isinstance(value, dict) for value in members.values()):
            found = _leaves(members)
            return self._header(tuple(name for name, _ in found)), tuple(value for _, value in found)
        return self._header(tuple(members)), tuple(members.values())

    def _header(self, names: tuple[str, ...]) -> Header:
        header = self._headers.get(names)
        if header is None:
            if len(self._headers) >= _MOST_HEADERS:
                self._headers.clear()
            header = self._headers[names] = Header(names)
        return header


def _path(name: str, step: str) -> str:
    # Of a long path only the end is kept: written out for each of many members it would fill the memory.
    if len(name) + len(step) < _MOST_PATH:
        return f"{name}/{step}"
    path = f"{name[-_MOST_PATH:]}/{step}"
    return f"{_CUT}{path[-_MOST_PATH:]}"


def _leaves(members: Json) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    waiting = list(reversed(members.items()))
    while waiting:  # not by recursion: an object may lie as deep as the limits allow
        name, value = waiting.pop()
        inner = as_object(value)
        if inner:
            waiting.extend((_path(name, step), below) for step, below in reversed(inner.items()))
        else:
            found.append((name, value))
    return found
