"""What crosswalks carry beside their rows, put together: sources by key, extensions by name, and notes."""

from collections.abc import Iterable, Sequence
from typing import Any

from care_standards.errors import InvalidValueError
from care_standards.model.crosswalk import Crosswalk
from care_standards.model.extensions import Extensions
from care_standards.model.provenance import Source


def joined_bibliography(crosswalks: Iterable[Crosswalk]) -> tuple[Source, ...]:
    """Give the sources of all of them, each key once, in order of first mention.

    Raises InvalidValueError where one key names two different sources.
    """
    known: dict[str, Source] = {}
    for crosswalk in crosswalks:
        for source in crosswalk.bibliography:
            if known.setdefault(source.key, source) != source:
                rule = "must not name different sources by one key: give one of them another key"
                raise InvalidValueError("Crosswalk", "bibliography", rule)
    return tuple(known.values())


def joined_extensions(crosswalks: Sequence[Crosswalk]) -> Extensions:
    """Give the extensions of all of them; raises InvalidValueError where one name has different content."""
    different = list(dict.fromkeys(crosswalk.extensions for crosswalk in crosswalks if len(crosswalk.extensions)))
    if len(different) < 2:
        return different[0] if different else crosswalks[0].extensions
    members: dict[str, Any] = {}
    for extensions in different:
        for name, content in extensions.items():
            if name in members and Extensions.of({name: content}) != Extensions.of({name: members[name]}):
                rule = "must not have different content under one name"
                raise InvalidValueError("Crosswalk", "extensions", rule)
            members[name] = content
    return Extensions.of(members)


def joined_notes(crosswalks: Iterable[Crosswalk]) -> str | None:
    """Give the different notes, one below the other, or None where there is none."""
    notes = dict.fromkeys(crosswalk.note for crosswalk in crosswalks if crosswalk.note is not None)
    return "\n\n".join(notes) or None
