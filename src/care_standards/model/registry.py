"""Every id ever released, and what became of it."""

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from typing import TypeVar, overload

import attrs

from care_standards.errors import InvalidValueError, UnknownIdError
from care_standards.identifiers import near_misses
from care_standards.model import constraints as must
from care_standards.vocabularies import IdStatus

T = TypeVar("T")


def _is_text(id: object) -> bool:
    return isinstance(id, str)


def _status(instance: object, attribute: "attrs.Attribute[IdStatus]", value: object) -> None:
    if value not in ("current", "retired"):
        raise must.refuse(instance, attribute, "must be current or retired")


@attrs.frozen(kw_only=True)
class RegistryEntry:
    """What became of one released id.

    ``provisional`` ids rest on an inferred number or on a count made on a condensed text; a fuller data revision
    retires them and never takes them over. ``successors`` are the ids that took a retired one's place, none where
    nothing was found.
    """

    id: str = attrs.field(validator=must.any_id)
    status: IdStatus = attrs.field(default="current", validator=_status)
    provisional: bool = attrs.field(default=False, validator=must.boolean)
    successors: tuple[str, ...] = attrs.field(default=(), converter=must.as_tuple, validator=must.each(must.any_id))


@attrs.frozen(eq=True, hash=False)
class Registry(AbstractMapping[str, RegistryEntry]):
    """Every id ever released, in the order of release; a mapping from id to its entry."""

    entries: tuple[RegistryEntry, ...] = attrs.field(
        converter=must.as_tuple, validator=must.members(RegistryEntry), repr=lambda value: f"<{len(value)}>"
    )
    _by_id: dict[str, RegistryEntry] = attrs.field(init=False, factory=dict[str, RegistryEntry], eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_id = {entry.id: entry for entry in self.entries}
        if len(by_id) != len(self.entries):
            raise InvalidValueError("Registry", "entries", "must not hold the same id twice")
        object.__setattr__(self, "_by_id", by_id)

    def _look_up(self) -> dict[str, RegistryEntry]:
        return self._by_id

    def __getitem__(self, id: str) -> RegistryEntry:
        """Give the entry of an id; raises UnknownIdError, naming near misses."""
        by_id = self._look_up()
        if not _is_text(id) or id not in by_id:
            raise UnknownIdError("the registry", near_misses(id, tuple(by_id)))
        return by_id[id]

    @overload
    def get(self, id: str) -> RegistryEntry | None: ...
    @overload
    def get(self, id: str, default: RegistryEntry) -> RegistryEntry: ...
    @overload
    def get(self, id: str, default: T) -> RegistryEntry | T: ...
    def get(self, id: str, default: object = None) -> object:
        """Give the entry of an id, or the default."""
        return self._look_up().get(id, default) if _is_text(id) else default

    def __contains__(self, id: object) -> bool:
        return _is_text(id) and id in self._look_up()

    def __iter__(self) -> Iterator[str]:
        return iter(self._look_up())

    def __len__(self) -> int:
        return len(self._look_up())

    def __hash__(self) -> int:
        return hash(self.entries)
