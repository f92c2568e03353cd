"""Opening a pack: a folder or a ZIP file becomes names and bytes, within limits, or a list of refusals.

Nothing is unpacked to the disk. No name of an entry is ever used as a path that was not first held against the grammar
of a pack, and no name is repeated in a refusal: entries are counted in the order of their names instead.
"""

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Final, cast

import attrs

from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.sources import Refusal, read_file
from care_standards.errors import UnreadableSourceError
from care_standards.identifiers import is_pack_path
from care_standards.issue_codes import Code
from care_standards.model import constraints as must

Source = str | os.PathLike[str] | bytes

MANIFEST: Final = "pack.json"

_MEBIBYTE: Final = 1024 * 1024
# Texts for readers, and what file managers leave in every folder they show: allowed, and never read.
_UNREAD: Final = frozenset(
    {f"{name}{ending}" for name in ("README", "LICENSE", "LICENCE") for ending in ("", ".md", ".txt")}
    | {".DS_Store", "Thumbs.db", "desktop.ini"}
)
_DEEPEST: Final = 3
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED: Final = 0x1 | 0x40 | 0x2000  # encrypted; strongly; with a hidden directory
_HEADER: Final = 1024  # bytes of the directory of a ZIP file that one entry may take
_END: Final = 22
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY", "O_NOINHERIT")
)


@attrs.frozen(kw_only=True)
class PackLimits:
    """What a pack may hold; each limit is the largest size that still passes.

    ``max_files``: entries of the folder or ZIP file, folders included. ``max_file``: bytes of one file, unpacked.
    ``max_total``: bytes of all files together, unpacked, and of a ZIP file as it is. ``max_ratio``: how many times an
    entry of a ZIP file may grow when it is unpacked. ``documents`` are the limits on each document in it.
    """

    max_files: int = attrs.field(default=1_000, validator=must.count(1))
    max_file: int = attrs.field(default=20 * _MEBIBYTE, validator=must.count(1))
    max_total: int = attrs.field(default=100 * _MEBIBYTE, validator=must.count(1))
    max_ratio: int = attrs.field(default=250, validator=must.count(1))
    documents: Limits = attrs.field(default=DEFAULT_LIMITS, validator=must.instance_of(Limits))


DEFAULT_PACK_LIMITS: Final = PackLimits()
"""The limits in force where none are passed."""


def _count(value: object) -> str:
    return f"<{len(cast('tuple[object, ...]', value))}>"


@attrs.frozen(kw_only=True, eq=False)
class Opened:
    """What is in a pack: the bytes of the manifest and of files with a place in a pack, by name, and what is refused.

    ``strangers`` counts, from 1 and in the order of names, the entries that have no place in any pack.
    """

    contents: dict[str, bytes] = attrs.field(repr=_count)
    strangers: tuple[int, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def open_pack(source: object, limits: PackLimits = DEFAULT_PACK_LIMITS) -> Opened:
    """Read a folder or a ZIP file given by its path, or the bytes of a ZIP file.

    Raises UnreadableSourceError where there is nothing to judge: no such file, no permission, an error of the disk.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _opened_zip(bytes(cast("bytes", source)), limits)
    name: object = None
    with suppress(Exception):  # a path object that fails is a path that cannot be opened
        name = os.fspath(cast("os.PathLike[str]", source))
    if not isinstance(name, (str, bytes)):
        raise UnreadableSourceError("it gives no file name")
    path = os.fsdecode(name)
    with suppress(OSError, ValueError):
        if os.path.isdir(path):
            return _opened_folder(path, limits)
    packed = read_file(path, Limits(max_bytes=limits.max_total))
    if isinstance(packed, Refusal):
        hint = f"More than {limits.max_total} bytes. Split it, or raise PackLimits.max_total on purpose."
        return Opened(contents={}, refusals=(attrs.evolve(packed, hint=hint),))
    return _opened_zip(packed, limits)


# ---- what both have in common


def _wanted(name: str) -> bool:
    return name == MANIFEST or is_pack_path(name)


def _refused(hint: str, code: Code = Code.ENTRY_REFUSED) -> Refusal:
    return Refusal(code, hint)


def _too_many(limits: PackLimits) -> Opened:
    hint = f"More than {limits.max_files} entries. Split the pack, or raise PackLimits.max_files on purpose."
    return Opened(contents={}, refusals=(_refused(hint),))


def _too_large(place: int, size: int, total: int, limits: PackLimits) -> Refusal | None:
    if size > limits.max_file:
        hint = f"Entry {place} has more than {limits.max_file} bytes: PackLimits.max_file."
        return _refused(hint, Code.UNPACKS_TOO_LARGE)
    if total > limits.max_total:
        hint = f"Together the files have more than {limits.max_total} bytes: PackLimits.max_total."
        return _refused(hint, Code.UNPACKS_TOO_LARGE)
    return None


def _unsafe(name: str) -> str | None:
    """Say why a name is no path inside a pack, or give None."""
    if not name or name.startswith("/") or "\\" in name or ":" in name or any(ord(c) < 32 for c in name):
        return "has a path that is not one inside the pack"
    if any(part in ("", ".", "..") for part in name.removesuffix("/").split("/")):
        return "has a path that leads out of its folder"
    return None


def _twice(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    folded: set[str] = set()
    for place, name in enumerate(names, 1):
        if name in seen:
            yield place, "has the name of an earlier one"
        elif name.casefold() in folded:
            yield place, "differs from the name of another in capitals only"
        seen.add(name)
        folded.add(name.casefold())


# ---- a folder


def _opened_folder(path: str, limits: PackLimits) -> Opened:
    found = _walked(path, limits.max_files)
    if found is None:
        return _too_many(limits)
    refusals: list[Refusal] = []
    strangers: list[int] = []
    contents: dict[str, bytes] = {}
    total = 0
    files = sorted(found.items())
    for place, (name, mode) in enumerate(files, 1):
        if not stat.S_ISREG(mode):
            refusals.append(
                _refused(f"Entry {place}, by name, is a link or no ordinary file. Put the file itself there.")
            )
        elif not _wanted(name):
            strangers += [] if name in _UNREAD else [place]
        else:
            content = _read(os.path.join(path, *name.split("/")), limits.max_file)
            if content is None:
                refusals.append(_refused(f"Entry {place}, by name, cannot be read."))
                continue
            total += len(content)
            if (refusal := _too_large(place, len(content), total, limits)) is not None:
                return Opened(contents={}, refusals=(*refusals, refusal))
            contents[name] = content
    refusals += [_refused(f"Entry {place}, by name, {why}.") for place, why in _twice(name for name, _ in files)]
    return Opened(contents=contents, strangers=tuple(strangers), refusals=tuple(refusals))


def texts_in(path: str) -> tuple[str, ...] | None:
    """Give the texts for readers in a folder that holds a pack or nothing; None if it holds anything else."""
    found = _walked(path, DEFAULT_PACK_LIMITS.max_files)
    if found is None or any(not stat.S_ISREG(m) or not (_wanted(n) or n in _UNREAD) for n, m in found.items()):
        return None
    return tuple(sorted(name for name in found if name in _UNREAD))


def _walked(path: str, most: int) -> dict[str, int] | None:
    """Give the mode of everything below a folder but folders, by name; None where there is too much.

    Links are not followed. What lies deeper than any file of a pack is given as one entry of no ordinary kind.
    """
    found: dict[str, int] = {}
    waiting: list[tuple[str, str]] = [(path, "")]
    seen = 0
    while waiting:
        folder, prefix = waiting.pop()
        listed: list[os.DirEntry[str]] | None = None
        with suppress(OSError), os.scandir(folder) as entries:
            listed = []
            for entry in entries:
                seen += 1
                if seen > most:
                    return None
                listed.append(entry)
        if listed is None:
            found[prefix or "."] = 0
            continue
        for entry in listed:
            name = f"{prefix}{entry.name}"
            mode = 0
            with suppress(OSError):
                mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode) and name.count("/") < _DEEPEST - 1:
                waiting.append((entry.path, f"{name}/"))
            else:
                found[name] = mode
    return found


def _read(path: str, most: int) -> bytes | None:
    """Read an ordinary file that is not a link, up to one byte more than allowed."""
    with suppress(OSError, ValueError):
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if stat.S_ISREG(found.st_mode):
                return file.read(min(found.st_size, most) + 1)
    return None


# ---- a ZIP file


def _opened_zip(packed: bytes, limits: PackLimits) -> Opened:
    if len(packed) > limits.max_total:
        hint = f"More than {limits.max_total} bytes. Split it, or raise PackLimits.max_total on purpose."
        return Opened(contents={}, refusals=(_refused(hint, Code.TOO_LARGE),))
    size = _directory_size(packed)
    if size is None:
        hint = "This is no pack: a pack is a folder or a whole ZIP file, with a manifest pack.json."
        return Opened(contents={}, refusals=(_refused(hint, Code.ANOTHER_FORMAT),))
    if size > limits.max_files * _HEADER:
        return _too_many(limits)
    opened: Opened | None = None
    with suppress(Exception), zipfile.ZipFile(BytesIO(packed)) as archive:  # it raises whatever the bytes lead it to
        entries = archive.infolist()
        opened = _too_many(limits) if len(entries) > limits.max_files else _unpacked(archive, entries, limits)
    if opened is None:
        hint = "The ZIP file is damaged and cannot be read. Fetch it, or make the pack, again."
        return Opened(contents={}, refusals=(_refused(hint, Code.ANOTHER_FORMAT),))
    return opened


def _directory_size(packed: bytes) -> int | None:
    """Give the size of the directory of a ZIP file; None where it is none, or one of more than 4 GB.

    The directory is looked at before it is read, because reading it costs memory for every entry it claims. The end is
    sought where zipfile seeks it.
    """
    if not packed.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    end = len(packed) - _END
    if packed[end : end + 4] != b"PK\x05\x06" or packed[-2:] != b"\x00\x00":
        end = packed.rfind(b"PK\x05\x06", max(0, len(packed) - 65_535 - _END))
    if end < 0 or len(packed) - end < _END or packed[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        return None
    return int.from_bytes(packed[end + 12 : end + 16], "little")


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: PackLimits) -> Opened:
    entries = sorted(entries, key=lambda entry: entry.orig_filename)
    refusals = [_refused(f"Entry {place}, by name, {why}.") for place, why in _twice(e.orig_filename for e in entries)]
    for place, entry in enumerate(entries, 1):
        why = _unsafe(entry.orig_filename) or _odd(entry)
        if why:
            refusals.append(_refused(f"Entry {place}, by name, {why}."))
    if refusals:
        return Opened(contents={}, refusals=tuple(refusals))
    entries = [entry for entry in entries if not _is_litter(entry.orig_filename)]
    prefix = _outer_folder([entry.orig_filename for entry in entries])
    strangers: list[int] = []
    contents: dict[str, bytes] = {}
    total = 0
    for place, entry in enumerate(entries, 1):
        name = entry.orig_filename.removeprefix(prefix)
        if entry.orig_filename.endswith("/"):
            continue
        if not _wanted(name):
            strangers += [] if name in _UNREAD else [place]
            continue
        total += entry.file_size  # as the directory says; one byte more than that is never unpacked
        refusal = _too_large(place, entry.file_size, total, limits)
        if entry.file_size > _MEBIBYTE and entry.file_size > limits.max_ratio * entry.compress_size:
            hint = f"Entry {place} grows more than {limits.max_ratio} times: PackLimits.max_ratio."
            refusal = _refused(hint, Code.UNPACKS_TOO_LARGE)
        if refusal is not None:
            return Opened(contents={}, refusals=(refusal,))
        if name != MANIFEST:
            del entry.CRC  # zipfile takes no check sum then: the manifest has a better one of every other file
        with archive.open(entry) as packed:  # ZipFile.read would unpack it all before it looks at the size
            contents[name] = packed.read(entry.file_size + 1)
        if len(contents[name]) != entry.file_size:
            return Opened(contents={}, refusals=(_refused(f"Entry {place} is not of the size it says."),))
    return Opened(contents=contents, strangers=tuple(strangers))


def _is_litter(name: str) -> bool:
    """Tell whether this is what the file manager of a Mac puts into every ZIP file."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _odd(entry: zipfile.ZipInfo) -> str | None:
    """Say why an entry is refused for what it is, or give None."""
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or no ordinary file"
    if entry.flag_bits & _LOCKED:
        return "is encrypted: a pack is stored as it is read"
    if entry.compress_type not in _METHODS:
        return "is packed in a way that is not read here: use the ordinary one (deflate)"
    return None


def _outer_folder(names: list[str]) -> str:
    """Give the one folder that everything lies in, as packing a folder whole puts it, or nothing."""
    if MANIFEST in names or not names:
        return ""
    prefix = f"{names[0].partition('/')[0]}/"
    return prefix if f"{prefix}{MANIFEST}" in names and all(name.startswith(prefix) for name in names) else ""
