"""Hostile and broken files get a refusal with a code, and nothing of them is in it."""

import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from care_standards.authoring.docx import container, parts, recognising
from care_standards.authoring.docx_reading import read_docx
from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.errors import UnreadableSourceError

SECRET = "canary-3f9"


def refusal(tmp_path: Path, made: bytes, limits: DraftLimits | None = None) -> RefusedSourceError:
    path = tmp_path / f"{SECRET}.docx"
    path.write_bytes(made)
    with pytest.raises(RefusedSourceError) as caught:
        read_docx(path, limits)
    error = caught.value
    assert SECRET not in repr(error) + str(error)
    assert error.__context__ is None
    assert error.what
    assert error.instead
    return error


def rezipped(made: bytes, **changed: bytes) -> bytes:
    """Give the same archive with other parts, by their names without folder and ending."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            short = name.removeprefix("word/").removesuffix(".xml")
            new.writestr(name, changed.get(short, old.read(name)))
    return packed.getvalue()


@pytest.mark.parametrize(
    "made",
    [
        b"",
        b"%PDF-1.7",
        b"{\\rtf1 canary-3f9}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document canary-3f9",
    ],
)
def test_not_a_docx(tmp_path: Path, made: bytes) -> None:
    assert refusal(tmp_path, made).code is SourceCode.NOT_THIS_FORMAT


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{SECRET}.txt", SECRET)
    assert refusal(tmp_path, packed.getvalue()).code is SourceCode.NOT_THIS_FORMAT


def test_a_workbook(tmp_path: Path, kit: Any) -> None:
    made = rezipped(kit.content(""), document=f"<workbook><s>{SECRET}</s></workbook>".encode())
    assert refusal(tmp_path, made).code is SourceCode.NOT_THIS_FORMAT


def test_encrypted(tmp_path: Path) -> None:
    made = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900
    assert refusal(tmp_path, made).code is SourceCode.ENCRYPTED


def test_an_encrypted_part(tmp_path: Path, kit: Any) -> None:
    made = bytearray(kit.content(kit.para(SECRET)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 4)
    assert refusal(tmp_path, bytes(made)).code is SourceCode.ENCRYPTED


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_cut_short(tmp_path: Path, share: float, kit: Any) -> None:
    made = kit.content(kit.para(SECRET * 500))
    assert refusal(tmp_path, made[: int(len(made) * share)]).code is SourceCode.DAMAGED


def test_a_flipped_byte(tmp_path: Path, kit: Any) -> None:
    made = bytearray(kit.content(kit.para(" ".join(f"{SECRET}{n}" for n in range(400)))))
    at = made.find(b"word/document.xml") + 60
    made[at] ^= 0xFF
    assert refusal(tmp_path, bytes(made)).code is SourceCode.DAMAGED


def test_broken_xml(tmp_path: Path, kit: Any) -> None:
    assert refusal(tmp_path, rezipped(kit.content(""), document=b"<w:document><w:body>")).code is SourceCode.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["document", "styles"])
def test_entities_are_refused_before_they_are_expanded(tmp_path: Path, part: str, encoding: str, kit: Any) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "canary-3f9">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12)
    )
    text = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}]><w:document {kit.W}><w:p>&m;</w:p></w:document>'
    made = rezipped(kit.content(kit.para("Made up.")), **{part: text.encode(encoding)})
    assert refusal(tmp_path, made).code is SourceCode.UNSAFE_XML


def test_an_external_entity_is_refused_and_not_read(tmp_path: Path, kit: Any) -> None:
    other = tmp_path / "other.txt"
    other.write_text(SECRET, encoding="utf-8")
    text = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{other.as_uri()}">]><w:document {kit.W}><w:p>&x;</w:p></w:document>'
    assert refusal(tmp_path, rezipped(kit.content(""), document=text.encode())).code is SourceCode.UNSAFE_XML


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kit: Any) -> None:
    monkeypatch.setattr(container, "MAX_UNPACKED", 1_000_000)
    made = kit.content(kit.para("a" * 2_000_000))
    assert len(made) < 10_000
    assert refusal(tmp_path, made).code is SourceCode.TOO_LARGE


def test_the_limit_is_on_all_parts_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kit: Any) -> None:
    monkeypatch.setattr(container, "MAX_UNPACKED", 1_000_000)
    note = f"<w:footnotes {kit.W}>{'b' * 600_000}</w:footnotes>"
    assert refusal(tmp_path, kit.content(kit.para("a" * 600_000), footnotes=note)).code is SourceCode.TOO_LARGE


def test_a_part_that_lies_about_its_size_is_not_unpacked_further(tmp_path: Path, kit: Any) -> None:
    made = bytearray(kit.content(kit.para("a" * 3_000_000)))
    with zipfile.ZipFile(BytesIO(bytes(made))) as archive:
        true = archive.getinfo("word/document.xml").file_size
    said = struct.pack("<L", true)
    at = made.find(said)
    while at >= 0:
        made[at : at + 4] = struct.pack("<L", 1000)
        at = made.find(said, at + 4)
    assert refusal(tmp_path, bytes(made)).code is SourceCode.DAMAGED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_word_does_not_use_is_refused(tmp_path: Path, kit: Any, method: int) -> None:
    """Zipfile cannot unpack these up to a bound."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(kit.content(kit.para("Made up.")))) as old,
        zipfile.ZipFile(packed, "w", method) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert refusal(tmp_path, packed.getvalue()).code is SourceCode.DAMAGED


def test_a_directory_of_a_million_entries_is_not_read(tmp_path: Path, kit: Any) -> None:
    made = bytearray(kit.content(kit.para("Made up.")))
    at = made.rfind(b"PK\x05\x06")
    made[at + 12 : at + 16] = struct.pack("<L", 80_000_000)
    assert refusal(tmp_path, bytes(made)).code is SourceCode.TOO_LARGE


def test_too_many_bytes(tmp_path: Path, kit: Any) -> None:
    made = kit.content(kit.para("Made up."))
    assert refusal(tmp_path, made, DraftLimits(file_bytes=500)).code is SourceCode.TOO_LARGE


def test_nesting_is_bounded(tmp_path: Path, kit: Any) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 2000 + kit.para(SECRET) + "</w:tc></w:tr></w:tbl>" * 2000
    assert refusal(tmp_path, kit.content(body)).code is SourceCode.DAMAGED


def test_the_number_of_elements_is_bounded_over_all_parts(
    tmp_path: Path, kit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.Budget.__init__, "__defaults__", (2_000,))
    note = f"<w:footnotes {kit.W}>{'<w:p/>' * 1_500}</w:footnotes>"
    assert refusal(tmp_path, kit.content("<w:p/>" * 1_500, footnotes=note)).code is SourceCode.TOO_LARGE
    assert refusal(tmp_path, kit.content("<w:p/>" * 1_500)).code is SourceCode.NO_PAGES


def test_the_number_of_paragraphs_is_bounded(tmp_path: Path, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "_MOST_PARAGRAPHS", 50)
    assert refusal(tmp_path, kit.content(kit.para("Made up.") * 51)).code is SourceCode.TOO_LARGE


@pytest.mark.parametrize(
    "wraps",
    [("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:r><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:r>")],
)
def test_the_deepest_nesting_allowed_is_read(tmp_path: Path, kit: Any, wraps: tuple[str, str]) -> None:
    times = (parts.MAX_DEPTH - 12) // 3
    inner = kit.para("Made up.") if "tbl" in wraps[0] else kit.run("Made up.")
    body = wraps[0] * times + inner + wraps[1] * times
    path = tmp_path / "deep.docx"
    path.write_bytes(kit.content(body if "tbl" in wraps[0] else f"<w:p>{body}</w:p>"))
    assert [item.text for item in read_docx(path).items] == ["Made up."]


def test_long_runs_of_one_character_take_no_long_time(tmp_path: Path, kit: Any) -> None:
    body = kit.para("." * 200_000 + "x", "C1") + kit.para(" " * 200_000 + "." * 200_000 + "y")
    body += kit.para("- " * 100_000) + kit.para("1." * 100_000) + kit.para("(" * 100_000 + "a", "H1")
    path = tmp_path / "long.docx"
    path.write_bytes(kit.content(body))
    begun = time.process_time()
    found = read_docx(path)
    assert found.accounted == found.characters
    assert time.process_time() - begun < 10


def test_two_parts_of_one_name(tmp_path: Path, kit: Any) -> None:
    packed = BytesIO(kit.content(kit.para("Made up.")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/document.xml", SECRET)
    assert refusal(tmp_path, packed.getvalue()).code is SourceCode.DAMAGED


def test_nothing_in_it(tmp_path: Path, kit: Any) -> None:
    assert refusal(tmp_path, kit.content(kit.para(" "))).code is SourceCode.NO_PAGES
    assert refusal(tmp_path, kit.content(kit.para(" "), image="<x/>")).code is SourceCode.NO_TEXT_LAYER


@pytest.mark.parametrize("kind", ["folder", "missing"])
def test_what_cannot_be_opened(tmp_path: Path, kind: str) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        read_docx(tmp_path if kind == "folder" else tmp_path / SECRET)
    assert SECRET not in str(caught.value)


def test_relations_to_the_outside_are_not_followed(tmp_path: Path, kit: Any) -> None:
    relation = f'<Relationship Id="x" Type="{kit.OFFICE}/footnotes" TargetMode="External" Target="http://192.0.2.1/x"/>'
    away = f'<Relationship Id="y" Type="{kit.OFFICE}/footnotes" Target="../../../etc/passwd"/>'
    rels = f"<Relationships {kit.RELS}>{relation}{away}</Relationships>"
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(kit.content(kit.para("Made up.")))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, rels if name.endswith("document.xml.rels") else old.read(name))
    path = tmp_path / "a.docx"
    path.write_bytes(made.getvalue())
    assert [item.text for item in read_docx(path).items] == ["Made up."]


def test_the_strict_form_of_word_is_read(tmp_path: Path, kit: Any) -> None:
    made = kit.content(kit.para("Made up.", "H1"))
    strict = f"<w:document {kit.W}><w:body>{kit.para('Made up.', 'H1')}</w:body></w:document>"
    styles = f"<w:styles {kit.W}>{kit.STYLES}</w:styles>"
    old, new = "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    made = rezipped(made, document=strict.replace(old, new).encode(), styles=styles.replace(old, new).encode())
    path = tmp_path / "strict.docx"
    path.write_bytes(made)
    assert [(item.role, item.level) for item in read_docx(path).items] == [("heading", 1)]
