"""Files that nobody should have to read: each is refused, with a code and no word of it, or read within limits."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.documents import hostile

from care_standards.authoring.drafting import draft
from care_standards.authoring.pdf.limits import MEBIBYTE, DraftLimits
from care_standards.authoring.refusals import RefusedSourceError
from care_standards.errors import UnreadableSourceError

THOROUGH = "CARE_STANDARDS_DOCUMENTS"
LIMITS = DraftLimits(seconds=8, seconds_a_page=0.05, memory=700 * MEBIBYTE)
# What the limits leave for starting and ending a process, and for a machine that does other things as well.
PATIENCE = 30.0


def outcome(path: Path) -> tuple[str, str, str]:
    """Say what became of a file: read or refused, the code, and what the refusal says."""
    refusal: UnreadableSourceError | None = None
    try:
        made = draft(path, publication="oak", edition="2026", limits=LIMITS)
    except UnreadableSourceError as error:
        refusal = error
    else:
        return "read", "", f"{len(made.outline.items)} items"
    code = refusal.code.value if isinstance(refusal, RefusedSourceError) else ""
    return "refused", code, f"{refusal} {refusal!r} {refusal.args!r} {refusal.__cause__!r} {refusal.__context__!r}"


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_refused_or_read_within_limits(name: str, tmp_path: Path) -> None:
    made = hostile.FILES[name]
    if made.slow and not os.environ.get(THOROUGH):
        pytest.skip(f"takes its time: set {THOROUGH}=1, as the nox session `documents` does")
    path = tmp_path / f"{hostile.SECRET}.pdf"
    path.write_bytes(made.make())
    begun = time.monotonic()
    became, code, said = outcome(path)
    assert time.monotonic() - begun < LIMITS.time_for(LIMITS.pages if made.slow else 0) + PATIENCE
    assert made.outcome in (became, "either"), said
    if became == "refused":
        assert code, "a refusal has a code"
        assert not made.codes or code in made.codes, said
    assert hostile.SECRET not in said
    assert str(tmp_path) not in said


def test_a_draft_of_a_file_that_was_read_has_its_words(tmp_path: Path) -> None:
    """Being open to everybody, holding scripts, links and other files: none of it keeps the words from being read."""
    for name in ("encrypted, open to everybody", "things to run and to fetch"):
        path = tmp_path / "a.pdf"
        path.write_bytes(hostile.FILES[name].make())
        assert "invented page" in draft(path, publication="oak", edition="2026").markdown, name


@pytest.mark.parametrize("kind", ["pipe", "folder", "nothing", "device", "a name with a zero", "link to itself"])
def test_what_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / hostile.SECRET
    if kind == "pipe":
        os.mkfifo(path)  # opening it would wait for a writer that never comes
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path(os.devnull)
    elif kind == "a name with a zero":
        path = tmp_path / "a\0b"
    elif kind == "link to itself":
        path.symlink_to(path)
    begun = time.monotonic()
    became, _, said = outcome(path)
    assert became == "refused"
    assert time.monotonic() - begun < 5
    assert hostile.SECRET not in said


_WATCH = """
import os, sys
log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
ACTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "ctypes.", "urllib.", "os.fork")
def hook(event, args):
    if event == "open" and isinstance(args[0], str):
        writes = (args[2] or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes or "hostname" in args[0]:
            os.write(log, b"open\\n")
    elif event.startswith(ACTS):
        os.write(log, (event + "\\n").encode())
sys.addaudithook(hook)
os.write(log, b"begun\\n")
"""


@pytest.mark.parametrize("name", ["things to run and to fetch", "bytes that stand in another file"])
def test_the_reading_fetches_runs_and_writes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook of Python itself watches the process that reads a file full of things to run and to fetch."""
    (tmp_path / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    log = tmp_path / "log"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("WATCHED", str(log))
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.FILES[name].make())
    outcome(path)
    assert log.read_text(encoding="utf-8").splitlines() == ["begun"]


def test_the_watch_sees_what_it_watches_for(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    log = tmp_path / "log"
    acts = "import subprocess; open('x', 'w'); subprocess.run(['true'])"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "WATCHED": str(log)}
    subprocess.run([sys.executable, "-c", acts], env=environment, check=True, cwd=tmp_path)
    assert {"begun", "open", "subprocess.Popen"} <= set(log.read_text(encoding="utf-8").splitlines())


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for name in ("random bytes after a first line", "unpacks to 3 GiB of blanks", "encrypted, open to everybody"):
        path.write_bytes(hostile.FILES[name].make())
        outcome(path)
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


def test_the_limits_are_what_stops_a_file(tmp_path: Path) -> None:
    """The same ordinary file is read under the usual limits and refused under each limit that it goes over."""
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.plain(6))
    draft(path, publication="oak", edition="2026", limits=LIMITS)
    for limits, code in (
        (DraftLimits(pages=5), "CS708"),
        (DraftLimits(file_bytes=1000), "CS705"),
        (DraftLimits(characters_a_page=100), "CS705"),
        (DraftLimits(answer=500), "CS705"),
        (DraftLimits(seconds=0.01, seconds_a_page=0), "CS706"),
    ):
        with pytest.raises(RefusedSourceError) as refused:
            draft(path, publication="oak", edition="2026", limits=limits)
        assert refused.value.code.value == code
