"""Crosswalks as SSSOM, the Simple Standard for Sharing Ontological Mappings: as a table (TSV) and as JSON.

What SSSOM cannot say of a crosswalk stands in extension slots, which the set declares, so that a crosswalk that was
written comes back equal, and is named in the losses. In JSON, whose schema knows no further slots, the extensions stand
in the slot ``other``. Written after the specification of SSSOM 1.0, https://mapping-commons.github.io/sssom/.

A set of somebody else's is read as far as its words carry: see ``sssom_words`` for what follows from which predicate.
"""

from collections.abc import Mapping
from typing import Any, cast

from care_standards.documents.codec import to_bytes
from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.exports.losses import Exported, Imported, Loss
from care_standards.exports.sssom_block import write_block
from care_standards.exports.sssom_parsing import Content, escaped, parse_json, parse_tsv
from care_standards.exports.sssom_reading import build
from care_standards.exports.sssom_sets import flat_set
from care_standards.exports.sssom_words import EXTENSIONS, OF_ROW, TERM_PREFIX
from care_standards.model.catalogue import Catalogue
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.edition import Edition
from care_standards.tables.formulas import guarded

__all__ = ["from_json", "from_tsv", "read_json", "read_tsv", "to_json", "to_tsv"]

_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "confidence", "curation_rule_text", "comment", *OF_ROW,
)  # fmt: skip
_ALWAYS = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def to_tsv(
    crosswalk: Crosswalk,
    *,
    source: Edition | None = None,
    target: Edition | None = None,
    license: str | None = None,
) -> Exported:
    """Write a crosswalk as an SSSOM table with its metadata block; ``from_tsv`` gives the same crosswalk again.

    With the editions of the two sides, their headings are the labels; a label of our own says so, and no wording of the
    publisher's is ever written. ``license`` is the web address of the licence of the mappings; without one it is said
    to be unspecified. Rows keep their order. A text that a spreadsheet would run as a formula has an apostrophe before
    it, which reading takes away again. Raises InvalidValueError where an edition is not that of its side.
    """
    flat = flat_set(crosswalk, source, target, license)
    used = {name for row in flat.rows for name in row}
    columns = [name for name in _COLUMNS if name in used or name in _ALWAYS]
    declared = sorted(EXTENSIONS.keys() & (used | flat.header.keys()))
    header = {name: value for name, value in flat.header.items() if name not in EXTENSIONS}
    header["extension_definitions"] = [
        {"slot_name": name, "property": f"{TERM_PREFIX}:{name.removeprefix('ext_')}", "type_hint": EXTENSIONS[name]}
        for name in declared
    ]
    header |= {name: value for name, value in flat.header.items() if name in EXTENSIONS}
    lines = ["\t".join(columns)]
    changed = 0
    for row in flat.rows:
        cells: list[str] = []
        for name in columns:
            text = _cell(row.get(name, ""))
            safe = guarded(text)
            changed += safe != text
            cells.append(_quoted(safe))
        lines.append("\t".join(cells))
    losses = flat.losses
    if changed:
        what = "a text that a spreadsheet would run as a formula has an apostrophe before it"
        losses += (Loss(where="mappings", what=what, count=changed),)
    lines.append("")
    return Exported(content=(write_block(header) + "\n".join(lines)).encode("utf-8"), losses=losses)


def _cell(value: Any) -> str:
    return "|".join(map(escaped, cast("list[str]", value))) if isinstance(value, list) else str(value)


def _quoted(text: str) -> str:
    if any(sign in text for sign in '"\t\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def to_json(
    crosswalk: Crosswalk,
    *,
    source: Edition | None = None,
    target: Edition | None = None,
    license: str | None = None,
) -> Exported:
    """Write a crosswalk as an SSSOM mapping set in JSON; ``from_json`` gives the same crosswalk again.

    The arguments are those of ``to_tsv``. The extensions stand as ``name=value`` with pipes between them in the slot
    ``other`` of the set and of each mapping. Raises InvalidValueError where an edition is not that of its side.
    """
    flat = flat_set(crosswalk, source, target, license)
    plain = _folded(flat.header)
    plain["mappings"] = [_folded(row) for row in flat.rows]
    return Exported(content=to_bytes(plain), losses=flat.losses)


def _folded(slots: dict[str, Any]) -> dict[str, Any]:
    standard = {name: value for name, value in slots.items() if name not in EXTENSIONS}
    others = "|".join(escaped(f"{name}={value}") for name, value in slots.items() if name in EXTENSIONS)
    return {**standard, "other": others}


def from_tsv(
    content: Content,
    *,
    metadata: Content | None = None,
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Crosswalk:
    """Read a crosswalk from an SSSOM table, text or the bytes of a file.

    ``metadata`` is the metadata block where it is a file of its own. With a catalogue the crosswalk is judged like any
    document; a set that does not say of which revision of our data it speaks needs one. Raises InvalidExchangeError,
    which names the line and the slot of what is wrong. ``read_tsv`` tells besides what was not taken over.
    """
    return read_tsv(content, metadata=metadata, catalogue=catalogue, limits=limits).crosswalk


def read_tsv(
    content: Content,
    *,
    metadata: Content | None = None,
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Imported:
    """Read an SSSOM table as ``from_tsv`` does, and tell what was concluded and what was not taken over."""
    return build(parse_tsv(content, metadata, limits), catalogue, limits)


def from_json(
    content: Content | Mapping[str, object],
    *,
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Crosswalk:
    """Read a crosswalk from an SSSOM mapping set in JSON: text, the bytes of a file, or the object itself.

    ``catalogue`` is as for ``from_tsv``. Raises InvalidExchangeError, which names the place of what is wrong.
    """
    return read_json(content, catalogue=catalogue, limits=limits).crosswalk


def read_json(
    content: Content | Mapping[str, object],
    *,
    catalogue: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Imported:
    """Read SSSOM in JSON as ``from_json`` does, and tell what was concluded and what was not taken over."""
    return build(parse_json(content, limits), catalogue, limits)
