"""Folding, stems, and how a string is taken apart."""

import pytest

from care_standards.searching.queries import MAX_LENGTH, MAX_TERMS, TOO_LONG, TOO_MANY, Term, understood
from care_standards.searching.words import fold, stem, tokens


@pytest.mark.parametrize(
    "family",
    [
        "interpreter interpreters", "policy policies", "address addresses", "house houses housed housing",
        "carry carries carried carrying", "plan plans planned planning", "care cares cared caring", "child children",
        "abuse abused abuses abusing", "refer refers referred referring", "lie lies", "person people",
        "box boxes", "church churches", "visit visits visiting visited",
    ],
)  # fmt: skip
def test_forms_of_a_word_share_their_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "apart",
    [
        "care car", "police policy", "organ organisation", "general generous", "need ned", "status state", "thing th",
        "this thi", "being be", "access acces", "universe university", "provide provision", "interpret interpreter",
    ],
)  # fmt: skip
def test_different_words_keep_different_stems(apart: str) -> None:
    first, second = apart.split()
    assert stem(first) != stem(second)


@pytest.mark.parametrize("kept", ["nrm", "cas", "1s", "2015s", "caf\u00e9s", "crisis", "us", "agreed"])
def test_what_is_no_plain_english_word_stays(kept: str) -> None:
    assert stem(kept) == kept


def test_folding_keeps_every_place() -> None:
    for text in (
        "ABC",
        "\u00c9t\u00e9",
        "\u0130\u0131\u00df",
        "e\u0301",
        "\u2013 \u201cx\u201d",
        "\ufb01",
        "\ud800x",
        "\U0001f642",
    ):
        assert len(fold(text)) == len(text)
    assert fold("\u00c9T\u00c9 \u0141") == "ete \u0142"


def test_tokens_are_letters_and_digits() -> None:
    assert tokens("a_b-c 12(1)(a)\0'\"*") == ["a", "b", "c", "12", "1", "a"]


def test_the_pieces_of_a_string() -> None:
    asked = understood('one "two three" fou* -five -"six seven" co-op e\'g- - -- "" " last')
    assert asked.terms == (
        Term(("one",)), Term(("two", "three"), quoted=True), Term(("fou",), begun=True), Term(("five",), excluded=True),
        Term(("six", "seven"), excluded=True, quoted=True), Term(("co", "op")), Term(("e", "g")),
        Term(("last",), quoted=False),
    )  # fmt: skip
    assert asked.ignored == ()


def test_a_term_is_looked_for_once() -> None:
    assert understood("Food food FOOD -food").terms == (Term(("food",)), Term(("food",), excluded=True))


def test_what_is_too_long_or_too_many_is_said() -> None:
    assert understood("x " * 400).ignored == ()
    assert understood("a" * (MAX_LENGTH + 1)).ignored == (TOO_LONG,)
    many = understood(" ".join(map(str, range(MAX_TERMS + 1))))
    assert (len(many.terms), many.ignored) == (MAX_TERMS, (TOO_MANY,))
    assert "secret" not in repr(understood("secret"))
