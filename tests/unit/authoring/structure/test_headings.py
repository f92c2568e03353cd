"""Headings: which lines are one, and how deep they stand."""

import pytest
from tests.unit.authoring.structure.pages import SENTENCE, Press

from care_standards.authoring.structure.headings import Found, heading_runs, label_of, levels, with_labels_told
from care_standards.authoring.structure.numbering import read_number
from care_standards.authoring.structure.setting import looks, setting_of


def runs(press: Press, known: frozenset[str] = frozenset()) -> list[tuple[int, int, str]]:
    setting = setting_of(press.lines)
    return [(r.start, r.stop, r.why) for r in heading_runs(looks(press.lines, setting), setting, known).values()]


def test_large_type_over_several_lines_is_one_heading() -> None:
    press = Press()
    press.line("Annex C – Referral to", size=20)
    press.line("an invented place", size=20)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    assert runs(press) == [(0, 2, "large")]


def test_two_headings_apart_are_two() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.line("An invented heading", size=14, gap=20)
    press.line("Another one below it", size=14, gap=20)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    assert [run[:2] for run in runs(press)] == [(2, 3), (3, 4)]


def test_bold_words_that_begin_a_paragraph_are_no_heading() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.line(
        "These first words of an invented paragraph are in bold type and fill the whole of the line", bold=True, gap=6
    )
    press.line("and then it goes on in the usual type until it ends.")
    assert runs(press) == []


def test_a_bold_line_alone_is_a_heading() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.line("An invented heading", bold=True, gap=6)
    press.text(f"{SENTENCE}.")
    assert runs(press) == [(2, 3, "bold")]


def test_what_the_contents_name_is_a_heading_in_any_type() -> None:
    press = Press()
    press.text(f"{SENTENCE}.")
    press.line("An invented heading", gap=6)
    press.text(f"{SENTENCE}.")
    assert runs(press) == []
    assert runs(press, frozenset({"aninventedheading"})) == [(2, 3, "contents")]


def test_large_running_text_is_no_heading() -> None:
    press = Press()
    for _ in range(3):
        press.line("a quotation in large type that goes on and on and ends as a sentence does.", size=13)
    press.text(" ".join(f"{SENTENCE}." for _ in range(6)))
    assert runs(press) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Guiding principles", "principle"), ("GUIDING PRINCIPLES", "principle"), ("Principles:", "principle"),
        ("Practical recommendations", "recommendation"), ("Recommendations for good practice", "recommendation"),
        ("Recommendation", "recommendation"), ("Principles of the consultation", None), ("Contacts", None),
    ],
)  # fmt: skip
def test_labels(text: str, kind: str | None) -> None:
    assert label_of(text) == kind


def found(text: str, size: float, bold: bool = True) -> Found:
    return Found(size=size, bold=bold, number=read_number(text))


def test_levels_follow_numbers_and_then_type() -> None:
    headings = [
        found("Foreword", 20), found("A. Part", 20), found("A.1 Section", 16), found("A.1.2 Standard", 12),
        found("1 Part", 20), found("1.1 Section", 16), found("1.1.5 Standard", 12), found("Inside a standard", 11),
        found("Annex B – Invented", 20),
    ]  # fmt: skip
    assert levels(headings) == [1, 1, 2, 3, 1, 2, 3, 4, 1]


def test_unnumbered_parts_above_numbered_chapters_push_them_down() -> None:
    headings = [
        found("First invented part", 24), found("1 Chapter", 18), found("1.1 Section", 14),
        found("Second invented part", 24), found("2 Chapter", 18),
    ]  # fmt: skip
    assert levels(headings) == [1, 2, 3, 1, 2]


def test_bold_stands_above_plain_of_one_size() -> None:
    assert levels([found("1 Chapter", 26, False), found("Bold", 16), found("Plain", 16, False)]) == [1, 2, 3]


def test_small_bold_type_above_a_list_is_a_heading() -> None:
    press = Press()
    press.text(f"{SENTENCE}. {SENTENCE}.")
    press.line("When plans change", size=8.5, bold=True, gap=10)
    press.bullet(f"{SENTENCE}.")
    assert [run[2] for run in runs(press)] == ["bold"]


def test_small_bold_type_above_a_paragraph_is_none() -> None:
    press = Press()
    press.text(f"{SENTENCE}. {SENTENCE}.")
    press.line("Figure of nothing", size=8.5, bold=True, gap=10)
    press.text(f"{SENTENCE}.")
    assert runs(press) == []


def test_a_heading_in_a_narrow_column_may_have_many_lines() -> None:
    press = Press(right=200)
    for word in (
        "1.2 The invented-",
        "Words of an",
        "invented Code",
        "of Conduct",
        "for All",
        "People",
        "Working",
        "At It",
    ):
        press.line(word, size=14, bold=True)
    press.text(f"{SENTENCE}. {SENTENCE}.")
    assert [run[:2] for run in runs(press)] == [(0, 8)]


def test_labels_in_small_capitals_are_told_as_they_are_meant() -> None:
    press = Press()
    for _ in range(2):
        press.line("practical recommendations", size=8, bold=True)
        press.text(f"{SENTENCE}.")
    told = with_labels_told(press.lines)
    assert [line.text for line in told if line.bold] == ["Practical recommendations"] * 2
    # Once, it may be the last line of a heading.
    assert with_labels_told(press.lines[:2])[0].text == "practical recommendations"


def test_the_last_words_of_a_heading_are_no_label() -> None:
    press = Press()
    for _ in range(2):
        press.line("An invented chapter of", size=14, bold=True)
        press.line("guiding principles", size=14, bold=True)
        press.text(f"{SENTENCE}.")
    assert with_labels_told(press.lines) == press.lines
