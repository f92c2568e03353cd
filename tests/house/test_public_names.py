"""The public names are written down: none comes or goes by accident."""

import importlib
import inspect
from pathlib import Path

import pytest

MODULES = [
    "care_standards", "care_standards.assessing", "care_standards.authoring", "care_standards.bulk",
    "care_standards.differences",
    "care_standards.documents.upgrades", "care_standards.exports", "care_standards.guard", "care_standards.mapping",
    "care_standards.migration", "care_standards.model", "care_standards.packs", "care_standards.query",
    "care_standards.searching", "care_standards.tables", "care_standards.testing",
]  # fmt: skip
SNAPSHOT = Path(__file__).with_name("public_names.txt")


def _written_down() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SNAPSHOT.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            module, name = line.split(":")
            found.setdefault(module, []).append(name)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_those_written_down(module: str) -> None:
    names = sorted(importlib.import_module(module).__all__)
    assert names == sorted(_written_down()[module]), (
        f"the public names of {module} differ from {SNAPSHOT.name}: change the file on purpose, "
        "and tell the change in CHANGELOG.md"
    )


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_is_there_and_documented(module: str) -> None:
    home = importlib.import_module(module)
    assert len(set(home.__all__)) == len(home.__all__)
    for name in home.__all__:
        value = getattr(home, name)
        assert name in dir(home)
        if inspect.isclass(value) or inspect.isroutine(value) or inspect.ismodule(value):  # not words and their lists
            first = (value.__doc__ or "").strip().split("\n\n")[0]
            assert first.endswith("."), f"{module}.{name} has no docstring that begins with a sentence"


@pytest.mark.parametrize("module", MODULES)
def test_an_unknown_name_is_an_attribute_error(module: str) -> None:
    with pytest.raises(AttributeError):
        _ = importlib.import_module(module).no_such_name


def test_the_front_door_has_under_forty_names() -> None:
    assert len(importlib.import_module("care_standards").__all__) < 40
