"""The map and the lists in words for people."""

from typing import Any, Final

from care_standards.cli.holdings import Listed
from care_standards.cli.page import Page, Row
from care_standards.version import __version__

_WHAT_THIS_IS: Final = "The UK Slavery and Trafficking Survivor Care Standards, and what they are read beside, as data."
_PARTIAL: Final = (
    "No edition is held whole, and of some no provision is held. An id that is not here may well be in the book; "
    "nothing here says that something does not apply or is not covered."
)
_NEXT: Final = (
    ("care-standards show scs-2018", "an edition, and everything held of it"),
    ("care-standards show scs-2018.1.1.5", "one provision"),
    ("care-standards check export.json", "check a document"),
    ("care-standards list crosswalks", "what can be mapped to what"),
    ("care-standards --help", "all commands"),
)


def completeness_of(plain: dict[str, Any]) -> str:
    """Say in a few words how complete an edition is."""
    count = plain["provisions"]
    return f"{plain['level']}, {count} {'provision' if count == 1 else 'provisions'}"


def map_page(found: list[Listed]) -> Page:
    """Lay out the map: what this is, what is here, and what to do next."""
    page = Page()
    page.line(f"care_standards {__version__}", style="bold")
    page.line(_WHAT_THIS_IS)
    page.blank()
    page.line("Editions, by publication", style="bold")
    publication = ""
    widths = [max(len(row[i]) for row in _edition_rows(found)) + 2 for i in range(3)]
    for held, row in zip(found, _edition_rows(found), strict=True):
        if held.publication.id != publication:
            publication = held.publication.id
            page.line(f"{publication}: {held.publication.title}", indent=2, hang=2)
        if page.is_narrow:
            page.table([row], indent=4)
        else:
            page.line("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), indent=4)
    page.blank()
    page.line(_PARTIAL)
    page.blank()
    page.line("Next", style="bold")
    page.table(_NEXT, indent=2)
    return page


def _edition_rows(found: list[Listed]) -> list[tuple[str, str, str]]:
    return [(held.edition.id, held.record.status, str(held.edition.completeness)) for held in found]


def list_page(what: str, plain: list[dict[str, Any]]) -> Page:
    """Lay out a list."""
    page = Page()
    rows = {"editions": _edition, "publications": _publication, "crosswalks": _crosswalk, "concordances": _concordance}
    page.table([rows[what](item) for item in plain])
    if not plain:
        page.line("None.")
    return page


def _edition(item: dict[str, Any]) -> Row:
    return item["id"], item["status"], completeness_of(item["completeness"]), item["title"]


def _publication(item: dict[str, Any]) -> Row:
    editions = "; ".join(
        f"{edition['id']} {edition['status']} ({completeness_of(edition['completeness'])})"
        for edition in item["editions"]
    )
    return item["id"], f"{item['title']}. {item['category']}, {item['publisher']}. Editions: {editions}"


def _crosswalk(item: dict[str, Any]) -> Row:
    return item["id"], _counted(item["mappings"], "mapping"), _ends(item["source"], item["target"])


def _concordance(item: dict[str, Any]) -> Row:
    changes = f"{_counted(item['changes'], 'change')}, {item['completeness']}"
    return item["id"], changes, _ends(item["old"], item["new"])


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"


def _ends(first: dict[str, Any], second: dict[str, Any]) -> str:
    return "; ".join(f"{end['id']}: {completeness_of(end['completeness'])}" for end in (first, second))
