"""The codes of a pack as a whole: CS6 and two digits."""

from typing import Final

from care_standards.issue_codes.told import Told

ENTRY_REFUSED: Final = Told(
    "CS601", "Entry of a pack refused",
    "A pack holds ordinary files in its own folder, each once. A path that leads out, a link, an encrypted or "
    "repeated entry, names that differ in capitals only, or more entries than the limit are refused unread.",
    "../pack.json", "pack.json",
)  # fmt: skip
FILE_MISSING: Final = Told(
    "CS602", "File missing from the pack",
    "The manifest names a file that the pack does not hold, or the pack has no pack.json.",
    "pack.json names editions/oak-2026.json, which is not there", "pack.json and editions/oak-2026.json",
)  # fmt: skip
FILE_NOT_NAMED: Final = Told(
    "CS603", "File that the manifest does not name",
    "Everything in a pack is named in its manifest, with its digest, but texts for readers (README, LICENSE).",
    "editions/oak-2026.json beside a manifest without it", "(make the pack again)",
)  # fmt: skip
FILE_DISAGREES: Final = Told(
    "CS604", "File is another document",
    "The manifest says of a file that it is a document of some kind and id; in the file is another one.",
    '{"kind": "edition", "id": "oak-2026", …} for a file with the edition elm-2026', "(make the pack again)",
)  # fmt: skip
NO_LATER_REVISION: Final = Told(
    "CS605", "Not a later data revision",
    "An edition of a shipped id extends it, and so needs a higher data revision. Make the pack again.",
    '{"id": "scs-2018", "data_revision": 1, …}', '{"id": "scs-2018", "data_revision": 2, …}',
)  # fmt: skip
SHIPPED_LEFT_OUT: Final = Told(
    "CS606", "Something shipped is left out",
    "A fuller edition holds every shipped id or retires it; only if complete may it retire one that is not "
    "provisional. A publication keeps every record of an edition.",
    "(an edition without scs-2018.1.1)", "(begin with what care-standards render gives)",
)  # fmt: skip
ANCHOR_DIFFERS: Final = Told(
    "CS607", "Differs from what is established",
    "A fuller edition has what the shipped data have verified: ids, pages, numbers, headings, and how many "
    "principles and recommendations. Correct it; or accept the differences, if your copy is another upload.",
    "(1.1.5 on page 23)", "(1.1.5 on page 21)",
)  # fmt: skip
DIFFERENCE_ACCEPTED: Final = Told(
    "CS608", "Accepted difference",
    "The pack differs from what is established, and its manifest says why that was accepted.",
    "(no fault)", "(1.1.5 on page 23, accepted)", "warning",
)  # fmt: skip
WEAKER_FACT_DIFFERS: Final = Told(
    "CS609", "Differs from what is reported",
    "The pack differs from something that the shipped data hold on weaker grounds. The pack may well be right.",
    "(no fault)", "(a heading that was reported otherwise)", "warning",
)  # fmt: skip
