"""Writing a file so that it is the old one or the new one, never half of either."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final

from care_standards.errors import UnwritableTargetError

_BEGINNING: Final = ".care-standards-"
_ENDING: Final = ".part"


def replace_file(path: str | os.PathLike[str], content: bytes) -> None:
    """Put the content in place of a file, whole or not at all, as ``fill_file`` does.

    Raises UnwritableTargetError.
    """
    fill_file(path, lambda file: file.write(content))


def fill_file(path: str | os.PathLike[str], fill: Callable[[BinaryIO], object]) -> None:
    """Put what is written piece by piece in place of a file, whole or not at all.

    It is written beside the target, flushed to the disk and moved over it; on any failure the target is as it was and
    nothing is left behind. A symbolic link is replaced, never written through. Raises UnwritableTargetError, and
    whatever ``fill`` raises that is no fault of the system.
    """
    target: object = None
    with suppress(Exception):  # a path object that fails is a path that cannot be written
        target = os.fsdecode(path)
    if not isinstance(target, str):
        raise UnwritableTargetError("it gives no file name")
    folder = os.path.dirname(target) or os.curdir
    reason = _refusal(target) or _replace(target, folder, fill)
    if reason:
        raise UnwritableTargetError(reason)


def _refusal(target: str) -> str | None:
    try:
        mode = os.lstat(target).st_mode
    except OSError:
        return None  # nothing there yet, or the move will say why not
    except ValueError:
        return "the path holds characters that no file name can"
    from stat import S_ISLNK, S_ISREG

    return None if S_ISREG(mode) or S_ISLNK(mode) else "the target is not an ordinary file"


def _replace(target: str, folder: str, fill: Callable[[BinaryIO], object]) -> str | None:
    """Give the reason why it could not be done, or None; the OSError itself would name the file."""
    beside = os.path.join(folder, f"{_BEGINNING}{os.urandom(8).hex()}{_ENDING}")
    kept = _permissions(target)
    written = False
    try:
        # As a new file gets its permissions: from the system, and from nobody's mask but the caller's.
        descriptor = os.open(beside, _NEW, 0o666 if kept is None else kept)
        written = True
        with os.fdopen(descriptor, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            os.chmod(beside, kept)
        os.replace(beside, target)
        written = False
        _flush_folder(folder)
    except OSError as error:
        return os.strerror(error.errno) if error.errno else "the system refused the path"
    finally:
        if written:
            with suppress(OSError):
                os.unlink(beside)
    return None


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _permissions(target: str) -> int | None:
    """Give those of the ordinary file that is replaced, or None; what a link leads to does not count."""
    from stat import S_ISREG

    with suppress(OSError):
        mode = os.lstat(target).st_mode
        return mode & 0o777 if S_ISREG(mode) else None
    return None


def _flush_folder(folder: str) -> None:
    """Make the move itself durable, where the system lets a folder be flushed."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def clear_unfinished(folder: str) -> None:
    """Take away what a write that was ended by force left in a folder: parts that never got a name of their own.

    Only where nobody else is writing into that folder: whoever does is told that the file could not be written.
    """
    with suppress(OSError, ValueError):
        for name in os.listdir(folder):
            if name.startswith(_BEGINNING) and name.endswith(_ENDING):
                with suppress(OSError):
                    os.unlink(os.path.join(folder, name))
