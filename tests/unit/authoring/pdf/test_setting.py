"""Whole files of invented pages: order, edges, boxes, and nothing lost."""

from collections import Counter

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.authoring.pdf.pages import line, prose, sheet, word

from care_standards.authoring.pdf.setting import reading_of
from care_standards.authoring.pdf.words import Box, Sheet, Word


def test_heads_come_first_feet_last_and_turned_text_before_the_feet() -> None:
    pages = []
    for number in range(1, 7):
        turned = attrs.evolve(word(f"side{'abcdefg'[number]}ways", 250 + 20 * number, 400), angle=90)
        words = [turned, *line(f"{number} Invented foot", 60, 800), *prose(60, 470, 80, 40, start=100 * number)]
        pages.append(sheet([*words, *line("Invented head", 60, 40)], number))
    reading = reading_of(pages)
    first = [one for one in reading.lines if one.sheet == 2]
    assert [(one.role, one.text[:13]) for one in (first[0], first[1], first[-2], first[-1])] == [
        ("running", "Invented head"), ("body", "l0200 words w"), ("body", "sidecways"), ("running", "2 Invented fo"),
    ]  # fmt: skip
    assert {one.page for one in first} == {2}
    assert reading.pages_known_by == "folios"


def test_turned_words_along_the_edge_of_many_pages_are_running() -> None:
    def edge(text: str, x: float) -> Word:
        return attrs.evolve(word(text, x, 400), angle=90)

    pages = [
        sheet([edge(["Tea", "Rest"][number // 5], 560), *prose(60, 470, 80, 40, start=100 * number)], number)
        for number in range(1, 9)
    ]
    turned = [one for one in reading_of(pages).lines if one.text in ("Tea", "Rest")]
    assert [one.role for one in turned] == ["running"] * 8
    alone = reading_of([pages[0], *(sheet(prose(60, 470, 80, 40, start=100 * n), n) for n in range(2, 9))])
    assert [one.role for one in alone.lines if one.text == "Tea"] == ["body"]


def test_pages_are_counted_by_sheet_where_nothing_numbers_them() -> None:
    reading = reading_of([sheet(prose(60, 470, 80, 40), number) for number in (1, 2, 3)])
    assert (reading.pages_known_by, [one.page for one in reading.lines][::40]) == ("sheets", [1, 2, 3])


def test_the_edges_are_those_of_the_column_and_not_of_the_line() -> None:
    short = line("few words", 78, 100)
    pages = [sheet(prose(60, 470, 80, 40, start=100), 1), sheet(prose(60, 470, 80, 30, start=200), 2), sheet(short, 3)]
    reading = reading_of(pages)
    assert {one.left for one in reading.lines} == {60}
    assert len({one.right for one in reading.lines}) == 1
    last = reading.lines[-1]
    assert (last.x0, last.text) == (78, "few words")
    assert last.x1 < 150 < 500 < last.right


def test_footnotes_further_left_than_the_text_do_not_move_its_edge() -> None:
    pages = [
        sheet(prose(60, 470, 80, 20, start=100 * n) + line("An invented note", 52, 400 + 20 * n, size=7), n)
        for n in range(1, 7)
    ]
    assert {(one.x0, one.left) for one in reading_of(pages).lines} == {(60, 60), (52, 60)}


def test_left_and_right_pages_may_have_margins_of_their_own() -> None:
    pages = [sheet(prose(40 + 30 * (number % 2), 440, 80, 40), number) for number in range(1, 7)]
    assert {(one.sheet % 2, one.left) for one in reading_of(pages).lines} == {(0, 40), (1, 70)}


def test_the_lines_of_a_box_are_one_piece_with_the_edges_of_the_box() -> None:
    words = prose(60, 470, 80, 10) + prose(80, 420, 260, 5, start=10) + prose(60, 470, 400, 10, start=15)
    reading = reading_of([sheet(words, 1, boxes=[Box(70, 255, 520, 340)])])
    assert [one.boxed for one in reading.lines] == [False] * 10 + [True] * 5 + [False] * 10
    assert {(one.left, one.right) for one in reading.lines if one.boxed} == {(70, 520)}


def test_a_box_in_the_margin_does_not_come_between_the_lines_beside_it_as_words() -> None:
    words = prose(60, 330, 80, 40) + prose(440, 110, 200, 6, start=40)
    reading = reading_of([sheet(words, 1, boxes=[Box(430, 195, 560, 290)])])
    body = [one.text.split()[0] for one in reading.lines if not one.boxed]
    assert body == [f"l{number:04}" for number in range(40)]
    assert [one.text.split()[0] for one in reading.lines if one.boxed] == [f"l{number:04}" for number in range(40, 46)]


def test_bold_words_at_the_beginning_are_counted_after_a_bullet_or_number() -> None:
    def lead(*words: Word) -> int:
        (one,) = reading_of([sheet(words)]).lines
        return one.bold_lead

    bold = [word("Own", 80, 100, bold=True), word("label", 100, 100, bold=True)]
    rest = line("and more words", 140, 100)
    assert lead(*bold, *rest) == 2
    assert lead(word("•", 60, 100), *bold, *rest) == 2
    assert lead(word("13.4", 50, 100), *bold, *rest) == 2
    assert lead(word("tea", 50, 100), *bold, *rest) == 0
    half = [word("un", 80, 100, bold=True), word("known", 90, 100, bold=True, spaced=False)]
    assert lead(*half, *rest) == 1


def test_a_file_without_sheets_or_words_has_no_lines() -> None:
    assert reading_of([]).lines == ()
    assert reading_of([sheet([], 1), sheet([], 2)]).lines == ()


numbers = st.integers(-20, 1250)
words = st.builds(
    lambda text, x, base, size, angle, spaced: attrs.evolve(
        word(text, x, base, size=size, spaced=spaced), angle=angle
    ),
    st.sampled_from(["tea", "•", "13.4", "words", "7", "iv", "a", "\xad", "\ufffd"]),
    numbers, st.integers(-20, 880), st.sampled_from([0.0, 6.0, 10.0, 24.0]), st.sampled_from([0, 0, 0, 90, 45]),
    st.booleans(),
)  # fmt: skip
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), numbers, numbers, st.integers(0, 500), st.integers(0, 500)
)
sheets = st.builds(
    lambda words, boxes, wide: sheet(words, width=1190 if wide else 595, boxes=boxes),
    st.lists(words, max_size=40), st.lists(boxes, max_size=4), st.booleans(),
)  # fmt: skip


@given(st.lists(sheets, max_size=5))
@settings(max_examples=150, deadline=None)
def test_every_character_is_in_exactly_one_line(made: list[Sheet]) -> None:
    """However words and boxes lie on the sheets, the lines of each sheet have as many characters as the sheet."""
    made = [attrs.evolve(one, number=place) for place, one in enumerate(made, 1)]
    reading = reading_of(made)
    counted: Counter[int] = Counter()
    for one in reading.lines:
        counted[one.sheet] += one.characters
    assert +counted == +Counter({one.number: one.characters for one in made})
    assert reading.characters == sum(one.characters for one in made)


@given(st.integers(1, 3), st.integers(4, 30), st.integers(3, 6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_columns_of_prose_are_read_in_their_order(columns: int, lines: int, pages: int, wide: bool) -> None:
    """Prose set in one to three columns, on pages or on spreads, is read line by line in the order it was set in."""
    made, count = [], 0
    for number in range(1, pages + 1):
        on_sheet: list[Word] = []
        for half in range(2 if wide else 1):
            start = 842 * half + 50
            width = (742 - 20 * (columns - 1)) / columns
            for column in range(columns):
                on_sheet += prose(start + column * (width + 20), width, 70, lines, start=count)
                count += lines
            page = (number - 1) * (2 if wide else 1) + half + 1
            on_sheet.append(word(str(page), start + 370, 570))
        made.append(sheet(on_sheet, number, width=842 * (2 if wide else 1), height=595))
    reading = reading_of(made)
    assert [one.text.split()[0] for one in reading.body()] == [f"l{number:04}" for number in range(count)]
