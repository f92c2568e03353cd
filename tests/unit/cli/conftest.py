"""Running the command, in this process and in one of its own, and documents to run it on."""

import copy
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest

import care_standards as cs
from care_standards import packaged
from care_standards.cli.program import program
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.model import Wording

CANARY = "Quaxlworth"


class Ran(NamedTuple):
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

ASSESSMENT: dict[str, Any] = {
    "$schema": "https://care-standards.invalid/schemas/1.0/assessment.schema.json",
    "schema_version": "1.0",
    "kind": "assessment",
    "subject": {"kind": "service", "ref": "svc-017"},
    "edition": "scs-2018",
    "context": {"nation": "england", "setting": "outreach", "stage": "referral", "populations": ["adults"]},
    "period": {"start": "2026-01-01", "end": "2026-03-31"},
    "assessor_role": "quality-lead",
    "produced_by": {"name": "case-system", "version": "4.2"},
    "findings": [
        {
            "provision": "scs-2018.1.1.5",
            "status": "met",
            "assessed_on": "2026-03-02",
            "evidence": [{"ref": "ev-1"}],
            "note": "Seen on the day.",
        },
        {
            "provision": "scs-2018.1.1.5.r2",
            "status": "not-applicable",
            "reason": "No such activities.",
            "assessed_on": "2026-03-02",
            "evidence": [],
        },
    ],
    "extensions": {"org.example.case": {"batch": "b-1"}},
}


@pytest.fixture
def assessment() -> dict[str, Any]:
    """A valid assessment with every member, to be changed at will."""
    return copy.deepcopy(ASSESSMENT)


@pytest.fixture
def unverified(assessment: dict[str, Any]) -> dict[str, Any]:
    """An assessment with an id that the partial data of its edition cannot verify."""
    assessment["findings"][0]["provision"] = "scs-2018.7.3"
    return assessment


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process."""

    def made(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = program.answer(list(arguments))
        return Ran(code, *capsys.readouterr())

    return made


@pytest.fixture
def start(repository: Path) -> Run:
    """Run the command in a process of its own, away from the terminal of whoever runs the tests."""

    def made(*arguments: str, stdin: bytes = b"", cwd: Path | None = None, **variables: str) -> Ran:
        keep = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
        environment = {**keep, "PYTHONPATH": str(repository / "src"), **variables}
        done = subprocess.run(
            [sys.executable, "-m", "care_standards", *arguments],
            input=stdin, capture_output=True, env=environment, cwd=cwd, timeout=60, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return made


Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(start: Run) -> Complete:
    """Ask the command what a shell would offer after some words, the last of which may be half written."""

    def made(words: str) -> list[str]:
        count = str(len(words.split(" ")) - 1)
        ran = start(_CARE_STANDARDS_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
        return [line.split(",")[-1] for line in ran.out.splitlines()]

    return made


@pytest.fixture(autouse=True)
def packs_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for packs that is empty, whoever runs the tests, and no other place to find packs in."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CARE_STANDARDS_HOME", str(home))
    monkeypatch.delenv("CARE_STANDARDS_PATH", raising=False)
    return home


Fuller = Callable[..., bytes]


@pytest.fixture
def fuller() -> Fuller:
    """Make the JSON of a fuller edition of scs-2018 with invented wording, of whose standard 1.1.5 facts may differ."""

    def made(level: str = "partial", **facts: Any) -> bytes:
        shipped, entries = cs.load("scs-2018"), packaged.registry()
        kept = [
            attrs.evolve(
                provision,
                text=Wording(language="en-GB", value=f"{CANARY} {number}: invented words."),
                text_status="verified" if provision.text_status == "verified" else "private",
                **(facts if provision.id == "scs-2018.1.1.5" else {}),
            )
            for number, provision in enumerate(p for p in shipped if not entries[p.id].provisional)
        ]
        edition = attrs.evolve(
            shipped,
            digest=None,
            rights=attrs.evolve(shipped.rights, sharing="private"),
            completeness=attrs.evolve(shipped.completeness, provisions=len(kept), level=level),
            provisions=kept,
        )
        return to_bytes(to_plain(edition))

    return made


@pytest.fixture
def oak(repository: Path) -> str:
    """The path of an invented edition of a publication that nobody registered."""
    return str(repository / "examples" / "own-edition.json")


@pytest.fixture
def heeding() -> list[str]:
    """Start the program so that it heeds an interruption.

    A shell has programs in the background ignore the signal, and what they start inherits that.
    """
    heed = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_module('care_standards', run_name='__main__')"
    )
    return [sys.executable, "-c", heed]
