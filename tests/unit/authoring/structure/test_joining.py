"""Lines to text: what happens at line ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.authoring.structure.pages import Press

from care_standards.authoring.structure.joining import joined, words_of


def words(*texts: str):
    press = Press()
    for text in texts:
        press.line(text)
    return words_of(press.lines)


@pytest.mark.parametrize(
    ("lines", "known", "whole"),
    [
        (["an invented", "sentence"], [], "an invented sentence"),
        (["the accommo-", "dation"], ["accommodation is invented"], "the accommodation"),
        (["the accommo-", "dation"], [], "the accommodation"),
        (["a trauma-", "informed way"], [], "a trauma-informed way"),
        (["long-", "term"], ["a long-term plan"], "long-term"),
        (["self-", "care"], ["selfcare", "selfcare"], "selfcare"),
        (["the Co-", "Ordinator"], [], "the Co-Ordinator"),
        (["soft\xad", "ware"], [], "software"),
        (["and/", "or"], [], "and/or"),
        (["words –", "and more"], [], "words – and more"),
        (["pages 3-", "5"], [], "pages 3- 5"),
        (["", "only"], [], "only"),
        (["bread-", "winner and bread"], ["bread and winner"], "bread-winner and bread"),
    ],
)
def test_line_ends(lines: list[str], known: list[str], whole: str) -> None:
    assert joined(lines, words(*known)) == whole


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(st.characters(categories=("Ll", "Lu")), min_size=1, max_size=8), min_size=1, max_size=30),
    st.randoms(),
)
def test_law_text_broken_between_words_comes_back(text: list[str], random) -> None:
    """However lines are broken between words without hyphens, joining them gives the text again."""
    lines, held = [], []
    for word in text:
        held.append(word)
        if random.random() < 0.3:
            lines.append(" ".join(held))
            held = []
    assert joined([*lines, " ".join(held)], words(*lines)) == " ".join(text)
