"""Differences as text for people: what is not known first, then the counts, then item by item."""

from typing import TYPE_CHECKING, Final

from care_standards.cli.holdings import held
from care_standards.cli.item_text import add_holdings
from care_standards.cli.output import counted
from care_standards.cli.page import Page
from care_standards.exports.difference_text import Line, Shown, contents, courses, unnamed
from care_standards.model.assessment import Assessment
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition

if TYPE_CHECKING:
    from care_standards.differences import Diff

_PLAINER: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "x"})
_NOTHING: Final = "Nothing differs in what is listed here."

Compared = Edition | Crosswalk | Assessment


def scope_of(side: Compared) -> list[Edition]:
    """Give the editions that are held of one side, to take headings from."""
    if isinstance(side, Edition):
        return [side]
    ids = [side.edition] if isinstance(side, Assessment) else [side.source.edition, side.target.edition]
    catalogue = held().catalogue
    return [edition for id in ids if isinstance(edition := catalogue.get(id), Edition)]


def first_lines(found: "Diff") -> list[str]:
    """Say how much is not known, and then how much of the rest there is."""
    told = [f"{name} {count}" for name, count in found.counts.items() if count and name != "unknown"]
    counts = f"Entries: {', '.join(told) or 'none'}{_proposed(found)}."
    return [line for line in (_unknown(found), counts, courses(found)) if line]


def _proposed(found: "Diff") -> str:
    if not found.proposals:
        return ""
    return f"; and {counted(len(found.proposals), 'proposal')}, which are guesses and not counted"


def _unknown(found: "Diff") -> str:
    if found.kind == "editions":
        olds, news = found.items("old")["unknown"], found.items("new")["unknown"]
        said = [
            f"{unknown} of the {counted(side.items, 'item')} held of {side.id}"
            for unknown, side in ((olds, found.old), (news, found.new))
        ]
        return f"Unknown what {'became of' if found.ordered else 'corresponds to'}: {'; '.join(said)}."
    if found.kind == "revisions":
        return "Unknown: what neither revision of our data holds. What only one holds may well be in the book."
    return unnamed(found)


def difference_page(found: "Diff", first: Compared, second: Compared, every: bool, colour: bool | None = None) -> Page:
    """Lay out a comparison; what is the same on both sides is listed only where ``every`` is true."""
    said = contents(found, scope_of(first), scope_of(second), every)
    page = Page(colour=colour)
    top, *rest = first_lines(found)
    page.line(top, style="bold", hang=2)
    for more in (*rest, said.title):
        page.line(more, hang=2)
    for known in said.known:
        page.field(known.side.lower(), f"{known.name}: {counted(known.items, 'item')}; {known.level}", indent=2)
    for note in said.notes:
        page.line(f"- {note}", indent=2, hang=2)
    page.blank()
    titles = ("Category", "Entries", *(f"Of the {name}" for name in said.sides))
    table = [(f"{_plain(sign)} {name}", *map(str, numbers)) for name, sign, *numbers in said.counted if any(numbers)]
    if table and not page.is_narrow:
        page.table([titles, *table], indent=2)
    elif table:
        for name, *numbers in table:
            entries, *sides = (f"{n} {t.lower()}" for n, t in zip(numbers, titles[1:], strict=True))
            said_of = ["1 entry" if numbers[0] == "1" else entries, *sides]
            page.line(f"{name}: {', '.join(said_of)}", indent=2, hang=2)
    for section in said.sections:
        page.blank()
        page.line(f"{_plain(section.sign)} {section.title} ({section.count})", style="bold", hang=2)
        page.line(section.meaning, indent=2)
        for line in section.lines:
            _add(page, line)
    if not said.sections:
        page.blank()
        page.line(_NOTHING)
    if found.holdings:
        add_holdings(page, found.holdings)
    return page


def _plain(sign: str) -> str:
    return sign.translate(_PLAINER)


def _add(page: Page, line: Line) -> None:
    sides = [_side(line.old, line.old_value), _side(line.new, line.new_value)]
    page.line(" -> ".join(sides), indent=2, hang=4)
    for told in line.told:
        page.line(told, indent=6, hang=2)


def _side(things: tuple[Shown, ...], value: str) -> str:
    named = ", ".join(f"{thing.id} {thing.label}".rstrip() for thing in things)
    return f"{named} ({value})" if named and value else named or value
