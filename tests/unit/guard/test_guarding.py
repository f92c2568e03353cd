"""Searching documents for personal data: where it is looked for, and what is said. All samples are invented."""

import json
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.guarding import guard_problems
from care_standards.documents.schema_registry import LINK_ROW, VERSIONS, kinds_of
from care_standards.issue_codes import Code
from care_standards.vocabularies import DOCUMENT_KINDS

REPOSITORY = Path(__file__).resolve().parents[3]
PHONE = "Ring 07700 900123"
PERSONAL = Code.LOOKS_PERSONAL
NAMED = Code.LOOKS_LIKE_A_PERSON


def _found(document: Any, kind: Any = "assessment", version: str = "1.1") -> list[tuple[Code, tuple[str | int, ...]]]:
    return [(problem.code, problem.path) for problem in guard_problems(document, kind, version)]


def test_free_texts_and_references_are_searched_wherever_they_are() -> None:
    finding = {
        "provision": "scs-2018.1", "status": "met", "reason": PHONE, "note": PHONE, "assessed_on": "1990-01-01",
        "evidence": [{"ref": "1990-01-01", "answer": PHONE, "collected": "1990-01-01"}],
        "actions": [{"summary": PHONE, "due": "1990-01-01"}],
        "earlier": [{"assessment": "SW1A1AA"}],
    }  # fmt: skip
    document = {
        "subject": {"kind": "case", "ref": "AB123456C"}, "edition": "scs-2018", "period": {"start": "1990-01-01"},
        "produced_by": {"name": "9434765919", "version": "1.0"},
        "findings": [{"provision": "scs-2018.2"}, finding], "unresolved": [finding], "archive": [finding],
    }  # fmt: skip
    of_finding = [
        ("reason",), ("note",), ("evidence", 0, "ref"), ("evidence", 0, "answer"), ("actions", 0, "summary"),
        ("earlier", 0, "assessment"),
    ]  # fmt: skip
    assert _found(document) == [
        (PERSONAL, ("subject", "ref")),
        (PERSONAL, ("produced_by", "name")),
        *((PERSONAL, ("findings", 1, *path)) for path in of_finding),
        *((PERSONAL, ("unresolved", 0, *path)) for path in of_finding),
        *((PERSONAL, ("archive", 0, *path)) for path in of_finding),
    ]


def test_extensions_are_searched_names_and_all() -> None:
    inside = {"dob": "1990-01-01", "a/b": [9434765919, True, None, 1.5, [{"zed@example.org": "x"}]], "age": 3}
    assert _found({"extensions": {"org.example.x": inside, "org.example.client-name": "x"}}) == [
        (NAMED, ("extensions", "org.example.x", "dob")),
        (PERSONAL, ("extensions", "org.example.x", "dob")),
        (PERSONAL, ("extensions", "org.example.x", "a/b", 0)),
        (PERSONAL, ("extensions", "org.example.x", "a/b", 4, 0, "zed@example.org")),
        (NAMED, ("extensions", "org.example.x", "age")),
        (NAMED, ("extensions", "org.example.client-name")),
    ]


def test_what_the_schema_does_not_know_is_searched_too() -> None:
    document = {"Date of birth": "x", "findings": [{"colour": PHONE}, PHONE], "subject": PHONE, "context": [PHONE]}
    assert _found(document) == [
        (NAMED, ("Date of birth",)),
        (PERSONAL, ("findings", 0, "colour")),
        (PERSONAL, ("findings", 1)),
        (PERSONAL, ("subject",)),
        (PERSONAL, ("context", 0)),
    ]
    assert _found({"findings": [{"note": {"a": PHONE}}]}) == [(PERSONAL, ("findings", 0, "note", "a"))]
    assert _found(PHONE) == [(PERSONAL, ())]


def test_one_text_is_one_problem_that_names_every_kind() -> None:
    (problem,) = guard_problems({"subject": {"ref": "zed@example.org, BS1 5AB"}}, "assessment", "1.1")
    assert problem.hint == "Looks like an e-mail address and a postcode. Take it out of what you send."
    assert problem.rule == "looks-personal"


def test_a_published_text_is_not_searched() -> None:
    edition = {
        "title": PHONE,
        "provisions": [{"summary": PHONE, "note": PHONE}],
        "extensions": {"org.example.x": PHONE},
    }
    assert _found(edition, "edition") == [(PERSONAL, ("extensions", "org.example.x"))]


def test_link_rows_are_searched() -> None:
    row = {
        "edition": "scs-2018",
        "subject_ref": "AB123456C",
        "evidence": ["doc-1", "1990-01-01"],
        "note": PHONE,
        "tool": "x",
    }
    found = [("subject_ref",), ("evidence", 1), ("note",)]
    assert _found(row, LINK_ROW) == [(PERSONAL, path) for path in found]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_right_documents_raise_no_alarm(kind: Any, version: str) -> None:
    if kind not in kinds_of(version):
        pytest.skip("this version does not know documents of the kind")
    files = sorted((REPOSITORY / "tests" / "conformance" / version / "valid" / kind).glob("*.json"))
    documents = [json.loads(path.read_bytes()) for path in files]
    for path, document in zip(files, documents, strict=True):
        assert _found(document.get("document", document), kind, version) == [], path.name


def test_a_check_reports_it_only_when_asked_and_shows_nothing() -> None:
    document = json.loads((REPOSITORY / "examples" / "safehouse-case-file-audit.json").read_bytes())
    document["findings"][0]["note"] = "Zofia Quill, 07700 900123"
    document["extensions"] = {"org.example.x": {"Zofia's address": "14 Acacia Avenue"}}
    assert not any(issue.code in (PERSONAL, NAMED) for issue in cs.check(document).issues)
    report = cs.check(document, guard=True)
    assert [(issue.code, issue.pointer) for issue in report.issues if issue.code in (PERSONAL, NAMED)] == [
        (PERSONAL, "/findings/0/note"),
        (NAMED, "/extensions/{member 0}/{member 0}"),
        (PERSONAL, "/extensions/{member 0}/{member 0}"),
    ]
    assert report.verdict == "invalid"
    shown = f"{report!r} {report} {report._repr_html_()} {cs.write(report).decode()}"
    assert not any(word in shown for word in ("Zofia", "Quill", "07700", "Acacia"))
