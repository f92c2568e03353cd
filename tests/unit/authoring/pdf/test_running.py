"""Running heads and feet are told from the first and last lines of the text."""

from collections.abc import Callable

import attrs
from tests.unit.authoring.pdf.pages import line, prose, sheet, word

from care_standards.authoring.pdf.leaves import leaves_of
from care_standards.authoring.pdf.running import Furniture, furniture_of
from care_standards.authoring.pdf.words import Word

LETTERS = str.maketrans("0123456789", "abcdefghij")


def text_of(page: int) -> list[Word]:
    """Give fifty lines that are like those of no other page, even with their figures left out."""
    words = prose(60, 470, 80, 50, start=100 * page)
    return [attrs.evolve(one, text=one.text.translate(LETTERS)) for one in words]


def furniture(count: int, extra: Callable[[int], list[Word]]) -> Furniture:
    pages = [sheet([*text_of(n), *extra(n)], n) for n in range(1, count + 1)]
    return furniture_of(leaves_of(pages))


def said(rows: tuple[tuple[Word, ...], ...]) -> list[str]:
    return [" ".join(one.text for one in row) for row in rows]


def test_what_comes_again_on_every_page_is_running_and_numbers_the_pages() -> None:
    found = furniture(8, lambda n: [*line("An invented book", 60, 40), *line(f"{n + 20} Published nowhere", 60, 800)])
    assert all(said(heads) == ["An invented book"] for heads in found.heads)
    assert said(found.feet[3]) == ["24 Published nowhere"]
    assert (found.numbered, found.pages) == (True, tuple(range(21, 29)))


def test_heads_of_chapters_are_running_though_each_stands_on_few_pages() -> None:
    found = furniture(12, lambda n: [*line(f"Chapter {'abcd'[n // 4]} of tea", 60, 40), word(str(n), 500, 800)])
    assert all(len(heads) == 1 for heads in found.heads)


def test_the_first_line_of_the_text_is_not_running() -> None:
    found = furniture(8, lambda _: [])
    assert not any(found.heads)
    assert not any(found.feet)
    assert (found.numbered, found.pages) == (False, tuple(range(1, 9)))


def test_a_numbered_paragraph_at_the_top_is_never_a_running_head() -> None:
    found = furniture(8, lambda n: [*line(f"13.{n}. An invented paragraph about {'tea ' * n}", 60, 70)])
    assert not any(found.heads)


def test_small_heads_well_above_the_text_are_running_whatever_their_words() -> None:
    names = ["tea", "rest", "calm", "food", "sleep", "warmth", "friends", "walks"]

    def head(page: int) -> list[Word]:
        if page == 6:
            return [*line("A long name of a section", 60, 31, size=7), *line("in two lines", 60, 40, size=7)]
        return line(f"1.{page} About {names[page - 1]}", 60, 40, size=7)

    assert [len(heads) for heads in furniture(8, head).heads] == [1, 1, 1, 1, 1, 2, 1, 1]
    # In the size of the text, or close above it, they are headings.
    assert not any(furniture(8, lambda n: line(f"1.{n} About {names[n - 1]}", 60, 40)).heads)
    assert not any(furniture(8, lambda n: line(f"1.{n} About {names[n - 1]}", 60, 78, size=7)).heads)


def test_the_second_line_of_a_running_head_goes_with_it() -> None:
    def head(page: int) -> list[Word]:
        second = line("of many kinds", 60, 49, size=7) if page == 5 else []
        return [*line("An invented book", 60, 40, size=7), *second, word(str(page), 500, 800)]

    found = furniture(8, head)
    assert said(found.heads[4]) == ["An invented book", "of many kinds"]
    # In the size of the text it is text.
    found = furniture(
        8, lambda n: [*line("An invented book", 60, 40), *line("of many kinds", 60, 54 if n == 5 else 400)]
    )
    assert said(found.heads[4]) == ["An invented book"]


def test_numbered_headings_at_the_top_of_every_page_are_no_running_heads() -> None:
    found = furniture(8, lambda n: [*line(f"Outcome {n}", 60, 60), word(str(n + 4), 300, 800)])
    assert not any(found.heads)
    assert found.pages == tuple(range(5, 13))
    # The same words with the number of the page, or of a chapter of several pages, are.
    assert all(furniture(8, lambda n: [*line(f"Outcomes {n + 4}", 60, 40), word(str(n + 4), 300, 800)]).heads)
    assert all(furniture(8, lambda n: [*line(f"Chapter {n // 3}", 60, 40), word(str(n + 4), 300, 800)]).heads)


def test_a_label_below_a_heading_is_text_though_it_comes_again_at_its_place() -> None:
    found = furniture(
        10, lambda n: [*line(f"An invented heading {'of tea ' * n}", 60, 50), *line("Guiding principles", 60, 72)]
    )
    assert not any(found.heads)


def test_a_bare_number_is_running_only_when_it_is_that_of_the_page() -> None:
    found = furniture(
        8, lambda n: [word(str(n + 4), 300, 800), word("1999", 60, 60)] if n == 3 else [word(str(n + 4), 300, 800)]
    )
    assert [said(feet) for feet in found.feet] == [[str(n + 4)] for n in range(1, 9)]
    assert not any(found.heads)


def test_words_around_the_number_go_with_it() -> None:
    found = furniture(8, lambda n: line(f"Page {n} of 8", 260, 800))
    assert said(found.feet[4]) == ["Page 5 of 8"]
    assert found.pages == tuple(range(1, 9))


def test_roman_numbers_are_running_and_number_no_page() -> None:
    roman = ["", "", "ii", "iii", "iv"]
    found = furniture(12, lambda n: [word(roman[n] if 1 < n < 5 else str(n - 4), 300, 800)] if n > 1 else [])
    assert found.pages == (None, None, None, None, *range(1, 9))
    assert said(found.feet[2]) == ["iii"]


def test_what_stands_below_the_number_of_the_page_is_running_whatever_its_figures() -> None:
    def slug(page: int, base: float) -> list[Word]:
        if page % 2:
            return [word(str(page), 300, 790)]
        return [word(str(page), 300, 790), *line(f"invented_{page // 2} at 10:{page:02} tea", 40, base, size=7)]

    assert [len(feet) for feet in furniture(12, lambda n: slug(n, 815)).feet] == [1, 2] * 6
    assert [len(feet) for feet in furniture(12, lambda n: slug(n, 770)).feet] == [1] * 12
