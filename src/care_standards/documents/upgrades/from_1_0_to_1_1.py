"""Between the versions 1.0 and 1.1 of the schemas.

Version 1.1 only adds: what evidence is, how old and for or against what; confidence, actions and earlier findings; the
findings a migration could not place; what reviewers say of a change; ledgers; and column profiles, and what reports say
of tables. Up, nothing but the header changes. Down, what 1.0 has no member for is dropped; so is, whole, what would say
the opposite, or something else, without its new member.
"""

from typing import Any, Final

from care_standards.documents.plain import Json, as_list, as_object
from care_standards.documents.upgrades.accounts import (
    KEPT,
    KEPT_IN_PART,
    NOTHING_SAID,
    Account,
    carry_records,
    items_of,
    raise_header,
)
from care_standards.documents.upgrades.copying import copied
from care_standards.model.ledger import Ledger
from care_standards.vocabularies import DocumentKind

OLD: Final = "1.0"
NEW: Final = "1.1"

# The members that 1.1 added, by the object that holds them, each with what its absence says.
ADDED: Final[dict[str, Json]] = {
    "Assessment": {"unresolved": [], "archive": []},
    "Finding": {"confidence": None, "actions": [], "earlier": []},
    "Evidence": {
        "kind": None, "bearing": "supports", "collected": None, "recorded": None, "expires": None, "voices": None,
        "answer": None,
    },
    "Change": {"review": None},
    "Report": {"table": None},
    "JudgedBy": {"engine": None},
    "Issue": {"sheet": None, "row": None},
}  # fmt: skip
_KINDS_ADDED: Final = ("ledger", "column-profile")

_NO_MEMBER: Final = "Version 1.0 has no such member."
_NO_LIST: Final = "Version 1.0 has no place for findings that are not of the edition of the assessment."
_LISTED: Final = "Left out: what it held is listed item by item."
_COUNTERS: Final = "It speaks against the finding. Version 1.0 cannot say so, and it would seem to speak for it."
_UNSETTLED: Final[dict[Any, str]] = {
    "disputed": "A reviewer disputes it. Version 1.0 cannot say so, and it would seem to hold.",
    "to-review": "Nobody has reviewed it yet. Version 1.0 cannot say so, and it would seem to be settled.",
}
_NO_WORD: Final = "Version 1.0 knows no such kind of document."
_OF_TABLE: Final = "It counts the columns of a table. In version 1.0 it would count the characters of a line."
_NO_NAME: Final = "Version 1.0 knows no schema with such a name."


def up(document: Json) -> tuple[Json, Ledger]:
    """Make the document of 1.1 that says what a document of 1.0 says, and the account of it."""
    raised, account = copied(document), Account(OLD, NEW)
    raise_header(raised, account)
    carry_records(raised, account)
    return raised, account.ledger()


def down(document: Json) -> tuple[Json, Ledger]:
    """Make the document of 1.0 that says what it can of a document of 1.1, and the account of what it cannot."""
    lowered, account = copied(document), Account(NEW, OLD)
    raise_header(lowered, account)
    kind: DocumentKind = lowered["kind"]
    if kind == "assessment":
        _lower_assessment(lowered, account)
    elif kind == "concordance":
        _lower_concordance(lowered, account)
    elif kind == "report":
        _lower_report(lowered, account)
    else:
        carry_records(lowered, account)
    return lowered, account.ledger()


def _lower_assessment(document: Json, account: Account) -> None:
    for place, item in enumerate(items_of(document, "findings")):
        at = f"/findings/{place}"
        parts = Account(NEW, OLD)
        finding = as_object(item)
        if finding is not None:
            _lower_evidence(finding, at, parts)
            _strip(finding, at, ADDED["Finding"], parts)
        _carry(at, at, parts, account)
    for name in ADDED["Assessment"]:
        if name not in document:
            continue
        found = as_list(document.pop(name))
        if found is None:
            account.dropped(f"/{name}", _NO_MEMBER)
            continue
        account.left_out(f"/{name}", _LISTED if found else NOTHING_SAID)
        for place in range(len(found)):
            account.dropped(f"/{name}/{place}", _NO_LIST)


def _lower_evidence(finding: Json, at: str, parts: Account) -> None:
    kept: list[Any] = []
    for place, item in enumerate(items_of(finding, "evidence")):
        evidence = as_object(item)
        if evidence is not None and evidence.get("bearing", "supports") != "supports":
            parts.dropped(f"{at}/evidence/{place}", _COUNTERS)
            continue
        if evidence is not None:
            _strip(evidence, f"{at}/evidence/{place}", ADDED["Evidence"], parts)
        kept.append(item)
    if isinstance(finding.get("evidence"), list):
        finding["evidence"] = kept


def _lower_concordance(document: Json, account: Account) -> None:
    before = items_of(document, "changes")
    kept: list[Any] = []
    for place, item in enumerate(before):
        at = f"/changes/{place}"
        change = as_object(item)
        state = None if change is None else (as_object(change.get("review")) or {}).get("state")
        if isinstance(state, str) and state in _UNSETTLED:
            account.dropped(at, _UNSETTLED[state])
            continue
        parts = Account(NEW, OLD)
        if change is not None:
            _strip(change, at, ADDED["Change"], parts)
        _carry(at, f"/changes/{len(kept)}", parts, account)
        kept.append(item)
    if len(kept) == len(before):
        return
    document["changes"] = kept
    coverage = as_object(document.get("coverage"))
    if coverage is not None and coverage.get("changes_reported") == len(before):
        coverage["changes_reported"] = len(kept)
        account.changed("/coverage/changes_reported", "It counts the changes that are left.")


def _lower_report(document: Json, account: Account) -> None:
    if document.get("document_kind") in _KINDS_ADDED:
        del document["document_kind"]
        account.dropped("/document_kind", _NO_WORD)
    of_table = "table" in document
    for place, item in enumerate(items_of(document, "issues")):
        at = f"/issues/{place}"
        parts = Account(NEW, OLD)
        issue = as_object(item)
        if issue is not None:
            if "column" in issue and (of_table or "row" in issue):
                del issue["column"]
                parts.dropped(f"{at}/column", _OF_TABLE)
            _strip(issue, at, ADDED["Issue"], parts)
        _carry(at, at, parts, account)
    _strip(document, "", ADDED["Report"], account)
    judged_by = as_object(document.get("judged_by"))
    if judged_by is not None:
        name = judged_by.get("schema")
        if isinstance(name, str) and "-" in name.rpartition("/")[2]:
            del judged_by["schema"]
            account.dropped("/judged_by/schema", _NO_NAME)
        _strip(judged_by, "/judged_by", ADDED["JudgedBy"], account)


def _strip(holder: Json, at: str, added: Json, parts: Account) -> None:
    for name, absent in added.items():
        if name not in holder:
            continue
        if holder.pop(name) == absent:
            parts.left_out(f"{at}/{name}")
        else:
            parts.dropped(f"{at}/{name}", _NO_MEMBER)


def _carry(source: str, target: str, parts: Account, account: Account) -> None:
    """Note a record as kept, and after it what it lost."""
    lost = any(entry.verdict == "dropped" for entry in parts.entries)
    account.carried(source, target, KEPT_IN_PART if lost else KEPT)
    account.entries += parts.entries
