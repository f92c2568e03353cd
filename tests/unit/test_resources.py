"""Files shipped inside the package."""

import json

import pytest

from care_standards.resources import shipped


def test_a_shipped_file_is_read_as_bytes() -> None:
    content = shipped("data", "editions", "scs-2018.json")
    assert isinstance(content, bytes)
    assert json.loads(content)["id"] == "scs-2018"


def test_a_schema_is_shipped_too() -> None:
    assert json.loads(shipped("_schemas", "1.0", "common.schema.json"))


def test_what_is_not_shipped() -> None:
    with pytest.raises(FileNotFoundError):
        shipped("data", "editions", "nobody-2020.json")
