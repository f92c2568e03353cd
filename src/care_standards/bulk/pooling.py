"""A file of link rows, one a line, judged by one process or by several: in order, in bounded memory, and to be resumed.

The file is divided by bytes. Of each range the lines that begin in it are judged; what was found is added up in the
order of the file, so that the report is the same however many processes there are.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final

import attrs

from care_standards import packaged
from care_standards.bulk.batches import BatchJudge
from care_standards.bulk.lines import lines_of
from care_standards.bulk.reporting import report_of
from care_standards.bulk.resuming import Progress, identity_of
from care_standards.bulk.verdicts import BatchVerdict
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.sources import Refusal
from care_standards.errors import InternalError, InvalidValueError, UnreadableSourceError, UnwritableTargetError
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.report import Report
from care_standards.tables.opening import other_format
from care_standards.tables.unpacking import ByteStream, open_file

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Path = str | os.PathLike[str]
Told = Callable[[int, int], None]

RANGE: Final = 4 * 1024 * 1024
"""Bytes that are judged as one piece of work."""
SAVED_EACH: Final = 16
"""After so many ranges it is written down how far the run came."""
_LOOK_AT: Final = 64 * 1024
_PIECE: Final = 64 * 1024
_LINES: Final = 2_000  # of usual length that are held at once
_IN_HAND: Final = 2  # ranges for each process: one in work and one waiting, so that nothing piles up
_MOST_AHEAD: Final = 4  # ranges for each process whose verdicts may wait for an earlier one
_MOST_PROCESSES: Final = 1_000
_MOST_TRIES: Final = 2


@attrs.frozen
class Job:
    """What every process is told: the file, and how its rows are to be judged."""

    path: Path = attrs.field(repr=False)
    catalogue: Catalogue = attrs.field(repr=False)
    engine: str | None
    guard: bool
    limits: Limits

    @property
    def most(self) -> int:
        """The most issues that are shown."""
        return self.limits.max_issues

    def judge(self) -> BatchJudge:
        """Make what judges the rows."""
        return BatchJudge(
            self.catalogue, engine=self.engine, guard=self.guard, max_issues=self.limits.max_issues, limits=self.limits
        )


def check_lines(
    path: Path,
    *,
    catalogue: Catalogue | None = None,
    processes: int = 1,
    engine: str | None = None,
    guard: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Told | None = None,
    state: Path | None = None,
) -> Report:
    """Judge a file of link rows, one JSON object a line, of any size, and give the report.

    The rows are those of the link row itself: no column profile is laid over them. Blank lines are passed over and
    counted. A file packed with gzip or Zstandard is one stream and is read by one process. Rows are judged by
    ``processes`` of them, which are started afresh, so a program that asks for several must be able to be imported:
    its calls stand under ``if __name__ == "__main__"``. The report is the same for any number. ``progress`` is called
    now and then with the bytes that are done and the bytes in all, of the file as it lies there.

    ``state`` names a file in which the run writes down how far it came; a run that is ended goes on from there if it
    is called again in the same way, and takes the file away at its end. It holds counts and issues, and no value.

    ``catalogue``, ``engine`` and ``guard`` are as for ``check_batches``; ``limits`` are those of one line.

    Raises UnreadableSourceError where the file cannot be opened, was changed meanwhile, or where processes were ended
    from outside again and again; InvalidValueError for a state that belongs to another file or to other arguments;
    UnwritableTargetError where the state cannot be written; MissingExtraError as ``check_batches``.
    """
    if type(processes) is not int or not 1 <= processes <= _MOST_PROCESSES:
        raise InvalidValueError("check_lines", "processes", f"must be a whole number from 1 to {_MOST_PROCESSES}")
    held = packaged.at_hand(catalogue)
    job = Job(path, held, engine, guard, limits)
    judge = job.judge()
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        packed = ByteStream(file, limits)
        identity = identity_of(file, judge.engine, guard, limits, held)
        done = Progress.begin(state, identity, BatchVerdict(max_issues=limits.max_issues, engine=judge.engine))
        other = other_format(packed.peek(_LOOK_AT))
        if other is not None:
            found = _refuse(Refusal(Code.ANOTHER_FORMAT, other), judge)
        elif packed.packed:
            file.seek(0)
            found = _judge_stream(file, judge, done)
        else:
            found = _judge_ranges(file, size, job, judge, done, processes)
        refusal = None
        is_over = False
        try:
            for count, (offset, verdict, end) in enumerate(found, 1):
                done.add(offset, verdict)
                refusal = end
                if progress is not None:
                    progress(file.tell() if packed.packed else offset, size)
                if count % SAVED_EACH == 0:
                    done.save()
            is_over = True
        finally:
            found.close()
            if not is_over:
                with suppress(UnwritableTargetError):
                    done.save()
        if identity_of(file, judge.engine, guard, limits, held) != identity:
            raise UnreadableSourceError("it was changed while it was read")
    done.finish()
    return report_of(done.verdict, refusal)


Found = Generator[tuple[int, BatchVerdict, Refusal | None], None, None]
"""How far the rows were judged, what was found of those since, and why no more could be read, if so."""


def _left(total: BatchVerdict, most: int) -> int:
    """Give how many issues of the rows to come can be shown at all: errors that were found first are shown first."""
    return most - sum(issue.severity == "error" for issue in total.issues)


def _refuse(refusal: Refusal, judge: BatchJudge) -> Found:
    yield 0, judge.judge_lines([], 0), refusal


def _judge_stream(file: BinaryIO, judge: BatchJudge, done: Progress) -> Found:
    """Judge an unpacked stream; the offset counts its lines, as its bytes cannot be gone to."""
    stream = ByteStream(file, judge.limits)
    passed = 0
    batch: list[bytes | None] = []
    size = 0
    for lines in lines_of(stream.pieces(), judge.limits.max_bytes, lambda: stream.refusal is None):
        skip = min(len(lines), done.offset - passed)
        passed += skip
        batch += lines[skip:]
        size += sum(map(len, filter(None, lines[skip:])))
        if size > _PIECE:
            passed += len(batch)
            yield passed, judge.judge_lines(batch, _left(done.verdict, judge.max_issues)), None
            batch, size = [], 0
    yield passed + len(batch), judge.judge_lines(batch, _left(done.verdict, judge.max_issues)), stream.refusal


def _judge_ranges(file: BinaryIO, size: int, job: Job, judge: BatchJudge, done: Progress, processes: int) -> Found:
    starts = range(done.offset, size, RANGE)
    if processes == 1 or len(starts) < 2:
        for start in starts:
            end = min(start + RANGE, size)
            yield end, _judge_range(file, judge, start, end, _left(done.verdict, job.most)), None
        return

    def own(start: int, end: int) -> BatchVerdict:
        return _judge_range(file, judge, start, end, _left(done.verdict, job.most))

    yield from _share(starts, size, job, done, min(processes, len(starts)), own)


def _judge_range(file: BinaryIO, judge: BatchJudge, start: int, end: int, wanted: int) -> BatchVerdict:
    """Judge the lines that begin in a range of the file; the marks of single rows are not kept."""
    most = judge.limits.max_bytes
    total = BatchVerdict(max_issues=wanted, engine=judge.engine)
    batch: list[bytes | None] = []
    for lines in lines_of(_pieces(file, start, end, most), most):
        batch += lines
        if len(batch) >= _LINES:
            total, batch = _more(total, judge, batch), []
    return _more(total, judge, batch)


def _more(total: BatchVerdict, judge: BatchJudge, lines: list[bytes | None]) -> BatchVerdict:
    return total + attrs.evolve(judge.judge_lines(lines, _left(total, total.max_issues)), marks=b"")


def _pieces(file: BinaryIO, start: int, end: int, most: int) -> Iterator[bytes]:
    """Give the bytes from the first line that begins in a range to the end of the last one."""
    at = start
    if start:  # a line begins behind the end of one, so it is the byte before that tells
        at = _after_line(file, start - 1, end)
        if at >= end:
            return
    file.seek(at)
    last = b""
    while at < end and (piece := _read(file, min(_PIECE, end - at))):
        at += len(piece)
        last = piece
        yield piece
    beyond = 0
    while last and not last.endswith(b"\n") and beyond <= most and (last := _read(file, _PIECE)):
        line, stop, _ = last.partition(b"\n")
        beyond += len(line)
        yield line + stop
        last = stop or line


def _after_line(file: BinaryIO, at: int, end: int) -> int:
    file.seek(at)
    while at < end and (piece := _read(file, min(_PIECE, end - at))):
        found = piece.find(b"\n")
        if found >= 0:
            return at + found + 1
        at += len(piece)
    return end


def _read(file: BinaryIO, most: int) -> bytes:
    try:
        return file.read(most)
    except OSError:  # it names the file
        pass
    raise UnreadableSourceError("the system failed to read it")


# ---- several processes


def _share(
    starts: Sequence[int], size: int, job: Job, done: Progress, processes: int, own: Callable[[int, int], BatchVerdict]
) -> Found:
    """Have ranges judged by several processes, of which this is one: it works while the others start, or are behind.

    What a process was at when it was ended is judged again.
    """
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[int, int, Future[BatchVerdict] | None]] = deque()
    rest = ((start, min(start + RANGE, size)) for start in starts)
    tries = 0
    at = starts[0]
    pool: ProcessPoolExecutor | None = None
    try:
        while True:
            verdict = None
            try:
                pool = pool or _pool(job, processes - 1)
                for place, (start, end, future) in enumerate(waiting):
                    if future is None:
                        waiting[place] = start, end, pool.submit(_work, start, end, _left(done.verdict, job.most))
                while sum(not _is_done(future) for _, _, future in waiting) < _IN_HAND * (processes - 1):
                    if (more := next(rest, None)) is None:
                        break
                    waiting.append((*more, None))  # it is in hand before a pool that is broken can refuse it
                    waiting[-1] = *more, pool.submit(_work, *more, _left(done.verdict, job.most))
                if not waiting:
                    return
                first = waiting[0][2]
                if not _is_done(first) and len(waiting) < _MOST_AHEAD * processes and (more := next(rest, None)):
                    mine: Future[BatchVerdict] = Future()
                    mine.set_result(own(*more))
                    waiting.append((*more, mine))
                    continue
                verdict = first.result() if first is not None else None
            except BrokenProcessPool:
                tries += 1
            if verdict is not None:
                tries = 0
                start, end, _ = waiting.popleft()
                if start != at:
                    raise InternalError("a range of the file was passed over")
                at = end
                yield end, verdict, None
                continue
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
                pool = None
            if tries >= _MOST_TRIES:
                raise UnreadableSourceError("a process that shared the work was ended from outside, twice over")
            waiting = deque((start, end, future if _is_done(future) else None) for start, end, future in waiting)
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _is_done(future: "Future[BatchVerdict] | None") -> bool:
    """Tell whether there is a verdict."""
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _pool(job: Job, processes: int) -> "ProcessPoolExecutor":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started afresh and never forked: a fork copies locks that threads of the caller may hold.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(job,))


_AT_WORK: Final[list[tuple[BinaryIO, BatchJudge]]] = []  # of a process that shares the work: told once, at its start


def _begin(job: Job) -> None:
    import signal
    from threading import Thread

    # The keyboard interrupts every process of a terminal: the first one alone decides what then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()
    _AT_WORK[:] = [(open_file(job.path), job.judge())]


def _end_with_the_first() -> None:
    """End this process when the first one is gone: it would wait for work for ever."""
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _work(start: int, end: int, wanted: int) -> BatchVerdict:
    file, judge = _AT_WORK[0]
    return _judge_range(file, judge, start, end, wanted)
