"""Packs that did not come from ``make``: what is established cannot be changed by a road around it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import packs
from care_standards.documents.digests import edition_digest
from care_standards.errors import PackRefusedError
from care_standards.model.pack import with_documents
from care_standards.packs.making import file_of

STANDARD = "scs-2018.1.1.5"
SHIPPED = cs.load("scs-2018")
Change = Callable[[cs.Edition], cs.Edition]


def by_hand(pack: packs.Pack, edition: cs.Edition, **manifest: Any) -> packs.Pack:
    """Write a pack around an edition as somebody with an editor would, every digest and count right."""
    edition = attrs.evolve(
        edition, completeness=attrs.evolve(edition.completeness, provisions=len(edition)), digest=None
    )
    edition = attrs.evolve(edition, digest=edition_digest(edition))
    return with_documents(attrs.evolve(pack, files=[file_of(edition)], **manifest), [edition])


def changed(id: str, **facts: Any) -> Change:
    """Change facts of one item."""
    return lambda edition: attrs.evolve(
        edition, provisions=[attrs.evolve(p, **facts) if p.id == id else p for p in edition]
    )


def refused(pack: packs.Pack) -> list[str]:
    """Give the codes it is refused with, by both ways in."""
    with pytest.raises(PackRefusedError) as caught:
        cs.catalogue(packs=[pack])
    report = packs.check(pack)
    assert report.verdict == "invalid"
    assert {i.code for i in report.issues} >= {i.code for i in caught.value.report.issues}
    return [issue.code.value for issue in caught.value.report.issues if issue.severity == "error"]


def test_the_same_pack_written_by_hand_is_right(full_pack: packs.Pack) -> None:
    assert cs.catalogue(packs=[by_hand(full_pack, full_pack.editions[0])]).edition("scs-2018") == full_pack.editions[0]


@pytest.mark.parametrize(
    "change",
    [
        changed(f"{STANDARD}.p3", force="may"), changed(f"{STANDARD}.p3", summary="Win people over."),
        changed(f"{STANDARD}.p3", settings=("outreach",)), changed(STANDARD, parent="scs-2018.a.1"),
        changed(STANDARD, parent=None), changed(f"{STANDARD}.p1", text=None, text_status="inferred"),
    ],
)  # fmt: skip
def test_no_fact_of_a_verified_item_can_be_changed(change: Change, full_pack: packs.Pack) -> None:
    assert refused(by_hand(full_pack, change(full_pack.editions[0]))) == ["CS607"]


def with_item(edition: cs.Edition, item: cs.Provision) -> cs.Edition:
    place = next(n for n, p in enumerate(edition.provisions) if p.id == STANDARD)
    return attrs.evolve(edition, provisions=[*edition.provisions[:place], item, *edition.provisions[place:]])


@pytest.mark.parametrize("level", ["complete", "partial", "headings-only"])
@pytest.mark.parametrize(
    "facts",
    [
        {"heading": "Quite another thing"}, {"page": 99}, {"summary": "Made up."}, {"notation_status": "confirmed"},
        {"text_status": "verified"}, {"force": "may"},
    ],
)  # fmt: skip
def test_a_provisional_id_stands_for_nothing_but_what_it_was_given_to(
    facts: dict[str, Any], level: Any, full_pack: packs.Pack, made: SimpleNamespace
) -> None:
    guess = "scs-2018.1.1.1"
    edition = full_pack.editions[0]
    edition = attrs.evolve(edition, completeness=attrs.evolve(edition.completeness, level=level))
    kept = [entry for entry in full_pack.retired if entry.id != guess]
    other = with_item(edition, attrs.evolve(SHIPPED[guess], **facts))
    assert "CS421" in refused(by_hand(full_pack, other, retired=kept))
    worded = with_item(edition, attrs.evolve(SHIPPED[guess], text=made.wording()))
    assert "CS421" in refused(by_hand(full_pack, worded, retired=kept))


def test_what_the_guess_was_given_to_may_stay_in_a_partial_edition(full_pack: packs.Pack) -> None:
    edition = full_pack.editions[0]
    edition = attrs.evolve(edition, completeness=attrs.evolve(edition.completeness, level="partial"))
    kept = [entry for entry in full_pack.retired if entry.id != "scs-2018.1.1.1"]
    pack = by_hand(full_pack, with_item(edition, SHIPPED["scs-2018.1.1.1"]), retired=kept)
    assert cs.catalogue(packs=[pack]).resolve("scs-2018.1.1.1") == SHIPPED["scs-2018.1.1.1"]


def test_what_takes_the_place_of_a_shipped_document_says_what_it_leaves_out() -> None:
    scs, crosswalk = cs.publication("scs"), cs.crosswalk("scs-2018", "ecat-2005")
    pack = packs.make(
        id="own", version="1", publications=[attrs.evolve(scs, title="Another title")],
        crosswalks=[attrs.evolve(crosswalk, mappings=crosswalk.mappings[1:])],
    )  # fmt: skip
    assert [(i.code.value, i.pointer) for i in packs.check(pack).issues if i.severity == "warning"] == [
        ("CS609", "/files/0"), ("CS609", "/files/1"),
    ]  # fmt: skip


def test_an_id_that_was_never_released_cannot_be_retired(full_pack: packs.Pack) -> None:
    never = [*full_pack.retired, attrs.evolve(full_pack.retired[0], id="scs-2018.zzz", successors=())]
    assert refused(by_hand(full_pack, full_pack.editions[0], retired=never)) == ["CS403"]
