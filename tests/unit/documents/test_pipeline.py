"""The road of a document: exact reports for documents with known faults, and what each reader does with them."""

import functools
import json
import pickle
import traceback
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents import pipeline
from care_standards.documents.codec import NotAsDescribed
from care_standards.documents.schema_registry import schema_id
from care_standards.errors import InternalError, InvalidDocumentError, UnreadableSourceError
from care_standards.model.catalogue import Catalogue
from care_standards.version import __version__
from care_standards.vocabularies import DOCUMENT_KINDS

CANARY = "zorblax"
# A manifest has no reader of its own: packs.load reads it with everything it names.
READERS: dict[str, Any] = {
    kind: getattr(cs, f"read_{kind}", functools.partial(cs.read, kind=kind)) for kind in DOCUMENT_KINDS
}
FINDING = {"provision": "scs-2018.1.1.5", "status": "met", "assessed_on": "2026-03-01", "evidence": []}


def document(**changes: Any) -> dict[str, Any]:
    """Give an assessment that is right, with some members changed."""
    right = {
        "$schema": schema_id("assessment", "1.0"),
        "schema_version": "1.0",
        "kind": "assessment",
        "subject": {"kind": "service", "ref": "svc-017"},
        "edition": "scs-2018",
        "period": {"start": "2026-01-01", "end": "2026-03-31"},
        "assessor_role": "quality-lead",
        "produced_by": {"name": "example", "version": "1"},
        "findings": [FINDING],
    }
    return {name: value for name, value in {**right, **changes}.items() if value is not ...}


def found(report: cs.Report) -> list[tuple[str, str, int | None, int | None]]:
    return [(issue.code.value, issue.pointer, issue.line, issue.column) for issue in report.issues]


# ---- reports, to the letter

SEVERAL = b"""{
  "$schema": "https://care-standards.invalid/schemas/1.0/assessment.schema.json",
  "schema_version": "1.0",
  "kind": "assessment",
  "subject": {"kind": "servise", "ref": "two words", "name": "zorblax"},
  "edition": "scs-2018",
  "period": {"start": "2026-03-31", "end": "2026-01-01"},
  "assessor_role": "quality-lead",
  "findings": [
    {"provision": "scs-2018.1.1.5", "status": "met", "assessed_on": "2026-02-30", "evidence": []},
    {"provision": "scs-2018.1.1.5", "status": "not-applicable", "assessed_on": "2026-03-01", "evidence": [], "id": 1},
    {"provision": "scs-2018.1.1.5.r5", "status": "not-met", "evidence": [{"ref": 7}]},
    {"provision": "scs-2025.childrens-annex", "status": "not-assessed", "evidence": []}
  ],
  "zorblax": {"zorblax": 1}
}
"""


def test_all_problems_come_at_once_in_the_order_of_the_document() -> None:
    report = cs.check(SEVERAL)
    assert found(report) == [
        ("CS301", "", 1, 1),
        ("CS304", "/subject/kind", 5, 23),
        ("CS305", "/subject/ref", 5, 41),
        ("CS302", "/subject/name", 5, 62),
        ("CS411", "/period/end", 7, 44),
        ("CS306", "/findings/0/assessed_on", 10, 69),
        ("CS311", "/findings/1", 11, 5),
        ("CS402", "/findings/1/provision", 11, 19),
        ("CS302", "/findings/1/{member 4}", 11, 116),
        ("CS312", "/findings/2", 12, 5),
        ("CS409", "/findings/2/provision", 12, 19),
        ("CS303", "/findings/2/evidence/0/ref", 12, 82),
        ("CS410", "/findings/3/provision", 13, 19),
        ("CS302", "/{member 8}", 15, 14),
    ]
    assert report.verdict == "invalid"
    assert not report.ok
    assert attrs.astuple(report.counts) == (4, 4, 13, 1, 0, 14)
    assert CANARY not in repr(report)


def test_hints_name_what_is_missing_the_words_allowed_and_near_misses() -> None:
    hints = {(issue.code.value, issue.pointer): issue.hint for issue in cs.check(SEVERAL).issues}
    assert hints["CS301", ""] == "Add the member produced_by."
    assert hints["CS304", "/subject/kind"].startswith(
        "Use one of: organisation, service, case, support-plan, referral."
    )
    assert hints["CS311", "/findings/1"] == "Add the member reason."
    assert hints["CS312", "/findings/2"] == "Add the member assessed_on."
    assert hints["CS303", "/findings/2/evidence/0/ref"] == "Must be text."
    assert "scs-2018.1.1.5.r" in hints["CS409", "/findings/2/provision"].partition("Did you mean")[2]
    assert "partial, 44 provisions" in hints["CS409", "/findings/2/provision"]


def test_a_report_says_what_judged_the_document() -> None:
    report = cs.check(document())
    assert report.verdict == "valid"
    assert report.ok
    assert report.issues == ()
    assert report.document_kind == "assessment"
    assert report.judged_by.library_version == __version__
    assert report.judged_by.schema == schema_id("assessment", "1.0")
    (used,) = report.judged_by.editions
    assert (used.edition, used.data_revision, used.completeness) == ("scs-2018", 1, "partial")


def test_a_document_that_did_not_say_what_it_is_was_judged_by_no_schema() -> None:
    report = cs.check(document(kind=...))
    assert found(report) == [("CS202", "", None, None)]
    assert report.judged_by.schema is None
    assert report.document_kind is None
    assert attrs.astuple(report.counts) == (0, 0, 1, 0, 0, 1)


def test_bytes_a_file_and_an_object_get_the_same_report_but_for_lines(tmp_path: Path) -> None:
    path = tmp_path / "several.json"
    path.write_bytes(SEVERAL)
    from_bytes = cs.check(SEVERAL)
    assert cs.check(path) == cs.check(str(path)) == from_bytes
    from_object = cs.check(json.loads(SEVERAL))
    assert from_object.issues == tuple(attrs.evolve(issue, line=None, column=None) for issue in from_bytes.issues)


def test_a_report_is_a_document_that_reads_back() -> None:
    report = cs.check(SEVERAL)
    assert cs.readers.read_report(cs.write(report)) == report
    assert pickle.loads(pickle.dumps(report)) == report
    assert cs.check(cs.write(report)).verdict == "valid"


def test_names_the_schema_knows_are_shown_and_others_counted() -> None:
    report = cs.check(document(extensions={"org.example.a": 1, CANARY: {"status": [CANARY]}}, note=CANARY))
    assert [issue.pointer for issue in report.issues] == ["/extensions/{member 1}", "/note"]


# ---- kinds and versions


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_each_reader_takes_its_own_kind_only(kind: str) -> None:
    if kind == "assessment":
        assert READERS[kind](document()) == cs.read(document())
        return
    with pytest.raises(InvalidDocumentError) as caught:
        READERS[kind](document())
    assert found(caught.value.report) == [("CS206", "/kind", None, None)]
    assert caught.value.report.issues[0].hint == f"This reader takes a document of kind {kind}."


def test_auto_and_the_right_kind_give_the_same_report() -> None:
    assert cs.check(SEVERAL, kind="assessment") == cs.check(SEVERAL, kind="auto") == cs.check(SEVERAL)


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("1.2", "CS204"), ("1.10", "CS204"), ("2.0", "CS204"), ("10.0", "CS204"), ("999999.999999", "CS204"),
        ("0.9", "CS203"), ("01.0", "CS203"), ("1", "CS203"), ("1.0.0", "CS203"), ("1.0\n", "CS203"), (" 1.0", "CS203"),
        ("", "CS203"), ("1.0-beta", "CS203"), ("１.１", "CS203"), ("1.٥", "CS203"), ("9" * 5_000 + ".0", "CS203"),
        (1.0, "CS203"), (1, "CS203"), (None, "CS203"), (True, "CS203"), (["1.0"], "CS203"), ({}, "CS203"),
    ],
)  # fmt: skip
def test_versions_are_known_newer_or_unknown(version: Any, code: str) -> None:
    report = cs.check(document(schema_version=version, findings=CANARY))
    assert found(report) == [(code, "/schema_version", None, None)]
    assert "1.0" in report.issues[0].hint
    assert ("Upgrade" in report.issues[0].hint) == (code == "CS204")
    assert ("as text" in report.issues[0].hint) == (not isinstance(version, str))


@pytest.mark.parametrize(
    "name",
    ["https://json-schema.org/draft/2020-12/schema", "file:///etc/passwd", "http://localhost:1/x", "", 7, None, {}],
)
def test_the_schema_named_never_picks_the_schema_that_judges(name: Any) -> None:
    report = cs.check(document(**{"$schema": name, "findings": {}}))
    assert [code for code, *_ in found(report)] == ["CS205", "CS303"]
    assert report.judged_by.schema == schema_id("assessment", "1.0")


def test_a_kind_that_came_later_is_unknown_to_the_version_before() -> None:
    report = cs.check({"$schema": schema_id("ledger", "1.0"), "schema_version": "1.0", "kind": "ledger"})
    assert found(report) == [("CS202", "/kind", None, None)]
    assert "since version 1.1" in report.issues[0].hint


# ---- what is unverified


def test_unverified_ids_are_read_kept_and_written_again() -> None:
    plain = document(findings=[FINDING, {**FINDING, "provision": "scs-2018.7.2.3"}])
    report = cs.check(plain)
    assert report.verdict == "unverified"
    assert report.ok
    assert attrs.astuple(report.counts) == (2, 2, 0, 1, 0, 1)
    assert report.issues[0].severity == "unverified"
    read = cs.read_assessment(plain)
    assert [finding.provision for finding in read.findings] == ["scs-2018.1.1.5", "scs-2018.7.2.3"]
    assert cs.read(cs.write(read)) == read


def test_an_error_weighs_more_than_what_is_unverified() -> None:
    report = cs.check(document(findings=[{**FINDING, "provision": "scs-2018.7.2.3"}, 1]))
    assert report.verdict == "invalid"
    assert report.counts.unverified == 1


def test_another_catalogue_gives_another_answer() -> None:
    report = cs.check(document(), catalogue=Catalogue())
    assert found(report) == [("CS408", "/edition", None, None)]
    assert report.judged_by.editions == ()


def test_an_empty_catalogue_is_not_taken_for_none() -> None:
    with pytest.raises(InvalidDocumentError):
        cs.read(document(), catalogue=Catalogue())


# ---- limits on what is shown


@pytest.mark.parametrize(("number", "shown"), [(49, 49), (50, 50), (51, 50)])
def test_as_many_issues_are_shown_as_the_limit_says(number: int, shown: int) -> None:
    report = cs.check(document(findings=[1] * number))
    assert len(report.issues) == report.counts.shown == shown
    assert report.counts.errors == number


def test_errors_are_shown_before_unverified_ids_and_then_in_the_order_of_the_document() -> None:
    findings: list[Any] = [{**FINDING, "provision": f"scs-2018.9.{n}"} for n in range(3)]
    # The last finding is refused by a rule beyond the schema, which meets the unverified ids first.
    content = json.dumps(document(findings=[*findings, 1, FINDING, FINDING])).encode()
    report = cs.check(content, limits=cs.Limits(max_issues=3))
    assert [(i.code.value, i.pointer) for i in report.issues] == [
        ("CS409", "/findings/0/provision"), ("CS303", "/findings/3"), ("CS402", "/findings/5/provision"),
    ]  # fmt: skip
    assert attrs.astuple(report.counts) == (6, 6, 2, 3, 0, 3)


# ---- errors carry nothing of the document


def _chain(error: BaseException) -> str:
    said, seen = "", error
    while seen is not None:
        said += f"{seen} {seen!r} {seen.args!r} {vars(seen)!r} {''.join(traceback.format_exception(seen))}"
        seen = seen.__cause__ or seen.__context__  # type: ignore[assignment]
    return said


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
@pytest.mark.parametrize(
    "source",
    [
        document(
            subject={"kind": CANARY, "ref": CANARY + " "}, edition=CANARY, findings=[{CANARY: CANARY}], **{CANARY: 1}
        ),
        json.dumps(document(edition=f"{CANARY}-2018", findings=[{**FINDING, "note": [CANARY]}])).encode(),
        document(findings=[{**FINDING, "note": f"{CANARY}\ud800"}]),
        document(findings={CANARY, CANARY + "2"}),
        f'{{"kind": "assessment", "{CANARY}": "{CANARY}", "{CANARY}": 1}}'.encode(),
        f'{{"kind": "{CANARY}'.encode(),
        CANARY.encode() + b"\xff",
        CANARY.encode(),
        {CANARY: object()},
    ],
)
def test_no_reader_raises_an_error_that_holds_a_value(kind: str, source: Any) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        READERS[kind](source)
    assert CANARY not in _chain(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    twin = pickle.loads(pickle.dumps(caught.value))
    assert (str(twin), twin.report) == (str(caught.value), caught.value.report)


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_a_file_that_cannot_be_opened_is_not_named(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        READERS[kind](tmp_path / f"{CANARY}.json")
    assert CANARY not in _chain(caught.value)


@pytest.mark.parametrize(("engine", "builder"), [("jsonschema", "from_plain"), ("jsonschema-rs", "build_trusted")])
def test_a_fault_of_the_library_shows_nothing(monkeypatch: pytest.MonkeyPatch, engine: str, builder: str) -> None:
    def fail(*_: object) -> None:
        raise NotAsDescribed()

    if engine == "jsonschema-rs":
        pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: there is no fast road")
    monkeypatch.setattr(pipeline, builder, fail)
    with pytest.raises(InternalError) as caught:
        cs.read(document(findings=[{**FINDING, "note": CANARY}]), engine=engine)
    assert CANARY not in _chain(caught.value)
    assert caught.value.__context__ is None


# ---- writing


def test_what_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(b"old")
    read = cs.read_assessment(document())
    twice = attrs.evolve(read, findings=read.findings * 2)
    with pytest.raises(InvalidDocumentError) as caught:
        cs.write(twice, path)
    assert found(caught.value.report) == [("CS402", "/findings/1/provision", None, None)]
    assert path.read_bytes() == b"old"


def test_what_was_written_is_canonical(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    shuffled = dict(reversed(document(findings=[dict(reversed(FINDING.items()))], context={}).items()))
    content = cs.write(cs.read(shuffled), path)
    assert path.read_bytes() == content
    assert content == json.dumps(document(), indent=2).encode() + b"\n"


def test_text_is_written_as_it_is_and_not_escaped() -> None:
    content = cs.write(cs.read(document(findings=[{**FINDING, "note": 'é 🙂 \u2028 \\ " \n'}])))
    assert '"note": "é 🙂 \u2028 \\\\ \\" \\n"'.encode() in content
