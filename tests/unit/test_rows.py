"""Flat rows: what gives rows, in which columns, and what never stands in them."""

from datetime import date
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import model
from care_standards.errors import InvalidValueError

CANARY = "Canary 4711"
DAY = date(2026, 3, 1)


def _columns(rows: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    assert all(value is None or type(value) in (str, int, float) for row in rows for value in row.values())
    return {tuple(row) for row in rows}


def test_lists_of_records_have_the_rows_of_what_holds_them() -> None:
    edition, crosswalk = cs.load("scs-2018"), cs.crosswalk("scs-2018", "ecat-2005")
    concordance, report = cs.concordance("scs-2018", "scs-2025"), cs.check("examples/planted-problems.json")
    pairs: tuple[tuple[Any, Any], ...] = (
        (edition, edition.provisions), (crosswalk, crosswalk.mappings), (concordance, concordance.changes),
        (report, report.issues),
    )  # fmt: skip
    for whole, records in pairs:
        rows = cs.to_rows(whole)
        assert rows
        assert len(_columns(rows)) == 1
        assert cs.to_rows(records) == cs.to_rows(list(records)) == cs.to_rows(iter(records)) == rows
    assert cs.to_rows(cs.editions()) == cs.to_rows(cs.catalogue())
    assert {row["id"] for row in cs.to_rows(cs.select(edition, force="must-not"))} == {
        row["id"] for row in cs.to_rows(edition) if row["force"] == "must-not"
    }
    assert cs.to_rows(cs.mapping.targets_of(crosswalk, "scs-2018.1.1.2.s1"))[0]["target"] == "ecat-2005.12.6"
    assert cs.to_rows([]) == []


@pytest.mark.parametrize("value", ["scs-2018", b"scs-2018", 5, None, [5], {"scs-2018": 1}, [CANARY], object()])
def test_anything_else_is_refused_and_not_repeated(value: Any) -> None:
    with pytest.raises(InvalidValueError, match="must be a record of the model") as caught:
        cs.to_rows(value)
    assert CANARY not in str(caught.value)


def test_records_of_two_classes_make_no_table() -> None:
    mixed: Any = [cs.load("scs-2018")["1.1.5"], cs.crosswalk("scs-2018", "ecat-2005").mappings[0]]
    with pytest.raises(InvalidValueError):
        cs.to_rows(mixed)


def test_a_row_of_a_finding_has_no_note_unless_asked_for() -> None:
    findings = [
        model.Finding(provision="scs-2018.1.1.5", status="met", assessed_on=DAY, note=CANARY,
                      evidence=(model.Evidence(ref="one"), model.Evidence(ref="two"))),
        model.Finding(provision="scs-2018.9.9", status="not-assessed", evidence=()),
    ]  # fmt: skip
    assessment = model.Assessment(
        subject=model.Subject(kind="case", ref="case-1"), edition="scs-2018",
        context=model.Context(nation="wales", populations={"dependants", "children"}),
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"), findings=findings,
    )  # fmt: skip
    met, open_ = cs.to_rows(assessment)
    assert CANARY not in repr((met, open_))
    assert (met["evidence"], met["assessed_on"], met["populations"]) == ("one;two", "2026-03-01", "children;dependants")
    assert (open_["provision"], open_["status"], open_["evidence"]) == ("scs-2018.9.9", "not-assessed", "")
    assert [row["note"] for row in cs.to_rows(assessment, with_notes=True)] == [CANARY, None]


def test_the_wording_of_a_publisher_is_in_no_row() -> None:
    wording = model.Wording(language="en", value=CANARY)
    edition = cs.load("scs-2018")
    private = attrs.evolve(
        edition, rights=attrs.evolve(edition.rights, sharing="private"),
        provisions=[attrs.evolve(p, text=wording) for p in edition],
    )  # fmt: skip
    assert CANARY not in repr(cs.to_rows(private))
    assert CANARY not in repr(cs.to_rows(cs.diff(edition, private)))
