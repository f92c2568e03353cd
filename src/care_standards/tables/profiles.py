"""Column profiles: those that are shipped, and those of users' own, which are read like any document."""

import json
from collections.abc import Mapping
from functools import cache
from os import PathLike
from typing import Final

from care_standards import identifiers
from care_standards.documents import pipeline
from care_standards.documents.codec import from_plain
from care_standards.errors import UnknownIdError
from care_standards.model.catalogue import Catalogue
from care_standards.model.column_profile import ColumnProfile
from care_standards.resources import shipped

SHIPPED: Final = ("csv", "htcds-2", "kobo", "odk")
"""The ids of the profiles that are shipped."""
OWN: Final = "csv"
"""The id of the profile of the tables that this library writes; it is in force for sheets where none is passed."""

ProfileSource = ColumnProfile | str | PathLike[str] | bytes | Mapping[str, object]


def shipped_profiles() -> tuple[ColumnProfile, ...]:
    """Give the profiles that are shipped, in the order of their ids."""
    return tuple(_shipped(id) for id in SHIPPED)


def profile(source: ProfileSource) -> ColumnProfile:
    """Give a profile: a shipped one by its id, one of your own by its path, its bytes or its plain data.

    Text that has the form of an id is the id of a shipped profile; any other text is a path, and so is a path object.
    Raises UnknownIdError, naming near misses; UnreadableSourceError where the file cannot be opened; and
    InvalidDocumentError, whose ``report`` says why, where it is no right profile.
    """
    if isinstance(source, ColumnProfile):
        return source
    if isinstance(source, str) and identifiers.is_key(source):
        if source in SHIPPED:
            return _shipped(source)
        raise UnknownIdError("the shipped profiles", identifiers.near_misses(source, SHIPPED))
    read = pipeline.read(source, kind="column-profile", catalogue=Catalogue())
    assert isinstance(read, ColumnProfile)  # the kind was asked for
    return read


@cache
def _shipped(id: str) -> ColumnProfile:
    return from_plain(json.loads(shipped("tables", "shipped", f"{id}.json")), ColumnProfile)
