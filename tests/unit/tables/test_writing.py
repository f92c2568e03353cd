"""Link rows are written in five formats, whole or not at all, and so that no spreadsheet runs what they hold."""

import csv
import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.unit.tables.reading import is_not_there, read

from care_standards.errors import InvalidValueError, MissingExtraError, UnwritableTargetError
from care_standards.model.link_row import LinkRow
from care_standards.tables import writing, xlsx_writing
from care_standards.tables.formulas import guarded, unguarded
from care_standards.tables.profiles import profile
from care_standards.tables.writing import plain_row, write_rows
from care_standards.vocabularies import LINK_COLUMNS

pytest.importorskip("pyarrow")
openpyxl: Any = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

FULL = LinkRow(
    edition="scs-2018", subject_kind="service", subject_ref="svc-017", nation="wales", setting="outreach",
    provision="scs-2018.1", status="partly-met", assessed_on=date(2026, 3, 1), evidence=("doc-1", "-doc"),
    reason="An invented reason", note='=HYPERLINK("x"), said "she";\r\nand  more', stage="recovery-period",
    populations=("adults",), period_start=date(1899, 12, 31), period_end=date(2026, 3, 31),
    assessor_role="quality-lead", tool="made-up", tool_version="1.0",
)  # fmt: skip
LEAST = LinkRow(
    edition="scs-2018", subject_kind="case", subject_ref="c1", provision="scs-2018.2", status="not-assessed"
)
ENDINGS = ["csv", "csv.gz", "json", "json.gz", "ndjson", "ndjson.gz", "jsonl", "parquet", "xlsx"]


def _plain(row: dict[str | None, Any]) -> dict[str | None, Any]:
    """Give what was read as plain data, whatever the format had for days and lists."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    for name in ("evidence", "populations"):
        if isinstance(plain.get(name), str):
            plain[name] = plain[name].split(";")
    return plain


@pytest.mark.parametrize("ending", ENDINGS)
def test_rows_read_back_the_same(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"rows.{ending}"
    assert write_rows(iter([FULL, LEAST, FULL]), path) == 3
    table = read(path)
    assert table.codes == []
    assert [_plain(dict(row)) for row in table.rows] == [plain_row(row) for row in (FULL, LEAST, FULL)]
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_row_is_a_table_too(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"rows.{ending}"
    assert write_rows([], path) == 0
    assert (read(path).codes, read(path).records) == ([], [])


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        write_rows([FULL, LEAST], tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_the_format_may_be_said(tmp_path: Path) -> None:
    write_rows([LEAST], tmp_path / "rows.txt", format="json")
    assert json.loads((tmp_path / "rows.txt").read_bytes()) == [plain_row(LEAST)]


@pytest.mark.parametrize(
    ("name", "format_"),
    [("a", None), ("a.docx", None), ("a.ods", None), ("a.xlsx.gz", None), ("a.gz", None), ("a.csv", "zorblax")],
)
def test_a_format_that_is_not_written_is_refused(tmp_path: Path, name: str, format_: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        write_rows([LEAST], tmp_path / name, format=format_)
    assert "zorblax" not in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_plain_rows_have_only_what_is_said() -> None:
    assert list(plain_row(FULL)) == list(LINK_COLUMNS)
    assert plain_row(FULL)["evidence"] == ["doc-1", "-doc"]
    assert list(plain_row(LEAST)) == ["edition", "subject_kind", "subject_ref", "provision", "status"]


# ---- what spreadsheets would run


DANGEROUS = [
    f"{before}{sign}1+1"
    for sign in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    for before in ("", " ", "  ", '"', "'", "''", ' "', "\0", "\ufeff", "\u200b", "\u00a0")
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "1-2", "met", "'", "''a", "é"])
def test_what_is_no_formula_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


def test_no_cell_of_csv_begins_with_what_is_run(tmp_path: Path) -> None:
    rows = [attrs.evolve(FULL, note=text, reason=text, subject_ref="-1") for text in DANGEROUS]
    write_rows(rows, tmp_path / "rows.csv")
    written = (tmp_path / "rows.csv").read_bytes().decode()
    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(' "\0\ufeff\u200b\u00a0')[:1] in {*"=+-@\t\r\n＝＋－＠"} and cell]
    assert written.count("\"'") >= 3 * len(rows)  # guarded cells are quoted
    assert [row["note"] for row in read(tmp_path / "rows.csv").rows] == DANGEROUS


def test_a_workbook_holds_texts_as_texts_and_days_as_days(tmp_path: Path) -> None:
    rows = [attrs.evolve(FULL, note=text) for text in ["=1+1", "http://example.invalid", "12", "1 March 2026", "TRUE"]]
    write_rows(rows, tmp_path / "rows.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    notes = [sheet.cell(number, LINK_COLUMNS.index("note") + 1) for number in range(3, 8)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in notes] == [(row.note, "s", None) for row in rows]
    day = sheet.cell(3, LINK_COLUMNS.index("assessed_on") + 1)
    assert (day.value.date(), day.number_format) == (date(2026, 3, 1), "yyyy-mm-dd")
    with zipfile.ZipFile(tmp_path / "rows.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_a_workbook_has_names_hidden_above_headers_for_people(tmp_path: Path) -> None:
    write_rows([FULL], tmp_path / "rows.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert tuple(cell.value for cell in sheet[1]) == LINK_COLUMNS
    assert [cell.value for cell in sheet[2]] == [column.label for column in profile("csv").columns]
    assert (sheet.row_dimensions[1].hidden, sheet.row_dimensions[2].hidden, sheet.freeze_panes) == (True, False, "A3")
    assert read(tmp_path / "rows.xlsx").records[0].header.labels == tuple(cell.value for cell in sheet[2])


# ---- whole or not at all


@pytest.mark.parametrize("ending", ENDINGS)
def test_rows_that_fail_leave_the_target_as_it_was(tmp_path: Path, ending: str) -> None:
    def rows() -> Iterator[Any]:
        yield FULL
        yield {"zorblax": 1}

    path = tmp_path / f"rows.{ending}"
    for before in (None, b"old"):
        if before is not None:
            path.write_bytes(before)
        with pytest.raises(InvalidValueError) as caught:
            write_rows(rows(), path)
        assert "zorblax" not in str(caught.value)
        assert os.listdir(tmp_path) == ([] if before is None else [path.name])
    assert path.read_bytes() == b"old"


def test_what_a_workbook_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = attrs.evolve(FULL, evidence=tuple(f"{'x' * 60}{number}" for number in range(600)))
    with pytest.raises(InvalidValueError, match="evidence"):
        write_rows([long], tmp_path / "rows.xlsx")
    monkeypatch.setattr(xlsx_writing, "_MOST_ROWS", 2)
    assert write_rows([FULL] * 2, tmp_path / "two.xlsx") == 2
    with pytest.raises(InvalidValueError, match="at most 2"):
        write_rows([FULL] * 3, tmp_path / "rows.xlsx")
    assert os.listdir(tmp_path) == ["two.xlsx"]


@pytest.mark.parametrize("ending", ["csv", "json.gz", "parquet", "xlsx"])
@pytest.mark.parametrize("target", ["folder", "nowhere/zorblax", "zorblax\0"])
def test_a_target_that_cannot_be_written_is_told_without_its_name(tmp_path: Path, target: str, ending: str) -> None:
    (tmp_path / f"folder.{ending}").mkdir()
    with pytest.raises(UnwritableTargetError) as caught:
        write_rows([FULL], f"{tmp_path}/{target}.{ending}")
    assert "zorblax" not in str(caught.value)
    assert caught.value.__context__ is None
    assert os.listdir(tmp_path) == [f"folder.{ending}"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.fsync

    def full(descriptor: int) -> None:
        whole(descriptor)
        raise OSError(28, "zorblax")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableTargetError) as caught:
        write_rows([FULL] * 10, tmp_path / f"rows.{ending}")
    assert "zorblax" not in str(caught.value)
    assert caught.value.__context__ is None
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="needs the permissions of POSIX")
def test_a_link_is_replaced_and_permissions_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_rows([LEAST], tmp_path / "link.csv")
    assert (tmp_path / "real.csv").read_bytes() == b"old"
    assert not (tmp_path / "link.csv").is_symlink()
    (tmp_path / "real.csv").chmod(0o640)
    write_rows([LEAST], tmp_path / "real.csv")
    assert (tmp_path / "real.csv").stat().st_mode & 0o777 == 0o640


def test_the_archive_holds_neither_a_name_nor_a_moment(tmp_path: Path) -> None:
    write_rows([LEAST], tmp_path / "zorblax.csv.gz")
    content = (tmp_path / "zorblax.csv.gz").read_bytes()
    assert b"zorblax" not in content
    assert content[4:8] == b"\0\0\0\0"
    assert gzip.decompress(content).startswith(b"edition,")


@pytest.mark.parametrize(("ending", "extra"), [("xlsx", "xlsx"), ("parquet", "frames")])
def test_without_the_package_the_extra_is_named(
    tmp_path: Path, ending: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "find_spec", is_not_there)
    with pytest.raises(MissingExtraError, match=extra):
        write_rows([LEAST], tmp_path / f"rows.{ending}")
    assert os.listdir(tmp_path) == []
