"""Tables that are damaged, foreign, endless or odd: CSV, workbooks, lines of JSON, envelopes, Parquet; and profiles."""

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from tests.conformance.hostile.cases import CANARY, ROW, Corpus, as_json, changed, expected
from tests.conformance.hostile.of_documents import ADDRESSES

ANY: Final = expected("invalid", "taken", "given", "exit:0", "exit:1", "raised:InvalidDocumentError")
REFUSED: Final = expected("invalid", "exit:1", "exit:3", "raised:InvalidDocumentError")
COLUMNS: Final = (
    "edition",
    "subject_kind",
    "subject_ref",
    "nation",
    "setting",
    "provision",
    "status",
    "assessed_on",
    "evidence",
    "reason",
    "note",
)
CELLS: Final = (
    "scs-2018",
    "service",
    f"{CANARY}-1",
    "england",
    "outreach",
    "scs-2018.1.1.5",
    "met",
    "2026-03-01",
    f"{CANARY}-2",
    "",
    f"About {CANARY}.",
)


def add(corpus: Corpus) -> None:
    """Add every class of tables."""
    _csv(corpus)
    _lines(corpus)
    _envelopes(corpus)
    _workbooks(corpus)
    _columns(corpus)
    _profiles(corpus)


def _joined(*rows: Sequence[str], delimiter: str = ",", end: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def _with(column: str, cell: str) -> tuple[str, ...]:
    return tuple(cell if name == column else old for name, old in zip(COLUMNS, CELLS, strict=True))


def _csv(corpus: Corpus) -> None:
    kind, good, word = "tables-csv", _joined(COLUMNS, CELLS), CANARY.encode()
    refused: dict[str, bytes | Callable[[], bytes]] = {
        "nothing": b"",
        "spaces": b"   \r\n  ",
        "header-alone": _joined(COLUMNS),
        "no-header": _joined(CELLS),
        "one-word": word,
        "names-unknown": _joined([f"{CANARY}{n}" for n in range(9)], CELLS[:9]),
        "column-twice": _joined([*COLUMNS, "status"], [*CELLS, "not-met"]),
        "column-thrice": _joined([*COLUMNS, "status", "status"], [*CELLS, "met", "met"]),
        "no-status": _joined(COLUMNS[:6], CELLS[:6]),
        "persons": _joined([*COLUMNS, "forename", "date_of_birth"], [*CELLS, CANARY, "1990-01-01"]),
        "status-unknown": _joined(COLUMNS, _with("status", CANARY)),
        "status-in-capitals": _joined(COLUMNS, _with("status", "MET")),
        "cell-of-200-kb": _joined(COLUMNS, _with("note", CANARY * 17_000)),
        "formula-for-a-status": _joined(COLUMNS, _with("status", "=1+1")),
        "nul-in-a-cell": _joined(COLUMNS, _with("subject_ref", f"{CANARY}\0")),
        "utf-16": good.decode().encode("utf-16"),
        "utf-16-be": good.decode().encode("utf-16-be"),
        "utf-32": good.decode().encode("utf-32"),
        "quote-never-closed": good + b'"' + word,
        "quote-in-a-cell": good.replace(b"met", b'm"et'),
        "text-after-a-quote": good.replace(b"met", b'"met"x'),
        "too-many-cells": _joined(COLUMNS, [*CELLS, CANARY, CANARY]),
        "too-few-cells": _joined(COLUMNS, CELLS[:4]),
        "one-cell": _joined(COLUMNS, CELLS[:1]),
        "nul-file": b"\0" * 900,
        "binary": bytes(range(256)) * 8,
        "gzip": gzip.compress(good, mtime=0),
        "html": b"<table><tr><td>" + word,
        "pdf": b"%PDF-1.4" + word,
        "empty-names": b"," * 10 + b"\r\n" + good,
        "only-commas": b"," * 10_000,
        "only-quotes": b'"' * 10_001,
        "only-lines": b"\n" * 10_000,
        "10k-columns": lambda: _joined([f"{CANARY}{n}" for n in range(10_000)], ["1"] * 10_000),
        "name-of-1-mb": lambda: CANARY.encode() * 90_000 + b",a\n1,2",
        "date-in-another-order": _joined(COLUMNS, _with("assessed_on", "01/03/2026")),
        "date-of-a-workbook": _joined(COLUMNS, _with("assessed_on", "46082")),
        "id-with-a-space-within": _joined(COLUMNS, _with("provision", "scs-2018. 1.1.5")),
        "json": as_json([ROW]),
        "lines": as_json(ROW) + b"\n",
        "xml": b"<?xml?><a>" + word,
        "zip": b"PK\x03\x04" + word,
        "labels-for-names": _joined(["Edition", "Kind", "Ref"], CELLS[:3]),
        "row-of-names-late": b"x\r\n" * 40 + good,
        "nbsp-in-a-status": _joined(COLUMNS, _with("status", "met\u00a0")),
        "zero-width-in-an-id": _joined(COLUMNS, _with("provision", "scs-2018.1.1.5\u200b")),
        "evidence-of-separators": _joined(COLUMNS, _with("evidence", ";;; ;")),
        "evidence-with-a-space": _joined(COLUMNS, _with("evidence", f"{CANARY} x")),
        "backslash-quotes": good.replace(b"About", b'"Ab\\"out"'),
    }
    taken: dict[str, bytes | Callable[[], bytes]] = {
        "mark": b"\xef\xbb\xbf" + good,
        "two-marks": b"\xef\xbb\xbf" * 2 + good,
        "windows-1252": _joined(COLUMNS, _with("note", "é")).decode().encode("cp1252"),
        "semicolons": _joined(COLUMNS, CELLS, delimiter=";"),
        "tabs": _joined(COLUMNS, CELLS, delimiter="\t"),
        "bars": _joined(COLUMNS, CELLS, delimiter="|"),
        "lines-of-macs": _joined(COLUMNS, CELLS, end="\r"),
        "lines-of-unix": _joined(COLUMNS, CELLS, end="\n"),
        "lines-mixed": good + good.split(b"\r\n")[1] + b"\n",
        "empty-lines": good.replace(b"\r\n", b"\r\n\r\n"),
        "line-in-a-cell": _joined(COLUMNS, _with("note", "a\nb\r\nc")),
        "escape-in-a-cell": _joined(COLUMNS, _with("note", f"\x1b]52;c;{CANARY}\x07")),
        "formula": _joined(COLUMNS, _with("note", "=cmd|' /C calc'!A0")),
        "titles": _joined(["A title"], [], COLUMNS, CELLS),
        "sep": b"sep=,\r\n" + good,
        "ctrl-z": good + b"\x1a",
        "no-last-line-end": good[:-2],
        "many-empty-columns": _joined([*COLUMNS, *[""] * 50], [*CELLS, *[""] * 50]),
        "c1": _joined(COLUMNS, _with("note", "a\x9bb")),
        "bidi": _joined(COLUMNS, _with("note", "\u202ea")),
    }
    ways = ("table:csv", "rows:csv", "verb check csv", "verb rows csv", "table-profile:csv")
    # What is read all the same: no rows, which is warned of; other forms of Unicode; packed text; what stands at an edge.  # noqa: E501
    read = {"header-alone", "utf-16", "utf-16-be", "gzip", "empty-names", "nbsp-in-a-status", "evidence-of-separators"}
    for name, make in refused.items():
        unguarded = name == "persons"  # a column about persons is refused entry; its rows are judged
        for way in ways:
            loose = name in read or (unguarded and way != "table:csv")
            corpus.add(kind, name, way, make, expected(ANY, "exit:2") if loose else REFUSED)
    corpus.add_each(
        kind, taken.items(), ("table:csv", "rows:csv", "verb check csv", "verb profile draft"), expected(ANY, "exit:2")
    )
    for n in range(1, 40):
        cut = good[: len(good) * n // 40]
        corpus.add(kind, f"cut-{n}", "table:csv", cut, ANY if n > 25 or n < 20 else REFUSED)
    corpus.add_each(kind, refused.items(), ("verb profile draft",), expected(ANY, "exit:2", "exit:3"))
    big = lambda: _joined(COLUMNS) + _joined(CELLS) * 100_000  # noqa: E731
    corpus.add(kind, "100k-rows", "table:csv", big, expected("taken"), slow=True)
    bad = lambda: _joined(COLUMNS) + _joined(_with("status", CANARY)) * 100_000  # noqa: E731
    corpus.add(kind, "100k-bad-rows", "table:csv", bad, REFUSED, slow=True)
    corpus.add(
        kind, "60-mb-in-one-cell", "table:csv", lambda: _joined(COLUMNS) + b'"' + b"a" * 60_000_000, REFUSED, slow=True
    )
    corpus.add(kind, "60-mb-in-one-line", "table:csv", lambda: b"a," * 30_000_000, REFUSED, slow=True)


def _lines(corpus: Corpus) -> None:
    kind, row, word = "tables-lines", as_json(ROW), CANARY.encode()
    refused: dict[str, bytes] = {
        "nothing": b"",
        "empty-lines": b"\n\n\n",
        "first-cut": row[:50] + b"\n" + row,
        "last-cut": row + b"\n" + row[:50],
        "two-on-a-line": row + row,
        "two-with-a-comma": row + b"," + row,
        "broken-over-lines": row.replace(b", ", b",\n"),
        "list-of-rows": b"[" + row + b"]",
        "null": b"null\n" + row,
        "texts": b'"' + word + b'"\n',
        "numbers": b"1\n2\n3\n",
        "nul-between": row + b"\0" + row,
        "torn-bytes": row + b"\n\xff\xfe" + word,
        "twice": row + b"\n" + row.replace(b"{", b'{"status": "met", ', 1),
        "comma-at-the-end": row + b",\n" + row,
        "record-marks": b"\x1e" + row + b"\n\x1e" + row,
        "html": b"<html>\n" + row,
        "deep": row + b"\n" + b"[" * 5_000,
        "long": row + b'\n{"a": "' + word * 20_000 + b'"}',
        "halves": row.replace(word, b"\\ud800", 1),
        "unknown-names": row.replace(b"{", b'{"' + word + b'": 1, ', 1),
        "lines-of-macs": row + b"\r" + row,
        "utf-16": row.decode().encode("utf-16"),
        "comment": b"# " + word + b"\n" + row,
        "separator-2028": row + "\u2028".encode() + row,
        "nan": row.replace(b'"met"', b"NaN"),
        "huge-number": row.replace(b'"met"', b"9" * 5_000),
        "csv": _joined(COLUMNS, CELLS),
    }
    taken: dict[str, bytes] = {
        "no-last-line-end": row,
        "windows-ends": row + b"\r\n" + row,
        "mark": b"\xef\xbb\xbf" + row,
        "spaces": b"  " + row + b"  \n",
        "escaped": row.replace(b"met", b"m\\u0065t"),
    }
    corpus.add_each(
        kind,
        refused.items(),
        ("table:ndjson", "rows:ndjson", "verb check ndjson", "lines", "verb rows ndjson"),
        expected(REFUSED, "given"),
    )
    corpus.add_each(
        kind,
        taken.items(),
        ("table:ndjson", "rows:ndjson", "verb check ndjson", "lines"),
        expected("taken", "given", "exit:0", "invalid"),
    )
    packed: dict[str, bytes] = {
        "gz-cut": gzip.compress(row, mtime=0)[:-12],
        "gz-noise": b"\x1f\x8b\x08" + word,
        "gz-checksum": gzip.compress(row, mtime=0)[:-8] + b"\0" * 8,
        "gz-then-text": gzip.compress(row, mtime=0) + word,
        "gz-in-gz": gzip.compress(gzip.compress(row, mtime=0), mtime=0),
        "gz-of-nothing": gzip.compress(b"", mtime=0),
        "plain": row[:20],
        "zst-magic": b"\x28\xb5\x2f\xfd",
        "zst-noise": b"\x28\xb5\x2f\xfd" + word * 9,
    }
    corpus.add_each(
        kind,
        packed.items(),
        ("table:ndjson-gz", "table:ndjson-zst", "verb check ndjson.gz", "verb check ndjson.zst"),
        REFUSED,
    )
    corpus.add(kind, "100k-bad-lines", "table:ndjson", lambda: b'{"a": 1}\n' * 100_000, REFUSED, slow=True)
    corpus.add(kind, "100k-bad-lines", "lines", lambda: b"[\n" * 100_000, REFUSED, slow=True)
    corpus.add(kind, "one-line-of-60-mb", "lines", lambda: b"[" * 60_000_000, REFUSED, slow=True)
    corpus.add(kind, "a-million-empty-lines", "lines", lambda: b"\n" * 1_000_000, expected(REFUSED, "taken"), slow=True)


def _envelopes(corpus: Corpus) -> None:
    kind = "tables-envelopes"
    row = dict(ROW)
    made: dict[str, Any] = {
        "no-list": {CANARY: 1},
        "empty": {"results": []},
        "null": {"results": None},
        "text": {"results": CANARY},
        "two-lists": {"results": [row], "records": [row]},
        "of-texts": {"results": [CANARY]},
        "of-lists": {"results": [[row]]},
        "mixed": {"results": [row, CANARY, None, 1, row]},
        "deep": {"a": {"b": {"c": {"d": [row]}}}},
        "own-names": [{f"{CANARY}/status": "met"}],
        "nested-cells": [{**row, "note": {"a": CANARY}}],
        "list-for-a-cell": [{**row, "status": ["met"]}],
        "rows-within-rows": [{**row, "rows": [row]}],
        "empty-rows": [{}, {}],
        "nothing": [],
        "page-two": {"next": ADDRESSES[0], "results": [{**row, "status": CANARY}]},
        "odata": {"@odata.nextLink": ADDRESSES[1], "value": [{"a": 1}]},
        "error": {"error": {"message": CANARY}},
        "count-lies": {"count": 10**9, "results": [{}]},
        "refs": [{"$ref": ADDRESSES[5]}],
        "wide": [{f"{CANARY}{n}": n for n in range(3_000)}],
    }
    for name, value in made.items():
        answers = (
            ANY if name in ("two-lists", "deep", "nothing", "empty", "nested-cells", "rows-within-rows") else REFUSED
        )
        corpus.add_each(
            kind,
            [(name, as_json(value))],
            (
                "table:json",
                "rows:json",
                "verb check json",
                "table-profile:json",
                "verb profile draft json",
                "verb rows json",
            ),
            expected(answers, "exit:0", "exit:2") if name else answers,
        )
    text = as_json({"count": 1, "results": [ROW]})
    for n in range(1, 30):
        corpus.add(kind, f"cut-{n}", "table:json", text[: len(text) * n // 30], REFUSED)
    corpus.add(kind, "tail", "table:json", text + CANARY.encode(), REFUSED)
    corpus.add(kind, "name-twice", "table:json", text.replace(b'"count"', b'"results": [], "count"'), REFUSED)
    corpus.add(
        kind,
        "200k-rows",
        "table:json",
        lambda: b"[" + b",".join([as_json(ROW)] * 50_000) + b"]",
        expected("taken", "invalid"),
        slow=True,
    )


@cache
def workbook() -> bytes:
    """Make a good workbook, whose texts stand in a part of their own."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("A")
        for number, row in enumerate((COLUMNS, CELLS)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return _settled(out.getvalue())


def _settled(content: bytes) -> bytes:
    """Pack a ZIP file anew, with one time for all."""
    return repacked(content, lambda name, held: held)


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """Pack a ZIP file anew, with each entry changed or left out, and more behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = change(name, re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", old.read(name)))
            if held is not None:
                new.writestr(zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED)
        for name, held in more:
            new.writestr(zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _book(rows: Sequence[Sequence[Any]], sheets: int = 1) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for n in range(sheets):
        sheet = book.active if n == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue())


def _workbooks(corpus: Corpus) -> None:
    kind = "tables-workbooks"
    ways = ("table:xlsx", "rows:xlsx", "verb check xlsx", "table:ods", "verb profile draft xlsx")
    loose = expected(REFUSED, "exit:2")
    cell = rb"<sheetData>"

    def sheet_changed(old: bytes, new: bytes) -> Callable[[], bytes]:
        return lambda: repacked(workbook(), lambda name, held: held.replace(old, new) if "sheet1.xml" in name else held)

    def without(part: str) -> Callable[[], bytes]:
        return lambda: repacked(workbook(), lambda name, held: None if part in name else held)

    def instead(part: str, content: bytes) -> Callable[[], bytes]:
        return lambda: repacked(workbook(), lambda name, held: content if part in name else held)

    entities = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "'
        + CANARY.encode() * 9
        + b'">'
        + b"".join(b'<!ENTITY %s "%s">' % (bytes([98 + n]), b"&%s;" % bytes([97 + n]) * 10) for n in range(9))
        + b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&j;</t></is></c></row></sheetData></worksheet>"
    )
    outside = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'  # noqa: E501
    refused: dict[str, object] = {
        "nothing": b"",
        "zip-head": b"PK\x03\x04",
        "empty-zip": b"PK\x05\x06" + b"\0" * 18,
        "csv-inside": _joined(COLUMNS, CELLS),
        "old-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "no-sheet": without("sheet1.xml"),
        "no-workbook": without("workbook.xml"),
        "no-types": without("Content_Types"),
        "sheet-empty": instead("sheet1.xml", b""),
        "sheet-no-xml": instead("sheet1.xml", CANARY.encode()),
        "sheet-cut": instead("sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1'"),
        "sheet-of-json": instead("sheet1.xml", as_json(ROW)),
        "workbook-no-xml": instead("xl/workbook.xml", CANARY.encode()),
        "entities": instead("sheet1.xml", entities),
        "outside-entity": instead("sheet1.xml", outside),
        "entities-in-texts": instead("sharedStrings", entities),
        "texts-no-xml": instead("sharedStrings", CANARY.encode()),
        "sheet-of-nul": instead("sheet1.xml", b"\0" * 500),
        "docx": lambda: repacked(workbook(), lambda name, held: None, [("word/document.xml", b"<a/>")]),
        "stranger": lambda: repacked(workbook(), lambda name, held: None, [(CANARY, CANARY.encode())]),
        "blank": lambda: _book([]),
        "blank-rows": lambda: _book([[None] * 9] * 20),
        "header-alone": lambda: _book([COLUMNS]),
        "status-true": lambda: _book([COLUMNS, [*CELLS[:6], True, *CELLS[7:]]]),
        "status-number": lambda: _book([COLUMNS, [*CELLS[:6], 1.5, *CELLS[7:]]]),
        "status-unknown": lambda: _book([COLUMNS, _with("status", CANARY)]),
        "error-cell": lambda: _book([COLUMNS, _with("status", "#REF!")]),
        "formula-without-value": lambda: _book([COLUMNS, _with("status", "=1+1")]),
        "persons": lambda: _book([[*COLUMNS, "surname"], [*CELLS, CANARY]]),
        "column-twice": lambda: _book([[*COLUMNS, "status"], [*CELLS, "met"]]),
        "far-row": sheet_changed(b'r="2"', b'r="99999999"'),
        "row-nought": sheet_changed(b'r="2"', b'r="0"'),
        "row-of-letters": sheet_changed(b'r="2"', b'r="x"'),
        "far-cell": sheet_changed(b'r="G2"', b'r="ZZZZZZ2"'),
        "bad-reference": sheet_changed(b'r="G2"', b'r="2G"'),
        "text-out-of-range": sheet_changed(b"<v>1</v>", b"<v>999999</v>"),
        "text-of-letters": sheet_changed(b"<v>1</v>", b"<v>abc</v>"),
        "date-beyond": lambda: _book([COLUMNS, [*CELLS[:7], 10**12, *CELLS[8:]]]),
        "date-negative": lambda: _book([COLUMNS, [*CELLS[:7], -5, *CELLS[8:]]]),
        "nested-rows": sheet_changed(cell, cell * 500),
        "dimension-lies": sheet_changed(b"A1:K2", b"A1:XFD1048576"),
        "no-header-found": lambda: _book([[CANARY] * 5] * 50),
    }
    for name, make in refused.items():
        may = name in (
            "far-row",
            "row-nought",
            "row-of-letters",
            "far-cell",
            "bad-reference",
            "dimension-lies",
            "nested-rows",
            "text-out-of-range",
            "text-of-letters",
            "old-office",
            "header-alone",
            "no-types",
            "entities",
            "docx",
            "persons",
        )
        corpus.add_each(
            kind, [(name, make)], ways, expected(ANY, "exit:2", "exit:3") if may else expected(loose, *(["exit:0"]))
        )
    for n in range(1, 40):
        corpus.add(kind, f"cut-{n}", "table:xlsx", lambda n=n: workbook()[: len(workbook()) * n // 40], REFUSED)
        corpus.add(kind, f"bit-{n}", "table:xlsx", lambda n=n: _flipped(workbook(), n * 131), ANY)
    odd: dict[str, object] = {
        "good": workbook,
        "entry-outside": lambda: repacked(workbook(), lambda name, held: held, [(f"../../{CANARY}.xml", b"<a/>")]),
        "absolute-entry": lambda: repacked(workbook(), lambda name, held: held, [(f"/tmp/{CANARY}", b"<a/>")]),
        "macro": lambda: repacked(workbook(), lambda name, held: held, [("xl/vbaProject.bin", CANARY.encode())]),
        "outside-link": lambda: repacked(
            workbook(), lambda name, held: held, [("xl/externalLinks/externalLink1.xml", ADDRESSES[0].encode())]
        ),
        "two-sheets": lambda: _book([COLUMNS, CELLS], 2),
        "50-sheets": lambda: _book([COLUMNS, CELLS], 50),
        "relation-outside": lambda: repacked(
            workbook(),
            lambda name, held: held.replace(
                b'Target="/xl/worksheets/sheet1.xml"', b'Target="../../../../etc/passwd"'
            ).replace(b'Target="worksheets/sheet1.xml"', b'Target="../../../../etc/passwd"'),
        ),
        "relation-http": lambda: repacked(
            workbook(),
            lambda name, held: held.replace(
                b'Target="/xl/worksheets/sheet1.xml"', b'TargetMode="External" Target="http://127.0.0.1:9/"'
            ),
        ),
        "wide": lambda: _book([[*COLUMNS, *[f"{CANARY}{n}" for n in range(2_000)]], CELLS]),
    }
    corpus.add_each(
        kind,
        odd.items(),
        ("table:xlsx", "rows:xlsx", "verb check xlsx", "verb profile draft xlsx"),
        expected(ANY, "exit:3"),
    )
    bomb = lambda: instead(  # noqa: E731
        "sheet1.xml", b'<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>' + b"a" * 600 * 2**20
    )()  # noqa: E731, RUF100
    corpus.add(kind, "bomb-of-600-mb", "table:xlsx", bomb, REFUSED, slow=True)
    rows = lambda: instead("sheet1.xml", b"<worksheet><sheetData>" + b"<row/>" * 30_000_000)()  # noqa: E731
    corpus.add(kind, "bomb-of-rows", "table:xlsx", rows, REFUSED, slow=True)


def _flipped(content: bytes, at: int) -> bytes:
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 0x40]) + content[at + 1 :]


@cache
def parquet() -> bytes:
    """Make a good Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({name: [value] for name, value in ROW.items()}), out)
    return out.getvalue()


def _columns(corpus: Corpus) -> None:
    kind = "tables-columns"
    for name, content in (
        ("nothing", b""),
        ("magic", b"PAR1"),
        ("twice-magic", b"PAR1PAR1"),
        ("csv", _joined(COLUMNS, CELLS)),
        ("noise", b"PAR1" + CANARY.encode() * 99 + b"PAR1"),
        ("arrow-magic", b"ARROW1\0\0" + CANARY.encode()),
        ("continuation", b"\xff\xff\xff\xff" + b"\x7f" * 40),
    ):
        corpus.add_each(
            kind,
            [(name, content)],
            ("table:parquet", "rows:parquet", "verb check parquet", "table:arrow"),
            expected(REFUSED, "raised:InvalidValueError"),
        )
    for n in range(1, 50):
        corpus.add(kind, f"cut-{n}", "table:parquet", lambda n=n: parquet()[: len(parquet()) * n // 50], REFUSED)
        corpus.add(kind, f"bit-{n}", "table:parquet", lambda n=n: _flipped(parquet(), n * 97), ANY)
        corpus.add(kind, f"foot-{n}", "table:parquet", lambda n=n: _flipped(parquet(), -4 - n), ANY)
    corpus.add(kind, "good", "table:parquet", parquet, expected("taken"))
    typed: dict[str, Callable[[Any], dict[str, Any]]] = {
        "numbers": lambda pa: {"status": pa.array([1.5])},
        "nulls": lambda pa: {"status": pa.nulls(1)},
        "binary": lambda pa: {"status": pa.array([CANARY.encode()])},
        "lists": lambda pa: {"status": pa.array([["met"]])},
        "structs": lambda pa: {"status": pa.array([{CANARY: 1}])},
        "torn-text": lambda pa: {
            "status": pa.Array.from_buffers(
                pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"z\xff")]
            )
        },
        "times": lambda pa: {"assessed_on": pa.array([10**15], pa.timestamp("us"))},
        "far-times": lambda pa: {"assessed_on": pa.array([2**62], pa.timestamp("s"))},
        "far-days": lambda pa: {"assessed_on": pa.array([2**31 - 1], pa.date32())},
        "decimals": lambda pa: {"status": pa.array([1]).cast(pa.decimal128(38, 2))},
        "dictionary": lambda pa: {"status": pa.array([CANARY]).dictionary_encode()},
        "durations": lambda pa: {"status": pa.array([5], pa.duration("s"))},
        "unknown-name": lambda pa: {CANARY: pa.array([1])},
        "booleans": lambda pa: {"status": pa.array([True])},
        "halves": lambda pa: {"status": pa.array([float("nan")])},
    }
    for name, make in typed.items():
        for way in ("table-arrow", "batch-arrow"):
            corpus.add(kind, name, way, lambda m=make: _arrow(m), expected(ANY, "raised:InvalidValueError"))


def _arrow(make: Callable[[Any], dict[str, Any]]) -> Any:
    import pyarrow as pa

    columns = {name: pa.array([value]) for name, value in ROW.items()}
    columns.update(make(pa))
    return pa.table(columns)


PROFILE: Final[dict[str, Any]] = {
    "$schema": "https://care-standards.invalid/schemas/1.1/column-profile.schema.json",
    "schema_version": "1.1",
    "kind": "column-profile",
    "id": "hostile-example",
    "title": CANARY,
    "confirmation": "not-confirmed",
    "unwrap": ["/results"],
    "matching": "exact",
    "columns": [
        {"name": f"{CANARY} A", "to": "status"},
        {"name": "B", "to": "provision", "also": ["C"]},
        {"name": "D", "personal": True},
    ],
    "codes": [{"column": "status", "code": "met", "also": ["Yes"]}],
    "values": [{"column": "subject_kind", "value": "service"}],
    "separators": [";"],
    "dates": "iso",
}


def _profiles(corpus: Corpus) -> None:
    kind = "profiles"
    ways = ("profile-path", "check", "verb profile show", "profile-object", "verb check profile")
    wrong: tuple[tuple[tuple[str | int, ...], Any], ...] = (
        (("columns", 0, "to"), CANARY),
        (("columns", 0, "to"), "name"),
        (("columns", 0, "name"), ""),
        (("columns", 0, "name"), "x" * 200_000),
        (("columns", 1, "name"), f"{CANARY} A"),
        (("columns", 1, "also"), [f"{CANARY} A"]),
        (("columns", 1, "also"), ["C", "C"]),
        (("columns",), []),
        (("columns",), {}),
        (("columns",), None),
        (("codes", 0, "code"), CANARY),
        (("codes", 0, "column"), CANARY),
        (("codes", 0, "also"), []),
        (("separators",), [""]),
        (("separators",), [CANARY]),
        (("separators",), "(a+)+"),
        (("dates",), "guess"),
        (("dates",), None),
        (("matching",), CANARY),
        (("unwrap",), ["results"]),
        (("unwrap",), "/a"),
        (("unwrap",), ["/a" * 5_000]),
        (("unwrap",), ["/~3"]),
        (("unwrap",), ["/../.."]),
        (("confirmation",), CANARY),
        (("confirmation",), True),
        (("id",), "../x"),
        (("id",), f"{CANARY} {CANARY}"),
        (("id",), ""),
        (("kind",), CANARY),
        (("schema_version",), "9.9"),
        (("$ref",), ADDRESSES[0]),
        (("values", 0, "value"), CANARY),
        (("values", 0, "column"), CANARY),
        ((CANARY,), CANARY),
        (("columns", 0, "pattern"), "(a+)+$"),
        (("columns", 2, "personal"), "yes"),
        (("columns", 2, "personal"), 1),
        (("columns", 2, "to"), "note"),
        (("title",), ""),
        (("choice_joiner",), ""),
        (("choice_joiner",), CANARY),
        (("edition_from_provision",), "true"),
    )
    loose = expected(
        REFUSED,
        "exit:0",
        "exit:2",
        "exit:4",
        "taken",
        "raised:UnknownIdError",
        "raised:UnreadableSourceError",
        "raised:InvalidValueError",
    )
    for n, (way, value) in enumerate(wrong):
        content = as_json(changed(PROFILE, way, value))
        corpus.add_each(kind, [(f"{n}-{'-'.join(map(str, way))[:40].replace(CANARY, 'word')}", content)], ways, loose)
    broken: dict[str, bytes] = {
        "nothing": b"",
        "cut": as_json(PROFILE)[:-9],
        "list": b"[]",
        "word": CANARY.encode(),
        "twice": as_json(PROFILE).replace(b"{", b'{"id": "a", ', 1),
        "utf-16": json.dumps(PROFILE).encode("utf-16"),
        "deep": b"[" * 5_000,
        "zip": b"PK\x03\x04",
        "of-another-kind": as_json({**PROFILE, "kind": "assessment"}),
        "nan": as_json(PROFILE).replace(b'"iso"', b"NaN"),
    }
    of_broken = expected("invalid", "exit:1", "exit:2", "exit:3", "raised:InvalidDocumentError")
    corpus.add_each(
        kind, broken.items(), ("profile-path", "check", "verb profile show", "verb check profile"), of_broken
    )
