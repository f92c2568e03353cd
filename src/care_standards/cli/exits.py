"""The exit codes of every command."""

from collections.abc import Iterable
from typing import Final

GOOD: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
UNKNOWN_ID: Final = 4
OUR_FAULT: Final = 70
INTERRUPTED: Final = 130

_FROM_WORST: Final = (OUR_FAULT, UNKNOWN_ID, UNREADABLE, USAGE, FINDINGS, GOOD)


def worst(codes: Iterable[int]) -> int:
    """Give the exit code of several judgements: the worst of theirs, 70 before 4, 3 and 1."""
    found = set(codes)
    return next((code for code in _FROM_WORST if code in found), GOOD)
