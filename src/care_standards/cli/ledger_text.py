"""Ledgers in words for people: where from and where to, how it came out, and what a person has to decide, first."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from care_standards.cli.item_text import described
from care_standards.cli.output import counted
from care_standards.documents.codec import to_plain
from care_standards.identifiers import edition_of
from care_standards.migration import headline
from care_standards.model.catalogue import Catalogue
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger, LedgerEntry
from care_standards.vocabularies import LEDGER_VERDICTS, FindingStatus, LedgerVerdict

if TYPE_CHECKING:
    from care_standards.cli.page import Page

VERDICTS: Final[dict[LedgerVerdict, str]] = {
    "carried": "carried over",
    "carried-for-review": "carried over, to be looked at",
    "reassess": "to be assessed again",
    "retired": "retired: the item is withdrawn",
    "unknown": "unknown: nobody has compared the item",
    "added": "new in the edition, not assessed",
    "changed": "changed in form",
    "defaulted": "filled in",
    "dropped": "lost",
}
# What a person has to decide, first: what was wanting comes before what was well.
_WANTING: Final[tuple[FindingStatus, ...]] = ("not-met", "partly-met")
_STATUSES: Final[tuple[FindingStatus | None, ...]] = (*_WANTING, "met", "not-applicable", "not-assessed", None)
_TITLES: Final[dict[str, str]] = {
    "lost": "Lost",
    "reassess": "To assess again",
    "wanting": "Found wanting, on items that nobody has compared",
    "review": "Carried over, to be looked at by a person",
    "unknown": "Not known: items that nobody has compared",
    "added": "New in the edition",
    "retired": "Retired",
    "carried": "Carried over",
    "other": "Places of the document",
}
_GROUPS: Final[dict[LedgerVerdict, str]] = {
    "dropped": "lost", "reassess": "reassess", "carried-for-review": "review", "added": "added", "retired": "retired",
    "carried": "carried",
}  # fmt: skip
_LISTED: Final = ("lost", "reassess", "wanting", "review")
_WHERE_TO: Final = "--every lists them too."


def in_order(ledger: Ledger) -> dict[str, list[LedgerEntry]]:
    """Give the entries in groups, what has to be decided first first; of each, those found wanting first."""
    groups: dict[str, list[LedgerEntry]] = {name: [] for name in _TITLES}
    for entry in ledger.entries:
        groups[_group_of(entry)].append(entry)
    rank = {status: place for place, status in enumerate(_STATUSES)}
    for entries in groups.values():
        entries.sort(key=lambda entry: rank[entry.was])  # a sort that keeps the order of equals
    return groups


def _group_of(entry: LedgerEntry) -> str:
    if entry.verdict == "unknown":
        return "wanting" if entry.was in _WANTING else "unknown"
    return _GROUPS.get(entry.verdict, "other")


def plain_ledger(ledger: Ledger) -> dict[str, Any]:
    """Give a ledger as plain data: the first line, the counts, the entries to decide in their order, and all of it."""
    groups = in_order(ledger)
    first = [to_plain(entry) for name in _LISTED for entry in groups[name]]
    counts = {verdict: count for verdict, count in ledger.counts.items() if count}
    return {"headline": headline(ledger), "counts": counts, "to_decide": first, "ledger": to_plain(ledger)}


def summary_lines(verdicts: Mapping[LedgerVerdict, int], wanting: int = 0) -> list[str]:
    """Say how many records came out how, and how many to assess again were found wanting before."""
    told = [f"{verdicts[verdict]} {VERDICTS[verdict]}" for verdict in LEDGER_VERDICTS if verdicts.get(verdict)]
    lines = [f"{'; '.join(told) or 'no record'}."]
    if wanting:
        lines.append(f"{wanting} of those to be assessed again {'was' if wanting == 1 else 'were'} not or partly met.")
    return lines


def wanting_again(counts: Iterable[tuple[tuple[LedgerVerdict, FindingStatus | None], int]]) -> int:
    """Count what is to be assessed again and was not or partly met."""
    return sum(count for (verdict, was), count in counts if verdict == "reassess" and was in _WANTING)


def ledger_page(ledger: Ledger, catalogue: Catalogue, *, every: bool = False) -> "Page":
    """Lay out a ledger: the first line, the counts, and what has to be decided; with ``every`` all the rest too."""
    from care_standards.cli.page import Page

    page = Page()
    page.line(headline(ledger), style="bold", hang=2)
    wanting = sum(entry.verdict == "reassess" and entry.was in _WANTING for entry in ledger.entries)
    for line in summary_lines(ledger.counts, wanting):
        page.line(line, hang=2)
    groups = in_order(ledger)
    editions = _editions(ledger, catalogue)
    for name, entries in groups.items():
        if not entries or not (name in _LISTED or every):
            continue
        page.blank()
        if name == "lost":
            add_lost(page, ledger, {})
            continue
        page.line(f"{_TITLES[name]} ({len(entries)})", style="bold", hang=2)
        for entry in entries:
            _add(page, entry, editions)
    rest = [f"{len(found)} {_TITLES[name].lower()}" for name, found in groups.items() if found and name not in _LISTED]
    if rest and not every:
        page.blank()
        page.line(f"Not listed: {'; '.join(rest)}. {_WHERE_TO}", hang=2)
    return page


def _editions(ledger: Ledger, catalogue: Catalogue) -> dict[str, Edition]:
    ids = {ledger.old, ledger.new, *(id for step in ledger.steps for id in (step.old, step.new))}
    return {id: edition for id in ids if isinstance(edition := catalogue.get(id), Edition)}


def _add(page: "Page", entry: LedgerEntry, editions: Mapping[str, Edition]) -> None:
    if entry.source is not None:
        was = f"  (was {entry.was})" if entry.was is not None else ""
        page.line(f"{_named(entry.source, editions)}{was}", indent=2, hang=4)
    for target in entry.targets:
        page.line(f"-> {_named(target, editions)}", indent=4, hang=5)
    page.line(entry.reason, indent=4, hang=2)


def _named(place: str, editions: Mapping[str, Edition]) -> str:
    edition = editions.get(edition_of(place))
    provision = None if edition is None else edition.held(place)
    return place if provision is None else f"{place}  {described(provision)}"


def add_lost(page: "Page", ledger: Ledger, values: Mapping[str, Any]) -> None:
    """Add the places of a document that are lost, by the reason why; ``values`` are of them, for whoever asked."""
    reasons: dict[str, list[str]] = {}
    for entry in ledger.entries:
        if entry.verdict == "dropped" and entry.source is not None:
            reasons.setdefault(entry.reason, []).append(entry.source)
    for reason, places in reasons.items():
        page.line(f"{reason} ({counted(len(places), 'place')})", hang=2)
        for place in places:
            page.line(place, indent=2)
            if place in values:
                page.line(json.dumps(values[place], ensure_ascii=False), indent=6)
