"""Local additions: frozen, equal by content, and never shown."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from care_standards.errors import InvalidValueError
from care_standards.model import Extensions

CANARY = "Canary Wharf Road"
NAME = "org.example.x"


def test_it_is_a_mapping() -> None:
    extensions = Extensions.of({NAME: [1, None, {"a": True}], "org.example.y": 1.5})
    assert isinstance(extensions, Mapping)
    assert extensions[NAME] == [1, None, {"a": True}]
    assert extensions.get("org.example.y") == 1.5
    assert extensions.get("org.example.z", 7) == 7
    assert NAME in extensions
    assert set(extensions) == {NAME, "org.example.y"}
    assert len(extensions) == 2
    assert len(Extensions()) == 0


def test_what_is_read_may_be_changed_freely() -> None:
    extensions = Extensions.of({NAME: {"list": [1]}})
    extensions[NAME]["list"].append(2)
    assert extensions[NAME] == {"list": [1]}


def test_what_was_given_may_be_changed_afterwards() -> None:
    given: dict[str, Any] = {NAME: [1]}
    extensions = Extensions.of(given)
    given[NAME].append(2)
    assert extensions[NAME] == [1]


def test_equal_by_canonical_content() -> None:
    one = Extensions.of({"a": 1, "b": {"x": 1, "y": 2.0}})
    other = Extensions.of({"b": {"y": 2, "x": 1.0}, "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert one.canonical == other.canonical == b'{"a":1,"b":{"x":1,"y":2}}'
    assert one != Extensions.of({"a": "1"})
    assert one != {"a": 1}


def test_only_the_size_is_shown() -> None:
    extensions = Extensions.of({CANARY: CANARY})
    for shown in (repr(extensions), str(extensions), f"{extensions}"):
        assert shown == f"Extensions(<{len(extensions.canonical)} bytes>)"


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, 2**60, -(2**60), {1: CANARY}, {CANARY}, CANARY.encode(), object(), f"{CANARY}\ud800", 1j],
)
def test_what_json_cannot_hold_is_refused_in_silence(value: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Extensions.of({NAME: [value]})
    error = caught.value
    assert CANARY not in f"{error} {error!r} {vars(error)}"
    assert error.__cause__ is None
    assert error.__context__ is None


def test_a_list_within_itself_is_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(InvalidValueError):
        Extensions.of({NAME: ring})


def test_a_missing_name_is_not_repeated() -> None:
    with pytest.raises(KeyError) as caught:
        Extensions.of({NAME: 1})[CANARY]
    assert CANARY not in repr(caught.value)


def test_the_members_are_kept_in_the_order_given() -> None:
    one, other = Extensions.of({"b": 1, "a": 2.0}), Extensions.of({"a": 2, "b": 1})
    assert list(one) == ["b", "a"]
    assert list(other) == ["a", "b"]
    assert one == other


def test_made_of_the_bytes_of_an_object() -> None:
    made = Extensions(b'{"a":1}')
    assert dict(made) == {"a": 1}
    assert made == Extensions.of({"a": 1})


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", "{}", None, b" {}", b"{canary}", b'{"a":"\xff canary"}', b'{"a":1,"a":2}', b'{"a":NaN}'],
)
def test_what_are_no_bytes_of_an_object(content: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Extensions(content)
    assert "canary" not in f"{caught.value}{vars(caught.value)}"
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_mapping_that_raises_is_refused_in_silence() -> None:
    class Hostile(Mapping[str, Any]):
        def __getitem__(self, name: str) -> Any:
            raise RuntimeError(CANARY)

        def __iter__(self) -> Iterator[str]:
            return iter("ab")

        def __len__(self) -> int:
            return 2

    with pytest.raises(InvalidValueError) as caught:
        Extensions.of(Hostile())
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
