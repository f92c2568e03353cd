"""Streams, colours, widths and encodings, in processes as users start them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care_standards.cli import progress
from care_standards.version import __version__

Run = Callable[..., Any]
ESCAPE = "\x1b"
unix = pytest.mark.skipif(os.name == "nt", reason="needs a shell and signals of Unix")


def test_version(start: Run) -> None:
    ran = start("--version")
    assert (ran.code, ran.out.strip(), ran.err) == (0, f"care-standards {__version__}", "")
    assert json.loads(start("--version", "--json").out) == {"library_version": __version__}


def test_the_module_does_what_the_command_does(start: Run, run: Run, assessment: dict[str, Any]) -> None:
    assert start("list", COLUMNS="80").out.replace("\r\n", "\n") == run("list").out
    assert start("check", "-", stdin=json.dumps(assessment).encode()).code == 0
    assert start("check", "-", stdin=b"{}").code == 1
    assert start("check").code == 2
    assert start("check", "none").code == 3
    assert start("show", "none").code == 4


def test_no_colour_in_a_pipe(start: Run) -> None:
    assert ESCAPE not in start("show", "scs-2018.1.1.5").out


def test_colour_on_demand_and_never_against_the_reader(start: Run) -> None:
    assert ESCAPE in start("check", "-", stdin=b"{}", FORCE_COLOR="1").out
    assert ESCAPE not in start("check", "-", stdin=b"{}", FORCE_COLOR="0").out
    assert ESCAPE not in start("check", "-", stdin=b"{}", FORCE_COLOR="1", NO_COLOR="1").out
    for form in ("json", "github"):
        assert ESCAPE not in start("check", "--format", form, "-", stdin=b"{}", FORCE_COLOR="1").out


@unix
@pytest.mark.parametrize(
    ("variables", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)]
)
def test_colour_on_a_real_terminal(repository: Path, variables: dict[str, str], coloured: bool) -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    keep = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    environment = {**keep, "PYTHONPATH": str(repository / "src"), "TERM": "xterm", **variables}
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-m", "care_standards", "check", "-"]
        subprocess.run(command, input=b"{}", stdout=theirs, stderr=theirs, env=environment, check=False)
        shown = os.read(ours, 65536).decode()
    finally:
        os.close(theirs)
        os.close(ours)
    assert "invalid" in shown
    assert (ESCAPE in shown) == coloured


def test_colour_changes_no_word(start: Run) -> None:
    coloured = start("check", "-", stdin=b"{}", FORCE_COLOR="1").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == start("check", "-", stdin=b"{}").out


@pytest.mark.parametrize("columns", ["40", "60", "80", "200"])
def test_lines_fit_the_width(start: Run, columns: str, unverified: dict[str, Any]) -> None:
    unverified["assessor_role"] = "x"
    runs = [
        start("check", "-", stdin=json.dumps(unverified).encode(), COLUMNS=columns),
        *(
            start(*arguments, COLUMNS=columns)
            for arguments in [(), ("list",), ("show", "scs-2018"), ("show", "scs-2018.1.1.5"), ("schema",)]
        ),
    ]
    for ran in runs:
        assert ran.out
        assert max(map(len, ran.out.splitlines())) <= int(columns)
        assert not [line for line in ran.out.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("columns", ["", "0", "-5", "x", "1", "99999999"])
def test_a_width_that_is_none_is_survived(start: Run, columns: str) -> None:
    assert start("list", COLUMNS=columns).code == 0


def test_a_terminal_of_ascii_only(start: Run) -> None:
    for variables in (
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        for arguments in ((), ("show", "scs"), ("show", "ecat-2005"), ("check", "-")):
            ran = start(*arguments, **variables)
            assert ran.code in (0, 1)
            assert "Traceback" not in ran.err
            assert ran.out
    assert start("show", "scs", PYTHONIOENCODING="ascii").out.isascii()


@unix
@pytest.mark.parametrize(
    "arguments",
    ["show scs-2018", "show --json scs-2018", "schema assessment", "--help", "list", "packs", "render scs-2018"],
)
def test_a_reader_who_leaves_early(arguments: str, repository: Path) -> None:
    command = f"{sys.executable} -m care_standards {arguments} | true; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")


@unix
def test_a_reader_who_leaves_early_does_not_change_the_judgement(repository: Path) -> None:
    command = f"echo '{{}}' | {sys.executable} -m care_standards check - | true; echo ${{PIPESTATUS[1]}}"
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


@unix
def test_streams_that_are_closed(repository: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    for command, code in (("list >&-", 0), ("list 2>&-", 0), ("show none 2>&-", 4), ("check - <&-", 3)):
        line = f"{sys.executable} -m care_standards {command}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, text=True, check=False)
        assert done.returncode == code, command
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", ["list", "schema assessment", "show --json scs"])
def test_a_full_disk_is_told(arguments: str, repository: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    line = f"{sys.executable} -m care_standards {arguments} >/dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "The output could not be written.\n")


@unix
def test_an_interruption_is_quiet(repository: Path, heeding: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    running = subprocess.Popen(
        [*heeding, "check", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    time.sleep(1.0)  # until it waits for its input
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_words_go_to_stderr_and_data_to_stdout(start: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    ran = start("check", "--json", str(tmp_path / "a.json"), str(tmp_path / "none"))
    assert len(json.loads(ran.out)) == 2
    assert "there is no such file" in ran.err


def test_progress_only_on_a_terminal_and_after_a_second(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b"{}")
    assert "checking" not in run("check", str(tmp_path)).err
    monkeypatch.setattr(progress, "is_terminal", lambda stream: True)
    assert "checking" not in run("check", str(tmp_path)).err
    monkeypatch.setattr(progress, "_QUIET_SECONDS", -1.0)
    assert "checking 2 of 2" in run("check", str(tmp_path)).err
    assert "checking" not in run("check", str(tmp_path / "a.json")).err


@unix
def test_the_shell_completes_ids_and_verbs(start: Run) -> None:
    def complete(words: str) -> list[str]:
        count = str(len(words.split(" ")) - 1)
        ran = start(_CARE_STANDARDS_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
        return [line.split(",")[-1] for line in ran.out.splitlines()]

    assert complete("care-standards sh") == ["show"]
    assert "scs-2018.1.1.5.r2" in complete("care-standards show scs-2018.1.1.5")
    assert complete("care-standards resolve scs-2018--ecat") == ["scs-2018--ecat-2005"]
    assert complete("care-standards schema assess") == ["assessment"]
    assert "complete" in start(_CARE_STANDARDS_COMPLETE="bash_source").out
