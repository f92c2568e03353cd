"""How far a long piece of work is: on a terminal only, after a second, and wiped away before anything is written."""

import os
import sys
import time
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Final

from care_standards.cli.output import is_terminal

_QUIET_SECONDS: Final = 1.0
_STEP_SECONDS: Final = 1.0
_BAR_WIDTH: Final = 24
_MINUTE: Final = 60
_USUAL_WIDTH: Final = 80


class Progress:
    """A line about the work that is going on."""

    def __init__(self, wanted: bool = True) -> None:
        """Begin; where it is not wanted, or nobody watches, nothing is ever written."""
        self._begun = time.monotonic()
        self._wanted = wanted and is_terminal(sys.stderr)
        self._shown = 0

    @property
    def seconds(self) -> int:
        """Whole seconds since the beginning."""
        return int(time.monotonic() - self._begun)

    @property
    def is_watched(self) -> bool:
        """True where the line would be seen."""
        return self._wanted

    def say(self, text: str) -> None:
        """Say how far it is, in place of what was said before."""
        if self._wanted and time.monotonic() - self._begun > _QUIET_SECONDS:
            self._write(text)

    def bar(self, done: int, of: int, what: str) -> None:
        """Say how many of all are done, with a bar, and about how long the rest will take."""
        if not self._wanted or not 0 < done <= of:
            return
        full = _BAR_WIDTH * done // of
        left = (time.monotonic() - self._begun) / done * (of - done)
        told = f"about {left / _MINUTE:.0f} minutes left" if left > 2 * _MINUTE else f"about {left:.0f} seconds left"
        count = f"{done} of {of}, {told}"
        text = f"{what} [{'#' * full}{'.' * (_BAR_WIDTH - full)}] {count}"
        self.say(text if len(text) < _width() else f"{what} {count}")

    def wipe(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("")
            self._shown = 0

    def _write(self, text: str) -> None:
        room = _width() - 1  # a line that ran over could not be wiped away
        text = text[:room]
        try:
            sys.stderr.write("\r" + text.ljust(self._shown)[:room] + ("" if text else "\r"))
            sys.stderr.flush()
        except OSError:  # whoever watched has left: the work goes on
            self._wanted = False
        self._shown = len(text)


def _width() -> int:
    """Give the columns of the terminal; where it does not tell, those it usually has."""
    with suppress(OSError, ValueError, AttributeError):
        return max(os.get_terminal_size(sys.stderr.fileno()).columns, 2)
    return _USUAL_WIDTH


class Waiting:
    """Around work that does not say how far it is: tells how long it has taken so far."""

    def __init__(self, what: str) -> None:
        """Tell of ``what`` is being done, in words such as "reading"."""
        self._what = what
        self._progress = Progress()
        self._over = Event()
        self._teller: Thread | None = None

    def __enter__(self) -> None:
        if self._progress.is_watched:
            self._teller = Thread(target=self._tell, daemon=True)
            self._teller.start()

    def _tell(self) -> None:
        while not self._over.wait(_STEP_SECONDS):
            self._progress.say(f"{self._what}, {self._progress.seconds} seconds")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._teller is not None:
            self._teller.join()
        self._progress.wipe()
