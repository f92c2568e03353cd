"""Tables of contents: found, kept apart, held against headings."""

from tests.unit.authoring.structure.pages import Press

from care_standards.authoring.structure.contents import compare, find_contents
from care_standards.authoring.structure.recognised import ContentsEntry, RecognisedItem


def item(text: str, page: int, notation: str | None = None, level: int = 1) -> RecognisedItem:
    return RecognisedItem(role="heading", level=level, notation=notation, text=text, page=page, characters=1)


def entry(text: str, page: int, notation: str | None = None) -> ContentsEntry:
    return ContentsEntry(notation=notation, text=text, page=page, characters=1)


def test_leaders_tell_a_table_of_contents() -> None:
    press = Press()
    press.heading("Contents")
    press.line("1. An invented chapter ............................ 5")
    press.line("An invented section ............................... 6", x=12)
    press.line("2. A chapter whose invented title is so long that it goes over the whole width of the line")
    press.line("and on to the next ................................ 9", x=12)
    press.line("Annex A – Invented ................................ 12")
    press.turn()
    press.text("The text begins here and mentions 45 days.")
    found = find_contents(press.lines)
    assert [(e.notation, e.text, e.page) for e in found.entries] == [
        ("1", "An invented chapter", 5),
        (None, "An invented section", 6),
        (
            "2",
            "A chapter whose invented title is so long that it goes over the whole width of the line "
            "and on to the next",
            9,
        ),
        ("Annex A", "Invented", 12),
    ]
    assert found.places == frozenset(range(6))
    assert sum(e.characters for e in found.entries) == sum(line.characters for line in press.lines[:6])
    assert [e.level for e in found.entries] == [1, 2, 1, 1]


def test_a_table_without_leaders_is_told_by_its_title() -> None:
    press = Press()
    press.heading("Contents")
    for page, name in enumerate(("First", "Second", "Third", "Fourth"), 3):
        press.line(f"{name} invented chapter {page}")
    press.turn()
    press.text("Text.")
    found = find_contents(press.lines)
    assert [e.page for e in found.entries] == [3, 4, 5, 6]


def test_a_page_on_the_first_line_of_an_entry_belongs_to_it() -> None:
    press = Press()
    press.heading("Contents")
    press.line("1.1 An invented code of conduct for all .......... 24")
    press.line("who work in invented places", x=12)
    press.line("1.2 Volunteers ................................... 25")
    press.line("1.3 Gardens ...................................... 26")
    press.text("Text.")
    assert [(e.notation, e.text, e.page) for e in find_contents(press.lines).entries] == [
        ("1.1", "An invented code of conduct for all who work in invented places", 24),
        ("1.2", "Volunteers", 25),
        ("1.3", "Gardens", 26),
    ]


def test_text_that_ends_in_numbers_is_no_table_of_contents() -> None:
    press = Press()
    press.heading("Introduction")
    for year in (2018, 2019, 2020):
        press.text(f"This invented sentence ends in {year}")
    assert find_contents(press.lines).entries == ()


def test_comparison_names_what_disagrees() -> None:
    entries = [entry("One", 5, "1"), entry("Two", 8, "2"), entry("Lost", 9, "3"), entry("Contents", 2)]
    items = [item("One", 5, "1"), item("Two", 9, "2"), item("Extra", 10, "4")]
    found = compare(entries, items)
    assert found.agreed == 2  # "One", and the table that lists itself
    assert found.missing == (2,)
    assert found.other_page == ((1, 1),)
    assert found.extra == (2,)


def test_a_letter_without_a_mark_is_found_by_its_words() -> None:
    assert compare([entry("A Invented part", 3)], [item("Invented part", 3, "A")]).agreed == 1


def plain_table(press: Press) -> None:
    press.line("Contents", size=14)
    for number, name, page in (("1", "Beginnings", 5), ("1.1", "Houses", 6), ("1.2", "Gardens", 7), ("2", "Ends", 9)):
        words = f"{number} An invented chapter on {name}"
        press.line(f"{words} {page}".rjust(90), x=0)  # the page numbers stand in one line at the right
    press.turn(5)


def test_the_first_page_of_the_text_is_no_part_of_the_contents() -> None:
    press = Press()
    plain_table(press)
    stop = len(press.lines)
    press.line("1 An invented chapter on Beginnings", size=12)
    press.text("An invented Act is meant here, that of section 9", gap=0)
    press.text("of some law, and then section 12", gap=0)
    found = find_contents(press.lines)
    assert [e.page for e in found.entries] == [5, 6, 7, 9]
    assert found.places == frozenset(range(stop))


def test_contents_end_where_pages_without_an_entry_follow() -> None:
    press = Press()
    plain_table(press)
    stop = len(press.lines)
    press.turn(9)
    press.text("Words that nothing announced, of page 9", gap=0)
    assert find_contents(press.lines).places == frozenset(range(stop))


def test_contents_do_not_go_on_in_larger_type_or_beyond_the_last_page() -> None:
    for text, size in (("A larger heading of the year 8", 18.0), ("An invented Act of section 45", 10.0)):
        press = Press()
        plain_table(press)
        stop = len(press.lines)
        press.line(text.rjust(90) if size == 10 else text, size=size)
        press.turn(12)
        press.text("More words of section 9.", gap=0)
        assert find_contents(press.lines).places == frozenset(range(stop))


def test_contents_go_on_on_the_next_page() -> None:
    press = Press()
    plain_table(press)
    press.line("3 An invented chapter on More 12".rjust(90))
    press.turn(12)
    press.text("The text.")
    assert [e.page for e in find_contents(press.lines).entries] == [5, 6, 7, 9, 12]


def test_the_second_line_of_the_last_entry_belongs_to_it() -> None:
    press = Press()
    plain_table(press)
    press.sheet, press.page, press.y = 1, 1, 200.0
    press.line("2.1 An invented chapter on records, consent and 12".rjust(90))
    press.line("confidentiality", x=18)
    press.turn(12)
    press.text("The text.")
    found = find_contents(press.lines)
    assert len(found.places) == len(press.lines) - 1
    assert [e.page for e in found.entries] == [5, 6, 7, 9, 12]
    assert found.entries[-1].text == "An invented chapter on records, consent and confidentiality"
