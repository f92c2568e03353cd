"""Making a fuller edition an extension of the shipped one: what is established stays, what is new is added."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from care_standards.model.edition import Edition
from care_standards.model.pack import Difference
from care_standards.model.provisions import Provision, provision_class

_FACTS: Final = tuple(a.name for a in attrs.fields(Provision) if a.init)
# What the shipped data may add to an item that the pack describes itself, each with what says how well it is known.
_ADDED: Final[tuple[tuple[str, ...], ...]] = (
    ("summary",),
    ("heading", "heading_status"),
    ("notation", "notation_status"),
    ("page",),
    ("addressees",),
    ("stages",),
    ("settings",),
    ("nations",),
    ("populations",),
    ("note",),
)


def extended(edition: Edition, shipped: Edition, differences: Iterable[Difference] = ()) -> Edition:
    """Give a fuller edition with everything that the shipped one of the same id has established.

    A provision that the shipped data have verified keeps all their facts, and gains the wording of the pack, so that
    digests which were pinned for it still hold; but for what ``differences`` name, where the pack was believed. Any
    other shared provision keeps the facts of the pack, and takes from the shipped one what the pack does not say.
    """
    believed: dict[str, set[str]] = {}
    for difference in differences:
        believed.setdefault(difference.provision, set()).add(difference.what)
    earlier: set[str] = set()
    provisions: list[Provision] = []
    for own in edition:
        held = shipped.held(own.id)
        if held is None:
            provisions.append(own)
        elif held.parent is not None and f"{held.kind}s" in believed.get(held.parent, ()):
            provisions.append(own)  # where there are more or fewer of them, nobody knows which of them ours is
        elif held.text_status == "verified":
            provisions.append(_kept(own, held, believed.get(own.id, set()), earlier))
        else:
            provisions.append(_filled(own, held))
        earlier.add(own.id)
    return attrs.evolve(edition, provisions=tuple(provisions))


def with_missing(edition: Edition, shipped: Edition, ids: Iterable[str]) -> Edition:
    """Give an edition that is not complete with these items of the shipped one, which it does not hold.

    What the copy leaves out is still known. Each stands before the item that follows it in the shipped order.
    """
    wanted = frozenset(ids)
    if not wanted:
        return edition
    before: dict[str, list[Provision]] = {}
    waiting: list[Provision] = []
    for held in shipped:
        if held.id in wanted:
            waiting.append(held)
        elif waiting and edition.held(held.id) is not None:
            before[held.id], waiting = waiting, []
    provisions: list[Provision] = []
    for own in edition:
        provisions += [*before.get(own.id, ()), own]
    provisions += waiting
    completeness = attrs.evolve(edition.completeness, provisions=len(provisions))
    return attrs.evolve(edition, provisions=tuple(provisions), completeness=completeness)


def _kept(own: Provision, held: Provision, believed: set[str], earlier: set[str]) -> Provision:
    facts: dict[str, Any] = {name: getattr(held, name) for name in _FACTS}
    facts["text"] = own.text
    if held.parent is not None and held.parent not in earlier:
        facts["parent"] = own.parent
    for name in believed & {"page", "notation", "heading"}:
        facts[name] = getattr(own, name)
    if "notation" in believed:
        facts["notation_status"] = own.notation_status
    if "heading" in believed:
        facts["heading_status"] = own.heading_status
    if believed:  # it is not what was verified any more
        facts |= {"text_status": own.text_status, "confidence": own.confidence, "sources": own.sources}
        facts["note"] = _noted(held, believed)
    return provision_class(held.kind)(**facts)


def _noted(held: Provision, believed: set[str]) -> str:
    """Say beside the item in what this copy differs."""
    shown = {"page": f"printed page {held.page}", "notation": f"number {held.notation}", "heading": held.heading}
    said = [str(shown[what]) if what in shown else f"another number of {what}" for what in sorted(believed)]
    note = f"This copy differs from what was established elsewhere: {'; '.join(said)}."
    return note if held.note is None else f"{held.note} {note}"


def _filled(own: Provision, held: Provision) -> Provision:
    taken: dict[str, Any] = {}
    for names in _ADDED:
        if not getattr(own, names[0]) and getattr(held, names[0]):
            taken |= {name: getattr(held, name) for name in names}
    if own.force == "unknown" and held.force != "unknown":
        taken["force"] = held.force
    if taken:
        taken["sources"] = tuple(dict.fromkeys((*own.sources, *held.sources)))
    return attrs.evolve(own, **taken) if taken else own
