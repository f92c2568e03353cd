"""Flat rows: what gives rows, in which columns, and what never stands in them."""

from datetime import date
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import model, vocabularies
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


LINK_COLUMNS = (
    "edition", "provision", "status", "reason", "assessed_on", "evidence", "subject_kind", "subject_ref", "nation",
    "setting", "stage", "populations", "period_start", "period_end", "assessor_role", "tool", "tool_version", "list",
    "confidence", "evidence_kinds", "evidence_bearings", "evidence_collected", "evidence_recorded", "evidence_expires",
    "evidence_voices", "unanswered", "actions", "actions_open", "next_due", "earlier", "earlier_statuses",
    "earlier_verdicts",
)  # fmt: skip


def test_rows_of_a_migrated_assessment_say_in_which_list_a_finding_is_and_of_which_edition() -> None:
    def action(state: Any, due: Any) -> model.Action:
        return model.Action(summary=CANARY, owner_role="trustee", state=state, due=due)

    evidence = (
        model.Evidence(ref="one", kind="policy", collected=DAY, expires=DAY),
        model.Evidence(ref="two", bearing="counters", recorded=DAY),
        model.Evidence(ref="three", bearing="counters", answer=CANARY),
        model.Evidence(ref="four", kind="survivor-voice",
                       voices=model.Voices(number="fewer-than-11", consent="anonymous")),
    )  # fmt: skip
    link = model.EarlierFinding(provision="scs-2018.1.1.4", status="not-met", assessed_on=DAY, verdict="reassess")
    other = model.EarlierFinding(provision="scs-2018.1.1.6", status="met", assessed_on=DAY)
    actions = [action("open", DAY), action("in-progress", date(2026, 1, 1)), action("done", date(2020, 1, 1))]
    full = model.Finding(
        provision="scs-2025.new", status="met", assessed_on=DAY, evidence=evidence, confidence="low", note=CANARY,
        actions=actions, earlier=(link, other),
    )  # fmt: skip
    old = model.Finding(provision="scs-2018.1.1.5", status="met", assessed_on=DAY, evidence=())
    gone = attrs.evolve(old, provision="scs-2018.1.1.4", status="not-met")
    assessment = model.Assessment(
        subject=model.Subject(kind="case", ref="case-1"), edition="scs-2025", findings=(full,), unresolved=(old,),
        archive=(gone,), period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"),
    )  # fmt: skip
    rows = cs.to_rows(assessment)
    assert _columns(rows) == {LINK_COLUMNS}
    assert [(row["list"], row["edition"], row["provision"]) for row in rows] == [
        ("findings", "scs-2025", "scs-2025.new"), ("unresolved", "scs-2018", "scs-2018.1.1.5"),
        ("archive", "scs-2018", "scs-2018.1.1.4"),
    ]  # fmt: skip
    assert [rows[0][name] for name in LINK_COLUMNS[15:]] == [
        "invented", "1", "findings",
        "low", "policy;;;survivor-voice", "supports;counters;counters;supports", "2026-03-01;;;",
        ";2026-03-01;;", "2026-03-01;;;", ";;;fewer-than-11", 1, 3, 2, "2026-01-01", "scs-2018.1.1.4;scs-2018.1.1.6",
        "not-met;met", "reassess;",
    ]  # fmt: skip
    assert [rows[1][name] for name in LINK_COLUMNS[18:]] == [None, "", "", "", "", "", "", 0, 0, 0, None, "", "", ""]
    assert CANARY not in repr(rows)
    with_notes = cs.to_rows(assessment, with_notes=True)
    assert _columns(with_notes) == {(*LINK_COLUMNS[:6], "note", *LINK_COLUMNS[6:])}


def test_what_a_row_shares_with_the_link_row_has_the_same_names() -> None:
    assert set(vocabularies.LINK_COLUMNS) <= {*LINK_COLUMNS, "note"}


def test_rows_of_a_ledger_are_its_entries() -> None:
    entries = [
        model.LedgerEntry(source="scs-2018.1.1.5", targets=("scs-2025.a", "scs-2025.b"), verdict="reassess",
                          reason="Invented.", changes=("scs-2018--scs-2025/chg-1",), was="met"),
        model.LedgerEntry(verdict="added", reason="Invented.", targets=("scs-2025.c",)),
    ]  # fmt: skip
    ledger = model.Ledger(subject="assessment", old="scs-2018", new="scs-2025", records_in=1, entries=entries)
    rows = cs.to_rows(ledger)
    assert _columns(rows) == {
        ("subject", "old", "new", "source", "targets", "verdict", "was", "reason", "changes")
    }  # fmt: skip
    assert list(rows[0].values()) == [
        "assessment", "scs-2018", "scs-2025", "scs-2018.1.1.5", "scs-2025.a;scs-2025.b", "reassess", "met", "Invented.",
        "scs-2018--scs-2025/chg-1",
    ]  # fmt: skip
    assert (rows[1]["source"], rows[1]["was"], rows[1]["changes"]) == (None, None, "")


def test_rows_of_changes_say_what_a_person_said_of_them() -> None:
    change = cs.concordance("scs-2018", "scs-2025").changes[0]
    review = model.ChangeReview(state="agreed", role="peer-reviewer", on=DAY, note=CANARY)
    bare, reviewed = cs.to_rows([change, attrs.evolve(change, review=review)])
    names = ("review_state", "review_role", "review_on")
    assert tuple(bare)[-3:] == names
    assert [bare[name] for name in names] == [None, None, None]
    assert [reviewed[name] for name in names] == ["agreed", "peer-reviewer", "2026-03-01"]


def test_the_wording_of_a_publisher_is_in_no_row() -> None:
    wording = model.Wording(language="en", value=CANARY)
    edition = cs.load("scs-2018")
    private = attrs.evolve(
        edition, rights=attrs.evolve(edition.rights, sharing="private"),
        provisions=[attrs.evolve(p, text=wording) for p in edition],
    )  # fmt: skip
    assert CANARY not in repr(cs.to_rows(private))
    assert CANARY not in repr(cs.to_rows(cs.diff(edition, private)))
