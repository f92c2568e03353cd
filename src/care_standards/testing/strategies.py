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
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from care_standards import packaged
from care_standards.documents.codec import Document, from_plain
from care_standards.documents.digests import provision_digest
from care_standards.documents.integrity.packs import path_of
from care_standards.documents.schema_registry import CURRENT, flat_schema, schema_id
from care_standards.issue_codes import Code
from care_standards.model.assessment import Assessment
from care_standards.model.catalogue import Catalogue
from care_standards.model.concordance import Concordance
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.model.extensions import Extensions
from care_standards.model.pack import Pack
from care_standards.model.publication import Publication
from care_standards.model.report import Report
from care_standards.vocabularies import DOCUMENT_KINDS, DocumentKind, PackKind

__all__ = [
    "assessments", "concordances", "crosswalks", "edition_ids", "editions", "extensions", "objects", "packs",
    "plain_documents", "provision_ids", "publications", "refs", "reports",
]  # fmt: skip

Json = dict[str, Any]
T = TypeVar("T")

_LONG: Final = 2_000
_SAFE: Final = 2**53 - 1
_SEVERITIES: Final = {code.value: code.severity for code in Code}

_lower: Final = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
_word: Final = st.text("abcxyz0123456789", min_size=1, max_size=3)
_year: Final = st.integers(1000, 2999).map(str)
_writable: Final = st.characters(exclude_categories=["Cs"])
_days: Final = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
_keys: Final = st.lists(_word, min_size=1, max_size=3).map("-".join)
_partial_dates: Final = st.tuples(_days, st.sampled_from((4, 7, 10))).map(lambda found: found[0][: found[1]])
_times: Final = st.tuples(_days, st.times()).map(lambda found: f"{found[0]}T{found[1].strftime('%H:%M:%S')}Z")
_hexadecimal: Final = st.text("0123456789abcdef", min_size=64, max_size=64)
_languages: Final = st.sampled_from(
    ("en", "cy-GB", "sl-rozaj-biske", "zh-Hant", "de-1996", "en-x-own", "vi", "ti", "es-419")
)


def edition_ids() -> SearchStrategy[str]:
    """Make well-formed edition ids."""
    return st.tuples(_lower, _year).map("-".join)


@st.composite
def provision_ids(draw: DrawFn, edition: str | None = None) -> str:
    """Make well-formed provision ids, of one edition if it is given."""
    steps = draw(st.lists(_word, min_size=1, max_size=4))
    return ".".join((edition or draw(edition_ids()), *steps))


def refs() -> SearchStrategy[str]:
    """Make opaque references."""
    return st.text("ABYZabyz0189._:-", min_size=1, max_size=64)


def extensions() -> SearchStrategy[Extensions]:
    """Make extensions: any JSON under names in a namespace."""
    return _plain_extensions().map(Extensions.of)


def _plain_extensions() -> SearchStrategy[Json]:
    numbers = st.integers(-_SAFE, _SAFE) | st.floats(allow_nan=False, allow_infinity=False)
    leaves = st.none() | st.booleans() | numbers | st.text(_writable, max_size=8)
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(_writable, max_size=4), inner, max_size=3),
        max_leaves=6,
    )
    names = st.tuples(_lower, _lower, _keys).map(".".join)
    return st.dictionaries(names, values, max_size=2)


def _texts(least: int, most: int) -> SearchStrategy[str]:
    short = st.text(_writable, min_size=least, max_size=min(most, 20))
    return short | st.sampled_from(("x" * most, "🙂" * most)) if most <= _LONG else short


def _escaped(step: str) -> str:
    return "/" + step.replace("~", "~0").replace("/", "~1")


_links: Final = st.tuples(edition_ids(), edition_ids()).map("--".join)

# The strategies for forms that a pattern describes, by the name of their definition.
_FORMS: Final[dict[str, SearchStrategy[Any]]] = {
    "publication_id": _lower,
    "edition_id": edition_ids(),
    "provision_id": provision_ids(),
    "end_id": edition_ids() | provision_ids(),
    "key": _keys,
    "ref": refs(),
    "language": _languages,
    "digest": _hexadecimal.map("sha256:{}".format),
    "file_digest": _hexadecimal,
    "item_id": _lower | edition_ids() | _links,
    "pack_path": edition_ids().map("editions/{}.json".format),
    "pack_version": st.sampled_from(("1", "1.0.0", "2026-03-01", "0.9-rc1")),
    "url": st.text("/?#%&=.abc", max_size=20).map("https://example.org/{}".format),
    "pointer": st.lists(st.text("ab/~ {}9", max_size=5).map(_escaped), max_size=4).map("".join),
    "rule": st.sampled_from(("unverified-id", "assessment 1.0 /$defs/finding_status/enum")),
    "schema_id": st.sampled_from([schema_id(kind, CURRENT) for kind in DOCUMENT_KINDS]),
    "day": _days,
    "partial_date": _partial_dates,
    "moment": _partial_dates | _times,
    "extensions": _plain_extensions(),
}


@cache
def _defined(kind: DocumentKind, name: str) -> SearchStrategy[Any]:
    return _FORMS[name] if name in _FORMS else _made_from(flat_schema(kind, CURRENT)["$defs"][name], kind)


def _made_from(schema: Json, kind: DocumentKind) -> SearchStrategy[Any]:
    """Make what a schema allows; it uses only the few keywords that the published schemas use."""
    if "$ref" in schema:
        return _defined(kind, schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "object":
        return _objects_of(schema, kind)
    if schema["type"] == "array":
        unique = schema.get("uniqueItems", False)
        return st.lists(
            _made_from(schema["items"], kind), min_size=schema.get("minItems", 0), max_size=3, unique=unique
        )
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if schema["type"] == "boolean":
        return st.booleans()
    if "pattern" in schema:  # the one pattern without a definition of its own is that of codes
        return st.sampled_from([code.value for code in Code])
    return _texts(schema.get("minLength", 0), schema["maxLength"])


def _objects_of(schema: Json, kind: DocumentKind) -> SearchStrategy[Json]:
    members = {name: _made_from(inner, kind) for name, inner in schema["properties"].items()}
    needed = schema.get("required", ())
    some = st.fixed_dictionaries(
        {name: members[name] for name in needed},
        optional={name: members[name] for name in members if name not in needed},
    )

    @st.composite
    def objects_of(draw: DrawFn) -> Json:
        found = cast("Json", draw(some))
        for rule in schema.get("allOf", ()):
            (member, wanted) = next(iter(rule["if"]["properties"].items()))
            if found[member] in wanted.get("enum", (wanted.get("const"),)):
                found |= {name: draw(members[name]) for name in rule["then"]["required"] if name not in found}
        return {name: found[name] for name in members if name in found}

    return objects_of()


@cache
def _documents_of(kind: DocumentKind) -> SearchStrategy[Json]:
    return _made_from(flat_schema(kind, CURRENT), kind)


def plain_documents(kind: DocumentKind) -> SearchStrategy[Json]:
    """Make plain documents that are right by their schema; the rules beyond the schema they may break."""
    return _documents_of(kind)


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
            for first, last in (("earliest", "latest"), ("start", "end")):
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
        provision = draw(cast("SearchStrategy[Json]", _defined("edition", "Provision")))
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
    years = sorted(draw(st.sets(_year, max_size=3)))
    records = [draw(cast("SearchStrategy[Json]", _defined("publication", "EditionRecord"))) for _ in years]
    for place, (year, record) in enumerate(zip(years, records, strict=True)):
        record["id"] = f"{plain['id']}-{year}"
        for name, other in (("supersedes", place - 1), ("superseded_by", place + 1)):
            if name in record and 0 <= other < len(years):
                record[name] = f"{plain['id']}-{years[other]}"
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


@st.composite
def assessments(draw: DrawFn, edition: Edition | None = None) -> Assessment:
    """Make assessments against a shipped edition, or the given one.

    Findings are on provisions that the data hold and, where these are partial, on well-formed ids they do not hold.
    """
    against = draw(st.sampled_from(packaged.editions())) if edition is None else edition
    known = [provision.id for provision in against]
    if against.completeness.level != "complete":
        known += [f"{against.id}.z{number}.{number}" for number in range(3)]
    plain = draw(plain_documents("assessment"))
    ids = draw(st.lists(st.sampled_from(known), unique=True, max_size=4)) if known else []
    findings = [draw(cast("SearchStrategy[Json]", _defined("assessment", "Finding"))) for _ in ids]
    for id, finding in zip(ids, findings, strict=True):
        finding["provision"] = id
    return _built(Assessment, _rooted(plain | {"edition": against.id, "findings": findings}, packaged.catalogue()))


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
    return _built(Report, plain)


@st.composite
def packs(draw: DrawFn) -> Pack:
    """Make manifests of packs, without the documents they name: each file once, and ids of its editions retired."""
    plain = draw(plain_documents("pack"))
    files: dict[str, Json] = {}
    for file in plain["files"]:
        kind = cast("PackKind", file["kind"])
        file["id"] = draw(_lower if kind == "publication" else edition_ids() if kind == "edition" else _links)
        file["path"] = path_of(kind, file["id"])
        files.setdefault(file["id"], file)
    plain["files"] = list(files.values())
    held = [file["id"] for file in plain["files"] if file["kind"] == "edition"]
    retired = cast("list[Json]", plain.pop("retired", []))
    plain["retired"] = [e | {"id": f"{held[n % len(held)]}.gone.{n}"} for n, e in enumerate(retired) if held]
    return _built(Pack, _rooted(plain, packaged.catalogue()))


def objects(kind: DocumentKind | None = None) -> SearchStrategy[Document]:
    """Make objects that are written as a document, of one kind or of any."""
    by_kind: dict[DocumentKind, SearchStrategy[Document]] = {
        "publication": publications(),
        "edition": editions(),
        "crosswalk": crosswalks(),
        "concordance": concordances(),
        "assessment": assessments(),
        "report": reports(),
        "pack": packs(),
    }
    return by_kind[kind] if kind else st.sampled_from(DOCUMENT_KINDS).flatmap(by_kind.__getitem__)
