"""Laws of judging: whatever comes in, a report comes out, and its cost grows with the size of the document only."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents.schema_registry import VERSIONS, schema_id
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind

numbers = st.integers() | st.floats()
leaves = st.none() | st.booleans() | numbers | st.text(max_size=6) | st.sampled_from(DOCUMENT_KINDS)
member_names = st.text(max_size=4) | st.sampled_from(
    ("kind", "findings", "provisions", "extensions", "id", "$schema", "edition")
)
values = st.recursive(
    leaves, lambda v: st.lists(v, max_size=4) | st.dictionaries(member_names, v, max_size=4), max_leaves=12
)


def _is_a_report(report: Any) -> None:
    assert isinstance(report, cs.Report)
    again = cs.readers.read_report(cs.write(report))
    assert again == report
    assert cs.check(cs.write(report)).verdict == "valid"


@given(values)
def test_any_json_value_gets_a_report(value: Any) -> None:
    """Law: check never raises for content, and its report is itself a valid document."""
    _is_a_report(cs.check(json.dumps(value).encode()))
    if isinstance(value, dict):
        _is_a_report(cs.check(value))


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_get_a_report(content: bytes) -> None:
    """Law: the same for bytes that are no JSON, or no text at all."""
    report = cs.check(content)
    _is_a_report(report)
    assert report.verdict == "invalid"


@given(
    st.sampled_from(DOCUMENT_KINDS),
    st.dictionaries(member_names, values, max_size=5),
    st.sampled_from((*DOCUMENT_KINDS, "auto")),
)
def test_any_members_under_a_right_header_get_a_report(kind: DocumentKind, members: dict[str, Any], asked: Any) -> None:
    """Law: the same where the document says what it is, and anything at all follows."""
    header = {"$schema": schema_id(kind), "schema_version": VERSIONS[-1], "kind": kind}
    _is_a_report(cs.check(json.dumps({**members, **header}).encode(), kind=asked))


@given(st.sampled_from(DOCUMENT_KINDS), values, st.integers(1, 5))
def test_a_limit_on_issues_counts_what_it_hides(kind: DocumentKind, value: Any, most: int) -> None:
    """Law: the counts do not depend on the limit, and errors are shown before anything else."""
    document = {
        "$schema": schema_id(kind),
        "schema_version": VERSIONS[-1],
        "kind": kind,
        "extra": value,
        "title": value,
        "id": value,
    }
    content = json.dumps(document).encode()
    every, some = (cs.check(content, limits=cs.Limits(max_issues=n)) for n in (10_000, most))
    for name in ("records_in", "records_judged", "errors", "unverified", "warnings"):
        assert getattr(every.counts, name) == getattr(some.counts, name)
    assert len(some.issues) == some.counts.shown == min(most, len(every.issues))
    if any(issue.severity != "error" for issue in some.issues):
        assert sum(issue.severity == "error" for issue in some.issues) == some.counts.errors


def _calls(document: dict[str, Any]) -> int:
    """Count the calls of functions that judging a document makes: a measure of its cost that no other load disturbs."""
    counted = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    content = json.dumps(document).encode()
    cs.check(content)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        cs.check(content)
    finally:
        sys.setprofile(before)
    return counted


def _header(kind: DocumentKind) -> dict[str, Any]:
    return {"$schema": schema_id(kind), "schema_version": VERSIONS[-1], "kind": kind}


def _assessment(size: int) -> dict[str, Any]:
    findings = [{"provision": f"scs-2018.z.{n}", "status": "not-assessed", "evidence": []} for n in range(size)]
    return {
        **_header("assessment"), "subject": {"kind": "service", "ref": "x"}, "edition": "scs-2018",
        "period": {"start": "2026-01-01", "end": "2026-01-02"}, "assessor_role": "other",
        "produced_by": {"name": "x", "version": "1"}, "findings": findings,
    }  # fmt: skip


def _edition(size: int, parent: Any) -> dict[str, Any]:
    same = {
        "kind": "clause", "notation_status": "none", "heading_status": "none", "text_status": "gist", "force": "may",
        "sources": [], "confidence": "low",
    }  # fmt: skip
    provisions = [{"id": f"inv-2024.{n}", **({"parent": p} if (p := parent(n)) else {}), **same} for n in range(size)]
    return {
        **_header("edition"), "id": "inv-2024", "publication": "inv", "title": "x", "data_revision": 1,
        "rights": {"sharing": "shareable", "statement": "x"},
        "completeness": {"level": "partial", "provisions": size, "coverage": "x"}, "provisions": provisions,
    }  # fmt: skip


def _crosswalk(size: int) -> dict[str, Any]:
    same = {"basis": "inferred", "confidence": "low", "rationale": "x", "sources": ["heal-2019"], "origin": "editorial"}
    rows = [
        {"source": f"scs-2018.z.{n}", "relation": "intersects", "target": "ecat-2005.12", **same} for n in range(size)
    ]
    ends = {side: {"edition": id, "data_revision": 1} for side, id in (("source", "scs-2018"), ("target", "ecat-2005"))}
    return {**_header("crosswalk"), **ends, "mappings": rows}


@pytest.mark.parametrize(
    "make",
    [
        _assessment,
        _crosswalk,
        lambda size: _edition(size, lambda n: None),
        lambda size: _edition(size, lambda n: f"inv-2024.{n - 1}" if n else None),  # one chain
        lambda size: _edition(size, lambda n: f"inv-2024.{(n + 1) % size}"),  # one ring
        lambda size: _edition(size, lambda n: "inv-2024.nowhere"),
    ],
    ids=["assessment", "crosswalk", "flat-edition", "chain", "ring", "dangling"],
)
def test_twice_the_records_cost_about_twice_the_work(make: Any) -> None:
    """Law: judging 2n records makes at most 2.2 times the calls that judging n makes, faults or none."""
    assert _calls(make(600)) <= 2.2 * _calls(make(300))
