"""The bytes of a table in pieces, looked through gzip and Zstandard, however many there are."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO, Final, cast

from care_standards.documents.limits import Limits
from care_standards.documents.sources import Refusal, file_name, open_unread
from care_standards.errors import MissingExtraError, UnreadableSourceError
from care_standards.issue_codes import Code

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
MOST_RATIO: Final = 1_000
"""How many times its own size a packed file may unpack to, where that is more than the limit."""

PIECE: Final = 64 * 1024
# What is left of a piece is copied at each end of a member, and files of a thousand tiny ones exist.
_PIECE_OF_GZIP: Final = 4 * 1024
# A frame gives all there is in a piece at once, and four bytes can stand for 128 KiB.
_PIECE_OF_ZSTD: Final = 512
_MOST_WINDOW: Final = 2**27  # what the program zstd takes without being told to
# Non-blocking, so that opening a pipe nobody writes to returns at once. Some flags do not exist on every system.


def open_file(path: "str | os.PathLike[str]") -> BinaryIO:
    """Open one ordinary file for reading.

    Raises UnreadableSourceError: no such file, a folder, a pipe, a device, no permission, an error of the disk.
    """
    descriptor = open_unread(file_name(path))
    if isinstance(descriptor, UnreadableSourceError):
        raise descriptor
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISREG(mode):
            return os.fdopen(descriptor, "rb")
    except OSError:
        mode = 0
    os.close(descriptor)
    raise UnreadableSourceError("it is a folder, not a file" if stat.S_ISDIR(mode) else "it is not an ordinary file")


def read_from(stream: Any, most: int) -> bytes:
    """Read at most so many bytes of a binary file object; nothing at its end.

    Raises UnreadableSourceError where it fails, or gives what are no bytes.
    """
    piece: object = None
    with contextlib.suppress(Exception):  # what it raises may name the file
        piece = stream.read(most)
    if not isinstance(piece, (bytes, bytearray, memoryview)):
        raise UnreadableSourceError(
            "it gives text: open it in binary mode" if isinstance(piece, str) else "the system failed to read it"
        )
    return bytes(cast("bytes", piece))


class ByteStream:
    """Bytes that are read once, from their beginning, in pieces of bounded size.

    ``refusal`` is filled when they end before they should: packed data that are cut or damaged, or that unpack to too
    much. What came until then is sound. ``packed`` tells whether they are looked through, ``taken`` how many bytes have
    been read of the object.
    """

    def __init__(self, stream: Any, limits: Limits) -> None:
        """Begin to read a binary file object.

        Raises UnreadableSourceError where it cannot be read, and MissingExtraError for Zstandard without its package.
        """
        self.refusal: Refusal | None = None
        self.taken = 0
        self._stream = stream
        self._in = self._out = 0
        self._least = limits.max_unpacked
        first = self._read()
        while 0 < len(first) < len(ZSTD) and (more := self._read()):
            first += more
        self._rest: Iterator[bytes]
        self.packed = first.startswith((GZIP, ZSTD))
        if first.startswith(ZSTD) and find_spec("zstandard") is None:
            raise MissingExtraError("frames")
        if first.startswith(GZIP):
            self._rest = self._gunzip(self._raw(first, _PIECE_OF_GZIP))
        elif self.packed:
            self._rest = self._unpack_frames(self._raw(first, _PIECE_OF_ZSTD))
        else:
            self._rest = self._raw(first, PIECE)
        self._ahead: list[bytes] = []

    def peek(self, most: int) -> bytes:
        """Give the first bytes, about so many or all there are, and keep them to be read."""
        size = sum(map(len, self._ahead))
        while size < most and (piece := next(self._rest, None)):
            self._ahead.append(piece)
            size += len(piece)
        return b"".join(self._ahead)

    def pieces(self) -> Iterator[bytes]:
        """Give the bytes; none of the pieces is empty."""
        ahead, self._ahead = self._ahead, []
        yield from ahead
        yield from self._rest

    def read_whole(self, most: int) -> bytes | None:
        """Give all the bytes, or None where there are more than so many."""
        found: list[bytes] = []
        size = 0
        for piece in self.pieces():
            found.append(piece)
            size += len(piece)
            if size > most:
                return None
        return b"".join(found)

    def close(self) -> None:
        """Let go of what was read and of what it is read from, which stays open."""
        self._ahead.clear()
        self._rest = iter(())
        self._stream = None

    def _raw(self, first: bytes, size: int) -> Iterator[bytes]:
        while first:
            for start in range(0, len(first), size):
                yield first[start : start + size]
            first = self._read()

    def _read(self) -> bytes:
        piece = read_from(self._stream, PIECE)
        self.taken += len(piece)
        return piece

    def _is_too_much(self, piece: bytes) -> bool:
        self._out += len(piece)
        if self._out <= max(self._least, MOST_RATIO * self._in):
            return False
        hint = (
            f"It unpacks to more than {MOST_RATIO} times its size, and to more than {self._least} bytes. Split it, or "
            "raise Limits.max_unpacked on purpose."
        )
        self.refusal = Refusal(Code.UNPACKS_TOO_LARGE, hint)
        return True

    def _gunzip(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        import zlib

        unpacker: Any = None
        for packed in pieces:
            self._in += len(packed)
            rest = packed
            while rest:
                if unpacker is None:  # between two members, or behind the last, which some packers pad with zeros
                    rest = rest.lstrip(b"\x00")
                    if not rest:
                        break
                    unpacker = zlib.decompressobj(wbits=31)
                piece = _attempt(unpacker.decompress, rest, PIECE)
                if piece is None:
                    self.refusal = _damaged("gzip")
                    return
                if piece and self._is_too_much(piece):
                    return
                if piece:
                    yield piece
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                unpacker = None if unpacker.eof else unpacker
        while unpacker is not None and (piece := _attempt(unpacker.decompress, b"", PIECE)):
            if self._is_too_much(piece):
                return
            yield piece
            unpacker = None if unpacker.eof else unpacker
        if unpacker is not None:
            self.refusal = _cut("gzip")

    def _unpack_frames(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        import zstandard

        frames = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
        unpacker: Any = None
        for packed in pieces:
            self._in += len(packed)
            rest = packed
            while rest:
                unpacker = unpacker or frames.decompressobj()
                piece = _attempt(unpacker.decompress, rest)
                if piece is None:
                    self.refusal = _damaged("Zstandard")
                    return
                if piece and self._is_too_much(piece):
                    return
                if piece:
                    yield piece
                rest = unpacker.unused_data if unpacker.eof else b""
                unpacker = None if unpacker.eof else unpacker
        if unpacker is not None:
            self.refusal = _cut("Zstandard")


def _attempt(unpack: Callable[..., bytes], *packed: Any) -> bytes | None:
    # zlib.error and ZstdError have no ancestor in common but this one.
    try:
        return unpack(*packed)
    except Exception:
        return None


def _damaged(name: str) -> Refusal:
    return Refusal(Code.ANOTHER_FORMAT, f"It begins like a {name} file and cannot be unpacked further. Fetch it again.")


def _cut(name: str) -> Refusal:
    return Refusal(Code.CUT_SHORT, f"The {name} file ends before its content does. Fetch it again.")
