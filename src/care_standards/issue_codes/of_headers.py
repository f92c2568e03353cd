"""The codes of what a document says it is: CS2 and two digits."""

from typing import Final

from care_standards.issue_codes.told import Told

NOT_AN_OBJECT: Final = Told(
    "CS201", "Not a document",
    "Every document is a JSON object at the top.",
    "[]", '{"kind": "assessment", …}',
)  # fmt: skip
UNKNOWN_KIND: Final = Told(
    "CS202", "Kind missing or unknown",
    "The member kind says what the document is: publication, edition, crosswalk, concordance, assessment, "
    "report or pack.",
    '{"kind": "audit"}', '{"kind": "assessment"}',
)  # fmt: skip
UNKNOWN_SCHEMA_VERSION: Final = Told(
    "CS203", "Schema version missing or unknown",
    "The member schema_version is the text of a released version, such as 1.0.",
    '{"schema_version": 1}', '{"schema_version": "1.0"}',
)  # fmt: skip
NEWER_SCHEMA_VERSION: Final = Told(
    "CS204", "Newer than this library",
    "The document follows a later schema version than this library knows. Upgrade care_standards; nothing was "
    "read or changed.",
    '{"schema_version": "9.0"}', '{"schema_version": "1.0"}',
)  # fmt: skip
WRONG_SCHEMA_NAME: Final = Told(
    "CS205", "Schema named is another",
    "The member $schema must be the identifier of the schema for this kind and version. It is never fetched and "
    "never picks the validator.",
    '{"$schema": "https://example.org/s.json", …}', '{"$schema": "(the identifier in schemas/)", …}',
)  # fmt: skip
KIND_NOT_ASKED_FOR: Final = Told(
    "CS206", "Another kind was asked for",
    "The document is of another kind than the reader called for.",
    "read_assessment(an edition)", "read_edition(an edition)",
)  # fmt: skip
