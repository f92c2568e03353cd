"""Answers as CSV: the form, what a spreadsheet or a terminal would run, and --json beside it."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care_standards.cli.csv_output import as_csv

Run = Callable[..., Any]


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_form_is_that_of_rfc_4180() -> None:
    text = as_csv(
        ("id", "count", "what"), [{"id": "a", "count": 2, "what": None}, {"what": 'x, "y"', "id": "b\nc", "count": 0.5}]
    )
    assert text == 'id,count,what\r\na,2,\r\n"b\nc",0.5,"x, ""y"""\r\n'


def test_a_table_without_rows_has_its_names() -> None:
    assert as_csv(("id", "what"), []) == "id,what\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=x", "\r=x", "＝1", "'=1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    ((_,), (read,)) = _read(as_csv(("a",), [{"a": cell}]))
    assert read.startswith("'")


def test_a_number_is_no_formula() -> None:
    assert as_csv(("a",), [{"a": -5}]) == "a\r\n-5\r\n"


def test_no_cell_moves_the_cursor() -> None:
    ((_,), (read,)) = _read(as_csv(("a",), [{"a": "x\x1b[2Jy\u202ez\r\nnext\x9b"}]))
    assert read == "x\\x1b[2Jy\\u202ez\nnext\\x9b"


def test_a_row_that_lacks_a_column_is_our_fault() -> None:
    with pytest.raises(KeyError):
        as_csv(("a", "b"), [{"a": 1}])


def test_bytes_are_utf_8_without_a_mark_whatever_the_terminal(start: Run) -> None:
    ran = start("list", "--publication", "sg49", "--csv", PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("id,publication,title,")
    assert ran.out.count("\r\n") == ran.out.count("\n") == 5


@pytest.mark.parametrize("arguments", [("list", "--json", "--csv"), ("--json", "list", "--csv")])
def test_one_form_at_a_time(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "--json and --csv exclude each other." in ran.err


@pytest.mark.parametrize("what", ["editions", "publications", "crosswalks", "concordances", "provisions", "mappings"])
def test_every_list_has_as_many_rows_as_items(run: Run, what: str) -> None:
    plain = json.loads(run("list", what, "--json").out)
    items = plain if isinstance(plain, list) else plain[what]
    names, *rows = _read(run("list", what, "--csv").out)
    assert len(rows) == len(items) > 0
    assert all(len(row) == len(names) for row in rows)
    key = names.index("source" if what == "mappings" else "id")
    assert [row[key] for row in rows] == [item[names[key]] for item in items]
    assert not [cell for row in rows for cell in row if "{" in cell or "['" in cell]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize(("target", "code"), [(">/dev/full", 3), (">&-", 0), ("| true; exit ${PIPESTATUS[0]}", 0)])
def test_an_output_that_takes_no_more(target: str, code: int, repository: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    line = f"{sys.executable} -m care_standards list provisions --csv {target}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
