"""Opening what a caller names: one ordinary file, read once, up to a limit; and telling other formats at a glance."""

import contextlib
import os
import re
import stat
import zlib
from collections.abc import Callable
from typing import Final

import attrs

from care_standards.documents.limits import Limits
from care_standards.errors import UnreadableSourceError
from care_standards.issue_codes import Code

UTF8_MARK: Final = b"\xef\xbb\xbf"
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_GZIP: Final = b"\x1f\x8b"

# Non-blocking, so that opening a pipe nobody writes to returns at once. Some flags do not exist on every system.
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY", "O_NOINHERIT")
)
_PIECE: Final = 16 * 1024
_MAX_MEMBERS: Final = 10_000  # of one gzip file: more than any packer makes of 20 MiB, few enough to be quick

_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (_GZIP, "a gzip archive: unpack it first, or name a file that ends in .gz"),
    (b"PK\x03\x04", "a ZIP archive or a workbook (XLSX, ODS, DOCX): export it as JSON"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (XLS, DOC): export it as JSON"),
    (b"%PDF-", "a PDF: export the data as JSON"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"PAR1", "a Parquet file: export it as JSON"),
    (b"SQLite format 3\x00", "an SQLite database: export the data as JSON"),
    (b"{\\rtf", "a Rich Text file: save the data as JSON"),
    (b"---", "YAML: save it as JSON"),
    (b"%YAML", "YAML: save it as JSON"),
)
_MARKUP: Final = re.compile(rb"<[A-Za-z!?/]")
_WEB_PAGE: Final = re.compile(rb"<!doctype\s+html|<html|<head|<body|<script", re.IGNORECASE)
_LOOK_AT: Final = 2048


@attrs.frozen
class Refusal:
    """Why a file that could be opened is not taken: a code, and a hint that holds nothing of the file."""

    code: Code
    hint: str


def foreign_format(content: bytes) -> str | None:
    """Name the format these bytes begin like, with what to do about it; None where they may be JSON."""
    for beginning, name in _BEGINNINGS:
        if content.startswith(beginning):
            return name
    head = content[:_LOOK_AT].removeprefix(UTF8_MARK).lstrip()
    if head.startswith(b"<") and _MARKUP.match(head):
        if _WEB_PAGE.search(head):
            return "a web page: often a log-in or error page saved instead of the export"
        return "XML: export the data as JSON"
    return None


def read_file(source: "str | os.PathLike[str]", limits: Limits) -> bytes | Refusal:
    """Read one ordinary file whole, unpacking it where its name ends in ``.gz`` and its first bytes agree.

    Raises ``UnreadableSourceError`` where there is nothing to judge: no such file, a folder, a pipe, a device, no
    permission, an error of the disk.
    """
    name = file_name(source)
    content = _read(name, limits.max_bytes)
    if isinstance(content, UnreadableSourceError):
        raise content
    if isinstance(content, bytes) and content.startswith(_GZIP) and os.fsencode(name)[-3:].lower() == b".gz":
        return _unpack(content, limits.max_unpacked)
    return content


def too_large(limits: Limits) -> Refusal:
    """Make the refusal of a source with more bytes than allowed."""
    return Refusal(
        Code.TOO_LARGE, f"More than {limits.max_bytes} bytes. Split it, or raise Limits.max_bytes on purpose."
    )


def file_name(source: "str | os.PathLike[str]") -> str | bytes:
    """Give the name of a file as the system takes it; raises UnreadableSourceError where there is none."""
    name: object = None
    with contextlib.suppress(Exception):  # a path object that fails is a path that cannot be opened
        name = os.fspath(source)
    if not isinstance(name, (str, bytes)):
        raise UnreadableSourceError("it gives no file name")
    return name


def open_unread(name: str | bytes) -> int | UnreadableSourceError:
    """Open what a name leads to without waiting for it, whatever it is; give its descriptor, or why it stays closed."""
    # Exceptions of the system quote the name of the file: they end here, and the caller raises ours afterwards.
    try:
        return os.open(name, _FLAGS)
    except FileNotFoundError:
        return UnreadableSourceError("there is no such file")
    except PermissionError:
        return UnreadableSourceError("there is no permission to open it")
    except (OSError, ValueError):
        return UnreadableSourceError("it cannot be opened")


def _read(name: str | bytes, cap: int) -> bytes | Refusal | UnreadableSourceError:
    descriptor = open_unread(name)
    if isinstance(descriptor, UnreadableSourceError):
        return descriptor
    try:
        try:
            return _read_open(descriptor, cap)
        finally:
            os.close(descriptor)
    except OSError:
        return UnreadableSourceError("the system failed to read it")


def _read_open(descriptor: int, cap: int) -> bytes | Refusal | UnreadableSourceError:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        return UnreadableSourceError("it is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        return UnreadableSourceError("it is not an ordinary file")
    if status.st_size > cap:
        return too_large(Limits(max_bytes=cap))
    pieces: list[bytes] = []
    size = 0
    while size <= cap:  # the file may have grown since it was looked at
        piece = os.read(descriptor, min(cap + 1 - size, 1024 * 1024))
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
    return too_large(Limits(max_bytes=cap))


def _unpack(packed: bytes, cap: int) -> bytes | Refusal:
    pieces: list[bytes] = []
    size = here = 0
    for _ in range(_MAX_MEMBERS):
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            piece = packed[here : here + _PIECE]
            if not piece:
                return Refusal(Code.CUT_SHORT, "The gzip file ends before its content does. Fetch it again.")
            here += len(piece)
            unpacked = _attempt(unpacker.decompress, piece, cap + 1 - size)
            if unpacked is None:
                return _damaged()
            pieces.append(unpacked)
            size += len(unpacked)
            if size > cap:
                return Refusal(
                    Code.UNPACKS_TOO_LARGE,
                    f"It unpacks to more than {cap} bytes. Split it, or raise Limits.max_unpacked on purpose.",
                )
        here -= len(unpacker.unused_data)
        if not packed.startswith(_GZIP, here):
            # Some packers fill the last block with zeros.
            return _damaged() if packed[here:].strip(b"\x00") else b"".join(pieces)
    return _damaged()


def _attempt(decompress: Callable[[bytes, int], bytes], piece: bytes, most: int) -> bytes | None:
    try:
        return decompress(piece, most)
    except zlib.error:
        return None


def _damaged() -> Refusal:
    return Refusal(Code.ANOTHER_FORMAT, "It begins like a gzip file but cannot be unpacked. Fetch it again.")
