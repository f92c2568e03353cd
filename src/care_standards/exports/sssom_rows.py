"""One row of an SSSOM set becomes a mapping: by our extensions exactly, without them as far as its words carry."""

import math
from collections.abc import Sequence
from typing import Any, Final, cast

from care_standards.errors import InvalidValueError
from care_standards.exports.faults import ExchangeCode
from care_standards.exports.sssom_parsed import SIDES, Reading
from care_standards.exports.sssom_words import FOLLOWS, MEANT, NO_TERM_FOUND, NUMBERS, SLOT_OF
from care_standards.identifiers import edition_of
from care_standards.model.crosswalk import Mapping
from care_standards.vocabularies import Confidence, Relation

NO_REASON: Final = "The file that was read gives no reason."


def mapping_of(reading: Reading, place: int, slots: dict[str, str], editions: Sequence[str | None]) -> Mapping | None:
    """Build the mapping of a row, counted from 0, between editions where they are known; or note why not."""
    before = len(reading.faults)
    found = [
        _row_end(reading, place, slots, theirs, edition) for (_, theirs), edition in zip(SIDES, editions, strict=True)
    ]
    relation = _relation(reading, place, slots)
    confidence = _confidence(reading, place, slots)
    if "mapping_justification" not in slots:
        what = "The row has no mapping_justification, which SSSOM needs."
        reading.wrong(ExchangeCode.SLOT_VALUE, "mapping_justification", place, what, "Say how the mapping was found.")
    if len(reading.faults) > before:
        return None
    rationale = slots.get("comment")
    if rationale is None:
        reading.concluded["comment", "not given: the rationale says that no reason was given"] += 1
        rationale = NO_REASON
    for slot, least in (("ext_basis", "inferred"), ("ext_origin", "editorial")):
        if slot not in slots:
            reading.concluded[slot, f"not stated: {least}"] += 1
    sources = slots.get("ext_sources")
    row: dict[str, Any] = {
        "source": found[0], "relation": relation, "target": found[1], "matching": slots.get("ext_matching"),
        "basis": slots.get("ext_basis", "inferred"), "confidence": confidence, "rationale": rationale,
        "sources": tuple(sources.split(";")) if sources else (), "origin": slots.get("ext_origin", "editorial"),
        "source_digest": slots.get("ext_subject_digest"), "target_digest": slots.get("ext_object_digest"),
    }  # fmt: skip
    try:
        return Mapping(**row)
    except InvalidValueError as error:
        field, rule = error.field, error.rule
    reading.wrong(ExchangeCode.SLOT_VALUE, SLOT_OF[field], place, f"The slot {rule}.", "Write it so.")
    return None


def _row_end(reading: Reading, place: int, slots: dict[str, str], theirs: str, edition: str | None) -> str | None:
    slot = f"{theirs}_id"
    written = slots.get(slot, "")
    id = reading.id(written)
    if id is None:
        if reading.iri(written) == NO_TERM_FOUND:
            what, instead = "The row says that there is no match; that is not read here.", "Leave such rows out."
        else:
            what, instead = (
                "The slot is no id of ours under a declared prefix.",
                "Write one, such as care_standards:scs-2018.1.1.5.",
            )
        reading.wrong(ExchangeCode.NOT_OUR_ID, slot, place, what, instead)
    elif edition is not None and edition_of(id) != edition:
        what = "The id is of another edition than this side of the set."
        reading.wrong(ExchangeCode.NOT_OUR_ID, slot, place, what, "Write a set for each pair of editions.")
    return id


def _relation(reading: Reading, place: int, slots: dict[str, str]) -> Relation:
    predicate = reading.iri(slots.get("predicate_id", ""))
    modifier = slots.get("predicate_modifier", "")
    if predicate is None:
        what = "The predicate is missing, or its prefix is not declared."
        reading.wrong(ExchangeCode.SLOT_VALUE, "predicate_id", place, what, "Write one, such as skos:relatedMatch.")
        return "unknown"
    if modifier not in ("", "Not"):
        what = "SSSOM knows one modifier of a predicate."
        reading.wrong(ExchangeCode.SLOT_VALUE, "predicate_modifier", place, what, "Write Not, or nothing.")
    stated = slots.get("ext_relation")
    if stated is None:
        relation = FOLLOWS.get((predicate, modifier), "unknown")
        reading.concluded["predicate_id", f"taken to mean {relation}, as no extension says more"] += 1
        return relation
    if MEANT.get(cast("Relation", stated), (predicate, modifier)) != (predicate, modifier):
        what = "predicate_id with its modifier, and ext_relation, say different things."
        reading.wrong(ExchangeCode.CONTRADICTION, "ext_relation", place, what, "Correct the one that is wrong.")
    return cast("Relation", stated)


def _confidence(reading: Reading, place: int, slots: dict[str, str]) -> Confidence:
    written = slots.get("confidence")
    number = _number(written) if written is not None else None
    if written is not None and number is None:
        what = "The confidence is no number from 0 to 1."
        reading.wrong(ExchangeCode.SLOT_VALUE, "confidence", place, what, "Write one, or leave it out.")
    stated = slots.get("ext_confidence")
    if stated is None:
        what = "not stated: low" if number is None else "a number is read as the highest word it reaches"
        reading.concluded["confidence", what] += 1
        return "low" if number is None else _word_for(number)
    wanted = NUMBERS.get(cast("Confidence", stated))
    if number is not None and wanted is not None and number != wanted:
        what = "confidence and ext_confidence say different things."
        reading.wrong(ExchangeCode.CONTRADICTION, "ext_confidence", place, what, "Correct the one that is wrong.")
    return cast("Confidence", stated)


def _word_for(number: float) -> Confidence:
    return "high" if number >= NUMBERS["high"] else "medium" if number >= NUMBERS["medium"] else "low"


def _number(text: str) -> float | None:
    try:
        number = float(text) if len(text) <= 40 and text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
