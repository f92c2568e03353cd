"""An SSSOM mapping set becomes a crosswalk: by our extensions exactly, without them only as far as its words carry.

Nothing is guessed. What a foreign set does not say is unknown, or the least that may stand there: basis inferred,
confidence low, origin editorial. Both ends must be ids of ours. What is not taken over is named among the losses.
"""

import json
from collections import Counter
from collections.abc import Mapping as AbstractMapping
from typing import Any, Final, cast

from care_standards.documents.codec import NotAsDescribed, from_plain, to_plain
from care_standards.documents.limits import Limits
from care_standards.documents.pipeline import judge
from care_standards.documents.schema_registry import VERSIONS
from care_standards.errors import InternalError, InvalidValueError
from care_standards.exports.faults import MOST_FAULTS, ExchangeCode, ExchangeFault, refuse_any
from care_standards.exports.losses import Imported, Loss
from care_standards.exports.sssom_parsed import SIDES, ParsedSet, Reading, pointer_to
from care_standards.exports.sssom_rows import mapping_of
from care_standards.exports.sssom_words import BUILT_IN, EXTENSIONS, KNOWN_SLOTS, LICENSE_NOT_STATED, SLOT_OF
from care_standards.identifiers import edition_of, is_edition_id
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk, CrosswalkEnd, Mapping
from care_standards.model.edition import Edition
from care_standards.model.extensions import NO_EXTENSIONS, Extensions
from care_standards.model.provenance import Source

# Slots that this library writes and makes again from the rest: in a set of ours they are no loss.
_MADE_AGAIN: Final = frozenset((
    "mapping_set_id", "mapping_set_title", "license", "comment", "subject_label", "object_label",
    "mapping_justification", "curation_rule_text",
))  # fmt: skip
_READ_OF_SET: Final = frozenset(("mapping_set_description", "subject_source", "object_source"))
_READ_OF_ROW: Final = frozenset((
    "subject_id", "predicate_id", "predicate_modifier", "object_id", "confidence", "comment",
))  # fmt: skip


def build(parsed: ParsedSet, catalogue: Catalogue | None, limits: Limits) -> Imported:
    """Build the crosswalk of a set; raises InvalidExchangeError with all that is wrong."""
    reading = _SetReading(parsed, catalogue)
    crosswalk = reading.crosswalk()
    refuse_any(reading.faults)
    if crosswalk is None:
        raise InternalError("a mapping set without a fault made no crosswalk")
    if catalogue is not None:
        _judge(crosswalk, parsed, catalogue, limits)
    return Imported(crosswalk=crosswalk, losses=tuple(reading.losses()))


class _SetReading(Reading):
    """The reading of one set into a crosswalk."""

    def __init__(self, parsed: ParsedSet, catalogue: Catalogue | None) -> None:
        super().__init__(parsed)
        self.catalogue = catalogue

    def crosswalk(self) -> Crosswalk | None:
        """Build the crosswalk, or note why not."""
        for name, iri in self.parsed.prefixes.items():
            if BUILT_IN.get(name, iri) != iri:
                what = "A prefix of SSSOM's own is declared as something else."
                self.wrong(ExchangeCode.SLOT_VALUE, "curie_map", None, what, "Leave its declaration out.")
        version = self.parsed.slots.get("ext_schema_version")
        if version is not None and version not in VERSIONS:
            what = "The set was written by a later version of this library."
            self.wrong(ExchangeCode.SLOT_VALUE, "ext_schema_version", None, what, "Read it with that version.")
        count = self.parsed.slots.get("ext_mapping_count", "")
        if count and count != str(len(self.parsed.rows)):
            # Without its row, what was reviewed as a whole would be read as having no match.
            what = "The set has another number of mappings than it says: rows were lost, or added."
            instead = "Fetch the file again. If it was done on purpose, correct the number, and what was reviewed."
            self.wrong(ExchangeCode.CONTRADICTION, "ext_mapping_count", None, what, instead)
        ends = [self._end(theirs) for _, theirs in SIDES]
        mappings: list[Mapping] = []
        editions = [end.edition if end else None for end in ends]
        for place, row in enumerate(self.parsed.rows):
            if len(self.faults) >= MOST_FAULTS:
                return None
            mapping = mapping_of(self, place, row.slots, editions)
            if mapping is not None:
                mappings.append(mapping)
        bibliography = self._bibliography()
        extensions = self._extensions()
        source, target = ends
        if source is None or target is None or self.faults:
            return None
        note = self.parsed.slots.get("mapping_set_description")
        try:
            return Crosswalk(
                source=source, target=target, note=note, mappings=tuple(mappings), bibliography=bibliography,
                extensions=extensions,
            )  # fmt: skip
        except InvalidValueError as error:
            rule = error.rule
        self.wrong(ExchangeCode.SLOT_VALUE, "mapping_set_description", None, f"The description {rule}.", "Shorten it.")
        return None

    def _end(self, theirs: str) -> CrosswalkEnd | None:
        edition = self._edition(theirs)
        slot = f"ext_{theirs}_data_revision"
        written = self.parsed.slots.get(slot)
        if edition is None:
            return None
        if written is None:
            held = self.catalogue.get(edition) if self.catalogue is not None else None
            revision = held.data_revision if isinstance(held, Edition) else None
            if revision is None:
                what = "The set does not say of which revision of our data it speaks."
                self.wrong(ExchangeCode.SLOT_VALUE, slot, None, what, "Pass a catalogue that holds the edition.")
                return None
            self.concluded[slot, "not stated: taken to be the revision that the catalogue holds"] += 1
        else:
            revision = int(written) if written.isascii() and written.isdecimal() and len(written) <= 16 else 0
        reviewed = self.parsed.slots.get(f"ext_{theirs}_reviewed")
        try:
            return CrosswalkEnd(
                edition=edition, data_revision=revision, reviewed=tuple(reviewed.split(";")) if reviewed else ()
            )
        except InvalidValueError as error:
            field, rule = error.field, error.rule
        self.wrong(ExchangeCode.SLOT_VALUE, f"ext_{theirs}_{field}", None, f"The slot {rule}.", "Write it so.")
        return None

    def _edition(self, theirs: str) -> str | None:
        """Find the edition of a side: as stated, or else as the first row has it."""
        slot = f"{theirs}_source"
        stated = self.parsed.slots.get(slot)
        if stated is not None:
            id = self.id(stated)
            if id is not None and is_edition_id(id):
                return id
            what = "The slot is not the id of an edition of ours."
            self.wrong(ExchangeCode.NOT_OUR_ID, slot, None, what, "Write one, such as care_standards:scs-2018.")
            return None
        for row in self.parsed.rows:
            id = self.id(row.slots.get(f"{theirs}_id", ""))
            if id is not None:
                return edition_of(id)
        what = "Neither the set nor its rows say which edition this side is of."
        self.wrong(ExchangeCode.NOT_OUR_ID, slot, None, what, "Write the edition, such as care_standards:scs-2018.")
        return None

    def _bibliography(self) -> tuple[Source, ...]:
        text = self.parsed.slots.get("ext_bibliography")
        try:
            return tuple(from_plain(item, Source) for item in _list(text)) if text is not None else ()
        except (ValueError, RecursionError, NotAsDescribed):  # they may hold the text
            pass
        what = "The slot is not a bibliography of ours, as JSON."
        self.wrong(ExchangeCode.SLOT_VALUE, "ext_bibliography", None, what, "Leave it as it was written.")
        return ()

    def _extensions(self) -> Extensions:
        text = self.parsed.slots.get("ext_extensions")
        try:
            return NO_EXTENSIONS if text is None else Extensions(text.encode("utf-8"))
        except (InvalidValueError, UnicodeEncodeError):
            pass
        what = "The slot is not the text of a JSON object."
        self.wrong(ExchangeCode.SLOT_VALUE, "ext_extensions", None, what, "Leave it as it was written.")
        return NO_EXTENSIONS

    def losses(self) -> list[Loss]:
        """Say what was concluded, and which slots were not taken over; names that SSSOM does not know are counted."""
        ours = "ext_subject_data_revision" in self.parsed.slots
        made_again = _MADE_AGAIN if ours else frozenset[str]()
        if self.parsed.slots.get("license") != LICENSE_NOT_STATED:
            made_again -= {"license"}
        unread = Counter(self.parsed.left_out)
        unread.update(self.parsed.slots.keys() - _READ_OF_SET)
        for row in self.parsed.rows:
            unread.update(row.slots.keys() - _READ_OF_ROW)
        found = [Loss(where=where, what=what, count=count) for (where, what), count in sorted(self.concluded.items())]
        strange = 0
        for name, count in sorted(unread.items()):
            if name in KNOWN_SLOTS and name not in made_again:
                found.append(Loss(where=name, what="the slot is not taken over", count=count))
            elif name not in KNOWN_SLOTS and name not in EXTENSIONS:
                strange += count
        if strange:
            found.append(
                Loss(where="other slots", what="slots that SSSOM does not know are not taken over", count=strange)
            )
        return found


def _list(text: str) -> list[Any]:
    if not text.startswith("["):
        raise ValueError
    found: list[Any] = json.loads(text)
    return found


def _judge(crosswalk: Crosswalk, parsed: ParsedSet, catalogue: Catalogue, limits: Limits) -> None:
    """Judge the crosswalk like any document; raises InvalidExchangeError for what is an error."""
    report = judge(
        cast("AbstractMapping[str, object]", to_plain(crosswalk)), catalogue=catalogue, kind="crosswalk", limits=limits
    )
    faults: list[ExchangeFault] = []
    for issue in report.issues:
        if issue.severity != "error":
            continue
        steps = issue.pointer.split("/")[1:]
        row = int(steps[1]) if len(steps) > 1 and steps[0] == "mappings" and steps[1].isdecimal() else None
        slot = SLOT_OF.get(steps[2] if row is not None and len(steps) > 2 else "", "")
        pointer = pointer_to(slot, row).rstrip("/") if row is not None else ""
        line = parsed.rows[row].line if row is not None else 0
        what = f"{issue.code.value}: {issue.code.title}."
        faults.append(
            ExchangeFault(code=ExchangeCode.REFUSED, line=line, pointer=pointer, what=what, instead=issue.hint)
        )
    refuse_any(faults)
