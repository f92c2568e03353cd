"""The lowest version an object fits, and writing in any other."""

import json
from datetime import date
from itertools import combinations
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents import pipeline, versions
from care_standards.documents.codec import MODELS, lowest_version, to_plain
from care_standards.documents.pipeline import Reading, read_with_account, write
from care_standards.documents.schema_registry import OLDEST, VERSIONS, flat_schema, kind_since, kinds_of, schema_id
from care_standards.documents.upgrades.from_1_0_to_1_1 import ADDED
from care_standards.documents.versions import contents_since
from care_standards.errors import InvalidDocumentError, InvalidValueError, LossRefusedError
from care_standards.model import (
    Action,
    Assessment,
    Change,
    ChangeReview,
    Counts,
    EarlierFinding,
    Evidence,
    Finding,
    Issue,
    JudgedBy,
    Ledger,
    LedgerEntry,
    Period,
    Producer,
    Report,
    Subject,
    TableRead,
    Voices,
)
from care_standards.vocabularies import DOCUMENT_KINDS, LISTS_SINCE, WORDS_SINCE

DAY = date(2026, 3, 1)
CANARY = "zorblax"
FINDING = Finding(provision="scs-2018.1.1.5", status="met", assessed_on=DAY, evidence=[Evidence(ref="d-1")])
ASSESSMENT = Assessment(
    subject=Subject(kind="service", ref="svc-1"),
    edition="scs-2018",
    period=Period(start=DAY, end=DAY),
    assessor_role="quality-lead",
    produced_by=Producer(name="example", version="1"),
    findings=[FINDING],
)
NEWER: dict[type, dict[str, Any]] = {
    Evidence: {
        "kind": "policy", "bearing": "counters", "collected": DAY, "recorded": DAY, "expires": DAY,
        "voices": Voices(number="11-or-more", consent="anonymous"), "answer": "Put right.",
    },
    Finding: {
        "confidence": "low", "actions": [Action(summary=CANARY, owner_role="trustee", state="open")],
        "earlier": [EarlierFinding(provision="scs-2015.s1", status="met")],
    },
    Assessment: {"unresolved": [attrs.evolve(FINDING, provision="scs-2015.s1")],
                 "archive": [attrs.evolve(FINDING, provision="scs-2015.s2")]},
    Change: {"review": ChangeReview(state="agreed")},
    Report: {"table": TableRead(format="csv", rows=0, invalid=0, unverified=0)},
    JudgedBy: {"engine": "jsonschema"},
    Issue: {"sheet": 1, "row": 3},
}  # fmt: skip
NEEDS = {"voices": {"kind": "survivor-voice"}, "answer": {"bearing": "counters"}}
LEDGER = Ledger(subject="references", old="scs-2018", new="scs-2025", records_in=0, entries=[])


def with_member(model: type, name: str) -> cs.Assessment:
    members = {name: NEWER[model][name], **NEEDS.get(name, {})}
    if model is Assessment:
        return attrs.evolve(ASSESSMENT, **members)
    if model is Finding:
        return attrs.evolve(ASSESSMENT, findings=[attrs.evolve(FINDING, **members)])
    return attrs.evolve(ASSESSMENT, findings=[attrs.evolve(FINDING, evidence=[Evidence(ref="d-1", **members)])])


CASES = [(model, name) for model in (Evidence, Finding, Assessment) for name in NEWER[model]]


def test_the_table_of_the_step_is_what_the_model_says_arrived_then() -> None:
    """Two independent lists of the same: a newer version may add to the model and must leave the step alone."""
    found: dict[str, set[str]] = {}
    for model in NEWER:
        names = {a.name for a in attrs.fields(model) if a.metadata.get("since") == "1.1"}
        found[model.__name__] = names
        assert names == set(NEWER[model]), "every newer member is tried below"
        for name in names:
            absent = ADDED[model.__name__][name]
            default = attrs.fields_dict(model)[name].default
            assert (tuple(absent) if isinstance(absent, list) else absent) == default
    assert {name: set(members) for name, members in ADDED.items()} == found


def test_the_table_of_the_step_is_the_difference_of_the_schemas() -> None:
    for kind in kinds_of("1.0"):
        old, new = ({"": flat_schema(kind, v), **flat_schema(kind, v)["$defs"]} for v in ("1.0", "1.1"))
        for name, schema in old.items():
            added = set(new[name].get("properties", ())) - set(schema.get("properties", ()))
            owner = MODELS[kind].__name__ if name == "" else name
            assert added == set(ADDED.get(owner, ())), owner
            assert set(schema.get("properties", ())) <= set(new[name].get("properties", ()))


def test_kinds_of_a_version() -> None:
    assert kinds_of("1.0") == tuple(kind for kind in DOCUMENT_KINDS if kind not in ("ledger", "column-profile"))
    assert kinds_of("1.1") == DOCUMENT_KINDS
    assert [kind_since(kind) for kind in ("edition", "ledger")] == ["1.0", "1.1"]
    assert {*LISTS_SINCE.values(), *(since for words in WORDS_SINCE.values() for since in words.values())} <= {
        *VERSIONS
    }
    with pytest.raises(ValueError, match=r"not in tuple"):
        kinds_of("1.2")


def test_what_says_nothing_new_fits_the_first_version() -> None:
    assert lowest_version(ASSESSMENT) == OLDEST
    for value in (*cs.editions()[:3], cs.publication("scs"), cs.concordance("scs-2018", "scs-2025")):
        assert lowest_version(value) == OLDEST
    assert contents_since("a text") == OLDEST


ROWS = "https://care-standards.invalid/schemas/1.1/link-row.schema.json"
ISSUE = Issue(code="CS304", severity="error", pointer="/0/status", rule="finding-status", hint="Use another word.")
REPORT = Report(
    verdict="invalid",
    counts=Counts(records_in=1, records_judged=1, errors=1, unverified=0, warnings=0, shown=1),
    judged_by=JudgedBy(library_version="0.1.0", schema=schema_id("report", "1.0")),
    issues=[ISSUE],
)


@pytest.mark.parametrize(
    "report",
    [
        *(attrs.evolve(REPORT, **{name: value}) for name, value in NEWER[Report].items()),
        *(attrs.evolve(REPORT, judged_by=attrs.evolve(REPORT.judged_by, **{n: v})) for n, v in NEWER[JudgedBy].items()),
        *(attrs.evolve(REPORT, issues=[attrs.evolve(ISSUE, **{n: v})]) for n, v in NEWER[Issue].items()),
        attrs.evolve(REPORT, document_kind="column-profile"),
        attrs.evolve(REPORT, judged_by=attrs.evolve(REPORT.judged_by, schema=ROWS)),
    ],
    ids=["table", "engine", "sheet", "row", "kind", "schema"],
)
def test_each_newer_member_and_form_of_a_report_raises_it(report: Report) -> None:
    assert lowest_version(REPORT) == OLDEST
    assert lowest_version(report) == "1.1"
    assert cs.check(to_plain(report)).ok
    with pytest.raises(LossRefusedError) as caught:
        write(report, catalogue=cs.catalogue(), version=OLDEST)
    assert [entry.verdict for entry in caught.value.ledger.entries].count("dropped") == 1
    lowered = write(report, catalogue=cs.catalogue(), version=OLDEST, allow_loss=True)
    assert cs.read(lowered) == attrs.evolve(REPORT, judged_by=attrs.evolve(REPORT.judged_by, schema=None)) or (
        cs.read(lowered) == REPORT
    )


@pytest.mark.parametrize(("model", "name"), CASES)
def test_each_newer_member_raises_it(model: type, name: str) -> None:
    value = with_member(model, name)
    assert lowest_version(value) == "1.1"
    assert to_plain(value)["schema_version"] == "1.1"
    content = cs.write(value)
    assert json.loads(content)["$schema"] == schema_id("assessment", "1.1")
    assert cs.read(content) == value


@pytest.mark.parametrize(("list_", "member"), [("unresolved", "confidence"), ("archive", "actions")])
def test_a_newer_member_counts_wherever_it_stands(list_: str, member: str) -> None:
    other = attrs.evolve(FINDING, provision="scs-2015.s1", **{member: NEWER[Finding][member]})
    assert lowest_version(attrs.evolve(ASSESSMENT, **{list_: [other]})) == "1.1"


def test_a_review_of_a_change_raises_a_concordance() -> None:
    shipped = cs.concordance("scs-2018", "scs-2025")
    *others, last = shipped.changes
    reviewed = attrs.evolve(shipped, changes=[*others, attrs.evolve(last, **NEWER[Change])])
    assert lowest_version(reviewed) == "1.1"
    assert cs.read(cs.write(reviewed)) == reviewed


def test_a_word_that_came_later_raises_a_report() -> None:
    counts = Counts(records_in=0, records_judged=0, errors=0, unverified=0, warnings=0, shown=0)
    report = Report(verdict="valid", document_kind="edition", counts=counts, judged_by=JudgedBy(library_version="1"),
                    issues=[])  # fmt: skip
    assert lowest_version(report) == OLDEST
    assert lowest_version(attrs.evolve(report, document_kind=None)) == OLDEST
    of_ledger = attrs.evolve(report, document_kind="ledger")
    assert lowest_version(of_ledger) == "1.1"
    assert json.loads(cs.write(of_ledger, version="1.0", allow_loss=True)) == to_plain(
        attrs.evolve(report, document_kind=None)
    )


def test_a_ledger_is_of_the_version_that_has_ledgers() -> None:
    assert lowest_version(LEDGER) == "1.1"
    assert cs.read(cs.write(LEDGER)) == LEDGER
    with pytest.raises(InvalidValueError, match=r"^write\.version must be one of: 1\.1$"):
        cs.write(LEDGER, version="1.0", allow_loss=True)


# ---- writing


@pytest.mark.parametrize("version", [None, *VERSIONS])
def test_any_version_that_holds_it_can_be_asked_for(version: str | None) -> None:
    content = cs.write(ASSESSMENT, version=version)
    plain = json.loads(content)
    assert plain["schema_version"] == (version or OLDEST)
    assert list(plain)[:3] == ["$schema", "schema_version", "kind"]
    assert cs.read(content) == ASSESSMENT
    assert to_plain(ASSESSMENT, version) == plain


@pytest.mark.parametrize(("model", "name"), CASES)
def test_a_loss_is_refused_and_the_file_left_as_it_was(model: type, name: str, tmp_path: Any) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(b"old")
    value = with_member(model, name)
    with pytest.raises(LossRefusedError) as caught:
        cs.write(value, path, version="1.0")
    assert path.read_bytes() == b"old"
    assert CANARY not in str(caught.value) + repr(caught.value) + repr(caught.value.ledger)
    assert caught.value.__context__ is None
    lost = [entry.source for entry in caught.value.ledger.entries if entry.verdict == "dropped"]
    assert lost
    assert all(place.startswith(("/findings/0", "/unresolved/0", "/archive/0")) for place in lost if place)
    assert cs.write(value, path, version="1.0", allow_loss=True) == path.read_bytes()
    assert cs.check(path).verdict == "valid"
    with pytest.raises(InvalidValueError, match=r"must be a version of the schemas, 1\.1 or later"):
        to_plain(value, "1.0")


@pytest.mark.parametrize("version", ["1.2", "0.9", "", CANARY, 1.0, [], True])
def test_a_version_that_is_none_is_refused_and_not_repeated(version: Any) -> None:
    for call in (lambda: cs.write(ASSESSMENT, version=version), lambda: to_plain(ASSESSMENT, version)):
        with pytest.raises(InvalidValueError) as caught:
            call()
        assert CANARY not in str(caught.value)
    with pytest.raises(InvalidValueError, match=r"^write\.version must be one of: 1\.0, 1\.1$"):
        cs.write(ASSESSMENT, version=version)


def test_what_is_no_document_has_no_version() -> None:
    for call in (lowest_version, lambda value: write(value, catalogue=cs.catalogue())):
        with pytest.raises(InvalidValueError, match="value must be one of: Publication, Edition"):
            call(FINDING)


# ---- reading


def test_a_reading_remembers_what_the_document_was_and_what_became_of_it() -> None:
    reading = read_with_account(cs.write(ASSESSMENT), catalogue=cs.catalogue())
    assert reading.document == ASSESSMENT
    assert (reading.version, reading.ledger.old, reading.ledger.new) == ("1.0", "1.0", "1.1")
    assert [(entry.source, entry.verdict) for entry in reading.ledger.entries] == [
        ("/$schema", "changed"), ("/schema_version", "changed"), ("/findings/0", "carried"),
    ]  # fmt: skip
    newer = read_with_account(cs.write(ASSESSMENT, version="1.1"), catalogue=cs.catalogue())
    assert newer.document == ASSESSMENT
    assert newer.version == "1.1"
    assert newer.ledger.counts["carried"] == len(newer.ledger) == 1


def test_a_reading_shows_nothing_of_the_document() -> None:
    value = attrs.evolve(ASSESSMENT, subject=Subject(kind="service", ref=CANARY))
    reading = read_with_account(cs.write(value), catalogue=cs.catalogue())
    assert isinstance(reading, Reading)
    assert CANARY not in repr(reading)
    assert "scs-2018" not in repr(reading)


def test_a_document_is_judged_by_its_own_version_not_by_the_newest() -> None:
    plain = to_plain(with_member(Finding, "confidence"))
    lower = {**plain, "$schema": schema_id("assessment", "1.0"), "schema_version": "1.0"}
    report = cs.check(lower)
    assert [(issue.code.value, issue.pointer) for issue in report.issues] == [("CS302", "/findings/0/{member 4}")]
    with pytest.raises(InvalidDocumentError):
        read_with_account(lower, catalogue=cs.catalogue())


def test_records_are_those_of_all_three_lists() -> None:
    value = attrs.evolve(ASSESSMENT, **NEWER[Assessment])
    report = cs.check(cs.write(value))
    assert report.counts.records_in == report.counts.records_judged == 3
    assert cs.check(cs.write(LEDGER)).counts.records_in == 0
    entries = [LedgerEntry(source="scs-2018.1.1.5", verdict="unknown", reason="Nobody has compared it.")]
    assert cs.check(cs.write(attrs.evolve(LEDGER, entries=entries, records_in=1))).counts.records_in == 1


def test_objects_are_looked_at_only_where_something_newer_may_be() -> None:
    """An edition has nothing that arrived later, so none of its provisions is visited; measured in visits, not time."""
    plans = {kind: versions._plan(model) for kind, model in MODELS.items()}
    for kind in ("publication", "edition", "crosswalk", "pack", "ledger"):
        assert plans[kind].within is None
        assert plans[kind].newer is None
        assert plans[kind].words == ()
    for one, other in combinations(("assessment", "concordance"), 2):
        assert plans[one].within is not None
        assert plans[other].within is not None


def test_no_room_to_raise_a_document_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program deep in its own calls: the copy that is raised may not fit although the judging just did."""

    def fail(*_: object, **__: object) -> None:
        raise InvalidValueError("upgrade", "document", "must not be so deep")

    content = cs.write(ASSESSMENT)
    monkeypatch.setattr(pipeline, "upgrade", fail)
    monkeypatch.setattr(pipeline, "build_trusted", fail)  # with the faster engine, it raises them
    for call in (lambda: cs.read(content), lambda: cs.write(ASSESSMENT, version="1.1")):
        with pytest.raises(InvalidDocumentError, match="too deep in calls of its own") as caught:
            call()
        assert caught.value.__context__ is None
