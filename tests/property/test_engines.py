"""Both engines find the same: on documents and link rows damaged as values, as tokens and as bytes.

Cases come from ``tests.invented.damaged`` by number, so that a run is the same every time and a case can be had again.
``CARE_STANDARDS_RANDOM_CASES`` says how many; each night it is 100,000.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.invented.damaged import changed, damaged_bytes, damaged_rows, damaged_value

import care_standards as cs
from care_standards import packaged
from care_standards.documents import engines, fast_validation
from care_standards.documents.link_rows import RowJudge
from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import CURRENT, VERSIONS, kinds_of
from care_standards.documents.wording import KEYWORDS
from care_standards.errors import InvalidDocumentError
from care_standards.model.report import Report
from care_standards.testing import plain_documents
from care_standards.vocabularies import DOCUMENT_KINDS, ENGINES, DocumentKind, Engine

pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: there is one engine only")

CASES = int(os.environ.get("CARE_STANDARDS_RANDOM_CASES", "1000"))
BATCHES = 20
SIZE = -(-CASES // BATCHES)
batches = pytest.mark.parametrize("batch", range(BATCHES))
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def numbers(batch: int) -> range:
    return range(batch * SIZE, min((batch + 1) * SIZE, CASES))


def without_its_engine(report: Report) -> Report:
    return attrs.evolve(report, judged_by=attrs.evolve(report.judged_by, engine=None))


def facts(problems: list[Problem]) -> list[Any]:
    return [(p.code.value, p.path, p.hint, p.rule, p.suggest and p.suggest()) for p in problems]


def agree(source: Any, guard: bool = False) -> bool:
    """Tell whether the reports are equal in everything: verdict, counts, every issue with its place, and the order."""
    reference, fast = (cs.check(source, engine=engine, guard=guard) for engine in ENGINES)
    return without_its_engine(reference) == without_its_engine(fast)


@batches
def test_reports_on_damaged_bytes_are_equal(batch: int) -> None:
    """Law: check(b, engine="jsonschema") == check(b, engine="jsonschema-rs"), whatever the bytes b."""
    assert [number for number in numbers(batch) if not agree(damaged_bytes(number))] == []


@batches
def test_reports_on_objects_are_equal(batch: int) -> None:
    """Law: the same for objects in memory, by a tenth of the cases, and with the guard."""
    assert [number for number in numbers(batch)[::10] if not agree(damaged_value(number), guard=True)] == []


@batches
def test_problems_of_rows_are_equal(batch: int) -> None:
    """Law: the same for lists of link rows, of which some are right; by schema, and with what a row refers to."""
    judges = [RowJudge(packaged.catalogue(), engine=engine) for engine in ENGINES]
    for number in numbers(batch)[::5]:
        rows = damaged_rows(number)
        reference, fast = (engines.row_problems(rows, CURRENT, engine) for engine in ENGINES)
        assert list(reference) == list(fast), number
        assert all(facts(fast[n]) == facts(found) for n, found in reference.items()), number
        by_reference, by_fast = ([facts(list(found)) for found in judge.judge(rows)] for judge in judges)
        assert by_reference == by_fast, number


def _read(content: bytes, engine: Engine) -> Any:
    try:
        return cs.read(content, engine=engine)
    except InvalidDocumentError as error:
        return without_its_engine(error.report)


@batches
def test_what_is_read_is_equal(batch: int) -> None:
    """Law: read(b) gives an equal object, or is refused with an equal report, by a fifth of the cases."""
    for number in numbers(batch)[::5]:
        content = damaged_bytes(number)
        reference, fast = (_read(content, engine) for engine in ENGINES)
        assert type(reference) is type(fast), number
        assert reference == fast, number


@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
@slow
@given(st.data())
def test_generated_documents_get_equal_reports(kind: DocumentKind, data: st.DataObject) -> None:
    """Law: the same for documents made from the schemas, right and damaged."""
    version = data.draw(st.sampled_from([version for version in VERSIONS if kind in kinds_of(version)]))
    plain = data.draw(plain_documents(kind, version))
    assert engines.schema_problems(plain, kind, version, "jsonschema-rs") == []
    assert agree(json.dumps(plain).encode())
    assert agree(json.dumps(changed(plain, Random(data.draw(st.integers(0, 2**32))))).encode())


# ---- the cases are worth something


def test_the_cases_meet_every_kind_and_break_every_keyword() -> None:
    reports = [cs.check(damaged_bytes(number)) for number in range(1_000)]
    kinds = Counter(report.document_kind for report in reports)
    assert set(DOCUMENT_KINDS) < set(kinds)
    assert kinds[None] < 450  # refused before an engine was asked
    assert {verdict for verdict, _ in Counter(report.verdict for report in reports).items()} == {
        "valid", "unverified", "invalid",
    }  # fmt: skip
    codes = Counter(issue.code.value for report in reports for issue in report.issues)
    for code in (
        "CS104",
        "CS105",
        "CS107",
        "CS108",
        "CS111",
        "CS301",
        "CS302",
        "CS303",
        "CS304",
        "CS305",
        "CS306",
        "CS307",
    ):
        assert codes[code], code


def _without(keyword: str, schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without(keyword, item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _without(keyword, value) for name, value in schema.items()}
    if not isinstance(kept.get(keyword), dict):  # a member may be called as a keyword is
        kept.pop(keyword, None)
    return kept


@pytest.fixture
def spoilt(keyword: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fast engine that does not know a keyword."""
    caches = (fast_validation._validator, fast_validation._gate)
    make = fast_validation._compiled
    monkeypatch.setattr(fast_validation, "_compiled", lambda schema: make(_without(keyword, schema)))
    for cache in caches:
        cache.cache_clear()
    yield keyword
    for cache in caches:
        cache.cache_clear()


def _disagreements() -> Iterator[bool]:
    for number in range(20_000):  # the first is mostly among the first hundred
        document = damaged_value(number)
        kind, version = (document.get(name) for name in ("kind", "schema_version"))
        if kind in DOCUMENT_KINDS and version in VERSIONS and kind in kinds_of(version):
            reference, fast = (engines.schema_problems(document, kind, version, engine) for engine in ENGINES)
            yield facts(reference) != facts(fast)


@pytest.mark.parametrize("keyword", sorted(KEYWORDS - {"maxItems"}))  # which no schema of ours has
@pytest.mark.usefixtures("spoilt")
def test_an_engine_that_does_not_know_a_keyword_is_found_out(keyword: str) -> None:
    assert any(_disagreements()), keyword


@pytest.mark.parametrize("keyword", ["additionalProperties", "enum", "format", "pattern", "required", "type"])
@pytest.mark.usefixtures("spoilt")
def test_it_is_found_out_by_rows_as_well(keyword: str) -> None:
    answers = ([engines.row_problems(damaged_rows(n), CURRENT, engine) for engine in ENGINES] for n in range(2_000))
    assert any(reference.keys() != fast.keys() for reference, fast in answers), keyword
