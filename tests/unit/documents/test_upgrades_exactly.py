"""Edges of the steps between versions that other tests leave open, letter by letter."""

from typing import Any

import pytest

from care_standards.documents.schema_registry import schema_id
from care_standards.documents.upgrades import downgrade, dropped_values, upgrade
from care_standards.documents.upgrades.chaining import followed
from care_standards.errors import InvalidValueError
from care_standards.model import Ledger, LedgerEntry

SHARED = 4_000  # entries of one ledger that may be those of another one too


def document(version: str, **members: Any) -> dict[str, Any]:
    """Give a document with the header of an assessment; steps do not look whether it is right."""
    return {"$schema": schema_id("assessment", version), "schema_version": version, "kind": "assessment", **members}


def entry(source: str | None, *targets: str, verdict: Any = "carried", reason: str = "One.") -> LedgerEntry:
    return LedgerEntry(source=source, targets=targets, verdict=verdict, reason=reason)


def ledger(*entries: LedgerEntry, old: str = "1.0", new: str = "1.1") -> Ledger:
    came_in = sum(one.source is not None for one in entries)
    return Ledger(subject="document", old=old, new=new, records_in=came_in, entries=entries)


def test_what_is_told_of_very_many_records_is_shared_only_so_far() -> None:
    """Equal entries of two ledgers are one object, but not of so many records that they would crowd out all others."""
    raw = document("1.0", findings=[{} for _ in range(SHARED + 10)])
    (_, first), (_, second) = upgrade(raw), upgrade(raw)
    assert first == second
    alike = [one is other for one, other in zip(first.entries, second.entries, strict=True)]
    assert alike == [False, False, *[True] * (SHARED - 2), *[False] * 12]  # the header is told afresh
    assert first.entries[-1] == LedgerEntry(
        source=f"/findings/{SHARED + 9}", targets=(f"/findings/{SHARED + 9}",), verdict="carried",
        reason="Kept as it was.",
    )  # fmt: skip


def test_a_kind_that_is_newer_than_the_version_is_refused_by_name() -> None:
    newer = {**document("1.1"), "kind": "ledger"}
    with pytest.raises(InvalidValueError) as caught:
        downgrade(newer, to="1.0", allow_loss=True)
    assert caught.value.args == ("downgrade", "to", "must be 1.1 or later: there was no kind ledger before")


@pytest.mark.parametrize(
    "place", ["/findings/2", "/findings/x", "/findings/-1", "/subject/0", "/kind/0", "/findings/0/note", "/nothing"]
)
def test_a_place_that_the_document_does_not_have_is_left_out(place: str) -> None:
    raw = document("1.1", findings=[{"status": "met"}, {}], subject={"ref": "x"})
    lost = ledger(entry(place, verdict="dropped"), entry("/findings/0/status", verdict="dropped"))
    assert dropped_values(raw, lost) == {"/findings/0/status": "met"}


def test_a_list_that_is_none_does_not_hide_what_the_next_one_loses() -> None:
    raw = document("1.1", findings=[], unresolved="not a list", archive=[{}])
    lowered, account = downgrade(raw, to="1.0", allow_loss=True)
    assert [one.source for one in account.entries if one.verdict == "dropped"] == ["/unresolved", "/archive/0"]
    assert lowered == document("1.0", findings=[])


# ---- two steps told as one


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        # A record that the first step changed and the second kept was changed, and the other way round.
        (entry("/a", "/b", verdict="changed"), entry("/b", "/c"), entry("/a", "/c", verdict="changed")),
        (entry("/a", "/b"), entry("/b", "/c", verdict="changed"), entry("/a", "/c", verdict="changed")),
        (entry("/a", "/b"), entry("/b", "/c"), entry("/a", "/c")),
        # What the first filled in was never there, whatever the second made of it.
        (entry(None, "/b", verdict="defaulted"), entry("/b", "/c"), entry(None, "/c", verdict="defaulted")),
        (
            entry(None, "/b", verdict="defaulted"), entry("/b", "/c", verdict="changed"),
            entry(None, "/c", verdict="defaulted"),
        ),
        (entry(None, "/b", verdict="defaulted"), entry("/b", verdict="dropped"), None),
    ],
)  # fmt: skip
def test_what_became_of_a_record_in_two_steps(first: LedgerEntry, then: LedgerEntry, told: LedgerEntry | None) -> None:
    joined = followed(ledger(first), ledger(then, old="1.1", new="1.2"))
    assert joined == ledger(*[told] if told else [], new="1.2")


def test_what_the_second_step_filled_in_is_told_at_the_end() -> None:
    filled = entry(None, "/z", verdict="defaulted")
    assert followed(ledger(entry("/a", "/a")), ledger(filled, old="1.1", new="1.2")).entries[-1] == filled


def test_a_place_within_a_record_is_told_as_the_first_document_had_it() -> None:
    first = ledger(entry("/a/1", "/a/0"), entry(None, "/new", verdict="defaulted"))
    then = ledger(
        entry("/a/0/x/y", verdict="dropped"), entry("/new/x", verdict="dropped"), entry("/b/c/d", verdict="dropped"),
        old="1.1", new="1.2",
    )  # fmt: skip
    assert [one.source for one in followed(first, then).entries] == ["/a/1", None, "/a/1/x/y", "/b/c/d"]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ([], "must be a mapping: a document as plain JSON data"),
        (
            document("1.0", findings=({},)),
            "must be plain JSON data: dicts, lists, texts, numbers, True, False and None",
        ),
        (
            {**document("1.0"), "kind": "ledger"},
            "must state a kind of: publication, edition, crosswalk, concordance, assessment, report, pack",
        ),
    ],
)
def test_what_is_no_document_is_refused_in_these_words(given: Any, rule: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        upgrade(given)
    assert caught.value.args == ("upgrade", "document", rule)
