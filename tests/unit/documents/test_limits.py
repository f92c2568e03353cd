"""Each limit lets its own size pass and refuses one more."""

import gzip
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from care_standards.documents.decode import Decoded, decode
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.errors import InvalidValueError


def codes(decoded: Decoded) -> list[str]:
    return [fault.code.value for fault in decoded.faults]


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


# A document of exactly the limit, the limit, one beyond it, and the code that then answers.
CASES = {
    "depth of lists": (json.dumps(nested(7)), {"max_depth": 7}, json.dumps(nested(8)), "CS114"),
    "depth of objects": ('{"a":{"a":1}}', {"max_depth": 2}, '{"a":{"a":{}}}', "CS114"),
    "nodes of a list": ("[1,2,3,4]", {"max_nodes": 5}, "[1,2,3,4,5]", "CS115"),
    "nodes of an object": ('{"a":1,"b":[]}', {"max_nodes": 3}, '{"a":1,"b":[null]}', "CS115"),
    "commas in text are no nodes": ('["a,b,c,d,e"]', {"max_nodes": 2}, '["a,b,c,d,e",1]', "CS115"),
    "text": ('["abcd"]', {"max_text": 4}, '["abcde"]', "CS116"),
    "text counted in code points": (
        '["\U0001f600é\\u00e9\\n"]',
        {"max_text": 4},
        '["\U0001f600é\\u00e9\\n."]',
        "CS116",
    ),
    "text with escaped quotes": (r'["\"\"\"\""]', {"max_text": 4}, r'["\"\"\"\"\""]', "CS116"),
    "text that ends in a backslash": (r'["ab\\","cd\\"]', {"max_text": 3}, r'["abc\\","cd\\"]', "CS116"),
    "member name": ('{"abcd":1}', {"max_text": 4}, '{"abcde":1}', "CS116"),
    "digits": ("[-1234]", {"max_integer_digits": 4}, "[-12345]", "CS107"),
    "2 to the 53": ("[-9007199254740991]", {}, "[-9007199254740992]", "CS107"),
    "2 to the 53, above": ("[9007199254740991]", {}, "[9007199254740992]", "CS107"),
    "characters of a fraction": ("[0.25]", {"max_number_chars": 4}, "[0.125]", "CS107"),
    "characters of a power": ("[1e05]", {"max_number_chars": 4}, "[1e005]", "CS107"),
    "a double": ("[1.7976931348623157e308]", {}, "[1.7976931348623159e308]", "CS107"),
    "bytes": ('{"é":1}', {"max_bytes": 8}, '{"é":12}', "CS112"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_limit_itself_passes_and_one_more_does_not(case: str) -> None:
    fits, sizes, beyond, code = CASES[case]
    limits = Limits(**sizes)
    good = decode(fits.encode(), limits)
    assert (good.readable, codes(good)) == (True, [])
    assert good.value == json.loads(fits)
    bad = decode(beyond.encode(), limits)
    assert (bad.readable, bad.value, codes(bad)) == (False, None, [code])


@pytest.mark.parametrize(
    ("fits", "sizes", "beyond", "code"),
    [
        ({"a": {"b": 1}}, {"max_depth": 2}, {"a": {"b": []}}, "CS114"),
        ({"a": [1, 2]}, {"max_nodes": 4}, {"a": [1, 2, 3]}, "CS115"),
        ({"a": 1}, {"max_nodes": 2}, {"a": 1, "b": 2}, "CS115"),
        ({"a": "é\U0001f600"}, {"max_text": 2}, {"a": "é\U0001f600!"}, "CS116"),
        ({"abc": 1}, {"max_text": 3}, {"abcd": 1}, "CS116"),
        ({"a": 2**53 - 1}, {}, {"a": 2**53}, "CS107"),
        ({"a": -(2**53 - 1)}, {}, {"a": -(2**53)}, "CS107"),
        ({"a": 999}, {"max_integer_digits": 3}, {"a": 1000}, "CS107"),
    ],
)
def test_objects_have_the_same_limits_as_text(
    fits: dict[str, Any], sizes: dict[str, int], beyond: dict[str, Any], code: str
) -> None:
    limits = Limits(**sizes)
    assert decode(fits, limits).value == fits
    refused = decode(beyond, limits)
    assert (refused.readable, codes(refused)) == (False, [code])


def test_a_gzip_file_is_bounded_by_what_it_unpacks_to(tmp_path: Path) -> None:
    path = tmp_path / "export.json.gz"
    path.write_bytes(gzip.compress(b"[" + b" " * 1_000 + b"]"))
    assert decode(path, Limits(max_unpacked=1_002)).readable
    assert codes(decode(path, Limits(max_unpacked=1_001))) == ["CS113"]
    # What is on the disk has its own limit.
    assert codes(decode(path, Limits(max_bytes=10))) == ["CS112"]


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(b"[12345]")
    assert decode(path, Limits(max_bytes=7)).value == [12345]
    assert codes(decode(path, Limits(max_bytes=6))) == ["CS112"]


def test_the_defaults_are_as_documented() -> None:
    assert attrs.asdict(DEFAULT_LIMITS) == {
        "max_bytes": 20 * 1024 * 1024, "max_unpacked": 20 * 1024 * 1024, "max_depth": 64, "max_nodes": 500_000,
        "max_text": 100_000, "max_integer_digits": 20, "max_number_chars": 400, "max_faults": 50_000, "max_issues": 50,
    }  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Limits)])
@pytest.mark.parametrize("value", [0, -1, True, 1.5, "7", None])
def test_a_limit_is_a_whole_number_of_one_or_more(name: str, value: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Limits(**{name: value})  # type: ignore[arg-type]
    assert (caught.value.owner, caught.value.field) == ("Limits", name)


def test_limits_do_not_change() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        DEFAULT_LIMITS.max_depth = 65  # type: ignore[misc]


def test_a_depth_beyond_the_stack_of_python_is_refused_not_raised() -> None:
    decoded = decode(b"[" * 200_000 + b"]" * 200_000, Limits(max_depth=200))
    assert (decoded.readable, codes(decoded)) == (False, ["CS114"])
    with pytest.raises(InvalidValueError):
        Limits(max_depth=201)
