"""Documents of every past version come out as their golden twins, with the golden account, both ways and for ever."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.documents.codec import to_bytes, to_plain
from care_standards.documents.pipeline import read_with_account
from care_standards.documents.schema_registry import CURRENT, VERSIONS, kind_since, kinds_of
from care_standards.documents.upgrades import downgrade, upgrade
from care_standards.errors import InvalidValueError, LossRefusedError

FOLDER = Path(__file__).resolve().parent
OLD, NEW = "1.0", "1.1"
OLDER = sorted(path.stem for path in (FOLDER / OLD).glob("*.json"))
NEWER = sorted(path.stem for path in (FOLDER / NEW).glob("*.json"))
LOCKED = {
    name: digest
    for digest, name in (
        line.split("  ")
        for line in (FOLDER / "FROZEN.sha256").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}


def content(folder: str, name: str) -> bytes:
    return (FOLDER / folder / f"{name}.json").read_bytes()


def document(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(folder, name))
    return found


def loses(name: str) -> bool:
    return any(entry["verdict"] == "dropped" for entry in document("ledgers/down", name)["entries"])


OF_1_0 = "81414de6f819237690a92aef6dd6418950a109849368c745e4c99cf831dbf8d4"
LOSSLESS = [name for name in OLDER if not loses(name)]


@pytest.mark.parametrize("name", LOSSLESS)
def test_up_gives_the_twin_and_its_ledger(name: str) -> None:
    raised, ledger = upgrade(document(OLD, name), to=NEW)
    if name != "assessment-nothing-said":  # its members that say nothing are gone for good
        assert to_bytes(raised) == content(NEW, name)
        assert to_bytes(to_plain(ledger)) == content("ledgers/up", name)


@pytest.mark.parametrize("name", OLDER)
def test_down_gives_the_twin_and_its_ledger(name: str) -> None:
    lowered, ledger = downgrade(document(NEW, name), to=OLD, allow_loss=True)
    assert to_bytes(lowered) == content(OLD, name)
    assert to_bytes(to_plain(ledger)) == content("ledgers/down", name)


@pytest.mark.parametrize("name", NEWER)
def test_only_where_nothing_is_lost_it_goes_down_unasked(name: str) -> None:
    if name not in OLDER:
        with pytest.raises(InvalidValueError, match=f"there was no kind {document(NEW, name)['kind']} before"):
            downgrade(document(NEW, name), to=OLD, allow_loss=True)
    elif loses(name):
        with pytest.raises(LossRefusedError) as caught:
            downgrade(document(NEW, name), to=OLD)
        assert to_bytes(to_plain(caught.value.ledger)) == content("ledgers/down", name)
    else:
        assert to_bytes(downgrade(document(NEW, name), to=OLD)[0]) == content(OLD, name)


@pytest.mark.parametrize(("version", "name"), [(OLD, name) for name in OLDER] + [(NEW, name) for name in NEWER])
def test_every_document_ever_written_is_read_and_remembered_as_what_it_was(version: str, name: str) -> None:
    if name.partition("-")[0] == "pack":  # a manifest is read with what it names
        assert cs.check(content(version, name)).ok
        return
    reading = read_with_account(content(version, name), catalogue=cs.catalogue())
    assert (reading.version, reading.ledger.old, reading.ledger.new) == (version, version, CURRENT)
    assert reading.document == cs.read(content(version, name))
    assert cs.write(reading.document, version=NEW) == to_bytes(to_plain(reading.document, NEW))


@pytest.mark.parametrize("way", ["up", "down"])
def test_every_account_is_a_document_in_order(way: str) -> None:
    paths = sorted((FOLDER / "ledgers" / way).glob("*.json"))
    assert {path.stem for path in paths} == (
        set(OLDER) if way == "down" else set(LOSSLESS) - {"assessment-nothing-said"}
    )
    for path in paths:
        assert cs.check(path).verdict == "valid", path.name


def test_there_are_documents_of_every_kind_in_every_version() -> None:
    for version, names in ((OLD, OLDER), (NEW, NEWER)):
        assert {document(version, name)["kind"] for name in names} == set(kinds_of(version))
        assert {document(version, name)["schema_version"] for name in names} == {version}
    assert set(NEWER) - set(OLDER) == {name for name in NEWER if kind_since(document(NEW, name)["kind"]) == NEW}
    assert sorted(path.name for path in FOLDER.iterdir() if path.name[0].isdecimal()) == list(VERSIONS)


def test_the_documents_of_frozen_versions_are_locked_for_ever(repository: Path) -> None:
    lines = (repository / "schemas" / "FROZEN.sha256").read_text("utf-8").splitlines()
    frozen = {line.split("  ")[1].split("/")[0] for line in lines if not line.startswith("#")}
    assert OLD in frozen
    held = {f"{version}/{path.name}": path for version in sorted(frozen) for path in (FOLDER / version).glob("*.json")}
    assert set(LOCKED) == set(held)
    for name, path in held.items():
        assert sha256(path.read_bytes()).hexdigest() == LOCKED[name], name


def test_the_lock_has_lost_no_line() -> None:
    of_1_0 = [line for line in (f"{LOCKED[n]}  {n}\n" for n in sorted(LOCKED)) if "  1.0/" in line]
    assert sha256("".join(of_1_0).encode()).hexdigest() == OF_1_0
