"""Laws of migration, over concordances of every shape, faulty ones included, and assessments of every status."""

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from care_standards import model
from care_standards.documents import pipeline
from care_standards.documents.codec import to_plain
from care_standards.migration import compose_ledgers, migrate
from care_standards.migration.fates import Fates
from care_standards.vocabularies import FINDING_STATUSES, MIGRATION_VERDICTS, VOCABULARIES

IDS = ("fable-2001", "fable-2005", "fable-2009", "fable-2013")
LOCAL = "abcdef"
DAY = date(2004, 5, 6)
RANKS = {verdict: rank for rank, verdict in enumerate(MIGRATION_VERDICTS)}
# Mostly what moves findings: of all kinds alike, two steps in a row would hardly ever carry anything.
KINDS = (*VOCABULARIES["change_kind"], *("unchanged", "renumbered", "reworded") * 3)


def _ends(edition: str, most: int) -> Any:
    return st.lists(st.sampled_from([f"{edition}.{one}" for one in LOCAL]), max_size=most, unique=True)


@st.composite
def _changes(draw: DrawFn, number: int, old: str, new: str) -> model.Change:
    possible = [
        model.Possibility(provision=id, basis="stated", confidence="low", reason="Invented.")
        for id in draw(_ends(old, 1) if draw(st.integers(0, 4)) == 0 else st.just([]))
    ]
    state = draw(st.sampled_from((None, None, None, "agreed", "to-review", "disputed")))
    return model.Change(
        id=f"c{number}", kind=draw(st.sampled_from(KINDS)), old=draw(_ends(old, 2)), new=draw(_ends(new, 2)),
        also=draw(st.lists(st.sampled_from(VOCABULARIES["change_kind"]), max_size=1)) if number % 3 == 0 else (),
        affected=possible, basis=draw(st.sampled_from(("stated", "stated", "derived", "inferred"))), confidence="low",
        sources=(), review=None if state is None else model.ChangeReview(state=state),
    )  # fmt: skip


@st.composite
def _plain_changes(draw: DrawFn, number: int, old: str, new: str) -> model.Change:
    """Make a row as rows should be, so that chains have something to carry."""
    source = f"{old}.{LOCAL[number % len(LOCAL)]}"
    kind = draw(st.sampled_from(("unchanged", "renumbered", "reworded", "split", "withdrawn")))
    least = {"withdrawn": 0, "split": 2}.get(kind, 1)
    targets = draw(st.permutations(LOCAL))[:least]
    return model.Change(
        id=f"c{number}", kind=kind, old=(source,), new=[f"{new}.{one}" for one in targets], basis="stated",
        confidence="low", sources=(),
    )  # fmt: skip


@st.composite
def concordances(draw: DrawFn, old: str, new: str) -> model.Concordance:
    made = _plain_changes if draw(st.booleans()) else _changes
    return model.Concordance(
        old=model.ConcordanceEnd(edition=old, data_revision=1), new=model.ConcordanceEnd(edition=new, data_revision=1),
        completeness="partial", method="Invented.", list_is_known_incomplete=draw(st.booleans()),
        default=model.DefaultChange(kind="unknown", applies_to="All.", rule="Never guess."),
        coverage=model.ComparisonCoverage(), changes=[draw(made(n, old, new)) for n in range(draw(st.integers(0, 7)))],
    )  # fmt: skip


@st.composite
def catalogues(draw: DrawFn) -> model.Catalogue:
    """Make up to four editions, whole or in part, with a concordance between each and the next, or all but one."""
    held = []
    for id in IDS:
        local = LOCAL if draw(st.booleans()) else LOCAL[:4]
        clauses = [
            model.Provision(
                id=f"{id}.{one}", kind="clause", notation_status="none", heading_status="none", text_status="gist",
                force="should", sources=(), confidence="low",
            )
            for one in local
        ]  # fmt: skip
        level = draw(st.sampled_from(("complete", "partial")))
        held.append(
            model.Edition(
                id=id, publication="fable", title="Invented", data_revision=1, provisions=clauses,
                rights=model.Rights(sharing="private", statement="Invented."),
                completeness=model.Completeness(level=level, provisions=len(clauses), coverage="Invented."),
            )
        )  # fmt: skip
    links = [draw(concordances(old, new)) for old, new in pairwise(IDS)]
    missing = draw(st.sampled_from((None, None, None, None, 0, 1, 2)))
    return model.Catalogue(editions=held, concordances=[one for n, one in enumerate(links) if n != missing])


@st.composite
def findings(draw: DrawFn, id: str) -> model.Finding:
    status = draw(st.sampled_from(FINDING_STATUSES))
    return model.Finding(
        provision=id, status=status, reason="Invented." if status == "not-applicable" else None,
        assessed_on=None if status == "not-assessed" else DAY, note=draw(st.sampled_from((None, "A note."))),
        evidence=[model.Evidence(ref=f"e{n}") for n in range(draw(st.integers(0, 2)))],
    )  # fmt: skip


@st.composite
def assessments(draw: DrawFn, place: int = 0, repeated: bool = False) -> model.Assessment:
    """Make an assessment against one edition, with unresolved findings of those before it.

    ``repeated`` allows several findings on one provision, as no valid document has them.
    """
    own = st.lists(st.sampled_from(LOCAL), max_size=6, unique=not repeated)
    before = [f"{id}.{one}" for id in IDS[:place] for one in LOCAL[:3]]
    waiting = draw(st.lists(st.sampled_from(before), max_size=4, unique=not repeated)) if before else []
    return model.Assessment(
        subject=model.Subject(kind="service", ref="invented"), edition=IDS[place],
        period=model.Period(start=DAY, end=DAY), assessor_role="other",
        produced_by=model.Producer(name="invented", version="1"),
        findings=[draw(findings(f"{IDS[place]}.{one}")) for one in draw(own)],
        unresolved=[draw(findings(id)) for id in waiting],
    )  # fmt: skip


def _brought(assessment: model.Assessment, catalogue: model.Catalogue, to: str) -> Any:
    return migrate(assessment, catalogue.edition(to), catalogue=catalogue)


def _told(finding: model.Finding) -> Any:
    return finding.status, finding.reason, finding.assessed_on, finding.note, finding.evidence


def _records(assessment: model.Assessment) -> list[model.Finding]:
    return [*assessment.findings, *assessment.unresolved]


@given(catalogues(), assessments(place=1, repeated=True), st.sampled_from(IDS[1:]))
@settings(max_examples=200)
def test_nothing_is_lost_and_nothing_is_there_twice(
    catalogue: model.Catalogue, before: model.Assessment, to: str
) -> None:
    """Law: every record comes out once with all that was recorded, and has its one entry, in order.

    What comes out besides is not assessed and says nothing. So no status gets better, and no met is made.
    """
    after, ledger = _brought(before, catalogue, to)
    came = _records(before)
    assert [(e.source, e.was) for e in ledger.entries[: len(came)]] == [(f.provision, f.status) for f in came]
    assert all(entry.source is None for entry in ledger.entries[len(came) :])
    assert ledger.records_in == len(came) == sum(ledger.counts.values()) - ledger.counts["added"]
    out = Counter(map(_told, [*_records(after), *after.archive]))
    assert not Counter(map(_told, came)) - out
    made = out - Counter(map(_told, came))
    assert set(made) <= {("not-assessed", None, None, None, ())}
    if before.edition != to:
        assert len({finding.provision for finding in after.findings}) == len(after.findings)


@given(catalogues(), assessments(place=1), st.sampled_from(IDS[1:]))
@settings(max_examples=200)
def test_every_verdict_is_what_is_found_in_the_lists(
    catalogue: model.Catalogue, before: model.Assessment, to: str
) -> None:
    """Law: what the ledger says of a record is how it stands: where it went, with what status, and what it names."""
    after, ledger = _brought(before, catalogue, to)
    at = {finding.provision: finding for finding in after.findings}
    waiting = {finding.provision for finding in after.unresolved}
    archived = {finding.provision for finding in after.archive}
    assert all(finding.provision.startswith(f"{to}.") for finding in after.findings)
    assert not any(finding.provision.startswith(f"{to}.") for finding in (*after.unresolved, *after.archive))
    for entry, record in zip(ledger.entries, _records(before), strict=False):
        names = [link.provision for target in entry.targets if target in at for link in at[target].earlier]
        if entry.verdict in ("carried", "carried-for-review"):
            assert _told(at[entry.targets[0]]) == _told(record)
            assert record.provision in names or record.provision == entry.targets[0]
        elif entry.verdict == "reassess":
            assert record.provision in names
            assert record.provision in archived or any(old in archived for old in names)
            assert all(at[target].status == "not-assessed" for target in entry.targets if target in at)
            assert set(entry.targets) <= {*at, *waiting}
        elif entry.verdict == "retired":
            assert not entry.targets
        else:
            assert entry.verdict == "unknown"
            assert set(entry.targets or (entry.source,)) <= waiting


@given(catalogues(), assessments(place=1, repeated=True), st.sampled_from(IDS[1:]))
@settings(max_examples=200)
def test_twice_is_once(catalogue: model.Catalogue, before: model.Assessment, to: str) -> None:
    """Law: to the same edition again gives the same assessment, and composing the second account changes no verdict."""
    after, ledger = _brought(before, catalogue, to)
    again, account = _brought(after, catalogue, to)
    assert again is after
    assert all(entry.verdict in ("carried", "unknown") for entry in account.entries)
    assert compose_ledgers(ledger, account).entries == ledger.entries


@given(catalogues(), assessments(place=0, repeated=True))
@settings(max_examples=200)
def test_chains_compose(catalogue: model.Catalogue, before: model.Assessment) -> None:
    """Law: edition by edition is the same as at once, and the accounts compose, whichever two are taken first."""
    passed, accounts = before, []
    catalogue = attrs.evolve(catalogue, concordances=_all_links(catalogue))
    for id in IDS[1:]:
        passed, account = _brought(passed, catalogue, id)
        accounts.append(account)
    one, two, three = accounts
    after, ledger = _brought(before, catalogue, IDS[-1])
    assert after == passed
    assert ledger == compose_ledgers(compose_ledgers(one, two), three)
    right = compose_ledgers(one, compose_ledgers(two, three))
    assert [(e.source, e.targets, e.verdict, e.was) for e in right.entries if e.source is not None] == [
        (e.source, e.targets, e.verdict, e.was) for e in ledger.entries if e.source is not None
    ]
    assert right.counts == ledger.counts


def _all_links(catalogue: model.Catalogue) -> Any:
    """Give the concordances, with an empty one where one is missing."""
    held = {one.old.edition: one for one in catalogue.concordances}
    blank = model.Concordance(
        old=model.ConcordanceEnd(edition=IDS[0], data_revision=1), completeness="partial", method="Invented.",
        new=model.ConcordanceEnd(edition=IDS[1], data_revision=1), list_is_known_incomplete=True, changes=(),
        default=model.DefaultChange(kind="unknown", applies_to="All.", rule="Never guess."),
        coverage=model.ComparisonCoverage(),
    )  # fmt: skip
    return [
        held.get(old)
        or attrs.evolve(blank, old=attrs.evolve(blank.old, edition=old), new=attrs.evolve(blank.new, edition=new))
        for old, new in pairwise(IDS)
    ]


@given(catalogues(), assessments(place=0))
@settings(max_examples=150)
def test_a_verdict_does_not_hang_on_the_other_findings(catalogue: model.Catalogue, before: model.Assessment) -> None:
    """Law: a finding alone has the verdict it has among others: half of a merge is a merge."""
    _, ledger = _brought(before, catalogue, IDS[1])
    for entry, finding in zip(ledger.entries, before.findings, strict=False):
        _, alone = _brought(attrs.evolve(before, findings=(finding,)), catalogue, IDS[1])
        assert alone.entries[0] == entry


@given(concordances(*IDS[:2]), st.data())
@settings(max_examples=150)
def test_the_order_of_the_rows_decides_nothing(one: model.Concordance, data: Any) -> None:
    """Law: the same rows in another order give the same verdicts, and the same targets."""
    other = Fates(attrs.evolve(one, changes=data.draw(st.permutations(one.changes))), None)
    fates = Fates(one, None)
    for local in LOCAL:
        id = f"{IDS[0]}.{local}"
        assert fates.of(id).verdict == other.of(id).verdict
        assert set(fates.of(id).targets) == set(other.of(id).targets)


@given(concordances(*IDS[:2]), st.data())
@settings(max_examples=200)
def test_doubt_never_makes_a_verdict_bolder(one: model.Concordance, data: Any) -> None:
    """Law: one row more, or a row less certain, takes no less caution with any item that a row names already."""
    doubt = data.draw(st.sampled_from(("row", "inferred", "to-review", "affected")))
    changes = [*one.changes, data.draw(_changes(99, *IDS[:2]))]
    if doubt != "row":
        place = data.draw(st.integers(0, len(changes) - 1))
        review = model.ChangeReview(state="to-review")
        possible = model.Possibility(provision=f"{IDS[0]}.a", basis="stated", confidence="low", reason="Invented.")
        one = attrs.evolve(one, changes=changes)
        if changes[place].review is None or changes[place].review.state != "disputed":  # that would bring a row in
            changes[place] = {
                "inferred": attrs.evolve(changes[place], basis="inferred"),
                "to-review": attrs.evolve(changes[place], review=review),
                "affected": attrs.evolve(changes[place], affected=(*changes[place].affected, possible)),
            }[doubt]
    before, after = Fates(one, None), Fates(attrs.evolve(one, changes=changes), None)
    for id in [f"{IDS[0]}.{local}" for local in LOCAL]:
        named = before.of(id).reason.startswith("Reported")
        assert not named or RANKS[after.of(id).verdict] >= RANKS[before.of(id).verdict]


@given(catalogues(), assessments(place=1), st.sampled_from(IDS[1:]))
@settings(max_examples=100)
def test_what_passes_check_passes_it_afterwards(catalogue: model.Catalogue, before: model.Assessment, to: str) -> None:
    """Law: an assessment that is right comes out right, and so is the account of it."""
    if not pipeline.judge(to_plain(before), catalogue=catalogue).ok:
        return
    for out in _brought(before, catalogue, to):
        report = pipeline.judge(to_plain(out), catalogue=catalogue)
        assert report.ok, [issue.code for issue in report.issues]
