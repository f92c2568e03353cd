"""The program in the how-to on JavaScript runs as it stands, and judges the examples as the page says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from care_standards.documents.schema_registry import published

PAGE = "docs/how-to/validate-from-javascript.md"


@pytest.fixture
def place(tmp_path: Path, repository: Path) -> Path:
    """A folder as the page leaves it: the program, the schema, and Ajv."""
    given = os.environ.get("CARE_STANDARDS_AJV")
    if not given or not (Path(given) / "node_modules").is_dir() or shutil.which("node") is None:
        pytest.skip("no Ajv: run `nox -s consumers`, or set CARE_STANDARDS_AJV to a folder with its node_modules")
    page = (repository / PAGE).read_text(encoding="utf-8")
    (program,) = re.findall(r"^```js\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "check.mjs").write_text(program, encoding="utf-8")
    (version,) = re.findall(r"^\$ care-standards schema assessment .*--schema-version (\S+)", page, re.MULTILINE)
    (tmp_path / "assessment.schema.json").write_bytes(published("assessment", version=version))
    (tmp_path / "node_modules").symlink_to(Path(given).resolve() / "node_modules", target_is_directory=True)
    return tmp_path


@pytest.mark.parametrize(
    ("example", "code", "last"),
    [
        ("outreach-self-assessment", 0, "accepted by the schema"),
        ("safehouse-case-file-audit", 0, "accepted by the schema"),
        ("planted-problems", 1, "refused by the schema"),
    ],
)
def test_the_program_on_the_page(place: Path, repository: Path, example: str, code: int, last: str) -> None:
    path = repository / "examples" / f"{example}.json"
    done = subprocess.run(
        ["node", "check.mjs", str(path)], cwd=place, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, last)
    for secret in ("client_name", "Sample Person", "fully met", "audit-0312"):
        assert secret not in done.stdout
