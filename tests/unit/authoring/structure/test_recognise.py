"""Whole pages, from lines to items."""

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
