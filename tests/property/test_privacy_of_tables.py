"""Nothing of a table is ever shown: no cell, no unknown column, no name of a sheet or a file, whatever the format.

Canaries are planted in rows that are right but for them, in names of columns, in what lies around the rows, and the
bytes are then torn. Everything that comes back, is raised, logged, printed or warned of is searched in eleven forms.
A new format is one more line of READERS. All samples are invented.
"""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.invented.leak_search import leaks_in_text, watching

import care_standards as cs
from care_standards import bulk, packaged, tables
from care_standards.errors import CareStandardsError
from care_standards.tables.headers import ProfileHeaderFinder
from care_standards.tables.matching import Names
from care_standards.tables.opening import open_table
from care_standards.vocabularies import ENGINES

CANARY = "zorblax"
MOST = settings.default.max_examples // 2  # of each format
CATALOGUE = packaged.catalogue()
COLUMNS = (
    "edition", "subject_kind", "subject_ref", "nation", "setting", "provision", "status", "assessed_on", "evidence",
    "reason",
    "note",
)  # fmt: skip
GOOD = (
    "scs-2018",
    "case",
    "a1",
    "england",
    "outreach",
    "scs-2018.1.1.5",
    "met",
    "2026-03-01",
    "doc-1;doc-2",
    "",
    "a note",
)
SHAPES = (
    CANARY, f"{CANARY} ", f"{CANARY};{CANARY}", f"scs-2018.{CANARY}", f"{CANARY}-2018", f"={CANARY}()",
    f"{CANARY}\x1b[31m",
    f"{CANARY}@example.org", f"07700 900123 {CANARY}", f"0{CANARY}/2026", f"12/13/{CANARY}", f"met {CANARY}",
    f"#{CANARY}!",
    f"{CANARY}\u202e", f'"{CANARY}', f"{CANARY}, {CANARY}\n{CANARY}", "x" * 70_000 + CANARY, f"../{CANARY}",
    f"<{CANARY}/>",
)  # fmt: skip
NAMES = (
    CANARY, f"{CANARY} name", f"prs_{CANARY}", f"{CANARY}/{CANARY}", f"date of birth {CANARY}", f"status {CANARY}",
    f"populations/{CANARY}",
)  # fmt: skip
Table = tuple[Sequence[str], Sequence[Sequence[Any]]]


def _csv(table: Table, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([table[0], *table[1]])
    return out.getvalue().encode(encoding, "replace")


def _records(table: Table) -> list[dict[str, Any]]:
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1]]
    return [{**row, "evidence": str(row.get("evidence", "")).split(";")} for row in rows]


def _xlsx(table: Table) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.title = f"{CANARY} of properties"
    sheet = book.active
    sheet.title = f"{CANARY} sheet"
    other = book.create_sheet(f"{CANARY} notes")
    other["A1"] = f"{CANARY} beside"
    for row in (table[0], *table[1]):
        sheet.append([_of_cells(cell) for cell in row])
    return _saved(book)


def _of_cells(cell: Any) -> Any:
    import re

    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cell)[:32_000] if isinstance(cell, str) else cell


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(table: Table) -> bytes:
    def cell(value: Any) -> str:
        text = escape(_of_cells(str(value)))
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (table[0], *table[1]))
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f"xmlns:{name}={quoteattr(space)}" for name, space in names.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{CANARY} sheet">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(f"{CANARY}.xml", f"<{CANARY}/>")
    return out.getvalue()


def _arrow(table: Table) -> Any:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra frames is not installed")
    columns = [[str(row[place]) for row in table[1]] for place in range(len(table[0]))]
    arrays = [pyarrow.array(column, pyarrow.string()) for column in columns]
    return pyarrow.Table.from_arrays(arrays, names=list(table[0]))


def _parquet(table: Table) -> bytes:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra frames is not installed")
    out = io.BytesIO()
    parquet.write_table(_arrow(table), out)
    return out.getvalue()


def _packed(content: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    return bytes(zstandard.ZstdCompressor().compress(content))


def _lines(table: Table) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in _records(table))


# A format to be read: its ending, and what makes it of a table.
READERS: dict[str, tuple[str, Callable[[Table], Any]]] = {
    "csv": ("csv", _csv),
    "csv of Windows": ("csv", lambda table: _csv(table, ";", "cp1252")),
    "tsv": ("tsv", lambda table: _csv(table, "\t")),
    "csv, packed": ("csv.gz", lambda table: gzip.compress(_csv(table))),
    "xlsx": ("xlsx", _xlsx),
    "ods": ("ods", _ods),
    "json": ("json", lambda table: json.dumps(_records(table)).encode()),
    "envelope": ("json", lambda table: json.dumps({CANARY: CANARY, "results": _records(table)}).encode()),
    "no envelope": ("json", lambda table: json.dumps({CANARY: {CANARY: _records(table)}}).encode()),
    "ndjson": ("ndjson", _lines),
    "ndjson, packed": ("ndjson.zst", lambda table: _packed(_lines(table))),
    "parquet": ("parquet", _parquet),
    "arrow": ("arrow", _arrow),
}


def _planted(random: Random, often: float) -> Table:
    columns = list(COLUMNS)
    rows: list[list[Any]] = [list(GOOD) for _ in range(random.randint(0, 4))]
    for place in range(len(columns)):
        if random.random() < often / 3:
            columns[place] = random.choice(NAMES) + str(place)
    if random.random() < often:
        columns.append(random.choice(NAMES))
        rows = [[*row, random.choice(SHAPES)] for row in rows]
    for row in rows:
        for place in range(len(row)):
            if random.random() < often:
                row[place] = random.choice(SHAPES)
    return columns, rows


def _torn(random: Random, content: bytes) -> bytes:
    at = random.randint(0, len(content))
    return random.choice(
        (content[:at], content[:at] + CANARY.encode() + content[at:], content[at:], content + content[:at])
    )


@pytest.mark.parametrize("reader", READERS)
@given(seed=st.integers(0, 2**32), often=st.sampled_from((0.05, 0.3, 1.0)), data=st.data())
@settings(max_examples=MOST, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_of_a_table_is_shown(
    reader: str, seed: int, often: float, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Law: whatever is wrong with a table, in whatever format, no form of a canary in it is seen anywhere."""
    random = Random(seed)
    ending, make = READERS[reader]
    source: Any = make(_planted(random, often))
    if isinstance(source, bytes):
        content = _torn(random, source) if data.draw(st.booleans(), label="torn") else source
        source = tmp_path_factory.mktemp("at") / f"{CANARY}.{ending}"
        source.write_bytes(content)
    options: dict[str, Any] = {
        "engine": data.draw(st.sampled_from(ENGINES), label="engine"),
        "guard": data.draw(st.booleans(), label="guard"),
        "profile": data.draw(st.sampled_from((None, "csv", "htcds-2", "kobo", "odk")), label="profile"),
        "values": data.draw(st.sampled_from((None, {"edition": "scs-2018"}, {"edition": CANARY})), label="values"),
    }
    with watching(CANARY) as watched:
        report = watched.attempt(tables.check_table, source, catalogue=CATALOGUE, refuses=CareStandardsError, **options)
        watched.look("report", report)
        reading = watched.attempt(tables.read_rows, source, catalogue=CATALOGUE, refuses=CareStandardsError, **options)
        watched.look("reading", repr(reading))
        for row in reading or ():
            watched.look("row", f"{row} {row!r}")
    assert watched.leaks == []


@pytest.mark.parametrize("reader", READERS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=MOST // 2, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_being_read_says_nothing_of_it(reader: str, seed: int) -> None:
    """Law: no open table, record, header, fault or place shows a value in its repr, nor in a message built of it."""
    ending, make = READERS[reader]
    source: Any = make(_planted(Random(seed), 0.3))
    names = Names(tables.profile("csv"))
    said = ""
    with open_table(
        source,
        finds_header=lambda: ProfileHeaderFinder(names),
        format="csv" if ending.startswith(("csv", "tsv")) else ending.split(".")[0],  # type: ignore[arg-type]
    ) as table:
        for record in table.records():
            said += f"{record} {record!r} {record.header!r} {record.place!r} {record.fault!r}"
        said += f"{table} {table!r} {table.faults!r} {[fault.hint for fault in table.faults]}"
    assert leaks_in_text(said, CANARY) == []


@given(
    seed=st.integers(0, 2**32), engine=st.sampled_from(ENGINES), guard=st.booleans(), often=st.sampled_from((0.1, 1.0))
)
@settings(max_examples=MOST, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_of_a_batch_is_shown(
    seed: int, engine: str, guard: bool, often: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Law: no verdict of a batch, and no report of a file of lines, shows a value, nor does what it remembers."""
    random = Random(seed)
    table = _planted(random, often)
    lines = [random.choice((line, line, _torn(random, line))) for line in _lines(table).splitlines()]
    lines += [b"", CANARY.encode(), b"\xff" + CANARY.encode(), f'{{"{CANARY}": 1, "{CANARY}": 2}}'.encode()]
    batches: list[Any] = [
        lines,
        [line.decode("utf-8", "replace") for line in lines],
        _records(table),
        [CANARY, [CANARY]],
    ]
    if table[1]:
        batches += _arrow(table).to_batches()
    folder = tmp_path_factory.mktemp("bulk")
    path = folder / f"{CANARY}.ndjson"
    path.write_bytes(b"\n".join(lines))
    with watching(CANARY) as watched:
        for batch in (*batches, CANARY, 7):
            verdicts = watched.attempt(
                lambda batch=batch: list(
                    bulk.check_batches([batch], catalogue=CATALOGUE, engine=engine, guard=guard, max_issues=1_000)
                ),
                refuses=CareStandardsError,
            )
            watched.look("verdicts", verdicts)
        report = watched.attempt(
            bulk.check_lines, path, catalogue=CATALOGUE, engine=engine, guard=guard, refuses=CareStandardsError
        )
        watched.look("report", report)
    assert watched.leaks == []


@pytest.mark.parametrize(
    "options",
    [
        {"profile": CANARY}, {"profile": Path(CANARY)}, {"format": CANARY}, {"engine": CANARY},
        {"values": {CANARY: CANARY}},
        {"values": {"status": CANARY}}, {"sheet": CANARY}, {"limits": CANARY}, {"catalogue": CANARY},
    ],
)  # fmt: skip
def test_nothing_of_an_option_that_is_none_is_shown(options: dict[str, Any]) -> None:
    with watching(CANARY) as watched:
        for read in (tables.check_table, tables.read_rows):
            given: dict[str, Any] = {"catalogue": CATALOGUE, **options}
            answer = watched.attempt(read, _csv((COLUMNS, [GOOD])), refuses=CareStandardsError, **given)
            watched.look("answer", f"{answer} {answer!r} {getattr(answer, 'report', None)!r}")
    assert watched.leaks == []


@pytest.mark.parametrize("source", [CANARY, Path(CANARY), f"{CANARY}.xlsx", f"/{CANARY}/\0"])
def test_nothing_of_a_name_is_shown(source: Any) -> None:
    with watching(CANARY) as watched:
        watched.attempt(tables.check_table, source, catalogue=CATALOGUE, refuses=CareStandardsError)
        watched.attempt(tables.read_rows, source, catalogue=CATALOGUE, refuses=CareStandardsError)
        watched.attempt(bulk.check_lines, Path(source), catalogue=CATALOGUE, refuses=CareStandardsError)
    assert watched.leaks == []


def test_the_search_sees_a_value_in_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.documents import link_rows

    table: Table = (COLUMNS, [[*GOOD[:-1], f"{CANARY} 07700 900123"]])
    with watching(CANARY) as watched:
        report = tables.check_table(_csv(table), catalogue=CATALOGUE, format="csv", guard=True)
        watched.look("report", report)
    assert watched.leaks == []
    assert [issue.code.value for issue in report.issues if issue.code is cs.issue_codes.Code.LOOKS_PERSONAL]
    told = link_rows.beyond_schema
    monkeypatch.setattr(link_rows, "beyond_schema", lambda code, path, hint: told(code, path, f"{hint} {CANARY[::-1]}"))
    with watching(CANARY) as watched:
        watched.look("report", tables.check_table(_csv(table), catalogue=CATALOGUE, format="csv", guard=True))
    assert watched.leaks
