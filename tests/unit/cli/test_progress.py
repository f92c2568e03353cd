"""Telling how long work takes: on a terminal, after a second, and wiped away afterwards."""

import io
import time
from types import SimpleNamespace

import pytest

from care_standards.cli import progress
from care_standards.cli.progress import Progress, Waiting


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    stream = _Terminal()
    # Not of the whole process: between setting up and running a test its stderr is put back.
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_STEP_SECONDS", 0.01)
    return stream


def test_waiting_tells_and_wipes(terminal: _Terminal) -> None:
    with Waiting("reading"):
        end = time.monotonic() + 5
        while "reading" not in terminal.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
    shown = terminal.getvalue()
    assert "reading, 0 seconds" in shown
    assert shown.endswith("\r")
    assert shown.rpartition("\r" + " " * len("reading, 0 seconds"))[2] == "\r"


def test_waiting_is_quiet_within_the_first_second(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 60.0)
    with Waiting("reading"):
        time.sleep(0.05)
    assert terminal.getvalue() == ""


def test_nothing_away_from_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_STEP_SECONDS", 0.01)
    with Waiting("reading"):
        time.sleep(0.05)
    assert capsys.readouterr() == ("", "")


def test_an_exception_goes_through_and_the_line_is_wiped(terminal: _Terminal) -> None:
    class _Stopped(Exception):
        pass

    def work() -> None:
        with Waiting("reading"):
            time.sleep(0.05)
            raise _Stopped

    with pytest.raises(_Stopped):
        work()
    assert not terminal.getvalue() or terminal.getvalue().endswith("\r")


def test_a_shorter_line_leaves_nothing_of_a_longer_one(terminal: _Terminal) -> None:
    shown = Progress()
    shown.say("checking 10 of 10")
    shown.say("checking")
    assert terminal.getvalue() == "\rchecking 10 of 10\rchecking" + " " * 9


def test_a_terminal_that_went_away_stops_nothing(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(text: str) -> int:
        raise OSError

    shown = Progress()
    monkeypatch.setattr(terminal, "write", gone)
    shown.say("checking")
    shown.wipe()


def test_a_bar_fills_and_says_how_long_the_rest_takes(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    bar = Progress()
    now[0] = 10.0
    bar.bar(1, 100, "migrating")
    assert "migrating [........................] 1 of 100, about 16 minutes left" in terminal.getvalue()
    bar.bar(50, 100, "migrating")
    assert "migrating [############............] 50 of 100, about 10 seconds left" in terminal.getvalue()
    bar.bar(100, 100, "migrating")
    assert "[########################] 100 of 100, about 0 seconds left" in terminal.getvalue()
    bar.wipe()
    assert terminal.getvalue().endswith("\r")


def test_a_bar_is_quiet_within_the_first_second(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET_SECONDS", 60.0)
    Progress().bar(1, 2, "migrating")
    assert terminal.getvalue() == ""


def test_a_narrow_terminal_is_not_written_over_its_edge(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_width", lambda: 40)
    shown = Progress()
    shown.bar(200, 400, "migrating")
    assert terminal.getvalue().startswith("\rmigrating 200 of 400, about ")
    shown.bar(200, 400, "a long piece of work with a longer name")
    shown.wipe()
    assert all(len(line) < 40 for line in terminal.getvalue().split("\r"))
    assert "#" not in terminal.getvalue()
