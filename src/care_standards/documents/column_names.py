"""How the names of columns are compared: exactly, loosely, or by their last part alone."""

from collections.abc import Callable
from typing import Final

from care_standards.vocabularies import NameMatching

_LEFT_OUT: Final = str.maketrans("", "", "-_")


def loosely(name: str) -> str:
    """Write a name without capitals, spaces, hyphens and underscores.

    Underscores at its beginning stay: some systems mark names of their own so, and ``_status`` is not ``status``.
    """
    name = "".join(name.casefold().split())
    rest = name.lstrip("_")
    return name[: len(name) - len(rest)] + rest.translate(_LEFT_OUT)


def _exactly(name: str) -> str:
    return name


def last_part(name: str) -> str:
    """Give what follows the last slash or full stop of a name."""
    return name.replace(".", "/").rpartition("/")[2]


WAYS: Final[dict[NameMatching, Callable[[str], str]]] = {"exact": _exactly, "loose": loosely, "last-part": loosely}
"""What is left of a name of a profile, by each way of comparing: two names are the same if that is.

Where only last parts count, those are of the names in a file; a name with a path in a profile means that path.
"""
