"""Pages without colour are laid out by our own few lines, and read to the letter as rich would write them."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from care_standards.cli.page import Page
from care_standards.cli.wrapping import wrapped

CONSOLE = Console(file=StringIO(), width=80, color_system=None, legacy_windows=False)


def by_rich(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Text(text).wrap(CONSOLE, width, justify="left", overflow="fold")] or [""]


@given(text=st.text(st.sampled_from("ab-. "), max_size=60), width=st.integers(1, 12))
def test_lines_break_where_rich_breaks_them(text: str, width: int) -> None:
    """Law: for every printable ASCII text of one line and every width, the lines are those of rich."""
    assert wrapped(text, width) == by_rich(text, width)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("   ", [""]),
        ("one two", ["one", "two"]),
        ("abcdefgh ij", ["abcde", "fgh", "ij"]),
        ("abcde fgh", ["abcde", "fgh"]),
        ("abcdefghij k", ["abcde", "fghij", " k"]),
    ],
)
def test_the_usual_breaks(text: str, lines: list[str]) -> None:
    assert wrapped(text, 5) == lines == by_rich(text, 5)


TEXT = st.text(st.characters(max_codepoint=0x2FFF), max_size=90)
PARTS = st.one_of(
    st.tuples(st.just("line"), TEXT, st.just(""), st.integers(0, 6), st.integers(0, 6)),
    st.tuples(st.just("field"), TEXT, st.integers(0, 6)),
    st.tuples(st.just("table"), st.lists(st.tuples(TEXT, TEXT), max_size=3), st.integers(0, 4)),
    st.tuples(st.just("marked"), TEXT, TEXT, st.just([(1, 3), (4, 6)]), st.integers(0, 4)),
)


def laid_out(page: Page, parts: list[tuple[object, ...]]) -> str:
    for name, *given_ in parts:
        if name == "field":
            page.field("name", *given_)  # type: ignore[arg-type]
        else:
            getattr(page, str(name))(*given_)
    return str(page)


@given(parts=st.lists(PARTS, max_size=4), width=st.integers(20, 80))
def test_a_page_is_the_same_laid_out_plainly_or_by_rich(parts: list[tuple[object, ...]], width: int) -> None:
    """Law: whatever is put on a page without colour, its text is the same whether rich lays all of it out or not."""

    class ByRich(Page):
        def _lay(self, text: str, lead: str, hang: int, style: str = "", bold: object = ()) -> None:
            self._lay_richly(text, lead, hang, max(self.width - max(len(lead), hang), 1), style, ())

    assert laid_out(Page(width, colour=False), parts) == laid_out(ByRich(width, colour=False), parts)
