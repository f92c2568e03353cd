"""Columns, headings over them, and the cells of tables, in reading order."""

from collections.abc import Sequence

import attrs
from tests.unit.authoring.pdf.pages import line, prose, word

from care_standards.authoring.pdf.atoms import Atom, atoms_of
from care_standards.authoring.pdf.columns import Gutters, gutters_of
from care_standards.authoring.pdf.order import regions_of
from care_standards.authoring.pdf.words import Box, Word


def order(pages: Sequence[list[Word]], page: int = 0) -> list[str]:
    """Give the first words of the lines of a page in reading order."""
    atoms = [atoms_of(words) for words in pages]
    gutters = gutters_of(atoms)
    firsts: list[str] = []
    for region in regions_of(atoms[page], gutters[page], 10):
        firsts += [atom.words[0].text for atom in sorted(region.atoms, key=lambda atom: (atom.top, atom.x0))]
    return firsts


def numbered(first: int, count: int) -> list[str]:
    return [f"l{number:04}" for number in range(first, first + count)]


def test_one_column_stays_one() -> None:
    assert order([prose(60, 470, 60, 50)] * 4) == numbered(0, 50)


def test_two_columns_are_read_one_after_the_other() -> None:
    page = prose(60, 225, 60, 40) + prose(310, 225, 60, 38, start=40)
    assert order([page] * 4) == numbered(0, 78)


def test_columns_need_not_share_their_baselines() -> None:
    page = prose(60, 225, 60, 40) + prose(310, 225, 65.3, 38, start=40)
    assert order([page] * 4) == numbered(0, 78)


def test_three_columns() -> None:
    page = prose(60, 220, 60, 30) + prose(310, 220, 60, 30, start=30) + prose(560, 220, 60, 28, start=60)
    assert order([page] * 4) == numbered(0, 88)


def test_a_heading_over_all_columns_parts_them() -> None:
    above = prose(60, 225, 60, 20) + prose(310, 225, 60, 20, start=20)
    title = line("An invented heading that runs over both of the columns", 60, 330, size=16)
    below = prose(60, 225, 350, 20, start=40) + prose(310, 225, 350, 20, start=60)
    assert order([above + title + below] * 4) == [*numbered(0, 40), "An", *numbered(40, 40)]


def test_a_short_heading_over_all_columns_parts_them_too() -> None:
    above = prose(60, 225, 60, 20) + prose(310, 225, 60, 20, start=20)
    below = prose(60, 225, 350, 20, start=40) + prose(310, 225, 350, 20, start=60)
    page = above + line("Invented tea", 60, 332, size=16) + below
    assert order([page] * 4) == [*numbered(0, 40), "Invented", *numbered(40, 40)]


def test_a_page_with_few_lines_follows_the_others() -> None:
    full = prose(60, 225, 60, 40) + prose(310, 225, 60, 40, start=40)
    last = prose(60, 225, 60, 2) + prose(310, 225, 60, 2, start=2)
    assert order([full, full, full, last], 3) == numbered(0, 4)


def test_the_text_of_bullets_does_not_move_the_column() -> None:
    """On some pages most lines of a column are indented; its beginning is told from the others, and the left one."""
    page = prose(60, 225, 60, 40) + prose(310, 225, 60, 40, start=40)
    bullets = prose(60, 225, 60, 40) + prose(310, 225, 60, 3, start=40) + prose(322, 213, 110, 30, start=43)
    pages = [page, page, page, page, *[bullets] * 4]
    assert order(pages, 5) == numbered(0, 73)
    assert {gutters.through for gutters in gutters_of([atoms_of(words) for words in pages])} == {(310,)}


def test_numbers_and_bullets_apart_from_their_text_are_no_column() -> None:
    page: list[Word] = []
    for number in range(30):
        page += [
            word(f"13.{number}" if number % 2 else "•", 60, 70 + 20 * number),
            *line("words of tea " * 6, 95, 70 + 20 * number),
        ]
    regions = regions_of(atoms_of(page), gutters_of([atoms_of(page)] * 4)[0], 10)
    assert [len(region.atoms) for region in regions] == [30]


def test_the_cells_of_a_table_are_read_one_after_the_other_and_the_rest_across() -> None:
    above = prose(60, 470, 60, 10)
    cells = prose(60, 200, 200, 8, start=10) + prose(310, 200, 200, 12, start=18)
    below = prose(60, 470, 400, 20, start=30)
    plain = prose(60, 470, 60, 50)
    assert order([above + cells + below, *[plain] * 9]) == numbered(0, 50)


def test_what_follows_a_short_cell_does_not_come_into_the_table() -> None:
    """The left cell ends first; the heading below the table begins where the right cell ends."""
    cells = prose(60, 200, 200, 8) + prose(310, 200, 200, 12, start=8)
    after = line("l0020 follows", 60, 356, size=12)
    plain = prose(60, 470, 60, 50)
    assert order([cells + after, *[plain] * 9]) == numbered(0, 21)


def test_a_page_of_contents_is_no_table() -> None:
    page: list[Word] = []
    for number in range(30):
        page += [
            *line(f"l{number:04} words of some length", 60, 70 + 14 * number),
            word(str(number + 10), 520, 70 + 14 * number),
        ]
    regions = regions_of(atoms_of(page), gutters_of([atoms_of(page)] * 2)[0], 10)
    assert len(regions) == 1


def test_a_box_is_one_piece() -> None:
    box = Atom(315, 515, 200, 300, 10, tuple(prose(315, 200, 200, 6, start=900)), Box(302, 200, 530, 300))
    left, right = prose(60, 225, 60, 40), prose(310, 225, 60, 10, start=40) + prose(310, 225, 310, 10, start=50)
    regions = regions_of([*atoms_of(left + right), box], Gutters((310.0,)), 10)
    assert [len(region.atoms) for region in regions] == [40, 21]
    assert box in regions[1].atoms


def test_a_page_of_very_many_pieces_is_not_looked_at() -> None:
    crowd = [Atom(x, x + 5, y, y + 5, 5, ()) for x in range(0, 500, 10) for y in range(0, 800, 10)]
    assert gutters_of([crowd]) == [Gutters()]


def test_numbers_at_the_right_edge_are_no_column_where_others_have_one() -> None:
    """The contents of a book in two columns run over the whole page; their numbers are not read after them."""
    page = prose(60, 225, 60, 40) + prose(310, 225, 60, 40, start=40)
    contents: list[Word] = []
    for number in range(20):
        contents += [*line(f"l{number:04} words", 60, 70 + 14 * number), word(str(number + 4), 520, 70 + 14 * number)]
    pages = [page, page, page, contents]
    assert gutters_of([atoms_of(words) for words in pages])[3] == Gutters()
    # Some numbers of a column of text are nothing to judge by.
    few = [*prose(60, 225, 60, 40), word("5", 520, 70)]
    assert gutters_of([atoms_of(words) for words in [*pages, few]])[4].through == (310,)


def test_a_bullet_where_a_column_begins_parts_its_row() -> None:
    page = prose(60, 225, 60, 40) + prose(310, 225, 60, 40, start=40)
    near = line("l0000 " + "words " * 8, 60, 70)
    near[-1] = attrs.evolve(near[-1], x1=303)
    bullet = [*near, word("•", 310, 70), *line("tea and words", 322, 70)]
    assert len(atoms_of(bullet)) == 1
    assert order([page, page, page, bullet + prose(60, 225, 84, 9) + prose(310, 225, 84, 9, start=9)], 3)[10] == "•"


def test_a_smaller_heading_may_follow_one_that_parts_the_columns() -> None:
    above = prose(60, 225, 60, 20) + prose(310, 225, 60, 12, start=20)
    heads = line("Invented tea", 60, 340, size=16) + line("Of cups", 60, 385, size=13)
    below = prose(60, 225, 410, 10, start=32) + prose(310, 225, 410, 10, start=42)
    assert order([above + heads + below] * 4) == [*numbered(0, 32), "Invented", "Of", *numbered(32, 20)]
