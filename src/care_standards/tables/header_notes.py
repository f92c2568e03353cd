"""What is to be said of the columns of a table, whatever its rows hold; a name is shown only if the profile has it."""

from collections.abc import Callable, Iterator

from care_standards.documents.column_names import loosely
from care_standards.issue_codes import Code
from care_standards.tables.matching import Match, Names
from care_standards.tables.records import Header, Place, TableFault

Note = tuple[str, TableFault]
"""A fault, and the name of the column as the table has it, by which the same is not said twice. It is never shown."""


def place_of(header: Header, position: int) -> Place:
    """Give the place of a column; that of the header alone where records have members and no columns."""
    place = header.place
    return Place(place.row, header.columns[position] if header.columns else None, place.line, place.sheet)


def header_notes(
    header: Header,
    names: Names,
    matches: tuple[Match | None, ...],
    names_a_person: Callable[[str], bool],
    guard: bool = False,
) -> Iterator[Note]:
    """Say which columns are unknown, refused or misspelt, and which stand below the label of another; by position.

    With ``guard`` a column that holds what is about persons is an error of what is sent, though nothing of it is taken.
    """
    return (
        (name or "", TableFault(code, place_of(header, position), hint))
        for position, (name, match) in enumerate(zip(header.names, matches, strict=True))
        for code, hint in (
            *_of_name(name, match, names_a_person, guard),
            *_of_label(name, _label(header, position), names, match),
        )
    )


def _of_name(
    name: str | None, match: Match | None, names_a_person: Callable[[str], bool], guard: bool
) -> Iterator[tuple[Code, str]]:
    if name is None:
        return
    personal = match.column.personal if match is not None else names_a_person(name)
    if personal and guard:
        yield Code.LOOKS_LIKE_A_PERSON, "Leave the column out of what you send."
    if match is None:
        told = " Its name is like those of what is about a person: do not send it." if personal else ""
        yield Code.COLUMN_UNKNOWN, f"It was left out. Name it in a profile if it matters.{told}"
        return
    if match.misspelt:
        yield Code.NAME_MISSPELT, f"It stands for {match.column.name}."
    if personal:
        yield Code.PERSONAL_COLUMN, f"Leave out {match.column.name}. Nothing of it was taken."


def _label(header: Header, position: int) -> str | None:
    return (header.labels[position] or None) if position < len(header.labels) else None


def _of_label(name: str | None, label: str | None, names: Names, match: Match | None) -> Iterator[tuple[Code, str]]:
    if label is None:
        return
    if name is None:
        yield Code.COLUMN_UNKNOWN, "It was left out: it has a label and no name."
        return
    own = match.column.label if match is not None else None
    if match is not None and own is not None and loosely(own) != loosely(label) and names.labelled(label) is not None:
        yield Code.LABEL_DISAGREES, f"The label of {match.column.name} is: {own}. The name counted."
