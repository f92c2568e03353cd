"""Random assessments by random concordances: nothing is lost, nothing gets better, nothing is there twice.

Cases come from ``tests.invented.random_cases`` by number, so that a run is the same every time, and are judged by
``tests.invented.judging``, which shares nothing with the library. ``CARE_STANDARDS_RANDOM_CASES`` says how many; each
night it is 100,000.
"""

import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from tests.invented.judging import (
    complaints,
    disagreements,
    expected_all_the_way,
    of_the_account,
    of_the_content,
    whole_way,
)
from tests.invented.random_cases import Case, case

from care_standards import assessing, migration, packaged
from care_standards.documents import pipeline
from care_standards.documents.codec import to_plain
from care_standards.model import (
    Assessment,
    Catalogue,
    Crosswalk,
    CrosswalkEnd,
    Edition,
    Finding,
    Ledger,
    Mapping,
)

CASES = int(os.environ.get("CARE_STANDARDS_RANDOM_CASES", "1000"))
BATCHES = 20

Migrate = Callable[..., tuple[Assessment, Ledger]]


def is_good(value: object, catalogue: Catalogue) -> bool:
    return pipeline.judge(to_plain(value), catalogue=catalogue).ok


def judged(asked: Case, migrate: Migrate) -> list[str]:
    """Give everything that is wrong with what a migration makes of a case."""
    before, catalogue, to = asked.assessment, asked.catalogue, asked.catalogue.edition(asked.to)
    after, ledger = migrate(before, to, catalogue=catalogue)
    found = complaints(before, after, ledger, asked.to)
    if not is_good(after, catalogue):
        found.append("the result does not pass check")
    if not is_good(ledger, catalogue):
        found.append("the ledger does not pass check")
    way = whole_way(catalogue, asked.ways)
    is_followed = way is not None and [step.concordance for step in ledger.steps] == [one.id for one, _ in way]
    if way is not None and is_followed and not before.unresolved:
        found += disagreements(before, ledger, after, way)
    if not any(step.concordance for step in ledger.steps) and any(
        entry.verdict != "unknown" for entry in ledger.entries
    ):
        found.append("something is known without a concordance")
    found += judged_again(asked, after, ledger, to, migrate)
    if way is not None and len(asked.ways) > 2:
        found += judged_step_by_step(asked, after, ledger, migrate)
    return found


def judged_again(asked: Case, after: Assessment, ledger: Ledger, to: Edition, migrate: Migrate) -> list[str]:
    """The same again is the same; and again from what came out changes nothing."""
    found: list[str] = []
    backwards = attrs.evolve(asked.catalogue, concordances=asked.catalogue.concordances[::-1])
    if migrate(asked.assessment, to, catalogue=backwards) != (after, ledger):
        found.append("another order of the concordances gives another answer")
    again, account = migrate(after, to, catalogue=asked.catalogue)
    found += [f"again: {complaint}" for complaint in complaints(after, again, account, asked.to)]
    if not asked.assessment.unresolved and again != after:
        found.append("a second time gives something else")
    once_more, same = migrate(again, to, catalogue=asked.catalogue)
    if once_more != again or (again == after and same != account):
        found.append("it never comes to rest")
    return found


def judged_step_by_step(asked: Case, after: Assessment, ledger: Ledger, migrate: Migrate) -> list[str]:
    """By way of every edition in turn, and the accounts composed, it is the same as at once."""
    here, account = asked.assessment, None
    for id in asked.ways[1:]:
        here, step = migrate(here, asked.catalogue.edition(id), catalogue=asked.catalogue)
        account = step if account is None else migration.compose_ledgers(account, step)
    if account is None or account.steps != ledger.steps:  # at once, another way was shorter
        return []
    found = [] if here == after else ["in steps it comes out otherwise than at once"]
    return found if account == ledger else [*found, "the accounts of the steps do not compose to that of the whole"]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_promise_is_broken(batch: int) -> None:
    """Every record once, every word kept, no status better, no met made; in one step as in several, once as twice."""
    size = -(-CASES // BATCHES)
    broken: dict[str, list[int]] = {}
    for seed in range(batch * size, min((batch + 1) * size, CASES)):
        for complaint in judged(case(seed), migration.migrate):
            broken.setdefault(complaint, []).append(seed)
    assert not broken, "\n".join(f"{len(seeds)} cases, first {seeds[:5]}: {said}" for said, seeds in broken.items())


def test_what_was_wanting_is_still_wanting() -> None:
    """What was not met or partly met, and is not retired, is a gap and work to do, wherever it is now; worst first."""
    for seed in range(CASES // 4):
        asked = case(seed)
        to = asked.catalogue.edition(asked.to)
        after, ledger = migration.migrate(asked.assessment, to, catalogue=asked.catalogue)
        found = {finding.provision for finding in assessing.gaps(after, to).gaps}
        work = {item.provision: item for item in migration.worklist(after)}
        for entry in ledger.entries:
            if entry.was not in ("not-met", "partly-met") or entry.verdict == "retired":
                continue
            places = entry.targets or (entry.source,)
            assert found.issuperset(places), seed
            if entry.verdict != "carried":
                assert all(entry.was in work[str(place)].was for place in places), seed
            if entry.verdict == "reassess":
                assert all(work[place].task in ("reassess", "compare") for place in entry.targets), seed
        anew = [item for item in work.values() if item.task == "reassess" and "not-met" in item.was]
        assert list(work.values())[: len(anew)] == anew, seed


def test_nothing_is_lost_of_an_assessment_that_check_would_refuse() -> None:
    """Two findings on one item, or one unresolved in its own edition: each has its entry, and every word stays."""
    for seed in range(CASES // 5):
        asked, dice = case(seed), Random(seed)
        before = asked.assessment
        twice = [attrs.evolve(finding, note=f"Again {seed}.") for finding in before.findings if dice.random() < 0.4]
        findings = [*before.findings, *twice]
        dice.shuffle(findings)
        unresolved = (*before.unresolved, *dice.sample(findings, min(2, len(findings))))
        before = attrs.evolve(before, findings=findings, unresolved=unresolved)
        after, ledger = migration.migrate(before, asked.catalogue.edition(asked.to), catalogue=asked.catalogue)
        assert not [*of_the_account(before, ledger), *of_the_content(before, after)], seed


@pytest.mark.parametrize("batch", range(4))
def test_a_bare_id_has_the_verdict_of_a_finding_on_it(batch: int) -> None:
    """Of a list and of a column each id has what a finding has, but for what is asked of not-applicable alone."""
    size = -(-CASES // 16)
    for seed in range(batch * size, (batch + 1) * size):
        asked = case(seed)
        findings, catalogue = asked.assessment.findings, asked.catalogue
        to = catalogue.edition(asked.to)
        alone = attrs.evolve(asked.assessment, unresolved=())
        _, ledger = migration.migrate(alone, to, catalogue=catalogue)
        ids = [finding.provision for finding in findings]
        refs = migration.carry_refs(ids, to, catalogue=catalogue)
        assert [entry.source for entry in refs.entries] == ids
        rows = list(
            migration.carry_rows([{"provision": id, "n": n} for n, id in enumerate(ids)], to, catalogue=catalogue)
        )
        assert [row["n"] for row in rows] == list(range(len(ids)))
        for finding, entry, ref, row in zip(findings, ledger.entries, refs.entries, rows, strict=False):
            verdict = entry.verdict
            if finding.status == "not-applicable" and verdict == "carried-for-review":
                verdict = ref.verdict
                assert verdict in ("carried", "carried-for-review"), seed
            assert (ref.verdict, ref.targets) == (verdict, entry.targets), seed
            assert (row["provision_was"], row["provision_verdict"]) == (ref.source, ref.verdict), seed
            assert row["provision_targets"] == ";".join(ref.targets), seed
            moves = ref.verdict in ("carried", "carried-for-review")
            assert row["provision"] == (ref.targets[0] if moves else ref.source), seed
        assert not findings or is_good(refs, catalogue), seed


RELATIONS = ("equal", "equivalent", "subset-of", "superset-of", "intersects", "no-relationship", "unknown")


def random_crosswalk(asked: Case) -> Crosswalk:
    """Link what the assessment is about with an edition of another publication."""
    dice = Random(asked.seed)
    ours = [finding.provision for finding in asked.assessment.findings]
    theirs = [provision.id for provision in packaged.edition("cqcsh-2021")]
    ends = [(id, other) for id in [*ours, asked.assessment.edition] for other in theirs if dice.random() < 0.3]
    return Crosswalk(
        source=CrosswalkEnd(
            edition=asked.assessment.edition, data_revision=1, reviewed=[id for id in ours if dice.random() < 0.5]
        ),
        target=CrosswalkEnd(
            edition="cqcsh-2021", data_revision=1, reviewed=[id for id in theirs if dice.random() < 0.5]
        ),
        mappings=[
            Mapping(
                source=source,
                relation=dice.choice(RELATIONS),  # type: ignore[arg-type]
                target=target,
                basis="derived",
                confidence=dice.choice(("high", "medium", "low")),  # type: ignore[arg-type]
                rationale=f"Thrown {dice.randrange(1000)}.",
                sources=["invented"],
                origin="editorial",
            )
            for source, target in ends
        ],
    )


@pytest.mark.parametrize("batch", range(4))
def test_rows_of_a_crosswalk_are_carried_or_left(batch: int) -> None:
    """Every row once, in one or the other; nothing but the end, a lower confidence and its digest is another."""
    size = -(-CASES // 16)
    for seed in range(batch * size, (batch + 1) * size):
        asked = case(seed)
        catalogue = attrs.evolve(asked.catalogue, editions=(*asked.catalogue.editions, packaged.edition("cqcsh-2021")))
        crosswalk = random_crosswalk(asked)
        made = migration.migrate_crosswalk(crosswalk, catalogue.edition(asked.to), catalogue=catalogue)
        here, left = iter(made.crosswalk.mappings), iter(made.left.mappings)
        refs = migration.carry_refs(
            [row.source for row in crosswalk.mappings if "." in row.source],
            catalogue.edition(asked.to),
            catalogue=catalogue,
        )
        of_id = {entry.source: entry for entry in refs.entries}
        for row, entry in zip(crosswalk.mappings, made.ledger.entries, strict=False):
            ref = of_id.get(row.source)
            if ref is not None and ref.verdict in ("carried", "carried-for-review"):
                low = ref.verdict == "carried-for-review"
                wanted = attrs.evolve(row, source=ref.targets[0], confidence="low" if low else row.confidence)
                assert next(here) == wanted, seed
                assert len(entry.targets) == 1, seed
            else:
                assert next(left) == row, seed
                assert entry.targets == (), seed
            assert entry.verdict == ("unknown" if ref is None else ref.verdict), seed
        assert (next(here, None), next(left, None)) == (None, None), seed
        assert made.ledger.records_in == len(made.ledger.entries), seed
        assert is_good(made.ledger, catalogue), seed
        assert made.crosswalk.target.reviewed == (), seed
        # Whatever has lost a row to the other is not said to have been reviewed, and so to have no match.
        lost = {end for row, entry in zip(crosswalk.mappings, made.ledger.entries, strict=False) if entry.targets
                for end in (row.source, row.target)}  # fmt: skip
        assert lost.isdisjoint((*made.left.source.reviewed, *made.left.target.reviewed)), seed


def test_the_cases_have_every_corner() -> None:
    """What is thrown reaches every verdict, every way to come to it, and every kind of end."""
    seen: Counter[str] = Counter()
    for seed in range(400):
        asked = case(seed)
        to = asked.catalogue.edition(asked.to)
        _, ledger = migration.migrate(asked.assessment, to, catalogue=asked.catalogue)
        seen.update(f"{len(asked.ways) - 1} {entry.verdict}" for entry in ledger.entries)
        seen.update("no way" for step in ledger.steps if step.concordance is None)
        seen.update(f"was {entry.was}, {entry.verdict}" for entry in ledger.entries if entry.was)
        way = whole_way(asked.catalogue, asked.ways)
        if way is not None:
            seen.update(
                f"rule {len(way)} {expected_all_the_way(finding.provision, way)[0]}"
                for finding in asked.assessment.findings
            )
    verdicts = ("carried", "carried-for-review", "reassess", "retired", "unknown")
    wanted = {f"{steps} {verdict}" for steps in (1, 2, 3) for verdict in (*verdicts, "added")}
    wanted |= {f"rule {steps} {verdict}" for steps in (1, 2, 3) for verdict in verdicts} | {"no way"}
    wanted.remove("rule 3 carried")  # three times in a row it is rare
    wanted |= {f"was {status}, {v}" for status in ("met", "partly-met", "not-met", "not-assessed") for v in verdicts}
    assert wanted <= set(seen), wanted - set(seen)


# What a migration might do wrong. Each fault gets what came out and gives something worse, or the same where it has no
# occasion: then the case is passed over.


def _with(assessment: Assessment, **lists: Any) -> Assessment:
    return attrs.evolve(assessment, **lists)


def _first(findings: tuple[Finding, ...], test: Callable[[Finding], bool]) -> int | None:
    return next((place for place, finding in enumerate(findings) if test(finding)), None)


def _changed(after: Assessment, name: str, test: Callable[[Finding], bool], **changes: Any) -> Assessment:
    findings = list(getattr(after, name))
    place = _first(tuple(findings), test)
    if place is not None:
        findings[place] = attrs.evolve(findings[place], **changes)
    return _with(after, **{name: findings})


def _is_assessed(finding: Finding) -> bool:
    return finding.status != "not-assessed"


def loses_a_finding(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _with(after, findings=after.findings[:-1]), ledger


def loses_an_unresolved(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _with(after, unresolved=after.unresolved[1:]), ledger


def empties_the_archive(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    # What was begun on the way and given up again says nothing, and may go.
    return _with(after, archive=tuple(f for f in after.archive if not _is_assessed(f))), ledger


def improves_a_status(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", lambda f: f.status in ("partly-met", "not-met"), status="met"), ledger


def worsens_a_status(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", lambda f: f.status == "met", status="not-met"), ledger


def improves_what_is_unresolved(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "unresolved", lambda f: f.status in ("partly-met", "not-met"), status="met"), ledger


def makes_a_met(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    day = after.period.end
    return _changed(after, "findings", lambda f: not _is_assessed(f), status="met", assessed_on=day), ledger


def keeps_the_status_of_a_split(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    for entry in ledger.entries:
        if entry.verdict == "reassess" and entry.was == "met":
            day = after.period.end
            return _changed(
                after, "findings", lambda f, at=entry.targets[0]: f.provision == at, status="met", assessed_on=day
            ), ledger  # fmt: skip
    return after, ledger


def carries_twice(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    place = _first(after.findings, _is_assessed)
    return (after if place is None else _with(after, archive=(*after.archive, after.findings[place]))), ledger


def finds_twice(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _with(after, findings=(*after.findings, *after.findings[:1])), ledger


def drops_a_note(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", lambda f: f.note is not None, note=None), ledger


def drops_evidence(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", lambda f: f.evidence != (), evidence=()), ledger


def drops_actions(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", lambda f: f.actions != (), actions=()), ledger


def drops_a_note_of_the_archive(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "archive", lambda f: f.note is not None, note=None), ledger


def forgets_where_it_came_from(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    came = {entry.source for entry in ledger.entries if entry.source}
    return _changed(after, "findings", lambda f: any(e.provision in came for e in f.earlier), earlier=()), ledger


def touches_the_day(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _changed(after, "findings", _is_assessed, assessed_on=after.period.end.replace(year=2021)), ledger


def forgets_the_extensions(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return _with(after, extensions=attrs.fields(Assessment).extensions.default), ledger


def leaves_the_old_edition(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    place = _first(after.unresolved, lambda f: True)
    return (after if place is None else _with(after, findings=(*after.findings, after.unresolved[place]))), ledger


def forgets_an_entry(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, attrs.evolve(ledger, entries=ledger.entries[1 if ledger.records_in else 0 :])


def says_it_twice(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, attrs.evolve(ledger, entries=(*ledger.entries[: 1 if ledger.records_in else 0], *ledger.entries))


def counts_wrongly(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, attrs.evolve(ledger, records_in=ledger.records_in + 1)


def _with_verdict(ledger: Ledger, old: str, new: str) -> Ledger:
    entries = list(ledger.entries)
    for place, entry in enumerate(entries):
        if entry.verdict == old and entry.source is not None:
            entries[place] = attrs.evolve(entry, verdict=new)
            break
    return attrs.evolve(ledger, entries=entries)


def says_carried_of_what_needs_review(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, _with_verdict(ledger, "carried-for-review", "carried")


def says_retired_of_the_unknown(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, _with_verdict(ledger, "unknown", "retired")


def says_unknown_of_what_is_carried(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    return after, _with_verdict(ledger, "carried", "unknown")


def sends_it_elsewhere(after: Assessment, ledger: Ledger) -> tuple[Assessment, Ledger]:
    entries = list(ledger.entries)
    carried = [place for place, entry in enumerate(entries) if entry.verdict == "carried"]
    if len(carried) > 1:
        first, second = carried[:2]
        entries[first], entries[second] = (
            attrs.evolve(entries[first], targets=entries[second].targets),
            attrs.evolve(entries[second], targets=entries[first].targets),
        )
    return after, attrs.evolve(ledger, entries=entries)


FAULTS = [
    loses_a_finding, loses_an_unresolved, empties_the_archive, improves_a_status, worsens_a_status,
    improves_what_is_unresolved, makes_a_met, keeps_the_status_of_a_split, carries_twice, finds_twice, drops_a_note,
    drops_evidence, drops_actions, drops_a_note_of_the_archive, forgets_where_it_came_from, touches_the_day,
    forgets_the_extensions, leaves_the_old_edition, forgets_an_entry, says_it_twice, counts_wrongly,
    says_carried_of_what_needs_review, says_retired_of_the_unknown, says_unknown_of_what_is_carried, sends_it_elsewhere,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_the_judge_sees_what_is_wrong(fault: Callable[[Assessment, Ledger], tuple[Assessment, Ledger]]) -> None:
    """Whenever a planted fault makes a difference, the judge complains; and it has the occasion often."""
    occasions = 0
    for seed in range(60):
        asked = case(seed)
        to = asked.catalogue.edition(asked.to)
        right = migration.migrate(asked.assessment, to, catalogue=asked.catalogue)
        wrong = fault(*right)
        if wrong == right:
            continue
        occasions += 1
        found = complaints(asked.assessment, *wrong, asked.to)
        assert found, f"seed {seed}"
    assert occasions >= 3


def test_the_judge_sees_what_is_wrong_with_the_rules() -> None:
    """A migration that takes split for renumbered, or reads no review, keeps every record; the rules tell it apart."""

    def told(spoil: Callable[[Any], Any]) -> list[str]:
        found: list[str] = []
        for seed in range(120):
            asked = case(seed)
            way = whole_way(asked.catalogue, asked.ways)
            if len(asked.ways) != 2 or way is None or asked.assessment.unresolved:
                continue
            right, _ = way[0]
            spoilt = attrs.evolve(right, changes=[spoil(change) for change in right.changes])
            to = asked.catalogue.edition(asked.to)
            after, ledger = migration.migrate(asked.assessment, to, catalogue=attrs.evolve(
                asked.catalogue, concordances=[spoilt]))  # fmt: skip
            found += disagreements(asked.assessment, ledger, after, way)
        return found

    assert told(lambda change: change) == []
    assert told(lambda change: attrs.evolve(change, review=None))
    assert told(lambda change: attrs.evolve(change, also=()))
    assert told(lambda change: attrs.evolve(change, basis="stated"))
    assert told(lambda change: attrs.evolve(change, affected=()))
    assert told(lambda change: attrs.evolve(change, kind="renumbered") if change.kind == "reworded" else change)
    assert told(lambda change: attrs.evolve(change, kind="withdrawn") if change.kind == "unknown" else change)
