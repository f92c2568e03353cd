"""The shipped data: loaded once, lazily, the same everywhere, and found out where they are damaged."""

import copy
import json
import os
import pickle
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import care_standards
from care_standards import packaged
from care_standards.documents.codec import from_plain
from care_standards.errors import UnknownEditionError
from care_standards.model import Catalogue, Edition

PACKAGE = Path(care_standards.__file__).parent


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "_loaded", {})


def run(program: str, path: Path, cwd: Path, *, env: dict[str, str] | None = None, flags: tuple[str, ...] = ()) -> Any:
    """Run a program in a fresh interpreter with this folder or archive in front; give what it prints as JSON."""
    program = f"import json, sys\nsys.path.insert(0, {str(path)!r})\n{program}"
    # A subprocess of its own must not write byte code into the package it is given.
    done = subprocess.run(
        [sys.executable, "-B", *flags, "-c", program], capture_output=True, text=True, check=False, cwd=cwd, env=env,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ship(target: Path, spoil: Callable[[str, bytes], bytes | None] = lambda _, content: content) -> Path:
    """Copy the package into a folder, changing files on the way; give the folder to put in front of the path."""
    for source in _files():
        name = source.relative_to(PACKAGE).as_posix()
        content = spoil(name, source.read_bytes())
        if content is not None:
            copy = target / "care_standards" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
    return target


def _files() -> Iterator[Path]:
    for source in sorted(PACKAGE.rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            yield source


def test_twenty_six_editions_and_seventeen_publications() -> None:
    assert len(packaged.editions()) == len(packaged.edition_ids()) == 26
    assert len(packaged.publications()) == 17
    assert [edition.id for edition in packaged.editions()] == list(packaged.edition_ids())
    assert packaged.publications()[0].id == "scs"
    of = {record.id for publication in packaged.publications() for record in publication.editions}
    assert of == set(packaged.edition_ids())


def test_everything_is_in_the_catalogue() -> None:
    catalogue = packaged.catalogue()
    assert catalogue.editions == packaged.editions()
    assert catalogue.publications == packaged.publications()
    assert catalogue.crosswalks == packaged.crosswalks()
    assert catalogue.concordances == packaged.concordances()
    assert catalogue.sources == packaged.sources()
    assert catalogue.glossary == packaged.glossary()
    assert len(catalogue) == 26 + 17 + len(packaged.crosswalks()) + 3


@pytest.mark.parametrize("id", packaged.edition_ids())
def test_the_quick_way_of_building_an_edition_gives_what_the_codec_gives(id: str) -> None:
    plain = json.loads((PACKAGE / "data" / "editions" / f"{id}.json").read_bytes())
    assert packaged.edition(id) == from_plain(plain, Edition)


def test_the_wording_of_the_publisher_is_not_shipped() -> None:
    assert not [p.id for edition in packaged.editions() for p in edition if p.text is not None]
    assert {edition.rights.sharing for edition in packaged.editions()} == {"shareable"}


def test_sfc_2020_prints_a_number_more_than_once() -> None:
    edition = packaged.edition("sfc-2020")
    with pytest.raises(care_standards.CareStandardsError) as caught:
        edition["Tier 1"]
    ids = caught.value.ids  # type: ignore[attr-defined]
    assert len(ids) > 1
    assert [edition[id].notation for id in ids] == ["Tier 1"] * len(ids)
    assert list(ids) == [p.id for p in edition if p.notation == "Tier 1"]


@pytest.mark.parametrize(
    "make",
    [
        packaged.editions, packaged.publications, packaged.crosswalks, packaged.concordances, packaged.sources,
        packaged.glossary, packaged.registry, packaged.catalogue, lambda: packaged.edition("scs-2018"),
    ],
)  # fmt: skip
def test_loaded_once(make: Callable[[], object]) -> None:
    assert make() is make()


@pytest.mark.usefixtures("nothing_loaded")
def test_the_catalogue_loads_an_edition_without_the_others() -> None:
    catalogue = packaged.catalogue()
    assert catalogue["scs-2018"] is catalogue.get("scs-2018") is catalogue.edition("scs-2018")
    assert "scs-2018" in catalogue
    assert "scs-2018" in [name.partition("/")[2] for name in packaged._loaded]
    assert not {"editions", "publications", "crosswalks", "concordances"} & set(packaged._loaded)
    assert catalogue["scs-2018"] is packaged.edition("scs-2018")


USES: list[Callable[[Catalogue], object]] = [
    attrs.evolve, copy.copy, copy.deepcopy, lambda held: pickle.loads(pickle.dumps(held)), lambda held: held,
]  # fmt: skip


@pytest.mark.usefixtures("nothing_loaded")
@pytest.mark.parametrize("use", USES)
def test_a_catalogue_that_is_not_loaded_yet_is_used_as_any_other(use: Callable[[Catalogue], object]) -> None:
    used = use(packaged.catalogue())
    whole = Catalogue(
        publications=packaged.publications(), editions=packaged.editions(), crosswalks=packaged.crosswalks(),
        concordances=packaged.concordances(), sources=packaged.sources(), glossary=packaged.glossary(),
        registry=packaged.registry(),
    )  # fmt: skip
    assert type(used) is Catalogue
    assert (used, list(used), hash(used), repr(used)) == (whole, list(whole), hash(whole), repr(whole))
    assert not hasattr(used, "nothing")


@pytest.mark.usefixtures("nothing_loaded")
def test_all_threads_get_the_same_object(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    build = packaged._edition

    def slowly(plain: dict[str, Any]) -> Edition:
        built.append(plain["id"])
        time.sleep(0.02)  # long enough for all the others to arrive
        return build(plain)

    monkeypatch.setattr(packaged, "_edition", slowly)
    start = threading.Barrier(16)
    got: list[tuple[Edition, object]] = []

    def work() -> None:
        start.wait()
        catalogue = packaged.catalogue()
        assert len(catalogue.editions) < len(catalogue)  # now everything is loaded
        got.append((packaged.edition("scs-2018"), catalogue))

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(got) == 16
    assert len({id(edition) for edition, _ in got}) == 1
    assert len({id(catalogue) for _, catalogue in got}) == 1
    assert sorted(built) == sorted(packaged.edition_ids())  # each once


@pytest.mark.parametrize(
    "id",
    [
        "../x", "..", "", ".", "/", "scs-2018.json", "../editions/scs-2018", "scs-2018/../scs-2018", "scs-2018\x00",
        "scs-2018\n", "SCS-2018", "scs-2018 ", "a" * 41, "a" * 41 + "-2018", "scs\\2018", "c:scs-2018", "\ud800-2018",
        "scs-2018.1.1.5", "scs", "registry", "\uff53cs-2018", "s\u0441s-2018", "%2e%2e-2018", "nobody-2020",
    ],
)  # fmt: skip
def test_hostile_ids_name_no_edition(id: str) -> None:
    with pytest.raises(UnknownEditionError) as caught:
        packaged.edition(id)
    error = caught.value
    assert error.where == "the shipped data"
    assert set(error.near_misses) <= set(packaged.edition_ids())
    assert len(error.near_misses) <= 3
    assert error.__cause__ is None
    assert error.__context__ is None
    if id not in ("", "."):
        assert id not in str(error).replace("scs-2018", "")


@pytest.mark.parametrize("id", [None, 2018, b"scs-2018", ["scs-2018"], Path("scs-2018")])
def test_what_is_no_text_names_no_edition(id: Any) -> None:
    with pytest.raises(UnknownEditionError):
        packaged.edition(id)


def test_a_miss_names_near_ones() -> None:
    with pytest.raises(UnknownEditionError) as caught:
        packaged.edition("scs-2019")
    assert "scs-2018" in caught.value.near_misses
    assert "scs-2018" in str(caught.value)


HEAVY = ["cattrs", "jsonschema", "referencing", "rfc8785", "care_standards.documents", "care_standards.model.crosswalk",
         "care_standards.model.publication", "care_standards.model.report", "difflib"]  # fmt: skip
LOADED = "print(json.dumps(sorted(sys.modules)))"


def test_loading_one_edition_loads_little_else(tmp_path: Path) -> None:
    program = f"import care_standards as cs\nassert cs.load('scs-2018')['1.1.5'].recommendations\n{LOADED}"
    loaded = run(program, PACKAGE.parent, tmp_path)
    assert "care_standards.model.edition" in loaded
    assert not set(HEAVY) & set(loaded)


def test_loading_one_edition_reads_one_file(tmp_path: Path) -> None:
    program = """
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import care_standards as cs
cs.load("scs-2018")["1.1.5"]
print(json.dumps([name for name in opened if name.endswith((".json", ".sha256"))]))
"""
    read = run(program, PACKAGE.parent, tmp_path)
    assert [Path(name).name for name in read] == ["scs-2018.json"]


ALL = """
import care_standards as cs
document = {
    "$schema": "https://care-standards.invalid/schemas/1.0/assessment.schema.json", "schema_version": "1.0",
    "kind": "assessment", "subject": {"kind": "service", "ref": "s-1"}, "edition": "scs-2018",
    "period": {"start": "2024-01-01", "end": "2024-03-31"}, "assessor_role": "quality-lead",
    "produced_by": {"name": "a-program", "version": "1"},
    "findings": [{"provision": "scs-2018.1.1.5", "status": "not-assessed", "evidence": []}],
}
report = cs.check(json.dumps(document).encode())
catalogue = cs.catalogue()
print(json.dumps({
    "verdict": report.verdict, "issues": [issue.code for issue in report.issues],
    "editions": [[e.id, e.digest, len(e)] for e in catalogue.editions], "catalogue": list(catalogue),
    "registry": len(catalogue.registry), "glossary": len(cs.glossary()), "file": cs.__file__,
    "written": len(cs.write(cs.load("scs-2018"))),
}))
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the package as it stands gives."""
    given: dict[str, Any] = run(ALL, PACKAGE.parent, tmp_path_factory.mktemp("here"))
    assert given["verdict"] == "valid"
    return given


def test_works_from_a_zip(tmp_path: Path, here: dict[str, Any]) -> None:
    archive = tmp_path / "care_standards.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for source in _files():
            packed.write(source, source.relative_to(PACKAGE.parent).as_posix())
    given = run(ALL, archive, tmp_path)
    assert given.pop("file").startswith(str(archive))
    assert given == {name: value for name, value in here.items() if name != "file"}


def test_an_unknown_edition_in_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "care_standards.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for source in _files():
            packed.write(source, source.relative_to(PACKAGE.parent).as_posix())
    program = """
import care_standards as cs
try:
    cs.load("scs-2019")
except cs.CareStandardsError as error:
    print(json.dumps([type(error).__name__, "scs-2018" in error.near_misses]))
"""
    assert run(program, archive, tmp_path) == ["UnknownEditionError", True]


def test_neither_the_environment_nor_the_folder_matters(tmp_path: Path, here: dict[str, Any]) -> None:
    # Whatever a program of this name might be told elsewhere, and files of the same names where it is run.
    decoy = tmp_path / "data" / "editions"
    decoy.mkdir(parents=True)
    (decoy / "scs-2018.json").write_text("{}", encoding="utf-8")
    names = ["DATA", "HOME", "PATH", "PACKS", "EDITIONS", "CONFIG"]
    env = {f"CARE_STANDARDS_{name}": str(tmp_path) for name in names}
    env |= {"LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Tokyo",
            "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PYTHONHASHSEED": "7"}  # fmt: skip
    if "SYSTEMROOT" in os.environ:  # Windows does not start a program without it
        env["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    assert run(ALL, PACKAGE.parent, tmp_path, env=env) == here


def test_works_without_docstrings_and_assertions(tmp_path: Path, here: dict[str, Any]) -> None:
    assert run(ALL, PACKAGE.parent, tmp_path, flags=("-OO",)) == here


DAMAGE = """
import care_standards as cs
from care_standards.errors import DamagedDataError
said = {}
for name, ask in {
    "load": lambda: cs.load("scs-2018"),
    "another": lambda: cs.load("ecat-2005"),
    "check": lambda: cs.check(json.dumps(DOCUMENT).encode()),
}.items():
    try:
        ask()
        said[name] = "fine"
    except DamagedDataError as error:
        said[name] = error.name
print(json.dumps(said))
"""
DAMAGE = ALL[ALL.index("document =") : ALL.index("report =")].replace("document =", "DOCUMENT =") + DAMAGE
SCS = "data/editions/scs-2018.json"


def test_a_whole_copy_is_not_damaged(tmp_path: Path) -> None:
    assert run(DAMAGE, ship(tmp_path / "copy"), tmp_path) == {"load": "fine", "another": "fine", "check": "fine"}


def test_check_finds_out_that_an_edition_was_altered(tmp_path: Path) -> None:
    def spoil(name: str, content: bytes) -> bytes:
        # A change that loads without a murmur: what must not be done becomes what may.
        return content.replace(b'"must-not"', b'"may"', 1) if name == SCS else content

    said = run(DAMAGE, ship(tmp_path / "copy", spoil), tmp_path)
    assert said == {"load": "fine", "another": "fine", "check": SCS}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda _: b"",
        lambda content: content.replace(b'"must-not"', b'"must-knot"', 1),
        lambda content: content.replace(b'"force"', b'"farce"', 1),
        lambda content: content.replace(b'"kind": "edition"', b'"kine": "edition"', 1),
        lambda content: b"[" + content + b"]",
        lambda content: content.replace(b"Standards", b"St\xffndards", 1),
        lambda _: None,
    ],
    ids=["cut short", "empty", "a word", "a name", "the header", "a list", "bytes", "missing"],
)
def test_an_edition_that_cannot_be_loaded_is_damaged_not_unknown(
    spoil: Callable[[bytes], bytes | None], tmp_path: Path
) -> None:
    copy = ship(tmp_path / "copy", lambda name, content: spoil(content) if name == SCS else content)
    assert run(DAMAGE, copy, tmp_path) == {"load": SCS, "another": "fine", "check": SCS}


@pytest.mark.parametrize(
    "name", ["data/registry.json", "data/publications/scs.json", "data/crosswalks/scs-2018--ecat-2005.json"]
)
@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-20], lambda c: c.replace(b'"id"', b'"ID"').replace(b'"basis"', b'"b"')]
)
def test_other_files_are_found_out_as_well(name: str, spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    copy = ship(tmp_path / "copy", lambda n, content: spoil(content) if n == name else content)
    said = run(DAMAGE, copy, tmp_path)
    assert said == {"load": "fine", "another": "fine", "check": name}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/registry.json", b'{"id": "scs-2018.1.1.5"}', b'{"id": "scs-2018.1.1.5", "status": "retired"}'),
        ("data/crosswalks/scs-2018--ecat-2005.json", b'"relation": "intersects"', b'"relation": "equal"'),
        ("data/glossary.json", b"adult", b"child"),
        ("data/PROVENANCE.md", b"the", b"teh"),
    ],
)
def test_sound_looking_changes_are_found_out_by_checking(name: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    changed: list[bool] = []

    def spoil(n: str, content: bytes) -> bytes:
        if n != name:
            return content
        changed.append(old in content)
        return content.replace(old, new, 1)

    assert run(DAMAGE, ship(tmp_path / "copy", spoil), tmp_path) == {"load": "fine", "another": "fine", "check": name}
    assert changed == [True]


def test_an_edition_in_the_place_of_another_is_damaged(tmp_path: Path) -> None:
    source = PACKAGE / "data" / "editions" / "scs-2014.json"
    copy = ship(tmp_path / "copy", lambda n, content: source.read_bytes() if n == SCS else content)
    assert run(DAMAGE, copy, tmp_path) == {"load": SCS, "another": "fine", "check": SCS}


@pytest.mark.parametrize("content", [None, b"", b"\xff\n", b"\n", b"one word\n"])
def test_a_damaged_manifest_is_said_to_be(content: bytes | None, tmp_path: Path) -> None:
    name = "data/MANIFEST.sha256"
    copy = ship(tmp_path / "copy", lambda n, c: content if n == name else c)
    said = run(DAMAGE, copy, tmp_path)["check"]
    assert said == name


@pytest.mark.parametrize("content", [b"{}", b"[]", b"", None])
def test_a_damaged_schema_judges_nothing(content: bytes | None, tmp_path: Path) -> None:
    name = "_schemas/1.0/bundle/assessment.schema.json"
    copy = ship(tmp_path / "copy", lambda n, c: content if n == name else c)
    assert run(DAMAGE, copy, tmp_path) == {"load": "fine", "another": "fine", "check": name}


def test_reading_and_writing_hold_the_data_against_their_digests_too(tmp_path: Path) -> None:
    copy = ship(
        tmp_path / "copy", lambda n, c: c.replace(b'"force": "must-not"', b'"force": "may"', 1) if n == SCS else c
    )
    ask = DAMAGE.replace("cs.check(", "cs.read(")
    assert ask != DAMAGE
    assert run(ask, copy, tmp_path)["check"] == SCS
