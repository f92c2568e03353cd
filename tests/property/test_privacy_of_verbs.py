"""No verb shows the wording of a private pack, a value of a file it refuses, or a file name, unless it is asked to.

One name is told: that of the Markdown or the table somebody is writing, so that an editor can jump to a fault in it.

A word that occurs nowhere else, with a number of its own for each place, is planted in every wording of two packs, in
every part of files that are wrong, in file names and in arguments. Every verb is then run in every format, and whatever
it writes is searched for the word. All samples are invented.
"""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest

import care_standards as cs
from care_standards import packaged, packs
from care_standards.cli import listing, show
from care_standards.cli.program import program
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.model import Edition, Wording
from care_standards.vocabularies import DOCUMENT_KINDS

CANARY = "zorblax"
REPOSITORY = Path(__file__).resolve().parents[2]


class Ran(NamedTuple):
    """What one run wrote, and its exit code."""

    arguments: tuple[str, ...]
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def canaries(text: str) -> list[str]:
    """Give every canary in a text, with what stands around it."""
    return re.findall(rf".{{0,30}}{CANARY}.{{0,30}}", text, re.IGNORECASE)


def _worded(edition: Edition, prefix: str, keep: Callable[[str], bool] = lambda id: True) -> Edition:
    """Give an edition whose every provision has a wording of its own with a canary in it."""
    kept = [
        attrs.evolve(
            provision,
            text=Wording(language="en-GB", value=f"A person must be told {CANARY}{prefix}{number} of it."),
            text_status="verified" if provision.text_status == "verified" else "private",
        )
        for number, provision in enumerate(edition)
        if keep(provision.id)
    ]
    return attrs.evolve(
        edition,
        digest=None,
        rights=attrs.evolve(edition.rights, sharing="private"),
        completeness=attrs.evolve(edition.completeness, provisions=len(kept)),
        provisions=kept,
    )


@pytest.fixture(scope="module")
def fuller() -> Edition:
    entries = packaged.registry()
    return _worded(cs.load("scs-2018"), "s", lambda id: not entries[id].provisional)


@pytest.fixture(scope="module")
def oak() -> Edition:
    return _worded(cs.readers.read_edition(REPOSITORY / "examples" / "own-edition.json"), "o")


def _later(oak: Edition) -> Edition:
    """Give a later edition of the same publication, in which wordings changed, came and went."""
    plain = json.loads(json.dumps(to_plain(oak)).replace("oak-2026", "oak-2027"))
    plain["title"] = "Oak House Handbook 2027 (invented)"
    for provision in plain["provisions"][1::2]:
        provision["text"]["value"] += f" And {CANARY} later."
    del plain["provisions"][-1]
    plain.pop("digest", None)
    plain["completeness"]["provisions"] -= 1
    return cs.readers.read_edition(to_bytes(plain))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, in a folder of its own whose name holds a canary."""
    here = tmp_path / f"{CANARY}-folder"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("CARE_STANDARDS_HOME", str(here / "home"))
    monkeypatch.delenv("CARE_STANDARDS_PATH", raising=False)
    monkeypatch.setenv("COLUMNS", "300")  # no line is broken in the middle of a canary

    def made(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = program.answer(list(arguments))
        return Ran(arguments, code, *capsys.readouterr())

    return made


@pytest.fixture
def private(run: Run, fuller: Edition, oak: Edition, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with two private packs, one added and one in the variable, whose names hold a canary."""
    Path(f"{CANARY}-full.json").write_bytes(to_bytes(to_plain(fuller)))
    assert run("packs", "add", f"{CANARY}-full.json", "--id", "full").code == 0
    packs.save(packs.make(id="oak", version="1", editions=[oak]), f"{CANARY}-oak.zip")
    monkeypatch.setenv("CARE_STANDARDS_PATH", os.path.abspath(f"{CANARY}-oak.zip"))
    return run


def _leaks(ran: Ran) -> list[str]:
    return canaries(ran.out + ran.err)


def _forms(arguments: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield arguments
    yield (*arguments, "--json")
    if arguments[:1] == ("check",) or arguments[:2] == ("packs", "check"):
        yield (*arguments, "--format", "github")
    if arguments[:1] in TABLES:
        yield (*arguments, "--csv")


TABLES = (("list",), ("search",), ("applies",), ("map",), ("explain",), ("coverage",))


READING: list[tuple[int, tuple[str, ...]]] = [
    (0, ()),
    (0, ("list",)),
    (0, ("list", "publications")),
    (0, ("list", "crosswalks")),
    (0, ("list", "concordances")),
    (0, ("list", "--publication", "oak")),
    (0, ("show", "scs-2018")),
    (0, ("show", "oak-2026")),
    (0, ("show", "scs")),
    (0, ("show", "scs-2018--ecat-2005")),
    (4, ("show", f"oak-2026.{CANARY}")),
    (4, ("resolve", CANARY)),
    (0, ("list", "provisions")),
    (0, ("list", "provisions", "--publication", "oak", "--heading", CANARY)),
    (0, ("list", "mappings")),
    (0, ("list", "--publication", "oak", "--on", "2026-03")),
    (4, ("list", "provisions", "--edition", f"{CANARY}-2026")),
    (4, ("list", "provisions", "--edition", "oak-2026", "--under", CANARY)),
    (4, ("list", "provisions", "--cites", CANARY)),
    (2, ("list", "provisions", "--source", CANARY)),
    (2, ("list", "provisions", "--force", CANARY)),
    (2, ("list", "--on", CANARY)),
    (0, ("search", "person")),
    (0, ("search", "told", "--in", "oak-2026", "--in", "scs-2018")),
    (0, ("search", CANARY)),
    (0, ("search", f'"{CANARY}s1"', f"{CANARY}*")),
    (4, ("search", "person", "--in", CANARY)),
    (2, ("search", "person", "--limit", CANARY)),
    (0, ("applies",)),
    (0, ("applies", "oak-2026", "scs-2018", "--nation", "wales", "--with", "children", "--explain")),
    (4, ("applies", CANARY)),
    (2, ("applies", "--nation", CANARY)),
    (2, ("applies", "--on", CANARY)),
    (0, ("map",)),
    (0, ("map", "scs-2018", "ecat-2005")),
    (0, ("map", "scs-2018.1.1.5")),
    (4, ("map", CANARY)),
    (2, ("map", "--relation", CANARY)),
    (0, ("explain", "scs-2018.1.1.5", "oak-2026")),
    (4, ("explain", "scs-2018.1.1.5", CANARY)),
    (0, ("coverage", "ecat-2005", "scs-2018")),
    (4, ("coverage", "oak-2026", CANARY)),
    (0, ("packs",)),
    (0, ("packs", "list")),
    (0, ("packs", "check")),
    (0, ("packs", "check", "oak", "full")),
    (4, ("packs", "remove", CANARY)),
    (0, ("schema",)),
    (0, ("schema", "pack")),
    (0, ("render", "oak-2026")),
    (0, ("render", "scs-2018")),
    (4, ("render", f"{CANARY}-2026")),
    (3, ("render", f"{CANARY}.json")),
    (0, ("new-edition", "elm-2026")),
    (2, ("new-edition", CANARY)),
    (2, (CANARY,)),
    (2, ("show", f"--{CANARY}")),
    (2, ("packs", CANARY)),
    (2, ("list", "--publication", CANARY, CANARY)),
]


def test_every_verb_on_private_packs(private: Run, fuller: Edition, oak: Edition) -> None:
    ids = [provision.id for provision in (*fuller, *oak)]
    runs = [*READING, (0, ("show", *ids)), (0, ("resolve", *ids))]
    for code, arguments in runs:
        for given in _forms(arguments):
            if given == ("schema", "pack", "--json"):
                continue  # a schema is printed as it is
            ran = private(*given)
            assert (given, ran.code) == (given, code)
            assert (given, _leaks(ran)) == (given, [])
    assert {arguments[0] for _, arguments in runs if arguments} >= {
        "list",
        "show",
        "resolve",
        "packs",
        "render",
        "schema",
        *(name for (name,) in TABLES),
    }


def test_the_test_sees_a_planted_leak(private: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = show._in_full
    monkeypatch.setattr(show, "_in_full", lambda found, with_wording=False: hidden(found, True))
    ran = private("show", "--json", "oak-2026")
    assert ran.code == 0
    assert len(_leaks(ran)) == 6


def test_the_test_sees_a_leak_planted_in_a_table(private: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "to_rows", lambda found: [{"text": p.text and p.text.value} for p in found])
    ran = private("list", "provisions", "--edition", "oak-2026", "--csv")
    assert ran.code == 0
    assert len(_leaks(ran)) == 6


def test_the_test_sees_a_leak_planted_in_a_rendering(private: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("care_standards.cli.rendering.without_wording", lambda edition: edition)
    assert len(_leaks(private("render", "oak-2026"))) == 6


def test_the_test_sees_a_leak_planted_in_a_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("care_standards.cli.refused._plain", lambda fault: {"what": CANARY})
    Path("x.md").write_text("# nothing above\n", encoding="utf-8")
    assert _leaks(run("compile", "x.md", "--json"))


def test_asked_for_it_is_there(private: Run, fuller: Edition, oak: Edition) -> None:
    for edition, prefix in ((fuller, "s"), (oak, "o")):
        for arguments in (
            ("show", "--with-wording"),
            ("show", "--json", "--with-wording"),
            ("render", "--with-wording"),
        ):
            ran = private(*arguments, edition.id)
            assert ran.code == 0
            assert len(set(re.findall(rf"{CANARY}{prefix}[0-9]+", ran.out))) == len(edition)
            assert canaries(ran.err) == []


def test_asked_for_it_is_found(private: Run) -> None:
    for form in ((), ("--json",), ("--csv",)):
        ran = private("search", "--with-wording", "--in", "oak-2026", "told", *form)
        assert ran.code == 0
        assert len(set(re.findall(rf"{CANARY}o[0-9]+", ran.out))) == 6
        assert canaries(ran.err) == []


# ---- check


def _assessment() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((REPOSITORY / "examples" / "outreach-self-assessment.json").read_bytes())
    return plain


def _planted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _planted(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_planted(member) for member in value]
    return f"{CANARY} {value}" if isinstance(value, str) else value


def test_check_against_private_packs(private: Run) -> None:
    plain = _assessment()
    header = {name: plain[name] for name in ("$schema", "schema_version", "kind")}
    noted = {**plain, "findings": [{**finding, "note": CANARY} for finding in plain["findings"]]}
    for document in (
        noted,
        _planted(plain),
        {**_planted(plain), **header},
        {**plain, CANARY: CANARY},
        [CANARY],
        CANARY,
    ):
        content = json.dumps(document).encode()
        Path(f"{CANARY}.json").write_bytes(content)
        for arguments in (("check", "-"), ("check", f"{CANARY}.json"), ("check", "-", f"{CANARY}.json", CANARY)):
            for given in _forms(arguments):
                ran = private(*given, stdin=content)
                # To a workflow a file is named on purpose, and so it is here left out of what is searched.
                shown = (ran.out + ran.err).replace(f"file={CANARY}.json", "").replace(f"file={CANARY},", "")
                assert (given, canaries(shown)) == (given, [])
                assert ran.code in (0, 1, 3)
    for kind in DOCUMENT_KINDS:
        ran = private("check", "--kind", kind, "-", stdin=json.dumps({**header, "kind": kind, CANARY: CANARY}).encode())
        assert (ran.code, _leaks(ran)) == (1, [])


# ---- damaged and refused packs


def _not_json(folder: Path) -> None:
    (folder / "pack.json").write_text(f'{{"{CANARY}": {CANARY}', encoding="utf-8")


def _other_members(folder: Path) -> None:
    plain = json.loads((folder / "pack.json").read_bytes())
    plain |= {CANARY: CANARY, "id": f"{CANARY} {CANARY}", "version": CANARY * 20}
    (folder / "pack.json").write_text(json.dumps(plain), encoding="utf-8")


def _changed_file(folder: Path) -> None:
    file = folder / "editions" / "oak-2026.json"
    file.write_text(file.read_text(encoding="utf-8").replace("must be told", CANARY), encoding="utf-8")


def _wrong_values(folder: Path) -> None:
    file = folder / "editions" / "oak-2026.json"
    plain = _planted(json.loads(file.read_bytes()))
    file.write_text(json.dumps(plain), encoding="utf-8")


def _stranger(folder: Path) -> None:
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="utf-8")


def _way_out(folder: Path) -> None:
    plain = json.loads((folder / "pack.json").read_bytes())
    plain["files"][0]["path"] = f"../{CANARY}/{CANARY}.json"
    (folder / "pack.json").write_text(json.dumps(plain), encoding="utf-8")


def _gone(folder: Path) -> None:
    shutil.rmtree(folder / "editions")


DAMAGE = (_not_json, _other_members, _changed_file, _wrong_values, _stranger, _way_out, _gone)


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_damaged_pack_shows_nothing_of_itself(run: Run, oak: Edition, damage: Callable[[Path], None]) -> None:
    folder = Path("home") / "packs" / f"{CANARY}-pack"
    (Path("home") / "packs").mkdir(parents=True)
    packs.save(packs.make(id="oak", version="1", editions=[oak]), folder)
    damage(folder)
    for code, arguments in (
        (0, ("list",)),
        (0, ("packs",)),
        (1, ("packs", "check", "1")),
        (1, ("packs", "check")),
        (1, ("packs", "check", str(folder))),
        (1, ("packs", "add", str(folder))),
        (0, ("show", "scs-2018.1.1.5")),
        (0, ("packs", "remove", "1")),
    ):
        for given in _forms(arguments) if arguments[1:] != ("remove", "1") else (arguments,):
            ran = run(*given)
            shown = ran.out + ran.err
            if "github" in given:  # a workflow is told the file on purpose
                shown = re.sub(r"file=[^,:]*", "", shown)
            assert (given, ran.code) == (given, code)
            assert (given, canaries(shown)) == (given, [])
    assert not list((Path("home") / "packs").iterdir())


def test_refused_anchors_show_our_side_and_figures(run: Run, fuller: Edition) -> None:
    changed = {
        "page": 22,
        "heading": f"{CANARY} heading",
        "notation": f"{CANARY} 9",
    }
    for name, value in changed.items():
        provisions = [
            attrs.evolve(p, **{name: value}) if p.id == "scs-2018.1.1.5" else p
            for p in fuller
            if not p.id.endswith((".p1", ".r4"))
        ]
        completeness = attrs.evolve(fuller.completeness, provisions=len(provisions))
        edition = attrs.evolve(fuller, provisions=provisions, completeness=completeness)
        Path(f"{CANARY}.json").write_bytes(to_bytes(to_plain(edition)))
        for arguments in (
            ("packs", "add", f"{CANARY}.json"),
            ("packs", "make", f"{CANARY}.json", "-o", f"{CANARY}.zip"),
        ):
            for given in _forms(arguments):
                ran = run(*given)
                assert (given, ran.code) == (given, 1)
                assert (given, _leaks(ran)) == (given, [])
                assert "scs-2018.1.1.5" in ran.out
    assert not Path(f"{CANARY}.zip").exists()


def test_a_fault_of_ours_shows_no_value(private: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **named: object) -> object:
        raise KeyError(f"{CANARY} of the document")

    for name, arguments in (
        ("care_standards.cli.show._find", ("show", "oak-2026")),
        ("care_standards.cli.browse.all_listed", ("list",)),
        ("care_standards.cli.rendering.edition_named", ("render", "oak-2026")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, broken)
            ran = private(*arguments)
            assert (ran.code, _leaks(ran)) == (70, [])
            assert "KeyError" in ran.err


# ---- what is written for others


def test_what_may_be_shared_holds_no_wording(private: Run) -> None:
    Path("r.md").unlink(missing_ok=True)
    assert private("render", "oak-2026", "-o", "r.md").code == 0
    assert private("packs", "make", f"{CANARY}-full.json", "--shareable", "-o", "shared", "--id", "shared").code == 0
    written = [Path("r.md"), *(path for path in Path("shared").rglob("*") if path.is_file())]
    assert len(written) == 3
    for path in written:
        assert canaries(path.read_text(encoding="utf-8")) == []
    assert private("render", "oak-2026", "-o", "w.md", "--with-wording").code == 0
    assert canaries(Path("w.md").read_text(encoding="utf-8"))


# ---- authoring

GOOD = f"""+++
edition = "elm-2026"
title = "Elm House Handbook 2026 (invented)"
[rights]
sharing = "private"
statement = "Invented."
[completeness]
level = "complete"
coverage = "All of an invented handbook."
[defaults]
sources = ["elm-handbook"]
[[bibliography]]
key = "elm-handbook"
title = "Elm House Handbook (invented)"
what_was_read = "All of it."
+++

# 1 Welcome {{page=3}}

## 1.1 On the first day

### 1.1.1 Somebody is expected {{page=4}}

Nobody waits at the door {CANARY}. {{force=must-not}}

- Somebody from the house meets {CANARY} at the station. {{force=should}}
"""
WRONG: dict[str, str] = {
    "no front matter": f"# {CANARY}\n",
    "no TOML": GOOD.replace("[rights]", f"[{CANARY}\n{CANARY} = {CANARY}"),
    "a key twice": GOOD.replace("[rights]", f'{CANARY} = 1\n{CANARY} = "{CANARY}"\n[rights]'),
    "unknown members": GOOD.replace("[rights]", f'[{CANARY}]\n{CANARY} = "{CANARY}"\n[rights]'),
    "a wrong edition": GOOD.replace("elm-2026", CANARY),
    "a wrong word": GOOD.replace('"complete"', f'"{CANARY}"').replace('"private"', f'"{CANARY}"'),
    "unknown attributes": GOOD.replace("page=3", f"{CANARY}=3 {CANARY}x={CANARY}"),
    "wrong values": GOOD.replace("must-not", CANARY).replace("page=4", f"page={CANARY} stage={CANARY} source={CANARY}"),
    "attributes cut short": GOOD.replace("page=4}", f'heading="{CANARY} '),
    "a table": GOOD + f"\n| {CANARY} | {CANARY} |\n|---|---|\n| {CANARY} | {CANARY} |\n",
    "code and HTML": GOOD + f"\n```{CANARY}\n{CANARY}\n```\n\n<{CANARY}>{CANARY}</{CANARY}>\n\n![{CANARY}]({CANARY})\n",
    "the same number twice": GOOD + f"\n### 1.1.1 {CANARY}\n",
    "an impossible id": GOOD + f'\n### {CANARY} {{id="{CANARY} {CANARY}" parent={CANARY}}}\n',
    "a quote with nothing above": GOOD.replace("# 1 Welcome", f"> {CANARY}: {CANARY}\n\n# 1 Welcome"),
    "an unknown quote": GOOD + f"\n> {CANARY}: {CANARY}\n",
    "NUL": GOOD.replace("station", f"station\0{CANARY}"),
    "wording that is not private": GOOD.replace('"private"', '"shareable"').replace(
        "{force=should}", f'{{force=should text="{CANARY} wording"}}'
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_of_markdown_shows_nothing_of_itself(run: Run, what: str) -> None:
    Path("edition.md").write_text(WRONG[what], encoding="utf-8")
    for arguments in (
        ("compile", "edition.md", "-o", f"{CANARY}.json"),
        ("compile", "edition.md", "--hints"),
        ("compile", "-"),
        ("render", "edition.md"),
        ("propose", "edition.md", "edition.md", "-o", "reviewed.csv"),
    ):
        for given in _forms(arguments):
            ran = run(*given, stdin=WRONG[what].encode())
            assert (given, ran.code) == (given, 1)
            assert (given, _leaks(ran)) == (given, [])
    assert not Path(f"{CANARY}.json").exists()


def test_a_right_file_of_markdown_shows_nothing_either(run: Run) -> None:
    Path("edition.md").write_text(GOOD, encoding="utf-8")
    for arguments in (
        ("compile", "edition.md"),
        ("compile", "edition.md", "-o", f"{CANARY}.json", "--force", "--hints"),
        ("render", "edition.md"),
        ("render", f"{CANARY}.json"),
        ("packs", "add", f"{CANARY}.json", "--replace"),
        ("packs", "make", f"{CANARY}.json", "-o", f"{CANARY}.zip", "--force"),
        ("show", "elm-2026"),
    ):
        for given in _forms(arguments):
            ran = run(*given)
            assert (given, ran.code) == (given, 0)
            assert (given, _leaks(ran)) == (given, [])
    assert canaries(Path(f"{CANARY}.json").read_text(encoding="utf-8"))
    (lock,) = Path().glob("*.lock.json")
    assert canaries(lock.read_text(encoding="utf-8")) == []
    lock.write_text(f'{{"{CANARY}": "{CANARY}"', encoding="utf-8")
    for given in _forms(("compile", "edition.md")):
        ran = run(*given)
        assert (ran.code, _leaks(ran)) == (1, [])


def test_proposals_hold_no_wording_unless_asked(private: Run, oak: Edition) -> None:
    Path(f"{CANARY}-later.json").write_bytes(to_bytes(to_plain(_later(oak))))
    for given in _forms(("propose", "oak-2026", f"{CANARY}-later.json", "-o", "reviewed.csv", "--force")):
        ran = private(*given)
        assert (ran.code, _leaks(ran)) == (0, [])
    assert canaries(Path("reviewed.csv").read_text(encoding="utf-8")) == []
    accept = ("accept", "reviewed.csv", "--new", f"{CANARY}-later.json", "-o", "x.json", "--force")
    for given in _forms(accept):
        ran = private(*given)
        assert ran.code in (0, 1)
        assert (given, _leaks(ran)) == (given, [])
    good = Path("reviewed.csv").read_text(encoding="utf-8")
    for wrong in (
        f"{CANARY}\n{CANARY},{CANARY}\n",
        good.replace("oak-2026.", f"{CANARY}-2026."),
        good + f'"{CANARY},{CANARY}\n',
        good.replace("decision", CANARY),
        good.replace("+++", f"+++\n{CANARY} =", 1),
        good.replace(",unknown,", f",{CANARY},").replace(",reworded,", f",{CANARY},"),
    ):
        Path("reviewed.csv").write_text(wrong, encoding="utf-8", newline="")
        for given in _forms(accept):
            ran = private(*given)
            assert (given, _leaks(ran)) == (given, [])
            assert ran.code in (0, 1)
    ran = private("propose", "oak-2026", f"{CANARY}-later.json", "-o", "-", "--with-wording")
    assert ran.code == 0
    assert len(set(re.findall(rf"{CANARY}o[0-9]+", ran.out))) == len(oak)


# ---- drafts


def _pdf(path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab")
    page = canvas.Canvas(str(path), pageCompression=0)
    page.setTitle(CANARY)
    page.setAuthor(CANARY)
    for number in (1, 2, 3):
        page.setFont("Helvetica-Bold", 16)
        page.drawString(72, 770, f"{number} Chapter of {CANARY}")
        page.setFont("Helvetica", 11)
        for row in range(5):
            page.drawString(
                72, 730 - 40 * row, f"{number}.{row + 1}. Staff should be told about {CANARY} in plain words."
            )
        page.drawString(90, 500, f"\u2022 a bullet that should say {CANARY}")
        page.saveState()
        page.translate(560, 300)
        page.rotate(90)
        page.drawString(0, 0, f"{CANARY} sideways")
        page.restoreState()
        page.setFont("Helvetica", 5)
        page.drawString(300, 250, f"{CANARY} alone")
        page.setFont("Helvetica", 9)
        page.drawString(72, 810, f"{CANARY} running")
        page.drawString(290, 40, str(number))
        page.showPage()
    page.save()


def _docx(path: Path) -> None:
    docx = pytest.importorskip("docx", reason="needs the extra authoring")
    document = docx.Document()
    document.core_properties.title = document.core_properties.author = CANARY
    document.add_heading(f"1 {CANARY}", 1)
    document.add_paragraph(f"Nobody must wait for {CANARY}.")
    document.add_paragraph(f"Somebody should meet {CANARY}.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = table.cell(0, 1).text = CANARY
    document.sections[0].header.paragraphs[0].text = CANARY
    document.save(str(path))


def _broken_pdf(path: Path) -> None:
    _pdf(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _junk(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + f"({CANARY}) Tj\n".encode() * 50)


def _no_document(path: Path) -> None:
    path.write_text(CANARY, encoding="utf-8")


def _locked_pdf(path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="needs pypdf")
    _pdf(path)
    writer = pypdf.PdfWriter(clone_from=str(path))
    writer.encrypt(CANARY, algorithm="RC4-128")
    writer.write(str(path))


DRAFTED = ("--publication", "elm", "--edition", "2026", "--force")


@pytest.mark.parametrize("make", [_pdf, _docx], ids=lambda make: make.__name__)
def test_a_review_shows_nothing_of_the_document_unless_asked(run: Run, make: Callable[[Path], None]) -> None:
    file = Path(f"{CANARY}.document")
    make(file)
    for given in _forms(("draft", str(file), *DRAFTED, "-o", f"{CANARY}.md")):
        ran = run(*given)
        assert (given, ran.code) == (given, 0)
        assert (given, _leaks(ran)) == (given, [])
    assert canaries(Path(f"{CANARY}.md").read_text(encoding="utf-8"))
    review = Path(f"{CANARY}.review.md").read_text(encoding="utf-8")
    assert canaries(review) == []
    assert "characters" in review
    ran = run("compile", f"{CANARY}.md", "--hints")
    assert (ran.code, _leaks(ran)) == (0, [])


def test_a_review_quotes_the_document_when_asked(run: Run) -> None:
    _pdf(Path("x.pdf"))
    ran = run("draft", "x.pdf", *DRAFTED, "-o", "x.md", "--show-values", "--json")
    assert ran.code == 0
    quoted = json.loads(ran.out)["unplaced"]
    assert all("text" in passage for passage in quoted)


@pytest.mark.parametrize("make", [_broken_pdf, _junk, _no_document, _locked_pdf], ids=lambda make: make.__name__)
def test_a_refused_document_shows_nothing_of_itself(run: Run, make: Callable[[Path], None]) -> None:
    file = Path(f"{CANARY}.pdf")
    make(file)
    for given in _forms(("draft", str(file), *DRAFTED, "-o", f"{CANARY}.md")):
        ran = run(*given)
        assert (given, _leaks(ran)) == (given, [])
        assert ran.code in (0, 3) if make is _broken_pdf else ran.code == 3


# ---- what is recorded in assessments


def _recorded(number: int) -> dict[str, Any]:
    """Give an assessment with a canary wherever one may be; of another number, other statuses and another subject."""
    plain = _assessment()
    plain["subject"]["ref"] = f"{CANARY}-{number}"
    plain["produced_by"] = {"name": CANARY, "version": CANARY}
    plain["extensions"] = {f"org.{CANARY}.case": {CANARY: f"{CANARY} {number}"}}
    for place, finding in enumerate(plain["findings"]):
        finding |= {"note": f"{CANARY} {number}", "evidence": [{"ref": f"{CANARY}:{number}:{place}"}]}
        if finding["status"] == "not-applicable":
            finding["reason"] = f"{CANARY} {number}"
        elif finding["status"] != "not-assessed" and place % 3 == number % 3:
            finding["status"] = "partly-met" if number % 2 else "not-met"
    return plain


def _on_assessments(files: list[str]) -> Iterator[tuple[str, ...]]:
    first, second = files[:2]
    yield from (("gaps", first), ("gaps", first, "--by", "cqcsh-2021"), ("gaps", first, "--by", "part"))
    yield from (("gaps", first, "--by", "cqcsh-2021", "--only", "safe"), ("gaps", "scs-2018", "ecat-2005"))
    yield from (("summary", first), ("summary", first, "--by", "ecat-2005"), ("summary", first, "--by", "setting"))
    yield from (("summary", *files), ("summary", *files, "--shareable"))
    yield from (("diff", first, second), ("diff", first, second, "--every"), ("diff", first, first))


def test_no_verb_shows_what_is_recorded_beside_a_status(private: Run) -> None:
    files = [f"{CANARY}{number}.json" for number in range(3)]
    for number, file in enumerate(files):
        Path(file).write_text(json.dumps(_recorded(number)), encoding="utf-8")
    for arguments in _on_assessments(files):
        for form in ((), ("--json",), ("--csv",)):
            ran = private(*arguments, *form)
            assert (ran.arguments, ran.code) == ((*arguments, *form), 0)
            assert (ran.arguments, _leaks(ran)) == (ran.arguments, [])
            assert ran.out
    for name in ("text", "markdown", "html"):
        for ends in ((files[0], files[1]), ("scs-2018", f"{CANARY}-full.json"), ("oak-2026", "oak-2026")):
            ran = private("diff", *ends, "--every", "--format", name)
            assert (ran.arguments, ran.code, _leaks(ran)) == (ran.arguments, 0, [])
            ran = private("diff", *ends, "--every", "--format", name, "-o", "page.txt", "--force")
            assert (ran.arguments, ran.code, _leaks(ran)) == (ran.arguments, 0, [])
            assert canaries(Path("page.txt").read_text(encoding="utf-8")) == []


def test_no_verb_shows_an_assessment_that_it_refuses(private: Run) -> None:
    plain = _assessment()
    header = {name: plain[name] for name in ("$schema", "schema_version", "kind")}
    good = f"{CANARY}-good.json"
    Path(good).write_text(json.dumps(_recorded(0)), encoding="utf-8")
    for document in (_planted(plain), {**_planted(plain), **header}, {**plain, CANARY: CANARY}, [CANARY]):
        bad = f"{CANARY}-bad.json"
        Path(bad).write_text(json.dumps(document), encoding="utf-8")
        for arguments in (("gaps", bad), ("summary", bad), ("summary", good, bad), ("diff", good, bad)):
            for form in ((), ("--json",), ("--csv",)):
                ran = private(*arguments, *form)
                assert (ran.arguments, ran.code) == ((*arguments, *form), 1)
                assert (ran.arguments, _leaks(ran)) == (ran.arguments, [])


def test_no_verb_repeats_what_it_was_asked_wrongly(private: Run) -> None:
    good = f"{CANARY}-good.json"
    Path(good).write_text(json.dumps(_recorded(0)), encoding="utf-8")
    started = ("new", "scs-2018", "--subject-kind", "service", "--start", "2026-01-01", "--end", "2026-03-31")
    for code, arguments in (
        (3, ("gaps", f"{CANARY}.json")),
        (2, ("gaps", good, "--by", CANARY)),
        (2, ("gaps", good, "--by", "part", "--only", CANARY)),
        (4, ("gaps", "scs-2018", CANARY)),
        (3, ("summary", f"{CANARY}.json")),
        (3, ("summary", good, f"{CANARY}.json")),
        (2, ("summary", good, "--by", CANARY)),
        (2, ("summary", good, good)),
        (3, ("diff", good, f"{CANARY}.json")),
        (4, ("diff", "scs-2018", f"{CANARY}-2020")),
        (2, ("diff", "scs-2018", "scs-2025", "--format", CANARY)),
        (2, ("diff", "scs-2018", good)),
        (4, ("new", CANARY, *started[2:], "--role", "other", "--ref", CANARY, "-o", f"{CANARY}-new.json")),
        (2, (*started, "--role", CANARY, "--ref", CANARY, "-o", f"{CANARY}-new.json")),
        (2, (*started, "--role", "other", "--ref", f"{CANARY} {CANARY}", "-o", f"{CANARY}-new.json")),
        (2, (*started, "--ref", CANARY)),
        (3, (*started, "--role", "other", "--ref", CANARY, "-o", f"{CANARY}/{CANARY}.json")),
        (0, (*started, "--role", "other", "--ref", CANARY, "-o", f"{CANARY}-new.json")),
        (2, (*started, "--role", "other", "--ref", CANARY, "-o", f"{CANARY}-new.json")),
        (0, (*started, "--role", "other", "--ref", CANARY, "-o", f"{CANARY}-new.json", "--force", "--json")),
    ):
        ran = private(*arguments)
        assert (ran.arguments, ran.code) == (arguments, code)
        assert (ran.arguments, _leaks(ran)) == (ran.arguments, [])


@pytest.mark.parametrize(
    ("arguments", "planted"),
    [
        (("gaps", "a.json"), "care_standards.cli.gaps_text.described"),
        (("summary", "a.json", "b.json"), "care_standards.cli.summary_text.described"),
        (("diff", "a.json", "b.json"), "care_standards.exports.difference_text._label"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_the_test_sees_a_leak_planted_on_a_page(
    private: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], planted: str
) -> None:
    for number, file in enumerate(("a.json", "b.json")):
        Path(file).write_text(json.dumps(_recorded(number)), encoding="utf-8")
    assert _leaks(private(*arguments)) == []
    monkeypatch.setattr(planted, lambda provision: provision.text.value)
    assert _leaks(private(*arguments))


# ---- what is recorded, on its way to another edition or another version of the schemas


def _newer(number: int) -> dict[str, Any]:
    """Give the assessment of a number as the later schemas have it, with a canary in every text they add."""
    plain = json.loads(json.dumps(_recorded(number)).replace("/1.0/", "/1.1/"))
    plain["schema_version"] = "1.1"
    for finding in plain["findings"]:
        finding["evidence"][0] |= {"kind": "document", "bearing": "counters", "answer": f"{CANARY} answers"}
        finding["actions"] = [{"summary": f"{CANARY} acts", "owner_role": "other", "state": "open"}]
        finding["earlier"] = [{"provision": finding["provision"], "status": "not-assessed", "assessment": CANARY}]
    return plain


def test_no_verb_shows_what_is_recorded_while_it_is_carried_over(private: Run) -> None:
    file, new, ledger, page = (f"{CANARY}.{ending}" for ending in ("json", "new.json", "ledger.json", "html"))
    Path(file).write_text(json.dumps(_newer(1)), encoding="utf-8")
    migrate = ("migrate", file, "--to", "scs-2025", "-o", new, "--ledger", ledger, "--html", page, "--force")
    down = ("downgrade", file, "--schema", "1.0", "-o", "down.json", "--ledger", "down.ledger.json", "--force")
    runs: list[tuple[int, tuple[str, ...]]] = [
        (0, migrate),
        (0, (*migrate, "--every")),
        (0, ("ledger", ledger)),
        (0, ("ledger", ledger, "--every", "--html", page, "--before", file, "--after", new, "--force")),
        (0, ("upgrade", file, "-o", "up.json", "--ledger", "up.ledger.json", "--force")),
        (1, down),
        (0, (*down, "--allow-loss")),
        (0, ("ledger", "down.ledger.json")),
    ]
    for code, arguments in runs:
        for form in ((), ("--json",), *([("--csv",)] if arguments[0] == "ledger" else [])):
            ran = private(*arguments, *form)
            assert (ran.arguments, ran.code) == ((*arguments, *form), code)
            assert (ran.arguments, _leaks(ran)) == (ran.arguments, [])
            assert ran.out
    for account in (ledger, page, "up.ledger.json", "down.ledger.json"):
        assert (account, canaries(Path(account).read_text(encoding="utf-8"))) == (account, [])
    assert canaries(Path(new).read_text(encoding="utf-8"))


def test_what_is_asked_for_by_name_is_shown(private: Run) -> None:
    file, new, ledger, page = (f"{CANARY}.{ending}" for ending in ("json", "new.json", "ledger.json", "html"))
    Path(file).write_text(json.dumps(_newer(1)), encoding="utf-8")
    assert private("migrate", file, "--to", "scs-2025", "-o", new, "--ledger", ledger).code == 0
    shown = ("ledger", ledger, "--html", page, "--before", file, "--after", new, "--with-notes")
    assert _leaks(private(*shown)) == []
    assert canaries(Path(page).read_text(encoding="utf-8"))
    for form in ((), ("--json",)):
        ran = private("downgrade", file, "--schema", "1.0", "-o", "x.json", "--show-values", *form)
        assert (ran.code, bool(_leaks(ran))) == (1, True)


def test_a_folder_is_told_of_without_names(private: Run) -> None:
    folder = Path(f"{CANARY}-in")
    for number in range(3):
        (folder / CANARY).mkdir(parents=True, exist_ok=True)
        (folder / CANARY / f"{CANARY}{number}.json").write_text(json.dumps(_newer(number)), encoding="utf-8")
    for number, bad in enumerate((_planted(_assessment()), [CANARY], {CANARY: CANARY}, {"kind": CANARY})):
        (folder / f"{CANARY}-bad{number}.json").write_text(json.dumps(bad), encoding="utf-8")
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="utf-8")
    calls = [
        ("migrate", str(folder), "--to", "scs-2025", "-o", f"{CANARY}-out", "--ledger", f"{CANARY}-ledgers"),
        ("upgrade", str(folder), "-o", f"{CANARY}-up", "--ledger", f"{CANARY}-up-ledgers"),
        ("downgrade", str(folder), "--schema", "1.0", "-o", f"{CANARY}-down"),
        ("downgrade", str(folder), "--schema", "1.0", "-o", f"{CANARY}-down", "--allow-loss"),
    ]
    for arguments in calls:
        for _ in range(2):  # the second time most is done
            for form in ((), ("--json",)):
                ran = private(*arguments, *form)
                assert (ran.arguments, ran.code, _leaks(ran)) == ((*arguments, *form), 1, [])
    ledgers = [*Path(f"{CANARY}-ledgers").rglob("*.json"), *Path(f"{CANARY}-up-ledgers").rglob("*.json")]
    assert len(ledgers) == 6
    assert all(canaries(path.read_text(encoding="utf-8")) == [] for path in ledgers)
    assert _leaks(private(*calls[0], "--show-names"))


def test_nothing_of_what_is_refused_on_the_way_is_shown(private: Run) -> None:
    good, bad, new = (f"{CANARY}-{name}.json" for name in ("good", "bad", "new"))
    Path(good).write_text(json.dumps(_newer(0)), encoding="utf-8")
    Path(bad).write_text(json.dumps(_planted(_assessment())), encoding="utf-8")
    for code, arguments in (
        (1, ("migrate", bad, "--to", "scs-2025", "-o", new, "--ledger", f"{CANARY}.ledger")),
        (1, ("upgrade", bad, "-o", new)),
        (1, ("downgrade", bad, "--schema", "1.0", "-o", new, "--show-values")),
        (1, ("ledger", bad)),
        (1, ("ledger", good)),
        (1, ("migrate", good, "--to", "scs-2025", "-o", new, "--ledger", f"{CANARY}.ledger", "--schema", "1.0")),
        (2, ("migrate", good, "--to", "oak-2026", "-o", new, "--ledger", f"{CANARY}.ledger")),
        (2, ("migrate", good, "--to", "scs-2015", "-o", new, "--ledger", f"{CANARY}.ledger")),
        (4, ("migrate", good, "--to", CANARY, "-o", new, "--ledger", f"{CANARY}.ledger")),
        (2, ("migrate", good, "--to", "scs-2025", "-o", good, "--ledger", f"{CANARY}.ledger")),
        (3, ("migrate", f"{CANARY}.none", "--to", "scs-2025", "-o", new, "--ledger", f"{CANARY}.ledger")),
        (3, ("migrate", good, "--to", "scs-2025", "-o", f"{good}/{CANARY}", "--ledger", f"{CANARY}.ledger")),
        (3, ("migrate", good, "--to", "scs-2025", "-o", new, "--ledger", new + CANARY, "--pack", f"{CANARY}.zip")),
        (2, ("upgrade", good, "--schema", CANARY, "-o", new)),
        (2, ("upgrade", good, "--schema", "1.0", "-o", new)),
        (2, ("downgrade", good, "--schema", CANARY, "-o", new)),
        (2, ("ledger", good, "--before", CANARY)),
        (3, ("ledger", CANARY)),
        (2, ("migrate", good, CANARY, "--to", "scs-2025", "-o", new, "--ledger", new)),
    ):
        for form in ((), ("--json",)):
            ran = private(*arguments, *form)
            assert (ran.arguments, ran.code) == ((*arguments, *form), code)
            assert (ran.arguments, _leaks(ran)) == (ran.arguments, [])
    assert not Path(new).exists()


def test_the_test_sees_a_leak_planted_on_the_way(private: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from care_standards.cli import ledger_text

    Path("a.json").write_text(json.dumps(_newer(0)), encoding="utf-8")
    arguments = ("migrate", "a.json", "--to", "scs-2025", "-o", "b.json", "--ledger", "l.json", "--force", "--every")
    assert _leaks(private(*arguments)) == []
    monkeypatch.setattr(ledger_text, "described", lambda provision: provision.text and provision.text.value)
    assert _leaks(private(*arguments))
