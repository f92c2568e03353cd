"""A table is opened by what is said of it, by its first bytes and by its name; what is packed is looked through."""

import gzip
import io
import os
from pathlib import Path
from typing import Any

import pytest
from tests.unit.tables.reading import finds_header, is_not_there, read

from care_standards.documents.limits import Limits
from care_standards.errors import InvalidValueError, MissingExtraError, UnreadableSourceError
from care_standards.tables import unpacking
from care_standards.tables.opening import open_table
from care_standards.tables.unpacking import PIECE, ByteStream

zstandard: Any = pytest.importorskip("zstandard")

CSV = b"provision,status\na,met\n"
ROWS = [{"provision": "a", "status": "met"}]
JSON = b'[{"provision": "a", "status": "met"}]'
NDJSON = b'{"provision": "a", "status": "met"}\n{"provision": "b"}\n'
posix = pytest.mark.skipif(os.name != "posix", reason="needs the files of POSIX")


# ---- which format


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (CSV, "csv"), (JSON, "json"), (NDJSON, "ndjson"), (b"\xef\xbb\xbf \n" + JSON, "json"),
        (b'{"records": []}', "json"),
        (b'{\n "records": [{"a": 1},\n{"a": 2}]}', "json"), (b'{"a": 1}\n\n\n{"a": 2}', "ndjson"), (b"", "csv"),
        (b"PAR1", "parquet"), (b"ARROW1", "arrow"),
    ],
)  # fmt: skip
def test_the_first_bytes_tell_the_format(content: bytes, format_: str) -> None:
    assert read(content).format == format_


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.csv", CSV, "csv"), ("a.TXT", CSV, "csv"), ("a.tsv", CSV, "csv"), ("a.json", JSON, "json"),
        ("a.ndjson", b'{"a": 1}', "ndjson"), ("a.jsonl", b'{"a": 1}', "ndjson"), ("a.ndjson.gz", b'{"a": 1}', "ndjson"),
        ("part-0000.json", NDJSON, "ndjson"), ("a.json", b"provision\na", "json"), ("a", NDJSON, "ndjson"),
        ("a.csv", b"PAR1", "parquet"), ("a.csv.zst", CSV, "csv"), ("a.unheard-of", CSV, "csv"),
    ],
)  # fmt: skip
def test_the_ending_of_the_name_tells_the_format(tmp_path: Path, name: str, content: bytes, format_: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path / name).format == format_
    assert read(str(tmp_path / name)).format == format_


def test_what_is_said_counts_more_than_what_it_looks_like() -> None:
    assert read(b'{"provision": "a"}', format="ndjson").rows == [{"provision": "a"}]
    assert read(CSV, format="json").codes == ["CS103"]
    assert read(CSV, format="xlsx").codes == ["CS117"]


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        open_table(CSV, finds_header=finds_header, format="zorblax")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert "zorblax" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n", b"%PDF-1.7", b"<!DOCTYPE html><html>", b"<?xml version='1.0'?>", b"SQLite format 3\0"]
)
@pytest.mark.parametrize("format_", ["csv", "json", "ndjson"])
def test_another_kind_of_file_is_named_as_what_it_is(content: bytes, format_: str) -> None:
    table = read(content, format=format_)
    assert (table.codes, table.records) == (["CS117"], [])


def test_a_line_of_dashes_above_a_table_is_no_yaml() -> None:
    assert read(b"--- An export ---\n" + CSV).rows == ROWS


# ---- which source


@pytest.mark.parametrize("source", [CSV, bytearray(CSV), memoryview(CSV), io.BytesIO(CSV)])
def test_bytes_and_files_are_read(source: Any) -> None:
    assert read(source).rows == ROWS


def test_a_file_object_need_not_seek_and_may_give_little() -> None:
    class Slow(io.RawIOBase):
        """Gives three bytes at a time."""

        def __init__(self, content: bytes) -> None:
            self._content = io.BytesIO(content)

        def read(self, size: int = -1) -> bytes:
            return self._content.read(3)

    assert read(Slow(CSV)).rows == ROWS
    assert read(Slow(gzip.compress(CSV))).rows == ROWS
    assert read(Slow(zstandard.compress(CSV))).rows == ROWS


def test_a_file_object_is_read_from_where_it_stands_and_left_open() -> None:
    file = io.BytesIO(b"something else" + CSV)
    file.seek(len(b"something else"))
    assert read(file).rows == ROWS
    assert not file.closed


def test_what_cannot_seek_is_read_whole_up_to_the_limit() -> None:
    pa: Any = pytest.importorskip("pyarrow")
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    parquet.write_table(pa.table({"provision": ["a"]}), out)

    class Pipe(io.BytesIO):
        """A stream that does not seek."""

        def seekable(self) -> bool:
            return False

    content = out.getvalue()
    assert read(Pipe(content)).rows == [{"provision": "a"}]
    assert read(Pipe(content), limits=Limits(max_bytes=len(content))).codes == []
    assert read(Pipe(content), limits=Limits(max_bytes=len(content) - 1)).codes == ["CS112"]
    assert read(io.BytesIO(content), limits=Limits(max_bytes=10)).codes == []
    behind = io.BytesIO(b"else" + content)
    behind.seek(4)
    assert read(behind).rows == [{"provision": "a"}]
    assert read(gzip.compress(content)).rows == [{"provision": "a"}]


@pytest.mark.parametrize("source", ["/nowhere/zorblax.csv", "zorblax\0.csv", "", b"".join, 5, None, ["zorblax"], {}])
def test_what_cannot_be_opened_is_refused_without_its_name(source: Any) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        read(source)
    assert "zorblax" not in str(caught.value)
    assert caught.value.__context__ is None


@posix
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "link")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", Path("/dev/zero")):
        with pytest.raises(UnreadableSourceError):
            read(path)


def test_a_file_object_that_fails_is_unreadable() -> None:
    class Failing(io.RawIOBase):
        """Gives some bytes, and then fails with a word that must not be seen."""

        def __init__(self, before: int) -> None:
            self._left = before

        def read(self, size: int = -1) -> bytes:
            if not self._left:
                raise OSError("zorblax")
            self._left -= 1
            return CSV + b"a,met\n" * 3_000

    for before in (0, 1, 3):
        with pytest.raises(UnreadableSourceError) as caught:
            read(Failing(before))
        assert caught.value.__context__ is None
    with pytest.raises(UnreadableSourceError, match="binary"):
        read(io.StringIO("zorblax"))


def test_the_file_is_closed_whatever_happens(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CSV)
    with open_table(path, finds_header=finds_header) as table:
        next(table.records())
    with pytest.raises(ValueError, match="zorblax"), open_table(path, finds_header=finds_header):
        raise ValueError("zorblax")
    if os.path.isdir("/proc/self/fd"):
        held = [os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]
        assert str(path.resolve()) not in held


def test_its_repr_shows_nothing() -> None:
    with open_table(CSV.replace(b"met", b"zorblax"), finds_header=finds_header, unwrap=["/zorblax"]) as table:
        assert "zorblax" not in repr(table)


# ---- packed


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("content", [CSV, JSON, NDJSON])
def test_packed_text_is_looked_through(pack: Any, content: bytes) -> None:
    assert read(pack(content)).rows == read(content).rows
    assert read(pack(content[:10]) + pack(b"") + pack(content[10:])).rows == read(content).rows


def test_padding_behind_gzip_is_no_damage() -> None:
    assert read(gzip.compress(CSV) + b"\0" * 512).rows == ROWS
    table = read(gzip.compress(CSV) + b"\0" * 512 + b"zorblax")
    assert (table.codes, table.rows) == (["CS117"], ROWS)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_what_is_packed_twice_is_not_looked_through_twice(pack: Any) -> None:
    assert read(pack(pack(CSV)), format="csv").codes == ["CS117"]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor(write_checksum=True).compress])
def test_packed_files_that_are_cut_or_damaged_say_so(pack: Any) -> None:
    content = b"provision,status\n" + b"".join(b"%d,met\n" % number for number in range(20_000))
    packed = pack(content)
    whole = read(packed).rows
    assert len(whole) == 20_000
    for cut in (len(packed) // 2, len(packed) - 1):
        table = read(packed[:cut])
        assert table.codes == ["CS104"]
        assert table.rows == whole[: len(table.rows)]
    middle = len(packed) // 2
    damaged = read(
        packed[:middle] + bytes(byte ^ 0x55 for byte in packed[middle : middle + 200]) + packed[middle + 200 :]
    )
    assert damaged.codes
    assert damaged.faults[-1].code.severity == "error"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_bomb_is_not_unpacked_to_its_end(pack: Any) -> None:
    bomb = pack(b"provision,status\n" + b"\0" * 100_000_000)
    for format_ in ("csv", "ndjson", "json"):
        assert "CS113" in read(bomb, format=format_).codes or "CS112" in read(bomb, format=format_).codes


def test_what_is_packed_well_is_not_a_bomb() -> None:
    lines = b'{"provision": "scs-2018.1", "status": "met"}\n' * 20_000
    packed = gzip.compress(lines)
    assert len(lines) > 200 * len(packed)
    table = read(packed, limits=Limits(max_unpacked=1_000))
    assert (table.codes, len(table.records)) == ([], 20_000)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_pieces_are_of_bounded_size_and_give_what_was_packed(pack: Any) -> None:
    content = os.urandom(300_000) + bytes(2_000_000)
    stream = ByteStream(io.BytesIO(pack(content)), Limits())
    assert stream.packed
    pieces = list(stream.pieces())
    assert b"".join(pieces) == content
    assert stream.refusal is None
    assert max(map(len, pieces)) <= (PIECE if pack is gzip.compress else 2**25)
    assert all(pieces)


def test_a_thousand_small_members_are_read_quickly() -> None:
    packed = b"".join(gzip.compress(b'{"n": %d}\n' % number) for number in range(5_000))
    assert len(read(packed).records) == 5_000


def test_gzip_whose_sum_is_wrong_is_damaged() -> None:
    packed = bytearray(gzip.compress(CSV))
    packed[-8] ^= 1
    assert read(bytes(packed)).codes == ["CS117"]


def test_without_the_package_for_zstandard_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zstandard.compress(CSV)
    monkeypatch.setattr(unpacking, "find_spec", is_not_there)
    with pytest.raises(MissingExtraError, match="frames"):
        read(packed)
