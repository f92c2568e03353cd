"""``check`` of tables, the verbs ``rows`` and ``profile``, and what none of them shows."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.vocabularies import ENGINES

Run = Callable[..., Any]
CANARY = "Quaxlworth"
HEAD = "edition,subject_kind,subject_ref,provision,status,assessed_on,evidence,reason,note"
GOOD = "scs-2018,service,svc-1,scs-2018.1.1.5,met,2026-03-01,d-1;d-2,,"
BAD = f"scs-2018,service,svc-1,scs-2018.1.1.5.r1,{CANARY},2026-03-01,,,{CANARY}"


def table(folder: Path, *rows: str, name: str = "rows.csv", head: str = HEAD) -> str:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return str(path)


def lines(folder: Path, *rows: dict[str, Any], name: str = "rows.ndjson") -> str:
    path = folder / name
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return str(path)


def row(**members: Any) -> dict[str, Any]:
    first = {"edition": "scs-2018", "subject_kind": "service", "subject_ref": "svc-1", "provision": "scs-2018.1.1.5"}
    return {**first, "status": "met", "assessed_on": "2026-03-01", "evidence": ["d-1"], **members}


def test_a_table_is_told_by_its_name(run: Run, tmp_path: Path) -> None:
    ran = run("check", table(tmp_path, GOOD))
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "valid: table, 1 row judged, 0 invalid"
    assert "a table (csv) read by the profile csv: 1 row valid, 0 unverified" in ran.out


def test_an_invalid_row_is_named_by_its_place_and_shows_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("check", table(tmp_path, GOOD, BAD))
    assert ran.code == 1
    assert "\nrow 3\n  CS304 Word not in the list\n    status, column 5\n" in ran.out
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_is_chosen_and_shown(run: Run, tmp_path: Path, engine: str) -> None:
    plain = json.loads(run("check", table(tmp_path, GOOD, BAD), "--engine", engine, "--json").out)
    assert plain["judged_by"]["engine"] == engine
    assert plain["table"] == {"format": "csv", "profile": "csv", "rows": 2, "invalid": 1, "unverified": 0}
    assert [(i["code"], i["row"], i["column"], i["pointer"]) for i in plain["issues"]] == [("CS304", 3, 5, "/1/status")]


def test_an_engine_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("check", table(tmp_path, GOOD), "--engine", CANARY)
    assert ran.code == 2
    assert CANARY not in ran.err


def test_what_every_row_would_repeat_is_told_once(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "scs-2018.1.1.5,not-assessed", head="provision,status")
    assert run("check", path).code == 1
    told = ("--set", "edition=scs-2018", "--set", "subject_kind=service", "--set", "subject_ref=svc-1")
    assert run("check", path, *told).code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--set", CANARY], "--set takes a column"),
        (["--set", "edition="], "--set takes a column"),
        (["--set", f"editon={CANARY}"], "Did you mean edition?"),
        (["--set", f"{CANARY}=x"], "Columns: edition,"),
        (["--set", "tool=a", "--set", "tool=b"], "gives tool twice"),
        (["--resume", CANARY], "one table of link rows"),
        (["--sheet", "0"], "--sheet"),
    ],
)
def test_a_wrong_call_is_told_so_and_not_repeated(run: Run, tmp_path: Path, given: list[str], said: str) -> None:
    ran = run("check", table(tmp_path, GOOD), *given)
    assert ran.code == 2
    assert said in ran.err
    assert CANARY not in ran.out + ran.err


def test_an_unknown_profile_is_an_unknown_id(run: Run, tmp_path: Path) -> None:
    ran = run("check", table(tmp_path, GOOD), "--profile", "htcds")
    assert ran.code == 4
    assert "htcds-2" in ran.err


@pytest.mark.parametrize("name", ["rows.ndjson", "rows.jsonl", "rows.ndjson.gz"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_lines_are_judged_alike_whoever_shares_them(run: Run, tmp_path: Path, name: str, jobs: str) -> None:
    path = lines(tmp_path, row(), row(status=CANARY), row(provision="scs-2018.9.9"), name=name)
    ran = run("check", path, "--jobs", jobs, "--json")
    plain = json.loads(ran.out)
    assert plain["table"] == {"format": "ndjson", "rows": 3, "invalid": 1, "unverified": 1}
    assert {(i["code"], i["line"], i["pointer"]) for i in plain["issues"]} == {
        ("CS304", 2, "/1/status"), ("CS409", 3, "/2/provision"),
    }  # fmt: skip
    assert CANARY not in ran.out + ran.err


def test_a_finished_check_leaves_no_note_behind(run: Run, tmp_path: Path) -> None:
    path = lines(tmp_path, row(), row())
    note = tmp_path / "note"
    assert run("check", path, "--resume", str(note)).code == 0
    assert not note.exists()


def test_a_json_text_without_a_kind_may_be_rows(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"results": [row(), row(status=CANARY)]}), encoding="utf-8")
    ran = run("check", str(path), "--json")
    assert json.loads(ran.out)["table"]["rows"] == 2
    assert CANARY not in ran.out


def test_a_json_text_without_rows_is_no_table(run: Run) -> None:
    plain = json.loads(run("check", "-", "--json", stdin=b'{"page": 1}').out)
    assert "table" not in plain
    assert {issue["code"] for issue in plain["issues"]} == {"CS202", "CS203"}


def test_the_standard_input_may_be_a_table(run: Run) -> None:
    ran = run("check", "-", "--as", "csv", "--json", stdin=f"{HEAD}\n{GOOD}\n".encode())
    assert json.loads(ran.out)["table"]["rows"] == 1


def test_the_guard_finds_a_shape_and_shows_nothing(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, GOOD + "Ring 07700 900123")
    assert run("check", path).code == 0
    ran = run("check", path, "--guard")
    assert ran.code == 1
    assert "CS921" in ran.out
    assert "900123" not in ran.out + ran.err


def test_the_guard_looks_into_documents_too(run: Run, assessment: dict[str, Any]) -> None:
    assessment["findings"][0]["note"] = "Ring 07700 900123"
    content = json.dumps(assessment).encode()
    assert run("check", "-", stdin=content).code == 0
    ran = run("check", "-", "--guard", stdin=content)
    assert ran.code == 1
    assert "CS921" in ran.out
    assert "900123" not in ran.out + ran.err


def test_annotations_of_a_table_name_its_line(run: Run, tmp_path: Path) -> None:
    ran = run("check", table(tmp_path, GOOD, BAD), "--format", "github")
    # A workflow counts characters in col: the column of the table is told in words.
    assert ",line=3,title=CS304 Word not in the list::row 3, status, column 5: Use one of" in ran.out
    assert CANARY not in ran.out


# ---- rows


def test_rows_of_an_assessment_and_back(run: Run, tmp_path: Path, repository: Path) -> None:
    source = repository / "examples" / "invented-2018-self-assessment.json"
    before = cs.read_assessment(source)
    for ending in ("csv", "xlsx", "json", "ndjson", "parquet"):
        target, back = tmp_path / f"rows.{ending}", tmp_path / f"back-{ending}.json"
        ran = run("rows", str(source), "-o", str(target))
        assert (ran.code, ran.out) == (0, "")
        assert f"{len(before)} rows written." in ran.err
        again = run("rows", str(target), "-o", str(back), "--json")
        assert json.loads(again.out) == {"assessments": 1, "findings": len(before)}
        after = cs.read_assessment(back)
        assert (after.findings, after.subject, after.period) == (before.findings, before.subject, before.period)


def test_rows_about_several_go_into_a_folder(run: Run, tmp_path: Path) -> None:
    facts = ("--set", "period_start=2026-01-01", "--set", "period_end=2026-03-31", "--set", "assessor_role=other")
    path = table(tmp_path, GOOD, GOOD.replace("svc-1", "svc-2"))
    refused = run("rows", path, *facts, "-o", str(tmp_path / "one.json"))
    assert refused.code == 2
    assert "2 subjects" in refused.err
    assert run("rows", path, *facts, "-o", str(tmp_path / "all")).code == 0
    assert sorted(p.name for p in (tmp_path / "all").iterdir()) == ["assessment-1.json", "assessment-2.json"]


def test_a_table_with_an_invalid_row_is_refused_whole(run: Run, tmp_path: Path) -> None:
    ran = run("rows", table(tmp_path, GOOD, BAD), "-o", str(tmp_path / "a.json"))
    assert ran.code == 1
    assert not (tmp_path / "a.json").exists()
    assert CANARY not in ran.out + ran.err


def test_a_fact_that_nobody_told_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("rows", table(tmp_path, GOOD), "-o", str(tmp_path / "a.json"))
    assert ran.code != 0
    assert "period" in ran.err
    assert not (tmp_path / "a.json").exists()


def test_rows_write_over_nothing_unasked(run: Run, tmp_path: Path, repository: Path) -> None:
    source = str(repository / "examples" / "invented-2018-self-assessment.json")
    target = tmp_path / "rows.csv"
    target.write_text("mine", encoding="utf-8")
    assert run("rows", source, "-o", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("rows", source, "-o", str(target), "--force").code == 0


# ---- profile


def test_the_shipped_profiles_are_listed_with_their_confirmation(run: Run) -> None:
    plain = json.loads(run("profile", "list", "--json").out)
    assert [each["id"] for each in plain] == ["csv", "htcds-2", "kobo", "odk"]
    assert {each["confirmation"] for each in plain} == {"not-confirmed"}
    assert run("profile").out == run("profile", "list").out
    assert run("profile").out.count("no user has confirmed it yet") == 4


@pytest.mark.parametrize("named", ["csv", "htcds-2", "kobo", "odk"])
def test_a_profile_is_shown(run: Run, named: str) -> None:
    assert "fills provision" in run("profile", "show", named).out
    assert json.loads(run("profile", "show", named, "--json").out)["id"] == named


def test_a_draft_can_be_used_at_once(run: Run, tmp_path: Path) -> None:
    head = "Case ref,Client surname,Provision,Status,Assessed on,Edition,Subject kind"
    path = table(tmp_path, f"c-1,{CANARY},scs-2018.1.1.5,met,2026-03-01,scs-2018,case", head=head)
    target = tmp_path / "profile.json"
    ran = run("profile", "draft", path, "--id", "ours", "-o", str(target))
    assert ran.code == 0
    assert CANARY not in target.read_text(encoding="utf-8") + ran.out + ran.err
    assert run("check", str(target)).code == 0
    drafted = json.loads(target.read_text(encoding="utf-8"))
    assert drafted["confirmation"] == "not-confirmed"
    columns = {each["name"]: each for each in drafted["columns"]}
    assert columns["Client surname"]["personal"] is True
    assert columns["Status"]["to"] == "status"
    ran = run("check", path, "--profile", str(target), "--json", "--set", "subject_ref=c-1")
    assert json.loads(ran.out)["table"]["rows"] == 1
    assert CANARY not in ran.out
