"""Keep the shipped data consistent with themselves.

    python tools/data.py check                    exit 1 on any difference, naming each
    python tools/data.py stamp                    canonical bytes, edition digests, completeness figures, manifest
    python tools/data.py stamp --repin [ID …]     the same, and pin the ends of these crosswalks (of all) anew
    python tools/data.py register                 append ids that the data hold to the registry, then stamp
    python tools/data.py lock RELEASE             close the list of ids released so far

A pinned digest that no longer holds means that the end of a mapping has changed since somebody looked at the row. That
is why `stamp` leaves pins alone: look at the rows that `check` names, then repin their crosswalk.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "care_standards" / "data"
LOCK = ROOT / "tests" / "house" / "registry.lock"
sys.path.insert(0, str(ROOT / "src"))

from care_standards.documents.digests import plain_edition_digest, plain_provision_digest  # noqa: E402

Plain = dict[str, Any]

MANIFEST = "MANIFEST.sha256"
FOLDERS = ("publications", "editions", "crosswalks", "concordances")
LISTS = ("sources.json", "glossary.json")
REGISTRY = "registry.json"
SIDES = ("source", "target")
_COUNTED = re.compile(r"[prs][0-9]+", re.ASCII)
_GUESSED = ("inferred", "inferred-weak")


class Store:
    """The data of one folder as plain JSON data, by file name relative to the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = [*(f"{kind}/{path.name}" for kind in FOLDERS for path in sorted((folder / kind).glob("*.json")))]
        self.documents: dict[str, Plain] = {name: self._read(name) for name in names}
        self.lists: dict[str, Plain] = {name: self._read(name) for name in LISTS}
        self.registry: Plain = self._read(REGISTRY)

    def _read(self, name: str) -> Plain:
        read: Plain = json.loads((self.folder / name).read_bytes())
        return read

    def of(self, kind: str) -> dict[str, Plain]:
        """Give the documents of one folder by id: the name of the file without its ending."""
        return {Path(name).stem: found for name, found in self.documents.items() if name.startswith(f"{kind}/")}

    def canonical(self) -> Iterator[tuple[str, bytes]]:
        """Give each JSON file as it should be written."""
        for name, document in (*self.documents.items(), *self.lists.items()):
            yield name, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
        # One entry a line: a release shows as added lines, and a changed entry as one changed line.
        entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in self.registry["entries"])
        yield REGISTRY, f'{{"entries": [\n{entries}\n]}}\n'.encode()

    def ids(self) -> list[str]:
        """Give every id the data hold: publications, editions, then provisions in printed order."""
        publications = self.of("publications")
        editions = self.of("editions")
        provisions = (p["id"] for edition in editions.values() for p in edition["provisions"])
        return [*publications, *editions, *provisions]


# ---- what follows from the rest


def completed(store: Store) -> dict[str, Plain]:
    """Give each edition's completeness with its number of provisions counted."""
    return {
        id: {**edition["completeness"], "provisions": len(edition["provisions"])}
        for id, edition in store.of("editions").items()
    }


def provision_digests(store: Store) -> dict[str, str]:
    """Give the digest of every provision the data hold."""
    editions = store.of("editions").values()
    return {p["id"]: plain_provision_digest(p) for edition in editions for p in edition["provisions"]}


def is_provisional(provision: Plain, edition: Plain) -> bool:
    """Tell whether an id rests on an inferred number, or on a count made on a condensed text.

    Where the place in the book is unknown for other reasons, the registry is marked by hand.
    """
    above = f"{provision['id']}."
    if provision["notation_status"] in _GUESSED:
        return not any(p["notation_status"] == "confirmed" and p["id"].startswith(above) for p in edition["provisions"])
    if "notation" in provision or not _COUNTED.fullmatch(provision["id"].rpartition(".")[2]):
        return False
    parent = next((p for p in edition["provisions"] if p["id"] == provision.get("parent")), None)
    return parent is None or parent["text_status"] != "verified"


def stamp_figures(store: Store) -> None:
    """Count the provisions, copy each edition's completeness to its record, and take each edition's digest."""
    completeness = completed(store)
    for publication in store.of("publications").values():
        for record in publication["editions"]:
            record["completeness"] = completeness[record["id"]]
    for id, edition in store.of("editions").items():
        edition["completeness"] = completeness[id]
        digest = plain_edition_digest(edition)
        if "digest" in edition:
            edition["digest"] = digest
        else:  # in its place, after the data revision
            members = list(edition.items())
            at = 1 + next(n for n, (name, _) in enumerate(members) if name == "data_revision")
            edition.clear()
            edition.update([*members[:at], ("digest", digest), *members[at:]])


def repin(store: Store, wanted: Sequence[str]) -> None:
    """Pin the ends of these crosswalks, or of all, to what the provisions say now."""
    digests = provision_digests(store)
    editions = store.of("editions")
    for id, crosswalk in store.of("crosswalks").items():
        if wanted and id not in wanted:
            continue
        for side in SIDES:
            crosswalk[side]["data_revision"] = editions[crosswalk[side]["edition"]]["data_revision"]
        for row in crosswalk["mappings"]:
            for side in SIDES:
                row.pop(f"{side}_digest", None)
            # Both are taken out first, so that they stand in the order of the model.
            row.update({f"{side}_digest": digests[row[side]] for side in SIDES if row[side] in digests})


def register(store: Store) -> None:
    """Append ids the registry lacks; an id that left the data is retired by hand, as it needs its successors."""
    known = {entry["id"] for entry in store.registry["entries"]}
    editions = store.of("editions").values()
    provisional = {p["id"] for e in editions for p in e["provisions"] if is_provisional(p, e)}
    for id in store.ids():
        if id not in known:
            store.registry["entries"].append({"id": id, **({"provisional": True} if id in provisional else {})})


def manifest(folder: Path) -> str:
    """Give the manifest: the SHA-256 of every file of the folder but itself, as sha256sum writes it."""
    return "".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in _files(folder))


def _files(folder: Path) -> list[str]:
    paths = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(name for p in paths if (name := p.relative_to(folder).as_posix()) != MANIFEST)


# ---- what is wrong


def problems(folder: Path, lock: Path) -> list[str]:
    """Name everything in the folder that does not hold."""
    store = Store(folder)
    return [
        *(f"{name}: not in canonical form" for name, b in store.canonical() if (folder / name).read_bytes() != b),
        *misnamed(store),
        *wrong_figures(store),
        *stale_rows(store),
        *registry_problems(store),
        *lock_problems(lock.read_text("utf-8"), store.registry["entries"]),
        *manifest_problems(folder),
    ]


def misnamed(store: Store) -> Iterator[str]:
    """Name documents that are not what their file is called."""
    ends = {"crosswalks": SIDES, "concordances": ("old", "new")}
    for name, document in store.documents.items():
        folder, _, file = name.partition("/")
        id = "--".join(document[end]["edition"] for end in ends[folder]) if folder in ends else document["id"]
        if file != f"{id}.json" or f"{document['kind']}s" != folder:
            yield f"{name}: holds another document than its name says"


def wrong_figures(store: Store) -> Iterator[str]:
    """Name figures and digests that do not follow from the provisions, and editions without a record or data."""
    completeness = completed(store)
    recorded: list[str] = []
    for id, publication in store.of("publications").items():
        for record in publication["editions"]:
            recorded.append(record["id"])
            if record["completeness"] != completeness.get(record["id"]):
                yield f"publications/{id}.json: the completeness of {record['id']} is not that of the edition"
    if sorted(recorded) != sorted(completeness):
        yield "publications and editions do not name the same editions, each once"
    for id, edition in store.of("editions").items():
        if edition["completeness"] != completeness[id]:
            yield f"editions/{id}.json: the number of provisions is wrong"
        if edition.get("digest") != plain_edition_digest(edition):
            yield f"editions/{id}.json: the digest does not hold"


def stale_rows(store: Store) -> Iterator[str]:
    """Name the rows of crosswalks whose ends are not, or no longer, what was pinned."""
    digests = provision_digests(store)
    revisions = {id: edition["data_revision"] for id, edition in store.of("editions").items()}
    for id, crosswalk in store.of("crosswalks").items():
        for side in SIDES:
            if crosswalk[side]["data_revision"] > revisions.get(crosswalk[side]["edition"], 0):
                yield f"crosswalks/{id}.json: the {side} is of a data revision that does not exist"
        for number, row in enumerate(crosswalk["mappings"]):
            for side in SIDES:
                if row.get(f"{side}_digest") != digests.get(row[side]):
                    yield f"crosswalks/{id}.json: row {number}, {row[side]} is not what was pinned: look at the row"


def registry_problems(store: Store) -> Iterator[str]:
    """Name ids that the registry and the data do not agree on."""
    entries: list[Plain] = store.registry["entries"]
    known = {entry["id"]: entry for entry in entries}
    held = store.ids()
    if len(known) != len(entries):
        yield f"{REGISTRY}: an id is listed twice"
    if len(set(held)) != len(held):
        yield "an id is held twice"
    for id in held:
        if id not in known:
            yield f"{REGISTRY}: {id} is not registered"
        elif known[id].get("status") == "retired":
            yield f"{REGISTRY}: {id} is retired, and is held again"
    for id, entry in known.items():
        if entry.get("status", "current") == "current" and id not in set(held):
            yield f"{REGISTRY}: {id} is current, and is not held"
        for successor in entry.get("successors", ()):
            if successor not in known or successor == id:
                yield f"{REGISTRY}: {id} has a successor that is not registered"


def manifest_problems(folder: Path) -> Iterator[str]:
    """Name files that the manifest does not list as they are."""
    path = folder / MANIFEST
    listed: dict[str, str] = {}
    for line in path.read_bytes().decode("utf-8", "replace").splitlines() if path.is_file() else ():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    files = _files(folder)
    for name in files:
        if listed.get(name) != sha256((folder / name).read_bytes()).hexdigest():
            yield f"{MANIFEST}: {name} is not as listed"
    for name in listed:
        if name not in files:
            yield f"{MANIFEST}: a file is listed that does not exist"


# ---- the lock on released ids


def lock_line(release: str, entries: Sequence[Plain], retired_before: frozenset[str]) -> str:
    """Give the line that closes the list of ids: what must be true of it in every later release."""
    ids = _digest_of(entry["id"] for entry in entries)
    provisional = _digest_of(entry["id"] for entry in entries if entry.get("provisional"))
    retired = [e["id"] for e in entries if e.get("status") == "retired" and e["id"] not in retired_before]
    return " ".join((release, str(len(entries)), ids, provisional, *retired))


def lock_problems(lock: str, entries: Sequence[Plain]) -> Iterator[str]:
    """Name releases whose ids are no longer listed as they were released.

    Each line has a release, the number of ids listed by then, the SHA-256 of those ids and of the provisional ones
    among them (joined by newlines), and the ids retired with that release.
    """
    least = 0
    status = {entry["id"]: entry.get("status", "current") for entry in entries}
    for line in lock.splitlines():
        if not line or line.startswith("#"):
            continue
        release, count, ids, provisional, *retired = line.split(" ")
        first = entries[: int(count)]
        if int(count) < least or len(first) < int(count):
            yield f"{release}: the registry has lost ids"
        elif _digest_of(entry["id"] for entry in first) != ids:
            yield f"{release}: an id was changed, moved, or put before the end"
        elif _digest_of(entry["id"] for entry in first if entry.get("provisional")) != provisional:
            yield f"{release}: an id was released as provisional, or not, and that was changed"
        for id in retired:
            if status.get(id) != "retired":
                yield f"{release}: {id} was retired and has come back"
        least = max(least, int(count))


def retired_in(lock: str) -> frozenset[str]:
    """Give the ids that the lines of a lock name as retired."""
    return frozenset(id for line in lock.splitlines() if line and line[0] != "#" for id in line.split(" ")[4:])


def _digest_of(ids: Iterator[str]) -> str:
    return sha256("\n".join(ids).encode()).hexdigest()


# ---- the command


def write(store: Store) -> None:
    """Write every JSON file in canonical form, then the manifest."""
    for name, content in store.canonical():
        (store.folder / name).write_bytes(content)
    (store.folder / MANIFEST).write_bytes(manifest(store.folder).encode())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    parser = argparse.ArgumentParser(description="Keep the shipped data consistent with themselves.")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data")
    parser.add_argument("--lock", type=Path, default=LOCK, help="the file that closes the list of released ids")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check", help="name everything that does not hold")
    stamping = verbs.add_parser("stamp", help="write what follows from the rest")
    stamping.add_argument("--repin", nargs="*", metavar="CROSSWALK", help="pin the ends of these, or of all, anew")
    verbs.add_parser("register", help="append new ids to the registry, then stamp")
    verbs.add_parser("lock", help="close the list of ids for a release").add_argument("release")
    asked = parser.parse_args(arguments)
    store = Store(asked.data)
    if asked.verb in ("stamp", "register"):
        if asked.verb == "register":
            register(store)
        stamp_figures(store)
        wanted = getattr(asked, "repin", None)
        if wanted is not None:
            if unknown := sorted(set(wanted) - set(store.of("crosswalks"))):
                parser.error(f"no such crosswalk: {', '.join(unknown)}")
            repin(store, wanted)
        write(store)
    found = problems(asked.data, asked.lock)
    if asked.verb == "lock" and not found:
        lock = asked.lock.read_text("utf-8")
        line = lock_line(asked.release, store.registry["entries"], retired_in(lock))
        asked.lock.write_bytes(f"{lock}{line}\n".encode())
    for problem in found:
        print(problem)
    print(f"{len(found)} problems" if found else "the data are consistent", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
