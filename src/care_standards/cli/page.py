"""Text for people: laid out for the width at hand, coloured only where that is wanted."""

import os
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Final

from care_standards.cli.output import emit, is_terminal, safe
from care_standards.cli.wrapping import wrapped

if TYPE_CHECKING:
    from rich.console import Console

_NARROW: Final = 60
_LEAST: Final = 20
_MOST: Final = 110  # longer lines are hard to read
_WITHOUT_TERMINAL: Final = 80
_NAME_WIDTH: Final = 15
_GAP: Final = 2

Row = tuple[str, ...]


def wants_colour() -> bool:
    """Tell whether to colour: NO_COLOR forbids, FORCE_COLOR demands, else a terminal that is not dumb decides."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in ("0", "false")
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def width_at_hand() -> int:
    """Give the columns to lay text out in: COLUMNS, else those of the terminal, else 80."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and 0 < len(given) < 6:
        width = int(given)
    elif is_terminal(sys.stdout):
        width = _columns_of_terminal()
    else:
        width = _WITHOUT_TERMINAL
    return max(_LEAST, min(width, _MOST))


def _columns_of_terminal() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WITHOUT_TERMINAL
    except (OSError, ValueError):
        return _WITHOUT_TERMINAL


class Page:
    """Lines for people, put together one after the other and then written at once.

    Whatever text comes in, control characters in it are shown as escapes; styles are only ever ours.
    """

    def __init__(self, width: int | None = None, colour: bool | None = None) -> None:
        """Begin a page of the given width, with or without colour; by default as the terminal at hand wants it."""
        colour = wants_colour() if colour is None else colour
        self.width = width_at_hand() if width is None else width
        self._has_colour = colour
        self._lines = StringIO()
        self._console: Console | None = None

    @property
    def is_narrow(self) -> bool:
        """True where columns side by side would not be readable."""
        return self.width < _NARROW

    def blank(self) -> None:
        """Leave a line empty."""
        self._lines.write("\n")

    def line(self, text: str, style: str = "", indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph; lines after the first are set in by ``hang`` more."""
        self._lay(safe(text), " " * indent, indent + hang, style)

    def marked(self, lead: str, text: str, marks: Iterable[tuple[int, int]], indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph in which some places of a text, from one index to another, stand out.

        They are bold where there is colour, and between asterisks where there is none.
        """
        pieces = [safe(lead)]
        bold: list[tuple[int, int]] = []
        here = 0
        for begin, end in marks:
            found = safe(text[begin:end])
            pieces.append(safe(text[here:begin]))
            if self._has_colour:
                start = sum(map(len, pieces))
                bold.append((start, start + len(found)))
            pieces.append(found if self._has_colour else f"*{found}*")
            here = end
        self._lay("".join((*pieces, safe(text[here:]))), " " * indent, indent + hang, bold=bold)

    def field(self, name: str, value: str, indent: int = 0) -> None:
        """Add a name and its value, the value beside the name and under itself."""
        if self.is_narrow:
            self.line(f"{name}: {value}", indent=indent, hang=2)
        else:
            label = f"{name} ".ljust(_NAME_WIDTH)
            self._lay(safe(value), " " * indent + label, indent + len(label))

    def table(self, rows: Iterable[Row], indent: int = 0) -> None:
        """Add rows in columns of which the last may run over lines; on a narrow page each row is a small paragraph."""
        held = [tuple(safe(cell) for cell in row) for row in rows]
        if not held:
            return
        fixed = [max(_columns(cell) for cell in column) + _GAP for column in list(zip(*held, strict=True))[:-1]]
        before = indent + sum(fixed)
        for row in held:
            if self.is_narrow:
                self._stacked(row, indent)
                continue
            label = "".join(cell + " " * (size - _columns(cell)) for cell, size in zip(row[:-1], fixed, strict=True))
            if self.width - before < _LEAST:
                self._lay(label.rstrip(), " " * indent, indent)
                self._lay(row[-1], " " * (indent + 4), indent + 4)
            else:
                self._lay(row[-1], " " * indent + label, before)

    def _stacked(self, row: Sequence[str], indent: int) -> None:
        self.line(row[0], indent=indent, hang=2)
        for cell in row[1:]:
            if cell:
                self.line(cell, indent=indent + 2, hang=2)

    def _lay(self, text: str, lead: str, hang: int, style: str = "", bold: Sequence[tuple[int, int]] = ()) -> None:
        room = max(self.width - max(len(lead), hang), 1)
        if self._has_colour or not text.isascii():
            self._lay_richly(text, lead, hang, room, style, bold)
            return
        for number, piece in enumerate(wrapped(text, room)):
            start = lead if number == 0 else " " * hang
            self._lines.write(f"{start}{piece}\n" if piece else f"{start.rstrip()}\n")

    def _lay_richly(
        self, text: str, lead: str, hang: int, room: int, style: str, bold: Sequence[tuple[int, int]]
    ) -> None:
        """Lay out what has colour, or characters of which not each takes one column."""
        from rich.text import Text

        console = self._rich()
        whole = Text(text, style=style)
        for begin, end in bold:
            whole.stylize("bold", begin, end)
        for number, piece in enumerate(list(whole.wrap(console, room, justify="left", overflow="fold")) or [Text()]):
            piece.rstrip()
            start = lead if number == 0 else " " * hang
            line = Text.assemble(start, piece) if piece.plain else Text(start.rstrip())
            console.print(line, soft_wrap=True)

    def _rich(self) -> "Console":
        if self._console is None:
            from rich.console import Console

            self._console = Console(
                file=self._lines,
                width=self.width,
                force_terminal=self._has_colour,
                color_system="standard" if self._has_colour else None,
                no_color=not self._has_colour,
                highlight=False,
                markup=False,
                emoji=False,
                legacy_windows=False,
            )
        return self._console

    def __str__(self) -> str:
        return self._lines.getvalue()

    def emit(self) -> None:
        """Write the page to stdout."""
        emit(str(self))


def _columns(text: str) -> int:
    """Give the columns that a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
