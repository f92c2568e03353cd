"""An assessment brought over: what each verdict makes of a finding, and every corner of the three lists."""

from datetime import date
from typing import Any

import attrs
import pytest

from care_standards.errors import InvalidValueError, UnknownEditionError
from care_standards.migration import compose_ledgers, migrate
from care_standards.model import EarlierFinding, Extensions, Finding
from care_standards.model.registry import Registry, RegistryEntry
from care_standards.vocabularies import FINDING_STATUSES

NEW, LAST = "fable-2005", "fable-2009"


def link(finding: Finding, verdict: Any) -> EarlierFinding:
    return EarlierFinding(
        provision=finding.provision, status=finding.status, assessed_on=finding.assessed_on, verdict=verdict
    )


def brought(make: Any, assessment: Any, *changes: Any, to: str = NEW, editions: Any = ()) -> Any:
    catalogue = make.catalogue(make.concordance(*changes), editions=editions)
    return migrate(assessment, catalogue.edition(to), catalogue=catalogue)


def told(ledger: Any) -> Any:
    """Give source, verdict and targets of each entry, without their edition ids."""
    return [
        (None if e.source is None else e.source.partition(".")[2], e.verdict, " ".join(t[11:] for t in e.targets))
        for e in ledger.entries
    ]


def locals_of(findings: Any) -> list[str]:
    return [finding.provision[9:] for finding in findings]


@pytest.mark.parametrize("status", FINDING_STATUSES)
@pytest.mark.parametrize(("kind", "verdict"), [("renumbered", "carried"), ("reworded", "carried-for-review")])
def test_what_is_carried_keeps_everything_and_names_what_it_was(
    make: Any, status: str, kind: str, verdict: str
) -> None:
    before = EarlierFinding(provision="fable-1999.z", status="met", assessment="other-one")
    old = make.finding("a", status, earlier=(before,))
    after, ledger = brought(make, make.assessment(old), make.change("one", kind, "a", "x"))
    verdict = "carried-for-review" if status == "not-applicable" else verdict
    expected = attrs.evolve(old, provision="fable-2005.x", earlier=(before, link(old, verdict)))
    assert (after.findings, after.unresolved, after.archive) == ((expected,), (), ())
    (entry,) = ledger.entries
    assert (entry.source, entry.targets, entry.verdict) == ("fable-2001.a", ("fable-2005.x",), verdict)
    assert (entry.was, entry.changes) == (status, ("fable-2001--fable-2005/one",))
    asked = "to be asked of the new item" in entry.reason
    assert asked == (status == "not-applicable" and kind == "renumbered")


def test_everything_else_of_the_assessment_stays(make: Any) -> None:
    kept = make.finding("k", of="0")
    before = make.assessment("a", archive=(kept,), extensions=Extensions(b'{"x-own":[1]}'))
    after, ledger = brought(make, before, make.change("one", "unchanged", "a", "x"))
    same = attrs.evolve(after, edition=before.edition, findings=before.findings)
    assert same == before
    assert after.edition == ledger.new == NEW
    assert (ledger.subject, ledger.old, ledger.records_in) == ("assessment", "fable-2001", 1)


@pytest.mark.parametrize("status", FINDING_STATUSES)
def test_what_is_split_is_to_be_assessed_again_on_each_part(make: Any, status: str) -> None:
    old = make.finding("a", status)
    after, ledger = brought(make, make.assessment(old), make.change("one", "split", "a", "x y"))
    assert after.findings == tuple(
        Finding(provision=f"fable-2005.{one}", status="not-assessed", evidence=(), earlier=(link(old, "reassess"),))
        for one in "xy"
    )
    assert (after.archive, after.unresolved) == ((old,), ())
    assert told(ledger) == [("a", "reassess", "x y")]
    assert ledger.entries[0].was == status


def test_what_is_merged_names_all_its_predecessors_once(make: Any) -> None:
    shared = EarlierFinding(provision="fable-1999.z", status="met")
    a, b = make.finding("a", earlier=(shared,)), make.finding("b", "not-met", earlier=(shared,))
    after, ledger = brought(make, make.assessment(a, b), make.change("one", "merged", "a b c", "x"))
    (found,) = after.findings
    assert found.earlier == (shared, link(a, "reassess"), link(b, "reassess"))
    assert found.status == "not-assessed"
    assert after.archive == (a, b)
    assert told(ledger) == [("a", "reassess", "x"), ("b", "reassess", "x")]


def test_what_is_withdrawn_is_archived_and_what_is_unknown_waits_as_it_was(make: Any) -> None:
    old, waits, kept = make.finding("a", "not-met"), make.finding("b"), make.finding("k", of="0")
    before = make.assessment(waits, old, archive=(kept,))
    after, ledger = brought(make, before, make.change("one", "withdrawn", "a"))
    assert (after.findings, after.unresolved, after.archive) == ((), (waits,), (kept, old))
    assert told(ledger) == [("b", "unknown", ""), ("a", "retired", "")]


def test_new_items_come_last_in_the_order_of_the_rows(make: Any) -> None:
    changes = [
        make.change("n1", "added", "", "n m"),
        make.change("n2", "added", "", "n other-2005.q"),
        make.change("one", "unchanged", "a", "x"),
        make.change("two", "scope-widened", "", "y"),
    ]
    after, ledger = brought(make, make.assessment("a"), *changes)
    assert locals_of(after.findings) == ["5.x", "5.n", "5.m"]
    assert after.findings[1] == Finding(provision="fable-2005.n", status="not-assessed", evidence=())
    assert told(ledger)[1:] == [(None, "added", "n"), (None, "added", "m")]
    assert [e.changes for e in ledger.entries[1:]] == [("fable-2001--fable-2005/n1",)] * 2
    assert ledger.records_in == 1
    whole = make.edition(NEW, "x", "m", level="complete")
    after, _ = brought(make, make.assessment("a"), *changes, editions=[whole])
    assert locals_of(after.findings) == ["5.x", "5.m"]


def test_an_item_that_is_added_and_has_a_predecessor_has_one_finding(make: Any) -> None:
    changes = make.change("n", "added", "", "x"), make.change("one", "renumbered", "a", "x")
    after, ledger = brought(make, make.assessment("a"), *changes)
    assert locals_of(after.findings) == ["5.x"]
    assert told(ledger) == [("a", "reassess", "x")]


def test_findings_are_in_the_order_of_the_first_that_leads_there(make: Any) -> None:
    changes = [
        make.change("one", "split", "b", "z y"),
        make.change("two", "merged", "d a", "y z"),
        make.change("three", "unchanged", "c", "c"),
    ]
    after, _ = brought(make, make.assessment("c", "b", "a", "d"), *changes)
    assert locals_of(after.findings) == ["5.c", "5.z", "5.y"]
    assert [one.provision[-1] for one in after.findings[1].earlier] == ["b", "a", "d"]


def test_a_ring_of_renumbering_swaps_the_findings(make: Any) -> None:
    one, two = make.finding("1", "met"), make.finding("2", "not-met")
    changes = make.change("one", "renumbered", "1", "2"), make.change("two", "renumbered", "2", "1")
    after, _ = brought(make, make.assessment(one, two), *changes)
    assert [(f.provision, f.status) for f in after.findings] == [("fable-2005.2", "met"), ("fable-2005.1", "not-met")]


def test_without_a_concordance_everything_is_unknown_and_it_says_so(make: Any) -> None:
    before = make.assessment("a", "b")
    catalogue = make.catalogue()
    after, ledger = migrate(before, catalogue.edition(NEW), catalogue=catalogue)
    assert (after.edition, after.findings, after.unresolved) == (NEW, (), before.findings)
    assert [entry.reason for entry in ledger.entries] == ["No concordance leads from fable-2001 to fable-2005."] * 2
    assert [(s.old, s.new, s.concordance, s.rows) for s in ledger.steps] == [("fable-2001", NEW, None, 0)]


def test_again_changes_nothing_where_nothing_was_learned(make: Any) -> None:
    catalogue = make.catalogue(
        make.concordance(make.change("one", "reworded", "a", "x"), make.change("n", "added", "", "n"))
    )
    to = catalogue.edition(NEW)
    once, _ = migrate(make.assessment("a", "b"), to, catalogue=catalogue)
    left_out = attrs.evolve(once, findings=once.findings[:1])  # its owner does not want the new item
    again, ledger = migrate(left_out, to, catalogue=catalogue)
    assert again is left_out
    assert told(ledger) == [("x", "carried", "x"), ("b", "unknown", "")]
    assert ledger.entries[0].reason == "It is of this edition already."
    assert (ledger.old, ledger.new, ledger.records_in, len(ledger.steps)) == (NEW, NEW, 2, 1)


def test_what_was_unresolved_is_tried_again_when_more_is_known(make: Any) -> None:
    before = make.assessment("a", "b", "c", "d", "e")
    catalogue = make.catalogue()
    waiting, _ = migrate(before, catalogue.edition(NEW), catalogue=catalogue)
    after, ledger = brought(
        make, waiting,
        make.change("one", "reworded", "d", "x"),
        make.change("two", "split", "a", "y z"),
        make.change("three", "withdrawn", "b"),
        make.change("n", "added", "", "n"),
        make.change("maybe", "unknown", "e"),
    )  # fmt: skip
    a, b, c, d, e = before.findings
    assert locals_of(after.findings) == ["5.y", "5.z", "5.x"]
    assert (after.unresolved, after.archive) == ((c, e), (a, b))
    assert after.findings[2].earlier == (link(d, "carried-for-review"),)
    assert told(ledger) == [
        ("a", "reassess", "y z"), ("b", "retired", ""), ("c", "unknown", ""), ("d", "carried-for-review", "x"),
        ("e", "unknown", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["renumbered", "scope-widened"])
def test_an_item_somebody_has_assessed_is_left_alone(make: Any, kind: str) -> None:
    own, waits = make.finding("x", "not-met", of="5"), make.finding("a")
    before = make.assessment(own, of="5", unresolved=(waits,))
    after, ledger = brought(make, before, make.change("one", kind, "a", "x"))
    assert after is before
    assert told(ledger) == [("x", "carried", "x"), ("a", "unknown", "")]
    assert ledger.entries[1].reason.endswith("which stays as it is: a person decides.")
    assert ledger.entries[1].changes == ("fable-2001--fable-2005/one",)


@pytest.mark.parametrize("kind", ["renumbered", "scope-widened"])
def test_an_item_nobody_has_assessed_takes_it_as_an_earlier_finding(make: Any, kind: str) -> None:
    own, waits = make.finding("x", "not-assessed", of="5"), make.finding("a")
    other = make.finding("w", of="5")
    before = make.assessment(own, other, of="5", unresolved=(waits,))
    after, ledger = brought(make, before, make.change("one", kind, "a", "x"))
    assert after.findings == (attrs.evolve(own, earlier=(link(waits, "reassess"),)), other)
    assert (after.unresolved, after.archive) == ((), (waits,))
    assert told(ledger)[-1] == ("a", "reassess", "x")


def test_a_split_with_one_part_taken_stays_whole(make: Any) -> None:
    own, waits = make.finding("y", of="5"), make.finding("a")
    before = make.assessment(own, of="5", unresolved=(waits,))
    after, ledger = brought(make, before, make.change("one", "split", "a", "x y"))
    assert after is before
    assert told(ledger)[-1] == ("a", "unknown", "")


def test_two_findings_on_one_item_are_both_kept(make: Any) -> None:
    first, second = make.finding("a", "met"), make.finding("a", "not-met")
    row = make.change("one", "renumbered", "a", "x")
    after, ledger = brought(make, make.assessment(first, second), row)
    assert [finding.status for finding in after.findings] == ["met"]
    assert after.unresolved == (second,)
    assert told(ledger) == [("a", "carried", "x"), ("a", "unknown", "")]
    blank = make.finding("a", "not-assessed")
    after, ledger = brought(make, make.assessment(blank, second), row)
    (found,) = after.findings
    assert (found.status, found.earlier) == ("not-assessed", (link(blank, "carried"), link(second, "reassess")))
    assert after.archive == (second,)
    assert told(ledger) == [("a", "carried", "x"), ("a", "reassess", "x")]
    twice = make.assessment(blank, blank, of="5")
    twice = attrs.evolve(twice, findings=[make.finding("x", "not-assessed", of="5")] * 2, unresolved=(second,))
    after, ledger = brought(make, twice, row)
    assert len(after.findings) == 2
    assert all(found.earlier == (link(second, "reassess"),) for found in after.findings)


@pytest.mark.parametrize("statuses", [("met", "not-assessed"), ("not-assessed", "met")])
def test_of_two_findings_on_one_item_one_that_is_assessed_is_enough(make: Any, statuses: Any) -> None:
    waits = make.finding("a")
    own = [make.finding("x", status, of="5") for status in statuses]
    before = make.assessment(*own, of="5", unresolved=(waits,))
    after, _ = brought(make, before, make.change("one", "renumbered", "a", "x"))
    assert after is before


def test_an_item_found_and_unresolved_at_once_is_kept_twice(make: Any) -> None:
    found, waits = make.finding("a", "met"), make.finding("a", "partly-met")
    before = make.assessment(found, unresolved=(waits,))
    after, ledger = brought(make, before, make.change("one", "unchanged", "a", "x"))
    assert (len(after.findings), after.unresolved) == (1, (waits,))
    assert told(ledger) == [("a", "carried", "x"), ("a", "unknown", "")]


def test_what_is_of_another_edition_waits(make: Any) -> None:
    stranger, later = make.finding("a", of="9"), make.finding("q", of="5")
    before = attrs.evolve(make.assessment("a"), findings=[stranger, later])
    after, ledger = brought(make, before, make.change("one", "unchanged", "a", "a"))
    assert after.unresolved == (stranger, later)
    assert [entry.verdict for entry in ledger.entries] == ["unknown", "unknown"]
    again, account = brought(make, after, make.change("one", "unchanged", "a", "a"))
    assert again is after
    assert account.entries[1].reason == "It is of this edition already, and left where it is."


def chain(make: Any) -> Any:
    first = make.concordance(
        make.change("same", "renumbered", "a", "b"),
        make.change("cut", "split", "s", "s1 s2"),
        make.change("new", "added", "", "n"),
        make.change("short", "added", "", "m"),
        make.change("gone", "withdrawn", "g"),
    )
    second = make.concordance(
        make.change("word", "reworded", "b", "c", ends="59"),
        make.change("s1", "renumbered", "s1", "t", ends="59"),
        make.change("n", "unchanged", "n", "n", ends="59"),
        make.change("m", "withdrawn", "m", ends="59"),
        make.change("back", "added", "", "g", ends="59"),
        ends="59",
    )
    return make.catalogue(first, second)


def test_a_chain_of_editions_is_its_steps_one_after_the_other(make: Any) -> None:
    catalogue = chain(make)
    before = make.assessment("a", make.finding("s", "not-met"), "u", "g")
    after, ledger = migrate(before, catalogue.edition(LAST), catalogue=catalogue)
    between, first = migrate(before, catalogue.edition(NEW), catalogue=catalogue)
    then, second = migrate(between, catalogue.edition(LAST), catalogue=catalogue)
    assert (after, ledger) == (then, compose_ledgers(first, second))
    assert locals_of(after.findings) == ["9.c", "9.t", "9.n", "9.g"]
    assert locals_of(after.unresolved) == ["1.u", "5.s2"]
    assert locals_of(after.archive) == ["1.s", "1.g", "5.m"]
    assert told(ledger) == [
        ("a", "carried-for-review", "c"), ("s", "reassess", "t s2"), ("u", "unknown", ""), ("g", "retired", ""),
        (None, "added", "n"), (None, "added", ""), (None, "added", "g"),
    ]  # fmt: skip
    assert [step.concordance for step in ledger.steps] == ["fable-2001--fable-2005", "fable-2005--fable-2009"]
    assert [(one.provision, one.status) for one in after.findings[1].earlier] == [
        ("fable-2001.s", "not-met"), ("fable-2005.s1", "not-assessed"),
    ]  # fmt: skip
    assert migrate(after, catalogue.edition(LAST), catalogue=catalogue)[0] is after


def test_what_has_waited_goes_the_whole_way_or_stays(make: Any) -> None:
    catalogue = chain(make)
    a, s, u = make.finding("a"), make.finding("s"), make.finding("u")
    before = make.assessment(of="9", unresolved=(u, s, a))
    after, ledger = migrate(before, catalogue.edition(LAST), catalogue=catalogue)
    assert after.findings == (attrs.evolve(a, provision=f"{LAST}.c", earlier=(link(a, "carried-for-review"),)),)
    assert after.unresolved == (u, s)
    assert told(ledger) == [("u", "unknown", ""), ("s", "unknown", ""), ("a", "carried-for-review", "c")]
    assert ledger.entries[1].reason.endswith("It would arrive in part only, so that it stays whole.")


def test_what_waits_from_before_is_tried_on_every_migration(make: Any) -> None:
    catalogue = chain(make)
    a = make.finding("a")
    before = make.assessment("b", of="5", unresolved=(a,))
    after, ledger = migrate(before, catalogue.edition(LAST), catalogue=catalogue)
    assert locals_of(after.findings) == ["9.c", "9.g"]
    assert after.unresolved == (a,)  # what was found since stands on its item
    assert [step.old for step in ledger.steps] == ["fable-2001", "fable-2005"]
    assert migrate(after, catalogue.edition(LAST), catalogue=catalogue)[0] is after


def test_to_an_earlier_edition_or_another_work_is_refused(make: Any) -> None:
    catalogue = make.catalogue(make.concordance())
    with pytest.raises(InvalidValueError, match=r"migrate.to must not be earlier"):
        migrate(make.assessment(of="5"), catalogue.edition("fable-2001"), catalogue=catalogue)
    with pytest.raises(InvalidValueError, match=r"migrate.to must be an edition of the publication"):
        migrate(make.assessment(), make.edition("other-2005"), catalogue=catalogue)


def test_an_edition_may_be_named_by_its_id(make: Any) -> None:
    catalogue = make.catalogue(make.concordance(make.change("one", "unchanged", "a", "a")))
    by_id = migrate(make.assessment("a"), NEW, catalogue=catalogue)
    assert by_id == migrate(make.assessment("a"), catalogue.edition(NEW), catalogue=catalogue)
    with pytest.raises(UnknownEditionError):
        migrate(make.assessment("a"), "fable-2006", catalogue=catalogue)


def test_nothing_is_carried_to_an_id_that_was_retired(make: Any) -> None:
    changes = [
        make.change("one", "renumbered", "a", "x"), make.change("two", "split", "b", "y z"),
        make.change("new", "added", "", "x y"),
    ]  # fmt: skip
    retired = [RegistryEntry(id=f"{NEW}.{id}", status=status) for id, status in (("x", "retired"), ("z", "current"))]
    catalogue = attrs.evolve(make.catalogue(make.concordance(*changes)), registry=Registry(retired))
    after, ledger = migrate(make.assessment("a", "b"), NEW, catalogue=catalogue)
    assert told(ledger) == [("a", "unknown", ""), ("b", "reassess", "y z")]
    assert ledger.entries[0].reason == "Reported as renumbered. What it leads to is an id that is in use no more."
    assert locals_of(after.findings) == ["5.y", "5.z"]


@pytest.mark.parametrize("name", ["assessment", "to", "catalogue"])
def test_what_is_none_of_ours_is_refused_by_name(make: Any, name: str) -> None:
    catalogue = make.catalogue()
    given = {"assessment": make.assessment(), "to": catalogue.edition(NEW), "catalogue": catalogue, name: ("canary",)}
    with pytest.raises(InvalidValueError, match=f"migrate.{name} must be (a|of)") as caught:
        migrate(given["assessment"], given["to"], catalogue=given["catalogue"])
    assert "canary" not in str(caught.value)


def test_nothing_of_the_records_is_shown(make: Any) -> None:
    catalogue = chain(make)
    before = make.assessment("a", "s", make.finding("u", "not-applicable"))
    after, ledger = migrate(before, catalogue.edition(LAST), catalogue=catalogue)
    for shown in (repr(after), repr(ledger), *map(repr, ledger.entries), *[e.reason for e in ledger.entries]):
        assert "canary" not in shown.lower()
        assert "met" not in shown.split()


def test_days_stay_as_they_were(make: Any) -> None:
    old = make.finding("a", assessed_on=date(2001, 1, 1))
    after, _ = brought(make, make.assessment(old), make.change("one", "unchanged", "a", "x"))
    assert after.findings[0].assessed_on == after.findings[0].earlier[0].assessed_on == date(2001, 1, 1)
