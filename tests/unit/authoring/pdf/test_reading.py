"""Reading real PDF files, made here: every character is accounted for, and what cannot be read is refused.

All texts are invented.
"""

import io
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from care_standards.authoring.pdf.child import _judge, sheets_from
from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.pdf.lines import Line, Reading
from care_standards.authoring.pdf.reading import read_pdf
from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.errors import InvalidValueError, MissingExtraError, UnreadableSourceError

SECRET = "Beispielgeheimnis"


def made(draw: Callable[[Canvas], None], path: Path, size: tuple[float, float] = (595, 842)) -> Path:
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    draw(canvas)
    canvas.save()
    return path


def some_pages(canvas: Canvas, count: int = 3) -> None:
    for number in range(count):
        for row in range(20):
            canvas.drawString(60, 760 - 14 * row, f"Invented line {row} of an invented page, with tea.")
        canvas.drawString(290, 40, str(number + 5))
        canvas.showPage()


def odd_page(canvas: Canvas) -> None:
    """Draw what makes trouble: a bullet of a picture font, letters drawn twice, raised, turned and outside the page."""
    canvas.setFont("Symbol", 11)
    canvas.drawString(60, 700, "\u2022")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(80, 700, "A bullet of an invented list")
    for step in (0, 0.3):
        canvas.drawString(60 + step, 680, "Drawn twice")
    canvas.drawString(60, 660, "A note")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(93, 664, "12")
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(60, 640, "A label")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(105, 640, "and its text")
    canvas.drawString(700, 640, "outside")
    canvas.saveState()
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "turned to the left")
    canvas.restoreState()
    canvas.rect(100, 300, 300, 80)
    canvas.drawString(110, 360, "A sentence in a box.")
    white = canvas.beginText(60, 200)
    white.setFillGray(1)
    white.textOut("white on white")
    canvas.drawText(white)


def named(reading: Reading, text: str) -> Line:
    (found,) = [line for line in reading.lines if line.text == text]
    return found


def test_every_character_that_is_not_white_is_in_one_line(tmp_path: Path) -> None:
    """On each page the lines have as many characters as pdfplumber finds there, whatever the page does with them."""

    def draw(canvas: Canvas) -> None:
        some_pages(canvas)
        odd_page(canvas)

    path = made(draw, tmp_path / "a.pdf")
    reading = read_pdf(path)
    counted: Counter[int] = Counter()
    for line in reading.lines:
        counted[line.sheet] += line.characters
    with pdfplumber.open(path) as document:
        there = {page.page_number: sum(bool(one["text"].strip()) for one in page.chars) for page in document.pages}
    assert counted == there
    assert reading.characters == sum(there.values())


def test_what_makes_trouble_is_read(tmp_path: Path) -> None:
    reading = read_pdf(made(odd_page, tmp_path / "a.pdf"))
    assert named(reading, "• A bullet of an invented list").x0 == 60
    twice = named(reading, "Drawn twice")
    assert (twice.characters, twice.bold) == (20, True)
    assert named(reading, "A note¹²").size == 11
    label = named(reading, "A label and its text")
    assert (label.bold, label.bold_lead) == (False, 2)
    assert named(reading, "outside").x0 == 700
    assert named(reading, "turned to the left").bottom == pytest.approx(842 - 300)
    box = named(reading, "A sentence in a box.")
    assert (box.boxed, box.left, box.right) == (True, 100, 400)
    assert named(reading, "white on white").role == "body"


def test_two_pages_on_a_sheet_are_read_as_the_pages_alone(tmp_path: Path) -> None:
    single = made(lambda canvas: some_pages(canvas, 6), tmp_path / "single.pdf")
    writer = PdfWriter()
    pages = PdfReader(single).pages
    for first in range(0, 6, 2):
        sheet = writer.add_blank_page(1190, 842)
        for half in (0, 1):
            sheet.merge_translated_page(pages[first + half], 595 * half, 0)
    writer.write(tmp_path / "double.pdf")
    one, two = read_pdf(single), read_pdf(tmp_path / "double.pdf")
    assert (one.spreads, two.spreads) == (0, 3)
    assert [(line.text, line.page, line.role) for line in two.lines] == [
        (line.text, line.page, line.role) for line in one.lines
    ]
    assert {line.page for line in two.lines} == {5, 6, 7, 8, 9, 10}


def refused(path: Path, limits: DraftLimits | None = None) -> RefusedSourceError:
    with pytest.raises(RefusedSourceError) as caught:
        read_pdf(path, limits)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert SECRET not in f"{error} {error!r} {error.args}"
    return error


def encrypted(password: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    some_pages(canvas)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(out))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def test_a_pdf_that_opens_without_a_password_is_read_and_another_refused(tmp_path: Path) -> None:
    path = tmp_path / f"{SECRET}.pdf"
    path.write_bytes(encrypted(""))
    assert read_pdf(path).sheets == 3
    path.write_bytes(encrypted("sesame"))
    assert refused(path).code is SourceCode.ENCRYPTED


def test_pictures_without_text_are_refused_and_counted(tmp_path: Path) -> None:
    picture = ImageReader(Image.effect_noise((60, 80), 40))

    def draw(canvas: Canvas, with_text: int = 0) -> None:
        for number in range(5):
            canvas.drawImage(picture, 0, 0, 595, 842)
            canvas.drawString(60, 30, f"Scan {number}")
            canvas.showPage()
        some_pages(canvas, with_text)

    error = refused(made(draw, tmp_path / f"{SECRET}.pdf"))
    assert error.code is SourceCode.NO_TEXT_LAYER
    assert "5 of 5 pages" in error.what
    assert "OCR" in error.instead
    # Where most pages have text, the others are told and the file is read.
    reading = read_pdf(made(lambda canvas: draw(canvas, 9), tmp_path / "b.pdf"))
    assert (reading.sheets, reading.pictures) == (14, (1, 2, 3, 4, 5))


def test_a_small_picture_left_of_a_line_is_its_bullet(tmp_path: Path) -> None:
    picture = ImageReader(Image.effect_noise((10, 10), 40))

    def draw(canvas: Canvas) -> None:
        for row in range(5):
            canvas.drawImage(picture, 60, 700 - 20 * row, 7.5, 7.5)
            canvas.drawString(75, 700 - 20 * row, "An invented bullet")

    reading = read_pdf(made(draw, tmp_path / "a.pdf"))
    assert [one.text for one in reading.lines] == ["• An invented bullet"] * 5
    assert (reading.characters, reading.pictures) == (5 * 16, ())


def test_what_is_cut_short_or_no_pdf_is_refused(tmp_path: Path) -> None:
    whole = made(some_pages, tmp_path / "a.pdf").read_bytes()
    path = tmp_path / f"{SECRET}.pdf"
    for content, code in (
        (whole[: len(whole) // 2], SourceCode.DAMAGED),
        (whole[:-7], SourceCode.DAMAGED),
        (b"", SourceCode.NOT_THIS_FORMAT),
        (b"<html>" + SECRET.encode(), SourceCode.NOT_THIS_FORMAT),
        (b"%PDF-1.7\n" + SECRET.encode() + b"\n%%EOF", SourceCode.DAMAGED),
        # Three pages are claimed and two are there.
        (whole.replace(b"/Count 3", b"/Count 9"), SourceCode.DAMAGED),
    ):
        path.write_bytes(content)
        assert refused(path).code is code
    path.write_bytes(whole)
    assert read_pdf(path).sheets == 3


def test_the_limits_hold(tmp_path: Path) -> None:
    path = made(some_pages, tmp_path / "a.pdf")
    assert refused(path, DraftLimits(file_bytes=100)).code is SourceCode.TOO_LARGE
    assert refused(path, DraftLimits(pages=2)).code is SourceCode.TOO_MANY_PAGES
    assert refused(path, DraftLimits(characters_a_page=50)).code is SourceCode.TOO_LARGE
    assert refused(path, DraftLimits(answer=300)).code is SourceCode.TOO_LARGE
    assert refused(path, DraftLimits(seconds=0.001, seconds_a_page=0.001)).code is SourceCode.TOO_SLOW
    assert read_pdf(path, DraftLimits(pages=3)).sheets == 3


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-9, SourceCode.TOO_MUCH_MEMORY),
        (-signal.SIGXCPU, SourceCode.TOO_SLOW),
        (1, SourceCode.DAMAGED),
        (0, SourceCode.DAMAGED),
    ],
)
def test_a_process_that_ends_without_a_word_is_a_refusal(code: int, reason: SourceCode) -> None:
    with pytest.raises(RefusedSourceError) as caught:
        _judge(None, False, code)
    assert caught.value.code is reason


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / SECRET, "/dev/null", "a\0b"):
        with pytest.raises(UnreadableSourceError) as caught:
            read_pdf(path)
        assert SECRET not in str(caught.value)


def test_without_the_packages_of_the_extra_its_name_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pdfminer").mkdir()
    (tmp_path / "pdfminer" / "__init__.py").write_text("raise ImportError('not here')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(MissingExtraError, match=r"care_standards\[pdf\]"):
        read_pdf(made(some_pages, tmp_path / "a.pdf"))


def test_nothing_of_the_folder_that_one_stands_in_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(some_pages, tmp_path / "a.pdf")
    (tmp_path / "json.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_pdf(path.name).sheets == 3


def test_who_stops_reading_leaves_no_process_behind(tmp_path: Path) -> None:
    sheets = sheets_from(made(lambda canvas: some_pages(canvas, 9), tmp_path / "a.pdf"), DraftLimits())
    assert next(sheets).number == 1
    sheets.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(StopIteration):
        next(sheets)


def test_no_text_is_in_a_repr(tmp_path: Path) -> None:
    reading = read_pdf(made(lambda canvas: canvas.drawString(60, 700, SECRET), tmp_path / "a.pdf"))
    assert reading.lines[0].text == SECRET
    assert SECRET not in repr(reading) + repr(reading.lines[0])


@pytest.mark.parametrize(
    "given",
    [{"seconds": -1}, {"seconds": "3"}, {"seconds": float("nan")}, {"pages": "3"}, {"pages": 0}, {"memory": 1.5}],
)
def test_limits_take_no_nonsense(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        DraftLimits(**given)
