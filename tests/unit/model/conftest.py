"""One small valid object of every class of the model, made afresh for each test; texts hold a canary."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from care_standards import model
from care_standards.issue_codes import Code

CANARY = "Canary Wharf Road"
CANARY_REF = "canary-4711"

Make = Callable[[], Any]


def completeness(**members: Any) -> Any:
    """Give a completeness, partial unless said otherwise."""
    return model.Completeness(**{"level": "partial", "provisions": 0, "coverage": CANARY, **members})


def rights() -> Any:
    """Give rights under which nothing is secret."""
    return model.Rights(sharing="shareable", statement=CANARY)


def provision(id: str, kind: str = "clause", **members: Any) -> Any:
    """Give a provision of the class that stands for its kind."""
    stands_for = {"standard": model.Standard, "principle": model.Principle, "recommendation": model.Recommendation}
    required = {"notation_status": "none", "heading_status": "none", "text_status": "gist", "force": "should"}
    last = {"sources": ("heal-2019",), "confidence": "low"}
    return stands_for.get(kind, model.Provision)(id=id, kind=kind, **{**required, **last, **members})


def edition(*provisions: Any, **members: Any) -> Any:
    """Give an edition that holds these provisions."""
    own = {"id": "demo-2020", "publication": "demo", "title": CANARY, "data_revision": 1, "rights": rights()}
    return model.Edition(**{**own, "completeness": completeness(provisions=len(provisions)), **members},
                         provisions=provisions)  # fmt: skip


def tree(**members: Any) -> Any:
    """Give an edition of two levels below a part, with a number that is printed twice."""
    return edition(
        provision("demo-2020.1", "part", notation="1"),
        provision("demo-2020.1.1", "standard", parent="demo-2020.1", notation="1.1"),
        provision("demo-2020.1.1.p1", "principle", parent="demo-2020.1.1"),
        provision("demo-2020.1.1.r1", "recommendation", parent="demo-2020.1.1"),
        provision("demo-2020.1.1.r2", "recommendation", parent="demo-2020.1.1"),
        provision("demo-2020.2", "part", notation="2"),
        provision("demo-2020.2.1", "standard", parent="demo-2020.2", notation="Twice"),
        provision("demo-2020.2.2", "standard", parent="demo-2020.2", notation="Twice"),
        **members,
    )


def _examples() -> dict[str, Make]:
    m = model
    day = date(2024, 2, 29)
    uncertain = lambda: m.UncertainDate(earliest="2018", latest="2018", precision="year", note=CANARY)  # noqa: E731
    source = lambda: m.Source(key="a-source", title=CANARY, what_was_read=CANARY, publisher=CANARY,  # noqa: E731
                              date="2018-10", url="https://example.org/CANARY", rights_note=CANARY)  # fmt: skip
    end = lambda e: m.CrosswalkEnd(edition=e, data_revision=1, reviewed=(f"{e}.1",))  # noqa: E731
    old = lambda e: m.ConcordanceEnd(edition=e, data_revision=1)  # noqa: E731
    mapping = lambda: m.Mapping(  # noqa: E731
        source="demo-2020.1", relation="intersects", target="ecat-2005", basis="derived", confidence="low",
        rationale=CANARY, sources=("a-source",), origin="editorial", source_digest="sha256:" + "0" * 64,
    )  # fmt: skip
    possibility = lambda: m.Possibility(  # noqa: E731
        provision="demo-2020.1", basis="inferred", confidence="low", reason=CANARY
    )
    default = lambda: m.DefaultChange(kind="unknown", applies_to=CANARY, rule=CANARY)  # noqa: E731
    review = lambda: m.ChangeReview(state="disputed", role="inspector", on=day, note=CANARY)  # noqa: E731
    evidence = lambda: m.Evidence(  # noqa: E731
        ref=CANARY_REF, kind="policy", bearing="counters", collected=day, recorded=day, expires=day, answer=CANARY
    )
    action = lambda: m.Action(summary=CANARY, owner_role="trustee", due=day, state="open")  # noqa: E731
    earlier = lambda: m.EarlierFinding(  # noqa: E731
        provision="demo-2019.1", status="not-met", assessed_on=day, assessment=CANARY_REF, verdict="reassess"
    )
    change = lambda: m.Change(  # noqa: E731
        id="c1", kind="reworded", old=("demo-2020.1",), new=("demo-2021.1",), summary=CANARY, rationale=CANARY,
        affected=(possibility(),), dimensions=m.Dimensions(nations=("wales",)), basis="stated", confidence="high",
        sources=("a-source",), note=CANARY, review=review(),
    )  # fmt: skip
    finding = lambda: m.Finding(  # noqa: E731
        provision="demo-2020.1", status="not-applicable", reason=CANARY, assessed_on=day,
        evidence=(evidence(),), note=CANARY, confidence="low", actions=(action(),), earlier=(earlier(),),
    )  # fmt: skip
    extensions = lambda: m.Extensions.of({"org.canary.x": CANARY})  # noqa: E731
    counts = lambda: m.Counts(  # noqa: E731
        records_in=1, records_judged=1, errors=1, unverified=0, warnings=0, shown=1
    )
    judged_by = lambda: m.JudgedBy(library_version="0.1.0", editions=(  # noqa: E731
        m.EditionUsed(edition="demo-2020", data_revision=1, completeness="partial"),))  # fmt: skip
    issue = lambda: m.Issue(code=Code.EMPTY, severity="error", pointer="", rule="empty", hint="Fill it.")  # noqa: E731
    record = lambda: m.EditionRecord(  # noqa: E731
        id="demo-2020", title=CANARY, label=CANARY, date=uncertain(), publisher=CANARY, editors=(CANARY,),
        status="current", status_note=CANARY, rights=rights(), completeness=completeness(), isbn=CANARY,
        scope=(m.ScopeStatement(statement=CANARY, sources=()),),
        in_force=(m.InForce(scope=CANARY, start="2020", sources=(), note=CANARY),),
        uploads=(m.Upload(id="3.11", label=CANARY, date="2018-10-12T10:29:40Z", date_basis=CANARY,
                          url="https://example.org/CANARY", note=CANARY),),
        uploads_note=CANARY, bodies=(m.Bodies(role=CANARY, names=(CANARY,)),), sources=(), confidence="low",
        note=CANARY,
    )  # fmt: skip
    event = lambda: m.Event(  # noqa: E731
        id="launch", date=uncertain(), kind="launched", summary=CANARY, sources=(), confidence="low", note=CANARY
    )
    publication = lambda: m.Publication(  # noqa: E731
        id="demo", category="care-standard", title=CANARY, publisher=CANARY, summary=CANARY, sources=(),
        editions=(record(),), events=(event(),), bibliography=(source(),), extensions=extensions(),
    )  # fmt: skip
    crosswalk = lambda: m.Crosswalk(  # noqa: E731
        source=end("demo-2020"), target=end("ecat-2005"), note=CANARY, mappings=(mapping(),),
        bibliography=(source(),), extensions=extensions(),
    )  # fmt: skip
    concordance = lambda: m.Concordance(  # noqa: E731
        old=old("demo-2020"), new=old("demo-2021"), completeness="partial", method=CANARY,
        list_is_known_incomplete=True, default=default(), coverage=m.ComparisonCoverage(old_listed=3),
        not_supported=(CANARY,), changes=(change(),), bibliography=(source(),), extensions=extensions(),
    )  # fmt: skip
    wording = lambda: m.Wording(language="en-GB", value=CANARY)  # noqa: E731
    texts = {"heading": CANARY, "summary": CANARY, "note": CANARY}
    retired = lambda: m.RegistryEntry(  # noqa: E731
        id="demo-2020.9", status="retired", successors=("demo-2020.1",)
    )
    difference = lambda: m.Difference(  # noqa: E731
        provision="demo-2020.1.1", what="heading", expected=CANARY
    )
    accepted = lambda: m.AcceptedDifferences(reason=CANARY, differences=(difference(),))  # noqa: E731
    file = lambda: m.PackFile(  # noqa: E731
        path="editions/demo-2020.json", kind="edition", id="demo-2020", sha256="0" * 64
    )
    gone = lambda: m.RetiredId(id="demo-2020.9", successors=("demo-2020.1",))  # noqa: E731
    entry = lambda: m.LedgerEntry(  # noqa: E731
        source="demo-2020.1", targets=("demo-2021.1",), verdict="carried", reason=CANARY,
        changes=("demo-2020--demo-2021/c1",), was="not-met",
    )  # fmt: skip
    step = lambda: m.LedgerStep(  # noqa: E731
        old="demo-2020", new="demo-2021", concordance="demo-2020--demo-2021", old_revision=1, new_revision=1,
        completeness="partial", list_is_known_incomplete=True, coverage=m.ComparisonCoverage(old_listed=3), rows=2,
        agreed=1, sources=("a-source",),
    )  # fmt: skip
    column = lambda: m.KnownColumn(  # noqa: E731
        name=CANARY, also=("a", "b"), misspelt=("c",), label=CANARY, to="status", personal=True
    )
    alias = lambda: m.CodeAlias(column="status", code="met", also=(CANARY,))  # noqa: E731
    fixed = lambda: m.FixedValue(column="edition", value="demo-2020")  # noqa: E731
    table = lambda: m.TableRead(  # noqa: E731
        format="csv", profile="demo", rows=3, blank=1, invalid=1, unverified=1
    )
    return {
        "AcceptedDifferences": accepted,
        "Action": action,
        "Assessment": lambda: m.Assessment(
            subject=m.Subject(kind="case", ref=CANARY_REF), edition="demo-2020",
            context=m.Context(nation="wales", populations={"adults", "dependants"}),
            period=m.Period(start=day, end=day), assessor_role="support-worker",
            produced_by=m.Producer(name=CANARY_REF, version="1"), findings=(finding(),), extensions=extensions(),
        ),
        "Bodies": lambda: m.Bodies(role=CANARY, names=(CANARY,)),
        "Catalogue": lambda: m.Catalogue(
            publications=(publication(),), editions=(tree(),), crosswalks=(crosswalk(),),
            concordances=(concordance(),), sources=(source(),), registry=m.Registry((retired(),)),
        ),
        "Change": change,
        "ChangeReview": review,
        "ComparisonCoverage": lambda: m.ComparisonCoverage(old_listed=3, old_reviewed=0),
        "CodeAlias": alias,
        "ColumnProfile": lambda: m.ColumnProfile(
            id="demo", title=CANARY, confirmation="not-confirmed", description=CANARY, unwrap=("/results",),
            matching="exact", columns=(column(),), codes=(alias(),), values=(fixed(),), separators=(";",),
            choice_joiner="/", dates="day-first", edition_from_provision=True, extensions=extensions(),
        ),
        "Completeness": lambda: completeness(known_gaps=(CANARY,)),
        "Concordance": concordance,
        "ConcordanceEnd": lambda: old("demo-2020"),
        "Context": lambda: m.Context(nation="wales", setting="outreach", stage="move-on", populations={"adults"}),
        "Counts": counts,
        "Crosswalk": crosswalk,
        "CrosswalkEnd": lambda: end("demo-2020"),
        "DefaultChange": default,
        "Difference": difference,
        "Dimensions": lambda: m.Dimensions(settings=("outreach",), populations=("adults",)),
        "EarlierFinding": earlier,
        "Edition": lambda: tree(bibliography=(source(),), extensions=extensions()),
        "EditionRecord": record,
        "EditionUsed": lambda: m.EditionUsed(edition="demo-2020", data_revision=1, completeness="partial"),
        "Event": event,
        "Evidence": evidence,
        "Extensions": extensions,
        "Finding": finding,
        "FixedValue": fixed,
        "GlossaryEntry": lambda: m.GlossaryEntry(term="Term", meaning="Meaning", sources=("a-source",)),
        "InForce": lambda: m.InForce(scope=CANARY, start="2020", end="2021-05", sources=(), note=CANARY),
        "Issue": issue,
        "JudgedBy": judged_by,
        "KnownColumn": column,
        "Ledger": lambda: m.Ledger(
            subject="assessment", old="demo-2020", new="demo-2021", steps=(step(),), records_in=1, entries=(entry(),),
            input_digest="0" * 64, output_digest="1" * 64, extensions=extensions(),
        ),
        "LedgerEntry": entry,
        "LedgerStep": step,
        "LinkRow": lambda: m.LinkRow(
            edition="demo-2020", subject_kind="case", subject_ref=CANARY_REF, nation="wales", setting="outreach",
            provision="demo-2020.1", status="not-applicable", assessed_on=day, evidence=(CANARY_REF, CANARY_REF),
            reason=CANARY, note=CANARY, stage="move-on", populations=("adults",), period_start=day, period_end=day,
            assessor_role="support-worker", tool=CANARY_REF, tool_version="1",
        ),
        "Mapping": mapping,
        "Pack": lambda: m.Pack(
            id="demo-pack", version="1.0.0", title=CANARY, publisher=CANARY, rights=rights(),
            completeness=m.PackCompleteness(level="partial", coverage=CANARY), files=(file(),), retired=(gone(),),
            accepted_differences=accepted(), note=CANARY, bibliography=(source(),), extensions=extensions(),
        ),
        "PackCompleteness": lambda: m.PackCompleteness(level="partial", coverage=CANARY),
        "PackFile": file,
        "Period": lambda: m.Period(start=day, end=day),
        "Possibility": possibility,
        "Principle": lambda: provision("demo-2020.1.p1", "principle", **texts),
        "Producer": lambda: m.Producer(name=CANARY_REF, version=CANARY_REF),
        "Provision": lambda: provision("demo-2020.1", page=3, nations=("wales",), text=wording(), **texts),
        "Publication": publication,
        "Recommendation": lambda: provision("demo-2020.1.r1", "recommendation", **texts),
        "Registry": lambda: m.Registry((m.RegistryEntry(id="demo"), retired())),
        "RegistryEntry": retired,
        "Report": lambda: m.Report(
            verdict="invalid", counts=counts(), judged_by=judged_by(), issues=(issue(),), table=table(),
            extensions=extensions(),
        ),
        "RetiredId": gone,
        "Rights": rights,
        "ScopeStatement": lambda: m.ScopeStatement(statement=CANARY, sources=("a-source",)),
        "Source": source,
        "Standard": lambda: provision("demo-2020.1.1", "standard", **texts),
        "Subject": lambda: m.Subject(kind="case", ref=CANARY_REF),
        "TableRead": table,
        "UncertainDate": uncertain,
        "Upload": lambda: m.Upload(id="3.11", label=CANARY, linked_from=("a-source",), note=CANARY),
        "Voices": lambda: m.Voices(number="fewer-than-11", consent="anonymous"),
        "Wording": wording,
    }  # fmt: skip


EXAMPLES = _examples()


@pytest.fixture
def examples() -> dict[str, Make]:
    """Makers of one valid object of every class, by the name of the class."""
    return EXAMPLES


@pytest.fixture
def new_tree() -> Callable[..., Any]:
    """A maker of a small edition."""
    return tree


@pytest.fixture
def new_edition() -> Callable[..., Any]:
    """A maker of an edition from provisions."""
    return edition


@pytest.fixture
def new_provision() -> Callable[..., Any]:
    """A maker of a provision from an id, a kind and members."""
    return provision
