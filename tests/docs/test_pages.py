"""Every example on every page runs: Python sessions as doctests, and console sessions with the real command.

A page is run from top to bottom in a folder of its own that holds a copy of the examples and of the invented pack.
Blocks marked ``sh`` are commands that install something; they are not run here.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import care_standards as cs
from care_standards.model.report import summary

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for path in (
        *(REPOSITORY / name for name in ("README.md", "PUBLISHING.md", "examples/README.md")),
        *(REPOSITORY / "docs").rglob("*.md"),
    )
    if "_build" not in path.parts
)
BLOCK = re.compile(r"^```(?P<language>[a-z-]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MARKS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FIRST_COMMAND = 'python -m pip install ".[cli]" && care-standards check examples/outreach-self-assessment.json'
SECOND_COMMAND = "python -m pip install nox && nox -s tests"


def blocks(page: str) -> list[tuple[str, str, int]]:
    """Give the fenced blocks of a page: language, content, line of the first line of content."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    return [(m["language"], m["body"], text.count("\n", 0, m.start()) + 2) for m in BLOCK.finditer(text)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    shutil.copytree(REPOSITORY / "tests" / "invented", tmp_path / "tests" / "invented")
    shutil.copy(REPOSITORY / "PUBLISHING.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, place: Path) -> tuple[str, str, int]:
    """Run one line as a shell would, with the command line of this checkout: data, words, exit code."""
    bin = place / "bin"
    if not bin.exists():
        bin.mkdir()
        starter = bin / "care-standards"
        starter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m care_standards "$@"\n', encoding="utf-8")
        starter.chmod(0o755)
        (bin / "python").symlink_to(sys.executable)
    environment = {
        "PATH": f"{bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(REPOSITORY / "src"),
        "CARE_STANDARDS_HOME": str(place / "packs-of-this-page"),  # whoever runs the tests may hold packs of their own
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=place, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout, done.stderr, done.returncode


def run_python(body: str, names: dict[str, object], page: str, line: int) -> None:
    test = doctest.DocTestParser().get_doctest(body, names, page, page, line)
    assert test.examples, f"{page}:{line}: a block of Python without a prompt is never run"
    said = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=MARKS, verbose=False)
    with contextlib.redirect_stdout(io.StringIO()):
        runner.run(test, out=said.write, clear_globs=False)
    names.update(test.globs)
    assert runner.summarize(verbose=False).failed == 0, said.getvalue()


def run_console(body: str, place: Path, page: str, line: int) -> None:
    """Each line after ``$`` is a command; what stands below it is what it prints, ``...`` for anything.

    That is the standard output; where it says nothing there, the words on the other stream may stand below it.
    A last line ``(exit code N)`` says how it ends; without one it ends with 0.
    """
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        ending = re.search(r"^\(exit code ([0-9]+)\)\n\Z", expected, re.MULTILINE)
        wanted = int(ending[1]) if ending else 0
        expected = expected[: ending.start()] if ending else expected
        printed, words, code = run(command, place)
        assert code == wanted, f"{page}:{line}: {command}\n{printed}"
        printed = printed or words
        same = doctest.OutputChecker().check_output(expected, printed, MARKS) if expected.strip() else True
        assert same, f"{page}:{line}: {command}\nexpected:\n{expected}\nprinted:\n{printed}"


def run_document(body: str, page: str, line: int) -> None:
    """Whatever is marked as JSON is a whole document, and a good one."""
    report = cs.check(body.encode())
    assert report.ok, f"{page}:{line}: {summary(report)}"


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page: str, place: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for language, body, line in blocks(page):
        if language in ("python", "pycon"):
            run_python(body, names, page, line)
        elif language == "console":
            run_console(body, place, page, line)
        elif language == "json":
            run_document(body, page, line)


def test_the_runner_sees_a_wrong_answer(place: Path) -> None:
    with pytest.raises(AssertionError):
        run_python(">>> 1 + 1\n3\n", {}, "a page", 1)
    with pytest.raises(AssertionError):
        run_console("$ echo one\ntwo\n", place, "a page", 1)
    with pytest.raises(AssertionError):
        run_console("$ exit 3\n", place, "a page", 1)
    with pytest.raises(AssertionError):
        run_document('{"kind": "assessment"}', "a page", 1)
    run_console("$ echo one; exit 3\no...\n(exit code 3)\n", place, "a page", 1)


def test_the_readme_gives_both_commands_and_the_first_one_works(place: Path) -> None:
    commands = [body.strip() for language, body, _ in blocks("README.md") if language == "sh"]
    assert commands == [FIRST_COMMAND, SECOND_COMMAND]
    printed, _, code = run(FIRST_COMMAND.partition(" && ")[2], place)
    assert code == 0
    assert summary(cs.check("examples/outreach-self-assessment.json")) in " ".join(printed.split())


def test_the_second_command_names_a_session_there_is() -> None:
    noxfile = (REPOSITORY / "noxfile.py").read_text(encoding="utf-8")
    assert re.search(r"@nox\.session\ndef tests\(", noxfile)


def test_the_readme_fits_a_screen_and_its_figures_are_those_of_the_data() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    said = " ".join(text.split())
    editions, crosswalks = cs.editions(), cs.crosswalks()
    assert (
        f"{len(cs.publications())} publications, {len(editions)} editions and {sum(map(len, editions))} provisions; "
        f"{sum(map(len, crosswalks))} mappings in {len(crosswalks)} crosswalks; {len(cs.concordances())} concordances."
    ) in said
    assert "No edition is complete." in said.replace("**", "")
    assert not [edition.id for edition in editions if edition.completeness.level == "complete"]
    assert f"`scs-2018` has {len(cs.load('scs-2018'))} provisions" in said


def test_every_link_of_a_page_outside_the_documentation_leads_somewhere() -> None:
    """Sphinx checks the links between pages of the documentation; this checks the others."""
    for page in ("README.md", "PUBLISHING.md", "examples/README.md"):
        text = (REPOSITORY / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert "://" in target or ((REPOSITORY / page).parent / target).exists(), f"{page}: {target}"
