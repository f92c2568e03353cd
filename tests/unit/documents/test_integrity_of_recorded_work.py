"""The rules about recorded work that outlives editions: after a migration, in ledgers, in reviewed concordances."""

import copy
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents.integrity import claims

VALID = Path(__file__).resolve().parents[2] / "conformance" / "1.1" / "valid"

Found = list[tuple[str, str]]


def good(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VALID / f"{name}.json").read_bytes())
    return copy.deepcopy(found.get("document", found))


def found(document: Any, **named: Any) -> Found:
    return [(issue.code.value, issue.pointer) for issue in cs.check(document, **named).issues]


def hints(document: Any, **named: Any) -> str:
    return " ".join(issue.hint for issue in cs.check(document, **named).issues)


# ---- assessments


def migrated() -> dict[str, Any]:
    return good("assessment/cs434-after-a-migration")


def test_the_records_of_an_assessment_are_in_three_lists() -> None:
    counts = cs.check(migrated()).counts
    assert (counts.records_in, counts.records_judged) == (4, 4)
    assert {used.edition for used in cs.check(migrated()).judged_by.editions} == {"scs-2018", "scs-2015"}


@pytest.mark.parametrize("name", ["unresolved", "archive"])
@pytest.mark.parametrize(
    ("id", "codes"),
    [
        ("scs-2015.s1", []), ("scs-2025.childrens-annex", []), ("scs-2014.7", ["CS409"]), ("scs-2015.s9", ["CS409"]),
        ("scs-2018.1.1.5", ["CS434"]), ("scs-2018.9.9.9", ["CS434"]), ("ecat-2005.12", ["CS434"]),
        ("nobody-2005.12", ["CS434"]), ("scs-2013.1", ["CS408"]),
    ],
)  # fmt: skip
def test_the_other_lists_hold_findings_of_other_editions_of_the_publication(
    name: str, id: str, codes: list[str]
) -> None:
    document = {**migrated(), "findings": [], "unresolved": [], "archive": []}
    document[name] = [{"provision": id, "status": "not-assessed", "evidence": []}]
    assert found(document) == [(code, f"/{name}/0/provision") for code in codes]


def test_a_retired_or_impossible_id_is_one_in_every_list() -> None:
    shipped = cs.catalogue()
    old = cs.load("scs-2015")
    whole = attrs.evolve(old, completeness=attrs.evolve(old.completeness, level="complete"))
    catalogue = attrs.evolve(shipped, editions=(*(e for e in shipped.editions if e.id != old.id), whole))
    document = {**migrated(), "findings": [], "archive": []}
    document["unresolved"] = [{"provision": "scs-2015.s9", "status": "not-assessed", "evidence": []}]
    assert found(document, catalogue=catalogue) == [("CS407", "/unresolved/0/provision")]


def test_an_edition_that_is_not_registered_is_told_once() -> None:
    document = {**migrated(), "findings": [], "unresolved": [], "archive": []}
    for name in ("unresolved", "archive"):
        document[name] = [{"provision": f"scs-2013.{name}", "status": "not-assessed", "evidence": []}]
    assert found(document) == [("CS408", "/unresolved/0/provision")]


def test_where_the_edition_is_not_known_its_publication_is_still_told_by_its_id() -> None:
    assert found({**migrated(), "edition": "scs-2081"}) == [("CS408", "/edition")]
    lost = {**migrated(), "edition": "nobody-2081", "findings": []}
    assert [code for code, _ in found(lost)] == ["CS408", "CS434", "CS434"]


def test_one_finding_stands_once_in_the_two_lists_together() -> None:
    document = migrated()
    document["unresolved"].append(document["unresolved"][0])
    document["archive"].append(document["unresolved"][0])
    assert found(document) == [("CS402", "/unresolved/1/provision"), ("CS402", "/archive/1/provision")]


@pytest.mark.parametrize("name", ["findings", "unresolved", "archive"])
def test_what_a_finding_rests_on_is_judged_in_every_list(name: str) -> None:
    document = {**migrated(), "findings": [], "unresolved": [], "archive": []}
    id = "scs-2018.1.1.5" if name == "findings" else "scs-2015.s1"
    document[name] = [
        {
            "provision": id, "status": "met", "assessed_on": "2026-01-15",
            "evidence": [{"ref": "d-1", "bearing": "counters", "collected": "2026-01-02", "recorded": "2026-01-01"}],
        },
    ]  # fmt: skip
    assert found(document) == [
        ("CS433", f"/{name}/0/evidence/0"), ("CS411", f"/{name}/0/evidence/0/recorded"),
    ]  # fmt: skip
    document[name] = [
        {"provision": id, "status": "not-applicable", "reason": "\t", "assessed_on": "2026-01-15", "evidence": []}
    ]
    assert found(document) == [("CS426", f"/{name}/0/reason")]


@pytest.mark.parametrize("status", ["met", "partly-met", "not-met", "not-assessed", "not-applicable"])
@pytest.mark.parametrize(
    ("evidence", "unanswered"),
    [
        ({}, False), ({"bearing": "supports"}, False), ({"bearing": "counters"}, True),
        ({"bearing": "counters", "answer": " \n\t"}, True), ({"bearing": "counters", "answer": "x"}, False),
    ],
)  # fmt: skip
def test_only_met_needs_an_answer(status: str, evidence: dict[str, str], unanswered: bool) -> None:
    document = migrated()
    document["findings"][0] |= {"status": status, "reason": "x", "evidence": [{"ref": "d-1", **evidence}]}
    assert found(document) == ([("CS433", "/findings/0/evidence/0")] if unanswered and status == "met" else [])


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({}, []), ({"recorded": "2026-01-01"}, []), ({"expires": "2020-01-01"}, []),
        ({"collected": "2026-01-01", "recorded": "2026-01-01", "expires": "2026-01-01"}, []),
        ({"collected": "2026-01-02", "recorded": "2026-01-01", "expires": "2026-01-01"}, ["recorded", "expires"]),
        ({"recorded": "2026-01-02", "expires": "2026-01-01"}, []),
    ],
)  # fmt: skip
def test_days_of_evidence_stand_in_their_order(days: dict[str, str], wrong: list[str]) -> None:
    document = migrated()
    document["findings"][0]["evidence"] = [{"ref": "d-1", **days}]
    assert found(document) == [("CS411", f"/findings/0/evidence/0/{name}") for name in wrong]


def test_a_day_that_the_schema_refuses_is_compared_with_nothing() -> None:
    document = migrated()
    document["findings"][0]["evidence"] = [{"ref": "d-1", "collected": "2026-02", "recorded": "2026-01-01"}]
    assert [pointer for _, pointer in found(document)] == ["/findings/0/evidence/0/collected"]


@pytest.mark.parametrize(
    ("changed", "agrees"),
    [
        ({}, True), ({"status": "met"}, False), ({"assessed_on": "2026-01-13"}, False), ({"assessed_on": None}, False),
        ({"provision": "scs-2015.s1"}, False), ({"verdict": "carried"}, True), ({"verdict": "unknown"}, True),
        ({"verdict": None}, True), ({"provision": "scs-2015.s1", "assessment": "before"}, True),
    ],
)  # fmt: skip
def test_a_finding_made_again_agrees_with_the_archive(changed: dict[str, str | None], agrees: bool) -> None:
    document = migrated()
    link = {**document["findings"][1]["earlier"][0], **changed}
    document["findings"][1]["earlier"] = [{name: value for name, value in link.items() if value is not None}]
    assert found(document) == ([] if agrees else [("CS435", "/findings/1/earlier/0")])


def test_hints_about_an_assessment_hold_nothing_of_it() -> None:
    document = migrated()
    document["unresolved"][0]["provision"] = "ecat-2005.zanzibar"
    document["archive"][0] |= {"status": "met", "evidence": [{"ref": "zanzibar", "bearing": "counters"}]}
    report = cs.check(document)
    assert {issue.code.value for issue in report.issues} == {"CS433", "CS434", "CS435"}
    assert "zanzibar" not in cs.write(report).decode()


def test_an_assessment_of_many_lists_is_judged_once_each() -> None:
    """Two thousand findings, each in the archive and named by one made again, take one walk over either list."""
    many = 2_000
    document = {**migrated(), "unresolved": []}
    document["archive"] = [
        {"provision": f"scs-2015.x{n}", "status": "met", "assessed_on": "2026-01-15", "evidence": []}
        for n in range(many)
    ]
    document["findings"] = [
        {
            "provision": f"scs-2018.x{n}", "status": "not-assessed", "evidence": [],
            "earlier": [
                {
                    "provision": f"scs-2015.x{n}", "status": "met", "assessed_on": "2026-01-15",
                    "verdict": "reassess",
                },
            ],
        }
        for n in range(many)
    ]  # fmt: skip
    report = cs.check(document)
    assert (report.counts.records_judged, report.counts.errors, report.counts.warnings) == (2 * many, 0, 0)


# ---- ledgers


def ledger(**changed: Any) -> dict[str, Any]:
    return {**good("ledger/cs437-two-steps"), **changed}


def test_what_was_added_and_then_withdrawn_has_neither_source_nor_target() -> None:
    document = ledger()
    document["entries"].append({"verdict": "retired", "reason": "Invented."})
    assert found(document) == []


@pytest.mark.parametrize(
    ("subject", "verdict", "right"),
    [
        ("document", "carried", True), ("document", "changed", True), ("document", "defaulted", True),
        ("document", "dropped", True), ("document", "unknown", False), ("document", "reassess", False),
        ("document", "added", False), ("document", "retired", False), ("document", "carried-for-review", False),
        ("references", "changed", False), ("crosswalk", "dropped", False), ("assessment", "defaulted", False),
        ("references", "carried", True), ("crosswalk", "unknown", True), ("assessment", "reassess", True),
    ],
)  # fmt: skip
def test_each_subject_has_its_verdicts(subject: str, verdict: str, right: bool) -> None:
    ends = {"old": "1.0", "new": "1.1"} if subject == "document" else {"old": "scs-2015", "new": "scs-2018"}
    entry = {"source": "/findings/0", "verdict": verdict, "reason": "Invented."}
    document = ledger(subject=subject, steps=[], records_in=1, entries=[entry], **ends)
    if verdict == "added":
        del document["entries"][0]["source"]
        document["records_in"] = 0
    assert found(document) == ([] if right else [("CS437", "/entries/0/verdict")])


def test_only_a_finding_is_accounted_for_once() -> None:
    twice = [{"source": "scs-2015.s1", "verdict": "unknown", "reason": "Invented."}] * 2
    for subject, codes in (("assessment", [("CS436", "/entries/1/source")]), ("references", []), ("crosswalk", [])):
        assert found(ledger(subject=subject, entries=twice, records_in=2)) == codes


def test_steps_may_come_from_several_editions_and_lead_to_one() -> None:
    document = ledger()
    document["steps"] = [{"old": "scs-2014", "new": "scs-2018"}, *document["steps"]]
    assert found(document) == []
    document["steps"] = document["steps"][::-1]
    assert ("CS437", "/steps/1/new") in found(document)


def test_a_ledger_of_a_document_is_from_version_to_version() -> None:
    document = good("ledger/cs437-of-a-document")
    assert found({**document, "old": "scs-2015"}) == [("CS437", "/old")]
    assert found(ledger(new="1.1")) == [
        ("CS437", "/new"), ("CS437", "/steps/1/new"),
    ]  # fmt: skip


def test_figures_of_a_step_that_are_left_out_are_nought() -> None:
    document = ledger()
    document["steps"][1]["agreed"] = 1
    assert found(document) == [("CS419", "/steps/1/agreed")]


def test_hints_about_a_ledger_hold_no_record_of_it() -> None:
    document = ledger(records_in=9)
    document["entries"][0] |= {"source": "scs-2015.zanzibar", "targets": ["ecat-2005.zanzibar"]}
    document["entries"][1]["source"] = "scs-2015.zanzibar"
    report = cs.check(document)
    assert {issue.code.value for issue in report.issues} == {"CS410", "CS419", "CS436"}
    assert "zanzibar" not in cs.write(report).decode()


@pytest.mark.parametrize("name", ["ledger/cs437-two-steps", "assessment/cs434-after-a-migration"])
@pytest.mark.parametrize("value", [None, 7, "x", True, [], {}, [None, 7, "x", [], {}], [{"evidence": 7, "earlier": 7}]])
def test_what_the_schema_refuses_never_stops_these_rules(name: str, value: Any) -> None:
    document = good(name)
    for member in document:
        if member not in ("$schema", "schema_version", "kind"):
            report = cs.check({**document, member: value})
            assert report.counts.records_in == report.counts.records_judged


# ---- concordances


def concordance(*rows: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Give a concordance from scs-2015, of which two items are held, to scs-2018 with these rows."""
    ends = {side: {"edition": id, "data_revision": 1} for side, id in (("old", "scs-2015"), ("new", "scs-2018"))}
    changes = [{"id": f"row-{place}", **one} for place, one in enumerate(rows)]
    return {**good("concordance/minimal"), **ends, "changes": changes, **changed}


def row(kind: str, old: str, new: str, **more: Any) -> dict[str, Any]:
    """Give a row; ``old`` and ``new`` are local ids with spaces between."""
    ends = {
        side: [f"{edition}.{id}" for id in ids.split()]
        for side, edition, ids in (("old", "scs-2015", old), ("new", "scs-2018", new))
    }
    return {"kind": kind, **ends, "basis": "stated", "confidence": "low", "sources": [], **more}


def looked_at_twice(*rows: dict[str, Any], **changed: Any) -> Found:
    """Give the warnings, without those about ids that our partial data do not hold."""
    return [issue for issue in found(concordance(*rows, **changed)) if issue[0] != "CS409"]


BOTH = "s1 s2"
DISPUTED = {"review": {"state": "disputed"}}
A, B = "1.1.1", "1.1.5"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], []),  # nobody has begun: the document says so with its default
        ([("added", "", A)], []),
        ([("reworded", "s1", A)], ["CS438"]),
        ([("withdrawn", BOTH, "")], []),
        ([("reworded", "s1", A), ("unknown", "s2", "")], []),
    ],
)
def test_items_without_a_row_are_told_once_comparing_has_begun(
    rows: list[tuple[str, str, str]], codes: list[str]
) -> None:
    assert looked_at_twice(*(row(*one) for one in rows)) == [(code, "/changes") for code in codes]


def test_a_complete_concordance_is_asked_about_both_sides() -> None:
    rows = row("withdrawn", BOTH, ""), row("added", "", A)
    assert found(concordance(*rows)) == []
    complete = concordance(*rows, completeness="complete")
    assert found(complete) == [("CS438", "/changes")]
    assert "43 of the 44 held of scs-2018 are in no row" in hints(complete)
    empty = concordance(completeness="complete")
    assert "2 of the 2 held of scs-2015 are in no row: scs-2015.s1, scs-2015.s2." in hints(empty)
    assert "44 of the 44 held of scs-2018" in hints(empty)


def test_a_default_that_says_something_leaves_no_item_without_a_row() -> None:
    default = {"kind": "unchanged", "applies_to": "All.", "rule": "All was compared."}
    assert looked_at_twice(row("reworded", "s1", A), default=default) == []


@pytest.mark.parametrize("old", ["scs-2014", "scs-2081"])  # of the one nothing is held, the other nobody knows
def test_an_edition_of_which_nothing_is_held_has_no_item_without_a_row(old: str) -> None:
    ends = {"old": {"edition": old, "data_revision": 1}, "new": {"edition": "scs-2015", "data_revision": 1}}
    told = hints(concordance(completeness="complete", **ends))
    assert "2 of the 2 held of scs-2015 are in no row" in told
    assert f"held of {old}" not in told


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        (("reworded", "s1", A), ("withdrawn", BOTH, ""), "/old/0"),
        (("reworded", "s2", A), ("withdrawn", BOTH, ""), "/old/1"),
        (("split", "s1", f"{A} {B}"), ("split", "s1", "1.1 1"), None),
        (("split", "s1", f"{A} {B}"), ("moved", "s1", "1.1"), "/old/0"),
        (("reworded", "s1", A), ("clarified", "s1", A), "/old/0"),  # told on the old side alone
        (("reworded", "s1", A), ("moved", "s2", A), "/new/0"),
        (("split", "s1", f"{A} {B}"), ("moved", "s2", B), "/new/0"),
        (("merged", "s1 z", A), ("merged", "s2 y", A), None),
        (("merged", BOTH, A), ("added", "", f"{B} {A}"), "/new/1"),
        (("added", "", A), ("added", "", A), "/new/0"),
        (("added", "", A), ("added", "", B), None),
        (("unchanged", "s1", A), ("unchanged", "s2", B), None),
        (("unknown", "s1", ""), ("reworded", "s1", A), "/old/0"),
    ],
)
def test_double_claims(first: tuple[str, str, str], second: tuple[str, str, str], where: str | None) -> None:
    rest = {id for one in (first, second) for id in one[1].split()}
    others = [row("unknown", id, "") for id in BOTH.split() if id not in rest]
    rows = [row(*first), row(*second), *others]
    assert looked_at_twice(*rows) == ([("CS439", f"/changes/1{where}")] if where else [])
    # A row that somebody disputes claims nothing; whichever of the two it is, the other stands alone.
    for place in (0, 1):
        disputed = [{**one, **DISPUTED} if n == place else one for n, one in enumerate(rows)]
        assert [code for code, _ in looked_at_twice(*disputed) if code != "CS438"] == []


def test_halves_of_a_merger_in_two_rows_are_one_merger() -> None:
    halves = row("moved", "s1", A, also=["merged"]), row("reworded", "s2", A, also=["merged"])
    assert looked_at_twice(*halves) == []
    assert looked_at_twice(halves[0], row("reworded", "s2", A)) == [("CS439", "/changes/1/new/0")]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([row("moved", "s1", A, also=["reworded", "split"])], "/changes/0/also/1"),
        ([row("moved", "s1", A, also=["split"]), row("moved", "s1", B, also=["split"])], None),
        ([row("scope-widened", "s1", f"{A} {B}", also=["split"])], None),
        ([row("moved", "s1", A, also=["merged"])], "/changes/0/also/0"),
        ([row("scope-widened", "s1 z", A, also=["merged"])], None),
        ([row("scope-widened", "s1", "", also=["split"])], None),  # where the parts are nobody says
        ([row("scope-widened", "", "", also=["split", "merged"])], None),
    ],
)
def test_a_split_of_one_part_and_a_merger_of_one(rows: list[dict[str, Any]], where: str | None) -> None:
    told = [issue for issue in looked_at_twice(*rows) if issue[0] != "CS438"]
    assert told == ([("CS440", where)] if where else [])


def test_a_thousand_rows_about_one_part_are_looked_at_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    was = claims._is_one
    monkeypatch.setattr(claims, "_is_one", lambda several: bool(asked.append(None)) or was(several))
    told = looked_at_twice(*(row("moved", "s1", A, also=["split", "merged"]) for _ in range(1_000)))
    assert [code for code, _ in told].count("CS440") >= len(asked) == 2  # one old id, one new one


def test_a_part_that_is_disputed_leaves_the_other_alone() -> None:
    rows = row("moved", "s1", A, also=["split"]), row("moved", "s1", B, also=["split"], **DISPUTED)
    assert ("CS440", "/changes/0/also/0") in looked_at_twice(*rows)


def test_a_row_without_its_ends_is_mended_before_anything_is_looked_at_twice() -> None:
    assert looked_at_twice(row("split", "s1", A), row("withdrawn", "s1", "")) == [("CS418", "/changes/0/new")]


def numbers(*pairs: tuple[int, int], **more: Any) -> Found:
    rows = [row("renumbered", f"z.{old}", f"z.{new}", **more) for old, new in pairs]
    return looked_at_twice(*rows)


@pytest.mark.parametrize(
    ("pairs", "first_rows"),
    [
        ([(1, 2), (2, 1)], [0]),
        ([(1, 1), (2, 2)], []),
        ([(1, 2), (2, 3), (3, 4)], []),
        ([(9, 1), (1, 2), (2, 3), (3, 1)], [1]),  # the first one leads into the ring, and 1 is claimed by two
        ([(5, 6), (1, 2), (6, 5), (2, 1), (7, 7)], [0, 1]),
    ],
)
def test_numbers_that_go_round_are_told_once_a_ring(pairs: list[tuple[int, int]], first_rows: list[int]) -> None:
    told = [issue for issue in numbers(*pairs) if issue[0] != "CS439"]
    assert told == [("CS441", f"/changes/{place}/new") for place in first_rows]


def test_a_ring_names_its_rows_and_no_number() -> None:
    document = concordance(row("renumbered", "zanzibar.1", "zanzibar.2"), row("moved", "zanzibar.2", "zanzibar.1"))
    (told,) = [issue.hint for issue in cs.check(document).issues if issue.code == "CS441"]
    assert "2 rows: /changes/0, /changes/1." in told
    assert "zanzibar" not in told


def test_a_ring_is_broken_by_a_disputed_row() -> None:
    rows = row("renumbered", "z.1", "z.2"), row("renumbered", "z.2", "z.1", **DISPUTED)
    assert looked_at_twice(*rows) == []


def test_hints_about_a_concordance_hold_no_id_of_it() -> None:
    rows = [row("reworded", "zanzibar", "zanzibar"), row("moved", "zanzibar", "zanzibar", also=["split"])]
    report = cs.check(concordance(*rows))
    assert {issue.code.value for issue in report.issues} == {"CS409", "CS439", "CS440"}
    assert "zanzibar" not in cs.write(report).decode()


def test_warnings_alone_leave_a_concordance_valid() -> None:
    report = cs.check(concordance(row("reworded", "s1", A), row("withdrawn", "s1", "")))
    assert (report.verdict, report.counts.warnings, report.ok) == ("valid", 2, True)


def test_long_concordances_are_walked_once() -> None:
    """Two thousand rows in one ring, and one item that all the rows of a merger claim."""
    many = 2_000
    ring = numbers(*((n, (n + 1) % many) for n in range(many)))
    assert ring == [("CS441", "/changes/0/new")]
    halves = [row("moved", f"y.{n}", "z", also=["merged"]) for n in range(many)]
    assert looked_at_twice(*halves) == []
