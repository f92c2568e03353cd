"""Workbooks made by hand, byte by byte, for what no spreadsheet program writes; and a finder that knows one header."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from care_standards.documents.limits import DEFAULT_LIMITS, Limits
from care_standards.tables.headers import FoundHeader
from care_standards.tables.records import Record, TableFault
from care_standards.tables.workbook_reading import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = (
    " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
HEADER = '<row r="1"><c r="A1" t="str"><v>provision</v></c><c r="B1" t="str"><v>status</v></c></row>'


class Finder:
    """Takes the first row with a cell ``provision`` for the header; where told, the row below it for labels."""

    most = 30

    def __init__(self, labels: bool = False) -> None:
        self._labels = labels
        self._row: int | None = None
        self.fed: list[list[Any]] = []

    def feed(self, row_number: int, cells: Sequence[Any]) -> None:
        assert row_number == len(self.fed) + 1
        self.fed.append(list(cells))
        if self._row is None and "provision" in cells:
            self._row = row_number

    def found(self) -> FoundHeader | None:
        if self._row is None:
            return None
        label = self._row + 1 if self._labels else None
        return FoundHeader(self._row, label, (label or self._row) + 1)


def read(
    content: bytes, *, labels: bool = False, limits: Limits = DEFAULT_LIMITS, sheet: int | None = None
) -> tuple[list[Record], list[TableFault]]:
    """Read a workbook to its end."""
    with open_workbook(content, finds_header=lambda: Finder(labels), limits=limits, sheet=sheet) as table:
        records = list(table.records())
        return records, table.faults


def codes(faults: Iterable[TableFault]) -> list[str]:
    """Give the codes of faults in order."""
    return [fault.code.value for fault in faults]


def zipped(parts: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def xlsx_parts(*sheets: str, texts: str | None = None, styles: str = "", workbook: str = "") -> dict[str, str | bytes]:
    """Give the parts of a workbook with such rows on its sheets."""
    relations = [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    relations += [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n + 1}"/>' for n in range(1, len(sheets) + 1))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGES}"><Relationship Id="r0" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGES}">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{RELATIONS}/{type}" Target="{part}"/>'
            for n, (type, part) in enumerate(relations)
        )
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    if texts is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    for n, rows in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return parts


def xlsx(*sheets: str, **more: Any) -> bytes:
    """Make an XLSX workbook with such rows on its sheets."""
    return zipped(xlsx_parts(*sheets, **more))


def ods(*sheets: str) -> bytes:
    """Make an ODS workbook with such rows on its sheets."""
    tables = "".join(f'<table:table table:name="s{n}">{rows}</table:table>' for n, rows in enumerate(sheets))
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {ODF}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def ods_row(*texts: str, repeated: int = 1) -> str:
    """Make a row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'
