"""Which column of a profile the name of a column means, by the way of comparing that the profile asks for."""

import attrs

from care_standards.documents.column_names import WAYS, last_part, loosely
from care_standards.model.column_profile import ColumnProfile, KnownColumn
from care_standards.tables.cell_values import SEVERAL


@attrs.frozen
class Match:
    """What the name of a column means: a column of the profile, or one choice of it; ``misspelt`` if known for that."""

    column: KnownColumn
    misspelt: bool = False
    choice: str | None = None


class Names:
    """The names that a profile knows, ready to be asked for."""

    def __init__(self, profile: ColumnProfile) -> None:
        """Take the names of a profile; where two columns claim one name, the first has it."""
        self._way = WAYS[profile.matching]
        self._by_last_part = profile.matching == "last-part"
        self._joiner = profile.choice_joiner
        self._whole: dict[str, Match] = {}
        self._known: dict[str, Match] = {}
        self._labels: dict[str, KnownColumn] = {}
        right = [(name, column) for column in profile.columns for name in (column.name, *column.also)]
        wrong = [(name, column) for column in profile.columns for name in column.misspelt]
        for misspelt, names in ((False, right), (True, wrong)):
            for name, column in names:
                match = Match(column, misspelt)
                self._whole.setdefault(name, match)
                self._known.setdefault(self._way(name), match)
        for column in profile.columns:
            if column.label is not None:
                self._labels.setdefault(loosely(column.label), column)

    def match(self, name: str) -> Match | None:
        """Tell what a name means, or None where the profile does not know it; a choice only if nothing else."""
        found = self._find(name)
        if found is not None or self._joiner is None:
            return found
        before, joiner, choice = name.rpartition(self._joiner)
        of = self._find(before) if joiner and choice else None
        return Match(of.column, of.misspelt, choice) if of is not None and of.column.to in SEVERAL else None

    def _find(self, name: str) -> Match | None:
        found = self._whole.get(name) or self._known.get(self._way(name))
        return found or (self._known.get(self._way(last_part(name))) if self._by_last_part else None)

    def labelled(self, text: str) -> KnownColumn | None:
        """Tell which column has this header for people, or None."""
        return self._labels.get(loosely(text))
