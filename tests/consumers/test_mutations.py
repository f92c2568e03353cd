"""On thousands of damaged documents, Python and both drafts of Ajv draw the same line between right and wrong."""

import importlib.util
import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.schema_registry import VERSIONS, kinds_of

REPOSITORY = Path(__file__).resolve().parents[2]
CONFORMANCE = REPOSITORY / "tests" / "conformance"
KINDS = [(version, kind) for version in VERSIONS for kind in kinds_of(version)]
HOW_MANY = 340  # of each kind and version


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("mutations_tool", REPOSITORY / "tools" / "mutations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _document(path: Path) -> Any:
    found = json.loads(path.read_bytes())
    return found.get("document", found)


def _ajv(version: str, cases: list[dict[str, Any]]) -> dict[str, dict[str, bool]]:
    work = os.environ.get("CARE_STANDARDS_AJV")
    if not work:
        pytest.skip("Ajv is not installed: `nox -s consumers` installs it and names its folder in CARE_STANDARDS_AJV")
    done = subprocess.run(
        ["node", str(Path(work) / "judge.mjs"), str(REPOSITORY / "schemas" / version)],
        input=json.dumps(cases), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, bool]] = json.loads(done.stdout)
    return found


def _right_by_schema(document: Any, version: str, kind: str) -> bool:
    """Give Python's verdict on the schema alone: rules beyond it have a name, those of the schema a place in it."""
    if document.get("kind") != kind or document.get("schema_version") != version:
        return False
    report = cs.check(json.dumps(document).encode(), limits=cs.Limits(max_issues=10_000))
    by_schema = f"{kind} {version} "
    return not any(
        i.code.startswith(("CS1", "CS2")) or i.rule.startswith(by_schema)
        for i in report.issues
        if i.severity == "error"
    )


@pytest.mark.parametrize(("version", "kind"), KINDS)
def test_python_and_ajv_agree_on_damaged_documents(version: str, kind: str) -> None:
    tool = _tool()
    good = tuple(_document(path) for path in sorted((CONFORMANCE / version / "valid" / kind).glob("*.json")))
    random = Random(f"{version} {kind}")  # the same documents in every run
    documents = [tool.mutated(random.choice(good), random, good) for _ in range(HOW_MANY)]
    # What the door refuses is never shown to a schema, and Ajv has no door: whole numbers past 2**53, say.
    documents = [document for document in documents if not _beyond_the_door(document)]
    cases = [{"name": str(n), "kind": kind, "document": document} for n, document in enumerate(documents)]
    verdicts = _ajv(version, cases)
    expected = {str(n): _right_by_schema(document, version, kind) for n, document in enumerate(documents)}
    differing = {
        n: (json.dumps(documents[int(n)])[:2_000], right, verdicts[n])
        for n, right in expected.items()
        if verdicts[n] != {"2020-12": right, "draft-07": right}
    }
    assert not differing
    counted = Counter(expected.values())
    assert min(counted[True], counted[False]) > 20  # there are enough of both for the agreement to say something


def _beyond_the_door(document: Any) -> bool:
    report = cs.check(json.dumps(document).encode())
    return any(issue.code.startswith("CS1") and issue.severity == "error" for issue in report.issues)


@pytest.mark.parametrize(("version", "kind"), KINDS)
def test_ajv_sees_a_planted_fault(version: str, kind: str) -> None:
    good = _document(CONFORMANCE / version / "valid" / kind / "minimal.json")
    faulty = {**good, "planted": True}
    short = {name: value for name, value in good.items() if name != "schema_version"}
    cases = {"good": good, "faulty": faulty, "short": short}
    verdicts = _ajv(version, [{"name": name, "kind": kind, "document": document} for name, document in cases.items()])
    both = {name: set(verdict.values()) for name, verdict in verdicts.items()}
    assert both == {"good": {True}, "faulty": {False}, "short": {False}}


def test_the_lock_of_the_judge_names_versions_and_no_download_address() -> None:
    lock = (REPOSITORY / "tests" / "consumers" / "ajv" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock
    packages = json.loads(lock)["packages"]
    assert all(found["version"] and found["integrity"] for name, found in packages.items() if name)
