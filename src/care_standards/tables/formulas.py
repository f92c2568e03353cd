"""Cells that a spreadsheet would run as formulas: an apostrophe before them in CSV, which reading takes away."""

import re
from typing import Final

# What spreadsheets, European and East Asian ones too, take for the beginning of a formula or cut off; some look for it
# behind spaces, quotation marks and signs nobody sees. The apostrophe is among these, so that what begins with one is
# guarded too and comes back as it was.
_MAY_STAND_BEFORE: Final = "'\"\\s\0\ufeff\u200b"
_BEGINS: Final = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_FORMULA: Final = re.compile(f"[{_MAY_STAND_BEFORE}]*[{_BEGINS}]")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run, or that ``unguarded`` would take one from."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take away the apostrophe that ``guarded`` puts there."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
