"""The form of our tables: what is written, what is read, and what is refused with row and column."""

import sys
from datetime import date

import attrs
import pytest

import care_standards as cs
from care_standards import model
from care_standards.authoring import csv_form
from care_standards.authoring.faults import AuthoringCode, AuthoringFault, InvalidAuthoringError
from care_standards.authoring.link_tables import (
    CHANGE,
    MAPPING,
    concordance_from_csv,
    concordance_to_csv,
    crosswalk_from_csv,
    crosswalk_to_csv,
)
from care_standards.errors import MissingExtraError
from care_standards.model import Crosswalk, Extensions, Mapping

SHIPPED = cs.crosswalk("scs-2018", "ecat-2005")
TOP = """+++
kind = "crosswalk"

[source]
edition = "scs-2018"
data_revision = 1

[target]
edition = "ecat-2005"
data_revision = 1
+++
"""
COLUMNS = "source_id,relation,target_id,basis,confidence,rationale,sources,origin\n"
ROW = "scs-2018.1.1.5,intersects,ecat-2005.12.7,inferred,low,Invented,heal-2019; ecat-12-commentary,editorial\n"


def faults(content: str | bytes, catalogue: model.Catalogue | None = None) -> tuple[AuthoringFault, ...]:
    with pytest.raises(InvalidAuthoringError) as raised:
        crosswalk_from_csv(content, catalogue=catalogue)
    assert raised.value.__context__ is None
    return raised.value.faults


def test_a_table_written_by_hand_is_read() -> None:
    found = crosswalk_from_csv(TOP + COLUMNS + ROW)
    assert found.id == "scs-2018--ecat-2005"
    assert found.mappings[0].sources == ("heal-2019", "ecat-12-commentary")
    assert found.mappings[0].matching is None


def test_the_columns_begin_as_those_of_the_facts_do() -> None:
    head = crosswalk_to_csv(SHIPPED).split("\r\n+++\r\n")[1].split("\r\n")[0]
    assert head.startswith(COLUMNS.strip())
    assert head.removeprefix(COLUMNS.strip()) == ",source_digest,target_digest"  # matching is used by no row


def test_every_field_has_its_column() -> None:
    """Whoever adds a field to a row must give it a column."""
    assert {c.path[0] for c in MAPPING} == {a.name for a in attrs.fields(Mapping)}
    assert {c.path[0] for c in CHANGE} == {a.name for a in attrs.fields(model.Change)}
    assert {c.path[1] for c in CHANGE if c.path[0] == "dimensions"} == {a.name for a in attrs.fields(model.Dimensions)}
    assert {c.path[1] for c in CHANGE if c.form == "each"} == {a.name for a in attrs.fields(model.Possibility)}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "'=1+1", "'Tis", "+44", "-", "@x", "\tx", "\rx", "a,b", 'a "b"', "a\nb\r\nc", "\x00", " x ", "＝1", "+++"],
)
def test_any_text_survives(text: str) -> None:
    mapping = Mapping(
        source="scs-2018.1.1.5", relation="intersects", target="ecat-2005.12.7", basis="inferred", confidence="low",
        rationale=text, sources=(), origin="editorial",
    )  # fmt: skip
    ends = [model.CrosswalkEnd(edition=id, data_revision=1) for id in ("scs-2018", "ecat-2005")]
    written = Crosswalk(
        source=ends[0], target=ends[1], note=text, mappings=(mapping,),
        extensions=Extensions.of({"org.example.x": {"null": None, "n": 1.5, "t": text}}),
    )  # fmt: skip
    assert crosswalk_from_csv(crosswalk_to_csv(written)) == written


def test_extensions_are_toml_where_they_can_be() -> None:
    def with_extension(value: object) -> str:
        return crosswalk_to_csv(attrs.evolve(SHIPPED, extensions=Extensions.of({"org.example.x": value})))

    assert '[extensions."org.example.x"]\r\nbatch = 17' in with_extension({"batch": 17})
    assert "extensions_json" in with_extension({"batch": None})
    assert "extensions_json" in with_extension({"=batch": 1})


def test_a_comma_in_the_top_begins_no_formula() -> None:
    harmful = attrs.evolve(SHIPPED, note='a,=cmd(),"b;@x')
    written = crosswalk_to_csv(harmful)
    assert ",=" not in written.split("\r\n+++")[0]
    assert ";@" not in written.split("\r\n+++")[0]
    assert crosswalk_from_csv(written) == harmful


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"\xff" + TOP.encode(), AuthoringCode.NOT_CSV, 1, 1),
        (TOP + COLUMNS + "\ud800", AuthoringCode.NOT_CSV, 1, 1),
        (COLUMNS + ROW, AuthoringCode.TABLE_FRONT, 1, 1),
        (TOP.replace("data_revision = 1", "data_revision = ", 1) + COLUMNS, AuthoringCode.TABLE_FRONT, 6, 17),
        (TOP.replace("data_revision = 1", "data_revision = nan", 1) + COLUMNS, AuthoringCode.TABLE_FRONT, 2, 1),
        (TOP.replace('"crosswalk"', '"edition"') + COLUMNS, AuthoringCode.TABLE_MEMBER, 2, 1),
        (TOP.replace("data_revision = 1", "data_revision = 0", 1) + COLUMNS, AuthoringCode.TABLE_MEMBER, 6, 1),
        (TOP.replace("kind =", "mappings = 1 #") + COLUMNS, AuthoringCode.TABLE_MEMBER, 2, 1),
        (TOP.replace("kind =", "secret = 1 #") + COLUMNS, AuthoringCode.TABLE_MEMBER, 2, 1),
        (TOP.replace("kind =", "extensions_json = '[]' #") + COLUMNS, AuthoringCode.TABLE_MEMBER, 2, 1),
        (TOP, AuthoringCode.TABLE_COLUMN, 12, 1),
        (TOP + COLUMNS.replace("basis,", ""), AuthoringCode.TABLE_COLUMN, 12, 8),
        (TOP + COLUMNS.replace("origin", "origin,basis"), AuthoringCode.TABLE_COLUMN, 12, 9),
        (TOP + COLUMNS.replace("origin", "origin,secret"), AuthoringCode.TABLE_COLUMN, 12, 9),
        (TOP + COLUMNS + ROW + ROW.replace("\n", ",x\n"), AuthoringCode.TABLE_ROW, 14, 9),
        (TOP + COLUMNS + "\n" + ROW.replace("intersects", "touches"), AuthoringCode.TABLE_CELL, 14, 2),
        (TOP + COLUMNS + ROW.replace("Invented", ""), AuthoringCode.TABLE_CELL, 13, 6),
        (TOP + COLUMNS + ROW.replace("heal-2019", "Heal"), AuthoringCode.TABLE_CELL, 13, 7),
        (TOP + COLUMNS + ROW.replace("Invented", '"Two\nlines"') + ROW.replace("low", "?"),
         AuthoringCode.TABLE_CELL, 15, 5),
        (TOP + COLUMNS + ROW.replace("Invented", '"In"vented'), AuthoringCode.NOT_CSV, 13, 1),
        (TOP + COLUMNS + ROW.replace("Invented", '"Invented'), AuthoringCode.NOT_CSV, 13, 1),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(
    content: str | bytes, code: AuthoringCode, line: int, column: int
) -> None:
    found = faults(content)
    assert (found[0].code, found[0].line, found[0].column) == (code, line, column), found
    assert "secret" not in repr(found)
    assert "touches" not in repr(found)


def test_semicolons_between_the_cells_are_recognised() -> None:
    assert "commas" in " ".join(fault.what for fault in faults(TOP + COLUMNS.replace(",", ";")))


def test_near_misses_of_columns() -> None:
    assert faults(TOP + COLUMNS.replace("relation", "relations"))[0].near[0] == "relation"


def test_everything_comes_out_at_once() -> None:
    found = faults(TOP + COLUMNS + ROW.replace("low", "?").replace("inferred", "?") + ROW.replace("editorial", ""))
    assert [(fault.line, fault.column) for fault in found] == [(13, 4), (13, 5), (14, 8)]


def test_with_a_catalogue_the_rules_beyond_the_form_are_judged() -> None:
    catalogue = cs.catalogue()
    good = TOP + COLUMNS + ROW
    assert crosswalk_from_csv(good, catalogue=catalogue)
    (found,) = faults(good + ROW, catalogue)
    assert (found.code, found.line) == (AuthoringCode.TABLE_REFUSED, 14)
    assert "CS" in found.what
    assert crosswalk_from_csv(good + ROW)
    (found,) = faults(good.replace("ecat-2005.12.7", "scs-2018.1.1.5"), catalogue)
    assert (found.code, found.line, found.column) == (AuthoringCode.TABLE_REFUSED, 13, 3)


def test_lists_side_by_side_must_be_as_long_as_each_other() -> None:
    shipped = cs.concordance("scs-2018", "scs-2025")
    written = concordance_to_csv(shipped)
    assert ",inferred;inferred,low;low," in written
    with pytest.raises(InvalidAuthoringError) as raised:
        concordance_from_csv(written.replace(",inferred;inferred,low;low,", ",inferred;inferred,low,"))
    (found,) = raised.value.faults
    assert found.code == AuthoringCode.TABLE_CELL
    assert "affected_confidence" in found.what


def test_columns_may_stand_in_any_order_and_rows_be_short() -> None:
    table = TOP + "origin,source_id,relation,target_id,basis,confidence,rationale,sources,matching\n"
    row = "editorial,scs-2018.1.1.5,intersects,ecat-2005.12.7,inferred,low,Invented\n,,,\n"
    assert crosswalk_from_csv(table + row).mappings[0].sources == ()


def test_escapes_in_lists() -> None:
    assert csv_form.split(r"a\;b;c\\;d") == ["a;b", "c\\", "d"]
    assert csv_form.join(["a;b", "c\\", "d"]) == r"a\;b;c\\;d"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert faults(b"+" * (csv_form.MOST_CHARACTERS + 1))[0].code == AuthoringCode.NOT_CSV


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomli_w", None)
    with pytest.raises(MissingExtraError, match="authoring"):
        crosswalk_to_csv(SHIPPED)


def test_the_limit_of_the_reader_of_csv_is_left_as_it_was() -> None:
    import csv

    before = csv.field_size_limit()
    long = crosswalk_from_csv(TOP + COLUMNS + ROW.replace("Invented", "x" * 20_000))
    assert len(long.mappings[0].rationale) == 20_000
    assert csv.field_size_limit() == before


def test_endless_tables_are_refused_in_short_time() -> None:
    for body, most in ((COLUMNS + ROW * (csv_form.MOST_ROWS + 1), 1), (COLUMNS.strip() + ",x" * 100_000, 1)):
        assert len(faults(TOP + body)) == most
    assert len(faults(TOP + COLUMNS + "x\n" * csv_form.MOST_ROWS)) == csv_form.MOST_FAULTS
    assert faults("+++\n" + "a = " + "[" * 100_000 + "\n+++\n")[0].code == AuthoringCode.TABLE_FRONT


def test_numbers_beyond_json_are_refused_above_the_table() -> None:
    (found,) = faults(TOP.replace("kind =", "extensions = {'a.b' = 9007199254740993} #") + COLUMNS)
    assert (found.code, found.line) == (AuthoringCode.TABLE_MEMBER, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("+++;;;\r\nx = 1;;;\r\n+++;;;\r\n", "semicolons"),
        ('"+++"\t\t\r\n', "tabs"),
        (b"PK\x03\x04 invented", "a spreadsheet"),
        (b"\xd0\xcf\x11\xe0 invented", "a spreadsheet"),
        (b"+++\r\n\xff", "not in UTF-8"),
        ("x" * (20 * 2**20 + 1), "too large"),
        ("x", "between two lines"),
    ],
)
def test_what_is_no_table_of_ours_is_told_by_what_it_is(content: str | bytes, said: str) -> None:
    with pytest.raises(InvalidAuthoringError) as refused:
        crosswalk_from_csv(content)
    (fault,) = refused.value.faults
    assert said in fault.what


@pytest.mark.parametrize("concordance", list(cs.catalogue().concordances), ids=lambda one: one.id)
def test_no_line_above_the_table_begins_with_a_quotation_mark(concordance: model.Concordance) -> None:
    """A spreadsheet would take the quotation marks off, and the facts would be no TOML any more."""
    text = concordance_to_csv(concordance)
    facts = text.split("\r\n+++\r\n")[0]
    assert not [line for line in facts.split("\r\n") if line.lstrip().startswith('"')]
    assert concordance_from_csv(text, catalogue=cs.catalogue()) == concordance


# ---- the review of a concordance

LATER = cs.concordance("sg49-2020", "sg49-2022")
REVIEW = "review_state,review_role,review_on,review_note"


def reviewed(*cells: str) -> str:
    """Give the table of the concordance with one row, its review filled in as a person would."""
    return concordance_to_csv(LATER).replace(",,,,\r\n", f",{','.join(cells)}\r\n")


def test_the_columns_of_a_review_are_there_before_anybody_fills_them_in() -> None:
    head, row = concordance_to_csv(LATER).split("\r\n+++\r\n")[1].split("\r\n")[:2]
    assert head == f"id,kind,also,old,new,basis,confidence,sources,rationale,{REVIEW}"
    assert row.endswith(",,,,")
    assert "review" not in crosswalk_to_csv(SHIPPED)


def test_a_table_without_the_columns_has_no_review() -> None:
    before = concordance_to_csv(LATER).replace(f",{REVIEW}\r\n", "\r\n").replace(",,,,\r\n", "\r\n")
    assert "review_" not in before
    assert concordance_from_csv(before) == concordance_from_csv(concordance_to_csv(LATER)) == LATER


@pytest.mark.parametrize(
    ("cells", "review"),
    [
        (("agreed", "", "", ""), model.ChangeReview(state="agreed")),
        (
            ("disputed", "quality-lead", "2026-03-01", '"Not so; ""read"" twice, =1"'),
            model.ChangeReview(
                state="disputed", role="quality-lead", on=date(2026, 3, 1), note='Not so; "read" twice, =1'
            ),
        ),
        (("to-review", "", "2026-03-01", "'=1+1"), model.ChangeReview(
            state="to-review", on=date(2026, 3, 1), note="=1+1"
        )),
        (("", "", "", ""), None),
    ],
)  # fmt: skip
def test_a_review_is_read_and_written_again(cells: tuple[str, ...], review: model.ChangeReview | None) -> None:
    found = concordance_from_csv(reviewed(*cells), catalogue=cs.catalogue())
    assert found.changes[0].review == review
    assert attrs.evolve(found.changes[0], review=None) == LATER.changes[0]
    assert concordance_from_csv(concordance_to_csv(found)) == found


@pytest.mark.parametrize("with_catalogue", [True, False])
@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (("agred", "", "", ""), ["review_state"]),
        (("agreed ", "", "", ""), ["review_state"]),
        (("", "quality-lead", "", ""), ["review_state"]),
        (("", "", "", "Secret"), ["review_state"]),
        (("", "Secret", "01/03/2026", ""), ["review_state", "review_role", "review_on"]),
        (("agreed", "", "2026-02-30", ""), ["review_on"]),
        (("agreed", "", "2026", "x" * 2_001), ["review_on", "review_note"]),
    ],
)
def test_what_is_wrong_with_a_review_is_told_in_its_column(
    cells: tuple[str, ...], columns: list[str], with_catalogue: bool
) -> None:
    table = reviewed(*cells)
    names = table.split("\r\n+++\r\n")[1].split("\r\n")[0].split(",")
    with pytest.raises(InvalidAuthoringError) as raised:
        concordance_from_csv(table, catalogue=cs.catalogue() if with_catalogue else None)
    assert [names[fault.column - 1] for fault in raised.value.faults] == columns
    assert {fault.code for fault in raised.value.faults} == {AuthoringCode.TABLE_CELL}
    assert "Secret" not in repr(raised.value.faults)


def test_a_review_without_the_column_of_its_state_is_refused() -> None:
    table = reviewed("", "quality-lead", "", "").replace("review_state,", "").replace(",,quality-lead", ",quality-lead")
    with pytest.raises(InvalidAuthoringError, match="review_state"):
        concordance_from_csv(table)
