"""Loading: digests, names, extra and missing files, and what the quick way must see for itself."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import care_standards as cs
from care_standards import packs
from care_standards.documents.codec import from_plain
from care_standards.errors import DetachedPackError, PackRefusedError
from care_standards.model import Edition, Pack
from care_standards.packs.containers import open_pack
from care_standards.packs.reading import loaded

Codes = Callable[[Any], list[tuple[str, str]]]
ONE = "editions/oak-2026.json"


@pytest.fixture
def folder(oak_pack: packs.Pack, tmp_path: Path) -> Path:
    """A folder with a right pack."""
    packs.save(oak_pack, tmp_path / "oak")
    return tmp_path / "oak"


def change(folder: Path, name: str, edit: Callable[[Any], object], *, stamp: bool = True) -> None:
    """Change a document of a pack, and its digest in the manifest too."""
    plain = json.loads((folder / name).read_bytes())
    edit(plain)
    (folder / name).write_text(json.dumps(plain), encoding="utf-8")
    if stamp and name != "pack.json":
        digest = sha256((folder / name).read_bytes()).hexdigest()
        change(folder, "pack.json", lambda manifest: manifest["files"][0].update(sha256=digest))


def refused(folder: Path, codes: Codes, made: SimpleNamespace) -> list[tuple[str, str]]:
    """Have it refused by loading and by checking, for the same reasons, of which none shows the wording."""
    assert loaded(open_pack(folder)) is None
    with pytest.raises(PackRefusedError) as caught:
        packs.load(folder)
    assert codes(packs.check(folder)) == codes(caught.value.report)
    assert made.CANARY not in f"{caught.value} {caught.value!r} {caught.value.args} {vars(caught.value)}"
    assert caught.value.__context__ is None
    return codes(caught.value.report)


def test_the_quick_way_builds_what_the_usual_way_builds(full_pack: packs.Pack, tmp_path: Path) -> None:
    packs.save(full_pack, tmp_path / "own")
    quick = loaded(open_pack(tmp_path / "own"))
    assert quick is not None
    assert quick == full_pack == cs.read(tmp_path / "own" / "pack.json")
    usual = from_plain(json.loads((tmp_path / "own" / "editions" / "scs-2018.json").read_bytes()), Edition)
    assert quick.editions == (usual,) == full_pack.editions


def test_a_mere_manifest_has_no_documents(folder: Path) -> None:
    manifest = cs.read(folder / "pack.json")
    assert isinstance(manifest, Pack)
    for ask in (lambda: manifest.documents, lambda: manifest.editions, lambda: cs.catalogue(packs=[manifest])):
        with pytest.raises(DetachedPackError):
            ask()


def test_a_wrong_digest(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    change(folder, ONE, lambda plain: plain.update(title="Another"), stamp=False)
    assert refused(folder, codes, made) == [("CS417", "/files/0/sha256"), ("CS417", "/files/0/digest")]


def test_a_missing_file(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    (folder / ONE).unlink()
    assert refused(folder, codes, made) == [("CS602", "/files/0/path")]


def test_a_missing_manifest(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    (folder / "pack.json").unlink()
    assert refused(folder, codes, made) == [("CS602", "")]


def test_a_file_the_manifest_does_not_name(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    (folder / "editions" / "elm-2026.json").write_bytes((folder / ONE).read_bytes())
    assert refused(folder, codes, made) == [("CS603", "/files")]


def test_a_file_that_is_another_document(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    def rename(plain: Any) -> None:
        plain.update(id="elm-2026", publication="elm")
        plain.pop("digest")
        for provision in plain["provisions"]:
            for name in ("id", "parent"):
                if name in provision:
                    provision[name] = provision[name].replace("oak", "elm")

    change(folder, ONE, rename)
    assert refused(folder, codes, made) == [("CS604", "/files/0/id")]


def test_a_file_of_another_kind(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    content = cs.write(cs.publication("sfc"))
    (folder / ONE).write_bytes(content)
    digest = sha256(content).hexdigest()
    change(folder, "pack.json", lambda manifest: manifest["files"][0].update(sha256=digest))
    assert refused(folder, codes, made) == [("CS206", "/files/0/kind")]


FAULTS: list[tuple[str, Callable[[Any], object], str, str]] = [
    ("a member unknown", lambda p: p["provisions"][0].update(colour="red"), "CS302", "/provisions/0/{member 10}"),
    ("an id twice", lambda p: p["provisions"][1].update(id="oak-2026.1"), "CS401", "/provisions/1/id"),
    ("an id of another edition", lambda p: p["provisions"][1].update(id="elm-2026.1"), "CS410", "/provisions/1/id"),
    ("a parent that is not there", lambda p: p["provisions"][1].update(parent="oak-2026.2"), "CS403",
     "/provisions/1/parent"),
    ("a child before its parent", lambda p: p["provisions"].reverse(), "CS404", "/provisions/0/parent"),
    ("a wrong figure", lambda p: p["completeness"].update(provisions=3), "CS419", "/completeness/provisions"),
    ("a number as text", lambda p: p.update(data_revision="1"), "CS303", "/data_revision"),
    ("a word of no list", lambda p: p["provisions"][0].update(force="red"), "CS304", "/provisions/0/force"),
    ("no kind", lambda p: p["provisions"][0].pop("kind"), "CS301", "/provisions/0"),
    ("a list where an object belongs", lambda p: p.update(rights=[]), "CS303", "/rights"),
    ("another publication", lambda p: p.update(publication="elm"), "CS410", "/publication"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "pointer"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_what_is_wrong_in_a_file_is_told_at_its_place(
    edit: Callable[[Any], object], code: str, pointer: str, folder: Path, codes: Codes, made: SimpleNamespace
) -> None:
    def unpinned(plain: Any) -> None:
        plain.pop("digest")
        edit(plain)

    change(folder, ONE, unpinned)
    assert (code, f"/files/0{pointer}") in refused(folder, codes, made)
    issue = packs.check(folder).issues[0]
    assert issue.line is not None


def test_wording_where_the_rights_are_shareable(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    change(folder, ONE, lambda plain: plain["rights"].update(sharing="shareable"))
    assert refused(folder, codes, made) == [("CS413", f"/files/0/provisions/{n}/text") for n in (0, 1)]


@pytest.mark.parametrize(
    ("edit", "code", "pointer"),
    [
        (lambda m: m.update(version="latest"), "CS305", "/version"),
        (lambda m: m.update(schema_version="9.0"), "CS204", "/schema_version"),
        (lambda m: m["files"].append(m["files"][0]), "CS401", "/files/1/id"),
        (lambda m: m["files"][0].update(path="editions/../oak-2026.json"), "CS305", "/files/0/path"),
        (lambda m: m["files"][0].update(path="publications/oak-2026.json"), "CS422", "/files/0/path"),
        (lambda m: m.update(retired=[{"id": "sfc-2020.1", "successors": []}]), "CS410", "/retired/0/id"),
    ],
)
def test_what_is_wrong_in_the_manifest(
    edit: Callable[[Any], object], code: str, pointer: str, folder: Path, codes: Codes, made: SimpleNamespace
) -> None:
    change(folder, "pack.json", edit)
    assert refused(folder, codes, made) == [(code, pointer)]


def test_a_member_given_twice_in_the_manifest(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    path = folder / "pack.json"
    path.write_bytes(path.read_bytes().replace(b'"id": "oak"', b'"id": "oak", "id": "oak"', 1))
    assert refused(folder, codes, made) == [("CS105", "/id")]


def test_what_is_merely_unusual_is_loaded(folder: Path, made: SimpleNamespace) -> None:
    # To JSON Schema 1.0 is a whole number, and the quick way does not take it.
    change(folder, ONE, lambda plain: (plain.pop("digest"), plain.update(data_revision=1.0)))
    assert loaded(open_pack(folder)) is None
    assert packs.load(folder).editions[0].data_revision == 1


def test_all_problems_come_out_at_once(folder: Path, codes: Codes, made: SimpleNamespace) -> None:
    change(folder, ONE, lambda plain: plain["provisions"][0].update(force="red", page=0))
    (folder / "surplus.txt").write_bytes(b"")
    assert [code for code, _ in refused(folder, codes, made)] == ["CS603", "CS417", "CS304", "CS308"]
