"""What the front matter says of the edition: judged where this form is concerned, and turned into a document."""

from collections.abc import Collection, Mapping
from typing import Any, Final, cast

from care_standards.authoring import front_matter
from care_standards.authoring.faults import AuthoringCode, AuthoringFault
from care_standards.authoring.grammar import LISTS
from care_standards.documents.schema_registry import CURRENT, schema_id
from care_standards.identifiers import is_edition_id, is_key, is_language_tag, near_misses
from care_standards.vocabularies import KINDS, VOCABULARIES

_MEMBERS: Final = (
    "edition", "publication", "title", "data_revision", "language", "jurisdictions", "jurisdictions_basis", "digest",
    "rights", "completeness", "kinds", "defaults", "bibliography", "extensions",
)  # fmt: skip
_MOST: Final = 50  # faults of names: to find the near misses and the place of each is dear
_KINDS: Final = ("headings", "numbered", "paragraph", "bullet")
_DEFAULT_WORDS: Final = ("force", "confidence", "text_status", "notation_status", "heading_status")
_DEFAULTS: Final = (*_DEFAULT_WORDS, "language", "page", *LISTS, *LISTS.values())

Told = list[AuthoringFault]


def header_faults(front: Mapping[str, Any], toml: str) -> tuple[bool, Told]:
    """Judge what this form adds to an edition; tells whether the items can be placed, and every fault."""
    told: Told = []

    def tell(table: str | None, member: str | None, what: str, instead: str, near: tuple[str, ...] = ()) -> None:
        line, column = front_matter.locate(toml, table, member)
        told.append(
            AuthoringFault(
                code=AuthoringCode.FRONT_MEMBER, line=line, column=column, what=what, instead=instead, near=near
            )
        )

    for table, known in ((None, _MEMBERS), ("kinds", _KINDS), ("defaults", _DEFAULTS)):
        members = front if table is None else front.get(table, {})
        if not isinstance(members, Mapping):
            tell(None, table, f"The member {table} is no table.", f"Write [{table}] on a line of its own.")
            continue
        for name in cast("Mapping[str, Any]", members):
            if name not in known and len(told) < _MOST:
                within = f"[{table}]" if table else "the front matter"
                what, instead = f"{within[0].upper()}{within[1:]} has no member of this name.", "Leave it out."
                tell(table, name, what, instead, near_misses(name, known))
    usable = not told or all(isinstance(front.get(table, {}), Mapping) for table in ("kinds", "defaults"))
    if not is_edition_id(front.get("edition")):
        usable = False
        instead = 'Write the id of the publication, a hyphen and a year: edition = "oak-2026".'
        tell(None, "edition", "The id of the edition is missing or is none.", instead)
    for name in ("rights", "completeness"):
        if not isinstance(front.get(name), Mapping):
            usable = usable and name != "rights"
            tell(None, name, f"The table [{name}] is missing.", f"Write [{name}] with its members.")
    if "language" in front and not is_language_tag(front["language"]):
        tell(None, "language", "The language is no language tag.", 'Write one, such as "en" or "cy-GB".')
        usable = False
    if usable:
        before = len(told)
        _judge_kinds(front.get("kinds", {}), tell)
        _judge_defaults(front.get("defaults", {}), tell)
        usable = len(told) == before
    return usable, told


def _judge_kinds(given: Mapping[str, Any], tell: Any) -> None:
    for name in _KINDS:
        if name not in given:
            continue
        value: Any = given[name]
        if name == "headings" and not (_texts(value) and all(_word(one, KINDS) for one in value)):
            tell("kinds", name, "The kinds of headings are no list of kinds.", f"List some of: {', '.join(KINDS)}.")
        elif name != "headings" and not _word(value, KINDS):
            tell("kinds", name, "This is no kind.", f"Write one of: {', '.join(KINDS)}.", near_misses(value, KINDS))


def _judge_defaults(given: Mapping[str, Any], tell: Any) -> None:
    for name, value in given.items():
        if name in _DEFAULT_WORDS:
            words = VOCABULARIES[name]
            if not _word(value, words):
                instead = f"Write one of: {', '.join(words)}."
                tell("defaults", name, "This is no word of the list.", instead, near_misses(value, words))
        elif name == "language" and not is_language_tag(value):
            tell("defaults", name, "This is no language tag.", 'Write one, such as "en" or "cy-GB".')
        elif name == "page" and value != "none":
            tell("defaults", name, "A page cannot be the same for every item.", 'Write "none", or leave it out.')
        elif name in LISTS or name in LISTS.values():
            single = name if name in LISTS else next(one for one, plural in LISTS.items() if plural == name)
            known: tuple[str, ...] = () if single == "source" else VOCABULARIES[single]
            listed = _texts(value)
            fine = listed is not None and len(set(listed)) == len(listed)
            if not (fine and all(one in known if known else is_key(one) for one in listed or ())):
                choice = f"of: {', '.join(known)}" if known else "keys of the bibliography"
                tell("defaults", name, "This is no list of such words.", f"List {choice}; each once.")


def _texts(value: Any) -> list[str] | None:
    found = cast("list[object]", value) if isinstance(value, list) else None
    return cast("list[str]", found) if found is not None and all(isinstance(one, str) for one in found) else None


def _word(value: object, words: Collection[str]) -> bool:
    return isinstance(value, str) and value in words


def plain_header(front: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Give the document of an edition without its provisions; members that this form does not know stay out."""
    id: str = front["edition"]
    document: dict[str, Any] = {
        "$schema": schema_id("edition"),
        "schema_version": CURRENT,
        "kind": "edition",
        "id": id,
        "publication": front.get("publication", id[:-5]),
    }
    if "title" in front:
        document["title"] = front["title"]
    document["data_revision"] = front.get("data_revision", 1)
    for name in ("digest", "rights", "jurisdictions", "jurisdictions_basis"):
        if name in front:
            document[name] = front[name]
    completeness = front.get("completeness")
    if isinstance(completeness, Mapping):
        given = dict(cast("Mapping[str, Any]", completeness))
        document["completeness"] = {"level": given.pop("level", None), "provisions": count, **given}
        if document["completeness"]["level"] is None:
            del document["completeness"]["level"]
    for name in ("bibliography", "extensions"):
        if name in front:
            document[name] = front[name]
    return document
