"""The ZIP a workbook is: opened with a look at what it would cost, its parts streamed through an XML parser.

Nothing is unpacked to the disk, nothing a workbook refers to is fetched, and no part may declare a document type, so
that there are no entities to expand. What goes wrong is a ``Refused`` with a code; exceptions of others end here.
"""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Final
from xml.parsers import expat

import attrs

from care_standards.issue_codes import Code

_PIECE: Final = 64 * 1024
_LARGEST_TOKEN: Final = 1024 * 1024  # of XML: the tag of an honest cell has a hundred characters
_DEEPEST: Final = 256
_ENTRIES: Final = 10_000
_FREE: Final = 24 * 1024 * 1024  # bytes a workbook may unpack to in any case: seconds, whatever they hold
_RATIO: Final = 250  # beyond that, times its packed size: honest ODS was seen to pack to 1/170, a bomb packs to 1/800
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_THROUGH: Final = 4 * 1024 * 1024


class Refused(Exception):
    """Something a workbook may not hold; it never leaves the readers of workbooks."""

    def __init__(self, code: Code, hint: str) -> None:
        super().__init__(code, hint)
        self.code = code
        self.hint = hint


def damaged() -> Refused:
    """Make the refusal of a workbook that cannot be read on."""
    return Refused(
        Code.ANOTHER_FORMAT, "The workbook is damaged and cannot be read from here on. Save or fetch it again."
    )


def unpacks_too_large() -> Refused:
    """Make the refusal of a workbook that grows past what its size would explain."""
    return Refused(
        Code.UNPACKS_TOO_LARGE,
        "The workbook unpacks to far more than its size would explain. Delete the empty or repeated rows and columns.",
    )


@attrs.define(eq=False, repr=False)
class Package:
    """An open workbook: its parts by name, and how many bytes may still be unpacked of it."""

    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    allowance: int

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def close(self) -> None:
        """Close the archive; what it was made of stays open where it was a file of the caller."""
        self.archive.close()

    def part(self, name: str) -> IO[bytes]:
        """Open one part for reading; raises ``Refused``."""
        info = self.parts.get(name.lower())
        if info is None:
            raise damaged()
        self.allowance -= info.file_size
        if self.allowance < 0:
            raise unpacks_too_large()
        return self.archive.open(info)

    def parsed(self, name: str, handlers: Callable[[expat.XMLParserType], None]) -> Iterator[None]:
        """Put one part through a parser, pausing after each piece; raises ``Refused``.

        ``handlers`` is called with the parser before the first piece. Elements are named by their namespace, a space,
        and their own name.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        handlers(parser)
        fed = 0
        with self.part(name) as part:
            while piece := part.read(_PIECE):
                parser.Parse(piece, False)
                fed += len(piece)
                # An unfinished tag is gone through again with each piece: many pieces would take their number squared.
                if fed - parser.CurrentByteIndex > _LARGEST_TOKEN:
                    raise damaged()
                yield
            parser.Parse(b"", True)
        yield

    def read_through(self, name: str, start: Callable[[str, dict[str, str]], None]) -> None:
        """Tell of every element of a small part that holds no text: its name and what it says of itself."""
        depth = Depth()

        def enter(element: str, about: dict[str, str]) -> None:
            depth.enter()
            start(element, about)

        def handlers(parser: expat.XMLParserType) -> None:
            parser.StartElementHandler = enter
            parser.EndElementHandler = depth.leave

        for _ in self.parsed(name, handlers):
            pass


class Depth:
    """How deep in elements one is; a parser keeps each open one in memory."""

    def __init__(self) -> None:
        """Begin outside of all elements."""
        self.now = 0

    def enter(self) -> None:
        """Go into an element; raises ``Refused`` where no workbook goes as deep."""
        self.now += 1
        if self.now > _DEEPEST:
            raise Refused(Code.TOO_DEEP, f"A part of the workbook has more than {_DEEPEST} elements within each other.")

    def leave(self, _: str) -> None:
        """Go out of an element."""
        self.now -= 1


def _refuse_doctype(*_: object) -> None:
    raise Refused(
        Code.ANOTHER_FORMAT,
        "A part of the workbook declares a document type, which no spreadsheet program writes. It was not read.",
    )


def open_package(file: IO[bytes]) -> Package:
    """Open the ZIP of a workbook; raises ``Refused`` where it is none, or would cost too much."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    head = file.read(8)
    if head == _OLD_OFFICE:
        raise _old_office(file)
    if not head.startswith(b"PK"):
        raise Refused(
            Code.ANOTHER_FORMAT, "This is no workbook: XLSX and ODS files are ZIP archives, and this is none."
        )
    archive = zipfile.ZipFile(file) if zipfile.is_zipfile(file) else None
    if archive is None:
        raise Refused(Code.CUT_SHORT, "The workbook ends before its content does. Save or fetch it again.")
    entries = archive.infolist()
    if len(entries) > _ENTRIES:
        raise Refused(Code.TOO_MANY_NODES, f"The archive has more than {_ENTRIES} entries: no workbook has.")
    packed = sum(entry.compress_size for entry in entries)
    parts = {entry.filename.lower(): entry for entry in entries}
    if packed > size:  # entries that overlap: the same packed bytes are counted many times
        raise unpacks_too_large()
    if len(parts) != len(entries):
        raise Refused(Code.ANOTHER_FORMAT, "The archive has an entry twice: which one counts cannot be told.")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise encrypted()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(Code.ANOTHER_FORMAT, "The archive is packed in a way that no spreadsheet program uses.")
    return Package(archive, parts, max(_FREE, _RATIO * packed))


def encrypted() -> Refused:
    """Make the refusal of a workbook with a password."""
    return Refused(Code.ANOTHER_FORMAT, "The workbook is encrypted with a password. Save a copy without one.")


def _old_office(file: IO[bytes]) -> Refused:
    # A workbook with a password lies inside the container that old Office files are, under this name.
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read(_LOOKED_THROUGH):
        return encrypted()
    return Refused(Code.ANOTHER_FORMAT, "This is an old Office file (XLS, DOC). Open it and save it as XLSX or ODS.")


def beside(name: str, target: str) -> str:
    """Tell which part a target written in another part means, by the rules of relative addresses."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
