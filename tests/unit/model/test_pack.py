"""The manifest as a value: its documents stand beside it, and are no part of what it is."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards.errors import DetachedPackError, InvalidValueError
from care_standards.model import Pack, PackFile, RetiredId
from care_standards.model.pack import with_documents

Examples = dict[str, Callable[[], Any]]


@pytest.fixture
def pack(examples: Examples) -> Pack:
    made: Pack = with_documents(examples["Pack"](), [examples["Edition"]()])
    return made


def test_documents_by_kind(pack: Pack) -> None:
    assert [edition.id for edition in pack.editions] == ["demo-2020"]
    assert pack.documents == pack.editions
    assert pack.publications == pack.crosswalks == pack.concordances == ()


def test_documents_do_not_count_in_comparison(pack: Pack, examples: Examples) -> None:
    assert pack == examples["Pack"]()
    assert hash(pack) == hash(examples["Pack"]())


def test_another_manifest_has_no_documents(pack: Pack) -> None:
    other = attrs.evolve(pack, version="2")
    for name in ("documents", "editions", "publications", "crosswalks", "concordances"):
        with pytest.raises(DetachedPackError, match=r"packs\.load"):
            getattr(other, name)


def test_documents_travel_with_a_pickle_and_a_copy(pack: Pack) -> None:
    for again in (pickle.loads(pickle.dumps(pack)), copy.copy(pack), copy.deepcopy(pack)):
        assert again == pack
        assert again.documents == pack.documents


def test_the_completeness_in_a_word(examples: Examples) -> None:
    assert str(examples["PackCompleteness"]()) == "partial"


@pytest.mark.parametrize(
    "path",
    [
        "pack.json",
        "editions/x/y.json",
        "editions/../x.json",
        "/editions/x.json",
        "editions/X.json",
        "scripts/x.json",
        "",
    ],
)
def test_no_other_place_can_be_named(path: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        PackFile(path=path, kind="edition", id="x-2020", sha256="0" * 64)
    assert path == "" or path not in str(caught.value)


@pytest.mark.parametrize("version", ["", "v1", "1.", "1..2", "1 0", "1.0\n", "latest", "1" * 41])
def test_a_version_has_a_form(version: str, examples: Examples) -> None:
    with pytest.raises(InvalidValueError):
        attrs.evolve(examples["Pack"](), version=version)


def test_a_successor_stands_once() -> None:
    with pytest.raises(InvalidValueError, match="twice"):
        RetiredId(id="a-2020.1", successors=("a-2020.2", "a-2020.2"))
