"""A crosswalk brought to a later edition: rows in are rows out, nothing gets stronger, nothing unknown looks known."""

from typing import Any

import attrs
import pytest
from tests.invented import lantern_house

import care_standards as cs
from care_standards import mapping
from care_standards.documents.digests import provision_digest
from care_standards.errors import InvalidValueError
from care_standards.migration.crosswalks import MigratedCrosswalk, migrate_crosswalk
from care_standards.model import Catalogue, Crosswalk, CrosswalkEnd, Edition, Mapping, Source

CQC = "cqcsh-2021"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return cs.catalogue(packs=[lantern_house.PACK])


@pytest.fixture(scope="module")
def to_2022(catalogue: Catalogue) -> Edition:
    return catalogue.edition("lantern-2022")


def row(catalogue: Catalogue, source: str, target: str, **more: Any) -> Mapping:
    id = f"lantern-2019.{source}" if source else "lantern-2019"
    digest = provision_digest(catalogue.edition("lantern-2019")[id]) if source else None
    return Mapping(
        source=id,
        relation=more.pop("relation", "intersects"),
        target=f"{CQC}.{target}",
        matching=None,
        basis="derived",
        confidence=more.pop("confidence", "high"),
        rationale="Invented.",
        sources=["invented"],
        origin="editorial",
        source_digest=digest,
        target_digest=provision_digest(cs.load(CQC)[f"{CQC}.{target}"]),
        **more,
    )


@pytest.fixture(scope="module")
def crosswalk(catalogue: Catalogue) -> Crosswalk:
    return Crosswalk(
        source=CrosswalkEnd(
            edition="lantern-2019",
            data_revision=1,
            reviewed=[f"lantern-2019.{local}" for local in ("1.1", "1.1.r2", "2.1", "2.2", "2.3", "1")],
        ),
        target=CrosswalkEnd(
            edition=CQC, data_revision=1, reviewed=[f"{CQC}.{w}" for w in ("safe", "caring", "effective")]
        ),
        note="Invented.",
        mappings=[
            row(catalogue, "1.1", "safe", relation="subset-of"),  # carried, to 1.2
            row(catalogue, "2.2", "safe"),  # split
            row(catalogue, "1.1.r2", "responsive", relation="equal"),  # for review
            row(catalogue, "2.3", "caring"),  # withdrawn
            row(catalogue, "3.3", "well-led"),  # unknown
            row(catalogue, "", "well-led"),  # the whole edition
            row(catalogue, "1.2", "well-led", confidence="medium"),  # carried, to 1.1
        ],
        bibliography=[Source(key="invented", title="Invented", what_was_read="Nothing.")],
    )


@pytest.fixture(scope="module")
def migrated(crosswalk: Crosswalk, to_2022: Edition, catalogue: Catalogue) -> MigratedCrosswalk:
    return migrate_crosswalk(crosswalk, to_2022, catalogue=catalogue)


def test_the_sample_is_right(crosswalk: Crosswalk, catalogue: Catalogue) -> None:
    assert cs.check(cs.readers.write(crosswalk, catalogue=catalogue), catalogue=catalogue).issues == ()


def test_rows_are_carried_or_left(migrated: MigratedCrosswalk, crosswalk: Crosswalk) -> None:
    rows = crosswalk.mappings
    assert [(m.source, m.target, m.relation, m.confidence) for m in migrated.crosswalk.mappings] == [
        ("lantern-2022.1.2", f"{CQC}.safe", "subset-of", "high"),
        ("lantern-2022.1.2.r2", f"{CQC}.responsive", "equal", "low"),
        ("lantern-2022.1.1", f"{CQC}.well-led", "intersects", "medium"),
    ]
    assert migrated.left.mappings == (rows[1], rows[3], rows[4], rows[5])
    assert len(migrated.crosswalk) + len(migrated.left) == len(crosswalk)


def test_the_digest_of_the_old_wording_is_dropped_and_that_of_the_other_end_kept(
    migrated: MigratedCrosswalk, crosswalk: Crosswalk
) -> None:
    first = migrated.crosswalk.mappings[0]
    assert (first.source_digest, first.target_digest) == (None, crosswalk.mappings[0].target_digest)
    assert attrs.evolve(
        first, source=crosswalk.mappings[0].source, source_digest=crosswalk.mappings[0].source_digest
    ) == crosswalk.mappings[0]  # fmt: skip


def test_the_account_has_every_row_and_place(migrated: MigratedCrosswalk, crosswalk: Crosswalk) -> None:
    ledger = migrated.ledger
    assert (ledger.subject, ledger.old, ledger.new) == ("crosswalk", "lantern-2019", "lantern-2022")
    assert [(entry.source, entry.verdict, entry.targets) for entry in ledger.entries[:7]] == [
        ("/mappings/0", "carried", ("/mappings/0",)),
        ("/mappings/1", "reassess", ()),
        ("/mappings/2", "carried-for-review", ("/mappings/1",)),
        ("/mappings/3", "retired", ()),
        ("/mappings/4", "unknown", ()),
        ("/mappings/5", "unknown", ()),
        ("/mappings/6", "carried", ("/mappings/2",)),
    ]
    assert "lantern-2022.2.2, lantern-2022.2.3" in ledger.entries[1].reason
    assert [(entry.source, entry.verdict, entry.targets) for entry in ledger.entries[7:]] == [
        ("/source/reviewed/0", "carried", ("/source/reviewed/0",)),
        ("/source/reviewed/1", "unknown", ()),
        ("/source/reviewed/2", "unknown", ()),
        ("/source/reviewed/3", "reassess", ()),
        ("/source/reviewed/4", "retired", ()),
        ("/source/reviewed/5", "carried", ("/source/reviewed/1",)),
        ("/target/reviewed/0", "unknown", ()),
        ("/target/reviewed/1", "unknown", ()),
        ("/target/reviewed/2", "unknown", ()),
    ]
    assert ledger.records_in == len(ledger.entries) == len(crosswalk) + 9
    assert [step.concordance for step in ledger.steps] == ["lantern-2019--lantern-2022"]


def test_only_what_was_held_against_the_other_edition_counts_as_reviewed(
    migrated: MigratedCrosswalk, catalogue: Catalogue
) -> None:
    assert migrated.crosswalk.source.reviewed == ("lantern-2022.1.2", "lantern-2022.1")
    assert migrated.crosswalk.target.reviewed == ()
    # What has lost a row to the new crosswalk is taken out of the old list: having no row would mean no match.
    assert migrated.left.source.reviewed == ("lantern-2019.2.1", "lantern-2019.2.2", "lantern-2019.2.3")
    assert migrated.left.target.reviewed == (f"{CQC}.caring", f"{CQC}.effective")


def test_nothing_has_no_match_that_had_one_or_was_not_looked_at(
    crosswalk: Crosswalk, migrated: MigratedCrosswalk, to_2022: Edition, catalogue: Catalogue
) -> None:
    old, other = catalogue.edition("lantern-2019"), catalogue.edition(CQC)
    before = mapping.coverage(crosswalk, old, other)
    after = mapping.coverage(migrated.crosswalk, to_2022, other)
    left = mapping.coverage(migrated.left, old, other)
    assert before.source.no_match == ("lantern-2019.1", "lantern-2019.2.1")
    assert after.source.no_match == ("lantern-2022.1",)
    assert after.target.no_match == ()
    assert set(left.source.no_match) <= set(before.source.no_match)
    assert set(left.target.no_match) <= set(before.target.no_match)


def test_both_pass_check(migrated: MigratedCrosswalk, catalogue: Catalogue) -> None:
    for document in (migrated.crosswalk, migrated.left, migrated.ledger):
        assert cs.check(cs.readers.write(document, catalogue=catalogue), catalogue=catalogue).issues == ()


def test_header_and_extensions_go_with_both(
    migrated: MigratedCrosswalk, crosswalk: Crosswalk, to_2022: Edition
) -> None:
    assert (migrated.crosswalk.id, migrated.left.id) == (f"lantern-2022--{CQC}", crosswalk.id)
    assert migrated.crosswalk.source.data_revision == to_2022.data_revision
    for made in (migrated.crosswalk, migrated.left):
        assert (made.note, made.bibliography, made.extensions) == (
            crosswalk.note, crosswalk.bibliography, crosswalk.extensions,
        )  # fmt: skip


def test_from_its_other_side_it_is_the_same(
    crosswalk: Crosswalk, migrated: MigratedCrosswalk, to_2022: Edition, catalogue: Catalogue
) -> None:
    turned = migrate_crosswalk(crosswalk.invert(), to_2022, catalogue=catalogue)
    assert turned.crosswalk.invert() == migrated.crosswalk
    assert turned.left.invert() == migrated.left
    assert turned.ledger.counts == migrated.ledger.counts


def test_to_its_own_edition_it_stays_as_it_is(crosswalk: Crosswalk, catalogue: Catalogue) -> None:
    for which in (crosswalk, crosswalk.invert()):
        same = migrate_crosswalk(which, catalogue.edition("lantern-2019"), catalogue=catalogue)
        assert same.crosswalk == which
        assert len(same.left) == 0
        assert (same.left.source.reviewed, same.left.target.reviewed) == ((), ())
        assert {entry.verdict for entry in same.ledger.entries} == {"carried"}
        assert [entry.targets for entry in same.ledger.entries] == [(entry.source,) for entry in same.ledger.entries]


def test_over_two_concordances(crosswalk: Crosswalk, catalogue: Catalogue) -> None:
    there = migrate_crosswalk(crosswalk, catalogue.edition("lantern-2026"), catalogue=catalogue)
    assert [entry.verdict for entry in there.ledger.entries[:7]] == [
        "reassess", "reassess", "retired", "retired", "unknown", "unknown", "reassess",
    ]  # fmt: skip
    assert len(there.crosswalk) == 0
    assert there.left.mappings == crosswalk.mappings


def test_without_a_concordance_every_row_is_left(catalogue: Catalogue) -> None:
    shipped = cs.crosswalk("scs-2018", "ecat-2005")
    there = migrate_crosswalk(shipped, cs.load("scs-2025"), catalogue=cs.catalogue())
    assert there.left == shipped
    assert (len(there.crosswalk), there.ledger.counts["unknown"]) == (0, len(shipped))


def test_what_it_gives_as_data(migrated: MigratedCrosswalk) -> None:
    plain = migrated.to_plain()
    assert (plain["crosswalk"], plain["rows"]) == (f"lantern-2022--{CQC}", {"crosswalk": 3, "left": 4})
    assert plain["counts"]["carried"] == 4
    rows = migrated.to_rows()
    assert len(rows) == len(plain["entries"]) == len(migrated.ledger)
    assert rows == cs.to_rows(migrated)
    assert rows[0] == {
        "source": "/mappings/0", "targets": "/mappings/0", "verdict": "carried",
        "reason": migrated.ledger.entries[0].reason, "changes": "lantern-2019--lantern-2022/ch-2",
    }  # fmt: skip


def test_what_cannot_be_asked_is_refused(crosswalk: Crosswalk, to_2022: Edition, catalogue: Catalogue) -> None:
    nothing: Any = ("SECRET",)
    newer = migrate_crosswalk(crosswalk, to_2022, catalogue=catalogue).crosswalk
    for ask in (
        lambda: migrate_crosswalk(nothing, to_2022, catalogue=catalogue),
        lambda: migrate_crosswalk(crosswalk, nothing, catalogue=catalogue),
        lambda: migrate_crosswalk(crosswalk, to_2022, catalogue=nothing),
        lambda: migrate_crosswalk(crosswalk, cs.load("scs-2025"), catalogue=catalogue),
        lambda: migrate_crosswalk(newer, catalogue.edition("lantern-2019"), catalogue=catalogue),
    ):
        with pytest.raises(InvalidValueError) as caught:
            ask()
        assert "SECRET" not in str(caught.value)
