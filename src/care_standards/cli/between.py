"""Two editions that were asked about together: their ids, the crosswalk between them, and rows of what stands below."""

from typing import Final

from care_standards.cli.holdings import held
from care_standards.cli.mapped import edition_held
from care_standards.cli.verb import Misuse
from care_standards.errors import UnknownIdError
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition

NO_CROSSWALK: Final = "No crosswalk between these is held: how they stand to each other is unknown, not nothing."
_BETWEEN: Final = "--"


def pair_asked(first: str, second: str | None) -> tuple[str, str]:
    """Give the ids of two editions, which may be asked for as the id of the crosswalk between them; raises Misuse."""
    if second is not None:
        return first, second
    source, between, target = first.partition(_BETWEEN)
    if not (source and between and target):
        raise Misuse("Give two editions, or the id of a crosswalk, such as scs-2018--ecat-2005.")
    return source, target


class NoCrosswalkError(UnknownIdError):
    """Two editions that are known here, and no crosswalk between them."""

    def __init__(self) -> None:
        super().__init__("the crosswalks")
        self.args = ()

    def __str__(self) -> str:
        return NO_CROSSWALK


def crosswalk_between(source: Edition, target: Edition) -> Crosswalk:
    """Give the crosswalk from one edition to another, turned round where it is held in the other direction.

    Raises NoCrosswalkError.
    """
    catalogue = held().catalogue
    found, turned = (catalogue.get(f"{a.id}{_BETWEEN}{b.id}") for a, b in ((source, target), (target, source)))
    if isinstance(found, Crosswalk):
        return found
    if isinstance(turned, Crosswalk):
        return turned.invert()
    raise NoCrosswalkError()


def rows_in_or_below(source: str, target: str | None) -> list[tuple[str, str]]:
    """Give the two ends of every row that links the first end or what stands below it with the second or below it.

    An edition stands for all of its items, and a target that is None for everything. The first end comes first.
    """
    near = _with_all_below(source)
    far = None if target is None else _with_all_below(target)
    return [
        (a, b)
        for crosswalk in held().catalogue.crosswalks
        for row in crosswalk.mappings
        for a, b in ((row.source, row.target), (row.target, row.source))
        if a in near and (far is None or b in far)
    ]


def _with_all_below(end: str) -> frozenset[str]:
    edition = edition_held(end)
    provision = None if edition is None else edition.held(end)
    below = (
        (edition if edition is not None and edition.id == end else ()) if provision is None else provision.descendants
    )
    return frozenset({end, *(each.id for each in below)})
