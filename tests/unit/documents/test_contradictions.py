"""Documents that contradict themselves or the data at hand: what is told, where, and what is left alone."""

import copy
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.model.catalogue import Catalogue
from care_standards.model.publication import EditionRecord, Publication

VALID = Path(__file__).resolve().parents[2] / "conformance" / "1.0" / "valid"


def good(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VALID / f"{name}.json").read_bytes())
    return copy.deepcopy(found.get("document", found))


def found(document: Any, **named: Any) -> list[tuple[str, str]]:
    return [(issue.code.value, issue.pointer) for issue in cs.check(document, **named).issues]


@pytest.mark.parametrize("kind", ["publication", "edition", "crosswalk", "concordance"])
def test_no_shipped_document_contradicts_itself_or_another(kind: str) -> None:
    shipped = {
        "publication": cs.publications(), "edition": cs.editions(), "crosswalk": cs.crosswalks(),
        "concordance": cs.catalogue().concordances,
    }[kind]  # fmt: skip
    assert shipped
    for item in shipped:
        # That most of an edition was never compared is no contradiction: our data say so, and check counts it.
        assert [issue for issue in found(cs.write(item)) if issue != ("CS438", "/changes")] == []


# ---- dates


@pytest.mark.parametrize(
    ("earliest", "latest", "word"),
    [
        ("2018-05-17", "2018-05-17", "day"), ("2018-05", "2018-05", "month"), ("2018", "2018", "year"),
        ("2018", "2019", "range"), ("2018", "2018-05", "range"), ("2018-05-17", "2018-05", "range"),
    ],
)  # fmt: skip
def test_one_word_of_precision_is_right(earliest: str, latest: str, word: str) -> None:
    document = good("publication/full")
    for said in ("day", "month", "year", "range"):
        document["editions"][0]["date"] = {"earliest": earliest, "latest": latest, "precision": said}
        document["events"] = []
        wrong = [] if said == word else [("CS424", "/editions/0/date/precision")]
        assert found(document) == wrong
        assert cs.check(document).verdict == "valid"


@pytest.mark.parametrize("word", ["day", "month", "year"])
def test_dates_in_the_wrong_order_are_told_once(word: str) -> None:
    document = good("publication/full")
    document["events"][0]["date"] |= {"earliest": "2024", "latest": "2023", "precision": word}
    assert found(document) == [("CS411", "/events/0/date/latest")]


def test_an_unknown_word_of_precision_is_the_schemas_to_report() -> None:
    document = good("publication/full")
    document["events"][0]["date"]["precision"] = "decade"
    assert [code for code, _ in found(document)] == ["CS304"]


# ---- editions


@pytest.mark.parametrize("name", ["notation", "heading"])
@pytest.mark.parametrize(
    "status", ["none", "confirmed", "inferred", "inferred-weak", "literal", "reported", "own-label"]
)
@pytest.mark.parametrize("there", [True, False])
def test_a_status_says_whether_something_is_there(name: str, status: str, there: bool) -> None:
    document = good("edition/every-kind")
    for provision in document["provisions"]:
        provision |= {f"{name}_status": "none"}
        provision.pop(name, None)
    document.pop("digest", None)
    document["provisions"][1][f"{name}_status"] = status
    if there:
        document["provisions"][1][name] = "1"
    codes = [(code, at) for code, at in found(document) if code != "CS304"]
    known = (status in ("confirmed", "inferred", "inferred-weak")) == (name == "notation") or status == "none"
    wrong = known and there == (status == "none")
    assert codes == ([("CS425", f"/provisions/1/{name}_status")] if wrong else [])


def test_a_register_holds_no_provisions() -> None:
    document = good("edition/every-kind")
    document["completeness"]["level"] = "register-only"
    assert found(document) == [("CS419", "/completeness/level")]
    document |= {"provisions": [], "completeness": {**document["completeness"], "provisions": 0}}
    document.pop("digest", None)
    assert found(document) == []


# ---- assessments


@pytest.mark.parametrize("blank", [" ", "\t\n", "\u00a0", "\u2003 \u3000"])
def test_only_not_applicable_needs_a_reason_that_says_something(blank: str) -> None:
    document = good("assessment/one-day")
    document["findings"][0] |= {"status": "not-applicable", "reason": blank}
    assert found(document) == [("CS426", "/findings/0/reason")]
    assert blank.strip() == ""
    document["findings"][0]["status"] = "not-met"
    assert found(document) == []
    document["findings"][0] |= {"status": "not-applicable", "reason": f"{blank}No rooms{blank}"}
    assert found(document) == []


def test_differences_are_accepted_for_a_reason() -> None:
    document = good("pack/every-difference")
    assert found(document) == []
    document["accepted_differences"]["reason"] = "\n"
    assert found(document) == [("CS426", "/accepted_differences/reason")]


@pytest.mark.parametrize(
    ("day", "odd"), [("2025-12-31", True), ("2026-01-01", False), ("2026-03-31", False), ("2027-01-01", False)]
)
def test_only_a_finding_before_the_period_is_odd(day: str, odd: bool) -> None:
    document = good("assessment/one-day")
    document["period"] = {"start": "2026-01-01", "end": "2026-03-31"}
    document["findings"][0]["assessed_on"] = day
    assert found(document) == ([("CS427", "/findings/0/assessed_on")] if odd else [])


@pytest.mark.parametrize(
    "period", [{"start": "2026-03-31", "end": "2026-01-01"}, {"start": "2026-02-30", "end": "2026-03-31"}]
)
def test_a_period_at_fault_says_nothing_about_findings(period: dict[str, str]) -> None:
    document = {**good("assessment/one-day"), "period": period}
    assert [code for code, _ in found(document)] in (["CS411"], ["CS306"])


def test_no_value_of_a_finding_is_shown() -> None:
    document = good("assessment/early-finding")
    document["findings"][0] |= {"status": "not-applicable", "reason": "  "}
    report = cs.check(document)
    assert len(report.issues) == 2
    assert not any("2019" in issue.hint or "not-applicable" in issue.hint for issue in report.issues)


# ---- publications


def succession(**links: tuple[str | None, str | None]) -> dict[str, Any]:
    """Give a publication whose editions a to d say which they superseded, and which superseded them."""
    document = good("publication/full")
    shape = {**document["editions"][0], "status": "superseded"}
    years = {name: f"inv-{2001 + place}" for place, name in enumerate("abcd")}
    document |= {"editions": [], "events": []}
    for name, (before, after) in links.items():
        record = {**shape, "id": years[name]}
        for member, other in (("supersedes", before), ("superseded_by", after)):
            record.pop(member, None)
            if other is not None:
                record[member] = years[other]
        document["editions"].append(record)
    return document


@pytest.mark.parametrize(
    ("links", "wrong"),
    [
        ({"a": (None, "b"), "b": ("a", None)}, []),
        ({"a": (None, "b"), "b": (None, None)}, [(0, "superseded_by")]),
        ({"a": (None, None), "b": ("a", None)}, [(1, "supersedes")]),
        ({"a": (None, "c"), "b": (None, "c"), "c": ("b", None)}, []),  # two became one
        ({"a": (None, "b"), "b": ("a", None), "c": ("a", None)}, []),  # one became two
        (
            {"a": (None, "c"), "b": (None, "d"), "c": ("b", None), "d": ("a", None)},
            [(0, "superseded_by"), (1, "superseded_by"), (2, "supersedes"), (3, "supersedes")],
        ),
    ],
)  # fmt: skip
def test_both_editions_tell_of_a_succession(links: Any, wrong: list[tuple[int, str]]) -> None:
    assert found(succession(**links)) == [("CS428", f"/editions/{place}/{name}") for place, name in wrong]


def test_a_name_that_is_at_fault_itself_is_told_once() -> None:
    itself = succession(a=(None, "b"), b=("b", None))
    assert found(itself) == [("CS405", "/editions/1/supersedes")]
    itself = succession(a=(None, "a"), b=("a", None))
    assert found(itself) == [("CS405", "/editions/0/superseded_by")]
    round_about = succession(a=("b", "b"), b=("a", "a"))
    assert found(round_about) == [("CS405", "/editions/0/superseded_by"), ("CS405", "/editions/1/superseded_by")]
    backwards = succession(a=("b", None), b=("c", "a"), c=("a", "b"))
    assert [at for code, at in found(backwards) if code == "CS405"] == [f"/editions/{n}/supersedes" for n in range(3)]
    nothing = succession(a=(None, "b"), b=("d", None))
    assert found(nothing) == [("CS403", "/editions/1/supersedes")]


@pytest.mark.parametrize("status", ["current", "current-not-checked", "superseded", "in-force", "historical-uk"])
def test_the_latest_edition_was_not_superseded(status: str) -> None:
    document = good("publication/full")
    document["editions"][0]["status"] = status
    wrong = status.startswith("current")
    assert found(document) == ([("CS425", "/editions/0/status")] if wrong else [])


def test_a_record_is_held_against_the_edition_at_hand_only() -> None:
    document = json.loads(cs.write(cs.resolve("scs")))
    record = next(one for one in document["editions"] if one["id"] == "scs-2018")
    place = document["editions"].index(record)
    record["completeness"]["provisions"] += 1
    assert found(document) == [("CS429", f"/editions/{place}/completeness/provisions")]
    without = attrs.evolve(cs.catalogue(), editions=())
    assert found(document, catalogue=without) == []
    record["completeness"]["coverage"] = "Said in other words."
    record["completeness"]["provisions"] -= 1
    assert found(document) == []


# ---- links


@pytest.mark.parametrize(("name", "side"), [("crosswalk", "source"), ("crosswalk", "target"), ("concordance", "new")])
def test_a_revision_that_is_not_at_hand(name: str, side: str) -> None:
    document = good(f"{name}/minimal")
    edition = cs.load(document[side]["edition"])
    later = attrs.evolve(edition, data_revision=3)
    others = tuple(one for one in cs.editions() if one.id != edition.id)
    at_hand = attrs.evolve(cs.catalogue(), editions=(*others, later))
    for revision in (1, 2, 3, 4):
        document[side]["data_revision"] = revision
        wrong = [] if revision == 3 else [("CS430", f"/{side}/data_revision")]
        assert found(document, catalogue=at_hand) == wrong
        for issue in cs.check(document, catalogue=at_hand).issues:
            assert ("Get the later data" in issue.hint) is (revision == 4)


def test_a_revision_of_an_edition_that_is_not_there_is_not_judged() -> None:
    document = good("crosswalk/minimal")
    document["source"] = {"edition": "scs-2081", "data_revision": 9}
    assert found(document) == [("CS408", "/source/edition")]


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_whole_edition_pins_nothing(side: str) -> None:
    document = good("crosswalk/whole-editions")
    assert found(document) == []
    document["mappings"][0][f"{side}_digest"] = f"sha256:{'0' * 64}"
    assert found(document) == [("CS431", f"/mappings/0/{side}_digest")]


def published(*dates: tuple[str, str, str]) -> Catalogue:
    """Give a catalogue with the Care Standards, their editions in this order and of these dates."""
    publication = cs.resolve("scs")
    assert isinstance(publication, Publication)
    records: dict[str, EditionRecord] = {record.id: record for record in publication.editions}
    made = tuple(
        attrs.evolve(records[id], date=attrs.evolve(records[id].date, earliest=first, latest=last, precision="range"))
        for id, first, last in dates
    )
    return attrs.evolve(cs.catalogue(), publications=(attrs.evolve(publication, editions=made),))


@pytest.mark.parametrize(
    ("dates", "backwards"),
    [
        ((("scs-2018", "2018", "2018"), ("scs-2025", "2025", "2025")), False),
        ((("scs-2018", "2025", "2025"), ("scs-2025", "2018", "2018")), True),  # by the dates
        ((("scs-2025", "2025", "2025"), ("scs-2018", "2018", "2018")), False),  # the dates against the order
        ((("scs-2018", "2018", "2026"), ("scs-2025", "2020", "2025")), False),  # the dates leave it open
        ((("scs-2025", "2020", "2025"), ("scs-2018", "2018", "2026")), True),  # and the order does not
        ((("scs-2025", "2025", "2025-10"), ("scs-2018", "2025-10-03", "2025-12")), True),
        ((("scs-2018", "2025-10-03", "2025-12"), ("scs-2025", "2025", "2025-10")), False),  # open in October
        ((("scs-2018", "2018", "2018"),), False),  # the other is not registered
    ],
)  # fmt: skip
def test_a_concordance_goes_from_the_earlier_edition_to_the_later(dates: Any, backwards: bool) -> None:
    expected = [("CS432", "/new/edition")] if backwards else []
    assert found(good("concordance/minimal"), catalogue=published(*dates)) == expected


def test_a_concordance_may_leave_out_an_edition_between() -> None:
    document = good("concordance/minimal")
    document["old"]["edition"] = "scs-2015"
    assert found(document) == []
