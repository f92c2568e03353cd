"""Keeping the account of a step between two versions of the schemas, while the step is taken."""

from functools import lru_cache
from typing import Any, Final

from care_standards.documents.plain import Json, as_list
from care_standards.documents.schema_registry import RECORDS, schema_id
from care_standards.model.ledger import Ledger, LedgerEntry
from care_standards.vocabularies import DocumentKind

KEPT: Final = "Kept as it was."
KEPT_IN_PART: Final = "Kept, but for its members that are listed as dropped."
NOTHING_SAID: Final = "Left out: the document says the same without it."


class Account:
    """The entries of one step, in the order of the document that came in."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.entries: list[LedgerEntry] = []

    def carried(self, source: str, target: str, reason: str = KEPT) -> None:
        """Note a record that is in the new document."""
        shared = len(self.entries) < _MOST_SHARED
        self.entries.append((_carried_alike if shared else _carried)(source, target, reason))

    def changed(self, place: str, reason: str) -> None:
        """Note a member that says something else than it did."""
        self.entries.append(LedgerEntry(source=place, targets=(place,), verdict="changed", reason=reason))

    def left_out(self, place: str, reason: str = NOTHING_SAID) -> None:
        """Note a member that is not there any more, and with which nothing is lost."""
        self.entries.append(LedgerEntry(source=place, verdict="changed", reason=reason))

    def dropped(self, place: str, reason: str) -> None:
        """Note what the new document cannot hold."""
        self.entries.append(LedgerEntry(source=place, verdict="dropped", reason=reason))

    def defaulted(self, place: str, reason: str) -> None:
        """Note a member that was filled in."""
        self.entries.append(LedgerEntry(targets=(place,), verdict="defaulted", reason=reason))

    def ledger(self) -> Ledger:
        """Close the account."""
        came_in = sum(entry.source is not None for entry in self.entries)
        return Ledger(subject="document", old=self.old, new=self.new, records_in=came_in, entries=tuple(self.entries))


def _carried(source: str, target: str, reason: str) -> LedgerEntry:
    return LedgerEntry(source=source, targets=(target,), verdict="carried", reason=reason)


# The third finding of one document is told as the third of another: of what is not too many, values are shared.
_MOST_SHARED: Final = 4_000
_carried_alike = lru_cache(maxsize=8 * _MOST_SHARED)(_carried)


def raise_header(document: Json, account: Account) -> None:
    """State the new version in the document at hand; a header that was not right before is left as it is."""
    kind = document["kind"]
    if document.get("$schema") == schema_id(kind, account.old):
        document["$schema"] = schema_id(kind, account.new)
        account.changed("/$schema", "It names the schema of the new version.")
    document["schema_version"] = account.new
    account.changed("/schema_version", "It states the new version.")


def carry_records(document: Json, account: Account) -> None:
    """Note every record of a document as kept where it stood."""
    kind: DocumentKind = document["kind"]
    for name in RECORDS[kind]:
        for place in range(len(items_of(document, name))):
            account.carried(f"/{name}/{place}", f"/{name}/{place}")


def items_of(holder: Json, name: str) -> list[Any]:
    """Give the items of a list; none where there is no list, as in a document that is not right."""
    return as_list(holder.get(name)) or []
