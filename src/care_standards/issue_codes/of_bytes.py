"""The codes of the bytes of a document: CS1 and two digits."""

from typing import Final

from care_standards.issue_codes.told import Told

EMPTY: Final = Told(
    "CS101", "Nothing in it",
    "The document is empty, or holds only white space.",
    "(an empty file)", '{"kind": "assessment", …}',
)  # fmt: skip
NOT_UTF8: Final = Told(
    "CS102", "Not UTF-8",
    "JSON travels as UTF-8. The place named is that of the first byte that is not; save the file again as UTF-8.",
    "caf\\xe9 (Latin-1)", "caf\\xc3\\xa9 (UTF-8)",
)  # fmt: skip
NOT_JSON_SYNTAX: Final = Told(
    "CS103", "Not JSON",
    "The text breaks the grammar of JSON (RFC 8259) at the place named: a comment, a trailing comma, a single "
    "quote, a second document …",
    '{"status": "met",}', '{"status": "met"}',
)  # fmt: skip
CUT_SHORT: Final = Told(
    "CS104", "Cut short",
    "The text ends before the document does, as a broken download leaves it. Nothing of it was taken.",
    '{"findings": [{"prov', '{"findings": []}',
)  # fmt: skip
DUPLICATE_MEMBER: Final = Told(
    "CS105", "Member given twice",
    "An object has two members of the same name. Most readers silently keep the last: a not-met followed by a met "
    "would read as met. Keep one.",
    '{"status": "not-met", "status": "met"}', '{"status": "not-met"}',
)  # fmt: skip
NOT_FINITE: Final = Told(
    "CS106", "Not a number of JSON",
    "NaN and Infinity are not JSON, and pass every minimum and maximum unseen.",
    '{"page": NaN}', '{"page": 21}',
)  # fmt: skip
NUMBER_OUT_OF_RANGE: Final = Told(
    "CS107", "Number out of range",
    "A number that not every reader holds exactly: a whole number beyond 2^53, too many digits, or a fraction too "
    "large for a double.",
    '{"page": 9007199254740993}', '{"page": 21}',
)  # fmt: skip
LONE_SURROGATE: Final = Told(
    "CS108", "Half a character",
    "An escape gives one half of a surrogate pair. Such text cannot be written as UTF-8.",
    '"\\ud83d"', '"\\ud83d\\ude00"',
)  # fmt: skip
BYTE_ORDER_MARK: Final = Told(
    "CS109", "Byte order mark",
    "The file begins with a byte order mark. It was read past; other readers of JSON refuse it.",
    "\\ufeff{…}", "{…}", "warning",
)  # fmt: skip
NUL_BYTE: Final = Told(
    "CS110", "NUL bytes",
    "The file holds NUL bytes: it is UTF-16, padded, or not text at all. Save it as UTF-8.",
    "{ NUL \" NUL …", '{"…',
)  # fmt: skip
NUL_CHARACTER: Final = Told(
    "CS111", "NUL in text",
    "A text holds the character U+0000. It was kept; many databases and programs cut the text there.",
    '"ab\\u0000cd"', '"abcd"', "warning",
)  # fmt: skip
TOO_LARGE: Final = Told(
    "CS112", "Too large",
    "The document has more bytes than the limit in force. Split it, or raise Limits.max_bytes on purpose.",
    "(a file of 25 MiB)", "(a file below 20 MiB)",
)  # fmt: skip
UNPACKS_TOO_LARGE: Final = Told(
    "CS113", "Unpacks too large",
    "The compressed document grows past the limit in force. It was not unpacked further.",
    "(200 kB that unpack to 2 GB)", "(200 kB that unpack to 2 MB)",
)  # fmt: skip
TOO_DEEP: Final = Told(
    "CS114", "Too deep",
    "Objects and lists are nested deeper than the limit in force.",
    "[[[[[[…]]]]]]", "[[…]]",
)  # fmt: skip
TOO_MANY_NODES: Final = Told(
    "CS115", "Too many parts",
    "The document has more values than the limit in force.",
    "(a list of a million items)", "(a list of a thousand items)",
)  # fmt: skip
TEXT_TOO_LONG: Final = Told(
    "CS116", "Text too long",
    "One text or member name is longer than the limit in force.",
    "(a note of 200,000 characters)", "(a note of 2,000 characters)",
)  # fmt: skip
ANOTHER_FORMAT: Final = Told(
    "CS117", "Another kind of file",
    "The first bytes are those of another format: a web page, a PDF, an archive, a workbook, XML. Often a log-in "
    "page was saved instead of the export.",
    "<!DOCTYPE html>…", '{"kind": "assessment", …}',
)  # fmt: skip
NOT_PLAIN_DATA: Final = Told(
    "CS118", "Not plain data",
    "The object holds something JSON has no word for. Pass dicts with text keys, lists, text, numbers, True, "
    "False and None only.",
    '{"assessed_on": date(2026, 3, 1)}', '{"assessed_on": "2026-03-01"}',
)  # fmt: skip
TOO_MANY_FAULTS: Final = Told(
    "CS119", "Too many faults",
    "The document breaks its schema in more ways than the limit in force lets be counted. It was judged no further: it "
    "is not what it says it is, or was written by another version of a program.",
    "(a hundred thousand findings, all of them wrong)", "(a document of its own kind and version)",
)  # fmt: skip
