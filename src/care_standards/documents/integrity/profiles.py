"""The integrity of a column profile: each name means one column, and each word is one its column can hold."""

from collections.abc import Iterator
from typing import Any, Final, cast

from care_standards.documents.column_names import WAYS
from care_standards.documents.integrity.references import Findings, objects, records, text, texts
from care_standards.documents.plain import Json, as_list
from care_standards.documents.problems import Path
from care_standards.identifiers import is_edition_id, is_provision_id, is_ref
from care_standards.issue_codes import Code
from care_standards.model.catalogue import Catalogue
from care_standards.model.constraints import is_partial_date
from care_standards.vocabularies import VOCABULARIES, NameMatching

_WORDS: Final = {
    "subject_kind": "subject_kind", "nation": "nation", "setting": "setting", "status": "finding_status",
    "stage": "stage", "populations": "population", "assessor_role": "assessor_role",
}  # fmt: skip
"""The columns that hold words of a closed list, with the name of the list."""


def _is_day(value: str) -> bool:
    return len(value) == len("2018-05-17") and is_partial_date(value)


_FORMS: Final = {
    "edition": is_edition_id, "provision": is_provision_id,
    **dict.fromkeys(("subject_ref", "evidence", "tool", "tool_version"), is_ref),
    **dict.fromkeys(("assessed_on", "period_start", "period_end"), _is_day),
}  # fmt: skip
"""The columns whose values have a form; any text will do for the others."""
_LISTS: Final = ("evidence", "populations")


def judge_profile(document: dict[str, Any], catalogue: Catalogue) -> Findings:
    """Judge the names of a profile, as it compares them, and the words it puts into the columns of the link row."""
    findings = Findings()
    findings.records = len(records(document, "columns"))
    _judge_names(findings, document)
    _judge_codes(findings, document)
    fixed: set[str] = set()
    for place, value in objects(document, "values"):
        column = text(value, "column")
        if column is not None and column in fixed:
            hint = "An earlier item fixes this column already. Keep one."
            findings.add(Code.NAME_CLAIMED_TWICE, ("values", place, "column"), hint)
        fixed.add(column or "")
        for part in _parts(document, column, text(value, "value")):
            _judge_word(findings, column, part, ("values", place, "value"))
    return findings


def _judge_names(findings: Findings, document: Json) -> None:
    """Report names that two columns claim; a column may well have one name twice, by the way of comparing."""
    asked = document.get("matching", "loose")
    way = WAYS.get(cast("NameMatching", asked)) if isinstance(asked, str) else None
    if way is None:
        return
    claimed: dict[str, int] = {}
    for place, column in objects(document, "columns"):
        for path, name in _names_of(column, ("columns", place)):
            first = claimed.setdefault(way(name), place)
            if first != place:
                hint = f"The column /columns/{first} has this name too. Leave it to one of them."
                findings.add(Code.NAME_CLAIMED_TWICE, path, hint)


def _names_of(column: Json, path: Path) -> Iterator[tuple[Path, str]]:
    name = text(column, "name")
    if name is not None:
        yield (*path, "name"), name
    for member in ("also", "misspelt"):
        yield from (((*path, member, place), each) for place, each in texts(column, member))


def _judge_codes(findings: Findings, document: Json) -> None:
    """Report words that a column cannot hold, and ways to write a word that stand for another one too."""
    meant: dict[tuple[str | None, str], str | None] = {}
    for place, alias in objects(document, "codes"):
        column, code = text(alias, "column"), text(alias, "code")
        _judge_word(findings, column, code, ("codes", place, "code"))
        words = VOCABULARIES.get(_WORDS.get(column or "", ""), ())
        for number, written in texts(alias, "also"):
            if meant.setdefault((column, written), code) != code or (written in words and written != code):
                hint = "It stands for another word of the column already. Leave it to one of them."
                findings.add(Code.NAME_CLAIMED_TWICE, ("codes", place, "also", number), hint)


def _parts(document: Json, column: str | None, value: str | None) -> list[str | None]:
    """Give the items of a fixed value of a list, as a cell of it would be parted; any other value is one."""
    if value is None or column not in _LISTS:
        return [value]
    separators = as_list(document.get("separators", [";"]))
    if not separators or not all(isinstance(each, str) and each for each in separators):
        return []  # the schema has refused them
    by: str = next((each for each in separators if each in value), separators[0])
    return list(value.split(by))


def _judge_word(findings: Findings, column: str | None, word: str | None, path: Path) -> None:
    if column is None or word is None:
        return
    if column in _WORDS:
        words = VOCABULARIES[_WORDS[column]]
        if word not in words:
            findings.add(Code.CODE_IMPOSSIBLE, path, f"Use one of: {', '.join(words)}.", word, lambda: words)
    elif column in _FORMS and not _FORMS[column](word):
        hint = f"It has not the form of what stands in {column}. Correct it, or take it out."
        findings.add(Code.CODE_IMPOSSIBLE, path, hint)
