"""Whole folders, file by file: what is in them, where each is to go, and several processes that share the work.

What comes of each file, and the order in which it is told, is the same however many processes there are.
"""

import os
import signal
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, suppress
from itertools import combinations
from threading import Thread
from typing import Final

import attrs

from care_standards.cli import exits
from care_standards.cli.folder_text import tell_folder
from care_standards.cli.output import words
from care_standards.cli.progress import Progress
from care_standards.cli.stepped import Done, Job, Step, take
from care_standards.cli.targets import STDOUT, refuse_nameless
from care_standards.cli.verb import Misuse
from care_standards.documents.atomic import clear_unfinished
from care_standards.errors import UnreadableSourceError
from care_standards.model.ledger import LedgerStep

_JSON: Final = ".json"
_PACKED: Final = ".gz"
_MOST_IN_A_PIECE: Final = 16
_PIECES_EACH: Final = 8


@attrs.frozen(repr=False)
class Folder:
    """What a folder holds at any depth: its files of JSON, sorted; how many others; and folders that stay closed."""

    path: str
    files: tuple[str, ...]
    others: int
    closed: int


def look_into(folder: str) -> Folder:
    """Find every file below a folder; links to folders are not followed."""
    closed: list[str] = []
    files: list[str] = []
    others = 0

    def note(error: OSError) -> None:
        closed.append(folder)

    for here, _, names in os.walk(folder, onerror=note):
        taken = [name for name in names if _is_json(name)]
        files += [os.path.join(here, name) for name in taken]
        others += len(names) - len(taken)
    files.sort(key=lambda path: [os.fsencode(part) for part in path.split(os.sep)])
    return Folder(folder, tuple(files), others, len(closed))


def _is_json(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((_JSON, _JSON + _PACKED))


def refuse_nested(*folders: str | None) -> None:
    """Refuse folders of which one is another or lies in it: what is written would be read the next time."""
    paths = [os.path.realpath(folder) for folder in folders if folder is not None]
    for one, other in combinations(paths, 2):
        if _is_in(one, other) or _is_in(other, one):
            raise Misuse("The folders that are read and written must be apart: none of them in another.")
    if any(os.path.lexists(path) and not os.path.isdir(path) for path in paths):
        raise Misuse("Of a folder, folders are made: what is to be written is there already and is no folder.")


def _is_in(one: str, other: str) -> bool:
    with suppress(ValueError):  # two drives have nothing in common
        return os.path.commonpath([one, other]) == other
    return False


def jobs_of(folder: Folder, output: str, ledger: str | None) -> list[Job]:
    """Give what is to be done of a folder: each file goes to the same place below the folders that are written."""
    found: list[Job] = []
    taken: set[str] = set()
    for number, path in enumerate(folder.files, start=1):
        inside = os.path.relpath(path, folder.path)
        name = inside[: -len(_PACKED)] if inside.lower().endswith(_PACKED) else inside
        job = Job(
            number=number, source=path, output=os.path.join(output, name),
            ledger=None if ledger is None else os.path.join(ledger, name),
            is_second=name.casefold() in taken,
        )  # fmt: skip
        taken.add(name.casefold())
        found.append(job)
    return found


def take_folder(
    source: str,
    output: str,
    ledger: str | None,
    step: Step,
    processes: int,
    what: str,
    *,
    as_json: bool,
    show_names: bool,
) -> int:
    """Take every file of a folder on, tell what became of each, and give one exit code for all of it.

    ``what`` is being done, in a word for whoever watches. Raises Misuse for folders that are not apart, and
    UnreadableSourceError where there is nothing to take.
    """
    if STDOUT in (output, ledger):
        raise Misuse("A whole folder cannot be printed. Name folders to write.")
    refuse_nameless(output, ledger)
    refuse_nested(source, output, ledger)
    folder = look_into(source)
    if not folder.files and not folder.closed:
        raise UnreadableSourceError("the folder holds no file that ends in .json or .json.gz")
    done = take_all(jobs_of(folder, output, ledger), step, processes, what)
    code = tell_folder(done, others=folder.others, closed=folder.closed, as_json=as_json, show_names=show_names)
    return code if len(done) == len(folder.files) else exits.worst([code, exits.UNREADABLE])


def take_all(jobs: Sequence[Job], step: Step, processes: int, what: str) -> list[Done]:
    """Take every file on, in as many processes as asked for, and give what came of each in the order of the jobs.

    It gives fewer where a process that shared the work was ended from outside. An interruption from the keyboard is
    raised again when every file that was begun is finished.
    """
    for folder in sorted({os.path.dirname(path) for job in jobs for path in (job.output, job.ledger) if path}):
        clear_unfinished(folder)
    progress = Progress()
    found: list[Done] = []
    shared: dict[tuple[LedgerStep, ...], tuple[LedgerStep, ...]] = {}
    is_over = False
    try:
        with closing(_taken(jobs, step, min(processes, len(jobs)))) as taken:
            for done in taken:
                found.append(_sharing(done, shared))
                progress.bar(len(found), len(jobs), what)
        is_over = len(found) == len(jobs)
    finally:
        progress.wipe()
        if not is_over:
            words(f"Ended after {len(found)} of {len(jobs)} files. The same call goes on where this one ended.")
    return found


def _sharing(done: Done, shared: dict[tuple[LedgerStep, ...], tuple[LedgerStep, ...]]) -> Done:
    """Give what came of a file with the steps of its account taken from others where they are equal."""
    if done.account is None:
        return done
    steps = shared.setdefault(done.account.steps, done.account.steps)
    return done if steps is done.account.steps else attrs.evolve(done, account=attrs.evolve(done.account, steps=steps))


def _taken(jobs: Sequence[Job], step: Step, processes: int) -> Generator[Done, None, None]:
    if processes < 2:
        for job in jobs:
            yield take(job, step)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    piece = max(1, min(_MOST_IN_A_PIECE, len(jobs) // (processes * _PIECES_EACH)))
    pieces = [jobs[start : start + piece] for start in range(0, len(jobs), piece)]
    pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=(step,))
    try:
        for done in pool.map(_take_piece, pieces):
            yield from done
    except BrokenProcessPool:
        words("A process that shared the work was ended from outside.")
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_STEPS: Final[list[Step]] = []  # of a process that shares the work: what it does, told once


def _begin(step: Step) -> None:
    # The keyboard interrupts every process of a terminal: the first one alone decides what then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()
    _STEPS[:] = [step]


def _end_with_the_first() -> None:
    """End this process when the first one is gone: it would wait for work for ever, holding what it has read."""
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(exits.UNREADABLE)  # at any moment: what it writes is written whole or not at all


def _take_piece(jobs: Iterable[Job]) -> list[Done]:
    return [take(job, _STEPS[0]) for job in jobs]
