"""Printed page numbers: believed where they advance with the pages."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards.authoring.pdf.folios import is_roman, numbering_of


def found(*numbers: int | None) -> list[frozenset[int]]:
    return [frozenset() if number is None else frozenset({number}) for number in numbers]


def pages_of(candidates: list[frozenset[int]], roman: list[bool]) -> tuple[int | None, ...] | None:
    numbering = numbering_of(candidates, roman)
    return numbering.pages if numbering else None


def counted(*numbers: int | None) -> tuple[int | None, ...] | None:
    return pages_of(found(*numbers), [False] * len(numbers))


def test_missing_numbers_are_counted() -> None:
    assert counted(None, 2, 3, None, 5, 6, None) == (1, 2, 3, 4, 5, 6, 7)


def test_a_stray_number_is_not_believed() -> None:
    assert counted(11, 12, 2018, 14, 15) == (11, 12, 13, 14, 15)


def test_numbers_that_do_not_advance_are_no_page_numbers() -> None:
    assert counted(2018, 2018, 2018, 2018) is None
    assert counted(None, None, None) is None
    assert counted(7, None, None) is None


def test_before_the_first_page_there_is_none() -> None:
    assert counted(None, None, None, 2, 3, 4) == (None, None, 1, 2, 3, 4)


def test_roman_pages_have_no_number() -> None:
    numbers = found(None, None, None, 1, 2, 3, 4)
    assert pages_of(numbers, [False, True, True, False, False, False, False]) == (None, None, None, 1, 2, 3, 4)
    # Without roman numbers the counting goes on, down to 1.
    assert pages_of(found(None, None, None, 7, 8, 9), [False] * 6) == (4, 5, 6, 7, 8, 9)


def test_pages_left_out_of_the_file_leave_a_gap() -> None:
    assert counted(1, 2, 3, 4, 9, 10, 11, 12) == (1, 2, 3, 4, 9, 10, 11, 12)
    # Which of the two a page between them belongs to, nobody can say.
    assert counted(1, 2, 3, 4, None, 9, 10, 11, 12) == (1, 2, 3, 4, None, 9, 10, 11, 12)


def test_a_number_of_the_text_is_weaker_than_that_of_the_page() -> None:
    """Chapters that begin on following pages have numbers that advance as well; the page numbers have more support."""
    numbers = [frozenset({page, chapter} if chapter else {page}) for page, chapter in
               [(21, None), (22, 1), (23, 2), (24, 3), (25, None), (26, None)]]  # fmt: skip
    assert pages_of(numbers, [False] * 6) == (21, 22, 23, 24, 25, 26)


@pytest.mark.parametrize("text", ["i", "iv", "ix", "xii", "XIV", "xxviii", "xl"])
def test_roman_numbers(text: str) -> None:
    assert is_roman(text)


@pytest.mark.parametrize("text", ["", "a", "will", "vill", "mix", "4", "o"])
def test_no_roman_numbers(text: str) -> None:
    assert not is_roman(text)


@given(st.integers(1, 300), st.integers(6, 40), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_numbers_of_which_some_are_missing_are_all_recovered(first: int, count: int, random: Random) -> None:
    """Wherever a third of the numbers are missing and others stand beside them, each page gets its own number back."""
    numbers: list[frozenset[int]] = []
    for page in range(first, first + count):
        here = {random.randrange(1, 400)} if random.random() < 0.1 else set[int]()
        if page % 3:
            here.add(page)
        numbers.append(frozenset(here))
    assert pages_of(numbers, [False] * count) == tuple(range(first, first + count))
