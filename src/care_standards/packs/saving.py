"""Putting a pack into a folder or a ZIP file: the whole of it or nothing."""

import os
import shutil
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import Final

import attrs

from care_standards.documents.atomic import replace_file
from care_standards.errors import InvalidValueError, UnwritableTargetError
from care_standards.model.pack import Pack, with_documents
from care_standards.packs.containers import texts_in
from care_standards.packs.judging import written
from care_standards.packs.making import file_of

_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the same content gives the same ZIP file


def save(pack: Pack, target: str | os.PathLike[str]) -> None:
    """Put a pack into a folder, or into a ZIP file where the target ends in ``.zip``.

    It is built beside the target and moved there whole. A folder is replaced only if it is empty or holds a pack and
    nothing else; texts for readers in it are kept. Raises UnwritableTargetError, InvalidValueError for a pack with
    wording in an edition that is not private, and DetachedPackError for one of which only the manifest was read.
    """
    documents = pack.documents
    for edition in pack.editions:
        if edition.rights.sharing != "private" and any(provision.text is not None for provision in edition):
            raise InvalidValueError("Pack", "editions", "must hold no wording where the rights are not private")
    pack = with_documents(attrs.evolve(pack, files=[file_of(document) for document in documents]), documents)
    name: object = None
    with suppress(Exception):  # a path object that fails is a path that cannot be written
        name = os.fsdecode(target)
    if not isinstance(name, str):
        raise UnwritableTargetError("it gives no file name")
    contents = written(pack).contents
    if name.lower().endswith(".zip"):
        replace_file(name, zipped(contents))
    elif reason := _put_folder(name.rstrip("/\\") or name, contents):
        raise UnwritableTargetError(reason)


def zipped(contents: dict[str, bytes]) -> bytes:
    """Give a ZIP file of these contents, the same for the same contents.

    They are stored as they are: a book is small, and unpacking it would cost every start more than reading it does.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, contents[name], zipfile.ZIP_STORED)
    return packed.getvalue()


def _put_folder(target: str, contents: dict[str, bytes]) -> str | None:
    """Give the reason why it could not be done, or None; the OSError itself would name the folder."""
    texts: tuple[str, ...] = ()
    if os.path.lexists(target):
        found = None if os.path.islink(target) or not os.path.isdir(target) else texts_in(target)
        if found is None:
            return "the target is neither an empty folder nor one with a pack and nothing else"
        texts = found
    mark = os.urandom(8).hex()
    above = os.path.dirname(target) or os.curdir
    new, old = (os.path.join(above, f".care-standards-{mark}.{word}") for word in ("part", "old"))
    moved = False
    try:
        _write(new, contents)
        for text in texts:
            shutil.copyfile(os.path.join(target, text), os.path.join(new, text), follow_symlinks=False)
        if os.path.lexists(target):
            os.rename(target, old)
            moved = True
        os.rename(new, target)
        moved = False
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else None
        return os.strerror(number) if number else "the system refused the path"
    finally:
        if moved:
            with suppress(OSError):
                os.rename(old, target)
        for left_over in (new, old):
            shutil.rmtree(left_over, ignore_errors=True)
    return None


def _write(folder: str, contents: dict[str, bytes]) -> None:
    os.mkdir(folder)
    for name, content in contents.items():
        path = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
