"""Laws of what a reviewer of a concordance is told to look at twice, each against its definition in plain loops."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import care_standards as cs
from care_standards.documents.integrity.claims import judge_claims
from care_standards.documents.integrity.references import Findings

OLD, NEW = cs.load("scs-2015"), cs.load("scs-2018")
# The two ids that are held of the older edition, and two that are not.
IDS = {"old": ("scs-2015.s1", "scs-2015.s2", "scs-2015.1.1", "scs-2015.1.2"),
       "new": ("scs-2018.s2", "scs-2018.1.1", "scs-2018.1.2", "scs-2018.s1")}  # fmt: skip
KINDS = ("unchanged", "renumbered", "split", "merged", "added", "withdrawn", "unknown")


def ids(side: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(IDS[side]), max_size=3, unique=True)


rows = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "also": st.lists(st.sampled_from(("split", "merged", "reworded")), max_size=2, unique=True),
            "old": ids("old"),
            "new": ids("new"),
        },
        optional={"review": st.sampled_from([{"state": "disputed"}, {"state": "agreed"}, {"state": "to-review"}])},
    ),
    max_size=6,
)


def told(document: dict[str, Any]) -> set[tuple[str, tuple[str | int, ...]]]:
    findings = Findings()
    judge_claims(findings, document, OLD, NEW)
    assert len({(p.code, p.path) for p in findings.problems}) == len(findings.problems)
    assert {p.code.severity for p in findings.problems} <= {"warning"}
    return {(p.code.value, p.path) for p in findings.problems}


def concordance(changes: list[dict[str, Any]], completeness: str = "partial") -> dict[str, Any]:
    return {"changes": changes, "completeness": completeness, "default": {"kind": "unknown"}}


def undisputed(changes: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    return [(n, row) for n, row in enumerate(changes) if row.get("review") != {"state": "disputed"}]


def kinds(row: dict[str, Any]) -> set[str]:
    return {row["kind"], *row["also"]}


@settings(max_examples=200)
@given(rows, st.sampled_from(["partial", "complete"]))
def test_items_without_a_row_are_those_that_no_row_names(changes: list[dict[str, Any]], completeness: str) -> None:
    """Law: the warning is there exactly where a held item is in no row, once comparing has begun or is said to be done.

    Of the later edition it counts in a complete concordance alone.
    """
    named = {side: {id for _, row in undisputed(changes) for id in row[side]} for side in ("old", "new")}
    missing = {side: {p.id for p in edition} - named[side] for side, edition in (("old", OLD), ("new", NEW))}
    begun = len(missing["old"]) < len(OLD)
    expected = bool(missing["old"] and begun) or (completeness == "complete" and any(missing.values()))
    assert (("CS438", ("changes",)) in told(concordance(changes, completeness))) == expected


@settings(max_examples=300)
@given(rows)
def test_double_claims_are_those_of_every_further_row(changes: list[dict[str, Any]]) -> None:
    """Law: a row is told of at an id that an earlier one names, unless all that name it call it one split or merger."""
    expected: set[tuple[str, tuple[str | int, ...]]] = set()
    for side, kind in (("old", "split"), ("new", "merged")):
        for id in IDS[side]:
            naming = [(n, row) for n, row in undisputed(changes) if id in row[side]]
            if all(kind in kinds(row) for _, row in naming):
                continue
            first = naming[0][1]
            expected |= {
                ("CS439", ("changes", n, side, row[side].index(id)))
                for n, row in naming[1:]
                if side == "old" or not row["old"] or set(row["old"]) != set(first["old"])
            }
    assert {issue for issue in told(concordance(changes)) if issue[0] == "CS439"} == expected


@settings(max_examples=300)
@given(rows)
def test_a_split_of_one_part_has_one_part_in_all_rows_together(changes: list[dict[str, Any]]) -> None:
    """Law: a further kind split (merged) is told of exactly where an item of the row has one part (origin) in all."""
    expected: set[tuple[str, tuple[str | int, ...]]] = set()
    for side, other, kind in (("old", "new", "split"), ("new", "old", "merged")):
        for n, row in undisputed(changes):
            parts = [{part for _, one in undisputed(changes) if id in one[side] for part in one[other]}
                     for id in row[side]]  # fmt: skip
            if kind in row["also"] and any(len(found) == 1 for found in parts):
                expected.add(("CS440", ("changes", n, "also", row["also"].index(kind))))
    assert {issue for issue in told(concordance(changes)) if issue[0] == "CS440"} == expected


@settings(max_examples=200)
@given(st.permutations(range(6)), st.permutations(range(6)))
def test_rings_are_the_cycles_of_the_numbers(became: list[int], order: list[int]) -> None:
    """Law: of a permutation of numbers each cycle longer than one is told of once, at the first of its rows."""
    changes = [
        {"kind": "renumbered", "also": [], "old": [f"scs-2015.{n}"], "new": [f"scs-2018.{became[n]}"]} for n in order
    ]
    cycles: set[frozenset[int]] = set()
    for start in range(6):
        cycle, at = [start], became[start]
        while at != start:
            cycle.append(at)
            at = became[at]
        cycles.add(frozenset(cycle))
    expected = {("CS441", ("changes", min(map(order.index, cycle)), "new")) for cycle in cycles if len(cycle) > 1}
    assert {issue for issue in told(concordance(changes)) if issue[0] == "CS441"} == expected
