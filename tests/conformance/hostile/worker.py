"""Feeds cases in, in a process of its own that watches what they do, and writes one line of JSON for each.

``python -m tests.conformance.hostile.worker OUT FOLDER SECONDS < ids``. Before a case its id is written, after it the
answer: a case without one crashed the process or took too long. Sockets and processes are refused and remembered;
so are files that are opened for writing, or made, outside the folder of the case, and a few files nobody has to read.
"""

import faulthandler
import hashlib
import json
import logging
import os
import re
import resource
import shutil
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.conformance.hostile import feeding
from tests.conformance.hostile.cases import CANARY, Case, expected
from tests.conformance.hostile.making import corpus
from tests.invented.leak_search import watching

MOST_SECONDS = 10.0
MOST_MEMORY = 512 * 2**20
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "shutil.move",
    "shutil.rmtree",
    "tempfile.mkstemp",
    "tempfile.mkdtemp",
}
_PROCESSES = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
    "os.startfile",
}
_LURES = ("/etc/passwd", "/etc/hostname", "/proc/self/environ")
_OUR_OWN = "care_standards.errors"


class Guard:
    """Refuses what no case may do, and remembers it in case the refusal is swallowed."""

    def __init__(self) -> None:
        self.on = False
        self.root = ""
        self.processes = False
        self.seen: list[str] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Hear of what Python is about to do."""
        if not self.on:
            return
        if event.startswith("socket.") and event != "socket.gethostname":  # noqa: SIM114
            self._refuse(event)
        elif event in _PROCESSES and not self.processes:
            self._refuse(event)
        elif event == "open" and args and isinstance(args[0], (str, bytes)):
            given = os.fsdecode(args[0])
            path = "".join(iter((given, "")))  # a text of a class of its own may do anything when it is compared
            mode, flags = args[1], args[2]
            writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES)
            if path in _LURES:
                self._refuse("a lure was opened")
            if writes and not self._within(path):
                self._refuse("a file outside was opened for writing")
        elif event in _CHANGES:
            named = [a for a in args if isinstance(a, (str, bytes))]
            if event == "os.symlink":
                named = named[1:]
            if any(not self._within(os.fsdecode(name)) for name in named):
                self._refuse(f"{event} outside")

    def _within(self, path: str) -> bool:
        if path.startswith("/dev/"):
            return True
        self.on = False
        try:
            folder, name = os.path.split(os.path.abspath(path))
            return os.path.join(os.path.realpath(folder), name).startswith(self.root)
        except ValueError:  # a name with NUL is none
            return True
        finally:
            self.on = True

    def _refuse(self, what: str) -> None:
        self.seen.append(what)
        raise PermissionError(f"refused by the test: {what}")


GUARD = Guard()


def main(out: str, folder: str, seconds: float) -> None:
    """Feed in every case whose id is on a line of the standard input."""
    ids = [line.strip() for line in sys.stdin if line.strip()]
    root = Path(folder).resolve()
    sys.addaudithook(GUARD)
    os.environ["CARE_STANDARDS_HOME"] = str(root / "home")
    os.environ["COLUMNS"] = "200"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _load()
    with open(out, "a", encoding="utf-8") as told, open(os.devnull, "w", encoding="utf-8") as nowhere:
        for id in ids:
            print(json.dumps({"begun": id}), file=told, flush=True)
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            answer = _answer(_case(id), root)
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps({"id": id, **answer}), file=told, flush=True)


def _load() -> None:
    """Load what is loaded once, so that no case is blamed for it."""
    import care_standards as cs

    cs.check(b"{}")
    cs.search("tea")
    if find_spec(
        "markdown_it"
    ):  # it logs its own state at DEBUG, an object for each line, of which nothing is in words
        import_module("markdown_it").MarkdownIt().parse("a")
        for name, logger in logging.root.manager.loggerDict.items():
            if name.startswith("markdown_it") and isinstance(logger, logging.Logger):
                logger.isEnabledFor = lambda level: False  # type: ignore[method-assign]


def _case(id: str) -> Case:
    kind, _, fault = id.partition("/")
    if kind == "planted":
        return Case(id, "planted", lambda: fault, expected("given", "exit:1", "invalid"))
    return corpus()[id]


def _fresh(root: Path) -> Path:
    """Make the folder of a case, and one beside it that no case may touch."""
    work, outside = root / f"work-{CANARY}", root / "outside"
    os.chdir(root)
    for each in (work, outside):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    (outside / "secret.json").write_text("{}", encoding="utf-8")
    os.chdir(work)
    return work


def _state(folder: Path) -> dict[str, Any]:
    return {
        str(p.relative_to(folder)): (s.st_size, s.st_mtime_ns, s.st_mode)
        for p in folder.rglob("*")
        for s in [p.lstat()]
    }


def _peak() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _reset_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:  # the peak of all cases before counts then, which is stricter
        return


def _answer(case: Case, root: Path) -> dict[str, Any]:
    work = _fresh(root)
    content = feeding.prepare(case.way, case.make())
    _reset_peak()
    made = _peak()
    before = _state(root / "outside")
    GUARD.seen = []
    GUARD.root = str(work)
    GUARD.processes = "draft" in case.way
    answer: dict[str, Any] = {}
    faults: list[str] = []
    fed: dict[str, Any] = {}
    streams: list[str] = []
    limit = sys.getrecursionlimit()
    with watching(CANARY) as watched:
        GUARD.on = True
        begun = time.process_time()
        try:
            fed = feeding.planted(content) if case.way == "planted" else feeding.feed(case.way, content)
        except Exception as error:
            answer["raised"] = type(error).__name__
            answer["said"] = _said(error)
            faults += [] if _is_ours(error) else [f"raised {type(error).__name__}: {_where(error)}"]
            watched.look("raised", error)
            report = getattr(error, "report", None)
            fed = {} if report is None else {"report": report}
        took = time.process_time() - begun
        GUARD.on = False
        streams = [sys.stdout.getvalue(), sys.stderr.getvalue()]  # type: ignore[attr-defined]
        for name in ("report", "object", "more"):
            watched.look(name, fed.get(name))
    answer |= _told(fed, streams)
    faults += [f"leak: {leak}"[:400] for leak in dict.fromkeys(watched.leaks) if not _allowed(leak, case, answer)]
    faults += sorted(set(GUARD.seen))
    if _state(root / "outside") != before:
        faults.append("the folder outside was changed")
    if took > MOST_SECONDS:
        faults.append("took too long")
    if _peak() > max(MOST_MEMORY, made + MOST_MEMORY // 2):
        faults.append(f"took {_peak() >> 20} MiB")
    if "Traceback" in streams[1] or answer.get("exit") == 70:
        faults.append(f"a fault of ours: {streams[1][-300:]}")
    if sys.getrecursionlimit() != limit:
        faults.append("the limit of recursion was changed")
    faults += _written(case, work, answer)
    if not case.expected.allows(answer):
        faults.append("not an expected answer")
    return {**answer, "faults": faults, "seconds": round(took, 3)}


def _is_ours(error: BaseException) -> bool:
    from care_standards.errors import CareStandardsError, DamagedDataError, InternalError

    return isinstance(error, CareStandardsError) and not isinstance(error, (DamagedDataError, InternalError))


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    where = ""
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where


def _said(error: BaseException) -> str:
    return hashlib.sha256(str(error).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _told(fed: dict[str, Any], streams: list[str]) -> dict[str, Any]:
    told = {name: fed[name] for name in ("exit", "given", "verdict", "codes", "same") if name in fed}
    report = fed.get("report")
    if report is not None:
        from care_standards.documents.codec import to_bytes, to_plain

        told["verdict"] = report.verdict
        told["codes"] = sorted({issue.code.value for issue in report.issues})
        told["same"] = hashlib.sha256(to_bytes(to_plain(report))).hexdigest()
    if fed.get("says"):
        told["codes"] = sorted(set(re.findall(r'"code": ?"(CS\d+)"', streams[0])))
        if fed["exit"] == 1:
            told["verdict"] = "invalid"
    if "exit" in fed:
        told["shown"] = hashlib.sha256("\0".join(streams).encode("utf-8", "surrogatepass")).hexdigest()
        told["first"] = streams[1][:160]
    return told


def _allowed(leak: str, case: Case, answer: dict[str, Any]) -> bool:
    """Tell whether this is where the canary may stand: it is asked to be shown, or is the caller's own."""
    if case.way == "verb profile show" and answer.get("exit") == 0:
        return leak.startswith("stdout")
    # The name of what somebody is writing is told, so that an editor finds the place.
    return case.way in ("file:compile", "file:accept") and leak.startswith("stdout")


def _written(case: Case, work: Path, answer: dict[str, Any]) -> list[str]:
    """Find what a refused case left behind, and remember what a good one wrote."""
    made = sorted(
        p for p in work.rglob("*") if p.is_file() and not p.is_symlink() and p.name.startswith(("out", "left", "."))
    )
    if answer.get("exit") == 0:
        answer["wrote"] = [hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in made if p.suffix != ".xlsx"]
        return []
    return ["left a file behind"] if made and "exit" in answer else []


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
