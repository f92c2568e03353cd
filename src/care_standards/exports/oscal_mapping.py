"""Crosswalks as an OSCAL 1.2.1 mapping collection, the form of NIST for mappings between control catalogues.

OSCAL has our relations but for ``unknown``, which is written in a namespace of ours; its schema does not hold anybody
to the list, so a test of ours does. Source: OSCAL's metaschema of control mappings, release 1.2.1.

All UUIDs are of version 5, derived from ids: the same crosswalk gives the same document. No clock is read.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args
from uuid import NAMESPACE_URL, UUID, uuid5

from care_standards.documents.codec import lowest_version, to_bytes, to_plain
from care_standards.errors import InvalidValueError
from care_standards.exports.losses import Exported, Loss
from care_standards.exports.sssom_words import BASE, MADE_BY, RELEVANT_ONLY, TERMS
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.model.provenance import Source
from care_standards.version import __version__
from care_standards.vocabularies import VOCABULARIES, Matching, Relation

__all__ = ["RELATIONSHIPS", "Method", "Status", "to_json"]

OSCAL_VERSION: Final = "1.2.1"
Method = Literal["human", "automation", "hybrid"]
Status = Literal["complete", "not-complete", "draft", "deprecated", "superseded"]

RELATIONSHIPS: Final[dict[Relation, str]] = {
    "equal": "equal-to",
    "equivalent": "equivalent-to",
    "subset-of": "subset-of",
    "superset-of": "superset-of",
    "intersects": "intersects-with",
    "no-relationship": "no-relationship",
}
"""Our relations and OSCAL's words for them; ``unknown`` has none."""

_NAMESPACE: Final = uuid5(NAMESPACE_URL, f"{BASE}/")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&~^$|{}]")
_NOT_IN_URI: Final = re.compile(r"[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
_AT_LINE_START: Final = re.compile(r"^([ \t]*)([#+=-]|[0-9]+[.)])", re.MULTILINE)


def to_json(
    crosswalk: Crosswalk,
    *,
    last_modified: datetime,
    source: Edition | None = None,
    target: Edition | None = None,
    method: Method = "human",
    status: Status = "not-complete",
    matching: Matching = "semantic",
) -> Exported:
    """Write a crosswalk as a mapping collection in JSON, one mapping with one map for each row, in their order.

    ``last_modified`` has a time zone. OSCAL asks how a mapping was made, how far it is and what was compared, which a
    crosswalk does not say as a whole: ``method``, ``status`` and ``matching`` are what is answered; the last is for
    rows that do not say it themselves. The editions give the titles of the two sides; no wording is ever written.
    Raises InvalidValueError for an argument that does not fit, and for a crosswalk without rows, which OSCAL cannot
    write.
    """
    _refuse_nonsense(crosswalk, last_modified, (source, target))
    for name, word, words in (
        ("method", method, get_args(Method)),
        ("status", status, get_args(Status)),
        ("matching", matching, VOCABULARIES["matching"]),
    ):
        if word not in words:
            raise InvalidValueError("oscal_mapping", name, f"must be one of: {', '.join(words)}")
    plain = to_plain(crosswalk)
    moment = last_modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    revision = hashlib.sha256(to_bytes(plain)).hexdigest()
    ends = (("source", crosswalk.source, source), ("target", crosswalk.target, target))
    origins = Counter(mapping.origin for mapping in crosswalk.mappings)
    remark = f"{RELEVANT_ONLY} Editorial: {origins['editorial']} of {len(crosswalk)} mappings."
    mapping: dict[str, Any] = {
        "uuid": _uuid("crosswalk", crosswalk.id),
        **{f"{side}-resource": _reference(end) for side, end, _ in ends},
        "maps": _maps(crosswalk),
        **_gap_summaries(crosswalk),
    }
    collection: dict[str, Any] = {
        "uuid": _uuid("collection", crosswalk.id, moment, revision),
        "metadata": {
            "title": _line(" to ".join(edition.title if edition else end.edition for _, end, edition in ends)),
            "last-modified": moment,
            "version": ", ".join(f"{end.edition} revision {end.data_revision}" for _, end, _ in ends),
            "oscal-version": OSCAL_VERSION,
            "props": [_prop("library-version", __version__), _prop("schema-version", lowest_version(crosswalk))],
            "remarks": _markup(remark),
        },
        "provenance": {
            "method": method,
            "matching-rationale": matching,
            "status": status,
            "mapping-description": _markup(f"{remark}\n\n{crosswalk.note}" if crosswalk.note else remark),
        },
        "mappings": [mapping],
        "back-matter": {
            "resources": [
                *(_edition_resource(end, edition) for _, end, edition in ends),
                *(_source_resource(place, each, crosswalk.id) for place, each in enumerate(crosswalk.bibliography)),
            ]
        },
    }
    return Exported(content=to_bytes({"mapping-collection": collection}), losses=tuple(_losses(crosswalk)))


def _is_moment(given: object) -> bool:
    if not isinstance(given, datetime) or given.utcoffset() is None:
        return False
    # The year as it was given comes first: turned into UTC, the first or the last day there is would be no date.
    return 1900 <= given.year <= 2999 and 1900 <= given.astimezone(UTC).year <= 2999


def _refuse_nonsense(crosswalk: Crosswalk, moment: datetime, editions: tuple[Edition | None, Edition | None]) -> None:
    if not crosswalk.mappings:
        raise InvalidValueError("oscal_mapping", "crosswalk", "must hold a mapping: OSCAL has no empty list of them")
    if not _is_moment(moment):
        rule = "must be a datetime with a time zone, of 1900 to 2999"
        raise InvalidValueError("oscal_mapping", "last_modified", rule)
    for side, end, edition in zip(("source", "target"), (crosswalk.source, crosswalk.target), editions, strict=True):
        if edition is not None and edition.id != end.edition:
            raise InvalidValueError("oscal_mapping", side, "must be the edition of this side of the crosswalk")


def _uuid(*names: str) -> str:
    # A slash is in no id, so that no two lists of names give one text.
    found: UUID = uuid5(_NAMESPACE, "/".join(names))
    return str(found)


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": TERMS, "value": value}


def _reference(end: CrosswalkEnd) -> dict[str, Any]:
    props = [_prop("edition", end.edition), _prop("data-revision", str(end.data_revision))]
    props += [_prop("reviewed", id) for id in end.reviewed]
    return {"type": "catalog", "href": f"#{_uuid('edition', end.edition)}", "props": props}


def _maps(crosswalk: Crosswalk) -> list[dict[str, Any]]:
    seen: Counter[tuple[str, ...]] = Counter()
    maps: list[dict[str, Any]] = []
    for row in crosswalk.mappings:
        ends = (row.source, row.target, row.matching or "not-stated")
        seen[ends] += 1
        maps.append(_map(row, _uuid("map", *ends, str(seen[ends]))))
    return maps


def _map(row: Mapping, uuid: str) -> dict[str, Any]:
    found: dict[str, Any] = {"uuid": uuid}
    if row.relation not in RELATIONSHIPS:
        found["ns"] = TERMS
    if row.matching is not None:
        found["matching-rationale"] = row.matching
    props = [_prop("origin", row.origin), _prop("basis", row.basis)]
    if row.matching is None:
        props.append(_prop("matching", "not-stated"))
    props += [_prop("source", key) for key in row.sources]
    found |= {
        "relationship": RELATIONSHIPS.get(row.relation, row.relation),
        "sources": [_item(row.source, row.source_digest)],
        "targets": [_item(row.target, row.target_digest)],
        "confidence-score": {"category": row.confidence},
        "props": props,
        "remarks": _markup(f"{MADE_BY[row.origin]}\n\n{row.rationale}"),
    }
    return found


def _item(id: str, digest: str | None) -> dict[str, Any]:
    item: dict[str, Any] = {"type": "control", "id-ref": id}
    props = [] if "." in id else [_prop("whole-edition", "yes")]
    props += [] if digest is None else [_prop("digest", digest)]
    return {**item, "props": props} if props else item


def _gap_summaries(crosswalk: Crosswalk) -> dict[str, Any]:
    """List, for each side, what was reviewed as a whole and has no match: what was not reviewed is no gap."""
    linked = [row for row in crosswalk.mappings if row.relation != "no-relationship"]
    found: dict[str, Any] = {}
    for side, end, matched in (
        ("source", crosswalk.source, {row.source for row in linked}),
        ("target", crosswalk.target, {row.target for row in linked}),
    ):
        unmatched = [id for id in end.reviewed if id not in matched]
        if unmatched:
            uuid = _uuid("gap-summary", crosswalk.id, side)
            found[f"{side}-gap-summary"] = {"uuid": uuid, "unmapped-controls": [{"with-ids": unmatched}]}
    return found


def _edition_resource(end: CrosswalkEnd, edition: Edition | None) -> dict[str, Any]:
    title = _line(edition.title) if edition is not None else end.edition
    return {"uuid": _uuid("edition", end.edition), "title": title, "props": [_prop("edition", end.edition)]}


def _source_resource(place: int, source: Source, crosswalk: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "uuid": _uuid("source", crosswalk, str(place), source.key),
        "title": _line(source.title),
        "description": _markup(source.what_was_read),
        "props": [_prop("source", source.key), *([_prop("date", source.date)] if source.date else [])],
    }
    if source.url is not None:
        resource["rlinks"] = [{"href": _reference_to(source.url)}]
    remarks = [text for text in (source.publisher, source.rights_note) if text]
    return {**resource, "remarks": _markup("\n\n".join(remarks))} if remarks else resource


def _reference_to(url: str) -> str:
    """Write a web address as RFC 3986 has it: what may not stand there is written as percent and two digits."""
    before, sign, fragment = url.partition("#")
    parts = (_NOT_IN_URI.sub(lambda found: f"%{ord(found[0]):02X}", part) for part in (before, fragment))
    return sign.join(parts) if sign else next(parts)


def _markup(text: str) -> str:
    """Write plain text as Markdown that shows it: what Markdown would take for a sign has a backslash."""
    return _AT_LINE_START.sub(_guarded, _MARKUP.sub(r"\\\g<0>", text))


def _guarded(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"


def _line(text: str) -> str:
    """Write plain text as one line of Markdown: spaces instead of breaks; a title of nothing but space is a dash."""
    return _markup(" ".join(text.split())) or "-"


def _losses(crosswalk: Crosswalk) -> Iterable[Loss]:
    rows = crosswalk.mappings
    ends = crosswalk.source, crosswalk.target
    whole = sum(("." not in row.source) + ("." not in row.target) for row in rows)
    found = [
        ("mappings/relation", "OSCAL has no unknown: it stands in a namespace of ours", "ns",
         sum(row.relation == "unknown" for row in rows)),
        ("mappings/matching", "OSCAL takes a row that does not say what was compared for one as the whole set",
         "props matching", sum(row.matching is None for row in rows)),
        ("mappings/ends", "every end is called a control, whatever kind of provision it is", None, 2 * len(rows)),
        ("mappings/ends", "OSCAL has no end that is a whole catalogue", "props whole-edition", whole),
        ("mappings/basis", "OSCAL does not say what a row rests on", "props basis", len(rows)),
        ("mappings/origin", "OSCAL does not tell an editorial row from one that a source makes; the remarks say it",
         "props origin", len(rows)),
        ("mappings/sources", "OSCAL names the sources of one row nowhere", "props source",
         sum(len(row.sources) for row in rows)),
        ("mappings/digests", "OSCAL does not pin what the two ends said", "props digest",
         sum((row.source_digest is not None) + (row.target_digest is not None) for row in rows)),
        ("reviewed", "OSCAL's gap summary has what was reviewed and has no match, not all that was reviewed",
         "props reviewed", sum(len(end.reviewed) for end in ends)),
        ("data_revision", "OSCAL does not know the revision of our data", "props data-revision", 2),
        ("bibliography", "publisher and rights of a source are remarks on it", None, len(crosswalk.bibliography)),
        ("extensions", "extensions are left out", None, len(crosswalk.extensions)),
        ("method, status", "OSCAL asks how the mapping was made and how far it is, which a crosswalk does not say",
         None, 1),
    ]  # fmt: skip
    return (Loss(where=where, what=what, kept_in=kept, count=count) for where, what, kept, count in found if count)
