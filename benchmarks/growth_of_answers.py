"""How the cost of answers grows: every public function of the rooms behind the front door, and their results.

A label begins with the name of what is measured, as ``room.function`` or ``room.Class``, and says after a comma what
the input is like. ``refuse_gaps`` makes sure that nothing public is forgotten; the front door itself only looks ids up
before it asks a room. Where the answer is by nature larger than what was given (crosswalks that meet in hubs have as
many chains as rows times rows), the input is one whose answer is not.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any

import attrs
import composing
import growth_of_tables
import made
import migrating
from large import (
    assessment,
    book,
    catalogue,
    chain,
    concordance,
    far,
    flat,
    into_one,
    invented,
    loose,
    newer,
    of_many,
    one_row,
    pooled,
    publication,
    released,
    report,
    twice,
    walk,
)

import care_standards as cs
from care_standards import (
    assessing,
    bulk,
    differences,
    guard,
    mapping,
    migration,
    model,
    query,
    rows,
    searching,
    tables,
)
from care_standards.documents import upgrades
from care_standards.exports import difference_pages, ledger_pages, oscal_mapping, sssom
from care_standards.searching.index import Index

Work = Callable[[], object]
Make = Callable[[int], Work]
CALLS = 1_000
DAY = date(2024, 3, 1)
CONTEXT = cs.Context(nation="scotland", setting="outreach", populations=frozenset({"children"}))

ROOMS: dict[str, ModuleType] = {
    "query": query, "searching": searching, "mapping": mapping, "assessing": assessing, "differences": differences,
    "rows": rows, "exports.sssom": sssom, "exports.oscal_mapping": oscal_mapping,
    "exports.difference_pages": difference_pages, "exports.ledger_pages": ledger_pages, "migration": migration,
    "documents.upgrades": upgrades, "tables": tables, "bulk": bulk, "guard": guard,
}  # fmt: skip

NOT_MEASURED = {
    "mapping.compose_relations": "takes two words",
    "tables.draft_profile": "reads the first rows and no more",
    "tables.profile": "reads one small document",
    "tables.shipped_profiles": "takes nothing",
    "bulk.BatchVerdict": "what bulk.check_batches gives",
    "bulk.RowIssue": "one of a bounded number",
    "guard.hint": "takes a few words",
    "guard.kinds_in": "asks guard.find",
    "guard.names_a_person": "takes the name of a column",
    "mapping.inverse_relation": "takes a word",
    "mapping.refuse_other_nation": "looks at an edition's own nations, never at its provisions",
    "exports.sssom.from_tsv": "gives the crosswalk of what read_tsv gives",
    "exports.sssom.from_json": "gives the crosswalk of what read_json gives",
    "query.Applicability": "one answer of query.Applicable",
    "query.Holding": "three values",
    "mapping.Link": "one row of a crosswalk",
    "mapping.Path": "a few rows; part of mapping.Explanation and mapping.Composition",
    "mapping.Conflict": "part of mapping.Composition",
    "mapping.Undetermined": "part of mapping.Composition",
    "mapping.SideCoverage": "part of mapping.Coverage",
    "mapping.SideGaps": "part of mapping.Gaps",
    "assessing.Tally": "a few numbers",
    "assessing.GapList": "what assessing.AssessmentGaps is",
    "assessing.GapGroup": "part of assessing.AssessmentGaps",
    "assessing.Grouping": "part of assessing.Summary",
}  # fmt: skip


def over(ask: Callable[..., object], *inputs: Callable[[int], Any]) -> Make:
    """Measure a question; what it is asked of is made before."""

    def prepare(n: int) -> Work:
        given = [make(n) for make in inputs]
        return lambda: ask(*given)

    return prepare


def given(result: Callable[..., Any], *inputs: Callable[[int], Any]) -> Make:
    """Measure what a result gives for programs: ``to_plain`` and ``to_rows``."""
    return over(lambda found: (found.to_plain(), found.to_rows()), lambda n: over(result, *inputs)(n)())


def querying() -> dict[str, Make]:
    """Give what is measured of ``query``, and of the questions the model answers itself."""
    top = "big-2020.1.1.1"

    def select(**filters: Any) -> Callable[[Any], object]:
        return lambda scope: query.select(scope, **filters)

    def applies(scope: Any) -> query.Applicable:
        return query.applicable(scope, CONTEXT)

    def as_of(n: int) -> model.Catalogue:
        return model.Catalogue(publications=[publication(n)])

    def stated(n: int) -> model.Crosswalk:
        walk = made.crosswalk(n)
        return attrs.evolve(walk, mappings=[attrs.evolve(row, basis="stated") for row in walk.mappings])

    return {
        "query.select, two facets": over(select(kind="standard", nation="wales"), book),
        "query.select, two facets, the first question to an edition": over(
            lambda e: query.select(attrs.evolve(e), kind="standard", nation="wales"), book
        ),
        "query.select, any of several words": over(
            select(force=("must", "may"), setting=("outreach", "not-stated")), book
        ),
        "query.select, two facets of a list": over(select(kind="standard", nation="wales"), loose),
        "query.select, two facets of a list with each twice": over(select(kind="standard", nation="wales"), twice),
        "query.select, heading": over(select(heading="care"), book),
        "query.select, source": over(select(source="own-copy"), book),
        "query.select, where": over(select(where=lambda p: p.page == 7), book),
        "query.select, under one, all below it": over(select(under=top), flat),
        "query.select, under one, each below the one before": over(select(under=top), chain),
        "query.select, under a third of them": over(lambda e: query.select(e, under=e.provisions[::3]), book),
        "query.select, cites": over(lambda e, w: query.select(e, cites="far-2020", crosswalks=[w]), book, stated),
        "query.facets": over(query.facets, book),
        "query.choices": over(query.choices, book),
        "query.choices, grouped": over(lambda e: query.choices(e, grouped=True), book),
        "query.choices, grouped, each below the one before": over(lambda e: query.choices(e, grouped=True), chain),
        "query.outline": over(query.outline, book),
        "query.outline, each below the one before": over(query.outline, chain),
        "query.outline, of half of them": over(lambda e: query.outline(e.provisions[1::2]), chain),
        "query.Branch": over(
            lambda b: [(one.to_plain(), one.to_rows()) for one in b], lambda n: query.outline(book(n))
        ),
        "query.provisions_of, each twice": over(query.provisions_of, twice),
        "query.editions_of, a list": over(query.editions_of, loose),
        "query.holdings, a list": over(query.holdings, loose),
        "query.settled, a list": over(query.settled, loose),
        "query.applicable": over(applies, book),
        "query.applicable, each below the one before": over(applies, chain),
        "query.applicable, a list": over(applies, loose),
        "query.applicable, on a day": over(lambda e: query.applicable(e, attrs.evolve(CONTEXT, on=DAY)), book),
        "query.Applicable": given(applies, book),
        "query.Applicable, by id": over(lambda found: [found[top] for _ in range(CALLS)], lambda n: applies(book(n))),
        "query.edition_in_force, of so many editions": over(lambda p: query.edition_in_force(p, "1500"), publication),
        "query.InForceAnswer": given(lambda p: query.edition_in_force(p, "1500"), publication),
        "Catalogue.as_of, so many editions": over(lambda c: c.as_of("1500"), as_of),
        "Edition.siblings": over(lambda e: e.siblings("1.1.2"), flat),
        "Edition.next and previous, of each": over(lambda e: [(e.next(p), e.previous(p)) for p in e], book),
    }


def seeking() -> dict[str, Make]:
    """Give what is measured of ``searching``, over texts of words drawn at random."""

    def search(text: str, limit: int = 20) -> Callable[[cs.Edition], searching.SearchResult]:
        return lambda e: searching.search(text, e, limit=limit)

    return {
        "searching.search, the first of an edition": over(
            lambda e: Index(e.provisions, (), query.holdings(e), False), invented
        ),
        "searching.search, a rare word": over(search("interpreter"), invented),
        "searching.search, a common word": over(search("support"), invented),
        "searching.search, a misspelt word": over(search("interpretor"), invented),
        "searching.search, several words": over(search('"modern slavery" support* -child'), invented),
        "searching.search, every hit": over(lambda e: searching.search("support", e, limit=len(e)), invented),
        "searching.search, a number": over(search("1.1.1"), invented),
        "searching.search, a list": over(lambda e: searching.search("interpreter", e.provisions), invented),
        "searching.SearchResult, every hit": given(lambda e: searching.search("support", e, limit=len(e)), invented),
    }


def linking() -> dict[str, Make]:
    """Give what is measured of ``mapping``: what ``composing`` has, and what else there is."""
    a = "big-2020.1.1.1"

    def explained(*walks: model.Crosswalk) -> mapping.Explanation:
        return mapping.explain(a, "off-2020.1.1.1", walks)

    return {
        **composing.growing(),
        "mapping.sources_of, everything below one": over(
            lambda w, e: mapping.sources_of(w, e.provisions[0].id, below=e), walk, far
        ),
        "mapping.compose, every row through one provision": over(mapping.compose, into_one, one_row),
        "mapping.explain, every row through one provision": over(explained, into_one, one_row),
        "mapping.merge, rows that cannot all hold": over(mapping.merge, walk, lambda n: walk(n, 2)),
        "mapping.Composition": given(
            mapping.compose, walk, lambda n: composing.crosswalk("far-2020", "off-2020", n, 2)
        ),
        "mapping.Explanation": given(explained, into_one, one_row),
        "mapping.Merge": given(mapping.merge, walk, lambda n: walk(n, 2)),
        "mapping.Coverage": given(mapping.coverage, walk, book, far),
        "mapping.Gaps": given(mapping.gaps, walk, book, far),
    }


def judging() -> dict[str, Make]:
    """Give what is measured of ``assessing``."""

    def view(n: int) -> assessing.View:
        return assessing.View(crosswalk=made.crosswalk(n), edition=far(n))

    def summary(a: cs.Assessment, e: cs.Edition, v: assessing.View) -> assessing.Summary:
        return assessing.summarise(a, e, by=("part", "kind", "force", "setting", v))

    def gaps(a: cs.Assessment, e: cs.Edition, v: assessing.View) -> assessing.AssessmentGaps:
        return assessing.gaps(a, e, by=v)

    def stale(a: cs.Assessment) -> assessing.StaleEvidence:
        return assessing.stale_evidence(a, on=DAY, older_than=timedelta(days=30))

    def new(e: cs.Edition) -> cs.Assessment:
        return assessing.new_assessment(
            e, CONTEXT, subject=model.Subject(kind="service", ref="service-0042"), assessor_role="quality-lead",
            period=model.Period(start=DAY, end=DAY),
        )  # fmt: skip

    def later(n: int) -> cs.Assessment:
        return assessment(n, True)

    return {
        "assessing.summarise": over(assessing.summarise, assessment, book),
        "assessing.summarise, each below the one before": over(assessing.summarise, assessment, chain),
        "assessing.summarise, with a view": over(summary, assessment, book, view),
        "assessing.Summary": given(summary, assessment, book, view),
        "assessing.gaps": over(assessing.gaps, assessment, book),
        "assessing.gaps, with a view": over(gaps, assessment, book, view),
        "assessing.AssessmentGaps": given(gaps, assessment, book, view),
        "assessing.compare": over(assessing.compare, assessment, later),
        "assessing.Comparison": given(assessing.compare, assessment, later),
        "assessing.new_assessment": over(new, book),
        "assessing.set_finding": over(
            lambda a: assessing.set_finding(a, "big-2020.1.1.2", "met", assessed_on=DAY), assessment
        ),
        "assessing.stale_evidence": over(stale, assessment),
        "assessing.StaleEvidence": given(stale, assessment),
        "assessing.countered": over(assessing.countered, assessment),
        "assessing.pool, of so many findings": over(assessing.pool, of_many, lambda _: book(20)),
        "assessing.pool, of so many provisions": over(lambda a, e: assessing.pool([a], e), assessment, book),
        "assessing.Pooled": given(lambda p: p, pooled),
        "assessing.Pooled, shareable": over(lambda p: p.shareable(), pooled),
        "assessing.Shareable": given(lambda p: p.shareable(), pooled),
    }


def comparing() -> dict[str, Make]:
    """Give what is measured of ``differences`` and of the pages that show them."""

    def known(old: cs.Edition, new: cs.Edition, by: model.Concordance) -> differences.Diff:
        return differences.diff(old, new, concordance=by)

    def pages(write: Callable[..., str]) -> Make:
        return over(
            lambda found, old, new: write(found, old=old, new=new, every=True),
            lambda n: known(book(n), newer(n), concordance(n)), book, newer,
        )  # fmt: skip

    def revised(n: int) -> cs.Edition:
        return made.edition([attrs.evolve(p, page=7) for p in book(n)])

    return {
        "differences.diff, editions with a concordance": over(known, book, newer, concordance),
        "differences.diff, editions without one": over(differences.diff, book, newer),
        "differences.diff, revisions": over(differences.diff, book, revised),
        "differences.diff, crosswalks": over(differences.diff, walk, lambda n: walk(n, 1)),
        "differences.diff, assessments": over(
            lambda a, b, e: differences.diff(a, b, editions=e), assessment, lambda n: assessment(n, True), book
        ),
        "differences.diff, releases": over(differences.diff, catalogue, released),
        "differences.Diff": given(known, book, newer, concordance),
        "exports.difference_pages.to_markdown": pages(difference_pages.to_markdown),
        "exports.difference_pages.to_html": pages(difference_pages.to_html),
    }


def writing() -> dict[str, Make]:
    """Give what is measured of ``rows`` and of crosswalks in foreign formats."""

    def labelled(write: Callable[..., object]) -> Make:
        return over(lambda w, a, b: write(w, source=a, target=b), walk, book, far)

    def opened(read: Callable[..., object], write: Callable[[model.Crosswalk], Any]) -> Make:
        return over(lambda content: read(content, limits=made.WIDE_OPEN), lambda n: write(made.crosswalk(n)).content)

    moment = datetime(2024, 3, 1, tzinfo=UTC)
    return {
        "rows.to_rows, an edition": over(rows.to_rows, book),
        "rows.to_rows, provisions": over(rows.to_rows, loose),
        "rows.to_rows, a catalogue": over(rows.to_rows, catalogue),
        "rows.to_rows, a crosswalk": over(rows.to_rows, walk),
        "rows.to_rows, a concordance": over(rows.to_rows, concordance),
        "rows.to_rows, an assessment": over(lambda a: rows.to_rows(a, with_notes=True), assessment),
        "rows.to_rows, a report": over(rows.to_rows, report),
        "exports.ledger_pages.ledger_page": over(
            lambda account, before, after, new: ledger_pages.ledger_page(
                account, before=before, after=after, editions=[new]
            ),
            lambda n: migrating.migrated(n)[1],
            migrating.assessment,
            lambda n: migrating.migrated(n)[0],
            migrating.book,
        ),
        "exports.sssom.to_tsv": labelled(sssom.to_tsv),
        "exports.sssom.to_json": labelled(sssom.to_json),
        "exports.sssom.read_tsv": opened(sssom.read_tsv, sssom.to_tsv),
        "exports.sssom.read_json": opened(sssom.read_json, sssom.to_json),
        "exports.oscal_mapping.to_json": over(
            lambda w, a, b: oscal_mapping.to_json(w, last_modified=moment, source=a, target=b), walk, book, far
        ),
    }


def functions() -> dict[str, Make]:
    """Give all that is measured, after making sure that it is all there is."""
    found = {**querying(), **seeking(), **linking(), **judging(), **comparing(), **writing(), **migrating.growing()}
    found |= growth_of_tables.growing()
    refuse_gaps({label.partition(",")[0] for label in found})
    return found


def refuse_gaps(measured: set[str]) -> None:
    """Stop where a public function, or a result that gives rows, is neither measured nor excluded with a reason."""
    public = {
        f"{room}.{name}"
        for room, module in ROOMS.items()
        for name in getattr(module, "__all__", None) or _own_functions(module)
        if inspect.isfunction(value := getattr(module, name)) or hasattr(value, "to_rows")
    }
    forgotten = public - measured - NOT_MEASURED.keys()
    if forgotten:
        raise SystemExit(f"Neither measured nor excluded: {', '.join(sorted(forgotten))}.")


def _own_functions(module: ModuleType) -> list[str]:
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
