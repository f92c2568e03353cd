"""Starting the process that opens the PDF, bounding it, and taking in what it says."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, Final

from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.pdf.words import Sheet, sheet_from_record
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.errors import MissingExtraError, UnreadableSourceError

_CODES: Final[dict[str, SourceCode]] = {code.value: code for code in SourceCode}
_TAIL: Final = 16384
# The package may not be installed but stand in a source tree, and `-P` keeps the folder of the user out of the
# search.
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from care_standards.authoring.pdf.worker import main; raise SystemExit(main(sys.argv[1:]))"
)


def sheets_from(path: str | os.PathLike[str], limits: DraftLimits) -> Iterator[Sheet]:
    """Give the sheets of a PDF as the child process reads them; raises RefusedSourceError."""
    source = _open(path, limits)
    with source:
        yield from _converse(source, limits)


def _open(path: str | os.PathLike[str], limits: DraftLimits) -> BinaryIO:
    source: BinaryIO | None = None
    try:
        # Not to wait for the writer of a pipe, should the path lead to one.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        source = os.fdopen(descriptor, "rb")
    except (OSError, ValueError):
        pass
    if source is None:
        raise UnreadableSourceError("it cannot be opened")
    status = os.fstat(source.fileno())
    if not stat.S_ISREG(status.st_mode):
        source.close()
        raise UnreadableSourceError("it is no ordinary file")
    problem: SourceCode | None = None
    if status.st_size > limits.file_bytes:
        problem = SourceCode.TOO_LARGE
    elif b"%PDF-" not in source.read(1024):
        problem = SourceCode.NOT_THIS_FORMAT
    elif b"%%EOF" not in _end_of(source, status.st_size):
        problem = SourceCode.DAMAGED
    if problem is not None:
        source.close()
        raise RefusedSourceError(problem)
    os.lseek(source.fileno(), 0, os.SEEK_SET)
    return source


def _end_of(source: BinaryIO, size: int) -> bytes:
    """Give the end of the file, where every PDF that is whole says so; zeros and the like may follow."""
    source.seek(max(0, size - _TAIL))
    return source.read(_TAIL)


def _converse(source: BinaryIO, limits: DraftLimits) -> Iterator[Sheet]:
    root = str(Path(__file__).resolve().parents[3])
    figures = (int(limits.time_for(limits.pages)) + 1, limits.memory, limits.pages, limits.characters_a_page)
    child = subprocess.Popen(  # noqa: S603  # our own program, and numbers
        [sys.executable, "-P", "-c", _START, root, *map(str, figures)],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
    )
    assert child.stdout is not None
    deadline = _Deadline(child, limits)
    ended: dict[str, object] | None = None
    sheets = 0
    try:
        for record in _records(child.stdout, limits.answer):
            if "words" not in record:
                ended = record
                break
            sheets += 1
            deadline.move(sheets)
            yield sheet_from_record(record)
        code = child.wait(1) if ended is None and not deadline.passed else 0
    finally:
        deadline.end()
        child.kill()
        child.wait()
        child.stdout.close()
    _judge(ended, deadline.passed, code)


def _records(answer: IO[bytes], most: int) -> Iterator[dict[str, object]]:
    """Give what the child says, up to so many bytes."""
    left = most
    while row := answer.readline(left + 1):
        left -= len(row)
        if left < 0:
            yield {"refused": SourceCode.TOO_LARGE.value}
            return
        if row.endswith(b"\n"):
            yield json.loads(row)


def _judge(ended: dict[str, object] | None, too_late: bool, code: int) -> None:
    """Raise what the end of the child process means, unless all is well."""
    if too_late or (ended is None and -code in (signal.SIGTERM, getattr(signal, "SIGXCPU", None))):
        raise RefusedSourceError(SourceCode.TOO_SLOW)
    if ended is None:
        # A process that ends without a word was ended by the system, which does that to those that want too much
        # memory.
        raise RefusedSourceError(SourceCode.TOO_MUCH_MEMORY if code < 0 else SourceCode.DAMAGED)
    if "missing" in ended:
        raise MissingExtraError("pdf")
    if "refused" in ended:
        raise RefusedSourceError(_CODES[str(ended["refused"])])


class _Deadline:
    """Ends a process when its time is over; every page that it has read gives it more."""

    def __init__(self, child: "subprocess.Popen[bytes]", limits: DraftLimits) -> None:
        self.passed = False
        self._child = child
        self._limits = limits
        self._begun = time.monotonic()
        self._sheets = 0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def move(self, sheets: int) -> None:
        """Say that so many pages are read."""
        self._sheets = sheets

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._watch.join()

    def _wait(self) -> None:
        while True:
            left = self._begun + self._limits.time_for(self._sheets) - time.monotonic()
            if left <= 0:
                self.passed = True
                self._child.kill()
                return
            if self._over.wait(min(left, 0.5)):
                return
