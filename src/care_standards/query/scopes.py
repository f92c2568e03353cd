"""What a question is asked over: an edition, a catalogue, or any list of editions and provisions."""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Any, Final, cast

import attrs

from care_standards.errors import InvalidValueError
from care_standards.model import constraints as must
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision, home_of
from care_standards.vocabularies import CompletenessLevel

Scope = Edition | Catalogue | Iterable[Edition | Provision]
Settled = Edition | Catalogue | tuple[Edition | Provision, ...]


@attrs.frozen(kw_only=True)
class Holding:
    """How much is held of one edition, to go with every answer about it.

    ``edition`` is its id, ``level`` its completeness, ``held`` the number of provisions held of it, whether or not all
    of them were asked about. An edition of which only loose provisions are at hand is ``partial``, and those are
    counted.
    """

    edition: str = attrs.field(validator=must.edition_id)
    level: CompletenessLevel = attrs.field(validator=must.word("completeness_level"))
    held: int = attrs.field(validator=must.count())

    def to_plain(self) -> dict[str, Any]:
        """Give the holding as plain data: edition, level, held."""
        return {"edition": self.edition, "level": self.level, "held": self.held}

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Give the holding as one flat row: edition, level, held."""
        return [self.to_plain()]


def settled(scope: Scope) -> Settled:
    """Give the scope in a form that can be gone through more than once.

    Call it first where a scope is asked for more than one thing: an iterator would be used up by the first question.
    Raises InvalidValueError where it is none: an id, as a rule, which only the front door knows how to look up.
    """
    if isinstance(scope, (Edition, Catalogue)):
        return scope
    items = _listed(scope)
    if items is None or not _FITTING.issuperset(map(type, items)):
        raise InvalidValueError(
            "scope", "items", "must be an Edition, a Catalogue, or a list of Edition and Provision objects"
        )
    return items


def editions_of(scope: Scope) -> tuple[Edition, ...]:
    """Give every edition a scope touches, each once, in the order given.

    A loose provision brings the edition it belongs to; one that was taken out of its edition brings none. Raises
    InvalidValueError where the scope is none.
    """
    found = settled(scope)
    if isinstance(found, Edition):
        return (found,)
    if isinstance(found, Catalogue):
        return found.editions
    homes = [item if isinstance(item, Edition) else home_of(item) for item in found]
    objects = {id(home): home for home in homes if home is not None}
    by_id: dict[str, list[Edition]] = {}
    for edition in objects.values():
        known = by_id.setdefault(edition.id, [])
        if edition not in known:  # two of one id which say different things are two: a copy of one's own, for instance
            known.append(edition)
    if len(by_id) == len(objects):
        return tuple(objects.values())
    kept = {id(edition) for known in by_id.values() for edition in known}
    return tuple(edition for edition in objects.values() if id(edition) in kept)


def provisions_of(scope: Scope) -> tuple[Provision, ...]:
    """Give every provision of a scope, each once: those of an edition in printed order, the rest in the order given.

    Two provisions that share an id but not all else, one shipped and one of a copy of your own, are two. Raises
    InvalidValueError where the scope is none.
    """
    found = settled(scope)
    if isinstance(found, Edition):
        return found.provisions
    return once(listed(found))


def listed(scope: Settled) -> tuple[Provision, ...]:
    """Give every provision of a scope as ``provisions_of`` does, except that one given twice is there twice."""
    if isinstance(scope, Edition):
        return scope.provisions
    items = scope.editions if isinstance(scope, Catalogue) else scope
    if PROVISIONS.issuperset(map(type, items)):
        return cast("tuple[Provision, ...]", items)
    return tuple(chain.from_iterable([item.provisions if isinstance(item, Edition) else (item,) for item in items]))


def once(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """Give each provision once, where it first stands."""
    found = unrepeated(provisions)
    return found if _differ(found) else tuple(dict.fromkeys(found))


def unrepeated(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """Give each object once, where it first stands; equal ones of different editions all stay."""
    found = tuple(provisions)
    if _differ(found):
        return found
    return tuple({id(provision): provision for provision in found}.values())


_ID: Final = attrgetter("id")


def _differ(provisions: tuple[Provision, ...]) -> bool:
    return len(set(map(_ID, provisions))) == len(provisions)


def holdings(scope: Scope) -> tuple[Holding, ...]:
    """Give how much is held of each edition a scope touches, in the order given.

    It goes with every answer, so that an empty one is never read as "the book has none". Raises InvalidValueError
    where the scope is none.
    """
    found = settled(scope)
    held = [Holding(edition=e.id, level=e.completeness.level, held=len(e)) for e in editions_of(found)]
    if isinstance(found, tuple):
        alone: dict[str, set[str]] = {}
        for item in found:
            if isinstance(item, Provision) and home_of(item) is None:
                alone.setdefault(item.edition_id, set()).add(item.id)
        known = {holding.edition for holding in held}
        held += [Holding(edition=e, level="partial", held=len(ids)) for e, ids in alone.items() if e not in known]
    return tuple(held)


PROVISIONS: Final[frozenset[type]] = frozenset((Provision, *Provision.__subclasses__()))
_FITTING: Final[frozenset[type]] = PROVISIONS | {Edition}


def _listed(scope: object) -> tuple[Any, ...] | None:
    is_list = isinstance(scope, Iterable) and not isinstance(scope, (str, bytes))
    return tuple(cast("Any", scope)) if is_list else None
