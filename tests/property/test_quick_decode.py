"""Laws of the quick roads: whatever they are given, they say what the ordinary road says."""

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from care_standards import packaged
from care_standards.documents import integrity
from care_standards.documents.codec import MODELS, from_plain, to_plain
from care_standards.documents.decode import decode
from care_standards.documents.integrity.assessments import judge_usual_assessment
from care_standards.documents.integrity.references import Findings
from care_standards.documents.limits import Limits
from care_standards.documents.quick_decode import NOT_TAKEN, decode_quickly
from care_standards.documents.trusted import build_trusted
from care_standards.documents.upgrades import upgrade
from care_standards.documents.validation import schema_problems
from care_standards.documents.versions import contents_since
from care_standards.model.assessment import Assessment
from care_standards.testing import strategies

pytest.importorskip("orjson", reason="the quick way needs the extra fast")

CATALOGUE = packaged.catalogue()
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ['"', '\\"', "\\", "\0", "\\u0000", "1" * 16, "a:" + "1" * 20, "x" * 40, '": 1']
)
NUMBERS = (
    st.integers()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=True)
    | st.sampled_from([0, -0.0, 2**53 - 1, 2**53, -(2**53), 10**15, 10**16, 2**63, 2**64, -(2**63) - 1, 1e22, 5e-324])
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)
LIMITS = st.sampled_from(
    [
        Limits(),
        Limits(max_depth=3),
        Limits(max_nodes=6),
        Limits(max_text=5),
        Limits(max_integer_digits=3),
        Limits(max_number_chars=4),
        Limits(max_bytes=30),
        Limits(max_text=5, max_nodes=40, max_depth=2),
    ]
)
LAYOUTS = st.sampled_from([{"separators": (",", ":")}, {}, {"indent": 2}, {"indent": "\t"}, {"indent": 0}])
# What is put into bytes, or in place of some of them: each is something the two parsers could differ about.
SPANS = st.sampled_from(
    [
        b'"',
        b"\\",
        b"\\u0022",
        b"\\u0000",
        b"\\ud800",
        b"\\ud83d\\ude00",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\x0c",
        b"-0",
        b"-",
        b"1e999",
        b"1E5",
        b".5",
        b"0" * 20,
        b"9" * 16,
        b"9" * 15,
        b"1" * 450,
        b"NaN",
        b"[[[[",
        b"{}",
        b'{"a":1,"a":1}',
        b",",
        b" ",
        b"\n",
        b"\xd9\xa1",
        b"e",
        b"Infinity",
        b"true",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
    ]
)


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """Give JSON in one of many layouts, some of it with a member twice, with some bytes changed or none."""
    layout = draw(LAYOUTS)
    content = json.dumps(draw(VALUES), ensure_ascii=draw(st.booleans()), **layout).encode()
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 6))
        middle = draw(SPANS | st.just(b"") | st.just(content[place : place + length] * 2))
        content = content[:place] + middle + content[place + length :]
    return content


@given(content=written() | st.binary(max_size=20), limits=LIMITS)
@example(b'{"a": "\\"", "a": "\\""}', Limits())
@example(b'{"a": 12345678901234567}', Limits())
def test_the_quick_way_says_what_the_ordinary_way_says(content: bytes, limits: Limits) -> None:
    """Law: any bytes give the same value, type by type, the same faults and the same text on either way."""
    slow, quick = decode(content, limits), decode(content, limits, quick=True)
    assert repr(quick.value) == repr(slow.value)
    assert (quick.text, quick.faults, quick.readable) == (slow.text, slow.faults, slow.readable)


@given(value=VALUES, layout=LAYOUTS)
def test_nothing_with_a_fault_is_taken(value: Any, layout: Any) -> None:
    """Law: what the quick way takes has no fault, not even a warning."""
    content = json.dumps(value, **layout).encode()
    if decode_quickly(content, Limits()) is not NOT_TAKEN:
        assert decode(content).faults == ()


@given(written=strategies.assessments(), raised=st.booleans())
def test_what_was_judged_is_built_as_if_it_were_not(written: Assessment, raised: bool) -> None:
    """Law: of a document that is right, the object is the same whether or not its constructors ask again."""
    plain = to_plain(written, "1.1" if raised else None)
    before = copy.deepcopy(plain)
    built = build_trusted(plain)
    assert plain == before
    assert built == from_plain(upgrade(plain)[0], MODELS["assessment"]) == written
    assert repr(built) == repr(written)
    assert to_plain(built) == to_plain(written)
    assert contents_since(built) == contents_since(written)


def said(findings: Findings) -> tuple[Any, ...]:
    found = [(p.code, p.path, p.hint, p.rule, p.suggest and p.suggest()) for p in findings.problems]
    return found, findings.records, list(findings.editions)


PLACES = st.sampled_from(
    [
        ("provision", "scs-2018.1.1.5"),
        ("provision", "scs-2018.1.1"),
        ("provision", "scs-2025.1"),
        ("provision", "scs-2018.9.9"),
        ("provision", "No id"),
        ("provision", ""),
        ("provision", 5),
        ("assessed_on", "1999-12-31"),
        ("assessed_on", "2024-02-30"),
        ("assessed_on", None),
        ("status", "not-applicable"),
        ("status", "Met"),
        ("status", []),
        ("reason", " "),
        ("reason", ""),
        ("evidence", {}),
        ("evidence", [{}]),
        ("evidence", [{"ref": "a", "collected": "2024-02-02", "recorded": "2024-02-01"}]),
        ("evidence", [1]),
        ("evidence", [{"ref": "a", "bearing": "counters"}]),
        ("earlier", [{"provision": "scs-2018.1", "status": "met"}]),
        ("name", "x"),
    ]
)
ELSEWHERE = st.sampled_from(
    [
        ("edition", "scs-2025"),
        ("edition", "scs-1999"),
        ("edition", 5),
        ("period", {}),
        ("period", {"start": "2024-02-30", "end": "2024-03-01"}),
        ("period", {"start": "2024-02-02", "end": "2024-01-01"}),
        ("findings", {}),
        ("unresolved", 0),
        ("archive", []),
        ("archive", [{}]),
        ("unresolved", None),
    ]
)


@given(
    written=strategies.assessments(),
    changes=st.lists(st.tuples(st.integers(0, 5), PLACES), max_size=3),
    elsewhere=st.none() | st.none() | ELSEWHERE,
    odd=st.sampled_from([None, None, 7, {}, "again"]),
)
def test_the_usual_assessment_is_judged_as_any_other(
    written: Assessment, changes: list[tuple[int, tuple[str, Any]]], elsewhere: tuple[str, Any] | None, odd: Any
) -> None:
    """Law: to know where the schema found fault changes nothing of what integrity finds."""
    plain = to_plain(written)
    for place, (name, value) in changes:
        if written.findings:
            plain["findings"][place % len(written.findings)][name] = value
    if odd == "again":
        plain["findings"] += plain["findings"][:1]
    elif odd is not None:
        plain["findings"].append(odd)
    if elsewhere is not None:
        plain[elsewhere[0]] = elsewhere[1]
    refused = [problem.path for problem in schema_problems(plain, "assessment", plain["schema_version"])]
    full = integrity.judge(plain, "assessment", CATALOGUE)
    assert said(integrity.judge(plain, "assessment", CATALOGUE, refused)) == said(full)


@given(written=strategies.assessments())
def test_the_usual_assessment_is_met_with(written: Assessment) -> None:
    """Law: an assessment of an edition at hand, with nothing carried over, is judged the quick way."""
    assume(not written.unresolved and not written.archive)
    plain = to_plain(written)
    assert judge_usual_assessment(plain, CATALOGUE, []) is not None
