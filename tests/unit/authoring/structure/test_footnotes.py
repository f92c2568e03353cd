"""Footnotes: found at the foot of a page, and told from small print."""

from tests.unit.authoring.structure.pages import SENTENCE, Press

from care_standards.authoring.structure.footnotes import find_footnotes, refers, without_reference, without_sign
from care_standards.authoring.structure.setting import setting_of


def page() -> Press:
    press = Press()
    for _ in range(4):
        press.text(f"{SENTENCE}.")
    return press


def test_two_footnotes_one_over_two_lines() -> None:
    press = page()
    start = len(press.lines)
    press.line("¹ An invented note", size=8, small="1", gap=30)
    press.line("that goes on.", size=8)
    press.line("² Another one.", size=8, small="2")
    notes = find_footnotes(press.lines, setting_of(press.lines))
    assert [(note.sign, note.places) for note in notes] == [("1", (start, start + 1)), ("2", (start + 2,))]
    assert without_sign("¹ An invented note", "1") == "An invented note"


def test_small_print_without_a_sign_is_no_footnote() -> None:
    press = page()
    press.line("An invented imprint in small type", size=8, gap=30)
    assert find_footnotes(press.lines, setting_of(press.lines)) == ()


def test_numbers_have_to_follow_each_other() -> None:
    press = page()
    press.line("1 An invented note", size=8, gap=30)
    press.line("45 days later in the same note", size=8)
    notes = find_footnotes(press.lines, setting_of(press.lines))
    assert [note.sign for note in notes] == ["1"]
    assert len(notes[0].places) == 2


def test_references() -> None:
    assert refers("as invented.¹ More", "1", raised=True)
    assert not refers("as invented.¹² More", "1", raised=True)
    assert refers("as invented.1", "1", raised=False)
    assert not refers("it takes 3.5 days", "5", raised=False)
    assert without_reference("as invented.¹ More", "1") == "as invented. More"
    assert without_reference("as invented.¹²", "1") == "as invented.¹²"
