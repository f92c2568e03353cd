"""Boxes around text, and rectangles that are none."""

from tests.unit.authoring.pdf.pages import prose

from care_standards.authoring.pdf.boxes import boxes_of
from care_standards.authoring.pdf.words import Box

WORDS = prose(70, 440, 200, 10) + prose(70, 440, 400, 10)
AROUND = Box(60, 195, 530, 330)


def boxes(*drawn: Box) -> list[Box]:
    return boxes_of(drawn, WORDS, 595, 842)


def test_a_rectangle_around_text_is_a_box() -> None:
    assert boxes(AROUND, AROUND) == [AROUND]


def test_the_shading_of_line_after_line_is_one_box() -> None:
    assert boxes(*(Box(60, 195 + 13 * n, 530, 208 + 13 * n) for n in range(10))) == [Box(60, 195, 530, 325)]


def test_the_outer_one_of_two_is_the_box() -> None:
    assert boxes(Box(65, 200, 520, 260), AROUND) == [AROUND]


def test_cells_of_a_table_are_no_boxes() -> None:
    assert boxes(Box(60, 195, 290, 330), Box(295, 195, 530, 330)) == []


def test_nothing_in_it_no_box() -> None:
    assert boxes(Box(60, 600, 530, 700)) == []


def test_a_rule_and_the_whole_page_are_no_boxes() -> None:
    assert boxes(Box(60, 195, 530, 200), Box(10, 10, 590, 830)) == []


def test_a_rectangle_that_runs_through_words_is_no_box() -> None:
    long = WORDS[0]
    assert boxes(Box(60, 195, (long.x0 + long.x1) / 2, 330)) == []
