"""The floors hold, and the contracts in pyproject.toml see it when they do not, also inside a function."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("importlinter", reason="import-linter is not installed: `nox -s house` installs it")

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

PLANTED = [
    ("model/html.py", "from care_standards.api import check\n"),
    ("model/html.py", "def late() -> None:\n    import care_standards.packaged\n"),
    ("documents/limits.py", "from care_standards import readers\n"),
    ("identifiers.py", "from care_standards.model import provisions\n"),
    ("model/provenance.py", "def late() -> None:\n    from care_standards.model import publication\n"),
    ("nowhere.py", "X = 1\n"),
]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def house(repository: Path, tmp_path: Path) -> Path:
    """Copy the code and its contracts, to plant faults in the copy."""
    shutil.copy(repository / "pyproject.toml", tmp_path)
    source = repository / "src" / "care_standards"
    kept = shutil.ignore_patterns("__pycache__", "data", "_schemas")
    shutil.copytree(source, tmp_path / "src" / "care_standards", ignore=kept)
    return tmp_path


def test_the_floors_hold(house: Path) -> None:
    done = _lint(house)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("module", "fault"), PLANTED, ids=range(len(PLANTED)))
def test_a_planted_import_is_seen(house: Path, module: str, fault: str) -> None:
    with (house / "src" / "care_standards" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{fault}")
    done = _lint(house)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
