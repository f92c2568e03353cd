"""What is read of an SSSOM set, in one flat form for the table and the JSON, and what was found of it on the way."""

from collections import Counter
from typing import Final

import attrs

from care_standards.exports.faults import ExchangeCode, ExchangeFault
from care_standards.exports.sssom_words import BUILT_IN, IDS
from care_standards.identifiers import is_edition_id, is_provision_id

SIDES: Final = (("source", "subject"), ("target", "object"))


@attrs.frozen
class Row:
    """One mapping as it was read: its line, 0 where there is none, and its slots as text."""

    line: int
    slots: dict[str, str] = attrs.field(repr=False)


@attrs.frozen
class ParsedSet:
    """A mapping set as it was read: slots of the set, their lines, its prefixes, and its rows.

    ``left_out`` counts the slots of which nothing is read, by name; under an empty name those that SSSOM does not know.
    """

    slots: dict[str, str] = attrs.field(repr=False)
    lines: dict[str, int] = attrs.field(repr=False)
    prefixes: dict[str, str] = attrs.field(repr=False)
    rows: list[Row] = attrs.field(repr=lambda rows: f"<{len(rows)}>")
    left_out: Counter[str] = attrs.field(repr=False)


class Reading:
    """The reading of one set: its prefixes, what was found wrong, and what was concluded where nothing was stated."""

    def __init__(self, parsed: ParsedSet) -> None:
        self.parsed = parsed
        self.faults: list[ExchangeFault] = []
        self.concluded: Counter[tuple[str, str]] = Counter()
        self._prefixes = {**parsed.prefixes, **BUILT_IN}

    def wrong(self, code: ExchangeCode, slot: str, row: int | None, what: str, instead: str) -> None:
        """Note a fault of a slot of the set, or of a row, counted from 0."""
        line = self.parsed.lines.get(slot, 0) if row is None else self.parsed.rows[row].line
        fault = ExchangeFault(code=code, line=line, pointer=pointer_to(slot, row), what=what, instead=instead)
        self.faults.append(fault)

    def iri(self, curie: str) -> str | None:
        """Give the IRI that a CURIE stands for, an IRI as it is, or None where the prefix is not declared."""
        prefix, colon, local = curie.partition(":")
        if colon and prefix in self._prefixes:
            return self._prefixes[prefix] + local
        return curie if curie.startswith(("http://", "https://")) else None

    def id(self, curie: str) -> str | None:
        """Give the id of a provision or an edition of ours that a CURIE or an IRI stands for, or None."""
        iri = self.iri(curie)
        if iri is None or not iri.startswith(IDS):
            return None
        id = iri[len(IDS) :]
        return id if is_provision_id(id) or is_edition_id(id) else None


def pointer_to(slot: str, row: int | None) -> str:
    """Give the JSON Pointer of a slot of the set, or of a row, counted from 0."""
    return f"/{slot}" if row is None else f"/mappings/{row}/{slot}"
