"""The stable codes of everything that can be wrong with a document.

A code never changes its meaning and is never used again for something else. The first digit tells where on the road
the problem was met: 1 bytes, 2 what the document says it is, 3 the schema, 4 what the schema cannot see, 6 a pack as a
whole, 9 tables of link rows and what may give a person away. (5 are the faults of texts editions are written in, 7 of
publishers' documents, 8 of files in foreign formats.)

The words of the codes stand by their hundreds in the modules below this one; `Code` has them all.
"""

from enum import StrEnum
from typing import Final

from care_standards.issue_codes import of_bytes, of_headers, of_meaning, of_packs, of_schema, of_tables
from care_standards.issue_codes.told import Told
from care_standards.vocabularies import Severity


class Code(StrEnum):
    """One kind of problem: its code, a title, an explanation, and an example of wrong and right."""

    title: str  # type: ignore[assignment]  # str.title is of no use on a code
    explanation: str
    bad: str
    good: str
    severity: Severity

    def __new__(cls, told: Told) -> "Code":
        """Make one code; the text of the code is its value."""
        member = str.__new__(cls, told.code)
        member._value_ = told.code
        member.title = told.title
        member.explanation = told.explanation
        member.bad = told.bad
        member.good = told.good
        member.severity = told.severity
        return member

    # ---- 1: the bytes
    EMPTY = of_bytes.EMPTY
    NOT_UTF8 = of_bytes.NOT_UTF8
    NOT_JSON_SYNTAX = of_bytes.NOT_JSON_SYNTAX
    CUT_SHORT = of_bytes.CUT_SHORT
    DUPLICATE_MEMBER = of_bytes.DUPLICATE_MEMBER
    NOT_FINITE = of_bytes.NOT_FINITE
    NUMBER_OUT_OF_RANGE = of_bytes.NUMBER_OUT_OF_RANGE
    LONE_SURROGATE = of_bytes.LONE_SURROGATE
    BYTE_ORDER_MARK = of_bytes.BYTE_ORDER_MARK
    NUL_BYTE = of_bytes.NUL_BYTE
    NUL_CHARACTER = of_bytes.NUL_CHARACTER
    TOO_LARGE = of_bytes.TOO_LARGE
    UNPACKS_TOO_LARGE = of_bytes.UNPACKS_TOO_LARGE
    TOO_DEEP = of_bytes.TOO_DEEP
    TOO_MANY_NODES = of_bytes.TOO_MANY_NODES
    TEXT_TOO_LONG = of_bytes.TEXT_TOO_LONG
    ANOTHER_FORMAT = of_bytes.ANOTHER_FORMAT
    NOT_PLAIN_DATA = of_bytes.NOT_PLAIN_DATA
    TOO_MANY_FAULTS = of_bytes.TOO_MANY_FAULTS

    # ---- 2: what the document says it is
    NOT_AN_OBJECT = of_headers.NOT_AN_OBJECT
    UNKNOWN_KIND = of_headers.UNKNOWN_KIND
    UNKNOWN_SCHEMA_VERSION = of_headers.UNKNOWN_SCHEMA_VERSION
    NEWER_SCHEMA_VERSION = of_headers.NEWER_SCHEMA_VERSION
    WRONG_SCHEMA_NAME = of_headers.WRONG_SCHEMA_NAME
    KIND_NOT_ASKED_FOR = of_headers.KIND_NOT_ASKED_FOR

    # ---- 3: the schema
    MEMBER_MISSING = of_schema.MEMBER_MISSING
    MEMBER_UNKNOWN = of_schema.MEMBER_UNKNOWN
    WRONG_TYPE = of_schema.WRONG_TYPE
    WORD_NOT_IN_LIST = of_schema.WORD_NOT_IN_LIST
    WRONG_FORM = of_schema.WRONG_FORM
    NO_SUCH_DAY = of_schema.NO_SUCH_DAY
    TEXT_LENGTH = of_schema.TEXT_LENGTH
    NUMBER_SIZE = of_schema.NUMBER_SIZE
    LIST_LENGTH = of_schema.LIST_LENGTH
    ITEM_REPEATED = of_schema.ITEM_REPEATED
    REASON_MISSING = of_schema.REASON_MISSING
    ASSESSED_ON_MISSING = of_schema.ASSESSED_ON_MISSING
    VOICES_MISSING = of_schema.VOICES_MISSING

    # ---- 4: what the schema cannot see
    DUPLICATE_ID = of_meaning.DUPLICATE_ID
    DUPLICATE_FINDING = of_meaning.DUPLICATE_FINDING
    DANGLING_REFERENCE = of_meaning.DANGLING_REFERENCE
    OUT_OF_ORDER = of_meaning.OUT_OF_ORDER
    RING = of_meaning.RING
    RETIRED_ID = of_meaning.RETIRED_ID
    IMPOSSIBLE_ID = of_meaning.IMPOSSIBLE_ID
    UNKNOWN_EDITION = of_meaning.UNKNOWN_EDITION
    UNVERIFIED_ID = of_meaning.UNVERIFIED_ID
    WRONG_EDITION = of_meaning.WRONG_EDITION
    DATES_OUT_OF_ORDER = of_meaning.DATES_OUT_OF_ORDER
    UNKNOWN_SOURCE = of_meaning.UNKNOWN_SOURCE
    WORDING_NOT_PRIVATE = of_meaning.WORDING_NOT_PRIVATE
    DUPLICATE_ROW = of_meaning.DUPLICATE_ROW
    SAME_PUBLICATION = of_meaning.SAME_PUBLICATION
    STALE_ROW = of_meaning.STALE_ROW
    WRONG_DIGEST = of_meaning.WRONG_DIGEST
    WRONG_ARITY = of_meaning.WRONG_ARITY
    COUNT_DISAGREES = of_meaning.COUNT_DISAGREES
    VERDICT_DISAGREES = of_meaning.VERDICT_DISAGREES
    PROVISIONAL_ID_TAKEN = of_meaning.PROVISIONAL_ID_TAKEN
    FILE_MISNAMED = of_meaning.FILE_MISNAMED
    PROVISIONAL_ID_RETIRED = of_meaning.PROVISIONAL_ID_RETIRED
    PRECISION_DISAGREES = of_meaning.PRECISION_DISAGREES
    STATUS_DISAGREES = of_meaning.STATUS_DISAGREES
    BLANK_REASON = of_meaning.BLANK_REASON
    FOUND_BEFORE_PERIOD = of_meaning.FOUND_BEFORE_PERIOD
    ONE_SIDED_SUCCESSION = of_meaning.ONE_SIDED_SUCCESSION
    RECORD_DISAGREES = of_meaning.RECORD_DISAGREES
    ANOTHER_REVISION = of_meaning.ANOTHER_REVISION
    IDLE_DIGEST = of_meaning.IDLE_DIGEST
    RUNS_BACKWARDS = of_meaning.RUNS_BACKWARDS
    UNANSWERED_COUNTER = of_meaning.UNANSWERED_COUNTER
    MISPLACED_FINDING = of_meaning.MISPLACED_FINDING
    EARLIER_DISAGREES = of_meaning.EARLIER_DISAGREES
    RECORD_TWICE = of_meaning.RECORD_TWICE
    LEDGER_DISAGREES = of_meaning.LEDGER_DISAGREES
    ITEM_WITHOUT_ROW = of_meaning.ITEM_WITHOUT_ROW
    CLAIMED_TWICE = of_meaning.CLAIMED_TWICE
    PART_ALONE = of_meaning.PART_ALONE
    RENUMBERED_IN_A_RING = of_meaning.RENUMBERED_IN_A_RING
    NAME_CLAIMED_TWICE = of_meaning.NAME_CLAIMED_TWICE
    CODE_IMPOSSIBLE = of_meaning.CODE_IMPOSSIBLE

    # ---- 6: a pack as a whole
    ENTRY_REFUSED = of_packs.ENTRY_REFUSED
    FILE_MISSING = of_packs.FILE_MISSING
    FILE_NOT_NAMED = of_packs.FILE_NOT_NAMED
    FILE_DISAGREES = of_packs.FILE_DISAGREES
    NO_LATER_REVISION = of_packs.NO_LATER_REVISION
    SHIPPED_LEFT_OUT = of_packs.SHIPPED_LEFT_OUT
    ANCHOR_DIFFERS = of_packs.ANCHOR_DIFFERS
    DIFFERENCE_ACCEPTED = of_packs.DIFFERENCE_ACCEPTED
    WEAKER_FACT_DIFFERS = of_packs.WEAKER_FACT_DIFFERS

    # ---- 9: tables of link rows, and what may give a person away
    COLUMN_MISSING = of_tables.COLUMN_MISSING
    COLUMN_UNKNOWN = of_tables.COLUMN_UNKNOWN
    COLUMN_TWICE = of_tables.COLUMN_TWICE
    PERSONAL_COLUMN = of_tables.PERSONAL_COLUMN
    NAME_MISSPELT = of_tables.NAME_MISSPELT
    LABEL_DISAGREES = of_tables.LABEL_DISAGREES
    STRAY_SPACE = of_tables.STRAY_SPACE
    NOT_UTF8_READ = of_tables.NOT_UTF8_READ
    CELLS_DISAGREE = of_tables.CELLS_DISAGREE
    DATE_AMBIGUOUS = of_tables.DATE_AMBIGUOUS
    CELL_FAULTY = of_tables.CELL_FAULTY
    NO_ROWS = of_tables.NO_ROWS
    HEADER_NOT_FOUND = of_tables.HEADER_NOT_FOUND
    RECORDS_NOT_FOUND = of_tables.RECORDS_NOT_FOUND
    CHOICE_UNCLEAR = of_tables.CHOICE_UNCLEAR
    SHEET_LEFT_OUT = of_tables.SHEET_LEFT_OUT
    FORMULA_READ = of_tables.FORMULA_READ
    MORE_PAGES = of_tables.MORE_PAGES
    LOOKS_PERSONAL = of_tables.LOOKS_PERSONAL
    LOOKS_LIKE_A_PERSON = of_tables.LOOKS_LIKE_A_PERSON


BY_CODE: Final[dict[str, Code]] = {code.value: code for code in Code}
