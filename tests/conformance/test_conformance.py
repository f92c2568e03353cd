"""Every conformance case is judged as it says; drop a file in, and a test appears."""

import importlib.util
import itertools
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.schema_registry import CURRENT, VERSIONS, flat_schema, kinds_of, schema_id
from care_standards.documents.upgrades import downgrade, upgrade
from care_standards.documents.validation import schema_problems
from care_standards.errors import InvalidDocumentError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.vocabularies import LISTS_SINCE, VOCABULARIES, WORDS_SINCE

HERE = Path(__file__).resolve().parent
TOOL = HERE.parents[1] / "tools" / "conformance.py"


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("conformance_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


tool = _tool()
CASES = tool.cases()
VALID = [case for case in CASES if case.valid]
INVALID = [case for case in CASES if not case.valid]


def _names(cases: list[Any]) -> list[str]:
    return [f"{case.version}-{case.name}" for case in cases]


def _catalogue(case: Any) -> Catalogue:
    return tool.catalogue(case.support, case.version) if case.support else cs.catalogue()


def _judge(case: Any, source: Any) -> Any:
    return cs.check(source, kind=case.ask, catalogue=_catalogue(case))


@pytest.mark.parametrize("case", VALID, ids=_names(VALID))
def test_a_valid_case_has_its_verdict_and_no_other_issue(case: Any) -> None:
    report = _judge(case, case.content)
    assert report.ok
    assert report.verdict == case.expect["verdict"]
    assert [issue.code for issue in report.issues] == case.expect.get("codes", [])
    assert report.document_kind == case.kind
    assert report.counts.records_in == report.counts.records_judged


@pytest.mark.parametrize("case", VALID, ids=_names(VALID))
def test_a_valid_case_is_read_and_written_to_the_same_bytes(case: Any) -> None:
    catalogue = _catalogue(case)
    read = cs.read(case.content, catalogue=catalogue)
    assert cs.write(read, version=case.version, catalogue=catalogue) == case.content
    assert cs.read(case.document, catalogue=catalogue) == read


OLDER = [case for case in VALID if case.version != CURRENT]


@pytest.mark.parametrize("case", OLDER, ids=_names(OLDER))
def test_a_valid_case_of_an_older_version_is_as_right_when_it_is_raised(case: Any) -> None:
    catalogue = _catalogue(case)
    raised, _ = upgrade(case.document)
    assert (raised["schema_version"], raised["$schema"]) == (CURRENT, schema_id(case.kind))
    assert schema_problems(raised, case.kind, CURRENT) == []
    report = cs.check(raised, catalogue=catalogue)
    assert report.verdict == case.expect["verdict"]
    assert [issue.code for issue in report.issues] == case.expect.get("codes", [])
    assert cs.read(raised, catalogue=catalogue) == cs.read(case.document, catalogue=catalogue)
    lowered, _ = downgrade(raised, to=case.version)
    assert lowered == case.document


@pytest.mark.parametrize("case", INVALID, ids=_names(INVALID))
def test_an_invalid_case_has_one_issue(case: Any) -> None:
    report = _judge(case, case.content)
    assert report.verdict == "invalid"
    found = [(issue.code, issue.pointer) for issue in report.issues]
    assert found == [(case.expect["code"], case.expect["pointer"])]
    assert report.issues[0].line is not None
    assert report.counts.errors == report.counts.shown == 1


@pytest.mark.parametrize("case", INVALID, ids=_names(INVALID))
def test_an_invalid_case_is_not_read(case: Any) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        cs.read(case.content, kind=case.ask, catalogue=_catalogue(case))
    assert [issue.code for issue in caught.value.report.issues] == [case.expect["code"]]
    assert caught.value.__context__ is None


@pytest.mark.parametrize("case", CASES, ids=_names(CASES))
def test_an_object_is_judged_as_its_bytes_are(case: Any) -> None:
    before = json.dumps(case.document)
    judged = _judge(case, case.document)
    if isinstance(case.document, dict):
        from_bytes = _judge(case, case.content)
        assert judged.verdict == from_bytes.verdict
        assert sorted((i.code, i.pointer) for i in judged.issues) == sorted(
            (i.code, i.pointer) for i in from_bytes.issues
        )
        assert all(issue.line is None and issue.column is None for issue in judged.issues)
    else:
        assert [issue.code for issue in judged.issues] == [Code.NOT_PLAIN_DATA]
    assert json.dumps(case.document) == before


@pytest.mark.parametrize("case", CASES, ids=_names(CASES))
def test_the_level_of_a_case_is_true(case: Any) -> None:
    document = case.document
    accepted = (
        isinstance(document, dict)
        and document.get("$schema") == schema_id(case.kind, case.version)
        and not schema_problems(document, case.kind, case.version)
    )
    if not case.valid and case.expect["code"] in (Code.UNKNOWN_SCHEMA_VERSION, Code.NEWER_SCHEMA_VERSION):
        accepted = False  # the const of schema_version, which is judged before any schema is chosen
    if case.ask != "auto" or document == [] or (isinstance(document, dict) and document.get("kind") != case.kind):
        accepted = False  # likewise for kind
    assert accepted == case.passes_schema


def test_the_files_of_the_cases_follow_their_rules() -> None:
    assert tool.problems() == []


def test_every_code_about_a_document_has_a_case() -> None:
    covered = {case.expect["code"] for case in INVALID} | {code for c in VALID for code in c.expect.get("codes", [])}
    # CS1xx are about bytes (the folder door), CS6xx about a pack as a whole (tests/unit/packs), CS9xx about tables
    # (the folder tables, whose own test asks for them).
    assert {code.value for code in Code if not code.value.startswith(("CS1", "CS6", "CS9"))} <= covered


@pytest.mark.parametrize("version", VERSIONS)
def test_every_kind_of_document_has_cases_enough(version: str) -> None:
    valid = Counter(case.kind for case in VALID if case.version == version)
    invalid = Counter(case.kind for case in INVALID if case.version == version)
    assert valid.keys() == invalid.keys() == set(kinds_of(version))
    assert min(valid.values()) >= 4
    assert min(invalid.values()) >= 15
    assert {case.version for case in CASES} == set(VERSIONS)


@pytest.mark.parametrize("name", sorted({*LISTS_SINCE, *WORDS_SINCE}))
def test_every_new_word_is_in_a_valid_case_and_a_word_not_in_the_list_in_an_invalid_one(name: str) -> None:
    version = LISTS_SINCE.get(name, CURRENT)
    words = VOCABULARIES[name] if name in LISTS_SINCE else WORDS_SINCE[name]
    valid = {text for case in VALID if case.version == version for text in _texts(case.document)}
    assert set(words) - {"supports", "iso", "loose"} <= valid  # a default is not written
    invalid = (case for case in INVALID if case.version == version and case.expect["code"] == Code.WORD_NOT_IN_LIST)
    rules = {issue.rule for case in invalid for issue in _judge(case, case.content).issues}
    members = [member for _, member in _members_of(name, version)]
    assert members
    assert [m for m in members if not any(rule.endswith((f"/{m}/enum", f"/{m}/items/enum")) for rule in rules)] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _members_of(name: str, version: str) -> Iterator[tuple[str, str]]:
    """Give each member whose words are those of a list, with its kind of document."""
    for kind in kinds_of(version):
        schema = flat_schema(kind, version)
        for found in (schema, *schema["$defs"].values()):
            for member, inner in found.get("properties", {}).items():
                if inner.get("$ref") == f"#/$defs/{name}":
                    yield kind, member


def test_the_cases_of_a_new_version_begin_with_those_of_the_one_before(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    kept = folder / "1.1" / "valid" / "assessment" / "minimal.json"
    kept.write_bytes(b"{}")
    (folder / "1.1" / "valid" / "report" / "full.json").unlink()
    tool.copy_cases("1.0", "1.1", folder)
    assert kept.read_bytes() == b"{}"
    assert (folder / "1.1" / "valid" / "report" / "full.json").read_bytes() == (
        HERE / "1.1" / "valid" / "report" / "full.json"
    ).read_bytes()


def _copied(folder: Path) -> Path:
    return Path(
        shutil.copytree(HERE, folder / "conformance", ignore=shutil.ignore_patterns("door", "tables", "__pycache__"))
    )


def test_a_document_that_has_drifted_from_its_base_is_seen_and_built_again(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    drifted = folder / "1.0" / "invalid" / "assessment" / "status-unknown.json"
    before = drifted.read_bytes()
    drifted.write_bytes(before.replace(b'"svc-017"', b'"svc-018"'))
    assert [line for line in tool.problems(folder) if "status-unknown" in line]
    tool.build(folder)
    assert drifted.read_bytes() == before
    assert tool.problems(folder) == []


@pytest.mark.parametrize(
    ("member", "value"),
    [("patch", []), ("base", "invalid/assessment/kind-missing.json"), ("expect", {"code": "CS304"}), ("remark", "")],
)
def test_a_case_that_breaks_the_rules_of_cases_is_seen(tmp_path: Path, member: str, value: object) -> None:
    folder = _copied(tmp_path)
    path = folder / "1.0" / "invalid" / "assessment" / "status-unknown.json"
    path.write_bytes(tool.as_bytes({**json.loads(path.read_bytes()), member: value}))
    assert [line for line in tool.problems(folder) if "status-unknown" in line]


def test_a_rule_that_has_a_case_keeps_one_in_every_later_version() -> None:
    for older, newer in itertools.pairwise(VERSIONS):
        before = {case.name for case in CASES if case.version == older}
        after = {case.name for case in CASES if case.version == newer}
        assert [name for name in sorted(before - after) if not name.endswith("-of-a-later-version")] == []
