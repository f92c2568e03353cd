"""Words become lines: raised figures, bullets, doubled words, hyphens."""

import attrs
import pytest
from tests.unit.authoring.pdf.pages import line, word

from care_standards.authoring.pdf.segments import MARK, rows_of, segment_of, segments_of, text_of
from care_standards.authoring.pdf.words import Word


def texts(words: list[Word]) -> list[str]:
    return [text_of(segment)[0] for segment in segments_of(words)]


def test_lines_go_from_top_to_bottom_and_words_from_left_to_right() -> None:
    words = line("first line of words", 60, 100) + line("second line", 60, 112)
    assert texts(words[::-1]) == ["first line of words", "second line"]


def test_a_slightly_lower_word_is_of_the_same_line() -> None:
    assert texts([word("some", 60, 100), word("tea", 90, 101.5)]) == ["some tea"]
    assert texts([word("some", 60, 100), word("tea", 90, 104)]) == ["some", "tea"]


def test_a_raised_number_inside_a_line_is_written_as_such() -> None:
    words = [word("tea", 60, 100), word("12", 75, 96.5, size=6, spaced=False), word("again", 90, 100)]
    (segment,) = segments_of(words)
    assert text_of(segment) == ("tea¹² again", None)
    assert segment.count == 10
    assert segment.size == 10


def test_a_raised_number_at_the_beginning_is_that_of_a_footnote() -> None:
    words = [word("3", 60, 96.5, size=6), *line("An invented note.", 64, 100, size=8)]
    (segment,) = segments_of(words)
    text, small_start = text_of(segment)
    assert (text, small_start) == ("³ An invented note.", "3")


def test_a_small_line_above_another_is_not_raised() -> None:
    words = line("a small line above", 60, 90, size=6) + line("a line of usual size", 60, 100)
    assert texts(words) == ["a small line above", "a line of usual size"]


def test_a_picture_at_the_beginning_is_a_bullet() -> None:
    for mark in ("\uf0b7", "\uf0a7", "\ue123", "\ufffd"):
        assert texts([word(mark, 60, 100), word("tea", 80, 100)]) == ["• tea"]
    wingding = attrs.evolve(word("§", 60, 100), pictorial=True)
    assert texts([wingding, word("tea", 80, 100)]) == ["• tea"]
    assert texts([word("§", 60, 100), word("4", 80, 100)]) == ["§ 4"]
    for mark in "▪◦–o✓":
        assert texts([word(mark, 60, 100), word("tea", 80, 100)]) == [f"{mark} tea"]


def test_a_word_drawn_twice_is_read_once_and_counted_twice() -> None:
    (segment,) = segments_of([word("tea", 60, 100), word("tea", 60.4, 100)])
    assert (text_of(segment)[0], segment.count) == ("tea", 6)
    assert texts([word("tea", 60, 100), word("tea", 80, 100)]) == ["tea tea"]


def test_parts_of_one_word_in_two_fonts_are_joined() -> None:
    assert texts([word("un", 60, 100, bold=True), word("known", 70, 100, spaced=False)]) == ["unknown"]


def test_letters_set_apart_are_words_all_the_same() -> None:
    letters: list[Word] = []
    x = 60.0
    for letter in "1.2 CALM TEA":
        if letter != " ":
            letters.append(word(letter, x, 100, spaced=False))
        x += 8 if letter != " " else 3
    assert texts(letters) == ["1.2 CALM TEA"]
    # The cells of a table, one letter each, are no word.
    assert texts([word(letter, 60 + 40 * n, 100) for n, letter in enumerate("abcde")]) == ["a b c d e"]


def test_a_soft_hyphen_is_seen_only_at_the_end() -> None:
    assert texts([word("un\xadknown", 60, 100)]) == ["unknown"]
    assert texts([word("un\xad", 60, 100)]) == ["un-"]


def test_the_size_of_a_line_is_that_of_most_characters() -> None:
    assert segment_of([word("A", 60, 100, size=20), *line("long words follow it", 80, 100)]).size == 10


def test_rows_are_told_apart_in_a_crowd() -> None:
    words = [one for base in range(100, 400, 12) for one in line("some words of tea", 60, base)]
    assert [len(row) for row in rows_of(words)] == [4] * 25


@pytest.mark.parametrize("text", ["•", "–", "o", "13.4", "13.4.", "1.1.5", "(a)", "a)", "iv.", "A.1.2", "50A(2)"])
def test_marks(text: str) -> None:
    assert MARK.fullmatch(text)


@pytest.mark.parametrize("text", ["tea", "An", "2018-2020", "well-being.", "Annex"])
def test_no_marks(text: str) -> None:
    assert not MARK.fullmatch(text)
