"""Sheets travel from the child process as lines of JSON."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards.authoring.pdf.words import FARTHEST, Box, Sheet, Word, sheet_from_record, sheet_to_record

hundredths = st.integers(-90_000, 90_000).map(lambda number: number / 100)
words = st.builds(
    Word, st.text(max_size=5), hundredths, hundredths, hundredths, hundredths, hundredths, hundredths,
    st.integers(1, 9), st.sampled_from([0, 90, 180, -90]), st.booleans(), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
sheets = st.builds(
    Sheet,
    st.integers(1, 99), hundredths, hundredths, st.lists(words, max_size=5).map(tuple),
    st.lists(st.builds(Box, hundredths, hundredths, hundredths, hundredths), max_size=3).map(tuple),
    st.integers(0, 99), st.integers(0, 99), st.integers(0, 9),
)  # fmt: skip


@given(sheets)
@settings(max_examples=100, deadline=None)
def test_a_sheet_comes_back_as_it_went(sheet: Sheet) -> None:
    """Writing and reading give the same sheet, to a hundredth of a point."""
    assert sheet_from_record(json.loads(json.dumps(sheet_to_record(sheet)))) == sheet


def test_what_lies_beyond_all_paper_comes_to_its_edge() -> None:
    far = Word("a", float("-inf"), float("inf"), 1e300, -1e300, float("nan"), 12.0, 1)
    (back,) = sheet_from_record(sheet_to_record(Sheet(1, 1e12, 842.0, (far,)))).words
    assert (back.x0, back.x1, back.top, back.bottom) == (-FARTHEST, FARTHEST, FARTHEST, -FARTHEST)
    assert back.base == -FARTHEST


def test_the_text_of_a_word_is_in_no_repr() -> None:
    word = Word("Beispielwort", 0, 1, 0, 1, 1, 12.0, 12)
    assert "Beispielwort" not in repr(word)
    assert "Beispielwort" not in repr(Sheet(1, 1, 1, (word,)))


def test_a_page_with_a_picture_and_a_stamp_is_a_picture() -> None:
    assert Sheet(1, 595, 842, (), characters=12, pictures=1).is_picture
    assert not Sheet(1, 595, 842, (), characters=900, pictures=1).is_picture
    assert not Sheet(1, 595, 842, (), characters=12).is_picture
