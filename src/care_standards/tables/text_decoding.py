"""Bytes of a table become text: UTF-8, else Windows-1252 with a warning; UTF-16 where a byte order mark says so.

A file is read as Windows-1252 only where everything before its first byte that is not UTF-8 was ASCII: until there the
two are the same, so that going on is as good as beginning again. Such a byte behind letters that are UTF-8 is damage,
or two encodings in one file, and no way to read it would be right.
"""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from care_standards.documents.sources import UTF8_MARK, UTF16_MARKS
from care_standards.issue_codes import Code
from care_standards.tables.records import Place, TableFault
from care_standards.tables.unpacking import ByteStream

_ENOUGH_FOR_A_MARK: Final = 4


def text_pieces(stream: ByteStream, faults: list[TableFault]) -> Iterator[str]:
    """Give the text of a stream in pieces, and add to the faults what is wrong with it.

    After an error, which ends the text, the last line is not whole.
    """
    noted = False
    for text in _decoded(stream, faults):
        if not noted and "\0" in text:
            noted = True
            faults.append(TableFault(Code.NUL_CHARACTER, Place(), "Take the character U+0000 out of the texts."))
        yield text


def _decoded(stream: ByteStream, faults: list[TableFault]) -> Iterator[str]:
    head = stream.peek(_ENOUGH_FOR_A_MARK)
    pieces = _and_the_end(stream, faults)
    if head.startswith(UTF16_MARKS):
        hint = "The text is UTF-16 and was read as such. Save it as UTF-8."
        faults.append(TableFault(Code.BYTE_ORDER_MARK, Place(line=1), hint))
        yield from _strictly(pieces, "utf-16", 1, faults)
    elif head.startswith(UTF8_MARK):
        # Excel writes it, and needs it to read UTF-8: in CSV it is no fault.
        yield from _strictly(pieces, "utf-8-sig", 1, faults)
    else:
        yield from _utf8_or_1252(pieces, faults)


def _utf8_or_1252(pieces: Iterator[bytes], faults: list[TableFault]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    line = 1
    is_ascii = True  # all of it, until here
    for piece in pieces:
        waiting = bytes(decoder.getstate()[0])
        text, bad = _attempt(decoder, piece)
        is_ascii = is_ascii and text.isascii()
        line += text.count("\n")
        yield text
        if bad is None:
            continue
        if not is_ascii:
            faults.append(_unreadable(line))
            return
        hint = "Look whether letters with accents came out right, and save the file as UTF-8."
        faults.append(TableFault(Code.NOT_UTF8_READ, Place(line=line), hint))
        yield from _strictly(chain([(waiting + piece)[bad:]], pieces), "cp1252", line, faults)


def _strictly(pieces: Iterable[bytes], encoding: str, line: int, faults: list[TableFault]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for piece in pieces:
        text, bad = _attempt(decoder, piece)
        line += text.count("\n")
        yield text
        if bad is not None:  # Windows-1252, too, has no character for five of the bytes
            faults.append(_unreadable(line))
            return


def _and_the_end(stream: ByteStream, faults: list[TableFault]) -> Iterator[bytes]:
    yield from stream.pieces()
    if stream.refusal is None:  # of what was cut, a last character may lack a byte
        yield b""
    else:
        faults.append(TableFault(stream.refusal.code, Place(), stream.refusal.hint))


def _attempt(decoder: codecs.IncrementalDecoder, piece: bytes) -> tuple[str, int | None]:
    """Decode a piece, with the bytes that waited for it; or what is sound of them, and how many bytes that is."""
    try:
        return decoder.decode(piece, final=not piece), None
    except UnicodeDecodeError as error:  # which holds all of the piece
        encoding = "cp1252" if error.encoding == "charmap" else error.encoding
        return error.object[: error.start].decode(encoding, "ignore"), error.start


def _unreadable(line: int) -> TableFault:
    hint = "A byte begins no character of the text. The rows from there on were not read. Save the file as UTF-8."
    return TableFault(Code.NOT_UTF8, Place(line=line), hint)
