"""Making a pack and putting it on the disk: what is filled in, what is refused, and what stands there afterwards."""

import os
import stat
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import care_standards as cs
from care_standards import model, packs
from care_standards.documents.digests import edition_digest
from care_standards.errors import DetachedPackError, InvalidValueError, PackRefusedError, UnwritableTargetError
from care_standards.model.edition import without_wording


def test_what_is_filled_in(full_pack: packs.Pack, made: SimpleNamespace) -> None:
    (own,) = full_pack.editions
    assert (own.data_revision, own.digest) == (2, edition_digest(own))
    assert (full_pack.title, full_pack.rights.sharing) == ("An invented book", "private")
    assert full_pack.completeness == model.PackCompleteness(
        level="complete", coverage=f"scs-2018: complete, {len(own)} provisions."
    )
    assert full_pack.accepted_differences is None
    assert [file.path for file in full_pack.files] == ["editions/scs-2018.json"]


def test_a_higher_revision_is_kept(made: SimpleNamespace) -> None:
    pack = packs.make(id="own", version="1", editions=[made.book(data_revision=7)])
    assert pack.editions[0].data_revision == 7


def test_what_is_given_is_kept(made: SimpleNamespace) -> None:
    given: dict[str, Any] = {
        "id": "own", "version": "2026-03-01", "title": "A title", "publisher": "A body", "note": "A note",
        "rights": model.Rights(sharing="private", statement="Ours."),
        "completeness": model.PackCompleteness(level="partial", coverage="Some."),
        "bibliography": (model.Source(key="k", title="T", what_was_read="All."),),
        "extensions": model.Extensions.of({"org.example.x": 1}),
    }  # fmt: skip
    pack = packs.make(editions=[made.oak()], **given)
    assert {name: getattr(pack, name) for name in given} == given


def test_shareable_editions_make_a_shareable_pack(made: SimpleNamespace) -> None:
    pack = packs.make(id="own", version="1", editions=[without_wording(made.oak())])
    assert pack.rights.sharing == "shareable"


def test_levels_that_differ_are_partial(made: SimpleNamespace) -> None:
    pack = packs.make(id="own", version="1", editions=[made.oak(), made.book()])
    assert pack.completeness.level == "complete"
    other = attrs.evolve(made.oak(), completeness=attrs.evolve(made.oak().completeness, level="partial"))
    assert packs.make(id="own", version="1", editions=[other, made.book()]).completeness.level == "partial"
    assert packs.make(id="own", version="1").completeness.level == "register-only"


@pytest.mark.parametrize("members", [{"id": "Own"}, {"version": "latest"}, {"title": "x" * 501}])
def test_values_no_pack_can_have(members: dict[str, str], made: SimpleNamespace) -> None:
    with pytest.raises(InvalidValueError):
        packs.make(**{"id": "own", "version": "1", "editions": [made.oak()], **members})  # type: ignore[arg-type]


def test_only_documents_that_a_pack_may_hold() -> None:
    manifest = packs.make(id="own", version="1")
    with pytest.raises(InvalidValueError, match="publication, edition"):
        packs.make(id="own", version="1", crosswalks=[manifest])  # type: ignore[list-item]


def test_an_invalid_document_is_refused(made: SimpleNamespace) -> None:
    oak = made.oak()
    twice = attrs.evolve(oak, provisions=[*oak, oak["1"]])
    with pytest.raises(PackRefusedError) as caught:
        packs.make(id="own", version="1", editions=[twice])
    assert {i.code.value for i in caught.value.report.issues} == {"CS401", "CS419"}
    assert str(caught.value).startswith("The pack is refused. CS4")


# ---- saving


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_folder_is_replaced_whole(oak_pack: packs.Pack, full_pack: packs.Pack, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    packs.save(full_pack, target)
    (target / "README.md").write_text("Mine.", encoding="utf-8")
    packs.save(oak_pack, f"{target}/")
    assert set(tree(target)) == {"pack.json", "editions/oak-2026.json", "README.md"}
    assert packs.load(target) == oak_pack
    assert os.listdir(tmp_path) == ["mine"]


def test_an_empty_folder_is_filled(oak_pack: packs.Pack, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    packs.save(oak_pack, tmp_path / "mine")
    assert packs.load(tmp_path / "mine") == oak_pack


def test_a_zip_file_is_replaced(oak_pack: packs.Pack, full_pack: packs.Pack, tmp_path: Path) -> None:
    target = tmp_path / "mine.ZIP"
    packs.save(full_pack, target)
    packs.save(oak_pack, target)
    assert packs.load(target) == oak_pack
    assert os.listdir(tmp_path) == ["mine.ZIP"]
    with zipfile.ZipFile(target) as archive:
        assert {stat.S_IFMT(entry.external_attr >> 16) for entry in archive.infolist()} == {stat.S_IFREG}


def test_what_is_no_pack_is_left_alone(oak_pack: packs.Pack, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis.txt").write_text("Years of work.", encoding="utf-8")
    (tmp_path / "file").write_text("A file.", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "work")
    (tmp_path / "folder.zip").mkdir()
    before = tree(tmp_path)
    for name in ("work", "file", "link", "folder.zip", "none/mine", "none/mine.zip", "a\0b"):
        with pytest.raises(UnwritableTargetError) as caught:
            packs.save(oak_pack, tmp_path / name if "\0" not in name else name)
        assert str(tmp_path) not in str(caught.value)
    assert tree(tmp_path) == before


def test_a_failure_half_way_leaves_everything_as_it_was(
    oak_pack: packs.Pack, full_pack: packs.Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine"
    packs.save(full_pack, target)
    before = tree(tmp_path)
    real = os.rename

    def rename(source: str, to: str) -> None:
        if to == str(target) and source.endswith(".part"):
            raise OSError(28, "No space left on device", "secret name")
        real(source, to)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(UnwritableTargetError, match="No space"):
        packs.save(oak_pack, target)
    assert tree(tmp_path) == before
    assert os.listdir(tmp_path) == ["mine"]


def test_a_mere_manifest_is_not_saved(oak_pack: packs.Pack, tmp_path: Path) -> None:
    with pytest.raises(DetachedPackError):
        packs.save(attrs.evolve(oak_pack), tmp_path / "mine")
    assert os.listdir(tmp_path) == []


def test_a_private_edition_may_be_written_and_its_shareable_form_too(made: SimpleNamespace, tmp_path: Path) -> None:
    oak = made.oak()
    assert made.CANARY.encode() in cs.readers.write_edition(oak)
    assert made.CANARY.encode() not in cs.readers.write_edition(without_wording(oak))


# ---- leaks


def test_the_wording_is_in_no_repr_report_or_error(made: SimpleNamespace, tmp_path: Path) -> None:
    """Whatever is done with a pack, only its documents hold the wording."""
    pack = packs.make(id="own", version="1", editions=[made.book(), made.oak()])
    packs.save(pack, tmp_path / "own")
    catalogue = cs.catalogue(packs=[tmp_path / "own"])
    shown = [
        repr(pack),
        str(pack),
        repr(catalogue),
        repr(catalogue.registry),
        repr(pack.editions),
        repr(pack.documents),
    ]
    shown += [repr(packs.check(pack)), repr(pack.files), repr(pack.retired), str(catalogue.edition("oak-2026"))]
    shown += [catalogue.edition("oak-2026")._repr_html_(), catalogue.edition("oak-2026")["1"]._repr_html_()]
    shown += [(tmp_path / "own" / "pack.json").read_text(encoding="utf-8")]
    for faulty in (
        made.book([p for p in made.items() if p.id != "scs-2018.1.1.5"]),
        made.book(publication=made.CANARY.lower().replace(" ", "")[:9]),
        made.book([*made.items(), made.items()[0]]),
    ):
        with pytest.raises(PackRefusedError) as caught:
            packs.make(id="own", version="1", editions=[faulty])
        shown.append(f"{caught.value} {caught.value!r} {caught.value.args} {vars(caught.value)}")
    assert [text for text in shown if made.CANARY in text or "Made up: " in text] == []
    assert made.CANARY in (tmp_path / "own" / "editions" / "oak-2026.json").read_text(encoding="utf-8")
