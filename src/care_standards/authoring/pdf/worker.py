"""The process that opens a PDF: it reads page by page, writes one line of JSON for each, and may fail without harm.

The parent starts it as ``python -m care_standards.authoring.pdf.worker`` with the file open as standard input and the
limits as arguments. It writes nothing but JSON: the sheets, and at the end ``{"done": true}``, ``{"refused": code}``
or ``{"missing": true}``.
"""

import json
import logging
import os
import sys
import threading
import time
from typing import BinaryIO

from care_standards.authoring.refusals import SourceCode


def main(arguments: list[str]) -> int:
    """Read the PDF on standard input; give the code that the process ends with."""
    seconds, memory, most_pages, most_characters = (int(argument) for argument in arguments)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _bound(seconds, memory)
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(800)
    answer = sys.stdout.buffer
    refused: SourceCode | None = None
    missing = False
    try:
        refused = _read(sys.stdin.buffer, answer, most_pages, most_characters)
    except ImportError:
        missing = True
    except MemoryError:
        refused = SourceCode.TOO_MUCH_MEMORY
    except Exception:  # whatever a strange file provokes in the packages that read it
        refused = SourceCode.DAMAGED
    if missing:
        _write(answer, {"missing": True})
    elif refused is not None:
        _write(answer, {"refused": refused.value})
    else:
        _write(answer, {"done": True})
    answer.flush()
    return 0


def _end_with(parent: int) -> None:
    """End as soon as the parent has: a page that never ends would never meet the closed pipe."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _bound(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such limits; the parent's clock still holds
        return
    for what, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (limit if hard < 0 else min(limit, hard), hard))
        except (OSError, ValueError):
            pass


def _write(answer: BinaryIO, record: dict[str, object]) -> None:
    answer.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")


def _read(source: BinaryIO, answer: BinaryIO, most_pages: int, most_characters: int) -> SourceCode | None:
    from care_standards.authoring.pdf.opening import sheets_of

    outcome = sheets_of(source, most_pages, most_characters)
    for record in outcome:
        if isinstance(record, SourceCode):
            return record
        _write(answer, record)
        answer.flush()
    return None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
