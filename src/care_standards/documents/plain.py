"""Careful access to plain JSON data of which nothing is known yet."""

from typing import Any, cast

Json = dict[str, Any]


def as_object(value: object) -> Json | None:
    """Give the value if it is an object of JSON, else None."""
    return cast(Json, value) if isinstance(value, dict) else None


def as_list(value: object) -> list[Any] | None:
    """Give the value if it is a list, else None."""
    return cast("list[Any]", value) if isinstance(value, list) else None  # type: ignore[redundant-cast]  # to mypy
