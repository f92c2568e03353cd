"""Files that nobody should have to read, made by code: encrypted, scanned, damaged, endless, enormous.

Each is small on disk and quick to make. What a file is for, and what may become of it, stands beside it in ``FILES``.
"""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WORDS = "An invented sentence on an invented page, which says that tea should be offered."
SECRET = "Beispielgeheimnis-4711"  # planted in files that are refused; no message may show it


def assemble(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Write numbered objects as a PDF with its table of places; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """Write a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def page_of(
    content: bytes, *, page: bytes = b"", box: bytes = b"[0 0 595 842]", font: bytes = FONT
) -> dict[int, bytes]:
    """Give the objects of a document of one page; ``content`` is the whole stream object."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> %s >>"
        % (box, page),
        4: content,
        5: FONT,
    }


def text(words: str = WORDS, lines: int = 3) -> bytes:
    """Write a content stream of a few lines."""
    shown = b" ".join(b"(%s) Tj 0 -20 Td" % words.encode("cp1252") for _ in range(lines))
    return stream(b"BT /F 12 Tf 60 700 Td " + shown + b" ET")


def plain(pages: int = 2) -> bytes:
    """Make an ordinary small document."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(pages):
        for line in range(5):
            canvas.drawString(60, 700 - 20 * line, f"{WORDS} {number}.{line} {SECRET}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    writer.encrypt(user_password=user, owner_password=owner, use_128bit=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned(pages: int = 3) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    picture = ImageReader(Image.effect_noise((300, 400), 40))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def noise(length: int, seed: int = 7) -> bytes:
    """Give bytes without order, the same ones each time."""
    out = bytearray()
    state = seed
    while len(out) < length:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        out += state.to_bytes(8, "big")
    return bytes(out[:length])


def bomb(mebibytes: int, unit: bytes = b" ") -> bytes:
    """Write a stream that unpacks to so many mebibytes: one packed block, written again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(unit * (2**20 // len(unit))) + packer.flush(zlib.Z_FULL_FLUSH)
    return stream(b"\x78\xda" + block * mebibytes + b"\x03\x00", b"/Filter /FlateDecode")


def tree_loop() -> bytes:
    return assemble(page_of(text()) | {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>"})


def deep_tree(depth: int = 20_000) -> bytes:
    """Make a tree of pages that is one long branch."""
    objects = page_of(text())
    for level in range(depth):
        objects[10 + level] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (11 + level)
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    objects[10 + depth] = objects[3]
    return assemble(objects)


def doubling_tree(levels: int = 40) -> bytes:
    """Make a tree of which every node holds the next one twice: 2 to the power of its levels pages."""
    objects = page_of(text())
    for level in range(levels):
        objects[10 + level] = b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (11 + level, 11 + level)
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    objects[10 + levels] = objects[3]
    return assemble(objects)


def million_pages(*, written: bool) -> bytes:
    kids = b" ".join([b"3 0 R"] * (1_000_000 if written else 1))
    return assemble(page_of(text()) | {2: b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % kids})


def self_drawing() -> bytes:
    """Make a form that draws itself, twice."""
    objects = page_of(stream(b"/X Do"))
    objects[3] = objects[3].replace(b"/Font << /F 5 0 R >>", b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>")
    objects[6] = stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return assemble(objects)


def doubling_forms(levels: int = 40) -> bytes:
    """Make forms of which each draws the next one twice."""
    objects = page_of(stream(b"/X Do"))
    objects[3] = objects[3].replace(b"/Font << /F 5 0 R >>", b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>")
    for level in range(levels):
        objects[6 + level] = stream(
            b"/X Do /X Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (7 + level),
        )
    objects[6 + levels] = stream(
        b"BT /F 9 Tf (tea) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> >>",
    )
    return assemble(objects)


def unmapped() -> bytes:
    """Make text in a font that says which shapes to draw and not which letters they are."""
    shown = b"".join(b"<%04x> Tj " % code for code in range(300, 700))
    objects = page_of(stream(b"BT /F 12 Tf 60 700 Td " + shown + b" ET"))
    objects[5] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Invented /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    )
    objects[6] = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Invented /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>"
    )
    return assemble(objects)


def wide_map() -> bytes:
    """Make a font whose table of letters claims a range of two thousand million."""
    table = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
    table += b"1 beginbfrange <00000000> <7fffffff> <0041> endbfrange"
    objects = page_of(text())
    objects[5] = FONT[:-2] + b"/ToUnicode 6 0 R >>"
    objects[6] = stream(table)
    return assemble(objects)


def active() -> bytes:
    """Make an ordinary page with everything that a program might run or fetch."""
    objects = page_of(text(), page=b"/Annots [6 0 R 7 0 R] /AA << /O 8 0 R >>")
    objects[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 8 0 R /Names << /JavaScript << /Names [(x) 8 0 R] >> "
        b"/EmbeddedFiles << /Names [(note.txt) 9 0 R] >> >> /AcroForm << /XFA 10 0 R /Fields [] >> >>"
    )
    objects[6] = (
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (http://care-standards.invalid/x) >> >>"
    )
    objects[7] = b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /Launch /F (calc.exe) >> >>"
    objects[8] = b"<< /S /JavaScript /JS (app.launchURL\\('http://care-standards.invalid/y'\\)) >>"
    objects[9] = b"<< /Type /Filespec /F (note.txt) /EF << /F 10 0 R >> >>"
    objects[10] = stream(b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>")
    return assemble(objects)


def elsewhere() -> bytes:
    """Make a page of which some bytes are said to stand in another file of the machine."""
    objects = page_of(text())
    objects[3] = objects[3].replace(b"/Contents 4 0 R", b"/Contents [4 0 R 6 0 R]")
    objects[6] = b"<< /Length 0 /F (/etc/hostname) >>\nstream\n\nendstream"
    return assemble(objects)


def many_lines(count: int = 40_000) -> bytes:
    """Make one page of very many words, each in a place of its own."""
    out = [b"BT /F 4 Tf"]
    out += [b"1 0 0 1 %d %d Tm (tea %d) Tj" % (number * 37 % 590, number * 53 % 840, number) for number in range(count)]
    return assemble(page_of(stream(b"\n".join(out) + b" ET")))


def many_rules(count: int = 60_000) -> bytes:
    """Make one page of very many boxes about a few words."""
    rules = b"\n".join(b"%d %d 50 20 re S" % (number * 37 % 590, number * 53 % 840) for number in range(count))
    words = b"BT /F 12 Tf 60 700 Td (" + WORDS.encode() + b") Tj ET\n"
    return assemble(page_of(stream(words + rules)))


Outcome = str
"""What may become of a file: ``refused`` with one of some codes, ``read``, or ``either``."""


@dataclass(frozen=True)
class Hostile:
    """A file, what may become of it, and the codes that a refusal may have (none given: any)."""

    make: Callable[[], bytes]
    outcome: Outcome
    codes: tuple[str, ...] = ()
    slow: bool = False


@cache
def _truncated() -> bytes:
    return plain(40)


FILES: Mapping[str, Hostile] = {
    "empty": Hostile(lambda: b"", "refused", ("CS701",)),
    "only a first line": Hostile(lambda: b"%PDF-1.7\n", "refused", ("CS704", "CS709")),
    "random bytes": Hostile(lambda: noise(20_000), "refused", ("CS701",)),
    "random bytes after a first line": Hostile(lambda: b"%PDF-1.7\n" + noise(200_000), "refused", ("CS704", "CS709")),
    "a web page": Hostile(lambda: b"<!doctype html><p>tea", "refused", ("CS701",)),
    "encrypted with a password": Hostile(lambda: encrypted("sesame", "open"), "refused", ("CS702",)),
    "encrypted, open to everybody": Hostile(lambda: encrypted("", "open"), "read"),
    "unknown encryption": Hostile(
        lambda: assemble(page_of(text()), trailer=b"/Encrypt << /Filter /Invented /V 99 /R 99 >> /ID [(a) (b)]"),
        "refused", ("CS702",),
    ),
    "scanned": Hostile(scanned, "refused", ("CS703",)),
    "cut in the middle": Hostile(lambda: _truncated()[: len(_truncated()) // 2], "either", ("CS704", "CS709")),
    "cut near its end": Hostile(lambda: _truncated()[:-900], "either", ("CS704", "CS709")),
    "no pages": Hostile(
        lambda: assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
        "refused", ("CS709", "CS704"),
    ),
    "no catalogue": Hostile(lambda: assemble({1: b"<< >>"}), "refused", ("CS704", "CS709")),
    "a page without words": Hostile(lambda: assemble(page_of(stream(b""))), "refused", ("CS709", "CS703")),
    "tree of pages in a circle": Hostile(tree_loop, "either"),
    "tree of pages very deep": Hostile(deep_tree, "refused"),
    "tree of pages doubling": Hostile(doubling_tree, "either"),
    "claims a million pages": Hostile(lambda: million_pages(written=False), "either"),
    "has a million pages": Hostile(lambda: million_pages(written=True), "either", slow=True),
    "unpacks to 3 GiB of blanks": Hostile(lambda: assemble(page_of(bomb(3072))), "refused"),
    "unpacks to 600 MiB of words": Hostile(
        lambda: assemble(page_of(bomb(600, b"BT /F 9 Tf (tea) Tj ET         \n"))), "refused", slow=True,
    ),
    "arrays a hundred thousand deep": Hostile(
        lambda: assemble(page_of(stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))), "either"
    ),
    "dictionaries ten thousand deep": Hostile(
        lambda: assemble(
            page_of(text())
            | {1: b"<< /Type /Catalog /Pages 2 0 R /X 6 0 R >>", 6: b"<< /A " * 10_000 + b"1" + b" >>" * 10_000}
        ),
        "either",
    ),
    "a form that draws itself": Hostile(self_drawing, "either"),
    "forms doubling": Hostile(doubling_forms, "either", slow=True),
    "letters without a meaning": Hostile(unmapped, "refused", ("CS710",)),
    "a map of two thousand million letters": Hostile(wide_map, "either", slow=True),
    "a font that is not there": Hostile(lambda: assemble(page_of(text()) | {5: b"null"}), "either"),
    "a page without a font": Hostile(
        lambda: assemble(page_of(text()) | {3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"}),
        "either",
    ),
    "a page as wide as a country": Hostile(lambda: assemble(page_of(text(), box=b"[0 0 1e12 1e12]")), "either"),
    "a page turned inside out": Hostile(lambda: assemble(page_of(text(), box=b"[595 842 0 0]")), "either"),
    "a page of nothing": Hostile(lambda: assemble(page_of(text(), box=b"[0 0 0 0]")), "either"),
    "a page below zero": Hostile(lambda: assemble(page_of(text(), box=b"[-900 -900 -100 -100]")), "either"),
    "a page box of words": Hostile(lambda: assemble(page_of(text(), box=b"[/A (b) null]")), "either"),
    **{
        f"letters of size {size}": Hostile(
            lambda size=size: assemble(page_of(stream(f"BT /F {size} Tf 60 700 Td (1.1 Made up.) Tj 0 -20 Td "
                                                      f"(1.2 Made up.) Tj 0 -20 Td (1.3 Made up.) Tj ET".encode()))),
            "either",
        )
        for size in ("0", "0.000001", "-12")
    },
    "letters as large as a house": Hostile(
        lambda: assemble(page_of(stream(b"BT /F 1e9 Tf 1e9 1e9 Td (tea) Tj /F -12 Tf (cups) Tj ET"))), "either"
    ),
    "its length is itself": Hostile(
        lambda: assemble(page_of(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")), "either"
    ),
    "its table of places in a circle": Hostile(
        lambda: assemble(page_of(text()), trailer=b"/Prev 9"), "either"
    ),
    "things to run and to fetch": Hostile(active, "read"),
    "bytes that stand in another file": Hostile(elsewhere, "either"),
    "forty thousand words in disorder": Hostile(many_lines, "either"),
    "sixty thousand boxes": Hostile(many_rules, "either", slow=True),
    "five million letters on a page": Hostile(
        lambda: assemble(page_of(stream(b"BT /F 1 Tf 1 1 Td " + b"(teateateateateatea) Tj " * 300_000 + b"ET"))),
        "refused", ("CS705",),
    ),
}  # fmt: skip
