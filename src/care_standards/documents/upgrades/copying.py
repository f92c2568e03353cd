"""Copies of plain JSON data, so that no step between versions ever touches what it was given."""

from math import isfinite
from typing import Any, Final, cast

from care_standards.documents.plain import Json

_SCALARS: Final = frozenset({str, int, bool, type(None)})
_NAMES: Final = frozenset({str})


class NotPlain(Exception):
    """Something that is not plain JSON data; carries nothing of it."""


def copied(document: Json) -> Json:
    """Copy an object of JSON, in its order.

    Raises NotPlain where it holds anything that JSON has no form for, and RecursionError where it is too deep.
    """
    if not _NAMES.issuperset(map(type, document)):
        raise NotPlain
    return {name: value if type(value) is str else _copied(value) for name, value in document.items()}


def _copied(value: Any) -> Any:
    if type(value) is dict:
        members = cast("Json", value)
        if not _NAMES.issuperset(map(type, members)):
            raise NotPlain
        return {name: inner if type(inner) is str else _copied(inner) for name, inner in members.items()}
    if type(value) is list:
        items = cast("list[Any]", value)  # type: ignore[redundant-cast]  # to mypy
        return [inner if type(inner) is str else _copied(inner) for inner in items]
    if type(value) in _SCALARS or (type(value) is float and isfinite(value)):
        return value
    raise NotPlain
