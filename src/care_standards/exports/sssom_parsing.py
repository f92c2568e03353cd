"""An SSSOM file taken apart: the table with its metadata block, or the JSON, becomes one flat form of text slots."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from care_standards.documents.decode import decode
from care_standards.documents.limits import Limits
from care_standards.documents.positions import lines_and_columns
from care_standards.exports.faults import ExchangeCode, ExchangeFault, refuse, refuse_any
from care_standards.exports.sssom_block import Block, Line, read_block, uncommented
from care_standards.exports.sssom_parsed import ParsedSet, Row
from care_standards.exports.sssom_words import BUILT_IN, EXTENSIONS, KNOWN_SLOTS, TERMS
from care_standards.tables.formulas import unguarded

_NEEDED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")

_CELL: Final = re.compile(r'"([^"]*(?:""[^"]*)*)"\t*')

Content = str | bytes


# ---- key=value|key=value, the form of the slot `other`, and lists in cells


def escaped(text: str) -> str:
    """Write a text into a list with pipes between its items."""
    return text.replace("\\", "\\\\").replace("|", "\\|")


def unescaped_items(text: str) -> Iterator[str]:
    """Read the items of a list with pipes between them."""
    item: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and text[place + 1 : place + 2] in ("\\", "|"):
            item.append(text[place + 1])
            place += 1
        elif sign == "|":
            yield "".join(item)
            item = []
        else:
            item.append(sign)
        place += 1
    yield "".join(item)


class _Slots:
    """Collects the slots of a set or of its rows: known ones and our extensions by name, the rest as a count."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        self.declared = declared
        self.left_out: Counter[str] = Counter()

    def name_of(self, name: str) -> str | None:
        """Give the name by which a slot is known here, or None."""
        return name if name in KNOWN_SLOTS else self.declared.get(name)

    def put(self, slots: dict[str, str], name: str, value: object, line: int, within: str) -> None:
        """Take a slot of the set or of the row at a pointer; None and an empty text are no value."""
        known = self.name_of(name)
        if value is None or value == "":
            return
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if known is None or not isinstance(value, str):
            self.left_out[known or ""] += 1
        elif known == "other":
            for item in unescaped_items(value):
                extension, sign, text = item.partition("=")
                if sign and extension in EXTENSIONS:
                    _put_once(slots, extension, text, line, within)
                else:
                    self.left_out["other"] += 1
        else:
            _put_once(slots, known, value, line, within)


def _put_once(slots: dict[str, str], name: str, value: str, line: int, within: str) -> None:
    if name in slots:
        refuse(ExchangeCode.SLOT_VALUE, line, f"{within}/{name}", "The slot is given twice.", "Keep one of the two.")
    slots[name] = value


def _declared(definitions: object, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Give our extension slots by the names they have in this file, as its definitions declare them."""
    found: dict[str, str] = {}
    for definition in cast("list[object]", definitions) if isinstance(definitions, list) else ():
        members = cast("dict[str, object]", definition) if isinstance(definition, dict) else {}
        name, about = members.get("slot_name"), members.get("property")
        if isinstance(name, str) and isinstance(about, str):
            prefix, _, local = about.partition(":")
            iri = prefixes[prefix] + local if prefix in prefixes else about
            ours = f"ext_{iri.removeprefix(TERMS)}"
            if iri.startswith(TERMS) and ours in EXTENSIONS and name not in KNOWN_SLOTS:
                found[name] = ours
    return found


def _prefixes(found: object) -> dict[str, str]:
    prefixes: dict[str, str] = {}
    for name, value in cast("dict[str, object]", found).items() if isinstance(found, dict) else ():
        url = cast("dict[str, object]", value).get("prefix_url") if isinstance(value, dict) else value
        if isinstance(url, str):
            prefixes[name] = url
    return prefixes


# ---- the table


def parse_tsv(content: Content, metadata: Content | None, limits: Limits) -> ParsedSet:
    """Take a table apart, its metadata block at its top or in a text of its own; raises InvalidExchangeError."""
    text = _text(content, limits)
    start, commented = _block_of(text)
    if metadata is None:
        block = read_block(uncommented(commented))
        before = len(commented)
    else:
        own = _text(metadata, limits).split("\n")
        if commented:
            refuse(ExchangeCode.BLOCK_FORM, 1, "", "There are two metadata blocks.", "Pass no other one.")
        block, before = read_block([(number, line.rstrip("\r")) for number, line in enumerate(own, 1)]), 0
    prefixes = _prefixes(block.slots.get("curie_map"))
    slots = _Slots(_declared(block.slots.get("extension_definitions"), {**BUILT_IN, **prefixes}))
    of_set: dict[str, str] = {}
    for name, value in _of_set(block):
        slots.put(of_set, name, value, block.lines[name], "")
    lines = {known: line for name, line in block.lines.items() if (known := slots.name_of(name)) is not None}
    rows = list(_rows(text[start:], before, slots))
    if "ext_mapping_count" in of_set and not text.endswith(("\n", "\r")):
        what = "The last line does not end: the file was cut short."
        refuse(ExchangeCode.NOT_TABLE, rows[-1].line if rows else before + 1, "", what, "Fetch the file again.")
    return ParsedSet(of_set, lines, prefixes, rows, slots.left_out)


def _of_set(block: Block) -> Iterator[tuple[str, object]]:
    return ((name, v) for name, v in block.slots.items() if name not in ("curie_map", "extension_definitions"))


def _text(content: Content, limits: Limits) -> str:
    text: str | None = None
    try:
        given = content.encode("utf-8") if isinstance(content, str) else bytes(content)
        if len(given) <= limits.max_bytes:
            text = given.decode("utf-8").removeprefix("\ufeff")
    except UnicodeError:  # it holds the text
        pass
    if not text:
        what = "The file is not UTF-8, is empty, or is too large."
        refuse(ExchangeCode.NOT_TEXT, 0, "", what, "Save it as UTF-8, or raise Limits.max_bytes on purpose.")
    return text


def _block_of(text: str) -> tuple[int, list[Line]]:
    """Give where the rows begin, and the lines above them that begin with ``#``, as they were before any spreadsheet.

    Saving the table, a spreadsheet takes each of these lines for a cell: it puts quotes round it, and tabs behind it.
    """
    lines: list[Line] = []
    start = 0
    while text.startswith(("#", '"#'), start):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].rstrip("\r")
        cell = _CELL.fullmatch(line)
        lines.append((len(lines) + 1, line if cell is None else cell[1].replace('""', '"')))
        start = min(end + 1, len(text))
    return start, lines


def _rows(text: str, before: int, slots: _Slots) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    names: list[str | None] = []
    count = 0
    ours = bool(slots.declared)
    for line, cells in _cells(reader, before):
        if not names:
            names = _columns(cells, line, slots)
            continue
        if len(cells) != len(names):
            what = f"The row has {len(cells)} cells, and the table {len(names)} columns."
            refuse(ExchangeCode.ROW, line, f"/mappings/{count}", what, "Write a cell for each column, if an empty one.")
        row: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=True):
            if cell:
                slots.put(row, name or "", unguarded(cell) if ours else cell, line, f"/mappings/{count}")
        yield Row(line, row)
        count += 1
    if not names:
        refuse(ExchangeCode.NOT_TABLE, before + 1, "", "There are no rows.", "Write the names of the columns at least.")


def _cells(reader: Any, before: int) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not empty, each with the line it begins on."""
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader, None)
            broken = False
        except csv.Error:
            cells, broken = None, True
        if broken:
            what = "From here on the rows cannot be read: quotes are not closed, or a cell is too long."
            refuse(ExchangeCode.NOT_TABLE, line, "", what, "Put a cell in double quotes, and double those inside.")
        if cells is None:
            return
        if cells:
            yield line, cells


def _columns(cells: list[str], line: int, slots: _Slots) -> list[str | None]:
    names = [slots.declared.get(cell, cell) for cell in cells]
    known = [name for name, cell in zip(names, cells, strict=True) if slots.name_of(cell) is not None]
    faults = [
        ExchangeFault(code=ExchangeCode.SLOT_VALUE, line=line, pointer="", what=what, instead=instead)
        for what, instead in (
            *((f"The column {name} is missing.", "Add it.") for name in _NEEDED if name not in known),
            *((f"The column {name} stands there twice.", "Keep one.") for name, n in Counter(known).items() if n > 1),
        )
    ]
    refuse_any(faults)
    return [cell if slots.name_of(cell) is not None else None for cell in cells]


# ---- JSON


def parse_json(content: Content | Mapping[str, object], limits: Limits) -> ParsedSet:
    """Take a set in JSON apart: a text, bytes, or the object itself; raises InvalidExchangeError."""
    decoded = decode(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content, limits)
    if not decoded.readable:
        offsets = [] if decoded.text is None else [f.offset for f in decoded.faults if f.offset is not None]
        places = lines_and_columns(decoded.text or "", offsets)
        faults = [
            ExchangeFault(
                code=ExchangeCode.NOT_JSON, line=places[f.offset][0] if f.offset in places else 0, pointer="",
                what=f"{f.code.value}: {f.code.title}.", instead=f.hint,
            )
            for f in decoded.faults if f.code.severity == "error"
        ]  # fmt: skip
        refuse_any(faults)
    plain: object = decoded.value
    if not isinstance(plain, dict):
        refuse(ExchangeCode.NOT_JSON, 0, "", "The file is no JSON object.", "Pass a mapping set.")
    document = cast("dict[str, object]", plain)
    prefixes = _prefixes(document.pop("curie_map", None))
    slots = _Slots(_declared(document.pop("extension_definitions", None), {**BUILT_IN, **prefixes}))
    rows = document.pop("mappings", None)
    if rows is not None and not isinstance(rows, list):
        refuse(ExchangeCode.SLOT_VALUE, 0, "/mappings", "The slot is no list.", "Write a list of mappings.")
    of_set: dict[str, str] = {}
    for name, value in document.items():
        slots.put(of_set, name, value, 0, "")
    found = [_json_row(place, row, slots) for place, row in enumerate(cast("list[object]", rows or []))]
    return ParsedSet(of_set, {}, prefixes, found, slots.left_out)


def _json_row(place: int, row: object, slots: _Slots) -> Row:
    if not isinstance(row, dict):
        refuse(ExchangeCode.SLOT_VALUE, 0, f"/mappings/{place}", "The mapping is no object.", "Write an object.")
    found: dict[str, str] = {}
    for name, value in cast("dict[str, object]", row).items():
        slots.put(found, name, value, 0, f"/mappings/{place}")
    return Row(0, found)
