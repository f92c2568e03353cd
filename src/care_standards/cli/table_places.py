"""Where in a table an issue is, in words: the row, with the line of the file where that is another, and the column."""

from typing import Final

from care_standards.model.report import Issue

_WHOLE: Final = "the table as a whole"


def row_in_words(issue: Issue) -> str:
    """Name the row of an issue of a table, or the sheet, or the table as a whole."""
    parts = [] if issue.row is None else [f"row {issue.row}"]
    parts += [] if issue.sheet is None else [f"sheet {issue.sheet}"]
    if not parts:
        return _WHOLE
    # A row of a CSV may have several lines, and a blank line is no row.
    line = f" (line {issue.line})" if issue.row is not None and issue.line not in (None, issue.row) else ""
    return " of ".join(parts) + line


def cell_in_words(issue: Issue) -> str:
    """Name the column of an issue, as the link row and as the table do; nothing where it concerns the whole row."""
    steps = issue.pointer.split("/")[2:]
    parts = ["/".join(steps)] if steps else []
    if issue.column is not None:
        # Whoever opens a workbook sees letters, and whoever reads Parquet or counts in CSV does not.
        letters = f" ({letters_of(issue.column)})" if issue.sheet is not None else ""
        parts.append(f"column {issue.column}{letters}")
    parts += [f"line {issue.line}"] if issue.row is None and issue.line is not None else []
    return ", ".join(parts)


def letters_of(column: int) -> str:
    """Name a column, counted from 1, as spreadsheets do: Z is followed by AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_in_words(issue: Issue) -> str:
    """Name the row and the column of an issue of a table."""
    return ", ".join(part for part in (row_in_words(issue), cell_in_words(issue)) if part)
