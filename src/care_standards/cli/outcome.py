"""What became of one input of ``check``."""

from typing import Final

import attrs

from care_standards.cli import exits
from care_standards.model.report import Report

UNREADABLE: Final = "unreadable"
OUR_FAULT: Final = "internal"


@attrs.frozen(eq=False, repr=False)
class Outcome:
    """What became of one input: a report, or the kind of trouble that left it without one, with words about it."""

    number: int
    of: int
    path: str
    report: Report | None = None
    trouble: str | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """The position of the input, where there are several."""
        return f"input {self.number} of {self.of}: " if self.of > 1 else ""

    def exit_code(self, strict: bool) -> int:
        """Give the exit code this input alone would have."""
        if self.report is None:
            return exits.UNREADABLE if self.trouble == UNREADABLE else exits.OUR_FAULT
        failed = not self.report.ok or (strict and self.report.verdict == "unverified")
        return exits.FINDINGS if failed else exits.GOOD
