"""The catalogue as a mapping, the registry, and what an id names."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest

from care_standards.errors import UnknownEditionError, UnknownIdError, UnknownProvisionError
from care_standards.model import Catalogue, Edition, Registry, RegistryEntry

Examples = dict[str, Callable[[], Any]]

CANARY = "canary-4711"
KEYS = ["demo", "demo-2020", "demo-2020--ecat-2005", "demo-2020--demo-2021"]


@pytest.fixture
def catalogue(examples: Examples) -> Catalogue:
    made: Catalogue = examples["Catalogue"]()
    return made


def silent(error: BaseException) -> bool:
    return CANARY not in f"{error} {error!r} {error.args} {vars(error)}" and error.__context__ is None


def test_it_is_a_mapping(catalogue: Catalogue) -> None:
    assert isinstance(catalogue, Mapping)
    assert list(catalogue) == list(catalogue.keys()) == KEYS
    assert len(catalogue) == 4
    assert [item.id for item in catalogue.values()] == KEYS
    assert dict(catalogue.items())["demo-2020"] is catalogue["demo-2020"]
    assert "demo-2020" in catalogue
    assert CANARY not in catalogue
    assert catalogue.get(CANARY) is None
    assert catalogue.get(CANARY, 1) == 1
    assert catalogue.get("demo") is catalogue.publications[0]


def test_an_empty_one() -> None:
    empty = Catalogue()
    assert len(empty) == 0
    assert list(empty) == []
    assert not empty
    with pytest.raises(UnknownIdError):
        empty["demo"]


def test_a_miss_names_near_ones_and_not_what_was_asked(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownIdError) as caught:
        catalogue["demo-2021"]
    assert "demo-2020" in caught.value.near_misses
    assert len(caught.value.near_misses) <= 3
    for ask in (catalogue.__getitem__, catalogue.edition, catalogue.publication, catalogue.resolve):
        with pytest.raises(UnknownIdError) as caught:
            ask(CANARY)
        assert silent(caught.value)


def test_editions_and_publications_by_name(catalogue: Catalogue) -> None:
    assert catalogue.edition("demo-2020") is catalogue.editions[0]
    assert catalogue.publication("demo") is catalogue.publications[0]
    with pytest.raises(UnknownEditionError) as caught:
        catalogue.edition("demo")  # a publication is no edition
    assert caught.value.near_misses == ("demo-2020",)
    with pytest.raises(UnknownIdError):
        catalogue.publication("demo-2020")


def test_source_keys(catalogue: Catalogue) -> None:
    assert catalogue.source_keys == frozenset({"a-source"})


def test_evolve_starts_the_look_ups_afresh(catalogue: Catalogue) -> None:
    assert "demo-2020" in catalogue
    assert catalogue.source_keys
    without = attrs.evolve(catalogue, editions=(), sources=())
    assert "demo-2020" not in without
    assert without.source_keys == frozenset()


def test_resolve_what_is_held(catalogue: Catalogue) -> None:
    assert catalogue.resolve("demo") is catalogue.publications[0]
    assert catalogue.resolve("demo-2020") is catalogue.editions[0]
    assert catalogue.resolve("demo-2020.1.1") is catalogue.editions[0]["1.1"]


def test_resolve_a_retired_id_gives_its_successors(catalogue: Catalogue) -> None:
    entry = catalogue.resolve("demo-2020.9")
    assert isinstance(entry, RegistryEntry)
    assert entry.status == "retired"
    assert entry.successors == ("demo-2020.1",)
    assert [catalogue.resolve(id).id for id in entry.successors] == ["demo-2020.1"]


def test_resolve_a_retired_id_without_successors(catalogue: Catalogue) -> None:
    lost = RegistryEntry(id="demo-2020.8", status="retired", provisional=True)
    found = attrs.evolve(catalogue, registry=Registry((lost,))).resolve("demo-2020.8")
    assert found is lost
    assert found.successors == ()


def test_resolve_a_released_id_whose_edition_is_not_at_hand() -> None:
    entry = RegistryEntry(id="gone-2001.1", status="retired", successors=("demo-2020.1",))
    assert Catalogue(registry=Registry((entry,))).resolve("gone-2001.1") is entry


def test_an_id_held_and_registered_gives_the_provision(catalogue: Catalogue) -> None:
    registered = attrs.evolve(catalogue, registry=Registry((RegistryEntry(id="demo-2020.1"),)))
    assert registered.resolve("demo-2020.1") is registered.editions[0]["1"]


@pytest.mark.parametrize("id", ["1.1", "Twice", "demo-2020--scs-2018", "", None, 3, "demo-2020.1\n", "nobody-2020.1"])
def test_what_was_never_released_resolves_to_nothing(id: Any, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownIdError):
        catalogue.resolve(id)


def test_a_provision_never_released_names_near_ones(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownProvisionError) as caught:
        catalogue.resolve("demo-2020.1.2")
    assert caught.value.where == "demo-2020"
    assert caught.value.complete is False
    assert 1 <= len(caught.value.near_misses) <= 3


def test_the_registry_is_a_mapping(examples: Examples) -> None:
    registry: Registry = examples["Registry"]()
    assert isinstance(registry, Mapping)
    assert list(registry) == ["demo", "demo-2020.9"]
    assert len(registry) == 2
    assert registry["demo-2020.9"].status == "retired"
    assert registry.get("demo") is registry["demo"]
    assert registry.get(CANARY) is None
    assert registry.get(CANARY, 0) == 0
    assert CANARY not in registry
    assert repr(registry) == "Registry(entries=<2>)"


def test_a_miss_in_the_registry_does_not_repeat_the_id(examples: Examples) -> None:
    with pytest.raises(LookupError) as caught:
        examples["Registry"]()[CANARY]
    assert silent(caught.value)


def test_a_catalogue_of_unlike_things_has_another_hash(catalogue: Catalogue) -> None:
    other = attrs.evolve(catalogue, publications=())
    assert other != catalogue
    assert len({catalogue, other}) == 2
    assert isinstance(catalogue["demo-2020"], Edition)
