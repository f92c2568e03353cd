"""Laws of tables of links: whatever an object holds comes back, and whatever a file holds is a table or refused."""

import csv
import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_standards import packaged
from care_standards.authoring import csv_form
from care_standards.authoring.faults import InvalidAuthoringError
from care_standards.authoring.link_tables import (
    concordance_from_csv,
    concordance_to_csv,
    crosswalk_from_csv,
    crosswalk_to_csv,
)
from care_standards.model import Concordance, Crosswalk
from care_standards.testing import concordances, crosswalks

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
awkward = st.text("'=+-@\t\r\n,;\\\"＝x", max_size=8)


@settings(max_examples=60)
@given(crosswalks())
def test_a_crosswalk_comes_back(crosswalk: Crosswalk) -> None:
    """Law: reading what was written of a crosswalk gives an equal crosswalk, from text and from bytes."""
    written = crosswalk_to_csv(crosswalk)
    assert crosswalk_from_csv(written) == crosswalk
    assert crosswalk_from_csv(b"\xef\xbb\xbf" + written.encode()) == crosswalk


@settings(max_examples=60)
@given(concordances())
def test_a_concordance_comes_back(concordance: Concordance) -> None:
    """Law: reading what was written of a concordance gives an equal concordance, from text and from bytes."""
    written = concordance_to_csv(concordance)
    assert concordance_from_csv(written) == concordance
    assert concordance_from_csv(b"\xef\xbb\xbf" + written.encode()) == concordance


@pytest.mark.parametrize("crosswalk", packaged.crosswalks(), ids=lambda found: found.id)
def test_every_shipped_crosswalk_comes_back(crosswalk: Crosswalk) -> None:
    assert crosswalk_from_csv(crosswalk_to_csv(crosswalk), catalogue=packaged.catalogue()) == crosswalk


@pytest.mark.parametrize("concordance", packaged.concordances(), ids=lambda found: found.id)
def test_every_shipped_concordance_comes_back(concordance: Concordance) -> None:
    assert concordance_from_csv(concordance_to_csv(concordance), catalogue=packaged.catalogue()) == concordance


@given(any_text | awkward)
def test_a_guarded_cell_comes_back_and_begins_no_formula(text: str) -> None:
    """Law: no cell we write begins as a formula does, and reading gives the text as it was."""
    assert csv_form.unguarded(csv_form.guarded(text)) == text
    assert csv_form.guarded(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@given(st.lists((any_text | awkward).filter(bool), max_size=4))
def test_a_list_comes_back_from_one_cell(items: list[str]) -> None:
    """Law: a list of texts that are not empty comes back from its cell."""
    assert csv_form.split(csv_form.join(items)) == items


@settings(max_examples=60)
@given(concordances())
def test_no_cell_of_the_file_begins_a_formula(concordance: Concordance) -> None:
    """Law: however a spreadsheet takes the file apart, the lines at the top included, no cell begins a formula."""
    top, _, rest = concordance_to_csv(concordance).partition("\r\n+++\r\n")
    for line in top.split("\r\n")[1:]:
        for cell in next(csv.reader([line])):
            # A number below zero is no formula.
            assert cell.lstrip(" ")[:1] not in tuple("=+-@＝＋－＠") or re.fullmatch(r" *-[0-9.e+-]+,? *", cell)
    for cells in csv.reader(io.StringIO(rest, newline="")):
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]


def _saved_by_a_spreadsheet(written: str, quoting: Any) -> str:
    """Give what a program writes that takes the whole file, its top included, for rows of cells."""
    rows = [[cell.lstrip(" ") if place else cell for place, cell in enumerate(cells)]
            for cells in csv.reader(io.StringIO(written, newline=""))]  # fmt: skip
    width = max(map(len, rows))
    out = io.StringIO()
    csv.writer(out, quoting=quoting).writerows([*cells, *[""] * (width - len(cells))] for cells in rows)
    return "\ufeff" + out.getvalue()


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_file_that_a_spreadsheet_saved_is_read(quoting: Any) -> None:
    for concordance in packaged.concordances():
        saved = _saved_by_a_spreadsheet(concordance_to_csv(concordance), quoting)
        read = concordance_from_csv(saved)
        assert read.changes == concordance.changes
        assert read.default.kind == concordance.default.kind
        assert read.coverage == concordance.coverage


@given(
    st.binary(max_size=80)
    | any_text.map(lambda text: f"+++\n{text}\n+++\nid,kind,old,new,basis,confidence,sources\n")
    | any_text.map(lambda text: f'+++\nkind = "concordance"\n+++\nid,kind,old,new,basis,confidence,sources\n{text}')
)
def test_any_file_is_read_or_refused(content: bytes | str) -> None:
    """Law: a file is a concordance or raises InvalidAuthoringError with at least one fault, and nothing else."""
    refusal: InvalidAuthoringError | None = None
    try:
        assert isinstance(concordance_from_csv(content), Concordance)
    except InvalidAuthoringError as error:
        refusal = error
    assert refusal is None or (refusal.faults and refusal.__context__ is None)
