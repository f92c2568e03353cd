"""The rules of the house that a machine can see: sizes, names, imports inside functions, words that must not be there.

Every rule is a function from a text to what breaks it, and is first tried on a planted fault.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "care_standards"
MODULES = sorted(SOURCE.rglob("*.py"))

NOT_OURS = {
    ".git", ".nox", ".venv", "venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__",
    ".import_linter_cache", "node_modules", "_build", "build", "dist", "private",
}  # fmt: skip
TEXT_TYPES = {
    "", ".cff", ".cfg", ".css", ".html", ".ini", ".js", ".json", ".md", ".mjs", ".py", ".sh", ".sha256", ".toml", ".ts",
    ".txt", ".yaml", ".yml",
}  # fmt: skip

VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "tools", "stuff"}

# Imported inside functions because the start of the library, or of an unhappy few, should not pay for them.
LAZY = {
    "attrs", "cattrs", "click", "codecs", "concurrent", "csv", "difflib", "docx", "gzip", "hashlib", "html",
    "importlib", "io", "json", "jsonschema", "jsonschema_rs", "lxml", "markdown_it", "multiprocessing", "openpyxl",
    "orjson", "pdfminer", "pdfplumber", "platformdirs", "pyarrow", "pyspark", "python_calamine", "rapidfuzz",
    "referencing", "resource", "rfc8785", "rich", "signal", "sqlite3", "stat", "subprocess", "tempfile",
    "threading", "tomli_w", "tomllib", "unicodedata", "xlsxwriter", "zipfile", "zlib", "zstandard",
}  # fmt: skip
# Our own modules may be imported late as well: import-linter counts those imports like any other, so none of them
# closes a circle or leads up to a higher floor.
OURS = "care_standards"


def texts() -> Iterator[Path]:
    """Give every text file of the project, whether or not it is committed yet."""
    for path in sorted(REPOSITORY.rglob("*")):
        inside = path.relative_to(REPOSITORY)
        if not NOT_OURS.intersection(inside.parts) and path.is_file() and path.suffix in TEXT_TYPES:
            yield path


def too_long(text: str) -> list[str]:
    """A module of more than 400 lines is two modules."""
    lines = len(text.splitlines())
    return [f"{lines} lines"] if lines > 400 else []


def lazy_imports(text: str) -> list[str]:
    """An import inside a function is one of a short list, never a way round a circle."""
    found: list[str] = []
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for node in ast.walk(function):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            found += [f"line {node.lineno}: {name}" for name in names if name.split(".")[0] not in LAZY | {OURS}]
    return sorted(set(found))


def raised_in_handler(text: str) -> list[str]:
    """An exception raised inside an except block would carry the caught one, and a user's value with it."""
    found: list[str] = []
    for handler in ast.walk(ast.parse(text)):
        if isinstance(handler, ast.ExceptHandler):
            found += [f"line {node.lineno}" for node in ast.walk(handler) if isinstance(node, ast.Raise)]
    return sorted(set(found))


def telling_validators(text: str) -> list[str]:
    """The validators of attrs put the refused value into their message."""
    found = re.findall(r"\battrs?\.validators\b|\bfrom attrs?(?:\.validators)? import .*\bvalidators?\b", text)
    return [str(match) for match in found]


def machine_paths(text: str) -> list[str]:
    """A path of one machine means nothing on another."""
    unix = r"(?<![\w.:/\-])/(?:home|Users|root|work|mnt)/[A-Za-z.]"
    windows = r"\b[A-Z]:\\{1,2}(?:Users|Documents)\b"
    return re.findall(f"{unix}|{windows}", text)


HOSTS = [
    ("pypi", "org"), ("test", "pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"), ("proxy", "golang", "org"), ("crates", "io"),
]  # fmt: skip


def registry_hosts(text: str) -> list[str]:
    """Where packages come from is the business of whoever installs them."""
    return re.findall("|".join(rf"\b{re.escape('.'.join(host))}\b" for host in HOSTS), text)


LEFT_OPEN = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"])


def left_open(text: str) -> list[str]:
    """A thing is done, or it is told in the documentation."""
    return re.findall(rf"\b(?:{LEFT_OPEN})\b", text)


def silenced_tests(text: str) -> list[str]:
    """A test that is not run says why; a test that is known to fail is mended."""
    found = re.findall("x" + r"fail\b(?!_strict)", text)
    for node in ast.walk(ast.parse(text)):
        named = node.func if isinstance(node, ast.Call) else node
        if isinstance(named, ast.Attribute) and named.attr in ("skip", "skipif"):
            continue_with = isinstance(node, ast.Call) and (node.args or node.keywords)
            if isinstance(node, ast.Call) and not continue_with:
                found.append(f"line {node.lineno}: skip without a reason")
    return found


Rule = Callable[[str], list[str]]

PLANTED: list[tuple[Rule, str, str]] = [
    (too_long, "pass\n" * 401, "pass\n" * 400),
    (lazy_imports, "def f():\n    import os\n", "import os\ndef f():\n    import json\n"),
    (lazy_imports, "class C:\n    def f(self):\n        from . import x\n", "def f():\n    import json\n"),
    (
        raised_in_handler,
        "try:\n    f()\nexcept E:\n    raise F()\n",
        "try:\n    f()\nexcept E:\n    x = 1\nraise F()\n",
    ),
    (telling_validators, "x = attrs.field(validator=attrs.validators.in_(y))", "x = attrs.field(validator=must.ref)"),
    (machine_paths, 'open("/' + 'home/me/export.json")', "https://example.org/home/page and <root>/src/x"),
    (machine_paths, "C:\\" + "Users\\me", "C: Users"),
    (registry_hosts, "https://" + ".".join(HOSTS[3]) + "/ajv", "https://care-standards.invalid/"),
    (left_open, "# " + "TO" + "DO: later", "# to do this, call that"),
    (silenced_tests, "@pytest.mark.x" + "fail\ndef test(): ...", "def test(): ..."),
    (silenced_tests, "pytest.skip()", "pytest.skip('why')"),
]


@pytest.mark.parametrize(("rule", "bad", "good"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_rule_sees_a_planted_fault(rule: Rule, bad: str, good: str) -> None:
    assert rule(bad)
    assert not rule(good)


def _breaches(rule: Rule, paths: Iterator[Path] | list[Path]) -> dict[str, list[str]]:
    found = {
        str(path.relative_to(REPOSITORY)): rule(path.read_text(encoding="utf-8", errors="replace")) for path in paths
    }
    return {name: breaches for name, breaches in found.items() if breaches}


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 15
    assert {"pyproject.toml", "CONTRIBUTING.md"} <= {path.name for path in texts()}


@pytest.mark.parametrize("rule", [too_long, lazy_imports, raised_in_handler, telling_validators])
def test_modules(rule: Rule) -> None:
    assert _breaches(rule, MODULES) == {}


def test_names_say_what_is_inside() -> None:
    parts = {part.removesuffix(".py") for path in MODULES for part in path.relative_to(SOURCE).parts}
    assert parts & VAGUE == set()


@pytest.mark.parametrize("rule", [machine_paths, registry_hosts, left_open])
def test_texts(rule: Rule) -> None:
    assert _breaches(rule, texts()) == {}


def test_no_test_is_silenced() -> None:
    assert _breaches(silenced_tests, sorted((REPOSITORY / "tests").rglob("*.py"))) == {}
