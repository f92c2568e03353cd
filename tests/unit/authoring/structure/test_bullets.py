"""Marks of lists: what is read, and which of them count."""

import pytest

from care_standards.authoring.structure.bullets import Marked, choose_marks, read_mark


@pytest.mark.parametrize("glyph", list("•▪◦‣●○■□►➢❖✓✔\uf0b7\ufffd"))
def test_clear_marks(glyph: str) -> None:
    mark = read_mark(f"{glyph} Invented words")
    assert mark is not None
    assert mark.clear
    assert mark.rest == "Invented words"


@pytest.mark.parametrize("glyph", ["–", "—", "-", "*", "§", "o"])
def test_unclear_marks(glyph: str) -> None:
    mark = read_mark(f"{glyph} Invented words")
    assert mark is not None
    assert not mark.clear
    assert mark.rest == "Invented words"


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("(a) words", "(a)"), ("a) words", "(a)"), ("i. words", "(i)"), ("1. words", "(1)"), ("(iv)words", "(iv)"),
    ],
)  # fmt: skip
def test_enumerating_marks(text: str, notation: str) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert mark.notation == notation
    assert mark.rest == "words"


@pytest.mark.parametrize(
    "text", ["Invented words", "online help", "-5 degrees", "(see the annex) and so on", "e.g. tea"]
)
def test_no_marks(text: str) -> None:
    mark = read_mark(text)
    assert mark is None


def marked(*texts: tuple[str, float, bool]) -> list[Marked]:
    made = []
    for line, (text, indent, fresh) in enumerate(texts):
        mark = read_mark(text)
        assert mark is not None
        made.append(Marked(line=line, mark=mark, fresh=fresh, indent=indent))
    return made


def test_letters_need_a_neighbour_at_their_indentation() -> None:
    lists = choose_marks(marked(("(a) one", 20, True), ("(b) two", 20, True), ("(c) three", 20, True)))
    assert lists.places == {0, 1, 2}
    # In running text "(a) …, and (b) …" the first may begin a line by chance; nothing follows it at a line start.
    assert choose_marks(marked(("(a) in exchange", 0, False), ("(c) through", 60, True))).places == set()


def test_a_dash_within_a_paragraph_is_no_mark() -> None:
    assert choose_marks(marked(("– which goes on", 0, False))).places == set()


def test_one_dash_alone_is_a_mark_and_doubted() -> None:
    lists = choose_marks(marked(("– an item", 20, True)))
    assert lists.places == {0}
    assert lists.doubtful == {0}


def test_several_letters_o_are_marks_without_doubt() -> None:
    lists = choose_marks(marked(("o one", 20, True), ("o two", 20, True)))
    assert lists.places == {0, 1}
    assert lists.doubtful == set()


def test_a_dash_below_the_dashes_above_is_a_mark_whatever_stands_before_it() -> None:
    dash = read_mark("– Invented words")
    assert dash is not None
    first = Marked(line=1, mark=dash, fresh=True, indent=56)
    below = Marked(line=3, mark=dash, fresh=False, outdented=True, indent=56)
    found = choose_marks([first, below])
    assert (found.places, found.doubtful) == ({1, 3}, set())


def test_a_dash_where_the_text_goes_on_is_none() -> None:
    dash = read_mark("– Invented words")
    assert dash is not None
    first = Marked(line=1, mark=dash, fresh=True, indent=56)
    inside = Marked(line=3, mark=dash, fresh=False, outdented=False, indent=68)
    elsewhere = Marked(line=4, mark=dash, fresh=False, outdented=True, indent=30)
    assert choose_marks([first, inside, elsewhere]).places == {1}
