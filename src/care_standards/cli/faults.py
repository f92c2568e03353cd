"""A fault of ours in words: its type and our line, never what it says, as that may hold a value."""

import os
from types import TracebackType
from typing import Final

from care_standards.errors import CareStandardsError
from care_standards.version import __version__

_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def fault(error: Exception) -> str:
    """Say which fault of ours an exception is and where it came up."""
    if isinstance(error, CareStandardsError):
        return str(error)  # ours hold no value
    place = _last_line_of_ours(error.__traceback__)
    return f"A fault in care_standards {__version__}: {type(error).__name__} at {place}. Please report it."


def _last_line_of_ours(traceback: TracebackType | None) -> str:
    place = "an unknown line"
    while traceback is not None:
        file = os.path.abspath(traceback.tb_frame.f_code.co_filename)
        if file.startswith(_PACKAGE + os.sep):
            place = f"{os.path.relpath(file, _PACKAGE).replace(os.sep, '/')}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
