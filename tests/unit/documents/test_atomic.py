"""Replacing a file gives the old one or the new one, whatever fails and wherever the program is killed."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from care_standards.documents import atomic
from care_standards.documents.atomic import replace_file
from care_standards.errors import UnwritableTargetError

OLD = b"old " * 10_000
NEW = b"new and longer " * 10_000
SOURCE = Path(atomic.__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs the files and signals of POSIX")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "zorblax.json"
    path.write_bytes(OLD)
    return path


def _names(path: Path) -> list[str]:
    return sorted(os.listdir(path.parent))


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.json", NEW)
    assert (tmp_path / "new.json").read_bytes() == NEW
    assert os.listdir(tmp_path) == ["new.json"]


def test_a_name_alone_is_written_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    replace_file("new.json", b"{}\n")
    replace_file("new.json", NEW)
    assert (tmp_path / "new.json").read_bytes() == NEW
    assert os.listdir(tmp_path) == ["new.json"]


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    replace_file(tmp_path / "new.json", NEW)
    assert (tmp_path / "new.json").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_replaced_file_keeps_its_permissions(target: Path, mode: int) -> None:
    target.chmod(mode)
    replace_file(target, NEW)
    assert target.read_bytes() == NEW
    assert target.stat().st_mode & 0o777 == mode


@posix
def test_a_link_is_replaced_and_never_written_through(target: Path) -> None:
    link = target.with_name("link.json")
    link.symlink_to(target)
    replace_file(link, NEW)
    assert not link.is_symlink()
    assert link.read_bytes() == NEW
    assert target.read_bytes() == OLD


@posix
def test_a_dangling_link_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere")
    replace_file(link, NEW)
    assert link.read_bytes() == NEW
    assert os.listdir(tmp_path) == ["link.json"]


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@posix
@pytest.mark.parametrize("make", [_folder, _pipe])
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "zorblax")
    with pytest.raises(UnwritableTargetError, match="not an ordinary file"):
        replace_file(tmp_path / "zorblax", NEW)
    assert os.listdir(tmp_path) == ["zorblax"]


@pytest.mark.parametrize("name", ["nowhere/x.json", "a\0b", "x" * 5_000])
def test_a_path_that_cannot_be_is_refused_without_being_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableTargetError) as caught:
        replace_file(f"{tmp_path}/{name}", NEW)
    assert str(tmp_path) not in f"{caught.value} {caught.value.args}"
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert os.listdir(tmp_path) == []


STEPS = ("open", "fdopen", "write", "flush", "fsync", "chmod", "replace")


class _Failing:
    """A file whose write or flush fails after half of it was written, as on a disk that is full."""

    def __init__(self, file: Any, step: str, fail: Callable[..., Any]) -> None:
        self.file = file
        self.step = step
        self.fail = fail

    def __enter__(self) -> "_Failing":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> int:
        if self.step == "write":
            self.file.write(content[: len(content) // 2])
            self.fail()
        return int(self.file.write(content))

    def flush(self) -> None:
        if self.step == "flush":
            self.fail()
        self.file.flush()

    def fileno(self) -> int:
        return int(self.file.fileno())


def _break(monkeypatch: pytest.MonkeyPatch, step: str, fail: Callable[..., Any]) -> None:
    if step in ("write", "flush"):
        real = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *args: _Failing(real(*args), step, fail))
    else:
        monkeypatch.setattr(os, step, fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_the_old_file_and_no_litter(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), os.fspath(target))

    with monkeypatch.context() as patch:
        _break(patch, step, fail)
        with pytest.raises(UnwritableTargetError) as caught:
            replace_file(target, NEW)
    assert caught.value.reason == os.strerror(number)
    assert "zorblax" not in f"{caught.value} {caught.value!r} {vars(caught.value)}"
    assert caught.value.__context__ is None
    assert target.read_bytes() == OLD
    assert _names(target) == ["zorblax.json"]


def test_a_folder_that_cannot_be_flushed_does_not_undo_the_move(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *args: Any, **named: Any) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, "no")
        return real(path, flags, *args, **named)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(target.parent))
    replace_file(target, NEW)
    assert target.read_bytes() == NEW
    assert _names(target) == ["zorblax.json"]


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupt_leaves_the_old_file_and_no_litter(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        _break(patch, step, fail)
        with pytest.raises(KeyboardInterrupt):
            replace_file(target, NEW)
    assert target.read_bytes() == OLD
    # Where the descriptor was never opened as a file, only its number is lost with the program.
    assert _names(target) == ["zorblax.json"]


_KILLED = """
import os, signal, sys
sys.path.insert(0, {source!r})
from care_standards.documents import atomic

def dying(real, after):
    def call(*args, **named):
        if after:
            real(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    return call

step, after = {step!r}, {after!r}
setattr(os, step, dying(getattr(os, step), after))
atomic.replace_file({target!r}, {new})
"""


@posix
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["open", "fdopen", "fsync", "chmod", "replace"])
def test_a_kill_leaves_the_old_file_or_the_new_one(target: Path, step: str, after: bool) -> None:
    program = _KILLED.format(
        source=os.fspath(SOURCE), step=step, after=after, target=os.fspath(target), new="b'new and longer ' * 10_000"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == (NEW if (step, after) == ("replace", True) else OLD)
    replace_file(target, NEW)  # what the dead one left is in nobody's way
    assert target.read_bytes() == NEW


def test_of_two_writers_one_wins_whole(target: Path) -> None:
    contents = [bytes([65 + number]) * 200_000 for number in range(4)]
    threads = [Thread(target=replace_file, args=(target, content)) for content in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert target.read_bytes() in (OLD, *contents)
    for thread in threads:
        thread.join()
    assert target.read_bytes() in contents
    assert _names(target) == ["zorblax.json"]


@posix
def test_a_new_file_has_the_permissions_of_any_new_file_and_a_link_lends_none(tmp_path: Path) -> None:
    open_to_all = tmp_path / "open.json"
    open_to_all.write_bytes(OLD)
    open_to_all.chmod(0o666)
    link = tmp_path / "link.json"
    link.symlink_to(open_to_all)
    before = os.umask(0o077)
    try:
        replace_file(link, NEW)
        replace_file(tmp_path / "new.json", NEW)
    finally:
        assert os.umask(before) == 0o077  # and the mask of the process was left alone
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("link.json", "new.json")] == [0o600, 0o600]
