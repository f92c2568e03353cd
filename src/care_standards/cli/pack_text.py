"""Packs in words for people and as plain data: lists of them, and why one is refused."""

from collections.abc import Sequence
from typing import Any

from care_standards.cli.holdings import Found
from care_standards.cli.output import emit_json, words
from care_standards.cli.page import Page, Row
from care_standards.documents.codec import to_plain
from care_standards.errors import PackRefusedError
from care_standards.model.pack import Difference, Pack

_WHERE = {"given": "named for this run", "path": "CARE_STANDARDS_PATH", "home": "added"}


def plain_found(found: Found) -> dict[str, Any]:
    """Give as plain data what is known of a pack that was looked at; no path, which may name a person."""
    plain: dict[str, Any] = {"number": found.place.number, "where": found.place.where}
    if found.pack is not None:
        plain |= plain_pack(found.pack)
    return plain | ({"left_out": found.reason} if found.reason else {})


def plain_pack(pack: Pack) -> dict[str, Any]:
    """Give as plain data what a pack is and holds."""
    plain: dict[str, Any] = {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "sharing": pack.rights.sharing,
        "completeness": pack.completeness.level,
        "editions": [{"id": e.id, "completeness": to_plain(e.completeness)} for e in pack.editions],
        "publications": [publication.id for publication in pack.publications],
        "crosswalks": [crosswalk.id for crosswalk in pack.crosswalks],
        "concordances": [concordance.id for concordance in pack.concordances],
        "retired": len(pack.retired),
    }
    if pack.accepted_differences is not None:
        plain["accepted_differences"] = {
            "reason": pack.accepted_differences.reason,
            "count": len(pack.accepted_differences.differences),
        }
    return plain


def packs_page(found: Sequence[Found]) -> Page:
    """Lay out the list of packs."""
    page = Page()
    if not found:
        page.line("None. Add one with: care-standards packs add SOURCE", hang=2)
    for each in found:
        where = _WHERE[each.place.where]
        if each.pack is None:
            page.line(f"{each.place.number}  ({where}) left out: {each.reason}", hang=4)
            if each.place.where == "home":
                page.line(f"Add it again with --replace, or: care-standards packs remove {each.place.number}", indent=4)
            continue
        pack = each.pack
        page.line(f"{each.place.number}  {pack.id} {pack.version}: {pack.title}", style="bold", hang=4)
        if each.reason:
            page.field("left out", each.reason, indent=4)
        page.field("from", where, indent=4)
        page.field("rights", pack.rights.sharing, indent=4)
        page.field("completeness", pack.completeness.level, indent=4)
        for line in _contents(pack):
            page.field(*line, indent=4)
    return page


def _contents(pack: Pack) -> list[tuple[str, str]]:
    rows = [("edition", f"{edition.id}: {edition.completeness}") for edition in pack.editions]
    rows += [("publication", publication.id) for publication in pack.publications]
    rows += [("crosswalk", crosswalk.id) for crosswalk in pack.crosswalks]
    rows += [("concordance", concordance.id) for concordance in pack.concordances]
    if pack.accepted_differences is not None:
        accepted = pack.accepted_differences
        rows.append(("differs", f"{len(accepted.differences)} accepted: {accepted.reason}"))
    return rows


def tell_refused_pack(error: PackRefusedError, as_json: bool) -> None:
    """Tell why a pack is refused: the report, and the differences from what is established as a table."""
    differences = [_plain_difference(difference) for difference in error.differences]
    if as_json:
        emit_json({"error": "refused", "differences": differences, "report": to_plain(error.report)})
        return
    from care_standards.cli.outcome import Outcome
    from care_standards.cli.report_text import report_page

    page = report_page(Outcome(1, 1, "", error.report), strict=False, show_names=False)
    if error.differences:
        page.blank()
        page.line("Differences from what is established", style="bold")
        rows = [("provision", "what", "expected", "found")]
        page.table([*rows, *(_row(difference) for difference in error.differences)], indent=2)
    page.emit()
    if error.differences:
        words(
            "Nothing was written. Look the places up in your copy and correct the file. If your copy is indeed another "
            "upload, or if an item that was released has to go, --accept-differences REASON takes it, and keeps the "
            "reason in the manifest."
        )
    else:
        words("Nothing was written.")


def _plain_difference(difference: Difference) -> dict[str, Any]:
    plain: dict[str, Any] = {"provision": difference.provision, "what": difference.what}
    for name in ("expected", "found"):
        value = getattr(difference, name)
        plain |= {} if value is None else {name: value}
    return plain


def _row(difference: Difference) -> Row:
    found = "" if difference.found is None else str(difference.found)
    return difference.provision, difference.what, difference.expected or "", found or "another, or none"
