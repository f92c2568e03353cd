"""Build, check and freeze the published forms of the schemas.

``python tools/schemas.py build`` makes everything that is derived from the authored schemas in ``schemas/<version>/``:
the flat bundles, their draft-07 forms, the index with a digest of each, and the copy that the package ships.
``check`` makes the same in memory, compares, checks the lock on frozen versions too, and exits 1 on any difference.
``freeze 1.0`` writes the digests of all files of a version into ``FROZEN.sha256``; from then on none may change.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

Schema = dict[str, Any]
Files = dict[str, bytes]

ROOT: Final = Path(__file__).resolve().parent.parent
BASE: Final = "https://care-standards.invalid/schemas"
KINDS: Final = (
    "publication", "edition", "crosswalk", "concordance", "assessment", "report", "pack", "ledger", "column-profile",
    "link-row",
)  # fmt: skip
"""The kinds in the order of the index. A version has those that have a file in its folder: 1.0 has no ledger."""
DRAFTS: Final = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "draft-07": "http://json-schema.org/draft-07/schema#",
}
_VERSION = re.compile(r"[0-9]+\.[0-9]+")
_MAPS_OF_SCHEMAS = ("properties", "patternProperties", "$defs", "definitions")
_SINGLE_SCHEMAS = ("items", "additionalProperties", "if", "then")


def versions(root: Path) -> list[str]:
    """Give the versions that have a folder, oldest first."""
    found = [p.name for p in (root / "schemas").iterdir() if p.is_dir() and _VERSION.fullmatch(p.name)]
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])


def kinds(root: Path, version: str) -> list[str]:
    """Give the kinds of document a version has: those with a file in its folder."""
    found = {p.name.removesuffix(".schema.json") for p in (root / "schemas" / version).glob("*.schema.json")}
    unknown = found - {"common", *KINDS}
    if unknown:
        raise SystemExit(f"schemas/{version} has a kind that this tool does not know: {', '.join(sorted(unknown))}")
    return [kind for kind in KINDS if kind in found]


def subschemas(schema: Schema) -> Iterator[Schema]:
    """Give a schema and every schema inside it; examples and constants are no schemas."""
    yield schema
    for keyword, value in schema.items():
        inner: list[Any] = []
        if keyword in _MAPS_OF_SCHEMAS:
            inner = list(value.values())
        elif keyword in _SINGLE_SCHEMAS:
            inner = [value]
        elif keyword == "allOf":
            inner = value
        for child in inner:
            if isinstance(child, dict):
                yield from subschemas(child)


def rewritten(schema: Any, rename: Callable[[str], str]) -> Any:
    """Give a copy of a schema with every reference renamed."""
    if not isinstance(schema, dict):
        return schema
    copy: Schema = {}
    for keyword, value in schema.items():
        if keyword == "$ref":
            copy[keyword] = rename(value)
        elif keyword in _MAPS_OF_SCHEMAS:
            copy[keyword] = {name: rewritten(child, rename) for name, child in value.items()}
        elif keyword in _SINGLE_SCHEMAS:
            copy[keyword] = rewritten(value, rename)
        elif keyword == "allOf":
            copy[keyword] = [rewritten(child, rename) for child in value]
        else:
            copy[keyword] = value
    return copy


def bundle(authored: Schema, common: Schema, version: str, kind: str) -> Schema:
    """Put an authored schema and what it needs of the common one into a single file with local references."""
    own, shared = authored["$defs"], common["$defs"]
    clash = own.keys() & shared.keys()
    if clash:
        raise SystemExit(f"{kind} and common both define {', '.join(sorted(clash))}")
    definitions = {**own, **shared}
    needed: set[str] = set()
    waiting = [{name: value for name, value in authored.items() if name != "$defs"}]
    while waiting:
        for schema in subschemas(waiting.pop()):
            name = schema.get("$ref", "").rpartition("/")[2]
            if name and name not in needed:
                needed.add(name)
                waiting.append(definitions[name])
    flat = rewritten(authored, lambda target: f"#/$defs/{target.rpartition('/')[2]}")
    flat["$id"] = f"{BASE}/{version}/bundle/{kind}.schema.json"
    flat["$defs"] = {
        name: rewritten(definitions[name], lambda target: f"#/$defs/{target.rpartition('/')[2]}")
        for name in definitions
        if name in needed
    }
    return dict(flat)


def as_draft_07(flat: Schema, version: str, kind: str) -> Schema:
    """Say a flat schema in draft-07.

    The keywords in use mean the same there. Beside a reference draft-07 ignores everything, and nothing but title,
    description and examples stands there, which no verdict depends on.
    """
    older: Schema = {}
    for keyword, value in rewritten(flat, lambda target: target.replace("#/$defs/", "#/definitions/")).items():
        older["definitions" if keyword == "$defs" else keyword] = value
    older["$schema"] = DRAFTS["draft-07"]
    older["$id"] = f"{BASE}/{version}/bundle/draft-07/{kind}.schema.json"
    return older


def as_bytes(document: Any) -> bytes:
    """Write JSON as all generated files are written: UTF-8, two spaces, LF, a final newline."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def generated(root: Path, version: str) -> Files:
    """Give what belongs into the bundle folder of a version, by path relative to that folder."""
    folder = root / "schemas" / version
    common = json.loads((folder / "common.schema.json").read_bytes())
    files: Files = {}
    index: dict[str, Any] = {}
    for kind in kinds(root, version):
        flat = bundle(json.loads((folder / f"{kind}.schema.json").read_bytes()), common, version, kind)
        forms = {f"{kind}.schema.json": flat, f"draft-07/{kind}.schema.json": as_draft_07(flat, version, kind)}
        for (path, schema), draft in zip(forms.items(), DRAFTS, strict=True):
            files[path] = as_bytes(schema)
            digest = sha256(files[path]).hexdigest()
            index[path] = {"kind": kind, "draft": draft, "id": schema["$id"], "sha256": digest}
    files["index.json"] = as_bytes({"schema_version": version, "files": index})
    return files


def files_in(folder: Path) -> Files:
    """Give every file below a folder by its relative path; none if there is no such folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def mirrored(root: Path) -> Path:
    """Give the folder of the package that holds the same bytes as the version folders of ``schemas``."""
    return root / "src" / "care_standards" / "_schemas"


def differences(wanted: Files, found: Files, where: str) -> list[str]:
    """Say in what the files found differ from those wanted."""
    said = [f"{where}/{path} is missing" for path in wanted if path not in found]
    said += [f"{where}/{path} does not belong there" for path in found if path not in wanted]
    said += [f"{where}/{path} is out of date" for path in wanted if path in found and wanted[path] != found[path]]
    return said


def stale(root: Path) -> list[str]:
    """Say which derived files differ from what the authored schemas give."""
    said: list[str] = []
    wanted: Files = {}
    for version in versions(root):
        folder = root / "schemas" / version
        said += differences(generated(root, version), files_in(folder / "bundle"), f"schemas/{version}/bundle")
        wanted |= {f"{version}/{path}": content for path, content in files_in(folder).items()}
    return said + differences(wanted, files_in(mirrored(root)), "src/care_standards/_schemas")


def frozen(root: Path) -> dict[str, str]:
    """Give the digest of every frozen file by its path below ``schemas``."""
    lines = (root / "schemas" / "FROZEN.sha256").read_text(encoding="utf-8").splitlines()
    entries = [line.split("  ", 1) for line in lines if line and not line.startswith("#")]
    return {path: digest for digest, path in entries}


def broken_lock(root: Path) -> list[str]:
    """Say where a frozen version is no longer what it was: a file changed, gone or added."""
    listed = frozen(root)
    said: list[str] = []
    for path, digest in listed.items():
        file = root / "schemas" / path
        if not file.is_file():
            said.append(f"schemas/{path} is frozen and missing")
        elif sha256(file.read_bytes()).hexdigest() != digest:
            said.append(f"schemas/{path} is frozen and was changed")
    for version in sorted({path.partition("/")[0] for path in listed}):
        present = files_in(root / "schemas" / version)
        said += [
            f"schemas/{version}/{p} was added to a frozen version" for p in present if f"{version}/{p}" not in listed
        ]
    return said


def build(root: Path) -> None:
    """Write every derived file, and remove what does not belong beside them."""
    copies: Files = {}
    for version in versions(root):
        folder = root / "schemas" / version
        _write(folder / "bundle", generated(root, version))
        copies |= {f"{version}/{path}": content for path, content in files_in(folder).items()}
    _write(mirrored(root), copies)


def _write(folder: Path, files: Files) -> None:
    for path in files_in(folder).keys() - files.keys():
        (folder / path).unlink()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def freeze(root: Path, version: str) -> list[str]:
    """Append the digests of all files of a version to the lock; say why, if that may not be done."""
    if version not in versions(root):
        return [f"there is no schemas/{version}"]
    if any(path.startswith(f"{version}/") for path in frozen(root)):
        return [f"{version} is frozen already"]
    said = stale(root)
    if not said:
        lines = [f"{sha256(b).hexdigest()}  {version}/{p}\n" for p, b in files_in(root / "schemas" / version).items()]
        with (root / "schemas" / "FROZEN.sha256").open("a", encoding="utf-8", newline="\n") as lock:
            lock.writelines(lines)
    return said


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; give 0, or 1 with the reasons on stderr."""
    parser = argparse.ArgumentParser(description="Build, check and freeze the published forms of the schemas.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="write every derived file")
    commands.add_parser("check", help="exit 1 if a derived file is out of date or a frozen one was changed")
    commands.add_parser("freeze", help="lock all files of a version for good").add_argument("version")
    chosen = parser.parse_args(arguments)
    said: list[str] = []
    if chosen.command == "build":
        build(root)
    elif chosen.command == "check":
        said = stale(root) + broken_lock(root)
    else:
        said = freeze(root, chosen.version)
    for line in said:
        print(line, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
