"""Laws of answers as CSV, for any cell whatever."""

import csv
import io
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards.cli.csv_output import as_csv
from care_standards.tables.formulas import unguarded

CELLS = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text())
COLUMNS = ("first", "second")
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=5)
FORMULA = "=+-@\t\r\n＝＋－＠"


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(ROWS)
@settings(max_examples=200)
def test_every_row_comes_back_with_its_cells(rows: list[dict[str, object]]) -> None:
    """A reader of RFC 4180 finds the names, then every row, each with a cell for every name."""
    names, *read = _read(as_csv(COLUMNS, rows))
    assert tuple(names) == COLUMNS
    assert len(read) == len(rows)
    assert all(len(row) == len(COLUMNS) for row in read)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
@settings(max_examples=200)
def test_text_that_can_be_seen_comes_back_as_it_was(text: str) -> None:
    """What has no control character is read as it was, apart from the apostrophe before a formula."""
    (_, *rows) = _read(as_csv(COLUMNS, [{"first": text, "second": "x"}]))
    assert unguarded(rows[0][0]) == text


@given(st.text())
@settings(max_examples=200)
def test_no_cell_is_run_or_moves_the_cursor(text: str) -> None:
    """No cell of text begins a formula, and none holds a control character but the line break."""
    (_, *rows) = _read(as_csv(COLUMNS, [{"first": text, "second": "x"}]))
    cell = rows[0][0]
    assert not cell or cell[0] not in FORMULA
    assert not [sign for sign in cell if sign != "\n" and unicodedata.category(sign) == "Cc"]
