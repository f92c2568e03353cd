"""Records as link rows: what each cell becomes, what is told of it, and that nothing is guessed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from care_standards.errors import InvalidValueError
from care_standards.issue_codes import Code
from care_standards.model import ColumnProfile
from care_standards.model.column_profile import CodeAlias, FixedValue, KnownColumn
from care_standards.tables.mapping import Mapped, RowMapper, checked_values
from care_standards.tables.profiles import profile
from care_standards.tables.records import Header, Place, Record, TableFault
from care_standards.vocabularies import LINK_COLUMNS

CANARY = "Quaxlworth"
OWN = profile("csv")
WHOLE = {
    "edition": "scs-2018", "subject_kind": "case", "subject_ref": "c-1", "provision": "scs-2018.1.1.5", "status": "met",
}  # fmt: skip


def mapper(of: ColumnProfile | None = OWN, **values: str) -> RowMapper:
    return RowMapper(of, values, names_a_person=says_surname)


def says_surname(name: str) -> bool:
    return "surname" in name.lower()


def record(
    names: Sequence[str | None], values: Sequence[Any], labels: Sequence[str] = (), sheet: bool = True
) -> Record:
    columns = tuple(range(1, len(names) + 1)) if sheet else ()
    return Record(Header(tuple(names), tuple(labels), columns, Place(row=1)), tuple(values), Place(row=2))


def mapped(cells: dict[str, Any], of: ColumnProfile = OWN, *, sheet: bool = True, **values: str) -> Mapped:
    return mapper(of, **values).map(record(tuple(cells), tuple(cells.values()), sheet=sheet))


def told(made: RowMapper) -> list[tuple[str, int | None]]:
    return [(note.code.value, note.place.column) for note in made.notes]


def of_cell(column: str, value: Any, of: ColumnProfile = OWN) -> tuple[Any, list[str]]:
    """Give what a cell becomes, and the codes of what is told of it: errors of the cell and notes of the column."""
    made = mapper(of)
    result = made.map(
        record((*WHOLE, column), (*WHOLE.values(), value)) if column not in WHOLE else record((column,), (value,))
    )
    codes = [fault.code.value for _, fault in result.faults] + [
        n.code.value for n in made.notes if n.code.value != "CS901"
    ]
    return result.rows[0].get(column) if result.rows else None, codes


@pytest.mark.parametrize(
    ("column", "value", "becomes", "codes"),
    [
        ("subject_ref", "c-1", "c-1", []),
        ("subject_ref", " c-1", "c-1", ["CS907"]),
        ("subject_ref", "c-1\u00a0", "c-1", ["CS907"]),
        ("subject_ref", 17, 17, []),  # a number is no reference: the schema says so
        ("subject_ref", True, True, []),
        ("subject_ref", date(2026, 3, 1), {}, []),
        ("subject_ref", ["c-1"], ["c-1"], []),
        ("nation", "Wales", "Wales", []),  # nothing is folded
        ("nation", "", None, []),
        ("nation", "  ", None, []),
        ("nation", None, None, []),
        ("note", " as it is ", " as it is ", []),
        ("note", "a;b", "a;b", []),
        ("reason", 5, 5, []),
        ("evidence", "doc-1", ["doc-1"], []),
        ("evidence", "doc-1;doc-2", ["doc-1", "doc-2"], []),
        ("evidence", "doc-1; doc-2;", ["doc-1", "doc-2"], ["CS907"]),
        ("evidence", "a|b", ["a", "b"], []),
        ("evidence", "a;b|c", ["a", "b|c"], []),  # the first separator that occurs
        ("evidence", ";", None, []),
        ("evidence", [], None, []),
        ("evidence", ["a", " b", 3, date(2026, 1, 1)], ["a", " b", 3, {}], []),  # in a list nothing is trimmed
        ("evidence", 12, [12], []),
        ("populations", "adults;children", ["adults", "children"], []),
        ("assessed_on", "2026-03-01", "2026-03-01", []),
        ("assessed_on", " 2026-03-01", "2026-03-01", ["CS907"]),
        ("assessed_on", date(2026, 3, 1), "2026-03-01", []),
        ("assessed_on", datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01", []),
        ("assessed_on", datetime.fromisoformat("2026-03-01T23:59"), "2026-03-01", []),
        ("assessed_on", "2026-03-01T00:00:00+00:00", "2026-03-01", []),
        ("assessed_on", "2026-03-01T23:30:00.000-05:00", "2026-03-01", []),  # the day as it is written
        ("assessed_on", "2026-03-01 09:30", "2026-03-01", []),
        ("assessed_on", "2026-03-01Tea", "2026-03-01Tea", []),
        ("assessed_on", "2026-02-30", "2026-02-30", []),
        ("assessed_on", "03/04/2026", "03/04/2026", ["CS910"]),
        ("assessed_on", "3.4.26", "3.4.26", ["CS910"]),
        ("assessed_on", "25-12-2026", "25-12-2026", ["CS910"]),
        ("assessed_on", "2026/03/04", "2026/03/04", []),
        ("assessed_on", "\u0663/4/2026", "\u0663/4/2026", []),
        ("assessed_on", 46082, 46082, ["CS303"]),  # a serial number is no date, and the hint says what to do
        ("assessed_on", 46082.5, 46082.5, ["CS303"]),
        ("assessed_on", True, True, []),
        ("assessed_on", "1 March", "1 March", []),
    ],
)
def test_cells(column: str, value: Any, becomes: Any, codes: list[str]) -> None:
    assert of_cell(column, value) == (becomes, codes)


@pytest.mark.parametrize(
    ("order", "text", "becomes"),
    [
        ("day-first", "03/04/2026", "2026-04-03"),
        ("day-first", "3.4.2026", "2026-04-03"),
        ("day-first", "2026-04-03", "2026-04-03"),
        ("day-first", "04/25/2026", "2026-25-04"),  # no such month: the schema refuses it
        ("day-first", "03/04/26", "26-04-03"),  # of which century is not said
        ("month-first", "03/04/2026", "2026-03-04"),
    ],
)
def test_dates_in_another_order_are_read_where_the_profile_says_which(order: Any, text: str, becomes: str) -> None:
    assert of_cell("assessed_on", text, attrs.evolve(OWN, dates=order)) == (becomes, [])


ALIASES = attrs.evolve(
    OWN,
    codes=[
        CodeAlias(column="status", code="met", also=["Yes", "1", "true"]),
        CodeAlias(column="populations", code="adults", also=["18 or over", "A;B"]),
        CodeAlias(column="provision", code="scs-2018.1.1.5", also=["Trust"]),
    ],
)


@pytest.mark.parametrize(
    ("column", "value", "becomes", "codes"),
    [
        ("status", "Yes", "met", []),
        ("status", "Yes ", "met", ["CS907"]),
        ("status", "yes", "yes", []),
        ("status", 1, "met", []),
        ("status", 1.0, "met", []),
        ("status", True, "met", []),
        ("status", 1.5, 1.5, []),
        ("populations", "18 or over;children", ["adults", "children"], []),
        ("populations", "A;B", ["adults"], []),
        ("populations", ["18 or over"], ["adults"], []),
        ("provision", "Trust", "scs-2018.1.1.5", []),
    ],
)
def test_codes_are_read_by_their_exact_aliases(column: str, value: Any, becomes: Any, codes: list[str]) -> None:
    assert of_cell(column, value, ALIASES) == (becomes, codes)


def test_several_provisions_in_a_cell_are_several_rows() -> None:
    rows = mapped({**WHOLE, "provision": "scs-2018.1.1.5;scs-2018.1.1.5.r2"}).rows
    assert [row.pop("provision") for row in rows] == ["scs-2018.1.1.5", "scs-2018.1.1.5.r2"]
    assert rows[0] == rows[1]


def test_fixed_values_fill_what_a_row_does_not_say_and_the_callers_come_first() -> None:
    fixed = attrs.evolve(
        OWN, values=[FixedValue(column="status", value="not-met"), FixedValue(column="nation", value="wales")]
    )
    cells = {"provision": "scs-2018.1.1.5", "status": None, "setting": "outreach"}
    (row,) = mapped(cells, fixed, nation="scotland", setting="reach-in", evidence="a;b").rows
    assert row == {
        "provision": "scs-2018.1.1.5", "status": "not-met", "setting": "outreach", "nation": "scotland",
        "evidence": ["a", "b"],
    }  # fmt: skip


def test_the_edition_is_taken_from_the_provision_only_where_the_profile_says_so() -> None:
    cells = {name: value for name, value in WHOLE.items() if name != "edition"}
    implied = attrs.evolve(OWN, edition_from_provision=True)
    assert "edition" in mapped(cells).missing
    result = mapped({**cells, "provision": "ecat-2005.12.6;scs-2018.1.1.5"}, implied)
    assert [row["edition"] for row in result.rows] == ["ecat-2005", "scs-2018"]
    assert (result.missing, result.blocked) == ((), False)
    assert mapped({**WHOLE, "edition": "scs-2025"}, implied).rows[0]["edition"] == "scs-2025"
    broken = mapped({**cells, "provision": "1.1.5"}, implied)
    assert (broken.rows[0].get("edition"), broken.missing, broken.blocked) == (None, ("edition",), False)


def test_columns_that_are_missing_are_told_once_and_block_every_row() -> None:
    made = mapper()
    header = Header(("provision", "status"), (), (1, 2), Place(row=1))
    for row in (2, 3):
        result = made.map(Record(header, ("scs-2018.1.1.5", "met"), Place(row=row)))
        assert (result.blocked, result.missing) == (True, ("edition", "subject_kind", "subject_ref"))
    assert told(made) == [("CS901", None)] * 3
    given = mapper(edition="scs-2018", subject_kind="case", subject_ref="c-1")
    assert not given.map(Record(header, ("scs-2018.1.1.5", "met"), Place(row=2))).blocked
    assert not given.notes


def test_of_a_header_without_rows_it_is_not_said_that_columns_are_missing() -> None:
    made = mapper()
    assert made.map(record(("provision", "colour"), (None, " "))).rows == ()
    assert told(made) == [("CS902", 2)]


def test_members_that_are_missing_are_for_the_schema_to_tell() -> None:
    result = mapped({"provision": "scs-2018.1.1.5"}, sheet=False)
    assert (result.blocked, result.missing) == (False, ())


def test_two_columns_for_one_block_every_row_and_the_first_is_read() -> None:
    made = mapper()
    result = made.map(record((*WHOLE, "Status"), (*WHOLE.values(), "not-met")))
    assert (result.blocked, result.rows[0]["status"]) == (True, "met")
    assert told(made) == [("CS903", 6)]


def test_what_is_told_of_columns_and_that_no_unknown_name_is_shown() -> None:
    own = attrs.evolve(
        OWN,
        columns=[
            *OWN.columns,
            KnownColumn(name="FirstName", misspelt=["Fristname"], label="First name", personal=True),
            KnownColumn(name="Region", label="Region"),
        ],
    )
    names = (*WHOLE, CANARY, f"{CANARY} surname", "Fristname", "Region", None, None)
    labels = (*("" for _ in WHOLE), "Status", "", "First name", "First name", "A label", "")
    made = mapper(own)
    for _ in range(2):  # each is told once
        made.map(record(names, (*WHOLE.values(), "x", "y", CANARY, None, None, None), labels))
        made.map(record(names, (*WHOLE.values(), "x", "y", CANARY, None, None, None), labels))
    assert told(made) == [
        ("CS902", 6), ("CS902", 7), ("CS905", 8), ("CS904", 8), ("CS906", 9), ("CS902", 10),
    ]  # fmt: skip
    hints = [note.hint for note in made.notes]
    assert "person" in hints[1]
    assert "person" not in hints[0]
    assert "FirstName" in hints[3]
    assert CANARY not in " ".join(hints)
    assert "A label" not in " ".join(hints)


def test_the_guard_makes_columns_about_persons_an_error() -> None:
    own = attrs.evolve(OWN, columns=[*OWN.columns, KnownColumn(name="Known", personal=True)])
    made = RowMapper(own, names_a_person=says_surname, guard=True)
    made.map(record((*WHOLE, "Surname", "Known", "Colour"), (*WHOLE.values(), 1, 2, 3)))
    assert told(made) == [("CS922", 6), ("CS902", 6), ("CS922", 7), ("CS904", 7), ("CS902", 8)]


def test_a_stray_space_is_told_of_codes_that_fill_nothing_too_once_a_column() -> None:
    own = attrs.evolve(
        OWN, columns=[*OWN.columns, KnownColumn(name="Kinds"), KnownColumn(name="Secret", personal=True)]
    )
    made = mapper(own)
    header = Header((*WHOLE, "Kinds", "Secret", "other"), (), tuple(range(1, 9)), Place(row=1))
    for kinds, secret in (("a;b", "x"), ("a;b ;c", "y; z"), ("a ", "  "), ("a", f" {CANARY}")):
        made.map(Record(header, (*WHOLE.values(), kinds, secret, "o "), Place(row=2)))
    assert told(made) == [("CS904", 7), ("CS902", 8), ("CS907", 6), ("CS907", 7)]


def test_choices_in_columns_of_their_own_are_a_list() -> None:
    cells = {
        **WHOLE, "evidence": "a b", "evidence/c": "1", "g/evidence/d": True, "evidence/a": 1, "evidence/e": "0",
        "evidence/f": None, "evidence/h": 0.0, "provision": None, "provision/scs-2018.1.1.5": "1",
        "provision/scs-2018.1.1.5.r2": "TRUE", "populations/adults": "false",
    }  # fmt: skip
    result = mapped(cells, profile("kobo"), sheet=False)
    assert [row["provision"] for row in result.rows] == ["scs-2018.1.1.5", "scs-2018.1.1.5.r2"]
    assert result.rows[0]["evidence"] == ["a", "b", "c", "d"]
    assert "populations" not in result.rows[0]
    assert not result.faults


@pytest.mark.parametrize("value", ["maybe", "2", 2, "1 ", [], {}, "yes"])
def test_a_choice_that_is_neither_is_a_fault_of_the_cell(value: Any) -> None:
    result = mapped({**WHOLE, "evidence/a": value}, profile("kobo"))
    assert [(column, fault.code, fault.place) for column, fault in result.faults] == [
        ("evidence", Code.CHOICE_UNCLEAR, Place(row=2, column=6))
    ]


def test_a_faulty_cell_counts_only_where_it_fills_something() -> None:
    fault = TableFault(Code.CELL_FAULTY, Place(row=2, column=5), "…")
    made = mapper()
    result = made.map(record((*WHOLE, "colour"), (*tuple(WHOLE.values())[:4], fault, fault)))
    assert result.faults == (("status", fault),)
    assert result.rows[0]["status"] == {}


@pytest.mark.parametrize(
    ("names", "values", "sheet", "blank"),
    [
        (("provision", None), (None, 7), True, True),  # a row number, and no name above it
        (("provision", "colour"), (" ", ""), True, True),
        (("provision", "colour"), (None, "red"), True, False),
        (("provision", "evidence"), (None, 0), True, False),
        ((None,), (None,), False, True),  # a blank line
        ((), (), False, False),  # an object without members
        (("provision",), (None,), False, False),
    ],
)
def test_blank_rows(names: tuple[str | None, ...], values: tuple[Any, ...], sheet: bool, blank: bool) -> None:
    assert (mapper().map(record(names, values, sheet=sheet)).rows == ()) is blank


def test_without_a_profile_a_record_is_a_link_row_as_it_stands() -> None:
    plain: dict[str, Any] = {**WHOLE, "evidence": None, "status": " met", "other": {"a": []}}
    made = mapper(None, nation="wales", status="not-met", populations="adults;children")
    (row,) = made.map(record(tuple(plain), tuple(plain.values()), sheet=False)).rows
    assert row == {**plain, "nation": "wales", "populations": ["adults", "children"]}
    assert made.map(record((None,), (None,), sheet=False)).rows == ()
    assert made.map(record((), (), sheet=False)).rows != ()
    assert not made.notes


def test_values_of_a_caller_are_for_columns_of_the_link_row() -> None:
    assert checked_values({"nation": "wales"}) == {"nation": "wales"}
    wrong: Any
    for wrong in ({CANARY: "x"}, {"nation": 3}, {"nation": ""}):
        with pytest.raises(InvalidValueError) as refused:
            checked_values(wrong)
        assert CANARY not in str(refused.value)


def test_places_tell_which_column_of_the_file_fills_what() -> None:
    names = ("colour", *reversed(LINK_COLUMNS))
    result = mapper().map(record(names, ("x",) * len(names)))
    assert result.places == {column: names.index(column) + 1 for column in LINK_COLUMNS}


def test_memory_for_headers_and_notes_is_bounded() -> None:
    made = mapper(profile("kobo"))
    for number in range(3_000):
        made.map(record((*WHOLE, f"member {number}"), (*WHOLE.values(), 1), sheet=False))
    assert len(made.notes) <= 1_000
    assert len(made._plans) <= 256


def test_reprs_show_no_value() -> None:
    result = mapped({**WHOLE, "subject_ref": CANARY, "note": CANARY})
    assert CANARY not in repr(result)
    made = mapper()
    made.map(record((*WHOLE, CANARY), (*WHOLE.values(), CANARY)))
    assert CANARY not in repr(made.notes)
    assert CANARY not in repr(made)
