"""Numbers that open a line, attributes in braces, and ids. All wording is invented."""

import pytest

from care_standards.authoring.grammar import (
    MalformedAttributes,
    attribute,
    is_bracketed,
    list_value,
    local_of,
    members_of,
    quoted,
    slug_of,
    split_attributes,
    split_notation,
    value_problem,
    without_suffix,
)


@pytest.mark.parametrize(
    ("raw", "notation", "rest"),
    [
        ("1.1.5 Words", "1.1.5", "Words"),
        ("13.4. Words", "13.4", "Words"),
        ("50A(2) Words", "50A(2)", "Words"),
        ("12(1)(a): Words", "12(1)(a)", "Words"),
        ("A.1.2 Words", "A.1.2", "Words"),
        ("(a) Words", "(a)", "Words"),
        ("(iv) Words", "(iv)", "Words"),
        ("(see below) Words", None, "(see below) Words"),
        ("Part 5: Words", "Part 5", "Words"),
        ("Annex F – Words", "Annex F", "Words"),
        ("Part 5 **Words**", "Part 5", "**Words**"),
        ("Article 12 says so", None, "Article 12 says so"),
        ("12 months", None, "12 months"),
        ("12. Words", "12", "Words"),
        ("A bed", None, "A bed"),
        ("A. Words", "A", "Words"),
        (r"13\.4 km", None, r"13\.4 km"),
        ("13.4", "13.4", ""),
        ("13.4km", None, "13.4km"),
    ],
)
def test_a_number_opens_a_text(raw: str, notation: str | None, rest: str) -> None:
    assert split_notation(raw, heading=False) == (notation, rest)


@pytest.mark.parametrize(
    ("raw", "notation", "rest"),
    [
        ("1 Words", "1", "Words"),
        ("Part 5 Words", "Part 5", "Words"),
        ("Chapter III Words", "Chapter III", "Words"),
        ("Annex F Words", "Annex F", "Words"),
        ("Tier 1", "Tier 1", ""),
        ("A quiet house", None, "A quiet house"),
        ("A: Words", "A", "Words"),
        ("Partly true", None, "Partly true"),
    ],
)
def test_a_number_opens_a_heading(raw: str, notation: str | None, rest: str) -> None:
    assert split_notation(raw, heading=True) == (notation, rest)


@pytest.mark.parametrize(
    ("notation", "local"),
    [("1.1.5", "1.1.5"), ("50A(2)", "50a.2"), ("12(1)(a)", "12.1.a"), ("Part 5", "part.5"), ("(a)", "a"), ("§", ""),
     ("A--1-", "a-1")],
)  # fmt: skip
def test_local_ids(notation: str, local: str) -> None:
    assert local_of(notation) == local


def test_bracketed_alone() -> None:
    assert [is_bracketed(number) for number in ("(a)", "4(a)", "(a)(b)", "a")] == [True, False, False, False]


def test_slugs_are_cut_at_words() -> None:
    assert slug_of("A calm arrival – café", 16) == "a-calm-arrival"
    assert slug_of("Straßen und Wege", 40) == "strassen-und-wege"
    assert slug_of("…", 40) == ""


def test_the_suffix_of_a_counted_item() -> None:
    assert without_suffix("1.1.r2-2") == "1.1.r2"
    assert without_suffix("1.1-2") == "1.1-2"


def test_attributes_are_taken_off_the_end() -> None:
    raw, found = split_attributes('Words {force=must note="a \\"b\\" {c}" page=3}')
    assert raw == "Words"
    assert [(name, value, in_quotes) for name, value, in_quotes, _ in found] == [
        ("force", "must", False),
        ("note", 'a "b" {c}', True),
        ("page", "3", False),
    ]


@pytest.mark.parametrize(
    ("raw", "offset"),
    [("a } b", 2), ("a {force=must} b", 2), ("a {}", 2), ("a {force}", 2), ("a {force=}", 9), ('a {note="b', 8),
     ("a {page=3", 2), ("a {force=must!}", 9)],
)  # fmt: skip
def test_braces_that_are_no_attributes(raw: str, offset: int) -> None:
    with pytest.raises(MalformedAttributes) as refused:
        split_attributes(raw)
    assert refused.value.offset == offset


def test_escaped_braces_are_text() -> None:
    assert split_attributes(r"a \{b\} {page=1}")[0] == r"a \{b\}"


def test_attributes_are_written_bare_or_quoted() -> None:
    assert attribute("page", "3") == "page=3"
    assert attribute("note", "a\tb\x85") == 'note="a\\tb\\u0085"'
    assert quoted("\u2028") == '"\\u2028"'


def test_lists() -> None:
    assert members_of("none") == ()
    assert members_of("none,") == ("none",)
    assert members_of("a,b") == ("a", "b")
    assert [list_value(members) for members in ((), ("none",), ("a", "b"))] == ["none", "none,", "a,b"]


@pytest.mark.parametrize(
    ("name", "value", "fine"),
    [("force", "must", True), ("force", "shall", False), ("page", "12", True), ("page", "0", False),
     ("page", "none", True), ("page", "9" * 17, False), ("setting", "outreach,safehouse", True),
     ("setting", "outreach,outreach", False), ("setting", "none", True), ("source", "a-b", True),
     ("source", "A b", False), ("language", "cy-GB", True), ("language", "Welsh language", False), ("note", "", False)],
)  # fmt: skip
def test_what_an_attribute_takes(name: str, value: str, fine: bool) -> None:
    assert (value_problem(name, value) is None) == fine
