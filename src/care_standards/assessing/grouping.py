"""Ways to group what was assessed: by part, kind, force or setting, or by what a crosswalk leads to.

A crosswalk says that two things are relevant to each other and no more. So a group of this kind collects findings that
bear on something; the something itself never gets a status.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, Final, TypeVar

import attrs

from care_standards.assessing.findings_at_hand import Laid
from care_standards.errors import InvalidValueError, UnknownWordError
from care_standards.identifiers import near_misses
from care_standards.mapping import refuse_other_nation
from care_standards.model import constraints as must
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision
from care_standards.query import NOT_STATED
from care_standards.vocabularies import VOCABULARIES, HeadingStatus, Nation

G = TypeVar("G")

UNKNOWN: Final = "unknown"
NO_MATCH: Final = "no-match"
NOT_REVIEWED: Final = "not-reviewed"


@attrs.frozen(kw_only=True)
class View:
    """A way to group by the other end of a crosswalk: ``edition`` is that end, and the crosswalk may run either way.

    Raises InvalidValueError where the edition is neither end of the crosswalk.
    """

    crosswalk: Crosswalk = attrs.field(validator=must.instance_of(Crosswalk))
    edition: Edition = attrs.field(validator=must.instance_of(Edition))

    def __attrs_post_init__(self) -> None:
        if self.edition.id not in (self.crosswalk.source.edition, self.crosswalk.target.edition):
            raise InvalidValueError("View", "edition", "must be one end of the crosswalk")


By = str | View
"""A way to group: ``part``, ``kind``, ``force``, ``setting``, or a View."""


@attrs.frozen(kw_only=True)
class Division:
    """A way to group, worked out for one assessment and its edition.

    ``keys`` are the groups in their order, ``members`` the groups of each place, one or more. ``rows`` counts the rows
    of the crosswalk behind each group, as (all, editorial), and is None where there is no crosswalk. ``headings`` is
    the edition whose provisions the groups are named after, if they are.
    """

    by: str
    keys: tuple[str, ...]
    members: list[tuple[str, ...]]
    rows: dict[str, list[int]] | None
    headings: Edition | None

    def labels(self) -> tuple["Label", ...]:
        """Give the label of each group, in order."""
        return tuple([self._label(key) for key in self.keys])

    def _label(self, key: str) -> "Label":
        provision = None if self.headings is None else self.headings.held(key)
        rows, editorial = (None, None) if self.rows is None else self.rows.get(key, (0, 0))
        return Label(
            key=key,
            heading=None if provision is None else provision.heading,
            heading_status=None if provision is None else provision.heading_status,
            rows=rows,
            editorial=editorial,
        )


@attrs.frozen(kw_only=True)
class Label:
    """What a group is: a word, or what it is named after.

    ``key`` is a word (``must``, ``not-stated``, ``unknown``, ``no-match``, ``not-reviewed``) or the id of what the
    group is named after; ``heading`` is then its heading, which is of our own making where ``heading_status`` is
    ``own-label``. ``rows`` is the number of crosswalk rows that put provisions here, those to what stands below it
    included, and ``editorial`` how many of them are our own judgement; both are None where no crosswalk is behind the
    group.
    """

    key: str = attrs.field(repr=must.hidden)
    heading: str | None = attrs.field(repr=must.hidden)
    heading_status: HeadingStatus | None
    rows: int | None = attrs.field(repr=must.hidden)
    editorial: int | None = attrs.field(repr=must.hidden)

    def to_plain(self) -> dict[str, Any]:
        """Give key, heading, heading_status, rows and editorial, in this order."""
        return {name: getattr(self, name) for name in ("key", "heading", "heading_status", "rows", "editorial")}


NO_LABEL: Final = {"key": None, "heading": None, "heading_status": None, "rows": None, "editorial": None}
"""The members of a label, for what is in no group."""


def divide(laid: Laid, edition: Edition, by: By, nation: Nation | None) -> Division:
    """Work out a way to group.

    Raises UnknownWordError for a word that is none of the ways, InvalidValueError for a view whose crosswalk does not
    touch the edition, and OutsideNationError for one whose edition does not reach the nation of the assessment.
    """
    if isinstance(by, View):
        refuse_other_nation(by.edition, nation)
        return _by_crosswalk(laid, edition, by)
    word = _known(by)
    return _by_part(laid, edition) if word == "part" else _by_words(laid, word)


def divisions(laid: Laid, edition: Edition, by: By | Iterable[By], nation: Nation | None) -> tuple[Division, ...]:
    """Work out several ways to group; one given twice is worked out once.

    Raises what ``divide`` raises, and InvalidValueError for two different views by one edition.
    """
    ways: dict[str, By] = {}
    for way in (by,) if isinstance(by, (str, View)) else by:
        name = way.edition.id if isinstance(way, View) else _known(way)
        if ways.setdefault(name, way) != way:  # one of them would be left out in silence
            raise InvalidValueError("summarise", "by", "must not hold two views by one edition; merge the crosswalks")
    return tuple([divide(laid, edition, way, nation) for way in ways.values()])


def named(groups: Mapping[str, G], key: str) -> G:
    """Give the group with this key; raises UnknownWordError, naming near misses."""
    found = groups.get(key)
    if found is None:
        raise UnknownWordError("group", near_misses(key, tuple(groups)))
    return found


_WAYS: Final[dict[str, Callable[[Provision], tuple[str, ...]] | None]] = {
    "part": None,
    "kind": lambda provision: (provision.kind,),
    "force": lambda provision: (provision.force,),
    "setting": lambda provision: provision.settings or (NOT_STATED,),
}


GROUPINGS: Final = tuple(_WAYS)
"""The words for a way to group, in the order that a summary has them."""


def _known(by: object) -> str:
    if not isinstance(by, str) or by not in _WAYS:
        raise UnknownWordError("way of grouping", near_misses(by, GROUPINGS), GROUPINGS)
    return by


def _by_words(laid: Laid, by: str) -> Division:
    read = _WAYS[by]
    assert read is not None
    members = [read(provision) for provision in laid.provisions]
    members += [_UNKNOWN_KEYS] * len(laid.not_held)
    used = {key for keys in set(members) for key in keys}
    order = dict.fromkeys((*VOCABULARIES[by], NOT_STATED, UNKNOWN))
    keys = tuple(word for word in order if word in used)
    return Division(by=by, keys=keys, members=members, rows=None, headings=None)


def _by_part(laid: Laid, edition: Edition) -> Division:
    top = _tops(laid.above)
    # One that stands alone at the top and is no part itself has no part that is known: in a partial edition a missing
    # parent also means that the place in the book was not read.
    holding = {root for place, root in enumerate(top) if root != place}
    keys = {
        place: (provision.id,)
        for place, provision in enumerate(laid.provisions)
        if top[place] == place and (place in holding or provision.kind == "part")
    }
    members: list[tuple[str, ...]] = [keys.get(root, _NOT_STATED_KEYS) for root in top]
    members += [_UNKNOWN_KEYS] * len(laid.not_held)
    last = [key for key in (_NOT_STATED_KEYS, _UNKNOWN_KEYS) if key in set(members)]
    named_after = tuple([key for (key,) in (*keys.values(), *last)])
    return Division(by="part", keys=named_after, members=members, rows=None, headings=edition)


_UNKNOWN_KEYS: Final = (UNKNOWN,)
_NOT_STATED_KEYS: Final = (NOT_STATED,)


def _tops(above: list[int]) -> list[int]:
    """Give the place of what stands at the top above each place; what stands there is above itself."""
    top = [-1] * len(above)
    for place, over in enumerate(above):
        if over < 0:
            top[place] = place
        elif top[over] >= 0:  # as always where parents stand before their children
            top[place] = top[over]
        else:
            _climb(place, above, top)
    return top


def _climb(place: int, above: list[int], top: list[int]) -> None:
    path: list[int] = []
    here = place
    while top[here] < 0:
        top[here] = here  # for the time being, so that a ring of parents ends
        path.append(here)
        if above[here] < 0:
            break
        here = above[here]
    root = top[here]
    for step in path:
        top[step] = root


def _by_crosswalk(laid: Laid, edition: Edition, view: View) -> Division:
    crosswalk = view.crosswalk
    forward = crosswalk.source.edition == edition.id
    near: CrosswalkEnd = crosswalk.source if forward else crosswalk.target
    far: CrosswalkEnd = crosswalk.target if forward else crosswalk.source
    if (near.edition, far.edition) != (edition.id, view.edition.id):
        raise InvalidValueError("View", "crosswalk", "must lead from the edition of the assessment to its own")
    links: dict[int, dict[str, None]] = {}
    direct: dict[str, list[int]] = {}
    in_doubt: set[str] = set()
    ends: dict[str, None] = dict.fromkeys(provision.id for provision in view.edition)
    for row in crosswalk.mappings:
        here, there = (row.source, row.target) if forward else (row.target, row.source)
        if row.relation == "unknown":
            in_doubt.add(here)
        elif row.relation != "no-relationship":
            ends.setdefault(there)
            place = laid.places.get(here)  # the edition as a whole has none: a row on it covers no provision
            if place is not None:
                links.setdefault(place, {})[there] = None
                counts = direct.setdefault(there, [0, 0])
                counts[0] += 1
                counts[1] += row.origin == "editorial"
    members: list[tuple[str, ...]] = [(NOT_REVIEWED,)] * len(laid.places)
    for id in near.reviewed:
        if id in laid.places and id not in in_doubt:
            members[laid.places[id]] = (NO_MATCH,)
    ways_up = _ways_up(view.edition, direct)
    for place, targets in links.items():
        ways = [ways_up[there] for there in targets]
        members[place] = ways[0] if len(ways) == 1 else tuple(dict.fromkeys(chain.from_iterable(ways)))
    rows: dict[str, list[int]] = {}
    for there, (every, editorial) in direct.items():
        for key in ways_up[there]:
            counts = rows.setdefault(key, [0, 0])
            counts[0] += every
            counts[1] += editorial
    keys = (*ends, NO_MATCH, NOT_REVIEWED)
    return Division(by=view.edition.id, keys=keys, members=members, rows=rows, headings=view.edition)


def _ways_up(edition: Edition, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give for each id itself and all that it is part of: what bears on a paragraph bears on its article."""
    places, above, provisions = edition._look_up().ways_up()
    found: dict[str, tuple[str, ...]] = {}
    for id in ids:
        way = {id: None}
        here = above[places[id]] if id in places else -1
        while here >= 0 and (over := provisions[here].id) not in way:  # in a ring of parents it would be
            way[over] = None
            here = above[here]
        found[id] = tuple(way)
    return found
