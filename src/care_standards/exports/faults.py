"""What can be wrong with a file of a foreign format: stable codes, and where, with what to write. No value is shown."""

from collections.abc import Sequence
from typing import Final, NoReturn

import attrs

from care_standards.errors import CareStandardsError, first_few
from care_standards.explained_codes import ExplainedCode

MOST_FAULTS: Final = 200


class ExchangeCode(ExplainedCode):
    """One kind of fault: its code, a title and an explanation. A code never changes its meaning."""

    NOT_TEXT = ("CS801", "Not text", "The file is not UTF-8, is empty, or is larger than the limit in force.")
    NOT_JSON = (
        "CS802", "Not JSON",
        "The file cannot be read as one JSON object. The code of the broken rule is named; its page explains it.",
    )  # fmt: skip
    BLOCK_FORM = (
        "CS803", "Metadata not in this form",
        "A line of the metadata block uses more of YAML than is read here: names and texts on one line each, lists and "
        "maps of those, nothing else.",
    )  # fmt: skip
    SLOT_VALUE = (
        "CS804", "Slot not as described",
        "A slot is missing, stands there twice, or holds something other than what it is for.",
    )  # fmt: skip
    NOT_TABLE = ("CS805", "Not a table", "The mappings cannot be read as rows with tabs between their cells.")
    ROW = ("CS806", "Row of another length", "A row has more or fewer cells than the table has columns.")
    NOT_OUR_ID = (
        "CS807", "No id of ours",
        "The two ends of a mapping must be ids of provisions or editions of ours, under a prefix that is declared for "
        "them, and all of one side of one edition.",
    )  # fmt: skip
    CONTRADICTION = (
        "CS808", "Contradiction",
        "A slot of the format and the extension that says the same more exactly do not agree: one of the two was "
        "changed alone.",
    )  # fmt: skip
    REFUSED = (
        "CS809", "Crosswalk refused",
        "What the file makes breaks a rule beyond its form. The code of the rule is named; its page explains it.",
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class ExchangeFault:
    """One fault: where it is, what is wrong, and what to write instead.

    ``line`` counts from 1; 0 where the line is not known. ``pointer`` is the JSON Pointer of the place in the JSON form
    of the file, whichever form was read.
    """

    code: ExchangeCode
    line: int
    pointer: str
    what: str
    instead: str

    def __str__(self) -> str:
        where = ", ".join([part for part in (f"line {self.line}" if self.line else "", self.pointer) if part])
        return f"{where or 'the whole'}: {self.code.value} {self.what} {self.instead}"


class InvalidExchangeError(CareStandardsError, ValueError):
    """A file of which nothing can be made; ``faults`` says what is wrong, up to 200 faults in the order of the file."""

    def __init__(self, faults: tuple[ExchangeFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return first_few(self.faults)


def refuse(code: ExchangeCode, line: int, pointer: str, what: str, instead: str) -> NoReturn:
    """Raise InvalidExchangeError for one fault, after which nothing more can be read."""
    raise InvalidExchangeError((ExchangeFault(code=code, line=line, pointer=pointer, what=what, instead=instead),))


def refuse_any(faults: Sequence[ExchangeFault]) -> None:
    """Raise InvalidExchangeError where there are faults."""
    if faults:
        raise InvalidExchangeError(tuple(faults[:MOST_FAULTS]))
