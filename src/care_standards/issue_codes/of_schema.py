"""The codes of what the schema refuses: CS3 and two digits. Any validator finds these."""

from typing import Final

from care_standards.issue_codes.told import Told

MEMBER_MISSING: Final = Told(
    "CS301", "Member missing",
    "An object lacks a member that the schema requires; the hint names it.",
    '{"kind": "service"}', '{"kind": "service", "ref": "svc-17"}',
)  # fmt: skip
MEMBER_UNKNOWN: Final = Told(
    "CS302", "Member unknown",
    "An object has a member the schema does not name. Objects are closed; additions of your own go into "
    "extensions, under a name with a dot.",
    '{"Status": "met"}', '{"status": "met"}',
)  # fmt: skip
WRONG_TYPE: Final = Told(
    "CS303", "Wrong type",
    "The value is of another JSON type than the schema allows. Nothing is converted.",
    '{"page": "21"}', '{"page": 21}',
)  # fmt: skip
WORD_NOT_IN_LIST: Final = Told(
    "CS304", "Word not in the list",
    "The value is not one of the words of a closed list; the hint gives the list.",
    '{"status": "fully met"}', '{"status": "met"}',
)  # fmt: skip
WRONG_FORM: Final = Told(
    "CS305", "Wrong form",
    "The text does not have the form the schema asks for, such as that of an id, a reference or a date.",
    '{"ref": "two words"}', '{"ref": "two-words"}',
)  # fmt: skip
NO_SUCH_DAY: Final = Told(
    "CS306", "No such day",
    "The text has the form of a date and is no day of the calendar.",
    '"2025-02-29"', '"2025-02-28"',
)  # fmt: skip
TEXT_LENGTH: Final = Told(
    "CS307", "Text empty or over its length",
    "The text is shorter or longer than the schema allows here.",
    '{"note": ""}', "(leave note out)",
)  # fmt: skip
NUMBER_SIZE: Final = Told(
    "CS308", "Number too small or too large",
    "The number is outside what the schema allows here.",
    '{"page": 0}', '{"page": 1}',
)  # fmt: skip
LIST_LENGTH: Final = Told(
    "CS309", "List too short or too long",
    "The list has fewer or more items than the schema allows here.",
    '{"names": []}', '{"names": ["An organisation"]}',
)  # fmt: skip
ITEM_REPEATED: Final = Told(
    "CS310", "Item repeated",
    "A list whose items must differ holds the same item twice.",
    '["adults", "adults"]', '["adults"]',
)  # fmt: skip
REASON_MISSING: Final = Told(
    "CS311", "Not applicable without a reason",
    "A finding that a provision does not apply must say why.",
    '{"status": "not-applicable", …}', '{"status": "not-applicable", "reason": "No residential service", …}',
)  # fmt: skip
ASSESSED_ON_MISSING: Final = Told(
    "CS312", "Judged without a date",
    "A finding must say on which day it was made, unless its status is not-assessed.",
    '{"status": "met", …}', '{"status": "met", "assessed_on": "2026-03-01", …}',
)  # fmt: skip
VOICES_MISSING: Final = Told(
    "CS313", "Survivors' voices not counted",
    "Evidence of what survivors said must say how many were heard, in one of two steps, and on what consent. It is "
    "evidence only of many together.",
    '{"ref": "svy-7", "kind": "survivor-voice"}',
    '{"ref": "svy-7", "kind": "survivor-voice", "voices": {"number": "11-or-more", "consent": "explicit-consent"}}',
)  # fmt: skip
