"""The codes of tables of link rows, and of what may give a person away: CS9 and two digits."""

from typing import Final

from care_standards.issue_codes.told import Told

COLUMN_MISSING: Final = Told(
    "CS901", "Column missing",
    "No column of the table, no fixed value of the profile and no option gives a column that every link row needs. No "
    "row can be judged without it.",
    "provision,status (nothing says about whom)", "edition,subject_kind,subject_ref,provision,status",
)  # fmt: skip
COLUMN_UNKNOWN: Final = Told(
    "CS902", "Column unknown",
    "The profile does not name this column. It was left out, and nothing of it was taken; name it in a profile of your "
    "own if it matters.",
    "provision,status,colour", "provision,status", "warning",
)  # fmt: skip
COLUMN_TWICE: Final = Told(
    "CS903", "Column given twice",
    "Two columns of the table fill the same column of the link row. Which of two values would count is not for a "
    "program to decide.",
    "status,status", "status",
)  # fmt: skip
PERSONAL_COLUMN: Final = Told(
    "CS904", "Column about persons refused",
    "The column is known to hold what is about a person. Nothing of it was taken; leave it out of what you send.",
    "prs_FirstName,provision,status", "provision,status", "warning",
)  # fmt: skip
NAME_MISSPELT: Final = Told(
    "CS905", "Name of a column misspelt",
    "The column bears a name that is known to be misspelt, or renamed, in a published file. It was read as the column "
    "meant.",
    "vic_TraffickinStatusDecisionMakingOrg", "vic_TraffickingStatusDecisionMakingOrg", "warning",
)  # fmt: skip
LABEL_DISAGREES: Final = Told(
    "CS906", "Label beside the wrong name",
    "The header for people beside the name of a column is that of another one. The name counted.",
    "prs_MailingCity labelled Mailing Street", "prs_MailingCity labelled Mailing City", "warning",
)  # fmt: skip
STRAY_SPACE: Final = Told(
    "CS907", "Code with a stray space",
    "A code has a space before or after it. It was read without.",
    '"met "', '"met"', "warning",
)  # fmt: skip
NOT_UTF8_READ: Final = Told(
    "CS908", "Read as Windows-1252",
    "The text is not UTF-8 and was read as Windows-1252, as older spreadsheets write it. Look whether letters with "
    "accents came out right, and save it as UTF-8.",
    "caf\\xe9", "caf\\xc3\\xa9", "warning",
)  # fmt: skip
CELLS_DISAGREE: Final = Told(
    "CS909", "More or fewer cells than columns",
    "The row does not have as many cells as the header has columns: a delimiter within a text that is not quoted, or a "
    "row that was cut. Which value belongs to which column cannot be told.",
    'a,b,c then 1,2', "a,b,c then 1,2,3",
)  # fmt: skip
DATE_AMBIGUOUS: Final = Told(
    "CS910", "Date in another order",
    "The date is not year, month, day. Whether the day or the month comes first cannot be told from it: say so with "
    "the profile, or export dates as YYYY-MM-DD.",
    "03/04/2026", "2026-04-03",
)  # fmt: skip
CELL_FAULTY: Final = Told(
    "CS911", "Cell without a value",
    "The cell holds an error of the spreadsheet, or a formula whose result was never saved.",
    "#REF!", "met",
)  # fmt: skip
NO_ROWS: Final = Told(
    "CS912", "No rows",
    "There is a header, or an envelope, and nothing in it. Nothing was judged.",
    "(a header alone)", "(a header and rows)", "warning",
)  # fmt: skip
HEADER_NOT_FOUND: Final = Told(
    "CS913", "No header found",
    "None of the first rows names the columns that the profile knows.",
    "(a sheet of notes)", "(a sheet whose first row names its columns)",
)  # fmt: skip
RECORDS_NOT_FOUND: Final = Told(
    "CS914", "No list of records found",
    "The JSON holds no list of records where the profile, or the usual names, would have it.",
    '{"page": 1}', '{"results": [{…}]}',
)  # fmt: skip
CHOICE_UNCLEAR: Final = Told(
    "CS915", "Choice neither made nor not",
    "A column that stands for one choice holds something other than 1, 0, true, false or nothing.",
    "evidence/doc-1: maybe", "evidence/doc-1: 1",
)  # fmt: skip
SHEET_LEFT_OUT: Final = Told(
    "CS916", "Sheet left out",
    "The workbook has another sheet with cells, which has no header that the profile knows. It was not read.",
    "(a second sheet of notes)", "(one sheet)", "warning",
)  # fmt: skip
FORMULA_READ: Final = Told(
    "CS917", "Read from a formula",
    "A cell of the column holds a formula. What was read is the result it had when the file was last saved.",
    '=IF(B2="x","met","not-met")', "met", "warning",
)  # fmt: skip
MORE_PAGES: Final = Told(
    "CS918", "More records elsewhere",
    "The envelope says that these are not all the records: the interface gives them in pages. Nothing of the other "
    "pages was judged.",
    '{"next": "https://…", "results": […]}', '{"next": null, "results": […]}', "warning",
)  # fmt: skip
LOOKS_PERSONAL: Final = Told(
    "CS921", "Looks like personal data",
    "A text has the shape of something that gives a person or a place away; the hint names the kind, and never what it "
    "says. Names cannot be found reliably: silence is no proof.",
    '"note": "Ring her on 07700 900123"', '"note": "Ring her keyworker"',
)  # fmt: skip
LOOKS_LIKE_A_PERSON: Final = Told(
    "CS922", "Column named as if about persons",
    "The name of a column, or of a member, says that it holds a name, an address, a date of birth or the like.",
    "date_of_birth", "(leave the column out)",
)  # fmt: skip
