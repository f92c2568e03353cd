"""The header of a sheet: found among titles and notes, with a row of labels below it or without."""

from collections.abc import Sequence
from typing import Any

import pytest

from care_standards.model import ColumnProfile
from care_standards.model.column_profile import KnownColumn
from care_standards.tables.headers import MOST_ROWS, FoundHeader, header_finder
from care_standards.tables.matching import Names
from care_standards.tables.profiles import profile

OWN = profile("csv")
NAMES = tuple(column.name for column in OWN.columns)
LABELS = tuple(column.label for column in OWN.columns)
DATA = ("scs-2018", "service", "svc-1", None, None, "scs-2018.1.1.5", "met")


def found(rows: Sequence[Sequence[Any]], of: ColumnProfile = OWN) -> FoundHeader | None:
    finder = header_finder(of)
    for number, row in enumerate(rows[: finder.most], 1):
        finder.feed(number, row)
    return finder.found()


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([NAMES, DATA], (1, None, 2)),
        ([NAMES, LABELS, DATA], (1, 2, 3)),
        ([LABELS, DATA], (1, None, 2)),  # labels of our own are names too
        ([("A title", None), (), NAMES, DATA], (3, None, 4)),
        ([("Provision", None, None), NAMES, LABELS], (2, 3, 4)),  # a title that is like one name
        ([("provision",), ("scs-2018.1.1.5",)], (1, None, 2)),
        ([("status", "Colour", "Nation"), DATA], (1, None, 2)),
        ([("status", "Colour"), DATA], None),  # one name, and not that of the provision
        ([("Colour", "Shape"), DATA], None),
        ([NAMES, ("Edition", "Kind of subject", 3), DATA], (1, None, 2)),  # labels are texts, all of them
        ([NAMES, ("Edition", "red", "blue"), DATA], (1, None, 2)),  # fewer than half are known
        ([NAMES, (), LABELS], (1, None, 2)),  # only right below
        ([], None),
        ([(None, "", 7, True)], None),
    ],
)
def test_finding(rows: list[Sequence[Any]], wanted: tuple[int, int | None, int] | None) -> None:
    assert found(rows) == (None if wanted is None else FoundHeader(*wanted))


def test_only_the_first_rows_are_looked_at() -> None:
    assert found([()] * (MOST_ROWS - 1) + [NAMES]) is not None
    assert found([()] * MOST_ROWS + [NAMES]) is None


def test_of_two_rows_that_know_as_many_names_the_first_is_the_header() -> None:
    assert found([("subject_kind", "assessor_role")] * 2) == FoundHeader(1, None, 2)


def test_the_case_sheet_has_names_above_labels_and_its_lists_have_no_header() -> None:
    sheet = profile("htcds-2")
    names = (None, "cas_CaseOwner", "prs_FirstName", "prs_MailingCity")
    assert found(
        [names, ("", "Case Owner", "First Name", "Mailing Street"), ("1", "x", "y", "z")], sheet
    ) == FoundHeader(1, 2, 3)
    assert found([("Validation Lookups",), (), ("Gender", "Country", "Status")], sheet) is None


MATCHES = ColumnProfile(
    id="own",
    title="Own",
    confirmation="not-confirmed",
    matching="last-part",
    choice_joiner="/",
    columns=[
        KnownColumn(name="status", also=["Outcome of it"], misspelt=["statsu"], to="status"),
        KnownColumn(name="_status"),
        KnownColumn(name="__system/status"),
        KnownColumn(name="evidence", to="evidence"),
        KnownColumn(name="provision", to="provision"),
        KnownColumn(name="FirstName", misspelt=["First_Name"], personal=True),
    ],
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("status", ("status", False, None)),
        ("STATUS ", ("status", False, None)),
        ("a/b/Outcome-of it", ("status", False, None)),
        ("a.status", ("status", False, None)),
        ("_status", ("_status", False, None)),  # a leading underscore is another name
        ("__system/status", ("__system/status", False, None)),
        ("group/__system/status", ("status", False, None)),  # that path is not this one
        ("Statsu", ("status", True, None)),
        ("First_Name", ("FirstName", True, None)),  # known for misspelt, though much like the name
        ("first name", ("FirstName", False, None)),
        ("g/evidence/doc-1", ("evidence", False, "doc-1")),
        ("provision/scs-2018.1.1.5", ("provision", False, "scs-2018.1.1.5")),
        ("status/met", None),  # of one value there are no choices
        ("evidence/", None),
        ("stat", None),
        ("", None),
    ],
)
def test_matching(name: str, wanted: tuple[str, bool, str | None] | None) -> None:
    match = Names(MATCHES).match(name)
    assert (None if match is None else (match.column.name, match.misspelt, match.choice)) == wanted


def test_exact_names_match_as_they_are_written() -> None:
    exact = Names(
        ColumnProfile(id="own", title="Own", confirmation="not-confirmed", matching="exact", columns=MATCHES.columns)
    )
    assert exact.match("status") is not None
    assert exact.match("Status") is None
    assert exact.match("a/status") is None
