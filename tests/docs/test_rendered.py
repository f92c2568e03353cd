"""The pages rendered from code and data hold everything that is there, and every page asks only for what exists."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import care_standards as cs
from care_standards.authoring.faults import AuthoringCode
from care_standards.authoring.refusals import SourceCode
from care_standards.documents.schema_registry import CURRENT, flat_schema
from care_standards.issue_codes import Code
from care_standards.vocabularies import DOCUMENT_KINDS, VOCABULARIES


@pytest.fixture
def rendering(repository: Path) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("rendering", repository / "docs" / "_ext" / "rendering.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rendering"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["rendering"]


def test_every_code_with_its_explanation(rendering: ModuleType) -> None:
    text = rendering.issue_codes()
    for code in Code:
        assert f"### {code.value}: {rendering.escaped(code.title)}\n" in text
        assert rendering.escaped(code.explanation) in text
        assert rendering.code(code.bad) in text
        assert rendering.code(code.good) in text


def test_every_code_of_authoring_with_its_explanation(rendering: ModuleType) -> None:
    text = rendering.authoring_codes()
    for code in (*AuthoringCode, *SourceCode):
        assert f"({code.value.lower()})=\n### {code.value}: {rendering.escaped(code.title)}\n" in text
        assert rendering.escaped(code.explanation) in text
    assert all(rendering.escaped(code.instead) in text for code in SourceCode)
    assert text.count("### ") == len(AuthoringCode) + len(SourceCode)


def test_no_code_means_two_things() -> None:
    codes = [code.value for codes in (Code, AuthoringCode, SourceCode) for code in codes]
    assert len(codes) == len(set(codes))


def test_every_edition_with_its_completeness(rendering: ModuleType) -> None:
    text = rendering.editions()
    for edition in cs.editions():
        assert f"(edition-{edition.id})=" in text
        assert f"Held here: **{rendering.escaped(edition.completeness)}**. " in text
        assert rendering.escaped(edition.completeness.coverage) in text
        assert all(rendering.escaped(gap) in text for gap in edition.completeness.known_gaps)


def test_every_term(rendering: ModuleType) -> None:
    text = rendering.glossary()
    assert len(re.findall(r"^: ", text, re.MULTILINE)) == len(cs.glossary())
    assert all(rendering.escaped(entry.meaning) in text for entry in cs.glossary())


def test_every_list_and_a_meaning_for_every_word(rendering: ModuleType) -> None:
    text = rendering.vocabularies()
    for name, words in VOCABULARIES.items():
        section = text.partition(f"(`{name}`)\n")[2].partition("\n(words-")[0]
        rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, re.MULTILINE)
        assert tuple(word for word, _ in rows) == words, name
        assert all(meaning.strip() for _, meaning in rows), name


def test_every_member_of_every_object(rendering: ModuleType) -> None:
    text = rendering.schemas()
    for kind in DOCUMENT_KINDS:
        schema = flat_schema(kind, CURRENT)
        for found in (schema, *schema["$defs"].values()):
            for name in found.get("properties", {}):
                assert f"| {rendering.code(name)} |" in text, f"{kind}: {name}"
    sensitivity = re.findall(r"^\| `.*\| ([a-z]*) \|$", text.partition("(schema-common)")[0], re.MULTILINE)
    assert set(sensitivity) <= {"public", "organisational", "personal", "location"}
    assert len(sensitivity) > 100


def test_it_is_said_whether_the_format_can_still_change(rendering: ModuleType, repository: Path) -> None:
    lock = (repository / "schemas" / "FROZEN.sha256").read_text(encoding="utf-8")
    settled = bool(re.search(r"^[0-9a-f]{64} +1\.0/", lock, re.MULTILINE))
    assert ("1.0 is frozen" in rendering.frozen()) == settled


def test_every_verb_of_the_command_line(rendering: ModuleType) -> None:
    text = rendering.command_line()
    for verb in ("list", "show", "resolve", "check", "schema"):
        assert f"$ care-standards {verb} --help\n" in text


def test_the_text_of_data_cannot_become_markup(rendering: ModuleType) -> None:
    """Markdown of a fact is shown, not obeyed; a bar cannot end a cell, nor a line break a row."""
    assert rendering.escaped("a|b\n*c* <d> [e](f) $g$ `h`") == r"a\|b \*c\* \<d\> \[e\](f) \$g\$ \`h\`"
    assert rendering.code("a `b`") == "`` a `b` ``"
    assert rendering.table(["one"], [["`a|b`"]]).splitlines()[2] == r"| `a\|b` |"


def test_every_page_asks_for_something_that_is_rendered(rendering: ModuleType, repository: Path) -> None:
    asked = {
        name
        for page in (repository / "docs").rglob("*.md")
        for name in re.findall(r"^% rendered: (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert asked == set(rendering.PAGES)


def test_the_front_door_is_described_whole(repository: Path) -> None:
    text = (repository / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\.\. autofunction:: (\w+)$", text, re.MULTILINE)) | set(re.findall(r"`(\w+)`", text))
    described |= {"CareStandardsError"}  # with the other errors
    assert set(cs.__all__) <= described
