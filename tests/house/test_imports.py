"""What ``import care_standards`` costs: nothing heavy, nothing that could reach a network or run a program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# Heavy, or able to do what this library must never do by being imported.
UNWANTED = {
    "attr", "attrs", "cattrs", "click", "importlib.resources", "json", "jsonschema", "pathlib", "pickle", "re",
    "referencing", "rfc8785", "rich", "rpds", "socket", "ssl", "subprocess", "typing", "urllib.request",
}  # fmt: skip
NEVER = {"socket", "ssl", "urllib.request", "http.client", "subprocess", "pickle"}

WATCH = """
import sys
before = set(sys.modules)
sys.path.insert(0, sys.argv[1])
{statement}
after = set(sys.modules)
import json
print(json.dumps(sorted(after - before)))
"""


def _loaded_by(statement: str, source: Path, *flags: str) -> set[str]:
    """Give the modules that a fresh interpreter loads for a statement, beyond those it starts with."""
    program = WATCH.format(statement=statement)
    done = subprocess.run(
        [sys.executable, "-E", *flags, "-c", program, str(source)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def source(repository: Path) -> Path:
    return repository / "src"


def test_the_probe_sees_what_is_loaded(source: Path) -> None:
    assert "json" in _loaded_by("import json", source, "-S")


def test_import_loads_nothing_heavy(source: Path) -> None:
    # -S leaves out `site`, whose .pth files may load modules of their own: what is seen here is ours.
    loaded = _loaded_by("import care_standards", source, "-S")
    assert "care_standards" in loaded
    assert loaded & UNWANTED == set()


def test_import_loads_none_of_our_own_floors_either(source: Path) -> None:
    loaded = {name for name in _loaded_by("import care_standards", source, "-S") if name.startswith("care_standards.")}
    assert loaded <= {"care_standards.version"}


def test_loading_an_edition_needs_no_network_module(source: Path) -> None:
    loaded = _loaded_by("import care_standards; care_standards.load('scs-2018')['1.1.5'].recommendations", source)
    assert "care_standards.packaged" in loaded
    assert loaded & NEVER == set()


def test_loading_an_edition_needs_no_schema_engine(source: Path) -> None:
    loaded = _loaded_by("import care_standards; care_standards.load('scs-2018')", source)
    assert loaded & {"jsonschema", "referencing", "click", "rich"} == set()


def test_listing_the_names_loads_nothing(source: Path) -> None:
    loaded = _loaded_by("import care_standards; dir(care_standards)", source, "-S")
    assert loaded & UNWANTED == set()
