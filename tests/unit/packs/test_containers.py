"""What a folder or a ZIP file may do to whoever opens it: nothing. Every hostile one is refused, and none is named."""

import io
import os
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from care_standards import packs
from care_standards.errors import InvalidDocumentError, PackRefusedError, UnreadableSourceError
from care_standards.packs.containers import Opened, PackLimits, open_pack
from care_standards.packs.saving import zipped

Codes = Callable[[Any], list[tuple[str, str]]]

SECRET = "quintessa-zorblax"
ONE = "editions/oak-2026.json"


@pytest.fixture(scope="module")
def contents(oak_pack: packs.Pack) -> dict[str, bytes]:
    """What a right pack holds, by name."""
    from care_standards.packs.judging import written

    return dict(written(oak_pack).contents)


def archive(*entries: tuple[Any, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack entries as they are, whatever their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return packed.getvalue()


def refused(source: Any, limits: PackLimits | None = None) -> PackRefusedError:
    """Have it refused by both ways in, and give the error; nothing of it may be shown."""
    chosen = {"limits": limits} if limits else {}
    with pytest.raises(PackRefusedError) as caught:
        packs.load(source, **chosen)
    report = packs.check(source, **chosen)
    assert (report.verdict, report.issues) == ("invalid", caught.value.report.issues)
    shown = f"{caught.value} {caught.value!r} {caught.value.args} {report}"
    assert SECRET not in shown
    assert "oak" not in shown
    assert caught.value.__context__ is None
    assert isinstance(caught.value, InvalidDocumentError)
    return caught.value


def only_code(error: PackRefusedError) -> str:
    """Give the one code there is."""
    (code,) = {issue.code.value for issue in error.report.issues}
    return code


def test_a_right_pack_passes_every_way_in(oak_pack: packs.Pack, contents: dict[str, bytes], tmp_path: Path) -> None:
    packs.save(oak_pack, tmp_path / "oak")
    packs.save(oak_pack, tmp_path / "oak.zip")
    by_hand = archive(*contents.items())
    outer = archive(("mine/", b""), *((f"mine/{name}", content) for name, content in contents.items()))
    stored = archive(*contents.items(), method=zipfile.ZIP_STORED)
    for source in (tmp_path / "oak", str(tmp_path / "oak.zip"), by_hand, outer, stored, bytearray(by_hand)):
        loaded = packs.load(source)  # type: ignore[arg-type]
        assert loaded == oak_pack
        assert loaded.editions == oak_pack.editions
        assert packs.check(source).verdict == "valid"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        f"../{SECRET}.json", f"editions/../../{SECRET}.json", f"/{SECRET}.json", f"C:/{SECRET}.json",
        f"..\\{SECRET}.json", f"editions/./{SECRET}.json", f"editions//{SECRET}.json", f"{SECRET}\n.json",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere(name: str, contents: dict[str, bytes]) -> None:
    assert only_code(refused(archive(*contents.items(), (name, b"{}")))) == "CS601"


def test_a_name_cut_by_nul(contents: dict[str, bytes]) -> None:
    packed = archive(*contents.items(), (f"a\x01{SECRET}", b"{}")).replace(b"a\x01", b"a\x00")
    assert only_code(refused(packed)) == "CS601"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_in_a_zip_file(kind: int, contents: dict[str, bytes]) -> None:
    entry = zipfile.ZipInfo("README.md")
    entry.external_attr = (kind | 0o777) << 16
    assert only_code(refused(archive(*contents.items(), (entry, b"/etc/passwd")))) == "CS601"


def test_the_same_name_twice(contents: dict[str, bytes]) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        packed = archive(*contents.items(), (ONE, b"{}"))
    assert only_code(refused(packed)) == "CS601"


def test_names_that_differ_in_capitals_only(contents: dict[str, bytes]) -> None:
    assert only_code(refused(archive(*contents.items(), ("PACK.json", b"{}")))) == "CS601"


def test_an_encrypted_entry(contents: dict[str, bytes]) -> None:
    packed = bytearray(archive(*contents.items()))
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 8] |= 1  # the flag of the last entry in the directory
    assert only_code(refused(bytes(packed))) == "CS601"


def test_an_uncommon_method(contents: dict[str, bytes]) -> None:
    assert only_code(refused(archive(*contents.items(), method=zipfile.ZIP_BZIP2))) == "CS601"


def test_what_a_mac_puts_into_a_zip_file_is_passed_over(contents: dict[str, bytes], oak_pack: packs.Pack) -> None:
    folder = [(f"own/{name}", content) for name, content in contents.items()]
    litter = [
        ("__MACOSX/", b""),
        ("__MACOSX/own/._pack.json", b"x"),
        ("own/._pack.json", b"x"),
        ("own/.DS_Store", b"x"),
    ]
    assert packs.load(archive(*folder, *litter)) == oak_pack


def test_a_bomb_by_ratio(contents: dict[str, bytes]) -> None:
    assert only_code(refused(archive(*contents.items(), ("editions/elm-2026.json", b" " * 3_000_000)))) == "CS113"


def test_a_bomb_by_total(contents: dict[str, bytes]) -> None:
    many = [(f"editions/elm-{year}.json", b" " * 1_000_000) for year in range(1000, 1120)]
    assert only_code(refused(archive(*contents.items(), *many))) == "CS113"


def test_an_entry_that_unpacks_to_more_than_it_says_is_not_unpacked_further(contents: dict[str, bytes]) -> None:
    packed = bytearray(archive(("editions/elm-2026.json", b" " * 64_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # what the entry says, and what the directory says
        start = packed.index(mark) + at
        packed[start : start + 4] = (100).to_bytes(4, "little")
    content = bytes(packed)
    tracemalloc.start()
    assert only_code(refused(content)) == "CS602"  # there is no manifest either; what counts is how much was unpacked
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_a_size_that_is_a_lie(contents: dict[str, bytes]) -> None:
    packed = bytearray(archive(*contents.items(), ("editions/elm-2026.json", b" " * 900_000)))
    at = packed.rindex(b"PK\x01\x02", 0, packed.rindex(b"PK\x01\x02"))
    for start in (at, packed.rindex(b"PK\x01\x02")):
        packed[start + 24 : start + 28] = (10).to_bytes(4, "little")
    codes = {issue.code.value for issue in refused(bytes(packed)).report.issues}
    assert codes == {"CS104", "CS417", "CS603"}  # cut short, so not what the digest was taken of


def test_one_file_over_the_limit(contents: dict[str, bytes], oak_pack: packs.Pack, tmp_path: Path) -> None:
    packs.save(oak_pack, tmp_path / "pack")
    tight = PackLimits(max_file=len(contents["pack.json"]))
    assert only_code(refused(archive(*contents.items()), tight)) == "CS113"
    assert only_code(refused(tmp_path / "pack", tight)) == "CS113"
    exact = PackLimits(max_file=max(map(len, contents.values())), max_total=sum(map(len, contents.values())))
    assert packs.load(tmp_path / "pack", limits=exact) == oak_pack
    assert only_code(refused(tmp_path / "pack", PackLimits(max_total=exact.max_total - 1))) == "CS113"


def test_a_zip_file_over_the_limit(contents: dict[str, bytes], tmp_path: Path) -> None:
    packed = archive(*contents.items())
    (tmp_path / "p.zip").write_bytes(packed)
    for source in (packed, tmp_path / "p.zip"):
        assert only_code(refused(source, PackLimits(max_total=len(packed) - 1))) == "CS112"


def test_very_many_entries_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for n in range(60_000):
            made.writestr(zipfile.ZipInfo(f"{n}"), b"")
    content = packed.getvalue()
    monkeypatch.setattr(zipfile, "ZipFile", None)  # were it asked for them, the pack would be damaged, not too large
    assert only_code(refused(content)) == "CS601"
    # An end that claims few entries changes nothing: the size of the directory is what is believed.
    end = content.rindex(b"PK\x05\x06")
    lying = content[: end + 8] + (1).to_bytes(2, "little") * 2 + content[end + 12 :]
    assert only_code(refused(lying)) == "CS601"


def test_as_many_entries_as_allowed(contents: dict[str, bytes], oak_pack: packs.Pack, tmp_path: Path) -> None:
    packs.save(oak_pack, tmp_path / "pack")  # two files and a folder
    assert packs.load(tmp_path / "pack", limits=PackLimits(max_files=3)) == oak_pack
    assert only_code(refused(tmp_path / "pack", PackLimits(max_files=2))) == "CS601"
    assert only_code(refused(archive(*contents.items()), PackLimits(max_files=1))) == "CS601"


@pytest.mark.parametrize(
    "content", [b"", b"PK", SECRET.encode(), b'{"kind": "pack"}', b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 100]
)
def test_what_is_no_zip_file(content: bytes, tmp_path: Path) -> None:
    assert only_code(refused(content)) == "CS117"
    (tmp_path / f"{SECRET}.zip").write_bytes(content)
    assert only_code(refused(tmp_path / f"{SECRET}.zip")) == "CS117"


def test_a_zip_file_of_the_large_kind_is_not_read(contents: dict[str, bytes]) -> None:
    packed = archive(*contents.items())
    end = packed.rindex(b"PK\x05\x06")
    count, size, start = (
        int.from_bytes(packed[end + a : end + b], "little") for a, b in ((10, 12), (12, 16), (16, 20))
    )
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    large = packed[:end] + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1) + packed[end:]
    assert len(zipfile.ZipFile(io.BytesIO(large)).infolist()) == len(contents)
    assert only_code(refused(large)) == "CS117"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_zip_file(share: float, contents: dict[str, bytes]) -> None:
    packed = archive(*contents.items())
    assert only_code(refused(packed[: int(len(packed) * share)])) == "CS117"


def test_a_damaged_entry(contents: dict[str, bytes]) -> None:
    packed = bytearray(archive(*contents.items(), method=zipfile.ZIP_STORED))
    packed[packed.index(b'"kind"') + 1] ^= 1
    assert only_code(refused(bytes(packed))) == "CS117"


def test_any_cut_or_changed_byte_is_refused_or_harmless(contents: dict[str, bytes], oak_pack: packs.Pack) -> None:
    packed = archive(*contents.items())
    for at in range(0, len(packed), 41):
        changed = bytearray(packed)
        changed[at] ^= 0x5A
        try:
            loaded = packs.load(bytes(changed))
        except PackRefusedError:
            continue
        assert loaded == oak_pack
        assert loaded.editions == oak_pack.editions


# ---- folders


@pytest.fixture
def folder(oak_pack: packs.Pack, tmp_path: Path) -> Path:
    """A folder with a right pack."""
    packs.save(oak_pack, tmp_path / "oak")
    return tmp_path / "oak"


def test_a_link_to_a_file(folder: Path, tmp_path: Path) -> None:
    (folder / ONE).rename(tmp_path / SECRET)
    (folder / ONE).symlink_to(tmp_path / SECRET)
    assert "CS601" in {issue.code.value for issue in refused(folder).report.issues}


def test_a_link_to_a_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "editions").rename(tmp_path / SECRET)
    (folder / "editions").symlink_to(tmp_path / SECRET)
    assert "CS601" in {issue.code.value for issue in refused(folder).report.issues}


def test_a_link_that_leads_in_a_circle(folder: Path) -> None:
    (folder / SECRET).symlink_to(folder)
    assert only_code(refused(folder)) == "CS601"


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "editions" / "elm-2026.json")
    assert only_code(refused(folder)) == "CS601"


def test_folders_below_folders(folder: Path) -> None:
    (folder / "editions" / SECRET / "b" / "c" / "d").mkdir(parents=True)
    assert only_code(refused(folder)) == "CS601"


def test_the_pack_itself_may_be_reached_by_a_link(folder: Path, oak_pack: packs.Pack, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert packs.load(tmp_path / "link") == oak_pack


def test_texts_for_readers_and_droppings_of_file_managers_are_let_be(folder: Path, oak_pack: packs.Pack) -> None:
    for name in ("README.md", "LICENSE.txt", "LICENCE", ".DS_Store", "Thumbs.db"):
        (folder / name).write_bytes(b"\xff" * 10)
    assert packs.load(folder) == oak_pack


@pytest.mark.parametrize(
    "name", [f"{SECRET}.py", f"editions/{SECRET}.txt", "editions/readme.md", "inner.zip", "x.json"]
)
def test_a_file_with_no_place_in_a_pack(name: str, folder: Path) -> None:
    (folder / name).write_bytes(b"{}")
    assert only_code(refused(folder)) == "CS603"


def test_nothing_to_open(tmp_path: Path) -> None:
    for source in (tmp_path / SECRET, str(tmp_path / SECRET), "a\0b", 5):
        for ask in (packs.load, packs.check):
            with pytest.raises(UnreadableSourceError) as caught:
                ask(source)  # type: ignore[operator]
            assert SECRET not in str(caught.value)


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [i.code.value for i in refused(tmp_path).report.issues] == ["CS602"]


def test_what_was_opened_shows_no_content(contents: dict[str, bytes]) -> None:
    assert repr(open_pack(archive(*contents.items()))) == "Opened(contents=<2>, strangers=(), refusals=())"
    assert isinstance(open_pack(archive(*contents.items())), Opened)


def test_the_same_pack_gives_the_same_zip_file(contents: dict[str, bytes], made: SimpleNamespace) -> None:
    assert zipped(contents) == zipped(dict(reversed(contents.items())))
