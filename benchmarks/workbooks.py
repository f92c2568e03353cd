"""What workbooks of 100,000 rows cost: memory above start-up, growth, and the time beside a package that only reads.

``python benchmarks/workbooks.py`` prints the rows; ``measure`` gives them to the run of all benchmarks. Each reading is
a process of its own, so that memory is that of one reading and nothing else.
"""

import argparse
import datetime
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import timing

MANY = 100_000
MEMORY_LIMIT = 150  # MB above start-up
GROWTH_LIMIT = 2.3  # time, for twice the rows
COLUMNS = (
    "edition", "subject_kind", "subject_ref", "nation", "setting", "provision", "status", "assessed_on", "evidence",
    "reason", "note",
)  # fmt: skip

_OURS = """
import sys, time
import care_standards as cs
from care_standards import tables
catalogue = cs.catalogue()
cs.check(b"{}")
def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
before, begun = peak(), time.process_time()
report = tables.check_table(sys.argv[1], catalogue=catalogue)
print(time.process_time() - begun, (peak() - before) * 1024 / 1e6, report.table.rows)
"""
_THEIRS = """
import sys, time
import python_calamine
begun = time.process_time()
grid = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()
print(time.process_time() - begun, 0, len(grid) - 1)
"""


def rows(count: int) -> Iterator[tuple[str | datetime.date, ...]]:
    """Give invented link rows, as cells."""
    for n in range(count):
        yield (
            "scs-2018", "case", f"case-{n}", "england", "accommodation", f"scs-2018.1.1.5.r{n % 4 + 1}", "partly-met",
            datetime.date(2026, 1, 1 + n % 28), f"doc-{n};doc-{n + 1}", f"Not yet {n % 977}", f"Seen on visit {n}",
        )  # fmt: skip


def write_xlsx(path: Path, count: int) -> None:
    """Write them with XlsxWriter."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(rows(count), 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_datetime(number, column, value, day)


def write_ods(path: Path, count: int) -> None:
    """Write them as LibreOffice would, but for its styles."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )

    def cell(value: str | datetime.date) -> str:
        text = f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string">{text}'
        return f'<table:table-cell office:value-type="date" office:date-value="{value}">{text}'

    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        with archive.open("content.xml", "w") as part:
            part.write(f"<office:document-content {names}><office:body><office:spreadsheet>".encode())
            part.write(b'<table:table table:name="rows">')
            for row in (COLUMNS, *rows(count)):
                part.write(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>".encode())
            part.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def alone(program: str, path: Path) -> tuple[float, float, int]:
    """Run a reading in a process of its own: seconds of CPU, megabytes above start-up, rows."""
    told = subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True, text=True).stdout
    seconds, megabytes, count = told.split()
    return float(seconds), float(megabytes), int(count)


@dataclass(frozen=True)
class Measured:
    """What one kind of workbook costs: comparisons, megabytes above start-up, and rows a second."""

    kind: str
    compared: tuple[timing.Compared, ...]
    megabytes: float
    rows_a_second: float


def measure(count: int = MANY) -> list[Measured]:
    """Judge workbooks of so many rows and of half as many, and let calamine read the same."""
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as name:
        for write, kind in ((write_xlsx, "xlsx"), (write_ods, "ods")):
            whole, half = Path(name, f"whole.{kind}"), Path(name, f"half.{kind}")
            write(whole, count)
            write(half, count // 2)
            seconds, megabytes, judged = alone(_OURS, whole)
            fewer, _, _ = alone(_OURS, half)
            theirs, _, read = alone(_THEIRS, whole)
            if not judged == read == count:
                raise SystemExit("Not every row was read.")
            compared = (
                timing.Compared(f"{kind}, {count} rows: judged / half as many", _one(seconds, fewer), GROWTH_LIMIT),
                timing.Compared(f"{kind}, {count} rows: judged / only read by calamine", _one(seconds, theirs), None),
            )
            found.append(Measured(kind, compared, megabytes, count / seconds))
    return found


def _one(ours: float, theirs: float) -> timing.Ratio:
    ratio = ours / theirs
    return timing.Ratio(ratio, ratio, ratio, ours * 1000, theirs * 1000)


def main() -> int:
    """Print what was measured, and fail if a promise is not kept."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=MANY)
    failed = 0
    for found in measure(asked.parse_args().rows):
        failed |= timing.tell(found.compared) | (found.megabytes > MEMORY_LIMIT)
        above = f"peak memory above start-up {found.megabytes:.1f} MB (≤ {MEMORY_LIMIT})"
        print(f"{found.kind}: {above}; {found.rows_a_second:.0f} rows a second")
    return failed


if __name__ == "__main__":
    sys.exit(main())
