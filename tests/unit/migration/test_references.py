"""Ids of lists and of columns brought to a later edition: the same verdicts as of findings, and no row is lost."""

import tracemalloc
from collections.abc import Iterator
from itertools import islice
from typing import Any

import attrs
import pytest
from tests.invented import lantern_house

import care_standards as cs
from care_standards.errors import InvalidValueError
from care_standards.migration.references import Carrier, carry_refs, carry_rows
from care_standards.model import Catalogue, Edition


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return cs.catalogue(packs=[lantern_house.PACK])


@pytest.fixture(scope="module")
def to_2022(catalogue: Catalogue) -> Edition:
    return catalogue.edition("lantern-2022")


@pytest.fixture(scope="module")
def to_2026(catalogue: Catalogue) -> Edition:
    return catalogue.edition("lantern-2026")


def told(ids: list[str], to: Edition, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Give verdict and local ids of the targets, for local ids of 2019."""
    ledger = carry_refs([f"lantern-2019.{id}" for id in ids], to, catalogue=catalogue)
    assert [entry.source for entry in ledger.entries] == [f"lantern-2019.{id}" for id in ids]
    return [(entry.verdict, " ".join(t.removeprefix(f"{to.id}.") for t in entry.targets)) for entry in ledger.entries]


OVER_ONE = {
    "1": ("carried", "1"),
    "1.1": ("carried", "1.2"),
    "1.1.r1": ("carried", "1.2.r1"),
    "1.1.r2": ("carried-for-review", "1.2.r2"),
    "1.2": ("carried", "1.1"),
    "1.2.r1": ("carried-for-review", "1.1.r1"),  # another change may touch it
    "2": ("carried", "2"),
    "2.1": ("carried-for-review", "2.1"),
    "2.1.r1": ("carried-for-review", "2.1.r1"),  # inferred
    "2.2": ("reassess", "2.2 2.3"),
    "2.2.r1": ("reassess", "2.2.r1"),
    "2.2.r2": ("reassess", "2.2.r1"),
    "2.3": ("retired", ""),
    "3": ("carried-for-review", "3"),  # yet to be reviewed
    "3.1": ("carried-for-review", "2.4"),
    "3.1.r1": ("carried-for-review", "2.4.r1"),
    "3.2": ("unknown", ""),  # the only row is disputed
    "3.3": ("unknown", ""),  # no row
}

OVER_TWO = {
    "1": ("carried", "1"),
    "1.1": ("reassess", "1.1"),
    "1.1.r1": ("carried-for-review", "1.1.r2"),
    "1.1.r2": ("retired", ""),
    "1.2": ("reassess", "1.1"),
    "1.2.r1": ("carried-for-review", "1.1.r1"),
    "2": ("carried", "2"),
    "2.1": ("carried-for-review", "2.1"),
    "2.1.r1": ("reassess", "2.1.r1 2.1.r2"),
    "2.2": ("reassess", "2.3 2.4"),
    "2.2.r1": ("reassess", "2.3.r1"),
    "2.2.r2": ("reassess", "2.3.r1"),
    "2.3": ("retired", ""),  # although an item of that heading is there again
    "3": ("carried-for-review", "3"),
    "3.1": ("carried-for-review", "2.2"),
    "3.1.r1": ("carried-for-review", "2.2.r1"),
    "3.2": ("unknown", ""),
    "3.3": ("unknown", ""),
}


def test_each_id_by_one_concordance(catalogue: Catalogue, to_2022: Edition) -> None:
    assert told(list(OVER_ONE), to_2022, catalogue) == list(OVER_ONE.values())
    assert len(OVER_ONE) == len(catalogue.edition("lantern-2019"))


def test_each_id_by_two_concordances(catalogue: Catalogue, to_2026: Edition) -> None:
    assert told(list(OVER_TWO), to_2026, catalogue) == list(OVER_TWO.values())


def test_the_ledger_says_what_was_followed(catalogue: Catalogue, to_2026: Edition) -> None:
    ledger = carry_refs(["lantern-2019.1.1", "lantern-2019.1.2"], to_2026, catalogue=catalogue)
    assert (ledger.subject, ledger.old, ledger.new) == ("references", "lantern-2019", "lantern-2026")
    assert [step.concordance for step in ledger.steps] == ["lantern-2019--lantern-2022", "lantern-2022--lantern-2026"]
    assert ledger.entries[0].changes == ("lantern-2019--lantern-2022/ch-2", "lantern-2022--lantern-2026/ch-2")
    assert all(entry.was is None for entry in ledger.entries)
    assert cs.check(cs.readers.write(ledger, catalogue=catalogue), catalogue=catalogue).ok


def test_repeated_ids_have_an_entry_each_which_is_one_object(catalogue: Catalogue, to_2022: Edition) -> None:
    ledger = carry_refs(["lantern-2019.1", "lantern-2019.2.2", "lantern-2019.1"], to_2022, catalogue=catalogue)
    assert ledger.records_in == len(ledger) == 3
    assert ledger.entries[0] is ledger.entries[2]
    assert ledger.counts["carried"] == 2


def test_ids_of_several_editions_may_be_in_one_list(catalogue: Catalogue, to_2026: Edition) -> None:
    ids = ["lantern-2026.1.2", "lantern-2022.1.2", "lantern-2019.1.2"]
    ledger = carry_refs(ids, to_2026, catalogue=catalogue)
    assert [entry.verdict for entry in ledger.entries] == ["carried", "reassess", "reassess"]
    assert ledger.entries[0].targets == ("lantern-2026.1.2",)
    assert ledger.old == "lantern-2019"
    assert [step.old for step in ledger.steps] == ["lantern-2019", "lantern-2022"]
    assert cs.check(cs.readers.write(ledger, catalogue=catalogue), catalogue=catalogue).ok


def test_what_leads_nowhere_is_unknown_and_says_why(catalogue: Catalogue, to_2022: Edition) -> None:
    ids = ["scs-2018.1.1.5", "lantern-2026.1.1", "lantern-2011.1", "lantern-2022.9", "lantern-2019.9"]
    ledger = carry_refs(ids, to_2022, catalogue=catalogue)
    assert [(entry.verdict, entry.targets) for entry in ledger.entries] == [("unknown", ())] * 5
    reasons = [entry.reason for entry in ledger.entries]
    assert len(set(reasons)) == 5
    assert [step.concordance for step in ledger.steps] == ["lantern-2019--lantern-2022"]
    assert cs.check(cs.readers.write(ledger, catalogue=catalogue), catalogue=catalogue).ok


def test_an_id_a_partial_edition_does_not_hold_may_well_be_right(catalogue: Catalogue, to_2022: Edition) -> None:
    part = attrs.evolve(to_2022, completeness=attrs.evolve(to_2022.completeness, level="partial"))
    ledger = carry_refs(["lantern-2022.9"], part, catalogue=catalogue)
    assert (ledger.entries[0].verdict, ledger.entries[0].targets) == ("carried", ("lantern-2022.9",))


def test_nothing_at_all_is_an_empty_ledger(catalogue: Catalogue, to_2022: Edition) -> None:
    ledger = carry_refs([], to_2022, catalogue=catalogue)
    assert (ledger.old, ledger.new, len(ledger), ledger.steps) == ("lantern-2022", "lantern-2022", 0, ())


def test_of_the_care_standards_everything_is_unknown() -> None:
    shipped = cs.catalogue()
    ids = [provision.id for provision in cs.load("scs-2018")]
    ledger = carry_refs(ids, cs.load("scs-2025"), catalogue=shipped)
    assert ledger.counts["unknown"] == len(ids) == ledger.records_in


def test_a_paragraph_renumbered_and_reworded_is_for_review() -> None:
    ledger = carry_refs(["sg49-2020.15.45"], cs.load("sg49-2022"), catalogue=cs.catalogue())
    assert (ledger.entries[0].verdict, ledger.entries[0].targets) == ("carried-for-review", ("sg49-2022.15.52",))


@pytest.mark.parametrize("wrong", ["SECRET", "lantern-2019", "", None, 7, "lantern-2019.1\n"])
def test_what_is_no_id_is_refused_by_number_and_not_repeated(
    wrong: Any, catalogue: Catalogue, to_2022: Edition
) -> None:
    with pytest.raises(InvalidValueError, match="number 2 is none") as caught:
        carry_refs(["lantern-2019.1", wrong], to_2022, catalogue=catalogue)
    assert "SECRET" not in str(caught.value)


def test_nonsense_is_refused(catalogue: Catalogue, to_2022: Edition) -> None:
    wrong: Any = "lantern-2019.1"
    no_edition: Any = [wrong]
    for ask in (
        lambda: carry_refs(wrong, to_2022, catalogue=catalogue),
        lambda: carry_refs([wrong], no_edition, catalogue=catalogue),
        lambda: carry_refs([wrong], to_2022, catalogue=wrong),
        lambda: carry_rows(wrong, to_2022, catalogue=catalogue),
        lambda: carry_rows({"provision": wrong}, to_2022, catalogue=catalogue),  # type: ignore[arg-type]
        lambda: carry_rows([], no_edition, catalogue=catalogue),
        lambda: carry_rows([], to_2022, catalogue=catalogue, column=3),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidValueError):
            ask()


ROWS = [
    {"client": "a", "item": "lantern-2019.1.1", "n": 1},
    {"client": "b", "item": "lantern-2019.2.2", "n": 2},
    {"client": "c", "item": "lantern-2019.3.2", "n": None},
    {"client": "d", "item": None, "n": 4},
    {"client": "e", "item": "not an id", "n": 5},
    {"client": "f", "item": "lantern-2022.2.1", "n": 6},
    {"client": "g", "item": "lantern-2019.2.3", "n": 7},
    {"client": "h", "item": "lantern-2019.1.1.r2", "n": 8},
]


def test_a_column_is_carried_and_everything_else_kept(catalogue: Catalogue, to_2022: Edition) -> None:
    before = [dict(row) for row in ROWS]
    after = list(carry_rows(ROWS, to_2022, catalogue=catalogue, column="item"))
    assert before == ROWS
    assert all(list(row) == ["client", "item", "n", "item_was", "item_verdict", "item_targets"] for row in after)
    assert [(row["client"], row["n"], row["item_was"]) for row in after] == [
        (row["client"], row["n"], row["item"]) for row in ROWS
    ]
    assert [(row["item"], row["item_verdict"], row["item_targets"]) for row in after] == [
        ("lantern-2022.1.2", "carried", "lantern-2022.1.2"),
        ("lantern-2019.2.2", "reassess", "lantern-2022.2.2;lantern-2022.2.3"),
        ("lantern-2019.3.2", "unknown", ""),
        (None, "unknown", ""),
        ("not an id", "unknown", ""),
        ("lantern-2022.2.1", "carried", "lantern-2022.2.1"),
        ("lantern-2019.2.3", "retired", ""),
        ("lantern-2022.1.2.r2", "carried-for-review", "lantern-2022.1.2.r2"),
    ]


def test_link_rows_of_an_assessment_can_be_carried(catalogue: Catalogue, to_2022: Edition) -> None:
    rows = cs.to_rows(lantern_house.file_audit())
    after = list(carry_rows(rows, to_2022, catalogue=catalogue))
    assert [row["status"] for row in after] == [row["status"] for row in rows]
    assert [row["provision_verdict"] for row in after] == ["unknown", "reassess", "reassess", "carried", "retired"]


def test_rows_come_out_one_at_a_time_as_they_are_asked_for(catalogue: Catalogue, to_2022: Edition) -> None:
    taken: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        number = 0
        while True:
            taken.append(number)
            yield {"provision": "lantern-2019.1.1", "n": number}
            number += 1

    assert [row["n"] for row in islice(carry_rows(endless(), to_2022, catalogue=catalogue), 3)] == [0, 1, 2]
    assert len(taken) == 3


def test_memory_does_not_grow_with_the_table(
    catalogue: Catalogue, to_2022: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where every row has another id that nobody knows."""
    monkeypatch.setattr("care_standards.migration.references._MOST_KEPT", 1_000)

    def most(number: int) -> int:
        tracemalloc.start()
        for _ in carry_rows(({"provision": f"lantern-2019.{n}"} for n in range(number)), to_2022, catalogue=catalogue):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(10)
    assert most(20_000) < 1.5 * most(2_500)


def test_what_was_forgotten_for_room_is_the_same_when_asked_again(
    catalogue: Catalogue, to_2022: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("care_standards.migration.references._MOST_KEPT", 2)
    carrier = Carrier(to_2022, catalogue, "a test")
    first = carrier.entry("lantern-2019.2.2")
    for id in ("lantern-2019.1.1", "lantern-2019.1.2", "lantern-2019.1"):
        carrier.entry(id)
    assert carrier.entry("lantern-2019.2.2") == first


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"SECRET": "x"}, "row 2 has not"),
        ({"provision": "SECRET", "provision_was": "x"}, "row 2 has"),
        ({"provision": "SECRET", "provision_verdict": "x"}, "row 2 has"),
        ({"provision": "SECRET", "provision_targets": "x"}, "row 2 has"),
        (["SECRET"], "row 2 is none"),
    ],
)
def test_a_row_that_cannot_be_carried_is_told_by_its_number(
    row: Any, rule: str, catalogue: Catalogue, to_2022: Edition
) -> None:
    rows = carry_rows([{"provision": "lantern-2019.1"}, row], to_2022, catalogue=catalogue)
    assert next(rows)["provision"] == "lantern-2022.1"
    with pytest.raises(InvalidValueError, match=rule) as caught:
        next(rows)
    assert "SECRET" not in str(caught.value)


def test_rows_carried_twice_are_refused(catalogue: Catalogue, to_2022: Edition, to_2026: Edition) -> None:
    once = list(carry_rows([{"provision": "lantern-2019.1"}], to_2022, catalogue=catalogue))
    with pytest.raises(InvalidValueError, match="carried before"):
        list(carry_rows(once, to_2026, catalogue=catalogue))
