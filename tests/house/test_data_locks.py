"""Nothing in the shipped data changes unseen: manifest, pins of mappings, and the lock on released ids."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "care_standards" / "data"
LOCK = ROOT / "tests" / "house" / "registry.lock"


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("data_tool", ROOT / "tools" / "data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def _load(name: str, folder: Path = DATA) -> Any:
    return json.loads((folder / name).read_bytes())


def _save(folder: Path, name: str, document: Any) -> None:
    (folder / name).write_bytes((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


tool = _tool()
CROSSWALKS = {path.stem: json.loads(path.read_bytes()) for path in sorted((DATA / "crosswalks").glob("*.json"))}
REGISTRY = _load("registry.json")["entries"]
# A lock that was closed on the registry as it is.
CLOSED = f"{tool.lock_line('first', REGISTRY, frozenset())}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_one_flipped_byte_in_any_file_is_noticed(copy: Path) -> None:
    files = sorted(path for path in copy.rglob("*") if path.is_file() and path.name != tool.MANIFEST)
    assert len(files) == 17 + 26 + 25 + 3 + 5
    for path in files:
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        name = path.relative_to(copy).as_posix()
        assert list(tool.manifest_problems(copy)) == [f"{tool.MANIFEST}: {name} is not as listed"]
        path.write_bytes(whole)
    assert list(tool.manifest_problems(copy)) == []


def test_a_file_too_many_or_too_few_is_noticed(copy: Path) -> None:
    (copy / "editions" / "more.txt").write_bytes(b"more")
    assert list(tool.manifest_problems(copy)) == [f"{tool.MANIFEST}: editions/more.txt is not as listed"]
    (copy / "editions" / "more.txt").unlink()
    (copy / "glossary.json").unlink()
    assert list(tool.manifest_problems(copy)) == [f"{tool.MANIFEST}: a file is listed that does not exist"]


def test_a_changed_provision_names_its_edition_and_exactly_its_rows(copy: Path) -> None:
    name = "editions/scs-2018.json"
    edition = _load(name, copy)
    changed = next(p for p in edition["provisions"] if p["id"] == "scs-2018.1.1.5")
    changed["summary"] = "Something else."
    _save(copy, name, edition)
    rows = [
        f"crosswalks/{id}.json: row {number}, scs-2018.1.1.5 is not what was pinned: look at the row"
        for id, crosswalk in CROSSWALKS.items()
        for number, row in enumerate(crosswalk["mappings"])
        if "scs-2018.1.1.5" in (row["source"], row["target"])
    ]
    assert rows
    expected = [f"{name}: the digest does not hold", *rows]
    found = tool.problems(copy, LOCK)
    assert found == [*expected, f"{tool.MANIFEST}: {name} is not as listed"]

    assert tool.main(["--data", str(copy), "--lock", str(LOCK), "stamp"]) == 1
    assert tool.problems(copy, LOCK) == rows, "a stamp must not repin what nobody looked at"
    assert tool.main(["--data", str(copy), "--lock", str(LOCK), "stamp", "--repin"]) == 0
    assert tool.problems(copy, LOCK) == []


def test_wording_changes_no_digest(copy: Path) -> None:
    name = "editions/scs-2018.json"
    edition = _load(name, copy)
    edition["provisions"][0]["text"] = {"language": "en", "value": "A text."}
    _save(copy, name, edition)
    assert tool.problems(copy, LOCK) == [f"{tool.MANIFEST}: {name} is not as listed"]


def test_a_stamp_changes_nothing_that_holds(copy: Path) -> None:
    assert tool.main(["--data", str(copy), "--lock", str(LOCK), "stamp", "--repin"]) == 0
    for path in DATA.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (copy / path.relative_to(DATA)).read_bytes() == path.read_bytes()


def test_a_new_provision_is_counted_and_registered(copy: Path) -> None:
    name = "editions/scs-2018.json"
    edition = _load(name, copy)
    new = {**edition["provisions"][-1], "id": "scs-2018.new.s1"}
    edition["provisions"].append(new)
    _save(copy, name, edition)
    assert f"{tool.REGISTRY}: scs-2018.new.s1 is not registered" in tool.problems(copy, LOCK)
    assert tool.main(["--data", str(copy), "--lock", str(LOCK), "register"]) == 0
    entries = _load("registry.json", copy)["entries"]
    assert entries == [*REGISTRY, {"id": "scs-2018.new.s1", "provisional": True}]
    records = _load("publications/scs.json", copy)["editions"]
    assert next(r for r in records if r["id"] == "scs-2018")["completeness"]["provisions"] == 45


# ---- ids are for ever


def test_the_lock_has_a_line_that_bites() -> None:
    lock = LOCK.read_text("utf-8")
    assert [line for line in lock.splitlines() if not line.startswith("#")]
    assert list(tool.lock_problems(lock, REGISTRY)) == []


def _without(id: str) -> list[Any]:
    return [entry for entry in REGISTRY if entry["id"] != id]


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(REGISTRY[:-1], id="the last id is gone"),
        pytest.param([*_without("scs-2018.1.1.5"), {"id": "scs-2018.9"}], id="an id gave way to another"),
        pytest.param([REGISTRY[1], REGISTRY[0], *REGISTRY[2:]], id="two ids changed places"),
        pytest.param([{"id": "new"}, *REGISTRY], id="an id was put first"),
        pytest.param([{"id": entry["id"]} for entry in REGISTRY], id="provisional ids were taken over"),
    ],
)
def test_a_release_cannot_be_rewritten(entries: list[Any]) -> None:
    assert len(list(tool.lock_problems(CLOSED, entries))) == 1


def test_appending_and_retiring_are_allowed() -> None:
    retired = {"id": "scs-2018.1.1.9", "status": "retired", "provisional": True, "successors": ["scs-2018.9"]}
    entries = [*(retired if e["id"] == retired["id"] else e for e in REGISTRY), {"id": "scs-2018.9"}]
    assert list(tool.lock_problems(CLOSED, entries)) == []


def test_a_retired_id_cannot_come_back() -> None:
    """What one release retires stays retired in each later one, and later lines name only what is new."""
    retired = [{**entry, "status": "retired"} if entry["id"] == "scs-2018.1.1.9" else entry for entry in REGISTRY]
    second = f"{CLOSED}{tool.lock_line('second', retired, tool.retired_in(CLOSED))}\n"
    third = f"{second}{tool.lock_line('third', retired, tool.retired_in(second))}\n"
    assert second.endswith(" scs-2018.1.1.9\n")
    assert not third.endswith(" scs-2018.1.1.9\n")
    assert list(tool.lock_problems(third, retired)) == []
    assert list(tool.lock_problems(third, REGISTRY)) == ["second: scs-2018.1.1.9 was retired and has come back"]


def test_data_cannot_hold_a_retired_id_nor_drop_a_current_one(copy: Path) -> None:
    registry = _load("registry.json", copy)
    registry["entries"][0] = {"id": registry["entries"][0]["id"], "status": "retired", "successors": ["nobody"]}
    registry["entries"].append({"id": "gone-2000"})
    _save(copy, "registry.json", registry)
    assert list(tool.registry_problems(tool.Store(copy))) == [
        "registry.json: scs is retired, and is held again",
        "registry.json: scs has a successor that is not registered",
        "registry.json: gone-2000 is current, and is not held",
    ]


def test_a_release_is_locked_only_when_the_data_are_consistent(copy: Path, tmp_path: Path) -> None:
    lock = tmp_path / "registry.lock"
    before = LOCK.read_text("utf-8")
    lock.write_text(before, "utf-8")
    assert tool.main(["--data", str(copy), "--lock", str(lock), "lock", "9.9.9"]) == 0
    grown = lock.read_text("utf-8")
    assert grown.startswith(before)
    assert grown.splitlines()[-1].startswith(f"9.9.9 {len(REGISTRY)} ")
    (copy / "glossary.json").write_bytes(b'{"glossary": []}\n')
    assert tool.main(["--data", str(copy), "--lock", str(lock), "lock", "9.9.10"]) == 1
    assert lock.read_text("utf-8") == grown
