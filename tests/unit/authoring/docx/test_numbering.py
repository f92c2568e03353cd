"""Automatic numbers: forms, digits, starts, restarts and lists that share a definition."""

from xml.etree import ElementTree as Tree

import pytest

from care_standards.authoring.docx.numbering import Numbering, printed
from care_standards.authoring.docx.parts import parsed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def lists(definitions: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> Numbering:
    text = f'<w:numbering xmlns:w="{W}">{definitions}{nums}</w:numbering>'
    assert Tree.fromstring(text) is not None
    return Numbering(parsed(text.encode()))


def definition(*levels: str, id: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def level(at: int, form: str, digits: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{digits}"/>{more}'
        f'<w:lvlText w:val="{form}"/></w:lvl>'
    )


THREE = definition(level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3."))


def texts(numbering: Numbering, *steps: tuple[str, int]) -> list[str | None]:
    found = [numbering.next(num, depth) for num, depth in steps]
    return [None if one is None else one.text for one in found]


def test_levels_count_and_start_again_below_the_next_one_above() -> None:
    steps = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]
    expected = ["1.", "1.1", "1.1.1.", "1.1.2.", "1.2", "1.2.1.", "2.", "2.1"]
    assert texts(lists(THREE), *steps) == expected


def test_a_level_that_was_passed_over_shows_where_it_starts() -> None:
    assert texts(lists(THREE), ("1", 1), ("1", 0), ("1", 0)) == ["1.1", "2.", "3."]


def test_a_level_may_never_start_again() -> None:
    through = definition(level(0, "%1."), level(1, "%2", more='<w:lvlRestart w:val="0"/>'))
    steps = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert texts(lists(through), *steps) == ["1.", "1", "2", "2.", "3"]


def test_a_level_may_start_again_only_after_a_higher_one() -> None:
    late = definition(level(0, "%1"), level(1, "%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>'))
    steps = [("1", 0), ("1", 1), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)]
    assert texts(lists(late), *steps) == ["1", "1", "1", "2", "2", "2", "1"]


def test_legal_form_writes_every_level_in_figures() -> None:
    legal = definition(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%1.%3"))
    assert texts(lists(legal), ("1", 0), ("1", 0), ("1", 1), ("1", 2)) == ["I", "II", "2.1", "II.1"]


def test_lists_that_share_a_definition_go_on_unless_one_starts_it_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = lists(THREE, nums)
    steps = [("1", 0), ("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]
    assert texts(numbering, *steps) == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'Standard %1:', start=4)}</w:lvlOverride></w:num>"
    )
    assert texts(lists(THREE, own), ("1", 0), ("1", 0)) == ["Standard 4:", "Standard 5:"]


def test_bullets_are_no_number_and_nothing_is_printed_for_no_list() -> None:
    numbering = lists(definition(level(0, "•", "bullet"), level(1, "", "none")))
    bullet = numbering.next("1", 0)
    assert bullet is not None
    assert (bullet.text, bullet.digits) == (None, "bullet")
    assert numbering.next("1", 1) is None
    assert numbering.next("0", 0) is None  # how a paragraph leaves the list of its style
    assert numbering.next("9", 0) is None
    assert numbering.next("1", 9) is None


def test_first_says_where_a_count_begins() -> None:
    numbering = lists(THREE)
    said = [numbering.next("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert [one.first for one in said if one is not None] == [True, True, False, False, True]


@pytest.mark.parametrize(
    ("count", "digits", "text"),
    [
        (1, "decimal", "1"),
        (7, "decimalZero", "07"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "chicago", "3"),
        (0, "lowerRoman", "0"),
        (-2, "lowerLetter", "-2"),
        (999_999, "upperRoman", "999999"),
        (3, "none", ""),
    ],
)
def test_digits(count: int, digits: str, text: str) -> None:
    assert printed(count, digits) == text
