"""Five layouts of the invented book, each with its own troubles: spreads, columns, boxes, signs, hyphens, ligatures."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a book is printed. Lengths are in points; ``fonts`` are roman, bold and italic."""

    name: str
    width: float = 595.0
    height: float = 842.0
    spread: bool = False  # two printed pages on a sheet, after a first page alone
    pairs: bool = False  # two printed pages on every sheet, the first included
    columns: int = 1
    gutter: float = 20.0
    inner: float = 60.0
    outer: float = 60.0
    top: float = 70.0
    bottom: float = 70.0
    fonts: tuple[str, str, str] = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
    size: float = 10.0
    leading: float = 13.0
    bullets: tuple[tuple[str, str], tuple[str, str]] = (("•", "Helvetica"), ("–", "Helvetica"))
    gap: float = 5.0  # between paragraphs
    indent: float = 0.0  # of a paragraph's first line
    stop: str = ""  # after the number of a heading
    dash: str = " – "  # after the number of an annex
    hyphenate: bool = False
    ligatures: bool = False
    justify: bool = False
    labels: bool = True
    shout: bool = False  # labels in capitals
    side: float = 0.0  # the width of boxes in the outer margin; 0: boxes stand in the column
    folio: str = "outer"  # outer, centre, or "page" for the word before the number
    roman: bool = False  # roman numerals in the front matter
    number_above: bool = False  # the number of a chapter on a line of its own
    twice: bool = False  # labels printed twice, a little apart, in place of a bold font


SPREADS = Layout(name="spreads", spread=True, inner=55)
SPREADS_IN_COLUMNS = Layout(
    name="spreads-in-columns", pairs=True, width=480, height=680, columns=2, inner=40, outer=40, top=60, bottom=55,
    fonts=("Times-Roman", "Times-Bold", "Times-Italic"), size=9, leading=10.8, gutter=18, justify=True,
    bullets=(("–", "Times-Roman"), ("•", "Times-Roman")), dash=": ", roman=True,
)  # fmt: skip
COLUMNS = Layout(
    name="columns", columns=2, fonts=("Vera", "VeraBd", "VeraIt"), size=8.5, leading=11, hyphenate=True, ligatures=True,
    justify=True, bullets=(("•", "Symbol"), ("–", "Vera")), gap=0, indent=10, shout=True, folio="centre", inner=50,
    outer=50,
)  # fmt: skip
SIDE_BOXES = Layout(
    name="side-boxes", inner=60, outer=170, side=110, stop=".", dash=": ", labels=False, folio="page", roman=True,
    bullets=(("o", "Courier"), ("•", "Helvetica")),
)  # fmt: skip
THREE_COLUMNS = Layout(
    name="three-columns", width=842, height=595, columns=3, fonts=("Times-Roman", "Times-Bold", "Times-Italic"),
    size=9, leading=11, bullets=(("✓", "ZapfDingbats"), ("•", "Times-Roman")), top=55, bottom=50, hyphenate=True,
    number_above=True, twice=True,
)  # fmt: skip
LAYOUTS = (SPREADS, SPREADS_IN_COLUMNS, COLUMNS, SIDE_BOXES, THREE_COLUMNS)
