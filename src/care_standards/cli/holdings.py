"""What this run of the command line answers from: the shipped data, and the packs of whoever runs it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

import attrs
import click

from care_standards import packaged
from care_standards.cli.faults import fault
from care_standards.cli.output import words
from care_standards.cli.places import Place, places
from care_standards.errors import CareStandardsError, PackConflictError
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition

if TYPE_CHECKING:
    from care_standards.packs import Pack

_WITHOUT: Final = "care_standards.no_packs"
_NAMED: Final = "care_standards.named_packs"
_HELD: Final = "care_standards.held"


@attrs.frozen(eq=False, repr=False)
class Found:
    """One pack that was looked at: where it is, itself if it can be read, and why it is left out if it is."""

    place: Place
    pack: "Pack | None" = None
    reason: str = ""
    is_rival: bool = False  # it is in order, and brings what an earlier one brings

    @property
    def advice(self) -> str:
        """What to do about one that is left out."""
        if self.is_rival:
            return "Remove one of the two."
        return f"Look into it with: care-standards packs check {self.place.number}"


@attrs.frozen(eq=False, repr=False)
class Held:
    """The catalogue to answer from, every pack that was looked at, and the pack that each edition comes from."""

    catalogue: Catalogue
    found: tuple[Found, ...] = ()
    pack_of: Mapping[str, str] = attrs.field(factory=dict[str, str])

    @property
    def packs(self) -> "tuple[Pack, ...]":
        """The packs that are part of the catalogue."""
        return tuple(found.pack for found in self.found if found.pack is not None and not found.reason)


def without_packs(ctx: click.Context) -> None:
    """Let this run answer from the shipped data alone."""
    ctx.find_root().meta[_WITHOUT] = True


def with_packs(ctx: click.Context, paths: Sequence[str]) -> None:
    """Let this run answer from more packs, which come before those of its places."""
    ctx.find_root().meta.setdefault(_NAMED, []).extend(paths)


def held(ctx: click.Context | None = None, *, is_quiet: bool = False) -> Held:
    """Give what this run answers from, put together when it is first asked for.

    A pack that cannot be taken is left out, and a line about it is written to stderr unless told to be quiet. One that
    was named for this run is needed: raises PackRefusedError, PackConflictError and UnreadableSourceError for it.
    """
    ctx = ctx or click.get_current_context(silent=True)
    if ctx is None:
        return Held(packaged.catalogue())
    meta = ctx.find_root().meta
    if _HELD not in meta:
        at = () if meta.get(_WITHOUT) else places()
        given: Sequence[str] = meta.get(_NAMED, ())
        meta[_HELD] = Held(packaged.catalogue())  # for whoever tells of a pack that was named and cannot be taken
        named = [Place(number, "given", path) for number, path in enumerate(given, start=len(at) + 1)]
        meta[_HELD] = _gathered((*named, *at))
        if not is_quiet and not ctx.resilient_parsing:
            _tell(meta[_HELD])
    return cast(Held, meta[_HELD])


def _tell(found: Held) -> None:
    for each in found.found:
        if each.reason:
            words(f"Pack {each.place.number} is left out. {each.reason} {each.advice}")


def _gathered(at: tuple[Place, ...]) -> Held:
    if not at:
        return Held(packaged.catalogue())
    found = [_loaded(place) for place in at]
    packs: list[Pack] = [each.pack for each in found if each.pack is not None]
    catalogue = _together(packs)
    if isinstance(catalogue, Exception):  # one of them at least does not go with the others: find out which
        catalogue = packaged.catalogue()
        packs = []
        for number, each in enumerate(found):
            if each.pack is None:
                continue
            more = _together([*packs, each.pack])
            if isinstance(more, Exception) and each.place.where == "given":
                raise more
            if isinstance(more, Exception):
                found[number] = attrs.evolve(each, reason=reason_of(more), is_rival=isinstance(more, PackConflictError))
            else:
                catalogue, packs = more, [*packs, each.pack]
    pack_of = {edition.id: pack.id for pack in packs for edition in pack.editions}
    return Held(catalogue, tuple(found), pack_of)


def _loaded(place: Place) -> Found:
    from care_standards import packs

    if place.where == "given":  # needed, because it was asked for
        return Found(place, packs.load(place.path))
    try:
        return Found(place, packs.load(place.path))
    except Exception as error:  # whatever is wrong with one pack, the tool goes on without it
        return Found(place, reason=reason_of(error))


def _together(packs: "list[Pack]") -> Catalogue | Exception:
    """Put packs and the shipped data together, or give what says why they do not go together."""
    from care_standards import api

    if not packs:
        return packaged.catalogue()
    try:
        return api.catalogue(packs=packs)
    except Exception as error:
        return error


def reason_of(error: Exception) -> str:
    """Say in one line of ours, that holds no value, what an exception is about."""
    if isinstance(error, PackConflictError):
        return f"It brings {error.what}, and so does an earlier one."
    return " ".join(str(error).split()) if isinstance(error, CareStandardsError) else fault(error)


def origin(edition: Edition, pack: str | None) -> str:
    """Give where an edition comes from, in a few words; nothing where it is shipped, and so of no pack."""
    if pack is None:
        return ""
    return f"your copy (pack {pack}{', private' if edition.rights.sharing == 'private' else ''})"
