"""What ``check`` says of documents, in each format, and what it never says."""

import base64
import copy
import gzip
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs

Run = Callable[..., Any]
FORMATS = ("text", "json", "github")
CANARY = "Quaxlworth"
CONTROLS = "\x1b[31m\x1b]8;;x\x07\x9b1m\x08\r\u202e\u2066\x7f"


def _bytes(document: object) -> bytes:
    return json.dumps(document).encode("utf-8")


def test_text_begins_with_the_verdict_and_the_counts(run: Run, assessment: dict[str, Any]) -> None:
    ran = run("check", "-", stdin=_bytes(assessment))
    lines = ran.out.splitlines()
    assert lines[0] == "valid: assessment, 2 of 2 records judged"
    assert lines[1] == f"judged by care_standards {cs.__version__} with schema version 1.0 and jsonschema-rs"
    completeness = cs.load("scs-2018").completeness
    assert lines[2] == f"edition scs-2018: {completeness}, data revision 1"
    assert ran.err == ""


def test_text_groups_issues_where_they_are(run: Run, assessment: dict[str, Any]) -> None:
    assessment["findings"][1]["status"] = CANARY
    assessment["findings"][1]["assessed_on"] = CANARY
    assessment["assessor_role"] = CANARY
    out = run("check", "-", stdin=json.dumps(assessment, indent=1).encode()).out
    assert out.splitlines()[0] == "invalid: assessment, 2 of 2 records judged, 3 errors"
    assert out.count("\n/findings/1\n") == 1
    assert out.index("\n/assessor_role\n") < out.index("\n/findings/1\n")
    assert "  CS304 Word not in the list\n    /findings/1/status, line " in out
    assert "met, partly-met, not-met" in out


def test_more_than_shown_is_counted(run: Run, assessment: dict[str, Any]) -> None:
    for finding in assessment["findings"]:
        finding["status"] = finding["assessed_on"] = "x"
    content = _bytes(assessment)
    assert "\nand 3 more" in run("check", "-", "--max-issues", "1", stdin=content).out
    assert "and 3 more" in run("check", "-", "--max-issues", "1", "--format", "github", stdin=content).out
    assert " more" not in run("check", "-", stdin=content).out
    assert json.loads(run("check", "-", "--max-issues", "1", "--json", stdin=content).out)["counts"]["shown"] == 1


@pytest.mark.parametrize("flags", [("--json",), ("--format", "json"), ("--format", "json", "--json")])
def test_json_of_one_file_is_the_report_document(run: Run, unverified: dict[str, Any], flags: tuple[str, ...]) -> None:
    ran = run("check", "-", *flags, stdin=_bytes(unverified))
    assert ran.out.isascii()
    report = json.loads(ran.out)
    assert report["verdict"] == "unverified"
    assert cs.check(report, kind="report").verdict == "valid"
    assert cs.readers.read_report(ran.out.encode()) == cs.check(_bytes(unverified))


def test_json_before_the_verb_counts_too(run: Run, assessment: dict[str, Any]) -> None:
    assert json.loads(run("--json", "check", "-", stdin=_bytes(assessment)).out)["kind"] == "report"


def test_json_of_several_inputs_is_a_list_in_their_order(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_bytes(_bytes(assessment))
    (tmp_path / "b.json").write_bytes(b"{")
    ran = run("check", "--json", str(tmp_path / "b.json"), str(tmp_path / "none"), str(tmp_path / "a.json"))
    entries = json.loads(ran.out)
    assert [entry["input"] for entry in entries] == [1, 2, 3]
    assert [entry.get("report", {}).get("verdict") for entry in entries] == ["invalid", None, "valid"]
    assert entries[1] == {
        "input": 2,
        "error": "unreadable",
        "reason": "The source cannot be read: there is no such file.",
    }
    assert str(tmp_path) not in ran.out + ran.err
    for entry in (entries[0], entries[2]):
        assert cs.check(entry["report"]).verdict == "valid"


def test_a_folder_stands_for_its_json_files_at_any_depth_sorted(
    run: Run, tmp_path: Path, assessment: dict[str, Any]
) -> None:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "z.json").write_bytes(_bytes(assessment))
    (tmp_path / "sub" / "deep" / "a.json.gz").write_bytes(gzip.compress(_bytes(assessment)))
    (tmp_path / "sub" / "b.JSON").write_bytes(b"[]")
    (tmp_path / "notes.txt").write_bytes(b"no")
    ran = run("check", "--json", "--show-names", str(tmp_path))
    entries = json.loads(ran.out)
    names = [Path(entry["name"]).relative_to(tmp_path).as_posix() for entry in entries]
    assert names == ["sub/b.JSON", "sub/deep/a.json.gz", "z.json"]
    assert [entry["report"]["verdict"] for entry in entries] == ["invalid", "valid", "valid"]
    assert ran.code == 1


def test_a_folder_of_one_file_gives_a_list_too(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_bytes(_bytes(assessment))
    assert len(json.loads(run("check", "--json", str(tmp_path)).out)) == 1


def test_a_folder_without_json_is_no_success(run: Run, tmp_path: Path) -> None:
    ran = run("check", str(tmp_path))
    assert ran.code == 3
    assert "no file that ends in .json" in ran.err


def test_a_closed_folder_is_not_passed_over(
    run: Run, tmp_path: Path, assessment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_bytes(_bytes(assessment))
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "no", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    ran = run("check", str(tmp_path))
    assert ran.code == 3
    assert "input 2 of 2: The source cannot be read: a folder cannot be opened." in ran.err
    assert "closed\n" not in ran.err


def test_a_packed_file(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(_bytes(assessment)))
    assert run("check", str(tmp_path / "a.json.gz")).code == 0


def test_standard_input_among_files(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    ran = run("check", str(tmp_path / "a.json"), "-", stdin=_bytes(assessment))
    assert "input 1 of 2: invalid: " in ran.out
    assert "input 2 of 2: valid: " in ran.out


def test_standard_input_that_is_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("care_standards.cli.inputs._read_stdin", lambda most: None)
    assert run("check", "-").code == 3


def test_standard_input_past_the_limit_is_refused_and_not_read_on(run: Run) -> None:
    ran = run("check", "-", stdin=b" " * (20 * 1024 * 1024 + 10))
    assert ran.code == 1
    assert "20971520" in ran.out


def test_the_kind_asked_for(run: Run, assessment: dict[str, Any]) -> None:
    assert run("check", "--kind", "assessment", "-", stdin=_bytes(assessment)).code == 0
    assert "CS20" in run("check", "--kind", "edition", "-", stdin=_bytes(assessment)).out


def test_github_annotations(run: Run, tmp_path: Path, unverified: dict[str, Any]) -> None:
    unverified["assessor_role"] = CANARY
    file = tmp_path / "a.json"
    file.write_bytes(_bytes(unverified))
    ran = run("check", "--format", "github", str(file))
    first, second = ran.out.splitlines()
    assert first.startswith(f"::error file={file.as_posix()},line=1,col=")
    assert ",title=CS304 Word not in the list::/assessor_role: " in first
    assert second.startswith("::notice ")
    assert run("check", "--format", "github", "--strict", str(file)).out.count("::error ") == 2
    assert ran.err.startswith("invalid: assessment")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["::error::pwned", "x ::set-output name=a::b", "##[error]pwned", "a%0Ab,c:d"])
def test_a_file_name_forges_no_workflow_command(run: Run, tmp_path: Path, form: str, name: str) -> None:
    (tmp_path / f"{name}.json").write_bytes(b"{}")
    (tmp_path / f"{CONTROLS}\n::error::forged.json").write_bytes(b"{}")
    ran = run("check", "--format", form, "--show-names", str(tmp_path))
    for line in (ran.out + ran.err).splitlines():
        assert not line.lstrip().startswith(("::error::", "::set-output"))
        if form == "text":
            assert "##[" not in line
            assert "::" not in line
        if form == "github" and line.startswith("::"):
            assert line.count("::") == 2
    _acts_on_no_terminal(ran.out + ran.err)


def _acts_on_no_terminal(text: str) -> None:
    assert not {char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"}


@pytest.mark.parametrize("form", FORMATS)
def test_names_are_shown_only_when_asked_for(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / CANARY).mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / CANARY / name).write_bytes(b"{")
    ran = run("check", "--format", form, str(tmp_path / CANARY), str(tmp_path / CANARY / "none"))
    # Choosing annotations is asking for names: they are of no use without.
    assert (CANARY in ran.out) == (form == "github")
    assert CANARY not in ran.err
    shown = run("check", "--format", form, "--show-names", str(tmp_path / CANARY)).out
    assert CANARY in shown.replace("\n  ", "")  # a long path goes over several lines


@pytest.mark.skipif(os.name == "nt", reason="file names are not bytes on this system")
def test_a_file_name_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(str(tmp_path)), b"caf\xe9.json")
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes no such name")
    for form in FORMATS:
        ran = run("check", "--format", form, "--show-names", os.fsdecode(name))
        assert ran.code == 1
        assert "Traceback" not in ran.err


# ---- no value of a document is ever shown


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    yield path


def _planted(document: dict[str, Any], path: tuple[Any, ...], canary: str) -> list[bytes]:
    """Plant a canary at a place: as the value, as the name of a member, and as the name of one given twice."""
    as_value, as_name = copy.deepcopy(document), copy.deepcopy(document)
    at: Any = as_value
    for step in path[:-1]:
        at = at[step]
    if path:
        at[path[-1]] = canary
    else:
        as_value = [canary]  # type: ignore[assignment]
    at = as_name
    for step in path:
        at = at[step]
    found = [as_value]
    if isinstance(at, dict):
        at[canary] = canary
        found.append(as_name)
    return [_bytes(each) for each in found]


def _traces(canary: str) -> list[str]:
    plain = canary.encode()
    return [
        canary, canary[:6], canary[-6:], canary[::-1], plain.hex(), base64.b64encode(plain).decode()[:8],
        hashlib.sha256(plain).hexdigest()[:16], hashlib.md5(plain, usedforsecurity=False).hexdigest()[:16],
    ]  # fmt: skip


def _documents(assessment: dict[str, Any]) -> Iterator[bytes]:
    for path in _leaves(assessment):
        yield from _planted(assessment, path, CANARY)
    content = _bytes(assessment)
    yield content.replace(b'"svc-017"', f'"{CANARY}", "{CANARY}": 1, "{CANARY}": 2'.encode())
    yield content[:-1] + CANARY.encode()
    yield content.replace(b"svc-017", CANARY.encode() + b"\xff")
    yield content[: content.index(b"svc-017")] + CANARY.encode()


@pytest.mark.parametrize("form", FORMATS)
def test_no_value_is_ever_shown(run: Run, assessment: dict[str, Any], form: str) -> None:
    documents = list(_documents(assessment))
    assert len(documents) > 40
    for content in documents:
        ran = run("check", "--format", form, "--show-names", "-", stdin=content)
        assert ran.code in (0, 1)
        said = (ran.out + ran.err).lower()
        assert not [trace for trace in _traces(CANARY) if trace.lower() in said], content


@pytest.mark.parametrize("form", FORMATS)
def test_controls_in_values_never_reach_the_terminal(run: Run, assessment: dict[str, Any], form: str) -> None:
    for path in _leaves(assessment):
        for content in _planted(assessment, path, CANARY + CONTROLS):
            ran = run("check", "--format", form, "-", stdin=content)
            _acts_on_no_terminal(ran.out + ran.err)


@pytest.mark.parametrize("form", FORMATS)
def test_a_fault_in_a_shipped_example_of_every_kind(run: Run, form: str) -> None:
    """Documents of the other kinds keep their values to themselves as well."""
    edition = cs.readers.write_edition(cs.load("scs-2015"))
    crosswalk = cs.readers.write_crosswalk(cs.crosswalks()[0])
    for content in (edition, crosswalk):
        document = json.loads(content)
        for path in list(_leaves(document))[:60]:
            for planted in _planted(document, path, CANARY):
                ran = run("check", "--format", form, "-", stdin=planted)
                assert CANARY.lower() not in (ran.out + ran.err).lower()
