"""The search for canaries itself: every way to leak that it must see is planted, and seen."""

import base64
import hashlib
import json
import logging
import sys
import warnings
from typing import Any

import attrs
import pytest
from tests.invented.leak_search import forms, leaks_in, leaks_in_text, watching

CANARY = "zorblaxian"


@attrs.frozen(repr=False)
class Held:
    inner: Any


class Loose:
    __slots__ = ("one",)


def _hidden(text: str) -> list[Any]:
    loose = Loose()
    loose.one = text
    return [
        text, text.encode(), [text], {text: 1}, {1: (text,)}, {text}, Held([{"a": text}]), loose, ValueError(text),
        Held(KeyError([text])), bytearray(text.encode()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        CANARY, CANARY.upper(), f"a {CANARY.title()}.", CANARY[::-1], "".join(f"\\u{ord(c):04x}" for c in CANARY),
        "".join(f"%{ord(c):02X}" for c in CANARY), "".join(f"&#{ord(c)};" for c in CANARY),
        *(base64.b64encode(b"x" * n + CANARY.encode() + b"yz").decode() for n in range(4)), CANARY.encode().hex(),
        CANARY.encode().hex().upper(), "mbeoynkvna", " ".join(CANARY), hashlib.sha256(CANARY.encode()).hexdigest(),
        CANARY.encode("utf-16-le").decode("latin-1"),
    ],
)  # fmt: skip
def test_every_form_is_seen_in_every_object(written: str) -> None:
    assert leaks_in_text(written, CANARY)
    for value in _hidden(written):
        assert leaks_in(value, CANARY), value


def test_there_are_eleven_forms() -> None:
    assert len(forms(CANARY)) == 11


def test_what_holds_none_is_clean() -> None:
    for value in _hidden("quite another word, zorbl"):
        assert leaks_in(value, CANARY) == []
    assert leaks_in(json, CANARY) == []


def test_what_stands_behind_an_exception_is_seen() -> None:
    def raised(plant: str) -> BaseException:
        error: BaseException = ValueError("quiet")
        if plant == "attribute":
            error.held = CANARY  # type: ignore[attr-defined]
        if plant == "note":
            error.add_note(CANARY)
        if plant == "cause":
            error.__cause__ = ValueError(CANARY)
        if plant == "context":
            error.__context__ = ValueError(CANARY)
        if plant == "group":
            error = ExceptionGroup("quiet", [ValueError("quiet"), ValueError(CANARY)])
        return error

    assert leaks_in(raised("nothing"), CANARY) == []
    for plant in ("attribute", "note", "cause", "context", "group"):
        assert leaks_in(raised(plant), CANARY), plant


def test_what_happens_meanwhile_is_seen() -> None:
    quiet = logging.getLogger("quiet.of.test")
    quiet.setLevel(logging.CRITICAL)
    quiet.propagate = False
    acts: list[Any] = [
        lambda: quiet.debug("held %s", CANARY),
        lambda: quiet.debug("held", extra={"held": CANARY}),
        lambda: warnings.warn(CANARY, stacklevel=1),
        lambda: sys.stdout.write(CANARY),
        lambda: sys.stderr.write(CANARY),
    ]
    for act in acts:
        with watching(CANARY) as watched:
            act()
        assert watched.leaks, act
    with watching(CANARY) as watched:
        watched.attempt(int, CANARY, refuses=ValueError)
    assert watched.leaks
    with watching(CANARY) as watched:
        assert watched.attempt(str, CANARY, refuses=ValueError) == CANARY
    assert watched.leaks == []
    assert quiet.level == logging.CRITICAL
