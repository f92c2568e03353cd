"""The ways a case is fed in: to the calls of the library, to its readers, and to every verb that reads a file.

Each way gives what came back, in a form that can be compared, and leaves exceptions to whoever asks. A file stands in
the folder that is current, under a name with the canary.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.conformance.hostile.cases import CANARY, DOCUMENT, ROW, as_json

Fed = dict[str, Any]
NAME = f"{CANARY}-in"
NEUTRAL = "written-by-hand"


def feed(way: str, content: Any) -> Fed:
    """Feed a case in; what it gives are ``report`` or ``exit`` or ``given``, and ``shown`` of verbs."""
    head, _, rest = way.partition(" ")
    if head == "verb":
        return _verb(rest, content)
    if head == "verb-text":
        return _run([rest, *([f"--nation={content}"] if rest == "applies" else []), "--", content])
    first, _, detail = way.partition(":")
    if first in _BY_DETAIL:
        return _BY_DETAIL[first](detail, content)
    return _ways()[way](content)


def _report(report: Any) -> Fed:
    return {"report": report}


def _given(value: Any) -> Fed:
    return {"given": type(value).__name__}


def _catalogue() -> Any:
    import care_standards as cs

    return cs.catalogue()


def _file(content: bytes, ending: str, name: str = NAME) -> str:
    path = f"{name}.{ending}"
    Path(path).write_bytes(content)
    return path


def _ways() -> dict[str, Callable[[Any], Fed]]:
    import care_standards as cs
    from care_standards import authoring, packs
    from care_standards.exports import sssom

    old, new = "scs-2018", "scs-2025"
    return {
        "check": _both_engines,
        "check-reference": lambda c: _report(cs.check(c, engine="jsonschema")),
        "check-object": lambda c: _report(cs.check(c, guard=True)),
        "check-path": lambda c: _report(cs.check(_file(c, "json"), guard=True)),
        "check-gz": lambda c: _report(cs.check(_file(c, "json.gz"))),
        "read": lambda c: _given(cs.read(c)),
        "read-object": lambda c: _given(cs.read(c)),
        "batch": lambda c: _batch([c]),
        "batch-object": lambda c: _batch([c]),
        "batch-reference": lambda c: _batch([c, c], engine="jsonschema"),
        "batch-guard": lambda c: _batch([c], guard=True),
        "batch-arrow": _batch_of_arrow,
        "lines": _lines,
        "table-object": lambda c: _table("json", c),
        "table-arrow": lambda c: _table("arrow", c),
        "sssom-tsv": lambda c: _given(sssom.read_tsv(c, catalogue=cs.catalogue())),
        "sssom-json": lambda c: _given(sssom.read_json(c, catalogue=cs.catalogue())),
        "crosswalk-csv": lambda c: _given(authoring.crosswalk_from_csv(c, catalogue=cs.catalogue())),
        "concordance-csv": lambda c: _given(authoring.concordance_from_csv(c, catalogue=cs.catalogue())),
        "accept-csv": lambda c: _given(authoring.accept(c, cs.load(old), cs.load(new))),
        "markdown": lambda c: _given(authoring.compile(c.decode("utf-8", "surrogateescape"))),
        "packs.check": lambda c: _report(packs.check(c)),
        "packs.load": lambda c: _given(packs.load(c)),
        "catalogue": lambda c: _given(cs.catalogue(packs=[_file(c, "zip")])),
        "profile-path": lambda c: _profiled(_file(c, "json")),
        "profile-object": _profile_object,
    }


def _both_engines(content: bytes) -> Fed:
    """Judge by both engines; they must agree, but for the name of the engine."""
    import attrs

    import care_standards as cs

    by = {engine: cs.check(content, engine=engine) for engine in _engines()}
    first, *others = by.values()
    for other in others:
        if attrs.evolve(other, judged_by=first.judged_by) != first:
            raise AssertionError("the engines differ")
    return _report(first)


def _engines() -> tuple[str, ...]:
    from importlib.util import find_spec

    return ("jsonschema", *(["jsonschema-rs"] if find_spec("jsonschema_rs") else []))


def _batch(rows: list[Any], **options: Any) -> Fed:
    from care_standards import bulk

    (verdict,) = bulk.check_batches([rows], catalogue=_catalogue(), **options)
    assert verdict.rows == len(rows), "a row was lost"
    return _verdict(verdict)


def _verdict(verdict: Any) -> Fed:
    return {
        "verdict": "invalid" if verdict.invalid else "valid",
        "codes": sorted({str(i.code) for i in verdict.issues}),
        "object": verdict,
        "same": repr([(verdict.rows, verdict.invalid), *verdict.issues]),
    }


def _batch_of_arrow(table: Any) -> Fed:
    from care_standards import bulk

    (verdict,) = bulk.check_batches(table.to_batches(), catalogue=_catalogue())
    assert verdict.rows == table.num_rows, "a row was lost"
    return _verdict(verdict)


def _lines(content: bytes) -> Fed:
    from care_standards import bulk

    return _report(bulk.check_lines(_file(content, "ndjson"), catalogue=_catalogue()))


def _table(detail: str, content: Any) -> Fed:
    from care_standards import tables

    form, _, packed = detail.partition("-")
    if packed:
        return _report(tables.check_table(_file(content, f"{form}.{packed[:3]}"), catalogue=_catalogue()))
    return _report(tables.check_table(content, catalogue=_catalogue(), format=form, guard=True))  # type: ignore[arg-type]


def _table_by_profile(detail: str, content: Any) -> Fed:
    from care_standards import tables

    reports = [
        tables.check_table(content, catalogue=_catalogue(), format=detail, profile=each)  # type: ignore[arg-type]
        for each in ("csv", "kobo", "odk", "htcds-2")
    ]
    return _report(reports[0]) | {"more": reports[1:]}


def _rows(detail: str, content: Any) -> Fed:
    from care_standards import tables

    reading = tables.read_rows(content, catalogue=_catalogue(), format=detail)  # type: ignore[arg-type]
    return {"given": sum(1 for _ in reading), "object": reading.report}


def _profiled(path: Any) -> Fed:
    from care_standards import tables

    table = b"status,provision\r\nmet,scs-2018.1.1.5\r\n"
    return _report(tables.check_table(table, catalogue=_catalogue(), format="csv", profile=path))


def _profile_object(content: bytes) -> Fed:
    from care_standards import readers

    profile: Any = readers.read_with_account(content).document
    return _profiled(profile)


def _query(what: str, text: str) -> Fed:
    import care_standards as cs
    from care_standards import guard, identifiers, tables

    calls: dict[str, Callable[[], Any]] = {
        "search": lambda: cs.search(text),
        "resolve": lambda: cs.resolve(text),
        "load": lambda: cs.load(text),
        "select": lambda: cs.select(text),
        "crosswalk": lambda: cs.crosswalk(text),
        "concordance": lambda: cs.concordance(text),
        "publication": lambda: cs.publication(text),
        "carry_refs": lambda: cs.carry_refs([text], "scs-2025"),
        "gaps": lambda: cs.gaps(text),
        "compose": lambda: cs.compose(text, text),
        "summarise": lambda: cs.summarise(cs.read_assessment(as_json(DOCUMENT)), by=text),
        "near": lambda: identifiers.near_misses(text, ["scs-2018", "scs-2025", "ecat-2005"]),
        "guard": lambda: (guard.kinds_in(text), guard.names_a_person(text)),
        "profile": lambda: tables.profile(text),
    }
    return _given(calls[what]())


# ---- verbs

_FILES = ("migrate", "upgrade", "downgrade", "rows", "summary", "gaps", "ledger", "compile", "accept", "draft", "diff")
_OPTIONS: dict[str, tuple[str, ...]] = {
    "check": ("--json", "--guard"),
    "migrate": ("--to", "scs-2025", "-o", "out.json", "--ledger", "out.ledger.json"),
    "upgrade": ("-o", "out.json"),
    "downgrade": ("--schema", "1.0", "-o", "out.json", "--allow-loss"),
    "rows": ("-o", "out.csv"),
    "summary": ("--json",),
    "gaps": (),
    "ledger": (),
    "compile": (),
    "accept": ("-o", "out.json"),
    "profile draft": ("-o", "out.json", "--id", "hostile"),
    "profile show": (),
    "packs check": (),
    "draft": ("--publication", "scs", "--edition", "2031", "-o", "out.md"),
    "diff": ("scs-2018",),
}
_ROWS_BACK = (
    "--set",
    "period_start=2026-01-01",
    "--set",
    "period_end=2026-03-31",
    "--set",
    "assessor_role=quality-lead",
    "-o",
    "out.json",
)


def _verb(rest: str, content: bytes) -> Fed:
    words = rest.split()
    if rest == "check profile":
        Path("rows.csv").write_bytes(b"status,provision\r\nmet,scs-2018.1.1.5\r\n")
        return _run(["check", "--profile", f"./{_file(content, 'json')}", "rows.csv"])
    if rest == "check-with-pack":
        good = Path("good.json")
        good.write_bytes(as_json(DOCUMENT))
        return _run(["check", "--pack", f"./{_file(content, 'zip')}", "good.json"])
    verb = " ".join(words[:2]) if " ".join(words[:2]) in _OPTIONS else words[0]
    ending = words[-1] if len(words) > len(verb.split()) else ""
    name = {"": "json", "gz": "json.gz"}.get(ending, ending)
    name = {"packs check": "zip", "compile": "md", "accept": "csv", "profile draft": "csv"}.get(rest, name)
    options = list(_OPTIONS[verb])
    if verb == "check" and ending == "json":
        options += ["--as", "json"]
    if verb == "rows" and ending:
        options = [*(["--as", "json"] if ending == "json" else []), *_ROWS_BACK]
    named = verb in ("compile", "accept")  # which name the file that somebody is writing, so that an editor finds it
    return _run([*verb.split(), *options, "--", _file(content, name, NEUTRAL if named else NAME)])


def _run(arguments: list[str]) -> Fed:
    """Run a verb in this process; what it printed stands on the streams, which are watched."""
    from care_standards.cli.program import program

    code = program.answer(arguments)
    return {"exit": code, "says": arguments[0] == "check" and "--json" in arguments}


# ---- odd files and targets


def _odd_file(sort: str, ending: str) -> str:
    """Make an odd file, and give its name."""
    name = f"{NAME}.{ending}"
    path = Path(name)
    outside = Path("..", "outside", "secret.json").resolve()
    if sort == "fifo":
        os.mkfifo(name)
    elif sort == "socket":
        os.mknod(name, 0o140600)
    elif sort == "folder":
        path.mkdir()
    elif sort == "dangling-link":
        path.symlink_to("nowhere")
    elif sort == "looping-link":
        Path(f"other-{CANARY}").symlink_to(name)
        path.symlink_to(f"other-{CANARY}")
    elif sort == "link-to-itself":
        path.symlink_to(name)
    elif sort == "link-to-good":
        Path(f"good-{CANARY}").write_bytes(as_json(ROW))
        path.symlink_to(f"good-{CANARY}")
    elif sort.startswith("device"):
        return f"/dev/{sort.partition('-')[2]}"
    elif sort == "no-permission":
        path.write_bytes(as_json(ROW))
        path.chmod(0)
    elif sort == "sparse-8-gb":
        with path.open("wb") as file:
            # A table of one record a line may have any size: how long it takes is measured elsewhere.
            file.truncate(2**30 if ending == "ndjson" else 8 * 2**30)
    elif sort == "name-with-nul":
        return f"{NAME}\0.{ending}"
    elif sort == "name-too-long":
        return NAME * 500 + f".{ending}"
    elif sort == "name-of-spaces":
        name = f"  {CANARY} \n.{ending}"
        Path(name).write_bytes(as_json(ROW))
    elif sort == "empty-name":
        return ""
    elif sort == "name-not-utf8":
        name = os.fsdecode(CANARY.encode() + b"\xff." + ending.encode())
        Path(name).write_bytes(as_json(ROW))
    elif sort == "below-a-file":
        Path("file").write_bytes(b"x")
        return f"file/{name}"
    elif sort == "dash-name":
        name = f"--{CANARY}"
        Path(name).write_bytes(as_json(ROW))
    elif sort in ("link-outside", "hard-link-outside"):
        path.symlink_to(outside) if sort == "link-outside" else path.hardlink_to(outside)
    elif sort == "existing":
        path.write_bytes(CANARY.encode())
    elif sort == "no-folder":
        return f"{CANARY}/none/{name}"
    return name


def prepare(way: str, content: Any) -> Any:
    """Make the odd file or target of a way, which the library then finds; other content is given as it is."""
    first, _, what = way.partition(":")
    if first == "file":
        verb, _, ending = what.partition(" ")
        return _odd_file(content, ending if verb == "check" else "ndjson" if what == "check_lines" else "json")
    return (content, _odd_target(what, content)) if first == "target" else content


def _special(what: str, path: str) -> Fed:
    import care_standards as cs
    from care_standards import bulk, packs, tables

    verb = what.partition(" ")[0]
    calls: dict[str, Callable[[], Fed]] = {
        "cs.check": lambda: _report(cs.check(path)),
        "cs.read": lambda: _given(cs.read(path)),
        "check_table": lambda: _report(tables.check_table(path, catalogue=_catalogue(), format="csv")),
        "check_lines": lambda: _report(bulk.check_lines(path, catalogue=_catalogue())),
        "packs.load": lambda: _given(packs.load(path)),
    }
    if what in calls:
        return calls[what]()
    name = what if what in _OPTIONS else verb
    return _run([*name.split(), *_OPTIONS[name], "--", path])


def _odd_target(what: str, sort: str) -> str:
    Path("source.json").write_bytes(as_json(DOCUMENT))
    old = {**DOCUMENT, "schema_version": "1.0", "$schema": str(DOCUMENT["$schema"]).replace("/1.1/", "/1.0/")}
    Path("old.json").write_bytes(as_json(old))
    Path("rows.csv").write_bytes(b"Status,Item\r\nmet,1.1.5\r\n")
    if sort == "source":
        return _source_of(what)
    if sort == "link-to-the-source":
        Path(f"to.{_ending_of(what)}").symlink_to(_source_of(what))
        return f"to.{_ending_of(what)}"
    return _odd_file(sort, _ending_of(what))


def _source_of(what: str) -> str:
    return "old.json" if what == "upgrade" else "source.json"


def _ending_of(what: str) -> str:
    others = {"ledger": "html", "render": "md", "new-edition": "md", "diff": "md"}
    return what.split()[1] if what.startswith("rows ") else others.get(what, "json")


def _target(what: str, made: tuple[str, str]) -> Fed:
    import care_standards as cs
    from care_standards import readers, tables

    path, source, ending = made[1], _source_of(what), _ending_of(what)
    if what == "cs.write":
        return _given(cs.write(readers.read_assessment("source.json"), path))
    if what == "write_rows":
        rows = tables.assessment_to_rows(readers.read_assessment("source.json"))
        return _given(tables.write_rows(rows, path, format="csv"))
    if what == "ledger":
        assessment = readers.read_assessment("source.json")
        cs.write(cs.migrate(assessment, "scs-2025")[1], "ledger.json")
    arguments = {
        "migrate": ["migrate", "--to", "scs-2025", "-o", path, "--ledger", "l.json", source],
        "upgrade": ["upgrade", "-o", path, source],
        "downgrade": ["downgrade", "--schema", "1.0", "--allow-loss", "-o", path, source],
        "new": [
            "new",
            "scs-2018",
            "--ref",
            "a-1",
            "--start",
            "2026-01-01",
            "--end",
            "2026-02-01",
            "--role",
            "quality-lead",
            "--subject-kind",
            "service",
            "-o",
            path,
        ],
        "profile draft": ["profile", "draft", "rows.csv", "--id", "own", "-o", path],
        "new-edition": ["new-edition", "inv-2031", "--title", "An invented one", "-o", path],
        "render": ["render", "scs-2018", "-o", path],
        "ledger": ["ledger", "ledger.json", "--html", path],
        "diff": ["diff", "scs-2018", "scs-2025", "-o", path],
        "schema": ["schema", "-o", path],
    }.get(what) or ["rows", "source.json", "-o", path, "--to", ending]
    return _run(arguments)


# ---- outputs


def _output(form: str, content: bytes) -> Fed:
    """Write what holds a payload in a form that people open, and look whether it may act."""
    path = Path(_file(content, "json"))
    if form == "text":
        return _run(["summary", "--", str(path)])
    if form == "html":
        fed = _run(
            [
                "migrate",
                "--to",
                "scs-2025",
                "-o",
                "out.json",
                "--ledger",
                "l.json",
                "--html",
                "out.html",
                "--",
                str(path),
            ]
        )
        if fed["exit"] == 0:
            page = Path("out.html").read_text(encoding="utf-8").lower()
            bad = [
                each
                for each in ("<script", "<img", "<svg", "<iframe", "javascript:", "onerror=alert", "\x1b")
                if each in page
            ]
            assert not [b for b in bad if b != "javascript:" and b != "onerror=alert"], "the page may act"
        return fed
    fed = _run(["rows", "-o", f"out.{form}", "--", str(path)])
    if fed["exit"] == 0:
        for cell in _cells(form):
            assert not cell.lstrip("\u00a0 \"'").startswith(("=", "+", "@", "\t", "\r")) or cell.startswith("'"), (
                "a cell may act"
            )
    return fed


def _cells(form: str) -> Iterator[str]:
    if form == "csv":
        import csv

        with open("out.csv", encoding="utf-8-sig", newline="") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
        return
    import openpyxl

    book = openpyxl.load_workbook("out.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", "a cell is a formula"
    book.close()


_BY_DETAIL: dict[str, Callable[[str, Any], Fed]] = {
    "table": _table,
    "table-profile": _table_by_profile,
    "rows": _rows,
    "query": _query,
    "file": _special,
    "target": _target,
    "output": _output,
}


# ---- faults planted on purpose, with which the checker is proved


def planted(fault: str) -> Fed:
    """Do what no way may do: the worker has to see each."""
    if fault == "leak":
        raise LookupError(CANARY)
    if fault == "printed":
        sys.stdout.write(f"about {CANARY[::-1]}" + "\n")
    elif fault == "crash":
        os.abort()
    elif fault == "foreign-exception":
        raise KeyError("x")
    elif fault == "hang":
        while True:
            pass
    elif fault == "memory":
        with contextlib.suppress(ValueError):
            return {"given": len(bytearray(800 * 2**20))}
    elif fault == "socket":
        with contextlib.suppress(Exception):
            socket.create_connection(("127.0.0.1", 9))
    elif fault == "process":
        with contextlib.suppress(Exception):
            os.system("true")
    elif fault == "elsewhere":
        with contextlib.suppress(Exception):
            Path("..", "outside", "new").write_bytes(b"x")
    elif fault == "lure":
        with contextlib.suppress(Exception):
            Path("/etc/passwd").read_bytes()
    elif fault == "litter":
        Path("left-behind").write_bytes(b"x")
        return {"exit": 1}
    elif fault == "traceback":
        sys.stderr.write("Traceback (most recent call last):" + "\n")
    elif fault == "different":
        return {"given": hash(CANARY)}
    elif fault == "wrong-answer":
        return {"verdict": "valid", "codes": []}
    return {"given": "nothing"}
