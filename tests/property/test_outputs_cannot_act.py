"""Whatever stands in texts of somebody's documents, what is written of them acts on nobody.

One edition and two assessments have payloads in every free text: formulas, mark-up, and characters that terminals obey.
They pass every verb that shows texts, in every format: a terminal gets no control character, a spreadsheet no formula,
a page no element of theirs, and JSON is ASCII. All samples are invented.
"""

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from tests.unit.exports.page_elements import Elements

import care_standards as cs
from care_standards import tables
from care_standards.cli.program import program

REPOSITORY = Path(__file__).resolve().parents[2]
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "'=1",
    "=cmd|' /C calc'!A0",
)
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "</td></table><b>",
    "| a | b |",
    "# heading", "`code`", "\"' onload=alert(1)", "<!-- -->", "&lt;script&gt;", "![x](http://x.invalid/y.png)", "```",
)  # fmt: skip
TERMINAL = (
    "\x1b[31mred", "\x1b]8;;http://x.invalid\x07link", "\x1b]52;c;eA==\x07", "\x9b31m", "a\x08b", "a\rb", "\u202eabc",
    "\u2066abc",
    "\x7f", "\x00", "::set-output name=a::b", "\u2028next", "##[command]x", "[bold]x[/bold]",
)  # fmt: skip
PAYLOADS = FORMULAS + MARKUP + TERMINAL
FORMULA_BEGINS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
MADE_BY_PAGES = {
    "fieldset", "legend", "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section",
    "article", "h1", "h2",
    "h3", "h4", "p",
    "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "strong", "em", "span", "div", "br", "dl",
    "dt", "dd",
    "code", "nav", "a", "details", "summary", "small", "time", "del", "ins", "col", "colgroup", "label", "input",
    "form", "pre", "abbr",
}  # fmt: skip


class Ran(NamedTuple):
    """What one run wrote, and its exit code."""

    code: int
    out: str
    raw: bytes
    err: str


class _Stream(io.TextIOWrapper):
    is_terminal = False

    def isatty(self) -> bool:
        return self.is_terminal


def _edition(random: Random, id: str) -> dict[str, Any]:
    document = json.loads((REPOSITORY / "examples" / "own-edition.json").read_bytes())
    written = json.loads(json.dumps(document).replace("oak-2026", id))
    written["title"] = random.choice(PAYLOADS)
    for provision in written["provisions"]:
        for member in ("heading", "summary"):
            if member in provision:
                provision[member] = random.choice(PAYLOADS) + " person"
        if "text" in provision:
            provision["text"]["value"] = random.choice(PAYLOADS) + " told"
    return written


def _assessment(random: Random, status: str) -> dict[str, Any]:
    document = json.loads((REPOSITORY / "examples" / "safehouse-case-file-audit.json").read_bytes())
    document.pop("extensions", None)
    for finding in document["findings"]:
        finding["note"] = random.choice(PAYLOADS)
        finding["reason"] = random.choice(PAYLOADS) + "."
    document["findings"][0]["status"] = status
    document["findings"][0].setdefault("assessed_on", "2026-03-01")
    return document


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")

    def made(*arguments: str, terminal: bool = False) -> Ran:
        out, err = (_Stream(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
        out.is_terminal = terminal
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = program.answer(list(arguments))
        raw = out.buffer.getvalue()  # type: ignore[attr-defined]
        return Ran(code, raw.decode(), raw, err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    return made


def _acted_on(text: str) -> list[str]:
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [sign for sign in text if sign not in "\n\u200c\u200d" and unicodedata.category(sign) in kinds]


SHOWING: tuple[tuple[str, ...], ...] = (
    ("list",), ("list", "provisions", "--edition", "oak-2026"), ("show", "oak-2026"), ("show", "oak-2026.1"),
    ("show", "oak-2026.1.1"),
    ("search", "person"), ("search", "told"), ("applies", "oak-2026"), ("map", "oak-2026"),
    ("diff", "oak-2026", "oak-2027"),
    ("explain", "oak-2026.1.1", "scs-2018.1.1.5"), ("packs",), ("check", "old.json", "new.json", "oak-2026.json"),
    ("check", "--format", "github", "old.json", "--guard"), ("summary", "new.json"), ("gaps", "new.json"),
    ("diff", "old.json", "new.json"),
    ("migrate", "old.json", "--to", "scs-2025", "-o", "m.json", "--ledger", "l.json", "--force"),
    ("ledger", "l.json"), ("render", "oak-2026.json"), ("profile", "show", "csv"),
)  # fmt: skip
TABLES = ("list", "search", "applies", "map", "explain", "diff", "summary", "gaps")


@pytest.mark.parametrize("seed", range(3))
def test_no_verb_writes_what_acts(seed: int, run: Callable[..., Ran]) -> None:
    random = Random(seed)
    for id in ("oak-2026", "oak-2027"):
        Path(f"{id}.json").write_text(json.dumps(_edition(random, id)), encoding="utf-8")
        cs.readers.read_edition(f"{id}.json")
        assert run("packs", "make", f"{id}.json", "-o", f"{id}.zip").code == 0
    for name, status in (("old", "met"), ("new", "not-met")):
        Path(f"{name}.json").write_text(json.dumps(_assessment(random, status)), encoding="utf-8")
        assert cs.check(f"{name}.json").ok
    packs = ("--pack", "oak-2026.zip", "--pack", "oak-2027.zip")
    for verb in SHOWING:
        for form in ((), ("--json",), ("--csv",)):
            if (form == ("--csv",) and verb[0] not in TABLES) or (form and "--format" in verb):
                continue
            # What is rendered is a document: as it is in a pipe, and made safe where a person looks.
            more = packs if verb[0] not in ("packs", "profile", "render") else ()
            ran = run(*verb, *form, *more, terminal=verb[0] == "render")
            assert ran.code in (0, 1), verb
            assert _acted_on(ran.err) == [], verb
            if form == ("--json",):
                assert ran.raw.isascii(), verb
                assert ran.code or json.loads(ran.out) is not None
            elif form == ("--csv",) and ran.code == 0:
                rows = list(csv.reader(io.StringIO(ran.out, newline="")))
                cells = [cell for row in rows for cell in row if not _is_number(cell)]
                assert [cell for cell in cells if cell[:1] in FORMULA_BEGINS and cell] == [], verb
                assert [sign for cell in cells for sign in _acted_on(cell)] == [], verb
            else:
                assert _acted_on(ran.out) == [], verb


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("seed", range(3))
def test_no_page_holds_an_element_that_is_not_ours(seed: int, run: Callable[..., Ran]) -> None:
    random = Random(100 + seed)
    for id in ("oak-2026", "oak-2027"):
        Path(f"{id}.json").write_text(json.dumps(_edition(random, id)), encoding="utf-8")
    for name, status in (("old", "met"), ("new", "not-met")):
        Path(f"{name}.json").write_text(json.dumps(_assessment(random, status)), encoding="utf-8")
    for old, new in (("oak-2026.json", "oak-2027.json"), ("old.json", "new.json")):
        assert run("diff", old, new, "-o", "page.html", "--every", "--force").code == 0
        _is_ours(Path("page.html").read_text(encoding="utf-8"))
        assert run("diff", old, new, "-o", "page.md", "--every", "--force").code == 0
        _is_ours(_rendered(Path("page.md").read_text(encoding="utf-8")))
        for form in ("html", "markdown"):
            assert _acted_on(run("diff", old, new, "--format", form, "--every").out) == []
    assert run("migrate", "old.json", "--to", "scs-2025", "-o", "m.json", "--ledger", "l.json").code == 0
    around = ("--before", "old.json", "--after", "m.json", "--with-notes", "--every")
    assert run("ledger", "l.json", *around, "--html", "ledger.html").code == 0
    page = Path("ledger.html").read_text(encoding="utf-8")
    _is_ours(page)
    assert _acted_on(page) == []
    edition = cs.readers.read_edition("oak-2026.json")
    for shown in (edition, edition.provisions[0], cs.check("old.json"), cs.read_assessment("old.json")):
        show = getattr(shown, "_repr_html_", None)
        if show is not None:
            _is_ours(show())


def _rendered(markdown: str) -> str:
    markdown_it = pytest.importorskip("markdown_it", reason="the extra authoring is not installed")
    return str(markdown_it.MarkdownIt("gfm-like", {"linkify": False}).render(markdown))


def _is_ours(page: str) -> None:
    found = Elements(page)
    assert {tag for tag, _ in found.elements} <= MADE_BY_PAGES
    for _, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not [value for value in attributes.values() if value and value.strip().lower().startswith("javascript")]
        assert (attributes.get("src") or "").startswith("data:") or "src" not in attributes


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "ndjson", "parquet"])
def test_no_table_of_rows_holds_a_formula_and_all_comes_back(format: Any, tmp_path: Path) -> None:
    payloads = (*FORMULAS, *MARKUP, " =1", '"=1', "\ufeff=1", "\u200b=1", "''=1")
    rows = [_row(number, payload) for number, payload in enumerate(payloads)]
    path = tmp_path / f"rows.{format}"
    pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(format, "json"), reason="an extra is missing")
    tables.write_rows(rows, path)
    if format == "csv":
        for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")):
            assert [cell for cell in line if cell.lstrip(' "\ufeff\u200b\0')[:1] in tuple(FORMULA_BEGINS)] == []
    if format == "xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
        for sheet in openpyxl.load_workbook(path):
            assert [cell.coordinate for line in sheet for cell in line if cell.data_type == "f" or cell.hyperlink] == []
    assert list(tables.read_rows(path, catalogue=cs.catalogue())) == rows


def _row(number: int, payload: str) -> Any:
    return tables.LinkRow(
        edition="scs-2018", subject_kind="case", subject_ref=f"a{number}", provision="scs-2018.1.1.5",
        status="not-applicable", assessed_on=date(2026, 3, 1), reason=payload, note=payload,
    )  # fmt: skip
