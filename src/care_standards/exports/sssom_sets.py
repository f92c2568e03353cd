"""A crosswalk as an SSSOM mapping set, in one flat form that both the table and the JSON are written from."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from care_standards.documents.codec import lowest_version, to_plain
from care_standards.errors import InvalidValueError
from care_standards.exports.losses import Loss
from care_standards.exports.sssom_words import (
    BASE,
    ID_PREFIX,
    IDS,
    JUSTIFICATIONS,
    LICENSE_NOT_STATED,
    MADE_BY,
    NUMBERS,
    RELEVANT_ONLY,
    SAYS_LESS,
    TERM_PREFIX,
    TERMS,
    WRITTEN,
)
from care_standards.model import constraints as must
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.model.provisions import shown_heading
from care_standards.version import __version__


@attrs.frozen
class FlatSet:
    """A mapping set: slots of the set, then one dict of slots for each row, in the order of SSSOM; and the losses."""

    header: dict[str, Any] = attrs.field(repr=must.hidden)
    rows: list[dict[str, Any]] = attrs.field(repr=lambda rows: f"<{len(rows)}>")
    losses: tuple[Loss, ...]


def flat_set(crosswalk: Crosswalk, source: Edition | None, target: Edition | None, license: str | None) -> FlatSet:
    """Write a crosswalk flat; headings are labels where the editions are given.

    Raises InvalidValueError where an edition is not that of its side, or the licence is no web address.
    """
    if license is not None and not license.startswith(("https://", "http://")):
        raise InvalidValueError("sssom", "license", "must be a web address")
    labels = {**_labels(crosswalk.source, source, "source"), **_labels(crosswalk.target, target, "target")}
    rows = [_row(mapping, labels) for mapping in crosswalk.mappings]
    return FlatSet(_header(crosswalk, source, target, license), rows, tuple(_losses(crosswalk, license)))


def _labels(end: CrosswalkEnd, edition: Edition | None, side: str) -> dict[str, str]:
    """Give what the items of an edition are called; a label of our own says that it is one."""
    if edition is None:
        return {}
    if edition.id != end.edition:
        raise InvalidValueError("sssom", side, "must be the edition of this side of the crosswalk")
    called = {p.id: shown_heading(p) for p in edition if p.heading}
    return {edition.id: edition.title, **called}


def _header(
    crosswalk: Crosswalk, source: Edition | None, target: Edition | None, license: str | None
) -> dict[str, Any]:
    ends = crosswalk.source, crosswalk.target
    titles = [edition.title if edition else end.edition for edition, end in zip((source, target), ends, strict=True)]
    header: dict[str, Any] = {
        "curie_map": {ID_PREFIX: IDS, TERM_PREFIX: TERMS},
        "mapping_set_id": f"{BASE}/crosswalks/{crosswalk.id}",
        "mapping_set_title": " to ".join(titles),
        "mapping_set_description": crosswalk.note,
        "license": license or LICENSE_NOT_STATED,
        "subject_source": f"{ID_PREFIX}:{ends[0].edition}",
        "object_source": f"{ID_PREFIX}:{ends[1].edition}",
        "comment": _remark(crosswalk),
        "ext_bibliography": _as_json(to_plain(each) for each in crosswalk.bibliography),
        "ext_extensions": crosswalk.extensions.content.decode("utf-8") if len(crosswalk.extensions) else None,
        "ext_library_version": __version__,
        "ext_mapping_count": len(crosswalk),
        "ext_object_data_revision": ends[1].data_revision,
        "ext_object_reviewed": ";".join(ends[1].reviewed),
        "ext_schema_version": lowest_version(crosswalk),
        "ext_subject_data_revision": ends[0].data_revision,
        "ext_subject_reviewed": ";".join(ends[0].reviewed),
    }
    return {name: value for name, value in header.items() if value not in (None, "")}


def _as_json(items: Iterable[dict[str, Any]]) -> str | None:
    found = list(items)
    return json.dumps(found, ensure_ascii=False) if found else None


def _remark(crosswalk: Crosswalk) -> str:
    origins = Counter(mapping.origin for mapping in crosswalk.mappings)
    return f"{RELEVANT_ONLY} Editorial: {origins['editorial']} of {len(crosswalk)} mappings."


def _row(mapping: Mapping, labels: dict[str, str]) -> dict[str, Any]:
    predicate, modifier = WRITTEN[mapping.relation]
    row: dict[str, Any] = {
        "subject_id": f"{ID_PREFIX}:{mapping.source}",
        "subject_label": labels.get(mapping.source),
        "predicate_id": predicate,
        "predicate_modifier": modifier,
        "object_id": f"{ID_PREFIX}:{mapping.target}",
        "object_label": labels.get(mapping.target),
        "mapping_justification": JUSTIFICATIONS[mapping.origin],
        "confidence": NUMBERS[mapping.confidence],
        "curation_rule_text": [MADE_BY[mapping.origin]],
        "comment": mapping.rationale,
        "ext_basis": mapping.basis,
        "ext_confidence": mapping.confidence,
        "ext_matching": mapping.matching,
        "ext_object_digest": mapping.target_digest,
        "ext_origin": mapping.origin,
        "ext_relation": mapping.relation,
        "ext_sources": ";".join(mapping.sources),
        "ext_subject_digest": mapping.source_digest,
    }
    return {name: value for name, value in row.items() if value}


def _losses(crosswalk: Crosswalk, license: str | None) -> list[Loss]:
    rows = crosswalk.mappings
    relations = Counter(mapping.relation for mapping in rows)
    found = [
        _loss("mappings/relation", f"{relation}: {what}", "ext_relation", relations[relation])
        for relation, what in SAYS_LESS.items()
    ]
    ends = crosswalk.source, crosswalk.target
    pinned = sum((row.source_digest is not None) + (row.target_digest is not None) for row in rows)
    found += [
        _loss("mappings/matching", "SSSOM does not say what was compared", "ext_matching",
              sum(row.matching is not None for row in rows)),
        _loss("mappings/basis", "SSSOM does not say what a row rests on", "ext_basis", len(rows)),
        _loss("mappings/confidence", "a word is written as a number, by a convention of ours", "ext_confidence",
              len(rows)),
        _loss("mappings/sources", "SSSOM does not name the sources of one row", "ext_sources",
              sum(bool(row.sources) for row in rows)),
        _loss("mappings/origin", "SSSOM does not tell an editorial row from one that a source makes; "
              "curation_rule_text says it in words", "ext_origin", len(rows)),
        _loss("mappings/digests", "SSSOM does not pin what the two ends said", "ext_subject_digest, ext_object_digest",
              pinned),
        _loss("reviewed", "SSSOM does not list what was reviewed as a whole",
              "ext_subject_reviewed, ext_object_reviewed",
              sum(len(end.reviewed) for end in ends)),
        _loss("data_revision", "SSSOM does not know the revision of our data",
              "ext_subject_data_revision, ext_object_data_revision", 2),
        _loss("bibliography", "SSSOM has no bibliography", "ext_bibliography", len(crosswalk.bibliography)),
        _loss("extensions", "SSSOM takes no nested extensions; they are one text", "ext_extensions",
              len(crosswalk.extensions)),
        _loss("license", "no licence was stated, and SSSOM needs one: it says unspecified", None, int(license is None)),
    ]  # fmt: skip
    return [loss for loss in found if loss.count]


def _loss(where: str, what: str, kept_in: str | None, count: int) -> Loss:
    return Loss(where=where, what=what, kept_in=kept_in, count=count)
