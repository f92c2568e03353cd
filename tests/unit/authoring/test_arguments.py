"""Likely slips in calling: an id, a path or bytes where an edition or text is wanted."""

from collections.abc import Callable
from typing import Any

import pytest

import care_standards as cs
from care_standards import authoring
from care_standards.errors import InvalidValueError

SECRET = "canary-8d2"


@pytest.mark.parametrize(
    "call",
    [
        lambda: authoring.compile(SECRET.encode()),  # type: ignore[arg-type]
        lambda: authoring.render(SECRET),  # type: ignore[arg-type]
        lambda: authoring.hints(SECRET),  # type: ignore[arg-type]
        lambda: authoring.propose(SECRET, SECRET),  # type: ignore[arg-type]
        lambda: authoring.propose(cs.load("chs-2014"), SECRET),  # type: ignore[arg-type]
    ],
)
def test_an_argument_of_another_kind_is_refused_in_words(call: Callable[[], Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        call()
    assert SECRET not in f"{caught.value} {caught.value.args}"
    assert "must be" in str(caught.value)
