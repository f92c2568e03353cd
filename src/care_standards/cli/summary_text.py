"""Summaries in words, tables and pictures for people; every share is told with what it is a share of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from care_standards.assessing import Pooled, Shareable
from care_standards.cli.count_tables import Column, CountRow, add_counts, in_words, key_to
from care_standards.cli.grouping_asked import BEARS_ON, is_linked, label_in_words
from care_standards.cli.item_text import add_holdings, described
from care_standards.cli.output import counted
from care_standards.cli.page import Page
from care_standards.model.edition import Edition

if TYPE_CHECKING:
    from care_standards.assessing import Group, Grouping, Summary, Tally

_STANDINGS: Final = (
    Column("M", "met"),
    Column("P", "partly met"),
    Column("N", "not met"),
    Column("a", "not applicable"),
    Column(".", "not assessed"),
    Column("-", "no finding"),
)
_COLUMNS: Final = (*_STANDINGS, Column("?", "unknown"))


def summary_page(found: "Summary") -> Page:
    """Lay out how an assessment stands: the whole in words, then each way to group as a table."""
    page = Page()
    whole = found.overall
    page.line(f"{found.holding.edition}: {_assessed(whole)}", style="bold", hang=2)
    for name, count in (("met", whole.met), ("partly met", whole.partly_met), ("not met", whole.not_met)):
        page.field(name, _part(count, whole.assessed, "assessed"), indent=2)
    page.field("not applicable", str(whole.not_applicable), indent=2)
    page.field("not assessed", f"{whole.not_assessed}, and {whole.no_finding} without a finding", indent=2)
    page.field("unknown", _unknown(whole), indent=2)
    if found.unresolved.total:
        many = counted(found.unresolved.total, "finding")
        recorded = _recorded(found.unresolved)
        page.field("unresolved", f"{many} under ids of an earlier edition, in no figure here, {recorded}", indent=2)
    if found.archived.total:
        page.field("archive", f"{counted(found.archived.total, 'finding')} kept, in no figure here", indent=2)
    tables: list[tuple[str, tuple[CountRow, ...], str]] = [("Overall", (CountRow("all", _counts(whole)),), "")]
    tables += [(f"By {grouping.by}", _rows(grouping), _overlap(grouping)) for grouping in found.groups.values()]
    _add_key(page, _COLUMNS)
    for title, rows, note in tables:
        page.blank()
        page.line(title, style="bold", hang=2)
        add_counts(page, _COLUMNS, rows)
        if note:
            page.line(note, indent=2, hang=2)
    page.blank()
    page.line("Figures are of what is held, never of the book; what is unknown is none of the rest.")
    if any(is_linked(grouping.groups) for grouping in found.groups.values()):
        page.line(BEARS_ON)
    add_holdings(page, [found.holding])
    return page


def _assessed(tally: "Tally") -> str:
    base = tally.assessed + tally.not_assessed + tally.no_finding
    share = f" ({_percent(tally.assessed, base)})" if base else ""
    return (
        f"{tally.assessed} of {counted(base, 'provision')} assessed{share}, of those held and not called not applicable"
    )


def _part(count: int, whole: int, what: str) -> str:
    """Say how many of how many, and the share where there is one to speak of."""
    if not whole:
        return f"{count} of 0 {what}"
    return f"{count} of {whole} {what} ({_percent(count, whole)})"


def _percent(count: int, whole: int) -> str:
    share = round(100 * count / whole)
    if share == 0 and count:
        return "under 1%"
    return "over 99%" if share == 100 and count < whole else f"{share}%"


def _unknown(tally: "Tally") -> str:
    if not tally.unknown:
        return "0 findings on items that our data do not hold"
    return f"{counted(tally.unknown, 'finding')} on items that our data do not hold, {_recorded(tally)}"


def _recorded(tally: "Tally") -> str:
    by_status = (
        tally.unknown_met, tally.unknown_partly_met, tally.unknown_not_met, tally.unknown_not_applicable,
        tally.unknown_not_assessed,
    )  # fmt: skip
    return f"recorded as: {in_words(_STANDINGS[:-1], by_status)}"


def _counts(tally: "Tally") -> tuple[int, ...]:
    return (
        tally.met, tally.partly_met, tally.not_met, tally.not_applicable, tally.not_assessed, tally.no_finding,
        tally.unknown,
    )  # fmt: skip


def _rows(grouping: "Grouping") -> "tuple[CountRow, ...]":
    return tuple(_row(group) for group in grouping)


def _row(group: "Group") -> CountRow:
    return CountRow(group.key, _counts(group.tally), label_in_words(group))


def _overlap(grouping: "Grouping") -> str:
    return "Some items are in several of these groups, and are counted in each." if grouping.overlapping else ""


def _add_key(page: Page, columns: Sequence[Column]) -> None:
    """Say what the signs stand for; on a narrow page there are none."""
    if not page.is_narrow:
        page.blank()
        page.line(f"Signs: {key_to(columns)}.", hang=2)


def subjects_in_a_line(found: Pooled | Shareable) -> tuple[str, ...]:
    """Say how many subjects were counted, and what that means for whom this may be shown to."""
    if isinstance(found, Pooled):
        return (
            f"{counted(found.subjects, 'subject')}, each counted once on every item.",
            *_waiting(found),
            "Not for sharing: a count of few subjects can give one away. --shareable hides those.",
        )
    many = f"fewer than {found.k} subjects" if found.subjects is None else counted(found.subjects, "subject")
    left_out = f" {counted(found.left_out, 'item')} of few subjects, not held here, left out." if found.left_out else ""
    return (
        f"{many[0].upper()}{many[1:]}, each counted once on every item.{left_out}",
        *_waiting(found),
        f"Counts under {found.k} are hidden, and others with them, so that none can be worked out. Share one such "
        "table only: two whose subjects differ by a few can give these away.",
    )


def _waiting(found: Pooled | Shareable) -> list[str]:
    if found.unresolved == 0:
        return []
    if found.unresolved is None:
        return ["Of how many subjects findings are unresolved, where the edition changed, is hidden."]
    many = counted(found.unresolved, "subject")
    return [f"Findings of {many} are unresolved since the edition changed: where they stand is not known."]


def pool_page(found: Pooled | Shareable, edition: Edition) -> Page:
    """Lay out how many subjects stand where on each item."""
    page = Page()
    first, *rest = subjects_in_a_line(found)
    page.line(f"{found.holding.edition}: {first}", style="bold", hang=2)
    for line in rest:
        page.line(line, hang=2)
    if found.provisions and all(count is None for each in found.provisions for count in each.counts):
        page.line(f"Every count of the {counted(len(found.provisions), 'item')} listed is hidden.")
        add_holdings(page, [found.holding])
        return page
    _add_key(page, _STANDINGS)
    page.blank()
    rows: list[CountRow] = []
    for each in found.provisions:
        provision = edition.held(each.provision)
        note = "not held in our data" if provision is None else described(provision)
        rows.append(CountRow(each.provision, each.counts, note))
    add_counts(page, _STANDINGS, rows)
    if not rows:
        page.line("No item is held, and none is named by an assessment.")
    add_holdings(page, [found.holding])
    return page
