"""A draft held against what the catalogue knows for certain of the same edition."""

import attrs

from care_standards.authoring.drafted_kinds import Proposals
from care_standards.authoring.structure.contents import folded
from care_standards.authoring.structure.recognised import Recognised, RecognisedItem
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.provisions import Provision


@attrs.frozen(kw_only=True)
class AnchorCheck:
    """One verified provision of the catalogue, looked up in the draft by its number.

    ``differences`` name what is not as the catalogue has it, with both figures where they are numbers: our figure is
    that of the catalogue. Empty where all agree.
    """

    id: str
    notation: str
    found: bool
    differences: tuple[str, ...] = ()


def check_anchors(
    recognised: Recognised, proposed: Proposals, edition_id: str, catalogue: Catalogue | None
) -> tuple[AnchorCheck, ...]:
    """Hold the draft against every verified, numbered provision that the catalogue has of this edition."""
    edition = catalogue.get(edition_id) if catalogue is not None else None
    if not isinstance(edition, Edition):
        return ()
    places: dict[str, list[int]] = {}
    for place, item in enumerate(recognised.items):
        if item.notation is not None:
            places.setdefault(item.notation, []).append(place)
    checks: list[AnchorCheck] = []
    for provision in edition:
        if provision.notation is None or provision.notation_status != "confirmed":
            continue
        if provision.text_status != "verified" and provision.heading_status != "literal":
            continue
        checks.append(_check(provision, provision.notation, places.get(provision.notation, []), recognised, proposed))
    return tuple(checks)


def _check(
    provision: Provision, notation: str, places: list[int], recognised: Recognised, proposed: Proposals
) -> AnchorCheck:
    if not places:
        return AnchorCheck(id=provision.id, notation=notation, found=False, differences=("not found",))
    attempts = [_differences(provision, place, recognised, proposed) for place in places]
    return AnchorCheck(id=provision.id, notation=notation, found=True, differences=min(attempts, key=len))


def _differences(provision: Provision, place: int, recognised: Recognised, proposed: Proposals) -> tuple[str, ...]:
    item: RecognisedItem = recognised.items[place]
    differences: list[str] = []
    if provision.page is not None and item.page is not None and item.page != provision.page:
        differences.append(f"on printed page {item.page}, not {provision.page}")
    if provision.heading_status == "literal" and provision.heading is not None:
        printed = item.text if item.role == "heading" else item.label
        if printed is None or folded(printed) != folded(provision.heading):
            differences.append("the heading reads otherwise")
    if provision.text_status == "verified" and provision.kind == "standard":
        for kind, wanted in (("principle", provision.principles), ("recommendation", provision.recommendations)):
            found = sum(
                1
                for below, p in zip(recognised.items, proposed.proposals, strict=True)
                if p.parent == place and p.kind == kind and below.sets_kind is None
            )
            if wanted and found != len(wanted):
                differences.append(f"{found} of kind {kind}, not {len(wanted)}")
    return tuple(differences)
