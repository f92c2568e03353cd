"""The codes of what the schema cannot see: CS4 and two digits."""

from typing import Final

from care_standards.issue_codes.told import Told

DUPLICATE_ID: Final = Told(
    "CS401", "Id given twice",
    "Two items of the document carry the same id.",
    '[{"id": "scs-2018.1"}, {"id": "scs-2018.1"}]', '[{"id": "scs-2018.1"}, {"id": "scs-2018.2"}]',
)  # fmt: skip
DUPLICATE_FINDING: Final = Told(
    "CS402", "Two findings on one provision",
    "An assessment has one finding for each provision. Which of two would count is not for a program to decide.",
    "1.1.5 met, 1.1.5 not-met", "1.1.5 not-met",
)  # fmt: skip
DANGLING_REFERENCE: Final = Told(
    "CS403", "Refers to nothing",
    "A reference names something that is neither in this document nor in the data at hand.",
    '{"parent": "scs-2018.9"}', '{"parent": "scs-2018.1"}',
)  # fmt: skip
OUT_OF_ORDER: Final = Told(
    "CS404", "Parent after its child",
    "Provisions stand in printed order, every parent before what is below it.",
    "1.1.5, then 1.1", "1.1, then 1.1.5",
)  # fmt: skip
RING: Final = Told(
    "CS405", "Ring",
    "Following the references comes back to where it began: a provision above itself, an edition before itself.",
    '{"id": "scs-2018.1", "parent": "scs-2018.1"}', '{"id": "scs-2018.1"}',
)  # fmt: skip
RETIRED_ID: Final = Told(
    "CS406", "Retired id",
    "The id was released once and has been retired; the hint names what took its place, where anything did.",
    "(an id of an earlier data revision)", "(its successor)",
)  # fmt: skip
IMPOSSIBLE_ID: Final = Told(
    "CS407", "Id that cannot exist",
    "The id names a provision of an edition whose data are complete, and it is not there.",
    "(a number the edition does not have)", "(a number it has)",
)  # fmt: skip
UNKNOWN_EDITION: Final = Told(
    "CS408", "Unknown edition",
    "The edition is not registered here. Editions of your own come with a pack.",
    '{"edition": "scs-2081"}', '{"edition": "scs-2018"}',
)  # fmt: skip
UNVERIFIED_ID: Final = Told(
    "CS409", "Unverified id",
    "The id is well formed and its edition is registered, but our data of that edition are partial and do not "
    "hold it. It may well be right. It is kept and counted apart.",
    "(no fault)", '"scs-2018.7.2.3"', "unverified",
)  # fmt: skip
WRONG_EDITION: Final = Told(
    "CS410", "Of another edition",
    "The id belongs to another edition than the one the document, or this side of it, is about.",
    '{"edition": "scs-2018", …"scs-2025.…"}', '{"edition": "scs-2018", …"scs-2018.1.1.5"}',
)  # fmt: skip
DATES_OUT_OF_ORDER: Final = Told(
    "CS411", "Dates out of order",
    "A period, a range or a time in force ends before it starts.",
    '{"start": "2026-03-31", "end": "2026-01-01"}', '{"start": "2026-01-01", "end": "2026-03-31"}',
)  # fmt: skip
UNKNOWN_SOURCE: Final = Told(
    "CS412", "Source not registered",
    "A source key is neither in the shipped register nor in the bibliography of the document.",
    '{"sources": ["somewhere"]}', '{"sources": ["heal-2019"]}',
)  # fmt: skip
WORDING_NOT_PRIVATE: Final = Told(
    "CS413", "Wording in a shareable edition",
    "The publisher's wording may stand only in an edition whose rights say private.",
    '{"sharing": "shareable", … "text": …}', '{"sharing": "private", … "text": …}',
)  # fmt: skip
DUPLICATE_ROW: Final = Told(
    "CS414", "Row given twice",
    "Two rows link the same two ends with the same kind of matching.",
    "a intersects b, a equal b", "a intersects b",
)  # fmt: skip
SAME_PUBLICATION: Final = Told(
    "CS415", "Wrong pair of editions",
    "A crosswalk links editions of different publications; a concordance two editions of the same.",
    "scs-2018--scs-2025 as a crosswalk", "scs-2018--scs-2025 as a concordance",
)  # fmt: skip
STALE_ROW: Final = Told(
    "CS416", "An end has changed",
    "An end of this row no longer says what it said when the row was made. Read the row again, then pin it.",
    "(a digest of an earlier revision)", "(the digest of this revision)", "warning",
)  # fmt: skip
WRONG_DIGEST: Final = Told(
    "CS417", "Digest does not match",
    "The document is not what its digest was taken of: it was changed afterwards, or damaged.",
    "(edited after the digest was taken)", "(digest taken last)",
)  # fmt: skip
WRONG_ARITY: Final = Told(
    "CS418", "Kind of change and its ends disagree",
    "A split has one old and several new, a merger the reverse, an addition no old one, a withdrawal no new one; "
    "unchanged, renumbered, reworded and moved have one of each.",
    '{"kind": "split", "old": ["a"], "new": ["b"]}', '{"kind": "split", "old": ["a"], "new": ["b", "c"]}',
)  # fmt: skip
COUNT_DISAGREES: Final = Told(
    "CS419", "Figure disagrees with the content",
    "A count stated in the document is not what counting gives.",
    '{"completeness": {"provisions": 3, …} …}', '{"completeness": {"provisions": 0, …} …}',
)  # fmt: skip
VERDICT_DISAGREES: Final = Told(
    "CS420", "Verdict disagrees with the issues",
    "A report with an error is invalid; one without, but with unverified ids, is unverified; any other is valid.",
    '{"verdict": "valid", "counts": {"errors": 2, …}}', '{"verdict": "invalid", "counts": {"errors": 2, …}}',
)  # fmt: skip
PROVISIONAL_ID_TAKEN: Final = Told(
    "CS421", "Provisional id taken over",
    "The id was released for a guess, and records may hold it in that sense. What was read in print may not stand "
    "under it: a confirmed number, wording, an item of a complete edition. Give the item another id, ending in -2.",
    '{"id": "scs-2018.1.1.6", "notation": "1.1.6", "notation_status": "confirmed", …}',
    '{"id": "scs-2018.1.1.6-2", "notation": "1.1.6", "notation_status": "confirmed", …}',
)  # fmt: skip
FILE_MISNAMED: Final = Told(
    "CS422", "File not named after its content",
    "A document in a pack stands in the folder of its kind, under its id.",
    '{"kind": "edition", "id": "oak-2026", "path": "editions/oak.json", …}',
    '{"kind": "edition", "id": "oak-2026", "path": "editions/oak-2026.json", …}',
)  # fmt: skip
PROVISIONAL_ID_RETIRED: Final = Told(
    "CS423", "Provisional id, retired since",
    "The id rested on a guess, and a fuller copy has retired it. The record is kept and counted apart.",
    '"scs-2018.1.1.6"', '"scs-2018.1.1.6-2"', "unverified",
)  # fmt: skip
PRECISION_DISAGREES: Final = Told(
    "CS424", "Precision and dates disagree",
    "Of a date known to the day, the month or the year, both ends are that day, month or year; the two ends of a range "
    "differ.",
    '{"earliest": "2018", "latest": "2018", "precision": "day"}',
    '{"earliest": "2018", "latest": "2018", "precision": "year"}', "warning",
)  # fmt: skip
STATUS_DISAGREES: Final = Told(
    "CS425", "Status and content disagree",
    "A status says of something that it is not there, and it is; or the reverse. It may be about a number, a heading, "
    "or a later edition.",
    '{"heading": "Housing", "heading_status": "none"}', '{"heading": "Housing", "heading_status": "own-label"}',
    "warning",
)  # fmt: skip
BLANK_REASON: Final = Told(
    "CS426", "Blank reason",
    "White space alone is given as a reason where one is needed: of a finding that a provision does not apply, or of "
    "differences that a pack accepts. It says nothing.",
    '{"status": "not-applicable", "reason": " ", …}',
    '{"status": "not-applicable", "reason": "No residential service", …}', "warning",
)  # fmt: skip
FOUND_BEFORE_PERIOD: Final = Told(
    "CS427", "Found before the period",
    "A finding was made before the time that the assessment is about begins. It may have been carried over; often the "
    "year is mistyped. A finding made after the end is usual, and is not reported.",
    '{"period": {"start": "2026-01-01", …}, … "assessed_on": "2025-01-15"}',
    '{"period": {"start": "2026-01-01", …}, … "assessed_on": "2026-01-15"}', "warning",
)  # fmt: skip
ONE_SIDED_SUCCESSION: Final = Told(
    "CS428", "Succession told by one side only",
    "An edition names the one it took the place of, or that took its place, and that one does not say the same of it.",
    '[{"id": "oak-2024", "superseded_by": "oak-2026"}, {"id": "oak-2026"}]',
    '[{"id": "oak-2024", "superseded_by": "oak-2026"}, {"id": "oak-2026", "supersedes": "oak-2024"}]', "warning",
)  # fmt: skip
RECORD_DISAGREES: Final = Told(
    "CS429", "Record and edition disagree",
    "The record of an edition says that more or less of it is held, or that it is complete to another level, than the "
    "edition at hand says itself.",
    "(a record of 44 provisions, of an edition that holds 45)", "(a record of 45 provisions)", "warning",
)  # fmt: skip
ANOTHER_REVISION: Final = Told(
    "CS430", "Made with another revision of the data",
    "The document was made with an earlier or a later data revision of the edition than the one at hand. What it says "
    "may no longer hold, or not yet.",
    '{"edition": "scs-2018", "data_revision": 7}', '{"edition": "scs-2018", "data_revision": 1}', "warning",
)  # fmt: skip
IDLE_DIGEST: Final = Told(
    "CS431", "Digest that pins nothing",
    "A row pins the provisions at its ends. Where an end is a whole edition there is none to pin, and the digest is "
    "never looked at.",
    '{"source": "scs-2018", "source_digest": "sha256:…", …}', '{"source": "scs-2018", …}', "warning",
)  # fmt: skip
RUNS_BACKWARDS: Final = Told(
    "CS432", "From the later edition to the earlier",
    "The old edition of a concordance is the earlier one by the dates in their publication, or by their order in it "
    "where the dates leave that open.",
    '{"old": {"edition": "scs-2025", …}, "new": {"edition": "scs-2018", …}}',
    '{"old": {"edition": "scs-2018", …}, "new": {"edition": "scs-2025", …}}',
)  # fmt: skip
UNANSWERED_COUNTER: Final = Told(
    "CS433", "Evidence against it is not answered",
    "A provision was found met although a piece of evidence counters that, and nothing says why the finding stands. "
    "White space alone is no answer.",
    '{"status": "met", … "evidence": [{"ref": "d-1", "bearing": "counters"}]}',
    '{"status": "met", … "evidence": [{"ref": "d-1", "bearing": "counters", "answer": "Put right since"}]}', "warning",
)  # fmt: skip
MISPLACED_FINDING: Final = Told(
    "CS434", "Finding in a list it does not belong to",
    "What was found against the edition of the assessment stands in findings. In unresolved and archive stand findings "
    "against other editions of the same publication, and an earlier finding is of the same publication too.",
    '{"edition": "scs-2025", … "archive": [{"provision": "scs-2025.1.1.5", …}]}',
    '{"edition": "scs-2025", … "archive": [{"provision": "scs-2018.1.1.5", …}]}',
)  # fmt: skip
EARLIER_DISAGREES: Final = Told(
    "CS435", "Earlier finding and archive disagree",
    "A finding that has to be made again names the one before it; that one stands in the archive of the assessment, "
    "with the same status and the same day.",
    '{"earlier": [{"provision": "scs-2018.1.1.5", "status": "met", "verdict": "reassess", …}]} … "archive": []',
    '{"earlier": [{"provision": "scs-2018.1.1.5", "status": "met", "verdict": "reassess", …}]} … '
    '"archive": [{"provision": "scs-2018.1.1.5", "status": "met", …}]',
    "warning",
)  # fmt: skip
RECORD_TWICE: Final = Told(
    "CS436", "Record accounted for twice",
    "A ledger of an assessment has one entry for each finding that came in. Which of two would hold is not for a "
    "program to decide.",
    "1.1.5 carried, 1.1.5 retired", "1.1.5 carried",
)  # fmt: skip
LEDGER_DISAGREES: Final = Told(
    "CS437", "Ledger contradicts itself",
    "What was added has no source, and what is retired went nowhere. Only a ledger of a document is from version to "
    "version, and only there are members changed, defaulted or dropped. Each step names the concordance of its two "
    "editions, and leads on to a later step or to the end.",
    '{"source": "scs-2018.1.1.5", "verdict": "retired", "targets": ["scs-2025.1.1.5"], …}',
    '{"source": "scs-2018.1.1.5", "verdict": "retired", …}',
)  # fmt: skip
ITEM_WITHOUT_ROW: Final = Told(
    "CS438", "Items without a row",
    "The edition at hand holds provisions that no change names. What became of them stays unknown, and no record is "
    "carried over. Rows that are disputed count as if they were not there.",
    "(an item in no row)", '{"kind": "unchanged", "old": ["scs-2018.1"], "new": ["scs-2025.1"], …}', "warning",
)  # fmt: skip
CLAIMED_TWICE: Final = Told(
    "CS439", "Claimed by two rows",
    "What became of a provision is told in one row; only of a split may several rows tell, and of a merger. Two "
    "provisions that became the same one are a merger.",
    '[{"kind": "renumbered", "old": ["a"], "new": ["c"]}, {"kind": "renumbered", "old": ["b"], "new": ["c"]}]',
    '[{"kind": "merged", "old": ["a", "b"], "new": ["c"]}]', "warning",
)  # fmt: skip
PART_ALONE: Final = Told(
    "CS440", "Split or merger of one",
    "A row says besides its kind that a provision was split, and all rows together name one part of it; or that some "
    "were merged, and only one went into it.",
    '{"kind": "moved", "also": ["split"], "old": ["a"], "new": ["b"]}',
    '{"kind": "moved", "old": ["a"], "new": ["b"]}', "warning",
)  # fmt: skip
RENUMBERED_IN_A_RING: Final = Told(
    "CS441", "Numbers that go round",
    "Provisions have changed numbers among themselves. That happens; more often two rows, or the two sides, were taken "
    "for each other, and records would be carried to the wrong rule. Look at the texts again.",
    '1.1 became 1.2, 1.2 became 1.1', "1.1 became 1.2, 1.2 became 1.3", "warning",
)  # fmt: skip
NAME_CLAIMED_TWICE: Final = Told(
    "CS442", "Name claimed twice",
    "A profile lets one thing mean two: a name, compared as the profile compares names, means two columns; one way of "
    "writing stands for two words of a column; or a column is fixed twice. Which is meant cannot be told.",
    '[{"name": "Status", "to": "status"}, {"name": "status", "to": "note"}]', '[{"name": "Status", "to": "status"}]',
)  # fmt: skip
CODE_IMPOSSIBLE: Final = Told(
    "CS443", "Word that its column cannot hold",
    "A profile names a code, or a fixed value, that the column of the link row cannot hold.",
    '{"column": "status", "code": "fully-met", "also": ["Yes"]}',
    '{"column": "status", "code": "met", "also": ["Yes"]}',
)  # fmt: skip
