"""What is highlighted, and which part of a long text is shown."""

import html
import itertools

import pytest

from care_standards.searching.marking import Needles, excerpt
from care_standards.searching.results import Snippet


def marked(text: str, needles: Needles) -> str:
    return Snippet(text, needles.marks_in(text)[0]).highlighted()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A cat, cats and a bobcat.", "A [cat], cats and a bobcat."),
        ("cat", "[cat]"),
        ("CAT_cat-Cat", "[CAT]_[cat]-[Cat]"),
        ("concatenation", "concatenation"),
    ],
)
def test_whole_words_are_marked(text: str, shown: str) -> None:
    assert marked(text, Needles(words=("cat",))) == shown


def test_beginnings_are_marked_to_the_end_of_the_word() -> None:
    assert marked("Cat, cats; a bobcat.", Needles(beginnings=("cat",))) == "[Cat], [cats]; a bobcat."


def test_rows_are_marked_whatever_stands_between() -> None:
    row = Needles(rows=((("co", "operation"), False),))
    assert (
        marked("Co-operation, co  operation, co operations.", row) == "[Co-operation], [co  operation], co operations."
    )
    assert marked("Co-operations.", Needles(rows=((("co", "oper"), True),))) == "[Co-operations]."


def test_marks_that_overlap_become_one() -> None:
    needles = Needles(words=("safe", "house"), rows=((("safe", "house"), False),))
    assert marked("A safe house, safe.", needles) == "A [safe house], [safe]."
    assert needles.marks_in("safe house")[1] == 3


def test_markup_is_escaped_where_asked() -> None:
    snippet = Snippet("<b> & cat", ((6, 9),))
    assert snippet.highlighted("<mark>", "</mark>", escape=html.escape) == "&lt;b&gt; &amp; <mark>cat</mark>"


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("short", ((0, 2),)) == ("short", ((0, 2),))


def test_a_long_text_is_cut_around_most_of_the_marks() -> None:
    text = "cat " + "filler " * 60 + "cat and cat " + "filler " * 60
    needles = Needles(words=("cat",))
    shown, marks = excerpt(text, needles.marks_in(text)[0])
    assert [shown[a:b] for a, b in marks] == ["cat", "cat"]
    assert shown.startswith("…filler")
    assert shown.endswith("filler…")
    assert 150 < len(shown) <= 202


@pytest.mark.parametrize("text", ["x" * 500, "x" * 300 + " cat", "cat " + "x" * 300, "cat" * 100])
def test_a_text_without_spaces_is_cut_anyway(text: str) -> None:
    needles = Needles(words=("cat",), beginnings=("x", "cat"))
    shown, marks = excerpt(text, needles.marks_in(text)[0])
    assert len(shown) <= 202
    assert marks
    assert all(0 <= a < b <= len(shown) for a, b in marks)
    assert all(a >= b for (_, b), (a, _) in itertools.pairwise(marks))
