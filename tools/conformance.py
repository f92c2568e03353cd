"""Keep the conformance cases true to their bases.

    python tools/conformance.py build     apply every patch again and write every case in its canonical form
    python tools/conformance.py check     exit 1 if a case is not what build would write, or breaks a rule of cases
    python tools/conformance.py workbooks make the workbooks of the cases of tables from the cells that these list
    python tools/conformance.py copy 1.0 1.1
                                          begin the cases of a new version: those of the version before, raised to it;
                                          files that are there already stay as they are

A case with a ``base`` is that case's document after one operation of JSON Patch (RFC 6902). It holds the result too, so
that a program in any language can read the document without applying anything; this tool keeps the two together.
``tests/conformance/README.md`` describes the cases.
"""

import argparse
import copy
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
import jsonpatch

ROOT: Final = Path(__file__).resolve().parent.parent
CASES: Final = ROOT / "tests" / "conformance"
ORDER: Final = ("description", "base", "patch", "ask", "catalogue", "expect", "document")
LEVELS: Final = ("schema", "integrity")
sys.path.insert(0, str(ROOT / "src"))

from care_standards import packaged  # noqa: E402
from care_standards.documents.codec import from_plain  # noqa: E402
from care_standards.model.catalogue import Catalogue  # noqa: E402
from care_standards.model.edition import Edition  # noqa: E402
from care_standards.model.publication import Publication  # noqa: E402
from care_standards.model.registry import Registry, RegistryEntry  # noqa: E402
from care_standards.vocabularies import DOCUMENT_KINDS  # noqa: E402


@attrs.frozen(kw_only=True)
class Case:
    """One case: the document, what a reader is asked for, and what must come of it.

    ``name`` is the path below the folder of the version, without ``.json``; its first part is ``valid`` or
    ``invalid``, its second the kind whose schema judges it.
    """

    version: str
    name: str
    document: Any
    expect: dict[str, Any]
    ask: str
    support: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """True for a case whose document is readable."""
        return self.name.startswith("valid/")

    @property
    def kind(self) -> str:
        """The kind of document it is, or fails to be."""
        return self.name.split("/")[1]

    @property
    def passes_schema(self) -> bool:
        """True for a case that the schema alone accepts."""
        return self.valid or self.expect.get("level") == "integrity"

    @property
    def content(self) -> bytes:
        """The document as canonical bytes."""
        return as_bytes(self.document)


def as_bytes(value: Any) -> bytes:
    """Write JSON as every file of the project is written: UTF-8, two spaces, LF, a final newline."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _is_wrapped(found: Any) -> bool:
    return isinstance(found, dict) and "document" in found and "kind" not in found


def case_files(folder: Path = CASES) -> list[Path]:
    """Give the file of every case, of every version, in order."""
    return sorted(path for side in ("valid", "invalid") for path in folder.glob(f"*/{side}/*/*.json"))


def load(path: Path, folder: Path = CASES) -> Case:
    """Read one case: a plain document, or a document with its expectations beside it."""
    version, _, rest = path.relative_to(folder).with_suffix("").as_posix().partition("/")
    found = json.loads(path.read_bytes())
    case = found if _is_wrapped(found) else {"document": found}
    return Case(
        version=version,
        name=rest,
        document=case["document"],
        expect=case.get("expect", {"verdict": "valid"}),
        ask=case.get("ask", "auto"),
        support=tuple(case.get("catalogue", ())),
    )


def cases(folder: Path = CASES) -> list[Case]:
    """Read every case."""
    return [load(path, folder) for path in case_files(folder)]


def catalogue(names: tuple[str, ...], version: str, folder: Path = CASES) -> Catalogue:
    """Give the shipped catalogue with support documents added: publications, editions and registry entries."""
    shipped = packaged.catalogue()
    publications, editions, entries = list(shipped.publications), list(shipped.editions), list(shipped.registry.entries)
    for name in names:
        plain = json.loads((folder / version / "support" / f"{name}.json").read_bytes())
        if "entries" in plain:
            entries += [RegistryEntry(**entry) for entry in plain["entries"]]
        elif plain["kind"] == "edition":
            editions.append(from_plain(plain, Edition))
        else:
            publications.append(from_plain(plain, Publication))
    return attrs.evolve(
        shipped, publications=tuple(publications), editions=tuple(editions), registry=Registry(tuple(entries))
    )


def built(path: Path, folder: Path = CASES) -> bytes:
    """Give the bytes a case should have: its patch applied again, its members in order."""
    found = json.loads(path.read_bytes())
    if not _is_wrapped(found):
        return as_bytes(found)
    if "base" in found:
        base = load(folder / path.relative_to(folder).parts[0] / found["base"], folder).document
        found["document"] = jsonpatch.apply_patch(copy.deepcopy(base), found["patch"])
    return as_bytes({name: found[name] for name in sorted(found, key=ORDER.index)})


def broken_rules(path: Path, folder: Path = CASES) -> list[str]:
    """Say which rules of cases a file breaks."""
    name = path.relative_to(folder).as_posix()
    found = json.loads(path.read_bytes())
    said = []
    if path.parent.name not in DOCUMENT_KINDS:
        said.append("its folder is no kind of document")
    wrapped = _is_wrapped(found)
    if wrapped and (unknown := found.keys() - set(ORDER)):
        said.append(f"it has members that mean nothing: {', '.join(sorted(unknown))}")
    if path.parts[-3] == "invalid":
        if not wrapped or {"description", "base", "patch", "expect", "document"} - found.keys():
            said.append("an invalid case has description, base, patch, expect and document")
        else:
            if len(found["patch"]) != 1:
                said.append("the patch is not one operation")
            if not found["base"].startswith("valid/"):
                said.append("the base is no valid case")
            if found["expect"].keys() != {"code", "pointer", "level"} or found["expect"]["level"] not in LEVELS:
                said.append("expect has code, pointer and level (schema or integrity)")
    elif wrapped and "verdict" not in found.get("expect", {}):
        said.append("a valid case with expectations has a verdict")
    return [f"{name}: {reason}" for reason in said]


def problems(folder: Path = CASES) -> list[str]:
    """Say everything that is wrong with the files of the cases."""
    said = []
    for path in case_files(folder):
        reasons = broken_rules(path, folder)
        said += reasons
        if not reasons and built(path, folder) != path.read_bytes():
            said.append(f"{path.relative_to(folder).as_posix()} is not what build would write")
    return said


def build(folder: Path = CASES) -> None:
    """Write every case again, bases first."""
    files = case_files(folder)
    for path in [*(p for p in files if "valid" in p.parts), *(p for p in files if "invalid" in p.parts)]:
        path.write_bytes(built(path, folder))


def raised(value: Any, old: str, new: str) -> Any:
    """Give plain data with every mention of a version of the schemas raised: in names of schemas, headers and rules."""
    if isinstance(value, dict):
        return {
            name: new if name == "schema_version" and inner == old else raised(inner, old, new)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [raised(inner, old, new) for inner in value]
    if isinstance(value, str) and (value.startswith("https://care-standards.invalid/") or value.endswith("/enum")):
        return value.replace(f"/schemas/{old}/", f"/schemas/{new}/").replace(f" {old} /", f" {new} /")
    return value


def copy_cases(old: str, new: str, folder: Path = CASES) -> None:
    """Begin the cases of a version with those of another, raised to it; a file that is there is left alone."""
    for path in sorted((folder / old).rglob("*.json")):
        target = folder / new / path.relative_to(folder / old)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(as_bytes(raised(json.loads(path.read_bytes()), old, new)))


def workbooks(folder: Path = CASES) -> list[Path]:
    """Write the workbook of every case of a table that lists its cells; give their paths.

    A cell is a text, a number, true or false, null, ``{"date": ...}``, or ``{"formula": ..., "value": ...}`` with the
    result that a spreadsheet would have saved.
    """
    written = []
    for path in sorted((folder / "tables").glob("*.expect.json")):
        sheets = json.loads(path.read_bytes()).get("sheets")
        if sheets is not None:
            target = path.with_name(path.name.replace(".expect.json", ".xlsx"))
            _write_workbook(target, sheets)
            written.append(target)
    return written


def _write_workbook(target: Path, sheets: list[list[list[Any]]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001  # the same bytes every time
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, dict) and "date" in cell:
                        sheet.write_datetime(y, x, datetime.fromisoformat(cell["date"]), days)
                    elif isinstance(cell, dict):
                        sheet.write_formula(y, x, cell["formula"], None, cell["value"])
                    elif cell is not None:
                        sheet.write(y, x, cell)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give 0, or 1 with the reasons on stderr."""
    parser = argparse.ArgumentParser(description="Keep the conformance cases true to their bases.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="apply every patch again")
    commands.add_parser("workbooks", help="make the workbooks of the cases of tables again")
    commands.add_parser("check", help="exit 1 if a case is not what build would write")
    copying = commands.add_parser("copy", help="begin the cases of a new version with those of another")
    copying.add_argument("old")
    copying.add_argument("new")
    chosen = parser.parse_args(arguments)
    if chosen.command == "build":
        build()
    elif chosen.command == "workbooks":
        workbooks()
    elif chosen.command == "copy":
        copy_cases(chosen.old, chosen.new)
    said = problems()
    for line in said:
        print(line, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
