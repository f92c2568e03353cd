"""Labels in a narrow column at the side of their text."""

from tests.unit.authoring.pdf.pages import line, prose, sheet

from care_standards.authoring.pdf.atoms import atoms_of
from care_standards.authoring.pdf.setting import reading_of
from care_standards.authoring.pdf.side_labels import side_labels_of
from care_standards.authoring.pdf.words import Word


def page(number: int, *, bold: bool = True, mark: str = "") -> list[Word]:
    """Set a text with a label over two rows beside it."""
    label = line("Invented", 60, 90, bold=bold) + line(f"tea{mark}", 60, 102, bold=bold)
    return label + prose(160, 370, 80, 6, start=100 * number)


def keys(pages: list[list[Word]]) -> list[str]:
    return [label.key for labels in side_labels_of([atoms_of(words) for words in pages]) for label in labels]


def test_the_same_words_in_bold_at_the_side_are_a_label_of_one_line_before_its_text() -> None:
    reading = reading_of([sheet(page(number), number) for number in (1, 2, 3)])
    first = [one for one in reading.lines if one.sheet == 2]
    assert [one.text[:12] for one in first[:3]] == ["Invented tea", "l0200 words ", "l0201 words "]
    assert (first[0].x0, first[0].top, first[1].top, first[1].x0) == (60, 82, 82, 160)
    assert sum(one.characters for one in reading.lines) == reading.characters
    assert first[0].bold_lead == 2


def test_what_stands_there_once_or_is_not_bold_or_ends_with_a_colon_is_none() -> None:
    assert keys([page(number) for number in (1, 2, 3)]) == ["invented tea"] * 3
    assert not keys([page(1), page(2)])
    assert not keys([page(number, bold=False) for number in (1, 2, 3)])
    assert not keys([page(number, mark=":") for number in (1, 2, 3)])


def test_bold_beside_bold_is_the_head_of_a_table() -> None:
    heads = line("Invented", 60, 90, bold=True) + line("and more tea", 160, 90, bold=True)
    assert not keys([heads + prose(160, 370, 100, 6) for _ in range(4)])


def test_names_with_one_line_each_are_a_list() -> None:
    rows = [
        line(name, 60, 90 + 12 * row, bold=True) + line("words of tea", 160, 90 + 12 * row)
        for row, name in enumerate(["Street", "Town", "Telephone", "Post"])
    ]
    assert not keys([[one for row in rows for one in row] + prose(60, 470, 200, 5) for _ in range(5)])
