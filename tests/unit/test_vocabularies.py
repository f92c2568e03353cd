"""The closed lists: words of one shape, none twice, and each list the same as its type."""

import re
from typing import get_args

import pytest

from care_standards import vocabularies
from care_standards.vocabularies import VOCABULARIES


@pytest.mark.parametrize("name", VOCABULARIES)
def test_words_have_one_shape_and_none_comes_twice(name: str) -> None:
    words = VOCABULARIES[name]
    assert isinstance(words, tuple)
    assert words
    assert len(set(words)) == len(words)
    shape = r"[a-z]+(-[a-z]+)*(-than-11)?|11-or-more"
    if name == "link_column":  # these are names of members too, which have underscores
        shape = r"[a-z]+(_[a-z]+)*"
    assert all(re.fullmatch(shape, word, re.ASCII) for word in words)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_each_list_is_that_of_its_type(name: str) -> None:
    literal = getattr(vocabularies, "".join(part.capitalize() for part in name.split("_")))
    assert get_args(literal) == VOCABULARIES[name]


def test_every_type_is_in_the_table() -> None:
    literals = {name for name, value in vars(vocabularies).items() if name[0].isupper() and get_args(value)}
    named = {"".join(part.capitalize() for part in name.split("_")) for name in VOCABULARIES}
    # What became of an id is said by our registry, which is no published document.
    assert literals - {"Final", "Literal"} == named | {"IdStatus"}


def test_no_word_claims_compliance() -> None:
    words = {word for words in VOCABULARIES.values() for word in words}
    assert not {word for word in words if "compliant" in word or "complies" in word}


def test_the_order_of_the_statuses_of_a_finding() -> None:
    assert vocabularies.FINDING_STATUSES == ("met", "partly-met", "not-met", "not-applicable", "not-assessed")
