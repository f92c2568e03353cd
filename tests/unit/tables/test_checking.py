"""Judging tables: every row in is a row judged, told by its place, and nothing of it is shown."""

import gc
import gzip
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards.documents.limits import Limits
from care_standards.errors import (
    CareStandardsError,
    InvalidDocumentError,
    InvalidValueError,
    UnknownIdError,
    UnreadableSourceError,
)
from care_standards.model import LinkRow, Report
from care_standards.tables import check_table, profile, read_rows
from care_standards.vocabularies import ENGINES

CANARY = "Quaxlworth"
HEAD = "edition,subject_kind,subject_ref,provision,status,assessed_on,evidence,reason,note"
GOOD = "scs-2018,case,c-1,scs-2018.1.1.5,met,2026-03-01,doc-1;doc-2,,"


def check(source: Any, **options: Any) -> Report:
    return check_table(source, catalogue=cs.catalogue(), **options)


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows, "")).encode()


def places(report: Report) -> list[tuple[str, str, int | None, int | None]]:
    return [(issue.code.value, issue.pointer, issue.row, issue.column) for issue in report.issues]


def counted(report: Report) -> tuple[int, int, int, int]:
    assert report.table is not None
    return report.table.rows, report.table.blank, report.table.invalid, report.table.unverified


def test_a_right_table_is_valid() -> None:
    report = check(table(GOOD, GOOD))
    assert (report.verdict, counted(report), report.issues) == ("valid", (2, 0, 0, 0), ())
    assert report.table is not None
    assert (report.table.format, report.table.profile, report.document_kind) == ("csv", "csv", None)
    assert report.judged_by.engine is not None
    assert [used.edition for used in report.judged_by.editions] == ["scs-2018"]
    assert report.counts.records_in == report.counts.records_judged == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_every_row_has_its_verdict_and_its_place(engine: str) -> None:
    if engine == "jsonschema-rs":
        pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed")
    rows = (
        GOOD,
        "scs-2018,case,c-1,scs-2018.9.9,met,2026-03-01,,,",  # unverified
        ",,,,,,,,",
        "scs-2018,case,c-1,scs-2018.1.1.5,fully-met,2026-03-01,doc-1;d 2,,",
        "scs-2018,case,c-1,,met,01/03/2026,,,",
        "scs-2018,case,c-1,scs-2018.1.1.5;scs-2018.9.8,not-applicable,2026-03-01,,,",
        "scs-2018,case,c-1,scs-2018.1.1.5 ,met,2026-02-30,,,",
    )
    report = check(table(*rows), engine=engine)
    assert places(report) == [
        ("CS409", "/1/provision", 3, 4),
        ("CS305", "/2/evidence/1", 5, 7),
        ("CS304", "/2/status", 5, 5),
        ("CS910", "/3/assessed_on", 6, 6),
        ("CS301", "/3", 6, 4),
        ("CS311", "/4", 7, 8),
        ("CS311", "/5", 7, 8),
        ("CS409", "/5/provision", 7, 4),
        ("CS306", "/6/assessed_on", 8, 6),
        ("CS907", "", 8, 4),
    ]
    assert counted(report) == (6, 1, 4, 1)
    assert report.verdict == "invalid"
    assert (report.counts.records_in, report.counts.records_judged) == (7, 7)
    assert (report.counts.errors, report.counts.unverified, report.counts.warnings, report.counts.shown) == (
        7,
        2,
        1,
        10,
    )


def test_a_table_without_a_column_is_invalid_once_and_so_is_each_row() -> None:
    report = check(b"provision,status,assessed_on\n" + b"scs-2018.1.1.5,met,2026-03-01\n" * 3)
    assert places(report) == [("CS901", "", 1, None)] * 3
    assert counted(report) == (3, 0, 3, 0)
    given = {"edition": "scs-2018", "subject_kind": "case", "subject_ref": "c-1"}
    assert check(b"provision,status,assessed_on\nscs-2018.1.1.5,met,2026-03-01\n", values=given).verdict == "valid"


def test_two_columns_for_one_make_every_row_invalid() -> None:
    report = check(table(GOOD + ",met", head=HEAD + ",Status"))
    assert (places(report), counted(report)) == ([("CS903", "", 1, 10)], (1, 0, 1, 0))


@pytest.mark.parametrize(
    ("source", "options", "codes", "verdict"),
    [
        (HEAD.encode() + b"\n", {}, ["CS912"], "valid"),
        (HEAD.encode() + b"\n,,,,,,,,\n", {}, ["CS912"], "valid"),
        (b"colour,shape\nred,round\n", {}, ["CS913"], "invalid"),
        (b"[]", {}, ["CS912"], "valid"),
        (b'{"results": []}', {"profile": "kobo"}, ["CS912"], "valid"),
        (b'{"page": 1}', {}, ["CS914"], "invalid"),
        (b"", {"format": "ndjson"}, ["CS101"], "invalid"),
    ],
)
def test_tables_without_rows(source: bytes, options: dict[str, Any], codes: list[str], verdict: str) -> None:
    report = check(source, **options)
    assert ([issue.code.value for issue in report.issues], report.verdict) == (codes, verdict)
    assert report.counts.records_in == 0


def test_a_row_that_cannot_be_read_is_an_invalid_row_in_its_place() -> None:
    short = check(table(GOOD, "scs-2018,case", GOOD))
    assert (places(short), counted(short)) == ([("CS909", "/1", 3, None)], (3, 0, 1, 0))
    good = {
        "edition": "scs-2018",
        "subject_kind": "case",
        "subject_ref": "c",
        "provision": "scs-2018.1.1.5",
        "status": "not-assessed",
    }
    lines = [json.dumps(good), '{"edition": "scs-2018", "edition": "scs-2025"}', "", "[]", "{", json.dumps(good)]
    report = check("\n".join(lines).encode(), format="ndjson")
    assert [(i.code.value, i.pointer, i.row, i.line) for i in report.issues] == [
        ("CS105", "/1", 2, 2), ("CS303", "/2", 3, 4), ("CS104", "/3", 4, 5),
    ]  # fmt: skip
    assert counted(report) == (5, 1, 3, 0)


def test_json_rows_without_a_profile_are_link_rows_as_they_stand() -> None:
    good = {
        "edition": "scs-2018", "subject_kind": "case", "subject_ref": "c", "provision": "scs-2018.1.1.5",
        "status": "met", "assessed_on": "2026-03-01", "evidence": ["doc-1"],
    }  # fmt: skip
    rows = [
        good,
        {**good, "evidence": "doc-1;doc-2"},
        {**good, "note": None},
        {**good, CANARY: 1},
        {**good, "status": "met "},
    ]
    report = check(json.dumps(rows).encode())
    assert [(i.code.value, i.pointer) for i in report.issues] == [
        ("CS303", "/1/evidence"), ("CS303", "/2/note"), ("CS302", "/3/{member 7}"), ("CS304", "/4/status"),
    ]  # fmt: skip
    assert report.table is not None
    assert report.table.profile is None
    assert counted(check(json.dumps(rows).encode(), profile="csv")) == (5, 0, 0, 0)


def test_a_submission_of_a_form_is_read_out_of_its_envelope() -> None:
    submission = {
        "_id": 1, "_status": "submitted_via_web", "_submitted_by": CANARY, "_validation_status": {},
        "formhub/uuid": "u", "about/subject_ref": "c-1", "found/provision": "scs-2018.1.1.5", "found/status": "met",
        "found/assessed_on": "2026-03-01T09:00:00.000+00:00", "found/evidence": "doc-1 doc-2", "end": "2026-03-01",
    }  # fmt: skip
    content = json.dumps({"count": 1, "results": [submission]}).encode()
    report = check(content, profile="kobo", values={"subject_kind": "case"})
    assert ([i.code.value for i in report.issues], report.verdict) == (["CS904"], "valid")
    (row,) = read_rows(content, catalogue=cs.catalogue(), profile="kobo", values={"subject_kind": "case"})
    assert (row.edition, row.evidence, str(row.assessed_on)) == ("scs-2018", ("doc-1", "doc-2"), "2026-03-01")
    entity = {
        "__id": "x",
        "__system": {"submitterName": CANARY, "status": None},
        "found": {"provision": "scs-2018.1.1.5", "status": "not-assessed", "subject_ref": "c"},
    }
    odk = check(json.dumps({"value": [entity]}).encode(), profile="odk", values={"subject_kind": "case"})
    assert ([i.code.value for i in odk.issues], odk.verdict) == (["CS904"], "valid")


def test_errors_are_shown_first_and_all_are_counted() -> None:
    rows = ["scs-2018,case,c-1,scs-2018.9.9,met,2026-03-01,,,"] * 5 + [
        "scs-2018,case,c-1,scs-2018.1.1.5,x,2026-03-01,,,"
    ] * 3
    report = check(table(*(row + ",1" for row in rows), head=f"{HEAD},colour"), limits=Limits(max_issues=4))
    assert [i.code.value for i in report.issues] == ["CS902", "CS304", "CS304", "CS304"]
    assert (report.counts.errors, report.counts.unverified, report.counts.warnings) == (3, 5, 1)
    fewer = check(table(*rows), limits=Limits(max_issues=2))
    assert places(fewer) == [("CS304", "/5/status", 7, 5), ("CS304", "/6/status", 8, 5)]


def test_what_is_wrong_with_the_whole_is_shown_even_if_it_is_found_last() -> None:
    bad = "scs-2018,case,c-1,scs-2018.1.1.5,x,2026-03-01,,,"
    packed = gzip.compress(table(*[bad] * 5_000), mtime=0)
    report = check(packed[: len(packed) // 2], format="csv", limits=Limits(max_issues=3))
    assert report.counts.errors > 3
    assert report.issues[0].pointer == ""
    assert report.issues[0].severity == "error"


def test_suggestions_are_known_words() -> None:
    report = check(table("scs-2018,case,c-1,scs-2018.1.1.5,mett,2026-03-01,,,"))
    assert "Use one of: met" in report.issues[0].hint
    unknown = check(table("scs-2018,case,c-1,scs-2018.1.1.55,met,2026-03-01,,,"))
    assert "scs-2018.1.1.5" in unknown.issues[0].hint
    assert "1.1.55" not in unknown.issues[0].hint


def test_the_guard_looks_at_texts_and_at_names() -> None:
    rows = table("scs-2018,case,c-1,scs-2018.1.1.5,met,2026-03-01,,,Ring 07700 900123,x", head=f"{HEAD},date_of_birth")
    assert [i.code.value for i in check(rows).issues] == ["CS902"]
    guarded = check(rows, guard=True)
    assert {i.code.value for i in guarded.issues} == {"CS902", "CS921", "CS922"}
    assert "900123" not in repr(guarded)


def test_the_caller_can_ask_only_what_makes_sense(tmp_path: Path) -> None:
    wrong: Any
    for options, error in (
        ({"profile": "htcds"}, UnknownIdError),
        ({"profile": tmp_path / "none.json"}, UnreadableSourceError),
        ({"profile": b"{}"}, InvalidDocumentError),
        ({"format": "xls"}, InvalidValueError),
        ({"engine": "fastest"}, InvalidValueError),
        ({"values": {CANARY: "x"}}, InvalidValueError),
        ({"sheet": 0}, InvalidValueError),
        ({"sheet": True}, InvalidValueError),
        ({"limits": 3}, InvalidValueError),
    ):
        wrong = options
        with pytest.raises(error) as refused:
            check(table(GOOD), **wrong)
        assert CANARY not in str(refused.value)
    with pytest.raises(UnreadableSourceError):
        check(tmp_path / f"{CANARY}.csv")
    with pytest.raises(InvalidValueError):
        check_table(table(GOOD), catalogue="scs-2018")  # type: ignore[arg-type]
    assert check_table(table(GOOD)) == check(table(GOOD))  # the shipped data, where nothing else is said


def test_reading_gives_the_rows_of_a_table_that_was_judged(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(table(GOOD, ",,,,,,,,", "scs-2018,case,c-2,scs-2018.9.9;scs-2018.1.1.5,not-assessed,,,,"))
    sources: tuple[Any, ...] = (path, path.read_bytes(), io.BytesIO(path.read_bytes()))
    for source in sources:
        reading = read_rows(source, catalogue=cs.catalogue())
        assert reading.report.verdict == "unverified"
        rows = list(reading)
        assert [(row.subject_ref, row.provision) for row in rows] == [
            ("c-1", "scs-2018.1.1.5"), ("c-2", "scs-2018.9.9"), ("c-2", "scs-2018.1.1.5"),
        ]  # fmt: skip
        assert all(type(row) is LinkRow for row in rows)
        assert list(reading) == rows
        assert "c-1" not in repr(reading)


def test_a_file_object_that_gives_no_bytes_is_refused(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(CANARY)

    for source in (io.StringIO(table(GOOD).decode()), Broken()):
        for ask in (check_table, read_rows):
            with pytest.raises(UnreadableSourceError) as refused:
                ask(source, catalogue=cs.catalogue())
            assert CANARY not in f"{refused.value}{refused.value.__context__}{refused.value.__cause__}"


def test_reading_gives_all_rows_or_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidDocumentError) as refused:
        read_rows(table(GOOD, f"scs-2018,case,{CANARY} x,scs-2018.1.1.5,met,2026-03-01,,,"), catalogue=cs.catalogue())
    assert counted(refused.value.report) == (2, 0, 1, 0)
    assert CANARY not in str(refused.value)
    path = tmp_path / "rows.csv"
    path.write_bytes(table(GOOD))
    reading = read_rows(path, catalogue=cs.catalogue())
    path.write_bytes(table(GOOD, "scs-2018,case,c-1,scs-2018.1.1.5,x,2026-03-01,,,"))  # changed meanwhile
    with pytest.raises(InvalidDocumentError):
        list(reading)


def test_a_table_may_be_judged_in_pieces_of_any_number() -> None:
    rows = [
        GOOD,
        "scs-2018,case,c-1,scs-2018.1.1.5,x,2026-03-01,,,",
        "scs-2018,case,c-1,scs-2018.9.9,met,2026-03-01,,,",
    ]
    report = check(table(*(rows * 1_000)), limits=Limits(max_issues=5_000))
    assert counted(report) == (3_000, 0, 1_000, 1_000)
    wanted: list[tuple[str, str, int, int]] = []
    for n in range(0, 3_000, 3):
        wanted += [("CS304", f"/{n + 1}/status", n + 3, 5), ("CS409", f"/{n + 2}/provision", n + 4, 4)]
    assert places(report) == wanted


class Endless(io.RawIOBase):
    """So many rows, made while they are read."""

    def __init__(self, rows: int) -> None:
        self.left = rows
        self.begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.begun:
            self.begun = True
            piece = HEAD.encode() + b"\n"
        else:
            count = min(self.left, len(buffer) // (len(GOOD) + 1))
            self.left -= count
            piece = (GOOD.encode() + b"\n") * count
        buffer[: len(piece)] = piece
        return len(piece)


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    def peak(rows: int) -> int:
        gc.collect()
        tracemalloc.start()
        try:
            assert counted(check(io.BufferedReader(Endless(rows), 16_384))) == (rows, 0, 0, 0)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # what is imported and compiled once
    few, many = peak(5_000), peak(12_000)
    assert many < 1.1 * few


@pytest.mark.parametrize("options", [{}, {"guard": True}, {"profile": "kobo"}, {"profile": "htcds-2"}])
def test_no_value_and_no_unknown_name_is_shown(options: dict[str, Any]) -> None:
    values = dict.fromkeys(
        (
            "edition",
            "subject_kind",
            "subject_ref",
            "provision",
            "status",
            "assessed_on",
            "evidence",
            "reason",
            "note",
            "prs_FirstName",
            CANARY,
        ),
        f"{CANARY} ",
    )
    sources = [
        ",".join(values).encode() + b"\n" + ",".join(values.values()).encode() + b"\n" + CANARY.encode() + b"\n",
        json.dumps([values, CANARY, {CANARY: {CANARY: CANARY}}]).encode(),
        "\n".join((json.dumps(values), CANARY, json.dumps([CANARY]))).encode(),
    ]
    for source in sources:
        shown: list[object] = []
        for ask in (check, lambda s, **o: read_rows(s, catalogue=cs.catalogue(), **o)):
            try:
                shown.append(ask(source, **options))
            except CareStandardsError as error:
                shown += [error, error.args, error.__context__, error.__cause__]
                if isinstance(error, InvalidDocumentError):
                    shown.append(attrs.asdict(error.report))
        assert shown
        assert CANARY.lower() not in "".join(f"{each!s}{each!r}" for each in shown).lower()


def test_a_profile_of_ones_own_serves_as_it_is_and_by_its_path(repository: Path) -> None:
    export, path = (
        repository / "examples" / "case-system-export.csv",
        repository / "examples" / "case-system-profile.json",
    )
    reports = [check(export, profile=given) for given in (path, profile(path), path.read_bytes())]
    assert reports[0] == reports[1] == reports[2]
    assert places(reports[0]) == [
        ("CS904", "", 2, 2), ("CS902", "", 2, 6), ("CS304", "/2/status", 5, 4), ("CS409", "/3/provision", 6, 3),
    ]  # fmt: skip
