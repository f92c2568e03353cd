"""Only what a person decided becomes a concordance, and only if it can be so."""

import csv
import io
from typing import Any

import attrs
import pytest
from tests.unit.authoring.books import SAYS, book

import care_standards as cs
from care_standards.authoring.accepting import accept
from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.authoring.proposing import COLUMNS, proposal_to_csv, propose
from care_standards.errors import InvalidValueError
from care_standards.model import Concordance

OLD = book(2020)
NEW = book(
    2024,
    {
        **{number: text for number, text in SAYS.items() if number not in ("1.2", "2.3")},
        "1.4": SAYS["1.2"], "2.4": "Each plot has a painted sign of its own by the path.",
    },
)  # fmt: skip
PROPOSED = proposal_to_csv(propose(OLD, NEW))


def decided(*rows: dict[str, str], top: str | None = None, **cells: dict[str, str]) -> str:
    """Fill in cells of the proposal by old number (``new`` and a number for what is new only); more rows follow."""
    head, _, body = PROPOSED.partition("\r\n+++\r\n")
    table = list(csv.DictReader(io.StringIO(body, newline="")))
    for number, filled in cells.items():
        side, _, local = number.replace("_", ".").partition(".")
        (row,) = [row for row in table if row[side] == f"plot-{2020 if side == 'old' else 2024}.{local}"]
        row |= filled
    out = io.StringIO()
    writer = csv.DictWriter(out, (*COLUMNS, "sources"), restval="")
    writer.writeheader()
    writer.writerows([*table, *rows])
    return f"{top or head}\r\n+++\r\n{out.getvalue()}"


def faults(text: str, old: Any = OLD, new: Any = NEW) -> tuple[AuthoringFault, ...]:
    with pytest.raises(InvalidAuthoringError) as raised:
        accept(text, old, new)
    return raised.value.faults


ACCEPTED = {"decision": "accept"}


def test_what_nobody_decided_is_no_data() -> None:
    found = accept(PROPOSED, OLD, NEW)
    assert isinstance(found, Concordance)
    assert len(found) == 0
    assert (found.default.kind, found.list_is_known_incomplete, found.completeness) == ("unknown", True, "partial")
    assert attrs.astuple(found.coverage) == (8, 0, 8, 0, 0)


def test_an_accepted_row_is_a_change_with_the_basis_inferred() -> None:
    found = accept(decided(old_1_2=ACCEPTED, old_1_1={"decision": "reject"}), OLD, NEW)
    (change,) = found.changes
    assert (change.id, change.kind, change.also) == ("row-1", "renumbered", ())
    assert (change.old, change.new) == (("plot-2020.1.2",), ("plot-2024.1.4",))
    assert (change.basis, change.confidence, change.sources) == ("inferred", "medium", ())
    assert attrs.astuple(found.coverage) == (8, 1, 8, 1, 1)


def test_only_reading_makes_it_derived() -> None:
    found = accept(decided(old_1_2={"decision": "accept", "basis": "read", "note": "Read twice."}), OLD, NEW)
    assert (found.changes[0].basis, found.changes[0].confidence, found.changes[0].note) == (
        "derived", "high", "Read twice.",
    )  # fmt: skip


def test_the_kind_may_be_corrected() -> None:
    found = accept(decided(old_1_2={"decision": "reworded"}), OLD, NEW)
    assert (found.changes[0].kind, found.changes[0].confidence) == ("reworded", "low")


def test_the_ids_may_be_corrected() -> None:
    split = {"decision": "split", "new": "plot-2024.1.3;plot-2024.2.4"}
    (change,) = accept(decided(old_1_3=split), OLD, NEW).changes
    assert (change.kind, change.old, change.new) == ("split", ("plot-2020.1.3",), ("plot-2024.1.3", "plot-2024.2.4"))


def test_a_row_may_be_added_and_columns_too() -> None:
    row = {"old": "plot-2020.2.2", "new": "plot-2024.2.2", "kind": "moved", "decision": "accept", "sources": "own-copy"}
    (change,) = accept(decided(row), OLD, NEW).changes
    assert (change.kind, change.sources, change.confidence) == ("moved", ("own-copy",), "low")


def test_what_was_accepted_is_a_valid_document() -> None:
    every = {row.replace("plot-2020.", "old_").replace(".", "_"): ACCEPTED for row in (p.id for p in OLD)}
    found = accept(decided(**every, new_2_4=ACCEPTED), OLD, NEW)
    shipped = cs.catalogue()
    beside = attrs.evolve(shipped, editions=(*shipped.editions, OLD, NEW))
    assert cs.check(cs.write(found, catalogue=beside), catalogue=beside).verdict == "valid"
    assert {change.kind for change in found.changes} == {"unchanged", "renumbered", "withdrawn", "added"}
    assert (found.completeness, found.list_is_known_incomplete) == ("complete", False)
    assert attrs.astuple(found.coverage) == (8, 8, 8, 8, 9)


def test_accepting_twice_gives_the_same() -> None:
    text = decided(old_1_2=ACCEPTED, new_2_4=ACCEPTED)
    assert accept(text, OLD, NEW) == accept(text.encode(), OLD, NEW)


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"decision": "acept"}, "decision", "no decision"),
        ({"decision": "accept", "kind": "renamed"}, "kind", "no kind"),
        ({"decision": "accept", "also": "renamed"}, "also", "no kind"),
        ({"decision": "accept", "also": "renumbered"}, "also", "twice"),
        ({"decision": "accept", "kind": "unchanged", "also": "moved"}, "also", "nothing else"),
        ({"decision": "accept", "old": "plot-2020.9"}, "old", "no such provision"),
        ({"decision": "accept", "new": "plot-2020.1.2"}, "new", "no such provision"),
        ({"decision": "accept", "new": "plot-2024.1.4;plot-2024.1.4"}, "new", "twice"),
        ({"decision": "split"}, "new", "2 or more"),
        ({"decision": "added"}, "old", "0"),
        ({"decision": "withdrawn"}, "new", "0"),
        ({"decision": "unknown", "old": "", "new": ""}, "old", "names no provision"),
        ({"decision": "accept", "basis": "sure"}, "basis", "no basis"),
        ({"decision": "accept", "confidence": "certain"}, "confidence", "no confidence"),
        ({"decision": "accept", "sources": "Own Copy"}, "sources", "sources"),
        ({"decision": "accept", "note": "x" * 20_001}, "note", "note"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_where_it_stands(cells: dict[str, str], column: str, said: str) -> None:
    text = decided(old_1_2=cells)
    (found,) = faults(text)
    assert (found.column, said in found.what) == ((*COLUMNS, "sources").index(column) + 1, True), found
    assert text.split("\r\n")[found.line - 1].startswith((cells.get("old", "plot-2020.1.2"), ","))
    assert found.code in (AuthoringCode.DECISION, AuthoringCode.TABLE_CELL)


def test_a_row_that_was_rejected_may_hold_anything() -> None:
    assert len(accept(decided(old_1_2={"decision": "reject", "new": "nonsense", "kind": "?"}), OLD, NEW)) == 0


def test_two_decisions_about_one_provision_are_refused() -> None:
    (found,) = faults(decided(old_1_2=ACCEPTED, old_1_1={"decision": "accept", "new": "plot-2024.1.4"}))
    assert (found.code, found.column) == (AuthoringCode.DECISION, 4)
    assert "earlier row" in found.what


def test_everything_wrong_comes_out_at_once_and_shows_no_value() -> None:
    planted = {"decision": "Zanzibar", "note": "Zanzibar"}
    found = faults(decided(old_1_1=planted, old_1_2={"decision": "accept", "kind": "Zanzibar", "basis": "Zanzibar"}))
    assert len(found) == 3
    assert "Zanzibar" not in " ".join(map(str, found)) + repr(found)


def test_near_misses_are_our_own_words() -> None:
    (found,) = faults(decided(old_1_2={"decision": "renumberd"}))
    assert found.near[0] == "renumbered"


def test_another_revision_or_edition_is_refused() -> None:
    for old, new in ((book(2020, revision=2), NEW), (OLD, book(2023)), (NEW, OLD)):
        assert {one.code for one in faults(decided(old_1_2=ACCEPTED), old, new)} >= {AuthoringCode.ANOTHER_PROPOSAL}


def test_facts_at_the_top_are_judged() -> None:
    head = PROPOSED.partition("\r\n+++\r\n")[0]
    (found,) = faults(decided(top=head.replace('kind = "proposal"', 'kind = "crosswalk"')))
    assert (found.code, found.line) == (AuthoringCode.TABLE_MEMBER, 2)
    (found,) = faults(decided(top=head.replace("method =", "how =")))
    assert (found.code, found.line) == (AuthoringCode.TABLE_MEMBER, 3)
    (found,) = faults(decided(top=head.replace("method =", "method = 7 #")))
    assert (found.code, found.line) == (AuthoringCode.TABLE_MEMBER, 3)
    (found,) = faults(decided(top=head.replace("method =", "extensions = {'a.b' = 9007199254740993}\r\nmethod =")))
    assert (found.code, found.line) == (AuthoringCode.TABLE_MEMBER, 3)
    assert accept(decided(top=head.replace("method =", 'method = "By hand." #')), OLD, NEW).method == "By hand."


def test_one_edition_has_no_concordance_with_itself() -> None:
    with pytest.raises(InvalidValueError, match="another edition"):
        accept(PROPOSED, OLD, OLD)
    with pytest.raises(InvalidValueError, match="another edition"):
        accept(PROPOSED, OLD, book(2024, publication="other"))
