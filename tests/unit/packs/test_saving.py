"""What is never written into a pack. All wording is invented."""

from pathlib import Path

import attrs
import pytest

import care_standards as cs
from care_standards import packs
from care_standards.errors import InvalidValueError
from care_standards.model.pack import with_documents


@pytest.mark.parametrize("name", ["oak", "oak.zip"])
def test_wording_is_saved_in_private_editions_only(repository: Path, tmp_path: Path, name: str) -> None:
    edition = cs.readers.read_edition(repository / "examples" / "own-edition.json")
    pack = packs.make(id="oak", version="1", editions=[edition])
    shared = attrs.evolve(edition, rights=attrs.evolve(edition.rights, sharing="shareable"))
    with pytest.raises(InvalidValueError, match="no wording"):
        packs.save(with_documents(pack, [shared]), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    packs.save(pack, tmp_path / name)
