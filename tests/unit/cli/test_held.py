"""What the verbs answer from: shipped data and packs; and that no pack, however broken, takes them down."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

import care_standards as cs
from care_standards import packs
from care_standards.cli.places import home
from care_standards.cli.program import VERBS

Run = Callable[..., Any]
Fuller = Callable[..., bytes]
CANARY = "Quaxlworth"


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def with_oak(run: Run, oak: str) -> None:
    assert run("packs", "add", oak).code == 0


@pytest.fixture
def with_fuller(run: Run, fuller: Fuller, tmp_path: Path) -> None:
    (tmp_path / "full.json").write_bytes(fuller())
    assert run("packs", "add", str(tmp_path / "full.json")).code == 0


def _save(oak: str, target: Path, id: str = "oak-2026") -> None:
    packs.save(packs.make(id=id, version="1", editions=[cs.readers.read_edition(oak)]), target)


# ---- every verb answers from packs


@pytest.mark.usefixtures("with_oak")
def test_an_edition_of_no_registered_publication_is_listed(run: Run) -> None:
    plain = {item["id"]: item for item in json.loads(run("list", "--json").out)}
    assert (plain["oak-2026"]["status"], plain["oak-2026"]["pack"], plain["oak-2026"]["sharing"]) == (
        "not recorded", "oak-2026", "private",
    )  # fmt: skip
    assert "date" not in plain["oak-2026"]
    assert not [id for id, item in plain.items() if "pack" in item and id != "oak-2026"]
    out = _words(run("list", "--publication", "oak").out)
    assert out == (
        "oak-2026 not recorded complete, 6 provisions Oak House Handbook 2026 (invented) "
        "[your copy (pack oak-2026, private)]"
    )
    assert run("list", "crosswalks", "--publication", "oak").out == "None.\n"


@pytest.mark.usefixtures("with_oak")
def test_the_map_shows_it_and_says_where_it_comes_from(run: Run) -> None:
    out = _words(run().out)
    assert "oak: not registered oak-2026 not recorded complete, 6 provisions your copy (pack oak-2026, private)" in out
    assert "Only what is called complete is held whole" in out
    assert "No edition is held whole" in _words(run("--no-packs").out)
    publications = json.loads(run("--json").out)["publications"]
    assert next(p for p in publications if p["id"] == "oak")["editions"][0]["pack"] == "oak-2026"


@pytest.mark.usefixtures("with_oak")
def test_show_and_resolve_what_is_in_a_pack(run: Run) -> None:
    for id in ("oak-2026", "oak-2026.2.1"):
        for verb in ("show", "resolve"):
            ran = run(verb, id)
            assert (ran.code, ran.err) == (0, "")
            assert "your copy (pack oak-2026, private)" in _words(ran.out)
            assert json.loads(run(verb, "--json", id).out)["edition"]["pack"] == "oak-2026"
    assert "not recorded: no publication at hand" in _words(run("show", "oak-2026").out)
    assert "oak-handbook Oak House Handbook 2026 (invented)" in _words(run("show", "oak-2026.2.1").out)
    assert run("show", "oak-2026.2.9").code == 4


@pytest.mark.usefixtures("with_fuller")
def test_a_fuller_edition_stands_in_the_place_of_the_shipped_one(run: Run) -> None:
    assert "scs-2018 superseded partial, 14 provisions" in _words(run("list").out)
    plain = json.loads(run("show", "--json", "scs-2018.1.1.5").out)
    assert (plain["edition"]["pack"], plain["edition"]["completeness"]["provisions"]) == ("scs-2018", 14)
    assert "your copy" in _words(run("show", "scs").out + run("show", "scs-2018--ecat-2005").out)
    retired = _words(run("resolve", "scs-2018.1.1.1").out)
    assert "retired id" in retired
    assert "will retire" not in retired
    assert run("list", "concordances").code == run("list", "publications").code == 0


@pytest.mark.usefixtures("with_fuller")
def test_check_judges_against_packs_unless_told_not_to(run: Run, unverified: dict[str, Any]) -> None:
    unverified["findings"][0]["provision"] = "scs-2018.1.1.1"
    content = json.dumps(unverified).encode()
    ran = run("check", "-", stdin=content)
    assert ran.code == 0
    assert "unverified: assessment, 2 of 2 records judged, 1 unverified" in ran.out
    assert "edition scs-2018: partial, 14 provisions, your copy (pack scs-2018, private), data revision 2" in ran.out
    for flags in (("check", "--shipped-only"), ("check", "--no-packs"), ("--no-packs", "check")):
        ran = run(*flags, "-", stdin=content)
        assert ran.code == 0
        assert "edition scs-2018: partial, 44 provisions, data revision 1" in ran.out


@pytest.mark.usefixtures("with_oak")
@pytest.mark.parametrize("verb", [("show", "oak-2026"), ("resolve", "oak-2026"), ("list", "--publication", "oak")])
def test_no_packs_before_or_after_the_verb(run: Run, verb: tuple[str, ...]) -> None:
    assert run(*verb).code == 0
    assert run(*verb, "--no-packs").code == 4
    assert run("--no-packs", *verb).code == 4


@pytest.mark.usefixtures("with_oak")
def test_no_packs_means_that_no_place_is_even_looked_at(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked() -> tuple[()]:
        raise AssertionError("a place of packs was looked at")

    monkeypatch.setattr("care_standards.cli.holdings.places", looked)
    assert run("--no-packs", "list").code == 0
    assert run("list").code == 70


# ---- wording


@pytest.mark.usefixtures("with_fuller")
def test_wording_is_shown_only_when_asked_for(run: Run) -> None:
    for id in ("scs-2018.1.1.5", "scs-2018"):
        for flags in ((), ("--json",)):
            assert CANARY not in run("show", id, *flags).out
            assert CANARY in run("show", id, "--with-wording", *flags).out
    assert CANARY not in run("resolve", "scs-2018.1.1.5").out
    assert "wording held in your copy; --with-wording shows it" in _words(run("show", "scs-2018.1.1.5").out)


def test_a_provision_without_a_summary_says_that_its_wording_is_held(run: Run, oak: str, tmp_path: Path) -> None:
    plain = json.loads(Path(oak).read_bytes())
    del plain["provisions"][0]["summary"]
    (tmp_path / "x.json").write_text(json.dumps(plain), encoding="utf-8")
    assert run("packs", "add", str(tmp_path / "x.json")).code == 0
    out = _words(run("show", "oak-2026.1").out)
    assert "wording held in your copy" in out
    assert "summary" not in out


# ---- where packs are


@pytest.mark.parametrize("name", ["o", "o.zip"])
def test_the_variable_names_packs(
    run: Run, oak: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _save(oak, tmp_path / name)
    monkeypatch.setenv("CARE_STANDARDS_PATH", str(tmp_path / name))
    assert run("show", "oak-2026").code == 0
    (plain,) = json.loads(run("packs", "--json").out)
    assert plain["where"] == "path"


def test_the_variable_names_folders_of_packs(
    run: Run, oak: str, fuller: Fuller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    _save(oak, folder / "b")
    packs.save(packs.make(id="full", version="1", editions=[cs.readers.read_edition(fuller())]), folder / "a.zip")
    (folder / "notes.txt").write_text("no pack", encoding="utf-8")
    (folder / "other things").mkdir()
    _save(oak, folder / ".hidden", "hidden")
    monkeypatch.setenv("CARE_STANDARDS_PATH", os.pathsep.join(["", str(folder), ""]))
    assert [pack["id"] for pack in json.loads(run("packs", "--json").out)] == ["full", "oak-2026"]


def test_the_packs_of_the_variable_come_first(
    run: Run, oak: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("packs", "add", oak).code == 0
    _save(oak, tmp_path / "o", "first")
    monkeypatch.setenv("CARE_STANDARDS_PATH", str(tmp_path / "o"))
    ran = run("list", "--json")
    assert ran.code == 0
    assert [item["pack"] for item in json.loads(ran.out) if "pack" in item] == ["first"]
    assert (
        ran.err
        == "Pack 2 is left out. It brings edition oak-2026, and so does an earlier one. Remove one of the two.\n"
    )
    assert "left out" in run("packs").out


def test_an_empty_folder_is_no_broken_pack(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("CARE_STANDARDS_PATH", str(tmp_path / "empty"))
    ran = run("list")
    assert (ran.code, ran.err) == (0, "")


def test_without_the_variable_the_folder_of_the_user_is_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oak: str
) -> None:
    monkeypatch.delenv("CARE_STANDARDS_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "of no use")  # on Linux, what is usual is not asked for
    monkeypatch.setattr("platformdirs.user_data_path", lambda *names, **options: tmp_path / "data")
    assert run("packs", "add", oak).code == 0
    assert (tmp_path / "data" / "packs" / "oak-2026.zip").exists()
    assert run("show", "oak-2026").code == 0


@pytest.mark.parametrize("user", ["/home-of-nobody", "/", "", "nowhere", None])
@pytest.mark.parametrize("data", ["/data-of-nobody", "/data-of-nobody/", "~/data", "here", "", None])
def test_the_folder_of_the_user_is_the_one_that_platformdirs_names(
    user: str | None, data: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CARE_STANDARDS_HOME")
    for name, value in (("HOME", user), ("XDG_DATA_HOME", data)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    expected = platformdirs.user_data_path("care-standards", appauthor=False) / "packs"
    assert Path(home()) == expected


def test_a_folder_without_any_pack_is_told_of(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none" / "other things").mkdir(parents=True)
    monkeypatch.setenv("CARE_STANDARDS_PATH", str(tmp_path / "none"))
    ran = run("list")
    assert ran.code == 0
    assert ran.err.startswith("Pack 1 is left out. ")
    assert ran.err.count("\n") == 1


# ---- broken packs


def _nothing(folder: Path, oak: str) -> None:
    folder.mkdir()
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="utf-8")


def _no_manifest(folder: Path, oak: str) -> None:
    _save(oak, folder)
    (folder / "pack.json").unlink()


def _bad_manifest(folder: Path, oak: str) -> None:
    _save(oak, folder)
    (folder / "pack.json").write_text(f'{{"{CANARY}', encoding="utf-8")


def _wrong_digest(folder: Path, oak: str) -> None:
    _save(oak, folder)
    file = folder / "editions" / "oak-2026.json"
    file.write_text(file.read_text(encoding="utf-8").replace("first day", CANARY), encoding="utf-8")


def _gone(folder: Path, oak: str) -> None:
    _save(oak, folder)
    shutil.rmtree(folder / "editions")


BREAK: dict[str, Callable[[Path, str], None]] = {
    "nothing in it": _nothing, "no manifest": _no_manifest, "a bad manifest": _bad_manifest,
    "a wrong digest": _wrong_digest, "a file gone": _gone,
}  # fmt: skip


@pytest.mark.parametrize("how", BREAK)
def test_a_broken_pack_is_left_out_with_one_line(
    run: Run, oak: str, tmp_path: Path, packs_home: Path, how: str, assessment: dict[str, Any]
) -> None:
    (packs_home / "packs").mkdir()
    folder = packs_home / "packs" / f"{CANARY}-pack"
    BREAK[how](folder, oak)
    content = json.dumps(assessment).encode()
    for arguments in (("list",), ("show", "scs-2018"), ("resolve", "scs"), ("check", "-"), (), ("list", "--json")):
        ran = run(*arguments, stdin=content)
        assert ran.code == 0
        assert ran.err.startswith("Pack 1 is left out. ")
        assert ran.err.endswith("Look into it with: care-standards packs check 1\n")
        assert ran.err.count("\n") == 1
        assert CANARY not in ran.out + ran.err
    assert run("show", "none").code == 4
    assert run("check", "-", stdin=b"{}").code == 1
    listed = run("packs")
    assert (listed.code, listed.err) == (0, "")
    assert "left out" in listed.out
    judged = run("packs", "check", "1")
    assert judged.code == 1
    assert CANARY not in listed.out + judged.out + judged.err


def test_a_pack_at_odds_with_the_anchors_is_left_out_alone(
    run: Run, oak: str, fuller: Fuller, packs_home: Path
) -> None:
    assert run("packs", "add", oak).code == 0
    edition = cs.readers.read_edition(fuller(page=22))
    pack = packs.make(id="w", version="1", editions=[edition], accept_differences="for now")
    packs.save(pack, packs_home / "packs" / "w")
    manifest = packs_home / "packs" / "w" / "pack.json"
    plain = json.loads(manifest.read_bytes())
    del plain["accepted_differences"]
    manifest.write_text(json.dumps(plain), encoding="utf-8")
    ran = run("list", "--json")
    assert ran.code == 0
    assert [item["pack"] for item in json.loads(ran.out) if "pack" in item] == ["oak-2026"]
    assert ran.err.startswith("Pack 2 is left out. The pack is refused.")


def test_a_fault_of_ours_with_a_pack_takes_nothing_down(run: Run, oak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("packs", "add", oak).code == 0

    def broken(*arguments: object, **named: object) -> object:
        raise KeyError(CANARY)

    monkeypatch.setattr("care_standards.packs.load", broken, raising=False)
    ran = run("list")
    assert ran.code == 0
    assert "KeyError" in ran.err
    assert CANARY not in ran.err


# ---- start and completion


def test_help_and_version_look_at_no_pack(start: Run, packs_home: Path) -> None:
    (packs_home / "packs" / "x").mkdir(parents=True)
    for flag in ("--help", "--version"):
        assert start(flag).err == ""
    assert start("list").err.startswith("Pack 1 is left out. ")


def test_without_packs_nothing_of_them_is_loaded(repository: Path, packs_home: Path) -> None:
    import subprocess
    import sys

    watch = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from care_standards.cli import main; main();"
        "heavy = {'zipfile', 'markdown_it', 'rapidfuzz', 'docx', 'pdfplumber', 'care_standards.packs.reading'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    command = [sys.executable, "-c", watch, str(repository / "src"), "show", "--json", "scs-2018"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
@pytest.mark.usefixtures("with_oak")
def test_the_shell_completes_ids_of_packs_and_in_packs(start: Run, packs_home: Path) -> None:
    (packs_home / "packs" / "zz").mkdir()  # broken, and no word about it while completing

    def complete(words: str) -> list[str]:
        count = str(len(words.split(" ")) - 1)
        ran = start(_CARE_STANDARDS_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
        assert ran.err == ""
        return [line.split(",")[-1] for line in ran.out.splitlines()]

    assert complete("care-standards packs rem") == ["remove"]
    assert complete("care-standards packs remove oa") == ["oak-2026"]
    assert "oak-2026" in complete("care-standards packs check oa")
    assert "oak-2026.2.1" in complete("care-standards show oak-2026.2")
    assert "oak-2026" in complete("care-standards render oak")
    assert "oak-2026.2.1" not in complete("care-standards --no-packs show oak-2026.2")


@pytest.mark.usefixtures("with_oak")
@pytest.mark.parametrize("columns", ["40", "80"])
def test_lines_with_packs_fit_the_width(start: Run, columns: str) -> None:
    for arguments in (
        (),
        ("list",),
        ("show", "oak-2026"),
        ("show", "oak-2026.2.1"),
        ("packs",),
        ("resolve", "oak-2026"),
    ):
        ran = start(*arguments, COLUMNS=columns)
        assert ran.out
        assert max(map(len, ran.out.splitlines())) <= int(columns)
        assert "\x1b" not in ran.out
    assert "\x1b" in start("packs", FORCE_COLOR="1").out


def test_every_verb_is_in_the_help(run: Run) -> None:
    assert all(f"  {verb} " in run("--help").out for verb in VERBS)
