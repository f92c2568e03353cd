"""The account of a draft: where each character of the source went."""

from typing import Final

import attrs

from care_standards.authoring.structure.recognised import Passage, Recognised

PLACES: Final[tuple[str, ...]] = ("items", "labels", "footnotes", "title", "running", "contents", "unplaced")


@attrs.frozen(kw_only=True)
class Account:
    """Counts of characters that are not white: in the source, and by where they went; and what went nowhere.

    ``placed`` has a figure for each of items, labels, footnotes, title, running, contents and unplaced. ``unaccounted``
    is what no figure explains: anything but 0 is a fault of this library.
    """

    source: int
    placed: dict[str, int]
    unplaced: tuple[Passage, ...] = attrs.field(repr=False)

    @property
    def unaccounted(self) -> int:
        """How many characters of the source are in no figure."""
        return self.source - sum(self.placed.values())


def account_of(recognised: Recognised) -> Account:
    """Count where the characters of a document went."""
    placed: dict[str, int] = dict.fromkeys(PLACES, 0)
    for item in recognised.items:
        place = "labels" if item.sets_kind else "footnotes" if item.footnote else "items"
        placed[place] += item.characters
    placed["title"] = sum(passage.characters for passage in recognised.title)
    placed["running"] = sum(passage.characters for passage in recognised.running)
    placed["contents"] = sum(entry.characters for entry in recognised.contents)
    placed["unplaced"] = sum(passage.characters for passage in recognised.unplaced)
    return Account(source=recognised.characters, placed=placed, unplaced=recognised.unplaced)
