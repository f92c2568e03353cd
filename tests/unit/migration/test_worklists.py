"""The worklist: what is on it, in which order, and when it is done."""

from datetime import date
from typing import Any

import pytest

from care_standards import model
from care_standards.assessing import set_finding
from care_standards.migration.worklists import (
    TASKS,
    last_known,
    wants_another_look,
    worklist,
    worklist_of,
)

DAY, LATER = date(2025, 3, 1), date(2026, 3, 1)


def link(local: str, status: Any, verdict: Any = "reassess", edition: str = "demo-2020", **members: Any) -> Any:
    day = None if status == "not-assessed" else DAY
    return model.EarlierFinding(
        provision=f"{edition}.{local}", status=status, verdict=verdict, **{"assessed_on": day, **members}
    )


def finding(local: str, status: Any, *earlier: Any, edition: str = "demo-2025", **members: Any) -> Any:
    usual = {
        "assessed_on": None if status == "not-assessed" else DAY, "evidence": (),
        "reason": "Invented." if status == "not-applicable" else None,
    }  # fmt: skip
    return model.Finding(provision=f"{edition}.{local}", status=status, earlier=earlier, **{**usual, **members})


def assessment(*findings: Any, unresolved: Any = (), archive: Any = ()) -> Any:
    return model.Assessment(
        subject=model.Subject(kind="service", ref="CANARY"), edition="demo-2025", findings=findings,
        unresolved=unresolved, archive=archive, period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"),
    )  # fmt: skip


def listed(made: Any) -> list[tuple[str, str, str]]:
    return [(item.task, item.where, item.provision.partition(".")[2]) for item in worklist(made)]


def test_what_weighs_most_stands_first_and_equals_keep_their_order() -> None:
    made = assessment(
        finding("new", "not-assessed"),
        finding("kept", "met", link("kept", "met", "carried")),
        finding("na", "not-applicable", link("na", "not-applicable", "carried-for-review")),
        finding("read", "not-met", link("read", "not-met", "carried-for-review")),
        finding("was-met", "not-assessed", link("was-met", "met")),
        finding("was-partly-2", "not-assessed", link("x", "partly-met")),
        finding("was-partly-1", "not-assessed", link("y", "partly-met")),
        finding("merged", "not-assessed", link("a", "met"), link("b", "not-met")),
        finding("nobody", "not-assessed", link("nobody", "not-assessed", "carried")),
        finding("split", "not-assessed", link("split", "not-assessed", "reassess")),
        unresolved=(
            finding("u1", "met", edition="demo-2020"), finding("u2", "partly-met", edition="demo-2020"),
            finding("u3", "not-assessed", edition="demo-2020"), finding("u4", "not-met", edition="demo-2020"),
        ),
        archive=(finding("gone", "not-met", edition="demo-2020"),),
    )  # fmt: skip
    assert listed(made) == [
        ("reassess", "findings", "merged"),
        ("reassess", "findings", "was-partly-2"),
        ("reassess", "findings", "was-partly-1"),
        ("compare", "unresolved", "u4"),
        ("compare", "unresolved", "u2"),
        ("reassess", "findings", "was-met"),
        ("review", "findings", "read"),
        ("review", "findings", "na"),
        ("compare", "unresolved", "u1"),
        ("compare", "unresolved", "u3"),
        ("assess", "findings", "nobody"),
        ("assess", "findings", "split"),
        ("assess", "findings", "new"),
    ]
    assert worklist(made) == worklist(made)
    assert {item.task for item in worklist(made)} == set(TASKS)
    merged = worklist(made)[0]
    assert merged.was == ("met", "not-met")
    assert merged.to_rows() == [{
        "task": "reassess", "list": "findings", "provision": "demo-2025.merged", "status": "not-assessed",
        "was": "met;not-met", "earlier": "demo-2020.a;demo-2020.b",
    }]  # fmt: skip
    plain = merged.to_plain()
    assert list(plain) == ["task", "list", "provision", "status", "was", "earlier"]
    assert plain["earlier"][1] == {
        "provision": "demo-2020.b", "status": "not-met", "assessed_on": "2025-03-01", "assessment": None,
        "verdict": "reassess",
    }  # fmt: skip
    assert "demo" not in repr(worklist(made))


def test_a_part_left_behind_weighs_what_it_was_last_found_to_be() -> None:
    made = assessment(
        unresolved=(
            finding("1", "partly-met", edition="demo-2020"),
            finding("2", "not-assessed", link("2", "not-met", edition="demo-2010"), edition="demo-2020"),
        )
    )
    assert [(item.provision, item.status, item.was) for item in worklist(made)] == [
        ("demo-2020.2", "not-assessed", ("not-met",)), ("demo-2020.1", "partly-met", ("partly-met",))
    ]  # fmt: skip


def test_nothing_is_left_where_nothing_was_migrated() -> None:
    assert worklist(assessment(finding("1", "met"), finding("2", "not-met"))) == ()


def test_a_finding_is_done_once_a_person_gave_it_a_status_or_a_day_of_its_own() -> None:
    made = assessment(
        finding("1", "met", link("1", "met", "carried-for-review")),
        finding("2", "not-assessed", link("2", "not-met")),
    )
    assert len(worklist(made)) == 2
    agreed = set_finding(made, "demo-2025.1", "met", assessed_on=LATER)
    assert listed(agreed) == [("reassess", "findings", "2")]
    assert listed(set_finding(made, "demo-2025.1", "partly-met", assessed_on=DAY)) == [("reassess", "findings", "2")]
    # Recorded again as it was is no look of one's own: nothing tells it from the finding that was carried.
    assert len(worklist(set_finding(made, "demo-2025.1", "met", assessed_on=DAY))) == 2
    assert worklist(set_finding(agreed, "demo-2025.2", "not-met", assessed_on=DAY)) == ()


@pytest.mark.parametrize(
    ("links", "waits"),
    [
        ((link("1", "met", "carried-for-review"), link("1", "met", "carried", "demo-2022")), True),
        ((link("1", "met", "carried"), link("1", "met", "carried-for-review", "demo-2022")), True),
        ((link("1", "met", "carried"), link("1", "met", "carried", "demo-2022")), False),
        # Somebody looked in between, on a day of its own.
        (
            (
                link("1", "met", "carried-for-review", assessed_on=date(2024, 1, 1)),
                link("1", "met", "carried", "demo-2022"),
            ),
            False,
        ),
        ((link("1", "met", "carried-for-review"), link("1", "met", "reassess", "demo-2022")), False),
        ((link("1", "met", None),), False),
    ],
)
def test_a_review_that_nobody_did_is_not_forgotten_on_the_way(links: Any, waits: bool) -> None:
    assert bool(worklist(assessment(finding("1", "met", *links)))) is waits


@pytest.mark.parametrize(
    ("links", "was"),
    [
        ((), ()),
        ((link("1", "not-assessed"),), ("not-assessed",)),
        ((link("1", "not-met"), link("2", "met")), ("not-met", "met")),
        # Nobody looked in 2022, so that what was found in 2020 is the last that is known.
        ((link("1", "not-met"), link("1", "not-assessed", "carried", "demo-2022")), ("not-met",)),
        # Put right in 2022: what was found before that counts no more.
        ((link("1", "not-met", "carried"), link("1", "met", "reassess", "demo-2022")), ("met",)),
        # Two lines meet: of one nobody knows anything since 2020.
        (
            (
                link("1", "partly-met"), link("a", "not-assessed", "reassess", "demo-2022"),
                link("2", "met", "carried"), link("b", "met", "reassess", "demo-2022"),
            ),
            ("partly-met", "met"),
        ),
        # What is to be assessed again counts whatever edition it is of: an older finding may have joined later.
        (
            (link("1", "partly-met", "reassess", "demo-2022"), link("a", "not-applicable", "reassess")),
            ("partly-met", "not-applicable"),
        ),
        # Of several assessments of one provision the last counts.
        ((link("1", "not-met", None), link("1", "met", None)), ("met",)),
    ],
)  # fmt: skip
def test_what_was_last_known_is_of_the_last_edition_in_which_anybody_looked(links: Any, was: Any) -> None:
    found = finding("1", "not-assessed", *links)
    assert last_known(found) == was
    assert wants_another_look(found) is bool({"not-met", "partly-met"} & set(was))


def entry(source: Any, verdict: Any, was: Any = None, *targets: str) -> Any:
    return model.LedgerEntry(
        source=source and f"demo-2020.{source}", targets=tuple(f"demo-2025.{t}" for t in targets), verdict=verdict,
        reason="Invented.", was=was,
    )  # fmt: skip


def test_a_ledger_alone_gives_the_same_list() -> None:
    entries = [
        entry("1", "carried", "met", "1"), entry("2", "carried-for-review", "met", "2"),
        entry("3", "reassess", "met", "3a", "3b"), entry("4", "reassess", "not-met", "3a"),
        entry("5", "retired", "not-met"), entry("6", "unknown", "not-met"),
        entry("7", "carried", "not-assessed", "7"), entry(None, "added", None, "8"),
    ]  # fmt: skip
    ledger: Any = model.Ledger(subject="assessment", old="demo-2020", new="demo-2025", records_in=7, entries=entries)
    made = assessment(
        finding("1", "met", link("1", "met", "carried")),
        finding("2", "met", link("2", "met", "carried-for-review")),
        finding("3a", "not-assessed", link("3", "met"), link("4", "not-met")),
        finding("3b", "not-assessed", link("3", "met")),
        finding("7", "not-assessed", link("7", "not-assessed", "carried")),
        finding("8", "not-assessed"),
        unresolved=(finding("6", "not-met", edition="demo-2020"),),
    )
    told, full = worklist_of(ledger), worklist(made)
    assert [item.to_rows() for item in told] == [item.to_rows() for item in full]
    # A part that was left behind in an edition on the way waits there.
    parts = model.LedgerEntry(source="demo-2020.1", targets=("demo-2025.1", "demo-2022.1b"), verdict="reassess",
                              reason="Invented.", was="not-met")  # fmt: skip
    left = worklist_of(
        model.Ledger(subject="assessment", old="demo-2020", new="demo-2025", records_in=1, entries=[parts])
    )
    assert [(item.task, item.where, item.provision) for item in left] == [
        ("reassess", "findings", "demo-2025.1"), ("compare", "unresolved", "demo-2022.1b")
    ]  # fmt: skip
    other: Any = model.Ledger(subject="references", old="demo-2020", new="demo-2025", records_in=7, entries=entries)
    assert worklist_of(other) == ()
