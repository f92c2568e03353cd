"""Pages about differences: what they say, what they never say, and that they can be read by everybody."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import attrs
import pytest
from markdown_it import MarkdownIt
from tests.unit.exports.page_elements import Elements

from care_standards import model, packaged
from care_standards.differences import CATEGORIES, diff
from care_standards.errors import InvalidValueError
from care_standards.exports.difference_pages import to_html, to_markdown
from care_standards.exports.difference_style import STYLE
from care_standards.exports.difference_text import words

SHIPPED = packaged.catalogue()
HOSTILE = (
    "a|b <script>alert(1)</script> [x](http://evil.example) *b* `c` \"q\" 'q' & www.evil.example x@y.example \\| ~s~ #h"
)


def _between(old: str, new: str) -> Any:
    found = SHIPPED.get(f"{old}--{new}")
    concordance = found if isinstance(found, model.Concordance) else None
    return diff(SHIPPED.edition(old), SHIPPED.edition(new), concordance=concordance)


def _html(old: str, new: str) -> str:
    return to_html(_between(old, new), old=SHIPPED.edition(old), new=SHIPPED.edition(new))


@pytest.fixture
def hostile() -> Any:
    """A comparison of two editions whose titles, headings and summaries mean harm to a page."""
    title = HOSTILE + "\n\n# Not a heading\x00\x1b[31m\u202ereversed"
    before = SHIPPED.edition("sg49-2020")

    def of(edition: model.Edition) -> model.Edition:
        changed = [attrs.evolve(p, heading=title, summary=title, heading_status="literal") for p in edition]
        return attrs.evolve(edition, title=title, provisions=changed)

    old, new = of(before), of(SHIPPED.edition("sg49-2022"))
    change = attrs.evolve(SHIPPED.concordance("sg49-2020", "sg49-2022").changes[0], summary=title, note=title)
    concordance = attrs.evolve(SHIPPED.concordance("sg49-2020", "sg49-2022"), changes=(change,))
    return diff(old, new, concordance=concordance), old, new


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    page = Elements(_html("scs-2018", "scs-2025"))
    assert page.all("html") == [{"lang": "en-GB"}]
    assert not {"script", "img", "link", "iframe", "object", "form", "a"} & {tag for tag, _ in page.elements}
    assert not any(name in ("src", "href") or name.startswith("on") for _, all_ in page.elements for name in all_)
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert any("default-src 'none'" in (meta.get("content") or "") for meta in page.all("meta"))


def test_headings_and_tables_are_real_ones() -> None:
    page = Elements(_html("chs-2014", "chs-2024"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    assert all(th.get("scope") in ("col", "row", "rowgroup") for th in page.all("th"))
    assert [table for table in page.all("table") if "pairs" in (table["class"] or "")]
    assert all(td.get("role") == "cell" for td in page.all("td") if "data-side" in td)
    assert len(page.by_tag["caption"]) == sum("pairs" in (t["class"] or "") for t in page.all("table"))


def test_older_stands_left_and_newer_right() -> None:
    page = _html("chs-2014", "chs-2024")
    rows = re.findall(
        r'<tr role="row"><td[^>]*data-side="([^"]+)".*?</td><td[^>]*data-side="([^"]+)".*?</td></tr>', page
    )
    assert set(rows) == {("chs-2014", "chs-2024")}
    merged = page[page.index('id="is-merged"') :]
    left, right = re.findall("<td.*?</td>", merged)[:2]
    assert "chs-2014.1<" in left
    assert "chs-2014.2<" in left
    assert "chs-2024.2<" in right


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_the_top_says_how_much_is_known_and_that_unknown_is_not_unchanged(write: Any) -> None:
    page = write(_between("scs-2018", "scs-2025"), old=SHIPPED.edition("scs-2018"), new=SHIPPED.edition("scs-2025"))
    top = page[: page.index("What was counted")]
    assert "scs-2018 partial, 44 provisions held" in top
    assert "scs-2025 partial, 2 provisions held" in top
    assert "do not read it as unchanged, nor as withdrawn" in top
    assert "Of the 44 provisions listed of scs-2018, 0 were compared." in top
    assert "A chapter about work, skills and education joins the book." in page
    assert "chg-3" in page
    assert "its place is not told" in page
    assert "outside nrm" in page


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_our_own_labels_and_reported_headings_are_marked(write: Any) -> None:
    old, new = SHIPPED.edition("scs-2018"), SHIPPED.edition("scs-2025")
    page = write(diff(old, new), old=old, new=new)
    labels = {p.heading for p in (*old, *new) if p.heading_status == "own-label"}
    assert labels
    assert page.count("(our own label)") == sum(p.heading_status == "own-label" for p in (*old, *new))
    assert page.count("(as reported by others)") == sum(p.heading_status == "reported" for p in (*old, *new))


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_proposals_are_called_guesses_and_stand_apart(write: Any) -> None:
    found = _between("sg49-2020", "sg49-2021")
    page = write(found)
    assert found.proposals
    apart = page[page.rindex("Proposals by headings (") if write is to_html else page.index("## ? Proposals") :]
    assert "These are guesses" in apart
    assert apart.count("Proposed, not found") == len(found.proposals) == page.count("Proposed, not found")


@pytest.mark.parametrize("write", [to_html, to_markdown])
@pytest.mark.parametrize("pair", [("scs-2018", "scs-2025"), ("chs-2014", "chs-2024")])
def test_every_category_is_counted_in_words_and_not_by_colour_alone(write: Any, pair: tuple[str, str]) -> None:
    found = _between(*pair)
    page = write(found)
    for category in CATEGORIES["editions"]:
        assert f" {words(category)}" in page
        assert (f"{words(category).capitalize()} ({found.counts[category]})" in page) == (found.counts[category] > 0)


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_editorial_rows_say_so(write: Any) -> None:
    crosswalk = SHIPPED.crosswalk("htea-scot-2015", "htea-ni-2015")
    rows = [attrs.evolve(row, origin="source") for row in crosswalk.mappings]
    other = attrs.evolve(crosswalk, mappings=(attrs.evolve(crosswalk.mappings[0], origin="editorial"), *rows[1:]))
    first = attrs.evolve(crosswalk, mappings=rows)
    page = write(diff(first, other), old=SHIPPED, new=SHIPPED)
    assert page.count("Editorial: ") == 1
    assert "relation: intersects" in page
    assert f"{len(rows) - 1} that are the same on both sides are counted and not listed." in page
    assert "htea-ni-2015 partial" in page
    assert len(write(diff(first, first), every=True)) > len(write(diff(first, first))) * 2
    assert "Nothing differs" in write(diff(first, first))


@pytest.fixture
def quarters() -> tuple[model.Assessment, model.Assessment]:
    """Two assessments of the edition, three months apart: the first of two changes for the better, the second not."""
    first, second, third, *_ = SHIPPED.edition("scs-2018")

    def of(quarter: int, *statuses: str) -> model.Assessment:
        findings = [
            model.Finding(provision=p.id, status=status, assessed_on=date(2025, 1, 1), evidence=(), note="CANARY")
            for p, status in zip((first, second, third), statuses, strict=True)
        ]
        return model.Assessment(
            subject=model.Subject(kind="service", ref="CANARY"), edition="scs-2018", findings=findings,
            period=model.Period(start=date(2025, quarter * 3 - 2, 1), end=date(2025, quarter * 3, 28)),
            assessor_role="quality-lead", produced_by=model.Producer(name="CANARY", version="1"),
        )  # fmt: skip

    return of(1, "not-met", "met", "met"), of(2, "met", "partly-met", "met")


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_of_two_assessments_the_worse_stands_first_and_all_is_told(write: Any, quarters: Any) -> None:
    edition = SHIPPED.edition("scs-2018")
    found = diff(*quarters, editions=edition)
    page = re.sub(r"\\\\(?=\W)", "", write(found, old=edition, new=edition))
    assert [entry.course for entry in found.entries] == ["better", "worse", None]  # elsewhere the order is kept
    assert 0 < page.rindex("Worse") < page.rindex("Better")
    assert "Of the statuses that changed: 1 better, 1 worse." in page
    assert (
        f"Unknown: {len(edition) - 3} of the {len(edition)} items held of scs-2018 have no finding in either." in page
    )
    known = page[: page.index("What was counted")]
    assert "2025-01-01 to 2025-03-28" in known
    assert "2025-04-01 to 2025-06-28" in known
    assert "Older, 2025-01-01 to 2025-03-28" in page
    assert "CANARY" not in page
    bare = write(diff(*quarters))
    assert "how many items have no finding in either. No edition of these is held here." in bare


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_a_page_speaks_of_one_as_of_one(write: Any) -> None:
    edition = SHIPPED.edition("scs-2018")
    one = attrs.evolve(edition, provisions=edition.provisions[:1])
    page = write(diff(one, one), old=one, new=one)
    assert "scs-2018 partial, 1 provision held" in page
    assert "1 that is the same on both sides is counted and not listed." in page
    concordance = SHIPPED.concordance("sg49-2020", "sg49-2022")
    change = attrs.evolve(concordance.changes[0], old=("sg49-2020.none",), new=())
    found = diff(
        SHIPPED.edition("sg49-2020"), SHIPPED.edition("sg49-2022"),
        concordance=attrs.evolve(concordance, changes=(change,)),
    )  # fmt: skip
    assert found.old.not_held == 1
    assert "1 provision of the older one is named here that our data do not hold." in write(found)


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_of_two_publications_neither_is_the_older(write: Any) -> None:
    page = write(_between("eudir-2011", "ecat-2005"), old=SHIPPED, new=SHIPPED)
    assert not re.search("older|newer|became of", page, flags=re.IGNORECASE)
    assert "Items of the first" in page
    assert "cannot be known from here" in page


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_of_two_revisions_each_side_shows_its_own_heading(write: Any) -> None:
    shipped = SHIPPED.edition("scs-2018")
    first = attrs.evolve(shipped.provisions[0], heading="Of the older", heading_status="literal")
    old = attrs.evolve(shipped, provisions=[first])
    new = attrs.evolve(shipped, provisions=[attrs.evolve(first, heading="Of the newer")])
    page = write(diff(old, new), old=old, new=new)
    assert 0 < page.index("Of the older") < page.index("Of the newer")
    assert "Differs in: heading" in page
    # What was not given is not taken from the other side: that one may say something else.
    assert write(diff(old, new), new=new).count("Of the newer") == 1


def test_what_is_harmful_in_a_text_is_only_shown(hostile: Any) -> None:
    found, old, new = hostile
    page = Elements(to_html(found, old=old, new=new))
    assert not {"script", "a"} & {tag for tag, _ in page.elements}
    text = "".join(page.texts)
    assert text.count(HOSTILE) >= len(old)
    assert not set("\x00\x1b\u202e") & set(text)
    assert len(page.by_tag["h1"]) == 1


def _inline(page: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        yield token
        yield from token.children or ()


def test_what_means_something_in_markdown_is_only_shown(hostile: Any) -> None:
    found, old, new = hostile
    page = to_markdown(found, old=old, new=new)
    tokens = list(_inline(page))
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "em_open", "code_inline", "s_open", "image", "html_block", "fence"}
    assert {token.content for token in tokens if token.type == "html_inline"} == {"<br>"}
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    text = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert text.count(HOSTILE) >= len(old)
    # What turns addresses into links in GitHub's Markdown is broken up.
    assert not re.search(r"www\.|http://|x@y", page)
    for table in re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in table.splitlines()}
        assert len(widths) == 1


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_the_publishers_wording_and_notes_of_findings_stay_out(write: Any, hostile: Any) -> None:
    _, old, new = hostile
    wording = model.Wording(language="en", value="CANARY")
    private = [
        attrs.evolve(e, provisions=[attrs.evolve(p, text=wording, note="CANARY") for p in e]) for e in (old, new)
    ]
    assert "CANARY" not in write(diff(*private), old=private[0], new=private[1])
    assert "CANARY" not in write(diff(private[0], old), old=private[0], new=old, every=True)


def test_an_id_is_no_place_to_take_headings_from() -> None:
    with pytest.raises(InvalidValueError):
        to_html(_between("scs-2018", "scs-2025"), old="scs-2018")  # type: ignore[arg-type]


def test_two_runs_give_the_same_page() -> None:
    assert _html("scs-2018", "scs-2025") == _html("scs-2018", "scs-2025")


def _colours(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", style))


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_guidelines_have_it() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: str) -> None:
    light, dark = STYLE.split("@media screen and (prefers-color-scheme: dark)", 1)
    colours = _colours(light if scheme == "light" else dark[: dark.index("* {")])
    grounds = {"paper", "panel"}
    inks = set(colours) - grounds - {"line"}
    assert inks == {"ink", "soft", "more", "less", "open", "other"}
    for ink, ground in product(sorted(inks), sorted(grounds)):
        assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    # Lines between cells are no text; 3 to 1 is asked of them (WCAG 2.2, 1.4.11).
    assert all(_contrast(colours["line"], colours[ground]) >= 3 for ground in grounds)


def test_every_colour_is_one_of_those_that_are_judged() -> None:
    rules = STYLE[STYLE.index("* {") :]
    assert not re.search(r"#[0-9a-f]{3}|rgb|hsl", rules)
    assert set(re.findall(r"var\(--([a-z]+)\)", rules)) == set(_colours(STYLE))
    assert "@media print" in STYLE
    assert "@media (max-width" in STYLE
