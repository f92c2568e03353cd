"""From a document to an edition and on to links between editions: draft, new-edition, compile, render, propose, accept.

All documents here are invented.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.authoring.compiling import compile as compile_text
from care_standards.errors import MissingExtraError

Run = Callable[..., Any]
CANARY = "Quaxlworth"

FRONT = """+++
edition = "elm-{year}"
title = "Elm House Handbook {year} (invented)"
[rights]
sharing = "private"
statement = "Invented for a test."
[completeness]
level = "complete"
coverage = "The whole of an invented handbook."
[defaults]
sources = ["elm-handbook"]
[[bibliography]]
key = "elm-handbook"
title = "Elm House Handbook (invented)"
what_was_read = "All of it."
+++

"""
BODY = """# 1 Welcome {page=3}

## 1.1 On the first day

### 1.1.1 Somebody is expected {page=4}

Nobody waits at the door in the rain. {force=must-not}

- Somebody from the house meets a new resident at the station. {force=should}
- The kettle is on before the bags are down. {force=should}

### 1.1.2 A room is ready {page=5}

A resident has a room with a lock and a key to it. {force=must}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    return tmp_path


@pytest.fixture
def elm(here: Path) -> Path:
    (here / "elm.md").write_text(FRONT.format(year=2026) + BODY, encoding="utf-8")
    return here / "elm.md"


@pytest.fixture
def later(here: Path) -> Path:
    body = BODY.replace("1.1.2", "1.1.3").replace("in the rain", "in the rain or in the dark")
    (here / "later.md").write_text(FRONT.format(year=2027) + body, encoding="utf-8")
    return here / "later.md"


# ---- compile


def test_compile(run: Run, elm: Path, here: Path) -> None:
    ran = run("compile", "elm.md", "-o", "elm.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "elm-2026: compiled, complete, 8 provisions; 0 ids as before, 8 new, 0 gone.\n"
    assert cs.readers.read_edition(here / "elm.json") == compile_text(elm.read_text(encoding="utf-8"))
    assert (here / "elm.lock.json").exists()


def test_ids_stay_when_the_text_is_edited(run: Run, elm: Path, here: Path) -> None:
    assert run("compile", "elm.md", "-o", "elm.json").code == 0
    text = elm.read_text(encoding="utf-8")
    new = "- The dog is shut in the kitchen. {force=should}\n- Somebody from the house"
    elm.write_text(text.replace("- Somebody from the house", new), encoding="utf-8")
    plain = json.loads(run("compile", "elm.md", "-o", "elm.json", "--force", "--json").out)
    assert plain["ids"]["new"] == ["elm-2026.1.1.1.r3"]
    assert len(plain["ids"]["kept"]) == 8
    assert plain["ids"]["gone"] == []
    assert [p.id for p in cs.readers.read_edition(here / "elm.json").recommendations] == [
        "elm-2026.1.1.1.r3", "elm-2026.1.1.1.r1", "elm-2026.1.1.1.r2",
    ]  # fmt: skip


def test_ids_that_are_gone_are_named_and_come_back(run: Run, elm: Path) -> None:
    text = elm.read_text(encoding="utf-8")
    assert run("compile", "elm.md", "-o", "elm.json").code == 0
    elm.write_text(text.replace("- The kettle is on before the bags are down. {force=should}\n", ""), encoding="utf-8")
    ran = run("compile", "elm.md", "-o", "elm.json", "--force")
    assert ran.code == 0
    assert "Gone: elm-2026.1.1.1.r2." in ran.err
    elm.write_text(text, encoding="utf-8")
    ran = run("compile", "elm.md", "-o", "elm.json", "--force")
    assert (ran.err, "0 gone, 1 back." in ran.out) == ("", True)


@pytest.mark.parametrize("moved", ["lock", "markdown", "pack"])
def test_a_lock_that_is_missing_is_missed(run: Run, elm: Path, here: Path, moved: str) -> None:
    """Where the same edition was compiled to the same file, or is held as a pack, other ids are told."""
    text = elm.read_text(encoding="utf-8")
    assert run("compile", "elm.md", "-o", "elm.json").code == 0
    elm.write_text(text.replace("- Somebody", "- The dog is in. {force=should}\n- Somebody"), encoding="utf-8")
    (here / "elm.lock.json").unlink() if moved == "lock" else elm.rename(here / "b.md")
    if moved == "pack":
        assert run("packs", "add", "elm.json").code == 0
        (here / "elm.json").unlink()
    ran = run("compile", "elm.md" if moved == "lock" else "b.md", "-o", "elm.json", "--force")
    assert ran.code == 0
    assert "No lock file was found" in ran.err
    assert "2 of those this edition had before" in ran.err
    assert "elm-2026.1.1.1.r1, elm-2026.1.1.1.r2." in ran.err
    assert "kettle" not in ran.err


def test_compile_only_to_check(run: Run, elm: Path, here: Path) -> None:
    ran = run("compile", "elm.md")
    assert ran.code == 0
    assert "checked, complete, 8 provisions" in ran.out
    assert sorted(path.name for path in here.iterdir()) == ["elm.md"]


def test_compile_from_and_to_the_standard_streams(run: Run, elm: Path, here: Path) -> None:
    ran = run("compile", "-", "-o", "-", stdin=elm.read_bytes())
    assert ran.code == 0
    assert cs.readers.read_edition(ran.out.encode()).id == "elm-2026"
    assert "8 provisions" in ran.err
    assert sorted(path.name for path in here.iterdir()) == ["elm.md"]
    assert run("compile", "elm.md", "-o", "-", "--json").code == 2


def test_a_lock_of_another_name(run: Run, elm: Path, here: Path) -> None:
    assert run("compile", "elm.md", "-o", "elm.json", "--lock", "other.json").code == 0
    assert sorted(path.name for path in here.iterdir()) == ["elm.json", "elm.md", "other.json"]
    (here / "other.json").write_text(f'{{"{CANARY}": 1}}', encoding="utf-8")
    ran = run("compile", "elm.md", "-o", "elm.json", "--lock", "other.json", "--force")
    assert ran.code == 1
    assert "CS517" in ran.out
    assert CANARY not in ran.out + ran.err


def test_what_is_wrong_is_told_by_line_and_column(run: Run, elm: Path, here: Path) -> None:
    text = elm.read_text(encoding="utf-8").replace("{page=5}", "{paeg=5} ").replace("force=must}", f"force={CANARY}}}")
    elm.write_text(text, encoding="utf-8")
    ran = run("compile", "elm.md", "-o", "elm.json")
    assert ran.code == 1
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines, 1) if "paeg" in line)
    second = next(number for number, line in enumerate(lines, 1) if CANARY in line)
    starts = [line.split()[:2] for line in ran.out.splitlines() if line.startswith("elm.md:")]
    assert [(start[0].split(":")[1], start[1]) for start in starts] == [(str(first), "CS506"), (str(second), "CS507")]
    assert "Did you mean page" in ran.out
    assert "2 faults; nothing was written." in ran.out
    assert not (here / "elm.json").exists()
    plain = json.loads(run("compile", "elm.md", "--json").out)
    assert [(fault["line"], fault["code"]) for fault in plain] == [(first, "CS506"), (second, "CS507")]
    assert all(set(fault) == {"file", "line", "column", "code", "what", "instead", "near"} for fault in plain)
    assert CANARY not in ran.out + json.dumps(plain)


def test_where_a_document_was_to_be_printed_nothing_else_is(run: Run, here: Path) -> None:
    (here / "x.md").write_text(CANARY, encoding="utf-8")
    (here / "x.json").write_text("{}", encoding="utf-8")
    for arguments in (("compile", "x.md", "-o", "-"), ("render", "x.md"), ("render", "x.json")):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "CS" in ran.err
        assert CANARY not in ran.err


def test_hints(run: Run, here: Path) -> None:
    long = "- " + "word " * 30 + "end. {force=should}\n"
    text = (FRONT.format(year=2026) + BODY + "\n" + long).replace('"private"', '"shareable"')
    (here / "x.md").write_text(text, encoding="utf-8")
    ran = run("compile", "x.md", "--hints")
    assert ran.code == 0
    assert "elm-2026.1.1.2.r1: a sentence of the summary has 31 words" in ran.err
    (hint,) = json.loads(run("compile", "x.md", "--hints", "--json").out)["hints"]
    assert (hint["provision"], hint["rule"], hint["figure"]) == ("elm-2026.1.1.2.r1", "sentence-length", 31)
    assert "hints" not in json.loads(run("compile", "x.md", "--json").out)


@pytest.mark.parametrize(
    "arguments", [("compile", f"{CANARY}.md"), ("compile", "."), ("accept", CANARY, "-o", "x.json")]
)
def test_a_file_that_cannot_be_opened(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 3
    assert CANARY not in ran.err


def test_what_is_no_text(run: Run, here: Path) -> None:
    (here / "x.md").write_bytes(b"+++\n\xff\xfe")
    ran = run("compile", "x.md")
    assert ran.code == 1
    assert "2:1 CS515" in ran.out
    assert "UTF-8" in ran.out
    (here / "l.md").write_bytes("+++\n# caf\u00e9".encode("latin-1"))
    assert "2:6 CS515" in run("compile", "l.md").out


@pytest.mark.parametrize("title", ["", "x" * 501, "\ud800"])
def test_a_title_that_is_none(run: Run, docx: str, here: Path, title: str) -> None:
    for arguments in (("new-edition", "ash-2026"), ("draft", docx, *DRAFT, "-o", "d.md")):
        ran = run(*arguments, "--title", title)
        assert (ran.code, ran.out) == (2, "")
        assert "--title is text of 1 to 500 characters." in ran.err
    assert not (here / "d.md").exists()


def test_json_is_not_compiled(run: Run, elm: Path) -> None:
    assert run("compile", "elm.md", "-o", "elm.json").code == 0
    ran = run("compile", "elm.json")
    assert ran.code == 1
    assert "1 fault;" in ran.out
    assert "packs add FILE" in ran.out


# ---- what is there already is not written over


@pytest.mark.parametrize(
    "arguments",
    [
        ("compile", "elm.md"),
        ("render", "elm.md"),
        ("new-edition", "ash-2026"),
        ("propose", "elm.md", "later.md"),
        ("accept", "none.csv"),
        ("draft", "none.pdf", "--publication", "elm", "--edition", "2026"),
    ],
)
def test_nothing_is_written_over_unasked(
    run: Run, elm: Path, later: Path, here: Path, arguments: tuple[str, ...]
) -> None:
    (here / f"{CANARY}.x").write_text("kept", encoding="utf-8")
    ran = run(*arguments, "-o", f"{CANARY}.x")
    assert (ran.code, ran.out) == (2, "")
    assert "--force to write over it" in ran.err
    assert CANARY not in ran.err
    assert (here / f"{CANARY}.x").read_text(encoding="utf-8") == "kept"


def test_with_force_it_is(run: Run, elm: Path, here: Path) -> None:
    (here / "x").write_text("old", encoding="utf-8")
    assert run("compile", "elm.md", "-o", "x", "--force").code == 0
    assert cs.readers.read_edition(here / "x").id == "elm-2026"


@pytest.mark.parametrize(
    "arguments",
    [("compile", "elm.md"), ("render", "elm.md"), ("new-edition", "ash-2026"), ("propose", "elm.md", "later.md")],
)
def test_a_target_that_cannot_be_written(run: Run, elm: Path, later: Path, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, "-o", f"{CANARY}/x")
    assert ran.code == 3
    assert ran.err.startswith("Nothing was written: ")
    assert CANARY not in ran.err


# ---- what is read is never written over, and no output by another


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["unforced", "forced"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("compile", "elm.md", "-o", "elm.md"),
        ("compile", "elm.md", "-o", "./../{here}/elm.md"),
        ("compile", "elm.md", "-o", "link.md"),
        ("compile", "link.md", "-o", "elm.md"),
        ("compile", "elm.md", "-o", "hard.md"),
        ("compile", "elm.md", "-o", "x.json", "--lock", "elm.md"),
        ("compile", "elm.md", "-o", "x.json", "--lock", "x.json"),
        ("compile", "elm.md", "-o", "elm.lock.json"),
        ("compile", "elm.md", "-o", "-", "--lock", "-"),
        ("render", "elm.md", "-o", "elm.md"),
        ("propose", "elm.md", "later.md", "-o", "elm.md"),
        ("propose", "elm.md", "later.md", "-o", "later.md"),
        ("accept", "c.csv", "-o", "c.csv"),
        ("accept", "c.csv", "-o", "elm.md", "--old", "elm.md", "--new", "later.md"),
        ("accept", "c.csv", "-o", "later.md", "--old", "elm.md", "--new", "later.md"),
        ("draft", "b.pdf", "--publication", "elm", "--edition", "2026", "-o", "b.pdf"),
        ("draft", "b.pdf", "--publication", "elm", "--edition", "2026", "-o", "x.md", "--review", "b.pdf"),
        ("draft", "b.pdf", "--publication", "elm", "--edition", "2026", "-o", "x.md", "--review", "x.md"),
        ("draft", "b.pdf", "--publication", "elm", "--edition", "2026", "-o", "x.md", "--review", "./X.md"),
        ("draft", "b.pdf", "--publication", "elm", "--edition", "2026", "-o", "-", "--review", "-"),
        ("packs", "make", "folder/e.json", "-o", "folder"),
        ("packs", "make", "folder/e.json", "-o", "."),
    ],
)
def test_nothing_is_lost_by_writing(
    run: Run, elm: Path, later: Path, here: Path, arguments: tuple[str, ...], force: tuple[str, ...]
) -> None:
    assert run("compile", "elm.md", "-o", "e.json", "--lock", "l.json").code == 0
    (here / "l.json").unlink()
    assert run("packs", "make", "e.json", "-o", "folder").code == 0
    (here / "e.json").rename(here / "folder" / "e.json")
    assert run("propose", "elm.md", "later.md", "-o", "c.csv").code == 0
    (here / "b.pdf").write_bytes(b"%PDF-1.7 invented")
    (here / "link.md").symlink_to("elm.md")
    (here / "hard.md").hardlink_to(here / "elm.md")

    def all_files() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in here.rglob("*") if path.is_file()}

    before = all_files()
    ran = run(*(argument.format(here=here.name) for argument in arguments), *force)
    assert (ran.code, ran.out) == (2, "")
    assert "Give" in ran.err or "Write one of them" in ran.err
    assert all_files() == before


@pytest.mark.parametrize("verb", [("compile",), ("render",)])
def test_what_comes_from_the_standard_input_is_not_written_over(elm: Path, repository: Path, verb: str) -> None:
    before = elm.read_bytes()
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    command = [sys.executable, "-m", "care_standards", *verb, "-", "-o", "elm.md", "--force"]
    with elm.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, env=environment, check=False)
    assert (done.returncode, elm.read_bytes()) == (2, before)


# ---- render


def test_render_and_compile_again(run: Run, here: Path, elm: Path) -> None:
    assert run("compile", "elm.md", "-o", "elm.json").code == 0
    for given in ("elm.json", "elm.md"):
        ran = run("render", given, "-o", "again.md", "--with-wording", "--force")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        assert compile_text((here / "again.md").read_text(encoding="utf-8")) == cs.readers.read_edition(
            here / "elm.json"
        )


def test_render_what_is_shipped(run: Run) -> None:
    ran = run("render", "scs-2018")
    assert (ran.code, ran.err) == (0, "")
    assert compile_text(ran.out) == cs.load("scs-2018")
    plain = json.loads(run("render", "scs-2018", "--json").out)
    assert (plain["edition"], plain["provisions"], plain["wording_left_out"]) == ("scs-2018", 44, False)
    assert plain["markdown"] == ran.out
    assert "markdown" not in json.loads(run("render", "scs-2018", "--json", "-o", "x.md").out)


def test_render_leaves_the_wording_out_unless_asked(run: Run, oak: str) -> None:
    assert run("packs", "add", oak).code == 0
    wording = [p.text.value for p in cs.readers.read_edition(oak) if p.text is not None]
    ran = run("render", "oak-2026")
    assert ran.code == 0
    assert "--with-wording" in ran.err
    assert not [text for text in wording if text in ran.out]
    assert compile_text(ran.out).rights.sharing == "shareable"
    asked = run("render", "oak-2026", "--with-wording")
    assert asked.err == ""
    assert not [text for text in wording if text not in asked.out]


def test_render_an_unknown_edition(run: Run) -> None:
    ran = run("render", "scs-2019")
    assert ran.code == 4
    assert "Did you mean" in ran.err
    assert run("render", "nothing.json").code == 3
    for named in ("scs", "scs-2018.1.1.5", "nothere"):
        ran = run("render", named)
        assert ran.code == 4
        assert "no file of this name" in ran.err
    assert run("propose", "scs-2018", "nothere", "-o", "c.csv").code == 4


def test_render_what_a_private_copy_begins_with(run: Run, here: Path) -> None:
    ran = run("render", "scs-2018", "--private", "-o", "scs.md")
    assert (ran.code, ran.err) == (0, "")
    edition = compile_text((here / "scs.md").read_text(encoding="utf-8"))
    assert edition.rights.sharing == "private"
    assert not any(p.text for p in edition)
    assert [p.summary for p in edition] == [p.summary for p in cs.load("scs-2018")]


def test_render_what_is_no_edition(run: Run, here: Path, assessment: dict[str, Any]) -> None:
    (here / "a.json").write_text(json.dumps(assessment), encoding="utf-8")
    ran = run("render", "a.json")
    assert ran.code == 1
    assert "CS2" in ran.err


def test_a_terminal_gets_no_character_that_it_would_act_on(
    run: Run, elm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elm.write_text(elm.read_text(encoding="utf-8").replace("rain", "ra\u202ein"), encoding="utf-8")
    assert "\u202e" in run("render", "elm.md", "--with-wording").out
    monkeypatch.setattr("care_standards.cli.targets.is_terminal", lambda stream: True)
    shown = run("render", "elm.md", "--with-wording").out
    assert "\u202e" not in shown
    assert "ra\\u202ein" in shown
    assert "### 1.1.2 A room is ready" in shown.splitlines()[-3]


# ---- new-edition


def test_a_new_edition_compiles_as_it_is(run: Run, here: Path) -> None:
    assert run("new-edition", "ash-2026", "-o", "ash.md", "--title", "Ash").code == 0
    assert run("compile", "ash.md").code == 0
    assert compile_text((here / "ash.md").read_text(encoding="utf-8")).title == "Ash"
    assert compile_text(run("new-edition", "ash-2026").out).id == "ash-2026"
    assert json.loads(run("new-edition", "ash-2026", "--json").out)["markdown"].startswith("+++")
    ran = run("new-edition", CANARY)
    assert ran.code == 2
    assert CANARY not in ran.err


# ---- propose and accept


def _rows(path: Path) -> tuple[str, list[dict[str, str]]]:
    text = path.read_text(encoding="utf-8")
    front, table = text[: text.index("+++", 3) + 3], text[text.index("+++", 3) + 4 :]
    return front, list(csv.DictReader(io.StringIO(table)))


def _decide(path: Path, decision: str) -> None:
    front, rows = _rows(path)
    for row in rows:
        row["decision"] = decision
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(f"{front}\n{out.getvalue()}", encoding="utf-8", newline="")


def test_propose_decide_accept(run: Run, elm: Path, later: Path, here: Path) -> None:
    ran = run("propose", "elm.md", "later.md", "-o", "c.csv")
    assert ran.code == 0
    assert "accept" in ran.err
    _, rows = _rows(here / "c.csv")
    assert {row["decision"] for row in rows} == {""}
    assert "renumbered" in {row["kind"] for row in rows}
    ran = run("accept", "c.csv", "-o", "none.json", "--old", "elm.md", "--new", "later.md")
    assert ran.code in (0, 1)
    _decide(here / "c.csv", "accept")
    ran = run("accept", "c.csv", "-o", "c.json", "--old", "elm.md", "--new", "later.md", "--json")
    assert ran.code == 0
    plain = json.loads(ran.out)
    assert plain["concordance"] == "elm-2026--elm-2027"
    assert plain["changes"] == len(rows)
    assert json.loads((here / "c.json").read_bytes())["kind"] == "concordance"


def test_propose_between_editions_held_here(run: Run, here: Path) -> None:
    plain = json.loads(run("propose", "scs-2015", "scs-2018", "-o", "c.csv", "--json").out)
    assert (plain["old"], plain["new"]) == ("scs-2015", "scs-2018")
    assert plain["rows"] == sum(plain["kinds"].values())
    _decide(here / "c.csv", "accept")
    assert run("accept", "c.csv", "-o", "c.json").code == 0


def test_propose_shows_no_wording_unless_asked(run: Run, elm: Path, later: Path) -> None:
    ran = run("propose", "elm.md", "later.md", "-o", "-")
    assert ran.code == 0
    assert "kettle" not in ran.out
    assert "kettle" in run("propose", "elm.md", "later.md", "-o", "-", "--with-wording").out
    assert run("propose", "elm.md", "later.md", "-o", "-", "--json").code == 2


def test_propose_refuses_two_publications(run: Run, elm: Path) -> None:
    ran = run("propose", "elm.md", "scs-2018", "-o", "c.csv")
    assert ran.code == 2
    assert "one publication" in ran.err
    ran = run("propose", "scs-2018", "scs-2018", "-o", "c.csv")
    assert ran.code == 2
    assert "must be two different editions" in ran.err


def test_accept_tells_faults_by_row(run: Run, elm: Path, later: Path, here: Path) -> None:
    assert run("propose", "elm.md", "later.md", "-o", "c.csv").code == 0
    _decide(here / "c.csv", CANARY)
    ran = run("accept", "c.csv", "-o", "c.json", "--old", "elm.md", "--new", "later.md")
    assert ran.code == 1
    assert "CS52" in ran.out
    assert "row 14, column K: CS527" in " ".join(ran.out.split())
    assert CANARY not in ran.out + ran.err
    assert not (here / "c.json").exists()


# ---- draft


@pytest.fixture
def docx(here: Path) -> str:
    docx = pytest.importorskip("docx", reason="needs the extra authoring")
    document = docx.Document()
    document.add_heading("1 Welcome", 1)
    document.add_heading("1.1 On the first day", 2)
    document.add_paragraph(f"Nobody must wait at the door. {CANARY}")
    document.add_paragraph("Somebody should meet a new resident.", style="List Bullet")
    document.save(str(here / "elm.docx"))
    return "elm.docx"


@pytest.fixture
def pdf(here: Path) -> str:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab")
    page = canvas.Canvas(str(here / "elm.pdf"), pageCompression=0)
    for number in (1, 2):
        page.setFont("Helvetica-Bold", 16)
        page.drawString(72, 770, f"{number} Chapter of an invented handbook")
        page.setFont("Helvetica", 11)
        for row in range(5):
            page.drawString(
                72, 730 - 30 * row, f"{number}.{row + 1}. Staff should be told about {CANARY} in plain words."
            )
        page.drawString(290, 40, str(number))
        page.showPage()
    page.save()
    return "elm.pdf"


DRAFT = ("--publication", "elm", "--edition", "2026")


@pytest.mark.parametrize("source", ["docx", "pdf"])
def test_draft_then_compile(run: Run, source: str, here: Path, request: pytest.FixtureRequest) -> None:
    file = request.getfixturevalue(source)
    ran = run("draft", file, *DRAFT, "-o", "d.md")
    assert (ran.code, ran.out) == (0, "")
    assert "review" in ran.err
    assert sorted(path.name for path in here.iterdir()) == ["d.md", "d.review.md", file]
    assert CANARY in (here / "d.md").read_text(encoding="utf-8")
    assert CANARY not in (here / "d.review.md").read_text(encoding="utf-8")
    assert run("compile", "d.md", "-o", "d.json").code == 0
    assert cs.readers.read_edition(here / "d.json").rights.sharing == "private"


def test_the_review_as_data_and_elsewhere(run: Run, docx: str, here: Path) -> None:
    ran = run("draft", docx, *DRAFT, "-o", "d.md", "--json", "--review", "r.md", "--title", "Elm")
    assert ran.code == 0
    assert isinstance(json.loads(ran.out), dict)
    assert CANARY not in ran.out + ran.err
    assert (here / "r.md").exists()
    assert 'title = "Elm"' in (here / "d.md").read_text(encoding="utf-8")
    printed = run("draft", docx, *DRAFT, "-o", "-", "--edition", "elm-2027")
    assert 'edition = "elm-2027"' in printed.out
    assert run("draft", docx, *DRAFT, "-o", "-", "--json").code == 2
    assert run("draft", docx, *DRAFT, "-o", "e.md", "--review", "r.md").code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--publication", CANARY, "--edition", "2026"),
        ("--publication", "elm", "--edition", CANARY),
        ("--publication", "elm", "--edition", "oak-2026"),
        ("--publication", "elm"),
        ("--edition", "2026"),
    ],
)
def test_a_name_that_is_none(run: Run, docx: str, options: tuple[str, ...]) -> None:
    ran = run("draft", docx, *options, "-o", "d.md")
    assert ran.code == 2
    assert CANARY not in ran.err


@pytest.mark.parametrize("content", [b"no document", b"%PDF-1.7\n" + CANARY.encode(), b"PK\x03\x04" + CANARY.encode()])
def test_a_document_no_draft_can_be_made_of(run: Run, here: Path, content: bytes) -> None:
    (here / f"{CANARY}.pdf").write_bytes(content)
    ran = run("draft", f"{CANARY}.pdf", *DRAFT, "-o", "d.md")
    assert (ran.code, ran.out) == (3, "")
    assert "CS7" in ran.err
    assert CANARY not in ran.err
    plain = json.loads(run("draft", f"{CANARY}.pdf", *DRAFT, "-o", "d.md", "--json").out)
    assert plain["error"].startswith("CS7")
    assert not (here / "d.md").exists()
    assert run("draft", f"{CANARY}-none.pdf", *DRAFT, "-o", "d.md").code == 3


@pytest.mark.parametrize(
    ("missing", "extra", "arguments"),
    [
        ("markdown_it", "authoring", ("compile", "elm.md")),
        ("rapidfuzz", "authoring", ("propose", "scs-2015", "scs-2018", "-o", "c.csv")),
    ],
)
def test_without_the_packages_it_says_how_to_get_them(
    repository: Path, elm: Path, missing: str, extra: str, arguments: tuple[str, ...]
) -> None:
    without = (
        f"import sys; sys.path.insert(0, sys.argv.pop(1)); sys.modules[{missing!r}] = None;"
        "from care_standards.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", without, str(repository / "src"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert f'python -m pip install "care_standards[{extra}]"' in done.stderr


def test_limits_are_raised_and_lowered_on_purpose(run: Run, pdf: str, here: Path) -> None:
    ran = run("draft", pdf, *DRAFT, "-o", "d.md", "--max-pages", "1")
    assert ran.code == 3
    assert "CS708" in ran.err
    assert run("draft", pdf, *DRAFT, "-o", "d.md", "--max-pages", "0").code == 2
    ran = run("draft", pdf, *DRAFT, "-o", "d.md", "--max-pages", "2", "--max-seconds", "60", "--max-memory", "2048")
    assert ran.code == 0


def test_without_the_packages_for_pdf(run: Run, pdf: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*arguments: object, **named: object) -> object:
        raise MissingExtraError("pdf")

    monkeypatch.setattr("care_standards.authoring.drafting.draft", missing)
    ran = run("draft", pdf, *DRAFT, "-o", "d.md")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == 'This needs packages that are not installed: python -m pip install "care_standards[pdf]"\n'
    assert not (here / "d.md").exists()
