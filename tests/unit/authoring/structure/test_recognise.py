"""Whole pages, from lines to items."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.authoring.structure.pages import SENTENCE, Press

from care_standards.authoring.pdf.lines import Line, Reading
from care_standards.authoring.structure.recognise import recognise
from care_standards.authoring.structure.recognised import Recognised


def shape(found: Recognised) -> list[tuple[str, int, str | None]]:
    return [(item.role, item.level, item.notation) for item in found.items]


def book() -> Press:
    press = Press(page=20)
    press.line("Invented standards", role="running", size=8)
    press.heading("1 An invented chapter", 20)
    press.heading("1.1 An invented section", 16)
    press.heading("1.1.5 An invented standard", 12)
    press.line("Guiding principles", bold=True, gap=6)
    press.text(f"{SENTENCE}.")
    press.text(f"{SENTENCE} and then stops in 1.5 days.")
    press.line("Practical recommendations", bold=True, gap=6)
    press.bullet(f"{SENTENCE}:")
    press.bullet("an inner item;", "–", 2)
    press.bullet("another inner item.", "–", 2)
    press.bullet("Outer again.")
    press.line("20", role="running", size=8)
    press.turn()
    press.heading("1.1.6 Another invented standard", 12)
    press.line("Guiding principles", bold=True, gap=6)
    press.text(f"{SENTENCE}.")
    return press


def test_a_standard_with_its_principles_and_recommendations() -> None:
    found = recognise(book().reading())
    assert shape(found) == [
        ("heading", 1, "1"), ("heading", 2, "1.1"), ("heading", 3, "1.1.5"), ("heading", 4, None),
        ("paragraph", 0, None), ("paragraph", 0, None), ("heading", 4, None), ("bullet", 1, None), ("bullet", 2, None),
        ("bullet", 2, None), ("bullet", 1, None), ("heading", 3, "1.1.6"), ("heading", 4, None), ("paragraph", 0, None),
    ]  # fmt: skip
    assert [item.sets_kind for item in found.items if item.sets_kind] == ["principle", "recommendation", "principle"]
    assert [item.page for item in found.items][:2] == [20, 20]
    assert found.items[-1].page == 21
    assert found.items[8].text == "an inner item;"
    assert found.accounted == found.characters
    assert sum(passage.characters for passage in found.running) == len("Inventedstandards") + 2


def test_numbered_paragraphs_over_pages_with_lists_and_lettered_items() -> None:
    press = Press(page=5)
    press.line("2. Invented roles", size=20)
    press.text(f"2.1. {SENTENCE}.", x=18, hang=40)
    press.text("2.2. An invented duty is to:", x=18, hang=40)
    press.text("(a) keep a list;", x=60, gap=2)
    press.text("(b) keep another.", x=60, gap=2)
    press.text(f"2.3. {SENTENCE}", x=18, hang=40)
    press.turn()
    press.line("which goes on overleaf and ends.", x=40)
    press.text("2.4. The last one.", x=18, hang=40)
    found = recognise(press.reading())
    assert shape(found) == [
        ("heading", 1, "2"), ("paragraph", 0, "2.1"), ("paragraph", 0, "2.2"), ("bullet", 1, "(a)"),
        ("bullet", 1, "(b)"), ("paragraph", 0, "2.3"), ("paragraph", 0, "2.4"),
    ]  # fmt: skip
    assert found.items[5].text.endswith("which goes on overleaf and ends.")
    assert found.items[5].page == 5
    assert found.items[6].page == 6


def test_a_list_that_begins_again_is_a_list() -> None:
    press = Press()
    press.line("3. Invented requests", size=20)
    for number in (1, 2):
        press.text(f"3.{number}. {SENTENCE}:", x=18, hang=40)
        for place in (1, 2, 3):
            press.text(f"{place}. an invented thing", x=60, gap=2)
    found = recognise(press.reading())
    assert [item.notation for item in found.items] == ["3", "3.1", "(1)", "(2)", "(3)", "3.2", "(1)", "(2)", "(3)"]


def test_whole_numbers_with_numbers_below_them_are_paragraphs() -> None:
    press = Press()
    for chapter in (1, 2, 3):
        press.line(f"Annex {'ABC'[chapter - 1]} – Invented", size=20, gap=20)
        press.text(f"1{chapter}. This annex is invented.", x=0)
        press.text(f"1{chapter}.1. {SENTENCE}.", x=18, hang=40)
        press.text(f"1{chapter}.2. {SENTENCE}.", x=18, hang=40)
    found = recognise(press.reading())
    assert [item.notation for item in found.items if item.role == "paragraph"] == [
        "11", "11.1", "11.2", "12", "12.1", "12.2", "13", "13.1", "13.2",
    ]  # fmt: skip


def test_a_box_within_a_paragraph_leaves_it_whole() -> None:
    press = Press()
    press.text(f"{SENTENCE} {SENTENCE} and here comes a box")
    press.line("Words in a box.", boxed=True, gap=4)
    press.line("after which the paragraph goes on.", gap=4)
    found = recognise(press.reading())
    assert len(found.items) == 2
    assert found.items[0].text.endswith("a box after which the paragraph goes on.")
    assert found.items[1].boxed


def test_a_footnote_follows_what_refers_to_it() -> None:
    press = Press()
    press.text(f"{SENTENCE}.¹")
    press.text(f"{SENTENCE}.")
    press.line("¹ An invented note.", size=7.5, small="1", gap=40)
    found = recognise(press.reading())
    assert [item.footnote for item in found.items] == [None, "1", None]
    assert found.items[0].text == f"{SENTENCE}."
    assert found.items[1].label == "Footnote 1"
    assert found.items[1].text == "An invented note."
    assert found.accounted == found.characters


def test_a_bold_lead_in_is_the_label() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.text("• Own label: an invented recommendation.", x=18, hang=30, lead=2)
    found = recognise(press.reading())
    assert (found.items[1].label, found.items[1].text) == ("Own label", "an invented recommendation.")


def test_the_title_is_kept_apart() -> None:
    press = Press()
    press.line("Invented standards of care", size=26, gap=100)
    press.turn()
    press.heading("1 Chapter", 20)
    press.text(f"{SENTENCE}.")
    found = recognise(press.reading())
    assert [passage.text for passage in found.title] == ["Invented standards of care"]
    assert found.items[0].notation == "1"


def test_a_mark_without_words_is_listed_as_unplaced() -> None:
    press = Press()
    press.bullet("An invented item.")
    press.line("•", x=18, gap=2)
    press.turn()
    press.heading("1 Chapter", 20)
    found = recognise(press.reading())
    assert [item.role for item in found.items] == ["bullet", "heading"]
    assert sum(passage.characters for passage in found.unplaced) == 1
    assert found.accounted == found.characters


def test_the_article_of_a_title_is_no_number() -> None:
    press = Press()
    press.line("A book of invented care", size=26, gap=100)
    press.text("Second edition.")
    press.turn()
    press.heading("A Introduction", 20)
    press.heading("A.1 About this book", 16)
    press.text(f"{SENTENCE}.")
    found = recognise(press.reading())
    assert [item.notation for item in found.items if item.role == "heading"] == ["A", "A.1"]
    assert [passage.text for passage in found.title] == ["A book of invented care"]


def test_text_set_to_one_width_ends_its_paragraphs_with_a_short_line() -> None:
    press = Press()
    full = "x" * 89 + "."
    for _ in range(12):
        press.line(full)
        press.line(full)
    press.line("A short last line ends here.")
    press.turn()
    press.line(full.replace("x", "Y", 1))
    press.line(full)
    press.turn()
    press.line(full.replace("x", "Z", 1))
    found = recognise(press.reading())
    assert len(found.items) == 2
    assert "joined-over-break" in found.items[1].doubts


def test_a_box_in_the_margin_goes_to_the_end_of_its_section() -> None:
    press = Press(right=400.0)
    press.heading("1 Chapter", 20)
    press.line("1.1 A heading over two lines that a box", size=14, bold=True, gap=12)
    box = Press(left=430.0, right=540.0, y=press.y)
    box.line("Words in a box", boxed=True)
    press.lines += box.lines
    press.line("stands beside", size=14, bold=True)
    press.text(f"{SENTENCE}.")
    press.text(f"{SENTENCE}.")
    press.heading("1.2 The next section", 14)
    found = recognise(press.reading())
    assert [item.text[:12] for item in found.items] == [
        "Chapter", "A heading ov", "This invente", "This invente", "Words in a b", "The next sec",
    ]  # fmt: skip
    assert found.items[1].text.endswith("stands beside")


def test_what_has_no_letters_is_listed_as_unplaced() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.line("***", gap=10)
    found = recognise(press.reading())
    assert [passage.characters for passage in found.unplaced] == [3]
    assert found.accounted == found.characters


def test_paragraphs_a_little_apart_are_two_though_the_first_ends_in_a_full_line() -> None:
    press = Press()
    full = f"{SENTENCE[:88]}."
    for _ in range(45):  # what is usual must be seen often enough to be known
        press.text(f"{SENTENCE} {SENTENCE} {SENTENCE}.", gap=2)
    press.line(full, gap=2)
    press.line(full, gap=2)
    found = recognise(press.reading())
    assert [item.text for item in found.items[-2:]] == [full, full]


def test_a_line_at_the_usual_distance_goes_on() -> None:
    press = Press()
    full = f"{SENTENCE[:88]}."
    for _ in range(45):
        press.text(f"{SENTENCE} {SENTENCE} {SENTENCE}.", gap=2)
    press.line(full, gap=2)
    press.line(full)
    assert recognise(press.reading()).items[-1].text == f"{full} {full}"


def test_the_last_line_of_a_paragraph_is_told_by_a_point_in_text_set_to_one_width() -> None:
    press = Press(right=522)
    for _ in range(12):
        press.line("x" * 89 + "y")
        press.line("z" * 89 + "y")
        press.line("the end of it.")
    press.line(f"A{'y' * 88}.", gap=8)
    press.lines[-1] = attrs.evolve(press.lines[-1], x1=520.0)
    press.turn()
    press.line("Here another one begins that is not long.")
    found = recognise(press.reading())
    assert found.items[-1].text == "Here another one begins that is not long."


def test_a_title_above_the_first_heading_is_no_chapter() -> None:
    press = Press()
    press.line("An invented book", size=26)
    press.line("made by nobody", gap=6)
    press.heading("1 Invented chapter", 16)
    press.heading("1.1 Invented section", 13)
    press.text(f"{SENTENCE}.")
    found = recognise(press.reading())
    assert [passage.text for passage in found.title] == ["An invented book"]
    assert [item.notation for item in found.items if item.role == "heading"] == ["1", "1.1"]
    assert found.accounted == found.characters


def test_a_foreword_with_text_below_it_is_no_title() -> None:
    press = Press()
    press.line("Foreword", size=26)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    press.heading("1 Invented chapter", 16)
    press.heading("1.1 Invented section", 13)
    press.text(f"{SENTENCE}.")
    assert recognise(press.reading()).items[0].text == "Foreword"


def test_a_note_on_the_next_page_goes_to_what_refers_to_it() -> None:
    press = Press()
    press.text(f"{SENTENCE}⁶")
    press.turn()
    press.heading("An invented heading")
    press.text(f"{SENTENCE}.", gap=30)
    press.line("⁶ An invented note.", size=7.5, small="6", gap=40)
    found = recognise(press.reading())
    assert [item.footnote for item in found.items] == [None, "6", None, None]
    assert found.items[0].text == SENTENCE


def test_a_word_that_the_contents_write_with_a_hyphen_keeps_it() -> None:
    press = Press()
    press.line("Contents", size=14)
    for page, name in ((3, "An invented rights-based chapter"), (4, "Houses"), (5, "Gardens")):
        press.line(f"{name} ............... {page}")
    press.turn(3)
    press.heading("An invented rights-", 16)
    press.line("based chapter", size=16, bold=True)
    press.text(f"{SENTENCE}.")
    assert recognise(press.reading()).items[0].text == "An invented rights-based chapter"


def test_a_bold_heading_at_the_head_of_a_page_is_one_though_a_list_runs_on_before_it() -> None:
    press = Press()
    press.text(f"{SENTENCE}. {SENTENCE}.")
    full = f"• {SENTENCE} {SENTENCE}"
    press.line(full[:90])
    press.turn()
    press.line("1.1.5 Invented freedom", size=10.4, bold=True)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    assert shape(recognise(press.reading()))[2] == ("heading", 3, "1.1.5")


def test_what_is_set_as_its_numbered_siblings_is_a_heading() -> None:
    press = Press()
    for number in range(1, 5):
        press.line(f"1.1.{number} Invented standard", bold=True, gap=14)
        press.text(f"{SENTENCE}. {SENTENCE}.")
    press.line("1.1.5 Invented standard of", bold=True, gap=14)
    press.text(f"{SENTENCE}. {SENTENCE}.", gap=0)  # without any space below it
    odd = attrs.evolve(press.lines[-4], text="1.1.5 Invented standard, this one;")
    press.lines[-4:-3] = [odd]
    press.line("1.1.6 Invented standard", bold=True, gap=14)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    found = recognise(press.reading())
    assert [item.notation for item in found.items if item.role == "heading"] == [f"1.1.{n}" for n in range(1, 7)]


def test_the_next_letter_at_the_place_of_the_marks_above_begins_an_item() -> None:
    press = Press()
    full = f"{SENTENCE} {SENTENCE}"
    press.text(f"{SENTENCE}:")
    press.line(f"a. {full}"[:84], x=18, gap=2)
    press.line(f"b. {full}"[:84], x=18)
    press.line(f"{full}"[:80], x=30)
    press.line(f"c. {full}"[:84], x=18)
    found = recognise(press.reading())
    assert [item.notation for item in found.items] == [None, "(a)", "(b)", "(c)"]


def test_the_last_item_of_a_list_is_no_chapter_though_its_section_follows() -> None:
    press = Press()
    press.heading("3 Invented chapter", 20)
    press.text(f"{SENTENCE}:")
    for number in (1, 2, 3):
        press.text(f"{number}. {SENTENCE}.", x=18, hang=30, gap=2)
    press.heading("3.1 Invented section", 14)
    press.text(f"{SENTENCE}.")
    found = recognise(press.reading())
    assert [(item.role, item.notation) for item in found.items if item.notation] == [
        ("heading", "3"), ("bullet", "(1)"), ("bullet", "(2)"), ("bullet", "(3)"), ("heading", "3.1"),
    ]  # fmt: skip


def test_a_label_in_the_margin_beside_its_words_is_a_label() -> None:
    press = Press()
    press.heading("1 Chapter", 20)
    press.heading("1.1 Section", 14)
    for label in ("Guiding principles", "Practical recommendations"):
        press.line(label, bold=True, gap=8)
        press.y -= 12.5
        press.text("Staff should invent words of their own, and more of them than there is room for in one line of it.",
                   x=160, hang=160, gap=0)  # fmt: skip
    found = recognise(press.reading())
    assert [item.sets_kind for item in found.items] == [None, None, "principle", None, "recommendation", None]
    assert found.items[3].doubts == ()


def close_paragraphs(gap: float) -> Recognised:
    press = Press()
    for _ in range(4):
        press.text(f"{SENTENCE}.", gap=gap)
    press.line(f"{SENTENCE[:88]}.", gap=gap)
    press.line("Trees are invented here.")
    return recognise(press.reading())


def test_where_no_space_parts_paragraphs_a_full_last_line_is_a_doubt() -> None:
    assert [item.doubts for item in close_paragraphs(0).items][-1] == ("may-be-two",)
    assert [item.doubts for item in close_paragraphs(6).items][-1] == ()


def test_two_labels_side_by_side_stand_above_their_own_columns_over_a_page() -> None:
    left = Press(left=72, right=280)
    left.heading("1 Chapter", 20)
    left.heading("1.1 Section", 14)
    left.line("Guiding principles", bold=True, gap=8)
    right = Press(left=310, right=520, y=left.y - 12.5)
    right.line("Practical recommendations", bold=True)
    for press in (left, right):
        press.turn()
    left.text("An invented principle that has more than one line of this column.", gap=0)
    right.bullet("Staff should invent a list, and more of it.")
    head = [line for press in (left, right) for line in press.lines if line.sheet == 1]
    rest = [line for press in (left, right) for line in press.lines if line.sheet == 2]
    reading = attrs.evolve(left.reading(), lines=tuple(head + rest), characters=sum(x.characters for x in head + rest))
    found = recognise(reading)
    assert [(item.role, item.sets_kind) for item in found.items[2:]] == [
        ("heading", "principle"), ("paragraph", None), ("heading", "recommendation"), ("bullet", None),
    ]  # fmt: skip


def test_a_short_line_without_a_full_stop_does_not_run_on_overleaf() -> None:
    press = Press()
    press.text("Made by nobody")
    press.turn()
    press.text("This leaf is invented.")
    assert [item.text for item in recognise(press.reading()).items] == ["Made by nobody", "This leaf is invented."]


LINES = st.builds(
    Line,
    text=st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "1.1. One", "1.2 Two", "• item", "– dash", "(a) x", "Contents", "One ........ 4", "2 ¹", "Annex A",
                "1.", "A B",
            ]
        ),
    ),
    sheet=st.integers(1, 3),
    page=st.one_of(st.none(), st.integers(1, 4)),
    x0=st.floats(0, 500), x1=st.floats(0, 600), top=st.floats(0, 800), bottom=st.floats(0, 820), left=st.floats(0, 300),
    right=st.floats(300, 600), size=st.floats(1, 40), bold=st.booleans(), bold_lead=st.integers(0, 5),
    small_start=st.one_of(st.none(), st.sampled_from(["1", "2", "*"])), boxed=st.booleans(),
    role=st.sampled_from(["body", "running"]), characters=st.integers(1, 30),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_law_every_character_is_accounted_for(lines: list[Line]) -> None:
    """Whatever the lines are, every character of them is in an item, the title, running, contents or unplaced."""
    total = sum(line.characters for line in lines)
    reading = Reading(lines=tuple(lines), sheets=3, characters=total, spreads=0, pages_known_by="sheets")
    found = recognise(reading)
    assert found.accounted == total
    assert all(item.characters > 0 for item in found.items)
