"""Files of rows: the report is that of a table, whoever shared the work, and a run that is ended goes on."""

import gzip
import json
import os
import signal
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import attrs
import pytest
import zstandard
from tests.unit.bulk.rows import MARKED, PLANTED, UNSURE, WRONG, line

import care_standards as cs
from care_standards import bulk
from care_standards.bulk import pooling
from care_standards.errors import InvalidValueError, UnreadableSourceError, UnwritableTargetError
from care_standards.issue_codes import Code
from care_standards.tables.checking import check_table

MIXED = [
    line(0), b"", UNSURE, *[line(n) for n in range(1, 70)], b"  \t", MARKED, WRONG["word"], line(71) + b"\r", b"\r",
    *WRONG.values(), MARKED, *[line(n) for n in range(80, 300)], WRONG["twice"],
]  # fmt: skip


def written(folder: Path, lines: list[bytes], end: bytes = b"\n") -> Path:
    path = folder / "rows.ndjson"
    path.write_bytes(b"\n".join(lines) + end)
    return path


def as_table(path: Path, **options: Any) -> cs.Report:
    return check_table(path, catalogue=cs.catalogue(), format="ndjson", **options)


@pytest.fixture
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even a small file divided, and the state saved each time."""
    monkeypatch.setattr(pooling, "RANGE", 3_000)
    monkeypatch.setattr(pooling, "SAVED_EACH", 1)


@pytest.mark.parametrize("end", [b"\n", b"", b"\n\n  ", b'\n{"edition": "scs'])
@pytest.mark.parametrize(
    "limits", [cs.Limits(), cs.Limits(max_issues=7), cs.Limits(max_bytes=600), cs.Limits(max_issues=99)]
)
@pytest.mark.parametrize("engine", ["jsonschema", "jsonschema-rs"])
def test_the_report_is_that_of_the_table(tmp_path: Path, end: bytes, limits: cs.Limits, engine: str) -> None:
    path = written(tmp_path, MIXED, end)
    found = bulk.check_lines(path, engine=engine, limits=limits)
    assert found == as_table(path, engine=engine, limits=limits)
    assert found.table is not None
    assert found.table.blank >= 3
    assert PLANTED not in repr(found)


@pytest.mark.parametrize("content", [b"", b"\n", b"  ", b"\xef\xbb\xbf" + line(0), b"\0\0", b"PAR1", line(0)])
def test_small_and_odd_files_are_judged_as_tables_are(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.ndjson"
    path.write_bytes(content)
    assert bulk.check_lines(path) == as_table(path)


def test_the_guard_finds_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, [line(0, note="Ring 07700 900123."), line(1), line(2, surname="x")])
    found = bulk.check_lines(path, guard=True)
    assert found == as_table(path, guard=True)
    assert Code.LOOKS_PERSONAL in {issue.code for issue in found.issues}


@pytest.mark.parametrize("size", [1, 2, 7, 400, 1_000, 4_096, 100_000])
def test_no_division_loses_or_repeats_a_line(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, MIXED[:90] if size < 100 else MIXED, b"")
    whole = bulk.check_lines(path)
    monkeypatch.setattr(pooling, "RANGE", size)
    monkeypatch.setattr(pooling, "_PIECE", max(5, size // 3))
    assert bulk.check_lines(path) == whole


def test_a_line_too_long_is_one_row_that_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, [line(0), line(1, note="x" * 9_000), line(2), b"y" * 9_000])
    limits = cs.Limits(max_bytes=1_000)
    monkeypatch.setattr(pooling, "_PIECE", 700)
    whole = bulk.check_lines(path, limits=limits)
    assert [(i.code, i.line) for i in whole.issues] == [(Code.TOO_LARGE, 2), (Code.TOO_LARGE, 4)]
    for size in (500, 2_000):
        monkeypatch.setattr(pooling, "RANGE", size)
        assert bulk.check_lines(path, limits=limits) == whole


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_packed_file_is_read_as_it_is(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    content = b"\n".join(MIXED)
    path = tmp_path / "rows.ndjson.packed"
    path.write_bytes(pack(content))
    plain = written(tmp_path, MIXED, b"")
    assert bulk.check_lines(path, processes=2) == bulk.check_lines(plain) == as_table(path)


def test_a_packed_file_that_was_cut_gives_its_whole_rows_and_an_error(tmp_path: Path) -> None:
    packed = gzip.compress(b"\n".join([line(n, note=os.urandom(20).hex()) for n in range(500)]))
    path = tmp_path / "rows.gz"
    path.write_bytes(packed[: len(packed) * 2 // 3])
    found = bulk.check_lines(path)
    assert found == as_table(path)
    assert found.table is not None
    assert 0 < found.table.rows < 500
    assert found.table.invalid == 0
    assert (found.verdict, found.issues[-1].code) == ("invalid", Code.CUT_SHORT)


@pytest.mark.usefixtures("small_ranges")
def test_several_processes_find_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, MIXED)
    told: list[tuple[int, int]] = []
    found = bulk.check_lines(path, processes=2, progress=lambda done, of: told.append((done, of)))
    assert found == bulk.check_lines(path)
    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert told == sorted(told)
    assert len(told) > 10
    assert not active_children()


@pytest.mark.usefixtures("small_ranges")
def test_a_process_that_was_killed_loses_no_row(tmp_path: Path) -> None:
    path = written(tmp_path, MIXED * 3)
    whole = bulk.check_lines(path)
    killed: list[int] = []

    def kill_once(done: int, of: int) -> None:
        if not killed and done > of // 3:
            victim = active_children()[0].pid
            assert victim is not None
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    assert bulk.check_lines(path, processes=2, progress=kill_once) == whole
    assert killed


@pytest.mark.usefixtures("small_ranges")
def test_processes_that_are_killed_again_and_again_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, MIXED)
    state = tmp_path / "state.json"
    monkeypatch.setattr(pooling, "_begin", _end_at_once)
    with pytest.raises(UnreadableSourceError, match="ended from outside"):
        bulk.check_lines(path, processes=2, state=state)
    monkeypatch.undo()
    assert bulk.check_lines(path, state=state) == bulk.check_lines(path)


def _end_at_once(_: object) -> None:
    os._exit(3)


class Ended(Exception):
    pass


def end_after(calls: int) -> Callable[[int, int], None]:
    left = [calls]

    def tell(done: int, of: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise Ended

    return tell


@pytest.mark.usefixtures("small_ranges")
@pytest.mark.parametrize("packed", [False, True])
def test_a_run_that_was_ended_goes_on(tmp_path: Path, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, MIXED * 15 if packed else MIXED)
    whole = bulk.check_lines(path)
    monkeypatch.setattr(pooling, "_PIECE", 3_000)
    if packed:
        content = path.read_bytes()
        path = tmp_path / "rows.gz"
        path.write_bytes(gzip.compress(content))
    state = tmp_path / "state.json"
    for _ in range(3):
        with pytest.raises(Ended):
            bulk.check_lines(path, state=state, progress=end_after(4))
    told: list[int] = []
    kept = state.read_text()
    assert PLANTED not in kept
    assert "case-0" not in kept
    assert json.loads(kept)["found"]["counts"]["rows"] > 20
    assert bulk.check_lines(path, state=state, progress=lambda done, of: told.append(done)) == whole
    assert not state.exists()
    if not packed:
        assert told[0] > 30_000  # the ranges before were not judged again


@pytest.mark.usefixtures("small_ranges")
def test_a_state_of_another_run_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, MIXED)
    state = tmp_path / "state.json"
    with pytest.raises(Ended):
        bulk.check_lines(path, state=state, progress=end_after(4))
    kept = state.read_bytes()
    for options in ({"guard": True}, {"engine": "jsonschema"}, {"limits": cs.Limits(max_issues=7)}):
        with pytest.raises(InvalidValueError, match="other arguments"):
            bulk.check_lines(path, state=state, **options)  # type: ignore[arg-type]
    os.utime(path, ns=(1, 1))
    with pytest.raises(InvalidValueError, match="another file"):
        bulk.check_lines(path, state=state)
    assert state.read_bytes() == kept


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"\xff", b'{"form": "care_standards run 1", "run": 7}', b"[" * 9_999]
)
def test_a_file_that_is_no_state_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, [line(0)])
    state = tmp_path / "state.json"
    state.write_bytes(content)
    with pytest.raises(InvalidValueError, match=r"check_lines\.state"):
        bulk.check_lines(path, state=state)
    assert state.read_bytes() == content


@pytest.mark.usefixtures("small_ranges")
def test_a_state_that_was_spoilt_by_hand_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, MIXED)
    state = tmp_path / "state.json"
    with pytest.raises(Ended):
        bulk.check_lines(path, state=state, progress=end_after(4))
    document = json.loads(state.read_bytes())
    for spoil in ({"offset": -1}, {"offset": "x"}, {"found": {}}, {"offset": True}):
        state.write_text(json.dumps({**document, **spoil}))
        with pytest.raises(InvalidValueError, match=r"check_lines\.state"):
            bulk.check_lines(path, state=state)


@pytest.mark.usefixtures("small_ranges")
def test_a_file_that_changes_meanwhile_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, MIXED)

    def append(done: int, of: int) -> None:
        with path.open("ab") as file:
            file.write(line(1))

    with pytest.raises(UnreadableSourceError, match="changed"):
        bulk.check_lines(path, progress=append)


def test_what_cannot_be_opened_or_asked(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="no such file"):
        bulk.check_lines(tmp_path / PLANTED)
    with pytest.raises(UnreadableSourceError, match="folder"):
        bulk.check_lines(tmp_path)
    path = written(tmp_path, [line(0)])
    for processes in (0, -1, True, 1.5, 10_000, "2"):
        with pytest.raises(InvalidValueError, match="processes"):
            bulk.check_lines(path, processes=processes)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"check_lines\.state"):
        bulk.check_lines(path, state=tmp_path)


def test_a_state_that_cannot_be_written_ends_the_run(tmp_path: Path, small_ranges: None) -> None:
    path = written(tmp_path, MIXED)
    with pytest.raises(UnwritableTargetError):
        bulk.check_lines(path, state=tmp_path / "no such folder" / "state.json")


def test_reports_of_files_are_documents(tmp_path: Path) -> None:
    from care_standards.documents.codec import to_plain

    report = bulk.check_lines(written(tmp_path, MIXED))
    assert to_plain(report)["table"]["format"] == "ndjson"
    assert attrs.evolve(report) == report
