"""Searching for a canary in all that can be seen: texts, objects and what they hold, exceptions and those behind them.

A canary is a word that occurs nowhere else. It is looked for in eleven forms, since a text that is reversed, escaped,
encoded or hashed is a leak too. ``leaks_in`` searches any object; ``watching`` searches what is logged, warned of,
printed and raised meanwhile.
"""

import base64
import hashlib
import io
import logging
import pickle
import re
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from typing import Any

_MOST_OBJECTS = 200_000


def _middle(encode: Callable[[bytes], bytes], content: bytes, shift: int) -> bytes:
    """Give what stays the same of an encoding in groups of three, wherever the content begins."""
    coded = encode(b"\0" * shift + content + b"\0" * 3)
    begin = (shift * 8 + 5) // 6
    end = (shift + len(content)) * 8 // 6
    return coded[begin:end]


@cache
def forms(canary: str) -> dict[str, tuple[bytes, ...]]:
    """Give the eleven forms of a canary as bytes, by name; letters count in either case but in base64."""
    plain = canary.lower().encode()
    spelt = canary.lower()
    return {
        "plain": (plain,),
        "reversed": (plain[::-1],),
        "escaped": (
            "".join(f"\\u{ord(c):04x}" for c in spelt).encode(),
            "".join(f"\\x{ord(c):02x}" for c in spelt).encode(),
        ),
        "percent": ("".join(f"%{ord(c):02x}" for c in spelt).encode(),),
        "html": (
            "".join(f"&#{ord(c)};" for c in spelt).encode(),
            "".join(f"&#x{ord(c):x};" for c in spelt).encode(),
        ),
        "base64": tuple(_middle(base64.b64encode, canary.encode(), shift) for shift in range(3)),
        "hex": (plain.hex().encode(),),
        "utf-16": (spelt.encode("utf-16-le"), spelt.encode("utf-16-be")),
        "rot13": (spelt.translate(_ROT13).encode(),),
        "spaced": (
            " ".join(spelt).encode(),
            "\0".join(spelt).encode(),
            ".".join(spelt).encode(),
            "\n".join(spelt).encode(),
        ),
        "hashed": tuple(
            hashlib.new(name, word, usedforsecurity=False).hexdigest()[:12].encode()
            for name in ("md5", "sha1", "sha256")
            for word in (canary.encode(), plain)
        ),
    }


_ROT13 = str.maketrans({**{chr(97 + n): chr(97 + (n + 13) % 26) for n in range(26)}})


def leaks_in_text(text: str | bytes, canary: str) -> list[str]:
    """Give each form of the canary that stands in a text, with what stands around it."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    lowered = content.lower()
    found: list[str] = []
    for name, spellings in forms(canary).items():
        where = content if name == "base64" else lowered
        for spelling in spellings:
            at = where.find(spelling)
            if at >= 0:
                around = content[max(0, at - 60) : at + len(spelling) + 30]
                found.append(f"{name}: {around!r}")
    return found


def leaks_in(value: object, canary: str) -> list[str]:
    """Give every place in an object, and in all that it holds, where the canary stands.

    Of an exception these are its message, repr, arguments, attributes, notes, the formatted traceback, the exceptions
    behind it, and its pickled form. Modules, functions, classes and code are not gone into, nor are frames: in them
    stands what the caller himself has at hand.
    """
    return list(dict.fromkeys(_leaks(value, canary)))


def _leaks(value: object, canary: str) -> Iterator[str]:
    seen: set[int] = set()
    keep: list[object] = []
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        where, at = waiting.pop()
        if isinstance(at, (str, bytes, bytearray)):
            yield from (
                f"{where or 'text'}: {found}"
                for found in leaks_in_text(bytes(at) if isinstance(at, bytearray) else at, canary)
            )
            continue
        if at is None or isinstance(at, (bool, int, float, complex, *_NOT_GONE_INTO)) or id(at) in seen:
            continue
        seen.add(id(at))
        keep.append(at)  # or its identity is given to another object
        assert len(seen) < _MOST_OBJECTS, "too large to be searched"
        waiting += _said(where, at)
        waiting += _parts(where, at)


_NOT_GONE_INTO = (
    types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.CodeType, type,
    types.FrameType, types.TracebackType, re.Pattern,
)  # fmt: skip


def _said(where: str, at: object) -> Iterator[tuple[str, object]]:
    if isinstance(at, (dict, list, tuple, set, frozenset)) and type(at).__module__ == "builtins":
        return
    for name, say in (("str", str), ("repr", repr), ("format", format)):
        yield f"{where}.{name}", _safely(say, at)
    if isinstance(at, BaseException):
        yield f"{where}.traceback", "".join(traceback.format_exception(at))
        yield f"{where}.pickled", _safely(pickle.dumps, at)
    show = getattr(type(at), "_repr_html_", None)
    if show is not None:
        yield f"{where}.html", _safely(show, at)


def _safely(say: Callable[[Any], Any], at: object) -> Any:
    try:
        return say(at)
    except Exception:  # what cannot be said says nothing
        return None


def _parts(where: str, at: object) -> Iterator[tuple[str, object]]:
    if isinstance(at, dict):
        for number, (name, inner) in enumerate(at.items()):
            yield f"{where}.name{number}", name
            yield f"{where}.{number}", inner
    elif isinstance(at, (list, tuple, set, frozenset)):
        yield from ((f"{where}[{number}]", inner) for number, inner in enumerate(at))
    if isinstance(at, BaseException):
        yield f"{where}.args", at.args
        yield f"{where}.cause", at.__cause__
        yield f"{where}.context", at.__context__
        yield f"{where}.notes", getattr(at, "__notes__", None)
        yield f"{where}.group", getattr(at, "exceptions", None)
    yield f"{where}.attributes", getattr(at, "__dict__", None)
    for kind in type(at).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else tuple(slots):
            if slot not in ("__weakref__", "__dict__"):
                yield f"{where}.{slot}", getattr(at, slot, None)


class Watched:
    """What was seen while something was watched: ``leaks`` are where the canary stood."""

    def __init__(self, canary: str) -> None:
        self.canary = canary
        self.leaks: list[str] = []

    def look(self, what: str, value: object) -> None:
        """Search an object, and remember under a name where the canary stands in it."""
        self.leaks += [f"{what}{found}" for found in leaks_in(value, self.canary)]

    def attempt(self, act: Callable[..., Any], *arguments: Any, refuses: type[BaseException], **options: Any) -> Any:
        """Call something that may refuse, and search what it raises; give its answer, which is not searched, or None.

        Any exception but those that it may refuse with is raised on.
        """
        try:
            return act(*arguments, **options)
        except refuses as error:
            self.look(f"{type(error).__name__} of {getattr(act, '__name__', act)}", error)
            return None


@contextmanager
def watching(canary: str) -> Iterator[Watched]:
    """Watch all loggers at DEBUG, warnings, both streams and what Python cannot raise; search it all at the end."""
    watched = Watched(canary)
    records: list[logging.LogRecord] = []
    unraised: list[Any] = []
    make, hook = logging.getLogRecordFactory(), sys.unraisablehook

    def remember(*arguments: Any, **options: Any) -> logging.LogRecord:
        records.append(make(*arguments, **options))
        return records[-1]

    known = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    levels = [(logger, logger.level, logger.disabled) for logger in known]
    out, err = io.StringIO(), io.StringIO()
    with warnings.catch_warnings(record=True) as warned, redirect_stdout(out), redirect_stderr(err):
        warnings.simplefilter("always")
        logging.setLogRecordFactory(remember)
        sys.unraisablehook = unraised.append
        for logger in known:
            logger.setLevel(logging.DEBUG)
            logger.disabled = False
        try:
            yield watched
        finally:
            logging.setLogRecordFactory(make)
            sys.unraisablehook = hook
            for logger, level, disabled in levels:
                logger.setLevel(level)
                logger.disabled = disabled
    for record in records:
        watched.look("log", (record.getMessage(), record.__dict__))
    for warning in warned:
        watched.look("warning", (str(warning.message), warning.message, warning.source))
    for one in unraised:
        watched.look("unraisable", (one.exc_value, one.err_msg))
    watched.look("stdout", out.getvalue())
    watched.look("stderr", err.getvalue())
