"""The map and the lists in words for people."""

from typing import Any, Final

from care_standards.cli.listed import Listed
from care_standards.cli.page import Page, Row
from care_standards.version import __version__

_WHAT_THIS_IS: Final = "The UK Slavery and Trafficking Survivor Care Standards, and what they are read beside, as data."
_NONE_WHOLE: Final = "No edition is held whole, and of some no provision is held."
_SOME_WHOLE: Final = "Only what is called complete is held whole, and of some editions no provision is held."
_PARTIAL: Final = (
    "An id that is not here may well be in the book; nothing here says that something does not apply or is not covered."
)
_NEXT: Final = (
    ("care-standards show scs-2018", "an edition, and everything held of it"),
    ("care-standards show scs-2018.1.1.5", "one provision"),
    ("care-standards search consent", "what says anything about consent"),
    ("care-standards applies scs-2018 --nation scotland", "what applies, and what is unknown"),
    ("care-standards check export.json", "check a document"),
    ("care-standards list crosswalks", "what can be mapped to what"),
    ("care-standards --help", "all commands"),
)


def completeness_of(plain: dict[str, Any]) -> str:
    """Say in a few words how complete an edition is."""
    count = plain["provisions"]
    return f"{plain['level']}, {count} {'provision' if count == 1 else 'provisions'}"


def origin_of(plain: dict[str, Any]) -> str:
    """Say which pack an edition comes from, in a few words; nothing where it is shipped."""
    if "pack" not in plain:
        return ""
    return f"your copy (pack {plain['pack']}{', private' if plain['sharing'] == 'private' else ''})"


def standing_of(end: dict[str, Any]) -> str:
    """Say how complete an edition is and which pack it comes from, or that it is not here."""
    if "completeness" not in end:
        return "not held"
    origin = origin_of(end)
    return completeness_of(end["completeness"]) + (f", {origin}" if origin else "")


def map_page(found: list[Listed]) -> Page:
    """Lay out the map: what this is, what is here, and what to do next."""
    page = Page()
    page.line(f"care_standards {__version__}", style="bold")
    page.line(_WHAT_THIS_IS)
    page.blank()
    page.line("Editions, by publication", style="bold")
    publication = ""
    rows = [_edition_row(held) for held in found]
    widths = [max(len(row[i]) for row in rows) + 2 for i in range(3)]
    for held, row in zip(found, rows, strict=True):
        if held.edition.publication != publication:
            publication = held.edition.publication
            title = "not registered" if held.publication is None else held.publication.title
            page.line(f"{publication}: {title}", indent=2, hang=2)
        if page.is_narrow:
            page.table([row], indent=4)
        else:
            line = "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            page.line(line, indent=4)
        if held.origin:
            page.line(held.origin, indent=6, hang=2)
    page.blank()
    is_some_whole = any(held.edition.completeness.level == "complete" for held in found)
    page.line(f"{_SOME_WHOLE if is_some_whole else _NONE_WHOLE} {_PARTIAL}")
    page.blank()
    page.line("Next", style="bold")
    page.table(_NEXT, indent=2)
    return page


def _edition_row(held: Listed) -> tuple[str, str, str]:
    return held.edition.id, held.status, str(held.edition.completeness)


def list_page(what: str, plain: list[dict[str, Any]]) -> Page:
    """Lay out a list."""
    page = Page()
    rows = {"editions": _edition, "publications": _publication, "crosswalks": _crosswalk, "concordances": _concordance}
    page.table([rows[what](item) for item in plain])
    if not plain:
        page.line("None.")
    return page


def _edition(item: dict[str, Any]) -> Row:
    title = item["title"] + (f" [{origin_of(item)}]" if "pack" in item else "")
    return item["id"], item["status"], completeness_of(item["completeness"]), title


def _publication(item: dict[str, Any]) -> Row:
    editions = "; ".join(
        f"{edition['id']} {edition['status']} ({standing_of(edition)})" for edition in item["editions"]
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
    return "; ".join(f"{end['id']}: {standing_of(end)}" for end in (first, second))
