"""Rows, paths and coverage of crosswalks in words for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from care_standards.cli.between import NO_CROSSWALK
from care_standards.cli.crosswalk_rows import add_rows
from care_standards.cli.item_text import OUR_JUDGEMENT, RELEVANT_ONLY, add_holdings, described
from care_standards.cli.mapped import Mapped, provision_held
from care_standards.cli.output import counted
from care_standards.cli.page import Page

if TYPE_CHECKING:
    from care_standards.mapping import Coverage, Explanation, Link, Path, SideCoverage
    from care_standards.query import Holding

_ALL: Final = 5  # relations that can hold between two sets
_NOT_LISTED: Final = "What has no row was not reviewed, unless it says so: nothing follows."


def map_page(found: Mapped, holdings: "Sequence[Holding]", below: int) -> Page:
    """Lay out the rows between two ends, crosswalk by crosswalk; ``below`` are those of what stands below the ends."""
    page = Page()
    for each in found.read:
        if each.crosswalk.mappings:
            turned = " (read from its other end)" if each.is_inverted else ""
            page.line(f"{each.id}{turned}", style="bold", hang=2)
            add_rows(page, each.crosswalk)
            page.blank()
    for each in found.read:
        if each.state is not None:
            page.line(f"{each.crosswalk.target.edition}: no row; {each.state}", hang=2)
    for edition, reason in found.left_out:
        page.line(f"{edition} is left out. {reason}", hang=2)
    if found.read:
        ours = f", {found.editorial} of them {OUR_JUDGEMENT}" if found.editorial else ""
        page.line(f"{counted(found.count, 'row')}{ours}. {RELEVANT_ONLY} {_NOT_LISTED}")
    elif not found.left_out:
        page.line(NO_CROSSWALK)
    if below:
        page.line(f"Not among these: {_below(below)}")
    add_holdings(page, holdings)
    return page


def explanation_page(found: "Explanation", holdings: "Sequence[Holding]", below: int) -> Page:
    """Lay out every way between two items, link by link, after what is possible between them.

    ``below`` is the number of rows of what stands below the two.
    """
    page = Page()
    page.line(f"{found.source} and {found.target}: {found.answer}", style="bold", hang=2)
    for end in dict.fromkeys((found.source, found.target)):
        if (provision := provision_held(end)) is not None:
            page.line(f"{end}  {described(provision)}", indent=2, hang=2)
    if len(found.by_matching) > 1:
        for one in found.by_matching:
            page.line(f"{one.matching or 'matching not stated'}: {one.answer}; {_possible(one.possible)}", indent=2)
    else:
        page.line(f"{_possible(found.possible)}.".capitalize(), indent=2, hang=2)
    for number, path in enumerate(found.paths, start=1):
        page.blank()
        page.line(_path_in_a_line(number, path), style="bold", hang=2)
        for link in path.links:
            _add_link(page, link)
    page.blank()
    if not found.paths and found.source != found.target:
        page.line("No row links them, directly or through others: unknown, not nothing.")
    if below:
        page.line(f"Nothing follows for the two from others: {_below(below)}")
    if found.cut:
        page.line("There are more ways than these: they can only make what is possible less.")
    reviewed = sum(one.source_reviewed + one.target_reviewed for one in found.looked_in)
    page.line(
        f"Looked in {counted(len(found.looked_in), 'crosswalk')}, which list {counted(reviewed, 'item')} as reviewed "
        f"as a whole. {RELEVANT_ONLY}"
    )
    add_holdings(page, holdings)
    return page


def _below(count: int) -> str:
    """Say how many rows there are of what stands below the two ends."""
    verb = "links" if count == 1 else "link"
    return f"{counted(count, 'row')} {verb} what stands in or below them. map with the ids of the editions shows all."


def _possible(relations: "Sequence[str]") -> str:
    if not relations:
        return "what the ways say cannot all hold"
    if len(relations) == 1:
        return f"only {relations[0]} is possible"
    return "every relation is possible" if len(relations) >= _ALL else f"possible: {', '.join(relations)}"


def _path_in_a_line(number: int, path: "Path") -> str:
    ours = f"; with {OUR_JUDGEMENT} in it" if path.editorial else ""
    links = "directly" if len(path.links) == 1 else f"over {len(path.links)} rows"
    return f"{number}. {links}: {_possible(path.possible)} (confidence {path.confidence} at most{ours})"


def _add_link(page: Page, link: "Link") -> None:
    row = link.mapping
    ours = f", {OUR_JUDGEMENT}" if link.editorial else ""
    turned = "; the row stands the other way round" if link.inverted else ""
    page.line(
        f"{link.source} {link.relation} {link.target} ({row.basis}, {row.confidence}{ours}{turned})", indent=2, hang=4
    )
    page.line(row.rationale, indent=6)


def coverage_page(found: "Coverage", holdings: "Sequence[Holding]") -> Page:
    """Lay out in figures what is mapped, reviewed without a match, and not reviewed, on each side of a crosswalk."""
    page = Page()
    for side in (found.source, found.target):
        _add_side(page, side)
        page.blank()
    page.line(f"Figures are of what is held, never of the book. {RELEVANT_ONLY}")
    add_holdings(page, holdings)
    return page


def _add_side(page: Page, side: "SideCoverage") -> None:
    counts = side.counts
    page.line(f"{side.edition}: {side.level}, {counted(side.held, 'provision')} held", style="bold", hang=2)
    ours = f"; {counts['editorial']} of them by {OUR_JUDGEMENT} alone" if counts["editorial"] else ""
    page.field("mapped", f"{counts['mapped']}{ours}", indent=2)
    page.field("no match", f"{counts['no_match']}: reviewed against the whole other edition", indent=2)
    compared = f"; {counts['compared']} of them compared, with an unknown result" if counts["compared"] else ""
    page.field("not reviewed", f"{counts['not_reviewed']}: nothing follows{compared}", indent=2)
    if counts["not_held"]:
        page.field("not held", f"{counts['not_held']}: named by the crosswalk, and not in our data", indent=2)
    if counts["whole_edition_rows"]:
        page.field(
            "whole", f"{counted(counts['whole_edition_rows'], 'row')} on the edition, covering no item", indent=2
        )
    if side.data_revision != side.mapped_revision:
        page.field(
            "revision",
            f"the crosswalk was made with revision {side.mapped_revision}, now it is "
            f"{side.data_revision}: some rows may be out of date",
            indent=2,
        )
