"""The judge of link rows: the schema, then the data at hand, and nothing said twice."""

import json
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents.link_rows import NOTHING_WRONG, RowJudge
from care_standards.documents.schema_registry import LINK_ROW, flat_schema
from care_standards.issue_codes import Code
from care_standards.model.registry import Registry, RegistryEntry
from care_standards.vocabularies import ENGINES, Engine

CANARY = "Quaxlworth"
(WHOLE,) = flat_schema(LINK_ROW, "1.1")["examples"]
ROW: dict[str, Any] = {
    "edition": "scs-2018", "subject_kind": "case", "subject_ref": "c-1", "provision": "scs-2018.1.1.5",
    "status": "met", "assessed_on": "2026-03-01",
}  # fmt: skip
over_engines = pytest.mark.parametrize("engine", ENGINES)


def judge(rows: list[Any], engine: Engine = "jsonschema", *, guard: bool = False) -> list[list[tuple[Code, Any]]]:
    if engine == "jsonschema-rs":
        pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed")
    found = RowJudge(cs.catalogue(), engine=engine, guard=guard).judge(rows)
    return [[(problem.code, problem.path) for problem in problems] for problems in found]


CASES: list[tuple[str, Any, list[tuple[Code, Any]]]] = [
    ("right", {}, []),
    ("not held", {"provision": "scs-2018.9.9"}, [(Code.UNVERIFIED_ID, ("provision",))]),
    ("of another edition", {"provision": "ecat-2005.12.6"}, [(Code.WRONG_EDITION, ("provision",))]),
    ("edition not registered", {"edition": "scs-2017"}, [(Code.UNKNOWN_EDITION, ("edition",))]),
    ("id without a form", {"provision": "1.1.5"}, [(Code.WRONG_FORM, ("provision",))]),
    ("status of none", {"status": "fully-met"}, [(Code.WORD_NOT_IN_LIST, ("status",))]),
    ("no day", {"assessed_on": "2026-02-30"}, [(Code.NO_SUCH_DAY, ("assessed_on",))]),
    ("no form of a day", {"assessed_on": "01/03/2026"}, [(Code.WRONG_FORM, ("assessed_on",))]),
    ("null", {"nation": None}, [(Code.WRONG_TYPE, ("nation",))]),
    ("evidence as one text", {"evidence": "a;b"}, [(Code.WRONG_TYPE, ("evidence",))]),
    ("evidence twice", {"evidence": ["a", "a"]}, []),
    ("evidence in words", {"evidence": ["a", "b c"]}, [(Code.WRONG_FORM, ("evidence", 1))]),
    ("population twice", {"populations": ["adults", "adults"]}, [(Code.ITEM_REPEATED, ("populations",))]),
    ("column unknown", {CANARY: CANARY}, [(Code.MEMBER_UNKNOWN, (CANARY,))]),
    ("no reason", {"status": "not-applicable"}, [(Code.REASON_MISSING, ())]),
    ("blank reason", {"status": "not-applicable", "reason": " \t"}, [(Code.BLANK_REASON, ("reason",))]),
    ("long blank reason", {"status": "not-applicable", "reason": " " * 2_001}, [(Code.TEXT_LENGTH, ("reason",))]),
    ("blank reason of what is met", {"reason": " "}, []),
    ("period backwards", {"period_start": "2026-03-02", "period_end": "2026-03-01"},
     [(Code.DATES_OUT_OF_ORDER, ("period_end",))]),
    ("found before", {"period_start": "2026-03-02", "period_end": "2026-03-09"},
     [(Code.FOUND_BEFORE_PERIOD, ("assessed_on",))]),
    ("found before what has no end", {"period_start": "2026-03-02"}, [(Code.FOUND_BEFORE_PERIOD, ("assessed_on",))]),
    ("found on the first day", {"period_start": "2026-03-01", "period_end": "2026-03-01"}, []),
    ("found after the end", {"period_start": "2026-01-01", "period_end": "2026-02-01"}, []),
    ("end alone", {"period_end": "2026-02-01"}, []),
    ("not a day, before the period", {"assessed_on": "2025-02-29", "period_start": "2026-01-01"},
     [(Code.NO_SUCH_DAY, ("assessed_on",))]),
    ("schema first", {"provision": "scs-2018.9.9", "status": "fully-met"},
     [(Code.WORD_NOT_IN_LIST, ("status",)), (Code.UNVERIFIED_ID, ("provision",))]),
    ("missing and blank", {"status": "not-applicable", "reason": " ", "assessed_on": None},
     [(Code.WRONG_TYPE, ("assessed_on",)), (Code.BLANK_REASON, ("reason",))]),
]  # fmt: skip


@over_engines
@pytest.mark.parametrize(("changes", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_row_has_its_problems_in_order(engine: Engine, changes: dict[str, Any], wanted: list[Any]) -> None:
    assert judge([{**ROW, **changes}], engine) == [wanted]


@over_engines
@pytest.mark.parametrize("row", [None, 3, "met", [], [ROW], True])
def test_what_is_no_object_has_one_problem(engine: Engine, row: object) -> None:
    assert judge([row], engine) == [[(Code.WRONG_TYPE, ())]]


@over_engines
def test_every_row_has_an_answer_in_its_place_and_rows_in_order_share_one(engine: Engine) -> None:
    rows: list[Any] = [ROW, 3, WHOLE, {}, ROW, {**ROW, "provision": "scs-2018.9.9"}]
    found = RowJudge(cs.catalogue(), engine=engine).judge(rows)
    assert [bool(problems) for problems in found] == [False, True, False, True, False, True]
    assert found[0] is found[4]
    assert found[0] == NOTHING_WRONG
    assert RowJudge(cs.catalogue(), engine=engine).judge([]) == []


def test_a_retired_id_names_its_successors() -> None:
    entry = RegistryEntry(id="scs-2018.9.9", status="retired", successors=("scs-2018.1.1.5",))
    known = attrs.evolve(cs.catalogue(), registry=Registry((*cs.catalogue().registry.entries, entry)))
    row = {**ROW, "provision": entry.id}
    for problems in RowJudge(known, engine="jsonschema").judge([row, row]):
        assert [(problem.code, problem.path) for problem in problems] == [(Code.RETIRED_ID, ("provision",))]
        assert "scs-2018.1.1.5" in problems[0].hint


def test_the_editions_used_are_told_and_others_are_not() -> None:
    judged = RowJudge(cs.catalogue(), engine="jsonschema")
    judged.judge([ROW, ROW, {**ROW, "edition": "scs-2017"}, {**ROW, "edition": 3}])
    assert list(judged.editions) == ["scs-2018"]
    judged.judge([{**ROW, "edition": "ecat-2005", "provision": "ecat-2005.12.6"}])
    assert list(judged.editions) == ["scs-2018", "ecat-2005"]


def test_what_was_judged_before_changes_nothing() -> None:
    """Memory of pairs, also when it is full: the same row has the same problems, whatever came before."""
    judged = RowJudge(cs.catalogue(), engine="jsonschema")
    rows: list[Any] = [{**ROW, **changes} for _, changes, _ in CASES]
    first = judged.judge(rows)
    judged._of_ids.clear()
    again = judged.judge(rows[::-1])[::-1]
    fresh = [RowJudge(cs.catalogue(), engine="jsonschema").judge([row])[0] for row in rows]
    told = [[[(p.code, p.path, p.hint, p.rule) for p in ps] for ps in found] for found in (first, again, fresh)]
    assert told[0] == told[1] == told[2]


def test_the_memory_of_pairs_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("care_standards.documents.link_rows._MOST_KEPT", 10)
    judged = RowJudge(cs.catalogue(), engine="jsonschema")
    found = judged.judge([{**ROW, "provision": f"scs-2018.99.{place}"} for place in range(35)])
    assert [problem.code for problems in found for problem in problems] == [Code.UNVERIFIED_ID] * 35
    assert len(judged._of_ids) <= 10


def test_what_is_far_too_long_to_be_an_id_is_not_kept() -> None:
    judged = RowJudge(cs.catalogue(), engine="jsonschema")
    judged.judge([{**ROW, "provision": "x" * 50_000, "edition": "y" * 50_000}, {**ROW, "provision": f"z{'-' * 500}"}])
    assert all(len(id or "") <= 40 for pair in judged._of_ids for id in pair)


@over_engines
def test_the_guard_names_the_place_and_the_kind_and_never_the_text(engine: Engine) -> None:
    texts = {"note": "Ring her on 07700 900123.", "evidence": ["doc-1", "QQ-12-34-56-C", "999-000-0018"]}
    row = {**ROW, **texts, "subject_ref": "07700900123"}
    assert judge([row], engine) == [[]]
    found = RowJudge(cs.catalogue(), engine=engine, guard=True).judge([row])[0]
    paths = [problem.path for problem in found]
    assert ("note",) in paths
    assert ("subject_ref",) in paths
    assert {problem.code for problem in found} == {Code.LOOKS_PERSONAL}
    assert all("07700" not in problem.hint and "900123" not in problem.hint for problem in found)
    assert any("telephone" in problem.hint for problem in found)


@over_engines
def test_the_guard_looks_at_rows_that_the_schema_refuses_too(engine: Engine) -> None:
    row = {**ROW, "status": 3, "subject_ref": "someone@example.org"}
    assert judge([row], engine, guard=True) == [[*judge([row], engine)[0], (Code.LOOKS_PERSONAL, ("subject_ref",))]]


def test_no_repr_shows_a_value() -> None:
    judged = RowJudge(cs.catalogue(), engine="jsonschema", guard=True)
    (problems,) = judged.judge([{**ROW, "edition": CANARY, CANARY: CANARY, "status": CANARY}])
    assert problems
    assert CANARY not in repr((judged, problems))
    assert CANARY not in json.dumps([(problem.hint, problem.rule) for problem in problems])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("changes", [{"edition": "SCS-2018"}, {"provision": "scs-2018..1"}, {"edition": "scs-2018\n"}])
def test_ids_without_the_form_of_one_are_refused_as_often_as_they_come(engine: Engine, changes: dict[str, Any]) -> None:
    """The pair is held against the schema where it is met first, so it must not be remembered as one that passed."""
    judged = judge([{**ROW, **changes}, ROW, {**ROW, **changes}, {**ROW, **changes, "status": "fine"}] * 2, engine)
    assert all(judged[n] == judged[0] != [] for n in (0, 2, 4, 6))
    assert judged[1] == judged[5] == []
    assert Code.WORD_NOT_IN_LIST in {code for code, _ in judged[3]}
