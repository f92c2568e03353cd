"""The packs of whoever runs the command: adding, listing, removing, checking and making them."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import packs
from care_standards.cli import pack_changes
from care_standards.documents.codec import to_bytes, to_plain

Run = Callable[..., Any]
Fuller = Callable[..., bytes]
CANARY = "Quaxlworth"
owned = pytest.mark.skipif(os.name == "nt", reason="this system has no owner's permissions")


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def full(tmp_path: Path, fuller: Fuller) -> str:
    (tmp_path / f"{CANARY}.json").write_bytes(fuller())
    return str(tmp_path / f"{CANARY}.json")


@pytest.fixture
def wrong(tmp_path: Path, fuller: Fuller) -> str:
    (tmp_path / f"wrong-{CANARY}.json").write_bytes(fuller(page=22))
    return str(tmp_path / f"wrong-{CANARY}.json")


def _kept(home: Path) -> list[str]:
    """Give the names of what is in the folder for packs, hidden ones included; a pack that was added is one file."""
    folder = home / "packs"
    return sorted(name.removesuffix(".zip") for name in os.listdir(folder)) if folder.exists() else []


# ---- list


@pytest.mark.parametrize("arguments", [("packs",), ("packs", "list")])
def test_a_list_of_none(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "None. Add one with: care-standards packs add" in ran.out
    assert json.loads(run(*arguments, "--json").out) == []


def test_list_tells_what_is_in_a_pack(run: Run, oak: str) -> None:
    assert run("packs", "add", oak).code == 0
    out = _words(run("packs", "list").out)
    for said in ("1 oak-2026 1: Oak House", "from added", "rights private", "edition oak-2026: complete, 6 provisions"):
        assert said in out
    (plain,) = json.loads(run("packs", "list", "--json").out)
    assert (plain["number"], plain["where"], plain["id"], plain["sharing"]) == (1, "home", "oak-2026", "private")
    assert [edition["id"] for edition in plain["editions"]] == ["oak-2026"]
    assert run("--json", "packs").out == run("packs", "--json", "list").out == run("packs", "--json").out
    assert json.loads(run("packs", "list", "--no-packs", "--json").out) == []


def test_a_damaged_pack_keeps_its_name(run: Run, oak: str, packs_home: Path) -> None:
    assert run("packs", "add", oak).code == 0
    (packs_home / "packs" / "oak-2026.zip").write_bytes(b"PK damaged")
    assert "Add it again with --replace, or: care-standards packs remove 1" in _words(run("packs").out)
    assert run("packs", "add", oak).code == 2
    assert json.loads(run("packs", "remove", "oak-2026", "--json").out) == {"removed": [1]}
    assert _kept(packs_home) == []


def test_a_closed_folder_of_packs_is_told_of(run: Run, packs_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (packs_home / "packs").write_text("no folder", encoding="utf-8")
    ran = run("packs")
    assert ran.code == 0
    assert "cannot be read" in ran.err


# ---- add


def test_add_makes_a_pack_of_an_edition(run: Run, full: str, packs_home: Path) -> None:
    ran = run("packs", "add", full)
    assert (ran.code, ran.out) == (0, "")
    assert "Added scs-2018 1: scs-2018 (partial, 14 provisions); 30 ids retired. It is private" in ran.err
    assert _kept(packs_home) == ["scs-2018"]
    assert packs.check(packs_home / "packs" / "scs-2018.zip").verdict == "valid"
    assert "14 provisions" in run("show", "scs-2018").out
    assert json.loads(run("resolve", "--json", "scs-2018.1.1.1").out)["id_status"] == "retired"


@owned
def test_nobody_else_may_read_what_is_added(run: Run, full: str, packs_home: Path) -> None:
    old = os.umask(0)
    try:
        assert run("packs", "add", full).code == 0
    finally:
        os.umask(old)
    for path in (packs_home / "packs").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert stat.S_IMODE((packs_home / "packs").stat().st_mode) == 0o700


def test_add_json_says_what_was_added(run: Run, oak: str) -> None:
    plain = json.loads(run("packs", "add", "--json", "--id", "mine", "--version", "2.0.0", "--title", "T", oak).out)
    assert [(p["id"], p["version"], p["title"], p["retired"]) for p in plain["added"]] == [("mine", "2.0.0", "T", 0)]


def test_add_refuses_what_differs_from_the_anchors_and_writes_nothing(run: Run, wrong: str, packs_home: Path) -> None:
    ran = run("packs", "add", wrong)
    assert ran.code == 1
    rows = [_words(line) for line in ran.out.splitlines()]
    assert "provision what expected found" in rows
    assert "scs-2018.1.1.5 page 21 22" in rows
    assert "--accept-differences" in ran.err
    assert _kept(packs_home) == []
    plain = json.loads(run("packs", "add", "--json", wrong).out)
    assert plain["differences"] == [{"provision": "scs-2018.1.1.5", "what": "page", "expected": "21", "found": 22}]
    assert cs.check(plain["report"]).verdict == "valid"
    assert _kept(packs_home) == []


def test_differences_are_accepted_for_a_reason_that_is_kept(run: Run, wrong: str, packs_home: Path) -> None:
    assert run("packs", "add", "--accept-differences", "another upload", wrong).code == 0
    kept = packs.load(packs_home / "packs" / "scs-2018.zip").accepted_differences
    assert kept is not None
    assert (kept.reason, len(kept.differences)) == ("another upload", 1)
    assert "1 accepted: another upload" in _words(run("packs").out)
    assert "page 22" in _words(run("show", "scs-2018.1.1.5").out)


def test_differences_of_a_whole_pack_are_accepted_too(
    run: Run, fuller: Fuller, packs_home: Path, tmp_path: Path
) -> None:
    pack = packs.make(
        id="mine",
        version="3",
        title="Mine",
        editions=[cs.readers.read_edition(fuller(page=22))],
        accept_differences="first",
    )
    packs.save(pack, tmp_path / "mine.zip")
    assert run("packs", "add", str(tmp_path / "mine.zip"), "--accept-differences", "looked up").code == 0
    kept = packs.load(packs_home / "packs" / "mine.zip")
    assert (kept.version, kept.title) == ("3", "Mine")
    assert kept.accepted_differences is not None
    assert kept.accepted_differences.reason == "looked up"


def test_a_folder_that_is_no_pack_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CANARY, encoding="utf-8")
    ran = run("packs", "add", str(tmp_path))
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "a folder without pack.json is no pack; care-standards packs make makes one" in ran.err


def test_add_a_folder_and_a_zip(run: Run, oak: str, tmp_path: Path, packs_home: Path) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a"), "--id", "a").code == 0
    assert run("packs", "add", str(tmp_path / "a")).code == 0
    assert run("packs", "remove", "a").code == 0
    assert run("packs", "make", oak, "-o", str(tmp_path / "b.zip"), "--id", "b").code == 0
    assert run("packs", "add", str(tmp_path / "b.zip")).code == 0
    assert _kept(packs_home) == ["b"]


def test_a_crosswalk_is_held_against_the_editions_given_with_it(run: Run, oak: str, repository: Path) -> None:
    crosswalk = str(repository / "examples" / "own-crosswalk.json")
    alone = run("packs", "add", crosswalk)
    assert alone.code == 1
    assert "CS408" in alone.out
    assert run("packs", "add", crosswalk, oak).code == 0
    assert "oak-2026--scs-2018" in run("list", "crosswalks").out
    assert run("show", "oak-2026--scs-2018").code == 0


def test_a_crosswalk_alone_beside_a_pack_that_is_held(run: Run, oak: str, repository: Path) -> None:
    assert run("packs", "add", oak).code == 0
    assert run("packs", "add", str(repository / "examples" / "own-crosswalk.json")).code == 0
    assert [pack["id"] for pack in json.loads(run("packs", "--json").out)] == ["oak-2026", "oak-2026-scs-2018"]


def test_a_publication_registers_its_edition(run: Run, oak: str, tmp_path: Path) -> None:
    known = cs.publication("ticc")
    edition = cs.readers.read_edition(oak)
    record = attrs.evolve(
        known.editions[0], id="oak-2026", title=edition.title, status="current", supersedes=None, superseded_by=None,
        completeness=edition.completeness, rights=edition.rights, uploads=(),
    )  # fmt: skip
    publication = attrs.evolve(known, id="oak", title="Oak House Handbook", editions=(record,), events=())
    (tmp_path / "oak.json").write_bytes(to_bytes(to_plain(publication)))
    ran = run("packs", "add", oak, str(tmp_path / "oak.json"))
    assert (ran.code, ran.out) == (0, "")
    assert "oak: Oak House Handbook" in run().out
    assert "oak-2026 current complete" in _words(run("list", "--publication", "oak").out)
    assert json.loads(run("list", "publications", "--json").out)[-1]["editions"][0]["pack"] == "oak-2026"
    assert run("show", "oak").code == run("show", "oak-2026").code == 0


def test_a_whole_pack_is_judged_as_any_document_is(run: Run, oak: str, tmp_path: Path, packs_home: Path) -> None:
    """Loading trusts what has the digest of the manifest; adding does not."""
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    file, manifest = tmp_path / "a" / "editions" / "oak-2026.json", tmp_path / "a" / "pack.json"
    plain = json.loads(file.read_bytes())
    plain["provisions"][0]["sources"] = ["nowhere"]
    file.write_text(json.dumps(plain), encoding="utf-8")
    named = json.loads(manifest.read_bytes())
    named["files"][0]["sha256"] = sha256(file.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(named), encoding="utf-8")
    ran = run("packs", "add", str(tmp_path / "a"))
    assert ran.code == 1
    assert "/files/0/provisions/0/sources/0" in ran.out
    assert _kept(packs_home) == []


def test_a_whole_pack_that_differs_is_refused_with_the_differences(
    run: Run, fuller: Fuller, packs_home: Path, tmp_path: Path
) -> None:
    pack = packs.make(
        id="w", version="1", editions=[cs.readers.read_edition(fuller(page=22))], accept_differences="for now"
    )
    packs.save(pack, tmp_path / "w")
    plain = json.loads((tmp_path / "w" / "pack.json").read_bytes())
    del plain["accepted_differences"]
    (tmp_path / "w" / "pack.json").write_text(json.dumps(plain), encoding="utf-8")
    ran = run("packs", "add", str(tmp_path / "w"))
    assert ran.code == 1
    assert "scs-2018.1.1.5 page 21 22" in [_words(line) for line in ran.out.splitlines()]
    assert _kept(packs_home) == []
    assert run("packs", "add", str(tmp_path / "w"), "--accept-differences", "looked up").code == 0


def test_adding_again_needs_to_be_meant(run: Run, oak: str, packs_home: Path) -> None:
    assert run("packs", "add", oak).code == 0
    again = run("packs", "add", oak, "--version", "2")
    assert again.code == 2
    assert "--replace" in again.err
    assert packs.load(packs_home / "packs" / "oak-2026.zip").version == "1"
    assert run("packs", "add", oak, "--version", "2", "--replace").code == 0
    assert packs.load(packs_home / "packs" / "oak-2026.zip").version == "2"
    assert _kept(packs_home) == ["oak-2026"]


def test_a_fuller_edition_replaces_an_earlier_one_of_the_same_pack(run: Run, full: str) -> None:
    for _ in range(2):
        assert run("packs", "add", "--replace", full).code == 0
    assert json.loads(run("list", "--publication", "scs", "--json").out)[2]["data_revision"] == 2


def test_the_same_edition_from_two_packs_is_refused(run: Run, oak: str, packs_home: Path) -> None:
    assert run("packs", "add", oak).code == 0
    ran = run("packs", "add", oak, "--id", "other")
    assert ran.code == 1
    assert "edition oak-2026" in ran.err
    assert _kept(packs_home) == ["oak-2026"]
    assert json.loads(run("packs", "add", oak, "--id", "other", "--json").out)["error"] == "conflict"


def test_two_sources_of_one_id(run: Run, oak: str, tmp_path: Path) -> None:
    for name in ("a", "b.zip"):
        assert run("packs", "make", oak, "-o", str(tmp_path / name)).code == 0
    ran = run("packs", "add", str(tmp_path / "a"), str(tmp_path / "b.zip"))
    assert ran.code == 2
    assert "same id" in ran.err


@pytest.mark.parametrize(
    "options",
    [("--id", f"{CANARY} x"), ("--version", f"{CANARY} \n"), ("--title", CANARY * 200), ("--accept-differences", "")],
)
def test_an_option_that_no_pack_can_have(run: Run, wrong: str, options: tuple[str, str], packs_home: Path) -> None:
    accept = () if options[0] == "--accept-differences" else ("--accept-differences", "meant")
    ran = run("packs", "add", wrong, *accept, *options)
    assert ran.code == 2
    assert options[0] in ran.err
    assert CANARY not in ran.err
    assert _kept(packs_home) == []


def test_a_pack_has_an_id_of_its_own(run: Run, tmp_path: Path, oak: str) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    assert run("packs", "add", str(tmp_path / "a"), "--id", "x").code == 2


def test_what_is_no_document_of_a_pack(run: Run, tmp_path: Path, assessment: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(assessment), encoding="utf-8")
    assert run("packs", "add", str(tmp_path / "a.json")).code == 2
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    ran = run("packs", "add", str(tmp_path / "b.json"))
    assert ran.code == 1
    assert "CS104" in ran.out
    assert json.loads(run("packs", "add", "--json", str(tmp_path / "b.json")).out)["kind"] == "report"
    (tmp_path / "c.md").write_text("+++\n+++\n", encoding="utf-8")
    ran = run("packs", "add", str(tmp_path / "c.md"))
    assert ran.code == 2
    assert "compiled first" in ran.err
    assert run("packs", "add", str(tmp_path / "none.json")).code == 3
    assert run("packs", "add", str(tmp_path / "none.zip")).code == 3


def test_a_damaged_pack_is_not_added(run: Run, tmp_path: Path, oak: str, packs_home: Path) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    file = tmp_path / "a" / "editions" / "oak-2026.json"
    file.write_text(file.read_text(encoding="utf-8").replace("first day", CANARY), encoding="utf-8")
    ran = run("packs", "add", str(tmp_path / "a"))
    assert ran.code == 1
    assert "CS" in ran.out
    assert CANARY not in ran.out + ran.err
    assert _kept(packs_home) == []


@owned
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_home_that_cannot_be_written(run: Run, oak: str, packs_home: Path) -> None:
    packs_home.chmod(0o500)
    try:
        assert run("packs", "add", oak).code == 3
    finally:
        packs_home.chmod(0o700)


def test_a_home_that_is_a_file(run: Run, oak: str, packs_home: Path) -> None:
    (packs_home / "packs").write_text("x", encoding="utf-8")
    ran = run("packs", "add", oak)
    assert ran.code == 3
    assert ran.err == "Nothing was written: the folder for packs cannot be made.\n"


def test_a_failed_save_leaves_the_pack_that_was_there(
    run: Run, oak: str, packs_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("packs", "add", oak).code == 0
    before = {path: path.read_bytes() for path in packs_home.rglob("*.zip")}

    def full_disk(*arguments: object) -> None:
        raise pack_changes.UnwritableTargetError("there is no room")

    monkeypatch.setattr("care_standards.packs.save", full_disk, raising=False)
    assert run("packs", "add", oak, "--replace", "--version", "9").code == 3
    assert {path: path.read_bytes() for path in packs_home.rglob("*.zip")} == before


# ---- remove


def test_remove_by_id_and_by_number(run: Run, oak: str, full: str, packs_home: Path) -> None:
    assert run("packs", "add", oak).code == run("packs", "add", full).code == 0
    assert json.loads(run("packs", "remove", "--json", "oak-2026").out) == {"removed": ["oak-2026"]}
    assert _kept(packs_home) == ["scs-2018"]
    assert run("packs", "remove", "1").code == 0
    assert _kept(packs_home) == []
    assert "44 provisions" in _words(run("show", "scs-2018").out)


def test_a_broken_pack_is_removed_by_its_number(run: Run, packs_home: Path) -> None:
    broken = packs_home / "packs" / CANARY
    broken.mkdir(parents=True)
    (broken / "pack.json").write_text("{", encoding="utf-8")
    assert json.loads(run("packs", "remove", "--json", "1").out) == {"removed": [1]}
    assert _kept(packs_home) == []


def test_remove_a_zip_that_was_put_there_by_hand(run: Run, oak: str, packs_home: Path) -> None:
    (packs_home / "packs").mkdir()
    assert run("packs", "make", oak, "-o", str(packs_home / "packs" / "x.zip")).code == 0
    assert run("show", "oak-2026").code == 0
    assert run("packs", "add", oak, "--replace").code == 0
    assert run("packs", "remove", "oak-2026").code == 0


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_removing_a_link_leaves_what_it_leads_to(run: Run, oak: str, tmp_path: Path, packs_home: Path) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    (packs_home / "packs").mkdir()
    (packs_home / "packs" / "a").symlink_to(tmp_path / "a")
    assert run("packs", "remove", "1").code == 0
    assert _kept(packs_home) == []
    assert packs.check(tmp_path / "a").ok


def test_an_unknown_pack(run: Run, oak: str) -> None:
    run("packs", "add", oak)
    ran = run("packs", "remove", "oak-2025")
    assert ran.code == 4
    assert "Did you mean oak-2026?" in ran.err
    assert run("packs", "remove", "oak-2026", CANARY).code == 4
    assert len(json.loads(run("packs", "--json").out)) == 1
    assert run("packs", "remove", "7").code == 4


def test_what_comes_from_the_path_is_not_removed(
    run: Run, oak: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    monkeypatch.setenv("CARE_STANDARDS_PATH", str(tmp_path / "a"))
    ran = run("packs", "remove", "oak-2026")
    assert ran.code == 2
    assert "CARE_STANDARDS_PATH" in ran.err
    assert (tmp_path / "a" / "pack.json").exists()


# ---- check


def test_check_a_source_an_id_a_number_and_all(run: Run, oak: str, full: str, tmp_path: Path) -> None:
    run("packs", "add", oak)
    run("packs", "add", full)
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    for arguments in (("oak-2026",), ("1",), (str(tmp_path / "a"),)):
        ran = run("packs", "check", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("valid: pack, 6 of 6 records judged")
        report = json.loads(run("packs", "check", "--json", *arguments).out)
        assert report["document_kind"] == "pack"
        assert cs.check(report).verdict == "valid"
    entries = json.loads(run("packs", "check", "--json").out)
    assert [entry["report"]["verdict"] for entry in entries] == ["valid", "valid"]


def test_check_finds_a_planted_fault(run: Run, oak: str, tmp_path: Path) -> None:
    assert run("packs", "make", oak, "-o", str(tmp_path / "a")).code == 0
    (tmp_path / "a" / f"{CANARY}.json").write_text(CANARY, encoding="utf-8")
    for form in ("text", "json", "github"):
        ran = run("packs", "check", "--format", form, str(tmp_path / "a"))
        assert ran.code == 1
        assert "CS6" in ran.out
        assert CANARY not in ran.out + ran.err


def test_check_what_cannot_be_opened(run: Run, tmp_path: Path) -> None:
    assert run("packs", "check", str(tmp_path / "none")).code == 3
    assert run("packs", "check", "-").code == 2
    ran = run("packs", "check")
    assert (ran.code, ran.out) == (0, "")
    assert "no pack" in ran.err
    assert run("packs", "check", "--json").out == "[]\n"


# ---- make


def test_make_a_zip_and_a_folder(run: Run, oak: str, tmp_path: Path) -> None:
    ran = run("packs", "make", oak, "-o", str(tmp_path / "o.zip"), "--id", "o", "--version", "2026-11-01")
    assert (ran.code, ran.out) == (0, "")
    assert "Made o 2026-11-01, private: 1 file beside" in ran.err
    assert zipfile.is_zipfile(tmp_path / "o.zip")
    assert run("packs", "make", oak, "-o", str(tmp_path / "o"), "--json").code == 0
    assert packs.load(tmp_path / "o").editions == packs.load(tmp_path / "o.zip").editions


def test_make_shareable_leaves_the_wording_out(run: Run, full: str, tmp_path: Path) -> None:
    assert run("packs", "make", full, "-o", str(tmp_path / "p.zip")).code == 0
    assert run("packs", "make", full, "-o", str(tmp_path / "s.zip"), "--shareable").code == 0
    private, shareable = packs.load(tmp_path / "p.zip"), packs.load(tmp_path / "s.zip")
    assert [p.rights.sharing for p in (private, shareable)] == ["private", "shareable"]
    assert all(provision.text is not None for provision in private.editions[0])
    assert all(provision.text is None for provision in shareable.editions[0])
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert not [name for name in archive.namelist() if CANARY.encode() in archive.read(name)]


def test_make_writes_over_nothing_unasked(run: Run, oak: str, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("kept", encoding="utf-8")
    ran = run("packs", "make", oak, "-o", str(tmp_path / "x.zip"))
    assert ran.code == 2
    assert "--force" in ran.err
    assert (tmp_path / "x.zip").read_text(encoding="utf-8") == "kept"
    assert run("packs", "make", oak, "-o", str(tmp_path / "x.zip"), "--force").code == 0
    assert run("packs", "make", oak, "-o", "-").code == 2


def test_make_refuses_what_differs(run: Run, wrong: str, tmp_path: Path) -> None:
    ran = run("packs", "make", wrong, "-o", str(tmp_path / "x.zip"))
    assert ran.code == 1
    assert "scs-2018.1.1.5" in ran.out
    assert not (tmp_path / "x.zip").exists()
    assert run("packs", "make", wrong, "-o", str(tmp_path / "x.zip"), "--accept-differences", "r").code == 0


# ---- misuse


@pytest.mark.parametrize(
    "arguments",
    [
        (CANARY,),
        ("add",),
        ("add", f"--{CANARY}"),
        ("remove",),
        ("make", "x"),
        ("list", CANARY),
        ("check", "--format", CANARY),
    ],
)
def test_misuse_repeats_no_argument(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run("packs", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert CANARY not in ran.err


def test_a_slip_in_the_name_of_a_command(run: Run) -> None:
    assert "Try one of: remove" in run("packs", "remov").err


@pytest.mark.parametrize("command", ["list", "add", "remove", "check", "make"])
def test_help_of_each(run: Run, command: str) -> None:
    ran = run("packs", command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "--json" in ran.out
    assert ran.out.isascii()
    assert command in run("packs", "--help").out
