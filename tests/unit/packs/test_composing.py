"""A catalogue with packs laid over the shipped data: it answers every question, and nothing stored is lost."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards import model, packs
from care_standards.documents.codec import to_plain
from care_standards.errors import (
    InvalidValueError,
    PackConflictError,
    PackRefusedError,
    UnknownEditionError,
    UnknownIdError,
    UnreadableSourceError,
)
from care_standards.packs.making import file_of

Codes = Callable[[Any], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def fuller(full_pack: packs.Pack, oak_pack: packs.Pack) -> model.Catalogue:
    """The shipped catalogue with both packs."""
    return cs.catalogue(packs=[full_pack, oak_pack])


def test_without_packs_it_is_the_shipped_one() -> None:
    assert cs.catalogue() is cs.catalogue(packs=[]) is cs.catalogue(packs=iter(()))


def test_the_shipped_data_never_change(fuller: model.Catalogue) -> None:
    assert len(cs.load("scs-2018")) == 44
    assert cs.catalogue().registry["scs-2018.1.1.1"].status == "current"
    assert "oak-2026" not in cs.catalogue()
    assert fuller is not cs.catalogue()


def test_an_edition_takes_the_place_of_the_shipped_one_and_a_new_one_comes_last(fuller: model.Catalogue) -> None:
    shipped = [edition.id for edition in cs.editions()]
    assert [edition.id for edition in fuller.editions] == [*shipped, "oak-2026"]
    assert fuller.edition("scs-2018").data_revision == cs.load("scs-2018").data_revision + 1


def test_the_record_of_an_edition_says_how_complete_it_is_now(fuller: model.Catalogue) -> None:
    records = {record.id: record for record in fuller.publication("scs").editions}
    assert records["scs-2018"].completeness == fuller.edition("scs-2018").completeness
    assert [attrs.evolve(r, completeness=s.completeness) for r, s in zip(
        fuller.publication("scs").editions, cs.publication("scs").editions, strict=True
    )] == list(cs.publication("scs").editions)  # fmt: skip


def test_every_call_takes_the_catalogue(fuller: model.Catalogue, made: SimpleNamespace) -> None:
    assert cs.load("oak-2026", catalogue=fuller)["1"].id == "oak-2026.1"
    assert cs.publication("scs", catalogue=fuller) is fuller.publication("scs")
    assert cs.crosswalk("scs-2018", "ecat-2005", catalogue=fuller) == cs.crosswalk("scs-2018", "ecat-2005")
    assert cs.concordance("scs-2018", "scs-2025", catalogue=fuller) == cs.concordance("scs-2018", "scs-2025")
    assert cs.resolve("oak-2026.1.r1", catalogue=fuller) is fuller.edition("oak-2026")["oak-2026.1.r1"]
    with pytest.raises(UnknownEditionError):
        cs.load("oak-2026")
    with pytest.raises(UnknownIdError):
        cs.crosswalk("oak-2026", "ecat-2005", catalogue=fuller)


def test_links_resolve_too() -> None:
    assert cs.resolve("scs-2018--ecat-2005") is cs.crosswalk("scs-2018", "ecat-2005")
    assert cs.resolve("scs-2018--scs-2025") is cs.concordance("scs-2018", "scs-2025")


@settings(max_examples=200)
@given(id=st.sampled_from([entry.id for entry in cs.catalogue().registry.entries]))
def test_every_id_ever_released_is_answered(id: str, fuller: model.Catalogue) -> None:
    """For any released id: a fuller catalogue gives what it names, or, if it was a guess, an entry with successors."""
    found, before = fuller.resolve(id), cs.catalogue().resolve(id)
    assert found.id == before.id == id
    if isinstance(found, model.RegistryEntry):
        assert found.status == "retired"
        assert found.provisional
        assert cs.catalogue().registry[id].provisional
        assert [fuller.resolve(successor).id for successor in found.successors] == list(found.successors)
    else:
        assert isinstance(found, model.Provision) is isinstance(before, model.Provision)


def test_pinned_digests_still_hold(fuller: model.Catalogue) -> None:
    """A row whose end is verified is not stale, though the edition now has the wording."""
    rows = [r for link in cs.crosswalks() for r in link.mappings if r.source.startswith("scs-2018.1.1.5")]
    assert rows
    for link in cs.crosswalks():
        stale = [i.pointer for i in cs.check(to_plain(link), catalogue=fuller).issues if i.code == "CS416"]
        kept = [f"/mappings/{n}/source_digest" for n, row in enumerate(link.mappings)
                if row.source.startswith("scs-2018.1.1.5")]  # fmt: skip
        assert not set(stale) & set(kept)


def assessment(*provisions: str) -> cs.Assessment:
    """Give an assessment with findings on these provisions."""
    findings = [
        model.Finding(provision=id, status="met", assessed_on=date(2026, 3, 1), evidence=()) for id in provisions
    ]
    return model.Assessment(
        subject=model.Subject(kind="service", ref="s-1"), edition="scs-2018", findings=tuple(findings),
        period=model.Period(start=date(2026, 1, 1), end=date(2026, 3, 31)), assessor_role="quality-lead",
        produced_by=model.Producer(name="hand", version="1"),
    )  # fmt: skip


def test_ids_that_were_unverified_are_valid_and_impossible_ones_are_seen(fuller: model.Catalogue) -> None:
    known = to_plain(assessment("scs-2018.1.1.5.r2", "scs-2018.1.1.9.r3"))
    assert cs.check(known).verdict == "unverified"
    assert cs.check(known, catalogue=fuller).verdict == "valid"
    wrong = to_plain(assessment("scs-2018.1.1.9.r30"))
    assert cs.check(wrong).verdict == "unverified"
    assert [i.code for i in cs.check(wrong, catalogue=fuller).issues] == ["CS407"]


def test_a_retired_id_names_its_successor(fuller: model.Catalogue) -> None:
    report = cs.check(to_plain(assessment("scs-2018.1.1.1")), catalogue=fuller)
    assert [i.code for i in report.issues] == ["CS423"]
    assert report.verdict == "unverified"  # whoever used the guess made no mistake
    assert "scs-2018.1.1.1-2" in report.issues[0].hint


def test_two_packs_that_bring_the_same(full_pack: packs.Pack, oak_pack: packs.Pack, made: SimpleNamespace) -> None:
    with pytest.raises(PackConflictError) as caught:
        cs.catalogue(packs=[oak_pack, full_pack, oak_pack])
    assert (caught.value.what, caught.value.places) == ("a pack named oak", (0, 2))
    other = packs.make(id="elm", version="1", editions=[made.oak("something else")])
    with pytest.raises(PackConflictError, match="edition oak-2026"):
        cs.catalogue(packs=[oak_pack, other])


def test_packs_are_given_as_they_are_at_hand(oak_pack: packs.Pack, tmp_path: Path) -> None:
    packs.save(oak_pack, tmp_path / "oak")
    packs.save(oak_pack, tmp_path / "oak.zip")
    for source in (oak_pack, tmp_path / "oak", str(tmp_path / "oak.zip"), (tmp_path / "oak.zip").read_bytes()):
        assert cs.catalogue(packs=[source]).edition("oak-2026") == oak_pack.editions[0]
    assert cs.catalogue(packs=str(tmp_path / "oak")).edition("oak-2026")
    with pytest.raises(UnreadableSourceError):
        cs.catalogue(packs=[tmp_path / "elm"])


# ---- links and publications of a pack


def crosswalk(rationale: str = "Made up.") -> model.Crosswalk:
    """Give a crosswalk from the edition of the pack to a shipped one."""
    row = model.Mapping(
        source="oak-2026.1", relation="intersects", target="scs-2018.1.1.5", basis="inferred", confidence="low",
        rationale=rationale, sources=(), origin="editorial",
    )  # fmt: skip
    end = lambda edition: model.CrosswalkEnd(edition=edition, data_revision=1)  # noqa: E731
    return model.Crosswalk(source=end("oak-2026"), target=end("scs-2018"), mappings=[row])


def test_a_link_to_an_edition_of_the_pack(made: SimpleNamespace, codes: Codes) -> None:
    pack = packs.make(id="oak", version="1", editions=[made.oak()], crosswalks=[crosswalk()])
    assert [file.path for file in pack.files] == ["editions/oak-2026.json", "crosswalks/oak-2026--scs-2018.json"]
    assert cs.catalogue(packs=[pack]).crosswalk("oak-2026", "scs-2018") == crosswalk()
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="oak", version="1", crosswalks=[crosswalk()])
    assert codes(caught.value.report) == [("CS408", "/files/0/source/edition")]
    # A second pack may build on a first.
    first = cs.catalogue(packs=[packs.make(id="oak", version="1", editions=[made.oak()])])
    assert packs.make(id="links", version="1", crosswalks=[crosswalk()], catalogue=first).crosswalks


def test_a_link_of_a_shipped_id_takes_its_place() -> None:
    shipped = cs.crosswalk("scs-2018", "ecat-2005")
    own = attrs.evolve(shipped, note="Made up.")
    catalogue = cs.catalogue(packs=[packs.make(id="links", version="1", crosswalks=[own])])
    assert catalogue.crosswalk("scs-2018", "ecat-2005").note == "Made up."
    assert [link.id for link in catalogue.crosswalks] == [link.id for link in cs.crosswalks()]


def test_a_publication_keeps_every_record_that_is_shipped(codes: Codes) -> None:
    scs = cs.publication("scs")
    new = attrs.evolve(scs.editions[-1], id="scs-2030", supersedes=None, superseded_by=None)
    more = attrs.evolve(scs, editions=(*scs.editions, new))
    pack = packs.make(id="more", version="1", publications=[more])
    assert len(cs.catalogue(packs=[pack]).publication("scs").editions) == len(scs.editions) + 1
    fewer = attrs.evolve(scs, editions=[attrs.evolve(scs.editions[0], superseded_by=None)], events=())
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="fewer", version="1", publications=[fewer])
    assert ("CS606", "/files/0/editions") in codes(caught.value.report)


def test_an_id_of_another_kind_is_not_taken(codes: Codes) -> None:
    named = attrs.evolve(cs.publication("sfc"), id="scs-2018", editions=(), events=())
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="odd", version="1", publications=[named])
    assert codes(caught.value.report) == [("CS401", "/files/0/id")]


# ---- what a pack must keep to, seen when it is laid over as well


def relaid(pack: packs.Pack, edition: cs.Edition | None = None, **members: Any) -> packs.Pack:
    """Give a pack with other members, as somebody might write it by hand."""
    other = attrs.evolve(pack, **members)
    object.__setattr__(other, "_documents", pack.documents if edition is None else (edition,))
    return other


def refused(pack: packs.Pack, codes: Codes) -> list[tuple[str, str]]:
    """Have it refused by laying it over and by the check."""
    with pytest.raises(PackRefusedError) as caught:
        cs.catalogue(packs=[pack])
    return codes(caught.value.report)


def test_an_edition_that_is_no_later_revision(full_pack: packs.Pack, codes: Codes) -> None:
    (own,) = full_pack.editions
    pack = relaid(full_pack, attrs.evolve(own, data_revision=1, digest=None))
    assert refused(pack, codes) == [("CS605", "/files/0/data_revision")]


def test_ids_that_are_neither_held_nor_retired(full_pack: packs.Pack, codes: Codes) -> None:
    assert refused(relaid(full_pack, retired=full_pack.retired[1:]), codes) == [("CS606", "/files/0")]


def test_an_id_that_is_held_and_retired(full_pack: packs.Pack, codes: Codes) -> None:
    retired = (*full_pack.retired, model.RetiredId(id="scs-2018.1.1.5", successors=()))
    (found,) = refused(relaid(full_pack, retired=retired), codes)
    assert found[0] == "CS406"


def test_a_successor_that_is_nowhere(full_pack: packs.Pack, codes: Codes) -> None:
    first = attrs.evolve(full_pack.retired[0], successors=("scs-2018.77",))
    pack = relaid(full_pack, retired=(first, *full_pack.retired[1:]))
    assert refused(pack, codes) == [("CS403", "/retired/0/successors/0")]


def test_a_provisional_id_is_not_taken_over_by_hand_either(full_pack: packs.Pack, codes: Codes) -> None:
    (own,) = full_pack.editions
    taken = [attrs.evolve(p, id="scs-2018.1.2") if p.id == "scs-2018.1.1.1.p1" else p for p in own]
    pack = relaid(full_pack, attrs.evolve(own, provisions=taken), retired=[
        entry for entry in full_pack.retired if entry.id != "scs-2018.1.2"
    ])  # fmt: skip
    assert [code for code, _ in refused(pack, codes)] == ["CS421"]


def test_a_pack_with_a_private_edition_says_so(oak_pack: packs.Pack, codes: Codes) -> None:
    pack = relaid(oak_pack, rights=attrs.evolve(oak_pack.rights, sharing="shareable"))
    assert refused(pack, codes) == [("CS413", "/rights/sharing")]
    assert packs.check(pack).verdict == "invalid"


def test_a_complete_edition_may_leave_established_ids_out_and_they_resolve(made: SimpleNamespace, codes: Codes) -> None:
    gone = ("scs-2018.a.1.3",)
    items = [p for p in made.items() if p.id not in gone]
    pack = packs.make(id="own", version="1", editions=[made.book(items)])
    assert codes(packs.check(pack)) == [("CS609", "/files/0/provisions")]
    found = cs.catalogue(packs=[pack]).resolve("scs-2018.a.1.3")
    assert found == model.RegistryEntry(id="scs-2018.a.1.3", status="retired")


def test_a_partial_edition_takes_what_it_lacks_from_the_shipped_one(made: SimpleNamespace, codes: Codes) -> None:
    gone = ("scs-2018.a", "scs-2018.a.1", "scs-2018.a.1.2", "scs-2018.a.1.3")
    book = made.book([p for p in made.items() if p.id not in gone], "partial")
    pack = packs.make(id="own", version="1", editions=[book])
    held = [p.id for p in pack.editions[0]]
    assert held == [*gone, *(p.id for p in book)]
    assert pack.editions[0]["A.1.3"] == cs.load("scs-2018")["A.1.3"]
    assert not {entry.id for entry in pack.retired} & set(gone)
    assert codes(packs.check(pack)) == []
    # One that is written by hand, without them, is refused.
    less = attrs.evolve(
        pack.editions[0], digest=None, provisions=[p for p in pack.editions[0] if p.id != gone[-1]],
        completeness=attrs.evolve(pack.editions[0].completeness, provisions=len(held) - 1),
    )  # fmt: skip
    assert ("CS606", "/files/0/provisions") in refused(relaid(pack, less, files=[file_of(less)]), codes)


def test_the_shipped_edition_with_some_wording_is_a_pack(made: SimpleNamespace, codes: Codes) -> None:
    """Whoever begins with what is shipped, and adds the wording of what is verified, keeps every id."""
    shipped = cs.load("scs-2018")
    held = [
        attrs.evolve(p, text=made.wording()) if p.id.startswith("scs-2018.1.1.5.") else p for p in shipped
    ]  # fmt: skip
    pack = packs.make(id="some", version="1", editions=[
        attrs.evolve(shipped, provisions=held, rights=model.Rights(sharing="private", statement="Made up."))
    ])  # fmt: skip
    assert pack.retired == ()
    catalogue = cs.catalogue(packs=[pack])
    assert [p.id for p in catalogue.edition("scs-2018")] == [p.id for p in shipped]
    assert catalogue.edition("scs-2018")["scs-2018.1.1.5.p1"].text == made.wording()
    assert catalogue.edition("scs-2018").data_revision == 2


def test_a_catalogue_refuses_the_same_id_twice() -> None:
    shipped = cs.catalogue()
    with pytest.raises(InvalidValueError, match="twice"):
        attrs.evolve(shipped, editions=(*shipped.editions, shipped.editions[0]))
    with pytest.raises(InvalidValueError, match="twice"):
        model.Registry((*shipped.registry.entries, shipped.registry.entries[0]))


def test_the_new_ids_are_registered_after_the_others(fuller: model.Catalogue) -> None:
    before = [entry.id for entry in cs.catalogue().registry.entries]
    after = [entry.id for entry in fuller.registry.entries]
    assert after[: len(before)] == before
    assert set(after[len(before) :]) >= {"oak-2026", "oak-2026.1", "scs-2018.1.1.1-2", "scs-2018.1.1.9.r3"}
    assert json.dumps(after)
