"""JSON Pointers that show no name of the sender's.

A member name the schema knows is written as it is; any other, since names are values too, as ``{member N}``, counted
from 0 in the order of the document; ``{member ?}`` where an object in memory was refused at the door.
"""

from collections.abc import Iterable
from typing import Any, Final

from care_standards.documents.plain import as_list, as_object
from care_standards.documents.positions import walk
from care_standards.documents.problems import Path


def pointer(path: Path, names: frozenset[str], positions: dict[Path, int]) -> str:
    """Write a path as a JSON Pointer (RFC 6901); ``positions`` tells where a member stands among its siblings."""
    steps: list[str] = []
    own = True  # below extensions every name is the sender's, whatever it is
    for depth, step in enumerate(path):
        if isinstance(step, int):
            steps.append(str(step))
        elif own and step in names:
            steps.append(step.replace("~", "~0").replace("/", "~1"))
            own = step != "extensions"
        else:
            steps.append(f"{{member {positions.get(path[: depth + 1], '?')}}}")
    while len(steps) > _MOST_STEPS:  # the place of a problem further down is that of its ancestor
        steps.pop()
    return "".join(f"/{step}" for step in steps)


_MOST_STEPS: Final = 50  # keeps a pointer within the length a report allows


def positions_in_data(document: Any, paths: Iterable[Path]) -> dict[Path, int]:
    """Give the place among its siblings of every member on these paths."""
    found: dict[Path, int] = {}
    places: dict[int, dict[str, int]] = {}  # of each object that was passed, by its identity: filled once
    for path in paths:
        at: Any = document
        for depth, step in enumerate(path):
            members, items = as_object(at), as_list(at)
            if members is not None and isinstance(step, str) and step in members:
                if id(members) not in places:
                    places[id(members)] = {name: place for place, name in enumerate(members)}
                found[path[: depth + 1]] = places[id(members)][step]
                at = members[step]
            elif items is not None and isinstance(step, int) and step < len(items):
                at = items[step]
            else:
                break
    return found


def positions_in_text(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """Give the same for text that was read as no document, where a member may stand twice: the first counts."""
    wanted = {path[: depth + 1] for path in paths for depth in range(len(path)) if isinstance(path[depth], str)}
    found: dict[Path, int] = {}
    if not wanted:
        return found
    steps: list[str | int] = []
    members = [0]
    for event, _, _ in walk(text, steps):
        if event == "name":
            if len(wanted) > len(found) and (path := tuple(steps)) in wanted:
                found.setdefault(path, members[-1])
            members[-1] += 1
        elif event in ("object", "list"):
            members.append(0)
        elif event == "end":
            members.pop()
    return found
