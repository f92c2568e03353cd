"""What the arguments of ``check`` stand for: files, the files of folders, and the standard input."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from care_standards.errors import UnreadableSourceError

STDIN: Final = "-"
_ENDINGS: Final = (".json", ".json.gz")
_Wanted = Callable[[str], bool]


@attrs.frozen(eq=False, repr=False)
class Input:
    """One thing to check: a path, or ``-`` for the standard input; ``reason`` says why it cannot be read at all."""

    path: str
    reason: str | None = None

    def content(self, most: int) -> str | bytes:
        """Give what is to be judged: the path, or for the standard input at most one byte more than ``most``.

        Raises UnreadableSourceError where there is nothing to read.
        """
        if self.reason is not None:
            raise UnreadableSourceError(self.reason)
        if self.path != STDIN:
            return self.path
        taken = _read_stdin(most + 1)
        if taken is None:
            raise UnreadableSourceError("the standard input is closed or cannot be read")
        return taken


def _read_stdin(most: int) -> bytes | None:
    if sys.stdin is None:
        return None
    try:
        return sys.stdin.buffer.read(most)
    except (OSError, ValueError):
        return None


def expand(arguments: Sequence[str], *, also: _Wanted | None = None) -> tuple[Input, ...]:
    """Give every input in the order of the arguments; a folder stands for its JSON files at any depth, sorted.

    Files whose names are wanted ``also`` are taken from folders too.
    """
    found: list[Input] = []
    for argument in arguments:
        if argument != STDIN and os.path.isdir(argument):
            found += _inside(argument, also)
        else:
            found.append(Input(argument))
    return tuple(found)


def count_inside(arguments: Sequence[str], counted: _Wanted) -> int:
    """Count the files of such names in the folders among the arguments."""
    folders = [argument for argument in arguments if argument != STDIN and os.path.isdir(argument)]
    return sum(counted(name) for folder in folders for _, _, names in os.walk(folder) for name in names)


def _inside(folder: str, also: _Wanted | None) -> list[Input]:
    closed: list[str] = []
    files: list[str] = []

    def is_wanted(name: str) -> bool:
        return name.lower().endswith(_ENDINGS) or (also is not None and also(name))

    def note(error: OSError) -> None:
        closed.append(os.fspath(error.filename) if isinstance(error.filename, str) else folder)

    for here, _, names in os.walk(folder, onerror=note):
        files += [os.path.join(here, name) for name in names if is_wanted(name)]
    found = [Input(path) for path in files] + [Input(path, "a folder cannot be opened") for path in closed]
    if not found:
        more = "" if also is None else ", nor a table"
        return [Input(folder, f"the folder holds no file that ends in .json or .json.gz{more}")]
    return sorted(found, key=lambda held: [os.fsencode(part) for part in held.path.split(os.sep)])
