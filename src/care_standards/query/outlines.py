"""How provisions hang together, as a tree for showing."""

from collections.abc import Iterator
from typing import Any

import attrs

from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision, home_of
from care_standards.query.scopes import Scope, provisions_of


@attrs.frozen(kw_only=True, eq=False)
class Branch:
    """A provision and what stands below it in an outline.

    ``depth`` is 0 at the top of the outline. ``branches`` are those directly below, in printed order. Two branches are
    equal where all of what they hold is.
    """

    provision: Provision = attrs.field(repr=lambda value: value.id)
    depth: int
    branches: "tuple[Branch, ...]" = attrs.field(repr=lambda value: f"<{len(value)}>")

    def walk(self) -> "Iterator[Branch]":
        """Give this branch and every one below it, each before those below it, in printed order."""
        waiting: list[Branch] = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting.extend(reversed(branch.branches))

    def to_plain(self) -> dict[str, Any]:
        """Give the branch as plain data: id, kind, notation, heading, heading_status, depth, and branches within."""
        found: dict[int, dict[str, Any]] = {}
        for branch in reversed(list(self.walk())):  # from the last, so that what is below is there already
            found[id(branch)] = _row(branch) | {"branches": [found[id(below)] for below in branch.branches]}
        return found[id(self)]

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the branch and all below it as flat rows: id, kind, notation, heading, heading_status, depth."""
        return [_row(branch) for branch in self.walk()]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Branch):
            return NotImplemented
        if self is other:
            return True
        # The order of a walk and the depths say which stands below which.
        return [(b.depth, b.provision) for b in self.walk()] == [(b.depth, b.provision) for b in other.walk()]

    def __hash__(self) -> int:
        return hash((self.provision.id, self.depth, len(self.branches)))


def _row(branch: Branch) -> dict[str, str | int | float | None]:
    found = branch.provision
    return {
        "id": found.id,
        "kind": found.kind,
        "notation": found.notation,
        "heading": found.heading,
        "heading_status": found.heading_status,
        "depth": branch.depth,
    }


def outline(scope: Scope) -> tuple[Branch, ...]:
    """Give the provisions of a scope as trees, each below the nearest provision above it that is in the scope.

    Every provision is there once; of a list that ``select`` gave, those with nothing above them in it are at the top.
    What is at the top of an edition may be there because its place in the book is unknown. Raises InvalidValueError
    where the scope is none.
    """
    provisions = provisions_of(scope)
    above = _nearest(provisions)
    below: list[list[int]] = [[] for _ in provisions]
    tops: list[int] = []
    for place, parent in enumerate(above):
        (tops if parent is None else below[parent]).append(place)
    order, depths = _walked(tops, below)
    built: list[Branch | None] = [None] * len(provisions)
    for place in reversed(order):  # what is below comes first, without going down in calls
        branches = tuple([branch for child in below[place] if (branch := built[child]) is not None])
        built[place] = Branch(provision=provisions[place], depth=depths[place], branches=branches)
    return tuple([branch for top in tops if (branch := built[top]) is not None])


def _walked(tops: list[int], below: list[list[int]]) -> tuple[list[int], list[int]]:
    """Give the places from the top down, and the depth of each."""
    depths = [0] * len(below)
    order: list[int] = []
    waiting = tops[::-1]
    while waiting:
        place = waiting.pop()
        order.append(place)
        for child in below[place]:
            depths[child] = depths[place] + 1
        waiting.extend(reversed(below[place]))
    return order, depths


def _nearest(provisions: tuple[Provision, ...]) -> list[int | None]:
    """Give the place of the nearest provision above each that is among them, or None."""
    homes = {id(home): home for provision in provisions if (home := home_of(provision)) is not None}
    places: dict[int, dict[str, int]] = {}
    for place, provision in enumerate(provisions):
        places.setdefault(id(home_of(provision)), {}).setdefault(provision.id, place)
    reached: dict[int, dict[str, int | None]] = {key: {} for key in places}
    found: list[int | None] = []
    for provision in provisions:
        key = id(home_of(provision))
        found.append(_climbed(provision.parent, homes.get(key), places[key], reached[key]))
    return _without_rings(found)


def _climbed(
    parent: str | None, home: Edition | None, places: dict[str, int], reached: dict[str, int | None]
) -> int | None:
    """Climb from a parent to the first provision that is among those asked about; each step is climbed once."""
    trail: list[str] = []
    nearest: int | None = None
    while parent is not None:
        if parent in reached:
            nearest = reached[parent]
            break
        if parent in places:
            nearest = places[parent]
            break
        reached[parent] = None  # until it is known better; a ring ends here
        trail.append(parent)
        above = None if home is None else home.held(parent)
        parent = None if above is None else above.parent
    for step in trail:
        reached[step] = nearest
    return nearest


def _without_rings(above: list[int | None]) -> list[int | None]:
    """Cut each ring at its first provision, so that nothing on it is lost; an edition that was checked has none."""
    done = [False] * len(above)
    for start in range(len(above)):
        trail: list[int] = []
        here: int | None = start
        while here is not None and not done[here]:
            done[here] = True
            trail.append(here)
            here = above[here]
        if here is not None and here in set(trail):
            above[min(trail[trail.index(here) :])] = None
    return above
