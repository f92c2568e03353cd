"""Characters become words: nothing is lost, whatever a file does with its characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards.authoring.pdf.glyphs import UNKNOWN, Face, Glyph, cleaned, words_of

ROMAN = Face.named("Invented-Roman", -0.2)
BOLD = Face.named("Invented-Bold", -0.2)


def typed(
    text: str, x: float = 100, base: float = 700, *, size: float = 10, face: Face = ROMAN, angle: int = 0
) -> list[Glyph]:
    return [(letter, x + 5 * n, x + 5 * n + 5, base, size, face, angle) for n, letter in enumerate(text)]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [word.text for word in words_of(glyphs, 842)[0]]


def test_letters_without_a_gap_are_a_word_and_white_space_ends_it() -> None:
    words, total, unknown = words_of(typed("some tea"), 842)
    assert [(word.text, word.x0, word.x1, word.spaced) for word in words] == [
        ("some", 100, 120, True), ("tea", 125, 140, True),
    ]  # fmt: skip
    assert (total, unknown) == (7, 0)
    assert words[0].base == 842 - 700


def test_a_gap_is_a_space_even_where_the_file_has_none() -> None:
    assert texts(typed("some") + typed("tea", 122)) == ["some", "tea"]
    assert texts(typed("some") + typed("tea", 121)) == ["sometea"]


def test_another_font_begins_a_word_that_no_space_stands_before() -> None:
    words, *_ = words_of(typed("some") + typed("tea", 120, face=BOLD), 842)
    assert [(word.text, word.bold, word.spaced) for word in words] == [("some", False, True), ("tea", True, False)]


def test_letters_drawn_twice_are_counted_twice_and_read_once() -> None:
    doubled = [glyph for one in typed("tea") for glyph in (one, (one[0], one[1] + 0.3, one[2] + 0.3, *one[3:]))]
    (word,), total, _ = words_of(doubled, 842)
    assert (word.text, word.count, total, word.bold) == ("tea", 6, 6, True)


def test_two_like_letters_are_two() -> None:
    assert texts(typed("coffee")) == ["coffee"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("o\ufb03ce", "office"), ("\ufb01rst", "first"), ("a\u200bb", "ab"), ("a\x00b", f"a{UNKNOWN}b"),
        ("shy\xad", "shy\xad"), ("caf\xe9", "caf\xe9"), ("\ud800", UNKNOWN),
    ],
)  # fmt: skip
def test_ligatures_and_what_cannot_be_seen(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


def test_turned_text_keeps_its_angle_and_stands_where_it_is_drawn() -> None:
    # Upwards along the left edge: the baseline runs up, so its frame is turned by a quarter.
    words, *_ = words_of(typed("tea", 300, -50, angle=90), 842)
    (word,) = words
    assert (word.text, word.angle) == ("tea", 90)
    assert word.x1 - word.x0 == pytest.approx(10)
    assert (word.top, word.bottom) == (pytest.approx(842 - 315), pytest.approx(842 - 300))
    assert 40 < word.x0 < 55


@pytest.mark.parametrize(
    ("name", "bold", "italic", "pictorial"),
    [
        ("ABCDEF+Arial-BoldItalicMT", True, True, False), ("Times-Roman", False, False, False),
        ("SegoeUI-Semibold", True, False, False), ("SymbolMT", False, False, True),
        ("Wingdings-Regular", False, False, True),
    ],
)  # fmt: skip
def test_the_name_of_a_font_tells_its_face(name: str, bold: bool, italic: bool, pictorial: bool) -> None:
    face = Face.named(name, -0.2)
    assert (face.bold, face.italic, face.pictorial) == (bold, italic, pictorial)
    assert Face.named("Plain", -0.2, 700).bold


glyphs = st.tuples(
    st.sampled_from(["a", "b", " ", "\u00a0", "\ufb01", "", UNKNOWN, "\xad", "•"]),
    st.floats(-50, 700),
    st.floats(0, 20),
    st.sampled_from([700.0, 700.1, 650.0]),
    st.sampled_from([0.0, 8.0, 12.0]),
    st.sampled_from([ROMAN, BOLD]),
    st.sampled_from([0, 0, 0, 90, 45]),
)


@given(st.lists(glyphs, max_size=40))
@settings(max_examples=200, deadline=None)
def test_every_character_that_is_not_white_is_counted_in_one_word(
    drawn: list[Glyph],
) -> None:
    """However characters are drawn, the counts of the words add up to the characters that are not white."""
    placed: list[Glyph] = [
        (text, x, x + wide, base, size, face, turn) for text, x, wide, base, size, face, turn in drawn
    ]
    words, total, unknown = words_of(placed, 842)
    assert total == sum(bool(text.strip()) for text, *_ in placed)
    assert sum(word.count for word in words) == total
    assert unknown == sum(text == UNKNOWN for text, *_ in placed)
