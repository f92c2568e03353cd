"""Boxes drawn as lines, and bullets drawn as shapes."""

import attrs
from tests.unit.authoring.pdf.pages import line, word

from care_standards.authoring.pdf.frames import frames_of, is_line
from care_standards.authoring.pdf.marks import glyph_of, is_mark, with_marks
from care_standards.authoring.pdf.words import Box, Word


def across(y: float, x0: float = 60, x1: float = 530) -> Box:
    return Box(x0, y, x1, y + 0.5)


def down(x: float, top: float = 200, bottom: float = 300) -> Box:
    return Box(x, top, x + 0.5, bottom)


FRAME = Box(60, 200, 530, 300.5)


def test_four_lines_that_meet_are_a_box() -> None:
    assert frames_of([across(200), across(300), down(60), down(530)]) == [FRAME]


def test_the_lines_may_be_in_pieces() -> None:
    pieces = [across(200, 60, 300), across(200, 300, 530), down(60, 200, 250), down(60, 250, 300)]
    assert frames_of([*pieces, across(300), down(530)]) == [FRAME]


def test_three_lines_are_no_box() -> None:
    assert frames_of([across(200), across(300), down(60)]) == []
    assert frames_of([across(200), down(60), down(530)]) == []
    assert frames_of([across(200), across(300, 60, 400), down(60), down(530)]) == []


def test_a_line_down_the_middle_makes_a_table() -> None:
    assert frames_of([across(200), across(300), down(60), down(300), down(530)]) == []


def test_the_heading_of_a_table_belongs_to_it() -> None:
    title = [across(180), down(60, 180, 200), down(530, 180, 200)]
    assert frames_of([*title, across(200), across(300), down(60), down(300), down(530)]) == []


def test_rows_without_cells_are_boxes_one_below_the_other() -> None:
    rows = frames_of([across(200), across(250), across(300), down(60), down(530)])
    assert [(row.top, row.bottom) for row in rows] == [(200, 250.5), (250, 300.5)]


def test_what_is_thin_is_a_line() -> None:
    assert is_line(across(200))
    assert is_line(down(60))
    assert not is_line(Box(60, 200, 530, 220))
    assert not is_line(Box(60, 200, 62, 202))


def test_what_is_small_and_round_is_a_bullet() -> None:
    assert is_mark(3, 3)
    assert is_mark(5, 4)
    assert not is_mark(3, 9)
    assert not is_mark(0.4, 0.4)
    assert not is_mark(12, 12)
    assert [glyph_of(True, True), glyph_of(True, False), glyph_of(False, True)] == ["•", "◦", "▪"]


TEXT = line("An invented bullet", 80, 100)
DOT = Box(68, 95, 71, 98)


def test_a_shape_left_of_a_line_is_its_bullet_and_has_no_characters() -> None:
    (mark,) = [one for one in with_marks([*TEXT], [(DOT, "•")]) if one not in TEXT]
    assert (mark.text, mark.count, mark.base, mark.size, mark.x0) == ("•", 0, 100, 10, 68)


def test_a_shape_drawn_twice_is_one_bullet() -> None:
    assert len(with_marks([*TEXT], [(DOT, "•"), (DOT, "◦")])) == len(TEXT) + 1


def test_shapes_elsewhere_are_no_bullets() -> None:
    for x, y in ((20, 95), (100, 95), (68, 82), (68, 101), (200, 95)):
        assert with_marks([*TEXT], [(Box(x, y, x + 3, y + 3), "•")]) == TEXT
    # Between two words of a line it is part of a drawing.
    beside = [word("tea", 45, 100), *TEXT]
    assert with_marks([*beside], [(DOT, "•")]) == beside


def test_text_of_another_column_may_end_near_a_bullet_that_is_in_line_with_another() -> None:
    def row(base: float) -> list[Word]:
        return [word("tea", 45, base), *line("An invented bullet", 80, base)]

    dots = [(Box(68, base - 5, 71, base - 2), "•") for base in (100.0, 120.0)]
    words = [*row(100), *row(120)]
    assert with_marks(words, dots[:1]) == words
    assert len(with_marks(words, dots)) == len(words) + 2
    # So near it is a sign within the line.
    inside = [attrs.evolve(one, x1=64) if one.text == "tea" else one for one in words]
    assert with_marks(inside, dots) == inside
