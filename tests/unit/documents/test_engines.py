"""Choosing an engine, and the adapter over the fast one: what it takes of it, and what it does where that fails."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents import engines, fast_validation, validation
from care_standards.documents.problems import Problem
from care_standards.documents.schema_registry import (
    CURRENT,
    LINK_ROW,
    VERSIONS,
    SchemaName,
    flat_schema,
    kinds_of,
    schema_id,
)
from care_standards.documents.wording import KEYWORDS
from care_standards.errors import InvalidDocumentError, InvalidValueError, MissingExtraError
from care_standards.vocabularies import ENGINES, Engine

pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: there is one engine only")

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ROW = {
    "edition": "scs-2018", "subject_kind": "service", "subject_ref": "svc-1", "provision": "scs-2018.1.1.5",
    "status": "met", "assessed_on": "2026-03-01", "evidence": ["doc-1"],
}  # fmt: skip
SCHEMAS: list[tuple[SchemaName, str]] = [(kind, version) for version in VERSIONS for kind in kinds_of(version)]
SCHEMAS.append((LINK_ROW, CURRENT))
each_engine = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture(autouse=True)
def afresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    engines.why_not.cache_clear()
    yield
    monkeypatch.undo()
    engines.why_not.cache_clear()


def facts(problems: list[Problem]) -> list[Any]:
    return [(p.code.value, p.path, p.hint, p.rule, p.suggest and p.suggest()) for p in problems]


# ---- choosing


def test_what_is_asked_for_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engines.choose() == engines.choose("auto") == "jsonschema-rs"
    for engine in ENGINES:
        assert engines.choose(engine) == engine
        monkeypatch.setenv(engines.VARIABLE, engine)
        assert engines.choose() == engine
        for other in ENGINES:
            assert engines.choose(other) == other  # an argument has the last word
    for nothing in ("", "auto"):
        monkeypatch.setenv(engines.VARIABLE, nothing)
        assert engines.choose() == "jsonschema-rs"
    monkeypatch.setenv(engines.VARIABLE, "jsonschema")
    assert engines.choose("auto") == "jsonschema-rs"


@pytest.mark.parametrize("word", ["", "ajv", "Jsonschema", "jsonschema ", 1, ["jsonschema"]])
def test_a_word_that_is_no_engine_is_refused_and_not_shown(word: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "must be one of: auto, jsonschema, jsonschema-rs"
    with pytest.raises(InvalidValueError) as caught:
        cs.check({}, engine=word)
    assert str(caught.value) == f"choose.engine {words}"
    if word and isinstance(word, str):
        monkeypatch.setenv(engines.VARIABLE, word)
        with pytest.raises(InvalidValueError) as caught:
            cs.check({})
        assert str(caught.value) == f"environment.CARE_STANDARDS_ENGINE {words}"


def _without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)


def _of_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_validation, "TESTED", ((0, 1), (0, 2)))


@pytest.mark.parametrize("spoil", [_without_the_package, _of_another_release])
def test_without_the_fast_engine_the_reference_judges(spoil: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch)
    assert engines.why_not() is not None
    assert engines.choose() == engines.choose("auto") == engines.choose("jsonschema") == "jsonschema"
    assert cs.check({}).judged_by.engine == "jsonschema"
    for asked in ("jsonschema-rs", None):
        monkeypatch.setenv(engines.VARIABLE, "jsonschema-rs")
        with pytest.raises(MissingExtraError) as caught:
            cs.check({}, engine=asked)
        assert caught.value.extra == "fast"
        assert caught.value.__context__ is None


def test_why_not_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engines.why_not() is None
    engines.why_not.cache_clear()
    _of_another_release(monkeypatch)
    assert (engines.why_not() or "").endswith("from 0.1, below 0.2.")


def test_what_the_extra_installs_is_what_was_tested() -> None:
    import tomllib

    project = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first, end = (".".join(map(str, bound)) for bound in fast_validation.TESTED)
    assert f"jsonschema-rs>={first},<{end}" in project["optional-dependencies"]["fast"]


def test_the_release_is_read_from_the_folder_beside_the_package_or_asked_for(tmp_path: Path) -> None:
    package = tmp_path / "jsonschema_rs"
    installed = engines._release(str(package))  # nothing stands beside it
    assert fast_validation.TESTED[0] <= installed < fast_validation.TESTED[1]
    assert engines._release(str(tmp_path / "nowhere" / "jsonschema_rs")) == installed
    (tmp_path / "jsonschema_rs-0.61.2.dist-info").mkdir()
    assert engines._release(str(package)) == (0, 61)
    (tmp_path / "jsonschema_rs-0.62rc1.dist-info").mkdir()
    assert engines._release(str(package)) == installed
    assert engines._release(str(tmp_path / "no_such_package_at_all")) == ()


@each_engine
@pytest.mark.parametrize("source", [b"{", b"", {}, {"kind": "assessment"}, EXAMPLES / "planted-problems.json"])
def test_the_report_shows_the_engine_also_where_it_was_not_needed(source: Any, engine: Engine) -> None:
    report = cs.check(source, engine=engine)
    assert report.judged_by.engine == engine
    assert cs.readers.read_report(cs.write(report)).judged_by.engine == engine


@each_engine
def test_reading_and_writing_take_the_engine_too(engine: Engine) -> None:
    from care_standards.documents import pipeline

    path, catalogue = EXAMPLES / "outreach-self-assessment.json", cs.catalogue()
    read = pipeline.read(path, catalogue=catalogue, engine=engine)
    assert read == pipeline.read_with_account(path, catalogue=catalogue, engine=engine).document == cs.read(path)
    assert pipeline.write(read, catalogue=catalogue, engine=engine) == cs.write(read)
    with pytest.raises(InvalidDocumentError) as caught:
        cs.read(EXAMPLES / "planted-problems.json", engine=engine)
    assert caught.value.report.judged_by.engine == engine


def test_both_give_all_planted_problems_in_one_order() -> None:
    document = json.loads((EXAMPLES / "planted-problems.json").read_bytes())
    reference, fast = (engines.schema_problems(document, "assessment", "1.0", engine) for engine in ENGINES)
    assert facts(fast) == facts(reference)
    assert len(fast) > 10
    shown = [cs.check(document, limits=cs.Limits(max_issues=5), engine=engine).issues for engine in ENGINES]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 5


# ---- the adapter


def test_it_works_without_the_reference_engine() -> None:
    """A cold start must not pay for what it does not use."""
    import subprocess

    code = (
        "import sys; from care_standards.documents import engines\n"
        "assert engines.choose() == 'jsonschema-rs'\n"
        "assert engines.row_problems([{}], '1.1', 'jsonschema-rs')\n"
        "assert engines.schema_problems({}, 'assessment', '1.1', 'jsonschema-rs')\n"
        "assert 'jsonschema' not in sys.modules and 'importlib.metadata' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def _patterns(schema: Any) -> Iterator[tuple[str, ...]]:
    """Give the patterns of a schema, each with the one beside it that must hold too."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield (schema["pattern"], *(part["pattern"] for part in schema.get("allOf", ()) if "pattern" in part))
            return
        yield from ((name,) for name in schema.get("patternProperties", ()))
        for member in schema.values():
            yield from _patterns(member)
    elif isinstance(schema, list):
        for member in schema:
            yield from _patterns(member)


def test_eased_patterns_mean_the_same() -> None:
    """To Rust, $ is the end of the text only; Python writes that in another way."""
    pairs: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for kind, version in SCHEMAS:
        schema = flat_schema(kind, version)
        ours, theirs = list(_patterns(schema)), list(_patterns(fast_validation.eased(schema)))
        assert len(theirs) == len(ours)
        pairs.update(zip(ours, theirs, strict=True))
    texts = ["", "a", "a\n", "2026-01-01", "2026-13-01", "2026-01-01T00:00:00Z", "/a/~1", "sha256:" + "0" * 64]
    texts += ["scs-2018", "scs-2018.1", "scs-2018.1.1.5", "a-very-long-2018.1", "a-very-long-x-2018.1", "é-2018.1"]
    texts += ["https://example.org/a", "en-GB", "org.example.x", "CS304", "1.1", "x" * 64, "x" * 65, "0.1"]
    texts += ["crosswalks/a--b.json", "scs-2018--ecat-2005", "scs-2018--ecat-2005/1", "0" * 64]
    texts += [schema_id("assessment", "1.0"), schema_id("column-profile", "1.1")]
    random = Random(1)
    for _ in range(4_000):
        letters = list(random.choice(texts))
        for _ in range(random.randrange(4)):
            letters.insert(
                random.randrange(len(letters) + 1), random.choice(["-", ".", "a", "0", "\n", "Z", "٣", "/", "-2018."])
            )
        texts.append("".join(letters))
    for (ours,), theirs in pairs:
        whole = re.compile(ours, re.ASCII)
        parts = [re.compile(pattern.replace("$", r"\Z"), re.ASCII) for pattern in theirs]
        answers = [whole.search(text) is not None for text in texts]
        assert answers == [all(part.search(text) for part in parts) for text in texts], ours
        assert len(set(answers)) == 2, f"no text here tells it apart: {ours}"


def test_patterns_of_what_comes_in_numbers_look_at_nothing_twice() -> None:
    for kind in ("assessment", LINK_ROW, "crosswalk", "edition"):
        for version in VERSIONS if kind != LINK_ROW else (CURRENT,):
            for patterns in _patterns(fast_validation.eased(flat_schema(kind, version))):  # type: ignore[arg-type]
                assert not any("(?=" in pattern or "(?!" in pattern for pattern in patterns)


def test_a_schema_is_left_as_it_is() -> None:
    schema = flat_schema("assessment", CURRENT)
    before = json.dumps(schema)
    fast_validation.eased(schema)
    assert json.dumps(schema) == before


class Failing:
    """An engine that fails on some value with an error that shows it."""

    def __init__(self, refused: Any) -> None:
        self.refused = refused

    def iter_errors(self, document: Any) -> list[Any]:
        if self.refused in (document if isinstance(document, list) else [document]):
            raise ValueError(document)
        return []


class Odd:
    """An engine that says what nobody understands."""

    def __init__(self, *steps: Any) -> None:
        self.steps = list(steps)

    def iter_errors(self, _: Any) -> list[Any]:
        return [SimpleNamespace(instance_path=[], evaluation_path=self.steps)]


@pytest.mark.parametrize(
    "engine",
    [
        Failing({"x": 1}), Odd(), Odd("nothing"), Odd("properties"), Odd("properties", "kind"), Odd("unevaluatedItems"),
        Odd("properties", "nothing", "type"), Odd("$ref", "type"), Odd("allOf", 7, "then", "required"), Odd(None),
    ],
)  # fmt: skip
def test_where_the_engine_fails_or_is_not_understood_the_reference_is_asked(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_validation, "_validator", lambda *_: engine)
    expected = validation.schema_problems({"x": 1}, "assessment", CURRENT)
    assert facts(fast_validation.schema_problems({"x": 1}, "assessment", CURRENT)) == facts(expected)
    assert expected


@pytest.mark.parametrize("odd", ["\ud800", {1: 2}, object(), {"\ud800": 1}, None, (), {1, 2}, 10**400])
def test_one_row_that_no_engine_takes_spoils_no_other(odd: Any) -> None:
    rows = [ROW, {**ROW, "note": odd}, {**ROW, "status": "x"}, {**ROW, "evidence": ["a", odd]}, ROW]
    reference, fast = (engines.row_problems(rows, CURRENT, engine) for engine in ENGINES)
    assert {n: facts(found) for n, found in fast.items()} == {n: facts(found) for n, found in reference.items()}
    assert {2} <= fast.keys() <= {1, 2, 3}


def test_a_very_long_text_is_not_given_up_on() -> None:
    """The engine's own way through a pattern with a look-ahead ends after a million steps, and says wrong form."""
    long = "a" * 3_000_000
    document = {"extensions": {"org.example.x": long}, "subject": {"ref": long}, "edition": f"{long}-2018"}
    reference, fast = (engines.schema_problems(document, "assessment", CURRENT, engine) for engine in ENGINES)
    assert facts(fast) == facts(reference)


@each_engine
def test_rows(engine: Engine) -> None:
    rows: list[Any] = [
        ROW, {**ROW, "status": "not-applicable"}, 3, {}, {**ROW, "surname": "x", "evidence": "a;b"},
        {**ROW, "note": ""}, ROW,
        {**ROW, "populations": ["adults", "adults"], "assessed_on": "2026-02-30"}, None, [],
    ]  # fmt: skip
    found = engines.row_problems(rows, CURRENT, engine)
    assert [(n, [(p.code.value, p.path) for p in problems]) for n, problems in found.items()] == [
        (1, [("CS311", ())]),
        (2, [("CS303", ())]),
        (3, [("CS301", ())] * 5),
        (4, [("CS302", ("surname",)), ("CS303", ("evidence",))]),
        (5, [("CS307", ("note",))]),
        (7, [("CS306", ("assessed_on",)), ("CS310", ("populations",))]),
        (8, [("CS303", ())]),
        (9, [("CS303", ())]),
    ]
    hints = {p.hint for problems in found.values() for p in problems}
    assert {"Fill the column reason.", "Remove it: a link row has no such column.", "Fill the column status."} <= hints
    assert all(p.rule.startswith("link-row 1.1 /") for problems in found.values() for p in problems)
    assert engines.row_problems([], CURRENT, engine) == {}
    assert engines.row_problems((ROW, ROW), CURRENT, engine) == {}


def test_right_rows_cost_one_call_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    engines.row_problems([ROW], CURRENT, "jsonschema-rs")
    calls: list[str] = []

    def count(frame: Any, event: str, argument: Any) -> None:
        calls.append(event)

    def calls_for(rows: list[Any]) -> int:
        calls.clear()
        sys.setprofile(count)
        try:
            engines.row_problems(rows, CURRENT, "jsonschema-rs")
        finally:
            sys.setprofile(None)
        return len(calls)

    assert calls_for([ROW] * 1_000) == calls_for([ROW])


def test_our_schemas_break_by_no_other_keyword() -> None:
    """What only says where others hold is never an error itself."""
    structure = {"properties", "patternProperties", "items", "allOf", "if", "then", "$ref", "$defs"}
    words = {"$schema", "$id", "title", "description", "examples"}
    for kind, version in SCHEMAS:
        assert set(_keywords(flat_schema(kind, version))) <= KEYWORDS | structure | words


def _keywords(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for keyword, value in schema.items():
            yield keyword
            if keyword in ("properties", "patternProperties", "$defs"):
                for inner in value.values():
                    yield from _keywords(inner)
            elif keyword in ("items", "if", "then"):
                yield from _keywords(value)
            elif keyword == "allOf":
                for inner in value:
                    yield from _keywords(inner)
