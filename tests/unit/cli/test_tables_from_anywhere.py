"""Tables as people have them: under names that tell little, piped, in folders; and the way out of what goes wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care_standards.cli.table_options import is_table
from care_standards.cli.table_places import letters_of
from care_standards.errors import MissingExtraError
from care_standards.tables.opening import ENDINGS

Run = Callable[..., Any]
CANARY = "Quaxlworth"
HEAD = "edition,subject_kind,subject_ref,provision,status,assessed_on,note"
GOOD = "scs-2018,service,svc-1,scs-2018.1.1.5,met,2026-03-01,"
BAD = f"scs-2018,service,svc-1,scs-2018.1.1.5.r1,{CANARY},2026-03-01,{CANARY}"
FACTS = ("--set", "period_start=2026-01-01", "--set", "period_end=2026-03-31", "--set", "assessor_role=other")


def csv_of(*rows: str) -> bytes:
    return ("\n".join([HEAD, *rows]) + "\n").encode()


def lines_of(*statuses: str) -> bytes:
    row = dict(zip(HEAD.split(","), GOOD.split(",")[:-1], strict=False))
    return "".join(json.dumps({**row, "status": each}) + "\n" for each in statuses).encode()


def put(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_every_ending_that_the_library_takes_for_a_table_is_one_here() -> None:
    # JSON and plain text are looked at first: they may be documents.
    assert {ending for ending in ENDINGS if not is_table("rows" + ending)} == {".json", ".txt"}
    assert all(map(is_table, ("ROWS.CSV.GZ", "rows.ndjson.zstd", "old.xls")))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.txt", csv_of(GOOD, BAD)),
        ("rows.txt", csv_of(GOOD, BAD).decode().replace(",", "\t").encode("utf-16")),
        ("rows.jsonlines", lines_of("met", CANARY)),
        ("rows.json", lines_of("met", CANARY)),  # as pandas writes it with lines=True
        ("rows", csv_of(GOOD, BAD)),
    ],
)
def test_a_name_that_tells_little_hides_no_table(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    ran = run("check", put(tmp_path, name, content), "--json")
    assert json.loads(ran.out)["table"]["rows"] == 2
    assert json.loads(ran.out)["table"]["invalid"] == 1
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize("content", [csv_of(GOOD, BAD), lines_of("met", CANARY)])
def test_a_table_may_be_piped_without_a_word(run: Run, content: bytes) -> None:
    ran = run("check", "-", "--json", stdin=content)
    assert json.loads(ran.out)["table"]["rows"] == 2
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize("content", [b"{}\n{}\n", b"[1, 2", b"nothing of the sort", b'{"kind": "assessment",}'])
def test_what_is_no_table_either_is_told_of_as_a_document(run: Run, content: bytes) -> None:
    plain = json.loads(run("check", "-", "--json", stdin=content).out)
    assert "table" not in plain


def test_a_plain_text_without_a_header_is_a_table_without_one(run: Run, tmp_path: Path) -> None:
    ran = run("check", put(tmp_path, "notes.txt", f"Dear {CANARY}\n".encode()))
    assert ran.code == 1
    assert "CS913" in ran.out
    assert CANARY not in ran.out + ran.err


def test_a_document_in_a_plain_text_stays_one(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    assert run("check", put(tmp_path, "a.txt", json.dumps(assessment).encode())).out.startswith("valid: assessment")


def test_tables_in_a_folder_are_not_passed_over_in_silence(
    run: Run, tmp_path: Path, assessment: dict[str, Any]
) -> None:
    put(tmp_path, f"{CANARY}.csv", csv_of(GOOD))
    alone = run("check", str(tmp_path))
    assert alone.code == 3
    assert "1 table in a folder not checked" in alone.err
    put(tmp_path, "a.json", json.dumps(assessment).encode())
    both = run("check", str(tmp_path))
    assert both.code == 0
    assert "1 table in a folder not checked" in both.err
    assert CANARY not in alone.err + both.err


def test_tables_in_a_folder_are_checked_where_it_is_said_how(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "a.csv", csv_of(GOOD))
    put(tmp_path, "b.tsv", csv_of(GOOD).replace(b",", b"\t"))
    ran = run("check", str(tmp_path), "--profile", "csv", "--json")
    assert [entry["report"]["table"]["rows"] for entry in json.loads(ran.out)] == [1, 1]
    assert "not checked" not in ran.err
    (tmp_path / "empty").mkdir()
    assert "nor a table" in run("check", str(tmp_path / "empty"), "--profile", "csv").err


def test_rows_of_json_that_are_no_link_rows_lead_to_profiles(run: Run, tmp_path: Path) -> None:
    first = json.loads(lines_of("met"))
    path = put(tmp_path, "rows.json", json.dumps([{**first, "note": None, "evidence": "d-1;d-2"}]).encode())
    ran = run("check", path)
    assert ran.code == 1
    assert "--profile csv" in ran.err
    again = run("check", path, "--profile", "csv")
    assert (again.code, again.err) == (0, "")


def test_a_row_is_told_with_its_line_where_that_is_another(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "rows.csv", csv_of(GOOD + '"two\nlines"', BAD))
    assert "\nrow 3 (line 4)\n  CS304" in run("check", path).out
    assert "::row 3 (line 4), status, column 5: " in run("check", path, "--format", "github").out


def test_what_concerns_a_table_names_no_document(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "rows.csv", csv_of(GOOD + "Zo\u00eb").decode().encode("cp1252"))
    out = run("check", path).out
    assert "\nthe table as a whole\n  CS908" in out
    assert "document" not in out


def test_a_missing_extra_is_no_fault_of_the_library(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*given: Any, **told: Any) -> None:
        raise MissingExtraError("frames")

    monkeypatch.setattr("care_standards.tables.check_table", missing)
    ran = run("check", put(tmp_path, "rows.csv", csv_of(GOOD)))
    assert ran.code == 3
    assert 'pip install "care_standards[frames]"' in ran.err


def test_a_run_of_other_arguments_is_not_gone_on_with(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "rows.ndjson", lines_of("met", "met"))
    note = put(tmp_path, "note", b"{}")
    ran = run("check", path, "--resume", note)
    assert ran.code == 2
    assert "The file of --resume is no file that a run" in ran.err
    assert run("check", path, "--jobs", "1000000").code == 2


def test_a_profile_that_is_none_is_not_taken_for_the_table(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "rows.csv", csv_of(GOOD))
    for named, code in ((path, 1), (str(tmp_path / "none.json"), 3)):
        ran = run("check", path, "--profile", named)
        assert ran.code == code
        assert ran.err.startswith("What --profile names cannot be used.")


def test_what_rows_lack_is_asked_for_by_its_option(run: Run, tmp_path: Path) -> None:
    path, target = put(tmp_path, "rows.csv", csv_of(GOOD)), str(tmp_path / "a.json")
    ran = run("rows", path, "-o", target, *FACTS[2:])
    assert ran.code == 2
    assert "--set period_start=2026-01-01" in ran.err
    assert run("rows", path, "-o", target, *FACTS).code == 0


@pytest.mark.parametrize("name", ["rows.ods", "rows", "rows.csv.zst"])
def test_a_format_that_is_not_written_is_a_wrong_call(run: Run, tmp_path: Path, repository: Path, name: str) -> None:
    source = str(repository / "examples" / "invented-2018-self-assessment.json")
    ran = run("rows", source, "-o", str(tmp_path / name))
    assert ran.code == 2
    assert "csv, xlsx, json, ndjson, parquet" in ran.err
    assert run("rows", source, "--to", "ods", "-o", str(tmp_path / "x")).code == 2


def test_an_id_that_is_none_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    ran = run("profile", "draft", put(tmp_path, "rows.csv", csv_of(GOOD)), "--id", f"My {CANARY}", "-o", "-")
    assert ran.code == 2
    assert "--id takes lower-case" in ran.err
    assert CANARY not in ran.err


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(column: int, letters: str) -> None:
    assert letters_of(column) == letters


def test_a_workbook_is_told_of_as_its_reader_sees_it(run: Run, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(CANARY)
        for number, line in enumerate([HEAD, GOOD, BAD]):
            sheet.write_row(number + 2, 1, line.split(","))
    ran = run("check", str(path))
    assert "\nrow 5 of sheet 1\n  CS304 Word not in the list\n    status, column 6 (F)\n" in ran.out
    beyond = run("check", str(path), "--sheet", "7")
    assert "\nsheet 7\n  CS913" in beyond.out
    assert "no sheet 7, or nothing stands in it" in " ".join(beyond.out.split())
    assert CANARY not in ran.out + ran.err + beyond.out
