"""What ids name, in words for people. The publisher's wording is never among them."""

from typing import Any, Final

import attrs

from care_standards.cli.browse_text import standing_of as how_complete
from care_standards.cli.holdings import held
from care_standards.cli.item_text import RELEVANT_ONLY, described, row_in_a_line
from care_standards.cli.listed import listed
from care_standards.cli.naming import Named, edition_in_short, ends_of, in_short, standing_of
from care_standards.cli.page import Page
from care_standards.identifiers import edition_of
from care_standards.model.concordance import Change, Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.provisions import HEADING_MARKS, Provision, shown_heading
from care_standards.model.publication import EditionRecord, Publication

_TEXT_STATUS: Final = {
    "verified": "verified: its own text was read whole, in the publication or as reproduced",
    "gist": "gist: the sense is known, not every part",
    "heading-only": "heading only: no words of its own are held",
    "inferred": "inferred: nobody read it; it follows from other facts",
    "private": "private: from a user's own copy",
}
_NOTATION_STATUS: Final = {"inferred": " (number inferred)", "inferred-weak": " (number inferred, weakly)"}
_PROVISIONAL: Final = "provisional: counted or inferred; fuller data will retire this id and never reuse it"
_UNRECORDED: Final = "not recorded: no publication at hand says anything about this edition"
_LISTS: Final = ("addressees", "stages", "settings", "nations", "populations")


_HELD_BACK: Final = "held in your copy; --with-wording shows it"


def show_page(found: Named, with_wording: bool = False) -> Page:
    """Lay out all that is held of what an id names, with the publisher's wording only where it is asked for."""
    if isinstance(found, Provision):
        return _provision(found, with_wording)
    if isinstance(found, Edition):
        return _edition(found, with_wording)
    if isinstance(found, Publication):
        return _publication(found)
    if isinstance(found, Crosswalk):
        return _crosswalk(found)
    if isinstance(found, Concordance):
        return _concordance(found)
    return resolve_page(in_short(found))


def resolve_page(plain: dict[str, Any]) -> Page:
    """Lay out what an id names and its standing."""
    page = Page()
    kind = plain.get("kind", plain["type"])
    page.line(f"{plain['id']}: {kind}", style="bold", hang=2)
    name = plain.get("heading") or plain.get("title")
    if name:
        page.field("name", name + HEADING_MARKS.get(plain.get("heading_status", ""), ""), indent=2)
    if "id_status" in plain:
        provisional = plain["provisional"] and plain["id_status"] == "current"
        page.field("id", f"{plain['id_status']}{'; ' + _PROVISIONAL if provisional else ''}", indent=2)
    if plain.get("id_status") == "retired":
        page.field("successors", ", ".join(plain["successors"]) or "none was found", indent=2)
    for edition in [plain["edition"]] if "edition" in plain else plain.get("editions", []):
        page.field("edition", _standing(edition), indent=2)
    return page


def _standing(edition: dict[str, Any]) -> str:
    status = f"{edition['status']}; data " if "status" in edition else ""
    return f"{edition['id']}: {status}{how_complete(edition)}"


def _add_edition(page: Page, id: str, name: str = "edition") -> None:
    plain = edition_in_short(id)
    about = f"{plain['title']} ({plain['status']})" if "title" in plain else "not held"
    page.field(name, f"{id}: {about}", indent=2)
    if "title" in plain:
        page.field("completeness", how_complete(plain), indent=2)


def _provision(provision: Provision, with_wording: bool) -> Page:
    page = Page()
    number = f" {provision.notation}" if provision.notation else ""
    inferred = _NOTATION_STATUS.get(provision.notation_status, "")
    page.line(f"{provision.id}: {provision.kind}{number}{inferred}", style="bold", hang=2)
    if provision.heading:
        heading = shown_heading(provision)
        page.field("heading", heading, indent=2)
    if provision.summary or provision.text is None:
        page.field("summary", provision.summary or "none: what it says is not known here", indent=2)
    if provision.text is not None:
        page.field("wording", provision.text.value if with_wording else _HELD_BACK, indent=2)
    page.field("force", provision.force, indent=2)
    page.field("text status", _TEXT_STATUS[provision.text_status], indent=2)
    for name in _LISTS:
        if values := getattr(provision, name):
            page.field(name, ", ".join(values), indent=2)
    page.field("page", "not known" if provision.page is None else str(provision.page), indent=2)
    page.field("confidence", provision.confidence, indent=2)
    if standing_of(provision.id).provisional:
        page.field("id", _PROVISIONAL, indent=2)
    if provision.note:
        page.field("note", provision.note, indent=2)
    if provision.parent:
        page.field("parent", provision.parent, indent=2)
    _add_edition(page, edition_of(provision.id))
    _add_sources(page, provision)
    _add_provisions(page, provision.children, "Directly below it")
    return page


def _add_sources(page: Page, provision: Provision) -> None:
    catalogue = held().catalogue
    edition = catalogue.get(edition_of(provision.id))
    own = edition.bibliography if isinstance(edition, Edition) else ()
    titles = {source.key: source.title for source in (*catalogue.sources, *own)}
    keys = provision.sources
    if keys:
        page.blank()
        page.line("Sources", style="bold")
        page.table([(key, titles.get(key, "")) for key in keys], indent=2)


def _add_provisions(
    page: Page, provisions: tuple[Provision, ...], title: str, level: int = 0, with_wording: bool = False
) -> None:
    if provisions and title:
        page.blank()
        page.line(title, style="bold")
    for provision in provisions:
        words = provision.text.value if with_wording and provision.text is not None else ""
        indent = min(2 + 2 * level, page.width // 4)
        page.line(f"{provision.id}  {described(provision)}", indent=indent, hang=2)
        if words:
            page.line(words, indent=indent + 2)


def _edition(edition: Edition, with_wording: bool) -> Page:
    page = Page()
    found = listed(edition.id)
    page.line(f"{edition.id}: {edition.title}", style="bold", hang=2)
    if found.record is None:
        page.field("status", _UNRECORDED, indent=2)
        page.field("completeness", f"{edition.completeness}. {edition.completeness.coverage}", indent=2)
    else:
        _add_record(page, found.record, edition)
    about = "not registered" if found.publication is None else found.publication.title
    page.field("publication", f"{edition.publication}: {about}", indent=2)
    if found.origin:
        page.field("from", found.origin, indent=2)
    page.field("data revision", str(edition.data_revision), indent=2)
    page.field("rights", f"{edition.rights.sharing}: {edition.rights.statement}", indent=2)
    if edition.jurisdictions:
        page.field("jurisdictions", f"{', '.join(edition.jurisdictions)} ({edition.jurisdictions_basis})", indent=2)
    for gap in edition.completeness.known_gaps:
        page.field("known gap", gap, indent=2)
    if not len(edition):
        page.blank()
        page.line("No provision of this edition is held: nothing follows about what it says.")
    else:
        page.blank()
        page.line("Provisions held, in printed order", style="bold")
        for provision in edition:
            _add_provisions(page, (provision,), "", len(edition.ancestors(provision)), with_wording)
    return page


def _add_record(page: Page, record: EditionRecord, edition: Edition | None) -> None:
    page.field("status", record.status + (f": {record.status_note}" if record.status_note else ""), indent=2)
    page.field("date", str(record.date), indent=2)
    if record.superseded_by:
        page.field("superseded by", record.superseded_by, indent=2)
    if record.supersedes:
        page.field("supersedes", record.supersedes, indent=2)
    completeness = record.completeness if edition is None else edition.completeness
    page.field("completeness", f"{completeness}. {completeness.coverage}", indent=2)


def _publication(publication: Publication) -> Page:
    page = Page()
    page.line(f"{publication.id}: {publication.title}", style="bold", hang=2)
    page.field("category", publication.category, indent=2)
    page.field("publisher", publication.publisher, indent=2)
    page.field("summary", publication.summary, indent=2)
    for record in publication.editions:
        page.blank()
        page.line(f"{record.id}: {record.title}", style="bold", hang=2)
        edition = held().catalogue.get(record.id)
        _add_record(page, record, edition if isinstance(edition, Edition) else None)
    if publication.events:
        page.blank()
        page.line("Events", style="bold")
        page.table([(str(event.date), f"{event.kind}: {event.summary}") for event in publication.events], indent=2)
    return page


def _crosswalk(crosswalk: Crosswalk) -> Page:
    page = Page()
    page.line(f"{crosswalk.id}: crosswalk of {len(crosswalk)} mappings", style="bold", hang=2)
    for name, end in zip(("source", "target"), ends_of(crosswalk), strict=True):
        _add_edition(page, end, name)
    page.field("meaning", RELEVANT_ONLY, indent=2)
    page.field("not listed", "not reviewed: nothing follows, unless the header says reviewed", indent=2)
    if crosswalk.note:
        page.field("note", crosswalk.note, indent=2)
    page.blank()
    for row in crosswalk.mappings:
        page.line(row_in_a_line(row), indent=2, hang=4)
        page.line(row.rationale, indent=6)
    return page


def _concordance(concordance: Concordance) -> Page:
    page = Page()
    page.line(f"{concordance.id}: concordance of {len(concordance)} changes", style="bold", hang=2)
    for name, end in zip(("old", "new"), ends_of(concordance), strict=True):
        _add_edition(page, end, name)
    page.field("made from", concordance.method, indent=2)
    known = "; more changes are known to exist" if concordance.list_is_known_incomplete else ""
    page.field("comparison", f"{concordance.completeness}{known}", indent=2)
    counted = [
        f"{name.replace('_', ' ')} {n}" for name, n in attrs.asdict(concordance.coverage).items() if n is not None
    ]
    page.field("counted", ", ".join(counted) or "nothing", indent=2)
    page.field("not listed", f"{concordance.default.kind}: {concordance.default.rule}", indent=2)
    for what in concordance.not_supported:
        page.field("no source for", what, indent=2)
    page.blank()
    for change in concordance.changes:
        _add_change(page, change)
    return page


def _add_change(page: Page, change: Change) -> None:
    # An addition has no old place and a withdrawal no new one; elsewhere a missing place is one that nobody reported.
    old = ", ".join(change.old) or ("" if change.kind == "added" else "no place given")
    new = ", ".join(change.new) or ("" if change.kind == "withdrawn" else "no place given")
    kinds = ", ".join((change.kind, *change.also))
    ends = " -> ".join(end for end in (old, new) if end)
    page.line(f"{change.id}: {kinds}: {ends} ({change.basis}, {change.confidence})", indent=2, hang=4)
    for text in (change.summary, change.rationale, change.note):
        if text:
            page.line(text, indent=6)
    for possible in change.affected:
        basis = f"({possible.basis}, {possible.confidence})"
        page.line(f"may touch {possible.provision} {basis}: {possible.reason}", indent=6, hang=2)
