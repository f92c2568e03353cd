"""The container of a DOCX: a zip of XML parts, opened with distrust.

Only the parts that hold text are unpacked, each within a limit. Relations to the outside are never followed; pictures,
macros, fonts and embedded files are never looked at.
"""

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import attrs

from care_standards.authoring.docx.parts import Budget, Element, parsed
from care_standards.authoring.refusals import RefusedSourceError, SourceCode

if TYPE_CHECKING:
    from zipfile import ZipInfo

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_END: Final = b"PK\x05\x06"
_WIDE_END: Final = b"PK\x06\x06"

MAX_DIRECTORY: Final = 4_000_000  # bytes of the zip's directory: some 40,000 entries, far more than any document has
MAX_UNPACKED: Final = 40_000_000  # bytes of all text parts together; a book of 1,000 pages has some 20 MB


def is_zip(head: bytes) -> bool:
    """Tell whether a file that begins with these bytes is a zip, as every DOCX is."""
    return head.startswith(_ZIP)


def is_ole(head: bytes) -> bool:
    """Tell whether a file that begins with these bytes is of the old kind: a .doc, or a DOCX under a password."""
    return head.startswith(_OLE)


@attrs.frozen(kw_only=True)
class Parts:
    """The text parts of a document, parsed: the main one, and the others by what they are to it.

    ``others`` are the parts the main one refers to, by the last word of the relation (``styles``, ``numbering``,
    ``footnotes``, ``header`` …), in the order of their relations.
    """

    main: Element = attrs.field(repr=False)
    others: Mapping[str, tuple[Element, ...]] = attrs.field(repr=False)
    unread: int = 0  # parts that may hold words and are not read: diagrams, charts, embedded documents
    pictures: int = 0

    def one(self, name: str) -> Element | None:
        """Give the first part that stands in this relation to the main one, or None."""
        return next(iter(self.others.get(name, ())), None)


_WANTED: Final = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")
_NOT_READ: Final = ("diagramdata", "chart", "afchunk", "package", "oleobject")


def opened(content: bytes) -> Parts:
    """Open a DOCX and parse the parts of it that hold text.

    Raises RefusedSourceError: NOT_THIS_FORMAT, ENCRYPTED, DAMAGED, TOO_LARGE or UNSAFE_XML.
    """
    if is_ole(content):
        hidden = _ENCRYPTED_STREAM in content
        raise RefusedSourceError(SourceCode.ENCRYPTED if hidden else SourceCode.NOT_THIS_FORMAT)
    if not is_zip(content):
        raise RefusedSourceError(SourceCode.NOT_THIS_FORMAT)
    if _directory_size(content) > MAX_DIRECTORY:
        raise RefusedSourceError(SourceCode.TOO_LARGE)
    archive = _archive(content)
    with archive:
        return _Unpacking(archive).parts()


def _directory_size(content: bytes) -> int:
    """Give what the zip says its directory takes: zipfile reads it whole before anything can be asked."""
    at = content.rfind(_END, max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        raise RefusedSourceError(SourceCode.DAMAGED)
    size: int = struct.unpack_from("<L", content, at + 12)[0]
    wide = content.rfind(_WIDE_END, max(0, at - 2_000_000), at)
    if wide >= 0 and wide + 48 <= len(content):
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", content, wide + 40)[0])
    return size


def _archive(content: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        pass
    raise RefusedSourceError(SourceCode.DAMAGED)


class _Unpacking:
    """The parts of one archive as they are asked for, and how much may still be unpacked."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED
        self._budget = Budget()
        self._entries: dict[str, ZipInfo] = {}
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/").lower()  # names of parts are compared without case
            if name in self._entries:
                raise RefusedSourceError(SourceCode.DAMAGED, "Two parts of the file have the same name.")
            self._entries[name] = entry

    def parts(self) -> Parts:
        """Find the main part and those it refers to, and parse them."""
        if "[content_types].xml" not in self._entries:
            raise RefusedSourceError(SourceCode.NOT_THIS_FORMAT)
        main = next((target for kind, target in self._relations("") if kind == "officedocument"), None)
        if main is None or main not in self._entries:
            raise RefusedSourceError(SourceCode.NOT_THIS_FORMAT)
        root = self._parsed(main)
        if root.tag != "w:document":  # a workbook, a presentation
            raise RefusedSourceError(SourceCode.NOT_THIS_FORMAT)
        others: dict[str, list[Element]] = {}
        seen: set[str] = set()
        unread: set[str] = set()
        pictures: set[str] = set()
        for kind, target in self._relations(main):
            if kind in _WANTED and target in self._entries and target not in seen:
                seen.add(target)
                others.setdefault(kind, []).append(self._parsed(target))
            elif kind in _NOT_READ and target in self._entries:
                unread.add(target)
            elif kind == "image":
                pictures.add(target)
        parts = {kind: tuple(found) for kind, found in others.items()}
        return Parts(main=root, others=parts, unread=len(unread), pictures=len(pictures))

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Give what a part refers to inside the file: the last word of the relation, and the name of the part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._entries:
            return
        for relation in self._parsed(path):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "").lower()
                inside = posixpath.normpath(posixpath.join(folder, target))
                yield relation.get("Type", "").rpartition("/")[2].lower(), inside.lstrip("/")

    def _parsed(self, name: str) -> Element:
        return parsed(self._unpacked(self._entries[name]), self._budget)

    def _unpacked(self, entry: "ZipInfo") -> bytes:
        if entry.flag_bits & 1:
            raise RefusedSourceError(SourceCode.ENCRYPTED)
        if entry.file_size > self._left:
            raise RefusedSourceError(SourceCode.TOO_LARGE)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            # Word writes no other, and the others cannot be unpacked up to a bound.
            raise RefusedSourceError(SourceCode.DAMAGED)
        content = None
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(self._left + 1)
        except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
            pass
        if content is None:
            raise RefusedSourceError(SourceCode.DAMAGED)
        if len(content) > self._left:
            raise RefusedSourceError(SourceCode.TOO_LARGE)
        self._left -= len(content)
        return content
