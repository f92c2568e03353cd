"""Skeletons for those who write an edition: a file of the Markdown form that compiles as it stands."""

import json
from typing import Final, Literal

from care_standards.errors import InvalidValueError
from care_standards.identifiers import is_edition_id
from care_standards.model.constraints import MAX_TITLE
from care_standards.vocabularies import VOCABULARIES, Sharing

Shape = Literal["standards", "paragraphs"]
SHAPES: Final[tuple[Shape, ...]] = ("standards", "paragraphs")

_RIGHTS: Final = {
    "private": "Made from an own copy. Where it holds the publisher's wording, that is private.",
    "shareable": "Say here under which licence this may be shared, and who says so.",
}
_BODY: Final = {
    "private": "private: the words below are the publisher's and are yours to keep, not to share",
    "shareable": "shareable: the words below are summaries in words of your own",
}
_READ: Final = {
    "private": ("own-copy", "Own copy of the publication", "The whole of it."),
    "shareable": ("publication", "The publication itself", "The whole of it, by its publisher."),
}
_KINDS: Final = {
    "standards": """\
[kinds]                           # what headings, paragraphs and bullets are; these are the usual ones
headings = ["part", "section", "standard"]
numbered = "clause"
paragraph = "principle"
bullet = "recommendation"
""",
    "paragraphs": """\
[kinds]                           # what headings, paragraphs and bullets are
headings = ["part", "section"]
numbered = "clause"
paragraph = "statement"
bullet = "statement"
""",
}
_ITEMS: Final = {
    "standards": """\
# 1 An example of a chapter {page=1}

<!-- The number at the beginning becomes the id: {edition}.1. The braces at the end hold what is not in the words. -->

## 1.1 An example of a section

### 1.1.1 An example of a standard {page=2}

A guiding principle is a paragraph below its standard. {force=should}

- **Own label** A practical recommendation is a bullet. {force=must-not setting=safehouse}
- A second one, only for outreach. {force=should setting=outreach}

> Note: a caveat of your own about the item directly above stands in a block quote.
""",
    "paragraphs": """\
# 1 An example of a chapter {page=1}

<!-- The number at the beginning becomes the id: {edition}.1.1. The braces at the end hold what is not in the words. -->

1.1 A numbered paragraph opens with its number. {page=1 force=must}

- **Own label** A bullet hangs from the paragraph above it. {force=should}

1.2 Another numbered paragraph, on the page of the one before. {force=may}

> Note: a caveat of your own about the item directly above stands in a block quote.
""",
}


def new_edition(
    edition: str, *, title: str | None = None, shape: Shape = "standards", sharing: Sharing = "private"
) -> str:
    """Give the skeleton of an edition in the Markdown form, with remarks on each part.

    It compiles as it stands, to an edition of a few invented items that says it is partial. ``shape`` is ``standards``
    for chapters, sections and standards with principles and recommendations, ``paragraphs`` for numbered paragraphs.
    With ``sharing="private"`` the words of the file are the publisher's, with ``"shareable"`` they are summaries.

    Raises InvalidValueError where ``edition`` is no edition id or another argument cannot be used.
    """
    if not is_edition_id(edition):
        raise InvalidValueError("new_edition", "edition", "must be an edition id, such as oak-2026")
    if shape not in SHAPES:
        raise InvalidValueError("new_edition", "shape", f"must be one of: {', '.join(SHAPES)}")
    if sharing not in VOCABULARIES["sharing"]:
        raise InvalidValueError("new_edition", "sharing", f"must be one of: {', '.join(VOCABULARIES['sharing'])}")
    publication, _, year = edition.rpartition("-")
    name, source, read = _READ[sharing]
    key = f"{name}-{year}"
    return f"""\
+++
# The facts of the edition, in TOML. What stands after a number sign is a remark.
edition = "{edition}"
publication = "{publication}"
title = {_quoted(f"The title of {edition}" if title is None else title)}
data_revision = 1                 # raise it by one whenever a corrected file is given to others
language = "en-GB"
# jurisdictions = ["england", "wales"]
# jurisdictions_basis = "stated"  # stated, inferred or partial: who says where it applies

[rights]                          # {_BODY[sharing]}
sharing = "{sharing}"
statement = "{_RIGHTS[sharing]}"

[completeness]                    # partial until every item is here; then: level = "complete", known_gaps = []
level = "partial"
coverage = "An example only."
known_gaps = ["Everything: only invented examples are here so far."]

{_KINDS[shape]}
[defaults]                        # what holds for every item that does not say otherwise
confidence = "high"
sources = ["{key}"]

[[bibliography]]                  # what was read
key = "{key}"
title = "{source}"
what_was_read = "{read}"
+++

<!-- Remarks like this one are not compiled. Everything below is invented: replace it. -->

{_ITEMS[shape].replace("{edition}", edition)}"""


def _quoted(title: str) -> str:
    """Write a title as text of TOML; raises InvalidValueError for one that an edition cannot have."""
    lone = any(0xD800 <= ord(character) < 0xE000 for character in title)
    if lone or not 0 < len(title) <= MAX_TITLE:
        rule = f"must be text of 1 to {MAX_TITLE} characters, without lone surrogates"
        raise InvalidValueError("new_edition", "title", rule)
    return json.dumps(title, ensure_ascii=False).replace("\x7f", "\\u007f")
