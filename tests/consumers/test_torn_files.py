"""No file is ever torn: a write is ended by force, or told that the disk is full, at every one of its system calls.

The real system does it: strace counts the calls of a write, and then injects a signal or an error at each of them in a
run of its own. Whatever happens, a file has its old bytes or its new ones, and the same call made again completes.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

WRITER = Path(__file__).parent / "programs" / "write_two_files.py"
MARKS = ("/begin-of-the-write", "/end-of-the-write")
SIZE = 5_000  # times a few words: more than any buffer holds
# What a full or failing disk may answer to; the rest asks about files or has nothing to do with them.
OF_THE_DISK = {
    "openat", "open", "write", "fsync", "fdatasync", "close", "rename", "renameat", "renameat2", "chmod", "fchmod",
    "fchmodat", "mkdir", "mkdirat", "link", "linkat", "ftruncate",
}  # fmt: skip
FULL = ("output", "ledger")


def _why_not() -> str | None:
    """Say why nothing can be injected here; strace must be asked for, there, and allowed to trace."""
    if "CARE_STANDARDS_STRACE" not in os.environ:
        return "takes a minute and more: `nox -s consumers` runs it, with CARE_STANDARDS_STRACE set"
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "needs strace, which is for Linux"
    if platform.machine() != "x86_64":
        return "the system calls have other names on this machine"
    tried = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return None if tried.returncode == 0 else "strace may not trace here (ptrace is forbidden)"


REASON = _why_not()
pytestmark = pytest.mark.skipif(REASON is not None, reason=str(REASON))


class Call(NamedTuple):
    """One system call: its name, and which one of its name it is, counted from the start of the program."""

    name: str
    number: int


class Traced(NamedTuple):
    """How a traced program ended: its exit code, negative for a signal, and what it printed."""

    code: int
    out: str


class Tracer:
    """Runs programs under strace, always in the same way, so that calls can be counted."""

    def __init__(self, repository: Path, log: Path) -> None:
        self._log = log
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = keep | {
            "PYTHONPATH": str(repository / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "CARE_STANDARDS_HOME": str(log.parent / "no-packs"),
        }

    def run(self, arguments: list[str], *inject: str) -> Traced:
        """Run Python with these arguments; ``inject`` is what strace is told to do to which calls."""
        tampering = [word for each in inject for word in ("-e", f"inject={each}")]
        # One file for each process: of several at a time, lines would be cut and joined.
        command = ["strace", "-ff", "-qq", "-s", "64", "-o", str(self._log), *tampering, sys.executable, *arguments]
        for old in self._log.parent.glob(f"{self._log.name}.*"):
            old.unlink()
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=120, check=False)
        return Traced(done.returncode, done.stdout.decode())

    def rerun(self, arguments: list[str]) -> Traced:
        """Run Python with these arguments and nobody watching."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=120, check=False)
        return Traced(done.returncode, done.stdout.decode())

    def calls(self, begin: Callable[[str], bool], end: Callable[[str], bool]) -> list[Call]:
        """Give the calls of the last run, which had one process, from a line to another one, both included."""
        (log,) = self._log.parent.glob(f"{self._log.name}.*")
        counted: Counter[str] = Counter()
        found: list[Call] = []
        is_on = False
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            name = re.match(r"([a-z0-9_]+)\(", line)
            if name is None:
                continue
            counted[name[1]] += 1
            is_on = is_on or begin(line)
            if is_on:
                found.append(Call(name[1], counted[name[1]]))
            if is_on and end(line):
                return found
        raise AssertionError("the marks are not in the trace")


@pytest.fixture
def tracer(repository: Path, tmp_path: Path) -> Tracer:
    return Tracer(repository, tmp_path / "trace")


def _laid(folder: Path, is_there: bool) -> None:
    """Make the folder as it is before the write: with old files, or with none, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in FULL if is_there else ():
        (folder / name).mkdir()
        (folder / name / "a.json").write_text(f"old {name}", encoding="utf-8")


def _torn(folder: Path, is_there: bool) -> dict[str, str]:
    """Give for each of the two files whether it is old, new or torn; other names may only be those of parts."""
    found: dict[str, str] = {}
    for name in FULL:
        path = folder / name / "a.json"
        content = path.read_bytes() if path.exists() else None
        states = {f"old {name}".encode() if is_there else None: "old", f"new {name} ".encode() * SIZE: "new"}
        found[name] = states.get(content, "torn")
    return found


def _left(folder: Path) -> list[str]:
    """Give the names of files that are none of those that were to be written."""
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name not in ("a.json", "up.json")]


def _calls_of_the_write(tracer: Tracer, folder: Path, is_there: bool) -> list[Call]:
    _laid(folder, is_there)
    assert tracer.run([str(WRITER), str(folder), str(SIZE)]) == (0, "written written")
    assert _torn(folder, is_there) == {"output": "new", "ledger": "new"}
    calls = tracer.calls(lambda line: MARKS[0] in line, lambda line: MARKS[1] in line)
    return calls[1:-1]


@pytest.mark.parametrize("is_there", [True, False], ids=["over old files", "where there were none"])
def test_killed_at_every_call_of_a_write(tracer: Tracer, tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "folder"
    calls = _calls_of_the_write(tracer, folder, is_there)
    assert {"openat", "write", "fsync", "rename", "close"} <= {call.name for call in calls}
    ends: Counter[tuple[str, ...]] = Counter()
    for call in calls:
        _laid(folder, is_there)
        ran = tracer.run([str(WRITER), str(folder), str(SIZE)], f"{call.name}:signal=KILL:when={call.number}")
        assert (call, ran) == (call, (-9, ""))
        found = _torn(folder, is_there)
        assert (call, set(found.values()) <= {"old", "new"}) == (call, True)
        assert (call, [name for name in _left(folder) if not name.endswith(".part")]) == (call, [])
        ends[tuple(found[name] for name in FULL)] += 1
        assert tracer.rerun([str(WRITER), str(folder), str(SIZE)]) == (0, "written written")
        assert _torn(folder, is_there) == {"output": "new", "ledger": "new"}
    # The account never says what the file does not yet say, and every other state really was met.
    assert set(ends) == {("old", "old"), ("new", "old"), ("new", "new")}
    sys.stdout.write(f"{len(calls)} calls, each killed: {dict(ends)}\n")


@pytest.mark.parametrize("is_there", [True, False], ids=["over old files", "where there were none"])
@pytest.mark.parametrize("stays", ["", "+"], ids=["once", "from then on"])
def test_a_full_disk_at_every_call_of_a_write(tracer: Tracer, tmp_path: Path, is_there: bool, stays: str) -> None:
    folder = tmp_path / "folder"
    calls = [call for call in _calls_of_the_write(tracer, folder, is_there) if call.name in OF_THE_DISK]
    assert len(calls) >= 12
    refused = 0
    for call in calls:
        _laid(folder, is_there)
        inject = f"{call.name}:error=ENOSPC:when={call.number}{stays}"
        ran = tracer.run([str(WRITER), str(folder), str(SIZE)], inject)
        found = _torn(folder, is_there)
        assert (call, set(found.values()) <= {"old", "new"}) == (call, True)
        if ran.code == 0 and ran.out:  # a disk that stays full may not even take the last words
            told = dict(zip(FULL, ran.out.split(), strict=True))
            assert (call, found) == (call, {name: "new" if told[name] == "written" else "old" for name in FULL})
            refused += "refused" in ran.out
        assert (call, _left(folder)) == (call, [])
        assert tracer.rerun([str(WRITER), str(folder), str(SIZE)]) == (0, "written written")
        assert _torn(folder, is_there) == {"output": "new", "ledger": "new"}
    assert refused >= 8
    sys.stdout.write(f"{len(calls)} calls, each told that the disk is full: {refused} refusals\n")


def test_killed_while_clearing_up_after_a_full_disk(tracer: Tracer, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    calls = _calls_of_the_write(tracer, folder, True)
    (flushed,) = [call for call in calls if call.name == "fsync"][:1]
    _laid(folder, True)
    full = f"fsync:error=ENOSPC:when={flushed.number}"
    assert tracer.run([str(WRITER), str(folder), str(SIZE)], full, "unlink:signal=KILL:when=1").code == -9
    assert _torn(folder, True) == {"output": "old", "ledger": "old"}
    assert [name.endswith(".part") for name in _left(folder)] == [True]
    assert tracer.rerun([str(WRITER), str(folder), str(SIZE)]) == (0, "written written")
    assert _torn(folder, True) == {"output": "new", "ledger": "new"}


def test_the_test_sees_a_writer_that_tears(tracer: Tracer, tmp_path: Path) -> None:
    """A program that writes in place is found out by the same injections."""
    writer = tmp_path / "tearing.py"
    writer.write_text(
        WRITER.read_text(encoding="utf-8").replace(
            "from care_standards.cli.stepped import put, standing",
            "from care_standards.cli.stepped import standing\n\n\n"
            "def put(path, content, there):\n"
            "    os.makedirs(os.path.dirname(path), exist_ok=True)\n"
            "    with open(path, 'wb') as file:\n"
            "        file.write(content)",
        ),
        encoding="utf-8",
    )
    folder = tmp_path / "folder"
    _laid(folder, True)
    assert tracer.run([str(writer), str(folder), str(SIZE)]) == (0, "written written")
    calls = tracer.calls(lambda line: MARKS[0] in line, lambda line: MARKS[1] in line)[1:-1]
    torn = 0
    for call in calls:
        _laid(folder, True)
        tracer.run([str(writer), str(folder), str(SIZE)], f"{call.name}:signal=KILL:when={call.number}")
        torn += "torn" in _torn(folder, True).values()
    assert torn >= 2


# ---- through the command line


@pytest.fixture
def lantern(repository: Path, tmp_path: Path) -> list[str]:
    """The arguments that migrate a folder of two invented assessments."""
    invented = repository / "tests" / "invented"
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for place, name in (("a.json", "lantern-self-assessment.json"), ("deep/b.json", "lantern-file-audit.json")):
        shutil.copy(invented / name, tmp_path / "in" / place)
    return [
        "-m", "care_standards", "migrate", str(tmp_path / "in"), "--to", "lantern-2022",
        "--pack", str(invented / "lantern"), "-o", str(tmp_path / "out"), "--ledger", str(tmp_path / "ledgers"),
    ]  # fmt: skip


def _written(top: Path) -> dict[str, bytes]:
    found = {path: path.read_bytes() for name in ("out", "ledgers") for path in (top / name).rglob("*.json")}
    return {path.relative_to(top).as_posix(): content for path, content in found.items()}


def _old_or_new(held: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    return all(content in (old.get(name), new.get(name)) for name, content in held.items())


def _reset(top: Path, old: dict[str, bytes]) -> None:
    for name in ("out", "ledgers"):
        shutil.rmtree(top / name, ignore_errors=True)
    for place, content in old.items():
        (top / place).parent.mkdir(parents=True, exist_ok=True)
        (top / place).write_bytes(content)


@pytest.mark.parametrize("is_there", [False, True], ids=["new", "out of date"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_migration_of_a_folder_that_is_killed_completes(
    tracer: Tracer, lantern: list[str], tmp_path: Path, is_there: bool, jobs: str
) -> None:
    old: dict[str, bytes] = {}
    if is_there:
        assert tracer.rerun(lantern).code == 0
        old = _written(tmp_path)
        for path in (tmp_path / "in").rglob("*.json"):
            content = path.read_text(encoding="utf-8")
            path.write_text(re.sub('"assessor_role": "[a-z-]+"', '"assessor_role": "other"', content), encoding="utf-8")
    call = [*lantern, "--jobs", jobs]
    assert tracer.rerun(call).code == 0
    new = _written(tmp_path)
    assert len(new) == 4
    assert all(old.get(name) != content for name, content in new.items())
    # Counted in each process by itself: the first renames are those of the first files of each.
    injected = ["rename:when=1", "rename:when=2", "fsync:when=1", "fsync:when=2", "fsync:when=3", "chmod:when=1"]
    injected += ["rename:when=3", "rename:when=4", "fsync:when=7"] if jobs == "1" else []
    killed = 0
    for each in injected:
        name, _, when = each.partition(":")
        _reset(tmp_path, old)
        ran = tracer.run(call, f"{name}:signal=KILL:{when}")
        killed += ran.code != 0
        assert (each, ran.code in (0, -9 if jobs == "1" else 3)) == (each, True)
        assert (each, _old_or_new(_written(tmp_path), old, new)) == (each, True)
        assert (each, tracer.rerun(call).code) == (each, 0)
        assert (each, _written(tmp_path)) == (each, new)
        assert not list(tmp_path.glob("out/**/.care-standards-*"))
    assert killed >= len(injected) - 1  # files that are new have no permissions to keep, so that nothing sets any
    sys.stdout.write(f"{killed} runs killed with {jobs} processes\n")


def test_a_migration_of_a_folder_on_a_full_disk_says_so(tracer: Tracer, lantern: list[str], tmp_path: Path) -> None:
    assert tracer.rerun(lantern).code == 0
    new = _written(tmp_path)
    for each in ("fsync:error=ENOSPC:when=1+", "rename:error=ENOSPC:when=2+", "mkdir:error=ENOSPC:when=1+"):
        _reset(tmp_path, {})
        ran = tracer.run(lantern, each)
        assert (each, ran.code) == (each, 3)
        assert (each, _old_or_new(_written(tmp_path), {}, new)) == (each, True)
        assert not list(tmp_path.glob("**/.care-standards-*"))
        assert tracer.rerun(lantern).code == 0
        assert _written(tmp_path) == new
