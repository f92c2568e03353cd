"""All the publications, editions, crosswalks and concordances at hand, as one immutable mapping."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbstractMapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

import attrs

from care_standards.errors import InvalidValueError, UnknownEditionError, UnknownIdError, UnknownProvisionError
from care_standards.identifiers import edition_of, near_misses
from care_standards.model import constraints as must
from care_standards.model.edition import Edition
from care_standards.model.registry import Registry

# A document is judged with one edition: that it need not pay for the classes of what else there is, only names of them
# stand here.
if TYPE_CHECKING:
    from datetime import date

    from care_standards.model.concordance import Concordance
    from care_standards.model.crosswalk import Crosswalk
    from care_standards.model.glossary import GlossaryEntry
    from care_standards.model.provenance import Source
    from care_standards.model.provisions import Provision
    from care_standards.model.publication import Publication
    from care_standards.model.registry import RegistryEntry

    Item: TypeAlias = Publication | Edition | Crosswalk | Concordance

L = TypeVar("L", "Crosswalk", "Concordance")
T = TypeVar("T")

_NO_REGISTRY = Registry(())
_PARTS = ("publications", "editions", "crosswalks", "concordances", "sources", "glossary", "registry")
# What gives a part by the name of its field, and what gives an edition by its id, or None where there will be none.
_Later = tuple[Callable[[str], Any], Callable[[str], Edition | None]]


def _is_text(id: object) -> bool:
    return isinstance(id, str)


@attrs.frozen(kw_only=True, hash=False)
class Catalogue(AbstractMapping[str, "Item"]):
    """An immutable mapping from id to publication, edition, crosswalk or concordance.

    The id of a crosswalk or a concordance is its two edition ids joined by two hyphens. Iteration gives publications,
    editions, crosswalks and concordances, in this order. ``sources``, ``glossary`` and ``registry`` go with them.
    """

    publications: "tuple[Publication, ...]" = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members_named("publication.Publication"), repr=must.hidden
    )
    editions: tuple[Edition, ...] = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members(Edition), repr=must.hidden
    )
    crosswalks: "tuple[Crosswalk, ...]" = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members_named("crosswalk.Crosswalk"), repr=must.hidden
    )
    concordances: "tuple[Concordance, ...]" = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members_named("concordance.Concordance"), repr=must.hidden
    )
    sources: "tuple[Source, ...]" = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members_named("provenance.Source"), repr=must.hidden
    )
    glossary: "tuple[GlossaryEntry, ...]" = attrs.field(
        default=(), converter=must.as_tuple, validator=must.members_named("glossary.GlossaryEntry"), repr=must.hidden
    )
    registry: Registry = attrs.field(default=_NO_REGISTRY, validator=must.instance_of(Registry))
    _items: "dict[str, Item]" = attrs.field(init=False, factory=dict[str, Any], eq=False, repr=False)
    _source_keys: frozenset[str] | None = attrs.field(init=False, default=None, eq=False, repr=False)
    _later: "_Later | None" = attrs.field(init=False, default=None, eq=False, repr=False)

    @classmethod
    def filled_later(cls, part: Callable[[str], Any], edition: Callable[[str], Edition | None]) -> "Catalogue":
        """Make a catalogue that gets each part when it is first asked for; in nothing else does it differ.

        ``part`` gives one by the name of its field; ``edition`` one edition by its id, or None where ``part`` will not
        give any of this id. Both must give the same object whenever they are asked.
        """
        empty = cls.__new__(cls)
        object.__setattr__(empty, "_source_keys", None)
        object.__setattr__(empty, "_later", (part, edition))
        return empty

    if not TYPE_CHECKING:  # it would let type checkers believe in any attribute

        def __getattr__(self, name: str) -> Any:
            """Get a part that is not held yet; where nothing is awaited, there is no such attribute."""
            later = None if name == "_later" else self._later
            if later is not None and name in _PARTS:
                object.__setattr__(self, name, later[0](name))
            elif later is not None and name == "_items":
                for part in _PARTS:
                    getattr(self, part)
                self.__attrs_post_init__()
                object.__setattr__(self, "_later", None)
            return object.__getattribute__(self, name)

    def __attrs_post_init__(self) -> None:
        every: tuple[Item, ...] = (*self.publications, *self.editions, *self.crosswalks, *self.concordances)
        items = {item.id: item for item in every}
        if len(items) != len(every):  # the last would be kept in silence
            raise InvalidValueError("Catalogue", "items", "must not hold the same id twice")
        object.__setattr__(self, "_items", items)

    def _look_up(self) -> "dict[str, Item]":
        return self._items

    def _held(self, id: str) -> "Item | None":
        later = self._later
        if later is not None and (found := later[1](id)) is not None:
            return found
        return self._look_up().get(id)

    def __getitem__(self, id: str) -> "Item":
        """Give the item with this id; raises UnknownIdError, naming near misses."""
        found = self._held(id) if _is_text(id) else None
        if found is None:
            raise UnknownIdError("this catalogue", near_misses(id, tuple(self._look_up())))
        return found

    @overload
    def get(self, id: str, /) -> "Item | None": ...
    @overload
    def get(self, id: str, /, default: "Item | T") -> "Item | T": ...
    def get(self, id: str, /, default: object = None) -> object:
        """Give the item with this id, or the default."""
        found = self._held(id) if _is_text(id) else None
        return default if found is None else found

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._held(id) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._look_up())

    def __len__(self) -> int:
        return len(self._look_up())

    def __hash__(self) -> int:
        return hash((self.publications, self.editions, self.crosswalks, self.concordances))

    @property
    def source_keys(self) -> frozenset[str]:
        """The keys of the source register."""
        keys = self._source_keys
        if keys is None:
            keys = frozenset(source.key for source in self.sources)
            object.__setattr__(self, "_source_keys", keys)
        return keys

    def edition(self, id: str) -> Edition:
        """Give an edition; raises UnknownEditionError, naming near misses."""
        found = self.get(id)
        if not isinstance(found, Edition):
            raise UnknownEditionError("this catalogue", near_misses(id, tuple(e.id for e in self.editions)))
        return found

    def publication(self, id: str) -> "Publication":
        """Give a publication; raises UnknownIdError, naming near misses."""
        from care_standards.model.publication import Publication

        found = self.get(id)
        if not isinstance(found, Publication):
            raise UnknownIdError("this catalogue", near_misses(id, tuple(p.id for p in self.publications)))
        return found

    @overload
    def crosswalk(self, source: str, target: str) -> "Crosswalk": ...
    @overload
    def crosswalk(self, id: str, /) -> "Crosswalk": ...
    def crosswalk(self, source: str, target: str | None = None) -> "Crosswalk":
        """Give the crosswalk from one edition to another, in this direction, or the one with an id.

        Raises UnknownIdError where there is none, naming first the one that runs the other way, where there is one; for
        the id of one edition alone it names crosswalks of that edition.
        """
        return self._link(self.crosswalks, source, target, "the crosswalks")

    @overload
    def concordance(self, old: str, new: str) -> "Concordance": ...
    @overload
    def concordance(self, id: str, /) -> "Concordance": ...
    def concordance(self, old: str, new: str | None = None) -> "Concordance":
        """Give the concordance from one edition to a later one, or the one with an id.

        Raises UnknownIdError as ``crosswalk`` does.
        """
        return self._link(self.concordances, old, new, "the concordances")

    def as_of(self, on: "date | str") -> "Catalogue":
        """Give what was or may have been in force on a day, so that a case is judged by its own editions.

        ``on`` is a ``datetime.date``, or a year, a month or a day as text. An edition is left out where it was
        certainly not in force on any day of it (``model.dating.standings``); crosswalks and concordances go where one
        of their editions goes, and terms of the glossary after their last day. A term is not left out before its
        first: that is when the sources show it, not when it was first used. Publications, sources and registry stay,
        so that answers about dates are the same. Raises InvalidValueError where ``on`` is no date. Linear.
        """
        from care_standards.model.dating import has_ended, standings

        out = {s.edition for p in self.publications for s in standings(p, on).values() if s.answer == "no"}
        return Catalogue(
            publications=self.publications,
            editions=tuple(e for e in self.editions if e.id not in out),
            crosswalks=tuple(c for c in self.crosswalks if out.isdisjoint((c.source.edition, c.target.edition))),
            concordances=tuple(c for c in self.concordances if out.isdisjoint((c.old.edition, c.new.edition))),
            sources=self.sources,
            glossary=tuple(g for g in self.glossary if g.valid_to is None or not has_ended(g.valid_to, on)),
            registry=self.registry,
        )

    def _link(self, links: tuple[L, ...], first: object, second: object, where: str) -> L:
        if second is None and isinstance(first, str):  # one id, which as a rule is of two editions
            first, _, second = first.partition("--")
        are_text = _is_text(first) and _is_text(second)
        wanted = f"{first}--{second}" if are_text else ""
        found = next((link for link in links if link.id == wanted), None)
        if found is None:
            known = tuple(link.id for link in links)
            turned = f"{second}--{first}" if are_text else ""
            near: tuple[str, ...] = tuple(id for id in near_misses(wanted, known) if id != turned)
            if second == "":
                near = tuple(id for id in known if first in id.split("--"))[:3] or near
            raise UnknownIdError(where, (turned, *near[:2]) if turned in known else near)
        return found

    def resolve(self, id: str) -> "Item | Provision | RegistryEntry":
        """Give what an id names; for a retired id its registry entry, which names the successors.

        Raises UnknownProvisionError, or UnknownIdError, where the id was never released.
        """
        found = self.get(id)
        if found is not None:
            return found
        edition = self.get(edition_of(id)) if _is_text(id) else None
        if isinstance(edition, Edition):
            provision = edition.held(id)
            if provision is not None:
                return provision
        if id in self.registry:
            return self.registry[id]
        if isinstance(edition, Edition):
            known = tuple(p.id for p in edition)
            raise UnknownProvisionError(edition.id, near_misses(id, known), edition.completeness.level == "complete")
        known = (*(p.id for p in self.publications), *(e.id for e in self.editions))
        raise UnknownIdError("the registry", near_misses(id, known))
