"""Every check of the project: ``nox -s tests`` first, ``nox -l`` for the rest.

Only Python and pip are needed; for ``consumers`` also Node.js with npm. ``consumers`` and ``documents`` install the
other programs they use (Java for Spark, LibreOffice, what prints), where they may.
"""

import json
import os
import re
import shutil
import tempfile
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_external_run = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "types", "house", "docs", "consumers", "documents", "tests_oldest"]

HERE = Path(__file__).parent
# What the recipes of docs/how-to/use-in-a-framework.md are written for.
FRAMEWORKS = ["django>=5.2", "fastapi>=0.115", "httpx>=0.27", "pandas>=2.2", "polars>=1.20"]
# What docs/how-to/check-millions-of-rows.md is written for, besides the extra for Spark.
ENGINES = ["dask[dataframe,distributed]>=2025.1"]
FUZZED = ["decode", "engines", "migrate", "readers", "queries"]
FUZZ_SECONDS = 600
# Tests are handed out one by one, as a few take as long as thousands of others.
ON_ALL_CORES = ["-n", "auto", "--dist", "worksteal"]
CODE = ["src", "tests", "tools", "benchmarks", "docs", "noxfile.py"]


def _install_programs(session: nox.Session, programs: dict[str, str], *more: str) -> None:
    """Install, as root on Debian, the packages of the programs that are lacking."""
    lacking = sorted({package for program, package in programs.items() if shutil.which(program) is None})
    if lacking and shutil.which("apt-get") is not None and getattr(os, "geteuid", lambda: 1)() == 0:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        session.run("apt-get", "update", "-qq", external=True, env=quiet)
        session.run(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", *more, *lacking,
            external=True, env=quiet, success_codes=[0, 100],
        )  # fmt: skip


def _present(*names: str) -> list[str]:
    return [name for name in names if (HERE / name).exists()]


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, on all cores; arguments after -- go to pytest."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", *ON_ALL_CORES, *session.posargs)


@nox.session
def tests_oldest(session: nox.Session) -> None:
    """Run the tests with the oldest release of each core dependency that pyproject.toml allows."""
    core = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    oldest = [re.sub(r">=", "==", requirement) for requirement in core]
    session.install("-e", ".[test]", *oldest)
    # The rules of the house are about the code, which is the same: once is enough for them.
    session.run("python", "-m", "pytest", *ON_ALL_CORES, "--ignore=tests/house", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and layout with ruff; changes nothing."""
    session.install("ruff>=0.9")
    where = _present(*CODE)
    session.run("ruff", "check", "--no-cache", *where)
    session.run("ruff", "format", "--no-cache", "--check", *where)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the library, and of a stranger's code that uses it, with mypy and with pyright."""
    session.install("-e", ".[types]")
    session.run("mypy")
    session.run("pyright", "--pythonpath", str(Path(session.bin) / "python"))


@nox.session
def house(session: nox.Session) -> None:
    """Check the floors, the rules of the house, and the wheel installed in an empty environment."""
    session.install("-e", ".[test]", "build>=1.2", "import-linter>=2.1")
    session.run("lint-imports", "--no-cache")
    built = Path(session.create_tmp()).resolve() / "dist"
    shutil.rmtree(built, ignore_errors=True)
    # Without --wheel, the wheel is built from the source distribution: so both are proved.
    session.run("python", "-m", "build", "--outdir", str(built), str(HERE))
    (wheel,) = built.glob("*.whl")
    # nox keeps temporary files inside the checkout; the wheel has to be proved away from it.
    away = {"CARE_STANDARDS_WHEEL": str(wheel), "TMPDIR": tempfile.gettempdir()}
    session.run("python", "-m", "pytest", "tests/house", *session.posargs, env=away)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation, every warning an error, and run its examples."""
    session.install("-e", ".[docs,test]")
    built = Path(session.create_tmp()).resolve() / "docs"
    strict = ["-W", "--keep-going", "-n"]
    session.run("sphinx-build", "-b", "html", *strict, "docs", str(built / "html"))
    session.run("python", "-m", "pytest", "tests/docs", *session.posargs)


@nox.session
def consumers(session: nox.Session) -> None:
    """Let the real programs judge: Ajv, frameworks, Spark, Dask, LibreOffice, schemas of exports; tear at writes."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        session.error("The consumers session runs Ajv: install Node.js 18 or later, with npm, and try again.")
    _install_programs(session, {"strace": "strace", "java": "openjdk-17-jre-headless", "soffice": "libreoffice-calc"})
    session.install("-e", ".[test,spark]", *FRAMEWORKS, *ENGINES)
    work = Path(session.create_tmp()).resolve() / "ajv"
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "judge.mjs"):
        shutil.copy(HERE / "tests" / "consumers" / "ajv" / name, work / name)
    with session.chdir(work):
        session.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", external=True)
    session.run(
        "python", "-m", "pytest", "tests/consumers", *session.posargs,
        env={"CARE_STANDARDS_AJV": os.fspath(work), "CARE_STANDARDS_OFFICE": "1", "CARE_STANDARDS_STRACE": "1"},
    )  # fmt: skip


@nox.session
def documents(session: nox.Session) -> None:
    """Draft the real document and its reprints, and every hostile file; as root on Debian, installs what prints."""
    programs = {
        "soffice": "libreoffice-draw", "chromium": "chromium", "pdftotext": "poppler-utils",
        "pdftohtml": "poppler-utils",
    }  # fmt: skip
    # The reprints set text in Liberation, whose letters are as wide as Arial's.
    _install_programs(session, programs, "fonts-liberation")
    session.install("-e", ".[test]")
    session.run(
        "python", "-m", "pytest", "tests/documents", "tests/unit/authoring/pdf", *session.posargs,
        env={"CARE_STANDARDS_DOCUMENTS": "1"},
    )  # fmt: skip


@nox.session
def nightly(session: nox.Session) -> None:
    """Judge 100,000 random migrations and mutated documents and every hostile case, and fuzz; takes over an hour.

    What fuzzing learns is kept in tests/fuzz/corpus; arguments after -- are the seconds of each target.
    """
    session.install("-e", ".[test]", "atheris>=2.3")
    session.run(
        "python", "-m", "pytest", "-s", *ON_ALL_CORES, "tests/property/test_migration_at_random.py",
        "tests/property/test_engines.py", "tests/conformance/hostile",
        env={"CARE_STANDARDS_RANDOM_CASES": "100000", "CARE_STANDARDS_HOSTILE": "all"},
    )  # fmt: skip
    seconds = session.posargs[0] if session.posargs else str(FUZZ_SECONDS)
    for target in FUZZED:
        corpus = os.path.join("tests", "fuzz", "corpus", target)
        session.run("python", f"tests/fuzz/{target}.py", f"-max_total_time={seconds}", corpus)


@nox.session
def mutants(session: nox.Session) -> None:
    """Change one thing at a time in a room and see that a test fails: migration, mapping or upgrades, named after --.

    Works on a copy of the checkout. Those that live are listed, each with its reason, in docs/explanation/mutants.md.
    """
    rooms = {
        "mapping": (["src/care_standards/mapping/*"], ["tests/unit/mapping", "tests/property/test_mapping.py"]),
        "migration": (["src/care_standards/migration/*"], ["tests/unit/migration", "tests/property/test_migration.py"]),
        "upgrades": (
            ["src/care_standards/documents/upgrades/*"],
            [
                "tests/unit/documents/test_upgrades.py",
                "tests/unit/documents/test_upgrades_exactly.py",
                "tests/property/test_upgrades.py",
                "tests/migrations",
            ],
        ),
    }
    session.install("-e", ".[test]", "mutmut>=3.3")
    for room in session.posargs or rooms:
        copy = Path(session.create_tmp()).resolve() / room
        shutil.rmtree(copy, ignore_errors=True)
        left_out = shutil.ignore_patterns(".git", ".nox", "__pycache__", "*.egg-info", ".*_cache")
        shutil.copytree(HERE, copy, ignore=left_out)
        mutated, judges = rooms[room]
        with (copy / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write(
                "\n[tool.mutmut]\n"
                'source_paths = ["src"]\n'
                f"only_mutate = {json.dumps(mutated)}\n"
                'also_copy = ["schemas", "examples"]\n'
                'pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider"]\n'
                f"pytest_add_cli_args_test_selection = {json.dumps(judges)}\n"
                "track_dependencies = false\n"
                "use_git_change_detection = false\n"
                "timeout_multiplier = 10.0\n"
            )
        with session.chdir(copy):
            session.run("mutmut", "run", "--max-children", "2")
            session.run("mutmut", "results")
