"""Laws of judging rows in bulk: how they are divided, and by what road they are read, changes nothing that is found."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.bulk.rows import MARKED, UNSURE, WRONG, line, row

import care_standards as cs
from care_standards import bulk
from care_standards.bulk import lines
from care_standards.documents.decode import decode

CATALOGUE = cs.catalogue()
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
ODD = st.sampled_from(['"', '\\"', "\\", "\\u0022", "\u2028", "é", "{", '"},{"', "\\\\u0022", "\x7f"])


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    """A row with any text at all in its note, written in one of the ways of writing JSON."""
    note = draw(TEXTS) + draw(ODD) + draw(TEXTS)
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :")]))
    return json.dumps(row(1, note=note), ensure_ascii=draw(st.booleans()), separators=separators).encode()


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A line in which some bytes are others, missing, or there twice."""
    found = bytearray(draw(st.one_of(notes(), st.sampled_from([line(1), UNSURE, MARKED, *WRONG.values()]))))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(found)))
        size = draw(st.integers(0, 30))
        piece = bytes(found[start : start + size])
        new = draw(st.one_of(st.binary(max_size=3), st.sampled_from([b"", b'"', b",", b"\\", piece * 2, b'"note":1,'])))
        found[start : start + size] = new
    return bytes(found).replace(b"\n", b" ")


LINES = st.lists(
    st.one_of(notes(), spoilt(), st.sampled_from([line(0), UNSURE, MARKED, b"", *WRONG.values()])), max_size=12
)


def judged(batches: Sequence[Sequence[bytes]], **options: Any) -> list[bulk.BatchVerdict]:
    return list(bulk.check_batches(batches, catalogue=CATALOGUE, **options))


def same(verdict: bulk.BatchVerdict) -> bulk.BatchVerdict:
    """Leave out which editions were met: they are told as they are met."""
    return attrs.evolve(verdict, editions=(), engine=None)


@given(LINES, st.lists(st.integers(0, 12), max_size=4), st.integers(0, 6))
def test_any_division_into_batches_gives_the_same_totals_and_verdicts(
    rows: list[bytes], cuts: list[int], most: int
) -> None:
    """merged(check(a), check(b), …) is check(a + b + …): counts, the verdict of each row, and the issues shown."""
    bounds = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(bounds)]
    whole = judged([rows], max_issues=most)[0]
    assert same(bulk.BatchVerdict.merged(*judged(parts, max_issues=most))) == same(whole)
    assert (whole.rows, len(whole.verdicts)) == (len(rows), len(rows))
    assert (whole.invalid, whole.unverified) == (whole.verdicts.count("invalid"), whole.verdicts.count("unverified"))


@given(LINES, LINES, LINES, st.integers(0, 6))
def test_verdicts_add_up_like_numbers(a: list[bytes], b: list[bytes], c: list[bytes], most: int) -> None:
    """(x + y) + z is x + (y + z), and the verdict of no rows changes nothing."""
    x, y, z = judged([a, b, c], max_issues=most)
    assert (x + y) + z == x + (y + z) == sum([x, y, z], bulk.NO_ROWS)
    assert x + bulk.NO_ROWS == x == bulk.NO_ROWS + x


@given(LINES)
def test_the_quick_road_finds_what_the_reference_finds(rows: list[bytes]) -> None:
    """Both engines, which read by different parsers, give the same verdict of any lines."""
    fast, slow = (judged([rows], engine=engine, max_issues=1_000)[0] for engine in ("jsonschema-rs", "jsonschema"))
    assert same(fast) == same(slow)


@given(st.lists(st.one_of(notes(), spoilt()), min_size=1, max_size=6))
def test_what_is_read_quickly_and_is_a_row_has_no_fault_and_the_same_value(rows: list[bytes]) -> None:
    """read_quickly gives a row of texts only where decode gives the same value and not even a warning."""
    found = lines.read_quickly(rows, cs.Limits())
    assert found is not None
    for content, value in zip(rows, found, strict=True):
        if value is not lines.UNREAD and lines.needs_no_care(value):
            decoded = decode(content)
            assert decoded.value == value
            assert not decoded.faults


@given(spoilt())
def test_a_line_is_lost_only_where_it_has_an_error_and_nothing_else(content: bytes) -> None:
    """is_lost says yes only of lines that decode refuses, without a warning."""
    if lines.is_lost(content):
        decoded = decode(content)
        assert not decoded.readable
        assert {fault.code.severity for fault in decoded.faults} == {"error"}


@given(LINES.filter(bool), st.integers(1, 9))
def test_lines_are_the_same_however_the_bytes_come(rows: list[bytes], size: int) -> None:
    """lines_of gives the lines of the bytes, whatever the pieces they come in."""
    content = b"\n".join(rows)
    pieces = [content[start : start + size * 7] for start in range(0, len(content), size * 7)]
    found = [one for some in lines.lines_of(pieces, 10**9) for one in some]
    assert found == (content.split(b"\n")[:-1] if content.endswith(b"\n") or not content else content.split(b"\n"))
