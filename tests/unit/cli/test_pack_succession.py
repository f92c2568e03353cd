"""From one version of a pack to the next: no id that was given is lost, and none without a word. All is invented."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards import packs
from care_standards.model.registry import RegistryEntry

Run = Callable[..., Any]

FRONT = """+++
edition = "ash-2026"
title = "Ash House (invented)"
data_revision = {revision}
[rights]
sharing = "shareable"
statement = "Invented for a test."
[completeness]
level = "complete"
coverage = "The whole of an invented book."
+++

# 1 Meals

"""
BULLETS = ("- Supper is at six.", "- Breakfast is at eight.", "- Tea is always there.")
PUBLICATION = """{
"$schema": "https://care-standards.invalid/schemas/1.0/publication.schema.json", "schema_version": "1.0",
"kind": "publication", "id": "ash", "category": "care-standard", "title": "Ash House (invented)", "publisher": "Ash",
"summary": "Invented.", "sources": ["ash-book"], "editions": [],
"bibliography": [{"key": "ash-book", "title": "Ash House (invented)", "what_was_read": "All."}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    (tmp_path / "ash.json").write_text(PUBLICATION, encoding="utf-8")
    return tmp_path


def compiled(run: Run, here: Path, revision: int, *bullets: str) -> str:
    (here / "e.md").write_text(FRONT.format(revision=revision) + "\n".join(bullets) + "\n", encoding="utf-8")
    assert run("compile", "e.md", "-o", "e.json", "--force").code == 0
    return "e.json"


def released(run: Run, here: Path, version: str, *more: str, bullets: tuple[str, ...] = BULLETS) -> Any:
    file = compiled(run, here, int(version), *bullets)
    return run("packs", "make", file, "ash.json", "--id", "ash", "--version", version, "-o", f"{version}.zip", *more)


def status(pack: str, id: str) -> str:
    found = cs.resolve(id, catalogue=cs.catalogue(packs=[pack]))
    assert isinstance(found, RegistryEntry)
    return found.status


def test_ids_that_are_gone_are_retired_and_stay_so_in_every_later_pack(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    reason = ("--accept-differences", "Erratum: it is not in the book.")
    ran = released(run, here, "2", "--after", "1.zip", *reason, bullets=BULLETS[1:])
    assert (ran.code, ran.err) == (0, "Made ash 2, shareable: 2 files beside pack.json; 1 id retired.\n")
    ran = released(run, here, "3", "--after", "2.zip", *reason, bullets=BULLETS[2:])
    assert ran.code == 0
    assert released(run, here, "4", "--after", "3.zip", bullets=BULLETS[2:]).code == 0
    for id in ("ash-2026.1.r1", "ash-2026.1.r2"):
        assert status("4.zip", id) == "retired"
    assert cs.catalogue(packs=["4.zip"]).edition("ash-2026").held("ash-2026.1.r3") is not None
    assert packs.check("4.zip").verdict == "valid"
    assert [publication.id for publication in packs.load("4.zip").publications] == ["ash"]


def test_a_retired_id_is_not_used_again(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    assert released(run, here, "2", "--after", "1.zip", "--accept-differences", "e", bullets=BULLETS[1:]).code == 0
    back = ("- Words of another kind. {id=1.r1}", *BULLETS[1:])
    ran = released(run, here, "3", "--after", "2.zip", bullets=back)
    assert ran.code == 1
    assert not (here / "3.zip").exists()


def test_a_pack_after_another_holds_its_editions_and_publications(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    compiled(run, here, 2, *BULLETS)
    after = ("--after", "1.zip", "--version", "2")
    ran = run("packs", "make", "e.json", "-o", "2.zip", *after)
    assert ran.code == 2
    assert "holds ash too" in ran.err
    assert "holds ash-2026 too" in run("packs", "make", "ash.json", "-o", "2.zip", *after).err
    assert not (here / "2.zip").exists()


def test_what_did_not_change_keeps_its_revision_and_its_digest(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    assert run("packs", "make", "e.json", "ash.json", "--after", "1.zip", "--version", "2", "-o", "2.zip").code == 0
    first, second = packs.load("1.zip").editions[0], packs.load("2.zip").editions[0]
    assert (first.data_revision, first.digest) == (second.data_revision, second.digest)
    assert packs.load("2.zip").accepted_differences is None


@pytest.mark.parametrize("options", [("--version", "1"), (), ("--version", "2", "--id", "elk")])
def test_a_pack_that_follows_has_the_same_id_and_another_version(
    run: Run, here: Path, options: tuple[str, ...]
) -> None:
    assert released(run, here, "1").code == 0
    assert run("packs", "make", "e.json", "ash.json", "--after", "1.zip", "-o", "2.zip", *options).code == 2


def test_the_pack_before_is_not_written_over(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    before = (here / "1.zip").read_bytes()
    ran = run("packs", "make", "e.json", "ash.json", "-o", "1.zip", "--after", "1.zip", "--force")
    assert (ran.code, (here / "1.zip").read_bytes()) == (2, before)


def test_ids_that_nothing_answers_any_more_are_told(run: Run, here: Path) -> None:
    assert released(run, here, "1").code == 0
    assert run("packs", "add", "1.zip").code == 0
    ran = released(run, here, "2", bullets=BULLETS[1:])
    assert ran.code == 0
    assert "1 id of the pack that you hold is no longer answered: ash-2026.1.r1." in ran.err
    ran = run("packs", "add", "2.zip", "--replace")
    assert ran.code == 0
    assert "1 id of the pack that is replaced is no longer answered: ash-2026.1.r1." in ran.err
    assert "no longer" not in run("packs", "add", "1.zip", "--replace").err
    released(run, here, "3", "--after", "1.zip", "--accept-differences", "e", bullets=BULLETS[1:])
    assert "no longer" not in run("packs", "add", "3.zip", "--replace").err


def test_after_an_extension_of_what_is_shipped(run: Run, here: Path, fuller: Callable[..., bytes]) -> None:
    (here / "f.json").write_bytes(fuller(page=22))
    assert run("packs", "make", "f.json", "-o", "1.zip", "--accept-differences", "another upload").code == 0
    assert run("packs", "make", "f.json", "-o", "2.zip", "--after", "1.zip", "--version", "2").code == 0
    first, second = packs.load("1.zip"), packs.load("2.zip")
    assert {entry.id for entry in second.retired} == {entry.id for entry in first.retired}
    assert second.accepted_differences is not None
    assert status("2.zip", "scs-2018.1.1.1") == "retired"


def test_what_is_bare_without_its_wording_is_told(run: Run, here: Path, oak: str) -> None:
    ran = run("packs", "make", oak, "-o", "s.zip", "--shareable")
    assert ran.code == 0
    assert "oak-2026: the statement of its rights, notes and extensions are as they were." in ran.err
    bare = sum(p.heading is None and p.summary is None for p in cs.readers.read_edition(oak))
    assert (f"{bare} of 6 items have neither" in ran.err) == bool(bare)
    assert "statement of its rights" in run("render", oak).err
    assert "statement of its rights" not in run("render", oak, "--with-wording").err
