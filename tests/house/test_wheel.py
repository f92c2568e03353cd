"""What is shipped: the built wheel, installed in an empty environment away from the checkout, does its job."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

WHEEL = os.environ.get("CARE_STANDARDS_WHEEL", "")
if not WHEEL:
    pytest.skip(
        "no wheel was built: `nox -s house` builds one and names it in CARE_STANDARDS_WHEEL", allow_module_level=True
    )

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "care_standards"

# Everything a wheel may hold; a file that fits none of these was shipped by accident.
EXPECTED = [
    r"care_standards/(?:[a-z_]+/)*[a-z0-9_]+\.py",
    r"care_standards/py\.typed",
    r"care_standards/data/(?:publications|editions|crosswalks|concordances)/[a-z0-9.-]+\.json",
    r"care_standards/data/(?:registry|glossary|sources)\.json",
    r"care_standards/data/(?:PROVENANCE|NOT-ESTABLISHED)\.md",
    r"care_standards/data/MANIFEST\.sha256",
    r"care_standards/tables/shipped/[a-z0-9-]+\.json",
    r"care_standards/_schemas/(?:index|[0-9.]+/(?:bundle/(?:draft-07/)?)?[a-z.-]+)\.json",
    r"care_standards-[0-9a-z.]+\.dist-info/(?:METADATA|RECORD|WHEEL|entry_points\.txt)",
    r"care_standards-[0-9a-z.]+\.dist-info/licenses/(?:LICENSE|LICENSES/[A-Za-z0-9.-]+\.txt)",
]

LOOK_UP = """
import care_standards as cs
edition = cs.load("scs-2018")
assert edition["1.1.5"].id == "scs-2018.1.1.5"
assert len(cs.editions()) >= 26
assert cs.resolve("scs-2018.1.1.5") is edition["1.1.5"]
print(cs.__file__)
"""

CHECK = """
import sys
import care_standards as cs
report = cs.check(sys.argv[1])
assert report.ok, [(issue.code.value, issue.pointer) for issue in report.issues]
assert not cs.check(b"[]").ok
print(report.verdict)
"""

DISTRIBUTIONS = """
from importlib.metadata import distributions
print("\\n".join(sorted({d.name.lower().replace("_", "-") for d in distributions()} - {"pip", "setuptools"})))
"""


@pytest.fixture(scope="module")
def wheel() -> Path:
    return Path(WHEEL)


@pytest.fixture(scope="module")
def empty_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it needs, and nothing else; gives its Python."""
    home = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel), cwd=home)
    return python


def _run(python: Path | str, *arguments: str, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([str(python), *arguments], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_what_is_expected_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    allowed = re.compile("|".join(f"(?:{pattern})" for pattern in EXPECTED))
    assert [name for name in names if not allowed.fullmatch(name)] == []
    for pattern in EXPECTED:
        assert any(re.fullmatch(pattern, name) for name in names), f"nothing in the wheel matches {pattern}"


def test_the_wheel_holds_every_file_of_the_package_byte_for_byte(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    here = {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    there = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    assert sorted(there) == sorted(here)
    assert there == here


def test_the_wheel_says_its_version_and_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = next(archive.read(name) for name in archive.namelist() if name.endswith("/METADATA")).decode()
    version = re.search(r'"([^"]+)"\n$', (PACKAGE / "version.py").read_text(encoding="utf-8"))
    assert version is not None
    assert f"\nVersion: {version[1]}\n" in metadata
    assert "\nLicense-Expression: MIT AND CC0-1.0\n" in metadata


def test_it_works_away_from_the_checkout(empty_environment: Path, tmp_path: Path) -> None:
    where = _run(empty_environment, "-c", LOOK_UP, cwd=tmp_path).strip()
    assert str(REPOSITORY) not in where
    example = REPOSITORY / "examples" / "outreach-self-assessment.json"
    copy = tmp_path / "export.json"
    copy.write_bytes(example.read_bytes())
    assert _run(empty_environment, "-c", CHECK, str(copy), cwd=tmp_path).strip() in ("valid", "unverified")


def test_it_is_small(empty_environment: Path, tmp_path: Path) -> None:
    installed = _run(empty_environment, "-c", DISTRIBUTIONS, cwd=tmp_path).split()
    assert "care-standards" in installed
    assert len(installed) <= 9, installed


def test_the_command_says_what_it_lacks_without_its_extra(empty_environment: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(empty_environment), "-m", "care_standards", "--version"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "care_standards[cli]" in done.stderr


def test_it_works_from_a_zip(wheel: Path, empty_environment: Path, tmp_path: Path) -> None:
    # The environment holds what the library needs; the library itself comes first from the zip.
    program = f"import sys\nsys.path.insert(0, {str(wheel)!r})\n{LOOK_UP}"
    where = _run(empty_environment, "-c", program, cwd=tmp_path).strip()
    assert where.startswith(str(wheel))
    example = REPOSITORY / "examples" / "outreach-self-assessment.json"
    program = f"import sys\nsys.path.insert(0, {str(wheel)!r})\n{CHECK}"
    assert _run(empty_environment, "-c", program, str(example), cwd=tmp_path).strip() in ("valid", "unverified")
