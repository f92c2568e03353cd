"""The stable codes of everything that can be wrong with a document.

A code never changes its meaning and is never used again for something else. The first digit tells where on the road
the problem was met: 1 bytes, 2 what the document says it is, 3 the schema, 4 what the schema cannot see, 6 a pack as a
whole. (5 are the faults of texts that editions are written in.)
"""

from enum import StrEnum
from typing import Final

from care_standards.vocabularies import Severity


class Code(StrEnum):
    """One kind of problem: its code, a title, an explanation, and an example of wrong and right."""

    title: str  # type: ignore[assignment]  # str.title is of no use on a code
    explanation: str
    bad: str
    good: str
    severity: Severity

    def __new__(
        cls, code: str, title: str, explanation: str, bad: str, good: str, severity: Severity = "error"
    ) -> "Code":
        """Make one code; the text of the code is its value."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.title = title
        member.explanation = explanation
        member.bad = bad
        member.good = good
        member.severity = severity
        return member

    # ---- 1: the bytes
    EMPTY = (
        "CS101", "Nothing in it",
        "The document is empty, or holds only white space.",
        "(an empty file)", '{"kind": "assessment", …}',
    )  # fmt: skip
    NOT_UTF8 = (
        "CS102", "Not UTF-8",
        "JSON travels as UTF-8. The place named is that of the first byte that is not; save the file again as UTF-8.",
        "caf\\xe9 (Latin-1)", "caf\\xc3\\xa9 (UTF-8)",
    )  # fmt: skip
    NOT_JSON_SYNTAX = (
        "CS103", "Not JSON",
        "The text breaks the grammar of JSON (RFC 8259) at the place named: a comment, a trailing comma, a single "
        "quote, a second document …",
        '{"status": "met",}', '{"status": "met"}',
    )  # fmt: skip
    CUT_SHORT = (
        "CS104", "Cut short",
        "The text ends before the document does, as a broken download leaves it. Nothing of it was taken.",
        '{"findings": [{"prov', '{"findings": []}',
    )  # fmt: skip
    DUPLICATE_MEMBER = (
        "CS105", "Member given twice",
        "An object has two members of the same name. Most readers silently keep the last: a not-met followed by a met "
        "would read as met. Keep one.",
        '{"status": "not-met", "status": "met"}', '{"status": "not-met"}',
    )  # fmt: skip
    NOT_FINITE = (
        "CS106", "Not a number of JSON",
        "NaN and Infinity are not JSON, and pass every minimum and maximum unseen.",
        '{"page": NaN}', '{"page": 21}',
    )  # fmt: skip
    NUMBER_OUT_OF_RANGE = (
        "CS107", "Number out of range",
        "A number that not every reader holds exactly: a whole number beyond 2^53, too many digits, or a fraction too "
        "large for a double.",
        '{"page": 9007199254740993}', '{"page": 21}',
    )  # fmt: skip
    LONE_SURROGATE = (
        "CS108", "Half a character",
        "An escape gives one half of a surrogate pair. Such text cannot be written as UTF-8.",
        '"\\ud83d"', '"\\ud83d\\ude00"',
    )  # fmt: skip
    BYTE_ORDER_MARK = (
        "CS109", "Byte order mark",
        "The file begins with a byte order mark. It was read past; other readers of JSON refuse it.",
        "\\ufeff{…}", "{…}", "warning",
    )  # fmt: skip
    NUL_BYTE = (
        "CS110", "NUL bytes",
        "The file holds NUL bytes: it is UTF-16, padded, or not text at all. Save it as UTF-8.",
        "{ NUL \" NUL …", '{"…',
    )  # fmt: skip
    NUL_CHARACTER = (
        "CS111", "NUL in text",
        "A text holds the character U+0000. It was kept; many databases and programs cut the text there.",
        '"ab\\u0000cd"', '"abcd"', "warning",
    )  # fmt: skip
    TOO_LARGE = (
        "CS112", "Too large",
        "The document has more bytes than the limit in force. Split it, or raise Limits.max_bytes on purpose.",
        "(a file of 25 MiB)", "(a file below 20 MiB)",
    )  # fmt: skip
    UNPACKS_TOO_LARGE = (
        "CS113", "Unpacks too large",
        "The compressed document grows past the limit in force. It was not unpacked further.",
        "(200 kB that unpack to 2 GB)", "(200 kB that unpack to 2 MB)",
    )  # fmt: skip
    TOO_DEEP = (
        "CS114", "Too deep",
        "Objects and lists are nested deeper than the limit in force.",
        "[[[[[[…]]]]]]", "[[…]]",
    )  # fmt: skip
    TOO_MANY_NODES = (
        "CS115", "Too many parts",
        "The document has more values than the limit in force.",
        "(a list of a million items)", "(a list of a thousand items)",
    )  # fmt: skip
    TEXT_TOO_LONG = (
        "CS116", "Text too long",
        "One text or member name is longer than the limit in force.",
        "(a note of 200,000 characters)", "(a note of 2,000 characters)",
    )  # fmt: skip
    ANOTHER_FORMAT = (
        "CS117", "Another kind of file",
        "The first bytes are those of another format: a web page, a PDF, an archive, a workbook, XML. Often a log-in "
        "page was saved instead of the export.",
        "<!DOCTYPE html>…", '{"kind": "assessment", …}',
    )  # fmt: skip
    NOT_PLAIN_DATA = (
        "CS118", "Not plain data",
        "The object holds something JSON has no word for. Pass dicts with text keys, lists, text, numbers, True, "
        "False and None only.",
        '{"assessed_on": date(2026, 3, 1)}', '{"assessed_on": "2026-03-01"}',
    )  # fmt: skip
    # ---- 2: what the document says it is
    NOT_AN_OBJECT = (
        "CS201", "Not a document",
        "Every document is a JSON object at the top.",
        "[]", '{"kind": "assessment", …}',
    )  # fmt: skip
    UNKNOWN_KIND = (
        "CS202", "Kind missing or unknown",
        "The member kind says what the document is: publication, edition, crosswalk, concordance, assessment, "
        "report or pack.",
        '{"kind": "audit"}', '{"kind": "assessment"}',
    )  # fmt: skip
    UNKNOWN_SCHEMA_VERSION = (
        "CS203", "Schema version missing or unknown",
        "The member schema_version is the text of a released version, such as 1.0.",
        '{"schema_version": 1}', '{"schema_version": "1.0"}',
    )  # fmt: skip
    NEWER_SCHEMA_VERSION = (
        "CS204", "Newer than this library",
        "The document follows a later schema version than this library knows. Upgrade care_standards; nothing was "
        "read or changed.",
        '{"schema_version": "9.0"}', '{"schema_version": "1.0"}',
    )  # fmt: skip
    WRONG_SCHEMA_NAME = (
        "CS205", "Schema named is another",
        "The member $schema must be the identifier of the schema for this kind and version. It is never fetched and "
        "never picks the validator.",
        '{"$schema": "https://example.org/s.json", …}', '{"$schema": "(the identifier in schemas/)", …}',
    )  # fmt: skip
    KIND_NOT_ASKED_FOR = (
        "CS206", "Another kind was asked for",
        "The document is of another kind than the reader called for.",
        "read_assessment(an edition)", "read_edition(an edition)",
    )  # fmt: skip
    # ---- 3: the schema
    MEMBER_MISSING = (
        "CS301", "Member missing",
        "An object lacks a member that the schema requires; the hint names it.",
        '{"kind": "service"}', '{"kind": "service", "ref": "svc-17"}',
    )  # fmt: skip
    MEMBER_UNKNOWN = (
        "CS302", "Member unknown",
        "An object has a member the schema does not name. Objects are closed; additions of your own go into "
        "extensions, under a name with a dot.",
        '{"Status": "met"}', '{"status": "met"}',
    )  # fmt: skip
    WRONG_TYPE = (
        "CS303", "Wrong type",
        "The value is of another JSON type than the schema allows. Nothing is converted.",
        '{"page": "21"}', '{"page": 21}',
    )  # fmt: skip
    WORD_NOT_IN_LIST = (
        "CS304", "Word not in the list",
        "The value is not one of the words of a closed list; the hint gives the list.",
        '{"status": "fully met"}', '{"status": "met"}',
    )  # fmt: skip
    WRONG_FORM = (
        "CS305", "Wrong form",
        "The text does not have the form the schema asks for, such as that of an id, a reference or a date.",
        '{"ref": "two words"}', '{"ref": "two-words"}',
    )  # fmt: skip
    NO_SUCH_DAY = (
        "CS306", "No such day",
        "The text has the form of a date and is no day of the calendar.",
        '"2025-02-29"', '"2025-02-28"',
    )  # fmt: skip
    TEXT_LENGTH = (
        "CS307", "Text empty or over its length",
        "The text is shorter or longer than the schema allows here.",
        '{"note": ""}', "(leave note out)",
    )  # fmt: skip
    NUMBER_SIZE = (
        "CS308", "Number too small or too large",
        "The number is outside what the schema allows here.",
        '{"page": 0}', '{"page": 1}',
    )  # fmt: skip
    LIST_LENGTH = (
        "CS309", "List too short or too long",
        "The list has fewer or more items than the schema allows here.",
        '{"names": []}', '{"names": ["An organisation"]}',
    )  # fmt: skip
    ITEM_REPEATED = (
        "CS310", "Item repeated",
        "A list whose items must differ holds the same item twice.",
        '["adults", "adults"]', '["adults"]',
    )  # fmt: skip
    REASON_MISSING = (
        "CS311", "Not applicable without a reason",
        "A finding that a provision does not apply must say why.",
        '{"status": "not-applicable", …}', '{"status": "not-applicable", "reason": "No residential service", …}',
    )  # fmt: skip
    ASSESSED_ON_MISSING = (
        "CS312", "Judged without a date",
        "A finding must say on which day it was made, unless its status is not-assessed.",
        '{"status": "met", …}', '{"status": "met", "assessed_on": "2026-03-01", …}',
    )  # fmt: skip
    # ---- 4: what the schema cannot see
    DUPLICATE_ID = (
        "CS401", "Id given twice",
        "Two items of the document carry the same id.",
        '[{"id": "scs-2018.1"}, {"id": "scs-2018.1"}]', '[{"id": "scs-2018.1"}, {"id": "scs-2018.2"}]',
    )  # fmt: skip
    DUPLICATE_FINDING = (
        "CS402", "Two findings on one provision",
        "An assessment has one finding for each provision. Which of two would count is not for a program to decide.",
        "1.1.5 met, 1.1.5 not-met", "1.1.5 not-met",
    )  # fmt: skip
    DANGLING_REFERENCE = (
        "CS403", "Refers to nothing",
        "A reference names something that is neither in this document nor in the data at hand.",
        '{"parent": "scs-2018.9"}', '{"parent": "scs-2018.1"}',
    )  # fmt: skip
    OUT_OF_ORDER = (
        "CS404", "Parent after its child",
        "Provisions stand in printed order, every parent before what is below it.",
        "1.1.5, then 1.1", "1.1, then 1.1.5",
    )  # fmt: skip
    RING = (
        "CS405", "Ring",
        "Following the references comes back to where it began: a provision above itself, an edition before itself.",
        '{"id": "scs-2018.1", "parent": "scs-2018.1"}', '{"id": "scs-2018.1"}',
    )  # fmt: skip
    RETIRED_ID = (
        "CS406", "Retired id",
        "The id was released once and has been retired; the hint names what took its place, where anything did.",
        "(an id of an earlier data revision)", "(its successor)",
    )  # fmt: skip
    IMPOSSIBLE_ID = (
        "CS407", "Id that cannot exist",
        "The id names a provision of an edition whose data are complete, and it is not there.",
        "(a number the edition does not have)", "(a number it has)",
    )  # fmt: skip
    UNKNOWN_EDITION = (
        "CS408", "Unknown edition",
        "The edition is not registered here. Editions of your own come with a pack.",
        '{"edition": "scs-2081"}', '{"edition": "scs-2018"}',
    )  # fmt: skip
    UNVERIFIED_ID = (
        "CS409", "Unverified id",
        "The id is well formed and its edition is registered, but our data of that edition are partial and do not "
        "hold it. It may well be right. It is kept and counted apart.",
        "(no fault)", '"scs-2018.7.2.3"', "unverified",
    )  # fmt: skip
    WRONG_EDITION = (
        "CS410", "Of another edition",
        "The id belongs to another edition than the one the document, or this side of it, is about.",
        '{"edition": "scs-2018", …"scs-2025.…"}', '{"edition": "scs-2018", …"scs-2018.1.1.5"}',
    )  # fmt: skip
    DATES_OUT_OF_ORDER = (
        "CS411", "Dates out of order",
        "A period, a range or a time in force ends before it starts.",
        '{"start": "2026-03-31", "end": "2026-01-01"}', '{"start": "2026-01-01", "end": "2026-03-31"}',
    )  # fmt: skip
    UNKNOWN_SOURCE = (
        "CS412", "Source not registered",
        "A source key is neither in the shipped register nor in the bibliography of the document.",
        '{"sources": ["somewhere"]}', '{"sources": ["heal-2019"]}',
    )  # fmt: skip
    WORDING_NOT_PRIVATE = (
        "CS413", "Wording in a shareable edition",
        "The publisher's wording may stand only in an edition whose rights say private.",
        '{"sharing": "shareable", … "text": …}', '{"sharing": "private", … "text": …}',
    )  # fmt: skip
    DUPLICATE_ROW = (
        "CS414", "Row given twice",
        "Two rows link the same two ends with the same kind of matching.",
        "a intersects b, a equal b", "a intersects b",
    )  # fmt: skip
    SAME_PUBLICATION = (
        "CS415", "Wrong pair of editions",
        "A crosswalk links editions of different publications; a concordance two editions of the same.",
        "scs-2018--scs-2025 as a crosswalk", "scs-2018--scs-2025 as a concordance",
    )  # fmt: skip
    STALE_ROW = (
        "CS416", "An end has changed",
        "An end of this row no longer says what it said when the row was made. Read the row again, then pin it.",
        "(a digest of an earlier revision)", "(the digest of this revision)", "warning",
    )  # fmt: skip
    WRONG_DIGEST = (
        "CS417", "Digest does not match",
        "The document is not what its digest was taken of: it was changed afterwards, or damaged.",
        "(edited after the digest was taken)", "(digest taken last)",
    )  # fmt: skip
    WRONG_ARITY = (
        "CS418", "Kind of change and its ends disagree",
        "A split has one old and several new, a merger the reverse, an addition no old one, a withdrawal no new one; "
        "unchanged, renumbered, reworded and moved have one of each.",
        '{"kind": "split", "old": ["a"], "new": ["b"]}', '{"kind": "split", "old": ["a"], "new": ["b", "c"]}',
    )  # fmt: skip
    COUNT_DISAGREES = (
        "CS419", "Figure disagrees with the content",
        "A count stated in the document is not what counting gives.",
        '{"completeness": {"provisions": 3, …} …}', '{"completeness": {"provisions": 0, …} …}',
    )  # fmt: skip
    VERDICT_DISAGREES = (
        "CS420", "Verdict disagrees with the issues",
        "A report with an error is invalid; one without, but with unverified ids, is unverified; any other is valid.",
        '{"verdict": "valid", "counts": {"errors": 2, …}}', '{"verdict": "invalid", "counts": {"errors": 2, …}}',
    )  # fmt: skip
    PROVISIONAL_ID_TAKEN = (
        "CS421", "Provisional id taken over",
        "The id was released for a guess, and records may hold it in that sense. What was read in print may not stand "
        "under it: a confirmed number, wording, an item of a complete edition. Give the item another id, ending in -2.",
        '{"id": "scs-2018.1.1.6", "notation": "1.1.6", "notation_status": "confirmed", …}',
        '{"id": "scs-2018.1.1.6-2", "notation": "1.1.6", "notation_status": "confirmed", …}',
    )  # fmt: skip
    FILE_MISNAMED = (
        "CS422", "File not named after its content",
        "A document in a pack stands in the folder of its kind, under its id.",
        '{"kind": "edition", "id": "oak-2026", "path": "editions/oak.json", …}',
        '{"kind": "edition", "id": "oak-2026", "path": "editions/oak-2026.json", …}',
    )  # fmt: skip
    PROVISIONAL_ID_RETIRED = (
        "CS423", "Provisional id, retired since",
        "The id rested on a guess, and a fuller copy has retired it. The record is kept and counted apart.",
        '"scs-2018.1.1.6"', '"scs-2018.1.1.6-2"', "unverified",
    )  # fmt: skip
    # ---- 6: a pack as a whole
    ENTRY_REFUSED = (
        "CS601", "Entry of a pack refused",
        "A pack holds ordinary files in its own folder, each once. A path that leads out, a link, an encrypted or "
        "repeated entry, names that differ in capitals only, or more entries than the limit are refused unread.",
        "../pack.json", "pack.json",
    )  # fmt: skip
    FILE_MISSING = (
        "CS602", "File missing from the pack",
        "The manifest names a file that the pack does not hold, or the pack has no pack.json.",
        "pack.json names editions/oak-2026.json, which is not there", "pack.json and editions/oak-2026.json",
    )  # fmt: skip
    FILE_NOT_NAMED = (
        "CS603", "File that the manifest does not name",
        "Everything in a pack is named in its manifest, with its digest, but texts for readers (README, LICENSE).",
        "editions/oak-2026.json beside a manifest without it", "(make the pack again)",
    )  # fmt: skip
    FILE_DISAGREES = (
        "CS604", "File is another document",
        "The manifest says of a file that it is a document of some kind and id; in the file is another one.",
        '{"kind": "edition", "id": "oak-2026", …} for a file with the edition elm-2026', "(make the pack again)",
    )  # fmt: skip
    NO_LATER_REVISION = (
        "CS605", "Not a later data revision",
        "An edition of a shipped id extends it, and so needs a higher data revision. Make the pack again.",
        '{"id": "scs-2018", "data_revision": 1, …}', '{"id": "scs-2018", "data_revision": 2, …}',
    )  # fmt: skip
    SHIPPED_LEFT_OUT = (
        "CS606", "Something shipped is left out",
        "A fuller edition holds every shipped id or retires it; only if complete may it retire one that is not "
        "provisional. A publication keeps every record of an edition.",
        "(an edition without scs-2018.1.1)", "(begin with what care-standards render gives)",
    )  # fmt: skip
    ANCHOR_DIFFERS = (
        "CS607", "Differs from what is established",
        "A fuller edition has what the shipped data have verified: ids, pages, numbers, headings, and how many "
        "principles and recommendations. Correct it; or accept the differences, if your copy is another upload.",
        "(1.1.5 on page 23)", "(1.1.5 on page 21)",
    )  # fmt: skip
    DIFFERENCE_ACCEPTED = (
        "CS608", "Accepted difference",
        "The pack differs from what is established, and its manifest says why that was accepted.",
        "(no fault)", "(1.1.5 on page 23, accepted)", "warning",
    )  # fmt: skip
    WEAKER_FACT_DIFFERS = (
        "CS609", "Differs from what is reported",
        "The pack differs from something that the shipped data hold on weaker grounds. The pack may well be right.",
        "(no fault)", "(a heading that was reported otherwise)", "warning",
    )  # fmt: skip


BY_CODE: Final[dict[str, Code]] = {code.value: code for code in Code}
