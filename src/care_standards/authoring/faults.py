"""What can be wrong with the files that people write: stable codes, and where, with what to write.

No fault shows anything of the file: it names a line, a column and a rule. Words suggested are those of our own lists.
Codes CS501 to CS519 are about the Markdown form, CS520 to CS529 about tables of links.
"""

import attrs

from care_standards.errors import CareStandardsError, first_few
from care_standards.explained_codes import ExplainedCode


class AuthoringCode(ExplainedCode):
    """One kind of fault: its code, a title and an explanation. A code never changes its meaning."""

    # ---- the Markdown form
    NO_FRONT_MATTER = (
        "CS501", "No front matter",
        "The file does not begin with a line +++, the facts of the edition in TOML, and a second line +++.",
    )  # fmt: skip
    NOT_TOML = ("CS502", "Front matter is not TOML", "The front matter breaks the grammar of TOML at the place named.")
    FRONT_MEMBER = (
        "CS503", "Front matter not as described",
        "A member of the front matter is missing, unknown, or holds something other than what it is for.",
    )  # fmt: skip
    NOT_IN_THIS_FORM = (
        "CS504", "Not in this form",
        "Tables, code, images, links, raw HTML, rules, and second paragraphs within a bullet say nothing that an "
        "edition could hold.",
    )  # fmt: skip
    ATTRIBUTES_MALFORMED = (
        "CS505", "Attributes not well formed",
        "Attributes stand in braces at the very end of a block, as name=value with spaces between. A brace that "
        "belongs to the text has a backslash before it.",
    )  # fmt: skip
    UNKNOWN_ATTRIBUTE = ("CS506", "Unknown attribute", "No attribute has this name.")
    ATTRIBUTE_VALUE = ("CS507", "Wrong value of an attribute", "The attribute does not take this value.")
    GIVEN_TWICE = ("CS508", "Given twice", "The same thing is said twice of one item; one of the two must go.")
    OUT_OF_PLACE = (
        "CS509", "Out of place",
        "Something stands where it can belong to nothing, or where it would be lost in something else: a line that "
        "looks like an item within another one, a quotation that does not say what it is, our summary as wording.",
    )  # fmt: skip
    NOTHING_THERE = ("CS510", "Nothing there", "An item has neither a number nor words nor a label.")
    ID_IMPOSSIBLE = (
        "CS511", "No id possible",
        "The id that follows from the number or the words is not well formed or too long, or is of another edition.",
    )  # fmt: skip
    SAME_ID = ("CS512", "Same id twice", "Two items have the same id.")
    UNKNOWN_PARENT = ("CS513", "Unknown parent", "No earlier item has the id that is named as the parent.")
    TOO_LARGE = ("CS514", "Too large", "The file, a value in it, or the nesting of its bullets is beyond the limits.")
    NOT_TEXT = (
        "CS515", "Not text",
        "The file holds characters that no text file holds: NUL, half a character, or bytes that are not UTF-8.",
    )  # fmt: skip
    EDITION_REFUSED = (
        "CS516", "Edition refused",
        "What the file makes is not a valid edition. The code of the broken rule is named; its page explains it.",
    )  # fmt: skip
    LOCK_UNREADABLE = ("CS517", "Lock unreadable", "The lock file is not one, is of a later version, or is damaged.")

    # ---- tables of links
    TABLE_FRONT = (
        "CS520", "No facts above the table",
        "A table of links begins with a line +++, what is true of the whole table in TOML, and a second line +++.",
    )  # fmt: skip
    TABLE_MEMBER = (
        "CS521", "Facts above the table not as described",
        "What stands above the table lacks something, or holds something other than what it is for.",
    )  # fmt: skip
    NOT_CSV = (
        "CS522", "Not a table",
        "The file cannot be read as comma-separated values in UTF-8, or is too large.",
    )  # fmt: skip
    TABLE_COLUMN = ("CS523", "Wrong column", "A column is missing, stands there twice, or has a name of no column.")
    TABLE_ROW = ("CS524", "Row too long", "A row has more cells than the table has columns.")
    TABLE_CELL = ("CS525", "Wrong cell", "A cell holds something other than what its column is for.")
    TABLE_REFUSED = (
        "CS526", "Table refused",
        "What the table makes breaks a rule beyond its form. The code of the rule is named; its page explains it.",
    )  # fmt: skip
    DECISION = (
        "CS527", "Decision not possible",
        "A row of a proposal was decided in a way that its provisions do not allow, or one that contradicts another.",
    )  # fmt: skip
    ANOTHER_PROPOSAL = (
        "CS528", "Proposal of other editions",
        "The proposal was made for other editions, or for another revision of their data, than those given.",
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class AuthoringFault:
    """One fault: where it is, what is wrong, and what to write instead; ``near`` are up to three words of ours.

    ``line`` and ``column`` count from 1; 0 where what was judged came from no file.
    """

    code: AuthoringCode
    line: int
    column: int
    what: str
    instead: str
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        near = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        return f"{self.line}:{self.column} {self.code.value} {self.what} {self.instead}{near}"


class InvalidAuthoringError(CareStandardsError, ValueError):
    """A file of which nothing can be made; ``faults`` says everything that is wrong, in the order of the file."""

    def __init__(self, faults: tuple[AuthoringFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return first_few(self.faults)
