"""Drafts of column profiles: proposed from names alone, right documents, and never sure of themselves."""

import json
from pathlib import Path

import pytest

import care_standards as cs
from care_standards.documents.codec import to_plain
from care_standards.errors import InvalidDocumentError, InvalidValueError, UnreadableSourceError
from care_standards.model import ColumnProfile
from care_standards.tables import check_table, draft_profile
from care_standards.tables.drafting import LikelyHeader
from care_standards.vocabularies import LINK_COLUMNS

CANARY = "Quaxlworth"


def proposed(draft: ColumnProfile) -> dict[str, str | None]:
    return {column.name: "personal" if column.personal else column.to for column in draft.columns}


def drafted(*names: str) -> ColumnProfile:
    return draft_profile((",".join(names) + "\n" + ",".join(CANARY for _ in names) + "\n").encode(), id="ours")


def test_each_name_is_proposed_for_what_it_is_most_like() -> None:
    draft = drafted(
        "Provision", "Statu", "found/Nation", "Case surname", "Colour", "Kind of subject", "prs_Title", "case_ref"
    )
    assert proposed(draft) == {
        "Provision": "provision", "Statu": "status", "found/Nation": "nation", "Case surname": "personal",
        "Kind of subject": "subject_kind", "prs_Title": "personal", "case_ref": "subject_ref",
    }  # fmt: skip
    assert draft.description is not None
    assert "Colour" in draft.description
    assert draft.edition_from_provision
    assert (draft.id, draft.confirmation, draft.dates) == ("ours", "not-confirmed", "iso")


def test_a_column_of_the_link_row_is_proposed_once_for_the_surest_name() -> None:
    assert proposed(drafted("Statuss", "g/status", "STATUS")) == {"STATUS": "status"}
    assert proposed(drafted("status", "Status")) == {"status": "status"}


def test_the_names_of_the_link_row_are_proposed_for_themselves() -> None:
    draft = drafted(*LINK_COLUMNS)
    assert proposed(draft) == dict(zip(LINK_COLUMNS, LINK_COLUMNS, strict=True))
    assert not draft.edition_from_provision


def test_what_no_column_gives_is_said() -> None:
    draft = drafted("provision", "status")
    assert draft.description is not None
    assert "Nothing is proposed for: subject_kind, subject_ref." in draft.description


@pytest.mark.parametrize(
    "names",
    [
        ("x" * 201, "status"),
        ("status", "status "),
        ("-a", "_a", "status"),
        tuple(f"column {n}" for n in range(500)),
        ("é" * 200,) * 3 + ("a",),
    ],
)
def test_a_draft_is_always_a_right_document(names: tuple[str, ...]) -> None:
    assert cs.check(to_plain(drafted(*names))).verdict == "valid"


def test_a_draft_holds_names_and_no_cell() -> None:
    assert CANARY not in json.dumps(to_plain(drafted("provision", "Colour", "First name")))


def test_a_draft_reads_the_table_it_was_made_from(repository: Path) -> None:
    export = repository / "examples" / "case-system-export.csv"
    draft = draft_profile(export, id="ours")
    assert proposed(draft)["Client surname"] == "personal"
    report = check_table(export, catalogue=cs.catalogue(), profile=draft)
    assert report.table is not None
    assert report.table.rows == 4


def test_members_of_records_are_names_too() -> None:
    envelope = {"results": [{"a/provision": "x"}, {"a/provision": "x", "b": {"status": "y"}}]}
    assert proposed(draft_profile(json.dumps(envelope).encode(), id="ours")) == {
        "a/provision": "provision",
        "b/status": "status",
    }


def test_a_header_without_rows_is_enough() -> None:
    assert proposed(draft_profile(b"Title of it\n\nprovision,status,colour\n", id="ours")) == {
        "provision": "provision",
        "status": "status",
    }


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("Title",), (), ("a", "b", "c", "d")], ("a", "b", "c", "d")),
        ([("a", "b", "b", "d"), ("w", "x", "y", "z")], ("a", "b", "b", "d")),
        ([("Title",), ("a", "b"), ("x", "y")], ("a", "b")),
        ([("a", 1, "c"), ("x", "y", "z")], ()),  # the next could be of values
        ([("a", "2", "c"), ("x", "y", "z")], ()),
        ([("case", "scs-2018.1.1.5")], ()),  # a table without a header
        ([("case", "someone@example.org")], ()),
        ([(1, 2)], ()),
        ([], ()),
    ],
)
def test_the_likely_header(rows: list[tuple[object, ...]], names: tuple[str, ...]) -> None:
    finder = LikelyHeader()
    for number, row in enumerate(rows, 1):
        finder.feed(number, row)
    assert finder.names() == names
    assert (finder.found() is None) is (names == ())


def test_without_names_there_is_a_report_and_no_draft(tmp_path: Path) -> None:
    for source in (b"1,2\n3,4\n", b"[]", b"", b'{"page": 1}'):
        with pytest.raises(InvalidDocumentError) as refused:
            draft_profile(source, id="ours")
        assert refused.value.report.issues
    with pytest.raises(InvalidValueError):
        draft_profile(b"provision,status\n", id="Not An Id")
    with pytest.raises(UnreadableSourceError):
        draft_profile(tmp_path / CANARY, id="ours")


def test_the_blank_case_sheets_are_drafted_with_their_persons(samples_dir: Path) -> None:
    for path in sorted((samples_dir / "htcds").glob("HTCDS_Excel*")):
        found = proposed(draft_profile(path, id="ours"))
        assert {"prs_FirstName", "prs_Birthdate", "cas_CaseOwner"} <= {
            name for name, to in found.items() if to == "personal"
        }
