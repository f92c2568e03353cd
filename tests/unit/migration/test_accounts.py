"""Two ledgers made one, and a ledger told in one line."""

from typing import Any

import attrs
import pytest

from care_standards.errors import InvalidValueError
from care_standards.migration import compose_ledgers, headline, migrate
from care_standards.model import ComparisonCoverage, Ledger, LedgerEntry, LedgerStep


def entry(source: str | None, verdict: Any, *targets: str, was: Any = None) -> LedgerEntry:
    return LedgerEntry(
        source=None if source is None else f"fable-200{source}", verdict=verdict, reason=f"Is {verdict}.", was=was,
        targets=tuple(f"fable-200{target}" for target in targets),
    )  # fmt: skip


def ledger(old: str, new: str, *entries: LedgerEntry, **members: Any) -> Ledger:
    own: dict[str, Any] = {"subject": "assessment", "records_in": sum(one.source is not None for one in entries)}
    return Ledger(**{**own, **members}, old=f"fable-200{old}", new=f"fable-200{new}", entries=entries)


def test_every_record_of_the_first_has_one_entry_again() -> None:
    first = ledger(
        "1", "5",
        entry("1.a", "carried", "5.a", was="met"),
        entry("1.b", "retired", was="not-met"),
        entry("1.c", "unknown", was="met"),
        entry("1.d", "reassess", "5.d", "5.e", was="partly-met"),
        entry("1.f", "reassess", "5.e", was="met"),
        entry(None, "added", "5.n"),
        entry(None, "added", "5.m"),
        entry(None, "added", "5.o"),
        entry(None, "added", "5.q"),
        input_digest="a" * 64, output_digest="b" * 64,
    )  # fmt: skip
    second = ledger(
        "5", "9",
        entry("5.a", "carried-for-review", "9.a", was="met"),
        entry("5.d", "unknown", was="not-assessed"),
        entry("5.e", "carried", "9.e", was="not-assessed"),
        entry("5.n", "carried-for-review", "9.n", was="not-assessed"),
        entry("5.m", "retired", was="not-assessed"),
        entry("5.o", "unknown", was="not-assessed"),
        entry("5.q", "reassess", "9.q", "9.r", was="not-assessed"),
        entry("1.c", "unknown", was="met"),
        entry(None, "added", "9.p"),
        input_digest="c" * 64, output_digest="d" * 64,
    )  # fmt: skip
    found = compose_ledgers(first, second)
    assert [(e.source, e.verdict, e.targets, e.was) for e in found.entries] == [
        ("fable-2001.a", "carried-for-review", ("fable-2009.a",), "met"),
        ("fable-2001.b", "retired", (), "not-met"),
        ("fable-2001.c", "unknown", (), "met"),
        ("fable-2001.d", "reassess", ("fable-2005.d", "fable-2009.e"), "partly-met"),
        ("fable-2001.f", "reassess", ("fable-2009.e",), "met"),
        (None, "added", ("fable-2009.n",), None),
        (None, "added", (), None),
        (None, "added", ("fable-2005.o",), None),
        (None, "added", ("fable-2009.q", "fable-2009.r"), None),
        (None, "added", ("fable-2009.p",), None),
    ]
    assert (found.old, found.new, found.records_in) == ("fable-2001", "fable-2009", 5)
    assert (found.input_digest, found.output_digest) == ("a" * 64, "d" * 64)
    assert sum(found.counts.values()) - found.counts["added"] == found.records_in
    assert found.entries[6].reason == "Is added. Is retired."
    third = ledger(
        "9", "8",
        *[entry(f"9.{one}", "carried", f"8.{one}") for one in "aenqrp"],
        *[entry(waits, "unknown") for waits in ("5.d", "1.c")],
        entry("5.o", "carried", "8.o"),
    )  # fmt: skip
    assert [(e.verdict, e.targets) for e in compose_ledgers(found, third).entries[5:9]] == [
        ("added", ("fable-2008.n",)), ("added", ()), ("added", ("fable-2008.o",)),
        ("added", ("fable-2008.q", "fable-2008.r")),
    ]  # fmt: skip
    assert found.entries[0].reason == "Is carried. Is carried-for-review."


def test_what_waits_under_one_id_is_taken_in_order() -> None:
    first = ledger("1", "5", entry("1.a", "unknown", was="met"), entry("1.a", "unknown", was="not-met"))
    second = ledger("5", "9", entry("1.a", "carried", "9.a"), entry("1.a", "unknown"))
    assert [(e.verdict, e.was) for e in compose_ledgers(first, second).entries] == [
        ("carried", "met"), ("unknown", "not-met"),
    ]  # fmt: skip
    with pytest.raises(InvalidValueError, match="must say what became"):
        compose_ledgers(ledger("1", "5", *first.entries, entry("1.a", "unknown")), second)


def test_what_waits_is_not_taken_for_what_arrived_on_its_id() -> None:
    first = ledger("1", "5", entry("1.a", "carried", "5.a", was="met"), entry("5.a", "unknown", was="not-met"))
    second = ledger("5", "9", entry("5.a", "carried", "9.a"), entry("5.a", "unknown"))
    found = compose_ledgers(first, second)
    assert [(e.source, e.verdict, e.targets) for e in found.entries] == [
        ("fable-2001.a", "carried", ("fable-2009.a",)), ("fable-2005.a", "unknown", ()),
    ]  # fmt: skip


def test_steps_stand_once_and_where_they_came_last() -> None:
    one, two, three = (
        LedgerStep(old=f"fable-200{a}", new=f"fable-200{b}", concordance=f"fable-200{a}--fable-200{b}")
        for a, b in ("01", "15", "59")
    )
    found = compose_ledgers(ledger("1", "5", steps=(one, two)), ledger("5", "9", steps=(one, two, three)))
    assert found.steps == (one, two, three)
    between, late = attrs.evolve(two, old="fable-2003"), attrs.evolve(one, new="fable-2003")
    found = compose_ledgers(ledger("1", "5", steps=(between, two)), ledger("5", "9", steps=(late, between, three)))
    assert found.steps == (two, late, between, three)
    assert compose_ledgers(ledger("1", "5", steps=(two,)), ledger("5", "9", steps=(three,))).steps == (two, three)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        (ledger("1", "5", subject="references"), ledger("5", "9"), "first"),
        (ledger("1", "5"), ledger("5", "9", subject="crosswalk"), "second"),
        (ledger("1", "5"), ledger("1", "9"), "second"),
        (ledger("1", "5", entry("1.a", "carried", "5.a")), ledger("5", "9"), "second"),
        (ledger("1", "5", entry("1.a", "unknown")), ledger("5", "9", entry("5.a", "carried", "9.a")), "second"),
    ],
)
def test_what_does_not_follow_is_refused(first: Ledger, second: Ledger, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        compose_ledgers(first, second)
    assert (caught.value.owner, caught.value.field) == ("compose_ledgers", field)
    assert "2001.a" not in str(caught.value)


def test_a_second_try_that_learns_nothing_adds_nothing(make: Any) -> None:
    catalogue = make.catalogue(make.concordance(make.change("one", "renumbered", "a", "x")))
    after, first = migrate(make.assessment("a", "b"), catalogue.edition("fable-2005"), catalogue=catalogue)
    _, second = migrate(after, catalogue.edition("fable-2005"), catalogue=catalogue)
    assert compose_ledgers(first, second) == first


STEP = LedgerStep(
    old="fable-2001", new="fable-2005", concordance="fable-2001--fable-2005", completeness="partial", rows=8, agreed=3,
    coverage=ComparisonCoverage(old_listed=44, old_reviewed=7), list_is_known_incomplete=True,
)  # fmt: skip
FIGURES = "partial, 7 of 44 old items compared, 3 of 8 rows agreed by a person, known to be incomplete"
SAID = f"fable-2001--fable-2005 ({FIGURES})"


@pytest.mark.parametrize(
    ("entries", "steps", "line"),
    [
        (["unknown"] * 3, (STEP,), f"all 3 findings stay unknown; {SAID}"),
        (["unknown"], (STEP,), f"the only finding stays unknown; {SAID}"),
        (["unknown", "carried", "added"], (STEP,), f"1 of 2 findings stays unknown; {SAID}"),
        (["unknown", "unknown", "retired"], (STEP,), f"2 of 3 findings stay unknown; {SAID}"),
        (["carried"], (STEP,), f"none of 1 finding stays unknown; {SAID}"),
        (["added"], (STEP,), f"no findings to bring over; {SAID}"),
        # Of an edition that nobody knows there is no step.
        (["unknown"], (), "the only finding stays unknown; no concordance from fable-2001 to fable-2005 is at hand"),
        (
            ["unknown"] * 2,
            (LedgerStep(old="fable-2001", new="fable-2005"),),
            "all 2 findings stay unknown; no concordance from fable-2001 to fable-2005 is at hand",
        ),
        (
            ["carried"],
            (attrs.evolve(STEP, rows=1, list_is_known_incomplete=False, coverage=ComparisonCoverage()),),
            "none of 1 finding stays unknown; fable-2001--fable-2005 (partial, 3 of 1 row agreed by a person)",
        ),
    ],
)
def test_the_first_line_of_everything(entries: Any, steps: Any, line: str) -> None:
    made = [entry(None if verdict == "added" else f"1.i{n}", verdict) for n, verdict in enumerate(entries)]
    found = ledger("1", "5", *made, steps=steps)
    assert headline(found) == f"fable-2001 to fable-2005: {line}."


def test_where_no_way_was_gone() -> None:
    here = "fable-2001 to fable-2001"
    carried, unknown = entry("1.a", "carried", "1.a"), entry("0.b", "unknown")
    assert headline(ledger("1", "1", carried)) == (
        f"{here}: none of 1 finding stays unknown; no concordance was needed."
    )
    assert headline(ledger("1", "1", carried, unknown)) == (
        f"{here}: 1 of 2 findings stays unknown; no concordance is at hand."
    )


def test_several_steps_and_other_subjects() -> None:
    found = ledger("1", "5", entry("1.a", "unknown"), steps=(STEP, STEP), subject="references")
    assert headline(found) == f"fable-2001 to fable-2005: the only reference stays unknown; {SAID}; {SAID}."
    rows = Ledger(subject="document", old="1.1", new="1.0", records_in=0, entries=())
    assert headline(rows) == "1.1 to 1.0: nothing dropped."
    dropped = LedgerEntry(source="/a", verdict="dropped", reason="Lost.")
    assert headline(attrs.evolve(rows, entries=(dropped,), records_in=1)) == "1.1 to 1.0: 1 dropped."
