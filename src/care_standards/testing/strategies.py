"""Hypothesis strategies that make documents and objects, for tests of programs that use this library.

Needs hypothesis, which the library itself does not install.

>>> from hypothesis import given
>>> from care_standards.testing import assessments
>>> @given(assessments())
... def test_every_finding_is_kept(assessment): ...

Plain documents are made from the published schemas, so that whatever these allow is tried. The strategies for objects
add what no schema can say, such as parents that stand before their children. No value is taken from anybody's records.
"""

import json
from collections.abc import Mapping as AbstractMapping
from typing import TYPE_CHECKING, Final, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from care_standards import packaged
from care_standards.documents.codec import from_plain
from care_standards.documents.column_names import WAYS
from care_standards.documents.digests import provision_digest
from care_standards.documents.integrity.packs import path_of
from care_standards.documents.plain import Json
from care_standards.documents.schema_registry import VERSIONS
from care_standards.issue_codes import Code
from care_standards.model.assessment import Assessment
from care_standards.model.catalogue import Catalogue
from care_standards.model.column_profile import ColumnProfile
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.ledger import Ledger
from care_standards.model.link_row import LinkRow
from care_standards.model.pack import Pack
from care_standards.model.publication import Publication
from care_standards.model.report import Report
from care_standards.testing.plain import (
    defined,
    edition_ids,
    extensions,
    links,
    lower,
    plain_documents,
    plain_rows,
    provision_ids,
    refs,
    years,
)
from care_standards.vocabularies import DOCUMENT_KINDS, MIGRATION_VERDICTS, DocumentKind, PackKind

if TYPE_CHECKING:
    from care_standards.documents.codec import Document

__all__ = [
    "assessments", "column_profiles", "concordances", "crosswalks", "edition_ids", "editions", "extensions", "ledgers",
    "link_rows", "objects", "packs", "plain_documents", "plain_rows", "provision_ids", "publications", "refs",
    "reports",
]  # fmt: skip

T = TypeVar("T")

_SEVERITIES: Final = {code.value: code.severity for code in Code}
_IN_ORDER: Final = (
    ("earliest", "latest"), ("start", "end"), ("period_start", "period_end"), ("collected", "recorded"),
    ("collected", "expires"),
)  # fmt: skip


def _rooted(document: Json, catalogue: Catalogue) -> Json:
    """Let a document use only sources that are known, and put each of its dates in order."""
    known = [f"own-{place}" for place, _ in enumerate(document.get("bibliography", ()))]
    for key, source in zip(known, document.get("bibliography", ()), strict=True):
        source["key"] = key
    known += sorted(catalogue.source_keys)
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += cast("list[object]", value)
        elif isinstance(value, dict):
            found = cast("Json", value)
            for name in ("sources", "linked_from"):
                if known and name in found:
                    found[name] = sorted({known[sum(map(ord, key)) % len(known)] for key in found[name]})
                elif name in found:
                    found[name] = []
            for first, last in _IN_ORDER:
                if first in found and last in found and found[last] < found[first]:
                    found[first], found[last] = found[last], found[first]
            waiting += [member for name, member in found.items() if name != "extensions"]
    return document


def _numbered(items: list[Json], name: str) -> None:
    for place, item in enumerate(items):
        item[name] = f"n-{place}"


def _built(model: type[T], plain: Json) -> T:
    return from_plain(json.loads(json.dumps(plain)), model)


@st.composite
def editions(draw: DrawFn) -> Edition:
    """Make editions of any completeness: trees of provisions in printed order, with wording only where private."""
    plain = draw(plain_documents("edition"))
    id: str = plain["id"]
    ids: list[str] = []
    provisions: list[Json] = []
    for place in range(draw(st.integers(0, 6))):
        provision = draw(cast("SearchStrategy[Json]", defined("edition", "Provision")))
        parent = draw(st.sampled_from([None, *ids]))
        provision["id"] = f"{parent or id}.{draw(st.sampled_from('abr'))}{place}"
        provision |= {} if parent is None else {"parent": parent}
        if parent is None:
            provision.pop("parent", None)
        if plain["rights"]["sharing"] != "private":
            provision.pop("text", None)
        ids.append(provision["id"])
        provisions.append(provision)
    plain |= {"publication": id[:-5], "provisions": provisions}
    plain.pop("digest", None)
    plain["completeness"]["provisions"] = len(provisions)
    if plain["completeness"]["level"] == ("register-only" if provisions else "complete"):
        plain["completeness"]["level"] = "partial" if provisions else "register-only"
    return _built(Edition, _rooted(plain, packaged.catalogue()))


@st.composite
def publications(draw: DrawFn) -> Publication:
    """Make publications: editions by year, each superseding the one before it or not, and events about them."""
    plain = draw(plain_documents("publication"))
    known = sorted(draw(st.sets(years, max_size=3)))
    records = [draw(cast("SearchStrategy[Json]", defined("publication", "EditionRecord"))) for _ in known]
    for place, (year, record) in enumerate(zip(known, records, strict=True)):
        record["id"] = f"{plain['id']}-{year}"
        for name, other in (("supersedes", place - 1), ("superseded_by", place + 1)):
            if name in record and 0 <= other < len(known):
                record[name] = f"{plain['id']}-{known[other]}"
            else:
                record.pop(name, None)
        _numbered(record.get("uploads", []), "id")
    plain["editions"] = records
    _numbered(plain.get("events", []), "id")
    for event in plain.get("events", []):
        if "edition" in event and records:
            event["edition"] = records[-1]["id"]
        else:
            event.pop("edition", None)
    return _built(Publication, _rooted(plain, packaged.catalogue()))


def _ids_of(edition: Edition) -> list[str]:
    """Give ids of an edition: those the data hold and, where these are partial, well-formed ones they do not hold."""
    known = [provision.id for provision in edition]
    return (
        known if edition.completeness.level == "complete" else [*known, *(f"{edition.id}.z{n}.{n}" for n in range(3))]
    )


@st.composite
def assessments(draw: DrawFn, edition: Edition | None = None) -> Assessment:
    """Make assessments against a shipped edition, or the given one.

    Findings are on provisions that the data hold and, where these are partial, on well-formed ids they do not hold;
    unresolved and archived ones on those of other shipped editions of the publication.
    """
    shipped = packaged.editions()
    against = draw(st.sampled_from(shipped)) if edition is None else edition
    others = [other for other in shipped if other.publication == against.publication and other.id != against.id]
    own, foreign = _ids_of(against), [id for other in others for id in _ids_of(other)]
    plain = draw(plain_documents("assessment")) | {"edition": against.id}
    apart = draw(st.lists(st.sampled_from(foreign), unique=True, max_size=3)) if foreign else []
    half = draw(st.integers(0, len(apart)))
    for name, ids in (
        ("findings", draw(st.lists(st.sampled_from(own), unique=True, max_size=4)) if own else []),
        ("unresolved", apart[:half]),
        ("archive", apart[half:]),
    ):
        findings = [draw(cast("SearchStrategy[Json]", defined("assessment", "Finding"))) for _ in ids]
        for id, finding in zip(ids, findings, strict=True):
            finding["provision"] = id
            for link in cast("list[Json]", finding.get("earlier", [])):
                link["provision"] = draw(st.sampled_from([*own, *foreign, f"{against.id}.z"]))
        plain[name] = findings
    return _built(Assessment, _rooted(plain, packaged.catalogue()))


@st.composite
def link_rows(draw: DrawFn, edition: Edition | None = None) -> LinkRow:
    """Make link rows about provisions of a shipped edition that has any, or of the given one, which must."""
    held = [each for each in packaged.editions() if _ids_of(each)]
    against = draw(st.sampled_from(held)) if edition is None else edition
    plain = draw(plain_rows()) | {"edition": against.id, "provision": draw(st.sampled_from(_ids_of(against)))}
    return _built(LinkRow, _rooted(plain, packaged.catalogue()))


@st.composite
def column_profiles(draw: DrawFn) -> ColumnProfile:
    """Make column profiles in which each name means one column, and each word is one that its column can hold."""
    plain = draw(plain_documents("column-profile"))
    way = WAYS[plain.get("matching", "loose")]
    claimed: set[str] = set()
    for place, column in enumerate(plain["columns"]):
        for name in ("also", "misspelt"):
            if name in column:
                column[name] = [each for each in column[name] if way(each) not in claimed]
        column["name"] = f"column {place}" if way(column["name"]) in claimed else column["name"]
        claimed |= {way(each) for each in (column["name"], *column.get("also", ()), *column.get("misspelt", ()))}
    for place, alias in enumerate(plain.get("codes", ())):
        alias |= {"code": _A_WORD[alias["column"]], "also": [f"way {place}.{n}" for n, _ in enumerate(alias["also"])]}
    fixed = {value["column"]: value | {"value": _A_WORD[value["column"]]} for value in plain.get("values", ())}
    if "values" in plain:
        plain["values"] = list(fixed.values())
    return _built(ColumnProfile, plain)


# What each column of a link row can hold.
_A_WORD: Final[AbstractMapping[str, str]] = {
    "edition": "scs-2018", "subject_kind": "case", "nation": "wales", "setting": "outreach",
    "provision": "scs-2018.1.1.5", "status": "partly-met", "stage": "referral", "populations": "adults",
    "assessor_role": "inspector", "reason": "Any text.", "note": "Any text.",
    **dict.fromkeys(("subject_ref", "evidence", "tool", "tool_version"), "ref-1"),
    **dict.fromkeys(("assessed_on", "period_start", "period_end"), "2026-03-01"),
}  # fmt: skip


@st.composite
def crosswalks(draw: DrawFn) -> Crosswalk:
    """Make crosswalks between shipped editions of different publications, with the digests of today."""
    plain = draw(plain_documents("crosswalk"))
    held = [edition for edition in packaged.editions() if len(edition)]
    source = draw(st.sampled_from(held))
    target = draw(st.sampled_from([edition for edition in held if edition.publication != source.publication]))
    seen: set[tuple[str, str, str]] = set()
    rows: list[Json] = []
    for row in plain["mappings"]:
        for side, edition in (("source", source), ("target", target)):
            provision = draw(st.sampled_from([None, *edition]))
            row[side] = edition.id if provision is None else provision.id
            if provision is not None and f"{side}_digest" in row:
                row[f"{side}_digest"] = provision_digest(provision)
            else:
                row.pop(f"{side}_digest", None)
        ends = (row["source"], row["target"], row.get("matching", ""))
        if ends not in seen:
            rows.append(row)
        seen.add(ends)
    plain["mappings"] = rows
    for side, edition in (("source", source), ("target", target)):
        plain[side]["edition"] = edition.id
        if "reviewed" in plain[side]:
            plain[side]["reviewed"] = [p.id for p in edition][: len(plain[side]["reviewed"])]
    return _built(Crosswalk, _rooted(plain, packaged.catalogue()))


_ENDS: Final[AbstractMapping[str, tuple[int, int]]] = {
    "unchanged": (1, 1), "renumbered": (1, 1), "reworded": (1, 1), "moved": (1, 1), "split": (1, 2), "merged": (2, 1),
    "added": (0, 1), "withdrawn": (1, 0),
}  # fmt: skip


@st.composite
def concordances(draw: DrawFn) -> Concordance:
    """Make concordances between two shipped editions of one publication, each kind of change with its ends."""
    plain = draw(plain_documents("concordance"))
    shipped = packaged.editions()
    pairs = [(a, b) for a in shipped for b in shipped if a.publication == b.publication and a.id < b.id]
    sides = dict(zip(("old", "new"), draw(st.sampled_from(pairs)), strict=True))
    # Ids that the data do not hold are unverified, which is no error: no shipped pair is complete.
    ids = {side: [*(p.id for p in edition), f"{edition.id}.z1", f"{edition.id}.z2"] for side, edition in sides.items()}
    _numbered(plain["changes"], "id")
    for change in plain["changes"]:
        for side, number in zip(("old", "new"), _ENDS.get(change["kind"], (0, 1)), strict=True):
            change[side] = draw(st.lists(st.sampled_from(ids[side]), min_size=number, max_size=number, unique=True))
        for possible in change.get("affected", ()):
            possible["provision"] = draw(st.sampled_from(ids["old"]))
    for side, edition in sides.items():
        plain[side]["edition"] = edition.id
        coverage = plain["coverage"]
        if f"{side}_listed" in coverage and f"{side}_reviewed" in coverage:
            coverage[f"{side}_reviewed"] = min(coverage[f"{side}_reviewed"], coverage[f"{side}_listed"])
    if "changes_reported" in plain["coverage"]:
        plain["coverage"]["changes_reported"] = len(plain["changes"])
    return _built(Concordance, _rooted(plain, packaged.catalogue()))


@st.composite
def reports(draw: DrawFn) -> Report:
    """Make reports whose figures and verdict follow from their issues."""
    plain = draw(plain_documents("report"))
    for issue in plain["issues"]:
        issue["severity"] = _SEVERITIES[issue["code"]]
    severities = [issue["severity"] for issue in plain["issues"]]
    counts = plain["counts"]
    counts |= {"records_judged": counts["records_in"], "shown": len(severities)}
    for severity, name in (("error", "errors"), ("unverified", "unverified"), ("warning", "warnings")):
        counts[name] = severities.count(severity)
    plain["verdict"] = "invalid" if counts["errors"] else "unverified" if counts["unverified"] else "valid"
    for table in [plain["table"]] if "table" in plain else []:
        table["invalid"] = min(table["invalid"], table["rows"])
        table["unverified"] = min(table["unverified"], table["rows"] - table["invalid"])
    return _built(Report, plain)


@st.composite
def packs(draw: DrawFn) -> Pack:
    """Make manifests of packs, without the documents they name: each file once, and ids of its editions retired."""
    plain = draw(plain_documents("pack"))
    files: dict[str, Json] = {}
    for file in plain["files"]:
        kind = cast("PackKind", file["kind"])
        file["id"] = draw(lower if kind == "publication" else edition_ids() if kind == "edition" else links)
        file["path"] = path_of(kind, file["id"])
        files.setdefault(file["id"], file)
    plain["files"] = list(files.values())
    held = [file["id"] for file in plain["files"] if file["kind"] == "edition"]
    retired = cast("list[Json]", plain.pop("retired", []))
    plain["retired"] = [e | {"id": f"{held[n % len(held)]}.gone.{n}"} for n, e in enumerate(retired) if held]
    return _built(Pack, _rooted(plain, packaged.catalogue()))


@st.composite
def ledgers(draw: DrawFn) -> Ledger:
    """Make ledgers: of a document from version to version, or between shipped editions of one publication."""
    plain = draw(plain_documents("ledger"))
    of_document = plain["subject"] == "document"
    pairs = [(a, b) for a in packaged.editions() for b in packaged.editions() if a.publication == b.publication]
    old, new = draw(st.sampled_from(pairs))
    plain |= {"old": old.id, "new": new.id, "steps": plain.get("steps", [])[:1]}
    places = st.tuples(st.sampled_from(("/findings", "/changes")), st.integers(0, 99)).map("{0[0]}/{0[1]}".format)
    sources, targets = (places, places) if of_document else (st.sampled_from(_ids_of(each)) for each in (old, new))
    if of_document:
        plain |= {"old": draw(st.sampled_from(VERSIONS)), "new": draw(st.sampled_from(VERSIONS)), "steps": []}
    for step in plain["steps"]:
        step |= {"old": old.id, "new": new.id}
        if "concordance" in step:
            step["concordance"] = f"{old.id}--{new.id}"
        step["agreed"] = min(step.get("agreed", 0), step.get("rows", 0))
    verdicts = ("carried", "changed", "defaulted", "dropped") if of_document else (*MIGRATION_VERDICTS, "added")
    entries: dict[str, Json] = {}
    for number, entry in enumerate(plain["entries"]):
        entry |= {"verdict": draw(st.sampled_from(verdicts)), "source": draw(sources)}
        entry["targets"] = [] if entry["verdict"] == "retired" else draw(st.lists(targets, max_size=2, unique=True))
        if entry["verdict"] in ("added", "defaulted"):
            entries[f"new {number}"] = {name: value for name, value in entry.items() if name != "source"}
        else:
            entries.setdefault(entry["source"], entry)
    plain["entries"] = list(entries.values())
    plain["records_in"] = sum("source" in entry for entry in entries.values())
    return _built(Ledger, plain)


def objects(kind: DocumentKind | None = None) -> "SearchStrategy[Document]":
    """Make objects that are written as a document, of one kind or of any."""
    by_kind: dict[DocumentKind, SearchStrategy[Document]] = {
        "publication": publications(),
        "edition": editions(),
        "crosswalk": crosswalks(),
        "concordance": concordances(),
        "assessment": assessments(),
        "report": reports(),
        "pack": packs(),
        "ledger": ledgers(),
        "column-profile": column_profiles(),
    }
    return by_kind[kind] if kind else st.sampled_from(DOCUMENT_KINDS).flatmap(by_kind.__getitem__)
