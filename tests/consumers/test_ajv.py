"""Ajv, reading nothing but the published bundles, gives every document the verdict that Python's schema step gives.

A document is shown to the schemas of the version it states; one that states none, to those of the folder it is in.

What only the library can see (an id that was retired, a parent after its child …) Ajv accepts: the rule of such an
issue is a name, where the rule of the others is a place in the schema.
"""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.schema_registry import OLDEST, VERSIONS, kinds_of

WORK = os.environ.get("CARE_STANDARDS_AJV", "")
if not WORK:
    pytest.skip(
        "Ajv is not installed: `nox -s consumers` installs it and names its folder in CARE_STANDARDS_AJV",
        allow_module_level=True,
    )

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMAS = REPOSITORY / "schemas"
CONFORMANCE = REPOSITORY / "tests" / "conformance"
DATA = REPOSITORY / "src" / "care_standards" / "data"

BY_BYTES = "CS1"
BY_HEADER = "CS2"  # kind, version and name of the schema: constants in every schema
PLACE_IN_A_SCHEMA = re.compile(r"[a-z]+(?:-[a-z]+)* [0-9.]+ /")


@dataclass(frozen=True)
class Case:
    """A document, the version and kind whose schema judges it, and, if told, whether the schema alone refuses it."""

    document: Any
    version: str
    kind: str
    level: str | None


def _case(path: Path) -> Case:
    content = json.loads(path.read_text(encoding="utf-8"))
    if CONFORMANCE not in path.parents:
        return Case(content, content["schema_version"], content["kind"], None)
    version = path.relative_to(CONFORMANCE).parts[0]
    if "document" in content and "kind" not in content:
        return Case(content["document"], version, path.parent.name, content.get("expect", {}).get("level"))
    return Case(content, version, path.parent.name, None)


def _cases() -> dict[str, Case]:
    folders = [CONFORMANCE / version / side for version in VERSIONS for side in ("valid", "invalid")]
    folders += [REPOSITORY / "examples"]
    folders += [DATA / name for name in ("publications", "editions", "crosswalks", "concordances")]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.json"))]
    return {path.relative_to(REPOSITORY).as_posix(): _case(path) for path in paths}


CASES = _cases()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, bool]]:
    """Let Ajv judge every case, once."""
    found: dict[str, dict[str, bool]] = {}
    for version in VERSIONS:
        cases = [
            {"name": name, "kind": case.kind, "document": case.document}
            for name, case in CASES.items()
            if case.version == version
        ]
        done = subprocess.run(
            ["node", str(Path(WORK) / "judge.mjs"), str(SCHEMAS / version)],
            input=json.dumps(cases), capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found |= json.loads(done.stdout)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_there_are_cases_of_every_kind_good_and_bad(version: str) -> None:
    for folder in ("valid", "invalid"):
        kinds = {case.kind for name, case in CASES.items() if f"/{version}/{folder}/" in name}
        assert kinds == set(kinds_of(version)), folder


def test_what_is_shipped_is_of_the_oldest_version() -> None:
    assert {case.version for name, case in CASES.items() if "/data/" in name} == {OLDEST}


@pytest.mark.parametrize("name", CASES)
def test_ajv_and_python_agree(name: str, verdicts: dict[str, dict[str, bool]]) -> None:
    case = CASES[name]
    report = cs.check(json.dumps(case.document).encode())
    errors = {issue.code.value: issue.rule for issue in report.issues if issue.severity == "error"}
    if any(code.startswith(BY_BYTES) for code in errors):
        return  # refused before any schema saw it, by a rule about the bytes
    right = not any(code.startswith(BY_HEADER) or PLACE_IN_A_SCHEMA.match(rule) for code, rule in errors.items())
    assert verdicts[name] == {"2020-12": right, "draft-07": right}, errors
    if case.level is not None:
        assert right == (case.level != "schema")
