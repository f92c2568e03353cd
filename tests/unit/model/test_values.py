"""What every class of the model is: frozen, slotted, keyword-only, hashable, picklable, and silent about values."""

import copy
import pickle
import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards import model

NAMES = sorted(model.__all__)
Examples = dict[str, Callable[[], Any]]

# They have one thing to say, so it may be given by place.
BY_PLACE = {"Extensions", "Registry"}


def test_every_class_has_an_example(examples: Examples) -> None:
    assert set(examples) == set(NAMES)
    for name, make in examples.items():
        assert type(make()) is getattr(model, name)


def test_the_package_knows_its_names_and_no_others() -> None:
    assert dir(model) == NAMES
    with pytest.raises(AttributeError, match="NoSuchClass"):
        _ = model.NoSuchClass  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_frozen_and_slotted(name: str, examples: Examples) -> None:
    value = examples[name]()
    for attribute in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attribute.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, attribute.name)
    with pytest.raises(AttributeError):
        value.something_else = 1
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("name", sorted(set(NAMES) - BY_PLACE))
def test_keyword_only(name: str, examples: Examples) -> None:
    fields = [a for a in attrs.fields(getattr(model, name)) if a.init]
    assert all(a.kw_only for a in fields)
    with pytest.raises(TypeError):
        getattr(model, name)("by place")


@pytest.mark.parametrize("name", NAMES)
def test_equal_values_have_equal_hashes(name: str, examples: Examples) -> None:
    one, other = examples[name](), examples[name]()
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
    assert one != name


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", NAMES)
def test_pickles(name: str, protocol: int, examples: Examples) -> None:
    value = examples[name]()
    again = pickle.loads(pickle.dumps(value, protocol))
    assert type(again) is type(value)
    assert again == value
    assert repr(again) == repr(value)


@pytest.mark.parametrize("name", NAMES)
def test_copies_are_equal(name: str, examples: Examples) -> None:
    value = examples[name]()
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("name", NAMES)
def test_evolving_nothing_gives_an_equal_object(name: str, examples: Examples) -> None:
    value = examples[name]()
    assert attrs.evolve(value) == value


@pytest.mark.parametrize("name", NAMES)
def test_no_member_can_be_changed_in_place(name: str, examples: Examples) -> None:
    value = examples[name]()
    for attribute in attrs.fields(type(value)):
        if attribute.eq:
            assert not isinstance(getattr(value, attribute.name), (list, dict, set, bytearray))


@pytest.mark.parametrize("name", NAMES)
def test_lists_are_frozen(name: str, examples: Examples) -> None:
    value = examples[name]()
    lists = {
        a.alias: list(getattr(value, a.name))
        for a in attrs.fields(type(value))
        if a.init and isinstance(getattr(value, a.name), tuple)
    }
    again = attrs.evolve(value, **lists)
    assert again == value
    for field, given in lists.items():
        given.clear()
        assert getattr(again, field) == getattr(value, field)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("show", [repr, str, "{}".format, "%s".__mod__])
def test_no_free_text_is_shown(name: str, show: Callable[[Any], str], examples: Examples) -> None:
    value = examples[name]()
    # An object on the left of % would be taken for the arguments if it were a mapping or a tuple.
    shown = show((value,)) if show == "%s".__mod__ else show(value)
    assert not re.search("canary", shown, re.IGNORECASE)


def test_a_length_is_shown_instead(examples: Examples) -> None:
    assert repr(examples["Subject"]()) == "Subject(kind=<4 characters>, ref=<11 characters>)"
    assert repr(examples["Extensions"]()) == "Extensions(<36 bytes>)"
    assert "provisions=<8>" in repr(examples["Edition"]())
    assert "known_gaps=<1 items>" in repr(examples["Completeness"]())
    assert "note=None" in repr(attrs.evolve(examples["Finding"](), note=None))


def test_dates_and_completeness_in_words(examples: Examples) -> None:
    assert str(examples["Completeness"]()) == "partial, 0 provisions"
    assert str(attrs.evolve(examples["Completeness"](), provisions=1)) == "partial, 1 provision"
    assert str(examples["UncertainDate"]()) == "2018"
    assert str(attrs.evolve(examples["UncertainDate"](), latest="2019-03")) == "2018 to 2019-03"


def test_links_have_ids_and_lengths(examples: Examples) -> None:
    crosswalk, concordance, assessment = (examples[n]() for n in ("Crosswalk", "Concordance", "Assessment"))
    assert (crosswalk.id, len(crosswalk)) == ("demo-2020--ecat-2005", 1)
    assert (concordance.id, len(concordance)) == ("demo-2020--demo-2021", 1)
    assert len(assessment) == 1
