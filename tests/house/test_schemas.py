"""The published forms of the schemas: derived ones up to date, frozen ones unchanged, all of them of one verdict."""

import copy
import importlib.util
import itertools
import json
import re
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from care_standards.documents import schema_registry

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"


def _load_tool() -> Any:
    spec = importlib.util.spec_from_file_location("schemas_tool", ROOT / "tools" / "schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["schemas_tool"] = module
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
VERSIONS = tool.versions(ROOT)
CASES = [(version, kind) for version in VERSIONS for kind in tool.kinds(ROOT, version)]


def read(version: str, path: str) -> Any:
    return json.loads((SCHEMAS / version / path).read_bytes())


def split_registry(version: str) -> Registry[Any]:
    names = ("common", *tool.kinds(ROOT, version))
    return Registry().with_resources(
        (document["$id"], Resource.from_contents(document))
        for document in (read(version, f"{name}.schema.json") for name in names)
    )


def validators(version: str, kind: str) -> dict[str, Any]:
    """Give a validator for each published form; the bundles get a registry that knows and fetches nothing."""
    dates = jsonschema.FormatChecker(["date"])
    new, old = jsonschema.Draft202012Validator, jsonschema.Draft7Validator
    split = read(version, f"{kind}.schema.json")
    return {
        "split": new(split, registry=split_registry(version), format_checker=dates),
        "flat": new(read(version, f"bundle/{kind}.schema.json"), registry=Registry(), format_checker=dates),
        "draft-07": old(
            read(version, f"bundle/draft-07/{kind}.schema.json"), registry=Registry(), format_checker=dates
        ),
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the schemas and of the copy in the package, to do damage to; in it nothing is frozen yet."""
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    lock = tmp_path / "schemas" / "FROZEN.sha256"
    rows = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(row for row in rows if row.startswith("#")), encoding="utf-8", newline="\n")
    shutil.copytree(tool.mirrored(ROOT), tool.mirrored(tmp_path))
    return tmp_path


# ---- derived files


def test_derived_files_are_up_to_date() -> None:
    assert tool.stale(ROOT) == []
    assert tuple(VERSIONS) == schema_registry.VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_has_the_kinds_that_it_has_files_for(version: str) -> None:
    assert tuple(tool.kinds(ROOT, version)) == schema_registry.names_of(version)


def test_a_file_of_an_unknown_kind_is_not_passed_over(project: Path) -> None:
    (project / "schemas/1.1/diary.schema.json").write_bytes(b"{}")
    with pytest.raises(SystemExit, match="diary"):
        tool.main(["build"], project)


@pytest.mark.parametrize(
    "damaged",
    [
        "schemas/1.0/bundle/edition.schema.json",
        "schemas/1.0/bundle/draft-07/report.schema.json",
        "schemas/1.0/bundle/index.json",
        "schemas/1.0/common.schema.json",
        "src/care_standards/_schemas/1.0/sensitivity.json",
    ],
)
def test_check_notices_a_change_and_build_repairs_what_is_derived(project: Path, damaged: str) -> None:
    assert tool.main(["check"], project) == 0
    file = project / damaged
    file.write_bytes(file.read_bytes().replace(b"edition", b"EDITION", 1) + b" ")
    assert tool.main(["check"], project) == 1
    assert tool.main(["build"], project) == 0
    assert tool.main(["check"], project) == 0


def test_check_notices_files_gone_and_files_added(project: Path) -> None:
    (project / "schemas/1.0/bundle/edition.schema.json").unlink()
    (tool.mirrored(project) / "1.0/stray.json").write_bytes(b"{}")
    assert tool.stale(project) == [
        "schemas/1.0/bundle/edition.schema.json is missing",
        "src/care_standards/_schemas/1.0/bundle/edition.schema.json does not belong there",
        "src/care_standards/_schemas/1.0/stray.json does not belong there",
    ]
    tool.build(project)
    assert tool.stale(project) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_index_names_every_bundle_with_its_digest(version: str) -> None:
    index = read(version, "bundle/index.json")
    folder = SCHEMAS / version / "bundle"
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*.schema.json")}
    assert index["schema_version"] == version
    assert set(index["files"]) == present
    assert len(present) == 2 * len(tool.kinds(ROOT, version))
    for path, entry in index["files"].items():
        content = (folder / path).read_bytes()
        schema = json.loads(content)
        assert entry["sha256"] == sha256(content).hexdigest()
        assert entry["id"] == schema["$id"] == f"{tool.BASE}/{version}/bundle/{path}"
        assert schema["$schema"] == tool.DRAFTS[entry["draft"]]
        assert path.endswith(f"{entry['kind']}.schema.json")


def test_the_package_ships_the_same_bytes() -> None:
    for version in VERSIONS:
        assert tool.files_in(SCHEMAS / version) == tool.files_in(tool.mirrored(ROOT) / version)


# ---- the lock


def test_frozen_versions_are_what_they_were() -> None:
    assert tool.broken_lock(ROOT) == []
    locked = {path.partition("/")[0] for path in tool.frozen(ROOT)}
    assert "1.0" in locked
    assert set(tool.frozen(ROOT)) == {f"{v}/{path}" for v in locked for path in tool.files_in(SCHEMAS / v)}


def test_freezing_lists_every_file_of_a_version_once(project: Path) -> None:
    assert tool.main(["freeze", "1.0"], project) == 0
    expected = {f"1.0/{path}" for path in tool.files_in(project / "schemas" / "1.0")}
    assert set(tool.frozen(project)) == expected
    assert tool.main(["check"], project) == 0
    assert tool.main(["freeze", "1.0"], project) == 1
    assert len(tool.frozen(project)) == len(expected)


def test_freezing_refuses_what_is_unknown_or_out_of_date(project: Path) -> None:
    before = (project / "schemas/FROZEN.sha256").read_bytes()
    assert tool.freeze(project, "7.7") == ["there is no schemas/7.7"]
    (project / "schemas/1.0/bundle/index.json").unlink()
    assert tool.freeze(project, "1.0") != []
    assert (project / "schemas/FROZEN.sha256").read_bytes() == before


def test_the_lock_notices_a_file_of_a_frozen_version_changed_gone_or_added(project: Path) -> None:
    tool.freeze(project, "1.0")
    folder = project / "schemas/1.0"
    changed = folder / "assessment.schema.json"
    changed.write_bytes(changed.read_bytes().replace(b"Free text", b"Any text"))
    (folder / "sensitivity.json").unlink()
    (folder / "extra.json").write_bytes(b"{}")
    assert tool.broken_lock(project) == [
        "schemas/1.0/assessment.schema.json is frozen and was changed",
        "schemas/1.0/sensitivity.json is frozen and missing",
        "schemas/1.0/extra.json was added to a frozen version",
    ]
    # Deriving everything afresh makes the change consistent, and still not allowed.
    assert tool.main(["build"], project) == 0
    assert tool.main(["check"], project) == 1


# ---- one verdict


@pytest.mark.parametrize(("version", "kind"), CASES)
def test_the_example_document_is_valid_in_every_form(version: str, kind: str) -> None:
    for form, validator in validators(version, kind).items():
        (example,) = validator.schema["examples"]
        assert [e.message for e in validator.iter_errors(example)] == [], form


def _damaged(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Give copies with one fault each: every member at any depth gone, null, of another type, and one too many."""
    found: list[tuple[str, dict[str, Any]]] = []

    def walk(path: tuple[Any, ...], node: Any) -> None:
        if "extensions" in path:
            return
        inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for step, child in inner:
            for fault in ("gone", None, 7.5, "\n", ["x", "x"], {"Member": 1}):
                other = copy.deepcopy(document)
                place: Any = other
                for part in path:
                    place = place[part]
                if fault == "gone":
                    del place[step]
                else:
                    place[step] = fault
                found.append((f"{'/'.join(map(str, (*path, step)))}: {fault!r}", other))
            walk((*path, step), child)

    walk((), document)
    return found


@pytest.mark.parametrize(("version", "kind"), CASES)
def test_all_forms_refuse_the_same_documents_for_the_same_reasons(version: str, kind: str) -> None:
    forms = validators(version, kind)
    (example,) = forms["flat"].schema["examples"]
    refused = 0
    for what, document in _damaged(example):
        reasons = {
            form: sorted((e.json_path, e.validator) for e in validator.iter_errors(document))
            for form, validator in forms.items()
        }
        assert reasons["split"] == reasons["flat"] == reasons["draft-07"], what
        refused += bool(reasons["flat"])
    assert refused > 100


def _finding(version: str, **changes: Any) -> dict[str, Any]:
    (document,) = read(version, "assessment.schema.json")["examples"]
    finding = {"provision": "scs-2018.1.1.5", "evidence": [], **changes}
    return {**document, "findings": [finding]}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("form", ["split", "flat", "draft-07"])
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"status": "met"}, ["assessed_on"]),
        ({"status": "partly-met"}, ["assessed_on"]),
        ({"status": "not-met", "reason": "None seen."}, ["assessed_on"]),
        ({"status": "not-applicable"}, ["assessed_on", "reason"]),
        ({"status": "not-applicable", "reason": "No such service."}, ["assessed_on"]),
        ({"status": "not-applicable", "assessed_on": "2026-03-01"}, ["reason"]),
        ({"status": "not-applicable", "assessed_on": "2026-03-01", "reason": "No such service."}, []),
        ({"status": "met", "assessed_on": "2026-03-01"}, []),
        ({"status": "not-assessed"}, []),
    ],
)
def test_a_finding_says_why_and_when_where_its_status_asks_for_it(
    version: str, form: str, changes: dict[str, Any], missing: list[str]
) -> None:
    errors = list(validators(version, "assessment")[form].iter_errors(_finding(version, **changes)))
    named = sorted(re.findall(r"'(reason|assessed_on)' is a required", " ".join(e.message for e in errors)))
    assert named == missing
    assert len(errors) == len(missing)


VOICES = {"number": "11-or-more", "consent": "explicit-consent"}


@pytest.mark.parametrize("form", ["split", "flat", "draft-07"])
@pytest.mark.parametrize(
    ("evidence", "wrong"),
    [
        ({}, []),
        ({"kind": "document"}, []),
        ({"kind": "survivor-voice", "voices": VOICES}, []),
        ({"kind": "survivor-voice"}, [("required", "voices")]),
        ({"voices": VOICES}, [("required", "kind")]),
        ({"kind": "staff-account", "voices": VOICES}, [("const", "survivor-voice")]),
        ({"bearing": "counters"}, []),
        ({"bearing": "counters", "answer": "It was put right."}, []),
        ({"bearing": "supports", "answer": "It was put right."}, [("const", "counters")]),
        ({"answer": "It was put right."}, [("required", "bearing")]),
        ({"kind": "survivor-voice", "answer": "It was put right."}, [("required", "bearing"), ("required", "voices")]),
    ],
)
def test_evidence_of_survivors_has_voices_and_only_what_counters_has_an_answer(
    form: str, evidence: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    document = _finding("1.1", status="not-assessed")
    document["findings"][0]["evidence"] = [{"ref": "doc-1", **evidence}]
    found = []
    for error in validators("1.1", "assessment")[form].iter_errors(document):
        value: Any = error.validator_value
        found.append((error.validator, value[0] if isinstance(value, list) else value))
    assert sorted(found) == wrong


def test_the_document_shown_in_the_readme_is_valid() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", (SCHEMAS / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    document = json.loads(shown)
    assert list(validators(document["schema_version"], document["kind"])["flat"].iter_errors(document)) == []


# ---- sensitivity


@pytest.mark.parametrize("version", VERSIONS)
def test_every_property_has_a_sensitivity_and_a_purpose_and_nothing_else_has(version: str) -> None:
    table = read(version, "sensitivity.json")
    wanted: set[str] = set()
    for name in ("common", *tool.kinds(ROOT, version)):
        schema = read(version, f"{name}.schema.json")
        own = "".join(word.capitalize() for word in name.split("-"))
        objects = {**schema["$defs"], **({own: schema} if name != "common" else {})}
        wanted |= {f"{name}#{title}.{member}" for title, s in objects.items() for member in s.get("properties", ())}
    assert set(table["properties"]) == wanted
    assert list(table["sensitivities"]) == ["public", "organisational", "personal", "location"]
    for entry in table["properties"].values():
        assert entry["sensitivity"] in table["sensitivities"]
        assert 5 < len(entry["purpose"]) < 80
    free_text = {"assessment#Finding.note", "assessment#Finding.reason", "assessment#Evidence.answer"}
    free_text |= {"assessment#Action.summary", "concordance#ChangeReview.note"}
    free_text |= {"link-row#LinkRow.note", "link-row#LinkRow.reason"}
    open_objects = {key for key in wanted if key.endswith(".extensions")}
    kept_back = (free_text & wanted) | open_objects
    assert len(kept_back) >= 2 + len(open_objects)
    assert {table["properties"][key]["sensitivity"] for key in kept_back} == {"personal"}


def test_no_member_becomes_less_sensitive_from_version_to_version() -> None:
    order = ["public", "organisational", "personal", "location"]
    tables = [read(version, "sensitivity.json")["properties"] for version in VERSIONS]
    for before, after in itertools.pairwise(tables):
        moved = {key.partition("#")[2]: entry for key, entry in after.items()}
        for key, entry in before.items():
            later = moved[key.partition("#")[2]]
            assert order.index(later["sensitivity"]) >= order.index(entry["sensitivity"]), key
