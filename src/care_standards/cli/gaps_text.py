"""Gaps in words for people: what was found wanting first, and what is not known apart from it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from care_standards.cli.grouping_asked import BEARS_ON, has_no_row, is_linked, label_in_words
from care_standards.cli.item_text import RELEVANT_ONLY, add_holdings, described
from care_standards.cli.output import counted
from care_standards.cli.page import Page
from care_standards.migration.worklists import GAP_STATUSES, last_known
from care_standards.model.edition import Edition

if TYPE_CHECKING:
    from care_standards.assessing import AssessmentGaps, GapGroup, GapList
    from care_standards.mapping import Gaps, SideGaps
    from care_standards.model.assessment import Finding
    from care_standards.query import Holding

_NOT_MET: Final = "Not met"
_PARTLY_MET: Final = "Partly met"
_NOT_HELD: Final = "Not known: findings on items that our data do not hold"
_NOT_ASSESSED: Final = "Not known: not assessed"
_NO_FINDING: Final = "Not known: no finding"
_AGAIN: Final = "To be assessed again: not or partly met before the edition changed"
_UNRESOLVED: Final = "Unresolved: nobody has compared the item with this edition"


def first_lines(found: "AssessmentGaps") -> tuple[str, str]:
    """Say in a sentence how many gaps there are, and in another how much is not known."""
    if len(found.groups) == 1 and has_no_row(found.groups[0].label):
        return (
            "No row leads from an item to this: whether there is a gap is not known.",
            f"Not known: {_unknowns(found)}.",
        )
    again, beyond = len(found.reassess), sum(finding.status in GAP_STATUSES for finding in found.unknown)
    waiting = len(found.gaps) - len(found.not_met) - len(found.partly_met) - again - beyond
    parts = (
        (again, "to be assessed again"),
        (beyond, "on items that our data do not hold"),
        (waiting, "unresolved under ids of an earlier edition"),
    )
    told = [f"{count} {what}" for count, what in parts if count]
    more = "".join([*(f", {each}" for each in told[:-1]), *(f", and {each}" for each in told[-1:])])
    still = len(found.unresolved) - waiting
    unresolved = f", {counted(still, 'finding')} unresolved under ids of an earlier edition" if still else ""
    return (
        f"{counted(len(found.gaps), 'gap')} found: {len(found.not_met)} not met, {len(found.partly_met)} partly met"
        f"{more}.",
        f"Not known: {_unknowns(found)}{unresolved}.",
    )


def _unknowns(found: "GapList") -> str:
    return (
        f"{len(found.not_assessed)} not assessed, {len(found.no_finding)} without a finding, "
        f"{counted(len(found.unknown), 'finding')} on items that our data do not hold"
    )


def not_placed(count: int, waiting: int = 0) -> list[str]:
    """Say that findings on items not held, or unresolved ones, are not in the group asked about, if there are any."""
    what = "1 finding on an item" if count == 1 else f"{count} findings on items"
    told = [f"{what} that our data do not hold may belong here as well: nobody can tell."] if count else []
    if waiting:
        told.append(f"{counted(waiting, 'finding')} unresolved since the edition changed may belong here as well.")
    return told


def assessment_page(
    found: "AssessmentGaps", edition: Edition, *, is_one: bool, elsewhere: int = 0, waiting: int = 0
) -> Page:
    """Lay out the gaps of an assessment; ``is_one`` says that one group alone was asked for, which is told in full.

    ``elsewhere`` is the number of findings on items not held that are in other groups then, and ``waiting`` that of
    unresolved ones, which are in none.
    """
    page = Page()
    told = first_lines(found)
    page.line(told[0], style="bold", hang=2)
    for line in (told[1], *not_placed(elsewhere, waiting)):
        page.line(line, hang=2)
    if found.by is None or is_one:
        for group in found.groups:
            page.blank()
            _add_title(page, group)
        _add_lists(page, found, edition)
    else:
        for group in found.groups:
            _add_group(page, group, edition)
        page.blank()
        page.line("What is not known is counted here. --only GROUP lists it too, and no --by lists it all.")
    if found.unresolved and not is_one:
        page.blank()
        page.line(f"{_UNRESOLVED} ({len(found.unresolved)})", style="bold", hang=2)
        _add_not_held(page, found.unresolved, indent=2)
    if is_linked(group.label for group in found.groups):
        page.blank()
        page.line(BEARS_ON)
    add_holdings(page, [found.holding])
    return page


def _add_title(page: Page, group: "GapGroup") -> None:
    page.line(f"{group.label.key}  {label_in_words(group.label)}".rstrip(), style="bold", hang=2)


def _add_group(page: Page, group: "GapGroup", edition: Edition) -> None:
    page.blank()
    _add_title(page, group)
    if has_no_row(group.label):  # no items, and so no gaps: that must not be read as good news
        return
    for title, findings in ((_NOT_MET, group.not_met), (_PARTLY_MET, group.partly_met)):
        if findings:
            page.line(f"{title} ({len(findings)})", indent=2)
            _add_items(page, [finding.provision for finding in findings], edition, indent=4)
    if group.reassess:
        page.line(f"{_AGAIN} ({len(group.reassess)})", indent=2, hang=2)
        _add_again(page, group.reassess, edition, indent=4)
    beyond = [finding for finding in group.unknown if finding.status in GAP_STATUSES]
    if beyond:
        page.line(f"Not held in our data ({len(beyond)})", indent=2)
        _add_not_held(page, beyond, indent=4)
    if not group.gaps:
        nobody_looked = len(group.not_assessed) + len(group.no_finding) + len(group.unknown)
        # Each item here has a row of its own at least, so that there are no more of them than rows.
        is_open = group.label.rows is not None and nobody_looked >= group.label.rows > 0
        page.line("Nothing here was assessed." if is_open else "No gap found in what was assessed.", indent=2)
    page.line(f"Not known: {_unknowns(group)}.", indent=2, hang=2)


def _add_lists(page: Page, found: "GapList", edition: Edition) -> None:
    lists = (
        (_NOT_MET, [finding.provision for finding in found.not_met]),
        (_PARTLY_MET, [finding.provision for finding in found.partly_met]),
        (_NOT_ASSESSED, [finding.provision for finding in found.not_assessed]),
        (_NO_FINDING, [provision.id for provision in found.no_finding]),
    )
    for title, ids in lists[:2]:
        _add_list(page, title, ids, edition)
    if found.reassess:
        page.blank()
        page.line(f"{_AGAIN} ({len(found.reassess)})", style="bold", hang=2)
        _add_again(page, found.reassess, edition, indent=2)
    if found.unknown:
        page.blank()
        page.line(f"{_NOT_HELD} ({len(found.unknown)})", style="bold", hang=2)
        _add_not_held(page, found.unknown, indent=2)
    for title, ids in lists[2:]:
        _add_list(page, title, ids, edition)


def _add_list(page: Page, title: str, ids: Sequence[str], edition: Edition) -> None:
    if ids:
        page.blank()
        page.line(f"{title} ({len(ids)})", style="bold", hang=2)
        _add_items(page, ids, edition, indent=2)


def _add_items(page: Page, ids: Iterable[str], edition: Edition, indent: int) -> None:
    for id in ids:
        provision = edition.held(id)
        page.line(id if provision is None else f"{id}  {described(provision)}", indent=indent, hang=2)


def _add_again(page: Page, findings: "Iterable[Finding]", edition: Edition, indent: int) -> None:
    for finding in findings:
        provision = edition.held(finding.provision)
        what = "" if provision is None else f"  {described(provision)}"
        page.line(f"{finding.provision}{what}  (was {', '.join(last_known(finding))})", indent=indent, hang=2)


def _add_not_held(page: Page, findings: "Iterable[Finding]", indent: int) -> None:
    for finding in findings:
        page.line(f"{finding.provision}  {finding.status}", indent=indent, hang=2)


def sides_page(found: "Gaps", editions: tuple[Edition, Edition], holdings: "Sequence[Holding]") -> Page:
    """Lay out what two editions do not match: what was reviewed without a match, and apart what was not reviewed."""
    page = Page()
    sides = (found.source, found.target)
    reviewed, others = (" and ".join(_counts(sides, name)) for name in ("no_match", "not_reviewed"))
    page.line(f"Gaps, which were reviewed and have no match: {reviewed}.", style="bold", hang=2)
    page.line(f"Not reviewed, so that it is not known whether they have one: {others}.", hang=2)
    for side, edition in zip(sides, editions, strict=True):
        _add_list(page, f"{side.edition}: reviewed and no match", side.no_match, edition)
        _add_list(page, f"{side.edition}: not reviewed", side.not_reviewed, edition)
    page.blank()
    page.line(f"Figures are of what is held, never of the book. {RELEVANT_ONLY}")
    add_holdings(page, holdings)
    return page


def _counts(sides: "tuple[SideGaps, SideGaps]", name: str) -> list[str]:
    return [f"{len(getattr(side, name))} of {side.edition}" for side in sides]
