"""Objects a caller passes instead of text: copied to plain data, or refused. The caller's object is never changed."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from care_standards.documents.faults import (
    MAX_FAULTS,
    MAX_SAFE_INTEGER,
    Fault,
    given_twice,
    is_number_in_range,
    judge_text,
    not_finite,
    not_plain,
    out_of_range,
    too_deep,
    too_many,
)
from care_standards.documents.limits import Limits
from care_standards.issue_codes import Code

_DONE: Final = object()
_Members = list[tuple[object, object]]


def copy_plain(source: Mapping[object, object], limits: Limits) -> tuple[dict[str, Any], list[Fault]]:
    """Copy a mapping to plain data without recursion, with the faults in its own order.

    Below the outermost mapping only exact types are taken: a subclass may answer otherwise each time it is asked. A
    ring is refused as too deep, one large list shared many times as too many values.
    """
    top: dict[str, Any] = {}
    faults: list[Fault] = []
    members = _members_of(source, limits.max_nodes)
    if members is None:
        return top, [not_plain((), "The mapping fails when it is read. Pass a plain dict.")]
    steps: list[str | int] = []
    open_parts: list[tuple[Iterator[tuple[object, object]], dict[str, Any] | list[Any]]] = [(iter(members), top)]
    nodes = 1 + len(members)
    while open_parts and nodes <= limits.max_nodes and len(faults) < MAX_FAULTS:
        items, target = open_parts[-1]
        step, value = next(items, (_DONE, None))
        del steps[len(open_parts) - 1 :]
        if step is _DONE:
            open_parts.pop()
            continue
        if isinstance(target, dict):
            if type(step) is not str:
                faults.append(not_plain(tuple(steps), "An object here has a member name that is not text."))
                continue
            steps.append(step)
            judge_text(step, steps, None, limits, faults)
            if step in target:
                faults.append(given_twice(tuple(steps), None))
        else:
            steps.append(len(target))
        plain: Any = value
        size = _size_of(value)
        if size is None:
            _judge_scalar(value, steps, limits, faults)
        else:
            nodes += size
            if len(open_parts) >= limits.max_depth:
                faults.append(too_deep(tuple(steps), None, limits))
                break
            if nodes > limits.max_nodes:
                break
            children = iter(_children_of(value))
            copy: dict[str, Any] | list[Any] = {} if type(value) is dict else []
            open_parts.append((children, copy))
            plain = copy
        if isinstance(target, dict):
            target[cast("str", step)] = plain
        else:
            target.append(plain)
    if nodes > limits.max_nodes:
        faults.append(too_many(None, limits))
    return top, faults


def _members_of(source: Mapping[object, object], most: int) -> _Members | None:
    """Take the members of the outermost mapping, which may be of any class; None where reading it fails."""
    members: _Members = []
    try:
        for name in source:
            members.append((name, source[name]))
            if len(members) > most:  # the size of a mapping may be a lie, or endless
                break
    except Exception:
        return None  # the object is not ours, and what it raises may hold anything
    return members


def _size_of(value: object) -> int | None:
    if type(value) is dict:
        return len(cast("dict[object, object]", value))
    return len(cast("list[object]", value)) if type(value) is list else None


def _children_of(value: object) -> _Members:
    """Take the members of a dict or the items of a list as they are now."""
    if type(value) is dict:
        return list(cast("dict[object, object]", value).items())
    return [(None, item) for item in cast("list[object]", value)]


def _judge_scalar(value: object, steps: list[str | int], limits: Limits, faults: list[Fault]) -> None:
    if type(value) is str:
        judge_text(value, steps, None, limits, faults)
    elif type(value) is int:
        if abs(value) > MAX_SAFE_INTEGER or not is_number_in_range(str(value), limits):
            faults.append(out_of_range(tuple(steps), None, limits))
    elif type(value) is float:
        if not math.isfinite(value):
            faults.append(not_finite(tuple(steps), None))
    elif value is not None and type(value) is not bool:
        faults.append(not_plain(tuple(steps), Code.NOT_PLAIN_DATA.explanation))
