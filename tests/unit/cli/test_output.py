"""Text on its way out: what a terminal would act on, and what a stream cannot carry."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_standards.cli.output import fitted, safe, safe_name
from care_standards.cli.page import Page


@given(st.text())
def test_safe_text_holds_nothing_a_terminal_acts_on(text: str) -> None:
    """Law: no control, format, surrogate or line separating character is left, but for the two joiners."""
    left = {unicodedata.category(char) for char in safe(text) if char not in "\u200c\u200d"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs", "Mn"])))
def test_safe_leaves_ordinary_text_alone(text: str) -> None:
    """Law: letters, marks, digits, punctuation and spaces of any language stay as they are."""
    assert safe(text) == text


@given(st.text())
def test_safe_twice_is_safe_once(text: str) -> None:
    """Law: safe(safe(x)) == safe(x)."""
    assert safe(safe(text)) == safe(text)


def test_languages_keep_their_joiners() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert safe(persian) == persian


@given(st.text())
def test_a_safe_name_is_one_line_and_no_command(name: str) -> None:
    """Law: a quoted name has no line end, no two colons together and no opening of an old workflow command."""
    shown = safe_name(name)
    assert len(shown.splitlines()) == 1
    assert "::" not in shown
    assert "##[" not in shown


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["ascii", "latin-1", "utf-8", "cp437"]),
)
def test_fitted_text_can_be_carried(text: str, encoding: str) -> None:
    """Law: whatever the text, a stream of the encoding takes what comes out; what it can carry stays as it is."""
    carried = fitted(text, encoding)
    carried.encode(encoding)
    if text.isascii():
        assert carried == text


def test_fitted_prefers_plainer_characters() -> None:
    assert fitted("a \u2013 b\u2026 \u201cc\u201d", "ascii") == 'a - b... "c"'
    assert fitted("caf\u00e9", None) == "caf\\xe9"
    assert fitted("caf\u00e9", "no-such-encoding") == "caf\\xe9"


@given(
    st.text(max_size=200),
    st.integers(min_value=20, max_value=110),
    st.integers(min_value=0, max_value=8),
    st.booleans(),
)
def test_a_page_keeps_to_its_width_and_loses_no_word(text: str, width: int, indent: int, colour: bool) -> None:
    """Law: no line is wider than the page, in terminal cells, and the characters other than spaces all come out."""
    page = Page(width=width, colour=False)
    page.line(text, style="bold", indent=indent, hang=2)
    page.field("name", text)
    lines = str(page).splitlines()
    assert all(_cells(line) <= width for line in lines)
    assert "".join(str(page).split()).startswith("".join(safe(text).split()))
    if colour:
        again = Page(width=width, colour=True)
        again.line("word", style="bold")
        assert str(again) == "\x1b[1mword\x1b[0m\n"


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


@pytest.mark.parametrize("markup", ["[bold]x[/bold]", ":smile:", "[link=http://x]y[/link]", "[/]"])
def test_text_is_never_markup(markup: str) -> None:
    page = Page(width=80, colour=True)
    page.line(markup)
    page.table([(markup, markup)])
    assert str(page).count(markup) == 3
    assert "\x1b" not in str(page)
