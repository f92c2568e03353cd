"""Spreads: landscape sheets that hold two printed pages, and those that do not."""

from tests.unit.authoring.pdf.pages import line, prose, sheet, word

from care_standards.authoring.pdf.leaves import leaves_of
from care_standards.authoring.pdf.words import Sheet, Word


def page(x: float, folio: int | None, count: int = 30) -> list[Word]:
    words = prose(x, 420, 60, count)
    return words if folio is None else [*words, word(str(folio), x + 200, 560)]


def spread(number: int, left: int | None, right: int | None) -> Sheet:
    return sheet([*page(60, left), *page(660, right)], number, width=1140, height=600)


def halves(sheets: list[Sheet]) -> list[tuple[int, str]]:
    return [(leaf.sheet, leaf.half) for leaf in leaves_of(sheets)]


def test_two_following_numbers_make_a_spread() -> None:
    sheets = [spread(n, 2 * n, 2 * n + 1) for n in range(1, 4)]
    assert halves(sheets) == [(n, half) for n in range(1, 4) for half in ("left", "right")]


def test_two_wide_margins_make_a_spread_where_nothing_is_numbered() -> None:
    assert len(halves([spread(n, None, None) for n in range(1, 4)])) == 6


def test_a_landscape_sheet_with_one_number_is_one_page() -> None:
    sheets = [
        sheet([*page(60, None), *page(660, None), word(str(n), 560, 580)], n, width=1140, height=600) for n in (1, 2, 3)
    ]
    assert halves(sheets) == [(1, ""), (2, ""), (3, "")]


def test_text_across_the_middle_makes_one_page() -> None:
    sheets = [sheet(prose(60, 1000, 60, 30), n, width=1140, height=600) for n in (1, 2, 3)]
    assert halves(sheets) == [(1, ""), (2, ""), (3, "")]


def test_a_portrait_cover_is_one_page_among_spreads() -> None:
    cover = sheet(line("An invented cover", 60, 200), 1, width=570, height=600)
    assert halves([cover, spread(2, 2, 3), spread(3, 4, 5), spread(4, 6, 7)])[:3] == [
        (1, ""),
        (2, "left"),
        (2, "right"),
    ]


def test_a_heading_over_both_pages_is_kept_whole() -> None:
    title = line("An invented heading that runs over all of the two pages of it", 300, 40, size=20)
    sheets = [spread(1, 2, 3), sheet([*title, *page(60, 4), *page(660, 5)], 2, width=1140, height=600), spread(3, 6, 7)]
    left = next(leaf for leaf in leaves_of(sheets) if leaf.sheet == 2)
    assert [one for one in left.words if one.size == 20] == title


def test_every_word_is_on_one_page() -> None:
    sheets = [spread(n, 2 * n, 2 * n + 1) for n in range(1, 4)]
    assert sum(len(leaf.words) for leaf in leaves_of(sheets)) == sum(len(one.words) for one in sheets)
