"""The quick way through the door: what it takes, what it leaves to the ordinary way, and that both say the same."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from care_standards.documents import quick_decode
from care_standards.documents.decode import decode
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.documents.quick_decode import NOT_TAKEN, decode_quickly

pytest.importorskip("orjson", reason="the quick way needs the extra fast")

DEEP = DEFAULT_LIMITS.max_depth
LONG_REF = "2024010112000012345678"


def is_taken(content: bytes, limits: Limits = DEFAULT_LIMITS) -> bool:
    return decode_quickly(content, limits) is not NOT_TAKEN


def both(content: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Any, ...]:
    """Read both ways, see that they agree, type by type, and give what was read with the codes."""
    slow, quick = decode(content, limits), decode(content, limits, quick=True)
    assert repr(quick.value) == repr(slow.value)
    assert (quick.text, quick.faults, quick.readable) == (slow.text, slow.faults, slow.readable)
    assert repr(quick) == repr(slow)
    return slow.value, [fault.code.value for fault in slow.faults]


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b' \r\n\t{"a": [1, -2, 0.5, true, false, null, "\xc3\xa9"]}\n',
        b'{"a":"\\"","b":"\\\\","c":"\\u00e9\\ud83d\\ude00"}',
        b'{"a":{"a":{"a":1}}}',
        b"-0",
        b"-0.0",
        b"1e-999",
        b"999999999999999",
        b'"a text alone"',
        b"[0.12345678901234567890]",
        f'{{"ref": "case:{LONG_REF}", "other": "{LONG_REF}"}}'.encode(),
        b"[" * DEEP + b"]" * DEEP,
        json.dumps({"a": {"b": ["c", {}, []]}}, indent=2).encode() + b"\n",
    ],
)
def test_what_has_no_fault_is_taken(content: bytes) -> None:
    assert is_taken(content)
    assert both(content)[1] == []


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", ["CS101"]),
        (b'{"a": 1, "a": 2}', ["CS105"]),
        (b'{"a": {"b": "x", "b": "x"}}', ["CS105"]),
        (b'{\n  "a": "1",\n  "a": "1"\n}', ["CS105"]),
        (b'{"a": 1, "\\u0061": 2}', ["CS105"]),
        (b'{"\\u0022": 1, "a": 1, "a": 1}', ["CS105"]),
        (b'{"\\"": 1, "a": "\\"", "a": "\\""}', ["CS105"]),
        (b'{"a": "\\u0000"}', ["CS111"]),
        (b'{"a": "\\ud800"}', ["CS108"]),
        (b"[NaN]", ["CS106"]),
        (b"[1e999]", ["CS107"]),
        (b"9007199254740993", ["CS107"]),
        (b"-9007199254740993", ["CS107"]),
        (b'{"a": 9007199254740993}', ["CS107"]),
        (b'{"a":-9007199254740993}', ["CS107"]),
        (b"[18446744073709551616]", ["CS107"]),
        (b"[200000000000000000000000000000]", ["CS107"]),
        (b"[0." + b"1" * 400 + b"]", ["CS107"]),
        (b"[" * (DEEP + 1) + b"]" * (DEEP + 1), ["CS114"]),
        (b"[" * 2_000 + b"]" * 2_000, ["CS114"]),
        (b'\xef\xbb\xbf{"a": 1}', ["CS109"]),
        (b'{"a": "\xff"}', ["CS102"]),
        (b'{"a": 1', ["CS104"]),
        (b"{'a': 1}", ["CS103"]),
        (b"PK\x03\x04", ["CS117"]),
    ],
)
def test_what_has_a_fault_is_left_to_the_ordinary_way(content: bytes, codes: list[str]) -> None:
    assert not is_taken(content)
    assert both(content)[1] == codes


@pytest.mark.parametrize("name", ["9007199254740991", "1234567890123456"])
def test_a_number_as_long_as_the_longest_is_read_the_ordinary_way(name: str) -> None:
    content = f"[{name}]".encode()
    assert not is_taken(content)
    assert both(content) == ([int(name)], [])


@pytest.mark.parametrize(
    ("limits", "content", "codes"),
    [
        (Limits(max_depth=2), b'{"a": [1]}', []),
        (Limits(max_depth=2), b'{"a": [[]]}', ["CS114"]),
        (Limits(max_nodes=4), b'{"a": [1, 2]}', []),
        (Limits(max_nodes=4), b'{"a": [1, 2, 3]}', ["CS115"]),
        (Limits(max_text=3), b'{"abc": "def"}', []),
        (Limits(max_text=3), b'{"abcd": "def"}', ["CS116"]),
        (Limits(max_text=3), '{"äöü": "ééé"}'.encode(), []),
        (Limits(max_text=3), b'{"a": "\\"\\"\\"", "b": ""}', []),
        (Limits(max_text=1), b'{"a": "\\"b"}', ["CS116"]),
        (Limits(max_integer_digits=2), b"[100]", ["CS107"]),
        (Limits(max_number_chars=5), b"[0.1234]", ["CS107"]),
        (Limits(max_number_chars=5), b"[0.123]", []),
        (Limits(max_bytes=3), b"[  ]", ["CS112"]),
    ],
)
def test_limits_hold_on_either_way(limits: Limits, content: bytes, codes: list[str]) -> None:
    assert both(content, limits)[1] == codes


def test_a_long_text_is_found_in_a_long_document() -> None:
    rest = ["x" * 49_000] * 5
    assert is_taken(json.dumps([*rest, 'a "quoted" word']).encode())
    assert both(json.dumps([*rest, "x" * 100_000]).encode())[1] == []
    for long in ("x" * 100_001, 'a "quoted" word' + "y" * 100_000):
        content = json.dumps([*rest, long]).encode()
        assert not is_taken(content)
        assert both(content)[1] == ["CS116"]


def test_the_text_is_there_when_it_is_asked_for() -> None:
    content = '{"name": "Zoë"}'.encode()
    decoded = decode(content, quick=True)
    assert decoded.text == '{"name": "Zoë"}'
    assert repr(decoded) == "Decoded(text=<15 characters>, faults=(), readable=True)"


def test_without_orjson_the_ordinary_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    quick_decode._orjson.cache_clear()
    try:
        assert not is_taken(b"{}")
        assert decode(b'{"a": 1}', quick=True).value == {"a": 1}
    finally:
        monkeypatch.undo()
        quick_decode._orjson.cache_clear()
    assert is_taken(b"{}")


def test_files_are_read_the_quick_way_too(tmp_path: Path) -> None:
    file = tmp_path / "document.json"
    file.write_bytes(b'{"a": 1}')
    assert decode(file, quick=True).value == {"a": 1}


def test_the_public_suite_says_the_same_on_both_ways(judges_dir: Path) -> None:
    files = sorted((judges_dir / "json-test-suite" / "test_parsing").iterdir())
    assert len(files) == 318
    taken = 0
    for file in files:
        content = file.read_bytes()
        both(content)
        taken += is_taken(content)
    assert taken > 80


def test_a_long_ref_costs_no_second_look() -> None:
    content = json.dumps({f"ref:{n}": f"{LONG_REF}{n}" for n in range(100)}, indent=2).encode()
    assert is_taken(content)


@pytest.mark.parametrize("content", [b"[123456789012345678901]", b"[-9223372036854775809]", b"99999999999999999999999"])
def test_a_release_that_writes_exponents_without_a_plus_hides_no_number(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orjson 3.10 writes 1e26 where later releases write 1e+26."""
    import orjson

    class Older:
        OPT_INDENT_2 = orjson.OPT_INDENT_2
        loads = staticmethod(orjson.loads)

        @staticmethod
        def dumps(value: Any, option: int) -> bytes:
            return orjson.dumps(value, option=option).replace(b"e+", b"e")

    monkeypatch.setattr(quick_decode, "_orjson", lambda: Older)
    assert not is_taken(content)
    assert is_taken(b"[1e-100, 0.12345678901234567890]")
