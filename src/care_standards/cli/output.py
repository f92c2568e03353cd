"""What leaves the program: data on stdout, words on stderr, and no character that a terminal would act on."""

import errno
import os
import sys
import unicodedata
from contextlib import suppress
from typing import Final, TextIO

_JOINERS: Final = "\u200c\u200d"  # several languages are misspelt without them, and they move nothing
_PLAINER: Final = str.maketrans(
    {
        "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"',
        "\u201d": '"', "\u2026": "...", "\u2192": "->", "\u2022": "*", "\u00a0": " ", "\u00d7": "x", "\u2265": ">=",
    }
)  # fmt: skip


class OutputFailedError(Exception):
    """The standard output took no more: a full disk, not a reader who had seen enough."""


def safe(text: str) -> str:
    """Give text that moves no cursor, sets no colour and reorders nothing; characters that would are escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_plain(char) else _escaped(char) for char in text)


def safe_name(name: str) -> str:
    """Give a file name as one quoted line that no program reading the output can take for a command to itself.

    Build servers obey lines that begin with two colons, or hold two number signs and a bracket.
    """
    quoted = safe(name.replace("\\", "\\\\")).replace("::", ":\\x3a").replace("##[", "#\\x23[")
    return f'"{quoted}"'


def _is_plain(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _escaped(char: str) -> str:
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def fitted(text: str, encoding: str | None) -> str:
    """Give text that a stream of this encoding can carry, in plainer characters where it cannot carry these."""
    encoding = encoding or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeError, LookupError):
        pass
    else:
        return text
    plainer = text.translate(_PLAINER)
    return plainer.encode("ascii", "backslashreplace").decode("ascii")


def counted(count: int, word: str) -> str:
    """Give a number and what is counted, in the plural where there is not one of it."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def emit(text: str) -> None:
    """Write to stdout at once; nothing happens where it is closed or nobody reads it any more.

    Raises OutputFailedError where it cannot be written for another reason.
    """
    _write(sys.stdout, text)


def emit_bytes(content: bytes) -> None:
    """Write bytes to stdout as they are, as ``emit`` writes text."""
    _write(sys.stdout, content)


def emit_json(plain: object) -> None:
    """Write plain data to stdout as JSON in ASCII."""
    import json

    emit(json.dumps(plain, ensure_ascii=True, indent=2) + "\n")


def _write(stream: TextIO | None, content: str | bytes) -> None:
    if stream is None:
        return
    failed = False
    try:
        if isinstance(content, bytes):
            stream.flush()
            stream.buffer.write(content)
        else:
            stream.write(fitted(content, stream.encoding))
        stream.flush()
    except OSError as error:
        failed = not _nobody_reads(error)
        _mute(stream)
    if failed:
        raise OutputFailedError()


def _nobody_reads(error: OSError) -> bool:
    # Windows calls writing to a closed pipe an invalid argument.
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _mute(stream: TextIO) -> None:
    """Lead the stream nowhere, so that nothing written later, or by Python when it ends, fails again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def words(text: str) -> None:
    """Tell the reader something on stderr, one line of it or several."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(fitted(text, sys.stderr.encoding) + "\n")
        sys.stderr.flush()
    except OSError:
        _mute(sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person's terminal is at the other end."""
    return stream is not None and not stream.closed and stream.isatty()
