"""Where values stand in a text, and where a text breaks the grammar."""

import pytest

from care_standards.documents.positions import Path, line_and_column, locate, walk

TEXT = """{
  "kind": "assessment",
  "findings": [
    {"status": "met", "sta\\u0074us2": [1, [true, null]]},
    {}
  ],
  "note": "a, \\"b\\": {[ "
}
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), "{\n"),
        (("kind",), '"assessment"'),
        (("findings",), "[\n"),
        (("findings", 0), '{"status"'),
        (("findings", 0, "status"), '"met"'),
        (("findings", 0, "status2"), "[1"),
        (("findings", 0, "status2", 1), "[true"),
        (("findings", 0, "status2", 1, 1), "null"),
        (("findings", 1), "{}"),
        (("note",), '"a, '),
    ],
)
def test_a_path_leads_to_its_value(path: Path, value: str) -> None:
    assert TEXT[locate(TEXT, {path})[path] :].startswith(value)


@pytest.mark.parametrize(
    ("path", "ancestor"),
    [
        (("missing",), ()),
        (("missing", "deeper", 3), ()),
        (("findings", 7, "status"), ("findings",)),
        (("findings", 1, "status"), ("findings", 1)),
        (("findings", "0"), ("findings",)),
        (("kind", 0), ("kind",)),
        ((0,), ()),
    ],
)
def test_a_path_that_leads_nowhere_gives_its_deepest_ancestor(path: Path, ancestor: Path) -> None:
    places = locate(TEXT, [path, ancestor])
    assert places[path] == places[ancestor]


def test_all_paths_are_found_in_one_call() -> None:
    paths: list[Path] = [("note",), (), ("findings", 0, "status2", 0), ("findings", 0), ("findings", 0)]
    assert set(locate(TEXT, paths)) == set(paths)
    assert locate(TEXT, []) == {}


def test_the_first_of_two_members_of_one_name_counts() -> None:
    text = '{"a": {"x": 1}, "a": {"x": 2, "y": 3}}'
    places = locate(text, [("a",), ("a", "x"), ("a", "y")])
    assert places == {("a",): 6, ("a", "x"): 12, ("a", "y"): 6}


@pytest.mark.parametrize("text", ["", "   ", "{", '{"a', '{"a":', "[1,", "]", "nul", '{"a" 1}'])
def test_a_broken_text_still_gives_an_answer(text: str) -> None:
    assert locate(text, [("a", 0), ()]).keys() == {("a", 0), ()}


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("", "cut", 0),
        ("[", "cut", 1),
        ("[1", "cut", 2),
        ("[1,", "cut", 3),
        ("[1,\n ", "cut", 5),
        ('{"a"', "cut", 4),
        ('{"a":', "cut", 5),
        ('{"a":1,', "cut", 7),
        ('"abc', "cut", 4),
        ('"abc\\', "cut", 5),
        ('"abc\\u12', "cut", 8),
        ('"abc\\u1234', "cut", 10),
        ("tr", "cut", 2),
        ("[nul", "cut", 4),
        ("-", "cut", 1),
        ("[-", "cut", 2),
        ("[1.", "cut", 3),
        ("[1e", "cut", 3),
        ("[1.5E+", "cut", 6),
        ("[1,]", "broken", 3),
        ("[,1]", "broken", 1),
        ('{"a":1,}', "broken", 7),
        ('{"a" 1}', "broken", 5),
        ('{"a"}', "broken", 4),
        ("{a:1}", "broken", 1),
        ("{1:1}", "broken", 1),
        ("[1 2]", "broken", 3),
        ("[1}", "broken", 2),
        ('{"a":1]', "broken", 6),
        ("[01]", "broken", 2),
        ("[+1]", "broken", 1),
        ("[.5]", "broken", 1),
        ("[1.]", "broken", 2),
        ("[-a]", "broken", 1),
        ("[0x1]", "broken", 2),
        ("[trux]", "broken", 1),
        ("[True]", "broken", 1),
        ("tru ", "broken", 0),
        ("[Na", "broken", 1),
        ('"a\nb"', "broken", 2),
        ('"\\q"', "broken", 1),
        ('"\\u12G4"', "broken", 1),
        ('"\\\\\\x"', "broken", 3),
        ("1 1", "broken", 2),
        ("{}x", "broken", 2),
        ("[1]]", "broken", 3),
        ("\u00a0[]", "broken", 0),
        ("[\u0661]", "broken", 1),
        ("\ufeff[]", "broken", 0),
    ],
)
def test_a_break_of_the_grammar_has_a_place(text: str, event: str, place: int) -> None:
    assert list(walk(text, []))[-1] == (event, place, place)


def test_the_walk_keeps_the_path() -> None:
    steps: list[str | int] = []
    seen = [(event, tuple(steps)) for event, _, _ in walk('{"a":[1,{"b":NaN}],"c":{}}', steps)]
    assert seen == [
        ("object", ()),
        ("name", ("a",)),
        ("list", ("a",)),
        ("number", ("a", 0)),
        ("object", ("a", 1)),
        ("name", ("a", 1, "b")),
        ("not-finite", ("a", 1, "b")),
        ("end", ("a", 1)),
        ("end", ("a",)),
        ("name", ("c",)),
        ("object", ("c",)),
        ("end", ("c",)),
        ("end", ()),
    ]


@pytest.mark.parametrize(
    ("text", "offset", "answer"),
    [
        ("", 0, (1, 1)),
        ("abc", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("\r\r\n\n\rx", 5, (5, 1)),
        ("a\n\r\nb", 4, (3, 1)),
        ("é\U0001f600x", 2, (1, 3)),
        ("a\u2028b\x0cc", 4, (1, 5)),
        ("abc", 99, (1, 4)),
        ("abc", -1, (1, 1)),
    ],
)
def test_line_and_column(text: str, offset: int, answer: tuple[int, int]) -> None:
    assert line_and_column(text, offset) == answer
