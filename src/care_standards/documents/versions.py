"""The lowest version of the schemas that an object of the model fits: computed from what it holds, never declared.

A field of the model names in its metadata the version it arrived in, and ``vocabularies`` that of a word which an
older list gained. An object whose newer fields all hold their default says nothing that the older version cannot say.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final, get_args

import attrs

from care_standards.documents.schema_registry import CURRENT, OLDEST, VERSIONS
from care_standards.model.report import JudgedBy
from care_standards.vocabularies import VOCABULARIES, WORDS_SINCE

_NEWER_WORDS: Final = {VOCABULARIES[name]: words for name, words in WORDS_SINCE.items()}


def _schema_since(name: str | None) -> str:
    # Names of schemas have had hyphens since 1.1.
    return OLDEST if name is None or "-" not in name.rpartition("/")[2] else "1.1"


# Fields whose form was widened, each with what tells the first version that takes a value.
_NEWER_FORMS: Final[dict[tuple[type, str], Callable[[Any], str]]] = {(JudgedBy, "schema"): _schema_since}


@attrs.frozen
class _Plan:
    """Where objects of a class may hold something newer: in fields of their own, as words or forms, or further within.

    ``newer`` gets the values of its own newer fields, in the order of ``defaults``; ``within`` those of the fields
    whose contents must be looked at. None stands for there being none.
    """

    newer: Callable[[object], tuple[object, ...]] | None
    defaults: tuple[object, ...]
    words: tuple[tuple[str, Callable[[Any], str]], ...]
    within: Callable[[object], tuple[object, ...]] | None


def contents_since(value: object) -> str:
    """Give the first version of the schemas that has every member which an object of the model would be written with.

    What kind of document it is does not count. Time grows with the parts that could hold anything newer, and with no
    others: an object of a class that gained nothing costs nothing.
    """
    found = OLDEST
    waiting = [value]
    while waiting and found != CURRENT:
        part = waiting.pop()
        model: Any = type(part)  # a class is hashable, which mypy doubts
        plan = _plan(model)
        if plan.newer is not None and plan.newer(part) != plan.defaults:
            found = max(found, _fields_since(part), key=VERSIONS.index)
        for name, since in plan.words:
            found = max(found, since(getattr(part, name)), key=VERSIONS.index)
        if plan.within is not None:
            for inner in plan.within(part):
                if type(inner) is tuple:
                    waiting.extend(inner)  # pyright: ignore[reportUnknownArgumentType]
                elif inner is not None:
                    waiting.append(inner)
    return found


def _fields_since(part: object) -> str:
    model: Any = type(part)
    later = (a for a in _fields(model) if "since" in a.metadata and getattr(part, a.name) != a.default)
    return max((a.metadata["since"] for a in later), key=VERSIONS.index, default=OLDEST)


@cache
def _plan(model: Any) -> _Plan:
    fields = _fields(model)
    newer = [a for a in fields if "since" in a.metadata]
    within = [a.name for a in fields if any(_may_be_newer(inner) for inner in _classes(a.type))]
    return _Plan(
        newer=_getter([a.name for a in newer]),
        defaults=tuple(a.default for a in newer),
        words=(
            *(
                (a.name, _word_since(since))
                for a in fields
                for words, since in _NEWER_WORDS.items()
                if _has(a.type, words)
            ),
            *((name, since) for (holder, name), since in _NEWER_FORMS.items() if holder is model),
        ),
        within=_getter(within),
    )


def _word_since(words: dict[str, str]) -> Callable[[Any], str]:
    return lambda word: words.get(word, OLDEST)


def _getter(names: list[str]) -> "Callable[[object], tuple[object, ...]] | None":
    if len(names) == 1:
        name = names[0]
        return lambda part: (getattr(part, name),)
    return attrgetter(*names) if names else None


@cache
def _fields(model: Any) -> "tuple[attrs.Attribute[Any], ...]":
    if not attrs.has(model):
        return ()
    attrs.resolve_types(model)
    return tuple(a for a in attrs.fields(model) if a.init)


@cache
def _may_be_newer(model: Any) -> bool:
    """Tell whether a class, or any that it may hold, has a field or a word that arrived after the first version."""
    seen: set[Any] = set()
    waiting = [model]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        waiting.extend(part.__subclasses__())
        for a in _fields(part):
            if "since" in a.metadata or any(_has(a.type, words) for words in _NEWER_WORDS):
                return True
            waiting.extend(_classes(a.type))
    return False


def _has(annotation: Any, words: tuple[str, ...]) -> bool:
    inner = get_args(annotation)
    return inner == words or any(_has(each, words) for each in inner if not isinstance(each, str))


def _classes(annotation: Any) -> list[Any]:
    """Give the classes of the model that an annotation names, at any depth of it."""
    if isinstance(annotation, type) and attrs.has(annotation):
        return [annotation]
    return [found for inner in get_args(annotation) if not isinstance(inner, str) for found in _classes(inner)]
